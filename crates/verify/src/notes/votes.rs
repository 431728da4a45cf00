//! Votes: statements taken away that many had voted on, votes changed after a verdict, words replaced under votes.

use std::collections::BTreeMap;

use maru_forum::{Process, Statement, StatementId};

use super::{Taken, Watch, listed, note};
use crate::report::Note;

/// Statements of which it is told one by one that they were rejected, or given other words.
const MAX_TOLD: usize = 20;
/// A statement was voted on, or is popular, if so many voted on it, or agree …
const POPULAR_PEOPLE: u32 = 2;
/// … who are at least one in so many of all who have voted.
const POPULAR_SHARE: usize = 3;

pub(super) fn notes(process: &Process, watch: &Watch) -> Vec<Note> {
    let mut notes = taken_from_the_vote(watch);
    notes.extend(changed_after_verdict(watch));
    notes.extend(replaced_translations(process, watch));
    notes
}

/// Its votes count no more in any result from then on, whichever way people voted.
fn taken_from_the_vote(watch: &Watch) -> Vec<Note> {
    let enough =
        |people: u32, voters: usize| people >= POPULAR_PEOPLE && people as usize * POPULAR_SHARE >= voters;
    let voted = watch.rejections.iter().filter(|rejection| enough(rejection.tally.total(), rejection.voters));
    let told = voted.take(MAX_TOLD).map(|rejection| {
        let tally = rejection.tally;
        // What most reject counts no more in any result either, and whoever wrote it may not have liked that.
        let is_popular = tally.agree > tally.disagree && enough(tally.agree, rejection.voters);
        let (done, code) = match (rejection.by, is_popular) {
            (Taken::Rejected, true) => ("rejected", "popular-statement-rejected"),
            (Taken::Rejected, false) => ("rejected", "voted-statement-rejected"),
            (Taken::Meta, true) => ("took from the results, as about the process,", "popular-statement-meta"),
            (Taken::Meta, false) => ("took from the results, as about the process,", "voted-statement-meta"),
            (Taken::Erased, true) => ("withdrew the words of", "popular-statement-withdrawn"),
            (Taken::Erased, false) => ("withdrew the words of", "voted-statement-withdrawn"),
        };
        let against = if is_popular { String::new() } else { format!(" and {} disagreed", tally.disagree) };
        let sentence = format!(
            "Entry {} {done} statement {}, with which {} of the {} people who had voted on it agreed{against}; {} of all {} votes of the \
             process had been cast by then.",
            rejection.entry,
            rejection.statement,
            tally.agree,
            tally.total(),
            rejection.votes,
            watch.votes.len()
        );
        note(7, code, [rejection.entry, rejection.statement.0.0], sentence)
    });
    told.collect()
}

fn changed_after_verdict(watch: &Watch) -> Option<Note> {
    let entries: Vec<u64> = watch.changed.iter().map(|vote| vote.entry).collect();
    let first = watch.changed.first()?;
    let sentence = format!(
        "{} votes were changed after a moderator had judged the statement they are on ({}; the first after the verdict in entry {}).",
        entries.len(),
        listed(&entries),
        first.verdict
    );
    Some(note(7, "votes-changed-after-verdict", entries, sentence))
}

/// People who voted on a translation voted on its words; later readers see others.
fn replaced_translations(process: &Process, watch: &Watch) -> Vec<Note> {
    let mut found = Vec::new();
    for statement in process.statements.iter().filter(|statement| statement.translations.len() > 1) {
        found.extend(replacements(watch, statement));
    }
    if found.is_empty() {
        return Vec::new();
    }
    let mut votes: BTreeMap<StatementId, Vec<u64>> = BTreeMap::new();
    for vote in &watch.votes {
        votes.entry(vote.statement).or_default().push(vote.entry);
    }
    let told = found.into_iter().filter_map(|(statement, language, old, new)| {
        let cast = votes.get(&statement)?;
        let before = cast.partition_point(|vote| *vote < new);
        let under_old = before - cast.partition_point(|vote| *vote < old);
        (before > 0).then(|| {
            let sentence = format!(
                "The translation of statement {statement} into “{language}” (entry {old}) was replaced by entry {new} when {before} votes \
                 had been cast on the statement, {under_old} of them since the translation it replaces."
            );
            note(7, "translation-replaced", [old, new, statement.0.0], sentence)
        })
    });
    told.take(MAX_TOLD).collect()
}

/// Each translation that took the place of an earlier one: statement, language, the old entry and the new. One that nobody could read took
/// nothing's place; one that was rejected or erased later had been read until then.
fn replacements(watch: &Watch, statement: &Statement) -> Vec<(StatementId, String, u64, u64)> {
    let mut last: BTreeMap<String, u64> = BTreeMap::new();
    let mut found = Vec::new();
    for translation in statement.translations.iter().filter(|one| watch.shown.contains(&one.entry)) {
        let language = translation.words.language.as_str();
        if let Some(old) = last.insert(read_as(language), translation.entry.0) {
            found.push((statement.id, language.to_owned(), old, translation.entry.0));
        }
    }
    found
}

/// A language as its readers know it, with its script: `ko` of `KO` and `ko-KR`, `zh-hant` of `zh-Hant-TW`.
fn read_as(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default().to_owned();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        Some(script) => format!("{primary}-{script}"),
        None => primary,
    }
}
