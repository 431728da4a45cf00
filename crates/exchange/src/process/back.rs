//! Answers that were typed into a table that was exported here, and come back.

use std::collections::BTreeMap;

use maru_forum::{
    ANSWER_MINIMUM, Action, Actor, AnswerStage, Circumstances, Disposition, EntryNumber, GiveAnswer,
    Language, Moment, UnitId,
};
use serde::{Deserialize, Serialize};

use super::InProcess;
use super::export::{named_by, table_at};
use crate::answers::{Returned, answers_back};
use crate::file::FileForm;
use crate::model::{self, CommentTable};

/// Why the answer of a row is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum NotTaken {
    /// Nothing was typed.
    Untouched,
    /// It stands there already.
    AlreadyThere,
    /// The answer was taken out; nothing is taken back for that.
    Emptied,
    /// The comment is not the one that was exported.
    CommentChanged,
    /// It was taken back, withheld or erased meanwhile.
    Gone,
    /// No row of that name was exported here.
    Unknown,
    /// The name stands in more than one row.
    Twice,
    /// It was exported and did not come back.
    Missing,
    /// It begins with no word that says what became of the comment.
    NoWord,
    /// Its word says none of ours.
    NoneOfOurs {
        /// The word as it was typed.
        word: String,
        /// Why none of ours fits, in English, from the file of words.
        note: String,
    },
    /// It has a word and no reason.
    NoReason {
        /// The fewest characters of a reason.
        minimum: usize,
    },
    /// It says that the text changes, and the comment is on no unit of the newest version.
    NoUnit,
    /// The rules of the process refuse it.
    Refused {
        /// [`maru_forum::Violation`]'s stable code.
        code: String,
        detail: String,
    },
}

impl std::fmt::Display for NotTaken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Untouched => write!(out, "nothing was typed"),
            Self::AlreadyThere => write!(out, "this answer stands already"),
            Self::Emptied => write!(out, "the answer was taken out of the table; it stays in the record"),
            Self::CommentChanged => write!(out, "the comment is not the one that was exported"),
            Self::Gone => write!(out, "the comment was taken back, withheld or erased meanwhile"),
            Self::Unknown => write!(out, "no row of this name was exported here"),
            Self::Twice => write!(out, "the row stands in the table twice, so neither is taken"),
            Self::Missing => write!(out, "the row did not come back"),
            Self::NoWord => write!(out, "it begins with no word that says what became of the comment"),
            Self::NoneOfOurs { word, note } => write!(out, "“{word}” says: {note}"),
            Self::NoReason { minimum } => write!(out, "it has no reason of at least {minimum} characters"),
            Self::NoUnit => write!(
                out,
                "it says that the text changes, and the comment is on no unit; answer it at the desk, where units can be named"
            ),
            Self::Refused { detail, .. } => write!(out, "{detail}"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum BackState {
    /// The answer can be recorded.
    Answer { answer: GiveAnswer },
    /// Another answer was given meanwhile: this one is recorded in its place only where somebody says so.
    Conflict {
        /// The answer that was in the table when it was exported.
        sent: String,
        now: String,
        /// The answer that was typed.
        answer: GiveAnswer,
    },
    /// Nothing is recorded.
    Not {
        #[serde(flatten)]
        why: NotTaken,
        typed: String,
    },
}

/// A row with what comes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackRow {
    /// [`model::Comment::id`].
    pub id: String,
    /// Entry number of the remark or amendment; nothing where the name is none of this process.
    pub item: Option<EntryNumber>,
    #[serde(flatten)]
    pub state: BackState,
    /// Columns besides comment, proposed change and answer that say something else than when the table was exported: `clause`, `type`.
    /// Nothing comes of that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub altered: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswersBack {
    /// One for each row that came back; where the table is one export, also one for each that did not.
    pub rows: Vec<BackRow>,
}

impl AnswersBack {
    /// The answers that are recorded: those without conflict, and of the others those that somebody chose.
    pub fn answers(&self, replacing: &[EntryNumber]) -> Vec<GiveAnswer> {
        let chosen = |row: &BackRow| match &row.state {
            BackState::Answer { answer } => Some(answer.clone()),
            BackState::Conflict { answer, .. } => {
                row.item.is_some_and(|item| replacing.contains(&item)).then(|| answer.clone())
            }
            BackState::Not { .. } => None,
        };
        self.rows.iter().filter_map(chosen).collect()
    }

    /// How many rows conflict with what happened meanwhile.
    pub fn conflicts(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.state, BackState::Conflict { .. })).count()
    }
}

/// What comes of each row of a table that came back. Nothing that happened meanwhile is overwritten, and each answer is held against
/// the rules of the process by itself, so that one that breaks them is named.
///
/// Rows of several exports may stand in one table: each names the state that it was made from.
pub fn answers_back_to(
    of: InProcess<'_>,
    form: FileForm,
    returned: &CommentTable,
    language: &Language,
    actor: Actor,
    now: Moment,
) -> AnswersBack {
    let system = returned.system;
    let current = as_read(form, table_at(of, system, "en", of.process.entries));
    let mut groups: BTreeMap<Option<u64>, Vec<model::Comment>> = BTreeMap::new();
    for comment in &returned.comments {
        let state = named_by(&comment.id).map(|(entries, _)| entries);
        let state = state.filter(|entries| *entries <= of.process.entries);
        groups.entry(state).or_default().push(comment.clone());
    }
    let taking = Taking { of, language, actor, now };
    let whole = groups.len() == 1;
    let mut back = AnswersBack::default();
    for (state, comments) in groups {
        let Some(entries) = state else {
            back.rows.extend(comments.into_iter().map(|comment| unknown(&comment)));
            continue;
        };
        let returned = CommentTable { comments, ..CommentTable::new(system) };
        // The same rows are named by another state now.
        let renamed = renamed(&current, entries);
        let sent = as_read(form, table_at(of, system, "en", entries));
        let altered = altered(&sent, &returned);
        let typed = returned.comments.iter().filter_map(|one| Some((one.id.as_str(), one.answer.as_ref()?)));
        let typed: BTreeMap<&str, &model::Answer> = typed.collect();
        for one in answers_back(&sent, &returned, &renamed) {
            // Of several exports in one table nobody can say which rows should have come back.
            if whole || one.returned != Returned::Missing {
                let altered = altered.get(&one.id).cloned().unwrap_or_default();
                back.rows.push(BackRow { altered, ..taking.row(one.id, one.returned, &typed) });
            }
        }
    }
    back
}

/// A table as its form brings it back: a form has no place for some of it, and that is no change by whoever typed the answers.
fn as_read(form: FileForm, table: CommentTable) -> CommentTable {
    form.write(&table).and_then(|bytes| form.read(&bytes).ok()).unwrap_or(table)
}

fn unknown(comment: &model::Comment) -> BackRow {
    let typed = comment.answer.as_ref().map_or_else(String::new, |answer| answer.text.clone());
    let state = BackState::Not { why: NotTaken::Unknown, typed };
    BackRow { id: comment.id.clone(), item: None, state, altered: Vec::new() }
}

/// What of the place and type of rows is not as it was exported, by the names of the rows.
fn altered(sent: &CommentTable, returned: &CommentTable) -> BTreeMap<String, Vec<String>> {
    let was: BTreeMap<&str, &model::Comment> =
        sent.comments.iter().map(|one| (one.id.as_str(), one)).collect();
    let of_row = |is: &model::Comment| {
        let was = was.get(is.id.as_str())?;
        let pairs = [
            ("line", &was.place.line, &is.place.line),
            ("clause", &was.place.clause, &is.place.clause),
            ("element", &was.place.element, &is.place.element),
            ("type", &was.kind_text, &is.kind_text),
        ];
        let changed = pairs.into_iter().filter(|(_, was, is)| !crate::answers::same(was, is));
        Some((is.id.clone(), changed.map(|(name, _, _)| name.to_owned()).collect()))
    };
    returned.comments.iter().filter_map(of_row).collect()
}

fn renamed(table: &CommentTable, entries: u64) -> CommentTable {
    let mut table = table.clone();
    for comment in &mut table.comments {
        let Some((_, entry)) = named_by(&comment.id) else { continue };
        let country = comment.id.split('-').next().unwrap_or_default().to_owned();
        comment.id = super::export::id_of(Some(&country), entries, entry);
    }
    table
}

/// Who takes answers, in what state.
struct Taking<'a> {
    of: InProcess<'a>,
    language: &'a Language,
    actor: Actor,
    now: Moment,
}

impl Taking<'_> {
    fn row(&self, id: String, returned: Returned, typed: &BTreeMap<&str, &model::Answer>) -> BackRow {
        let item = named_by(&id).map(|(_, entry)| entry);
        let typed = || typed.get(id.as_str()).map_or_else(String::new, |answer| answer.text.clone());
        let not = |why| BackState::Not { why, typed: typed() };
        let state = match (returned, item) {
            (Returned::Typed { answer }, Some(item)) => match self.answer(item, &answer) {
                Ok(answer) => BackState::Answer { answer },
                Err(why) => not(why),
            },
            (Returned::Conflict { sent, returned, now }, Some(item)) => match self.answer(item, &returned) {
                Ok(answer) => BackState::Conflict { sent, now, answer },
                Err(why) => not(why),
            },
            (Returned::Typed { .. } | Returned::Conflict { .. } | Returned::Unknown, _) => {
                not(NotTaken::Unknown)
            }
            (Returned::Untouched, _) => not(NotTaken::Untouched),
            (Returned::AlreadyThere, _) => not(NotTaken::AlreadyThere),
            (Returned::Emptied, _) => not(NotTaken::Emptied),
            (Returned::CommentChanged, _) => not(NotTaken::CommentChanged),
            (Returned::Gone, _) => not(NotTaken::Gone),
            (Returned::Twice, _) => not(NotTaken::Twice),
            (Returned::Missing, _) => not(NotTaken::Missing),
        };
        BackRow { id, item, state, altered: Vec::new() }
    }

    fn answer(&self, item: EntryNumber, typed: &model::Answer) -> Result<GiveAnswer, NotTaken> {
        let word = match &typed.disposition {
            model::Disposition::Ours(word) => word,
            model::Disposition::NotRead => return Err(NotTaken::NoWord),
            model::Disposition::NoneOfOurs { word, note } => {
                return Err(NotTaken::NoneOfOurs { word: word.clone(), note: note.clone() });
            }
        };
        let disposition = Disposition::from_name(word).ok_or(NotTaken::NoWord)?;
        if typed.reason.trim().chars().count() < ANSWER_MINIMUM {
            return Err(NotTaken::NoReason { minimum: ANSWER_MINIMUM });
        }
        let process = self.of.process;
        let units = if disposition.changes_the_text() { self.units(item)? } else { Vec::new() };
        let stage = if process.charter.answer_consent { AnswerStage::Proposed } else { AnswerStage::Given };
        let answer = GiveAnswer {
            on: vec![item],
            disposition,
            text: typed.reason.trim().to_owned(),
            language: self.language.clone(),
            units,
            stage,
            instead_of: process.answers.standing_on(item).map(|answer| answer.entry),
        };
        self.judged(&answer)?;
        Ok(answer)
    }

    /// The units that an accepted comment is about, which are those that change.
    fn units(&self, item: EntryNumber) -> Result<Vec<UnitId>, NotTaken> {
        let process = self.of.process;
        let units: Vec<UnitId> = match (process.remarks.get(item), process.amendments.get(item)) {
            (Some(remark), _) => remark.anchor.iter().map(|anchor| anchor.unit.clone()).collect(),
            (None, Some(amendment)) => amendment.units.clone(),
            (None, None) => Vec::new(),
        };
        if units.is_empty() { Err(NotTaken::NoUnit) } else { Ok(units) }
    }

    fn judged(&self, answer: &GiveAnswer) -> Result<(), NotTaken> {
        let action = Action { actor: self.actor, command: answer.clone().into(), signature: None };
        let circumstances = Circumstances { now: self.now, entropy: [0; 32] };
        match self.of.process.decide(&action, &circumstances) {
            // A signature comes with the act, not with a look at it.
            Ok(_) | Err(maru_forum::Violation::SignatureMissing(_)) => Ok(()),
            Err(violation) => {
                Err(NotTaken::Refused { code: violation.code().to_owned(), detail: violation.to_string() })
            }
        }
    }
}
