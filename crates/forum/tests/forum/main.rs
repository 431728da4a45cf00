//! The core from outside: its bytes, its laws, its rules, its ledger of words.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]

mod audit;
mod ballot;
mod charter;
mod charter_table;
mod coding;
mod commitment;
mod cut;
mod endorsement;
mod golden;
mod harm;
mod initiative;
mod invitation;
mod laws;
mod ledger;
mod meeting;
mod obligation;
mod organisation;
mod reading;
mod rendering;
mod review;
mod rules;
mod trunk;
mod verification;

/// What the rooms bring to the tests that look at every kind of entry. A new noun is listed here, and in no other file of these tests.
mod rooms {
    use maru_forum::{Author, Command, Event, Recorded};
    use proptest::prelude::*;

    use crate::golden::{AUTHOR, recorded};

    /// Entries of which the golden bytes are kept, each with the name of its file.
    pub(crate) fn examples() -> Vec<(&'static str, Recorded)> {
        [
            crate::golden::shared(),
            recorded(Author::Operator, crate::invitation::examples()),
            recorded(Author::Operator, crate::meeting::examples_of_the_chair()),
            recorded(AUTHOR, crate::meeting::examples_of_people()),
        ]
        .concat()
    }

    /// What breaks a rule: the code, what is tried, and how.
    pub(crate) fn cases() -> impl Iterator<Item = &'static crate::rules::Case> {
        crate::rules::shared()
            .chain(crate::trunk::cases())
            .chain(crate::organisation::CASES)
            .chain(crate::rendering::CASES)
            .chain(crate::ballot::CASES)
            .chain(crate::initiative::CASES)
            .chain(crate::commitment::CASES)
            .chain(crate::meeting::CASES)
            .chain(crate::endorsement::CASES)
            .chain(crate::coding::CASES)
            .chain(crate::obligation::CASES)
            .chain(crate::audit::CASES)
            .chain(crate::harm::CASES)
            .chain(crate::review::CASES)
            .chain(crate::invitation::CASES)
            .chain(crate::invitation::CASES_OF_REFUSALS)
    }

    /// Random entries, whatever may be written.
    pub(crate) fn events() -> impl Strategy<Value = Event> {
        // Each on the heap: the values of all rooms at once are too much for the stack of a test.
        proptest::strategy::Union::new([
            crate::reading::shared().boxed(),
            crate::invitation::events().boxed(),
            crate::meeting::events().boxed(),
            crate::endorsement::events().boxed(),
            crate::coding::events().boxed(),
            crate::obligation::events().boxed(),
            crate::harm::events().boxed(),
        ])
    }

    /// Random commands, whatever may be asked for; the numbers before them say how often each room's come.
    pub(crate) fn commands() -> impl Strategy<Value = Command> {
        prop_oneof![
            61 => crate::laws::shared(),
            6 => crate::invitation::commands(),
            8 => crate::meeting::commands(),
        ]
    }
}

#[path = "../../examples/decide.rs"]
mod example;

#[test]
fn the_example_does_what_it_says() {
    example::main().expect("an example that runs");
}
