//! O1–O8: what was said before anybody took part.

use maru_forum::{
    Charter, Disclosed, Disclosure, Effect, EntryNumber, LocalText, Moment, Office, ParticipantId, PhaseAct,
    Process, Registration, Tenure,
};

use crate::Rule;
use crate::beside::Beside;
use crate::contributions::first_contribution;
use crate::days::{DAY, Days, Stood, between, charter_at_opening, charters, first_opening, in_force};
use crate::finding::Judged;
use crate::finding::Standing::{CannotBeKnown, Met, NotApplicable, NotMet, NotYetDue};

/// Days for which the timetable must have been public before the first phase opens (O3).
const NOTICE: i64 = 14;
/// Days for which people must have been able to answer the call for participation (O4).
const CALL: i64 = 28;

pub(crate) const RULES: &[Rule] = &[
    Rule { id: "O1", can_be: &[Met, NotMet, CannotBeKnown], judge: mandate },
    Rule { id: "O2", can_be: &[Met], judge: level },
    Rule { id: "O3", can_be: &[Met, NotMet, NotYetDue, NotApplicable], judge: timetable },
    Rule { id: "O4", can_be: &[Met, NotMet, NotYetDue, NotApplicable], judge: call },
    Rule { id: "O5", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: options },
    Rule { id: "O6", can_be: &[Met, NotMet, CannotBeKnown], judge: budget },
    Rule { id: "O7", can_be: &[Met, NotMet, NotYetDue, CannotBeKnown], judge: offices },
    Rule { id: "O8", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: decision_rule },
];

/// A field that a charter may leave empty, and whether it says something.
type Field = (&'static str, fn(&Disclosed) -> bool);

/// Which of the fields that a charter may leave empty it leaves empty.
fn unsaid(charter: &Charter, fields: &[Field]) -> Vec<String> {
    let lacks = fields.iter().filter(|(_, is_said)| !is_said(&charter.disclosed));
    lacks.map(|(name, _)| (*name).to_owned()).collect()
}

/// Who called the process and who decides stand in every charter; legal effect and what is fixed have fields that it may leave empty. Then
/// the words on the mandate may say them, which a program cannot tell.
const MANDATE: [Field; 2] =
    [("effect", |said| said.effect != Effect::Unsaid), ("fixed", |said| !said.fixed.is_blank())];

fn mandate(process: &Process, _: Moment, _: &Beside) -> Judged {
    let missing = unsaid(&process.charter, &MANDATE);
    if !missing.is_empty() {
        return Judged::unknown("mandate-is-prose").names(missing).entry(process.charter_entry, None);
    }
    let late = unsaid(charter_at_opening(process), &MANDATE);
    if late.is_empty() {
        Judged::met("mandate-said").entry(process.charter_entry, None)
    } else {
        Judged::not_met("mandate-said-late").names(late).entry(process.charter_entry, None)
    }
}

fn level(process: &Process, _: Moment, _: &Beside) -> Judged {
    Judged::met("level-named").entry(process.charter_entry, None)
}

/// The charter that stood fourteen days before the opening must have named every phase that opens by the charter in force on the
/// day on which it opens, and no later one may close a phase earlier. A closing day that moved later afterwards is an extension and
/// is not held against the timetable.
fn timetable(process: &Process, at: Moment, _: &Beside) -> Judged {
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

/// The days on which people could answer: those of phases for joining while the process was open and its charter let anybody in. Days of
/// preparation and days between two such phases are none.
fn call(process: &Process, at: Moment, _: &Beside) -> Judged {
    let is_open = |charter: &Charter| charter.registration == Registration::Open;
    let stood = in_force(process, at);
    let anybody = is_open(&process.charter) || stood.iter().any(|span| is_open(span.charter));
    if !anybody {
        return Judged::not_met("no-public-call").entry(process.charter_entry, None);
    }
    let lets_join = |charter: &Charter| {
        is_open(charter) && charter.phases.iter().any(|phase| phase.acts.contains(&PhaseAct::Join))
    };
    if !lets_join(&process.charter) && !stood.iter().any(|span| lets_join(span.charter)) {
        return Judged::not_met("nobody-may-join").entry(process.charter_entry, None);
    }
    let days = Days::under(process, PhaseAct::Join, at, &is_open);
    let lasted = if process.opened.is_some() { days.between(process.created, at) } else { 0 };
    let goes_on = days.end().is_some_and(|end| at.0 < end.0);
    let judged = match (lasted >= CALL, goes_on) {
        (true, _) => Judged::met("call-long-enough"),
        (false, true) => Judged::not_yet("call-runs"),
        // The timetable of what is still being prepared may be moved.
        (false, false) if process.opened.is_none() => {
            Judged::not_yet_or(process, "call-runs", "ended-before-opening")
        }
        (false, false) => Judged::not_met("call-too-short"),
    };
    judged.days(lasted).of(CALL as usize).entry(EntryNumber(0), process.created)
}

fn options(process: &Process, _: Moment, _: &Beside) -> Judged {
    let Some(first) = first_contribution(process) else {
        return Judged::not_yet_or(process, "no-contribution", "nobody-contributed");
    };
    if let Some(early) = process.decisions.iter().find(|decision| decision.entry < first) {
        return Judged::not_met("decided-before-input").entry(early.entry, early.at);
    }
    let listed = |options: &LocalText| !options.is_blank();
    let judged = if listed(&process.charter_at(first).disclosed.options) {
        Judged::met("options-listed")
    } else {
        Judged::unknown("options-are-prose").names(vec!["options".to_owned()])
    };
    judged.entry(first, None)
}

const BUDGET: [Field; 2] =
    [("costs", |said| said.total().is_some()), ("amounts", |said| !said.funders().is_empty())];

/// Where the charter gives amounts they are added up: funders that do not cover the costs are not every funder. That those who are named
/// paid so much, no program can tell.
fn budget(process: &Process, _: Moment, _: &Beside) -> Judged {
    let charter = &process.charter;
    let missing = unsaid(charter, &BUDGET);
    let (Some(total), true) = (charter.disclosed.total(), missing.is_empty()) else {
        return Judged::unknown("budget-is-prose").names(missing).entry(process.charter_entry, None);
    };
    let funders = charter.disclosed.funders();
    let same = funders.iter().filter(|(_, amount)| amount.currency == total.currency);
    let covered = same.map(|(_, amount)| amount.units).fold(0, u64::saturating_add);
    if covered < total.units {
        let of = usize::try_from(total.units).unwrap_or(usize::MAX);
        let judged =
            Judged::not_met("funders-do-not-cover").count(usize::try_from(covered).unwrap_or(usize::MAX));
        return judged.of(of).names(vec![total.currency]).entry(process.charter_entry, None);
    }
    if !unsaid(charter_at_opening(process), &BUDGET).is_empty() {
        return Judged::not_met("budget-said-late").entry(process.charter_entry, None);
    }
    Judged::met("budget-said").count(funders.len()).entry(process.charter_entry, None)
}

/// Whether somebody named group and country, and speaks for an organisation that says who pays it and what it wants, or declines to.
fn is_disclosed(process: &Process, who: ParticipantId) -> bool {
    let named = process.participant(who).is_some_and(|one| one.group.is_some() && one.country.is_some());
    let organisations = process.delegations.iter().filter(|one| {
        let is_confirmed =
            one.ruled.as_ref().is_some_and(|ruled| ruled.verdict == maru_forum::DelegationVerdict::Confirmed);
        one.delegate == who && is_confirmed && one.ended.is_none()
    });
    let is_said = |disclosure| !matches!(disclosure, Disclosure::Unsaid);
    let mut said = organisations.filter_map(|one| process.organisations.get(one.organisation)?.now());
    named && said.any(|one| is_said(one.funders()) && is_said(one.interests()))
}

fn offices(process: &Process, at: Moment, _: &Beside) -> Judged {
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
    let is_of_them =
        |tenure: &&&Tenure| [Office::Secretariat, Office::Chair, Office::Drafter].contains(&tenure.office);
    let of_them: Vec<_> = held.iter().filter(is_of_them).collect();
    let lacking = of_them.iter().filter(|tenure| !is_disclosed(process, tenure.holder)).count();
    if lacking > 0 {
        return Judged::unknown("interests-not-recorded").count(lacking).of(of_them.len()).entries(evidence);
    }
    Judged::met("offices-disclosed").count(of_them.len()).entries(evidence)
}

/// Votes that were changed later keep only their last entry, so the first contribution may be earlier than the state knows. A
/// change of the rule after the first admission and before the first known contribution is therefore left undecided.
fn decision_rule(process: &Process, _: Moment, _: &Beside) -> Judged {
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
