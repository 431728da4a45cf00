//! The form as CSV, with the eight heads in its first row.

use maru_text::{guarded, read_cells, unguarded};

use crate::form::{HEADS, Row, Taking, Width, row_of};
use crate::model::{CommentTable, MAX_COMMENTS, ReadError, System, within_size};

/// A file may have heads, titles and feet beside its comments.
pub(crate) const MOST_ROWS: usize = MAX_COMMENTS + 100;

/// Writes a table as CSV (RFC 4180, UTF-8), cells guarded against formulas.
pub fn to_csv(table: &CommentTable) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(HEADS.map(|lines| lines.join(" ")));
    for comment in &table.comments {
        let _ = writer.write_record(row_of(comment).map(|cell| written(&cell)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A cell as it is written: no formula, and without the character that no text file has.
pub(crate) fn written(cell: &str) -> String {
    guarded(&cell.replace('\0', "\u{fffd}"))
}

/// Reads the form from CSV, its columns by their heads; commas, semicolons, tabs or upright strokes part cells, whichever the head uses.
pub fn read_csv(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    within_size(bytes)?;
    let rows = read_cells(bytes, MOST_ROWS)?.into_iter().map(|row| Row {
        place: format!("line {}", row.line()),
        cells: row.iter().map(|cell| unguarded(cell).to_owned()).collect(),
        ..Row::default()
    });
    let mut table = CommentTable::new(System::Iso);
    let heads = Taking::new(&mut table, Width::Exact, None).rows(rows)?;
    if heads.is_none() {
        return Err(ReadError::new(
            "it has no row with the heads of the form, such as Comments, Proposed change, Observations",
        ));
    }
    Ok(table)
}
