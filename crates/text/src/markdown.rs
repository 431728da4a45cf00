//! Legal Markdown, read and written: drafts of a process, and the published style of Korean and Chinese collections.
//!
//! `# Title`, `## Article 1 Heading` (or `## 제1조 (제목)`), `1. …`, `(a) …`, `**①** …`; a YAML head is read for dates.

use std::fmt::Write as _;

use crate::date::Date;
use crate::ids::assign_ids;
use crate::marker::mark;
use crate::model::{Document, Unit, UnitKind};
use crate::outline::{Habits, Line, build};
use crate::tree::collapse;

/// How many levels of headings Markdown has.
const MAX_LEVEL: usize = 6;

/// Reads legal Markdown.
pub fn parse_markdown(text: &str) -> Document {
    let text = text.trim_start_matches('\u{feff}');
    let (head, body) = split_head(text);
    let mut document = Document::new("", "");
    read_head(head, &mut document);
    let lines = lines(body);
    let title = (!document.title.is_empty()).then(|| document.title.clone());
    let habits = Habits { marked_headings: true, indent_continues: true };
    build(&lines, title.as_deref(), habits, &mut document);
    if document.language.0.is_empty() {
        document.language = guess_language(body).into();
    }
    assign_ids(&mut document);
    document
}

/// Parts a YAML head from the text below it.
pub(crate) fn split_head(text: &str) -> (&str, &str) {
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else {
        return ("", text);
    };
    for end in ["\n---\n", "\n---\r\n"] {
        if let Some(at) = rest.find(end) {
            return (&rest[..at], &rest[at + end.len()..]);
        }
    }
    ("", text)
}

/// Takes title, language and dates from the simple `key: value` lines of a head.
fn read_head(head: &str, document: &mut Document) {
    for line in head.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        // Keys of lists within the head speak of other things.
        if key.starts_with([' ', '\t', '-']) {
            continue;
        }
        let value = value.trim().trim_matches(['\'', '"']);
        let date = || value.get(..10).and_then(|text| text.parse::<Date>().ok());
        match key {
            "title" | "제목" => value.clone_into(&mut document.title),
            "language" | "lang" => document.language = value.into(),
            "id" | "celex" | "법령ID" => value.clone_into(&mut document.id),
            "adopted" | "document_date" | "공포일자" => document.dates.adopted = date(),
            "in_force" | "시행일자" => document.dates.in_force = date(),
            "applies" => document.dates.applies = date(),
            "ended" => document.dates.ended = date(),
            _ => {}
        }
    }
}

/// A guess by script and a few words; empty when nothing speaks for any language.
pub(crate) fn guess_language(text: &str) -> &'static str {
    let sample: String = text.chars().take(20_000).collect();
    let count = |low: char, high: char| sample.chars().filter(|c| (low..=high).contains(c)).count();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count().max(1);
    if count('가', '힣') * 4 > letters {
        return "ko";
    }
    if count('ぁ', 'ヿ') * 8 > letters {
        return "ja";
    }
    if count('一', '鿿') * 4 > letters {
        return "zh";
    }
    if count('\u{0600}', '\u{06ff}') * 4 > letters {
        return "ar";
    }
    let words: Vec<String> = sample.split_whitespace().map(str::to_lowercase).collect();
    let score = |list: &[&str]| words.iter().filter(|word| list.contains(&word.as_str())).count();
    let scores = [
        ("en", score(&["the", "of", "and", "shall", "to"])),
        ("nl", score(&["het", "een", "van", "de", "voor"])),
        ("fr", score(&["le", "la", "les", "des", "du", "et"])),
        ("es", score(&["el", "los", "las", "del", "y", "que"])),
        ("it", score(&["il", "della", "di", "del", "che", "e"])),
        ("de", score(&["der", "die", "und", "das", "des"])),
        ("sw", score(&["ya", "wa", "na", "kwa", "cha"])),
    ];
    scores.iter().max_by_key(|(_, hits)| *hits).filter(|(_, hits)| *hits > 2).map_or("", |(tag, _)| tag)
}

fn lines(body: &str) -> Vec<Line> {
    let mut after_blank = true;
    let mut lines = Vec::new();
    for raw in without_comments(body).lines() {
        let indent =
            raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let words = raw.trim();
        if words.is_empty() {
            after_blank = true;
            continue;
        }
        if is_table_rule(words) {
            continue;
        }
        lines.push(Line { indent, after_blank, ..read_line(words) });
        after_blank = false;
    }
    lines
}

fn read_line(words: &str) -> Line {
    if let Some(row) = words.strip_prefix('|') {
        let cells: Vec<String> = row
            .trim_end_matches('|')
            .split('|')
            .map(|cell| unescape(&collapse(&without_bold(cell))))
            .collect();
        return Line { text: cells.join("\t"), row: true, ..Line::default() };
    }
    if let Some(level) = heading_level(words) {
        let text = unescape(&collapse(&without_bold(&words[level..])));
        return Line { text, level: Some(level as u8), ..Line::default() };
    }
    let literal = words.starts_with('\\');
    let words = without_guard(words);
    Line { text: unescape(&collapse(&without_bold(words))), literal, ..Line::default() }
}

/// How many signs of a heading a line begins with; none when it is no heading.
fn heading_level(line: &str) -> Option<usize> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    ((1..=MAX_LEVEL).contains(&level) && line[level..].starts_with(char::is_whitespace)).then_some(level)
}

/// The line without a backslash that only says that no mark follows; before a sign it is an escape like any other.
fn without_guard(line: &str) -> &str {
    line.strip_prefix('\\')
        .filter(|rest| !rest.starts_with(|c: char| c.is_ascii_punctuation()))
        .unwrap_or(line)
}

fn is_table_rule(words: &str) -> bool {
    words.starts_with('|') && words.contains('-') && words.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The text without HTML comments.
pub(crate) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<!--") {
        out.push_str(&rest[..start]);
        if let Some(end) = rest[start..].find("-->") {
            rest = &rest[start + end + 3..];
        } else {
            rest = &rest[start..];
            break;
        }
    }
    out.push_str(rest);
    out
}

fn without_bold(text: &str) -> String {
    text.replace("**", "")
}

/// Takes the backslash from before a punctuation mark.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation) {
            out.extend(chars.next());
        } else {
            out.push(c);
        }
    }
    out
}

/// The words of Markdown without its signs, read in another way than [`parse_markdown`] reads them.
pub(crate) fn source_text(text: &str) -> String {
    let (_, body) = split_head(text.trim_start_matches('\u{feff}'));
    let mut out = String::with_capacity(body.len());
    for line in without_comments(body).lines() {
        let line = line.trim();
        if is_table_rule(line) {
            continue;
        }
        let line = heading_level(line).map_or(line, |level| &line[level..]);
        let line = if line.starts_with('|') { line.replace('|', " ") } else { line.to_owned() };
        out.push_str(&unescape(&without_guard(&line).replace("**", "")));
        out.push('\n');
    }
    out
}

/// Writes a text as legal Markdown, which [`parse_markdown`] reads back.
pub fn to_markdown(document: &Document) -> String {
    let mut out = String::new();
    write_head(document, &mut out);
    for unit in &document.units {
        write_unit(unit, 1, &mut out);
    }
    out
}

fn write_head(document: &Document, out: &mut String) {
    let dates = &document.dates;
    let fields = [
        ("id", Some(document.id.clone()).filter(|id| !id.is_empty())),
        ("language", Some(document.language.0.clone()).filter(|tag| !tag.is_empty())),
        ("adopted", dates.adopted.map(String::from)),
        ("in_force", dates.in_force.map(String::from)),
        ("applies", dates.applies.map(String::from)),
        ("ended", dates.ended.map(String::from)),
    ];
    out.push_str("---\n");
    let _ = writeln!(out, "title: {}", document.title.replace('\n', " "));
    for (key, value) in fields {
        if let Some(value) = value {
            let _ = writeln!(out, "{key}: {}", value.replace('\n', " "));
        }
    }
    out.push_str("---\n\n");
}

fn write_unit(unit: &Unit, level: usize, out: &mut String) {
    match unit.kind {
        UnitKind::Preface if unit.heading.is_some() => write_heading(unit, 1, out),
        UnitKind::Table => write_table(unit, out),
        kind if kind.is_container() || kind.is_root() || is_headed(unit) => {
            write_heading(unit, (level + 1).min(MAX_LEVEL), out);
        }
        _ => write_listed(unit, out),
    }
    let below = level + usize::from(unit.kind.is_container() || unit.kind.is_root());
    for child in &unit.children {
        write_unit(child, below, out);
    }
}

fn is_headed(unit: &Unit) -> bool {
    matches!(unit.kind, UnitKind::Article | UnitKind::Preamble | UnitKind::Clause | UnitKind::Rule)
        && (unit.number.is_some() || unit.heading.is_some())
}

fn write_heading(unit: &Unit, level: usize, out: &mut String) {
    let head: Vec<String> = unit.head().map(collapse).collect();
    if !head.is_empty() {
        let _ = writeln!(out, "{} {}\n", "#".repeat(level), escape(&head.join(" ")));
    }
    for block in blocks(unit) {
        write_block("", &block, out);
    }
}

fn write_listed(unit: &Unit, out: &mut String) {
    let mut number = unit.head().map(collapse).collect::<Vec<_>>().join(" ");
    if mark(&number).is_none() && unit.number.is_some() {
        number = format!("\\{number}");
    }
    let mut blocks = blocks(unit).into_iter();
    let first = blocks.next().unwrap_or_default();
    if number.is_empty() {
        write_block("", &first, out);
    } else {
        let _ = writeln!(out, "{number} {}\n", escape(&first));
    }
    for block in blocks {
        write_block("    ", &block, out);
    }
}

fn write_block(indent: &str, block: &str, out: &mut String) {
    if block.is_empty() {
        return;
    }
    let guard = if mark(block).is_some() || block.starts_with(['#', '|']) { "\\" } else { "" };
    let escaped = escape(block);
    // A backslash before a letter or digit is no escape; the reader takes a leading one for "no mark here".
    let body =
        if guard.is_empty() || escaped.starts_with('\\') { escaped } else { format!("{guard}{escaped}") };
    let _ = writeln!(out, "{indent}{body}\n");
}

fn write_table(unit: &Unit, out: &mut String) {
    for (at, row) in unit.text.lines().enumerate() {
        let cells: Vec<String> = row.split('\t').map(|cell| escape(&cell.replace('|', "/"))).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
        if at == 0 {
            let _ = writeln!(out, "|{}", "---|".repeat(cells.len()));
        }
    }
    out.push('\n');
}

fn blocks(unit: &Unit) -> Vec<String> {
    unit.text_with_notes().split('\n').map(collapse).filter(|block| !block.is_empty()).collect()
}

/// Guards what Markdown would take for signs of its own.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*') {
            out.push('\\');
        }
        out.push(c);
    }
    out.replace("<!--", "\\<!--")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DRAFT: &str = "# Norm on labels\n\n## Chapter 1 General\n\n## Article 1 Purpose\n\nIt protects people.\n\nIt does so now.\n\n\
        ## Article 2 (Definitions)\n\n1. In this Norm:\n\n(a) one;\n\n(b) two:\n\n(i) deep;\n\n(ii) deeper.\n\n2. More.\n\nAnd more.\n";

    #[test]
    fn a_draft_becomes_units() {
        let document = parse_markdown(DRAFT);
        let ids: Vec<&str> = document.walk().map(|unit| unit.id.as_str()).collect();
        let expected = [
            "preface",
            "chp_1",
            "art_1",
            "art_1__para_2",
            "art_2",
            "art_2__para_1",
            "art_2__para_1__point_a",
            "art_2__para_1__point_b",
            "art_2__para_1__point_b__item_i",
            "art_2__para_1__point_b__item_ii",
            "art_2__para_2",
            "art_2__para_2__subpara_2",
        ];
        assert_eq!(ids, expected);
        assert_eq!(document.title, "Norm on labels");
    }

    #[test]
    fn korean_style_and_head_are_read() {
        let text = "---\n제목: 어떤 법\n공포일자: 2026-01-20\n시행일자: 2026-01-22\n첨부파일:\n- 제목: 서식\n---\n\n# 어떤 법\n\n## 제1장 총칙\n\n##### 제2조의2 (정의)\n\n**①** 뜻은 다음과 같다.\n\n  1\\. 첫째\n    가\\. 가목\n";
        let document = parse_markdown(text);
        let ids: Vec<&str> = document.walk().map(|unit| unit.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "preface",
                "chp_1",
                "art_2-2",
                "art_2-2__para_1",
                "art_2-2__para_1__point_1",
                "art_2-2__para_1__point_1__item_가"
            ]
        );
        assert_eq!(document.title, "어떤 법");
        assert_eq!(document.dates.in_force.map(String::from).as_deref(), Some("2026-01-22"));
    }

    proptest! {
        #[test]
        fn writing_and_reading_changes_nothing(lines in proptest::collection::vec(
            "(## Article [1-5] [A-Z][a-z]{0,5}|## 제[1-5]조 \\([가-다]{1,3}\\)|[1-4]\\. [a-z가-라*#\\\\|.;:( ]{1,12}|\\([a-d]\\) [a-z ]{1,9}|[A-Za-z가나][a-z*_\\\\ .]{0,12}|\\| a \\| b \\|)",
            0..12,
        )) {
            let document = parse_markdown(&format!("# Title\n\n{}\n", lines.join("\n\n")));
            let again = parse_markdown(&to_markdown(&document));
            prop_assert_eq!(&again.units, &document.units);
            prop_assert_eq!(again.title, document.title);
        }

        #[test]
        fn no_word_is_lost(text in "(\\PC|[#*|\\\\\n(1a).]|제1조|가\\.){0,80}") {
            let document = parse_markdown(&text);
            prop_assert_eq!(crate::lossless(&source_text(&text), &document), Ok(()));
        }

        #[test]
        fn no_word_of_plain_text_is_lost(text in "(\\PC|[\n\t(1a).]|제1조|Article 1|Section 2|\\(i\\)|\n1 ){0,80}") {
            prop_assert_eq!(crate::lossless(&text, &crate::parse_plain(&text, "en")), Ok(()));
        }
    }
}
