//! Where a record is read from: a folder, or an address.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, anyhow, bail};
use maru_record::{SignedCheckpoint, SourceError, TileSource};

use crate::http::Http;

/// Largest file that is read from a stranger: a full bundle of the largest entries, with room to spare.
const FILE_LIMIT: u64 = 32 * 1024 * 1024;

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
}

#[derive(Debug)]
enum Place {
    Folder(PathBuf),
    Address { http: Http, prefix: String },
}

impl Source {
    fn folder(path: PathBuf) -> Self {
        Self { name: path.display().to_string(), place: Place::Folder(path), head: Mutex::default() }
    }

    /// The record under an address.
    pub(crate) fn address(http: &Http, prefix: String) -> Self {
        Self {
            name: prefix.clone(),
            place: Place::Address { http: http.clone(), prefix },
            head: Mutex::default(),
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
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(failed(error.to_string())),
            },
            Place::Address { http, prefix } => {
                http.find(&format!("{prefix}/{path}"), FILE_LIMIT).map_err(failed)
            }
        }
    }
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
}

/// The records behind a target, and the address of the node that lists them, if one does.
pub(crate) struct Found {
    /// The node's own record first, where it is shown: what it says of the others was said before they are read.
    pub(crate) records: Vec<Source>,
    pub(crate) node: Option<String>,
}

/// The records behind a target.
pub(crate) fn find(http: &Http, target: &str) -> anyhow::Result<Found> {
    if target.starts_with("http://") || target.starts_with("https://") {
        return at_address(http, target.trim_end_matches('/'));
    }
    let folder = Path::new(target);
    if folder.join("checkpoint").is_file() {
        return Ok(Found { records: vec![Source::folder(folder.to_owned())], node: None });
    }
    if !folder.join("node.db").is_file() {
        bail!("{target} is neither an address, nor a node's folder, nor a record's folder");
    }
    let mut records: Vec<PathBuf> = std::fs::read_dir(folder.join("record"))
        .with_context(|| format!("{target} has no record yet"))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.join("checkpoint").is_file())
        .collect();
    records.sort();
    if records.is_empty() {
        bail!("{target} has no record yet");
    }
    let own = folder.join(OWN_RECORD);
    let own = own.join("checkpoint").is_file().then_some(own);
    Ok(Found { records: own.into_iter().chain(records).map(Source::folder).collect(), node: None })
}

/// An address is that of a record, where a head is under it, or else that of a node.
fn at_address(http: &Http, url: &str) -> anyhow::Result<Found> {
    let record = Source::address(http, url.to_owned());
    if url.contains("/p/") || record.checkpoint().is_ok_and(|head| head.is_some_and(|head| is_head(&head))) {
        return Ok(Found { records: vec![record], node: None });
    }
    let address = format!("{url}/api/processes");
    let text = http.find(&address, FILE_LIMIT).map_err(|reason| anyhow!(reason))?;
    let text =
        text.ok_or_else(|| anyhow!("there is nothing at {address}: not a Maru node, or an older one"))?;
    let list: serde_json::Value = serde_json::from_slice(&text).with_context(|| address.clone())?;
    let list = list.get("processes").unwrap_or(&list);
    let ids = list.as_array().into_iter().flatten().filter_map(|process| process.get("id")?.as_str());
    let mut records: Vec<_> = ids.map(|id| Source::address(http, format!("{url}/p/{id}"))).collect();
    if records.is_empty() {
        bail!("{url} has no process");
    }
    let own = Source::address(http, format!("{url}/{OWN_RECORD}"));
    if own.checkpoint()?.is_some() {
        records.insert(0, own);
    }
    Ok(Found { records, node: Some(url.to_owned()) })
}

fn is_head(bytes: &[u8]) -> bool {
    SignedCheckpoint::parse(bytes).is_ok()
}
