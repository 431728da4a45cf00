//! The JSON API: everything that the pages show and do, for programs.
//!
//! Reading needs nothing and is open to pages of any origin. Acting needs a session, as a cookie or as
//! `Authorization: Bearer …`. What goes wrong is answered as a problem (RFC 9457) with a stable code. The
//! description at `/api/openapi.json` is made from this code; `docs/api.md` is the way in for people.

mod address;
mod draft;
mod export;
mod map;
mod moderation;
mod people;
mod problem;
mod process;
mod record;
mod result;
mod search;
mod signature;
mod statement;
mod time;
mod vote;

use std::sync::LazyLock;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderValue;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;

use crate::state::AppState;

/// Largest body of a request, in bytes: a statement or a reason with room to spare.
const BODY_LIMIT: usize = 64 * 1_024;

/// The API's routes, everything under `/api`.
pub(crate) fn routes() -> Router<AppState> {
    let api = reading().merge(acting()).fallback(problem::no_such_address);
    Router::new().nest("/api", api.layer(DefaultBodyLimit::max(BODY_LIMIT)))
}

/// What anyone may read, from pages of any origin too. No credentials come along, so nothing personal leaks.
fn reading() -> Router<AppState> {
    let anyone =
        SetResponseHeaderLayer::if_not_present(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    Router::new()
        .route("/openapi.json", get(description))
        .route("/search", get(search::show))
        .route("/processes", get(process::list))
        .route("/processes/{id}", get(process::show))
        .route("/processes/{id}/statements", get(statement::list))
        .route("/processes/{id}/statements/next", get(statement::next))
        .route("/processes/{id}/statements/{number}", get(statement::show))
        .route("/processes/{id}/votes/mine", get(vote::mine))
        .route("/processes/{id}/moderation", get(moderation::list))
        .route("/processes/{id}/map", get(map::show))
        .route("/processes/{id}/map/days", get(map::days))
        .route("/processes/{id}/map/summary", get(map::summarised))
        .route("/processes/{id}/results", get(result::show))
        .route("/processes/{id}/drafts/{version}", get(draft::show))
        .route("/processes/{id}/entries", get(record::list))
        .route("/processes/{id}/entries/{number}", get(record::show))
        .route("/processes/{id}/entries/{number}/receipt", get(record::receipt))
        .route("/processes/{id}/export/{file}", get(export::file))
        .route_layer(anyone)
}

/// What needs a session. A browser sends its cookie along with whatever page asks it to, so requests that another
/// site made are refused, as with forms.
fn acting() -> Router<AppState> {
    Router::new()
        .route("/processes/{id}/votes", post(vote::cast))
        .route("/processes/{id}/statements", post(statement::write))
        .route("/processes/{id}/join", post(people::join))
        .route("/processes/{id}/moderation", post(moderation::act))
        .route_layer(CsrfLayer::new())
}

/// The description of all this, made from the code.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Maru",
        description = "Norm-making processes, their statements, votes, opinion maps, results and records. \
            Times are UTC (RFC 3339), numbers of entries count from 0, a statement and a participant are known \
            by the number of the entry that made them.",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later"),
    ),
    paths(
        search::show,
        process::list,
        process::show,
        statement::list,
        statement::next,
        statement::show,
        statement::write,
        vote::cast,
        vote::mine,
        people::join,
        moderation::list,
        moderation::act,
        map::show,
        map::days,
        map::summarised,
        result::show,
        draft::show,
        record::list,
        record::show,
        record::receipt,
        export::file,
    ),
    modifiers(&Session)
)]
struct Description;

/// How a request says who asks.
struct Session;

impl utoipa::Modify for Session {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The token of a session. Browsers send it as a cookie."))
            .build();
        let components = description.components.get_or_insert_default();
        components.add_security_scheme("session", SecurityScheme::Http(bearer));
    }
}

/// The description as JSON; made once.
static DESCRIPTION: LazyLock<String> =
    LazyLock::new(|| Description::openapi().to_pretty_json().unwrap_or_default());

async fn description() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], DESCRIPTION.as_str())
}
