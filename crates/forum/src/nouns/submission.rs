//! Submissions: whole letters, with attachments, whose points become remarks that name them.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Imported, Reader, Stamp, When};
use crate::attachment::{Attachment, NewAttachment};
use crate::charter::PhaseAct;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{NonceSource, Words};
use crate::field::fields;
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::language::Language;
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::ByEntry;
use crate::table::Process;
use crate::violation::Violation;

/// Longest letter, in characters.
pub const SUBMISSION_LIMIT: usize = 200_000;
/// The most attachments of one letter.
pub const ATTACHMENTS: usize = 8;

/// A whole letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// The entry that made it.
    pub entry: EntryNumber,
    pub author: ParticipantId,
    /// When the node took it.
    pub at: Moment,
    /// The letter, as content; nothing where all of it is attached.
    pub words: Option<Words>,
    /// The files that came with it.
    pub attachments: Vec<Attachment>,
    /// The remarks that are points of it, in order.
    pub remarks: Vec<EntryNumber>,
    /// Where it was brought in from.
    pub imported: Option<Imported>,
}

/// Every submission, by entry.
pub type Submissions = ByEntry<Submission>;

fields! {
    /// Somebody sent a whole letter.
    pub struct Submitted {
        /// The letter, as content.
        pub text: Option<Words>,
        /// The files that came with it.
        pub attachments: Vec<Attachment>,
    }
}

impl Act for Submitted {
    const TYPE: &'static str = "submission";
    const CALLED: &'static str = "a submission";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] =
        &[(By::Participant, When::Phase(PhaseAct::Remark)), (By::Import, When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Spoken;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, _: &Process, stamp: Stamp) -> Result<(), Violation> {
        if stamp.author.participant().is_none() {
            return Err(Violation::NotAParticipant);
        }
        if self.text.is_none() && self.attachments.is_empty() {
            return Err(Violation::TextEmpty);
        }
        if self.attachments.len() > ATTACHMENTS {
            return Err(Violation::BadAttachment);
        }
        self.attachments.iter().try_for_each(Attachment::rules)?;
        self.text.as_ref().map_or(Ok(()), |text| text.within(SUBMISSION_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        let submission = Submission {
            entry: stamp.entry,
            author,
            at: stamp.at,
            words: self.text.clone(),
            attachments: self.attachments.clone(),
            remarks: Vec::new(),
            imported: stamp.imported,
        };
        process.submissions.insert(stamp.entry, submission);
    }
}

/// Send a whole letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submit {
    /// The letter, with its language.
    #[serde(default)]
    pub text: Option<(Language, String)>,
    /// The files that come with it.
    #[serde(default)]
    pub attachments: Vec<NewAttachment>,
}

impl Enact for Submit {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let mut nonces = NonceSource::new(circumstances.entropy);
        let (mut contents, mut attachments) = (Vec::new(), Vec::new());
        let text = match &self.text {
            None => None,
            Some((language, text)) => {
                let (words, content) = Words::write(text, language, SUBMISSION_LIMIT, &mut nonces)?;
                contents.push(content);
                Some(words)
            }
        };
        for file in &self.attachments {
            let (attachment, content) = file.written(&mut nonces)?;
            attachments.push(attachment);
            contents.push(content);
        }
        Ok(Outcome::with(Submitted { text, attachments }, contents))
    }
}

impl Process {
    /// The submission of which a remark is a point: its author divides it, or the secretariat does.
    pub(crate) fn require_submission(
        &self,
        entry: EntryNumber,
        stamp: Stamp,
    ) -> Result<&Submission, Violation> {
        let submission = self.submissions.get(entry).ok_or(Violation::UnknownEntry(entry))?;
        let who = stamp.author.participant().ok_or(Violation::NotAParticipant)?;
        if submission.author != who {
            self.require_office(who, crate::office_name::Office::Secretariat)?;
        }
        Ok(submission)
    }
}
