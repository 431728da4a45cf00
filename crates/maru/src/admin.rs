//! `maru admin`: what an account may do on this node beyond taking part.

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use maru_store::{MailAddress, Power};

use crate::node::{Operator, Wish};
use crate::output;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// What may be granted.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Granted {
    /// Begin processes in the browser.
    Create,
    /// See the pages of the node's host: mails that wait, and what became of them.
    Operate,
}

impl Granted {
    fn power(self) -> Power {
        match self {
            Self::Create => Power::Create,
            Self::Operate => Power::Operate,
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Let somebody begin processes in the browser, or see the host's pages.
    Grant {
        /// Their mail address; they sign in with it as everybody does.
        mail: MailAddress,
        /// What they may do.
        #[arg(long, value_enum, default_value = "create")]
        power: Granted,
    },
    /// Take that back.
    Revoke {
        /// Their mail address.
        mail: MailAddress,
        /// What they may no longer do.
        #[arg(long, value_enum, default_value = "create")]
        power: Granted,
    },
}

pub(crate) fn run(arguments: &Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    let (mail, power, granted) = match &arguments.command {
        Command::Grant { mail, power } => (mail, power.power(), true),
        Command::Revoke { mail, power } => (mail, power.power(), false),
    };
    let wish = Wish::Grant { mail: mail.to_string(), power: power.as_str().to_owned(), granted };
    let changed = Operator::of(data).ask(wish)?.number > 0;
    let (name, may) = (power.as_str(), if granted { "may" } else { "may not" });
    output::line(if changed {
        format!("From now on {mail} {may} {name}.")
    } else {
        format!("Nothing changed: {mail} {} {name} before.", if granted { "could" } else { "could not" })
    })?;
    Ok(ExitCode::SUCCESS)
}
