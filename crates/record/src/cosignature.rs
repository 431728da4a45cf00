//! What a timestamped signature signs (c2sp.org/tlog-cosignature), and the bytes that carry it.

use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::note::KeyName;

/// The latest time that a cosignature may state.
pub const MAX_TIME: u64 = i64::MAX as u64;

const TIME_BYTES: usize = 8;

/// What an Ed25519 cosignature (type 0x04) signs: the time and the whole text of the checkpoint.
pub fn ed25519_message(time: u64, checkpoint_text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{checkpoint_text}").into_bytes()
}

/// What an ML-DSA-44 signature (type 0x06) signs of a checkpoint.
pub fn ml_dsa_message(name: &KeyName, time: u64, checkpoint: &Checkpoint) -> Vec<u8> {
    subtree_message(name, time, &checkpoint.origin, 0, checkpoint.size, &checkpoint.root)
}

/// What an ML-DSA-44 signature signs of the leaves `[start, end)`; where `start` is not zero, `time` must be.
///
/// An origin of more than 255 bytes cannot be written; callers refuse it before.
pub fn subtree_message(
    name: &KeyName,
    time: u64,
    origin: &str,
    start: u64,
    end: u64,
    hash: &Digest,
) -> Vec<u8> {
    let mut message = b"subtree/v1\n\0".to_vec();
    message.push(name.as_str().len() as u8);
    message.extend_from_slice(name.as_str().as_bytes());
    message.extend_from_slice(&time.to_be_bytes());
    message.push(origin.len() as u8);
    message.extend_from_slice(origin.as_bytes());
    message.extend_from_slice(&start.to_be_bytes());
    message.extend_from_slice(&end.to_be_bytes());
    message.extend_from_slice(&hash.0);
    message
}

/// Puts the time before the signature.
pub(crate) fn with_time(time: u64, signature: &[u8]) -> Vec<u8> {
    [&time.to_be_bytes(), signature].concat()
}

/// Parts the time from the signature; nothing if it is too short or the time is out of range.
pub(crate) fn split_time(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (time, signature) = bytes.split_first_chunk::<TIME_BYTES>()?;
    let time = u64::from_be_bytes(*time);
    (time <= MAX_TIME).then_some((time, signature))
}
