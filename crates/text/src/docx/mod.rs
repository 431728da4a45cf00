//! Word files: reads their paragraphs, writes texts, and writes redlines as tracked changes.

mod numbering;
mod own;
mod review;
mod settled;
mod source;
mod styles;
mod symbol;
mod tracked;
mod write;

use std::fmt::Write as _;

use roxmltree::{Node, ParsingOptions};

use crate::error::{Doubt, ImportError};
use crate::guard;
use crate::ids::assign_ids;
use crate::language::guess_language;
use crate::model::{Document, Unit, UnitKind};
use crate::notes::{NOTE_CLOSES, NOTE_OPENS, Notes};
use crate::outline::{Habits, Line, Part, build};
use crate::own::tidy;
use crate::package;
use crate::raised::{Script, in_line};
use crate::tree::{Cell, collapse};
use numbering::Numbering;
pub(crate) use numbering::number as counted;
pub use review::{Commented, Proposed, Review, Spot, read_review};
pub(crate) use settled::Settle;
pub(crate) use source::source_text;
use styles::Styles;
pub use tracked::redline_to_docx;
use write::style_of;
pub use write::to_docx;

const BODY: &str = "word/document.xml";
const STYLES: &str = "word/styles.xml";
const NUMBERING: &str = "word/numbering.xml";
/// The file of properties that a host gives a text; ours stand there.
const FACTS: &str = "docProps/custom.xml";

/// Reads a Word file, its tracked changes settled as is asked.
pub(crate) fn parse(bytes: &[u8], settle: &Settle) -> Result<(Document, Vec<Doubt>), ImportError> {
    let body = settle.body(text_of(bytes, BODY)?)?;
    let parsed = parsed(&body)?;
    let mut reader = Reader::of(bytes, settle)?;
    let notes = notes_of(bytes, settle)?;
    if own::is_own(&parsed, &reader.styles) {
        let document = own::parse(bytes, &parsed, reader, &notes)?;
        return Ok((document, doubts_of(&parsed)));
    }
    let mut lines = Vec::new();
    reader.blocks(parsed.root_element(), &mut lines);
    let has_headings = lines.iter().any(|line| line.level.is_some());
    let mut document = Document::new("", "");
    build(&lines, None, Habits { marked_headings: has_headings, indent_continues: false }, &mut document);
    let mut doubts = doubts_of(&parsed);
    document.units.extend(margins(bytes, &mut reader)?);
    notes.hang_all(&mut document.units)?;
    tidy(&mut document.units);
    document.language = guess_language(&document.plain_text()).into();
    assign_ids(&mut document);
    if !reader.numbering.unknown.is_empty() {
        doubts.push(Doubt::NotRead {
            what: "numbers in a format of Word's that is not known".into(),
            count: reader.numbering.unknown.len(),
        });
    }
    if reader.unknown_symbols > 0 {
        doubts.push(Doubt::NotRead { what: "signs of a picture font".into(), count: reader.unknown_symbols });
    }
    if reader.unknown_set > 0 {
        let what = "raised or lowered words without signs of their own, which stand in the line now".into();
        doubts.push(Doubt::NotRead { what, count: reader.unknown_set });
    }
    Ok((document, doubts))
}

/// Whether a run is set off the line.
fn script_of(run: Node<'_, '_>) -> Option<Script> {
    let properties = run.children().find(|node| node.tag_name().name() == "rPr")?;
    let place = properties.children().find(|node| node.tag_name().name() == "vertAlign")?;
    match attribute(place, "val")? {
        "superscript" => Some(Script::Raised),
        "subscript" => Some(Script::Lowered),
        _ => None,
    }
}

/// The letter of a sign that Word sets from a font of signs (`w:sym`); none when its font or its code is not known.
pub fn sign_letter(sign: Node<'_, '_>) -> Option<char> {
    let (font, code) = (attribute(sign, "font"), attribute(sign, "char"));
    symbol::letter(font.unwrap_or_default(), code.unwrap_or_default())
}

/// The words of a run as one line shows them, raised and lowered ones by signs of their own: 10² is not 102. The second is false
/// where a letter has no such sign.
pub fn line_of_run(run: Node<'_, '_>, words: &str) -> (String, bool) {
    script_of(run).map_or_else(|| (words.to_owned(), true), |script| in_line(words, script))
}

/// How many changes are tracked in a Word file that nobody has accepted or rejected: words put in, taken out or moved, in any part.
pub(crate) fn tracked_changes(bytes: &[u8]) -> usize {
    let is_change = |node: &Node<'_, '_>| {
        matches!(node.tag_name().name(), "ins" | "del" | "moveFrom" | "cellIns" | "cellDel")
            && node.tag_name().namespace().is_some_and(|name| name.contains("wordprocessingml"))
    };
    let of_part = |name: String| {
        let text = text_of(bytes, &name).ok()?;
        Some(parsed(&text).ok()?.descendants().filter(is_change).count())
    };
    let parts = package::names(bytes).into_iter();
    // What is no XML has none, and pictures need not be unpacked to know it.
    let is_text = |name: &String| name.starts_with("word/") && !name.starts_with("word/media/");
    parts.filter(is_text).filter_map(of_part).sum()
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

fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// What a body has that is no words: it is not read, and the reader must know.
fn doubts_of(parsed: &roxmltree::Document<'_>) -> Vec<Doubt> {
    const NOT_READ: &[(&str, &str)] = &[
        ("pic", "pictures"),
        ("imagedata", "pictures of the older kind"),
        ("chart", "charts"),
        ("relIds", "diagrams"),
        ("OLEObject", "embedded objects"),
        ("altChunk", "files inside the file"),
        ("commentReference", "comments"),
        ("vanish", "hidden words, which are read as the others"),
        ("oMath", "formulas, of which only the letters are read"),
        ("rt", "readings above the letters"),
    ];
    // What stands there once more for old programs is told once.
    let is_for_old = |node: Node<'_, '_>| node.ancestors().any(|above| above.tag_name().name() == "Fallback");
    let count = |wanted: &str| {
        parsed.descendants().filter(|node| node.tag_name().name() == wanted && !is_for_old(*node)).count()
    };
    let counted = NOT_READ.iter().map(|(element, what)| (*what, count(element)));
    let is_struck = |node: &Node<'_, '_>| {
        node.tag_name().name() == "r"
            && is_set(*node, &["strike", "dstrike"])
            && !is_for_old(*node)
            && elements(*node, "t").into_iter().any(has_words)
    };
    let struck = parsed.descendants().filter(is_struck).count();
    counted
        .chain([("passages that are struck out by hand, which are read as the others", struck)])
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| Doubt::NotRead { what: what.into(), count })
        .collect()
}

/// The words of headers and footers, each set of words once, as units behind the text: they stand on every page.
fn margins(bytes: &[u8], reader: &mut Reader) -> Result<Vec<Unit>, ImportError> {
    let mut units: Vec<Unit> = Vec::new();
    for name in margin_files(bytes) {
        let text = reader.settle.part(text_of(bytes, &name)?)?;
        let parsed = parsed(&text)?;
        let mut lines = Vec::new();
        reader.blocks(parsed.root_element(), &mut lines);
        let words: Vec<String> = lines.into_iter().map(|line| collapse(&line.text)).collect();
        let words = words.join("\n");
        // A page number is a number that the printer puts there.
        let telling = words.chars().any(char::is_alphabetic);
        if telling && units.iter().all(|unit| unit.text != words) {
            units.push(Unit { text: words, ..Unit::new(UnitKind::Other) });
        }
    }
    Ok(units)
}

/// The headers and footers of a file, in order of name.
fn margin_files(bytes: &[u8]) -> Vec<String> {
    let margin = |name: &String| {
        let file = name.strip_prefix("word/").unwrap_or_default();
        file.starts_with("header") || file.starts_with("footer")
    };
    let mut names: Vec<String> = package::names(bytes).into_iter().filter(margin).collect();
    names.sort();
    names
}

/// The files that hold notes, and what a note and a reference to it are called.
const NOTE_FILES: &[(&str, &str, &str)] = &[
    ("word/footnotes.xml", "footnote", "footnoteReference"),
    ("word/endnotes.xml", "endnote", "endnoteReference"),
];

/// The footnotes and endnotes of a Word file, by the name of their reference and their number.
fn notes_of(bytes: &[u8], settle: &Settle) -> Result<Notes, ImportError> {
    let mut notes = std::collections::HashMap::new();
    for (file, name, reference) in NOTE_FILES {
        let Ok(member) = package::member(bytes, file) else { continue };
        let text =
            String::from_utf8(member).map_err(|_| ImportError::Docx(format!("{file} is not UTF-8")))?;
        let text = settle.part(text)?;
        let parsed = parsed(&text)?;
        for note in parsed.descendants().filter(|node| node.tag_name().name() == *name) {
            // The rules between text and notes are notes of a type of their own.
            if let Some(id) = attribute(note, "id")
                && attribute(note, "type").is_none_or(|kind| kind == "normal")
            {
                notes.insert(format!("{reference} {id}"), collapse(&without_signs(&note_text(note))));
            }
        }
    }
    Ok(Notes(notes))
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

/// Reads paragraphs with the styles and numbers of their file.
struct Reader {
    styles: Styles,
    numbering: Numbering,
    settle: Settle,
    /// How many signs of picture fonts were met that no letter stands for.
    unknown_symbols: usize,
    /// How many raised or lowered words were met that have no signs of their own.
    unknown_set: usize,
    /// Runs that were struck out or hidden, where those are no words of the text.
    unsaid: Option<Vec<String>>,
}

impl Reader {
    fn of(bytes: &[u8], settle: &Settle) -> Result<Self, ImportError> {
        let styles = match package::member(bytes, STYLES) {
            Ok(_) => Styles::read(parsed(&text_of(bytes, STYLES)?)?.root_element()),
            Err(_) => Styles::default(),
        };
        let numbering = match package::member(bytes, NUMBERING) {
            Ok(_) => Numbering::read(parsed(&text_of(bytes, NUMBERING)?)?.root_element()),
            Err(_) => Numbering::default(),
        };
        Ok(Self {
            styles,
            numbering,
            settle: settle.clone(),
            unknown_symbols: 0,
            unknown_set: 0,
            unsaid: None,
        })
    }

    fn blocks(&mut self, node: Node<'_, '_>, lines: &mut Vec<Line>) {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "p" => self.paragraph(child, lines),
                "tbl" => {
                    for row in self.table(child) {
                        let spans = row.iter().map(|cell| (cell.rows, cell.columns)).collect();
                        let text: Vec<String> = row.into_iter().map(|cell| cell.text).collect();
                        if text.iter().any(|cell| !cell.is_empty()) {
                            lines.push(Line { text: text.join("\t"), row: true, spans, ..Line::default() });
                        }
                    }
                }
                "moveFrom" | "Fallback" | "del" => {}
                _ => self.blocks(child, lines),
            }
        }
    }

    /// The rows of a table; a cell that another one above reaches into is a part of that one.
    fn table(&mut self, table: Node<'_, '_>) -> Vec<Vec<Cell>> {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        // For each column, the row and the place in it of the cell that reaches down.
        let mut above: std::collections::HashMap<u32, (usize, usize)> = std::collections::HashMap::new();
        for row in elements(table, "tr") {
            let mut cells: Vec<Cell> = Vec::new();
            let mut column = 0_u32;
            for cell in elements(row, "tc") {
                let property = |name: &str| {
                    let properties = cell.children().find(|node| node.tag_name().name() == "tcPr")?;
                    properties.children().find(|node| node.tag_name().name() == name)
                };
                let columns = property("gridSpan").and_then(|span| attribute(span, "val"));
                let merge = property("vMerge").map(|merge| attribute(merge, "val").unwrap_or("continue"));
                let text = collapse(&self.run_text(cell));
                let read = Cell::spanning(text, None, columns);
                let at = column;
                column = column.saturating_add(read.columns.min(crate::model::MAX_SPAN));
                if merge == Some("continue")
                    && read.text.is_empty()
                    && let Some((row, place)) = above.get(&at)
                    && let Some(cell) = rows.get_mut(*row).and_then(|row| row.get_mut(*place))
                {
                    cell.rows += 1;
                    continue;
                }
                match merge {
                    Some("restart") => above.insert(at, (rows.len(), cells.len())),
                    _ => above.remove(&at),
                };
                cells.push(read);
            }
            rows.push(cells);
        }
        rows
    }

    fn paragraph(&mut self, paragraph: Node<'_, '_>, lines: &mut Vec<Line>) {
        let style = style(paragraph);
        let level = self.styles.level(style).or_else(|| outline_level(paragraph));
        let part = if self.styles.is_title(style) { Part::Title } else { Part::Unknown };
        let (number, depth) = self.number(paragraph);
        let text = self.run_text(paragraph);
        // A heading that is broken over two lines is one heading.
        let text = if level.is_some() { text.replace('\n', " ") } else { text };
        let mut blocks: Vec<String> =
            text.split('\n').map(collapse).filter(|block| !block.is_empty()).collect();
        if !number.is_empty() {
            match blocks.first_mut() {
                Some(first) => *first = format!("{number}\t{first}"),
                None => blocks.push(number),
            }
        }
        for text in blocks {
            lines.push(Line { text, level, part, indent: depth * 4, after_blank: true, ..Line::default() });
        }
    }

    /// The number that Word makes for a paragraph, and how deep in its list the paragraph stands.
    fn number(&mut self, paragraph: Node<'_, '_>) -> (String, usize) {
        let properties = paragraph.children().find(|node| node.tag_name().name() == "pPr");
        let gone = properties.is_some_and(|all| {
            let mark = all.children().find(|node| node.tag_name().name() == "rPr");
            mark.is_some_and(|mark| {
                mark.children().any(|node| matches!(node.tag_name().name(), "del" | "moveFrom"))
            })
        });
        let own = properties.and_then(numbering::reference);
        let Some((list, level)) = own.or_else(|| self.styles.numbering(style(paragraph))).filter(|_| !gone)
        else {
            return (String::new(), 0);
        };
        (self.numbering.next(&list, level), level)
    }

    fn run_text(&mut self, node: Node<'_, '_>) -> String {
        let mut out = String::new();
        self.push_runs(node, &mut out);
        out
    }

    /// The words below a node; notes leave a sign where they hang.
    fn push_runs(&mut self, node: Node<'_, '_>, out: &mut String) {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "del" | "moveFrom" | "Fallback" | "pPr" | "rt" => {}
                "r" if self.unsaid.is_some() && is_unsaid(child) => {
                    let mut words = String::new();
                    child.children().for_each(|part| self.push_unsaid(part, &mut words));
                    self.unsaid.iter_mut().for_each(|all| all.push(words.clone()));
                }
                "t" => match script_of(node) {
                    Some(script) => {
                        let (words, is_known) = in_line(child.text().unwrap_or_default(), script);
                        self.unknown_set += usize::from(!is_known);
                        out.push_str(&words);
                    }
                    None => out.push_str(child.text().unwrap_or_default()),
                },
                "noBreakHyphen" => out.push('\u{2011}'),
                "sym" => out.push(self.symbol(child)),
                "tab" => out.push(' '),
                "br" | "cr" => out.push('\n'),
                name @ ("footnoteReference" | "endnoteReference") => {
                    let id = attribute(child, "id").unwrap_or_default();
                    let _ = write!(out, "{NOTE_OPENS}{name} {id}{NOTE_CLOSES}");
                }
                "p" => {
                    let (number, _) = self.number(child);
                    let _ = write!(out, " {number} ");
                    self.push_runs(child, out);
                }
                _ => self.push_runs(child, out),
            }
        }
    }

    /// The words of a run that nobody says any more.
    fn push_unsaid(&mut self, part: Node<'_, '_>, out: &mut String) {
        match part.tag_name().name() {
            "t" => out.push_str(part.text().unwrap_or_default()),
            "sym" => out.push(self.symbol(part)),
            "tab" | "br" | "cr" => out.push(' '),
            _ => {}
        }
    }

    fn symbol(&mut self, node: Node<'_, '_>) -> char {
        sign_letter(node).unwrap_or_else(|| {
            self.unknown_symbols += 1;
            char::REPLACEMENT_CHARACTER
        })
    }
}

/// The elements of a name below a node, through what wraps them: content controls, tracked changes.
fn elements<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Vec<Node<'a, 'i>> {
    let mut found = Vec::new();
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            own if own == name => found.push(child),
            "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => {
                found.extend(elements(child, name));
            }
            _ => {}
        }
    }
    found
}

fn style<'a>(paragraph: Node<'a, '_>) -> &'a str {
    paragraph
        .children()
        .find(|node| node.tag_name().name() == "pPr")
        .and_then(|properties| properties.children().find(|node| node.tag_name().name() == "pStyle"))
        .and_then(|style| attribute(style, "val"))
        .unwrap_or_default()
}

/// The place in the outline that a paragraph gives itself.
fn outline_level(paragraph: Node<'_, '_>) -> Option<u8> {
    let properties = paragraph.children().find(|node| node.tag_name().name() == "pPr")?;
    let level = properties.children().find(|node| node.tag_name().name() == "outlineLvl")?;
    attribute(level, "val")?.parse::<u8>().ok().filter(|level| *level < 9).map(|level| level.min(5) + 1)
}

/// Whether somebody struck a run out or hid it; `w:val="0"` says that it is not so.
fn is_unsaid(run: Node<'_, '_>) -> bool {
    is_set(run, &["strike", "dstrike", "vanish"])
}

/// Whether a run is set in one of these ways.
fn is_set(run: Node<'_, '_>, ways: &[&str]) -> bool {
    let mut set =
        run.children().filter(|node| node.tag_name().name() == "rPr").flat_map(|set| set.children());
    set.any(|node| {
        ways.contains(&node.tag_name().name())
            && !matches!(attribute(node, "val"), Some("0" | "false" | "off"))
    })
}

fn has_words(text: Node<'_, '_>) -> bool {
    text.text().is_some_and(|words| !words.trim().is_empty())
}

/// The words of a note, which makes no numbers.
fn note_text(note: Node<'_, '_>) -> String {
    note_reader(None).run_text(note)
}

/// The words of a remark, and those in it that somebody struck out or hid.
fn remark_text(remark: Node<'_, '_>) -> (String, Vec<String>) {
    let mut reader = note_reader(Some(Vec::new()));
    let words = reader.run_text(remark);
    (words, reader.unsaid.unwrap_or_default())
}

fn note_reader(unsaid: Option<Vec<String>>) -> Reader {
    Reader {
        styles: Styles::default(),
        numbering: Numbering::default(),
        settle: Settle::AsRead,
        unknown_symbols: 0,
        unknown_set: 0,
        unsaid,
    }
}
