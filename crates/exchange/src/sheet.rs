//! The form as CSV, with the eight heads in its first row.

use crate::form::{HEADS, row_of, table_of};
use crate::model::{CommentTable, ReadError, text_of};

/// Signs with which a spreadsheet takes a cell for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe in front.
pub(crate) fn guarded(cell: &str) -> String {
    let plain = cell.trim_start_matches('\'');
    if plain.starts_with(FORMULA) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell without the apostrophe that guards it.
pub(crate) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => cell,
    }
}

/// Writes a table as CSV (RFC 4180, UTF-8), cells guarded against formulas.
pub fn to_csv(table: &CommentTable) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(HEADS.map(|lines| lines.join(" ")));
    for comment in &table.comments {
        let _ = writer.write_record(row_of(comment).map(|cell| guarded(&cell)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Reads the form from CSV; commas, semicolons and tabs part cells, whichever the head uses.
pub fn read_csv(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    let rows = rows_of(bytes)?;
    table_of(
        rows.into_iter().map(|row| row.iter().map(|cell| unguarded(cell).to_owned()).collect()).collect(),
    )
}

/// The rows of a CSV file.
pub(crate) fn rows_of(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    let text = text_of(bytes)?;
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|delimiter| first.bytes().filter(|byte| byte == delimiter).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map(|position| position.line() as usize);
            ReadError { line, what: "the row cannot be read".to_owned() }
        })?;
        if rows.len() > crate::model::MAX_COMMENTS + 100 {
            return Err(ReadError::new("it has too many rows"));
        }
        rows.push(record.iter().map(str::to_owned).collect());
    }
    Ok(rows)
}
