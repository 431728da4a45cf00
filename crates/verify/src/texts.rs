//! Step 9, of the draft: that each version follows from the one before by the operations that it names, that each changed unit has
//! its causes, and that remarks and amendments are about words that are there.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use maru_forum::{Amendment, Content, Draft, DraftText, EntryNumber, Language, Process, Remark, Standing};
use maru_record::{Digest, TileSource, addenda};
use maru_text::Document;
use rayon::prelude::*;

use crate::draft::{
    Misfit, NextText, TextFault, Trees, check_amendment, check_anchor, check_proposal, check_version, text_of,
};
use crate::notes;
use crate::report::{Finding, Looked, Note};

/// How far what is said of the draft was held against its words.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Held {
    /// How many versions, remarks and amendments there are.
    pub(crate) all: usize,
    /// How many rest on words that nobody may read: they wait for a moderator, were hidden or withdrawn.
    hidden: usize,
    /// How many rest on words that should be there and are not, which is said in step 8; and versions that follow one whose words
    /// were withdrawn: nobody can tell whether they follow.
    unread: usize,
    /// Whether the words of every version were read.
    pub(crate) versions_read: bool,
}

impl Held {
    /// What a reader must know of what was not looked at.
    pub(crate) fn looked(self) -> Looked {
        let hidden = format!(
            "without {} versions, remarks and amendments with words that nobody may read: they wait for a moderator, were hidden or withdrawn",
            self.hidden
        );
        match (self.unread, self.hidden) {
            (0, 0) => Looked::Whole,
            (0, _) => Looked::WholeBy(hidden),
            (unread, _) => Looked::Partly(format!(
                "{unread} versions, remarks and amendments rest on words that are not there to be read"
            )),
        }
    }
}

/// What came of holding one thing against the words of the draft.
enum Came {
    Right,
    Wrong(Misfit),
    /// It rests on words that nobody may read.
    Hidden,
    /// It rests on words that are not there.
    Unread,
}

/// Checks every version, remark and amendment as far as the words are there; and notes versions whose languages are out of step.
pub(crate) fn check<S: TileSource + Sync>(
    source: &S,
    process: &Process,
    findings: &mut Vec<Finding>,
) -> (Held, Vec<Note>) {
    let texts = Texts { source, process, read: Mutex::default() };
    let drafts: Vec<&Draft> = process.drafts.iter().collect();
    let remarks: Vec<&Remark> = process.remarks.iter().collect();
    let amendments: Vec<&Amendment> = process.amendments.iter().collect();
    let all = drafts.len() + remarks.len() + amendments.len();
    let mut held = Held { all, versions_read: true, ..Held::default() };
    let mut before = None;
    for draft in drafts {
        let came = match (texts.came(version(&texts, before, draft)), before) {
            // Whatever was the reason, nobody can tell any more whether it follows.
            (Came::Hidden, Some(_)) => Came::Unread,
            (came, _) => came,
        };
        held.versions_read &= !matches!(came, Came::Hidden | Came::Unread);
        held.note(draft.entry, "The version of the draft", "cannot be followed", came, findings);
        before = Some(draft);
    }
    let of_remarks: Vec<Came> = remarks.par_iter().map(|one| texts.remark(one)).collect();
    let of_amendments: Vec<Came> = amendments.par_iter().map(|one| texts.amendment(one)).collect();
    for (one, came) in remarks.iter().zip(of_remarks) {
        held.note(one.entry, "The remark", UNTRUE, came, findings);
    }
    for (one, came) in amendments.iter().zip(of_amendments) {
        held.note(one.entry, "The amendment", UNTRUE, came, findings);
    }
    let mut told = notes::languages::notes(&process.drafts, &texts);
    told.extend(notes::causes::notes(process, &texts));
    (held, told)
}

const UNTRUE: &str = "is not what it says";

impl Held {
    /// Counts what was not looked at, and adds what is wrong.
    fn note(&mut self, entry: EntryNumber, what: &str, fault: &str, came: Came, findings: &mut Vec<Finding>) {
        match came {
            Came::Right => {}
            Came::Hidden => self.hidden += 1,
            Came::Unread => self.unread += 1,
            Came::Wrong(misfit) => {
                let sentence = format!("{what} in entry {entry} {fault}: {misfit}.");
                findings.push(Finding::wrong(9, misfit.code(), entry.0, sentence));
            }
        }
    }
}

fn version<S: TileSource + Sync>(
    texts: &Texts<'_, S>,
    before: Option<&Draft>,
    draft: &Draft,
) -> Result<(), Misfit> {
    let (mut next, mut unread) = (Vec::new(), None);
    for one in &draft.texts {
        match next_text(texts, draft, one) {
            Ok(text) => next.push(text),
            Err(erased @ TextFault::Erased { .. }) => {
                unread.get_or_insert(erased);
            }
            Err(fault) => return Err(fault.into()),
        }
    }
    check_version(texts, before, &next, unread, &draft.causes)
}

fn next_text<'a, S: TileSource + Sync>(
    texts: &Texts<'_, S>,
    draft: &Draft,
    one: &'a DraftText,
) -> Result<NextText<'a>, TextFault> {
    let language = &one.text.language;
    let erased = || TextFault::Erased { version: draft.version, language: language.clone() };
    let operations = match &one.operations {
        Some(words) => Some(texts.words(&words.digest).ok_or_else(erased)?),
        None => None,
    };
    let document = texts.tree(draft, language)?.ok_or_else(erased)?;
    Ok(NextText { language, document, operations })
}

/// The texts of the draft, read from beside the record once.
struct Texts<'a, S> {
    source: &'a S,
    process: &'a Process,
    read: Mutex<BTreeMap<(u32, Language), Arc<Document>>>,
}

impl<S: TileSource + Sync> Texts<'_, S> {
    fn may_be_read(&self, entry: EntryNumber) -> bool {
        self.process.ledger.standing(entry) == Some(Standing::Shown)
    }

    fn came(&self, found: Result<(), Misfit>) -> Came {
        match found {
            Ok(()) => Came::Right,
            Err(Misfit::Text(TextFault::Erased { version, .. })) => {
                let draft = self.process.drafts.version(version);
                let shown = draft.is_none_or(|draft| self.may_be_read(draft.entry));
                if shown { Came::Unread } else { Came::Hidden }
            }
            Err(misfit) => Came::Wrong(misfit),
        }
    }

    fn remark(&self, remark: &Remark) -> Came {
        let Some(draft) = self.process.drafts.version(remark.version) else { return Came::Unread };
        let anchored = remark.anchor.as_ref().map_or(Ok(()), |anchor| check_anchor(self, draft, anchor));
        let (Ok(()), Some(proposal)) = (&anchored, &remark.proposal) else {
            return self.came(anchored);
        };
        if !self.may_be_read(remark.entry) {
            return Came::Hidden;
        }
        let Some(text) = self.words(&proposal.digest) else { return Came::Unread };
        self.came(check_proposal(self, draft, &proposal.language, &text).map(drop))
    }

    fn amendment(&self, amendment: &Amendment) -> Came {
        if !self.may_be_read(amendment.entry) {
            return Came::Hidden;
        }
        let Some(draft) = self.process.drafts.version(amendment.version) else { return Came::Unread };
        let operations: Option<Vec<_>> = amendment
            .operations
            .iter()
            .map(|words| Some((words.language.clone(), self.words(&words.digest)?)))
            .collect();
        let Some(operations) = operations else { return Came::Unread };
        self.came(check_amendment(self, draft, &operations, &amendment.units))
    }
}

impl<S: TileSource + Sync> Trees for Texts<'_, S> {
    fn tree(&self, draft: &Draft, language: &Language) -> Result<Option<Arc<Document>>, TextFault> {
        let key = (draft.version, language.clone());
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(&key) {
            return Ok(Some(known.clone()));
        }
        let document = text_of(draft, language, &|digest| self.words(digest))?.map(Arc::new);
        read.extend(document.clone().map(|document| (key, document)));
        Ok(document)
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
