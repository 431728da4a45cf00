//! `maru serve`: the node as a server.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use maru_store::{Node, Options};
use maru_web::{AppState, MailSettings, Settings};

use crate::output;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The public address that people type, such as `https://forum.example.org`; sign-in links begin with it.
    #[arg(long, env = "MARU_ADDRESS", value_name = "URL")]
    address: Option<String>,
    /// The mail server, such as `smtps://user:password@mail.example.org:465`; without it nobody can sign in.
    #[arg(long, env = "MARU_SMTP", hide_env_values = true, value_name = "URL")]
    smtp: Option<String>,
    /// The sender of mails.
    #[arg(long, env = "MARU_MAIL_FROM", default_value = "Maru <maru@localhost>", value_name = "ADDRESS")]
    mail_from: String,
    /// A proxy in front sets X-Forwarded-For; without one, anybody could set it.
    #[arg(long)]
    behind_proxy: bool,
}

pub(crate) fn run(arguments: &Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    let address = arguments.address.clone().unwrap_or_else(|| format!("http://{}", arguments.listen));
    let mail = arguments.smtp.clone().map(|smtp| MailSettings { smtp, from: arguments.mail_from.clone() });
    let settings =
        Settings { demo: false, mail, behind_proxy: arguments.behind_proxy, ..Settings::demo(&address) };
    serve(data, arguments.listen, settings)
}

/// Serves a folder until it is told to stop.
pub(crate) fn serve(data: &Path, listen: SocketAddr, settings: Settings) -> anyhow::Result<ExitCode> {
    let node = Node::open(data, Options::SERVE)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let state = AppState::new(node, settings);
    runtime.block_on(maru_web::serve(state, listen, |address| {
        // Whoever waits for this line wants it even when standard output has gone away.
        let _ = output::line(format!("Maru listens on http://{address} — stop it with Ctrl-C."));
    }))?;
    Ok(ExitCode::SUCCESS)
}
