//! What was looked for and not found, and what is known to be missing: the two answers that no coded row gives.

use maru_text::Date;
use serde::Serialize;

use crate::code::{MissingKind, Topic, UseArea};
use crate::model::InstrumentId;
use crate::place::Place;
use crate::rows::{LoadError, Problem, References, Row};

/// Somebody looked for law and found none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Looked {
    pub place: Place,
    pub topic: Topic,
    /// In which use; nothing means: in any.
    pub use_area: Option<UseArea>,
    /// What was looked for, in English.
    pub sought: String,
    /// Name of the coder.
    pub by: String,
    pub on: Date,
    /// Ids of instruments of the library, or citations.
    #[serde(rename = "where")]
    pub texts: Vec<String>,
    /// The day up to which these texts are the law.
    pub to_day: Date,
}

impl Looked {
    /// Whether this says something of the law on a day: a text read as of one day says nothing of the days before it.
    pub fn speaks_of(&self, at: Date) -> bool {
        self.to_day <= at
    }

    /// What this says in one line of English.
    pub fn line(&self) -> String {
        let Self { place, topic, sought, by, on, to_day, .. } = self;
        format!(
            "none found: {place} {topic}, by {by} on {on}, who looked for: {sought}; in: {}; that is the law to {to_day}.",
            self.texts.join("; ")
        )
    }
}

/// The columns of a table that say what was looked for, by whom and where; every table that can say “none found” has them.
pub const LOOKED_COLUMNS: [&str; 5] = ["looked_for", "looked_by", "looked_on", "looked_in", "looked_to"];

/// The cells of these columns; searches of one cell stand side by side.
pub fn looked_cells(looked: &[Looked]) -> [String; 5] {
    let each = |what: fn(&Looked) -> String| looked.iter().map(what).collect::<Vec<_>>().join(" | ");
    [
        each(|one| one.sought.clone()),
        each(|one| one.by.clone()),
        each(|one| one.on.to_string()),
        each(|one| one.texts.join("; ")),
        each(|one| one.to_day.to_string()),
    ]
}

/// Law, or a bill, that is known to exist and is not coded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownMissing {
    pub place: Place,
    /// The instrument, where the library has it and lacks only provisions of it.
    pub instrument: Option<InstrumentId>,
    /// Title in English.
    pub title: String,
    /// Which part of it; empty: all of it.
    pub locus: String,
    pub topics: Vec<Topic>,
    pub kind: MissingKind,
    /// The uses that it is about; none: any.
    pub use_areas: Vec<UseArea>,
    /// Why it is missing, in English.
    pub why: String,
    /// Address or citation from which we know of it.
    pub source: String,
    pub noted_on: Date,
}

impl KnownMissing {
    /// Whether it may answer a question about law in a use; without a use, in any.
    pub fn is_law_for(&self, use_area: Option<UseArea>) -> bool {
        let about = |area: UseArea| self.use_areas.is_empty() || self.use_areas.contains(&area);
        self.kind == MissingKind::Law && use_area.is_none_or(about)
    }

    /// What is missing, by its title and the part of it.
    pub fn name(&self) -> String {
        [self.title.as_str(), self.locus.as_str()].join(" ").trim().to_owned()
    }
}

pub(crate) fn looked(row: &Row, references: &dyn References) -> Result<Looked, LoadError> {
    let texts = row.raw_list("where")?;
    if texts.is_empty() {
        // A search that names no text is a guess.
        return Err(row.error("where", Problem::Empty));
    }
    Ok(Looked {
        place: row.place("place", references.places())?,
        topic: row.coded("topic")?,
        use_area: row.coded_or_none("use_area")?,
        sought: row.required("sought")?.to_owned(),
        by: row.required("by")?.to_owned(),
        on: row.day("on")?,
        texts,
        to_day: row.day("to_day")?,
    })
}

pub(crate) fn known_missing(row: &Row, references: &dyn References) -> Result<KnownMissing, LoadError> {
    let instrument = match row.text("instrument_id")? {
        "" => None,
        _ => Some(InstrumentId::new(
            row.id_of("instrument_id", "instrument", |id| references.has_instrument(id))?,
        )),
    };
    Ok(KnownMissing {
        place: row.place("place", references.places())?,
        instrument,
        title: row.required("title")?.to_owned(),
        locus: row.owned("locus")?,
        topics: row.list("topics")?,
        kind: row.coded("kind")?,
        use_areas: row.list("use_areas")?,
        why: row.required("why")?.to_owned(),
        source: row.required("source")?.to_owned(),
        noted_on: row.day("noted_on")?,
    })
}
