//! The address of a node, as its host chose it. Records are named after it for ever, so that nothing is guessed here:
//! what is not plainly an address is refused with one that would do.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// The longest name of a host (RFC 1035).
const HOST_LIMIT: usize = 253;
/// The longest part of it between two dots.
const LABEL_LIMIT: usize = 63;

/// Where people reach a node: scheme and host, such as `https://forum.example.org`; never a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    host_at: usize,
}

/// Why a text is not the address of a node.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressFault {
    /// Nothing was given.
    #[error("the address is empty; it should look like https://forum.example.org")]
    Empty,
    /// There is no `https://`.
    #[error("the address “{0}” does not say how it is reached; write https://{0}")]
    Scheme(String),
    /// Another scheme than http and https.
    #[error(
        "browsers reach a node by https, not by {0}; the address should look like https://forum.example.org"
    )]
    OtherScheme(String),
    /// Something follows the host.
    #[error(
        "a node has a host of its own and cannot live under the path “{0}”; write it as https://forum.example.org"
    )]
    Path(String),
    /// A user name, a question mark, a fragment.
    #[error(
        "the address may only name a host and a port, not “{0}”; it should look like https://forum.example.org"
    )]
    Extra(String),
    /// Not the name of a host.
    #[error(
        "“{0}” is not the name of a host; the address should look like https://forum.example.org (other scripts in their xn-- form)"
    )]
    Host(String),
    /// Not a port.
    #[error("“{0}” is not a port; the address should look like https://forum.example.org:8443")]
    Port(String),
}

impl AddressFault {
    /// A stable name of the fault, by which pages find their words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Scheme(_) => "scheme",
            Self::OtherScheme(_) => "other-scheme",
            Self::Path(_) => "path",
            Self::Extra(_) => "extra",
            Self::Host(_) => "host",
            Self::Port(_) => "port",
        }
    }
}

impl Address {
    /// Scheme and host, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Host with its port, if it has one: the name that records bear.
    pub fn host(&self) -> &str {
        &self.text[self.host_at..]
    }

    /// The host without port: what a mail server is greeted with.
    pub fn host_name(&self) -> &str {
        match self.host().rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => self.host(),
        }
    }

    /// Whether browsers reach it over TLS.
    pub fn is_secure(&self) -> bool {
        self.text.starts_with("https://")
    }

    /// Whether nobody but this machine reaches it: right for trying things out.
    pub fn is_local(&self) -> bool {
        let name = self.host_name().trim_start_matches('[').trim_end_matches(']');
        name == "localhost"
            || name.ends_with(".localhost")
            || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Address {
    type Err = AddressFault;

    fn from_str(text: &str) -> Result<Self, AddressFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressFault::Empty);
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            // `mailto:x@y` and `localhost:8080` look alike; the second is what people type.
            return Err(AddressFault::Scheme(text.trim_start_matches('/').to_owned()));
        };
        let scheme = scheme.to_ascii_lowercase();
        let standard_port = match scheme.as_str() {
            "https" => "443",
            "http" => "80",
            _ => return Err(AddressFault::OtherScheme(scheme)),
        };
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, extra) = rest.split_at(end);
        refuse_extra(authority, extra)?;
        let host = host(&authority.to_ascii_lowercase(), standard_port)?;
        let host_at = scheme.len() + "://".len();
        Ok(Self { text: format!("{scheme}://{host}"), host_at })
    }
}

fn refuse_extra(authority: &str, extra: &str) -> Result<(), AddressFault> {
    if let Some((user, _)) = authority.rsplit_once('@') {
        return Err(AddressFault::Extra(format!("{user}@")));
    }
    match extra {
        "" | "/" => Ok(()),
        // What follows the path of a host's first page is no path.
        end if end.starts_with("/?") || end.starts_with("/#") => {
            Err(AddressFault::Extra(end[1..].to_owned()))
        }
        path if path.starts_with('/') => Err(AddressFault::Path(path.to_owned())),
        other => Err(AddressFault::Extra(other.to_owned())),
    }
}

/// The host as it is written everywhere; a port that the scheme implies is left out, as browsers do.
fn host(authority: &str, standard_port: &str) -> Result<String, AddressFault> {
    let after_brackets = authority.find(']').map_or(0, |end| end + 1);
    let (name, port) = match authority[after_brackets..].find(':') {
        Some(colon) => {
            let (name, port) = authority.split_at(after_brackets + colon);
            (name, Some(&port[1..]))
        }
        None => (authority, None),
    };
    if !is_host(name) {
        return Err(AddressFault::Host(name.to_owned()));
    }
    let Some(port) = port else { return Ok(name.to_owned()) };
    let number = port.bytes().all(|byte| byte.is_ascii_digit()).then(|| port.parse::<u16>().ok()).flatten();
    match number {
        None | Some(0) => Err(AddressFault::Port(port.to_owned())),
        Some(number) if number.to_string() == standard_port => Ok(name.to_owned()),
        Some(number) => Ok(format!("{name}:{number}")),
    }
}

fn is_host(name: &str) -> bool {
    if let Some(six) = name.strip_prefix('[') {
        return six.strip_suffix(']').is_some_and(|six| six.parse::<Ipv6Addr>().is_ok());
    }
    let labels: Vec<&str> = name.split('.').collect();
    let all_digits = labels.last().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    if all_digits {
        return name.parse::<IpAddr>().is_ok();
    }
    name.len() <= HOST_LIMIT && labels.iter().all(|label| is_label(label))
}

fn is_label(label: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=LABEL_LIMIT).contains(&label.len())
        && label.bytes().all(plain)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_in_one_form() {
        let check = |text: &str, expected: &str, host: &str| {
            let address: Address = text.parse().unwrap();
            assert_eq!((address.as_str(), address.host()), (expected, host), "{text}");
        };
        check("https://forum.example.org", "https://forum.example.org", "forum.example.org");
        check(" https://Forum.Example.ORG/ ", "https://forum.example.org", "forum.example.org");
        check("HTTPS://forum.example.org:443", "https://forum.example.org", "forum.example.org");
        check("https://forum.example.org:8443", "https://forum.example.org:8443", "forum.example.org:8443");
        check("http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080");
        check("http://[::1]:8080/", "http://[::1]:8080", "[::1]:8080");
        check("https://xn--9d0b.example", "https://xn--9d0b.example", "xn--9d0b.example");
    }

    #[test]
    fn what_is_no_address_is_refused_by_its_fault() {
        let check = |text: &str, code: &str| {
            let fault = text.parse::<Address>().unwrap_err();
            assert_eq!(fault.code(), code, "{text}: {fault}");
            assert!(fault.to_string().contains("https://"), "an example helps: {fault}");
        };
        check("", "empty");
        check("   ", "empty");
        check("forum.example.org", "scheme");
        check("localhost:8080", "scheme");
        check("//forum.example.org", "scheme");
        check("ftp://forum.example.org", "other-scheme");
        check("javascript://x", "other-scheme");
        check("https://example.org/maru", "path");
        check("https://example.org/maru/", "path");
        check("https://example.org//", "path");
        check("https://user@example.org", "extra");
        check("https://user:secret@example.org", "extra");
        check("https://example.org?x", "extra");
        check("https://example.org/?x", "extra");
        check("https://example.org/#a", "extra");
        check("https://example.org#x", "extra");
        check("https://example.org\\x", "extra");
        check("https://", "host");
        check("https://:8080", "host");
        check("https://a..b", "host");
        check("https://example.org.", "host");
        check("https://-a.example", "host");
        check("https://a b.example", "host");
        check("https://마루.example", "host");
        check("https://1.2.3", "host");
        check("https://1.2.3.400", "host");
        check("https://[::1", "host");
        check("https://[zz]", "host");
        check("https://example.org:", "port");
        check("https://example.org:0", "port");
        check("https://example.org:99999", "port");
        check("https://example.org:+80", "port");
        check("https://example.org:8x", "port");
        check(&format!("https://{}", "a".repeat(64)), "host");
    }

    #[test]
    fn it_is_known_which_address_only_this_machine_reaches() {
        let check = |text: &str, expected: bool| {
            assert_eq!(text.parse::<Address>().unwrap().is_local(), expected, "{text}");
        };
        check("http://localhost", true);
        check("http://localhost:8080", true);
        check("http://127.3.0.1:80", true);
        check("http://[::1]:8080", true);
        check("https://localhost.example", false);
        check("https://forum.example.org", false);
        check("http://10.0.0.1", false);
    }

    #[test]
    fn a_mail_server_is_greeted_without_the_port() {
        let check = |text: &str, expected: &str| {
            assert_eq!(text.parse::<Address>().unwrap().host_name(), expected, "{text}");
        };
        check("https://forum.example.org:8443", "forum.example.org");
        check("https://forum.example.org", "forum.example.org");
        check("http://[::1]:8080", "[::1]");
        check("http://[::1]", "[::1]");
    }
}
