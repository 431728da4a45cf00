//! Addresses of charters that are being written. Only accounts to which the host has granted it come in.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use maru_forum::{Charter, Language, ProcessId, Pseudonym};
use maru_store::{AccountId, CharterDraft, Founder, Power, SubmitError};
use maud::Markup;

use crate::account::has_power;
use crate::address::Address;
use crate::charter::section::Section;
use crate::charter::template::Template;
use crate::charter::{inputs, view};
use crate::fault::Fault;
use crate::form::{Refused, Sent, Typed};
use crate::languages::typed_tag;
use crate::limit::Class;
use crate::reader::Reader;
use crate::state::AppState;
use crate::visit::encoded;

/// Where processes begin.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/new", get(list).post(begin))
        .route("/new/{number}", get(overview))
        .route("/new/{number}/preview", get(preview))
        .route("/new/{number}/create", post(create))
        .route("/new/{number}/drop", post(throw_away))
        .route("/new/{number}/{section}", get(section).post(save))
}

/// A charter that is being written.
pub(super) struct Written {
    pub(super) number: i64,
    /// As it is kept.
    text: String,
    pub(super) charter: Charter,
    pub(super) changed: maru_forum::Moment,
}

impl Written {
    fn of(draft: &CharterDraft) -> Result<Self, Fault> {
        let charter = serde_json::from_str(&draft.charter).map_err(|error| {
            tracing::error!(%error, number = draft.number, "a charter that is being written cannot be read");
            Fault::Stopped
        })?;
        Ok(Self { number: draft.number, text: draft.charter.clone(), charter, changed: draft.changed })
    }
}

/// The account, if it may begin processes.
fn creator(reader: &Reader) -> Result<AccountId, Fault> {
    let session = reader.visitor.session.as_ref().ok_or(Fault::SignIn)?;
    if has_power(reader, Power::Create)? { Ok(session.account) } else { Err(Fault::NotGranted) }
}

fn written(reader: &Reader, number: i64) -> Result<(AccountId, Written), Fault> {
    let account = creator(reader)?;
    let draft = reader.state.node.charter_draft(account, number)?.ok_or(Fault::NotFound)?;
    Ok((account, Written::of(&draft)?))
}

fn or_sign_in(reader: &Reader, answer: Result<Response, Fault>) -> Result<Response, Fault> {
    match answer {
        Err(Fault::SignIn) => Ok(reader.go(&format!("/sign-in?then={}", encoded(&reader.visit.here())))),
        other => other,
    }
}

fn refused(page: &Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Html(page.0.clone())).into_response()
}

async fn list(reader: Reader) -> Result<Response, Fault> {
    let page =
        all(&reader).map(|drafts| reader.plain(view::list(&reader.visit, &drafts, &Typed::default(), None)));
    or_sign_in(&reader, page)
}

fn all(reader: &Reader) -> Result<Vec<Written>, Fault> {
    let account = creator(reader)?;
    reader.state.node.charter_drafts(account)?.iter().map(Written::of).collect()
}

async fn begin(reader: Reader, sent: Sent) -> Result<Response, Fault> {
    let account = creator(&reader)?;
    let typed = Typed::of(sent)?;
    reader.visitor.pass(&reader.state, Class::Writing)?;
    let again = |fault: &Refused| -> Result<Response, Fault> {
        let visit = reader.visit.with_faults(fault.faults());
        Ok(refused(&view::list(&visit, &all(&reader)?, &typed, Some(&fault.in_words()))))
    };
    let charter = match begun(&reader, &typed) {
        Ok(charter) => charter,
        Err(fault) => return again(&fault),
    };
    let text = serde_json::to_string(&charter).map_err(|_| Fault::Stopped)?;
    match reader.state.node.begin_charter_draft(account, text).await? {
        Some(number) => Ok(reader.go(&format!("/new/{number}/{}", Section::ALL[0].name()))),
        None => again(&reader.visit.text("new-too-many").into()),
    }
}

/// The template, filled with the few answers that everything else depends on; all that is wrong with them is told at once.
fn begun(reader: &Reader, typed: &Typed) -> Result<Charter, Refused> {
    let (visit, mut refused) = (&reader.visit, Refused::default());
    let id = process_id(reader, typed.get("id").trim());
    let id = refused.take("id", id);
    let mut languages: Vec<Language> = Vec::new();
    for tag in typed.all("languages").flat_map(|said| said.split(',')).map(str::trim) {
        if !tag.is_empty() {
            languages.extend(refused.take("others", typed_tag(visit, tag)));
        }
    }
    languages.dedup();
    if languages.is_empty() && refused.faults().iter().all(|(field, _)| field != "others") {
        refused.note("others", visit.text("new-no-language"));
    }
    let template = match typed.said("template") {
        None => Some(Template::Consultation),
        Some(name) => {
            let found = Template::from_name(name).ok_or_else(|| visit.text("desk-nothing-chosen"));
            refused.take("template", found)
        }
    };
    match (id, template) {
        (Some(id), Some(template)) if refused.is_empty() => {
            Ok(template.charter(id.as_str(), &languages, visit.now.day())?)
        }
        _ => Err(refused),
    }
}

/// The name of a process that is to begin, or in words why it is none, with one that could be meant.
fn process_id(reader: &Reader, said: &str) -> Result<ProcessId, String> {
    let visit = &reader.visit;
    let Ok(id) = said.parse::<ProcessId>() else {
        let plain = said.to_lowercase();
        let parts = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
        let tried = parts.collect::<Vec<_>>().join("-");
        let arguments = [("said", said.to_owned().into()), ("tried", tried.clone().into())];
        return Err(match tried.parse::<ProcessId>() {
            Ok(_) => visit.text_with("new-wrong-id-try", &arguments),
            Err(_) => visit.text_with("new-wrong-id", &arguments[..1]),
        });
    };
    match reader.state.node.process(&id) {
        Some(_) => Err(visit.text("violation-process-exists")),
        None => Ok(id),
    }
}

async fn overview(reader: Reader, Path(number): Path<i64>) -> Result<Response, Fault> {
    let page = written(&reader, number)
        .map(|(_, written)| reader.plain(view::overview(&reader.visit, &written, &Typed::default(), None)));
    or_sign_in(&reader, page)
}

async fn preview(reader: Reader, Path(number): Path<i64>) -> Result<Response, Fault> {
    let page =
        written(&reader, number).map(|(_, written)| reader.plain(view::preview(&reader.visit, &written)));
    or_sign_in(&reader, page)
}

async fn section(reader: Reader, Path((number, name)): Path<(i64, String)>) -> Result<Response, Fault> {
    let section = Section::from_name(&name).ok_or(Fault::NotFound)?;
    let page = written(&reader, number).map(|(_, written)| {
        reader.plain(view::section(&reader.visit, &written, section, &Typed::default(), None))
    });
    or_sign_in(&reader, page)
}

async fn save(
    reader: Reader,
    Path((number, name)): Path<(i64, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let section = Section::from_name(&name).ok_or(Fault::NotFound)?;
    let (account, written) = written(&reader, number)?;
    let sent = Typed::of(sent)?;
    // Another tab may have saved this section since the form was made: fields that were not touched here follow it.
    let is_older = sent.said("of").is_some_and(|of| of != section.mark(&written.charter));
    let (typed, fault) = if is_older {
        inputs::rebased_on_saved(&reader.visit, &written.charter, &sent)
    } else {
        (sent, None)
    };
    let again = |fault: &Refused| {
        let visit = reader.visit.with_faults(fault.faults());
        Ok(refused(&view::section(&visit, &written, section, &typed, Some(&fault.in_words()))))
    };
    let meanwhile = || Refused::from(reader.visit.text("new-meanwhile"));
    if let Some(fault) = fault {
        return again(&fault.into());
    }
    let charter = match inputs::changed(&reader.visit, &written.charter, &typed, &["simulated"]) {
        Ok(charter) => charter,
        Err(fault) => return again(&fault),
    };
    let text = serde_json::to_string(&charter).map_err(|_| Fault::Stopped)?;
    let (node, before) = (&reader.state.node, written.text.clone());
    if !node.save_charter_draft(account, number, before, text).await? {
        return again(&meanwhile());
    }
    // Whoever added or dropped something sees it on the same page; everyone else goes on.
    let changed_list = charter.phases.len() != written.charter.phases.len()
        || charter.groups.len() != written.charter.groups.len();
    Ok(match section.next().filter(|_| typed.get("go") == "next") {
        _ if changed_list => reader.go(&format!("/new/{number}/{name}?saved=yes")),
        Some(next) => reader.go(&format!("/new/{number}/{}?saved=yes", next.name())),
        None => reader.go(&format!("/new/{number}?saved=yes")),
    })
}

async fn throw_away(reader: Reader, Path(number): Path<i64>, sent: Sent) -> Result<Response, Fault> {
    let (account, written) = written(&reader, number)?;
    let typed = Typed::of(sent)?;
    if typed.get("sure") != "yes" {
        let fault = reader.visit.text("new-drop-unsure");
        return Ok(refused(&view::overview(&reader.visit, &written, &typed, Some(&fault))));
    }
    reader.state.node.drop_charter_draft(account, number).await?;
    Ok(reader.go("/new"))
}

async fn create(reader: Reader, Path(number): Path<i64>, sent: Sent) -> Result<Response, Fault> {
    let (account, written) = written(&reader, number)?;
    let typed = Typed::of(sent)?;
    reader.visitor.pass(&reader.state, Class::Writing)?;
    let again = |fault: &Refused| {
        let visit = reader.visit.with_faults(fault.faults());
        Ok(refused(&view::overview(&visit, &written, &typed, Some(&fault.in_words()))))
    };
    let mut wrong = Refused::default();
    let pseudonym = Pseudonym::new(typed.get("pseudonym"));
    let pseudonym =
        wrong.take("pseudonym", pseudonym.map_err(|violation| reader.visit.violation(&violation)));
    let reason = typed.get("reason").trim().to_owned();
    if reason.is_empty() {
        wrong.note("reason", reader.visit.text("violation-reason-missing"));
    }
    let Some(pseudonym) = pseudonym.filter(|_| wrong.is_empty()) else { return again(&wrong) };
    if !written.charter.faults().is_empty() {
        return again(&reader.visit.text("violation-charter-incomplete").into());
    }
    if let Err(violation) = written.charter.require_days_left(reader.visit.now.day()) {
        return again(&Refused::of(&reader.visit, &violation));
    }
    let host = host(&reader)?;
    let (node, charter) = (reader.state.node.clone(), written.charter.clone());
    let origin = format!("{host}/p/{}", charter.id);
    // The host has granted the account that it may begin processes, and so that it is their secretariat.
    let founder = Founder { account, pseudonym, reason };
    let work = tokio::task::spawn_blocking(move || node.found_process(charter, &origin, founder));
    match work.await.map_err(|_| Fault::Stopped)? {
        Ok(_) => {
            reader.state.node.drop_charter_draft(account, number).await?;
            Ok(reader.go(&format!("/p/{}/desk", written.charter.id)))
        }
        Err(SubmitError::Refused(violation)) => again(&Refused::of(&reader.visit, &violation)),
        Err(error) => Err(error.into()),
    }
}

/// The host that records of this node are named after: that of its own record, which stays when the node moves.
fn host(reader: &Reader) -> Result<String, Fault> {
    if let Some(own) = reader.state.node.own_record()
        && let Some(host) = own.name().strip_suffix("/node")
    {
        return Ok(host.to_owned());
    }
    let address: Address = reader.state.settings.address.parse().map_err(|error| {
        tracing::error!(%error, "the node's address names no host");
        Fault::Stopped
    })?;
    Ok(address.host().to_owned())
}
