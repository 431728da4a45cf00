//! `maru participant`: take part with a key of one's own, so that nobody else can act in one's name.
//!
//! Each act is built and signed here, from what the format says and not from bytes that the node sends: a node that is
//! given signatures blindly could have anything signed. It is written down before it is sent, so that no second act is ever
//! signed for its place; and afterwards the entry and its receipt are fetched and held against what was signed.

mod client;
mod key;
mod taken;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use clap::{Args, Subcommand};
use maru_forum::{
    Author, Content, EntryNumber, Event, Language, Moment, NonceSource, ParticipantId, PhaseAct, Recorded,
    STATEMENT_LIMIT, Stated, StatementId, Vote, Voted, Words, encode, normalised,
};
use serde_json::json;

use self::client::{Client, Me, Sent};
use self::key::{Chain, KeyFile, Pending};
use crate::output;

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
    /// Sign another act although one was signed for the same place and never recorded. The node holds both then, and can choose.
    #[arg(long)]
    replace: bool,
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
        /// The code of an invitation, or of an application that was granted.
        #[arg(long)]
        code: Option<String>,
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
    /// Do anything else that participants and holders of an office do: what the API takes, said in JSON (`docs/api.md`). Not signed: who
    /// joined with a key votes and writes statements with it, and the node refuses them other acts without a signature of theirs.
    Act {
        /// The process, such as `https://forum.example.org/p/voices`.
        url: String,
        /// What is done, by the last part of its address in the API: `remarks`, `amendments`, `ballot-votes` …
        act: String,
        /// A file with what it says, in JSON; “-” reads standard input.
        file: PathBuf,
        /// The session: the value of the cookie `maru` (or `__Host-maru`) in a browser that is signed in. Without it only what needs none.
        #[arg(long, env = "MARU_TOKEN", hide_env_values = true, default_value = "")]
        token: String,
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
        Command::Join { place, pseudonym, group, country, code } => {
            join(&place, &pseudonym, (group.as_deref(), country.as_deref()), code.as_deref())?;
        }
        Command::Vote { place, statement, value } => {
            let vote = Vote::from_name(&value).context("agree, disagree or pass")?;
            let event = Voted { statement: StatementId(EntryNumber(statement)), value: vote }.into();
            let body = json!({"statement": statement, "value": value});
            let wish = Wish {
                what: format!("vote {statement} {value}"),
                path: "votes",
                on: Some(statement),
                event,
                body,
            };
            act(&place, wish)?;
        }
        Command::Act { url, act, file, token } => act_in_json(&url, &act, &file, &token)?,
        Command::State { place, text, language } => act(&place, statement(&text, &language)?)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Sends what the API takes, and prints what it answers.
fn act_in_json(url: &str, act: &str, file: &Path, token: &str) -> anyhow::Result<()> {
    let text = if file == Path::new("-") {
        std::io::read_to_string(std::io::stdin()).context("standard input")?
    } else {
        std::fs::read_to_string(file).with_context(|| file.display().to_string())?
    };
    let body = serde_json::from_str(&text).with_context(|| file.display().to_string())?;
    output::json(&Client::of(url, token).send(act.trim_matches('/'), &body)?)
}

fn join(
    place: &Place,
    pseudonym: &str,
    (group, country): (Option<&str>, Option<&str>),
    code: Option<&str>,
) -> anyhow::Result<()> {
    let file = KeyFile::open(&place.key)?;
    let mut body = json!({"pseudonym": pseudonym, "key": BASE64.encode(file.public())});
    for (name, value) in [("group", group), ("country", country), ("code", code)] {
        if let Some(value) = value {
            body[name] = value.into();
        }
    }
    let client = Client::new(place);
    // Whoever has joined before has a name and a key, or none, for ever: the node is not asked to make anything of it.
    if let Some(me) = client.process()?.me {
        return joined_before(place, &client, &file, &me);
    }
    let entry = match client.post("join", &body) {
        Sent::Written(entry) => entry,
        Sent::Refused(why) => bail!("the node refused: {why}"),
        Sent::Unknown(why) => bail!("it is not known whether you have joined: {why}; sign in and look"),
    };
    let process = client.process()?;
    let receipt = taken::receipt(&client, &process.origin, entry)?;
    taken::is_admission(&receipt, &file.public(), Some((pseudonym, group, country)))?;
    let path = taken::keep(place, &client, &receipt)?;
    output::line(format!("You have joined; you are participant {entry}."))?;
    output::line(format!("Your key stands in your admission; its receipt is in {}.", path.display()))
}

/// What is so where this session has joined before, perhaps in a browser.
fn joined_before(place: &Place, client: &Client, file: &KeyFile, me: &Me) -> anyhow::Result<()> {
    let entry = me.participant;
    if let Some(other) = not_by(file, me) {
        bail!("nothing was sent: {other}");
    }
    let process = client.process()?;
    let receipt = taken::receipt(client, &process.origin, entry)?;
    taken::is_admission(&receipt, &file.public(), None)?;
    let path = taken::keep(place, client, &receipt)?;
    output::line(format!(
        "You had joined already, with this key: you are participant {entry}. Nothing was sent; the receipt of your admission is in {}.",
        path.display()
    ))
}

/// Why a key cannot sign for whoever joined, if it cannot.
fn not_by(file: &KeyFile, me: &Me) -> Option<String> {
    let (entry, own) = (me.participant, BASE64.encode(file.public()));
    match &me.key {
        Some(key) if *key == own => None,
        Some(other) => Some(format!(
            "this session joined the process as participant {entry} with another key, whose public half is {other}; that of this file is \
             {own}. Use the file with that key: no other can sign under that name, and none can take its place"
        )),
        None => Some(format!(
            "this session joined the process as participant {entry} without a key, as one does in a browser, so the node acts under that \
             name as you ask it to, and a key cannot be added afterwards. Go on in the browser; each act has its receipt. To sign with a key \
             of your own, join a process with `maru participant join` before you join it in a browser"
        )),
    }
}

/// An act that somebody wants to do.
struct Wish {
    /// In words, so that it is known again.
    what: String,
    /// Where in the API it is sent to.
    path: &'static str,
    /// The statement that it is on.
    on: Option<u64>,
    event: Event,
    body: serde_json::Value,
}

fn statement(text: &str, language: &Language) -> anyhow::Result<Wish> {
    let text = normalised(text.trim());
    let length = text.chars().count();
    if length == 0 || length > STATEMENT_LIMIT {
        bail!("a statement has 1 to {STATEMENT_LIMIT} characters; this has {length}");
    }
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    let nonce = NonceSource::new(seed).draw();
    let fields = [("language", language.to_string()), ("text", text.clone())];
    let words = Words {
        digest: Content::new(&nonce, fields).digest(),
        language: language.clone(),
        length: u32::try_from(length)?,
    };
    let what = format!("state {language} {text}");
    let body = json!({"text": text, "language": language, "seed": BASE64.encode(seed)});
    Ok(Wish {
        what,
        path: "statements",
        on: None,
        event: Stated { text: words, source_id: None, source_text: None }.into(),
        body,
    })
}

/// Signs an act as the next one of its author, remembers it, sends it, and looks what the node made of it.
fn act(place: &Place, wish: Wish) -> anyhow::Result<()> {
    let client = Client::new(place);
    let mut file = KeyFile::open(&place.key)?;
    // Two runs at once would sign two acts for one place.
    let _alone = file.alone()?;
    file.read_again()?;
    let (origin, mut me) = know(&client, &mut file)?;
    if let Some(pending) = file.pending(&origin).cloned() {
        let same = pending.what == wish.what;
        if pending.is_next(&me.chain()) {
            return match (same, place.replace) {
                (true, _) => send(place, &client, &mut file, (&origin, &me), pending),
                (false, true) => sign(place, &client, &mut file, (&origin, &me), wish),
                (false, false) => bail!(held_back(&pending)),
            };
        }
        let entry = settle(place, &client, &mut file, (&origin, &me), &pending)?;
        if same {
            return output::line(format!(
                "The node had taken it: it is entry {entry}. Nothing was signed anew."
            ));
        }
        output::line(format!("What was signed before, “{}”, stands as entry {entry}.", pending.what))?;
        (_, me) = know(&client, &mut file)?;
    }
    sign(place, &client, &mut file, (&origin, &me), wish)
}

/// Who we are in the process, as the node says and as far as this key can check it.
fn know(client: &Client, file: &mut KeyFile) -> anyhow::Result<(String, Me)> {
    let process = client.process()?;
    let (origin, me) = (process.origin, process.me.context("this session has not joined the process")?);
    if let Some(other) = not_by(file, &me) {
        bail!("nothing was signed: {other}");
    }
    file.compare(&origin, &me.chain())?;
    if !file.is_admitted(&origin, me.participant) {
        let receipt = taken::receipt(client, &origin, me.participant)?;
        taken::is_admission(&receipt, &file.public(), None)?;
        file.admitted(&origin, me.participant)?;
    }
    Ok((origin, me))
}

fn sign(
    place: &Place,
    client: &Client,
    file: &mut KeyFile,
    (origin, me): (&str, &Me),
    wish: Wish,
) -> anyhow::Result<()> {
    // What the node would refuse is not signed: a signature that is out cannot be taken back.
    if let Some(entry) = refusal_or_standing(client, &wish)? {
        return output::line(format!("Entry {entry} says so already; nothing new was written."));
    }
    let Wish { what, path, event, mut body, .. } = wish;
    let mut recorded = Recorded {
        at: Moment(0),
        author: Author::Participant(ParticipantId(EntryNumber(me.participant))),
        chain: Some((me.acts, EntryNumber(me.last))),
        imported: None,
        signature: Some(NOT_YET_SIGNED),
        event,
    };
    let signature = file.sign(&encode(&recorded).signed_message(origin)?);
    recorded.signature = Some(signature);
    body["signature"] = BASE64.encode(signature).into();
    let signed = BASE64.encode(encode(&recorded).encode()?);
    let pending = Pending { at: me.chain(), what, path: path.to_owned(), body, signed, refused: None };
    file.remember_pending(origin, pending.clone())?;
    send(place, client, file, (origin, me), pending)
}

/// Whether the node would refuse the act, and the entry that says the same already.
fn refusal_or_standing(client: &Client, wish: &Wish) -> anyhow::Result<Option<u64>> {
    let act = if wish.on.is_some() { PhaseAct::Vote } else { PhaseAct::Statement };
    if let Some(may) = client.process()?.may
        && !may.iter().any(|name| name == act.as_str())
    {
        bail!("the node refused: the process is in no phase for this ({})", act.as_str());
    }
    let Some(statement) = wish.on else { return Ok(None) };
    let (is_visible, value) = client.statement(statement)?;
    if !is_visible {
        bail!("the node refused: statement {statement} is not put to the vote");
    }
    let said = wish.body.get("value").and_then(serde_json::Value::as_str);
    if value.is_some() && value.as_deref() == said { client.my_vote_on(statement) } else { Ok(None) }
}

/// Sends what was signed, for the first time or again.
fn send(
    place: &Place,
    client: &Client,
    file: &mut KeyFile,
    (origin, me): (&str, &Me),
    mut pending: Pending,
) -> anyhow::Result<()> {
    let entry = match client.post(&pending.path, &pending.body) {
        Sent::Written(entry) => entry,
        Sent::Refused(why) => {
            pending.refused = Some(why.clone());
            let told = held_back(&pending);
            file.remember_pending(origin, pending)?;
            bail!("the node refused: {why}. {told}");
        }
        Sent::Unknown(why) => bail!(
            "it is not known whether the node has taken it: {why}. Run the same command again: the same signed act is sent, and no other"
        ),
    };
    if entry <= me.last {
        bail!(
            "the node did something else: it took no act of yours and names entry {entry}, which is older. {}",
            held_back(&pending)
        );
    }
    let path = accept(place, client, file, origin, (&pending, entry))?;
    output::line(format!("Written and signed as entry {entry}."))?;
    output::line(format!("The entry holds what was signed; its receipt is in {}.", path.display()))
}

/// Finds what became of an act whose place is taken.
fn settle(
    place: &Place,
    client: &Client,
    file: &mut KeyFile,
    (origin, me): (&str, &Me),
    pending: &Pending,
) -> anyhow::Result<u64> {
    if me.acts != pending.at.acts + 1 {
        bail!(
            "the node shows {} acts of yours, and this key has signed {} at most: somebody else uses a copy of it, or the node is wrong; \
             check the record with `maru verify`",
            me.acts,
            pending.at.acts + 1
        );
    }
    accept(place, client, file, origin, (pending, me.last))?;
    Ok(me.last)
}

/// Holds an entry against what was signed; only then is the act over.
fn accept(
    place: &Place,
    client: &Client,
    file: &mut KeyFile,
    origin: &str,
    (pending, entry): (&Pending, u64),
) -> anyhow::Result<PathBuf> {
    let receipt = taken::receipt(client, origin, entry)?;
    taken::is_what_was_signed(&receipt, &pending.signed)?;
    let path = taken::keep(place, client, &receipt)?;
    let at = &pending.at;
    file.settled(origin, Chain { participant: at.participant, acts: at.acts + 1, last: entry })?;
    Ok(path)
}

fn held_back(pending: &Pending) -> String {
    let came = match &pending.refused {
        Some(why) => format!("the node refused it ({why})"),
        None => "no answer came".to_owned(),
    };
    format!(
        "“{}” was signed as your act number {}, and {came}. No other act is signed for that place, or the node could choose between the \
         two: run the same command again to send it again, or give --replace if you accept that",
        pending.what,
        pending.at.acts + 1
    )
}
