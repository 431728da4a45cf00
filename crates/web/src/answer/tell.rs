//! Tells authors that they were answered. Their page says it as soon as the answer is recorded; that it does so is an entry of the
//! node's, by which anyone can count who was told, when, and who was not.

use std::collections::BTreeMap;
use std::time::Duration;

use maru_forum::{Action, Actor, EntryNumber, Means, ParticipantId, Tell};
use maru_store::{ProcessHandle, Request, SubmitError};

use crate::state::AppState;

/// How often it is looked who has to be told.
const LOOK: Duration = Duration::from_secs(2);
/// Addressees that one entry names.
const AT_ONCE: usize = 500;

/// Tells everyone who has to be told, for as long as the program runs.
pub(crate) async fn tell_authors(state: AppState) {
    loop {
        for handle in state.node.processes() {
            if let Err(error) = round(&state, &handle).await {
                tracing::error!(%error, process = %handle.id(), "authors could not be told of their answers");
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Tells everyone in one process who has to be told: one entry for each answer.
pub(crate) async fn round(state: &AppState, handle: &ProcessHandle) -> Result<(), SubmitError> {
    let mut untold: BTreeMap<EntryNumber, Vec<ParticipantId>> = BTreeMap::new();
    {
        let process = handle.read();
        if process.stage.is_over() {
            return Ok(());
        }
        for (answer, who) in process.answers.untold() {
            untold.entry(answer).or_default().push(who);
        }
    }
    for (answer, mut to) in untold {
        to.truncate(AT_ONCE);
        let command = Tell { answer, to, means: Means::Page }.into();
        let action = Action { actor: Actor::Operator, command, signature: None };
        state.node.submit(Request { process: handle.id().clone(), account: None, action }).await?;
    }
    Ok(())
}
