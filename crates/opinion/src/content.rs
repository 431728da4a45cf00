//! Rows and columns in an order that rests on what was voted and on nothing else: two records of the same votes that
//! number people and statements otherwise are computed as the very same table.

use crate::ballots::mix;
use crate::votes::{Cell, Conversation, VoteMatrix};
use std::cmp::Reverse;

/// The conversation with its columns by rank and its rows by ballot; ids go with them.
///
/// A statement's rank rests on counts first (votes, agreements, disagreements), because one vote moves few of them past
/// one another; a digest of everyone's votes decides between statements with equal counts. Columns that are still equal
/// then were voted on alike, and it makes no difference which of them comes first.
pub(crate) fn arranged(conversation: &Conversation) -> Conversation {
    let live = conversation.live_columns();
    let votes = conversation.votes.with_columns(&ranked(&conversation.votes, &live));
    let keys: Vec<u64> = (0..votes.rows()).map(|row| ballot(votes.row(row))).collect();
    let mut order: Vec<usize> = (0..votes.rows()).collect();
    order.sort_by_key(|&row| keys[row]);
    Conversation { votes: votes.with_rows(&order), ..conversation.clone() }
}

/// For each person of an arranged conversation the number that decides the person's draws: it depends on the ballot alone.
/// People with equal ballots stand side by side and are told apart by how many of them came before.
pub(crate) fn draws(votes: &VoteMatrix, rows: &[usize]) -> Vec<u64> {
    let (mut last, mut alike) = (None, 0u64);
    let draw = |&row: &usize| {
        let key = ballot(votes.row(row));
        alike = if last == Some(key) { alike + 1 } else { 0 };
        last = Some(key);
        mix(key ^ mix(alike))
    };
    rows.iter().map(draw).collect()
}

/// A digest of a ballot, given by ranks of statements and answers.
fn ballot(cells: &[Cell]) -> u64 {
    cells.iter().fold(0, |digest, cell| mix(digest ^ (cell.column() * 3 + cell.outcome()) as u64))
}

/// What is known of a column whoever numbered it.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Counts {
    seen: u32,
    agree: u32,
    disagree: u32,
    /// Votes that those who voted on it cast in all.
    elsewhere: u64,
}

/// The columns in order of rank: those that take part first, the most voted on first.
fn ranked(votes: &VoteMatrix, live: &[bool]) -> Vec<usize> {
    let mut counts = vec![Counts::default(); votes.columns()];
    for row in 0..votes.rows() {
        for cell in votes.row(row) {
            let count = &mut counts[cell.column()];
            count.seen += 1;
            count.agree += u32::from(cell.sign() > 0);
            count.disagree += u32::from(cell.sign() < 0);
            count.elsewhere += votes.row(row).len() as u64;
        }
    }
    let digests = digests(votes, &counts);
    let mut order: Vec<usize> = (0..votes.columns()).collect();
    order.sort_by_key(|&column| (!live[column], Reverse(counts[column]), digests[column]));
    order
}

/// Digests of columns by who voted on them, where a person is what the person said to columns of which counts.
fn digests(votes: &VoteMatrix, counts: &[Counts]) -> Vec<u64> {
    let of_counts = |count: &Counts| {
        let parts =
            [u64::from(count.seen), u64::from(count.agree), u64::from(count.disagree), count.elsewhere];
        parts.into_iter().fold(0, |digest, part| mix(digest ^ part))
    };
    let keys: Vec<u64> = counts.iter().map(of_counts).collect();
    let mut digests = vec![0u64; keys.len()];
    for row in 0..votes.rows() {
        let said = |cell: &Cell| mix(keys[cell.column()] ^ cell.outcome() as u64);
        // Sums do not ask for an order.
        let person = votes.row(row).iter().map(said).fold(0u64, u64::wrapping_add);
        for cell in votes.row(row) {
            let digest = &mut digests[cell.column()];
            *digest = digest.wrapping_add(mix(person ^ mix(cell.outcome() as u64)));
        }
    }
    digests
}
