//! The draft as a file to take away: PDF, Word, Akoma Ntoso, HTML, Markdown.
//!
//! Setting 500 pages takes a second of work, so files are made one at a time, on a thread of their own, and kept while they are asked
//! for; how often one reader may ask is limited as for every export.

use std::collections::VecDeque;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maru_forum::Process;
use maru_print::{Block, FontLibrary, NoFonts, Paper, Part, PrintError, Run, Sheet};
use maru_record::Digest;
use maru_text::{Document, LanguageTag};
use tokio::sync::{Mutex, Semaphore};

use crate::draft::chosen::Chosen;
use crate::fault::Fault;
use crate::limit::Class;
use crate::reader::Reader;
use crate::state::AppState;
use crate::visit::Visit;

/// Bytes of files that are kept; the oldest are let go first.
const KEPT_BYTES: usize = 16 << 20;
/// Readers who may wait for a file at once; more are told to come again.
const WAITING: usize = 32;

/// What a file can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Pdf,
    Word,
    AkomaNtoso,
    Html,
    Markdown,
}

impl Form {
    /// Every form, in the order in which pages name them.
    pub(crate) const ALL: [Self; 5] = [Self::Pdf, Self::Word, Self::AkomaNtoso, Self::Html, Self::Markdown];

    /// How a file's name ends.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Word => "docx",
            Self::AkomaNtoso => "xml",
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::AkomaNtoso => "application/akn+xml",
            Self::Html => "text/html; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
        }
    }
}

/// The addresses of the files.
pub(crate) fn routes() -> Router<AppState> {
    Form::ALL.into_iter().fold(Router::new(), |router, form| {
        let address = format!("/p/{{id}}/draft.{}", form.ending());
        router.route(&address, get(move |reader: Reader, Path(id): Path<String>| file(reader, id, form)))
    })
}

async fn file(reader: Reader, id: String, form: Form) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    // Whether the words are still there is asked each time: what was erased is given to nobody, kept or not.
    let texts = reader.state.texts.clone();
    let chosen = reader.draw(&handle, |view| Chosen::of(view, &texts).and_then(|chosen| chosen.whole()));
    let wanted = chosen.ok_or(Fault::NotFound)?;
    let name = format!("{id}-v{}-{}.{}", wanted.version, wanted.language.primary(), form.ending());
    Ok(attached(made(&reader, wanted, form).await?, &name, form))
}

/// A sheet as a PDF to take away, in the fonts of this node. Whatever is printed waits its turn here. The sheet is drawn only where the
/// file is not kept, under all that it is a function of, and the reader may have one made.
pub(crate) async fn printed(
    reader: &Reader,
    name: &str,
    function_of: &str,
    draw: impl FnOnce() -> Result<Sheet, Fault>,
) -> Result<Response, Fault> {
    let key = (Digest::of(function_of.as_bytes()), Form::Pdf.ending(), name.to_owned());
    let library = reader.state.fonts.clone();
    let admit = || {
        reader.visitor.pass(&reader.state, Class::Export)?;
        draw()
    };
    let bytes = reader.state.files.get(key, admit, move |sheet| set(&sheet, &*library)).await?;
    Ok(attached(bytes, name, Form::Pdf))
}

fn set(sheet: &Sheet, library: &dyn FontLibrary) -> Result<Vec<u8>, Fault> {
    let fonts = library.fonts(&sheet.characters());
    maru_print::print(sheet, &fonts, Paper::A4).map_err(|error| unprinted(&error))
}

fn attached(bytes: Bytes, name: &str, form: Form) -> Response {
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(form.media_type()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    answer
}

/// A file that takes work; what is kept costs a reader nothing.
async fn made(reader: &Reader, text: WholeText, form: Form) -> Result<Bytes, Fault> {
    let warning = text.warning.as_ref().map(|(_, words)| words.as_str()).unwrap_or_default();
    let key = (text.digest, form.ending(), format!("{}\n{warning}", text.title));
    let library = reader.state.fonts.clone();
    let admit = || reader.visitor.pass(&reader.state, Class::Export).map_err(Fault::from);
    reader.state.files.get(key, admit, move |()| written(&text, form, &*library)).await
}

/// A version of a draft in one language, with its words.
#[derive(Debug, Clone)]
pub(crate) struct WholeText {
    pub(crate) version: u32,
    pub(crate) language: maru_forum::Language,
    pub(crate) digest: Digest,
    pub(crate) words: String,
    /// The title of the process, for a draft that has none of its own.
    pub(crate) title: String,
    /// What a print says before everything else, with its language: that the people of the process are simulated.
    pub(crate) warning: Option<(LanguageTag, String)>,
}

/// What every print of a process says before everything else where its people are simulated.
pub(crate) fn warning(visit: &Visit, process: &Process) -> Option<(LanguageTag, String)> {
    Some((visit.tag().into(), crate::openness::print::simulated(visit, process)?))
}

/// A sheet with a warning before everything else.
pub(crate) fn warned(mut sheet: Sheet, warning: Option<(LanguageTag, String)>) -> Sheet {
    if let Some((language, words)) = warning {
        let words = vec![Run::plain(words).in_bold()];
        let blocks = vec![Block::Paragraph { indent: 0, number: Vec::new(), words }];
        sheet.parts.insert(0, Part { language, blocks });
    }
    sheet
}

fn written(text: &WholeText, form: Form, library: &dyn FontLibrary) -> Result<Vec<u8>, Fault> {
    let document = document(text);
    Ok(match form {
        Form::Markdown if !text.words.trim_start().starts_with('<') => text.words.clone().into_bytes(),
        Form::Markdown => maru_text::to_markdown(&document).into_bytes(),
        Form::Word => maru_text::to_docx(&document),
        Form::AkomaNtoso => maru_text::to_akn(&document).into_bytes(),
        Form::Html => maru_text::to_html(&document).into_bytes(),
        Form::Pdf => set(&warned(maru_print::sheet(&document, None), text.warning.clone()), library)?,
    })
}

pub(crate) fn unprinted(error: &PrintError) -> Fault {
    tracing::warn!(%error, "a sheet could not be printed");
    match error {
        PrintError::NoFont(_) => Fault::NoFont,
        PrintError::Refused(_) => Fault::Stopped,
    }
}

pub(crate) fn document(text: &WholeText) -> Document {
    let mut document = crate::draft::texts::read(&text.words, &text.language);
    document.id = format!("draft-v{}", text.version);
    if document.title.trim().is_empty() {
        document.title.clone_from(&text.title);
    }
    document
}

/// By what a file is kept: the digest of its words, how its name ends, and the title that it may have got from the process.
pub(crate) type Key = (Digest, &'static str, String);

/// Files that were made and may be asked for again.
#[derive(Debug)]
pub(crate) struct Files {
    /// The oldest first.
    kept: Mutex<VecDeque<(Key, Bytes)>>,
    waiting: Semaphore,
}

impl Default for Files {
    fn default() -> Self {
        Self { kept: Mutex::default(), waiting: Semaphore::new(WAITING) }
    }
}

impl Files {
    /// A file, made unless it is kept, if the reader may have one made: of what the one who admits it hands over. Only one is made at a
    /// time.
    pub(crate) async fn get<T: Send + 'static>(
        &self,
        key: Key,
        admit: impl FnOnce() -> Result<T, Fault>,
        make: impl FnOnce(T) -> Result<Vec<u8>, Fault> + Send + 'static,
    ) -> Result<Bytes, Fault> {
        let _place = self.waiting.try_acquire().map_err(|_| Fault::Busy)?;
        let mut kept = self.kept.lock().await;
        if let Some((_, bytes)) = kept.iter().find(|(known, _)| *known == key) {
            return Ok(bytes.clone());
        }
        let of = admit()?;
        let file = tokio::task::spawn_blocking(move || make(of)).await.map_err(|_| Fault::Stopped)??;
        let bytes = Bytes::from(file);
        kept.push_back((key, bytes.clone()));
        while kept.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > KEPT_BYTES && kept.len() > 1 {
            kept.pop_front();
        }
        Ok(bytes)
    }
}

/// A library without fonts, until the edge gives one.
pub(crate) fn no_fonts() -> Arc<dyn FontLibrary> {
    Arc::new(NoFonts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(words: &str) -> Key {
        (Digest::of(words.as_bytes()), "pdf", String::new())
    }

    #[tokio::test]
    async fn a_file_is_made_once_and_the_oldest_is_let_go() {
        let files = Files::default();
        let made = |byte: u8| move |()| Ok(vec![byte; KEPT_BYTES / 2]);
        let may = || Ok(());
        let may_not = || Err(Fault::TooOften(1));
        assert_eq!(files.get(key("a"), may, made(1)).await.unwrap()[0], 1);
        assert_eq!(files.get(key("a"), may_not, made(2)).await.unwrap()[0], 1, "what is kept costs nothing");
        assert!(files.get(key("b"), may_not, made(3)).await.is_err());
        files.get(key("b"), may, made(3)).await.unwrap();
        files.get(key("c"), may, made(4)).await.unwrap();
        assert_eq!(files.get(key("b"), may, made(5)).await.unwrap()[0], 3);
        assert_eq!(files.get(key("a"), may, made(6)).await.unwrap()[0], 6);
        assert!(files.get(key("d"), may, |()| Err(Fault::NoFont)).await.is_err());
    }
}
