//! What can be wrong with texts, with what is asked of them and with how they were read: each error of this crate, in one place.

use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;
use crate::unit_id::UnitId;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Why a file cannot be read as a legal text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// More than [`MAX_BYTES`].
    #[error("the file has {bytes} bytes; at most {MAX_BYTES} are read")]
    TooLarge {
        /// Size of the file.
        bytes: usize,
    },
    #[error("the text is not UTF-8: the first wrong byte is number {at} of line {line}")]
    NotText {
        /// The byte in the line, from 1.
        at: usize,
        /// The line, from 1.
        line: usize,
    },
    /// The file says that it is written in an encoding that is not read.
    #[error("the text says that it is written in {0}, which is not known or not true; write it as UTF-8")]
    Encoding(String),
    /// The XML is malformed or hostile.
    #[error("line {line}, column {column}: {what}")]
    Xml {
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What is wrong there, in English.
        what: String,
    },
    /// The file is of a kind that is not read; the message says what to do.
    #[error("{0}")]
    Kind(&'static str),
    /// The file says where its words stand and not what they are, and whoever asked does not show what was guessed.
    #[error(
        "the structure of a PDF file can only be guessed; make a text of it with `maru text export FILE --to markdown`, compare it with the pages, and use that"
    )]
    OnlyGuessed,
    /// The Word or OpenDocument file is malformed or hostile.
    #[error("the file of a word processor cannot be read: {0}")]
    Docx(String),
}

/// Something about how a file was read that nobody sees from its tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Doubt {
    /// The file did not say in which encoding it is written.
    #[error("it does not say its encoding; it was read as {0}")]
    Encoding(String),
    /// Its format knows no units.
    #[error("its structure is guessed from the places of words on pages: look at it before you rely on it")]
    Structure,
    /// A part of it was left out.
    #[error("not read: {what} ({count})")]
    NotRead { what: std::borrow::Cow<'static, str>, count: usize },
    /// A part of it was read by a guess.
    #[error("guessed: {what} ({count})")]
    Guessed { what: std::borrow::Cow<'static, str>, count: usize },
}

/// The first place where the units' words leave the source's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("after {after} characters the source says \"{source_words}\" and the units say \"{unit_words}\"")]
pub struct Loss {
    /// How many characters agree, white space not counted.
    pub after: usize,
    /// The words around the first difference, as the file has them.
    pub source_words: String,
    /// The same stretch, as the units have it.
    pub unit_words: String,
}

/// A text that is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a date; a date looks like 2026-11-24")]
pub struct DateError(pub(crate) String);

/// Why an amendment was not applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    #[error("there is no unit {0}")]
    NoUnit(UnitId),
    /// The unit says something else than the amendment's author saw.
    #[error("{unit} has changed since the amendment was drafted")]
    Changed { unit: UnitId, expected: Fingerprint, found: Fingerprint },
    /// The words to be replaced are not there.
    #[error("{unit} does not say \"{words}\"")]
    NoWords { unit: UnitId, words: String },
    /// A unit of that number stands there already.
    #[error("{0} is there already")]
    Taken(UnitId),
    /// The new units, words or number are empty.
    #[error("there is nothing to put in")]
    Empty,
    /// A unit would stand inside itself.
    #[error("{0} cannot stand inside itself")]
    InsideItself(UnitId),
    /// A unit has no words before or behind the place where it would be parted.
    #[error("{unit} cannot be parted at character {at}")]
    NoPlace {
        unit: UnitId,
        /// Counted from 0.
        at: u32,
    },
    /// Units that would be joined do not stand side by side.
    #[error("{unit} does not stand beside {other}")]
    NotBeside { unit: UnitId, other: UnitId },
    /// A new unit has no id, an id twice, or notes outside its words.
    #[error("the new unit {0} is not well formed")]
    Malformed(UnitId),
}

/// An operation that could not be carried out, so that none was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("operation {number} of {of}: {refusal}")]
pub struct Broken {
    /// Its place in the list, from 1.
    pub number: usize,
    pub of: usize,
    pub refusal: Refusal,
}

/// Why an amendment cannot stand beside what is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Clash {
    /// The same words were changed otherwise.
    #[error("the same words were changed otherwise")]
    Words {
        /// As the amendment would have them.
        wanted: String,
        /// As they are.
        found: String,
    },
    /// Its number, dates, notes, kind or table was changed otherwise.
    #[error("the {part} was changed otherwise")]
    Part { part: String },
    #[error("it is not there any more")]
    Gone,
    /// The amendment takes away what was changed meanwhile.
    #[error("it would be taken away, and was changed meanwhile")]
    ChangedMeanwhile,
    /// It was put elsewhere.
    #[error("it was put in another place meanwhile")]
    Moved,
    /// A unit of the same id and other words is there.
    #[error("another unit of that name is there")]
    Taken,
}

/// A unit at which an amendment fails, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{unit}: {clash}")]
pub struct Failure {
    /// The unit; empty for the title of the whole.
    pub unit: UnitId,
    #[serde(flatten)]
    pub clash: Clash,
}

/// Why something is no anchor in a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    #[error("there is no unit {0}")]
    NoUnit(UnitId),
    #[error("the range from {from} to {to} has no characters")]
    Empty {
        /// The first character, counted from 0.
        from: u32,
        /// The character behind the last one.
        to: u32,
    },
    #[error("the unit has {length} characters, and the range ends at {to}")]
    BeyondEnd {
        /// The character behind the last one, counted from 0.
        to: u32,
        /// Characters of the unit.
        length: u32,
    },
    /// The words that were typed are not in the unit.
    #[error("{unit} does not say \"{words}\"")]
    NoWords { unit: UnitId, words: String },
    /// Sentences were ticked between which others stand that were not.
    #[error("the chosen sentences do not stand side by side")]
    NotTogether,
}

/// Why a table in CSV was not read, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}{}: {fault}", column.as_ref().map_or(String::new(), |column| format!(", column {column}")))]
pub struct TableError {
    /// The line on which the row begins, from 1; the head is line 1.
    pub line: u64,
    /// The column, where one cell is at fault.
    pub column: Option<String>,
    pub fault: TableFault,
}

/// What is wrong with a table in CSV.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    #[error("it is not UTF-8")]
    NotText,
    #[error("a quoted cell begins here and is never closed")]
    OpenQuote,
    #[error("the row has {cells} cells, and the first line names {columns} columns")]
    Width { cells: usize, columns: usize },
    /// Each column that is wanted and not there.
    #[error("there is no column {}", .0.join(", "))]
    NoColumn(Vec<String>),
    #[error("the column “{0}” stands twice")]
    Twice(String),
    /// More rows than this many.
    #[error("there are more than {0} rows")]
    TooLong(usize),
    /// A row or a cell does not fit; why, in English.
    #[error("{0}")]
    Value(String),
}

impl TableError {
    pub(crate) fn at(line: u64, fault: TableFault) -> Self {
        Self { line, column: None, fault }
    }

    /// What the reader of rows says.
    pub(crate) fn of_csv(error: &csv::Error) -> Self {
        let line = error.position().map_or(1, csv::Position::line);
        Self::at(line, TableFault::Value(error.to_string()))
    }

    /// What making a value of a row says; the names of the columns are `head`.
    pub(crate) fn of_value(line: u64, head: &csv::StringRecord, error: &csv::Error) -> Self {
        let csv::ErrorKind::Deserialize { err, .. } = error.kind() else {
            return Self::at(line, TableFault::Value(error.to_string()));
        };
        let at = err.field().and_then(|field| usize::try_from(field).ok());
        let column = at.and_then(|at| head.get(at)).map(str::to_owned);
        Self { line, column, fault: TableFault::Value(err.kind().to_string()) }
    }
}
