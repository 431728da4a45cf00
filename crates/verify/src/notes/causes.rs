//! Whether what a version of the draft names as the cause of a change is one: an amendment that says these words, a remark about
//! this unit, an answer that promised it. Drafters may word things themselves; that they did is told, with both wordings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use maru_forum::{Amendment, Cause, Disposition, Draft, EntryNumber, Language, Process, Standing, UnitId};
use maru_text::{Carried, Document, Operation, apply_operations, carry_over, same_parts};

use super::{MAX_LISTED, note};
use crate::draft::{Trees, WHOLE_TEXT, changed_units, read_operations};
use crate::report::Note;

/// The most characters of a wording that a note quotes.
const QUOTED: usize = 120;

pub(crate) fn notes(process: &Process, trees: &dyn Trees) -> Vec<Note> {
    let drafts: Vec<&Draft> = process.drafts.iter().collect();
    let mut notes = Vec::new();
    for pair in drafts.windows(2) {
        let [before, now] = pair else { continue };
        let named = named_amendments(process, trees, now);
        let made = made_of(&named, trees, (before, now));
        notes.extend(other_words(&made, now));
        notes.extend(elsewhere(process, &named, &made, now));
        notes.extend(general(process, now));
        notes.extend(refused(process, now));
        notes.extend(not_given(process, now));
    }
    notes.extend(undone(trees, &drafts));
    notes
}

/// An amendment that a version names, with its operations and the text on which it was made, in one language.
struct Proposal<'a> {
    amendment: &'a Amendment,
    language: &'a Language,
    base: Arc<Document>,
    operations: Vec<Operation>,
}

/// Those that anyone may read; nothing is said of the others.
fn named_amendments<'a>(process: &'a Process, trees: &dyn Trees, now: &Draft) -> Vec<Proposal<'a>> {
    let entries: BTreeSet<EntryNumber> =
        now.causes.iter().flat_map(|cause| cause.by.iter().copied()).collect();
    let mut named = Vec::new();
    for amendment in entries.iter().filter_map(|entry| process.amendments.get(*entry)) {
        if process.ledger.standing(amendment.entry) != Some(Standing::Shown) {
            continue;
        }
        let Some(on) = process.drafts.version(amendment.version) else { continue };
        for words in &amendment.operations {
            let operations = trees.words(&words.digest).and_then(|text| read_operations(&text).ok());
            let base = trees.tree(on, &words.language).ok().flatten();
            if let (Some(operations), Some(base)) = (operations, base) {
                named.push(Proposal { amendment, language: &words.language, base, operations });
            }
        }
    }
    named
}

/// What amendments make of a text, one after the other; those that do not fit leave it as it is.
fn carried<'a>(onto: &Document, proposals: impl Iterator<Item = &'a Proposal<'a>>) -> Document {
    let mut text = onto.clone();
    for one in proposals {
        let Ok(Carried::Unchanged { operations } | Carried::Adjusted { operations, .. }) =
            carry_over(&one.base, &one.operations, &text)
        else {
            continue;
        };
        if let Ok(next) = apply_operations(&text, &operations) {
            text = next;
        }
    }
    text
}

/// What the named amendments make of the text before, in one language: all of them in their order and against it, and each alone.
struct Made<'a> {
    before: Arc<Document>,
    now: Arc<Document>,
    together: [Document; 2],
    alone: BTreeMap<EntryNumber, (&'a Amendment, Document, BTreeSet<String>)>,
}

fn made_of<'a>(
    named: &'a [Proposal<'a>],
    trees: &dyn Trees,
    (before, now): (&Draft, &Draft),
) -> BTreeMap<&'a Language, Made<'a>> {
    let mut made = BTreeMap::new();
    let languages: BTreeSet<&'a Language> = named.iter().map(|one| one.language).collect();
    for language in languages {
        let (Ok(Some(old)), Ok(Some(new))) = (trees.tree(before, language), trees.tree(now, language)) else {
            continue;
        };
        let here = || named.iter().filter(|one| one.language == language);
        let alone = here().map(|one| {
            let text = carried(&old, std::iter::once(one));
            let changed = changed_units(&old, &text, &[]);
            (one.amendment.entry, (one.amendment, text, changed))
        });
        let alone = alone.collect();
        let together = [carried(&old, here()), carried(&old, here().rev())];
        made.insert(language, Made { before: old, now: new, together, alone });
    }
    made
}

/// A unit with the id of what contains it, or the title and dates of the whole.
fn is_same_unit(one: &Document, other: &Document, id: &str) -> bool {
    if id == WHOLE_TEXT {
        return (&one.title, &one.dates) == (&other.title, &other.dates);
    }
    let id = maru_text::UnitId::new(id);
    let (one, other) = (one.path(&id), other.path(&id));
    let parent = |path: &[&maru_text::Unit]| path.iter().rev().nth(1).map(|unit| unit.id.clone());
    match (one.last(), other.last()) {
        (Some(first), Some(second)) => same_parts(first, second) && parent(&one) == parent(&other),
        (first, second) => first.is_none() && second.is_none(),
    }
}

fn words_of(document: &Document, id: &str) -> String {
    if id == WHOLE_TEXT {
        return quoted(&document.title);
    }
    let unit = document.unit(&maru_text::UnitId::new(id));
    unit.map_or_else(
        || "nothing".to_owned(),
        |unit| {
            let head: Vec<&str> =
                unit.head().chain([unit.text.as_str()]).filter(|part| !part.is_empty()).collect();
            quoted(&head.join(" "))
        },
    )
}

fn quoted(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = words.chars().take(QUOTED).collect();
    if short.len() < words.len() { format!("“{short}…”") } else { format!("“{short}”") }
}

/// Whether an amendment is about a unit, by what it says and by what it does.
fn is_about(amendment: &Amendment, changed: &BTreeSet<String>, unit: &UnitId) -> bool {
    changed.contains(unit.as_str()) || amendment.units.iter().any(|one| is_near(one, unit))
}

/// Units of which a version names an amendment as the cause, and that read otherwise than the amendment made them, alone or with the
/// others that are named.
fn other_words(made: &BTreeMap<&Language, Made<'_>>, now: &Draft) -> Option<Note> {
    let mut told = Vec::new();
    let mut entries = BTreeSet::from([now.entry.0]);
    for cause in &now.causes {
        for (language, made) in made {
            let id = cause.unit.as_str();
            let about: Vec<_> = cause
                .by
                .iter()
                .filter_map(|entry| made.alone.get(entry))
                .filter(|(amendment, _, changed)| is_about(amendment, changed, &cause.unit))
                .collect();
            let Some((first, proposed, _)) = about.first() else { continue };
            let mut texts = about.iter().map(|(_, text, _)| text).chain(&made.together);
            let unchanged = is_same_unit(&made.before, &made.now, id);
            if unchanged || texts.any(|text| is_same_unit(text, &made.now, id)) {
                continue;
            }
            entries.extend(about.iter().map(|(amendment, ..)| amendment.entry.0));
            told.push(format!(
                "{id} in “{language}” names amendment {}, which makes it {}, and reads {}",
                first.entry,
                words_of(proposed, id),
                words_of(&made.now, id)
            ));
        }
    }
    let sentence = format!(
        "Version {} of the draft (entry {}) has other words than the amendments that it names as the cause: {}.",
        now.version,
        now.entry,
        some(&told)
    );
    (!told.is_empty()).then(|| note(9, "other-words-than-amended", entries, sentence))
}

/// The first of many things.
fn some(told: &[String]) -> String {
    let shown = told.iter().take(MAX_LISTED).cloned().collect::<Vec<_>>().join("; ");
    match told.len().saturating_sub(MAX_LISTED) {
        0 => shown,
        more => format!("{shown}; and {more} more"),
    }
}

/// Whether two units are the same, or one contains the other.
pub(super) fn is_near(one: &UnitId, other: &UnitId) -> bool {
    let (one, other) = (one.as_str(), other.as_str());
    let within =
        |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with("__"));
    one == other || within(one, other) || within(other, one) || [one, other].contains(&WHOLE_TEXT)
}

/// Causes that are about another unit: neither do they touch it, nor does the answer to them name it.
fn elsewhere(
    process: &Process,
    named: &[Proposal<'_>],
    made: &BTreeMap<&Language, Made<'_>>,
    now: &Draft,
) -> Option<Note> {
    let mut told = Vec::new();
    let mut entries = BTreeSet::from([now.entry.0]);
    for cause in &now.causes {
        let others = cause.by.iter().filter(|entry| {
            !answered_for(process, cause, **entry) && !is_of_unit(process, named, made, &cause.unit, **entry)
        });
        for entry in others {
            entries.insert(entry.0);
            told.push(format!("{} names entry {entry}", cause.unit));
        }
    }
    let sentence = format!(
        "Version {} of the draft (entry {}) names causes that are about other units, and no answer to them names this one: {}.",
        now.version,
        now.entry,
        some(&told)
    );
    (!told.is_empty()).then(|| note(9, "cause-elsewhere", entries, sentence))
}

/// Remarks about the whole text, without a wording of their own, that are named as the cause of a change somewhere, and that no answer ties
/// to this place: such a remark would fit any change.
fn general(process: &Process, now: &Draft) -> Option<Note> {
    let mut told = Vec::new();
    let mut entries = BTreeSet::from([now.entry.0]);
    for cause in now.causes.iter().filter(|cause| cause.unit.as_str() != WHOLE_TEXT) {
        let general = cause.by.iter().filter(|entry| {
            let remark = process.remarks.get(**entry);
            let is_general = remark.is_some_and(|one| one.anchor.is_none() && one.proposal.is_none());
            is_general && !answered_for(process, cause, **entry)
        });
        for entry in general {
            entries.insert(entry.0);
            told.push(format!("{} names entry {entry}", cause.unit));
        }
    }
    let sentence = format!(
        "Version {} of the draft (entry {}) names as the cause of changes remarks about the whole text, and no answer to them says that they \
         ask for these: {}.",
        now.version,
        now.entry,
        some(&told)
    );
    (!told.is_empty()).then(|| note(9, "cause-general", entries, sentence))
}

/// Whether an answer promised this change: the answer that is named itself, or one that is named or stands on what is named.
fn answered_for(process: &Process, cause: &Cause, entry: EntryNumber) -> bool {
    let promises = |answer: &maru_forum::Answer| answer.units.iter().any(|unit| is_near(unit, &cause.unit));
    if let Some(answer) = process.answers.get(entry) {
        return promises(answer);
    }
    let others = cause.by.iter().filter_map(|other| process.answers.get(*other));
    others.filter(|answer| answer.on.contains(&entry)).any(promises)
        || process.answers.standing_on(entry).is_some_and(promises)
}

fn is_of_unit(
    process: &Process,
    named: &[Proposal<'_>],
    made: &BTreeMap<&Language, Made<'_>>,
    unit: &UnitId,
    entry: EntryNumber,
) -> bool {
    if let Some(remark) = process.remarks.get(entry) {
        // One about the whole text is told of by itself.
        return remark.anchor.as_ref().is_none_or(|anchor| is_near(&anchor.unit, unit))
            || remark.proposal.is_some();
    }
    let Some(amendment) = process.amendments.get(entry) else { return false };
    let changes = made
        .values()
        .filter_map(|made| made.alone.get(&entry))
        .any(|(_, _, changed)| changed.contains(unit.as_str()));
    let is_read = named.iter().any(|one| one.amendment.entry == entry);
    // Of words that nobody may read, only the units that it names are known.
    changes || amendment.units.iter().any(|one| is_near(one, unit)) || !is_read
}

/// Remarks and answers that are named as a cause, though the answer that stands says that nothing changes because of them.
fn refused(process: &Process, now: &Draft) -> Option<Note> {
    let says_no = |answer: &maru_forum::Answer| {
        matches!(answer.disposition, Disposition::NotAccepted | Disposition::OutOfScope)
    };
    let is_refused = |entry: EntryNumber| match process.answers.get(entry) {
        Some(answer) => says_no(answer),
        None => {
            process.remarks.get(entry).is_some() && process.answers.standing_on(entry).is_some_and(says_no)
        }
    };
    named(now, is_refused, "what was answered as not accepted", "cause-not-accepted")
}

/// The note on a version whose causes are of a certain kind.
fn named(
    now: &Draft,
    is_of_it: impl Fn(EntryNumber) -> bool,
    what: &str,
    code: &'static str,
) -> Option<Note> {
    let all: BTreeSet<EntryNumber> = now.causes.iter().flat_map(|cause| cause.by.iter().copied()).collect();
    let found: Vec<u64> = all.into_iter().filter(|entry| is_of_it(*entry)).map(|entry| entry.0).collect();
    (!found.is_empty()).then(|| {
        let sentence = format!(
            "Version {} of the draft (entry {}) names as the cause of a change {what}: {}.",
            now.version,
            now.entry,
            super::listed(&found)
        );
        note(9, code, std::iter::once(now.entry.0).chain(found), sentence)
    })
}

/// Answers that are named as a cause before they were given to anybody.
fn not_given(process: &Process, now: &Draft) -> Option<Note> {
    let is_early = |entry: EntryNumber| {
        let answer = process.answers.get(entry);
        answer.is_some_and(|answer| answer.given.values().all(|given| *given > now.at))
    };
    named(now, is_early, "answers that had been given to nobody by then", "cause-not-given")
}

/// Units that a version gives back the words that they had before somebody's wish changed them, though nobody asked for that.
fn undone(trees: &dyn Trees, drafts: &[&Draft]) -> Vec<Note> {
    let mut notes = Vec::new();
    for (at, now) in drafts.iter().enumerate().skip(2) {
        let units = now.causes.iter().filter(|cause| cause.by.is_empty()).map(|cause| &cause.unit);
        let told: Vec<(String, Vec<u64>)> = units
            .filter_map(|unit| {
                let earlier =
                    drafts[..at - 1].iter().rposition(|before| says_again(trees, before, now, unit))?;
                let between = drafts[earlier + 1..at].iter().flat_map(|draft| &draft.causes);
                let lost: BTreeSet<u64> = between
                    .filter(|cause| cause.unit == *unit)
                    .flat_map(|cause| cause.by.iter().map(|by| by.0))
                    .collect();
                let lost: Vec<u64> = lost.into_iter().collect();
                let told = format!(
                    "{unit} has the words of version {} again; they had changed because of {}",
                    drafts[earlier].version,
                    super::listed(&lost)
                );
                (!lost.is_empty()).then_some((told, lost))
            })
            .collect();
        if !told.is_empty() {
            let (sentences, entries): (Vec<_>, Vec<_>) = told.into_iter().unzip();
            let sentence = format!(
                "Version {} of the draft (entry {}) takes changes back, and says that nobody had asked for it: {}.",
                now.version,
                now.entry,
                some(&sentences)
            );
            let entries: BTreeSet<u64> = entries.into_iter().flatten().chain([now.entry.0]).collect();
            notes.push(note(9, "change-undone", entries, sentence));
        }
    }
    notes
}

/// Whether a unit reads the same in two versions, in every language that both have.
fn says_again(trees: &dyn Trees, before: &Draft, now: &Draft, unit: &UnitId) -> bool {
    let mut compared = now.texts.iter().filter_map(|one| {
        let language = &one.text.language;
        let (old, new) = (trees.tree(before, language).ok()??, trees.tree(now, language).ok()??);
        Some(is_same_unit(&old, &new, unit.as_str()))
    });
    let first = compared.next();
    first == Some(true) && compared.all(|same| same)
}
