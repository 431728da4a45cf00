//! Secrets that open doors, and addresses to which they are sent.

use std::fmt;
use std::str::FromStr;

use maru_record::Digest;

use crate::clock;
use crate::error::StoreError;

/// Longest mail address, in bytes (RFC 5321).
pub const MAIL_ADDRESS_LIMIT: usize = 254;

/// Makes a type of 32 random bytes in hexadecimal, of which only the SHA-256 is stored.
macro_rules! token {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            pub(crate) fn fresh() -> Result<Self, StoreError> {
                Ok(Self(Digest(clock::entropy()?).to_string()))
            }

            /// The secret as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// What is stored of it.
            pub(crate) fn digest(&self) -> Digest {
                Digest::of(self.0.as_bytes())
            }
        }

        impl fmt::Debug for $name {
            // A secret in a log is a secret no more.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

token! {
    /// The secret in a sign-in link.
    SignInToken
}
token! {
    /// The secret in a session's cookie.
    SessionToken
}

/// A mail address, in lower case: people write their own address now this way and now that way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MailAddress(String);

/// A text is no mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a mail address looks like name@example.org")]
pub struct MailAddressError;

impl MailAddress {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for MailAddress {
    type Err = MailAddressError;

    /// Only the shape is looked at: whether the address exists is for the mail to find out.
    fn from_str(text: &str) -> Result<Self, MailAddressError> {
        let text = text.trim();
        let (name, host) = text.rsplit_once('@').ok_or(MailAddressError)?;
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[]\\,;:\"".contains(c);
        let dotted = |part: &str| {
            !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !part.contains("..")
        };
        // What no server can be called is no host: the mail could not even be tried.
        let label = |part: &str| {
            part.chars().all(|c| c.is_alphanumeric() || c == '-')
                && !part.starts_with('-')
                && !part.ends_with('-')
        };
        let fits = text.len() <= MAIL_ADDRESS_LIMIT
            && text.chars().all(plain)
            && !name.contains('@')
            && dotted(name)
            && dotted(host)
            && host.split('.').all(label);
        if fits { Ok(Self(text.to_lowercase())) } else { Err(MailAddressError) }
    }
}
