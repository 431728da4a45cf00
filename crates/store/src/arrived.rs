//! Whether a statement arrived where its secretariat says that it was handed over. Of a process on this node the node can look, so it does:
//! this is its door; the rules of a process know nothing of another one. Of other nodes it says nothing.

use maru_forum::{Command, Draft, EntryNumber, ProcessAddress, Violation};

use crate::handle::ProcessHandle;
use crate::shared::Shared;

/// Refuses a hand-over into a process on this node that has no submission of the statement.
pub(crate) fn check(shared: &Shared, here: &ProcessHandle, command: &Command) -> Result<(), Violation> {
    let Command::HandOver(over) = command else { return Ok(()) };
    let Some(place) = over.process.as_deref().and_then(ProcessAddress::read) else { return Ok(()) };
    let (own, wanted) = {
        let process = here.read();
        let draft = process.drafts.iter().find(|draft| draft.entry == over.draft);
        (process.origin.clone(), draft.map(|draft| marks(&process.origin, draft)))
    };
    if own.split('/').next() != Some(place.host()) {
        return Ok(());
    }
    let Some(origin) = place.origin() else { return Ok(()) };
    if origin == own {
        return Err(Violation::NotArrived("it is the process of the statement itself"));
    }
    let there = shared.handles().into_iter().find(|handle| handle.read().origin == origin);
    let there = there.ok_or(Violation::NotArrived("this node has no process there"))?;
    let entry = over.entry.ok_or(Violation::NotArrived(
        "that process is on this node: make a submission there that names the statement, and name its entry",
    ))?;
    let words = words_of(shared, &there, entry)?;
    // A version that is not there is refused by the rules themselves.
    if wanted.is_some_and(|wanted| wanted.iter().any(|mark| !words.contains(mark))) {
        return Err(Violation::NotArrived(
            "that submission does not name the statement by the origin of its record, the entry of its version and the digest of each text",
        ));
    }
    Ok(())
}

/// What a submission names that hands a version over: anyone can tell by it what arrived.
fn marks(origin: &str, draft: &Draft) -> Vec<String> {
    let digests = draft.texts.iter().map(|text| text.text.digest.to_string());
    [origin.to_owned(), draft.entry.to_string()].into_iter().chain(digests).collect()
}

fn words_of(shared: &Shared, there: &ProcessHandle, entry: EntryNumber) -> Result<String, Violation> {
    let digest =
        there.read().submissions.get(entry).and_then(|one| one.words.as_ref().map(|words| words.digest));
    let digest = digest.ok_or(Violation::NotArrived("that entry is no submission with words there"))?;
    let content = shared.content(&digest).ok().flatten();
    let words = content.and_then(|content| content.get("text").map(str::to_owned));
    words.ok_or(Violation::NotArrived("the words of that submission are not here any more"))
}
