#![no_main]
//! The small languages within the tables: predicates of reach, dates, thresholds.
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use maru_norms::reach::Vocabulary;
use maru_norms::{Library, Places, Reach, Thresholds, parse_date};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::shipped().expect("the shipped library"));

struct Words;

impl Vocabulary for Words {
    fn places(&self) -> &Places {
        LIBRARY.places()
    }

    fn has_instrument(&self, id: &str) -> bool {
        LIBRARY.instrument(id).is_some()
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(reach) = Reach::parse(text, &Words) {
        assert!(!reach.atoms().is_empty());
    }
    let _ = parse_date(text);
    let _ = Thresholds::parse(text);
});
