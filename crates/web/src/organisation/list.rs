//! A list of organisations as a table (CSV), read row by row: what each row would become, or why it cannot be read.

use std::collections::BTreeSet;

use maru_forum::{
    Charter, DISCLOSURE_LIMIT, GroupId, Language, ORGANISATION_NAME_LIMIT, OrganisationKind,
    REGISTER_NUMBER_LIMIT, Saying, StateOrganisation, likeness,
};
use maru_text::{Table, TableError, TableFault};

use crate::countries;

/// The columns; `name` and `kind` have to be there.
pub const COLUMNS: [&str; 7] = ["name", "kind", "group", "country", "register", "funders", "interests"];
/// What stands in the column of funders or interests where an organisation declined to say them.
pub const DECLINED: &str = "declined";
/// The most rows of one list.
pub const ROWS: usize = maru_forum::ORGANISATIONS_AT_ONCE;

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, the head being line 1.
    pub line: u64,
    /// The name as it stands there.
    pub name: String,
    /// What it would become.
    pub read: Result<StateOrganisation, Fault>,
}

/// Why a row cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// There is no name, or one that is too long.
    Name,
    /// The kind is none of those that there are.
    Kind,
    /// The charter has no such group.
    Group,
    /// The country is not two letters.
    Country,
    /// A number, funders or interests are too long.
    TooLong,
    /// An organisation of this name is in the register or further up in the list.
    Known,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 6] =
        [Self::Name, Self::Kind, Self::Group, Self::Country, Self::TooLong, Self::Known];

    /// The name in locale keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Group => "group",
            Self::Country => "country",
            Self::TooLong => "too-long",
            Self::Known => "known",
        }
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
    #[error("the column “{0}” is not one of name, kind, group, country, register, funders and interests")]
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

/// Reads a list. `known` are the names in the register.
///
/// # Errors
/// Where the list as a whole is none; faults of a row stand in the row.
pub fn read(
    text: &str,
    language: &Language,
    charter: &Charter,
    known: &[String],
) -> Result<Vec<Row>, ListFault> {
    let table = Table::read(text.as_bytes(), ROWS)?;
    if let Some(strange) = table.head().find(|name| !COLUMNS.contains(name)) {
        return Err(ListFault::UnknownColumn(strange.to_owned()));
    }
    table.require(&["name", "kind"])?;
    let mut names: BTreeSet<String> = known.iter().map(|name| likeness(name)).collect();
    let mut rows = Vec::new();
    for one in table.rows() {
        let cell = |name: &str| one.cell(name);
        let line = one.line();
        let name = cell("name").to_owned();
        let mut read = row(&cell, language, charter);
        if read.is_ok() && !names.insert(likeness(&name)) {
            read = Err(Fault::Known);
        }
        rows.push(Row { line, name, read });
    }
    if rows.is_empty() { Err(ListFault::Rows) } else { Ok(rows) }
}

fn row<'a>(
    cell: &impl Fn(&str) -> &'a str,
    language: &Language,
    charter: &Charter,
) -> Result<StateOrganisation, Fault> {
    let given = |name: &str| Some(cell(name).to_owned()).filter(|text| !text.is_empty());
    let name =
        given("name").filter(|name| name.chars().count() <= ORGANISATION_NAME_LIMIT).ok_or(Fault::Name)?;
    let kind = OrganisationKind::from_name(cell("kind")).ok_or(Fault::Kind)?;
    let group = given("group").map(GroupId);
    if group.as_ref().is_some_and(|group| !charter.has_group(group)) {
        return Err(Fault::Group);
    }
    let country =
        given("country").map(|code| countries::given(&code)).transpose().map_err(|_| Fault::Country)?;
    let register = given("register");
    let (funders, interests) = (saying(cell("funders")), saying(cell("interests")));
    let is_long =
        |saying: &Saying| matches!(saying, Saying::Words(text) if text.chars().count() > DISCLOSURE_LIMIT);
    let number = register.as_ref().map_or(0, |number| number.chars().count());
    if is_long(&funders) || is_long(&interests) || number > REGISTER_NUMBER_LIMIT {
        return Err(Fault::TooLong);
    }
    let blank = StateOrganisation::named(&name, language.clone(), kind);
    Ok(StateOrganisation { group, country, register, funders, interests, ..blank })
}

fn saying(text: &str) -> Saying {
    match text.trim() {
        "" => Saying::Unsaid,
        said if said.eq_ignore_ascii_case(DECLINED) => Saying::Declined,
        words => Saying::Words(words.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<Row>, ListFault> {
        let language: Language = "en".parse().expect("a language");
        read(text, &language, &maru_testkit::charter(), &["Forest League".to_owned()])
    }

    #[test]
    fn a_row_is_read_or_says_why_not() {
        let check = |row: &str, expected: Option<Fault>| {
            let read = rows(&format!("{}\n{row}\n", COLUMNS.join(","))).expect("a list");
            assert_eq!(read[0].read.as_ref().err().copied(), expected, "{row}");
        };
        check("Lake Trust,civil-society,academia,KR,KR 1,Members,declined", None);
        check("\"Lake, River & Sea\",business,,,,,", None);
        check(",business,,,,,", Some(Fault::Name));
        check("Lake Trust,club,,,,,", Some(Fault::Kind));
        check("Lake Trust,business,friends,,,,", Some(Fault::Group));
        check("Lake Trust,business,,Korea,,,", Some(Fault::Country));
        check(&format!("Lake Trust,business,,,{},,", "9".repeat(81)), Some(Fault::TooLong));
        check("forest  LEAGUE,business,,,,,", Some(Fault::Known));
        check("F\u{43e}rest League,business,,,,,", Some(Fault::Known));
    }

    #[test]
    fn said_declined_and_not_said_stay_apart() {
        let read = rows(
            "name,kind,funders,interests\nLake Trust,academia,Members,\nPond Trust,academia,declined,\n",
        );
        let said: Vec<_> =
            read.expect("a list").into_iter().map(|row| row.read.expect("a row").funders).collect();
        assert_eq!(said, [Saying::Words("Members".to_owned()), Saying::Declined]);
    }

    #[test]
    fn what_would_be_lost_is_refused() {
        assert_eq!(rows("name\nLake Trust\n"), Err(ListFault::NoColumn("kind".to_owned())));
        assert_eq!(rows("name,kind,mail\nA,other,a@b\n"), Err(ListFault::UnknownColumn("mail".to_owned())));
        assert_eq!(rows("name,kind\n"), Err(ListFault::Rows));
        assert!(matches!(rows("name,kind\nA\n"), Err(ListFault::NoTable(_))));
    }
}
