//! Due process of moderation: reports of what people wrote, appeals of authors against a moderator's verdict or the erasure of their
//! words, and rulings on them by somebody else than whoever judged.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::code::Code;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::Words;
use crate::field::fields;
use crate::id::{EntryNumber, Moment, ParticipantId, StatementId};
use crate::language::Language;
use crate::ledger::{Moderated, Standing, Voice};
use crate::nouns::appeal::{APPEAL_LIMIT, Appeal, AppealVerdict, DAYS_TO_RULE};
use crate::nouns::by_entry::ByEntry;
use crate::nouns::invitation::SealText;
use crate::nouns::moderation::{ModerationAct, Verdict};
use crate::nouns::refusal::{DAYS_TO_APPEAL, Refusal};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Most open reports of people without an account, of one process: more nobody reads, and a program could write them.
pub const STRANGERS_AT_ONCE: usize = 200;
/// Most open reports of people without an account on the same words: moderators look at the words once.
pub const STRANGERS_ON_ONE: usize = 3;

/// Somebody told the moderators of words that may break a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordsReport {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// On which words.
    pub on: EntryNumber,
    /// Why, for moderators.
    pub words: Words,
    /// The seal of the code by which somebody without an account looks it up again; absent where a participant reports.
    #[serde(with = "seal_text")]
    pub code: Option<Digest>,
}

/// A seal that may be absent, in the saved state.
mod seal_text {
    use maru_record::Digest;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use crate::nouns::invitation::SealText;

    #[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
    pub(super) fn serialize<S: Serializer>(seal: &Option<Digest>, serializer: S) -> Result<S::Ok, S::Error> {
        seal.map(SealText).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Digest>, D::Error> {
        Ok(Option::<SealText>::deserialize(deserializer)?.map(|seal| seal.0))
    }
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportOutcome<'a> {
    /// No moderator has judged the words since.
    Open,
    /// A moderator did.
    Judged(&'a ModerationAct),
    /// The words were erased before anybody judged them.
    Erased(EntryNumber),
}

/// Every report, by entry.
pub type WordsReports = ByEntry<WordsReport>;

impl Process {
    /// Reports on words that no moderator has judged since, and that are not gone: those of which the outcome is still open, the first one
    /// first. The log is read once, and not for each report.
    pub fn open_reports(&self) -> impl Iterator<Item = &WordsReport> {
        let judged: BTreeMap<EntryNumber, EntryNumber> =
            self.moderation_log.iter().map(|act| (act.on, act.entry)).collect();
        let is_open = move |report: &&WordsReport| {
            judged.get(&report.on).is_none_or(|last| *last < report.entry)
                && !self.ledger.is_erased(report.on)
        };
        self.words_reports.iter().filter(is_open)
    }

    /// What became of a report: the first verdict on those words after it.
    pub fn outcome_of_report(&self, report: &WordsReport) -> ReportOutcome<'_> {
        let after = |act: &&ModerationAct| act.on == report.on && act.entry > report.entry;
        match (self.moderation_log.iter().find(after), self.ledger.standing(report.on)) {
            (Some(act), _) => ReportOutcome::Judged(act),
            (None, Some(Standing::Withdrawn(by))) => ReportOutcome::Erased(by),
            (None, _) => ReportOutcome::Open,
        }
    }

    /// The report of a code, for whoever has it.
    pub fn report_of(&self, code: &Code) -> Option<&WordsReport> {
        let seal = code.seal();
        self.words_reports.get(self.seals.entry_of(&seal)?).filter(|report| report.code == Some(seal))
    }

    /// That moderators have not more reports of people without an account before them than they can read, nor several of the same words.
    fn require_room_for_strangers(&self, on: EntryNumber) -> Result<(), Violation> {
        let open: Vec<_> = self.open_reports().filter(|one| one.code.is_some()).collect();
        let of_these = open.iter().filter(|one| one.on == on);
        if let Some(same) = of_these.clone().next().filter(|_| of_these.count() >= STRANGERS_ON_ONE) {
            return Err(Violation::ReportedAlready(same.entry));
        }
        if open.len() >= STRANGERS_AT_ONCE { Err(Violation::ReportsWait(open.len())) } else { Ok(()) }
    }
}

impl Process {
    /// The act by which somebody else took words away, and that their author may appeal against: a moderator's verdict, or an erasure
    /// by the secretariat. None where these words were not taken away themselves.
    pub fn taken_away_by(&self, on: EntryNumber) -> Option<EntryNumber> {
        Some(self.taken_away(on)?.0)
    }

    fn taken_away(&self, on: EntryNumber) -> Option<(EntryNumber, Moment)> {
        match self.ledger.standing(on)? {
            // Words that stand as others do were not judged themselves: the act on those others is appealed against.
            Standing::Rejected(by) => {
                let judged = self.moderation_log.iter().find(|act| (act.entry, act.on) == (by, on))?;
                Some((by, judged.at))
            }
            Standing::Withdrawn(by) => {
                let erased = self.redactions.iter().find(|one| (one.entry, one.target) == (by, on))?;
                let by_others = erased.by.is_none() || erased.by != self.ledger.author_of(on);
                by_others.then_some((by, erased.at))
            }
            Standing::Shown | Standing::Waiting | Standing::Sealed => None,
        }
    }

    /// The last day, UTC, on which an author may appeal against the act that took their words away; none where nobody else did.
    pub fn last_day_to_appeal(&self, on: EntryNumber) -> Option<Date> {
        Some(self.taken_away(on)?.1.day().saturating_add(DAYS_TO_APPEAL.days()))
    }

    /// The appeal against the act by which words are not shown now.
    pub fn appeal_on(&self, on: EntryNumber) -> Option<&VerdictAppeal> {
        let by = self.taken_away_by(on)?;
        self.verdict_appeals.iter().find(|one| (one.on, one.verdict) == (on, by))
    }

    /// Whether somebody may rule on appeals at present who is none of these: nobody rules on their own act, or on their own appeal.
    fn has_judge_but(&self, these: [Option<ParticipantId>; 2]) -> bool {
        let mut judges = self.offices.iter().filter(|tenure| tenure.ended.is_none());
        judges.any(|tenure| tenure.office.covers(Office::Appeals) && !these.contains(&Some(tenure.holder)))
    }

    /// Whether somebody may rule, as things stand, on an appeal of an author against the act that took their words away.
    pub fn hears_author(&self, author: ParticipantId, act: EntryNumber) -> bool {
        self.has_judge_but([Some(author), self.taker(act)])
    }

    /// Whether somebody may rule, as things stand, on an appeal against a refusal.
    pub fn hears_refused(&self, refusal: &Refusal) -> bool {
        self.has_judge_but([refusal.participant, refusal.by.participant()])
    }

    /// Whether the act that an appeal is against is still what keeps the words from being read. Where it is not, because their author took
    /// them back or a moderator has shown or judged them since, a ruling may still be given, and none is due.
    pub fn is_pressing(&self, appeal: &VerdictAppeal) -> bool {
        appeal.ruling.is_none() && self.taken_away_by(appeal.on) == Some(appeal.verdict)
    }

    /// Appeals that wait, and on which nobody may rule as things stand.
    pub fn unheard_appeals(&self) -> usize {
        let of_words = self.verdict_appeals.iter().filter(|one| self.is_pressing(one));
        let of_refusals = self.appeals.iter().filter(|one| one.ruling.is_none());
        let refusal =
            |one: &&Appeal| self.refusals.get(one.refusal).is_some_and(|of| !self.hears_refused(of));
        of_words.filter(|one| !self.hears_author(one.author, one.verdict)).count()
            + of_refusals.filter(refusal).count()
    }

    /// Who took words away by an act; nothing for the operator.
    pub fn taker(&self, act: EntryNumber) -> Option<ParticipantId> {
        let judged = self.moderation_log.iter().find(|one| one.entry == act).map(|one| one.by);
        judged.or_else(|| self.redactions.iter().find(|one| one.entry == act).map(|one| one.by))?
    }
}

/// A ruling on an appeal against a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictRuling {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who ruled.
    pub by: ParticipantId,
    /// Whether the verdict stands or falls.
    pub verdict: AppealVerdict,
    /// Why.
    pub words: Words,
}

/// An author's appeal against the verdict that keeps their words from being shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictAppeal {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Whose words.
    pub author: ParticipantId,
    /// The words.
    pub on: EntryNumber,
    /// The moderator's act.
    pub verdict: EntryNumber,
    /// What is said against it, for those who rule.
    pub words: Words,
    /// What was ruled.
    pub ruling: Option<VerdictRuling>,
}

impl VerdictAppeal {
    /// The last day on which a ruling is not late, UTC.
    pub fn due(&self) -> Date {
        self.at.day().saturating_add(DAYS_TO_RULE.days())
    }
}

/// Every appeal against a verdict, by entry.
pub type VerdictAppeals = ByEntry<VerdictAppeal>;

fields! {
    /// Somebody reports words to the moderators.
    pub struct WordsReported {
        /// The entry that holds the words.
        pub on: EntryNumber,
        /// Why, as content, for moderators.
        pub text: Words,
        /// The seal of the code by which somebody without an account looks it up again; absent where a participant reports.
        pub code: Option<Digest>,
    }
}

impl Act for WordsReported {
    const TYPE: &'static str = "report";
    const CALLED: &'static str = "a report to moderators";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Unclosed), (By::Node, When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Addressed;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    /// Moderators read it, and whoever wrote it; nobody can accept it, so nobody else ever does.
    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Waiting
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let is_words = process.statement(StatementId(self.on)).is_some()
            || process.is_moderated_beside_statements(self.on);
        if !is_words {
            return Err(Violation::UnknownEntry(self.on));
        }
        if process.ledger.standing(self.on) != Some(Standing::Shown) {
            return Err(Violation::TurnedAway(self.on));
        }
        match (stamp.author.participant(), self.code) {
            (Some(who), None) => {
                let is_same = |one: &&WordsReport| {
                    one.on == self.on && process.ledger.author_of(one.entry) == Some(who)
                };
                if let Some(same) = process.open_reports().find(is_same) {
                    return Err(Violation::ReportedAlready(same.entry));
                }
            }
            (None, Some(code)) => {
                process.seals.require_new(&code)?;
                process.require_room_for_strangers(self.on)?;
            }
            (Some(_), Some(_)) | (None, None) => return Err(Violation::ReporterUnsaid),
        }
        self.text.within(APPEAL_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let (entry, at, on, words) = (stamp.entry, stamp.at, self.on, self.text.clone());
        process.seals.note(self.code.as_slice(), entry);
        process.words_reports.insert(entry, WordsReport { entry, at, on, words, code: self.code });
    }
}

fields! {
    /// An author appeals against a moderator's verdict.
    pub struct VerdictAppealed {
        /// The author's words.
        pub on: EntryNumber,
        /// The act by which they are not shown: a moderator's verdict, or an erasure.
        pub verdict: EntryNumber,
        /// What is said against it, as content, for those who rule.
        pub text: Words,
    }
}

impl Act for VerdictAppealed {
    const TYPE: &'static str = "mod-appeal";
    const CALLED: &'static str = "an appeal against a moderator's act";
    const REASON: Option<(&'static str, &'static str)> = None;
    /// The days to appeal run on when a process ends.
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Always)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Addressed;
    const READ_BY: &'static [Reader] = &[Reader::Map];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Sealed
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        if process.taken_away_by(self.on) != Some(self.verdict) {
            return Err(Violation::NotRejected(self.on));
        }
        if process.ledger.author_of(self.on) != stamp.author.participant() {
            return Err(Violation::NotTheRefused(self.verdict));
        }
        if let Some(appeal) = process.appeal_on(self.on) {
            return Err(Violation::AppealedAlready(appeal.entry));
        }
        let last_day = process.last_day_to_appeal(self.on).ok_or(Violation::NotRejected(self.on))?;
        if stamp.at.day() > last_day {
            return Err(Violation::AppealOver { refusal: self.verdict, last_day: last_day.to_string() });
        }
        self.text.within(APPEAL_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        let appeal = VerdictAppeal {
            entry: stamp.entry,
            at: stamp.at,
            author,
            on: self.on,
            verdict: self.verdict,
            words: self.text.clone(),
            ruling: None,
        };
        process.verdict_appeals.insert(stamp.entry, appeal);
    }
}

fields! {
    /// An appeal against a verdict was ruled on.
    pub struct VerdictReviewed {
        /// The appeal.
        pub appeal: EntryNumber,
        /// The words that it is about.
        pub on: EntryNumber,
        /// Whether the verdict stands or falls; where it falls, the words are shown, unless they were erased.
        pub verdict: AppealVerdict,
        /// Why, as content.
        pub text: Words,
    }
}

impl Act for VerdictReviewed {
    const TYPE: &'static str = "mod-ruling";
    const CALLED: &'static str = "a ruling on a moderator's act";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Appeals), When::Always)];
    const JUDGES_WORDS: bool = true;
    const VOICE: Voice = Voice::Office;
    const READ_BY: &'static [Reader] = &[Reader::Map, Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        vec![self.on]
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let found = process.verdict_appeals.get(self.appeal).filter(|appeal| appeal.on == self.on);
        let appeal = found.ok_or(Violation::UnknownAppeal(self.appeal))?;
        // The operator may do what other offices may, but a ruling is the word of somebody who answers for it.
        let who = stamp.author.participant().ok_or(Violation::NotAllowed(Office::Appeals.as_str()))?;
        if process.taker(appeal.verdict) == Some(who) {
            return Err(Violation::OwnRefusal(appeal.verdict));
        }
        if appeal.author == who {
            return Err(Violation::OwnAppeal(self.appeal));
        }
        if let Some(ruling) = &appeal.ruling {
            return Err(Violation::RuledAlready(ruling.entry));
        }
        self.text.within(APPEAL_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(by) = stamp.author.participant() else { return };
        let Some(appeal) = process.verdict_appeals.get_mut(self.appeal) else { return };
        let (entry, at, verdict, words) = (stamp.entry, stamp.at, self.verdict, self.text.clone());
        let verdict_of = appeal.verdict;
        appeal.ruling = Some(VerdictRuling { entry, at, by, verdict, words });
        // Only the act that was appealed against falls. What was erased since, by whomever, is gone, and what was judged anew stays as it was
        // judged: that the first act was wrong stands here all the same, or whoever rules could say nothing but that it was right.
        let is_hidden = process.ledger.standing(self.on) == Some(Standing::Rejected(verdict_of));
        if verdict == AppealVerdict::Overturned && is_hidden {
            process.statements.judged(StatementId(self.on), Verdict::Accepted);
            process.ledger.moderate(self.on, Moderated::Shown);
            process.initiatives.shown_again(self.on, stamp);
        }
    }
}

/// Report words to the moderators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportWords {
    /// The entry that holds the words.
    pub on: EntryNumber,
    /// Why.
    pub text: String,
    /// The language of the reason.
    pub language: Language,
    /// The seal of the code by which somebody without an account looks it up again.
    #[serde(default)]
    pub code: Option<SealText>,
}

impl Enact for ReportWords {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let said = (self.text.as_str(), &self.language, APPEAL_LIMIT);
        let code = self.code.map(|seal| seal.0);
        Outcome::of_text(said, circumstances, |text| WordsReported { on: self.on, text, code })
    }
}

/// Appeal against the verdict that keeps one's words from being shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppealVerdictOn {
    /// The words.
    pub on: EntryNumber,
    /// What is said against it.
    pub text: String,
    /// The language.
    pub language: Language,
}

impl Enact for AppealVerdictOn {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let verdict = process.taken_away_by(self.on).ok_or(Violation::NotRejected(self.on))?;
        let said = (self.text.as_str(), &self.language, APPEAL_LIMIT);
        Outcome::of_text(said, circumstances, |text| VerdictAppealed { on: self.on, verdict, text })
    }
}

/// Rule on an appeal against a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewVerdict {
    /// The appeal.
    pub appeal: EntryNumber,
    /// Whether the verdict stands or falls.
    pub verdict: AppealVerdict,
    /// Why.
    pub text: String,
    /// The language.
    pub language: Language,
}

impl Enact for ReviewVerdict {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let appeal = process.verdict_appeals.get(self.appeal).ok_or(Violation::UnknownAppeal(self.appeal))?;
        let (on, verdict) = (appeal.on, self.verdict);
        let said = (self.text.as_str(), &self.language, APPEAL_LIMIT);
        Outcome::of_text(said, circumstances, |text| VerdictReviewed {
            appeal: self.appeal,
            on,
            verdict,
            text,
        })
    }
}
