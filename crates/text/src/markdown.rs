//! Legal Markdown, read and written: drafts of a process, and the published style of Korean and Chinese collections.
//!
//! `# Title`, `## Article 1 Heading` (or `## 제1조 (제목)`), `1. …`, `(a) …`, `**①** …`; a YAML head is read for dates.

use std::fmt::Write as _;

use std::collections::HashMap;

use crate::date::parse_date;
use crate::error::Doubt;
use crate::explicit::Assembly;
use crate::ids::assign_ids;
use crate::language::guess_language;
use crate::marker::mark;
use crate::model::{Document, Span, Unit, UnitId, UnitKind};
use crate::notes::{NOTE_CLOSES, NOTE_OPENS, Notes};
use crate::outline::{Habits, Line, build};
use crate::own::{date_facts, facts, kind_named, read_date, read_fact, settle_ids, tidy};
use crate::tree::{collapse, with_gap};

/// How many levels of headings Markdown has.
const MAX_LEVEL: usize = 6;

/// Reads legal Markdown (`docs/text.md`); whatever the bytes, there is a document.
pub fn parse_markdown(text: &str) -> Document {
    let text = text.trim_start_matches('\u{feff}');
    let (head, body) = split_head(text);
    let mut document = Document::new("", "");
    read_head(head, &mut document);
    let (body, notes) = without_notes(body);
    let body = body.as_str();
    if body.lines().any(|line| Told::read(line).is_some()) {
        document.units = read_told(body);
        hang(&notes, &mut document);
        settle_ids(&mut document);
        return document;
    }
    let lines = lines(body);
    let title = (!document.title.is_empty()).then(|| document.title.clone());
    let habits = Habits { marked_headings: true, indent_continues: true };
    build(&lines, title.as_deref(), habits, &mut document);
    hang(&notes, &mut document);
    if document.language.0.is_empty() {
        document.language = guess_language(body).into();
    }
    assign_ids(&mut document);
    document
}

/// Makes notes of the signs that stand for them, which bears no failure here: a file's notes cannot be larger than the file.
fn hang(notes: &Notes, document: &mut Document) {
    if !notes.0.is_empty() && notes.hang_all(&mut document.units).is_ok() {
        tidy(&mut document.units);
    }
}

/// Text without its definitions of notes (`[^1]: …`), signs in place of the references to them, and the notes.
fn without_notes(body: &str) -> (String, Notes) {
    if !body.contains("[^") {
        return (body.to_owned(), Notes::default());
    }
    let mut notes = HashMap::new();
    let mut kept: Vec<&str> = Vec::new();
    for line in body.lines() {
        match definition(line) {
            Some((name, words)) => {
                notes.insert(name.to_owned(), unescape(&collapse(&without_bold(words))));
            }
            None => kept.push(line),
        }
    }
    let mut out = String::with_capacity(body.len());
    for line in kept {
        let mut rest = line;
        while let Some(at) = rest.find("[^") {
            let name = rest[at + 2..].split(']').next().unwrap_or_default();
            let escaped = rest[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
            out.push_str(&rest[..at]);
            if !escaped && notes.contains_key(name) {
                let _ = write!(out, "{NOTE_OPENS}{name}{NOTE_CLOSES}");
                rest = &rest[at + 3 + name.len()..];
            } else {
                out.push_str("[^");
                rest = &rest[at + 2..];
            }
        }
        out.push_str(rest);
        out.push('\n');
    }
    (out, Notes(notes))
}

/// The name and the words of a note that a line defines.
fn definition(line: &str) -> Option<(&str, &str)> {
    let (name, words) = line.trim().strip_prefix("[^")?.split_once("]:")?;
    (!name.is_empty() && !name.contains([']', '['])).then_some((name, words))
}

/// What a comment of ours tells of the unit below it, where its words alone would not tell: `<!-- maru 2 point art_5__point_a -->`.
struct Told {
    depth: usize,
    unit: Unit,
}

impl Told {
    fn read(line: &str) -> Option<Self> {
        let inner = line.trim().strip_prefix("<!-- maru ")?.strip_suffix("-->")?;
        let mut words = inner.split_whitespace();
        let depth = words.next()?.parse().ok()?;
        let mut unit = Unit::new(kind_named(words.next()?)?);
        for word in words {
            match word.split_once('=') {
                None => unit.id = UnitId::new(word),
                Some(("span", value)) => unit.spans.extend(span(value)),
                Some((name, value)) => read_date(&mut unit.dates, name, value),
            }
        }
        Some(Self { depth, unit })
    }

    fn write(unit: &Unit, depth: usize, out: &mut String) {
        let _ = write!(
            out,
            "<!-- maru {depth} {} {}",
            unit.kind.prefix(),
            collapse(unit.id.as_str()).replace(' ', "_")
        );
        for (name, value) in date_facts(&unit.dates) {
            let _ = write!(out, " {name}={value}");
        }
        for Span { row, column, rows, columns } in &unit.spans {
            let _ = write!(out, " span={row},{column},{rows},{columns}");
        }
        out.push_str(" -->\n");
    }
}

fn span(text: &str) -> Option<Span> {
    let mut numbers = text.split(',').map(|number| number.parse().ok());
    let mut next = || numbers.next().flatten();
    Some(Span { row: next()?, column: next()?, rows: next()?, columns: next()? })
}

/// Reads a text whose units are told by comments; what was added without one is read as Markdown is.
fn read_told(body: &str) -> Vec<Unit> {
    let mut assembly = Assembly::default();
    let mut added: Vec<&str> = Vec::new();
    let mut adding = true;
    let mut first = true;
    for raw in body.lines() {
        if let Some(told) = Told::read(raw) {
            graft(&mut added, &mut assembly);
            assembly.open(told.depth, told.unit);
            (adding, first) = (false, true);
            continue;
        }
        let line = raw.trim();
        if line.is_empty() {
            continue;
        }
        // A heading that no comment announces is somebody's new unit.
        adding |= !first && heading_level(line).is_some();
        if adding {
            added.push(raw);
        } else if let Some(unit) = assembly.last_mut() {
            told_line(line, first, unit);
        }
        first = false;
    }
    graft(&mut added, &mut assembly);
    let mut units = assembly.finish();
    tidy(&mut units);
    units
}

fn graft(added: &mut Vec<&str>, assembly: &mut Assembly) {
    if added.is_empty() {
        return;
    }
    let mut part = Document::new("", "");
    let habits = Habits { marked_headings: true, indent_continues: true };
    build(&lines(&added.join("\n\n")), Some(""), habits, &mut part);
    part.units.into_iter().for_each(|unit| assembly.graft(unit));
    added.clear();
}

/// Adds one line to the unit that a comment opened: its head, if it is the first, and words.
fn told_line(line: &str, first: bool, unit: &mut Unit) {
    if unit.kind == UnitKind::Table {
        if !is_table_rule(line) {
            let row = read_line(line).text;
            if !unit.text.is_empty() {
                unit.text.push('\n');
            }
            unit.text.push_str(&row);
        }
        return;
    }
    let mut rest = line;
    if first {
        rest = &rest[heading_level(rest).unwrap_or(0)..];
        loop {
            rest = rest.trim_start();
            if let Some((number, after)) = starred(rest, "**").filter(|_| unit.number.is_none()) {
                unit.heading_first = unit.heading.is_some();
                unit.number = Some(unescape(&collapse(number)));
                rest = after;
            } else if let Some((heading, after)) = starred(rest, "*").filter(|_| unit.heading.is_none()) {
                unit.heading = Some(unescape(&collapse(heading)));
                rest = after;
            } else {
                break;
            }
        }
    }
    let words = unescape(&collapse(rest));
    if !words.is_empty() {
        if !unit.text.is_empty() {
            unit.text.push('\n');
        }
        unit.text.push_str(&words);
    }
}

/// Words between stars at the start of a line, and what follows; a star after a backslash is a word's own.
fn starred<'a>(line: &'a str, stars: &str) -> Option<(&'a str, &'a str)> {
    let inner = line.strip_prefix(stars)?;
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        if c == '*' && !escaped {
            let after = inner[at..].strip_prefix(stars)?;
            return (at > 0).then_some((&inner[..at], after));
        }
        escaped = c == '\\' && !escaped;
    }
    None
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
        let value = &*unquoted(value.trim());
        let date = || value.get(..10).and_then(|text| parse_date(text).ok());
        match key {
            "title" | "제목" => value.clone_into(&mut document.title),
            "language" | "lang" => document.language = value.into(),
            "id" | "celex" | "법령ID" => value.clone_into(&mut document.id),
            "adopted" | "document_date" | "공포일자" => document.dates.adopted = date(),
            "in_force" | "시행일자" => document.dates.in_force = date(),
            "applies" => document.dates.applies = date(),
            "ended" => document.dates.ended = date(),
            "standing" | "gate" => read_fact(document, key, value),
            _ => {}
        }
    }
}

/// A value of the head without the quotation marks around it, if both are there.
fn unquoted(value: &str) -> String {
    if let Some(inner) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return inner.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(value).to_owned()
}

/// A value for the head, in quotation marks where it would lose its own.
fn quoted(value: &str) -> String {
    let value = collapse(value);
    if value.starts_with(['"', '\'']) {
        return format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    }
    value
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
        let cells: Vec<String> =
            cells(row).into_iter().map(|cell| unescape(&collapse(&without_bold(cell)))).collect();
        return Line { text: cells.join("\t"), row: true, ..Line::default() };
    }
    if let Some(level) = heading_level(words) {
        let text = unescape(&collapse(&without_bold(&words[level..])));
        return Line { text, level: Some(level as u8), ..Line::default() };
    }
    let literal = words.starts_with('\\');
    let words = without_guard(words);
    Line { text: unescape(&with_gap(&without_bold(words))), literal, ..Line::default() }
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

/// The line under the first row of a table; a dash alone in a cell is a word.
fn is_table_rule(words: &str) -> bool {
    let rule = |cell: &str| {
        let dashes = cell.trim().trim_start_matches(':').trim_end_matches(':');
        dashes.len() >= 3 && dashes.bytes().all(|byte| byte == b'-')
    };
    words.strip_prefix('|').is_some_and(|row| cells(row).into_iter().all(rule))
}

/// The cells of a row without its first stroke; a stroke after a backslash is a word's own.
fn cells(row: &str) -> Vec<&str> {
    let mut cells = Vec::new();
    let (mut from, mut escaped) = (0, false);
    for (at, c) in row.char_indices() {
        if c == '|' && !escaped {
            cells.push(&row[from..at]);
            from = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if !row[from..].trim().is_empty() || cells.is_empty() {
        cells.push(&row[from..]);
    }
    cells
}

/// The text without HTML comments.
pub(crate) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<!--") {
        out.push_str(&rest[..start]);
        // After a backslash it is a word of the text.
        if rest[..start].ends_with('\\') {
            out.push_str("<!--");
            rest = &rest[start + 4..];
            continue;
        }
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

/// Marks that Markdown has elsewhere and that stand as words here, so that a reader knows of them.
pub(crate) fn doubts(text: &str) -> Vec<Doubt> {
    let (_, body) = split_head(text);
    let body = without_comments(body);
    let count = |marks: &[&str]| marks.iter().map(|mark| body.matches(mark).count()).sum::<usize>();
    [
        ("words struck by ~~, which stand with their marks", count(&["~~"]) / 2),
        (
            "marks of HTML for raised, lowered, struck or new words, which stand as words",
            count(&["<sup>", "<sub>", "<del>", "<s>", "<ins>"]),
        ),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(what, count)| Doubt::NotRead { what: what.into(), count })
    .collect()
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
    let told = body.contains("<!-- maru ");
    let notes: Vec<(&str, &str)> = body.lines().filter_map(definition).collect();
    let mut out = String::with_capacity(body.len());
    for line in without_comments(body).lines() {
        let line = line.trim();
        if definition(line).is_some() {
            continue;
        }
        if is_table_rule(line) {
            continue;
        }
        let line = heading_level(line).map_or(line, |level| &line[level..]);
        let row = line.strip_prefix('|').map(|row| cells(row).join(" "));
        let is_row = row.is_some();
        let mut line = row.unwrap_or_else(|| line.to_owned());
        for (name, words) in &notes {
            // An escaped bracket keeps its backslash apart, so it is no reference.
            line = line.replace("\\[^", "\\[\u{0}").replace(&format!("[^{name}]"), &format!(" {words} "));
        }
        line = line.replace('\u{0}', "^");
        let mut plain = if is_row { line.as_str() } else { without_guard(&line) }.replace("**", "");
        if told {
            plain = plain.replace("\\*", "\u{0}").replace('*', "").replace('\u{0}', "*");
        }
        out.push_str(&unescape(&plain));
        out.push('\n');
    }
    out
}

/// Writes a text as legal Markdown, which [`parse_markdown`] reads back as the same tree.
///
/// Where plain Markdown would not tell the tree, each unit has a comment above it that does.
pub fn to_markdown(document: &Document) -> String {
    let mut out = String::new();
    write_head(document, &mut out);
    let mut told = out.clone();
    let mut writer = Writer { out, notes: 0 };
    for unit in &document.units {
        writer.unit(unit, 1);
    }
    if parse_markdown(&writer.out) == *document {
        return writer.out;
    }
    let mut notes = 0;
    for unit in &document.units {
        write_told(unit, 0, &mut notes, &mut told);
    }
    told
}

fn write_head(document: &Document, out: &mut String) {
    out.push_str("---\n");
    if document.title.is_empty() {
        out.push_str("title:\n");
    }
    for (name, value) in facts(document) {
        let _ = writeln!(out, "{name}: {}", quoted(&value));
    }
    out.push_str("---\n\n");
}

/// A unit under a comment that tells what it is, then those in it.
fn write_told(unit: &Unit, depth: usize, notes: &mut usize, out: &mut String) {
    Told::write(unit, depth, out);
    if unit.kind == UnitKind::Table {
        write_table(unit, out);
    } else {
        let number = unit.number.as_ref().map(|text| format!("**{}**", escape(&collapse(text))));
        let heading = unit.heading.as_ref().map(|text| format!("*{}*", escape(&collapse(text))));
        let headed = unit.heading.is_some() || unit.kind.is_container() || is_headed(unit);
        let (first, second) = if unit.heading_first { (heading, number) } else { (number, heading) };
        let head: Vec<String> = first.into_iter().chain(second).collect();
        let mut definitions = String::new();
        let mut blocks = blocks(unit, notes, &mut definitions).into_iter();
        if head.is_empty() {
            // The first block stands below, as the others do.
        } else if headed {
            let _ = writeln!(out, "{} {}\n", "#".repeat((depth + 1).min(MAX_LEVEL)), head.join(" "));
        } else {
            let block = blocks.next().unwrap_or_default();
            let _ = writeln!(out, "{} {block}\n", head.join(" "));
        }
        for block in blocks {
            let guard = if block.starts_with(['#', '|']) { "\\" } else { "" };
            let _ = writeln!(out, "{guard}{block}\n");
        }
        out.push_str(&definitions);
    }
    for child in &unit.children {
        write_told(child, depth + 1, notes, out);
    }
}

struct Writer {
    out: String,
    /// How many notes have been written.
    notes: usize,
}

impl Writer {
    fn unit(&mut self, unit: &Unit, level: usize) {
        match unit.kind {
            UnitKind::Preface if unit.heading.is_some() => self.heading(unit, 1),
            UnitKind::Table => write_table(unit, &mut self.out),
            kind if kind.is_container() || kind.is_root() || is_headed(unit) => {
                self.heading(unit, (level + 1).min(MAX_LEVEL));
            }
            _ => self.listed(unit),
        }
        let below = level + usize::from(unit.kind.is_container() || unit.kind.is_root());
        for child in &unit.children {
            self.unit(child, below);
        }
    }

    fn heading(&mut self, unit: &Unit, level: usize) {
        let head: Vec<String> = unit.head().map(collapse).collect();
        if !head.is_empty() {
            let _ = writeln!(self.out, "{} {}\n", "#".repeat(level), escape(&head.join(" ")));
        }
        let mut definitions = String::new();
        for block in blocks(unit, &mut self.notes, &mut definitions) {
            write_block("", &block, &mut self.out);
        }
        self.out.push_str(&definitions);
    }

    fn listed(&mut self, unit: &Unit) {
        let mut number = unit.head().map(collapse).collect::<Vec<_>>().join(" ");
        if mark(&number).is_none() && unit.number.is_some() {
            number = format!("\\{number}");
        }
        let mut definitions = String::new();
        let mut blocks = blocks(unit, &mut self.notes, &mut definitions).into_iter();
        let first = blocks.next().unwrap_or_default();
        if number.is_empty() {
            write_block("", &first, &mut self.out);
        } else {
            let _ = writeln!(self.out, "{number} {first}\n");
        }
        for block in blocks {
            write_block("    ", &block, &mut self.out);
        }
        self.out.push_str(&definitions);
    }
}

fn is_headed(unit: &Unit) -> bool {
    matches!(unit.kind, UnitKind::Article | UnitKind::Preamble | UnitKind::Clause | UnitKind::Rule)
        && (unit.number.is_some() || unit.heading.is_some())
}

/// Writes a block whose signs are guarded already.
fn write_block(indent: &str, block: &str, out: &mut String) {
    if block.is_empty() {
        return;
    }
    // A backslash before a letter or digit is no escape; the reader takes a leading one for "no mark here".
    let guarded = !block.starts_with('\\') && (mark(block).is_some() || block.starts_with(['#', '|']));
    let _ = writeln!(out, "{indent}{}{block}\n", if guarded { "\\" } else { "" });
}

fn write_table(unit: &Unit, out: &mut String) {
    for (at, row) in unit.text.lines().enumerate() {
        let cells: Vec<String> = row.split('\t').map(cell).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
        if at == 0 {
            let _ = writeln!(out, "|{}", "---|".repeat(cells.len()));
        }
    }
    out.push('\n');
}

fn cell(text: &str) -> String {
    let escaped = escape(text).replace('|', "\\|");
    // A cell of dashes would make the row a rule.
    if escaped.starts_with(['-', ':']) { format!("\\{escaped}") } else { escaped }
}

/// The blocks of a unit's words, guarded, with references to its notes; the notes are defined in `definitions`.
fn blocks(unit: &Unit, notes: &mut usize, definitions: &mut String) -> Vec<String> {
    let mut text = String::with_capacity(unit.text.len());
    let mut from = 0;
    for note in &unit.notes {
        let at = note.at.clamp(from, unit.text.len());
        text.push_str(&escape(unit.text.get(from..at).unwrap_or_default()));
        *notes += 1;
        let _ = write!(text, "[^{notes}]");
        let _ = writeln!(definitions, "[^{notes}]: {}\n", escape(&collapse(&note.text)));
        from = at;
    }
    text.push_str(&escape(unit.text.get(from..).unwrap_or_default()));
    text.split('\n').map(collapse).filter(|block| !block.is_empty()).collect()
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
    out.replace("<!--", "\\<!--").replace("[^", "\\[^")
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
        assert_eq!(document.dates.in_force.map(|date| date.to_string()).as_deref(), Some("2026-01-22"));
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
