//! Step 8: every content is there and is what its entry names, or was withdrawn for a stated reason.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{Content, Event, Language, Process, Redaction};
use maru_record::{Digest, TileSource, addenda};
use rayon::prelude::*;

use crate::report::{Finding, Report, Withdrawn};

/// A content that an entry names, and what the entry says of it.
pub(crate) struct Named {
    entry: u64,
    digest: Digest,
    language: Language,
    /// In characters, where the entry says it.
    length: Option<u32>,
}

/// The contents that an entry names.
pub(crate) fn named(entry: u64, event: &Event) -> Vec<Named> {
    let one = |digest: &Digest, language: &Language, length: Option<u32>| Named {
        entry,
        digest: *digest,
        language: language.clone(),
        length,
    };
    match event {
        Event::Stated { content, language, length, .. } => vec![one(content, language, Some(*length))],
        Event::Translated { content, language, .. } | Event::Decided { content, language, .. } => {
            vec![one(content, language, None)]
        }
        Event::DraftPublished { texts, .. } => {
            texts.iter().map(|(language, digest)| one(digest, language, None)).collect()
        }
        _ => Vec::new(),
    }
}

pub(crate) fn check<S: TileSource + Sync>(
    source: &S,
    process: &Process,
    named: &[Named],
    report: &mut Report,
    findings: &mut Vec<Finding>,
) {
    // A withdrawal that stands before its entry is a blank cheque, and no reason for what goes missing later.
    let after = process.redactions.iter().filter(|redaction| redaction.target < redaction.entry);
    let withdrawn: BTreeMap<u64, &Redaction> =
        after.map(|redaction| (redaction.target.0, redaction)).collect();
    let checked: Vec<State> =
        named.par_iter().map(|named| look(source, named, withdrawn.contains_key(&named.entry))).collect();
    for state in checked {
        match state {
            State::There => report.contents += 1,
            State::Withdrawn => {}
            State::Unfit(finding) => findings.push(finding),
        }
    }
    let with_content: BTreeSet<u64> = named.iter().map(|named| named.entry).collect();
    report.withdrawn = withdrawn
        .into_iter()
        .filter(|(entry, _)| with_content.contains(entry))
        .map(|(entry, redaction)| Withdrawn {
            entry,
            by_entry: redaction.entry.0,
            by: if redaction.by_operator { "the host of the node" } else { "the secretariat" }.to_owned(),
            reason: redaction.reason.clone(),
            ground: redaction.ground.clone(),
        })
        .collect();
}

/// How a content was found.
enum State {
    There,
    Withdrawn,
    Unfit(Finding),
}

fn look<S: TileSource>(source: &S, named: &Named, withdrawn: bool) -> State {
    let entry = named.entry;
    let wrong = |code: &str, said: &str| {
        State::Unfit(Finding::wrong(8, code, entry, format!("The text of entry {entry} {said}.")))
    };
    match (source.read(&addenda::path(&named.digest)), withdrawn) {
        (Ok(None), true) => State::Withdrawn,
        (Ok(Some(_)), true) => wrong("not-withdrawn", "was to be withdrawn, but it is still published"),
        (Ok(None), false) => {
            wrong("content-missing", "has disappeared, and the record does not say who removed it or why")
        }
        (Ok(Some(bytes)), false) if Digest::of(&bytes) != named.digest => {
            wrong("content-changed", "is not the text that was recorded")
        }
        (Ok(Some(bytes)), false) => match unfit(&bytes, named) {
            Some(said) => wrong("content-unfit", &said),
            None => State::There,
        },
        (Err(error), _) => {
            let sentence = format!("The text of entry {entry} could not be read: {error}.");
            State::Unfit(Finding::undecided(8, "content-unreadable", entry, sentence))
        }
    }
}

/// What a content lacks, though it is the very one that the entry names.
fn unfit(bytes: &[u8], named: &Named) -> Option<String> {
    let Ok(content) = Content::parse(bytes) else {
        return Some("is not in the form of a text, so nobody can read it".to_owned());
    };
    if content.get("nonce").is_none_or(|nonce| nonce.parse::<Digest>().is_err()) {
        return Some(
            "was recorded without randomness, so it could be guessed after it is withdrawn".to_owned(),
        );
    }
    let Some(text) = content.get("text") else { return Some("holds no words".to_owned()) };
    if content.get("language") != Some(named.language.as_str()) {
        return Some(format!("is not in the language that the entry says it is in, {}", named.language));
    }
    let length = text.chars().count();
    named
        .length
        .filter(|said| *said as usize != length)
        .map(|said| format!("has {length} characters, but the entry says that it has {said}"))
}
