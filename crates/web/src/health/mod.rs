//! What machines ask of a node: whether it runs, whether it can take votes, and its figures.
//!
//! `/livez` and `/readyz` are for everybody; reasons and figures are for programs on the machine itself, because they name
//! files and say how much goes on.

mod metrics;
pub(crate) mod parts;
mod request;

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::extract::{ConnectInfo, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::address::Address;
use crate::state::{AppState, Metrics};

use parts::State as PartState;
pub(crate) use request::{Requests, counted};

/// Headers by which a proxy says that it stands between.
const PROXY_HEADERS: [&str; 4] = ["x-forwarded-for", "x-real-ip", "forwarded", "via"];

/// What has happened to mails since the start.
#[derive(Debug, Default)]
pub(crate) struct MailLog {
    sent: AtomicU64,
    refused: AtomicU64,
    last_error: Mutex<Option<String>>,
}

impl MailLog {
    /// A mail server took a mail.
    pub(crate) fn sent(&self) {
        self.sent.fetch_add(1, Ordering::Relaxed);
        self.say(None);
    }

    /// It did not.
    pub(crate) fn refused(&self, error: &str) {
        self.refused.fetch_add(1, Ordering::Relaxed);
        self.say(Some(error.to_owned()));
    }

    fn say(&self, error: Option<String>) {
        *self.last_error.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = error;
    }

    /// Whether the server took a mail since the start.
    fn has_sent(&self) -> bool {
        self.sent.load(Ordering::Relaxed) > 0
    }

    /// Why the last mail was not taken; nothing if it was.
    fn last_error(&self) -> Option<String> {
        self.last_error.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

/// Where machines ask.
pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/livez", get(livez)).route("/readyz", get(readyz)).route("/metrics", get(figures))
}

/// Whether the program runs.
async fn livez() -> &'static str {
    "ok\n"
}

/// Whether it can take votes, part by part. What stops one process does not take the node down.
async fn readyz(State(state): State<AppState>, parts: Parts) -> Response {
    let looked = parts::look(&state).await;
    let worst = looked.iter().map(|part| part.state).max().unwrap_or(PartState::Good);
    let reasons = is_local(&parts);
    // What is not known yet keeps nobody from voting; its own line says so.
    let mut text = format!("{}\n", if worst <= PartState::NotLookedAt { "ok" } else { worst.word() });
    for part in &looked {
        text.push_str(&part.line(reasons));
    }
    // So that `maru doctor`, asking through the proxy, learns as whom the node counts it.
    let visitor = crate::limit::Network::of_request(&parts, &state.settings);
    let _ = writeln!(text, "visitor: {visitor}");
    let status = if worst == PartState::Down { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    (status, [(CACHE_CONTROL, "no-store"), (CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// The figures, in the text format of Prometheus.
async fn figures(State(state): State<AppState>, parts: Parts) -> Response {
    let allowed = match state.settings.metrics {
        Metrics::Off => false,
        Metrics::Local => is_local(&parts),
        Metrics::Public => true,
    };
    if !allowed {
        return (StatusCode::NOT_FOUND, "there are no figures for you here; see the setting “metrics”\n")
            .into_response();
    }
    match metrics::text(&state) {
        Ok(text) => {
            ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"), (CACHE_CONTROL, "no-store")], text)
                .into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the figures could not be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// Whether a program on this machine asks, with no proxy between: a proxy that forwards others comes from this machine as
/// well, but it passes on the name that they asked for.
pub(crate) fn is_local(parts: &Parts) -> bool {
    let from_here = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .is_some_and(|info| info.0.ip().to_canonical().is_loopback());
    let forwarded = PROXY_HEADERS.iter().any(|name| parts.headers.contains_key(*name));
    let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let asked_here = format!("http://{host}").parse::<Address>().is_ok_and(|address| address.is_local());
    from_here && !forwarded && asked_here
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    #[test]
    fn only_programs_on_this_machine_are_local() {
        let check = |peer: &str, headers: &[(&str, &str)], expected: bool| {
            let mut request = Request::builder().uri("/metrics");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let (mut parts, ()) = request.body(()).unwrap().into_parts();
            parts.extensions.insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
            assert_eq!(is_local(&parts), expected, "{peer} {headers:?}");
        };
        check("127.0.0.1:5000", &[("host", "127.0.0.1:8080")], true);
        check("127.0.0.1:5000", &[("host", "localhost:8080")], true);
        check("[::1]:5000", &[("host", "[::1]:8080")], true);
        check("[::ffff:127.0.0.1]:5000", &[("host", "localhost")], true);
        check("127.0.0.1:5000", &[("host", "forum.example.org")], false);
        check("127.0.0.1:5000", &[("host", "localhost"), ("x-forwarded-for", "192.0.2.1")], false);
        check("127.0.0.1:5000", &[("host", "localhost"), ("via", "1.1 proxy")], false);
        check("192.0.2.1:5000", &[("host", "localhost")], false);
        check("127.0.0.1:5000", &[], false);
    }
}
