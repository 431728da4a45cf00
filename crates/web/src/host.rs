//! Under which name a node answers: its address. Another name is another site to a browser, so that a stranger's name that leads
//! here would have the node's pages speak for that stranger.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::HOST;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::address::Address;
use crate::health::is_local;
use crate::state::AppState;

/// What machines ask by whatever name they have; each of these says itself who may know what.
const FOR_MACHINES: [&str; 3] = ["/livez", "/readyz", "/metrics"];

/// Refuses a request that was sent to another name than the node's address, unless it comes from this very machine.
pub(crate) async fn held(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = parts.headers.get(HOST).map(|host| String::from_utf8_lossy(host.as_bytes()).into_owned());
    // A demonstration is shown around in a house by the machine's number; no stranger's name leads there so.
    let shown_around = |host: &str| state.settings.demo && is_number(host);
    let fits = asked.is_none_or(|host| is_own(&host, &state.settings.address) || shown_around(&host));
    if fits || FOR_MACHINES.contains(&parts.uri.path()) || is_local(&parts) {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let words = format!(
        "This node is {0}, and nothing else. If you came from there, the proxy in front changes Host; it has to pass it on.\n",
        state.settings.address
    );
    (StatusCode::MISDIRECTED_REQUEST, words).into_response()
}

/// Whether a host is that of the address; the port that the scheme implies may be written or not.
fn is_own(host: &str, address: &str) -> bool {
    let Ok(own) = address.parse::<Address>() else { return true };
    let scheme = if own.is_secure() { "https" } else { "http" };
    format!("{scheme}://{host}").parse::<Address>().is_ok_and(|asked| asked.host() == own.host())
}

/// Whether a host is the number of a machine, with a port or without.
fn is_number(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    bare.parse::<IpAddr>().is_ok() || host.parse::<SocketAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_no_name() {
        let check = |host: &str, expected: bool| assert_eq!(is_number(host), expected, "{host}");
        check("192.168.1.7:8080", true);
        check("192.168.1.7", true);
        check("[fe80::1]:80", true);
        check("[fe80::1]", true);
        check("evil.example", false);
        check("192.168.1.7.evil.example", false);
        check("", false);
    }

    #[test]
    fn a_node_answers_under_its_own_name() {
        let check = |host: &str, address: &str, expected: bool| {
            assert_eq!(is_own(host, address), expected, "{host} {address}");
        };
        let own = "https://forum.example.org";
        check("forum.example.org", own, true);
        check("Forum.Example.Org", own, true);
        check("forum.example.org:443", own, true);
        check("forum.example.org:80", own, false);
        check("forum.example.org.", own, false);
        check("evil.example", own, false);
        check("forum.example.org@evil.example", own, false);
        check("forum.example.org/evil", own, false);
        check("", own, false);
        check("127.0.0.1", own, false);
        check("forum.example.org:8443", "https://forum.example.org:8443", true);
        check("forum.example.org", "https://forum.example.org:8443", false);
        check("127.0.0.1:8080", "http://127.0.0.1:8080", true);
        check("[::1]:8080", "http://[::1]:8080", true);
    }
}
