//! O37–O40: moderation, the record itself, and what follows.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{
    DAYS_TO_APPEAL, EntryNumber, Moment, NO_RULE, Office, ParticipantId, Process, Redaction, Resolution,
    Verdict,
};

use crate::Rule;
use crate::beside::Beside;
use crate::days::DAY;
use crate::finding::Judged;
use crate::finding::Standing::{CannotBeKnown, Met, NotApplicable, NotMet, NotYetDue};

pub(crate) const RULES: &[Rule] = &[
    Rule { id: "O37", can_be: &[Met, NotMet, NotApplicable], judge: moderation },
    Rule { id: "O38", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: recomputed },
    Rule { id: "O39", can_be: &[Met, NotMet, CannotBeKnown], judge: witnessed },
    Rule { id: "O40", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: followed_up },
];

/// An act about words: a verdict on them, or their erasure by somebody else than their author.
struct Act<'a> {
    entry: EntryNumber,
    at: Moment,
    rule: &'a str,
    by: Option<ParticipantId>,
    /// Whose words they are.
    author: Option<ParticipantId>,
    takes_away: bool,
}

impl Act<'_> {
    /// Whether it names a rule or a legal ground. That no rule of the charter names it (`none`) is said, and is no rule; nor are fewer
    /// than three different letters or digits, such as `n/a`, unless they number one.
    fn names_rule(&self) -> bool {
        let rule = self.rule.trim();
        let letters: BTreeSet<char> = rule.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
        let is_number = rule.chars().any(char::is_numeric);
        let is_short = rule.is_ascii() && letters.len() < 3;
        !rule.is_empty() && rule != NO_RULE && (is_number || !is_short)
    }
}

fn acts(process: &Process) -> Vec<Act<'_>> {
    let verdicts = process.moderation_log.iter().map(|act| Act {
        entry: act.entry,
        at: act.at,
        rule: &act.rule,
        by: act.by,
        author: process.ledger.author_of(act.on),
        takes_away: act.verdict == Verdict::Rejected,
    });
    let by_others = |act: &&Redaction| act.by.is_none() || act.by != process.ledger.author_of(act.target);
    let erasures = process.redactions.iter().filter(by_others).map(|act| Act {
        entry: act.entry,
        at: act.at,
        rule: &act.ground,
        by: act.by,
        author: process.ledger.author_of(act.target),
        takes_away: true,
    });
    verdicts.chain(erasures).collect()
}

/// Reason and actor stand in every verdict. Whatever takes words away names its rule, or its legal ground; to show them takes none. For
/// whatever took words away, somebody else than who did it and than their author must have held the office that rules on appeals while
/// there were days to appeal: whoever is named later rules on none of it, and nobody on what is their own.
fn moderation(process: &Process, at: Moment, _: &Beside) -> Judged {
    let acts = acts(process);
    if acts.is_empty() {
        return Judged::not_applicable("nothing-moderated");
    }
    let of = |wanted: &dyn Fn(&Act<'_>) -> bool| -> Vec<(EntryNumber, Moment)> {
        acts.iter().filter(|act| wanted(act)).map(|act| (act.entry, act.at)).collect()
    };
    // One entry may judge many words.
    let once = |found: Vec<(EntryNumber, Moment)>| found.into_iter().collect::<BTreeMap<_, _>>();
    let taken = acts.iter().filter(|act| act.takes_away).count();
    let without = of(&|act| act.takes_away && !act.names_rule());
    if !without.is_empty() {
        return Judged::not_met("removal-without-rule").count(without.len()).of(taken).entries(once(without));
    }
    let tenures = || process.offices.iter().filter(|tenure| tenure.office == Office::Appeals);
    let is_heard = |act: &Act<'_>| {
        let last = act.at.0 + DAYS_TO_APPEAL * DAY;
        tenures().any(|tenure| {
            let ends = tenure.ended.as_ref().map_or(i64::MAX, |(_, ended, _)| ended.0);
            Some(tenure.holder) != act.by
                && Some(tenure.holder) != act.author
                && tenure.since.0 <= last.min(at.0)
                && ends > act.at.0
        })
    };
    let unheard = of(&|act| act.takes_away && !is_heard(act));
    if !unheard.is_empty() {
        let judged = Judged::not_met("nobody-hears-appeals").count(unheard.len()).of(taken);
        return judged.entries(once(unheard));
    }
    Judged::met("moderation-open").count(acts.len()).of(taken)
}

/// A recomputation by somebody else happens outside the record; whoever does one while making the report says what came of it.
fn recomputed(process: &Process, _: Moment, beside: &Beside) -> Judged {
    let results: Vec<_> = process.results.iter().map(|result| (result.entry, result.at)).collect();
    if results.is_empty() {
        return Judged::not_yet_or(process, "no-result", "ended-without-result");
    }
    let judged = match beside.recomputed {
        None => return Judged::unknown("recomputation-not-recorded").count(results.len()).entries(results),
        Some((same, all)) if same < all => Judged::not_met("results-differ").count(all - same).of(all),
        Some((same, _)) if same < results.len() => {
            Judged::unknown("results-not-all-recomputed").count(same).of(results.len())
        }
        Some((same, _)) => Judged::met("results-recomputed").count(same),
    };
    judged.entries(results)
}

/// That entries are only added is what every check of the record holds it to. Cosignatures stand beside the record, under its signed heads:
/// whoever read them says whose they are.
fn witnessed(_: &Process, _: Moment, beside: &Beside) -> Judged {
    match &beside.witnesses {
        None => Judged::unknown("witnesses-beside-record"),
        Some(names) if names.is_empty() => Judged::not_met("no-witness"),
        Some(names) => Judged::met("witnessed").count(names.len()).names(names.clone()),
    }
}

/// Days between two meetings on what was adopted, at most (O40).
const HALF_YEAR: i64 = 184;

/// What was adopted is followed up when duties with their day and their state stand in the record, nobody left a due day without a word, and
/// people met on it in every half-year since.
fn followed_up(process: &Process, at: Moment, _: &Beside) -> Judged {
    let Some(decision) = process.decisions.last() else {
        return Judged::not_yet_or(process, "no-decision", "ended-without-decision");
    };
    if decision.outcome != Resolution::Adopted {
        return Judged::not_applicable("nothing-adopted").entry(decision.entry, decision.at);
    }
    let duties = process.obligations.iter().count();
    let half_years = (at.0 - decision.at.0).div_euclid(HALF_YEAR * DAY);
    let judged = if duties == 0 {
        // That nothing follows from a text, or that it stands elsewhere, no entry says.
        Judged::unknown("duties-not-recorded")
    } else if let Some(judged) = unlooked(process, at, duties) {
        judged
    } else if half_years == 0 {
        Judged::not_yet("duties-first-half-year").count(duties)
    } else {
        let met_in = |half: i64| {
            let from = decision.at.0 + half * HALF_YEAR * DAY;
            let span = from..from + HALF_YEAR * DAY;
            process
                .meetings
                .iter()
                .any(|one| one.is_held_here() && span.contains(&one.starts.0) && !one.minutes.is_empty())
        };
        let without = (0..half_years).filter(|half| !met_in(*half)).count();
        if without == 0 {
            Judged::met("duties-followed-up")
                .count(duties)
                .of(usize::try_from(half_years).unwrap_or_default())
        } else {
            // A meeting that nobody recorded is in no entry.
            Judged::unknown("duties-in-record").count(duties).of(without)
        }
    };
    judged.entry(decision.entry, decision.at)
}

/// Duties whose day is over, and of which nobody has said anything since.
fn unlooked(process: &Process, at: Moment, duties: usize) -> Option<Judged> {
    let is_unlooked = |one: &&maru_forum::Obligation| one.is_unlooked(at.day(), &process.ledger);
    let found: Vec<_> =
        process.obligations.iter().filter(is_unlooked).map(|one| (one.entry, one.at)).collect();
    (!found.is_empty())
        .then(|| Judged::not_met("duties-not-looked-at").count(found.len()).of(duties).entries(found))
}
