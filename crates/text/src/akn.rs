//! Writes Akoma Ntoso 3.0.

use std::fmt::Write as _;

use crate::escape::xml;
use crate::model::{Document, Span, Unit, UnitKind};
use crate::own::{NAMESPACE, date_facts, facts};

/// The date that stands for a date that nobody knows; the schema wants one.
const UNKNOWN_DATE: &str = "0001-01-01";

/// Writes a text as Akoma Ntoso 3.0 (an `act`), which [`crate::import`] reads back as the same tree.
///
/// Attributes of a namespace of our own say which kind of unit an element is where Akoma Ntoso has no element for it.
/// Country, author and address are those that the text itself bears; where it bears none, they stay empty.
pub fn to_akn(document: &Document) -> String {
    let parts = Parts::of(&document.units);
    let mut out = Writer::default();
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = write!(
        out.text,
        "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\" xmlns:maru=\"{NAMESPACE}\"><act name=\"act\">"
    );
    meta(document, "main", &document.title, &mut out);
    if !parts.preface.is_empty() {
        out.raw("<preface maru:kind=\"none\">");
        for unit in parts.preface {
            block(unit, &mut out);
        }
        out.raw("</preface>");
    }
    if let Some(unit) = parts.preamble {
        whole(unit, "preamble", &mut out);
    }
    out.raw("<body>");
    for unit in parts.body {
        hierarchy(unit, &mut out);
    }
    if parts.body.is_empty() {
        out.raw("<hcontainer eId=\"empty\" name=\"empty\" maru:kind=\"none\"><content><p/></content></hcontainer>");
    }
    out.raw("</body>");
    if let Some(unit) = parts.conclusions {
        whole(unit, "conclusions", &mut out);
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
    let date = document.dates.adopted.map_or_else(|| UNKNOWN_DATE.to_owned(), |date| date.to_string());
    let kind = if document.dates.adopted.is_some() { "adopted" } else { "unknown" };
    let language = if document.language.0.is_empty() { "und" } else { &document.language.0 };
    let address = Address::of(&document.id);
    out.raw("<meta><identification source=\"#maru\">");
    for (level, at) in [
        ("Work", String::new()),
        ("Expression", format!("/{}@", xml(language))),
        ("Manifestation", format!("/{}@.xml", xml(language))),
    ] {
        let (this, uri) = address.at(&at, part);
        let _ = write!(out.text, "<FRBR{level}><FRBRthis value=\"{this}\"/><FRBRuri value=\"{uri}\"/>");
        if level == "Work" {
            let _ = write!(out.text, "<FRBRalias value=\"{}\" name=\"title\"/>", xml(title));
        }
        let _ = write!(out.text, "<FRBRdate date=\"{date}\" name=\"{kind}\"/><FRBRauthor href=\"\"/>");
        match level {
            "Work" => {
                let _ = write!(out.text, "<FRBRcountry value=\"{}\"/>", address.country());
            }
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
        out.raw("<proprietary source=\"#maru\"><maru:text");
        for (name, value) in facts(document) {
            let _ = write!(out.text, " {name}=\"{}\"", xml(&value));
        }
        out.raw("/></proprietary>");
    }
    out.raw("</meta>");
}

/// The address of a work in the naming of Akoma Ntoso, where the text bears one; else empty.
struct Address<'a>(&'a str);

impl<'a> Address<'a> {
    fn of(id: &'a str) -> Self {
        let work = id.split("/!").next().unwrap_or_default();
        Self(if id.starts_with("/akn/") { work.trim_end_matches('/') } else { "" })
    }

    /// The addresses of a part of the work, and of the work, at one level.
    fn at(&self, level: &str, part: &str) -> (String, String) {
        if self.0.is_empty() {
            return (String::new(), String::new());
        }
        let uri = format!("{}{level}", xml(self.0));
        (format!("{uri}/!{part}"), uri)
    }

    /// The country that the address names.
    fn country(&self) -> String {
        let first = self.0.split('/').nth(2).unwrap_or_default();
        let code = first.split('-').next().unwrap_or_default();
        let named = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
        if named { xml(first) } else { String::new() }
    }
}

/// The attributes of the element that a unit is: its id, its kind and its dates.
fn attributes(unit: &Unit, out: &mut Writer) {
    let _ = write!(out.text, " eId=\"{}\" maru:kind=\"{}\"", xml(unit.id.as_str()), unit.kind.prefix());
    for (name, value) in date_facts(&unit.dates) {
        let _ = write!(out.text, " maru:{name}=\"{}\"", xml(&value));
    }
}

/// A unit among blocks, with all that it contains.
fn block(unit: &Unit, out: &mut Writer) {
    if unit.kind == UnitKind::Table {
        return table(unit, out);
    }
    out.raw("<blockContainer");
    attributes(unit, out);
    out.raw(">");
    head(unit, out);
    let start = out.text.len();
    text_blocks(unit, out);
    for child in &unit.children {
        block(child, out);
    }
    if out.text.len() == start {
        out.raw("<p/>");
    }
    out.raw("</blockContainer>");
}

/// A unit that is a part of the document of its own, as blocks.
fn whole(unit: &Unit, element: &str, out: &mut Writer) {
    let _ = write!(out.text, "<{element}");
    attributes(unit, out);
    out.raw(">");
    let start = out.text.len();
    let parts = [("number", &unit.number), ("heading", &unit.heading)];
    let (first, second) = if unit.heading_first { (&parts[1], &parts[0]) } else { (&parts[0], &parts[1]) };
    for (name, text) in [first, second] {
        if let Some(text) = text {
            let _ = write!(out.text, "<p maru:part=\"{name}\">{}</p>", xml(text));
        }
    }
    text_blocks(unit, out);
    let mut children = unit.children.as_slice();
    while let Some(child) = children.first() {
        let alike = children.iter().take_while(|other| other.kind == child.kind).count();
        match child.kind {
            UnitKind::Recital if element == "preamble" => grouped("recitals", &children[..alike], out),
            UnitKind::Citation if element == "preamble" => grouped("citations", &children[..alike], out),
            _ => children[..alike].iter().for_each(|child| block(child, out)),
        }
        children = &children[alike..];
    }
    if out.text.len() == start {
        out.raw("<p/>");
    }
    let _ = write!(out.text, "</{element}>");
}

/// The unit's own words as blocks.
fn text_blocks(unit: &Unit, out: &mut Writer) {
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
    out.raw("<table");
    attributes(unit, out);
    out.raw(">");
    for row in unit.cells() {
        out.raw("<tr>");
        for (cell, span) in row {
            let _ = write!(out.text, "<td{}><p>{}</p></td>", spanning(span), xml(cell));
        }
        out.raw("</tr>");
    }
    out.raw("</table>");
}

/// The attributes of a cell that spans several rows or columns.
pub(crate) fn spanning(span: Option<&Span>) -> String {
    let mut out = String::new();
    if let Some(span) = span.filter(|span| span.columns > 1) {
        let _ = write!(out, " colspan=\"{}\"", span.columns);
    }
    if let Some(span) = span.filter(|span| span.rows > 1) {
        let _ = write!(out, " rowspan=\"{}\"", span.rows);
    }
    out
}

fn grouped(name: &str, units: &[Unit], out: &mut Writer) {
    let id = out.id(name);
    let _ = write!(out.text, "<{name} eId=\"{id}\" maru:kind=\"none\">");
    for unit in units {
        let element = unit.kind.akn();
        let _ = write!(out.text, "<{element}");
        attributes(unit, out);
        out.raw(">");
        head(unit, out);
        let before = out.text.len();
        text_blocks(unit, out);
        for child in &unit.children {
            block(child, out);
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
    match unit.kind {
        UnitKind::Table => return wrapped("tbl", unit, table, out),
        UnitKind::Quotation => return wrapped("quote", unit, quotation, out),
        _ => {}
    }
    let (element, name) = element(unit.kind);
    let _ = write!(out.text, "<{element}");
    attributes(unit, out);
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
        let (before, last) = unit.children.split_at(unit.children.len() - usize::from(ends_in_words(unit)));
        for child in before {
            hierarchy(child, out);
        }
        for last in last {
            out.raw("<wrapUp");
            attributes(last, out);
            out.raw(">");
            text_blocks(last, out);
            out.raw("</wrapUp>");
        }
    }
    let _ = write!(out.text, "</{element}>");
}

/// Whether the last of several children is nothing but words, which Akoma Ntoso has an element for.
fn ends_in_words(unit: &Unit) -> bool {
    unit.children.len() > 1
        && unit.children.last().is_some_and(|last| {
            last.kind == UnitKind::Passage && last.children.is_empty() && last.head().next().is_none()
        })
}

/// A unit that stands in words only, as a member of the hierarchy.
fn wrapped(name: &str, unit: &Unit, write: fn(&Unit, &mut Writer), out: &mut Writer) {
    let id = out.id(name);
    let _ = write!(out.text, "<hcontainer eId=\"{id}\" name=\"{name}\" maru:kind=\"none\"><content>");
    write(unit, out);
    out.raw("</content></hcontainer>");
}

/// A quoted structure: other programs must not take its articles for articles of the act.
fn quotation(unit: &Unit, out: &mut Writer) {
    let id = out.id("mod");
    let _ = write!(out.text, "<p><mod eId=\"{id}\"><quotedStructure");
    attributes(unit, out);
    out.raw(">");
    let start = out.text.len();
    for (name, text) in [("number", &unit.number), ("heading", &unit.heading)] {
        if let Some(text) = text {
            let _ = write!(out.text, "<p maru:part=\"{name}\">{}</p>", xml(text));
        }
    }
    text_blocks(unit, out);
    for child in &unit.children {
        hierarchy(child, out);
    }
    if out.text.len() == start {
        out.raw("<p/>");
    }
    out.raw("</quotedStructure></mod></p>");
}

fn attachments(document: &Document, units: &[Unit], out: &mut Writer) {
    if units.is_empty() {
        return;
    }
    out.raw("<attachments>");
    for (at, unit) in units.iter().enumerate() {
        out.raw("<attachment");
        attributes(unit, out);
        out.raw(">");
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
