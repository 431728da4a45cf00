//! Addresses of the record that people read.

use std::ops::Range;
use std::sync::Arc;

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maru_forum::EntryNumber;
use maru_record::Proof;
use maru_store::ProcessHandle;

use crate::common::Paged;
use crate::fault::Fault;
use crate::reader::Reader;
use crate::record::view::{self, RECORD_ITEMS, Stored, origin_digits};

pub(crate) async fn record(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let total = handle.durable();
    let pages = Paged::of(std::iter::empty(), total as usize, reader.visit.asked_page(), RECORD_ITEMS);
    let numbers = newest_first(total, pages.page);
    let entries = stored(&reader, &handle, numbers)?;
    let watched = handle.record().watched();
    Ok(reader.show(&handle, |view| view::record(view, &entries, &pages, &watched)))
}

/// The numbers on a page of a list that begins with the newest.
fn newest_first(total: u64, page: usize) -> Range<u64> {
    let end = total.saturating_sub(((page - 1) * RECORD_ITEMS) as u64);
    end.saturating_sub(RECORD_ITEMS as u64)..end
}

fn stored(reader: &Reader, handle: &ProcessHandle, numbers: Range<u64>) -> Result<Vec<Stored>, Fault> {
    let bytes = reader.state.node.entries(handle, numbers.clone())?;
    let with_number = |(number, bytes)| Stored { number: EntryNumber(number), bytes };
    let mut list: Vec<_> = numbers.zip(bytes).map(with_number).collect();
    list.reverse();
    Ok(list)
}

pub(crate) async fn entry(
    reader: Reader,
    Path((id, number)): Path<(String, u64)>,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    one(&reader, &handle, EntryNumber(number), false)
}

pub(crate) async fn receipt(
    reader: Reader,
    Path((origin, number)): Path<(String, u64)>,
) -> Result<Response, Fault> {
    let fits = |handle: &Arc<ProcessHandle>| origin_digits(&handle.read().origin) == origin;
    let handle = reader.state.node.processes().into_iter().find(fits).ok_or(Fault::NotFound)?;
    one(&reader, &handle, EntryNumber(number), true)
}

fn one(
    reader: &Reader,
    handle: &ProcessHandle,
    number: EntryNumber,
    receipt: bool,
) -> Result<Response, Fault> {
    if number.0 >= handle.durable() {
        return Err(Fault::NotFound);
    }
    let bytes = reader.state.node.entry(handle, number)?.ok_or(Fault::NotFound)?;
    let proof = proof(reader, handle, number);
    let stored = Stored { number, bytes };
    // The proof grows with the record, so the page is drawn anew each time.
    let page = reader.draw(handle, |view| view::entry(view, &stored, proof.as_ref(), receipt));
    Ok(reader.plain(page))
}

/// The proof of an entry; while none can be made, the page says that it is being made.
fn proof(reader: &Reader, handle: &ProcessHandle, number: EntryNumber) -> Option<Proof> {
    let receipt = reader.state.node.receipt(handle, number).unwrap_or_else(|error| {
        tracing::error!(%error, "a receipt could not be made");
        None
    });
    Proof::parse(&receipt?.full).ok()
}

/// `/p/<process>/receipt/<entry>.tlog-proof`: the receipt as a file to keep.
pub(crate) async fn receipt_file(
    reader: Reader,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let number =
        file.strip_suffix(".tlog-proof").and_then(|number| number.parse().ok()).ok_or(Fault::NotFound)?;
    let receipt = reader.state.node.receipt(&handle, EntryNumber(number))?.ok_or(Fault::NotFound)?;
    let mut answer = receipt.full.into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{id}-{number}.tlog-proof\"")) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    Ok(answer)
}
