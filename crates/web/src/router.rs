//! Every address of a node, in reading order.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::layout::STYLE_SOURCE;
use crate::state::AppState;
use crate::{
    about, amendment, answer, api, desk, draft, fault, health, home, host, map, mirror, openness, operator,
    organisation, participation, peer, people, private, process, record, remark, result, search, statement,
    submission, witness,
};

/// Largest form, in bytes: a statement with room to spare.
const FORM_LIMIT: usize = 64 * 1_024;
/// Largest form with words of a law in it, in bytes: two long units, percent-encoded.
pub(crate) const LONG_FORM_LIMIT: usize = 512 * 1_024;
/// Effort of compressing what is drawn for one reader alone.
const COMPRESSION: i32 = 4;

/// Everything that a node answers.
pub fn router(state: AppState) -> Router {
    let pages = pages()
        .layer(from_fn_with_state(state.clone(), fault::dressed))
        .layer(DefaultBodyLimit::max(FORM_LIMIT));
    let quality = CompressionLayer::new().quality(CompressionLevel::Precise(COMPRESSION));
    let all = api::routes()
        .merge(witness::routes())
        .merge(peer::routes())
        .merge(mirror::routes())
        .merge(health::routes())
        .merge(pages)
        .layer(from_fn(private::kept_from_caches))
        .layer(quality)
        .layer(from_fn_with_state(state.clone(), host::held))
        .layer(from_fn_with_state(state.clone(), health::counted));
    with_safe_headers(all).with_state(state)
}

/// The pages. A form sent from another site is refused.
fn pages() -> Router<AppState> {
    Router::new()
        .route("/", get(home::routes::home))
        .route("/p/{id}", get(process::routes::overview))
        .route("/p/{id}/charter", get(process::routes::charter))
        .route("/p/{id}/charter/changes", get(desk::routes::charter_changes))
        .route("/p/{id}/desk", get(desk::routes::desk))
        .route("/p/{id}/desk/figures", get(desk::figures::page))
        .route("/p/{id}/desk/figures.csv", get(desk::figures::table))
        .route("/p/{id}/desk/{room}", get(desk::routes::room).post(desk::routes::act))
        .route("/p/{id}/people", get(people::routes::people))
        .route("/p/{id}/join", get(people::routes::join_form).post(people::routes::join))
        .route("/p/{id}/vote", get(statement::routes::vote).post(statement::routes::cast))
        .route("/p/{id}/answers", post(statement::early::settle))
        .route("/p/{id}/statements", get(statement::routes::list))
        .route("/p/{id}/statements/new", get(statement::routes::new).post(statement::routes::write))
        .route("/p/{id}/statements/{number}", get(statement::routes::one))
        .route("/p/{id}/mine", get(statement::routes::mine))
        .route("/p/{id}/moderation", get(people::routes::moderation))
        .route("/p/{id}/map", get(map::routes::map))
        .route("/p/{id}/map/days", get(map::routes::days))
        .route("/p/{id}/map/compare", get(map::routes::comparison))
        .route("/p/{id}/map/statements", get(map::routes::statements))
        .route("/p/{id}/map/me", get(map::routes::me))
        .route("/p/{id}/map/closer.json", get(map::routes::look_closer))
        .route("/p/{id}/map/{file}", get(map::routes::table))
        .route("/p/{id}/results", get(result::routes::results))
        .route("/p/{id}/results/{file}", get(result::routes::table))
        .route("/p/{id}/openness", get(openness::routes::page))
        .route("/p/{id}/openness.pdf", get(openness::routes::file))
        .route("/p/{id}/missing", get(result::routes::missing))
        .merge(trunk())
        .merge(organisations())
        .merge(participating())
        .merge(crate::rooms())
        .route("/p/{id}/record", get(record::routes::record))
        .route("/p/{id}/record/{number}", get(record::routes::entry))
        .route("/p/{id}/record/{number}/withdraw", get(record::withdraw::form).post(record::withdraw::send))
        .route("/p/{id}/receipt/{file}", get(record::routes::receipt_file))
        .route("/r/{origin}/{number}", get(record::routes::receipt))
        .route("/p/{id}/checkpoint", get(record::files::checkpoint))
        .route("/p/{id}/vkey", get(record::files::vkey))
        .route("/p/{id}/tile/{*path}", get(record::files::tile))
        .route("/p/{id}/addenda/{*path}", get(record::files::addendum))
        .route("/p/{id}/addenda.v1", get(record::files::addenda_marker))
        .route("/p/{id}/archive.tar", get(record::archive::download))
        .route("/search", get(search::routes::search))
        .route("/about", get(about::routes::about))
        .route("/about/verify", get(about::routes::verify))
        .route("/about/accessibility", get(about::routes::accessibility))
        .route("/icon.svg", get(about::routes::icon))
        .route(map::closer::ADDRESS, get(map::closer::script))
        .route("/operator", get(operator::show))
        .fallback(fault::no_such_page)
        .layer(CsrfLayer::new())
}

/// Who is invited, comes, is refused and appeals.
fn participating() -> Router<AppState> {
    use participation::{decide, desk as invitations, door};
    let long = DefaultBodyLimit::max(LONG_FORM_LIMIT);
    Router::new()
        .route("/p/{id}/participation", get(door::participation))
        .route("/p/{id}/participation.csv", get(door::table))
        .route("/p/{id}/invited", get(door::invited).post(door::answer))
        .route("/p/{id}/apply", get(door::apply_form).post(door::apply))
        .route("/p/{id}/refusals/{number}", get(door::refusal).post(door::appeal))
        .route("/p/{id}/desk/invitations", get(invitations::form).post(invitations::send).layer(long))
        .route("/p/{id}/desk/invitations/{number}", get(invitations::invitation).post(invitations::act))
        .route("/p/{id}/desk/applications", get(decide::applications).post(decide::decide))
        .route("/p/{id}/desk/floor", get(decide::floor).post(decide::refuse_floor))
        .route("/p/{id}/desk/appeals", get(decide::appeals).post(decide::rule))
}

/// The register of organisations, and who speaks for whom.
fn organisations() -> Router<AppState> {
    let long = DefaultBodyLimit::max(LONG_FORM_LIMIT);
    Router::new()
        .route(
            "/p/{id}/desk/organisations",
            get(organisation::routes::list_form).post(organisation::routes::list_send).layer(long),
        )
        .route("/p/{id}/organisations", get(organisation::routes::register))
        .route("/p/{id}/organisations.csv", get(organisation::file::table))
        .route("/p/{id}/organisations.json", get(organisation::file::popolo))
        .route("/p/{id}/organisations/new", get(organisation::routes::new).post(organisation::routes::send))
        .route("/p/{id}/organisations/{number}", get(organisation::routes::one))
        .route(
            "/p/{id}/organisations/{number}/anew",
            get(organisation::routes::anew).post(organisation::routes::send_anew),
        )
        .route("/p/{id}/organisations/{number}/speak", post(organisation::routes::speak))
        .route("/p/{id}/organisations/{number}/delegates", post(organisation::routes::rule))
}

/// The pages that lead from a draft to its next version.
fn trunk() -> Router<AppState> {
    let long = DefaultBodyLimit::max(LONG_FORM_LIMIT);
    let upload = DefaultBodyLimit::max(desk::draft::UPLOAD_LIMIT);
    Router::new()
        .route("/p/{id}/desk/remarks", get(desk::answers::page).post(desk::answers::act))
        .route("/p/{id}/desk/merge", get(desk::merge::page).post(desk::merge::act))
        .route("/p/{id}/desk/draft", get(desk::draft::form).post(desk::draft::send).layer(upload))
        .route("/p/{id}/desk/tables", get(desk::tables::form).post(desk::tables::send).layer(upload))
        .route("/p/{id}/comments/{form}", get(desk::tables::download))
        .route("/p/{id}/draft", get(draft::routes::draft))
        .route("/p/{id}/draft/redline", get(draft::routes::redline))
        .route("/p/{id}/draft/{unit}", get(draft::routes::unit))
        .merge(draft::file::routes())
        .route("/p/{id}/draft/{unit}/code", post(draft::norms::code))
        .route("/p/{id}/norms", get(draft::norms::whole))
        .route("/norms/adopted", get(draft::norms::adopted))
        .route("/p/{id}/amendments", get(amendment::routes::list))
        .route(
            "/p/{id}/amendments/new",
            get(amendment::routes::new).post(amendment::routes::send).layer(long),
        )
        .route("/p/{id}/amendments/{number}", get(amendment::routes::one))
        .route("/p/{id}/amendments/{number}/cosign", post(amendment::routes::cosign))
        .route("/p/{id}/amendments/{number}/withdraw", post(amendment::routes::withdraw))
        .route("/p/{id}/answers/{number}", get(answer::routes::one))
        .route("/p/{id}/answers/{number}/reply", post(answer::routes::reply))
        .route(
            "/p/{id}/submissions/new",
            get(submission::routes::new).post(submission::routes::send).layer(upload),
        )
        .route("/p/{id}/submissions/{number}", get(submission::routes::one))
        .route("/p/{id}/attachments/{number}/{place}", get(submission::file::attachment))
        .route("/p/{id}/remarks", get(remark::routes::list))
        .route("/p/{id}/remarks/new", get(remark::routes::new).post(remark::routes::send).layer(long))
        .route("/p/{id}/remarks/many", get(remark::many::form).post(remark::many::send).layer(upload))
        .route("/p/{id}/remarks/{number}", get(remark::routes::one))
        .route("/p/{id}/remarks/{number}/edit", post(remark::routes::edit).layer(long))
        .route("/p/{id}/remarks/{number}/support", post(remark::routes::support))
        .route("/p/{id}/remarks/{number}/comment", post(remark::routes::comment))
}

/// What a page may load and ask: nothing from elsewhere, and no script.
pub(crate) fn policy() -> String {
    format!(
        "default-src 'none'; style-src {}; img-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
        *STYLE_SOURCE
    )
}

/// What every answer says to the browser about what it may do with it.
pub(crate) fn with_safe_headers<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    let policy = HeaderValue::from_str(&policy()).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    let fixed = |name: HeaderName, value: HeaderValue| SetResponseHeaderLayer::if_not_present(name, value);
    router
        .layer(fixed(CONTENT_SECURITY_POLICY, policy))
        .layer(fixed(REFERRER_POLICY, HeaderValue::from_static("same-origin")))
        .layer(fixed(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(fixed(X_FRAME_OPTIONS, HeaderValue::from_static("DENY")))
}
