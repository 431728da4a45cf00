//! Who asks: the session behind a request, from a cookie or a bearer token.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use maru_forum::{Actor, ParticipantId, ProcessId};
use maru_record::Digest;
use maru_store::{EARLY_ANSWER_SECONDS, SESSION_SECONDS, SIGN_IN_SECONDS, Session};

use crate::limit::{Class, Network, Subject, TooOften};
use crate::state::{AppState, Settings};
use crate::visit::{Signed, Visit};

/// Prefix of a cookie that browsers bind to this very host and to https.
const HOST_ONLY: &str = "__Host-";
/// The cookie that holds a session.
const SESSION_COOKIE: &str = "maru";
/// The cookie by which the browser is known again that answered statements before anybody signed in.
const EARLY_COOKIE: &str = "maru-answers";
/// The cookie by which the browser is known again that asked for a sign-in link.
const ASKING_COOKIE: &str = "maru-asking";

/// Who asks.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// The session, if one is signed in.
    pub(crate) session: Option<Session>,
    /// The network that the request comes from.
    pub(crate) network: Network,
}

impl Visitor {
    /// Who asks, by the head of a request.
    pub(crate) fn of(parts: &Parts, state: &AppState) -> Self {
        let token = bearer(&parts.headers).or_else(|| session_token(&parts.headers, &state.settings));
        Self {
            session: token.and_then(|token| state.node.session(token)),
            network: Network::of_request(parts, &state.settings),
        }
    }

    /// Whom the visitor is in a process.
    pub(crate) fn membership(&self, state: &AppState, process: &ProcessId) -> Option<ParticipantId> {
        state.node.membership(self.session.as_ref()?.account, process)
    }

    /// Who acts in a process; `None` when nobody is signed in.
    pub(crate) fn actor(&self, state: &AppState, process: &ProcessId) -> Option<Actor> {
        let account = self.session.as_ref()?.account;
        Some(state.node.membership(account, process).map_or(Actor::Visitor, Actor::Participant))
    }

    /// Whom limits count: the account, else the network.
    pub(crate) fn subject(&self) -> Subject {
        match &self.session {
            Some(session) => Subject::Account(session.account),
            None => Subject::Network(self.network),
        }
    }

    /// Lets the visitor through, or says how long they have to wait.
    pub(crate) fn pass(&self, state: &AppState, class: Class) -> Result<(), TooOften> {
        state.gates.pass(class, self.subject())
    }

    /// The session as pages show it.
    pub(crate) fn signed(&self) -> Option<Signed> {
        let session = self.session.as_ref()?;
        Some(Signed { account: session.account.0, email: session.email.to_string() })
    }
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(parts, state))
    }
}

/// One request as the pages see it.
pub(crate) fn visit_of(parts: &Parts, state: &AppState, visitor: &Visitor) -> Visit {
    let language = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let query = parts.uri.query().unwrap_or("");
    let mut visit = Visit::new(parts.uri.path(), query, language, maru_store::now());
    visit.signed = visitor.signed();
    let account = visit.signed.as_ref().map(|signed| signed.account);
    state.flash.without_unvouched(&visit.path, &mut visit.query, account, visit.now);
    visit.demo = state.settings.demo;
    visit
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The token in the session's cookie.
pub(crate) fn session_token<'a>(headers: &'a HeaderMap, settings: &Settings) -> Option<&'a str> {
    cookie(headers, SESSION_COOKIE, settings.is_secure())
}

/// The secret of the browser that asked for a sign-in link.
pub(crate) fn asking_browser<'a>(headers: &'a HeaderMap, settings: &Settings) -> Option<&'a str> {
    cookie(headers, ASKING_COOKIE, settings.is_secure())
}

/// The secret of the browser that answered before anybody signed in; what this node did not make up is none.
pub(crate) fn early_secret(headers: &HeaderMap, settings: &Settings) -> Option<String> {
    let secret = cookie(headers, EARLY_COOKIE, settings.is_secure())?;
    secret.parse::<Digest>().ok().map(|known| known.to_string())
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str, secure: bool) -> Option<&'a str> {
    let fits = |known: &str| {
        let bare = if secure { known.strip_prefix(HOST_ONLY) } else { Some(known) };
        bare == Some(name)
    };
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| fits(known)).map(|(_, value)| value)
}

/// What the browser calls the cookie of a session: programs take its value, as `MARU_TOKEN` or a bearer token.
pub(crate) fn session_cookie_name(settings: &Settings) -> String {
    let prefix = if settings.is_secure() { HOST_ONLY } else { "" };
    format!("{prefix}{SESSION_COOKIE}")
}

/// `Set-Cookie` that opens a session in the browser.
pub(crate) fn session_cookie(token: &str, settings: &Settings) -> Option<HeaderValue> {
    set_cookie(SESSION_COOKIE, token, SESSION_SECONDS, settings)
}

/// `Set-Cookie` that ends it.
pub(crate) fn no_session_cookie(settings: &Settings) -> Option<HeaderValue> {
    set_cookie(SESSION_COOKIE, "", 0, settings)
}

/// `Set-Cookie` by which the browser is known again that asked for a link.
pub(crate) fn asking_cookie(secret: &str, settings: &Settings) -> Option<HeaderValue> {
    set_cookie(ASKING_COOKIE, secret, SIGN_IN_SECONDS, settings)
}

/// `Set-Cookie` by which the browser is known again that answered before anybody signed in.
pub(crate) fn early_cookie(secret: &str, settings: &Settings) -> Option<HeaderValue> {
    set_cookie(EARLY_COOKIE, secret, EARLY_ANSWER_SECONDS, settings)
}

/// `Set-Cookie` that forgets it.
pub(crate) fn no_early_cookie(settings: &Settings) -> Option<HeaderValue> {
    set_cookie(EARLY_COOKIE, "", 0, settings)
}

/// `Set-Cookie` that forgets it.
pub(crate) fn no_asking_cookie(settings: &Settings) -> Option<HeaderValue> {
    set_cookie(ASKING_COOKIE, "", 0, settings)
}

fn set_cookie(name: &str, value: &str, seconds: i64, settings: &Settings) -> Option<HeaderValue> {
    let (prefix, secure) = if settings.is_secure() { (HOST_ONLY, "; Secure") } else { ("", "") };
    // Lax, not Strict: the link in a mail leads here from elsewhere and must find the browser's cookie.
    let line = format!("{prefix}{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&line).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let check = |line: &str, secure: bool, expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, line.parse().unwrap());
            assert_eq!(cookie(&headers, SESSION_COOKIE, secure), expected, "{line}");
        };
        check("maru=x", false, Some("x"));
        check("a=b; maru=x; c=d", false, Some("x"));
        check("maru-asking=y", false, None);
        check("__Host-maru=x", false, None);
        check("__Host-maru=x", true, Some("x"));
        check("maru=x", true, None);
        check("", false, None);
    }

    #[test]
    fn bearer_tokens_are_read() {
        let check = |line: &str, expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, line.parse().unwrap());
            assert_eq!(bearer(&headers), expected, "{line}");
        };
        check("Bearer abc", Some("abc"));
        check("bearer  abc ", Some("abc"));
        check("Basic abc", None);
        check("abc", None);
    }
}
