//! Tables of comments at the desk: out as files, in as remarks, and back with the answers that were typed into them. Each is looked at
//! before anything is recorded.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use maru_exchange::{
    AnswersBack, Bringing, BroughtRow, CommentTable, FileForm, InProcess, answers_back_to, bring_in,
    comment_table, own_remarks,
};
use maru_forum::{
    Actor, Command, Content, EntryNumber, GiveAnswers, ImportRemarks, Language, Moment, Office, Process,
    Reading, Source,
};
use maru_record::Digest;
use maru_store::{Node, ProcessHandle};

use crate::desk::pending::Upheld;
use crate::desk::routes::{acting_stranger, holds, stranger};
use crate::desk::tables_view;
use crate::fault::Fault;
use crate::form::{BLANK, Passed, Typed, carry_passed};
use crate::limit::Class;
use crate::reader::Reader;
use crate::upload::{Part, sent};

const HERE: &str = "desk/tables";

/// A table that was uploaded, as it was read.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) form: FileForm,
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) read: CommentTable,
}

impl Upheld for Table {
    fn bytes(&self) -> usize {
        // The table beside its file takes about as much again.
        self.bytes.len().saturating_mul(2)
    }
}

/// What a table would lead to.
pub(crate) enum Look {
    /// Comments that become remarks.
    In { import: Box<ImportRemarks>, rows: Vec<BroughtRow> },
    /// Answers that come back.
    Back { back: AnswersBack, replacing: Vec<EntryNumber> },
    /// Rows that are remarks of this process itself.
    Own { rows: usize },
}

impl Look {
    /// What would be recorded; nothing where there is nothing.
    pub(crate) fn command(&self) -> Option<Command> {
        match self {
            Self::In { import, .. } => (!import.remarks.is_empty()).then(|| import.clone().into()),
            Self::Back { back, replacing } => {
                let answers = back.answers(replacing);
                (!answers.is_empty()).then(|| GiveAnswers { answers }.into())
            }
            Self::Own { .. } => None,
        }
    }

    /// Stands in the form, so that nobody sends what they did not see. Which of two answers stands is chosen after the look.
    pub(crate) fn seen(&self) -> String {
        let said = match self {
            Self::In { import, .. } => serde_json::to_vec(import),
            Self::Back { back, .. } => serde_json::to_vec(back),
            Self::Own { rows } => serde_json::to_vec(rows),
        };
        Digest::of(&said.unwrap_or_default()).to_string()
    }
}

pub(crate) async fn form(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if !holds(&reader, &handle, Office::Drafter) {
        return stranger(&reader, &handle, HERE, Office::Drafter.as_str());
    }
    Ok(reader.show(&handle, |view| tables_view::page(view, &BLANK, None, None)))
}

pub(crate) async fn send(
    reader: Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let back = |typed: &Typed| typed.get("what") == "answers";
    let sent = sent(&headers, &body);
    let typed = Typed::of_parts(&sent);
    let office = if back(&typed) { Office::Drafter } else { Office::Secretariat };
    if !holds(&reader, &handle, office) {
        return acting_stranger(&reader, &handle, HERE, office.as_str());
    }
    let passed = Passed::writing(&reader)?;
    let Some(account) = reader.visitor.session.as_ref().map(|session| session.account.0) else {
        return Err(Fault::SignIn);
    };
    let kept = reader.state.tables.get(account, handle.id());
    let table = match uploaded(&reader, &sent, &typed) {
        Ok(Some(table)) => reader.state.tables.keep(account, handle.id(), table),
        Ok(None) => match kept {
            Some(kept) => kept,
            None => {
                return Ok(again(&reader, &handle, &typed, None, Some(&reader.visit.text("tables-missing"))));
            }
        },
        Err(words) => return Ok(again(&reader, &handle, &typed, None, Some(&words))),
    };
    let look = match looked(&reader, &handle, table.clone(), &typed).await? {
        Ok(look) => look,
        Err(words) => return Ok(again(&reader, &handle, &typed, None, Some(&words))),
    };
    let shown = Some((&*table, &look));
    if typed.get("act") != "send" || typed.get("seen") != look.seen() {
        return Ok(again(&reader, &handle, &typed, shown, None));
    }
    let asked = look.command().ok_or_else(|| reader.visit.text("tables-nothing"));
    let (tables, process) = (reader.state.tables.clone(), handle.id().clone());
    let here = format!("/p/{id}/{HERE}");
    let done = |answer: maru_store::Answer| {
        tables.drop_of(account, &process);
        format!("{here}?done={}", answer.entry)
    };
    carry_passed(&reader, passed, &handle, asked, &here, done, |view, fault| {
        tables_view::page(view, &typed, shown, Some(fault))
    })
    .await
}

fn again(
    reader: &Reader,
    handle: &ProcessHandle,
    typed: &Typed,
    shown: Option<(&Table, &Look)>,
    fault: Option<&str>,
) -> Response {
    reader.again(handle, fault.is_some(), |view| tables_view::page(view, typed, shown, fault))
}

/// The table that was sent, read; nothing where none was.
fn uploaded(reader: &Reader, sent: &[Part], typed: &Typed) -> Result<Option<Table>, String> {
    let visit = &reader.visit;
    let Some(part) = sent.iter().find(|part| part.name == "file" && !part.bytes.is_empty()) else {
        return Ok(None);
    };
    let name = part.file.clone().unwrap_or_default();
    let chosen = FileForm::from_name(typed.get("form"));
    let form =
        chosen.or_else(|| FileForm::of_file(&name)).ok_or_else(|| visit.text("tables-form-missing"))?;
    let read = form.read(&part.bytes);
    let read = read.map_err(|why| format!("{} ({why})", visit.text("tables-unread")))?;
    Ok(Some(Table { form, name, bytes: part.bytes.clone(), read }))
}

/// What a table leads to, on a copy of the state: a long one takes a moment, for which nobody waits.
async fn looked(
    reader: &Reader,
    handle: &ProcessHandle,
    table: Arc<Table>,
    typed: &Typed,
) -> Result<Result<Look, String>, Fault> {
    let language: Option<Language> = typed.get("language").parse().ok();
    let Some(language) = language else { return Ok(Err(reader.visit.text("desk-language-missing"))) };
    let actor = reader.visitor.actor(&reader.state, handle.id()).ok_or(Fault::SignIn)?;
    let wish = if typed.get("what") == "answers" {
        if !table.form.is_written() {
            return Ok(Err(reader.visit.text("tables-no-answers")));
        }
        let replacing = typed.all("replace").filter_map(|text| text.parse().ok()).map(EntryNumber).collect();
        Wish::Back { language, actor, now: reader.visit.now, replacing }
    } else {
        let said = |name: &str| typed.get(name).trim().to_owned();
        let (name, licence) = (said("source"), said("licence"));
        if name.is_empty() || licence.is_empty() {
            return Ok(Err(reader.visit.text("tables-source-missing")));
        }
        let source = Source { name, url: said("url"), licence, description: said("description") };
        Wish::In(Bringing { source, language })
    };
    let (node, process) = (reader.state.node.clone(), handle.read().clone());
    let looked = tokio::task::spawn_blocking(move || look(&node, &process, table.form, &table.read, wish));
    Ok(Ok(looked.await.map_err(|_| Fault::Stopped)?))
}

/// What somebody wants to do with a table.
pub(crate) enum Wish {
    /// Bring its comments in.
    In(Bringing),
    /// Take its answers.
    Back { language: Language, actor: Actor, now: Moment, replacing: Vec<EntryNumber> },
}

/// What comes of a table.
pub(crate) fn look(node: &Node, process: &Process, form: FileForm, table: &CommentTable, wish: Wish) -> Look {
    let read = |digest: &Digest| -> Option<Arc<Content>> {
        node.words(process, digest, Reading::Anyone).unwrap_or_default()
    };
    let of = InProcess { process, read: &read };
    match wish {
        Wish::In(bringing) => match own_remarks(of, table) {
            0 => {
                let (import, rows) = bring_in(of, table, &bringing);
                Look::In { import: Box::new(import), rows }
            }
            rows => Look::Own { rows },
        },
        Wish::Back { language, actor, now, replacing } => {
            Look::Back { back: answers_back_to(of, form, table, &language, actor, now), replacing }
        }
    }
}

/// The remarks and amendments of a process in a form, with what the form cannot say.
pub(crate) fn file(
    node: &Node,
    process: &Process,
    form: FileForm,
    tag: &str,
) -> Option<(Vec<u8>, Vec<String>)> {
    let read = |digest: &Digest| -> Option<Arc<Content>> {
        node.words(process, digest, Reading::Anyone).unwrap_or_default()
    };
    let table = comment_table(InProcess { process, read: &read }, form.system(), tag);
    Some((form.write(&table)?, table.not_read))
}

/// What a file that is taken away says of itself.
pub(crate) fn answer(process: &str, form: FileForm, bytes: Vec<u8>) -> Response {
    let mut answer = ([(CONTENT_TYPE, form.media_type())], bytes).into_response();
    let name = format!("attachment; filename=\"{process}-comments.{}\"", form.ending());
    if let Ok(name) = HeaderValue::from_str(&name) {
        answer.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    answer
}

pub(crate) async fn download(
    reader: Reader,
    Path((id, form)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let form = FileForm::from_name(&form).filter(|form| form.is_written()).ok_or(Fault::NotFound)?;
    reader.visitor.pass(&reader.state, Class::Export)?;
    let (node, tag) = (reader.state.node.clone(), reader.visit.tag().to_owned());
    let made = tokio::task::spawn_blocking(move || {
        let process = handle.read().clone();
        file(&node, &process, form, &tag)
    });
    let (bytes, _) = made.await.map_err(|_| Fault::Stopped)?.ok_or(Fault::NotFound)?;
    Ok(answer(&id, form, bytes))
}
