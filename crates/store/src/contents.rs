//! Contents that were read from the disk and are kept in memory: within a bound, and never longer than they exist.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use maru_forum::Content;
use maru_record::Digest;

/// Bytes of contents that are kept at most. The words of a conversation with some 100,000 statements fit in.
const KEPT_BYTES: usize = 64 * 1024 * 1024;
/// What a kept content takes beside its words: its digest, its nonce, the names of its fields, and the table's share.
const OVERHEAD_BYTES: usize = 400;

/// How many erasures there were when a reader went to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Before(u64);

/// The contents in memory. Those that were read lately stay: the older half goes when the newer half is full.
#[derive(Default)]
pub(crate) struct Contents(RwLock<Kept>);

#[derive(Default)]
struct Kept {
    newer: Half,
    older: Half,
    erasures: u64,
}

#[derive(Default)]
struct Half {
    contents: HashMap<Digest, Arc<Content>>,
    bytes: usize,
}

impl Half {
    fn insert(&mut self, digest: Digest, content: Arc<Content>) {
        let bytes = size_of(&content);
        if self.contents.insert(digest, content).is_none() {
            self.bytes += bytes;
        }
    }

    fn remove(&mut self, digest: &Digest) -> Option<Arc<Content>> {
        let content = self.contents.remove(digest)?;
        self.bytes -= size_of(&content);
        Some(content)
    }
}

impl Kept {
    fn insert(&mut self, digest: Digest, content: Arc<Content>) {
        if self.newer.bytes + size_of(&content) > KEPT_BYTES / 2 {
            self.older = std::mem::take(&mut self.newer);
        }
        self.newer.insert(digest, content);
    }
}

fn size_of(content: &Content) -> usize {
    OVERHEAD_BYTES + content.text_bytes()
}

impl Contents {
    /// A content that is in memory.
    pub(crate) fn get(&self, digest: &Digest) -> Option<Arc<Content>> {
        let newest = |kept: &Kept| kept.newer.contents.get(digest).cloned();
        if let Some(found) = newest(&self.0.read().unwrap_or_else(PoisonError::into_inner)) {
            return Some(found);
        }
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let found = kept.older.remove(digest).or_else(|| newest(&kept))?;
        kept.insert(*digest, found.clone());
        Some(found)
    }

    /// To be asked before a content is read from the disk, and given back to [`Self::keep`].
    pub(crate) fn before_reading(&self) -> Before {
        Before(self.0.read().unwrap_or_else(PoisonError::into_inner).erasures)
    }

    /// Keeps what was read from the disk, unless anything was erased since: the reader may have found what is gone by now.
    pub(crate) fn keep(&self, digest: Digest, content: &Arc<Content>, before: Before) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.erasures == before.0 && size_of(content) <= KEPT_BYTES / 2 {
            kept.insert(digest, content.clone());
        }
    }

    /// Lets contents go that were erased from the disk.
    pub(crate) fn forget(&self, erased: &[Digest]) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        kept.erasures += 1;
        for digest in erased {
            kept.newer.remove(digest);
            kept.older.remove(digest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A content under a digest that is not its own: hashing megabytes is no part of what is tested here.
    fn content(number: u8, words: &Arc<Content>) -> (Digest, Arc<Content>) {
        (Digest([number; 32]), words.clone())
    }

    fn words(bytes: usize) -> Arc<Content> {
        Arc::new(Content::new(&[7; 32], [("text", "x".repeat(bytes))]))
    }

    fn kept_bytes(contents: &Contents) -> usize {
        let kept = contents.0.read().unwrap();
        let really = |half: &Half| half.contents.values().map(|content| size_of(content)).sum::<usize>();
        assert_eq!((kept.newer.bytes, kept.older.bytes), (really(&kept.newer), really(&kept.older)));
        kept.newer.bytes + kept.older.bytes
    }

    #[test]
    fn what_is_kept_has_a_bound_and_what_is_read_again_stays() {
        let contents = Contents::default();
        let before = contents.before_reading();
        let large = words(1024 * 1024);
        let (often, little) = content(0, &words(1000));
        contents.keep(often, &little, before);
        for number in 1..200 {
            let (digest, kept) = content(number, &large);
            contents.keep(digest, &kept, before);
            assert!(kept_bytes(&contents) <= KEPT_BYTES);
            assert!(contents.get(&often).is_some(), "read after every other one");
        }
        assert!(contents.get(&content(1, &large).0).is_none());
        assert!(contents.get(&content(199, &large).0).is_some());
        assert!(kept_bytes(&contents) <= KEPT_BYTES);
        let (huge, most) = content(200, &words(KEPT_BYTES / 2));
        contents.keep(huge, &most, before);
        assert!(contents.get(&huge).is_none(), "no single one takes the place of all");
    }

    #[test]
    fn what_was_erased_while_somebody_read_it_is_not_kept() {
        let contents = Contents::default();
        let ((erased, gone), (other, stays)) = (content(1, &words(10)), content(2, &words(10)));
        contents.keep(other, &stays, contents.before_reading());
        // Read from the disk, then erased there and here, and only then brought to the cache.
        let before = contents.before_reading();
        contents.forget(&[erased]);
        contents.keep(erased, &gone, before);
        assert!(contents.get(&erased).is_none());
        assert!(contents.get(&other).is_some(), "what was not erased is still there");
        // The other order: brought to the cache, then erased.
        contents.keep(erased, &gone, contents.before_reading());
        assert!(contents.get(&erased).is_some());
        contents.forget(&[erased]);
        assert!(contents.get(&erased).is_none());
        assert_eq!(kept_bytes(&contents), size_of(&stays));
    }
}
