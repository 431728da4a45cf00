//! Words as whoever asks the API may read them.

use maru_forum::{Actor, Process, Reading, Words};

use crate::common::reading_of;
use crate::contents::Contents as _;
use crate::state::AppState;

/// Looks words up for somebody; nothing where they may not read them, or where they were erased.
pub(super) fn said_to<'a>(
    state: &'a AppState,
    process: &'a Process,
    actor: Option<Actor>,
) -> impl Fn(&Words) -> Option<String> + Copy + 'a {
    said_under(state, process, reading_of(process, actor.and_then(|actor| actor.author().participant())))
}

/// The same for anyone.
pub(super) fn said_to_all<'a>(
    state: &'a AppState,
    process: &'a Process,
) -> impl Fn(&Words) -> Option<String> + Copy + 'a {
    said_under(state, process, Reading::Anyone)
}

fn said_under<'a>(
    state: &'a AppState,
    process: &'a Process,
    reading: Reading,
) -> impl Fn(&Words) -> Option<String> + Copy + 'a {
    move |words: &Words| {
        let content = state.node.content(process, &words.digest, reading)?;
        content.get("text").map(str::to_owned)
    }
}
