//! Texts of instruments that the operator of the node brought in: kept as trees of units, with where they came from.

use maru_norms::{Date, Edition, parse_date};
use maru_record::Digest;
use maru_text::{Document, LanguageTag, Standing};
use rusqlite::{Connection, OptionalExtension, Row, params};
use thiserror::Error;

use crate::clock;
use crate::error::{StoreError, SubmitError};
use crate::node::Node;

/// Longest name of an instrument, in characters.
const NAME_CHARACTERS: usize = 60;
/// Most texts that a node keeps, so that a list of them stays a list that people can read.
const EDITIONS: u64 = 2_000;

/// A text on its way in.
#[derive(Debug, Clone)]
pub struct NewEdition {
    /// The instrument; a name of small letters, digits and dashes.
    pub instrument: String,
    /// The day from which this version is the text.
    pub version: Date,
    /// Where it was taken from: an address, or words.
    pub source: String,
    /// Who brings it in.
    pub imported_by: String,
    /// SHA-256 of the file it was read from.
    pub digest: Digest,
    /// The text, with its language and standing.
    pub document: Document,
}

/// A row of the list of texts, those that were taken out included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionRow {
    /// What is known of the text.
    pub edition: Edition,
    /// Why it was taken out, if it was.
    pub removed: Option<String>,
}

/// Why a text was not taken in or out.
#[derive(Debug, Error)]
pub enum EditionError {
    /// The instrument's name cannot be an address.
    #[error(
        "`{0}` is no name for an instrument: small letters, digits and dashes, at most {NAME_CHARACTERS} characters"
    )]
    Name(String),
    /// The text says nothing.
    #[error("the text has no units")]
    Empty,
    /// Nobody said in which language it is.
    #[error("the language of the text is not known; say it")]
    Language,
    /// The node holds as many as it can.
    #[error("the node holds {EDITIONS} texts; take one out first")]
    Full,
    /// There is no such text.
    #[error("there is no text {0}")]
    Absent(u64),
    /// The writer could not do it.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// The disk could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Node {
    /// Takes a text in and gives its number. One of the same instrument, language and version is taken out for it.
    pub fn add_edition(&self, new: NewEdition) -> Result<u64, EditionError> {
        check(&new)?;
        if self.editions()?.len() as u64 >= EDITIONS {
            return Err(EditionError::Full);
        }
        let number = self.private(move |connection| insert(connection, &new))?;
        Ok(number)
    }

    /// Takes a text out; that it was here, and why it went, stays.
    pub fn remove_edition(&self, number: u64, why: &str) -> Result<(), EditionError> {
        let why = why.to_owned();
        let changed = self.private(move |connection| {
            Ok(connection.execute(
                "UPDATE edition SET document = NULL, removed_at = ?2, removed_why = ?3
                 WHERE number = ?1 AND document IS NOT NULL",
                params![number as i64, clock::now().0, why],
            )?)
        })?;
        if changed == 0 { Err(EditionError::Absent(number)) } else { Ok(()) }
    }

    /// All texts that were ever taken in, in order of number.
    pub fn edition_rows(&self) -> Result<Vec<EditionRow>, StoreError> {
        self.shared().readers.with(|connection| {
            let mut statement = connection
                .prepare_cached(&format!("SELECT {COLUMNS}, removed_why FROM edition ORDER BY number"))?;
            let rows = statement
                .query_map([], |row| Ok(EditionRow { edition: read(row)?, removed: row.get(10)? }))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The texts that the node holds, by instrument, language and version.
    pub fn editions(&self) -> Result<Vec<Edition>, StoreError> {
        self.shared().readers.with(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM edition WHERE document IS NOT NULL ORDER BY instrument, language, version"
            ))?;
            let rows = statement.query_map([], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// A text by its number; none when it was taken out or never here.
    pub fn edition_text(&self, number: u64) -> Result<Option<Document>, StoreError> {
        let bytes: Option<Vec<u8>> = self.shared().readers.with(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT document FROM edition WHERE number = ?1 AND document IS NOT NULL")?;
            Ok(statement.query_row([number as i64], |row| row.get(0)).optional()?)
        })?;
        let read = |bytes: Vec<u8>| {
            serde_json::from_slice(&bytes).map_err(|error| StoreError::damaged("edition", number, error))
        };
        bytes.map(read).transpose()
    }
}

const COLUMNS: &str =
    "number, instrument, language, version, standing, title, source, digest, imported_by, imported_at";

fn check(new: &NewEdition) -> Result<(), EditionError> {
    let name = new.instrument.as_str();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || name.chars().count() > NAME_CHARACTERS || !name.chars().all(fits) {
        return Err(EditionError::Name(name.to_owned()));
    }
    if new.document.units.is_empty() {
        return Err(EditionError::Empty);
    }
    if new.document.language.0.is_empty() {
        return Err(EditionError::Language);
    }
    Ok(())
}

fn insert(connection: &Connection, new: &NewEdition) -> Result<u64, StoreError> {
    let document = &new.document;
    let bytes = serde_json::to_vec(document).map_err(|error| StoreError::damaged("edition", 0, error))?;
    let now = clock::now().0;
    connection.execute(
        "INSERT INTO edition (instrument, language, version, standing, title, source, digest, imported_by,
             imported_at, document)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            new.instrument,
            document.language.0,
            new.version.to_string(),
            document.standing.name(),
            document.title,
            new.source,
            new.digest.as_bytes(),
            new.imported_by,
            now,
            bytes
        ],
    )?;
    let number = connection.last_insert_rowid();
    connection.execute(
        "UPDATE edition SET document = NULL, removed_at = ?5, removed_why = 'replaced by ' || ?4
         WHERE instrument = ?1 AND language = ?2 AND version = ?3 AND number <> ?4 AND document IS NOT NULL",
        params![new.instrument, document.language.0, new.version.to_string(), number, now],
    )?;
    Ok(number as u64)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Edition> {
    let version: String = row.get(3)?;
    let standing: String = row.get(4)?;
    let unreadable = |column: usize, error: String| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error.into())
    };
    Ok(Edition {
        number: row.get::<_, i64>(0)? as u64,
        instrument: row.get(1)?,
        language: LanguageTag(row.get(2)?),
        version: parse_date(&version).map_err(|error| unreadable(3, error.to_string()))?,
        standing: Standing::named(&standing)
            .ok_or_else(|| unreadable(4, format!("no standing `{standing}`")))?,
        title: row.get(5)?,
        source: row.get(6)?,
        digest: Digest(row.get(7)?).to_string(),
        imported_by: row.get(8)?,
        imported_at: row.get(9)?,
    })
}
