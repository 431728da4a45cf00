//! The law at a date: what is adopted, in force, applicable, gated and ended.

use serde::{Deserialize, Serialize};

use crate::date::{Date, Dates};
use crate::model::{Document, Unit, UnitId};

/// How many gates may hang on one another.
const MAX_GATES: usize = 16;

/// Where a unit stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum Status {
    /// No date is known that would tell.
    Unknown,
    NotYetAdopted,
    /// Adopted, not yet in force.
    Adopted,
    /// In force, but its duties need not be met yet.
    InForce {
        /// From when they must be met, if it is known.
        #[serde(default, skip_serializing_if = "Option::is_none", with = "crate::date::strict")]
        applies: Option<Date>,
    },
    /// It applies by its own date, but it hangs on a unit that does not apply yet, so it reaches nobody.
    Gated {
        /// The unit on which it hangs.
        by: UnitId,
    },
    /// Its duties must be met.
    Applies,
    /// It is law no more.
    Ended,
}

impl Status {
    /// The word for it, as JSON has it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NotYetAdopted => "not_yet_adopted",
            Self::Adopted => "adopted",
            Self::InForce { .. } => "in_force",
            Self::Gated { .. } => "gated",
            Self::Applies => "applies",
            Self::Ended => "ended",
        }
    }
}

/// Where a unit with these dates stands, gates apart.
fn by_dates(dates: &Dates, on: Date) -> Status {
    let come = |date: Option<Date>| date.is_some_and(|date| date <= on);
    let ahead = |date: Option<Date>| date.is_some_and(|date| date > on);
    if come(dates.ended) {
        Status::Ended
    } else if come(dates.applies) || (dates.applies.is_none() && come(dates.in_force)) {
        Status::Applies
    } else if come(dates.in_force) {
        Status::InForce { applies: dates.applies }
    } else if ahead(dates.adopted) {
        Status::NotYetAdopted
    } else if ahead(dates.in_force) {
        // It has a day to come: somebody wrote that day down, so it was adopted.
        Status::Adopted
    } else {
        // Of what was adopted nobody knows whether it is in force, unless its day is known.
        Status::Unknown
    }
}

impl Document {
    /// Where a unit stands on a day; none when there is no such unit.
    pub fn status(&self, id: &UnitId, on: Date) -> Option<Status> {
        let mut dates = self.dates_of(id)?;
        let own = by_dates(&dates, on);
        if own != Status::Applies {
            return Some(own);
        }
        for _ in 0..MAX_GATES {
            let Some(gate) = dates.gate.clone() else { return Some(Status::Applies) };
            match self.dates_of(&gate) {
                Some(next) if by_dates(&next, on) == Status::Applies => dates = next,
                _ => return Some(Status::Gated { by: gate }),
            }
        }
        Some(Status::Applies)
    }

    /// Every unit in reading order with where it stands on a day.
    pub fn statuses(&self, on: Date) -> Vec<(UnitId, Status)> {
        self.walk().filter_map(|unit| Some((unit.id.clone(), self.status(&unit.id, on)?))).collect()
    }

    /// The text as it stands on a day: without what has ended or was not adopted yet.
    #[must_use]
    pub fn as_of(&self, on: Date) -> Self {
        let stands =
            |unit: &Unit| !matches!(self.status(&unit.id, on), Some(Status::Ended | Status::NotYetAdopted));
        self.keep(&stands)
    }

    /// The text as it applies on a day: only what applies then, and what contains it.
    #[must_use]
    pub fn as_applies_on(&self, on: Date) -> Self {
        let applies =
            |unit: &Unit| unit.walk().any(|below| self.status(&below.id, on) == Some(Status::Applies));
        self.keep(&applies)
    }

    pub(crate) fn keep(&self, keeps: &dyn Fn(&Unit) -> bool) -> Self {
        fn filter(units: &[Unit], keeps: &dyn Fn(&Unit) -> bool) -> Vec<Unit> {
            let kept = units.iter().filter(|unit| keeps(unit));
            kept.map(|unit| Unit { children: filter(&unit.children, keeps), ..unit.clone() }).collect()
        }
        Self { units: filter(&self.units, keeps), ..self.clone() }
    }
}

/// The versions of a text, each with the day from which it is the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    versions: Vec<(Date, Document)>,
}

impl History {
    /// Adds a version; one of the same day takes the other's place.
    pub fn add(&mut self, from: Date, document: Document) {
        match self.versions.binary_search_by_key(&from, |(date, _)| *date) {
            Ok(at) => self.versions[at].1 = document,
            Err(at) => self.versions.insert(at, (from, document)),
        }
    }

    /// The version on a day, with the day from which it is the text; none before the first.
    pub fn at(&self, on: Date) -> Option<&(Date, Document)> {
        self.versions.iter().rev().find(|(from, _)| *from <= on)
    }

    /// Each with the day from which it is the text, oldest first.
    pub fn versions(&self) -> &[(Date, Document)] {
        &self.versions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_date;
    use crate::parse_markdown;

    fn text() -> Document {
        let mut document = parse_markdown(
            "# N\n\n## Article 1 Class\n\nHigh risk.\n\n## Article 2 Duty\n\n1. Report.\n\n## Article 3 Old\n\nGone.\n",
        );
        let day = |text: &str| Some(text.parse().unwrap());
        document.dates = Dates {
            adopted: day("2024-06-13"),
            in_force: day("2024-08-01"),
            applies: day("2026-08-02"),
            ..Dates::default()
        };
        document.unit_mut(&"art_1".into()).unwrap().dates.applies = day("2027-12-02");
        document.unit_mut(&"art_2__para_1".into()).unwrap().dates.gate = Some("art_1".into());
        document.unit_mut(&"art_3".into()).unwrap().dates.ended = day("2025-01-01");
        document
    }

    #[test]
    fn adopted_in_force_applicable_and_gated_are_told_apart() {
        let document = text();
        let check = |id: &str, on: &str, expected: &str| {
            let status = document.status(&id.into(), on.parse().unwrap()).unwrap();
            assert_eq!(status.name(), expected, "{id} on {on}");
        };
        check("art_2", "2024-01-01", "not_yet_adopted");
        check("art_2", "2024-07-01", "adopted");
        check("art_2", "2025-01-01", "in_force");
        check("art_2", "2026-11-24", "applies");
        check("art_1", "2026-11-24", "in_force");
        check("art_2__para_1", "2026-11-24", "gated");
        check("art_2__para_1", "2027-12-02", "applies");
        check("art_3", "2026-11-24", "ended");
        assert_eq!(document.status(&"art_9".into(), "2026-11-24".parse().unwrap()), None);
    }

    #[test]
    fn a_gate_that_hangs_on_itself_ends() {
        let mut document = text();
        document.unit_mut(&"art_2".into()).unwrap().dates.gate = Some("art_2".into());
        assert_eq!(document.status(&"art_2".into(), "2028-01-01".parse().unwrap()), Some(Status::Applies));
    }

    #[test]
    fn the_text_on_a_day_leaves_out_what_has_ended() {
        let document = text().as_of("2026-11-24".parse().unwrap());
        assert!(document.unit(&"art_3".into()).is_none());
        assert!(document.unit(&"art_1".into()).is_some());
        let applies = text().as_applies_on("2026-11-24".parse().unwrap());
        assert!(applies.unit(&"art_1".into()).is_none());
        assert!(applies.unit(&"art_2__para_1".into()).is_none());
        assert!(applies.unit(&"art_2".into()).is_some());
    }

    #[test]
    fn a_history_knows_the_version_of_a_day() {
        let mut history = History::default();
        let day = |text: &str| parse_date(text).unwrap();
        history.add(day("2026-07-27"), Document::new("second", "en"));
        history.add(day("2024-08-01"), Document::new("first", "en"));
        let title = |on: &str| history.at(day(on)).map(|(_, document)| document.title.clone());
        assert_eq!(title("2024-07-31"), None);
        assert_eq!(title("2026-07-26").as_deref(), Some("first"));
        assert_eq!(title("2026-07-27").as_deref(), Some("second"));
    }
}
