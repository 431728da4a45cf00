//! Where a remark hangs: the words that it means, and what became of them in later versions.

use std::sync::Arc;

use maru_forum::{Draft, Language, Remark};
use maru_text::{Anchor, Resolution, UnitId};
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::draft::chosen::{text_of, version_of};
use crate::draft::name::unit_name;
use crate::draft::texts::{Text, Texts};
use crate::norms::redline::marked;
use crate::visit::encoded;

/// The text of a version in a language, read.
pub(crate) fn text_in(
    view: &ProcessView<'_>,
    texts: &Texts,
    draft: &Draft,
    language: &Language,
) -> Option<Arc<Text>> {
    text_of(view, texts, &draft.text(language)?.text)
}

/// The anchor of a remark as the text knows it.
fn anchor(remark: &Remark) -> Option<(Anchor, &Language)> {
    let said = remark.anchor.as_ref()?;
    Some((Anchor { unit: UnitId::new(said.unit.as_str()), range: said.range() }, &said.language))
}

/// What became of a remark's place in a version, followed from one version to the next and never guessed.
pub(crate) fn followed(
    view: &ProcessView<'_>,
    texts: &Texts,
    remark: &Remark,
    version: u32,
) -> Option<Resolution> {
    let (anchor, language) = anchor(remark)?;
    let read = |version: u32| text_in(view, texts, version_of(view, version)?, language);
    let mut steps = Vec::new();
    let mut before = read(remark.version)?;
    for next in remark.version + 1..=version {
        let after = read(next)?;
        steps.push(texts.step(&before, &after)?);
        before = after;
    }
    let steps: Vec<_> = steps.iter().map(AsRef::as_ref).collect();
    Some(if steps.is_empty() {
        Resolution::Anchored { at: anchor }
    } else {
        maru_text::resolve(&anchor, &steps)
    })
}

/// Where a remark hangs, as a link, with the words that it means.
pub(crate) fn place(view: &ProcessView<'_>, texts: &Texts, remark: &Remark) -> Markup {
    let visit = view.visit;
    let version = visit.text_with("draft-version", &[("version", remark.version.into())]);
    let Some((anchor, language)) = anchor(remark) else {
        return html! { p.small.soft { (visit.text("remark-on-whole")) " · " (version) } };
    };
    let text = version_of(view, remark.version).and_then(|draft| text_in(view, texts, draft, language));
    let link = view.link(&format!(
        "/draft/{}?version={}&text={}",
        encoded(anchor.unit.as_str()),
        remark.version,
        language.primary()
    ));
    let quote =
        text.as_ref().filter(|_| anchor.range.is_some()).and_then(|text| anchor.quote(&text.document).ok());
    html! {
        p.small.soft {
            a href=(link) {
                (unit_name(view, remark.version, anchor.unit.as_str()))
            }
            " · " (version)
        }
        @if let Some(quote) = quote {
            blockquote lang=(language) dir=(language.direction()) {
                @if !quote.prefix.is_empty() { span.soft { "…" (quote.prefix) } }
                mark { (quote.words) }
                @if !quote.suffix.is_empty() { span.soft { (quote.suffix) "…" } }
            }
        }
    }
}

/// What became of the place of a remark that was made on an earlier version.
pub(crate) fn fate(view: &ProcessView<'_>, texts: &Texts, remark: &Remark) -> Markup {
    let visit = view.visit;
    let Some(last) = view.process.drafts.last().filter(|last| last.version > remark.version) else {
        return html! {};
    };
    let version = last.version;
    let Some(resolution) = followed(view, texts, remark, version) else { return html! {} };
    let with = |key: &str| visit.text_with(key, &[("version", version.into())]);
    let link = |unit: &UnitId| view.link(&format!("/draft/{}", encoded(unit.as_str())));
    let language = remark.anchor.as_ref().map(|anchor| &anchor.language);
    html! {
        @match &resolution {
            Resolution::Anchored { at } => p.small { a href=(link(&at.unit)) { (with("remark-anchored")) } },
            Resolution::WordsChanged { at, before, after } => {
                p.small { a href=(link(&at.unit)) { (with("remark-words-changed")) } }
                blockquote lang=[language] { (marked(visit, &maru_text::diff(before, after))) }
            },
            Resolution::Orphaned { unit, .. } => p.small.warn {
                (with("remark-orphaned"))
                @if let Some(unit) = unit { " " a href=(link(unit)) { (unit_name(view, version, unit.as_str())) } }
            },
        }
    }
}
