//! Words of the pages, from `locales/<language>/<noun>.ftl`, built into the program.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use maru_norms::particle;
use unic_langid::LanguageIdentifier;

/// Language tag, noun and text of every locale file.
pub(crate) const FILES: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/locale_files.rs"));
/// The language of readers who ask for none that we have, and of keys that a language lacks.
pub(crate) const FALLBACK: &str = "en";
/// Languages written from right to left.
const RIGHT_TO_LEFT: &[&str] = &["ar", "fa", "he", "ur"];

static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(load);

/// An argument of a message: a number or a text.
pub(crate) type Argument<'a> = (&'static str, FluentValue<'a>);

/// The pages' words in one language.
pub(crate) struct Locale {
    tag: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Locale({})", self.tag)
    }
}

fn load() -> Vec<Locale> {
    let mut tags: Vec<_> = FILES.iter().map(|(tag, ..)| *tag).collect();
    tags.dedup();
    tags.into_iter().map(load_one).collect()
}

fn load_one(tag: &'static str) -> Locale {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Arguments are numbers, dates and names of the page's own language; what people wrote has its own element.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(grouped_number));
    if let Err(error) = bundle.add_function("JOSA", josa) {
        tracing::error!(tag, ?error, "particles cannot be chosen");
    }
    for (_, noun, text) in FILES.iter().filter(|(language, ..)| *language == tag) {
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, errors)| {
            tracing::error!(tag, noun, ?errors, "a locale file has faults");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(tag, noun, ?errors, "a key is defined twice");
        }
    }
    Locale { tag, bundle }
}

/// `JOSA($name, "이/가")` in a message: the form of a Korean particle that fits behind a name or a number.
fn josa<'a>(given: &[FluentValue<'a>], _: &FluentArgs<'_>) -> FluentValue<'a> {
    let text = |value: Option<&FluentValue<'_>>| match value {
        Some(FluentValue::String(text)) => text.to_string(),
        Some(FluentValue::Number(number)) => number.as_string().into_owned(),
        _ => String::new(),
    };
    FluentValue::from(particle(&text(given.first()), &text(given.get(1))).to_owned())
}

/// Numbers in messages get separators; a number that must not, such as a year, comes in as text.
fn grouped_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(group_digits(number.as_string().as_ref())),
        _ => None,
    }
}

/// Separates thousands. English and Korean both do it with a comma.
fn group_digits(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
    let mut grouped = sign.to_owned();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// Every language there is, in order of tag.
pub(crate) fn locales() -> &'static [Locale] {
    &LOCALES
}

/// The locale of a tag or of its first part.
pub(crate) fn locale(tag: &str) -> Option<&'static Locale> {
    let primary = tag.split('-').next().unwrap_or(tag);
    locales()
        .iter()
        .find(|known| known.tag.eq_ignore_ascii_case(tag))
        .or_else(|| locales().iter().find(|known| known.tag.eq_ignore_ascii_case(primary)))
}

impl Locale {
    /// The BCP 47 tag.
    pub(crate) fn tag(&self) -> &'static str {
        self.tag
    }

    /// A day in full words, always with its year.
    pub(crate) fn date(&self, day: jiff::civil::Date) -> String {
        let number = |n: i8| FluentValue::from(i64::from(n));
        let year = FluentValue::from(day.year().to_string());
        let parts = [("day", number(day.day())), ("month", number(day.month())), ("year", year)];
        self.text_with("date-long", &parts)
    }

    /// The end of a day, as [`crate::visit::Visit::until`] has it.
    pub(crate) fn until(&self, day: jiff::civil::Date) -> String {
        self.text_with("date-until", &[("date", self.date(day).into())])
    }

    /// `rtl` or `ltr`.
    pub(crate) fn direction(&self) -> &'static str {
        if RIGHT_TO_LEFT.contains(&self.tag) { "rtl" } else { "ltr" }
    }

    /// The words of a key.
    pub(crate) fn text(&self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// The words of a key with arguments.
    pub(crate) fn text_with(&self, key: &str, arguments: &[Argument<'_>]) -> String {
        self.find(key, arguments)
            .or_else(|| locale(FALLBACK).filter(|english| english.tag != self.tag)?.find(key, arguments))
            .unwrap_or_else(|| {
                tracing::error!(key, "no language has this key");
                format!("⟨{key}⟩")
            })
    }

    /// Whether this language itself has the key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn find(&self, key: &str, arguments: &[Argument<'_>]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut given = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            given.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&given), &mut errors);
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "a message could not be formed whole");
        }
        Some(text.into_owned())
    }

    /// A number with its separators.
    #[expect(clippy::unused_self, reason = "the next language may separate digits in another way")]
    pub(crate) fn number(&self, number: u64) -> String {
        group_digits(&number.to_string())
    }
}

/// The parts of an `Accept-Language` header, best first, without those that are refused (`q=0`).
pub(crate) fn accepted(header: &str) -> Vec<&str> {
    let mut parts: Vec<(f32, &str)> = header
        .split(',')
        .take(32)
        .filter_map(|part| {
            let mut pieces = part.split(';').map(str::trim);
            let tag = pieces.next().filter(|tag| !tag.is_empty())?;
            let weight = pieces.find_map(|piece| piece.strip_prefix("q=")?.trim().parse().ok());
            Some((weight.unwrap_or(1.0), tag))
        })
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    parts.sort_by(|a, b| b.0.total_cmp(&a.0));
    parts.into_iter().map(|(_, tag)| tag).collect()
}

/// The best locale for a browser.
pub(crate) fn negotiated(accept_language: &str) -> &'static Locale {
    accepted(accept_language)
        .into_iter()
        .find_map(locale)
        .or_else(|| locale(FALLBACK))
        .unwrap_or_else(|| &locales()[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_leaves_the_choice_of_a_particle_to_its_reader() {
        let doubled = [
            "(으)로", "이(가)", "을(를)", "은(는)", "와(과)", "과(와)", "(이)라", "가(이)", "를(을)",
            "는(은)",
        ];
        for (tag, noun, text) in FILES.iter().filter(|(tag, ..)| *tag == "ko") {
            for (number, line) in text.lines().enumerate() {
                let found = doubled.iter().find(|form| line.contains(**form));
                assert_eq!(found, None, "locales/{tag}/{noun}.ftl, line {}", number + 1);
            }
        }
    }

    /// What moderators do is 조정 and 판단; 검토 is what people do to a draft, in remarks (`locales/ko/GLOSSARY.md`).
    #[test]
    fn moderators_review_nothing_in_korean_and_a_ballot_has_objections() {
        for (tag, noun, text) in FILES.iter().filter(|(tag, ..)| *tag == "ko") {
            for (number, line) in text.lines().enumerate() {
                let beside_remarks = line.replace("검토 의견", "");
                let reviews = beside_remarks.contains("조정") && beside_remarks.contains("검토");
                let strange = reviews || line.contains("검토 기록") || line.contains("반대 이유");
                assert!(!strange, "locales/{tag}/{noun}.ftl, line {}: {line}", number + 1);
            }
        }
    }

    #[test]
    fn pages_say_the_particle_that_fits() {
        let ko = locale("ko").unwrap();
        let said = |name: &str| ko.text_with("people-joined-as", &[("name", name.to_owned().into())]);
        assert!(said("왜가리").contains("왜가리라는"), "{}", said("왜가리"));
        assert!(said("수달").contains("수달이라는"), "{}", said("수달"));
    }

    #[test]
    fn a_browser_gets_its_best_language() {
        let check = |header: &str, expected: &str| assert_eq!(negotiated(header).tag(), expected, "{header}");
        check("ko", "ko");
        check("ko-KR,ko;q=0.9,en;q=0.8", "ko");
        check("en;q=0.2, ko;q=0.3", "ko");
        check("fr-CH, fr;q=0.9, ko;q=0.1", "ko");
        check("xx", "en");
        check("", "en");
        check("ko;q=0", "en");
    }

    #[test]
    fn numbers_are_grouped() {
        let check = |number: &str, expected: &str| assert_eq!(group_digits(number), expected);
        check("0", "0");
        check("999", "999");
        check("1000", "1,000");
        check("-1234567.5", "-1,234,567.5");
    }
}
