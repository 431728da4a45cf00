//! Between which bounds unknown counts lie of which only some sums are known: linear programs over small tables, by the simplex
//! method (Dantzig 1951) with Bland's rule, which cannot go round in circles.

/// What counts as zero in elimination; entries are small whole numbers.
const TINY: f64 = 1e-9;

/// Steps after which a program is given up; tables of a page need a few dozen. Given up is answered as if nothing could be hidden
/// there, never as if it were safe.
const MOST_STEPS: usize = 10_000;

/// Unknown counts, none below nothing, of which some sums are known, in the form of the simplex method: each row holds the
/// coefficients of the unknowns, then those of the sums as they were given, then the value of the row's own unknown.
pub(crate) struct Sums {
    rows: Vec<Vec<f64>>,
    /// By row, the unknown that it stands for; from `unknowns` on, none.
    basis: Vec<usize>,
    unknowns: usize,
}

/// How large a weighed sum of unknowns can be, and by which multiples of the known sums that follows.
pub(crate) struct Bound {
    pub(crate) value: f64,
    /// By known sum; multiplied and added they are at least the weighed sum in every unknown.
    pub(crate) by: Vec<f64>,
}

impl Sums {
    /// Known sums, each as the places of its unknowns and their total. There must be counts that fit them.
    pub(crate) fn new(unknowns: usize, lines: &[(Vec<usize>, f64)]) -> Self {
        let row = |(at, (cells, total)): (usize, &(Vec<usize>, f64))| {
            let mut row = vec![0.0; unknowns + lines.len() + 1];
            for &cell in cells {
                row[cell] = 1.0;
            }
            row[unknowns + at] = 1.0;
            row[unknowns + lines.len()] = *total;
            row
        };
        let rows = lines.iter().enumerate().map(row).collect();
        let mut sums = Self { rows, basis: (unknowns..unknowns + lines.len()).collect(), unknowns };
        sums.begin();
        sums
    }

    /// Finds counts that fit the sums. A row that stands for no unknown afterwards says nothing that the others do not.
    fn begin(&mut self) {
        for _ in 0..MOST_STEPS {
            let open: Vec<usize> = self.open().filter(|&row| self.value(row) > TINY).collect();
            let gains = |column: &usize| open.iter().map(|&row| self.rows[row][*column]).sum::<f64>() > TINY;
            let Some(column) = (0..self.unknowns).find(gains) else { break };
            let Some(row) = self.leaving(column) else { break };
            self.pivot(row, column);
        }
        for row in self.open().collect::<Vec<_>>() {
            if let Some(column) = (0..self.unknowns).find(|&column| self.rows[row][column].abs() > TINY) {
                self.pivot(row, column);
            }
        }
    }

    fn open(&self) -> impl Iterator<Item = usize> {
        (0..self.rows.len()).filter(|&row| self.basis[row] >= self.unknowns)
    }

    fn value(&self, row: usize) -> f64 {
        self.rows[row][self.unknowns + self.rows.len()]
    }

    /// The largest that the weighed sum of unknowns can be, or some bound that it can reach if that is `enough`. Nothing bounds it
    /// where `value` is infinite.
    pub(crate) fn most(&mut self, weights: &[f64], enough: f64) -> Bound {
        for _ in 0..MOST_STEPS {
            let bound = self.reached(weights);
            if bound.value >= enough {
                return bound;
            }
            let gains = |column: &usize| weights[*column] - self.weighed(weights, *column) > TINY;
            let Some(column) = (0..self.unknowns).find(gains) else { return bound };
            let Some(row) = self.leaving(column) else {
                return Bound { value: f64::INFINITY, by: Vec::new() };
            };
            self.pivot(row, column);
        }
        Bound { value: f64::NEG_INFINITY, ..self.reached(weights) }
    }

    fn reached(&self, weights: &[f64]) -> Bound {
        let column = |at: usize| self.weighed(weights, self.unknowns + at);
        Bound { value: column(self.rows.len()), by: (0..self.rows.len()).map(column).collect() }
    }

    /// A column weighed by the unknowns for which the rows stand.
    fn weighed(&self, weights: &[f64], column: usize) -> f64 {
        let of_row =
            |(row, &of): (&Vec<f64>, &usize)| weights.get(of).map_or(0.0, |weight| weight * row[column]);
        self.rows.iter().zip(&self.basis).map(of_row).sum()
    }

    /// The row that reaches nothing first if an unknown grows.
    fn leaving(&self, column: usize) -> Option<usize> {
        let ratio = |row: usize| self.value(row) / self.rows[row][column];
        (0..self.rows.len())
            .filter(|&row| self.rows[row][column] > TINY)
            .min_by(|&a, &b| ratio(a).total_cmp(&ratio(b)).then(self.basis[a].cmp(&self.basis[b])))
    }

    fn pivot(&mut self, pivot: usize, column: usize) {
        let lead = self.rows[pivot][column];
        self.rows[pivot].iter_mut().for_each(|cell| *cell /= lead);
        let row_of = self.rows[pivot].clone();
        for (at, row) in self.rows.iter_mut().enumerate() {
            let factor = row[column];
            if at != pivot && factor.abs() > TINY {
                row.iter_mut().zip(&row_of).for_each(|(cell, lead)| *cell -= factor * lead);
            }
        }
        self.basis[pivot] = column;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_follow_from_sums_that_overlap() {
        // a + b = 7, b + c = 5, a + b + c = 9: so c = 2, b = 3, a = 4.
        let mut sums = Sums::new(3, &[(vec![0, 1], 7.0), (vec![1, 2], 5.0), (vec![0, 1, 2], 9.0)]);
        let mut check = |weights: [f64; 3], expected: f64| {
            let found = sums.most(&weights, f64::INFINITY).value;
            assert!((found - expected).abs() < 1e-9, "{weights:?}: {found}");
        };
        check([1.0, 0.0, 0.0], 4.0);
        check([-1.0, 0.0, 0.0], -4.0);
        check([0.0, 1.0, 0.0], 3.0);
        check([0.0, 0.0, 1.0], 2.0);
        // The same sum twice says nothing new; d is bounded by nothing.
        let mut sums = Sums::new(3, &[(vec![0, 1], 7.0), (vec![0, 1], 7.0)]);
        let mut most = |weights: [f64; 3]| sums.most(&weights, f64::INFINITY).value;
        assert!((most([1.0, 0.0, 0.0]) - 7.0).abs() < 1e-9);
        assert!(most([-1.0, 0.0, 0.0]).abs() < 1e-9);
        assert!((most([1.0, 1.0, 0.0]) - 7.0).abs() < 1e-9);
        assert!(most([0.0, 0.0, 1.0]).is_infinite());
    }
}
