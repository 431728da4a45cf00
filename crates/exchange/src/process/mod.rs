//! A process as a table of comments, and a table as remarks and answers of a process. Nothing here changes anything: what is to be
//! recorded comes out as a command, beside what each row became, so that somebody can look at it first.

mod back;
mod before;
mod bring;
mod export;
mod place;
mod pulls;
mod reviewed;

use std::sync::Arc;

use maru_forum::{Content, Draft, Language, Process};
use maru_record::Digest;
use maru_text::Document;
use maru_verify::draft::text_of;

pub use back::{AnswersBack, BackRow, BackState, NotTaken, answers_back_to};
pub(crate) use before::Before;
pub(crate) use bring::titled;
pub use bring::{Bringing, Brought, BroughtRow, Unmapped, bring_in, many_remarks, own_remarks};
pub use export::comment_table;
pub(crate) use export::named_by;
pub use pulls::{PullTexts, Texts, bring_in_archive, versions_that_read};

/// Looks up a content; nothing where it was erased or may not be read.
pub type Read<'a> = &'a dyn Fn(&Digest) -> Option<Arc<Content>>;

#[derive(Clone, Copy)]
pub struct InProcess<'a> {
    pub process: &'a Process,
    /// Words beside the record, as anyone may read them.
    pub read: Read<'a>,
}

impl InProcess<'_> {
    pub(crate) fn text(&self, digest: &Digest) -> Option<String> {
        (self.read)(digest)?.get("text").map(str::to_owned)
    }

    /// The text of a version in a language; nothing where it has none, or where it was erased.
    fn tree(&self, draft: &Draft, language: &Language) -> Option<Document> {
        text_of(draft, language, &|digest: &Digest| self.text(digest)).ok()?
    }
}
