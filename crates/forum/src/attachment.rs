//! Files that come with what people write: what they may be, and how they stand beside an entry.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};

use crate::content::{Content, NonceSource, Words};
use crate::field::part;
use crate::id::EntryNumber;
use crate::language::normalised;
use crate::table::Process;
use crate::violation::Violation;

/// Largest attachment, in bytes.
pub const ATTACHMENT_BYTES: usize = 2 << 20;
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
    /// A file that came with a letter or a report. Its name is among what can be erased, as names of files name people.
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

    pub(crate) fn rules(&self) -> Result<(), Violation> {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        if !MEDIA_TYPES.contains(&self.media_type.as_str()) || size == 0 || size > ATTACHMENT_BYTES {
            return Err(Violation::BadAttachment);
        }
        let encoded = size.div_ceil(3) * 4;
        let fits = self.bytes.language.as_str() == NO_LANGUAGE && self.bytes.length as usize == encoded;
        if fits { Ok(()) } else { Err(Violation::BadAttachment) }
    }
}

/// A file that comes with a letter or a report.
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

    /// A file with the media type that its name says: what a sender claims is not believed, and what nobody knows is refused.
    pub fn named(name: &str, bytes: &[u8]) -> Self {
        let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
        let media_type = match ending.as_str() {
            "pdf" => "application/pdf",
            "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "odt" => "application/vnd.oasis.opendocument.text",
            "ods" => "application/vnd.oasis.opendocument.spreadsheet",
            "jpg" | "jpeg" => "image/jpeg",
            "png" => "image/png",
            "csv" => "text/csv",
            "md" | "markdown" => "text/markdown",
            "txt" => "text/plain",
            _ => "application/octet-stream",
        };
        Self::new(name, media_type, bytes)
    }

    pub(crate) fn written(&self, nonces: &mut NonceSource) -> Result<(Attachment, Content), Violation> {
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

impl Process {
    /// The files that came with an entry.
    pub fn attachments_of(&self, entry: EntryNumber) -> &[Attachment] {
        let of_letter = self.submissions.get(entry).map(|letter| letter.attachments.as_slice());
        let of_report = || self.harms.get(entry).map(|report| report.told.attachments.as_slice());
        of_letter.or_else(of_report).unwrap_or_default()
    }

    /// Every file with the entry that it came with and its place there: those of letters, then those of reports.
    pub fn attachments(&self) -> impl Iterator<Item = (EntryNumber, usize, &Attachment)> {
        let letters = self.submissions.iter().map(|letter| letter.entry);
        let entries = letters.chain(self.harms.iter().map(|report| report.entry));
        entries.flat_map(|entry| {
            let files = self.attachments_of(entry).iter().enumerate();
            files.map(move |(place, file)| (entry, place, file))
        })
    }
}
