//! The difference of two texts: units are aligned first, by id and by likeness, then their words are compared.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::diff::{Change, ChangeKind, diff};
use crate::drafting::likeness::Bag;
use crate::model::{Document, Unit, UnitId, UnitKind};

/// How much two units' words must have in common, of 100, to count as the same unit moved or renumbered.
const MOVED_PERCENT: usize = 60;
/// How much an unnumbered unit must have in common with a sibling, of 100, to be the same one changed.
const ALIKE_PERCENT: usize = 50;
/// Units with fewer tokens are too short to be recognised elsewhere.
const MIN_MOVED_TOKENS: usize = 8;
/// How many candidates a unit without a partner is compared with.
const MAX_CANDIDATES: usize = 24;

/// What happened to a unit as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitChange {
    Unchanged,
    Changed,
    Inserted,
    Deleted,
    /// It stands elsewhere or bears another number; its words may have changed too.
    Moved,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedlineUnit {
    /// The id in the old text, if it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_id: Option<UnitId>,
    /// The id in the new text, if it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_id: Option<UnitId>,
    pub kind: UnitKind,
    /// Depth in the tree; 0 at the top.
    pub depth: usize,
    pub change: UnitChange,
    pub number: Vec<Change>,
    pub heading: Vec<Change>,
    pub text: Vec<Change>,
}

impl RedlineUnit {
    /// The id under which to cite it: the new one, or the old one when it is gone.
    pub fn id(&self) -> Option<&UnitId> {
        self.new_id.as_ref().or(self.old_id.as_ref())
    }
}

/// How many units of each fate a redline has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedlineCounts {
    pub unchanged: usize,
    /// Units at their old place with other words.
    pub changed: usize,
    pub inserted: usize,
    pub deleted: usize,
    /// Units at another place or with another number, whether their words changed or not.
    pub moved: usize,
}

/// A unit that stood elsewhere in the old text, by itself or with what stands above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departure {
    /// Its place among the units of the redline.
    pub unit: usize,
    /// Before which of the units of the redline it stood; their number where it stood behind all of them.
    pub before: usize,
}

/// The difference of two texts, unit by unit in the new reading order; what is gone stands where it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redline {
    pub old_title: String,
    pub new_title: String,
    pub units: Vec<RedlineUnit>,
    /// What stood elsewhere, in the old reading order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departures: Vec<Departure>,
}

/// What stands at a place of a redline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// What stood there and stands elsewhere now.
    Was,
    /// What stands there now and stood elsewhere.
    Came,
    /// Everything else.
    Here,
}

impl Redline {
    /// The units to which something happened.
    pub fn changed(&self) -> impl Iterator<Item = &RedlineUnit> {
        self.units.iter().filter(|unit| unit.change != UnitChange::Unchanged)
    }

    /// How many units of each fate there are.
    pub fn counts(&self) -> RedlineCounts {
        let mut counts = RedlineCounts::default();
        for unit in &self.units {
            *match unit.change {
                UnitChange::Unchanged => &mut counts.unchanged,
                UnitChange::Changed => &mut counts.changed,
                UnitChange::Inserted => &mut counts.inserted,
                UnitChange::Deleted => &mut counts.deleted,
                UnitChange::Moved => &mut counts.moved,
            } += 1;
        }
        counts
    }

    /// All units in one order that holds both: one that stands elsewhere now comes twice, where it was and where it is.
    pub fn standing(&self) -> Vec<(&RedlineUnit, Stands)> {
        let came: HashSet<usize> = self.departures.iter().map(|departure| departure.unit).collect();
        let mut departures = self.departures.iter().peekable();
        let mut all = Vec::with_capacity(self.units.len() + self.departures.len());
        for at in 0..=self.units.len() {
            while let Some(departure) = departures.next_if(|departure| departure.before <= at) {
                all.extend(self.units.get(departure.unit).map(|unit| (unit, Stands::Was)));
            }
            let standing = if came.contains(&at) { Stands::Came } else { Stands::Here };
            all.extend(self.units.get(at).map(|unit| (unit, standing)));
        }
        all
    }

    /// The old text's units as id and words in their order, from the redline alone.
    pub fn reject_all(&self) -> Vec<(UnitId, String)> {
        self.side(|unit| unit.old_id.clone(), ChangeKind::Insert, Stands::Came)
    }

    /// The new text's units as id and words in their order, from the redline alone.
    pub fn accept_all(&self) -> Vec<(UnitId, String)> {
        self.side(|unit| unit.new_id.clone(), ChangeKind::Delete, Stands::Was)
    }

    fn side(
        &self,
        id: impl Fn(&RedlineUnit) -> Option<UnitId>,
        drop: ChangeKind,
        elsewhere: Stands,
    ) -> Vec<(UnitId, String)> {
        let keep = |changes: &[Change]| -> String {
            changes.iter().filter(|change| change.kind != drop).map(|change| change.text.as_str()).collect()
        };
        let words = |unit: &RedlineUnit| {
            [&unit.number, &unit.heading, &unit.text].map(|part| keep(part)).join("\u{1f}")
        };
        let stands = self.standing().into_iter().filter(|(_, standing)| *standing != elsewhere);
        stands.filter_map(|(unit, _)| Some((id(unit)?, words(unit)))).collect()
    }
}

/// Compares two texts: two versions of one, or two different instruments.
pub fn redline(old: &Document, new: &Document) -> Redline {
    let old_units = flatten(old);
    let new_units = flatten(new);
    let partner = align(&old_units, &new_units);
    let stays = staying(&old_units, &new_units, &partner);
    let anchored = anchored(&new_units, &partner, &stays);
    let mut place_of: HashMap<usize, usize> = HashMap::new();
    for (at, old_at) in partner.iter().enumerate() {
        place_of.extend(old_at.map(|old_at| (old_at, at)));
    }
    let mut built = Built::default();
    let mut next_old = 0;
    for (at, entry) in new_units.iter().enumerate() {
        let unit = match partner[at] {
            Some(old_at) => {
                // What is gone stands before the first unit that followed it.
                if anchored[at] {
                    built.leave(&old_units, next_old..old_at, &place_of);
                    next_old = old_at + 1;
                }
                compared(&old_units[old_at], entry, stays[at])
            }
            None => one_sided(entry, UnitChange::Inserted),
        };
        built.places.insert(at, built.units.len());
        built.units.push(unit);
    }
    built.leave(&old_units, next_old..old_units.len(), &place_of);
    let departures = built
        .left
        .iter()
        .filter_map(|(at, before)| Some(Departure { unit: *built.places.get(at)?, before: *before }))
        .collect();
    Redline { old_title: old.title.clone(), new_title: new.title.clone(), units: built.units, departures }
}

/// A redline while it is made.
#[derive(Default)]
struct Built {
    units: Vec<RedlineUnit>,
    /// Where the units of the new text stand in it.
    places: HashMap<usize, usize>,
    /// The units of the new text that stood elsewhere, and before what.
    left: Vec<(usize, usize)>,
}

impl Built {
    /// What the old text has between two units that stay: gone, or elsewhere now.
    fn leave(
        &mut self,
        old: &[Entry<'_>],
        between: std::ops::Range<usize>,
        place_of: &HashMap<usize, usize>,
    ) {
        for old_at in between {
            match place_of.get(&old_at) {
                Some(at) => self.left.push((*at, self.units.len())),
                None => self.units.push(one_sided(&old[old_at], UnitChange::Deleted)),
            }
        }
    }
}

/// For each new unit with a partner, whether it stands below the same unit as before and in the same order among what stands there.
///
/// Units that are new or gone do not count as what stands above: a chapter that is put around articles moves none of them.
fn staying(old: &[Entry<'_>], new: &[Entry<'_>], partner: &[Option<usize>]) -> Vec<bool> {
    let has_partner: HashSet<usize> = partner.iter().flatten().copied().collect();
    let above_old: Vec<Option<usize>> = nearest(old, |at| has_partner.contains(&at));
    let above_new: Vec<Option<usize>> = nearest(new, |at| partner[at].is_some());
    let mut below: HashMap<Option<usize>, Vec<(usize, usize)>> = HashMap::new();
    for (at, old_at) in partner.iter().enumerate() {
        if let Some(old_at) = old_at
            && above_old[*old_at] == above_new[at].and_then(|above| partner[above])
        {
            below.entry(above_new[at]).or_default().push((*old_at, at));
        }
    }
    let mut stays = vec![false; new.len()];
    for (_, at) in below.values().flat_map(|pairs| crate::siblings::rising(pairs)) {
        stays[at] = true;
    }
    stays
}

/// The nearest unit above each that is one of some.
fn nearest(entries: &[Entry<'_>], is_one: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = Vec::with_capacity(entries.len());
    for entry in entries {
        found.push(entry.above.and_then(|above| if is_one(above) { Some(above) } else { found[above] }));
    }
    found
}

/// Which units stay together with all that stands above them.
fn anchored(new: &[Entry<'_>], partner: &[Option<usize>], stays: &[bool]) -> Vec<bool> {
    let above = nearest(new, |at| partner[at].is_some());
    let mut anchored: Vec<bool> = Vec::with_capacity(new.len());
    for at in 0..new.len() {
        anchored.push(stays[at] && above[at].is_none_or(|above| anchored[above]));
    }
    anchored
}

struct Entry<'a> {
    unit: &'a Unit,
    /// The place of the parent in the list.
    above: Option<usize>,
    depth: usize,
}

fn flatten(document: &Document) -> Vec<Entry<'_>> {
    fn down<'a>(units: &'a [Unit], above: Option<usize>, depth: usize, entries: &mut Vec<Entry<'a>>) {
        for unit in units {
            entries.push(Entry { unit, above, depth });
            down(&unit.children, Some(entries.len() - 1), depth + 1, entries);
        }
    }
    let mut entries = Vec::new();
    down(&document.units, None, 0, &mut entries);
    entries
}

/// For each new unit the old one that it comes from.
fn align(old: &[Entry<'_>], new: &[Entry<'_>]) -> Vec<Option<usize>> {
    let by_id: HashMap<&UnitId, usize> =
        old.iter().enumerate().map(|(at, entry)| (&entry.unit.id, at)).collect();
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken: HashSet<usize> = HashSet::new();
    align_children(old, new, &mut partner, &mut taken);
    for (at, entry) in new.iter().enumerate() {
        if partner[at].is_none()
            && let Some(&old_at) = by_id.get(&entry.unit.id)
            && !taken.contains(&old_at)
            // An unnumbered unit's place among its siblings is no name: those that are alike are paired already.
            && (entry.unit.number.is_some() || old[old_at].unit.text == entry.unit.text)
            && old[old_at].unit.kind == entry.unit.kind
            && is_same(old[old_at].unit, entry.unit)
        {
            partner[at] = Some(old_at);
            taken.insert(old_at);
        }
    }
    find_moved(old, new, &mut partner, &mut taken);
    // What shares its id with nothing better is compared with it after all: a provision rewritten in its place.
    for (at, entry) in new.iter().enumerate() {
        if partner[at].is_none()
            && let Some(&old_at) = by_id.get(&entry.unit.id)
            && taken.insert(old_at)
        {
            partner[at] = Some(old_at);
        }
    }
    partner
}

/// Pairs units level by level: below a pair, the unnumbered ones by their words and their order, the others by their names.
fn align_children(
    old: &[Entry<'_>],
    new: &[Entry<'_>],
    partner: &mut [Option<usize>],
    taken: &mut HashSet<usize>,
) {
    let (old_children, new_children) = (children(old), children(new));
    let none = Vec::new();
    let mut stack: Vec<(Option<usize>, Option<usize>)> = vec![(None, None)];
    while let Some((above_old, above_new)) = stack.pop() {
        let olds = old_children.get(&above_old).unwrap_or(&none);
        let news = new_children.get(&above_new).unwrap_or(&none);
        let mut found = unnumbered_pairs(old, new, olds, news);
        let names: HashMap<&str, usize> = olds
            .iter()
            .filter(|at| old[**at].unit.number.is_some())
            .map(|at| (old[*at].unit.id.leaf(), *at))
            .collect();
        for at in news.iter().filter(|at| new[**at].unit.number.is_some()) {
            let unit = new[*at].unit;
            let same = |old_at: &&usize| {
                let old = old[**old_at].unit;
                old.kind == unit.kind && (is_same(old, unit) || is_same_below(old, unit))
            };
            found.extend(names.get(unit.id.leaf()).filter(same).map(|old_at| (*old_at, *at)));
        }
        for (old_at, at) in found {
            if partner[at].is_none() && taken.insert(old_at) {
                partner[at] = Some(old_at);
                stack.push((Some(old_at), Some(at)));
            }
        }
    }
}

/// The places of each unit's children.
fn children(entries: &[Entry<'_>]) -> HashMap<Option<usize>, Vec<usize>> {
    let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        children.entry(entry.above).or_default().push(at);
    }
    children
}

/// Pairs of unnumbered siblings of one kind.
fn unnumbered_pairs(
    old: &[Entry<'_>],
    new: &[Entry<'_>],
    olds: &[usize],
    news: &[usize],
) -> Vec<(usize, usize)> {
    let bare = |entries: &[Entry<'_>], places: &[usize], kind: UnitKind| -> Vec<usize> {
        let is_bare = |at: &usize| entries[*at].unit.number.is_none() && entries[*at].unit.kind == kind;
        places.iter().copied().filter(is_bare).collect()
    };
    let mut kinds: Vec<UnitKind> = news.iter().map(|at| new[*at].unit.kind).collect();
    kinds.dedup();
    let mut found = Vec::new();
    let mut done: Vec<UnitKind> = Vec::new();
    for kind in kinds {
        if done.contains(&kind) {
            continue;
        }
        done.push(kind);
        let (ours, theirs) = (bare(old, olds, kind), bare(new, news, kind));
        let words = |entries: &[Entry<'_>], places: &[usize]| -> Vec<String> {
            places.iter().map(|at| entries[*at].unit.own_text()).collect()
        };
        let (our_words, their_words) = (words(old, &ours), words(new, &theirs));
        let our_words: Vec<&str> = our_words.iter().map(String::as_str).collect();
        let their_words: Vec<&str> = their_words.iter().map(String::as_str).collect();
        let alike = |one: &str, other: &str| Bag::of(one).likeness(&Bag::of(other)) >= ALIKE_PERCENT;
        let pairs = crate::siblings::pairs(&our_words, &their_words, alike);
        found.extend(pairs.into_iter().map(|(one, other)| (ours[one], theirs[other])));
    }
    found
}

/// Whether units with the same id are plainly the same: a numbered unit is, unless its words have nothing in common.
fn is_same(old: &Unit, new: &Unit) -> bool {
    if old.text == new.text || old.text.is_empty() || new.text.is_empty() {
        return true;
    }
    Bag::of(&old.text).likeness(&Bag::of(&new.text)) >= 25
}

/// Whether what stands below two units is plainly the same, though their own words are not: a paragraph that comes in before all others
/// becomes the first words of its section.
fn is_same_below(old: &Unit, new: &Unit) -> bool {
    let (old, new) = (old.full_text(), new.full_text());
    Bag::of(&old).likeness(&Bag::of(&new)) >= ALIKE_PERCENT
}

/// Pairs units without a partner by their words: moved, renumbered, or from another instrument.
fn find_moved(
    old: &[Entry<'_>],
    new: &[Entry<'_>],
    partner: &mut [Option<usize>],
    taken: &mut HashSet<usize>,
) {
    let lonely: Vec<usize> = (0..old.len()).filter(|at| !taken.contains(at)).collect();
    let bags: HashMap<usize, Bag<'_>> = lonely.iter().map(|at| (*at, Bag::of(&old[*at].unit.text))).collect();
    let mut rare: HashMap<&str, Vec<usize>> = HashMap::new();
    for at in &lonely {
        for (word, _) in bags[at].words() {
            rare.entry(word).or_default().push(*at);
        }
    }
    for (at, entry) in new.iter().enumerate() {
        if partner[at].is_some() {
            continue;
        }
        let words = Bag::of(&entry.unit.text);
        if words.total() < MIN_MOVED_TOKENS {
            continue;
        }
        let best = candidates(&words, &rare)
            .into_iter()
            .filter(|old_at| !taken.contains(old_at) && old[*old_at].unit.kind == entry.unit.kind)
            .map(|old_at| (bags[&old_at].likeness(&words), std::cmp::Reverse(old_at)))
            .max();
        if let Some((likeness, std::cmp::Reverse(old_at))) = best
            && likeness >= MOVED_PERCENT
        {
            partner[at] = Some(old_at);
            taken.insert(old_at);
        }
    }
}

/// The old units that share the rarest words with a new one.
fn candidates(words: &Bag<'_>, rare: &HashMap<&str, Vec<usize>>) -> Vec<usize> {
    let mut lists: Vec<(&str, &Vec<usize>)> =
        words.words().filter_map(|(word, _)| rare.get(word).map(|list| (word, list))).collect();
    // The word itself breaks ties, so that the result does not hang on the order of a hash table.
    lists.sort_by_key(|(word, list)| (list.len(), *word));
    let mut found = Vec::new();
    for (_, list) in lists {
        for at in list.iter().take(MAX_CANDIDATES) {
            if !found.contains(at) {
                found.push(*at);
            }
        }
        if found.len() >= MAX_CANDIDATES {
            break;
        }
    }
    found
}

/// A unit in both texts; `stays` says that it stands below the same unit in both, in the same order.
fn compared(old: &Entry<'_>, new: &Entry<'_>, stays: bool) -> RedlineUnit {
    let part = |old: &Option<String>, new: &Option<String>| {
        diff(old.as_deref().unwrap_or_default(), new.as_deref().unwrap_or_default())
    };
    let number = part(&old.unit.number, &new.unit.number);
    let heading = part(&old.unit.heading, &new.unit.heading);
    // A footnote is part of the law: one that changed must not pass for unchanged.
    let text = diff(&old.unit.text_with_notes(), &new.unit.text_with_notes());
    let moved = !stays || old.unit.id != new.unit.id && old.unit.number != new.unit.number;
    let touched =
        [&number, &heading, &text].iter().any(|part| part.iter().any(|c| c.kind != ChangeKind::Equal));
    let change = match (moved, touched) {
        (true, _) => UnitChange::Moved,
        (false, true) => UnitChange::Changed,
        (false, false) => UnitChange::Unchanged,
    };
    RedlineUnit {
        old_id: Some(old.unit.id.clone()),
        new_id: Some(new.unit.id.clone()),
        kind: new.unit.kind,
        depth: new.depth,
        change,
        number,
        heading,
        text,
    }
}

fn one_sided(entry: &Entry<'_>, change: UnitChange) -> RedlineUnit {
    let kind = if change == UnitChange::Inserted { ChangeKind::Insert } else { ChangeKind::Delete };
    let part = |text: &str| if text.is_empty() { Vec::new() } else { vec![Change::new(kind, text)] };
    let id = Some(entry.unit.id.clone());
    let (old_id, new_id) = if change == UnitChange::Inserted { (None, id) } else { (id, None) };
    RedlineUnit {
        old_id,
        new_id,
        kind: entry.unit.kind,
        depth: entry.depth,
        change,
        number: part(entry.unit.number.as_deref().unwrap_or_default()),
        heading: part(entry.unit.heading.as_deref().unwrap_or_default()),
        text: part(&entry.unit.text_with_notes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_before_all_others_starts_no_chain() {
        let act = |first: &str| {
            let text = format!(
                "# Act\n\n## Section 2 Duties\n\n{first}Makers shall mark.\n\nSellers shall ask.\n\nBuyers may ask.\n"
            );
            crate::parse_markdown(&text)
        };
        let counts = redline(&act(""), &act("Every town has a name.\n\n")).counts();
        assert_eq!((counts.changed, counts.inserted, counts.moved), (1, 1, 0), "{counts:?}");
    }
    use crate::parse_markdown;
    use proptest::prelude::*;

    const OLD: &str = "# Norm\n\n## Article 1 Labels\n\n1. A provider must mark everything made with its tool.\n\n2. It must keep the mark for three years after the first publication of the item.\n\n## Article 2 Fines\n\n1. The fine is 100.\n";

    fn fates(new: &str) -> Vec<(String, UnitChange)> {
        let redline = redline(&parse_markdown(OLD), &parse_markdown(new));
        redline.changed().map(|unit| (unit.id().unwrap().to_string(), unit.change)).collect()
    }

    #[test]
    fn units_are_aligned_before_words() {
        use UnitChange::{Changed, Deleted, Inserted, Moved};
        let check = |new: &str, expected: &[(&str, UnitChange)]| {
            let expected: Vec<(String, UnitChange)> =
                expected.iter().map(|(id, change)| ((*id).to_owned(), *change)).collect();
            assert_eq!(fates(new), expected);
        };
        check(OLD, &[]);
        check(&OLD.replace("100", "200"), &[("art_2__para_1", Changed)]);
        check(&OLD.replace("1. The fine is 100.\n", ""), &[("art_2__para_1", Deleted)]);
        check(
            &OLD.replace("## Article 2", "3. New words stand here now.\n\n## Article 2"),
            &[("art_1__para_3", Inserted)],
        );
        let renumbered = OLD.replace("2. It", "3. It");
        check(&renumbered, &[("art_1__para_3", Moved)]);
    }

    #[test]
    fn an_unnumbered_unit_that_comes_in_is_one_insertion() {
        let text = |paragraphs: &[&str]| {
            parse_markdown(&format!(
                "# L\n\n## Article 7\n\nThe head is chosen.\n\n{}\n",
                paragraphs.join("\n\n")
            ))
        };
        let check = |old: &[&str], new: &[&str], inserted: usize, changed: usize, deleted: usize| {
            let counts = redline(&text(old), &text(new)).counts();
            let found = (counts.inserted, counts.changed, counts.deleted, counts.moved);
            assert_eq!(found, (inserted, changed, deleted, 0), "{old:?} {new:?}");
        };
        let (one, two, three) = (
            "The vote opens when the government calls.",
            "The vote of a new head takes place in twenty days.",
            "If there is none, the senate acts.",
        );
        check(&[one, two, three], &[one, two, three], 0, 0, 0);
        check(&[one, two, three], &["The vote is secret for all.", one, two, three], 1, 0, 0);
        check(&[one, two, three], &[one, "The vote is secret for all.", two, three], 1, 0, 0);
        check(&[one, two, three], &[one, two, three, "The vote is secret for all."], 1, 0, 0);
        check(&[one, two, three], &[two, three], 0, 0, 1);
        check(
            &[one, two, three],
            &["All is new.", one, "The vote of a new head takes place in thirty days.", three],
            1,
            1,
            0,
        );
        check(&[one, two], &[one, "Something else altogether."], 0, 1, 0);
        let pointed = "A maker, as the case may be, shall:\n\n(a) mark;\n\n(b) keep.";
        check(&[one, pointed], &["The vote is secret for all.", one, pointed], 1, 0, 0);
    }

    #[test]
    fn a_footnote_that_changed_is_a_change() {
        let noted = |note: &str| {
            let mut document = parse_markdown(OLD);
            let unit = document.unit_mut(&"art_2__para_1".into()).unwrap();
            unit.notes = vec![crate::model::Note { at: 8, text: note.to_owned() }];
            document
        };
        assert_eq!(redline(&noted("OJ 1"), &noted("OJ 2")).counts().changed, 1);
        assert_eq!(redline(&noted("OJ 1"), &noted("OJ 1")).counts().changed, 0);
    }

    proptest! {
        #[test]
        fn a_redline_holds_both_texts(old in "([1-4]\\. [abc ]{0,9}\n\n|## Article [1-3]\n\n|\\([ab]\\) [가나 ]{0,6}\n\n){0,8}", new in "([1-4]\\. [abc ]{0,9}\n\n|## Article [1-3]\n\n|\\([ab]\\) [가나 ]{0,6}\n\n){0,8}") {
            let (old, new) = (parse_markdown(&old), parse_markdown(&new));
            let redline = redline(&old, &new);
            let side = |document: &Document| -> Vec<(UnitId, String)> {
                document.walk().map(|unit| (unit.id.clone(), [unit.number.clone().unwrap_or_default(), unit.heading.clone().unwrap_or_default(), unit.text.clone()].join("\u{1f}"))).collect()
            };
            prop_assert_eq!(redline.accept_all(), side(&new));
            prop_assert_eq!(redline.reject_all(), side(&old));
        }

        #[test]
        fn what_changed_places_is_told(order in Just((1..=7).collect::<Vec<usize>>()).prop_shuffle(), parts in proptest::collection::vec(0..3_usize, 7)) {
            let text = |order: &[usize], parts: &[usize]| {
                let articles = |part: usize| -> String {
                    let own = order.iter().zip(parts).filter(|(_, of)| **of == part).map(|(number, _)| number);
                    own.map(|n| format!("## Article {n} Duty {n}\n\n1. Maker {n} labels.\n\n2. Seller {n} asks.\n\n")).collect::<Vec<_>>().concat()
                };
                let chapters = (0..3).map(|part| format!("# Chapter {} Part {part}\n\n{}", part + 1, articles(part))).collect::<Vec<_>>().concat();
                parse_markdown(&format!("# Norm\n\n{chapters}"))
            };
            let (old, new) = (text(&[1, 2, 3, 4, 5, 6, 7], &[0, 0, 1, 1, 1, 2, 2]), text(&order, &parts));
            let redline = redline(&old, &new);
            let ids = |document: &Document| -> Vec<UnitId> { document.walk().map(|unit| unit.id.clone()).collect() };
            let sides = |side: Vec<(UnitId, String)>| -> Vec<UnitId> { side.into_iter().map(|(id, _)| id).collect() };
            prop_assert_eq!(sides(redline.accept_all()), ids(&new));
            prop_assert_eq!(sides(redline.reject_all()), ids(&old));
            prop_assert_eq!(ids(&old) == ids(&new), redline.counts().moved == 0);
            prop_assert_eq!(redline.counts().inserted + redline.counts().deleted, 0);
        }
    }

    #[test]
    fn an_article_that_changes_its_chapter_or_its_place_has_moved() {
        let act = |order: &str| {
            let part = |c: char| match c {
                'I' => "## Chapter I One\n\n".to_owned(),
                'J' => "## Chapter II Two\n\n".to_owned(),
                c => format!("### Article {c} On {c}\n\nThe rule {c} stands.\n\n"),
            };
            parse_markdown(&format!("# Act\n\n{}", order.chars().map(part).collect::<String>()))
        };
        let moved = |old: &str, new: &str| -> Vec<String> {
            let redline = redline(&act(old), &act(new));
            assert!(redline.changed().all(|unit| unit.change == UnitChange::Moved), "{old} {new}");
            redline.changed().map(|unit| unit.id().unwrap().to_string()).collect()
        };
        assert_eq!(moved("I12J3", "I1J23"), ["art_2"]);
        assert_eq!(moved("I12J3", "I21J3").len(), 1);
        assert_eq!(moved("I12J3", "I12J3"), Vec::<String>::new());
        // A chapter that is put around articles moves none of them.
        let counts = redline(&act("123"), &act("I12J3")).counts();
        assert_eq!((counts.inserted, counts.moved), (2, 0));
    }
}
