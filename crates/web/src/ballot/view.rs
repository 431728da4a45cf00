//! Ballots as pages: all of them, one with its form, its votes and its count, and the form that opens one.

use maru_forum::{
    Ballot, BallotRule, Electorate, EntryNumber, GroupId, OBJECTION_LIMIT, Office, ParticipantId, Position,
    QUESTION_LIMIT, Words,
};
use maud::{Markup, html};

use crate::ballot::count;
use crate::common::{Paged, ProcessView};
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;
use crate::organisation;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::{done, entry_words, person};

/// Votes with their reasons on one page of a ballot.
const VOTES: usize = 50;

/// Words that stand in several languages, in the reader's where there are any.
pub(super) fn said(view: &ProcessView<'_>, words: &[Words]) -> Markup {
    let visit = view.visit;
    let best = words.iter().find(|words| words.language.as_str() == visit.tag()).or(words.first());
    let readable = best.and_then(|words| view.words_of(&words.digest));
    readable.map_or_else(
        || html! { em { (visit.text("remark-withheld")) } },
        |(language, text)| visit.words(&language, &text),
    )
}

/// How a ballot stands, in a few words.
fn state(view: &ProcessView<'_>, ballot: &Ballot) -> Markup {
    let visit = view.visit;
    let phase = view.process.charter.phase(&ballot.terms.phase);
    let today = view.visit.now.day();
    html! {
        @match (&ballot.count, phase) {
            (Some(counted), _) => {
                strong { (visit.text(&format!("ballot-outcome-{}", counted.count.outcome.as_str()))) }
                @if let Some(option) = counted.count.winner.and_then(|winner| ballot.terms.options.get(winner as usize)) {
                    " " (visit.text("ballot-won")) " " (said(view, &option.words))
                }
            },
            (None, _) if view.process.stage.is_over() => (visit.text("ballot-stopped")),
            (None, None) => (visit.text("ballot-phase-gone")),
            (None, Some(phase)) if today < phase.opens => (visit.text_with("ballot-from", &[("day", visit.date(phase.opens).into())])),
            (None, Some(phase)) if today <= phase.closes => (visit.text_with("ballot-until", &[("day", visit.date(phase.closes).into())])),
            (None, Some(_)) => (visit.text("ballot-uncounted")),
        }
        " · " (visit.text_with(if of_organisations(ballot) { "ballot-turnout-organisations" } else { "ballot-turnout" }, &[("count", ballot.votes.len().into())]))
    }
}

/// Whether organisations vote, and not people.
pub(super) fn of_organisations(ballot: &Ballot) -> bool {
    ballot.terms.electorate == Electorate::Organisations
}

/// Every ballot.
pub(crate) fn list(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let title = visit.text("ballot-title");
    let body = html! {
        h1 { (title) }
        @if view.process.ballots.is_empty() { p.note { (visit.text("ballot-none")) } }
        ul.rows { @for ballot in view.process.ballots.iter().rev() {
            li { a href=(view.link(&format!("/ballots/{}", ballot.entry))) { (said(view, &ballot.terms.question)) } p.small { (state(view, ballot)) } }
        } }
        @if may_chair(view) && !view.process.stage.is_over() { p { a.button href=(view.link("/desk/ballot")) { (visit.text("desk-ballot")) } } }
    };
    process_page(view, &title, &body)
}

/// What the overview of a process says of its ballots: those in which the reader can vote now, or anyone who takes part, whether they
/// have, and that there are others.
pub(crate) fn now(view: &ProcessView<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let may_vote = |ballot: &&Ballot| {
        process.runs(ballot, visit.now) && view.me.is_none_or(|me| process.votes_as(ballot, me).is_some())
    };
    let running: Vec<_> = process.ballots.iter().filter(may_vote).collect();
    let key = |ballot: &Ballot| match view.me {
        Some(me) if process.present_vote(ballot, me).is_some() => "ballot-now-voted",
        None if ballot.terms.electorate == Electorate::Verified => "ballot-now-verified",
        None if of_organisations(ballot) => "ballot-now-organisations",
        _ => "ballot-now",
    };
    html! {
        @for ballot in &running {
            p.note { (visit.text(key(ballot))) " " a href=(view.link(&format!("/ballots/{}", ballot.entry))) { (said(view, &ballot.terms.question)) } }
        }
        @if process.ballots.len() > running.len() { p { a href=(view.link("/ballots")) { (visit.text("ballot-title")) } } }
    }
}

pub(super) fn may_chair(view: &ProcessView<'_>) -> bool {
    view.me.is_some_and(|me| view.process.offices.may_act_as(me, Office::Chair))
}

/// One ballot: what it asks and by which rules, the form, the count, the votes.
pub(crate) fn one(view: &ProcessView<'_>, ballot: &Ballot, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text_with("ballot-number", &[("number", ballot.entry.0.into())]);
    let body = html! {
        h1 { (said(view, &ballot.terms.question)) }
        (done(view))
        p.figures { (title) " · " (state(view, ballot)) " · " (view.entry(ballot.entry)) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if let Some(draft) = ballot.terms.draft.and_then(|entry| view.process.drafts.iter().find(|draft| draft.entry == entry)) {
            p { a href=(view.link(&format!("/draft?version={}", draft.version))) { (visit.text_with("ballot-on-version", &[("version", draft.version.into())])) } }
        }
        (options(view, ballot))
        (count::page(view, ballot))
        // What was typed to answer an objection is no vote.
        @let of_vote = if typed.said("vote").is_some() { &Typed::default() } else { typed };
        @if view.process.runs(ballot, visit.now) { (voting(view, ballot, of_vote)) }
        (rules(view, ballot))
        (unanswered(view, ballot, EntryNumber(view.process.entries)))
        (votes(view, ballot, typed))
        p.warn { (visit.text("ballot-open-note")) }
    };
    process_page(view, &title, &body)
}

/// What can be chosen, whoever reads; each with the amendment that it stands for.
fn options(view: &ProcessView<'_>, ballot: &Ballot) -> Markup {
    let visit = view.visit;
    html! {
        @if !ballot.terms.options.is_empty() {
            ol { @for option in &ballot.terms.options {
                li {
                    (said(view, &option.words))
                    @if let Some(amendment) = option.amendment {
                        " · " a href=(view.link(&format!("/amendments/{amendment}"))) { (visit.text_with("amendment-number", &[("number", amendment.0.into())])) }
                        @if let Some(item) = crate::answer::item::Item::of(view.process, amendment) { " · " (crate::answer::view::in_short(view, item)) }
                    }
                }
            } }
        }
    }
}

/// By which rules it is decided.
fn rules(view: &ProcessView<'_>, ballot: &Ballot) -> Markup {
    let (visit, terms, decides) = (view.visit, &ballot.terms, &view.process.charter.decides);
    let shares = [
        ("consent", terms.consent.unwrap_or_default().into()),
        ("objection", terms.objection.unwrap_or_default().into()),
    ];
    html! {
        h2 { (visit.text("ballot-worth")) }
        p { (visit.text("ballot-worth-lead")) }
        p { b { (visit.local(&view.process.charter.decides.who)) } ": " (visit.local(&view.process.charter.decides.rule)) }
        p { a href=(view.link("/charter")) { (visit.text("process-charter")) } }
        h2 { (visit.text("ballot-rules")) }
        ul {
            li { (visit.text_with(&format!("ballot-rule-{}", terms.rule.as_str()), &shares)) }
            li { (visit.text(&format!("ballot-electorate-{}", terms.electorate.as_str()))) }
            @if let Some(groups) = &terms.groups { li { (visit.text("ballot-groups-only")) " " (group_names(view, groups)) } }
            li { (visit.text_with(if of_organisations(ballot) { "ballot-quorum-organisations" } else { "ballot-quorum" }, &[("count", terms.quorum.into())])) " " (visit.text("ballot-charter-says")) " " (visit.local(&view.process.charter.decides.quorum)) }
            @if let Some(tie) = terms.tie { li { (visit.text(&format!("ballot-tie-{}", tie.as_str()))) " " (visit.text("ballot-charter-says")) " " (visit.local(&view.process.charter.decides.tie)) } }
            @if (terms.quorum, terms.tie.unwrap_or(decides.tie_rule)) != (decides.quorum_people, decides.tie_rule) { li.warn { (visit.text("ballot-other-bars")) } }
            @if ballot.count.is_none() && !view.process.stage.is_over() { li { (visit.text("ballot-change")) } }
        }
    }
}

/// The names of groups, with commas between them.
fn group_names(view: &ProcessView<'_>, groups: &[GroupId]) -> String {
    let title = |id: &GroupId| {
        let group = view.process.charter.groups.iter().find(|group| group.id == *id);
        group.map_or_else(|| id.to_string(), |group| view.visit.local_plain(&group.title).to_owned())
    };
    groups.iter().map(title).collect::<Vec<_>>().join(", ")
}

/// Whether it is the group alone that keeps somebody from voting.
fn is_of_other_group(view: &ProcessView<'_>, ballot: &Ballot, me: ParticipantId) -> bool {
    view.process.votes_as_in_any_group(ballot, me).is_some() && view.process.votes_as(ballot, me).is_none()
}

/// The objections of a ballot that nobody had answered before an entry, each by name; nothing where there are none.
pub(crate) fn unanswered(view: &ProcessView<'_>, ballot: &Ballot, before: EntryNumber) -> Markup {
    let open = view.process.unanswered_objections(ballot, before);
    html! {
        @if !open.is_empty() {
            p.warn {
                (view.visit.text_with("ballot-objections-open", &[("count", open.len().into()), ("number", ballot.entry.0.into())]))
                @for vote in open.iter().take(VOTES) { " " (view.entry(*vote)) }
            }
        }
    }
}

/// What was answered to an objection, that it is `open` as nobody answered it, and the form for whoever may.
fn answers(view: &ProcessView<'_>, ballot: &Ballot, vote: EntryNumber, open: bool, typed: &Typed) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let is_this = typed.get("vote") == vote.to_string();
    let blank = Typed::default();
    let form = Shown { visit, typed: if is_this { typed } else { &blank } };
    html! {
        @for answer in process.answers_to_objection(vote) {
            div.note {
                p.figures { (visit.text("ballot-objection-answer")) " · " @match answer.by { Some(who) => bdi { (view.name_of(who)) }, None => (visit.text("people-operator")) } " · " (visit.moment(answer.at)) " · " (view.entry(answer.entry)) }
                (entry_words(view, &answer.words, OBJECTION_LIMIT))
            }
        }
        @if open { p.warn { (visit.text("ballot-objection-open")) } }
        @if may_chair(view) && matches!(process.stage, maru_forum::Stage::Open(_)) && process.ledger.is_shown(vote) {
            details open[is_this] {
                summary { (visit.text("ballot-objection-reply")) }
                (form.form(&view.link(&format!("/ballots/{}/answer", ballot.entry)), "ballot-objection-send", &html! {
                    input type="hidden" name="vote" value=(vote);
                    (crate::commitment::view::words(view, form.typed, &format!("answer-{vote}"), "ballot-objection-words"))
                }))
            }
        }
    }
}

/// The form of a vote, with the present one chosen.
fn voting(view: &ProcessView<'_>, ballot: &Ballot, typed: &Typed) -> Markup {
    let visit = view.visit;
    let address = format!("/ballots/{}", ballot.entry);
    let Some(me) = view.me else {
        return html! { h2 { (visit.text("ballot-vote")) } p { (sign_in_to_take_part(view, &address)) } };
    };
    let Some(voter) = view.process.votes_as(ballot, me) else {
        let why = match ballot.terms.electorate {
            _ if is_of_other_group(view, ballot, me) => "ballot-groups-not-yours",
            Electorate::Organisations => "ballot-delegates-only",
            Electorate::Verified => "ballot-verified-only",
            Electorate::Everyone => "violation-not-in-electorate",
        };
        return html! { h2 { (visit.text("ballot-vote")) } p.note { (visit.text(why)) } };
    };
    let present = ballot.votes.get(&voter);
    let form = Shown { visit, typed };
    let choices = present.map(|vote| vote.choices.as_slice());
    let fields = match ballot.terms.rule {
        BallotRule::Approval => html! {
            (approving(view, ballot, typed, choices.unwrap_or_default())) (abstaining(view, typed, choices))
        },
        BallotRule::Schulze | BallotRule::InstantRunoff => html! {
            (ordering(view, ballot, typed, choices.unwrap_or_default())) (abstaining(view, typed, choices))
        },
        BallotRule::Consensus
        | BallotRule::Majority
        | BallotRule::TwoThirds
        | BallotRule::DoubleMajority
        | BallotRule::Consent => positions(view, ballot, typed, present.and_then(|vote| vote.position)),
    };
    html! {
        h2 { (visit.text("ballot-vote")) }
        @if of_organisations(ballot) { p { (visit.text("ballot-as-organisation")) " " b { (organisation::view::link(view, voter)) } } }
        @if let Some(vote) = present {
            p.note { (visit.text("ballot-voted")) " " (view.entry(vote.entry)) }
            @if !ballot.terms.options.is_empty() { (in_words(view, ballot, &vote.choices)) }
        }
        (form.form(&view.link(&address), "ballot-send", &fields))
    }
}

/// A vote on options in words, for whoever gave it.
fn in_words(view: &ProcessView<'_>, ballot: &Ballot, choices: &[u32]) -> Markup {
    let visit = view.visit;
    let chosen = choices.iter().filter_map(|choice| ballot.terms.options.get(*choice as usize));
    let key = match (choices.is_empty(), ballot.terms.rule) {
        (true, _) => "ballot-you-abstained",
        (false, BallotRule::Approval) => "ballot-you-approved",
        (false, _) => "ballot-you-ordered",
    };
    html! {
        p { (visit.text(key)) }
        @if !choices.is_empty() { ol { @for option in chosen { li { (said(view, &option.words)) } } } }
    }
}

/// To abstain is a choice of its own, so that a button pressed by mistake is no vote.
fn abstaining(view: &ProcessView<'_>, typed: &Typed, present: Option<&[u32]>) -> Markup {
    let is_ticked = match typed.pairs().next() {
        Some(_) => typed.has("abstain", "yes"),
        None => present.is_some_and(<[u32]>::is_empty),
    };
    html! {
        label.row { input type="checkbox" name="abstain" value="yes" checked[is_ticked]; " " (view.visit.text("ballot-abstain-choice")) }
    }
}

fn positions(view: &ProcessView<'_>, ballot: &Ballot, typed: &Typed, present: Option<Position>) -> Markup {
    let visit = view.visit;
    let objecting = ballot.terms.rule.asks_for_consent();
    let chosen = typed.said("position").or(present.map(Position::as_str));
    html! {
        fieldset {
            legend { (said(view, &ballot.terms.question)) }
            @for position in Position::ALL {
                label.row {
                    input type="radio" name="position" required value=(position.as_str()) checked[chosen == Some(position.as_str())];
                    " " (position_name(view, objecting, *position))
                }
            }
        }
        label for="text" { (visit.text(if ballot.terms.rule == BallotRule::Consensus { "ballot-reason-needed" } else { "ballot-reason" })) }
        textarea #text name="text" rows="3" dir="auto" maxlength=(OBJECTION_LIMIT) { (typed.get("text")) }
        (Shown { visit, typed }.choice_if_any("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages)))
    }
}

/// What a position is called: consent and objection, or for and against.
pub(super) fn position_name(view: &ProcessView<'_>, objecting: bool, position: Position) -> String {
    view.visit.text(match (objecting, position) {
        (true, Position::For) => "ballot-consents",
        (true, Position::Against) => "ballot-objects",
        (false, Position::For) => "ballot-for",
        (false, Position::Against) => "ballot-against",
        (_, Position::Abstain) => "ballot-abstains",
    })
}

fn approving(view: &ProcessView<'_>, ballot: &Ballot, typed: &Typed, present: &[u32]) -> Markup {
    let is_ticked = |place: u32| match typed.pairs().next() {
        Some(_) => typed.has("choice", &place.to_string()),
        None => present.contains(&place),
    };
    html! {
        fieldset {
            legend { (view.visit.text("ballot-approve-legend")) }
            @for (place, option) in (0_u32..).zip(&ballot.terms.options) {
                label.row { input type="checkbox" name="choice" value=(place) checked[is_ticked(place)]; " " (said(view, &option.words)) }
            }
        }
    }
}

fn ordering(view: &ProcessView<'_>, ballot: &Ballot, typed: &Typed, present: &[u32]) -> Markup {
    let visit = view.visit;
    let stands = |option: u32| {
        present.iter().position(|choice| *choice == option).map(|place| (place + 1).to_string())
    };
    html! {
        p.hint #order-hint { (visit.text("ballot-order-hint")) }
        @for (option, one) in (0_u32..).zip(&ballot.terms.options) {
            @let name = format!("place.{option}");
            @let chosen = typed.said(&name).map(str::to_owned).or_else(|| stands(option)).unwrap_or_default();
            label for=(name) { (said(view, &one.words)) }
            select id=(name) name=(name) aria-describedby="order-hint" {
                option value="" { (visit.text("ballot-no-place")) }
                @for place in 1..=ballot.terms.options.len() { option value=(place) selected[chosen == place.to_string()] { (visit.text_with("ballot-place", &[("place", place.into())])) } }
            }
        }
    }
}

/// Who voted how, those with a reason first.
fn votes(view: &ProcessView<'_>, ballot: &Ballot, typed: &Typed) -> Markup {
    let visit = view.visit;
    let objecting = ballot.terms.rule.asks_for_consent();
    let reasoned = ballot.with_reason.iter().filter_map(|voter| ballot.votes.get_key_value(voter));
    let all = reasoned.chain(ballot.votes.iter().filter(|(_, vote)| vote.reason.is_none()));
    let page = Paged::of(all, ballot.votes.len(), visit.asked_page(), VOTES);
    let open = view.process.unanswered_objections(ballot, EntryNumber(view.process.entries));
    html! {
        @if !ballot.votes.is_empty() {
            h2 { (visit.text("ballot-votes")) }
            p { a href=(view.link(&format!("/ballots/{}/votes.csv", ballot.entry))) { (visit.text("result-as-csv")) } }
            ul.rows { @for (voter, vote) in &page.items {
                li {
                    p {
                        @if of_organisations(ballot) { b { (organisation::view::link(view, **voter)) } " (" bdi { (view.name_of(vote.by)) } ")" }
                        @else { (person(view, vote.by, vote.entry)) }
                        " · "
                        @if let Some(position) = vote.position { (position_name(view, objecting, position)) }
                        @else if vote.choices.is_empty() { (visit.text("ballot-abstains")) }
                        @for (index, choice) in vote.choices.iter().enumerate() {
                            @if index > 0 { @if ballot.terms.rule == BallotRule::Approval { ", " } @else { " > " } }
                            (choice + 1)
                        }
                        " · " (view.entry(vote.entry)) }
                    @if let Some(reason) = &vote.reason { (entry_words(view, reason, OBJECTION_LIMIT)) (answers(view, ballot, vote.entry, open.contains(&vote.entry), typed)) }
                }
            } }
            (page.links(visit))
        }
    }
}

/// The form that opens a ballot.
pub(crate) fn new(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text("desk-ballot");
    let phases: Vec<_> = view
        .process
        .charter
        .phases
        .iter()
        .filter(|phase| phase.acts.contains(&maru_forum::PhaseAct::Ballot) && phase.closes >= visit.now.day())
        .map(|phase| {
            (phase.id.clone(), format!("{} · {}", visit.local_plain(&phase.title), visit.date(phase.closes)))
        })
        .collect();
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("desk-ballot-lead")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if !may_chair(view) { p.warn { (visit.text("ballot-chair-only")) } }
        @else if phases.is_empty() { p.warn { (visit.text("ballot-no-phase")) } }
        @else { (Shown { visit, typed }.form(&view.link("/desk/ballot"), "ballot-open-send", &fields(view, typed, &phases))) }
    };
    process_page(view, &title, &body)
}

fn fields(view: &ProcessView<'_>, typed: &Typed, phases: &[(String, String)]) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let named = |prefix: &str, names: &[&str]| -> Vec<(String, String)> {
        names.iter().map(|name| ((*name).to_owned(), visit.text(&format!("{prefix}{name}")))).collect()
    };
    let rules: Vec<_> = BallotRule::ALL.iter().map(|rule| rule.as_str()).collect();
    let electorates: Vec<_> = Electorate::ALL.iter().map(|one| one.as_str()).collect();
    let figure = |name: &str, key: &str| {
        html! {
            label for=(name) { (visit.text(key)) }
            input id=(name) name=(name) inputmode="numeric" autocomplete="off" value=(typed.get(name));
        }
    };
    html! {
        @for language in &view.process.charter.languages {
            @let name = format!("question.{language}");
            label for=(name) { (visit.text_with("ballot-question-in", &[("language", visit.language_name(language).into())])) }
            textarea id=(name) name=(name) rows="2" lang=(language) dir=(language.direction()) maxlength=(QUESTION_LIMIT) required { (typed.get(&name)) }
        }
        (form.choice("phase", &visit.text("ballot-phase"), phases, ""))
        (form.choice("rule", &visit.text("ballot-rule"), &named("ballot-rule-name-", &rules), ""))
        (form.choice("electorate", &visit.text("ballot-electorate"), &named("ballot-electorate-", &electorates), ""))
        fieldset {
            legend { (visit.text("ballot-groups")) }
            p.hint { (visit.text("ballot-groups-hint")) }
            @for group in &view.process.charter.groups {
                label.row { input type="checkbox" name="group" value=(group.id) checked[typed.has("group", &group.id.0)]; " " (visit.local(&group.title)) }
            }
        }
        p.note { (visit.text_with("ballot-bars", &[("count", view.process.charter.decides.quorum_people.into())])) " " (visit.text(&format!("ballot-tie-{}", view.process.charter.decides.tie_rule.as_str()))) }
        @if !view.process.drafts.is_empty() {
            label for="draft" { (visit.text("ballot-draft")) }
            select #draft name="draft" {
                option value="" { (visit.text("desk-decision-no-draft")) }
                @for draft in view.process.drafts.iter().rev() {
                    option value=(draft.entry) selected[typed.get("draft") == draft.entry.to_string()] { (visit.text_with("desk-decision-version", &[("version", draft.version.into())])) }
                }
            }
        }
        fieldset {
            legend { (visit.text("ballot-consent-only")) }
            (figure("consent", "ballot-consent-field"))
            (figure("objection", "ballot-objection-field"))
        }
        fieldset {
            legend { (visit.text("ballot-choice-only")) }
            @for language in &view.process.charter.languages {
                @let name = format!("options.{language}");
                label for=(name) { (visit.text_with("ballot-options-in", &[("language", visit.language_name(language).into())])) }
                textarea id=(name) name=(name) rows="4" lang=(language) dir=(language.direction()) { (typed.get(&name)) }
            }
            (form.line("amendments", &visit.text("ballot-amendments"), ""))
        }
    }
}
