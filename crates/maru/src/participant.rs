//! `maru participant`: take part with a key of one's own, so that nobody else can act in one's name.
//!
//! Each act is built and signed here, from what the format says and not from bytes that the node sends: a node that is
//! given signatures blindly could have anything signed.

mod key;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use clap::{Args, Subcommand};
use maru_forum::{
    Author, Content, EntryNumber, Event, Language, Moment, NonceSource, ParticipantId, Recorded, Stated,
    StatementId, Vote, Voted, Words, encode, normalised,
};
use serde::Deserialize;
use serde_json::json;

use self::key::{Chain, KeyFile};
use crate::http::Http;
use crate::output;

/// The longest answer that is read.
const ANSWER_LIMIT: u64 = 1024 * 1024;
/// Holds the place of the signature while what it covers is put together.
const NOT_YET_SIGNED: [u8; 64] = [0; 64];

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// The process, the person and the key.
#[derive(Debug, Args)]
struct Place {
    /// The process, such as `https://forum.example.org/p/voices`.
    url: String,
    /// The key file; use one for each process, or people can tell that both are you.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The session: the value of the cookie `maru` (or `__Host-maru`) in a browser that is signed in.
    #[arg(long, env = "MARU_TOKEN", hide_env_values = true)]
    token: String,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a key file. Keep it: without it, nobody can act under the name that joined with it, not even you.
    Key {
        /// The file to be made.
        file: PathBuf,
    },
    /// Join a process with the key; from then on every act has to be signed with it.
    Join {
        #[command(flatten)]
        place: Place,
        /// The name to bear in this process.
        #[arg(long)]
        pseudonym: String,
        /// A stakeholder group of the charter, by its id.
        #[arg(long)]
        group: Option<String>,
        /// A country, two letters.
        #[arg(long)]
        country: Option<String>,
    },
    /// Vote on a statement, signed.
    Vote {
        #[command(flatten)]
        place: Place,
        /// The statement's number.
        statement: u64,
        /// agree, disagree or pass.
        #[arg(value_parser = ["agree", "disagree", "pass"])]
        value: String,
    },
    /// Write a statement, signed.
    State {
        #[command(flatten)]
        place: Place,
        /// The words.
        text: String,
        /// Their language.
        #[arg(long)]
        language: Language,
    },
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    match arguments.command {
        Command::Key { file } => {
            let key = KeyFile::make(&file)?;
            output::line(format!("The key is in {}; its public half is", file.display()))?;
            output::line(BASE64.encode(key.public()))?;
        }
        Command::Join { place, pseudonym, group, country } => {
            let public = BASE64.encode(KeyFile::open(&place.key)?.public());
            let mut body = json!({"pseudonym": pseudonym, "key": public});
            for (name, value) in [("group", group), ("country", country)] {
                if let Some(value) = value {
                    body[name] = value.into();
                }
            }
            let entry = Client::new(&place).post("join", &body)?;
            output::line(format!("You have joined; you are participant {entry}."))?;
        }
        Command::Vote { place, statement, value } => {
            let vote = Vote::from_name(&value).context("agree, disagree or pass")?;
            let event = Voted { statement: StatementId(EntryNumber(statement)), value: vote }.into();
            let body = json!({"statement": statement, "value": value});
            act(&place, "votes", event, body)?;
        }
        Command::State { place, text, language } => {
            let text = normalised(text.trim());
            let mut seed = [0; 32];
            getrandom::fill(&mut seed).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
            let nonce = NonceSource::new(seed).draw();
            let fields = [("language", language.to_string()), ("text", text.clone())];
            let words = Words {
                digest: Content::new(&nonce, fields).digest(),
                language: language.clone(),
                length: u32::try_from(text.chars().count())?,
            };
            let event = Stated { text: words, source_id: None }.into();
            let body = json!({"text": text, "language": language, "seed": BASE64.encode(seed)});
            act(&place, "statements", event, body)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Signs an act as the next one of its author, sends it, and remembers that it was made.
fn act(place: &Place, path: &str, event: Event, mut body: serde_json::Value) -> anyhow::Result<()> {
    let client = Client::new(place);
    let mut file = KeyFile::open(&place.key)?;
    let process = client.process()?;
    let me = process.me.context("this session has not joined the process")?;
    if me.key.as_deref() != Some(BASE64.encode(file.public()).as_str()) {
        bail!("you joined this process without this key, so it cannot sign for you here");
    }
    let shown = Chain { participant: me.participant, acts: me.acts, last: me.last };
    file.compare(&process.origin, &shown)?;
    let recorded = Recorded {
        at: Moment(0),
        author: Author::Participant(ParticipantId(EntryNumber(me.participant))),
        chain: Some((me.acts, EntryNumber(me.last))),
        imported: None,
        signature: Some(NOT_YET_SIGNED),
        event,
    };
    let message = encode(&recorded).signed_message(&process.origin)?;
    body["signature"] = BASE64.encode(file.sign(&message)).into();
    let entry = client.post(path, &body)?;
    if entry <= me.last {
        return output::line(format!("Entry {entry} says so already; nothing new was written."));
    }
    file.remember(&process.origin, Chain { acts: me.acts + 1, last: entry, ..shown })?;
    output::line(format!("Written and signed as entry {entry}."))
}

/// What the node says of the process and of whoever asks.
#[derive(Debug, Deserialize)]
struct Process {
    origin: String,
    me: Option<Me>,
}

#[derive(Debug, Deserialize)]
struct Me {
    participant: u64,
    acts: u32,
    last: u64,
    key: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Written {
    entry: u64,
}

#[derive(Debug, Deserialize)]
struct Problem {
    detail: String,
}

/// The API of one process.
struct Client {
    http: Http,
    base: String,
    token: String,
}

impl Client {
    fn new(place: &Place) -> Self {
        let base = place.url.trim_end_matches('/').replacen("/p/", "/api/processes/", 1);
        Self { http: Http::to_typed([place.url.as_str()]), base, token: format!("Bearer {}", place.token) }
    }

    fn process(&self) -> anyhow::Result<Process> {
        read(self.http.ask(&self.base, Some(&self.token), ANSWER_LIMIT))
    }

    fn post(&self, path: &str, body: &serde_json::Value) -> anyhow::Result<u64> {
        let url = format!("{}/{path}", self.base);
        let kind = ("application/json", Some(self.token.as_str()));
        Ok(read::<Written>(self.http.send(&url, kind, body.to_string().as_bytes(), ANSWER_LIMIT))?.entry)
    }
}

fn read<T: serde::de::DeserializeOwned>(answer: Result<(u16, Vec<u8>), String>) -> anyhow::Result<T> {
    let (status, text) = answer.map_err(|reason| anyhow!(reason))?;
    if (200..300).contains(&status) {
        return serde_json::from_slice(&text).context("the node's answer is not understood");
    }
    match serde_json::from_slice::<Problem>(&text) {
        Ok(problem) => bail!("the node refused: {}", problem.detail),
        Err(_) => bail!("the node answered with status {status}"),
    }
}
