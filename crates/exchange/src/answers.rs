//! Answers that were typed into a form that was sent out: what came back, beside what happened meanwhile.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::model::{Answer, Comment, CommentTable};

/// What one row that came back means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Returned {
    /// Nothing was typed.
    Untouched,
    /// An answer was typed, and nothing happened meanwhile.
    Typed { answer: Answer },
    /// The answer that was typed stands there already.
    AlreadyThere,
    /// An answer was typed, and another one was given meanwhile: a person decides.
    Conflict {
        /// Text of the answer in the form that was sent out.
        sent: String,
        returned: Answer,
        /// Text of the answer that stands at present.
        now: String,
    },
    /// An answer was taken out: nothing is taken back for that.
    Emptied,
    /// The comment itself is not the one that was sent out; its answer is not taken.
    CommentChanged,
    /// The comment is not there any more.
    Gone,
    /// No comment of this name was sent out.
    Unknown,
    /// The name stands in more than one row; none of them is taken.
    Twice,
    /// It was sent out and did not come back.
    Missing,
}

/// A row that came back, or did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returning {
    /// [`Comment::id`].
    pub id: String,
    #[serde(flatten)]
    pub returned: Returned,
}

/// Compares a form that came back with the one that was sent out and with how things are now; nothing is overwritten.
///
/// Every row that came back is named once, in order, and then those that did not come back.
pub fn answers_back(sent: &CommentTable, returned: &CommentTable, now: &CommentTable) -> Vec<Returning> {
    let by_id = |table: &'_ CommentTable| -> HashMap<String, Comment> {
        table.comments.iter().map(|comment| (comment.id.clone(), comment.clone())).collect()
    };
    let (was, is) = (by_id(sent), by_id(now));
    let mut times: HashMap<&str, usize> = HashMap::new();
    for comment in &returned.comments {
        *times.entry(comment.id.as_str()).or_insert(0) += 1;
    }
    let mut found: Vec<Returning> = Vec::new();
    for comment in &returned.comments {
        let returned = if times[comment.id.as_str()] > 1 {
            Returned::Twice
        } else {
            one(was.get(&comment.id), comment, is.get(&comment.id))
        };
        found.push(Returning { id: comment.id.clone(), returned });
    }
    let missing = sent.comments.iter().filter(|comment| !times.contains_key(comment.id.as_str()));
    found.extend(missing.map(|comment| Returning { id: comment.id.clone(), returned: Returned::Missing }));
    found
}

fn one(sent: Option<&Comment>, returned: &Comment, now: Option<&Comment>) -> Returned {
    let Some(sent) = sent else { return Returned::Unknown };
    if !same(&sent.words, &returned.words) || !same(&sent.proposal, &returned.proposal) {
        return Returned::CommentChanged;
    }
    let text = |answer: &Option<Answer>| answer.as_ref().map_or(String::new(), |answer| answer.text.clone());
    let Some(answer) = &returned.answer else {
        return if text(&sent.answer).is_empty() { Returned::Untouched } else { Returned::Emptied };
    };
    if is_same_answer(returned.answer.as_ref(), sent.answer.as_ref()) {
        return Returned::Untouched;
    }
    let Some(now) = now else { return Returned::Gone };
    if is_same_answer(now.answer.as_ref(), returned.answer.as_ref()) {
        Returned::AlreadyThere
    } else if is_same_answer(now.answer.as_ref(), sent.answer.as_ref()) {
        Returned::Typed { answer: answer.clone() }
    } else {
        Returned::Conflict { sent: text(&sent.answer), returned: answer.clone(), now: text(&now.answer) }
    }
}

/// Whether two answers say the same: "noted: we will see" is "Noted. we will see".
fn is_same_answer(one: Option<&Answer>, other: Option<&Answer>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        let is_empty = |answer: Option<&Answer>| answer.is_none_or(|answer| answer.text.is_empty());
        return is_empty(one) && is_empty(other);
    };
    let is_ours = matches!(one.disposition, crate::model::Disposition::Ours(_));
    same(&one.text, &other.text)
        || is_ours && one.disposition == other.disposition && same(&one.reason, &other.reason)
}

/// Whether two texts are the same but for blanks and line ends, which office programs change.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disposition::read_answer;
    use crate::model::System;

    fn table(rows: &[(&str, &str, &str)]) -> CommentTable {
        let mut table = CommentTable::new(System::Iso);
        for (id, words, answer) in rows {
            table.comments.push(Comment {
                id: (*id).to_owned(),
                words: (*words).to_owned(),
                answer: (!answer.is_empty()).then(|| read_answer(System::Iso, answer)),
                ..Comment::default()
            });
        }
        table
    }

    #[test]
    fn nothing_that_happened_meanwhile_is_overwritten() {
        let sent = table(&[
            ("A", "a", ""),
            ("B", "b", ""),
            ("C", "c", "Noted."),
            ("D", "d", ""),
            ("E", "e", ""),
            ("F", "f", "Noted."),
            ("G", "g", ""),
            ("H", "h", ""),
        ]);
        let back = table(&[
            ("A", "a ", "Accepted."),
            ("B", "b", "Accepted."),
            ("C", "c", ""),
            ("D", "other", "Accepted."),
            ("E", "e", ""),
            ("F", "f", "Not accepted. It is said in 3."),
            ("G", "g", "Accepted."),
            ("X", "x", "Accepted."),
        ]);
        let now = table(&[
            ("A", "a", ""),
            ("B", "b", "Deferred."),
            ("C", "c", "Noted."),
            ("D", "d", ""),
            ("E", "e", ""),
            ("F", "f", "Noted."),
        ]);
        let found = answers_back(&sent, &back, &now);
        let states: Vec<String> = found
            .iter()
            .map(|one| {
                format!(
                    "{} {}",
                    one.id,
                    format!("{:?}", one.returned).split([' ', '{']).next().unwrap_or_default()
                )
            })
            .collect();
        assert_eq!(
            states,
            [
                "A Typed",
                "B Conflict",
                "C Emptied",
                "D CommentChanged",
                "E Untouched",
                "F Typed",
                "G Gone",
                "X Unknown",
                "H Missing"
            ]
        );
        // The same word and reason in other letters is the same answer, before and now.
        let given =
            table(&[("A", "a", "Noted. we will look into it"), ("B", "b", "Not accepted. It stands in 3.")]);
        let retyped =
            table(&[("A", "a", "noted: we will look into it"), ("B", "b", "REJECTED – It stands in 3.")]);
        for (sent, expected) in [(&sent, Returned::AlreadyThere), (&given, Returned::Untouched)] {
            let found = answers_back(sent, &retyped, &given);
            assert!(found.iter().take(2).all(|one| one.returned == expected), "{found:?}");
        }
        let twice = table(&[("A", "a", "Accepted."), ("A", "a", "Noted.")]);
        assert!(answers_back(&sent, &twice, &now).iter().take(2).all(|one| one.returned == Returned::Twice));
    }
}
