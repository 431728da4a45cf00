//! What a mail says of itself, so that mail servers take it for what it is.

use lettre::Message;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue, MIME_VERSION_1_0};
use maru_record::Digest;

use super::{MailError, MailSettings};

/// Says that no person wrote the mail, so that nobody's holiday notice answers it (RFC 3834).
#[derive(Debug, Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        let value = "auto-generated".to_owned();
        HeaderValue::dangerous_new_pre_encoded(Self::name(), value.clone(), value)
    }
}

/// Where a reader ends such mails (RFC 2369), and that one request there is enough (RFC 8058).
#[derive(Debug, Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.trim_matches(['<', '>']).to_owned()))
    }

    fn display(&self) -> HeaderValue {
        let value = format!("<{}>", self.0);
        HeaderValue::dangerous_new_pre_encoded(Self::name(), value.clone(), value)
    }
}

/// See [`ListUnsubscribe`].
#[derive(Debug, Clone, Copy)]
struct OneClick;

impl Header for OneClick {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        let value = "List-Unsubscribe=One-Click".to_owned();
        HeaderValue::dangerous_new_pre_encoded(Self::name(), value.clone(), value)
    }
}

/// What a mail says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) recipient: &'a str,
    pub(super) subject: &'a str,
    pub(super) body: &'a str,
    /// Where its reader ends mails of its kind.
    pub(super) stop: Option<&'a str>,
}

/// A mail with everything that a careful mail server looks for: Date, Message-ID, MIME-Version and who wrote it. The same
/// `id` gives the same Message-ID, so that a mail that was sent twice is known to be one.
pub(super) fn message(settings: &MailSettings, id: &str, said: Said<'_>) -> Result<Message, MailError> {
    let Said { recipient, subject, body, stop } = said;
    let to = recipient.parse().map_err(|_| MailError::Recipient(recipient.to_owned()))?;
    let mut builder = Message::builder()
        .from(settings.from.clone())
        .to(to)
        .subject(subject)
        .date_now()
        .message_id(Some(format!("<{id}@{}>", settings.host)))
        .header(MIME_VERSION_1_0)
        .header(AutoSubmitted)
        .header(ContentType::TEXT_PLAIN);
    // An address of our own has no character that could end the header.
    if let Some(stop) = stop.filter(|stop| stop.chars().all(|c| c.is_ascii_graphic() && c != '<' && c != '>'))
    {
        builder = builder.header(ListUnsubscribe(stop.to_owned())).header(OneClick);
    }
    builder.body(body.to_owned()).map_err(|error| MailError::Message(error.to_string()))
}

/// An id that nobody guesses.
pub(super) fn unguessable() -> Result<String, String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
    Ok(Digest::of(&bytes).to_string()[..32].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::MailServer;

    fn formed(subject: &str, body: &str) -> String {
        let server = MailServer::parse("smtp://mail.example", None).unwrap();
        let settings = MailSettings::new(server, "Maru <maru@maru.example>", "maru.example").unwrap();
        let stop = (subject == "An answer").then_some("https://maru.example/account/mail/stop?token=1");
        let said = Said { recipient: "ara@example.org", subject, body, stop };
        let message = message(&settings, "7.1", said).unwrap();
        String::from_utf8(message.formatted()).unwrap()
    }

    #[test]
    fn a_mail_says_what_it_is() {
        let text = formed("Your link", "Hello.");
        for line in [
            "From: Maru <maru@maru.example>\r\n",
            "To: ara@example.org\r\n",
            "Message-ID: <7.1@maru.example>\r\n",
            "MIME-Version: 1.0\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Type: text/plain; charset=utf-8\r\n",
        ] {
            assert_eq!(text.matches(line).count(), 1, "“{line}” once in {text}");
        }
        assert_eq!(text.matches("\r\nDate: ").count(), 1, "{text}");
    }

    #[test]
    fn a_mail_that_nobody_asked_for_says_how_to_end_such_mails() {
        let text = formed("An answer", "Hello.");
        let unfolded = text.replace("\r\n ", " ");
        for line in [
            "List-Unsubscribe: <https://maru.example/account/mail/stop?token=1>\r\n",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
        ] {
            assert_eq!(unfolded.matches(line).count(), 1, "“{line}” once in {text}");
        }
        assert!(!formed("Your link", "Hello.").contains("List-Unsubscribe"));
    }

    #[test]
    fn a_message_carries_any_script_in_plain_lines() {
        let text = formed("로그인 링크", "안녕하세요.\n\nhttps://maru.example/sign-in?token=0123456789");
        assert!(text.contains("Subject: =?utf-8?"), "{text}");
        assert!(text.is_ascii(), "no server has to know SMTPUTF8: {text}");
        assert!(text.lines().all(|line| line.len() <= 998), "{text}");
    }

    #[test]
    fn a_subject_cannot_smuggle_a_header() {
        let text = formed("Hello\r\nBcc: eve@example.org", "x");
        assert!(!text.contains("\r\nBcc:"), "{text}");
    }
}
