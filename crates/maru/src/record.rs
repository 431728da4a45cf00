//! `maru record`: a record's key and folder.

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use maru_forum::ProcessId;

use crate::{node, output};

#[derive(Debug, Args)]
pub(crate) struct RecordArguments {
    #[command(subcommand)]
    command: RecordCommand,
}

#[derive(Debug, Subcommand)]
enum RecordCommand {
    /// Print the verifier key (vkey) by which anyone checks the record's heads.
    Key {
        /// The process.
        #[arg(long)]
        process: Option<ProcessId>,
        /// Print all keys, the post-quantum one too.
        #[arg(long)]
        all: bool,
    },
    /// Print the folder that holds `checkpoint` and `tile/` in the published layout (C2SP tlog-tiles).
    Path {
        /// The process.
        #[arg(long)]
        process: Option<ProcessId>,
    },
}

pub(crate) fn record(arguments: RecordArguments, data: &Path) -> anyhow::Result<ExitCode> {
    let node = node::open_reading(data)?;
    match arguments.command {
        RecordCommand::Key { process, all } => {
            let handle = node::process_or_only(&node, process.as_ref())?;
            if all {
                for key in node.verifier_keys(&handle)? {
                    output::line(key.to_string())?;
                }
            } else {
                output::line(node.verifier_key(&handle)?)?;
            }
        }
        RecordCommand::Path { process } => {
            let handle = node::process_or_only(&node, process.as_ref())?;
            output::line(node.record_folder(&handle).display().to_string())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
