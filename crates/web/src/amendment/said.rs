//! What an entry says, for whoever judges it or reads it whole: words as words, operations on the draft as the change that they make.

use maru_forum::{EntryNumber, Language, Reading, Words};
use maru_text::Redline;
use maru_verify::draft::read_operations;
use maud::{Markup, html};

use crate::common::{ProcessView, shortened};
use crate::draft::chosen::version_of;
use crate::draft::redline::marked_unit;
use crate::remark::place::text_in;

/// The code of contents that are in no language, such as a list of files.
const NO_LANGUAGE: &str = "zxx";

/// All that an entry says, as far as somebody who reads so may read it.
pub(crate) fn said(view: &ProcessView<'_>, entry: EntryNumber, reading: Reading, limit: usize) -> Markup {
    let process = view.process;
    let (version, operations): (u32, &[Words]) =
        match (process.amendments.get(entry), process.remarks.get(entry)) {
            (Some(amendment), _) => (amendment.version, &amendment.operations),
            (None, Some(remark)) => (remark.version, remark.proposal.as_slice()),
            (None, None) => (0, &[]),
        };
    let is_words = |words: &&Words| {
        words.language.as_str() != NO_LANGUAGE && !operations.iter().any(|one| one.digest == words.digest)
    };
    html! {
        @for words in operations { (change(view, version, words, reading)) }
        @for words in process.ledger.words_of(entry).iter().filter(is_words) { (lines(view, words, reading, limit)) }
    }
}

fn lines(view: &ProcessView<'_>, words: &Words, reading: Reading, limit: usize) -> Markup {
    let content = view.contents.content(view.process, &words.digest, reading);
    let text = content.as_ref().and_then(|content| content.get("text"));
    html! {
        @match text {
            None => p { em { (view.visit.text("remark-withheld")) } },
            Some(text) => div.quote lang=(words.language) dir=(words.language.direction()) {
                @for line in shortened(text, limit).split('\n').filter(|line| !line.trim().is_empty()) { p { (line) } }
            },
        }
    }
}

/// What operations would change in the version that they are made on; where that cannot be read, that this is so.
fn change(view: &ProcessView<'_>, version: u32, words: &Words, reading: Reading) -> Markup {
    let language: &Language = &words.language;
    html! {
        @match redline(view, version, words, reading) {
            None => p.warn { (view.visit.text("amendment-change-unreadable")) },
            Some(redline) => div.law lang=(language) dir=(language.direction()) {
                @for unit in redline.changed() { div.change { (marked_unit(view.visit, unit)) } }
            },
        }
    }
}

fn redline(view: &ProcessView<'_>, version: u32, words: &Words, reading: Reading) -> Option<Redline> {
    let base = text_in(view, view.texts, version_of(view, version)?, &words.language)?;
    let content = view.contents.content(view.process, &words.digest, reading)?;
    let operations = read_operations(content.get("text")?).ok()?;
    let next = maru_text::apply_operations(&base.document, &operations).ok()?;
    Some(maru_text::redline(&base.document, &next))
}
