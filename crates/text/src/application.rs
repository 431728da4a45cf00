//! The dates that a text sets for itself: "of 13 June 2024", "shall enter into force on the twentieth day following that of its
//! publication", "It shall apply from …", "Chapters I and II shall apply from …".

use jiff::ToSpan as _;
use serde::Serialize;

use crate::date::{Date, Dates};
use crate::ids::slug;
use crate::model::{Document, Unit, UnitId, UnitKind};
use crate::time::Status;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// The verb that the sentences of EU acts have in common.
const VERB: &str = "shall apply from";
/// Other words for the same.
const VERBS_FROM: &[&str] =
    &["shall apply as from", "shall apply with effect from", "shall apply only from", "shall apply as of"];
/// How such an act says until when something does not apply, and until when it does.
const NOT_UNTIL: &[&str] = &["shall not apply until", "shall not apply before"];
const UNTIL: &[&str] = &["shall apply until"];
/// How it says that it ends on a day.
const ENDS: &[&str] = &[
    "shall cease to apply on",
    "shall cease to apply from",
    "shall cease to apply as from",
    "shall cease to have effect on",
    "shall cease to have effect from",
    "shall expire on",
    "shall lapse on",
];
/// What else a sentence about an end has in it.
const END_WORDS: &[&str] =
    &["shall cease to apply", "shall cease to have effect", "shall expire", "shall lapse"];
/// How such an act says from when it is law.
const FORCE: &str = "shall enter into force on";
/// How it calls itself.
const ITSELF: &[&str] = &["It", "This Regulation", "This Directive", "This Decision"];
/// Which acts are dated by their title.
const ACTS: &[&str] = &["regulation", "directive", "decision", "council", "commission"];
/// Days after that of publication, as acts count them.
const ORDINALS: &[(&str, i64)] = &[
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("seventh", 7),
    ("eighth", 8),
    ("tenth", 10),
    ("fifteenth", 15),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("sixtieth", 60),
];
/// Among so many units at the top stands the head of the journal that published the act.
const HEAD: usize = 4;

/// A sentence about when a text or a part of it applies that is not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// The unit in which it stands.
    pub stands_in: UnitId,
    /// What it is about; empty for the whole text.
    pub of: UnitId,
    /// The sentence.
    pub words: String,
    /// Whether it is about the end.
    pub is_end: bool,
}

/// What a text says of its own days.
#[derive(Default)]
struct Days {
    applies: Vec<(UnitId, Date)>,
    ended: Vec<(UnitId, Date)>,
    unread: Vec<Unread>,
}

/// Sets the days of adoption, entry into force and end, and days of application on the document and its units, as its title and
/// its last article say (EU acts in English); days that are known already stay.
///
/// Returns the sentences about application that it did not understand: of what they are about, nobody can say from this text whether it applies.
pub fn date_by_own_words(document: &mut Document) -> Vec<Unread> {
    let Some(last) = document.walk().filter(|unit| unit.kind == UnitKind::Article).last() else {
        return Vec::new();
    };
    let (adopted, in_force) = (adopted(document), in_force(last, document));
    let mut days = Days::default();
    for unit in document.walk().filter(|unit| unit.kind != UnitKind::Quotation) {
        let is_last = last.find(&unit.id).is_some();
        for sentence in sentences(&unit.text) {
            if is_last || ends_itself(sentence) {
                read(sentence, unit, document, &mut days);
            }
        }
    }
    document.dates.adopted = document.dates.adopted.or(adopted);
    document.dates.in_force = document.dates.in_force.or(in_force);
    for (id, date) in days.applies {
        if id.is_empty() {
            document.dates.applies = Some(date);
        } else if let Some(unit) = document.unit_mut(&id) {
            unit.dates = Dates { applies: Some(date), ..unit.dates.clone() };
        }
    }
    for (id, date) in days.ended {
        if id.is_empty() {
            document.dates.ended = document.dates.ended.or(Some(date));
        } else if let Some(unit) = document.unit_mut(&id) {
            unit.dates = Dates { ended: Some(date), ..unit.dates.clone() };
        }
    }
    days.unread
}

impl Document {
    /// Where a unit stands on a day, and the sentence that leaves it open, where there is one; none when there is no such unit.
    pub fn status_but_for<'a>(
        &self,
        unread: &'a [Unread],
        id: &UnitId,
        on: Date,
    ) -> Option<(Status, Option<&'a Unread>)> {
        let status = self.status(id, on)?;
        let path = self.path(id);
        let leaves_open = |one: &&Unread| {
            let at = path.iter().position(|unit| unit.id == one.of).map(|at| at + 1);
            let below = if one.of.is_empty() { Some(0) } else { at };
            // What has a day of its own does not wait for that of what it stands in.
            below.is_some_and(|below| {
                one.is_end || path.iter().skip(below).all(|unit| unit.dates.applies.is_none())
            })
        };
        let open = unread.iter().find(leaves_open);
        Some(match (status, open) {
            (Status::Applies | Status::Gated { .. }, Some(open)) => (Status::Unknown, Some(open)),
            (Status::InForce { .. }, Some(open)) if !open.is_end => {
                (Status::InForce { applies: None }, Some(open))
            }
            (status, _) => (status, None),
        })
    }

    /// The text as it applies on a day, with what contains that, and how many units are left out because it is not known of them.
    #[must_use]
    pub fn as_applies_but_for(&self, unread: &[Unread], on: Date) -> (Self, usize) {
        let status = |unit: &Unit| self.status_but_for(unread, &unit.id, on).map(|(status, _)| status);
        let applies = |unit: &Unit| unit.walk().any(|below| status(below) == Some(Status::Applies));
        let unknown = self.walk().filter(|unit| status(unit) == Some(Status::Unknown)).count();
        (self.keep(&applies), unknown)
    }
}

/// The sentences of a unit.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.split(". "))
}

/// Whether a sentence says of the act itself that it ends.
fn ends_itself(sentence: &str) -> bool {
    let after =
        ITSELF.iter().filter(|name| **name != "It").find_map(|name| sentence.trim().strip_prefix(*name));
    after.is_some_and(|rest| {
        let rest = rest.trim_start();
        END_WORDS.iter().chain(UNTIL).any(|words| rest.starts_with(*words))
    })
}

/// The day in a title like "Regulation (EU) 2024/1689 of the European Parliament and of the Council of 13 June 2024".
fn adopted(document: &Document) -> Option<Date> {
    let title = document.title.as_str();
    let first = title.split_whitespace().next()?.to_lowercase();
    ACTS.contains(&first.as_str()).then_some(())?;
    title.match_indices(" of ").find_map(|(at, of)| day(&title[at + of.len()..]))
}

/// The day on which an act says that it enters into force; one counted from its publication needs the head of the journal.
fn in_force(last: &Unit, document: &Document) -> Option<Date> {
    let rest = last.walk().find_map(|unit| {
        let (subject, rest) = unit.text.split_once(FORCE)?;
        ITSELF.contains(&subject.trim()).then_some(rest)
    })?;
    day(rest).or_else(|| published(document)?.checked_add(after_publication(rest)?.days()).ok())
}

/// "the twentieth day following that of its publication" is 20.
fn after_publication(text: &str) -> Option<i64> {
    let text = text.trim_start().strip_prefix("the ")?;
    let publication = |rest: &str| rest.starts_with(" of its publication");
    if let Some(rest) = text.strip_prefix("day") {
        let next_day = rest.strip_prefix(" following that").is_some_and(publication);
        return publication(rest).then_some(0).or(next_day.then_some(1));
    }
    let (ordinal, rest) = text.split_once(" day following that")?;
    let (_, days) = ORDINALS.iter().find(|(name, _)| *name == ordinal)?;
    publication(rest).then_some(*days)
}

/// The day in the head of the Official Journal: "2024/1689 12.7.2024".
fn published(document: &Document) -> Option<Date> {
    let mut heads = document.units.iter().take(HEAD).map(|unit| &unit.text);
    let head = heads.find(|text| text.contains("Official Journal"))?;
    head.split_whitespace().find_map(|word| {
        let mut numbers = word.split('.');
        let (day, month) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
        let year = numbers.next()?.parse().ok()?;
        numbers.next().is_none().then(|| date_of(year, month, day))?
    })
}

/// A sentence parted at the first of some words.
fn parted<'a>(sentence: &'a str, words: &[&str]) -> Option<(&'a str, &'a str)> {
    words.iter().find_map(|words| sentence.split_once(*words))
}

/// What a sentence says of a day: the day for what it is about, or that it is not understood.
fn read(sentence: &str, unit: &Unit, document: &Document, days: &mut Days) {
    let about = |subject: &str, date: Date| subjects(document, subject).into_iter().map(move |id| (id, date));
    let open = |subject: &str, is_end: bool| {
        let words = sentence.trim().to_owned();
        let unread = move |of| Unread { stands_in: unit.id.clone(), of, words: words.clone(), is_end };
        subjects(document, subject).into_iter().map(unread)
    };
    if let Some((subject, rest)) = parted(sentence, NOT_UNTIL) {
        match day(rest) {
            Some(date) => days.applies.extend(about(subject, date)),
            None => days.unread.extend(open(subject, false)),
        }
    } else if let Some((subject, rest)) = parted(sentence, ENDS) {
        match day(rest) {
            Some(date) => days.ended.extend(about(subject, date)),
            None => days.unread.extend(open(subject, true)),
        }
    } else if let Some((subject, rest)) = parted(sentence, UNTIL) {
        match day_after(rest) {
            Some(date) => days.ended.extend(about(subject, date)),
            None => days.unread.extend(open(subject, true)),
        }
    } else if let Some((subject, _)) = parted(sentence, END_WORDS) {
        days.unread.extend(open(subject, true));
    } else if let Some((subject, rest)) = parted(sentence, &[VERB]).or_else(|| parted(sentence, VERBS_FROM)) {
        let before = days.applies.len();
        read_from((subject, rest), unit, document, &mut days.applies);
        if days.applies.len() == before {
            days.unread.extend(open(subject, false));
        }
        if let Some((_, until)) = rest.split_once(" until ") {
            match day_after(until) {
                Some(date) => days.ended.extend(about(subject, date)),
                None => days.unread.extend(open(subject, true)),
            }
        }
    }
}

/// What a sentence is about: the units that it names, or the articles of those, or else the whole text.
fn subjects(document: &Document, subject: &str) -> Vec<UnitId> {
    let mut named: Vec<(UnitId, Date)> = Vec::new();
    if !ITSELF.contains(&subject.trim()) {
        add(document, parts(subject).0, Date::ZERO, &mut named);
    }
    if named.is_empty() {
        let articles = subject.split("Article").skip(1).filter_map(|rest| {
            let rest = rest.trim_start_matches('s').trim_start();
            let number: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
            place(document, UnitKind::Article, &number, None)
        });
        named.extend(articles.map(|id| (id, Date::ZERO)));
    }
    if named.is_empty() { vec![UnitId::default()] } else { named.into_iter().map(|(id, _)| id).collect() }
}

/// The day after the one at the start of a text: the first on which what applies until then applies no more.
fn day_after(text: &str) -> Option<Date> {
    day(text)?.tomorrow().ok()
}

/// "… shall apply from …", parted at the verb.
fn read_from(
    (subject, rest): (&str, &str),
    unit: &Unit,
    document: &Document,
    found: &mut Vec<(UnitId, Date)>,
) {
    let Some(date) = day(rest) else {
        // "… shall apply from:" with the days in the points below.
        return points(unit, subject, document, found);
    };
    if ITSELF.contains(&subject.trim()) {
        found.push((UnitId::default(), date));
        return;
    }
    let (subject, exception) = parts(subject);
    add(document, subject, date, found);
    // "…, with the exception of Article 101" keeps that one to the general date; with a date of its own it gets that.
    let tail = rest.split_once("with the exception of").map(|(_, tail)| tail).or(exception);
    if let Some(tail) = tail {
        let own = tail.split_once(VERB).and_then(|(_, rest)| day(rest));
        let general = found.iter().find(|(id, _)| id.is_empty()).map(|(_, date)| *date);
        if let Some(date) = own.or(general) {
            add(document, tail.split(" which ").next().unwrap_or(tail), date, found);
        }
    }
}

fn parts(subject: &str) -> (&str, Option<&str>) {
    match subject.split_once(", with the exception of") {
        Some((subject, exception)) => (subject, Some(exception)),
        None => (subject, None),
    }
}

/// Points with days of their own: the earliest is when the place begins to apply at all; the points say to whom.
fn points(unit: &Unit, subject: &str, document: &Document, found: &mut Vec<(UnitId, Date)>) {
    let (subject, exception) = parts(subject);
    let earliest = unit.children.iter().filter_map(|child| day(&child.text)).min();
    let Some(date) = earliest else { return };
    add(document, subject, date, found);
    let general = found.iter().find(|(id, _)| id.is_empty()).map(|(_, date)| *date);
    if let (Some(exception), Some(general)) = (exception, general) {
        add(document, exception, general, found);
    }
}

/// Reads "Chapter III Section 4, Chapter V and Article 78" and dates each of them.
fn add(document: &Document, subject: &str, date: Date, found: &mut Vec<(UnitId, Date)>) {
    let words: Vec<&str> = subject
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut kind: Option<UnitKind> = None;
    let mut chapter: Option<UnitId> = None;
    for word in words {
        match word.trim_end_matches('s') {
            "Chapter" => kind = Some(UnitKind::Chapter),
            "Section" => kind = Some(UnitKind::Section),
            "Article" => kind = Some(UnitKind::Article),
            "and" | "point" | "paragraph" | "first" | "subparagraph" => {}
            number => {
                let Some(id) = kind.and_then(|kind| place(document, kind, number, chapter.as_ref())) else {
                    continue;
                };
                if kind == Some(UnitKind::Section) {
                    // The chapter was named only to say whose section it is.
                    found.retain(|(known, day)| Some(known) != chapter.as_ref() || *day != date);
                } else if kind == Some(UnitKind::Chapter) {
                    chapter = Some(id.clone());
                }
                found.push((id, date));
            }
        }
    }
}

fn place(document: &Document, kind: UnitKind, number: &str, chapter: Option<&UnitId>) -> Option<UnitId> {
    if kind == UnitKind::Article {
        let mut parts = number.split(['(', ')']).filter(|part| !part.is_empty());
        let mut id = UnitId::new(format!("art_{}", parts.next()?));
        for (depth, part) in parts.enumerate() {
            id = id.child(&format!("{}_{part}", if depth == 0 { "para" } else { "point" }));
        }
        return document.unit(&id).map(|unit| unit.id.clone());
    }
    let bears =
        |unit: &&Unit| unit.kind == kind && unit.number.as_deref().is_some_and(|own| slug(own) == number);
    match (kind, chapter) {
        (UnitKind::Section, Some(chapter)) => document.unit(chapter)?.walk().find(bears),
        _ => document.walk().find(bears),
    }
    .map(|unit| unit.id.clone())
}

/// The date of these numbers, if there is such a day after the year 0.
fn date_of(year: i16, month: i8, day: i8) -> Option<Date> {
    (year >= 1).then(|| Date::new(year, month, day).ok())?
}

/// The day at the start of a text: `2 August 2026`.
fn day(text: &str) -> Option<Date> {
    let mut words = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.'))
        .filter(|word| !word.is_empty());
    let day = words.next()?.parse().ok()?;
    let name = words.next()?.to_lowercase();
    let month = MONTHS.iter().position(|known| *known == name)? + 1;
    date_of(words.next()?.parse().ok()?, month as i8, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_markdown;

    #[test]
    fn an_act_says_when_it_was_adopted_and_enters_into_force() {
        let check = |title: &str, head: &str, sentence: &str, adopted: &str, in_force: &str| {
            let mut document = parse_markdown(&format!(
                "# T\n\n## Article 1 A\n\nText.\n\n## Article 2 Entry into force\n\n{sentence}\n"
            ));
            document.title = title.into();
            document.units.insert(0, Unit { text: head.into(), ..Unit::new(UnitKind::Table) });
            date_by_own_words(&mut document);
            let shown = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
            assert_eq!(shown(document.dates.adopted), adopted, "{title}");
            assert_eq!(shown(document.dates.in_force), in_force, "{head} {sentence}");
        };
        let regulation = "REGULATION (EU) 2031/7 OF THE COUNCIL of 13 June 2031 on toys of 1 May 2030";
        let journal = "Official Journal of the European Union\tEN L series\n2031/7\t12.7.2031";
        let after = |days: &str| {
            format!("This Regulation shall enter into force on the {days} of its publication in the Journal.")
        };
        check(regulation, journal, &after("twentieth day following that"), "2031-06-13", "2031-08-01");
        check(regulation, journal, &after("day following that"), "2031-06-13", "2031-07-13");
        check(regulation, journal, &after("day"), "2031-06-13", "2031-07-12");
        check(regulation, journal, &after("umpteenth day following that"), "2031-06-13", "");
        check(regulation, "", &after("twentieth day following that"), "2031-06-13", "");
        check(
            "Proposal for a Regulation of 3 May 2031",
            journal,
            "It shall enter into force on 1 January 2032.",
            "",
            "2032-01-01",
        );
        check("Toys Act", journal, "The fee shall enter into force on 1 January 2032.", "", "");
    }

    #[test]
    fn a_sentence_that_is_not_understood_leaves_its_subject_open() {
        let text = |sentences: &str| {
            let mut document = parse_markdown(&format!(
                "# Regulation (EU) 2031/7 of 1 March 2030\n\n## Article 1 A\n\nText.\n\n## Article 2 B\n\n1. Text.\n\n2. More.\n\n## Article 3 Application\n\n\
                This Regulation shall enter into force on 1 June 2030.\n\n{sentences}\n"
            ));
            let unread = date_by_own_words(&mut document);
            (document, unread)
        };
        let check = |sentences: &str, id: &str, on: &str, expected: &str| {
            let (document, unread) = text(sentences);
            let (status, _) = document.status_but_for(&unread, &id.into(), on.parse().unwrap()).unwrap();
            assert_eq!(status.name(), expected, "{sentences}: {id} on {on}: {unread:?}");
        };
        let gate = "It shall apply from 1 January 2031.\n\nArticle 2(2) shall not apply until the date on which the list is made.";
        check(gate, "art_2__para_2", "2031-06-01", "unknown");
        check(gate, "art_2__para_2", "2030-07-01", "in_force");
        check(gate, "art_2__para_1", "2031-06-01", "applies");
        let dated = "It shall apply from 1 January 2031.\n\nArticle 2(2) shall not apply until 1 May 2032.";
        check(dated, "art_2__para_2", "2032-04-30", "in_force");
        check(dated, "art_2__para_2", "2032-05-01", "applies");
        let ends =
            "It shall apply from 1 January 2031. This Regulation shall cease to apply on 31 December 2035.";
        check(ends, "art_1", "2035-12-30", "applies");
        check(ends, "art_1", "2035-12-31", "ended");
        let until = "It shall apply from 1 January 2031 until 30 June 2031.";
        check(until, "art_1", "2031-06-30", "applies");
        check(until, "art_1", "2031-07-01", "ended");
        check("It shall apply until 30 June 2031.", "art_1", "2031-07-01", "ended");
        check("It shall apply until the list is made.", "art_1", "2031-07-01", "unknown");
        check("It shall expire when the list is made.", "art_2__para_1", "2031-07-01", "unknown");
        let late = "It shall apply from the first day of the seventh month.\n\nArticle 2(1) shall apply from 1 January 2032.";
        check(late, "art_1", "2035-01-01", "unknown");
        check(late, "art_2__para_1", "2032-01-01", "applies");
        check(late, "art_2__para_2", "2032-01-01", "unknown");
        check("It shall apply from 1 January 2031.", "art_1", "2031-01-01", "applies");
        let (document, unread) = text(gate);
        let (then, unknown) = document.as_applies_but_for(&unread, "2031-06-01".parse().unwrap());
        assert!(then.unit(&"art_2__para_2".into()).is_none() && then.unit(&"art_2__para_1".into()).is_some());
        assert_eq!(unknown, 1);
    }

    #[test]
    fn an_act_dates_its_own_parts() {
        let text = "# R\n\n## CHAPTER I One\n\n## Article 1 A\n\nText.\n\n## CHAPTER II Two\n\n### Section 1 S\n\n## Article 2 B\n\n\
            1. Text.\n\n2. More.\n\n### Section 2 T\n\n## Article 3 C\n\nText.\n\n## Article 4 Application\n\nIt is in force.\n\n\
            It shall apply from 2 August 2026.\n\nHowever:\n\n(a) Chapter I shall apply from 2 February 2025;\n\n\
            (b) Chapter II Section 2 shall apply from 2 August 2025, with the exception of Article 3;\n\n\
            (c) Article 2(1) and (2) shall apply from 2 August 2027.\n";
        let mut document = parse_markdown(text);
        date_by_own_words(&mut document);
        let check = |id: &str, expected: &str| {
            let dates = document.dates_of(&id.into()).unwrap();
            assert_eq!(dates.applies.map(|date| date.to_string()).as_deref(), Some(expected), "{id}");
        };
        check("art_1", "2025-02-02");
        check("chp_II__sec_2", "2025-08-02");
        check("art_3", "2026-08-02");
        check("art_2__para_1", "2027-08-02");
        check("chp_II", "2026-08-02");
    }
}
