//! A version in several languages: whether each says the same units, and whether each took the last step.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::drafting::beside::{same_number, stand_by_place};
use crate::drafting::between::by_id;
use crate::drafting::edits::same_parts;
use crate::model::{Document, LanguageTag, Unit, UnitId};

/// In what a unit of one language is out of step with the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Discord {
    /// The language has no such unit.
    Missing,
    /// Only this language has the unit.
    Extra,
    /// It is of another kind.
    Kind,
    /// It stands below another unit.
    Place,
    /// It stands in another order among its siblings.
    Order,
    /// It bears another number.
    Number,
    /// The language is new in this version, and the unit, which bears no number, was laid beside the other by its place alone.
    ByPlace,
    /// It has words where the first language has none, or none where that has some.
    Silent,
    /// Its words are those of another language, letter for letter.
    Untranslated,
    /// The unit changed in the first language in this version or an earlier one, and here it has not changed since.
    NotUpdated,
    /// The unit changed here in this version or an earlier one, and in the first language it has not changed since.
    ChangedAlone,
}

/// A unit of one language that is out of step with the first language of its version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OutOfStep {
    pub unit: UnitId,
    /// The language that is out of step.
    pub language: LanguageTag,
    pub discord: Discord,
}

/// Where the languages of a version are out of step with the first of them; nothing when they say the same units.
///
/// Units are the same where their ids are. With the versions before (`before`, the oldest first, each in any order of languages) it is
/// told as well where a unit changed in one language and not in the other, until the other changes too: a later version that
/// touches neither makes them no more alike. A language that no version before had is compared in its units only. Whether a translation is
/// good is not looked at.
///
/// ```
/// use maru_text::{Discord, out_of_step, parse_markdown};
///
/// let text = |language: &str, body: &str| {
///     let mut text = parse_markdown(body);
///     text.language = language.into();
///     text
/// };
/// let english = text("en", "# N\n\n## Article 1\n\nLabel it.\n\n## Article 2\n\nKeep it.\n");
/// let korean = text("ko", "# 규범\n\n## Article 1\n\n표시한다.\n");
/// let found = out_of_step(&[&english, &korean], &[]);
/// assert_eq!((found[0].unit.as_str(), found[0].discord), ("art_2", Discord::Missing));
/// ```
pub fn out_of_step(version: &[&Document], before: &[Vec<&Document>]) -> Vec<OutOfStep> {
    let Some((first, others)) = version.split_first() else { return Vec::new() };
    let mut found = Vec::new();
    for other in others {
        let mut compare = Comparison { first, other, found: Vec::new() };
        compare.units();
        compare.order(&first.units, &other.units);
        let in_language = |texts: &Vec<&Document>| texts.iter().any(|text| text.language == other.language);
        if !before.is_empty() && !before.iter().any(in_language) {
            compare.by_place(&other.units);
        }
        compare.steps(before);
        found.append(&mut compare.found);
    }
    found.sort();
    found.dedup();
    found
}

/// The units whose own parts changed between two texts of one language.
fn changes<'a>(old: &Document, now: &'a Document) -> HashSet<&'a UnitId> {
    let known = by_id(old);
    let changed = |unit: &&Unit| known.get(&unit.id).is_none_or(|old| !same_parts(old, unit));
    now.walk().filter(changed).map(|unit| &unit.id).collect()
}

struct Comparison<'a> {
    first: &'a Document,
    other: &'a Document,
    found: Vec<OutOfStep>,
}

impl<'a> Comparison<'a> {
    fn tell(&mut self, unit: &UnitId, discord: Discord) {
        let language = self.other.language.clone();
        self.found.push(OutOfStep { unit: unit.clone(), language, discord });
    }

    fn units(&mut self) {
        let (ours, theirs) = (by_id(self.first), by_id(self.other));
        let (our_home, their_home) = (parents(self.first), parents(self.other));
        for unit in self.first.walk() {
            let Some(twin) = theirs.get(&unit.id) else {
                self.tell(&unit.id, Discord::Missing);
                continue;
            };
            if unit.kind != twin.kind {
                self.tell(&unit.id, Discord::Kind);
            }
            if !same_number(unit, twin) {
                self.tell(&unit.id, Discord::Number);
            }
            if our_home.get(&unit.id) != their_home.get(&unit.id) {
                self.tell(&unit.id, Discord::Place);
            }
            let silent = |unit: &Unit| (unit.text.trim().is_empty(), unit.heading.is_none());
            if silent(unit) != silent(twin) {
                self.tell(&unit.id, Discord::Silent);
            }
            let same_words =
                unit.text == twin.text && unit.text.chars().filter(|c| c.is_alphabetic()).count() > 3;
            if same_words && self.first.language != self.other.language {
                self.tell(&unit.id, Discord::Untranslated);
            }
        }
        for unit in self.other.walk().filter(|unit| !ours.contains_key(&unit.id)) {
            self.tell(&unit.id, Discord::Extra);
        }
    }

    /// Units that both have and that only their place tells apart.
    fn by_place(&mut self, units: &'a [Unit]) {
        for unit in units {
            let is_one = unit.number.is_none() && stand_by_place(units, unit.kind);
            if is_one && self.first.unit(&unit.id).is_some() {
                self.tell(&unit.id, Discord::ByPlace);
            }
            self.by_place(&unit.children);
        }
    }

    /// Of siblings that both have, those that stand in another order: all but the longest run in the first one's order.
    fn order(&mut self, ours: &'a [Unit], theirs: &'a [Unit]) {
        let place: HashMap<&UnitId, usize> =
            ours.iter().enumerate().map(|(at, unit)| (&unit.id, at)).collect();
        let pairs: Vec<(usize, usize)> = theirs
            .iter()
            .enumerate()
            .filter_map(|(at, unit)| place.get(&unit.id).map(|before| (*before, at)))
            .collect();
        let stays: HashSet<usize> = crate::siblings::rising(&pairs).into_iter().map(|(_, at)| at).collect();
        for (_, at) in pairs.iter().filter(|(_, at)| !stays.contains(at)) {
            self.tell(&theirs[*at].id, Discord::Order);
        }
        for (our, their) in pairs {
            self.order(&ours[our].children, &theirs[their].children);
        }
    }

    /// Units that changed in one of the two languages alone, in this version or before it, and have not changed in the other since.
    fn steps(&mut self, before: &[Vec<&'a Document>]) {
        let mut open: BTreeMap<UnitId, Discord> = BTreeMap::new();
        let mut last: (Option<&Document>, Option<&Document>) = (None, None);
        let now = [vec![self.first, self.other]];
        for version in before.iter().chain(&now) {
            let in_language =
                |of: &Document| version.iter().copied().find(|text| text.language == of.language);
            let (Some(ours), Some(theirs)) = (in_language(self.first), in_language(self.other)) else {
                continue;
            };
            if let (Some(our_last), Some(their_last)) = last {
                let (our_steps, their_steps) = (changes(our_last, ours), changes(their_last, theirs));
                for unit in &our_steps {
                    step(&mut open, unit, Discord::NotUpdated, their_steps.contains(*unit));
                }
                for unit in their_steps.difference(&our_steps) {
                    step(&mut open, unit, Discord::ChangedAlone, false);
                }
            }
            last = (Some(ours), Some(theirs));
        }
        let (ours, theirs) = (by_id(self.first), by_id(self.other));
        for (unit, discord) in open {
            if ours.contains_key(&unit) && theirs.contains_key(&unit) {
                self.tell(&unit, discord);
            }
        }
    }
}

/// A unit changed in one language, and in the other too or not: what was left behind in the other has caught up when that one changes alone.
fn step(open: &mut BTreeMap<UnitId, Discord>, unit: &UnitId, discord: Discord, in_both: bool) {
    let caught_up = open.get(unit).is_some_and(|known| *known != discord);
    if in_both || caught_up {
        open.remove(unit);
    } else {
        open.insert(unit.clone(), discord);
    }
}

fn parents(document: &Document) -> BTreeMap<&UnitId, Option<&UnitId>> {
    let mut parents: BTreeMap<&UnitId, Option<&UnitId>> =
        document.units.iter().map(|unit| (&unit.id, None)).collect();
    for unit in document.walk() {
        parents.extend(unit.children.iter().map(|child| (&child.id, Some(&unit.id))));
    }
    parents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_markdown;

    fn text(language: &str, body: &str) -> Document {
        Document { language: language.into(), ..parse_markdown(&format!("# N\n\n{body}")) }
    }

    #[test]
    fn a_version_says_where_its_languages_are_out_of_step() {
        let english = text(
            "en",
            "## Article 1 Labels\n\n1. Label it well.\n\n2. Keep it long.\n\n## Article 2\n\nPay the fine.\n",
        );
        let korean = text(
            "ko",
            "## Article 1 표시\n\n1. 잘 표시한다.\n\n2. 오래 보존한다.\n\n## Article 2\n\n과태료를 낸다.\n",
        );
        let check = |korean: &Document, before: &[Vec<&Document>], expected: &[(&str, Discord)]| {
            let found = out_of_step(&[&english, korean], before);
            let shown: Vec<(&str, Discord)> =
                found.iter().map(|one| (one.unit.as_str(), one.discord)).collect();
            assert_eq!(shown, expected);
        };
        check(&korean, &[], &[]);
        let mut short = korean.clone();
        short.units[1].children.pop();
        short.units[1].heading = None;
        check(&short, &[], &[("art_1", Discord::Silent), ("art_1__para_2", Discord::Missing)]);
        let mut swapped = korean.clone();
        swapped.units.swap(1, 2);
        check(&swapped, &[], &[("art_2", Discord::Order)]);
        let mut copied = korean.clone();
        copied.units[2].text.clone_from(&english.units[2].text);
        check(&copied, &[], &[("art_2", Discord::Untranslated)]);
        // The English text changed in Article 2, the Korean one in paragraph 1.
        let mut old_english = english.clone();
        old_english.units[2].text = "Pay nothing.".into();
        let mut old_korean = korean.clone();
        old_korean.units[1].children[0].text = "표시한다.".into();
        let told = [("art_1__para_1", Discord::ChangedAlone), ("art_2", Discord::NotUpdated)];
        check(&korean, &[vec![&old_korean, &old_english]], &told);
        // A version that touches neither does not bring them into step; one in which the other follows does.
        let before = vec![vec![&old_korean, &old_english], vec![&korean, &english]];
        check(&korean, &before, &told);
        let mut follows = korean.clone();
        follows.units[2].text = "과태료를 모두 낸다.".into();
        check(&follows, &before, &told[..1]);
        check(&korean, &[vec![&korean, &english]], &[]);
    }
}
