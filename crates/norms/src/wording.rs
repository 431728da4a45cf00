//! The library in the reader's language: titles, paraphrases and citations, each with the language that it really is in.

use maru_text::Date;
use serde::Serialize;

use crate::code::Coded;
use crate::model::{InstrumentId, ProvisionId};
use crate::rows::{LoadError, References, Row};

/// What a title is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TitleStanding {
    /// The act's own title.
    Official,
    /// A translation of ours.
    Ours,
    /// A name in common use beside the title.
    Usual,
}

impl Coded for TitleStanding {
    const WHAT: &'static str = "standing of a title";
    const ALL: &'static [Self] = &[Self::Official, Self::Ours, Self::Usual];
    fn code(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Ours => "ours",
            Self::Usual => "usual",
        }
    }
}

impl Serialize for TitleStanding {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// The title of an instrument in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Title {
    pub instrument: InstrumentId,
    /// BCP 47 tag.
    pub language: String,
    pub title: String,
    /// As readers say it; empty when nobody says it otherwise.
    pub short: String,
    /// How it is cited in that language; empty: as in `instruments.csv`.
    pub citation: String,
    pub standing: TitleStanding,
}

/// What a provision says, in one sentence of a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paraphrase {
    pub provision: ProvisionId,
    /// BCP 47 tag.
    pub language: String,
    pub words: String,
    /// Name of the person or organisation that wrote it.
    pub by: String,
    pub checked_on: Option<Date>,
    /// Against which text; empty: against none.
    pub checked_against: String,
}

pub(crate) fn title(row: &Row, references: &dyn References) -> Result<Title, LoadError> {
    let known = |id: &str| references.has_instrument(id);
    Ok(Title {
        instrument: InstrumentId::new(row.id_of("instrument_id", "instrument", known)?),
        language: row.required("language")?.to_owned(),
        title: row.required("title")?.to_owned(),
        short: row.owned("short")?,
        citation: row.owned("citation")?,
        standing: row.coded("standing")?,
    })
}

pub(crate) fn paraphrase(row: &Row, references: &dyn References) -> Result<Paraphrase, LoadError> {
    let known = |id: &str| references.has_provision(id);
    Ok(Paraphrase {
        provision: ProvisionId::new(row.id_of("provision_id", "provision", known)?),
        language: row.required("language")?.to_owned(),
        words: row.required("words")?.to_owned(),
        by: row.required("by")?.to_owned(),
        checked_on: row.date("checked_on")?,
        checked_against: row.owned("checked_against")?,
    })
}
