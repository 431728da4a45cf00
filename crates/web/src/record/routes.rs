//! Addresses of the record that people read.

use std::ops::Range;
use std::sync::Arc;

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maru_forum::{EntryNumber, Moment};
use maru_record::{Locator, Policy, Proof};
use maru_store::ProcessHandle;
use maru_store::peer::{Peer, Peers};

use crate::common::Paged;
use crate::fault::Fault;
use crate::reader::Reader;
use crate::record::receipt::{self, Check};
use crate::record::view::{self, RECORD_ITEMS, Stored, origin_digits};

/// The end of a receipt file's name.
const FILE_END: &str = ".tlog-proof";

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
    let stored = one(&reader, &handle, EntryNumber(number))?;
    let proof = proof(&reader, &handle, stored.number);
    // The proof grows with the record, so the page is drawn anew each time.
    Ok(reader.plain(reader.draw(&handle, |view| view::entry(view, &stored, proof.as_ref()))))
}

/// `/r/<origin's hash>/<entry>`: the receipt as a page, or with `.tlog-proof` behind it as a file.
pub(crate) async fn receipt(
    reader: Reader,
    Path((origin, file)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let fits = |handle: &Arc<ProcessHandle>| origin_digits(&handle.read().origin) == origin;
    let handle = reader.state.node.processes().into_iter().find(fits).ok_or(Fault::NotFound)?;
    if let Some(number) = file.strip_suffix(FILE_END) {
        return receipt_of(&reader, &handle, number);
    }
    let stored = one(&reader, &handle, EntryNumber(file.parse().map_err(|_| Fault::NotFound)?))?;
    let proof = proof(&reader, &handle, stored.number);
    let locator = Locator::new(&handle.read().origin, stored.number.0, &stored.bytes);
    let shown = receipt::Receipt {
        stored: &stored,
        check: checked(&reader, &handle, &stored, proof.as_ref()),
        proof: proof.as_ref(),
        locator: locator.url(&reader.state.settings.address),
    };
    Ok(reader.plain(reader.draw(&handle, |view| receipt::receipt(view, &shown))))
}

/// Checks the receipt as anyone would, with the record's keys and those of the witnesses that this node knows.
fn checked(reader: &Reader, handle: &ProcessHandle, stored: &Stored, proof: Option<&Proof>) -> Check {
    let node = &reader.state.node;
    let Some(proof) = proof else { return Check::Waits };
    let holds = node.verifier_keys(handle).is_ok_and(|keys| {
        proof.index == stored.number.0 && proof.check_entry(&stored.bytes, &Policy::of_logs(keys)).is_ok()
    });
    if !holds {
        return Check::Fails;
    }
    let peers = Peers::load(node.directory()).unwrap_or_default();
    let keys: Vec<_> = peers.peers.iter().flat_map(Peer::witness_keys).collect();
    let mut witnesses: Vec<(String, Moment)> = Vec::new();
    for key in &keys {
        // One at a time: a line that does not fit says nothing about the others.
        for seen in proof.checkpoint.verify([key]).unwrap_or_default() {
            let at = Moment(i64::try_from(seen.time.unwrap_or_default()).unwrap_or_default());
            let name = seen.key.name().to_string();
            if !witnesses.iter().any(|(known, _)| *known == name) {
                witnesses.push((name, at));
            }
        }
    }
    Check::Holds(witnesses)
}

fn one(reader: &Reader, handle: &ProcessHandle, number: EntryNumber) -> Result<Stored, Fault> {
    if number.0 >= handle.durable() {
        return Err(Fault::NotFound);
    }
    let bytes = reader.state.node.entry(handle, number)?.ok_or(Fault::NotFound)?;
    Ok(Stored { number, bytes })
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
    let number = file.strip_suffix(FILE_END).ok_or(Fault::NotFound)?;
    receipt_of(&reader, &handle, number)
}

fn receipt_of(reader: &Reader, handle: &ProcessHandle, number: &str) -> Result<Response, Fault> {
    let number: u64 = number.parse().map_err(|_| Fault::NotFound)?;
    let receipt = reader.state.node.receipt(handle, EntryNumber(number))?.ok_or(Fault::NotFound)?;
    let id = handle.id();
    let mut answer = receipt.full.into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{id}-{number}.tlog-proof\"")) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    Ok(answer)
}
