//! Texts of the draft: from a file to what is recorded, and from what is recorded back to a tree of units.
//!
//! The node asks this before it publishes a version, and the check of a record asks the same afterwards, so the two cannot disagree.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use maru_forum::{
    Beyond, Cause, Codings, Command, Draft, Drafts, EntryNumber, Language, MakeRemark, NewText, Process,
    ProposeAmendment, PublishDraft, RecordObligation, TextStanding, UnitId, Words, normalised,
};
use maru_record::Digest;
use maru_text::{
    AnchorError, Broken, Carried, Document, Doubt, Failure, Format, ImportError, LanguageTag, Operation,
    Standing, Tracked, apply_operations, carry_over, detect, import_settled, import_with_doubts,
    keep_ids_beside, operations_between, out_of_step, touched,
};

use crate::causes::answers_behind;

/// What a change of the title or of the dates of the whole text stands under among the causes.
pub const WHOLE_TEXT: &str = "draft";

/// Why a text of the draft cannot be read or published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// The file is not read.
    #[error("the text in “{language}” cannot be read: {error}")]
    Unread {
        /// Its language.
        language: Language,
        /// Why.
        error: ImportError,
    },
    /// The file holds changes on which somebody has still to decide; to take them for made, or for not made, is not a program's
    /// business.
    #[error(
        "the file in “{language}” has {count} tracked changes: accept or reject them in the file, or say which of the two they count as, then publish it"
    )]
    Tracked {
        /// Its language.
        language: Language,
        /// How many.
        count: usize,
    },
    /// The file has no words.
    #[error("the text in “{0}” has no words")]
    Empty(Language),
    /// A text of an earlier version was erased, so nobody can say how the new one came from it.
    #[error("the text of version {version} in “{language}” was erased, so no version can be derived from it")]
    Erased {
        /// The earlier version.
        version: u32,
        /// In which language.
        language: Language,
    },
    /// No operations were found that lead from the version before to the new text.
    #[error("the text in “{0}” could not be derived from the version before by operations")]
    Underivable(Language),
    /// The operations say nothing that this program understands.
    #[error("the operations in “{0}” are not understood: {1}")]
    BadOperations(Language, String),
    /// The operations do not fit the text.
    #[error("the operations in “{language}” do not fit the text: {why}")]
    DoesNotFit {
        /// The language.
        language: Language,
        /// Why.
        why: String,
    },
    /// A unit of a text has an id that an entry cannot bear.
    #[error("the unit “{0}” has an id that the record cannot bear")]
    BadUnit(String),
    /// There is no version that could be changed.
    #[error("there is no version of the draft yet")]
    NoDraft,
    /// A cause is named for a unit that did not change.
    #[error("{0} did not change, so nothing can have led to its change")]
    Unchanged(UnitId),
}

/// A file with the text of the draft in one language.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The language.
    pub language: Language,
    /// What the text is worth.
    pub standing: TextStanding,
    /// Who reviewed it, or which program made it.
    pub by: Option<String>,
    /// The file's name, by which its format is guessed.
    pub name: String,
    /// What is in it: Markdown, Word, Akoma Ntoso, or another format that is read.
    pub bytes: Vec<u8>,
    /// What its tracked changes count as, where somebody has said it.
    pub tracked: Option<Tracked>,
}

/// What a file becomes: the tree, and what of it was guessed or left out.
pub fn read_upload(upload: &Upload) -> Result<(Document, Vec<Doubt>), TextFault> {
    let unread = |error| TextFault::Unread { language: upload.language.clone(), error };
    let format = detect(&upload.bytes, &upload.name);
    // What was guessed becomes a draft only when somebody has looked at it.
    if format == Format::Pdf {
        return Err(unread(ImportError::OnlyGuessed));
    }
    let count = maru_text::tracked_changes(&upload.bytes, format);
    let read = match upload.tracked {
        _ if count == 0 => import_with_doubts(&upload.bytes, format),
        Some(tracked) => import_settled(&upload.bytes, format, tracked),
        None => return Err(TextFault::Tracked { language: upload.language.clone(), count }),
    };
    let read = read.map_err(unread)?;
    let mut document = read.document;
    maru_text::assign_missing_ids(&mut document);
    if document.units.iter().all(maru_text::Unit::is_blank) {
        return Err(TextFault::Empty(upload.language.clone()));
    }
    Ok((as_recorded(document, &upload.language, upload.standing), read.doubts))
}

/// The tree as whoever reads the record will have it: with the language and standing of its entry, and in the one form in which
/// the words of the record stand.
fn as_recorded(mut document: Document, language: &Language, standing: TextStanding) -> Document {
    document.language = LanguageTag(language.to_string());
    document.standing = standing_of(standing);
    WHOLE_TEXT.clone_into(&mut document.id);
    read_text(&written(&document)).unwrap_or(document)
}

/// The recorded form of a tree.
fn written(document: &Document) -> String {
    normalised(maru_text::to_akn(document).trim())
}

fn standing_of(standing: TextStanding) -> Standing {
    match standing {
        TextStanding::Authentic => Standing::Authentic,
        TextStanding::Official => Standing::Official,
        TextStanding::Reviewed => Standing::Human,
        TextStanding::Machine => Standing::Machine,
    }
}

/// A text of the draft as it is recorded: Akoma Ntoso, and nothing else.
pub fn read_text(text: &str) -> Result<Document, ImportError> {
    maru_text::import_as(text.as_bytes(), Format::Akn)
}

/// Operations as they are recorded: a list in JSON.
pub fn read_operations(text: &str) -> Result<Vec<Operation>, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// The recorded form of operations.
pub fn write_operations(operations: &[Operation]) -> String {
    // Operations have text keys only and no number that JSON lacks, so this cannot fail.
    serde_json::to_string(operations).unwrap_or_default()
}

/// The units whose own words, number, place or dates differ between two versions, by the ids that they have in the new one, or
/// had in the old one where they are gone.
pub fn changed_units(old: &Document, new: &Document, operations: &[Operation]) -> BTreeSet<String> {
    fn units(document: &Document) -> BTreeMap<&str, (&str, &maru_text::Unit)> {
        let mut found = BTreeMap::new();
        let mut waiting: Vec<(&str, &maru_text::Unit)> =
            document.units.iter().map(|unit| ("", unit)).collect();
        while let Some((parent, unit)) = waiting.pop() {
            found.insert(unit.id.as_str(), (parent, unit));
            waiting.extend(unit.children.iter().map(|child| (unit.id.as_str(), child)));
        }
        found
    }
    let (before, after) = (units(old), units(new));
    let same = |id: &str| match (before.get(id), after.get(id)) {
        (Some((place, one)), Some((now, other))) => place == now && maru_text::same_parts(one, other),
        (one, other) => one.is_none() && other.is_none(),
    };
    let ids = before.keys().chain(after.keys());
    let mut changed: BTreeSet<String> = ids.filter(|id| !same(id)).map(|id| (*id).to_owned()).collect();
    changed.extend(operations.iter().filter_map(|operation| match operation {
        Operation::Move { target, .. } => Some(target.as_str().to_owned()),
        _ => None,
    }));
    if (&old.title, &old.dates) != (&new.title, &new.dates) {
        changed.insert(WHOLE_TEXT.to_owned());
    }
    changed
}

/// Looks up the words of a content; nothing where they were erased or may not be read.
pub type Contents<'a> = &'a dyn Fn(&Digest) -> Option<String>;

/// The text of a version in a language, read; nothing in a language in which that version has no text.
pub fn text_of(
    draft: &Draft,
    language: &Language,
    contents: Contents<'_>,
) -> Result<Option<Document>, TextFault> {
    let Some(text) = draft.text(language) else { return Ok(None) };
    let words = contents(&text.text.digest)
        .ok_or_else(|| TextFault::Erased { version: draft.version, language: language.clone() })?;
    let read = read_text(&words).map_err(|error| TextFault::Unread { language: language.clone(), error })?;
    Ok(Some(read))
}

/// The texts of all versions that can be read, each in the language that its entry says, the oldest version first.
pub fn versions_read(drafts: &Drafts, contents: Contents<'_>) -> Vec<Vec<Document>> {
    let texts = |draft: &Draft| -> Vec<Document> {
        let languages = draft.texts.iter().map(|one| &one.text.language);
        let read = |language: &Language| {
            let document = text_of(draft, language, contents).ok().flatten()?;
            Some(Document { language: LanguageTag(language.to_string()), ..document })
        };
        languages.filter_map(read).collect()
    };
    drafts.iter().map(texts).collect()
}

/// Where the languages of a version that is to be published would be out of step, in words.
pub fn steps_of(made: &Publication, drafts: &Drafts, contents: Contents<'_>) -> Vec<String> {
    let read = |text: &NewText| {
        let document = read_text(&text.text).ok()?;
        Some(Document { language: LanguageTag(text.language.to_string()), ..document })
    };
    let now: Vec<Document> = made.command.texts.iter().filter_map(read).collect();
    let before = versions_read(drafts, contents);
    let before: Vec<Vec<&Document>> = before.iter().map(|version| version.iter().collect()).collect();
    let Some(first) = now.first() else { return Vec::new() };
    let found = out_of_step(&now.iter().collect::<Vec<_>>(), &before);
    found.iter().map(|one| crate::notes::languages::in_words(one, &first.language)).collect()
}

/// The operations that a content holds.
pub fn operations_of(words: &Words, contents: Contents<'_>) -> Result<Vec<Operation>, TextFault> {
    let bad = |why: String| TextFault::BadOperations(words.language.clone(), why);
    let text = contents(&words.digest).ok_or_else(|| bad("they were erased".to_owned()))?;
    read_operations(&text).map_err(bad)
}

/// A version that is ready to be published.
#[derive(Debug, Clone)]
pub struct Publication {
    /// What is asked of the process.
    pub command: PublishDraft,
    /// What of each file was guessed or left out.
    pub doubts: Vec<(Language, Doubt)>,
    /// The changed units for which nothing was named that led to the change.
    pub uncaused: Vec<UnitId>,
}

/// What the next version of the draft is made of: a text in each language, and what led to the change of which unit.
#[derive(Debug, Clone, Default)]
pub struct Version {
    /// The files.
    pub uploads: Vec<Upload>,
    /// What led to the change of a unit, by the unit's id.
    pub causes: BTreeMap<UnitId, BTreeSet<EntryNumber>>,
    /// What changed and why.
    pub reason: String,
}

/// Reads the files of a version, keeps the ids of units that continue those of the version before, and finds the operations
/// that lead from there to here. Every changed unit gets its line among the causes, an empty one where nothing is named.
pub fn publication(
    process: &Process,
    contents: Contents<'_>,
    version: &Version,
) -> Result<Publication, TextFault> {
    let (mut texts, mut doubts) = (Vec::new(), Vec::new());
    for upload in &version.uploads {
        let (document, doubted) = read_upload(upload)?;
        doubts.extend(doubted.into_iter().map(|doubt| (upload.language.clone(), doubt)));
        texts.push(TreeText {
            language: upload.language.clone(),
            standing: upload.standing,
            by: upload.by.clone(),
            document,
            ids_follow: false,
        });
    }
    let mut made = publication_of_trees(process, contents, texts, &version.causes, &version.reason)?;
    made.doubts = doubts;
    Ok(made)
}

/// A text of the next version as a tree.
#[derive(Debug, Clone)]
pub struct TreeText {
    /// Its language.
    pub language: Language,
    /// What it is worth.
    pub standing: TextStanding,
    /// Who reviewed it, or which program made it.
    pub by: Option<String>,
    /// The tree.
    pub document: Document,
    /// Whether its ids are those of the version before wherever it continues that: true of what operations made.
    pub ids_follow: bool,
}

/// The same from trees, as amendments leave them.
pub fn publication_of_trees(
    process: &Process,
    contents: Contents<'_>,
    trees: Vec<TreeText>,
    causes: &BTreeMap<UnitId, BTreeSet<EntryNumber>>,
    reason: &str,
) -> Result<Publication, TextFault> {
    let (texts, changed) = next_texts(process, contents, trees)?;
    if let Some(unit) = causes.keys().find(|unit| !changed.contains(*unit)) {
        return Err(TextFault::Unchanged(unit.clone()));
    }
    Ok(published(texts, changed, causes, reason))
}

/// The texts of the next version, and the units that change in any of them.
fn next_texts(
    process: &Process,
    contents: Contents<'_>,
    trees: Vec<TreeText>,
) -> Result<(Vec<NewText>, BTreeSet<UnitId>), TextFault> {
    let mut changed = BTreeSet::new();
    let mut texts = Vec::new();
    // A language whose units are known from the version before names those of one that joins.
    let last = process.drafts.last();
    let is_known =
        |tree: &TreeText| tree.ids_follow || last.is_some_and(|draft| draft.text(&tree.language).is_some());
    let order: Vec<Language> = trees.iter().map(|tree| tree.language.clone()).collect();
    let (mut waiting, joining): (Vec<TreeText>, Vec<TreeText>) = trees.into_iter().partition(is_known);
    waiting.extend(joining);
    let mut sister: Option<Document> = None;
    for tree in waiting {
        let (text, units, document) = next_text(process, contents, tree, sister.as_ref())?;
        sister = sister.or(Some(document));
        texts.push(text);
        changed.extend(units);
    }
    texts.sort_by_key(|text| order.iter().position(|language| *language == text.language));
    let changed = changed
        .into_iter()
        .map(|id| UnitId::new(&id).map_err(|_| TextFault::BadUnit(id)))
        .collect::<Result<_, _>>()?;
    Ok((texts, changed))
}

/// The version with a line for every unit that changed; `causes` names units among those only.
fn published(
    texts: Vec<NewText>,
    changed: BTreeSet<UnitId>,
    causes: &BTreeMap<UnitId, BTreeSet<EntryNumber>>,
    reason: &str,
) -> Publication {
    let lines: Vec<Cause> = changed
        .into_iter()
        .map(|unit| Cause { by: causes.get(&unit).into_iter().flatten().copied().collect(), unit })
        .collect();
    let uncaused = lines.iter().filter(|cause| cause.by.is_empty()).map(|cause| cause.unit.clone()).collect();
    let command = PublishDraft { texts, causes: lines, reason: reason.to_owned() };
    Publication { command, doubts: Vec::new(), uncaused }
}

/// A text of the next version with the operations that lead to it, the units that they change, and its tree; `sister` is a text of the
/// same version in another language.
fn next_text(
    process: &Process,
    contents: Contents<'_>,
    tree: TreeText,
    sister: Option<&Document>,
) -> Result<(NewText, BTreeSet<String>, Document), TextFault> {
    let TreeText { language, standing, by, document, ids_follow } = tree;
    let before = match process.drafts.last() {
        Some(draft) => text_of(draft, &language, contents)?,
        None => None,
    };
    let mut document = as_recorded(document, &language, standing);
    if !ids_follow && !process.drafts.is_empty() {
        // A language that was left out of the version before is known from the last that has it.
        let earlier = || {
            process
                .drafts
                .iter()
                .filter_map(|draft| text_of(draft, &language, contents).ok().flatten())
                .last()
        };
        let earlier = if before.is_none() { earlier() } else { None };
        let used = used_ids(process, contents);
        let named = keep_ids_beside(before.as_ref().or(earlier.as_ref()), sister, &document, &used);
        document = as_recorded(named, &language, standing);
    }
    let Some(before) = before else {
        let text = written(&document);
        let made = NewText { language, text, standing, by, operations: None };
        return Ok((made, BTreeSet::new(), document));
    };
    let operations = operations_between(&before, &document);
    let fits = apply_operations(&before, &operations).is_ok_and(|next| is_same(&next, &document));
    if !fits {
        return Err(TextFault::Underivable(language));
    }
    let changed = changed_units(&before, &document, &operations);
    let text = written(&document);
    let operations = Some(write_operations(&operations));
    Ok((NewText { language, text, standing, by, operations }, changed, document))
}

/// The ids that some version has used: none of them may mean another unit later. An erased version hides which it used; those of
/// its neighbours still count.
fn used_ids(process: &Process, contents: Contents<'_>) -> BTreeSet<maru_text::UnitId> {
    let all = process
        .drafts
        .iter()
        .flat_map(|draft| draft.texts.iter().map(move |one| (draft, &one.text.language)));
    let texts = all.filter_map(|(draft, language)| text_of(draft, language, contents).ok().flatten());
    texts.flat_map(|text| text.walk().map(|unit| unit.id.clone()).collect::<Vec<_>>()).collect()
}

/// Whether two trees say the same: title, dates and units, ids among them.
pub(crate) fn is_same(one: &Document, other: &Document) -> bool {
    (&one.title, &one.dates, &one.units) == (&other.title, &other.dates, &other.units)
}

/// Why an amendment is left out of a version; it stays alive.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeftOut {
    /// No amendment has this number.
    #[error("there is no such amendment")]
    Unknown,
    /// It asks for nothing any more.
    #[error("it was taken back, or merged before")]
    Closed,
    /// The text on which it was made, or the newest one, has no words in its language.
    #[error("there is no text in “{0}” that it could be put into")]
    NoText(Language),
    /// Its own words, or those on which it was made, cannot be read: erased, or seen by no moderator yet.
    #[error(transparent)]
    Unreadable(TextFault),
    /// Its operations do not fit the text on which it was made.
    #[error(transparent)]
    Broken(Broken),
    /// It cannot stand beside what changed since it was made, or was merged before it.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Fails(Vec<Failure>),
}

/// The next version as amendments make it.
#[derive(Debug, Clone)]
pub struct Merge {
    /// The version, ready to be published.
    pub publication: Publication,
    /// The amendments that are in it, in order.
    pub merged: Vec<EntryNumber>,
    /// Those of them that read otherwise in a language than their authors wrote them, or were there already.
    pub fitted: Vec<(EntryNumber, Language, Carried)>,
    /// Those that are left out.
    pub left_out: Vec<(EntryNumber, LeftOut)>,
    /// Units that change in several languages by other amendments in one than in another: each may say something else, and nobody has
    /// said that they say the same.
    pub apart: BTreeMap<UnitId, ChangedBy>,
}

/// In which language a unit was changed by which amendments.
pub type ChangedBy = BTreeMap<Language, BTreeSet<EntryNumber>>;

/// Merges amendments into the newest version, one after the other; one that fails in any language is left out in all. Amendments of
/// older versions are carried over. Every unit that they change names them as its cause, and the answers behind the change.
pub fn merge(
    process: &Process,
    contents: Contents<'_>,
    amendments: &[EntryNumber],
    reason: &str,
) -> Result<Merge, TextFault> {
    let latest = process.drafts.last().ok_or(TextFault::NoDraft)?;
    let mut trees: BTreeMap<Language, Document> = BTreeMap::new();
    for one in &latest.texts {
        let language = &one.text.language;
        trees.extend(text_of(latest, language, contents)?.map(|tree| (language.clone(), tree)));
    }
    let mut causes: BTreeMap<UnitId, BTreeSet<EntryNumber>> = BTreeMap::new();
    let mut apart: BTreeMap<UnitId, ChangedBy> = BTreeMap::new();
    let (mut merged, mut fitted, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    let mut bases = Bases { process, contents, read: BTreeMap::new() };
    for entry in amendments {
        match merge_one(&mut bases, *entry, &trees) {
            Err(why) => left_out.push((*entry, why)),
            Ok(next) => {
                for one in next {
                    for unit in one.changed {
                        let id = UnitId::new(&unit).map_err(|_| TextFault::BadUnit(unit))?;
                        let by = apart.entry(id.clone()).or_default();
                        by.entry(one.language.clone()).or_default().insert(*entry);
                        causes.entry(id).or_default().insert(*entry);
                    }
                    trees.extend(one.document.map(|document| (one.language.clone(), document)));
                    if !matches!(one.carried, Carried::Unchanged { .. }) {
                        fitted.push((*entry, one.language, one.carried));
                    }
                }
                merged.push(*entry);
            }
        }
    }
    let (texts, changed) = next_texts(process, contents, as_texts(latest, &trees))?;
    // A later amendment may have brought back what an earlier one took away.
    causes.retain(|unit, _| changed.contains(unit));
    let differ = |by: &ChangedBy| by.values().zip(by.values().skip(1)).any(|(one, next)| one != next);
    apart.retain(|unit, by| changed.contains(unit) && differ(by));
    for (unit, by) in &mut causes {
        let named: Vec<EntryNumber> = by.iter().copied().collect();
        let parent = trees.values().find_map(|tree| parent_of(tree, unit));
        by.extend(answers_behind(process, unit, parent.as_ref(), &named, &merged));
    }
    Ok(Merge { publication: published(texts, changed, &causes, reason), merged, fitted, left_out, apart })
}

/// The texts of the next version, each worth what it was worth before.
fn as_texts(latest: &Draft, trees: &BTreeMap<Language, Document>) -> Vec<TreeText> {
    let text = |one: &maru_forum::DraftText| {
        let (language, document) = trees.get_key_value(&one.text.language)?;
        Some(TreeText {
            language: language.clone(),
            standing: one.standing,
            by: one.by.clone(),
            document: document.clone(),
            ids_follow: true,
        })
    };
    latest.texts.iter().filter_map(text).collect()
}

/// The unit that contains a unit.
fn parent_of(document: &Document, unit: &UnitId) -> Option<UnitId> {
    let path = document.path(&maru_text::UnitId::new(unit.as_str()));
    UnitId::new(path.iter().rev().nth(1)?.id.as_str()).ok()
}

/// What one amendment makes of the text in one language.
struct MergedText {
    language: Language,
    /// None where the text says it already.
    document: Option<Document>,
    changed: BTreeSet<String>,
    carried: Carried,
}

/// The texts on which amendments were made, each read once: many amendments are made on one.
struct Bases<'a> {
    process: &'a Process,
    contents: Contents<'a>,
    read: BTreeMap<(u32, Language), Option<Document>>,
}

impl Bases<'_> {
    /// The text of a version in a language.
    fn text(&mut self, base: &Draft, language: &Language) -> Result<Option<&Document>, TextFault> {
        let key = (base.version, language.clone());
        if !self.read.contains_key(&key) {
            let text = text_of(base, language, self.contents)?;
            self.read.insert(key.clone(), text);
        }
        Ok(self.read.get(&key).and_then(Option::as_ref))
    }
}

/// What an amendment makes of the texts in all its languages, or why it is left out of all of them.
fn merge_one(
    bases: &mut Bases<'_>,
    entry: EntryNumber,
    trees: &BTreeMap<Language, Document>,
) -> Result<Vec<MergedText>, LeftOut> {
    let (process, contents) = (bases.process, bases.contents);
    let amendment = process.amendments.get(entry).ok_or(LeftOut::Unknown)?;
    if !amendment.is_open() {
        return Err(LeftOut::Closed);
    }
    let base = process.drafts.version(amendment.version);
    let mut next = Vec::new();
    for words in &amendment.operations {
        let no_text = || LeftOut::NoText(words.language.clone());
        let (language, now) = trees.get_key_value(&words.language).ok_or_else(no_text)?;
        let old = bases.text(base.ok_or_else(no_text)?, language).map_err(LeftOut::Unreadable)?;
        let operations = operations_of(words, contents).map_err(LeftOut::Unreadable)?;
        let carried = carry_over(old.ok_or_else(no_text)?, &operations, now).map_err(LeftOut::Broken)?;
        let (document, changed) = match &carried {
            Carried::Fails { failures } => return Err(LeftOut::Fails(failures.clone())),
            Carried::AlreadyThere => (None, BTreeSet::new()),
            Carried::Unchanged { operations } | Carried::Adjusted { operations, .. } => {
                let document = apply_operations(now, operations).map_err(LeftOut::Broken)?;
                let changed = changed_units(now, &document, operations);
                (Some(document), changed)
            }
        };
        next.push(MergedText { language: language.clone(), document, changed, carried });
    }
    Ok(next)
}

/// The first version of a draft from Markdown, for tests and examples.
pub fn first_version(texts: &[(Language, &str)], reason: &str) -> Result<PublishDraft, TextFault> {
    let texts = texts
        .iter()
        .map(|(language, markdown)| {
            let upload = Upload {
                language: language.clone(),
                standing: TextStanding::Authentic,
                by: None,
                name: "draft.md".to_owned(),
                bytes: markdown.as_bytes().to_vec(),
                tracked: None,
            };
            let (document, _) = read_upload(&upload)?;
            let (standing, text) = (upload.standing, written(&document));
            Ok(NewText { language: upload.language, text, standing, by: None, operations: None })
        })
        .collect::<Result<_, _>>()?;
    Ok(PublishDraft { texts, causes: Vec::new(), reason: reason.to_owned() })
}

/// What is wrong with an act that is about words of the draft, as a reader of the text sees it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// A text or operations that cannot be read.
    #[error(transparent)]
    Text(#[from] TextFault),
    /// Words that the draft does not have at that place.
    #[error("it is said to be about words that version {version} of the draft does not have: {error}")]
    Anchor {
        /// The version.
        version: u32,
        /// Why.
        error: AnchorError,
    },
    /// Operations that cannot be carried out on the text on which they were made.
    #[error("what it proposes cannot be done to version {version} of the draft: {error}")]
    Proposal {
        /// The version.
        version: u32,
        /// Why.
        error: Broken,
    },
    /// Words that a machine made, while the version has a text that people stand by.
    #[error(
        "the text in “{0}” was made by a machine: what is said of the draft is said of a text that people stand by"
    )]
    Machine(Language),
    /// A unit is named that no version has.
    #[error("no version of the draft has a part “{0}”")]
    NoUnit(UnitId),
    /// A rendering of what the newest version does not have.
    #[error("version {version} of the draft has no part “{part}”")]
    NoPart {
        /// The version.
        version: u32,
        /// What is named.
        part: String,
    },
    /// A duty whose words changed since they were coded.
    #[error("the words of {unit} changed since version {version}, where it was coded last; code it anew")]
    CodedOtherwise {
        /// The unit.
        unit: UnitId,
        /// The version of the coding.
        version: u32,
    },
    /// Other units are touched than are named.
    #[error("it names {} and touches {}", shown(.named), shown(.touched))]
    Elsewhere {
        /// The units that are named.
        named: BTreeSet<String>,
        /// The units that the operations touch.
        touched: BTreeSet<String>,
    },
    /// A version with words that no operation explains.
    #[error("its text in “{language}” has words that no recorded operation explains: {why}")]
    Unexplained {
        /// The language.
        language: Language,
        /// What happens when the operations are carried out.
        why: String,
    },
    /// A unit that changed, of which the version does not say so.
    #[error("it changes {0}, and does not say because of what, nor that nobody had asked for it")]
    CauseMissing(String),
    /// A unit of which the version says that it changed.
    #[error("it names causes for a change of {0}, which did not change")]
    CauseUntrue(String),
    /// A command that the table wants held against the draft, and that nobody here knows how to.
    #[error("this program does not know how to hold it against the draft")]
    NotLookedAt,
}

impl Misfit {
    /// A stable code, for findings.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Text(TextFault::Erased { .. }) => "text-erased",
            Self::Text(_) | Self::NotLookedAt => "text-unreadable",
            Self::Anchor { .. } => "anchor-outside",
            Self::Proposal { .. } => "proposal-unfit",
            Self::Machine(_) => "machine-text",
            Self::NoUnit(_) | Self::NoPart { .. } => "no-such-unit",
            Self::CodedOtherwise { .. } => "coded-otherwise",
            Self::Elsewhere { .. } => "touches-elsewhere",
            Self::Unexplained { .. } => "words-unexplained",
            Self::CauseMissing(_) => "cause-missing",
            Self::CauseUntrue(_) => "cause-untrue",
        }
    }
}

fn shown(units: &BTreeSet<String>) -> String {
    if units.is_empty() { "nothing".to_owned() } else { units.iter().cloned().collect::<Vec<_>>().join(", ") }
}

/// The trees of the draft, by whoever keeps them.
pub trait Trees {
    /// The text of a version in a language; nothing where it has none.
    fn tree(&self, draft: &Draft, language: &Language) -> Result<Option<Arc<Document>>, TextFault>;

    /// The words of a content.
    fn words(&self, digest: &Digest) -> Option<String>;
}

/// Whether an anchor lies in the text of its version.
pub fn check_anchor(trees: &dyn Trees, draft: &Draft, anchor: &maru_forum::Anchor) -> Result<(), Misfit> {
    let Some(tree) = trees.tree(draft, &anchor.language)? else { return Ok(()) };
    let place =
        maru_text::Anchor { unit: maru_text::UnitId::new(anchor.unit.as_str()), range: anchor.range() };
    place.check(&tree).map_err(|error| Misfit::Anchor { version: draft.version, error })
}

/// Carries operations out on the text of a version; gives the units that they touch.
pub fn check_proposal(
    trees: &dyn Trees,
    draft: &Draft,
    language: &Language,
    operations: &str,
) -> Result<BTreeSet<String>, Misfit> {
    let operations =
        read_operations(operations).map_err(|why| TextFault::BadOperations(language.clone(), why))?;
    let Some(tree) = trees.tree(draft, language)? else { return Ok(BTreeSet::new()) };
    apply_operations(&tree, &operations)
        .map_err(|error| Misfit::Proposal { version: draft.version, error })?;
    Ok(touched(&operations)
        .iter()
        .map(|unit| if unit.is_empty() { WHOLE_TEXT.to_owned() } else { unit.as_str().to_owned() })
        .collect())
}

/// Whether the units that an amendment names are those that its operations touch, in all languages together.
pub fn check_amendment(
    trees: &dyn Trees,
    draft: &Draft,
    operations: &[(Language, String)],
    units: &[UnitId],
) -> Result<(), Misfit> {
    let mut touched = BTreeSet::new();
    for (language, operations) in operations {
        touched.extend(check_proposal(trees, draft, language, operations)?);
    }
    let named: BTreeSet<String> = units.iter().map(|unit| unit.as_str().to_owned()).collect();
    if named == touched { Ok(()) } else { Err(Misfit::Elsewhere { named, touched }) }
}

/// Whether every unit that an answer names is in some version of the draft, the newest first: an answer may speak of a unit that a
/// later version took out. Where a text was erased nobody can tell, and nothing is said against the answer.
pub fn check_units(drafts: &Drafts, trees: &dyn Trees, units: &[UnitId]) -> Result<(), Misfit> {
    let mut missing: BTreeSet<&UnitId> = units.iter().collect();
    let versions: Vec<&Draft> = drafts.iter().collect();
    for draft in versions.into_iter().rev() {
        for text in &draft.texts {
            if missing.is_empty() {
                return Ok(());
            }
            let Ok(Some(tree)) = trees.tree(draft, &text.text.language) else { return Ok(()) };
            missing.retain(|unit| tree.unit(&maru_text::UnitId::new(unit.as_str())).is_none());
        }
    }
    missing.first().map_or(Ok(()), |unit| Err(Misfit::NoUnit((*unit).clone())))
}

/// Whether a version has the unit of which a rendering says that it is said in another language.
fn check_part(trees: &dyn Trees, draft: &Draft, part: &str) -> Result<(), Misfit> {
    for text in &draft.texts {
        match trees.tree(draft, &text.text.language)? {
            Some(tree) if tree.unit(&maru_text::UnitId::new(part)).is_some() => return Ok(()),
            _ => {}
        }
    }
    Err(Misfit::NoPart { version: draft.version, part: part.to_owned() })
}

/// Whether the words of a unit that somebody owes are still those that were coded: a coding of an earlier version holds while they are.
fn check_coded(known: &Known, trees: &dyn Trees, owed: &RecordObligation) -> Result<(), Misfit> {
    let Some(draft) = known.drafts.iter().find(|draft| draft.entry == owed.draft) else { return Ok(()) };
    let coding = known.codings.up_to(&known.drafts, draft.entry, &owed.unit);
    let coded = coding.and_then(|coding| known.drafts.iter().find(|one| one.entry == coding.draft));
    let Some(coded) = coded.filter(|coded| coded.entry != draft.entry) else { return Ok(()) };
    let id = maru_text::UnitId::new(owed.unit.as_str());
    for text in &draft.texts {
        let words = |of: &Draft| -> Result<_, TextFault> {
            let tree = trees.tree(of, &text.text.language)?;
            Ok(tree.and_then(|tree| tree.unit(&id).map(maru_text::Unit::full_text)))
        };
        if words(draft)? != words(coded)? {
            return Err(Misfit::CodedOtherwise { unit: owed.unit.clone(), version: coded.version });
        }
    }
    Ok(())
}

/// The text of a version in one language, with the operations that are said to lead to it.
#[derive(Debug)]
pub struct NextText<'a> {
    /// Its language.
    pub language: &'a Language,
    /// Its units.
    pub document: Arc<Document>,
    /// The operations.
    pub operations: Option<String>,
}

/// Whether the texts of a version follow from those of the version before by the operations that it names, and whether it has a
/// line for each unit that changed, and no other. `unread` is why one of its languages cannot be read: the others are held against
/// the version before all the same, and only then that is said.
pub fn check_version(
    trees: &dyn Trees,
    before: Option<&Draft>,
    texts: &[NextText<'_>],
    mut unread: Option<TextFault>,
    causes: &[Cause],
) -> Result<(), Misfit> {
    let mut changed = BTreeSet::new();
    for next in texts {
        let tree = match before.map(|draft| trees.tree(draft, next.language)).transpose() {
            Ok(tree) => tree.flatten(),
            Err(erased @ TextFault::Erased { .. }) => {
                unread.get_or_insert(erased);
                continue;
            }
            Err(fault) => return Err(fault.into()),
        };
        let (Some(tree), Some(operations)) = (tree, &next.operations) else { continue };
        let operations = read_operations(operations)
            .map_err(|why| TextFault::BadOperations(next.language.clone(), why))?;
        let unexplained = |why| Misfit::Unexplained { language: next.language.clone(), why };
        let made = apply_operations(&tree, &operations).map_err(|error| unexplained(error.to_string()))?;
        if !is_same(&made, &next.document) {
            return Err(unexplained("they lead to another text".to_owned()));
        }
        changed.extend(changed_units(&tree, &next.document, &operations));
    }
    let said: BTreeSet<String> = causes.iter().map(|cause| cause.unit.as_str().to_owned()).collect();
    if let Some(unit) = changed.difference(&said).next() {
        return Err(Misfit::CauseMissing(unit.clone()));
    }
    // What is named may have changed in the language that nobody can read.
    if let Some(unread) = unread {
        return Err(unread.into());
    }
    match said.difference(&changed).next() {
        Some(unit) => Err(Misfit::CauseUntrue(unit.clone())),
        None => Ok(()),
    }
}

/// What a process says of its draft, for the check of what is asked for.
#[derive(Debug, Clone)]
pub struct Known {
    pub drafts: Drafts,
    pub codings: Codings,
}

impl From<&Process> for Known {
    fn from(process: &Process) -> Self {
        Self { drafts: process.drafts.clone(), codings: process.codings.clone() }
    }
}

/// Whether what a command says of the draft fits its words; what the rules of the process say is another matter.
///
/// What is known is asked for only by commands that say something of the draft: whoever calls may bring it along late.
pub fn check_command(
    known: &impl Deref<Target = Known>,
    trees: &dyn Trees,
    command: &Command,
) -> Result<(), Misfit> {
    if !command.needs(Beyond::Units) {
        return Ok(());
    }
    match command {
        Command::Remark(remark) => check_remark(&known.drafts, trees, remark),
        Command::Amend(amendment) => check_amend(&known.drafts, trees, amendment),
        Command::Answer(answer) => check_units(&known.drafts, trees, &answer.units),
        Command::Answers(all) => {
            let mut answers = all.answers.iter();
            answers.try_for_each(|one| check_units(&known.drafts, trees, &one.units))
        }
        Command::PublishDraft(version) => {
            let mut texts = Vec::new();
            for one in &version.texts {
                let unread = |error| TextFault::Unread { language: one.language.clone(), error };
                let document = Arc::new(read_text(&one.text).map_err(unread)?);
                let (language, operations) = (&one.language, one.operations.clone());
                texts.push(NextText { language, document, operations });
            }
            check_version(trees, known.drafts.last(), &texts, None, &version.causes)
        }
        Command::Remarks(all) => {
            let mut remarks = all.remarks.iter();
            remarks.try_for_each(|one| check_remark(&known.drafts, trees, one))
        }
        Command::ImportRemarks(import) => {
            import.remarks.iter().try_for_each(|one| check_remark(&known.drafts, trees, &one.act))?;
            import.amendments.iter().try_for_each(|one| check_amend(&known.drafts, trees, &one.act))
        }
        Command::CodeUnit(coded) => check_units(&known.drafts, trees, std::slice::from_ref(&coded.unit)),
        Command::PutDemand(put) => check_units(&known.drafts, trees, put.unit.as_slice()),
        Command::RecordObligation(owed) => check_coded(known, trees, owed),
        Command::Render(rendering) => {
            let newest = known.drafts.last().filter(|draft| draft.entry == rendering.of);
            newest.map_or(Ok(()), |draft| check_part(trees, draft, &rendering.part))
        }
        Command::ReportHarm(report) => check_units(&known.drafts, trees, &report.units),
        _ => Err(Misfit::NotLookedAt),
    }
}

fn check_remark(drafts: &Drafts, trees: &dyn Trees, remark: &MakeRemark) -> Result<(), Misfit> {
    let Some(draft) = drafts.version(remark.version) else { return Ok(()) };
    if let Some(anchor) = &remark.anchor {
        by_people(draft, &anchor.language)?;
        check_anchor(trees, draft, anchor)?;
    }
    if let Some((language, operations)) = &remark.proposal {
        by_people(draft, language)?;
        check_proposal(trees, draft, language, operations)?;
    }
    Ok(())
}

fn check_amend(drafts: &Drafts, trees: &dyn Trees, amendment: &ProposeAmendment) -> Result<(), Misfit> {
    match drafts.version(amendment.version) {
        Some(draft) => {
            amendment.operations.iter().try_for_each(|(language, _)| by_people(draft, language))?;
            check_amendment(trees, draft, &amendment.operations, &amendment.units)
        }
        None => Ok(()),
    }
}

/// A machine's text only proposes: nothing hangs on its words while another text of the version is a person's. Held where something
/// new comes in; records of before have what they have, and a note says so.
fn by_people(draft: &Draft, language: &Language) -> Result<(), Misfit> {
    if is_machine_beside_people(draft, language) { Err(Misfit::Machine(language.clone())) } else { Ok(()) }
}

/// Whether a text of a version is a machine's, and another of it is not.
pub(crate) fn is_machine_beside_people(draft: &Draft, language: &Language) -> bool {
    let is_machine = |standing: TextStanding| standing == TextStanding::Machine;
    draft.text(language).is_some_and(|text| is_machine(text.standing))
        && draft.texts.iter().any(|text| !is_machine(text.standing))
}
