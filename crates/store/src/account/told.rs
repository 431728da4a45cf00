//! How people are told of answers: their choice, the mails that carry answers, and what became of them. All of it is private; that
//! somebody was told is an entry of the record once it is true.

use std::sync::Arc;

use maru_forum::{EntryNumber, Moment, ParticipantId};
use rusqlite::{OptionalExtension, params};

use super::AccountId;
use super::mail::{Draft, insert_mail};
use super::token::SignInToken;
use crate::clock;
use crate::error::{StoreError, SubmitError};
use crate::handle::ProcessHandle;
use crate::node::Node;

/// How somebody wants to hear of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ToldBy {
    /// A mail for each answer, at once.
    #[default]
    AtOnce,
    /// One mail a day with all of them.
    Daily,
    /// No mail: the page of their account.
    Page,
}

impl ToldBy {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Daily, Self::Page];

    /// Its name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Daily => "daily",
            Self::Page => "page",
        }
    }

    /// The one of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// What somebody chose; nothing of it before they chose is more than what holds for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ToldChoice {
    /// How.
    pub by: ToldBy,
    /// In which language of the pages; nothing where they did not say.
    pub language: Option<String>,
}

/// Whom a mail would go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// The account.
    pub account: AccountId,
    /// Its mail address.
    pub email: String,
    /// What they chose.
    pub choice: ToldChoice,
}

/// A mail that carries answers to one person.
#[derive(Debug, Clone)]
pub struct AnswerLetter {
    /// To whom.
    pub recipient: String,
    /// About what.
    pub subject: String,
    /// The words, plain text.
    pub body: String,
    /// The address under which whoever reads the mail ends such mails.
    pub stop: String,
    /// Which answers it carries: the mail of a day those of every process in which they take part.
    pub parts: Vec<LetterPart>,
    /// Whether it is the mail of a day.
    pub daily: bool,
}

/// What a mail carries from one process.
#[derive(Debug, Clone)]
pub struct LetterPart {
    /// The process.
    pub process: Arc<ProcessHandle>,
    /// Whom it tells.
    pub who: ParticipantId,
    /// Of which answers.
    pub answers: Vec<EntryNumber>,
}

/// What became of the mail that carries an answer to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerMail {
    /// The answer.
    pub answer: EntryNumber,
    /// Whom it tells.
    pub who: ParticipantId,
    /// To which address.
    pub recipient: String,
    /// When it was written.
    pub created: Moment,
    /// When a mail server took it.
    pub sent: Option<Moment>,
    /// When a server said last that it does not, what it said, and whether for good.
    pub refused: Option<(Moment, String, bool)>,
}

impl Node {
    /// Who is behind a participant; nothing where the account is gone, or where there never was one.
    pub fn addressee(
        &self,
        process: &ProcessHandle,
        who: ParticipantId,
    ) -> Result<Option<Addressee>, StoreError> {
        let number = i64::try_from(who.0.0).unwrap_or(i64::MAX);
        self.shared().readers.with(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT account.id, account.email, told_by.choice, told_by.language
                 FROM membership JOIN account ON account.id = membership.account
                 LEFT JOIN told_by ON told_by.account = account.id
                 WHERE membership.process = ?1 AND membership.participant = ?2",
            )?;
            let found = statement
                .query_row(params![process.number, number], |row| {
                    let choice: Option<String> = row.get(2)?;
                    Ok(Addressee {
                        account: AccountId(row.get(0)?),
                        email: row.get(1)?,
                        choice: ToldChoice {
                            by: choice.and_then(|name| ToldBy::from_name(&name)).unwrap_or_default(),
                            language: row.get(3)?,
                        },
                    })
                })
                .optional()?;
            Ok(found)
        })
    }

    /// What somebody chose.
    pub fn told_choice(&self, account: AccountId) -> Result<ToldChoice, StoreError> {
        self.shared().readers.with(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT choice, language FROM told_by WHERE account = ?1")?;
            let found: Option<(String, Option<String>)> =
                statement.query_row([account.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            Ok(found.map_or_else(ToldChoice::default, |(choice, language)| ToldChoice {
                by: ToldBy::from_name(&choice).unwrap_or_default(),
                language,
            }))
        })
    }

    /// Notes what somebody chose.
    pub async fn choose_told(&self, account: AccountId, choice: ToldChoice) -> Result<(), SubmitError> {
        let stop = SignInToken::fresh()?.as_str().to_owned();
        self.private_async(move |connection| {
            connection.execute(
                "INSERT INTO told_by (account, choice, language, stop) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (account) DO UPDATE SET choice = excluded.choice, language = excluded.language",
                params![account.0, choice.by.as_str(), choice.language, stop],
            )?;
            Ok(())
        })
        .await
    }

    /// The secret by which mails of an account can be ended without signing in; made when there is none.
    pub async fn stop_secret(&self, account: AccountId) -> Result<String, SubmitError> {
        let fresh = SignInToken::fresh()?.as_str().to_owned();
        self.private_async(move |connection| {
            connection.execute(
                "INSERT INTO told_by (account, choice, language, stop) VALUES (?1, ?2, NULL, ?3)
                 ON CONFLICT (account) DO NOTHING",
                params![account.0, ToldBy::default().as_str(), fresh],
            )?;
            let stop = "SELECT stop FROM told_by WHERE account = ?1";
            Ok(connection.query_row(stop, [account.0], |row| row.get(0))?)
        })
        .await
    }

    /// Ends the mails of the account that has a secret; whether there is one.
    pub async fn stop_mails(&self, secret: &str) -> Result<bool, SubmitError> {
        let secret = secret.to_owned();
        self.private_async(move |connection| {
            let changed = connection.execute(
                "UPDATE told_by SET choice = ?2 WHERE stop = ?1",
                params![secret, ToldBy::Page.as_str()],
            )?;
            Ok(changed > 0)
        })
        .await
    }

    /// Puts a mail that carries answers into the outbox. An answer that another mail carries to them already is carried by this one.
    pub async fn write_answers(&self, account: AccountId, letter: AnswerLetter) -> Result<(), SubmitError> {
        self.private_async(move |connection| {
            let now = clock::now();
            let AnswerLetter { recipient, subject, body, stop, parts, daily } = letter;
            insert_mail(connection, &Draft { recipient, subject, body }, now)?;
            let mail = connection.last_insert_rowid();
            connection.execute("INSERT INTO mail_stop (mail, address) VALUES (?1, ?2)", params![mail, stop])?;
            for LetterPart { process, who, answers } in parts {
                for answer in answers {
                    connection.execute(
                        "INSERT OR REPLACE INTO answer_mail (process, answer, participant, mail) VALUES (?1, ?2, ?3, ?4)",
                        params![process.number, answer.0 as i64, who.0.0 as i64, mail],
                    )?;
                }
                if daily {
                    connection.execute(
                        "INSERT OR REPLACE INTO daily_mail (process, account, written) VALUES (?1, ?2, ?3)",
                        params![process.number, account.0, now.0],
                    )?;
                }
            }
            Ok(())
        })
        .await?;
        self.shared().accounts.outbox.notify_one();
        Ok(())
    }

    /// When the last mail of a day was written to somebody, whatever it was about.
    pub fn last_daily(&self, account: AccountId) -> Result<Option<Moment>, StoreError> {
        self.shared().readers.with(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT max(written) FROM daily_mail WHERE account = ?1")?;
            let last: Option<i64> = statement.query_row([account.0], |row| row.get(0))?;
            Ok(last.map(Moment))
        })
    }

    /// The mails that carry answers of a process of which nobody has noted yet that they told somebody.
    pub fn answer_mails(&self, process: &ProcessHandle) -> Result<Vec<AnswerMail>, StoreError> {
        self.shared().readers.with(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT answer_mail.answer, answer_mail.participant, mail.recipient, mail.created, mail.sent,
                        mail_attempt.last, mail_attempt.answer, mail_attempt.final
                 FROM answer_mail JOIN mail ON mail.id = answer_mail.mail
                 LEFT JOIN mail_attempt ON mail_attempt.mail = mail.id
                 WHERE answer_mail.process = ?1 ORDER BY answer_mail.answer, answer_mail.participant",
            )?;
            let rows = statement.query_map([process.number], |row| {
                let last: Option<i64> = row.get(5)?;
                let refused = match last {
                    None => None,
                    Some(last) => Some((Moment(last), row.get(6)?, row.get(7)?)),
                };
                Ok(AnswerMail {
                    answer: EntryNumber(row.get::<_, i64>(0)?.unsigned_abs()),
                    who: ParticipantId(EntryNumber(row.get::<_, i64>(1)?.unsigned_abs())),
                    recipient: row.get(2)?,
                    created: Moment(row.get(3)?),
                    sent: row.get::<_, Option<i64>>(4)?.map(Moment),
                    refused,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Forgets which mail carries an answer to somebody: it has told them, or another one is to be written.
    pub async fn forget_answer_mail(
        &self,
        process: &ProcessHandle,
        answer: EntryNumber,
        who: Vec<ParticipantId>,
    ) -> Result<(), SubmitError> {
        let number = process.number;
        self.private_async(move |connection| {
            for one in who {
                connection.execute(
                    "DELETE FROM answer_mail WHERE process = ?1 AND answer = ?2 AND participant = ?3",
                    params![number, answer.0 as i64, one.0.0 as i64],
                )?;
            }
            Ok(())
        })
        .await
    }
}
