//! The count of a ballot as a page shows it: how it went, and every step from the votes to that.

use maru_forum::{Arithmetic, Ballot, BallotOutcome, BallotRule, Count, GroupId, Round, Standings, TieRule};
use maud::{Markup, html};

use crate::ballot::view::{may_chair, of_organisations, position_name, said};
use crate::common::ProcessView;

/// The count, once the phase is over; before that there is none, and nothing that looks like one.
pub(super) fn page(view: &ProcessView<'_>, ballot: &Ballot) -> Markup {
    let visit = view.visit;
    let Some(counted) = &ballot.count else { return html! { (due(view, ballot)) } };
    let of = [
        ("cast", counted.count.cast.into()),
        ("electorate", counted.count.electorate.into()),
        ("quorum", ballot.terms.quorum.into()),
    ];
    html! {
        h2 { (visit.text("ballot-count")) }
        p.lead { strong { (visit.text(&format!("ballot-outcome-{}", counted.count.outcome.as_str()))) } " "
            @if let Some(option) = counted.count.winner.and_then(|winner| ballot.terms.options.get(winner as usize)) { (said(view, &option.words)) } }
        p.figures { (visit.text_with(if of_organisations(ballot) { "ballot-cast-of-organisations" } else { "ballot-cast-of" }, &of)) " · " (view.entry(counted.entry)) }
        @if counted.count.outcome == BallotOutcome::QuorumMissed { p.warn { (visit.text_with(if of_organisations(ballot) { "ballot-quorum-missed-organisations" } else { "ballot-quorum-missed" }, &of)) } }
        (steps(view, ballot, &counted.count))
        p.small { (visit.text("ballot-recount")) }
    }
}

/// That a count is due, with the button for whoever may make it.
fn due(view: &ProcessView<'_>, ballot: &Ballot) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let phase = process.charter.phase(&ballot.terms.phase);
    let over = phase.is_some_and(|phase| phase.closes < visit.now.day());
    html! {
        @if over && may_chair(view) && !process.stage.is_over() {
            form method="post" action=(view.link(&format!("/ballots/{}/count", ballot.entry))) {
                button.go type="submit" { (visit.text("ballot-count-send")) }
            }
        }
    }
}

/// From the votes to the outcome. Positions are those of the entry: the groups of the charter may have changed since.
fn steps(view: &ProcessView<'_>, ballot: &Ballot, count: &Count) -> Markup {
    if !ballot.terms.rule.is_choice() {
        return positions(view, ballot, count);
    }
    let Some(arithmetic) = ballot.steps() else { return html! {} };
    html! { (alike(view, ballot, count, &arithmetic)) (tables(view, ballot, &arithmetic)) }
}

/// That options stood alike, which they are, and what the ballot says of that.
fn alike(view: &ProcessView<'_>, ballot: &Ballot, count: &Count, arithmetic: &Arithmetic) -> Markup {
    let (visit, alike) = (view.visit, arithmetic.alike());
    let names: Vec<_> = alike.iter().map(|place| (place + 1).to_string()).collect();
    html! {
        @if !alike.is_empty() && count.outcome != BallotOutcome::QuorumMissed {
            p.warn {
                (visit.text_with("ballot-alike", &[("options", names.join(", ").into())])) " "
                @if count.winner.is_some() && ballot.terms.tie == Some(TieRule::FirstListed) { (visit.text("ballot-alike-first")) }
            }
        }
    }
}

fn tables(view: &ProcessView<'_>, ballot: &Ballot, arithmetic: &Arithmetic) -> Markup {
    match arithmetic {
        Arithmetic::Approvals(approvals) => {
            let rows = approvals.iter().map(|count| vec![view.visit.number(*count)]);
            options(view, ballot, &[view.visit.text("ballot-approvals")], rows.collect())
        }
        Arithmetic::Pairs { prefer, strongest } => html! {
            p { (view.visit.text("ballot-pairs")) } (matrix(view, ballot, prefer))
            p { (view.visit.text("ballot-paths")) } (matrix(view, ballot, strongest))
        },
        Arithmetic::Rounds(rounds) => run_off(view, ballot, rounds),
    }
}

fn positions(view: &ProcessView<'_>, ballot: &Ballot, count: &Count) -> Markup {
    let (all, groups) = count.standings();
    let named = |(id, standings): &(GroupId, Standings)| {
        let group = view.process.charter.groups.iter().find(|group| group.id == *id);
        (group.map_or_else(|| html! { (id) }, |group| view.visit.local(&group.title)), *standings)
    };
    let groups: Vec<_> = groups.iter().map(named).collect();
    let visit = view.visit;
    let objecting = ballot.terms.rule.asks_for_consent();
    let heads = maru_forum::Position::ALL.iter().map(|position| position_name(view, objecting, *position));
    let by_group = ballot.terms.rule == BallotRule::DoubleMajority;
    let in_favour = groups.iter().filter(|(_, standings)| standings.has_majority()).count();
    let heads: Vec<_> = heads.collect();
    let row = |name: Markup, standings: Standings| {
        let cells = [standings.for_it, standings.against, standings.abstain];
        html! { tr { th scope="row" { (name) } @for (head, count) in heads.iter().zip(cells) { td data-of=(head) { (visit.number(count)) } } } }
    };
    let cast = all.for_it + all.against + all.abstain;
    html! {
        table {
            thead { tr { td {} @for head in &heads { th scope="col" { (head) } } } }
            tbody {
                (row(html! { (visit.text(if of_organisations(ballot) { "ballot-all-organisations" } else { "ballot-everyone" })) }, all))
                @for (name, standings) in &groups { (row(name.clone(), *standings)) }
            }
        }
        @match ballot.terms.rule {
            BallotRule::TwoThirds => p { (visit.text_with("ballot-sum-two-thirds", &[("for", all.for_it.into()), ("of", (all.for_it + all.against).into())])) },
            BallotRule::Consent => p { (visit.text_with("ballot-sum-consent", &[("for", visit.percent(all.for_it, cast).into()), ("against", visit.percent(all.against, cast).into())])) },
            _ => {},
        }
        @if by_group { p { (visit.text_with("ballot-sum-groups", &[("count", in_favour.into()), ("of", groups.len().into())])) } }
    }
}

/// A table with a row for each option.
fn options(view: &ProcessView<'_>, ballot: &Ballot, heads: &[String], rows: Vec<Vec<String>>) -> Markup {
    html! {
        table {
            thead { tr { td {} @for head in heads { th scope="col" { (head) } } } }
            tbody { @for ((place, option), cells) in (1..).zip(&ballot.terms.options).zip(rows) {
                tr { th scope="row" { (place) ". " (said(view, &option.words)) } @for (head, cell) in heads.iter().zip(cells) { td data-of=(head) { (cell) } } }
            } }
        }
    }
}

fn matrix(view: &ProcessView<'_>, ballot: &Ballot, counts: &[Vec<u64>]) -> Markup {
    let heads: Vec<_> = (1..=counts.len()).map(|place| place.to_string()).collect();
    let cell =
        |a: usize, b: usize, count: u64| if a == b { "–".to_owned() } else { view.visit.number(count) };
    let rows = counts
        .iter()
        .enumerate()
        .map(|(a, row)| row.iter().enumerate().map(|(b, count)| cell(a, b, *count)).collect());
    options(view, ballot, &heads, rows.collect())
}

fn run_off(view: &ProcessView<'_>, ballot: &Ballot, rounds: &[Round]) -> Markup {
    let visit = view.visit;
    let heads: Vec<_> = (1..=rounds.len())
        .map(|round| visit.text_with("ballot-round", &[("number", round.into())]))
        .collect();
    let cell = |round: &Round, option: usize| match round.firsts.get(option).copied().flatten() {
        Some(count) if round.leave.contains(&option) => format!("{} ↓", visit.number(count)),
        Some(count) => visit.number(count),
        None => "–".to_owned(),
    };
    let rows = (0..ballot.terms.options.len())
        .map(|option| rounds.iter().map(|round| cell(round, option)).collect());
    html! {
        p { (visit.text("ballot-rounds")) @if rounds.iter().any(Round::left_by_list) { " " (visit.text("ballot-round-by-list")) } }
        (options(view, ballot, &heads, rows.collect()))
    }
}
