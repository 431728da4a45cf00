//! The documents of a process: its title, purpose and mandate; the articles of its latest draft; the statements that are
//! put to the vote, each with its translations; reports of harm. What was erased or rejected is no document.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use maru_forum::{Content, EntryNumber, LocalText, Process, StatementId};
use maru_record::Digest;

use crate::document::{Document, Key, PLAIN_WEIGHT, Part, Text};
use crate::index::Change;

/// Where the words beside the record come from; what was erased is absent.
pub type Words<'a> = &'a dyn Fn(&Digest) -> Option<Arc<Content>>;

/// What is gathered at once, because it comes from the same entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Charter,
    Draft,
    Statement(EntryNumber),
    Harm(EntryNumber),
}

/// Where the words of a unit are, so that they can be fetched while nobody waits for the process.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Charter(Document),
    Draft {
        process: String,
        contents: Vec<Digest>,
    },
    /// A thing that has a page of its own, by its key.
    One {
        key: Key,
        contents: Vec<Digest>,
    },
}

/// What the index holds of a process: for each unit what it was gathered from, and the keys that came of it.
#[derive(Debug, Clone, Default)]
pub struct Gathered(BTreeMap<Unit, (u64, Vec<Key>)>);

/// What has changed in a process since it was gathered: units that are new or different, and units that are gone.
#[derive(Debug, Clone)]
pub struct Plan {
    fresh: Vec<(Unit, u64, Source)>,
    gone: Vec<Unit>,
}

/// Compares a process with what was gathered of it. It reads no words, so the process need not be held for long, and
/// votes cost nothing but the comparison.
pub fn plan(process: &Process, gathered: &Gathered) -> Plan {
    let now = units(process);
    let known = |unit: &Unit, mark: u64| gathered.0.get(unit).is_some_and(|(before, _)| *before == mark);
    let fresh = now.iter().filter(|(unit, mark)| !known(unit, **mark));
    Plan {
        fresh: fresh.filter_map(|(unit, mark)| Some((*unit, *mark, source(process, *unit)?))).collect(),
        gone: gathered.0.keys().filter(|unit| !now.contains_key(unit)).copied().collect(),
    }
}

/// Fetches the words of a plan; what comes out makes the index show the process as it was when the plan was made.
pub fn gather(plan: Plan, words: Words<'_>, gathered: &mut Gathered) -> Vec<Change> {
    let mut changes = Vec::new();
    for (unit, mark, source) in plan.fresh {
        let documents = documents_of(source, words);
        let keys: Vec<Key> = documents.iter().map(|document| document.key.clone()).collect();
        let (_, before) = gathered.0.insert(unit, (mark, keys.clone())).unwrap_or_default();
        changes.extend(before.into_iter().filter(|key| !keys.contains(key)).map(Change::Remove));
        changes.extend(documents.into_iter().map(Change::Put));
    }
    for unit in plan.gone {
        let (_, keys) = gathered.0.remove(&unit).unwrap_or_default();
        changes.extend(keys.into_iter().map(Change::Remove));
    }
    changes
}

/// The document of a key, if the process has it and its words are still there.
pub fn document(process: &Process, words: Words<'_>, key: &Key) -> Option<Document> {
    let unit = match key {
        Key::Process(_) => Unit::Charter,
        Key::Article(..) => Unit::Draft,
        Key::Statement(_, entry) => Unit::Statement(EntryNumber(*entry)),
        Key::Harm(_, entry) => Unit::Harm(EntryNumber(*entry)),
        _ => return None,
    };
    documents_of(source(process, unit)?, words).into_iter().find(|document| document.key == *key)
}

/// Everything that has words, with a mark that changes whenever those words may have changed.
fn units(process: &Process) -> BTreeMap<Unit, u64> {
    let erased: BTreeSet<EntryNumber> = process.redactions.iter().map(|redaction| redaction.target).collect();
    let mut units = BTreeMap::new();
    units.insert(Unit::Charter, mark(&process.charter_entry));
    if let Some(draft) = process.drafts.last() {
        units.insert(Unit::Draft, mark(&(draft.entry, erased.contains(&draft.entry))));
    }
    for statement in process.visible_statements() {
        let translations: Vec<_> = statement
            .translations
            .iter()
            .map(|one| (one.entry, process.ledger.is_shown(one.entry)))
            .collect();
        let from = (statement.id.0, erased.contains(&statement.id.0), translations);
        units.insert(Unit::Statement(statement.id.0), mark(&from));
    }
    for harm in process.harms.shown(&process.ledger) {
        units.insert(Unit::Harm(harm.entry), mark(&harm.entry));
    }
    units
}

fn mark(from: &impl Hash) -> u64 {
    // Seeded with nothing, so it is the same in every run; a collision would only keep an old text in the index.
    let mut hasher = DefaultHasher::new();
    from.hash(&mut hasher);
    hasher.finish()
}

fn source(process: &Process, unit: Unit) -> Option<Source> {
    let name = process.charter.id.to_string();
    Some(match unit {
        Unit::Charter => Source::Charter(charter(process)),
        Unit::Draft => {
            let contents = process.drafts.last()?.texts.iter().map(|one| one.text.digest).collect();
            Source::Draft { process: name, contents }
        }
        Unit::Statement(entry) => {
            let found = process.statement(StatementId(entry))?;
            if !process.is_visible(found) {
                return None;
            }
            let shown = found.translations.iter().filter(|one| process.ledger.is_shown(one.entry));
            let translations = shown.map(|one| one.words.digest);
            let contents = std::iter::once(found.words.digest).chain(translations).collect();
            Source::One { key: Key::Statement(name, entry.0), contents }
        }
        Unit::Harm(entry) => {
            let found = process.harms.shown(&process.ledger).find(|one| one.entry == entry)?;
            let contents = vec![found.told.text.digest, found.told.source.digest];
            Source::One { key: Key::Harm(name, entry.0), contents }
        }
    })
}

fn documents_of(source: Source, words: Words<'_>) -> Vec<Document> {
    match source {
        Source::Charter(document) => vec![document],
        Source::Draft { process, contents } => {
            texts(&contents, words).iter().flat_map(|text| articles(&process, text)).collect()
        }
        Source::One { key, contents } => {
            let texts = texts(&contents, words);
            let document = document_with(key, texts);
            if document.texts.is_empty() { Vec::new() } else { vec![document] }
        }
    }
}

/// The texts of contents that are still there.
fn texts(contents: &[Digest], words: Words<'_>) -> Vec<Text> {
    let text = |digest: &Digest| {
        let content = words(digest)?;
        Some(Text::new(Part::Body, content.get("language")?, content.get("text")?))
    };
    contents.iter().filter_map(text).collect()
}

fn document_with(key: Key, texts: Vec<Text>) -> Document {
    Document { key, places: Vec::new(), topics: Vec::new(), weight: PLAIN_WEIGHT, texts }
}

fn charter(process: &Process) -> Document {
    let charter = &process.charter;
    let of = |part: Part, text: &LocalText| -> Vec<Text> {
        text.0.iter().map(|(language, words)| Text::new(part, language.as_str(), words)).collect()
    };
    let mut texts = of(Part::Title, &charter.title);
    texts.extend(of(Part::Body, &charter.purpose));
    texts.extend(of(Part::Body, &charter.mandate));
    document_with(Key::Process(charter.id.to_string()), texts)
}

/// A draft in one language, a document for each article; its Akoma Ntoso is cut as the Markdown of the same text.
fn articles(process: &str, draft: &Text) -> Vec<Document> {
    let Ok(tree) = maru_text::import_as(draft.words.as_bytes(), maru_text::Format::Akn) else {
        return Vec::new();
    };
    let markdown = maru_text::to_markdown(&tree);
    let article = |(place, (heading, body)): (usize, (&str, String))| {
        let mut texts = vec![Text::new(Part::Body, &draft.language, body)];
        if !heading.is_empty() {
            texts.insert(0, Text::new(Part::Title, &draft.language, heading));
        }
        document_with(Key::Article(process.to_owned(), draft.language.clone(), place), texts)
    };
    sections(&markdown).into_iter().enumerate().map(article).collect()
}

/// A draft in Markdown cut at its `##` headings; what stands before the first is a section without a heading.
fn sections(text: &str) -> Vec<(&str, String)> {
    let mut sections: Vec<(&str, String)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix("## ") {
            sections.push((heading, String::new()));
            continue;
        }
        let line = line.strip_prefix("# ").unwrap_or(line);
        match sections.last_mut() {
            Some((_, body)) => {
                if !body.is_empty() {
                    body.push('\n');
                }
                body.push_str(line);
            }
            None => sections.push(("", line.to_owned())),
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_are_cut_at_their_headings() {
        let found = sections("# Title\n\nPreamble.\n\n## Article 1\n\n1. One.\n2. Two.\n## 제2조\n");
        let expected = [
            ("", "Title\nPreamble.".to_owned()),
            ("Article 1", "1. One.\n2. Two.".to_owned()),
            ("제2조", String::new()),
        ];
        assert_eq!(found, expected);
        assert!(sections("").is_empty());
    }
}
