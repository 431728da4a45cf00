//! Languages of texts that people wrote, and texts that exist in several.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::violation::Violation;

/// Languages written from right to left, by primary subtag.
const RIGHT_TO_LEFT: &[&str] = &["ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"];

/// Every tag of two letters: the languages of ISO 639-1, which has taken no new one since 2003 and will take none (ISO 639:2023).
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et \
    eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr \
    ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt \
    qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo \
    wa wo xh yi yo za zh zu";

/// A BCP 47 language tag: two to eight ASCII letters, then parts of one to eight letters and digits behind hyphens; at most 35 bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

impl Language {
    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the first hyphen: `zh` of `zh-Hant`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Whether it is written as is usual (RFC 5646, 2.1.1): `en`, `zh-Hant`, `pt-BR`. The record takes others too, for what was written
    /// elsewhere or earlier; a node writes none, or two spellings would be two languages.
    pub fn is_usual(&self) -> bool {
        let mut parts = self.0.split('-').enumerate();
        // Behind a single letter stands an extension, which has small letters throughout.
        let mut extended = false;
        parts.all(|(place, part)| {
            let usual = match part.len() {
                2 if place > 0 && !extended => part.to_ascii_uppercase(),
                4 if place > 0 && !extended => titled(part),
                _ => part.to_ascii_lowercase(),
            };
            extended |= part.len() == 1;
            part == usual
        })
    }

    /// Whether its first part names a language: one of the two letters of ISO 639-1, or three letters that are neither left to private use nor
    /// say that there are several (`zxx` and `und` say that there is none, or that it is unknown), which ISO 639-3 keeps for some 7,900 languages and are not looked up here.
    pub fn is_named(&self) -> bool {
        let primary = self.primary();
        match primary.len() {
            2 => TWO_LETTERS.split(' ').any(|tag| tag == primary),
            3 => !("qaa"..="qtz").contains(&primary) && primary != "mul",
            _ => false,
        }
    }

    /// Refuses a spelling that is not the usual one, and a tag that names no language.
    pub(crate) fn require_usual(&self) -> Result<(), Violation> {
        if self.is_usual() && self.is_named() { Ok(()) } else { Err(Violation::BadLanguage(self.0.clone())) }
    }

    /// `rtl` or `ltr`, for the `dir` attribute of what is written in it.
    pub fn direction(&self) -> &'static str {
        if RIGHT_TO_LEFT.contains(&self.primary()) { "rtl" } else { "ltr" }
    }
}

/// The first letter large, the others small.
fn titled(part: &str) -> String {
    let (first, rest) = part.split_at(1);
    first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
}

impl FromStr for Language {
    type Err = Violation;

    fn from_str(text: &str) -> Result<Self, Violation> {
        let is_part =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        let primary = text.split('-').next().unwrap_or_default();
        let fits = (2..=35).contains(&text.len())
            && primary.len() >= 2
            && primary.bytes().all(|b| b.is_ascii_alphabetic())
            && text.split('-').all(is_part);
        if fits { Ok(Self(text.to_owned())) } else { Err(Violation::BadLanguage(text.to_owned())) }
    }
}

impl TryFrom<String> for Language {
    type Error = Violation;

    fn try_from(text: String) -> Result<Self, Violation> {
        text.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The same text in one or more languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalText(pub BTreeMap<Language, String>);

impl LocalText {
    pub fn one(language: Language, text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(language, text.into())]))
    }

    /// The text in the wanted language, else in English, else in any; with the language it is really in.
    pub fn best(&self, wanted: &str) -> Option<(&Language, &str)> {
        let find = |tag: &str| self.0.iter().find(|(l, _)| l.as_str() == tag || l.primary() == tag);
        find(wanted).or_else(|| find("en")).or_else(|| self.0.iter().next()).map(|(l, t)| (l, t.as_str()))
    }

    /// Whether no language has a text with a visible character.
    pub fn is_blank(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }
}

/// Unicode NFC, which canonical entries demand, so that the same words always give the same bytes.
pub fn normalised(text: &str) -> String {
    text.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_a_language_or_none() {
        let check =
            |tag: &str, expected| assert_eq!(tag.parse::<Language>().unwrap().is_named(), expected, "{tag}");
        for named in ["en", "ko", "cy", "tl", "zh-Hant", "fil", "ceb", "und", "zxx", "mis-x-abc"] {
            check(named, true);
        }
        for other in ["zz", "xx", "qq", "qaa", "qmz", "mul", "english", "korean"] {
            check(other, false);
        }
    }

    #[test]
    fn a_language_has_one_usual_spelling() {
        let check =
            |tag: &str, expected| assert_eq!(tag.parse::<Language>().unwrap().is_usual(), expected, "{tag}");
        for usual in
            ["en", "zh-Hant", "pt-BR", "es-419", "sr-Latn-RS", "mis-x-abc", "en-u-ca-buddhist", "de-1996"]
        {
            check(usual, true);
        }
        for other in
            ["EN", "En", "zh-hant", "zh-HANT", "pt-br", "sr-latn-RS", "mis-X-abc", "en-u-CA-buddhist"]
        {
            check(other, false);
        }
    }

    #[test]
    fn a_tag_has_parts_that_say_something() {
        for good in ["en", "ko", "zh-Hant", "en-GB", "zxx", "und", "de-1996", "sr-Latn-RS", "mis-x-abc"] {
            assert_eq!(good.parse::<Language>().map(|one| one.to_string()), Ok(good.to_owned()));
        }
        for bad in
            ["", "e", "zz--", "en-", "-en", "en--GB", "e1", "en_GB", "englishes9", "en-abcdefghi", "엔"]
        {
            assert_eq!(bad.parse::<Language>(), Err(Violation::BadLanguage(bad.to_owned())), "{bad}");
        }
    }
}
