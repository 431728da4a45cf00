//! What one participant has done, read along the chain of their own acts: no entry of anybody else is touched.

use maru_forum::{EntryNumber, ParticipantId, Recorded, decode};
use maru_record::Entry;

use crate::error::StoreError;
use crate::handle::ProcessHandle;
use crate::node::Node;

/// An entry of a participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAct {
    pub number: EntryNumber,
    /// What it says.
    pub recorded: Recorded,
    /// The entry as it stands in the record.
    pub entry: Entry,
}

impl Node {
    /// The acts of a participant, newest first and at most so many; the last of all is their admission.
    pub fn acts_of(
        &self,
        process: &ProcessHandle,
        who: ParticipantId,
        most: usize,
    ) -> Result<Vec<OwnAct>, StoreError> {
        let mut next = process.read().participant(who).map(|person| person.last);
        let mut acts = Vec::new();
        while let Some(number) = next.filter(|_| acts.len() < most) {
            // What is not durable yet is not shown yet.
            let Some(bytes) = self.entry(process, number)? else { break };
            let damaged = |error: &dyn std::fmt::Display| {
                StoreError::damaged(process.id().as_str(), number.0, error.to_string())
            };
            let entry = Entry::decode(&bytes).map_err(|error| damaged(&error))?;
            let recorded = decode(&entry).map_err(|error| damaged(&error))?;
            // Only an earlier entry can come before, so this ends whatever the bytes say.
            next = recorded.chain.map(|(_, before)| before).filter(|before| *before < number);
            acts.push(OwnAct { number, recorded, entry });
        }
        Ok(acts)
    }
}
