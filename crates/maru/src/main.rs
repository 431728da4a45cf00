//! The binary: one definition of every command, and the wiring of everything behind it.
//!
//! Each noun of the command line is a module of its own with an `Arguments` type and a `run`.

mod output;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// An open forum in which people make norms together, and that can prove to anyone how it did so.
///
/// Exit codes: 0 done or good · 1 failed, or proven wrong · 2 the command was not understood, or could not be decided.
#[derive(Debug, Parser)]
#[command(name = "maru", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct CommandLine {
    /// The node's folder: everything the node knows lies in it.
    #[arg(long, global = true, value_name = "DIR", env = "MARU_DATA", default_value = "maru-data")]
    data: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
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
    match line.command {
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut CommandLine::command(), "maru", &mut std::io::stdout());
            Ok(ExitCode::SUCCESS)
        }
        Command::Man { directory } => {
            std::fs::create_dir_all(&directory)?;
            clap_mangen::generate_to(CommandLine::command(), &directory)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
