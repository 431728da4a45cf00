//! Where a process is, as people write it: an address of its pages, or the origin of its record. Something that is neither is no place into
//! which anything could have been handed over.

use core::net::Ipv6Addr;

use crate::id::ProcessId;

/// Longest part of a host's name between two dots.
const LABEL_LIMIT: usize = 63;

/// An address that can be that of a process, or of another place on a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessAddress {
    host: String,
    process: Option<ProcessId>,
}

impl ProcessAddress {
    /// Reads `https://node.example/p/name`, any other address with a host, or an origin: `node.example/p/name`.
    pub fn read(text: &str) -> Option<Self> {
        let url = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
        let rest = url.unwrap_or(text).split(['?', '#']).next().unwrap_or_default();
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let id = path.strip_prefix("p/").and_then(|path| path.split('/').next());
        let process = id.and_then(|id| id.parse().ok());
        (is_host(host) && (url.is_some() || process.is_some()))
            .then(|| Self { host: host.to_lowercase(), process })
    }

    /// The host, with its port where one is named.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The origin of the record that a process there has, if the address names one.
    pub fn origin(&self) -> Option<String> {
        self.process.as_ref().map(|id| format!("{}/p/{id}", self.host))
    }
}

fn is_host(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix('[') {
        let Some((address, port)) = rest.split_once(']') else { return false };
        return address.parse::<Ipv6Addr>().is_ok()
            && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port));
    }
    let (name, port) = text.split_once(':').map_or((text, None), |(name, port)| (name, Some(port)));
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().count() <= LABEL_LIMIT
            && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
    };
    // A bare word is a host only on somebody's own machine, and there it bears a port.
    let is_named = name.contains('.') || name == "localhost" || port.is_some();
    is_named && name.split('.').all(is_label) && port.is_none_or(is_port)
}

fn is_port(text: &str) -> bool {
    text.parse::<u16>().is_ok_and(|port| port > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_or_an_origin_names_a_place_and_other_words_do_not() {
        let check = |text: &str, host: &str, origin: Option<&str>| {
            let read = ProcessAddress::read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((read.host(), read.origin().as_deref()), (host, origin), "{text}");
        };
        check("https://node.example/p/one", "node.example", Some("node.example/p/one"));
        check("http://Node.example/p/one/statement?version=2", "node.example", Some("node.example/p/one"));
        check("node.example/p/one", "node.example", Some("node.example/p/one"));
        check("127.0.0.1:8810/p/one", "127.0.0.1:8810", Some("127.0.0.1:8810/p/one"));
        check("[::1]:8810/p/one", "[::1]:8810", Some("[::1]:8810/p/one"));
        check("https://한국.example/petition", "한국.example", None);
        for text in [
            "not an address",
            "X",
            "",
            "/p/one",
            "one",
            "node.example",
            "https://",
            "https:///p/one",
            "https://a b.example/p/one",
            "https://node..example/p/one",
            "node.example:99999/p/one",
            "mailto:a@node.example",
            "node.example/p/",
            "[::1/p/one",
        ] {
            assert_eq!(ProcessAddress::read(text), None, "{text}");
        }
    }
}
