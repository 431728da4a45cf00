//! Results as tables for programs: CSV (RFC 4180) at plain addresses, with the same cells hidden as on the pages.

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maru_opinion::polis::guarded;

use crate::common::ProcessView;
use crate::fault::Fault;
use crate::result::figures::{Breakdown, Kind};

/// One table for download.
pub(crate) struct Table {
    /// The file's name without its ending.
    pub(crate) name: String,
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with fixed columns.
    pub(crate) fn new(name: impl Into<String>, head: &[&str]) -> Self {
        let head = head.iter().map(|column| (*column).to_owned()).collect();
        Self { name: name.into(), head, rows: Vec::new() }
    }

    /// The file.
    pub(crate) fn text(&self) -> String {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        for row in std::iter::once(&self.head).chain(&self.rows) {
            // Writing to memory cannot fail, and every row has the head's length.
            let _ = writer.write_record(row.iter().map(|cell| guarded(cell).into_owned()));
        }
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

impl IntoResponse for Table {
    fn into_response(self) -> Response {
        let file = format!("attachment; filename=\"{}.csv\"", self.name);
        let head = [
            (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (CONTENT_DISPOSITION, file),
            (CACHE_CONTROL, "no-cache".to_owned()),
        ];
        (head, self.text()).into_response()
    }
}

/// A share with four decimals, as tables give it.
pub(crate) fn decimal(share: f64) -> String {
    format!("{share:.4}")
}

/// Every visible statement by the constituencies of a kind; an empty cell is hidden.
pub(crate) fn of_kind(view: &ProcessView<'_>, file: &str) -> Result<Table, Fault> {
    let kind = file.strip_suffix(".csv").and_then(Kind::from_name).ok_or(Fault::NotFound)?;
    let breakdown = Breakdown::by(view, kind).ok_or(Fault::NotFound)?;
    let columns = [
        "statement",
        "constituency",
        "agree",
        "disagree",
        "pass",
        "whole_agree",
        "balanced",
        "low",
        "high",
        "entries",
    ];
    let mut table = Table::new(format!("{}-{}", view.process.charter.id, kind.name()), &columns);
    for statement in view.process.visible_statements() {
        let balance = breakdown.balanced(view, statement).map(|balance| balance.equal);
        let of_balance = |end: fn(maru_opinion::map::Interval) -> f64| {
            balance.map_or_else(String::new, |balance| decimal(end(balance)))
        };
        for (group, tally) in breakdown.constituencies.iter().zip(breakdown.of(view, statement)) {
            let count = |part: fn(maru_forum::Tally) -> u32| {
                tally.map_or_else(String::new, |tally| part(tally).to_string())
            };
            table.rows.push(vec![
                statement.id.to_string(),
                group.name.clone(),
                count(|tally| tally.agree),
                count(|tally| tally.disagree),
                count(|tally| tally.pass),
                decimal(crate::result::figures::share(statement.tally)),
                of_balance(|balance| balance.value),
                of_balance(|balance| balance.low),
                of_balance(|balance| balance.high),
                view.process.entries.to_string(),
            ]);
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_plain_csv_that_no_spreadsheet_runs() {
        let mut table = Table::new("x", &["a", "b"]);
        table.rows.push(vec!["=1+1".to_owned(), "-0.5".to_owned()]);
        table.rows.push(vec!["one, \"two\"".to_owned(), String::new()]);
        assert_eq!(table.text(), "a,b\n'=1+1,-0.5\n\"one, \"\"two\"\"\",\n");
    }

    #[test]
    fn tables_of_norms_and_of_votes_guard_alike() {
        for text in ["=1", "+x", "-x", "-1", "@x", "\t=", "\r", "'=1", "'x", "", "x=1", "１", "=", "''-y"] {
            assert_eq!(guarded(text), maru_norms::guarded(text), "{text:?}");
        }
    }
}
