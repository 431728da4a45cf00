#![no_main]
//! The members of a workbook and of a Word file, parted by zero bytes: what the packing would keep a mutation from reaching, such as the
//! formats of numbers, merged cells and notes.
use libfuzzer_sys::fuzz_target;
use maru_exchange::{read_docx, read_xlsx, to_docx, to_xlsx};
use maru_text::container::write;

const BOOK: [&str; 7] = [
    "xl/worksheets/sheet1.xml",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/_rels/sheet1.xml.rels",
    "xl/comments1.xml",
];
const LETTER: [&str; 5] = [
    "word/document.xml",
    "word/footnotes.xml",
    "word/comments.xml",
    "word/_rels/document.xml.rels",
    "word/header1.xml",
];

fn packed(names: &[&'static str], texts: &[&str]) -> Vec<u8> {
    let members: Vec<(&str, &str)> =
        names.iter().copied().zip(texts.iter().copied()).filter(|(_, text)| !text.is_empty()).collect();
    write(&members)
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let texts: Vec<&str> = text.split('\0').collect();
    if let Ok(table) = read_xlsx(&packed(&BOOK, &texts)) {
        let again = read_xlsx(&to_xlsx(&table)).expect("our own file");
        assert!(again.comments.len() <= table.comments.len());
    }
    if let Ok(table) = read_docx(&packed(&LETTER, &texts)) {
        let _ = read_docx(&to_docx(&table)).expect("our own file");
    }
});
