//! Versions of the draft text.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use serde::Serialize;
use utoipa::ToSchema;

use super::address::{InProcess, parameter};
use super::problem::{Problem, ProblemBody};
use super::time::stamp;
use crate::state::AppState;

/// The name of whichever version is the newest.
const LATEST: &str = "latest";

/// A version of the draft.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DraftBody {
    /// The entry that holds it.
    entry: u64,
    /// When it was published.
    at: String,
    /// 1, 2, 3 …
    version: u32,
    /// How many versions there are.
    versions: usize,
    /// What changed and why.
    reason: String,
    /// The text by language.
    texts: BTreeMap<String, TextBody>,
    /// Each changed unit with what led to the change.
    causes: Vec<CauseBody>,
}

/// A text of the draft in one language.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TextBody {
    /// What it is worth: `authentic`, `official`, `reviewed` or `machine`.
    standing: &'static str,
    /// Who reviewed it, or which program made it.
    by: Option<String>,
    /// Akoma Ntoso; null where it was erased.
    text: Option<String>,
    /// The operations that lead to it from the version before, a list in JSON; null in a first version or where erased.
    operations: Option<String>,
}

/// A changed unit with what led to its change.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CauseBody {
    /// The unit, by its id in the text.
    unit: String,
    /// The entries that led to it; empty where nobody had asked for it.
    by: Vec<u64>,
}

/// Which version; `None` is the newest.
#[derive(Debug)]
pub(super) struct Version(Option<u32>);

impl FromRequestParts<AppState> for Version {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let version = parameter(parts, state, "version").await?;
        if version == LATEST {
            return Ok(Self(None));
        }
        version.parse().map(|version| Self(Some(version))).map_err(|_| no_such_version(&version))
    }
}

fn no_such_version(version: &str) -> Problem {
    Problem::not_found("no-such-draft", format!("there is no version {version} of the draft"))
}

/// A version of the draft, in every language it was published in.
#[utoipa::path(
    get, path = "/api/processes/{id}/drafts/{version}", tag = "drafts", operation_id = "showDraft",
    params(
        ("id" = String, Path, description = "The process"),
        ("version" = String, Path, description = "1, 2, 3 … or `latest`"),
    ),
    responses(
        (status = 200, description = "The version", body = DraftBody),
        (status = 404, description = "No such version", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Version(version): Version,
) -> Result<Json<DraftBody>, Problem> {
    let (draft, versions) = {
        let process = handle.read();
        let found = match version {
            None => process.drafts.last(),
            Some(version) => process.drafts.iter().find(|draft| draft.version == version),
        };
        let words = || version.map_or_else(|| LATEST.to_owned(), |version| version.to_string());
        (found.cloned().ok_or_else(|| no_such_version(&words()))?, process.drafts.len())
    };
    let mut texts = BTreeMap::new();
    let words = |digest| -> Result<Option<String>, Problem> {
        let content = state.node.words(&handle.read(), digest, maru_forum::Reading::Anyone)?;
        Ok(content.and_then(|content| content.get("text").map(str::to_owned)))
    };
    for one in &draft.texts {
        let operations = match &one.operations {
            Some(operations) => words(&operations.digest)?,
            None => None,
        };
        let text = words(&one.text.digest)?;
        let body = TextBody { standing: one.standing.as_str(), by: one.by.clone(), text, operations };
        texts.insert(one.text.language.to_string(), body);
    }
    let cause = |cause: &maru_forum::Cause| CauseBody {
        unit: cause.unit.to_string(),
        by: cause.by.iter().map(|entry| entry.0).collect(),
    };
    Ok(Json(DraftBody {
        entry: draft.entry.0,
        at: stamp(draft.at),
        version: draft.version,
        versions,
        causes: draft.causes.iter().map(cause).collect(),
        reason: draft.reason,
        texts,
    }))
}
