//! The strict loader: every cell is checked, and every complaint says file, line and column.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::code::Coded;
use crate::date::{Date, DateError};
use crate::model::{Instrument, InstrumentId, Provision, ProvisionId, Risk, RiskCode, UseScope};
use crate::place::{Place, Places};
use crate::reach::{Reach, ReachError, Vocabulary};
use crate::threshold::{ThresholdError, Thresholds};

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
        /// The value.
        value: String,
    },
    /// A place outside the table of places.
    #[error("unknown place `{place}`")]
    UnknownPlace {
        /// The place.
        place: String,
    },
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
    Duplicate {
        /// The id.
        id: String,
    },
    /// An id that does not follow from the other columns.
    #[error("`{id}` should be the instrument's id, a colon and the locus")]
    Misnamed {
        /// The id.
        id: String,
    },
    /// A gate or use reference that leads back to itself.
    #[error("`{id}` leads back to itself")]
    Circular {
        /// The id.
        id: String,
    },
    /// A column the file should have.
    #[error("the column is missing")]
    MissingColumn,
    /// The file is not CSV in UTF-8, or a row has too many or too few cells.
    #[error("{0}")]
    Malformed(String),
    /// Too many rows.
    #[error("more than {MAX_ROWS} rows")]
    TooLong,
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

/// A row under its header.
pub(crate) struct Row {
    file: Arc<str>,
    header: Arc<csv::StringRecord>,
    record: csv::StringRecord,
    line: u64,
}

/// The rows of a CSV file.
pub(crate) struct Rows;

impl Rows {
    pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Vec<Row>, LoadError> {
        let malformed = |error: csv::Error| {
            let line = error.position().map_or(1, csv::Position::line);
            LoadError::at(file, line, "(row)", Problem::Malformed(error.to_string()))
        };
        let mut reader = csv::ReaderBuilder::new().from_reader(strip_mark(bytes));
        let header = Arc::new(reader.headers().map_err(malformed)?.clone());
        let name: Arc<str> = file.into();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(malformed)?;
            let line = record.position().map_or(0, csv::Position::line);
            if rows.len() == MAX_ROWS {
                return Err(LoadError::at(file, line, "(row)", Problem::TooLong));
            }
            rows.push(Row { file: name.clone(), header: header.clone(), record, line });
        }
        Ok(rows)
    }
}

fn strip_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

impl Row {
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    pub(crate) fn error(&self, column: &str, problem: impl Into<Problem>) -> LoadError {
        LoadError::at(&self.file, self.line, column, problem.into())
    }

    /// The cell, trimmed; it may be empty, but the column must be there.
    pub(crate) fn text(&self, column: &str) -> Result<&str, LoadError> {
        let index = self.header.iter().position(|name| name == column);
        let index = index.ok_or_else(|| self.error(column, Problem::MissingColumn))?;
        Ok(self.record.get(index).unwrap_or_default().trim())
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

    fn known<T: Coded>(&self, column: &str, value: &str) -> Result<T, LoadError> {
        let unknown = || Problem::UnknownValue { what: T::WHAT, value: value.to_owned() };
        T::from_code(value).ok_or_else(|| self.error(column, unknown()))
    }

    pub(crate) fn raw_list(&self, column: &str) -> Result<Vec<String>, LoadError> {
        let text = self.text(column)?;
        if text.is_empty() {
            return Ok(Vec::new());
        }
        Ok(text.split(';').map(|item| item.trim().to_owned()).collect())
    }

    fn list<T: Coded>(&self, column: &str) -> Result<Vec<T>, LoadError> {
        self.raw_list(column)?.iter().map(|item| self.known(column, item)).collect()
    }

    pub(crate) fn date(&self, column: &str) -> Result<Option<Date>, LoadError> {
        match self.text(column)? {
            "" => Ok(None),
            text => Date::parse(text).map(Some).map_err(|error| self.error(column, error)),
        }
    }

    fn place(&self, column: &str, places: &Places) -> Result<Place, LoadError> {
        let code = self.required(column)?;
        places.find(code).ok_or_else(|| self.error(column, Problem::UnknownPlace { place: code.to_owned() }))
    }

    fn reach(&self, column: &str, vocabulary: &impl Vocabulary) -> Result<Option<Reach>, LoadError> {
        match self.text(column)? {
            "" => Ok(None),
            text => Reach::parse(text, vocabulary).map(Some).map_err(|error| self.error(column, error)),
        }
    }

    fn owned(&self, column: &str) -> Result<String, LoadError> {
        self.text(column).map(str::to_owned)
    }
}

/// The names that predicates and references of instruments may use.
pub(crate) struct Names<'a> {
    pub(crate) places: &'a Places,
    pub(crate) instruments: BTreeSet<String>,
}

impl Vocabulary for Names<'_> {
    fn places(&self) -> &Places {
        self.places
    }

    fn has_instrument(&self, id: &str) -> bool {
        self.instruments.contains(id)
    }
}

/// Reads the table of risks.
pub(crate) fn risks(file: &str, bytes: &[u8]) -> Result<Vec<Risk>, LoadError> {
    let read = |row: &Row| {
        Ok(Risk {
            code: RiskCode::new(row.required("code")?),
            domain: row.required("domain")?.to_owned(),
            subdomain: row.required("subdomain")?.to_owned(),
        })
    };
    Rows::read(file, bytes)?.iter().map(read).collect()
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

pub(crate) fn instrument(row: &Row, names: &Names<'_>) -> Result<Instrument, LoadError> {
    let replaced_by = match row.text("replaced_by")? {
        "" => None,
        id if names.instruments.contains(id) => Some(InstrumentId::new(id)),
        id => {
            let problem = Problem::Dangling { what: "instrument", id: id.to_owned() };
            return Err(row.error("replaced_by", problem));
        }
    };
    Ok(Instrument {
        id: InstrumentId::new(row.required("id")?),
        title: row.required("title")?.to_owned(),
        citation: row.owned("citation")?,
        jurisdiction: row.place("jurisdiction", names.places)?,
        level: row.coded("level")?,
        kind: row.coded("kind")?,
        binding: row.coded("binding")?,
        status: row.coded("status")?,
        adopted: row.date("adopted")?,
        in_force: row.date("in_force")?,
        applies_main: row.date("applies_main")?,
        ended: row.date("ended")?,
        replaced_by,
        reach: row.reach("reach", names)?,
        exemptions: row.list("exemptions")?,
        enforcer: row.owned("enforcer")?,
        max_sanction: row.owned("max_sanction")?,
        remedy: row.owned("remedy")?,
        status_note: row.owned("status_note")?,
        confidence: row.coded("confidence")?,
        source: row.owned("source")?,
        checked_to: row.owned("checked_to")?,
    })
}

/// What a provision's cells are checked against.
pub(crate) struct Context<'a> {
    pub(crate) names: &'a Names<'a>,
    pub(crate) provisions: &'a BTreeSet<String>,
    pub(crate) risks: &'a [Risk],
}

pub(crate) fn provision(row: &Row, context: &Context<'_>) -> Result<Provision, LoadError> {
    let (id, gate) = identity(row, context)?;
    Ok(Provision {
        id,
        instrument_id: InstrumentId::new(row.required("instrument_id")?),
        locus: row.required("locus")?.to_owned(),
        paraphrase: row.owned("paraphrase")?,
        statement_type: row.coded("statement_type")?,
        deontic: row.coded("deontic")?,
        bearer: row.list("bearer")?,
        counterparty: row.list("counterparty")?,
        aim: row.owned("aim")?,
        object: row.list("object")?,
        condition: row.owned("condition")?,
        topics: row.list("topics")?,
        risks: risk_list(row, context)?,
        rights: row.list("rights")?,
        threshold: Thresholds::parse(row.text("threshold")?)
            .map_err(|error| row.error("threshold", error))?,
        exemptions: row.list("exemptions")?,
        sanction_kind: row.coded("sanction_kind")?,
        sanction_max: row.owned("sanction_max")?,
        sanction_locus: row.owned("sanction_locus")?,
        remedy: row.owned("remedy")?,
        applies_from: row.date("applies_from")?,
        applies_until: row.date("applies_until")?,
        reach: row.reach("reach", context.names)?,
        testable: row.coded("testable")?,
        use_areas: use_scope(row, context, gate.as_ref())?,
        gate,
        confidence: row.coded("confidence")?,
    })
}

fn identity(row: &Row, context: &Context<'_>) -> Result<(ProvisionId, Option<ProvisionId>), LoadError> {
    let id = row.required("id")?;
    let instrument = row.required("instrument_id")?;
    if !context.names.instruments.contains(instrument) {
        let problem = Problem::Dangling { what: "instrument", id: instrument.to_owned() };
        return Err(row.error("instrument_id", problem));
    }
    if id != format!("{instrument}:{}", row.required("locus")?) {
        return Err(row.error("id", Problem::Misnamed { id: id.to_owned() }));
    }
    let gate = match row.text("gate")? {
        "" => None,
        gate => Some(reference(row, context, "gate", gate)?),
    };
    Ok((ProvisionId::new(id), gate))
}

fn reference(row: &Row, context: &Context<'_>, column: &str, id: &str) -> Result<ProvisionId, LoadError> {
    if context.provisions.contains(id) {
        return Ok(ProvisionId::new(id));
    }
    Err(row.error(column, Problem::Dangling { what: "provision", id: id.to_owned() }))
}

fn risk_list(row: &Row, context: &Context<'_>) -> Result<Vec<RiskCode>, LoadError> {
    let known = |code: &str| context.risks.iter().any(|risk| risk.code.as_str() == code);
    let check = |code: String| {
        if known(&code) {
            return Ok(RiskCode::new(code));
        }
        Err(row.error("risks", Problem::UnknownValue { what: "risk", value: code }))
    };
    row.raw_list("risks")?.into_iter().map(check).collect()
}

fn use_scope(row: &Row, context: &Context<'_>, gate: Option<&ProvisionId>) -> Result<UseScope, LoadError> {
    let text = row.text("use_areas")?;
    if matches!(text, "*" | "") {
        return Ok(UseScope::Any);
    }
    let Some(name) = text.strip_prefix('@') else {
        return Ok(UseScope::Listed(row.list("use_areas")?));
    };
    if name == "gate" {
        let problem = || row.error("use_areas", Problem::Dangling { what: "gate for", id: text.to_owned() });
        return gate.cloned().map(UseScope::SameAs).ok_or_else(problem);
    }
    Ok(UseScope::SameAs(reference(row, context, "use_areas", name)?))
}
