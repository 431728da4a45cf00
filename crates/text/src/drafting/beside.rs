//! A text beside the same version's text in another language: which unit of the one is which of the other, by number and place in the
//! tree.

use std::collections::{BTreeMap, BTreeSet};

use crate::drafting::pairing;
use crate::ids::slug;
use crate::model::{Document, Unit, UnitId, UnitKind};
use crate::numerals::roman_value;

/// A text that was typed or uploaded anew, with the ids of the version before in its language, as [`keep_ids`](crate::keep_ids) gives
/// them, and for all other units those that the same version's text in another language (`sister`) has under the same numbers.
///
/// A language that joins later takes all its ids so: its own numbers are no names any more once a unit came in before others. Units
/// without a number are paired where both texts have as many of the kind in the same place. What matches nothing is a unit of its own,
/// under an id that no other unit ever had: [`out_of_step`](crate::out_of_step) says it.
///
/// ```
/// use std::collections::BTreeSet;
/// use maru_text::{keep_ids, keep_ids_beside, parse_markdown};
///
/// let first = parse_markdown("# N\n\n## Article 1\n\n1. Label it well.\n");
/// let typed = parse_markdown("# N\n\n## Article 1\n\n1. This holds for films.\n\n2. Label it well.\n");
/// let english = keep_ids(&first, &typed, &BTreeSet::new());
/// let korean = parse_markdown("# 규범\n\n## 제1조\n\n① 영화에 적용한다.\n\n② 잘 표시한다.\n");
/// let korean = keep_ids_beside(None, Some(&english), &korean, &BTreeSet::new());
/// let label = korean.walk().find(|unit| unit.text.starts_with("잘")).unwrap();
/// assert_eq!(label.id.as_str(), "art_1__para_1");
/// ```
pub fn keep_ids_beside(
    before: Option<&Document>,
    sister: Option<&Document>,
    new: &Document,
    used: &BTreeSet<UnitId>,
) -> Document {
    let mut origins = match before {
        Some(before) => pairing::origins(before, new),
        None => vec![None; new.walk().count()],
    };
    let mut used = used.clone();
    if let Some(sister) = sister {
        let mut taken: BTreeSet<UnitId> = origins.iter().flatten().cloned().collect();
        let places: BTreeMap<*const Unit, usize> =
            new.walk().enumerate().map(|(at, unit)| (std::ptr::from_ref(unit), at)).collect();
        let mut matched = Matched { origins: &mut origins, taken: &mut taken, places: &places };
        matched.below(&sister.units, &new.units);
        used.extend(sister.walk().map(|unit| unit.id.clone()));
    }
    crate::drafting::between::named(before, new, &origins, &used)
}

struct Matched<'a> {
    origins: &'a mut Vec<Option<UnitId>>,
    taken: &'a mut BTreeSet<UnitId>,
    /// The units of the new text by their places in reading order.
    places: &'a BTreeMap<*const Unit, usize>,
}

impl Matched<'_> {
    fn origin(&self, unit: &Unit) -> Option<&UnitId> {
        self.origins.get(*self.places.get(&std::ptr::from_ref(unit))?)?.as_ref()
    }

    /// Matches the children of two units that are the same.
    fn below(&mut self, sisters: &[Unit], units: &[Unit]) {
        for unit in units {
            let twin = match self.origin(unit) {
                // Its own language knows which it is.
                Some(id) => sisters.iter().find(|sister| sister.id == *id),
                None => Self::twin(unit, sisters, units),
            };
            let Some(twin) = twin else { continue };
            if self.origin(unit).is_none() {
                if !self.taken.insert(twin.id.clone()) {
                    continue;
                }
                let place = self.places.get(&std::ptr::from_ref(unit));
                if let Some(slot) = place.and_then(|at| self.origins.get_mut(*at)) {
                    *slot = Some(twin.id.clone());
                }
            }
            self.below(&twin.children, &unit.children);
        }
    }

    /// The one unit of the other language that has the unit's kind and number; of those without a number the one in the same place, if
    /// there are as many.
    fn twin<'s>(unit: &Unit, sisters: &'s [Unit], units: &[Unit]) -> Option<&'s Unit> {
        let alike = |other: &Unit| other.kind == unit.kind && same_number(other, unit);
        let ours: Vec<&Unit> = units.iter().filter(|other| alike(other)).collect();
        let theirs: Vec<&Unit> = sisters.iter().filter(|other| alike(other)).collect();
        if ours.len() != theirs.len() || unit.number.is_some() && ours.len() != 1 {
            return None;
        }
        let at = ours.iter().position(|other| std::ptr::eq(*other, unit))?;
        theirs.get(at).copied()
    }
}

/// Whether two languages number a unit alike: `(b)` and `나.` are both the second.
pub(crate) fn same_number(one: &Unit, other: &Unit) -> bool {
    match (&one.number, &other.number) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            let (one, other) = (slug(one), slug(other));
            one.to_lowercase() == other.to_lowercase()
                || readings(&one, one_kind(&one))
                    .iter()
                    .any(|value| readings(&other, one_kind(&other)).contains(value))
        }
        _ => false,
    }
}

fn one_kind(number: &str) -> Option<char> {
    let mut chars = number.chars();
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

/// All numbers that a printed one can mean.
fn readings(number: &str, letter: Option<char>) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    found.extend(number.parse::<u32>().ok());
    found.extend(roman_value(number));
    found.extend(crate::marker::hangul(number).and_then(|at| u32::try_from(at).ok()));
    let lower = letter.and_then(|letter| letter.to_lowercase().next());
    for alphabet in ["abcdefghijklmnopqrstuvwxyz", "αβγδεζηθικλμνξοπρστυφχψω", "абвгдежзиклмнопрстуфхцчшщэюя"]
    {
        let at = lower.and_then(|letter| alphabet.chars().position(|one| one == letter));
        found.extend(at.and_then(|at| u32::try_from(at + 1).ok()));
    }
    found
}

/// Units of a kind that bear no number and stand beside others of the kind: they are told apart by their place alone.
pub(crate) fn stand_by_place(units: &[Unit], kind: UnitKind) -> bool {
    units.iter().filter(|unit| unit.kind == kind && unit.number.is_none()).count() > 1
}
