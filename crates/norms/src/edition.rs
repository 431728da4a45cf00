//! The texts of instruments that a node holds: which there are, which one a reader gets, and what the coding adds.
//!
//! Texts of others do not ship with the program. Whoever runs a node brings them in; an [`Edition`] is one of them: an
//! instrument in one language in one version, with where it came from.

use maru_text::{Date, Dates, Document, LanguageTag, Standing, UnitId, parse_date};
use serde::Serialize;

use crate::code::{Binding, Status};
use crate::further::FurtherField;
use crate::library::Library;
use crate::locus::{Located, units_of};
use crate::model::{Instrument, InstrumentId, Provision, ProvisionId};
use crate::reach::{Atom, Reach};

/// What is known of one text before it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// Row number of the node's database; other nodes have others.
    pub number: u64,
    /// The instrument: one of the library, or one that is nowhere coded.
    pub instrument: String,
    pub language: LanguageTag,
    /// The day from which this version is the text.
    pub version: Date,
    pub standing: Standing,
    /// The title that the text gives itself.
    pub title: String,
    /// Address or citation of the source, as typed by whoever brought it in.
    pub source: String,
    /// SHA-256 of the file it was read from, in hexadecimal digits.
    pub digest: String,
    pub imported_by: String,
    /// When, in seconds since 1970, UTC.
    pub imported_at: i64,
}

/// The days from which there are versions, oldest first.
pub fn versions(editions: &[Edition]) -> Vec<Date> {
    let mut days: Vec<Date> = editions.iter().map(|edition| edition.version).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The languages in which there is any version, in order of tag.
pub fn languages(editions: &[Edition]) -> Vec<&LanguageTag> {
    let mut tags: Vec<&LanguageTag> = editions.iter().map(|edition| &edition.language).collect();
    tags.sort_by(|a, b| a.0.cmp(&b.0));
    tags.dedup();
    tags
}

/// The edition that is the text on a day in the first of the wished languages that has one; a later version when none
/// is old enough, and any language when no wish can be met. Within a language the latest version by that day wins.
pub fn edition_on<'a>(editions: &'a [Edition], wishes: &[&str], day: Date) -> Option<&'a Edition> {
    let in_language = |tag: &str| {
        let of_tag = |edition: &&Edition| primary(&edition.language.0) == primary(tag);
        let by_then = editions.iter().filter(of_tag).filter(|edition| edition.version <= day);
        let latest = by_then.max_by_key(|edition| (edition.version, edition.number));
        latest.or_else(|| editions.iter().filter(of_tag).min_by_key(|edition| edition.version))
    };
    wishes.iter().find_map(|tag| in_language(tag)).or_else(|| in_language(&editions.first()?.language.0))
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The coded provisions of an instrument, each with the units of a text at which it stands.
pub fn coded_units<'a>(
    library: &'a Library,
    instrument: &'a Instrument,
    document: &Document,
) -> Vec<(&'a Provision, Vec<Located>)> {
    library.provisions_of(&instrument.id).map(|one| (one, units_of(&one.locus, document))).collect()
}

/// Gives a text the dates that are known of it: those it sets for itself, those of the library for the instrument, and
/// those of the coded provisions with their gates. A coding is the newer reading, so its dates win.
pub fn date_by_coding(library: &Library, instrument: &Instrument, document: &mut Document) {
    maru_text::date_by_own_words(document);
    let known = Dates {
        adopted: instrument.adopted,
        in_force: instrument.in_force,
        applies: instrument.applies_main,
        ended: instrument.ended,
        gate: None,
    };
    document.dates = document.dates.inherit(&known);
    for (provision, units) in coded_units(library, instrument, document) {
        let gate = provision.gate.as_ref().and_then(|gate| gate_unit(library, instrument, gate, document));
        // A coding of something that this text lacks says nothing about the unit above it.
        for place in units.into_iter().filter(|place| place.exact) {
            let Some(unit) = document.unit_mut(&place.unit) else { continue };
            let own = Dates {
                applies: provision.applies_from,
                ended: provision.applies_until,
                gate: gate.clone().filter(|gate| *gate != unit.id),
                ..Dates::default()
            };
            unit.dates = own.inherit(&unit.dates);
        }
    }
}

/// Whether a text is what it is brought in as, by what it calls itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleFit {
    /// Its title is one of the instrument's, or bears its number.
    Fits,
    /// It is called otherwise.
    Differs,
    /// It has no title, so nothing was held against it.
    Untitled,
}

/// Fewest letters of a title that say which text it is.
const TITLE_LETTERS: usize = 4;

/// Holds the title of a text against the titles of an instrument in all languages and the number in its citation.
pub fn title_fit(library: &Library, instrument: &Instrument, document: &Document) -> TitleFit {
    let own = letters(&document.title);
    if own.is_empty() {
        return TitleFit::Untitled;
    }
    // An act that amends another names it too, but its own number first.
    if let (Some(number), numbers) = (numbers(&document.title).first(), numbers(&instrument.citation))
        && !numbers.is_empty()
    {
        return if numbers.contains(number) { TitleFit::Fits } else { TitleFit::Differs };
    }
    let titles = library.titles().iter().filter(|one| one.instrument == instrument.id);
    let names =
        titles.flat_map(|one| [one.title.as_str(), one.short.as_str()]).chain([instrument.title.as_str()]);
    let same = |name: &str| {
        let name = letters(name);
        let long = |text: &str| text.chars().count() >= TITLE_LETTERS;
        long(&name) && own.contains(&name) || long(&own) && name.contains(&own)
    };
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= TITLE_LETTERS);
        words.map(str::to_lowercase).collect()
    };
    let (ours, theirs) = (words(&instrument.title), words(&document.title));
    let all = ours.len() > 1 && ours.iter().all(|word| theirs.contains(word));
    if all || names.into_iter().any(same) { TitleFit::Fits } else { TitleFit::Differs }
}

/// Letters and digits alone, in lower case: spaces, brackets and dots differ from one publisher to the next.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Numbers of acts in a text, such as `2024/1689` or `24-205`.
fn numbers(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '-'));
    let is_number = |part: &&str| {
        let digits: Vec<&str> = part.split(['/', '-']).collect();
        digits.len() == 2 && digits.iter().all(|digits| !digits.is_empty())
    };
    parts.filter(is_number).collect()
}

/// The youngest day in the marks of amendment that a text bears (`<개정 2026.3.31>`, `[시행 2026. 1. 22.]`): these words are no older.
pub fn day_by_marks(document: &Document) -> Option<Date> {
    const MARKS: [&str; 5] = ["개정", "신설", "시행", "이동", "삭제"];
    let words: Vec<String> = document
        .walk()
        .flat_map(|unit| [unit.heading.clone().unwrap_or_default(), unit.text_with_notes()])
        .chain([document.title.clone()])
        .collect();
    let closed = |text: &str, open: char, close: char| -> Vec<String> {
        let inner = text.split(open).skip(1).filter_map(|rest| rest.split_once(close));
        inner.map(|(inner, _)| inner.to_owned()).collect()
    };
    let marks = words.iter().flat_map(|text| [closed(text, '<', '>'), closed(text, '[', ']')].concat());
    marks
        .filter(|mark| MARKS.iter().any(|word| mark.contains(word)))
        .flat_map(|mark| dotted_days(&mark))
        .max()
}

/// Days as Korean acts write them: `2026.3.31`, `2026. 1. 22.`.
fn dotted_days(text: &str) -> Vec<Date> {
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.parse().unwrap_or(0))
        .collect();
    let day = |three: &[u32]| match three {
        [year @ 1900..=2200, month @ 1..=12, day @ 1..=31] => {
            parse_date(&format!("{year:04}-{month:02}-{day:02}")).ok()
        }
        _ => None,
    };
    numbers.windows(3).filter_map(day).collect()
}

/// Whether the title of a text bears a day, and nothing shows that later words were worked into it: then the day of adoption is that of its words.
pub fn bears_day(document: &Document, day: Date) -> bool {
    let said = [crate::explain::day_name(day, "en"), crate::explain::day_name(day, "ko"), day.to_string()];
    // The marks of a consolidated text of the Union.
    let worked_in = |text: &str| text.contains('▼') || text.contains('►');
    said.iter().any(|said| document.title.contains(said.as_str()))
        && !document
            .walk()
            .any(|unit| worked_in(&unit.text) || unit.heading.as_deref().is_some_and(worked_in))
}

/// What is known of words that are older, or younger, than the day on which they are read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Wording {
    /// Acts that have amended the whole since, with the day of each: whether they touched these very words is not known.
    pub amended_by: Vec<(InstrumentId, Date)>,
    /// Whether the words are of a later day than the one asked for.
    pub later: bool,
}

/// A provision's words in a text that is older than its present wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replaced {
    pub on: Date,
    /// The act that gave the new words, as the library cites it; empty where it does not.
    pub by: String,
}

impl Library {
    /// What is known of the words of a version on a day.
    pub fn wording(&self, instrument: &str, version: Date, at: Date) -> Wording {
        let amends = |one: &&Instrument| {
            let atoms = one.reach.as_ref().map(Reach::atoms).unwrap_or_default();
            atoms.iter().any(|atom| matches!(atom, Atom::Amends(id) if &**id == instrument))
        };
        let law = |one: &&Instrument| one.binding != Binding::Proposed && one.status != Status::Proposed;
        let since = |one: &Instrument| {
            let day = one.in_force.or(one.applies_main).or(one.adopted)?;
            (version < day && day <= at).then(|| (one.id.clone(), day))
        };
        let amended_by = self.instruments().iter().filter(amends).filter(law).filter_map(since).collect();
        Wording { amended_by, later: version > at }
    }

    /// Whether the words of a provision in a text of some version had been replaced by a day.
    pub fn replaced(&self, provision: &ProvisionId, version: Date, at: Date) -> Option<Replaced> {
        let day = parse_date(self.further_value(provision, FurtherField::WordingFrom)?).ok()?;
        let by = self.further_value(provision, FurtherField::WordingBy).unwrap_or_default();
        (version < day && day <= at).then(|| Replaced { on: day, by: by.to_owned() })
    }
}

/// The unit of the same text on which a provision hangs; none when the gate is in another instrument.
fn gate_unit(
    library: &Library,
    instrument: &Instrument,
    gate: &ProvisionId,
    document: &Document,
) -> Option<UnitId> {
    let gate = library.provision(gate.as_str()).filter(|gate| gate.instrument_id == instrument.id)?;
    units_of(&gate.locus, document).into_iter().find(|place| place.exact).map(|place| place.unit)
}

#[cfg(test)]
mod tests {
    use maru_text::parse_markdown;

    use super::*;

    #[test]
    fn a_text_is_held_against_the_titles_of_what_it_is_brought_in_as() {
        let library = Library::shipped().unwrap();
        let check = |id: &str, title: &str, expected: TitleFit| {
            let document = Document::new(title, "en");
            assert_eq!(
                title_fit(&library, library.instrument(id).unwrap(), &document),
                expected,
                "{id} {title}"
            );
        };
        let eu = "REGULATION (EU) 2024/1689 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL of 13 June 2024";
        check("eu-ai-act", eu, TitleFit::Fits);
        check("eu-ai-act", "Artificial Intelligence Act", TitleFit::Fits);
        check("eu-gdpr", eu, TitleFit::Differs);
        check("eu-gdpr", "개인정보 보호법", TitleFit::Differs);
        check("kr-pipa", "개인정보 보호법", TitleFit::Fits);
        check("kr-ai-basic-act", "인공지능 발전과 신뢰 기반 조성 등에 관한 기본법", TitleFit::Fits);
        check("kr-ai-basic-act", "인공지능 기본법", TitleFit::Fits);
        let amending = "Regulation (EU) 2026/1744 amending Regulations (EU) 2024/1689 and (EU) 2018/1139";
        check("eu-ai-act", amending, TitleFit::Differs);
        check("eu-omnibus-ai", amending, TitleFit::Fits);
        check("eu-gdpr", "", TitleFit::Untitled);
        check("eu-gdpr", "법", TitleFit::Differs);
    }

    #[test]
    fn the_day_of_the_words_is_read_from_their_marks() {
        let text = parse_markdown(
            "# 법\n\n## 제1조 (목적)\n\n1999.1.1에 정한다. <개정 2014.3.24, 2026.3.31>\n\n## 제2조 (정의)\n\n정의. [본조신설 2020. 2. 4.]\n",
        );
        assert_eq!(day_by_marks(&text).map(|day| day.to_string()).as_deref(), Some("2026-03-31"));
        assert_eq!(day_by_marks(&parse_markdown("# Act\n\n## Article 1\n\nOn 2026.3.31 it ends.\n")), None);
        let adopted = parse_date("2024-06-13").unwrap();
        let mut act =
            parse_markdown("# Regulation (EU) 2024/1689 of 13 June 2024\n\n## Article 1\n\nWords.\n");
        assert!(bears_day(&act, adopted));
        act.units[0].text = "▼M1 Other words.".to_owned();
        assert!(!bears_day(&act, adopted));
    }

    #[test]
    fn words_older_than_an_amending_act_are_known_to_be_so() {
        let library = Library::shipped().unwrap();
        let day = |text: &str| parse_date(text).unwrap();
        let check = |version: &str, at: &str, amended: usize, later: bool, replaced: bool| {
            let told = library.wording("eu-ai-act", day(version), day(at));
            assert_eq!((told.amended_by.len(), told.later), (amended, later), "{version} {at}");
            let four = library.replaced(&ProvisionId::new("eu-ai-act:Art 4"), day(version), day(at));
            assert_eq!(four.is_some(), replaced, "{version} {at}");
        };
        check("2024-06-13", "2026-11-30", 1, false, true);
        check("2024-06-13", "2026-07-26", 0, false, false);
        check("2026-07-27", "2026-11-30", 0, false, false);
        check("2026-07-27", "2025-01-01", 0, true, false);
    }
}
