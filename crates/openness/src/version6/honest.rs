//! O37–O40: moderation, the record itself, and what follows.

use maru_forum::{
    DAYS_TO_APPEAL, EntryNumber, Moment, Office, ParticipantId, Process, Redaction, Resolution, Verdict,
};

use super::Rule;
use super::days::DAY;
use crate::finding::Judged;

pub(crate) const RULES: &[Rule] = &[
    Rule { id: "O37", judge: moderation },
    Rule { id: "O38", judge: recomputed },
    Rule { id: "O39", judge: witnessed },
    Rule { id: "O40", judge: followed_up },
];

/// An act against words: a verdict that they are not shown, or their erasure by somebody else than their author.
struct Act<'a> {
    entry: EntryNumber,
    at: Moment,
    rule: &'a str,
    by: Option<ParticipantId>,
    takes_away: bool,
}

fn acts(process: &Process) -> Vec<Act<'_>> {
    let verdicts = process.moderation_log.iter().map(|act| Act {
        entry: act.entry,
        at: act.at,
        rule: &act.rule,
        by: act.by,
        takes_away: act.verdict == Verdict::Rejected,
    });
    let by_others = |act: &&Redaction| act.by.is_none() || act.by != process.ledger.author_of(act.target);
    let erasures = process.redactions.iter().filter(by_others).map(|act| Act {
        entry: act.entry,
        at: act.at,
        rule: &act.ground,
        by: act.by,
        takes_away: true,
    });
    verdicts.chain(erasures).collect()
}

/// Reason and actor stand in every verdict, and the legal ground in every erasure; a rule may be left out. For whatever took words away,
/// somebody else than who did it must have held the office that rules on appeals while there were days to appeal: whoever is named
/// later rules on none of it.
fn moderation(process: &Process, at: Moment) -> Judged {
    let acts = acts(process);
    if acts.is_empty() {
        return Judged::not_applicable("nothing-moderated");
    }
    let of = |wanted: &dyn Fn(&Act<'_>) -> bool| -> Vec<(EntryNumber, Moment)> {
        acts.iter().filter(|act| wanted(act)).map(|act| (act.entry, act.at)).collect()
    };
    let without = of(&|act| act.rule.trim().is_empty());
    if !without.is_empty() {
        return Judged::not_met("verdict-without-rule").count(without.len()).of(acts.len()).entries(without);
    }
    let tenures = || process.offices.iter().filter(|tenure| tenure.office == Office::Appeals);
    let is_heard = |act: &Act<'_>| {
        let last = act.at.0 + DAYS_TO_APPEAL * DAY;
        tenures().any(|tenure| {
            let ends = tenure.ended.as_ref().map_or(i64::MAX, |(_, ended, _)| ended.0);
            Some(tenure.holder) != act.by && tenure.since.0 <= last.min(at.0) && ends > act.at.0
        })
    };
    let unheard = of(&|act| act.takes_away && !is_heard(act));
    if !unheard.is_empty() {
        return Judged::not_met("nobody-hears-appeals").count(unheard.len()).of(acts.len()).entries(unheard);
    }
    Judged::met("moderation-open").count(acts.len())
}

/// A recomputation by somebody else happens outside the record.
fn recomputed(process: &Process, _: Moment) -> Judged {
    let results: Vec<_> = process.results.iter().map(|result| (result.entry, result.at)).collect();
    if results.is_empty() {
        return Judged::not_yet_or(process, "no-result", "ended-without-result");
    }
    Judged::unknown("recomputation-not-recorded").count(results.len()).entries(results)
}

/// Cosignatures stand beside the record, under its signed heads: `maru verify` reads them.
fn witnessed(_: &Process, _: Moment) -> Judged {
    Judged::unknown("witnesses-beside-record")
}

fn followed_up(process: &Process, _: Moment) -> Judged {
    let Some(decision) = process.decisions.last() else {
        return Judged::not_yet_or(process, "no-decision", "ended-without-decision");
    };
    let duties = process.obligations.iter().count();
    let judged = match decision.outcome {
        // That every duty of the text is among them, and that people meet on them twice a year, no entry says.
        Resolution::Adopted if duties > 0 => Judged::unknown("duties-in-record").count(duties),
        Resolution::Adopted => Judged::unknown("duties-not-recorded"),
        Resolution::Rejected | Resolution::Referred => Judged::not_applicable("nothing-adopted"),
    };
    judged.entry(decision.entry, decision.at)
}
