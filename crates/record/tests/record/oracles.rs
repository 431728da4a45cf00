//! Crates that others wrote must agree with this one, on random records.

use std::collections::BTreeMap;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use maru_record::tree::{MemoryTree, Nodes as _, consistency_proof, inclusion_proof, leaf_hash};
use maru_record::{Algorithm, Checkpoint, Digest, Edge, SignedCheckpoint, SignerKey, TileReader};
use proptest::prelude::*;
use sha2::Sha256;
use tlog_tiles::{HashReader as _, TileHashReader};

fn entry(number: u64) -> Vec<u8> {
    number.to_string().into_bytes()
}

fn trees(size: u64) -> (MemoryTree, MemoryBackedTree<Sha256, Vec<u8>>) {
    let (mut ours, mut theirs) = (MemoryTree::new(), MemoryBackedTree::new());
    for number in 0..size {
        ours.push(leaf_hash(&entry(number)));
        theirs.push(entry(number));
    }
    (ours, theirs)
}

fn bytes(hashes: &[Digest]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// Our files, under the paths of Go's checksum database, which that crate asks for.
struct Files(BTreeMap<String, Vec<u8>>);

impl tlog_tiles::TileReader for Files {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[tlog_tiles::Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        let path = |tile: &tlog_tiles::Tile| tile.path().replacen("tile/8/", "tile/", 1);
        Ok(tiles.iter().map(|tile| self.0.get(&path(tile)).cloned().unwrap_or_default()).collect())
    }

    fn save_tiles(&self, _: &[tlog_tiles::Tile], _: &[Vec<u8>]) {}
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn ct_merkle_makes_the_same_roots_and_proofs(size in 1_u64..600, at in any::<u64>()) {
        let (ours, theirs) = trees(size);
        let their_root = theirs.root();
        prop_assert_eq!(ours.root_at(size).unwrap(), Digest((*their_root.as_bytes()).into()));
        let index = at % size;
        let proof = inclusion_proof(&ours, index, size).unwrap();
        let their_proof = theirs.prove_inclusion(index as usize);
        prop_assert_eq!(bytes(&proof), their_proof.as_bytes());
        let old = 1 + at % size;
        let proof = consistency_proof(&ours, old, size).unwrap();
        let their_proof = theirs.prove_consistency((size - old) as usize);
        prop_assert_eq!(bytes(&proof), their_proof.as_bytes());
    }

    #[test]
    fn tlog_tiles_reads_our_tiles_and_makes_the_same_proofs(size in 1_u64..70_000, at in any::<u64>()) {
        let mut edge = Edge::new();
        let entries: Vec<_> = (0..size).map(entry).collect();
        let files: BTreeMap<_, _> =
            edge.append(&entries).unwrap().writes.into_iter().map(|write| (write.path, write.bytes)).collect();
        let (root, index, old) = (tlog_tiles::Hash(edge.root().0), at % size, 1 + at % size);
        let ours = TileReader::new(&files, size);
        let files = Files(files.clone());
        let theirs = TileHashReader::new(size, root, &files);
        let plain = |hashes: Vec<tlog_tiles::Hash>| hashes.into_iter().map(|hash| Digest(hash.0)).collect::<Vec<_>>();
        prop_assert_eq!(ours.inclusion_proof(index).unwrap(), plain(tlog_tiles::prove_record(size, index, &theirs).unwrap()));
        prop_assert_eq!(ours.consistency_proof(old).unwrap(), plain(tlog_tiles::prove_tree(size, old, &theirs).unwrap()));
        let level = (at % 8) as u8;
        if let Ok(node) = ours.node(level, index >> level)
            && ((index >> level) + 1) << level <= size
        {
            let stored = tlog_tiles::stored_hash_index(level, index >> level);
            prop_assert_eq!(plain(theirs.read_hashes(&[stored]).unwrap()), [node]);
        }
    }
}

#[test]
fn signed_note_and_tlog_tiles_accept_our_checkpoints() {
    let name = "node.example/p/1";
    let key = SignerKey::from_seed(name.parse().unwrap(), Algorithm::Ed25519, &[1; 32]).unwrap();
    let witness =
        SignerKey::from_seed("w".parse().unwrap(), Algorithm::Ed25519Cosignature, &[2; 32]).unwrap();
    let head = Checkpoint { origin: name.to_owned(), size: 7, root: Digest::of(b"root") };
    let signed = SignedCheckpoint::sign(head, &[key, witness], 1_790_000_000).unwrap();
    let key = SignerKey::from_seed(name.parse().unwrap(), Algorithm::Ed25519, &[1; 32]).unwrap();

    let theirs = signed_note::Note::from_bytes(&signed.to_bytes()).unwrap();
    let verifier = signed_note::StandardVerifier::new(&key.verifier().to_string()).unwrap();
    let (good, unknown) = theirs.verify(&signed_note::VerifierList::new(vec![Box::new(verifier)])).unwrap();
    assert_eq!((good.len(), unknown.len()), (1, 1));
    assert_eq!(theirs.to_bytes(), signed.to_bytes());

    let checkpoint = tlog_tiles::Checkpoint::from_bytes(theirs.text()).unwrap();
    assert_eq!((checkpoint.origin(), checkpoint.size()), (name, 7));
    assert_eq!(checkpoint.to_bytes(), signed.checkpoint().text().into_bytes());

    let their_key = signed_note::StandardSigner::new(&key.to_secret_text()).unwrap();
    let mut note = signed_note::Note::new(signed.checkpoint().text().as_bytes(), &[]).unwrap();
    note.add_sigs(&[&their_key]).unwrap();
    let read = SignedCheckpoint::parse(&note.to_bytes()).unwrap();
    assert_eq!(read.note().signatures[0], signed.note().signatures[0]);
}

/// The eight points of small order, as they are written; the last six are other ways to write some of them.
const SMALL_ORDER: [&str; 14] = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

#[test]
fn no_point_of_small_order_makes_a_key_or_a_signature_and_another_program_agrees() {
    use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
    use maru_record::key::strict_key;

    let point = |hex: &str| -> [u8; 32] {
        let byte = |place: usize| u8::from_str_radix(&hex[2 * place..2 * place + 2], 16).unwrap();
        std::array::from_fn(byte)
    };
    let signer = SigningKey::from_bytes(&[7; 32]);
    let key = strict_key(&signer.verifying_key().to_bytes()).unwrap();
    let message = b"an act";
    let signature = signer.sign(message);
    assert!(key.verify_strict(message, &signature).is_ok());
    let theirs = |key: &[u8], signature: &Signature| {
        let key = ring::signature::UnparsedPublicKey::new(&ring::signature::ED25519, key);
        key.verify(message, &signature.to_bytes()).is_ok()
    };
    assert!(theirs(key.as_bytes(), &signature));
    for hex in SMALL_ORDER {
        let torsion = point(hex);
        assert_eq!(strict_key(&torsion), None, "{hex} is no key");
        let Ok(small) = VerifyingKey::from_bytes(&torsion) else { continue };
        let is_nothing = (small.to_edwards() + key.to_edwards()).compress() == key.to_edwards().compress();
        let mixed = (key.to_edwards() + small.to_edwards()).compress().to_bytes();
        assert_eq!(strict_key(&mixed).is_some(), is_nothing, "{hex} in a key");
        let of_signature = VerifyingKey::from_bytes(signature.r_bytes()).unwrap().to_edwards();
        let r = (of_signature + small.to_edwards()).compress().to_bytes();
        let moved = Signature::from_components(r, *signature.s_bytes());
        assert_eq!(key.verify_strict(message, &moved).is_ok(), is_nothing, "{hex} in a signature");
        assert_eq!(theirs(key.as_bytes(), &moved), is_nothing, "{hex} in a signature, to another program");
    }
    // The scalar written one order higher is another signature of the same act, and counts for nobody.
    let order = point("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    let mut carry = 0_u16;
    let higher = std::array::from_fn(|place| {
        carry += u16::from(signature.s_bytes()[place]) + u16::from(order[place]);
        let byte = carry as u8;
        carry >>= 8;
        byte
    });
    let malleable = Signature::from_components(*signature.r_bytes(), higher);
    assert!(key.verify_strict(message, &malleable).is_err() && !theirs(key.as_bytes(), &malleable));
}
