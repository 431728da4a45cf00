//! Translations: what lacks one in a language, and statements, charter and draft said in another language.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use maru_forum::{Command, EntryNumber, Language, Render, ReviewTranslation, StatementId, Translate, Words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::address::{Asked, InProcess};
use super::list::{Listed, Part};
use super::problem::{Problem, ProblemBody};
use super::trunk::act_route;
use super::vote::Written;
use crate::common::reading_of;
use crate::contents::Contents as _;
use crate::session::Visitor;
use crate::state::AppState;
use crate::translate::claim::Claimed;
use crate::translate::queue::{Reading, missing as all_missing, units_of};

/// A text that lacks a translation, or whose original was changed since.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MissingBody {
    /// `statement:12`, `charter:purpose` or `unit:art_1`.
    #[schema(example = "charter:purpose")]
    item: String,
    /// The entry that holds the original.
    of: u64,
    /// The language of the original.
    language: String,
    /// The original.
    text: String,
    /// `missing`; `changed` where the original is newer than the translation; `behind` where the draft has a text of its own in this
    /// language that lacks the unit or was not changed with the original.
    state: &'static str,
    /// The entry of the translation that was overtaken.
    translation: Option<u64>,
    /// Who is at it now: the number of a participant.
    held_by: Option<u64>,
}

/// What lacks a translation into a language: statements, the charter with the names of its phases and groups, units of the draft.
#[utoipa::path(
    get, path = "/api/processes/{id}/missing/{language}", tag = "statements", operation_id = "missingTranslations",
    params(
        ("id" = String, Path, description = "The process"),
        ("language" = String, Path, description = "The language, by its tag"),
        Part,
    ),
    responses(
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 200, description = "The charter first, then the draft, then statements", body = Vec<MissingBody>),
        (status = 404, description = "There is no such process", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "That is no tag of a language", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn missing(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
    visitor: Visitor,
    Path((_, tag)): Path<(String, String)>,
) -> Result<Listed<MissingBody>, Problem> {
    let language: Language = tag.parse()?;
    let me = visitor.actor(&state, handle.id()).and_then(|actor| actor.author().participant());
    let process = handle.read();
    let reading = reading_of(&process, me);
    let text =
        |words: &Words| state.node.content(&process, &words.digest, reading)?.get("text").map(str::to_owned);
    let units = |words: &Words| Some(units_of(&text(words)?, &words.language));
    let now = maru_store::now();
    let all = all_missing(&process, &language, &Reading { text: &text, units: &units });
    // They stand in no order of the record, so they are told by their places, from 1.
    let cut = part.cut(1..=all.len() as u64)?;
    let here = (1..).zip(all).filter(|(place, _)| cut.holds(*place));
    let body = here.map(|(_, one)| {
        let item = one.what.name();
        let claimed =
            Claimed { process: handle.id().clone(), language: language.to_string(), item: item.clone() };
        MissingBody {
            item,
            of: one.of.0,
            language: one.source.to_string(),
            text: one.text,
            state: one.state.as_str(),
            translation: one.state.made().map(|made| made.entry.0),
            held_by: state.claims.of(&claimed, now).map(|(who, _)| who.0.0),
        }
    });
    Ok(cut.list(body))
}

/// A statement in another language.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTranslation {
    /// The statement, by its number.
    statement: u64,
    /// The words.
    text: String,
    /// Their language.
    #[schema(value_type = String, example = "fr")]
    language: Language,
    /// `human`, or a program's name and version.
    translator: String,
}

impl From<NewTranslation> for Command {
    fn from(new: NewTranslation) -> Self {
        let statement = StatementId(EntryNumber(new.statement));
        Translate { statement, text: new.text, language: new.language, translator: new.translator }.into()
    }
}

/// A text of the charter or a unit of the draft in another language.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRendering {
    /// The entry of the charter in force, or of the newest version of the draft.
    of: u64,
    /// Which text of it, such as `purpose`, `phase.debate` or `art_1`.
    part: String,
    /// The words.
    text: String,
    /// Their language.
    #[schema(value_type = String, example = "fr")]
    language: Language,
    /// `human`, or a program's name and version.
    translator: String,
}

impl From<NewRendering> for Command {
    fn from(new: NewRendering) -> Self {
        let NewRendering { of, part, text, language, translator } = new;
        Render { of: EntryNumber(of), part, text, language, translator }.into()
    }
}

/// A translation that somebody has read beside its original.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewReview {
    /// The entry that holds it.
    translation: u64,
}

impl From<NewReview> for Command {
    fn from(new: NewReview) -> Self {
        ReviewTranslation { translation: EntryNumber(new.translation) }.into()
    }
}

act_route! {
    /// Says a statement in another language.
    translate, NewTranslation, "/api/processes/{id}/translations", "statements", "translate"
}
act_route! {
    /// Says a text of the charter or a unit of the draft in another language.
    render, NewRendering, "/api/processes/{id}/renderings", "statements", "render"
}
act_route! {
    /// Says that one has read a translation beside its original and answers for it; not one's own.
    review, NewReview, "/api/processes/{id}/translations/reviews", "statements", "reviewTranslation"
}
