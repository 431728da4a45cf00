//! The two ways in which the text formats write numbers and bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::digest::Digest;

/// A decimal number without leading zeros, at most `largest`.
pub(crate) fn decimal(text: &str, largest: u64) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|number| plain && *number <= largest)
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads base64 in its one canonical form: padded, without stray bits.
pub(crate) fn unbase64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

pub(crate) fn digest(text: &str) -> Option<Digest> {
    unbase64(text)?.try_into().ok().map(Digest)
}
