//! Submissions: whole letters, with attachments, whose points become remarks that name them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Imported, Stamp, When};
use crate::charter::PhaseAct;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{Content, NonceSource, Words};
use crate::field::{fields, part};
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::language::{Language, normalised};
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::ByEntry;
use crate::table::Process;
use crate::violation::Violation;

/// Longest letter, in characters.
pub const SUBMISSION_LIMIT: usize = 200_000;
/// Largest attachment, in bytes.
pub const ATTACHMENT_BYTES: usize = 2 << 20;
/// The most attachments of one letter.
pub const ATTACHMENTS: usize = 8;
/// Longest name of an attachment, in characters.
pub const ATTACHMENT_NAME: usize = 120;
/// What attachments may be: nothing that a browser would run.
pub const MEDIA_TYPES: &[&str] = &[
    "application/pdf",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/jpeg",
    "image/png",
    "text/csv",
    "text/markdown",
    "text/plain",
];
/// The language of what has no language (ISO 639-3: no linguistic content).
const NO_LANGUAGE: &str = "zxx";

part! {
    /// A file that came with a letter. Its name is among what can be erased, as names of files name people.
    pub struct Attachment, "an attachment" {
        pub media_type: String,
        /// Its size, in bytes.
        pub size: u64,
        /// Its bytes in base64 and its name, as content.
        pub bytes: Words,
    }
}

impl Attachment {
    /// The name and the bytes that a content holds.
    pub fn read(content: &Content) -> Option<(String, Vec<u8>)> {
        Some((content.get("name")?.to_owned(), BASE64.decode(content.get("text")?).ok()?))
    }

    fn rules(&self) -> Result<(), Violation> {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        if !MEDIA_TYPES.contains(&self.media_type.as_str()) || size == 0 || size > ATTACHMENT_BYTES {
            return Err(Violation::BadAttachment);
        }
        let encoded = size.div_ceil(3) * 4;
        let fits = self.bytes.language.as_str() == NO_LANGUAGE && self.bytes.length as usize == encoded;
        if fits { Ok(()) } else { Err(Violation::BadAttachment) }
    }
}

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
    const MAY: &'static [(By, When)] =
        &[(By::Participant, When::Phase(PhaseAct::Remark)), (By::Import, When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Spoken;

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

/// A file that comes with a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAttachment {
    pub name: String,
    pub media_type: String,
    /// Its bytes in base64.
    pub base64: String,
}

impl NewAttachment {
    /// A file from its bytes.
    pub fn new(name: &str, media_type: &str, bytes: &[u8]) -> Self {
        Self { name: name.to_owned(), media_type: media_type.to_owned(), base64: BASE64.encode(bytes) }
    }

    fn written(&self, nonces: &mut NonceSource) -> Result<(Attachment, Content), Violation> {
        // The largest that can be is known before anything is decoded.
        let bytes = (self.base64.len() <= ATTACHMENT_BYTES.div_ceil(3) * 4)
            .then(|| BASE64.decode(&self.base64).ok())
            .flatten()
            .ok_or(Violation::BadAttachment)?;
        let name = normalised(self.name.trim());
        if name.is_empty() || name.chars().count() > ATTACHMENT_NAME || name.chars().any(char::is_control) {
            return Err(Violation::BadAttachment);
        }
        let (language, text) = (NO_LANGUAGE.to_owned(), self.base64.clone());
        let content = Content::new(&nonces.draw(), [("language", language), ("name", name), ("text", text)]);
        let length = self.base64.chars().count() as u32;
        let words = Words { digest: content.digest(), language: NO_LANGUAGE.parse()?, length };
        let attachment =
            Attachment { media_type: self.media_type.clone(), size: bytes.len() as u64, bytes: words };
        Ok((attachment, content))
    }
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
