//! Suggestions for the deontic word of a unit, from its modal words. A suggestion is never a coding: a person
//! confirms it or not.
//!
//! The order of a lexicon matters: "shall endeavour" is tried before "shall", "must not" before "must".

use serde::Serialize;

use crate::code::Deontic;

/// A suggestion with the words that led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// What is suggested.
    pub deontic: Deontic,
    /// The words found.
    pub words: &'static str,
    /// Where they begin, in bytes.
    pub at: usize,
}

/// A lexicon: phrases in the order in which they are tried.
type Lexicon = &'static [(&'static str, Deontic)];

const ENGLISH: Lexicon = &[
    ("shall endeavour", Deontic::Should),
    ("shall endeavor", Deontic::Should),
    ("shall seek to", Deontic::Should),
    ("seek to ensure", Deontic::Should),
    ("should", Deontic::Should),
    ("are encouraged", Deontic::Should),
    ("is encouraged", Deontic::Should),
    ("encourages", Deontic::Should),
    ("are called on", Deontic::Should),
    ("are urged", Deontic::Should),
    ("calls upon", Deontic::Should),
    ("are advised", Deontic::May),
    ("undertake", Deontic::Undertakes),
    ("commit", Deontic::Undertakes),
    ("affirm", Deontic::Undertakes),
    ("have the right", Deontic::Right),
    ("has the right", Deontic::Right),
    ("is entitled", Deontic::Right),
    ("may refuse", Deontic::Right),
    ("may ask", Deontic::Right),
    ("may complain", Deontic::Right),
    ("shall not", Deontic::MustNot),
    ("must not", Deontic::MustNot),
    ("may not", Deontic::MustNot),
    ("nobody may", Deontic::MustNot),
    ("no person may", Deontic::MustNot),
    ("may only", Deontic::MustNot),
    ("is banned", Deontic::MustNot),
    ("are banned", Deontic::MustNot),
    ("is prohibited", Deontic::MustNot),
    ("prohibited", Deontic::MustNot),
    ("is an offence", Deontic::MustNot),
    ("is a crime", Deontic::MustNot),
    ("is punished", Deontic::MustNot),
    ("shall", Deontic::Must),
    ("must", Deontic::Must),
    ("are required to", Deontic::Must),
    ("is required to", Deontic::Must),
    ("may", Deontic::May),
];

const KOREAN: Lexicon = &[
    ("노력하여야 한다", Deontic::Should),
    ("노력해야 한다", Deontic::Should),
    ("노력한다", Deontic::Should),
    ("하여서는 아니 된다", Deontic::MustNot),
    ("하여서는 아니된다", Deontic::MustNot),
    ("해서는 아니 된다", Deontic::MustNot),
    ("해서는 안 된다", Deontic::MustNot),
    ("못한다", Deontic::MustNot),
    ("여서는 아니 된다", Deontic::MustNot),
    ("서는 아니 된다", Deontic::MustNot),
    ("권리를 가진다", Deontic::Right),
    ("요구할 수 있다", Deontic::Right),
    ("거부할 수 있", Deontic::Right),
    ("하여야 한다", Deontic::Must),
    ("해야 한다", Deontic::Must),
    ("여야 한다", Deontic::Must),
    ("어야 한다", Deontic::Must),
    ("아야 한다", Deontic::Must),
    ("할 수 있다", Deontic::May),
    ("수 있다", Deontic::May),
];

const CHINESE: Lexicon = &[
    ("鼓励", Deontic::Should),
    ("倡导", Deontic::Should),
    ("有权", Deontic::Right),
    ("不得", Deontic::MustNot),
    ("禁止", Deontic::MustNot),
    ("严禁", Deontic::MustNot),
    ("应当", Deontic::Must),
    ("必须", Deontic::Must),
    ("应", Deontic::Must),
    ("可以", Deontic::May),
];

const JAPANESE: Lexicon = &[
    ("努めるものとする", Deontic::Should),
    ("努めなければならない", Deontic::Should),
    ("よう努める", Deontic::Should),
    ("してはならない", Deontic::MustNot),
    ("てはならない", Deontic::MustNot),
    ("権利を有する", Deontic::Right),
    ("しなければならない", Deontic::Must),
    ("なければならない", Deontic::Must),
    ("ものとする", Deontic::Must),
    ("することができる", Deontic::May),
    ("ことができる", Deontic::May),
];

const FRENCH: Lexicon = &[
    ("s'efforce", Deontic::Should),
    ("s’efforce", Deontic::Should),
    ("devrait", Deontic::Should),
    ("devraient", Deontic::Should),
    ("est encouragé", Deontic::Should),
    ("s'engage", Deontic::Undertakes),
    ("s’engage", Deontic::Undertakes),
    ("a le droit", Deontic::Right),
    ("ont le droit", Deontic::Right),
    ("ne peut", Deontic::MustNot),
    ("ne peuvent", Deontic::MustNot),
    ("ne doit pas", Deontic::MustNot),
    ("ne doivent pas", Deontic::MustNot),
    ("est interdit", Deontic::MustNot),
    ("sont interdit", Deontic::MustNot),
    ("doit", Deontic::Must),
    ("doivent", Deontic::Must),
    ("est tenu", Deontic::Must),
    ("sont tenu", Deontic::Must),
    ("peut", Deontic::May),
    ("peuvent", Deontic::May),
];

const SPANISH: Lexicon = &[
    ("procurará", Deontic::Should),
    ("procurarán", Deontic::Should),
    ("debería", Deontic::Should),
    ("se alienta", Deontic::Should),
    ("se compromete", Deontic::Undertakes),
    ("tiene derecho", Deontic::Right),
    ("tendrá derecho", Deontic::Right),
    ("tendrán derecho", Deontic::Right),
    ("no podrá", Deontic::MustNot),
    ("no podrán", Deontic::MustNot),
    ("no deberá", Deontic::MustNot),
    ("queda prohibid", Deontic::MustNot),
    ("se prohíbe", Deontic::MustNot),
    ("deberá", Deontic::Must),
    ("deberán", Deontic::Must),
    ("podrá", Deontic::May),
    ("podrán", Deontic::May),
];

/// The languages that have a lexicon.
pub const LANGUAGES: [&str; 6] = ["en", "ko", "zh", "ja", "fr", "es"];

fn lexicon(language: &str) -> Option<Lexicon> {
    match language.split('-').next().unwrap_or_default() {
        "en" => Some(ENGLISH),
        "ko" => Some(KOREAN),
        "zh" => Some(CHINESE),
        "ja" => Some(JAPANESE),
        "fr" => Some(FRENCH),
        "es" => Some(SPANISH),
        _ => None,
    }
}

/// Suggests the deontic word of a text in a language; nothing when no modal word is found or the language is unknown.
pub fn suggest(language: &str, text: &str) -> Option<Suggestion> {
    let folded = text.to_lowercase();
    let spaced = language.starts_with("en") || language.starts_with("fr") || language.starts_with("es");
    lexicon(language)?.iter().find_map(|(words, deontic)| {
        let at = if spaced { find_word(&folded, words) } else { folded.find(words) };
        at.map(|at| Suggestion { deontic: *deontic, words, at })
    })
}

/// Where a phrase stands as whole words, or as the beginning of one ("undertake" finds "undertakes").
fn find_word(text: &str, phrase: &str) -> Option<usize> {
    let begins = |at: usize| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    // A short modal must stand alone: "may" is not in "mayor", "must" not in "mustard".
    let short = phrase.chars().count() <= 6 && phrase != "commit" && phrase != "affirm";
    let ends =
        |at: usize| !short || !text[at + phrase.len()..].chars().next().is_some_and(char::is_alphanumeric);
    text.match_indices(phrase).map(|(at, _)| at).find(|at| begins(*at) && ends(*at))
}

/// How well suggestions match codings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Measured {
    /// Texts looked at.
    pub texts: usize,
    /// Suggestions made.
    pub suggested: usize,
    /// Suggestions that match.
    pub right: usize,
}

impl Measured {
    /// The share of suggestions that match.
    pub fn precision(self) -> f64 {
        if self.suggested == 0 { 0.0 } else { self.right as f64 / self.suggested as f64 }
    }

    /// The share of texts that got the matching suggestion.
    pub fn recall(self) -> f64 {
        if self.texts == 0 { 0.0 } else { self.right as f64 / self.texts as f64 }
    }
}

/// Measures suggestions against texts whose deontic word is known.
pub fn measure<'a>(language: &str, coded: impl Iterator<Item = (&'a str, Deontic)>) -> Measured {
    let mut measured = Measured::default();
    for (text, deontic) in coded {
        let suggestion = suggest(language, text);
        measured.texts += 1;
        measured.suggested += usize::from(suggestion.is_some());
        measured.right += usize::from(suggestion.is_some_and(|one| one.deontic == deontic));
    }
    measured
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endeavour_comes_before_must() {
        let check = |language: &str, text: &str, expected: Option<Deontic>| {
            assert_eq!(suggest(language, text).map(|one| one.deontic), expected, "{text}");
        };
        check("en", "Operators shall endeavour to assess the effect.", Some(Deontic::Should));
        check("en", "Operators shall assess the effect.", Some(Deontic::Must));
        check("en", "Operators shall not use it.", Some(Deontic::MustNot));
        check("en", "The mayor eats mustard.", None);
        check("en-GB", "A provider may publish.", Some(Deontic::May));
        check("ko", "사업자는 영향을 평가하기 위하여 노력하여야 한다.", Some(Deontic::Should));
        check("ko", "사업자는 이용자에게 고지하여야 한다.", Some(Deontic::Must));
        check("ko", "누구든지 유포하여서는 아니 된다.", Some(Deontic::MustNot));
        check("ko", "장관은 조사할 수 있다.", Some(Deontic::May));
        check("zh", "提供者不得传播。", Some(Deontic::MustNot));
        check("zh", "提供者应当添加标识。", Some(Deontic::Must));
        check("zh", "国家鼓励创新。", Some(Deontic::Should));
        check("ja", "事業者は協力するよう努めなければならない。", Some(Deontic::Should));
        check("ja", "事業者は表示しなければならない。", Some(Deontic::Must));
        check("fr", "Le fournisseur s’efforce de limiter les risques.", Some(Deontic::Should));
        check("fr", "Le fournisseur ne peut vendre.", Some(Deontic::MustNot));
        check("es", "El proveedor deberá informar.", Some(Deontic::Must));
        check("es", "Los Estados procurarán informar.", Some(Deontic::Should));
        check("sw", "Mtoa huduma lazima aarifu.", None);
    }
}
