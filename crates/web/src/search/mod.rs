//! Search over everything that is public on the node: the norm library, processes, drafts, statements.
//!
//! The page and the API show the same answer. A hit's words are fetched when it is shown; what was erased in between
//! is left out.

mod kept;
pub(crate) mod routes;
pub(crate) mod view;

use std::sync::{Arc, LazyLock};

use maru_forum::Language;
use maru_norms::code::{Coded, Topic};
use maru_search::snippet::{Snippet, marked, snippet};
use maru_search::{Document, Filter, Found, Key, Kind, Question, QuestionError};
use maru_store::{Node, SearchState};

use self::kept::Kept;
use crate::norms;
use crate::visit::{Visit, encoded};

/// Hits on a page.
pub(crate) const PAGE_HITS: usize = 20;

/// What is asked, as the query of an address says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) words: String,
    pub(crate) filter: Filter,
}

impl Asked {
    /// Reads the query of a page. A kind, place, topic or language that nobody knows is refused, as the API refuses it: neither “nothing” nor
    /// everything is what it finds.
    pub(crate) fn of(visit: &Visit) -> Result<Self, Meaningless> {
        let asked = |name: &str| visit.asked(name).filter(|value| !value.is_empty()).map(str::to_owned);
        let known = |name: &'static str, read: fn(&str) -> Option<String>| {
            let told = |value: String| read(&value).ok_or(Meaningless { name, value });
            asked(name).map(told).transpose()
        };
        let kind =
            asked("kind").map(|value| Kind::from_code(&value).ok_or(Meaningless { name: "kind", value }));
        let filter = Filter {
            kind: kind.transpose()?,
            place: known("place", place_code)?,
            topic: known("topic", |word| Some(maru_norms::alias::topic(word)?.code().to_owned()))?,
            language: known("in", |tag| tag.parse::<Language>().is_ok().then(|| tag.to_owned()))?,
        };
        Ok(Self { words: asked("q").unwrap_or_default(), filter })
    }
}

/// The code of a place that the table has.
fn place_code(code: &str) -> Option<String> {
    let code = code.to_uppercase();
    let library = norms::library()?;
    library.places().find(&code).map(|_| code)
}

/// A value of the query that means nothing here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meaningless {
    /// Which field of the query.
    pub(crate) name: &'static str,
    pub(crate) value: String,
}

/// A hit with its words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ShownHit {
    pub(crate) key: Key,
    /// What it is called, with the hits marked; statements are called nothing.
    pub(crate) title: Option<Snippet>,
    /// The piece that shows why it was found.
    pub(crate) snippet: Option<Snippet>,
    /// What it belongs to, with the language: the instrument of a provision, the process of a statement.
    pub(crate) belongs_to: Option<(String, String)>,
}

impl ShownHit {
    /// Where it is read.
    pub(crate) fn address(&self) -> String {
        match &self.key {
            Key::Instrument(id) => format!("/norms/{}", encoded(id)),
            Key::Provision(id) => {
                let (instrument, locus) = id.split_once(':').unwrap_or((id, ""));
                format!("/norms/{instrument}/{}", encoded(locus))
            }
            Key::Process(name) => format!("/p/{name}"),
            Key::Article(name, language, _) => format!("/p/{name}/draft?text={}", encoded(language)),
            Key::Statement(name, entry) => format!("/p/{name}/statements/{entry}"),
            Key::Harm(name, entry) => format!("/p/{name}/harms/{entry}"),
            Key::Page(address) => address.clone(),
        }
    }
}

/// What was found for questions.
static FOUND: LazyLock<Kept<Found>> = LazyLock::new(Kept::default);
/// Pages of hits with their words.
static PAGES: LazyLock<Kept<Vec<ShownHit>>> = LazyLock::new(Kept::default);

/// What was found, before its words are fetched.
#[derive(Debug)]
pub(crate) struct Results {
    pub(crate) found: Arc<Found>,
    question: Question,
    /// What was asked, as a key, and the state of the index in which it was.
    asked: String,
    state: SearchState,
}

impl Results {
    /// The place that the question names, and the topic asked about there.
    pub(crate) fn place(&self) -> Option<(&str, Option<Topic>)> {
        self.question.place()
    }

    /// Where the norm library answers for that place.
    pub(crate) fn law_address(&self) -> Option<String> {
        let (code, topic) = self.place()?;
        let end = topic.map(|topic| format!("/{topic}")).unwrap_or_default();
        Some(format!("/norms/place/{}{end}", encoded(code)))
    }

    /// How many pages of so many hits there are; at least one.
    pub(crate) fn pages(&self, size: usize) -> usize {
        self.found.hits.len().div_ceil(size).max(1)
    }

    /// One page of hits with their words, from 1; `language` is the reader's. A page beyond the end is empty.
    pub(crate) fn page(&self, node: &Node, language: &str, page: usize, size: usize) -> Vec<ShownHit> {
        let from = page.saturating_sub(1).saturating_mul(size);
        let show = |key: &Key| Some(shown(node, &node.document(key)?, &self.question, &self.found, language));
        let make = || self.found.hits.iter().skip(from).take(size).filter_map(|hit| show(&hit.key)).collect();
        let key = format!("{language} {page} {size} {}", self.asked);
        PAGES.get(self.state, &key, make).as_ref().clone()
    }
}

/// Answers a question.
pub(crate) fn results(node: &Node, asked: &Asked) -> Result<Results, QuestionError> {
    let question = Question::parse(&asked.words)?;
    let (key, state) = (format!("{asked:?}"), node.search_state());
    let found = FOUND.get(state, &key, || node.search(&question, &asked.filter));
    Ok(Results { found, question, asked: key, state })
}

fn shown(node: &Node, document: &Document, question: &Question, found: &Found, language: &str) -> ShownHit {
    let container = match &document.key {
        Key::Provision(id) => {
            id.split_once(':').map(|(instrument, _)| Key::Instrument(instrument.to_owned()))
        }
        Key::Article(name, ..) | Key::Statement(name, _) | Key::Harm(name, _) => {
            Some(Key::Process(name.clone()))
        }
        _ => None,
    };
    let name_of = |key: Key| {
        let container = node.document(&key)?;
        let title = container.title(language)?;
        Some((title.language.clone(), title.words.clone()))
    };
    ShownHit {
        key: document.key.clone(),
        title: document.title(language).map(|title| marked(title, question, found.matching)),
        snippet: snippet(document, question, found.matching, language),
        belongs_to: container.and_then(name_of),
    }
}
