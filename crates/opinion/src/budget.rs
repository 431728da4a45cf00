//! How much a person's dissent weighs: everyone has the same budget of it. Whoever goes against their own group on what it
//! shares as often as others do is heard in full; whoever does so far more often is heard in each case the less.
//!
//! So an account that was made to pull down what a group shares pulls little, however well it hides among the other
//! votes, and nobody has to be called anything for it. `docs/opinion-map.md` says what this costs.

use crate::arithmetic::square;
use crate::map::Tally;
use crate::votes::Cell;

/// Votes lent to each group on each statement, half of them agreeing: what a handful says is not what a group shares.
const LENT: f64 = 10.0;
/// What anybody may dissent beyond what is usual, in statements that a whole group shares.
const SPARE: f64 = 0.25;

/// What each group shares, and how usual it is to go against it.
pub(crate) struct Budget {
    /// By column, then group.
    leans: Vec<Vec<Lean>>,
}

#[derive(Clone, Copy, Default)]
struct Lean {
    /// 1 if the group agrees, -1 if it disagrees, 0 if the statement takes no part.
    side: i8,
    /// How much the group shares it, from 0 to 1.
    weight: f64,
    /// The share of those who took sides that went against it.
    usual: f64,
}

impl Lean {
    fn of(tally: Tally) -> Self {
        let (agree, disagree) = (f64::from(tally.agree), f64::from(tally.disagree));
        let sides = agree + disagree;
        let lean = (agree - disagree) / (sides + LENT);
        Self {
            side: if lean < 0.0 { -1 } else { 1 },
            // Cubed, so that only what nearly everyone shares weighs anything.
            weight: lean.abs() * lean * lean,
            usual: agree.min(disagree) / sides.max(1.0),
        }
    }
}

impl Budget {
    pub(crate) fn new(groups: &[Vec<Tally>], live: &[bool]) -> Self {
        let lean = |(tallies, &live): (&Vec<Tally>, &bool)| {
            tallies.iter().map(|&tally| if live { Lean::of(tally) } else { Lean::default() }).collect()
        };
        Self { leans: groups.iter().zip(live).map(lean).collect() }
    }

    /// Whether a vote goes against what the group mostly says.
    pub(crate) fn is_dissent(&self, group: usize, cell: Cell) -> bool {
        cell.sign() == -self.leans[cell.column()][group].side && cell.sign() != 0
    }

    /// How much each dissenting vote of a member with this ballot weighs.
    pub(crate) fn weight_of_dissent(&self, group: usize, cells: &[Cell]) -> f64 {
        let (mut dissent, mut usual) = (0.0, 0.0);
        for &cell in cells.iter().filter(|cell| cell.sign() != 0) {
            let lean = self.leans[cell.column()][group];
            usual += lean.weight * lean.usual;
            if self.is_dissent(group, cell) {
                dissent += lean.weight;
            }
        }
        let allowed = usual + SPARE;
        if dissent > allowed { square(allowed / dissent) } else { 1.0 }
    }
}
