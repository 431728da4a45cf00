//! Copies of records: from honest sources, from sources that lie, and back again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use maru_forum::{Actor, Command, WithdrawWords};
use maru_record::witness::monitoring_path;
use maru_record::{
    Algorithm, Checkpoint, Digest, SignedCheckpoint, SignerKey, SourceError, TileSource, VerifierKey,
};
use maru_store::mirror::{Kept, Mirror, PullError, Pulled, RecoverError, kept, recover};
use maru_store::{Node, Options, ProcessHandle};

use crate::folder::{ORIGIN, Served, Static, act, audited, open, state, vote_on_all};

/// The published files of a node's record, some of them changed.
struct Lying<'a> {
    honest: Static,
    change: &'a dyn Fn(&str, Vec<u8>) -> Vec<u8>,
}

impl TileSource for Lying<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        Ok(self.honest.read(path)?.map(|bytes| (self.change)(path, bytes)))
    }
}

fn pull(mirror: &Mirror, source: &impl TileSource, keys: &[VerifierKey]) -> Result<Pulled, PullError> {
    mirror.pull(source, ORIGIN, keys, &|| false)
}

fn copy(folder: &Path) -> std::path::PathBuf {
    folder.join("mirror").join(monitoring_path(ORIGIN))
}

/// A node of some entries that were published, with its keys.
fn published(folder: &Path, people: u32) -> (Arc<Node>, Arc<ProcessHandle>, Vec<VerifierKey>) {
    let (node, handle) = open(folder, Options::CREATE);
    vote_on_all(&node, people, people);
    node.publish_record(&handle).unwrap();
    let keys = node.verifier_keys(&handle).unwrap();
    (node, handle, keys)
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).unwrap().map(|file| file.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(
                    path.strip_prefix(folder).unwrap().display().to_string(),
                    fs::read(path).unwrap(),
                );
            }
        }
    }
    found
}

/// The head states when it was signed, so it differs where nothing else does.
fn without_head(mut files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    files.remove("checkpoint");
    files
}

#[test]
fn a_copy_grows_with_its_record_and_holds_the_same_files() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (node, handle, keys) = published(here.path(), 12);
    let mirror = Mirror::new(there.path(), "mirror.example");
    for _ in 0..2 {
        pull(&mirror, &Served(&node, &handle), &keys).unwrap();
        let again = pull(&mirror, &Served(&node, &handle), &keys).unwrap();
        assert_eq!((again.entries, again.size), (0, handle.durable()), "nothing is new");
        let mut copied = files(&copy(there.path()));
        let head = SignedCheckpoint::parse(&copied.remove("checkpoint").unwrap()).unwrap();
        let own = mirror.verifier_keys().unwrap();
        assert_eq!(head.verify(&keys).unwrap().len(), keys.len());
        assert_eq!(head.verify(&own).unwrap().len(), own.len(), "the mirror signs with all of its keys");
        let original = without_head(files(&node.record_folder(&handle)));
        assert_eq!(copied.keys().collect::<Vec<_>>(), original.keys().collect::<Vec<_>>());
        assert_eq!(copied, original);
        audited(&Static(copy(there.path())), keys.clone());
        for path in ["tile/0/000.p/5", "tile/entries/000", "addenda.v1"] {
            let served = mirror.file(&monitoring_path(ORIGIN), path).unwrap();
            assert_eq!(served, node.record_file(&handle, path).unwrap(), "{path}");
        }
        for path in ["tile/0/999", "../../keys/voices.key", "checkpoint.new", ""] {
            assert_eq!(mirror.file(&monitoring_path(ORIGIN), path).unwrap(), None, "{path}");
        }
        vote_on_all_again(&node);
        node.publish_record(&handle).unwrap();
    }
    assert_eq!(mirror.origins().unwrap(), [ORIGIN]);
    assert_eq!(mirror.file("..", "keys").unwrap(), None);
}

fn vote_on_all_again(node: &Node) {
    // The host puts the same words to everyone but once.
    static WRITTEN: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    (0..130).for_each(|_| {
        let number = WRITTEN.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        state(node, &format!("Another statement {number}"));
    });
}

#[test]
fn a_turned_bit_in_a_copy_is_noticed_never_given_away_and_comes_back() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (node, handle, keys) = published(here.path(), 12);
    vote_on_all_again(&node);
    node.publish_record(&handle).unwrap();
    let mirror = Mirror::new(there.path(), "mirror.example");
    pull(&mirror, &Served(&node, &handle), &keys).unwrap();
    let original = Static(node.record_folder(&handle));
    let elsewhere = |origin: &str| {
        assert_eq!(origin, ORIGIN);
        Some(Box::new(Static(original.0.clone())) as Box<dyn TileSource>)
    };
    let folder = copy(there.path());
    let whole = files(&folder);
    let found = || {
        let reader = Node::open(there.path(), Options::CREATE).unwrap();
        let found = reader.examine().unwrap().findings;
        found.into_iter().map(|finding| finding.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(found(), Vec::<String>::new(), "a whole copy");
    let (mut texts, mut tiles) = (0, 0);
    for (path, bytes) in whole.iter().filter(|(_, bytes)| !bytes.is_empty()) {
        let mut turned = bytes.clone();
        // A line by the mirror itself may be cut from a head, as any line may; the record's own stand first.
        let place = if path == "checkpoint" { 30 } else { bytes.len() / 2 };
        turned[place] ^= 1;
        fs::write(folder.join(path), &turned).unwrap();
        let given = mirror.file(&monitoring_path(ORIGIN), path);
        assert!(given.as_ref().map_or(true, |given| given.as_ref() == Some(bytes)), "{path}: {given:?}");
        let said = found();
        assert!(
            said.iter().any(|said| said.contains(ORIGIN) || said.contains("the copy of mirror/")),
            "{path}: {said:?}"
        );
        let is_head = ["checkpoint", "vkey"].contains(&path.as_str());
        if is_head {
            // An honest source is not accused of what this disk did.
            let refused = pull(&mirror, &Served(&node, &handle), &keys).unwrap_err();
            assert!(
                refused.to_string().contains("its copy is damaged") && !refused.is_evidence(),
                "{refused}"
            );
            fs::write(folder.join(path), bytes).unwrap();
            continue;
        }
        (texts, tiles) =
            (texts + usize::from(path.starts_with("addenda")), tiles + usize::from(path.starts_with("tile")));
        let done = maru_store::mend(there.path(), &elsewhere).unwrap();
        assert_eq!((done.mended.len(), done.left.len()), (1, 0), "{path}: {done:?}");
        assert_eq!(files(&folder), whole, "{path}");
    }
    assert!(texts > 100 && tiles > 4, "{texts} texts and {tiles} tiles");
    assert_eq!(found(), Vec::<String>::new());
    assert!(
        !fs::read_dir(there.path().join("mirror"))
            .unwrap()
            .any(|file| { file.unwrap().file_name().to_string_lossy().contains("evidence") })
    );
}

#[test]
fn a_copy_takes_no_more_room_than_it_may() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (node, handle, keys) = published(here.path(), 8);
    let mirror = Mirror::new(there.path(), "mirror.example");
    let refused = pull(&mirror.clone().with_room(10_000), &Served(&node, &handle), &keys).unwrap_err();
    assert!(matches!(refused, PullError::Full(10_000)), "{refused}");
    let written: usize = files(there.path())
        .iter()
        .filter(|(path, _)| path.contains("tile/"))
        .map(|(_, bytes)| bytes.len())
        .sum();
    assert!(written <= 10_000, "{written}");
    assert!(mirror.origins().unwrap().is_empty(), "what is not whole is not signed");
    let pulled = pull(&mirror.with_room(10_000_000), &Served(&node, &handle), &keys).unwrap();
    assert!(pulled.bytes > 10_000 && pulled.size == handle.durable(), "{pulled:?}");
}

#[test]
fn a_source_that_lies_changes_nothing_in_the_copy() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (node, handle, keys) = published(here.path(), 8);
    let mirror = Mirror::new(there.path(), "mirror.example");
    pull(&mirror, &Served(&node, &handle), &keys).unwrap();
    let before = files(&copy(there.path()));
    vote_on_all_again(&node);
    node.publish_record(&handle).unwrap();
    let stranger = SignerKey::from_seed(ORIGIN.parse().unwrap(), Algorithm::Ed25519, &[9; 32]).unwrap();
    let check = |what: &str, change: &dyn Fn(&str, Vec<u8>) -> Vec<u8>| {
        let error =
            pull(&mirror, &Lying { honest: Static(node.record_folder(&handle)), change }, &keys).unwrap_err();
        assert_eq!(files(&copy(there.path())), before, "{what}");
        error
    };
    let flip = |mut bytes: Vec<u8>| {
        // Within the last entry of a bundle, which is new; within the last hash of a tile.
        let place = bytes.len() - 20;
        bytes[place] ^= 1;
        bytes
    };
    let bundle =
        check("a bundle", &|path, bytes| if path.starts_with("tile/entries") { flip(bytes) } else { bytes });
    assert!(matches!(bundle, PullError::OtherEntries(_)), "{bundle}");
    let tile = check("a tile", &|path, bytes| if path.starts_with("tile/0") { flip(bytes) } else { bytes });
    assert!(matches!(tile, PullError::OtherEntries(_) | PullError::TwoHistories(_)), "{tile}");
    let forged = check("a head by somebody else", &|path, bytes| {
        if path != "checkpoint" {
            return bytes;
        }
        let head = SignedCheckpoint::parse(&bytes).unwrap().checkpoint().clone();
        SignedCheckpoint::sign(head, std::slice::from_ref(&stranger), 0).unwrap().to_bytes()
    });
    assert!(matches!(forged, PullError::Unsigned(_)), "{forged}");
    let cut = check("a bundle cut short", &|path, bytes| {
        if path.starts_with("tile/entries") { bytes[..bytes.len() - 1].to_vec() } else { bytes }
    });
    assert!(matches!(cut, PullError::Source(_)), "{cut}");
    let pulled = pull(&mirror, &Served(&node, &handle), &keys).unwrap();
    assert_eq!(pulled.size, handle.durable(), "the honest source is copied after all");
    let wrong_content =
        |path: &str, bytes: Vec<u8>| if path.starts_with("addenda/") { flip(bytes) } else { bytes };
    state(&node, "One more");
    node.publish_record(&handle).unwrap();
    let lying = Lying { honest: Static(node.record_folder(&handle)), change: &wrong_content };
    assert_eq!(pull(&mirror, &lying, &keys).unwrap().missing, 1, "other bytes are as good as none");
}

/// A head of another history, signed by the record's own key: only whoever has the key can make one.
fn other_history(folder: &Path, size: u64) -> Vec<u8> {
    let text = fs::read_to_string(folder.join("keys/voices.key")).unwrap();
    let keys: Vec<_> = text.lines().map(|line| SignerKey::from_secret_text(line).unwrap()).collect();
    let head = Checkpoint { origin: ORIGIN.to_owned(), size, root: Digest([5; 32]) };
    SignedCheckpoint::sign(head, &keys, 0).unwrap().to_bytes()
}

#[test]
fn two_histories_and_old_backups_are_seen_and_kept_as_evidence() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (node, handle, keys) = published(here.path(), 4);
    let mirror = Mirror::new(there.path(), "mirror.example");
    let size = pull(&mirror, &Served(&node, &handle), &keys).unwrap().size;
    let pull_head = |head: Vec<u8>| {
        let change = |path: &str, bytes: Vec<u8>| if path == "checkpoint" { head.clone() } else { bytes };
        pull(&mirror, &Lying { honest: Static(node.record_folder(&handle)), change: &change }, &keys)
            .unwrap_err()
    };
    let fork = other_history(here.path(), size);
    assert!(matches!(pull_head(fork.clone()), PullError::TwoHistories(_)));
    let evidence = there.path().join("mirror").join(format!("{}.evidence-{size}", monitoring_path(ORIGIN)));
    assert_eq!(fs::read(evidence).unwrap(), fork);
    let behind = pull_head(other_history(here.path(), size - 1));
    assert!(
        matches!(behind, PullError::Behind { .. }) && behind.to_string().contains("old backup"),
        "{behind}"
    );
}

#[test]
fn a_copy_loses_what_the_record_withdraws_before_it_is_signed() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (node, handle, keys) = published(here.path(), 4);
    let said = state(&node, "Somebody's name");
    node.publish_record(&handle).unwrap();
    let mirror = Mirror::new(there.path(), "mirror.example");
    pull(&mirror, &Served(&node, &handle), &keys).unwrap();
    let addenda =
        || files(&copy(there.path())).into_iter().filter(|(path, _)| path.starts_with("addenda/")).count();
    let before = addenda();
    let redact = Command::Withdraw(WithdrawWords {
        entry: said.entry,
        reason: maru_forum::WithdrawalReason::PersonalData,
        ground: "GDPR Art 17(1)".into(),
    });
    act(&node, Actor::Operator, redact).unwrap();
    node.publish_record(&handle).unwrap();
    let pulled = pull(&mirror, &Served(&node, &handle), &keys).unwrap();
    assert_eq!((pulled.withdrawn, pulled.missing), (1, 0));
    assert_eq!(addenda(), before - 1);
    let fresh = tempfile::tempdir().unwrap();
    let pulled = pull(&Mirror::new(fresh.path(), "late.example"), &Served(&node, &handle), &keys).unwrap();
    assert_eq!(
        (pulled.withdrawn, pulled.missing),
        (1, 0),
        "who comes late misses nothing that is still to be had"
    );
}

/// The record of the process whose keys lie in a folder.
fn own(folder: &Path) -> Kept {
    kept(folder).unwrap().into_iter().find(|kept| kept.origin == ORIGIN).unwrap()
}

#[test]
fn a_lost_record_comes_back_byte_for_byte_or_not_at_all() {
    let (here, there, new) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (node, handle, keys) = published(here.path(), 12);
    let mirror = Mirror::new(there.path(), "mirror.example");
    pull(&mirror, &Served(&node, &handle), &keys).unwrap();
    let before = without_head(files(&node.record_folder(&handle)));
    let source = Static(copy(there.path()));
    drop((node, handle));

    assert_eq!(kept(new.path()).unwrap(), []);
    fs::create_dir(new.path().join("keys")).unwrap();
    fs::copy(here.path().join("keys/voices.key"), new.path().join("keys/voices.key")).unwrap();
    let recovered = recover(new.path(), &source, &own(new.path()), "new.example").unwrap();
    assert_eq!(recovered.before, 0);
    let (node, handle) = open(new.path(), Options::CREATE);
    assert_eq!(handle.durable(), recovered.entries);
    assert_eq!(without_head(files(&node.record_folder(&handle))), before, "byte for byte");
    let next = state(&node, "It goes on");
    node.publish_record(&handle).unwrap();
    pull(&mirror, &Served(&node, &handle), &keys).unwrap();
    assert_eq!(next.entry.0, recovered.entries);
    state(&node, "What the mirror does not have");
    node.publish_record(&handle).unwrap();
    drop((node, handle));

    let more = recover(new.path(), &source, &own(new.path()), "new.example").unwrap_err();
    assert!(matches!(more, RecoverError::HoldsMore { .. } | RecoverError::SignedMore { .. }), "{more}");
    // Another history under the same keys is left alone, down to the last byte.
    fs::remove_file(new.path().join("lock.db")).unwrap();
    fs::remove_file(new.path().join("node.db")).unwrap();
    fs::remove_dir_all(new.path().join("record")).unwrap();
    let (node, handle) = open(new.path(), Options::CREATE);
    state(&node, "Another history");
    drop((node, handle));
    let other = recover(new.path(), &source, &own(new.path()), "new.example").unwrap_err();
    assert!(matches!(other, RecoverError::OtherEntry(_)), "{other}");
    assert!(!new.path().join("recovering").exists());
}

/// A copy that is damaged is named with its fault, and takes no other copy from those who look.
#[test]
fn a_damaged_copy_takes_no_other_from_the_list() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (node, handle, keys) = published(here.path(), 4);
    let mirror = Mirror::new(there.path(), "mirror.example");
    pull(&mirror, &Served(&node, &handle), &keys).unwrap();
    let other = there.path().join("mirror").join(Digest([7; 32]).to_string());
    fs::create_dir(&other).unwrap();
    assert_eq!(mirror.heads().unwrap().len(), 1, "a copy that has begun is none yet");
    fs::write(other.join("checkpoint"), "no head").unwrap();
    assert_eq!(mirror.origins().unwrap(), [ORIGIN]);
    let heads: BTreeMap<_, _> = mirror.heads().unwrap().into_iter().collect();
    assert!(heads[&Digest([7; 32]).to_string()].is_err());
    let whole = heads[&monitoring_path(ORIGIN)].as_ref().unwrap();
    assert_eq!(whole.checkpoint().origin, ORIGIN);
    // Keys that are others take the head's soundness, and nothing of it is given away but texts, each of which proves itself.
    fs::write(copy(there.path()).join("vkey"), "").unwrap();
    assert!(mirror.heads().unwrap().iter().all(|(_, head)| head.is_err()));
    assert!(mirror.file(&monitoring_path(ORIGIN), "checkpoint").is_err());
}
