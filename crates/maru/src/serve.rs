//! `maru serve`: the node as a server.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

/// How to serve.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) listen: SocketAddr,
    /// Mails stay on a page instead of being sent, and pages say that this is a demonstration.
    pub(crate) demo: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 8080)), demo: false }
    }
}

pub(crate) fn run(arguments: &Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    serve(data, &Settings { listen: arguments.listen, ..Settings::default() })
}

/// Serves a folder until it is told to stop.
pub(crate) fn serve(_data: &Path, _settings: &Settings) -> anyhow::Result<ExitCode> {
    anyhow::bail!("the server is being wired in")
}
