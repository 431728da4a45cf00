//! Where pages get the words that lie beside the record.

use std::collections::HashMap;
use std::sync::Arc;

use maru_forum::{Content, Language};
use maru_record::Digest;
use maru_store::Node;

/// The words beside the record, by digest. What was erased is absent.
pub(crate) trait Contents {
    /// A content by its digest.
    fn content(&self, digest: &Digest) -> Option<Arc<Content>>;

    /// The words of a content, with their language.
    fn words(&self, digest: &Digest) -> Option<(Language, String)> {
        let content = self.content(digest)?;
        Some((content.get("language")?.parse().ok()?, content.get("text")?.to_owned()))
    }
}

impl Contents for HashMap<Digest, Content> {
    fn content(&self, digest: &Digest) -> Option<Arc<Content>> {
        self.get(digest).cloned().map(Arc::new)
    }
}

impl Contents for Node {
    fn content(&self, digest: &Digest) -> Option<Arc<Content>> {
        Self::content(self, digest).unwrap_or_else(|error| {
            tracing::error!(%error, "a content could not be read");
            None
        })
    }
}
