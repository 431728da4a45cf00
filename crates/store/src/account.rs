//! Accounts: who is who, in private tables beside the record.
//!
//! Nothing here is an entry. A person is a mail address that answered; in each process they are a participant whose
//! pseudonym does not lead back to it. What every request needs (sessions, memberships) is kept in memory.

mod address;
mod charter_draft;
mod early;
mod invited;
mod mail;
mod news;
pub(crate) mod person;
mod sign_in;
mod token;
mod told;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use maru_forum::{EntryNumber, Moment, ParticipantId, ProcessId};
use maru_record::Digest;
use rusqlite::{Connection, OptionalExtension as _, params};
use tokio::sync::Notify;

pub use address::{AddressChangeError, Letter};
pub use charter_draft::CharterDraft;
pub use early::{EARLY_ANSWER_SECONDS, EarlyAnswer};
pub use invited::{InvitationLetter, InvitationMail};
pub use mail::{MAIL_KEPT_SECONDS, Mail, MailAttempt, MailId};
pub use news::{NewsCursor, NewsLetter};
pub use person::{Account, Erased, Power};
pub use sign_in::{SESSION_SECONDS, SIGN_IN_SECONDS, SignInError};
pub use token::{MAIL_ADDRESS_LIMIT, MailAddress, MailAddressError, SessionToken, SignInToken};
pub use told::{Addressee, AnswerLetter, AnswerMail, LetterPart, ToldBy, ToldChoice};

use crate::clock;
use crate::error::StoreError;
use crate::handle::ProcessHandle;

/// A person (by mail address) on this node; never in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub i64);

/// Someone signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub account: AccountId,
    /// Its mail address.
    pub email: Arc<str>,
}

/// A session with the time at which it ends.
#[derive(Debug)]
struct KeptSession {
    session: Session,
    expires: Moment,
}

/// What of the accounts is kept in memory.
#[derive(Default)]
pub(crate) struct Accounts {
    memberships: RwLock<HashMap<AccountId, Vec<(ProcessId, ParticipantId)>>>,
    sessions: RwLock<HashMap<Digest, KeptSession>>,
    outbox: Notify,
}

impl Accounts {
    /// Reads memberships and living sessions of a node.
    pub(crate) fn load(connection: &Connection, handles: &[Arc<ProcessHandle>]) -> Result<Self, StoreError> {
        let mut memberships: HashMap<_, Vec<_>> = HashMap::new();
        for handle in handles {
            let mut statement =
                connection.prepare("SELECT account, participant FROM membership WHERE process = ?1")?;
            let rows = statement
                .query_map([handle.number], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
            for row in rows {
                let (account, participant) = row?;
                let participant = ParticipantId(EntryNumber(participant as u64));
                memberships.entry(AccountId(account)).or_default().push((handle.id().clone(), participant));
            }
        }
        let sessions = load_sessions(connection, clock::now())?;
        let outbox = Notify::new();
        Ok(Self { memberships: RwLock::new(memberships), sessions: RwLock::new(sessions), outbox })
    }

    /// Drops the sessions that are over.
    pub(crate) fn forget_expired(connection: &Connection) -> Result<(), StoreError> {
        connection.execute("DELETE FROM session WHERE expires <= ?1", [clock::now().0])?;
        Ok(())
    }

    pub(crate) fn remember(&self, account: AccountId, process: ProcessId, participant: ParticipantId) {
        let mut memberships = self.memberships.write().unwrap_or_else(PoisonError::into_inner);
        memberships.entry(account).or_default().push((process, participant));
    }

    pub(crate) fn membership(&self, account: AccountId, process: &ProcessId) -> Option<ParticipantId> {
        let memberships = self.memberships.read().unwrap_or_else(PoisonError::into_inner);
        let known = memberships.get(&account)?.iter().find(|(known, _)| known == process);
        known.map(|(_, participant)| *participant)
    }

    fn keep_session(&self, token: &SessionToken, session: Session, expires: Moment) {
        let mut sessions = self.sessions.write().unwrap_or_else(PoisonError::into_inner);
        sessions.insert(token.digest(), KeptSession { session, expires });
    }

    fn forget_session(&self, token: &Digest) {
        self.sessions.write().unwrap_or_else(PoisonError::into_inner).remove(token);
    }
}

fn load_sessions(connection: &Connection, now: Moment) -> Result<HashMap<Digest, KeptSession>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT session.token, session.account, account.email, session.expires
         FROM session JOIN account ON account.id = session.account
         WHERE session.expires > ?1",
    )?;
    let rows = statement.query_map([now.0], |row| {
        let email: String = row.get(2)?;
        let session = Session { account: AccountId(row.get(1)?), email: email.into() };
        Ok((Digest(row.get(0)?), KeptSession { session, expires: Moment(row.get(3)?) }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The account of an address; made when there is none yet.
fn find_or_create(connection: &Connection, address: &MailAddress) -> Result<AccountId, StoreError> {
    let mut known = connection.prepare_cached("SELECT id FROM account WHERE email = ?1")?;
    if let Some(id) = known.query_row([address.as_str()], |row| row.get(0)).optional()? {
        return Ok(AccountId(id));
    }
    let id = next_number(connection, "account", "id")?;
    connection.execute(
        "INSERT INTO account (id, email, created) VALUES (?1, ?2, ?3)",
        params![id, address.as_str(), clock::now().0],
    )?;
    Ok(AccountId(id))
}

/// The next number of a table that gives none twice, also where the last one was thrown away.
fn next_number(connection: &Connection, table: &str, column: &str) -> Result<i64, StoreError> {
    let last = format!("coalesce((SELECT max({column}) FROM {table}), 0)");
    let ask = format!(
        "INSERT INTO given_number (what, last) VALUES (?1, {last} + 1)
         ON CONFLICT (what) DO UPDATE SET last = max(last, {last}) + 1 RETURNING last"
    );
    Ok(connection.query_row(&ask, [table], |row| row.get(0))?)
}

#[cfg(test)]
mod tests;
