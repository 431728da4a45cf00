//! The record: an append-only, signed, witnessed log in the formats of C2SP, without any input or output.
//!
//! A caller brings bytes, keys, random numbers and the time; this crate brings the formats and the proofs. What the
//! formats promise, and what they do not, is written in `docs/record.md` so that a stranger can implement them.

pub mod canonical;
pub mod digest;
pub mod entry;

pub use canonical::{CanonicalError, Value};
pub use digest::Digest;
pub use entry::{Entry, EntryError};
