//! Word files: reads their paragraphs, writes texts, and writes redlines as tracked changes.

use std::fmt::Write as _;

use roxmltree::{Node, ParsingOptions};

use crate::diff::{Change, ChangeKind};
use crate::escape::xml;
use crate::guard;
use crate::ids::assign_ids;
use crate::import::{ImportError, MAX_BYTES};
use crate::markdown::guess_language;
use crate::model::{Document, Note, Unit, UnitKind};
use crate::outline::{Habits, Line, Part, build};
use crate::package;
use crate::page::is_right_to_left;
use crate::redline::{Redline, RedlineUnit};
use crate::tree::collapse;
use crate::xml::decode;

const BODY: &str = "word/document.xml";
const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/></Types>";
const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
const BODY_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>";
const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
const CLOSE: &str = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>";
/// How far a level of units is indented, in twentieths of a point.
const INDENT: usize = 360;
/// The deepest level that is indented.
const MAX_INDENT: usize = 8;

/// Reads a Word file; deleted words of tracked changes are left out, inserted ones are read.
pub(crate) fn parse(bytes: &[u8]) -> Result<Document, ImportError> {
    let body = body(bytes)?;
    guard::check(&body)?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 4_000_000, ..ParsingOptions::default() };
    let parsed = roxmltree::Document::parse_with_options(&body, options)
        .map_err(|error| ImportError::Docx(error.to_string()))?;
    let notes = Notes::of(bytes)?;
    let mut lines = Vec::new();
    read_blocks(parsed.root_element(), &mut lines);
    let has_headings = lines.iter().any(|line| line.level.is_some());
    let mut document = Document::new("", "");
    build(&lines, None, Habits { marked_headings: has_headings, indent_continues: false }, &mut document);
    let mut room = MAX_NOTES;
    document.units.iter_mut().try_for_each(|unit| notes.hang(unit, &mut room))?;
    document.language = guess_language(&document.plain_text()).into();
    assign_ids(&mut document);
    Ok(document)
}

/// Signs around the name of a note where it hangs; no text has them.
const NOTE_OPENS: char = '\u{fdd0}';
const NOTE_CLOSES: char = '\u{fdd1}';
/// How many bytes the notes of a file may have together, each counted wherever it hangs.
const MAX_NOTES: usize = MAX_BYTES;
/// The files that hold notes, and what a note and a reference to it are called.
const NOTE_FILES: &[(&str, &str, &str)] = &[
    ("word/footnotes.xml", "footnote", "footnoteReference"),
    ("word/endnotes.xml", "endnote", "endnoteReference"),
];

/// The footnotes and endnotes of a Word file, by the name of their reference and their number.
struct Notes(std::collections::HashMap<String, String>);

impl Notes {
    fn of(bytes: &[u8]) -> Result<Self, ImportError> {
        let mut notes = std::collections::HashMap::new();
        for (file, name, reference) in NOTE_FILES {
            let Ok(member) = package::member(bytes, file) else { continue };
            let text =
                String::from_utf8(member).map_err(|_| ImportError::Docx(format!("{file} is not UTF-8")))?;
            guard::check(&text)?;
            let parsed =
                roxmltree::Document::parse(&text).map_err(|error| ImportError::Docx(error.to_string()))?;
            for note in parsed.descendants().filter(|node| node.tag_name().name() == *name) {
                // The rules between text and notes are notes of a type of their own.
                if let Some(id) = word_attribute(note, "id")
                    && word_attribute(note, "type").is_none_or(|kind| kind == "normal")
                {
                    notes.insert(format!("{reference} {id}"), collapse(&without_signs(&run_text(note))));
                }
            }
        }
        Ok(Self(notes))
    }

    /// Makes notes of the signs in a unit and below it; in a head, their words stand where they hang.
    fn hang(&self, unit: &mut Unit, room: &mut usize) -> Result<(), ImportError> {
        for head in [&mut unit.number, &mut unit.heading].into_iter().flatten() {
            let (text, notes) = self.parted(head, room)?;
            *head = collapse(&Unit { text, notes, ..Unit::new(unit.kind) }.text_with_notes());
        }
        let (text, notes) = self.parted(&unit.text, room)?;
        unit.text = text;
        unit.notes.extend(notes);
        unit.notes.retain(|note| !note.text.is_empty());
        unit.children.iter_mut().try_for_each(|child| self.hang(child, room))
    }

    /// A text without its signs, and the notes that they stand for; `room` is how many bytes all notes may still take.
    fn parted(&self, text: &str, room: &mut usize) -> Result<(String, Vec<Note>), ImportError> {
        let (mut out, mut notes) = (String::with_capacity(text.len()), Vec::new());
        let mut rest = text;
        while let Some((before, sign)) = rest.split_once(NOTE_OPENS)
            && let Some((name, after)) = sign.split_once(NOTE_CLOSES)
        {
            out.push_str(before);
            let words = self.0.get(name).map_or("", String::as_str);
            // A few bytes of the file can ask for the same long note again and again.
            *room = room.checked_sub(words.len()).ok_or_else(endless_notes)?;
            notes.push(Note { at: out.len(), text: words.to_owned() });
            rest = after;
        }
        out.push_str(rest);
        Ok((out, notes))
    }
}

fn endless_notes() -> ImportError {
    ImportError::Docx("its notes are repeated without end".to_owned())
}

/// The words of a note. Notes have none of their own: a sign in one would stand for a note in a note, and so on for ever.
fn without_signs(words: &str) -> String {
    words
        .split(NOTE_OPENS)
        .enumerate()
        .map(|(place, part)| {
            part.split_once(NOTE_CLOSES).filter(|_| place > 0).map_or(part, |(_, after)| after)
        })
        .collect()
}

fn word_attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

fn body(bytes: &[u8]) -> Result<String, ImportError> {
    let body = package::member(bytes, BODY).map_err(ImportError::Docx)?;
    String::from_utf8(body).map_err(|_| ImportError::Docx(format!("{BODY} is not UTF-8")))
}

/// The words of a Word file by a scanner that looks for the elements of words only, and knows no tree.
pub(crate) fn source_text(bytes: &[u8]) -> Result<String, ImportError> {
    let mut notes = std::collections::HashMap::new();
    for (file, name, reference) in NOTE_FILES {
        let Ok(member) = package::member(bytes, file) else { continue };
        for note in String::from_utf8_lossy(&member).split(&format!("<w:{name} ")).skip(1) {
            let id = note.split("w:id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            notes.insert(format!("{reference} {id}"), without_signs(&scanned(note)));
        }
    }
    let mut out = String::new();
    for (place, part) in scanned(&body(bytes)?).split(NOTE_OPENS).enumerate() {
        let (name, words) = part.split_once(NOTE_CLOSES).filter(|_| place > 0).unwrap_or(("", part));
        if let Some(note) = notes.get(name) {
            let _ = write!(out, " {note} ");
        }
        out.push_str(words);
        if out.len() > MAX_BYTES + MAX_NOTES {
            return Err(endless_notes());
        }
    }
    Ok(out)
}

/// The words between the tags `t`, but not what was deleted, moved away or is there for old programs only.
fn scanned(body: &str) -> String {
    let mut out = String::new();
    let mut hidden: Option<&str> = None;
    for piece in body.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        match hidden {
            Some(open) if tag.strip_prefix('/') == Some(open) => hidden = None,
            Some(_) => {}
            None if HIDDEN.contains(&name) && !tag.ends_with('/') && !tag.starts_with('/') => {
                hidden = Some(name);
            }
            None => match name.split_once(':').map_or(name, |(_, local)| local) {
                "t" if !tag.starts_with('/') => out.push_str(&decode(words)),
                "noBreakHyphen" => out.push('\u{2011}'),
                local @ ("footnoteReference" | "endnoteReference") => {
                    let id = tag.split("w:id=\"").nth(1).and_then(|rest| rest.split('"').next());
                    let _ = write!(out, "{NOTE_OPENS}{local} {}{NOTE_CLOSES}", id.unwrap_or_default());
                }
                "p" | "tab" | "br" | "cr" | "tc" => out.push(' '),
                _ => {}
            },
        }
    }
    out
}

/// Elements whose words are not read: what was moved away, and what stands there once more for old programs.
const HIDDEN: &[&str] = &["w:moveFrom", "mc:Fallback", "w:del"];

fn read_blocks(node: Node<'_, '_>, lines: &mut Vec<Line>) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "p" => read_paragraph(child, lines),
            "tbl" => read_table(child, lines),
            _ => read_blocks(child, lines),
        }
    }
}

fn read_table(table: Node<'_, '_>, lines: &mut Vec<Line>) {
    for row in table.children().filter(|node| node.tag_name().name() == "tr") {
        let cells: Vec<String> = row
            .children()
            .filter(|node| node.is_element() && node.tag_name().name() != "trPr")
            .map(|cell| collapse(&run_text(cell)))
            .collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            lines.push(Line { text: cells.join("\t"), row: true, ..Line::default() });
        }
    }
}

fn read_paragraph(paragraph: Node<'_, '_>, lines: &mut Vec<Line>) {
    let style = paragraph
        .children()
        .find(|node| node.tag_name().name() == "pPr")
        .and_then(|properties| properties.children().find(|node| node.tag_name().name() == "pStyle"))
        .and_then(|style| style.attributes().find(|attribute| attribute.name() == "val"))
        .map_or("", |attribute| attribute.value());
    for text in run_text(paragraph).split('\n') {
        let text = collapse(text);
        if text.is_empty() {
            continue;
        }
        let level = heading_level(style);
        let part = if style == "Title" { Part::Title } else { Part::Unknown };
        lines.push(Line { text, level, part, after_blank: true, ..Line::default() });
    }
}

fn heading_level(style: &str) -> Option<u8> {
    let number = style.to_ascii_lowercase();
    let digits = number.strip_prefix("heading").or_else(|| number.strip_prefix("berschrift"))?;
    digits.trim().parse::<u8>().ok().filter(|level| (1..=9).contains(level)).map(|level| level.min(6))
}

fn run_text(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    push_runs(node, &mut out);
    out
}

/// The words below a node; notes leave a sign where they hang.
fn push_runs(node: Node<'_, '_>, out: &mut String) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "del" | "moveFrom" | "Fallback" => {}
            "t" => out.push_str(child.text().unwrap_or_default()),
            "noBreakHyphen" => out.push('\u{2011}'),
            "tab" => out.push(' '),
            "br" | "cr" => out.push('\n'),
            name @ ("footnoteReference" | "endnoteReference") => {
                let id = word_attribute(child, "id").unwrap_or_default();
                let _ = write!(out, "{NOTE_OPENS}{name} {id}{NOTE_CLOSES}");
            }
            "p" => {
                out.push(' ');
                push_runs(child, out);
            }
            _ => push_runs(child, out),
        }
    }
}

/// Writes a text as a Word file.
pub fn to_docx(document: &Document) -> Vec<u8> {
    let mut body = String::from(OPEN);
    for unit in &document.units {
        write_unit(unit, 0, &document.language.0, &mut body);
    }
    body.push_str(CLOSE);
    container(&body)
}

fn container(body: &str) -> Vec<u8> {
    package::write(&[
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        (BODY, body),
        ("word/_rels/document.xml.rels", BODY_RELATIONS),
        ("word/styles.xml", &styles()),
    ])
}

fn styles() -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>",
    );
    for (id, name, size) in [
        ("Title", "Title", 36),
        ("Heading1", "heading 1", 30),
        ("Heading2", "heading 2", 26),
        ("Heading3", "heading 3", 24),
    ] {
        let outline = id.strip_prefix("Heading").and_then(|level| level.parse::<u8>().ok());
        let outline =
            outline.map(|level| format!("<w:outlineLvl w:val=\"{}\"/>", level - 1)).unwrap_or_default();
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:before=\"240\" w:after=\"120\"/>{outline}</w:pPr><w:rPr><w:b/><w:sz w:val=\"{size}\"/></w:rPr></w:style>"
        );
    }
    out.push_str("</w:styles>");
    out
}

fn style_of(kind: UnitKind, headed: bool) -> Option<&'static str> {
    match kind {
        UnitKind::Preface if headed => Some("Title"),
        UnitKind::Book | UnitKind::Part | UnitKind::Title | UnitKind::Annex | UnitKind::Schedule => {
            Some("Heading1")
        }
        UnitKind::Chapter | UnitKind::Preamble | UnitKind::Supplement => Some("Heading1"),
        UnitKind::Subchapter | UnitKind::Division | UnitKind::Group => Some("Heading2"),
        UnitKind::Article | UnitKind::Section | UnitKind::Clause | UnitKind::Rule if headed => {
            Some("Heading3")
        }
        _ => None,
    }
}

fn write_unit(unit: &Unit, depth: usize, language: &str, out: &mut String) {
    let head: Vec<&str> = unit.head().collect();
    let head = head.join(" ");
    let text = unit.text_with_notes();
    let mut blocks = text.split('\n').filter(|block| !block.trim().is_empty());
    match style_of(unit.kind, unit.heading.is_some() || unit.number.is_some()).filter(|_| !head.is_empty()) {
        Some(style) => paragraph(Some(style), 0, language, &run(&head, None), out),
        None if !head.is_empty() => {
            let first = blocks.next().unwrap_or_default();
            paragraph(None, depth, language, &run(&format!("{head} {first}"), None), out);
        }
        None => {}
    }
    for block in blocks {
        paragraph(None, depth, language, &run(block, None), out);
    }
    for child in &unit.children {
        write_unit(child, depth + 1, language, out);
    }
}

fn paragraph(style: Option<&str>, depth: usize, language: &str, runs: &str, out: &mut String) {
    out.push_str("<w:p><w:pPr>");
    if let Some(style) = style {
        let _ = write!(out, "<w:pStyle w:val=\"{style}\"/>");
    }
    if is_right_to_left(language) {
        out.push_str("<w:bidi/>");
    }
    if depth > 0 && style.is_none() {
        let _ = write!(out, "<w:ind w:left=\"{}\"/>", INDENT * depth.min(MAX_INDENT));
    }
    let _ = write!(out, "</w:pPr>{runs}</w:p>");
}

/// Who and when a tracked change says it is by.
struct Mark<'a> {
    element: &'a str,
    text: &'a str,
    attributes: &'a str,
}

fn run(text: &str, mark: Option<&Mark<'_>>) -> String {
    let element = mark.map_or("w:t", |mark| mark.text);
    let pieces: Vec<String> = text
        .split('\t')
        .map(|piece| format!("<{element} xml:space=\"preserve\">{}</{element}>", xml(piece)))
        .collect();
    let run = format!("<w:r>{}</w:r>", pieces.join("<w:tab/>"));
    match mark {
        Some(mark) => format!("<{0} {1}>{run}</{0}>", mark.element, mark.attributes),
        None => run,
    }
}

/// Writes a redline as a Word file in which every change is tracked, to be accepted or rejected.
///
/// `author` and `date` (as `2026-11-24T00:00:00Z`) are what Word shows beside each change.
pub fn redline_to_docx(redline: &Redline, author: &str, date: &str, language: &str) -> Vec<u8> {
    let mut body = String::from(OPEN);
    let mut tracker = Tracker { author: xml(author), date: xml(date), next: 1 };
    for unit in &redline.units {
        tracker.unit(unit, language, &mut body);
    }
    body.push_str(CLOSE);
    container(&body)
}

struct Tracker {
    author: String,
    date: String,
    next: usize,
}

impl Tracker {
    fn attributes(&mut self) -> String {
        self.next += 1;
        format!("w:id=\"{}\" w:author=\"{}\" w:date=\"{}\"", self.next, self.author, self.date)
    }

    /// One unit: each block a paragraph; a paragraph that is new or gone as a whole has its end tracked too.
    fn unit(&mut self, unit: &RedlineUnit, language: &str, out: &mut String) {
        let mut changes: Vec<Change> = Vec::new();
        for part in [&unit.number, &unit.heading, &unit.text] {
            if !changes.is_empty() && !part.is_empty() {
                let one =
                    |kind: ChangeKind| changes.iter().chain(part.iter()).all(|change| change.kind == kind);
                let kind = [ChangeKind::Insert, ChangeKind::Delete].into_iter().find(|kind| one(*kind));
                changes.push(Change::new(kind.unwrap_or(ChangeKind::Equal), " "));
            }
            changes.extend(part.iter().cloned());
        }
        if changes.is_empty() {
            return;
        }
        let whole = [ChangeKind::Insert, ChangeKind::Delete]
            .into_iter()
            .find(|kind| changes.iter().all(|change| change.kind == *kind));
        let mut runs = String::new();
        for change in &changes {
            let mut blocks = change.text.split('\n');
            runs.push_str(&self.run(change.kind, blocks.next().unwrap_or_default()));
            for block in blocks {
                self.paragraph(
                    unit,
                    Some(change.kind).filter(|kind| *kind != ChangeKind::Equal),
                    language,
                    &runs,
                    out,
                );
                runs = self.run(change.kind, block);
            }
        }
        self.paragraph(unit, whole, language, &runs, out);
    }

    fn run(&mut self, kind: ChangeKind, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let attributes = self.attributes();
        match kind {
            ChangeKind::Equal => run(text, None),
            ChangeKind::Insert => {
                run(text, Some(&Mark { element: "w:ins", text: "w:t", attributes: &attributes }))
            }
            ChangeKind::Delete => {
                run(text, Some(&Mark { element: "w:del", text: "w:delText", attributes: &attributes }))
            }
        }
    }

    fn paragraph(
        &mut self,
        unit: &RedlineUnit,
        end: Option<ChangeKind>,
        language: &str,
        runs: &str,
        out: &mut String,
    ) {
        let style = style_of(unit.kind, !unit.heading.is_empty() || !unit.number.is_empty());
        out.push_str("<w:p><w:pPr>");
        if let Some(style) = style {
            let _ = write!(out, "<w:pStyle w:val=\"{style}\"/>");
        }
        if is_right_to_left(language) {
            out.push_str("<w:bidi/>");
        }
        if unit.depth > 0 && style.is_none() {
            let _ = write!(out, "<w:ind w:left=\"{}\"/>", INDENT * unit.depth.min(MAX_INDENT));
        }
        if let Some(kind) = end {
            let element = if kind == ChangeKind::Insert { "w:ins" } else { "w:del" };
            let attributes = self.attributes();
            let _ = write!(out, "<w:rPr><{element} {attributes}/></w:rPr>");
        }
        let _ = write!(out, "</w:pPr>{runs}</w:p>");
    }
}
