//! The way to other machines: one client with one set of rules, for whatever Maru asks others.
//!
//! Time and size have bounds. A redirection is followed to the same host by the same port, or from http to https at their usual ports, and
//! nowhere else. An address inside a private network is reached only where a person has typed it: what a stranger's file or name server says must not make this machine ask its neighbours.

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use jiff::fmt::rfc2822;
use maru_store::peer::Network;
use ureq::http::{HeaderMap, Request, Response, Uri, Version};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};

/// How long one request may take, with everything: a large bundle, or an export, on a slow line.
const TIMEOUT: Duration = Duration::from_mins(1);
/// The same between nodes, which ask each other over and over.
const BETWEEN_NODES: Duration = Duration::from_secs(10);
/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How many redirections are followed.
const REDIRECTIONS: usize = 3;
/// Bytes of the longest head of an answer.
const HEAD_BYTES: usize = 32 * 1_024;
/// Set to 1 where other nodes are reached by names that lead into a private network.
pub(crate) const PRIVATE_NETWORK: &str = "MARU_PRIVATE_NETWORK";

/// Asks others over HTTP.
#[derive(Debug, Clone)]
pub(crate) struct Http(Agent);

impl Http {
    /// For a node that asks its peers: each of their addresses was typed by the operator.
    pub(crate) fn to_peers() -> Self {
        Self::new(BETWEEN_NODES, Reach { everything: true, ..Reach::default() })
    }

    /// For the doctor, who asks the node's own address: wherever its name leads on this machine, the operator chose it.
    pub(crate) fn to_own(address: &str) -> Self {
        Self::new(BETWEEN_NODES, Reach { everything: true, own: host_of(address), ..Reach::default() })
    }

    /// For a command: these addresses were typed, others may come to light on the way. Where the first one is private itself,
    /// so may be the others: that is somebody trying things out, or a network of its own.
    pub(crate) fn to_typed<'a>(typed: impl IntoIterator<Item = &'a str>) -> Self {
        Self::to_typed_within(typed, TIMEOUT)
    }

    /// The same, with another bound on the time that one request may take.
    pub(crate) fn to_typed_within<'a>(typed: impl IntoIterator<Item = &'a str>, timeout: Duration) -> Self {
        let hosts: Vec<_> = typed.into_iter().filter_map(host_of).collect();
        let everything = hosts.first().is_some_and(|host| is_private_name(host));
        Self::new(timeout, Reach { everything, typed: hosts.into_iter().collect(), ..Reach::default() })
    }

    fn new(timeout: Duration, mut reach: Reach) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .http_status_as_error(false)
            // They are followed here, where the rule is.
            .max_redirects(0)
            .max_response_header_size(HEAD_BYTES)
            .user_agent(concat!("maru/", env!("CARGO_PKG_VERSION")))
            .build();
        reach.proxy = config.proxy().map(|proxy| proxy.host().to_owned());
        reach.names = std::env::var_os(PRIVATE_NETWORK).is_some_and(|value| value == "1");
        Self(Agent::with_parts(config, DefaultConnector::default(), reach))
    }

    /// The answer to a question, wherever on the same host it leads, as a status and at most so many bytes.
    pub(crate) fn ask(&self, url: &str, token: Option<&str>, most: u64) -> Result<(u16, Vec<u8>), String> {
        let token = token.map(|token| ("authorization", token));
        let (at, answer) = self.answer(url, token.as_slice())?;
        let status = answer.status();
        // What a good answer holds is believed to be whole, and the node's.
        if let Some(why) = is_no_file(answer.version(), answer.headers()).filter(|_| status.is_success()) {
            return Err(format!("{at}: {why}"));
        }
        Ok((status.as_u16(), read(&at, answer, most)?))
    }

    /// The answer, and where it came from.
    fn answer(&self, url: &str, headers: &[(&str, &str)]) -> Result<(String, Response<Body>), String> {
        let mut at = url.to_owned();
        for _ in 0..=REDIRECTIONS {
            let mut request = Request::get(&at);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let request = request.body(()).map_err(|error| format!("{at}: {error}"))?;
            let answer = self.0.run(request).map_err(|error| unreached(&at, &error))?;
            if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
                return Ok((at, answer));
            }
            at = followed(&at, answer.headers())?;
        }
        Err(format!("{url}: it sends us on more than {REDIRECTIONS} times"))
    }

    /// Sends something; an answer that sends on is an answer, for nothing is sent twice.
    pub(crate) fn send(
        &self,
        url: &str,
        (kind, token): (&str, Option<&str>),
        body: &[u8],
        most: u64,
    ) -> Result<(u16, Vec<u8>), String> {
        let mut request = self.0.post(url).content_type(kind);
        if let Some(token) = token {
            request = request.header("authorization", token);
        }
        let answer = request.send(body).map_err(|error| unreached(url, &error))?;
        Ok((answer.status().as_u16(), read(url, answer, most)?))
    }

    /// The body at an address, if there is anything.
    pub(crate) fn find(&self, url: &str, most: u64) -> Result<Option<Vec<u8>>, String> {
        self.find_with(url, most, &[])
    }

    /// The same past whatever keeps answers on the way.
    pub(crate) fn find_anew(&self, url: &str, most: u64) -> Result<Option<Vec<u8>>, String> {
        self.find_with(url, most, &[("cache-control", "no-cache"), ("pragma", "no-cache")])
    }

    fn find_with(&self, url: &str, most: u64, headers: &[(&str, &str)]) -> Result<Option<Vec<u8>>, String> {
        let (at, answer) = self.answer(url, headers)?;
        match answer.status().as_u16() {
            200 => {
                if let Some(why) = is_no_file(answer.version(), answer.headers()) {
                    return Err(format!("{at}: {why}"));
                }
                read(&at, answer, most).map(Some)
            }
            404 | 410 => Ok(None),
            status => Err(format!("{url}: the answer was {status}")),
        }
    }
}

impl Network for Http {
    fn get(&self, url: &str, most: usize) -> Result<Option<Vec<u8>>, String> {
        self.find(url, most as u64)
    }

    fn post(&self, url: &str, body: &[u8], most: usize) -> Result<(u16, Vec<u8>), String> {
        self.send(url, ("text/plain; charset=utf-8", None), body, most as u64)
    }

    fn time(&self, url: &str) -> Result<Option<i64>, String> {
        let at = format!("{url}/livez");
        let answer = self.0.get(&at).call().map_err(|error| unreached(&at, &error))?;
        let said = answer.headers().get("date").and_then(|date| date.to_str().ok());
        Ok(said.and_then(|date| rfc2822::parse(date).ok()).map(|time| time.timestamp().as_second()))
    }
}

/// Kinds of content that nothing is that this program asks for: pages and their parts, as a network that wants a sign-in answers with, and what
/// says of itself that it tells of a failure. Other kinds prove nothing: a server of plain files knows none of a record's.
const NO_FILES: [&str; 11] = [
    "text/html",
    "application/xhtml",
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/problem+",
    "image/",
    "audio/",
    "video/",
    "font/",
    "multipart/",
];

/// Why an answer that calls itself good is not the file that was asked for: a network that wants a sign-in answers everything with
/// its own page, and what ends with the connection may be half of it. Files of a record are never web pages.
fn is_no_file(version: Version, headers: &HeaderMap) -> Option<&'static str> {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let kind = said("content-type").unwrap_or_default().to_ascii_lowercase();
    if NO_FILES.iter().any(|other| kind.starts_with(other)) {
        return Some(
            "a web page, or a part of one, was answered in its place, perhaps by a network that wants a sign-in",
        );
    }
    if said("content-encoding").is_some_and(|coding| !coding.eq_ignore_ascii_case("identity")) {
        return Some("it was answered in a coding that nobody asked for");
    }
    let is_bounded = headers.contains_key("content-length") || headers.contains_key("transfer-encoding");
    let ends_with_connection = version <= Version::HTTP_11 && !is_bounded;
    ends_with_connection.then_some("the answer does not say where it ends, so it may have been cut off")
}

/// Reads a body of at most so many bytes.
fn read(url: &str, answer: Response<Body>, most: u64) -> Result<Vec<u8>, String> {
    let read = answer.into_body().with_config().limit(most).read_to_vec();
    read.map_err(|error| match error {
        ureq::Error::BodyExceedsLimit(_) => format!("{url}: the answer has more than {most} bytes"),
        error => unreached(url, &error),
    })
}

fn unreached(url: &str, error: &ureq::Error) -> String {
    match error {
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            format!("{url}: nobody answers there")
        }
        ureq::Error::Other(error) => format!("{url}: {error}"),
        error => format!("{url}: {error}"),
    }
}

/// Where an answer sends us, if that is on the same host, by the same door; https in place of http is the same host.
fn followed(from: &str, headers: &HeaderMap) -> Result<String, String> {
    let to = headers.get("location").and_then(|to| to.to_str().ok()).unwrap_or_default();
    if to.is_empty() {
        return Err(format!("{from}: it sends us on, and does not say where"));
    }
    let elsewhere = |what: &str| format!("{from}: it sends us to “{to}”, which is {what}");
    let here = from.parse::<Uri>().map_err(|error| format!("{from}: {error}"))?;
    let whole = joined(&here, to).ok_or_else(|| elsewhere("no address"))?;
    let there: Uri = whole.parse().map_err(|_| elsewhere("no address"))?;
    let door =
        |url: &Uri| url.port_u16().or(if url.scheme_str() == Some("https") { Some(443) } else { Some(80) });
    let host = |url: &Uri| url.host().map(|host| host.trim_end_matches('.').to_ascii_lowercase());
    let is_named = |url: &Uri| url.authority().is_some_and(|authority| authority.as_str().contains('@'));
    if host(&there).is_none() || host(&here) != host(&there) || is_named(&there) && !is_named(&here) {
        return Err(elsewhere("another host"));
    }
    match (here.scheme_str(), there.scheme_str()) {
        (Some("https"), Some("http")) => Err(elsewhere("less safe: the way to it is not encrypted")),
        // The usual door of the one leads to the usual door of the other.
        (Some("http"), Some("https")) if door(&here) == Some(80) && door(&there) == Some(443) => Ok(whole),
        (one, other) if one == other && door(&here) == door(&there) => Ok(whole),
        _ => Err(elsewhere("another door of the host (scheme or port)")),
    }
}

/// An address as it is meant beside another one; nothing for what is none.
fn joined(here: &Uri, to: &str) -> Option<String> {
    if to.bytes().any(|byte| byte.is_ascii_control() || byte == b' ' || byte == b'\\') {
        return None;
    }
    if to.contains("://") {
        return Some(to.to_owned());
    }
    let (scheme, authority) = (here.scheme_str()?, here.authority()?);
    if to.starts_with("//") {
        return Some(format!("{scheme}:{to}"));
    }
    // Another scheme, such as “mailto:”, has a colon before any slash.
    if to.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':')) {
        return None;
    }
    let path = here.path();
    let base = match to.chars().next()? {
        '/' => "",
        '?' => path,
        _ => &path[..=path.rfind('/')?],
    };
    Some(format!("{scheme}://{authority}{base}{to}"))
}

/// The host of an address as it was typed.
fn host_of(url: &str) -> Option<String> {
    url.parse::<Uri>().ok()?.host().map(str::to_ascii_lowercase)
}

/// Which private addresses may be reached. By name none is, unless the operator said so: a name can lead elsewhere tomorrow.
#[derive(Debug, Default)]
struct Reach {
    /// Every address that is written as a private one.
    everything: bool,
    /// Those that were typed, if they are written as private ones.
    typed: BTreeSet<String>,
    /// Names that lead to private addresses, too.
    names: bool,
    /// The name of the node itself, wherever it leads.
    own: Option<String>,
    /// The proxy that the machine's owner set up; what it reaches is its own affair.
    proxy: Option<String>,
}

impl Reach {
    fn allows(&self, host: &str, address: IpAddr) -> bool {
        let host = host.to_ascii_lowercase();
        !is_private(address)
            || self.names
            || self.own.as_ref() == Some(&host)
            || self.proxy.as_ref() == Some(&host)
            || (is_private_name(&host) && (self.everything || self.typed.contains(&host)))
    }
}

impl Resolver for Reach {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        let host = uri.host().unwrap_or_default();
        let mut allowed = self.empty();
        for address in found.iter().filter(|address| self.allows(host, address.ip())) {
            allowed.push(*address);
        }
        if allowed.is_empty() {
            let reason = format!(
                "“{host}” leads into a private network, and nobody here has typed that address; where it is meant, set \
                 {PRIVATE_NETWORK}=1"
            );
            return Err(ureq::Error::Other(reason.into()));
        }
        Ok(allowed)
    }
}

/// Whether a host is written as an address that is private, or as this machine.
fn is_private_name(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(address) => is_private(address),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

/// Whether an address leads elsewhere than into the public network.
fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(four) => is_private_four(four),
        IpAddr::V6(six) => is_private_six(six),
    }
}

fn is_private_four(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || first == 0
        || first >= 240
        // Addresses that providers share, that tests use, and that protocols keep.
        || (first == 100 && second & 0xc0 == 64)
        || (first == 198 && second & 0xfe == 18)
        || (first, second, third) == (192, 0, 0)
}

fn is_private_six(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let four = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_private_four(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        // An older address within a newer one: translated, tunnelled, or compatible.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0, 0, 0, 0, 0, 0, high, low] => {
            four(high, low) || address.is_loopback() || address.is_unspecified()
        }
        [0x64, 0xff9b, 1, ..] => true,
        [0x2002, high, low, ..] => four(high, low),
        [first, ..] => {
            // Unique local, link-local, site-local, multicast.
            first & 0xfe00 == 0xfc00 || first & 0xff80 == 0xfe80 || address.is_multicast()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_told_from_public_ones() {
        let check = |address: &str, private: bool| {
            assert_eq!(is_private(address.parse().unwrap()), private, "{address}");
        };
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "255.255.255.255",
            "224.0.0.1",
            "198.18.0.1",
            "192.0.0.8",
            "::1",
            "::",
            "fe80::1",
            "fec0::1",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
        ] {
            check(address, true);
        }
        for address in [
            "1.1.1.1",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1111",
            "64:ff9b::101:101",
            "2002:101:101::",
            "::ffff:1.1.1.1",
        ] {
            check(address, false);
        }
    }

    #[test]
    fn a_private_address_is_reached_only_where_it_was_typed() {
        let check = |typed: &[&str], host: &str, address: &str, allowed: bool| {
            let hosts: Vec<_> = typed.iter().filter_map(|url| host_of(url)).collect();
            let everything = hosts.first().is_some_and(|host| is_private_name(host));
            let reach = Reach { everything, typed: hosts.into_iter().collect(), ..Reach::default() };
            assert_eq!(reach.allows(host, address.parse().unwrap()), allowed, "{typed:?} {host} {address}");
        };
        let public = ["https://forum.example.org"];
        check(&public, "forum.example.org", "93.184.216.34", true);
        check(&public, "forum.example.org", "127.0.0.1", false);
        check(&public, "localhost", "127.0.0.1", false);
        check(&public, "169.254.169.254", "169.254.169.254", false);
        check(&["http://localhost:8080"], "localhost", "127.0.0.1", true);
        check(&["http://127.0.0.1:8080"], "10.0.0.2", "10.0.0.2", true);
        check(&["http://127.0.0.1:8080"], "forum.example.org", "127.0.0.1", false);
        check(&[public[0], "http://[::1]:80"], "[::1]", "::1", true);
        check(&[public[0], "http://[::1]:80"], "10.0.0.2", "10.0.0.2", false);
    }

    #[test]
    fn what_is_no_file_of_a_record_is_told() {
        let check = |headers: &[(&str, &str)], fine: bool| {
            let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
            let headers: HeaderMap = headers.collect();
            assert_eq!(is_no_file(Version::HTTP_11, &headers).is_none(), fine, "{headers:?}");
        };
        check(&[("content-length", "7")], true);
        check(&[("transfer-encoding", "chunked"), ("content-type", "application/octet-stream")], true);
        check(
            &[("content-length", "7"), ("content-type", "text/plain"), ("content-encoding", "identity")],
            true,
        );
        check(&[("content-length", "7"), ("content-type", "Text/HTML; charset=utf-8")], false);
        check(&[("content-length", "7"), ("content-encoding", "gzip")], false);
        check(&[("content-length", "7"), ("content-type", "application/xhtml+xml")], false);
        check(&[("content-length", "7"), ("content-type", "application/problem+json")], false);
        check(&[("content-length", "7"), ("content-type", "IMAGE/png")], false);
        check(&[("content-length", "7"), ("content-type", "application/json")], true);
        check(&[("content-length", "7"), ("content-type", "text/csv; charset=utf-8")], true);
        check(&[("content-type", "text/plain")], false);
    }

    #[test]
    fn a_redirection_is_followed_on_the_same_host_only() {
        let check = |from: &str, to: &str, expected: Option<&str>| {
            let headers = HeaderMap::from_iter([("location".parse().unwrap(), to.parse().unwrap())]);
            assert_eq!(followed(from, &headers).ok().as_deref(), expected, "{from} {to}");
        };
        check("https://a.example/x", "/y", Some("https://a.example/y"));
        check("https://a.example/p/x", "y", Some("https://a.example/p/y"));
        check("https://a.example/p/x", "?y=1", Some("https://a.example/p/x?y=1"));
        check("https://a.example/x", "https://a.example/y", Some("https://a.example/y"));
        check("https://a.example/x", "https://A.Example:443/y", Some("https://A.Example:443/y"));
        check("https://a.example:443/x", "https://a.example/y", Some("https://a.example/y"));
        check("https://a.example/x", "//a.example/y", Some("https://a.example/y"));
        check("http://a.example/x", "https://a.example/x", Some("https://a.example/x"));
        check("http://a.example:80/x", "https://a.example:443/x", Some("https://a.example:443/x"));
        check("http://127.0.0.1:8080/x", "/y", Some("http://127.0.0.1:8080/y"));
        check("http://[::1]:8080/x", "/y", Some("http://[::1]:8080/y"));
        check("https://a.example/x", "http://a.example/x", None);
        check("https://a.example/x", "//b.example/x", None);
        check("https://a.example/x", "https://b.example/x", None);
        check("https://a.example/x", "https://a.example.b.example/x", None);
        check("https://a.example/x", "https://a.example@b.example/x", None);
        check("https://a.example/x", "https://b.example@a.example/x", None);
        check("https://a.example/x", "https://a.example:8443/x", None);
        check("http://a.example:8080/x", "https://a.example/x", None);
        check("http://127.0.0.1:8080/x", "http://127.0.0.1:22/", None);
        check("https://a.example/x", "/\\b.example/x", None);
        check("https://a.example/x", "javascript:alert(1)", None);
        check("https://a.example/x", "ftp://a.example/x", None);
        check("https://a.example/x", "", None);
    }

    #[test]
    fn why_a_redirection_is_not_followed_is_said() {
        let check = |from: &str, to: &str, why: &str| {
            let headers = HeaderMap::from_iter([("location".parse().unwrap(), to.parse().unwrap())]);
            let said = followed(from, &headers).unwrap_err();
            assert!(said.contains(why), "{said}");
        };
        check("https://a.example/x", "http://a.example/x", "less safe");
        check("https://a.example/x", "https://b.example/x", "another host");
        check("https://a.example/x", "https://a.example:8443/x", "another door");
        check("https://a.example/x", "mailto:a@example", "no address");
        let nowhere = followed("https://a.example/x", &HeaderMap::new()).unwrap_err();
        assert!(nowhere.contains("does not say where"), "{nowhere}");
    }
}
