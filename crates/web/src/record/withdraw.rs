//! Somebody takes back the words that they wrote: whatever they said, an entry at a time.

use axum::extract::Path;
use axum::response::Response;
use maru_forum::{EntryNumber, Standing, Voice, WithdrawWords, WithdrawalReason};
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::fault::Fault;
use crate::form::{BLANK, Sent, Shown, Typed, carry};
use crate::layout::process_page;
use crate::process::view::sign_in_to_take_part;
use crate::reader::{Reader, entry_of};

/// Characters of each text that the page shows again.
const SHOWN: usize = 600;

pub(crate) async fn form(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let entry = entry_of(&number)?;
    reader.show_found(&*reader.process(&id)?, |view| page(view, entry, &BLANK, None))
}

pub(crate) async fn send(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, entry) = (reader.process(&id)?, entry_of(&number)?);
    let typed = Typed::of(sent)?;
    if handle.read().ledger.standing(entry).is_none() {
        return Err(Fault::NotFound);
    }
    let reason = WithdrawalReason::from_name(typed.get("reason"));
    let reason = reason.filter(|reason| *reason != WithdrawalReason::CourtOrder);
    let ground = typed.get("ground").to_owned();
    let asked = reason.map(|reason| WithdrawWords { entry, reason, ground });
    let asked = asked.ok_or_else(|| reader.visit.text("record-withdraw-why-missing"));
    let here = format!("/p/{id}/record/{entry}/withdraw");
    let done = |answer: maru_store::Answer| format!("/p/{id}/record/{}", answer.entry);
    carry(&reader, &handle, asked, &here, done, |view, fault| {
        page(view, entry, &typed, Some(fault)).unwrap_or_default()
    })
    .await
}

/// Whether the reader may take these words back here: they wrote them, and they are not gone.
fn may(view: &ProcessView<'_>, entry: EntryNumber) -> bool {
    let ledger = &view.process.ledger;
    let gone = matches!(ledger.standing(entry), Some(Standing::Withdrawn(_)) | None);
    let is_own = match ledger.voice_of(entry) {
        Some(Voice::Spoken | Voice::Personal | Voice::Part | Voice::Addressed) => true,
        Some(Voice::Process | Voice::Office | Voice::Silent) | None => false,
    };
    !gone && is_own && view.me.is_some() && ledger.author_of(entry) == view.me
}

/// The way to the form, for whoever wrote the words of an entry.
pub(crate) fn link(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    html! {
        @if may(view, entry) {
            p.small { a href=(view.link(&format!("/record/{entry}/withdraw"))) { (view.visit.text("record-withdraw")) } }
        }
    }
}

fn page(view: &ProcessView<'_>, entry: EntryNumber, typed: &Typed, fault: Option<&str>) -> Option<Markup> {
    let visit = view.visit;
    let standing = view.process.ledger.standing(entry)?;
    let title = visit.text_with("record-withdraw-title", &[("number", entry.0.into())]);
    let body = html! {
        h1 { (title) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @match standing {
            Standing::Withdrawn(by) => p.note { (visit.text("record-erased-by")) " " (view.entry(by)) },
            _ if view.me.is_none() => p { (sign_in_to_take_part(view, &format!("/record/{entry}/withdraw"))) },
            _ if may(view, entry) => { (words(view, entry)) (fields(view, entry, typed)) },
            _ => p.warn { (visit.text("record-withdraw-others")) },
        }
    };
    Some(process_page(view, &title, &body))
}

fn words(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    html! {
        (crate::amendment::said::said(view, entry, view.reading(), SHOWN))
        ul {
            li { (view.visit.text("record-withdraw-gone")) }
            li { (view.visit.text("record-withdraw-stays")) }
            li { (view.visit.text("record-withdraw-copies")) }
        }
    }
}

fn fields(view: &ProcessView<'_>, entry: EntryNumber, typed: &Typed) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    // The usual reason first.
    // What a court or an authority ordered is for whoever runs the process to say: an author's own word for it proves nothing.
    let reasons: Vec<_> = WithdrawalReason::ALL
        .iter()
        .rev()
        .filter(|reason| **reason != WithdrawalReason::CourtOrder)
        .map(|reason| {
            (reason.as_str().to_owned(), visit.text(&format!("moderation-withdrawn-{}", reason.as_str())))
        })
        .collect();
    let fields = html! {
        (form.choice("reason", &visit.text("record-withdraw-why"), &reasons, ""))
        p.hint { (visit.text("record-withdraw-ground-hint")) }
        (form.line("ground", &visit.text("record-withdraw-ground"), ""))
    };
    form.form(&view.link(&format!("/record/{entry}/withdraw")), "record-withdraw-send", &fields)
}
