//! A calendar day. The library compares days and prints them; it needs no clock and no time zone.

use std::fmt;

use serde::{Serialize, Serializer};

/// A day of the Gregorian calendar; days order as they follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why a text is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a day in the form YYYY-MM-DD")]
pub struct DateError {
    /// The text as it was given.
    pub text: String,
}

impl Date {
    /// The day, when the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        // As in texts: an act of the year 0 is a slip, and no day of ours may be one that a text cannot have.
        let in_calendar = (1..=9999).contains(&year) && (1..=12).contains(&month);
        let exists = in_calendar && day >= 1 && day <= days_in_month(year, month);
        exists.then_some(Self { year, month, day })
    }

    /// Reads `YYYY-MM-DD`, and nothing else.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let error = || DateError { text: text.to_owned() };
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes
                .iter()
                .enumerate()
                .all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
        if !shaped {
            return Err(error());
        }
        let number = |from: usize, to: usize| text[from..to].parse::<u16>().map_err(|_| error());
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        Self::new(year, month as u8, day as u8).ok_or_else(error)
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month.
    pub fn day(self) -> u8 {
        self.day
    }
}

impl From<Date> for maru_text::Date {
    fn from(day: Date) -> Self {
        // Both calendars have the same days.
        Self::new(day.year, day.month, day.day).unwrap_or_else(|_| unreachable!("{day} is a day"))
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_strictly() {
        let check = |text: &str, expected: bool| assert_eq!(Date::parse(text).is_ok(), expected, "{text}");
        check("2026-11-23", true);
        check("2024-02-29", true);
        check("2023-02-29", false);
        check("1900-02-29", false);
        check("2000-02-29", true);
        check("2026-13-01", false);
        check("2026-00-10", false);
        check("2026-04-31", false);
        check("0000-01-01", false);
        check("0001-01-01", true);
        check("2026-4-01", false);
        check("26-04-01", false);
        check("2026-04-01 ", false);
        check("２026-04-0", false);
        check("", false);
    }

    #[test]
    fn days_order_as_they_follow() {
        let day = |text| Date::parse(text).unwrap();
        assert!(day("2026-11-23") < day("2026-12-02"));
        assert!(day("2025-12-31") < day("2026-01-01"));
        assert_eq!(day("2026-12-02").to_string(), "2026-12-02");
    }
}
