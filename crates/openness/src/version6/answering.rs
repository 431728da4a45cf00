//! O30–O36: what became of what people wrote.

use std::collections::BTreeSet;

use maru_forum::{EntryNumber, Initiative, Moment, PhaseAct, Position, Process, Standing as Words};

use super::Rule;
use super::contributions::{Contribution, contributions, first_answers, first_contribution};
use super::days::{between, last_end, over, phases_for, some_phase_ended};
use crate::finding::Judged;
use crate::finding::Standing::{NotApplicable, NotMet};

/// Days within which a remark must be answered (O33).
const ANSWER: i64 = 60;

pub(crate) const RULES: &[Rule] = &[
    Rule { id: "O30", judge: receipts },
    Rule { id: "O31", judge: published },
    Rule { id: "O32", judge: answered },
    Rule { id: "O33", judge: time_to_answer },
    Rule { id: "O34", judge: causes },
    Rule { id: "O35", judge: shares },
    Rule { id: "O36", judge: objections },
];

/// Every contribution is an entry, and every entry has its receipt: there is no way to take one without.
fn receipts(process: &Process, _: Moment) -> Judged {
    match first_contribution(process) {
        Some(first) => Judged::met("entry-is-receipt").entry(first, None),
        None => Judged::not_yet_or(process, "no-contribution", "nobody-contributed"),
    }
}

/// Whatever waits when a phase has ended is neither published nor withheld. A verdict states a rule in words; the charter has no
/// closed list of them, so withheld words leave the criterion open. Erased ones bear a reason from a closed list.
fn published(process: &Process, at: Moment) -> Judged {
    if !some_phase_ended(process, at) && !process.stage.is_over() {
        return Judged::not_yet("no-phase-ended");
    }
    let written = contributions(process);
    let named =
        |those: Vec<&Contribution>| those.into_iter().map(|one| (one.entry, one.at)).collect::<Vec<_>>();
    let waits = |one: &&Contribution| matches!(one.standing(process), Some(Words::Waiting) | None);
    let waiting: Vec<_> = written.iter().filter(waits).collect();
    if !waiting.is_empty() {
        return Judged::not_met("contributions-wait").count(waiting.len()).entries(named(waiting));
    }
    let rejected = |one: &&Contribution| matches!(one.standing(process), Some(Words::Rejected(_)));
    let withheld: Vec<_> = written.iter().filter(rejected).collect();
    if written.is_empty() {
        return Judged::not_yet_or(process, "no-contribution", "nobody-contributed");
    }
    if withheld.is_empty() {
        return Judged::met("all-published").count(written.len());
    }
    Judged::unknown("reasons-in-words").count(withheld.len()).entries(named(withheld))
}

/// A remark or an amendment that is owed an answer.
#[derive(Debug, Clone, Copy)]
struct Item {
    entry: EntryNumber,
    at: Moment,
}

/// Remarks and amendments made here that are owed an answer: those brought in from elsewhere were made to others, and those that a
/// moderator turned away have the verdict as their answer. Amendments that their authors took back ask for nothing any more.
fn owed(process: &Process) -> Vec<Item> {
    let remarks = process.remarks.iter().filter(|one| one.imported.is_none());
    let amendments =
        process.amendments.iter().filter(|one| one.imported.is_none() && one.withdrawn.is_none());
    let items = remarks
        .map(|one| Item { entry: one.entry, at: one.at })
        .chain(amendments.map(|one| Item { entry: one.entry, at: one.at }));
    let turned_away = |item: &Item| matches!(process.ledger.standing(item.entry), Some(Words::Rejected(_)));
    let mut all: Vec<Item> = items.filter(|item| !turned_away(item)).collect();
    all.sort_by_key(|item| item.entry);
    all
}

fn has_phase_for_remarks(process: &Process) -> bool {
    phases_for(process, PhaseAct::Remark).next().is_some()
        || phases_for(process, PhaseAct::Amend).next().is_some()
}

/// The end of the last phase in which answers are written, or of the last one for remarks and amendments where the charter promises no
/// answers.
fn answers_due(process: &Process) -> Option<Moment> {
    last_end(process, PhaseAct::Answer)
        .or_else(|| last_end(process, PhaseAct::Remark).max(last_end(process, PhaseAct::Amend)))
}

fn named(items: &[Item]) -> Vec<(EntryNumber, Moment)> {
    items.iter().map(|item| (item.entry, item.at)).collect()
}

fn answered(process: &Process, at: Moment) -> Judged {
    let (true, Some(due)) = (has_phase_for_remarks(process), answers_due(process)) else {
        return Judged::not_applicable("no-phase-for-remarks").entry(process.charter_entry, None);
    };
    let items = owed(process);
    let given = first_answers(process);
    let which = |wanted: &dyn Fn(&Item) -> bool| -> Vec<Item> {
        items.iter().filter(|item| wanted(item)).copied().collect()
    };
    let open = which(&|item| !given.contains_key(&item.entry));
    let late = which(&|item| {
        process.ended != Some(due) && given.get(&item.entry).is_some_and(|when| when.0 >= due.0)
    });
    if !late.is_empty() {
        return Judged::not_met("answered-late").count(late.len()).of(items.len()).entries(named(&late));
    }
    if at.0 < due.0 {
        return Judged::not_yet("answers-open").count(open.len()).of(items.len()).entries(named(&open));
    }
    if !open.is_empty() {
        return Judged::not_met("unanswered").count(open.len()).of(items.len()).entries(named(&open));
    }
    if items.is_empty() {
        return Judged::not_applicable("no-remark");
    }
    // An answer whose reasons were erased is none that anybody can read.
    let unread: Vec<_> = process
        .answers
        .iter()
        .filter(|answer| !answer.given.is_empty() && !process.ledger.is_shown(answer.entry))
        .map(|answer| (answer.entry, answer.at))
        .collect();
    if !unread.is_empty() {
        return Judged::unknown("answers-not-shown").count(unread.len()).of(items.len()).entries(unread);
    }
    Judged::met("all-answered").count(items.len())
}

/// What is said where an answer to an initiative is overdue; the report begins with it.
pub(crate) const OVERDUE: &str = "initiative-overdue";

/// How initiatives stand whose answer is owed or was given: what is wrong with them, if anything is.
fn initiatives(process: &Process, at: Moment) -> Option<Judged> {
    let named = |those: &[&Initiative]| those.iter().map(|one| (one.entry, one.at)).collect::<Vec<_>>();
    let reached: Vec<&Initiative> = process.initiatives.iter().filter(|one| one.reached.is_some()).collect();
    let which = |wanted: &dyn Fn(&Initiative) -> bool| -> Vec<&Initiative> {
        reached.iter().filter(|one| wanted(one)).copied().collect()
    };
    let overdue = which(&|one| one.is_overdue(at.day()));
    if !overdue.is_empty() {
        return Some(
            Judged::not_met(OVERDUE).count(overdue.len()).of(reached.len()).entries(named(&overdue)),
        );
    }
    let late = which(&|one| one.late_answer().is_some());
    if !late.is_empty() {
        let judged = Judged::not_met("initiative-late").count(late.len()).of(reached.len());
        return Some(judged.entries(named(&late)));
    }
    // A charter may promise more days than the criterion allows.
    let taken = |one: &Initiative| {
        let until = one.answers.first().map_or(at, |answer| answer.at);
        one.reached.as_ref().map_or(0, |reached| between(reached.at, until))
    };
    let slow = which(&|one| taken(one) > ANSWER);
    (!slow.is_empty())
        .then(|| Judged::not_met("initiative-slow").count(slow.len()).of(reached.len()).entries(named(&slow)))
}

/// The median and the longest time are those of the answers that were given; a remark that waits longer than sixty days counts
/// against the criterion whatever follows.
fn time_to_answer(process: &Process, at: Moment) -> Judged {
    if let Some(judged) = initiatives(process, at) {
        return judged;
    }
    let of_remarks = time_to_answer_remarks(process, at);
    let owed: Vec<_> = process.initiatives.owed().map(|one| (one.entry, one.at)).collect();
    let reached = process.initiatives.iter().filter(|one| one.reached.is_some()).count();
    match of_remarks.standing {
        NotMet => of_remarks,
        _ if !owed.is_empty() => Judged::not_yet("initiative-open").count(owed.len()).entries(owed),
        NotApplicable if reached > 0 => Judged::met("initiatives-answered").count(reached),
        _ => of_remarks,
    }
}

fn time_to_answer_remarks(process: &Process, at: Moment) -> Judged {
    if !has_phase_for_remarks(process) {
        return Judged::not_applicable("no-phase-for-remarks").entry(process.charter_entry, None);
    }
    let items = owed(process);
    let given = first_answers(process);
    let taken = |item: &Item| between(item.at, *given.get(&item.entry).unwrap_or(&at));
    let slow: Vec<Item> = items.iter().filter(|item| taken(item) > ANSWER).copied().collect();
    if !slow.is_empty() {
        return Judged::not_met("answers-slow").count(slow.len()).of(items.len()).entries(named(&slow));
    }
    let open: Vec<Item> = items.iter().filter(|item| !given.contains_key(&item.entry)).copied().collect();
    if !open.is_empty() && process.stage.is_over() {
        // Whoever still waits will never be answered, and how long they waited is no time to an answer.
        return Judged::not_met("unanswered").count(open.len()).of(items.len()).entries(named(&open));
    }
    let mut days: Vec<i64> =
        items.iter().filter_map(|item| Some(between(item.at, *given.get(&item.entry)?))).collect();
    days.sort_unstable();
    let ends = last_end(process, PhaseAct::Remark).max(last_end(process, PhaseAct::Amend));
    let is_over = ends.is_some_and(|end| end.0 <= at.0);
    match (days.last(), open.is_empty() && is_over) {
        (Some(longest), true) => {
            let median = days[days.len() / 2];
            Judged::met("answers-in-time").days(*longest).of(usize::try_from(median).unwrap_or_default())
        }
        (None, true) => Judged::not_applicable("no-remark"),
        _ => Judged::not_yet("answers-open").count(open.len()).of(items.len()),
    }
}

/// Which units changed is seen only in the texts, which this crate does not read: `maru verify` does. A later version that names no
/// unit at all cannot be right unless nothing changed.
fn causes(process: &Process, _: Moment) -> Judged {
    if !has_phase_for_remarks(process) {
        return Judged::not_applicable("no-phase-for-remarks").entry(process.charter_entry, None);
    }
    let later: Vec<_> = process.drafts.iter().filter(|draft| draft.version > 1).collect();
    if later.is_empty() {
        return Judged::not_yet_or(process, "no-later-draft", "one-version");
    }
    let bare: Vec<_> =
        later.iter().filter(|draft| draft.causes.is_empty()).map(|draft| (draft.entry, draft.at)).collect();
    if !bare.is_empty() {
        return Judged::not_met("version-without-causes").count(bare.len()).of(later.len()).entries(bare);
    }
    let named = later.iter().map(|draft| (draft.entry, draft.at));
    Judged::unknown("units-not-read").count(later.len()).entries(named)
}

fn shares(process: &Process, at: Moment) -> Judged {
    if !has_phase_for_remarks(process) {
        return Judged::not_applicable("no-phase-for-remarks").entry(process.charter_entry, None);
    }
    let (items, given) = (owed(process), first_answers(process));
    let open = items.iter().filter(|item| !given.contains_key(&item.entry)).count();
    let phases = phases_for(process, PhaseAct::Remark).chain(phases_for(process, PhaseAct::Amend));
    let ended = phases.map(|phase| over(process, phase.closes)).any(|end| end.0 <= at.0);
    if ended && items.is_empty() {
        return Judged::not_applicable("no-remark");
    }
    if !process.stage.is_over() && (!ended || process.answers.is_empty()) {
        return Judged::not_yet("answers-open").count(open).of(items.len());
    }
    Judged::unknown("shares-of-answers").count(items.len() - open).of(items.len())
}

fn objections(process: &Process, _: Moment) -> Judged {
    let Some(decision) = process.decisions.last() else {
        return Judged::not_yet_or(process, "no-decision", "ended-without-decision");
    };
    // Objections to answers, and in ballots that decide by consensus or consent, where a vote against is one.
    let in_ballots = process.ballots.iter().filter(|ballot| ballot.terms.rule.asks_for_consent());
    let in_ballots = in_ballots.flat_map(|ballot| {
        ballot.votes.values().filter(|vote| vote.position == Some(Position::Against)).map(|vote| vote.entry)
    });
    let objecting: BTreeSet<EntryNumber> =
        process.answers.objections().map(|(one, _)| one).chain(in_ballots).collect();
    if objecting.is_empty() {
        return Judged::not_applicable("no-objection").entry(decision.entry, decision.at);
    }
    // They stand in the record with the text; that those who decided had read them is no entry of it.
    objecting
        .into_iter()
        .take(crate::SHOWN - 1)
        .fold(Judged::unknown("objections-in-record").entry(decision.entry, decision.at), |judged, entry| {
            judged.entry(entry, None)
        })
}
