#![no_main]
//! A record whose files are any bytes is audited without panic and never passes by chance.
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

use maru_record::audit::{Expected, audit_bytes};
use maru_record::{Algorithm, Checkpoint, Edge, Policy, SignedCheckpoint, SignerKey};

fuzz_target!(|bytes: &[u8]| {
    let Ok(name) = "a".parse() else { return };
    let Ok(key) = SignerKey::from_seed(name, Algorithm::Ed25519, &[1; 32]) else { return };
    let policy = Policy::of_logs([key.verifier().clone()]);
    let mut edge = Edge::new();
    let Ok(growth) = edge.append(&[b"{}\n\0"; 3]) else { return };
    let mut files: BTreeMap<_, _> =
        growth.writes.into_iter().map(|write| (write.path, write.bytes)).collect();
    let head = Checkpoint { origin: "a".to_owned(), size: 3, root: edge.root() };
    let Ok(signed) = SignedCheckpoint::sign(head, &[key], 0) else { return };
    files.insert("checkpoint".to_owned(), signed.to_bytes());
    let Some((&which, bytes)) = bytes.split_first() else { return };
    let path = files.keys().nth(usize::from(which) % files.len()).cloned().unwrap_or_default();
    let unchanged = files.insert(path, bytes.to_vec()).is_some_and(|old| old == bytes);
    assert_eq!(audit_bytes(&files, &Expected::new("a", &policy)).exit_code() == 0, unchanged);
});
