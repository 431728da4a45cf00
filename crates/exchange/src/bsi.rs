//! The W3C's disposition of comments in the plain-text form of Bikeshed, `.bsi`.

use std::fmt::Write as _;

use crate::disposition::{TWO_WORDS, read_answer, word_for};
use crate::heads::flat;
use crate::model::{Answer, Comment, CommentKind, CommentTable, Disposition, ReadError, System, text_of};

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

/// What a process says of a remark and the form has no field for, as the beginning of a note.
const NOTES: [(&str, Noted); 5] = [
    ("Kind: ", Noted::Kind),
    ("Line: ", Noted::Line),
    ("Clause: ", Noted::Clause),
    ("Part: ", Noted::Element),
    ("Proposed: ", Noted::Proposal),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noted {
    Kind,
    Line,
    Clause,
    Element,
    Proposal,
}

/// Reads a list of issues. Repeated fields are kept, one a line, in `more`; `Verified` is what the commenter said.
///
/// An issue ends at a line of dashes, and at whatever begins another: words behind a head that cannot be read are nobody's.
pub fn read_bsi(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    let text = text_of(bytes)?;
    let mut table = CommentTable::new(System::W3c);
    let mut open: Option<Comment> = None;
    let mut last: Option<String> = None;
    let mut in_head = true;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.is_empty() {
            last = None;
            continue;
        }
        let begins = begins_issue(line);
        if line.starts_with("----") || begins {
            if let Some(done) = open.take() {
                table.push(settled(done))?;
            }
            (last, in_head) = (None, false);
        }
        if line.starts_with("----") {
            continue;
        }
        if begins {
            match head_of(line) {
                Some((id, rest)) => {
                    open = Some(Comment { id, ..Comment::default() });
                    if !rest.is_empty() {
                        table.not_read.push(format!("line {}: “{}” behind the number", at + 1, shown(rest)));
                    }
                }
                None => table.not_read.push(format!("line {}: {}", at + 1, shown(line))),
            }
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
        let Some((name, value)) = field_of(line) else {
            match (&mut open, &last) {
                (Some(comment), _) if line == "Open" => {
                    append(comment, line, "", "");
                    last = None;
                }
                // Bikeshed shows a list as it stands: a line that begins no field goes on with the one above.
                (Some(comment), Some(name)) => append(comment, name, line.trim(), " "),
                _ => table.not_read.push(format!("line {}: {}", at + 1, shown(line))),
            }
            continue;
        };
        match (&mut open, name) {
            (None, "Draft") if in_head => value.clone_into(&mut table.document),
            (None, "Title") if in_head => value.clone_into(&mut table.project),
            (None, "Date") if in_head => value.clone_into(&mut table.date),
            (None, "Status") if in_head => value.clone_into(&mut table.stage),
            // The draft as its editors keep it, where no published one is named.
            (None, "ED") if in_head && table.document.is_empty() => value.clone_into(&mut table.document),
            (Some(comment), name) if FIELDS.contains(&name) => {
                append(comment, name, value, "\n");
                last = Some(name.to_owned());
            }
            (Some(_), _) => table.not_read.push(format!("line {}: the field {name}: {value}", at + 1)),
            (None, _) => table.not_read.push(format!("line {}: {} (of no issue)", at + 1, shown(line))),
        }
    }
    if let Some(done) = open {
        table.push(settled(done))?;
    }
    Ok(table)
}

/// Whether a line means to begin an issue: "Issue" and a number, however it goes on.
fn begins_issue(line: &str) -> bool {
    line.strip_prefix("Issue").is_some_and(|rest| {
        rest.starts_with([' ', '\t'])
            && rest.trim_start().starts_with(|c: char| c.is_alphanumeric() || c == '*')
            && rest.chars().any(|c| c.is_ascii_digit())
    })
}

/// The name of an issue and what stands behind its full stop: `Issue 12.`, `Issue 2. #`. Behind the number, lists written here have
/// the whole name of the row.
fn head_of(line: &str) -> Option<(String, &str)> {
    let rest = line.strip_prefix("Issue")?.trim_start();
    let end = rest.find(['.', ':'])?;
    let (number, behind) = (&rest[..end], rest[end + 1..].trim());
    if number.is_empty() || number.contains(char::is_whitespace) {
        return None;
    }
    let is_name =
        |name: &&str| name.ends_with(&format!("-{number:0>3}")) || name.ends_with(&format!("-{number}"));
    match Some(behind).filter(|name| !name.contains(char::is_whitespace)).filter(is_name) {
        Some(name) => Some((name.to_owned(), "")),
        None => Some((number.to_owned(), behind)),
    }
}

/// The name and the value of a field: a known name, or one word with a capital in front of a colon. An address is none.
fn field_of(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end();
    let is_word =
        name.starts_with(|c: char| c.is_uppercase()) && name.chars().all(|c| c.is_alphanumeric() || c == '-');
    is_word.then(|| (name, value.trim()))
}

fn shown(line: &str) -> String {
    line.trim().to_owned()
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
    unnoted(&mut comment);
    let closed = comment.more.remove("Closed");
    comment.answer = closed.filter(|closed| !closed.is_empty()).map(|closed| {
        // "Accepted / OutOfScope": two words, of which neither is the whole answer.
        if closed.contains('/') {
            let words = closed.split('/').map(|word| read_answer(System::W3c, word).disposition);
            let known: Vec<Disposition> = words.collect();
            let all_known = known.iter().all(|word| *word != Disposition::NotRead);
            let note = TWO_WORDS.to_owned();
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

/// Takes place, kind and proposed wording out of the notes in which a list written here has them.
fn unnoted(comment: &mut Comment) {
    let Some(notes) = comment.more.remove("Note") else { return };
    let mut rest: Vec<&str> = Vec::new();
    for line in notes.lines() {
        let found = NOTES.iter().find_map(|(begins, noted)| Some((*noted, line.strip_prefix(*begins)?)));
        match found {
            Some((Noted::Kind, name)) if CommentKind::from_name(name).is_some() => {
                comment.kind = CommentKind::from_name(name);
                comment.kind.map_or("", CommentKind::iso).clone_into(&mut comment.kind_text);
            }
            Some((Noted::Line, words)) => words.clone_into(&mut comment.place.line),
            Some((Noted::Clause, words)) => words.clone_into(&mut comment.place.clause),
            Some((Noted::Element, words)) => words.clone_into(&mut comment.place.element),
            Some((Noted::Proposal, words)) => {
                if !comment.proposal.is_empty() {
                    comment.proposal.push('\n');
                }
                comment.proposal.push_str(words);
            }
            Some((Noted::Kind, _)) | None => rest.push(line),
        }
    }
    if !rest.is_empty() {
        comment.more.insert("Note".to_owned(), rest.join("\n"));
    }
}

/// Writes a table as a list of issues. A disposition for which the W3C has no word is written as a note, and the issue stays
/// open. Place, kind and proposed wording, for which the form has no field, are notes too.
///
/// Programs that read the form want a plain number; the row's whole name stands behind it.
pub fn to_bsi(table: &CommentTable) -> String {
    let mut out = String::new();
    for (name, value) in [
        ("Draft", &table.document),
        ("Title", &table.project),
        ("Date", &table.date),
        ("Status", &table.stage),
    ] {
        if !value.is_empty() {
            let _ = writeln!(out, "{:<9} {}", format!("{name}:"), flat(value));
        }
    }
    for (number, comment) in numbers(table).into_iter().zip(&table.comments) {
        let id = flat(&comment.id);
        let name = if id == number { String::new() } else { format!(" {id}") };
        let _ = writeln!(out, "\n----\nIssue {number}.{name}");
        let mut field = |name: &str, value: &str| {
            for line in value.lines().filter(|line| !line.trim().is_empty()) {
                let _ = writeln!(out, "{:<9} {}", format!("{name}:"), line.trim());
            }
        };
        field("Summary", &flat(&comment.words));
        field("From", &flat(&comment.author));
        for (name, value) in &comment.more {
            if FIELDS.contains(&name.as_str()) {
                field(name, value);
            }
        }
        for (begins, noted) in NOTES {
            let value = match noted {
                Noted::Kind => comment.kind.map_or("", CommentKind::name),
                Noted::Line => &comment.place.line,
                Noted::Clause => &comment.place.clause,
                Noted::Element => &comment.place.element,
                Noted::Proposal => &comment.proposal,
            };
            for line in value.lines().filter(|line| !line.trim().is_empty()) {
                field("Note", &format!("{begins}{}", line.trim()));
            }
        }
        if let Some(answer) = &comment.answer {
            close(&mut field, answer, table.system);
        }
    }
    out
}

/// A number for each issue: the last one in its name where these tell all of them apart, else its place in the list.
fn numbers(table: &CommentTable) -> Vec<String> {
    let last = |comment: &Comment| {
        let digits = comment.id.rsplit(|c: char| !c.is_ascii_digit()).find(|run| !run.is_empty())?;
        let bare = digits.trim_start_matches('0');
        Some(if bare.is_empty() { "0".to_owned() } else { bare.to_owned() })
    };
    let own: Option<Vec<String>> = table.comments.iter().map(last).collect();
    let apart = |own: &Vec<String>| own.iter().collect::<std::collections::HashSet<_>>().len() == own.len();
    own.filter(apart).unwrap_or_else(|| (1..=table.comments.len()).map(|at| at.to_string()).collect())
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
        field("Closed", &flat(&word));
        if answer.text.trim() != word {
            field("Note", &flat(&answer.reason));
        }
    } else {
        field("Open", "the answer has no word of this form");
        field("Note", &flat(&answer.text));
    }
}
