//! Submissions as pages: the form, and one with its attachments and the remarks that are points of it.

use maru_forum::{
    ATTACHMENT_BYTES, ATTACHMENTS, Attachment, EntryNumber, MEDIA_TYPES, PhaseAct, SUBMISSION_LIMIT,
    Submission,
};
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;
use crate::people::view::moderation_policy;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::{done, entry_words, item, person, standing};

/// Bytes of a kilobyte.
pub(crate) const KILO: u64 = 1_024;

/// The form, blank or typed again.
pub(crate) fn new(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text("submission-write");
    let megabytes = ATTACHMENT_BYTES / (KILO * KILO) as usize;
    let body = html! {
        h1 { (title) }
        p { (visit.text("submission-lead")) }
        (moderation_policy(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if !view.open_for(PhaseAct::Remark) { p.warn { (view.not_now("remark-not-now", Some(PhaseAct::Remark))) } }
        @else if view.me.is_none() { p { (sign_in_to_take_part(view, "/submissions/new")) } }
        @else {
            form method="post" enctype="multipart/form-data" action=(view.link("/submissions/new")) {
                label for="text" { (visit.text("submission-field")) }
                textarea #text name="text" rows="12" dir="auto" maxlength=(SUBMISSION_LIMIT) { (typed.get("text")) }
                (Shown { visit, typed }.choice_if_any("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages)))
                label for="files" { (visit.text("submission-files")) }
                p.hint #files-hint { (visit.text_with("submission-files-hint", &[("count", ATTACHMENTS.into()), ("megabytes", megabytes.into())])) }
                input #files name="files" type="file" multiple accept=(MEDIA_TYPES.join(",")) aria-describedby="files-hint";
                @if fault.is_some() { p.hint { (visit.text("submission-files-again")) } }
                button.go type="submit" { (visit.text("submission-send")) }
            }
        }
    };
    process_page(view, &title, &body)
}

/// One submission.
pub(crate) fn one(view: &ProcessView<'_>, submission: &Submission) -> Markup {
    let visit = view.visit;
    let title = visit.text_with("submission-number", &[("number", submission.entry.0.into())]);
    let remarks: Vec<_> =
        submission.remarks.iter().filter_map(|entry| view.process.remarks.get(*entry)).collect();
    let body = html! {
        h1 { (title) }
        (done(view))
        (standing(view, submission.entry))
        p.figures { (person(view, submission.author, submission.entry)) " · " (visit.moment(submission.at)) " · " (view.entry(submission.entry))
            " · " a href=(view.link(&format!("/receipt/{}.tlog-proof", submission.entry))) { (visit.text("remark-receipt")) } }
        @if let Some(words) = &submission.words { (entry_words(view, words, SUBMISSION_LIMIT)) }
        @if !submission.attachments.is_empty() {
            h2 { (visit.text("submission-files")) }
            p.hint { (visit.text("submission-files-note")) }
            ul { @for (place, attachment) in submission.attachments.iter().enumerate() { li { (file(view, submission.entry, place, attachment)) } } }
        }
        h2 { (visit.text_with("submission-points", &[("count", remarks.len().into())])) }
        @if view.open_for(PhaseAct::Remark) && view.me == Some(submission.author) {
            p { a.button href=(view.link(&format!("/remarks/new?submission={}", submission.entry))) { (visit.text("submission-make-point")) } " " (visit.text("submission-make-point-hint")) }
        }
        ul.rows { @for remark in remarks { li { (item(view, remark)) } } }
    };
    process_page(view, &title, &body)
}

/// A link to a file that came with a letter or a report; its name only where it may be read.
pub(crate) fn file(
    view: &ProcessView<'_>,
    entry: EntryNumber,
    place: usize,
    attachment: &Attachment,
) -> Markup {
    let visit = view.visit;
    let name =
        view.content(&attachment.bytes.digest).and_then(|content| content.get("name").map(str::to_owned));
    html! {
        @match name {
            Some(name) => a href=(view.link(&format!("/attachments/{entry}/{place}"))) { bdi { (name) } },
            None => em { (visit.text("remark-withheld")) },
        }
        " · " (attachment.media_type) " · " (visit.text_with("submission-kilobytes", &[("count", attachment.size.div_ceil(KILO).into())]))
    }
}
