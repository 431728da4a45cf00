//! A version of the draft, from files or typed, looked at before it is published.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use maru_forum::{EntryNumber, Language, Office, Process, TextStanding, UnitId};
use maru_record::Digest;
use maru_store::{Node, ProcessHandle};
use maru_text::{Document, ImportError, LanguageTag, Redline, Tracked, redline};
use maru_verify::answers_behind;
use maru_verify::draft::{
    Publication, TextFault, Upload, Version, publication, read_text, text_of, versions_read,
};

use crate::common::ProcessView;
use crate::contents::words_for_anyone;
use crate::desk::pending::Uploads;
use crate::desk::routes::{acting_stranger, holds, stranger};
use crate::desk::upload_view;
use crate::draft::steps::Steps;
use crate::fault::Fault;
use crate::form::{Passed, Refused, Typed, carry_passed};
use crate::reader::Reader;
use crate::upload::{Part, sent};
use crate::visit::Visit;

/// Largest upload, in bytes: a Word file of 500 pages with pictures in each of a few languages.
pub(crate) const UPLOAD_LIMIT: usize = 24 << 20;
/// What the address of the page ends in.
const HERE: &str = "desk/draft";

/// A version as the page shows it before it is published.
pub(crate) struct Preview {
    pub(crate) made: Publication,
    /// Each text as it will be read, with what it changes in the version before.
    pub(crate) texts: Vec<(Language, Document, Option<Redline>)>,
    pub(crate) digest: Digest,
    pub(crate) steps: Steps,
    /// Parts for which a cause was typed and that do not change.
    pub(crate) stray: Vec<UnitId>,
}

/// What was said about a version besides its texts.
struct Said {
    causes: BTreeMap<UnitId, BTreeSet<EntryNumber>>,
    reason: String,
    /// Whether the form had no fields for causes yet.
    untouched: bool,
}

impl Said {
    fn of(typed: &Typed) -> Self {
        let untouched = typed.pairs().all(|(name, _)| !name.starts_with("cause-"));
        Self { causes: causes(typed), reason: typed.get("reason").to_owned(), untouched }
    }
}

/// What there is to show: nothing yet, a preview, or why there is none.
pub(crate) type Shown = Option<Result<Preview, TextFault>>;

pub(crate) async fn form(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if !holds(&reader, &handle, Office::Drafter) {
        return stranger(&reader, &handle, HERE, Office::Drafter.as_str());
    }
    let kept = account(&reader).and_then(|account| reader.state.pending.get(account, handle.id()));
    if reader.visit.asked("see").is_some() {
        let kept = kept.ok_or(Fault::NotFound)?;
        return reader.show_found(&handle, |view| upload_view::whole(view, &kept));
    }
    // What is kept of an earlier look is shown as it was looked at, with all that was typed beside it.
    let Some(kept) = kept else {
        return Ok(reader.show(&handle, |view| upload_view::page(view, &Typed::default(), None, None)));
    };
    let (typed, said) = (kept.typed.clone(), Said::of(&kept.typed));
    let shown = previewed(&reader, &handle, kept, said).await?;
    let words = shown.as_ref().err().map(|fault| fault_words(&reader, fault));
    Ok(reader.show(&handle, |view| upload_view::page(view, &typed, Some(&shown), words.as_deref())))
}

pub(crate) async fn send(
    reader: Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if !holds(&reader, &handle, Office::Drafter) {
        return acting_stranger(&reader, &handle, HERE, Office::Drafter.as_str());
    }
    let passed = Passed::writing(&reader)?;
    let sent = sent(&headers, &body);
    let typed = Typed::of_parts(&sent);
    let Some(account) = account(&reader) else { return Err(Fault::SignIn) };
    let before = reader.state.pending.get(account, handle.id());
    let gathered = reader.draw(&handle, |view| gathered(view, &sent, &typed, before.as_deref()));
    let uploads = match gathered {
        Ok(files) => {
            // The words of a text are kept as its file.
            let said = typed.kept(|name| !name.starts_with("text-") && name != "seen" && name != "act");
            reader.state.pending.keep(account, handle.id(), Uploads::new(files, said))
        }
        Err(refused) => {
            return Ok(refused
                .again(&reader, &handle, |view, fault| upload_view::page(view, &typed, None, Some(fault))));
        }
    };
    let shown = previewed(&reader, &handle, uploads, Said::of(&typed)).await?;
    let seen = matches!(&shown, Ok(preview) if preview.stray.is_empty() && typed.get("seen") == preview.digest.to_string());
    if typed.get("act") != "publish" || !seen {
        let words = shown.as_ref().err().map(|fault| fault_words(&reader, fault));
        return Ok(again(&reader, &handle, &typed, &Some(shown), words.as_deref()));
    }
    let asked = shown.as_ref().map(|preview| preview.made.command.clone()).map_err(ToString::to_string);
    let pending = reader.state.pending.clone();
    let process = handle.id().clone();
    let done = |_: maru_store::Answer| {
        pending.drop_of(account, &process);
        format!("/p/{id}/draft")
    };
    let here = format!("/p/{id}/{HERE}");
    carry_passed(&reader, passed, &handle, asked, &here, done, |view, fault| {
        upload_view::page(view, &typed, Some(&shown), Some(fault))
    })
    .await
}

fn account(reader: &Reader) -> Option<i64> {
    reader.visitor.session.as_ref().map(|session| session.account.0)
}

fn again(
    reader: &Reader,
    handle: &ProcessHandle,
    typed: &Typed,
    shown: &Shown,
    fault: Option<&str>,
) -> Response {
    reader.again(handle, fault.is_some(), |view| upload_view::page(view, typed, shown.as_ref(), fault))
}

pub(crate) fn fault_words(reader: &Reader, fault: &TextFault) -> String {
    let visit = &reader.visit;
    let key = match fault {
        // What the program that reads files says is said in the reader's language.
        TextFault::Unread { language, error } => {
            let name = visit.language_name(language);
            return format!(
                "{} {}",
                visit.text_with("desk-draft-unread-in", &[("language", name.into())]),
                unread(visit, error)
            );
        }
        TextFault::Tracked { language, count } => {
            let language = visit.language_name(language);
            return visit.text_with(
                "desk-draft-tracked",
                &[("language", language.into()), ("count", (*count).into())],
            );
        }
        TextFault::Empty(_) => "desk-draft-empty",
        TextFault::Erased { .. } => "desk-draft-erased",
        TextFault::Unchanged(_) => "desk-draft-unchanged",
        _ => "desk-draft-underivable",
    };
    format!("{} ({fault})", visit.text(key))
}

/// Why a file is not read.
fn unread(visit: &Visit, error: &ImportError) -> String {
    match error {
        ImportError::TooLarge { .. } => visit.text("desk-draft-unread-too-large"),
        ImportError::NotText { line, .. } => {
            visit.text_with("desk-draft-unread-not-text", &[("line", (*line).into())])
        }
        ImportError::Encoding(name) => {
            visit.text_with("desk-draft-unread-encoding", &[("name", name.clone().into())])
        }
        ImportError::Xml { line, column, .. } => visit
            .text_with("desk-draft-unread-xml", &[("line", (*line).into()), ("column", (*column).into())]),
        ImportError::Kind(_) => visit.text("desk-draft-unread-kind"),
        ImportError::OnlyGuessed => visit.text("desk-draft-unread-guessed"),
        ImportError::Docx(_) => visit.text("desk-draft-unread-docx"),
    }
}

/// The texts of a version: a file, or what was typed, and without either what is kept of an earlier look.
///
/// All that is wrong is told at once, each at its field.
fn gathered(
    view: &ProcessView<'_>,
    sent: &[Part],
    typed: &Typed,
    kept: Option<&Uploads>,
) -> Result<Vec<Upload>, Refused> {
    let (mut files, mut refused) = (Vec::new(), Refused::default());
    for language in &view.process.charter.languages {
        let named = |kind: &str| format!("{kind}-{language}");
        let name = view.visit.language_name(language);
        let words_of = |key: &str| view.visit.text_with(key, &[("language", name.clone().into())]);
        let (file_field, text_field) = (named("file"), named("text"));
        let file = sent.iter().find(|part| part.name == file_field && !part.bytes.is_empty());
        let words = typed.get(&text_field);
        let earlier = kept.and_then(|kept| kept.files.iter().find(|one| one.language == *language));
        let text = match (file, earlier) {
            (Some(_), _) if !words.trim().is_empty() => Err(words_of("desk-draft-file-and-words")),
            (Some(part), _) => Ok((part.file.clone().unwrap_or_default(), part.bytes.clone())),
            (None, _) if !words.trim().is_empty() => Ok(("typed.md".to_owned(), words.as_bytes().to_vec())),
            (None, Some(earlier)) => Ok((earlier.name.clone(), earlier.bytes.clone())),
            (None, None) => Err(words_of("desk-draft-missing")),
        };
        let text = refused.take(&text_field, text);
        let standing = TextStanding::from_name(typed.get(&named("standing")))
            .ok_or_else(|| words_of("desk-draft-standing-missing"));
        let standing = refused.take(&named("standing"), standing);
        let by = Some(typed.get(&named("by")).trim().to_owned()).filter(|by| !by.is_empty());
        if by.is_none() && matches!(standing, Some(TextStanding::Reviewed | TextStanding::Machine)) {
            refused.note(&named("by"), words_of("desk-draft-by-missing"));
        }
        if let (Some((name, bytes)), Some(standing)) = (text, standing) {
            let tracked = Tracked::from_name(typed.get(&named("tracked")));
            files.push(Upload { language: language.clone(), standing, by, name, bytes, tracked });
        }
    }
    if refused.is_empty() { Ok(files) } else { Err(refused) }
}

/// What led to the change of which unit, as it was typed: numbers of entries with anything between them.
fn causes(typed: &Typed) -> BTreeMap<UnitId, BTreeSet<EntryNumber>> {
    let mut causes = BTreeMap::new();
    for (name, value) in typed.pairs() {
        let Some(unit) = name.strip_prefix("cause-").and_then(|unit| UnitId::new(unit).ok()) else {
            continue;
        };
        let numbers = value.split(|c: char| !c.is_ascii_digit()).filter_map(|text| text.parse().ok());
        let entries: BTreeSet<EntryNumber> = numbers.map(EntryNumber).collect();
        if !entries.is_empty() {
            causes.insert(unit, entries);
        }
    }
    causes
}

/// Reads and compares on a copy of the state: a long text takes a second, for which nobody waits.
async fn previewed(
    reader: &Reader,
    handle: &ProcessHandle,
    uploads: Arc<Uploads>,
    said: Said,
) -> Result<Result<Preview, TextFault>, Fault> {
    let (node, process) = (reader.state.node.clone(), handle.read().clone());
    let made = tokio::task::spawn_blocking(move || preview(&node, &process, &uploads, &said));
    made.await.map_err(|_| Fault::Stopped)
}

fn preview(node: &Node, process: &Process, uploads: &Uploads, said: &Said) -> Result<Preview, TextFault> {
    let words = words_for_anyone(node, process);
    let version =
        Version { uploads: uploads.files.clone(), causes: BTreeMap::new(), reason: said.reason.clone() };
    let mut made = publication(process, &words, &version)?;
    for line in &mut made.command.causes {
        // Until somebody has said anything about them, the causes are those that answers name.
        line.by = match said.causes.get(&line.unit) {
            Some(typed) => typed.iter().copied().collect(),
            None if said.untouched => {
                answers_behind(process, &line.unit, None, &[], &[]).into_iter().collect()
            }
            None => Vec::new(),
        };
    }
    let changes = |unit: &UnitId| made.command.causes.iter().any(|line| line.unit == *unit);
    let stray = said.causes.keys().filter(|unit| !changes(unit)).cloned().collect();
    let mut texts = Vec::new();
    for text in &made.command.texts {
        let language = &text.language;
        let unread = |error| TextFault::Unread { language: language.clone(), error };
        let document = read_text(&text.text).map_err(unread)?;
        let before = match process.drafts.last() {
            Some(draft) => text_of(draft, language, &words)?,
            None => None,
        };
        let changes = before.as_ref().map(|before| redline(before, &document));
        let tag = LanguageTag(language.to_string());
        let document = Document { language: tag, ..document };
        texts.push((language.clone(), document, changes));
    }
    let news: Vec<Document> = texts.iter().map(|(_, document, _)| document.clone()).collect();
    let steps =
        Steps::between(process.drafts.len() as u32 + 1, news, &versions_read(&process.drafts, &words));
    Ok(Preview { made, texts, digest: uploads.digest, steps, stray })
}
