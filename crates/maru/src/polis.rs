//! Votes from wherever they are: a Polis export, a node's folder, the address of a process.

use std::path::Path;

use anyhow::{Context, anyhow, bail};
use clap::Args;
use maru_forum::{ProcessId, Reading};
use maru_opinion::polis::{Asked, PolisError, PolisExport, PolisFiles, Unread, some};

use crate::http::Http;
use crate::{node, output};

/// Largest file that is fetched: ten million votes with room to spare.
const FILE_LIMIT: u64 = 1024 * 1024 * 1024;

/// What would be refused is taken.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Flags {
    /// Take the votes though the counts beside them say that more than one in twenty is missing or was not counted.
    #[arg(long)]
    pub(crate) votes_incomplete: bool,
    /// Go on without statements that have no text; a map shows them by number, an import leaves them out with their votes.
    #[arg(long)]
    pub(crate) statements_incomplete: bool,
}

impl Flags {
    const fn asked(self) -> Asked {
        Asked { votes_incomplete: self.votes_incomplete, statements_incomplete: self.statements_incomplete }
    }
}

/// Reads a conversation from a Polis export, a node's folder (of which it takes one process), or an address.
pub(crate) fn read(source: &str, process: Option<&ProcessId>, flags: Flags) -> anyhow::Result<PolisExport> {
    if source.starts_with("http://") || source.starts_with("https://") {
        return fetch(source.trim_end_matches('/'), process, flags);
    }
    let folder = Path::new(source);
    if folder.join("node.db").is_file() {
        let node = node::open_reading(folder)?;
        // What a command reads here it prints or writes into files that are passed on, so it reads what anyone may.
        return Ok(node.polis_export(&*node::process_or_only(&node, process)?, Reading::Anyone)?);
    }
    read_folder(folder, flags)
}

/// Reads the files of an export, as far as they are there.
pub(crate) fn read_folder(directory: &Path, flags: Flags) -> anyhow::Result<PolisExport> {
    if !directory.is_dir() {
        bail!("{} is neither a folder nor an address", directory.display());
    }
    let file = |name: &str| {
        let path = directory.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            // A link that leads nowhere is there, and what it stood for is not to be replaced by another file.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !path.is_symlink() => Ok(None),
            Err(error) => Err(error).with_context(|| path.display().to_string()),
        }
    };
    assemble(file, flags.asked())
        .map_err(|error| match error.downcast_ref() {
            Some(PolisError::NoVotes) => error.context(held(directory)),
            _ => error,
        })
        .with_context(|| format!("cannot read the export in {}", directory.display()))
}

/// Says what was not looked at: a column in another spelling may be the moderation, and votes of the other sign make another map.
pub(crate) fn say_unread(unread: &Unread) {
    if unread.sign_is_assumed {
        output::note(&format!("{}; 1 was read as agree and -1 as disagree", sign_of(unread)));
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
    for apart in &unread.counts {
        output::note(&format!(
            "{apart} ({} missing, {} not counted there); where votes were changed, some files count each of them",
            apart.missing, apart.more
        ));
    }
    if !unread.without_text.is_empty() {
        let (number, named) = (unread.without_text.len(), some(unread.without_text.iter().cloned()));
        output::note(&format!("statements without a text: {number} ({named})"));
    }
    if !unread.characters.is_empty() {
        let named = some(unread.characters.iter().cloned());
        output::note(&format!("characters that nobody sees stand in texts: {named}"));
    }
    if unread.addresses > 0 {
        output::note(&format!("ids of people that look like addresses of e-mail: {}", unread.addresses));
    }
    if !unread.columns.is_empty() {
        output::note(&format!("nothing was read from these columns: {}", unread.columns.join("; ")));
    }
}

/// What was looked at for the sign.
fn sign_of(unread: &Unread) -> String {
    if unread.sign_counts.is_empty() {
        return "nothing in the files says which sign is to agree".to_owned();
    }
    let looked: Vec<String> = unread.sign_counts.iter().map(ToString::to_string).collect();
    format!("which sign is to agree is not certain ({})", looked.join("; "))
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
fn fetch(address: &str, process: Option<&ProcessId>, flags: Flags) -> anyhow::Result<PolisExport> {
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
    assemble(|name| file(name).map_err(|reason| anyhow!(reason)), flags.asked())
        .with_context(|| address.to_owned())
}

fn assemble(
    file: impl Fn(&str) -> anyhow::Result<Option<Vec<u8>>>,
    asked: Asked,
) -> anyhow::Result<PolisExport> {
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
    Ok(PolisExport::read_as_asked(files, asked)?)
}
