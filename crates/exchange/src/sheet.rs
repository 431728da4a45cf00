//! The form as CSV, with the eight heads in its first row.

use maru_text::{guarded, read_cells, unguarded};

use crate::form::{HEADS, row_of, table_of};
use crate::model::{CommentTable, MAX_COMMENTS, ReadError, within_size};

/// A file may have heads, titles and feet beside its comments.
pub(crate) const MOST_ROWS: usize = MAX_COMMENTS + 100;

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
    table_of(rows_of(bytes)?)
}

/// The rows of a CSV file.
fn rows_of(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    within_size(bytes)?;
    let rows = read_cells(bytes, MOST_ROWS)?;
    Ok(rows.iter().map(|row| row.iter().map(|cell| unguarded(cell).to_owned()).collect()).collect())
}
