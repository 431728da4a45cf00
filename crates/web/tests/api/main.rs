//! The API and signing in, asked at the front door by visitors of every kind.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing where something must be has failed")]

mod acting;
mod description;
mod hardening;
mod reading;
mod search;
mod sign_in;
mod support;
mod trunk;
