//! What a verifier finds: a gallery of cheats, and the days of a map.
#![allow(clippy::unwrap_used, reason = "a test that cannot build its record must stop")]

mod ballot;
mod cheats;
mod endorsement;
mod history;
mod holes;
mod initiative;
mod look;
mod meeting;
mod model;
mod moments;
mod notes;
mod openness;
mod organiser;
mod participation;
mod steps;
mod story;
mod times;
mod trunk;

#[path = "../../examples/check.rs"]
mod check;

#[test]
fn the_example_does_what_it_says() {
    check::main().unwrap();
}
