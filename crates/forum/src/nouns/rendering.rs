//! Renderings: texts of the charter and units of the draft that somebody said in another language, and that somebody else read them.
//!
//! They bind nobody: what the process promises in a language its secretariat says in the charter and in the versions of the draft.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::Words;
use crate::field::fields;
use crate::id::{EntryNumber, Moment, ParticipantId, UnitId};
use crate::language::{Language, LocalText};
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, reads_by_entry};
use crate::nouns::require_line;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest rendering, in characters: an article with all its paragraphs.
pub const RENDERING_LIMIT: usize = 20_000;
/// Longest name of a translator or a program, in characters.
pub const TRANSLATOR_LIMIT: usize = 100;

/// A text of the charter or a unit of the draft in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendering {
    /// The entry that holds it.
    pub entry: EntryNumber,
    pub at: Moment,
    /// Who entered it; nothing for the operator.
    pub by: Option<ParticipantId>,
    /// The entry of the charter or of the version of the draft that it renders.
    pub of: EntryNumber,
    /// Which text of it.
    pub part: String,
    /// `human`, or a program's name and version.
    pub translator: String,
    /// The words, as content.
    pub words: Words,
}

/// That somebody read a translation beside its original, and answers for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// The entry that says so.
    pub entry: EntryNumber,
    /// Who; nothing for the operator.
    pub by: Option<ParticipantId>,
}

/// Every rendering, and who read which translation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renderings {
    all: ByEntry<Rendering>,
    reviews: BTreeMap<EntryNumber, Vec<Reviewed>>,
}

reads_by_entry!(Renderings of Rendering);

impl Renderings {
    /// Who read a translation of a statement, or a rendering.
    pub fn reviews(&self, translation: EntryNumber) -> &[Reviewed] {
        self.reviews.get(&translation).map_or(&[], Vec::as_slice)
    }
}

fields! {
    /// A text of the charter or a unit of the draft was said in another language.
    pub struct Rendered {
        /// The entry of the charter in force, or of the newest version of the draft.
        pub of: EntryNumber,
        /// Which text of it.
        pub part: String,
        /// `human`, or a program's name and version.
        pub translator: String,
        /// The words, as content.
        pub text: Words,
    }
}

impl Act for Rendered {
    const TYPE: &'static str = "rendering";
    const CALLED: &'static str = "a rendering";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] =
        &[(By::Participant, When::Open), (By::Office(Office::Secretariat), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Personal;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, process: &Process, _: Stamp) -> Result<(), Violation> {
        process.require_part(self.of, &self.part, &self.text.language)?;
        require_line(&self.translator, TRANSLATOR_LIMIT)?;
        self.text.within(RENDERING_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let rendering = Rendering {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author.participant(),
            of: self.of,
            part: self.part.clone(),
            translator: self.translator.clone(),
            words: self.text.clone(),
        };
        process.renderings.all.insert(stamp.entry, rendering);
    }
}

fields! {
    /// Somebody read a translation of a statement, or a rendering, beside its original, and answers for it.
    pub struct TranslationReviewed {
        /// The entry that holds the translation.
        pub translation: EntryNumber,
    }
}

impl Act for TranslationReviewed {
    const TYPE: &'static str = "translation-review";
    const CALLED: &'static str = "a review of a translation";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] =
        &[(By::Participant, When::Open), (By::Office(Office::Secretariat), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let on = self.translation;
        if !process.is_translation(on) {
            return Err(Violation::UnknownTranslation(on));
        }
        let who = stamp.author.participant();
        if process.ledger.author_of(on) == who {
            return Err(Violation::OwnWords(on));
        }
        process.require_not_turned_away(on)?;
        if process.renderings.reviews(on).iter().any(|one| one.by == who) {
            return Err(Violation::NothingChanged(on));
        }
        Ok(())
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let reviewed = Reviewed { entry: stamp.entry, by: stamp.author.participant() };
        process.renderings.reviews.entry(self.translation).or_default().push(reviewed);
    }
}

/// Say a text of the charter or a unit of the draft in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Render {
    /// The entry of the charter in force, or of the newest version of the draft.
    pub of: EntryNumber,
    /// Which text of it.
    pub part: String,
    pub text: String,
    pub language: Language,
    /// Who or what translated.
    pub translator: String,
}

impl Enact for Render {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        Outcome::of_text((&self.text, &self.language, RENDERING_LIMIT), circumstances, |text| Rendered {
            of: self.of,
            part: self.part.trim().to_owned(),
            translator: self.translator.trim().to_owned(),
            text,
        })
    }
}

/// Say that one has read a translation beside its original, and answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewTranslation {
    pub translation: EntryNumber,
}

impl Enact for ReviewTranslation {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        Ok(Outcome::of(TranslationReviewed { translation: self.translation }))
    }
}

impl Process {
    /// The charter that an entry holds; nothing for an entry that holds none.
    pub fn charter_in(&self, entry: EntryNumber) -> Option<&crate::charter::Charter> {
        let holds_one = entry == EntryNumber(0) || self.charter_changes.iter().any(|one| one.entry == entry);
        // What an entry changes is in force in front of the next one.
        holds_one.then(|| self.charter_at(EntryNumber(entry.0 + 1)))
    }

    /// Whether an entry holds a translation of a statement, or a rendering.
    fn is_translation(&self, entry: EntryNumber) -> bool {
        self.renderings.get(entry).is_some()
            || self
                .statements
                .iter()
                .any(|statement| statement.translations.iter().any(|one| one.entry == entry))
    }

    /// A text that can be rendered in a language: of the charter in force or the newest version, which is not there in it.
    fn require_part(&self, of: EntryNumber, part: &str, language: &Language) -> Result<(), Violation> {
        if of == self.charter_entry {
            let (_, text) = self
                .charter
                .texts()
                .into_iter()
                .find(|(name, _)| name == part)
                .ok_or_else(|| Violation::UnknownPart(part.to_owned()))?;
            return if said_in(text, language) { Err(Violation::SameLanguage(of)) } else { Ok(()) };
        }
        let draft = self.drafts.last().filter(|draft| draft.entry == of).ok_or(Violation::NotNewest(of))?;
        UnitId::new(part).map_err(|_| Violation::UnknownPart(part.to_owned()))?;
        if draft.text(language).is_some() { Err(Violation::SameLanguage(of)) } else { Ok(()) }
    }
}

fn said_in(text: &LocalText, language: &Language) -> bool {
    text.0.get(language).is_some_and(|words| !words.trim().is_empty())
}
