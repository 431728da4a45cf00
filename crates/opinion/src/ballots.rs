//! Votes as the default method sees them: who agreed and disagreed with what, people in an order that depends on their
//! votes alone, so that neither the order of rows nor the numbering of people can move the map.

use crate::votes::VoteMatrix;

/// Outcomes told apart: disagree and agree. A pass says nothing about which group one belongs to.
pub(crate) const OUTCOMES: usize = 2;

/// For each person, `column × OUTCOMES + outcome` of each vote.
#[derive(Clone, Debug)]
pub(crate) struct Ballots {
    starts: Vec<u32>,
    codes: Vec<u32>,
    columns: usize,
}

impl Ballots {
    /// The ballots of the given rows, in that order; live columns only.
    pub(crate) fn of_rows(votes: &VoteMatrix, live: &[bool], rows: &[usize]) -> Self {
        let mut ballots = Self { starts: vec![0], codes: Vec::new(), columns: votes.columns() };
        for &row in rows {
            let cells = votes.row(row).iter().filter(|cell| cell.sign() != 0 && live[cell.column()]);
            ballots
                .codes
                .extend(cells.map(|cell| (cell.column() * OUTCOMES + usize::from(cell.sign() > 0)) as u32));
            ballots.starts.push(ballots.codes.len() as u32);
        }
        ballots
    }

    /// The ballots of some of the people.
    pub(crate) fn of_people(&self, people: impl Iterator<Item = usize>) -> Self {
        let mut ballots = Self { starts: vec![0], codes: Vec::new(), columns: self.columns };
        for person in people {
            ballots.codes.extend_from_slice(self.of(person));
            ballots.starts.push(ballots.codes.len() as u32);
        }
        ballots
    }

    pub(crate) fn people(&self) -> usize {
        self.starts.len() - 1
    }

    pub(crate) const fn columns(&self) -> usize {
        self.columns
    }

    /// Codes of one person's votes, a code being `column * 3 + outcome`.
    pub(crate) fn of(&self, person: usize) -> &[u32] {
        &self.codes[self.starts[person] as usize..self.starts[person + 1] as usize]
    }

    /// How often each code occurs.
    pub(crate) fn totals(&self) -> Vec<f64> {
        let mut totals = vec![0.0; self.columns * OUTCOMES];
        for &code in &self.codes {
            totals[code as usize] += 1.0;
        }
        totals
    }
}

/// The finaliser of splitmix64: every bit of the result depends on every bit given.
pub(crate) const fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
