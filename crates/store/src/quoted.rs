//! A reason stands in its entry for ever, so it must not repeat words that may have to go: whoever gives one for hiding or erasing
//! what somebody wrote is refused where it quotes them. This is the node's door; the rules of a process see no words.

use maru_forum::{Beyond, Command, EntryNumber, Violation, quotes};

use crate::handle::ProcessHandle;
use crate::shared::Shared;

/// Refuses a reason that repeats the words for which it is given.
pub(crate) fn check(shared: &Shared, process: &ProcessHandle, command: &Command) -> Result<(), Violation> {
    if !command.needs(Beyond::Quotes) {
        return Ok(());
    }
    let (on, reasons): (&[EntryNumber], Vec<&str>) = match command {
        Command::Moderate(act) => (&act.on, vec![act.reason.as_str(), act.rule.as_str()]),
        Command::Withdraw(act) => (std::slice::from_ref(&act.entry), vec![act.ground.as_str()]),
        // What the table wants looked at here, and this door does not know how, does not come in.
        _ => return Err(Violation::UNLOOKED),
    };
    for entry in on {
        let digests: Vec<_> =
            process.read().ledger.words_of(*entry).iter().map(|words| words.digest).collect();
        for digest in digests {
            let content = shared.content(&digest).ok().flatten();
            let Some(words) = content.as_ref().and_then(|content| content.get("text")) else { continue };
            if reasons.iter().any(|reason| quotes(reason, words)) {
                return Err(Violation::RepeatsWords(*entry));
            }
        }
    }
    Ok(())
}
