//! The sequencer: what it publishes is whole, and nothing that goes wrong yields two histories.

mod folder;
mod front_door;
mod memory;
mod model;
