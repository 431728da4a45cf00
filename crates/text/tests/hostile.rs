//! Whatever the bytes are, an importer answers; it never panics, and hostile input costs it little.

use maru_text::{Format, ImportError, detect, import, import_as, lossless, source_text};
use proptest::prelude::*;

fn any_format() -> impl Strategy<Value = Format> {
    prop::sample::select(Format::ALL.iter().map(|(format, _)| *format).collect::<Vec<_>>())
}

fn check(bytes: &[u8], format: Format) {
    if let Ok(document) = import_as(bytes, format) {
        let _ = document.plain_text();
        let _ = maru_text::to_markdown(&document);
        let _ = maru_text::to_html(&document);
        let _ = maru_text::to_akn(&document);
        let _ = maru_text::to_docx(&document);
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300), format in any_format(), name in "[a-z]{0,3}\\.[a-z]{0,5}") {
        check(&bytes, format);
        let _ = import(&bytes, &name);
        let _ = detect(&bytes, &name);
    }

    #[test]
    fn anything_like_a_legal_text(text in "(제1조|제|Article 1|§ |1\\.|\\(a\\)|\\(i\\)|①|—|\n|\n\n|  |第一条|부칙|[a-c ]{1,4}|\\|){0,40}", format in any_format()) {
        check(text.as_bytes(), format);
    }

    #[test]
    fn anything_like_markup(text in "(<[a-z]{1,5}>|</[a-z]{1,5}>|<td>|</td>|<tr>|<table>|</table>|<p class=\"oj-ti-art\">|<num>|</num>|<article>|</article>|<br/>|<!--|-->|&amp;|&#x41;|&|<|\"|[a-c가 ]{1,4}|\\(a\\)){0,40}", format in any_format()) {
        check(text.as_bytes(), format);
    }

    #[test]
    fn html_loses_no_word(text in "(<p>|</p>|<div>|</div>|<td>|</td>|<tr>|<table>|</table>|<p class=\"oj-ti-art\">|<div class=\"grid-list-column-1\">|<h2>|</h2>|<br>|<li>|Article 1|\\(a\\)|1\\.|[a-c가 ]{1,4}){0,40}") {
        let document = import_as(text.as_bytes(), Format::Html).unwrap();
        prop_assert_eq!(lossless(&source_text(text.as_bytes(), Format::Html).unwrap(), &document), Ok(()));
    }

    #[test]
    fn xml_loses_no_word(inner in "(<num>1</num>|<heading>h</heading>|<content>c</content>|<p>p</p>|<point>x</point>|<list>y</list>|[a-c가 ]{1,4}|<table><tr><td>d</td></tr></table>|<paragraph>z</paragraph>|<authorialNote>n</authorialNote>|<alinea>q</alinea>){0,10}") {
        let xml = format!("<akomaNtoso><act><body><article>{inner}</article></body></act></akomaNtoso>");
        let document = import_as(xml.as_bytes(), Format::Akn).unwrap();
        prop_assert_eq!(lossless(&source_text(xml.as_bytes(), Format::Akn).unwrap(), &document), Ok(()));
    }
}

#[test]
fn hostile_xml_is_refused_with_line_and_column() {
    let check = |xml: &str, line: usize| match import_as(xml.as_bytes(), Format::Akn) {
        Err(ImportError::Xml { line: found, .. }) => assert_eq!(found, line),
        other => panic!("{other:?}"),
    };
    check("<!DOCTYPE a [<!ENTITY x \"y\">]>\n<a>&x;</a>", 1);
    check("<a>\n<b></c></a>", 2);
    check(&format!("<a>\n{}", "<b>".repeat(100_000)), 2);
    check("<a>\n\n&nothing;</a>", 3);
    let mut large = b"<a>".to_vec();
    large.resize(maru_text::MAX_BYTES + 1, b' ');
    assert!(matches!(import_as(&large, Format::Akn), Err(ImportError::TooLarge { .. })));
    assert!(matches!(import_as(b"ok\n\xff", Format::Plain), Err(ImportError::NotText { line: 2, at: 1 })));
}

#[test]
fn a_number_that_waits_for_its_words_stays_before_the_next_cell() {
    let html = "<table><div class=\"grid-list-column-1\"><td>(a)<h2><div class=\"grid-list-column-1\"></h2>Article 1</table>";
    let document = import_as(html.as_bytes(), Format::Html).unwrap();
    assert_eq!(lossless(&source_text(html.as_bytes(), Format::Html).unwrap(), &document), Ok(()));
}

#[test]
fn deep_html_and_long_lists_are_read_in_bounded_depth() {
    let deep = "<div>".repeat(200_000) + "x";
    assert_eq!(import_as(deep.as_bytes(), Format::Html).unwrap().plain_text(), "x");
    let lists: String = (0..20_000).map(|_| "(a) x:\n1. y:\n(i) z:\n(A) w:\n").collect();
    assert!(import_as(lists.as_bytes(), Format::Plain).is_ok());
}
