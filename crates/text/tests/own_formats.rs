//! What Maru writes it reads again as the same tree: kinds, ids, numbers, headings, words, notes, tables, dates.
#![allow(clippy::print_stderr, reason = "the counts are what a reader of the test's output wants")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

use std::path::{Path, PathBuf};

use maru_text::{
    Document, Note, Span, Unit, UnitKind, import, redline, to_akn, to_docx, to_html, to_markdown,
};

/// The largest file that the test reads unless it is asked for all.
const MAX_BYTES: u64 = 60_000;

const TEXTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/texts");

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.file_name().is_some_and(|name| name != "README.md") {
            found.push(path);
        }
    }
}

/// A text in each of our formats, read again.
fn read_again(document: &Document) -> [(&'static str, Document); 4] {
    let written = [
        ("a.xml", to_akn(document).into_bytes()),
        ("a.html", to_html(document).into_bytes()),
        ("a.md", to_markdown(document).into_bytes()),
        ("a.docx", to_docx(document)),
    ];
    written.map(|(name, bytes)| (name, import(&bytes, name).unwrap()))
}

/// The first difference between two trees, as a person would look for it.
fn difference(one: &Document, other: &Document) -> Option<String> {
    let facts = |document: &Document| {
        format!(
            "{:?}",
            (&document.title, &document.language, &document.id, &document.dates, document.standing)
        )
    };
    if facts(one) != facts(other) {
        return Some(format!("{} became {}", facts(one), facts(other)));
    }
    if one.units == other.units {
        return None;
    }
    let (mut left, mut right) = (one.walk(), other.walk());
    loop {
        match (left.next(), right.next()) {
            (Some(a), Some(b)) => {
                let bare = |unit: &Unit| Unit {
                    id: unit.id.clone(),
                    number: unit.number.clone(),
                    heading: unit.heading.clone(),
                    heading_first: unit.heading_first,
                    text: unit.text.clone(),
                    notes: unit.notes.clone(),
                    spans: unit.spans.clone(),
                    dates: unit.dates.clone(),
                    ..Unit::new(unit.kind)
                };
                let counts = (a.children.len(), b.children.len());
                let (a, b) = (bare(a), bare(b));
                if a != b || counts.0 != counts.1 {
                    let show = |text: String| text.chars().take(400).collect::<String>();
                    return Some(format!(
                        "{counts:?}\n  {}\n  {}",
                        show(format!("{a:?}")),
                        show(format!("{b:?}"))
                    ));
                }
            }
            (a, b) => return Some(format!("{:?} became {:?}", a.map(|a| &a.id), b.map(|b| &b.id))),
        }
    }
}

#[test]
fn every_text_comes_back_whole_from_every_format() {
    if !Path::new(TEXTS).is_dir() {
        eprintln!("SKIPPED every_text_comes_back_whole_from_every_format: ../shared/data is absent");
        return;
    }
    let mut paths = Vec::new();
    files(Path::new(TEXTS), &mut paths);
    let mut whole = std::collections::BTreeMap::<&str, usize>::new();
    let mut faults = Vec::new();
    let mut read = 0;
    for path in &paths {
        // The largest texts take minutes without optimisation; `MARU_ALL_TEXTS` asks for them too.
        let large = std::fs::metadata(path).unwrap().len() > MAX_BYTES;
        if large && std::env::var_os("MARU_ALL_TEXTS").is_none() {
            continue;
        }
        read += 1;
        let name = path.file_name().unwrap().to_str().unwrap();
        let document = import(&std::fs::read(path).unwrap(), name).unwrap();
        for (format, again) in read_again(&document) {
            match difference(&document, &again) {
                Some(fault) => faults.push(format!("{format} of {name}: {fault}")),
                None => *whole.entry(format).or_default() += 1,
            }
            if format == "a.md" {
                let line = redline(&document, &again);
                assert!(
                    !faults.is_empty() || line.changed().next().is_none(),
                    "redline of {name} with itself"
                );
            }
        }
    }
    eprintln!("of {read} texts come back whole: {whole:?}");
    assert!(faults.is_empty(), "{} faults: {:#?}", faults.len(), &faults[..faults.len().min(12)]);
}

/// An act with everything that formats like to lose.
fn hard() -> Document {
    let unit = |kind: UnitKind, number: &str, heading: &str, text: &str| Unit {
        number: Some(number.to_owned()).filter(|text| !text.is_empty()),
        heading: Some(heading.to_owned()).filter(|text| !text.is_empty()),
        text: text.to_owned(),
        ..Unit::new(kind)
    };
    let mut article = unit(
        UnitKind::Article,
        "Article 1",
        "Scope * [^1] | <b> & “so”",
        "In this Act:\n# not a heading\n1. no item",
    );
    article.notes = vec![
        Note { at: 11, text: "A note: [^2] * with signs.".into() },
        Note { at: article.text.len(), text: "At the end.".into() },
    ];
    let mut table = unit(UnitKind::Table, "", "", "a | b\t\t---\nc\t-\t\n\td\te");
    table.spans = vec![
        Span { row: 0, column: 0, rows: 1, columns: 2 },
        Span { row: 1, column: 0, rows: 2, columns: 1 },
        Span { row: 1, column: 1, rows: 1, columns: 2 },
    ];
    let mut quotation = unit(UnitKind::Quotation, "", "", "");
    quotation.children = vec![unit(UnitKind::Article, "Article 9", "Quoted", "Words of another act.")];
    let mut late = unit(UnitKind::Section, "7", "Short title", "");
    late.heading_first = true;
    late.dates.applies = Some("2030-01-01".parse().unwrap());
    late.children =
        vec![unit(UnitKind::Other, "", "", "(a) no point"), unit(UnitKind::Passage, "", "", "and so on.")];
    let second = unit(UnitKind::Table, "", "", "another\ttable");
    article.children = vec![table, second, quotation, late];
    let annex = unit(UnitKind::Schedule, "", "", "");
    let annex = Unit { children: vec![unit(UnitKind::Item, "–", "", "first")], ..annex };
    let mut document = Document::new("\"An Act\" and 'more'", "en");
    document.units = vec![article, annex];
    document.dates.in_force = Some("2029-12-31".parse().unwrap());
    maru_text::assign_ids(&mut document);
    document.units[0].children[3].id = "sec_seven".into();
    document
}

#[test]
fn signs_spans_notes_and_quotations_come_back() {
    let document = hard();
    for (format, again) in read_again(&document) {
        assert_eq!(difference(&document, &again), None, "{format}");
        assert!(redline(&document, &again).changed().next().is_none(), "{format}");
    }
}

#[test]
fn other_readers_of_our_files_find_quotations_and_no_guesses() {
    let akn = to_akn(&hard());
    assert!(akn.contains("<quotedStructure eId=\"art_1__quote_1\""), "{akn}");
    assert!(akn.contains("<FRBRcountry value=\"\"/>") && akn.contains("<FRBRauthor href=\"\"/>"), "{akn}");
    assert!(akn.contains("<FRBRthis value=\"\"/>") && akn.contains("<td colspan=\"2\">"), "{akn}");
    // A day in force is no day of adoption.
    assert!(akn.contains("<FRBRdate date=\"0001-01-01\" name=\"unknown\"/>"), "{akn}");
    let mut named = hard();
    named.id = "/akn/kr/act/2026/1/!main".into();
    let akn = to_akn(&named);
    assert!(
        akn.contains("<FRBRthis value=\"/akn/kr/act/2026/1/!main\"/>")
            && akn.contains("<FRBRcountry value=\"kr\"/>")
    );
    // Without our marks, as from another program, the day that stands for none is still none.
    let plain = "<akomaNtoso><act><meta><identification><FRBRWork><FRBRdate date=\"0001-01-01\" name=\"unknown\"/></FRBRWork></identification></meta><body><article><num>1</num><content><p>Words.</p></content></article></body></act></akomaNtoso>";
    assert_eq!(import(plain.as_bytes(), "a.xml").unwrap().dates.adopted, None);
}

#[test]
fn an_edited_word_file_keeps_its_tree() {
    let document = maru_text::parse_plain(
        "An Act\n\nArticle 1 Duty\n\n1. A maker marks.\n\n(a) one;\n\n(b) two.\n",
        "en",
    );
    let bytes = to_docx(&document);
    // Words of a run are changed as Word would; the members are stored, so that their lengths must stay.
    let (from, to) = (b"A maker marks.", b"A maker sells.");
    let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
    let mut edited = bytes.clone();
    edited[at..at + to.len()].copy_from_slice(to);
    let again = import(&edited, "a.docx").unwrap();
    let changed: Vec<String> =
        redline(&document, &again).changed().map(|unit| unit.id().unwrap().to_string()).collect();
    assert_eq!(changed, ["art_1__para_1"]);
}

#[path = "../examples/redline.rs"]
mod redline_example;

#[test]
fn the_example_does_what_it_says() {
    redline_example::main();
}
