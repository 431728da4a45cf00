//! The core from outside: its bytes, its laws, its rules, its ledger of words.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]

mod audit;
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
mod review;
mod rules;
mod trunk;
