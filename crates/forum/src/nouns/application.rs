//! Applications: somebody asks to come in where only those who were invited may, and is granted it or refused.

use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::{PhaseAct, Registration};
use crate::code::Code;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{Words, digest_text};
use crate::field::fields;
use crate::id::{CountryCode, EntryNumber, GroupId, Moment, ParticipantId};
use crate::language::{Language, normalised};
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::ByEntry;
use crate::nouns::invitation::SealText;
use crate::nouns::require_reason;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest application, in characters.
pub const APPLICATION_LIMIT: usize = 4_000;

/// Somebody who asked to come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// The stakeholder group that was declared.
    pub group: Option<GroupId>,
    /// The country that was declared.
    pub country: Option<CountryCode>,
    /// What was said, for those who decide.
    pub words: Words,
    /// The seal of the applicant's code.
    #[serde(with = "digest_text")]
    pub code: Digest,
    /// The grant or the refusal.
    pub outcome: Option<EntryNumber>,
    /// The grant, or the ruling that overturned the refusal: from it on the code opens the door.
    pub door: Option<EntryNumber>,
    /// Who came in with it.
    pub came: Option<ParticipantId>,
}

/// Every application, by entry.
pub type Applications = ByEntry<Application>;

fields! {
    /// Somebody asks to come in.
    pub struct Applied {
        /// The stakeholder group that they declare.
        pub group: Option<GroupId>,
        /// The country that they declare.
        pub country: Option<CountryCode>,
        /// What they say of themselves and why, as content, for those who decide.
        pub text: Words,
        /// The seal of their code.
        pub code: Digest,
    }
}

impl Act for Applied {
    const TYPE: &'static str = "application";
    const CALLED: &'static str = "an application";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Node, When::Phase(PhaseAct::Join))];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Addressed;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Sealed
    }

    fn rules(&self, process: &Process, _: Stamp) -> Result<(), Violation> {
        if process.charter.registration == Registration::Open {
            return Err(Violation::NothingToApplyFor);
        }
        process.require_known_group(self.group.as_ref())?;
        process.seals.require_new(&self.code)?;
        self.text.within(APPLICATION_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        process.seals.note(&[self.code], stamp.entry);
        let application = Application {
            entry: stamp.entry,
            at: stamp.at,
            group: self.group.clone(),
            country: self.country,
            words: self.text.clone(),
            code: self.code,
            outcome: None,
            door: None,
            came: None,
        };
        process.applications.insert(stamp.entry, application);
    }
}

fields! {
    /// An application was granted.
    pub struct ApplicationGranted {
        /// The application.
        pub application: EntryNumber,
        /// Why.
        pub reason: String,
    }
}

impl Act for ApplicationGranted {
    const TYPE: &'static str = "application-granted";
    const CALLED: &'static str = "the granting of an application";
    const REASON: Option<(&'static str, &'static str)> = Some(("grants of applications", "reason"));
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Registrar), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, _: Stamp) -> Result<(), Violation> {
        require_reason(&self.reason)?;
        process.require_undecided(self.application).map(|_| ())
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        if let Some(application) = process.applications.get_mut(self.application) {
            application.outcome = Some(stamp.entry);
            application.door = Some(stamp.entry);
        }
    }
}

impl Process {
    /// An application on which nobody has decided.
    pub(crate) fn require_undecided(&self, entry: EntryNumber) -> Result<&Application, Violation> {
        let application = self.applications.get(entry).ok_or(Violation::UnknownApplication(entry))?;
        match application.outcome {
            Some(by) => Err(Violation::ApplicationDecided { application: entry, by }),
            None => Ok(application),
        }
    }

    /// Whether somebody may come in by an application.
    pub(crate) fn require_granted(&self, entry: EntryNumber, code: &Code) -> Result<(), Violation> {
        let application = self.applications.get(entry).ok_or(Violation::UnknownApplication(entry))?;
        if application.code != code.seal() {
            return Err(Violation::BadCode);
        }
        match (application.door, application.came) {
            (None, _) => Err(Violation::NotGranted(entry)),
            (Some(_), Some(ParticipantId(by))) => Err(Violation::CodeUsed(by)),
            (Some(_), None) => Ok(()),
        }
    }

    /// Notes that somebody came in by an application.
    pub(crate) fn applicant_came(&mut self, entry: EntryNumber, by: EntryNumber) {
        if let Some(application) = self.applications.get_mut(entry) {
            application.came = Some(ParticipantId(by));
        }
    }

    /// The application of a code.
    pub fn application_of(&self, code: &Code) -> Option<&Application> {
        self.applications.get(self.seals.entry_of(&code.seal())?)
    }
}

/// Ask to come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apply {
    /// The stakeholder group.
    #[serde(default)]
    pub group: Option<GroupId>,
    /// The country.
    #[serde(default)]
    pub country: Option<CountryCode>,
    /// What is said for those who decide.
    pub text: String,
    /// Its language.
    pub language: Language,
    /// The seal of the code with which the applicant comes back.
    pub code: SealText,
}

impl Enact for Apply {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let (group, country, code) = (self.group.clone(), self.country, self.code.0);
        Outcome::of_text((&self.text, &self.language, APPLICATION_LIMIT), circumstances, |text| Applied {
            group,
            country,
            text,
            code,
        })
    }
}

/// Grant an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantApplication {
    /// The application.
    pub application: EntryNumber,
    /// Why.
    pub reason: String,
}

impl Enact for GrantApplication {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        let reason = normalised(self.reason.trim());
        Ok(Outcome::of(ApplicationGranted { application: self.application, reason }))
    }
}
