//! The mark of a folder that came out of a backup: while it is there, nothing is signed.
//!
//! A backup is older than what was signed last. Whoever signs from it signs other entries under the same numbers, and is proven
//! to have two histories. So the mark stays until others were asked what they hold, or the operator has said in words that
//! something may be lost.

use std::path::Path;

use maru_record::Write;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::error::StoreError;
use crate::sequencer::files::{Files as _, Folder};

/// The file that is the mark. Its being there counts, not what stands in it.
const FILE: &str = "restored.json";

/// What is known of where a folder came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// When the backup was made, in seconds since 1970; nothing if the file did not say.
    pub made: Option<i64>,
    /// When it was put back.
    pub restored: i64,
    /// Whether it was not a backup that came back, but entries out of copies of which nobody knows whether they are the newest.
    #[serde(default)]
    pub copies: bool,
}

impl Restored {
    pub(crate) fn now(made: Option<i64>) -> Self {
        Self { made, restored: clock::now().0, copies: false }
    }

    pub(crate) fn from_copies() -> Self {
        Self { made: None, restored: clock::now().0, copies: true }
    }

    /// Marks a folder.
    pub(crate) fn mark(&self, directory: &Path) -> Result<(), StoreError> {
        let failed = StoreError::file(directory.join(FILE));
        let bytes = match serde_json::to_vec_pretty(self) {
            Ok(bytes) => bytes,
            Err(error) => return Err(failed(error.into())),
        };
        Folder::new(directory).write(&[Write { path: FILE.to_owned(), bytes }]).map_err(failed)
    }

    /// The mark of a folder, if it has one. A mark that cannot be read is a mark.
    pub fn of(directory: &Path) -> Result<Option<Self>, StoreError> {
        let path = directory.join(FILE);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes).unwrap_or(Self {
                made: None,
                restored: 0,
                copies: false,
            }))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::file(path)(error)),
        }
    }

    /// Takes the mark away, durably.
    pub(crate) fn clear(directory: &Path) -> Result<(), StoreError> {
        Folder::new(directory).remove(&[FILE.to_owned()]).map_err(StoreError::file(directory.join(FILE)))
    }

    /// Since when something may be missing, as a person reads it.
    pub fn since(&self) -> String {
        let made = self.made.and_then(|made| jiff::Timestamp::from_second(made).ok());
        made.map_or_else(|| "the backup was made".to_owned(), |made| made.to_string())
    }

    /// Why nothing is signed in this folder.
    pub fn reason(&self) -> String {
        if self.copies {
            return "entries of this folder came back from a copy, and nobody who follows the record has said that it is the newest: nothing is \
                    signed before `maru recover` has asked, or was told to go on"
                .to_owned();
        }
        format!(
            "this folder was restored from a backup ({}): nothing is signed before `maru recover` has asked the peers what was signed \
             since then",
            self.since()
        )
    }
}

/// Refuses to sign in a folder that is marked.
pub(crate) fn refuse(directory: &Path) -> Result<(), StoreError> {
    match Restored::of(directory)? {
        None => Ok(()),
        Some(mark) => Err(StoreError::Record { process: "this node".to_owned(), reason: mark.reason() }),
    }
}
