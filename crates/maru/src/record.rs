//! `maru record` and `maru receipt`: a record's key and folder, and receipts checked without any node.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use maru_forum::ProcessId;
use maru_record::{Policy, Proof, VerifierKey};
use serde_json::json;

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

#[derive(Debug, Args)]
pub(crate) struct ReceiptArguments {
    #[command(subcommand)]
    command: ReceiptCommand,
}

#[derive(Debug, Subcommand)]
enum ReceiptCommand {
    /// Check a receipt file without a network.
    Check {
        /// The `.tlog-proof` file.
        file: PathBuf,
        /// The record's verifier key; `maru record key` and the process's page show it.
        #[arg(long, value_name = "VKEY", required_unless_present = "policy")]
        key: Option<String>,
        /// A trust policy (C2SP tlog-policy) instead of one key.
        #[arg(long, value_name = "FILE", conflicts_with = "key")]
        policy: Option<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

pub(crate) fn record(arguments: RecordArguments, data: &Path) -> anyhow::Result<ExitCode> {
    let node = node::open(data)?;
    match arguments.command {
        RecordCommand::Key { process, all } => {
            let handle = node::process_or_only(&node, process.as_ref())?;
            node.publish_record(&handle)?;
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
            node.publish_record(&handle)?;
            output::line(node.record_folder(&handle).display().to_string())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Exit code 0: the receipt holds. 1: it does not.
pub(crate) fn receipt(arguments: ReceiptArguments) -> anyhow::Result<ExitCode> {
    let ReceiptCommand::Check { file, key, policy, json } = arguments.command;
    let policy = match (key, policy) {
        (Some(key), _) => Policy::of_logs([key
            .parse::<VerifierKey>()
            .with_context(|| format!("“{key}” is not a verifier key"))?]),
        (None, Some(path)) => {
            Policy::parse(&std::fs::read(&path).with_context(|| path.display().to_string())?)?
        }
        (None, None) => anyhow::bail!("give the record's key with --key, or a policy with --policy"),
    };
    let bytes = std::fs::read(&file).with_context(|| file.display().to_string())?;
    let proof = Proof::parse(&bytes).with_context(|| file.display().to_string())?;
    match proof.check(&policy) {
        Ok(receipt) => {
            let content = String::from_utf8_lossy(&receipt.entry.body.encode()).into_owned();
            let (index, head) = (receipt.index, proof.checkpoint.checkpoint());
            if json {
                output::json(
                    &json!({"good": true, "origin": receipt.origin, "entry": index, "size": head.size, "content": content}),
                )?;
            } else {
                output::line(format!(
                    "Good: entry {index} is in the record “{}” of {} entries.",
                    receipt.origin, head.size
                ))?;
                output::line(content)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            if json {
                output::json(&json!({"good": false, "reason": error.to_string()}))?;
            } else {
                output::line(format!("WRONG: {error}"))?;
            }
            Ok(ExitCode::from(1))
        }
    }
}
