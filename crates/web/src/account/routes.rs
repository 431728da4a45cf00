//! Addresses of my account. All of it is its owner's alone.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use maru_forum::Actor;
use maru_store::{Account, AddressChangeError, MailAddress, SubmitError, ToldBy, ToldChoice};
use maud::Markup;

use super::{SHOWN_ACTS, account, data, parts, view};
use crate::fault::Fault;
use crate::form::{Sent, Typed};
use crate::limit::{Class, Subject};
use crate::reader::Reader;
use crate::session::no_session_cookie;
use crate::state::AppState;
use crate::visit::encoded;

/// Where the account is.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/account", get(show))
        .route("/account/data/{file}", get(file))
        .route("/account/address", get(address_form).post(ask_address))
        .route("/account/address/confirm", get(confirm_form).post(confirm))
        .route("/account/told", post(choose_told))
        .route("/account/mail/stop", get(stop_form).post(stop))
        .route("/account/sessions", post(end_sessions))
        .route("/account/erase", get(erase_form).post(erase))
}

/// Whoever is not signed in is led to where they can, and back.
fn or_sign_in(reader: &Reader, answer: Result<Response, Fault>) -> Result<Response, Fault> {
    match answer {
        Err(Fault::SignIn) => Ok(reader.go(&format!("/sign-in?then={}", encoded(&reader.visit.here())))),
        other => other,
    }
}

async fn show(reader: Reader) -> Result<Response, Fault> {
    or_sign_in(&reader, overview(&reader))
}

fn overview(reader: &Reader) -> Result<Response, Fault> {
    let account = account(reader)?;
    let parts = parts(reader, &account, SHOWN_ACTS)?;
    let drawn: Vec<Markup> =
        parts.iter().map(|part| reader.draw(&part.handle, |view| view::part(view, part))).collect();
    let mails = reader.state.node.mails_to(&account.email)?;
    let choice = reader.state.node.told_choice(account.id)?;
    let told = super::told::form(&reader.visit, &choice, crate::answer::tell::sends(&reader.state));
    Ok(reader.plain(view::account(&reader.visit, &account, &drawn, &mails, &told)))
}

async fn choose_told(reader: Reader, sent: Sent) -> Result<Response, Fault> {
    let account = account(&reader)?;
    let typed = Typed::of(sent)?;
    reader.visitor.pass(&reader.state, Class::Writing)?;
    let by = ToldBy::from_name(typed.get("by")).ok_or(Fault::BadForm)?;
    let language = crate::locale::locale(typed.get("language")).map(|locale| locale.tag().to_owned());
    reader.state.node.choose_told(account.id, ToldChoice { by, language }).await?;
    Ok(reader.go("/account?done=told#told"))
}

/// Whoever follows the link of a mail needs no session: the link is theirs. Nothing changes before the button is pressed, because
/// programs that look at mails follow links.
async fn stop_form(reader: Reader) -> Response {
    let token = reader.visit.asked("token").unwrap_or_default();
    reader.plain(super::told::stop(&reader.visit, token, None))
}

async fn stop(reader: Reader) -> Result<Response, Fault> {
    reader.visitor.pass(&reader.state, Class::Writing)?;
    let token = reader.visit.asked("token").unwrap_or_default();
    let found = reader.state.node.stop_mails(token).await?;
    Ok(reader.plain(super::told::stop(&reader.visit, token, Some(found))))
}

async fn file(reader: Reader, Path(file): Path<String>) -> Result<Response, Fault> {
    or_sign_in(&reader, data_file(&reader, &file))
}

fn data_file(reader: &Reader, file: &str) -> Result<Response, Fault> {
    let account = account(reader)?;
    reader.visitor.pass(&reader.state, Class::Export)?;
    let parts = parts(reader, &account, usize::MAX)?;
    match file {
        "account.json" => {
            let mails = reader.state.node.mails_to(&account.email)?;
            let head = [(CONTENT_DISPOSITION, "attachment; filename=\"maru-account.json\"")];
            Ok((head, Json(data::json(reader, &account, &parts, &mails))).into_response())
        }
        "acts.csv" => {
            let mut answer = data::table(reader, &parts).into_response();
            // Tables of results may be kept by whoever asks; this one is its owner's alone.
            answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
            Ok(answer)
        }
        _ => Err(Fault::NotFound),
    }
}

async fn address_form(reader: Reader) -> Result<Response, Fault> {
    let form =
        account(&reader).map(|account| reader.plain(view::address(&reader.visit, &account, "", None, false)));
    or_sign_in(&reader, form)
}

async fn ask_address(reader: Reader, sent: Sent) -> Result<Response, Fault> {
    let account = account(&reader)?;
    let typed = Typed::of(sent)?;
    let (visit, wished) = (&reader.visit, typed.get("email"));
    let address = match wished.parse::<MailAddress>() {
        Ok(address) if address.as_str() != account.email => address,
        Ok(_) => return Ok(wrong_address(&reader, &account, wished, "account-address-same")),
        Err(_) => return Ok(wrong_address(&reader, &account, wished, "sign-in-fault-email")),
    };
    reader.visitor.pass(&reader.state, Class::Writing)?;
    reader.state.gates.pass(Class::Mail, Subject::Address(address.as_str().into()))?;
    let write =
        |token: &maru_store::SignInToken| super::address::asking(visit, &reader.state.settings, token);
    reader.state.node.begin_address_change(account.id, &address, write).await?;
    Ok(reader.plain(view::address(visit, &account, address.as_str(), None, true)))
}

fn wrong_address(reader: &Reader, account: &Account, wished: &str, key: &str) -> Response {
    let fault = reader.visit.text(key);
    refused(&view::address(&reader.visit, account, wished, Some(&fault), false))
}

fn refused(page: &Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Html(page.0.clone())).into_response()
}

async fn confirm_form(reader: Reader) -> Result<Response, Fault> {
    let account = match account(&reader) {
        Ok(account) => account,
        // The link is for whoever is signed in; where nobody is, they sign in first and come back to it.
        Err(fault) => return or_sign_in(&reader, Err(fault)),
    };
    let token = reader.visit.asked("token").unwrap_or_default();
    match reader.state.node.address_change_of(token, account.id) {
        Ok(address) => Ok(reader.plain(view::confirm(&reader.visit, &account, &address, token))),
        Err(error) => not_changed(&reader, error),
    }
}

async fn confirm(reader: Reader, sent: Sent) -> Result<Response, Fault> {
    let account = account(&reader)?;
    let typed = Typed::of(sent)?;
    let token = typed.get("token");
    let address = match reader.state.node.address_change_of(token, account.id) {
        Ok(address) => address,
        Err(error) => return not_changed(&reader, error),
    };
    let letter = super::address_changed(&address);
    match reader.state.node.confirm_address_change(token, account.id, letter).await {
        Ok(_) => Ok(reader.go("/account?done=address")),
        Err(error) => not_changed(&reader, error),
    }
}

fn not_changed(reader: &Reader, error: AddressChangeError) -> Result<Response, Fault> {
    let key = match error {
        AddressChangeError::Submit(error) => return Err(error.into()),
        AddressChangeError::Taken => "account-address-taken",
        // What else there is, or will be, means that the link does nothing.
        _ => "account-address-stale",
    };
    let page = view::not_changed(&reader.visit, key);
    Ok((StatusCode::GONE, Html(page.into_string())).into_response())
}

async fn end_sessions(reader: Reader) -> Result<Response, Fault> {
    let account = account(&reader)?;
    reader.state.node.end_sessions(account.id).await?;
    let mut answer = reader.go("/");
    if let Some(cookie) = no_session_cookie(&reader.state.settings) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(answer)
}

async fn erase_form(reader: Reader) -> Result<Response, Fault> {
    let form = account(&reader).and_then(|account| erasing(&reader, &account, &Typed::default(), None));
    or_sign_in(&reader, form.map(|page| reader.plain(page)))
}

fn erasing(reader: &Reader, account: &Account, typed: &Typed, fault: Option<&str>) -> Result<Markup, Fault> {
    let parts = parts(reader, account, 0)?;
    let kept: Vec<Markup> = parts
        .iter()
        .map(|part| {
            let is_stopped = part.handle.record().halted().is_some();
            reader.draw(&part.handle, |view| view::kept(view, part.who, is_stopped))
        })
        .collect();
    Ok(view::erase(&reader.visit, account, &kept, typed, fault))
}

async fn erase(reader: Reader, sent: Sent) -> Result<Response, Fault> {
    let account = account(&reader)?;
    let typed = Typed::of(sent)?;
    if !typed.has("sure", "yes") {
        let fault = reader.visit.text("account-erase-unsure");
        return Ok(refused(&erasing(&reader, &account, &typed, Some(&fault))?));
    }
    reader.visitor.pass(&reader.state, Class::Writing)?;
    let (node, words, ground) =
        (reader.state.node.clone(), typed.has("words", "yes"), typed.get("ground").trim().to_owned());
    let (id, memberships) = (account.id, account.memberships.clone());
    let stopped = |process| node.process(process).is_some_and(|handle| handle.record().halted().is_some());
    // Words go by entries. Without the words the account can go now; without the account nobody could erase them later.
    if words && memberships.iter().any(|(process, _)| stopped(process)) {
        let fault = reader.visit.text("account-erase-words-wait");
        return Ok(refused(&erasing(&reader, &account, &typed, Some(&fault))?));
    }
    let work = tokio::task::spawn_blocking(move || -> Result<(usize, usize), SubmitError> {
        let (mut gone, mut kept) = (0, 0);
        for (process, who) in memberships.iter().filter(|_| words) {
            if let Some(handle) = node.process(process) {
                let (erased, stay) =
                    node.withdraw_words_of(&handle, *who, Actor::Participant(*who), &ground)?;
                (gone, kept) = (gone + erased, kept + stay);
            }
        }
        node.erase_account(id).map(|_| (gone, kept))
    });
    match work.await.map_err(|_| Fault::Stopped)? {
        Ok(of_words) => {
            let page = view::erased(&reader.visit, words.then_some(of_words));
            let mut answer = Html(page.into_string()).into_response();
            if let Some(cookie) = no_session_cookie(&reader.state.settings) {
                answer.headers_mut().append(SET_COOKIE, cookie);
            }
            Ok(answer)
        }
        Err(SubmitError::Refused(violation)) => {
            let fault = reader.visit.violation(&violation);
            Ok(refused(&erasing(&reader, &account, &typed, Some(&fault))?))
        }
        Err(error) => Err(error.into()),
    }
}
