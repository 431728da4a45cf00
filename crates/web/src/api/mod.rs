//! The JSON API: everything that the pages show and do, for programs.
//!
//! Reading needs nothing and is open to pages of any origin. Acting needs a session, as a cookie or as
//! `Authorization: Bearer …`. What goes wrong is answered as a problem (RFC 9457) with a stable code. The
//! description at `/api/openapi.json` is made from this code; `docs/api.md` is the way in for people.

mod address;
mod audit;
mod ballot;
mod coding;
mod commitment;
mod copy;
mod draft;
mod endorsement;
mod export;
mod harm;
mod initiative;
mod list;
mod map;
mod meeting;
mod members;
mod moderation;
mod obligation;
mod openness;
mod optional_words;
mod organisation;
mod participation;
mod people;
pub(crate) mod problem;
mod process;
pub(crate) mod query;
mod record;
mod result;
mod said;
mod search;
mod secretariat;
mod signature;
mod statement;
mod table;
pub(crate) mod time;
mod translation;
mod trunk;
mod unique;
mod verification;
mod version;
mod vote;

use std::sync::LazyLock;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderValue;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use axum::middleware::from_fn;
use axum::response::IntoResponse;
use axum::routing::{any, get};
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use self::trunk::OwedBody;
use crate::norms;
use crate::state::AppState;

/// Largest body of a request, in bytes: a statement or a reason with room to spare.
const BODY_LIMIT: usize = 64 * 1_024;
/// The same where there are long words in it.
const LONG_BODY_LIMIT: usize = 2 << 20;
/// The same of a letter with as many attachments as it may have, in base64.
const LETTER_LIMIT: usize =
    maru_forum::ATTACHMENTS * (maru_forum::ATTACHMENT_BYTES / 3 * 4) + LONG_BODY_LIMIT;

/// Largest request with a table of comments in base64, in bytes.
const TABLE_LIMIT: usize = 32 << 20;

/// The API's routes, everything under `/api`: the one list, from which the description is made too.
pub(crate) fn routes() -> Router<AppState> {
    let (api, _) = described().split_for_parts();
    let api = api
        .route("/api/openapi.json", get(description))
        .route("/api", any(problem::no_such_address))
        .route("/api/{*path}", any(problem::no_such_address));
    api.layer(from_fn(query::known)).layer(DefaultBodyLimit::max(BODY_LIMIT)).layer(from_fn(problem::coded))
}

/// The description of everything for programs: of these addresses and of those under `/norms`, which are pages too.
fn description_of_all() -> utoipa::openapi::OpenApi {
    let mut all = described().merge(norms::routes::described()).into_openapi();
    // The router calls the rest of an address `{*name}`, which a description does not know.
    let paths = std::mem::take(&mut all.paths.paths);
    all.paths.paths = paths.into_iter().map(|(path, item)| (path.replace("{*", "{"), item)).collect();
    members::name_all(&mut all);
    all
}

fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Description::openapi()).merge(reading()).merge(acting())
}

/// What anyone may read, from pages of any origin too. No credentials come along, so nothing personal leaks.
fn reading() -> OpenApiRouter<AppState> {
    let anyone =
        SetResponseHeaderLayer::if_not_present(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    OpenApiRouter::new()
        .routes(routes!(search::show))
        .routes(routes!(process::list))
        .routes(routes!(process::show))
        .routes(routes!(statement::list))
        .routes(routes!(statement::next))
        .routes(routes!(statement::show))
        .routes(routes!(vote::mine))
        .routes(routes!(moderation::list))
        .routes(routes!(map::show))
        .routes(routes!(map::days))
        .routes(routes!(map::summarised))
        .routes(routes!(result::show))
        .routes(routes!(openness::show))
        .routes(routes!(audit::list))
        .routes(routes!(audit::show))
        .routes(routes!(audit::beside))
        .routes(routes!(audit::recorded_beside))
        .routes(routes!(draft::show))
        .routes(routes!(translation::missing))
        .routes(routes!(organisation::list))
        .routes(routes!(ballot::votes))
        .routes(routes!(table::show))
        .routes(routes!(trunk::remarks))
        .routes(routes!(trunk::amendments))
        .routes(routes!(trunk::shown))
        .routes(routes!(trunk::owed))
        .routes(routes!(copy::list))
        .routes(routes!(record::list))
        .routes(routes!(record::show))
        .routes(routes!(record::receipt))
        .routes(routes!(export::file))
        .route_layer(anyone)
}

/// What needs a session. A browser sends its cookie along with whatever page asks it to, so requests that another
/// site made are refused, as with forms.
fn acting() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(vote::cast))
        .routes(routes!(statement::write))
        .routes(routes!(people::join))
        .routes(routes!(translation::translate))
        .routes(routes!(translation::render))
        .routes(routes!(translation::review))
        .routes(routes!(verification::list, verification::act))
        .routes(routes!(moderation::act))
        .routes(routes!(moderation::report))
        .routes(routes!(moderation::look_up))
        .routes(routes!(moderation::appeal))
        .routes(routes!(moderation::rule))
        .routes(routes!(organisation::register))
        .routes(routes!(organisation::ask))
        .routes(routes!(organisation::rule))
        .merge(of_offices())
        .merge(door())
        .routes(routes!(trunk::edit))
        .routes(routes!(trunk::erase))
        .routes(routes!(trunk::support))
        .routes(routes!(trunk::comment))
        .merge(long_words())
        .routes(routes!(trunk::cosign))
        .routes(routes!(trunk::withdraw))
        .routes(routes!(trunk::answer))
        .routes(routes!(trunk::give))
        .routes(routes!(trunk::reply))
        .routes(routes!(trunk::close))
        .routes(routes!(ballot::ballots, ballot::open))
        .routes(routes!(ballot::cast))
        .routes(routes!(ballot::answer))
        .routes(routes!(ballot::count))
        .routes(routes!(initiative::initiatives, initiative::make))
        .routes(routes!(initiative::answer))
        .merge(meetings())
        .merge(promises())
        .routes(routes!(audit::recorded, audit::open))
        .routes(routes!(audit::find))
        .routes(routes!(audit::object))
        .routes(routes!(audit::reply))
        .routes(routes!(harm::one))
        .merge(tables())
        .route_layer(CsrfLayer::new())
}

/// What takes long words and attachments: as much as the pages take, in JSON, which may write each letter of another script in six.
fn long_words() -> OpenApiRouter<AppState> {
    let words = OpenApiRouter::new().routes(routes!(trunk::remark)).routes(routes!(trunk::amendment));
    let letters =
        OpenApiRouter::new().routes(routes!(trunk::submission)).routes(routes!(harm::harms, harm::report));
    words
        .layer(DefaultBodyLimit::max(LONG_BODY_LIMIT))
        .merge(letters.layer(DefaultBodyLimit::max(LETTER_LIMIT)))
}

/// What those do for the whole process who hold an office.
fn of_offices() -> OpenApiRouter<AppState> {
    let texts = OpenApiRouter::new().routes(routes!(version::publish));
    OpenApiRouter::new()
        .routes(routes!(secretariat::stage))
        .routes(routes!(secretariat::offices, secretariat::change_office))
        .routes(routes!(secretariat::decide))
        .routes(routes!(secretariat::publish))
        .routes(routes!(secretariat::tellings, secretariat::tell_now))
        .routes(routes!(version::merge_all))
        .merge(
            OpenApiRouter::new()
                .routes(routes!(secretariat::charter))
                .layer(DefaultBodyLimit::max(LONG_BODY_LIMIT)),
        )
        .merge(texts.layer(DefaultBodyLimit::max(TABLE_LIMIT)))
}

/// What those do who keep the door.
fn door() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(participation::invite))
        .routes(routes!(participation::sent))
        .routes(routes!(participation::codes))
        .routes(routes!(participation::declined))
        .routes(routes!(participation::apply))
        .routes(routes!(participation::grant))
        .routes(routes!(participation::refuse))
        .routes(routes!(participation::appeal))
        .routes(routes!(participation::rule))
        .routes(routes!(participation::show, participation::count))
}

/// Meetings and contacts outside the record.
fn meetings() -> OpenApiRouter<AppState> {
    let minutes = OpenApiRouter::new().routes(routes!(meeting::minute));
    OpenApiRouter::new()
        .routes(routes!(meeting::meetings, meeting::announce))
        .routes(routes!(meeting::change))
        .routes(routes!(meeting::register))
        .routes(routes!(meeting::ask))
        .routes(routes!(meeting::call))
        .routes(routes!(meeting::end))
        .routes(routes!(meeting::attend))
        .routes(routes!(meeting::contacts, meeting::tell))
        .merge(minutes.layer(DefaultBodyLimit::max(LONG_BODY_LIMIT)))
}

/// What was promised and what a statement demands, and what became of either.
fn promises() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(coding::codings, coding::code))
        .routes(routes!(commitment::commitments, commitment::record))
        .routes(routes!(commitment::one))
        .routes(routes!(commitment::find))
        .routes(routes!(commitment::object))
        .routes(routes!(commitment::contradict))
        .routes(routes!(obligation::obligations, obligation::record))
        .routes(routes!(obligation::find))
        .routes(routes!(endorsement::endorsements, endorsement::sign))
        .routes(routes!(endorsement::withdraw))
        .routes(routes!(endorsement::demands, endorsement::put))
        .routes(routes!(endorsement::look))
        .routes(routes!(endorsement::hand_over))
        .routes(routes!(endorsement::answer))
}

/// What takes whole files.
fn tables() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(table::take)).layer(DefaultBodyLimit::max(TABLE_LIMIT))
}

/// What the description says beside the addresses.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Maru",
        description = "Norm-making processes, their statements, votes, opinion maps, results and records; the norm library. \
            Times are UTC (RFC 3339), numbers of entries count from 0, a statement and a participant are known \
            by the number of the entry that made them.",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later"),
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

/// The description; made once.
static ALL: LazyLock<utoipa::openapi::OpenApi> = LazyLock::new(description_of_all);

/// The same as JSON.
static DESCRIPTION: LazyLock<String> = LazyLock::new(|| ALL.to_pretty_json().unwrap_or_default());

async fn description() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], DESCRIPTION.as_str())
}
