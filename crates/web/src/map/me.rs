//! The map for one person: where the reader stands, what they share with their group and where they differ. Nobody else
//! sees it.

use maru_forum::{Statement, Vote};
use maru_opinion::OpinionMap;
use maru_opinion::map::{Place, StatementPlace, Tally};
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::layout::process_page;
use crate::map::chosen::Chosen;
use crate::map::picture::{Layer, Picture, Scale, my_place};
use crate::map::view::{TELLING_VOTES, basis, in_words, too_few, where_i_stand};
use crate::process::view::sign_in_to_take_part;
use crate::result::figures::{is_thin, opinion_group_name, shared_on, visible};
use crate::result::view::statement_link;

/// Statements in each list.
const LISTED: usize = 6;
/// Votes of the reader's group that a statement needs before the reader is compared with it.
const LEAST_VOTES: u32 = 10;

/// Where the reader stands.
pub(crate) fn me(view: &ProcessView<'_>, chosen: &Chosen) -> Markup {
    let visit = view.visit;
    let title = visit.text("map-me");
    let body = html! {
        h1 { (title) }
        @if view.me.is_none() {
            p { (visit.text("map-me-stranger")) }
            p { (sign_in_to_take_part(view, "/map/me")) }
        } @else {
            p.lead { (visit.text("map-me-lead")) }
            (chosen.slider(view, "/map/me"))
            @match chosen.shown() {
                None => (chosen.absence(view)),
                Some((map, entries)) => { (mine(view, map)) (basis(view, map, entries)) },
            }
        }
    };
    process_page(view, &title, &body)
}

fn mine(view: &ProcessView<'_>, map: &OpinionMap) -> Markup {
    let visit = view.visit;
    if is_thin(map) {
        return html! { (too_few(view, map)) (to_mine(view)) };
    }
    let me = my_place(view, map);
    html! {
        p.note { (where_i_stand(view, map)) " " (how_sure(view, map, me)) }
        (Picture {
            name: "me", title: visit.text("map-me"), words: format!("{} {}", where_i_stand(view, map), in_words(view, map)),
            map, scale: Scale::of(map), layer: Layer::People, me,
        }.draw())
        @if let Some(group) = me.and_then(|place| place.group) { (with_my_group(view, map, group)) }
        (common(view, map))
        (to_mine(view))
    }
}

fn to_mine(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        p { a href=(view.link("/mine")) { (visit.text("statement-mine")) } " · " a href=(view.link("/map")) { (visit.text("map-title")) } }
    }
}

fn how_sure(view: &ProcessView<'_>, map: &OpinionMap, me: Option<&Place>) -> String {
    let visit = view.visit;
    let Some((place, sure)) = me.and_then(|place| Some((place, place.sure?))).filter(|_| map.k > 1) else {
        return String::new();
    };
    if place.votes < TELLING_VOTES {
        return visit
            .text_with("map-me-so-far", &[("votes", place.votes.into()), ("least", TELLING_VOTES.into())]);
    }
    visit.text_with("map-me-sure", &[("sure", visit.share(sure).into()), ("votes", place.votes.into())])
}

/// A statement on which the reader took sides, and how their group did.
struct Compared<'a> {
    statement: &'a Statement,
    vote: Vote,
    /// Share of the group's votes that are the reader's own answer.
    with_me: f64,
    tally: Tally,
}

fn with_my_group(view: &ProcessView<'_>, map: &OpinionMap, group: u32) -> Markup {
    let visit = view.visit;
    let compared = |place: &StatementPlace| {
        let tally = place.groups.get(group as usize).copied().filter(|tally| tally.seen >= LEAST_VOTES)?;
        let statement = visible(view, place.id)?;
        let vote = view.my_vote(statement).filter(|vote| *vote != Vote::Pass)?;
        let same = if vote == Vote::Agree { tally.agree } else { tally.disagree };
        Some(Compared { statement, vote, with_me: f64::from(same) / f64::from(tally.seen), tally })
    };
    let mut found: Vec<Compared<'_>> = map.statements.iter().filter_map(compared).collect();
    found.sort_by(|a, b| b.with_me.total_cmp(&a.with_me).then(a.statement.id.cmp(&b.statement.id)));
    let alike = || found.iter().filter(|one| one.with_me > 0.5).take(LISTED);
    let apart = || found.iter().rev().filter(|one| one.with_me < 0.5).take(LISTED);
    let name = if map.k > 1 { opinion_group_name(view, group) } else { visit.text("map-me-crowd") };
    html! {
        @for (key, list) in [("map-me-alike", alike().collect::<Vec<_>>()), ("map-me-apart", apart().collect())] {
            h2 { (visit.text_with(key, &[("group", name.as_str().into())])) }
            @if list.is_empty() { p { (visit.text("map-me-none")) } }
            ul.rows { @for one in list { (row(view, one, &name)) } }
        }
    }
}

fn row(view: &ProcessView<'_>, one: &Compared<'_>, group: &str) -> Markup {
    let visit = view.visit;
    html! {
        li {
            p.quote { (view.inline_words(one.statement)) }
            p.figures {
                (visit.text_with("map-me-line", &[
                    ("answer", visit.text(&format!("vote-{}", one.vote.as_str())).into()),
                    ("group", group.into()),
                    ("agree", visit.percent(one.tally.agree.into(), one.tally.seen.into()).into()),
                    ("disagree", visit.percent(one.tally.disagree.into(), one.tally.seen.into()).into()),
                ]))
                " " (statement_link(view, one.statement))
            }
        }
    }
}

/// How the reader stands to what all groups share.
fn common(view: &ProcessView<'_>, map: &OpinionMap) -> Markup {
    let visit = view.visit;
    let shared: Vec<&Statement> =
        shared_on(map).filter_map(|ground| visible(view, ground.statement)).collect();
    let answered = |wanted: Option<Vote>| shared.iter().filter(|one| view.my_vote(one) == wanted).count();
    html! {
        h2 { (visit.text("map-me-common")) }
        p { (visit.text_with("map-me-common-words", &[
            ("all", shared.len().into()),
            ("agree", answered(Some(Vote::Agree)).into()),
            ("disagree", answered(Some(Vote::Disagree)).into()),
            ("open", answered(None).into()),
        ])) }
    }
}
