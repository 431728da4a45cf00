//! Many remarks at once from one file: looked at row by row, then sent together, each with a receipt of its own.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use maru_exchange::{Brought, BroughtRow, CommentTable, FileForm, InProcess, many_remarks};
use maru_forum::{Content, Language, MakeRemarks, PhaseAct, Process, REMARKS_AT_ONCE, Reading};
use maru_record::Digest;
use maru_store::{Answer, Node, ProcessHandle};
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::desk::tables::{Table, read_as};
use crate::desk::tables_view::{brought, encoding, more, not_read};
use crate::fault::Fault;
use crate::form::{BLANK, Passed, Typed, carry_passed};
use crate::languages::offered;
use crate::layout::process_page;
use crate::process::view::sign_in_to_take_part;
use crate::reader::Reader;
use crate::upload::{Part, sent};

const HERE: &str = "remarks/many";
/// The forms in which one person writes many remarks.
const FORMS: [FileForm; 6] = [
    FileForm::WordReview,
    FileForm::Ietf,
    FileForm::IsoDocx,
    FileForm::IsoXlsx,
    FileForm::IsoCsv,
    FileForm::Commenter,
];
/// Rows that are shown.
const ROWS: usize = 60;

/// What a file becomes.
struct Look {
    many: MakeRemarks,
    rows: Vec<BroughtRow>,
}

impl Look {
    /// How many rows have no place in the draft, so that nothing of the file is taken.
    fn unplaced(&self) -> usize {
        let is_unplaced =
            |row: &&BroughtRow| matches!(row.brought, Brought::Unplaced { .. } | Brought::OtherWords { .. });
        self.rows.iter().filter(is_unplaced).count()
    }

    /// Those that have no place first: they must not be cut off.
    fn in_order(&self) -> Vec<&BroughtRow> {
        let mut rows: Vec<&BroughtRow> = self.rows.iter().collect();
        rows.sort_by_key(|row| !matches!(row.brought, Brought::Unplaced { .. } | Brought::OtherWords { .. }));
        rows
    }

    /// Stands in the form, so that nobody sends what they did not see.
    fn seen(&self) -> String {
        Digest::of(&serde_json::to_vec(&self.many).unwrap_or_default()).to_string()
    }
}

pub(crate) async fn form(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |view| page(view, &BLANK, None, None)))
}

pub(crate) async fn send(
    reader: Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let here = format!("/p/{id}/{HERE}");
    let Some(account) = reader.visitor.session.as_ref().map(|session| session.account.0) else {
        return reader.redirect_to_sign_in(&handle, Fault::SignIn, &here);
    };
    let passed = Passed::writing(&reader)?;
    let sent = sent(&headers, &body);
    let typed = Typed::of_parts(&sent);
    let kept = reader.state.tables.get(account, handle.id());
    let table = match (uploaded(&reader, &sent, &typed), kept) {
        (Err(words), _) => return Ok(again(&reader, &handle, &typed, None, Some(&words))),
        (Ok(Some(table)), _) => reader.state.tables.keep(account, handle.id(), table),
        (Ok(None), Some(kept)) => kept,
        (Ok(None), None) => {
            return Ok(again(&reader, &handle, &typed, None, Some(&reader.visit.text("tables-missing"))));
        }
    };
    let Ok(language) = typed.get("language").parse::<Language>() else {
        return Ok(again(&reader, &handle, &typed, None, Some(&reader.visit.text("desk-language-missing"))));
    };
    let (node, process) = (reader.state.node.clone(), handle.read().clone());
    let looking = table.clone();
    let looked = tokio::task::spawn_blocking(move || look(&node, &process, &looking.read, &language));
    let look = looked.await.map_err(|_| Fault::Stopped)?;
    let shown = Some((&table.read, &look));
    if typed.get("act") != "send" || typed.get("seen") != look.seen() {
        return Ok(again(&reader, &handle, &typed, shown, None));
    }
    let (tables, process) = (reader.state.tables.clone(), handle.id().clone());
    let done = |_: Answer| {
        tables.drop_of(account, &process);
        format!("/p/{id}/remarks?show=mine")
    };
    let asked: Result<MakeRemarks, String> = Ok(look.many.clone());
    carry_passed(&reader, passed, &handle, asked, &here, done, |view, fault| {
        page(view, &typed, shown, Some(fault))
    })
    .await
}

fn again(
    reader: &Reader,
    handle: &ProcessHandle,
    typed: &Typed,
    shown: Option<(&CommentTable, &Look)>,
    fault: Option<&str>,
) -> Response {
    reader.again(handle, fault.is_some(), |view| page(view, typed, shown, fault))
}

fn uploaded(reader: &Reader, sent: &[Part], typed: &Typed) -> Result<Option<Table>, String> {
    let visit = &reader.visit;
    let Some(part) = sent.iter().find(|part| part.name == "file" && !part.bytes.is_empty()) else {
        return Ok(None);
    };
    let form = FileForm::from_name(typed.get("form")).filter(|form| FORMS.contains(form));
    let form = form.ok_or_else(|| visit.text("tables-form-missing"))?;
    let read = read_as(form, &part.bytes, typed.get("encoding"));
    let read = read.map_err(|why| format!("{} ({why})", visit.text("tables-unread")))?;
    let name = part.file.clone().unwrap_or_default();
    Ok(Some(Table { form, name, bytes: part.bytes.clone(), read }))
}

fn look(node: &Node, process: &Process, table: &CommentTable, language: &Language) -> Look {
    let read = |digest: &Digest| -> Option<Arc<Content>> {
        node.words(process, digest, Reading::Anyone).unwrap_or_default()
    };
    let (many, rows) = many_remarks(InProcess { process, read: &read }, table, language);
    Look { many, rows }
}

fn page(
    view: &ProcessView<'_>,
    typed: &Typed,
    shown: Option<(&CommentTable, &Look)>,
    fault: Option<&str>,
) -> Markup {
    let visit = view.visit;
    let title = visit.text("remark-many");
    let body = html! {
        p { a href=(view.link("/remarks")) { (visit.text("remark-list")) } }
        h1 { (title) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if view.process.drafts.is_empty() { p.note { (visit.text("draft-none-yet")) } }
        @else if !view.open_for(PhaseAct::Remark) { p.warn { (view.not_now("remark-not-now", Some(PhaseAct::Remark))) } }
        @else if view.me.is_none() {
            @if crate::process::view::is_for_everyone(view) { p { (visit.text("remark-why-sign-in")) } }
            p { (sign_in_to_take_part(view, "/remarks/many")) }
        } @else {
            @if let Some((table, look)) = shown { (looked_at(view, typed, table, look)) }
            p { (visit.text_with("remark-many-lead", &[("limit", REMARKS_AT_ONCE.into())])) }
            (upload(view, typed))
        }
    };
    process_page(view, &title, &body)
}

fn upload(view: &ProcessView<'_>, typed: &Typed) -> Markup {
    let visit = view.visit;
    let forms: Vec<(String, String)> = FORMS
        .into_iter()
        .map(|form| (form.name().to_owned(), visit.text(&format!("tables-form-{}", form.name()))))
        .collect();
    let form = crate::form::Shown { visit, typed };
    html! {
        form method="post" enctype="multipart/form-data" action=(view.link("/remarks/many")) {
            label for="file" { (visit.text("tables-file")) }
            input #file name="file" type="file" required accept=".docx,.xlsx,.csv,.yaml,.yml,.md,.txt";
            (form.choice("form", &visit.text("tables-form"), &forms, ""))
            (encoding(view, typed, "encoding"))
            (form.choice("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages), ""))
            button type="submit" name="act" value="preview" { (visit.text("tables-look")) }
        }
    }
}

fn looked_at(view: &ProcessView<'_>, typed: &Typed, table: &CommentTable, look: &Look) -> Markup {
    let visit = view.visit;
    html! {
        section aria-labelledby="seen" {
            h2 #seen { (visit.text("tables-seen")) }
            (not_read(view, &table.not_read))
            p { (visit.text_with("tables-in-count", &[("count", look.many.remarks.len().into()), ("rows", look.rows.len().into())])) }
            ol.rows { @for row in look.in_order().into_iter().take(ROWS) { li { (brought(view, row)) } } }
            (more(view, look.rows.len()))
            @if look.unplaced() > 0 { p.wrong role="alert" { (visit.text_with("remark-many-unplaced", &[("count", look.unplaced().into())])) } }
            @else if look.many.remarks.is_empty() { p.note { (visit.text("tables-nothing")) } } @else {
                form method="post" enctype="multipart/form-data" action=(view.link("/remarks/many")) {
                    @for name in ["form", "encoding", "language"] { input type="hidden" name=(name) value=(typed.get(name)); }
                    input type="hidden" name="seen" value=(look.seen());
                    button.go type="submit" name="act" value="send" { (visit.text_with("remark-many-send", &[("count", look.many.remarks.len().into())])) }
                }
            }
        }
    }
}
