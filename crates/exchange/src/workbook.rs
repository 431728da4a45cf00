//! Reads the commenting form from a spreadsheet of Excel: every sheet that has its heads. The others are named, with their words.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use maru_text::container::{names, xml_member};
use roxmltree::Node;

use crate::form::{Row, Taking, Width};
use crate::heads::{Heads, flat, letters_of};
use crate::model::{CommentTable, MAX_COMMENTS, MAX_FIELD, ReadError, System, within_size};
use crate::numbers::Shown;
use crate::xml::{child, is, sets, value};

const BOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
/// The part that holds the words of cells which share them.
const STRINGS: &str = "xl/sharedStrings.xml";
/// The most bytes that all sheets together may unfold to.
const MAX_UNFOLDED: usize = 128 * 1024 * 1024;
/// The most columns that a sheet has.
const MAX_COLUMNS: usize = 16_384;
/// The most rows that a sheet has.
const MAX_ROWS: usize = 1_048_576;
/// Columns whose cells are taken; what stands farther out is named.
const TAKEN_COLUMNS: usize = 128;
/// How many steps merged cells may take, each one a cell in a row over which it goes.
const MAX_MERGED: usize = 5_000_000;
/// Characters of a sheet without heads that are said.
const SAID: usize = 20_000;

/// Reads the form from every sheet of a spreadsheet that has its heads. A cell says what the sheet shows: days as 2026-11-30, of a
/// formula the value that was last computed, a merged cell in each of its rows. Words that are struck out, and rows, columns and sheets
/// that are hidden, are left out and named with their words, and so are sheets without the heads; rows that a filter hides are taken.
pub fn read_xlsx(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    within_size(bytes)?;
    let parts = names(bytes);
    let listed = sheets(bytes, &parts)?;
    let book = Book::of(bytes, &parts)?;
    let mut table = CommentTable::new(System::Iso);
    let (mut unfolded, mut found, mut unread) = (0_usize, 0, Vec::new());
    for sheet in &listed {
        let xml = xml_member(bytes, &sheet.part).map_err(ReadError::new)?;
        unfolded = unfolded.saturating_add(xml.len());
        if unfolded > MAX_UNFOLDED {
            return Err(ReadError::new(format!("its sheets unfold to more than {MAX_UNFOLDED} bytes")));
        }
        let name = if listed.len() > 1 { format!("sheet “{}”, ", sheet.name) } else { String::new() };
        let rows = book.rows(&xml, &name, notes(bytes, &parts, &sheet.part));
        // Of a hidden sheet nothing is taken, so nothing in it keeps the sheets that are shown from being read.
        let rows = match rows {
            Err(error) if sheet.is_hidden => {
                unread.push(format!("sheet “{}”, not read (it is hidden): {error}", sheet.name));
                continue;
            }
            rows => rows?,
        };
        if !sheet.is_hidden && has_heads(&rows)? {
            found += 1;
            Taking::new(&mut table, Width::Free, None).rows(rows)?;
        } else {
            unread.push(unread_sheet(sheet, &rows));
        }
    }
    if found == 0 {
        let count = listed.len();
        return Err(ReadError::new(format!(
            "no row of its {count} sheets that are shown has the heads of the form, such as Comments, Proposed change, Observations"
        )));
    }
    table.not_read.extend(unread);
    table.not_read.extend(drawn(bytes, &parts));
    let pictures = parts.iter().filter(|part| part.starts_with("xl/media/")).count();
    if pictures > 0 {
        table.not_read.push(format!("{pictures} pictures, not taken"));
    }
    Ok(table)
}

/// Whether one of the rows that are shown is one of heads.
fn has_heads(rows: &[Row]) -> Result<bool, ReadError> {
    let mut any = false;
    for row in rows.iter().filter(|row| row.left_out.is_none()) {
        let heads = Heads::of(&row.cells);
        any |= heads.map_err(|error| ReadError::new(format!("{}: {error}", row.place)))?.is_some();
    }
    Ok(any)
}

fn unread_sheet(sheet: &Listed, rows: &[Row]) -> String {
    let why = if sheet.is_hidden { "it is hidden" } else { "it has no heads of the form" };
    let said = rows.iter().flat_map(|row| {
        let cells = (!row.shown().is_empty()).then(|| row.shown());
        cells.into_iter().chain(row.beside.iter().cloned())
    });
    let mut words = said.collect::<Vec<_>>().join("; ");
    let length = words.chars().count();
    if length > SAID {
        words = words.chars().take(SAID).collect();
        let _ = write!(words, " … and {} characters more", length - SAID);
    }
    format!("sheet “{}”, not read ({why}): {words}", sheet.name)
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    part: String,
    is_hidden: bool,
}

/// The sheets in the order in which they are shown; where the workbook lists none, every part that is one.
fn sheets(bytes: &[u8], parts: &[String]) -> Result<Vec<Listed>, ReadError> {
    let mut listed = Vec::new();
    if let (Ok(book), Ok(relations)) = (xml_member(bytes, BOOK), xml_member(bytes, RELATIONS)) {
        let (book, relations) = (tree(&book)?, tree(&relations)?);
        let targets: BTreeMap<&str, String> = relations
            .descendants()
            .filter(|node| is(*node, "Relationship"))
            .filter_map(|node| Some((node.attribute("Id")?, within("xl/", node.attribute("Target")?))))
            .collect();
        for sheet in book.descendants().filter(|node| is(*node, "sheet")) {
            let id = value(sheet, "id");
            let name = sheet.attribute("name").unwrap_or_default().to_owned();
            // Sheets of charts and of dialogues have no cells.
            let Some(part) = id.and_then(|id| targets.get(id)).filter(|part| parts.contains(part)) else {
                continue;
            };
            let is_hidden = matches!(sheet.attribute("state"), Some("hidden" | "veryHidden"));
            listed.push(Listed { name, part: part.clone(), is_hidden });
        }
    }
    let known: BTreeSet<String> = listed.iter().map(|sheet| sheet.part.clone()).collect();
    let is_sheet = |part: &&String| {
        part.starts_with("xl/worksheets/") && part.strip_suffix(".xml").is_some() && !part.contains("/_rels/")
    };
    let mut others: Vec<&String> =
        parts.iter().filter(is_sheet).filter(|part| !known.contains(*part)).collect();
    others.sort_by_key(|name| (name.len(), (*name).clone()));
    listed.extend(others.into_iter().map(|part| Listed {
        name: part.clone(),
        part: part.clone(),
        is_hidden: false,
    }));
    if listed.is_empty() { Err(ReadError::new("it has no worksheet")) } else { Ok(listed) }
}

/// The part that a target names, from the folder of the part that names it.
fn within(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => _ = path.pop(),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

/// The remarks that hang on cells of a sheet, by the cell.
fn notes(bytes: &[u8], parts: &[String], sheet: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let Some((folder, name)) = sheet.rsplit_once('/') else { return found };
    let relations = format!("{folder}/_rels/{name}.rels");
    let Ok(xml) = xml_member(bytes, &relations) else { return found };
    let Ok(tree) = roxmltree::Document::parse(&xml) else { return found };
    let targets = tree
        .descendants()
        .filter(|node| is(*node, "Relationship"))
        .filter_map(|node| node.attribute("Target"));
    let targets = targets.map(|target| within(folder, target)).filter(|target| parts.contains(target));
    for part in targets.filter(|part| part.to_lowercase().contains("comments")) {
        let Ok(xml) = xml_member(bytes, &part) else { continue };
        let Ok(tree) = roxmltree::Document::parse(&xml) else { continue };
        for note in tree.descendants().filter(|node| is(*node, "comment") || is(*node, "threadedComment")) {
            let said: String = note
                .descendants()
                .filter(|node| is(*node, "t") || is(*node, "text"))
                .filter_map(|node| node.text())
                .collect();
            if let Some(cell) = note.attribute("ref") {
                found.entry(cell.to_owned()).or_default().push(flat(&said));
            }
        }
    }
    found
}

fn tree(xml: &str) -> Result<roxmltree::Document<'_>, ReadError> {
    roxmltree::Document::parse(xml).map_err(|error| ReadError::new(error.to_string()))
}

fn is_set(node: Node<'_, '_>, name: &str) -> bool {
    matches!(node.attribute(name), Some("1" | "true"))
}

/// The words of a cell, and those of them that are struck out.
#[derive(Debug, Clone, Default)]
struct Words {
    kept: String,
    struck: String,
}

/// How the cells of a style look, as far as it changes what they say.
#[derive(Debug, Clone, Default)]
struct Style {
    strikes: bool,
    shown: Shown,
}

/// What the sheets of a workbook share.
struct Book {
    strings: Vec<Words>,
    styles: Vec<Style>,
    from_1904: bool,
}

impl Book {
    fn of(bytes: &[u8], parts: &[String]) -> Result<Self, ReadError> {
        // Strings that are there and cannot be read are no empty cells.
        let strings = if parts.iter().any(|name| name == STRINGS) {
            let xml = xml_member(bytes, STRINGS).map_err(ReadError::new)?;
            tree(&xml)?.descendants().filter(|node| is(*node, "si")).map(words).collect()
        } else {
            Vec::new()
        };
        let from_1904 = xml_member(bytes, BOOK).is_ok_and(|xml| {
            roxmltree::Document::parse(&xml).is_ok_and(|book| {
                book.descendants().any(|node| is(node, "workbookPr") && is_set(node, "date1904"))
            })
        });
        Ok(Self { strings, styles: styles(bytes), from_1904 })
    }

    /// The rows of a sheet, each with its place. `notes` are the remarks on its cells.
    fn rows(
        &self,
        xml: &str,
        name: &str,
        notes: BTreeMap<String, Vec<String>>,
    ) -> Result<Vec<Row>, ReadError> {
        let tree = tree(xml)?;
        let mut sheet = Sheet { name, hidden: hidden_columns(&tree), notes };
        let is_filtered = tree.descendants().any(|node| is(node, "filterColumn"));
        let mut merged = Merged::of(&tree);
        let mut rows = Vec::new();
        let mut number = 0;
        for row in tree.descendants().filter(|node| is(*node, "row")) {
            if rows.len() > MAX_COMMENTS + 100 {
                return Err(ReadError::new("it has too many rows"));
            }
            number = row.attribute("r").and_then(|said| said.parse().ok()).unwrap_or(number + 1);
            if number > MAX_ROWS {
                return Err(ReadError::new(format!("{name}row {number} is one that no sheet has")));
            }
            let mut beside = Vec::new();
            let mut cells = self.cells(&mut sheet, row, number, &mut beside)?;
            merged.fill(number, &mut cells, &mut beside)?;
            let is_hidden = is_set(row, "hidden");
            if is_hidden && is_filtered {
                beside.push("the row is hidden by a filter, and was taken".to_owned());
            }
            let width = cells.keys().last().map_or(0, |last| last + 1);
            let place = format!("{name}row {number}");
            let cells = (0..width).map(|at| cells.remove(&at).unwrap_or_default()).collect();
            let left_out = (is_hidden && !is_filtered).then_some("the row is hidden");
            rows.push(Row { place, cells, left_out, beside });
        }
        rows.extend(sheet.beside_the_rows(&tree));
        Ok(rows)
    }

    /// The cells of a row that are taken, by their columns; what is not taken is noted down.
    fn cells(
        &self,
        sheet: &mut Sheet<'_>,
        row: Node<'_, '_>,
        number: usize,
        beside: &mut Vec<String>,
    ) -> Result<BTreeMap<usize, String>, ReadError> {
        let name = sheet.name;
        let mut cells: BTreeMap<usize, String> = BTreeMap::new();
        let mut next = 0;
        for cell in row.children().filter(|node| is(*node, "c")) {
            let at = cell.attribute("r").and_then(column_of).unwrap_or(next);
            next = at + 1;
            if at >= MAX_COLUMNS {
                let what = format!("{name}row {number} has a cell in a column that no sheet has");
                return Err(ReadError::new(what));
            }
            let column = letters_of(at);
            let reference = format!("{column}{number}");
            let text = self.cell(cell, &reference, beside);
            if text.len() > MAX_FIELD {
                let what = format!("{name}cell {reference} has more than {MAX_FIELD} bytes");
                return Err(ReadError::new(what));
            }
            let notes = sheet.notes.remove(&reference).into_iter().flatten();
            beside.extend(notes.map(|note| remark_on(&reference, &note)));
            if text.trim().is_empty() {
                continue;
            }
            match sheet.hidden.get(at) {
                None => beside.push(format!("cell {reference}, too far out, not taken: “{}”", flat(&text))),
                Some(true) => beside.push(format!("column {column} is hidden, left out: “{}”", flat(&text))),
                Some(false) => {
                    if let Some(first) = cells.insert(at, text) {
                        let first = flat(&first);
                        beside.push(format!("cell {reference} stands twice, the first left out: “{first}”"));
                    }
                }
            }
        }
        Ok(cells)
    }

    /// What a cell says; what it does not say as it looks is noted down.
    fn cell(&self, cell: Node<'_, '_>, reference: &str, beside: &mut Vec<String>) -> String {
        let style = cell.attribute("s").and_then(|style| style.parse::<usize>().ok());
        let plain = Style::default();
        let style = style.and_then(|style| self.styles.get(style)).unwrap_or(&plain);
        let value = child(cell, "v").and_then(|node| node.text());
        if let Some(formula) = child(cell, "f") {
            let said = flat(formula.text().unwrap_or_default());
            beside.push(match value.or(child(cell, "is").and(Some(""))) {
                Some(_) => {
                    format!("cell {reference} is a formula, of which the last value was taken: “={said}”")
                }
                None => format!("cell {reference} is a formula that has no value in the file: “={said}”"),
            });
        }
        let mut words = self.value(cell, value, style, reference, beside);
        if style.strikes {
            words.struck.push_str(&words.kept);
            words.kept.clear();
        }
        if !words.struck.trim().is_empty() {
            beside.push(format!("struck out in cell {reference}, left out: “{}”", flat(&words.struck)));
        }
        words.kept
    }

    fn value(
        &self,
        cell: Node<'_, '_>,
        value: Option<&str>,
        style: &Style,
        reference: &str,
        beside: &mut Vec<String>,
    ) -> Words {
        let kept = |kept: &str| Words { kept: kept.to_owned(), struck: String::new() };
        let said = value.unwrap_or_default();
        match cell.attribute("t") {
            Some("s") => {
                let found = said.trim().parse().ok().and_then(|at: usize| self.strings.get(at));
                if found.is_none() && value.is_some() {
                    beside.push(format!("the words of cell {reference} are not in the file"));
                }
                found.cloned().unwrap_or_default()
            }
            Some("inlineStr") => words(cell),
            Some("str") => kept(&with_letters(said)),
            Some("b") => kept(if said.trim() == "1" { "TRUE" } else { "FALSE" }),
            Some("e") => {
                beside.push(format!("cell {reference} holds an error, left out: “{said}”"));
                Words::default()
            }
            Some("d") => kept(said.strip_suffix("T00:00:00").unwrap_or(said)),
            _ if said.is_empty() => Words::default(),
            _ => {
                let shown = said
                    .trim()
                    .parse::<f64>()
                    .ok()
                    .and_then(|number| style.shown.show(number, self.from_1904));
                match (&style.shown, shown) {
                    (Shown::Moment { .. } | Shown::Span(_), Some(shown)) => {
                        beside.push(format!("cell {reference} holds a day or a time, taken as “{shown}”"));
                        kept(&shown)
                    }
                    (_, Some(shown)) => kept(&shown),
                    (other, None) => {
                        beside.push(format!(
                            "cell {reference} shows a number in a way that is not read ({}), taken as “{said}”",
                            other.code()
                        ));
                        kept(said)
                    }
                }
            }
        }
    }
}

/// A sheet while its rows are read.
struct Sheet<'a> {
    /// What stands before the places of its rows.
    name: &'a str,
    /// Of each column that is taken whether it is hidden.
    hidden: Vec<bool>,
    /// Remarks on cells that were not met yet.
    notes: BTreeMap<String, Vec<String>>,
}

impl Sheet<'_> {
    /// What it says beside its rows: remarks on cells that hold nothing, and the head and foot of its pages.
    fn beside_the_rows(self, tree: &roxmltree::Document<'_>) -> Option<Row> {
        let on_nothing =
            self.notes.iter().flat_map(|(cell, notes)| notes.iter().map(move |note| (cell, note)));
        let mut beside: Vec<String> = on_nothing.map(|(cell, note)| remark_on(cell, note)).collect();
        let pages = tree.descendants().filter(|node| is(*node, "headerFooter"));
        for node in pages.flat_map(|node| node.children()) {
            let said = flat(node.text().unwrap_or_default());
            if !said.is_empty() {
                beside.push(format!("{} of the page, not taken: “{said}”", node.tag_name().name()));
            }
        }
        let place = format!("{}beside the rows", self.name);
        (!beside.is_empty()).then(|| Row { place, beside, ..Row::default() })
    }
}

fn remark_on(cell: &str, note: &str) -> String {
    format!("a remark on cell {cell}, not taken: “{note}”")
}

/// Words of shapes and text boxes that are drawn over sheets.
fn drawn(bytes: &[u8], parts: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    let is_drawing = |part: &&String| part.starts_with("xl/drawings/") && part.strip_suffix(".xml").is_some();
    for part in parts.iter().filter(is_drawing) {
        let Ok(xml) = xml_member(bytes, part) else { continue };
        let Ok(tree) = roxmltree::Document::parse(&xml) else { continue };
        for shape in tree.descendants().filter(|node| is(*node, "txBody")) {
            let words: Vec<&str> =
                shape.descendants().filter(|node| is(*node, "t")).filter_map(|node| node.text()).collect();
            let said = flat(&words.join(" "));
            if !said.is_empty() {
                lines.push(format!("a text box drawn over a sheet, not taken: “{said}”"));
            }
        }
    }
    lines
}

/// The letters that a workbook writes as `_x000D_`: those that XML has no sign for, and what only looks like one (`_x005F_`).
fn with_letters(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("_x") {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let letter = rest.get(2..6).filter(|_| rest.as_bytes().get(6) == Some(&b'_'));
        let letter = letter.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match letter.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32) {
            // The end of a line is written once by those who write it so.
            Some('\r') if rest[7..].starts_with('\n') => rest = &rest[7..],
            Some('\r') => {
                out.push('\n');
                rest = &rest[7..];
            }
            Some(letter) => {
                out.push(letter);
                rest = &rest[7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Cells that go over several rows: what the first one says counts in each. What a cell under them holds the sheet does not show.
struct Merged {
    /// Last row and column, by the first row.
    begins: BTreeMap<usize, Vec<(usize, usize)>>,
    /// Last row and words of those that go on, by their column: one in each, for they cannot lie over each other.
    open: BTreeMap<usize, (usize, String)>,
    steps: usize,
}

impl Merged {
    fn of(tree: &roxmltree::Document<'_>) -> Self {
        let mut begins: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for node in tree.descendants().filter(|node| is(*node, "mergeCell")) {
            let ends = node.attribute("ref").and_then(|cells| cells.split_once(':'));
            let found = ends.and_then(|(from, to)| Some((row_of(from)?, row_of(to)?, column_of(from)?)));
            if let Some((first, last, column)) = found.filter(|(first, last, _)| last > first) {
                begins.entry(first).or_default().push((last, column));
            }
        }
        Self { begins, open: BTreeMap::new(), steps: 0 }
    }

    /// Fills a row; one that says nothing of its own stays empty.
    fn fill(
        &mut self,
        row: usize,
        cells: &mut BTreeMap<usize, String>,
        beside: &mut Vec<String>,
    ) -> Result<(), ReadError> {
        self.open.retain(|_, (last, _)| *last >= row);
        self.steps += self.open.len();
        if self.steps > MAX_MERGED {
            return Err(ReadError::new("it has too many merged cells"));
        }
        for column in self.open.keys() {
            if let Some(under) = cells.remove(column) {
                let cell = format!("{}{row}", letters_of(*column));
                beside.push(format!("under a merged cell in {cell}, left out: “{}”", flat(&under)));
            }
        }
        if !cells.is_empty() {
            let said = self.open.iter().filter(|(_, (_, said))| !said.is_empty());
            cells.extend(said.map(|(column, (_, said))| (*column, said.clone())));
        }
        for (last, column) in self.begins.remove(&row).unwrap_or_default() {
            // An empty cell over several rows says nothing in each of them.
            let said = || (last, cells.get(&column).cloned().unwrap_or_default());
            self.open.entry(column).or_insert_with(said);
        }
        Ok(())
    }
}

/// Of each column that is taken whether it is hidden.
fn hidden_columns(tree: &roxmltree::Document<'_>) -> Vec<bool> {
    let mut hidden = vec![false; TAKEN_COLUMNS];
    for node in tree.descendants().filter(|node| is(*node, "col") && is_set(*node, "hidden")) {
        let number = |name: &str| node.attribute(name).and_then(|said| said.parse::<usize>().ok());
        let Some((from, to)) = number("min").zip(number("max")) else { continue };
        let from = from.saturating_sub(1);
        hidden.iter_mut().take(to).skip(from).for_each(|one| *one = true);
    }
    hidden
}

/// How the styles of cells look; none where the workbook has no styles that can be read.
fn styles(bytes: &[u8]) -> Vec<Style> {
    let Ok(xml) = xml_member(bytes, "xl/styles.xml") else { return Vec::new() };
    let Ok(tree) = roxmltree::Document::parse(&xml) else { return Vec::new() };
    let below = |parent: &str, name: &str| -> Vec<Node<'_, '_>> {
        let list = tree.descendants().find(|node| is(*node, parent));
        list.into_iter().flat_map(|list| list.children()).filter(|node| is(*node, name)).collect()
    };
    let fonts: Vec<bool> = below("fonts", "font").into_iter().map(strikes).collect();
    let number = |style: &Node<'_, '_>, name: &str| style.attribute(name)?.parse::<usize>().ok();
    let codes: BTreeMap<usize, &str> = below("numFmts", "numFmt")
        .iter()
        .filter_map(|format| Some((number(format, "numFmtId")?, format.attribute("formatCode")?)))
        .collect();
    let style = |style: &Node<'_, '_>| {
        let format = number(style, "numFmtId").unwrap_or(0);
        let strikes = number(style, "fontId").and_then(|at| fonts.get(at)).copied() == Some(true);
        Style { strikes, shown: Shown::of(format, codes.get(&format).copied()) }
    };
    below("cellXfs", "xf").iter().map(style).collect()
}

/// Whether a font, or the way in which a run is set, strikes words out.
fn strikes(set: Node<'_, '_>) -> bool {
    sets(child(set, "strike"))
}

/// The words below a node, without readings that are set above them; raised and lowered ones by signs of their own.
fn words(node: Node<'_, '_>) -> Words {
    let is_words = |node: &Node<'_, '_>| is(*node, "t") && !node.ancestors().any(|above| is(above, "rPh"));
    let mut out = Words::default();
    for node in node.descendants().filter(is_words) {
        let text = &*with_letters(node.text().unwrap_or_default());
        let set = node.parent().and_then(|run| child(run, "rPr"));
        if set.is_some_and(strikes) {
            out.struck.push_str(text);
            continue;
        }
        let line = node.parent().map_or_else(|| text.to_owned(), |run| maru_text::line_of_run(run, text).0);
        out.kept.push_str(&line);
    }
    out
}

/// The column of a reference such as `AB12`, from 0.
fn column_of(reference: &str) -> Option<usize> {
    let letters: Vec<u8> = reference.bytes().take_while(u8::is_ascii_alphabetic).take(4).collect();
    let value =
        letters.iter().fold(0, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    value.checked_sub(1)
}

/// The row of a reference such as `AB12`.
fn row_of(reference: &str) -> Option<usize> {
    reference.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
}
