//! Other nodes: whose records this one witnesses and mirrors, and who does so for the records of this one.
//!
//! Who they are stands in `peers.json`, which commands write while a server runs. What was cosigned stands in
//! `witness.db`, which like the lock database is never restored from a backup. How bytes travel is the caller's matter: it
//! brings a [`Network`].

mod asking;
mod back_off;
mod correspondence;
mod heads;
mod introducing;
mod list;
mod mirroring;
mod network;
mod role;
pub(crate) mod unasked;
mod watch;
mod witness;

pub use heads::published;
pub use introducing::{Hearing, hear, host_of, introduce, meet};
pub use list::{Asker, Askers, PEER_LIMIT, Peer, PeerError, PeerRecord, Peers, USUAL_QUOTA};
pub use network::{Network, Remote};
pub(crate) use role::RoleKeys;
pub use unasked::waits;
pub use watch::Watch;
pub use witness::Witness;
