//! O17–O24: the texts, and who can reach them.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use maru_forum::{Draft, Effect, EntryNumber, Language, Moment, PhaseAct, Process, Standing as Words};

use crate::Rule;
use crate::beside::Beside;
use crate::contributions::{contributions, first_contribution};
use crate::days::{Days, begins, between, cut_short, ends, in_force, some_phase_ended, was_promised};
use crate::finding::Judged;
use crate::finding::Standing::{CannotBeKnown, Met, NotApplicable, NotMet, NotYetDue};

/// Days for which a draft must have been public before it is decided on (O17).
const READING: i64 = 14;
/// Days for remarks: on any draft, on the first one, on a binding instrument (O18).
const REMARKS: [i64; 3] = [28, 60, 84];

/// Ways other than the web that are asked for (O24).
const WAYS: usize = 2;

pub(crate) const RULES: &[Rule] = &[
    Rule { id: "O17", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: reading_time },
    Rule { id: "O18", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: remark_time },
    Rule { id: "O19", can_be: &[NotYetDue, CannotBeKnown], judge: holidays },
    Rule { id: "O20", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: languages },
    Rule { id: "O21", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: translated },
    Rule { id: "O22", can_be: &[Met, CannotBeKnown], judge: reachable },
    Rule { id: "O23", can_be: &[NotMet, CannotBeKnown], judge: accessible },
    Rule { id: "O24", can_be: &[Met, NotMet, CannotBeKnown], judge: other_ways },
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
fn reading_time(process: &Process, _: Moment, _: &Beside) -> Judged {
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

/// Whether the charter in force, or one that stood while people could take part, says that the result binds; nothing where none says
/// what follows from it.
fn binds(process: &Process, at: Moment) -> Option<bool> {
    let stood = in_force(process, at);
    let said = stood.iter().map(|span| span.charter.disclosed.effect);
    let said: Vec<_> = said.chain([process.charter.disclosed.effect]).collect();
    if said.contains(&Effect::Binding) {
        return Some(true);
    }
    (process.charter.disclosed.effect != Effect::Unsaid).then_some(false)
}

/// For each version, the days of phases for remarks from its publication on, by the charters as they stood then: days on which nobody could
/// remark are none, those before the process was open among them. Between 60 and 84 days it depends on whether the instrument binds.
fn remark_time(process: &Process, at: Moment, _: &Beside) -> Judged {
    if !was_promised(process, PhaseAct::Remark, at) {
        return Judged::not_applicable("no-phase-for-remarks").entry(process.charter_entry, None);
    }
    let drafts: Vec<_> = process.drafts.iter().collect();
    if drafts.is_empty() {
        // What was promised and not held is missed, whatever there was to remark on.
        return match cut_short(process, PhaseAct::Remark) {
            Some((held, promised)) => Judged::not_met("remarks-not-held")
                .days(held)
                .of(usize::try_from(promised).unwrap_or_default())
                .entry(process.charter_entry, None),
            None => Judged::not_yet_or(process, "no-draft", "ended-without-draft"),
        };
    }
    let days_for_remarks = Days::of(process, PhaseAct::Remark, at);
    // Nobody could ever remark: there is no end either.
    let end = days_for_remarks.end().unwrap_or(process.created);
    let is_prepared = process.opened.is_none() && !process.stage.is_over();
    let mut shortest = (i64::MAX, drafts[0]);
    let mut running = is_prepared;
    for (index, draft) in drafts.iter().enumerate() {
        // A version can be remarked on until the next one comes, or until the phases for it are over.
        let next = drafts.get(index + 1).map_or(i64::MAX, |next| next.at.0);
        let last = end.0.min(next);
        running |= last > at.0;
        let days = days_for_remarks.between(draft.at, Moment(last));
        let asked = if index == 0 { REMARKS[1] } else { REMARKS[0] };
        if days < asked && last <= at.0 && !is_prepared {
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
    let judged = match (running, shortest.0 >= REMARKS[2], binds(process, at)) {
        (true, ..) => Judged::not_yet("remarks-run"),
        (false, true, _) => Judged::met("remarks-long-enough"),
        (false, false, Some(false)) => Judged::met("remarks-long-enough-for-advice"),
        (false, false, Some(true)) => Judged::not_met("remarks-too-short-to-bind"),
        (false, false, None) => Judged::unknown("binding-not-recorded").names(vec!["effect".to_owned()]),
    };
    judged.days(shortest.0).of(REMARKS[2] as usize).entry(shortest.1.entry, shortest.1.at)
}

fn holidays(process: &Process, at: Moment, _: &Beside) -> Judged {
    if some_phase_ended(process, at) {
        Judged::unknown("holidays-not-recorded")
    } else {
        Judged::not_yet("no-phase-ended")
    }
}

/// What the process itself wrote beside its drafts: answers, decisions, minutes, each with when.
fn documents(process: &Process) -> Vec<(EntryNumber, Moment)> {
    let answers = process.answers.iter().filter(|one| !one.given.is_empty()).map(|one| (one.entry, one.at));
    let decisions = process.decisions.iter().map(|one| (one.entry, one.at));
    let minutes = process.meetings.iter().flat_map(|one| &one.minutes).map(|one| (one.entry, one.at));
    answers.chain(decisions).chain(minutes).collect()
}

/// A version of the draft is one entry with every language of the charter, each with its standing, which `forum` holds it to: no language
/// waits. Answers, decisions and minutes stand in the language in which they were written, and the record has no place for their
/// translations: where there is one language alone, that can be looked at.
fn languages(process: &Process, _: Moment, _: &Beside) -> Judged {
    let drafts: Vec<_> = process.drafts.iter().map(|draft| (draft.entry, draft.at)).collect();
    if drafts.is_empty() {
        return Judged::not_yet_or(process, "no-draft", "ended-without-draft");
    }
    let promised = process.charter.languages.len();
    let none = BTreeSet::new();
    let is_single = |(entry, _): &(EntryNumber, Moment)| {
        process.ledger.words_of(*entry).iter().any(|words| !is_in_all(process, &words.language, &none))
    };
    let documents = documents(process);
    let all = documents.len() + drafts.len();
    let single: Vec<_> = documents.into_iter().filter(is_single).collect();
    if single.is_empty() {
        return Judged::met("documents-in-all-languages").count(all).of(promised).entries(drafts);
    }
    if promised == 1 {
        // Of one language nothing has to be translated: what stands in another was not written in it.
        return Judged::not_met("documents-in-another-language").count(single.len()).of(all).entries(single);
    }
    Judged::unknown("languages-of-documents").count(single.len()).of(all).entries(single)
}

/// Whether words in a language leave no language of the charter without them.
fn is_in_all(process: &Process, written: &Language, translated: &BTreeSet<&Language>) -> bool {
    process.charter.languages.iter().all(|language| language == written || translated.contains(language))
}

/// Statements can be translated in the record, and nothing else can.
fn translated(process: &Process, _: Moment, _: &Beside) -> Judged {
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

/// Every document that stands in the record is given out by the node to anybody. What stands elsewhere, such as a recording, nobody
/// looked at; and whoever has the record alone cannot tell what a node gives out.
fn reachable(process: &Process, _: Moment, beside: &Beside) -> Judged {
    if !beside.serves {
        return Judged::unknown("serving-not-recorded");
    }
    let elsewhere = process.meetings.iter().flat_map(|meeting| &meeting.minutes);
    let elsewhere = elsewhere.filter(|one| one.said.recording.is_some());
    let elsewhere: Vec<_> = elsewhere.map(|one| (one.entry, one.at)).collect();
    if !elsewhere.is_empty() {
        return Judged::unknown("documents-elsewhere").count(elsewhere.len()).entries(elsewhere);
    }
    Judged::met("served-to-anybody")
}

/// The age of the statement is seen by whoever gives out the pages; whether the checks of these pages pass is seen where they are run.
fn accessible(_: &Process, at: Moment, beside: &Beside) -> Judged {
    let Some(day) = beside.accessibility else { return Judged::unknown("accessibility-not-recorded") };
    let until = day.saturating_add(1.year());
    let days = between(begins(day), at);
    if ends(until).0 <= at.0 {
        return Judged::not_met("accessibility-statement-old").days(days).of(365);
    }
    Judged::unknown("accessibility-unchecked").days(days).of(365)
}

/// Ways other than the web that the charter named when input began. Sources that acts were brought in from are named, but not by which way
/// people wrote there.
fn other_ways(process: &Process, _: Moment, _: &Beside) -> Judged {
    let charter = first_contribution(process).map_or(&process.charter, |first| process.charter_at(first));
    let ways = &charter.disclosed.ways;
    let judged = match ways.len() {
        0 => Judged::unknown("ways-not-recorded").count(process.sources.len()).names(vec!["ways".to_owned()]),
        1 => Judged::not_met("ways-too-few").count(1).of(WAYS),
        count => Judged::met("ways-named")
            .count(count)
            .of(WAYS)
            .names(ways.iter().map(|way| format!("way:{}=0/0", way.as_str())).collect()),
    };
    process.sources.iter().fold(judged, |judged, source| judged.entry(source.entry, None))
}
