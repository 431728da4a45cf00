//! Comments and tracked changes of a Word file, each in its place in the draft.
//!
//! The text of the file as it was before the changes is paired with the draft unit by unit; a change counts only where every part
//! that it touches reads in the draft as it does in the file.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{Anchor, Language};
use maru_text::{
    Commented, Document, Operation, Proposed, Review, Unit, anchor_text, apply_operations, keep_ids,
    operations_between, slug, touched,
};

use super::bring::{Brought, hung};
use super::place::quoted;
use crate::word::{CHANGE, COMMENT};

/// Where a remark hangs, and the wording that it proposes: operations in JSON, with the language of the text that they change.
type Placed = Result<(Option<Anchor>, Option<(Language, String)>), Brought>;

/// What of a Word file was found in the draft, by the names of its comments and changes.
pub(super) struct Reviewed(BTreeMap<String, Placed>);

impl Reviewed {
    pub(super) fn of(review: &Review, language: &Language, tree: &Document) -> Self {
        let base = keep_ids(tree, &review.document, &BTreeSet::new());
        let names = review.document.walk().zip(base.walk());
        let names: BTreeMap<&str, &str> =
            names.map(|(old, new)| (old.id.as_str(), new.id.as_str())).collect();
        let pair = Pair { language, tree, base: &base, names: &names };
        let comments = review.comments.iter().map(|one| (format!("{COMMENT}{}", one.id), pair.comment(one)));
        let changes = review.changes.iter().enumerate();
        let changes =
            changes.map(|(at, one)| (format!("{CHANGE}{}", at + 1), pair.change(&review.document, one)));
        Self(comments.chain(changes).collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&Placed> {
        self.0.get(name)
    }
}

/// The draft, and the text of the file under the names of the draft.
struct Pair<'a> {
    language: &'a Language,
    tree: &'a Document,
    base: &'a Document,
    /// The draft's names by those of the file.
    names: &'a BTreeMap<&'a str, &'a str>,
}

impl Pair<'_> {
    fn name(&self, id: &maru_text::UnitId) -> maru_text::UnitId {
        self.names.get(id.as_str()).map_or_else(|| id.clone(), |name| maru_text::UnitId::new(*name))
    }

    fn anchor(&self, unit: &maru_text::UnitId, range: Option<(u32, u32)>) -> Option<Anchor> {
        hung(self.language, unit, range)
    }

    /// A comment hangs on the words that it was set on, where the draft says them in that part, or in one place only.
    fn comment(&self, comment: &Commented) -> Placed {
        if let Some(spot) = &comment.place {
            let unit = self.name(&spot.unit);
            let ours = self.tree.unit(&unit).map(anchor_text);
            if ours.is_some() && ours == self.base.unit(&unit).map(anchor_text) {
                return Ok((self.anchor(&unit, spot.range), None));
            }
        }
        match quoted(self.tree, &comment.quote) {
            Ok(found) => Ok((self.anchor(&found.unit, found.range), None)),
            Err(count) => Err(Brought::Unplaced { count }),
        }
    }

    /// What the reader of the file told otherwise than the draft does, and the change leaves alone, stays as the draft has it.
    fn fit(&self, operation: &mut Operation) {
        let Operation::Rewrite { target, with } = operation else { return };
        let (Some(ours), Some(theirs)) = (self.tree.unit(target), self.base.unit(target)) else { return };
        if with.kind == theirs.kind {
            with.kind = ours.kind;
        }
        if with.number == theirs.number {
            with.number.clone_from(&ours.number);
        }
        with.heading_first = ours.heading_first;
        with.dates = ours.dates.clone();
        if with.text == theirs.text {
            with.spans.clone_from(&ours.spans);
        }
    }

    fn change(&self, document: &Document, change: &Proposed) -> Placed {
        let with = apply_operations(document, &change.operations).map_err(|_| other_words("draft"))?;
        let operations = self.operations(document, with)?;
        let units = touched(&operations);
        let first = units.iter().find(|unit| self.tree.unit(unit).is_some());
        let anchor = first.and_then(|unit| self.anchor(unit, None));
        Ok((anchor, Some((self.language.clone(), written(&operations)))))
    }

    /// What makes of the draft what was made of the file: only where every part that changes reads in the draft as it does there.
    fn operations(&self, document: &Document, mut with: Document) -> Result<Vec<Operation>, Brought> {
        let known: BTreeSet<&str> = document.walk().map(|unit| unit.id.as_str()).collect();
        rename(&mut with.units, &|id| known.contains(id.as_str()).then(|| self.name(id)));
        let with = Document { title: self.base.title.clone(), dates: self.base.dates.clone(), ..with };
        let mut operations = operations_between(self.base, &with);
        if operations.is_empty() {
            return Err(Brought::Empty);
        }
        let units = touched(&operations);
        let differs = |id: &&maru_text::UnitId| match (self.tree.unit(id), self.base.unit(id)) {
            (Some(ours), Some(theirs)) => !same_words(ours, theirs),
            (ours, theirs) => ours.is_some() != theirs.is_some(),
        };
        if let Some(unit) = units.iter().find(differs) {
            return Err(other_words(unit.as_str()));
        }
        for one in &mut operations {
            self.fit(one);
        }
        apply_operations(self.tree, &operations).map_err(|_| other_words("draft"))?;
        Ok(operations)
    }
}

fn other_words(unit: &str) -> Brought {
    Brought::OtherWords { unit: unit.to_owned() }
}

/// What makes of a text of the draft what a file made of its own base, and whether the whole base reads as the draft does. `with` is what
/// the file made of it, under the names of the base.
pub(super) fn operations_on(
    language: &Language,
    tree: &Document,
    base: &Document,
    with: &Document,
) -> Result<(Vec<Operation>, bool), Brought> {
    let kept = keep_ids(tree, base, &BTreeSet::new());
    let names = base.walk().zip(kept.walk()).map(|(old, new)| (old.id.as_str(), new.id.as_str())).collect();
    let pair = Pair { language, tree, base: &kept, names: &names };
    let operations = pair.operations(base, with.clone())?;
    Ok((operations, same_units(tree, &kept)))
}

/// Whether a file reads as a text of the draft does, whatever its units are called.
pub(super) fn reads_as(tree: &Document, file: &Document) -> bool {
    may_read_as(tree, file) && same_units(tree, &keep_ids(tree, file, &BTreeSet::new()))
}

/// Whether the words of a file are those of a text, whatever their order: without it the two do not read alike, and to pair their units,
/// which takes long, is needless.
pub(super) fn may_read_as(tree: &Document, file: &Document) -> bool {
    let words = |document: &Document| {
        let mut words: Vec<(Option<String>, String)> =
            document.walk().map(|unit| (unit.number.as_deref().map(slug), unit.text.clone())).collect();
        words.sort_unstable();
        words
    };
    words(tree) == words(file)
}

fn same_units(tree: &Document, kept: &Document) -> bool {
    tree.walk().count() == kept.walk().count()
        && tree.walk().all(|unit| kept.unit(&unit.id).is_some_and(|other| same_words(unit, other)))
}

/// Whether two units say the same, whatever kind a reader took them for.
fn same_words(ours: &Unit, theirs: &Unit) -> bool {
    let number = |unit: &Unit| unit.number.as_deref().map(slug);
    number(ours) == number(theirs)
        && ours.heading == theirs.heading
        && ours.text == theirs.text
        && ours.notes == theirs.notes
}

/// Operations as they are recorded.
pub(super) fn written(operations: &[Operation]) -> String {
    maru_verify::draft::write_operations(operations)
}

fn rename(units: &mut [maru_text::Unit], name: &dyn Fn(&maru_text::UnitId) -> Option<maru_text::UnitId>) {
    for unit in units {
        if let Some(new) = name(&unit.id) {
            unit.id = new;
        }
        rename(&mut unit.children, name);
    }
}
