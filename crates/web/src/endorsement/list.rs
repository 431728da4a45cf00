//! A list of signatories as a table (CSV), read row by row: what each row would become, or why it cannot be read.

use std::collections::BTreeSet;

use jiff::civil::Date;
use maru_forum::{NewSignatory, SIGNATORIES_AT_ONCE, SIGNATURE_LIMIT, SignatoryKind, normalised};
use maru_text::{Table, TableError, TableFault};

use crate::countries;

/// The columns; `name` and `kind` have to be there.
pub const COLUMNS: [&str; 6] = ["name", "kind", "country", "place", "day", "withdrawn"];
/// The most rows of one list.
pub const ROWS: usize = SIGNATORIES_AT_ONCE;

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, the head being line 1.
    pub line: u64,
    /// The name as it stands there.
    pub name: String,
    /// What it would become.
    pub read: Result<NewSignatory, Fault>,
}

/// Why a row cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is no name, or one that is too long.
    Name,
    /// It is neither an organisation nor a person.
    Kind,
    /// The country is not two letters.
    Country,
    /// The place is too long.
    Place,
    /// A day is none, lies ahead, or is that of a withdrawal before the signature.
    Day,
    /// The same stands further up.
    Known,
}

impl Fault {
    /// The name in locale keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Country => "country",
            Self::Place => "place",
            Self::Day => "day",
            Self::Known => "known",
        }
    }
}

impl Fault {
    /// The same as a sentence in English, as the page has it.
    pub fn said(self) -> String {
        let key = format!("endorsement-list-fault-{}", self.as_str());
        crate::locale::locale("en").map_or_else(|| self.as_str().to_owned(), |words| words.text(&key))
    }
}

/// Why a whole list cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListFault {
    /// It cannot be read as a table; why, and on which line.
    #[error("{0}")]
    NoTable(TableError),
    /// Columns are missing: their names, separated by commas.
    #[error("the list has no column “{0}”")]
    NoColumn(String),
    /// A column that nobody knows: its values would be lost without a word.
    #[error("the column “{0}” is not one of name, kind, country, place, day and withdrawn")]
    UnknownColumn(String),
    /// It has too many rows, or none.
    #[error("a list has 1 to {ROWS} rows")]
    Rows,
}

impl From<TableError> for ListFault {
    fn from(error: TableError) -> Self {
        match error.fault {
            TableFault::NoColumn(names) => Self::NoColumn(names.join(", ")),
            TableFault::TooLong(_) => Self::Rows,
            TableFault::NotText
            | TableFault::OpenQuote
            | TableFault::Width { .. }
            | TableFault::Twice(_)
            | TableFault::Value(_) => Self::NoTable(error),
        }
    }
}

/// Reads a list as of a day.
///
/// # Errors
/// Where the list as a whole is none; faults of a row stand in the row.
pub fn read(text: &str, today: Date) -> Result<Vec<Row>, ListFault> {
    let table = Table::read(text.as_bytes(), ROWS)?;
    if let Some(strange) = table.head().find(|name| !COLUMNS.contains(name)) {
        return Err(ListFault::UnknownColumn(strange.to_owned()));
    }
    table.require(&["name", "kind"])?;
    let mut known = BTreeSet::new();
    let mut rows = Vec::new();
    for one in table.rows() {
        let cell = |name: &str| one.cell(name);
        let line = one.line();
        let name = cell("name").to_owned();
        let mut read = row(&cell, today);
        // Two people may bear one name; an organisation, and a person of one place, stand in a list once.
        let same = (folded(&name), cell("kind").to_owned(), folded(cell("place")));
        if read.is_ok() && !known.insert(same) {
            read = Err(Fault::Known);
        }
        rows.push(Row { line, name, read });
    }
    if rows.is_empty() { Err(ListFault::Rows) } else { Ok(rows) }
}

/// A name as it is compared: two that differ in spaces and capitals are one.
fn folded(name: &str) -> String {
    normalised(name).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn row<'a>(cell: &impl Fn(&str) -> &'a str, today: Date) -> Result<NewSignatory, Fault> {
    let given = |name: &str| Some(cell(name).to_owned()).filter(|text| !text.is_empty());
    let fits = |text: &String| text.chars().count() <= SIGNATURE_LIMIT;
    let name = given("name").filter(fits).ok_or(Fault::Name)?;
    let kind = SignatoryKind::from_name(cell("kind")).ok_or(Fault::Kind)?;
    let country =
        given("country").map(|code| countries::given(&code)).transpose().map_err(|_| Fault::Country)?;
    let place = given("place");
    if place.as_ref().is_some_and(|place| !fits(place)) {
        return Err(Fault::Place);
    }
    let day = |name: &str| given(name).map(|text| maru_text::parse_date(&text)).transpose();
    let (signed, withdrawn) =
        (day("day").map_err(|_| Fault::Day)?, day("withdrawn").map_err(|_| Fault::Day)?);
    let is_to_come = [signed, withdrawn].into_iter().flatten().any(|said| said > today);
    let is_backwards = signed.zip(withdrawn).is_some_and(|(signed, withdrawn)| withdrawn < signed);
    if is_to_come || is_backwards {
        return Err(Fault::Day);
    }
    Ok(NewSignatory { kind, name, country, place, day: signed, withdrawn })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<Row>, ListFault> {
        read(text, jiff::civil::date(2026, 6, 1))
    }

    #[test]
    fn a_row_is_read_or_says_why_not() {
        let check = |row: &str, expected: Option<Fault>| {
            let text = format!("{}\nLake Trust,organisation,,Seoul,,\n{row}\n", COLUMNS.join(","));
            assert_eq!(rows(&text).expect("a list")[1].read.as_ref().err().copied(), expected, "{row}");
        };
        check("Pond Trust,organisation,KR,Seoul,2026-05-20,", None);
        check("\"Kim, A.\",person,,,2026-05-20,2026-05-21", None);
        check(",person,,,,", Some(Fault::Name));
        check("Pond Trust,club,,,,", Some(Fault::Kind));
        check("Pond Trust,organisation,Korea,,,", Some(Fault::Country));
        check(&format!("Pond Trust,organisation,,{},,", "a".repeat(201)), Some(Fault::Place));
        check("Pond Trust,organisation,,,20 May,", Some(Fault::Day));
        check("Pond Trust,organisation,,,2026-06-02,", Some(Fault::Day));
        check("Pond Trust,organisation,,,2026-05-20,2026-05-19", Some(Fault::Day));
        check("lake  trust,organisation,,seoul,,", Some(Fault::Known));
        assert_eq!(rows("name\nA\n"), Err(ListFault::NoColumn("kind".to_owned())));
        assert_eq!(rows("name,kind,mail\nA,person,a\n"), Err(ListFault::UnknownColumn("mail".to_owned())));
        assert_eq!(rows("name,kind\n"), Err(ListFault::Rows));
    }
}
