//! The texts of drafts, read into units, and what changed between two of them; kept while in use.
//!
//! Words that were erased are asked for each time before a text is given out, so none is shown from here.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use maru_forum::Language;
use maru_record::Digest;
use maru_text::{Document, Format, LanguageTag, Redline, Step};

use crate::kept::Kept;

/// Texts that are kept read.
const KEPT_TEXTS: usize = 32;
/// Redlines that are kept computed.
const KEPT_REDLINES: usize = 16;
/// Steps from a version to the next that are kept, one for each language.
const KEPT_STEPS: usize = 32;

/// A text of a draft, read.
#[derive(Debug)]
pub(crate) struct Text {
    /// By what its words are known in the record.
    pub(crate) digest: Digest,
    pub(crate) language: Language,
    pub(crate) document: Document,
}

/// The texts at hand.
pub(crate) struct Texts {
    read: Mutex<Kept<Digest, Text>>,
    redlines: Mutex<Kept<(Digest, Digest), Redline>>,
    steps: Mutex<Kept<(Digest, Digest), Step>>,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            read: Mutex::new(Kept::new(KEPT_TEXTS)),
            redlines: Mutex::new(Kept::new(KEPT_REDLINES)),
            steps: Mutex::new(Kept::new(KEPT_STEPS)),
        }
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").finish_non_exhaustive()
    }
}

impl Texts {
    /// A text by the digest of its words.
    pub(crate) fn text(&self, digest: Digest, language: &Language, words: &str) -> Arc<Text> {
        if let Some(known) = locked(&self.read).get(&digest) {
            return known;
        }
        let text = Arc::new(Text { digest, language: language.clone(), document: read(words, language) });
        locked(&self.read).keep(digest, text.clone());
        text
    }

    /// What changed from one text to another.
    pub(crate) fn redline(&self, old: &Text, new: &Text) -> Arc<Redline> {
        let key = (old.digest, new.digest);
        if let Some(known) = locked(&self.redlines).get(&key) {
            return known;
        }
        let redline = Arc::new(maru_text::redline(&old.document, &new.document));
        locked(&self.redlines).keep(key, redline.clone());
        redline
    }

    /// The step from one version to the next, by which anchors are followed; none where no operations lead there.
    pub(crate) fn step(&self, old: &Text, new: &Text) -> Option<Arc<Step>> {
        let key = (old.digest, new.digest);
        if let Some(known) = locked(&self.steps).get(&key) {
            return Some(known);
        }
        let step = Arc::new(Step::between(&old.document, &new.document).ok()?);
        locked(&self.steps).keep(key, step.clone());
        Some(step)
    }
}

/// The words of a draft as a tree of units: Akoma Ntoso, or Markdown as in drafts of the first kind.
pub(crate) fn read(words: &str, language: &Language) -> Document {
    let akn = words.trim_start().starts_with('<');
    let read = akn.then(|| maru_text::import_as(words.as_bytes(), Format::Akn).ok()).flatten();
    let mut document = read.unwrap_or_else(|| maru_text::parse_markdown(words));
    document.language = LanguageTag(language.to_string());
    document
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_draft_give_the_same_units() {
        let korean: Language = "ko".parse().unwrap();
        let markdown = read("# 규범\n\n## 제1조 목적\n\n1. 하나.\n", &korean);
        let akn = read(&maru_text::to_akn(&markdown), &korean);
        assert_eq!(markdown.units, akn.units);
        assert_eq!((akn.language.0.as_str(), akn.title.as_str()), ("ko", "규범"));
    }

    #[test]
    fn a_text_is_read_once() {
        let (texts, english) = (Texts::default(), "en".parse().unwrap());
        let digest = Digest::of(b"x");
        let first = texts.text(digest, &english, "# A\n\n## Article 1\n\nOne.\n");
        assert!(Arc::ptr_eq(&first, &texts.text(digest, &english, "")));
    }
}
