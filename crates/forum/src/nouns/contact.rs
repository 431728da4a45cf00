//! Contacts outside the record: who met whom, when and about what, as somebody says.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{NonceSource, Words};
use crate::field::fields;
use crate::id::{EntryNumber, Moment};
use crate::language::Language;
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, reads_by_entry};
use crate::nouns::meeting::Written;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::{MeetingFault, Violation};

/// Longest name of those who met, in characters.
pub const CONTACT_NAME_LIMIT: usize = 300;
/// Longest words on what it was about, in characters.
pub const CONTACT_LIMIT: usize = 4_000;

/// A contact outside the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The entry that tells of it.
    pub entry: EntryNumber,
    /// When that was.
    pub at: Moment,
    /// Who tells of it.
    pub by: Author,
    /// What is told.
    pub told: Contacted,
}

/// Every contact, by entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacts {
    all: ByEntry<Contact>,
}

reads_by_entry!(Contacts of Contact);

fields! {
    /// People met outside the record.
    #[derive(Serialize, Deserialize)]
    pub struct Contacted {
        /// Who of the process: who decides, or works for those who do, as content.
        pub who: Words,
        /// Whom they met, as content.
        pub whom: Words,
        /// On which day.
        pub day: Date,
        /// About what, as content.
        pub text: Words,
    }
}

impl Act for Contacted {
    const TYPE: &'static str = "contact";
    const CALLED: &'static str = "a contact outside the record";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] =
        &[(By::Participant, When::Unclosed), (By::Office(Office::Secretariat), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Personal;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, _: &Process, stamp: Stamp) -> Result<(), Violation> {
        if self.day > stamp.at.day() {
            return Err(Violation::BadMeeting(MeetingFault::ContactToCome));
        }
        self.who.within(CONTACT_NAME_LIMIT)?;
        self.whom.within(CONTACT_NAME_LIMIT)?;
        self.text.within(CONTACT_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let (entry, at, by, told) = (stamp.entry, stamp.at, stamp.author, self.clone());
        process.contacts.all.insert(entry, Contact { entry, at, by, told });
    }
}

/// Tell of a contact outside the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogContact {
    /// Who of the process.
    pub who: String,
    /// Whom they met.
    pub whom: String,
    /// On which day.
    pub day: Date,
    /// About what.
    pub text: String,
    /// The language.
    pub language: Language,
}

impl Enact for LogContact {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let mut written = Written { language: &self.language, nonces: &mut nonces, contents: &mut contents };
        let told = Contacted {
            who: written.words(&self.who, CONTACT_NAME_LIMIT)?,
            whom: written.words(&self.whom, CONTACT_NAME_LIMIT)?,
            day: self.day,
            text: written.words(&self.text, CONTACT_LIMIT)?,
        };
        Ok(Outcome::with(told, contents))
    }
}
