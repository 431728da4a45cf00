//! Another mail address for an account: asked for by its owner, confirmed by whoever reads the new one's mail, told to the old.

use std::sync::PoisonError;

use maru_forum::Moment;
use maru_record::Digest;
use rusqlite::{Connection, OptionalExtension, params};

use super::mail::{Draft, insert_mail};
use super::sign_in::SIGN_IN_SECONDS;
use super::token::{MailAddress, SignInToken};
use super::{AccountId, Accounts};
use crate::clock;
use crate::error::{StoreError, SubmitError};
use crate::node::Node;

/// Why an address was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AddressChangeError {
    /// The link was used, is older than its time, is for another account, or never existed.
    #[error("the link is used up, too old, or for another account")]
    Stale,
    /// The address belongs to an account.
    #[error("there is an account with this address already")]
    Taken,
    /// There is no such account.
    #[error("there is no such account")]
    NoAccount,
    /// The disk refused.
    #[error(transparent)]
    Submit(#[from] SubmitError),
}

impl From<StoreError> for AddressChangeError {
    fn from(error: StoreError) -> Self {
        Self::Submit(error.into())
    }
}

/// A mail in words: subject and body.
pub type Letter = (String, String);

impl Accounts {
    /// Sessions show the address that is in force.
    fn readdress(&self, account: AccountId, address: &MailAddress) {
        let mut sessions = self.sessions.write().unwrap_or_else(PoisonError::into_inner);
        for kept in sessions.values_mut().filter(|kept| kept.session.account == account) {
            kept.session.email = address.as_str().into();
        }
    }
}

fn find_change(
    connection: &Connection,
    token: &Digest,
    account: AccountId,
    now: Moment,
) -> Result<Option<MailAddress>, StoreError> {
    let found: Option<String> = connection
        .prepare_cached(
            "SELECT email FROM address_change WHERE token = ?1 AND account = ?2 AND expires > ?3",
        )?
        .query_row(params![&token.0[..], account.0, now.0], |row| row.get(0))
        .optional()?;
    Ok(found.and_then(|email| email.parse().ok()))
}

/// Puts the new address into force and tells the old one. The inner error is the asker's, the outer the disk's.
fn change(
    connection: &Connection,
    account: AccountId,
    address: &MailAddress,
    letter: Letter,
) -> Result<Result<(), AddressChangeError>, StoreError> {
    let find = |question: &str, with: &dyn rusqlite::ToSql| {
        connection.query_row(question, [with], |row| row.get::<_, String>(0)).optional()
    };
    let Some(old) = find("SELECT email FROM account WHERE id = ?1", &account.0)? else {
        return Ok(Err(AddressChangeError::NoAccount));
    };
    if find("SELECT email FROM account WHERE email = ?1", &address.as_str())?.is_some() {
        return Ok(Err(AddressChangeError::Taken));
    }
    connection
        .execute("UPDATE account SET email = ?1 WHERE id = ?2", params![address.as_str(), account.0])?;
    connection.execute("DELETE FROM address_change WHERE account = ?1", [account.0])?;
    // A link that waits in the old mailbox must not open a door any more.
    connection.execute("DELETE FROM sign_in WHERE email = ?1", [&old])?;
    let (subject, body) = letter;
    insert_mail(connection, &Draft { recipient: old, subject, body }, clock::now())?;
    Ok(Ok(()))
}

impl Node {
    /// Makes the secret of a link that puts another address into force, and the mail with it (`write`) to that address. Whether an
    /// account has the address is not said here: only whoever reads its mail may know.
    pub async fn begin_address_change(
        &self,
        account: AccountId,
        address: &MailAddress,
        write: impl FnOnce(&SignInToken) -> Letter,
    ) -> Result<(), SubmitError> {
        let token = SignInToken::fresh()?;
        let (subject, body) = write(&token);
        let mail = Draft { recipient: address.to_string(), subject, body };
        let row = (token.digest(), address.to_string());
        self.private_async(move |connection| {
            let now = clock::now();
            connection.execute(
                "DELETE FROM address_change WHERE expires <= ?1 OR account = ?2",
                params![now.0, account.0],
            )?;
            connection.execute(
                "INSERT INTO address_change (token, account, email, expires) VALUES (?1, ?2, ?3, ?4)",
                params![&row.0.0[..], account.0, row.1, now.0 + SIGN_IN_SECONDS],
            )?;
            insert_mail(connection, &mail, now)
        })
        .await?;
        self.shared().accounts.outbox.notify_one();
        Ok(())
    }

    /// The address that a link would put into force for this account. Changes nothing.
    pub fn address_change_of(
        &self,
        token: &str,
        account: AccountId,
    ) -> Result<MailAddress, AddressChangeError> {
        let token = Digest::of(token.as_bytes());
        let found = self
            .shared()
            .readers
            .with(|connection| find_change(connection, &token, account, clock::now()))?;
        found.ok_or(AddressChangeError::Stale)
    }

    /// Uses a link up: the new address is in force, and `letter` goes to the old one.
    pub async fn confirm_address_change(
        &self,
        token: &str,
        account: AccountId,
        letter: Letter,
    ) -> Result<MailAddress, AddressChangeError> {
        let token = Digest::of(token.as_bytes());
        let address = self
            .private_async(move |connection| {
                let Some(address) = find_change(connection, &token, account, clock::now())? else {
                    return Ok(Err(AddressChangeError::Stale));
                };
                Ok(change(connection, account, &address, letter)?.map(|()| address))
            })
            .await??;
        self.readdressed(account, &address);
        Ok(address)
    }

    /// Puts another address into force because the host says so; `letter` goes to the old one. From a thread that may wait.
    pub fn change_address(
        &self,
        account: AccountId,
        address: &MailAddress,
        letter: Letter,
    ) -> Result<(), AddressChangeError> {
        let new = address.clone();
        self.private(move |connection| change(connection, account, &new, letter))??;
        self.readdressed(account, address);
        Ok(())
    }

    fn readdressed(&self, account: AccountId, address: &MailAddress) {
        self.shared().accounts.readdress(account, address);
        self.shared().accounts.outbox.notify_one();
    }
}
