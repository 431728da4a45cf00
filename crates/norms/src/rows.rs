//! Rows of CSV files: every cell is checked when it is read, and every complaint says file, line and column.

use std::sync::Arc;

use maru_text::{Date, DateError, Table, TableFault, TableRow, parse_date, unguarded};

use crate::code::Coded;
use crate::place::{Place, Places};
use crate::reach::{Reach, ReachError, Vocabulary};
use crate::threshold::ThresholdError;

/// How many rows one file may have; the library is for reading by people.
pub(crate) const MAX_ROWS: usize = 100_000;

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Something must stand here.
    #[error("is empty")]
    Empty,
    /// A value outside the vocabulary.
    #[error("`{value}` is no {what}")]
    UnknownValue {
        /// The vocabulary.
        what: &'static str,
        value: String,
    },
    /// A place outside the table of places.
    #[error("unknown place `{place}`")]
    UnknownPlace { place: String },
    /// A date that is none.
    #[error(transparent)]
    Date(#[from] DateError),
    /// A predicate that cannot be read or checked.
    #[error(transparent)]
    Reach(#[from] ReachError),
    /// A threshold that cannot be read.
    #[error(transparent)]
    Threshold(#[from] ThresholdError),
    /// A reference to something that is not there.
    #[error("there is no {what} `{id}`")]
    Dangling {
        /// What was referred to.
        what: &'static str,
        /// The id given.
        id: String,
    },
    /// The same id twice.
    #[error("`{id}` stands twice")]
    Duplicate { id: String },
    /// An id that does not follow from the other columns.
    #[error("`{id}` should be the instrument's id, a colon and the locus")]
    Misnamed { id: String },
    /// A gate or use reference that leads back to itself.
    #[error("`{id}` leads back to itself")]
    Circular { id: String },
    /// A column the file should have.
    #[error("the column is missing")]
    MissingColumn,
    /// The file as a whole is not a table.
    #[error(transparent)]
    Table(#[from] TableFault),
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}, column {column}: {problem}")]
pub struct LoadError {
    /// The file's name.
    pub file: String,
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// The column's name.
    pub column: String,
    /// What is wrong there.
    pub problem: Problem,
}

impl LoadError {
    pub(crate) fn at(file: &str, line: u64, column: &str, problem: Problem) -> Self {
        Self { file: file.to_owned(), line, column: column.to_owned(), problem }
    }
}

/// What a row may refer to. A row that stands beside the library is read against this, so that reading it needs no library.
pub(crate) trait References {
    fn has_instrument(&self, id: &str) -> bool;
    fn has_provision(&self, id: &str) -> bool;
    fn places(&self) -> &Places;
}

/// A row with the file that it stands in.
pub(crate) struct Row {
    file: Arc<str>,
    table: Arc<Table>,
    at: usize,
}

/// The rows of a CSV file.
pub(crate) struct Rows;

impl Rows {
    pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Vec<Row>, LoadError> {
        let table = Table::read(bytes, MAX_ROWS).map_err(|error| {
            let column = error.column.as_deref().unwrap_or("(row)");
            LoadError::at(file, error.line, column, Problem::Table(error.fault))
        })?;
        let (name, table): (Arc<str>, _) = (file.into(), Arc::new(table));
        let row = |at| Row { file: name.clone(), table: table.clone(), at };
        Ok((0..table.rows().len()).map(row).collect())
    }
}

impl Row {
    pub(crate) fn line(&self) -> u64 {
        self.table.row(self.at).map_or(0, TableRow::line)
    }

    pub(crate) fn error(&self, column: &str, problem: impl Into<Problem>) -> LoadError {
        LoadError::at(&self.file, self.line(), column, problem.into())
    }

    /// The cell, trimmed and without the guard that exports put before what looks like a formula; it may be empty, but the
    /// column must be there.
    pub(crate) fn text(&self, column: &str) -> Result<&str, LoadError> {
        let cell = self.table.row(self.at).and_then(|row| row.get(column));
        cell.map(unguarded).ok_or_else(|| self.error(column, Problem::MissingColumn))
    }

    pub(crate) fn required(&self, column: &str) -> Result<&str, LoadError> {
        match self.text(column)? {
            "" => Err(self.error(column, Problem::Empty)),
            text => Ok(text),
        }
    }

    pub(crate) fn coded<T: Coded>(&self, column: &str) -> Result<T, LoadError> {
        let value = self.required(column)?;
        self.known(column, value)
    }

    pub(crate) fn known<T: Coded>(&self, column: &str, value: &str) -> Result<T, LoadError> {
        let unknown = || Problem::UnknownValue { what: T::WHAT, value: value.to_owned() };
        T::from_code(value).ok_or_else(|| self.error(column, unknown()))
    }

    /// A code, or nothing where the cell is empty.
    pub(crate) fn coded_or_none<T: Coded>(&self, column: &str) -> Result<Option<T>, LoadError> {
        match self.text(column)? {
            "" => Ok(None),
            value => self.known(column, value).map(Some),
        }
    }

    /// A day that must stand there.
    pub(crate) fn day(&self, column: &str) -> Result<Date, LoadError> {
        self.date(column)?.ok_or_else(|| self.error(column, Problem::Empty))
    }

    /// An id that must be one of those that `known` knows.
    pub(crate) fn id_of(
        &self,
        column: &str,
        what: &'static str,
        known: impl Fn(&str) -> bool,
    ) -> Result<&str, LoadError> {
        let id = self.required(column)?;
        if known(id) {
            return Ok(id);
        }
        Err(self.error(column, Problem::Dangling { what, id: id.to_owned() }))
    }

    pub(crate) fn raw_list(&self, column: &str) -> Result<Vec<String>, LoadError> {
        let text = self.text(column)?;
        if text.is_empty() {
            return Ok(Vec::new());
        }
        Ok(text.split(';').map(|item| item.trim().to_owned()).collect())
    }

    pub(crate) fn list<T: Coded>(&self, column: &str) -> Result<Vec<T>, LoadError> {
        self.raw_list(column)?.iter().map(|item| self.known(column, item)).collect()
    }

    pub(crate) fn date(&self, column: &str) -> Result<Option<Date>, LoadError> {
        match self.text(column)? {
            "" => Ok(None),
            text => parse_date(text).map(Some).map_err(|error| self.error(column, error)),
        }
    }

    pub(crate) fn place(&self, column: &str, places: &Places) -> Result<Place, LoadError> {
        let code = self.required(column)?;
        places.find(code).ok_or_else(|| self.error(column, Problem::UnknownPlace { place: code.to_owned() }))
    }

    pub(crate) fn reach(
        &self,
        column: &str,
        vocabulary: &impl Vocabulary,
    ) -> Result<Option<Reach>, LoadError> {
        match self.text(column)? {
            "" => Ok(None),
            text => Reach::parse(text, vocabulary).map(Some).map_err(|error| self.error(column, error)),
        }
    }

    pub(crate) fn owned(&self, column: &str) -> Result<String, LoadError> {
        self.text(column).map(str::to_owned)
    }
}

/// Reads one file row by row and keeps every complaint, so that a file is corrected in one round.
pub(crate) fn values_of<T>(
    file: &str,
    bytes: &[u8],
    errors: &mut Vec<LoadError>,
    read: impl FnMut(&Row) -> Result<T, LoadError>,
) -> Vec<T> {
    rows_of(file, bytes, errors, read).into_iter().map(|(_, value)| value).collect()
}

/// The same, each value with the line that it stands on.
pub(crate) fn rows_of<T>(
    file: &str,
    bytes: &[u8],
    errors: &mut Vec<LoadError>,
    mut read: impl FnMut(&Row) -> Result<T, LoadError>,
) -> Vec<(u64, T)> {
    let rows = match Rows::read(file, bytes) {
        Ok(rows) => rows,
        Err(error) => {
            errors.push(error);
            return Vec::new();
        }
    };
    let mut good = Vec::with_capacity(rows.len());
    for row in &rows {
        match read(row) {
            Ok(value) => good.push((row.line(), value)),
            Err(error) => errors.push(error),
        }
    }
    good
}
