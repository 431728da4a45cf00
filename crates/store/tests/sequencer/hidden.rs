//! A mirror keeps no words that nobody may read by the record itself, whatever the source shows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use maru_forum::{Author, EntryNumber, ParticipantId, Stated, Verdict};
use maru_record::witness::monitoring_path;
use maru_record::{
    Algorithm, Checkpoint, Edge, SignedCheckpoint, SignerKey, SourceError, TileSource, VerifierKey, addenda,
};
use maru_store::mirror::{Mirror, Pulled};
use maru_testkit::{ORIGIN, Story, operator};

/// The record of a story, by an organiser who shows every content that there is.
struct Careless {
    files: BTreeMap<String, Vec<u8>>,
    keys: Vec<VerifierKey>,
}

impl Careless {
    fn of(story: &Story) -> Self {
        let signer = |algorithm| SignerKey::from_seed(ORIGIN.parse().unwrap(), algorithm, &[9; 32]).unwrap();
        let signers = [signer(Algorithm::Ed25519), signer(Algorithm::MlDsa44)];
        let entries: Vec<_> = story.entries.iter().map(|entry| entry.encode().unwrap()).collect();
        let mut edge = Edge::new();
        let growth = edge.append(&entries).unwrap();
        let head = Checkpoint { origin: ORIGIN.to_owned(), size: edge.size(), root: edge.root() };
        let note = SignedCheckpoint::sign(head, &signers, 1_800_000_000).unwrap().to_bytes();
        let contents = story.contents.iter().map(|(digest, bytes)| (addenda::path(digest), bytes.clone()));
        let mut files: BTreeMap<_, _> =
            growth.writes.into_iter().map(|write| (write.path, write.bytes)).collect();
        files.extend(contents);
        files.insert("checkpoint".to_owned(), note);
        Self { files, keys: signers.iter().map(|key| key.verifier().clone()).collect() }
    }
}

impl TileSource for Careless {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        Ok(self.files.get(path).cloned())
    }
}

fn pull(mirror: &Mirror, story: &Story) -> Pulled {
    let source = Careless::of(story);
    mirror.pull(&source, ORIGIN, &source.keys, &|| false).unwrap()
}

/// The texts that a copy holds.
fn kept(folder: &Path, story: &Story) -> BTreeSet<String> {
    let copy = folder.join("mirror").join(monitoring_path(ORIGIN));
    let there = story.contents.iter().filter(|(digest, _)| copy.join(addenda::path(digest)).exists());
    there.map(|(_, bytes)| text_of(bytes)).collect()
}

fn text_of(bytes: &[u8]) -> String {
    maru_forum::Content::parse(bytes).unwrap().get("text").unwrap().to_owned()
}

/// What the state of the story lets anyone read.
fn readable(story: &Story) -> BTreeSet<String> {
    let anyone = maru_forum::Reading::Anyone;
    let shown = story.contents.iter().filter(|(digest, _)| story.process.ledger.may_read(digest, anyone));
    shown.map(|(_, bytes)| text_of(bytes)).collect()
}

fn names(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn a_mirror_keeps_just_the_words_that_anyone_may_read() {
    let (folder, mut story) = (tempfile::tempdir().unwrap(), Story::open());
    let mirror = Mirror::new(folder.path(), "mirror.example");
    let heron = story.joins("heron");
    let said = heron.states(&mut story, "Said.");
    let judged = heron.states(&mut story, "Judged.");
    for statement in [said, judged] {
        operator().moderates(&mut story, statement, Verdict::Accepted, "on topic");
    }
    heron.translates(&mut story, judged, "ko", "판정.");
    operator().moderates(&mut story, judged, Verdict::Rejected, "off topic");
    // By an author whom nobody admitted: it breaks a rule, so it says nothing to anybody.
    let text = story.words("Forced.");
    story.force(
        Author::Participant(ParticipantId(EntryNumber(77))),
        Stated { text, source_id: None, source_text: None },
    );
    let check = |story: &Story, expected: &[&str], withdrawn: u64| {
        let pulled = pull(&mirror, story);
        assert_eq!(kept(folder.path(), story), names(expected));
        assert_eq!(readable(story), names(expected));
        assert_eq!((pulled.withdrawn, pulled.missing), (withdrawn, 0));
        // Who comes late has the same; who goes on without having looked at it again, too.
        let late = tempfile::tempdir().unwrap();
        pull(&Mirror::new(late.path(), "late.example"), story);
        assert_eq!(kept(late.path(), story), names(expected));
    };
    check(&story, &["Said."], 0);
    operator().moderates(&mut story, judged, Verdict::Meta, "about the process");
    check(&story, &["Said.", "Judged.", "판정."], 0);
    operator().moderates(&mut story, said, Verdict::Rejected, "a name in it");
    check(&story, &["Judged.", "판정."], 0);
    operator().withdraws(&mut story, judged.0);
    check(&story, &[], 1);
}

#[test]
fn a_copy_by_an_earlier_version_loses_what_nobody_may_read() {
    let (folder, mut story) = (tempfile::tempdir().unwrap(), Story::open());
    let heron = story.joins("heron");
    let said = heron.states(&mut story, "Said.");
    operator().moderates(&mut story, said, Verdict::Rejected, "off topic");
    let text = story.words("Forced.");
    story.force(
        Author::Participant(ParticipantId(EntryNumber(77))),
        Stated { text, source_id: None, source_text: None },
    );
    pull(&Mirror::new(folder.path(), "mirror.example"), &story);
    let copy = folder.path().join("mirror").join(monitoring_path(ORIGIN));
    for (digest, bytes) in &story.contents {
        let path = copy.join(addenda::path(digest));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    assert_eq!(kept(folder.path(), &story), names(&["Said.", "Forced."]));
    story.joins("crane");
    pull(&Mirror::new(folder.path(), "mirror.example"), &story);
    assert_eq!(kept(folder.path(), &story), names(&[]));
}
