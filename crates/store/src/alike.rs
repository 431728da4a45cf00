//! Names of organisations that look alike: whoever does not keep the register must not put in a name that readers take for that of another
//! organisation. This is the node's door; the rules of a process see no words.

use maru_forum::{
    Action, Actor, Command, EntryNumber, Office, Process, StateOrganisation, Violation, likeness, normalised,
};
use maru_record::Digest;

use crate::handle::ProcessHandle;
use crate::shared::Shared;

/// Refuses a name that is in the register, or looks like one there, unless whoever keeps the register brings it.
pub(crate) fn check(shared: &Shared, process: &ProcessHandle, action: &Action) -> Result<(), Violation> {
    let (Command::StateOrganisation(stated), Actor::Participant(who)) = (&action.command, action.actor)
    else {
        return Ok(());
    };
    let names = {
        let process = process.read();
        if process.offices.may_act_as(who, Office::Registrar) {
            return Ok(());
        }
        others(&process, stated)
    };
    let wanted = likeness(&stated.name);
    for (entry, digest) in names {
        let content = shared.content(&digest).ok().flatten();
        let name = content.as_ref().and_then(|content| content.get("text"));
        if name.is_some_and(|name| likeness(name) == wanted) {
            return Err(Violation::OrganisationAlike(entry));
        }
    }
    Ok(())
}

/// Refuses a statement of the host whose very words the host has put to everyone already: a command whose answer was lost can be sent again
/// without asking people twice. What people send twice within minutes is answered with their first entry (`repeats.rs`).
pub(crate) fn check_seed(shared: &Shared, process: &ProcessHandle, action: &Action) -> Result<(), Violation> {
    let (Command::SubmitStatement(stated), Actor::Operator) = (&action.command, action.actor) else {
        return Ok(());
    };
    let seeds: Vec<_> = {
        let process = process.read();
        let own = process.statements.iter().filter(|one| one.author.is_none() && one.source_time.is_none());
        let same = own.filter(|one| one.words.language == stated.language && !process.is_erased(one));
        same.map(|one| (one.id.0, one.words.digest)).collect()
    };
    for (entry, digest) in seeds {
        let content = shared.content(&digest).ok().flatten();
        let said = content.as_ref().and_then(|content| content.get("text"));
        if said.is_some_and(|said| normalised(said).trim() == normalised(&stated.text).trim()) {
            return Err(Violation::NothingChanged(entry));
        }
    }
    Ok(())
}

/// Every organisation but the one that is stated anew, with the name that it has now.
fn others(process: &Process, stated: &StateOrganisation) -> Vec<(EntryNumber, Digest)> {
    let all = process.organisations.iter().filter(|one| Some(one.entry) != stated.of);
    all.filter_map(|one| Some((one.entry, one.now()?.name.digest))).collect()
}
