//! One reader of the pages: extracted from the request, it fetches a process and answers with a page.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_ENCODING, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use maru_forum::{Action, Actor, Command, EntryNumber};
use maru_store::{Answer, EarlyAnswer, ProcessHandle, Request};
use maud::Markup;

use crate::common::ProcessView;
use crate::fault::Fault;
use crate::limit::Class;
use crate::meeting::floor_view::{SECONDS, WATCH};
use crate::pages::{Key, Page, Stamp};
use crate::session::{Visitor, early_secret, visit_of};
use crate::state::AppState;
use crate::visit::{Visit, encoded};

/// Names in a query that pages know; a page asked for with others is drawn but not kept.
const KNOWN: [&str; 16] = [
    "page", "show", "by", "version", "text", "skip", "then", "day", "layer", "order", "people", "from", "to",
    "part", "item", WATCH,
];
/// Seconds for which a page is kept while nothing happens: it may tell how long ago something was.
const KEPT_SECONDS: i64 = 60;
/// Longest value in a query for which a page is kept.
const KEPT_VALUE: usize = 12;

/// One reader of the pages.
pub(crate) struct Reader {
    pub(crate) state: AppState,
    pub(crate) visitor: Visitor,
    pub(crate) visit: Visit,
    /// The secret by which answers given before signing in are known, if this browser gave any.
    pub(crate) early: Option<String>,
    conditions: Conditions,
}

/// What the browser has and takes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Conditions {
    pub(crate) known: Option<String>,
    pub(crate) brotli: bool,
}

impl Conditions {
    fn of(headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let takes_brotli =
            |list: &str| list.split(',').any(|part| part.trim().split(';').next() == Some("br"));
        Self {
            known: text(IF_NONE_MATCH).map(str::to_owned),
            brotli: text(ACCEPT_ENCODING).is_some_and(takes_brotli),
        }
    }
}

impl FromRequestParts<AppState> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let visitor = Visitor::of(parts, state);
        let visit = visit_of(parts, state, &visitor);
        let conditions = Conditions::of(&parts.headers);
        let early = early_secret(&parts.headers, &state.settings);
        Ok(Self { state: state.clone(), visitor, visit, early, conditions })
    }
}

impl Reader {
    /// A process by its name in addresses.
    pub(crate) fn process(&self, id: &str) -> Result<Arc<ProcessHandle>, Fault> {
        let id = id.parse().map_err(|_| Fault::NotFound)?;
        self.state.node.process(&id).ok_or(Fault::NotFound)
    }

    /// A page of a process. What is not personal is drawn once per state of the record and language.
    pub(crate) fn show(
        &self,
        handle: &ProcessHandle,
        draw: impl FnOnce(&ProcessView<'_>) -> Markup,
    ) -> Response {
        let page = self.drawn(handle, |view| Some(draw(view)));
        page.map_or_else(|| Fault::NotFound.into_response(), |page| page.answer(&self.conditions))
    }

    /// The same for a page of something that may not be there.
    pub(crate) fn show_found(
        &self,
        handle: &ProcessHandle,
        draw: impl FnOnce(&ProcessView<'_>) -> Option<Markup>,
    ) -> Result<Response, Fault> {
        Ok(self.drawn(handle, draw).ok_or(Fault::NotFound)?.answer(&self.conditions))
    }

    /// A page, kept or drawn anew.
    fn drawn(
        &self,
        handle: &ProcessHandle,
        draw: impl FnOnce(&ProcessView<'_>) -> Option<Markup>,
    ) -> Option<Arc<Page>> {
        let map = self.state.node.map(handle);
        let stamp = Stamp {
            entries: handle.read().entries,
            map: map.as_ref().map_or(0, |map| map.entries),
            past: self.state.node.past_version(),
            // A page that comes again by itself is as old as that at most.
            time: self.visit.now.0 / self.visit.asked(WATCH).map_or(KEPT_SECONDS, |_| SECONDS.into()),
        };
        let key = self.key();
        if let Some(page) = key.as_ref().and_then(|key| self.state.pages.get(key, stamp)) {
            return Some(page);
        }
        let markup = self.draw(handle, draw)?;
        let personal = self.visit.signed.is_some() || self.early.is_some();
        let page = Arc::new(Page::new(markup.into_string(), personal));
        if let Some(key) = key {
            self.state.pages.keep(key, stamp, page.clone());
        }
        Some(page)
    }

    /// Draws with the state of a process at hand.
    pub(crate) fn draw<T>(&self, handle: &ProcessHandle, draw: impl FnOnce(&ProcessView<'_>) -> T) -> T {
        let map = self.state.node.map(handle);
        let early = self.early_answers(handle);
        let process = handle.read();
        draw(&ProcessView {
            visit: &self.visit,
            process: &process,
            early: &early,
            contents: &*self.state.node,
            texts: &self.state.texts,
            seen: &self.state.seen,
            me: self.visitor.membership(&self.state, handle.id()),
            map: map.as_ref().map(|published| (&published.map, published.entries)),
        })
    }

    /// All that a file of a process can be a function of beside its name: the state, the map, the address, language and day, and who asks.
    pub(crate) fn function_of(&self, handle: &ProcessHandle) -> String {
        let (visit, entries) = (&self.visit, handle.read().entries);
        let me = self.visitor.membership(&self.state, handle.id());
        let map = self.state.node.map(handle).map(|published| published.entries);
        let (here, tag, day) = (visit.here(), visit.tag(), visit.now.day());
        format!("{} {entries} {map:?} {here} {tag} {day} {me:?}", handle.id())
    }

    /// Draws a whole table or file, if the reader may ask for one more: every row with its words is no answer to be asked for again and
    /// again.
    pub(crate) fn exported<T>(
        &self,
        handle: &ProcessHandle,
        draw: impl FnOnce(&ProcessView<'_>) -> T,
    ) -> Result<T, Fault> {
        self.visitor.pass(&self.state, Class::Export)?;
        Ok(self.draw(handle, draw))
    }

    /// A form again, with what was typed: looked at before it is sent, or refused.
    pub(crate) fn again(
        &self,
        handle: &ProcessHandle,
        is_refused: bool,
        draw: impl FnOnce(&ProcessView<'_>) -> Markup,
    ) -> Response {
        let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        (status, Html(self.draw(handle, draw).into_string())).into_response()
    }

    /// What this browser answered in a process before anybody signed in.
    pub(crate) fn early_answers(&self, handle: &ProcessHandle) -> Vec<EarlyAnswer> {
        let Some(secret) = &self.early else { return Vec::new() };
        self.state.node.early_answers(secret, handle).unwrap_or_else(|error| {
            tracing::error!(%error, "answers that wait could not be read");
            Vec::new()
        })
    }

    /// A page that belongs to no process.
    pub(crate) fn plain(&self, markup: Markup) -> Response {
        Page::new(markup.into_string(), self.visit.signed.is_some()).answer(&self.conditions)
    }

    /// By what a page is kept; personal and strange ones are not.
    fn key(&self) -> Option<Key> {
        let visit = &self.visit;
        let plain =
            |(name, value): &(String, String)| KNOWN.contains(&name.as_str()) && value.len() <= KEPT_VALUE;
        let keepable = visit.signed.is_none() && self.early.is_none() && visit.query.iter().all(plain);
        keepable.then(|| Key { address: visit.here(), language: visit.tag(), chosen: visit.chosen })
    }

    /// Carries out a command as the reader.
    pub(crate) async fn act(
        &self,
        handle: &ProcessHandle,
        command: impl Into<Command>,
    ) -> Result<Answer, Fault> {
        let command = command.into();
        let actor = self.visitor.actor(&self.state, handle.id()).ok_or(Fault::SignIn)?;
        let joining = matches!(command, Command::Join(_));
        let account = self.visitor.session.as_ref().map(|session| session.account).filter(|_| joining);
        if actor == Actor::Visitor && !joining {
            return Err(Fault::Join);
        }
        crate::references::require_there(handle, &command).map_err(Fault::Refused)?;
        let action = Action { actor, command, signature: None };
        let request = Request { process: handle.id().clone(), account, action };
        Ok(self.state.node.submit(request).await?)
    }

    /// Whether the reader may act here at all: a form that is only looked at first must not keep words from whoever has to sign in.
    pub(crate) fn takes_part(&self, handle: &ProcessHandle) -> Result<(), Fault> {
        match self.visitor.actor(&self.state, handle.id()) {
            None => Err(Fault::SignIn),
            Some(Actor::Visitor) => Err(Fault::Join),
            Some(Actor::Participant(_) | Actor::Operator) => Ok(()),
        }
    }

    /// Sends the browser on to an internal address, in the reader's language.
    pub(crate) fn go(&self, address: &str) -> Response {
        let account = self.visit.signed.as_ref().map(|signed| signed.account);
        let vouched = self.state.flash.vouched(address, account, self.visit.now);
        Redirect::to(&self.visit.link(&vouched)).into_response()
    }

    /// Sends those who cannot act yet where they can; gives other faults back.
    pub(crate) fn redirect_to_sign_in(
        &self,
        handle: &ProcessHandle,
        fault: Fault,
        then: &str,
    ) -> Result<Response, Fault> {
        let join = format!("/p/{}/join?then={}", handle.id(), encoded(then));
        match fault {
            Fault::SignIn => Ok(self.go(&format!("/sign-in?then={}", encoded(&self.visit.link(&join))))),
            Fault::Join => Ok(self.go(&join)),
            other => Err(other),
        }
    }
}

/// The entry that a part of an address or a hidden field names.
pub(crate) fn entry_of(number: &str) -> Result<EntryNumber, Fault> {
    number.parse().map(EntryNumber).map_err(|_| Fault::NotFound)
}
