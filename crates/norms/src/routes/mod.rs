//! Circumvention routes: the arrangements under which no enforceable duty reaches an operator, the smallest set of
//! changes that would close them, and what the answer rests on. It is for those who close law.

mod actors;
mod amend;
mod case;
mod change;
pub mod cover;
pub mod minimal;
mod moves;

use serde::Serialize;

pub use actors::{Actor, ActorCase};
pub use amend::{Closing, Weights};
pub use case::{Operator, Query, Shortfall, Teeth};
pub use change::{Amendment, Change};
pub use minimal::MinimalError;
pub use moves::{ConditionFact, Move, condition_facts};

use maru_text::Date;

use crate::answer::{Answer, Completeness};
use crate::code::{Confidence, Topic, UseArea};
use crate::level::{Applicability, Level};
use crate::library::Library;
use crate::model::{Provision, ProvisionId, UseScope};
use crate::truth::Truth;
pub(crate) use case::addresses;
use case::{Candidate, Case, EVERYTHING, Reading};

/// How the case stands. Where nothing coded covers, that alone says nothing about the law: the reason is part of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Nothing that is coded speaks to the case, and nobody has looked.
    NotCoded,
    /// Rows on the topic are coded, and none of them is law here on the day.
    CodedNoLaw,
    /// Coded law is laid on others than the one asked about, or is for another use or kind of system.
    ForOthers,
    /// Nothing that is coded speaks to the case, and something on it is known that is not coded.
    KnownMissing,
    /// Somebody looked for law on it and found none.
    NoneFound,
    /// Coded law speaks to the case, and each row of it lacks something.
    FallsShort,
    /// Coded law covers certain uses only, and the question was about any.
    SomeUses,
    /// Coded law binds public bodies only, and the question was about an operator.
    PublicBodies,
    /// Something covers, but there are ways round it.
    Routes,
    /// Something covers, and none of the moves gets round it.
    Closed,
}

impl Standing {
    pub const ALL: &'static [Self] = &[
        Self::NotCoded,
        Self::CodedNoLaw,
        Self::ForOthers,
        Self::KnownMissing,
        Self::NoneFound,
        Self::FallsShort,
        Self::SomeUses,
        Self::PublicBodies,
        Self::Routes,
        Self::Closed,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::NotCoded => "not_coded",
            Self::CodedNoLaw => "coded_no_law",
            Self::ForOthers => "for_others",
            Self::KnownMissing => "known_missing",
            Self::NoneFound => "none_found",
            Self::FallsShort => "falls_short",
            Self::SomeUses => "some_uses",
            Self::PublicBodies => "public_bodies",
            Self::Routes => "routes",
            Self::Closed => "closed",
        }
    }

    /// Whether some coded provision covers the case.
    pub fn is_covered(self) -> bool {
        matches!(self, Self::Routes | Self::Closed)
    }
}

impl Serialize for Standing {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// A provision that covers the starting arrangement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Covering {
    pub id: ProvisionId,
    pub level: Level,
    /// How well the row is supported.
    pub confidence: Confidence,
    /// `yes`, or `unknown` when its reach is not known for this case.
    pub reach: Truth,
    /// Under which condition it covers, in English; one that the routes do not understand is taken as met. Empty where it sets none.
    pub condition: String,
}

/// A provision of the right topic that does not cover, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NearMiss {
    pub id: ProvisionId,
    pub shortfalls: Vec<Shortfall>,
}

/// A row of the right topic and place that was left out because it is for certain uses only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub id: ProvisionId,
    pub level: Level,
    /// The uses that it is for.
    pub uses: Vec<UseArea>,
    /// Whether it would cover the case in one of them.
    pub covers_there: bool,
}

/// A minimal set of moves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Route {
    pub moves: Vec<Move>,
}

/// Why a row is weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weakness {
    /// It is not known whether it reaches the case.
    UnknownReach,
    /// The row has low confidence.
    LowConfidence,
}

impl Serialize for Weakness {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl Weakness {
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownReach => "unknown_reach",
            Self::LowConfidence => "low_confidence",
        }
    }
}

/// A weak row without which the answer is another one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dependence {
    pub id: ProvisionId,
    pub why: Vec<Weakness>,
    /// Routes that there would be if the row did not exist.
    pub routes_without: Vec<Route>,
}

/// How firm the answer is: recomputed with the weak rows in and out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Robustness {
    /// Whether the routes stay the same whichever weak rows are left out; nothing where nothing covers, for then nothing can be left out.
    pub robust: Option<bool>,
    /// The weak rows, each of which changes the answer when it alone is left out.
    pub depends_on: Vec<Dependence>,
    /// The weak rows that stand in for each other: leaving out any one changes nothing, leaving out all of them does.
    pub depends_together: Vec<ProvisionId>,
    /// The answer when all weak rows are left out together.
    pub routes_without_all: Vec<Route>,
}

/// A change of the answer that is already law.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coming {
    pub date: Date,
    /// The provisions that begin to apply or end on it.
    pub provisions: Vec<ProvisionId>,
    pub standing: Standing,
    pub routes: Vec<Route>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RouteReport {
    pub query: Query,
    /// Where the operator of the starting arrangement sits.
    pub operator: &'static str,
    pub standing: Standing,
    /// What the library knows of each topic in the place: law, none found, or not coded.
    pub answers: Vec<Answer>,
    /// How much of the place's law the library holds.
    pub completeness: Completeness,
    /// What covers the starting arrangement.
    pub covering: Vec<Covering>,
    /// Rows for certain uses that were left out because the question is about another use, or about any.
    pub left_out: Vec<LeftOut>,
    /// The minimal routes round what covers; none where nothing covers.
    pub routes: Vec<Route>,
    /// The cheapest changes that leave no route.
    pub closing: Closing,
    /// A provision elsewhere that a new one could be modelled on.
    pub model: Option<ProvisionId>,
    /// What the answer rests on.
    pub robustness: Robustness,
    /// What does not cover, though of the right topic and place.
    pub near_misses: Vec<NearMiss>,
    /// What changes on days to come.
    pub coming: Vec<Coming>,
}

impl RouteReport {
    /// Whether everything that covers sets a condition of its own: “covered” is then said of those who meet one.
    pub fn is_conditional(&self) -> bool {
        !self.covering.is_empty() && self.covering.iter().all(|one| !one.condition.is_empty())
    }
}

impl Serialize for Shortfall {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl Shortfall {
    pub fn code(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::Bill => "bill",
            Self::NoDuty => "no_duty",
            Self::Untestable => "untestable",
            Self::Teeth => "teeth",
            Self::TeethNotYet => "teeth_not_yet",
            Self::Role => "role",
            Self::PublicOnly => "public_only",
            Self::Object => "object",
            Self::Use => "use",
            Self::OnlyAbroad => "only_abroad",
            Self::OtherWording => "other_wording",
            Self::DayUnknown => "day_unknown",
        }
    }
}

/// How many days to come are looked at.
const MAX_COMING: usize = 12;

impl Library {
    pub fn routes(&self, query: &Query, weights: &Weights) -> Result<RouteReport, MinimalError> {
        let case = Case::new(self, query);
        let unchanged = case.unchanged();
        let covering = case.covering(&unchanged, EVERYTHING);
        let routes = named_routes(&case, case.routes(&unchanged, EVERYTHING)?);
        let standing = standing(&case, &covering, &routes);
        // What nobody has read may close it already, and a question about any use has as many answers as there are uses.
        let unknown = matches!(
            standing,
            Standing::NotCoded | Standing::CodedNoLaw | Standing::KnownMissing | Standing::SomeUses
        );
        let closing = if unknown { amend::unknown() } else { amend::close(&case, weights)? };
        let near = case.candidates.iter().filter(|one| !one.shortfalls.is_empty());
        Ok(RouteReport {
            operator: if case.foreign { "foreign" } else { "domestic" },
            standing,
            answers: query.topics.iter().map(|one| self.answer_to(query, *one)).collect(),
            completeness: self.completeness(&query.persons, &query.topics),
            covering: covering.iter().map(|index| covering_row(&case, *index)).collect(),
            left_out: case.candidates.iter().filter_map(|one| left_out(self, query, one)).collect(),
            robustness: robustness(&case, &covering, &routes)?,
            near_misses: near
                .map(|one| NearMiss { id: one.provision.id.clone(), shortfalls: one.shortfalls.clone() })
                .collect(),
            model: self.model_for(query),
            coming: self.coming(query)?,
            query: query.clone(),
            routes: if standing.is_covered() { routes } else { Vec::new() },
            closing,
        })
    }

    /// What is known of a topic of the question; what is known and not coded is named only where it is about the use in question.
    fn answer_to(&self, query: &Query, topic: Topic) -> Answer {
        let mut answer = self.answer(&query.persons, topic, query.at);
        answer.missing.retain(|one| one.is_law_for(query.use_area));
        answer
    }

    /// The routes that remain once these changes are law.
    pub fn routes_after(&self, query: &Query, changes: &[Amendment]) -> Result<Vec<Route>, MinimalError> {
        if changes.iter().any(|one| one.change == Change::NewDuty) {
            return Ok(Vec::new());
        }
        let case = Case::new(self, query);
        Ok(named_routes(&case, case.routes(&case.edits_of(changes), EVERYTHING)?))
    }

    /// The most concrete provision anywhere that answers the same question.
    fn model_for(&self, query: &Query) -> Option<ProvisionId> {
        let fits = |one: &&Provision| {
            let topical = query.topics.iter().any(|topic| one.topics.contains(topic));
            let object = query.objects.is_empty() || one.object.iter().any(|o| query.objects.contains(o));
            let role = query.roles.is_empty()
                || one.duty_bearers().iter().any(|r| case::addresses(*r, &query.roles));
            let past = self.applicability(one, query.at) == Applicability::Past;
            topical && object && role && !past && one.is_regulative()
        };
        let rank = |one: &&Provision| {
            let assessed = self.level(one, query.at);
            let now = assessed.applicability == Applicability::Now;
            (assessed.level, now, one.confidence)
        };
        // The first of equals, so that the order of the file decides and nothing else.
        let best = self.provisions().iter().filter(fits).rev().max_by_key(rank)?;
        self.level(best, query.at).level.filter(|level| level.has_teeth()).map(|_| best.id.clone())
    }

    fn coming(&self, query: &Query) -> Result<Vec<Coming>, MinimalError> {
        let relevant = Case::new(self, query);
        let mut days: Vec<(Date, ProvisionId)> = Vec::new();
        for one in &relevant.candidates {
            let provision = one.provision;
            let ends = provision.applies_until.or(self.instrument_of(provision).ended);
            let attached = self.attached_from(&provision.id).days();
            for day in [self.starts_on(provision), ends].into_iter().flatten().chain(attached) {
                if day > query.at {
                    days.push((day, provision.id.clone()));
                }
            }
        }
        days.sort();
        let mut coming: Vec<Coming> = Vec::new();
        for (date, id) in days {
            if let Some(last) = coming.last_mut()
                && last.date == date
            {
                last.provisions.push(id);
                continue;
            }
            if coming.len() == MAX_COMING {
                break;
            }
            let then = Query { at: date, ..query.clone() };
            let case = Case::new(self, &then);
            let covering = case.covering(&case.unchanged(), EVERYTHING);
            let routes = named_routes(&case, case.routes(&case.unchanged(), EVERYTHING)?);
            let standing = standing(&case, &covering, &routes);
            let routes = if standing.is_covered() { routes } else { Vec::new() };
            coming.push(Coming { date, provisions: vec![id], standing, routes });
        }
        Ok(coming)
    }
}

fn standing(case: &Case<'_>, covering: &[usize], routes: &[Route]) -> Standing {
    if !covering.is_empty() {
        return if routes.is_empty() { Standing::Closed } else { Standing::Routes };
    }
    let only_other_use =
        |one: &Candidate<'_>| case.query.use_area.is_none() && one.shortfalls == [Shortfall::Use];
    // A row for others, about another kind of system or for another use than the one asked for is not about the case at all.
    let any_use = case.query.use_area.is_none();
    let is_elsewhere = |short: &Shortfall| match short {
        Shortfall::Role | Shortfall::Object | Shortfall::OnlyAbroad => true,
        Shortfall::Use => !any_use,
        _ => false,
    };
    let is_untold = |short: &Shortfall| matches!(short, Shortfall::OtherWording | Shortfall::DayUnknown);
    let otherwise = |one: &Candidate<'_>| one.shortfalls.iter().any(is_untold);
    let about = |one: &Candidate<'_>| !one.shortfalls.iter().any(is_elsewhere) && !otherwise(one);
    let only_public = |one: &Candidate<'_>| one.shortfalls == [Shortfall::PublicOnly];
    if case.candidates.iter().any(only_other_use) {
        Standing::SomeUses
    } else if case.candidates.iter().any(only_public) {
        Standing::PublicBodies
    } else if case.is_only_known() {
        // Rows that fall short are no law on it: what would have to change is not known before somebody has read what is.
        Standing::KnownMissing
    } else if case.candidates.iter().any(about) {
        Standing::FallsShort
    } else if case.is_known_missing() {
        Standing::KnownMissing
    } else if case.was_looked_for() {
        Standing::NoneFound
    } else if case.candidates.iter().any(|one| !otherwise(one)) {
        Standing::ForOthers
    } else if case.is_coded_no_law() {
        Standing::CodedNoLaw
    } else {
        Standing::NotCoded
    }
}

/// A candidate that is for certain uses only, when the question is about another use or about any.
fn left_out(library: &Library, query: &Query, one: &Candidate<'_>) -> Option<LeftOut> {
    let UseScope::Listed(uses) = library.use_scope_of(one.provision) else { return None };
    let here = query.use_area.is_some_and(|area| uses.contains(&area));
    (!here).then(|| LeftOut {
        id: one.provision.id.clone(),
        level: one.level,
        uses: uses.clone(),
        covers_there: one.shortfalls == [Shortfall::Use],
    })
}

fn named_routes(case: &Case<'_>, sets: Vec<minimal::Mask>) -> Vec<Route> {
    sets.into_iter().map(|set| Route { moves: case.named(set) }).collect()
}

fn covering_row(case: &Case<'_>, index: usize) -> Covering {
    let one = &case.candidates[index];
    Covering {
        id: one.provision.id.clone(),
        level: one.level,
        confidence: one.provision.confidence,
        reach: case.covers(one, 0, 0),
        condition: one.provision.condition.clone(),
    }
}

fn robustness(case: &Case<'_>, covering: &[usize], routes: &[Route]) -> Result<Robustness, MinimalError> {
    if covering.is_empty() {
        let (depends_on, depends_together, routes_without_all) = (Vec::new(), Vec::new(), Vec::new());
        return Ok(Robustness { robust: None, depends_on, depends_together, routes_without_all });
    }
    let weak: Vec<(usize, Vec<Weakness>)> = covering
        .iter()
        .map(|index| (*index, weaknesses(case, *index)))
        .filter(|(_, why)| !why.is_empty())
        .collect();
    let unchanged = case.unchanged();
    let without = |left_out: &[usize]| {
        let reading = Reading { unknown: true, without: left_out };
        Ok(named_routes(case, case.routes(&unchanged, reading)?))
    };
    let mut depends_on = Vec::new();
    for (index, why) in &weak {
        let routes_without = without(&[*index])?;
        if routes_without != routes {
            let id = case.candidates[*index].provision.id.clone();
            depends_on.push(Dependence { id, why: why.clone(), routes_without });
        }
    }
    let all: Vec<usize> = weak.iter().map(|(index, _)| *index).collect();
    let routes_without_all = without(&all)?;
    // Rows may stand in for each other: each alone changes nothing, yet all together do.
    let same = routes_without_all == routes;
    let together = depends_on.is_empty() && !same;
    let depends_together = if together {
        all.iter().map(|index| case.candidates[*index].provision.id.clone()).collect()
    } else {
        Vec::new()
    };
    let robust = Some(depends_on.is_empty() && same);
    Ok(Robustness { robust, depends_on, depends_together, routes_without_all })
}

fn weaknesses(case: &Case<'_>, index: usize) -> Vec<Weakness> {
    let one = &case.candidates[index];
    let mut why = Vec::new();
    if case.covers(one, 0, 0) == Truth::Unknown {
        why.push(Weakness::UnknownReach);
    }
    if one.provision.confidence == Confidence::Low {
        why.push(Weakness::LowConfidence);
    }
    why
}
