//! Initiatives: what participants put on the agenda. From a threshold that the charter fixes on, an answer is owed by a day.
//!
//! That the threshold is reached is a fact of the supports, not an entry: nobody can claim it, delay it or undo it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::{InitiativeRule, PhaseAct};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{NonceSource, Words};
use crate::field::{fields, named};
use crate::id::{CountryCode, EntryNumber, GroupId, Moment, ParticipantId};
use crate::language::Language;
use crate::ledger::{Ledger, Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, reads_by_entry};
use crate::nouns::participant::Participant;
use crate::nouns::require_none_twice;
use crate::nouns::support::Supporters;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest title of an initiative, in characters.
pub const INITIATIVE_TITLE_LIMIT: usize = 200;
/// Longest text of an initiative, in characters.
pub const INITIATIVE_LIMIT: usize = 20_000;
/// Shortest reasons of an answer, in characters: fewer name no matter.
pub const INITIATIVE_ANSWER_MINIMUM: usize = 20;
/// Longest reasons of an answer, in characters.
pub const INITIATIVE_ANSWER_LIMIT: usize = 20_000;
/// Most entries that an answer names as what came of it.
const OUTCOMES_LIMIT: usize = 20;

named! {
    /// What becomes of an initiative.
    pub enum InitiativeWord, "what becomes of an initiative" {
        /// It is on the agenda as it was asked.
        TakenUp = "taken-up",
        /// Some of it is.
        InPart = "in-part",
        /// It is not.
        NotTakenUp = "not-taken-up",
    }
}

/// How many people of those who count stand behind an initiative, and where they come from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// How many people.
    pub people: u32,
    /// How many of each group.
    pub groups: BTreeMap<GroupId, u32>,
    /// How many of each country.
    pub countries: BTreeMap<CountryCode, u32>,
}

impl Spread {
    fn note(&mut self, person: &Participant, given: bool) {
        step(&mut self.people, given);
        if let Some(group) = &person.group {
            step(self.groups.entry(group.clone()).or_default(), given);
        }
        if let Some(country) = person.country {
            step(self.countries.entry(country).or_default(), given);
        }
    }

    /// From how many groups at least so many people come.
    pub fn groups_with(&self, in_each: u32) -> u32 {
        self.groups.values().filter(|count| **count >= in_each).count() as u32
    }

    /// From how many countries at least so many people come.
    pub fn countries_with(&self, in_each: u32) -> u32 {
        self.countries.values().filter(|count| **count >= in_each).count() as u32
    }

    fn reaches(&self, rule: &InitiativeRule) -> bool {
        self.people >= rule.supporters
            && self.groups_with(rule.in_each) >= rule.groups
            && self.countries_with(rule.in_each) >= rule.countries
    }
}

fn step(count: &mut u32, up: bool) {
    *count = if up { count.saturating_add(1) } else { count.saturating_sub(1) };
}

/// The moment at which an answer began to be owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// The support, or the verification of somebody who supports it, with which number and spread were there for the first time; or the
    /// verdict that let it be shown again, where they had been there before.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who stood behind it then.
    pub spread: Spread,
    /// The last day on which an answer is in time, UTC.
    pub due: Date,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InitiativeAnswer {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who answered; nothing for the operator.
    pub by: Option<ParticipantId>,
    /// What becomes of it.
    pub word: InitiativeWord,
    /// The reasons, as content.
    pub words: Words,
    /// The entries that came of it.
    pub outcomes: Vec<EntryNumber>,
}

/// Something that a participant wants on the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initiative {
    /// The entry that made it.
    pub entry: EntryNumber,
    /// Whose it is.
    pub author: ParticipantId,
    /// When the node took it.
    pub at: Moment,
    /// What it is about in one line, as content.
    pub title: Words,
    /// What it asks for and why, as content.
    pub words: Words,
    /// The rule that the charter had when it was made: later changes move no threshold and no date under people's feet.
    pub rule: InitiativeRule,
    /// Who supports it, whether they count for the threshold or not.
    pub supporters: Supporters,
    /// Those who count for the threshold, now.
    pub spread: Spread,
    /// How often support was taken back.
    pub taken_back: u32,
    /// From when on an answer is owed.
    pub reached: Option<Reached>,
    /// The answers, the first one first.
    pub answers: Vec<InitiativeAnswer>,
}

impl Initiative {
    /// The day until which an answer is owed, while there is none.
    pub fn owed_by(&self) -> Option<Date> {
        self.reached.as_ref().filter(|_| self.answers.is_empty()).map(|reached| reached.due)
    }

    /// Whether an answer is owed whose day is over.
    pub fn is_overdue(&self, day: Date) -> bool {
        self.owed_by().is_some_and(|due| due < day)
    }

    /// How it stands on a day, in one name for programs.
    pub fn state(&self, day: Date) -> &'static str {
        match (&self.reached, self.answers.is_empty()) {
            (None, _) => "gathering",
            (Some(_), true) if self.is_overdue(day) => "overdue",
            (Some(_), true) => "owed",
            (Some(_), false) if self.late_answer().is_some() => "answered-late",
            (Some(_), false) => "answered",
        }
    }

    /// The first answer, if it came after its day.
    pub fn late_answer(&self) -> Option<&InitiativeAnswer> {
        let (reached, first) = (self.reached.as_ref()?, self.answers.first()?);
        (first.at.day() > reached.due).then_some(first)
    }

    /// Takes somebody's support, given or taken back.
    pub(crate) fn support(&mut self, stamp: Stamp, person: &Participant, given: bool) {
        self.supporters.set(person.id, stamp.entry, given);
        self.taken_back += u32::from(!given);
        if person.verified || !self.rule.verified {
            self.spread.note(person, given);
        }
        self.reach(stamp);
    }

    /// Counts somebody who supports it and was verified just now, or does not count any more.
    fn verified(&mut self, person: &Participant) {
        if self.rule.verified && self.supporters.entry_of(person.id).is_some() {
            self.spread.note(person, person.verified);
        }
    }

    /// Notes that its threshold is reached, the first time that it is.
    fn reach(&mut self, stamp: Stamp) {
        if self.reached.is_none() && self.spread.reaches(&self.rule) {
            let due = stamp.at.day().saturating_add(i64::from(self.rule.answer_days).days());
            let spread = self.spread.clone();
            self.reached = Some(Reached { entry: stamp.entry, at: stamp.at, spread, due });
        }
    }
}

/// Every initiative, by entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initiatives {
    all: ByEntry<Initiative>,
    /// Those whose answer is owed: every page asks for them.
    owed: BTreeSet<EntryNumber>,
}

reads_by_entry!(Initiatives of Initiative);

impl Initiatives {
    /// Those whose answer is owed, in the order in which they were made.
    pub fn owed(&self) -> impl Iterator<Item = &Initiative> {
        self.owed.iter().filter_map(|entry| self.all.get(*entry))
    }

    /// The initiative that an entry answers.
    pub fn answered_in(&self, entry: EntryNumber) -> Option<&Initiative> {
        self.iter().find(|one| one.answers.iter().any(|answer| answer.entry == entry))
    }

    pub(crate) fn support(&mut self, on: EntryNumber, stamp: Stamp, person: &Participant, given: bool) {
        let Some(initiative) = self.all.get_mut(on) else { return };
        initiative.support(stamp, person, given);
        self.note_owed(on);
    }

    /// Nothing is owed for what a moderator turned away; where its words are shown again, what has come together meanwhile counts.
    pub(crate) fn shown_again(&mut self, on: EntryNumber, stamp: Stamp) {
        let Some(initiative) = self.all.get_mut(on) else { return };
        initiative.reach(stamp);
        self.note_owed(on);
    }

    fn note_owed(&mut self, on: EntryNumber) {
        if self.all.get(on).is_some_and(|initiative| initiative.owed_by().is_some()) {
            self.owed.insert(on);
        }
    }

    /// Counts anew, wherever only verified people count, somebody who was verified or is so no longer.
    pub(crate) fn verified(&mut self, stamp: Stamp, person: &Participant, ledger: &Ledger) {
        let entries: Vec<EntryNumber> = self.all.iter().map(|one| one.entry).collect();
        for entry in entries {
            let Some(initiative) = self.all.get_mut(entry) else { continue };
            initiative.verified(person);
            if !ledger.is_turned_away(entry) {
                initiative.reach(stamp);
                self.note_owed(entry);
            }
        }
    }
}

fields! {
    /// Somebody wants something on the agenda.
    pub struct InitiativeMade {
        /// What it is about in one line, as content.
        pub title: Words,
        /// What it asks for and why, as content.
        pub text: Words,
    }
}

impl Act for InitiativeMade {
    const TYPE: &'static str = "initiative";
    const CALLED: &'static str = "an initiative";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Phase(PhaseAct::Initiative))];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Spoken;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, _: &Process, _: Stamp) -> Result<(), Violation> {
        self.title.within(INITIATIVE_TITLE_LIMIT)?;
        self.text.within(INITIATIVE_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        let initiative = Initiative {
            entry: stamp.entry,
            author,
            at: stamp.at,
            title: self.title.clone(),
            words: self.text.clone(),
            rule: process.charter.initiatives,
            supporters: Supporters::default(),
            spread: Spread::default(),
            taken_back: 0,
            reached: None,
            answers: Vec::new(),
        };
        process.initiatives.all.insert(stamp.entry, initiative);
    }
}

fields! {
    /// An initiative was answered. What is said of its support has to be so.
    pub struct InitiativeAnswered {
        /// The initiative.
        pub initiative: EntryNumber,
        /// What becomes of it.
        pub word: InitiativeWord,
        /// The reasons, as content.
        pub text: Words,
        /// The entries that came of it: versions, statements, ballots, decisions.
        pub outcomes: Vec<EntryNumber>,
        /// The support, or the verification of a supporter, by which its threshold was reached.
        pub reached: EntryNumber,
        /// How many people who count supported it then.
        pub supporters: u32,
        /// How many do now.
        pub supporters_now: u32,
    }
}

impl Act for InitiativeAnswered {
    const TYPE: &'static str = "initiative-answer";
    const CALLED: &'static str = "the answer to an initiative";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Chair), When::Open)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Process;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let initiative = process.require_initiative(self.initiative)?;
        let Some(reached) = &initiative.reached else {
            return Err(Violation::ThresholdNotReached(self.initiative));
        };
        if stamp.author.participant() == Some(initiative.author) {
            return Err(Violation::OwnWords(self.initiative));
        }
        let said = (self.reached, self.supporters, self.supporters_now);
        let expected = (reached.entry, reached.spread.people, initiative.spread.people);
        if said != expected {
            let (entry, then, now) = expected;
            return Err(Violation::MiscountedSupport { initiative: self.initiative, entry, then, now });
        }
        require_none_twice("outcomes", self.outcomes.iter())?;
        if self.outcomes.len() > OUTCOMES_LIMIT {
            return Err(Violation::BadCount { count: self.outcomes.len(), limit: OUTCOMES_LIMIT });
        }
        if let Some(unknown) = self.outcomes.iter().find(|entry| **entry >= stamp.entry) {
            return Err(Violation::UnknownEntry(*unknown));
        }
        let length = self.text.length as usize;
        if length < INITIATIVE_ANSWER_MINIMUM {
            return Err(Violation::ReasonTooShort { length, minimum: INITIATIVE_ANSWER_MINIMUM });
        }
        self.text.within(INITIATIVE_ANSWER_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(initiative) = process.initiatives.all.get_mut(self.initiative) else { return };
        initiative.answers.push(InitiativeAnswer {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author.participant(),
            word: self.word,
            words: self.text.clone(),
            outcomes: self.outcomes.clone(),
        });
        process.initiatives.owed.remove(&self.initiative);
    }
}

/// Put something on the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MakeInitiative {
    /// What it is about in one line.
    pub title: String,
    /// What it asks for and why.
    pub text: String,
    /// The language of both.
    pub language: Language,
}

impl Enact for MakeInitiative {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let mut nonces = NonceSource::new(circumstances.entropy);
        let (title, first) = Words::write(&self.title, &self.language, INITIATIVE_TITLE_LIMIT, &mut nonces)?;
        let (text, second) = Words::write(&self.text, &self.language, INITIATIVE_LIMIT, &mut nonces)?;
        Ok(Outcome::with(InitiativeMade { title, text }, vec![first, second]))
    }
}

/// Answer an initiative whose threshold was reached. The figures are the record's, not the answerer's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerInitiative {
    /// The initiative.
    pub initiative: EntryNumber,
    /// What becomes of it.
    pub word: InitiativeWord,
    /// The reasons.
    pub text: String,
    /// Their language.
    pub language: Language,
    /// The entries that came of it.
    #[serde(default)]
    pub outcomes: Vec<EntryNumber>,
}

impl Enact for AnswerInitiative {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let initiative = process.require_initiative(self.initiative)?;
        let reached = initiative.reached.as_ref().ok_or(Violation::ThresholdNotReached(self.initiative))?;
        let said = (self.text.as_str(), &self.language, INITIATIVE_ANSWER_LIMIT);
        Outcome::of_text(said, circumstances, |text| InitiativeAnswered {
            initiative: self.initiative,
            word: self.word,
            text,
            outcomes: self.outcomes.clone(),
            reached: reached.entry,
            supporters: reached.spread.people,
            supporters_now: initiative.spread.people,
        })
    }
}

impl Process {
    pub(crate) fn require_initiative(&self, entry: EntryNumber) -> Result<&Initiative, Violation> {
        self.initiatives.get(entry).ok_or(Violation::UnknownInitiative(entry))
    }

    /// An initiative that can be supported: no moderator has turned it away.
    pub(crate) fn require_supportable(&self, entry: EntryNumber) -> Result<&Initiative, Violation> {
        let initiative = self.require_initiative(entry)?;
        self.require_not_turned_away(entry)?;
        Ok(initiative)
    }

    /// Whether every initiative that reached its threshold has its answer: a process does not end before.
    pub(crate) fn require_initiatives_answered(&self) -> Result<(), Violation> {
        let owed: Vec<EntryNumber> = self.initiatives.owed().map(|one| one.entry).collect();
        if owed.is_empty() { Ok(()) } else { Err(Violation::InitiativesUnanswered(owed)) }
    }
}
