//! Names of organisations that look alike: whoever does not keep the register must not put in a name that readers take for that of another
//! organisation. This is the node's door; the rules of a process see no words.

use std::collections::BTreeSet;

use maru_forum::{
    Action, Actor, Beyond, Command, EntryNumber, ListFault, Office, Violation, likeness, normalised,
};

use crate::handle::ProcessHandle;
use crate::shared::Shared;

/// Refuses a name that is in the register, or looks like one there, unless whoever keeps the register brings it.
pub(crate) fn check(shared: &Shared, process: &ProcessHandle, action: &Action) -> Result<(), Violation> {
    let Actor::Participant(who) = action.actor else { return Ok(()) };
    if !action.command.needs(Beyond::Names) || process.read().offices.may_act_as(who, Office::Registrar) {
        return Ok(());
    }
    let stated = match &action.command {
        Command::StateOrganisation(one) => std::slice::from_ref(one),
        Command::StateOrganisations(list) => &list.organisations,
        // What the table wants looked at here, and this door does not know how, does not come in.
        _ => return Err(Violation::UNLOOKED),
    };
    let known = names(shared, process);
    let mut before = BTreeSet::new();
    for one in stated {
        let wanted = likeness(&one.name);
        // An organisation that is stated anew may keep the name that it has.
        let is_taken = |(entry, name): &&(EntryNumber, String)| Some(*entry) != one.of && *name == wanted;
        if let Some((entry, _)) = known.iter().find(is_taken) {
            return Err(Violation::OrganisationAlike(*entry));
        }
        if !before.insert(wanted) {
            return Err(Violation::BadList("organisations", ListFault::Twice));
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
    // As the words would be kept. Only a text of the same length has to be read, and its length stands in the entry.
    let wanted = normalised(stated.text.trim());
    let length = wanted.chars().count();
    let seeds: Vec<_> = {
        let process = process.read();
        let own = process.statements.iter().filter(|one| one.author.is_none() && one.source_time.is_none());
        let same = own.filter(|one| {
            let words = &one.words;
            words.length as usize == length && words.language == stated.language && !process.is_erased(one)
        });
        same.map(|one| (one.id.0, one.words.digest)).collect()
    };
    for (entry, digest) in seeds {
        let content = shared.content(&digest).ok().flatten();
        if content.as_ref().and_then(|content| content.get("text")) == Some(wanted.as_str()) {
            return Err(Violation::NothingChanged(entry));
        }
    }
    Ok(())
}

/// Every organisation with the name that it has now, as readers see it.
fn names(shared: &Shared, process: &ProcessHandle) -> Vec<(EntryNumber, String)> {
    // Gathered first, so that nobody waits for a text to be read.
    let digests: Vec<_> = {
        let process = process.read();
        process.organisations.iter().filter_map(|one| Some((one.entry, one.now()?.name.digest))).collect()
    };
    let read = |digest| Some(likeness(shared.content(&digest).ok().flatten()?.get("text")?));
    digests.into_iter().filter_map(|(entry, digest)| Some((entry, read(digest)?))).collect()
}
