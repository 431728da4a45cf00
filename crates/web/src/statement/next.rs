//! Which statement a person is asked next: `maru_opinion::routing` draws it, from the map at hand and what the person
//! answered so far.

use std::collections::BTreeMap;

use maru_forum::Statement;
use maru_opinion::map::Tally;
use maru_opinion::{StatementId, Vote, routing};
use maru_record::Digest;

use crate::common::ProcessView;

/// The `skip`-th statement to ask the reader, among those they have not answered. What there is in the language of the page comes before
/// what there is not: whoever reads that language alone cannot answer the others.
///
/// Where there is a map, what one person is asked depends on what it says of their answers; without one, statements with
/// few votes come first. The seed of the draw is a digest of process and person, so that a page can be fetched twice and
/// different people get different orders.
pub(crate) fn next<'a>(view: &ProcessView<'a>, skip: usize) -> Option<&'a Statement> {
    let open = view
        .process
        .visible_statements()
        .filter(|statement| view.my_vote(statement).is_none() && !view.process.is_erased(statement))
        .filter_map(|statement| Some((on_the_map(statement)?, statement)));
    let (readable, others): (Open<'_>, Open<'_>) =
        open.partition(|(_, statement)| is_in_language(view, statement));
    let skip = skip % (readable.len() + others.len()).max(1);
    match skip.checked_sub(readable.len()) {
        None => drawn(view, &readable, skip),
        Some(skip) => drawn(view, &others, skip),
    }
}

/// Statements that are put to the reader and not answered.
type Open<'a> = BTreeMap<StatementId, &'a Statement>;

/// Whether a statement is there in the language of the page, as it was written or translated.
fn is_in_language(view: &ProcessView<'_>, statement: &Statement) -> bool {
    let tag = view.visit.tag();
    view.process.best_words(statement, tag, view.reading()).1.primary() == tag
}

fn drawn<'a>(view: &ProcessView<'_>, open: &Open<'a>, skip: usize) -> Option<&'a Statement> {
    let order = if let Some((map, _)) = view.map {
        let ids: Vec<StatementId> = open.keys().copied().collect();
        routing::next(map, &ids, &answered(view), seed(view), skip + 1)
    } else {
        let seen: Vec<_> = open.iter().map(|(&id, statement)| (id, tally(statement))).collect();
        routing::first(&seen, seed(view), skip + 1)
    };
    open.get(order.get(skip)?).copied()
}

/// The number by which the map knows a statement: that of its entry.
fn on_the_map(statement: &Statement) -> Option<StatementId> {
    u32::try_from(statement.id.0.0).ok().map(StatementId)
}

/// What the reader answered so far, as the map knows it.
fn answered(view: &ProcessView<'_>) -> BTreeMap<StatementId, Vote> {
    let me = view.me.and_then(|id| view.process.participant(id));
    let votes = me.map_or(&[][..], |person| &person.votes);
    let known = votes.iter().filter_map(|cast| {
        let statement = view.process.statements.get(cast.statement as usize)?;
        Some((on_the_map(statement)?, Vote::from_sign(cast.vote.sign())?))
    });
    known.collect()
}

fn tally(statement: &Statement) -> Tally {
    let maru_forum::Tally { agree, disagree, .. } = statement.tally;
    Tally { agree, disagree, seen: statement.tally.total() }
}

fn seed(view: &ProcessView<'_>) -> u64 {
    let person = view.me.map_or(u64::MAX, |id| id.0.0);
    let mut input = person.to_be_bytes().to_vec();
    input.extend_from_slice(view.process.charter.id.as_str().as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&Digest::of(&input).as_bytes()[..8]);
    u64::from_be_bytes(first)
}
