//! What the writer is asked for by people, and what it answers.

use maru_forum::{Action, EntryNumber, ProcessId};

use crate::account::AccountId;

/// A command for a process, with the account behind it.
#[derive(Debug, Clone)]
pub struct Request {
    pub process: ProcessId,
    /// The account that joins, so that the person is known again; not in the record.
    pub account: Option<AccountId>,
    /// Who asks for what.
    pub action: Action,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The first entry written, or the one that said the same already.
    pub entry: EntryNumber,
    /// How many entries were written.
    pub entries: u64,
}
