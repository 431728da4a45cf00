//! Votes as a sparse matrix: one row per participant, one packed word per vote, nothing for what was not seen.
//!
//! Memory grows with votes (4 bytes each), never with participants × statements.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A participant's number within a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ParticipantId(pub u32);

/// A statement's number within a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementId(pub u32);

/// What a participant said to a statement. "Not seen" is the absence of a vote, which is not the same as a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(i8)]
pub enum Vote {
    /// −1 in files.
    Disagree = -1,
    /// 0 in files.
    Pass = 0,
    /// +1 in files.
    Agree = 1,
}

impl Vote {
    /// The number used in exports: agree +1, pass 0, disagree −1.
    pub const fn sign(self) -> i8 {
        self as i8
    }

    /// The vote that an exported number stands for.
    pub const fn from_sign(sign: i8) -> Option<Self> {
        match sign {
            -1 => Some(Self::Disagree),
            0 => Some(Self::Pass),
            1 => Some(Self::Agree),
            _ => None,
        }
    }
}

/// One vote of one participant on one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CastVote {
    /// The voter, by a number that the caller gives.
    pub participant: ParticipantId,
    /// The statement that is voted on.
    pub statement: StatementId,
    /// A later vote on the same statement by the same person replaces it.
    pub vote: Vote,
}

/// One stored cell: the statement's column and the vote, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell(u32);

impl Cell {
    const fn new(column: u32, vote: Vote) -> Self {
        Self((column << 2) | (vote.sign() + 1) as u32)
    }

    /// The statement's position in [`VoteMatrix::statements`].
    pub const fn column(self) -> usize {
        (self.0 >> 2) as usize
    }

    /// Agree +1, pass 0, disagree −1.
    pub const fn sign(self) -> i8 {
        (self.0 & 3) as i8 - 1
    }

    /// 0 disagree, 1 pass, 2 agree: an index for tables by outcome.
    pub const fn outcome(self) -> usize {
        (self.0 & 3) as usize
    }

    /// What the vote says; a cell always has one.
    pub const fn vote(self) -> Vote {
        match self.0 & 3 {
            0 => Vote::Disagree,
            1 => Vote::Pass,
            _ => Vote::Agree,
        }
    }
}

/// Sparse participants × statements matrix; the latest vote of each pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoteMatrix {
    participants: Vec<ParticipantId>,
    statements: Vec<StatementId>,
    starts: Vec<usize>,
    cells: Vec<Cell>,
}

/// How rows and columns are ordered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Ids,
    FirstSeen,
}

impl VoteMatrix {
    /// Rows and columns sorted by id: votes given in any order make the same matrix, as long as the votes of one
    /// (participant, statement) pair stand in time order, for the last of them counts.
    pub fn canonical(votes: impl IntoIterator<Item = CastVote>) -> Self {
        Self::build(votes.into_iter().collect(), Order::Ids)
    }

    /// Rows and columns in order of first appearance, as the classic map needs them; the last vote of a pair counts.
    pub fn in_order_of_appearance(votes: impl IntoIterator<Item = CastVote>) -> Self {
        Self::build(votes.into_iter().collect(), Order::FirstSeen)
    }

    /// The same as [`VoteMatrix::canonical`] from votes that are kept by person: `statements` and `people` in order of
    /// their ids, each person's votes in order of the statements' places in `statements`, none twice. One pass, without
    /// sorting; people without votes and statements without votes are left out.
    pub fn of_sorted<Votes: Iterator<Item = (u32, Vote)>>(
        statements: &[StatementId],
        people: impl Iterator<Item = (ParticipantId, Votes)>,
    ) -> Self {
        let mut matrix =
            Self { participants: Vec::new(), statements: Vec::new(), starts: vec![0], cells: Vec::new() };
        let mut voted_on = vec![false; statements.len()];
        for (id, votes) in people {
            for (place, vote) in votes {
                voted_on[place as usize] = true;
                matrix.cells.push(Cell::new(place, vote));
            }
            if matrix.starts.last() != Some(&matrix.cells.len()) {
                matrix.participants.push(id);
                matrix.starts.push(matrix.cells.len());
            }
        }
        matrix.keep_columns(statements, &voted_on);
        debug_assert!(matrix.is_canonical(), "ids do not stand in order");
        matrix
    }

    /// Names the columns, leaving those out that nobody voted on.
    fn keep_columns(&mut self, statements: &[StatementId], voted_on: &[bool]) {
        let kept = statements.iter().zip(voted_on).filter(|(_, voted_on)| **voted_on);
        self.statements = kept.map(|(&id, _)| id).collect();
        if self.statements.len() == statements.len() {
            return;
        }
        let mut next = 0;
        let column = |voted_on: &bool| {
            let own = next;
            next += u32::from(*voted_on);
            own
        };
        let columns: Vec<u32> = voted_on.iter().map(column).collect();
        for cell in &mut self.cells {
            *cell = Cell::new(columns[cell.column()], cell.vote());
        }
    }

    fn build(votes: Vec<CastVote>, order: Order) -> Self {
        let (participants, row_of) = index(votes.iter().map(|v| v.participant.0), votes.len(), order);
        let (statements, column_of) = index(votes.iter().map(|v| v.statement.0), votes.len(), order);
        let mut starts = vec![0usize; participants.len() + 1];
        for vote in &votes {
            starts[row_of.position(vote.participant.0) + 1] += 1;
        }
        for row in 0..participants.len() {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut cells = vec![Cell(0); votes.len()];
        for vote in &votes {
            let row = row_of.position(vote.participant.0);
            cells[next[row]] = Cell::new(column_of.position(vote.statement.0) as u32, vote.vote);
            next[row] += 1;
        }
        drop(votes);
        keep_latest(&mut starts, &mut cells);
        Self {
            participants: participants.into_iter().map(ParticipantId).collect(),
            statements: statements.into_iter().map(StatementId).collect(),
            starts,
            cells,
        }
    }

    /// The same votes with rows and columns sorted by id.
    #[must_use]
    pub fn to_canonical(&self) -> Self {
        Self::canonical(self.votes())
    }

    /// The same votes with the columns in that order.
    pub(crate) fn with_columns(&self, order: &[usize]) -> Self {
        let mut place = vec![0u32; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new as u32;
        }
        let mut cells: Vec<Cell> =
            self.cells.iter().map(|cell| Cell::new(place[cell.column()], cell.vote())).collect();
        for row in 0..self.rows() {
            cells[self.starts[row]..self.starts[row + 1]].sort_unstable();
        }
        let statements = order.iter().map(|&old| self.statements[old]).collect();
        Self { participants: self.participants.clone(), statements, starts: self.starts.clone(), cells }
    }

    /// The same votes with the rows in that order.
    pub(crate) fn with_rows(&self, order: &[usize]) -> Self {
        let mut matrix = Self {
            participants: order.iter().map(|&row| self.participants[row]).collect(),
            statements: self.statements.clone(),
            starts: Vec::with_capacity(order.len() + 1),
            cells: Vec::with_capacity(self.cells.len()),
        };
        matrix.starts.push(0);
        for &row in order {
            matrix.cells.extend_from_slice(self.row(row));
            matrix.starts.push(matrix.cells.len());
        }
        matrix
    }

    /// Whether rows and columns already stand in order of their ids.
    pub fn is_canonical(&self) -> bool {
        self.participants.is_sorted() && self.statements.is_sorted()
    }

    /// Every vote, row by row.
    pub fn votes(&self) -> impl Iterator<Item = CastVote> + '_ {
        (0..self.rows()).flat_map(move |row| {
            self.row(row).iter().map(move |cell| CastVote {
                participant: self.participants[row],
                statement: self.statements[cell.column()],
                vote: cell.vote(),
            })
        })
    }

    /// Participants in row order.
    pub fn participants(&self) -> &[ParticipantId] {
        &self.participants
    }

    /// Statements in column order.
    pub fn statements(&self) -> &[StatementId] {
        &self.statements
    }

    /// Number of participants who cast at least one vote.
    pub fn rows(&self) -> usize {
        self.participants.len()
    }

    /// Number of statements that got at least one vote.
    pub fn columns(&self) -> usize {
        self.statements.len()
    }

    /// Number of votes that count (the latest of each pair).
    pub fn vote_count(&self) -> usize {
        self.cells.len()
    }

    /// The votes of one row, by column.
    pub fn row(&self, row: usize) -> &[Cell] {
        &self.cells[self.starts[row]..self.starts[row + 1]]
    }

    /// A participant's vote on a statement; for canonical matrices only, where ids can be searched.
    pub(crate) fn vote_of(&self, participant: ParticipantId, statement: StatementId) -> Option<Vote> {
        let row = self.participants.binary_search(&participant).ok()?;
        let column = self.statements.binary_search(&statement).ok()?;
        let cells = self.row(row);
        cells.binary_search_by_key(&column, |cell| cell.column()).ok().map(|at| cells[at].vote())
    }

    /// The same matrix with one more vote (or a changed one); rows and columns keep their places, new ones come last.
    #[must_use]
    pub fn with_vote(&self, vote: CastVote) -> Self {
        let order = if self.is_canonical() { Order::Ids } else { Order::FirstSeen };
        Self::build(self.votes().chain(std::iter::once(vote)).collect(), order)
    }
}

/// Votes with what the secretariat did to the statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// The votes as they stand, the last of each person on each statement.
    pub votes: VoteMatrix,
    /// Statements taken out by moderation.
    pub moderated_out: BTreeSet<StatementId>,
    /// Statements about the conversation itself; taken out of the mathematics as well.
    pub meta: BTreeSet<StatementId>,
}

impl Conversation {
    /// Votes alone: nothing moderated out, nothing meta.
    pub fn new(votes: VoteMatrix) -> Self {
        Self { votes, moderated_out: BTreeSet::new(), meta: BTreeSet::new() }
    }

    /// Per column, whether the statement takes part in the mathematics.
    pub fn live_columns(&self) -> Vec<bool> {
        self.votes
            .statements()
            .iter()
            .map(|id| !self.moderated_out.contains(id) && !self.meta.contains(id))
            .collect()
    }
}

/// From an id to its position: a table where ids are dense, else binary search.
enum Positions {
    Table(Vec<u32>),
    Sorted { ids: Vec<u32>, position: Vec<u32> },
}

impl Positions {
    fn position(&self, id: u32) -> usize {
        match self {
            Self::Table(table) => table[id as usize] as usize,
            Self::Sorted { ids, position } => position[ids.partition_point(|&x| x < id)] as usize,
        }
    }
}

/// A table may have this many times more places than there are votes before binary search is used instead.
const TABLE_SLACK: usize = 4;
const UNSEEN: u32 = u32::MAX;

fn index(ids: impl Iterator<Item = u32> + Clone, count: usize, order: Order) -> (Vec<u32>, Positions) {
    let places = ids.clone().max().map_or(0, |max| max as usize + 1);
    if places > count.saturating_mul(TABLE_SLACK).saturating_add(1 << 16) {
        return index_sparse(ids, order);
    }
    let mut table = vec![UNSEEN; places];
    let mut listed = Vec::new();
    for id in ids {
        let place = &mut table[id as usize];
        if *place == UNSEEN {
            *place = listed.len() as u32;
            listed.push(id);
        }
    }
    if order == Order::Ids && !listed.is_sorted() {
        listed.sort_unstable();
        for (position, &id) in listed.iter().enumerate() {
            table[id as usize] = position as u32;
        }
    }
    (listed, Positions::Table(table))
}

fn index_sparse(ids: impl Iterator<Item = u32> + Clone, order: Order) -> (Vec<u32>, Positions) {
    let mut sorted: Vec<u32> = ids.clone().collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut position: Vec<u32> = (0..sorted.len() as u32).collect();
    if order == Order::Ids {
        return (sorted.clone(), Positions::Sorted { ids: sorted, position });
    }
    position.fill(UNSEEN);
    let mut listed = Vec::with_capacity(sorted.len());
    for id in ids {
        let index = &mut position[sorted.partition_point(|&x| x < id)];
        if *index == UNSEEN {
            *index = listed.len() as u32;
            listed.push(id);
        }
    }
    (listed, Positions::Sorted { ids: sorted, position })
}

/// Sorts each row by column and keeps the last vote of each pair, closing the gaps.
fn keep_latest(starts: &mut [usize], cells: &mut Vec<Cell>) {
    let mut write = 0;
    for row in 0..starts.len() - 1 {
        let (from, to) = (starts[row], starts[row + 1]);
        starts[row] = write;
        let slice = &mut cells[from..to];
        if !slice.is_sorted_by(|a, b| a.column() < b.column()) {
            slice.sort_by_key(|cell| cell.column());
        }
        for read in from..to {
            let cell = cells[read];
            if read > from && cells[write - 1].column() == cell.column() {
                cells[write - 1] = cell;
            } else {
                cells[write] = cell;
                write += 1;
            }
        }
    }
    if let Some(last) = starts.last_mut() {
        *last = write;
    }
    cells.truncate(write);
    cells.shrink_to_fit();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cast(participant: u32, statement: u32, sign: i8) -> CastVote {
        CastVote {
            participant: ParticipantId(participant),
            statement: StatementId(statement),
            vote: Vote::from_sign(sign).unwrap(),
        }
    }

    #[test]
    fn the_last_vote_of_a_pair_counts() {
        let m = VoteMatrix::canonical([cast(9, 4, 1), cast(2, 4, 0), cast(9, 4, -1), cast(9, 1, 1)]);
        assert_eq!(m.participants(), [ParticipantId(2), ParticipantId(9)]);
        assert_eq!(m.statements(), [StatementId(1), StatementId(4)]);
        let row: Vec<_> = m.row(1).iter().map(|c| (c.column(), c.sign())).collect();
        assert_eq!(row, [(0, 1), (1, -1)]);
        assert_eq!(m.vote_count(), 3);
    }

    #[test]
    fn appearance_order_is_kept() {
        let m = VoteMatrix::in_order_of_appearance([cast(9, 4, 1), cast(2, 4, 0), cast(9, 1, 1)]);
        assert_eq!(m.participants(), [ParticipantId(9), ParticipantId(2)]);
        assert_eq!(m.statements(), [StatementId(4), StatementId(1)]);
        assert_eq!(m.to_canonical(), VoteMatrix::canonical(m.votes()));
    }

    #[test]
    fn no_votes_make_an_empty_matrix() {
        let m = VoteMatrix::canonical([]);
        assert_eq!((m.rows(), m.columns(), m.vote_count()), (0, 0, 0));
    }

    proptest! {
        #[test]
        fn votes_kept_by_person_make_the_same_matrix(
            votes in proptest::collection::btree_map((0u32..40, 0u32..30), -1i8..=1, 0..150),
        ) {
            let statements: Vec<StatementId> = (0..30).map(|place| StatementId(place * 3 + 1)).collect();
            let of = |person: u32| {
                let own = votes.iter().filter(move |((p, _), _)| *p == person);
                own.map(|(&(_, place), &sign)| (place, Vote::from_sign(sign).unwrap()))
            };
            let kept = VoteMatrix::of_sorted(&statements, (0..40).map(|person| (ParticipantId(person), of(person))));
            let cast = votes.iter().map(|(&(person, place), &sign)| cast(person, place * 3 + 1, sign));
            prop_assert_eq!(kept, VoteMatrix::canonical(cast));
        }

        #[test]
        fn order_of_votes_does_not_matter(
            votes in proptest::collection::btree_map((0u32..50, prop_oneof![0u32..20, Just(4_000_000_000)]), -1i8..=1, 0..200),
            by in 0usize..200,
        ) {
            let mut list: Vec<_> = votes.iter().map(|(&(p, s), &v)| cast(p, s, v)).collect();
            let sorted = VoteMatrix::canonical(list.clone());
            let len = list.len();
            if len > 0 { list.rotate_left(by % len); list.reverse(); }
            prop_assert_eq!(&VoteMatrix::canonical(list.clone()), &sorted);
            prop_assert_eq!(VoteMatrix::in_order_of_appearance(list).to_canonical(), sorted);
        }
    }
}
