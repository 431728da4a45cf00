//! How answers came about: what was turned away in place of one, which objections were answered anew.

use std::collections::BTreeSet;

use maru_forum::{
    Charter, EntryNumber, Moment, ParticipantId, Phase, PhaseAct, Process, ReplyWord, Stage, Standing,
};

use super::{listed, note};
use crate::report::Note;

/// So many people behind a remark or an amendment make it one that many stand behind.
pub(super) const POPULAR_PEOPLE: usize = 2;

pub(super) fn notes(process: &Process) -> Vec<Note> {
    let told = [
        missing(process),
        taken_from_charter(process),
        share_turned_away(process),
        turned_away(process),
        replaced(process),
    ];
    told.into_iter().flatten().chain(turned_away_before_closing(process)).collect()
}

/// Remarks and amendments that were turned away between the last day of a phase and its closing, which waits for answers and not for
/// them: nobody could answer them any more, and nobody had to.
fn turned_away_before_closing(process: &Process) -> Vec<Note> {
    let entries = || {
        let remarks = process.remarks.iter().map(|one| one.entry);
        remarks.chain(process.amendments.iter().map(|one| one.entry))
    };
    let mut told = Vec::new();
    for closing in &process.closings {
        let Some(phase) = process.charter_at(closing.entry).phase(&closing.phase) else { continue };
        let late: Vec<(EntryNumber, EntryNumber)> = entries()
            .filter(|entry| process.answers.standing_on(*entry).is_none())
            .filter_map(|entry| {
                let by = process.taken_away_by(entry)?;
                let act = process.moderation_log.iter().find(|act| (act.entry, act.on) == (by, entry))?;
                (act.at.day() > phase.closes && by < closing.entry).then_some((entry, by))
            })
            .collect();
        if late.is_empty() {
            continue;
        }
        let numbers: Vec<u64> = late.iter().map(|(entry, _)| entry.0).collect();
        let sentence = format!(
            "After the last day of the phase “{}” and before its closing in entry {}, {} of its {} remarks and amendments were turned away \
             without an answer, and the closing waited for none of them: {}.",
            phase.id,
            closing.entry,
            late.len(),
            entries().filter(|entry| *entry < closing.entry).count(),
            listed(&numbers)
        );
        let by: BTreeSet<u64> = late.iter().map(|(_, by)| by.0).collect();
        let named = numbers.into_iter().chain(by).chain([closing.entry.0]);
        told.push(note(7, "rejected-before-closing", named, sentence));
    }
    told
}

/// One in so many turned away is worth a word.
pub(super) const SHARE: usize = 5;

/// What a process left unanswered though its charter had promised an answer when people wrote. A node refuses to end so; a record can.
fn missing(process: &Process) -> Option<Note> {
    let left: Vec<u64> = process.left_unanswered().iter().map(|entry| entry.0).collect();
    let ends = process.decisions.iter().map(|decision| decision.entry.0).chain(match process.stage {
        Stage::Closed(entry) => Some(entry.0),
        Stage::Prepared | Stage::Open(_) | Stage::Abandoned(_) => None,
    });
    (!left.is_empty()).then(|| {
        let sentence = format!(
            "{} remarks and amendments have no answer ({}), though the charter promised one when they were made or later, and the process has \
             decided or is over.",
            left.len(),
            listed(&left)
        );
        note(7, "promised-answers-missing", left.iter().copied().chain(ends), sentence)
    })
}

/// Changes of the charter that left no days for answers while somebody waited for one.
fn taken_from_charter(process: &Process) -> Option<Note> {
    let mut found: Vec<(u64, usize)> = Vec::new();
    let afters = process.charter_changes.iter().skip(1).map(|one| &one.before).chain([&process.charter]);
    for (change, after) in process.charter_changes.iter().zip(afters) {
        let day = change.at.day();
        let answers = |charter: &Charter| {
            charter.phases.iter().any(|phase| phase.acts.contains(&PhaseAct::Answer) && phase.closes >= day)
        };
        if answers(&change.before) && !answers(after) {
            let waited = asked(process)
                .filter(|(entry, _)| *entry < change.entry && is_open_at(process, *entry, change.entry))
                .count();
            found.extend((waited > 0).then_some((change.entry.0, waited)));
        }
    }
    let (entries, most) =
        (found.iter().map(|one| one.0).collect::<Vec<_>>(), found.iter().map(|one| one.1).max()?);
    let sentence = format!(
        "The charter was changed so that nobody can answer any more ({}), while up to {most} remarks and amendments waited for an answer.",
        listed(&entries)
    );
    Some(note(7, "answers-taken-from-charter", entries, sentence))
}

/// Every remark and amendment that asks for an answer here, and when it was made.
fn asked(process: &Process) -> impl Iterator<Item = (EntryNumber, Moment)> {
    let remarks = process.remarks.iter().filter(|one| one.imported.is_none()).map(|one| (one.entry, one.at));
    let amendments = process.amendments.iter();
    let amendments = amendments.filter(|one| one.imported.is_none() && one.withdrawn.is_none());
    remarks.chain(amendments.map(|one| (one.entry, one.at)))
}

/// Whether an item had no answer yet in front of an entry.
fn is_open_at(process: &Process, item: EntryNumber, entry: EntryNumber) -> bool {
    let given = process.answers.iter().filter(|answer| answer.given.contains_key(&item));
    given.map(|answer| answer.entry).min().is_none_or(|first| first > entry)
}

/// How many of all remarks and amendments were turned away, where that is many, or was done when nobody could write a new one.
fn share_turned_away(process: &Process) -> Option<Note> {
    let all: Vec<_> = asked(process).collect();
    let rejected: Vec<_> = all
        .iter()
        .filter_map(|(entry, _)| match process.ledger.standing(*entry) {
            Some(Standing::Rejected(by)) => Some((entry.0, by)),
            _ => None,
        })
        .collect();
    let writes =
        |phase: &&Phase| [PhaseAct::Remark, PhaseAct::Amend].iter().any(|act| phase.acts.contains(act));
    let charters = process.charter_changes.iter().map(|change| &change.before).chain([&process.charter]);
    let last =
        charters.flat_map(|charter| charter.phases.iter().filter(writes)).map(|phase| phase.closes).max();
    let is_late = |by: &EntryNumber| {
        let judged = process.moderation_log.iter().find(|act| act.entry == *by);
        judged.zip(last).is_some_and(|(act, last)| act.at.day() > last)
    };
    let late = rejected.iter().filter(|(_, by)| is_late(by)).count();
    if rejected.is_empty() || (rejected.len() * SHARE < all.len() && late == 0) {
        return None;
    }
    let entries: Vec<u64> = rejected.iter().map(|(entry, _)| *entry).collect();
    let sentence = format!(
        "Moderators turned away {} of {} remarks and amendments, which have no other answer; {late} of them when the last day for remarks and \
         amendments was over ({}).",
        rejected.len(),
        all.len(),
        listed(&entries)
    );
    let by: BTreeSet<u64> = rejected.iter().map(|(_, by)| by.0).collect();
    Some(note(7, "remarks-turned-away", entries.into_iter().chain(by), sentence))
}

/// Whoever stands behind a remark, an amendment or an initiative besides its author.
pub(super) fn behind(process: &Process, entry: EntryNumber) -> usize {
    if let Some(initiative) = process.initiatives.get(entry) {
        return initiative.supporters.iter().filter(|who| *who != initiative.author).count();
    }
    if let Some(remark) = process.remarks.get(entry) {
        return remark.supporters.iter().filter(|who| *who != remark.author).count();
    }
    let Some(amendment) = process.amendments.get(entry) else { return 0 };
    let people: BTreeSet<ParticipantId> =
        amendment.cosigners.iter().chain(amendment.supporters.iter()).collect();
    people.into_iter().filter(|who| *who != amendment.author).count()
}

/// Remarks and amendments that moderators turned away, which are then owed no answer, though others stand behind them.
fn turned_away(process: &Process) -> Option<Note> {
    let all =
        process.remarks.iter().map(|one| one.entry).chain(process.amendments.iter().map(|one| one.entry));
    let rejected: Vec<(EntryNumber, EntryNumber)> = all
        .filter_map(|entry| match process.ledger.standing(entry) {
            Some(Standing::Rejected(by)) => Some((entry, by)),
            _ => None,
        })
        .collect();
    let popular: Vec<&(EntryNumber, EntryNumber)> =
        rejected.iter().filter(|(entry, _)| behind(process, *entry) >= POPULAR_PEOPLE).collect();
    let most = popular.iter().map(|(entry, _)| behind(process, *entry)).max()?;
    let entries: Vec<u64> = popular.iter().map(|(entry, _)| entry.0).collect();
    let sentence = format!(
        "Moderators turned away {} remarks and amendments, which are owed no answer; behind {} of them stand two people or more besides \
         the author, up to {most}: {}.",
        rejected.len(),
        popular.len(),
        listed(&entries)
    );
    let by: BTreeSet<u64> = popular.iter().map(|(_, by)| by.0).collect();
    Some(note(7, "popular-remark-rejected", entries.into_iter().chain(by), sentence))
}

/// Answers to which authors objected, and that another took the place of; about that they have not said that they are content.
fn replaced(process: &Process) -> Option<Note> {
    let mut entries = BTreeSet::new();
    for answer in process.answers.iter() {
        let Some(before) = answer.instead_of else { continue };
        for item in answer.given.keys() {
            let last = |of: EntryNumber| process.answers.replies(of, *item).last().map(|reply| reply.word);
            let content = matches!(
                last(answer.entry),
                Some(ReplyWord::Satisfied | ReplyWord::Accepts | ReplyWord::Consents | ReplyWord::Objects)
            );
            if last(before) == Some(ReplyWord::Objects) && !content {
                entries.insert(item.0);
            }
        }
    }
    let items: Vec<u64> = entries.into_iter().collect();
    (!items.is_empty()).then(|| {
        let sentence = format!(
            "The authors of {} remarks and amendments objected to an answer; it was replaced by another, to which they have said nothing ({}).",
            items.len(),
            listed(&items)
        );
        note(10, "answer-replaced-after-objection", items.iter().copied(), sentence)
    })
}
