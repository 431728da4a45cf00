//! `maru mail`: whether mails leave this node.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::{Args, Subcommand};
use maru_store::MailAddress;
use maru_web::{MailSettings, Protection, send_test_mail};

use crate::{output, settings};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Send one mail, made just like those for signing in, and say what the mail server answered.
    Test {
        /// To whom.
        recipient: MailAddress,
    },
}

pub(crate) fn run(arguments: &Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    let Command::Test { recipient } = &arguments.command;
    let (found, told) = settings::in_force(data)?;
    let address = found.chosen_address()?;
    let mail = found.mail(&address)?.with_context(|| {
        format!(
            "no mail server is set; set “smtp” and “mail-from” in maru.toml, or MARU_SMTP and MARU_MAIL_FROM. {}",
            told.said(data)
        )
    })?;
    let body = format!(
        "This is a test mail of the node {address}.\n\nIf you can read it, people can sign in there by mail.\n"
    );
    output::line(way(&mail))?;
    let sent = send_test_mail(&mail, recipient.as_str(), "A test mail of your Maru node", &body);
    let answer = at_once(sent)?.map_err(|error| anyhow!(error))?;
    output::line(format!("The mail server took it: {answer}"))?;
    output::line(format!(
        "Look whether it arrives at {recipient}, and not among unwanted mail: that cannot be seen from here."
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Which server, and how it is spoken to.
pub(crate) fn way(mail: &MailSettings) -> String {
    let protected = match mail.server.protection() {
        Protection::Tls => "under TLS",
        Protection::StartTls => "by STARTTLS",
        Protection::Opportunistic => "by STARTTLS if it offers that",
        Protection::None => "without TLS",
    };
    let user = if mail.server.has_password() { "with a password" } else { "without a password" };
    format!("Mail server {}, {protected}, {user}.", mail.server.place())
}

/// Waits for work that talks to the network.
pub(crate) fn at_once<T>(work: impl Future<Output = T>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(work))
}
