//! The node's calls, on a real disk.

use std::fs;
use std::time::{Duration, Instant};

use maru_forum::{Actor, CloseProcess, Command, EntryNumber, WithdrawWords};
use maru_record::{Algorithm, Entry, Policy, Proof, SignerKey, VerifierKey, addenda, audit};
use maru_store::{Node, Options, ProcessHandle, StoreError, SubmitError};

use crate::folder::{Served, Static, act, audited, join, open, state, vote_on_all};

fn refusal(result: Result<(), StoreError>) -> String {
    match result {
        Err(StoreError::Record { reason, .. }) => reason,
        other => panic!("a refusal was expected, not {other:?}"),
    }
}

fn check_everywhere(node: &Node, handle: &ProcessHandle) -> audit::Audit {
    let keys = node.verifier_keys(handle).unwrap();
    let vkey: VerifierKey = node.verifier_key(handle).unwrap().parse().unwrap();
    let (by_folder, entries) = audited(&Static(node.record_folder(handle)), vec![vkey]);
    let (by_node, same) = audited(&Served(node, handle), keys);
    assert_eq!(entries, same);
    assert_eq!(entries, node.entries(handle, 0..handle.durable()).unwrap());
    assert_eq!(by_folder.head, by_node.head);
    by_folder
}

#[test]
fn a_record_is_published_read_and_audited() {
    let folder = tempfile::tempdir().unwrap();
    let (node, handle) = open(folder.path(), Options::CREATE);
    assert_eq!(node.record_file(&handle, "checkpoint").unwrap(), None);
    node.publish_record(&handle).unwrap();
    check_everywhere(&node, &handle);
    vote_on_all(&node, 40, 40);
    node.publish_record(&handle).unwrap();
    let head = check_everywhere(&node, &handle).head.unwrap();
    assert!(head.size > 1_600, "several tiles: {}", head.size);
    drop(node);
    let (node, handle) = open(folder.path(), Options::CREATE);
    state(&node, "One more");
    node.publish_record(&handle).unwrap();
    assert_eq!(check_everywhere(&node, &handle).head.unwrap().size, head.size + 1);
}

#[test]
fn a_serving_node_publishes_by_itself_and_nothing_when_idle() {
    let folder = tempfile::tempdir().unwrap();
    let (node, handle) = open(folder.path(), Options { publish: true, ..Options::CREATE });
    let answer = join(&node, "ara");
    let patience = Instant::now() + Duration::from_mins(1);
    while node.receipt(&handle, answer.entry).unwrap().is_none() {
        assert!(Instant::now() < patience, "no receipt came");
        std::thread::sleep(Duration::from_millis(5));
    }
    let before = fs::metadata(node.record_folder(&handle).join("checkpoint")).unwrap().modified().unwrap();
    std::thread::sleep(Duration::from_millis(600));
    let after = fs::metadata(node.record_folder(&handle).join("checkpoint")).unwrap().modified().unwrap();
    assert_eq!(before, after);
    check_everywhere(&node, &handle);
}

#[test]
fn a_receipt_is_enough_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let (node, handle) = open(folder.path(), Options::CREATE);
    vote_on_all(&node, 20, 20);
    node.publish_record(&handle).unwrap();
    let policy = Policy::of_logs(node.verifier_keys(&handle).unwrap());
    for number in [0, 1, 255, 256, handle.durable() - 1] {
        let receipt = node.receipt(&handle, EntryNumber(number)).unwrap().unwrap();
        assert!(receipt.compact.len() < receipt.full.len());
        // A compact receipt has no post-quantum line: whoever takes it has to say that Ed25519 is enough for them.
        assert!(Proof::parse(&receipt.compact).unwrap().check(&policy).is_err(), "both kinds are asked for");
        let usual = policy.without(Algorithm::MlDsa44);
        for (file, policy) in [(&receipt.full, &policy), (&receipt.compact, &usual)] {
            let checked = Proof::parse(file).unwrap().check(policy).unwrap();
            assert_eq!(checked.entry, Entry::decode(&receipt.entry).unwrap());
            assert_eq!((checked.index, receipt.index), (number, number));
        }
    }
    assert_eq!(node.receipt(&handle, EntryNumber(handle.durable())).unwrap(), None);
    let next = state(&node, "Not yet published");
    assert_eq!(node.receipt(&handle, next.entry).unwrap(), None);
}

#[test]
fn lines_by_witnesses_stay_with_the_head_and_with_receipts() {
    let folder = tempfile::tempdir().unwrap();
    let (node, handle) = open(folder.path(), Options::CREATE);
    let early = state(&node, "Witnessed");
    node.publish_record(&handle).unwrap();
    let name = "witness.example/w";
    let witness =
        SignerKey::from_seed(name.parse().unwrap(), Algorithm::Ed25519Cosignature, &[9; 32]).unwrap();
    let head = (*node.checkpoint(&handle).unwrap().unwrap()).clone();
    let line = witness.sign(head.checkpoint(), 1_790_000_000).unwrap();
    assert!(node.add_cosignatures(&handle, &head, vec![line.clone()]).unwrap());
    let carries = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(name);
    assert!(carries(&node.record_file(&handle, "checkpoint").unwrap().unwrap()));
    check_everywhere(&node, &handle);
    drop(node);
    let (node, handle) = open(folder.path(), Options::CREATE);
    node.publish_record(&handle).unwrap();
    assert!(carries(&node.record_file(&handle, "checkpoint").unwrap().unwrap()), "kept over a restart");
    let late = state(&node, "Not witnessed yet");
    node.publish_record(&handle).unwrap();
    assert!(carries(&node.receipt(&handle, early.entry).unwrap().unwrap().compact));
    assert!(!carries(&node.receipt(&handle, late.entry).unwrap().unwrap().compact));
    assert!(!node.add_cosignatures(&handle, &head, vec![line]).unwrap(), "the head has moved on");
    check_everywhere(&node, &handle);
}

#[test]
fn only_paths_of_the_layout_are_served() {
    let folder = tempfile::tempdir().unwrap();
    let (node, handle) = open(folder.path(), Options::CREATE);
    vote_on_all(&node, 20, 20);
    node.publish_record(&handle).unwrap();
    let size = handle.durable();
    let check = |path: &str, served: bool| {
        assert_eq!(node.record_file(&handle, path).unwrap().is_some(), served, "{path}");
    };
    check("checkpoint", true);
    check("addenda.v1", true);
    check("tile/0/000", true);
    check("tile/0/000.p/1", true);
    check("tile/0/000.p/255", true);
    check("tile/entries/000.p/17", true);
    check("tile/1/000.p/1", true);
    check(&format!("tile/0/001.p/{}", size % 256), true);
    check(&format!("tile/0/001.p/{}", size % 256 + 1), false);
    check("tile/0/001", false);
    check("tile/0/002", false);
    check("tile/1/000", false);
    check("tile/2/000.p/1", false);
    check("", false);
    check("../../keys/voices.key", false);
    check("tile/../../../keys/voices.key", false);
    check("/etc/passwd", false);
    check("checkpoint.new", false);
    check(&format!("addenda/00/00/{}", "0".repeat(64)), false);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_the_keys() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let (node, handle) = open(folder.path(), Options::CREATE);
    let key = node.verifier_key(&handle).unwrap();
    let mode = |path: &str| fs::metadata(folder.path().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("keys/voices.key"), 0o600);
    assert_eq!(mode("keys"), 0o700);
    drop(node);
    let (node, handle) = open(folder.path(), Options::CREATE);
    assert_eq!(node.verifier_key(&handle).unwrap(), key, "the key is the same after a restart");
}

#[test]
fn withdrawn_content_leaves_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (node, handle) = open(folder.path(), Options::CREATE);
    let said = state(&node, "Somebody's name");
    node.publish_record(&handle).unwrap();
    let entry = node.entry(&handle, said.entry).unwrap().unwrap();
    let path = addenda::path(&addenda::digests(&entry).unwrap()[0]);
    let file = node.record_folder(&handle).join(&path);
    assert!(file.is_file() && node.record_file(&handle, &path).unwrap().is_some());
    let redact = Command::Withdraw(WithdrawWords {
        entry: said.entry,
        reason: maru_forum::WithdrawalReason::PersonalData,
        ground: "GDPR Art 17(1)".into(),
    });
    act(&node, Actor::Operator, redact).unwrap();
    assert_eq!(node.record_file(&handle, &path).unwrap(), None, "gone at once for whoever asks the node");
    node.publish_record(&handle).unwrap();
    assert!(!file.exists());
    check_everywhere(&node, &handle);
    drop(node);
    fs::remove_dir_all(folder.path().join("record")).unwrap();
    let (node, handle) = open(folder.path(), Options::CREATE);
    node.publish_record(&handle).unwrap();
    assert!(!file.exists(), "it does not come back when the folder is built anew");
    check_everywhere(&node, &handle);
}

#[test]
fn withdrawn_words_leave_the_log_once_nobody_reads_and_at_a_start_after_a_crash() {
    const WORDS: &str = "Somebody's name";
    let holds = |folder: &std::path::Path| {
        let files = ["node.db", "node.db-wal"].map(|name| fs::read(folder.join(name)).unwrap_or_default());
        files.iter().any(|bytes| bytes.windows(WORDS.len()).any(|window| window == WORDS.as_bytes()))
    };
    let (folder, crashed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (node, _) = open(folder.path(), Options::CREATE);
    let said = state(&node, WORDS);
    let reader = rusqlite::Connection::open(folder.path().join("node.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM entry;").unwrap();
    let reason = maru_forum::WithdrawalReason::PersonalData;
    let withdrawal = WithdrawWords { entry: said.entry, reason, ground: "GDPR Art 17(1)".into() };
    act(&node, Actor::Operator, Command::Withdraw(withdrawal)).unwrap();
    assert!(holds(folder.path()), "the reader keeps the log as it was");
    for name in ["node.db", "node.db-wal"] {
        fs::copy(folder.path().join(name), crashed.path().join(name)).unwrap();
    }
    let after_the_crash = Node::open(crashed.path(), Options::EXISTING).unwrap();
    assert!(!holds(crashed.path()));
    drop((after_the_crash, reader));
    let until = Instant::now() + Duration::from_mins(1);
    while holds(folder.path()) {
        assert!(Instant::now() < until, "the words stay in the log");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_lost_folder_is_built_again_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let (node, handle) = open(folder.path(), Options::CREATE);
    vote_on_all(&node, 20, 30);
    node.publish_record(&handle).unwrap();
    let before = listing(&node.record_folder(&handle));
    drop(node);
    fs::remove_dir_all(folder.path().join("record")).unwrap();
    let (node, handle) = open(folder.path(), Options::CREATE);
    node.publish_record(&handle).unwrap();
    assert_eq!(listing(&node.record_folder(&handle)), before);
}

fn listing(folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for found in fs::read_dir(next).unwrap() {
            let path = found.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((
                    path.strip_prefix(folder).unwrap().display().to_string(),
                    fs::read(path).unwrap(),
                ));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_database_from_a_backup_is_refused_and_still_read() {
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup.db");
    let data = folder.path().join("data");
    let (node, handle) = open(&data, Options::CREATE);
    state(&node, "Before the backup");
    maru_store::backup(&data, &backup, None).unwrap();
    let last = state(&node, "After the backup");
    node.publish_record(&handle).unwrap();
    drop(node);
    for file in ["node.db", "node.db-wal", "node.db-shm"] {
        let _ = fs::remove_file(data.join(file));
    }
    maru_store::restore(&backup, &data, None).unwrap();
    let (node, handle) = open(&data, Options::CREATE);
    let reason = node.record_halted(&handle).unwrap();
    assert!(reason.contains("backup"), "{reason}");
    assert!(refusal(node.publish_record(&handle)).contains("backup"));
    let refused =
        act(&node, Actor::Operator, Command::Close(CloseProcess { reason: "test".into(), cut_short: true }));
    assert!(matches!(refused, Err(SubmitError::Stopped(reason)) if reason.contains("backup")));
    assert_eq!(node.checkpoint(&handle).unwrap().unwrap().checkpoint().size, last.entry.0 + 1);
    assert!(node.receipt(&handle, last.entry).unwrap().is_some(), "what was published is still served");
}

#[test]
fn a_backup_is_whole_under_load_and_nothing_else_is_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file, back) =
        (folder.path().join("data"), folder.path().join("all.backup"), folder.path().join("back"));
    let (node, handle) = open(&data, Options::CREATE);
    let over = std::sync::atomic::AtomicBool::new(false);
    let made = std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0.. {
                state(&node, &format!("Statement {number}"));
                if over.load(std::sync::atomic::Ordering::Relaxed) {
                    return;
                }
            }
        });
        let made = maru_store::backup(&data, &file, None).unwrap();
        over.store(true, std::sync::atomic::Ordering::Relaxed);
        made
    });
    assert!(made.records[0].entries <= handle.durable());
    let refused = |bytes: &[u8], words: &str| {
        let other = folder.path().join("other");
        fs::write(&other, bytes).unwrap();
        let error = maru_store::restore(&other, &back, None).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
        assert!(!back.exists(), "nothing was written");
    };
    let whole = fs::read(&file).unwrap();
    refused(b"[process]", "is no backup of a node: `maru backup FILE` makes one");
    refused(b"", "is no backup of a node");
    refused(&[0x1f, 0x8b, 8, 0], "it is packed; unpack it first");
    let tar = [&[b'a'; 257][..], b"ustar\0"].concat();
    refused(&tar, "maru process import-archive FILE");
    refused(&whole[..whole.len() / 2], "");
    let lock = folder.path().join("lock.db");
    maru_store::sequencer::LockDatabase::open(&lock).unwrap();
    refused(&fs::read(&lock).unwrap(), "it says what was signed last (lock.db or witness.db)");
    let bare = folder.path().join("bare");
    drop(open(&bare, Options::CREATE));
    let bare = fs::read(bare.join("node.db")).unwrap();
    refused(&bare, "it is a node's bare database (node.db)");
    refused(&bare, "`maru --data THAT_FOLDER backup FILE`");
    let stranger = folder.path().join("stranger.db");
    let songs = rusqlite::Connection::open(&stranger).unwrap();
    songs.execute_batch("CREATE TABLE song (title TEXT)").unwrap();
    drop(songs);
    refused(
        &fs::read(&stranger).unwrap(),
        "it is a database of SQLite, in which no tables of a node were found",
    );
    let of_a_folder = maru_store::restore(folder.path(), &back, None).unwrap_err().to_string();
    assert!(of_a_folder.contains("it is a folder"), "{of_a_folder}");
    let place = whole.windows(9).position(|bytes| bytes == b"Statement").unwrap();
    let mut flipped = whole.clone();
    flipped[place] ^= 1;
    refused(&flipped, "damaged");
    maru_store::restore(&file, &back, None).unwrap();
    let again = maru_store::restore(&file, &back, None).unwrap_err().to_string();
    assert!(again.contains("nothing was overwritten"), "{again}");
    let (node, handle) = open(&back, Options::CREATE);
    assert_eq!(handle.durable(), made.records[0].entries);
    assert!(refusal(node.publish_record(&handle)).contains("nothing is signed"));
    assert!(!back.join("keys").exists(), "no key was made");
}

#[test]
fn a_lock_from_a_backup_a_lost_key_and_damaged_tiles_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (node, handle) = open(folder.path(), Options::CREATE);
    vote_on_all(&node, 3, 3);
    node.publish_record(&handle).unwrap();
    let record = node.record_folder(&handle);
    drop(node);
    let check = |file: &str, change: &dyn Fn(&std::path::Path), words: &str| {
        let path = folder.path().join(file);
        let kept = fs::read(&path).unwrap();
        change(&path);
        let (node, handle) = open(folder.path(), Options::CREATE);
        let reason = refusal(node.publish_record(&handle));
        assert!(reason.contains(words), "{file}: {reason}");
        drop(node);
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{ending}", path.display()));
        }
        fs::write(&path, kept).unwrap();
        let (node, handle) = open(folder.path(), Options::CREATE);
        node.publish_record(&handle).unwrap();
        check_everywhere(&node, &handle);
    };
    let remove = |path: &std::path::Path| fs::remove_file(path).unwrap();
    let flip = |path: &std::path::Path| {
        let mut bytes = fs::read(path).unwrap();
        bytes[40] ^= 1;
        fs::write(path, bytes).unwrap();
    };
    let size = fs::read_dir(record.join("tile/0/000.p")).unwrap().next().unwrap().unwrap().file_name();
    let size = size.into_string().unwrap();
    check("lock.db", &remove, "lock.db");
    check("keys/voices.key", &remove, "put it back");
    check(&format!("record/voices/tile/0/000.p/{size}"), &flip, "right edge");
    check(&format!("record/voices/tile/entries/000.p/{size}"), &flip, "bundle");
    check(&format!("record/voices/tile/0/000.p/{size}"), &remove, "missing");
    check("record/voices/checkpoint", &|path| fs::write(path, "nonsense").unwrap(), "no checkpoint");
}
