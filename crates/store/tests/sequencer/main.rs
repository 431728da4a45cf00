//! The sequencer: what it publishes is whole, and nothing that goes wrong yields two histories.

#![allow(clippy::unwrap_used, reason = "a test says that something went wrong by panicking")]

mod clock;
mod folder;
mod front_door;
mod hidden;
mod memory;
mod mirror;
mod model;
mod peers;
mod refusals;
mod rot;
mod signed;
