//! The texts of drafts, read into trees: what is said of the draft is held against its words before it is recorded.
//!
//! The rules of a process see no text (`maru-forum`); this is the door through which every remark, amendment and version comes,
//! whether from a page, a program or the command line.

use std::collections::VecDeque;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use maru_forum::{Command, Draft, Language, Violation};
use maru_record::Digest;
use maru_text::Document;
use maru_verify::draft::{Known, TextFault, Trees, check_command, text_of};

use crate::shared::Shared;

/// Texts that are kept read; the oldest are let go first.
const KEPT: usize = 24;

/// Texts of drafts that were read, by the digests of their words.
#[derive(Debug, Default)]
pub(crate) struct Texts(Mutex<VecDeque<(Digest, Arc<Document>)>>);

impl Texts {
    fn get(&self, digest: &Digest) -> Option<Arc<Document>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(known, _)| known == digest).map(|(_, document)| document.clone())
    }

    fn keep(&self, digest: Digest, document: Arc<Document>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((digest, document));
        while kept.len() > KEPT {
            kept.pop_front();
        }
    }
}

/// Refuses what says something of the draft that its words do not bear out.
pub(crate) fn check(
    shared: &Shared,
    known: &impl Deref<Target = Known>,
    command: &Command,
) -> Result<(), Violation> {
    check_command(known, &AtHand(shared), command)
        .map_err(|misfit| Violation::NotInTheText(misfit.to_string()))
}

struct AtHand<'a>(&'a Shared);

impl Trees for AtHand<'_> {
    fn tree(&self, draft: &Draft, language: &Language) -> Result<Option<Arc<Document>>, TextFault> {
        let Some(text) = draft.text(language) else { return Ok(None) };
        let digest = text.text.digest;
        if let Some(document) = self.0.texts.get(&digest) {
            return Ok(Some(document));
        }
        let document = text_of(draft, language, &|digest| self.words(digest))?.map(Arc::new);
        if let Some(document) = &document {
            self.0.texts.keep(digest, document.clone());
        }
        Ok(document)
    }

    fn words(&self, digest: &Digest) -> Option<String> {
        // Erased words are gone from the store, so nobody can anchor to them any more.
        self.0.content(digest).ok()??.get("text").map(str::to_owned)
    }
}
