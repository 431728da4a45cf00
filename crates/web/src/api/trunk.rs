//! The trunk, from a remark to the next version: remarks, amendments, answers, and what is owed.
//!
//! Every act has one handler: a body that is a command, a session, a signature where the author holds a key.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maru_forum::{
    Action, Amendment, Anchor, Answer, AnswerStage, ClosePhase, Command, Cosign, Disposition, EditRemark,
    EntryNumber, GiveAnswer, GiveProposed, GiveReply, Language, MakeComment, MakeRemark, Moment,
    NewAttachment, ProposeAmendment, Remaining, Remark, RemarkKind, ReplyState, ReplyWord, Submit, Support,
    UnitId, WithdrawAmendment, WithdrawWords, WithdrawalReason, Words,
};
use maru_store::{Node, ProcessHandle, Request, StoreError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::address::{Asked, InProcess, Numbered};
use super::list::within;
use super::problem::{Problem, ProblemBody, named, of_value, read_json};
use super::signature::author_signature;
use super::time::stamp;
use super::vote::Written;
use crate::common::reading_of;
use crate::limit::Class;
use crate::references::require_there;
use crate::session::Visitor;
use crate::state::AppState;

/// Items on a page unless asked otherwise.
const PAGE_ITEMS: usize = 50;
/// Most items on a page.
const PAGE_LIMIT: usize = 200;

/// What an author's own program brings along beside the members of an act.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OwnSignature {
    #[serde(default)]
    pub(super) signature: Option<String>,
    #[serde(default)]
    pub(super) seed: Option<String>,
}

/// An act and its author's signature. They are told apart before the act is read: read together, members that nobody knows would be
/// dropped in silence.
pub(super) fn signed<B: DeserializeOwned>(body: &[u8]) -> Result<(B, OwnSignature), Problem> {
    let mut members: serde_json::Map<String, Value> = read_json(body)?;
    let own = ["signature", "seed"].map(|name| members.remove_entry(name)).into_iter().flatten().collect();
    Ok((of_value(&Value::Object(members))?, of_value(&Value::Object(own))?))
}

/// Carries an act out that is described by a body.
pub(super) async fn act<B: DeserializeOwned + Into<Command>>(
    state: &AppState,
    handle: &ProcessHandle,
    visitor: &Visitor,
    body: &Bytes,
) -> Result<Response, Problem> {
    let actor = visitor.actor(state, handle.id()).ok_or_else(Problem::not_signed_in)?;
    visitor.pass(state, Class::Writing)?;
    let (act, OwnSignature { signature, seed }) = signed::<B>(body)?;
    let signature = author_signature(signature.as_deref(), seed.as_deref())?;
    let command = act.into();
    require_there(handle, &command)?;
    let action = Action { actor, command, signature };
    let request = Request { process: handle.id().clone(), account: None, action };
    let answer = state.node.submit(request).await?;
    Ok(Written::answer(StatusCode::CREATED, answer.entry))
}

macro_rules! act_route {
    ($(#[$doc:meta])* $name:ident, $body:ty, $path:literal, $tag:literal, $operation:literal) => {
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, tag = $tag, operation_id = $operation,
            params(("id" = String, Path, description = "The process")),
            request_body = $body,
            extensions(("x-own-signature" = json!(true))),
            security(("session" = [])),
            responses(
                (status = 201, description = "The entry is on the disk", body = Written),
                (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
                (status = 403, description = "Not somebody who may do this", body = ProblemBody, content_type = "application/problem+json"),
                (status = 404, description = "Something that is named does not exist", body = ProblemBody, content_type = "application/problem+json"),
                (status = 409, description = "Not now, or not as things stand; the detail says what is left", body = ProblemBody, content_type = "application/problem+json"),
                (status = 422, description = "What was sent makes no sense", body = ProblemBody, content_type = "application/problem+json"),
                (status = 429, description = "Too often", body = ProblemBody, content_type = "application/problem+json"),
            )
        )]
        pub(super) async fn $name(
            axum::extract::State(state): axum::extract::State<$crate::state::AppState>,
            InProcess(handle): InProcess,
            visitor: Visitor,
            body: Bytes,
        ) -> Result<Response, Problem> {
            $crate::api::trunk::act::<$body>(&state, &handle, &visitor, &body).await
        }
    };
}
pub(super) use act_route;

/// Operations on the text in one language.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OperationsBody {
    /// The language of the text.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// A list of operations (`docs/text.md`).
    #[schema(value_type = Vec<Object>)]
    operations: Value,
}

impl OperationsBody {
    fn pair(self) -> (Language, String) {
        (self.language, self.operations.to_string())
    }
}

/// Where in the draft words are meant.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AnchorBody {
    /// The unit, by its id in the text.
    #[schema(example = "art_5__para_1")]
    unit: String,
    /// The language of the text in which words are meant.
    language: String,
    /// The first character meant, from 0; absent with `end` for the whole unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<u32>,
    /// The character behind the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<u32>,
}

impl From<&Anchor> for AnchorBody {
    fn from(anchor: &Anchor) -> Self {
        let (unit, language) = (anchor.unit.to_string(), anchor.language.to_string());
        Self { unit, language, start: anchor.start, end: anchor.end }
    }
}

/// A point about the draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRemark {
    /// The version of the draft.
    version: u32,
    /// Where in it; absent for the whole.
    #[serde(default)]
    #[schema(value_type = Option<AnchorBody>)]
    anchor: Option<Anchor>,
    /// `general`, `technical`, `editorial`, `question` or `objection`.
    #[schema(value_type = String, example = "technical")]
    kind: RemarkKind,
    /// The words.
    text: String,
    /// Their language.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// The wording that is proposed.
    #[serde(default)]
    proposal: Option<OperationsBody>,
    /// The submission of which it is a point.
    #[serde(default)]
    #[schema(value_type = Option<u64>)]
    submission: Option<EntryNumber>,
}

impl From<NewRemark> for Command {
    fn from(new: NewRemark) -> Self {
        MakeRemark {
            version: new.version,
            anchor: new.anchor,
            kind: new.kind,
            text: new.text,
            language: new.language,
            proposal: new.proposal.map(OperationsBody::pair),
            submission: new.submission,
        }
        .into()
    }
}

/// Other words for one's remark.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewEdit {
    /// The remark.
    #[schema(value_type = u64)]
    remark: EntryNumber,
    /// The words from now on.
    text: String,
    /// Their language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

impl From<NewEdit> for Command {
    fn from(new: NewEdit) -> Self {
        EditRemark { remark: new.remark, text: new.text, language: new.language }.into()
    }
}

/// Words that are taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewErasure {
    /// The entry that holds them.
    #[schema(value_type = u64)]
    entry: EntryNumber,
    /// `author` for one's own; `personal-data`, `unlawful`, `court-order`, `copyright` or `safety`.
    #[schema(value_type = String, example = "author")]
    reason: WithdrawalReason,
    /// Why, or the legal ground; it stays in the record.
    ground: String,
}

impl From<NewErasure> for Command {
    fn from(new: NewErasure) -> Self {
        WithdrawWords { entry: new.entry, reason: new.reason, ground: new.ground }.into()
    }
}

/// Support that is given or taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSupport {
    /// The remark or amendment.
    #[schema(value_type = u64)]
    on: EntryNumber,
    /// Give it, or take it back.
    give: bool,
}

impl From<NewSupport> for Command {
    fn from(new: NewSupport) -> Self {
        Support { on: new.on, give: new.give }.into()
    }
}

/// What somebody says to a remark.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewComment {
    /// The remark.
    #[schema(value_type = u64)]
    on: EntryNumber,
    /// The words.
    text: String,
    /// Their language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

impl From<NewComment> for Command {
    fn from(new: NewComment) -> Self {
        MakeComment { on: new.on, text: new.text, language: new.language }.into()
    }
}

/// A text in a language.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TextInLanguage {
    /// The words.
    text: String,
    /// Their language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

/// A file that comes with a letter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AttachmentBody {
    /// Its name.
    name: String,
    /// Its media type.
    #[schema(example = "application/pdf")]
    media_type: String,
    /// Its bytes in base64.
    base64: String,
}

impl From<AttachmentBody> for NewAttachment {
    fn from(file: AttachmentBody) -> Self {
        Self { name: file.name, media_type: file.media_type, base64: file.base64 }
    }
}

/// A whole letter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSubmission {
    /// The letter.
    #[serde(default)]
    letter: Option<TextInLanguage>,
    /// The files that come with it.
    #[serde(default)]
    attachments: Vec<AttachmentBody>,
}

impl From<NewSubmission> for Command {
    fn from(new: NewSubmission) -> Self {
        let text = new.letter.map(|letter| (letter.language, letter.text));
        Submit { text, attachments: new.attachments.into_iter().map(NewAttachment::from).collect() }.into()
    }
}

/// Other words for named units of the draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAmendment {
    /// The version of the draft: the newest.
    version: u32,
    /// Operations, for each language that it touches.
    operations: Vec<OperationsBody>,
    /// The units that they touch.
    #[schema(value_type = Vec<String>)]
    units: Vec<UnitId>,
    /// The reason.
    text: String,
    /// Its language.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// The amendments that it combines.
    #[serde(default)]
    #[schema(value_type = Vec<u64>)]
    sources: Vec<EntryNumber>,
}

impl From<NewAmendment> for Command {
    fn from(new: NewAmendment) -> Self {
        ProposeAmendment {
            version: new.version,
            operations: new.operations.into_iter().map(OperationsBody::pair).collect(),
            units: new.units,
            text: new.text,
            language: new.language,
            sources: new.sources,
        }
        .into()
    }
}

/// A co-signature that is given or taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCosignature {
    /// The amendment.
    #[schema(value_type = u64)]
    amendment: EntryNumber,
    /// Give it, or take it back.
    give: bool,
}

impl From<NewCosignature> for Command {
    fn from(new: NewCosignature) -> Self {
        Cosign { amendment: new.amendment, give: new.give }.into()
    }
}

/// The amendment that its author takes back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Withdrawal {
    /// The amendment.
    #[schema(value_type = u64)]
    amendment: EntryNumber,
}

impl From<Withdrawal> for Command {
    fn from(new: Withdrawal) -> Self {
        WithdrawAmendment { amendment: new.amendment }.into()
    }
}

/// An answer to remarks and amendments: to all of them, or to none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAnswer {
    /// The remarks and amendments.
    #[schema(value_type = Vec<u64>)]
    on: Vec<EntryNumber>,
    /// `accepted`, `accepted-in-part`, `not-accepted`, `already-there`, `explained`, `noted`, `deferred` or `out-of-scope`.
    #[serde(deserialize_with = "disposition")]
    #[schema(value_type = String, example = "accepted-in-part")]
    disposition: Disposition,
    /// The reason.
    text: String,
    /// Its language.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// The units that change, or that say it already.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    units: Vec<UnitId>,
    /// Put it to the authors first.
    #[serde(default)]
    propose: bool,
    /// The answer that stands on all of them, in whose place this one comes.
    #[serde(default)]
    #[schema(value_type = Option<u64>)]
    instead_of: Option<EntryNumber>,
}

/// A disposition by its name in the record.
fn disposition<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Disposition, D::Error> {
    named(from, Disposition::ALL, Disposition::as_str)
}

/// A proposed answer that is given.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Given {
    /// The answer.
    #[schema(value_type = u64)]
    answer: EntryNumber,
    /// For which of its remarks and amendments.
    #[schema(value_type = Vec<u64>)]
    on: Vec<EntryNumber>,
}

impl From<Given> for Command {
    fn from(new: Given) -> Self {
        GiveProposed { answer: new.answer, on: new.on }.into()
    }
}

/// What an author says to an answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewReply {
    /// The answer.
    #[schema(value_type = u64)]
    answer: EntryNumber,
    /// The remark or amendment of whoever replies.
    #[schema(value_type = u64)]
    on: EntryNumber,
    /// `satisfied`, `accepts`, `objects`, `consents` or `refuses`.
    #[schema(value_type = String, example = "accepts")]
    word: ReplyWord,
    /// More words.
    #[serde(default)]
    more: Option<TextInLanguage>,
}

impl From<NewReply> for Command {
    fn from(new: NewReply) -> Self {
        let text = new.more.map(|more| (more.language, more.text));
        GiveReply { answer: new.answer, on: new.on, word: new.word, text }.into()
    }
}

/// The closing of a phase.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewClosing {
    /// The phase, by its id in the charter.
    phase: String,
    /// Why now.
    reason: String,
}

impl From<NewClosing> for Command {
    fn from(new: NewClosing) -> Self {
        ClosePhase { phase: new.phase, reason: new.reason }.into()
    }
}

act_route! {
    /// Makes a point about the draft.
    remark, NewRemark, "/api/processes/{id}/remarks", "remarks", "makeRemark"
}
act_route! {
    /// Words one's remark otherwise, in the minutes that the charter gives; both wordings stay readable.
    edit, NewEdit, "/api/processes/{id}/remark-edits", "remarks", "editRemark"
}
act_route! {
    /// Takes back the words of an entry: one's own, or those of others by whoever holds the office. They are erased; the entry stays.
    erase, NewErasure, "/api/processes/{id}/erasures", "moderation", "withdrawWords"
}
act_route! {
    /// Supports a remark or an amendment, or takes that back.
    support, NewSupport, "/api/processes/{id}/supports", "remarks", "support"
}
act_route! {
    /// Says something to a remark.
    comment, NewComment, "/api/processes/{id}/comments", "remarks", "comment"
}
act_route! {
    /// Sends a whole letter with at most eight files of at most 2 MiB each, as the form does.
    submission, NewSubmission, "/api/processes/{id}/submissions", "remarks", "submit"
}
act_route! {
    /// Proposes other words for named units of the draft.
    amendment, NewAmendment, "/api/processes/{id}/amendments", "amendments", "proposeAmendment"
}
act_route! {
    /// Makes an amendment one's own too, or takes that back.
    cosign, NewCosignature, "/api/processes/{id}/cosignatures", "amendments", "cosign"
}
act_route! {
    /// Takes one's amendment back.
    withdraw, Withdrawal, "/api/processes/{id}/amendment-withdrawals", "amendments", "withdrawAmendment"
}
act_route! {
    /// Answers remarks and amendments, or puts an answer to their authors; for drafters and the secretariat.
    answer, NewAnswer, "/api/processes/{id}/answers", "answers", "answer"
}
act_route! {
    /// Gives an answer that was proposed.
    give, Given, "/api/processes/{id}/answers-given", "answers", "giveAnswer"
}
act_route! {
    /// Replies to an answer.
    reply, NewReply, "/api/processes/{id}/replies", "answers", "reply"
}
act_route! {
    /// Closes a phase; refused, with all that is left, while something is owed.
    close, NewClosing, "/api/processes/{id}/closings", "answers", "closePhase"
}

impl From<NewAnswer> for Command {
    fn from(new: NewAnswer) -> Self {
        let stage = if new.propose { AnswerStage::Proposed } else { AnswerStage::Given };
        GiveAnswer {
            on: new.on,
            disposition: new.disposition,
            text: new.text,
            language: new.language,
            units: new.units,
            stage,
            instead_of: new.instead_of,
        }
        .into()
    }
}

/// Which remarks or amendments, and which page of them.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Those on a unit, by its id in the text.
    unit: Option<String>,
    /// Those without an answer.
    #[serde(default)]
    unanswered: bool,
    /// The page, from 1.
    page: Option<usize>,
    /// Items on a page, at most 200.
    limit: Option<usize>,
}

impl Wanted {
    /// A page of numbers, with the page, how many pages there are, and how many items.
    fn page(&self, all: &[EntryNumber]) -> Result<(Vec<EntryNumber>, usize, usize), Problem> {
        let limit = within(self.limit, PAGE_ITEMS, PAGE_LIMIT)?;
        let pages = all.len().div_ceil(limit).max(1);
        let page = self.page.unwrap_or(1).clamp(1, pages);
        Ok((all.iter().skip((page - 1) * limit).take(limit).copied().collect(), page, pages))
    }
}

/// Words that somebody wrote.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SaidBody {
    /// Language tag (BCP 47).
    language: String,
    /// The words; absent if they were erased, or if a moderator has not let them be seen.
    text: Option<String>,
}

/// The answer that stands, and what its author says to it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandingAnswer {
    /// The answer, by its entry.
    answer: u64,
    /// What became of it.
    disposition: &'static str,
    /// `elsewhere`, `untold`, `unreachable`, `unseen` (a notice stands on their page, and nobody knows whether they saw it), `awaited`,
    /// `silent`, `satisfied`, `accepts` or `objects`.
    reply: &'static str,
    /// Until when a reply is awaited, or since when a notice stands or there is silence.
    since: Option<String>,
}

/// A remark.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RemarkBody {
    /// The entry that made it, by which it is known.
    number: u64,
    /// When the node took it.
    at: String,
    /// Whose it is.
    author: u64,
    /// The organisation for which it was said, where its author spoke for one then.
    organisation: Option<u64>,
    /// The version of the draft that it is about.
    version: u32,
    /// Where in it; absent for the whole.
    anchor: Option<AnchorBody>,
    /// What kind of point it is.
    kind: &'static str,
    /// The words as they stand.
    words: SaidBody,
    /// How it was worded before, in order.
    edits: Vec<EditBody>,
    /// The wording that is proposed: operations in JSON.
    proposal: Option<SaidBody>,
    /// The submission of which it is a point.
    submission: Option<u64>,
    /// How many support it.
    support: usize,
    /// How many of them did before its words were what they are.
    support_before_edit: usize,
    /// The comments on it, by entry.
    comments: Vec<u64>,
    /// The answer that stands.
    answer: Option<StandingAnswer>,
}

/// That a remark was worded otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EditBody {
    /// The entry that holds the new words.
    entry: u64,
    /// When.
    at: String,
    /// The words that stood until then.
    before: SaidBody,
}

/// A page of remarks.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RemarkList {
    /// Oldest first.
    remarks: Vec<RemarkBody>,
    /// This page, from 1.
    page: usize,
    /// How many pages there are.
    pages: usize,
    /// How many there are on all pages.
    total: usize,
}

/// An amendment.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AmendmentBody {
    /// The entry that made it, by which it is known.
    number: u64,
    /// When the node took it.
    at: String,
    /// Whose it is.
    author: u64,
    /// The organisation for which it was said, where its author spoke for one then.
    organisation: Option<u64>,
    /// The version on which it is made.
    version: u32,
    /// The units that it touches.
    units: Vec<String>,
    /// Operations in JSON, by language.
    operations: Vec<SaidBody>,
    /// The reason.
    reason: SaidBody,
    /// The amendments that it combines.
    sources: Vec<u64>,
    /// How many co-signed it.
    cosigners: usize,
    /// How many support it.
    support: usize,
    /// The entry by which its author took it back.
    withdrawn: Option<u64>,
    /// The version into which it was merged, by entry.
    merged: Option<u64>,
    /// The answer that stands.
    answer: Option<StandingAnswer>,
}

/// A page of amendments.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AmendmentList {
    /// Oldest first.
    amendments: Vec<AmendmentBody>,
    /// This page, from 1.
    page: usize,
    /// How many pages there are.
    pages: usize,
    /// How many there are on all pages.
    total: usize,
}

/// An answer.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AnswerBody {
    /// The entry that holds it.
    number: u64,
    /// When.
    at: String,
    /// Who gave it; absent for the host.
    by: Option<u64>,
    /// The remarks and amendments that it answers.
    on: Vec<u64>,
    /// Those of them for which it was given.
    given: Vec<u64>,
    /// What became of them.
    disposition: &'static str,
    /// The reason.
    reason: SaidBody,
    /// The units that change, or that say it already.
    units: Vec<String>,
    /// The answer in whose place it came.
    instead_of: Option<u64>,
    /// Of those for which it was given: by which answer it was replaced there.
    replaced: Vec<ReplacedBody>,
}

/// That another answer stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReplacedBody {
    /// The remark or amendment.
    on: u64,
    /// The answer that stands on it.
    by: u64,
}

/// What is left before a phase of answers, or the process, may close.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwedBody {
    /// Remarks and amendments without an answer.
    unanswered: Vec<u64>,
    /// Answers with people who were not told of them.
    untold: Vec<UntoldBody>,
    /// Remarks and amendments that were turned away without an answer, while their authors may still appeal or wait for a ruling.
    contested: Vec<u64>,
    /// Initiatives that reached their threshold and have no answer.
    initiatives: Vec<u64>,
    /// Meetings without minutes.
    meetings: Vec<u64>,
    /// Appeals on which a ruling is due; one can be given after the process was closed, too.
    appeals: Vec<u64>,
    /// Applications without an outcome.
    applications: Vec<u64>,
    /// Reports on words that no moderator has judged since.
    reports: Vec<u64>,
    /// Words that wait for a moderator.
    waiting: Vec<u64>,
    /// Phases that run or are to come, by their ids.
    phases: Vec<String>,
}

/// Somebody who was not told of an answer.
#[derive(Debug, Serialize, ToSchema)]
struct UntoldBody {
    /// The answer.
    answer: u64,
    /// Who.
    participant: u64,
}

impl From<Remaining> for OwedBody {
    fn from(left: Remaining) -> Self {
        let owed = left.owed;
        let untold = |(answer, who): (EntryNumber, maru_forum::ParticipantId)| UntoldBody {
            answer: answer.0,
            participant: who.0.0,
        };
        Self {
            unanswered: numbers(&owed.unanswered),
            untold: owed.untold.into_iter().map(untold).collect(),
            contested: numbers(&owed.contested),
            initiatives: numbers(&left.initiatives),
            meetings: numbers(&left.meetings),
            appeals: numbers(&left.appeals),
            applications: numbers(&left.applications),
            reports: numbers(&left.reports),
            waiting: numbers(&left.waiting),
            phases: left.phases,
        }
    }
}

/// Looks up what a reader may read.
struct Shown<'a> {
    node: &'a Node,
    handle: &'a ProcessHandle,
    reading: maru_forum::Reading,
    now: Moment,
}

impl<'a> Shown<'a> {
    fn of(state: &'a AppState, handle: &'a ProcessHandle, visitor: &Visitor) -> Self {
        let me = visitor.actor(state, handle.id()).and_then(|actor| actor.author().participant());
        let reading = reading_of(&handle.read(), me);
        Self { node: &state.node, handle, reading, now: maru_store::now() }
    }

    fn said(&self, words: &Words) -> Result<SaidBody, StoreError> {
        let content = self.node.words(&self.handle.read(), &words.digest, self.reading)?;
        let text = content.and_then(|content| content.get("text").map(str::to_owned));
        Ok(SaidBody { language: words.language.to_string(), text })
    }

    fn said_for(&self, entry: EntryNumber) -> Option<u64> {
        self.handle.read().said_for(entry).map(|organisation| organisation.0)
    }

    fn answer(&self, item: EntryNumber) -> Option<StandingAnswer> {
        let process = self.handle.read();
        let answer = process.answers.standing_on(item)?;
        let (reply, since) = match process.reply_state(item, self.now)? {
            ReplyState::Elsewhere => ("elsewhere", None),
            ReplyState::Untold => ("untold", None),
            ReplyState::Unreachable => ("unreachable", None),
            ReplyState::Unseen(since) => ("unseen", Some(stamp(since))),
            ReplyState::Awaited(until) => ("awaited", Some(stamp(until))),
            ReplyState::Silent(since) => ("silent", Some(stamp(since))),
            ReplyState::Said(word) => (word.as_str(), None),
        };
        let disposition = answer.disposition.as_str();
        Some(StandingAnswer { answer: answer.entry.0, disposition, reply, since })
    }

    fn edit(&self, edit: &maru_forum::Edit) -> Result<EditBody, StoreError> {
        Ok(EditBody { entry: edit.entry.0, at: stamp(edit.at), before: self.said(&edit.before)? })
    }

    fn remark(&self, remark: &Remark) -> Result<RemarkBody, StoreError> {
        Ok(RemarkBody {
            number: remark.entry.0,
            at: stamp(remark.at),
            author: remark.author.0.0,
            organisation: self.said_for(remark.entry),
            version: remark.version,
            anchor: remark.anchor.as_ref().map(AnchorBody::from),
            kind: remark.kind.as_str(),
            words: self.said(&remark.words)?,
            edits: remark.edits.iter().map(|edit| self.edit(edit)).collect::<Result<_, _>>()?,
            proposal: remark.proposal.as_ref().map(|words| self.said(words)).transpose()?,
            submission: remark.submission.map(|entry| entry.0),
            support: remark.supporters.len(),
            support_before_edit: remark.supporters_of_earlier_words(),
            comments: numbers(&remark.comments),
            answer: self.answer(remark.entry),
        })
    }

    fn amendment(&self, amendment: &Amendment) -> Result<AmendmentBody, StoreError> {
        Ok(AmendmentBody {
            number: amendment.entry.0,
            at: stamp(amendment.at),
            author: amendment.author.0.0,
            organisation: self.said_for(amendment.entry),
            version: amendment.version,
            units: amendment.units.iter().map(ToString::to_string).collect(),
            operations: amendment
                .operations
                .iter()
                .map(|words| self.said(words))
                .collect::<Result<_, _>>()?,
            reason: self.said(&amendment.words)?,
            sources: numbers(&amendment.sources),
            cosigners: amendment.cosigners.len(),
            support: amendment.supporters.len(),
            withdrawn: amendment.withdrawn.map(|entry| entry.0),
            merged: amendment.merged.map(|entry| entry.0),
            answer: self.answer(amendment.entry),
        })
    }

    fn replaced(&self, answer: &Answer, item: EntryNumber) -> Option<ReplacedBody> {
        let standing = self.handle.read().answers.standing_on(item)?.entry;
        (standing != answer.entry).then_some(ReplacedBody { on: item.0, by: standing.0 })
    }

    fn given(&self, answer: &Answer) -> Result<AnswerBody, StoreError> {
        Ok(AnswerBody {
            number: answer.entry.0,
            at: stamp(answer.at),
            by: answer.by.map(|by| by.0.0),
            on: numbers(&answer.on),
            given: answer.given.keys().map(|entry| entry.0).collect(),
            disposition: answer.disposition.as_str(),
            reason: self.said(&answer.words)?,
            units: answer.units.iter().map(ToString::to_string).collect(),
            instead_of: answer.instead_of.map(|entry| entry.0),
            replaced: answer.given.keys().filter_map(|item| self.replaced(answer, *item)).collect(),
        })
    }
}

fn numbers(entries: &[EntryNumber]) -> Vec<u64> {
    entries.iter().map(|entry| entry.0).collect()
}

/// A unit by its id, where one was asked for.
fn unit_of(wanted: &Wanted) -> Result<Option<UnitId>, Problem> {
    Ok(wanted.unit.as_deref().map(UnitId::new).transpose()?)
}

/// Remarks on the draft: all, those on a unit, those without an answer.
#[utoipa::path(
    get, path = "/api/processes/{id}/remarks", tag = "remarks", operation_id = "listRemarks",
    params(("id" = String, Path, description = "The process"), Wanted),
    responses(
        (status = 200, description = "A page of remarks", body = RemarkList),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn remarks(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(wanted): Asked<Wanted>,
    visitor: Visitor,
) -> Result<Json<RemarkList>, Problem> {
    let unit = unit_of(&wanted)?;
    let (found, page, pages, total) = {
        let process = handle.read();
        let all: Vec<EntryNumber> = match (&unit, wanted.unanswered) {
            (Some(unit), _) => process.remarks.on_unit(unit).map(|remark| remark.entry).collect(),
            (None, true) => {
                process.unanswered().filter(|entry| process.remarks.get(*entry).is_some()).collect()
            }
            (None, false) => process.remarks.iter().map(|remark| remark.entry).collect(),
        };
        let open: Vec<EntryNumber> = if wanted.unanswered && unit.is_some() {
            all.into_iter().filter(|entry| process.owes_answer_to(*entry)).collect()
        } else {
            all
        };
        let (numbers, page, pages) = wanted.page(&open)?;
        let found: Vec<Remark> =
            numbers.iter().filter_map(|entry| process.remarks.get(*entry).cloned()).collect();
        (found, page, pages, open.len())
    };
    let shown = Shown::of(&state, &handle, &visitor);
    let remarks = found.iter().map(|remark| shown.remark(remark)).collect::<Result<_, _>>()?;
    Ok(Json(RemarkList { remarks, page, pages, total }))
}

/// Amendments to the draft: all, those that touch a unit, those without an answer.
#[utoipa::path(
    get, path = "/api/processes/{id}/amendments", tag = "amendments", operation_id = "listAmendments",
    params(("id" = String, Path, description = "The process"), Wanted),
    responses(
        (status = 200, description = "A page of amendments", body = AmendmentList),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn amendments(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(wanted): Asked<Wanted>,
    visitor: Visitor,
) -> Result<Json<AmendmentList>, Problem> {
    let unit = unit_of(&wanted)?;
    let (found, page, pages, total) = {
        let process = handle.read();
        let all: Vec<EntryNumber> = match &unit {
            Some(unit) => process.amendments.on_unit(unit).map(|one| one.entry).collect(),
            None => process.amendments.iter().map(|one| one.entry).collect(),
        };
        let open = |entry: &EntryNumber| !wanted.unanswered || process.owes_answer_to(*entry);
        let all: Vec<EntryNumber> = all.into_iter().filter(open).collect();
        let (numbers, page, pages) = wanted.page(&all)?;
        let found: Vec<Amendment> =
            numbers.iter().filter_map(|entry| process.amendments.get(*entry).cloned()).collect();
        (found, page, pages, all.len())
    };
    let shown = Shown::of(&state, &handle, &visitor);
    let amendments = found.iter().map(|one| shown.amendment(one)).collect::<Result<_, _>>()?;
    Ok(Json(AmendmentList { amendments, page, pages, total }))
}

/// One answer with its reason.
#[utoipa::path(
    get, path = "/api/processes/{id}/answers/{number}", tag = "answers", operation_id = "showAnswer",
    params(
        ("id" = String, Path, description = "The process"),
        ("number" = u64, Path, description = "The entry that holds it"),
    ),
    responses(
        (status = 200, description = "The answer", body = AnswerBody),
        (status = 404, description = "No such answer", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn shown(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Numbered(number): Numbered,
    visitor: Visitor,
) -> Result<Json<AnswerBody>, Problem> {
    let answer = handle.read().answers.get(number).cloned();
    let answer = answer.ok_or(maru_forum::Violation::UnknownAnswer(number))?;
    Ok(Json(Shown::of(&state, &handle, &visitor).given(&answer)?))
}

/// Everything that is left to do before a phase of answers, or the process, closes: what bars it, and what waits beside.
#[utoipa::path(
    get, path = "/api/processes/{id}/owed", tag = "answers", operation_id = "owed",
    params(("id" = String, Path, description = "The process")),
    responses(
        (status = 200, description = "What is left", body = OwedBody),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn owed(InProcess(handle): InProcess) -> Json<OwedBody> {
    Json(handle.read().remaining(maru_store::now()).into())
}
