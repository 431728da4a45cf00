//! Votes: statements rejected that many agreed with, votes changed after a verdict, words replaced under votes.

use std::collections::BTreeMap;

use maru_forum::{Process, Standing, Statement, StatementId};

use super::{Watch, listed, note};
use crate::report::Note;

/// Statements of which it is told one by one that they were rejected, or given other words.
const MAX_TOLD: usize = 20;
/// A statement is popular if so many agree …
const POPULAR_PEOPLE: u32 = 2;
/// … who are at least one in so many of all who have voted.
const POPULAR_SHARE: usize = 3;

pub(super) fn notes(process: &Process, watch: &Watch) -> Vec<Note> {
    let mut notes = popular_rejected(watch);
    notes.extend(changed_after_verdict(watch));
    notes.extend(replaced_translations(process, watch));
    notes
}

/// Its votes count no more in any result from then on.
fn popular_rejected(watch: &Watch) -> Vec<Note> {
    let popular = watch.rejections.iter().filter(|rejection| {
        let tally = rejection.tally;
        tally.agree >= POPULAR_PEOPLE
            && tally.agree > tally.disagree
            && tally.agree as usize * POPULAR_SHARE >= rejection.voters
    });
    let told = popular.take(MAX_TOLD).map(|rejection| {
        let sentence = format!(
            "Entry {} rejected statement {}, with which {} of the {} people who had voted on it agreed; {} of all {} votes of the \
             process had been cast by then.",
            rejection.entry,
            rejection.statement,
            rejection.tally.agree,
            rejection.tally.total(),
            rejection.votes,
            watch.votes.len()
        );
        note(7, "popular-statement-rejected", [rejection.entry, rejection.statement.0.0], sentence)
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
        found.extend(replacements(process, statement));
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

/// Each translation that took the place of an earlier one: statement, language, the old entry and the new.
fn replacements(process: &Process, statement: &Statement) -> Vec<(StatementId, String, u64, u64)> {
    let mut last: BTreeMap<&str, u64> = BTreeMap::new();
    let mut found = Vec::new();
    // One that waits or was rejected takes nothing's place; one that was erased did.
    let took = |translation: &&maru_forum::Translation| {
        matches!(process.ledger.standing(translation.entry), Some(Standing::Shown | Standing::Withdrawn(_)))
    };
    for translation in statement.translations.iter().filter(took) {
        let language = translation.words.language.as_str();
        if let Some(old) = last.insert(language, translation.entry.0) {
            found.push((statement.id, language.to_owned(), old, translation.entry.0));
        }
    }
    found
}
