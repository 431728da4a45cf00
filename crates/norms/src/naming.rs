//! What instruments and provisions are called, and where they stand, as readers of a language say it.

use crate::library::Library;
use crate::model::{Instrument, Provision, ProvisionId};
use crate::wording::{Paraphrase, Title, TitleStanding};

/// Words with the language that they are in, which need not be the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worded<'a> {
    pub words: &'a str,
    /// BCP 47 tag.
    pub language: &'a str,
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
        // A place in another act of the library begins with its id.
        let other = locus.split_once(' ').and_then(|(id, rest)| Some((self.instrument(id)?, rest)));
        if let Some((other, rest)) = other {
            let title = self.short_title_in(other, language).words;
            return format!("{title} {}", self.locus_in(other, rest, language));
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
