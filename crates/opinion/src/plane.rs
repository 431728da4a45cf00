//! The plane everyone is drawn on: statements' means, two principal components by power iteration, projection.
//!
//! A missing cell is imputed with the statement's mean, so after centring it is zero: the sparse votes are all there is.

use crate::arithmetic::dot;
use crate::chunks::{add_all, map_ranges};
use crate::lanczos::leading_two;
use crate::votes::{Cell, Conversation, VoteMatrix};

/// Steps of power iteration for each component, as the method names them.
pub(crate) const POWER_ITERATIONS: usize = 100;
/// Products taken for that: the one that makes the first vector out of the start is not counted.
const PRODUCTS: usize = POWER_ITERATIONS + 1;
/// Rows of the matrix in one piece of work.
const ROWS_PER_PIECE: usize = 4096;
/// Pieces of a product's sum at most, and the fewest rows in one: fixed, so that the sum is.
const PIECES: usize = 16;
const SMALLEST_PIECE: usize = 512;
/// With at most this many statements the matrix of products between statements may be formed (8 MB each).
const MAX_PRODUCT_COLUMNS: usize = 1024;
/// Pieces of the products' sum: fixed, so that the sum is.
const PRODUCT_PIECES: usize = 4;

/// The two leading principal components of the centred votes.
#[derive(Clone, Debug)]
pub(crate) struct Plane {
    /// Mean vote of each column; 0 for columns taken out.
    pub(crate) means: Vec<f64>,
    /// The two components, one value per column.
    pub(crate) axes: [Vec<f64>; 2],
    /// By column, whether the statement takes part: moderation and being meta take it out.
    pub(crate) live: Vec<bool>,
}

/// The value a cell has after centring, by column and outcome.
pub(crate) struct Centred {
    values: Vec<[f64; 3]>,
}

impl Centred {
    pub(crate) fn of(&self, cell: Cell) -> f64 {
        self.values[cell.column()][cell.outcome()]
    }
}

impl Plane {
    /// Fits the plane by power iteration from the all-ones vector, exactly as the classic map does.
    pub(crate) fn classic(conversation: &Conversation) -> Self {
        Self::fit(conversation, |votes, centred| {
            let products = Products::new(votes, centred);
            let first = principal(&products, None);
            let second = principal(&products, Some(&first));
            [first, second]
        })
    }

    /// Fits the same plane, faster, and to the last digit where two components are about equally strong.
    pub(crate) fn converged(conversation: &Conversation) -> Self {
        Self::fit(conversation, |votes, centred| {
            leading_two(votes.columns(), |v| apply_rows(votes, centred, v))
        })
    }

    fn fit(conversation: &Conversation, axes: impl Fn(&VoteMatrix, &Centred) -> [Vec<f64>; 2]) -> Self {
        let votes = &conversation.votes;
        let live = conversation.live_columns();
        let means = means(votes, &live);
        let mut plane = Self { means, axes: [vec![0.0; live.len()], vec![0.0; live.len()]], live };
        if votes.rows() >= 2 && votes.columns() >= 2 {
            plane.axes = axes(votes, &plane.centred());
        }
        plane
    }

    pub(crate) fn centred(&self) -> Centred {
        let values = self
            .means
            .iter()
            .zip(&self.live)
            .map(|(&mean, &live)| if live { [-1.0 - mean, -mean, 1.0 - mean] } else { [0.0; 3] });
        Centred { values: values.collect() }
    }

    /// Everyone's point. Sparse voters are pushed outwards by √(statements / votes), as Polis does.
    pub(crate) fn project(&self, votes: &VoteMatrix) -> Vec<[f64; 2]> {
        let centred = self.centred();
        let taken_out = self.live.iter().filter(|&&live| !live).count();
        let columns = votes.columns() as f64;
        let point = |row: usize| {
            let (mut x, mut y, mut seen) = (0.0, 0.0, taken_out);
            for &cell in votes.row(row) {
                let value = centred.of(cell);
                x += value * self.axes[0][cell.column()];
                y += value * self.axes[1][cell.column()];
                seen += usize::from(self.live[cell.column()]);
            }
            let scale = (columns / seen.max(1) as f64).sqrt();
            [x * scale, y * scale]
        };
        let parts = map_ranges(votes.rows(), ROWS_PER_PIECE, |rows| rows.map(point).collect::<Vec<_>>());
        parts.concat()
    }

    /// The point of one who agrees with this statement and voted on nothing else.
    pub(crate) fn statement_point(&self, column: usize) -> [f64; 2] {
        let scale = (self.means.len() as f64).sqrt() * (1.0 - self.means[column]);
        if !self.live[column] {
            return [0.0, 0.0];
        }
        [scale * self.axes[0][column], scale * self.axes[1][column]]
    }
}

fn means(votes: &VoteMatrix, live: &[bool]) -> Vec<f64> {
    let mut sums = vec![(0i64, 0i64); votes.columns()];
    for row in 0..votes.rows() {
        for cell in votes.row(row) {
            let sum = &mut sums[cell.column()];
            sum.0 += i64::from(cell.sign());
            sum.1 += 1;
        }
    }
    let mean = |(&(sum, seen), &live): (&(i64, i64), &bool)| {
        if live { sum as f64 / seen.max(1) as f64 } else { 0.0 }
    };
    sums.iter().zip(live).map(mean).collect()
}

/// `v ↦ X'Xv`, either from the sparse rows or from the products between statements, whichever costs less.
enum Products<'a> {
    Rows { votes: &'a VoteMatrix, centred: &'a Centred },
    Formed { columns: usize, products: Vec<f64> },
}

impl<'a> Products<'a> {
    fn new(votes: &'a VoteMatrix, centred: &'a Centred) -> Self {
        let columns = votes.columns();
        let forming: usize = (0..votes.rows()).map(|row| votes.row(row).len().pow(2) / 2).sum();
        let formed = forming + 2 * POWER_ITERATIONS * columns * columns / 4;
        if columns > MAX_PRODUCT_COLUMNS || formed > 4 * POWER_ITERATIONS * votes.vote_count() {
            return Self::Rows { votes, centred };
        }
        Self::Formed { columns, products: form_products(votes, centred) }
    }

    fn apply(&self, v: &[f64]) -> Vec<f64> {
        match self {
            Self::Rows { votes, centred } => apply_rows(votes, centred, v),
            Self::Formed { columns, products } => {
                products.chunks_exact(*columns).map(|row| dot(row, v)).collect()
            }
        }
    }
}

fn apply_rows(votes: &VoteMatrix, centred: &Centred, v: &[f64]) -> Vec<f64> {
    let piece = votes.rows().div_ceil(PIECES).max(SMALLEST_PIECE);
    let parts = map_ranges(votes.rows(), piece, |rows| {
        let mut out = vec![0.0; v.len()];
        for row in rows {
            let cells = votes.row(row);
            let score: f64 = cells.iter().map(|&cell| centred.of(cell) * v[cell.column()]).sum();
            for &cell in cells {
                out[cell.column()] += score * centred.of(cell);
            }
        }
        out
    });
    add_all(parts, v.len())
}

fn form_products(votes: &VoteMatrix, centred: &Centred) -> Vec<f64> {
    let columns = votes.columns();
    let size = votes.rows().div_ceil(PRODUCT_PIECES).max(1);
    let parts = map_ranges(votes.rows(), size, |rows| {
        let mut sums = vec![0.0; columns * columns];
        let mut values = Vec::new();
        for row in rows {
            let cells = votes.row(row);
            values.clear();
            values.extend(cells.iter().map(|&cell| centred.of(cell)));
            for (i, a) in cells.iter().enumerate() {
                let line = &mut sums[a.column() * columns..][..columns];
                for (b, value) in cells[i..].iter().zip(&values[i..]) {
                    line[b.column()] += values[i] * value;
                }
            }
        }
        sums
    });
    let mut products = add_all(parts, columns * columns);
    for i in 0..columns {
        for j in 0..i {
            products[i * columns + j] = products[j * columns + i];
        }
    }
    products
}

/// The leading component; with `removed`, of what is left when that component is taken out of every row.
fn principal(products: &Products, removed: Option<&[f64]>) -> Vec<f64> {
    let columns = match products {
        Products::Rows { votes, .. } => votes.columns(),
        Products::Formed { columns, .. } => *columns,
    };
    let mut v = vec![1.0; columns];
    let mut last_length = 0.0;
    for _ in 0..PRODUCTS {
        if let Some(axis) = removed {
            take_out(&mut v, axis);
        }
        let mut w = products.apply(&v);
        if let Some(axis) = removed {
            take_out(&mut w, axis);
        }
        let length = dot(&w, &w).sqrt();
        if length == 0.0 {
            return vec![0.0; columns];
        }
        v = w.into_iter().map(|x| x / length).collect();
        if length.to_bits() == f64::to_bits(last_length) {
            break;
        }
        last_length = length;
    }
    v
}

fn take_out(v: &mut [f64], axis: &[f64]) {
    let along = dot(v, axis);
    for (x, a) in v.iter_mut().zip(axis) {
        *x -= along * a;
    }
}
