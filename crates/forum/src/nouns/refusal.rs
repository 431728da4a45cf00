//! Refusals: of an application, or of the floor to a participant; each with its reason, its words and who decided.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::Words;
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::language::Language;
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::ByEntry;
use crate::nouns::meeting::{Meeting, MeetingAccess};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest account of why somebody is refused, in characters.
pub const REFUSAL_LIMIT: usize = 4_000;
/// Whoever is refused has at least so many days to appeal.
pub const DAYS_TO_APPEAL: i64 = 14;

named! {
    /// Why somebody is refused.
    pub enum RefusalReason, "a reason for a refusal" {
        /// The charter's words on who may take part do not cover them.
        NotEligible = "not-eligible",
        /// All seats are taken.
        NoSeats = "no-seats",
        /// It came after the time for it.
        Late = "late",
        /// It does not say what has to be known.
        Incomplete = "incomplete",
        /// The same person or body takes part already.
        Duplicate = "duplicate",
        /// What was to be said is not the matter of this process.
        OffTopic = "off-topic",
        /// They broke the rules of conduct.
        Conduct = "conduct",
        /// None of these; the words say which.
        Other = "other",
    }
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who decided.
    pub by: Author,
    /// The application that is refused.
    pub application: Option<EntryNumber>,
    /// The participant who is refused the floor.
    pub participant: Option<ParticipantId>,
    /// Why, as a code.
    pub reason: RefusalReason,
    /// Why, in words.
    pub words: Words,
    /// The last day to appeal, UTC.
    pub last_day: Date,
    /// The meetings for which the floor is refused; absent where there is none, and in entries from before it was said.
    pub meetings: Option<Vec<EntryNumber>>,
    /// The appeal against it.
    pub appeal: Option<EntryNumber>,
}

impl Refusal {
    /// Whether a refusal of the floor holds for a meeting. One that names none holds for those that had been announced by then.
    pub fn covers(&self, meeting: EntryNumber) -> bool {
        self.meetings.as_ref().map_or(meeting < self.entry, |named| named.contains(&meeting))
    }
}

/// Every refusal, by entry.
pub type Refusals = ByEntry<Refusal>;

fields! {
    /// Somebody is refused.
    pub struct Refused {
        /// The application that is refused.
        pub application: Option<EntryNumber>,
        /// The participant who is refused the floor.
        pub participant: Option<ParticipantId>,
        /// Why, as a code.
        pub reason: RefusalReason,
        /// Why, in words, as content.
        pub text: Words,
        /// The last day to appeal, UTC.
        pub last_day: Date,
        /// The meetings for which the floor is refused, in the order of the record: all whose floor is still open or to come. Absent
        /// where there is none, and in entries from before it was said.
        pub meetings: Option<Vec<EntryNumber>>,
    }
}

impl Act for Refused {
    const TYPE: &'static str = "refusal";
    const CALLED: &'static str = "a refusal";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] =
        &[(By::Office(Office::Registrar), When::Unclosed), (By::Office(Office::Moderator), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Office;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        // Admission is the registrar's matter, the floor the moderator's.
        let office = match (self.application, self.participant) {
            (Some(application), None) => {
                process.require_undecided(application)?;
                Office::Registrar
            }
            (None, Some(participant)) => {
                let person = process.participant(participant);
                person.ok_or(Violation::UnknownParticipant(participant.0))?;
                if stamp.author.participant() == Some(participant) {
                    return Err(Violation::BadRefusal("nobody refuses themselves"));
                }
                Office::Moderator
            }
            _ => return Err(Violation::BadRefusal("it names one application, or one participant")),
        };
        if let Some(who) = stamp.author.participant() {
            process.require_office(who, office)?;
        }
        if self.last_day < stamp.at.day().saturating_add(DAYS_TO_APPEAL.days()) {
            return Err(Violation::BadRefusal("whoever is refused has at least fourteen days to appeal"));
        }
        self.require_meetings(process, stamp.at)?;
        self.text.within(REFUSAL_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        if let Some(application) = self.application.and_then(|entry| process.applications.get_mut(entry)) {
            application.outcome = Some(stamp.entry);
        }
        let refusal = Refusal {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author,
            application: self.application,
            participant: self.participant,
            reason: self.reason,
            words: self.text.clone(),
            last_day: self.last_day,
            meetings: self.meetings.clone(),
            appeal: None,
        };
        process.refusals.insert(stamp.entry, refusal);
    }
}

impl Refused {
    /// What a refusal of the floor says that it holds for is all that it can hold for.
    fn require_meetings(&self, process: &Process, at: Moment) -> Result<(), Violation> {
        match &self.meetings {
            None => Ok(()),
            Some(named)
                if self.participant.is_some()
                    && *named == process.floors_to_come(at)
                    && !named.is_empty() =>
            {
                Ok(())
            }
            Some(_) => Err(Violation::BadRefusal(
                "it names all meetings whose floor is open or to come, and no others",
            )),
        }
    }
}

impl Process {
    /// The meetings with a floor that is open at a moment or to come: those for which somebody can be refused it.
    pub fn floors_to_come(&self, at: Moment) -> Vec<EntryNumber> {
        let has_floor = |one: &&Meeting| {
            one.owes_minutes() && one.access != MeetingAccess::Closed && at <= one.floor_closes()
        };
        self.meetings.iter().filter(has_floor).map(|one| one.entry).collect()
    }
}

/// Refuse an application, or the floor to a participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refuse {
    /// The application.
    #[serde(default)]
    pub application: Option<EntryNumber>,
    /// The participant who is refused the floor.
    #[serde(default)]
    pub participant: Option<ParticipantId>,
    /// Why, as a code.
    pub reason: RefusalReason,
    /// Why, in words.
    pub text: String,
    /// Their language.
    pub language: Language,
    /// The last day to appeal, UTC.
    pub last_day: Date,
}

impl Enact for Refuse {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let (application, participant) = (self.application, self.participant);
        let (reason, last_day) = (self.reason, self.last_day);
        let meetings = participant.map(|_| process.floors_to_come(circumstances.now));
        let meetings = meetings.filter(|meetings| !meetings.is_empty());
        Outcome::of_text((&self.text, &self.language, REFUSAL_LIMIT), circumstances, |text| Refused {
            application,
            participant,
            reason,
            text,
            last_day,
            meetings: meetings.clone(),
        })
    }
}
