//! The page on which a version of the draft is uploaded and looked at.

use std::collections::BTreeSet;

use maru_forum::{Cause, TextStanding};
use maru_text::{Document, Doubt, Redline, Tracked, Unit, UnitKind};
use maru_verify::draft::{TextFault, read_upload};
use maud::{Markup, html};

use crate::common::{ProcessView, page_links, pages_that_fit};
use crate::desk::draft::Preview;
use crate::desk::pending::Uploads;
use crate::draft::name::name_among;
use crate::draft::redline::marked_unit;
use crate::form::{Shown, Typed};
use crate::layout::process_page;
use crate::norms::redline::first_changes;

/// Bytes of changed words that the page shows; the version's own page shows all.
const REDLINE_BYTES: usize = 6_000;
/// Bytes of text on a page that shows how a text was read.
const TEXT_BYTES: usize = 20_000;
/// Changed units whose causes are asked for at once; those of the others are one step away, and sent with the form as well.
const OPEN_CAUSES: usize = 80;

/// The form, what was found in the texts, and why nothing was published.
pub(crate) fn page(
    view: &ProcessView<'_>,
    typed: &Typed,
    shown: Option<&Result<Preview, TextFault>>,
    fault: Option<&str>,
) -> Markup {
    let visit = view.visit;
    let title = visit.text("desk-draft");
    let preview = shown.and_then(|shown| shown.as_ref().ok());
    let body = html! {
        p { a href=(view.link("/desk")) { (visit.text("desk-title")) } }
        h1 { (title) }
        p { (visit.text("desk-draft-lead")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        form method="post" enctype="multipart/form-data" action=(view.link("/desk/draft")) {
            @if let Some(preview) = preview { (looked_at(view, typed, preview)) }
            (fields(view, Shown { visit, typed }, preview.is_some(), shown.and_then(|shown| shown.as_ref().err())))
        }
    };
    process_page(view, &title, &body)
}

fn fields(view: &ProcessView<'_>, form: Shown<'_>, kept: bool, fault: Option<&TextFault>) -> Markup {
    let visit = view.visit;
    let standings: Vec<_> = TextStanding::ALL
        .iter()
        .map(|one| (one.as_str().to_owned(), visit.text(&format!("draft-standing-{}", one.as_str()))))
        .collect();
    let last = view.process.drafts.last();
    html! {
        @for language in &view.process.charter.languages {
            @let now = last.and_then(|draft| draft.text(language));
            @let name = visit.language_name(language);
            fieldset {
                legend { (name) }
                @if kept { p.note { (visit.text("desk-draft-kept")) } }
                label for=(format!("file-{language}")) { (visit.text_with("desk-draft-file", &[("language", name.clone().into())])) }
                p.hint { (visit.text("desk-draft-file-hint")) }
                input id=(format!("file-{language}")) name=(format!("file-{language}")) type="file"
                    accept=".md,.markdown,.txt,.docx,.xml,.akn,.html,text/markdown,text/plain,application/xml,text/html,application/vnd.openxmlformats-officedocument.wordprocessingml.document";
                (tracked(view, form, language, fault))
                label for=(format!("text-{language}")) { (visit.text_with("desk-draft-words", &[("language", name.into())])) }
                (visit.fault_at(&format!("text-{language}")))
                textarea id=(format!("text-{language}")) name=(format!("text-{language}")) rows="6" lang=(language) dir=(language.direction()) aria-invalid=[visit.is_wrong(&format!("text-{language}"))] aria-describedby=[visit.told_at(&format!("text-{language}"), "")] {
                    @if !kept { (form.typed.get(&format!("text-{language}"))) }
                }
                (form.choice(&format!("standing-{language}"), &visit.text("draft-standing"), &standings, now.map_or("", |now| now.standing.as_str())))
                (form.line(&format!("by-{language}"), &visit.text("desk-draft-by"), now.and_then(|now| now.by.as_deref()).unwrap_or_default()))
            }
        }
        @if !kept {
            (form.reason())
            button.go type="submit" name="act" value="preview" { (visit.text("desk-draft-look")) }
        } @else {
            button type="submit" name="act" value="preview" { (visit.text("desk-draft-look-again")) }
        }
    }
}

/// Which of the two the tracked changes of a file count as, asked where a file has some.
fn tracked(
    view: &ProcessView<'_>,
    form: Shown<'_>,
    language: &maru_forum::Language,
    fault: Option<&TextFault>,
) -> Markup {
    let visit = view.visit;
    let name = format!("tracked-{language}");
    let chosen = form.typed.get(&name);
    let asked = matches!(fault, Some(TextFault::Tracked { language: one, .. }) if one == language);
    html! {
        @if asked || !chosen.is_empty() {
            label for=(name) { (visit.text_with("desk-draft-tracked-as", &[("language", visit.language_name(language).into())])) }
            select id=(name) name=(name) {
                option value="" { (visit.text("desk-choose")) }
                @for one in Tracked::ALL {
                    option value=(one.name()) selected[one.name() == chosen] { (visit.text(&format!("desk-draft-tracked-{}", one.name()))) }
                }
            }
        }
    }
}

/// What was read, what changes, what is out of step, and the button that publishes just this.
fn looked_at(view: &ProcessView<'_>, typed: &Typed, preview: &Preview) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let next = view.process.drafts.len() + 1;
    html! {
        section aria-labelledby="seen" {
            h2 #seen { (visit.text_with("desk-draft-seen", &[("version", next.into())])) }
            @for (language, document, changes) in &preview.texts {
                h3 { (visit.language_name(language)) }
                p {
                    span lang=(language) dir=(language.direction()) { b { (document.title) } } " · "
                    (visit.text_with("desk-draft-units", &[("articles", articles(document).into()), ("units", document.walk().count().into())]))
                    " · " a href=(view.link(&format!("/desk/draft?see={language}"))) { (visit.text("desk-draft-as-read")) }
                }
                (doubts(view, preview.made.doubts.iter().filter(|(one, _)| one == language).map(|(_, doubt)| doubt)))
                @if let Some(changes) = changes { (changed(view, language, changes)) }
            }
            (out_of_step(view, preview))
            (preview.steps.told(view))
            @if !preview.stray.is_empty() {
                p.warn { (visit.text("desk-draft-unchanged")) @for unit in &preview.stray { " " (named(view, preview, unit.as_str())) } }
            }
            (causes(view, typed, preview))
            (form.reason())
            input type="hidden" name="seen" value=(preview.digest);
            button.go type="submit" name="act" value="publish" { (visit.text_with("desk-draft-publish", &[("version", next.into())])) }
        }
        h2 { (visit.text("desk-draft-others")) }
    }
}

fn articles(document: &Document) -> usize {
    document.walk().filter(|unit| unit.kind == UnitKind::Article).count()
}

/// What the reader of the file guessed or left out.
fn doubts<'d>(view: &ProcessView<'_>, doubts: impl Iterator<Item = &'d Doubt>) -> Markup {
    let visit = view.visit;
    let doubts: Vec<_> = doubts.collect();
    html! {
        @if doubts.is_empty() { p.soft { (visit.text("desk-draft-no-doubt")) } } @else {
            ul.warn {
                @for doubt in doubts {
                    li { @match doubt {
                        Doubt::Encoding(name) => (visit.text_with("desk-draft-doubt-encoding", &[("name", name.clone().into())])),
                        Doubt::Structure => (visit.text("desk-draft-doubt-structure")),
                        Doubt::NotRead { what, count } => {
                            (visit.text_with("desk-draft-doubt-not-read", &[("count", (*count).into())])) " " span lang="en" { (what) }
                        },
                        Doubt::Guessed { what, count } => {
                            (visit.text_with("desk-draft-doubt-guessed", &[("count", (*count).into())])) " " span lang="en" { (what) }
                        },
                    } }
                }
            }
        }
    }
}

fn changed(view: &ProcessView<'_>, language: &maru_forum::Language, redline: &Redline) -> Markup {
    let visit = view.visit;
    let shown = first_changes(redline, REDLINE_BYTES);
    let all = redline.changed().count();
    html! {
        details open {
            summary { (visit.text_with("desk-draft-changes", &[("count", all.into())])) }
            div.law lang=(language) dir=(language.direction()) {
                @for unit in &shown { div.change { (marked_unit(visit, unit)) } }
            }
            @if shown.len() < all { p { (visit.text_with("desk-draft-more-changes", &[("count", (all - shown.len()).into())])) } }
        }
    }
}

/// Which languages have the same units; where they do not, the steps say so.
fn out_of_step(view: &ProcessView<'_>, preview: &Preview) -> Markup {
    let visit = view.visit;
    let Some(((first, one_text, _), others)) = preview.texts.split_first() else { return html! {} };
    html! {
        @for (language, other_text, _) in others {
            @let ids = |text: &Document| text.walk().map(|unit| unit.id.clone()).collect::<BTreeSet<_>>();
            @if ids(one_text) == ids(other_text) {
                p.soft { (visit.text_with("desk-draft-in-step", &[
                    ("one", visit.language_name(first).into()), ("other", visit.language_name(language).into()),
                ])) }
            }
        }
    }
}

/// For each changed unit the entries that led to the change; none is an answer too.
fn causes(view: &ProcessView<'_>, typed: &Typed, preview: &Preview) -> Markup {
    let visit = view.visit;
    let lines = &preview.made.command.causes;
    html! {
        @if !lines.is_empty() {
            fieldset {
                legend { (visit.text("desk-draft-causes")) }
                p.hint { (visit.text("desk-draft-causes-hint")) }
                @for cause in lines.iter().take(OPEN_CAUSES) { (cause_field(view, typed, preview, cause)) }
                @if lines.len() > OPEN_CAUSES {
                    details {
                        summary { (visit.text_with("desk-draft-more-causes", &[("count", (lines.len() - OPEN_CAUSES).into())])) }
                        @for cause in lines.iter().skip(OPEN_CAUSES) { (cause_field(view, typed, preview, cause)) }
                    }
                }
            }
        }
    }
}

fn cause_field(view: &ProcessView<'_>, typed: &Typed, preview: &Preview, cause: &Cause) -> Markup {
    let name = format!("cause-{}", cause.unit);
    let known: Vec<String> = cause.by.iter().map(ToString::to_string).collect();
    html! {
        label for=(name) { (named(view, preview, cause.unit.as_str())) }
        input id=(name) name=(name) inputmode="numeric" autocomplete="off" value=(typed.said(&name).map_or_else(|| known.join(", "), str::to_owned));
    }
}

fn named(view: &ProcessView<'_>, preview: &Preview, id: &str) -> Markup {
    name_among(view, preview.texts.iter().map(|(_, document, _)| document), id)
}

/// One of the uploaded texts as it was read, page by page; none where there is no such text.
pub(crate) fn whole(view: &ProcessView<'_>, uploads: &Uploads) -> Option<Markup> {
    let visit = view.visit;
    let tag = visit.asked("see")?;
    let upload = uploads.files.iter().find(|one| one.language.as_str() == tag)?;
    let (document, _) = read_upload(upload).ok()?;
    let sizes = document.units.iter().map(|unit| unit.full_text().len());
    let pages = pages_that_fit(sizes, TEXT_BYTES);
    let page = visit.asked_page().clamp(1, pages.len().max(1));
    let title = visit.text("desk-draft-as-read");
    let body = html! {
        p { a href=(view.link("/desk/draft")) { (visit.text("desk-draft")) } }
        h1 lang=(upload.language) dir=(upload.language.direction()) { (document.title) }
        p.note { (visit.text("desk-draft-not-published")) }
        article.law lang=(upload.language) dir=(upload.language.direction()) {
            @if let Some(range) = pages.get(page - 1) { @for unit in &document.units[range.clone()] { (plain(unit)) } }
        }
        (page_links(visit, page, pages.len()))
    };
    Some(process_page(view, &title, &body))
}

/// A unit with its id and what it contains, without links: it is nowhere yet.
fn plain(unit: &Unit) -> Markup {
    let head: Vec<&str> = unit.head().collect();
    html! {
        div.in {
            p { b { (head.join(" ")) } @if !unit.text.is_empty() { " " (unit.text_with_notes()) } }
            @for child in &unit.children { (plain(child)) }
        }
    }
}
