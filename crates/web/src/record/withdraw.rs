//! Words are erased, an entry at a time: by whoever wrote them, or by the secretariat where a law or a right of somebody asks for it.

use axum::extract::Path;
use axum::response::Response;
use maru_forum::{
    EntryNumber, Office, Quotable, Reading, Standing, Violation, Voice, WithdrawWords, WithdrawalReason,
};
use maru_store::ProcessHandle;
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::fault::Fault;
use crate::form::{BLANK, Passed, Refused, Sent, Shown, Typed, carry_passed};
use crate::layout::process_page;
use crate::process::view::sign_in_to_take_part;
use crate::reader::{Reader, entry_of};

/// Characters of each text that the page shows again.
const SHOWN: usize = 600;
/// Texts that are looked through for the same words, the newest first.
const LOOKED_THROUGH: usize = 5_000;
/// So many letters in a row, at least, are the same words.
const RUN: usize = 48;
/// Characters of a piece of a text in marks or of operations that are somebody's words.
const PIECE: usize = 20;
/// Characters of words that are looked for elsewhere; a draft is not.
const LOOKED_FOR: usize = 100_000;
/// Places with the same words that the page lists.
const LISTED: usize = 20;

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
    let passed = Passed::writing(&reader)?;
    let here = format!("/p/{id}/record/{entry}/withdraw");
    let by = reader.draw(&handle, |view| may(view, entry));
    let asked = match asked(&reader, entry, &typed, by) {
        Ok(asked) => elsewhere(&reader, &handle, &typed, &asked).await?.map(|()| asked),
        Err(refused) => Err(refused),
    };
    let done = |answer: maru_store::Answer| format!("/p/{id}/record/{}", answer.entry);
    carry_passed(&reader, passed, &handle, asked, &here, done, |view, fault| {
        page(view, entry, &typed, Some(fault)).unwrap_or_default()
    })
    .await
}

fn asked(
    reader: &Reader,
    entry: EntryNumber,
    typed: &Typed,
    by: Option<As>,
) -> Result<WithdrawWords, Refused> {
    let reason = WithdrawalReason::from_name(typed.get("reason"));
    // What a court or an authority ordered is for whoever runs the process to say: an author's own word for it proves nothing.
    let reason = reason.filter(|reason| by != Some(As::Author) || *reason != WithdrawalReason::CourtOrder);
    let reason =
        reason.ok_or_else(|| Refused::at("reason", reader.visit.text("record-withdraw-why-missing")))?;
    Ok(WithdrawWords { entry, reason, ground: typed.get("ground").to_owned() })
}

/// Erases the same words where they stand elsewhere, each by an entry of its own. These go first: as long as one of them cannot,
/// the page with all of them comes again.
async fn elsewhere(
    reader: &Reader,
    handle: &ProcessHandle,
    typed: &Typed,
    asked: &WithdrawWords,
) -> Result<Result<(), Refused>, Fault> {
    for number in typed.all("also") {
        let command = WithdrawWords { entry: entry_of(number)?, ..asked.clone() };
        match reader.act(handle, command).await {
            Ok(_) | Err(Fault::Refused(Violation::WithdrawnAlready(_))) => {}
            Err(Fault::Refused(violation)) => {
                let why = reader.visit.violation(&violation);
                let arguments = [("number", number.to_owned().into()), ("why", why.into())];
                return Ok(Err(reader.visit.text_with("record-erase-not-there", &arguments).into()));
            }
            // Whoever cannot act at all is told so by the act that this one goes before.
            Err(Fault::SignIn | Fault::Join) => return Ok(Ok(())),
            Err(fault) => return Err(fault),
        }
    }
    Ok(Ok(()))
}

/// As whom the reader may erase words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum As {
    /// They wrote them.
    Author,
    /// The law, or a right of somebody, asks the secretariat for it.
    Secretariat,
}

/// As whom the reader may erase these words; nothing where they may not, or where they are gone.
fn may(view: &ProcessView<'_>, entry: EntryNumber) -> Option<As> {
    let ledger = &view.process.ledger;
    let voice = ledger.voice_of(entry)?;
    if ledger.is_erased(entry) {
        return None;
    }
    let is_own = view.me.is_some() && ledger.author_of(entry) == view.me;
    let is_authors = match voice {
        Voice::Spoken | Voice::Personal | Voice::Part | Voice::Addressed => true,
        Voice::Process | Voice::Office | Voice::Silent => false,
    };
    if is_own && is_authors {
        return Some(As::Author);
    }
    view.may_act_as(Office::Secretariat).then_some(As::Secretariat)
}

/// The way to the form, for whoever wrote the words of an entry and for the secretariat.
pub(crate) fn link(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    let key = may(view, entry).map(|by| match by {
        As::Author => "record-withdraw",
        As::Secretariat => "record-erase",
    });
    html! {
        @if let Some(key) = key {
            p.small { a href=(view.link(&format!("/record/{entry}/withdraw"))) { (view.visit.text(key)) } }
        }
    }
}

fn page(view: &ProcessView<'_>, entry: EntryNumber, typed: &Typed, fault: Option<&str>) -> Option<Markup> {
    let visit = view.visit;
    let standing = view.process.ledger.standing(entry)?;
    let by = may(view, entry);
    let key = if by == Some(As::Secretariat) { "record-erase-title" } else { "record-withdraw-title" };
    let title = visit.text_with(key, &[("number", entry.0.into())]);
    let body = html! {
        h1 { (title) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @match (standing, by) {
            (Standing::Withdrawn(by), _) => p.note { (visit.text("record-erased-by")) " " (view.entry(by)) },
            _ if view.me.is_none() => p { (sign_in_to_take_part(view, &format!("/record/{entry}/withdraw"))) },
            (_, Some(by)) => {
                (crate::amendment::said::said(view, entry, view.reading(), SHOWN))
                (consequences(view, entry, by))
                (fields(view, entry, typed, by))
            },
            (_, None) => p.warn { (visit.text("record-withdraw-others")) },
        }
    };
    Some(process_page(view, &title, &body))
}

/// What happens to the words, to what hangs on them, and who hears of it.
fn consequences(view: &ProcessView<'_>, entry: EntryNumber, by: As) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let stays = match by {
        As::Author => visit.text("record-withdraw-stays"),
        As::Secretariat => visit.text("record-erase-stays"),
    };
    let merged = process.amendments.get(entry).and_then(|amendment| amendment.merged);
    let merged = merged.and_then(|draft| process.drafts.iter().find(|one| one.entry == draft));
    html! {
        ul {
            li { (visit.text("record-withdraw-gone")) }
            li { (stays) }
            @if process.statements.iter().any(|one| one.id.0 == entry) { li { (visit.text("record-withdraw-votes")) } }
            @if let Some(draft) = merged {
                li { (visit.text_with("record-withdraw-merged", &[("version", draft.version.into())])) }
            }
            @if process.drafts.iter().any(|draft| draft.entry == entry) { li { b { (visit.text("record-erase-draft")) } } }
            li { (visit.text("record-withdraw-copies")) }
            @if by == As::Secretariat { li { (told(view, entry)) } }
        }
    }
}

/// Who is told of an erasure by the secretariat, and to whom they can appeal.
fn told(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    let visit = view.visit;
    let author = view.process.ledger.author_of(entry);
    html! {
        @match author {
            None => (visit.text("record-erase-nobodys")),
            Some(who) => {
                (visit.text_with("record-erase-told", &[("name", view.name_of(who).into())]))
                " " (visit.text(if view.hears_appeals() { "record-erase-appeal" } else { "record-erase-unheard" }))
            },
        }
    }
}

fn fields(view: &ProcessView<'_>, entry: EntryNumber, typed: &Typed, by: As) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let voice = view.process.ledger.voice_of(entry);
    let fits = |reason: &&WithdrawalReason| match (by, voice) {
        (As::Secretariat, Some(Voice::Process)) => {
            matches!(reason, WithdrawalReason::Unlawful | WithdrawalReason::CourtOrder)
        }
        (As::Secretariat, _) => **reason != WithdrawalReason::Author,
        (As::Author, _) => **reason != WithdrawalReason::CourtOrder,
    };
    // The usual reason first.
    // What a court or an authority ordered is for whoever runs the process to say: an author's own word for it proves nothing.
    let reasons: Vec<_> = WithdrawalReason::ALL
        .iter()
        .rev()
        .filter(fits)
        .map(|reason| {
            (reason.as_str().to_owned(), visit.text(&format!("moderation-withdrawn-{}", reason.as_str())))
        })
        .collect();
    let (ground, send) = match by {
        As::Author => ("record-withdraw-ground", "record-withdraw-send"),
        As::Secretariat => ("record-erase-ground", "record-erase-send"),
    };
    let fields = html! {
        (form.choice("reason", &visit.text("record-withdraw-why"), &reasons, ""))
        (form.line("ground", &visit.text(ground), ""))
        p.hint { (visit.text("record-withdraw-ground-hint")) }
        @if by == As::Secretariat { (also(view, entry, typed)) }
    };
    form.form(&view.link(&format!("/record/{entry}/withdraw")), send, &fields)
}

/// Where the same words stand in other entries, to be ticked.
fn also(view: &ProcessView<'_>, entry: EntryNumber, typed: &Typed) -> Markup {
    let visit = view.visit;
    let (found, is_all) = found_elsewhere(view, entry);
    html! {
        fieldset {
            legend { (visit.text("record-erase-also")) }
            p.hint { (visit.text("record-erase-also-hint")) }
            @if found.is_empty() { p { (visit.text("record-erase-also-none")) } }
            @for (other, run) in found.iter().take(LISTED) {
                label.row {
                    input type="checkbox" name="also" value=(other) checked[typed.has("also", &other.to_string())];
                    " " (visit.text_with("record-entry-number", &[("number", other.0.into())])) " · " (what(view, *other)) " · …" bdi { (run) } "…"
                }
            }
            @if found.len() > LISTED { p.warn { (visit.text_with("record-erase-also-more", &[("count", (found.len() - LISTED).into())])) } }
            @if !is_all { p.warn { (visit.text("record-erase-also-not-all")) } }
        }
    }
}

/// What an entry is, so that somebody knows what they erase.
fn what(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    let draft = view.process.drafts.iter().find(|draft| draft.entry == entry);
    html! {
        @match draft {
            Some(draft) => b { (view.visit.text_with("record-erase-is-draft", &[("version", draft.version.into())])) },
            None => a href=(view.link(&format!("/record/{entry}"))) { (view.visit.text("record-erase-read")) },
        }
    }
}

/// Entries that have a run of the same words, with that run, the newest first; and whether all were looked through. What is erased
/// with the words anyway is left out, and so are texts of the process that were there before: the words quote those.
fn found_elsewhere(view: &ProcessView<'_>, entry: EntryNumber) -> (Vec<(EntryNumber, String)>, bool) {
    let ledger = &view.process.ledger;
    let text = |digest| {
        let content = view.contents.content(view.process, digest, Reading::Moderator)?;
        Some(content.get("text")?.to_owned())
    };
    let said: Vec<String> = ledger.words_of(entry).iter().filter_map(|words| text(&words.digest)).collect();
    if said.iter().map(String::len).sum::<usize>() > LOOKED_FOR {
        return (Vec::new(), false);
    }
    let said = Quotable::of(said.iter().flat_map(|text| spoken(text)), RUN);
    let gone = ledger.standing_with(entry);
    let is_other = |other: EntryNumber| {
        let is_before = other < entry && ledger.voice_of(other) == Some(Voice::Process);
        !gone.contains(&other) && !is_before && !ledger.is_erased(other)
    };
    let mut lines: Vec<_> = ledger.lines().filter(|(other, _)| is_other(*other)).collect();
    lines.reverse();
    let (mut found, mut looked) = (Vec::new(), 0);
    for (other, words) in lines {
        if looked + words.len() > LOOKED_THROUGH {
            return (found, false);
        }
        looked += words.len();
        let mut runs = words.iter().filter_map(|words| {
            spoken(&text(&words.digest)?).into_iter().find_map(|text| said.found_in(text))
        });
        if let Some(run) = runs.next() {
            found.push((other, run));
        }
    }
    (found, true)
}

/// The words of a content: those of a text between its marks, those of operations between the quotation marks.
fn spoken(text: &str) -> Vec<&str> {
    match text.trim_start().as_bytes().first() {
        Some(b'<') => {
            let parts = text.split('>').filter_map(|part| part.split('<').next());
            parts.filter(|part| part.chars().count() >= PIECE).collect()
        }
        // Names of operations, ids and numbers of units are no words of anybody.
        Some(b'[' | b'{') => text.split('"').filter(|part| part.chars().count() >= PIECE).collect(),
        _ => vec![text],
    }
}
