//! A list of invitations as a table (CSV), read row by row: what each row would become, or why it cannot be read.

use std::collections::BTreeSet;

use jiff::civil::Date;
use maru_forum::{
    CLASS_LIMIT, CODES_AT_ONCE, Code, CountryCode, EntryNumber, GroupId, Invitee, NewInvitation, Process,
    normalised,
};
use maru_store::MailAddress;
use maru_text::{Table, TableError, TableFault};

use crate::countries;

/// The columns; `last_day` and `reason` have to be there.
pub const COLUMNS: [&str; 9] =
    ["to", "organisation", "class", "seats", "group", "country", "last_day", "mail", "reason"];

/// An invitation that is meant, before there are codes for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// To whom.
    pub to: Invitee,
    /// To which organisation of the register.
    pub organisation: Option<EntryNumber>,
    /// To which class of people.
    pub class: Option<String>,
    /// How many may come.
    pub seats: usize,
    /// The stakeholder group for which it counts.
    pub group: Option<GroupId>,
    /// The country for which it counts.
    pub country: Option<CountryCode>,
    /// The last day to answer, UTC.
    pub last_day: Date,
    /// The mail address to which the codes go; it is in no entry.
    pub mail: Option<String>,
    /// Why.
    pub reason: String,
}

impl Planned {
    /// The invitation with the seals of its codes.
    pub fn with_codes(&self, codes: &[Code]) -> NewInvitation {
        NewInvitation {
            to: self.to,
            organisation: self.organisation,
            class: self.class.clone(),
            group: self.group.clone(),
            country: self.country,
            last_day: self.last_day,
            codes: codes.iter().map(|code| code.seal().into()).collect(),
            reason: self.reason.clone(),
        }
    }
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, the head being line 1.
    pub line: u64,
    /// What it would become.
    pub read: Result<Planned, Fault>,
}

/// Why a row cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is for none of a person, an organisation or a class.
    To,
    /// The register has no such organisation, or two of that name; or one is named for somebody else.
    Organisation,
    /// The class has no name or too long a one; or one is named for somebody else.
    Class,
    /// The number of seats is none; a person has one.
    Seats,
    /// The charter has no such group.
    Group,
    /// The country is not the code of one.
    Country,
    /// The last day is no day, or is over.
    Day,
    /// The mail address is none, or stands further up too.
    Mail,
    /// There is no reason.
    Reason,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 9] = [
        Self::To,
        Self::Organisation,
        Self::Class,
        Self::Seats,
        Self::Group,
        Self::Country,
        Self::Day,
        Self::Mail,
        Self::Reason,
    ];

    /// The name in locale keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::To => "to",
            Self::Organisation => "organisation",
            Self::Class => "class",
            Self::Seats => "seats",
            Self::Group => "group",
            Self::Country => "country",
            Self::Day => "day",
            Self::Mail => "mail",
            Self::Reason => "reason",
        }
    }

    /// In words, for the command line.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::To => "`to` is none of person, organisation and class",
            Self::Organisation => {
                "where `to` is `organisation`, its number or name in the register stands in `organisation`, and nowhere else"
            }
            Self::Class => {
                "where `to` is `class`, the class stands in `class` in words, at most 200 characters, and nowhere else"
            }
            Self::Seats => "the seats are no number from 1 to 500; a person has one",
            Self::Group => "the charter has no such group",
            Self::Country => "there is no country of this two-letter code (ISO 3166-1, such as KR)",
            Self::Day => "the last day is no day such as 2026-12-31, or is over",
            Self::Mail => "the mail address is none, or stands further up too",
            Self::Reason => "there is no reason",
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
    #[error(
        "the column “{0}” is not one of to, organisation, class, seats, group, country, last_day, mail and reason"
    )]
    UnknownColumn(String),
    /// It has too many rows, or none.
    #[error("a list has 1 to {CODES_AT_ONCE} rows, and at most {CODES_AT_ONCE} seats in all")]
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

/// What a list is read against.
#[derive(Debug)]
pub struct Known<'a> {
    /// The process.
    pub process: &'a Process,
    /// The names in its register.
    pub organisations: &'a [(EntryNumber, String)],
    /// Today, UTC.
    pub today: Date,
}

/// Reads a list.
///
/// # Errors
/// Where the list as a whole is none; faults of a row stand in the row.
pub fn read(text: &str, known: &Known<'_>) -> Result<Vec<Row>, ListFault> {
    let table = Table::read(text.as_bytes(), CODES_AT_ONCE)?;
    if let Some(strange) = table.head().find(|name| !COLUMNS.contains(name)) {
        return Err(ListFault::UnknownColumn(strange.to_owned()));
    }
    table.require(&["last_day", "reason"])?;
    let (mut mails, mut rows, mut seats) = (BTreeSet::new(), Vec::new(), 0_usize);
    for one in table.rows() {
        let cell = |name: &str| one.cell(name);
        let line = one.line();
        let mut read = planned(&cell, known);
        if let Ok(Planned { mail: Some(mail), .. }) = &read
            && !mails.insert(mail.to_lowercase())
        {
            read = Err(Fault::Mail);
        }
        seats = seats.saturating_add(read.as_ref().map_or(1, |planned| planned.seats));
        rows.push(Row { line, read });
        if seats > CODES_AT_ONCE {
            return Err(ListFault::Rows);
        }
    }
    if rows.is_empty() { Err(ListFault::Rows) } else { Ok(rows) }
}

/// Reads one invitation, from a row of a list or from a form.
pub(crate) fn planned<'a>(cell: &impl Fn(&str) -> &'a str, known: &Known<'_>) -> Result<Planned, Fault> {
    let given = |name: &str| Some(cell(name).trim().to_owned()).filter(|text| !text.is_empty());
    let to = given("to").map_or(Some(Invitee::Person), |name| Invitee::from_name(&name)).ok_or(Fault::To)?;
    let organisation = match (to, given("organisation")) {
        (Invitee::Organisation, Some(named)) => Some(organisation(&named, known).ok_or(Fault::Organisation)?),
        (Invitee::Person | Invitee::Class, None) => None,
        _ => return Err(Fault::Organisation),
    };
    let class = match (to, given("class")) {
        (Invitee::Class, Some(class)) if class.chars().count() <= CLASS_LIMIT => Some(class),
        (Invitee::Person | Invitee::Organisation, None) => None,
        _ => return Err(Fault::Class),
    };
    let seats = given("seats").map_or(Ok(1), |count| count.parse()).map_err(|_| Fault::Seats)?;
    if !(1..=CODES_AT_ONCE).contains(&seats) || to == Invitee::Person && seats != 1 {
        return Err(Fault::Seats);
    }
    let group = given("group").map(GroupId);
    if group.as_ref().is_some_and(|group| !known.process.charter.has_group(group)) {
        return Err(Fault::Group);
    }
    let country =
        given("country").map(|code| countries::given(&code)).transpose().map_err(|_| Fault::Country)?;
    let last_day: Date = cell("last_day").trim().parse().map_err(|_| Fault::Day)?;
    if last_day < known.today {
        return Err(Fault::Day);
    }
    let mail = given("mail");
    if mail.as_ref().is_some_and(|mail| mail.parse::<MailAddress>().is_err()) {
        return Err(Fault::Mail);
    }
    let reason = given("reason").ok_or(Fault::Reason)?;
    Ok(Planned { to, organisation, class, seats, group, country, last_day, mail, reason })
}

/// The organisation of a number, or the only one of a name.
fn organisation(named: &str, known: &Known<'_>) -> Option<EntryNumber> {
    if let Ok(number) = named.parse().map(EntryNumber) {
        return known.process.organisations.get(number).map(|one| one.entry);
    }
    let mut of_name = known.organisations.iter().filter(|(_, name)| folded(name) == folded(named));
    match (of_name.next(), of_name.next()) {
        (Some((entry, _)), None) => Some(*entry),
        _ => None,
    }
}

/// A name as it is compared: two that differ in spaces and capitals are one.
fn folded(name: &str) -> String {
    normalised(name).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<Row>, ListFault> {
        let story = maru_testkit::Story::open();
        let known = Known { process: &story.process, organisations: &[], today: maru_testkit::today() };
        read(text, &known)
    }

    #[test]
    fn a_row_is_read_or_says_why_not() {
        let check = |row: &str, expected: Option<Fault>| {
            let read = rows(&format!("{}\n{row}\n", COLUMNS.join(","))).expect("a list");
            assert_eq!(read[0].read.as_ref().err().copied(), expected, "{row}");
        };
        check(",,,,,,2026-06-20,,they know", None);
        check("person,,,1,academia,KR,2026-06-20,ara@example.org,they know", None);
        check("class,,Teachers,40,,,2026-06-20,,they know", None);
        check("crowd,,,,,,2026-06-20,,they know", Some(Fault::To));
        check("organisation,,,,,,2026-06-20,,they know", Some(Fault::Organisation));
        check("organisation,7,,,,,2026-06-20,,they know", Some(Fault::Organisation));
        check("person,7,,,,,2026-06-20,,they know", Some(Fault::Organisation));
        check("class,,,,,,2026-06-20,,they know", Some(Fault::Class));
        check("person,,Teachers,,,,2026-06-20,,they know", Some(Fault::Class));
        check("person,,,2,,,2026-06-20,,they know", Some(Fault::Seats));
        check("class,,Teachers,0,,,2026-06-20,,they know", Some(Fault::Seats));
        check("class,,Teachers,many,,,2026-06-20,,they know", Some(Fault::Seats));
        check(",,,,friends,,2026-06-20,,they know", Some(Fault::Group));
        check(",,,,,QQ,2026-06-20,,they know", Some(Fault::Country));
        check(",,,,,Korea,2026-06-20,,they know", Some(Fault::Country));
        check(",,,,,,2026-05-31,,they know", Some(Fault::Day));
        check(",,,,,,June,,they know", Some(Fault::Day));
        check(",,,,,,2026-06-20,ara at example,they know", Some(Fault::Mail));
        check(",,,,,,2026-06-20,,", Some(Fault::Reason));
    }

    #[test]
    fn one_address_gets_one_invitation() {
        let read = rows(
            "last_day,mail,reason\n2026-06-20,ara@example.org,they know\n2026-06-20,ARA@example.org,they know\n",
        );
        let faults: Vec<_> = read.expect("a list").into_iter().map(|row| row.read.err()).collect();
        assert_eq!(faults, [None, Some(Fault::Mail)]);
    }

    #[test]
    fn a_list_with_strange_or_missing_columns_is_refused() {
        let refused = |text: &str| rows(text).expect_err("no list").to_string();
        assert!(refused("reason\nx\n").contains("last_day"));
        assert!(refused("last_day,reason,phone\n2026-06-20,x,1\n").contains("phone"));
        assert!(refused("last_day,reason\n").contains("1 to 500"));
        let many = format!("to,class,seats,last_day,reason\n{}", "class,All,300,2026-06-20,x\n".repeat(2));
        assert!(refused(&many).contains("500 seats"));
    }
}
