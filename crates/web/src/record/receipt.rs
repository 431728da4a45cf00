//! `/r/<origin's hash>/<entry>`: the page that a printed code leads to. It says in plain words what the receipt proves.

use maru_forum::{Decision, EntryNumber, Event, Moment, PublishedResult, Recorded, Standing};
use maru_record::Proof;
use maud::{Markup, html};

use super::code::code;
use super::view::{Stored, sentence};
use crate::common::ProcessView;
use crate::layout::process_page;

/// What was found when the receipt was checked, just now.
pub(crate) enum Check {
    /// It holds: who besides the record has signed the head, and when.
    Holds(Vec<(String, Moment)>),
    /// The head that covers the entry is being made.
    Waits,
    /// It does not hold.
    Fails,
}

/// A receipt as it is shown.
pub(crate) struct Receipt<'a> {
    pub(crate) stored: &'a Stored,
    pub(crate) proof: Option<&'a Proof>,
    pub(crate) check: Check,
    /// The address that is printed, with the entry's fingerprint.
    pub(crate) locator: String,
}

/// The page.
pub(crate) fn receipt(view: &ProcessView<'_>, receipt: &Receipt<'_>) -> Markup {
    let visit = view.visit;
    let number = receipt.stored.number;
    let title = visit.text_with("receipt-title", &[("number", number.0.into())]);
    let read = receipt.stored.read();
    let body = html! {
        h1 { (title) }
        (fingerprint(view, receipt))
        (verdict(view, receipt))
        @if let Some((_, recorded)) = &read {
            p.lead { (sentence(view, receipt.stored.number, recorded)) }
            dl.facts {
                dt { (visit.text("receipt-recorded")) } dd { (visit.moment(recorded.at)) }
                dt { (visit.text("receipt-witnessed")) } dd { (witnessed(view, &receipt.check)) }
                dt { (visit.text("receipt-counted")) } dd { (counted(view, receipt.stored, recorded)) }
                @if let Some(standing) = standing(view, receipt.stored, recorded) {
                    dt { (visit.text("receipt-today")) } dd { (standing) }
                }
            }
        }
        (to_keep(view, receipt))
        p { (visit.rich("receipt-more", &[], &[
            ("entry", view.link(&format!("/record/{number}"))), ("verify", visit.link("/about/verify")),
        ])) }
    };
    process_page(view, &title, &body)
}

/// Whether the fingerprint behind the `#` of the address is this entry's. The server is never sent it, so the browser
/// decides, by the style for an element that is aimed at.
fn fingerprint(view: &ProcessView<'_>, receipt: &Receipt<'_>) -> Markup {
    let leaf = receipt.locator.rsplit_once('#').map_or("", |(_, leaf)| leaf);
    html! {
        p.done.fits id=(leaf) { (view.visit.text_with("receipt-fits", &[("leaf", leaf.into())])) }
        p.soft.small.no-fit { (view.visit.text("receipt-no-fingerprint")) }
    }
}

fn verdict(view: &ProcessView<'_>, receipt: &Receipt<'_>) -> Markup {
    let visit = view.visit;
    let number = [("number", receipt.stored.number.0.into())];
    match &receipt.check {
        Check::Holds(_) => html! {
            p.done { b { (visit.text_with("receipt-holds", &number)) } " " (visit.text("receipt-holds-words")) }
        },
        Check::Waits => html! { p.note { (visit.text("receipt-waits")) } },
        Check::Fails => html! {
            p.warn role="alert" { b { (visit.text("receipt-fails")) } " " (visit.text("receipt-fails-words")) }
        },
    }
}

fn witnessed(view: &ProcessView<'_>, check: &Check) -> Markup {
    let visit = view.visit;
    match check {
        Check::Holds(witnesses) if !witnesses.is_empty() => html! {
            ul.plain {
                @for (name, at) in witnesses { li { bdi { (name) } " · " (visit.moment(*at)) } }
            }
        },
        _ => html! { (visit.text("receipt-witnessed-nobody")) },
    }
}

/// The first result that rests on the entry, and the decision that rests on that.
fn counted(view: &ProcessView<'_>, stored: &Stored, recorded: &Recorded) -> Markup {
    let visit = view.visit;
    if let Event::BallotCast(voted) = &recorded.event {
        return of_ballot(view, stored, voted.on);
    }
    if !matches!(recorded.event, Event::Voted(_) | Event::Stated(_)) {
        return html! { (visit.text("receipt-counted-not-meant")) };
    }
    let counts = |result: &&PublishedResult| result.entries > stored.number.0 && result.is_of_votes();
    let Some(result) = view.process.results.iter().find(counts) else {
        return html! { (visit.text("receipt-counted-not-yet")) };
    };
    let rests = |decision: &&Decision| decision.result == result.entry;
    let decision = view.process.decisions.iter().find(rests);
    html! {
        (visit.rich("receipt-counted-in", &[("number", result.entry.0.into())], &[
            ("result", view.link(&format!("/record/{}", result.entry))), ("results", view.link("/results")),
        ]))
        @if let Some(decision) = decision { " " (visit.rich(
            "receipt-counted-decision",
            &[("number", decision.entry.0.into())],
            &[("decision", view.link(&format!("/record/{}", decision.entry)))],
        )) }
    }
}

/// Whether a vote in a ballot is counted, was counted, or was replaced by the same voter's.
fn of_ballot(view: &ProcessView<'_>, stored: &Stored, on: EntryNumber) -> Markup {
    let Some(ballot) = view.process.ballots.get(on) else { return html! {} };
    let present = ballot.votes.values().find(|vote| vote.entry == stored.number);
    let author = view.process.ledger.author_of(stored.number);
    let later = author.and_then(|who| view.process.present_vote(ballot, who)).filter(|_| present.is_none());
    let key = match (present, &ballot.count) {
        (None, _) => "receipt-counted-ballot-replaced",
        (Some(_), Some(_)) => "receipt-counted-ballot",
        (Some(_), None) if view.process.stage.is_over() => "receipt-counted-ballot-stopped",
        (Some(_), None) => "receipt-counted-ballot-to-come",
    };
    html! {
        (view.visit.rich(key, &[("number", on.0.into())], &[("ballot", view.link(&format!("/ballots/{on}")))]))
        @if let Some(later) = later { " " (view.entry(later.entry)) }
    }
}

/// What became of a vote or a statement since.
fn standing(view: &ProcessView<'_>, stored: &Stored, recorded: &Recorded) -> Option<Markup> {
    let visit = view.visit;
    if let (Event::Voted(voted), maru_forum::Author::Participant(person)) = (&recorded.event, recorded.author)
    {
        let present = view.process.vote_of(person, voted.statement)?;
        if u64::from(present.entry) == stored.number.0 {
            return Some(html! { (visit.text("receipt-today-vote")) });
        }
        let entry = maru_forum::EntryNumber(u64::from(present.entry));
        return Some(html! { (visit.text("receipt-today-changed")) " " (view.entry(entry)) });
    }
    let statement = view.process.statement(maru_forum::StatementId(stored.number))?;
    let key = match view.process.ledger.standing(statement.id.0)? {
        Standing::Withdrawn(_) => "receipt-today-erased",
        Standing::Rejected(_) => "receipt-today-rejected",
        Standing::Shown => "receipt-today-shown",
        // No statement is sealed; whatever is not shown waits.
        Standing::Waiting | Standing::Sealed => "receipt-today-waits",
    };
    let judged = view.process.moderation_log.iter().rev().find(|act| act.on == statement.id.0);
    Some(html! {
        (visit.text(key))
        @if let Some(act) = judged { " " (view.entry(act.entry)) }
    })
}

/// The code, the address and the file.
fn to_keep(view: &ProcessView<'_>, receipt: &Receipt<'_>) -> Markup {
    let visit = view.visit;
    let number = receipt.stored.number;
    html! {
        h2 #keep { (visit.text("receipt-keep")) }
        p { (visit.text("receipt-keep-words")) }
        @if let Some(picture) = code(&receipt.locator, &visit.text_with("receipt-code", &[("number", number.0.into())])) {
            figure.receipt {
                (picture)
                figcaption.raw dir="ltr" { (receipt.locator) }
            }
        }
        @if receipt.proof.is_some() {
            p {
                a.button.go href=(view.address(&format!("/receipt/{number}.tlog-proof"))) download {
                    (visit.text("record-receipt-download"))
                }
            }
            p.small { (visit.text("receipt-file-words")) }
        }
    }
}
