//! Step 8: every content is there and is what its entry names, or was withdrawn or hidden for a stated reason.

use maru_forum::{Content, EntryNumber, Process, Redaction, Standing, Words};
use maru_record::{Digest, TileSource, addenda};
use rayon::prelude::*;

use crate::report::{Finding, Report, Withdrawn};

/// Words that an entry names.
pub(crate) struct Named {
    pub(crate) entry: u64,
    pub(crate) words: Words,
}

pub(crate) fn check<S: TileSource + Sync>(
    source: &S,
    process: &Process,
    named: &[Named],
    report: &mut Report,
    findings: &mut Vec<Finding>,
) {
    let standing = |entry: u64| process.ledger.standing(EntryNumber(entry));
    let checked: Vec<State> =
        named.par_iter().map(|named| look(source, named, standing(named.entry))).collect();
    for state in checked {
        match state {
            State::There => report.contents += 1,
            State::Hidden => report.hidden += 1,
            State::Withdrawn => {}
            State::Unfit(finding) => findings.push(finding),
        }
    }
    report.withdrawn = process
        .redactions
        .iter()
        .map(|redaction| Withdrawn {
            entry: redaction.target.0,
            by_entry: redaction.entry.0,
            by: by_whom(process, redaction),
            reason: redaction.reason.as_str().to_owned(),
            ground: redaction.ground.clone(),
        })
        .collect();
}

fn by_whom(process: &Process, redaction: &Redaction) -> String {
    match redaction.by {
        None => "the host of the node".to_owned(),
        Some(who) if process.ledger.author_of(redaction.target) == Some(who) => "its author".to_owned(),
        Some(_) => "the secretariat".to_owned(),
    }
}

/// How a content was found.
enum State {
    There,
    /// Not there, as a moderator's act or its waiting for one demands.
    Hidden,
    Withdrawn,
    Unfit(Finding),
}

fn look<S: TileSource>(source: &S, named: &Named, standing: Option<Standing>) -> State {
    let entry = named.entry;
    let wrong = |code: &str, said: String| {
        State::Unfit(Finding::wrong(8, code, entry, format!("The text of entry {entry} {said}.")))
    };
    let found = match source.read(&addenda::path(&named.words.digest)) {
        Ok(found) => found,
        Err(error) => {
            let sentence = format!("The text of entry {entry} could not be read: {error}.");
            return State::Unfit(Finding::undecided(8, "content-unreadable", entry, sentence));
        }
    };
    match (found, standing) {
        (None, Some(Standing::Withdrawn(_))) => State::Withdrawn,
        // An entry that breaks a rule is no part of the process, and its words are nobody's to read.
        (None, Some(Standing::Rejected(_) | Standing::Waiting) | None) => State::Hidden,
        (Some(_), Some(Standing::Withdrawn(by))) => {
            wrong("not-withdrawn", format!("was to be withdrawn by entry {by}, but it is still published"))
        }
        (Some(_), Some(Standing::Rejected(by))) => wrong(
            "not-hidden",
            format!("was hidden by moderation (entry {by}), but it is published all the same"),
        ),
        (Some(_), Some(Standing::Waiting)) => {
            wrong("not-hidden", "waits for a moderator, but it is published all the same".to_owned())
        }
        (None, Some(Standing::Shown)) => wrong(
            "content-missing",
            "has disappeared, and the record does not say who removed it or why".to_owned(),
        ),
        (Some(bytes), Some(Standing::Shown) | None) => look_at(&bytes, named, &wrong),
    }
}

fn look_at(bytes: &[u8], named: &Named, wrong: &dyn Fn(&str, String) -> State) -> State {
    if Digest::of(bytes) != named.words.digest {
        return wrong("content-changed", "is not the text that was recorded".to_owned());
    }
    match unfit(bytes, &named.words) {
        Some(said) => wrong("content-unfit", said),
        None => State::There,
    }
}

/// What a content lacks, though it is the very one that the entry names.
fn unfit(bytes: &[u8], words: &Words) -> Option<String> {
    let Ok(content) = Content::parse(bytes) else {
        return Some("is not in the form of a text, so nobody can read it".to_owned());
    };
    if content.get("nonce").is_none_or(|nonce| nonce.parse::<Digest>().is_err()) {
        return Some(
            "was recorded without randomness, so it could be guessed after it is withdrawn".to_owned(),
        );
    }
    let Some(text) = content.get("text") else { return Some("holds no words".to_owned()) };
    if content.get("language") != Some(words.language.as_str()) {
        return Some(format!("is not in the language that the entry says it is in, {}", words.language));
    }
    let (said, length) = (words.length, text.chars().count());
    (said as usize != length)
        .then(|| format!("has {length} characters, but the entry says that it has {said}"))
}
