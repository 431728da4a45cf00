//! Each request has an id, that the answer and the log bear, and counts in the figures.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use crate::state::AppState;

/// The header that carries the id.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Upper ends of the classes of time, in milliseconds.
pub(super) const MILLISECONDS: [u64; 10] = [1, 5, 10, 25, 50, 100, 250, 1_000, 5_000, 30_000];
/// The shortest and the longest id that is taken from a proxy.
const ID_LENGTH: std::ops::RangeInclusive<usize> = 8..=64;

/// Requests in figures, since the start.
#[derive(Debug)]
pub(crate) struct Requests {
    pub(super) since: Instant,
    /// By first digit of the status.
    pub(super) statuses: [AtomicU64; 6],
    /// How many took at most so long, each class alone; the last is for all that took longer.
    pub(super) times: [AtomicU64; MILLISECONDS.len() + 1],
    pub(super) microseconds: AtomicU64,
    pub(super) under_way: AtomicU64,
}

impl Default for Requests {
    fn default() -> Self {
        Self {
            since: Instant::now(),
            statuses: Default::default(),
            times: Default::default(),
            microseconds: AtomicU64::new(0),
            under_way: AtomicU64::new(0),
        }
    }
}

impl Requests {
    fn note(&self, status: u16, took: Duration) {
        let class = usize::from(status / 100).min(self.statuses.len() - 1);
        self.statuses[class].fetch_add(1, Ordering::Relaxed);
        let milliseconds = took.as_millis();
        let place = MILLISECONDS.iter().position(|end| milliseconds <= u128::from(*end));
        self.times[place.unwrap_or(MILLISECONDS.len())].fetch_add(1, Ordering::Relaxed);
        let microseconds = took.as_micros().try_into().unwrap_or(u64::MAX);
        self.microseconds.fetch_add(microseconds, Ordering::Relaxed);
    }
}

/// One less under way when it goes: also when the visitor went away before the answer.
struct UnderWay<'a>(&'a AtomicU64);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Gives a request its id, counts it, and tells the log of it. The query stays out of the log: it may hold a secret.
pub(crate) async fn counted(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let id = id_of(request.headers(), state.settings.behind_proxy);
    let span =
        tracing::error_span!("request", id = %id, method = %request.method(), path = request.uri().path());
    let start = Instant::now();
    state.requests.under_way.fetch_add(1, Ordering::Relaxed);
    let _under_way = UnderWay(&state.requests.under_way);
    let mut answer = next.run(request).instrument(span.clone()).await;
    let took = start.elapsed();
    state.requests.note(answer.status().as_u16(), took);
    span.in_scope(|| {
        tracing::info!(status = answer.status().as_u16(), milliseconds = took.as_millis(), "answered");
    });
    if let Ok(id) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert(REQUEST_ID, id);
    }
    answer
}

/// The id that the proxy in front gave, if there is one, or a new one.
fn id_of(headers: &HeaderMap, behind_proxy: bool) -> String {
    let given = headers.get(REQUEST_ID).filter(|_| behind_proxy).and_then(|id| id.to_str().ok());
    let plain = |id: &&str| {
        ID_LENGTH.contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if let Some(id) = given.filter(plain) {
        return id.to_owned();
    }
    let mut bytes = [0; 8];
    // Without randomness there is still the time; an id is no secret.
    if getrandom::fill(&mut bytes).is_err() {
        return format!("{:016x}", maru_store::now().0);
    }
    format!("{:016x}", u64::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_taken_from_our_own_proxy_only() {
        let check = |given: &str, behind_proxy: bool, taken: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, given.parse().unwrap());
            let id = id_of(&headers, behind_proxy);
            assert_eq!(id == given, taken, "{given}: {id}");
            assert!(!id.is_empty());
        };
        check("0123456789abcdef", true, true);
        check("550e8400-e29b-41d4-a716-446655440000", true, true);
        check("0123456789abcdef", false, false);
        check("short", true, false);
        check("with space and more", true, false);
        check(&"a".repeat(65), true, false);
    }

    #[test]
    fn times_fall_into_their_class() {
        let requests = Requests::default();
        for (status, milliseconds) in [(200, 0), (200, 1), (404, 7), (503, 40_000)] {
            requests.note(status, Duration::from_millis(milliseconds));
        }
        let counts =
            |all: &[AtomicU64]| all.iter().map(|count| count.load(Ordering::Relaxed)).collect::<Vec<_>>();
        assert_eq!(counts(&requests.statuses), [0, 0, 2, 0, 1, 1]);
        assert_eq!(counts(&requests.times), [2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    }
}
