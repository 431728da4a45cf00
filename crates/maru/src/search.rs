//! `maru search`: looks for words in the norm library and, where there is a node, in its processes.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use maru_norms::Library;
use maru_norms::code::Coded as _;
use maru_search::library::Catalogue;
use maru_search::snippet::{Snippet, snippet};
use maru_search::{Change, Document, Filter, Found, Index, Key, Kind, Question};
use maru_store::Node;
use serde_json::{Value, json};

use crate::{node, norms, output};

/// File by which a folder is known to hold a node.
const NODE_FILE: &str = "node.db";

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Words, `"a phrase"`, `begin*`, or a citation such as `Article 50(4)`, in any language.
    #[arg(required = true)]
    words: Vec<String>,
    /// Only this kind of document.
    #[arg(long, value_parser = ["instrument", "provision", "process", "article", "statement", "page"])]
    kind: Option<String>,
    /// Only what concerns this place: KR, EU, US-CA …
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// Only this topic of the norm library, such as deepfake.
    #[arg(long)]
    topic: Option<String>,
    /// Only what has a text in this language.
    #[arg(long = "in", value_name = "LANGUAGE")]
    written_in: Option<String>,
    /// The language that is shown where a text has several.
    #[arg(long, default_value = "en")]
    language: String,
    /// How many hits are shown.
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What is searched: a node with its processes, or the norm library alone.
enum Searched {
    Node(Arc<Node>),
    Library(Box<(Index, Catalogue)>),
}

impl Searched {
    /// A folder that was named must hold a node; the usual one may.
    fn open(named: Option<&Path>, usual: &Path) -> anyhow::Result<Self> {
        let folder = named.or_else(|| usual.join(NODE_FILE).is_file().then_some(usual));
        if let Some(folder) = folder {
            return Ok(Self::Node(node::open_reading(folder)?));
        }
        let catalogue = Catalogue::new(Library::shared()?);
        let mut index = Index::default();
        index.apply(catalogue.documents().into_iter().map(Change::Put).collect());
        Ok(Self::Library(Box::new((index, catalogue))))
    }

    fn search(&self, question: &Question, filter: &Filter) -> Found {
        match self {
            Self::Node(node) => node.search(question, filter),
            Self::Library(library) => library.0.search(question, filter),
        }
    }

    fn document(&self, key: &Key) -> Option<Document> {
        match self {
            Self::Node(node) => node.document(key),
            Self::Library(library) => library.1.document(key),
        }
    }
}

pub(crate) fn run(arguments: &Arguments, named: Option<&Path>, usual: &Path) -> anyhow::Result<ExitCode> {
    let question = Question::parse(&arguments.words.join(" "))?;
    // A filter that nobody knows would find nothing, which says nothing of the words.
    let place = |code: &String| norms::place(Library::shared()?, code);
    let place = arguments.place.as_ref().map(place).transpose()?;
    let topic = arguments.topic.as_deref().map(norms::topic).transpose()?;
    let filter = Filter {
        kind: arguments.kind.as_deref().and_then(Kind::from_code),
        place: place.map(|place| place.code().to_owned()),
        topic: topic.map(|topic| topic.code().to_owned()),
        language: arguments.written_in.clone(),
    };
    let searched = Searched::open(named, usual)?;
    let found = searched.search(&question, &filter);
    let shown: Vec<(Document, Option<Snippet>)> = found
        .hits
        .iter()
        .take(arguments.limit)
        .filter_map(|hit| searched.document(&hit.key))
        .map(|document| {
            let piece = snippet(&document, &question, found.matching, &arguments.language);
            (document, piece)
        })
        .collect();
    if arguments.json {
        output::json(&as_json(&found, &shown, &arguments.language))?;
    } else {
        as_text(&found, &shown, &arguments.language)?;
        if let Some((place, topic)) = question.place() {
            let topic = topic.map_or("TOPIC", |topic| topic.code());
            output::line("")?;
            output::line(format!("what is law there: maru norms routes --persons {place} --topic {topic}"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn as_json(found: &Found, shown: &[(Document, Option<Snippet>)], language: &str) -> Value {
    let piece = |snippet: &Snippet| {
        let pieces: Vec<Value> =
            snippet.pieces.iter().map(|one| json!({ "words": one.words, "hit": one.hit })).collect();
        json!({ "language": snippet.language, "pieces": pieces })
    };
    let hit = |(document, snippet): &(Document, Option<Snippet>)| {
        json!({
            "kind": document.key.kind().code(),
            "id": name_of(&document.key),
            "title": document.title(language).map(|title| &title.words),
            "snippet": snippet.as_ref().map(piece),
        })
    };
    let kinds: Vec<Value> =
        found.by_kind.iter().map(|(kind, count)| json!({ "kind": kind.code(), "count": count })).collect();
    json!({
        "matching": found.matching.code(),
        "strict": found.strict,
        "place": found.place,
        "total": found.total,
        "kinds": kinds,
        "hits": shown.iter().map(hit).collect::<Vec<_>>(),
    })
}

/// How a document is named at the command line.
fn name_of(key: &Key) -> String {
    match key {
        Key::Instrument(id) | Key::Provision(id) | Key::Process(id) | Key::Page(id) => id.clone(),
        Key::Article(process, language, place) => format!("{process} draft {language} {}", place + 1),
        Key::Statement(process, entry) => format!("{process} statement {entry}"),
        Key::Harm(process, entry) => format!("{process} report of harm {entry}"),
    }
}

fn as_text(found: &Found, shown: &[(Document, Option<Snippet>)], language: &str) -> anyhow::Result<()> {
    let strictness = match found.matching.code() {
        "similar" => "; no text has exactly these words, these have similar ones",
        "some" => "; no text has all of these words, these have some of them",
        _ => "",
    };
    let lacking = if found.total > found.strict {
        format!("; only the first {} have all of the words, the others lack one", found.strict)
    } else {
        String::new()
    };
    let narrowed = found.place.as_ref().map(|place| {
        format!("; no text has all of these words, these hold in {place} and have the other words")
    });
    let narrowed = narrowed.unwrap_or_default();
    output::line(format!("{} found{narrowed}{strictness}{lacking}", found.total))?;
    for (document, snippet) in shown {
        let title = document.title(language).map_or("", |title| title.words.as_str());
        output::line("")?;
        output::line(
            format!("{}  {}  {title}", document.key.kind().code(), name_of(&document.key)).trim_end(),
        )?;
        if let Some(snippet) = snippet {
            output::line(format!("  {}", marked(snippet)))?;
        }
    }
    Ok(())
}

/// A snippet with its hits in brackets.
fn marked(snippet: &Snippet) -> String {
    let piece = |one: &maru_search::snippet::Piece| {
        if one.hit { format!("[{}]", one.words) } else { one.words.clone() }
    };
    let middle: String = snippet.pieces.iter().map(piece).collect();
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    format!("{}{middle}{}", cut(snippet.begins_within), cut(snippet.ends_within))
}
