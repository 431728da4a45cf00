//! A gallery of cheats on the published files: each is caught, with the sentence that a journalist would quote.

use std::collections::BTreeMap;

use maru_record::audit::{Audit, Code, Expected, Freshness, OtherHead, audit, audit_bytes};
use maru_record::{
    Algorithm, Checkpoint, Edge, Entry, Policy, SignedCheckpoint, SignerKey, SourceError, TileSource, Value,
};

const ORIGIN: &str = "node.example/p/1";
const SIGNED_AT: u64 = 1_790_000_000;
/// Two full tiles on level 0 and 88 entries more.
const SIZE: u64 = 600;

type Files = BTreeMap<String, Vec<u8>>;

fn key(name: &str, algorithm: Algorithm, seed: u8) -> SignerKey {
    SignerKey::from_seed(name.parse().unwrap(), algorithm, &[seed; 32]).unwrap()
}

fn log_key() -> SignerKey {
    key(ORIGIN, Algorithm::Ed25519, 1)
}

fn witness_key(number: u8) -> SignerKey {
    key(&format!("witness.example/{number}"), Algorithm::Ed25519Cosignature, 10 + number)
}

fn policy() -> Policy {
    let mut lines = vec![format!("log {}", log_key().verifier())];
    lines.extend((1..=3).map(|number| format!("witness w{number} {}", witness_key(number).verifier())));
    lines.push("group g 2 w1 w2 w3\nquorum g\n".to_owned());
    Policy::parse(lines.join("\n").as_bytes()).unwrap()
}

fn vote(number: u64, value: &str) -> Vec<u8> {
    let body = Value::object([("t", "vote".into()), ("a", (number as i64).into()), ("value", value.into())]);
    Entry::new(body).encode().unwrap()
}

fn votes(size: u64) -> Vec<Vec<u8>> {
    (0..size).map(|number| vote(number, "agree")).collect()
}

fn head(entries: &[Vec<u8>]) -> (Files, Checkpoint) {
    let mut edge = Edge::new();
    let files =
        edge.append(entries).unwrap().writes.into_iter().map(|write| (write.path, write.bytes)).collect();
    (files, Checkpoint { origin: ORIGIN.to_owned(), size: edge.size(), root: edge.root() })
}

fn sign(head: Checkpoint) -> SignedCheckpoint {
    SignedCheckpoint::sign(head, &[log_key(), witness_key(1), witness_key(2)], SIGNED_AT).unwrap()
}

fn publish(entries: &[Vec<u8>]) -> Files {
    let (mut files, head) = head(entries);
    files.insert("checkpoint".to_owned(), sign(head).to_bytes());
    files
}

fn honest() -> Files {
    publish(&votes(SIZE))
}

fn sentences(audit: &Audit) -> Vec<&str> {
    audit.findings.iter().map(|finding| finding.sentence.as_str()).collect()
}

/// The audit finds this code with this sentence; `proven` is whether it counts as proof.
fn caught(audit: &Audit, code: Code, sentence: &str, proven: bool) {
    let found = audit.findings.iter().find(|finding| finding.code == code && finding.sentence == sentence);
    assert!(found.is_some(), "wanted {code} {sentence:?}, found {:#?}", audit.findings);
    assert_eq!(audit.exit_code(), if proven { 1 } else { 2 }, "{:?}", sentences(audit));
}

fn look(files: &Files) -> Audit {
    audit(files, &Expected::new(ORIGIN, &policy()), |_, _, _| {})
}

/// Changes the honest record in one way and looks at it.
fn check(cheat: impl FnOnce(&mut Files), code: Code, sentence: &str) {
    let mut files = honest();
    cheat(&mut files);
    caught(&look(&files), code, sentence, true);
}

fn file<'f>(files: &'f mut Files, path: &str) -> &'f mut Vec<u8> {
    files.get_mut(path).unwrap()
}

fn flip(bytes: &mut [u8], needle: &[u8], replacement: &[u8]) {
    let at = bytes.windows(needle.len()).position(|window| window == needle).unwrap();
    bytes[at..at + needle.len()].copy_from_slice(replacement);
}

#[test]
fn an_honest_record_passes_and_its_entries_come_in_order() {
    for size in [0, 1, 255, 256, 257, SIZE] {
        let (files, policy, mut next) = (publish(&votes(size)), policy(), 0);
        let expected = Expected::new(ORIGIN, &policy);
        let result = audit(&files, &expected, |index, entry, bytes| {
            assert_eq!((index, &entry.encode().unwrap()[..]), (next, bytes));
            next += 1;
        });
        assert_eq!((result.exit_code(), result.entries, next), (0, size, size), "{:?}", result.findings);
        assert_eq!(result.trusted.as_ref().unwrap().witnesses.len(), 2);
        assert_eq!(audit_bytes(&files, &expected), result);
    }
}

#[test]
fn a_changed_vote() {
    let cheat = |files: &mut Files| flip(file(files, "tile/entries/001"), b"\"a\":300,", b"\"a\":301,");
    check(cheat, Code::EntryChanged, "Entry 300 was changed after it was recorded.");
}

#[test]
fn a_changed_vote_and_its_hash() {
    let cheat = |files: &mut Files| {
        let forged = maru_record::tree::leaf_hash(&vote(301, "agree"));
        flip(file(files, "tile/entries/001"), b"\"a\":300,", b"\"a\":301,");
        file(files, "tile/0/001")[44 * 32..45 * 32].copy_from_slice(&forged.0);
    };
    check(cheat, Code::NotWhatWasSigned, "The published entries are not the ones that were signed.");
}

#[test]
fn a_changed_vote_and_all_hashes_above_it() {
    let mut entries = votes(SIZE);
    entries[300] = vote(300, "pass");
    let cheat = |files: &mut Files| {
        let checkpoint = files.remove("checkpoint").unwrap();
        *files = publish(&entries);
        files.insert("checkpoint".to_owned(), checkpoint);
    };
    check(cheat, Code::NotWhatWasSigned, "The published entries are not the ones that were signed.");
}

#[test]
fn two_entries_in_other_order() {
    let mut entries = votes(SIZE);
    entries.swap(10, 11);
    let cheat = |files: &mut Files| {
        files.insert("tile/entries/000".to_owned(), publish(&entries)["tile/entries/000"].clone());
    };
    check(cheat, Code::EntryChanged, "Entry 10 was changed after it was recorded.");
}

#[test]
fn a_dropped_vote() {
    let cheat = |files: &mut Files| {
        let bundle = file(files, "tile/entries/002.p/88");
        let first = 2 + usize::from(u16::from_be_bytes([bundle[0], bundle[1]]));
        bundle.drain(..first);
    };
    let sentence = "Part of the record was cut or padded: tile/entries/002.p/88 does not hold as many hashes or entries as \
                    its path says.";
    check(cheat, Code::CutShort, sentence);
}

#[test]
fn a_vote_added_after_signing() {
    let cheat = |files: &mut Files| {
        let entry = vote(SIZE, "agree");
        let bundle = file(files, "tile/entries/002.p/88");
        bundle.extend((entry.len() as u16).to_be_bytes());
        bundle.extend(entry);
    };
    let sentence = "Part of the record was cut or padded: tile/entries/002.p/88 does not hold as many hashes or entries as \
                    its path says.";
    check(cheat, Code::CutShort, sentence);
}

#[test]
fn a_withheld_bundle() {
    let cheat = |files: &mut Files| drop(files.remove("tile/entries/001"));
    check(cheat, Code::Withheld, "Part of the record is withheld: tile/entries/001 is missing.");
}

#[test]
fn a_withheld_bundle_together_with_its_hashes() {
    let cheat = |files: &mut Files| {
        files.remove("tile/entries/001");
        files.remove("tile/0/001");
    };
    check(cheat, Code::Withheld, "Part of the record is withheld: tile/0/001 is missing.");
}

#[test]
fn a_truncated_tile() {
    let cheat = |files: &mut Files| file(files, "tile/0/001").truncate(8000);
    let sentence = "Part of the record was cut or padded: tile/0/001 does not hold as many hashes or entries as its path says.";
    check(cheat, Code::CutShort, sentence);
}

#[test]
fn an_altered_leaf_hash() {
    let cheat = |files: &mut Files| file(files, "tile/0/001")[7] ^= 1;
    check(
        cheat,
        Code::HashesAltered,
        "Published hashes were altered: tile/0/001 does not belong to the signed entries.",
    );
}

#[test]
fn an_altered_hash_higher_up() {
    let cheat = |files: &mut Files| file(files, "tile/1/000.p/2")[40] ^= 1;
    let sentence = "Published hashes were altered: tile/1/000.p/2 does not belong to the signed entries.";
    check(cheat, Code::HashesAltered, sentence);
}

#[test]
fn a_head_changed_after_signing() {
    let cheat = |files: &mut Files| flip(file(files, "checkpoint"), b"\n600\n", b"\n599\n");
    check(cheat, Code::SignatureWrong, "The head of node.example/p/1 was changed after it was signed.");
}

#[test]
fn a_forged_witness() {
    let cheat = |files: &mut Files| {
        let mut signed = SignedCheckpoint::parse(file(files, "checkpoint")).unwrap();
        let mut line = signed.note().signatures[1].clone();
        line.bytes[30] ^= 1;
        signed.add([line]);
        files.insert("checkpoint".to_owned(), signed.to_bytes());
    };
    let sentence = "The head of node.example/p/1 was changed after it was signed by witness.example/1.";
    check(cheat, Code::SignatureWrong, sentence);
}

#[test]
fn a_head_signed_by_another_key() {
    let cheat = |files: &mut Files| {
        let (_, head) = head(&votes(SIZE));
        let stranger = key(ORIGIN, Algorithm::Ed25519, 99);
        let signed = SignedCheckpoint::sign(head, &[stranger], SIGNED_AT).unwrap();
        files.insert("checkpoint".to_owned(), signed.to_bytes());
    };
    let sentence = "The head is not signed with the key that you trust for node.example/p/1: somebody else may be speaking \
                    in its name.";
    check(cheat, Code::KeyUnknown, sentence);
}

#[test]
fn a_head_that_only_witnesses_signed() {
    let cheat = |files: &mut Files| {
        let (_, head) = head(&votes(SIZE));
        let signed = SignedCheckpoint::sign(head, &[witness_key(1), witness_key(2)], SIGNED_AT).unwrap();
        files.insert("checkpoint".to_owned(), signed.to_bytes());
    };
    let sentence = "The head is not signed with the key that you trust for node.example/p/1: somebody else may be speaking \
                    in its name.";
    check(cheat, Code::KeyUnknown, sentence);
}

#[test]
fn the_record_of_another_process() {
    let cheat = |files: &mut Files| {
        let other = key("node.example/p/2", Algorithm::Ed25519, 1);
        let (_, mut head) = head(&votes(SIZE));
        head.origin = "node.example/p/2".to_owned();
        files.insert("checkpoint".to_owned(), SignedCheckpoint::sign(head, &[other], 0).unwrap().to_bytes());
    };
    let sentence = "The record of node.example/p/2 is shown in place of the record of node.example/p/1.";
    check(cheat, Code::WrongRecord, sentence);
}

#[test]
fn a_head_without_witnesses() {
    let cheat = |files: &mut Files| {
        let (_, head) = head(&votes(SIZE));
        let signed = SignedCheckpoint::sign(head, &[log_key(), witness_key(3)], SIGNED_AT).unwrap();
        files.insert("checkpoint".to_owned(), signed.to_bytes());
    };
    let sentence = "The record lacks independent witnesses: too few witnesses have signed this checkpoint: 1 of 3 known \
                    ones, and the quorum is not met.";
    check(cheat, Code::TooFewWitnesses, sentence);
}

#[test]
fn one_witness_counted_twice() {
    let cheat = |files: &mut Files| {
        let (_, head) = head(&votes(SIZE));
        let keys = [log_key(), witness_key(1), witness_key(1)];
        files.insert(
            "checkpoint".to_owned(),
            SignedCheckpoint::sign(head, &keys, SIGNED_AT).unwrap().to_bytes(),
        );
    };
    let sentence = "The record lacks independent witnesses: too few witnesses have signed this checkpoint: 1 of 3 known \
                    ones, and the quorum is not met.";
    check(cheat, Code::TooFewWitnesses, sentence);
}

#[test]
fn a_head_that_is_garbled_or_missing() {
    let sentence = "The record's signed head cannot be read: the note has no signatures after an empty line.";
    let mut files = honest();
    file(&mut files, "checkpoint").truncate(40);
    // Bytes that nobody signed prove nothing against the signer: a network on the way may have answered in its place.
    caught(&look(&files), Code::HeadMalformed, sentence, false);
    let mut files = honest();
    files.remove("checkpoint");
    let sentence = "The record shows no signed head, so nothing in it can be checked.";
    caught(&look(&files), Code::HeadMissing, sentence, false);
}

#[test]
fn a_stale_head() {
    let policy = policy();
    let freshness = Some(Freshness { now: SIGNED_AT + 7 * 86_400, max_age: 86_400 });
    let result = audit(&honest(), &Expected { freshness, ..Expected::new(ORIGIN, &policy) }, |_, _, _| {});
    caught(&result, Code::Stale, "No witness has seen this record for 7 days.", false);
}

fn seen_before(files: &Files, earlier: &Checkpoint) -> Audit {
    let policy = policy();
    audit(files, &Expected { earlier: Some(earlier), ..Expected::new(ORIGIN, &policy) }, |_, _, _| {})
}

#[test]
fn every_honest_earlier_head_is_continued() {
    let files = honest();
    for size in [0, 1, 255, 256, 300, 512, 599, 600] {
        let (_, earlier) = head(&votes(size));
        assert_eq!(seen_before(&files, &earlier).findings, [], "{size}");
    }
}

#[test]
fn a_history_rewritten_and_signed_again() {
    let (_, earlier) = head(&votes(400));
    let mut entries = votes(SIZE);
    entries[123] = vote(123, "disagree");
    let sentence = "History was rewritten: the first 400 entries are not those that were published before.";
    caught(&seen_before(&publish(&entries), &earlier), Code::Rewritten, sentence, true);
}

#[test]
fn a_record_rolled_back() {
    let (_, earlier) = head(&votes(2_600));
    let sentence = "The newest 2,000 entries were taken back: 2,600 had been published, 600 are shown.";
    caught(&seen_before(&honest(), &earlier), Code::RolledBack, sentence, true);
}

fn beside(files: &Files, signed: SignedCheckpoint) -> Audit {
    let policy = policy();
    let others = [OtherHead { from: "The witness of Seoul".to_owned(), signed }];
    audit(files, &Expected { others: &others, ..Expected::new(ORIGIN, &policy) }, |_, _, _| {})
}

#[test]
fn two_readers_shown_two_histories() {
    let mut entries = votes(500);
    entries[42] = vote(42, "disagree");
    let theirs = sign(head(&entries).1);
    let result = beside(&honest(), theirs.clone());
    let sentence = "Two different histories were signed with the same key: The witness of Seoul was shown other entries than \
                    you are.";
    caught(&result, Code::TwoHistories, sentence, true);
    let evidence = result.findings[0].evidence.as_ref().unwrap();
    assert!(evidence.contains(&theirs.note().to_string()));
    assert_eq!(beside(&honest(), sign(head(&votes(500)).1)).findings, []);
}

#[test]
fn a_reader_kept_behind() {
    let result = beside(&honest(), sign(head(&votes(1_600)).1));
    let sentence = "The witness of Seoul has seen 1,600 entries; only 600 are shown here, so this is not the newest state.";
    caught(&result, Code::Behind, sentence, false);
}

#[test]
fn a_witness_that_holds_a_head_nobody_signed() {
    let stranger = key(ORIGIN, Algorithm::Ed25519, 99);
    let theirs = SignedCheckpoint::sign(head(&votes(9)).1, &[stranger], 0).unwrap();
    let sentence = "The witness of Seoul holds a head that this record's key did not sign, so the two cannot be compared.";
    caught(&beside(&honest(), theirs), Code::OtherUnsigned, sentence, false);
}

#[test]
fn an_entry_that_is_not_in_the_format() {
    let mut entries = votes(SIZE);
    entries[77] = b"{\"t\": \"vote\"}\n\0".to_vec();
    let result = look(&publish(&entries));
    let sentence = "Entry 77 is not written in the record's format: the entry's JSON is not canonical: byte 5: expected a \
                    text, a whole number, true, false, a list or an object.";
    caught(&result, Code::EntryMalformed, sentence, true);
    assert_eq!((result.entries, result.findings[0].entry), (SIZE, Some(77)));
    entries[77] = b"{}\n\x01".to_vec();
    let sentence = "Entry 77 is not written in the record's format: the addenda index at the end of the entry does not fit.";
    caught(&look(&publish(&entries)), Code::EntryMalformed, sentence, true);
}

/// A source that fails now and then proves nothing.
#[derive(Debug)]
struct Flaky(Files);

impl TileSource for Flaky {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        if path == "tile/entries/001" {
            return Err(SourceError { path: path.to_owned(), reason: "the connection was lost".to_owned() });
        }
        self.0.read(path)
    }
}

#[test]
fn a_lost_connection_is_no_proof() {
    let policy = policy();
    let result = audit(&Flaky(honest()), &Expected::new(ORIGIN, &policy), |_, _, _| {});
    let sentence = "Part of the record could not be fetched: tile/entries/001 could not be read: the connection was lost.";
    caught(&result, Code::Unreadable, sentence, false);
}

#[test]
fn every_changed_byte_of_any_file_is_noticed() {
    let files = publish(&votes(300));
    let policy = policy();
    let expected = Expected::new(ORIGIN, &policy);
    for (path, bytes) in &files {
        for at in (0..bytes.len()).step_by(1 + bytes.len() / 40) {
            let mut changed = files.clone();
            file(&mut changed, path)[at] ^= 1;
            assert_ne!(audit_bytes(&changed, &expected).exit_code(), 0, "{path} byte {at}");
        }
    }
}
