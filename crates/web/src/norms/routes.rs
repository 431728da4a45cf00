//! The addresses under `/norms`, described as those under `/api` are: by the one list that serves them.

use axum::Router;
use axum::body::Bytes;
use axum::extract::MatchedPath;
use axum::http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Answer, answer, answer_check, refused_member};
use crate::api::problem::{Problem, ProblemBody};
use crate::api::query::unknown;
use crate::fault::Fault;
use crate::reader::Reader;
use crate::state::AppState;
use crate::visit::Visit;

/// What every address under `/norms` understands.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "pages read their query themselves; this describes it")]
struct Common {
    /// The day whose law is asked for, as YYYY-MM-DD; today without it.
    at: Option<String>,
    /// `json` or `csv`; a page without it, unless the request accepts JSON before anything else.
    format: Option<String>,
    /// The language of names and sentences.
    lang: Option<String>,
}

/// One function for each address that is read, with its line in the description: the one list of what is served.
macro_rules! reads {
    ($($name:ident $path:literal $id:literal $what:literal [$($parameter:tt)*];)*) => {
        $(
            #[doc = $what]
            #[utoipa::path(
                get, path = $path, tag = "norms", operation_id = $id, params(Common, $($parameter)*),
                responses(
                    (status = 200, description = "The same answer as a page, as JSON or as CSV",
                        content((String = "text/html"), (Object = "application/json"), (String = "text/csv"))),
                    (status = 404, description = "No such instrument, unit, place or topic", body = ProblemBody, content_type = "application/problem+json"),
                    (status = 422, description = "A value of the query that means nothing here", body = ProblemBody, content_type = "application/problem+json"),
                )
            )]
            async fn $name(reader: Reader, route: MatchedPath, headers: HeaderMap) -> Result<Response, Fault> {
                read(reader, &route, headers).await
            }
        )*

        /// The addresses under `/norms`, with their description.
        pub(crate) fn described() -> OpenApiRouter<AppState> {
            OpenApiRouter::new()$(.routes(routes!($name)))*.routes(routes!(check_form, check))
        }
    };
}

reads! {
    atlas "/norms" "norms" "The library at a glance." [];
    calendar "/norms/calendar" "normsCalendar" "What begins to apply, and when." [];
    instruments "/norms/instruments" "normInstruments" "Every instrument of the library." [];
    provisions "/norms/provisions" "normProvisions" "Every coded provision." [];
    compare "/norms/compare" "normMatrix" "Topics, risks or rights down, places across." [
        ("axis" = Option<String>, Query, description = "`topics`, `risks` or `rights`"),
        ("places" = Option<String>, Query, description = "Codes of places, with commas between them"),
    ];
    cell "/norms/compare/cell" "normCell" "What one cell of the comparison rests on." [
        ("axis" = Option<String>, Query, description = "`topics`, `risks` or `rights`"),
        ("row" = Option<String>, Query, description = "The topic, risk or right"),
        ("place" = Option<String>, Query, description = "The place"),
    ];
    gaps "/norms/gaps" "normGaps" "Harms that no duty in force reaches, and the fewest new provisions that would." [
        ("places" = Option<String>, Query, description = "Codes of places, with commas between them"),
        ("sanction" = Option<String>, Query, description = "`any`, or `direct` for duties with a sanction of their own"),
    ];
    ways_around "/norms/routes" "normRoutes" "How a provider could offer something without a duty reaching it." [
        ("persons" = Option<String>, Query, description = "Where the people are who would be harmed"),
        ("topic" = Option<String>, Query, description = "The topic"),
        ("use" = Option<String>, Query, description = "The area of use, or `*`"),
        ("role" = Option<String>, Query, description = "Whose duty"),
        ("object" = Option<String>, Query, description = "What it is about"),
        ("sanction" = Option<String>, Query, description = "`any` or `direct`"),
    ];
    redline "/norms/redline" "normRedline" "The difference of two instruments." [
        ("a" = Option<String>, Query, description = "An instrument, with `@` and a day for one of its versions"),
        ("b" = Option<String>, Query, description = "The other one"),
        ("text" = Option<String>, Query, description = "The language of the texts"),
        ("show" = Option<String>, Query, description = "`changes`, `alike`, `inserted` or `deleted`"),
        ("page" = Option<u64>, Query, description = "The page, from 1"),
    ];
    choice_of_place "/norms/place" "normPlaces" "The choice of a place." [
        ("of" = Option<String>, Query, description = "A place: leads to its address (303)"),
    ];
    place "/norms/place/{place}" "normPlace" "What is law in a place." [
        ("place" = String, Path, description = "The place: ISO 3166, or a group such as `EU`"),
    ];
    topic "/norms/place/{place}/{topic}" "normTopic" "What is law in a place on one topic: the law, none found, or not coded." [
        ("place" = String, Path, description = "The place"),
        ("topic" = String, Path, description = "The topic, or a word for it"),
    ];
    instrument "/norms/{instrument}" "normInstrument" "An instrument, with its coded provisions." [
        ("instrument" = String, Path, description = "Its id, such as `eu-ai-act`"),
        ("text" = Option<String>, Query, description = "The language of its text, where this node holds one"),
        ("beside" = Option<String>, Query, description = "A second language beside it"),
        ("version" = Option<String>, Query, description = "The day whose version is read, as YYYY-MM-DD"),
    ];
    contents "/norms/{instrument}/contents" "normContents" "The units of an instrument's text, where this node holds one." [
        ("instrument" = String, Path, description = "Its id"),
        ("text" = Option<String>, Query, description = "The language of the text"),
        ("beside" = Option<String>, Query, description = "A second language beside it"),
        ("version" = Option<String>, Query, description = "The day whose version is read, as YYYY-MM-DD"),
        ("page" = Option<u64>, Query, description = "The page, from 1"),
    ];
    versions "/norms/{instrument}/redline" "normVersions" "The difference of two versions of an instrument." [
        ("instrument" = String, Path, description = "Its id"),
        ("from" = Option<String>, Query, description = "The older version, as YYYY-MM-DD"),
        ("to" = Option<String>, Query, description = "The newer version, as YYYY-MM-DD"),
        ("text" = Option<String>, Query, description = "The language of the text"),
        ("show" = Option<String>, Query, description = "`changes`, `alike`, `inserted` or `deleted`"),
        ("page" = Option<u64>, Query, description = "The page, from 1"),
    ];
    unit "/norms/{instrument}/{*locus}" "normProvision" "One provision or unit of an instrument." [
        ("instrument" = String, Path, description = "Its id"),
        ("locus" = String, Path, description = "Where it stands, such as `Art 50(4)`"),
        ("text" = Option<String>, Query, description = "The language of the text"),
        ("beside" = Option<String>, Query, description = "A second language beside it"),
        ("version" = Option<String>, Query, description = "The day whose version is read, as YYYY-MM-DD"),
        ("page" = Option<u64>, Query, description = "The page, from 1"),
    ];
}

/// The addresses under `/norms`.
pub(crate) fn routes() -> Router<AppState> {
    described().split_for_parts().0
}

/// The form of the draft check.
#[utoipa::path(
    get, path = "/norms/check", tag = "norms", operation_id = "normCheckForm", params(Common),
    responses(
        (status = 200, description = "The form", content((String = "text/html"), (Object = "application/json"), (String = "text/csv"))),
        (status = 404, description = "No library", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "A value of the query that means nothing here", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn check_form(reader: Reader, route: MatchedPath, headers: HeaderMap) -> Result<Response, Fault> {
    read(reader, &route, headers).await
}

async fn read(reader: Reader, route: &MatchedPath, headers: HeaderMap) -> Result<Response, Fault> {
    let (visit, text_library, json) =
        (reader.visit.clone(), reader.state.text_library.clone(), wants_json(&headers));
    let data = json || asks_for_data(&visit);
    let names = reader.visit.query.iter().map(|(name, _)| name.as_str());
    if let Some((name, _)) = unknown(route, names) {
        return respond(&reader, data, refused_member(&visit, &text_library, json, name));
    }
    respond(&reader, data, away(move || answer(&visit, &text_library, json)).await)
}

/// Compares a draft with the library. Nothing of it is kept.
#[utoipa::path(
    post, path = "/norms/check", tag = "norms", operation_id = "normCheck", params(Common),
    request_body(content = String, content_type = "application/x-www-form-urlencoded",
        description = "`text` (the words of a draft) or `draft` (rows of coded provisions), with `language` and `place`; a `file` as multipart/form-data"),
    responses(
        (status = 200, description = "How concrete it is, what it lacks, and what stands beside it",
            content((String = "text/html"), (Object = "application/json"), (String = "text/csv"))),
        (status = 403, description = "A form that another site sent", body = String, content_type = "text/html"),
        (status = 404, description = "No library", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "A draft that cannot be read; the answer says in which line", content((String = "text/html"), (Object = "application/json"), (String = "text/csv"))),
    )
)]
async fn check(reader: Reader, headers: HeaderMap, body: Bytes) -> Result<Response, Fault> {
    let sent = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (visit, text_library, json) =
        (reader.visit.clone(), reader.state.text_library.clone(), wants_json(&headers));
    respond(
        &reader,
        json || asks_for_data(&reader.visit),
        away(move || answer_check(&visit, &text_library, &sent, &body, json)).await,
    )
}

/// Computes on a thread that may take its time: routes and redlines of large acts do.
async fn away(work: impl FnOnce() -> Answer + Send + 'static) -> Answer {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a page of the norm library could not be drawn");
        Answer::Missing
    })
}

/// Whether the address asks for data rather than a page.
fn asks_for_data(visit: &Visit) -> bool {
    matches!(visit.asked("format"), Some("json" | "csv"))
}

/// Whether a program asked: JSON is named before any page.
fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = accept.split(',').next().unwrap_or_default();
    first.split(';').next().unwrap_or_default().trim() == "application/json"
}

fn respond(reader: &Reader, data: bool, found: Answer) -> Result<Response, Fault> {
    match found {
        Answer::Page(markup) => Ok(reader.plain(markup)),
        Answer::Json(value) => Ok(([(CONTENT_TYPE, "application/json")], value.to_string()).into_response()),
        Answer::Csv(text) => {
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (CONTENT_DISPOSITION, "inline; filename=\"norms.csv\""),
            ];
            Ok((headers, text).into_response())
        }
        Answer::Elsewhere(address) => Ok(Redirect::to(&address).into_response()),
        Answer::Missing if data => {
            let detail = "the library has nothing at this address";
            Ok(Problem::not_found("no-such-address", detail).into_response())
        }
        Answer::Missing => Err(Fault::NotFound),
        Answer::Refused(markup) => {
            let mut response = reader.plain(markup).into_response();
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Answer::Unknown(value) => {
            let detail = format!("“{value}” means nothing here, so nothing was answered");
            let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "unknown-value", detail);
            Ok(problem.into_response())
        }
    }
}
