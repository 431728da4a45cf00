//! OpenDocument texts (.odt): reads their paragraphs, headings, lists, tables and notes.

mod lists;

use std::collections::HashMap;
use std::fmt::Write as _;

use roxmltree::{Node, ParsingOptions};

use self::lists::{Lists, Opening};
use crate::error::{Doubt, ImportError};
use crate::guard;
use crate::ids::assign_ids;
use crate::language::guess_language;
use crate::model::Document;
use crate::notes::{NOTE_CLOSES, NOTE_OPENS, Notes};
use crate::outline::{Habits, Line, Part, build};
use crate::own::tidy;
use crate::package;
use crate::raised::{Script, in_line};
use crate::tree::{Cell, collapse, with_gap};
use crate::xml::decode;

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";
/// How a file says what it is, in its first member.
const KIND: &[u8] = b"application/vnd.oasis.opendocument.text";
/// What is not read: words that were deleted, comments, the number of a note, tables that the program makes of the text.
const LEFT_OUT: &[&str] = &[
    "tracked-changes",
    "annotation",
    "note-citation",
    "table-of-content",
    "alphabetical-index",
    "ruby-text",
    "forms",
];
/// A style is based on another at most so many times over.
const MAX_PARENTS: usize = 8;
/// A table is at most so many columns wide where one cell is repeated.
const MAX_REPEATED: usize = 100;

/// Whether an element is left out with all that it contains; `drawing` is whether it is one that tells what a picture shows.
fn is_left_out(name: &str, drawing: bool) -> bool {
    LEFT_OUT.contains(&name) || drawing && matches!(name, "title" | "desc")
}

fn is_drawing(node: Node<'_, '_>) -> bool {
    node.tag_name().namespace().is_some_and(|space| space.contains("svg"))
}

/// Whether a file says that it is an OpenDocument text.
pub(crate) fn is_text(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && package::member(bytes, "mimetype").is_ok_and(|kind| kind.starts_with(KIND))
}

/// How many changes are tracked in an OpenDocument text that nobody has accepted or rejected.
pub(crate) fn tracked_changes(bytes: &[u8]) -> usize {
    let Ok(content) = text_of(bytes, CONTENT) else { return 0 };
    let is_change = |node: &roxmltree::Node<'_, '_>| node.tag_name().name() == "changed-region";
    parsed(&content).map_or(0, |parsed| parsed.descendants().filter(is_change).count())
}

/// Reads an OpenDocument text; what was deleted in tracked changes is left out.
pub(crate) fn parse(bytes: &[u8]) -> Result<(Document, Vec<Doubt>), ImportError> {
    let content = text_of(bytes, CONTENT)?;
    let parsed = parsed(&content)?;
    let mut reader = Reader { lists: lists_of(bytes)?, ..Reader::default() };
    if let Ok(styles) = text_of(bytes, STYLES) {
        let styles = self::parsed(&styles)?;
        reader.learn_scripts(styles.root_element());
        reader.learn_parents(styles.root_element());
    }
    reader.learn_scripts(parsed.root_element());
    reader.learn_parents(parsed.root_element());
    let body = parsed.descendants().find(|node| node.tag_name().name() == "text" && node.has_children());
    let body = body.ok_or_else(|| ImportError::Docx("it has no text".to_owned()))?;
    let mut lines = Vec::new();
    reader.blocks(body, &mut lines);
    let has_headings = lines.iter().any(|line| line.level.is_some());
    let mut document = Document::new("", "");
    build(&lines, None, Habits { marked_headings: has_headings, indent_continues: false }, &mut document);
    Notes(std::mem::take(&mut reader.notes)).hang_all(&mut document.units)?;
    tidy(&mut document.units);
    document.language = guess_language(&document.plain_text()).into();
    assign_ids(&mut document);
    Ok((document, doubts(bytes, body, &reader)))
}

/// What the file has that was not read.
fn doubts(bytes: &[u8], body: Node<'_, '_>, reader: &Reader) -> Vec<Doubt> {
    const NOT_READ: &[(&str, &str)] = &[
        ("image", "pictures"),
        ("object", "embedded objects"),
        ("annotation", "comments"),
        ("table-of-content", "tables of contents"),
        ("alphabetical-index", "indexes"),
        ("ruby-text", "readings above the letters"),
    ];
    let count = |wanted: &str| body.descendants().filter(|node| node.tag_name().name() == wanted).count();
    let margins = text_of(bytes, STYLES).ok().and_then(|text| {
        let parsed = parsed(&text).ok()?;
        let margin = |node: &Node<'_, '_>| {
            let words: String = node.descendants().filter_map(|node| node.text()).collect();
            matches!(node.tag_name().name(), "header" | "footer") && words.chars().any(char::is_alphabetic)
        };
        Some(parsed.descendants().filter(margin).count())
    });
    let counted = NOT_READ.iter().map(|(element, what)| (*what, count(element)));
    let own = [
        ("headers and footers", margins.unwrap_or(0)),
        ("numbers in a format that is not known", reader.lists.unknown.len()),
        (
            "raised or lowered words without signs of their own, which stand in the line now",
            reader.unknown_set,
        ),
    ];
    let found = counted.chain(own).filter(|(_, count)| *count > 0);
    found.map(|(what, count)| Doubt::NotRead { what: what.into(), count }).collect()
}

/// A member of the container that is text.
fn text_of(bytes: &[u8], name: &str) -> Result<String, ImportError> {
    let member = package::member(bytes, name).map_err(ImportError::Docx)?;
    String::from_utf8(member).map_err(|_| ImportError::Docx(format!("{name} is not UTF-8")))
}

fn parsed(text: &str) -> Result<roxmltree::Document<'_>, ImportError> {
    guard::check(text)?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 4_000_000, ..ParsingOptions::default() };
    roxmltree::Document::parse_with_options(text, options)
        .map_err(|error| ImportError::Docx(error.to_string()))
}

/// The list styles of the file and of its text.
fn lists_of(bytes: &[u8]) -> Result<Lists, ImportError> {
    let mut lists = Lists::default();
    for name in [STYLES, CONTENT] {
        if package::member(bytes, name).is_ok() {
            lists.learn(parsed(&text_of(bytes, name)?)?.root_element());
        }
    }
    Ok(lists)
}

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// Reads paragraphs with the numbers of their lists.
#[derive(Default)]
struct Reader {
    lists: Lists,
    /// What a style is based on.
    parents: HashMap<String, String>,
    /// The outline levels that styles give.
    levels: HashMap<String, u8>,
    notes: HashMap<String, String>,
    /// The styles that set words off the line.
    scripts: HashMap<String, Script>,
    unknown_set: usize,
}

impl Reader {
    /// Learns what styles are based on, and which of them are those of headings.
    fn learn_parents(&mut self, root: Node<'_, '_>) {
        for style in root.descendants().filter(|node| node.tag_name().name() == "style") {
            let Some(name) = attribute(style, "name") else { continue };
            if let Some(parent) = attribute(style, "parent-style-name") {
                self.parents.insert(name.to_owned(), parent.to_owned());
            }
            let level = attribute(style, "default-outline-level").and_then(|level| level.parse().ok());
            let named = || name.strip_prefix("Heading_20_").and_then(|level| level.parse().ok());
            if let Some(level) = level.or_else(named) {
                self.levels.insert(name.to_owned(), level);
            }
        }
    }

    /// The style of a paragraph, and those that it is based on.
    fn styles<'a>(&'a self, paragraph: Node<'a, '_>) -> impl Iterator<Item = &'a str> {
        let own = attribute(paragraph, "style-name");
        std::iter::successors(own, |style| self.parents.get(*style).map(String::as_str)).take(MAX_PARENTS)
    }

    /// Learns which styles raise or lower words: `style:text-position="super 58%"`.
    fn learn_scripts(&mut self, root: Node<'_, '_>) {
        for style in root.descendants().filter(|node| node.tag_name().name() == "style") {
            let place = style.children().find_map(|node| attribute(node, "text-position"));
            let (Some(name), Some(place)) = (attribute(style, "name"), place) else { continue };
            let first = place.split_whitespace().next().unwrap_or_default();
            let shift = first.strip_suffix('%').and_then(|shift| shift.parse::<i32>().ok()).unwrap_or(0);
            let script = match first {
                "super" => Some(Script::Raised),
                "sub" => Some(Script::Lowered),
                _ if shift > 0 => Some(Script::Raised),
                _ if shift < 0 => Some(Script::Lowered),
                _ => None,
            };
            if let Some(script) = script {
                self.scripts.insert(name.to_owned(), script);
            }
        }
    }

    /// How the words of a style stand to the line.
    fn script(&self, node: Node<'_, '_>) -> Option<Script> {
        let mut style = attribute(node, "style-name")?;
        for _ in 0..MAX_PARENTS {
            if let Some(script) = self.scripts.get(style) {
                return Some(*script);
            }
            style = self.parents.get(style)?;
        }
        None
    }

    fn blocks(&mut self, node: Node<'_, '_>, lines: &mut Vec<Line>) {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "p" | "h" => self.paragraph(child, lines),
                "table" => self.table(child, lines),
                name if is_left_out(name, is_drawing(child)) => {}
                "list" => {
                    self.lists.open(opening(child));
                    self.blocks(child, lines);
                    self.lists.close();
                }
                "list-item" => {
                    self.lists.item(attribute(child, "start-value").and_then(|start| start.parse().ok()));
                    self.blocks(child, lines);
                }
                _ => self.blocks(child, lines),
            }
        }
    }

    fn paragraph(&mut self, paragraph: Node<'_, '_>, lines: &mut Vec<Line>) {
        let (number, level) = self.head(paragraph);
        let mut text = String::new();
        self.push(paragraph, &mut text);
        // A heading that is broken over two lines is one heading.
        let text = if level.is_some() { text.replace('\n', " ") } else { text };
        let mut blocks: Vec<String> =
            text.split('\n').map(with_gap).filter(|block| !block.is_empty()).collect();
        if !number.is_empty() {
            match blocks.first_mut() {
                Some(first) => *first = format!("{number}\t{first}"),
                None => blocks.push(number),
            }
        }
        let part = if self.is_title(paragraph) { Part::Title } else { Part::Unknown };
        let indent = self.lists.depth().saturating_sub(1) * 4;
        for text in blocks {
            lines.push(Line { text, level, part, indent, after_blank: true, ..Line::default() });
        }
    }

    /// The number of a paragraph, and its level where it is a heading.
    fn head(&mut self, paragraph: Node<'_, '_>) -> (String, Option<u8>) {
        if paragraph.tag_name().name() != "h" {
            let level = self.styles(paragraph).find_map(|style| self.levels.get(style)).copied();
            return (self.lists.number(), level.map(|level| level.clamp(1, 6)));
        }
        let level = attribute(paragraph, "outline-level").and_then(|level| level.parse().ok()).unwrap_or(1);
        (heading_number(&mut self.lists, level, attribute(paragraph, "is-list-header")), Some(level.min(6)))
    }

    fn is_title(&self, paragraph: Node<'_, '_>) -> bool {
        self.styles(paragraph).any(|style| style == "Title")
    }

    fn table(&mut self, table: Node<'_, '_>, lines: &mut Vec<Line>) {
        for row in rows(table) {
            let mut cells: Vec<Cell> = Vec::new();
            for cell in row.children().filter(|node| node.tag_name().name() == "table-cell") {
                let mut text = String::new();
                self.push(cell, &mut text);
                let spans =
                    [attribute(cell, "number-rows-spanned"), attribute(cell, "number-columns-spanned")];
                let read = Cell::spanning(collapse(&text), spans[0], spans[1]);
                let times = attribute(cell, "number-columns-repeated").and_then(|times| times.parse().ok());
                for _ in 0..times.unwrap_or(1).clamp(1, MAX_REPEATED) {
                    cells.push(Cell {
                        text: read.text.clone(),
                        ..Cell::spanning(String::new(), spans[0], spans[1])
                    });
                }
            }
            let spans = cells.iter().map(|cell| (cell.rows, cell.columns)).collect();
            let text: Vec<String> = cells.into_iter().map(|cell| cell.text).collect();
            if text.iter().any(|cell| !cell.is_empty()) {
                lines.push(Line { text: text.join("\t"), row: true, spans, ..Line::default() });
            }
        }
    }

    /// The words below a node; notes leave a sign where they hang.
    fn push(&mut self, node: Node<'_, '_>, out: &mut String) {
        for child in node.children() {
            if let Some(words) = child.text().filter(|_| child.is_text()) {
                // Blanks in a row are one; more are written as elements.
                out.push_str(&words.replace(['\n', '\r', '\t'], " "));
                continue;
            }
            match child.tag_name().name() {
                name if is_left_out(name, is_drawing(child)) => {}
                "s" | "tab" => out.push(' '),
                "span" => {
                    let mut words = String::new();
                    self.push(child, &mut words);
                    let script = self.script(child).filter(|_| !words.contains(NOTE_OPENS));
                    let (words, is_known) =
                        script.map_or((words.clone(), true), |script| in_line(&words, script));
                    self.unknown_set += usize::from(!is_known);
                    out.push_str(&words);
                }
                "line-break" => out.push('\n'),
                "note" => {
                    let mut words = String::new();
                    self.push(child, &mut words);
                    let name = format!("note {}", self.notes.len());
                    let _ = write!(out, "{NOTE_OPENS}{name}{NOTE_CLOSES}");
                    self.notes.insert(name, collapse(&words));
                }
                "p" | "h" => {
                    let (number, _) = self.head(child);
                    let _ = write!(out, " {number} ");
                    self.push(child, out);
                }
                "list" => {
                    self.lists.open(opening(child));
                    self.push(child, out);
                    self.lists.close();
                }
                "list-item" => {
                    self.lists.item(attribute(child, "start-value").and_then(|start| start.parse().ok()));
                    self.push(child, out);
                }
                _ => self.push(child, out),
            }
        }
    }
}

fn heading_number(lists: &mut Lists, level: u8, header: Option<&str>) -> String {
    // A heading within a list bears the list's number.
    let own = lists.number();
    if !own.is_empty() || header == Some("true") { own } else { lists.heading(usize::from(level)) }
}

fn opening<'a>(list: Node<'a, '_>) -> Opening<'a> {
    Opening {
        style: attribute(list, "style-name"),
        id: attribute(list, "id"),
        goes_on: attribute(list, "continue-numbering") == Some("true"),
        goes_on_from: attribute(list, "continue-list"),
    }
}

/// The rows of a table, through what groups them; a table in a cell is a part of the cell.
fn rows<'a, 'i>(table: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    let mut found = Vec::new();
    for child in table.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "table-row" => found.push(child),
            "table-header-rows" | "table-rows" | "table-row-group" => found.extend(rows(child)),
            _ => {}
        }
    }
    found
}

/// The words of an OpenDocument text by a scanner of its tags, which knows no tree.
pub(crate) fn source_text(bytes: &[u8]) -> Result<String, ImportError> {
    let content = text_of(bytes, CONTENT)?;
    let mut lists = lists_of(bytes)?;
    let start = content.find("<office:text").unwrap_or(0);
    let end = content.find("</office:text>").unwrap_or(content.len());
    let mut out = String::new();
    let mut hidden: Option<&str> = None;
    for piece in content.get(start..end).unwrap_or_default().split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
        let closes = tag.starts_with('/');
        let full = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or_default();
        let local = full.split_once(':').map_or(full, |(_, local)| local);
        if let Some(open) = hidden {
            if closes && open == full {
                hidden = None;
                out.push_str(&decode(words));
            }
            continue;
        }
        if is_left_out(local, full.starts_with("svg:")) && !tag.ends_with('/') {
            hidden = Some(full);
            continue;
        }
        scan(tag, local, closes, &mut lists, &mut out);
        out.push_str(&decode(words));
    }
    Ok(out)
}

/// What a tag means for the words: blanks, and the numbers of lists.
fn scan(tag: &str, local: &str, closes: bool, lists: &mut Lists, out: &mut String) {
    let value = |name: &str| tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next();
    match local {
        "list" if closes => lists.close(),
        "list" => lists.open(Opening {
            style: value("text:style-name"),
            id: value("xml:id"),
            goes_on: value("text:continue-numbering") == Some("true"),
            goes_on_from: value("text:continue-list"),
        }),
        "list-item" if !closes => {
            lists.item(value("text:start-value").and_then(|start| start.parse().ok()));
        }
        "p" if !closes => {
            let _ = write!(out, " {} ", lists.number());
        }
        "h" if !closes => {
            let level = value("text:outline-level").and_then(|level| level.parse().ok()).unwrap_or(1);
            let _ = write!(out, " {} ", heading_number(lists, level, value("text:is-list-header")));
        }
        "span" | "a" | "bookmark" | "bookmark-start" | "bookmark-end" | "soft-page-break" => {}
        _ => out.push(' '),
    }
}
