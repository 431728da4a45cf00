//! Signing in by a link that is mailed: asked for in one browser, confirmed in the same, good once.

use std::sync::PoisonError;

use maru_forum::{Moment, ParticipantId, ProcessId};
use maru_record::Digest;
use rusqlite::{Connection, OptionalExtension, params};

use super::mail::{Draft, insert_mail};
use super::token::{MailAddress, SessionToken, SignInToken};
use super::{AccountId, Session, find_or_create};
use crate::clock;
use crate::error::{StoreError, SubmitError};
use crate::node::Node;

/// How long a sign-in link is good: a quarter of an hour.
pub const SIGN_IN_SECONDS: i64 = 15 * 60;
/// How long a session lasts: thirty days.
pub const SESSION_SECONDS: i64 = 30 * 86_400;

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
    Submit(#[from] SubmitError),
}

impl From<StoreError> for SignInError {
    fn from(error: StoreError) -> Self {
        Self::Submit(error.into())
    }
}

impl Node {
    /// Whom an account is in a process, if it has joined.
    pub fn membership(&self, account: AccountId, process: &ProcessId) -> Option<ParticipantId> {
        self.shared().accounts.membership(account, process)
    }

    /// The session that a token opens, unless it has ended. Costs a hash and a look into memory.
    pub fn session(&self, token: &str) -> Option<Session> {
        let digest = Digest::of(token.as_bytes());
        let sessions = self.shared().accounts.sessions.read().unwrap_or_else(PoisonError::into_inner);
        sessions.get(&digest).filter(|kept| clock::now() < kept.expires).map(|kept| kept.session.clone())
    }

    /// The account of an address, made when there is none yet; from a thread that may wait.
    pub fn account_for(&self, address: &MailAddress) -> Result<AccountId, SubmitError> {
        let address = address.clone();
        self.private(move |connection| find_or_create(connection, &address))
    }

    /// Makes a sign-in link's secret, bound to a browser, and puts the mail that `write` makes of it (subject and
    /// body) into the outbox.
    pub async fn begin_sign_in(
        &self,
        address: &MailAddress,
        browser: &str,
        write: impl FnOnce(&SignInToken) -> (String, String),
    ) -> Result<SignInToken, SubmitError> {
        let token = SignInToken::fresh()?;
        let (subject, body) = write(&token);
        let mail = Draft { recipient: address.to_string(), subject, body };
        let row = (token.digest(), address.to_string(), Digest::of(browser.as_bytes()));
        self.private_async(move |connection| {
            let now = clock::now();
            connection.execute("DELETE FROM sign_in WHERE expires <= ?1", [now.0])?;
            connection.execute(
                "INSERT INTO sign_in (token, email, browser, expires) VALUES (?1, ?2, ?3, ?4)",
                params![&row.0.0[..], row.1, &row.2.0[..], now.0 + SIGN_IN_SECONDS],
            )?;
            insert_mail(connection, &mail, now)
        })
        .await?;
        self.shared().accounts.outbox.notify_one();
        Ok(token)
    }

    /// For whom a link is, if it would open a session in this browser now. Changes nothing.
    pub fn sign_in_of(&self, token: &str, browser: &str) -> Result<MailAddress, SignInError> {
        let (token, browser) = (Digest::of(token.as_bytes()), Digest::of(browser.as_bytes()));
        self.shared().readers.with(|connection| find_sign_in(connection, &token, &browser, clock::now()))?
    }

    /// Uses a sign-in link up and opens a session.
    pub async fn confirm_sign_in(&self, token: &str, browser: &str) -> Result<SessionToken, SignInError> {
        let (token, browser) = (Digest::of(token.as_bytes()), Digest::of(browser.as_bytes()));
        let session = SessionToken::fresh()?;
        let stored = session.digest();
        let opened = self
            .private_async(move |connection| {
                let now = clock::now();
                let address = match find_sign_in(connection, &token, &browser, now)? {
                    Ok(address) => address,
                    Err(refusal) => return Ok(Err(refusal)),
                };
                connection.execute("DELETE FROM sign_in WHERE token = ?1", [&token.0[..]])?;
                let account = find_or_create(connection, &address)?;
                let expires = insert_session(connection, &stored, account, now)?;
                Ok(Ok((Session { account, email: address.as_str().into() }, expires)))
            })
            .await??;
        self.shared().accounts.keep_session(&session, opened.0, opened.1);
        Ok(session)
    }

    /// Ends a session.
    pub async fn sign_out(&self, token: &str) -> Result<(), SubmitError> {
        let token = Digest::of(token.as_bytes());
        // Out of memory first: should the disk refuse, the session is over all the same until the next start.
        self.shared().accounts.forget_session(&token);
        self.private_async(move |connection| {
            connection.execute("DELETE FROM session WHERE token = ?1", [&token.0[..]])?;
            Ok(())
        })
        .await
    }

    /// Opens a session without a mail: for the demonstration, tests and benchmarks, from a thread that may wait.
    pub fn issue_session(&self, account: AccountId) -> Result<SessionToken, SubmitError> {
        let token = SessionToken::fresh()?;
        let stored = token.digest();
        let (email, expires) = self.private(move |connection| {
            let email: String =
                connection
                    .query_row("SELECT email FROM account WHERE id = ?1", [account.0], |row| row.get(0))?;
            Ok((email, insert_session(connection, &stored, account, clock::now())?))
        })?;
        self.shared().accounts.keep_session(&token, Session { account, email: email.into() }, expires);
        Ok(token)
    }
}

/// The address of a link. The outer error is the disk's, which undoes a whole batch; the inner is the asker's.
fn find_sign_in(
    connection: &Connection,
    token: &Digest,
    browser: &Digest,
    now: Moment,
) -> Result<Result<MailAddress, SignInError>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT email, browser, expires FROM sign_in WHERE token = ?1")?;
    let found = statement
        .query_row([&token.0[..]], |row| {
            Ok((row.get::<_, String>(0)?, Digest(row.get(1)?), row.get::<_, i64>(2)?))
        })
        .optional()?;
    Ok(match found {
        Some((_, asked_in, expires)) if now.0 < expires && asked_in != *browser => {
            Err(SignInError::OtherBrowser)
        }
        Some((email, _, expires)) if now.0 < expires => email.parse().map_err(|_| SignInError::Stale),
        _ => Err(SignInError::Stale),
    })
}

fn insert_session(
    connection: &Connection,
    token: &Digest,
    account: AccountId,
    now: Moment,
) -> Result<Moment, StoreError> {
    let expires = now.0 + SESSION_SECONDS;
    connection.execute(
        "INSERT INTO session (token, account, expires) VALUES (?1, ?2, ?3)",
        params![&token.0[..], account.0, expires],
    )?;
    Ok(Moment(expires))
}
