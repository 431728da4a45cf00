//! The record: an append-only, signed, witnessed log in the formats of C2SP, without any input or output.
//!
//! A caller brings bytes, keys, random numbers and the time; this crate brings the formats and the proofs. What the
//! formats promise, and what they do not, is written in `docs/record.md` so that a stranger can implement them.
//!
//! `examples/prove.rs` appends three entries, signs the head, and proves one of them to a stranger:
//! `cargo run -p maru-record --example prove`
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

pub mod addenda;
pub mod anchor;
pub mod audit;
pub mod canonical;
pub mod checkpoint;
pub mod cosignature;
pub mod digest;
pub mod entry;
pub mod introduction;
pub mod key;
pub mod note;
pub mod policy;
pub mod proof;
pub mod speed;
pub mod tile;
pub mod tree;
mod wire;
pub mod witness;

pub use anchor::Anchor;
pub use canonical::{CanonicalError, Value};
pub use checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
pub use digest::Digest;
pub use entry::{Entry, EntryError};
pub use introduction::Introduction;
pub use key::{Algorithm, SignerKey, VerifierKey};
pub use note::{KeyName, Note, NoteError, NoteSignature};
pub use policy::Policy;
pub use proof::{Locator, Proof, Receipt, ReceiptError};
pub use tile::{Edge, Growth, SourceError, Tile, TileError, TileReader, TileSource, Write};
