//! Suggestions measured against the library's coding: on its paraphrases, and on the words of law that it codes, found in the
//! instruments' texts by their locus.

use maru_text::Document;
use serde::Serialize;

use crate::code::{Coded, Deontic, SanctionKind};
use crate::library::Library;
use crate::locus::units_of;
use crate::model::Provision;
use crate::suggest::{Measured, suggest_fields};

/// What was measured on one text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TextMeasured {
    /// Provisions of the instrument whose unit is not in the text.
    pub not_found: Vec<String>,
    pub deontic: Measured,
    /// The bearers: right when one of those suggested is coded.
    pub bearer: Measured,
    /// The kind of sanction, of provisions that have one; in an instrument's text read where the library says that it stands.
    pub sanction: Measured,
    /// The deontic words that were suggested wrongly or not at all, as `locus: coded, suggested`.
    pub wrong: Vec<String>,
}

impl Library {
    /// Measures the suggestions on an instrument's text in a language, against the library's coding of its provisions.
    pub fn measure_on(&self, instrument: &str, language: &str, text: &Document) -> TextMeasured {
        let mut out = TextMeasured::default();
        let rows = self.provisions().iter().filter(|one| one.instrument_id.as_str() == instrument);
        for one in rows.filter(|one| one.deontic != Deontic::None) {
            match words_at(text, &one.locus) {
                Some(words) => out.count(one, language, &words),
                None => out.not_found.push(one.locus.clone()),
            }
            if let Some(words) = words_at(text, &one.sanction_locus) {
                out.count_sanction(one, language, &words);
            }
        }
        out
    }

    /// Measures the suggestions on the library's own paraphrases, which are English, of its regulative provisions.
    pub fn measure_paraphrases(&self) -> TextMeasured {
        let mut out = TextMeasured::default();
        for one in self.provisions().iter().filter(|one| one.is_regulative()) {
            out.count(one, "en", &one.paraphrase);
            out.count_sanction(one, "en", &one.paraphrase);
        }
        out
    }
}

impl TextMeasured {
    /// What was measured, field by field, under the columns' names.
    pub fn fields(&self) -> [(&'static str, Measured); 3] {
        [("deontic", self.deontic), ("bearer", self.bearer), ("sanction_kind", self.sanction)]
    }

    fn count(&mut self, one: &Provision, language: &str, words: &str) {
        let read = suggest_fields(language, words);
        let suggested = read.deontic.as_ref().map(|found| found.deontic);
        self.deontic.count(suggested.is_some(), suggested == Some(one.deontic));
        if suggested != Some(one.deontic) {
            let suggested = suggested.map_or("nothing", Coded::code);
            self.wrong.push(format!("{}: {}, {suggested}", one.locus, one.deontic));
        }
        if !one.bearer.is_empty() {
            let right = read.bearer.iter().any(|role| one.bearer.contains(role));
            self.bearer.count(!read.bearer.is_empty(), right);
        }
    }

    fn count_sanction(&mut self, one: &Provision, language: &str, words: &str) {
        if one.sanction_kind != SanctionKind::None {
            let suggested = suggest_fields(language, words).sanction;
            self.sanction.count(suggested.is_some(), suggested == Some(one.sanction_kind));
        }
    }
}

/// The words of the first unit that a locus names, after those that introduce it; none when the text does not have it.
pub fn words_at(text: &Document, locus: &str) -> Option<String> {
    let located = units_of(locus, text).into_iter().next().filter(|first| first.exact)?;
    let path = text.path(&located.unit);
    let (unit, above) = path.split_last()?;
    let mut words: Vec<String> =
        above.iter().filter(|one| !one.kind.is_container()).map(|one| one.text.clone()).collect();
    // A point goes on with the sentence that introduces it.
    words.push(unit.full_text());
    words.retain(|part| !part.trim().is_empty());
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locus_leads_to_its_words_with_what_introduces_them() {
        let text = maru_text::parse_markdown(
            "# Act\n\n## Article 5 Bans\n\n1. The following shall be prohibited:\n\n(a) scores;\n\n(b) lists.\n\n## Article 6 More\n\nWords.\n",
        );
        let check = |locus: &str, expected: Option<&str>| {
            assert_eq!(words_at(&text, locus).as_deref(), expected, "{locus}");
        };
        check("Art 5(1)(b)", Some("The following shall be prohibited: (b) lists."));
        check("Art 5(1)(a),(b)", Some("The following shall be prohibited: (a) scores;"));
        check("Art 7", None);
        check("Art 5(3)", None);
        assert!(words_at(&text, "Art 5-6").is_some_and(|words| words.contains("lists")));
        assert!(words_at(&text, "Art 6").is_some_and(|words| words.ends_with("Words.")));
    }

    #[test]
    fn korean_articles_between_articles_have_a_number_of_their_own() {
        let text =
            maru_text::parse_markdown("# 법\n\n## 제37조 (하나)\n\n① 하나.\n\n## 제37조의2 (둘)\n\n① 둘.\n");
        assert!(words_at(&text, "Art 37-2").is_some_and(|words| words.contains('둘')));
    }
}
