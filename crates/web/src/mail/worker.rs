//! The worker that empties the outbox.

use std::collections::HashMap;
use std::time::Duration;

use lettre::AsyncTransport as _;
use maru_store::{Mail, MailId};
use tokio::time::Instant;

use super::{MailError, MailSettings, Transport, message, server, signed, within};
use crate::state::AppState;

/// The first wait after a mail that was not taken; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(2);
/// The longest wait. A link is good for a quarter of an hour, so longer waits would serve nobody.
const LONGEST_WAIT: Duration = Duration::from_mins(2);
/// How often the outbox is looked at though nothing rang.
const LOOK: Duration = Duration::from_secs(2);
/// How long a mail server may take for one mail.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

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
    let transport = settings.transport()?;
    let state = state.clone();
    Ok(Some(async move {
        let mut retries = HashMap::new();
        loop {
            round(&state, &transport, &settings, &mut retries).await;
            // Whichever comes first: a new mail, or the time to look at those that were not taken.
            let _ = tokio::time::timeout(LOOK, state.node.mail_written()).await;
        }
    }))
}

async fn round(
    state: &AppState,
    transport: &Transport,
    settings: &MailSettings,
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
        let body = signed(&state.settings, &mail.body);
        match send(transport, settings, mail, &body).await {
            Ok(()) => {
                state.mail_log.sent();
                if let Err(error) = state.node.mail_sent(mail.id).await {
                    tracing::error!(%error, "a mail was sent and could not be marked so; it may be sent twice");
                }
            }
            Err(error) => {
                state.mail_log.refused(&error.to_string());
                let bounced = matches!(error, MailError::Bounced(_) | MailError::Recipient(_));
                if let Err(error) = state.node.mail_refused(mail.id, error.to_string(), bounced).await {
                    tracing::error!(%error, "what became of a mail could not be kept");
                }
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

async fn send(
    transport: &Transport,
    settings: &MailSettings,
    mail: &Mail,
    body: &str,
) -> Result<(), MailError> {
    let id = format!("{}.{}", mail.id.0, mail.created.0);
    let message = {
        let said = message::Said {
            recipient: &mail.recipient,
            subject: &mail.subject,
            body,
            stop: mail.stop.as_deref(),
        };
        message::message(settings, &id, said)?
    };
    let sent = within(transport.send(message), settings).await?;
    sent.map(drop).map_err(|error| {
        let words = server::explained(&error, settings);
        if error.status().is_some_and(|code| is_final(&code.to_string())) {
            MailError::Bounced(words)
        } else {
            MailError::NotTaken(words)
        }
    })
}

/// Whether an answer is about the mailbox and for good (RFC 5321, 4.2.3). Other refusals, such as of a password, may be the host's
/// own fault, and the mail leaves once that is mended.
fn is_final(code: &str) -> bool {
    ["550", "551", "552", "553", "556"].contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_said_of_the_mailbox_is_final() {
        for code in ["550", "553", "556"] {
            assert!(is_final(code), "{code}");
        }
        for code in ["421", "450", "535", "554"] {
            assert!(!is_final(code), "{code}");
        }
    }

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
}
