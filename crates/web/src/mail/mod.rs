//! Mails: to which server they go, how they are protected on the way, and what they say of themselves.

mod message;
mod server;
mod worker;

use lettre::message::Mailbox;
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncTransport, Tokio1Executor};

use crate::locale::{Locale, locales};
use crate::state::Settings;

pub use server::{MailServer, Protection};
pub(crate) use worker::send_mails;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// The mail server, and in whose name it is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct MailSettings {
    pub server: MailServer,
    /// The sender, such as `Maru <maru@maru.example>`.
    pub(crate) from: Mailbox,
    /// The name with which the server is greeted and that message ids bear: the node's host, without a port.
    pub(crate) host: String,
}

/// Why mails cannot be sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MailError {
    /// The mail server's address is not understood.
    #[error(
        "the mail server's address is not understood ({0}); it looks like smtps://user@mail.example.org or smtp://mail.example.org:587"
    )]
    Server(String),
    /// A password would travel where everybody on the way reads it.
    #[error(
        "a password is only given to a mail server under TLS; take “tls={0}” out of the mail server's address"
    )]
    PasswordInClear(&'static str),
    /// A password, and nobody whose it is.
    #[error(
        "there is a mail password but no user; the mail server's address looks like smtps://user@mail.example.org"
    )]
    PasswordWithoutUser,
    /// The certificates that should be trusted are none.
    #[error("the certificates for the mail server are not understood: {0}")]
    Certificates(String),
    /// The sender is no mail address.
    #[error("the sender “{0}” is not understood; it looks like Maru <maru@example.org>")]
    Sender(String),
    /// The recipient is no mail address.
    #[error("the recipient “{0}” is no mail address")]
    Recipient(String),
    /// The message could not be made.
    #[error("the message could not be made: {0}")]
    Message(String),
    /// The server did not take it.
    #[error("{0}")]
    NotTaken(String),
    /// The server said that it never will take it: there is no such mailbox.
    #[error("{0}")]
    Bounced(String),
}

impl MailSettings {
    /// Settings from a server, a sender and the node's host (without port).
    pub fn new(server: MailServer, from: &str, host: &str) -> Result<Self, MailError> {
        let from = from.parse().map_err(|_| MailError::Sender(from.to_owned()))?;
        Ok(Self { server, from, host: host.to_owned() })
    }

    /// Whether words can be the sender of a mail.
    pub fn is_sender(from: &str) -> bool {
        from.parse::<Mailbox>().is_ok()
    }

    pub(crate) fn transport(&self) -> Result<Transport, MailError> {
        let builder = self.server.builder()?.hello_name(ClientId::Domain(self.host.clone()));
        Ok(builder.timeout(Some(worker::PATIENCE)).build())
    }
}

/// A mail's text, and below it who sent it, in every language of the pages: whoever does not know this node must be able to ask.
pub(crate) fn signed(settings: &Settings, body: &str) -> String {
    let from = |words: &Locale| {
        let mut line = words.text_with("mail-from-node", &[("address", settings.address.as_str().into())]);
        for (key, value) in
            [("mail-from-operator", &settings.operator), ("mail-from-contact", &settings.contact)]
        {
            if let Some(value) = value {
                line = format!("{line} {}", words.text_with(key, &[("value", value.as_str().into())]));
            }
        }
        line
    };
    let lines: Vec<String> = locales().iter().map(from).collect();
    let foot = if body.contains("\n-- \n") { "" } else { "\n-- " };
    format!("{}\n{foot}\n{}\n", body.trim_end(), lines.join("\n"))
}

/// Bounds a conversation: a server that takes the connection and then says nothing must not hold up all mails behind.
async fn within<T>(conversation: impl Future<Output = T>, settings: &MailSettings) -> Result<T, MailError> {
    tokio::time::timeout(worker::PATIENCE, conversation).await.map_err(|_| {
        let (place, seconds) = (settings.server.place(), worker::PATIENCE.as_secs());
        MailError::NotTaken(format!("{place} did not finish the conversation within {seconds} s"))
    })
}

/// Asks the mail server whether it would take mails from here, without sending any.
pub async fn ask_mail_server(settings: &MailSettings) -> Result<(), MailError> {
    let transport = settings.transport()?;
    match within(transport.test_connection(), settings).await? {
        Ok(true) => Ok(()),
        Ok(false) => Err(MailError::NotTaken("the mail server ended the conversation".into())),
        Err(error) => Err(MailError::NotTaken(server::explained(&error, settings))),
    }
}

/// Sends a mail made just like those of signing in; gives what the server answered.
pub async fn send_test_mail(
    settings: &MailSettings,
    recipient: &str,
    subject: &str,
    body: &str,
) -> Result<String, MailError> {
    let id = message::unguessable().map_err(MailError::Message)?;
    let message = message::message(settings, &id, message::Said { recipient, subject, body, stop: None })?;
    let transport = settings.transport()?;
    match within(transport.send(message), settings).await? {
        Ok(answer) => Ok(format!("{} {}", answer.code(), answer.message().collect::<Vec<_>>().join(" "))),
        Err(error) => Err(MailError::NotTaken(server::explained(&error, settings))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mail_says_in_every_language_which_node_sent_it_and_who_runs_that() {
        let settings = Settings {
            operator: Some("City of Example".into()),
            contact: Some("maru@city.example".into()),
            ..Settings::demo("https://maru.example")
        };
        assert_eq!(
            signed(&settings, "Hello.\n"),
            "Hello.\n\n-- \nSent by the node https://maru.example. It is run by City of Example. Contact: maru@city.example\n\
             https://maru.example 노드에서 보낸 메일입니다. 운영자: City of Example. 연락처: maru@city.example\n"
        );
        let with_foot = signed(&settings, "Hello.\n\n-- \nStop: here\n");
        assert_eq!(with_foot.matches("-- \n").count(), 1, "{with_foot}");
        let unnamed = signed(&Settings::demo("https://maru.example"), "Hello.");
        assert!(!unnamed.contains("run by") && !unnamed.contains("Contact"), "nothing is made up: {unnamed}");
    }
}
