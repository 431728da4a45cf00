//! Versions of the draft: published from files, or merged from amendments; first as a look, which publishes nothing.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maru_forum::{Action, Actor, Command, EntryNumber, Language, Office, TextStanding, UnitId};
use maru_store::{ProcessHandle, Request};
use maru_text::Tracked;
use maru_verify::draft::{Publication, TextFault, Upload, Version, merge, publication};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::address::InProcess;
use super::problem::{Problem, ProblemBody, named};
use super::secretariat::{require_office, stopped};
use super::signature::author_signature;
use super::trunk::{OwnSignature, signed};
use crate::contents::words_for_anyone;
use crate::limit::Class;
use crate::session::Visitor;
use crate::state::AppState;

fn standing<'de, D: Deserializer<'de>>(deserializer: D) -> Result<TextStanding, D::Error> {
    named(deserializer, TextStanding::ALL, TextStanding::as_str)
}

/// A text of a version in one language.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewText {
    /// Its language.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// What it is worth: `authentic`, `official`, `reviewed` or `machine`.
    #[serde(deserialize_with = "standing")]
    #[schema(value_type = String, example = "authentic")]
    standing: TextStanding,
    /// Who reviewed it, or which program made it.
    #[serde(default)]
    by: Option<String>,
    /// The name of the file, by which its format is guessed.
    #[schema(example = "draft.md")]
    name: String,
    /// The words, where they are text; or else `base64`.
    #[serde(default)]
    text: Option<String>,
    /// The file in base64.
    #[serde(default)]
    base64: Option<String>,
    /// What the tracked changes of a Word file count as: `accepted` or `rejected`.
    #[serde(default)]
    tracked: Option<String>,
}

impl NewText {
    fn upload(self) -> Result<Upload, Problem> {
        let unfit = |detail: String| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-draft", detail);
        let bytes = match (self.text, self.base64) {
            (Some(text), None) => text.into_bytes(),
            (None, Some(file)) => BASE64.decode(file).map_err(|error| unfit(format!("base64: {error}")))?,
            _ => return Err(unfit("each text has either `text` or `base64`".to_owned())),
        };
        let tracked = match self.tracked {
            Some(name) => Some(
                Tracked::from_name(&name)
                    .ok_or_else(|| unfit(format!("tracked: “{name}” is neither accepted nor rejected")))?,
            ),
            None => None,
        };
        let NewText { language, standing, by, name, .. } = self;
        Ok(Upload { language, standing, by, name, bytes, tracked })
    }
}

/// The next version of the draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewVersion {
    /// A text in each language.
    texts: Vec<NewText>,
    /// What led to the change of a unit, by the unit's id: entries of remarks, amendments and answers.
    #[serde(default)]
    #[schema(value_type = Object, example = json!({"art_5": [12, 44]}))]
    causes: BTreeMap<String, Vec<u64>>,
    /// What changed and why.
    reason: String,
    /// Say what would be published, and publish nothing.
    #[serde(default)]
    dry_run: bool,
}

/// Amendments that become the next version.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMerge {
    /// The amendments, in the order in which they are merged.
    amendments: Vec<u64>,
    /// What changed and why.
    reason: String,
    /// That different amendments change a part in different languages, that somebody has read them side by side, and that it is meant.
    #[serde(default)]
    languages_differ: bool,
    /// Say what would be published, and publish nothing.
    #[serde(default)]
    dry_run: bool,
}

/// A changed unit with what led to it.
#[derive(Debug, Serialize, ToSchema)]
struct ChangeBody {
    /// The unit.
    unit: String,
    /// Entries of remarks, amendments and answers; empty where none was named.
    because_of: Vec<u64>,
}

/// An amendment that is left out, and why.
#[derive(Debug, Serialize, ToSchema)]
struct LeftOutBody {
    /// The amendment.
    amendment: u64,
    /// Where it fails.
    why: String,
}

/// What a version is, or would be.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(super) struct VersionBody {
    /// The entry; absent where nothing was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<u64>,
    /// The languages.
    languages: Vec<String>,
    /// Each changed unit with its causes.
    changed: Vec<ChangeBody>,
    /// What of a file was guessed or left out.
    doubts: Vec<String>,
    /// The amendments that are in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    merged: Vec<u64>,
    /// Those that fail, each with where; they stay alive.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<LeftOutBody>,
    /// Units that different amendments change in different languages, of which nobody said that they say the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    apart: Vec<String>,
}

impl VersionBody {
    fn of(made: &Publication) -> Self {
        Self {
            languages: made.command.texts.iter().map(|text| text.language.to_string()).collect(),
            changed: made
                .command
                .causes
                .iter()
                .map(|cause| ChangeBody {
                    unit: cause.unit.to_string(),
                    because_of: cause.by.iter().map(|entry| entry.0).collect(),
                })
                .collect(),
            doubts: made.doubts.iter().map(|(language, doubt)| format!("{language}: {doubt}")).collect(),
            ..Self::default()
        }
    }
}

fn bad(fault: &TextFault) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-draft", fault.to_string())
}

/// Publishes the next version of the draft from a file, or words, in each language; for the drafters. With `dry_run` it is a look.
#[utoipa::path(
    post, path = "/api/processes/{id}/drafts", tag = "drafts", operation_id = "publishDraft",
    params(("id" = String, Path, description = "The process")),
    request_body = NewVersion,
    extensions(("x-own-signature" = json!(true))),
    security(("session" = [])),
    responses(
        (status = 200, description = "What would be published", body = VersionBody),
        (status = 201, description = "The version is on the disk", body = VersionBody),
        (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Not a drafter", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "Another version came in between", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "A file that is not read, or causes that fit nothing", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn publish(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    visitor: Visitor,
    body: Bytes,
) -> Result<Response, Problem> {
    let actor = drafter(&state, &handle, &visitor)?;
    let (new, own) = signed::<NewVersion>(&body)?;
    let mut causes: BTreeMap<UnitId, BTreeSet<EntryNumber>> = BTreeMap::new();
    for (unit, entries) in new.causes {
        let unit = UnitId::new(&unit).map_err(|error| {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-draft", error.to_string())
        })?;
        causes.entry(unit).or_default().extend(entries.into_iter().map(EntryNumber));
    }
    let uploads = new.texts.into_iter().map(NewText::upload).collect::<Result<Vec<_>, _>>()?;
    let version = Version { uploads, causes, reason: new.reason };
    let (node, process) = (state.node.clone(), handle.read().clone());
    let made = tokio::task::spawn_blocking(move || {
        publication(&process, &words_for_anyone(&node, &process), &version)
    });
    let made = made.await.map_err(|_| stopped())?.map_err(|fault| bad(&fault))?;
    let said = VersionBody::of(&made);
    finished(&state, &handle, actor, (made, said), new.dry_run, &own).await
}

/// Publishes the next version from amendments, one after the other; those that fail are left out and stay alive. For the drafters. With
/// `dry_run` it is a look.
#[utoipa::path(
    post, path = "/api/processes/{id}/merges", tag = "drafts", operation_id = "mergeAmendments",
    params(("id" = String, Path, description = "The process")),
    request_body = NewMerge,
    extensions(("x-own-signature" = json!(true))),
    security(("session" = [])),
    responses(
        (status = 200, description = "What would be published", body = VersionBody),
        (status = 201, description = "The version is on the disk", body = VersionBody),
        (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Not a drafter", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "Another version came in between", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "No amendment fits, or languages would say different things", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn merge_all(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    visitor: Visitor,
    body: Bytes,
) -> Result<Response, Problem> {
    let actor = drafter(&state, &handle, &visitor)?;
    let (new, own) = signed::<NewMerge>(&body)?;
    let chosen: Vec<EntryNumber> = new.amendments.into_iter().map(EntryNumber).collect();
    let (node, process, reason) = (state.node.clone(), handle.read().clone(), new.reason);
    let made = tokio::task::spawn_blocking(move || {
        merge(&process, &words_for_anyone(&node, &process), &chosen, &reason)
    });
    let made = made.await.map_err(|_| stopped())?.map_err(|fault| bad(&fault))?;
    let left_out = made.left_out.iter();
    let said = VersionBody {
        merged: made.merged.iter().map(|entry| entry.0).collect(),
        left_out: left_out.map(|(one, why)| LeftOutBody { amendment: one.0, why: why.to_string() }).collect(),
        apart: made.apart.keys().map(ToString::to_string).collect(),
        ..VersionBody::of(&made.publication)
    };
    let refused = |code, detail: &str| Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail));
    if !new.dry_run && said.merged.is_empty() {
        return refused(
            "nothing-merged",
            "no amendment can be merged; with `dry_run` it is told where each fails",
        );
    }
    if !new.dry_run && !said.apart.is_empty() && !new.languages_differ {
        return refused(
            "languages-differ",
            "the languages would say different things; read them side by side, and say `languages_differ` if it is meant",
        );
    }
    finished(&state, &handle, actor, (made.publication, said), new.dry_run, &own).await
}

fn drafter(state: &AppState, handle: &ProcessHandle, visitor: &Visitor) -> Result<Actor, Problem> {
    let actor = visitor.actor(state, handle.id()).ok_or_else(Problem::not_signed_in)?;
    visitor.pass(state, Class::Writing)?;
    require_office(handle, actor, Office::Drafter)?;
    Ok(actor)
}

/// Publishes what was looked at, unless only a look was asked for.
async fn finished(
    state: &AppState,
    handle: &ProcessHandle,
    actor: Actor,
    (made, said): (Publication, VersionBody),
    dry_run: bool,
    own: &OwnSignature,
) -> Result<Response, Problem> {
    if dry_run {
        return Ok(Json(said).into_response());
    }
    let signature = author_signature(own.signature.as_deref(), own.seed.as_deref())?;
    let action = Action { actor, command: Command::PublishDraft(made.command), signature };
    let request = Request { process: handle.id().clone(), account: None, action };
    let answer = state.node.submit(request).await?;
    let said = VersionBody { entry: Some(answer.entry.0), ..said };
    Ok((StatusCode::CREATED, Json(said)).into_response())
}
