//! Mails that carry invitations, until the record says that they were sent. Addresses and codes are private, and forgotten after that.

use maru_forum::{EntryNumber, Moment};
use rusqlite::params;

use super::mail::{Draft, insert_mail};
use crate::clock;
use crate::error::{StoreError, SubmitError};
use crate::handle::ProcessHandle;
use crate::node::Node;

/// A mail that carries an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationLetter {
    /// The invitation.
    pub invitation: EntryNumber,
    /// To which address.
    pub recipient: String,
    /// About what.
    pub subject: String,
    /// The words, plain text, with its codes.
    pub body: String,
}

/// What became of a mail that carries an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationMail {
    /// The invitation.
    pub invitation: EntryNumber,
    /// To which address.
    pub recipient: String,
    /// When it was written.
    pub written: Moment,
    /// When a mail server took it.
    pub sent: Option<Moment>,
    /// What a server said last that did not take it, and whether for good.
    pub refused: Option<(String, bool)>,
}

impl InvitationMail {
    /// Whether a server refused it for good, so that it reaches nobody.
    pub fn came_back(&self) -> bool {
        self.sent.is_none() && matches!(self.refused, Some((_, true)))
    }
}

impl Node {
    /// Puts mails that carry invitations into the outbox, all or none.
    pub async fn write_invitations(
        &self,
        process: &ProcessHandle,
        letters: Vec<InvitationLetter>,
    ) -> Result<(), SubmitError> {
        let number = process.number;
        self.private_async(move |connection| {
            let now = clock::now();
            for InvitationLetter { invitation, recipient, subject, body } in letters {
                insert_mail(connection, &Draft { recipient, subject, body }, now)?;
                let mail = connection.last_insert_rowid();
                connection.execute(
                    "INSERT OR REPLACE INTO invitation_mail (process, invitation, mail) VALUES (?1, ?2, ?3)",
                    params![number, invitation.0 as i64, mail],
                )?;
            }
            Ok(())
        })
        .await?;
        self.shared().accounts.outbox.notify_one();
        Ok(())
    }

    /// The mails that carry invitations of a process of which the record does not say yet that they were sent.
    pub fn invitation_mails(&self, process: &ProcessHandle) -> Result<Vec<InvitationMail>, StoreError> {
        self.shared().readers.with(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT invitation_mail.invitation, mail.recipient, mail.sent, mail_attempt.answer, mail_attempt.final, mail.created
                 FROM invitation_mail JOIN mail ON mail.id = invitation_mail.mail
                 LEFT JOIN mail_attempt ON mail_attempt.mail = mail.id
                 WHERE invitation_mail.process = ?1 ORDER BY invitation_mail.invitation",
            )?;
            let rows = statement.query_map([process.number], |row| {
                let answer: Option<String> = row.get(3)?;
                let refused = match answer {
                    None => None,
                    Some(answer) => Some((answer, row.get(4)?)),
                };
                Ok(InvitationMail {
                    invitation: EntryNumber(row.get::<_, i64>(0)?.unsigned_abs()),
                    recipient: row.get(1)?,
                    written: Moment(row.get(5)?),
                    sent: row.get::<_, Option<i64>>(2)?.map(Moment),
                    refused,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Forgets the mails of invitations, with their addresses and codes: they were sent, or nobody can answer them any more.
    pub async fn forget_invitation_mails(
        &self,
        process: &ProcessHandle,
        invitations: Vec<EntryNumber>,
    ) -> Result<(), SubmitError> {
        let number = process.number;
        self.private_async(move |connection| {
            for invitation in invitations {
                let values = params![number, invitation.0 as i64];
                connection.execute(
                    "DELETE FROM mail WHERE id IN (SELECT mail FROM invitation_mail WHERE process = ?1 AND invitation = ?2)",
                    values,
                )?;
                connection
                    .execute("DELETE FROM invitation_mail WHERE process = ?1 AND invitation = ?2", values)?;
            }
            Ok(())
        })
        .await
    }
}
