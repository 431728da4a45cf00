//! Other nodes: whose records this one witnesses, and who witnesses the records of this one.
//!
//! Who they are stands in `peers.json`, which commands write while a server runs. What was cosigned stands in
//! `witness.db`, which like the lock database is never restored from a backup.

mod asking;
mod list;
mod witness;

pub use asking::{Asked, ask, refuse_smaller};
pub use list::{Peer, PeerError, PeerRecord, Peers};
pub use witness::Witness;
