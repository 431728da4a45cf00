//! Comments: what people say to a remark, in a thread.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::PhaseAct;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::Words;
use crate::field::fields;
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::language::Language;
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::ByEntry;
use crate::table::Process;
use crate::violation::Violation;

/// Longest comment, in characters: a page.
pub const COMMENT_LIMIT: usize = 4_000;

/// What somebody said to a remark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The entry that holds it.
    pub entry: EntryNumber,
    pub author: ParticipantId,
    pub at: Moment,
    /// The remark.
    pub on: EntryNumber,
    /// The words, as content.
    pub words: Words,
}

/// Every comment, by entry; a remark names its own in order.
pub type Comments = ByEntry<Comment>;

fields! {
    /// Somebody said something to a remark.
    pub struct Commented {
        /// The remark.
        pub on: EntryNumber,
        /// The words, as content.
        pub text: Words,
    }
}

impl Act for Commented {
    const TYPE: &'static str = "comment";
    const CALLED: &'static str = "a comment";
    const REASON: Option<(&'static str, &'static str)> = None;
    /// Drafters ask back while they answer.
    const MAY: &'static [(By, When)] = &[
        (By::Participant, When::Phase(PhaseAct::Remark)),
        (By::Participant, When::Phase(PhaseAct::Answer)),
        (By::Import, When::Unclosed),
    ];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Spoken;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        if stamp.author.participant().is_none() {
            return Err(Violation::NotAParticipant);
        }
        process.require_remark(self.on)?;
        if stamp.imported.is_none() {
            process.require_not_erased(self.on)?;
        }
        self.text.within(COMMENT_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        let (entry, at, on, words) = (stamp.entry, stamp.at, self.on, self.text.clone());
        process.comments.insert(entry, Comment { entry, author, at, on, words });
        if let Some(remark) = process.remarks.get_mut(on) {
            remark.comments.push(entry);
        }
    }
}

/// Say something to a remark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeComment {
    /// The remark.
    pub on: EntryNumber,
    /// The words.
    pub text: String,
    pub language: Language,
}

impl Enact for MakeComment {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let text = (self.text.as_str(), &self.language, COMMENT_LIMIT);
        Outcome::of_text(text, circumstances, |text| Commented { on: self.on, text })
    }
}
