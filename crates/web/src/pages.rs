//! Drawn pages, kept while the record is the same, and for a minute at most: a page that many read is drawn once.

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maru_record::Digest;

use crate::reader::Conditions;

/// Bytes of pages that are kept where no setting says otherwise; when there are more, all are let go.
pub const PAGE_BYTES: usize = 16 << 20;
/// What a kept page takes beside its words: its key, its place, and a quarter of its words again when it is compressed.
const BESIDE: usize = 512;
/// Effort of compression: a page is compressed once and sent often, but somebody waits for the first.
const BROTLI_QUALITY: i32 = 6;
/// Window of the compression, as a power of two; larger than any page.
const BROTLI_WINDOW: i32 = 18;
/// Bytes of the hash that tell a page from another.
const TAG_DIGITS: usize = 20;

/// By what a page is kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) address: String,
    pub(crate) language: &'static str,
    pub(crate) chosen: bool,
}

/// The state that a page was drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) entries: u64,
    pub(crate) map: u64,
    /// How much of the past had been computed.
    pub(crate) past: u64,
    /// In steps of as long as the page may be kept.
    pub(crate) time: i64,
}

/// The pages that are kept.
#[derive(Debug)]
pub(crate) struct Pages {
    kept: RwLock<DrawnPages>,
    /// The most bytes of all of them.
    limit: usize,
}

#[derive(Debug, Default)]
struct DrawnPages {
    pages: HashMap<Key, (Stamp, Arc<Page>)>,
    bytes: usize,
}

impl Pages {
    /// Room for pages of so many bytes together.
    pub(crate) fn of(limit: usize) -> Self {
        Self { kept: RwLock::default(), limit }
    }

    /// A page, if it was drawn from this very state.
    pub(crate) fn get(&self, key: &Key, stamp: Stamp) -> Option<Arc<Page>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.pages.get(key).filter(|(drawn, _)| *drawn == stamp).map(|(_, page)| page.clone())
    }

    pub(crate) fn keep(&self, key: Key, stamp: Stamp, page: Arc<Page>) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.bytes + page.room() > self.limit {
            *kept = DrawnPages::default();
        }
        // A page that is larger than all the room is drawn each time.
        if page.room() > self.limit {
            return;
        }
        kept.bytes += page.room();
        if let Some((_, before)) = kept.pages.insert(key, (stamp, page)) {
            kept.bytes = kept.bytes.saturating_sub(before.room());
        }
    }
}

/// A drawn page.
#[derive(Debug)]
pub(crate) struct Page {
    html: Bytes,
    brotli: OnceLock<Bytes>,
    tag: HeaderValue,
    personal: bool,
}

impl Page {
    /// A page; a personal one must stay with its reader.
    pub(crate) fn new(html: String, personal: bool) -> Self {
        let digest = Digest::of(html.as_bytes()).to_string();
        let tag = HeaderValue::from_str(&format!("W/\"{}\"", &digest[..TAG_DIGITS]));
        Self {
            html: Bytes::from(html),
            brotli: OnceLock::new(),
            tag: tag.unwrap_or_else(|_| HeaderValue::from_static("W/\"\"")),
            personal,
        }
    }

    /// What it takes in memory, in bytes.
    fn room(&self) -> usize {
        self.html.len() + self.html.len() / 4 + BESIDE
    }

    /// The answer to a browser that may have this page already.
    pub(crate) fn answer(&self, conditions: &Conditions) -> Response {
        let tag = self.tag.to_str().unwrap_or_default();
        let known =
            conditions.known.as_deref().is_some_and(|list| list.split(',').any(|one| one.trim() == tag));
        let mut answer = if known {
            StatusCode::NOT_MODIFIED.into_response()
        } else if conditions.brotli && !self.personal {
            let mut answer = self.brotli.get_or_init(|| compressed(&self.html)).clone().into_response();
            answer.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
            answer
        } else {
            self.html.clone().into_response()
        };
        let headers = answer.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(ETAG, self.tag.clone());
        headers.insert(VARY, HeaderValue::from_static("accept-language, accept-encoding, cookie"));
        let caching = if self.personal { "private, no-cache" } else { "no-cache" };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
        answer
    }
}

fn compressed(html: &[u8]) -> Bytes {
    let params = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: html.len(),
        ..Default::default()
    };
    let mut out = Vec::with_capacity(html.len() / 4);
    // Reading from and writing to memory cannot fail.
    let _ = brotli::BrotliCompress(&mut Cursor::new(html), &mut out, &params);
    Bytes::from(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_pages_take_no_more_room_than_they_have() {
        let pages = Pages::of(10_000);
        let stamp = Stamp { entries: 1, map: 0, past: 0, time: 0 };
        let key = |number: usize| Key { address: format!("/p/{number}"), language: "en", chosen: false };
        let page = |bytes: usize| Arc::new(Page::new("x".repeat(bytes), false));
        for number in 0..100 {
            pages.keep(key(number), stamp, page(1_000));
            let kept = pages.kept.read().unwrap();
            assert!(kept.bytes <= 10_000 && kept.pages.len() <= 5, "{} {}", kept.bytes, kept.pages.len());
            assert_eq!(kept.bytes, kept.pages.values().map(|(_, page)| page.room()).sum::<usize>());
        }
        assert!(pages.get(&key(99), stamp).is_some());
        pages.keep(key(99), Stamp { entries: 2, ..stamp }, page(2_000));
        assert!(pages.get(&key(99), stamp).is_none(), "another state");
        pages.keep(key(7), stamp, page(50_000));
        assert!(pages.get(&key(7), stamp).is_none(), "too large to be kept");
    }
}
