//! Known answers: of the specifications, of other implementations, and our own golden bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maru_record::cosignature::{ed25519_message, ml_dsa_message};
use maru_record::tree::{
    Frontier, MemoryTree, consistency_proof, empty_root, inclusion_proof, leaf_hash, subtree_proof,
    subtree_root, verify_subtree,
};
use maru_record::witness::AddCheckpoint;
use maru_record::{
    Algorithm, Checkpoint, Digest, Entry, KeyName, Note, NoteError, Proof, SignedCheckpoint, SignerKey,
    Value, VerifierKey,
};

/// Go's `golang.org/x/mod/sumdb/note` documents this key, text and signature.
const GO_VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_SKEY: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const GO_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

#[test]
fn the_signed_note_of_go_is_read_verified_and_written_back() {
    let note = Note::parse(GO_NOTE.as_bytes()).unwrap();
    let key: VerifierKey = GO_VKEY.parse().unwrap();
    assert_eq!(note.verify([&key]).unwrap().len(), 1);
    assert_eq!(note.to_string(), GO_NOTE);
    assert_eq!(key.to_string(), GO_VKEY);
    let signer = SignerKey::from_secret_text(GO_SKEY).unwrap();
    assert_eq!(signer.verifier(), &key);
    assert_eq!(signer.to_secret_text(), GO_SKEY);
}

#[test]
fn the_vkey_of_the_specification_has_the_id_written_in_it() {
    let text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    let key: VerifierKey = text.parse().unwrap();
    assert_eq!(
        (key.name().as_str(), key.id(), key.algorithm()),
        ("example.com/foo", 0x530d_903a, Algorithm::Ed25519)
    );
    assert_eq!(key.to_string(), text);
    assert_eq!(text.replace("530d", "530e").parse::<VerifierKey>(), Err(NoteError::KeyId));
    assert_eq!(text.replace("foo", "fop").parse::<VerifierKey>(), Err(NoteError::KeyId));
    assert_eq!(text.replace("530d903a", "530D903A").parse::<VerifierKey>(), Err(NoteError::Key));
    assert_eq!(text.replace("+Aek", "+Bek").parse::<VerifierKey>(), Err(NoteError::KeyType(5)));
}

#[test]
fn the_note_and_checkpoint_of_the_specifications_are_read_and_written_back() {
    let checkpoint = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
        \u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
        \u{2014} witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
    let signed = SignedCheckpoint::parse(checkpoint.as_bytes()).unwrap();
    assert_eq!(signed.checkpoint().origin, "example.com/behind-the-sofa");
    assert_eq!(signed.checkpoint().size, 20_852_163);
    assert_eq!(signed.note().signatures[1].key_id, 0x8d66_cf3f);
    assert_eq!(signed.to_bytes(), checkpoint.as_bytes());
    let message = ed25519_message(1_679_315_147, &signed.checkpoint().text());
    assert_eq!(
        message,
        b"cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n\
          CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    );
    let poem = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned \u{e8} subito sera.\n\n\
        \u{2014} quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    let note = Note::parse(poem.as_bytes()).unwrap();
    assert!(note.text.ends_with("sera.\n") && note.text.contains("\n\n"));
    assert_eq!(note.to_string(), poem);
}

/// The leaves of the reference tree in the RFC 6962 test suites.
const REFERENCE_LEAVES: [&[u8]; 8] = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
];

/// Subtree proofs of that tree, as transparency-dev/merkle gives them in `testdata/subtreeconsistency`.
#[test]
fn subtree_proofs_are_those_of_another_implementation() {
    const LEFT_HALF: &str = "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=";
    const RIGHT_HALF: &str = "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ=";
    const FOUR_FIVE: &str = "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=";
    const SIX_SEVEN: &str = "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=";
    const SIX: &str = "sIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8=";
    const SEVEN: &str = "Rvb/rdPQagn/PFhg0nVci5gZ2330QlF4jH2OMYDejrE=";
    let mut tree = MemoryTree::new();
    tree.extend(REFERENCE_LEAVES.map(leaf_hash));
    let root = tree.root_at(8).unwrap();
    let check = |start, end, part: &str, proof: &[&str]| {
        let digest = |text: &str| Digest(STANDARD.decode(text).unwrap().try_into().unwrap());
        let (part, proof) = (digest(part), proof.iter().map(|hash| digest(hash)).collect::<Vec<_>>());
        assert_eq!(subtree_root(&tree, start, end).unwrap(), part, "{start} {end}");
        assert_eq!(subtree_proof(&tree, start, end, 8).unwrap(), proof, "{start} {end}");
        assert_eq!(verify_subtree(&proof, start, end, &part, 8, &root), Ok(()), "{start} {end}");
    };
    check(
        2,
        4,
        "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
        &["+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=", RIGHT_HALF],
    );
    check(4, 7, "g327FS6bB5AQcX6E6GXaTrwPoZioBtWdMb8VrM7yLQ4=", &[SIX, SEVEN, FOUR_FIVE, LEFT_HALF]);
    check(0, 6, "duZ9rbzfHhDht03cYIq9L5jfsW+851J3tSMqEn8gh+8=", &[FOUR_FIVE, SIX_SEVEN, LEFT_HALF]);
    check(7, 8, SEVEN, &[SIX, FOUR_FIVE, LEFT_HALF]);
    check(6, 8, SIX_SEVEN, &[FOUR_FIVE, LEFT_HALF]);
}

/// That tree's root after each of its leaves.
#[test]
fn the_reference_tree_of_certificate_transparency_has_its_roots() {
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut tree = Frontier::new();
    assert_eq!(tree.root(), empty_root());
    for (leaf, root) in REFERENCE_LEAVES.iter().zip(roots) {
        tree.push(leaf_hash(leaf));
        assert_eq!(tree.root().to_string(), root);
    }
}

fn checkpoint() -> Checkpoint {
    Checkpoint { origin: "node.example/p/1".to_owned(), size: 258, root: Digest::of(b"root") }
}

#[test]
fn what_a_post_quantum_signature_signs_is_laid_out_as_specified() {
    let name: KeyName = "w.example/1".parse().unwrap();
    let mut expected = b"subtree/v1\n\0\x0bw.example/1".to_vec();
    expected.extend(1_700_000_000_u64.to_be_bytes());
    expected.extend(b"\x10node.example/p/1");
    expected.extend([0; 8]);
    expected.extend(258_u64.to_be_bytes());
    expected.extend(Digest::of(b"root").0);
    assert_eq!(ml_dsa_message(&name, 1_700_000_000, &checkpoint()), expected);
}

/// Golden bytes: these lines must be written for ever. Ed25519 and deterministic ML-DSA give the same bytes each time.
#[test]
fn signed_checkpoints_keep_their_bytes() {
    let key = |name: &str, algorithm, seed| {
        SignerKey::from_seed(name.parse().unwrap(), algorithm, &[seed; 32]).unwrap()
    };
    let log = key("node.example/p/1", Algorithm::Ed25519, 1);
    let witness = key("node.example/w", Algorithm::Ed25519Cosignature, 2);
    let mut keys = vec![log, witness];
    #[cfg(feature = "ml-dsa")]
    keys.push(key("node.example/p/1", Algorithm::MlDsa44, 3));
    let signed = SignedCheckpoint::sign(checkpoint(), &keys, 1_700_000_000).unwrap();
    let verifiers: Vec<_> = keys.iter().map(|key| key.verifier().clone()).collect();
    assert_eq!(signed.verify(&verifiers).unwrap().len(), keys.len());
    let lines: Vec<_> = signed.note().signatures.iter().map(ToString::to_string).collect();
    golden("checkpoint-0x01.txt", &lines[0]);
    golden("checkpoint-0x04.txt", &lines[1]);
    #[cfg(feature = "ml-dsa")]
    golden("checkpoint-0x06.sha256", &Digest::of(lines[2].as_bytes()).to_string());
    for (number, key) in keys.iter().enumerate() {
        assert_eq!(key.verifier().to_string().parse::<VerifierKey>().unwrap(), verifiers[number]);
        assert_eq!(
            SignerKey::from_secret_text(&key.to_secret_text()).unwrap().verifier(),
            &verifiers[number]
        );
        assert!(!format!("{key:?}").contains(&key.to_secret_text()[70..]));
    }
}

/// A signed entry with addenda, its receipt and the request to a witness: golden bytes of our own formats.
#[test]
fn entries_receipts_and_requests_keep_their_bytes() {
    let author = ed25519_dalek::SigningKey::from_bytes(&[5; 32]);
    let mut entry = Entry::new(Value::object([
        ("v", 1_i64.into()),
        ("t", "example".into()),
        ("ts", 1_790_000_000_i64.into()),
        ("a", 3_i64.into()),
        ("text", "\u{b9c8}\u{b8e8} \"\\\n\u{1}".into()),
        ("list", Value::list([true.into(), (-7_i64).into(), Value::object([("k", "v".into())])])),
    ]));
    entry.addenda = vec![Digest::of(b"first"), Digest::of(b"second")];
    entry.sign("node.example/p/1", &author).unwrap();
    entry.verify_signature("node.example/p/1", &author.verifying_key()).unwrap();
    let bytes = entry.encode().unwrap();
    golden("entry.hex", &hex(&bytes));
    assert_eq!(Entry::decode(&bytes).unwrap(), entry);

    let mut tree = MemoryTree::new();
    tree.extend((0..5_u8).map(|number| leaf_hash(&[number])));
    tree.push(leaf_hash(&bytes));
    let head = Checkpoint { origin: "node.example/p/1".to_owned(), size: 6, root: tree.root_at(6).unwrap() };
    let key =
        SignerKey::from_seed("node.example/p/1".parse().unwrap(), Algorithm::Ed25519, &[1; 32]).unwrap();
    let checkpoint = SignedCheckpoint::sign(head, &[key], 0).unwrap();
    let hashes = inclusion_proof(&tree, 5, 6).unwrap();
    let receipt = Proof { extra: Some(bytes), index: 5, hashes, checkpoint: checkpoint.clone() };
    golden("receipt.tlog-proof", receipt.to_string().trim_end());
    let request = AddCheckpoint { old_size: 3, proof: consistency_proof(&tree, 3, 6).unwrap(), checkpoint };
    golden("add-checkpoint.txt", request.body().trim_end());
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// Compares with a file in the tree; `MARU_BLESS=1` writes it, which only a new format may do.
fn golden(name: &str, actual: &str) {
    let path = format!("{}/tests/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("MARU_BLESS").is_some() {
        std::fs::write(&path, format!("{actual}\n")).unwrap();
    }
    assert_eq!(actual, std::fs::read_to_string(&path).unwrap_or_default().trim_end(), "{name}");
}

#[path = "../../examples/prove.rs"]
mod prove;

#[test]
fn the_example_does_what_it_says() {
    prove::main().unwrap();
}
