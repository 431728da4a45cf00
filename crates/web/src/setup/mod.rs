//! The first page of a fresh node: whoever started it, and can read its log, chooses its name. Until then nothing else is
//! served, and nothing is stored.

mod view;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, State};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use maru_record::Digest;
use maru_store::MailAddress;
use maud::Markup;
use serde::Deserialize;
use tokio::sync::oneshot;
use tower_http::csrf::CsrfLayer;

use crate::address::Address;
use crate::mail::{MailServer, MailSettings};
use crate::router::with_safe_headers;
use crate::serve::{ServeError, listen, take_connections};
use crate::visit::Visit;

/// Largest form, in bytes.
const FORM_LIMIT: usize = 16 * 1_024;
/// The longest name of whoever runs the node, in characters.
const OPERATOR_LIMIT: usize = 200;
/// Characters of the code that cannot be taken for one another.
const CODE_CHARACTERS: &[u8; 32] = b"023456789abcdefghjkmnpqrstuvwxyz";
/// Its length: 100 bits are beyond guessing.
const CODE_LENGTH: usize = 20;

/// What the host of a node says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Host {
    /// The address that people type.
    pub address: String,
    /// Who runs it.
    pub operator: String,
    /// Their mail address.
    pub contact: String,
    /// The mail server; empty where mail comes later.
    pub smtp: String,
    /// The password for it; empty where it needs none.
    pub smtp_password: String,
    /// The sender of mails.
    pub mail_from: String,
}

/// What is wrong with it: the field, and the key of the words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fault {
    field: &'static str,
    key: String,
    detail: String,
}

impl Host {
    /// The first thing that is wrong, in English and with the name of the setting: `maru init` refuses what the first page refuses.
    pub fn refusal(&self) -> Option<String> {
        let fault = self.fault()?;
        let words =
            crate::locale::locale("en")?.text_with(&fault.key, &[("detail", fault.detail.as_str().into())]);
        Some(format!("{}: {words}", fault.field.replace('_', "-")))
    }

    /// The same, if it is this field that is wrong: for questions that are asked one after the other.
    pub fn refusal_of(&self, field: &str) -> Option<String> {
        self.fault().filter(|fault| fault.field == field).and_then(|_| self.refusal())
    }

    /// The first thing that is wrong.
    fn fault(&self) -> Option<Fault> {
        let fault = |field, key: String, detail: String| Some(Fault { field, key, detail });
        let address = match self.address.parse::<Address>() {
            Ok(address) => address,
            Err(error) => {
                return fault("address", format!("setup-fault-address-{}", error.code()), error.to_string());
            }
        };
        if self.operator.trim().is_empty() || self.operator.chars().count() > OPERATOR_LIMIT {
            return fault("operator", "setup-fault-operator".into(), String::new());
        }
        if self.contact.parse::<MailAddress>().is_err() {
            return fault("contact", "setup-fault-contact".into(), String::new());
        }
        if self.smtp.trim().is_empty() {
            // It is written down all the same, so it must be one.
            let from = self.mail_from.trim();
            let is_good = from.is_empty() || MailSettings::is_sender(from);
            return if is_good {
                None
            } else {
                fault("mail_from", "setup-fault-mail-from".into(), String::new())
            };
        }
        let password = Some(self.smtp_password.as_str()).filter(|password| !password.is_empty());
        let server = match MailServer::parse(self.smtp.trim(), password) {
            Ok(server) => server,
            Err(error) => return fault("smtp", "setup-fault-smtp".into(), error.to_string()),
        };
        match MailSettings::new(server, self.mail_from.trim(), address.host_name()) {
            Ok(_) => None,
            Err(_) => fault("mail_from", "setup-fault-mail-from".into(), String::new()),
        }
    }
}

/// The form with the code.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    code: String,
    #[serde(flatten)]
    host: Host,
}

/// Writes answers down, or says why that failed.
type Keep = Box<dyn Fn(&Host) -> Result<(), String> + Send + Sync>;

/// A node that waits for its name.
pub struct Founding {
    code: String,
    keep: Keep,
    done: Mutex<Option<oneshot::Sender<()>>>,
}

impl std::fmt::Debug for Founding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Founding").finish_non_exhaustive()
    }
}

impl Founding {
    /// A founding with a fresh code; `keep` writes the answers down, once they make sense.
    pub fn new(keep: impl Fn(&Host) -> Result<(), String> + Send + Sync + 'static) -> Result<Self, String> {
        let mut bytes = [0; CODE_LENGTH];
        getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
        // 32 characters divide 256, so that each is as likely as any other.
        let code = bytes.iter().map(|byte| char::from(CODE_CHARACTERS[usize::from(byte % 32)])).collect();
        Ok(Self { code, keep: Box::new(keep), done: Mutex::default() })
    }

    /// The code, which only the log tells.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Whether this is the code; digests are compared, so that time tells nothing.
    fn admits(&self, code: &str) -> bool {
        Digest::of(code.trim().as_bytes()) == Digest::of(self.code.as_bytes())
    }

    fn finish(&self) {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner).take();
        // Whoever waited may have been told to stop meanwhile.
        let _ = done.map(|done| done.send(()));
    }
}

/// Serves the first page until somebody with the code has named the node: true; or until `stop` is done: false.
pub async fn ask_host(
    founding: Founding,
    address: SocketAddr,
    stop: impl Future<Output = ()> + Send,
    ready: impl FnOnce(SocketAddr),
) -> Result<bool, ServeError> {
    let failed = |error| ServeError::Listen { address, error };
    let listener = listen(address).map_err(failed)?;
    ready(listener.local_addr().map_err(failed)?);
    let (done, named) = oneshot::channel();
    *founding.done.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
    let mut was_named = false;
    let over = async {
        tokio::select! {
            named = named => was_named = named.is_ok(),
            () = stop => {}
        }
    };
    take_connections(&listener, &routes(Arc::new(founding)), over).await;
    Ok(was_named)
}

fn routes(founding: Arc<Founding>) -> Router {
    let router = Router::new()
        .route("/", get(form).post(answer))
        .route("/livez", get(async || "ok\n"))
        .route("/readyz", get(async || (StatusCode::SERVICE_UNAVAILABLE, "name: not chosen yet\n")))
        .fallback(async || Redirect::to("/"))
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(CsrfLayer::new());
    with_safe_headers(router).with_state(founding)
}

async fn form(parts: Parts) -> Response {
    page(StatusCode::OK, &view::form(&visit(&parts), &Host::default(), None))
}

async fn answer(State(founding): State<Arc<Founding>>, parts: Parts, Form(asked): Form<Asked>) -> Response {
    let visit = visit(&parts);
    let refused = |status, fault: Fault| page(status, &view::form(&visit, &asked.host, Some(&fault)));
    if !founding.admits(&asked.code) {
        tracing::warn!("somebody tried to name this node with a wrong code");
        let fault = Fault { field: "code", key: "setup-fault-code".into(), detail: String::new() };
        return refused(StatusCode::FORBIDDEN, fault);
    }
    if let Some(fault) = asked.host.fault() {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, fault);
    }
    if let Err(detail) = (founding.keep)(&asked.host) {
        let fault = Fault { field: "code", key: "setup-fault-keep".into(), detail };
        return refused(StatusCode::INTERNAL_SERVER_ERROR, fault);
    }
    let answer = page(StatusCode::OK, &view::done(&visit, &asked.host));
    founding.finish();
    answer
}

fn visit(parts: &Parts) -> Visit {
    let language = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    Visit::new(parts.uri.path(), parts.uri.query().unwrap_or(""), language, maru_store::now())
}

fn page(status: StatusCode, body: &Markup) -> Response {
    let mut answer = (status, Html(body.0.clone())).into_response();
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use axum::http::header::CONTENT_TYPE;
    use tower::ServiceExt as _;

    use super::*;

    fn host() -> Host {
        Host {
            address: "https://maru.example".into(),
            operator: "The hosts".into(),
            contact: "hosts@maru.example".into(),
            ..Host::default()
        }
    }

    #[test]
    fn what_is_wrong_is_said_where_it_is() {
        let check = |change: &dyn Fn(&mut Host), expected: Option<(&str, &str)>| {
            let mut host = host();
            change(&mut host);
            let fault = host.fault();
            assert_eq!(fault.as_ref().map(|fault| (fault.field, fault.key.as_str())), expected, "{host:?}");
        };
        check(&|_| {}, None);
        check(&|host| host.address.clear(), Some(("address", "setup-fault-address-empty")));
        check(&|host| host.address = "maru.example".into(), Some(("address", "setup-fault-address-scheme")));
        check(&|host| host.operator = "  ".into(), Some(("operator", "setup-fault-operator")));
        check(&|host| host.contact = "hosts".into(), Some(("contact", "setup-fault-contact")));
        check(&|host| host.mail_from = "Maru <maru@maru.example>".into(), None);
        check(&|host| host.mail_from = "garbage".into(), Some(("mail_from", "setup-fault-mail-from")));
        check(&|host| host.smtp = "mail.example".into(), Some(("smtp", "setup-fault-smtp")));
        check(&|host| host.smtp = "smtp://mail.example".into(), Some(("mail_from", "setup-fault-mail-from")));
    }

    async fn send(router: &Router, method: &str, path: &str, body: String) -> (StatusCode, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("accept-language", "en");
        let answer = router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = answer.status();
        let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn only_the_code_of_the_log_names_a_node() {
        let kept = Arc::new(Mutex::new(Vec::new()));
        let keeping = kept.clone();
        let founding = Founding::new(move |host| {
            keeping.lock().unwrap().push(host.clone());
            Ok(())
        })
        .unwrap();
        let code = founding.code().to_owned();
        let router = routes(Arc::new(founding));
        let body = |code: &str| {
            format!("code={code}&address=https://maru.example&operator=The+hosts&contact=hosts@maru.example")
        };
        let (status, text) = send(&router, "GET", "/", String::new()).await;
        assert_eq!(status, StatusCode::OK);
        assert!(text.contains("name=\"address\"") && !text.contains(&code), "{text}");
        assert!(
            !text.contains("/norms") && !text.contains("/sign-in"),
            "nothing else is served, nor linked: {text}"
        );
        assert_eq!(send(&router, "GET", "/p/x", String::new()).await.0, StatusCode::SEE_OTHER);
        assert_eq!(send(&router, "GET", "/readyz", String::new()).await.0, StatusCode::SERVICE_UNAVAILABLE);
        for wrong in ["", "wrong", &code[1..]] {
            let (status, text) = send(&router, "POST", "/", body(wrong)).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{wrong}");
            assert!(text.contains("value=\"https://maru.example\""), "what was typed is not lost: {text}");
        }
        assert!(kept.lock().unwrap().is_empty());
        let wrong = body(&code).replace("https:", "ftp:");
        assert_eq!(send(&router, "POST", "/", wrong).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(kept.lock().unwrap().is_empty());
        assert_eq!(send(&router, "POST", "/", body(&code)).await.0, StatusCode::OK);
        assert_eq!(*kept.lock().unwrap(), [host()]);
    }
}
