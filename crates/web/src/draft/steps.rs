//! Where the languages of a version are out of step: said wherever the version is read, and before it is published, in the same words
//! that `maru verify` goes by.

use std::sync::Arc;

use maru_forum::Draft;
use maru_text::{Discord, Document, OutOfStep, out_of_step};
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::draft::chosen::text_of;
use crate::draft::name::{name_among, unit_link};
use crate::draft::texts::{Text, Texts};

/// Units that are named on a page; the others are counted.
const NAMED: usize = 8;

/// What was found in a version, and in which language the others are held against.
pub(crate) struct Steps {
    pub(crate) version: u32,
    first: String,
    found: Vec<OutOfStep>,
    /// The texts by which units are named and that stand nowhere yet; none of a version that is published.
    unpublished: Vec<Document>,
}

impl Steps {
    /// Of a version that stands in the record, as far as its texts can be read.
    pub(crate) fn of(view: &ProcessView<'_>, texts: &Texts, draft: &Draft) -> Self {
        let now = readable(view, texts, draft);
        let earlier = view.process.drafts.iter().filter(|one| one.version < draft.version);
        let before: Vec<Vec<Arc<Text>>> = earlier.map(|one| readable(view, texts, one)).collect();
        let now: Vec<&Document> = now.iter().map(|text| &text.document).collect();
        let before: Vec<Vec<&Document>> =
            before.iter().map(|texts| texts.iter().map(|text| &text.document).collect()).collect();
        Self::compared(draft.version, &now, &before)
    }

    /// Of texts that are to become a version, and those of the versions before, the oldest first; each says its language.
    pub(crate) fn between(version: u32, now: Vec<Document>, before: &[Vec<Document>]) -> Self {
        let before: Vec<Vec<&Document>> = before.iter().map(|one| one.iter().collect()).collect();
        let steps = Self::compared(version, &now.iter().collect::<Vec<_>>(), &before);
        Self { unpublished: now, ..steps }
    }

    fn compared(version: u32, now: &[&Document], before: &[Vec<&Document>]) -> Self {
        let first = now.first().map(|document| document.language.0.clone()).unwrap_or_default();
        let found = out_of_step(now, before);
        Self { version, first, found, unpublished: Vec::new() }
    }

    /// A unit's name: with a link to its page where it has one.
    pub(crate) fn named(&self, view: &ProcessView<'_>, id: &str) -> Markup {
        if self.unpublished.is_empty() {
            return unit_link(view, self.version, id);
        }
        name_among(view, &self.unpublished, id)
    }

    /// Those that lie in a unit.
    pub(crate) fn within(mut self, unit: &maru_text::Unit) -> Self {
        self.found.retain(|one| unit.walk().any(|part| part.id == one.unit));
        self
    }

    pub(crate) fn is_none(&self) -> bool {
        self.found.is_empty()
    }

    /// In words; nothing where the languages say the same units and took the same steps.
    pub(crate) fn told(&self, view: &ProcessView<'_>) -> Markup {
        let visit = view.visit;
        html! {
            @if !self.is_none() {
                div.warn {
                    p { (visit.text("draft-steps")) }
                    ul {
                        @for one in self.found.iter().take(NAMED) {
                            li { (self.named(view, one.unit.as_str())) " " (self.in_words(view, one)) }
                        }
                    }
                    @if self.found.len() > NAMED { p { (visit.text_with("draft-steps-more", &[("count", (self.found.len() - NAMED).into())])) } }
                }
            }
        }
    }

    fn in_words(&self, view: &ProcessView<'_>, one: &OutOfStep) -> String {
        let name =
            |tag: &str| tag.parse().map_or_else(|_| tag.to_owned(), |tag| view.visit.language_name(&tag));
        let key = match one.discord {
            Discord::Missing => "draft-steps-missing",
            Discord::Extra => "draft-steps-extra",
            Discord::Kind => "draft-steps-kind",
            Discord::Place => "draft-steps-place",
            Discord::Order => "draft-steps-order",
            Discord::Number => "draft-steps-number",
            Discord::ByPlace => "draft-steps-by-place",
            Discord::Silent => "draft-steps-silent",
            Discord::Untranslated => "draft-steps-untranslated",
            Discord::NotUpdated => "draft-steps-not-updated",
            Discord::ChangedAlone => "draft-steps-changed-alone",
        };
        let arguments = [("first", name(&self.first).into()), ("language", name(&one.language.0).into())];
        view.visit.text_with(key, &arguments)
    }
}

fn readable(view: &ProcessView<'_>, texts: &Texts, draft: &Draft) -> Vec<Arc<Text>> {
    draft.texts.iter().filter_map(|one| text_of(view, texts, &one.text)).collect()
}
