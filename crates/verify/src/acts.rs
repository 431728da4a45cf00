//! Step 7, beyond the fold: what a node's rules refuse, but what its fold would take if it stood in the record.

use maru_forum::{Author, Event, Process, Recorded, Role};

use crate::report::Finding;

/// What is wrong with an act, given everything that stands before it.
pub(crate) fn check(index: u64, process: &Process, recorded: &Recorded) -> Option<Finding> {
    let wrong = |code: &str, said: &str| Finding::wrong(7, code, index, format!("Entry {index} is {said}."));
    if recorded.signature.is_some() && recorded.author == Author::Operator {
        let sentence = format!("Entry {index} stands in somebody's name, but that person did not sign it.");
        return Some(Finding::wrong(6, "signature-forged", index, sentence));
    }
    if lacks_reason(&recorded.event) {
        return Some(wrong("reason-missing", "an act of the secretariat for which no reason is given"));
    }
    let author = match recorded.author {
        Author::Operator => None,
        Author::Participant(id) => Some(process.participant(id)?),
    };
    let imported = author.is_some_and(|person| person.source_id.is_some());
    match &recorded.event {
        Event::Admitted { .. } if author.is_some_and(|person| person.role != Role::Secretariat) => {
            Some(wrong("no-authority", "an admission by somebody who had no authority for it"))
        }
        Event::Admitted { source_id: Some(_), .. } | Event::Stated { source_id: Some(_), .. }
            if process.sources.is_empty() =>
        {
            Some(wrong("false-import", "said to come from elsewhere, but the record names no source"))
        }
        Event::Voted { source_time: Some(_), .. } if !imported => {
            Some(wrong("false-import", "a vote said to come from elsewhere, by a person who joined here"))
        }
        Event::Stated { source_id: Some(_), .. } if author.is_some() && !imported => Some(wrong(
            "false-import",
            "a statement said to come from elsewhere, by a person who joined here",
        )),
        Event::Voted { statement, .. } if !imported => {
            let hidden = !process.statement(*statement)?.is_visible(process.charter.moderation);
            hidden.then(|| {
                wrong("statement-hidden", "a vote on a statement that nobody could see at that time")
            })
        }
        _ => None,
    }
}

fn lacks_reason(event: &Event) -> bool {
    let blank = |text: &String| text.trim().is_empty();
    match event {
        Event::CharterChanged { reason, .. }
        | Event::StageChanged { reason, .. }
        | Event::Moderated { reason, .. }
        | Event::DraftPublished { reason, .. } => blank(reason),
        Event::Redacted { reason, ground, .. } => blank(reason) || blank(ground),
        _ => false,
    }
}
