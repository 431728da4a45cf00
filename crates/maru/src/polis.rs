//! Votes from wherever they are: a Polis export, a node's folder, the address of a process.

use std::path::Path;

use anyhow::{Context, anyhow, bail};
use maru_forum::{ProcessId, Reading};
use maru_opinion::polis::{PolisError, PolisExport, PolisFiles, Unread};

use crate::http::Http;
use crate::{node, output};

/// Largest file that is fetched: ten million votes with room to spare.
const FILE_LIMIT: u64 = 1024 * 1024 * 1024;

/// Reads a conversation from a Polis export, a node's folder (of which it takes one process), or an address.
pub(crate) fn read(source: &str, process: Option<&ProcessId>) -> anyhow::Result<PolisExport> {
    if source.starts_with("http://") || source.starts_with("https://") {
        return fetch(source.trim_end_matches('/'), process);
    }
    let folder = Path::new(source);
    if folder.join("node.db").is_file() {
        let node = node::open_reading(folder)?;
        // What a command reads here it prints or writes into files that are passed on, so it reads what anyone may.
        return Ok(node.polis_export(&*node::process_or_only(&node, process)?, Reading::Anyone)?);
    }
    read_folder(folder)
}

/// Reads the files of an export, as far as they are there.
pub(crate) fn read_folder(directory: &Path) -> anyhow::Result<PolisExport> {
    if !directory.is_dir() {
        bail!("{} is neither a folder nor an address", directory.display());
    }
    assemble(|name| {
        let path = directory.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            // A link that leads nowhere is there, and what it stood for is not to be replaced by another file.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !path.is_symlink() => Ok(None),
            Err(error) => Err(error).with_context(|| path.display().to_string()),
        }
    })
    .map_err(|error| match error.downcast_ref() {
        Some(PolisError::NoVotes) => error.context(held(directory)),
        _ => error,
    })
    .with_context(|| format!("cannot read the export in {}", directory.display()))
}

/// Says what was not looked at: a column in another spelling may be the moderation, and votes of the other sign make another map.
pub(crate) fn say_unread(unread: &Unread) {
    if unread.sign_is_assumed {
        output::note(
            "nothing in the files says which sign is to agree; 1 was read as agree and -1 as disagree",
        );
    }
    if unread.sign_is_of_api {
        output::note(
            "the names in votes.json are those of Polis's API, so -1 was read as agree and 1 as disagree",
        );
    }
    if unread.votes_are_pairs {
        output::note(
            "the votes are choices between two ideas: whoever chose an idea more often than they passed it over counts as agreeing \
             with it, whoever passed it over more often as disagreeing",
        );
    }
    if !unread.columns.is_empty() {
        output::note(&format!("nothing was read from these columns: {}", unread.columns.join("; ")));
    }
}

/// What a folder holds in place of an export: a name is often only a little different.
fn held(directory: &Path) -> String {
    const SHOWN: usize = 8;
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    let more = if names.len() > SHOWN { " …" } else { "" };
    names.truncate(SHOWN);
    if names.is_empty() {
        "the folder is empty".to_owned()
    } else {
        format!("the folder holds {}{more}", names.join(", "))
    }
}

/// Fetches what a process publishes under `/api/processes/ID/export/`.
fn fetch(address: &str, process: Option<&ProcessId>) -> anyhow::Result<PolisExport> {
    let (host, id) = match (address.split_once("/p/"), process) {
        (Some((host, rest)), None) => (host, rest.split('/').next().unwrap_or(rest).to_owned()),
        (Some((host, _)), Some(process)) => (host, process.to_string()),
        (None, Some(process)) => (address, process.to_string()),
        (None, None) => {
            bail!("{address} is a node; give the address of a process, or name one with --process")
        }
    };
    let http = Http::to_typed([address]);
    let prefix = format!("{host}/api/processes/{id}/export");
    // A node writes both files of votes from one record, so the same is not fetched twice; and it writes no answers of another API.
    let is_fetched =
        |name: &str| !["votes.parquet", "votes.json", "comments.json", "conversation.json"].contains(&name);
    let file = |name: &str| {
        let address = format!("{prefix}/{name}");
        is_fetched(name).then(|| http.find(&address, FILE_LIMIT)).transpose().map(Option::flatten)
    };
    assemble(|name| file(name).map_err(|reason| anyhow!(reason))).with_context(|| address.to_owned())
}

fn assemble(file: impl Fn(&str) -> anyhow::Result<Option<Vec<u8>>>) -> anyhow::Result<PolisExport> {
    let (summary, comments, votes) = (file("summary.csv")?, file("comments.csv")?, file("votes.csv")?);
    // Both spellings of the matrix are known; two different ones side by side cannot both be meant.
    let [older, newer] = [file("participants-votes.csv")?, file("participant-votes.csv")?];
    if let (Some(older), Some(newer)) = (&older, &newer)
        && older != newer
    {
        bail!(
            "participants-votes.csv and participant-votes.csv are both there and differ; remove one of them"
        );
    }
    let matrix = older.or(newer);
    let format = file("format.json")?;
    let parquet = file("votes.parquet")?;
    let [votes_json, comments_json, conversation] =
        [file("votes.json")?, file("comments.json")?, file("conversation.json")?];
    let files = PolisFiles {
        format: format.as_deref(),
        parquet: parquet.as_deref(),
        summary: summary.as_deref(),
        comments: comments.as_deref(),
        votes: votes.as_deref(),
        participants_votes: matrix.as_deref(),
        votes_json: votes_json.as_deref(),
        comments_json: comments_json.as_deref(),
        conversation: conversation.as_deref(),
    };
    Ok(PolisExport::read(files)?)
}
