//! The API of one process, as a participant asks it.

use anyhow::{Context, anyhow, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Place;
use super::key::Chain;
use crate::http::Http;

/// The longest answer that is read.
const ANSWER_LIMIT: u64 = 4 * 1024 * 1024;

/// What the node says of the process and of whoever asks.
#[derive(Debug, Deserialize)]
pub(super) struct Process {
    pub(super) origin: String,
    pub(super) me: Option<Me>,
    /// What participants may do now.
    pub(super) may: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Me {
    pub(super) participant: u64,
    pub(super) acts: u32,
    pub(super) last: u64,
    pub(super) key: Option<String>,
}

impl Me {
    pub(super) fn chain(&self) -> Chain {
        Chain { participant: self.participant, acts: self.acts, last: self.last }
    }
}

#[derive(Debug, Deserialize)]
struct Written {
    entry: u64,
}

#[derive(Debug, Deserialize)]
struct Problem {
    detail: String,
}

#[derive(Debug, Deserialize)]
struct Statement {
    visible: bool,
    my_vote: Option<String>,
}

#[derive(Debug, Deserialize)]
struct MyVotes {
    votes: Vec<MyVote>,
}

#[derive(Debug, Deserialize)]
struct MyVote {
    statement: u64,
    entry: u64,
}

/// What came of something that was sent.
pub(super) enum Sent {
    /// The node says that this entry holds it.
    Written(u64),
    /// The node took nothing; why.
    Refused(String),
    /// No answer, or none that says whether it was taken; why.
    Unknown(String),
}

/// The API of one process.
pub(super) struct Client {
    http: Http,
    /// The address of the process.
    pub(super) page: String,
    base: String,
    token: String,
}

impl Client {
    pub(super) fn new(place: &Place) -> Self {
        Self::of(&place.url, &place.token)
    }

    /// The API of the process at an address, with a session; an empty one is none.
    pub(super) fn of(url: &str, token: &str) -> Self {
        let page = url.trim_end_matches('/').to_owned();
        let base = page.replacen("/p/", "/api/processes/", 1);
        Self { http: Http::to_typed([page.as_str()]), page, base, token: format!("Bearer {token}") }
    }

    /// Sends an act and gives the whole answer.
    pub(super) fn send(&self, path: &str, body: &serde_json::Value) -> anyhow::Result<serde_json::Value> {
        let url = format!("{}/{path}", self.base);
        let kind = ("application/json", Some(self.token.as_str()));
        let sent = self.http.send(&url, kind, body.to_string().as_bytes(), ANSWER_LIMIT);
        let (status, text) =
            sent.map_err(|reason| anyhow!("it is not known whether it was taken: {reason}"))?;
        if (200..300).contains(&status) {
            return serde_json::from_slice(&text).context("the node's answer is not understood");
        }
        bail!("the node refused: {}", detail(status, &text))
    }

    pub(super) fn process(&self) -> anyhow::Result<Process> {
        self.get("")
    }

    /// Whether a statement is put to the vote, and how I have voted on it.
    pub(super) fn statement(&self, number: u64) -> anyhow::Result<(bool, Option<String>)> {
        let statement: Statement = self.get(&format!("/statements/{number}"))?;
        Ok((statement.visible, statement.my_vote))
    }

    /// The entry that holds my vote on a statement.
    pub(super) fn my_vote_on(&self, number: u64) -> anyhow::Result<Option<u64>> {
        let mine: MyVotes = self.get("/votes/mine")?;
        Ok(mine.votes.iter().find(|vote| vote.statement == number).map(|vote| vote.entry))
    }

    /// A receipt, once there is one.
    pub(super) fn receipt(&self, entry: u64, most: u64) -> anyhow::Result<Option<Vec<u8>>> {
        let url = format!("{}/receipt/{entry}.tlog-proof", self.page);
        match self.http.ask(&url, None, most).map_err(|reason| anyhow!(reason))? {
            (200, bytes) => Ok(Some(bytes)),
            (404 | 409 | 425 | 503, _) => Ok(None),
            (status, _) => bail!("{url}: the answer was {status}"),
        }
    }

    pub(super) fn post(&self, path: &str, body: &serde_json::Value) -> Sent {
        let url = format!("{}/{path}", self.base);
        let kind = ("application/json", Some(self.token.as_str()));
        let (status, text) = match self.http.send(&url, kind, body.to_string().as_bytes(), ANSWER_LIMIT) {
            Ok(answer) => answer,
            Err(reason) => return Sent::Unknown(reason),
        };
        match status {
            200..300 => match serde_json::from_slice::<Written>(&text) {
                Ok(written) => Sent::Written(written.entry),
                Err(error) => Sent::Unknown(format!("the node's answer is not understood ({error})")),
            },
            400..500 => Sent::Refused(detail(status, &text)),
            _ => Sent::Unknown(detail(status, &text)),
        }
    }

    fn get<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        let url = format!("{}{path}", self.base);
        let answer = self.http.ask(&url, Some(&self.token), ANSWER_LIMIT);
        let (status, text) = answer.map_err(|reason| anyhow!(reason))?;
        if (200..300).contains(&status) {
            return serde_json::from_slice(&text).context("the node's answer is not understood");
        }
        bail!("the node refused: {}", detail(status, &text))
    }
}

/// Why the node did not do it, in its own words where it has some.
fn detail(status: u16, text: &[u8]) -> String {
    serde_json::from_slice::<Problem>(text)
        .map_or_else(|_| format!("it answered with status {status}"), |problem| problem.detail)
}
