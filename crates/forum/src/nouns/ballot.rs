//! Ballots: a question that is put to the vote in a phase of the charter, and everyone's vote on it.
//!
//! Rule, electorate, quorum and what happens in a tie are fixed in the entry that opens the ballot; no entry changes them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::{Charter, Phase, PhaseAct};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{Content, NonceSource, Words};
use crate::field::{fields, named, part};
use crate::id::{EntryNumber, GroupId, Moment, ParticipantId};
use crate::kept::Kept;
use crate::language::{Language, LocalText};
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, reads_by_entry};
use crate::nouns::participant::Participant;
use crate::nouns::require_distinct;
use crate::nouns::tally::{Chosen, Count};
use crate::office_name::Office;
use crate::table::Process;
use crate::tie::TieRule;
use crate::violation::{BallotFault, FixedPart, Violation, VoteFault};

/// Longest question and longest option, in characters.
pub const QUESTION_LIMIT: usize = 2_000;
/// Longest reason of somebody who is against, in characters.
pub const OBJECTION_LIMIT: usize = 4_000;
/// Most options of one ballot: more cannot be put in order by anybody.
pub const OPTIONS_LIMIT: usize = 40;

named! {
    /// How a ballot is decided.
    pub enum BallotRule, "a rule by which a ballot is decided" {
        /// Nobody is against.
        Consensus = "consensus",
        /// More are for than against.
        Majority = "majority",
        /// At least two thirds of those who are for or against are for.
        TwoThirds = "two-thirds",
        /// More are for than against among all people, and in more than half of the charter's groups.
        DoubleMajority = "double-majority",
        /// Of all votes, at least so many per cent are for and at most so many against.
        Consent = "consent",
        /// The option that most approve.
        Approval = "approval",
        /// Options in order of preference, by Schulze's method with winning votes.
        Schulze = "schulze",
        /// Options in order of preference; the last one leaves until one has more than half.
        InstantRunoff = "instant-runoff",
    }
}

impl BallotRule {
    /// Whether people choose among options, rather than being for or against.
    pub fn is_choice(self) -> bool {
        matches!(self, Self::Approval | Self::Schulze | Self::InstantRunoff)
    }

    /// Whether people consent or object, rather than being for or against.
    pub fn asks_for_consent(self) -> bool {
        matches!(self, Self::Consensus | Self::Consent)
    }
}

named! {
    /// Who may vote in a ballot.
    pub enum Electorate, "who may vote" {
        /// Everyone who joined.
        Everyone = "everyone",
        /// Those whose identity was verified by the charter's means.
        Verified = "verified",
        /// Organisations of the register, each with one vote, cast by whoever speaks for it.
        Organisations = "organisations",
    }
}

impl Electorate {
    /// Whether somebody votes in their own name; whoever was brought in from elsewhere votes there.
    pub(crate) fn has(self, person: &Participant) -> bool {
        person.source_id.is_none()
            && match self {
                Self::Everyone => true,
                Self::Verified => person.verified,
                Self::Organisations => false,
            }
    }
}

named! {
    /// How somebody stands to what is put to the vote.
    pub enum Position, "“for”, “against” or “abstain”" {
        /// For it; where the rule is consent or consensus: consents.
        For = "for",
        /// Against it; where the rule is consent or consensus: objects.
        Against = "against",
        /// Neither; counts for the quorum.
        Abstain = "abstain",
    }
}

part! {
    /// One of the things to choose among.
    pub struct BallotOption, "an option in words, and the amendment that it stands for" {
        /// Its words, in every language of the charter.
        pub words: Vec<Words>,
        /// The amendment that it stands for.
        pub amendment: Option<EntryNumber>,
    }
}

/// The present vote of a person, or of an organisation, in a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotVote {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// Who cast it: the voter, or a delegate of the organisation whose vote it is.
    pub by: ParticipantId,
    /// When.
    pub at: Moment,
    /// For, against or neither; nothing in a choice.
    pub position: Option<Position>,
    /// The options approved, or in order of preference, by their place in the ballot from 0.
    pub choices: Vec<u32>,
    /// Why somebody is against, as content.
    pub reason: Option<Words>,
}

/// A question that was put to the vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// The entry that opened it.
    pub entry: EntryNumber,
    /// When that was.
    pub at: Moment,
    /// What it asks and by which rules.
    pub terms: Terms,
    /// Everyone's present vote, by whose it is: the admission of a person, or the first entry of an organisation.
    pub votes: BTreeMap<EntryNumber, BallotVote>,
    /// Those of whom the present vote came with a reason, so that pages find them without going through all.
    pub with_reason: BTreeSet<EntryNumber>,
    /// The first vote that was cast, whatever came after it.
    pub first: Option<EntryNumber>,
    /// The last vote that was cast.
    pub(crate) last: Option<EntryNumber>,
    /// How it went, once it was counted.
    pub count: Option<Counted>,
    /// How it would be counted, by the number of entries in front.
    #[serde(skip)]
    pub(crate) counting: Kept<u64, Count>,
    /// The steps of the count of a choice, by the last vote.
    #[serde(skip)]
    pub(crate) choosing: Kept<Option<EntryNumber>, Chosen>,
}

/// The entry that says how a ballot went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The entry.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// What it says; [`Process::count`] gave the same.
    pub count: Count,
}

/// What was answered to an objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionAnswer {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who answered; nothing for the operator.
    pub by: Option<ParticipantId>,
    /// The words.
    pub words: Words,
}

/// Every ballot, by entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballots {
    all: ByEntry<Ballot>,
    /// The votes that came with a reason, when and by whom; also those that a later one replaced, for their words stay.
    reasoned: BTreeMap<EntryNumber, (Moment, ParticipantId)>,
    /// What was answered to objections, by the vote that holds each, in the order of the record.
    pub(crate) answers: BTreeMap<EntryNumber, Vec<ObjectionAnswer>>,
}

reads_by_entry!(Ballots of Ballot);

impl Ballots {
    /// The ballot whose count an entry holds.
    pub fn counted_in(&self, entry: EntryNumber) -> Option<&Ballot> {
        self.iter().find(|ballot| ballot.count.as_ref().is_some_and(|counted| counted.entry == entry))
    }

    /// Every vote that came with a reason, in the order of the record: its entry, when, and who wrote it.
    pub fn reasons(&self) -> impl ExactSizeIterator<Item = (EntryNumber, Moment, ParticipantId)> {
        self.reasoned.iter().map(|(entry, (at, who))| (*entry, *at, *who))
    }

    pub(crate) fn get_mut(&mut self, entry: EntryNumber) -> Option<&mut Ballot> {
        self.all.get_mut(entry)
    }
}

part! {
    /// What a ballot asks, and by which rules it is decided.
    pub struct Terms, "the terms of a ballot" {
        /// The phase of the charter in which people vote.
        pub phase: String,
        /// The rule.
        pub rule: BallotRule,
        /// Who may vote.
        pub electorate: Electorate,
        /// The stakeholder groups of which they are; absent where all groups vote, and who is of none.
        pub groups: Option<Vec<GroupId>>,
        /// How many people must vote for it to count.
        pub quorum: u32,
        /// By the rule `consent`: at least so many per cent of all votes are for.
        pub consent: Option<u32>,
        /// By the rule `consent`: at most so many per cent of all votes are against.
        pub objection: Option<u32>,
        /// In a choice: what happens where two options stand alike.
        pub tie: Option<TieRule>,
        /// The version of the draft that is voted on, by its entry.
        pub draft: Option<EntryNumber>,
        /// The question, in every language of the charter.
        pub question: Vec<Words>,
        /// What can be chosen; empty unless the rule is a choice.
        pub options: Vec<BallotOption>,
    }
}

impl Terms {
    /// That the rule has just the figures that it needs.
    fn judge_rule(&self) -> Result<(), Violation> {
        let wrong = |fault| Err(Violation::BadBallot(fault));
        match (self.rule.is_choice(), self.options.len()) {
            (true, 0 | 1) => return wrong(BallotFault::TooFewOptions),
            (false, 1..) => return wrong(BallotFault::OptionsUnasked),
            (true, count) if count > OPTIONS_LIMIT => {
                return wrong(BallotFault::TooManyOptions(OPTIONS_LIMIT));
            }
            _ => {}
        }
        let amendments = self.options.iter().filter_map(|option| option.amendment);
        if twice(amendments) {
            return wrong(BallotFault::OptionsAlike);
        }
        if self.rule.is_choice() != self.tie.is_some() {
            return wrong(BallotFault::Tie);
        }
        match (self.rule == BallotRule::Consent, self.consent, self.objection) {
            (true, Some(1..=100), Some(0..=99)) | (false, None, None) => Ok(()),
            (true, ..) => wrong(BallotFault::Shares),
            (false, ..) => wrong(BallotFault::SharesUnasked),
        }
    }

    /// That those who vote are of groups that there are, each named once.
    fn judge_groups(&self, process: &Process) -> Result<(), Violation> {
        let Some(groups) = &self.groups else { return Ok(()) };
        require_distinct("groups", groups.iter())?;
        match groups.iter().find(|group| !process.charter.has_group(group)) {
            Some(unknown) => Err(Violation::UnknownGroup(unknown.to_string())),
            None => Ok(()),
        }
    }

    /// Whether those of a group vote, or those of none.
    pub(crate) fn has_group(&self, group: Option<&GroupId>) -> bool {
        self.groups.as_ref().is_none_or(|groups| group.is_some_and(|group| groups.contains(group)))
    }

    fn judge_words(&self, process: &Process) -> Result<(), Violation> {
        let in_all = |words: &[Words]| {
            require_distinct("languages of a ballot", words.iter().map(|words| words.language.as_str()))?;
            words.iter().try_for_each(|words| words.within(QUESTION_LIMIT))?;
            let lacks = |language: &&Language| !words.iter().any(|words| words.language == **language);
            match process.charter.languages.iter().find(lacks) {
                Some(language) => Err(Violation::LanguageMissing(language.to_string())),
                None => Ok(()),
            }
        };
        in_all(&self.question)?;
        self.options.iter().try_for_each(|option| in_all(&option.words))
    }
}

fields! {
    /// A question is put to the vote.
    pub struct BallotOpened {
        /// What it asks and by which rules.
        pub terms: Terms,
    }
}

impl Act for BallotOpened {
    const TYPE: &'static str = "ballot";
    const CALLED: &'static str = "a ballot";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Chair), When::Open)];
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
        let phase = process.ballot_phase(&self.terms.phase)?;
        if phase.closes < stamp.at.day() {
            return Err(Violation::BallotOver(self.terms.phase.clone()));
        }
        self.terms.judge_rule()?;
        self.terms.judge_groups(process)?;
        self.terms.judge_words(process)?;
        if let Some(named) = self.terms.draft
            && !process.drafts.iter().any(|draft| draft.entry == named)
        {
            return Err(Violation::NotADraft(named));
        }
        let amendments = self.terms.options.iter().filter_map(|option| option.amendment);
        let mut amendments = amendments.map(|amendment| process.require_amendment(amendment));
        amendments.try_for_each(|amendment| amendment.map(drop))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let (entry, at, terms) = (stamp.entry, stamp.at, self.terms.clone());
        let ballot = Ballot {
            entry,
            at,
            terms,
            votes: BTreeMap::new(),
            with_reason: BTreeSet::new(),
            first: None,
            last: None,
            count: None,
            counting: Kept::default(),
            choosing: Kept::default(),
        };
        process.ballots.all.insert(entry, ballot);
    }
}

fields! {
    /// Somebody voted in a ballot, or voted anew.
    pub struct BallotCast {
        /// The ballot.
        pub on: EntryNumber,
        /// For, against or neither; absent in a choice.
        pub position: Option<Position>,
        /// The options approved, or in order of preference, by their place in the ballot from 0; none abstains.
        pub choices: Vec<u32>,
        /// Why somebody is against, as content.
        pub reason: Option<Words>,
    }
}

impl Act for BallotCast {
    const TYPE: &'static str = "ballot-vote";
    const CALLED: &'static str = "a vote in a ballot";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Phase(PhaseAct::Ballot))];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Personal;
    const READ_BY: &'static [Reader] = &[Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let ballot = process.require_ballot(self.on)?;
        let who = stamp.author.participant().ok_or(Violation::NotAParticipant)?;
        process.require_running(ballot, stamp.at)?;
        let voter = process.votes_as(ballot, who).ok_or(Violation::NotInElectorate(self.on))?;
        self.judge_choice(ballot)?;
        let present = ballot.votes.get(&voter);
        if present.is_some_and(|vote| self.repeats(vote, who)) {
            return Err(Violation::NothingChanged(self.on));
        }
        self.reason.as_ref().map_or(Ok(()), |reason| reason.within(OBJECTION_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(who) = stamp.author.participant() else { return };
        if self.reason.is_some() {
            process.ballots.reasoned.insert(stamp.entry, (stamp.at, who));
        }
        let voter = process.ballots.get(self.on).and_then(|ballot| process.votes_as(ballot, who));
        let (Some(voter), Some(ballot)) = (voter, process.ballots.get_mut(self.on)) else { return };
        let (entry, at, position) = (stamp.entry, stamp.at, self.position);
        let (choices, reason) = (self.choices.clone(), self.reason.clone());
        if reason.is_some() {
            ballot.with_reason.insert(voter);
        } else {
            ballot.with_reason.remove(&voter);
        }
        ballot.first.get_or_insert(entry);
        ballot.last = Some(entry);
        ballot.votes.insert(voter, BallotVote { entry, by: who, at, position, choices, reason });
    }
}

impl BallotCast {
    /// Whether a vote of the same person says the same; words are never the same, for each has randomness of its own. What another
    /// delegate said for the organisation before may be said anew: then somebody else answers for it.
    fn repeats(&self, vote: &BallotVote, who: ParticipantId) -> bool {
        vote.by == who
            && vote.position == self.position
            && vote.choices == self.choices
            && vote.reason.is_none()
            && self.reason.is_none()
    }

    /// That the vote is one that the ballot asks for.
    fn judge_choice(&self, ballot: &Ballot) -> Result<(), Violation> {
        let wrong = |fault| Err(Violation::BadBallotVote(fault));
        if ballot.terms.rule.is_choice() != self.position.is_none() {
            return wrong(VoteFault::OtherKind);
        }
        if self.position.is_some() && !self.choices.is_empty() {
            return wrong(VoteFault::NothingToChoose);
        }
        let options = ballot.terms.options.len();
        if self.choices.iter().any(|choice| *choice as usize >= options) {
            return wrong(VoteFault::NoSuchOption);
        }
        if !self.choices.is_empty() {
            require_distinct("options", self.choices.iter())?;
        }
        match (self.position, &self.reason) {
            (Some(Position::Against), None) if ballot.terms.rule == BallotRule::Consensus => {
                wrong(VoteFault::ReasonMissing)
            }
            (Some(Position::For | Position::Abstain) | None, Some(_)) => wrong(VoteFault::ReasonUnasked),
            _ => Ok(()),
        }
    }
}

/// Put a question to the vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenBallot {
    /// The phase of the charter in which people vote.
    pub phase: String,
    /// The rule.
    pub rule: BallotRule,
    /// Who may vote.
    pub electorate: Electorate,
    /// The stakeholder groups of which they are; none for all, and those who are of none.
    #[serde(default)]
    pub groups: Vec<GroupId>,
    /// How many must vote for it to count, for whoever says it again: it is what the charter says, and another number is refused.
    #[serde(default)]
    pub quorum: Option<u32>,
    /// By the rule `consent`: at least so many per cent of all votes are for.
    #[serde(default)]
    pub consent: Option<u32>,
    /// By the rule `consent`: at most so many per cent of all votes are against.
    #[serde(default)]
    pub objection: Option<u32>,
    /// In a choice: what happens where two options stand alike, for whoever says it again: it is what the charter says, and anything
    /// else is refused.
    #[serde(default)]
    pub tie: Option<TieRule>,
    /// The version of the draft that is voted on, by its entry.
    #[serde(default)]
    pub draft: Option<EntryNumber>,
    /// The question, in every language of the charter.
    pub question: LocalText,
    /// What can be chosen, each with the amendment that it stands for.
    #[serde(default)]
    pub options: Vec<(LocalText, Option<EntryNumber>)>,
}

impl Enact for OpenBallot {
    /// What is asked at the door alone: records from before it was asked hold ballots with a quorum and a word on ties of their own.
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let (quorum, tie) = self.by_charter(&process.charter)?;
        let said = |text: &LocalText| {
            text.0.iter().map(|(tag, text)| (tag.clone(), text.trim().to_owned())).collect::<Vec<_>>()
        };
        // Only before they are written: in the record each text has randomness of its own.
        if twice(self.options.iter().map(|(text, _)| said(text))) {
            return Err(Violation::BadBallot(BallotFault::OptionsAlike));
        }
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let question = in_languages(&self.question, &mut nonces, &mut contents)?;
        let mut options = Vec::with_capacity(self.options.len());
        for (text, amendment) in &self.options {
            let words = in_languages(text, &mut nonces, &mut contents)?;
            options.push(BallotOption { words, amendment: *amendment });
        }
        let terms = Terms {
            phase: self.phase.clone(),
            rule: self.rule,
            electorate: self.electorate,
            groups: (!self.groups.is_empty()).then(|| self.groups.clone()),
            quorum,
            consent: self.consent,
            objection: self.objection,
            tie,
            draft: self.draft,
            question,
            options,
        };
        Ok(Outcome::with(BallotOpened { terms }, contents))
    }
}

impl OpenBallot {
    /// The quorum, and in a choice what happens in a tie, as the charter says them: two documents cannot say it differently.
    fn by_charter(&self, charter: &Charter) -> Result<(u32, Option<TieRule>), Violation> {
        let rule = &charter.decides;
        if let Some(other) = self.quorum.filter(|said| *said != rule.quorum_people) {
            return Err(Violation::OtherQuorum { charter: rule.quorum_people, ballot: other });
        }
        if !self.rule.is_choice() {
            return Ok((rule.quorum_people, self.tie));
        }
        match self.tie {
            Some(other) if other != rule.tie_rule => {
                Err(Violation::OtherTie { charter: rule.tie_rule.as_str(), ballot: other.as_str() })
            }
            _ => Ok((rule.quorum_people, Some(rule.tie_rule))),
        }
    }
}

/// Whether something comes twice.
fn twice<T: Ord>(mut all: impl Iterator<Item = T>) -> bool {
    let mut seen = BTreeSet::new();
    !all.all(|one| seen.insert(one))
}

/// A text as words in each of its languages.
fn in_languages(
    text: &LocalText,
    nonces: &mut NonceSource,
    contents: &mut Vec<Content>,
) -> Result<Vec<Words>, Violation> {
    let mut all = Vec::with_capacity(text.0.len());
    for (language, text) in &text.0 {
        let (words, content) = Words::write(text, language, QUESTION_LIMIT, nonces)?;
        all.push(words);
        contents.push(content);
    }
    Ok(all)
}

/// Vote in a ballot, or vote anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CastBallot {
    /// The ballot.
    pub on: EntryNumber,
    /// For, against or neither; nothing in a choice.
    #[serde(default)]
    pub position: Option<Position>,
    /// The options approved, or in order of preference, by their place in the ballot from 0.
    #[serde(default)]
    pub choices: Vec<u32>,
    /// Why somebody is against.
    #[serde(default)]
    pub reason: Option<(Language, String)>,
}

impl Enact for CastBallot {
    fn enact(
        &self,
        process: &Process,
        actor: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let event = |reason| BallotCast {
            on: self.on,
            position: self.position,
            choices: self.choices.clone(),
            reason,
        };
        if let Some((language, text)) = &self.reason {
            return Outcome::of_text((text, language, OBJECTION_LIMIT), circumstances, |words| {
                event(Some(words))
            });
        }
        let (cast, ballot) = (event(None), process.ballots.get(self.on));
        // A form that is sent twice makes one entry.
        let present = ballot.zip(actor.author().participant()).and_then(|(ballot, who)| {
            process.present_vote(ballot, who).filter(|vote| cast.repeats(vote, who))
        });
        match present {
            Some(vote) => Ok(Outcome::stands(vote.entry)),
            None => Ok(Outcome::of(cast)),
        }
    }
}

impl Process {
    /// A ballot by its entry.
    pub(crate) fn require_ballot(&self, entry: EntryNumber) -> Result<&Ballot, Violation> {
        self.ballots.get(entry).ok_or(Violation::UnknownBallot(entry))
    }

    /// A phase of the charter in which people vote in ballots.
    pub(crate) fn ballot_phase(&self, id: &str) -> Result<&Phase, Violation> {
        let phase = self.charter.phase(id).ok_or_else(|| Violation::UnknownPhase(id.to_owned()))?;
        if phase.acts.contains(&PhaseAct::Ballot) {
            Ok(phase)
        } else {
            Err(Violation::NoBallotPhase(id.to_owned()))
        }
    }

    /// That people vote in a ballot now, by the days of its phase.
    fn require_running(&self, ballot: &Ballot, at: Moment) -> Result<(), Violation> {
        let (phase, day) = (self.ballot_phase(&ballot.terms.phase)?, at.day());
        if day < phase.opens {
            return Err(Violation::BallotNotBegun {
                phase: phase.id.clone(),
                opens: phase.opens.to_string(),
            });
        }
        if let Some(counted) = &ballot.count {
            return Err(Violation::CountedAlready(counted.entry));
        }
        if day > phase.closes { Err(Violation::BallotOver(phase.id.clone())) } else { Ok(()) }
    }

    /// That a new charter keeps the quorum and the word on ties by which a ballot runs that is still to be counted.
    pub(crate) fn require_ballots_keep_their_bars(&self, charter: &Charter) -> Result<(), Violation> {
        let (was, is) = (&self.charter.decides, &charter.decides);
        if (was.quorum_people, was.tie_rule) == (is.quorum_people, is.tie_rule) {
            return Ok(());
        }
        match self.ballots.iter().find(|ballot| ballot.count.is_none()) {
            Some(ballot) => Err(Violation::CharterFixed(FixedPart::Bars(ballot.entry))),
            None => Ok(()),
        }
    }

    /// That a new charter keeps the phase of each ballot that is still to be counted: without it nobody could vote, and nobody count.
    pub(crate) fn require_ballots_keep_their_phases(&self, charter: &Charter) -> Result<(), Violation> {
        let has_phase = |ballot: &&Ballot| {
            let phase = charter.phase(&ballot.terms.phase);
            phase.is_some_and(|phase| phase.acts.contains(&PhaseAct::Ballot))
        };
        let mut waiting = self.ballots.iter().filter(|ballot| ballot.count.is_none());
        match waiting.find(|ballot| !has_phase(ballot)) {
            Some(Ballot { entry, terms, .. }) => {
                let (ballot, phase) = (*entry, terms.phase.clone());
                Err(Violation::CharterFixed(FixedPart::Ballot { ballot, phase }))
            }
            None => Ok(()),
        }
    }

    /// Whether people vote in a ballot now; pages offer just this.
    pub fn runs(&self, ballot: &Ballot, now: Moment) -> bool {
        self.require(When::Phase(PhaseAct::Ballot), now).is_ok() && self.require_running(ballot, now).is_ok()
    }

    /// Whose vote somebody casts in a ballot: their own, or that of the organisation for which they speak now; nobody's, if they
    /// may not vote.
    pub fn votes_as(&self, ballot: &Ballot, who: ParticipantId) -> Option<EntryNumber> {
        let voter = self.votes_as_in_any_group(ballot, who)?;
        ballot.terms.has_group(self.group_of_voter(ballot, voter)).then_some(voter)
    }

    /// The same, whatever group they are of: who may vote by this and not by that is kept out by the group alone.
    pub fn votes_as_in_any_group(&self, ballot: &Ballot, who: ParticipantId) -> Option<EntryNumber> {
        match ballot.terms.electorate {
            Electorate::Organisations => self.delegations.organisation_of(who),
            own => self.participant(who).filter(|person| own.has(person)).map(|person| person.id.0),
        }
    }

    /// The vote that stands for somebody, or for the organisation for which they speak.
    pub fn present_vote<'a>(&self, ballot: &'a Ballot, who: ParticipantId) -> Option<&'a BallotVote> {
        ballot.votes.get(&self.votes_as(ballot, who)?)
    }

    /// How many might vote in a ballot: people, or organisations for which somebody speaks. One that has voted stays counted, also
    /// where nobody speaks for it any more.
    pub(crate) fn electorate_of(&self, ballot: &Ballot) -> u64 {
        match ballot.terms.electorate {
            Electorate::Organisations => {
                let mut voters = self.delegations.speaking_for();
                voters.retain(|voter| ballot.terms.has_group(self.group_of_voter(ballot, *voter)));
                voters.extend(ballot.votes.keys());
                voters.len() as u64
            }
            own => {
                let may =
                    |person: &Participant| own.has(person) && ballot.terms.has_group(person.group.as_ref());
                let counts = |person: &&Participant| may(person) || ballot.votes.contains_key(&person.id.0);
                self.participants.iter().filter(counts).count() as u64
            }
        }
    }

    /// The stakeholder group with which a voter is counted.
    pub fn group_of_voter(&self, ballot: &Ballot, voter: EntryNumber) -> Option<&GroupId> {
        match ballot.terms.electorate {
            Electorate::Organisations => self.organisations.get(voter)?.now()?.group.as_ref(),
            Electorate::Everyone | Electorate::Verified => {
                self.participant(ParticipantId(voter))?.group.as_ref()
            }
        }
    }
}
