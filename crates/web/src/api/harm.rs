//! Reports of harm.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use maru_forum::{
    Command, CountryCode, EntryNumber, Harm, HarmExtent, HarmKind, HarmNames, Language, NewAttachment,
    ReportHarm, UnitId, Violation, Words,
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::address::{Asked, InProcess, Numbered};
use super::list::Part;
use super::organisation::country;
use super::problem::{Problem, ProblemBody, named};
use super::said::said_to;
use super::time::stamp;
use super::trunk::{AttachmentBody, act_route};
use super::vote::Written;
use crate::harm::counts::counts;
use crate::session::Visitor;
use crate::state::AppState;

fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<HarmKind, D::Error> {
    named(deserializer, HarmKind::ALL, HarmKind::as_str)
}

fn extent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<HarmExtent, D::Error> {
    named(deserializer, HarmExtent::ALL, HarmExtent::as_str)
}

fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<HarmNames, D::Error> {
    named(deserializer, HarmNames::ALL, HarmNames::as_str)
}

/// A report of harm. It names nobody who has not agreed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewHarm {
    /// The number of the risk in the domain taxonomy of the MIT AI Risk Repository, `1.1` to `7.6`.
    #[serde(deserialize_with = "kind")]
    #[schema(value_type = String, example = "4.3")]
    kind: HarmKind,
    /// `country`, `several` or `not_known`.
    #[serde(deserialize_with = "extent")]
    #[schema(value_type = String, example = "country")]
    extent: HarmExtent,
    /// The country, if it was one: ISO 3166-1 alpha-2.
    #[serde(default, deserialize_with = "country")]
    #[schema(value_type = Option<String>, example = "KR")]
    country: Option<CountryCode>,
    /// On which day, if that is known.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "2026-11-02")]
    day: Option<Date>,
    /// What happened.
    text: String,
    /// How that is known: who published it and where, or that you saw it.
    source: String,
    /// The language of both.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// `none` where nobody is named nor pointed at, `agreed` where whoever is has agreed.
    #[serde(deserialize_with = "names")]
    #[schema(value_type = String, example = "none")]
    names: HarmNames,
    /// Files, at most three.
    #[serde(default)]
    attachments: Vec<AttachmentBody>,
    /// Statements and remarks for which it is evidence, by their entries.
    #[serde(default)]
    #[schema(value_type = Vec<u64>)]
    about: Vec<EntryNumber>,
    /// Units of the draft, by their ids.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    units: Vec<UnitId>,
    /// Provisions of the norm library, by their ids.
    #[serde(default)]
    provisions: Vec<String>,
}

impl From<NewHarm> for Command {
    fn from(new: NewHarm) -> Self {
        ReportHarm {
            kind: new.kind,
            extent: new.extent,
            country: new.country,
            day: new.day,
            text: new.text,
            source: new.source,
            language: new.language,
            names: new.names,
            attachments: new.attachments.into_iter().map(NewAttachment::from).collect(),
            about: new.about,
            units: new.units,
            provisions: new.provisions,
        }
        .into()
    }
}

act_route! {
    /// Reports a harm, as evidence for statements, remarks and provisions.
    report, NewHarm, "/api/processes/{id}/harms", "harms", "reportHarm"
}

/// A file of a report.
#[derive(Debug, Serialize, ToSchema)]
struct FileBody {
    /// Where it is, if it may be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    media_type: String,
    /// Its size, in bytes.
    size: u64,
}

/// A report of harm.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HarmBody {
    /// The entry that holds it, by which it is known.
    number: u64,
    /// When it was reported, RFC 3339.
    at: String,
    /// Who reported it; absent for the operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<u64>,
    /// The number of the risk.
    kind: &'static str,
    /// `country`, `several` or `not_known`.
    extent: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    /// The day; absent where whoever reported it did not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    /// What happened; absent if it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// How that is known; absent if it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// The language of both.
    language: String,
    /// `none` or `agreed`, as its author says.
    names: &'static str,
    files: Vec<FileBody>,
    /// Statements and remarks for which it is evidence.
    about: Vec<u64>,
    /// Units of the draft.
    units: Vec<String>,
    /// Provisions of the norm library.
    provisions: Vec<String>,
}

/// The reports of one domain of risk.
#[derive(Debug, Serialize, ToSchema)]
struct HarmCountBody {
    /// The number of the domain, `1` to `7`.
    domain: char,
    /// How many.
    all: u64,
    /// In each of the places, in their order.
    places: Vec<u64>,
}

/// Reports of harm with their counts.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HarmsBody {
    /// How many everyone may read; the others are not counted.
    total: usize,
    /// Regional groups of the United Nations, `several` countries, `not_known`.
    places: Vec<&'static str>,
    /// By domain of risk and place; all are reports that stand in `reports`, so none is hidden.
    counts: Vec<HarmCountBody>,
    /// Every report, in the order of the record.
    reports: Vec<HarmBody>,
    /// From where the next part goes on: ask again with `?after=` this. Absent where this is the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

type Said<'a> = dyn Fn(&Words) -> Option<String> + 'a;

fn body(process: &str, one: &Harm, said: &Said<'_>) -> HarmBody {
    let told = &one.told;
    // Its files stand as its words do.
    let text = said(&told.text);
    let file = |(place, file): (usize, &maru_forum::Attachment)| FileBody {
        address: text.as_ref().map(|_| format!("/p/{process}/attachments/{}/{place}", one.entry)),
        media_type: file.media_type.clone(),
        size: file.size,
    };
    HarmBody {
        number: one.entry.0,
        at: stamp(one.at),
        author: one.by.participant().map(|who| who.0.0),
        kind: told.kind.as_str(),
        extent: told.extent.as_str(),
        country: told.country.map(|country| country.to_string()),
        day: told.day.map(|day| day.to_string()),
        source: said(&told.source),
        language: told.text.language.to_string(),
        names: told.names.as_str(),
        files: told.attachments.iter().enumerate().map(file).collect(),
        text,
        about: told.about.iter().map(|entry| entry.0).collect(),
        units: told.units.iter().map(ToString::to_string).collect(),
        provisions: told.provisions.clone(),
    }
}

/// Every report of harm of a process, with counts by domain of risk and place.
#[utoipa::path(
    get, path = "/api/processes/{id}/harms", tag = "harms", operation_id = "harms",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "Every report, in the order of the record", body = HarmsBody),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn harms(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
    visitor: Visitor,
) -> Result<Json<HarmsBody>, Problem> {
    let process = handle.read();
    let cut = part.cut(process.harms.iter().map(|one| one.entry.0))?;
    let said = said_to(&state, &process, visitor.actor(&state, handle.id()));
    let counted = counts(&process);
    let rows = counted.rows.into_iter().map(|(domain, places, all)| HarmCountBody { domain, all, places });
    let id = handle.id().to_string();
    let reports = process.harms.iter().filter(|one| cut.holds(one.entry.0));
    Ok(Json(HarmsBody {
        total: counted.total,
        places: counted.places,
        counts: rows.collect(),
        reports: reports.map(|one| body(&id, one, &said)).collect(),
        next: cut.next,
    }))
}

/// One report of harm.
#[utoipa::path(
    get, path = "/api/processes/{id}/harms/{number}", tag = "harms", operation_id = "harm",
    params(
        ("id" = String, Path, description = "The process"),
        ("number" = u64, Path, description = "The entry that holds it"),
    ),
    responses(
        (status = 200, description = "The report", body = HarmBody),
        (status = 404, description = "No such process or report", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn one(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Numbered(number): Numbered,
    visitor: Visitor,
) -> Result<Json<HarmBody>, Problem> {
    let process = handle.read();
    let said = said_to(&state, &process, visitor.actor(&state, handle.id()));
    let found = process.harms.get(number).ok_or_else(|| Problem::from(Violation::UnknownEntry(number)))?;
    Ok(Json(body(handle.id().as_str(), found, &said)))
}
