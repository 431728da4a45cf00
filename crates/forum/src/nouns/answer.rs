//! Answers: a word and a reason for one remark or amendment, or many; what their authors say to them, and that they were told.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::PhaseAct;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{NonceSource, Words};
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment, ParticipantId, UnitId};
use crate::language::Language;
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, reads_by_entry};
use crate::nouns::reply::{Reply, ReplyState, ReplyWord};
use crate::nouns::told::{Means, Telling};
use crate::nouns::{require_count, require_distinct};
use crate::office_name::Office;
use crate::owed::Owed;
use crate::table::Process;
use crate::violation::Violation;

/// Longest reason of an answer, in characters.
pub const ANSWER_LIMIT: usize = 20_000;
/// The most answers that one act gives.
pub const ANSWERS_AT_ONCE: usize = 5_000;
/// Fewest characters of a reason: as many as name a matter in a script of syllables.
pub const ANSWER_MINIMUM: usize = 12;

named! {
    /// What became of a remark or an amendment.
    pub enum Disposition, "a disposition" {
        /// The text is changed as was asked.
        Accepted = "accepted",
        /// The text is changed, but not in all that was asked.
        AcceptedInPart = "accepted-in-part",
        /// The text is not changed.
        NotAccepted = "not-accepted",
        /// The text says so already.
        AlreadyThere = "already-there",
        /// A question is answered, and the text is not changed.
        Explained = "explained",
        /// It is taken note of; it asks for no change.
        Noted = "noted",
        /// It is put off, and the reason says to when.
        Deferred = "deferred",
        /// It is not about this text.
        OutOfScope = "out-of-scope",
    }
}

impl Disposition {
    /// Whether it says that the text changes, and so names the units.
    pub fn changes_the_text(self) -> bool {
        matches!(self, Self::Accepted | Self::AcceptedInPart)
    }
}

named! {
    /// Whether an answer is given, or first put to the authors.
    pub enum AnswerStage, "“proposed” or “given”" {
        /// Put to the authors for their consent.
        Proposed = "proposed",
        /// Given.
        Given = "given",
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who gave it; nothing for the operator.
    pub by: Option<ParticipantId>,
    /// The remarks and amendments that it answers.
    pub on: Vec<EntryNumber>,
    /// What became of them.
    pub disposition: Disposition,
    /// The reason, as content.
    pub words: Words,
    /// The units that change, or that say it already.
    pub units: Vec<UnitId>,
    /// Whether it was first put to the authors.
    pub stage: AnswerStage,
    /// The answer in whose place it comes.
    pub instead_of: Option<EntryNumber>,
    /// Of each remark and amendment for which it was given: when.
    pub given: BTreeMap<EntryNumber, Moment>,
}

/// Every answer, with what stands, what is owed, and what came back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    all: ByEntry<Answer>,
    /// The answer that stands, by remark or amendment.
    standing: BTreeMap<EntryNumber, EntryNumber>,
    /// The answer that is proposed, by remark or amendment.
    proposed: BTreeMap<EntryNumber, EntryNumber>,
    unanswered: BTreeSet<EntryNumber>,
    /// Who was not told yet of an answer that stands on an item of theirs: answer, addressee, item.
    untold: BTreeSet<(EntryNumber, ParticipantId, EntryNumber)>,
    replies: BTreeMap<(EntryNumber, EntryNumber), Vec<Reply>>,
    /// How the addressee of an item was told of an answer to it, by answer and item: an answer may be given to one item later than to
    /// another of the same author, and then they are told again.
    told: BTreeMap<(EntryNumber, EntryNumber), Telling>,
    /// To whom an answer is proposed, and who was not told of that yet, by answer and item.
    unasked: BTreeMap<(EntryNumber, EntryNumber), ParticipantId>,
    /// How the addressee of an item was told that an answer to it is proposed, by answer and item. That it is given later is news again.
    asked: BTreeMap<(EntryNumber, EntryNumber), Telling>,
    objections: BTreeSet<(EntryNumber, EntryNumber)>,
}

reads_by_entry!(Answers of Answer);

impl Answers {
    /// The answer that stands on a remark or an amendment.
    pub fn standing_on(&self, item: EntryNumber) -> Option<&Answer> {
        self.all.get(*self.standing.get(&item)?)
    }

    /// The answer that is put to the author of a remark or an amendment, and not given yet.
    pub fn proposed_on(&self, item: EntryNumber) -> Option<&Answer> {
        self.all.get(*self.proposed.get(&item)?)
    }

    /// What an author said to an answer, in order; the last word counts.
    pub fn replies(&self, answer: EntryNumber, item: EntryNumber) -> &[Reply] {
        self.replies.get(&(answer, item)).map_or(&[], Vec::as_slice)
    }

    /// How the addressee of a remark or an amendment was told of an answer to it.
    pub fn told(&self, answer: EntryNumber, item: EntryNumber) -> Option<&Telling> {
        self.told.get(&(answer, item))
    }

    /// How the addressee of a remark or an amendment was told that an answer to it is proposed.
    pub fn asked(&self, answer: EntryNumber, item: EntryNumber) -> Option<&Telling> {
        self.asked.get(&(answer, item))
    }

    /// Everyone who is to be told of an answer, that it was given or that it is proposed to them, each once for an answer.
    pub fn to_tell(&self) -> BTreeSet<(EntryNumber, ParticipantId)> {
        self.untold().chain(self.unasked.iter().map(|((answer, _), who)| (*answer, *who))).collect()
    }

    /// The people who were not told yet of an answer that was given, each once for an answer, in order of the answers.
    pub fn untold(&self) -> impl Iterator<Item = (EntryNumber, ParticipantId)> {
        let mut last = None;
        self.untold.iter().filter_map(move |(answer, who, _)| {
            let next = Some((*answer, *who));
            (last != next).then(|| last = next).and(next)
        })
    }

    /// Remarks and amendments with the answers to which their authors object, in order of the answers.
    pub fn objections(&self) -> impl ExactSizeIterator<Item = (EntryNumber, EntryNumber)> {
        self.objections.iter().copied()
    }

    /// Notes that something is owed an answer.
    pub(crate) fn owe(&mut self, item: EntryNumber) {
        self.unanswered.insert(item);
    }

    /// Notes that nothing is owed any more to what was taken back.
    pub(crate) fn release(&mut self, item: EntryNumber) {
        self.unanswered.remove(&item);
        if let Some(answer) = self.proposed.remove(&item) {
            self.unasked.remove(&(answer, item));
        }
    }

    /// Whether an answer is put to the author of an item now.
    fn is_proposed(&self, answer: EntryNumber, item: EntryNumber) -> bool {
        self.proposed.get(&item) == Some(&answer)
    }

    /// Whether telling somebody of an answer to an item by some means says something new: that it is proposed, or that it was given.
    fn is_news(&self, answer: EntryNumber, item: EntryNumber, means: Means) -> bool {
        let telling =
            if self.is_proposed(answer, item) { self.asked(answer, item) } else { self.told(answer, item) };
        match telling.map(|telling| telling.means) {
            None => true,
            Some(Means::Mail) => means == Means::Bounced,
            Some(Means::Page | Means::Bounced) => means == Means::Seen,
            Some(Means::Seen | Means::Unreachable) => false,
        }
    }

    fn tell(&mut self, answer: EntryNumber, who: ParticipantId, item: EntryNumber, telling: Telling) {
        if !self.is_news(answer, item, telling.means) {
            return;
        }
        if self.is_proposed(answer, item) {
            self.unasked.remove(&(answer, item));
            self.asked.insert((answer, item), telling);
        } else {
            self.untold.remove(&(answer, who, item));
            self.told.insert((answer, item), telling);
        }
    }

    /// Puts an answer to the author of an item, in place of one that was put to them before.
    fn propose(&mut self, answer: EntryNumber, item: EntryNumber, author: Option<ParticipantId>) {
        if let Some(before) = self.proposed.insert(item, answer) {
            self.unasked.remove(&(before, item));
        }
        if let Some(author) = author {
            self.unasked.insert((answer, item), author);
        }
    }

    pub(crate) fn reply(&mut self, answer: EntryNumber, item: EntryNumber, reply: Reply) {
        match reply.word {
            ReplyWord::Objects => drop(self.objections.insert((item, answer))),
            ReplyWord::Satisfied | ReplyWord::Accepts => drop(self.objections.remove(&(item, answer))),
            ReplyWord::Consents | ReplyWord::Refuses => {}
        }
        self.replies.entry((answer, item)).or_default().push(reply);
    }

    fn give(&mut self, answer: EntryNumber, item: EntryNumber, at: Moment, author: Option<ParticipantId>) {
        let Some(given) = self.all.get_mut(answer) else { return };
        given.given.insert(item, at);
        self.release(item);
        if let Some(before) = self.standing.insert(item, answer) {
            // Whoever was not told of what no longer stands is told of what does.
            if let Some(author) = author {
                self.untold.remove(&(before, author, item));
            }
            self.objections.remove(&(item, before));
        }
        if let Some(author) = author {
            self.untold.insert((answer, author, item));
        }
    }
}

fields! {
    /// An answer was given, or put to the authors first.
    pub struct Answered {
        /// The remarks and amendments that it answers.
        pub on: Vec<EntryNumber>,
        /// What became of them.
        pub disposition: Disposition,
        /// The reason, as content.
        pub text: Words,
        /// The units that change, or that say it already.
        pub units: Vec<UnitId>,
        /// Proposed, or given.
        pub stage: AnswerStage,
        /// The answer in whose place it comes, where these have one.
        pub instead_of: Option<EntryNumber>,
    }
}

/// Who answers: drafters and the secretariat, in a phase for answers.
const ANSWERING: &[(By, When)] = &[(By::Office(Office::Drafter), When::Phase(PhaseAct::Answer))];

impl Act for Answered {
    const TYPE: &'static str = "answer";
    const CALLED: &'static str = "an answer";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = ANSWERING;
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Process;
    const READ_BY: &'static [Reader] = &[Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        require_distinct("remarks", self.on.iter())?;
        if self.disposition.changes_the_text() || !self.units.is_empty() {
            require_distinct("units", self.units.iter())?;
        }
        for item in &self.on {
            let author = process.require_answerable(*item)?;
            if stamp.author.participant() == Some(author) {
                return Err(Violation::OwnWords(*item));
            }
            let standing = process.answers.standing.get(item).copied();
            if standing != self.instead_of {
                return Err(Violation::AnsweredOtherwise { item: *item, standing });
            }
        }
        if self.stage == AnswerStage::Given && process.charter.answer_consent {
            return Err(Violation::ConsentFirst);
        }
        let length = self.text.length as usize;
        if length < ANSWER_MINIMUM {
            return Err(Violation::ReasonTooShort { length, minimum: ANSWER_MINIMUM });
        }
        self.text.within(ANSWER_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let answer = Answer {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author.participant(),
            on: self.on.clone(),
            disposition: self.disposition,
            words: self.text.clone(),
            units: self.units.clone(),
            stage: self.stage,
            instead_of: self.instead_of,
            given: BTreeMap::new(),
        };
        process.answers.all.insert(stamp.entry, answer);
        match self.stage {
            AnswerStage::Given => process.give(stamp.entry, &self.on, stamp.at),
            AnswerStage::Proposed => {
                for item in &self.on {
                    let addressee = process.addressee_of(*item);
                    process.answers.propose(stamp.entry, *item, addressee);
                }
            }
        }
    }
}

fields! {
    /// A proposed answer was given, in the words that were put to the authors.
    pub struct AnswerGiven {
        /// The answer.
        pub answer: EntryNumber,
        /// For which of its remarks and amendments.
        pub on: Vec<EntryNumber>,
    }
}

impl Act for AnswerGiven {
    const TYPE: &'static str = "answer-given";
    const CALLED: &'static str = "the giving of an answer";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = ANSWERING;
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        require_distinct("remarks", self.on.iter())?;
        let answer = process.answers.get(self.answer).ok_or(Violation::UnknownAnswer(self.answer))?;
        for item in &self.on {
            process.require_answerable(*item)?;
            if !process.answers.is_proposed(self.answer, *item) {
                return Err(Violation::NotProposed { answer: self.answer, item: *item });
            }
            let asked = process.answers.replies(self.answer, *item);
            let replied = asked.iter().any(|reply| reply.word.is_about_a_proposal());
            let silent = process.silent_to_proposal_from(answer, *item);
            if !replied && silent.is_none_or(|from| stamp.at < from) {
                return Err(Violation::ConsentAwaited { answer: self.answer, item: *item });
            }
        }
        Ok(())
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        process.give(self.answer, &self.on, stamp.at);
    }
}

/// Answer remarks and amendments: all of them, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveAnswer {
    /// The remarks and amendments.
    pub on: Vec<EntryNumber>,
    /// What becomes of them.
    pub disposition: Disposition,
    /// The reason.
    pub text: String,
    /// Its language.
    pub language: Language,
    /// The units that change, or that say it already.
    #[serde(default)]
    pub units: Vec<UnitId>,
    /// Proposed, or given.
    pub stage: AnswerStage,
    /// The answer in whose place it comes, where these have one.
    #[serde(default)]
    pub instead_of: Option<EntryNumber>,
}

impl GiveAnswer {
    fn answered(&self, text: Words) -> Answered {
        Answered {
            on: self.on.clone(),
            disposition: self.disposition,
            text,
            units: self.units.clone(),
            stage: self.stage,
            instead_of: self.instead_of,
        }
    }
}

impl Enact for GiveAnswer {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        Outcome::of_text((&self.text, &self.language, ANSWER_LIMIT), circumstances, |text| {
            self.answered(text)
        })
    }
}

/// Give many answers at once, as they come back typed into a table: all of them, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveAnswers {
    /// The answers, in order.
    pub answers: Vec<GiveAnswer>,
}

impl Enact for GiveAnswers {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        require_count(self.answers.len(), ANSWERS_AT_ONCE)?;
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let mut answered = Vec::with_capacity(self.answers.len());
        for answer in &self.answers {
            let (text, content) = Words::write(&answer.text, &answer.language, ANSWER_LIMIT, &mut nonces)?;
            contents.push(content);
            answered.push(answer.answered(text));
        }
        Ok(Outcome::of_all(answered, contents))
    }
}

/// Give an answer that was proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveProposed {
    /// The answer.
    pub answer: EntryNumber,
    /// For which of its remarks and amendments.
    pub on: Vec<EntryNumber>,
}

impl Enact for GiveProposed {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        Ok(Outcome::of(AnswerGiven { answer: self.answer, on: self.on.clone() }))
    }
}

impl Process {
    /// Remarks and amendments that wait for an answer, in order. What a moderator turned away is owed none: that was the answer.
    pub fn unanswered(&self) -> impl Iterator<Item = EntryNumber> {
        self.answers.unanswered.iter().copied().filter(|entry| !self.ledger.is_turned_away(*entry))
    }

    /// Whether a remark or an amendment waits for an answer.
    pub fn owes_answer_to(&self, item: EntryNumber) -> bool {
        self.answers.unanswered.contains(&item) && !self.ledger.is_turned_away(item)
    }

    /// Everything that is left before a phase of answers, or the process, may close.
    pub fn owed(&self) -> Owed {
        let untold = self.answers.untold().collect();
        Owed { unanswered: self.unanswered().collect(), untold, contested: Vec::new() }
    }

    /// The same on a day, with what was turned away and may still come back: until the author's time to appeal is over, and an appeal
    /// ruled upon, nobody can say that the verdict was the answer.
    pub fn owed_on(&self, day: Date) -> Owed {
        let is_contested = |item: &EntryNumber| match self.appeal_on(*item) {
            Some(appeal) => appeal.ruling.is_none(),
            None => self.last_day_to_appeal(*item).is_some_and(|last| day <= last),
        };
        let turned_away =
            self.answers.unanswered.iter().copied().filter(|item| self.ledger.is_turned_away(*item));
        Owed { contested: turned_away.filter(is_contested).collect(), ..self.owed() }
    }

    /// Refuses, with all that is left, while something is owed.
    pub(crate) fn require_nothing_owed(&self) -> Result<(), Violation> {
        let owed = self.owed();
        if owed.is_empty() { Ok(()) } else { Err(Violation::Owed(owed)) }
    }

    /// What can be answered: who it is from. A remark that is a point of a submission is answered to whoever sent that.
    pub(crate) fn require_answerable(&self, item: EntryNumber) -> Result<ParticipantId, Violation> {
        if let Some(amendment) = self.amendments.get(item) {
            self.require_amendment(item)?;
            return Ok(amendment.author);
        }
        self.require_remark(item).map(|remark| remark.addressee)
    }

    /// Whom an answer on a remark or an amendment is for; nothing where they took part elsewhere and cannot be told here.
    pub fn addressee_of(&self, item: EntryNumber) -> Option<ParticipantId> {
        let remark = self.remarks.get(item).map(|remark| remark.addressee);
        let author = remark.or_else(|| self.amendments.get(item).map(|amendment| amendment.author))?;
        self.participant(author).filter(|person| person.source_id.is_none()).map(|person| person.id)
    }

    fn give(&mut self, answer: EntryNumber, on: &[EntryNumber], at: Moment) {
        for item in on {
            let addressee = self.addressee_of(*item);
            self.answers.give(answer, *item, at, addressee);
        }
    }

    /// When silence begins that follows a moment at which somebody was asked or told.
    pub fn silent_from(&self, asked: Moment) -> Moment {
        const DAY: i64 = 86_400;
        Moment(asked.0.saturating_add(i64::from(self.charter.reply_days) * DAY))
    }

    /// From when on a proposed answer may be given without a word of its author; nothing while they were not told that it is
    /// proposed, and no notice of it stands on their page. Where all that is known is that a notice stands, the days count from there,
    /// so that one who never comes back does not hold up a process; that is not called silence. Who took part elsewhere cannot be
    /// told here: for them the days count from the proposal.
    pub fn silent_to_proposal_from(&self, answer: &Answer, item: EntryNumber) -> Option<Moment> {
        if self.addressee_of(item).is_none() {
            return Some(self.silent_from(answer.at));
        }
        self.answers.asked(answer.entry, item).map(|telling| self.silent_from(telling.at))
    }

    /// What the author of a remark or an amendment says to the answer that stands on it; silence is a state of its own, with its day.
    pub fn reply_state(&self, item: EntryNumber, now: Moment) -> Option<ReplyState> {
        let answer = self.answers.standing_on(item)?;
        let said = self.answers.replies(answer.entry, item);
        if let Some(last) = said.iter().rev().find(|reply| !reply.word.is_about_a_proposal()) {
            return Some(ReplyState::Said(last.word));
        }
        if self.addressee_of(item).is_none() {
            return Some(ReplyState::Elsewhere);
        }
        let Some(telling) = self.answers.told(answer.entry, item) else { return Some(ReplyState::Untold) };
        if telling.means == Means::Unreachable {
            return Some(ReplyState::Unreachable);
        }
        if telling.means.is_notice_alone() {
            return Some(ReplyState::Unseen(telling.at));
        }
        let due = self.silent_from(telling.at);
        Some(if now < due { ReplyState::Awaited(due) } else { ReplyState::Silent(due) })
    }

    /// How many answers that stand are known to their authors by a notice alone, which they may not have seen.
    pub fn unseen(&self) -> usize {
        let alone = |(item, answer): &(&EntryNumber, &EntryNumber)| {
            self.answers.told(**answer, **item).is_some_and(|telling| telling.means.is_notice_alone())
        };
        self.answers.standing.iter().filter(alone).count()
    }

    /// Whether it would be news that somebody was told of an answer by some means.
    pub fn can_tell(&self, answer: EntryNumber, who: ParticipantId, means: Means) -> bool {
        let answer = self.answers.get(answer);
        answer.is_some_and(|answer| self.require_tellable(answer, who, means).is_ok())
    }

    /// Whether somebody can be told of an answer, by some means, given how they were told before.
    pub(crate) fn require_tellable(
        &self,
        answer: &Answer,
        who: ParticipantId,
        means: Means,
    ) -> Result<(), Violation> {
        let items = self.items_to_tell(answer, who);
        if items.is_empty() {
            return Err(Violation::NotAnAddressee { answer: answer.entry, who: who.0 });
        }
        if items.iter().any(|item| self.answers.is_news(answer.entry, *item, means)) {
            Ok(())
        } else {
            Err(Violation::NothingChanged(answer.entry))
        }
    }

    /// The remarks and amendments of somebody for which an answer was given, or is proposed, so far.
    fn items_to_tell(&self, answer: &Answer, who: ParticipantId) -> Vec<EntryNumber> {
        let is_theirs = |item: &EntryNumber| self.addressee_of(*item) == Some(who);
        let said = |item: &EntryNumber| {
            answer.given.contains_key(item) || self.answers.is_proposed(answer.entry, *item)
        };
        answer.on.iter().copied().filter(|item| is_theirs(item) && said(item)).collect()
    }

    /// Notes that somebody was told of all that an answer gave or proposed to them until now.
    pub(crate) fn tell(&mut self, answer: EntryNumber, who: ParticipantId, telling: Telling) {
        let items = self.answers.get(answer).map_or_else(Vec::new, |answer| self.items_to_tell(answer, who));
        for item in items {
            self.answers.tell(answer, who, item, telling);
        }
    }
}
