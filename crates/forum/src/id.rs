//! A type for every id, so that none can be taken for another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

pub(crate) use crate::entry::{EntryNumber, GroupId, Moment, ParticipantId};
use crate::unseen::{Writing, first_unseen};
use crate::violation::{AuditFault, Violation};

/// Longest process id, in bytes; it is part of addresses that people type.
pub const PROCESS_ID_LIMIT: usize = 60;
/// Longest id of a unit of the draft, in bytes.
pub(crate) const UNIT_ID_LIMIT: usize = 240;
/// Longest pseudonym, in characters.
pub const PSEUDONYM_LIMIT: usize = 40;

/// The name of a process in addresses: lower-case ASCII letters, digits and inner hyphens, 1 to 60 bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProcessId(String);

impl ProcessId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProcessId {
    type Err = Violation;

    fn from_str(text: &str) -> Result<Self, Violation> {
        let fits = (1..=PROCESS_ID_LIMIT).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-');
        if fits { Ok(Self(text.to_owned())) } else { Err(Violation::BadProcessId(text.to_owned())) }
    }
}

impl TryFrom<String> for ProcessId {
    type Error = Violation;

    fn try_from(text: String) -> Result<Self, Violation> {
        text.parse()
    }
}

impl From<ProcessId> for String {
    fn from(id: ProcessId) -> Self {
        id.0
    }
}

impl fmt::Display for ProcessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A statement is known by the number of the entry that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StatementId(pub EntryNumber);

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An item of the agenda of a meeting, by its number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AgendaItemId(pub u32);

impl fmt::Display for AgendaItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The name a participant bears in one process. It stays in the record for ever.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Pseudonym(String);

impl TryFrom<String> for Pseudonym {
    type Error = Violation;

    fn try_from(text: String) -> Result<Self, Violation> {
        Self::recorded(&text)
    }
}

impl Pseudonym {
    /// Takes a name of 1 to 40 visible characters, none of which hides or turns others around.
    pub fn new(text: &str) -> Result<Self, Violation> {
        let name = Self::recorded(text)?;
        match first_unseen(name.as_str(), Writing::Name) {
            Some(found) => Err(Violation::UnseenCharacter(found)),
            None => Ok(name),
        }
    }

    /// A name as a record may hold it: what looks wrong is shown as it is, and not taken for damage.
    pub(crate) fn recorded(text: &str) -> Result<Self, Violation> {
        let text = text.trim();
        let length = text.chars().count();
        if length == 0 || length > PSEUDONYM_LIMIT || text.chars().any(char::is_control) {
            return Err(Violation::BadPseudonym { limit: PSEUDONYM_LIMIT });
        }
        Ok(Self(crate::language::normalised(text)))
    }

    /// What is left of the name for somebody who looks at it quickly: names of one likeness are taken for each other.
    pub fn likeness(&self) -> String {
        likeness(&self.0)
    }

    /// Whether it is a mail address, which would stay in public for ever.
    pub fn is_address(&self) -> bool {
        let parts = self.0.split_once(['@', '\u{ff20}', '\u{fe6b}']);
        parts.is_some_and(|(local, host)| {
            !local.trim().is_empty() && host.contains(['.', '\u{ff0e}', '\u{3002}'])
        })
    }

    /// The pseudonym as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pseudonym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name without what does not tell two names apart: capitals, widths and other forms of the same letters, and how wide the spaces are.
pub fn folded(name: &str) -> String {
    let compatible: String = name.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    compatible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is left of a name for somebody who looks at it quickly.
pub fn likeness(name: &str) -> String {
    let plain = name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200c}' | '\u{200d}'));
    let lower: String = plain.flat_map(char::to_lowercase).collect();
    // Twice, because a capital may look like what a small letter does not.
    let like: String = unicode_security::skeleton(&lower).collect();
    unicode_security::skeleton(&like.to_lowercase()).collect()
}

/// How many criteria of openness there are (`data/openness.csv`).
const CRITERIA: u8 = 40;

/// A criterion of openness: `O1` to `O40`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CriterionId(u8);

impl FromStr for CriterionId {
    type Err = Violation;

    fn from_str(text: &str) -> Result<Self, Violation> {
        let unknown = || Violation::BadAudit(AuditFault::Criterion);
        let number = text.strip_prefix('O').and_then(|number| number.parse().ok()).map(Self);
        let known = number.filter(|id: &Self| (1..=CRITERIA).contains(&id.0) && id.to_string() == text);
        known.ok_or_else(unknown)
    }
}

impl TryFrom<String> for CriterionId {
    type Error = Violation;

    fn try_from(text: String) -> Result<Self, Violation> {
        text.parse()
    }
}

impl From<CriterionId> for String {
    fn from(id: CriterionId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for CriterionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "O{}", self.0)
    }
}

/// A unit of the draft by its id in the text (`eId` in Akoma Ntoso): 1 to 240 bytes, nothing blank or invisible.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UnitId(String);

impl UnitId {
    /// Takes an id as a text has it.
    pub fn new(text: &str) -> Result<Self, Violation> {
        let fits = (1..=UNIT_ID_LIMIT).contains(&text.len())
            && !text.chars().any(|c| c.is_whitespace() || c.is_control())
            && crate::language::normalised(text) == text;
        if fits { Ok(Self(text.to_owned())) } else { Err(Violation::BadUnit(text.to_owned())) }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for UnitId {
    type Error = Violation;

    fn try_from(text: String) -> Result<Self, Violation> {
        Self::new(&text)
    }
}

impl From<UnitId> for String {
    fn from(id: UnitId) -> Self {
        id.0
    }
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A country by its ISO 3166-1 alpha-2 code, upper case. Whether the code is assigned is the reader's business:
/// codes come and go, an entry stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "[u8; 2]")]
pub struct CountryCode([u8; 2]);

impl TryFrom<[u8; 2]> for CountryCode {
    type Error = Violation;

    fn try_from(letters: [u8; 2]) -> Result<Self, Violation> {
        String::from_utf8_lossy(&letters).parse()
    }
}

impl CountryCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl FromStr for CountryCode {
    type Err = Violation;

    fn from_str(text: &str) -> Result<Self, Violation> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Self([*a, *b])),
            _ => Err(Violation::BadCountry(text.to_owned())),
        }
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Years of days of which something is said: others come of a slip of the pen.
const YEARS: std::ops::RangeInclusive<i16> = 1800..=2999;

/// Whether a day is one of which a process says something.
pub(crate) fn is_plausible(day: jiff::civil::Date) -> bool {
    YEARS.contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_have_one_likeness() {
        let check = |one: &str, other: &str, alike: bool| {
            let likeness = |name: &str| Pseudonym::new(name).unwrap().likeness();
            assert_eq!(likeness(one) == likeness(other), alike, "{one} {other}");
        };
        check("heron", "hеron", true); // a Cyrillic е
        check("heron", "Heron", true);
        check("heron", "he ron", true);
        check("paypal", "раураl", true);
        check("마루", "마루", true);
        check("heron", "héron", false);
        check("heron", "herons", false);
        check("마루", "마로", false);
        check("می\u{200c}خواهم", "میخواهم", true);
    }
}
