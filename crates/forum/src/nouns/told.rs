//! Told: that the addressees of an answer know of it, and by which means.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::ledger::{Moderated, Voice};
use crate::nouns::require_distinct;
use crate::table::Process;
use crate::violation::Violation;

named! {
    /// How somebody was told.
    pub enum Means, "“mail”, “page”, “seen”, “bounced” or “unreachable”" {
        /// A mail with the answer's words was handed to their mail server.
        Mail = "mail",
        /// A notice stands on the page of their account. Nobody knows whether they have seen it, so it tells nobody.
        Page = "page",
        /// A page of theirs that shows the answer was given to them while they were signed in.
        Seen = "seen",
        /// The mail came back, and a notice stands on the page of their account.
        Bounced = "bounced",
        /// Nobody was told: no account stands behind the participant, as it was erased or there never was one.
        Unreachable = "unreachable",
    }
}

/// How and when somebody was told, or a notice was put where they can see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// The entry that says so.
    pub entry: EntryNumber,
    pub at: Moment,
    pub means: Means,
}

impl Means {
    /// Whether all that is known is that a notice stands on a page of theirs: it is not known to have been seen.
    pub fn is_notice_alone(self) -> bool {
        matches!(self, Self::Page | Self::Bounced)
    }
}

fields! {
    /// Addressees of an answer were told of it.
    pub struct Told {
        /// The answer.
        pub answer: EntryNumber,
        /// The addressees who were told, by their admissions.
        pub to: Vec<ParticipantId>,
        /// By mail, or on their page.
        pub means: Means,
    }
}

impl Act for Told {
    const TYPE: &'static str = "told";
    const CALLED: &'static str = "a note of who was told";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Node, When::Unclosed)];
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
        require_distinct("addressees", self.to.iter())?;
        let answer = process.answers.get(self.answer).ok_or(Violation::UnknownAnswer(self.answer))?;
        self.to.iter().try_for_each(|who| process.require_tellable(answer, *who, self.means))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let telling = Telling { entry: stamp.entry, at: stamp.at, means: self.means };
        for who in &self.to {
            process.tell(self.answer, *who, telling);
        }
    }
}

/// Note that addressees of an answer were told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tell {
    pub answer: EntryNumber,
    pub to: Vec<ParticipantId>,
    pub means: Means,
}

impl Enact for Tell {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        Ok(Outcome::of(Told { answer: self.answer, to: self.to.clone(), means: self.means }))
    }
}
