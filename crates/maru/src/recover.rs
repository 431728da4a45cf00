//! `maru recover`: what a node has lost, back from a mirror.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use maru_record::witness::monitoring_path;
use maru_store::mirror::{Kept, PullError, RecoverError, kept, recover};
use maru_store::peer::{Remote, host_of};

use crate::network::Http;
use crate::{output, peer};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The address of a node that mirrors this one, for all records; or of one copy, `…/mirror/<hash>`.
    url: String,
    /// The folder with the private keys, if they are not in the node's folder: the one that was called `keys`.
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
}

/// Exit code 0: every record that the mirror has is whole again. 1: one is not, and the output says why.
pub(crate) fn run(arguments: &Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    let url = peer::address(&arguments.url)?;
    if let Some(keys) = &arguments.keys {
        bring_keys(keys, data)?;
    }
    let records = kept(data)?;
    if records.is_empty() {
        bail!(
            "{} holds no keys: without them nothing can go on under its name. Put your copy of the folder `keys` there, or name it with \
             --keys",
            data.display()
        );
    }
    let (mut found, mut good) = (false, true);
    for record in &records {
        let copy = format!("/mirror/{}", monitoring_path(&record.origin));
        let prefix = match url.split_once("/mirror/") {
            Some(_) if url.ends_with(&copy) => url.to_owned(),
            Some(_) => continue,
            None => format!("{url}{copy}"),
        };
        found = true;
        good &= one(data, record, &prefix, host_of(url))?;
    }
    if !found {
        bail!("none of the keys in {} belongs to that copy", data.display());
    }
    output::line(
        "Only entries and contents come back. Accounts, memberships and sessions were in node.db alone: people join again, or you restore a \
         backup first and then recover.",
    )?;
    Ok(ExitCode::from(u8::from(!good)))
}

fn one(data: &Path, record: &Kept, prefix: &str, host: &str) -> anyhow::Result<bool> {
    let http = Http::new();
    match recover(data, &Remote::new(&http, prefix), record, host) {
        Ok(recovered) => {
            output::line(format!(
                "{}: {} entries; {} were here, {} came back, with {} contents.",
                record.origin,
                recovered.entries,
                recovered.before,
                recovered.entries - recovered.before,
                recovered.contents
            ))?;
            Ok(true)
        }
        Err(RecoverError::Pull(PullError::Nothing)) => {
            output::line(format!("{}: the mirror has no copy.", record.origin))?;
            Ok(true)
        }
        Err(error @ RecoverError::HoldsMore { .. }) => {
            output::line(format!("{}: {error}.", record.origin))?;
            Ok(true)
        }
        Err(error) => {
            output::complain(&anyhow::Error::new(error).context(record.origin.clone()));
            Ok(false)
        }
    }
}

/// Copies the private keys into the node's folder, where it has none of that name; never replaces one.
fn bring_keys(from: &Path, data: &Path) -> anyhow::Result<()> {
    maru_store::mirror::bring_keys(from, data).with_context(|| from.display().to_string())
}
