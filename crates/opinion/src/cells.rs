//! Small cells: which counts of a table must stay hidden so that nobody can be singled out, neither by reading a cell
//! nor by computing it from what is shown.
//!
//! Cell suppression with complementary cells, as statistical offices do it (Hundepool and others, *Statistical
//! Disclosure Control*, 2012, chapter 4). What a reader knows of hidden cells are sums over some of them, and that no count is below
//! nothing. Of each figure that must stay hidden the two bounds are computed that follow from that; each comes with the sums from
//! which it follows, and one cell or total of those is hidden more until the bounds are wide enough or nothing else can be hidden.
//! Then whatever can be shown again without narrowing them is.

use crate::bounds::{Bound, Sums};

/// A cell of fewer people than this is small.
pub const SMALL: u32 = 10;

/// What a computed bound may lack of a whole number.
const CLOSE: f64 = 1e-6;

/// Whether so few are no figure that may be shown. Of nobody there is no one to single out.
pub const fn is_small(count: u32) -> bool {
    count > 0 && count < SMALL
}

/// Some cells, and what readers know of their sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Places of its cells.
    pub cells: Vec<usize>,
    /// Whether their sum is known.
    pub total: Total,
}

/// What readers know of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// It stands elsewhere, so that hiding it here would hide nothing.
    Known,
    /// It is shown unless it is small or gives something away.
    Shown,
    /// It must stay hidden.
    Hidden,
}

/// What is hidden of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// By cell: it is too small, or would give a small one away.
    pub cells: Vec<bool>,
    /// By line: its total would; never where it is known anyway.
    pub totals: Vec<bool>,
}

/// Which cells and totals must be hidden. A cell of nobody is shown unless it has to hide another, or is in a line whose known sum is
/// small: there it would say who the few are not. `already` says which cells are hidden for another reason (where it is shorter
/// than `cells`, no).
///
/// Afterwards a reader can tell of no hidden figure what it is, nor of a small one that it is small, as far as hiding can
/// bring that about: where a known total is small itself, that few are there is known.
pub fn hidden(cells: &[u32], lines: &[Line], already: &[bool]) -> Hidden {
    let table = Table { cells, lines };
    let mut hidden = table.begin(already);
    let protected = table.protected(&hidden);
    if protected.is_empty() {
        return hidden;
    }
    for figure in &protected {
        // Each round hides one cell or one total more.
        while let Some(next) = table.complement(&hidden, *figure) {
            next.hide(&mut hidden, true);
        }
    }
    table.show_again(&mut hidden, &protected);
    hidden
}

/// Which cells must be hidden of one line whose total is known.
pub fn hidden_in_line(cells: &[u32], already: &[bool]) -> Vec<bool> {
    hidden(cells, &[Line { cells: (0..cells.len()).collect(), total: Total::Known }], already).cells
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
    let mut found = hidden_in_line(&cells, &already);
    found.truncate(groups.len());
    found
}

/// The counts of one group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// What became of what is counted; each is in one part.
    pub parts: Vec<u64>,
    /// Whether nothing may be shown of the group, because its people are few.
    pub few_people: bool,
}

/// The counts of one group as they may be shown; hidden ones are absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shielded {
    /// By part.
    pub parts: Vec<Option<u64>>,
    /// All parts together.
    pub sum: Option<u64>,
}

/// The same counts divided by groups of one or more kinds, as they may be shown side by side. The last group of every kind are those
/// who belong to none, and they are the same for all kinds, or one kind could be subtracted from another. Everybody's counts are
/// taken to be known: by part, and of all parts.
pub fn shielded(kinds: &[Vec<Counted>]) -> Vec<Vec<Shielded>> {
    let width = kinds.iter().flatten().map(|counted| counted.parts.len()).max().unwrap_or(0);
    let rows = Rows::of(kinds);
    let all: Vec<&Counted> = rows.counted.clone();
    let count = |(row, part): (usize, usize)| {
        u32::try_from(all[row].parts.get(part).copied().unwrap_or(0)).unwrap_or(u32::MAX)
    };
    let places: Vec<(usize, usize)> =
        (0..all.len()).flat_map(|row| (0..width).map(move |part| (row, part))).collect();
    let cells: Vec<u32> = places.iter().map(|&place| count(place)).collect();
    let already: Vec<bool> = places.iter().map(|&(row, _)| all[row].few_people).collect();
    let line = |rows: &[usize], parts: &[usize], total: Total| Line {
        cells: rows.iter().flat_map(|row| parts.iter().map(move |part| row * width + part)).collect(),
        total,
    };
    let every_part: Vec<usize> = (0..width).collect();
    let of_row = |row: usize| {
        let total = if all[row].few_people { Total::Hidden } else { Total::Shown };
        line(&[row], &every_part, total)
    };
    // The sum of a single part is that part.
    let sums: Vec<Line> = if width > 1 { (0..all.len()).map(of_row).collect() } else { Vec::new() };
    let of_kind = |of_kind: &Vec<usize>| {
        let parts: Vec<Line> = (0..width).map(|part| line(of_kind, &[part], Total::Known)).collect();
        parts.into_iter().chain([line(of_kind, &every_part, Total::Known)]).collect::<Vec<_>>()
    };
    let lines: Vec<Line> = sums.into_iter().chain(rows.by_kind.iter().flat_map(of_kind)).collect();
    let found = hidden(&cells, &lines, &already);
    let shown = |&row: &usize| {
        let part = |part: usize| {
            (!found.cells[row * width + part]).then(|| all[row].parts.get(part).copied().unwrap_or(0))
        };
        let parts: Vec<Option<u64>> = (0..width).map(part).collect();
        let is_hidden = if width > 1 { found.totals[row] } else { parts.contains(&None) };
        Shielded { sum: (!is_hidden).then(|| all[row].parts.iter().sum()), parts }
    };
    rows.by_kind.iter().map(|of_kind| of_kind.iter().map(shown).collect()).collect()
}

/// The groups of several kinds, those of none once.
struct Rows<'a> {
    counted: Vec<&'a Counted>,
    /// By kind, where its groups are.
    by_kind: Vec<Vec<usize>>,
}

impl<'a> Rows<'a> {
    fn of(kinds: &'a [Vec<Counted>]) -> Self {
        let mut counted: Vec<&Counted> = kinds.iter().find_map(|kind| kind.last()).into_iter().collect();
        let mut of_kind = |kind: &'a Vec<Counted>| {
            let Some((_, named)) = kind.split_last() else { return Vec::new() };
            let first = counted.len();
            counted.extend(named);
            (first..counted.len()).chain([0]).collect()
        };
        let by_kind = kinds.iter().map(&mut of_kind).collect();
        Self { counted, by_kind }
    }
}

/// A table before anything is hidden.
struct Table<'a> {
    cells: &'a [u32],
    lines: &'a [Line],
}

/// A cell, or the total of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    Cell(usize),
    Total(usize),
}

impl Figure {
    fn hide(self, of: &mut Hidden, hide: bool) {
        match self {
            Self::Cell(cell) => of.cells[cell] = hide,
            Self::Total(line) => of.totals[line] = hide,
        }
    }
}

/// What a reader can tell of a figure that must stay hidden, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    /// How many it is.
    Exactly,
    /// That it is small.
    Small,
    /// Neither.
    Nothing,
}

impl Table<'_> {
    fn sum(&self, line: &Line) -> u64 {
        line.cells.iter().map(|&cell| u64::from(self.cells[cell])).sum()
    }

    fn is_small(&self, figure: Figure) -> bool {
        match figure {
            Figure::Cell(cell) => is_small(self.cells[cell]),
            Figure::Total(line) => (1..u64::from(SMALL)).contains(&self.sum(&self.lines[line])),
        }
    }

    fn count(&self, figure: Figure) -> u64 {
        match figure {
            Figure::Cell(cell) => self.cells[cell].into(),
            Figure::Total(line) => self.sum(&self.lines[line]),
        }
    }

    /// What is hidden for its own sake.
    fn begin(&self, already: &[bool]) -> Hidden {
        let is_already = |cell: usize| already.get(cell).copied().unwrap_or(false);
        let mut cells: Vec<bool> =
            (0..self.cells.len()).map(|cell| is_small(self.cells[cell]) || is_already(cell)).collect();
        let totals: Vec<bool> = self
            .lines
            .iter()
            .enumerate()
            .map(|(at, line)| match line.total {
                Total::Known => false,
                Total::Shown => self.is_small(Figure::Total(at)),
                Total::Hidden => true,
            })
            .collect();
        for (at, line) in self.lines.iter().enumerate() {
            if line.total == Total::Known && self.is_small(Figure::Total(at)) {
                line.cells.iter().for_each(|&cell| cells[cell] = true);
            }
        }
        Hidden { cells, totals }
    }

    /// The figures that are hidden.
    fn protected(&self, hidden: &Hidden) -> Vec<Figure> {
        let cells = (0..self.cells.len()).filter(|&cell| hidden.cells[cell]).map(Figure::Cell);
        let totals = (0..self.lines.len()).filter(|&line| hidden.totals[line]).map(Figure::Total);
        cells.chain(totals).collect()
    }

    /// What a reader knows of the hidden cells.
    fn known(&self, hidden: &Hidden) -> Known {
        let open: Vec<usize> = (0..self.cells.len()).filter(|&cell| hidden.cells[cell]).collect();
        let at = |cell: &usize| open.binary_search(cell).ok();
        let lines: Vec<usize> = (0..self.lines.len()).filter(|&line| !hidden.totals[line]).collect();
        let rest = |&line: &usize| {
            let cells: Vec<usize> = self.lines[line].cells.iter().filter_map(at).collect();
            let total = cells.iter().map(|&at| f64::from(self.cells[open[at]])).sum();
            (cells, total)
        };
        let sums = Sums::new(open.len(), &lines.iter().map(rest).collect::<Vec<_>>());
        Known { open, lines, sums }
    }

    /// By how much each cell goes into a figure.
    fn weights(&self, figure: Figure) -> Vec<f64> {
        let mut weights = vec![0.0; self.cells.len()];
        match figure {
            Figure::Cell(cell) => weights[cell] = 1.0,
            Figure::Total(line) => self.lines[line].cells.iter().for_each(|&cell| weights[cell] = 1.0),
        }
        weights
    }

    /// What a reader can tell of a figure, and the bounds from which that follows.
    fn told(&self, known: &mut Known, figure: Figure) -> (Told, Vec<(f64, Bound)>) {
        let weights = self.weights(figure);
        let of = |sign: f64| known.open.iter().map(|&cell| sign * weights[cell]).collect::<Vec<f64>>();
        let count = self.count(figure) as f64;
        let of_open: f64 = known.open.iter().map(|&cell| weights[cell] * f64::from(self.cells[cell])).sum();
        let shown = count - of_open;
        let wanted = if self.is_small(figure) { f64::from(SMALL) } else { count + 1.0 };
        let above = known.sums.most(&of(1.0), wanted - shown - CLOSE);
        let highest = above.value + shown + CLOSE;
        if highest >= wanted {
            return (Told::Nothing, Vec::new());
        }
        let below = known.sums.most(&of(-1.0), 1.0 - of_open - CLOSE);
        let lowest = shown - below.value - CLOSE;
        match highest >= count + 1.0 || lowest <= count - 1.0 {
            true if self.is_small(figure) => (Told::Small, vec![(1.0, above)]),
            true => (Told::Nothing, Vec::new()),
            false => (Told::Exactly, vec![(1.0, above), (-1.0, below)]),
        }
    }

    /// What to hide so that a reader can tell less of a figure: the smallest cell with people in it that does, if none does one of
    /// nobody, if none does a total. Nothing where it is not told, or hiding cannot help.
    fn complement(&self, hidden: &Hidden, figure: Figure) -> Option<Figure> {
        let mut known = self.known(hidden);
        let (_, bounds) = self.told(&mut known, figure);
        let weights = self.weights(figure);
        let helps = |shown: Figure| {
            bounds.iter().any(|(sign, bound)| self.is_part(&known, shown, *sign, &weights, bound))
        };
        let cells = (0..self.cells.len()).filter(|&cell| !hidden.cells[cell]).map(Figure::Cell);
        let may_hide = |line: &usize| self.lines[*line].total == Total::Shown && !hidden.totals[*line];
        let totals = (0..self.lines.len()).filter(may_hide).map(Figure::Total);
        let order = |shown: &Figure| {
            let (is_total, at) = match *shown {
                Figure::Cell(at) => (false, at),
                Figure::Total(at) => (true, at),
            };
            (is_total, self.count(*shown) == 0, self.count(*shown), at)
        };
        cells.chain(totals).filter(|shown| helps(*shown)).min_by_key(order)
    }

    /// Whether a bound would not hold, or be wider, without a shown figure. A cell that is hidden becomes one unknown more: the sums
    /// from which the bound follows must cover it too, and grow by its count if they cover it more than once.
    fn is_part(&self, known: &Known, shown: Figure, sign: f64, weights: &[f64], bound: &Bound) -> bool {
        let mut by_line = known.lines.iter().zip(&bound.by);
        match shown {
            Figure::Total(total) => by_line.any(|(&line, by)| line == total && by.abs() > CLOSE),
            Figure::Cell(cell) => {
                let covers: f64 = by_line
                    .filter(|(line, _)| self.lines[**line].cells.contains(&cell))
                    .map(|(_, by)| by)
                    .sum();
                let lacks = sign * weights[cell] - covers;
                lacks > CLOSE || (lacks < -CLOSE && self.cells[cell] > 0)
            }
        }
    }

    /// Shows what need not be hidden, the largest first.
    fn show_again(&self, hidden: &mut Hidden, protected: &[Figure]) {
        let told = |hidden: &Hidden| {
            let mut known = self.known(hidden);
            protected.iter().map(|figure| self.told(&mut known, *figure).0).collect::<Vec<_>>()
        };
        let before = told(hidden);
        let mut complements: Vec<Figure> =
            self.protected(hidden).into_iter().filter(|figure| !protected.contains(figure)).collect();
        complements.sort_by_key(|figure| std::cmp::Reverse(self.count(*figure)));
        for figure in complements {
            figure.hide(hidden, false);
            if told(hidden).iter().zip(&before).any(|(now, before)| now < before) {
                figure.hide(hidden, true);
            }
        }
    }
}

/// The sums that a reader knows.
struct Known {
    /// The hidden cells.
    open: Vec<usize>,
    /// The lines whose totals are known.
    lines: Vec<usize>,
    sums: Sums,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_cell_takes_another_with_it() {
        let check = |cells: &[u32], expected: &[bool]| {
            assert_eq!(hidden_in_line(cells, &[]), expected, "{cells:?}");
        };
        check(&[40, 30, 20], &[false, false, false]);
        check(&[40, 30, 0], &[false, false, false]);
        // Alone it would be the total less the others.
        check(&[40, 30, 4], &[false, true, true]);
        // Two of them, seven people together: still a small cell.
        check(&[40, 30, 4, 3], &[false, true, true, true]);
        check(&[40, 30, 6, 7], &[false, false, true, true]);
        check(&[4, 0, 30], &[true, false, true]);
        // Nothing can hide that they are few, but who they are not stays hidden as well.
        check(&[4], &[true]);
        check(&[4, 3], &[true, true]);
        check(&[4, 0, 3], &[true, true, true]);
        check(&[], &[]);
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

    fn counted(parts: &[u64]) -> Counted {
        Counted { parts: parts.to_vec(), few_people: false }
    }

    fn sums(rows: &[Shielded]) -> Vec<Option<u64>> {
        rows.iter().map(|row| row.sum).collect()
    }

    #[test]
    fn a_small_row_is_not_everyone_less_the_other_rows() {
        // 38 seats are known, 15 and 20 of them were of groups that may be shown: the third row would be the rest.
        let rows = [counted(&[12, 3]), counted(&[11, 9]), counted(&[1, 2])].to_vec();
        let shown = &shielded(&[rows])[0];
        assert_eq!(shown[2], Shielded { parts: vec![None, None], sum: None });
        assert_eq!(sums(shown).iter().flatten().count(), 1, "{shown:?}");
        // Attendance: 71 came, 42 of one group and 26 of another.
        let rows = [counted(&[30, 12]), counted(&[13, 13]), counted(&[3, 0])].to_vec();
        let shown = &shielded(&[rows])[0];
        assert_eq!(sums(shown).iter().flatten().count(), 1, "{shown:?}");
        let rows = [counted(&[30, 12]), counted(&[14, 12]), counted(&[0, 0])].to_vec();
        assert_eq!(sums(&shielded(&[rows])[0]), [Some(42), Some(26), Some(0)]);
    }

    #[test]
    fn those_of_no_country_are_hidden_for_every_kind_or_for_none() {
        // By region four people are hidden beside twelve of no country; by income nobody would be.
        let regions = [counted(&[40]), counted(&[4]), counted(&[12])].to_vec();
        let incomes = [counted(&[24]), counted(&[20]), counted(&[12])].to_vec();
        let found = shielded(&[regions.clone(), incomes]);
        assert_eq!(sums(&found[0]), [Some(40), None, None]);
        assert_eq!(sums(&found[1]), [Some(24), None, None]);
        // Two tables of their own may show them: alone, income hides nobody.
        assert_eq!(sums(&shielded(&[regions])[0]), [Some(40), None, None]);
    }

    #[test]
    fn of_few_people_nothing_is_shown_even_if_it_is_nothing() {
        let few = Counted { parts: vec![0, 0, 0], few_people: true };
        let rows = [counted(&[14, 20, 30]), counted(&[20, 30, 10]), few].to_vec();
        let shown = &shielded(&[rows])[0];
        assert_eq!(shown[2], Shielded { parts: vec![None; 3], sum: None });
        assert!(sums(shown).iter().flatten().count() <= 1, "{shown:?}");
    }

    /// Every table that fits what is shown, found by trying, with what a reader cares for noted of each.
    struct Guesses<'a> {
        cells: &'a [u32],
        lines: &'a [Line],
        found: &'a Hidden,
        /// By cell, then by line: the least and the most.
        range: Vec<(u32, u32)>,
    }

    impl Guesses<'_> {
        fn ranges(cells: &[u32], lines: &[Line], found: &Hidden) -> Vec<(u32, u32)> {
            let range = vec![(u32::MAX, 0); cells.len() + lines.len()];
            let mut guesses = Guesses { cells, lines, found, range };
            let mut guess = cells.to_vec();
            (0..cells.len()).filter(|&cell| found.cells[cell]).for_each(|cell| guess[cell] = 0);
            guesses.try_from(0, &mut guess);
            guesses.range
        }

        fn sum(line: &Line, of: &[u32]) -> u32 {
            line.cells.iter().map(|&cell| of[cell]).sum()
        }

        fn try_from(&mut self, cell: usize, guess: &mut Vec<u32>) {
            let known = |line: &usize| !self.found.totals[*line];
            let (cells, lines) = (self.cells, self.lines);
            if cell == cells.len() {
                let all = guess.iter().copied().chain(lines.iter().map(|line| Self::sum(line, guess)));
                self.range.iter_mut().zip(all).for_each(|((least, most), now)| {
                    (*least, *most) = ((*least).min(now), (*most).max(now));
                });
                return;
            }
            let of: Vec<usize> =
                (0..lines.len()).filter(known).filter(|&line| lines[line].cells.contains(&cell)).collect();
            let room = |line: &usize| Self::sum(&lines[*line], cells) - Self::sum(&lines[*line], guess);
            let is_last =
                |line: &usize| lines[*line].cells.iter().all(|&at| at <= cell || !self.found.cells[at]);
            let most = of.iter().map(room).min().unwrap();
            let needed: Vec<u32> = of.iter().filter(|line| is_last(line)).map(room).collect();
            if !self.found.cells[cell] {
                if needed.iter().all(|room| *room == 0) {
                    self.try_from(cell + 1, guess);
                }
                return;
            }
            for count in 0..=most {
                if needed.iter().all(|room| *room == count) {
                    guess[cell] = count;
                    self.try_from(cell + 1, guess);
                }
            }
            guess[cell] = 0;
        }
    }

    /// A table with its rows' totals shown, its columns' and everyone's known.
    fn lines(rows: usize, columns: usize) -> Vec<Line> {
        let line = |cells: Vec<usize>, total: Total| Line { cells, total };
        let of_row =
            |row: usize| line((0..columns).map(|column| row * columns + column).collect(), Total::Shown);
        let of_column =
            |column: usize| line((0..rows).map(|row| row * columns + column).collect(), Total::Known);
        (0..rows)
            .map(of_row)
            .chain((0..columns).map(of_column))
            .chain([line((0..rows * columns).collect(), Total::Known)])
            .collect()
    }

    fn told(range: (u32, u32), count: u32) -> Told {
        match range {
            (least, most) if least == most => Told::Exactly,
            (_, most) if is_small(count) && most < SMALL => Told::Small,
            _ => Told::Nothing,
        }
    }

    /// What a reader could tell of every figure that is hidden for its own sake.
    fn all_told(cells: &[u32], lines: &[Line], found: &Hidden) -> Vec<Told> {
        let table = Table { cells, lines };
        let range = Guesses::ranges(cells, lines, found);
        let figures = table.protected(&table.begin(&[])).into_iter();
        figures
            .map(|figure| match figure {
                Figure::Cell(at) => told(range[at], cells[at]),
                Figure::Total(at) => told(range[cells.len() + at], Guesses::sum(&lines[at], cells)),
            })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn nothing_small_is_shown_or_can_be_computed_and_nothing_is_hidden_in_vain(
            rows in 1..4_usize, columns in 1..3_usize, counts in prop::collection::vec(0..13_u32, 6),
        ) {
            let cells = &counts[..rows * columns];
            let lines = lines(rows, columns);
            let table = Table { cells, lines: &lines };
            let found = hidden(cells, &lines, &[]);
            let everything = Hidden {
                cells: vec![true; cells.len()],
                totals: lines.iter().map(|line| line.total == Total::Shown).collect(),
            };
            for cell in 0..cells.len() {
                prop_assert!(!is_small(cells[cell]) || found.cells[cell], "{cells:?} shows {cell}");
            }
            // No more is told than if everything were hidden that can be.
            let now = all_told(cells, &lines, &found);
            prop_assert_eq!(&now, &all_told(cells, &lines, &everything), "{:?} {:?}", cells, found);
            // Nor would anything hidden beside them stay untold if it were shown.
            let own = table.protected(&table.begin(&[]));
            for figure in table.protected(&found).into_iter().filter(|figure| !own.contains(figure)) {
                let mut less = found.clone();
                figure.hide(&mut less, false);
                prop_assert_ne!(&now, &all_told(cells, &lines, &less), "{:?} {:?} in vain {:?}", cells, found, figure);
            }
        }

        #[test]
        fn large_cells_are_all_shown(cells in prop::collection::vec(SMALL..500, 0..9)) {
            prop_assert!(hidden_in_line(&cells, &[]).iter().all(|hidden| !hidden));
        }
    }
}
