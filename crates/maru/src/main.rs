//! The binary: one definition of every command, and the wiring of everything behind it.
//!
//! Each noun of the command line is a module of its own with an `Arguments` type and a `run`.

mod account;
mod admin;
mod audit;
mod backup;
mod bench;
mod config;
mod demo;
mod doctor;
#[cfg(test)]
mod documents;
mod door;
mod fonts;
mod http;
mod import;
mod init;
mod mail;
mod map;
mod mirror;
mod node;
mod norms;
mod output;
mod participant;
mod peer;
mod polis;
mod process;
mod receipt;
mod record;
mod recover;
mod search;
mod serve;
mod settings;
mod text;
mod upgrade;
mod user;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// The node's folder where none is named.
pub(crate) const DEFAULT_FOLDER: &str = "maru-data";

/// An open forum in which people make norms together, and that can prove to anyone how it did so.
///
/// Exit codes: 0 done or good · 1 failed, or proven wrong · 2 the command was not understood, or could not be decided.
#[derive(Debug, Parser)]
#[command(name = "maru", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct CommandLine {
    /// The node's folder: everything the node knows lies in it.
    /// `maru-data` unless said otherwise; the demo keeps to a folder of its own.
    #[arg(long, global = true, value_name = "DIR", env = "MARU_DATA")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open a demonstration node with an example process, here and now.
    Demo(demo::Arguments),
    /// Name a new node: its address, who runs it, its mail server.
    Init(init::Arguments),
    /// Serve the node.
    Serve(serve::Arguments),
    /// Show which settings are in force, and where each was said.
    Config(config::Arguments),
    /// Look at everything that makes a node fail on its second day; each finding says what mends it.
    ///
    /// Exit code 0: nothing is wrong. 1: something is. 2: something could not be found out.
    Doctor(doctor::Arguments),
    /// See whether mails leave this node.
    Mail(mail::Arguments),
    /// Create, open, close and show processes; act in them as the secretariat.
    Process(process::Arguments),
    /// Who has an account here, another address for one, and its end.
    Account(account::Arguments),
    /// Let an account begin processes, or see the host's pages.
    Admin(admin::Arguments),
    /// Take part with a key of your own, so that nobody can act in your name.
    Participant(participant::Arguments),
    /// What is law where, how concrete it is, who is not reached, and what would close it.
    Norms(norms::Arguments),
    /// Look for words, in any language, in the norm library and in the node's processes.
    Search(search::Arguments),
    /// The audits that ship with the program: how open processes were that others held.
    Audit(audit::Arguments),
    /// Legal texts: read, write, compare, amend.
    Text(text::Arguments),
    /// The opinion map of a conversation held anywhere: groups, how stable they are, common ground.
    Map(map::Arguments),
    /// Bring in a conversation held elsewhere.
    Import(import::ImportArguments),
    /// Write a process in another program's format.
    Export(import::ExportArguments),
    /// Check a node, a process or a record from outside: history, signatures, rules, contents, results.
    ///
    /// Exit code 0: good. 1: something is proven wrong. 2: something could not be decided.
    Verify(verify::Arguments),
    /// Show a record's key and folder.
    Record(record::RecordArguments),
    /// The nodes whose records this one witnesses and mirrors, and which do so for this one.
    Peer(peer::Arguments),
    /// Copy another node's records: fetch, check, keep and follow what they withdraw.
    Mirror(mirror::Arguments),
    /// Bring back from a mirror what this node has lost, so that it goes on under its name.
    Recover(recover::Arguments),
    /// Check a receipt without any node, or a printed address.
    Receipt(receipt::Arguments),
    /// Copy the node into one file, while it runs.
    Backup(backup::BackupArguments),
    /// Put a backup into an empty folder.
    Restore(backup::RestoreArguments),
    /// Bring the folder of an earlier version to the format of this one.
    Upgrade(upgrade::Arguments),
    /// Make nodes to measure.
    #[command(hide = true)]
    Bench(bench::Arguments),
    /// Print shell completions to standard output.
    Completions {
        /// The shell to complete for.
        shell: clap_complete::Shell,
    },
    /// Write the manual pages into a folder.
    Man {
        /// The folder; it is made when absent.
        directory: PathBuf,
    },
}

impl Command {
    /// Whether it may write into the node's folder, so that it has to be run by the folder's own user.
    fn acts_on_folder(&self) -> bool {
        match self {
            Self::Norms(arguments) => arguments.acts_on_folder(),
            Self::Demo(_)
            | Self::Participant(_)
            | Self::Audit(_)
            | Self::Text(_)
            | Self::Map(_)
            | Self::Verify(_)
            | Self::Receipt(_)
            | Self::Completions { .. }
            | Self::Man { .. } => false,
            Self::Init(_)
            | Self::Serve(_)
            | Self::Config(_)
            | Self::Doctor(_)
            | Self::Mail(_)
            | Self::Process(_)
            | Self::Account(_)
            | Self::Admin(_)
            | Self::Search(_)
            | Self::Import(_)
            | Self::Export(_)
            | Self::Record(_)
            | Self::Peer(_)
            | Self::Mirror(_)
            | Self::Recover(_)
            | Self::Backup(_)
            | Self::Restore(_)
            | Self::Upgrade(_)
            | Self::Bench(_) => true,
        }
    }
}

fn main() -> ExitCode {
    let line = CommandLine::parse();
    match run(line) {
        Ok(code) => code,
        Err(error) => {
            output::complain(&error);
            ExitCode::from(1)
        }
    }
}

fn run(line: CommandLine) -> anyhow::Result<ExitCode> {
    let data = line.data.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FOLDER));
    // A folder from the environment is set once by whoever packages this; one on the command line is typed, and mistyped.
    let is_named = line.data.is_some() && std::env::var_os("MARU_DATA").map(PathBuf::from) != line.data;
    if !matches!(line.command, Command::Completions { .. } | Command::Man { .. }) {
        settings::refuse_unknown_variables()?;
    }
    if line.command.acts_on_folder() {
        user::act_as_owner(&data)?;
    }
    match line.command {
        Command::Demo(arguments) => demo::run(&arguments, line.data),
        Command::Init(arguments) => init::run(&arguments, &data),
        Command::Serve(arguments) => serve::run(&arguments, &data, is_named),
        Command::Config(arguments) => config::run(&arguments, &data),
        Command::Doctor(arguments) => doctor::run(&arguments, &data),
        Command::Mail(arguments) => mail::run(&arguments, &data),
        Command::Process(arguments) => process::run(arguments, &data),
        Command::Account(arguments) => account::run(arguments, &data),
        Command::Admin(arguments) => admin::run(&arguments, &data),
        Command::Participant(arguments) => participant::run(arguments),
        Command::Search(arguments) => search::run(&arguments, line.data.as_deref(), &data),
        Command::Norms(arguments) => norms::run(arguments, &data),
        Command::Audit(arguments) => audit::run(&arguments, &data),
        Command::Text(arguments) => text::run(arguments),
        Command::Map(arguments) => map::run(&arguments),
        Command::Import(arguments) => import::import(arguments, &data),
        Command::Export(arguments) => import::export(arguments, &data),
        Command::Verify(arguments) => Ok(verify::run(arguments)),
        Command::Record(arguments) => record::record(arguments, &data),
        Command::Peer(arguments) => peer::run(arguments, &data),
        Command::Mirror(arguments) => mirror::run(&arguments, &data),
        Command::Recover(arguments) => recover::run(&arguments, &data),
        Command::Receipt(arguments) => receipt::run(arguments),
        Command::Backup(arguments) => backup::backup(&arguments, &data),
        Command::Restore(arguments) => backup::restore(&arguments, &data),
        Command::Upgrade(arguments) => upgrade::run(&arguments, &data),
        Command::Bench(arguments) => bench::run(arguments, &data),
        Command::Completions { shell } => {
            // Into memory first: clap_complete panics when whoever reads it, such as `head`, hangs up.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut CommandLine::command(), "maru", &mut script);
            output::file(String::from_utf8_lossy(&script).trim_end())?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Man { directory } => {
            std::fs::create_dir_all(&directory)?;
            clap_mangen::generate_to(CommandLine::command(), &directory)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
