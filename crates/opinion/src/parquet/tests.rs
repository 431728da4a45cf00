//! What was written is read again; what others wrote too; what is damaged is refused.

use super::{ParquetError, read, write};
use crate::polis::PolisVote;
use crate::votes::Vote;
use proptest::prelude::*;

fn vote(stamp: Option<i64>, statement: u32, voter: u32, sign: i8) -> PolisVote {
    PolisVote { timestamp_ms: stamp, statement, voter, value: Vote::from_sign(sign).unwrap() }
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(pair).collect()
}

/// Three votes as pyarrow 22 writes them by default: a dictionary in each column, Snappy.
const BY_PYARROW: &str = include_str!("by_pyarrow.hex");
/// The same with pages of the second version, and no dictionary.
const BY_PYARROW_V2: &str = include_str!("by_pyarrow_v2.hex");

#[test]
fn what_pyarrow_wrote_is_read() {
    let expected = [
        vote(Some(1_700_000_000_000), 4, 9, 1),
        vote(None, 4, 4_000_000_000, -1),
        vote(Some(1_700_000_000_500), 7, 9, 0),
    ];
    for (what, hex) in [("first", BY_PYARROW), ("second", BY_PYARROW_V2)] {
        assert_eq!(read(&bytes_of(hex)).as_deref(), Ok(&expected[..]), "{what}");
    }
}

#[test]
fn what_is_no_votes_is_refused_with_a_reason() {
    let check = |bytes: &[u8], expected: &str| {
        let ParquetError { what, .. } = read(bytes).unwrap_err();
        assert!(what.contains(expected), "{what}");
    };
    check(b"", "no Parquet file");
    check(b"PAR1PAR1PAR1", "footer is longer");
    let mut other = write(&[vote(None, 1, 2, 1)]);
    let index = other.windows(4).rposition(|w| w == b"vote").unwrap();
    other[index] = b'n';
    check(&other, "a row group lacks the column");
    let mut wild = write(&[vote(None, 1, 2, 1)]);
    let agrees = wild.windows(4).rposition(|w| w == 1i32.to_le_bytes()).unwrap();
    wild[agrees] = 5;
    check(&wild, "row 1, column \"vote\": 5");
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        votes in proptest::collection::vec((proptest::option::of(100_000_000_000i64..4_000_000_000_000), any::<u32>(), any::<u32>(), -1i8..=1), 0..200),
    ) {
        let votes: Vec<PolisVote> = votes.into_iter().map(|(t, s, p, v)| vote(t, s, p, v)).collect();
        prop_assert_eq!(read(&write(&votes)), Ok(votes));
    }

    #[test]
    fn damage_never_panics(at in 0usize..2000, to in any::<u8>(), cut in 0usize..2000) {
        for hex in [BY_PYARROW, BY_PYARROW_V2] {
            let mut bytes = bytes_of(hex);
            let place = at % bytes.len();
            bytes[place] = to;
            let _ = read(&bytes);
            bytes.truncate(cut);
            let _ = read(&bytes);
        }
    }
}
