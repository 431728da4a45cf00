//! Units of a draft as norms: what the rules suggest of a unit's words, how concrete a coded one would be were the draft law, and what other
//! words would change of that. A suggestion is nobody's coding, and what the rules cannot tell stays unknown.

use maru_text::Date;
use serde::{Serialize, Serializer};

use crate::code::named;
use crate::code::{
    Coded, Confidence, Deontic, ObjectClass, Role, SanctionKind, StatementType, Testable, Topic,
};
use crate::draft::{Beside, Lack, blank_instrument};
use crate::draft_text::topics_of;
use crate::level::{Assessment, Level};
use crate::library::Library;
use crate::model::{InstrumentId, Provision, ProvisionId, UseScope};
use crate::suggest::{LANGUAGES, denies_consequence, guards, sentences, suggest_fields};
use crate::threshold::Thresholds;

/// The id of the draft among the instruments.
const DRAFT: &str = "draft";
/// The place whose law a draft would be that says no other: the world's.
const PLACE: &str = "UN";

/// A unit of a draft, coded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitNorm {
    pub statement_type: StatementType,
    pub deontic: Deontic,
    /// Who bears it.
    pub bearer: Vec<Role>,
    pub topics: Vec<Topic>,
    pub sanction: SanctionKind,
    pub testable: Testable,
    /// What the affected person can set off, in words; may be empty.
    pub remedy: String,
}

/// A code that the library does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{code}” is no code of the library for a {what}")]
pub struct UnknownCode {
    /// What it should name.
    pub what: &'static str,
    /// What was written.
    pub code: String,
}

fn read<T: Coded>(code: &str) -> Result<T, UnknownCode> {
    T::from_code(code).ok_or_else(|| UnknownCode { what: T::WHAT, code: code.to_owned() })
}

impl UnitNorm {
    /// Reads the codes of a unit.
    ///
    /// # Errors
    /// Where one is none of the library's.
    pub fn read(
        [statement_type, deontic, sanction, testable]: [&str; 4],
        bearer: &[String],
        topics: &[String],
        remedy: &str,
    ) -> Result<Self, UnknownCode> {
        Ok(Self {
            statement_type: read(statement_type)?,
            deontic: read(deontic)?,
            bearer: bearer.iter().map(|code| read(code)).collect::<Result<_, _>>()?,
            topics: topics.iter().map(|code| read(code)).collect::<Result<_, _>>()?,
            sanction: read(sanction)?,
            testable: read(testable)?,
            remedy: remedy.to_owned(),
        })
    }

    fn row(&self, id: &str, words: &str) -> Provision {
        let is_right = self.deontic == Deontic::Right;
        Provision {
            id: ProvisionId::new(format!("{DRAFT}:{id}")),
            instrument_id: InstrumentId::new(DRAFT),
            locus: id.to_owned(),
            paraphrase: words.to_owned(),
            statement_type: self.statement_type,
            deontic: self.deontic,
            bearer: self.bearer.clone(),
            counterparty: if is_right { self.bearer.clone() } else { Vec::new() },
            aim: String::new(),
            object: Vec::<ObjectClass>::new(),
            condition: String::new(),
            topics: self.topics.clone(),
            risks: Vec::new(),
            rights: Vec::new(),
            threshold: Thresholds::default(),
            exemptions: Vec::new(),
            sanction_kind: self.sanction,
            sanction_pending: false,
            sanction_max: String::new(),
            sanction_locus: String::new(),
            remedy: self.remedy.clone(),
            applies_from: None,
            applies_until: None,
            reach: None,
            testable: self.testable,
            gate: None,
            confidence: Confidence::Medium,
            use_areas: UseScope::Any,
        }
    }
}

/// What the rules read off a unit's words; a field that they cannot tell is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct UnitSuggestion {
    /// Whether there are rules for the language at all.
    pub is_read: bool,
    pub deontic: Option<Deontic>,
    /// The words that led to it.
    pub words: &'static str,
    pub bearer: Vec<Role>,
    /// The words that led to each of them.
    pub bearer_words: Vec<&'static str>,
    pub sanction: Option<SanctionKind>,
    /// The words that led to it.
    pub sanction_words: &'static str,
    pub topics: Vec<Topic>,
}

/// Reads a unit's words by rule.
pub fn suggest_unit(language: &str, text: &str) -> UnitSuggestion {
    if !LANGUAGES.contains(&language) {
        return UnitSuggestion::default();
    }
    let found = suggest_fields(language, text);
    UnitSuggestion {
        is_read: true,
        deontic: found.deontic.as_ref().map(|one| one.deontic),
        words: found.deontic.as_ref().map_or("", |one| one.words),
        bearer: found.bearer,
        bearer_words: found.bearer_words,
        sanction: found.sanction,
        sanction_words: found.sanction_words,
        topics: topics_of(text),
    }
}

/// What other words would change of a unit, as far as rules can tell. What no rule sees is not the same as nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// Whether there are rules for the language at all.
    pub is_read: bool,
    /// Whether the unit is taken out altogether.
    pub is_gone: bool,
    /// The duty word before and after, where it changes.
    pub deontic: Option<(Option<Deontic>, Option<Deontic>)>,
    /// The consequence before and after, where it changes.
    pub sanction: Option<(Option<SanctionKind>, Option<SanctionKind>)>,
    /// Numbers with what they count that stand only before, and only after.
    pub numbers: (Vec<String>, Vec<String>),
    /// Words that narrow, deny or leave a choice: those that stand only before, and only after.
    pub guards: (Vec<String>, Vec<String>),
    #[serde(skip)]
    marks: Marks,
}

/// By which a confirmed coding is held against the change.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Marks {
    /// What rules read before.
    read: (Option<Deontic>, Option<SanctionKind>),
    /// Whether the words after say that there is no consequence, or only lack the words that said one.
    takes_sanction: bool,
    /// Whether a sentence changes in which no rule had read a duty or a consequence.
    touches_unread: bool,
}

named! {
    /// A field of a confirmed coding that an amendment may touch where no rule reads it.
    Unlooked {
        Deontic = "deontic",
        Sanction = "sanction",
        Remedy = "remedy",
    }
}

/// A confirmed coding after an amendment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// The unit is taken out, and all that it ordered with it.
    Gone,
    /// What rules can tell of it; the coding stands in all else.
    Coded(UnitNorm),
    /// Words change in which these may stand, and nobody has looked whether they still do.
    Unlooked(Vec<Unlooked>),
}

impl Shift {
    /// From the words before to those after; nothing only where they are the same words.
    pub fn between(language: &str, before: &str, after: &str) -> Option<Self> {
        if before.split_whitespace().eq(after.split_whitespace()) {
            return None;
        }
        let (was, is) = (suggest_unit(language, before), suggest_unit(language, after));
        let changes = Changes::between(before, after);
        let deontic_is = changes.deontic_after(language, before, was.deontic, is.deontic);
        let guards = |text: &str| guards(language, text).into_iter().map(str::to_owned).collect();
        Some(Self {
            is_read: was.is_read,
            is_gone: after.trim().is_empty(),
            deontic: (was.deontic != deontic_is).then_some((was.deontic, deontic_is)),
            sanction: (was.sanction != is.sanction).then_some((was.sanction, is.sanction)),
            numbers: differing(numbers(before), numbers(after)),
            guards: differing(guards(before), guards(after)),
            marks: Marks {
                read: (was.deontic, was.sanction),
                takes_sanction: denies_consequence(language, after) || only_takes_away(before, after),
                touches_unread: changes.gone.iter().any(|sentence| {
                    let read = suggest_unit(language, sentence);
                    read.deontic != was.deontic && read.sanction.is_none()
                }),
            },
        })
    }

    /// Whether the rules see a change of what makes the level.
    pub fn is_seen(&self) -> bool {
        self.is_gone || self.deontic.is_some() || self.sanction.is_some()
    }

    /// A confirmed coding as it would be then. Rules may change only what they had read as it was confirmed: of what they read otherwise, or not
    /// at all, they cannot tell whether the changed words were its own.
    pub fn against(&self, norm: &UnitNorm) -> After {
        if self.is_gone {
            return After::Gone;
        }
        let mut after = norm.clone();
        let mut unlooked = Vec::new();
        let confirmed = norm.deontic == Deontic::None && self.marks.read.0.is_none()
            || self.marks.read.0 == Some(norm.deontic);
        match self.deontic {
            Some((_, Some(deontic))) if confirmed => after.deontic = deontic,
            None if confirmed => {}
            _ => unlooked.push(Unlooked::Deontic),
        }
        let has_sanction = norm.sanction != SanctionKind::None;
        let confirmed =
            if has_sanction { self.marks.read.1 == Some(norm.sanction) } else { self.marks.read.1.is_none() };
        match self.sanction {
            Some((_, Some(sanction))) if confirmed => after.sanction = sanction,
            Some((_, None)) if confirmed && self.marks.takes_sanction => after.sanction = SanctionKind::None,
            None if confirmed => {}
            _ => unlooked.push(Unlooked::Sanction),
        }
        if !norm.remedy.is_empty() && self.marks.touches_unread {
            unlooked.push(Unlooked::Remedy);
        }
        if self.is_read && unlooked.is_empty() { After::Coded(after) } else { After::Unlooked(unlooked) }
    }
}

/// The sentences of a unit that an amendment takes away, and those that it puts in.
struct Changes<'t> {
    gone: Vec<&'t str>,
    new: Vec<&'t str>,
}

impl<'t> Changes<'t> {
    fn between(before: &'t str, after: &'t str) -> Self {
        let all = |text: &'t str| sentences(text).map(|(_, sentence)| sentence).collect::<Vec<&str>>();
        let (old, new) = (all(before), all(after));
        let same = |one: &str, other: &str| one.split_whitespace().eq(other.split_whitespace());
        let only = |these: &[&'t str], those: &[&'t str]| {
            these.iter().filter(|one| !those.iter().any(|other| same(one, other))).copied().collect()
        };
        Self { gone: only(&old, &new), new: only(&new, &old) }
    }

    /// The duty word after the change, read off the sentences that take the place of the one in which it stood: a permission in the next sentence is
    /// not what became of a duty in this one.
    fn deontic_after(
        &self,
        language: &str,
        before: &str,
        was: Option<Deontic>,
        is: Option<Deontic>,
    ) -> Option<Deontic> {
        let Some(was) = was else { return is };
        let held_it = sentences(before)
            .map(|(_, sentence)| sentence)
            .find(|sentence| suggest_unit(language, sentence).deontic == Some(was));
        match held_it {
            Some(sentence) if self.gone.contains(&sentence) => {
                self.new.iter().find_map(|sentence| suggest_unit(language, sentence).deontic)
            }
            Some(_) => Some(was),
            None => is,
        }
    }
}

/// Whether the words after are those before with some left out.
fn only_takes_away(before: &str, after: &str) -> bool {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let mut old = before.split_whitespace().map(bare);
    after.split_whitespace().map(bare).all(|word| old.any(|one| one == word))
}

/// Numbers with what they count, as they stand: `24 hours`, `50 million won`, `5천만원`. The number of a unit at the beginning of its line, and
/// that of a provision that is named, count nothing.
fn numbers(text: &str) -> Vec<String> {
    text.lines().flat_map(numbers_of_line).collect()
}

/// Whether a number is the name of a provision: "paragraph 2", "제2항에".
fn names_a_provision(before: Option<&str>, own: &str) -> bool {
    const PARTS: [&str; 20] = [
        "article",
        "articles",
        "art",
        "section",
        "sections",
        "paragraph",
        "paragraphs",
        "point",
        "points",
        "item",
        "annex",
        "chapter",
        "part",
        "title",
        "subsection",
        "artikel",
        "absatz",
        "nummer",
        "nr",
        "artículo",
    ];
    let part = before.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    let korean = own.strip_prefix('제').is_some_and(|rest| {
        let behind = rest.trim_start_matches(char::is_numeric);
        behind.len() < rest.len() && behind.starts_with(['조', '항', '호', '장', '절', '편'])
    });
    korean || part.is_some_and(|part| PARTS.contains(&part.as_str()))
}

fn numbers_of_line(line: &str) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let own = bare(word);
        let before = at.checked_sub(1).map(|before| words[before]);
        let is_bare_start = at == 0 && own.chars().all(char::is_alphanumeric) && own.len() <= 4;
        if !own.contains(|c: char| c.is_numeric()) || is_bare_start || names_a_provision(before, &own) {
            continue;
        }
        // What is counted stands behind a bare number, and behind the word that makes it larger.
        let is_bare = own.chars().all(|c| c.is_numeric() || matches!(c, '.' | ',' | '%'));
        let next: Vec<String> = words[at + 1..].iter().take(2).map(|word| bare(word)).collect();
        let is_large = |word: &String| {
            [
                "million",
                "billion",
                "thousand",
                "millions",
                "mio",
                "mrd",
                "millionen",
                "milliarden",
                "millones",
            ]
            .contains(&word.to_lowercase().as_str())
        };
        let more = if !is_bare {
            0
        } else if next.first().is_some_and(is_large) {
            2
        } else {
            1
        };
        found.push([own].into_iter().chain(next.into_iter().take(more)).collect::<Vec<_>>().join(" "));
    }
    found
}

/// What of two lists stands only in the first, and only in the second, each as often as it does.
fn differing(before: Vec<String>, mut after: Vec<String>) -> (Vec<String>, Vec<String>) {
    let mut gone = Vec::new();
    for one in before {
        match after.iter().position(|other| *other == one) {
            Some(at) => drop(after.remove(at)),
            None => gone.push(one),
        }
    }
    (gone, after)
}

/// A unit as the library sees it, were the draft law.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitAssessed {
    /// The id under which it was given.
    pub unit: String,
    pub assessment: Assessment,
    /// The nearest provisions in force.
    pub nearest: Vec<Beside>,
}

impl Library {
    /// Assesses the coded units of a draft on a day as if it were law that binds everyone; each comes with its id, its words and its coding.
    pub fn assess_units(&self, units: &[(String, String, UnitNorm)], at: Date) -> Vec<UnitAssessed> {
        let Some(place) = self.places().find(PLACE) else { return Vec::new() };
        let rows: Vec<Provision> = units.iter().map(|(id, words, norm)| norm.row(id, words)).collect();
        let draft = blank_instrument(DRAFT, &place);
        // Only what is set beside law in force needs the whole library; a copy of it costs more than all levels.
        let is_compared = units.iter().any(|(.., norm)| !norm.topics.is_empty());
        let library =
            if is_compared { self.with_rows(draft, rows.clone()) } else { self.of_instrument(draft) };
        units
            .iter()
            .zip(&rows)
            .map(|((unit, _, norm), row)| UnitAssessed {
                unit: unit.clone(),
                assessment: library.level(row, at),
                nearest: if norm.topics.is_empty() {
                    Vec::new()
                } else {
                    self.draft_row(&library, row, at).nearest
                },
            })
            .collect()
    }

    /// The level of one coded unit, were the draft law.
    pub fn unit_level(&self, norm: &UnitNorm, at: Date) -> Option<Level> {
        let units = [("unit".to_owned(), String::new(), UnitNorm { topics: Vec::new(), ..norm.clone() })];
        self.assess_units(&units, at).first().and_then(|one| one.assessment.level)
    }

    /// What others have with teeth on the topics of a draft's coded units, and the draft lacks.
    pub fn lacks_of_units(&self, units: &[(String, String, UnitNorm)], at: Date) -> Vec<Lack> {
        let rows: Vec<Provision> = units.iter().map(|(id, words, norm)| norm.row(id, words)).collect();
        let about: Vec<Topic> = rows.iter().flat_map(|row| row.topics.clone()).collect();
        let mut lacks = self.lacks(&rows.iter().collect::<Vec<_>>(), at);
        lacks.retain(|lack| about.contains(&lack.topic));
        lacks
    }
}

#[cfg(test)]
mod tests {
    use maru_text::parse_date;

    use super::*;

    fn norm(deontic: &str, sanction: &str, testable: &str, remedy: &str) -> UnitNorm {
        let codes = |code: &str| vec![code.to_owned()];
        UnitNorm::read(["R", deontic, sanction, testable], &codes("provider"), &codes("labelling"), remedy)
            .unwrap()
    }

    #[test]
    fn a_coded_unit_has_the_level_that_it_would_have_as_law() {
        let library = Library::shipped().unwrap();
        let at = parse_date("2026-11-28").unwrap();
        let check = |norm: &UnitNorm, level: Level| assert_eq!(library.unit_level(norm, at), Some(level));
        check(&norm("must", "admin_fine", "yes", "complaint"), Level::L4);
        check(&norm("must", "admin_fine", "yes", ""), Level::L3);
        check(&norm("must", "none", "yes", "complaint"), Level::L2);
        check(&norm("should", "admin_fine", "yes", "complaint"), Level::L1);
        let unit = ("art_1".to_owned(), "Providers shall label.".to_owned(), norm("must", "none", "yes", ""));
        let assessed = library.assess_units(std::slice::from_ref(&unit), at);
        assert!(!assessed[0].nearest.is_empty() && !assessed[0].assessment.missing.is_empty());
        assert!(library.lacks_of_units(&[unit], at).iter().all(|lack| lack.topic == Topic::Labelling));
        assert!(UnitNorm::read(["R", "ought", "none", "yes"], &[], &[], "").is_err());
    }

    #[test]
    fn other_words_take_away_what_they_take_away_and_no_more() {
        let library = Library::shipped().unwrap();
        let at = parse_date("2026-11-28").unwrap();
        let before = "A provider shall label synthetic voices. Who fails to do so is liable to a fine of up to 1,000 pounds.";
        let shift = |after: &str| Shift::between("en", before, after);
        let softer = shift(
            "A provider should label synthetic voices. Who fails to do so is liable to a fine of up to 1,000 pounds.",
        );
        let softer = softer.expect("another duty word");
        let full = norm("must", "admin_fine", "yes", "complaint");
        let level = |shift: &Shift| match shift.against(&full) {
            After::Coded(norm) => library.unit_level(&norm, at),
            other => panic!("{other:?}"),
        };
        assert_eq!(level(&softer), Some(Level::L1));
        let toothless = shift("A provider shall label synthetic voices.").expect("the fine is gone");
        assert_eq!(toothless.deontic, None);
        assert_eq!(level(&toothless), Some(Level::L2));
        let gone = shift("").expect("nothing is left");
        assert!(gone.is_gone && gone.is_seen());
        assert_eq!(gone.against(&full), After::Gone);
        let unseen = shift(
            "A provider shall label synthetic sounds. Who fails to do so is liable to a fine of up to 1,000 pounds.",
        );
        let nothing = (Vec::new(), Vec::new());
        let unseen = unseen.expect("other words");
        assert!(!unseen.is_seen() && unseen.numbers == nothing && unseen.guards == nothing, "{unseen:?}");
        assert_eq!(shift(before), None);
        assert!(!Shift::between("xx", "must", "may").expect("other words").is_read, "no rules");
    }

    #[test]
    fn what_no_rule_had_read_is_not_called_weaker_or_the_same() {
        let full = norm("must", "admin_fine", "yes", "complaint to the court");
        let check = |before: &str, after: &str, expected: &[Unlooked]| {
            let shift = Shift::between("en", before, after).expect("other words");
            assert_eq!(shift.against(&full), After::Unlooked(expected.to_vec()), "{after}");
            shift
        };
        // "is to" is in no list: what became of the duty is not what the next sentence allows.
        let before = "The authority must decide within 60 days. A person harmed may apply to a court. A breach is subject to a fine.";
        let shift = check(before, &before.replace("must decide", "is to decide"), &[Unlooked::Deontic]);
        assert_eq!(shift.deontic, Some((Some(Deontic::Must), None)));
        // The confirmed fine stood in words that no rule had read.
        let before = "A provider must label. Whoever does not pays what the tariff says.";
        check(before, &before.replace("pays what", "may pay what"), &[Unlooked::Sanction, Unlooked::Remedy]);
        let before = "A provider must label. A breach is subject to a fine.";
        check(before, &before.replace("a fine", "what the minister thinks fit"), &[Unlooked::Sanction]);
        // No rule reads a remedy.
        let before = "A provider must label. A breach is subject to a fine. Anyone may go to court.";
        let shift =
            check(before, "A provider must label. A breach is subject to a fine.", &[Unlooked::Remedy]);
        assert!(!shift.is_seen());
    }

    #[test]
    fn numbers_count_things_and_name_no_provisions() {
        let check = |text: &str, expected: &[&str]| assert_eq!(numbers(text), expected, "{text}");
        check("4 The fine is up to 1 million euros.", &["1 million euros"]);
        check("Paragraph 2 is disregarded after 60 days.", &["60 days"]);
        check("제2항에 따라 24시간 이내에 삭제한다.", &["24시간"]);
        check("6 A platform must publish.", &[]);
        check("Within 2 days, or under Article 5(1), 3 weeks.", &["2 days", "3 weeks"]);
    }

    #[test]
    fn what_guts_a_norm_is_pointed_at() {
        let before = "A provider must label each picture within 24 hours. Whoever breaches this pays an administrative fine of up to 50 million won.";
        let shift = |from: &str, to: &str| {
            assert!(before.contains(from));
            Shift::between("en", before, &before.replace(from, to)).expect("other words")
        };
        let some = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let denied =
            shift("pays an administrative fine of up to 50 million won", "pays no administrative fine");
        assert_eq!(denied.sanction, Some((Some(SanctionKind::AdminFine), None)));
        assert_eq!(denied.guards.1, some(&["no"]));
        assert_eq!(
            shift("must label", "must, where it deems appropriate, label").guards.1,
            some(&["where it deems"])
        );
        assert_eq!(shift("50 million won", "50 won").numbers, (some(&["50 million won"]), some(&["50 won"])));
        assert_eq!(
            shift("50 million won.", "50 million won, unless it is a company.").guards.1,
            some(&["unless"])
        );
        let ordered =
            shift("pays an administrative fine of up to", "may be fined by order of the authority up to");
        assert_eq!(ordered.sanction, None, "a fine stands there still");
        let korean = Shift::between(
            "ko",
            "위반하면 5천만원 이하의 과태료를 부과한다.",
            "위반하면 50원 이하의 과태료를 부과한다. 다만, 회사는 제외한다.",
        );
        let korean = korean.expect("other words");
        assert_eq!(korean.numbers, (some(&["5천만원"]), some(&["50원"])));
        assert_eq!(korean.guards.1, some(&["다만", "제외"]));
    }
}
