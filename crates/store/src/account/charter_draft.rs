//! Charters that somebody is still writing. A record is for ever, so what is not finished lies beside it, as text.

use maru_forum::Moment;
use rusqlite::params;

use super::AccountId;
use super::next_number;
use crate::clock;
use crate::error::{StoreError, SubmitError};
use crate::node::Node;

/// Most charters that one account writes at once.
const MOST: i64 = 20;

/// A charter that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharterDraft {
    pub number: i64,
    /// The charter as JSON; what it means is not this crate's matter.
    pub charter: String,
    /// When it was saved last.
    pub changed: Moment,
}

impl Node {
    /// What an account is writing, newest first.
    pub fn charter_drafts(&self, account: AccountId) -> Result<Vec<CharterDraft>, StoreError> {
        self.shared().readers.with(|connection| {
            let mut question = connection.prepare_cached(
                "SELECT number, charter, changed FROM charter_draft WHERE account = ?1 ORDER BY changed DESC",
            )?;
            let rows = question.query_map([account.0], |row| {
                Ok(CharterDraft { number: row.get(0)?, charter: row.get(1)?, changed: Moment(row.get(2)?) })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// One of them.
    pub fn charter_draft(&self, account: AccountId, number: i64) -> Result<Option<CharterDraft>, StoreError> {
        Ok(self.charter_drafts(account)?.into_iter().find(|draft| draft.number == number))
    }

    /// Keeps a new one and gives its number; nothing where there are too many.
    pub async fn begin_charter_draft(
        &self,
        account: AccountId,
        charter: String,
    ) -> Result<Option<i64>, SubmitError> {
        self.private_async(move |connection| {
            let count: i64 = connection.query_row(
                "SELECT count(*) FROM charter_draft WHERE account = ?1",
                [account.0],
                |row| row.get(0),
            )?;
            if count >= MOST {
                return Ok(None);
            }
            let number = next_number(connection, "charter_draft", "number")?;
            connection.execute(
                "INSERT INTO charter_draft (number, account, charter, changed) VALUES (?1, ?2, ?3, ?4)",
                params![number, account.0, charter, clock::now().0],
            )?;
            Ok(Some(number))
        })
        .await
    }

    /// Keeps what was written further, where the draft is still what it was written on; false where it is another by now, or gone.
    pub async fn save_charter_draft(
        &self,
        account: AccountId,
        number: i64,
        before: String,
        charter: String,
    ) -> Result<bool, SubmitError> {
        self.private_async(move |connection| {
            let changed = connection.execute(
                "UPDATE charter_draft SET charter = ?3, changed = ?4 WHERE account = ?1 AND number = ?2 AND charter = ?5",
                params![account.0, number, charter, clock::now().0, before],
            )?;
            Ok(changed > 0)
        })
        .await
    }

    /// Throws one away.
    pub async fn drop_charter_draft(&self, account: AccountId, number: i64) -> Result<(), SubmitError> {
        self.private_async(move |connection| {
            connection.execute(
                "DELETE FROM charter_draft WHERE account = ?1 AND number = ?2",
                params![account.0, number],
            )?;
            Ok(())
        })
        .await
    }
}
