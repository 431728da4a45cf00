//! Words that somebody typed are not lost, whatever refuses them: where an answer has no field that shows them again, it shows them to
//! be copied. A phase may have ended since the form was loaded, a session run out, or too much come at once; then there is no form.
//! Where only the session ran out, the whole form can be sent again as it was. A page that shows a form again says at once that it was
//! refused: in its title, and by where the focus is.

use axum::body::{Body, HttpBody as _, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use maud::{Markup, Render as _, html};

use crate::upload::sent;
use crate::visit::Visit;

/// Largest form that is looked into, in bytes; files are larger and are still where they came from.
const LOOKED_INTO: usize = 2 << 20;
/// Largest page that is looked through.
const PAGE_LIMIT: usize = 4 << 20;
/// Fewest characters that somebody would be sorry to lose.
const FEWEST: usize = 4;
/// Fields that the program fills in, whatever letters they have: `was` says of each field of a charter what stood in it, and `tenure` is
/// a choice among offices.
const OWN_FIELDS: [&str; 6] = ["back", "seen", "tenure", "then", "unit", "was"];

/// What somebody typed into a form.
#[derive(Debug, Default)]
pub(crate) struct TypedWords {
    /// What they would be sorry to lose.
    words: Vec<String>,
    /// Every field, ticks and choices too, as it was sent.
    fields: Vec<(String, String)>,
    /// Whether a file came with it, which only its sender can send again.
    has_file: bool,
    /// Whether it came in parts.
    in_parts: bool,
}

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
        let all = sent(&parts.headers, &bytes);
        let has_file = all.iter().any(|part| part.file.is_some() && !part.bytes.is_empty());
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).ok().map(|text| text.replace("\r\n", "\n"));
        let fields: Vec<(String, String)> = all
            .into_iter()
            .filter(|part| part.file.is_none())
            .filter_map(|part| Some((part.name, text(part.bytes)?)))
            .collect();
        let words = fields
            .iter()
            .filter(|(name, _)| !OWN_FIELDS.contains(&name.as_str()))
            .map(|(_, words)| words.trim().to_owned())
            .filter(|words| is_prose(words))
            .collect();
        let in_parts =
            parts.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart"));
        (Self { words, fields, has_file, in_parts }, Request::from_parts(parts, Body::from(bytes)))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Characters of the longest text.
    pub(crate) fn longest(&self) -> usize {
        self.words.iter().map(|words| words.chars().count()).max().unwrap_or(0)
    }

    /// The form as it was sent, to be sent once more; not where a file came with it.
    pub(crate) fn to_send_again(&self, visit: &Visit) -> Markup {
        let kind = self.in_parts.then_some("multipart/form-data");
        html! {
            @if !self.has_file {
                form method="post" action=(visit.link(&visit.here())) enctype=[kind] {
                    @for (name, value) in &self.fields { input type="hidden" name=(name) value=(value); }
                    p { (visit.text("fault-send-again-how")) }
                    button.go type="submit" { (visit.text("fault-send-again")) }
                }
            }
        }
    }

    /// The words that a page does not have.
    fn missing_in(&self, page: &str) -> Vec<&str> {
        let is_there = |words: &str| page.contains(words.render().0.as_str());
        self.words.iter().map(String::as_str).filter(|words| !is_there(words)).collect()
    }

    /// The words, to be copied.
    pub(crate) fn to_copy(&self, visit: &Visit) -> Markup {
        to_copy(visit, &self.words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// An answer that refuses something: it says so first, and has the words that it would have lost.
    pub(crate) async fn restored(&self, visit: &Visit, answer: Response) -> Response {
        let (mut parts, body) = answer.into_parts();
        let Ok(bytes) = to_bytes(body, PAGE_LIMIT).await else {
            return Response::from_parts(parts, Body::empty());
        };
        let page = refusal_first(&String::from_utf8_lossy(&bytes), &visit.text("fault-title"));
        let missing = self.missing_in(&page);
        let page = match page.rfind("</main>") {
            Some(end) if !missing.is_empty() => {
                format!("{}{}{}", &page[..end], to_copy(visit, &missing).0, &page[end..])
            }
            _ => page,
        };
        parts.headers.remove(CONTENT_LENGTH);
        Response::from_parts(parts, Body::from(page))
    }
}

/// A page that refuses a form, with a title that begins with that, and with the focus on the first field that is wrong, or else on what
/// is said of it: whoever listens to a page would hear neither behind a menu, and nobody is told of a message that was there from the
/// start.
fn refusal_first(page: &str, refused: &str) -> String {
    let page = page.replacen("<title>", &format!("<title>{refused} "), 1);
    let Some(main) = page.find("<main") else { return page };
    let (before, main) = page.split_at(main);
    let wrong = " aria-invalid=\"true\"";
    let said = " role=\"alert\"";
    let main = if main.contains(wrong) {
        main.replacen(wrong, &format!("{wrong} autofocus"), 1)
    } else {
        main.replacen(said, &format!("{said} tabindex=\"-1\" autofocus"), 1)
    };
    format!("{before}{main}")
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
        let words = vec!["a < b & c".into(), "둘째 말".into()];
        let typed = TypedWords { words, ..TypedWords::default() };
        assert_eq!(typed.missing_in("<textarea>a &lt; b &amp; c</textarea>"), ["둘째 말"]);
        assert!(typed.missing_in("<input value=\"둘째 말\"> a &lt; b &amp; c").is_empty());
    }

    #[test]
    fn a_page_that_refuses_says_so_first_and_has_the_focus_there() {
        let check = |page: &str, expected: &str| assert_eq!(refusal_first(page, "No:"), expected);
        check(
            "<title>A</title><main><p role=\"alert\">x</p><input name=\"a\"></main>",
            "<title>No: A</title><main><p role=\"alert\" tabindex=\"-1\" autofocus>x</p><input name=\"a\"></main>",
        );
        check(
            "<title>A</title><main><p role=\"alert\">x</p><input aria-invalid=\"true\"><input aria-invalid=\"true\"></main>",
            "<title>No: A</title><main><p role=\"alert\">x</p><input aria-invalid=\"true\" autofocus><input aria-invalid=\"true\"></main>",
        );
        // What is said outside the page's own part is about something else.
        check("<p role=\"alert\">x</p><main>y</main>", "<p role=\"alert\">x</p><main>y</main>");
    }

    #[tokio::test]
    async fn what_the_program_filled_in_is_not_shown_as_typed() {
        let form =
            "was=phase.0.title.en+0a1b2c3d4e5f6071&tenure=12+moderator&seen=4+5+6&reason=it+was+too+short";
        let request = Request::post("/p/test/desk/timetable")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        let (typed, _) = TypedWords::of(request).await;
        assert_eq!(typed.words, ["it was too short"]);
        assert_eq!(typed.fields.len(), 4, "all of it is sent again");
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
