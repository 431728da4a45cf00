#![no_main]
//! A question is read or refused, and a text is cut into words; the first line is the question, the rest the text.
use libfuzzer_sys::fuzz_target;
use maru_search::snippet::marked;
use maru_search::{Matching, Part, Question, Text};

fuzz_target!(|text: &str| {
    let (question, text) = text.split_once('\n').unwrap_or((text, text));
    if let Ok(question) = Question::parse(question) {
        for matching in Matching::ALL {
            let shown = marked(&Text::new(Part::Body, "und", text), &question, *matching).plain();
            assert_eq!(shown.chars().count(), text.chars().count());
        }
    }
});
