//! The node as a record that asks its witnesses; how the bytes travel is the caller's matter.

use maru_record::witness::{AddCheckpoint, Answer, read_answer};
use maru_record::{SignedCheckpoint, SourceError, TileReader, TileSource, VerifierKey};

use crate::error::StoreError;
use crate::handle::ProcessHandle;
use crate::node::Node;

/// How often a witness is asked again because it names another size.
const ATTEMPTS: usize = 3;

/// What came of asking a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// It cosigned this size, and the published head carries its lines.
    Cosigned(u64),
    /// It cosigned this size, but the head has moved on since: ask again.
    Overtaken(u64),
    /// It says that it holds this size, which is more than was published here: have it show the head that proves it.
    Ahead(u64),
    /// There is no head yet.
    Nothing,
    /// It did not, for now; why, for the log.
    Refused(String),
    /// It holds another history: the record was stopped.
    Alarm,
}

struct Tiles<'a>(&'a Node, &'a ProcessHandle);

impl TileSource for Tiles<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let failed = |error: StoreError| SourceError { path: path.to_owned(), reason: error.to_string() };
        self.0.record_file(self.1, path).map_err(failed)
    }
}

/// Carries a request's body to a witness; gives status and body of the answer, or why there is none.
pub(super) type Send<'a> = dyn FnMut(&str) -> Result<(u16, Vec<u8>), String> + 'a;

/// Asks one witness to cosign the head of a process; `old` is the size that it is believed to hold.
///
/// `send` carries the body and gives back status and body of the answer.
pub fn ask(
    node: &Node,
    process: &ProcessHandle,
    witness: (&str, &[VerifierKey]),
    mut old: u64,
    send: &mut Send<'_>,
) -> Result<Asked, StoreError> {
    let (name, keys) = witness;
    for _ in 0..ATTEMPTS {
        let Some(head) = node.checkpoint(process)? else { return Ok(Asked::Nothing) };
        let size = head.checkpoint().size;
        if old > size {
            return Ok(Asked::Ahead(old));
        }
        let proof = TileReader::new(Tiles(node, process), size).consistency_proof(old);
        let proof = match proof {
            Ok(proof) => proof,
            Err(error) => return Ok(Asked::Refused(error.to_string())),
        };
        let mut checkpoint = (*head).clone();
        // A witness needs the record's own lines only.
        let own = &head.checkpoint().origin;
        checkpoint.retain(|line| line.name.as_str() == own);
        let request = AddCheckpoint { old_size: old, proof, checkpoint };
        let (status, body) = match send(&request.body()) {
            Ok(answer) => answer,
            Err(reason) => return Ok(Asked::Refused(reason)),
        };
        match read_answer(&request, status, &body, keys) {
            Answer::Cosigned(lines) => {
                let stored = node.add_cosignatures(process, head.checkpoint(), lines)?;
                return Ok(if stored { Asked::Cosigned(size) } else { Asked::Overtaken(size) });
            }
            Answer::HoldsSize(theirs) => old = theirs,
            Answer::Alarm => {
                let reason =
                    format!("the witness {name} holds another history of this record than this node");
                node.halt_record(process, &reason);
                return Ok(Asked::Alarm);
            }
            Answer::Refused(status) => return Ok(Asked::Refused(format!("it answered {status}"))),
        }
    }
    Ok(Asked::Refused("it keeps naming other sizes".to_owned()))
}

fn holds_more(name: &str, held: u64, ours: u64) -> String {
    format!(
        "{name} holds a head over {held} entries, and this node only {ours}: it was restored from an old backup; put back the newest \
         node.db that there is before it goes on"
    )
}

/// Stops a process if a peer holds a head that this node signed and that says more than the node has; true if it does.
///
/// A head counts only with the record's own signature, so that no peer can stop a process by lying.
pub fn refuse_smaller(
    node: &Node,
    process: &ProcessHandle,
    name: &str,
    held: &[u8],
) -> Result<bool, StoreError> {
    let Ok(held) = SignedCheckpoint::parse(held) else { return Ok(false) };
    let keys = node.verifier_keys(process)?;
    if held.checkpoint().origin != process.read().origin || held.verify(&keys).is_err() {
        return Ok(false);
    }
    let (theirs, ours) = (held.checkpoint().size, process.durable());
    if theirs > ours {
        node.halt_record(process, &holds_more(name, theirs, ours));
        return Ok(true);
    }
    Ok(false)
}
