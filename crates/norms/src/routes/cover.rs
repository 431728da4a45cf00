//! The combinatorial half of closing routes: from each group at most one bundle of changes, so that together they close
//! every route, at the least cost. It knows nothing of law.
//!
//! Small cases are searched by branch and bound, which also lists other choices that cost the same. A case that would
//! take more work than [`MAX_WORK`] goes to an integer program, min Σ cost·x subject to Σ x ≥ 1 for each route and
//! Σ x ≤ 1 for each group, which proves its answer too.

use microlp::{
    ComparisonOp, LinearExpr, OptimizationDirection, Problem, SolutionStatus, SolveOptions, Variable,
};

/// How many bundles the search may look at before the integer program takes over; some tens of milliseconds.
pub const MAX_WORK: usize = 4_000_000;
/// How many nodes the integer program may solve.
const MAX_NODES: u64 = 20_000;
/// How many equally cheap choices are kept beside the first.
const MAX_ALTERNATIVES: usize = 5;
/// A binary variable above this is one.
const ONE: f64 = 0.5;

/// A set of changes to one provision, with the routes that it closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The changes, as bits that mean something to whoever asks.
    pub edits: u32,
    /// Sum of the weights of its items.
    pub cost: u32,
    /// The routes that they close: bit `i` is route `i`.
    pub closes: u128,
}

/// A weighted hitting-set problem: which items are worth taking so that every set is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// For each provision the bundles worth having.
    pub groups: Vec<Vec<Bundle>>,
    /// How many routes must be closed, at most 128.
    pub routes: usize,
    /// What it costs to close everything by something new instead.
    pub way_out: u32,
}

/// From each group the place of a bundle, or none; nothing at all means the way out.
pub type Choice = Option<Vec<Option<usize>>>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// The cheapest choices, at least one.
    pub choices: Vec<Choice>,
    pub cost: u32,
    /// Whether it is proven that nothing cheaper exists.
    pub proven: bool,
}

impl Cover {
    fn all(&self) -> u128 {
        if self.routes >= 128 { u128::MAX } else { (1_u128 << self.routes) - 1 }
    }

    pub fn solve(&self) -> Covered {
        self.solve_within(MAX_WORK)
    }

    /// The same, with another limit to the search: for tests and measurements. Without any work only the integer
    /// program answers.
    pub fn solve_within(&self, work: usize) -> Covered {
        let mut search = Search::new(self, work);
        search.step(&mut vec![None; self.groups.len()], 0, 0);
        let found = Covered { choices: search.choices, cost: search.best, proven: search.work_left > 0 };
        if found.proven { found } else { self.proven_by_program(found) }
    }

    /// What the integer program adds to an answer that the search could not finish.
    fn proven_by_program(&self, found: Covered) -> Covered {
        match self.by_program() {
            // The search has come as far and knows other choices besides.
            Some(program) if found.cost == program.cost && !found.choices.is_empty() => {
                Covered { proven: program.proven, ..found }
            }
            Some(program) if found.choices.is_empty() || program.cost < found.cost => program,
            _ if found.choices.is_empty() => {
                Covered { choices: vec![None], cost: self.way_out, proven: false }
            }
            _ => found,
        }
    }

    /// Whether the search alone would prove the answer: for measurements.
    pub fn search_finishes(&self) -> bool {
        let mut search = Search::new(self, MAX_WORK);
        search.step(&mut vec![None; self.groups.len()], 0, 0);
        search.work_left > 0
    }

    /// The answer of the integer program alone; nothing when it failed or met its limit without any answer.
    pub fn by_program(&self) -> Option<Covered> {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut variable = |cost: u32| problem.add_binary_var(f64::from(cost));
        let way_out = variable(self.way_out);
        let variables: Vec<Vec<Variable>> = self
            .groups
            .iter()
            .map(|group| group.iter().map(|bundle| variable(bundle.cost)).collect())
            .collect();
        for route in 0..self.routes {
            let mut closing = LinearExpr::empty();
            closing.add(way_out, 1.0);
            for (group, own) in self.groups.iter().zip(&variables) {
                let shut = group.iter().zip(own).filter(|(bundle, _)| bundle.closes >> route & 1 == 1);
                for (_, variable) in shut {
                    closing.add(*variable, 1.0);
                }
            }
            problem.add_constraint(closing, ComparisonOp::Ge, 1.0);
        }
        for own in variables.iter().filter(|own| own.len() > 1) {
            let mut once = LinearExpr::empty();
            for variable in own {
                once.add(*variable, 1.0);
            }
            problem.add_constraint(once, ComparisonOp::Le, 1.0);
        }
        // Nodes are counted, not seconds: the same question has the same answer on every machine.
        let mut options = SolveOptions::default();
        options.node_limit = Some(MAX_NODES);
        let solution = problem.solve_with(options).ok()?.into_solution().ok()?;
        let proven = solution.status() == SolutionStatus::Optimal;
        let chosen = |variable: &Variable| solution.var_value(*variable) > ONE;
        let choice: Vec<Option<usize>> = variables.iter().map(|own| own.iter().position(chosen)).collect();
        if chosen(&way_out) {
            return Some(Covered { choices: vec![None], cost: self.way_out, proven });
        }
        // The program computes with floating point; what it says is taken only if it holds in whole numbers.
        let cost = self.cost_of(&choice)?;
        Some(Covered { choices: vec![Some(choice)], cost, proven })
    }

    /// What a choice costs, if it closes every route.
    pub fn cost_of(&self, choice: &[Option<usize>]) -> Option<u32> {
        let bundles = self.groups.iter().zip(choice).filter_map(|(group, at)| group.get((*at)?));
        let (closed, cost) =
            bundles.fold((0, 0), |(closed, cost), bundle| (closed | bundle.closes, cost + bundle.cost));
        (closed & self.all() == self.all()).then_some(cost)
    }
}

/// Branch and bound: the first open route must be closed by some bundle; each is tried.
struct Search<'a> {
    cover: &'a Cover,
    all: u128,
    best: u32,
    choices: Vec<Choice>,
    work_left: usize,
}

impl<'a> Search<'a> {
    fn new(cover: &'a Cover, work: usize) -> Self {
        Self { cover, all: cover.all(), best: cover.way_out, choices: Vec::new(), work_left: work }
    }

    fn step(&mut self, chosen: &mut Vec<Option<usize>>, closed: u128, cost: u32) {
        if cost > self.best || self.work_left == 0 {
            return;
        }
        if self.all & !closed == 0 {
            self.keep(Some(chosen.clone()), cost);
            return;
        }
        if cost == 0 {
            self.keep(None, self.cover.way_out);
        }
        let open = 1_u128 << (self.all & !closed).trailing_zeros();
        let groups = &self.cover.groups;
        for (index, group) in groups.iter().enumerate() {
            self.work_left = self.work_left.saturating_sub(group.len());
            let held = chosen[index].map(|held| &group[held]);
            let (held_edits, held_cost) = held.map_or((0, 0), |held| (held.edits, held.cost));
            for (at, bundle) in group.iter().enumerate() {
                if bundle.closes & open == 0 || bundle.edits & held_edits != held_edits {
                    continue;
                }
                let before = chosen[index].replace(at);
                self.step(chosen, closed | bundle.closes, cost - held_cost + bundle.cost);
                chosen[index] = before;
            }
        }
    }

    fn keep(&mut self, choice: Choice, cost: u32) {
        if cost < self.best || self.choices.is_empty() && cost == self.best {
            self.best = cost;
            self.choices = vec![choice];
        } else if cost == self.best
            && self.choices.len() <= MAX_ALTERNATIVES
            && !self.choices.contains(&choice)
        {
            // A set found before a cheaper one was known to exist would be wrong here; `best` only falls.
            self.choices.push(choice);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ROUTES: usize = 10;

    /// Bundles as they are in life: every set of a provision's changes, which costs and closes what its changes do.
    fn group() -> impl Strategy<Value = Vec<Bundle>> {
        prop::collection::vec((1_u32..6, 0_u128..1 << ROUTES), 1..4).prop_map(|changes| {
            let bundle = |edits: u32| {
                let of = changes
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| edits >> at & 1 == 1)
                    .map(|(_, change)| *change);
                let (cost, closes) = of.fold((0, 0), |(cost, closes), one| (cost + one.0, closes | one.1));
                Bundle { edits, cost, closes }
            };
            (1..1_u32 << changes.len()).map(bundle).filter(|bundle| bundle.closes != 0).collect()
        })
    }

    fn cover() -> impl Strategy<Value = Cover> {
        let routes = prop_oneof![9 => 1..=ROUTES, 1 => Just(0_usize)];
        (prop::collection::vec(group(), 0..6), routes, 1_u32..20)
            .prop_map(|(groups, routes, way_out)| Cover { groups, routes, way_out })
    }

    fn cheapest(cover: &Cover) -> u32 {
        fn deeper(cover: &Cover, choice: &mut Vec<Option<usize>>) -> u32 {
            let Some(group) = cover.groups.get(choice.len()) else {
                return cover.cost_of(choice).unwrap_or(u32::MAX);
            };
            let mut best = u32::MAX;
            for at in std::iter::once(None).chain((0..group.len()).map(Some)) {
                choice.push(at);
                best = best.min(deeper(cover, choice));
                choice.pop();
            }
            best
        }
        deeper(cover, &mut Vec::new()).min(cover.way_out)
    }

    proptest! {
        #[test]
        fn search_and_program_agree_with_trying_everything(cover in cover()) {
            let (search, program) = (cover.solve_within(usize::MAX), cover.solve_within(0));
            let expected = cheapest(&cover);
            prop_assert!(search.proven && program.proven);
            prop_assert_eq!((search.cost, program.cost), (expected, expected));
            for choice in search.choices.iter().chain(&program.choices) {
                let cost = choice.as_ref().map_or(Some(cover.way_out), |choice| cover.cost_of(choice));
                prop_assert_eq!(cost, Some(expected));
            }
        }
    }

    #[test]
    fn a_search_that_is_cut_short_is_finished_by_the_program() {
        let bundle = |edits, cost, closes| Bundle { edits, cost, closes };
        let groups =
            (0..40).map(|at| vec![bundle(1, 2, 1 << (at % 20)), bundle(2, 3, 0b11 << (at % 19))]).collect();
        let cover = Cover { groups, routes: 20, way_out: 1_000 };
        let (short, program) = (cover.solve_within(50), cover.by_program().unwrap());
        assert!(short.proven && program.proven);
        assert_eq!((short.cost, program.cost), (30, 30));
    }
}
