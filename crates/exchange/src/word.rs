//! A Word file of the draft with comments in its margins and changes that are tracked.

use std::sync::Arc;

use maru_text::{Format, Review, read_review, tracked_changes};

use crate::model::{Comment, CommentTable, ReadError, System, within_size};

/// Reads the comments and the tracked changes of a Word file, each as a comment of its own; who wrote them stays as the file names
/// them. Words on which a comment hangs are in `more` under `quote`.
pub fn read_word_review(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    within_size(bytes)?;
    let review = read_review(bytes).map_err(|error| ReadError::new(error.to_string()))?;
    let mut table = CommentTable::new(System::None);
    for one in &review.comments {
        let mut comment = Comment {
            id: format!("{COMMENT}{}", one.id),
            author: one.author.clone(),
            date: one.date.clone(),
            words: one.words.clone(),
            ..Comment::default()
        };
        if !one.reply_to.is_empty() {
            comment.reply_to = format!("{COMMENT}{}", one.reply_to);
        }
        if !one.quote.is_empty() {
            comment.more.insert("quote".to_owned(), one.quote.clone());
        }
        for words in &one.unsaid {
            table.not_read.push(format!("{}: struck out or hidden, left out: “{words}”", comment.id));
        }
        table.push(comment)?;
    }
    for (at, one) in review.changes.iter().enumerate() {
        let mut comment = Comment {
            id: format!("{CHANGE}{}", at + 1),
            author: one.author.clone(),
            date: one.date.clone(),
            words: shown(&one.deleted, &one.inserted),
            ..Comment::default()
        };
        if !one.deleted.is_empty() {
            comment.more.insert("quote".to_owned(), one.deleted.clone());
        }
        table.push(comment)?;
    }
    if table.comments.is_empty() {
        return Err(ReadError::new("it has neither comments nor tracked changes"));
    }
    let elsewhere = tracked_changes(bytes, Format::Docx).saturating_sub(parts(&review));
    if elsewhere > 0 {
        table.not_read.push(format!("{elsewhere} tracked changes in notes, headers, footers or cells"));
    }
    table.review = Some(Arc::new(review));
    Ok(table)
}

/// What stands before the number of a comment, and of a change, in their names here.
pub(crate) const COMMENT: &str = "comment-";
pub(crate) const CHANGE: &str = "change-";

/// How many tracked elements were read as changes.
fn parts(review: &Review) -> usize {
    review.changes.iter().map(|change| change.parts).sum()
}

/// A change as words that need no language.
fn shown(deleted: &str, inserted: &str) -> String {
    match (deleted, inserted) {
        ("", "") => "¶".to_owned(),
        (deleted, "") => format!("“{deleted}” → —"),
        ("", inserted) => format!("— → “{inserted}”"),
        (deleted, inserted) => format!("“{deleted}” → “{inserted}”"),
    }
}
