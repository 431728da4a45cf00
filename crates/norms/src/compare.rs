//! Comparison: topics, risks or rights down, jurisdictions across; in each cell the best level and how many.

use maru_text::{Date, guarded};
use serde::{Serialize, Serializer};

use crate::answer::{Answer, Completeness, Known};
use crate::code::named;
use crate::code::{Coded, Confidence, RightAtStake, Topic};
use crate::level::{Applicability, Assessment, Level};
use crate::library::Library;
use crate::looked::{KnownMissing, LOOKED_COLUMNS, Looked, looked_cells};
use crate::model::{Provision, ProvisionId};
use crate::place::Place;
use crate::routes::{MinimalError, Query, Standing, Teeth, Weights};

named! {
    /// What stands down the side of a comparison.
    Axis {
        /// Topics of policy.
        Topics = "topics",
        /// Risks of the taxonomy.
        Risks = "risks",
        /// Rights at stake.
        Rights = "rights",
    }
}

impl Axis {
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|axis| axis.code() == code)
    }
}

/// What one jurisdiction has on one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    pub place: Place,
    /// What the library knows: law (of the place or of a larger one), none found, or not coded.
    pub known: Known,
    /// The best level of its own law that applies.
    pub best: Option<Level>,
    /// How many of its own provisions apply.
    pub count: usize,
    /// The provisions that apply, best first; where none lays a duty on anybody, those that exempt, punish, define or say whom other rows reach.
    pub provisions: Vec<ProvisionId>,
    /// Whether every provision at the best level has low confidence.
    pub low_confidence: bool,
    /// The best level of law of a larger place that holds here too (EU law in a member state).
    pub inherited: Option<Level>,
    /// The first day to come on which the best level rises, and to what.
    pub rises: Option<Rise>,
    /// Where none was found: who looked, where and to which day.
    pub looked: Vec<Looked>,
}

/// A better level that is already adopted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rise {
    pub date: Date,
    /// The level from that day on.
    pub level: Level,
    pub provision: ProvisionId,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixRow {
    /// The code of the topic, risk or right.
    pub code: String,
    /// One cell for each jurisdiction, in the order of the columns.
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matrix {
    pub at: Date,
    pub axis: Axis,
    pub columns: Vec<Place>,
    /// The rows; rows on which nobody has anything are left out.
    pub rows: Vec<MatrixRow>,
    /// How much of each jurisdiction's law the library holds, in the order of the columns.
    pub completeness: Vec<Completeness>,
}

/// How a place stands on a topic, and what would close what is open.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gap {
    pub place: Place,
    pub topic: Topic,
    /// What the library knows of it: law, none found, or not coded.
    pub known: Known,
    pub standing: Standing,
    /// How many routes lead round what covers.
    pub routes: usize,
    pub covering: usize,
    /// Whether each of them sets a condition of its own, which is taken as met.
    pub conditional: bool,
    /// What the cheapest closing set costs.
    pub weight: u32,
    /// Whether the answer is the same without uncertain rows; nothing where nothing covers, for then there is nothing to leave out.
    pub robust: Option<bool>,
    /// Where none was found: who looked, for what, where and to which day.
    pub looked: Vec<Looked>,
    /// What is known on the topic here and is not coded.
    pub missing: Vec<KnownMissing>,
}

/// Topics that are about the law itself, on which nobody needs protection.
const STRUCTURAL: [Topic; 3] = [Topic::Reach, Topic::Exemption, Topic::Penalty];

impl Library {
    /// Compares jurisdictions on a day.
    pub fn compare(&self, axis: Axis, at: Date, columns: &[Place]) -> Matrix {
        let assessed = self.levels(at);
        let rows = self
            .row_codes(axis)
            .into_iter()
            .map(|code| {
                let cells =
                    columns.iter().map(|place| self.cell(axis, &code, place, &assessed, at)).collect();
                MatrixRow { code, cells }
            })
            .filter(|row| {
                row.cells.iter().any(|cell| {
                    cell.known != Known::NotCoded
                        || cell.count > 0
                        || cell.inherited.is_some()
                        || cell.rises.is_some()
                })
            })
            .collect();
        let completeness = columns.iter().map(|place| self.completeness(place, &[])).collect();
        Matrix { at, axis, columns: columns.to_vec(), rows, completeness }
    }

    fn row_codes(&self, axis: Axis) -> Vec<String> {
        match axis {
            Axis::Topics => Topic::ALL.iter().map(ToString::to_string).collect(),
            Axis::Risks => self.risks().iter().map(|risk| risk.code.to_string()).collect(),
            Axis::Rights => RightAtStake::ALL.iter().map(ToString::to_string).collect(),
        }
    }

    fn cell(&self, axis: Axis, code: &str, place: &Place, assessed: &[Assessment], at: Date) -> Cell {
        let on_row = |one: &Provision| match axis {
            Axis::Topics => one.topics.iter().any(|topic| topic.code() == code),
            Axis::Risks => one.risks.iter().any(|risk| risk.as_str() == code),
            Axis::Rights => one.rights.iter().any(|right| right.code() == code),
        };
        let rows: Vec<(&Provision, &Assessment)> = self
            .provisions()
            .iter()
            .zip(assessed)
            .filter(|(one, _)| one.is_regulative() && on_row(one))
            .collect();
        let own = |one: &Provision| self.instrument_of(one).jurisdiction == *place;
        let from_above = |one: &Provision| {
            let jurisdiction = &self.instrument_of(one).jurisdiction;
            jurisdiction != place && self.places().includes(jurisdiction, place)
        };
        let applies = |assessed: &Assessment| assessed.applicability == Applicability::Now;
        let mut now: Vec<_> = rows.iter().filter(|(one, row)| own(one) && applies(row)).collect();
        now.sort_by_key(|(_, row)| std::cmp::Reverse(row.level));
        let best = now.first().and_then(|(_, row)| row.level);
        let at_best = now.iter().filter(|(_, row)| row.level == best);
        let inherited: Vec<_> = rows.iter().filter(|(one, row)| from_above(one) && applies(row)).collect();
        let topic = Topic::from_code(code).filter(|_| axis == Axis::Topics);
        let answer = topic.map(|topic| self.answer(place, topic, at));
        let known = match &answer {
            Some(answer) => answer.known,
            // Nobody looks for law by risk or by right, so there are two answers only.
            None if now.iter().chain(&inherited).any(|(_, row)| row.level > Some(Level::L0)) => Known::Law,
            None => Known::NotCoded,
        };
        let mut provisions: Vec<ProvisionId> = now.iter().map(|(one, _)| one.id.clone()).collect();
        if let Some(topic) = topic.filter(|_| known == Known::CodedNoDuty && now.is_empty()) {
            let rows = self.without_duty_on(place, topic, at);
            provisions = rows.into_iter().filter(|one| own(one)).map(|one| one.id.clone()).collect();
        }
        Cell {
            place: place.clone(),
            known,
            best,
            count: provisions.len(),
            low_confidence: !now.is_empty()
                && at_best.clone().all(|(one, _)| one.confidence == Confidence::Low),
            provisions,
            inherited: inherited.iter().filter_map(|(_, row)| row.level).max(),
            rises: rows
                .iter()
                .filter(|(one, _)| own(one))
                .filter_map(|(one, row)| self.rise(one, row, best, at))
                .min_by_key(|rise| (rise.date, std::cmp::Reverse(rise.level))),
            looked: answer.map(Answer::searches).unwrap_or_default(),
        }
    }

    /// The first day on which a row lifts the best level: it begins to apply, or what follows from a breach does.
    fn rise(&self, one: &Provision, row: &Assessment, best: Option<Level>, at: Date) -> Option<Rise> {
        let begins = match row.applicability {
            Applicability::Future(_) | Applicability::Gated(_) => Some(self.starts_on(one)?),
            Applicability::Now => None,
            Applicability::OtherWording(_)
            | Applicability::Unknown(_)
            | Applicability::Past
            | Applicability::Draft => return None,
        };
        let attached = self.attached_from(&one.id);
        let mut days: Vec<Date> = begins
            .into_iter()
            .chain(attached.days())
            .filter(|day| *day > at && begins <= Some(*day))
            .collect();
        days.sort_unstable();
        days.into_iter().find_map(|date| {
            let then = self.level(one, date);
            let lifts = then.applicability == Applicability::Now && then.level > best;
            lifts.then(|| then.level.map(|level| Rise { date, level, provision: one.id.clone() }))?
        })
    }

    /// How each place stands on each topic of protection; topics without any provision anywhere are left out.
    pub fn gaps(&self, at: Date, teeth: Teeth, places: &[Place]) -> Result<Vec<Gap>, MinimalError> {
        let mut gaps = Vec::new();
        for topic in Topic::ALL.iter().filter(|topic| !STRUCTURAL.contains(topic)) {
            if !self.provisions().iter().any(|one| one.topics.contains(topic)) {
                continue;
            }
            for place in places {
                let query = Query { teeth, ..Query::new(place.clone(), vec![*topic], at) };
                let report = self.routes(&query, &Weights::new())?;
                let answer = self.answer(place, *topic, at);
                gaps.push(Gap {
                    place: place.clone(),
                    topic: *topic,
                    known: answer.known,
                    standing: report.standing,
                    routes: report.routes.len(),
                    covering: report.covering.len(),
                    conditional: report.is_conditional(),
                    weight: report.closing.weight,
                    robust: report.robustness.robust,
                    missing: answer.missing.clone(),
                    looked: answer.searches(),
                });
            }
        }
        Ok(gaps)
    }
}

impl Matrix {
    /// The comparison as CSV: one line for each cell, so that it can be counted and filtered.
    pub fn to_csv(&self) -> Result<String, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = [
            "at",
            "axis",
            "row",
            "place",
            "known",
            "best",
            "count",
            "low_confidence",
            "inherited",
            "rises_on",
            "rises_to",
            "provisions",
            "instruments_of_place",
            "checked_from",
            "checked_to",
            "known_missing",
        ];
        writer.write_record(header.iter().chain(&LOOKED_COLUMNS))?;
        let level = |level: Option<Level>| level.map_or("", Level::code).to_owned();
        for row in &self.rows {
            for (cell, complete) in row.cells.iter().zip(&self.completeness) {
                let ids: Vec<&str> = cell.provisions.iter().map(ProvisionId::as_str).collect();
                let rise = cell.rises.as_ref();
                let cells = [
                    self.at.to_string(),
                    self.axis.code().to_owned(),
                    row.code.clone(),
                    cell.place.to_string(),
                    cell.known.code().to_owned(),
                    level(cell.best),
                    cell.count.to_string(),
                    cell.low_confidence.to_string(),
                    level(cell.inherited),
                    rise.map(|rise| rise.date.to_string()).unwrap_or_default(),
                    level(rise.map(|rise| rise.level)),
                    ids.join(";"),
                    complete.instruments.to_string(),
                    complete.checked_from.clone(),
                    complete.checked_to.clone(),
                    complete.missing.len().to_string(),
                ];
                let cells = cells.into_iter().chain(looked_cells(&cell.looked));
                writer.write_record(cells.map(|cell| guarded(&cell)))?;
            }
        }
        let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}
