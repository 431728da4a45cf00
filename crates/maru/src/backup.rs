//! `maru backup` and `maru restore`.

use std::io::{BufRead as _, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use maru_store::Passphrase;
use maru_store::mirror::Mirror;

use crate::output;

#[derive(Debug, Args)]
pub(crate) struct BackupArguments {
    /// The file to write; it must not exist yet.
    file: PathBuf,
    /// Put the private keys of the records into it, sealed by a passphrase.
    #[arg(long)]
    with_keys: bool,
    #[command(flatten)]
    passphrase: PassphraseArguments,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// The file that `maru backup` wrote.
    file: PathBuf,
    /// Take the private keys out of it, too.
    #[arg(long)]
    with_keys: bool,
    #[command(flatten)]
    passphrase: PassphraseArguments,
}

#[derive(Debug, Args)]
struct PassphraseArguments {
    /// The file whose first line is the passphrase; without it, the first line of standard input is.
    #[arg(long, value_name = "FILE", requires = "with_keys")]
    passphrase_file: Option<PathBuf>,
}

impl PassphraseArguments {
    fn read(&self, wanted: bool) -> anyhow::Result<Option<Passphrase>> {
        if !wanted {
            return Ok(None);
        }
        let mut line = String::new();
        if let Some(path) = &self.passphrase_file {
            let file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
            std::io::BufReader::new(file.take(LONGEST)).read_line(&mut line)?;
        } else {
            output::note("the passphrase, in one line:");
            std::io::stdin().lock().take(LONGEST).read_line(&mut line)?;
        }
        Ok(Some(Passphrase::new(&line)?))
    }
}

/// Bytes of the longest line that is read as a passphrase.
const LONGEST: u64 = 4_096;

/// Copies the node into one file; the node may go on running.
pub(crate) fn backup(arguments: &BackupArguments, data: &Path) -> anyhow::Result<ExitCode> {
    let passphrase = arguments.passphrase.read(arguments.with_keys)?;
    let made = maru_store::backup(data, &arguments.file, passphrase.as_ref()).with_context(|| {
        format!(
            "{}: no backup was made; it is written by the user who owns {}, in a folder in which that user may write",
            arguments.file.display(),
            data.display()
        )
    })?;
    let bytes = std::fs::read(&arguments.file)?;
    output::line(format!(
        "{}  {} bytes  sha256 {}",
        arguments.file.display(),
        bytes.len(),
        maru_record::Digest::of(&bytes)
    ))?;
    let entries: u64 = made.records.iter().map(|record| record.entries).sum();
    output::line(format!(
        "It holds {} records with {entries} entries, {} the list of peers, and {}.",
        made.records.len(),
        if made.peers { "with" } else { "without" },
        if made.keys {
            "the private keys, sealed"
        } else {
            "no private keys: keep a copy of `keys` elsewhere"
        }
    ))?;
    say_left_out(data)?;
    Ok(ExitCode::SUCCESS)
}

/// Copies of others' records are in no backup: those of peers are copied again, those from files are not.
fn say_left_out(data: &Path) -> anyhow::Result<()> {
    let mirror = Mirror::new(data, "");
    let (mut from_files, mut followed) = (Vec::new(), 0_usize);
    for origin in mirror.origins()? {
        match mirror.from_file(&origin)? {
            Some(_) => from_files.push(origin),
            None => followed += 1,
        }
    }
    if followed > 0 {
        output::line(format!(
            "Not in it: {followed} copies of records that others keep (`mirror/`); they are copied again from there."
        ))?;
    }
    if !from_files.is_empty() {
        output::line(format!(
            "Not in it: {} copies that were brought in from files, and come back from nowhere by themselves. Keep their archives, or write \
             them anew (`maru process archive ORIGIN --to FILE`): {}",
            from_files.len(),
            from_files.join(", ")
        ))?;
    }
    Ok(())
}

/// Puts a backup into a folder that has no node.
pub(crate) fn restore(arguments: &RestoreArguments, data: &Path) -> anyhow::Result<ExitCode> {
    let passphrase = arguments.passphrase.read(arguments.with_keys)?;
    let back = maru_store::restore(&arguments.file, data, passphrase.as_ref())?;
    let node = crate::node::open_reading(data)?;
    let entries: u64 = node.processes().iter().map(|handle| handle.durable()).sum();
    output::line(format!(
        "{} holds {} processes with {entries} entries again.",
        data.display(),
        node.processes().len()
    ))?;
    match (back.made.keys, arguments.with_keys) {
        (false, true) => output::line("There were no keys in it.")?,
        (true, true) => output::line(format!("{} files of keys came with it.", back.keys))?,
        (true, false) => output::line("The keys in it were left there; --with-keys takes them out.")?,
        (false, false) => {}
    }
    output::line(
        "It can be read. Nothing is signed, and no act is taken, before `maru recover` has asked its peers what was signed since the backup \
         was made.",
    )?;
    Ok(ExitCode::SUCCESS)
}
