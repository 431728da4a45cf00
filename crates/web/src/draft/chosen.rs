//! Which version of the draft, in which language, a reader asked for.

use maru_forum::{Draft, Language, Words};

use crate::common::ProcessView;
use crate::draft::file::WholeText;

/// A version and, where it has texts, one of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chosen<'a> {
    pub(crate) draft: &'a Draft,
    text: Option<&'a Words>,
}

impl<'a> Chosen<'a> {
    /// The asked version or the newest, in the asked language, the reader's, or the first; none before the first version.
    pub(crate) fn of(view: &'a ProcessView<'_>) -> Option<Self> {
        let visit = view.visit;
        let drafts = &view.process.drafts;
        let asked = visit.asked("version").and_then(|version| version.parse::<u32>().ok());
        let draft = asked
            .and_then(|version| drafts.iter().find(|draft| draft.version == version))
            .or(drafts.last())?;
        let wish = visit.asked("text").unwrap_or(visit.tag());
        let fits = |tag: &str| draft.texts.iter().find(|text| text.language.primary() == tag);
        Some(Self { draft, text: fits(wish).or_else(|| fits(visit.tag())).or(draft.texts.first()) })
    }

    /// The language and the words; none where they were erased.
    pub(crate) fn words(&self, view: &ProcessView<'_>) -> Option<(Language, String)> {
        view.words_of(&self.text?.digest)
    }

    /// The text with all that a file of it says.
    pub(crate) fn whole(&self, view: &ProcessView<'_>) -> Option<WholeText> {
        let (language, words) = self.words(view)?;
        Some(WholeText {
            version: self.draft.version,
            language,
            digest: self.text?.digest,
            words,
            title: view.visit.local_plain(&view.process.charter.title).to_owned(),
        })
    }
}
