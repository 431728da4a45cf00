//! `maru serve`: the node as a server.

use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{anyhow, bail};
use clap::Args;
use maru_record::Anchor;
use maru_store::peer::{Watch, host_of};
use maru_store::{Node, OpenError, Options, SubmitError, open_to_others};
use maru_web::{AppState, Founding, Settings};

use crate::door::{self, Door};
use crate::fonts::MachineFonts;
use crate::http::Http;
use crate::settings::InForce;
use crate::{init, output, settings};

/// Each flag is also a variable (`MARU_MAIL_FROM`) and a line of `maru.toml`; `maru config` says what is in force.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Where to listen; 127.0.0.1:8080 where nothing else is said.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// The public address that people type, such as `https://forum.example.org`; records are named after it for ever.
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// Make the folder, and a new node in it, where there is none.
    #[arg(long)]
    create: bool,
    /// The host that records are named after, where the node has moved to another address since.
    #[arg(long, value_name = "HOST")]
    name: Option<String>,
    /// The mail server, such as `smtps://user@mail.example.org`; without it nobody can sign in. Programs that list processes
    /// show flags to everybody: a password is better kept in a file (`MARU_SMTP_PASSWORD_FILE`).
    #[arg(long, value_name = "URL")]
    smtp: Option<String>,
    /// The sender of mails, such as `Maru <maru@forum.example.org>`.
    #[arg(long, value_name = "SENDER")]
    mail_from: Option<String>,
    /// A proxy in front sets X-Forwarded-For; without one, anybody could set it.
    #[arg(long)]
    behind_proxy: bool,
    /// How often the node's own record repeats the heads of the others, such as 10m; from 1m to 24h.
    #[arg(long, value_name = "AGE")]
    anchor_every: Option<String>,
    /// How many megabytes of drawn pages are kept, from 1 to 4096.
    #[arg(long, value_name = "MB")]
    page_memory: Option<String>,
    /// Who may read /metrics.
    #[arg(long, value_parser = ["off", "local", "public"])]
    metrics: Option<String>,
    /// What goes to standard error: error, warn, info, debug or trace.
    #[arg(long, value_name = "LEVEL")]
    log: Option<String>,
}

impl Arguments {
    fn flags(&self) -> Vec<(&'static str, Option<String>)> {
        vec![
            ("listen", self.listen.clone()),
            ("address", self.address.clone()),
            ("name", self.name.clone()),
            ("smtp", self.smtp.clone()),
            ("mail-from", self.mail_from.clone()),
            ("behind-proxy", self.behind_proxy.then(|| "true".to_owned())),
            ("anchor-every", self.anchor_every.clone()),
            ("page-memory", self.page_memory.clone()),
            ("metrics", self.metrics.clone()),
            ("log", self.log.clone()),
        ]
    }
}

/// `is_named` says that the folder was named on the command line.
pub(crate) fn run(arguments: &Arguments, data: &Path, is_named: bool) -> anyhow::Result<ExitCode> {
    let mut found = settings::with_flags(data, arguments.flags())?;
    log_to_stderr(&found.log()?);
    let listen = found.listen()?;
    // Without an address nothing is made yet: the first page asks.
    if !data.exists() && !arguments.create && (is_named || found.address()?.is_some()) {
        bail!(
            "there is no folder {}. If it is misspelt, or its disk is not mounted, a new node would begin here under the old name; if a new \
             node is meant, say so: --create (or run `maru init` first)",
            data.display()
        );
    }
    if found.address()?.is_none() && init::is_fresh(data) {
        if !first_page(data, listen)? {
            return Ok(ExitCode::SUCCESS);
        }
        found = settings::with_flags(data, arguments.flags())?;
    }
    let settings = found.web()?;
    warn_about(&found, data, listen)?;
    let name = found.host()?;
    let anchored = found.anchor_every()?;
    serve_as(data, (listen, anchored), settings, Some(found), &name)
}

/// Lets whoever can read the log name a fresh node; false when the program was told to stop before.
fn first_page(data: &Path, listen: SocketAddr) -> anyhow::Result<bool> {
    let folder = data.to_owned();
    let founding = Founding::new(move |host| init::keep(&folder, host)).map_err(|error| anyhow!(error))?;
    let code = founding.code().to_owned();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let stop = {
        let _within = runtime.enter();
        maru_web::told_to_stop()
    };
    let named = runtime.block_on(maru_web::ask_host(founding, listen, stop, |address| {
        output::note(&format!(
            "this node has no name yet. Open http://{address} and name it with this code: {code}"
        ));
        output::note("(or stop this and run `maru init`)");
    }))?;
    Ok(named)
}

/// What works and is probably not meant.
fn warn_about(found: &InForce, data: &Path, listen: SocketAddr) -> anyhow::Result<()> {
    let address = found.chosen_address()?;
    if found.mail(&address)?.is_none() {
        output::note("no mail server is set, so nobody can sign in; set “smtp” and “mail-from”");
    }
    if found.behind_proxy()? && !listen.ip().is_loopback() {
        output::note(&format!(
            "“behind-proxy” holds and {listen} is open to others, who can pretend to come from anywhere; listen on 127.0.0.1"
        ));
    }
    for path in open_to_others(data) {
        output::note(&format!(
            "other users of this machine can read {}, which has mail addresses or keys in it: chmod 700 {}",
            path.display(),
            data.display()
        ));
    }
    if !found.behind_proxy()? && address.is_secure() && listen.ip().is_loopback() {
        output::note(
            "the address is https and this program listens on this machine alone, so a proxy is in front; set “behind-proxy”, or all \
             visitors count as one",
        );
    }
    Ok(())
}

/// How long a start waits for its peers to say what they hold of this node's records.
const FIRST_ANSWERS: Duration = Duration::from_secs(5);
/// The demonstration has no settings.
const ANCHORED_IN_DEMO: Duration = Duration::from_mins(1);

/// Serves the demonstration, whose name is wherever it listens.
pub(crate) fn serve(data: &Path, listen: SocketAddr, settings: Settings) -> anyhow::Result<ExitCode> {
    log_to_stderr("warn");
    let name = host_of(&settings.address).to_owned();
    serve_as(data, (listen, ANCHORED_IN_DEMO), settings, None, &name)
}

/// The node, opened to be served. Where another server has the folder and answers, that is said, with its address.
fn opened(data: &Path) -> anyhow::Result<Arc<Node>> {
    let error = match Node::open(data, Options::SERVE) {
        Ok(node) => return Ok(node),
        Err(error) => error,
    };
    if matches!(error, OpenError::InUse(_))
        && let Some(found) = door::settings(data)?
    {
        let host = found.host()?;
        bail!(
            "{} is served already, as {host}, and that server answers every command; one server has a folder, so stop it before you start another",
            data.display()
        );
    }
    Err(error.into())
}

/// Serves a folder until it is told to stop.
fn serve_as(
    data: &Path,
    (listen, anchor_every): (SocketAddr, Duration),
    settings: Settings,
    found: Option<InForce>,
    name: &str,
) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let stop = {
        let _within = runtime.enter();
        maru_web::told_to_stop()
    };
    let node = opened(data)?;
    node.anchor_every(anchor_every);
    if !settings.demo {
        refuse_other_name(&node, name)?;
    }
    if let Err(error) = node.begin_own_record(name) {
        output::complain(&anyhow::Error::new(error).context("the node's own record could not be begun"));
    }
    let door = Door::open(node.clone(), found, &runtime);
    if let Err(error) = &door {
        let without = "commands cannot act while this server runs: its door could not be opened";
        output::complain(&anyhow::anyhow!("{error:#}").context(without));
    }
    let watch = Watch::begin(&node, Arc::new(Http::to_peers()), &settings.address)?;
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
    // From here on commands wait for the folder itself.
    drop(door);
    // A request that is still in the database's hands then is let go; what it has stored is durable.
    runtime.shutdown_timeout(maru_web::GRACE);
    drop(watch);
    match node.anchor() {
        // It was said while the node ran, and stopping is how a clock is put right.
        Ok(_) | Err(SubmitError::Clock(_)) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(ExitCode::SUCCESS)
}

/// A node keeps the name that its record bears; serving it under another one would split it in two for everyone who follows it.
pub(crate) fn refuse_other_name(node: &Node, name: &str) -> anyhow::Result<()> {
    let Some(own) = node.own_record() else { return Ok(()) };
    if own.origin() == Anchor::origin_at(name) {
        return Ok(());
    }
    let known = own.origin().trim_end_matches("/node");
    bail!(
        "the record of this node is named after {known} for ever, and the address says {name}. If the node has moved to that address, set \
         name = \"{known}\" beside it; if the address is a slip, mend it"
    )
}

/// What a host should know goes to standard error: what the setting `log` or, before it, `RUST_LOG` asks for. Colours go to terminals only.
fn log_to_stderr(level: &str) {
    let asked = std::env::var("RUST_LOG").ok().filter(|asked| !asked.is_empty());
    let filter = tracing_subscriber::EnvFilter::builder()
        .with_default_directive(tracing_subscriber::filter::LevelFilter::WARN.into())
        .parse_lossy(asked.as_deref().unwrap_or(level));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(std::io::stderr().is_terminal());
    // Where somebody listens already there is nothing to do.
    let _ = log.with_writer(std::io::stderr).try_init();
}
