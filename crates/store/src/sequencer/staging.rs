//! The staging file: all that one step of a record changes on disk, written before the step is taken.
//!
//! Once the lock holds the new head, the step has been taken, and these changes must come about: at once, or after a
//! crash, by the same code. The file holds no erasable content, so that nothing withdrawn comes back with it.

use maru_record::{Checkpoint, Digest, Write};

const HEADER: &[u8] = b"maru staging 1\n";
const DIGEST_BYTES: usize = 32;

/// What a step changes on disk, and to which head it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Staging {
    /// How many entries there were before the step.
    pub(crate) from: u64,
    /// The head after the step.
    pub(crate) head: Checkpoint,
    /// Tiles and bundles.
    pub(crate) writes: Vec<Write>,
    /// Files to remove once the head is published: narrower tiles, withdrawn content.
    pub(crate) removals: Vec<String>,
}

impl Staging {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let size: usize = self.writes.iter().map(|write| write.path.len() + write.bytes.len() + 16).sum();
        let mut bytes = Vec::with_capacity(size + 512);
        bytes.extend_from_slice(HEADER);
        bytes.extend_from_slice(&self.from.to_be_bytes());
        push(&mut bytes, self.head.text().as_bytes());
        bytes.extend_from_slice(&(self.writes.len() as u64).to_be_bytes());
        for write in &self.writes {
            push(&mut bytes, write.path.as_bytes());
            push(&mut bytes, &write.bytes);
        }
        bytes.extend_from_slice(&(self.removals.len() as u64).to_be_bytes());
        for path in &self.removals {
            push(&mut bytes, path.as_bytes());
        }
        let digest = Digest::of(&bytes);
        bytes.extend_from_slice(&digest.0);
        bytes
    }

    /// Reads a staging file; nothing if it is not whole.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let (content, digest) = bytes.split_at_checked(bytes.len().checked_sub(DIGEST_BYTES)?)?;
        if Digest::of(content).0[..] != *digest {
            return None;
        }
        let mut rest = content.strip_prefix(HEADER)?;
        let from = take_number(&mut rest)?;
        let head = Checkpoint::parse(&take_text(&mut rest)?).ok()?;
        let mut writes = Vec::new();
        for _ in 0..take_number(&mut rest)? {
            writes.push(Write { path: take_text(&mut rest)?, bytes: take(&mut rest)?.to_vec() });
        }
        let mut removals = Vec::new();
        for _ in 0..take_number(&mut rest)? {
            removals.push(take_text(&mut rest)?);
        }
        rest.is_empty().then_some(Self { from, head, writes, removals })
    }
}

fn push(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
    bytes.extend_from_slice(part);
}

fn take_number(rest: &mut &[u8]) -> Option<u64> {
    let (number, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(u64::from_be_bytes(*number))
}

fn take<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(take_number(rest)?).ok()?;
    let (part, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(part)
}

fn take_text(rest: &mut &[u8]) -> Option<String> {
    String::from_utf8(take(rest)?.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_staging_file_is_read_whole_or_not_at_all() {
        let staging = Staging {
            from: 3,
            head: Checkpoint { origin: "example.org/p/a".into(), size: 7, root: Digest::of(b"root") },
            writes: vec![Write { path: "tile/0/000.p/7".into(), bytes: vec![1; 224] }],
            removals: vec!["tile/0/000.p/3".into(), "addenda/aa/bb/cc".into()],
        };
        let bytes = staging.encode();
        assert_eq!(Staging::decode(&bytes), Some(staging));
        for length in 0..bytes.len() {
            assert_eq!(Staging::decode(&bytes[..length]), None, "cut to {length}");
        }
        for at in 0..bytes.len() {
            let mut bad = bytes.clone();
            bad[at] ^= 1;
            assert_eq!(Staging::decode(&bad), None, "byte {at}");
        }
    }
}
