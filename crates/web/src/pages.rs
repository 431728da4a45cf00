//! Drawn pages, kept while the record and the minute are the same: a page that many read is drawn once.

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maru_record::Digest;

use crate::reader::Conditions;

/// Pages kept at once; when there are more, all are let go. At some 20 kB each this bounds memory.
const LIMIT: usize = 512;
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
    pub(crate) minute: i64,
}

/// The pages that are kept.
#[derive(Debug, Default)]
pub(crate) struct Pages(RwLock<HashMap<Key, (Stamp, Arc<Page>)>>);

impl Pages {
    /// A page, if it was drawn from this very state.
    pub(crate) fn get(&self, key: &Key, stamp: Stamp) -> Option<Arc<Page>> {
        let pages = self.0.read().unwrap_or_else(PoisonError::into_inner);
        pages.get(key).filter(|(drawn, _)| *drawn == stamp).map(|(_, page)| page.clone())
    }

    pub(crate) fn keep(&self, key: Key, stamp: Stamp, page: Arc<Page>) {
        let mut pages = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= LIMIT && !pages.contains_key(&key) {
            pages.clear();
        }
        pages.insert(key, (stamp, page));
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
