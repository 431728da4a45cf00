//! What a host watches: how much waits, how much is published, whether anything has stopped.

use std::time::Duration;

use crate::clock;
use crate::error::{StoreError, SubmitError};
use crate::folder::free_bytes;
use crate::node::Node;

/// A record in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFigures {
    /// The process, or the name of the node's own record.
    pub name: String,
    /// Entries on the disk.
    pub entries: u64,
    /// Entries under the published head.
    pub published: u64,
    /// Why it takes no more entries, if it does not.
    pub halted: Option<String>,
    /// Whether it has keys to sign with.
    pub has_keys: bool,
}

/// A node in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Every record: the node's own, once it has a name, then those of its processes.
    pub records: Vec<RecordFigures>,
    /// Mails that wait to be sent.
    pub mails_waiting: u64,
    /// How long the oldest of them has waited, in seconds.
    pub oldest_mail_seconds: u64,
    /// Mails of the last day that never left, and never will.
    pub mails_given_up: u64,
    /// Bytes that are free on the disk; nothing where it does not say.
    pub free_bytes: Option<u64>,
    /// Size of the database with its log.
    pub database_bytes: u64,
}

impl Node {
    /// The node in figures, as they are now.
    pub fn figures(&self) -> Result<Figures, StoreError> {
        let mails = self.unsent_mails()?;
        let now = clock::now().0;
        let oldest = mails.iter().map(|mail| now.saturating_sub(mail.created.0)).max().unwrap_or(0);
        let size = |name: &str| std::fs::metadata(self.directory().join(name)).map_or(0, |file| file.len());
        Ok(Figures {
            records: self.record_figures()?,
            mails_waiting: mails.len() as u64,
            mails_given_up: self.mails_given_up()?,
            oldest_mail_seconds: oldest.try_into().unwrap_or(0),
            free_bytes: free_bytes(self.directory()).ok(),
            database_bytes: size("node.db") + size("node.db-wal"),
        })
    }

    fn record_figures(&self) -> Result<Vec<RecordFigures>, StoreError> {
        let shared = self.shared();
        let figures = |record: &std::sync::Arc<crate::Record>| {
            // A head that cannot be read is a record that cannot go on; the others are looked at all the same.
            let (published, broken) = match shared.checkpoint(record) {
                Ok(head) => (head.map_or(0, |head| head.checkpoint().size), None),
                Err(error) => (0, Some(error.to_string())),
            };
            Ok(RecordFigures {
                name: record.name().to_owned(),
                entries: shared.durable(record)?,
                published,
                halted: record.halted().or(broken),
                // A record without a head has no keys yet, and needs none.
                has_keys: published == 0 || shared.sequencer.key_path(record).is_file(),
            })
        };
        shared.records().iter().map(figures).collect()
    }

    /// Whether the writer makes something durable in that time; an error says why not.
    pub async fn writer_answers(&self) -> Result<(), SubmitError> {
        self.private_async(|_| Ok(())).await
    }

    /// The longest that the writer may take for a moment of its time before something is wrong with it.
    pub const WRITER_PATIENCE: Duration = Duration::from_secs(5);
}
