//! Any bytes: no reader panics, and what a reader takes is what its writer would have written.

use maru_record::witness::AddCheckpoint;
use maru_record::{
    Checkpoint, Digest, Entry, Locator, Note, Policy, Proof, SignedCheckpoint, SignerKey, Tile, Value,
    VerifierKey, addenda, canonical,
};
use proptest::prelude::*;

/// Values that have a canonical text.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        (-canonical::MAX_INTEGER..=canonical::MAX_INTEGER).prop_map(Value::Integer),
        any::<String>().prop_map(Value::text),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            prop::collection::btree_map("[ !#-\\[\\]-~]{1,12}", inner, 0..6).prop_map(Value::Object),
        ]
    })
}

/// Bytes near the formats: pieces that the readers know, in any order.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "0",
        "-",
        "17",
        "true",
        "false",
        "\\",
        "\\u00",
        "\\n",
        "a",
        "\u{e9}",
        "e\u{301}",
        "\n",
        "\n\n",
        "\u{2014} ",
        "node.example/p/1",
        " ",
        "+",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
        "AAAA",
        "c2sp.org/tlog-proof@v1",
        "index ",
        "extra ",
        "old ",
        "log ",
        "witness ",
        "group ",
        "quorum ",
        "none",
        "all",
        "any",
        "tile/",
        "entries/",
        "x001/",
        "234",
        ".p/",
        "PRIVATE+KEY+",
        "530d903a",
        "\0",
        "\u{1}",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ]);
    prop::collection::vec(known, 0..24).prop_map(|parts| parts.concat().into_bytes())
}

fn read_by_all(bytes: &[u8]) {
    let built = canonical::parse(bytes);
    assert_eq!(built.as_ref().err(), canonical::check(bytes).as_ref().err());
    if let Ok(value) = built {
        assert_eq!(value.encode(), bytes);
    }
    let entry = Entry::decode(bytes);
    assert_eq!(entry.as_ref().err(), Entry::check(bytes).as_ref().err());
    if let Ok(entry) = entry {
        assert_eq!(entry.encode().unwrap(), bytes);
        assert_eq!(addenda::digests(bytes).unwrap(), entry.addenda);
    }
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
    }
    if let Ok(signed) = SignedCheckpoint::parse(bytes) {
        assert_eq!(signed.to_bytes(), bytes);
    }
    if let Ok(proof) = Proof::parse(bytes) {
        assert_eq!(proof.to_string().as_bytes(), bytes);
    }
    if let Ok(request) = AddCheckpoint::parse(bytes) {
        assert_eq!(request.body().as_bytes(), bytes);
    }
    let _ = Policy::parse(bytes);
    let _ = addenda::digests(bytes);
    let _ = addenda::open(bytes, &Digest::of(bytes));
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        assert_eq!(checkpoint.text(), text);
    }
    if let Ok(key) = text.parse::<VerifierKey>() {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(key) = SignerKey::from_secret_text(text) {
        assert_eq!(key.to_secret_text(), text);
    }
    if let Ok(tile) = text.parse::<Tile>() {
        assert_eq!(tile.path(), text);
    }
    let _ = text.parse::<Digest>();
    let _ = Locator::parse(text);
    let _ = addenda::parse_path(text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_by_all(&bytes);
    }

    #[test]
    fn any_near_miss_is_read_without_panic(bytes in pieces()) {
        read_by_all(&bytes);
    }

    #[test]
    fn a_value_is_read_as_it_was_written(value in value()) {
        prop_assert_eq!(value.check(), Ok(()));
        let bytes = value.encode();
        prop_assert_eq!(canonical::parse(&bytes), Ok(value));
        prop_assert_eq!(canonical::check(&bytes), Ok(()));
    }

    #[test]
    fn an_entry_is_read_as_it_was_written(
        members in prop::collection::btree_map("[a-z]{1,8}", value(), 0..5),
        addenda in prop::collection::vec(any::<[u8; 32]>(), 0..4),
        at in any::<prop::sample::Index>(), flip in 1_u8..=255,
    ) {
        let entry = Entry { body: Value::Object(members), addenda: addenda.into_iter().map(Digest).collect() };
        let bytes = entry.encode().unwrap();
        prop_assert_eq!(Entry::decode(&bytes).unwrap(), entry.clone());
        read_by_all(&bytes);
        let mut changed = bytes.clone();
        changed[at.index(bytes.len())] ^= flip;
        read_by_all(&changed);
        if let Ok(other) = Entry::decode(&changed) {
            prop_assert_ne!(other, entry);
        }
    }
}
