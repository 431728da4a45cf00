//! Step 7, beyond the fold: what a node's rules refuse, but what its fold would take if it stood in the record.

use maru_forum::{Author, Event, OUTCOMES, Participant, Process, Recorded, Role, Stage, can_sign};

use crate::report::Finding;

/// What is wrong with an act, given everything that stands before it.
pub(crate) fn check(index: u64, process: &Process, recorded: &Recorded) -> Option<Finding> {
    if recorded.signature.is_some() && recorded.author == Author::Operator {
        let sentence = format!("Entry {index} stands in somebody's name, but that person did not sign it.");
        return Some(Finding::wrong(6, "signature-forged", index, sentence));
    }
    let author = match recorded.author {
        Author::Operator => None,
        Author::Participant(id) => Some(process.participant(id)?),
    };
    let (code, said) = lacks_reason(&recorded.event)
        .or_else(|| procedure(index, process, &recorded.event))
        .or_else(|| admission(process, author, &recorded.event))
        .or_else(|| import(process, author, &recorded.event))
        .or_else(|| hidden(process, author, &recorded.event))?;
    Some(Finding::wrong(7, code, index, format!("Entry {index} is {said}.")))
}

/// A stable code, and the end of a sentence that begins “Entry 7 is”.
type Wrong = (&'static str, String);

#[expect(clippy::unnecessary_wraps, reason = "every rule below answers with a fault or with none")]
fn wrong(code: &'static str, said: impl Into<String>) -> Option<Wrong> {
    Some((code, said.into()))
}

fn lacks_reason(event: &Event) -> Option<Wrong> {
    let blank = |text: &String| text.trim().is_empty();
    let lacks = match event {
        Event::CharterChanged { reason, .. }
        | Event::StageChanged { reason, .. }
        | Event::Moderated { reason, .. }
        | Event::DraftPublished { reason, .. } => blank(reason),
        Event::Redacted { reason, ground, .. } => blank(reason) || blank(ground),
        _ => false,
    };
    if lacks {
        wrong("reason-missing", "an act of the secretariat for which no reason is given")
    } else {
        None
    }
}

/// The order in which a process goes: prepared, open, closed, and nothing of it after that.
fn procedure(index: u64, process: &Process, event: &Event) -> Option<Wrong> {
    let closed = matches!(process.stage, Stage::Closed(_));
    match event {
        Event::StageChanged { open: true, .. } => match process.stage {
            Stage::Closed(_) => wrong("reopened", "the opening of a process that had been closed"),
            Stage::Open(_) => wrong("reopened", "the opening of a process that was open"),
            Stage::Prepared if !process.charter.faults().is_empty() => wrong(
                "charter-incomplete",
                "the opening of a process whose charter leaves out what people must know before they join",
            ),
            Stage::Prepared => None,
        },
        Event::StageChanged { open: false, .. } if !matches!(process.stage, Stage::Open(_)) => {
            wrong("not-open", "the closing of a process that was not open")
        }
        Event::CharterChanged { .. } if closed => {
            wrong("out-of-time", "a change of the charter after the process had been closed")
        }
        Event::CharterChanged { charter, .. } if charter.id != process.charter.id => {
            wrong("other-charter", format!("the charter of another process, “{}”", charter.id))
        }
        Event::CharterChanged { charter, .. } if !charter.faults().is_empty() => {
            wrong("charter-incomplete", "a charter that leaves out what people must know before they join")
        }
        Event::Moderated { .. } if closed => {
            wrong("out-of-time", "a moderator's act after the process had been closed")
        }
        Event::DraftPublished { .. } if closed => {
            wrong("out-of-time", "a version of the draft from after the process had been closed")
        }
        Event::DraftPublished { version, .. } if *version as usize != process.drafts.len() + 1 => wrong(
            "draft-number",
            format!(
                "called version {version} of the draft, but version {} was due",
                process.drafts.len() + 1
            ),
        ),
        Event::Decided { outcome, .. } if !OUTCOMES.contains(&outcome.as_str()) => {
            wrong("unknown-outcome", format!("a decision with the outcome “{outcome}”, which does not exist"))
        }
        Event::Redacted { entry, .. } if entry.0 >= index => wrong(
            "withdrawn-beforehand",
            format!("a withdrawal of the text of entry {entry}, which did not exist yet"),
        ),
        Event::Redacted { entry, .. } if process.contents_of(*entry).is_empty() => {
            wrong("nothing-to-withdraw", format!("a withdrawal of the text of entry {entry}, which has none"))
        }
        _ => None,
    }
}

fn admission(process: &Process, author: Option<&Participant>, event: &Event) -> Option<Wrong> {
    let Event::Admitted { group, key, .. } = event else { return None };
    if author.is_some_and(|person| person.role != Role::Secretariat) {
        return wrong("no-authority", "an admission by somebody who had no authority for it");
    }
    if let Some(group) = group.as_ref().filter(|group| !process.charter.has_group(group)) {
        return wrong(
            "unknown-group",
            format!("an admission to a stakeholder group, “{}”, that the charter does not name", group.0),
        );
    }
    if !key.as_ref().is_none_or(can_sign) {
        return wrong("weak-key", "an admission with a key under which anyone could sign");
    }
    None
}

fn import(process: &Process, author: Option<&Participant>, event: &Event) -> Option<Wrong> {
    let imported = author.is_some_and(|person| person.source_id.is_some());
    match event {
        Event::Admitted { source_id: Some(_), .. } | Event::Stated { source_id: Some(_), .. }
            if process.sources.is_empty() =>
        {
            wrong("false-import", "said to come from elsewhere, but the record names no source")
        }
        Event::Voted { source_time: Some(_), .. } if !imported => {
            wrong("false-import", "a vote said to come from elsewhere, by a person who joined here")
        }
        Event::Stated { source_id: Some(_), .. } if author.is_some() && !imported => {
            wrong("false-import", "a statement said to come from elsewhere, by a person who joined here")
        }
        _ => None,
    }
}

fn hidden(process: &Process, author: Option<&Participant>, event: &Event) -> Option<Wrong> {
    let Event::Voted { statement, .. } = event else { return None };
    let bound = author.is_some_and(|person| person.source_id.is_none());
    let shown = process.statement(*statement)?.is_visible(process.charter.moderation);
    if bound && !shown {
        return wrong("statement-hidden", "a vote on a statement that nobody could see at that time");
    }
    None
}
