//! The core from outside: its bytes, its laws, its rules, its ledger of words.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]

mod ballot;
mod charter;
mod charter_table;
mod commitment;
mod golden;
mod initiative;
mod invitation;
mod laws;
mod ledger;
mod organisation;
mod reading;
mod rules;
mod trunk;

#[path = "../../examples/decide.rs"]
mod example;

#[test]
fn the_example_does_what_it_says() {
    example::main().expect("an example that runs");
}
