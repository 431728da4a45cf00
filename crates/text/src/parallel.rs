//! Texts of one instrument in several languages, unit by unit.

use std::collections::{HashMap, HashSet};

use crate::model::{Document, Unit, UnitId, UnitKind};

/// Pairs that were found so far.
#[derive(Default)]
struct Pairs<'a> {
    other_of: HashMap<&'a UnitId, &'a Unit>,
    taken: HashSet<&'a UnitId>,
}

/// Two texts of one instrument in different languages, unit by unit in the first one's order.
///
/// Units are paired by id; those left over below paired units are paired by their order when both sides have as many of
/// the kind. A unit without a counterpart stands alone; those of the second text come last.
pub fn align_languages<'a>(
    one: &'a Document,
    other: &'a Document,
) -> Vec<(Option<&'a Unit>, Option<&'a Unit>)> {
    let mut pairs = Pairs::default();
    let by_id: HashMap<&UnitId, &Unit> = other.walk().map(|unit| (&unit.id, unit)).collect();
    for unit in one.walk() {
        if let Some(twin) = by_id.get(&unit.id) {
            pairs.other_of.insert(&unit.id, twin);
            pairs.taken.insert(&twin.id);
        }
    }
    pairs.by_order(&one.units, &other.units);
    let found = one.walk().map(|unit| (Some(unit), pairs.other_of.get(&unit.id).copied()));
    let alone = other.walk().filter(|unit| !pairs.taken.contains(&unit.id)).map(|unit| (None, Some(unit)));
    found.chain(alone).collect()
}

impl<'a> Pairs<'a> {
    /// Pairs what is left over among the children of one pair, then goes down.
    fn by_order(&mut self, one: &'a [Unit], other: &'a [Unit]) {
        let mut kinds: Vec<UnitKind> = one.iter().map(|unit| unit.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            let ours: Vec<&Unit> = one
                .iter()
                .filter(|unit| unit.kind == kind && !self.other_of.contains_key(&unit.id))
                .collect();
            let theirs: Vec<&Unit> =
                other.iter().filter(|unit| unit.kind == kind && !self.taken.contains(&unit.id)).collect();
            if ours.len() == theirs.len() {
                for (our, their) in ours.into_iter().zip(theirs) {
                    self.other_of.insert(&our.id, their);
                    self.taken.insert(&their.id);
                }
            }
        }
        for unit in one {
            if let Some(twin) = self.other_of.get(&unit.id).copied() {
                self.by_order(&unit.children, &twin.children);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_markdown;

    #[test]
    fn units_are_paired_by_id_then_by_order() {
        let one =
            parse_markdown("# N\n\n## Article 1 A\n\n(a) x;\n\n(b) y.\n\n## Article 2 B\n\nOnly here.\n");
        let other = parse_markdown("# N\n\n## Article 1 A\n\n(α) ξ;\n\n(β) υ.\n");
        let shown: Vec<String> = align_languages(&one, &other)
            .into_iter()
            .map(|(one, other)| {
                let id = |unit: Option<&Unit>| unit.map_or("-".to_owned(), |unit| unit.id.to_string());
                format!("{} {}", id(one), id(other))
            })
            .collect();
        let point = |pair: &str| shown.iter().any(|shown| shown == pair);
        assert!(point("art_1 art_1") && point("art_2 -"), "{shown:?}");
    }
}
