//! Edits: for some minutes the author of a remark may still word it otherwise; afterwards they add to its thread.
//!
//! An edit is an entry, and both wordings stay readable. It stands as its remark does: what a moderator turns away or its author
//! withdraws goes with every wording that it had.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::PhaseAct;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::Words;
use crate::field::fields;
use crate::id::{EntryNumber, Moment};
use crate::language::Language;
use crate::ledger::{Moderated, Standing, Voice};
use crate::nouns::remark::{Edit, REMARK_LIMIT, Remark};
use crate::table::Process;
use crate::violation::Violation;

const MINUTE: i64 = 60;

fields! {
    /// The author of a remark worded it otherwise.
    pub struct RemarkEdited {
        /// The remark.
        pub remark: EntryNumber,
        /// The words from now on, as content.
        pub text: Words,
    }
}

impl Act for RemarkEdited {
    const TYPE: &'static str = "remark-edited";
    const CALLED: &'static str = "an edit of a remark";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Phase(PhaseAct::Remark))];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Part;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Follows(self.remark)
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let remark = process.require_remark(self.remark)?;
        if Some(remark.author) != stamp.author.participant() {
            return Err(Violation::NotTheAuthor(self.remark));
        }
        process.require_editable(remark, stamp.at)?;
        self.text.within(REMARK_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        if let Some(remark) = process.remarks.get_mut(self.remark) {
            let before = std::mem::replace(&mut remark.words, self.text.clone());
            remark.edits.push(Edit { entry: stamp.entry, at: stamp.at, before });
        }
    }
}

/// Word one's remark otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditRemark {
    /// The remark.
    pub remark: EntryNumber,
    /// The words from now on.
    pub text: String,
    pub language: Language,
}

impl Enact for EditRemark {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let text = (self.text.as_str(), &self.language, REMARK_LIMIT);
        Outcome::of_text(text, circumstances, |text| RemarkEdited { remark: self.remark, text })
    }
}

impl Process {
    /// Until when the words of a remark may still be worded otherwise.
    pub fn editable_until(&self, remark: &Remark) -> Moment {
        Moment(remark.at.0.saturating_add(i64::from(self.charter.edit_minutes) * MINUTE))
    }

    /// Whether a remark may be worded otherwise now: nobody has ruled on its words yet, or answered them, and its minutes are not over.
    pub fn require_editable(&self, remark: &Remark, now: Moment) -> Result<(), Violation> {
        let entry = remark.entry;
        if let Some(Standing::Withdrawn(_)) = self.ledger.standing(entry) {
            return Err(Violation::WithdrawnAlready(entry));
        }
        let ruled = self.moderation_log.iter().any(|ruling| ruling.on == entry);
        let answered = self.answers.standing_on(entry).is_some() || self.answers.proposed_on(entry).is_some();
        if ruled || answered {
            return Err(Violation::NotEditable(entry));
        }
        if now > self.editable_until(remark) {
            return Err(Violation::EditWindowOver { remark: entry, minutes: self.charter.edit_minutes });
        }
        Ok(())
    }
}
