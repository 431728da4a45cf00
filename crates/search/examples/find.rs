//! Two documents in an index, and a question in another language than one of them.
//!
//! `cargo run -p maru-search --example find`
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use std::error::Error;

use maru_search::{Change, Document, Filter, Index, Key, PLAIN_WEIGHT, Part, Question, Text};

fn page(address: &str, texts: &[(&str, &str)]) -> Document {
    let text = |(language, words): &(&str, &str)| Text {
        part: Part::Body,
        language: (*language).to_owned(),
        words: (*words).to_owned(),
    };
    Document {
        key: Key::Page(address.to_owned()),
        places: Vec::new(),
        topics: Vec::new(),
        weight: PLAIN_WEIGHT,
        texts: texts.iter().map(text).collect(),
    }
}

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let mut index = Index::default();
    let labels = page(
        "/labels",
        &[("en", "Synthetic pictures carry a label."), ("ko", "합성 사진에는 표시를 붙인다.")],
    );
    let hall = page("/hall", &[("en", "The hall is open every day.")]);
    let left_out = index.apply(vec![Change::Put(labels), Change::Put(hall)]);
    assert_eq!(left_out, 0);
    for words in ["synthetic picture", "사진 표시", "hall"] {
        let found = index.search(&Question::parse(words)?, &Filter::default());
        println!("{words}: {:?}", found.hits.iter().map(|hit| &hit.key).collect::<Vec<_>>());
        assert_eq!(found.total, 1, "{words}");
    }
    Ok(())
}
