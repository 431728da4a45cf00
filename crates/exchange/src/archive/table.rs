//! What a table is: a name, what each field means, and the rows of a process.

use maru_text::guarded;

use super::kinds;
use crate::process::InProcess;

/// The rows of a table, each with as many cells as the table has fields.
pub(super) type Rows = Vec<Vec<String>>;

/// A table of an archive.
pub(super) struct Table {
    /// The name of its file, without folder and ending.
    pub(super) name: &'static str,
    /// What a row is.
    pub(super) about: &'static str,
    /// Each field with what it means.
    pub(super) fields: &'static [(&'static str, &'static str)],
    pub(super) rows: fn(InProcess<'_>) -> Rows,
    /// The kinds of entry of which it tells all that they say; every other kind has a table of its entries.
    pub(super) of: &'static [&'static str],
}

impl Table {
    /// The table as CSV (RFC 4180, UTF-8).
    pub(super) fn csv(&self, of: InProcess<'_>) -> String {
        let heads = self.fields.iter().map(|(name, _)| (*name).to_owned()).collect();
        csv(std::iter::once(heads).chain((self.rows)(of)))
    }
}

/// What each field of each table means, as a table: of those that are listed, and of those that are made of entries.
pub(super) fn fields(tables: &[Table]) -> String {
    let heads = ["table", "row", "field", "meaning"].map(str::to_owned).to_vec();
    let of = |table: &Table| {
        let line = |(name, meaning): &(&str, &str)| {
            [table.name, table.about, name, meaning].map(str::to_owned).to_vec()
        };
        table.fields.iter().map(line).collect::<Vec<_>>()
    };
    csv(std::iter::once(heads).chain(tables.iter().flat_map(of)).chain(kinds::fields(tables)))
}

/// Rows as CSV, cells guarded against formulas.
pub(super) fn csv(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row.iter().map(|cell| guarded(cell)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
