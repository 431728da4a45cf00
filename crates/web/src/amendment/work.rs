//! What amendments do to the text: what each changes, where two of them meet, what became of one when its base moved.

use std::collections::BTreeMap;
use std::sync::Arc;

use maru_forum::{Amendment, Draft, EntryNumber, Language};
use maru_text::{Carried, Encounter, Operation, Redline, Saying};
use maru_verify::draft::{WHOLE_TEXT, read_operations};

use crate::common::ProcessView;
use crate::draft::chosen::version_of;
use crate::draft::texts::{Text, Texts};
use crate::remark::place::text_in;

/// How much of 100 the words of two amendments of one unit must have in common to be shown as alike.
pub(crate) const ALIKE_PERCENT: usize = 80;
/// Amendments of one unit that are compared with each other; among more the newest.
pub(crate) const COMPARED: usize = 60;

/// The operations of an amendment on the text in one language; none where it has none, or where they were erased.
pub(crate) fn operations(
    view: &ProcessView<'_>,
    amendment: &Amendment,
    language: &Language,
) -> Option<Vec<Operation>> {
    let words = amendment.operations.iter().find(|words| words.language == *language)?;
    read_operations(view.content(&words.digest)?.get("text")?).ok()
}

/// Where an amendment stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// It changes this unit.
    On(String),
    /// It puts something beside the articles, after this one.
    After(String),
    /// It puts something before all others.
    First,
}

/// Where an amendment stands: what is put in beside the articles touches the whole text by the record, and belongs to the part that it
/// stands behind.
pub(crate) fn places(view: &ProcessView<'_>, amendment: &Amendment) -> Vec<Place> {
    let is_whole = |unit: &&maru_forum::UnitId| unit.as_str() == WHOLE_TEXT;
    let mut places: Vec<Place> = amendment
        .units
        .iter()
        .filter(|unit| !is_whole(unit))
        .map(|unit| Place::On(unit.as_str().to_owned()))
        .collect();
    if amendment.units.iter().any(|unit| is_whole(&unit)) {
        let said =
            amendment.operations.iter().filter_map(|words| operations(view, amendment, &words.language));
        let beside: Vec<Place> = said.flatten().filter_map(|operation| added(&operation)).collect();
        let none = beside.is_empty();
        places.extend(beside);
        places.extend(none.then(|| Place::On(WHOLE_TEXT.to_owned())));
    }
    places.dedup();
    places
}

/// Where an operation puts a unit at the top; none for any other operation.
pub(crate) fn added(operation: &Operation) -> Option<Place> {
    let Operation::Add { parent, after, .. } = operation else { return None };
    let after = after.as_ref().map(|after| Place::After(after.as_str().to_owned()));
    parent.is_empty().then(|| after.unwrap_or(Place::First))
}

/// Amendments that put something right behind a unit at the top, by that unit; among many the newest are looked at.
pub(crate) fn put_behind(view: &ProcessView<'_>) -> BTreeMap<String, Vec<EntryNumber>> {
    let mut found: BTreeMap<String, Vec<EntryNumber>> = BTreeMap::new();
    let Ok(whole) = maru_forum::UnitId::new(WHOLE_TEXT) else { return found };
    for one in view.process.amendments.on_unit(&whole).rev().take(COMPARED) {
        for place in places(view, one) {
            if let Place::After(unit) = place {
                found.entry(unit).or_default().push(one.entry);
            }
        }
    }
    found
}

/// The text on which an amendment is made.
pub(crate) fn base(
    view: &ProcessView<'_>,
    texts: &Texts,
    amendment: &Amendment,
    language: &Language,
) -> Option<Arc<Text>> {
    text_in(view, texts, version_of(view, amendment.version)?, language)
}

/// What an amendment changes, language by language.
pub(crate) fn changes(
    view: &ProcessView<'_>,
    texts: &Texts,
    amendment: &Amendment,
) -> Vec<(Arc<Text>, Redline)> {
    let one = |language: &Language| {
        let base = base(view, texts, amendment, language)?;
        let next =
            maru_text::apply_operations(&base.document, &operations(view, amendment, language)?).ok()?;
        let redline = maru_text::redline(&base.document, &next);
        Some((base, redline))
    };
    amendment.operations.iter().filter_map(|words| one(&words.language)).collect()
}

/// What became of an amendment on a later version, in one language; none where it is made on that very version.
pub(crate) fn carried(
    view: &ProcessView<'_>,
    texts: &Texts,
    amendment: &Amendment,
    language: &Language,
    draft: &Draft,
) -> Option<Carried> {
    if draft.version <= amendment.version {
        return None;
    }
    let base = base(view, texts, amendment, language)?;
    let onto = text_in(view, texts, draft, language)?;
    maru_text::carry_over(&base.document, &operations(view, amendment, language)?, &onto.document).ok()
}

/// The operations of an amendment on a version: as it has them, or carried over; an error says where it fails.
pub(crate) fn on_version(
    view: &ProcessView<'_>,
    texts: &Texts,
    amendment: &Amendment,
    language: &Language,
    draft: &Draft,
) -> Option<Result<Vec<Operation>, Carried>> {
    match carried(view, texts, amendment, language, draft) {
        None => operations(view, amendment, language).map(Ok),
        Some(Carried::Unchanged { operations } | Carried::Adjusted { operations, .. }) => {
            Some(Ok(operations))
        }
        Some(other) => Some(Err(other)),
    }
}

/// Two amendments that meet at a unit.
pub(crate) struct Met {
    pub(crate) unit: String,
    pub(crate) other: EntryNumber,
    pub(crate) encounter: Encounter,
}

/// Where an amendment meets others that are made on the same version and still ask for something.
pub(crate) fn met(view: &ProcessView<'_>, texts: &Texts, amendment: &Amendment) -> Vec<Met> {
    let others =
        amendment.units.iter().flat_map(|unit| view.process.amendments.on_unit(unit).rev().take(COMPARED));
    let mut others: Vec<&Amendment> = others
        .filter(|other| {
            other.entry != amendment.entry && other.is_open() && other.version == amendment.version
        })
        .collect();
    others.sort_by_key(|other| other.entry);
    others.dedup_by_key(|other| other.entry);
    let mut found = Vec::new();
    for words in &amendment.operations {
        let Some(base) = base(view, texts, amendment, &words.language) else { continue };
        let Some(own) = operations(view, amendment, &words.language) else { continue };
        for other in &others {
            let Some(theirs) = operations(view, other, &words.language) else { continue };
            let rivals = maru_text::rivals(&base.document, &[&own, &theirs]).unwrap_or_default();
            found.extend(rivals.into_iter().map(|rival| Met {
                unit: rival.unit.to_string(),
                other: other.entry,
                encounter: rival.encounter,
            }));
        }
    }
    found
}

/// Amendments of one unit in groups of those that read alike there; each group in the order of the record, single ones alone.
pub(crate) fn groups<'a>(
    view: &ProcessView<'_>,
    texts: &Texts,
    unit: &str,
    language: &Language,
    amendments: &[&'a Amendment],
) -> Vec<Vec<&'a Amendment>> {
    let id = maru_text::UnitId::new(unit);
    let words: Vec<String> = amendments
        .iter()
        .map(|amendment| {
            let base = base(view, texts, amendment, language);
            let changed = base
                .zip(operations(view, amendment, language))
                .and_then(|(base, operations)| maru_text::changed_words(&base.document, &operations).ok());
            changed.and_then(|mut changed| changed.remove(&id)).unwrap_or_else(|| amendment.entry.to_string())
        })
        .collect();
    let sayings: Vec<Saying<'_>> = words.iter().map(|words| Saying { about: unit, words }).collect();
    let mut groups = maru_text::alike(&sayings, ALIKE_PERCENT);
    let grouped: Vec<usize> = groups.iter().flatten().copied().collect();
    groups.extend((0..amendments.len()).filter(|place| !grouped.contains(place)).map(|place| vec![place]));
    groups.sort_by_key(|group| group.first().copied());
    groups
        .iter()
        .map(|group| group.iter().filter_map(|place| amendments.get(*place).copied()).collect())
        .collect()
}
