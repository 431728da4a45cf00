//! `maru bench` (hidden): a node for measurements, with people who are signed in already; and a server that does nothing, as the
//! limit of what any server can do here.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use maru_forum::{Action, Actor, Charter, Join, OpenProcess, Pseudonym, SubmitStatement};
use maru_store::{MailAddress, Request};

use crate::{node, output};

/// The charter of the process that is measured; its one phase never ends.
const CHARTER: &str = include_str!("bench-charter.toml");
/// The host in the records of nodes that are only measured.
const HOST: &str = "localhost";

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a node with a process “bench”: statements 1 to N, participants, and a session token for each.
    Prepare {
        /// How many people.
        #[arg(long)]
        participants: usize,
        /// How many statements; they are the entries 1 to this number.
        #[arg(long)]
        statements: usize,
        /// The file for the tokens, one a line.
        #[arg(long)]
        tokens: PathBuf,
    },
    /// Answer every request alike, without doing anything.
    Nothing {
        /// Where to listen.
        #[arg(long)]
        listen: SocketAddr,
    },
}

/// As long as the answer to a vote.
const NOTHING: &str = r#"{"entry":123456}"#;

pub(crate) fn run(arguments: Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    match arguments.command {
        Command::Prepare { participants, statements, tokens } => {
            prepare(participants, statements, &tokens, data)
        }
        Command::Nothing { listen } => {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(async {
                maru_web::serve_nothing(listen, NOTHING, maru_web::told_to_stop(), |_| {}).await
            })?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn prepare(participants: usize, statements: usize, tokens: &Path, data: &Path) -> anyhow::Result<ExitCode> {
    let charter: Charter = toml::from_str(CHARTER)?;
    let id = charter.id.clone();
    let node = node::open_or_create(data)?;
    node.create_process(charter, &node::origin(HOST, &id))?;
    // Statements come before the opening, so that they are the entries 1, 2, 3 …
    for number in 1..=statements {
        let language = "en".parse()?;
        node::act(
            &node,
            &id,
            SubmitStatement { text: format!("Statement {number} of the measurement"), language },
        )?;
    }
    node::act(&node, &id, OpenProcess { reason: "To measure".into() })?;
    let mut list = String::new();
    for number in 1..=participants {
        let account = node.account_for(&format!("person-{number}@example.org").parse::<MailAddress>()?)?;
        let joining = Join::named(Pseudonym::new(&format!("person-{number}"))?);
        let action = Action { actor: Actor::Visitor, command: joining.into(), signature: None };
        node.submit_blocking(Request { process: id.clone(), account: Some(account), action })?;
        writeln!(list, "{}", node.issue_session(account)?.as_str())?;
    }
    node::publish_all(&node)?;
    std::fs::write(tokens, list).with_context(|| tokens.display().to_string())?;
    output::line(format!("“{id}” has {statements} statements and {participants} participants."))?;
    Ok(ExitCode::SUCCESS)
}
