//! Where a record is read from: a folder, or an address.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, anyhow, bail};
use maru_forum::ProcessId;
use maru_record::tile::{Kind, cut};
use maru_record::{SignedCheckpoint, SourceError, TileSource};

use crate::http::Http;

/// Largest file that is read from a stranger: a full bundle of the largest entries, with room to spare.
const FILE_LIMIT: u64 = 32 * 1024 * 1024;

/// The one file of a record that is empty.
const ADDENDA: &str = "addenda.v1";

/// Where a node shows its own record, below its address and in its folder.
const OWN_RECORD: &str = "node";

/// A record to check.
#[derive(Debug)]
pub(crate) struct Source {
    /// What to call it when it cannot be read.
    pub(crate) name: String,
    place: Place,
    /// The head that was read first: a live record grows while it is checked, the check stays with one head.
    head: Mutex<Option<Vec<u8>>>,
    /// Whether it is read past whatever keeps answers on the way.
    anew: bool,
}

#[derive(Debug)]
enum Place {
    Folder(PathBuf),
    Address { http: Http, prefix: String },
}

impl Source {
    fn folder(path: PathBuf) -> Self {
        Self {
            name: path.display().to_string(),
            place: Place::Folder(path),
            head: Mutex::default(),
            anew: false,
        }
    }

    /// The record under an address.
    pub(crate) fn address(http: &Http, prefix: String) -> Self {
        Self {
            name: prefix.clone(),
            place: Place::Address { http: http.clone(), prefix },
            head: Mutex::default(),
            anew: false,
        }
    }

    /// The same record, to be read once more from where it lies; nothing for a folder, which would answer the same.
    pub(crate) fn again(&self) -> Option<Self> {
        match &self.place {
            Place::Folder(_) => None,
            Place::Address { http, prefix } => {
                Some(Self { anew: true, ..Self::address(http, prefix.clone()) })
            }
        }
    }

    /// The record's head as it was read first.
    pub(crate) fn checkpoint(&self) -> anyhow::Result<Option<Vec<u8>>> {
        Ok(self.read("checkpoint")?)
    }

    /// The same, where it can be understood.
    pub(crate) fn head(&self) -> anyhow::Result<Option<SignedCheckpoint>> {
        Ok(self.checkpoint()?.and_then(|bytes| SignedCheckpoint::parse(&bytes).ok()))
    }

    /// The address, where there is one: by it a reader knows the record again.
    pub(crate) fn url(&self) -> Option<&str> {
        match &self.place {
            Place::Folder(_) => None,
            Place::Address { prefix, .. } => Some(prefix),
        }
    }

    /// The process's id, by the place of the record.
    pub(crate) fn id(&self) -> Option<&str> {
        match &self.place {
            Place::Folder(path) => path.file_name()?.to_str(),
            Place::Address { prefix, .. } => prefix.rsplit_once("/p/").map(|(_, id)| id),
        }
    }

    /// How many entries the head speaks of, for a progress bar.
    pub(crate) fn size(&self) -> Option<u64> {
        self.head().ok()?.map(|signed| signed.checkpoint().size)
    }

    /// The verifier keys that the record shows of itself, one a line.
    pub(crate) fn keys(&self) -> anyhow::Result<Vec<String>> {
        let Some(bytes) = self.read("vkey")? else { bail!("it shows no verifier key (vkey)") };
        let text = String::from_utf8(bytes).context("vkey")?;
        Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
    }

    fn fetch(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let failed = |reason: String| SourceError { path: path.to_owned(), reason };
        match &self.place {
            Place::Folder(folder) => match std::fs::read(folder.join(path)) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    Ok(cut_from_wider(folder, path))
                }
                Err(error) => Err(failed(error.to_string())),
            },
            Place::Address { http, prefix } => {
                let url = format!("{prefix}/{path}");
                let found =
                    if self.anew { http.find_anew(&url, FILE_LIMIT) } else { http.find(&url, FILE_LIMIT) };
                match found.map_err(failed)? {
                    // No file of a record but this one is empty: somebody on the way has answered with nothing.
                    Some(bytes) if bytes.is_empty() && path != ADDENDA => {
                        Err(failed(format!("{url}: the answer was empty")))
                    }
                    found => Ok(found),
                }
            }
        }
    }
}

/// The part of a file that a folder has in a wider form only: whoever copied the folder of a running node has the head of one moment
/// and the last files of the next.
fn cut_from_wider(folder: &Path, path: &str) -> Option<Vec<u8>> {
    let (full, width) = path.split_once(".p/")?;
    let width: u16 = width.parse().ok()?;
    let kind = if full.starts_with("tile/entries/") { Kind::Entries } else { Kind::Hashes(0) };
    let beside = std::fs::read_dir(folder.join(format!("{full}.p"))).into_iter().flatten().flatten();
    let widths = beside.filter_map(|file| file.file_name().to_str()?.parse::<u16>().ok());
    let wider = widths.filter(|other| *other > width).min();
    let path = wider.map_or_else(|| full.to_owned(), |wider| format!("{full}.p/{wider}"));
    Some(cut(kind, &std::fs::read(folder.join(path)).ok()?, width)?.to_vec())
}

impl TileSource for Source {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        if path != "checkpoint" {
            return self.fetch(path);
        }
        let mut head = self.head.lock().unwrap_or_else(PoisonError::into_inner);
        if head.is_none() {
            *head = self.fetch(path)?;
        }
        Ok(head.clone())
    }

    fn read_again(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        self.fetch(path)
    }

    fn is_copy(&self) -> bool {
        matches!(self.place, Place::Folder(_))
    }
}

/// The most records of one node that one run checks.
const MAX_RECORDS: usize = 1_000;

/// The records behind a target.
pub(crate) struct Found {
    /// Those of processes, or the one that was asked for.
    pub(crate) records: Vec<Source>,
    /// The node's own record, unless it certainly shows none: what it says of the others was said before they are read.
    pub(crate) own: Option<Source>,
    /// The node's own record beside the one process that was asked for: it is asked, and is none of those that are told.
    pub(crate) beside: Option<Source>,
    /// Where the records came from, if that is a whole node.
    node: Option<Node>,
    /// How many records are listed beyond those that are checked.
    pub(crate) left_out: usize,
    /// What is listed among the processes and has no name that a process can have.
    pub(crate) nameless: Vec<String>,
}

/// A node as it is reached.
enum Node {
    Folder(PathBuf),
    Address { http: Http, url: String },
}

impl Found {
    fn one(record: Source) -> Self {
        Self { records: vec![record], own: None, beside: None, node: None, left_out: 0, nameless: Vec::new() }
    }

    /// The node's address, if it is one that lists its records.
    pub(crate) fn address(&self) -> Option<&str> {
        match &self.node {
            Some(Node::Address { url, .. }) => Some(url),
            Some(Node::Folder(_)) | None => None,
        }
    }

    /// Whether this is a whole node, of which each process has its place.
    pub(crate) fn is_node(&self) -> bool {
        self.node.is_some()
    }

    /// Whether this is a node that certainly shows no record of its own.
    pub(crate) fn lacks_own(&self) -> bool {
        self.node.is_some() && self.own.is_none()
    }

    /// Whether this is a copy: what is not in it, whoever copied it may have left out.
    pub(crate) fn is_copy(&self) -> bool {
        matches!(self.node, Some(Node::Folder(_)))
    }

    /// The place of a process' record at this node, if this is one.
    pub(crate) fn place_of(&self, id: &str) -> Option<Source> {
        match self.node.as_ref()? {
            Node::Folder(folder) => Some(Source::folder(folder.join("record").join(id))),
            Node::Address { http, url } => Some(Source::address(http, format!("{url}/p/{id}"))),
        }
    }

    /// The processes that the node lists when it is asked once more, past what keeps answers on the way: one may have begun meanwhile.
    /// Nothing where that cannot be read; a folder has no list of its own.
    pub(crate) fn listed_again(&self) -> Option<Vec<String>> {
        match self.node.as_ref()? {
            Node::Folder(_) => Some(Vec::new()),
            Node::Address { http, url } => listed(url, |address| http.find_anew(address, FILE_LIMIT)).ok(),
        }
    }
}

/// The records behind a target.
pub(crate) fn find(http: &Http, target: &str) -> anyhow::Result<Found> {
    if target.starts_with("http://") || target.starts_with("https://") {
        return at_address(http, target.trim_end_matches('/'));
    }
    let folder = Path::new(target);
    if folder.join("checkpoint").is_file() {
        return Ok(Found::one(Source::folder(folder.to_owned())));
    }
    let own = folder.join(OWN_RECORD);
    let own = own.join("checkpoint").is_file().then(|| Source::folder(own));
    let of_records = folder.join("record");
    // A node's folder, or a copy of what it publishes.
    if own.is_none() && !folder.join("node.db").is_file() && !of_records.is_dir() {
        bail!("{target} is neither an address, nor a node's folder, nor a record's folder");
    }
    let mut records: Vec<PathBuf> = match std::fs::read_dir(&of_records) {
        Ok(entries) => entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.join("checkpoint").is_file())
            .collect(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error).with_context(|| of_records.display().to_string()),
    };
    records.sort();
    let records = records.into_iter().map(Source::folder).collect();
    Ok(Found {
        records,
        own,
        beside: None,
        node: Some(Node::Folder(folder.to_owned())),
        left_out: 0,
        nameless: Vec::new(),
    })
}

/// An address is that of a record, where a head is under it, or else that of a node.
fn at_address(http: &Http, url: &str) -> anyhow::Result<Found> {
    let record = Source::address(http, url.to_owned());
    if url.contains("/p/") || record.checkpoint().is_ok_and(|head| head.is_some_and(|head| is_head(&head))) {
        let node = url.rsplit_once("/p/").map(|(node, _)| node);
        let beside = node.and_then(|node| own_record(http, node));
        return Ok(Found { beside, ..Found::one(record) });
    }
    // Their names become addresses: what is no name could lead anywhere.
    let (mut ids, nameless): (Vec<_>, Vec<_>) =
        ids(http, url)?.into_iter().partition(|id| id.parse::<ProcessId>().is_ok());
    let left_out = ids.len().saturating_sub(MAX_RECORDS);
    ids.truncate(MAX_RECORDS);
    let records = ids.iter().map(|id| Source::address(http, format!("{url}/p/{id}"))).collect();
    let own = own_record(http, url);
    let node = Some(Node::Address { http: http.clone(), url: url.to_owned() });
    Ok(Found { records, own, beside: None, node, left_out, nameless })
}

/// The node's own record, unless it certainly shows none: what cannot be read may be there.
fn own_record(http: &Http, node: &str) -> Option<Source> {
    let own = Source::address(http, format!("{node}/{OWN_RECORD}"));
    let gone = |own: &Source| matches!(own.checkpoint(), Ok(None));
    let is_gone = gone(&own) && own.again().is_some_and(|again| gone(&again));
    (!is_gone).then_some(own)
}

/// The processes that a node lists, by their ids.
fn ids(http: &Http, url: &str) -> anyhow::Result<Vec<String>> {
    listed(url, |address| http.find(address, FILE_LIMIT))
}

/// The same, as it is asked. What is no list of processes says of none that it is not there: anyone on the way may have answered.
fn listed(url: &str, find: impl Fn(&str) -> Result<Option<Vec<u8>>, String>) -> anyhow::Result<Vec<String>> {
    let address = format!("{url}/api/processes");
    let text = find(&address).map_err(|reason| anyhow!(reason))?;
    let text =
        text.ok_or_else(|| anyhow!("there is nothing at {address}: not a Maru node, or an older one"))?;
    let list: serde_json::Value = serde_json::from_slice(&text).with_context(|| address.clone())?;
    let list = list.get("processes").unwrap_or(&list).as_array();
    let list = list.with_context(|| format!("{address} is not a list of processes"))?;
    let id = |process: &serde_json::Value| Some(process.get("id")?.as_str()?.to_owned());
    let ids: Option<Vec<_>> = list.iter().map(id).collect();
    let mut ids = ids.with_context(|| format!("{address} lists something that is no process"))?;
    let mut seen = std::collections::BTreeSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    Ok(ids)
}

/// Whether a node answers where a record was, so that the record's absence is the node's own word.
pub(crate) fn answers(http: &Http, record: &str) -> bool {
    record.rsplit_once("/p/").is_some_and(|(node, _)| ids(http, node).is_ok())
}

fn is_head(bytes: &[u8]) -> bool {
    SignedCheckpoint::parse(bytes).is_ok()
}
