//! The one table that every format is read into and written from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The most comments that one file may bring.
pub const MAX_COMMENTS: usize = 50_000;
/// The longest field of a comment, in bytes.
pub const MAX_FIELD: usize = 1024 * 1024;

/// Whose words for dispositions a table uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum System {
    /// ISO, IEC, CEN, CENELEC.
    Iso,
    W3c,
    /// HL7 FHIR.
    Fhir,
    Decidim,
    /// Nobody's: the format has no answers.
    None,
}

impl System {
    /// The system's name in the file of words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Iso => "iso",
            Self::W3c => "w3c",
            Self::Fhir => "fhir",
            Self::Decidim => "decidim",
            Self::None => "none",
        }
    }
}

/// What kind of comment it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentKind {
    /// On the whole, `ge`.
    General,
    /// On the matter, `te`.
    Technical,
    /// On the wording, `ed`.
    Editorial,
    Question,
    /// An objection, such as a director's "discuss".
    Objection,
}

impl CommentKind {
    /// The two letters of the ISO form; questions and objections are general there.
    pub fn iso(self) -> &'static str {
        match self {
            Self::Technical => "te",
            Self::Editorial => "ed",
            Self::General | Self::Question | Self::Objection => "ge",
        }
    }

    /// Its name, for forms that have no letters.
    pub fn name(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Technical => "technical",
            Self::Editorial => "editorial",
            Self::Question => "question",
            Self::Objection => "objection",
        }
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::General, Self::Technical, Self::Editorial, Self::Question, Self::Objection]
            .into_iter()
            .find(|kind| kind.name() == name.trim())
    }

    /// The kind of the two letters, or of a word for it; a suffix such as `te (high)` is no kind.
    pub fn from_iso(letters: &str) -> Option<Self> {
        crate::heads::kind_of(letters)
    }
}

/// Where in the text a comment belongs, in the commenter's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub line: String,
    /// Clause or article.
    pub clause: String,
    /// Paragraph, figure, table.
    pub element: String,
}

/// What became of a comment, as far as its answer says it in words that are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// One of our words: `accepted`, `not-accepted` …
    Ours(String),
    /// A known word that says none of ours, and why.
    NoneOfOurs {
        word: String,
        /// Why none of ours fits, in English, from the file of words.
        note: String,
    },
    /// No known word stands at the beginning.
    NotRead,
}

/// What the secretariat wrote into the answer field of a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// All that the answer says, as it was written.
    pub text: String,
    pub disposition: Disposition,
    /// What stands behind the word; all of the text where no word was read.
    pub reason: String,
}

/// One row of the table, whichever format it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its name in the table: `DE-002`.
    pub id: String,
    /// Who made it, as written: a member body, a person, an organisation.
    pub author: String,
    pub place: Place,
    /// Its kind, where the letters are known.
    pub kind: Option<CommentKind>,
    /// The kind as the file has it, also where it is none of ours.
    pub kind_text: String,
    pub words: String,
    /// The wording that it proposes; empty where it proposes none.
    pub proposal: String,
    /// Its language, where the source says one.
    pub language: String,
    /// Its day or moment, as written.
    pub date: String,
    /// The id of the comment that it replies to.
    pub reply_to: String,
    /// Why its source keeps it back: its author took it back, or it was not to be published; empty where it does not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub withheld: String,
    /// Its answer, if it has one.
    pub answer: Option<Answer>,
    /// What else the source says of it, by the source's own names.
    pub more: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentTable {
    pub system: System,
    /// The table's day, as written; formats differ, so it is not read.
    pub date: String,
    /// The document that is commented on.
    pub document: String,
    pub project: String,
    /// The stage: WD, CD, DIS …
    pub stage: String,
    /// In the order of the file.
    pub comments: Vec<Comment>,
    /// What was in the file and was not read, in plain English.
    pub not_read: Vec<String>,
    /// The Word file in whose margins and tracked changes the comments stand.
    #[serde(skip)]
    pub review: Option<std::sync::Arc<maru_text::Review>>,
}

impl CommentTable {
    pub fn new(system: System) -> Self {
        Self {
            system,
            date: String::new(),
            document: String::new(),
            project: String::new(),
            stage: String::new(),
            comments: Vec::new(),
            not_read: Vec::new(),
            review: None,
        }
    }

    /// Names every id that several comments have.
    pub(crate) fn name_doubles(&mut self) {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for comment in self.comments.iter().filter(|comment| !comment.id.is_empty()) {
            *times.entry(&comment.id).or_default() += 1;
        }
        let lines = times.into_iter().filter(|(_, count)| *count > 1);
        let lines: Vec<String> = lines.map(|(id, count)| format!("{count} rows are named {id}")).collect();
        self.not_read.extend(lines);
    }

    /// Takes a comment in; an error when there are too many or one is too long.
    pub(crate) fn push(&mut self, comment: Comment) -> Result<(), ReadError> {
        if self.comments.len() >= MAX_COMMENTS {
            return Err(ReadError::new(format!("it has more than {MAX_COMMENTS} comments")));
        }
        let Place { line, clause, element } = &comment.place;
        let fields = [&comment.words, &comment.proposal, &comment.id, &comment.author, &comment.kind_text];
        let answer = comment.answer.as_ref().map(|answer| &answer.text);
        let is_too_long = |field: &&String| field.len() > MAX_FIELD;
        if fields.iter().chain(&[line, clause, element]).chain(&answer).any(is_too_long) {
            return Err(ReadError::new(format!("a field has more than {MAX_FIELD} bytes")));
        }
        self.comments.push(comment);
        Ok(())
    }
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}", line.map_or(String::new(), |line| format!("line {line}: ")))]
pub struct ReadError {
    /// The line, where it is known, from 1.
    pub line: Option<usize>,
    /// What is wrong, in English, without a full stop.
    pub what: String,
}

impl From<maru_text::TableError> for ReadError {
    fn from(error: maru_text::TableError) -> Self {
        let what = match error.fault {
            maru_text::TableFault::NotText => NOT_TEXT.to_owned(),
            fault => fault.to_string(),
        };
        Self::at(error.line as usize, what)
    }
}

/// What is said of bytes that are no text as they stand.
const NOT_TEXT: &str = "it is not UTF-8; say which encoding it has, such as euc-kr or windows-1252";

impl ReadError {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { line: None, what: what.into() }
    }

    pub(crate) fn at(line: usize, what: impl Into<String>) -> Self {
        Self { line: Some(line), what: what.into() }
    }
}

/// Refuses a file that is larger than is read.
pub(crate) fn within_size(bytes: &[u8]) -> Result<(), ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::new(format!("it has more than {MAX_BYTES} bytes")));
    }
    Ok(())
}

/// The file as text, or why it is none.
pub(crate) fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    within_size(bytes)?;
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
        ReadError::at(line, NOT_TEXT)
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}
