//! O17–O24: the texts, and who can reach them.

use std::collections::BTreeSet;

use maru_forum::{Draft, EntryNumber, Language, Moment, PhaseAct, Process, Standing as Words};

use super::Rule;
use super::contributions::contributions;
use super::days::{begins, between, days_for, last_end, some_phase_ended};
use crate::finding::Judged;

/// Days for which a draft must have been public before it is decided on (O17).
const READING: i64 = 14;
/// Days for remarks: on any draft, on the first one, on a binding instrument (O18).
const REMARKS: [i64; 3] = [28, 60, 84];

pub(crate) const RULES: &[Rule] = &[
    Rule { id: "O17", judge: reading_time },
    Rule { id: "O18", judge: remark_time },
    Rule { id: "O19", judge: holidays },
    Rule { id: "O20", judge: languages },
    Rule { id: "O21", judge: translated },
    Rule { id: "O22", judge: reachable },
    Rule { id: "O23", judge: accessible },
    Rule { id: "O24", judge: other_ways },
];

/// A version of the draft that something decided on: the entry that did, and when it began to.
struct DecidedOn<'a> {
    draft: &'a Draft,
    by: EntryNumber,
    at: Moment,
}

/// Every decision on a version, and every ballot on one from the first vote on: by then people decide.
fn decided_on(process: &Process) -> Vec<DecidedOn<'_>> {
    let draft = |entry: Option<EntryNumber>| process.drafts.iter().find(|one| Some(one.entry) == entry);
    let decisions = process
        .decisions
        .iter()
        .filter_map(|one| Some(DecidedOn { draft: draft(one.draft)?, by: one.entry, at: one.at }));
    let ballots = process.ballots.iter().filter(|one| !one.votes.is_empty()).filter_map(|one| {
        let opens = process.charter.phase(&one.terms.phase).map(|phase| begins(phase.opens));
        let at = Moment(opens.map_or(one.at.0, |opens| opens.0.max(one.at.0)));
        Some(DecidedOn { draft: draft(one.terms.draft)?, by: one.entry, at })
    });
    decisions.chain(ballots).collect()
}

/// Of all versions that something decided on, the one that had been public for the shortest time.
fn reading_time(process: &Process, _: Moment) -> Judged {
    let all = decided_on(process);
    let Some(shortest) = all.iter().min_by_key(|one| one.at.0 - one.draft.at.0) else {
        return match process.decisions.last() {
            Some(last) => Judged::not_applicable("decided-without-draft").entry(last.entry, last.at),
            None => Judged::not_yet_or(process, "no-decision", "ended-without-decision"),
        };
    };
    let days = between(shortest.draft.at, shortest.at);
    if days < READING {
        let judged = Judged::not_met("draft-too-late").days(days).of(READING as usize);
        return judged.entry(shortest.draft.entry, shortest.draft.at).entry(shortest.by, shortest.at);
    }
    if let Some(unread) = all.iter().find(|one| !process.ledger.is_shown(one.draft.entry)) {
        return Judged::unknown("draft-not-shown").entry(unread.draft.entry, unread.draft.at);
    }
    // That something was decided on in time says nothing of what is still to be decided.
    let judged = match process.decisions.last() {
        None if !process.stage.is_over() => Judged::not_yet("no-decision"),
        Some(_) | None => Judged::met("draft-in-time").days(days).of(READING as usize),
    };
    judged.entry(shortest.draft.entry, shortest.draft.at).entry(shortest.by, shortest.at)
}

/// For each version, the days of phases for remarks from its publication on: days on which nobody could remark are none. Whether the
/// instrument binds is not recorded, so between 60 and 84 days there is no answer.
fn remark_time(process: &Process, at: Moment) -> Judged {
    let Some(end) = last_end(process, PhaseAct::Remark) else {
        return Judged::not_applicable("no-phase-for-remarks").entry(process.charter_entry, None);
    };
    let drafts: Vec<_> = process.drafts.iter().collect();
    if drafts.is_empty() {
        return Judged::not_yet_or(process, "no-draft", "ended-without-draft");
    }
    let mut shortest = (i64::MAX, drafts[0]);
    let mut running = false;
    for (index, draft) in drafts.iter().enumerate() {
        // A version can be remarked on until the next one comes, or until the phases for it are over.
        let next = drafts.get(index + 1).map_or(i64::MAX, |next| next.at.0);
        let last = end.0.min(next);
        running |= last > at.0;
        let days = days_for(process, PhaseAct::Remark, draft.at, Moment(last));
        let asked = if index == 0 { REMARKS[1] } else { REMARKS[0] };
        if days < asked && last <= at.0 {
            return Judged::not_met("remarks-too-short")
                .days(days)
                .of(asked as usize)
                .entry(draft.entry, draft.at);
        }
        if days < shortest.0 {
            shortest = (days, draft);
        }
    }
    if let Some(unread) = drafts.iter().find(|draft| !process.ledger.is_shown(draft.entry)) {
        return Judged::unknown("draft-not-shown").entry(unread.entry, unread.at);
    }
    let judged = match (running, shortest.0 >= REMARKS[2]) {
        (true, _) => Judged::not_yet("remarks-run"),
        (false, true) => Judged::met("remarks-long-enough"),
        (false, false) => Judged::unknown("binding-not-recorded"),
    };
    judged.days(shortest.0).of(REMARKS[2] as usize).entry(shortest.1.entry, shortest.1.at)
}

fn holidays(process: &Process, at: Moment) -> Judged {
    if some_phase_ended(process, at) {
        Judged::unknown("holidays-not-recorded")
    } else {
        Judged::not_yet("no-phase-ended")
    }
}

/// A version of the draft is one entry with every language of the charter, which `forum` holds it to: no language waits. Decisions,
/// answers and letters stand in one language each, and the record has no place for their translations.
fn languages(process: &Process, _: Moment) -> Judged {
    let drafts: Vec<_> = process.drafts.iter().map(|draft| (draft.entry, draft.at)).collect();
    if drafts.is_empty() {
        return Judged::not_yet_or(process, "no-draft", "ended-without-draft");
    }
    Judged::unknown("languages-of-drafts").count(process.charter.languages.len()).entries(drafts)
}

/// Whether words in a language leave no language of the charter without them.
fn is_in_all(process: &Process, written: &Language, translated: &BTreeSet<&Language>) -> bool {
    process.charter.languages.iter().all(|language| language == written || translated.contains(language))
}

/// Statements can be translated in the record, and nothing else can.
fn translated(process: &Process, _: Moment) -> Judged {
    let shown: Vec<_> =
        process.visible_statements().filter(|one| process.ledger.is_shown(one.id.0)).collect();
    let lacks = |statement: &&&maru_forum::Statement| {
        let readable = statement.translations.iter().filter(|one| process.ledger.is_shown(one.entry));
        let translated = readable.map(|one| &one.words.language).collect();
        !is_in_all(process, &statement.words.language, &translated)
    };
    let open: Vec<_> = shown.iter().filter(lacks).map(|statement| (statement.id.0, statement.at)).collect();
    if !open.is_empty() {
        return Judged::not_met("not-translated").count(open.len()).of(shown.len()).entries(open);
    }
    let statements: BTreeSet<EntryNumber> = process.statements.iter().map(|one| one.id.0).collect();
    let others: Vec<_> = contributions(process)
        .into_iter()
        .filter(|one| !statements.contains(&one.entry) && one.standing(process) == Some(Words::Shown))
        .collect();
    if shown.is_empty() && others.is_empty() {
        return Judged::not_yet_or(process, "no-contribution", "nobody-contributed");
    }
    let none = BTreeSet::new();
    let single: Vec<_> = others
        .iter()
        .filter(|one| {
            let mut words = process.ledger.words_of(one.entry).iter();
            words.any(|words| !is_in_all(process, &words.language, &none))
        })
        .map(|one| (one.entry, one.at))
        .collect();
    if single.is_empty() {
        return Judged::met("all-translated").count(shown.len() + others.len());
    }
    Judged::unknown("translations-not-recorded").count(single.len()).of(others.len()).entries(single)
}

/// What a node serves, and how, is no entry of the record.
fn reachable(_: &Process, _: Moment) -> Judged {
    Judged::unknown("serving-not-recorded")
}

fn accessible(_: &Process, _: Moment) -> Judged {
    Judged::unknown("accessibility-not-recorded")
}

/// Sources that acts were brought in from are named, but not by which way people wrote there.
fn other_ways(process: &Process, _: Moment) -> Judged {
    let sources: Vec<_> = process.sources.iter().collect();
    sources.iter().fold(Judged::unknown("ways-not-recorded").count(sources.len()), |judged, source| {
        judged.entry(source.entry, None)
    })
}
