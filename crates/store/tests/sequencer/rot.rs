//! Bits that the disk has turned: noticed, never given away as good, and put right from what is proven.

use std::fs;
use std::path::{Path, PathBuf};

use maru_forum::EntryNumber;
use maru_store::mirror::{Last, OwnCopy, kept, recover};
use maru_store::{
    Damaged, DiskState, Finding, Mended, Node, OpenError, Options, ProcessHandle, mend, salvage,
};

use crate::folder::{Served, audited, open, vote_on_all};

const PUBLISHING: Options = Options { publish: true, ..Options::CREATE };

/// A published record of some bundles, closed in good order.
fn published(folder: &Path) -> u64 {
    let (node, handle) = open(folder, Options::CREATE);
    vote_on_all(&node, 25, 25);
    node.publish_record(&handle).unwrap();
    let size = handle.durable();
    assert!(size > 512 && !size.is_multiple_of(256), "two full bundles and a partial one: {size}");
    size
}

/// Turns one bit of a file.
fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 4;
    fs::write(path, bytes).unwrap();
}

fn record(folder: &Path) -> PathBuf {
    folder.join("record/voices")
}

fn findings(node: &Node) -> Vec<Damaged> {
    node.examine().unwrap().findings.into_iter().map(|finding| finding.damaged).collect()
}

fn mended(folder: &Path) -> Mended {
    mend(folder, &|_| None).unwrap()
}

/// Where the bytes of something lie in the database's file.
fn place_of(folder: &Path, wanted: &[u8]) -> usize {
    let bytes = fs::read(folder.join("node.db")).unwrap();
    bytes.windows(wanted.len()).position(|window| window == wanted).unwrap()
}

fn whole(node: &Node, handle: &ProcessHandle) {
    assert_eq!(findings(node), []);
    let (_, entries) = audited(&Served(node, handle), node.verifier_keys(handle).unwrap());
    assert_eq!(entries, node.entries(handle, 0..handle.durable()).unwrap());
}

#[test]
fn a_whole_folder_has_nothing_to_say() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path());
    let (node, handle) = open(folder.path(), PUBLISHING);
    node.publish_record(&handle).unwrap();
    whole(&node, &handle);
    assert_eq!(node.integrity().entries, handle.durable());
    assert!(node.integrity().last_round.is_some());
    drop(node);
    assert_eq!(mended(folder.path()), Mended::default());
}

#[test]
fn the_last_program_that_closes_a_folder_leaves_no_log_behind() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path());
    let (node, handle) = open(folder.path(), Options::CREATE);
    assert_eq!(node.entries(&handle, 0..2).unwrap().len(), 2, "somebody has read, so that a reader is kept");
    assert!(folder.path().join("node.db-wal").exists());
    drop((node, handle));
    assert!(!folder.path().join("node.db-wal").exists());
}

#[test]
fn nothing_is_said_of_a_disk_that_was_not_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path());
    let (node, _) = open(folder.path(), Options::CREATE);
    assert_eq!(node.integrity().state(), DiskState::NotLookedAt);
    assert_eq!(node.examine().unwrap().state(), DiskState::Whole);
    drop(node);
    flip(&record(folder.path()).join("tile/entries/000"), 100);
    let node = Node::open_reading(folder.path()).unwrap();
    assert_eq!(node.examine().unwrap().state(), DiskState::Damaged);
}

#[test]
fn a_record_without_its_checkpoint_is_not_called_whole() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path());
    let checkpoint = record(folder.path()).join("checkpoint");
    fs::write(&checkpoint, "no checkpoint").unwrap();
    let node = Node::open_reading(folder.path()).unwrap();
    assert_eq!(findings(&node), [Damaged::NotLookedAt]);
    drop(node);
    fs::remove_file(&checkpoint).unwrap();
    let node = Node::open_reading(folder.path()).unwrap();
    assert_eq!(findings(&node), [Damaged::File("record/voices/checkpoint".to_owned())]);
}

#[test]
fn a_tile_that_cannot_be_read_hides_nothing_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path());
    let (node, handle) = open(folder.path(), Options::CREATE);
    let entry = node.entries(&handle, 300..301).unwrap().remove(0);
    drop((node, handle));
    let at = place_of(folder.path(), &entry);
    flip(&folder.path().join("node.db"), at + entry.len() / 2);
    fs::remove_file(record(folder.path()).join("tile/0/000")).unwrap();
    let (node, handle) = open(folder.path(), Options::CREATE);
    assert!(node.entries(&handle, 0..301).is_err(), "the second bundle is compared all the same");
    let noticed: Vec<_> = node.integrity().findings.into_iter().map(|finding| finding.damaged).collect();
    assert_eq!(noticed, [Damaged::Entry(300), Damaged::File("record/voices/tile/0/000".to_owned())]);
}

#[test]
fn a_turned_bit_in_a_published_file_is_noticed_never_served_and_mended() {
    let check = |path: &str, at: usize| {
        let folder = tempfile::tempdir().unwrap();
        published(folder.path());
        flip(&record(folder.path()).join(path), at);
        // Not as a publishing server, so that nothing but the round looks at it.
        let (node, handle) = open(folder.path(), Options::CREATE);
        assert!(node.record_file(&handle, path).is_err(), "{path} is not served");
        let expected = Damaged::File(format!("record/voices/{path}"));
        assert!(findings(&node).contains(&expected), "{path}: {:?}", node.integrity());
        drop(node);
        let done = mended(folder.path());
        assert_eq!((done.mended.len(), done.left.len()), (1, 0), "{path}: {done:?}");
        let (node, handle) = open(folder.path(), PUBLISHING);
        node.publish_record(&handle).unwrap();
        whole(&node, &handle);
    };
    check("tile/entries/000", 100);
    check("tile/entries/001", 0);
    check("tile/0/000", 0);
    check("tile/0/001", 8_191);
    check("tile/1/000.p/2", 40);
}

#[test]
fn a_record_whose_last_tile_rotted_stops_and_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let size = published(folder.path());
    for kind in ["0", "entries"] {
        flip(&record(folder.path()).join(format!("tile/{kind}/002.p/{}", size % 256)), 33);
        let (node, handle) = open(folder.path(), Options::CREATE);
        assert!(node.publish_record(&handle).is_err());
        assert!(node.receipt(&handle, EntryNumber(size - 1)).is_err(), "no receipt of a damaged file");
        drop(node);
        assert_eq!(mended(folder.path()).mended.len(), 1);
        let (node, handle) = open(folder.path(), PUBLISHING);
        node.publish_record(&handle).unwrap();
        whole(&node, &handle);
    }
}

#[test]
fn a_turned_bit_in_an_entry_is_noticed_never_served_and_mended() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path());
    let (node, handle) = open(folder.path(), Options::CREATE);
    let entry = node.entries(&handle, 300..301).unwrap().remove(0);
    drop((node, handle));
    let at = place_of(folder.path(), &entry);
    flip(&folder.path().join("node.db"), at + entry.len() / 2);
    // The snapshot is whole, so that the node can be served; the entry is not given away.
    let (node, handle) = open(folder.path(), PUBLISHING);
    assert!(node.entries(&handle, 299..302).is_err());
    assert!(node.entry(&handle, EntryNumber(300)).is_err());
    assert!(node.entries(&handle, 0..300).is_ok());
    assert!(node.integrity().findings.iter().any(|finding| finding.damaged == Damaged::Entry(300)));
    assert_eq!(findings(&node), [Damaged::Entry(300)]);
    drop((node, handle));
    // Folded anew, it would be shown to everybody: refused, with the command that mends it.
    fs::write(folder.path().join("node.db"), without_snapshots(folder.path())).unwrap();
    match Node::open(folder.path(), PUBLISHING) {
        Err(error @ OpenError::Damaged { .. }) => {
            assert!(error.to_string().contains("`maru recover`"), "{error}");
        }
        Err(OpenError::Store(error)) => assert!(error.to_string().contains("entry 300"), "{error}"),
        other => panic!("a refusal was expected, not {other:?}"),
    }
    let done = mended(folder.path());
    assert!(matches!(done.mended.as_slice(), [Finding { damaged: Damaged::Entry(300), .. }]), "{done:?}");
    let (node, handle) = open(folder.path(), PUBLISHING);
    whole(&node, &handle);
}

/// The database as another version of the program would find it, whose snapshots are of no use.
fn without_snapshots(folder: &Path) -> Vec<u8> {
    let path = folder.join("node.db");
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch("DELETE FROM snapshot; PRAGMA wal_checkpoint(TRUNCATE);").unwrap();
    drop(connection);
    fs::read(path).unwrap()
}

#[test]
fn a_content_that_is_gone_comes_back_from_its_file_and_a_withdrawn_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path());
    let (node, handle) = open(folder.path(), PUBLISHING);
    let withdrawn = handle.read().statements.iter().next().unwrap().id.0;
    let reason = maru_forum::WithdrawalReason::PersonalData;
    let withdrawal = maru_forum::WithdrawWords { entry: withdrawn, reason, ground: "GDPR Art 17(1)".into() };
    crate::folder::act(&node, maru_forum::Actor::Operator, withdrawal.into()).unwrap();
    node.publish_record(&handle).unwrap();
    drop((node, handle));
    let connection = rusqlite::Connection::open(folder.path().join("node.db")).unwrap();
    let kept: i64 = connection.query_row("SELECT count(*) FROM content", [], |row| row.get(0)).unwrap();
    let gone = connection.execute("DELETE FROM content WHERE object LIKE '%Statement 7\"%'", []).unwrap();
    assert_eq!(gone, 1);
    drop(connection);
    let done = mended(folder.path());
    assert!(matches!(done.mended.as_slice(), [Finding { damaged: Damaged::Content(_), .. }]), "{done:?}");
    assert_eq!(done.left, []);
    let connection = rusqlite::Connection::open(folder.path().join("node.db")).unwrap();
    let now: i64 = connection.query_row("SELECT count(*) FROM content", [], |row| row.get(0)).unwrap();
    assert_eq!(now, kept, "what was withdrawn stays away");
    drop(connection);
    let (node, handle) = open(folder.path(), PUBLISHING);
    whole(&node, &handle);
}

#[test]
fn words_that_nobody_may_read_and_no_copy_may_hold_are_no_damage_after_a_loss() {
    let folder = tempfile::tempdir().unwrap();
    let (node, handle) = open(folder.path(), PUBLISHING);
    let said = crate::folder::state(&node, "It was turned away").entry;
    let (verdict, rule) = (maru_forum::Verdict::Rejected, "2".to_owned());
    let moderated =
        maru_forum::Moderate { on: vec![said], verdict, reason: "It names somebody".to_owned(), rule };
    crate::folder::act(&node, maru_forum::Actor::Operator, moderated.into()).unwrap();
    crate::folder::state(&node, "It is shown");
    node.publish_record(&handle).unwrap();
    drop((node, handle));

    // The database is lost; what comes back is what everyone may read.
    for file in ["node.db", "node.db-wal", "node.db-shm"] {
        let _ = fs::remove_file(folder.path().join(file));
    }
    let record = kept(folder.path()).unwrap().into_iter().find(|record| record.process.is_some()).unwrap();
    let copy = OwnCopy::of(folder.path(), &record);
    let recovered = recover(folder.path(), &copy, &record, "example.org", Last::Known).unwrap();
    assert_eq!((recovered.contents, recovered.absent), (1, 1));
    let (node, _handle) = open(folder.path(), PUBLISHING);
    assert_eq!(findings(&node), []);
    drop(node);
    assert_eq!(mended(folder.path()), Mended::default(), "and so is mending at its end");
    // What everyone may read is missed as before.
    let connection = rusqlite::Connection::open(folder.path().join("node.db")).unwrap();
    assert_eq!(connection.execute("DELETE FROM content WHERE object LIKE '%It is shown%'", []).unwrap(), 1);
    drop(connection);
    assert_eq!(mended(folder.path()).mended.len(), 1);
}

#[test]
fn a_turned_bit_in_a_content_is_noticed_never_served_and_mended() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path());
    let at = place_of(folder.path(), b"Statement 7\"");
    flip(&folder.path().join("node.db"), at);
    let (node, handle) = open(folder.path(), PUBLISHING);
    let digest = match findings(&node).as_slice() {
        [Damaged::Content(digest)] => *digest,
        other => panic!("one content was expected, not {other:?}"),
    };
    assert!(node.record_file(&handle, &maru_record::addenda::path(&digest)).is_err());
    assert!(node.words(&handle.read(), &digest, maru_forum::Reading::Anyone).is_err());
    drop((node, handle));
    assert_eq!(mended(folder.path()).mended.len(), 1);
    let (node, handle) = open(folder.path(), PUBLISHING);
    whole(&node, &handle);
}

#[test]
fn a_turned_bit_in_a_snapshot_is_no_state() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path());
    let (node, handle) = open(folder.path(), Options::CREATE);
    let state = handle.read().clone();
    drop((node, handle));
    let path = folder.path().join("node.db");
    let connection = rusqlite::Connection::open(&path).unwrap();
    let mut bytes: Vec<u8> =
        connection.query_row("SELECT state FROM snapshot", [], |row| row.get(0)).unwrap();
    let last = bytes.len() - 20;
    bytes[last] ^= 1;
    connection.execute("UPDATE snapshot SET state = ?1", [bytes]).unwrap();
    drop(connection);
    let (_node, handle) = open(folder.path(), PUBLISHING);
    assert_eq!(*handle.read(), state);
}

#[test]
fn thirty_overwritten_pages_are_noticed_and_the_records_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let size = published(folder.path());
    let path = folder.path().join("node.db");
    let mut bytes = fs::read(&path).unwrap();
    let pages = bytes.len() / 4_096;
    assert!(pages > 34, "{pages}");
    for page in 4..34 {
        bytes[page * 4_096..(page + 1) * 4_096].fill(0x5a);
    }
    fs::write(&path, bytes).unwrap();
    let refused = Node::open(folder.path(), PUBLISHING).unwrap_err();
    assert!(!matches!(refused, OpenError::Absent(_)), "{refused}");
    let done = mended(folder.path());
    assert!(matches!(done.left.as_slice(), [Finding { damaged: Damaged::Database, .. }]), "{done:?}");
    let salvaged = salvage(folder.path()).unwrap();
    assert!(salvaged.aside.is_file());
    for record in kept(folder.path()).unwrap() {
        recover(folder.path(), &OwnCopy::of(folder.path(), &record), &record, "example.org", Last::Known)
            .unwrap();
    }
    let (node, handle) = open(folder.path(), PUBLISHING);
    node.publish_record(&handle).unwrap();
    assert_eq!(handle.durable(), size);
    whole(&node, &handle);
}

/// An entry as it lies in the database.
fn row(folder: &Path, number: i64) -> Vec<u8> {
    let connection = rusqlite::Connection::open(folder.join("node.db")).unwrap();
    let ask = "SELECT bytes FROM entry WHERE process = 1 AND number = ?1";
    connection.query_row(ask, [number], |row| row.get(0)).unwrap()
}

#[test]
fn what_no_two_copies_prove_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path());
    let (node, handle) = open(folder.path(), Options::CREATE);
    let entry = node.entries(&handle, 10..11).unwrap().remove(0);
    drop((node, handle));
    let at = place_of(folder.path(), &entry);
    flip(&folder.path().join("node.db"), at + 5);
    let bundle = record(folder.path()).join("tile/entries/000");
    let bytes = fs::read(&bundle).unwrap();
    let place = bytes.windows(entry.len()).position(|window| window == entry).unwrap();
    flip(&bundle, place + 6);
    let before = row(folder.path(), 10);
    let done = mended(folder.path());
    assert_eq!(done.mended, []);
    assert!(done.left.iter().any(|finding| finding.damaged == Damaged::Entry(10)), "{done:?}");
    assert_eq!(row(folder.path(), 10), before);
}
