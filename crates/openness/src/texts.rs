//! O17–O24: the texts, and who can reach them.

use maru_forum::{Moment, PhaseAct, Process};

use crate::Rule;
use crate::before::ends_of;
use crate::days::{between, some_phase_ended};
use crate::finding::Judged;
use crate::finding::Standing::{CannotBeKnown, Met, NotApplicable, NotMet, NotYetDue};

/// Days for which a draft must have been public before it is decided on (O17).
const READING: i64 = 14;
/// Days for remarks: on any draft, on the first one, on a binding instrument (O18).
const REMARKS: [i64; 3] = [28, 60, 84];

pub(crate) const RULES: &[Rule] = &[
    Rule { id: "O17", can_be: &[Met, NotMet, NotYetDue, NotApplicable], judge: reading_time },
    Rule { id: "O18", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: remark_time },
    Rule { id: "O19", can_be: &[NotYetDue, CannotBeKnown], judge: holidays },
    Rule { id: "O20", can_be: &[Met, NotYetDue], judge: languages },
    Rule { id: "O21", can_be: &[Met, NotMet, NotYetDue], judge: translated },
    Rule { id: "O22", can_be: &[CannotBeKnown], judge: reachable },
    Rule { id: "O23", can_be: &[CannotBeKnown], judge: accessible },
    Rule { id: "O24", can_be: &[CannotBeKnown], judge: other_ways },
];

fn reading_time(process: &Process, _: Moment) -> Judged {
    let Some(decision) = process.decisions.last() else { return Judged::not_yet("no-decision") };
    let decided_on = decision.draft.and_then(|draft| process.drafts.iter().find(|one| one.entry == draft));
    let Some(draft) = decided_on else {
        return Judged::not_applicable("decided-without-draft").entry(decision.entry, decision.at);
    };
    let days = between(draft.at, decision.at);
    let judged =
        if days >= READING { Judged::met("draft-in-time") } else { Judged::not_met("draft-too-late") };
    judged.days(days).of(READING as usize).entry(draft.entry, draft.at).entry(decision.entry, decision.at)
}

/// For each version, the days from its publication to the end of the last phase with remarks that began to count for it. Whether
/// the instrument binds is not recorded, so between 60 and 84 days there is no answer.
fn remark_time(process: &Process, at: Moment) -> Judged {
    let ends = ends_of(process, PhaseAct::Remark);
    if ends.is_empty() {
        return Judged::not_applicable("no-phase-for-remarks").entry(process.charter_entry, None);
    }
    let drafts: Vec<_> = process.drafts.iter().collect();
    if drafts.is_empty() {
        return Judged::not_yet("no-draft");
    }
    let mut shortest = (i64::MAX, drafts[0]);
    let mut running = false;
    for (index, draft) in drafts.iter().enumerate() {
        // A version can be remarked on until the next one comes, or until the phases for it are over.
        let next = drafts.get(index + 1).map_or(i64::MAX, |next| next.at.0);
        let last = ends.iter().map(|(_, end)| end.0).max().unwrap_or_default().min(next);
        running |= last > at.0;
        let days = between(draft.at, Moment(last));
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

/// A version of the draft is one entry with every language of the charter, which `forum` holds it to: no language waits.
fn languages(process: &Process, _: Moment) -> Judged {
    let drafts: Vec<_> = process.drafts.iter().map(|draft| (draft.entry, draft.at)).collect();
    if drafts.is_empty() {
        return Judged::not_yet("no-draft");
    }
    Judged::met("languages-together").count(process.charter.languages.len()).entries(drafts)
}

fn translated(process: &Process, _: Moment) -> Judged {
    let shown: Vec<_> = process.visible_statements().collect();
    if shown.is_empty() {
        return Judged::not_yet("no-contribution");
    }
    let lacks = |statement: &&&maru_forum::Statement| {
        process.charter.languages.iter().any(|language| {
            statement.words.language != *language
                && !statement.translations.iter().any(|one| one.words.language == *language)
        })
    };
    let open: Vec<_> = shown.iter().filter(lacks).map(|statement| (statement.id.0, statement.at)).collect();
    if open.is_empty() {
        return Judged::met("all-translated").count(shown.len());
    }
    Judged::not_met("not-translated").count(open.len()).of(shown.len()).entries(open)
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
