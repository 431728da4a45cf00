//! Step 9, of the draft: that each version follows from the one before by the operations that it names, that each changed unit has
//! its causes, and that remarks and amendments are about words that are there.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use maru_forum::{Content, Draft, EntryNumber, Language, Process, Standing};
use maru_record::{Digest, TileSource, addenda};
use maru_text::Document;
use rayon::prelude::*;

use crate::draft::{
    Misfit, NextText, TextFault, Trees, check_amendment, check_anchor, check_proposal, check_version,
    read_text,
};
use crate::report::Finding;

/// What was held against the words of the draft.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Held {
    /// How many versions, remarks and amendments there are.
    pub(crate) all: usize,
    /// How many of them rest on words that are not there; whether they should be is said in step 8.
    pub(crate) skipped: usize,
}

/// Checks every version, remark and amendment whose words are there.
pub(crate) fn check<S: TileSource + Sync>(
    source: &S,
    process: &Process,
    findings: &mut Vec<Finding>,
) -> Held {
    let texts = Texts { source, read: Mutex::default() };
    let mut before: Option<&Draft> = None;
    let mut skipped = 0;
    for draft in &process.drafts {
        skipped += add(draft.entry, "version", version(&texts, before, draft), findings);
        before = Some(draft);
    }
    let remarks: Vec<_> = process.remarks.iter().collect();
    let amendments: Vec<_> = process.amendments.iter().collect();
    let shown = |entry| process.ledger.standing(entry) == Some(Standing::Shown);
    let of_remarks: Vec<_> = remarks
        .par_iter()
        .filter_map(|remark| {
            let draft = process.drafts.version(remark.version)?;
            let anchored =
                remark.anchor.as_ref().map_or(Ok(()), |anchor| check_anchor(&texts, draft, anchor));
            let proposed = || match remark.proposal.as_ref().filter(|_| shown(remark.entry)) {
                Some(words) => match texts.words(&words.digest) {
                    Some(text) => check_proposal(&texts, draft, &words.language, &text).map(drop),
                    None => Ok(()),
                },
                None => Ok(()),
            };
            Some((remark.entry, anchored.and_then(|()| proposed())))
        })
        .collect();
    let of_amendments: Vec<_> = amendments
        .par_iter()
        .filter(|amendment| shown(amendment.entry))
        .filter_map(|amendment| {
            let draft = process.drafts.version(amendment.version)?;
            let operations: Option<Vec<_>> = amendment
                .operations
                .iter()
                .map(|words| Some((words.language.clone(), texts.words(&words.digest)?)))
                .collect();
            // That words are missing is said in step 8.
            Some((amendment.entry, check_amendment(&texts, draft, &operations?, &amendment.units)))
        })
        .collect();
    for (entry, found) in of_remarks {
        skipped += add(entry, "remark", found, findings);
    }
    for (entry, found) in of_amendments {
        skipped += add(entry, "amendment", found, findings);
    }
    Held { all: process.drafts.len() + remarks.len() + amendments.len(), skipped }
}

/// Adds what is wrong; gives 1 where the words are not there.
fn add(entry: EntryNumber, what: &str, found: Result<(), Misfit>, findings: &mut Vec<Finding>) -> usize {
    let misfit = match found {
        Ok(()) => return 0,
        Err(Misfit::Text(TextFault::Erased { .. })) => return 1,
        Err(misfit) => misfit,
    };
    let sentence = match what {
        "version" => format!("The version of the draft in entry {entry} cannot be followed: {misfit}."),
        "remark" => format!("The remark in entry {entry} is not what it says: {misfit}."),
        _ => format!("The amendment in entry {entry} is not what it says: {misfit}."),
    };
    findings.push(Finding::wrong(9, misfit.code(), entry.0, sentence));
    0
}

fn version<S: TileSource + Sync>(
    texts: &Texts<'_, S>,
    before: Option<&Draft>,
    draft: &Draft,
) -> Result<(), Misfit> {
    let mut found = Vec::new();
    for one in &draft.texts {
        let erased = || TextFault::Erased { version: draft.version, language: one.text.language.clone() };
        let text = texts.words(&one.text.digest).ok_or_else(erased)?;
        let operations = match &one.operations {
            Some(words) => Some(texts.words(&words.digest).ok_or_else(erased)?),
            None => None,
        };
        found.push((&one.text.language, text, operations));
    }
    let next: Vec<NextText<'_>> = found
        .iter()
        .map(|(language, text, operations)| NextText { language, text, operations: operations.as_deref() })
        .collect();
    check_version(texts, before, &next, &draft.causes)
}

/// The texts of the draft, read from beside the record once.
struct Texts<'a, S> {
    source: &'a S,
    read: Mutex<BTreeMap<(u32, Language), Arc<Document>>>,
}

impl<S: TileSource + Sync> Trees for Texts<'_, S> {
    fn tree(&self, draft: &Draft, language: &Language) -> Result<Option<Arc<Document>>, TextFault> {
        let Some(text) = draft.text(language) else { return Ok(None) };
        let key = (draft.version, language.clone());
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(&key) {
            return Ok(Some(known.clone()));
        }
        let erased = || TextFault::Erased { version: draft.version, language: language.clone() };
        let words = self.words(&text.text.digest).ok_or_else(erased)?;
        let unread = |error| TextFault::Unread { language: language.clone(), error };
        let document = Arc::new(read_text(&words).map_err(unread)?);
        read.insert(key, document.clone());
        Ok(Some(document))
    }

    fn words(&self, digest: &Digest) -> Option<String> {
        let bytes = self.source.read(&addenda::path(digest)).ok()??;
        // Other bytes than those that were recorded are said in step 8, and prove nothing here.
        if Digest::of(&bytes) != *digest {
            return None;
        }
        Content::parse(&bytes).ok()?.get("text").map(str::to_owned)
    }
}
