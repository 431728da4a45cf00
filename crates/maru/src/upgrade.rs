//! `maru upgrade`: the folder of an earlier version, brought to the format of this one, when its host says so.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use maru_store::{DATA_FORMATS, DataFormat, Step, step_of, upgrade};

use crate::{node, output};

/// Exit code of a dry run that would have changed the folder.
const NEEDED: u8 = 2;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Say what would be done, and change nothing. Exit code 0: nothing; 2: the folder needs the upgrade first.
    #[arg(long)]
    dry_run: bool,
}

/// Exit code 0: the folder has, or now has, this program's format. 1: it cannot get it, and the output says why. 2: it could have
/// it, and was left as it is because this was a dry run.
pub(crate) fn run(arguments: &Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    let (found, step) = step_of(data)?;
    let own = DATA_FORMATS.last().map_or(found, |format| format.number);
    output::line(format!("{} has format {found}{}.", data.display(), written_by(found)))?;
    output::line(format!("This program, {}, writes format {own}.", env!("CARGO_PKG_VERSION")))?;
    match step {
        Step::None => output::line("Nothing has to be done.")?,
        Step::Upgrade => {
            for format in DATA_FORMATS.iter().filter(|format| format.number > found) {
                output::line(format!("Format {}: {}.", format.number, format.changes))?;
            }
            if arguments.dry_run {
                output::line(
                    "Nothing was changed. An earlier version cannot open the folder afterwards: make a backup with it first.",
                )?;
                return Ok(ExitCode::from(NEEDED));
            }
            upgrade(data)?;
        }
        // Opening it refuses, in the same words as everywhere.
        Step::RefuseNewer | Step::RefuseOlder => {
            node::open(data)?;
        }
    }
    if !arguments.dry_run {
        // Only read: where no upgrade is needed, a server may be running on the folder.
        let node = node::open_reading(data)?;
        let entries: u64 = node.processes().iter().map(|process| process.durable()).sum();
        output::line(format!("It opens: {} processes with {entries} entries.", node.processes().len()))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn written_by(found: u32) -> String {
    let known = |format: &&DataFormat| format.number == found;
    DATA_FORMATS
        .iter()
        .find(known)
        .map_or_else(String::new, |format| format!(", as versions {} write it", format.releases))
}
