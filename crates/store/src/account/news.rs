//! Mails of what happened to people's words, beside those of answers: a moderator removed them, somebody commented on them.

use maru_forum::{EntryNumber, Moment, ParticipantId};
use rusqlite::{OptionalExtension, params};

use super::mail::{Draft, insert_mail};
use crate::clock;
use crate::error::{StoreError, SubmitError};
use crate::handle::ProcessHandle;
use crate::node::Node;

/// A mail of what happened to somebody's words.
#[derive(Debug, Clone)]
pub struct NewsLetter {
    /// To whom.
    pub recipient: String,
    /// About what.
    pub subject: String,
    /// The words, plain text.
    pub body: String,
    /// The address under which whoever reads the mail ends such mails.
    pub stop: String,
    /// To whom it is written in the process, and the acts of which it tells: that a mail server took it is recorded of each.
    pub acts: Vec<(EntryNumber, ParticipantId)>,
}

/// Up to which entry of a process such mails were written, and when that was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewsCursor {
    /// The number of entries that were looked at.
    pub entries: u64,
    /// When.
    pub at: Moment,
}

impl Node {
    /// How far mails of a kind were written for a process; nothing where they never were.
    pub fn news_cursor(&self, process: &ProcessHandle, kind: &str) -> Result<Option<NewsCursor>, StoreError> {
        self.shared().readers.with(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT entries, written FROM news_cursor WHERE process = ?1 AND kind = ?2",
            )?;
            let found: Option<(i64, i64)> = statement
                .query_row(params![process.number, kind], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            Ok(found.map(|(entries, written)| NewsCursor {
                entries: u64::try_from(entries).unwrap_or_default(),
                at: Moment(written),
            }))
        })
    }

    /// Puts mails into the outbox and notes in one step how far they tell, so that none is written twice and none is left out.
    pub async fn write_news(
        &self,
        process: &ProcessHandle,
        kind: &'static str,
        cursor: NewsCursor,
        letters: Vec<NewsLetter>,
    ) -> Result<(), SubmitError> {
        let (number, some) = (process.number, !letters.is_empty());
        self.private_async(move |connection| {
            for NewsLetter { recipient, subject, body, stop, acts } in letters {
                insert_mail(connection, &Draft { recipient, subject, body }, clock::now())?;
                let mail = connection.last_insert_rowid();
                connection
                    .execute("INSERT INTO mail_stop (mail, address) VALUES (?1, ?2)", params![mail, stop])?;
                // Acts are entries of their own, so none of them has the number of an answer.
                for (act, who) in acts {
                    connection.execute(
                        "INSERT OR REPLACE INTO answer_mail (process, answer, participant, mail) VALUES (?1, ?2, ?3, ?4)",
                        params![number, act.0 as i64, who.0.0 as i64, mail],
                    )?;
                }
            }
            connection.execute(
                "INSERT OR REPLACE INTO news_cursor (process, kind, entries, written) VALUES (?1, ?2, ?3, ?4)",
                params![number, kind, cursor.entries as i64, cursor.at.0],
            )?;
            Ok(())
        })
        .await?;
        if some {
            self.shared().accounts.outbox.notify_one();
        }
        Ok(())
    }
}
