//! A node behind its front door, and visitors who knock.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use maru_forum::{
    Action, Actor, Charter, Command, Join, Moderate, OpenProcess, ProcessId, Pseudonym, SubmitStatement,
};
use maru_store::{Answer, Clock, Node, Options};
use maru_web::{AppState, Settings, router};
use serde_json::Value;
use tower::ServiceExt as _;

/// Where the node under test says it is.
pub(crate) const ADDRESS: &str = "http://localhost:8080";
/// The process that every test finds.
pub(crate) const PROCESS: &str = "test";

const CHARTER: &str = r#"
id = "test"
title = { en = "A test", ko = "시험" }
purpose = { en = "To test" }
mandate = { en = "The testers" }
participation_level = "consult"
eligibility = { en = "Anyone" }
registration = "open"
groups = [{ id = "industry", title = { en = "Industry" } }, { id = "civil_society", title = { en = "Civil society" } }]
languages = ["en"]
moderation = "before"
budget = { en = "None" }
funders = { en = "Nobody" }
contact = "test@example.org"
minimum_group = 1
[decides]
who = { en = "All" }
rule = { en = "Majority" }
quorum = { en = "One" }
tie = { en = "No" }
[[phase]]
id = "talk"
title = { en = "Talk" }
opens = "2020-01-01"
closes = "2199-12-31"
acts = ["join", "statement", "vote"]
"#;

/// A node behind its front door.
pub(crate) struct Front {
    pub(crate) node: Arc<Node>,
    /// What the router serves from.
    #[allow(dead_code, reason = "only the tests of pages look into it")]
    pub(crate) state: AppState,
    router: Router,
    runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

impl Front {
    /// A demonstration with one open process.
    pub(crate) fn new() -> Self {
        Self::with(Settings::demo(ADDRESS))
    }

    pub(crate) fn with(settings: Settings) -> Self {
        Self::opened(settings, Options::CREATE)
    }

    /// A node that draws opinion maps, too.
    #[allow(dead_code, reason = "only the tests of the pages need maps")]
    pub(crate) fn with_maps(settings: Settings) -> Self {
        Self::opened(settings, Options { maps: true, ..Options::CREATE })
    }

    fn opened(settings: Settings, options: Options) -> Self {
        Self::by(settings, options, Clock::of_machine())
    }

    /// A node that goes by this clock.
    pub(crate) fn by(settings: Settings, options: Options, clock: Clock) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let node = Node::open_by(folder.path(), options, clock).unwrap();
        let charter: Charter = toml::from_str(CHARTER).unwrap();
        node.create_process(charter, "localhost/p/test").unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let state = AppState::new(node.clone(), settings);
        let router = router(state.clone());
        let front = Self { node, state, router, runtime, _folder: folder };
        front.as_operator(Command::Open(OpenProcess { reason: "begin".to_owned() }));
        front
    }

    /// What the host does at the command line.
    pub(crate) fn as_operator(&self, command: Command) -> Answer {
        self.submit(None, command)
    }

    /// What the command line says to the host whose command is refused.
    #[allow(dead_code, reason = "only the tests of the pages need it")]
    pub(crate) fn refused_as_operator(&self, command: Command) -> String {
        let action = Action { actor: Actor::Operator, command, signature: None };
        let request = maru_store::Request { process: PROCESS.parse().unwrap(), account: None, action };
        self.node.submit_blocking(request).unwrap_err().to_string()
    }

    fn submit(&self, account: Option<maru_store::AccountId>, command: Command) -> Answer {
        let process: ProcessId = PROCESS.parse().unwrap();
        let action = Action { actor: Actor::Operator, command, signature: None };
        self.node.submit_blocking(maru_store::Request { process, account, action }).unwrap()
    }

    /// A statement of the host's, put to the vote at once.
    pub(crate) fn statement(&self, text: &str) -> u64 {
        let language = "en".parse().unwrap();
        let entry = self
            .as_operator(Command::SubmitStatement(SubmitStatement { text: text.to_owned(), language }))
            .entry;
        self.as_operator(Command::Moderate(Moderate {
            on: vec![entry],
            verdict: maru_forum::Verdict::Accepted,
            reason: "fits".to_owned(),
            rule: String::new(),
        }));
        entry.0
    }

    /// Somebody who has not signed in.
    pub(crate) fn anonymous(&self) -> Visitor<'_> {
        Visitor { front: self, token: None }
    }

    /// Somebody signed in who takes part in nothing.
    pub(crate) fn signed(&self, name: &str) -> Visitor<'_> {
        let address = format!("{name}@example.org").parse().unwrap();
        let account = self.node.account_for(&address).unwrap();
        let token = self.node.issue_session(account).unwrap();
        Visitor { front: self, token: Some(token.as_str().to_owned()) }
    }

    /// A participant.
    pub(crate) fn member(&self, name: &str) -> Visitor<'_> {
        self.admitted(name)
    }

    /// A member of the secretariat.
    pub(crate) fn secretariat(&self) -> Visitor<'_> {
        let visitor = self.admitted("secretariat");
        let holder = visitor.me();
        let reason = "runs the process".to_owned();
        self.as_operator(Command::ChangeOffice(maru_forum::ChangeOffice {
            holder,
            office: maru_forum::Office::Secretariat,
            grant: true,
            reason,
        }));
        visitor
    }

    fn admitted(&self, name: &str) -> Visitor<'_> {
        let visitor = self.signed(name);
        let token = visitor.token.as_deref().unwrap();
        let account = self.node.session(token).unwrap().account;
        let joining = Join::named(Pseudonym::new(name).unwrap());
        self.submit(Some(account), Command::Join(joining));
        visitor
    }

    /// Sends a request as it is.
    pub(crate) fn send(&self, request: Request<Body>) -> Reply {
        self.runtime.block_on(async {
            let answer = self.router.clone().oneshot(request).await.unwrap();
            let (head, body) = answer.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
            Reply { status: head.status, headers: head.headers, body }
        })
    }
}

/// Somebody who knocks.
pub(crate) struct Visitor<'a> {
    front: &'a Front,
    token: Option<String>,
}

impl Visitor<'_> {
    /// Who this is in the process.
    pub(crate) fn me(&self) -> maru_forum::ParticipantId {
        let session = self.front.node.session(self.token.as_deref().unwrap()).unwrap();
        self.front.node.membership(session.account, &PROCESS.parse().unwrap()).unwrap()
    }

    /// Asks for something of the process.
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask(Method::GET, &format!("/api/processes/{PROCESS}{path}"), String::new())
    }

    /// Asks for something of the node.
    pub(crate) fn get_at(&self, address: &str) -> Reply {
        self.ask(Method::GET, address, String::new())
    }

    /// Acts in the process.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Reply {
        self.post_text(path, &body.to_string())
    }

    /// Acts in the process, with a body as it is.
    pub(crate) fn post_text(&self, path: &str, body: &str) -> Reply {
        self.ask(Method::POST, &format!("/api/processes/{PROCESS}{path}"), body.to_owned())
    }

    fn ask(&self, method: Method, address: &str, body: String) -> Reply {
        let mut request = Request::builder().method(method).uri(address).header("host", "localhost:8080");
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        self.front.send(request.body(Body::from(body)).unwrap())
    }
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }

    /// The body as JSON, if the answer has the status that was hoped for.
    #[track_caller]
    pub(crate) fn json(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Asserts that this is a problem with a code.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, code: &str) {
        let body = self.json(status);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!((body["status"].as_u64(), body["code"].as_str()), (Some(status.into()), Some(code)));
        assert!(body["detail"].as_str().is_some_and(|detail| detail.len() > 5), "{body}");
    }

    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The first cookie that is set, as `name=value`.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        let lines = self.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
        let mut pairs = lines.filter_map(|line| line.split(';').next());
        pairs.find(|pair| pair.starts_with(&format!("{name}="))).map(str::to_owned)
    }
}
