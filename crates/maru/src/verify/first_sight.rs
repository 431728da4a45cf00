//! Trust on first sight: the keys that a record shows of itself count for the name that its address bears, and for no other.

use anyhow::bail;
use maru_record::Policy;

use super::parse_key;

/// Trusts the keys that a record shows: one of each kind, all of this name. One more would be somebody else's.
pub(crate) fn policy(origin: &str, shown: &[String]) -> anyhow::Result<Policy> {
    let keys = shown.iter().map(|key| parse_key(key)).collect::<anyhow::Result<Vec<_>>>()?;
    for (place, key) in keys.iter().enumerate() {
        if key.name().as_str() != origin {
            bail!(
                "the record {origin} shows a key of {} as its own; give the right one with --key",
                key.name()
            );
        }
        if keys[..place].iter().any(|other| other.algorithm() == key.algorithm()) {
            bail!(
                "the record {origin} shows more than one {} key; give the right one with --key",
                key.algorithm()
            );
        }
    }
    Ok(Policy::of_logs(keys))
}

/// Whether a record of this name belongs at this address. This machine has several names, and ports that change.
pub(crate) fn belongs(origin: &str, url: &str) -> bool {
    let Some((scheme, place)) = url.split_once("://") else { return false };
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let (named, rest) = origin.split_once('/').unwrap_or((origin, ""));
    let usual = if scheme == "https" { ":443" } else { ":80" };
    let bare = |host: &str| host.strip_suffix(usual).unwrap_or(host).to_ascii_lowercase();
    path.trim_end_matches('/') == rest && (bare(host) == bare(named) || (is_here(host) && is_here(named)))
}

/// Whether a host is this machine, whatever its port.
fn is_here(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or(six),
        None => host.split(':').next().unwrap_or(host),
    };
    name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_belongs_to_its_address_only() {
        let check = |origin: &str, url: &str, expected: bool| {
            assert_eq!(belongs(origin, url), expected, "{origin} {url}");
        };
        check("forum.example/p/ai", "https://forum.example/p/ai", true);
        check("forum.example/p/ai", "https://Forum.Example:443/p/ai/", true);
        check("forum.example:8443/p/ai", "https://forum.example:8443/p/ai", true);
        check("forum.example/node", "https://forum.example/node", true);
        check("localhost/p/ai", "http://127.0.0.1:8080/p/ai", true);
        check("localhost:9/p/ai", "http://[::1]:8080/p/ai", true);
        check("forum.example/p/ai", "https://forum.example:8443/p/ai", false);
        check("forum.example/p/ai", "https://forum.example/p/other", false);
        check("forum.example/p/ai", "https://evil.example/p/ai", false);
        check("forum.example/p/ai", "https://forum.example.evil.example/p/ai", false);
        check("forum.example/p/ai", "https://other.example/mirror/0123", false);
        check("forum.example/p/ai", "http://127.0.0.1:8080/p/ai", false);
        check("localhost.evil.example/p/ai", "http://127.0.0.1/p/ai", false);
    }

    #[test]
    fn one_more_key_is_nobodys() {
        let key = |name: &str, seed: u8| {
            let signer = maru_record::SignerKey::from_seed(
                name.parse().unwrap(),
                maru_record::Algorithm::Ed25519,
                &[seed; 32],
            );
            signer.unwrap().verifier().to_string()
        };
        assert!(policy("a.example/p/x", &[key("a.example/p/x", 1)]).is_ok());
        assert!(policy("a.example/p/x", &[key("a.example/p/x", 1), key("a.example/p/x", 2)]).is_err());
        assert!(policy("a.example/p/x", &[key("a.example/p/x", 1), key("b.example/p/x", 2)]).is_err());
    }
}
