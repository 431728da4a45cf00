//! The audits that participants make, as pages: how each criterion stands by the findings that hold, failing ones first, whose each
//! finding is, what is said against it, what its finder replies.

use maru_forum::{
    ACTOR_LIMIT, Audit, AuditEvidence, AuditObjection, AuditWord, COMMITMENT_LIMIT, COMMITMENT_SOURCE_LIMIT,
    Confidence, CriterionId, EntryNumber, Stage,
};
use maru_openness::{AuditStanding, Criterion, criteria};
use maud::{Markup, html};

use crate::audit::standings;
use crate::audit::told::{count, name};
use crate::audit::view::{Beside, choice, counts_beside, file, note, pair};
use crate::commitment::view::words;
use crate::common::{PAGE_ITEMS, ProcessView};
use crate::form::{Shown, Typed};
use crate::layout::process_page;
use crate::list;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::{done, entry_words, person, standing};

/// Characters of a title in a list.
const PREVIEW: usize = 200;

fn counts(view: &ProcessView<'_>, stands: &[(&Criterion, AuditStanding)]) -> Vec<(AuditStanding, String)> {
    let number = |standing| stands.iter().filter(|(_, one)| *one == standing).count();
    let all = AuditStanding::ALL.into_iter();
    all.filter_map(|standing| Some((standing, count(view.visit, standing, number(standing))?))).collect()
}

fn may_write(view: &ProcessView<'_>) -> bool {
    matches!(view.process.stage, Stage::Open(_))
}

/// All audits of the process, and the form that opens one.
pub(crate) fn list(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let heading = visit.text("audit-title");
    let all: Vec<&Audit> = view.process.audits.iter().collect();
    let row = |audit: &&Audit| {
        let stands = standings(view.process, audit);
        let figures: Vec<_> = counts(view, &stands).into_iter().map(|(_, words)| words).collect();
        html! {
            li {
                a.big href=(view.link(&format!("/audits/{}", audit.entry))) { (visit.text_with("audit-number", &[("number", audit.entry.0.into())])) }
                (entry_words(view, &audit.subject.title, PREVIEW))
                p.figures { (figures.join(" · ")) }
            }
        }
    };
    let body = html! {
        h1 { (heading) }
        p.lead { (visit.text("audit-process-lead")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        (list::rows(visit, all, PAGE_ITEMS, "audit-process-none", row))
        p { a href=(visit.link("/audits")) { (visit.text("audit-shipped")) } }
        (opening(view, typed))
    };
    process_page(view, &heading, &body)
}

fn opening(view: &ProcessView<'_>, typed: &Typed) -> Markup {
    let visit = view.visit;
    if !may_write(view) {
        return html! {};
    }
    if view.me.is_none() {
        return html! { p { (sign_in_to_take_part(view, "/audits")) } };
    }
    let form = Shown { visit, typed };
    let line = |name: &str, key: &str| {
        html! {
            label for=(name) { (visit.text(key)) }
            input id=(name) name=(name) dir="auto" required maxlength=(ACTOR_LIMIT) value=(typed.get(name));
        }
    };
    html! {
        h2 { (visit.text("audit-open")) }
        (crate::people::view::moderation_policy(view))
        (form.form(&view.link("/audits"), "audit-open-send", &html! {
            (line("title", "audit-open-title"))
            (line("held-by", "audit-open-held-by"))
            (form.line("organisation", &visit.text("audit-open-organisation"), ""))
            (form.day("began", &visit.text("audit-open-began"), ""))
            label for="ended" { (visit.text("audit-open-ended")) }
            input #ended name="ended" type="date" value=(typed.get("ended"));
            (crate::commitment::view::language(view, typed, "open"))
        }))
    }
}

/// One audit, alone or beside a process of this node, of which there are choices.
pub(crate) fn one(
    view: &ProcessView<'_>,
    audit: &Audit,
    typed: &Typed,
    fault: Option<&str>,
    choices: &[(String, String)],
    beside: Option<&Beside>,
) -> Markup {
    let visit = view.visit;
    let title = visit.text_with("audit-number", &[("number", audit.entry.0.into())]);
    let stands = standings(view.process, audit);
    let counts = counts(view, &stands);
    let body = html! {
        h1 { (title) }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        (standing(view, audit.entry))
        (facts(view, audit))
        p.small { (visit.text("audit-rules")) }
        h2 { (visit.text("audit-counts")) }
        ul { @for (standing, words) in &counts { li { a href={ "#" (standing.as_str()) } { (words) } } } }
        @if let Some(beside) = beside { (counts_beside(visit, beside)) }
        (file(visit, &view.address(&format!("/audits/{}/audit.pdf", audit.entry)), beside))
        (choice(visit, &view.address(&format!("/audits/{}", audit.entry)), choices, beside.map(Beside::id)))
        @for (standing, _) in &counts {
            h2 id=(standing.as_str()) { (name(visit, *standing)) }
            @if let Some(note) = note(visit, *standing) { p.small { (note) } }
            @for (one, _) in stands.iter().filter(|(_, one)| one == standing) {
                (criterion(view, audit, one, typed, beside))
            }
        }
        (finding_form(view, audit, typed))
    };
    process_page(view, &title, &body)
}

fn facts(view: &ProcessView<'_>, audit: &Audit) -> Markup {
    let (visit, subject) = (view.visit, &audit.subject);
    html! {
        dl.facts {
            dt { (visit.text("audit-open-title")) } dd { (entry_words(view, &subject.title, PREVIEW)) }
            dt { (visit.text("audit-open-held-by")) }
            dd {
                (entry_words(view, &subject.held_by, PREVIEW))
                @if let Some(organisation) = subject.organisation { (crate::organisation::view::link(view, organisation)) }
            }
            dt { (visit.text("audit-days")) }
            dd {
                (visit.date(subject.began)) " – "
                @match subject.ended { Some(ended) => (visit.date(ended)), None => (visit.text("audit-no-end")) }
            }
            dt { (visit.text("audit-opened-by")) }
            dd { (person(view, audit.author, audit.entry)) " · " (view.entry(audit.entry)) }
        }
    }
}

/// A criterion with every finding on it, those that were replaced or wait for a moderator too.
fn criterion(
    view: &ProcessView<'_>,
    audit: &Audit,
    criterion: &Criterion,
    typed: &Typed,
    beside: Option<&Beside>,
) -> Markup {
    let id = criterion.id.parse::<CriterionId>().ok();
    let findings: Vec<_> = audit.findings.iter().filter(|one| Some(one.criterion) == id).collect();
    if findings.is_empty() && beside.is_none() {
        return html! { p { b { (criterion.id) } " " (criterion.words(view.visit.tag())) } };
    }
    let holding: Vec<_> = id.map_or_else(Vec::new, |id| audit.holding(id, &view.process.ledger));
    let all = html! {
        @if findings.is_empty() { p { (name(view.visit, AuditStanding::NotEstablished)) } }
        @for finding in findings {
            (found(view, audit, finding, holding.iter().any(|one| one.entry == finding.entry), typed))
        }
    };
    html! {
        section.finding id=(criterion.id) {
            h3 { (criterion.id) " " (criterion.words(view.visit.tag())) }
            @match beside { None => (all), Some(beside) => (pair(&criterion.id, &all, beside)) }
        }
    }
}

fn found(
    view: &ProcessView<'_>,
    audit: &Audit,
    finding: &AuditEvidence,
    holds: bool,
    typed: &Typed,
) -> Markup {
    let visit = view.visit;
    let confidence = visit.text(&format!("audit-confidence-{}", finding.confidence.as_str()));
    html! {
        p { b { (name(visit, AuditStanding::of([finding.word]))) } @if !holds { " · " (visit.text("audit-does-not-hold")) } }
        (standing(view, finding.entry))
        (entry_words(view, &finding.words, COMMITMENT_LIMIT))
        p.figures { (visit.text("audit-sources")) }
        (entry_words(view, &finding.source, COMMITMENT_SOURCE_LIMIT))
        p.figures {
            (visit.text_with("audit-read-whole", &[("day", visit.date(finding.read).into())])) " · "
            (visit.text_with("audit-sure", &[("confidence", confidence.into())])) " · "
            (person(view, finding.author, finding.entry)) " · " (view.entry(finding.entry))
        }
        @for objection in &finding.objections { (objected(view, audit, finding, objection, typed)) }
        @if view.me.is_some_and(|me| me != finding.author) && may_write(view) {
            (words_form(view, audit, typed, "object", finding.entry, "audit-object"))
        }
    }
}

fn objected(
    view: &ProcessView<'_>,
    audit: &Audit,
    finding: &AuditEvidence,
    objection: &AuditObjection,
    typed: &Typed,
) -> Markup {
    let visit = view.visit;
    let key = if objection.by_audited { "audit-objection-of-audited" } else { "audit-objection-plain" };
    html! {
        div.note {
            p.figures { (visit.text(key)) " · " (person(view, objection.author, objection.entry)) " · " (view.entry(objection.entry)) }
            (entry_words(view, &objection.words, COMMITMENT_LIMIT))
            @for reply in &objection.replies {
                p.figures { (visit.text("audit-reply-plain")) " · " (person(view, finding.author, reply.entry)) " · " (view.entry(reply.entry)) }
                (entry_words(view, &reply.words, COMMITMENT_LIMIT))
            }
            @if view.me == Some(finding.author) && may_write(view) {
                (words_form(view, audit, typed, "reply", objection.entry, "audit-reply-write"))
            }
        }
    }
}

/// A form for words on an entry of the audit.
fn words_form(
    view: &ProcessView<'_>,
    audit: &Audit,
    typed: &Typed,
    act: &str,
    on: EntryNumber,
    key: &str,
) -> Markup {
    let visit = view.visit;
    html! {
        details {
            summary { (visit.text(key)) }
            (Shown { visit, typed }.form(&view.link(&format!("/audits/{}/{act}", audit.entry)), "audit-words-send", &html! {
                input type="hidden" name="on" value=(on);
                (words(view, typed, &format!("{act}-{on}"), "audit-words"))
            }))
        }
    }
}

fn finding_form(view: &ProcessView<'_>, audit: &Audit, typed: &Typed) -> Markup {
    let visit = view.visit;
    if !may_write(view) {
        return html! {};
    }
    if view.me.is_none() {
        return html! { p { (sign_in_to_take_part(view, &format!("/audits/{}", audit.entry))) } };
    }
    let form = Shown { visit, typed };
    let tag = visit.tag();
    let asked: Vec<_> =
        criteria().iter().map(|one| (one.id.clone(), format!("{} {}", one.id, one.words(tag)))).collect();
    let found: Vec<_> = AuditWord::ALL
        .iter()
        .map(|word| (word.as_str().to_owned(), name(visit, AuditStanding::of([*word]))))
        .collect();
    let sure: Vec<_> = Confidence::ALL
        .iter()
        .map(|one| (one.as_str().to_owned(), visit.text(&format!("audit-confidence-{}", one.as_str()))))
        .collect();
    html! {
        h2 { (visit.text("audit-find")) }
        (crate::people::view::moderation_policy(view))
        (form.form(&view.link(&format!("/audits/{}", audit.entry)), "audit-find-send", &html! {
            (form.choice("criterion", &visit.text("audit-criterion"), &asked, ""))
            (form.choice("word", &visit.text("audit-word"), &found, ""))
            (words(view, typed, "evidence", "audit-evidence"))
            label for="source" { (visit.text("audit-source-field")) }
            input #source name="source" dir="auto" required maxlength=(COMMITMENT_SOURCE_LIMIT) value=(typed.get("source"));
            (form.day("read", &visit.text("audit-read-field"), ""))
            (form.choice("confidence", &visit.text("audit-confidence"), &sure, ""))
        }))
    }
}
