//! The library in the reader's language: titles, paraphrases and citations, each with the language that it really is in.

use maru_text::Date;
use serde::Serialize;

use crate::code::Coded;
use crate::library::Library;
use crate::model::{Instrument, InstrumentId, Provision, ProvisionId};
use crate::rows::{LoadError, Row};

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
    /// What it is worth.
    pub standing: TitleStanding,
}

/// What a provision says, in one sentence of a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paraphrase {
    pub provision: ProvisionId,
    /// BCP 47 tag.
    pub language: String,
    /// The sentence.
    pub words: String,
    /// Who wrote it.
    pub by: String,
    pub checked_on: Option<Date>,
    /// Against which text; empty: against none.
    pub checked_against: String,
}

/// Words with the language that they are in, which need not be the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worded<'a> {
    pub words: &'a str,
    /// BCP 47 tag.
    pub language: &'a str,
}

pub(crate) fn title(row: &Row, library: &Library) -> Result<Title, LoadError> {
    let known = |id: &str| library.instrument(id).is_some();
    Ok(Title {
        instrument: InstrumentId::new(row.id_of("instrument_id", "instrument", known)?),
        language: row.required("language")?.to_owned(),
        title: row.required("title")?.to_owned(),
        short: row.owned("short")?,
        citation: row.owned("citation")?,
        standing: row.coded("standing")?,
    })
}

pub(crate) fn paraphrase(row: &Row, library: &Library) -> Result<Paraphrase, LoadError> {
    let known = |id: &str| library.provision(id).is_some();
    Ok(Paraphrase {
        provision: ProvisionId::new(row.id_of("provision_id", "provision", known)?),
        language: row.required("language")?.to_owned(),
        words: row.required("words")?.to_owned(),
        by: row.required("by")?.to_owned(),
        checked_on: row.date("checked_on")?,
        checked_against: row.owned("checked_against")?,
    })
}

/// The language in which the library's own rows are written.
const OWN: &str = "en";

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

impl Library {
    /// The title of an instrument in a language; in English where there is none.
    pub fn title_in<'a>(&'a self, one: &'a Instrument, language: &str) -> Worded<'a> {
        match self.title_row(one, language) {
            Some(title) => Worded { words: &title.title, language: &title.language },
            None => Worded { words: &one.title, language: OWN },
        }
    }

    /// The same as readers say it, for lines with little room.
    pub fn short_title_in<'a>(&'a self, one: &'a Instrument, language: &str) -> Worded<'a> {
        let usual = |title: &&Title| {
            title.instrument == one.id
                && primary(&title.language) == primary(language)
                && title.standing == TitleStanding::Usual
        };
        if let Some(title) = self.titles().iter().find(usual) {
            return Worded { words: &title.title, language: &title.language };
        }
        match self.title_row(one, language).filter(|title| !title.short.is_empty()) {
            Some(title) => Worded { words: &title.short, language: &title.language },
            None => self.title_in(one, language),
        }
    }

    fn title_row(&self, one: &Instrument, language: &str) -> Option<&Title> {
        let fits = |title: &&Title| {
            title.instrument == one.id
                && primary(&title.language) == primary(language)
                && title.standing != TitleStanding::Usual
        };
        // The table may have a translation of ours beside the official title of an act with several languages.
        self.titles().iter().filter(fits).min_by_key(|title| title.standing)
    }

    /// What a provision says, in a language; in English where nobody has written it in that language.
    pub fn paraphrase_in<'a>(&'a self, one: &'a Provision, language: &str) -> Worded<'a> {
        let fits =
            |words: &&Paraphrase| words.provision == one.id && primary(&words.language) == primary(language);
        match self.paraphrases().iter().find(fits) {
            Some(found) => Worded { words: &found.words, language: &found.language },
            None => Worded { words: &one.paraphrase, language: OWN },
        }
    }

    /// Where a provision stands, as readers of a language write it.
    pub fn citation_in(&self, one: &Provision, language: &str) -> String {
        if primary(language) != "ko" {
            return one.locus.clone();
        }
        if let Some(own) = self.further_value(&one.id, crate::further::FurtherField::Citation) {
            return own.to_owned();
        }
        self.locus_in(self.instrument_of(one), &one.locus, language)
    }

    /// A place in an instrument, as readers of a language write it; as it stands where there is no way known to us.
    pub fn locus_in(&self, instrument: &Instrument, locus: &str, language: &str) -> String {
        if primary(language) != "ko" {
            return locus.to_owned();
        }
        crate::cite::korean(locus, instrument.jurisdiction.code() == "KR").unwrap_or_else(|| locus.to_owned())
    }

    /// A provision as readers name it: its instrument and where it stands in it.
    pub fn name_of(&self, id: &ProvisionId, language: &str) -> String {
        let Some(one) = self.provision(id.as_str()) else { return id.to_string() };
        let title = self.short_title_in(self.instrument_of(one), language).words;
        let citation = self.citation_in(one, language);
        if primary(language) == "ko" { format!("{title} {citation}") } else { format!("{title}, {citation}") }
    }
}
