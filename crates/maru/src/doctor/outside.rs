//! The node as others see it: through its name, its certificate, its proxy, and in the eyes of its peers.

use std::path::Path;
use std::time::Duration;

use maru_store::own_keys;
use maru_store::peer::{Peers, meet};
use maru_web::Address;

use super::{Finding, Verdict};
use crate::http::Http;
use crate::settings::InForce;

/// An address that is nobody's (RFC 5737): a visitor who claims to come from there must not be believed.
const PRETENDED: &str = "192.0.2.7";
/// How long one question may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Everything that is seen from outside; what cannot be asked is said to be unknown.
pub(super) fn look(found: &InForce, data: &Path) -> Vec<Finding> {
    let address = match found.chosen_address() {
        Ok(address) => address,
        Err(error) => return vec![Finding::unknown("address", format!("{error:#}"))],
    };
    let mut findings = vec![secure(&address)];
    let reached = reach(&address, data);
    let answers = reached.verdict == Verdict::Good;
    findings.push(reached);
    if answers {
        findings.push(forms(&address));
        findings.push(visitors(&address, found));
    } else {
        let why = "not asked: the address does not lead to this node";
        findings.extend(["forms", "visitors"].map(|about| Finding::unknown(about, why)));
    }
    findings.extend(peers(data));
    findings
}

fn secure(address: &Address) -> Finding {
    if address.is_secure() {
        return Finding::good("address", format!("{address} is reached over TLS"));
    }
    if address.is_local() {
        let mend =
            "right for trying things out; a public node needs an https address before its first process";
        return Finding::new(
            "address",
            Verdict::Look,
            format!("{address} is reached from this machine alone"),
            mend,
        );
    }
    Finding::new(
        "address",
        Verdict::Wrong,
        format!("{address} is not under TLS: sessions can be read on the way"),
        "put a TLS proxy in front (packaging/proxy; with the package /usr/share/doc/maru/packaging/proxy) and set address = \"https://…\"",
    )
}

/// Whether the name leads to this very node, under a certificate that holds.
fn reach(address: &Address, data: &Path) -> Finding {
    let wrong = |said: String, mend: &str| Finding::new("reach", Verdict::Wrong, said, mend);
    let own = own_keys(data).unwrap_or_default();
    if own.is_empty() {
        return Finding::unknown("reach", "the node was never served, so that there is nothing to reach yet");
    }
    match meet(&Http::to_own(address.as_str()), address.as_str()) {
        Ok(introduction) if introduction.node.keys.iter().any(|key| own.contains(key)) => {
            Finding::good("reach", format!("{address} leads to this node, as far as seen from this machine"))
        }
        Ok(introduction) => wrong(
            format!("{address} leads to another node, {}", introduction.node.origin),
            "mend the name in the DNS, or the proxy's upstream",
        ),
        Err(reason) => {
            let mend = if reason.contains("certificate") {
                "get a certificate for this name (Caddy does so by itself; else certbot)"
            } else if reason.contains("says that its address is") {
                "the server runs with another address: restart it, then `maru config`"
            } else if reason.contains("the answer was 3") {
                "set the address to which it redirects, or take the redirection away"
            } else {
                "is the server running, and the proxy in front? systemctl status maru"
            };
            wrong(reason, mend)
        }
    }
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(concat!("maru-doctor/", env!("CARGO_PKG_VERSION")));
    ureq::Agent::new_with_config(config.build())
}

/// Whether a form from the node's own pages gets through: a proxy that changes Host or Origin has all of them refused.
fn forms(address: &Address) -> Finding {
    let url = format!("{address}/sign-out");
    let sent = agent().post(&url).header("origin", address.as_str()).send_empty();
    match sent.map(|answer| answer.status().as_u16()) {
        Ok(303) => Finding::good("forms", "forms from the node's own pages get through"),
        Ok(403) => Finding::new(
            "forms",
            Verdict::Wrong,
            "forms are refused: the proxy changes Host or Origin",
            "nginx: proxy_set_header Host $http_host; (Caddy passes both on by itself)",
        ),
        Ok(status) => Finding::new(
            "forms",
            Verdict::Wrong,
            format!("a form was answered with {status}"),
            "look into the proxy's log",
        ),
        Err(error) => Finding::unknown("forms", error.to_string()),
    }
}

/// Whether visitors are told apart, and cannot pretend to come from elsewhere.
fn visitors(address: &Address, found: &InForce) -> Finding {
    let url = format!("{address}/readyz");
    let asked = agent().get(&url).header("x-forwarded-for", PRETENDED).call();
    let text = match asked.map(|mut answer| answer.body_mut().read_to_string()) {
        Ok(Ok(text)) => text,
        Ok(Err(error)) | Err(error) => return Finding::unknown("visitors", error.to_string()),
    };
    let Some(visitor) = text.lines().find_map(|line| line.strip_prefix("visitor: ")) else {
        return Finding::unknown(
            "visitors",
            "the node does not say as whom it counts a visitor; is it an older one?",
        );
    };
    let behind_proxy = found.behind_proxy().unwrap_or(false);
    if visitor == PRETENDED {
        return Finding::new(
            "visitors",
            Verdict::Wrong,
            "whoever sends X-Forwarded-For is believed, so that limits protect nobody",
            "no proxy in front: behind-proxy = false; nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
        );
    }
    let own_machine = visitor.starts_with("127.") || visitor.starts_with("::1");
    if !behind_proxy && address.is_secure() && own_machine {
        return Finding::new(
            "visitors",
            Verdict::Wrong,
            "all visitors count as one, because the proxy's word is not asked for",
            "behind-proxy = true in maru.toml, then restart",
        );
    }
    Finding::good(
        "visitors",
        format!("a visitor from this machine counts as {visitor}, whatever it pretends"),
    )
}

/// What each peer says of itself and of this node.
fn peers(data: &Path) -> Vec<Finding> {
    let list = match Peers::load(data) {
        Ok(list) => list.peers,
        Err(error) => {
            return vec![Finding::new("peers", Verdict::Wrong, error.to_string(), "look at peers.json")];
        }
    };
    if list.is_empty() {
        let said = "nobody witnesses or mirrors this node, so that nobody else could prove or bring back what it said";
        return vec![Finding::new("peers", Verdict::Look, said, "maru peer add https://OTHER.EXAMPLE")];
    }
    let own: Vec<String> = own_keys(data).unwrap_or_default().iter().map(ToString::to_string).collect();
    let http = Http::to_peers();
    let look = |peer: &maru_store::peer::Peer| match meet(&http, &peer.url) {
        Err(reason) => Finding::new(
            "peers",
            Verdict::Wrong,
            reason,
            format!("ask its operator; or: maru peer remove {}", peer.url),
        ),
        Ok(said) if !said.node.keys.iter().any(|key| peer.node.contains(&key.to_string())) => Finding::new(
            "peers",
            Verdict::Wrong,
            format!("{} shows other keys than those that were pinned", peer.url),
            "ask its operator over another channel before you change anything",
        ),
        Ok(said) => {
            let knows_us =
                said.peers.iter().any(|known| known.node.iter().any(|key| own.contains(&key.to_string())));
            if knows_us {
                Finding::good("peers", format!("{} watches this node, and this node it", peer.url))
            } else {
                Finding::new(
                    "peers",
                    Verdict::Look,
                    format!("{} does not watch this node yet", peer.url),
                    "its operator runs: maru peer add YOUR ADDRESS",
                )
            }
        }
    };
    list.iter().map(look).collect()
}
