//! O37–O40: moderation, the record itself, and what follows.

use maru_forum::{Moment, Office, Process, Resolution};

use crate::Rule;
use crate::finding::Judged;
use crate::finding::Standing::{CannotBeKnown, Met, NotApplicable, NotMet, NotYetDue};

pub(crate) const RULES: &[Rule] = &[
    Rule { id: "O37", can_be: &[Met, NotMet, NotApplicable], judge: moderation },
    Rule { id: "O38", can_be: &[NotYetDue, CannotBeKnown], judge: recomputed },
    Rule { id: "O39", can_be: &[CannotBeKnown], judge: witnessed },
    Rule { id: "O40", can_be: &[NotYetDue, NotApplicable, CannotBeKnown], judge: followed_up },
];

/// Reason and actor stand in every verdict; a rule may be left out, and somebody must hold the office that rules on appeals.
fn moderation(process: &Process, _: Moment) -> Judged {
    let acts: Vec<_> = process.moderation_log.iter().collect();
    if acts.is_empty() {
        return Judged::not_applicable("nothing-moderated");
    }
    let without: Vec<_> =
        acts.iter().filter(|act| act.rule.trim().is_empty()).map(|act| (act.entry, act.at)).collect();
    if !without.is_empty() {
        return Judged::not_met("verdict-without-rule").count(without.len()).of(acts.len()).entries(without);
    }
    let appeals =
        process.offices.iter().find(|tenure| tenure.office == Office::Appeals && tenure.ended.is_none());
    match appeals {
        Some(tenure) => Judged::met("moderation-open").count(acts.len()).entry(tenure.entry, tenure.since),
        None => Judged::not_met("nobody-hears-appeals").count(acts.len()),
    }
}

/// A recomputation by somebody else happens outside the record.
fn recomputed(process: &Process, _: Moment) -> Judged {
    let results: Vec<_> = process.results.iter().map(|result| (result.entry, result.at)).collect();
    if results.is_empty() {
        return Judged::not_yet("no-result");
    }
    Judged::unknown("recomputation-not-recorded").count(results.len()).entries(results)
}

/// Cosignatures stand beside the record, under its signed heads: `maru verify` reads them.
fn witnessed(_: &Process, _: Moment) -> Judged {
    Judged::unknown("witnesses-beside-record")
}

fn followed_up(process: &Process, _: Moment) -> Judged {
    let Some(decision) = process.decisions.last() else { return Judged::not_yet("no-decision") };
    let judged = match decision.outcome {
        Resolution::Adopted => Judged::unknown("duties-not-recorded"),
        Resolution::Rejected | Resolution::Referred => Judged::not_applicable("nothing-adopted"),
    };
    judged.entry(decision.entry, decision.at)
}
