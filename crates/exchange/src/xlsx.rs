//! The form as a spreadsheet of Excel: one sheet, text in its cells and no formula.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maru_text::container::{escaped, names, write, xml_member};

use crate::docx::struck_out;
use crate::form::{COLUMNS, HEADS, TITLE, row_of, table_of};
use crate::model::{CommentTable, MAX_COMMENTS, ReadError, within_size};

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>";
const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const BOOK: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Comments\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
const BOOK_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>";
const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"2\"><font><sz val=\"10\"/><name val=\"Arial\"/></font><font><b/><sz val=\"10\"/><name val=\"Arial\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"49\" fontId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf><xf numFmtId=\"49\" fontId=\"1\" applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs></styleSheet>";
/// The part that holds the words of cells which share them.
const STRINGS: &str = "xl/sharedStrings.xml";
/// The widths of the columns, in characters.
const WIDTHS: [u32; COLUMNS] = [10, 8, 12, 14, 9, 50, 50, 40];

/// Writes a table as a spreadsheet.
pub fn to_xlsx(table: &CommentTable) -> Vec<u8> {
    let mut sheet = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cols>",
    );
    for (at, width) in WIDTHS.iter().enumerate() {
        let _ = write!(sheet, "<col min=\"{0}\" max=\"{0}\" width=\"{width}\" customWidth=\"1\"/>", at + 1);
    }
    sheet.push_str("</cols><sheetData>");
    let fact = |name: &str, value: &str| format!("{name}: {value}");
    let facts = [
        TITLE.to_owned(),
        fact("Date", &table.date),
        fact("Document", &table.document),
        fact("Project", &table.project),
    ];
    row(&mut sheet, 1, &facts, 1);
    row(&mut sheet, 2, &HEADS.map(|lines| lines.join(" ")), 1);
    for (at, comment) in table.comments.iter().enumerate() {
        row(&mut sheet, at + 3, &row_of(comment), 0);
    }
    sheet.push_str("</sheetData></worksheet>");
    write(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELATIONS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

fn row(sheet: &mut String, number: usize, cells: &[String], style: u32) {
    let _ = write!(sheet, "<row r=\"{number}\">");
    for (column, cell) in ('A'..='Z').zip(cells) {
        let _ = write!(
            sheet,
            "<c r=\"{column}{number}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escaped(cell)
        );
    }
    sheet.push_str("</row>");
}

/// Reads the form from the first sheet of a spreadsheet that has its heads; of a formula the value that was last computed. Words that
/// are struck out stand between two tildes on each side.
pub fn read_xlsx(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    within_size(bytes)?;
    let parts = names(bytes);
    // Strings that are there and cannot be read are no empty cells.
    let strings = if parts.iter().any(|name| name == STRINGS) { shared(bytes)? } else { Vec::new() };
    let book = Book { strings, struck: struck_styles(bytes) };
    let mut sheets: Vec<String> =
        parts.into_iter().filter(|name| name.starts_with("xl/worksheets/sheet")).collect();
    sheets.sort_by_key(|name| (name.len(), name.clone()));
    if sheets.is_empty() {
        return Err(ReadError::new("it has no worksheet"));
    }
    let mut found = None;
    for name in &sheets {
        let sheet = book.sheet(bytes, name)?;
        if sheet.rows.iter().any(|row| crate::form::is_head(row)) {
            found = Some(sheet);
            break;
        }
    }
    let Some(sheet) = found else {
        let count = sheets.len();
        return Err(ReadError::new(format!(
            "no row of its {count} sheets has the heads Comments, Proposed change, Observations"
        )));
    };
    let facts: Vec<String> =
        sheet.rows.iter().take_while(|row| !crate::form::is_head(row)).flatten().cloned().collect();
    let mut table = table_of(sheet.rows)?;
    crate::docx::read_facts(&mut table, &facts);
    if sheets.len() > 1 {
        table.not_read.push(format!("{} other sheets", sheets.len() - 1));
    }
    for (count, called) in [
        (sheet.lost, "cells whose words are not in the file"),
        (sheet.formulas, "formulas, of which the last value was taken"),
        (sheet.struck, "cells with words that are struck out, marked ~~so~~"),
    ] {
        if count > 0 {
            table.not_read.push(format!("{count} {called}"));
        }
    }
    Ok(table)
}

/// The words of a cell, and whether some of them are struck out.
type Words = (String, bool);

/// What the sheets of a workbook share.
struct Book {
    strings: Vec<Words>,
    /// Which styles of cells strike their words out.
    struck: Vec<bool>,
}

/// A sheet with what was met in it.
#[derive(Default)]
struct Sheet {
    rows: Vec<Vec<String>>,
    formulas: usize,
    lost: usize,
    struck: usize,
}

impl Book {
    fn sheet(&self, bytes: &[u8], name: &str) -> Result<Sheet, ReadError> {
        let xml = xml_member(bytes, name).map_err(ReadError::new)?;
        let tree = roxmltree::Document::parse(&xml).map_err(|error| ReadError::new(error.to_string()))?;
        let mut sheet = Sheet::default();
        for row in tree.descendants().filter(|node| node.tag_name().name() == "row") {
            if sheet.rows.len() > MAX_COMMENTS + 100 {
                return Err(ReadError::new("it has too many rows"));
            }
            let mut cells: BTreeMap<usize, String> = BTreeMap::new();
            for (at, cell) in row.children().filter(|node| node.tag_name().name() == "c").enumerate() {
                sheet.formulas += usize::from(cell.children().any(|node| node.tag_name().name() == "f"));
                let column = cell.attribute("r").and_then(column_of).unwrap_or(at);
                if column >= 64 {
                    continue;
                }
                let text = cell_text(cell, &self.strings);
                sheet.lost += usize::from(text.is_none());
                let (mut text, mut is_struck) = text.unwrap_or_default();
                if self.is_struck(cell) && !is_struck && !text.trim().is_empty() {
                    (text, is_struck) = (struck_out(&text), true);
                }
                sheet.struck += usize::from(is_struck);
                cells.insert(column, text);
            }
            let width = cells.keys().last().map_or(0, |last| last + 1).max(COLUMNS);
            sheet.rows.push((0..width).map(|at| cells.remove(&at).unwrap_or_default()).collect());
        }
        Ok(sheet)
    }

    fn is_struck(&self, cell: roxmltree::Node<'_, '_>) -> bool {
        let style = cell.attribute("s").and_then(|style| style.parse::<usize>().ok());
        style.and_then(|style| self.struck.get(style)).copied().unwrap_or(false)
    }
}

/// Of each style of cells whether its font strikes words out; none where the workbook has no styles that can be read.
fn struck_styles(bytes: &[u8]) -> Vec<bool> {
    let Ok(xml) = xml_member(bytes, "xl/styles.xml") else { return Vec::new() };
    let Ok(tree) = roxmltree::Document::parse(&xml) else { return Vec::new() };
    let below = |parent: &str, name: &str| -> Vec<roxmltree::Node<'_, '_>> {
        let list = tree.descendants().find(|node| node.tag_name().name() == parent);
        let all = list.into_iter().flat_map(|list| list.children());
        all.filter(|node| node.tag_name().name() == name).collect()
    };
    let fonts: Vec<bool> = below("fonts", "font").into_iter().map(strikes).collect();
    let font = |style: &roxmltree::Node<'_, '_>| style.attribute("fontId")?.parse::<usize>().ok();
    below("cellXfs", "xf")
        .iter()
        .map(|style| font(style).and_then(|at| fonts.get(at)).copied() == Some(true))
        .collect()
}

/// Whether a font, or the way in which a run is set, strikes words out.
fn strikes(set: roxmltree::Node<'_, '_>) -> bool {
    let strike = set.children().find(|node| node.tag_name().name() == "strike");
    strike.is_some_and(|node| !matches!(node.attribute("val"), Some("0" | "false")))
}

fn shared(bytes: &[u8]) -> Result<Vec<Words>, ReadError> {
    let xml = xml_member(bytes, STRINGS).map_err(ReadError::new)?;
    let tree = roxmltree::Document::parse(&xml).map_err(|error| ReadError::new(error.to_string()))?;
    Ok(tree.descendants().filter(|node| node.tag_name().name() == "si").map(words).collect())
}

/// The words below a node, without readings that are set above them.
fn words(node: roxmltree::Node<'_, '_>) -> Words {
    let is_words = |node: &roxmltree::Node<'_, '_>| {
        node.tag_name().name() == "t" && !node.ancestors().any(|above| above.tag_name().name() == "rPh")
    };
    let (mut out, mut any) = (String::new(), false);
    for node in node.descendants().filter(is_words) {
        let text = node.text().unwrap_or_default();
        let mut properties = node.parent().into_iter().flat_map(|run| run.children());
        let is_struck = properties.any(|node| node.tag_name().name() == "rPr" && strikes(node));
        if is_struck && !text.trim().is_empty() {
            out.push_str(&struck_out(text));
            any = true;
        } else {
            out.push_str(text);
        }
    }
    (out, any)
}

/// The words of a cell; nothing where it names words that the file does not have.
fn cell_text(cell: roxmltree::Node<'_, '_>, strings: &[Words]) -> Option<Words> {
    let value = || {
        let value = cell.children().find(|node| node.tag_name().name() == "v");
        value.and_then(|node| node.text()).unwrap_or_default()
    };
    match cell.attribute("t") {
        Some("s") => value().trim().parse().ok().and_then(|at: usize| strings.get(at)).cloned(),
        Some("inlineStr") => Some(words(cell)),
        _ => Some((value().to_owned(), false)),
    }
}

/// The column of a reference such as `AB12`, from 0.
fn column_of(reference: &str) -> Option<usize> {
    let letters: Vec<u8> = reference.bytes().take_while(u8::is_ascii_alphabetic).take(3).collect();
    let value =
        letters.iter().fold(0, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    value.checked_sub(1)
}
