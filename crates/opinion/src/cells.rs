//! Small cells: which counts of a table must stay hidden so that nobody can be singled out, neither by reading a cell
//! nor by subtracting what is shown from a total.
//!
//! Cell suppression with complementary cells, as statistical offices do it (Hundepool and others, *Statistical
//! Disclosure Control*, 2012, chapter 4). A hidden cell can be computed exactly if and only if it is a linear
//! combination of the totals once the shown cells are taken out of them; that is what is tested here, so differencing
//! along several totals is covered too.

/// A cell of fewer people than this is small.
pub const SMALL: u32 = 10;

/// What counts as zero in elimination; entries are small whole numbers.
const TINY: f64 = 1e-9;

/// Which cells must be hidden, given the lines of cells whose totals are known to the reader. A cell of nobody is shown,
/// for there is no one to single out, unless it has to hide another.
///
/// Each line is a list of places in `cells`; `already` says which cells are hidden for another reason (where it is
/// shorter than `cells`, no). If even hiding every cell of a line leaves one computable, the caller must not show that
/// line's total: see [`Hidden::totals`].
pub fn hidden(cells: &[u32], lines: &[Vec<usize>], already: &[bool]) -> Hidden {
    let is_already = |cell: usize| already.get(cell).copied().unwrap_or(false);
    let mut hidden: Vec<bool> =
        cells.iter().enumerate().map(|(at, &n)| is_small(n) || is_already(at)).collect();
    let mut totals: Vec<bool> =
        lines.iter().map(|line| is_small(line.iter().map(|&i| cells[i]).sum())).collect();
    // Each round hides one cell or one total more, so there are no more rounds than these.
    for _ in 0..cells.len() + lines.len() {
        let known: Vec<&Vec<usize>> =
            lines.iter().zip(&totals).filter(|(_, hidden)| !**hidden).map(|(line, _)| line).collect();
        let Some(open) = exposed(cells, &known, &hidden) else { break };
        match complement(cells, &known, &hidden, &open) {
            Some(cell) => hidden[cell] = true,
            None => hide_total(lines, &open, &mut totals),
        }
    }
    Hidden { cells: hidden, totals }
}

/// What is hidden of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// By cell: it is too small, or would give a small one away.
    pub cells: Vec<bool>,
    /// By line: its total would give a small cell away.
    pub totals: Vec<bool>,
}

/// One line of cells of which the total is known.
pub fn hidden_in_line(cells: &[u32], already: &[bool]) -> Hidden {
    hidden(cells, &[(0..cells.len()).collect()], already)
}

/// Which groups of the opinion map must stay hidden. `rest` are those in no group, whose number is not shown but follows
/// from the total. They are no constituency: who is among them follows from the votes alone, so they need no
/// protection of their own, but they do not hide a small group either where they are few.
pub fn hidden_groups(groups: &[u32], rest: u32, already: &[bool]) -> Vec<bool> {
    let is_already = |index: usize| already.get(index).copied().unwrap_or(false);
    if !groups.iter().enumerate().any(|(index, &count)| is_small(count) || is_already(index)) {
        return vec![false; groups.len()];
    }
    let cells: Vec<u32> = groups.iter().copied().chain([rest]).collect();
    let already: Vec<bool> = (0..groups.len()).map(is_already).chain([true]).collect();
    let found = hidden_in_line(&cells, &already);
    if found.totals[0] { vec![true; groups.len()] } else { found.cells[..groups.len()].to_vec() }
}

const fn is_small(count: u32) -> bool {
    count > 0 && count < SMALL
}

/// Cells that are hidden and can be computed, or that together make a small cell which can be computed.
fn exposed(cells: &[u32], lines: &[&Vec<usize>], hidden: &[bool]) -> Option<Vec<usize>> {
    for line in lines {
        let of_line: Vec<usize> = line.iter().copied().filter(|&cell| hidden[cell]).collect();
        let together: u32 = of_line.iter().map(|&cell| cells[cell]).sum();
        if is_small(together) {
            return Some(of_line);
        }
    }
    computable(lines, hidden).map(|cell| vec![cell])
}

/// A hidden cell that follows from the totals: one that stands alone in a row of the reduced echelon form.
fn computable(lines: &[&Vec<usize>], hidden: &[bool]) -> Option<usize> {
    let row = |line: &&Vec<usize>| -> Vec<f64> {
        (0..hidden.len()).map(|cell| if hidden[cell] && line.contains(&cell) { 1.0 } else { 0.0 }).collect()
    };
    let rows = reduced(lines.iter().map(row).collect());
    let alone = |row: &Vec<f64>| {
        let mut present = (0..row.len()).filter(|&cell| row[cell].abs() > TINY);
        present.next().filter(|_| present.next().is_none())
    };
    rows.iter().find_map(alone)
}

/// Gauss and Jordan.
fn reduced(mut rows: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let mut done = 0;
    for column in 0..rows.first().map_or(0, Vec::len) {
        let Some(pivot) = (done..rows.len()).find(|&row| rows[row][column].abs() > TINY) else { continue };
        rows.swap(done, pivot);
        let lead = rows[done].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = row[column] / lead[column];
            if at != done && factor.abs() > TINY {
                row.iter_mut().zip(&lead).for_each(|(cell, lead)| *cell -= factor * lead);
            }
        }
        done += 1;
    }
    rows
}

/// The smallest shown cell with people in it that shares a line with an exposed one; if there is none, one of nobody.
fn complement(cells: &[u32], lines: &[&Vec<usize>], hidden: &[bool], open: &[usize]) -> Option<usize> {
    let near = lines.iter().filter(|line| open.iter().any(|cell| line.contains(cell)));
    let shown = near.flat_map(|line| line.iter().copied()).filter(|&cell| !hidden[cell]);
    shown.min_by_key(|&cell| (cells[cell] == 0, cells[cell], cell))
}

/// Hides the total of a line in which an exposed cell lies, where all its cells are hidden already.
fn hide_total(lines: &[Vec<usize>], open: &[usize], totals: &mut [bool]) {
    let found =
        (0..lines.len()).find(|&line| !totals[line] && lines[line].iter().any(|cell| open.contains(cell)));
    if let Some(line) = found {
        totals[line] = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_cell_takes_another_with_it() {
        let check = |cells: &[u32], expected: &[bool], total: bool| {
            let found = hidden_in_line(cells, &[]);
            assert_eq!((&found.cells[..], found.totals[0]), (expected, total), "{cells:?}");
        };
        check(&[40, 30, 20], &[false, false, false], false);
        check(&[40, 30, 0], &[false, false, false], false);
        // Alone it would be the total less the others.
        check(&[40, 30, 4], &[false, true, true], false);
        // Two of them, seven people together: still a small cell.
        check(&[40, 30, 4, 3], &[false, true, true, true], false);
        check(&[40, 30, 6, 7], &[false, false, true, true], false);
        // Nothing can hide it but its total.
        check(&[4], &[true], true);
        check(&[4, 3], &[true, true], true);
        check(&[4, 0, 30], &[true, false, true], false);
        check(&[], &[], false);
    }

    #[test]
    fn those_in_no_group_hide_a_small_group_only_if_they_are_many() {
        let check = |groups: &[u32], rest: u32, expected: &[bool]| {
            assert_eq!(hidden_groups(groups, rest, &[]), expected, "{groups:?} and {rest}");
        };
        check(&[60, 40], 3, &[false, false]);
        check(&[60, 40, 6], 30, &[false, false, true]);
        check(&[60, 40, 6], 0, &[false, true, true]);
        check(&[60, 40, 6], 3, &[false, true, true]);
        check(&[6, 5], 0, &[true, true]);
    }

    /// Whether the reader could compute a cell: whether two tables differ in it that agree in all that is shown. Over the
    /// reals, such a table exists unless the cell is fixed; the null space is searched by solving with that cell at 1.
    fn could_be_computed(lines: &[Vec<usize>], found: &Hidden, cell: usize) -> bool {
        // Unknowns: hidden cells. Fix x_cell = 1 and ask whether the homogeneous system has a solution.
        let free: Vec<usize> = (0..found.cells.len()).filter(|&c| found.cells[c] && c != cell).collect();
        let mut rows: Vec<Vec<f64>> = lines
            .iter()
            .zip(&found.totals)
            .filter(|(_, hidden)| !**hidden)
            .map(|(line, _)| {
                let mut row: Vec<f64> = free.iter().map(|c| f64::from(u8::from(line.contains(c)))).collect();
                row.push(-f64::from(u8::from(line.contains(&cell))));
                row
            })
            .collect();
        rows = reduced(rows);
        // No solution means that the cell cannot move: it is known.
        rows.iter()
            .any(|row| row[..free.len()].iter().all(|x| x.abs() < 1e-6) && row[free.len()].abs() > 1e-6)
    }

    proptest! {
        #[test]
        fn nothing_small_is_shown_or_can_be_computed(
            rows in 1..5_usize, columns in 1..5_usize, seed in prop::collection::vec(0..40_u32, 25),
        ) {
            let cells = &seed[..rows * columns];
            let mut lines: Vec<Vec<usize>> = (0..rows).map(|r| (0..columns).map(|c| r * columns + c).collect()).collect();
            lines.extend((0..columns).map(|c| (0..rows).map(|r| r * columns + c).collect()));
            let found = hidden(cells, &lines, &[]);
            for (cell, &count) in cells.iter().enumerate() {
                if is_small(count) {
                    prop_assert!(found.cells[cell], "{cells:?} shows {cell}");
                }
                if found.cells[cell] {
                    prop_assert!(!could_be_computed(&lines, &found, cell), "{cells:?} {found:?} gives {cell} away");
                }
            }
            for (line, hidden) in lines.iter().zip(&found.totals) {
                let rest: u32 = line.iter().filter(|cell| found.cells[**cell]).map(|cell| cells[*cell]).sum();
                prop_assert!(*hidden || !is_small(rest), "{cells:?} {found:?}: {rest} people are left of {line:?}");
            }
        }

        #[test]
        fn large_cells_are_all_shown(cells in prop::collection::vec(SMALL..500, 0..9)) {
            let found = hidden_in_line(&cells, &[]);
            prop_assert!(found.cells.iter().chain(&found.totals).all(|hidden| !hidden));
        }
    }
}
