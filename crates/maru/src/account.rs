//! `maru account`: who has an account on this node, another address for one, and its end. Accounts are in no record.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand};
use maru_store::{Account, MailAddress, Node};
use serde_json::json;

use crate::node::{Operator, Wish};
use crate::{node, output};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the accounts.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Show one account: since when, where it takes part, what it may do.
    Show {
        /// Its mail address.
        mail: MailAddress,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Give an account another mail address; the old one is told by mail.
    Mail {
        /// The address that it has.
        mail: MailAddress,
        /// The address that it is to have.
        new: MailAddress,
    },
    /// Erase an account. Its entries stay in the records, under the names that it chose.
    Erase {
        /// Its mail address.
        mail: MailAddress,
        /// Erase the words that its owner wrote, too, on this legal ground; it stands in the records.
        #[arg(long, value_name = "GROUND")]
        words: Option<String>,
        /// Do it; without this, only what would be done is said.
        #[arg(long)]
        yes: bool,
    },
}

pub(crate) fn run(arguments: Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    match arguments.command {
        Command::List { json } => list(&*node::open_reading(data)?, json)?,
        Command::Show { mail, json } => show(&of(&*node::open_reading(data)?, &mail)?, json)?,
        Command::Mail { mail, new } => {
            Operator::of(data).ask(Wish::ChangeAddress { mail: mail.to_string(), new: new.to_string() })?;
            output::line(format!("The account has the address {new} now; {mail} is told by mail."))?;
        }
        Command::Erase { mail, words, yes } => erase(data, &mail, words, yes)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The account of an address.
pub(crate) fn of(node: &Node, mail: &MailAddress) -> anyhow::Result<Account> {
    node.account_of(mail)?.ok_or_else(|| anyhow!("there is no account with the address {mail}"))
}

/// The address in a message that came through the door.
pub(crate) fn address(text: &str) -> anyhow::Result<MailAddress> {
    text.parse().with_context(|| text.to_owned())
}

fn summary(account: &Account) -> serde_json::Value {
    let memberships = account
        .memberships
        .iter()
        .map(|(process, who)| json!({ "process": process.as_str(), "participant": who.0.0 }));
    json!({
        "mail": account.email,
        "since": time(account.created),
        "sessions": account.sessions,
        "powers": account.powers.iter().map(|power| power.as_str()).collect::<Vec<_>>(),
        "processes": memberships.collect::<Vec<_>>(),
    })
}

fn time(at: maru_forum::Moment) -> String {
    jiff::Timestamp::from_second(at.0).map_or_else(|_| at.0.to_string(), |at| at.to_string())
}

fn list(node: &Node, json: bool) -> anyhow::Result<()> {
    let accounts = node.accounts()?;
    if json {
        return output::json(&accounts.iter().map(summary).collect::<Vec<_>>());
    }
    for account in &accounts {
        let powers: Vec<_> = account.powers.iter().map(|power| power.as_str()).collect();
        let processes = account.memberships.len();
        let line = format!("{}  since {}  processes {processes}", account.email, time(account.created));
        output::line(if powers.is_empty() { line } else { format!("{line}  may {}", powers.join(", ")) })?;
    }
    if accounts.is_empty() { output::line("There is no account yet.") } else { Ok(()) }
}

fn show(account: &Account, json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(&summary(account));
    }
    output::line(&account.email)?;
    output::line(format!("  since      {}", time(account.created)))?;
    output::line(format!("  signed in  {} browsers or programs", account.sessions))?;
    for power in &account.powers {
        output::line(format!("  may        {}", power.as_str()))?;
    }
    for (process, who) in &account.memberships {
        output::line(format!("  takes part in {process} as participant {who}"))?;
    }
    Ok(())
}

/// Which offices end with an account, and which of them nobody would hold then.
fn offices_that_end(node: &Node, account: &Account) -> anyhow::Result<()> {
    for (id, who) in &account.memberships {
        let handle = node::process(node, id)?;
        let process = handle.read();
        for office in process.offices.of(*who) {
            let mut others = process.offices.iter().filter(|one| one.ended.is_none() && one.holder != *who);
            let is_last = !others.any(|one| one.office == office);
            let then = if is_last { ", and nobody holds it then" } else { "" };
            output::line(format!("  office     {} in {id}: ends with the account{then}", office.as_str()))?;
        }
    }
    Ok(())
}

fn erase(data: &Path, mail: &MailAddress, words: Option<String>, yes: bool) -> anyhow::Result<()> {
    if !yes {
        let node = node::open_reading(data)?;
        let account = of(&node, mail)?;
        show(&account, false)?;
        offices_that_end(&node, &account)?;
        output::line(
            "Erased would be: the address, its sessions, its mails, and who it is in each process.",
        )?;
        output::line(match words {
            Some(_) => "Its words would be erased, too; its entries would stay without them.",
            None => "Its entries would stay, with their words (--words GROUND erases those, too).",
        })?;
        bail!("nothing was done; say --yes to erase it");
    }
    let done = Operator::of(data).ask(Wish::EraseAccount { mail: mail.to_string(), words })?;
    output::line(format!("The account is erased, and {} texts with it.", done.entries))?;
    output::line("Backups still hold it; delete those that are older.")
}
