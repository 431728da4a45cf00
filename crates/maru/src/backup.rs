//! `maru backup` and `maru restore`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::output;

#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    /// The file to write; it must not exist yet.
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// The file that `maru backup` wrote.
    file: PathBuf,
}

/// Copies the node into one file; the node may go on running.
pub(crate) fn backup(arguments: &BackupArguments, data: &Path) -> anyhow::Result<ExitCode> {
    maru_store::backup(data, &arguments.file)?;
    let bytes = std::fs::read(&arguments.file)?;
    output::line(format!(
        "{}  {} bytes  sha256 {}",
        arguments.file.display(),
        bytes.len(),
        maru_record::Digest::of(&bytes)
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Puts a backup into a folder that has no node.
pub(crate) fn restore(arguments: &RestoreArguments, data: &Path) -> anyhow::Result<ExitCode> {
    maru_store::restore(&arguments.file, data)?;
    let node = crate::node::open(data)?;
    let entries: u64 = node.processes().iter().map(|handle| handle.durable()).sum();
    output::line(format!(
        "{} holds {} processes with {entries} entries again.",
        data.display(),
        node.processes().len()
    ))?;
    Ok(ExitCode::SUCCESS)
}
