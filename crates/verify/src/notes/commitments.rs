//! What a reader of commitments should know: days that passed and nobody looked, contradictions that nobody took up, and findings of
//! whoever promised.

use maru_forum::{Commitment, Process};

use super::told;
use crate::report::Note;

pub(super) fn notes(process: &Process) -> Vec<Note> {
    let of = [unlooked(process), untaken(process), of_promisers(process), without_source(process)];
    of.into_iter().flatten().collect()
}

/// At the last entry, for that is as far as a record tells.
fn unlooked(process: &Process) -> Option<Note> {
    let day = process.last_at.day();
    let overdue = process.commitments.iter().filter(|one| one.is_due_unlooked(day, &process.ledger));
    let entries: Vec<u64> = overdue.map(|one| one.entry.0).collect();
    told("commitment-unlooked", &entries, |count, which| {
        format!(
            "Nobody had found anything by the last entry, of {day}, of {count} of the commitments whose day was over ({which})."
        )
    })
}

/// A node asks where evidence was read; records of before that have findings that do not say it.
fn without_source(process: &Process) -> Option<Note> {
    let of_promises = process.commitments.iter().flat_map(|one| &one.findings);
    let of_promises = of_promises.filter(|finding| finding.source.is_none()).map(|finding| finding.entry.0);
    let of_duties = process.obligations.iter().flat_map(|one| &one.findings);
    let of_duties = of_duties.filter(|finding| finding.source.is_none()).map(|finding| finding.entry.0);
    let mut entries: Vec<u64> = of_promises.chain(of_duties).collect();
    entries.sort_unstable();
    told("finding-without-source", &entries, |count, which| {
        format!(
            "{count} of the findings on commitments and obligations do not say where their evidence was read ({which})."
        )
    })
}

/// The last entry that says something of a commitment.
fn last_said(one: &Commitment) -> u64 {
    let findings = one.findings.iter().flat_map(|finding| {
        finding.objections.iter().map(|objection| objection.entry.0).chain([finding.entry.0])
    });
    findings.max().unwrap_or(one.entry.0)
}

fn untaken(process: &Process) -> Option<Note> {
    let said_since = |entry: maru_forum::EntryNumber, since: u64| {
        process.commitments.get(entry).is_some_and(|one| last_said(one) > since)
    };
    let open = process
        .commitments
        .contradictions()
        .iter()
        .filter(|one| !said_since(one.first, one.entry.0) && !said_since(one.second, one.entry.0));
    let entries: Vec<u64> = open.map(|one| one.entry.0).collect();
    told("contradiction-unanswered", &entries, |count, which| {
        format!(
            "After {count} of the contradictions that people named between commitments nobody found or objected anything on either of the two ({which})."
        )
    })
}

fn of_promisers(process: &Process) -> Option<Note> {
    let by_promiser = |one: &Commitment| {
        let organisation = one.promise.organisation;
        let findings = one.findings.iter().filter(move |finding| {
            organisation.is_some()
                && process.delegations.spoken_for(finding.author, finding.entry) == organisation
        });
        findings.map(|finding| finding.entry.0).collect::<Vec<_>>()
    };
    let entries: Vec<u64> = process.commitments.iter().flat_map(by_promiser).collect();
    told("finding-by-promiser", &entries, |count, which| {
        format!(
            "{count} of the findings on commitments are by somebody who spoke for whoever had promised ({which})."
        )
    })
}
