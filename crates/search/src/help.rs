//! The pages that explain the node, as documents: their words are those of the locale files, so they are found in every
//! language in which the pages speak.

use crate::document::{Document, Key, PLAIN_WEIGHT, Part, Text};

/// The files with the words of the pages.
const WORDS: [(&str, &str); 2] = [
    ("en", include_str!("../../../locales/en/about.ftl")),
    ("ko", include_str!("../../../locales/ko/about.ftl")),
];
/// Addresses, with how the keys of their words begin; of two that fit, the first.
const PAGES: [(&str, &str); 3] = [
    ("/about/verify", "about-verify-"),
    ("/about/accessibility", "about-accessibility-"),
    ("/about", "about-"),
];

/// The document of every page.
pub(crate) fn documents() -> Vec<Document> {
    PAGES.iter().map(|(address, beginning)| document(address, beginning)).collect()
}

fn document(address: &str, beginning: &str) -> Document {
    let belongs = |key: &str| {
        PAGES.iter().find(|(_, other)| key.starts_with(other)).is_some_and(|(_, first)| *first == beginning)
    };
    let mut texts = Vec::new();
    for (language, file) in WORDS {
        let own: Vec<(&str, String)> = messages(file).into_iter().filter(|(key, _)| belongs(key)).collect();
        let is_title = |key: &str| key == format!("{beginning}title");
        let title = own.iter().filter(|(key, _)| is_title(key));
        texts.extend(title.map(|(_, words)| Text::new(Part::Title, language, words)));
        let body: Vec<&str> =
            own.iter().filter(|(key, _)| !is_title(key)).map(|(_, words)| words.as_str()).collect();
        texts.push(Text::new(Part::Body, language, body.join(" ")));
    }
    Document {
        key: Key::Page(address.to_owned()),
        places: Vec::new(),
        topics: Vec::new(),
        weight: PLAIN_WEIGHT,
        texts,
    }
}

/// The messages of a Fluent file without selectors, freed of tags and placeables.
fn messages(file: &str) -> Vec<(&str, String)> {
    let mut messages: Vec<(&str, String)> = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        match (
            line.strip_prefix("    "),
            line.split_once(" = ").or(line.strip_suffix(" =").map(|key| (key, ""))),
        ) {
            (Some(more), _) => {
                if let Some((_, words)) = messages.last_mut() {
                    words.push(' ');
                    words.push_str(&plain(more.trim()));
                }
            }
            (None, Some((key, words))) => messages.push((key, plain(words))),
            (None, None) => {}
        }
    }
    messages
}

/// Words without `<b>` and `{ $number }`.
fn plain(words: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for letter in words.chars() {
        match letter {
            '<' | '{' => depth += 1,
            '>' | '}' => depth = depth.saturating_sub(1),
            other if depth == 0 => out.push(other),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_its_title_and_words_in_every_language() {
        for document in documents() {
            for (language, _) in WORDS {
                let of = |part: Part| {
                    let fits = |text: &&Text| {
                        text.part == part && text.language == language && !text.words.trim().is_empty()
                    };
                    document.texts.iter().filter(fits).count()
                };
                assert_eq!((of(Part::Title), of(Part::Body)), (1, 1), "{:?} {language}", document.key);
            }
        }
        assert_eq!(plain("a <b>bold</b> { $number } word"), "a bold  word");
    }
}
