//! My account: where somebody takes part, what became of what they wrote, their data, their address, and the end of it.

mod address;
mod because;
mod data;
pub(crate) mod mailed;
mod news;
pub(crate) mod routes;
mod told;
mod view;

use std::sync::Arc;

use maru_forum::ParticipantId;
use maru_store::{Account, OwnAct, Power, ProcessHandle};

use crate::fault::Fault;
use crate::reader::Reader;

pub use address::address_changed;
pub(crate) use view::mail_state;

/// Latest acts of a person shown for each process; the rest is in the data that they can take along.
const SHOWN_ACTS: usize = 5;

/// A process in which the account's owner takes part.
struct Part {
    handle: Arc<ProcessHandle>,
    who: ParticipantId,
    acts: Vec<OwnAct>,
}

/// The account of whoever asks.
fn account(reader: &Reader) -> Result<Account, Fault> {
    let session = reader.visitor.session.as_ref().ok_or(Fault::SignIn)?;
    reader.state.node.account(session.account)?.ok_or(Fault::SignIn)
}

/// Where the account's owner takes part, with at most so many of their acts in each process.
fn parts(reader: &Reader, account: &Account, most: usize) -> Result<Vec<Part>, Fault> {
    let node = &reader.state.node;
    let mut parts = Vec::new();
    for (process, who) in &account.memberships {
        let Some(handle) = node.process(process) else { continue };
        let acts = node.acts_of(&handle, *who, most)?;
        parts.push(Part { handle, who: *who, acts });
    }
    Ok(parts)
}

/// Whether whoever asks may do something beyond taking part.
pub(crate) fn has_power(reader: &Reader, power: Power) -> Result<bool, Fault> {
    let Some(session) = &reader.visitor.session else { return Ok(false) };
    Ok(reader.state.node.has_power(session.account, power)?)
}
