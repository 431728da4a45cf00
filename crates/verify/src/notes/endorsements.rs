//! What a reader of a joint statement should know: signatures of delegates who no longer speak, and demands that were left behind.

use maru_forum::{DelegationStanding, Process, Signer};

use super::told;
use crate::report::Note;

pub(super) fn notes(process: &Process) -> Vec<Note> {
    [orphaned(process), handed_over_old(process)].into_iter().flatten().collect()
}

/// Signatures of organisations for which nobody speaks any more: nobody could withdraw them now.
fn orphaned(process: &Process) -> Option<Note> {
    let speaks = |organisation| {
        let mut all = process.delegations.for_organisation(organisation);
        all.any(|one| one.standing() == DelegationStanding::Confirmed)
    };
    let standing = process.endorsements.iter().filter(|one| match one.signer {
        Signer::Organisation(organisation) => one.withdrawn.is_none() && !speaks(organisation),
        Signer::Person(_) => false,
    });
    let entries: Vec<u64> = standing.map(|one| one.entry.0).collect();
    told("endorsement-nobody-speaks", &entries, |count, which| {
        format!(
            "Nobody speaks any more for the organisations behind {count} of the signatures, so nobody could withdraw them ({which})."
        )
    })
}

/// Handings over of a version while a later one was there: those who signed the later one did not sign what was handed over.
fn handed_over_old(process: &Process) -> Option<Note> {
    let later = |handover: &&maru_forum::Handover| {
        let newest = process.drafts.iter().rev().find(|draft| draft.entry < handover.entry);
        newest.is_some_and(|draft| draft.entry != handover.made.draft)
    };
    let entries: Vec<u64> = process.demands.handovers().iter().filter(later).map(|one| one.entry.0).collect();
    told("older-version-handed-over", &entries, |_, which| {
        format!("A version of the text was handed over while there was a later one ({which}).")
    })
}
