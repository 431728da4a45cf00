//! Who may keep an answer: what was said to somebody who is signed in is theirs alone.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, COOKIE, VARY};
use axum::middleware::Next;
use axum::response::Response;

/// Says of every answer that does not say itself who may keep it: nobody where the asker showed who they are, and whoever asks
/// again each time elsewhere.
pub(crate) async fn kept_from_caches(request: Request, next: Next) -> Response {
    let is_known = [AUTHORIZATION, COOKIE].iter().any(|name| request.headers().contains_key(name));
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    if headers.contains_key(CACHE_CONTROL) {
        return answer;
    }
    let caching = if is_known { "private, no-store" } else { "no-cache" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.append(VARY, HeaderValue::from_static("cookie, authorization"));
    answer
}
