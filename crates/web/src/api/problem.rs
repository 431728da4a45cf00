//! What went wrong, as RFC 9457 says it: `application/problem+json` with a stable code.

use axum::extract::Request;
use axum::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maru_forum::Violation;
use maru_store::{StoreError, SubmitError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;
use utoipa::ToSchema;

use super::unique::Unique;
use crate::fault::status_of;
use crate::limit::TooOften;

/// After how many seconds a busy node may be asked again.
const BUSY_SECONDS: u64 = 1;
/// The same for one whose clock is wrong: somebody has to put it right.
const CLOCK_SECONDS: u64 = 60;

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemBody {
    /// The status of the answer.
    #[schema(example = 409)]
    status: u16,
    /// Stable code, for programs.
    #[schema(example = "closed")]
    code: &'static str,
    /// The same in words, for people.
    #[schema(example = "the process is closed")]
    detail: String,
}

/// What went wrong, on its way to the asker.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
    wait_seconds: Option<u64>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code, detail: detail.into(), wait_seconds: None }
    }

    pub(crate) fn not_found(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, detail)
    }

    pub(super) fn not_signed_in() -> Self {
        let detail =
            "sign in first: with the cookie that signing in sets, or with `Authorization: Bearer <token>`";
        Self::new(StatusCode::UNAUTHORIZED, "not-signed-in", detail)
    }

    pub(super) fn after(mut self, seconds: u64) -> Self {
        self.wait_seconds = Some(seconds);
        self
    }
}

/// Gives a problem of its own to every answer that the framework refuses by itself, such as a body over the limit: programs read the
/// code, never the words.
pub(super) async fn coded(request: Request, next: Next) -> Response {
    let answer = next.run(request).await;
    let status = answer.status();
    let is_coded = answer.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().ends_with(b"json"));
    if is_coded || !(status.is_client_error() || status.is_server_error()) {
        return answer;
    }
    let (code, detail) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => ("too-large", "the body is larger than what is taken here"),
        StatusCode::METHOD_NOT_ALLOWED => ("method-not-allowed", "this address does not take this method"),
        StatusCode::FORBIDDEN => ("cross-site", "a page of another site made this request"),
        StatusCode::BAD_REQUEST => ("bad-request", "the address or the body is not understood"),
        _ => ("refused", "the request was refused before it was read"),
    };
    let mut problem = Problem::new(status, code, detail).into_response();
    // Which methods are taken, and when to ask again, stands in the headers.
    for name in [ALLOW, RETRY_AFTER] {
        if let Some(value) = answer.headers().get(&name) {
            problem.headers_mut().insert(name, value.clone());
        }
    }
    problem
}

/// The answer to an address under `/api` that does not exist.
pub(super) async fn no_such_address() -> Problem {
    Problem::not_found(
        "no-such-address",
        "there is no such address; /api/openapi.json lists those that exist",
    )
}

/// Reads a JSON body; the problem says in which line and column it stops making sense, which member stands in it twice, or which breaks
/// a rule.
pub(super) fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice::<Unique>(bytes).map_err(|error| not_understood(&error))?;
    serde_json::from_slice(bytes).map_err(|error| match serde_json::from_slice(bytes) {
        Ok(body) => misread::<T>(&error, &body),
        Err(_) => not_understood(&error),
    })
}

/// The same of what was read as JSON before.
pub(super) fn of_value<T: DeserializeOwned>(body: &Value) -> Result<T, Problem> {
    T::deserialize(body).map_err(|error| misread::<T>(&error, body))
}

fn not_understood(why: impl std::fmt::Display) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad-json", format!("the body is not understood: {why}"))
}

/// How serde says that a body has another shape than was asked for. Whatever else it says is about a value of the right shape that
/// breaks a rule.
const SHAPE: [&str; 6] = [
    "invalid type",
    "invalid length",
    "missing field",
    "unknown field",
    "duplicate field",
    "data did not match",
];

/// Why a body was not taken: it is not understood (400), or a value in it breaks a rule (422). Read anew to see where.
fn misread<T: DeserializeOwned>(error: &serde_json::Error, body: &Value) -> Problem {
    let Err(found) = serde_path_to_error::deserialize::<_, T>(body) else { return not_understood(error) };
    let why = found.inner().to_string();
    if SHAPE.iter().any(|shape| why.starts_with(shape)) {
        let (path, why) = (found.path().to_string(), error.to_string());
        return if path == "." {
            not_understood(why)
        } else {
            not_understood(format!("“{path}”: {why}"))
        };
    }
    let (path, code) = broken(found.path(), body, &why);
    let detail = if path == "." { why } else { format!("“{path}”: {why}") };
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
}

fn within<'a>(value: &'a Value, step: &Segment) -> Option<&'a Value> {
    match (value, step) {
        (Value::Array(items), Segment::Seq { index }) => items.get(*index),
        (Value::Object(members), Segment::Map { key }) => members.get(key),
        _ => None,
    }
}

/// The member whose value breaks a rule, and the code of the rule. Where members of a body are read together serde knows only the body:
/// then it is the one of which the rule says what was heard.
fn broken(path: &serde_path_to_error::Path, body: &Value, why: &str) -> (String, &'static str) {
    let at = path.iter().try_fold(body, within);
    let path = path.to_string();
    let of = |said: &str| {
        let rules =
            [Violation::BadLanguage, Violation::BadUnit, Violation::BadCountry, Violation::UnknownGroup];
        let broken = rules.into_iter().map(|rule| rule(said.to_owned()));
        broken.into_iter().find(|rule| rule.to_string() == why).map(|rule| rule.code())
    };
    match at {
        Some(Value::String(said)) => (path, of(said).unwrap_or("bad-field")),
        Some(Value::Object(members)) => {
            let heard = members.iter().find_map(|(name, said)| Some((name.clone(), of(said.as_str()?)?)));
            heard.unwrap_or((path, "bad-field"))
        }
        _ => (path, "bad-field"),
    }
}

impl From<Violation> for Problem {
    fn from(violation: Violation) -> Self {
        Self::new(status_of(&violation), violation.code(), violation.to_string())
    }
}

impl From<SubmitError> for Problem {
    fn from(error: SubmitError) -> Self {
        let detail = error.to_string();
        match error {
            SubmitError::Refused(violation) => violation.into(),
            SubmitError::Busy => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail).after(BUSY_SECONDS)
            }
            SubmitError::Clock(_) => {
                tracing::error!(%detail, "a command was refused because of the clock");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "clock", detail).after(CLOCK_SECONDS)
            }
            _ => {
                tracing::error!(%detail, "a command could not be stored");
                // What the disk said is the host's business, not the asker's.
                let detail = "the node could not store this; nothing of it was kept";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "stopped", detail)
            }
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "reading failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "not-readable", "the node could not read this")
    }
}

impl From<TooOften> for Problem {
    fn from(late: TooOften) -> Self {
        let seconds = late.seconds();
        let detail = format!("too many requests of this kind; try again in {seconds} s");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too-often", detail).after(seconds)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = ProblemBody { status: self.status.as_u16(), code: self.code, detail: self.detail };
        let text = serde_json::to_string(&body).unwrap_or_default();
        let mut answer = (self.status, text).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        answer.headers_mut().insert(CONTENT_TYPE, kind);
        if let Some(seconds) = self.wait_seconds {
            answer.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        answer
    }
}

/// The same as [`named`] of a name that may be absent.
pub(super) fn named_if_any<'de, D: serde::Deserializer<'de>, T: Copy>(
    from: D,
    all: &[T],
    name: fn(T) -> &'static str,
) -> Result<Option<T>, D::Error> {
    let Some(said) = <Option<String> as serde::Deserialize>::deserialize(from)? else { return Ok(None) };
    named(serde::de::IntoDeserializer::into_deserializer(said), all, name).map(Some)
}

/// Reads a name as entries have it, such as `accepted-in-part` or `two-thirds`, from the list of its enumeration.
pub(super) fn named<'de, D: serde::Deserializer<'de>, T: Copy>(
    from: D,
    all: &[T],
    name: fn(T) -> &'static str,
) -> Result<T, D::Error> {
    let said = <String as serde::Deserialize>::deserialize(from)?;
    let names = || all.iter().map(|one| name(*one)).collect::<Vec<_>>().join(", ");
    let found = all.iter().copied().find(|one| name(*one) == said);
    found.ok_or_else(|| serde::de::Error::custom(format!("“{said}” is not one of {}", names())))
}
