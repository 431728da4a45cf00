//! The formats and the audit from outside: any bytes, cheats, known answers, programs by others, whom one trusts.
#![allow(clippy::unwrap_used, reason = "a test that cannot build its record must stop")]

mod any_bytes;
mod cheats;
mod oracles;
mod trust;
mod vectors;
