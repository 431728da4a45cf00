//! The API and signing in, asked at the front door by visitors of every kind.

mod acting;
mod description;
mod reading;
mod sign_in;
mod support;
