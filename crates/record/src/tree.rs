//! The Merkle tree of RFC 6962 over SHA-256: hashes, roots and proofs.
//!
//! One recursion serves all three proofs. A *subtree proof* shows that the hash of the leaves `[start, end)` belongs to a
//! tree of a given size (draft-ietf-plants-merkle-tree-certs); an inclusion proof is the one for `[index, index + 1)`, a
//! consistency proof the one for `[0, old size)`. Trees have fewer than 2^63 leaves, so no recursion is deeper than 63.

use sha2::{Digest as _, Sha256};

use crate::digest::{DIGEST_BYTES, Digest};

/// The most leaves that a tree may have: every number of one, and of all of them, is a positive number of 64 bits with a sign.
pub const MAX_SIZE: u64 = (1 << 63) - 1;
/// The most hashes that any proof needs.
pub const MAX_PROOF: usize = 63;

/// The hash of a leaf: SHA-256 of a zero byte and the entry.
pub fn leaf_hash(entry: &[u8]) -> Digest {
    Digest(Sha256::new_with_prefix([0]).chain_update(entry).finalize().into())
}

/// The hash of an inner node: SHA-256 of a one byte and both children.
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let mut bytes = [1; 1 + 2 * DIGEST_BYTES];
    bytes[1..=DIGEST_BYTES].copy_from_slice(&left.0);
    bytes[1 + DIGEST_BYTES..].copy_from_slice(&right.0);
    Digest::of(&bytes)
}

/// The root of a tree without leaves.
pub fn empty_root() -> Digest {
    Digest::of(b"")
}

/// Why a proof is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The positions do not fit each other.
    #[error("leaves {start} to {end} are no valid part of a tree of {size}")]
    Range {
        /// Number of the first leaf, from 0.
        start: u64,
        /// One past the last leaf.
        end: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The proof has too few or too many hashes.
    #[error("the proof has {0} hashes, which is not the number needed")]
    Length(usize),
    /// The proof leads to another root or to another part.
    #[error("the proof leads to another root hash")]
    Mismatch,
}

/// Gives the hash of a complete subtree: `node(level, index)` covers the leaves `[index << level, (index + 1) << level)`.
pub trait Nodes {
    /// Why a hash cannot be given.
    type Error;
    /// The hash of a complete subtree.
    fn node(&self, level: u8, index: u64) -> Result<Digest, Self::Error>;
}

/// The largest power of two below `leaves`, which must be at least two.
fn split_point(leaves: u64) -> u64 {
    1 << (leaves - 1).ilog2()
}

/// The hash of the leaves `[start, end)`, computed as RFC 6962 computes the hash of a list.
///
/// `start` must be a multiple of the smallest power of two that is not below the number of leaves; so must it be for
/// every subtree of a tree.
pub fn subtree_root<N: Nodes>(nodes: &N, start: u64, end: u64) -> Result<Digest, N::Error> {
    let leaves = end.saturating_sub(start);
    if leaves == 0 {
        return Ok(empty_root());
    }
    if leaves.is_power_of_two() {
        let level = leaves.trailing_zeros();
        return nodes.node(level as u8, start >> level);
    }
    let middle = start + split_point(leaves);
    Ok(node_hash(&subtree_root(nodes, start, middle)?, &subtree_root(nodes, middle, end)?))
}

/// The proof that the leaf at `index` is in the tree of `size` leaves; the leaf's sibling comes first.
pub fn inclusion_proof<N: Nodes>(nodes: &N, index: u64, size: u64) -> Result<Vec<Digest>, N::Error> {
    subtree_proof(nodes, index, index.saturating_add(1), size)
}

/// The proof that the tree of `size` leaves begins with the tree of `old` leaves.
pub fn consistency_proof<N: Nodes>(nodes: &N, old: u64, size: u64) -> Result<Vec<Digest>, N::Error> {
    subtree_proof(nodes, 0, old, size)
}

/// The proof that the leaves `[start, end)` are in the tree of `size` leaves. Positions that do not fit give no hashes.
pub fn subtree_proof<N: Nodes>(nodes: &N, start: u64, end: u64, size: u64) -> Result<Vec<Digest>, N::Error> {
    let mut proof = Vec::new();
    if is_part(start, end, size) {
        let mut walk = Walk { at: 0, start, end, size, known: true };
        let mut outermost_first = Vec::new();
        while !walk.is_whole() {
            let (from, to) = walk.descend();
            outermost_first.push((from, to));
        }
        if !walk.known {
            proof.push(subtree_root(nodes, walk.at, walk.at + walk.size)?);
        }
        for (from, to) in outermost_first.into_iter().rev() {
            proof.push(subtree_root(nodes, from, to)?);
        }
    }
    Ok(proof)
}

/// Whether `[start, end)` is a subtree of a tree of `size` leaves, in the sense of the draft.
fn is_part(start: u64, end: u64, size: u64) -> bool {
    start < end && end <= size && size <= MAX_SIZE && start.is_multiple_of((end - start).next_power_of_two())
}

/// A position in the descent from the whole tree to the wanted leaves.
struct Walk {
    /// The first leaf of the present tree, counted in the whole one.
    at: u64,
    /// The wanted leaves, counted from `at`.
    start: u64,
    end: u64,
    /// Leaves in the present tree.
    size: u64,
    /// Whether the verifier knows the hash of the wanted leaves if they are the present tree.
    known: bool,
}

/// How the wanted leaves lie to the two halves of a tree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Both,
}

impl Walk {
    fn is_whole(&self) -> bool {
        self.start == 0 && self.end == self.size
    }

    fn side(&self) -> (Side, u64) {
        let middle = split_point(self.size);
        if self.end <= middle {
            (Side::Left, middle)
        } else if self.start >= middle {
            (Side::Right, middle)
        } else {
            (Side::Both, middle)
        }
    }

    /// Goes one level down and names the leaves of the half that is left aside.
    fn descend(&mut self) -> (u64, u64) {
        let (side, middle) = self.side();
        if side == Side::Left {
            let aside = (self.at + middle, self.at + self.size);
            self.size = middle;
            return aside;
        }
        let aside = (self.at, self.at + middle);
        self.at += middle;
        self.start = self.start.saturating_sub(middle);
        self.end -= middle;
        self.size -= middle;
        self.known &= side == Side::Right;
        aside
    }
}

/// Checks that the leaf with hash `leaf` stands at `index` in the tree of `size` leaves with this root.
pub fn verify_inclusion(
    proof: &[Digest],
    index: u64,
    leaf: &Digest,
    size: u64,
    root: &Digest,
) -> Result<(), ProofError> {
    verify_subtree(proof, index, index.saturating_add(1), leaf, size, root)
}

/// Checks that the tree of `size` leaves begins with the tree of `old` leaves. An empty tree begins every tree.
pub fn verify_consistency(
    proof: &[Digest],
    old: u64,
    old_root: &Digest,
    size: u64,
    root: &Digest,
) -> Result<(), ProofError> {
    if old == 0 && size <= MAX_SIZE {
        let roots_fit = *old_root == empty_root() && (size > 0 || *root == empty_root());
        return match (proof.len(), roots_fit) {
            (0, true) => Ok(()),
            (0, false) => Err(ProofError::Mismatch),
            (length, _) => Err(ProofError::Length(length)),
        };
    }
    verify_subtree(proof, 0, old, old_root, size, root)
}

/// Checks that the leaves `[start, end)` with the hash `part` are in the tree of `size` leaves with this root.
pub fn verify_subtree(
    proof: &[Digest],
    start: u64,
    end: u64,
    part: &Digest,
    size: u64,
    root: &Digest,
) -> Result<(), ProofError> {
    if !is_part(start, end, size) {
        return Err(ProofError::Range { start, end, size });
    }
    let mut walk = Walk { at: 0, start, end, size, known: true };
    let mut sides = [Side::Left; MAX_PROOF];
    let mut depth = 0;
    while !walk.is_whole() {
        sides[depth] = walk.side().0;
        walk.descend();
        depth += 1;
    }
    let needed = depth + usize::from(!walk.known);
    if proof.len() != needed {
        return Err(ProofError::Length(proof.len()));
    }
    let innermost = if walk.known { *part } else { proof[0] };
    let (mut part_found, mut root_found) = (innermost, innermost);
    for (side, sibling) in sides[..depth].iter().rev().zip(&proof[needed - depth..]) {
        match side {
            Side::Left => root_found = node_hash(&root_found, sibling),
            Side::Right => root_found = node_hash(sibling, &root_found),
            Side::Both => {
                part_found = node_hash(sibling, &part_found);
                root_found = node_hash(sibling, &root_found);
            }
        }
    }
    if part_found == *part && root_found == *root { Ok(()) } else { Err(ProofError::Mismatch) }
}

/// The root of a complete subtree of these hashes, of which there must be a power of two; they are used as scratch space.
pub(crate) fn fold_complete(hashes: &mut [Digest]) -> Digest {
    let mut width = hashes.len();
    while width > 1 {
        for pair in 0..width / 2 {
            hashes[pair] = node_hash(&hashes[2 * pair], &hashes[2 * pair + 1]);
        }
        width /= 2;
    }
    hashes.first().copied().unwrap_or_else(empty_root)
}

/// A tree that grows leaf by leaf and keeps only the roots of its complete subtrees, largest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Digest>,
}

impl Frontier {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// A tree known by the roots of its complete subtrees, largest first: one for each one-bit of its size.
    pub fn from_peaks(size: u64, peaks: Vec<Digest>) -> Option<Self> {
        (size <= MAX_SIZE && peaks.len() == size.count_ones() as usize).then_some(Self { size, peaks })
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees, largest first.
    pub fn peaks(&self) -> &[Digest] {
        &self.peaks
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Digest) {
        let mut joined = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                joined = node_hash(&left, &joined);
            }
        }
        self.peaks.push(joined);
        self.size += 1;
    }

    /// The root hash.
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev();
        let Some(smallest) = peaks.next() else { return empty_root() };
        peaks.fold(*smallest, |right, left| node_hash(left, &right))
    }
}

/// A tree held whole in memory: for small records and for tests.
#[derive(Debug, Clone, Default)]
pub struct MemoryTree {
    levels: Vec<Vec<Digest>>,
}

/// A hash was asked for that a tree in memory does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tree has no complete subtree {index} at level {level}")]
pub struct NoSuchNode {
    /// Height above the leaves; 0 for leaves themselves.
    pub level: u8,
    /// Position within the level, from 0.
    pub index: u64,
}

impl MemoryTree {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Adds a leaf and every subtree that it completes.
    pub fn push(&mut self, leaf: Digest) {
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[level];
            row.push(hash);
            if row.len() % 2 == 1 {
                return;
            }
            hash = node_hash(&row[row.len() - 2], &row[row.len() - 1]);
        }
    }

    /// The root of the tree of the first `size` leaves.
    pub fn root_at(&self, size: u64) -> Result<Digest, NoSuchNode> {
        subtree_root(self, 0, size)
    }
}

impl Nodes for MemoryTree {
    type Error = NoSuchNode;

    fn node(&self, level: u8, index: u64) -> Result<Digest, NoSuchNode> {
        let row = self.levels.get(usize::from(level));
        row.and_then(|row| row.get(index as usize)).copied().ok_or(NoSuchNode { level, index })
    }
}

impl Extend<Digest> for MemoryTree {
    fn extend<I: IntoIterator<Item = Digest>>(&mut self, leaves: I) {
        for leaf in leaves {
            self.push(leaf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn leaves(count: u64) -> MemoryTree {
        let mut tree = MemoryTree::new();
        tree.extend((0..count).map(|n| leaf_hash(&n.to_be_bytes())));
        tree
    }

    /// The definition of RFC 6962, section 2.1, as it stands there.
    fn by_definition(leaves: &[Digest]) -> Digest {
        match leaves {
            [] => empty_root(),
            [one] => *one,
            many => {
                let (left, right) = many.split_at(split_point(many.len() as u64) as usize);
                node_hash(&by_definition(left), &by_definition(right))
            }
        }
    }

    #[test]
    fn roots_are_those_of_the_definition() {
        let tree = leaves(300);
        let mut frontier = Frontier::new();
        for size in 0..=300 {
            let expected = by_definition(&tree.levels[0][..size as usize]);
            assert_eq!(tree.root_at(size), Ok(expected));
            assert_eq!(frontier.root(), expected);
            if size < 300 {
                frontier.push(tree.levels[0][size as usize]);
            }
        }
    }

    #[test]
    fn every_proof_of_small_trees_holds_and_no_altered_one_does() {
        let tree = leaves(33);
        for size in 1..=33_u64 {
            let root = tree.root_at(size).unwrap();
            for start in 0..size {
                for end in start + 1..=size {
                    let proof = subtree_proof(&tree, start, end, size).unwrap();
                    if !is_part(start, end, size) {
                        assert!(proof.is_empty());
                        continue;
                    }
                    let part = subtree_root(&tree, start, end).unwrap();
                    assert_eq!(verify_subtree(&proof, start, end, &part, size, &root), Ok(()));
                    refuses_alterations(&proof, (start, end, size), &part, &root);
                }
            }
        }
    }

    fn refuses_alterations(proof: &[Digest], at: (u64, u64, u64), part: &Digest, root: &Digest) {
        let (start, end, size) = at;
        let bad = |proof: &[Digest], part: &Digest, root: &Digest| {
            assert!(verify_subtree(proof, start, end, part, size, root).is_err(), "{at:?}");
        };
        let other = leaf_hash(b"other");
        for position in 0..proof.len() {
            let mut altered = proof.to_vec();
            altered[position] = other;
            bad(&altered, part, root);
            altered.remove(position);
            bad(&altered, part, root);
        }
        bad(&[proof, &[other]].concat(), part, root);
        bad(proof, &other, root);
        bad(proof, part, &other);
    }

    #[test]
    fn positions_that_do_not_fit_are_refused() {
        let hash = leaf_hash(b"");
        for (start, end, size) in
            [(0, 0, 0), (0, 2, 1), (3, 3, 8), (1, 3, 8), (u64::MAX, u64::MAX, 8), (0, 1, u64::MAX)]
        {
            let refused = verify_subtree(&[], start, end, &hash, size, &hash);
            assert_eq!(refused, Err(ProofError::Range { start, end, size }));
        }
        assert_eq!(verify_consistency(&[], 0, &empty_root(), 5, &hash), Ok(()));
        assert_eq!(verify_consistency(&[hash], 0, &empty_root(), 5, &hash), Err(ProofError::Length(1)));
        assert_eq!(verify_consistency(&[], 0, &hash, 5, &hash), Err(ProofError::Mismatch));
        assert_eq!(verify_consistency(&[], 0, &empty_root(), 0, &hash), Err(ProofError::Mismatch));
        assert_eq!(verify_consistency(&[], 5, &hash, 5, &hash), Ok(()));
        let largest = [hash; MAX_PROOF];
        assert_eq!(verify_inclusion(&largest, 0, &hash, MAX_SIZE, &hash), Err(ProofError::Mismatch));
        let too_large = MAX_SIZE + 1;
        let refused = verify_inclusion(&largest, 0, &hash, too_large, &hash);
        assert!(matches!(refused, Err(ProofError::Range { size, .. }) if size == too_large), "{refused:?}");
    }

    proptest! {
        #[test]
        fn proofs_hold_in_larger_trees(size in 1_u64..3000, seed in any::<u64>()) {
            let tree = leaves(size);
            let root = tree.root_at(size).unwrap();
            let index = seed % size;
            let proof = inclusion_proof(&tree, index, size).unwrap();
            let leaf = tree.node(0, index).unwrap();
            prop_assert_eq!(verify_inclusion(&proof, index, &leaf, size, &root), Ok(()));
            let elsewhere = verify_inclusion(&proof, (index + 1) % size, &leaf, size, &root);
            prop_assert!(size == 1 || elsewhere.is_err());
            let old = seed % (size + 1);
            let old_root = tree.root_at(old).unwrap();
            let proof = consistency_proof(&tree, old, size).unwrap();
            prop_assert_eq!(verify_consistency(&proof, old, &old_root, size, &root), Ok(()));
            prop_assert!(verify_consistency(&proof, old, &leaf_hash(b"fork"), size, &root).is_err());
        }

        #[test]
        fn any_proof_is_judged_without_panic(
            hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70),
            start in any::<u64>(), end in any::<u64>(), size in any::<u64>(),
        ) {
            let proof: Vec<Digest> = hashes.into_iter().map(Digest).collect();
            let hash = leaf_hash(b"");
            prop_assert!(verify_subtree(&proof, start, end, &hash, size, &hash).is_err() || (start == 0 && end == size));
            let _ = verify_consistency(&proof, start, &hash, size, &hash);
            let _ = verify_inclusion(&proof, start, &hash, size, &hash);
        }
    }
}
