//! The bytes of every entry type, kept for ever: a change here is a change of the format.
//!
//! `GOLDEN=write cargo test -p maru-forum --test golden` writes files for new types; it never overwrites one.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maru_forum::{
    Author, Charter, EntryNumber, Event, GroupId, Moment, ParticipantId, Pseudonym, Recorded, Role,
    StatementId, Verdict, Vote, decode, encode,
};
use maru_record::{Digest, Entry};

const AUTHOR: Author = Author::Participant(ParticipantId(EntryNumber(7)));

fn charter() -> Charter {
    toml::from_str(include_str!("golden/charter.toml")).expect("the test's charter")
}

#[expect(clippy::too_many_lines, reason = "one example of every type, to be read as a list")]
fn events() -> Vec<(&'static str, Author, Event)> {
    let digest = |byte: u8| Digest([byte; 32]);
    let en = || "en".parse().expect("a language");
    vec![
        (
            "genesis",
            Author::Operator,
            Event::Genesis { origin: "forum.example/p/voices".into(), charter: Box::new(charter()) },
        ),
        (
            "rule",
            Author::Operator,
            Event::CharterChanged { charter: Box::new(charter()), reason: "a longer phase".into() },
        ),
        (
            "stage",
            Author::Operator,
            Event::StageChanged { open: true, reason: "as the timetable says".into() },
        ),
        (
            "source",
            Author::Operator,
            Event::SourceNamed {
                name: "Polis".into(),
                url: "https://pol.is/x".into(),
                licence: "CC BY 4.0".into(),
                description: "A topic".into(),
            },
        ),
        (
            "admit",
            Author::Operator,
            Event::Admitted {
                pseudonym: Pseudonym::new("heron-27").expect("a pseudonym"),
                role: Role::Participant,
                group: Some(GroupId("academia".into())),
                country: Some("KR".parse().expect("a country")),
                key: Some([9; 32]),
                verified: true,
                source_id: None,
            },
        ),
        (
            "statement",
            AUTHOR,
            Event::Stated {
                language: "ko".parse().expect("a language"),
                length: 12,
                content: digest(1),
                source_id: Some(3),
                source_time: Some(1_400_000_000_123),
            },
        ),
        (
            "translation",
            AUTHOR,
            Event::Translated {
                statement: StatementId(EntryNumber(9)),
                language: en(),
                translator: "human".into(),
                content: digest(2),
            },
        ),
        (
            "vote",
            AUTHOR,
            Event::Voted { statement: StatementId(EntryNumber(9)), vote: Vote::Disagree, source_time: None },
        ),
        (
            "mod",
            AUTHOR,
            Event::Moderated {
                statement: StatementId(EntryNumber(9)),
                verdict: Verdict::Rejected,
                reason: "off topic".into(),
                rule: "off_topic".into(),
            },
        ),
        (
            "draft",
            Author::Operator,
            Event::DraftPublished {
                version: 2,
                texts: vec![(en(), digest(3)), ("ko".parse().expect("a language"), digest(4))],
                reason: "after the remarks".into(),
            },
        ),
        (
            "result",
            Author::Operator,
            Event::ResultPublished {
                kind: "opinion-map".into(),
                entries: 1_000,
                algorithm: "maru 1".into(),
                output: digest(5),
                figures: vec![("groups".into(), 2), ("participants".into(), 412)],
            },
        ),
        (
            "decision",
            Author::Operator,
            Event::Decided {
                outcome: "adopted".into(),
                result: Some(EntryNumber(1_000)),
                content: digest(6),
                language: en(),
            },
        ),
        (
            "redact",
            Author::Operator,
            Event::Redacted {
                entry: EntryNumber(9),
                reason: "personal-data".into(),
                ground: "GDPR Art 17".into(),
            },
        ),
    ]
}

fn recorded(author: Author, event: Event) -> Recorded {
    let chain = matches!(author, Author::Participant(_)).then_some((4, EntryNumber(31)));
    Recorded { at: Moment(1_790_000_000), author, chain, signature: None, event }
}

fn check(name: &str, entry: &Entry) {
    let bytes = entry.encode().expect("an entry that fits");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.entry"));
    if std::env::var_os("GOLDEN").is_some() && !path.exists() {
        std::fs::write(&path, &bytes).expect("the golden file can be written");
    }
    let golden = std::fs::read(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()));
    assert_eq!(
        String::from_utf8_lossy(&bytes),
        String::from_utf8_lossy(&golden),
        "{name}: the format changed"
    );
    assert_eq!(bytes, golden, "{name}: the addenda index changed");
}

#[test]
fn every_type_has_its_golden_bytes_and_reads_back() {
    for (name, author, event) in events() {
        let recorded = recorded(author, event);
        let entry = encode(&recorded);
        check(name, &entry);
        let again =
            decode(&Entry::decode(&entry.encode().expect("bytes")).expect("an entry")).expect("an event");
        assert_eq!(again, recorded, "{name} does not read back");
    }
}

/// The example of `docs/record.md`, signed by a program of others (Python's `cryptography`).
#[test]
fn a_signature_made_elsewhere_fits() {
    let key = "GX9rI+FshTLGq8g4+s1ep4m+DHaykgM0A5v6iz02jWE=";
    let signature =
        "Dx4ebcC9X6RZ9vT8mME6PPNtiYX98vS+nYKmt+ufP2S+kq7JK1+1+neNdhMnXHFtbTGeQAFEWLjEkMZIolI8AQ==";
    let event = Event::Voted { statement: StatementId(EntryNumber(9)), vote: Vote::Agree, source_time: None };
    let bytes = |text: &str| BASE64.decode(text).expect("base64");
    let signature: [u8; 64] = bytes(signature).try_into().expect("64 bytes");
    let entry = encode(&Recorded { signature: Some(signature), ..recorded(AUTHOR, event) });
    let key: [u8; 32] = bytes(key).try_into().expect("32 bytes");
    let key = ed25519_dalek::VerifyingKey::from_bytes(&key).expect("a key");
    assert_eq!(entry.verify_signature("forum.example/p/voices", &key), Ok(()));
    assert!(entry.verify_signature("forum.example/p/other", &key).is_err());
}

#[test]
fn a_self_signed_vote_has_its_golden_bytes() {
    let event = Event::Voted { statement: StatementId(EntryNumber(9)), vote: Vote::Agree, source_time: None };
    let signed = Recorded { signature: Some([3; 64]), ..recorded(AUTHOR, event) };
    check("vote-signed", &encode(&signed));
}

#[test]
fn a_field_that_no_type_has_is_refused() {
    let (_, author, event) = events().swap_remove(7);
    let mut entry = encode(&recorded(author, event));
    if let maru_record::Value::Object(fields) = &mut entry.body {
        fields.insert("weight".into(), maru_record::Value::Integer(2));
    }
    let error = decode(&entry).expect_err("a surplus field");
    assert!(error.to_string().contains("vote"), "{error}");
}
