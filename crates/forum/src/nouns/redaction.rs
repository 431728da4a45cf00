//! Redactions: the words of an entry are erased, and an entry says by whom, why and on which ground.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::ledger::{Moderated, Standing, Voice};
use crate::nouns::list_slice;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Fewest characters of a legal ground: as many as name a provision. Whoever takes back their own words says why instead.
pub const GROUND_MINIMUM: usize = 8;

named! {
    /// Why words are erased.
    pub enum WithdrawalReason, "a reason for which words are withdrawn" {
        /// They hold personal data whose erasure was asked for.
        PersonalData = "personal-data",
        /// Publishing them is against the law.
        Unlawful = "unlawful",
        /// A court or authority ordered it.
        CourtOrder = "court-order",
        /// They are somebody else's.
        Copyright = "copyright",
        /// They put somebody in danger.
        Safety = "safety",
        /// Their author takes them back.
        Author = "author",
    }
}

/// An erasure, as the record shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redaction {
    /// The entry that says so.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// The entry whose words went.
    pub target: EntryNumber,
    /// Why.
    pub reason: WithdrawalReason,
    /// Legal ground.
    pub ground: String,
    /// Who did it; nothing for the operator.
    pub by: Option<ParticipantId>,
}

list_slice! {
    /// Erasures, in order.
    pub struct Redactions of Redaction
}

fields! {
    /// The words of an entry were erased.
    pub struct Redacted {
        /// The entry whose words go.
        pub entry: EntryNumber,
        /// Why.
        pub reason: WithdrawalReason,
        /// Legal ground, such as `GDPR Art 17(1)`.
        pub ground: String,
    }
}

impl Act for Redacted {
    const TYPE: &'static str = "redact";
    const CALLED: &'static str = "a withdrawal";
    const REASON: Option<(&'static str, &'static str)> = Some(("withdrawals", "ground"));
    /// A law may ask for it at any time; people may take back their own words.
    const MAY: &'static [(By, When)] =
        &[(By::Office(Office::Secretariat), When::Always), (By::Participant, When::Always)];
    const JUDGES_WORDS: bool = true;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[Reader::Map, Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        vec![self.entry]
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        if self.entry >= stamp.entry {
            return Err(Violation::UnknownEntry(self.entry));
        }
        match process.ledger.standing(self.entry) {
            None => return Err(Violation::NothingToWithdraw(self.entry)),
            Some(Standing::Withdrawn(_)) => return Err(Violation::WithdrawnAlready(self.entry)),
            Some(Standing::Shown | Standing::Waiting | Standing::Sealed | Standing::Rejected(_)) => {}
        }
        if let Some(who) = stamp.author.participant()
            && process.ledger.author_of(self.entry) != Some(who)
        {
            process.require_office(who, Office::Secretariat)?;
        }
        if self.reason == WithdrawalReason::Author
            && process.ledger.author_of(self.entry) != stamp.author.participant()
        {
            return Err(Violation::NotTheAuthor(self.entry));
        }
        if self.ground.trim().chars().count() < GROUND_MINIMUM {
            return Err(Violation::GroundMissing { limit: GROUND_MINIMUM });
        }
        let who = stamp.author.participant();
        let by_secretariat = who.is_none_or(|who| process.offices.may_act_as(who, Office::Secretariat));
        if !may_be_withdrawn(process.ledger.voice_of(self.entry), self.reason, by_secretariat) {
            return Err(Violation::WordsOfTheProcess(self.entry));
        }
        Ok(())
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        process.ledger.withdraw(self.entry, stamp.entry);
        process.redactions.0.push(Redaction {
            entry: stamp.entry,
            at: stamp.at,
            target: self.entry,
            reason: self.reason,
            ground: self.ground.clone(),
            by: stamp.author.participant(),
        });
    }
}

/// Whether words may be erased for a reason: those of the process only where a law demands it, those of an office by the
/// secretariat, and not because its holder would rather not have said them.
fn may_be_withdrawn(voice: Option<Voice>, reason: WithdrawalReason, by_secretariat: bool) -> bool {
    use WithdrawalReason::{Author, CourtOrder, Unlawful};
    match voice {
        Some(Voice::Process) => matches!(reason, Unlawful | CourtOrder),
        Some(Voice::Office) => by_secretariat && reason != Author,
        Some(Voice::Silent | Voice::Spoken | Voice::Personal | Voice::Part | Voice::Addressed) | None => true,
    }
}

/// Erase the words of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawWords {
    /// The entry.
    pub entry: EntryNumber,
    /// Why.
    pub reason: WithdrawalReason,
    /// Legal ground.
    pub ground: String,
}

impl Enact for WithdrawWords {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        let ground = self.ground.trim().to_owned();
        Ok(Outcome::of(Redacted { entry: self.entry, reason: self.reason, ground }))
    }
}
