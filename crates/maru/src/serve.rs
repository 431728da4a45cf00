//! `maru serve`: the node as a server.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use maru_store::peer::{Watch, host_of};
use maru_store::{Node, Options};
use maru_web::{AppState, MailSettings, Settings};

use crate::fonts::MachineFonts;
use crate::network::Http;
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

/// How long a start waits for its peers to say what they hold of this node's records.
const FIRST_ANSWERS: Duration = Duration::from_secs(5);

/// Serves a folder until it is told to stop.
pub(crate) fn serve(data: &Path, listen: SocketAddr, settings: Settings) -> anyhow::Result<ExitCode> {
    log_to_stderr();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let stop = {
        let _within = runtime.enter();
        maru_web::told_to_stop()
    };
    let node = Node::open(data, Options::SERVE)?;
    if let Err(error) = node.begin_own_record(host_of(&settings.address)) {
        output::complain(&anyhow::Error::new(error).context("the node's own record could not be begun"));
    }
    let watch = Watch::begin(&node, Arc::new(Http::new()), &settings.address)?;
    watch.first_answers(FIRST_ANSWERS);
    for record in node.records() {
        if let Some(reason) = record.halted() {
            output::complain(&anyhow::anyhow!("{} takes no acts: {reason}", record.origin()));
        }
    }
    let state = AppState::new(node.clone(), settings).with_fonts(Arc::new(MachineFonts::default()));
    runtime.block_on(maru_web::serve(state, listen, stop, |address| {
        // Whoever waits for this line wants it even when standard output has gone away.
        let _ = output::line(format!("Maru listens on http://{address} — stop it with Ctrl-C."));
    }))?;
    // A request that is still in the database's hands then is let go; what it has stored is durable.
    runtime.shutdown_timeout(maru_web::GRACE);
    drop(watch);
    node.anchor()?;
    Ok(ExitCode::SUCCESS)
}

/// What a host should know goes to standard error: warnings and errors, or what `RUST_LOG` asks for.
fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::builder()
        .with_default_directive(tracing_subscriber::filter::LevelFilter::WARN.into())
        .from_env_lossy();
    // Where somebody listens already there is nothing to do.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
