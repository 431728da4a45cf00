//! The two leading eigenvectors of a large symmetric matrix of which only the product with a vector is known.
//!
//! Lanczos' method with full reorthogonalisation needs a fifth of the products that power iteration needs, and does not
//! mind two eigenvalues that lie close together.

use crate::arithmetic::{dot, hypot};

/// Matrix–vector products at most; the iteration stops before, once both components have settled.
const STEPS: usize = 40;
/// Sweeps of Jacobi rotations over the small matrix; it is diagonal to machine precision long before.
const SWEEPS: usize = 12;
/// The two vectors are found if what the matrix adds to them is this small a share of their eigenvalues …
const FOUND: f64 = 1e-12;
/// … which is asked after every so many products.
const ASKED: usize = 4;
/// Below this share of the first length, the space is exhausted.
const EXHAUSTED: f64 = 1e-12;
/// Spreads the start evenly, so that it is orthogonal to nothing.
const GOLDEN: f64 = 0.618_033_988_749_895;

/// Leading eigenvectors, each with a fixed sign: the sum of its weights is not negative.
pub(crate) fn leading_two(size: usize, product: impl Fn(&[f64]) -> Vec<f64>) -> [Vec<f64>; 2] {
    let start: Vec<f64> = (0..size).map(|i| 0.5 + (i as f64 * GOLDEN).fract()).collect();
    let mut basis: Vec<Vec<f64>> = Vec::new();
    let mut rows: Vec<Vec<f64>> = Vec::new();
    let mut next = product(&start);
    let mut first_length = None;
    while basis.len() < STEPS.min(size) {
        for _ in 0..2 {
            for known in &basis {
                let along = dot(&next, known);
                next.iter_mut().zip(known).for_each(|(x, k)| *x -= along * k);
            }
        }
        let length = dot(&next, &next).sqrt();
        if length <= EXHAUSTED * *first_length.get_or_insert(length) || found(&rows, length) {
            break;
        }
        for x in &mut next {
            *x /= length;
        }
        basis.push(next);
        let last = &basis[basis.len() - 1];
        next = product(last);
        rows.push(basis.iter().map(|known| dot(&next, known)).collect());
    }
    let (values, vectors) = eigen(&rows);
    let order = leading(&values);
    [0, 1]
        .map(|rank| order.get(rank).map_or_else(|| vec![0.0; size], |&i| combine(&basis, &vectors, i, size)))
}

/// Whether the two leading vectors lie in the space so far: what is left over, of this length, hardly touches them.
fn found(rows: &[Vec<f64>], left_over: f64) -> bool {
    let Some(last) =
        rows.len().checked_sub(1).filter(|_| rows.len() >= 2 && rows.len().is_multiple_of(ASKED))
    else {
        return false;
    };
    let (values, vectors) = eigen(rows);
    leading(&values).iter().take(2).all(|&i| (vectors[last][i] * left_over).abs() <= FOUND * values[i].abs())
}

fn leading(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    order
}

fn combine(basis: &[Vec<f64>], vectors: &[Vec<f64>], which: usize, size: usize) -> Vec<f64> {
    let mut sum = vec![0.0; size];
    for (known, line) in basis.iter().zip(vectors) {
        sum.iter_mut().zip(known).for_each(|(s, k)| *s += line[which] * k);
    }
    let length = dot(&sum, &sum).sqrt();
    let sign = if sum.iter().sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
    sum.into_iter().map(|s| if length > 0.0 { sign * s / length } else { 0.0 }).collect()
}

/// Eigenvalues and eigenvectors (in columns) of a small symmetric matrix, given by its lower rows.
fn eigen(rows: &[Vec<f64>]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let n = rows.len();
    let mut matrix: Vec<Vec<f64>> =
        (0..n).map(|i| (0..n).map(|j| if j <= i { rows[i][j] } else { rows[j][i] }).collect()).collect();
    let mut vectors: Vec<Vec<f64>> =
        (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for _ in 0..SWEEPS {
        for row in 0..n {
            for column in row + 1..n {
                rotate(&mut matrix, &mut vectors, row, column);
            }
        }
    }
    ((0..n).map(|i| matrix[i][i]).collect(), vectors)
}

/// One Jacobi rotation: makes `matrix[row][column]` zero.
fn rotate(matrix: &mut [Vec<f64>], vectors: &mut [Vec<f64>], row: usize, column: usize) {
    let off = matrix[row][column];
    if off == 0.0 {
        return;
    }
    let theta = (matrix[column][column] - matrix[row][row]) / (2.0 * off);
    let tangent = theta.signum() / (theta.abs() + hypot(theta, 1.0));
    let cosine = 1.0 / hypot(tangent, 1.0);
    let turn = |x: f64, y: f64| (cosine * (x - tangent * y), cosine * (tangent * x + y));
    for line in matrix.iter_mut().chain(vectors.iter_mut()) {
        (line[row], line[column]) = turn(line[row], line[column]);
    }
    let (upper, lower) = matrix.split_at_mut(column);
    for (x, y) in upper[row].iter_mut().zip(&mut lower[0]) {
        (*x, *y) = turn(*x, *y);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_matrix_gives_its_leading_vectors() {
        let product =
            |v: &[f64]| v.iter().enumerate().map(|(i, x)| x * (10.0 - i as f64)).collect::<Vec<_>>();
        let [first, second] = leading_two(8, product);
        for i in 0..8 {
            assert!((first[i] - f64::from(u8::from(i == 0))).abs() < 1e-9, "{first:?}");
            assert!((second[i] - f64::from(u8::from(i == 1))).abs() < 1e-9, "{second:?}");
        }
    }

    #[test]
    fn nothing_gives_nothing() {
        let [first, second] = leading_two(3, |v| vec![0.0; v.len()]);
        assert_eq!((first, second), (vec![0.0; 3], vec![0.0; 3]));
    }
}
