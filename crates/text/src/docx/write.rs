//! Texts as Word files whose styles say which unit a paragraph is, so that a file comes back whole, edited or not.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::styles::{self, HEADING, NUMBER, Place};
use crate::escape::xml;
use crate::ids::assign_ids;
use crate::marker::mark;
use crate::model::{Document, Span, Unit, UnitKind};
use crate::own::{date_facts, facts};
use crate::package;
use crate::page::is_right_to_left;

const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/word/footnotes.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml\"/><Override PartName=\"/docProps/custom.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/></Types>";
const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties\" Target=\"docProps/custom.xml\"/></Relationships>";
const BODY_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes\" Target=\"footnotes.xml\"/></Relationships>";
pub(super) const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
pub(super) const CLOSE: &str = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>";
/// How far a level of units is indented, in twentieths of a point.
const INDENT: usize = 360;
/// The deepest level that is indented.
const MAX_INDENT: usize = 8;

/// The heads of the files of notes and of facts.
const NOTES_OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>";
const FACTS_OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">";
/// The name under which a file of facts lists what units have that their places do not tell.
pub(super) const UNITS: &str = "units";

/// Writes a text as a Word file, which [`crate::import`] reads back as the same tree.
pub fn to_docx(document: &Document) -> Vec<u8> {
    let mut writer = Writer { language: &document.language.0, ..Writer::default() };
    for unit in &document.units {
        writer.unit(unit, 0);
    }
    let body = format!("{OPEN}{}{CLOSE}", writer.body);
    let notes = format!("{NOTES_OPEN}{}</w:footnotes>", writer.notes);
    package(&body, &styles::write(writer.places), &notes, &told(document))
}

/// The facts of a text, and of its units what their places do not tell: ids that are not those of their place, dates.
fn told(document: &Document) -> String {
    let mut out = String::from(FACTS_OPEN);
    let mut named = document.clone();
    assign_ids(&mut named);
    let mut units = String::new();
    for (unit, place) in document.walk().zip(named.walk()) {
        if unit.id != place.id {
            let _ = write!(units, "{} id={};", place.id, unit.id);
        }
        for (name, value) in date_facts(&unit.dates) {
            let _ = write!(units, "{} {name}={value};", place.id);
        }
    }
    let mut facts = facts(document);
    facts.push((UNITS, units));
    for (at, (name, value)) in facts.iter().enumerate() {
        let _ = write!(
            out,
            "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{}\" name=\"maru.{name}\"><vt:lpwstr>{}</vt:lpwstr></property>",
            at + 2,
            xml(value)
        );
    }
    out.push_str("</Properties>");
    out
}

/// A container for a body that uses the styles of Word alone.
pub(super) fn container(body: &str) -> Vec<u8> {
    let notes = format!("{NOTES_OPEN}</w:footnotes>");
    package(body, &styles::write([]), &notes, &format!("{FACTS_OPEN}</Properties>"))
}

fn package(body: &str, styles: &str, notes: &str, facts: &str) -> Vec<u8> {
    package::write(&[
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        (super::BODY, body),
        ("word/_rels/document.xml.rels", BODY_RELATIONS),
        ("word/styles.xml", styles),
        ("word/footnotes.xml", notes),
        (super::FACTS, facts),
    ])
}

pub(super) fn style_of(kind: UnitKind, headed: bool) -> Option<&'static str> {
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

#[derive(Default)]
struct Writer<'a> {
    language: &'a str,
    body: String,
    notes: String,
    /// How many notes have been written.
    count: usize,
    places: BTreeSet<Place>,
}

impl Writer<'_> {
    fn unit(&mut self, unit: &Unit, depth: usize) {
        if unit.kind == UnitKind::Table {
            self.table(unit, depth);
        } else {
            self.words(unit, depth);
        }
        for child in &unit.children {
            self.unit(child, depth + 1);
        }
    }

    fn words(&mut self, unit: &Unit, depth: usize) {
        // A run without words says that words which begin like a number are none.
        let no_number = unit.heading.is_none() && mark(&unit.text).is_some();
        let number = unit.number.as_deref().or(no_number.then_some("")).map(|text| styled(text, NUMBER));
        let heading = unit.heading.as_ref().map(|text| styled(text, HEADING));
        let (first, second) = if unit.heading_first { (heading, number) } else { (number, heading) };
        let head: Vec<String> = first.into_iter().chain(second).collect();
        let mut blocks = self.blocks(unit).into_iter();
        let mut runs = head.join(&run(" ", None));
        let is_empty = unit.number.is_none() && unit.heading.is_none();
        let headed = style_of(unit.kind, unit.heading.is_some() || unit.number.is_some()).is_some();
        if !headed || is_empty {
            let block = blocks.next().unwrap_or_default();
            if !is_empty && !block.is_empty() {
                runs.push_str(&run(" ", None));
            }
            runs.push_str(&block);
        }
        let place = Place { kind: unit.kind, depth, more: false };
        self.paragraph(place, if headed { 0 } else { depth }, &runs);
        for block in blocks {
            self.paragraph(Place { more: true, ..place }, depth, &block);
        }
    }

    /// The blocks of a unit's words as runs, its notes hung where they belong.
    fn blocks(&mut self, unit: &Unit) -> Vec<String> {
        let mut blocks = Vec::new();
        let mut notes = unit.notes.iter().peekable();
        let mut from = 0;
        for block in unit.text.split('\n') {
            let end = from + block.len();
            let mut runs = String::new();
            let mut at = from;
            while let Some(note) = notes.next_if(|note| note.at <= end) {
                let upto = note.at.clamp(at, end);
                runs.push_str(&some_run(unit.text.get(at..upto).unwrap_or_default()));
                at = upto;
                self.count += 1;
                let id = self.count;
                let _ = write!(runs, "<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>");
                let words = run(&note.text, None);
                let _ = write!(self.notes, "<w:footnote w:id=\"{id}\"><w:p>{words}</w:p></w:footnote>");
            }
            runs.push_str(&some_run(unit.text.get(at..end).unwrap_or_default()));
            if !runs.is_empty() {
                blocks.push(runs);
            }
            from = end + 1;
        }
        blocks
    }

    fn paragraph(&mut self, place: Place, depth: usize, runs: &str) {
        self.places.insert(place);
        paragraph_of(Some(&place.id()), depth, self.language, "", runs, &mut self.body);
    }

    fn table(&mut self, unit: &Unit, depth: usize) {
        let place = Place { kind: UnitKind::Table, depth, more: false };
        self.places.insert(place);
        let _ = write!(
            self.body,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid/>",
            place.id()
        );
        for (row, line) in (0_u32..).zip(unit.text.lines()) {
            self.body.push_str("<w:tr>");
            let mut column = 0_u32;
            for cell in
                line.split('\t').enumerate().filter_map(|(at, cell)| Some((u32::try_from(at).ok()?, cell)))
            {
                if cell.0 >= column {
                    column = cell.0 + self.cell(unit, row, cell);
                }
            }
            self.body.push_str("</w:tr>");
        }
        // Word joins tables that nothing parts.
        self.body.push_str("</w:tbl><w:p/>");
    }

    /// One cell of a table; how many columns it takes.
    fn cell(&mut self, unit: &Unit, row: u32, (column, text): (u32, &str)) -> u32 {
        let covers = |span: &&Span| {
            (span.row..span.row.saturating_add(span.rows)).contains(&row) && span.column == column
        };
        let span = unit.spans.iter().find(covers).filter(|span| span.row == row || text.is_empty());
        let columns = span.map_or(1, |span| span.columns);
        let mut properties = String::new();
        if columns > 1 {
            let _ = write!(properties, "<w:gridSpan w:val=\"{columns}\"/>");
        }
        if let Some(span) = span.filter(|span| span.rows > 1) {
            let merge = if span.row == row { "restart" } else { "continue" };
            let _ = write!(properties, "<w:vMerge w:val=\"{merge}\"/>");
        }
        let _ = write!(self.body, "<w:tc><w:tcPr>{properties}</w:tcPr>");
        paragraph_of(None, 0, self.language, "", &some_run(text), &mut self.body);
        self.body.push_str("</w:tc>");
        columns
    }
}

/// A run in a character style of ours.
fn styled(text: &str, style: &str) -> String {
    let id = style.replace(' ', "-");
    format!(
        "<w:r><w:rPr><w:rStyle w:val=\"{id}\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
        xml(text)
    )
}

fn some_run(text: &str) -> String {
    if text.is_empty() { String::new() } else { run(text, None) }
}

/// How far a paragraph is indented.
pub(super) fn indent(depth: usize) -> String {
    if depth == 0 { String::new() } else { format!("<w:ind w:left=\"{}\"/>", INDENT * depth.min(MAX_INDENT)) }
}

/// A paragraph; `end` is what its mark says of itself.
pub(super) fn paragraph_of(
    style: Option<&str>,
    depth: usize,
    language: &str,
    end: &str,
    runs: &str,
    out: &mut String,
) {
    out.push_str("<w:p><w:pPr>");
    if let Some(style) = style {
        let _ = write!(out, "<w:pStyle w:val=\"{style}\"/>");
    }
    if is_right_to_left(language) {
        out.push_str("<w:bidi/>");
    }
    let _ = write!(out, "{}{end}</w:pPr>{runs}</w:p>", indent(depth));
}

/// Who and when a tracked change says it is by.
pub(super) struct Mark<'a> {
    pub(super) element: &'a str,
    pub(super) text: &'a str,
    pub(super) attributes: &'a str,
}

pub(super) fn run(text: &str, mark: Option<&Mark<'_>>) -> String {
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
