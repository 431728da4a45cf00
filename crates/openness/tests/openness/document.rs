//! `docs/openness.md` says of each criterion what it can be found to be. These lines are made from the code, so that the page
//! cannot promise an answer that no record can lead to.

use maru_openness::{Standing, criteria, possible};

/// Relative to this file.
const DOCUMENT: &str = include_str!("../../../../docs/openness.md");

fn in_words(standing: Standing) -> &'static str {
    match standing {
        Standing::NotMet => "not met",
        Standing::CannotBeKnown => "cannot be known",
        Standing::NotYetDue => "not yet due",
        Standing::Met => "met",
        Standing::NotApplicable => "not applicable",
    }
}

/// The table, with a line of figures in front.
fn expected() -> String {
    let ids = || criteria().iter().map(|criterion| criterion.id.as_str());
    let met = ids().filter(|id| possible(id).contains(&Standing::Met)).count();
    let mut text = format!(
        "Of the forty, {met} can be met.\n\n\
         | criterion | asks | can be |\n| --- | --- | --- |\n"
    );
    for criterion in criteria() {
        let answers: Vec<_> = Standing::ALL
            .into_iter()
            .filter(|standing| possible(&criterion.id).contains(standing))
            .map(in_words)
            .collect();
        text.push_str(
            &["| ", &criterion.id, " | ", &criterion.english, " | ", &answers.join(", "), " |\n"].concat(),
        );
    }
    text
}

#[test]
fn the_document_says_what_each_criterion_can_be() {
    let expected = expected();
    assert!(DOCUMENT.ends_with(&expected), "docs/openness.md should end with:\n{expected}");
}
