//! The one answer to “what is law here on this”: law, looked for and none found, or not coded. Pages, commands, JSON and CSV all ask here,
//! so that no two of them can say different things.

use maru_text::Date;
use serde::Serialize;

use crate::code::named;
use crate::code::{Binding, MissingKind, Topic, UseArea};
use crate::level::{Applicability, Assessment, Level};
use crate::library::Library;
use crate::looked::{KnownMissing, Looked};
use crate::model::{Instrument, Provision, ProvisionId, UseScope};
use crate::place::Place;
use serde::Serializer;

named! {
    /// What the library knows of a cell.
    Known {
        /// Coded law applies; a text that binds nobody is none.
        Law = "law",
        /// No coded law applies, and something on the topic is known that is not coded: a search that found nothing did not read it.
        KnownMissing = "known_missing",
        /// Rows are coded, and none of them as law of this place on the day: they bind nobody, do not apply yet or no longer, or the words of the day
        /// are not coded.
        CodedNoLaw = "coded_no_law",
        /// Rows are coded that hold here, and none of them lays a duty on anybody: they exempt, punish, define or say whom other rows reach.
        CodedNoDuty = "coded_no_duty",
        /// Somebody looked, and found none.
        NoneFound = "none_found",
        /// Nobody has coded any, and nobody has looked.
        NotCoded = "not_coded",
    }
}

named! {
    /// Why a coded row is no law in a place on a day.
    WhyNoLaw {
        /// It stands in a text that binds nobody in this.
        BindsNobody = "binds_nobody",
        /// It does not apply yet.
        NotYet = "not_yet",
        /// It was law on the day, in words that are not coded.
        OtherWording = "other_wording",
        /// Nobody knows if it was law on the day.
        DayUnknown = "day_unknown",
        /// It has ended.
        Ended = "ended",
        /// It is a bill or a draft.
        Draft = "draft",
    }
}

/// A row on a topic that is coded for a place and is no law there on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoLaw {
    pub provision: ProvisionId,
    pub why: WhyNoLaw,
    /// Its level; of one that is still to come, on its first day.
    pub level: Option<Level>,
}

/// What the library says of a topic in a place on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    pub known: Known,
    /// The best level of what applies, from the place itself or from a larger one.
    pub level: Option<Level>,
    /// What applies, best first; texts that bind nobody come last.
    pub provisions: Vec<ProvisionId>,
    /// The uses to which all of the binding law that applies is limited; empty when some of it holds for any use, or none applies.
    pub only_uses: Vec<UseArea>,
    /// Who looked and found none, where and to which day; those for one use only stand beside law too.
    pub looked: Vec<Looked>,
    /// What is known on the topic here and is not coded.
    pub missing: Vec<KnownMissing>,
    /// What is coded on the topic and is no law here on the day, those of the place itself first.
    pub no_law: Vec<NoLaw>,
}

/// How much of a place's law the library holds; it stands with every answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completeness {
    pub place: Place,
    /// How many instruments of its own the library has.
    pub instruments: usize,
    /// How many binding ones of larger places that hold here too.
    pub from_above: usize,
    /// How far the instrument that was checked longest ago was checked: `YYYY-MM`; empty when there is none.
    pub checked_from: String,
    /// How far the one checked last was.
    pub checked_to: String,
    /// What is known to be missing, of the topics asked for.
    pub missing: Vec<KnownMissing>,
    /// What is noted under other topics only: nobody has read it, so that it may bear on these too.
    pub elsewhere: Vec<KnownMissing>,
}

impl Answer {
    /// Who looked for law whatever the use, where none was found: an answer “none” never stands without them.
    pub(crate) fn searches(self) -> Vec<Looked> {
        if self.known == Known::Law {
            return Vec::new();
        }
        self.looked.into_iter().filter(|one| one.use_area.is_none()).collect()
    }
}

impl Library {
    /// What is law in a place on a topic on a day, or what else is known of it.
    pub fn answer(&self, place: &Place, topic: Topic, at: Date) -> Answer {
        let coded = self.coded_on(place, topic, at);
        let no_law = self.no_law_of(place, &coded);
        let mut applying = coded;
        applying.retain(|(_, assessed)| assessed.applicability == Applicability::Now);
        applying.sort_by_key(|(_, assessed)| std::cmp::Reverse(assessed.level));
        let looked: Vec<Looked> = self
            .looked()
            .iter()
            .filter(|one| one.place == *place && one.topic == topic && one.speaks_of(at))
            .cloned()
            .collect();
        // A text that binds nobody is shown, and is no law.
        let binding = applying.iter().any(|(_, assessed)| assessed.level > Some(Level::L0));
        // A search for one use says nothing of the others.
        let whole = looked.iter().any(|one| one.use_area.is_none());
        let missing = self.missing_on(place, topic);
        let known = match (binding, missing.is_empty(), whole) {
            (true, _, _) => Known::Law,
            // Rows of the place itself, or of a law that will bind there, are not “nothing coded”, whatever else is known.
            _ if no_law.iter().any(|one| self.is_of_place(one, place)) => Known::CodedNoLaw,
            (false, true, true) => Known::NoneFound,
            (false, true, false) if !no_law.is_empty() => Known::CodedNoLaw,
            // What is coded is never called missing or not coded, though it has no level.
            (false, _, _) if !self.without_duty_on(place, topic, at).is_empty() => Known::CodedNoDuty,
            (false, false, _) => Known::KnownMissing,
            (false, true, false) => Known::NotCoded,
        };
        Answer {
            known,
            level: applying.iter().filter_map(|(_, assessed)| assessed.level).max(),
            only_uses: self.only_uses(&applying),
            provisions: applying.into_iter().map(|(one, _)| one.id.clone()).collect(),
            looked,
            missing,
            no_law,
        }
    }

    /// Of rows on a topic those that are no law in a place on a day, with the reason, those of the place itself first.
    fn no_law_of(&self, place: &Place, rows: &[(&Provision, Assessment)]) -> Vec<NoLaw> {
        let why = |assessed: &Assessment| match assessed.applicability {
            Applicability::Now if assessed.level == Some(Level::L0) => Some(WhyNoLaw::BindsNobody),
            Applicability::Now => None,
            Applicability::Future(_) | Applicability::Gated(_) => Some(WhyNoLaw::NotYet),
            Applicability::OtherWording(_) => Some(WhyNoLaw::OtherWording),
            Applicability::Unknown(_) => Some(WhyNoLaw::DayUnknown),
            Applicability::Past => Some(WhyNoLaw::Ended),
            Applicability::Draft => Some(WhyNoLaw::Draft),
        };
        let row = |(one, assessed): &(&Provision, Assessment)| {
            let why = why(assessed)?;
            Some(NoLaw { provision: one.id.clone(), why, level: assessed.level })
        };
        let mut rows: Vec<NoLaw> = rows.iter().filter_map(row).collect();
        rows.sort_by_key(|one| (!self.is_of_place(one, place), one.why));
        rows
    }

    /// Whether a row stands in law of the place itself, or in one of a larger place that binds there.
    fn is_of_place(&self, one: &NoLaw, place: &Place) -> bool {
        let instrument = self.provision(one.provision.as_str()).map(|row| self.instrument_of(row));
        instrument.is_some_and(|of| {
            let binds = matches!(one.why, WhyNoLaw::NotYet | WhyNoLaw::OtherWording | WhyNoLaw::DayUnknown);
            of.jurisdiction == *place || of.binding == Binding::Binding && binds
        })
    }

    /// Law that is known on a topic in a place, or in a larger one that holds there too, and is not coded. A bill is no law.
    pub(crate) fn missing_on(&self, place: &Place, topic: Topic) -> Vec<KnownMissing> {
        let here = |one: &&KnownMissing| one.place == *place || self.places().includes(&one.place, place);
        let on = |one: &&KnownMissing| one.topics.contains(&topic) && one.kind == MissingKind::Law;
        self.known_missing().iter().filter(here).filter(on).cloned().collect()
    }

    /// The regulative rows on a topic that hold in a place and apply on a day, best first.
    pub fn law_on(&self, place: &Place, topic: Topic, at: Date) -> Vec<(&Provision, Assessment)> {
        let mut rows = self.coded_on(place, topic, at);
        rows.retain(|(_, assessed)| assessed.applicability == Applicability::Now);
        rows.sort_by_key(|(_, assessed)| std::cmp::Reverse(assessed.level));
        rows
    }

    /// The binding rows on a topic that hold in a place on a day and lay no duty on anybody: exemptions, penalties, definitions, reach.
    pub fn without_duty_on(&self, place: &Place, topic: Topic, at: Date) -> Vec<&Provision> {
        let binds = |one: &Provision| self.instrument_of(one).binding == Binding::Binding;
        self.provisions()
            .iter()
            .filter(|one| !one.is_regulative() && one.topics.contains(&topic) && self.holds_in(one, place))
            .filter(|one| binds(one) && self.level(one, at).applicability == Applicability::Now)
            .collect()
    }

    /// Every regulative row on a topic of law that holds in a place, as it is on a day.
    fn coded_on(&self, place: &Place, topic: Topic, at: Date) -> Vec<(&Provision, Assessment)> {
        self.provisions()
            .iter()
            .filter(|one| one.is_regulative() && one.topics.contains(&topic) && self.holds_in(one, place))
            .map(|one| (one, self.level(one, at)))
            .collect()
    }

    /// Whether law of this provision's instrument holds in the place, from the place itself or from a larger one.
    pub fn holds_in(&self, one: &Provision, place: &Place) -> bool {
        let jurisdiction = &self.instrument_of(one).jurisdiction;
        jurisdiction == place || self.places().includes(jurisdiction, place)
    }

    fn only_uses(&self, applying: &[(&Provision, Assessment)]) -> Vec<UseArea> {
        let mut uses = Vec::new();
        for (one, _) in applying.iter().filter(|(_, assessed)| assessed.level > Some(Level::L0)) {
            match self.use_scope_of(one) {
                UseScope::Listed(areas) => uses.extend(areas),
                _ => return Vec::new(),
            }
        }
        uses.sort_unstable();
        uses.dedup();
        uses
    }

    /// How complete the library is for a place; with topics, what is missing is of these topics, or of none in particular.
    pub fn completeness(&self, place: &Place, topics: &[Topic]) -> Completeness {
        let own = |one: &&Instrument| one.jurisdiction == *place;
        let binds = |one: &&Instrument| one.binding == Binding::Binding && one.jurisdiction != *place;
        let above = |one: &&Instrument| self.places().includes(&one.jurisdiction, place);
        let mut checked: Vec<&str> = self
            .instruments()
            .iter()
            .filter(|one| own(one) || binds(one) && above(one))
            .map(|one| one.checked_to.as_str())
            .filter(|day| !day.is_empty())
            .collect();
        checked.sort_unstable();
        let holds = |one: &&KnownMissing| one.place == *place || self.places().includes(&one.place, place);
        let asked = |one: &KnownMissing| {
            topics.is_empty()
                || one.topics.is_empty()
                || one.topics.iter().any(|topic| topics.contains(topic))
        };
        let (missing, elsewhere) = self.known_missing().iter().filter(holds).cloned().partition(asked);
        Completeness {
            place: place.clone(),
            instruments: self.instruments().iter().filter(own).count(),
            from_above: self.instruments().iter().filter(|one| binds(one) && above(one)).count(),
            checked_from: checked.first().map(ToString::to_string).unwrap_or_default(),
            checked_to: checked.last().map(ToString::to_string).unwrap_or_default(),
            missing,
            elsewhere,
        }
    }
}
