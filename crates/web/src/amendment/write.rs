//! What the form of an amendment asks for: other words for a unit and its parts, and why.

use std::collections::BTreeSet;
use std::sync::Arc;

use maru_forum::{EntryNumber, ProposeAmendment, normalised};
use maru_record::Digest;
use maru_text::{Carried, Document, Operation, Redline, Unit, UnitId};
use maru_verify::draft::{WHOLE_TEXT, write_operations};

use crate::amendment::work::{Place, added, on_version};
use crate::common::ProcessView;
use crate::draft::texts::{Text, Texts};
use crate::form::Typed;
use crate::remark::write::Target;
use crate::script::chosen;

/// Units whose words one form offers: an article with its paragraphs and points.
pub(crate) const UNITS: usize = 24;

/// An amendment that can be sent, with what it changes.
pub(crate) struct Asked {
    pub(crate) command: ProposeAmendment,
    pub(crate) redline: Redline,
    /// The text as it would be.
    pub(crate) next: maru_text::Document,
    pub(crate) text: Arc<Text>,
    /// Where it stands.
    pub(crate) places: Vec<Place>,
}

/// The parts of a unit that have words of their own, itself among them.
pub(crate) fn parts(unit: &Unit) -> Vec<&Unit> {
    unit.walk().filter(|part| !part.text.is_empty()).take(UNITS).collect()
}

/// The amendments that a form combines.
pub(crate) fn sources(view: &ProcessView<'_>, typed: &Typed) -> Vec<EntryNumber> {
    let said: Vec<&str> = typed.all("from").collect();
    let asked = view.visit.query.iter().filter(|(name, _)| name == "from").map(|(_, value)| value.as_str());
    let all = if said.is_empty() { asked.collect() } else { said };
    all.into_iter().filter_map(|text| text.parse().ok().map(EntryNumber)).collect()
}

/// What amendments make of the text together, as the first words of one that combines them.
pub(crate) struct Combined {
    pub(crate) document: Document,
    /// How many of them are not in it.
    pub(crate) left_out: usize,
}

/// The words that a part has at first: as they stand, or as the amendments that are combined would have them.
pub(crate) fn combined(
    view: &ProcessView<'_>,
    texts: &Texts,
    target: &Target<'_>,
    sources: &[EntryNumber],
) -> Option<Combined> {
    let (text, draft) = (target.text.as_ref()?, view.process.drafts.last()?);
    let found = sources.iter().filter_map(|entry| view.process.amendments.get(*entry));
    let all: Vec<Vec<Operation>> =
        found.filter_map(|one| on_version(view, texts, one, &text.language, draft)?.ok()).collect();
    if sources.is_empty() {
        return None;
    }
    let put_in: Vec<&[Operation]> = all.iter().map(Vec::as_slice).collect();
    let Ok(merged) = maru_text::merge_amendments(&text.document, &put_in) else {
        return Some(Combined { document: text.document.clone(), left_out: sources.len() });
    };
    let fails = merged.outcomes.iter().filter(|one| matches!(one, Carried::Fails { .. })).count();
    Some(Combined { document: merged.document, left_out: sources.len() - all.len() + fails })
}

/// What was typed changes in the text; none where it cannot be said as operations.
fn operations(text: &Text, unit: &Unit, typed: &Typed) -> Option<Vec<Operation>> {
    // What is put in comes first: the part behind which it stands may be taken out by the same amendment.
    let mut operations: Vec<Operation> = inserted(text, unit, typed).into_iter().collect();
    for part in parts(unit) {
        let Some(words) = typed.said(&format!("wording-{}", part.id)) else { continue };
        if typed.has("delete", part.id.as_str()) {
            operations.push(Operation::Delete { target: part.id.clone() });
        } else {
            operations.extend(maru_text::propose_words(&text.document, &part.id, words).ok()?);
        }
    }
    Some(operations)
}

/// A new unit of the same kind before or behind the one that the form is about; none where nothing was typed for it.
///
/// Its id comes of its words and its place, so that two people who put in the same put in one unit, and others never meet by chance.
fn inserted(text: &Text, unit: &Unit, typed: &Typed) -> Option<Operation> {
    let said = |name: &str| {
        let lines: Vec<&str> =
            typed.get(name).lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        (!lines.is_empty()).then(|| normalised(&lines.join("\n")))
    };
    let (number, heading, words) = (said("new_number"), said("new_heading"), said("new_words"));
    if number.is_none() && heading.is_none() && words.is_none() {
        return None;
    }
    let path = text.document.path(&unit.id);
    let parent = path.iter().rev().nth(1);
    let siblings = parent.map_or(&text.document.units, |parent| &parent.children);
    let place = siblings.iter().position(|sibling| sibling.id == unit.id)?;
    let after = match typed.get("new_place") {
        "before" => place.checked_sub(1).and_then(|before| siblings.get(before)),
        _ => siblings.get(place),
    };
    let after = after.map(|sibling| sibling.id.clone());
    let said = format!("{:?} {number:?} {heading:?} {words:?}", after.as_ref().map(UnitId::as_str));
    let mark: String = Digest::of(said.as_bytes()).to_string().chars().take(8).collect();
    let id = UnitId::new(format!("{}-n{mark}", unit.id).as_str());
    let new = Unit { id, number, heading, text: words.unwrap_or_default(), ..Unit::new(unit.kind) };
    let parent = parent.map(|parent| parent.id.clone()).unwrap_or_default();
    Some(Operation::Add { parent, after, unit: Box::new(new) })
}

/// A form that was made on an older version, on the newest: the same change to the words that stand there now, so that what others
/// changed meanwhile is not taken back. With it in words what happened; nothing where the form is on the newest version.
pub(crate) fn on_newest(view: &ProcessView<'_>, texts: &Texts, typed: &Typed) -> Option<(Typed, String)> {
    let old = Target::of(view, texts, typed)?;
    let last = view.process.drafts.last()?;
    if old.draft.version == last.version {
        return None;
    }
    let moved = typed.with("version", &last.version.to_string()).without("seen");
    let new = Target::of(view, texts, &moved)?;
    let said = |key: &str| view.visit.text_with(key, &[("version", last.version.into())]);
    let carried = || {
        let (text, now) = (old.text.as_ref()?, new.text.as_ref()?);
        let operations = operations(text, old.unit()?, typed)?;
        let operations = match maru_text::carry_over(&text.document, &operations, &now.document).ok()? {
            Carried::Unchanged { operations } | Carried::Adjusted { operations, .. } => operations,
            Carried::AlreadyThere => return Some((moved.clone(), "amendment-says-so-already")),
            Carried::Fails { .. } => return None,
        };
        let next = maru_text::apply_operations(&now.document, &operations).ok()?;
        let mut typed = moved.clone();
        for part in parts(new.unit()?) {
            // A part that is taken out keeps its words in the form, and its tick.
            if let Some(words) = next.unit(&part.id) {
                typed = typed.with(&format!("wording-{}", part.id), &words.text);
            }
        }
        Some((typed, "amendment-carried-over"))
    };
    let (typed, key) = carried().unwrap_or((moved.clone(), "amendment-not-carried-over"));
    Some((typed, said(key)))
}

/// The amendment of a form, or in words why there is none.
pub(crate) fn asked(view: &ProcessView<'_>, texts: &Texts, typed: &Typed) -> Result<Asked, String> {
    let visit = view.visit;
    let refused = || visit.text("remark-wording-refused");
    let target = Target::of(view, texts, typed).ok_or_else(|| visit.text("draft-none-yet"))?;
    let (Some(text), Some(unit)) = (target.text.clone(), target.unit()) else {
        return Err(visit.text("remark-no-unit"));
    };
    if view.process.drafts.last().map(|last| last.version) != Some(target.draft.version) {
        return Err(visit.text("amendment-old-version"));
    }
    let operations = operations(&text, unit, typed).ok_or_else(refused)?;
    if operations.is_empty() {
        return Err(visit.text("amendment-nothing-changed"));
    }
    let next = maru_text::apply_operations(&text.document, &operations).map_err(|_| refused())?;
    let touched: BTreeSet<UnitId> = maru_text::touched(&operations);
    let units = touched
        .iter()
        // What is put in beside the articles touches the text as a whole.
        .map(|id| maru_forum::UnitId::new(if id.is_empty() { WHOLE_TEXT } else { id.as_str() }))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|violation| visit.violation(&violation))?;
    let command = ProposeAmendment {
        version: target.draft.version,
        operations: vec![(text.language.clone(), write_operations(&operations))],
        units,
        text: typed.get("text").to_owned(),
        language: chosen(view, typed)?,
        sources: sources(view, typed),
    };
    let redline = maru_text::redline(&text.document, &next);
    let on = touched.iter().filter(|id| !id.is_empty()).map(|id| Place::On(id.as_str().to_owned()));
    let places = on.chain(operations.iter().filter_map(added)).collect();
    Ok(Asked { command, redline, next, text, places })
}
