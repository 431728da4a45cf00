//! The given conversations, found beside the tree; their tests are skipped loudly where they are not.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "each test file uses its part; a test fails by panicking and skips by saying so"
)]

use maru_opinion::polis::{PolisExport, PolisFiles};
use std::path::{Path, PathBuf};

/// A conversation's folder and its export.
pub(crate) struct Given {
    pub(crate) folder: PathBuf,
    pub(crate) export: PolisExport,
}

impl Given {
    pub(crate) fn name(&self) -> String {
        self.folder.file_name().unwrap().to_string_lossy().into_owned()
    }

    pub(crate) fn json(&self, file: &str) -> serde_json::Value {
        serde_json::from_slice(&std::fs::read(self.folder.join(file)).unwrap()).unwrap()
    }
}

fn read(folder: PathBuf) -> Given {
    let bytes = |name: &str| std::fs::read(folder.join(name)).ok();
    let (votes, comments, summary) = (bytes("votes.csv"), bytes("comments.csv"), bytes("summary.csv"));
    let matrix = bytes("participants-votes.csv");
    let files = PolisFiles {
        summary: summary.as_deref(),
        comments: comments.as_deref(),
        votes: votes.as_deref(),
        participants_votes: matrix.as_deref(),
        ..PolisFiles::default()
    };
    let export = PolisExport::read(files).unwrap();
    Given { folder, export }
}

/// Every given conversation, or none with a loud word.
pub(crate) fn given(test: &str) -> Vec<Given> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/polis"));
    let Ok(folders) = std::fs::read_dir(root) else {
        eprintln!("SKIPPED {test}: ../shared/data is absent");
        return Vec::new();
    };
    let mut folders: Vec<PathBuf> = folders.map(|f| f.unwrap().path()).collect();
    folders.retain(|f| f.join("comments.csv").exists());
    folders.sort();
    folders.into_iter().map(read).collect()
}
