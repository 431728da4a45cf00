//! Files that somebody has uploaded and looks at before anything is recorded: kept in memory, so that no form has to carry
//! them to and fro. What is let go has to be chosen again, and the page says so.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use maru_forum::ProcessId;
use maru_record::Digest;
use maru_text::Tracked;
use maru_verify::draft::Upload;

use crate::form::Typed;

/// Bytes that are kept for all; the oldest are let go first.
const KEPT_BYTES: usize = 64 << 20;

/// Whose texts they are.
type Owner = (i64, ProcessId);

/// What can be kept between a look and an act.
pub(crate) trait Upheld {
    /// How much room it takes.
    fn bytes(&self) -> usize;
}

/// The texts of one version.
#[derive(Debug)]
pub(crate) struct Uploads {
    pub(crate) files: Vec<Upload>,
    /// What was typed beside the texts: what each is worth, what led to which change, and why.
    pub(crate) typed: Typed,
    /// Stands in the form, so that nobody publishes other texts than they saw.
    pub(crate) digest: Digest,
}

impl Uploads {
    pub(crate) fn new(files: Vec<Upload>, typed: Typed) -> Self {
        let mut all = Vec::new();
        for file in &files {
            all.extend_from_slice(&Digest::of(&file.bytes).0);
            all.extend_from_slice(file.language.as_str().as_bytes());
            all.extend_from_slice(file.tracked.map_or("", Tracked::name).as_bytes());
        }
        Self { files, typed, digest: Digest::of(&all) }
    }
}

impl Upheld for Uploads {
    fn bytes(&self) -> usize {
        let typed = self.typed.pairs().map(|(name, value)| name.len() + value.len());
        self.files.iter().map(|file| file.bytes.len()).chain(typed).sum()
    }
}

/// What is kept of everyone.
#[derive(Debug)]
pub(crate) struct Pending<T>(Mutex<VecDeque<(Owner, Arc<T>)>>);

impl<T> Default for Pending<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Upheld> Pending<T> {
    /// What somebody has uploaded to a process.
    pub(crate) fn get(&self, account: i64, process: &ProcessId) -> Option<Arc<T>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.iter().find(|((who, id), _)| *who == account && id == process);
        own.map(|(_, uploads)| uploads.clone())
    }

    /// Keeps what somebody has uploaded, in place of what they had uploaded before.
    pub(crate) fn keep(&self, account: i64, process: &ProcessId, uploads: T) -> Arc<T> {
        let uploads = Arc::new(uploads);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|((who, id), _)| !(*who == account && id == process));
        all.push_back(((account, process.clone()), uploads.clone()));
        while all.iter().map(|(_, one)| one.bytes()).sum::<usize>() > KEPT_BYTES && all.len() > 1 {
            all.pop_front();
        }
        uploads
    }

    /// Lets go what was published.
    pub(crate) fn drop_of(&self, account: i64, process: &ProcessId) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|((who, id), _)| !(*who == account && id == process));
    }
}

#[cfg(test)]
mod tests {
    use maru_forum::TextStanding;

    use super::*;

    fn upload(size: usize) -> Upload {
        let (language, standing) = ("en".parse().unwrap(), TextStanding::Authentic);
        Upload { language, standing, by: None, name: "a.md".into(), bytes: vec![b'x'; size], tracked: None }
    }

    #[test]
    fn the_oldest_is_let_go_and_each_has_their_own() {
        let (pending, process): (Pending<Uploads>, ProcessId) = (Pending::default(), "test".parse().unwrap());
        pending.keep(1, &process, Uploads::new(vec![upload(KEPT_BYTES / 2)], Typed::default()));
        pending.keep(2, &process, Uploads::new(vec![upload(KEPT_BYTES / 2)], Typed::default()));
        assert!(pending.get(1, &process).is_some() && pending.get(3, &process).is_none());
        pending.keep(3, &process, Uploads::new(vec![upload(1)], Typed::default()));
        assert!(pending.get(1, &process).is_none(), "there is no room for all");
        assert!(pending.get(2, &process).is_some());
        pending.drop_of(2, &process);
        assert!(pending.get(2, &process).is_none());
    }
}
