//! What of a process can be read in a language, and what cannot: statements, the charter with the names of its phases and groups, and
//! the units of the newest version of the draft.

use std::collections::BTreeMap;

use maru_forum::{
    Charter, Draft, EntryNumber, Language, LocalText, Process, Reviewed, Standing, Statement, StatementId,
    Words,
};

/// A text that can be said in another language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A statement.
    Statement(u64),
    /// A text of the charter, by its path.
    Charter(String),
    /// A unit of the draft, by its id.
    Unit(String),
}

impl What {
    /// Its name in addresses and in the API.
    pub fn name(&self) -> String {
        match self {
            Self::Statement(number) => format!("statement:{number}"),
            Self::Charter(path) => format!("charter:{path}"),
            Self::Unit(id) => format!("unit:{id}"),
        }
    }
}

/// How a text stands in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nobody has said it in this language.
    Missing,
    /// Somebody has, and the original was changed since.
    Changed(Made),
    /// Somebody has.
    Made(Made),
    /// The draft has a text of its own in this language, in which this unit is absent or was not changed with the original: a new
    /// version of the draft mends it, and no translation of a unit.
    Behind,
}

impl State {
    /// Its name in the API.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed(_) => "changed",
            Self::Made(_) => "made",
            Self::Behind => "behind",
        }
    }

    /// The translation, if there is one.
    pub fn made(&self) -> Option<&Made> {
        match self {
            Self::Missing | Self::Behind => None,
            Self::Changed(made) | Self::Made(made) => Some(made),
        }
    }
}

/// A translation, with its standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// Who entered it: the number of a participant; nothing for the operator.
    pub by: Option<maru_forum::ParticipantId>,
    /// `human`, or a program's name and version.
    pub translator: String,
    /// Its words.
    pub words: Words,
    /// Who read it beside the original and answers for it.
    pub reviews: Vec<Reviewed>,
}

impl Made {
    /// A translation of a statement.
    pub(crate) fn of_translation(process: &Process, one: &maru_forum::Translation) -> Self {
        Self {
            entry: one.entry,
            by: process.ledger.author_of(one.entry),
            translator: one.translator.clone(),
            words: one.words.clone(),
            reviews: process.renderings.reviews(one.entry).to_vec(),
        }
    }
}

/// A text with how it stands in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Which.
    pub what: What,
    /// The entry that holds the original.
    pub of: EntryNumber,
    /// The language of the original.
    pub source: Language,
    /// The original.
    pub text: String,
    /// How it stands.
    pub state: State,
}

/// The units of a text, each by its id with its own words.
pub type Units = Vec<(String, String)>;

/// How words are read: those that a reader may see, and the units of a text of the draft with their own words.
pub struct Reading<'a> {
    /// The text of words; nothing where the reader may not see them.
    pub text: &'a dyn Fn(&Words) -> Option<String>,
    /// The units of a text of the draft, each with its own words; nothing where it was erased.
    pub units: &'a dyn Fn(&Words) -> Option<Units>,
}

impl std::fmt::Debug for Reading<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Reading")
    }
}

/// The units of a text of the draft, each with its own words.
pub fn units_of(text: &str, language: &Language) -> Units {
    units_in(&crate::draft::texts::read(text, language))
}

/// The units of a document that was read, each with its own words.
pub(crate) fn units_in(document: &maru_text::Document) -> Units {
    document
        .walk()
        .map(|unit| (unit.id.as_str().to_owned(), unit.own_text()))
        .filter(|(_, own)| !own.trim().is_empty())
        .collect()
}

/// Everything that can be said in a language and is not promised in it: the charter first, then the draft, then statements.
pub fn items(process: &Process, language: &Language, reading: &Reading<'_>) -> Vec<Item> {
    let mut all = of_charter(process, language);
    all.extend(of_draft(process, language, reading));
    all.extend(process.visible_statements().filter_map(|one| of_statement(process, one, language, reading)));
    all
}

/// What is left to do in a language.
pub fn missing(process: &Process, language: &Language, reading: &Reading<'_>) -> Vec<Item> {
    let mut all = items(process, language, reading);
    all.retain(|item| !matches!(item.state, State::Made(_)));
    all.extend(behind(process, language, reading));
    all
}

/// The units of the draft that its text in a language lacks, or has as they were before the original changed last.
fn behind(process: &Process, language: &Language, reading: &Reading<'_>) -> Vec<Item> {
    let Some(draft) = process.drafts.last().filter(|draft| draft.text(language).is_some()) else {
        return Vec::new();
    };
    let languages = &process.charter.languages;
    let Some(source) = languages.iter().find(|one| draft.text(one).is_some()).filter(|one| *one != language)
    else {
        return Vec::new();
    };
    // By version the words of each unit, where the language has the draft and it can be read.
    let versions = |language: &Language| -> Vec<Option<BTreeMap<String, String>>> {
        let units = |draft: &Draft| Some((reading.units)(&draft.text(language)?.text)?.into_iter().collect());
        process.drafts.iter().map(units).collect()
    };
    let (original, own) = (versions(source), versions(language));
    let (Some(Some(now)), Some(Some(here))) = (original.last(), own.last()) else { return Vec::new() };
    // The last version in which a unit's words became others than they were where the text stood before.
    let changed = |versions: &[Option<BTreeMap<String, String>>], id: &str| {
        let known: Vec<_> =
            versions.iter().enumerate().filter_map(|(at, one)| Some((at, one.as_ref()?))).collect();
        let differs = |pair: &&[(usize, &BTreeMap<String, String>)]| pair[0].1.get(id) != pair[1].1.get(id);
        known.windows(2).filter(differs).map(|pair| pair[1].0).max()
    };
    // A language that joined later was made from the version in which it joined.
    let joined = own.iter().position(Option::is_some).unwrap_or_default();
    let is_behind = |id: &str| {
        !here.contains_key(id)
            || changed(&original, id)
                .is_some_and(|at| at > joined && changed(&own, id).is_none_or(|own| own < at))
    };
    let item = |(id, text): (&String, &String)| Item {
        what: What::Unit(id.clone()),
        of: draft.entry,
        source: source.clone(),
        text: text.clone(),
        state: State::Behind,
    };
    now.iter().filter(|(id, _)| is_behind(id)).map(item).collect()
}

/// The languages in which people can read something: those of the charter, and those in which somebody has said something.
pub fn languages(process: &Process) -> Vec<Language> {
    let mut all = process.charter.languages.clone();
    let statements = process.statements.iter().flat_map(|one| &one.translations);
    let statements = statements.filter(|one| is_readable(process, one.entry)).map(|one| &one.words);
    let renderings = process.renderings.iter().filter(|one| is_readable(process, one.entry));
    let renderings = renderings.map(|one| &one.words);
    for words in statements.chain(renderings) {
        if !all.contains(&words.language) {
            all.push(words.language.clone());
        }
    }
    all
}

fn is_readable(process: &Process, entry: EntryNumber) -> bool {
    process.ledger.standing(entry) == Some(Standing::Shown)
}

/// The newest rendering of a part in a language that everyone may read.
fn rendering(
    process: &Process,
    part: &str,
    language: &Language,
    is_of: impl Fn(EntryNumber) -> bool,
) -> Option<(EntryNumber, Made)> {
    let fits = |one: &&maru_forum::Rendering| {
        one.part == part
            && one.words.language == *language
            && is_of(one.of)
            && is_readable(process, one.entry)
    };
    let one = process.renderings.iter().rev().find(fits)?;
    let made = Made {
        entry: one.entry,
        by: one.by,
        translator: one.translator.clone(),
        words: one.words.clone(),
        reviews: process.renderings.reviews(one.entry).to_vec(),
    };
    Some((one.of, made))
}

fn state(found: Option<(EntryNumber, Made)>, is_same: impl Fn(EntryNumber) -> bool) -> State {
    match found {
        None => State::Missing,
        Some((of, made)) if is_same(of) => State::Made(made),
        Some((_, made)) => State::Changed(made),
    }
}

fn said<'a>(text: &'a LocalText, languages: &'a [Language]) -> Option<(&'a Language, &'a str)> {
    languages.iter().find_map(|language| Some((language, text.0.get(language)?.as_str())))
}

fn of_charter(process: &Process, language: &Language) -> Vec<Item> {
    let charter = &process.charter;
    let text_of = |charter: &Charter, part: &str| {
        let texts = charter.texts();
        let found = texts.iter().find(|(name, _)| name == part)?;
        said(found.1, &charter.languages).map(|(_, text)| text.to_owned())
    };
    let mut items = Vec::new();
    for (part, text) in charter.texts() {
        let Some((source, words)) = said(text, &charter.languages) else { continue };
        if text.0.get(language).is_some_and(|words| !words.trim().is_empty()) {
            continue;
        }
        let found = rendering(process, &part, language, |of| process.charter_in(of).is_some());
        let is_same = |of: EntryNumber| {
            process.charter_in(of).and_then(|then| text_of(then, &part)).as_deref() == Some(words)
        };
        items.push(Item {
            of: process.charter_entry,
            source: source.clone(),
            text: words.to_owned(),
            state: state(found, is_same),
            what: What::Charter(part),
        });
    }
    items
}

fn of_draft(process: &Process, language: &Language, reading: &Reading<'_>) -> Vec<Item> {
    let Some(draft) = process.drafts.last().filter(|draft| draft.text(language).is_none()) else {
        return Vec::new();
    };
    let units = |draft: &Draft| {
        let source = process.charter.languages.iter().find_map(|language| draft.text(language))?;
        Some((source.text.language.clone(), (reading.units)(&source.text)?))
    };
    let Some((source, now)) = units(draft) else { return Vec::new() };
    // Older versions are read only where somebody has rendered something of them.
    let mut before = std::collections::BTreeMap::new();
    for one in process.renderings.iter().filter(|one| one.words.language == *language) {
        if let Some(older) = process.drafts.iter().find(|draft| draft.entry == one.of) {
            before.entry(one.of).or_insert_with(|| units(older).map(|(_, units)| units).unwrap_or_default());
        }
    }
    let mut items = Vec::new();
    for (id, text) in now {
        let found = rendering(process, &id, language, |of| before.contains_key(&of));
        let is_same = |of: EntryNumber| {
            before.get(&of).is_some_and(|units| units.iter().any(|(known, was)| *known == id && *was == text))
        };
        let state = state(found, is_same);
        items.push(Item { what: What::Unit(id), of: draft.entry, source: source.clone(), text, state });
    }
    items
}

fn of_statement(
    process: &Process,
    statement: &Statement,
    language: &Language,
    reading: &Reading<'_>,
) -> Option<Item> {
    if statement.words.language.primary() == language.primary() {
        return None;
    }
    let text = (reading.text)(&statement.words)?;
    let fits = |one: &&maru_forum::Translation| {
        one.words.language.primary() == language.primary() && is_readable(process, one.entry)
    };
    let found = statement.translations.iter().rev().find(fits);
    let found = found.map(|one| Made::of_translation(process, one));
    let StatementId(of) = statement.id;
    Some(Item {
        what: What::Statement(of.0),
        of,
        source: statement.words.language.clone(),
        text,
        state: found.map_or(State::Missing, State::Made),
    })
}
