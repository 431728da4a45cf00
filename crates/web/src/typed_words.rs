//! Words that somebody typed are not lost, whatever refuses them: where an answer has no field that shows them again, it shows them to
//! be copied. A phase may have ended since the form was loaded, a session run out, or too much come at once; then there is no form.

use axum::body::{Body, HttpBody as _, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use maud::{Markup, Render as _, html};

use crate::upload::sent;
use crate::visit::Visit;

/// Largest form that is looked into, in bytes; files are larger and are still where they came from.
const LOOKED_INTO: usize = 512 * 1_024;
/// Largest page that is looked through.
const PAGE_LIMIT: usize = 4 << 20;
/// Fewest characters that somebody would be sorry to lose.
const FEWEST: usize = 4;
/// Fields that the program fills in.
const OWN_FIELDS: [&str; 4] = ["back", "then", "seen", "unit"];

/// What somebody typed into a form.
#[derive(Debug, Default)]
pub(crate) struct TypedWords(Vec<String>);

impl TypedWords {
    /// What a request brings, and the request as it was.
    pub(crate) async fn of(request: Request) -> (Self, Request) {
        let length = request.body().size_hint().exact();
        if !is_form(request.method(), request.headers(), length) {
            return (Self::default(), request);
        }
        let (parts, body) = request.into_parts();
        let Ok(bytes) = to_bytes(body, LOOKED_INTO).await else {
            // It is longer than it said, or broke off: nothing can be made of it, here or further in.
            return (Self::default(), Request::from_parts(parts, Body::empty()));
        };
        let fields = sent(&parts.headers, &bytes).into_iter().filter(|part| part.file.is_none());
        let words = fields
            .filter(|part| !OWN_FIELDS.contains(&part.name.as_str()))
            .filter_map(|part| String::from_utf8(part.bytes).ok())
            .map(|words| words.replace("\r\n", "\n").trim().to_owned())
            .filter(|words| is_prose(words));
        (Self(words.collect()), Request::from_parts(parts, Body::from(bytes)))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words that a page does not have.
    fn missing_in(&self, page: &str) -> Vec<&str> {
        let is_there = |words: &str| page.contains(words.render().0.as_str());
        self.0.iter().map(String::as_str).filter(|words| !is_there(words)).collect()
    }

    /// The words, to be copied.
    pub(crate) fn to_copy(&self, visit: &Visit) -> Markup {
        to_copy(visit, &self.0.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// An answer that refuses something, with the words that it lost.
    pub(crate) async fn restored(&self, visit: &Visit, answer: Response) -> Response {
        let (mut parts, body) = answer.into_parts();
        let Ok(bytes) = to_bytes(body, PAGE_LIMIT).await else {
            return Response::from_parts(parts, Body::empty());
        };
        let page = String::from_utf8_lossy(&bytes);
        let missing = self.missing_in(&page);
        match page.rfind("</main>") {
            Some(end) if !missing.is_empty() => {
                let page = format!("{}{}{}", &page[..end], to_copy(visit, &missing).0, &page[end..]);
                parts.headers.remove(CONTENT_LENGTH);
                Response::from_parts(parts, Body::from(page))
            }
            _ => Response::from_parts(parts, Body::from(bytes)),
        }
    }
}

/// Whether an answer refuses what was sent, on a page.
pub(crate) fn refuses(answer: &Response) -> bool {
    let is_page =
        answer.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    is_page && (answer.status().is_client_error() || answer.status().is_server_error())
}

/// Whether an answer leads somebody who has to sign in or join first away from what they wrote.
pub(crate) fn leads_away(answer: &Response) -> Option<String> {
    let to = answer.headers().get(LOCATION)?.to_str().ok()?;
    let path = to.split('?').next().unwrap_or_default();
    (path == "/sign-in" || (path.starts_with("/p/") && path.ends_with("/join"))).then(|| to.to_owned())
}

fn is_form(method: &Method, headers: &HeaderMap, length: Option<u64>) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let kind = text(CONTENT_TYPE).unwrap_or_default();
    *method == Method::POST
        && (kind.starts_with("application/x-www-form-urlencoded") || kind.starts_with("multipart/form-data"))
        && length.is_some_and(|length| length <= LOOKED_INTO as u64)
}

/// Whether somebody wrote it: what the program makes has neither spaces nor letters of other scripts.
fn is_prose(words: &str) -> bool {
    words.chars().count() >= FEWEST && words.chars().any(|one| one.is_whitespace() || !one.is_ascii())
}

fn to_copy(visit: &Visit, words: &[&str]) -> Markup {
    html! {
        section.note {
            p { b { (visit.text("fault-typed")) } }
            @for words in words { blockquote dir="auto" { @for line in words.lines() { p { (line) } } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_page_shows_again_are_not_shown_twice() {
        let typed = TypedWords(vec!["a < b & c".into(), "둘째 말".into()]);
        assert_eq!(typed.missing_in("<textarea>a &lt; b &amp; c</textarea>"), ["둘째 말"]);
        assert!(typed.missing_in("<input value=\"둘째 말\"> a &lt; b &amp; c").is_empty());
    }

    #[test]
    fn what_the_program_filled_in_is_no_prose() {
        let check = |words: &str, expected: bool| assert_eq!(is_prose(words), expected, "{words}");
        check("art_1__para_2", false);
        check("2026-11-28", false);
        check("my reason", true);
        check("이유입니다", true);
        check("a b", false);
    }
}
