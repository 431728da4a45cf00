//! Which version of the draft, in which language, a reader asked for.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use maru_forum::{Draft, EntryNumber, Words};
use maru_text::{Unit, UnitId};
use maud::Markup;

use crate::amendment::work::put_behind;
use crate::common::ProcessView;
use crate::draft::file::WholeText;
use crate::draft::texts::{Text, Texts};
use crate::visit::encoded;

/// A version of the draft with the text that a reader asked for.
pub(crate) struct Chosen<'a> {
    pub(crate) view: &'a ProcessView<'a>,
    pub(crate) texts: &'a Texts,
    pub(crate) draft: &'a Draft,
    words: Option<&'a Words>,
    /// The text; none where it was erased.
    pub(crate) text: Option<Arc<Text>>,
    /// What stands in the margin of each unit, computed when the first is asked for.
    pub(crate) marks: OnceCell<BTreeMap<String, Markup>>,
    /// The amendments that put something right behind a unit, read when the first is asked for.
    behind: OnceCell<BTreeMap<String, Vec<EntryNumber>>>,
}

impl<'a> Chosen<'a> {
    /// The asked version or the newest, in the asked language, the reader's, or the first; none before the first version.
    pub(crate) fn of(view: &'a ProcessView<'_>, texts: &'a Texts) -> Option<Self> {
        let asked = view.visit.asked("version").and_then(|version| version.parse::<u32>().ok());
        let found = asked.and_then(|version| version_of(view, version));
        Some(Self::version(view, texts, found.or(view.process.drafts.last())?))
    }

    /// A version in the asked language, the reader's, or the first.
    pub(crate) fn version(view: &'a ProcessView<'_>, texts: &'a Texts, draft: &'a Draft) -> Self {
        let visit = view.visit;
        let wish = visit.asked("text").unwrap_or(visit.tag());
        let fits =
            |tag: &str| draft.texts.iter().map(|one| &one.text).find(|text| text.language.primary() == tag);
        let words = fits(wish).or_else(|| fits(visit.tag())).or(draft.texts.first().map(|one| &one.text));
        let text = words.and_then(|words| text_of(view, texts, words));
        Self { view, texts, draft, words, text, marks: OnceCell::new(), behind: OnceCell::new() }
    }

    /// The text with all that a file of it says.
    pub(crate) fn whole(&self) -> Option<WholeText> {
        let words = self.words?;
        let content = self.view.content(&words.digest)?;
        Some(WholeText {
            version: self.draft.version,
            language: words.language.clone(),
            digest: words.digest,
            words: content.get("text")?.to_owned(),
            title: self.view.visit.local_plain(&self.view.process.charter.title).to_owned(),
            warning: crate::draft::file::warning(self.view.visit, self.view.process),
        })
    }

    /// A unit of the text.
    pub(crate) fn unit(&self, id: &str) -> Option<&Unit> {
        self.text.as_ref()?.document.unit(&UnitId::new(id))
    }

    /// The amendments of a unit that the reader may read: those that change it, and those that put something right behind it.
    pub(crate) fn amendments_on(&self, unit: &UnitId) -> BTreeSet<EntryNumber> {
        let Ok(id) = maru_forum::UnitId::new(unit.as_str()) else { return BTreeSet::new() };
        let behind = self.behind.get_or_init(|| put_behind(self.view)).get(unit.as_str());
        let changing = self.view.process.amendments.on_unit(&id).map(|one| one.entry);
        changing
            .chain(behind.into_iter().flatten().copied())
            .filter(|entry| self.view.may_read_entry(*entry))
            .collect()
    }

    /// What addresses within this version and language end in: nothing for what a reader gets anyhow.
    pub(crate) fn query(&self) -> String {
        let mut pairs = Vec::new();
        if self.view.process.drafts.last().is_some_and(|last| last.version != self.draft.version) {
            pairs.push(format!("version={}", self.draft.version));
        }
        let language = self.text.as_ref().map(|text| text.language.primary());
        if let Some(language) = language.filter(|language| *language != self.view.visit.tag()) {
            pairs.push(format!("text={language}"));
        }
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    /// The address of a unit's own page.
    pub(crate) fn unit_link(&self, id: &UnitId) -> String {
        self.view.link(&format!("/draft/{}{}", encoded(id.as_str()), self.query()))
    }
}

/// A version by its number.
pub(crate) fn version_of<'a>(view: &'a ProcessView<'_>, version: u32) -> Option<&'a Draft> {
    view.process.drafts.iter().find(|draft| draft.version == version)
}

/// A text, read; none where its words were erased.
pub(crate) fn text_of(view: &ProcessView<'_>, texts: &Texts, words: &Words) -> Option<Arc<Text>> {
    let content = view.content(&words.digest)?;
    Some(texts.text(words.digest, &words.language, content.get("text")?))
}
