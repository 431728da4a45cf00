//! `maru mirror`: copies of another node's records, each entry checked.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;
use clap::Args;
use maru_record::introduction::RecordAt;
use maru_store::mirror::{Mirror, Pulled};
use maru_store::peer::{Remote, USUAL_QUOTA};

use crate::http::Http;
use crate::{output, peer, settings};

/// How often a followed record is asked for new entries.
const PERIOD: Duration = Duration::from_secs(5);
const GIGABYTE: u64 = 1_000_000_000;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The address of a node, for all of its records, or of one record, such as `https://forum.example.org/p/lakeside`.
    url: String,
    /// The key of the node's own record, got from its operator; without it, keys are trusted on first sight and kept.
    #[arg(long, value_name = "VKEY")]
    key: Option<String>,
    /// How many gigabytes the copies of its records may take; a gigabyte of the disk is left free all the same.
    #[arg(long, value_name = "GB", default_value_t = USUAL_QUOTA)]
    quota: u64,
    /// Go on copying what is new, until stopped.
    #[arg(long)]
    follow: bool,
    /// This node's address, if it is not set yet; the mirror's own key is named after its host.
    #[arg(long, value_name = "URL")]
    address: Option<String>,
}

/// Exit code 0: all was copied. 1: something was not, and the output says why.
pub(crate) fn run(arguments: &Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    let url = peer::address(&arguments.url)?;
    let host = settings::host_of(data, arguments.address.clone())?;
    let mirror = Mirror::new(data, &host);
    loop {
        let good =
            copy_all(&mirror, url, (arguments.key.as_deref(), arguments.quota.saturating_mul(GIGABYTE)))?;
        if !arguments.follow {
            return Ok(ExitCode::from(u8::from(!good)));
        }
        std::thread::sleep(PERIOD);
    }
}

fn copy_all(mirror: &Mirror, url: &str, (key, share): (Option<&str>, u64)) -> anyhow::Result<bool> {
    let mut good = true;
    let records = records(url, key)?;
    for record in &records {
        let keys = mirror.pinned(&record.origin)?.unwrap_or_else(|| record.keys.clone());
        let http = Http::to_peers();
        // Counted anew for each, for the one before has taken some.
        let used = records.iter().map(|record| mirror.bytes_of(&record.origin)).sum();
        let mirror = mirror.clone().with_share(share, used);
        let pulled = mirror.pull(&Remote::new(&http, &record.prefix), &record.origin, &keys, &|| false);
        match pulled {
            Ok(pulled) => say(&record.origin, pulled)?,
            Err(error) => {
                good = false;
                output::complain(&anyhow::Error::new(error).context(record.origin.clone()));
            }
        }
    }
    Ok(good)
}

/// The records of a node, or the one at an address.
fn records(url: &str, key: Option<&str>) -> anyhow::Result<Vec<RecordAt>> {
    let node =
        url.split_once("/p/").map_or_else(|| url.strip_suffix("/node").unwrap_or(url), |(node, _)| node);
    let introduction = peer::introduced(node, key)?;
    let wanted = |record: &&RecordAt| node == url || record.prefix == url;
    let here =
        |record: &&RecordAt| record.prefix.strip_prefix(node).is_some_and(|path| path.starts_with('/'));
    let records: Vec<_> = introduction.own_records().filter(wanted).filter(here).cloned().collect();
    if records.is_empty() {
        bail!("the node at {node} has no such record");
    }
    Ok(records)
}

fn say(origin: &str, pulled: Pulled) -> anyhow::Result<()> {
    let Pulled { size, entries, contents, withdrawn, missing, .. } = pulled;
    output::line(format!(
        "{origin}: {size} entries, {entries} of them new, with {contents} contents; {withdrawn} withdrawn, {missing} missing"
    ))
}
