#![no_main]
//! Any bytes as any format: read or refused with a reason; what is read can be written in every format.
use libfuzzer_sys::fuzz_target;
use maru_text::{Format, import, import_with_doubts, source_text, to_akn, to_docx, to_html, to_markdown};

fuzz_target!(|bytes: &[u8]| {
    let Some((&which, bytes)) = bytes.split_first() else { return };
    let (format, _) = Format::ALL[usize::from(which) % Format::ALL.len()];
    let _ = import(bytes, "text");
    let _ = source_text(bytes, format);
    if let Ok(document) = import_with_doubts(bytes, format).map(|imported| imported.document) {
        let _ = to_akn(&document);
        let _ = to_html(&document);
        let _ = to_markdown(&document);
        let _ = to_docx(&document);
    }
});
