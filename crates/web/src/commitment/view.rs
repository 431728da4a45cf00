//! Commitments as pages: all of them by actor, one with its findings, and contradictions side by side.

use maru_forum::{
    ACTOR_LIMIT, COMMITMENT_LIMIT, COMMITMENT_SOURCE_LIMIT, Commitment, Confidence, Contradiction,
    EVIDENCE_SOURCE_MINIMUM, Finding, FindingWord, Office, Words,
};
use maud::{Markup, html};

use crate::common::{PAGE_ITEMS, ProcessView};
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;
use crate::list;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::{done, entry_words, person};

/// Parts of the list.
const PARTS: [&str; 4] = ["all", "due", "found", "contradicting"];
/// Characters of a promise in a list.
const PREVIEW: usize = 300;

fn link(view: &ProcessView<'_>, commitment: &Commitment) -> Markup {
    let number = commitment.entry.0.into();
    html! { a href=(view.link(&format!("/commitments/{}", commitment.entry))) { (view.visit.text_with("commitment-number", &[("number", number)])) } }
}

/// Until when it is due, and how many find what.
fn state(view: &ProcessView<'_>, commitment: &Commitment) -> Markup {
    let (visit, promise) = (view.visit, &commitment.promise);
    let found = commitment.present_findings(&view.process.ledger);
    html! {
        @match promise.due {
            Some(due) => (visit.text_with(if due < visit.now.day() { "commitment-was-due" } else { "commitment-due" }, &[("day", visit.date(due).into())])),
            None => (visit.text("commitment-no-due")),
        }
        @if found.is_empty() { " · " (visit.text("commitment-unlooked")) }
        @for word in FindingWord::ALL {
            @let count = found.iter().filter(|finding| finding.word == *word).count();
            @if count > 0 { " · " (visit.text(&format!("commitment-word-{}", word.as_str()))) " " (visit.number(count)) }
        }
    }
}

/// All of them, or a part, newest first.
pub(crate) fn list(view: &ProcessView<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let heading = visit.text("commitment-title");
    let part = list::shown(visit, &PARTS);
    let contradicts = |commitment: &Commitment| {
        contradictions(view, commitment).any(|one| process.ledger.is_shown(one.entry))
    };
    let fits = |commitment: &&Commitment| match part {
        "due" => commitment.is_due_unlooked(visit.now.day(), &view.process.ledger),
        "found" => !commitment.present_findings(&process.ledger).is_empty(),
        "contradicting" => contradicts(commitment),
        _ => true,
    };
    let all: Vec<&Commitment> = process.commitments.iter().filter(fits).collect();
    let row = |commitment: &&Commitment| {
        html! {
            li {
                p { b { bdi { (commitment.promise.actor) } } " · " (link(view, commitment)) @if contradicts(commitment) { " · " strong { (visit.text("commitment-contradicted")) } } }
                (entry_words(view, &commitment.promise.text, PREVIEW))
                p.figures { (state(view, commitment)) }
            }
        }
    };
    let body = html! {
        h1 { (heading) }
        p.lead { (visit.text("commitment-lead")) }
        @if may_record(view) { p { a.button href=(view.link("/desk/commitments")) { (visit.text("desk-commitments")) } } }
        (list::parts(visit, &view.address("/commitments"), "commitment-title", "commitment-part-", &PARTS, &html! {}))
        (list::rows(visit, all, PAGE_ITEMS, "commitment-none", row))
    };
    process_page(view, &heading, &body)
}

fn may_record(view: &ProcessView<'_>) -> bool {
    let holds = view.me.is_some_and(|me| view.process.offices.may_act_as(me, Office::Secretariat));
    holds && !view.process.stage.is_over()
}

fn contradictions<'a>(
    view: &'a ProcessView<'_>,
    commitment: &'a Commitment,
) -> impl Iterator<Item = &'a Contradiction> {
    let entry = commitment.entry;
    view.process
        .commitments
        .contradictions()
        .iter()
        .filter(move |one| [one.first, one.second].contains(&entry))
}

/// One commitment: what was promised, what it is tied to, what people found, what it contradicts.
pub(crate) fn one(
    view: &ProcessView<'_>,
    commitment: &Commitment,
    typed: &Typed,
    fault: Option<&str>,
) -> Markup {
    let (visit, promise) = (view.visit, &commitment.promise);
    let number = visit.text_with("commitment-number", &[("number", commitment.entry.0.into())]);
    let body = html! {
        h1 { bdi { (promise.actor) } }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        (entry_words(view, &promise.text, COMMITMENT_LIMIT))
        @if let Some(quotation) = &promise.quotation { blockquote { (entry_words(view, quotation, COMMITMENT_LIMIT)) } }
        p { strong { (state(view, commitment)) } }
        (facts(view, commitment))
        h2 { (visit.text("commitment-findings")) }
        p.small { (visit.text("commitment-findings-note")) }
        @if commitment.findings.is_empty() { p.note { (visit.text("commitment-unlooked")) } }
        @for finding in &commitment.findings { (found(view, commitment, finding, typed)) }
        (finding_form(view, commitment, typed))
        (side_by_side(view, commitment))
        (contradiction_form(view, commitment, typed))
    };
    process_page(view, &number, &body)
}

fn facts(view: &ProcessView<'_>, commitment: &Commitment) -> Markup {
    let (visit, promise) = (view.visit, &commitment.promise);
    html! {
        dl.facts {
            dt { (visit.text("commitment-made")) }
            dd {
                @match promise.made { Some(day) => (visit.date(day)), None => (visit.text("commitment-day-unknown")) }
                @if !promise.place.is_empty() { " · " span dir="auto" { (promise.place) } }
            }
            dt { (visit.text("commitment-source")) }
            dd { span dir="auto" { (promise.source) } " · " (visit.text("commitment-confidence")) ": " (visit.text(&format!("commitment-confidence-{}", promise.confidence.as_str()))) }
            @if !promise.provisions.is_empty() {
                dt { (visit.text("commitment-provisions")) }
                dd { ul { @for provision in &promise.provisions { li { (provision) } } } }
            }
            @if !promise.about.is_empty() {
                dt { (visit.text("commitment-about")) }
                dd { @for entry in &promise.about { (view.entry(*entry)) " " } }
            }
            dt { (visit.text("commitment-entry")) }
            dd { (view.entry(commitment.entry)) " · " (visit.moment(commitment.at)) }
        }
    }
}

fn found(view: &ProcessView<'_>, commitment: &Commitment, finding: &Finding, typed: &Typed) -> Markup {
    let visit = view.visit;
    let replaced =
        !commitment.present_findings(&view.process.ledger).iter().any(|one| one.entry == finding.entry);
    html! {
        section {
            h3 { (visit.text(&format!("commitment-word-{}", finding.word.as_str()))) @if replaced { " · " (visit.text("commitment-replaced")) } }
            p.figures { (person(view, finding.author, finding.entry)) " · " (visit.text_with("commitment-as-of", &[("day", visit.date(finding.day).into())])) " · " (view.entry(finding.entry)) }
            (entry_words(view, &finding.words, COMMITMENT_LIMIT))
            (read_in(view, finding.source.as_ref()))
            @for objection in &finding.objections {
                div.note {
                    p.figures { (visit.text("commitment-objection")) " · " (person(view, objection.author, objection.entry)) " · " (view.entry(objection.entry)) }
                    (entry_words(view, &objection.words, COMMITMENT_LIMIT))
                }
            }
            @if !replaced {
                @for objection in commitment.objections_before(finding) {
                    p.note { (visit.text("commitment-objected-before")) " " (person(view, objection.author, objection.entry)) " · " (view.entry(objection.entry)) }
                }
            }
            @if view.me.is_some_and(|me| me != finding.author) && may_find(view) && view.process.ledger.is_shown(finding.entry) {
                details {
                    summary { (visit.text("commitment-object")) }
                    (Shown { visit, typed }.form(&view.link(&format!("/commitments/{}/object", commitment.entry)), "commitment-object-send", &html! {
                        input type="hidden" name="finding" value=(finding.entry);
                        (words(view, typed, &format!("object-{}", finding.entry), "commitment-object-why"))
                    }))
                }
            }
        }
    }
}

/// Where evidence was read; findings of before it was asked for say that nobody said it.
pub(crate) fn read_in(view: &ProcessView<'_>, source: Option<&Words>) -> Markup {
    let visit = view.visit;
    html! {
        @match source {
            Some(words) => { p.small { (visit.text("commitment-source")) ": " } (entry_words(view, words, COMMITMENT_SOURCE_LIMIT)) },
            None => p.small { (visit.text("commitment-source-unsaid")) },
        }
    }
}

/// The field in which somebody says where evidence was read.
pub(crate) fn source_field(view: &ProcessView<'_>, typed: &Typed) -> Markup {
    html! {
        label for="source" { (view.visit.text("commitment-evidence-source")) }
        input #source name="source" dir="auto" required minlength=(EVIDENCE_SOURCE_MINIMUM) maxlength=(COMMITMENT_SOURCE_LIMIT) value=(typed.get("source"));
    }
}

fn may_find(view: &ProcessView<'_>) -> bool {
    matches!(view.process.stage, maru_forum::Stage::Open(_))
}

/// Words with their language, each field under an id of its own on the page.
pub(crate) fn words(view: &ProcessView<'_>, typed: &Typed, id: &str, label: &str) -> Markup {
    let visit = view.visit;
    html! {
        (crate::organisation::view::writing_for(view))
        label for=(id) { (visit.text(label)) }
        textarea id=(id) name="text" rows="4" dir="auto" required maxlength=(COMMITMENT_LIMIT) { (typed.get("text")) }
        (language(view, typed, id))
    }
}

/// The language of words whose field has this id.
pub(crate) fn language(view: &ProcessView<'_>, typed: &Typed, id: &str) -> Markup {
    let visit = view.visit;
    html! {
        label for={ (id) "-language" } { (visit.text("desk-language-of-words")) }
        select id={ (id) "-language" } name="language" required {
            option value="" { (visit.text("desk-choose")) }
            @for (value, name) in offered(visit, &view.process.charter.languages) { option value=(value) selected[typed.get("language") == value] { (name) } }
        }
    }
}

fn finding_form(view: &ProcessView<'_>, commitment: &Commitment, typed: &Typed) -> Markup {
    let visit = view.visit;
    if !may_find(view) {
        return html! {};
    }
    if view.me.is_none() {
        return html! { p { (sign_in_to_take_part(view, &format!("/commitments/{}", commitment.entry))) } };
    }
    let form = Shown { visit, typed };
    let found: Vec<_> = FindingWord::ALL
        .iter()
        .map(|word| (word.as_str().to_owned(), visit.text(&format!("commitment-word-{}", word.as_str()))))
        .collect();
    html! {
        h2 { (visit.text("commitment-find")) }
        (form.form(&view.link(&format!("/commitments/{}/find", commitment.entry)), "commitment-find-send", &html! {
            (form.choice("word", &visit.text("commitment-word"), &found, ""))
            (form.day("day", &visit.text("commitment-evidence-day"), ""))
            (words(view, typed, "evidence", "commitment-evidence"))
            (source_field(view, typed))
        }))
    }
}

/// What the same actor promised that somebody says contradicts it, both in whole.
fn side_by_side(view: &ProcessView<'_>, commitment: &Commitment) -> Markup {
    let visit = view.visit;
    let both = |one: &Contradiction| {
        [one.first, one.second]
            .map(|entry| view.process.commitments.get(entry))
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
    };
    let all: Vec<&Contradiction> = contradictions(view, commitment).collect();
    html! {
        @if !all.is_empty() { h2 { (visit.text("commitment-contradictions")) } }
        @for one in all {
            section {
                table { tbody { tr {
                    @for side in both(one) {
                        td {
                            p { (link(view, side)) @if let Some(day) = side.promise.made { " · " (visit.date(day)) } }
                            (entry_words(view, &side.promise.text, COMMITMENT_LIMIT))
                        }
                    }
                } } }
                (entry_words(view, &one.words, COMMITMENT_LIMIT))
                p.figures { (person(view, one.author, one.entry)) " · " (view.entry(one.entry)) }
            }
        }
    }
}

fn contradiction_form(view: &ProcessView<'_>, commitment: &Commitment, typed: &Typed) -> Markup {
    let visit = view.visit;
    let of_actor = |other: &&Commitment| {
        other.entry != commitment.entry && other.promise.actor == commitment.promise.actor
    };
    let others: Vec<_> = view
        .process
        .commitments
        .iter()
        .filter(of_actor)
        .map(|other| {
            let number = visit.text_with("commitment-number", &[("number", other.entry.0.into())]);
            (other.entry.to_string(), number)
        })
        .collect();
    if others.is_empty() || view.me.is_none() || !may_find(view) {
        return html! {};
    }
    let form = Shown { visit, typed };
    html! {
        details {
            summary { (visit.text("commitment-contradict")) }
            (form.form(&view.link(&format!("/commitments/{}/contradict", commitment.entry)), "commitment-contradict-send", &html! {
                (form.choice("other", &visit.text("commitment-other"), &others, ""))
                (words(view, typed, "contradiction", "commitment-contradict-why"))
            }))
        }
    }
}

/// The form that records one.
pub(crate) fn new(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let heading = visit.text("desk-commitments");
    let form = Shown { visit, typed };
    let sure: Vec<_> = Confidence::ALL
        .iter()
        .map(|one| (one.as_str().to_owned(), visit.text(&format!("commitment-confidence-{}", one.as_str()))))
        .collect();
    let optional_day = |name: &str, key: &str| {
        html! { label for=(name) { (visit.text(key)) } input id=(name) name=(name) type="date" value=(typed.get(name)); }
    };
    let body = html! {
        h1 { (heading) }
        p.lead { (visit.text("desk-commitments-lead")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if !may_record(view) { p.warn { (visit.text("commitment-secretariat-only")) } }
        @else { (form.form(&view.link("/desk/commitments"), "commitment-record", &html! {
            label for="actor" { (visit.text("commitment-actor")) }
            input #actor name="actor" dir="auto" required maxlength=(ACTOR_LIMIT) value=(typed.get("actor"));
            (words(view, typed, "text", "commitment-text"))
            (form.area("quotation", &visit.text("commitment-quotation"), ""))
            (optional_day("made", "commitment-made-field"))
            (form.line("place", &visit.text("commitment-place"), ""))
            (optional_day("due", "commitment-due-field"))
            label for="source" { (visit.text("commitment-source-field")) }
            input #source name="source" dir="auto" required maxlength=(COMMITMENT_SOURCE_LIMIT) value=(typed.get("source"));
            (form.choice("confidence", &visit.text("commitment-confidence"), &sure, ""))
            (form.area("provisions", &visit.text("commitment-provisions-field"), ""))
            (form.line("about", &visit.text("commitment-about-field"), ""))
        })) }
    };
    process_page(view, &heading, &body)
}
