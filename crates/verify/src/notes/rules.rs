//! The rules themselves: a charter that was changed while people voted, changed back, or not kept to its end.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maru_forum::{Ballot, BallotRule, Charter, EntryNumber, PhaseAct, Process};
use serde_json::Value;

use super::{Watch, around, note};
use crate::report::Note;

pub(super) fn notes(process: &Process, watch: &Watch) -> Vec<Note> {
    let versions: Vec<_> = process
        .charter_changes
        .iter()
        .map(|change| &change.before)
        .chain([&process.charter])
        .map(fields)
        .collect();
    let changes: Vec<u64> = process.charter_changes.iter().map(|change| change.entry.0).collect();
    let made = changes.iter().zip(versions.windows(2)).filter_map(|(entry, pair)| {
        let [before, after] = pair else { return None };
        Some(Change { entry: *entry, fields: changed(before, after) })
    });
    let told = |change: Change<'_>| [beside_acts(&change, process, watch), beside_words(&change, watch)];
    let mut notes: Vec<_> = made.flat_map(told).flatten().collect();
    notes.extend(taken_back(process));
    notes.extend(changed_back(&changes, &versions, process, watch));
    notes.extend(closed_early(watch));
    notes
}

/// A change of the charter, with the fields that it changed.
struct Change<'a> {
    entry: u64,
    fields: Vec<&'a str>,
}

/// The fields of a charter by name, those of the rule of decision each by itself.
fn fields(charter: &Charter) -> BTreeMap<String, Value> {
    let Ok(Value::Object(members)) = serde_json::to_value(charter) else { return BTreeMap::new() };
    let mut fields = BTreeMap::new();
    for (name, value) in members {
        match value {
            Value::Object(inner) if name == "decides" => {
                fields.extend(inner.into_iter().map(|(part, value)| (format!("decides.{part}"), value)));
            }
            value => drop(fields.insert(name, value)),
        }
    }
    fields
}

fn changed<'a>(before: &'a BTreeMap<String, Value>, after: &BTreeMap<String, Value>) -> Vec<&'a str> {
    let other = before.iter().filter(|(name, value)| after.get(*name) != Some(*value));
    other.map(|(name, _)| name.as_str()).collect()
}

/// What fields of a charter are called, for people who have not seen its file.
fn in_words(fields: &[&str]) -> String {
    let words: Vec<&str> = fields.iter().map(|field| word(field)).collect();
    words.join(", ")
}

fn word(field: &str) -> &str {
    match field {
        "id" => "its name in addresses",
        "participation_level" => "how far people take part",
        "eligibility" => "who may take part",
        "registration" => "how people come in",
        "groups" => "the stakeholder groups",
        "moderation" => "when moderators look",
        "funders" => "who pays for it",
        "contact" => "whom to ask",
        "phase" | "phases" => "the timetable",
        "minimum_group" => "how small a group is shown",
        "answer_consent" => "whether authors are asked about answers first",
        "reply_days" => "how many days authors have to reply",
        "edit_minutes" => "how long a remark can be worded otherwise",
        "initiatives" => "what an initiative needs",
        "disclosed" => "what it discloses of effect, options, money, support and ways in",
        "simulated" => "whether it is a simulation",
        "decides.who" => "who decides",
        "decides.rule" => "the rule by which it is decided",
        "decides.quorum" => "the quorum, in words",
        "decides.quorum_people" => "how many people a decision needs",
        "decides.tie" => "what happens in a tie",
        "decides.tie_rule" => "which option of a ballot wins where two stand alike",
        "decides.revision" => "whether there may be a second decision",
        // Title, purpose, mandate, budget and languages are words already.
        other => other,
    }
}

/// A change beside what people did under the rules: votes on statements and in ballots, support, co-signatures. A ballot is under way
/// from its opening to its count: what the charter says of its phase and its groups decides it until then.
fn beside_acts(change: &Change<'_>, process: &Process, watch: &Watch) -> Option<Note> {
    let entry = change.entry;
    let ballots: Vec<&Ballot> = process.ballots.iter().filter(|one| is_under_way(one, entry)).collect();
    let (before, after) = (watch.votes_before(entry), watch.votes.len() - watch.votes_before(entry));
    let mut acts = vec![("votes", before, after)];
    acts.extend(watch.acts.iter().map(|(what, entries)| {
        let (before, after) = around(entries, entry);
        (*what, before, after)
    }));
    acts.push(("votes in ballots that were counted", votes_in_counted(process, watch, entry), 0));
    acts.retain(|(_, before, _)| *before > 0);
    let what = in_words(&change.fields);
    if ballots.is_empty() && acts.is_empty() {
        return None;
    }
    let goes_on = !ballots.is_empty() || acts.iter().any(|(_, _, after)| *after > 0);
    if !goes_on {
        let all: Vec<String> = acts.iter().map(|(what, count, _)| format!("all {count} {what}")).collect();
        let done = all.join(" and ");
        let sentence =
            format!("The charter was changed in entry {entry} ({what}), after {done} had been cast.");
        return Some(note(7, "rules-changed-after-vote", [entry], sentence));
    }
    let told =
        acts.iter().map(|(what, before, after)| format!("{before} {what} were cast before, {after} after"));
    let told: Vec<String> =
        told.chain(ballots.iter().map(|ballot| of_ballot(ballot, change, process, watch))).collect();
    let sentence =
        format!("The charter was changed in entry {entry} ({what}) while people voted: {}.", told.join("; "));
    let named = [entry].into_iter().chain(ballots.iter().map(|ballot| ballot.entry.0));
    Some(note(7, "rules-changed-during-vote", named, sentence))
}

/// Fields of a charter that say how what people write is treated, and until when they may reply.
const OF_WORDS: [&str; 5] = ["moderation", "edit_minutes", "answer_consent", "reply_days", "initiatives"];

/// A change of the rules for what people write and are answered, while that is under way.
fn beside_words(change: &Change<'_>, watch: &Watch) -> Option<Note> {
    let entry = change.entry;
    let fields: Vec<&str> = change.fields.iter().filter(|field| OF_WORDS.contains(*field)).copied().collect();
    let (before, after) = around(&watch.contributions, entry);
    let (answered, answers) = around(&watch.answers, entry);
    (!fields.is_empty() && before + answered > 0).then(|| {
        let sentence = format!(
            "The charter was changed in entry {entry} ({}) beside what had been said and answered under it: {before} contributions were made \
             before, {after} after; {answered} answers were proposed or given before, {answers} after.",
            in_words(&fields)
        );
        note(7, "rules-changed-beside-words", [entry], sentence)
    })
}

/// Whether a ballot had been opened, and not been counted yet.
fn is_under_way(ballot: &Ballot, entry: u64) -> bool {
    ballot.entry.0 < entry && ballot.count.as_ref().is_none_or(|counted| counted.entry.0 > entry)
}

/// How many people's votes stand in ballots that had been counted by then.
fn votes_in_counted(process: &Process, watch: &Watch, entry: u64) -> usize {
    let counted = |ballot: &&Ballot| ballot.count.as_ref().is_some_and(|counted| counted.entry.0 < entry);
    process.ballots.iter().filter(counted).map(|ballot| watch.cast_in(ballot.entry).len()).sum()
}

/// What a change of the charter meant for a ballot that was under way.
fn of_ballot(ballot: &Ballot, change: &Change<'_>, process: &Process, watch: &Watch) -> String {
    let cast = watch.cast_in(ballot.entry);
    let before = cast.partition_point(|vote| vote.entry < change.entry);
    let days = |charter| days_of(charter, ballot).map(|(opens, closes)| format!("from {opens} to {closes}"));
    let (old, new) =
        (process.charter_at(EntryNumber(change.entry)), process.charter_at(EntryNumber(change.entry + 1)));
    let moved = match (days(old), days(new)) {
        (Some(old), Some(new)) if old != new => format!(" (its days were {old}, then {new})"),
        (Some(_), None) => " (its phase was taken out of the charter)".to_owned(),
        _ => String::new(),
    };
    let counts_groups = ballot.terms.rule == BallotRule::DoubleMajority && old.groups != new.groups;
    let (were, are) = (old.groups.len(), new.groups.len());
    let groups = if counts_groups {
        format!(" (its rule counts the groups, of which there were {were}, then {are})")
    } else {
        String::new()
    };
    format!(
        "the ballot of entry {} was under way, with {before} votes in it before and {} after{moved}{groups}",
        ballot.entry,
        cast.len() - before
    )
}

/// The days on which people vote in a ballot, by a charter; none where it lacks the phase, or nobody votes in ballots in it any more.
pub(super) fn days_of(charter: &Charter, ballot: &Ballot) -> Option<(Date, Date)> {
    let phase = charter.phase(&ballot.terms.phase).filter(|phase| phase.acts.contains(&PhaseAct::Ballot))?;
    Some((phase.opens, phase.closes))
}

/// What people had been told of an open process and a change of its charter took from them; and days that it gave to phases when those days
/// were over, which nobody could know of.
fn taken_back(process: &Process) -> Vec<Note> {
    let mut notes = Vec::new();
    let Some(opened) = process.opened else { return notes };
    for (change, after) in process.charter_steps().filter(|(change, _)| change.at >= opened) {
        let entry = change.entry;
        let cuts: Vec<String> = Process::taken_by(change, after).iter().map(ToString::to_string).collect();
        if !cuts.is_empty() {
            let sentence = format!(
                "The change of the charter in entry {entry} took back promises, or put them in other words, while the process was open: {}.",
                cuts.join("; ")
            );
            notes.push(note(7, "promises-taken-back", [entry.0], sentence));
        }
        for (phase, day) in change.before.rewritten_by(after, change.at.day()) {
            let sentence = format!(
                "The change of the charter in entry {entry}, of {}, has phase “{}” begin or end on {day}, which was over; nobody was told before.",
                change.at.day(),
                phase.id
            );
            notes.push(note(7, "phase-back-dated", [entry.0], sentence));
        }
    }
    notes
}

/// Fields that had one value, then another, then the first again; with what happened in between.
fn changed_back(
    changes: &[u64],
    versions: &[BTreeMap<String, Value>],
    process: &Process,
    watch: &Watch,
) -> Vec<Note> {
    // For each field, after which change each value that it had was given up.
    let mut given_up: BTreeMap<(&str, String), u64> = BTreeMap::new();
    let mut back: BTreeMap<(u64, u64), Vec<&str>> = BTreeMap::new();
    for (entry, pair) in changes.iter().zip(versions.windows(2)) {
        let [before, after] = pair else { continue };
        for name in changed(before, after) {
            let value =
                |fields: &BTreeMap<String, Value>| fields.get(name).map(Value::to_string).unwrap_or_default();
            if let Some(since) = given_up.remove(&(name, value(after))) {
                back.entry((since, *entry)).or_default().push(name);
            }
            given_up.insert((name, value(before)), *entry);
        }
    }
    let told = back.into_iter().map(|((from, to), fields)| {
        let votes = watch.votes_before(to) - watch.votes_before(from);
        let more = others_between(process, watch, from, to);
        let between = |entry: EntryNumber| (from..to).contains(&entry.0);
        let people = process.participants.iter().filter(|person| between(person.id.0)).count();
        let decisions = process.decisions.iter().filter(|decision| between(decision.entry)).count();
        let sentence = format!(
            "The charter was changed in entry {from} and changed back in entry {to} ({}). In between: {votes} votes, {people} \
             admissions, {decisions} decisions{more}.",
            in_words(&fields)
        );
        note(7, "rules-changed-back", [from, to], sentence)
    });
    told.collect()
}

/// What else was done between two changes: ballots opened, voted in and counted, support.
fn others_between(process: &Process, watch: &Watch, from: u64, to: u64) -> String {
    let between = |entry: u64| (from..to).contains(&entry);
    let opened = process.ballots.iter().filter(|ballot| between(ballot.entry.0)).count();
    let counts = process.ballots.iter().filter_map(|ballot| ballot.count.as_ref());
    let counted = counts.filter(|counted| between(counted.entry.0)).count();
    let cast = watch.ballots.values().flatten().filter(|vote| between(vote.entry)).count();
    let mut acts = vec![("ballots opened", opened), ("votes in ballots", cast), ("ballots counted", counted)];
    acts.extend(
        watch
            .acts
            .iter()
            .map(|(what, entries)| (*what, entries.iter().filter(|entry| between(**entry)).count())),
    );
    acts.retain(|(_, count)| *count > 0);
    let told: Vec<String> = acts.iter().map(|(what, count)| format!(", {count} {what}")).collect();
    told.concat()
}

fn closed_early(watch: &Watch) -> Option<Note> {
    let (entry, at, last) = watch.closed?;
    let day = at.day();
    (day < last).then(|| {
        let sentence = format!(
            "The process was ended on {day} (entry {entry}), before the last day of its timetable, {last}: nobody could vote or decide \
             after that."
        );
        note(7, "closed-early", [entry], sentence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_charter_has_words_for_people() {
        let named = fields(&maru_testkit::charter());
        assert!(named.contains_key("decides.tie_rule"), "{named:?}");
        for field in named.keys() {
            assert!(!word(field).contains(['_', '.']), "{field} is called “{}”", word(field));
        }
    }
}
