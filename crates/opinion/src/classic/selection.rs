//! Which statements stand for a group, and which the majority holds.

use super::{GroupTally, MajorityStatement, RepresentativeStatement};
use crate::proportion::{Z90, against_half, smoothed};
use crate::votes::StatementId;

/// Statements listed for a group, and on each side of the majority list.
const LISTED: usize = 5;

struct Tests {
    pa: f64,
    pat: f64,
    pdt: f64,
    ra: f64,
    rat: f64,
    rdt: f64,
}

fn tests(tally: &GroupTally) -> Option<Tests> {
    let t = tally.tests.as_ref()?;
    Some(Tests { pa: t.pa, pat: t.pat, pdt: t.pdt, ra: t.ra, rat: t.rat, rdt: t.rdt })
}

/// The representative statements of one group; `tallies` in column order, moderated-out statements left out.
pub(super) fn representative(tallies: &[(StatementId, &GroupTally)]) -> Vec<RepresentativeStatement> {
    let mut best_agree: Option<(usize, Tests)> = None;
    let mut best: Option<(usize, f64)> = None;
    let mut sufficient = Vec::new();
    for (index, (_, tally)) in tallies.iter().enumerate() {
        let Some(t) = tests(tally) else { continue };
        if (t.rat > Z90 && t.pat > Z90) || (t.rdt > Z90 && t.pdt > Z90) {
            sufficient.push(index);
        }
        if best.is_none_or(|(_, z)| t.rat.max(t.rdt) > z) {
            best = Some((index, t.rat.max(t.rdt)));
        }
        if beats(tally, &t, best_agree.as_ref().map(|(_, t)| t)) {
            best_agree = Some((index, t));
        }
    }
    let first = best_agree.map(|(index, _)| index);
    let describe = |index: usize| describe(tallies[index].0, tallies[index].1, Some(index) == first);
    let mut listed: Vec<RepresentativeStatement> = if sufficient.is_empty() {
        first.or(best.map(|(index, _)| index)).into_iter().filter_map(describe).collect()
    } else {
        let mut others: Vec<_> =
            sufficient.into_iter().filter(|&index| Some(index) != first).filter_map(describe).collect();
        others.sort_by(|a, b| b.metric().total_cmp(&a.metric()));
        first.into_iter().filter_map(describe).chain(others).take(LISTED).collect()
    };
    listed.sort_by_key(|statement| statement.repful_for != "agree");
    listed
}

fn beats(tally: &GroupTally, t: &Tests, holder: Option<&Tests>) -> bool {
    match holder {
        _ if tally.agree == 0 && tally.disagree == 0 => false,
        Some(h) if h.ra > 1.0 => t.ra * t.rat * t.pa * t.pat > h.ra * h.rat * h.pa * h.pat,
        Some(h) => t.pa * t.pat > h.pa * h.pat,
        None => t.pat > Z90 || (t.ra > 1.0 && t.pa > 0.5),
    }
}

fn describe(id: StatementId, tally: &GroupTally, best_agree: bool) -> Option<RepresentativeStatement> {
    let t = tally.tests.as_ref()?;
    let agree = t.rat > t.rdt;
    let pick = |if_agree: f64, if_disagree: f64| if agree { if_agree } else { if_disagree };
    Some(RepresentativeStatement {
        tid: id,
        n_success: if agree { tally.agree } else { tally.disagree },
        n_trials: tally.seen,
        p_success: pick(t.pa, t.pd),
        p_test: pick(t.pat, t.pdt),
        repness: pick(t.ra, t.rd),
        repness_test: pick(t.rat, t.rdt),
        repful_for: if agree { "agree" } else { "disagree" },
        n_agree: best_agree.then_some(tally.agree),
        best_agree: best_agree.then_some(true),
    })
}

/// One side of the majority list; `counts` are (statement, votes for this side, votes), in column order.
pub(super) fn majority(counts: impl Iterator<Item = (StatementId, u32, u32)>) -> Vec<MajorityStatement> {
    let mut held: Vec<MajorityStatement> = counts
        .map(|(tid, n, seen)| MajorityStatement {
            tid,
            n_success: n,
            n_trials: seen,
            p_success: smoothed(n, seen),
            p_test: against_half(n, seen),
        })
        .filter(|s| s.p_success > 0.5 && s.p_test > Z90)
        .collect();
    held.sort_by(|a, b| (b.p_success * b.p_test).total_cmp(&(a.p_success * a.p_test)));
    held.truncate(LISTED);
    held
}
