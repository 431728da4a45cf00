//! The W3C's disposition of comments in the plain-text form of Bikeshed, `.bsi`.

use std::fmt::Write as _;

use crate::disposition::{read_answer, word_for};
use crate::model::{Answer, Comment, CommentTable, Disposition, ReadError, System, text_of};

/// Fields that may stand in an issue, besides those that the model has a place for.
const FIELDS: [&str; 12] = [
    "Summary",
    "From",
    "Comment",
    "Response",
    "Changes",
    "Closed",
    "Open",
    "Verified",
    "Resolved",
    "Note",
    "Previous",
    "Objection",
];

/// Reads a list of issues. Repeated fields are kept, one a line, in `more`; `Verified` is what the commenter said.
pub fn read_bsi(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    let text = text_of(bytes)?;
    let mut table = CommentTable::new(System::W3c);
    let mut open: Option<Comment> = None;
    let mut last: Option<String> = None;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.is_empty() || line.starts_with("----") {
            last = None;
            continue;
        }
        if let Some(number) = line.strip_prefix("Issue ").and_then(|rest| rest.strip_suffix('.')) {
            if let Some(done) = open.take() {
                table.push(settled(done))?;
            }
            open = Some(Comment { id: number.trim().to_owned(), ..Comment::default() });
            last = None;
            continue;
        }
        if line.starts_with(' ') || line.starts_with('\t') {
            // A line further in goes on with the field above.
            match (&mut open, &last) {
                (Some(comment), Some(name)) => append(comment, name, line.trim(), " "),
                _ => table.not_read.push(format!("line {}: {}", at + 1, shown(line))),
            }
            continue;
        }
        let Some((name, value)) = line.split_once(':') else {
            table.not_read.push(format!("line {}: {}", at + 1, shown(line)));
            continue;
        };
        let (name, value) = (name.trim(), value.trim());
        match (&mut open, name) {
            (None, "Draft") => value.clone_into(&mut table.document),
            (None, "Title") => value.clone_into(&mut table.project),
            (None, "Date") => value.clone_into(&mut table.date),
            (None, "Status") => value.clone_into(&mut table.stage),
            (Some(comment), name) if FIELDS.contains(&name) => {
                append(comment, name, value, "\n");
                last = Some(name.to_owned());
            }
            _ => table.not_read.push(format!("line {}: the field {name}", at + 1)),
        }
    }
    if let Some(done) = open {
        table.push(settled(done))?;
    }
    Ok(table)
}

fn shown(line: &str) -> String {
    line.chars().take(60).collect()
}

fn append(comment: &mut Comment, name: &str, value: &str, gap: &str) {
    let field = comment.more.entry(name.to_owned()).or_default();
    if !field.is_empty() {
        field.push_str(gap);
    }
    field.push_str(value);
}

/// The comment with the fields for which the model has a place.
fn settled(mut comment: Comment) -> Comment {
    comment.words = comment.more.remove("Summary").unwrap_or_default();
    comment.author = comment.more.remove("From").unwrap_or_default();
    let closed = comment.more.remove("Closed");
    comment.answer = closed.filter(|closed| !closed.is_empty()).map(|closed| {
        // "Accepted / OutOfScope": two words, of which neither is the whole answer.
        if closed.contains('/') {
            let words = closed.split('/').map(|word| read_answer(System::W3c, word).disposition);
            let known: Vec<Disposition> = words.collect();
            let all_known = known.iter().all(|word| *word != Disposition::NotRead);
            let note = "two words, of which a person must choose".to_owned();
            let disposition = if all_known {
                Disposition::NoneOfOurs { word: closed.clone(), note }
            } else {
                Disposition::NotRead
            };
            return Answer { reason: closed.clone(), text: closed, disposition };
        }
        read_answer(System::W3c, &closed)
    });
    comment
}

/// Writes a table as a list of issues. A disposition for which the W3C has no word is written as a note, and the issue stays
/// open.
pub fn to_bsi(table: &CommentTable) -> String {
    let mut out = String::new();
    for (name, value) in [
        ("Draft", &table.document),
        ("Title", &table.project),
        ("Date", &table.date),
        ("Status", &table.stage),
    ] {
        if !value.is_empty() {
            let _ = writeln!(out, "{:<9} {}", format!("{name}:"), one_line(value));
        }
    }
    for comment in &table.comments {
        let _ = writeln!(out, "\n----\nIssue {}.", one_line(&comment.id));
        let mut field = |name: &str, value: &str| {
            for line in value.lines().filter(|line| !line.trim().is_empty()) {
                let _ = writeln!(out, "{:<9} {}", format!("{name}:"), line.trim());
            }
        };
        field("Summary", &one_line(&comment.words));
        field("From", &one_line(&comment.author));
        for (name, value) in &comment.more {
            if FIELDS.contains(&name.as_str()) {
                field(name, value);
            }
        }
        if let Some(answer) = &comment.answer {
            close(&mut field, answer, table.system);
        }
    }
    out
}

fn close(field: &mut dyn FnMut(&str, &str), answer: &Answer, system: System) {
    let own = system == System::W3c;
    let word = match &answer.disposition {
        Disposition::NotRead => None,
        _ if own && answer.reason.is_empty() => Some(answer.text.clone()),
        Disposition::NoneOfOurs { word, .. } if own => Some(word.clone()),
        Disposition::NoneOfOurs { .. } => None,
        Disposition::Ours(ours) => word_for(System::W3c, ours),
    };
    if let Some(word) = word {
        field("Closed", &one_line(&word));
        if answer.text.trim() != word {
            field("Note", &one_line(&answer.reason));
        }
    } else {
        field("Open", "the answer has no word of this form");
        field("Note", &one_line(&answer.text));
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
