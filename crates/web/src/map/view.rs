//! The opinion map: a picture, and the same in words and tables.

use maru_opinion::OpinionMap;
use maru_opinion::cells::{SMALL, hidden_groups, hidden_in_line, is_small};
use maru_opinion::compare::Standing;
use maru_opinion::map::{Finer, Group, Representative, StatementPlace, Tried, Verdict};
use maru_opinion::summary::{GroupSummary, summary};
use maru_store::Whom;
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::layout::shared_page;
use crate::map::chosen::{Chosen, Wish};
use crate::map::closer;
use crate::map::picture::{Layer, Picture, Scale, farthest, key_of, my_place};
use crate::result::figures::{is_thin, opinion_group_name, visible};

/// Votes from which a person is told in which group they stand and how sure that is: the model's probability does not know that
/// somebody may have answered the first statements without reading them.
pub(crate) const TELLING_VOTES: u32 = 20;
/// Statements that set a group apart, and that it shares.
const LISTED: usize = 4;

/// The opinion map of a process.
pub(crate) fn map(view: &ProcessView<'_>, chosen: &Chosen) -> Markup {
    let visit = view.visit;
    let title = match chosen.wish.day {
        Some(day) => visit.text_with("map-title-on", &[("date", visit.date(day).into())]),
        None => visit.text("map-title"),
    };
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("map-lead")) }
        (chosen.slider(view, "/map"))
        (people_links(view, chosen))
        @match chosen.shown() {
            None => (chosen.absence(view)),
            Some((map, entries)) => (drawn(view, chosen, map, entries)),
        }
    };
    let script = if chosen.shown().is_some_and(|(map, _)| !is_thin(map)) {
        closer::loaded()
    } else {
        html! {}
    };
    shared_page(view, &title, &script, &body)
}

fn drawn(view: &ProcessView<'_>, chosen: &Chosen, map: &OpinionMap, entries: u64) -> Markup {
    let visit = view.visit;
    let layer = if visit.asked("layer") == Some("statements") { Layer::Statements } else { Layer::People };
    if is_thin(map) {
        return html! { (too_few(view, map)) (basis(view, map, entries)) };
    }
    let sizes = Sizes::of(map);
    html! {
        p { (in_words(view, map)) }
        p { (stability(view, map)) }
        (layer_links(view, chosen, layer))
        (Picture {
            name: "map", title: visit.text("map-title"), words: format!("{} {}", in_words(view, map), visit.text("map-below")),
            map, scale: Scale::of(map), layer, me: my_place(view, map),
        }.draw())
        @match layer {
            Layer::People => {
                (legend(view, map, &sizes))
                (my_note(view, map))
            },
            Layer::Statements => (statement_table(view, map)),
        }
        (closer::place(view, chosen.wish))
        (more_links(view))
        h2 { (visit.text("map-groups")) }
        @let words = summary(map);
        @if map.stability.verdict() != Verdict::NotTried { @for (group, in_words) in map.groups.iter().zip(&words.groups) { (group_section(view, map, &sizes, group, in_words)) } }
        (border_cases(view, map, &sizes))
        h2 { (visit.text("map-how")) }
        p { (visit.text(if map.stability.verdict() == Verdict::NotTried { "map-how-not-tried" } else { "map-how-words" })) }
        (tried_table(view, map))
        p.small { (visit.text("map-limits")) }
        (basis(view, map, entries))
    }
}

/// Of so few people a map is not drawn: a mark on it would be somebody's place.
pub(crate) fn too_few(view: &ProcessView<'_>, map: &OpinionMap) -> Markup {
    html! {
        p { (in_words(view, map)) }
        p { (stability(view, map)) }
        p { a href=(view.link("/report")) { (view.visit.text("report-link")) } }
    }
}

/// On what a map rests.
pub(crate) fn basis(view: &ProcessView<'_>, map: &OpinionMap, entries: u64) -> Markup {
    let visit = view.visit;
    html! {
        p.small {
            (visit.text_with("result-basis-map", &[
                ("entries", entries.into()), ("method", map.method.into()), ("version", map.version.into()),
            ])) " "
            (visit.rich("map-recompute", &[], &[("verify", visit.link("/about/verify"))]))
        }
    }
}

/// What a map shows, in a sentence.
pub(crate) fn in_words(view: &ProcessView<'_>, map: &OpinionMap) -> String {
    let counts = map.counts;
    let counting = || map.statements.iter().filter(|place| !place.moderated_out && place.all.seen > 0);
    let votes: u64 = counting().map(|place| u64::from(place.all.seen)).sum();
    let aside = (counts.votes as u64).saturating_sub(votes);
    let key = match map.k {
        // Of so few people it says where they stand and nothing of groups.
        _ if is_thin(map) => "map-in-words-thin",
        _ if map.stability.verdict() == Verdict::NotTried => "map-in-words-thin",
        0 | 1 => "map-in-words-one",
        _ => "map-in-words",
    };
    let words = view.visit.text_with(
        key,
        &[
            ("groups", map.k.into()),
            ("placed", counts.in_map.into()),
            ("people", counts.participants.into()),
            ("votes", votes.into()),
            ("statements", counting().count().into()),
        ],
    );
    if aside == 0 {
        return words;
    }
    format!("{words} {}", view.visit.text_with("map-aside", &[("votes", aside.into())]))
}

/// How far the groups can be trusted, in words.
pub(crate) fn stability(view: &ProcessView<'_>, map: &OpinionMap) -> String {
    if is_thin(map) {
        return view.visit.text_with("map-too-few", &[("least", SMALL.into())]);
    }
    let taken = map.stability.tried.iter().find(|tried| tried.taken);
    let key = match map.stability.verdict() {
        Verdict::NotTried => return view.visit.text("map-not-tried"),
        Verdict::Crowd => return view.visit.text("map-one-crowd"),
        Verdict::Groups => "map-stable",
        Verdict::Unsettled => "map-unsettled",
    };
    // Version 2 did not say how much came back on average, only how often.
    let often = |tried: &Tried| f64::from(tried.came_back) / f64::from(tried.resamples.max(1));
    let back = taken.map_or(0.0, |tried| tried.overlap.unwrap_or_else(|| often(tried)));
    let held = view.visit.text_with(key, &[("back", view.visit.share(back).into())]);
    match map.stability.finer() {
        None => held,
        Some(finer) => format!("{held} {}", finer_words(view, map, finer)),
    }
}

/// That the number of groups shown is not all that the votes tell apart.
fn finer_words(view: &ProcessView<'_>, map: &OpinionMap, finer: Finer) -> String {
    let arguments = [("groups", finer.groups.into()), ("shown", map.k.into())];
    let more = (finer.groups > map.k).then(|| view.visit.text_with("map-finer", &arguments));
    let ended = finer.search_ended.then(|| view.visit.text_with("map-search-ended", &arguments));
    more.into_iter().chain(ended).collect::<Vec<_>>().join(" ")
}

/// How many people stand where, unless that must stay hidden.
pub(crate) struct Sizes(Vec<(Standing, Option<u32>)>);

impl Sizes {
    pub(crate) fn of(map: &OpinionMap) -> Self {
        let standings = Standing::all(map.k);
        let count = |standing: &Standing| {
            map.participants.iter().filter(|place| Standing::of(place) == *standing).count() as u32
        };
        let counts: Vec<u32> = standings.iter().map(count).collect();
        let (groups, others) = counts.split_at(map.k as usize);
        let mut hidden = hidden_groups(groups, others.iter().sum(), &[]);
        hidden.extend(others.iter().map(|count| is_small(*count)));
        let shown = counts.into_iter().zip(hidden).map(|(count, hidden)| (!hidden).then_some(count));
        Self(standings.into_iter().zip(shown).collect())
    }

    /// People with a standing; absent if that is hidden.
    pub(crate) fn at(&self, standing: Standing) -> Option<u32> {
        self.0.iter().find(|(known, _)| *known == standing).and_then(|(_, count)| *count)
    }

    /// The same in words: “12 people”, “fewer than 10 people”. A group may be hidden for the sake of another.
    pub(crate) fn words(&self, view: &ProcessView<'_>, standing: Standing) -> String {
        match (self.at(standing), standing) {
            (Some(people), _) => view.visit.text_with("map-people", &[("people", people.into())]),
            (None, Standing::Group(_)) => view.visit.text("map-people-hidden"),
            (None, _) => view.visit.text("map-people-few"),
        }
    }
}

/// What a standing is called on a map; one crowd is no "group A".
fn name_on(view: &ProcessView<'_>, map: &OpinionMap, standing: Standing) -> String {
    match standing {
        Standing::Group(_) if map.k < 2 => view.visit.text("map-everyone"),
        other => standing_name(view, other),
    }
}

/// What a standing is called.
pub(crate) fn standing_name(view: &ProcessView<'_>, standing: Standing) -> String {
    match standing {
        Standing::Group(group) => opinion_group_name(view, group),
        Standing::Between => view.visit.text("map-between"),
        Standing::Opposed => view.visit.text("map-opposed"),
        Standing::Unplaced => view.visit.text("map-unplaced"),
        Standing::Absent => view.visit.text("map-absent"),
    }
}

/// Links between the map of everyone and that of verified people, where anybody is verified.
fn people_links(view: &ProcessView<'_>, chosen: &Chosen) -> Markup {
    let visit = view.visit;
    let any_verified = chosen.days.as_ref().is_some_and(|days| days.any_verified);
    let item = |key: &str, whom: Whom| {
        let address = view.link(&format!("/map{}", Wish { whom, ..chosen.wish }.query()));
        html! { li { a href=(address) aria-current=[(chosen.wish.whom == whom).then_some("page")] { (visit.text(key)) } } }
    };
    html! {
        @if any_verified {
            ul.pages aria-label=(visit.text("map-whose")) {
                (item("map-everyone", Whom::Everyone)) (item("map-verified", Whom::Verified))
            }
        }
    }
}

fn layer_links(view: &ProcessView<'_>, chosen: &Chosen, here: Layer) -> Markup {
    let visit = view.visit;
    let query = chosen.wish.query();
    let joint = if query.is_empty() { "?" } else { "&" };
    let item = |key: &str, layer: Layer, address: String| {
        html! { li { a href=(view.link(&address)) aria-current=[(here == layer).then_some("page")] { (visit.text(key)) } } }
    };
    html! {
        ul.pages aria-label=(visit.text("map-layers")) {
            (item("map-layer-people", Layer::People, format!("/map{query}")))
            (item("map-layer-statements", Layer::Statements, format!("/map{query}{joint}layer=statements")))
        }
    }
}

fn legend(view: &ProcessView<'_>, map: &OpinionMap, sizes: &Sizes) -> Markup {
    let visit = view.visit;
    let opposed = if map.tells_of_opposed() { map.counts.opposed } else { 0 };
    let others = [(Standing::Between, map.counts.between), (Standing::Opposed, opposed)];
    let groups = map.groups.iter().map(|group| Standing::Group(group.id));
    let shown =
        groups.chain(others.into_iter().filter(|(_, count)| *count > 0).map(|(standing, _)| standing));
    html! {
        ul.pages aria-label=(visit.text("map-legend")) {
            @for standing in shown {
                li { (key_of(standing)) (name_on(view, map, standing)) ": " (sizes.words(view, standing)) }
            }
        }
        p.soft.small { (visit.text("map-outlines")) }
    }
}

fn my_note(view: &ProcessView<'_>, map: &OpinionMap) -> Markup {
    let visit = view.visit;
    html! {
        @if view.me.is_some() {
            p.note {
                (where_i_stand(view, map)) " "
                a href=(view.link("/map/me")) { (visit.text("map-me")) }
            }
        }
    }
}

/// Where the reader stands, in a sentence.
pub(crate) fn where_i_stand(view: &ProcessView<'_>, map: &OpinionMap) -> String {
    let visit = view.visit;
    if is_thin(map) {
        return visit.text_with("map-too-few", &[("least", SMALL.into())]);
    }
    let Some(place) = my_place(view, map) else { return visit.text("map-you-are-not-yet") };
    let is_told = |standing: Standing| {
        Sizes::of(map).0.iter().any(|(known, size)| *known == standing && size.is_some())
    };
    match (Standing::of(place), place.between) {
        (Standing::Group(group), _) if map.k > 1 && place.votes < TELLING_VOTES => {
            visit.text_with("map-you-are-nearest", &[("group", opinion_group_name(view, group).into())])
        }
        (Standing::Group(group), _) if map.k > 1 => {
            visit.text_with("map-you-are-in", &[("group", opinion_group_name(view, group).into())])
        }
        (Standing::Between, Some([one, other])) => visit.text_with(
            "map-you-are-between",
            &[
                ("one", opinion_group_name(view, one).into()),
                ("other", opinion_group_name(view, other).into()),
            ],
        ),
        (Standing::Opposed, _) if is_told(Standing::Opposed) => visit.text("map-you-are-opposed"),
        (Standing::Group(_) | Standing::Opposed, _) => visit.text("map-you-are-here"),
        _ => visit.text("map-you-are-not-yet"),
    }
}

/// The second layer in words: each number of the picture, the statement, and how the groups answered it.
fn statement_table(view: &ProcessView<'_>, map: &OpinionMap) -> Markup {
    let visit = view.visit;
    html! {
        p.soft.small { (visit.text("map-layer-how")) }
        table.stack {
            thead { tr {
                th scope="col" { (visit.text("map-layer-number")) }
                th scope="col" { (visit.text("map-layer-statement")) }
                th scope="col" { (visit.text("map-layer-groups")) }
            } }
            tbody {
                @for one in farthest(map) {
                    @if let Some(statement) = visible(view, one.id) {
                        tr {
                            th scope="row" { a href=(view.link(&format!("/statements/{}", one.id.0))) { (one.id.0) } }
                            td { (view.inline_words(statement)) }
                            td data-of=(visit.text("map-layer-groups")) { (groups_agree(view, one)) }
                        }
                    }
                }
            }
        }
    }
}

/// “Group A 80% · Group B 20%”: how many of each group agree, where enough of it answered.
pub(crate) fn groups_agree(view: &ProcessView<'_>, place: &StatementPlace) -> String {
    let visit = view.visit;
    let words = place.groups.iter().zip(hidden_votes(place)).enumerate().map(|(group, (tally, hidden))| {
        let share = if hidden {
            visit.text("result-not-shown")
        } else {
            visit.percent(tally.agree.into(), tally.seen.into())
        };
        format!("{} {share}", opinion_group_name(view, group as u32))
    });
    words.collect::<Vec<_>>().join(" · ")
}

/// Which groups' votes on a statement must stay hidden, given that everyone's are known.
pub(crate) fn hidden_votes(place: &StatementPlace) -> Vec<bool> {
    let seen: Vec<u32> = place.groups.iter().map(|tally| tally.seen).collect();
    hidden_groups(&seen, place.all.seen.saturating_sub(seen.iter().sum()), &[])
}

fn more_links(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let links = [
        ("/report", "report-link"),
        ("/map/statements", "map-ranking"),
        ("/map/compare", "map-compare"),
        ("/map/groups.csv", "map-groups-csv"),
        ("/map/ground.csv", "map-ground-csv"),
    ];
    html! {
        ul.pages aria-label=(visit.text("map-more")) {
            @for (address, key) in links { li { a href=(view.link(address)) { (visit.text(key)) } } }
        }
    }
}

fn group_section(
    view: &ProcessView<'_>,
    map: &OpinionMap,
    sizes: &Sizes,
    group: &Group,
    words: &GroupSummary,
) -> Markup {
    let visit = view.visit;
    let size = sizes.at(Standing::Group(group.id));
    html! {
        h3 { (key_of(Standing::Group(group.id))) (name_on(view, map, Standing::Group(group.id))) }
        p {
            @match size {
                Some(people) => (visit.text_with("map-group-size", &[
                    ("people", people.into()), ("share", visit.share(group.share).into()),
                ])),
                None => { (sizes.words(view, Standing::Group(group.id))) "." },
            }
            @if let Some((came, of)) = group.came_back.zip(resamples(map)).filter(|_| map.k > 1) {
                " " (visit.text_with("map-group-came-back", &[("came", came.into()), ("of", of.into())]))
            }
        }
        @if map.k > 1 && told(&group.representative).next().is_some() {
            p.soft { (visit.text("map-group-more-than-others")) }
            ul {
                @for found in told(&group.representative).take(LISTED) { (representative(view, map, Standing::Group(group.id), found)) }
            }
        }
        @if map.k > 1 { (listed(view, map, group.id, "map-group-shares", &words.shares)) }
        (listed(view, map, group.id, "map-group-dissents", &words.dissents))
    }
}

/// A few statements under a heading of theirs, each with how the group voted: what hangs on a few votes must be seen to.
fn listed(
    view: &ProcessView<'_>,
    map: &OpinionMap,
    group: u32,
    key: &str,
    statements: &[maru_opinion::StatementId],
) -> Markup {
    let shown: Vec<_> = statements.iter().filter_map(|id| visible(view, *id)).take(LISTED / 2).collect();
    html! {
        @if !shown.is_empty() {
            p.soft { (view.visit.text(key)) }
            ul { @for statement in shown { li { (view.inline_words(statement)) " " span.figures { (votes_of(view, map, group, statement)) } } } }
        }
    }
}

/// How a group voted on a statement, unless that must stay hidden.
fn votes_of(
    view: &ProcessView<'_>,
    map: &OpinionMap,
    group: u32,
    statement: &maru_forum::Statement,
) -> String {
    let visit = view.visit;
    let number = u32::try_from(statement.id.0.0).unwrap_or(u32::MAX);
    let place = map.statements.iter().find(|place| place.id.0 == number);
    let of_group = place.and_then(|place| {
        let hidden = hidden_votes(place).get(group as usize).copied().unwrap_or(true);
        place.groups.get(group as usize).filter(|_| !hidden)
    });
    match of_group {
        None => visit.text("result-not-shown"),
        Some(tally) => visit.text_with(
            "map-group-voted",
            &[
                ("agree", visit.percent(tally.agree.into(), tally.seen.into()).into()),
                ("disagree", visit.percent(tally.disagree.into(), tally.seen.into()).into()),
                ("seen", tally.seen.into()),
            ],
        ),
    }
}

/// Statements that enough of a group voted on: what rests on fewer says nothing of a group.
fn told(found: &[Representative]) -> impl Iterator<Item = &Representative> {
    found.iter().filter(|one| one.seen >= SMALL)
}

fn representative(view: &ProcessView<'_>, map: &OpinionMap, of: Standing, found: &Representative) -> Markup {
    html! {
        @if let Some(statement) = visible(view, found.statement) {
            li { (view.inline_words(statement)) " " span.figures { (said_by_members(view, map, of, found)) } }
        }
    }
}

/// What a group says to a statement that sets it apart. Where its votes on the statement are few, or would give another group's away,
/// only what most of it says.
pub(crate) fn said_by_members(
    view: &ProcessView<'_>,
    map: &OpinionMap,
    of: Standing,
    found: &Representative,
) -> String {
    let visit = view.visit;
    let says = if found.says == maru_opinion::Vote::Agree { "agree" } else { "disagree" };
    let place = map.statements.binary_search_by_key(&found.statement, |place| place.id).ok();
    let hidden = match (of, place) {
        (Standing::Group(group), Some(at)) => {
            hidden_votes(&map.statements[at]).get(group as usize) != Some(&false)
        }
        _ => is_small(found.seen),
    };
    if hidden {
        return visit.text(&format!("map-group-most-{says}"));
    }
    let share = visit.percent(found.members.into(), found.seen.into());
    let figures = [("share", share.into()), ("seen", found.seen.into())];
    visit.text_with(&format!("map-group-{says}"), &figures)
}

/// People between groups and the opposed few, in words.
fn border_cases(view: &ProcessView<'_>, map: &OpinionMap, sizes: &Sizes) -> Markup {
    let visit = view.visit;
    let opposed = map.opposed.as_ref().filter(|_| map.tells_of_opposed());
    html! {
        @if map.counts.between > 0 {
            h3 { (key_of(Standing::Between)) (visit.text("map-between")) }
            p { (visit.text_with("map-between-words", &[("people", sizes.words(view, Standing::Between).into())])) }
            (between_pairs(view, map, sizes))
        }
        @if let Some(opposed) = opposed {
            h3 { (key_of(Standing::Opposed)) (visit.text("map-opposed")) }
            p { (visit.text_with("map-opposed-words", &[("people", sizes.words(view, Standing::Opposed).into())])) }
            ul { @for found in told(&opposed.representative).take(LISTED) { (representative(view, map, Standing::Opposed, found)) } }
        }
    }
}

/// Between which groups people stand. Where their number is hidden as a whole, so are its parts.
fn between_pairs(view: &ProcessView<'_>, map: &OpinionMap, sizes: &Sizes) -> Markup {
    let mut pairs: std::collections::BTreeMap<[u32; 2], u32> = std::collections::BTreeMap::new();
    for [one, other] in map.participants.iter().filter_map(|place| place.between) {
        *pairs.entry([one.min(other), one.max(other)]).or_default() += 1;
    }
    let counts: Vec<u32> = pairs.values().copied().collect();
    let hidden = hidden_in_line(&counts, &[]);
    let name = |group: u32| opinion_group_name(view, group);
    let known = sizes.at(Standing::Between).is_some() && pairs.len() > 1;
    html! {
        @if known {
            ul {
                @for (([one, other], people), _) in pairs.iter().zip(hidden).filter(|(_, hidden)| !hidden) {
                    li { (view.visit.text_with("map-between-pair", &[
                        ("one", name(*one).into()), ("other", name(*other).into()), ("people", (*people).into()),
                    ])) }
                }
            }
        }
    }
}

/// Resamples of the number of groups that is shown.
fn resamples(map: &OpinionMap) -> Option<u32> {
    map.stability.tried.iter().find(|tried| tried.taken).map(|tried| tried.resamples)
}

fn tried_table(view: &ProcessView<'_>, map: &OpinionMap) -> Markup {
    let visit = view.visit;
    let measured = || map.stability.tried.iter().filter(|tried| tried.resamples > 0);
    html! {
        @if measured().next().is_some() {
            @if let Some(bars) = map.stability.bars {
                p.soft { (visit.text_with("map-bars", &[
                    ("explained", visit.share(bars.explained).into()),
                    ("two", visit.share(bars.overlap).into()),
                    ("more", visit.share(bars.finer_overlap).into()),
                ])) }
            }
            table {
                caption { (visit.text("map-tried")) }
                thead { tr {
                    th scope="col" { (visit.text("map-tried-groups")) }
                    th.n scope="col" { (visit.text("map-tried-resamples")) }
                    th.n scope="col" { (visit.text("map-tried-explained")) }
                    th.n scope="col" { (visit.text("map-tried-came-back")) }
                    th scope="col" { (visit.text("map-tried-taken")) }
                } }
                tbody {
                    @for tried in measured() {
                        tr {
                            th scope="row" { (visit.number(tried.k)) }
                            td.n { (visit.number(tried.resamples)) }
                            td.n { (visit.percent(tried.explained.into(), tried.resamples.into())) }
                            td.n { (tried.overlap.map_or_else(
                                || visit.percent(tried.came_back.into(), tried.resamples.into()),
                                |overlap| visit.share(overlap),
                            )) }
                            td { (if tried.taken { visit.text("map-tried-yes") } else { "–".to_owned() }) }
                        }
                    }
                }
            }
        }
    }
}
