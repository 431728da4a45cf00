//! Appeals against refusals, and rulings on them by somebody else than whoever refused.

use jiff::ToSpan as _;
use jiff::civil::Date;
use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Reader, Stamp, When};
use crate::code::{Code, seal_of};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::Words;
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::language::Language;
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::ByEntry;
use crate::nouns::invitation::SealText;
use crate::nouns::refusal::Refusal;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest appeal, and longest words of a ruling, in characters.
pub const APPEAL_LIMIT: usize = 4_000;
/// A ruling is due so many days after the appeal.
pub const DAYS_TO_RULE: i64 = 30;

named! {
    /// What was ruled on an appeal.
    pub enum AppealVerdict, "what becomes of a refusal" {
        /// The refusal stands.
        Upheld = "upheld",
        /// The refusal falls; an applicant may come in.
        Overturned = "overturned",
    }
}

/// A ruling on an appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who ruled.
    pub by: ParticipantId,
    /// What.
    pub verdict: AppealVerdict,
    /// Why, in words.
    pub words: Words,
}

/// An appeal against a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Against which refusal.
    pub refusal: EntryNumber,
    /// What is said against it, for those who rule.
    pub words: Words,
    /// What was ruled.
    pub ruling: Option<Ruling>,
}

impl Appeal {
    /// The last day on which a ruling is not late, UTC.
    pub fn due(&self) -> Date {
        self.at.day().saturating_add(DAYS_TO_RULE.days())
    }

    /// Whether the ruling came after it was due, or has not come though it is overdue on this day.
    pub fn is_late(&self, today: Date) -> bool {
        self.ruling.as_ref().map_or(today, |ruling| ruling.at.day()) > self.due()
    }
}

/// Every appeal, by entry.
pub type Appeals = ByEntry<Appeal>;

fields! {
    /// Somebody appeals against a refusal.
    pub struct Appealed {
        /// The refusal.
        pub refusal: EntryNumber,
        /// What proves that whoever appeals has the code of the application; absent for a participant.
        pub proof: Option<Digest>,
        /// What is said against it, as content, for those who rule.
        pub text: Words,
    }
}

impl Act for Appealed {
    const TYPE: &'static str = "appeal";
    const CALLED: &'static str = "an appeal";
    const REASON: Option<(&'static str, &'static str)> = None;
    /// The days to appeal run on when a process ends.
    const MAY: &'static [(By, When)] = &[(By::Node, When::Always), (By::Participant, When::Always)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Addressed;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Sealed
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let refusal = process.refusals.get(self.refusal).ok_or(Violation::UnknownRefusal(self.refusal))?;
        self.judge_appellant(process, refusal, stamp)?;
        if let Some(appeal) = refusal.appeal {
            return Err(Violation::AppealedAlready(appeal));
        }
        if stamp.at.day() > refusal.last_day {
            let last_day = refusal.last_day.to_string();
            return Err(Violation::AppealOver { refusal: self.refusal, last_day });
        }
        self.text.within(APPEAL_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        if let Some(refusal) = process.refusals.get_mut(self.refusal) {
            refusal.appeal = Some(stamp.entry);
        }
        let appeal = Appeal {
            entry: stamp.entry,
            at: stamp.at,
            refusal: self.refusal,
            words: self.text.clone(),
            ruling: None,
        };
        process.appeals.insert(stamp.entry, appeal);
    }
}

impl Appealed {
    /// An applicant appeals by the code of the application, a participant in their own name.
    fn judge_appellant(&self, process: &Process, refusal: &Refusal, stamp: Stamp) -> Result<(), Violation> {
        let application = refusal.application.and_then(|entry| process.applications.get(entry));
        match (application, self.proof, stamp.author) {
            (Some(application), Some(proof), Author::Operator) if seal_of(&proof) == application.code => {
                Ok(())
            }
            (Some(_), _, _) => Err(Violation::BadCode),
            (None, None, Author::Participant(who)) if refusal.participant == Some(who) => Ok(()),
            (None, _, _) => Err(Violation::NotTheRefused(self.refusal)),
        }
    }
}

fields! {
    /// An appeal was ruled on.
    pub struct AppealRuled {
        /// The appeal.
        pub appeal: EntryNumber,
        /// Whether the refusal stands or falls.
        pub verdict: AppealVerdict,
        /// Why, in words, as content.
        pub text: Words,
    }
}

impl Act for AppealRuled {
    const TYPE: &'static str = "ruling";
    const CALLED: &'static str = "a ruling on an appeal";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Appeals), When::Always)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Office;
    const READ_BY: &'static [Reader] = &[Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let appeal = process.appeals.get(self.appeal).ok_or(Violation::UnknownAppeal(self.appeal))?;
        // The operator may do what other offices may, but a ruling is the word of somebody who answers for it.
        let who = stamp.author.participant().ok_or(Violation::NotAllowed(Office::Appeals.as_str()))?;
        let refusal =
            process.refusals.get(appeal.refusal).ok_or(Violation::UnknownRefusal(appeal.refusal))?;
        if refusal.by == stamp.author {
            return Err(Violation::OwnRefusal(refusal.entry));
        }
        if refusal.participant == Some(who) {
            return Err(Violation::OwnAppeal(self.appeal));
        }
        if let Some(ruling) = &appeal.ruling {
            return Err(Violation::RuledAlready(ruling.entry));
        }
        self.text.within(APPEAL_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(by) = stamp.author.participant() else { return };
        let Some(appeal) = process.appeals.get_mut(self.appeal) else { return };
        appeal.ruling = Some(Ruling {
            entry: stamp.entry,
            at: stamp.at,
            by,
            verdict: self.verdict,
            words: self.text.clone(),
        });
        if self.verdict == AppealVerdict::Upheld {
            return;
        }
        let application = process.refusals.get(appeal.refusal).and_then(|refusal| refusal.application);
        if let Some(application) = application.and_then(|entry| process.applications.get_mut(entry)) {
            application.door = Some(stamp.entry);
        }
    }
}

/// Appeal against a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeAppeal {
    /// The refusal.
    pub refusal: EntryNumber,
    /// What proves that whoever appeals has the code of the application; nothing for a participant.
    #[serde(default)]
    pub proof: Option<SealText>,
    /// What is said against it.
    pub text: String,
    /// Its language.
    pub language: Language,
}

impl MakeAppeal {
    /// The appeal of an applicant, with the code of the application.
    pub fn with(code: &Code, refusal: EntryNumber, text: &str, language: Language) -> Self {
        Self { refusal, proof: Some(code.proof().into()), text: text.to_owned(), language }
    }
}

impl Enact for MakeAppeal {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let (refusal, proof) = (self.refusal, self.proof.map(|proof| proof.0));
        Outcome::of_text((&self.text, &self.language, APPEAL_LIMIT), circumstances, |text| Appealed {
            refusal,
            proof,
            text,
        })
    }
}

/// Rule on an appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleOnAppeal {
    /// The appeal.
    pub appeal: EntryNumber,
    /// Whether the refusal stands or falls.
    pub verdict: AppealVerdict,
    /// Why, in words.
    pub text: String,
    /// Their language.
    pub language: Language,
}

impl Enact for RuleOnAppeal {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let (appeal, verdict) = (self.appeal, self.verdict);
        Outcome::of_text((&self.text, &self.language, APPEAL_LIMIT), circumstances, |text| AppealRuled {
            appeal,
            verdict,
            text,
        })
    }
}
