//! A calendar date, and the four dates a unit of law has.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::model::UnitId;

/// A date of the Gregorian calendar, written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A text or three numbers that are no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a date; a date looks like 2026-11-24")]
pub struct DateError(String);

impl Date {
    /// A date from its numbers, if there is such a day.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        let good = (1..=9999).contains(&year) && day >= 1 && day <= days_in(year, month);
        if good { Ok(Self { year, month, day }) } else { Err(DateError(format!("{year}-{month}-{day}"))) }
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The day that comes so many days later; an error after the year 9999.
    pub fn plus_days(self, days: u16) -> Result<Self, DateError> {
        (0..days).try_fold(self, |date, _| date.next())
    }

    fn next(self) -> Result<Self, DateError> {
        let Self { year, month, day } = self;
        if day < days_in(year, month) {
            Self::new(year, month, day + 1)
        } else if month < 12 {
            Self::new(year, month + 1, 1)
        } else {
            Self::new(year + 1, 1, 1)
        }
    }
}

/// How many days a month has; none when there is no such month.
fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let wrong = || DateError(text.chars().take(40).collect());
        let digits = |range: std::ops::Range<usize>| -> Option<u16> {
            let part = text.get(range)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten()
        };
        let shape = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
        match (shape, digits(0..4), digits(5..7), digits(8..10)) {
            (true, Some(year), Some(month), Some(day)) => {
                Self::new(year, month as u8, day as u8).map_err(|_| wrong())
            }
            _ => Err(wrong()),
        }
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

/// The four dates of a text or of one unit of it, and what its application hangs on.
///
/// A date that is absent is inherited from the unit around it, in the end from the document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// When it was adopted, signed or proclaimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted: Option<Date>,
    /// When it entered into force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Date>,
    /// The first day on which its duties must be met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies: Option<Date>,
    /// The first day on which it is law no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
    /// The unit that defines the class on which this one hangs: while that one does not apply, this one reaches nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<UnitId>,
}

impl Dates {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// These dates, with what they lack taken from those of the unit around. A gate is not inherited by date alone:
    /// a unit with a date of application of its own has left its parent's gate.
    #[must_use]
    pub fn inherit(&self, around: &Self) -> Self {
        Self {
            adopted: self.adopted.or(around.adopted),
            in_force: self.in_force.or(around.in_force),
            applies: self.applies.or(around.applies),
            ended: self.ended.or(around.ended),
            gate: match (&self.gate, self.applies) {
                (Some(gate), _) => Some(gate.clone()),
                (None, Some(_)) => None,
                (None, None) => around.gate.clone(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_ten_characters_and_exists() {
        let check = |text: &str, good: bool| assert_eq!(text.parse::<Date>().is_ok(), good, "{text}");
        check("2026-11-24", true);
        check("2024-02-29", true);
        check("2026-02-29", false);
        check("1900-02-29", false);
        check("2026-13-01", false);
        check("2026-1-1", false);
        check("+026-01-01", false);
        check("", false);
        check("2026년11월", false);
    }

    #[test]
    fn days_are_counted_on() {
        let check = |from: &str, days: u16, expected: &str| {
            let date = from.parse::<Date>().unwrap().plus_days(days);
            assert_eq!(date.map(String::from).unwrap_or_default(), expected, "{from} + {days}");
        };
        check("2024-07-12", 20, "2024-08-01");
        check("2024-02-28", 1, "2024-02-29");
        check("2023-02-28", 1, "2023-03-01");
        check("2025-12-31", 1, "2026-01-01");
        check("2026-11-26", 0, "2026-11-26");
        check("9999-12-31", 1, "");
    }

    #[test]
    fn a_date_survives_json() {
        let date: Date = "2026-07-27".parse().unwrap();
        let json = serde_json::to_string(&date).unwrap();
        assert_eq!(json, "\"2026-07-27\"");
        assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), date);
    }
}
