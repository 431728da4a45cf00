//! How often somebody may ask: by account where one is signed in, else by the network they come from.
//!
//! Each limit is a bucket that leaks at a steady rate. One number per bucket is enough: the time at which it will
//! have run empty. Asking pushes that time back by one interval; who pushes it further than a burst away waits.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use maru_store::AccountId;

use crate::state::Settings;

/// Votes: quicker than anyone reads, slow enough for a script that ran wild.
pub(crate) const VOTES: Allowance = Allowance { burst: 100, per_second: 50.0 };
/// Statements, joining, moderation: what makes others read.
pub(crate) const WRITINGS: Allowance = Allowance { burst: 20, per_second: 0.2 };
/// Reports of people without an account, from one network: each is read by somebody.
pub(crate) const REPORTS: Allowance = Allowance { burst: 5, per_second: 1.0 / 120.0 };
/// Sign-in mails asked for from one network, which may be a whole village behind one address.
pub(crate) const SIGN_INS: Allowance = Allowance { burst: 30, per_second: 0.5 };
/// Sign-in mails to one address: nobody's mailbox is a weapon.
pub(crate) const MAILS: Allowance = Allowance { burst: 5, per_second: 1.0 / 120.0 };
/// Whole exports, which read every entry.
pub(crate) const EXPORTS: Allowance = Allowance { burst: 20, per_second: 0.5 };

/// Entries of the record, by the hundred: what a program that copies a record needs, and not what keeps a core busy.
pub(crate) const ENTRIES: Allowance = Allowance { burst: 300, per_second: 30.0 };
/// Introductions of other nodes from one network; each is a signature to be checked.
pub(crate) const INTRODUCTIONS: Allowance = Allowance { burst: 20, per_second: 1.0 / 15.0 };

/// Buckets that are remembered at once. Beyond it full buckets are forgotten first, and newcomers are let through:
/// the doors behind have bounds of their own.
const BUCKETS: usize = 100_000;
/// Bits of an IPv6 address that make a network: what a provider hands to one customer.
const IPV6_PREFIX: u32 = 56;

/// How often one may ask: so many at once, and so many per second on the long run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Allowance {
    /// At once.
    pub burst: u32,
    /// On the long run.
    pub per_second: f64,
}

/// The allowance of every class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Allowances {
    /// Votes of an account.
    pub votes: Allowance,
    /// Other acts of an account.
    pub writings: Allowance,
    /// Reports of people without an account, from a network.
    pub reports: Allowance,
    /// Sign-in mails asked for from a network.
    pub sign_ins: Allowance,
    /// Sign-in mails to an address.
    pub mails: Allowance,
    pub exports: Allowance,
    /// Entries of the record, by the hundred.
    pub entries: Allowance,
    /// Introductions of other nodes from a network.
    pub introductions: Allowance,
}

impl Default for Allowances {
    fn default() -> Self {
        Self {
            votes: VOTES,
            writings: WRITINGS,
            reports: REPORTS,
            sign_ins: SIGN_INS,
            mails: MAILS,
            exports: EXPORTS,
            entries: ENTRIES,
            introductions: INTRODUCTIONS,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    Vote,
    Writing,
    Report,
    SignIn,
    Mail,
    Export,
    Entries,
    Introduction,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Subject {
    Account(AccountId),
    Network(Network),
    Address(Box<str>),
}

/// A network: an IPv4 address, or the part of an IPv6 address that a provider hands to one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Network {
    Four([u8; 4]),
    Six(u128),
    /// Requests without a socket, as in tests.
    Unknown,
}

impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Four(octets) => write!(f, "{}", std::net::Ipv4Addr::from(*octets)),
            Self::Six(prefix) => {
                write!(f, "{}/{IPV6_PREFIX}", std::net::Ipv6Addr::from_bits(prefix << (128 - IPV6_PREFIX)))
            }
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

impl Network {
    fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(four) => Self::Four(four.octets()),
            IpAddr::V6(six) => Self::Six(six.to_bits() >> (128 - IPV6_PREFIX)),
        }
    }

    /// The network that a request comes from.
    pub(crate) fn of_request(parts: &Parts, settings: &Settings) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // The last address is the one that our own proxy wrote; those before it are hearsay.
        let forwarded = || {
            let header = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
            forwarded_address(header.rsplit(',').next()?)
        };
        let address = if settings.behind_proxy { forwarded().or(peer) } else { peer };
        address.map_or(Self::Unknown, Self::of)
    }
}

/// An address as proxies write it: with a port or without, an IPv6 address in brackets or not, in quotes or not.
fn forwarded_address(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"');
    let bare =
        |text: &str| text.strip_prefix('[')?.strip_suffix(']')?.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    text.parse().ok().or_else(with_port).or_else(|| bare(text))
}

/// Asked too often: how long to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooOften {
    pub(crate) wait: Duration,
}

impl TooOften {
    /// Whole seconds to wait, at least one: the value of `Retry-After`.
    pub(crate) fn seconds(self) -> u64 {
        self.wait.as_secs() + u64::from(self.wait.subsec_nanos() > 0)
    }
}

/// Who asked how often.
#[derive(Debug)]
pub(crate) struct Gates {
    allowances: Allowances,
    start: Instant,
    empty_at: Mutex<HashMap<(Class, Subject), Duration>>,
}

impl Gates {
    pub(crate) fn new(allowances: Allowances) -> Self {
        Self { allowances, start: Instant::now(), empty_at: Mutex::default() }
    }

    /// Lets somebody through, or says how long they have to wait.
    pub(crate) fn pass(&self, class: Class, subject: Subject) -> Result<(), TooOften> {
        self.pass_at(self.start.elapsed(), class, subject, 1)
    }

    /// The same for something that counts as several; what counts as more than a burst counts as a burst.
    pub(crate) fn pass_many(&self, class: Class, subject: Subject, count: u32) -> Result<(), TooOften> {
        self.pass_at(self.start.elapsed(), class, subject, count)
    }

    fn pass_at(&self, now: Duration, class: Class, subject: Subject, count: u32) -> Result<(), TooOften> {
        let Allowance { burst, per_second } = self.allowance(class);
        let interval = Duration::from_secs_f64(1.0 / per_second);
        let mut buckets = self.empty_at.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut buckets, now);
        if buckets.len() >= BUCKETS && !buckets.contains_key(&(class, subject.clone())) {
            return Ok(());
        }
        let empty_at = buckets.entry((class, subject)).or_default();
        let next = (*empty_at).max(now) + interval * count.min(burst);
        let limit = now + interval * burst;
        if next > limit {
            return Err(TooOften { wait: next.saturating_sub(limit) });
        }
        *empty_at = next;
        Ok(())
    }

    fn allowance(&self, class: Class) -> Allowance {
        match class {
            Class::Vote => self.allowances.votes,
            Class::Writing => self.allowances.writings,
            Class::Report => self.allowances.reports,
            Class::SignIn => self.allowances.sign_ins,
            Class::Mail => self.allowances.mails,
            Class::Export => self.allowances.exports,
            Class::Entries => self.allowances.entries,
            Class::Introduction => self.allowances.introductions,
        }
    }
}

/// A bucket that has run empty says nothing, so it can be forgotten.
fn make_room(buckets: &mut HashMap<(Class, Subject), Duration>, now: Duration) {
    if buckets.len() >= BUCKETS {
        buckets.retain(|_, empty_at| *empty_at > now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gates(burst: u32, per_second: f64) -> Gates {
        Gates::new(Allowances { votes: Allowance { burst, per_second }, ..Allowances::default() })
    }

    #[test]
    fn a_burst_passes_and_then_the_steady_rate() {
        let gates = gates(3, 2.0);
        let ask = |milliseconds: u64, who: i64| {
            let now = Duration::from_millis(milliseconds);
            gates
                .pass_at(now, Class::Vote, Subject::Account(AccountId(who)), 1)
                .map_err(|late| late.wait.as_millis())
        };
        assert_eq!([ask(0, 1), ask(0, 1), ask(0, 1)], [Ok(()); 3]);
        assert_eq!(ask(0, 1), Err(500));
        assert_eq!(ask(0, 2), Ok(()), "another account is another bucket");
        assert_eq!(ask(400, 1), Err(100));
        assert_eq!(ask(500, 1), Ok(()));
        assert_eq!(ask(500, 1), Err(500));
        assert_eq!([ask(9_000, 1), ask(9_000, 1), ask(9_000, 1)], [Ok(()); 3]);
        assert_eq!(ask(9_000, 1), Err(500));
    }

    #[test]
    fn what_counts_as_several_takes_as_much() {
        let gates = gates(10, 1.0);
        let ask = |now: u64, count: u32| {
            let subject = Subject::Account(AccountId(1));
            gates.pass_at(Duration::from_secs(now), Class::Vote, subject, count).map_err(TooOften::seconds)
        };
        assert_eq!(ask(0, 8), Ok(()));
        assert_eq!(ask(0, 3), Err(1));
        assert_eq!(ask(0, 2), Ok(()));
        assert_eq!(ask(10, 1_000), Ok(()), "more than a burst is a burst");
        assert_eq!(ask(10, 1), Err(1));
    }

    #[test]
    fn proxies_write_addresses_in_several_ways() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(forwarded_address(text), expected.map(|address| address.parse().unwrap()), "{text}");
        };
        check("192.0.2.1", Some("192.0.2.1"));
        check(" 192.0.2.1:50000", Some("192.0.2.1"));
        check("2001:db8::1", Some("2001:db8::1"));
        check("[2001:db8::1]", Some("2001:db8::1"));
        check("[2001:db8::1]:443", Some("2001:db8::1"));
        check("\"[2001:db8::1]:443\"", Some("2001:db8::1"));
        check("[192.0.2.1]", None);
        check("192.0.2.1:x", None);
        check("unknown", None);
        check("", None);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let gates = gates(1, 1.0);
        let ask = |now: u64, who: i64| {
            gates.pass_at(Duration::from_secs(now), Class::Vote, Subject::Account(AccountId(who)), 1)
        };
        for who in 0..=BUCKETS as i64 {
            assert!(ask(0, who).is_ok());
        }
        assert!(ask(0, 0).is_err());
        assert_eq!(gates.empty_at.lock().unwrap().len(), BUCKETS);
        assert!(ask(2, -1).is_ok());
        assert_eq!(gates.empty_at.lock().unwrap().len(), 1);
    }

    #[test]
    fn neighbours_behind_one_connection_are_one_network() {
        let check = |a: &str, b: &str, same: bool| {
            let (a, b) = (Network::of(a.parse().unwrap()), Network::of(b.parse().unwrap()));
            assert_eq!(a == b, same, "{a:?} {b:?}");
        };
        check("192.0.2.1", "192.0.2.1", true);
        check("192.0.2.1", "192.0.2.2", false);
        check("::ffff:192.0.2.1", "192.0.2.1", true);
        check("2001:db8:1:1::1", "2001:db8:1:ff::2", true);
        check("2001:db8:1:1::1", "2001:db8:1:100::1", false);
    }
}
