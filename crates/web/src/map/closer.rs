//! What the optional script of the map shows: every statement by the groups of one kind, with the same cells hidden as on the pages and
//! in the tables, and in the reader's language. Places of people are not in it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maru_forum::Statement;
use maru_opinion::OpinionMap;
use maru_opinion::compare::Standing;
use maru_record::Digest;
use maud::{Markup, html};
use serde::Serialize;

use crate::common::{LIST_CHARACTERS, ProcessView, shortened};
use crate::map::chosen::{Chosen, Wish};
use crate::map::picture::my_place;
use crate::map::view::{Sizes, hidden_votes, where_i_stand};
use crate::result::figures::{Breakdown, Kind, is_thin, opinion_group_name};

/// The whole script, at an address that changes with it.
pub(crate) const SCRIPT: &str = include_str!("closer.js");
/// Most bytes of the script: on a slow line it costs no more than the page that it comes with.
const SCRIPT_BYTES: usize = 15_000;
const _: () = assert!(SCRIPT.len() <= SCRIPT_BYTES, "the script is too large for a slow line");
/// Where it is.
pub(crate) const ADDRESS: &str = "/map.js";
/// What the address ends with, so that no browser keeps an older one.
static VERSION: LazyLock<String> =
    LazyLock::new(|| Digest::of(SCRIPT.as_bytes()).to_string().chars().take(8).collect());

pub(crate) async fn script() -> Response {
    let head = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (head, SCRIPT).into_response()
}

/// Lets a page load this script and nothing else, and let it ask this node.
pub(crate) fn allowed(mut page: Response, address: &str) -> Response {
    let policy = format!("{}; script-src {address}{ADDRESS}; connect-src 'self'", crate::router::policy());
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        page.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    page
}

/// In the head of a page that has something to look closer at.
pub(crate) fn loaded() -> Markup {
    html! { script src=(format!("{ADDRESS}?{}", *VERSION)) defer {} }
}

/// Where the script puts itself; without script nothing is seen of it.
pub(crate) fn place(view: &ProcessView<'_>, wish: Wish) -> Markup {
    let visit = view.visit;
    html! {
        div #closer hidden data-from=(view.link(&format!("/map/closer.json{}", wish.query()))) data-failed=(visit.text("map-closer-failed")) {
            button type="button" aria-expanded="false" { (visit.text("map-closer-open")) }
        }
    }
}

/// Those by whose answers the statements are told apart.
#[derive(Serialize)]
struct Side {
    name: String,
    /// How many they are, in words; absent of everyone.
    size: Option<String>,
    /// By which number the picture marks them; only groups of the map are marked.
    mark: Option<u32>,
}

/// Agreements, disagreements and passes; absent where they must stay hidden.
type Cell = Option<[u32; 3]>;

#[derive(Serialize)]
struct Told {
    number: u64,
    link: String,
    text: String,
    language: String,
    direction: &'static str,
    /// By side; the first is everyone.
    votes: Vec<Cell>,
    /// The reader's own answer, in words.
    mine: Option<String>,
}

/// Everything that the script shows.
#[derive(Serialize)]
pub(crate) struct Closer {
    words: BTreeMap<&'static str, String>,
    by: &'static str,
    kinds: Vec<(&'static str, String)>,
    orders: Vec<(&'static str, String)>,
    sides: Vec<Side>,
    /// The side to begin with.
    start: usize,
    /// Where the reader stands, in a sentence; absent for who does not take part.
    me: Option<String>,
    /// The reader's group among the sides.
    mine: Option<usize>,
    statements: Vec<Told>,
}

impl Closer {
    /// By the groups of the map, or by those of the kind that the address asks for; absent where there is no map.
    pub(crate) fn of(view: &ProcessView<'_>, chosen: &Chosen) -> Option<Self> {
        let (map, _) = chosen.shown().filter(|(map, _)| !is_thin(map))?;
        // Declared groups are those of now: beside the votes of an earlier day they would mean something else.
        let kinds = if chosen.wish == Wish::NOW { &Kind::DECLARED[..] } else { &[] };
        let useful: Vec<Breakdown> =
            Breakdown::by_all(view, kinds).into_iter().filter(Breakdown::is_useful).collect();
        let asked = view.visit.asked("by").and_then(Kind::from_name);
        let by = asked.and_then(|kind| useful.iter().find(|breakdown| breakdown.kind == kind));
        let sides = by.map_or_else(|| of_map(view, map), |breakdown| of_kind(view, breakdown));
        let group = my_place(view, map).and_then(|place| place.group).filter(|_| by.is_none());
        let mine = group.and_then(|group| sides.iter().position(|side| side.mark == Some(group)));
        let kind_name = |kind: Kind| (kind.name(), view.visit.text(&format!("result-by-{}", kind.name())));
        let statements = view.process.visible_statements();
        Some(Self {
            words: words(view),
            by: by.map_or(Kind::Opinion, |breakdown| breakdown.kind).name(),
            kinds: std::iter::once(Kind::Opinion)
                .chain(useful.iter().map(|breakdown| breakdown.kind))
                .map(kind_name)
                .collect(),
            orders: ["apart", "agree", "disagree", "number"]
                .map(|order| (order, view.visit.text(&format!("map-closer-order-{order}"))))
                .into(),
            start: mine.unwrap_or(usize::from(sides.len() > 1)),
            me: view.me.is_some().then(|| where_i_stand(view, map)),
            mine,
            statements: statements.filter_map(|one| told(view, map, by, one, sides.len())).collect(),
            sides,
        })
    }
}

fn everyone(view: &ProcessView<'_>) -> Side {
    Side { name: view.visit.text("map-everyone"), size: None, mark: None }
}

/// The groups of the map, where there are any to be told apart.
fn of_map(view: &ProcessView<'_>, map: &OpinionMap) -> Vec<Side> {
    let sizes = Sizes::of(map);
    let groups = if map.k < 2 { 0 } else { map.k };
    let side = |group: u32| Side {
        name: opinion_group_name(view, group),
        size: Some(sizes.words(view, Standing::Group(group))),
        mark: Some(group),
    };
    std::iter::once(everyone(view)).chain((0..groups).map(side)).collect()
}

fn of_kind(view: &ProcessView<'_>, breakdown: &Breakdown) -> Vec<Side> {
    let size = |people: Option<u32>| match people {
        Some(people) => view.visit.text_with("map-people", &[("people", people.into())]),
        None => view.visit.text("map-people-hidden"),
    };
    let sides = breakdown.constituencies.iter().map(|group| Side {
        name: group.name.clone(),
        size: Some(size(group.people)),
        mark: None,
    });
    std::iter::once(everyone(view)).chain(sides).collect()
}

/// A statement as far as the reader may see it and somebody answered it.
fn told(
    view: &ProcessView<'_>,
    map: &OpinionMap,
    by: Option<&Breakdown>,
    statement: &Statement,
    sides: usize,
) -> Option<Told> {
    let id = maru_opinion::StatementId(u32::try_from(statement.id.0.0).ok()?);
    let place = &map.statements[map.statements.binary_search_by_key(&id, |place| place.id).ok()?];
    let of_map = |tally: maru_opinion::map::Tally| {
        [tally.agree, tally.disagree, tally.seen - tally.agree - tally.disagree]
    };
    let everyone = match by {
        None => of_map(place.all),
        Some(_) => [statement.tally.agree, statement.tally.disagree, statement.tally.pass],
    };
    let groups: Vec<Cell> = match by {
        None => {
            let cells = place.groups.iter().zip(hidden_votes(place));
            cells.map(|(tally, hidden)| (!hidden).then(|| of_map(*tally))).collect()
        }
        Some(breakdown) => {
            let cells = breakdown.of(view, statement).into_iter();
            cells.map(|cell| cell.map(|tally| [tally.agree, tally.disagree, tally.pass])).collect()
        }
    };
    let words = view.words(statement)?;
    let vote = view.my_vote(statement);
    Some(Told {
        number: statement.id.0.0,
        link: view.link(&format!("/statements/{}", statement.id)),
        text: shortened(&words.text, LIST_CHARACTERS).into_owned(),
        language: words.language.to_string(),
        direction: words.language.direction(),
        votes: std::iter::once(Some(everyone)).chain(groups).take(sides).collect(),
        mine: vote.map(|vote| view.visit.text(&format!("vote-{}", vote.as_str()))),
    })
}

/// The script's words; `%name%` is where it puts a figure.
fn words(view: &ProcessView<'_>) -> BTreeMap<&'static str, String> {
    let visit = view.visit;
    let plain = [
        ("title", "map-closer-title"),
        ("how", "map-closer-how"),
        ("kind", "map-closer-kind"),
        ("whose", "map-closer-whose"),
        ("order", "map-ranking-orders"),
        ("find", "map-closer-find"),
        ("more", "map-closer-more"),
        ("mine", "map-closer-mine"),
    ];
    let filled = [
        ("line", "map-closer-line", &["agree", "disagree", "pass", "votes"][..]),
        ("answer", "map-closer-answer", &["answer"]),
        ("count", "map-closer-count", &["name", "shown", "all"]),
        ("hidden", "map-closer-hidden", &["hidden"]),
    ];
    let marked = |key: &str, names: &[&'static str]| {
        let marks: Vec<String> = names.iter().map(|name| format!("%{name}%")).collect();
        let arguments: Vec<_> =
            names.iter().zip(&marks).map(|(name, mark)| (*name, mark.as_str().into())).collect();
        visit.text_with(key, &arguments)
    };
    let plain = plain.into_iter().map(|(name, key)| (name, visit.text(key)));
    plain.chain(filled.into_iter().map(|(name, key, names)| (name, marked(key, names)))).collect()
}
