//! Which statement a person is asked next.

use maru_forum::{Statement, Verdict};
use maru_record::Digest;

use crate::common::ProcessView;

/// The `skip`-th best statement for the reader, among those they have not answered.
///
/// A statement is drawn with a weight: its priority in the opinion map (where a vote is worth most), or without a map
/// the fewer votes it has. The draw is by a hash of person and statement, so that a page can be fetched twice and
/// different people get different orders.
pub(crate) fn next<'a>(view: &ProcessView<'a>, skip: usize) -> Option<&'a Statement> {
    let mut open: Vec<(f64, &Statement)> = view
        .process
        .visible_statements()
        .filter(|statement| view.my_vote(statement).is_none() && !statement.erased)
        .map(|statement| (drawn(view, statement), statement))
        .collect();
    open.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    let count = open.len();
    open.into_iter().nth(skip % count.max(1)).map(|(_, statement)| statement)
}

/// Weighted sampling without replacement: the largest of `u^(1/w)` comes first.
fn drawn(view: &ProcessView<'_>, statement: &Statement) -> f64 {
    let person = view.me.map_or(u64::MAX, |id| id.0.0);
    let mut input = person.to_be_bytes().to_vec();
    input.extend_from_slice(&statement.id.0.0.to_be_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&Digest::of(&input).as_bytes()[..8]);
    let uniform = ((u64::from_be_bytes(first) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
    uniform.ln() / weight(view, statement)
}

fn weight(view: &ProcessView<'_>, statement: &Statement) -> f64 {
    let by_map = view.map.and_then(|(map, _)| {
        let id = u32::try_from(statement.id.0.0).ok()?;
        let place = map.statements.binary_search_by_key(&id, |place| place.id.0).ok()?;
        Some(map.statements[place].priority).filter(|priority| priority.is_finite() && *priority > 0.0)
    });
    // A statement about the process itself is no part of the map, and is asked seldom.
    let rare = if statement.verdict == Some(Verdict::Meta) { 0.1 } else { 1.0 };
    by_map.unwrap_or_else(|| 1.0 / f64::from(statement.tally.total() + 1)) * rare
}
