//! The mail server's address, and how a conversation with it is protected.

use std::fmt;

use lettre::Tokio1Executor;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{AsyncSmtpTransport, AsyncSmtpTransportBuilder, Error};
use percent_encoding::percent_decode_str;
use url::Url;

use super::{MailError, MailSettings};

/// The port for mails that are handed in under TLS from the first byte (RFC 8314).
const TLS_PORT: u16 = 465;
/// The port for mails that are handed in (RFC 6409).
const SUBMISSION_PORT: u16 = 587;
/// The port between mail servers.
const RELAY_PORT: u16 = 25;

/// How a conversation with the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// TLS from the first byte: `smtps://`.
    Tls,
    /// STARTTLS, or no mail: `smtp://`, the default.
    StartTls,
    /// STARTTLS where the server offers it: `smtp://…?tls=opportunistic`. Never with a password.
    Opportunistic,
    /// None: `smtp://…?tls=none`, for a server on the machine itself. Never with a password.
    None,
}

/// The mail server: where it is, and how it is spoken to.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    host: String,
    port: u16,
    protection: Protection,
    user: Option<(String, String)>,
    certificates: Option<Vec<u8>>,
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Never the password.
        f.debug_struct("MailServer")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("protection", &self.protection)
            .field("user", &self.user.as_ref().map(|(name, _)| name))
            .finish_non_exhaustive()
    }
}

impl MailServer {
    /// Reads an address such as `smtps://user:password@mail.example.org`; a password of its own replaces the one in it.
    pub fn parse(text: &str, password: Option<&str>) -> Result<Self, MailError> {
        // What `url` says of a wrong address never repeats the address, which may hold a password.
        let url = Url::parse(text).map_err(|error| MailError::Server(error.to_string()))?;
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| MailError::Server("it names no host".into()))?.to_owned();
        if !matches!(url.path(), "" | "/") {
            return Err(MailError::Server("nothing follows the host".into()));
        }
        let protection = protection(&url)?;
        let user = user(&url, password)?;
        if user.is_some()
            && let Some(word) = protection.in_clear()
        {
            return Err(MailError::PasswordInClear(word));
        }
        let port = url.port().unwrap_or(protection.port());
        Ok(Self { host, port, protection, user, certificates: None })
    }

    /// Trusts these certificates (PEM) beside those that everybody trusts: for a server with a certificate of its own making.
    pub fn trusting(self, certificates: &[u8]) -> Result<Self, MailError> {
        Certificate::from_pem(certificates).map_err(|error| MailError::Certificates(error.to_string()))?;
        let text = String::from_utf8_lossy(certificates);
        if !text.contains("-----BEGIN CERTIFICATE-----") {
            return Err(MailError::Certificates("there is no certificate in PEM form in the file".into()));
        }
        Ok(Self { certificates: Some(certificates.to_owned()), ..self })
    }

    /// Host and port, for people.
    pub fn place(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// How it is spoken to.
    pub fn protection(&self) -> Protection {
        self.protection
    }

    /// Whether a user and a password are given to it.
    pub fn has_password(&self) -> bool {
        self.user.is_some()
    }

    pub(super) fn builder(&self) -> Result<AsyncSmtpTransportBuilder, MailError> {
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(bare)
            .port(self.port)
            .tls(self.tls(bare)?);
        Ok(match &self.user {
            Some((name, password)) => builder.credentials(Credentials::new(name.clone(), password.clone())),
            None => builder,
        })
    }

    fn tls(&self, host: &str) -> Result<Tls, MailError> {
        if self.protection == Protection::None {
            return Ok(Tls::None);
        }
        let wrong = |error: Error| MailError::Certificates(error.to_string());
        let mut builder = TlsParameters::builder(host.to_owned());
        if let Some(certificates) = &self.certificates {
            builder = builder.add_root_certificate(Certificate::from_pem(certificates).map_err(wrong)?);
        }
        let parameters = builder.build().map_err(wrong)?;
        Ok(match self.protection {
            Protection::Tls => Tls::Wrapper(parameters),
            Protection::StartTls => Tls::Required(parameters),
            Protection::Opportunistic => Tls::Opportunistic(parameters),
            Protection::None => Tls::None,
        })
    }
}

impl Protection {
    fn port(self) -> u16 {
        match self {
            Self::Tls => TLS_PORT,
            Self::StartTls => SUBMISSION_PORT,
            Self::Opportunistic | Self::None => RELAY_PORT,
        }
    }

    /// The word of the address that lets others read along, if it does.
    fn in_clear(self) -> Option<&'static str> {
        match self {
            Self::Tls | Self::StartTls => None,
            Self::Opportunistic => Some("opportunistic"),
            Self::None => Some("none"),
        }
    }
}

fn protection(url: &Url) -> Result<Protection, MailError> {
    let mut tls = None;
    for (name, value) in url.query_pairs() {
        if name != "tls" {
            return Err(MailError::Server(format!(
                "“{name}” is not known after the question mark; “tls” is"
            )));
        }
        tls = Some(value.into_owned());
    }
    match (url.scheme(), tls.as_deref()) {
        ("smtps", None | Some("required")) => Ok(Protection::Tls),
        ("smtp", None | Some("required")) => Ok(Protection::StartTls),
        ("smtp", Some("opportunistic")) => Ok(Protection::Opportunistic),
        ("smtp", Some("none")) => Ok(Protection::None),
        ("smtp" | "smtps", Some(other)) => Err(MailError::Server(format!(
            "“tls={other}” is not known; smtp:// has tls=required, tls=opportunistic and tls=none, smtps:// is always under TLS"
        ))),
        (other, _) => Err(MailError::Server(format!("“{other}” is no mail protocol"))),
    }
}

fn user(url: &Url, password: Option<&str>) -> Result<Option<(String, String)>, MailError> {
    let decoded = |text: &str| {
        let text = percent_decode_str(text).decode_utf8();
        text.map(std::borrow::Cow::into_owned)
            .map_err(|_| MailError::Server("user or password is no text".into()))
    };
    let name = decoded(url.username())?;
    let password = match (password, url.password()) {
        (Some(own), _) => Some(own.to_owned()),
        (None, within) => within.map(decoded).transpose()?,
    };
    match (name.as_str(), password) {
        ("", None) => Ok(None),
        ("", Some(_)) => Err(MailError::PasswordWithoutUser),
        (_, None) => Err(MailError::Server("it names a user, and there is no password for it".into())),
        (_, Some(password)) => Ok(Some((name, password))),
    }
}

/// What happened, in words that say what to do about it.
pub(super) fn explained(error: &Error, settings: &MailSettings) -> String {
    let server = &settings.server;
    let place = server.place();
    let cause = causes(error);
    if error.is_client() && cause.contains("STARTTLS") {
        return format!(
            "{place} offers no STARTTLS, and mails are not sent where others can read along; if the server is on this machine and needs no \
             password, add ?tls=none to its address"
        );
    }
    if error.is_tls() || cause.contains("certificate") {
        return format!(
            "{place} could not be spoken to under TLS: {cause}; for a certificate of your own making, name it with the setting mail-ca"
        );
    }
    match error.status() {
        Some(code) => format!("{place} answered {code}: {cause}"),
        None => format!("{place} could not be reached: {cause}"),
    }
}

fn causes(error: &Error) -> String {
    let mut words = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        let cause_words = cause.to_string();
        if !words.contains(&cause_words) {
            words = format!("{words}: {cause_words}");
        }
        next = cause.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starttls_is_the_default_and_ports_follow() {
        let check = |text: &str, protection: Protection, place: &str, password: bool| {
            let server = MailServer::parse(text, None).unwrap();
            assert_eq!(server.protection(), protection, "{text}");
            assert_eq!((server.place().as_str(), server.has_password()), (place, password), "{text}");
        };
        check("smtps://user:secret@mail.example", Protection::Tls, "mail.example:465", true);
        check("smtp://user:secret@mail.example", Protection::StartTls, "mail.example:587", true);
        check("smtp://mail.example:2525", Protection::StartTls, "mail.example:2525", false);
        check("smtp://mail.example?tls=required", Protection::StartTls, "mail.example:587", false);
        check("smtp://mail.example?tls=opportunistic", Protection::Opportunistic, "mail.example:25", false);
        check("smtp://127.0.0.1?tls=none", Protection::None, "127.0.0.1:25", false);
        check("smtp://[::1]:25?tls=none", Protection::None, "[::1]:25", false);
    }

    #[test]
    fn a_password_is_never_sent_in_clear() {
        for tls in ["none", "opportunistic"] {
            for (address, password) in
                [("user:secret@", None), ("user@", Some("secret")), ("user:old@", Some("secret"))]
            {
                let text = format!("smtp://{address}127.0.0.1?tls={tls}");
                let error = MailServer::parse(&text, password).unwrap_err();
                assert!(matches!(error, MailError::PasswordInClear(word) if word == tls), "{text}: {error}");
                assert!(!error.to_string().contains("secret"), "{error}");
            }
        }
    }

    #[test]
    fn a_password_of_its_own_replaces_the_one_in_the_address_and_is_never_shown() {
        let server = MailServer::parse("smtps://a%40b:old@mail.example", Some("p@ss/w:rd")).unwrap();
        assert_eq!(server.user, Some(("a@b".into(), "p@ss/w:rd".into())));
        assert!(!format!("{server:?}").contains("p@ss"), "{server:?}");
    }

    #[test]
    fn what_is_no_mail_server_is_refused() {
        let check = |text: &str, password: Option<&str>, words: &str| {
            let error = MailServer::parse(text, password).unwrap_err().to_string();
            assert!(error.contains(words), "{text}: {error}");
        };
        check("mail.example", None, "smtps://");
        check("https://mail.example", None, "“https” is no mail protocol");
        check("smtp://mail.example?tls=maybe", None, "tls=maybe");
        check("smtps://mail.example?tls=none", None, "tls=none");
        check("smtp://mail.example?ssl=1", None, "“ssl”");
        check("smtp://mail.example/forum.example", None, "nothing follows");
        check("smtp://mail.example", Some("secret"), "no user");
        check("smtps://user@mail.example", None, "no password");
    }

    #[test]
    fn certificates_are_looked_at_before_they_are_trusted() {
        let server = || MailServer::parse("smtp://mail.example", None).unwrap();
        assert!(matches!(server().trusting(b""), Err(MailError::Certificates(_))));
        assert!(matches!(server().trusting(b"nothing of the kind"), Err(MailError::Certificates(_))));
    }
}
