//! Where in the draft a comment belongs that says so in its author's words. A place is found when one unit alone has that number or
//! id; nothing is guessed by likeness.

use maru_text::{Anchor, Document, Unit, UnitId};

use crate::model::Place;

/// What was found for a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// The whole draft is meant.
    Whole,
    Unit(UnitId),
    /// Several units have that number.
    Several(Vec<UnitId>),
    /// No unit has it.
    Nothing,
}

/// Words that say that the whole is meant.
const WHOLE: [&str; 7] = ["", "general", "whole document", "_whole document", "whole text", "all", "-"];

/// The unit that a place names.
pub(super) fn find(document: &Document, place: &Place) -> Found {
    let (clause, element) = (place.clause.trim(), place.element.trim());
    for text in [element, clause] {
        let id = UnitId::new(text.split_whitespace().next().unwrap_or_default());
        if !id.is_empty() && document.unit(&id).is_some() {
            return Found::Unit(id);
        }
    }
    if WHOLE.contains(&clause.to_lowercase().as_str()) {
        return if element.is_empty() { Found::Whole } else { Found::Nothing };
    }
    let mut wanted = vec![clause.to_owned()];
    // "paragraph 2" narrows "Article 5"; an element such as "Table 1, 4th column" is no unit of ours, and the clause stands.
    if numbers(element).len() == 1 && is_a_part(element) {
        wanted.insert(0, format!("{clause} {element}"));
    }
    for text in wanted {
        match units(document, &text).as_slice() {
            [] => {}
            [one] => return Found::Unit(one.clone()),
            several => return Found::Several(several.to_vec()),
        }
    }
    Found::Nothing
}

/// Every unit whose printed number is the one that is wanted, or whose numbers from its article on are.
fn units(document: &Document, wanted: &str) -> Vec<UnitId> {
    let printed = plain(wanted);
    let exactly = |unit: &&Unit| unit.number.as_deref().is_some_and(|number| plain(number) == printed);
    let tokens = numbers(wanted);
    let kind = kind_of(wanted);
    let fits = |unit: &&Unit| {
        let path = document.path(&unit.id);
        let Some(first) = path.iter().position(|one| one.kind.is_global()) else { return false };
        let path = &path[first..];
        let said: Vec<String> =
            path.iter().filter_map(|one| one.number.as_deref()).flat_map(numbers).collect();
        let same_kind = kind.is_none_or(|kind| path[0].kind.prefix() == kind);
        unit.number.is_some() && same_kind && !tokens.is_empty() && said == tokens
    };
    // A bare "1" may be an article and a paragraph: whoever reads it both ways has to choose.
    document.walk().filter(|unit| exactly(unit) || fits(unit)).map(|unit| unit.id.clone()).collect()
}

/// A number without the blanks, capitals and marks around it in which editions differ. Marks inside it tell 1.2 from 12.
fn plain(number: &str) -> String {
    let bare = number.trim_matches(|c: char| !c.is_alphanumeric());
    bare.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The numbers and single letters in a citation: "Article 5(2)(a)" has 5, 2 and a.
fn numbers(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let cut = parts.flat_map(|part| {
        // "제5조제2항": digits between letters are numbers of their own.
        let digits = part.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
        let has_digits = part.chars().any(|c| c.is_ascii_digit());
        let letter = (part.chars().count() == 1 && !has_digits).then(|| part.to_lowercase());
        // "5a" is one number, and not 5.
        let mixed = has_digits && part.chars().all(|c| c.is_ascii_alphanumeric());
        match (mixed, letter) {
            (true, _) => vec![part.to_lowercase()],
            (false, Some(letter)) => vec![letter],
            (false, None) => digits.map(str::to_owned).collect(),
        }
    });
    cut.collect()
}

/// Whether an element is a numbered part of a unit, and not a table, a line or a column.
fn is_a_part(element: &str) -> bool {
    let word: String =
        element.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    ["", "paragraph", "para", "subparagraph", "point", "item", "p"].contains(&word.as_str())
}

/// The kind that a citation begins with, where it says one.
fn kind_of(text: &str) -> Option<&'static str> {
    let word: String =
        text.trim().chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    match word.as_str() {
        "article" | "art" | "articles" => Some(maru_text::UnitKind::Article.prefix()),
        "annex" => Some(maru_text::UnitKind::Annex.prefix()),
        "recital" => Some(maru_text::UnitKind::Recital.prefix()),
        "section" | "sec" => Some(maru_text::UnitKind::Section.prefix()),
        "chapter" => Some(maru_text::UnitKind::Chapter.prefix()),
        _ => None,
    }
}

/// Where quoted words stand: the one place in the text that says them, or how many say so.
pub(super) fn quoted(document: &Document, words: &str) -> Result<Anchor, usize> {
    let found: Vec<Anchor> =
        document.walk().filter_map(|unit| Anchor::typed(unit, words).ok()).flatten().collect();
    match <[Anchor; 1]>::try_from(found) {
        Ok([one]) => Ok(one),
        Err(found) => Err(found.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# A norm\n\n## Article 1 Labels\n\n1. A provider labels it.\n\n2. Nobody removes a label.\n\n## Article 2 Consent\n\nNobody shows a person without consent.\n\n## Article 12 End\n\nIt ends.\n";

    fn place(clause: &str, element: &str) -> Place {
        Place { line: String::new(), clause: clause.into(), element: element.into() }
    }

    #[test]
    fn a_place_is_found_by_its_number_or_not_at_all() {
        let mut document = maru_text::parse_markdown(TEXT);
        maru_text::assign_missing_ids(&mut document);
        let unit = |id: &str| Found::Unit(UnitId::new(id));
        let check = |clause: &str, element: &str, expected: Found| {
            assert_eq!(find(&document, &place(clause, element)), expected, "{clause} | {element}");
        };
        check("", "", Found::Whole);
        check("_whole document", "", Found::Whole);
        check("Article 1", "", unit("art_1"));
        check("1", "", Found::Several(vec![UnitId::new("art_1"), UnitId::new("art_1__para_1")]));
        check("art. 2", "", unit("art_2"));
        check("12", "", unit("art_12"));
        check("Article 1", "paragraph 2", unit("art_1__para_2"));
        check("1.2", "", unit("art_1__para_2"));
        check("Article 1(2)", "", unit("art_1__para_2"));
        check("anything", "art_2 “consent”", unit("art_2"));
        check("Article 1", "Table 1, 4th column", unit("art_1"));
        check("Article 7", "", Found::Nothing);
        check("Annex 2", "", Found::Nothing);
        check("2-5.7", "", Found::Nothing);
        check("", "Figure 3", Found::Nothing);
    }

    #[test]
    fn numbers_are_read_as_they_are_printed() {
        let check = |text: &str, expected: &[&str]| assert_eq!(numbers(text), expected, "{text}");
        check("Article 5(2)(a)", &["5", "2", "a"]);
        check("제5조제2항", &["5", "2"]);
        check("5a", &["5a"]);
        check("3.1.2", &["3", "1", "2"]);
        check("whole document", &[]);
    }

    #[test]
    fn quoted_words_lead_to_the_one_place_that_says_them() {
        let mut document = maru_text::parse_markdown(TEXT);
        maru_text::assign_missing_ids(&mut document);
        assert_eq!(quoted(&document, "without consent").map(|found| found.unit), Ok(UnitId::new("art_2")));
        assert_eq!(quoted(&document, "label"), Err(3), "a heading says it too");
        assert_eq!(quoted(&document, "never said"), Err(0));
    }
}
