//! Reads the commenting form from a Word file: every table in which its columns stand, and what stands around them.
//!
//! A cell says what it would say with its tracked changes accepted and without what somebody struck out or hid. Whatever is not taken is
//! named with its words.

use std::collections::BTreeMap;

use maru_text::container::{names, xml_member};
use roxmltree::Node;

use crate::form::{COLUMNS, Row, Taking, Width, read_facts};
use crate::heads::{Heads, flat, kind_of};
use crate::model::{CommentTable, ReadError, System, within_size};
use crate::xml::{child, is, sets, value};

const BODY: &str = "word/document.xml";
/// How wide a table may be, in columns.
const MAX_WIDTH: usize = 64;

/// Reads the Word form: the rows of every table of the body that has its columns, and the day, document and project of its head.
///
/// Columns are known by their heads, which stand in the table or in the head of the page. Inserted words count and deleted ones do not,
/// moved ones where they went, as if tracked changes were accepted; words that are struck out or hidden do not count. What has no
/// words, is not taken, or stands outside the table is named with its words.
pub fn read_docx(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    within_size(bytes)?;
    let xml = xml_member(bytes, BODY).map_err(ReadError::new)?;
    let tree = roxmltree::Document::parse(&xml).map_err(|error| ReadError::new(error.to_string()))?;
    let mut table = CommentTable::new(System::Iso);
    let notes = Notes::of(bytes);
    let page = head_of_page(bytes, &tree, &mut table)?;
    let is_outer = |node: &Node<'_, '_>| is(*node, "tbl") && !has_above(*node, "tbl");
    let tables: Vec<Node<'_, '_>> = tree.descendants().filter(is_outer).collect();
    let mut found = Found { table: &mut table, page, heads: None, several: tables.len() > 1, any: false };
    for (at, one) in tables.iter().enumerate() {
        found.table(at + 1, Reader::of(&notes).rows(*one))?;
    }
    if !found.any {
        return Err(ReadError::new(
            "it has no table with the heads of the form, such as Comments, Proposed change, Observations",
        ));
    }
    outside(&tree, &notes, &mut table);
    Ok(table)
}

/// Takes the tables of a file one after the other.
struct Found<'a> {
    table: &'a mut CommentTable,
    /// The heads in the head of the page.
    page: Option<Heads>,
    /// The heads of the table before.
    heads: Option<Heads>,
    several: bool,
    any: bool,
}

impl Found<'_> {
    fn table(&mut self, number: usize, mut rows: Vec<Row>) -> Result<(), ReadError> {
        let name = if self.several { format!("table {number}, ") } else { String::new() };
        for (at, row) in rows.iter_mut().enumerate() {
            row.place = format!("{name}row {}", at + 1);
        }
        let has_own = |row: &Row| Heads::of(&row.cells).map_or(true, |heads| heads.is_some());
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let fits = |heads: &Option<Heads>| heads.clone().filter(|heads| heads.width() == width);
        let above = if rows.iter().any(has_own) {
            None
        } else if let Some(heads) = fits(&self.page) {
            Some(heads)
        } else if let Some(heads) = fits(&self.heads) {
            self.table
                .not_read
                .push(format!("{name}no heads of its own: those of the table before it count"));
            Some(heads)
        } else if is_in_order(&rows) {
            let what = "no heads are known: its eight columns were taken as the form has them in order";
            self.table.not_read.push(format!("{name}{what}"));
            Some(Heads::in_order())
        } else {
            for row in rows {
                let what = format!(
                    "{}, not taken (a table without the heads of the form): {}",
                    row.place,
                    row.shown()
                );
                let beside = row.beside.iter().map(|line| format!("{}: {line}", row.place));
                self.table.not_read.extend(beside.chain((!row.shown().is_empty()).then_some(what)));
            }
            return Ok(());
        };
        self.any = true;
        let found = Taking::new(self.table, Width::Exact, above).rows(rows)?;
        self.heads = found.or(self.heads.take());
        Ok(())
    }
}

/// Whether rows without heads are those of the form: eight columns of which the fifth says the kind in every row that says something.
fn is_in_order(rows: &[Row]) -> bool {
    let said: Vec<&Row> = rows.iter().filter(|row| !row.shown().is_empty()).collect();
    !said.is_empty()
        && said.iter().all(|row| {
            row.cells.len() == COLUMNS && row.cells.get(4).is_some_and(|cell| kind_of(cell).is_some())
        })
}

/// What the head of the page says: facts, and heads of columns, which the form of 2012-03 has there.
fn head_of_page(
    bytes: &[u8],
    tree: &roxmltree::Document<'_>,
    table: &mut CommentTable,
) -> Result<Option<Heads>, ReadError> {
    let nothing = Notes::default();
    let mut heads = None;
    for part in heads_in_use(bytes, tree) {
        let Ok(xml) = xml_member(bytes, &part) else { continue };
        let Ok(tree) = roxmltree::Document::parse(&xml) else { continue };
        for one in tree.descendants().filter(|node| is(*node, "tbl") && !has_above(*node, "tbl")) {
            for row in Reader::of(&nothing).rows(one) {
                match Heads::of(&row.cells)? {
                    Some(found) => heads = heads.or(Some(found)),
                    None if read_facts(table, &row.cells) || row.shown().is_empty() => {}
                    None => table.not_read.push(format!("head of the page: {}", row.shown())),
                }
            }
        }
    }
    table.not_read.sort();
    table.not_read.dedup();
    Ok(heads)
}

/// Names what stands in the body around its tables.
fn outside(tree: &roxmltree::Document<'_>, notes: &Notes, table: &mut CommentTable) {
    let is_outside =
        |node: &Node<'_, '_>| is(*node, "p") && !has_above(*node, "tbl") && !has_above(*node, "p");
    for paragraph in tree.descendants().filter(is_outside) {
        let mut reader = Reader::of(notes);
        let mut words = String::new();
        reader.words(paragraph, &mut words);
        let line = flat(&words);
        if !line.is_empty() {
            table.not_read.push(format!("outside the tables, not taken: “{line}”"));
        }
        table.not_read.extend(reader.beside().into_iter().map(|line| format!("outside the tables: {line}")));
    }
}

/// The members with the heads of the pages: Word keeps others in the file that it does not show.
fn heads_in_use(bytes: &[u8], tree: &roxmltree::Document<'_>) -> Vec<String> {
    let has_first = tree.descendants().any(|node| is(node, "titlePg"));
    let ids: Vec<&str> = tree
        .descendants()
        .filter(|node| is(*node, "headerReference"))
        .filter(|node| {
            value(*node, "type").is_none_or(|kind| kind == "default" || has_first && kind == "first")
        })
        .filter_map(|node| value(node, "id"))
        .collect();
    let Ok(xml) = xml_member(bytes, "word/_rels/document.xml.rels") else { return Vec::new() };
    let Ok(relations) = roxmltree::Document::parse(&xml) else { return Vec::new() };
    let targets = relations
        .descendants()
        .filter(|node| is(*node, "Relationship"))
        .filter(|node| value(*node, "Id").is_some_and(|id| ids.contains(&id)));
    let known = names(bytes);
    targets
        .filter_map(|node| value(node, "Target"))
        .map(|target| format!("word/{}", target.trim_start_matches('/').trim_start_matches("word/")))
        .filter(|name| known.contains(name))
        .collect()
}

fn has_above(node: Node<'_, '_>, name: &str) -> bool {
    node.ancestors().skip(1).any(|above| is(above, name))
}

/// Words that stand elsewhere in the file and belong to a place in the body: notes, and remarks in the margin.
#[derive(Default)]
struct Notes(BTreeMap<(&'static str, String), String>);

impl Notes {
    fn of(bytes: &[u8]) -> Self {
        let parts = [
            ("word/footnotes.xml", "footnote", "footnoteReference"),
            ("word/endnotes.xml", "endnote", "endnoteReference"),
            ("word/comments.xml", "comment", "commentReference"),
        ];
        let mut notes = BTreeMap::new();
        for (part, element, reference) in parts {
            let Ok(xml) = xml_member(bytes, part) else { continue };
            let Ok(tree) = roxmltree::Document::parse(&xml) else { continue };
            for note in tree.descendants().filter(|node| is(*node, element)) {
                let nothing = Self::default();
                let mut words = String::new();
                Reader::of(&nothing).words(note, &mut words);
                let by = value(note, "author").map_or_else(String::new, |author| format!("{author}: "));
                let id = value(note, "id").unwrap_or_default().to_owned();
                notes.insert((reference, id), format!("{by}{}", flat(&words)));
            }
        }
        Self(notes)
    }

    fn get(&self, reference: &'static str, node: Node<'_, '_>) -> String {
        let id = value(node, "id").unwrap_or_default().to_owned();
        self.0.get(&(reference, id)).cloned().unwrap_or_default()
    }
}

/// Why words of a file are not taken.
const DELETED: &str = "deleted with tracked changes, left out";
const MOVED: &str = "moved away with tracked changes, left out here";
const STRUCK: &str = "struck out by hand, left out";
const HIDDEN: &str = "hidden, left out";
const READING: &str = "a reading set above, left out";
const PROMPT: &str = "words of the form where something is to be typed, left out";

/// A cell of a row as it is read.
#[derive(Clone, Default)]
struct Cell {
    words: String,
    /// It goes on with the cell above, whose words it has.
    goes_on: bool,
}

/// Reads the words of cells, and notes down what it does not take.
struct Reader<'a> {
    notes: &'a Notes,
    /// What was left out since the last row, with the reason.
    left: Vec<(&'static str, String)>,
    /// Words were taken since the last ones that were left out.
    apart: bool,
}

impl<'a> Reader<'a> {
    fn of(notes: &'a Notes) -> Self {
        Self { notes, left: Vec::new(), apart: true }
    }

    fn leave(&mut self, why: &'static str, words: &str) {
        match self.left.last_mut() {
            Some((last, all)) if *last == why && !self.apart => all.push_str(words),
            _ => self.left.push((why, words.to_owned())),
        }
        self.apart = false;
    }

    /// What was left out, one a line.
    fn beside(&mut self) -> Vec<String> {
        self.apart = true;
        let left = std::mem::take(&mut self.left).into_iter();
        left.map(|(why, words)| (why, flat(&words)))
            .map(|(why, words)| if words.is_empty() { why.to_owned() } else { format!("{why}: “{words}”") })
            .collect()
    }

    /// The rows of a table; a cell that goes over several rows says its words in each of them that says something of its own.
    fn rows(&mut self, table: Node<'_, '_>) -> Vec<Row> {
        let is_own = |row: &Node<'_, '_>| {
            is(*row, "tr") && row.ancestors().find(|above| is(*above, "tbl")) == Some(table)
        };
        let mut rows: Vec<Row> = Vec::new();
        let mut above: Vec<String> = Vec::new();
        for row in table.descendants().filter(is_own) {
            let cells = self.cells_of(row, &above);
            above = cells.iter().map(|cell| cell.words.clone()).collect();
            // Lines of a table under cells that are merged whole are no rows: they would say the comment above a second time.
            let says_something = cells.iter().any(|cell| !cell.goes_on && !cell.words.is_empty());
            let cells = cells
                .into_iter()
                .map(|cell| if says_something || !cell.goes_on { cell.words } else { String::new() });
            let cells: Vec<String> = cells.collect();
            let mut beside = self.beside();
            let change = |name: &str| child(row, "trPr").is_some_and(|set| child(set, name).is_some());
            if change("ins") {
                beside.push("the row was put in with tracked changes, and was taken".to_owned());
            }
            let left_out = match (change("del"), change("hidden")) {
                (true, _) => Some("the row was deleted with tracked changes"),
                (false, true) => Some("the row is hidden"),
                (false, false) => None,
            };
            rows.push(Row { place: String::new(), cells, left_out, beside });
        }
        rows
    }

    /// The cells of a row in their columns: a cell over several columns is followed by empty ones.
    fn cells_of(&mut self, row: Node<'_, '_>, above: &[String]) -> Vec<Cell> {
        let before = child(row, "trPr").and_then(|set| number(set, "gridBefore")).unwrap_or(0);
        let mut cells = vec![Cell::default(); before.min(MAX_WIDTH)];
        let is_own = |cell: &Node<'_, '_>| {
            is(*cell, "tc") && cell.ancestors().find(|above| is(*above, "tr")) == Some(row)
        };
        for cell in row.descendants().filter(is_own) {
            let set = child(cell, "tcPr");
            let mut words = self.cell_text(cell);
            if set.is_some_and(|set| child(set, "cellDel").is_some()) {
                self.leave(DELETED, &words);
                words.clear();
            }
            let goes_on = set
                .and_then(|set| child(set, "vMerge"))
                .is_some_and(|merge| value(merge, "val") != Some("restart"));
            // Words of its own, which no program shows under a merged cell, are not lost: they count as they stand.
            let goes_on = goes_on && words.is_empty();
            if goes_on {
                words = above.get(cells.len()).cloned().unwrap_or_default();
            }
            let span = set.and_then(|set| number(set, "gridSpan")).unwrap_or(1).clamp(1, MAX_WIDTH);
            cells.push(Cell { words, goes_on });
            cells.extend(std::iter::repeat_n(Cell::default(), span - 1));
        }
        cells
    }

    /// The paragraphs of a cell, one a line; one inside another, as in a box, only once. A paragraph whose end was deleted goes on in
    /// the next one.
    fn cell_text(&mut self, cell: Node<'_, '_>) -> String {
        let is_outer = |node: &Node<'_, '_>| {
            let mut above = node.ancestors().skip(1).take_while(|above| *above != cell);
            is(*node, "p") && !above.any(|above| is(above, "p"))
        };
        let (mut text, mut goes_on) = (String::new(), true);
        for paragraph in cell.descendants().filter(is_outer) {
            if !goes_on {
                text.push('\n');
            }
            let mut line = String::new();
            if prompt_above(paragraph, cell) {
                self.leave(PROMPT, &all_words(paragraph));
            } else {
                self.words(paragraph, &mut line);
            }
            text.push_str(&line);
            // Some programs write the properties of a paragraph in two parts.
            let mut marks =
                paragraph.children().filter(|one| is(*one, "pPr")).filter_map(|set| child(set, "rPr"));
            goes_on = marks.any(|set| child(set, "del").is_some());
        }
        if cell.descendants().any(|node| is(node, "tbl")) {
            self.left.push(("a table inside the cell, of which each cell stands on a line", String::new()));
            self.apart = true;
        }
        text.trim().to_owned()
    }

    fn words(&mut self, node: Node<'_, '_>, out: &mut String) {
        for part in node.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "del" => self.leave(DELETED, &all_words(part)),
                "moveFrom" => self.leave(MOVED, &all_words(part)),
                "rt" => self.leave(READING, &all_words(part)),
                "Fallback" => self.fallback(part),
                // What says only how words look.
                "pPr" | "rPr" | "tcPr" | "trPr" | "tblPr" | "sdtPr" => {}
                "sdt" if is_prompt(part) => self.leave(PROMPT, &all_words(part)),
                "r" => self.run(part, out),
                "t" => out.push_str(part.text().unwrap_or_default()),
                "sym" => out.push(maru_text::sign_letter(part).unwrap_or_else(|| {
                    self.leave("a sign of a font that is not known, shown as \u{fffd}", "");
                    char::REPLACEMENT_CHARACTER
                })),
                "tab" => out.push('\t'),
                "br" | "cr" => out.push('\n'),
                "noBreakHyphen" => out.push('\u{2011}'),
                "footnoteReference" => {
                    self.note("a note below the page, not taken", "footnoteReference", part);
                }
                "endnoteReference" => self.note("a note at the end, not taken", "endnoteReference", part),
                "commentReference" => {
                    self.note("a remark in the margin, not taken", "commentReference", part);
                }
                "drawing" | "pict" | "object" => {
                    self.picture(part);
                    self.words(part, out);
                }
                "oMath" => {
                    self.words(part, out);
                    self.apart = true;
                    self.leave(
                        "a formula, of which only the signs are taken, one behind the other",
                        &all_words(part),
                    );
                }
                "p" => {
                    if !out.is_empty() && !out.ends_with('\n') {
                        out.push('\n');
                    }
                    self.words(part, out);
                }
                _ => self.words(part, out),
            }
        }
    }

    /// What is there a second time for older programs is named where it says something else.
    fn fallback(&mut self, fallback: Node<'_, '_>) {
        let shown: String =
            fallback.prev_siblings().skip(1).filter(|one| is(*one, "Choice")).map(all_words).collect();
        let words = all_words(fallback);
        if flat(&shown) != flat(&words) && !words.trim().is_empty() {
            self.leave("said otherwise for older programs, left out", &words);
        }
    }

    fn note(&mut self, why: &'static str, reference: &'static str, node: Node<'_, '_>) {
        self.apart = true;
        self.leave(why, &self.notes.get(reference, node));
    }

    /// Names a picture or an embedded object, with the words that describe it.
    fn picture(&mut self, node: Node<'_, '_>) {
        if node.descendants().any(|below| is(below, "txbxContent")) {
            return;
        }
        let said = node.descendants().filter_map(|below| value(below, "descr").or(value(below, "alt")));
        let said: Vec<&str> = said.filter(|words| !words.is_empty()).collect();
        self.apart = true;
        self.leave("a picture or an embedded object, not taken", &said.join(" "));
    }

    fn run(&mut self, run: Node<'_, '_>, out: &mut String) {
        let mut words = String::new();
        self.words(run, &mut words);
        if words.is_empty() {
            return;
        }
        if has(run, "vanish") {
            self.leave(HIDDEN, &words);
            return;
        }
        if (has(run, "strike") || has(run, "dstrike")) && !words.trim().is_empty() {
            self.leave(STRUCK, &words);
            return;
        }
        let (words, is_set) = maru_text::line_of_run(run, &words);
        if !is_set {
            self.leave(
                "above or below the line, which has no signs for it, so it stands as the rest does",
                &words,
            );
        }
        self.apart |= !words.trim().is_empty();
        out.push_str(&words);
    }
}

/// All words below a node, whether they stand in the text or were taken out of it.
fn all_words(node: Node<'_, '_>) -> String {
    let words = node.descendants().filter(|node| is(*node, "t") || is(*node, "delText"));
    words.filter_map(|node| node.text()).collect()
}

/// Whether a control shows the words of the form in place of what somebody typed.
fn is_prompt(control: Node<'_, '_>) -> bool {
    child(control, "sdtPr").is_some_and(|set| child(set, "showingPlcHdr").is_some())
}

fn prompt_above(paragraph: Node<'_, '_>, cell: Node<'_, '_>) -> bool {
    paragraph.ancestors().take_while(|above| *above != cell).any(|above| is(above, "sdt") && is_prompt(above))
}

fn number(set: Node<'_, '_>, name: &str) -> Option<usize> {
    value(child(set, name)?, "val")?.parse().ok()
}

/// Whether a run is set in a way that is there or not; `w:val="0"` says that it is not.
fn has(run: Node<'_, '_>, name: &str) -> bool {
    sets(child(run, "rPr").and_then(|set| child(set, name)))
}
