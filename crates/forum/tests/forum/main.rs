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

#[path = "../../examples/decide.rs"]
mod example;

#[test]
fn the_example_does_what_it_says() {
    example::main().expect("an example that runs");
}
