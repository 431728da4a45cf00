//! The combinatorial heart: given, for each provision, the sets of moves that disable it, the minimal sets of moves
//! that disable all of them. It knows nothing of law.

/// A set of moves: bit `i` is move `i`.
pub type Mask = u64;

/// Up to this many moves the answer is found in a table with one bit per set of moves (2^20 bits are 128 KiB).
pub const TABLE_MOVES: usize = 20;

/// How many minimal sets are kept at most; more than this tells a reader nothing.
pub const MAX_SETS: usize = 20_000;
/// How many are kept where there are too many moves for a table: each is compared with each, so time is bounded too.
pub const MAX_PRODUCTS: usize = 2_000;

/// Why no answer was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MinimalError {
    /// More moves than a mask has bits.
    #[error("{0} moves are more than the 64 that can be told apart")]
    TooManyMoves(usize),
    /// The minimal sets are too many to list.
    #[error("more than {0} minimal sets of moves")]
    TooManySets(usize),
}

/// The minimal sets of moves that contain, for each provision, at least one of its disabling sets; in order of size,
/// then of the moves. No provisions: the empty set alone. A provision that nothing disables: no set at all.
///
/// # Examples
///
/// ```
/// use maru_norms::routes::minimal::minimal_sets;
/// // The first falls to move 0 or to move 1, the second to moves 1 and 2 together.
/// assert_eq!(minimal_sets(&[vec![0b001, 0b010], vec![0b110]], 3), Ok(vec![0b110]));
/// ```
pub fn minimal_sets(disabling: &[Vec<Mask>], moves: usize) -> Result<Vec<Mask>, MinimalError> {
    if moves > Mask::BITS as usize {
        return Err(MinimalError::TooManyMoves(moves));
    }
    let mut sets = if moves <= TABLE_MOVES { by_table(disabling, moves)? } else { by_products(disabling)? };
    sets.sort_by_key(|set| (set.count_ones(), *set));
    Ok(sets)
}

/// One bit per set of moves. Six moves fit within a word, the others select the word.
struct Table {
    words: Vec<u64>,
    moves: usize,
}

const WITHIN_WORD: usize = 6;

/// For move `i < 6`: the bits of a word whose set lacks that move.
const LACKING: [u64; WITHIN_WORD] = [
    0x5555_5555_5555_5555,
    0x3333_3333_3333_3333,
    0x0F0F_0F0F_0F0F_0F0F,
    0x00FF_00FF_00FF_00FF,
    0x0000_FFFF_0000_FFFF,
    0x0000_0000_FFFF_FFFF,
];

impl Table {
    fn new(moves: usize, fill: u64) -> Self {
        Self { words: vec![fill; 1 << moves.saturating_sub(WITHIN_WORD)], moves }
    }

    fn insert(&mut self, set: Mask) {
        self.words[(set >> WITHIN_WORD) as usize] |= 1 << (set & 63);
    }

    /// Adds every superset of what is in.
    fn close_upward(&mut self) {
        for (bit, lacking) in LACKING.iter().enumerate().take(self.moves) {
            for word in &mut self.words {
                *word |= (*word & lacking) << (1 << bit);
            }
        }
        for bit in WITHIN_WORD..self.moves {
            let stride = 1 << (bit - WITHIN_WORD);
            for index in (0..self.words.len()).filter(|index| index & stride == 0) {
                self.words[index | stride] |= self.words[index];
            }
        }
    }

    /// The sets that are in while no set with one move fewer is.
    fn minimal(&self) -> Vec<u64> {
        let mut minimal = self.words.clone();
        for (bit, lacking) in LACKING.iter().enumerate().take(self.moves) {
            for (word, source) in minimal.iter_mut().zip(&self.words) {
                *word &= !((*source & lacking) << (1 << bit));
            }
        }
        for bit in WITHIN_WORD..self.moves {
            let stride = 1 << (bit - WITHIN_WORD);
            for index in (0..minimal.len()).filter(|index| index & stride == 0) {
                minimal[index | stride] &= !self.words[index];
            }
        }
        minimal
    }
}

fn by_table(disabling: &[Vec<Mask>], moves: usize) -> Result<Vec<Mask>, MinimalError> {
    // With fewer than six moves only the low bits of the one word stand for sets.
    let fill = if moves < WITHIN_WORD { (1_u64 << (1 << moves)) - 1 } else { u64::MAX };
    let mut routes = Table::new(moves, fill);
    for sets in disabling {
        let mut falls = Table::new(moves, 0);
        for set in sets {
            falls.insert(*set);
        }
        falls.close_upward();
        for (word, other) in routes.words.iter_mut().zip(&falls.words) {
            *word &= *other;
        }
    }
    let mut found = Vec::new();
    for (index, word) in routes.minimal().into_iter().enumerate() {
        let mut rest = word;
        while rest != 0 {
            found.push((index as u64) << WITHIN_WORD | u64::from(rest.trailing_zeros()));
            rest &= rest - 1;
        }
        if found.len() > MAX_SETS {
            return Err(MinimalError::TooManySets(MAX_SETS));
        }
    }
    Ok(found)
}

/// Berge's multiplication: after each provision, the minimal sets for all provisions so far.
fn by_products(disabling: &[Vec<Mask>]) -> Result<Vec<Mask>, MinimalError> {
    let mut routes: Vec<Mask> = vec![0];
    for sets in disabling {
        let mut next: Vec<Mask> =
            routes.iter().flat_map(|route| sets.iter().map(move |set| route | set)).collect();
        next.sort_unstable_by_key(|set| (set.count_ones(), *set));
        next.dedup();
        routes = Vec::new();
        for set in next {
            if !routes.iter().any(|smaller| smaller & set == *smaller) {
                routes.push(set);
            }
            if routes.len() > MAX_PRODUCTS {
                return Err(MinimalError::TooManySets(MAX_PRODUCTS));
            }
        }
    }
    Ok(routes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_cases() {
        let check = |disabling: &[&[Mask]], moves: usize, expected: &[Mask]| {
            let sets: Vec<Vec<Mask>> = disabling.iter().map(|one| one.to_vec()).collect();
            assert_eq!(minimal_sets(&sets, moves).unwrap(), expected, "{disabling:?}");
            assert_eq!(by_products(&sets).unwrap().len(), expected.len());
        };
        check(&[], 0, &[0]);
        check(&[], 3, &[0]);
        check(&[&[]], 3, &[]);
        check(&[&[0b1]], 1, &[0b1]);
        check(&[&[0b1, 0b10]], 2, &[0b1, 0b10]);
        check(&[&[0b1], &[0b10]], 2, &[0b11]);
        check(&[&[0b1, 0b10], &[0b1, 0b100]], 3, &[0b1, 0b110]);
        check(&[&[1 << 7], &[1 << 8, 1 << 2]], 9, &[1 << 7 | 1 << 2, 1 << 7 | 1 << 8]);
    }

    fn covers_all(route: Mask, disabling: &[Vec<Mask>]) -> bool {
        disabling.iter().all(|sets| sets.iter().any(|set| set & route == *set))
    }

    proptest! {
        #[test]
        fn both_ways_agree_and_every_route_is_minimal(
            disabling in prop::collection::vec(prop::collection::vec(1_u64..512, 0..5), 0..6)
        ) {
            let table = minimal_sets(&disabling, 9).unwrap();
            let mut products = by_products(&disabling).unwrap();
            products.sort_by_key(|set| (set.count_ones(), *set));
            prop_assert_eq!(&table, &products);
            for route in &table {
                prop_assert!(covers_all(*route, &disabling));
                for bit in 0..9 {
                    if route & (1 << bit) != 0 {
                        prop_assert!(!covers_all(route & !(1 << bit), &disabling));
                    }
                }
            }
            for set in 0..512_u64 {
                let contains_route = table.iter().any(|route| route & set == *route);
                prop_assert_eq!(contains_route, covers_all(set, &disabling));
            }
        }
    }
}
