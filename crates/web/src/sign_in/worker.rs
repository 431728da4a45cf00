//! The worker that empties the outbox.

use std::collections::HashMap;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport, Message, Tokio1Executor};
use maru_store::{Mail, MailId};
use tokio::time::Instant;

use crate::state::{AppState, MailSettings};

/// The first wait after a mail that was not taken; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(2);
/// The longest wait. A link is good for a quarter of an hour, so longer waits would serve nobody.
const LONGEST_WAIT: Duration = Duration::from_mins(2);
/// How often the outbox is looked at though nothing rang.
const LOOK: Duration = Duration::from_secs(2);
/// How long a mail server may take for one mail.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why mails cannot be sent at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MailError {
    /// The mail server's address is not understood.
    #[error("the mail server's address is not understood: {0}")]
    Server(String),
    /// The sender is no mail address.
    #[error("the sender “{0}” is not understood; it looks like Maru <maru@example.org>")]
    Sender(String),
}

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// How often a mail was tried, and when to try it again. In memory only: a mail is worth sending for a quarter of
/// an hour, and after a restart one more attempt does no harm.
#[derive(Debug, Clone, Copy)]
struct Retry {
    attempts: u32,
    due: Instant,
}

/// Sends what is in the outbox, for as long as the program runs; `None` when nothing is to be sent.
pub(crate) fn send_mails(state: &AppState) -> Result<Option<impl Future<Output = ()> + use<>>, MailError> {
    let Some(settings) = state.settings.mail.clone().filter(|_| !state.settings.demo) else {
        return Ok(None);
    };
    let (transport, sender) = open(&settings)?;
    let state = state.clone();
    Ok(Some(async move {
        let mut retries = HashMap::new();
        loop {
            round(&state, &transport, &sender, &mut retries).await;
            // Whichever comes first: a new mail, or the time to look at those that were not taken.
            let _ = tokio::time::timeout(LOOK, state.node.mail_written()).await;
        }
    }))
}

fn open(settings: &MailSettings) -> Result<(Transport, Mailbox), MailError> {
    let server = Transport::from_url(&settings.smtp).map_err(|error| MailError::Server(error.to_string()))?;
    let sender = settings.from.parse().map_err(|_| MailError::Sender(settings.from.clone()))?;
    Ok((server.timeout(Some(PATIENCE)).build(), sender))
}

async fn round(
    state: &AppState,
    transport: &Transport,
    sender: &Mailbox,
    retries: &mut HashMap<MailId, Retry>,
) {
    let mails = match state.node.unsent_mails() {
        Ok(mails) => mails,
        Err(error) => return tracing::error!(%error, "the outbox could not be read"),
    };
    retries.retain(|id, _| mails.iter().any(|mail| mail.id == *id));
    for mail in &mails {
        if retries.get(&mail.id).is_some_and(|retry| Instant::now() < retry.due) {
            continue;
        }
        match send(transport, sender, mail).await {
            Ok(()) => {
                if let Err(error) = state.node.mail_sent(mail.id).await {
                    tracing::error!(%error, "a mail was sent and could not be marked so; it may be sent twice");
                }
            }
            Err(error) => {
                let attempts = retries.get(&mail.id).map_or(0, |retry| retry.attempts) + 1;
                let due = Instant::now() + wait_after(attempts);
                retries.insert(mail.id, Retry { attempts, due });
                // The recipient is nobody's business, so the log has the mail's number only.
                tracing::warn!(mail = mail.id.0, attempts, %error, "a mail was not taken");
            }
        }
    }
}

fn wait_after(attempts: u32) -> Duration {
    FIRST_WAIT.saturating_mul(1 << (attempts - 1).min(16)).min(LONGEST_WAIT)
}

async fn send(transport: &Transport, sender: &Mailbox, mail: &Mail) -> Result<(), String> {
    let message = message(sender, mail)?;
    transport.send(message).await.map(drop).map_err(|error| error.to_string())
}

fn message(sender: &Mailbox, mail: &Mail) -> Result<Message, String> {
    let to = mail.recipient.parse().map_err(|_| "the recipient is no mail address".to_owned())?;
    let builder = Message::builder().from(sender.clone()).to(to).subject(mail.subject.clone());
    let plain = lettre::message::header::ContentType::TEXT_PLAIN;
    builder.header(plain).body(mail.body.clone()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use maru_forum::Moment;

    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let check = |attempts: u32, seconds: u64| {
            assert_eq!(wait_after(attempts), Duration::from_secs(seconds), "{attempts}");
        };
        check(1, 2);
        check(2, 4);
        check(6, 64);
        check(7, 120);
        check(4_000_000, 120);
    }

    #[test]
    fn settings_are_refused_with_words() {
        let check = |smtp: &str, from: &str, expected: &str| {
            let settings = MailSettings { smtp: smtp.into(), from: from.into() };
            let found = open(&settings).map(|_| ()).map_err(|error| error.to_string());
            assert_eq!(found.err().is_some_and(|error| error.contains(expected)), !expected.is_empty());
        };
        check("smtps://user:secret@mail.example:465", "Maru <maru@maru.example>", "");
        check("smtp://127.0.0.1:2525", "maru@maru.example", "");
        check("mail.example", "maru@maru.example", "mail server");
        check("smtp://mail.example", "nobody", "“nobody”");
    }

    #[test]
    fn a_message_carries_any_script() {
        let mail = Mail {
            id: MailId(1),
            recipient: "ara@example.org".into(),
            subject: "로그인 링크".into(),
            body: "안녕하세요.\n\nhttps://maru.example/sign-in".into(),
            created: Moment(0),
            sent: None,
        };
        let message = message(&"Maru <maru@maru.example>".parse().unwrap(), &mail).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        assert!(text.contains("To: ara@example.org\r\n"), "{text}");
        assert!(text.contains("Subject: =?utf-8?"), "{text}");
    }
}
