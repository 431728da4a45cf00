//! The node as a record that asks its witnesses.

use maru_record::witness::{AddCheckpoint, Answer, read_answer};
use maru_record::{TileReader, VerifierKey};

use crate::error::StoreError;
use crate::sequencer::{Published, Record};
use crate::shared::Shared;

/// How often a witness is asked again at once because it names another size.
const ATTEMPTS: usize = 3;

/// What came of asking a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// It cosigned this size; receipts carry its lines from now on.
    Cosigned(u64),
    /// It says that it holds this size, which is more than was published here: have it show the head that proves it.
    Ahead(u64),
    /// There is no head yet.
    Nothing,
    /// It answered with this status, and did not cosign for now.
    Refused(u16),
    /// It says that it holds another history: have it show the head that proves it.
    Alarm,
}

/// Why a witness could not be asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum AskError {
    /// Nobody answered.
    #[error("{0}")]
    Network(String),
    /// The record's own files could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Asks one witness to cosign the head of a record. `old` is the size that it is believed to hold, and is corrected.
///
/// `send` carries a body to the witness and gives back status and body of the answer.
pub(super) fn ask(
    shared: &Shared,
    record: &Record,
    keys: &[VerifierKey],
    old: &mut u64,
    mut send: impl FnMut(&str) -> Result<(u16, Vec<u8>), String>,
) -> Result<Asked, AskError> {
    for _ in 0..ATTEMPTS {
        let Some(head) = shared.checkpoint(record)? else { return Ok(Asked::Nothing) };
        let size = head.checkpoint().size;
        if *old > size {
            return Ok(Asked::Ahead(*old));
        }
        let proof = TileReader::new(Published { shared, record }, size).consistency_proof(*old);
        let proof = proof.map_err(|error| StoreError::Record {
            process: record.name().to_owned(),
            reason: error.to_string(),
        })?;
        let mut checkpoint = (*head).clone();
        // A witness needs the record's own lines only.
        checkpoint.retain(|line| line.name.as_str() == record.origin());
        let request = AddCheckpoint { old_size: *old, proof, checkpoint };
        let (status, body) = send(&request.body()).map_err(AskError::Network)?;
        match read_answer(&request, status, &body, keys) {
            Answer::Cosigned(lines) => {
                shared.add_cosignatures(record, &request.checkpoint, lines)?;
                *old = size;
                return Ok(Asked::Cosigned(size));
            }
            Answer::HoldsSize(theirs) => *old = theirs,
            Answer::Alarm => return Ok(Asked::Alarm),
            Answer::Refused(status) => return Ok(Asked::Refused(status)),
        }
    }
    Ok(Asked::Refused(409))
}
