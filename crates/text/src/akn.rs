//! Writes Akoma Ntoso 3.0.

use std::fmt::Write as _;

use crate::escape::xml;
use crate::model::{Document, Unit, UnitKind};

/// The date that stands for a date that nobody knows; the schema wants one.
const UNKNOWN_DATE: &str = "0001-01-01";

/// Writes a text as Akoma Ntoso 3.0 (an `act`), whose words [`crate::import`] reads back without loss.
pub fn to_akn(document: &Document) -> String {
    let parts = Parts::of(&document.units);
    let mut out = Writer::default();
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.raw("<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><act name=\"act\">");
    meta(document, "main", &document.title, &mut out);
    if !parts.preface.is_empty() {
        out.raw("<preface>");
        for unit in parts.preface {
            blocks(unit, &mut out);
        }
        out.raw("</preface>");
    }
    if let Some(unit) = parts.preamble {
        preamble(unit, &mut out);
    }
    out.raw("<body>");
    for unit in parts.body {
        hierarchy(unit, &mut out);
    }
    if parts.body.is_empty() {
        out.raw("<hcontainer eId=\"empty\" name=\"empty\"><content><p/></content></hcontainer>");
    }
    out.raw("</body>");
    if let Some(unit) = parts.conclusions {
        out.raw("<conclusions>");
        blocks(unit, &mut out);
        out.raw("</conclusions>");
    }
    attachments(document, parts.annexes, &mut out);
    out.raw("</act></akomaNtoso>\n");
    out.text
}

/// The units by the part of the document in which the schema wants them; their order stays.
struct Parts<'a> {
    preface: &'a [Unit],
    preamble: Option<&'a Unit>,
    body: &'a [Unit],
    conclusions: Option<&'a Unit>,
    annexes: &'a [Unit],
}

impl<'a> Parts<'a> {
    fn of(units: &'a [Unit]) -> Self {
        let has_words = |unit: &&Unit| !unit.is_blank();
        let first = units.iter().take_while(|unit| unit.kind == UnitKind::Preface).filter(has_words).count();
        let (preface, rest) = units.split_at(first);
        let preamble = rest.first().filter(|unit| unit.kind == UnitKind::Preamble);
        let rest = &rest[usize::from(preamble.is_some())..];
        let annexes = rest.iter().rev().take_while(|unit| is_attachment(unit.kind)).count();
        let (rest, annexes) = rest.split_at(rest.len() - annexes);
        let conclusions = rest.last().filter(|unit| unit.kind == UnitKind::Conclusions);
        let body = &rest[..rest.len() - usize::from(conclusions.is_some())];
        Self { preface, preamble, body, conclusions, annexes }
    }
}

fn is_attachment(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Annex | UnitKind::Schedule)
}

#[derive(Default)]
struct Writer {
    text: String,
    /// How many elements have been named for want of a unit's id.
    made: usize,
    notes: usize,
}

impl Writer {
    fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// An id that no unit has: units' ids never begin like this.
    fn id(&mut self, prefix: &str) -> String {
        self.made += 1;
        format!("{prefix}-{}", self.made)
    }

    fn element(&mut self, name: &str, text: &str) {
        let _ = write!(self.text, "<{name}>{}</{name}>", xml(text));
    }
}

fn meta(document: &Document, part: &str, title: &str, out: &mut Writer) {
    let date =
        document.dates.adopted.or(document.dates.in_force).map_or(UNKNOWN_DATE.to_owned(), String::from);
    let kind = if document.dates.adopted.is_some() { "adopted" } else { "unknown" };
    let language = if document.language.0.is_empty() { "und" } else { &document.language.0 };
    let name = if document.id.is_empty() { "text" } else { &document.id };
    let uri = format!("/akn/{}", xml(name.trim_start_matches("/akn/").trim_start_matches('/')));
    out.raw("<meta><identification source=\"#maru\">");
    for (level, at) in [
        ("Work", String::new()),
        ("Expression", format!("/{}@", xml(language))),
        ("Manifestation", format!("/{}@.xml", xml(language))),
    ] {
        let _ = write!(
            out.text,
            "<FRBR{level}><FRBRthis value=\"{uri}{at}/!{part}\"/><FRBRuri value=\"{uri}{at}\"/>"
        );
        if level == "Work" {
            let _ = write!(out.text, "<FRBRalias value=\"{}\" name=\"title\"/>", xml(title));
        }
        let _ = write!(out.text, "<FRBRdate date=\"{date}\" name=\"{kind}\"/><FRBRauthor href=\"#maru\"/>");
        match level {
            "Work" => out.raw("<FRBRcountry value=\"un\"/>"),
            "Expression" => {
                let _ = write!(out.text, "<FRBRlanguage language=\"{}\"/>", xml(language));
            }
            _ => out.raw("<FRBRformat value=\"application/akn+xml\"/>"),
        }
        let _ = write!(out.text, "</FRBR{level}>");
    }
    out.raw("</identification>");
    if part == "main" {
        out.raw("<references source=\"#maru\"><TLCOrganization eId=\"maru\" href=\"/ontology/organization/maru\" showAs=\"Maru\"/></references>");
    }
    out.raw("</meta>");
}

/// The unit's head and text and all that it contains, as plain blocks.
fn blocks(unit: &Unit, out: &mut Writer) {
    for part in unit.head() {
        out.element("p", part);
    }
    text_blocks(unit, out);
    for child in &unit.children {
        blocks(child, out);
    }
}

/// The unit's own words as blocks.
fn text_blocks(unit: &Unit, out: &mut Writer) {
    if unit.kind == UnitKind::Table {
        return table(unit, out);
    }
    let mut from = 0;
    let mut notes = unit.notes.iter().peekable();
    for block in unit.text.split_inclusive('\n') {
        let end = from + block.len();
        if block.trim().is_empty() && notes.peek().is_none_or(|note| note.at > end) {
            from = end;
            continue;
        }
        out.raw("<p>");
        let mut at = from;
        while let Some(note) = notes.next_if(|note| note.at <= end) {
            let upto = note.at.max(at);
            let words = xml(unit.text.get(at..upto).unwrap_or_default().trim_end_matches('\n'));
            out.raw(&words);
            at = upto;
            out.notes += 1;
            let id = out.id("note");
            let _ = write!(
                out.text,
                "<authorialNote eId=\"{id}\" marker=\"{}\"><p>{}</p></authorialNote>",
                out.notes,
                xml(&note.text)
            );
        }
        let words = xml(unit.text.get(at..end).unwrap_or_default().trim_end_matches('\n'));
        out.raw(&words);
        out.raw("</p>");
        from = end;
    }
    for note in notes {
        out.notes += 1;
        let id = out.id("note");
        let _ = write!(
            out.text,
            "<p><authorialNote eId=\"{id}\" marker=\"{}\"><p>{}</p></authorialNote></p>",
            out.notes,
            xml(&note.text)
        );
    }
}

fn table(unit: &Unit, out: &mut Writer) {
    let id = out.id("table");
    let _ = write!(out.text, "<table eId=\"{id}\">");
    for row in unit.text.lines() {
        out.raw("<tr>");
        for cell in row.split('\t') {
            let _ = write!(out.text, "<td><p>{}</p></td>", xml(cell));
        }
        out.raw("</tr>");
    }
    out.raw("</table>");
}

fn preamble(unit: &Unit, out: &mut Writer) {
    out.raw("<preamble>");
    let start = out.text.len();
    for part in unit.head() {
        out.element("p", part);
    }
    text_blocks(unit, out);
    let mut children = unit.children.as_slice();
    while let Some(child) = children.first() {
        let alike = children.iter().take_while(|other| other.kind == child.kind).count();
        match child.kind {
            UnitKind::Recital => grouped("recitals", &children[..alike], out),
            UnitKind::Citation => grouped("citations", &children[..alike], out),
            _ => children[..alike].iter().for_each(|child| blocks(child, out)),
        }
        children = &children[alike..];
    }
    if out.text.len() == start {
        out.raw("<p/>");
    }
    out.raw("</preamble>");
}

fn grouped(name: &str, units: &[Unit], out: &mut Writer) {
    let id = out.id(name);
    let _ = write!(out.text, "<{name} eId=\"{id}\">");
    for unit in units {
        let element = unit.kind.akn();
        let _ = write!(out.text, "<{element} eId=\"{}\">", xml(unit.id.as_str()));
        head(unit, out);
        let before = out.text.len();
        text_blocks(unit, out);
        for child in &unit.children {
            blocks(child, out);
        }
        if out.text.len() == before {
            out.raw("<p/>");
        }
        let _ = write!(out.text, "</{element}>");
    }
    let _ = write!(out.text, "</{name}>");
}

fn head(unit: &Unit, out: &mut Writer) {
    let number = unit.number.as_deref().map(|text| ("num", text));
    let heading = unit.heading.as_deref().map(|text| ("heading", text));
    let (first, second) = if unit.heading_first { (heading, number) } else { (number, heading) };
    for (name, text) in first.into_iter().chain(second) {
        out.element(name, text);
    }
}

/// The element for a unit in the hierarchy, and the name it bears when it is a container of its own kind.
fn element(kind: UnitKind) -> (&'static str, Option<&'static str>) {
    use UnitKind as K;
    match kind {
        K::Book
        | K::Part
        | K::Title
        | K::Chapter
        | K::Subchapter
        | K::Section
        | K::Division
        | K::Article
        | K::Clause
        | K::Rule
        | K::Subsection
        | K::Paragraph
        | K::Subparagraph
        | K::Point
        | K::Indent => (kind.akn(), None),
        K::Item => ("point", None),
        K::Annex => ("hcontainer", Some("annex")),
        K::Schedule => ("hcontainer", Some("schedule")),
        _ => ("hcontainer", Some(kind.prefix())),
    }
}

fn hierarchy(unit: &Unit, out: &mut Writer) {
    let (element, name) = element(unit.kind);
    let _ = write!(out.text, "<{element} eId=\"{}\"", xml(unit.id.as_str()));
    if let Some(name) = name {
        let _ = write!(out.text, " name=\"{name}\"");
    }
    out.raw(">");
    head(unit, out);
    let speaks = !unit.text.trim().is_empty() || !unit.notes.is_empty();
    if unit.children.is_empty() {
        out.raw("<content>");
        if speaks {
            text_blocks(unit, out);
        } else {
            out.raw("<p/>");
        }
        out.raw("</content>");
    } else {
        if speaks {
            out.raw("<intro>");
            text_blocks(unit, out);
            out.raw("</intro>");
        }
        let (last, before) =
            unit.children.split_last().map_or((None, unit.children.as_slice()), |(last, before)| {
                let closes = last.kind == UnitKind::Passage
                    && last.children.is_empty()
                    && last.head().next().is_none();
                if closes && !before.is_empty() {
                    (Some(last), before)
                } else {
                    (None, unit.children.as_slice())
                }
            });
        for child in before {
            hierarchy(child, out);
        }
        if let Some(last) = last {
            let _ = write!(out.text, "<wrapUp eId=\"{}\">", xml(last.id.as_str()));
            text_blocks(last, out);
            out.raw("</wrapUp>");
        }
    }
    let _ = write!(out.text, "</{element}>");
}

fn attachments(document: &Document, units: &[Unit], out: &mut Writer) {
    if units.is_empty() {
        return;
    }
    out.raw("<attachments>");
    for (at, unit) in units.iter().enumerate() {
        let _ = write!(out.text, "<attachment eId=\"{}\">", xml(unit.id.as_str()));
        head(unit, out);
        let name = if unit.kind == UnitKind::Schedule { "schedule" } else { "annex" };
        let _ = write!(out.text, "<doc name=\"{name}\">");
        meta(document, &format!("{name}{}", at + 1), unit.heading.as_deref().unwrap_or(name), out);
        out.raw("<mainBody>");
        let start = out.text.len();
        text_blocks(unit, out);
        for child in &unit.children {
            hierarchy(child, out);
        }
        if out.text.len() == start {
            out.raw("<p/>");
        }
        out.raw("</mainBody></doc></attachment>");
    }
    out.raw("</attachments>");
}
