//! O1–O8: what was said before anybody took part.

use maru_forum::{Moment, Office, PhaseAct, Process, Registration};

use super::Rule;
use super::contributions::first_contribution;
use super::days::{DAY, Stood, between, charters, first_opening, last_end};
use crate::finding::Judged;

/// Days for which the timetable must have been public before the first phase opens (O3).
const NOTICE: i64 = 14;
/// Days for which people must have been able to answer the call for participation (O4).
const CALL: i64 = 28;

pub(crate) const RULES: &[Rule] = &[
    Rule { id: "O1", judge: mandate },
    Rule { id: "O2", judge: level },
    Rule { id: "O3", judge: timetable },
    Rule { id: "O4", judge: call },
    Rule { id: "O5", judge: options },
    Rule { id: "O6", judge: budget },
    Rule { id: "O7", judge: offices },
    Rule { id: "O8", judge: decision_rule },
];

/// The charter has words on who called and who decides, and no field for the legal effect and for what is already fixed.
fn mandate(process: &Process, _: Moment) -> Judged {
    Judged::unknown("mandate-is-prose").entry(process.charter_entry, None)
}

fn level(process: &Process, _: Moment) -> Judged {
    Judged::met("level-named").entry(process.charter_entry, None)
}

/// The charter that stood fourteen days before the opening must have named every phase that opens by the charter in force on the
/// day on which it opens, and no later one may close a phase earlier. A closing day that moved later afterwards is an extension and
/// is not held against the timetable.
fn timetable(process: &Process, at: Moment) -> Judged {
    let Some(opening) = first_opening(process) else { return Judged::not_met("no-phases") };
    let due = Moment(opening.0 - NOTICE * DAY);
    if at.0 < due.0 {
        return Judged::not_yet_or(process, "timetable-may-change", "ended-before-opening");
    }
    let opens = |charter: &maru_forum::Charter| {
        charter.phases.iter().map(|phase| (phase.id.clone(), phase.opens)).collect::<Vec<_>>()
    };
    let all = charters(process);
    let Some(stood) = all.iter().rfind(|one| one.since.0 <= due.0) else {
        let judged = if process.created.0 < opening.0 {
            Judged::not_met("timetable-too-late").days(between(process.created, opening))
        } else {
            Judged::not_met("timetable-after-opening").days(between(opening, process.created))
        };
        return judged.of(NOTICE as usize).entry(maru_forum::EntryNumber(0), process.created);
    };
    let later = || all.iter().filter(|one| one.since.0 > due.0);
    if let Some(change) = later().find(|one| opens(one.charter) != opens(stood.charter)) {
        return Judged::not_met("timetable-changed").entry(change.entry, change.since);
    }
    // Each charter is held against the one before it, so that an extension is not taken back unseen either.
    let closes_earlier = |pair: &&[Stood<'_>]| {
        let [before, after] = pair else { return false };
        let closes = |charter: &maru_forum::Charter, id: &str| charter.phase(id).map(|phase| phase.closes);
        let shorter = |phase: &maru_forum::Phase| {
            closes(after.charter, &phase.id).is_some_and(|closes| closes < phase.closes)
        };
        after.since.0 > due.0 && before.charter.phases.iter().any(shorter)
    };
    if let Some([_, change]) = all.windows(2).find(closes_earlier) {
        return Judged::not_met("phase-shortened").entry(change.entry, change.since);
    }
    Judged::met("timetable-in-time").entry(stood.entry, stood.since)
}

fn call(process: &Process, at: Moment) -> Judged {
    if process.charter.registration == Registration::Invited {
        return Judged::not_met("no-public-call").entry(process.charter_entry, None);
    }
    let Some(end) = last_end(process, PhaseAct::Join) else {
        return Judged::not_met("nobody-may-join").entry(process.charter_entry, None);
    };
    let lasted = between(process.created, Moment(end.0.min(at.0)));
    let judged = match (lasted >= CALL, at.0 < end.0) {
        (true, _) => Judged::met("call-long-enough"),
        (false, true) => Judged::not_yet("call-runs"),
        (false, false) => Judged::not_met("call-too-short"),
    };
    judged.days(lasted).of(CALL as usize).entry(maru_forum::EntryNumber(0), process.created)
}

fn options(process: &Process, _: Moment) -> Judged {
    let Some(first) = first_contribution(process) else {
        return Judged::not_yet_or(process, "no-contribution", "nobody-contributed");
    };
    match process.decisions.iter().find(|decision| decision.entry < first) {
        Some(early) => Judged::not_met("decided-before-input").entry(early.entry, early.at),
        None => Judged::unknown("options-are-prose").entry(first, None),
    }
}

/// Budget and funders are texts of the charter; whether they name every funder with an amount, no program can tell.
fn budget(process: &Process, _: Moment) -> Judged {
    Judged::unknown("budget-is-prose").entry(process.charter_entry, None)
}

fn offices(process: &Process, at: Moment) -> Judged {
    let held: Vec<_> = process.offices.iter().filter(|tenure| tenure.since.0 <= at.0).collect();
    let names = |office: Office| held.iter().filter(move |tenure| tenure.office == office);
    let missing: Vec<String> = [Office::Secretariat, Office::Chair, Office::Drafter]
        .into_iter()
        .filter(|office| names(*office).next().is_none())
        .map(|office| office.as_str().to_owned())
        .collect();
    let opened = process.stage.is_over() || first_opening(process).is_some_and(|opening| opening.0 <= at.0);
    if !missing.is_empty() {
        let judged =
            if opened { Judged::not_met("office-unnamed") } else { Judged::not_yet("office-unnamed") };
        return judged.names(missing);
    }
    let groups: std::collections::BTreeSet<_> = names(Office::Chair)
        .map(|tenure| process.participant(tenure.holder).and_then(|person| person.group.as_ref()))
        .collect();
    let evidence = held.iter().map(|tenure| (tenure.entry, tenure.since)).collect::<Vec<_>>();
    if groups.iter().flatten().count() < 2 {
        let judged = if opened {
            Judged::not_met("chairs-of-one-group")
        } else {
            Judged::not_yet("chairs-of-one-group")
        };
        return judged.entries(evidence);
    }
    Judged::unknown("interests-not-recorded").entries(evidence)
}

/// Votes that were changed later keep only their last entry, so the first contribution may be earlier than the state knows. A
/// change of the rule after the first admission and before the first known contribution is therefore left undecided.
fn decision_rule(process: &Process, _: Moment) -> Judged {
    let Some(first) = first_contribution(process) else {
        return Judged::not_yet_or(process, "no-contribution", "nobody-contributed");
    };
    let admitted = process.participants.iter().map(|person| person.id.0).min().unwrap_or(first);
    let all = charters(process);
    let changes = all.windows(2).filter(|pair| pair[0].charter.decides != pair[1].charter.decides);
    let mut answer = Judged::met("rule-stood-first");
    let mut stands = (all[0].entry, all[0].since);
    for pair in changes {
        let change = &pair[1];
        if change.entry > first {
            return Judged::not_met("rule-changed-after-input").entry(change.entry, change.since);
        }
        if change.entry > admitted {
            answer = Judged::unknown("rule-changed-about-input");
        }
        stands = (change.entry, change.since);
    }
    answer.entry(stands.0, stands.1)
}
