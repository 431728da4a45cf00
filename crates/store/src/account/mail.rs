//! The outbox: mails wait in a table, so that none is lost between the page that promised it and the server that
//! takes it.

use maru_forum::Moment;
use rusqlite::{Connection, ToSql, params};

use super::SIGN_IN_SECONDS;
use crate::clock;
use crate::error::{StoreError, SubmitError};
use crate::node::Node;

/// How long the outbox keeps a mail: a day.
pub const MAIL_KEPT_SECONDS: i64 = 86_400;
/// Most mails read at once.
const MAILS_AT_ONCE: i64 = 100;

/// Whether a mail holds no link that goes bad in a quarter of an hour: it carries an answer or an invitation, or is a notice, which its
/// reader can end.
const LASTS: &str =
    "(mail.id IN (SELECT mail FROM answer_mail) OR mail.id IN (SELECT mail FROM invitation_mail)
    OR mail.id IN (SELECT mail FROM mail_stop))";

/// Asks for mails, with what stands behind the tables.
fn question(of: &str) -> String {
    format!(
        "SELECT id, recipient, subject, body, created, sent, attempts, last, answer, final, address, {LASTS}
         FROM mail LEFT JOIN mail_attempt ON mail_attempt.mail = mail.id
         LEFT JOIN mail_stop ON mail_stop.mail = mail.id {of}"
    )
}

/// The number of a mail in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailId(pub i64);

/// A mail in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its number.
    pub id: MailId,
    pub recipient: String,
    /// About what.
    pub subject: String,
    /// The words, plain text; empty once the mail was sent, because they hold a secret.
    pub body: String,
    /// When it was written.
    pub created: Moment,
    /// When a mail server took it.
    pub sent: Option<Moment>,
    /// The address under which whoever reads it ends mails of its kind; nothing for one that somebody asked for.
    pub stop: Option<String>,
    /// What became of the attempts that failed.
    pub attempt: Option<MailAttempt>,
    /// Whether it is tried for as long as it is kept: it carries an answer or an invitation, or is a notice, and no link that goes bad in a
    /// quarter of an hour.
    pub lasts: bool,
}

impl Mail {
    /// Whether nobody will try again to send it: the server refused it for good, or its link is no longer good.
    pub fn is_given_up(&self, now: Moment) -> bool {
        let bounced = self.attempt.as_ref().is_some_and(|attempt| attempt.bounced);
        let is_bad = !self.lasts && self.created.0 + SIGN_IN_SECONDS <= now.0;
        self.sent.is_none() && (bounced || is_bad)
    }
}

/// Attempts to send a mail that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailAttempt {
    pub attempts: u32,
    pub last: Moment,
    /// What the mail server answered to it.
    pub answer: String,
    /// Whether the server said that it never will take it, so that nobody tries again.
    pub bounced: bool,
}

/// A mail that is being written.
pub(super) struct Draft {
    pub(super) recipient: String,
    pub(super) subject: String,
    pub(super) body: String,
}

pub(super) fn insert_mail(connection: &Connection, mail: &Draft, now: Moment) -> Result<(), StoreError> {
    // One that carries an answer or an invitation is kept until the record says what became of it.
    connection.execute(
        "DELETE FROM mail WHERE created <= ?1 AND id NOT IN (SELECT mail FROM answer_mail)
         AND id NOT IN (SELECT mail FROM invitation_mail)",
        [now.0 - MAIL_KEPT_SECONDS],
    )?;
    connection.execute(
        "INSERT INTO mail (recipient, subject, body, created) VALUES (?1, ?2, ?3, ?4)",
        params![mail.recipient, mail.subject, mail.body, now.0],
    )?;
    Ok(())
}

impl Node {
    /// The outbox, newest first; a node without a mail server shows it to whoever tries the demonstration.
    pub fn mails(&self) -> Result<Vec<Mail>, StoreError> {
        self.read_mails(&question("ORDER BY id DESC LIMIT ?1"), params![MAILS_AT_ONCE])
    }

    /// What has to be sent, oldest first. A link that is no longer good is not worth a mail, nor is an address that the server
    /// does not know. A notice, which its reader can end, holds no such link, and is tried for as long as it is kept.
    pub fn unsent_mails(&self) -> Result<Vec<Mail>, StoreError> {
        let waiting = format!(
            "WHERE sent IS NULL AND coalesce(final, 0) = 0 AND (created > ?2 OR {LASTS}) ORDER BY id LIMIT ?1"
        );
        self.read_mails(&question(&waiting), params![MAILS_AT_ONCE, clock::now().0 - SIGN_IN_SECONDS])
    }

    /// How many mails of the last day never left, and never will: those that sign somebody in and were not taken in time, and those
    /// that the server refused for good.
    pub fn mails_given_up(&self) -> Result<u64, StoreError> {
        self.shared().readers.with(|connection| {
            let given_up = format!(
                "SELECT count(*) FROM mail LEFT JOIN mail_attempt ON mail_attempt.mail = mail.id
                 WHERE sent IS NULL AND created > ?1 AND (coalesce(final, 0) = 1 OR (created <= ?2 AND NOT {LASTS}))"
            );
            let count: i64 = connection.query_row(
                &given_up,
                params![clock::now().0 - MAIL_KEPT_SECONDS, clock::now().0 - SIGN_IN_SECONDS],
                |row| row.get(0),
            )?;
            Ok(count.try_into().unwrap_or_default())
        })
    }

    fn read_mails(&self, question: &str, values: &[&dyn ToSql]) -> Result<Vec<Mail>, StoreError> {
        self.shared().readers.with(|connection| {
            let mut statement = connection.prepare_cached(question)?;
            let rows = statement.query_map(values, |row| {
                let attempts: Option<u32> = row.get(6)?;
                let attempt = match attempts {
                    None => None,
                    Some(attempts) => Some(MailAttempt {
                        attempts,
                        last: Moment(row.get(7)?),
                        answer: row.get(8)?,
                        bounced: row.get(9)?,
                    }),
                };
                Ok(Mail {
                    id: MailId(row.get(0)?),
                    recipient: row.get(1)?,
                    subject: row.get(2)?,
                    body: row.get(3)?,
                    created: Moment(row.get(4)?),
                    sent: row.get::<_, Option<i64>>(5)?.map(Moment),
                    stop: row.get(10)?,
                    attempt,
                    lasts: row.get(11)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Notes that a mail was not taken, and whether the server said that it never will be; then its words are forgotten.
    pub async fn mail_refused(&self, mail: MailId, answer: String, bounced: bool) -> Result<(), SubmitError> {
        self.private_async(move |connection| {
            connection.execute(
                "INSERT INTO mail_attempt (mail, attempts, last, answer, final)
                 SELECT id, 1, ?2, ?3, ?4 FROM mail WHERE id = ?1
                 ON CONFLICT (mail) DO UPDATE
                 SET attempts = attempts + 1, last = excluded.last, answer = excluded.answer, final = excluded.final",
                params![mail.0, clock::now().0, answer, bounced],
            )?;
            if bounced {
                connection.execute("UPDATE mail SET body = '' WHERE id = ?1", [mail.0])?;
            }
            Ok(())
        })
        .await
    }

    /// The latest mails to an address, newest first: what the node wrote to its owner.
    pub fn mails_to(&self, recipient: &str) -> Result<Vec<Mail>, StoreError> {
        // Asked for by the address: among the newest of all, those of a quiet account would be missing.
        self.read_mails(
            &question("WHERE recipient = ?2 ORDER BY id DESC LIMIT ?1"),
            params![MAILS_AT_ONCE, recipient],
        )
    }

    /// Notes that a mail server took a mail, and forgets its words.
    pub async fn mail_sent(&self, mail: MailId) -> Result<(), SubmitError> {
        self.private_async(move |connection| {
            let now = clock::now().0;
            connection.execute("UPDATE mail SET sent = ?1, body = '' WHERE id = ?2", [now, mail.0])?;
            Ok(())
        })
        .await
    }

    /// Waits until a mail was put into the outbox.
    pub async fn mail_written(&self) {
        self.shared().accounts.outbox.notified().await;
    }
}
