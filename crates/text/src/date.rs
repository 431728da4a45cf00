//! How a calendar date is read, and the four dates a unit of law has.

pub use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::DateError;
use crate::unit_id::UnitId;

/// Reads `YYYY-MM-DD` of the years 1 to 9999 and nothing else. [`Date`]'s own reader takes other forms too, of which a
/// text or a table of ours would not come back to the byte.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let wrong = || DateError(text.chars().take(40).collect());
    let digit = |(place, byte): (usize, u8)| {
        if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
    };
    if text.len() != 10 || !text.bytes().enumerate().all(digit) {
        return Err(wrong());
    }
    let date: Date = text.parse().map_err(|_| wrong())?;
    if date.year() >= 1 { Ok(date) } else { Err(wrong()) }
}

/// A date in JSON, read as strictly as [`parse_date`] reads; for serde's `with`.
pub(crate) mod strict {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{Date, parse_date};

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde gives the field by reference"
    )]
    pub(crate) fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => serializer.collect_str(date),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| parse_date(&text)).transpose().map_err(serde::de::Error::custom)
    }
}

/// The four dates of a text or of one unit of it, and what its application hangs on.
///
/// A date that is absent is inherited from the unit around it, in the end from the document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// When it was adopted, signed or proclaimed.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "strict")]
    pub adopted: Option<Date>,
    /// The day of entry into force, from which it is law.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "strict")]
    pub in_force: Option<Date>,
    /// The first day on which its duties must be met.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "strict")]
    pub applies: Option<Date>,
    /// The first day on which it is law no more.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "strict")]
    pub ended: Option<Date>,
    /// The unit that defines the class on which this one hangs: while that one does not apply, this one reaches nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<UnitId>,
}

impl Dates {
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
        let check = |text: &str, good: bool| assert_eq!(parse_date(text).is_ok(), good, "{text}");
        check("2026-11-24", true);
        check("2024-02-29", true);
        check("2000-02-29", true);
        check("2026-02-29", false);
        check("1900-02-29", false);
        check("2026-13-01", false);
        check("2026-00-10", false);
        check("2026-04-31", false);
        check("0001-01-01", true);
        check("0000-01-01", false);
        check("2026-1-1", false);
        check("20261124", false);
        check("2026-11-24 ", false);
        check("2026-11-24T00:00", false);
        check("-00001-01-01", false);
        check("+026-01-01", false);
        check("２026-04-0", false);
        check("", false);
        check("2026년11월", false);
    }

    #[test]
    fn dates_survive_json_and_no_other_form_is_taken() {
        let dates = Dates { adopted: Some(parse_date("2026-07-27").unwrap()), ..Dates::default() };
        let json = serde_json::to_string(&dates).unwrap();
        assert_eq!(json, r#"{"adopted":"2026-07-27"}"#);
        assert_eq!(serde_json::from_str::<Dates>(&json).unwrap(), dates);
        assert_eq!(serde_json::from_str::<Dates>("{}").unwrap(), Dates::default());
        assert!(serde_json::from_str::<Dates>(r#"{"adopted":"20260727"}"#).is_err());
        assert!(serde_json::from_str::<Dates>(r#"{"adopted":"-000001-07-27"}"#).is_err());
    }
}
