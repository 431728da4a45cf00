//! Where pages get the words that lie beside the record.

use std::collections::HashMap;
use std::sync::Arc;

use maru_forum::{Content, Process, Reading};
use maru_record::Digest;
use maru_store::Node;

/// The words beside the record, by digest. What was erased is absent, and what may not be read is not given out.
pub(crate) trait Contents {
    /// A content by its digest, if the reader may see it.
    fn content(&self, process: &Process, digest: &Digest, reading: Reading) -> Option<Arc<Content>>;
}

/// The words of a content as anyone may read them, for what is computed from the texts of a process.
pub(crate) fn words_for_anyone<'a>(
    node: &'a Node,
    process: &'a Process,
) -> impl Fn(&Digest) -> Option<String> + 'a {
    move |digest| node.content(process, digest, Reading::Anyone)?.get("text").map(str::to_owned)
}

impl Contents for HashMap<Digest, Content> {
    fn content(&self, process: &Process, digest: &Digest, reading: Reading) -> Option<Arc<Content>> {
        let shown = process.ledger.may_read(digest, reading);
        shown.then(|| self.get(digest).cloned().map(Arc::new)).flatten()
    }
}

impl Contents for Node {
    fn content(&self, process: &Process, digest: &Digest, reading: Reading) -> Option<Arc<Content>> {
        self.words(process, digest, reading).unwrap_or_else(|error| {
            tracing::error!(%error, "a content could not be read");
            None
        })
    }
}
