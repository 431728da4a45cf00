//! Accounts: who is who, in private tables beside the record.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use maru_forum::{EntryNumber, ParticipantId, ProcessId};
use rusqlite::Connection;

use crate::error::StoreError;
use crate::handle::ProcessHandle;
use crate::node::Node;

/// A person (by mail address) on this node; never in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub i64);

/// What of the accounts is kept in memory.
#[derive(Default)]
pub(crate) struct Accounts {
    memberships: RwLock<BTreeMap<(AccountId, ProcessId), ParticipantId>>,
}

impl Accounts {
    /// Reads the memberships of a node.
    pub(crate) fn load(connection: &Connection, handles: &[Arc<ProcessHandle>]) -> Result<Self, StoreError> {
        let mut memberships = BTreeMap::new();
        for handle in handles {
            let mut statement =
                connection.prepare("SELECT account, participant FROM membership WHERE process = ?1")?;
            let rows = statement
                .query_map([handle.number], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
            for row in rows {
                let (account, participant) = row?;
                let participant = ParticipantId(EntryNumber(participant as u64));
                memberships.insert((AccountId(account), handle.id().clone()), participant);
            }
        }
        Ok(Self { memberships: RwLock::new(memberships) })
    }

    pub(crate) fn remember(&self, account: AccountId, process: ProcessId, participant: ParticipantId) {
        let mut memberships = self.memberships.write().unwrap_or_else(PoisonError::into_inner);
        memberships.insert((account, process), participant);
    }
}

impl Node {
    /// Whom an account is in a process, if it has joined.
    pub fn membership(&self, account: AccountId, process: &ProcessId) -> Option<ParticipantId> {
        let memberships = self.shared().accounts.memberships.read().unwrap_or_else(PoisonError::into_inner);
        memberships.get(&(account, process.clone())).copied()
    }
}

/// Someone signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The account.
    pub account: AccountId,
    /// Its mail address.
    pub email: String,
}

/// A mail in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// To whom.
    pub recipient: String,
    /// About what.
    pub subject: String,
    /// The words, plain text.
    pub body: String,
    /// When it was written.
    pub created: maru_forum::Moment,
}

/// Why a sign-in link did not work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignInError {
    /// The link was used, is older than its time, or never existed.
    #[error("the link is used up or too old; ask for a new one")]
    Stale,
    /// The link was opened in another browser than the one that asked for it.
    #[error("open the link in the browser in which you asked for it")]
    OtherBrowser,
    /// The disk refused.
    #[error(transparent)]
    Submit(#[from] crate::SubmitError),
}
