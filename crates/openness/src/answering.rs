//! O30–O36: what became of what people wrote.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{
    Draft, EntryNumber, Initiative, Moment, PhaseAct, Position, Process, RemarkKind, Standing as Words,
};

use crate::Rule;
use crate::beside::Beside;
use crate::contributions::{
    Contribution, contributions, first_answers, first_contribution, is_hardly_a_word,
};
use crate::days::{Days, between, cut_short, some_phase_ended, was_promised};
use crate::finding::Judged;
use crate::finding::Standing::{CannotBeKnown, Met, NotApplicable, NotMet, NotYetDue};

/// Days within which a remark must be answered (O33).
const ANSWER: i64 = 60;

pub(crate) const RULES: &[Rule] = &[
    Rule { id: "O30", can_be: &[Met, NotYetDue, NotApplicable], judge: receipts },
    Rule { id: "O31", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: published },
    Rule { id: "O32", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: answered },
    Rule { id: "O33", can_be: &[Met, NotMet, NotYetDue, NotApplicable], judge: time_to_answer },
    Rule { id: "O34", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: causes },
    Rule { id: "O35", can_be: &[Met, NotYetDue, NotApplicable, CannotBeKnown], judge: shares },
    Rule { id: "O36", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: objections },
];

/// Every contribution is an entry, and every entry has its receipt: there is no way to take one without.
fn receipts(process: &Process, _: Moment, _: &Beside) -> Judged {
    match first_contribution(process) {
        Some(first) => Judged::met("entry-is-receipt").entry(first, None),
        None => Judged::not_yet_or(process, "no-contribution", "nobody-contributed"),
    }
}

/// Whatever waits when a phase has ended is neither published nor withheld. A verdict states a rule in words; the charter has no
/// closed list of them, so withheld words leave the criterion open. Erased ones bear a reason from a closed list.
fn published(process: &Process, at: Moment, _: &Beside) -> Judged {
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
    /// The verdict by which a moderator turned it away, and when.
    turned_away: Option<(EntryNumber, Moment)>,
}

/// Remarks and amendments made here: those brought in from elsewhere were made to others. What a moderator turned away is among them, with
/// the verdict: to turn away is no answer to what was asked. Amendments that their authors took back ask for nothing any more.
fn owed(process: &Process) -> Vec<Item> {
    let remarks = process.remarks.iter().filter(|one| one.imported.is_none()).map(|one| (one.entry, one.at));
    let amendments =
        process.amendments.iter().filter(|one| one.imported.is_none() && one.withdrawn.is_none());
    let item = |(entry, at): (EntryNumber, Moment)| {
        let by = match process.ledger.standing(entry) {
            Some(Words::Rejected(by)) => Some(by),
            _ => None,
        };
        let judged = by.and_then(|by| process.moderation_log.iter().find(|act| act.entry == by));
        Item { entry, at, turned_away: judged.map(|act| (act.entry, act.at)) }
    };
    let mut all: Vec<Item> = remarks.chain(amendments.map(|one| (one.entry, one.at))).map(item).collect();
    all.sort_by_key(|item| item.entry);
    all
}

/// Whether people could ever make remarks or propose amendments, by the charters that stood while the process was open: a phase that was
/// taken out afterwards was there.
fn had_phase_for_remarks(process: &Process, at: Moment) -> bool {
    was_promised(process, PhaseAct::Remark, at) || was_promised(process, PhaseAct::Amend, at)
}

/// The last moment at which people could make remarks or propose amendments.
fn remarks_end(process: &Process, at: Moment) -> Option<Moment> {
    let end = |act| Days::of(process, act, at).end();
    end(PhaseAct::Remark).max(end(PhaseAct::Amend))
}

/// The last moment at which answers could be written, or remarks and amendments where no charter promised answers. Where answers were taken
/// out of the charter, it is that moment.
fn answers_due(process: &Process, at: Moment) -> Moment {
    let answers = Days::of(process, PhaseAct::Answer, at).end();
    answers.or_else(|| remarks_end(process, at)).unwrap_or(process.created)
}

fn named(items: &[Item]) -> Vec<(EntryNumber, Moment)> {
    items.iter().map(|item| (item.entry, item.at)).collect()
}

/// That nobody made a remark; and where the process ended before the days for remarks that it had promised were held, that too.
fn no_remark(process: &Process) -> Judged {
    let cut = cut_short(process, PhaseAct::Remark).or_else(|| cut_short(process, PhaseAct::Amend));
    match cut {
        Some((held, promised)) => Judged::not_applicable("no-remark-cut-short")
            .days(held)
            .of(usize::try_from(promised).unwrap_or_default()),
        None => Judged::not_applicable("no-remark"),
    }
}

fn answered(process: &Process, at: Moment, _: &Beside) -> Judged {
    if !had_phase_for_remarks(process, at) {
        return Judged::not_applicable("no-phase-for-remarks").entry(process.charter_entry, None);
    }
    let due = answers_due(process, at);
    let items = owed(process);
    let given = first_answers(process);
    let which = |wanted: &dyn Fn(&Item) -> bool| -> Vec<Item> {
        items.iter().filter(|item| wanted(item)).copied().collect()
    };
    let open = which(&|item| !given.contains_key(&item.entry) && item.turned_away.is_none());
    let late = which(&|item| {
        process.ended != Some(due) && given.get(&item.entry).is_some_and(|when| when.0 >= due.0)
    });
    if !late.is_empty() {
        return Judged::not_met("answered-late").count(late.len()).of(items.len()).entries(named(&late));
    }
    // To turn away what nobody can write again any more is not to answer it.
    let end = remarks_end(process, at);
    let swept = which(&|item| {
        let judged = item.turned_away.filter(|_| !given.contains_key(&item.entry));
        judged.zip(end).is_some_and(|((_, when), end)| when.0 >= end.0)
    });
    if !swept.is_empty() {
        return Judged::not_met("turned-away-after-phase")
            .count(swept.len())
            .of(items.len())
            .entries(named(&swept));
    }
    if at.0 < due.0 {
        return Judged::not_yet("answers-open").count(open.len()).of(items.len()).entries(named(&open));
    }
    if !open.is_empty() {
        return Judged::not_met("unanswered").count(open.len()).of(items.len()).entries(named(&open));
    }
    if items.is_empty() {
        return no_remark(process);
    }
    let turned = which(&|item| item.turned_away.is_some() && !given.contains_key(&item.entry));
    if !turned.is_empty() {
        return Judged::unknown("turned-away").count(turned.len()).of(items.len()).entries(named(&turned));
    }
    let bare: Vec<_> = process
        .answers
        .iter()
        .filter(|answer| !answer.given.is_empty() && is_hardly_a_word(&answer.words))
        .map(|answer| (answer.entry, answer.at))
        .collect();
    if !bare.is_empty() {
        return Judged::not_met("answers-say-nothing").count(bare.len()).of(items.len()).entries(bare);
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
fn time_to_answer(process: &Process, at: Moment, _: &Beside) -> Judged {
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
    if !had_phase_for_remarks(process, at) {
        return Judged::not_applicable("no-phase-for-remarks").entry(process.charter_entry, None);
    }
    let items = owed(process);
    let mut given = first_answers(process);
    // Whoever was turned away waited until then.
    for (entry, (_, when)) in items.iter().filter_map(|item| Some((item.entry, item.turned_away?))) {
        given.entry(entry).or_insert(when);
    }
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
    let is_over = process.stage.is_over() || remarks_end(process, at).is_some_and(|end| end.0 <= at.0);
    match (days.last(), open.is_empty() && is_over) {
        (Some(longest), true) => {
            let median = days[days.len() / 2];
            Judged::met("answers-in-time").days(*longest).of(usize::try_from(median).unwrap_or_default())
        }
        (None, true) => no_remark(process),
        _ => Judged::not_yet("answers-open").count(open.len()).of(items.len()),
    }
}

/// Which units changed is seen only in the texts, which this crate does not read: whoever has read them says so. A later version that names
/// no unit at all cannot be right unless nothing changed.
fn causes(process: &Process, at: Moment, beside: &Beside) -> Judged {
    if !had_phase_for_remarks(process, at) {
        return Judged::not_applicable("no-phase-for-remarks").entry(process.charter_entry, None);
    }
    let later: Vec<_> = process.drafts.iter().filter(|draft| draft.version > 1).collect();
    if later.is_empty() {
        return Judged::not_yet_or(process, "no-later-draft", "one-version");
    }
    let unread = beside.without_cause.is_none();
    let lacks = |draft: &&&Draft| match &beside.without_cause {
        None => draft.causes.is_empty(),
        Some(found) => found.contains(&draft.entry),
    };
    let bare: Vec<_> = later.iter().filter(lacks).map(|draft| (draft.entry, draft.at)).collect();
    if !bare.is_empty() {
        return Judged::not_met("version-without-causes").count(bare.len()).of(later.len()).entries(bare);
    }
    let judged =
        if unread { Judged::unknown("units-not-read") } else { Judged::met("every-unit-has-causes") };
    judged.count(later.len()).entries(later.iter().map(|draft| (draft.entry, draft.at)))
}

/// How many of the answered remarks and amendments of some people were accepted, by what is named of them: `group:academia=2/5`.
fn told_by(kind: &str, items: &[(Option<String>, bool)]) -> Vec<String> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (name, is_accepted) in items {
        let count = counts.entry(name.as_deref().unwrap_or_default()).or_default();
        count.0 += usize::from(*is_accepted);
        count.1 += 1;
    }
    counts.into_iter().map(|(name, (accepted, all))| format!("{kind}:{name}={accepted}/{all}")).collect()
}

/// The report itself tells the shares; where it is published in the record, so are they.
fn shares(process: &Process, at: Moment, _: &Beside) -> Judged {
    if !had_phase_for_remarks(process, at) {
        return Judged::not_applicable("no-phase-for-remarks").entry(process.charter_entry, None);
    }
    let (items, given) = (owed(process), first_answers(process));
    let open =
        items.iter().filter(|item| !given.contains_key(&item.entry) && item.turned_away.is_none()).count();
    let is_over = process.stage.is_over() || remarks_end(process, at).is_some_and(|end| end.0 <= at.0);
    if is_over && items.is_empty() {
        return no_remark(process);
    }
    if !process.stage.is_over() && (!is_over || process.answers.is_empty()) {
        return Judged::not_yet("answers-open").count(open).of(items.len());
    }
    if open > 0 {
        return Judged::unknown("shares-of-answers").count(items.len() - open).of(items.len());
    }
    let accepted: Vec<_> = items.iter().map(|item| is_accepted(process, item.entry)).collect();
    let person = |item: &Item| {
        let remark = process.remarks.get(item.entry).map(|one| one.addressee);
        let who = remark.or_else(|| process.amendments.get(item.entry).map(|one| one.author));
        who.and_then(|who| process.participant(who))
    };
    let by = |name: &dyn Fn(&Item) -> Option<String>| -> Vec<(Option<String>, bool)> {
        items.iter().map(name).zip(accepted.iter().copied()).collect()
    };
    let group = by(&|item| person(item)?.group.as_ref().map(ToString::to_string));
    let region = by(&|item| person(item)?.country.and_then(crate::who::region).map(str::to_owned));
    let language =
        by(&|item| process.ledger.words_of(item.entry).first().map(|words| words.language.to_string()));
    let names = [told_by("group", &group), told_by("region", &region), told_by("language", &language)];
    Judged::met("shares-told")
        .count(accepted.iter().filter(|one| **one).count())
        .of(items.len())
        .names(names.concat())
}

/// Whether an answer says that the text changes, or a version took the amendment up.
fn is_accepted(process: &Process, item: EntryNumber) -> bool {
    let merged = process.amendments.get(item).is_some_and(|one| one.merged.is_some());
    merged || process.answers.standing_on(item).is_some_and(|one| one.disposition.changes_the_text())
}

/// Remarks that object, objections to answers, and in ballots that decide by consensus or consent, where a vote against is one.
fn objecting(process: &Process) -> (BTreeSet<EntryNumber>, BTreeSet<EntryNumber>) {
    let in_ballots = process.ballots.iter().filter(|ballot| ballot.terms.rule.asks_for_consent());
    let in_ballots = in_ballots.flat_map(|ballot| {
        ballot.votes.values().filter(|vote| vote.position == Some(Position::Against)).map(|vote| vote.entry)
    });
    let remarks = process.remarks.iter().filter(|one| {
        let stands = process.ledger.is_shown(one.entry);
        one.kind == RemarkKind::Objection && one.imported.is_none() && stands
    });
    let written = remarks.map(|one| one.entry).chain(process.answers.objections().map(|(one, _)| one));
    (written.collect(), in_ballots.collect())
}

fn objections(process: &Process, _: Moment, _: &Beside) -> Judged {
    let Some(decision) = process.decisions.last() else {
        return Judged::not_yet_or(process, "no-decision", "ended-without-decision");
    };
    let (written, in_ballots) = objecting(process);
    let all = written.len() + in_ballots.len();
    if all == 0 {
        return Judged::not_applicable("no-objection").entry(decision.entry, decision.at);
    }
    let given = first_answers(process);
    let is_late = |entry: &&EntryNumber| given.get(entry).is_none_or(|when| when.0 > decision.at.0);
    let silent: Vec<_> = written.iter().filter(is_late).copied().collect();
    if !silent.is_empty() {
        let judged = Judged::not_met("objections-unanswered").count(silent.len()).of(all);
        return silent
            .into_iter()
            .take(crate::SHOWN - 1)
            .fold(judged.entry(decision.entry, decision.at), |judged, entry| judged.entry(entry, None));
    }
    // Whoever voted in a ballot that was opened after them had them before their eyes beside the text, and those in it are in its count.
    let ballot = process
        .ballots
        .iter()
        .find(|ballot| ballot.count.as_ref().is_some_and(|counted| counted.entry == decision.result));
    let before_vote = ballot.is_some_and(|ballot| {
        let own: BTreeSet<_> = ballot.votes.values().map(|vote| vote.entry).collect();
        written.iter().all(|entry| *entry < ballot.entry) && in_ballots.is_subset(&own)
    });
    // Otherwise they stand in the record with the text; that those who decided had read them is no entry of it.
    let judged = if before_vote {
        Judged::met("objections-before-vote")
    } else {
        Judged::unknown("objections-in-record")
    };
    let judged = judged.count(all).entry(decision.entry, decision.at);
    let entries: BTreeSet<_> = written.union(&in_ballots).copied().collect();
    entries.into_iter().take(crate::SHOWN - 1).fold(judged, |judged, entry| judged.entry(entry, None))
}
