//! Addresses of submissions.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use maru_forum::{NewAttachment, Submit};
use maru_store::Answer;

use crate::fault::Fault;
use crate::form::{BLANK, Passed, Typed, carry_passed};
use crate::reader::{Reader, entry_of};
use crate::script::{chosen, proposing};
use crate::submission::view;
use crate::upload::{Part, sent};

pub(crate) async fn new(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |view| view::new(view, &BLANK, None)))
}

pub(crate) async fn send(
    reader: Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let passed = Passed::writing(&reader)?;
    let sent = sent(&headers, &body);
    let typed = Typed::of_parts(&sent);
    let asked = reader.draw(&handle, |view| {
        let text = match typed.get("text").trim() {
            "" => None,
            words => Some((chosen(view, &typed)?, words.to_owned())),
        };
        let files = sent.iter().filter(|part| part.name == "files" && !part.bytes.is_empty());
        Ok::<_, String>(Submit { text, attachments: files.map(attachment).collect() })
    });
    let here = format!("/p/{id}/submissions/new");
    let done = |answer: Answer| format!("/p/{id}/submissions/{0}?done={0}", answer.entry);
    carry_passed(&reader, passed, &handle, asked, &here, done, |view, fault| {
        view::new(view, &proposing(view, &typed), Some(fault))
    })
    .await
}

/// A file that a browser sent; some send the whole path.
pub(crate) fn attachment(part: &Part) -> NewAttachment {
    let name = part.file.clone().unwrap_or_default();
    NewAttachment::named(name.rsplit(['/', '\\']).next().unwrap_or_default(), &part.bytes)
}

pub(crate) async fn one(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let entry = entry_of(&number)?;
    reader.show_found(&*reader.process(&id)?, |view| {
        Some(view::one(view, view.process.submissions.get(entry)?))
    })
}
