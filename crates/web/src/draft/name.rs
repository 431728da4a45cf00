//! What a unit of the draft is called: as people cite it, with what contains it, in the language of the text.

use std::sync::Arc;

use maru_text::{Document, Unit, UnitId, UnitKind};
use maru_verify::draft::WHOLE_TEXT;
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::draft::chosen::text_of;
use crate::draft::texts::Text;
use crate::norms::text::label;
use crate::visit::encoded;

/// A unit as a citation names it; none where the text has no such unit.
pub(crate) fn name_in(document: &Document, id: &UnitId) -> Option<String> {
    let path = document.path(id);
    let (last, above) = path.split_last()?;
    if !is_below_an_article(last.kind) {
        return Some(label(last));
    }
    // Chapters around an article are not cited.
    let from = above.iter().rposition(|unit| !is_below_an_article(unit.kind)).unwrap_or(0);
    let head = path.get(from)?;
    let mut name = head.number.clone().unwrap_or_else(|| label(head));
    for unit in path.get(from + 1..)? {
        name.push_str(&part(unit, document.language.0.split('-').next().unwrap_or_default()));
    }
    Some(name)
}

fn is_below_an_article(kind: UnitKind) -> bool {
    use UnitKind as Kind;
    matches!(
        kind,
        Kind::Subsection
            | Kind::Paragraph
            | Kind::Subparagraph
            | Kind::Point
            | Kind::Item
            | Kind::Indent
            | Kind::Sentence
            | Kind::Passage
    )
}

/// What a part adds to the name of what contains it: `(2)`, ` 제2항`; its first words where it has no number.
fn part(unit: &Unit, language: &str) -> String {
    let number = unit.number.as_deref().unwrap_or_default();
    let plain: String = number.chars().filter(|one| one.is_alphanumeric()).map(uncircled).collect();
    let counted = plain.chars().all(|one| one.is_ascii_digit());
    match (language, unit.kind) {
        _ if plain.is_empty() => format!(" · {}", label(unit)),
        ("ko", UnitKind::Paragraph | UnitKind::Subsection) if counted => format!(" 제{plain}항"),
        ("ko", _) if counted => format!(" 제{plain}호"),
        ("ko", _) if plain.chars().all(|one| ('가'..='힣').contains(&one)) => format!(" {plain}목"),
        _ => format!("({plain})"),
    }
}

/// The digits of a number in a circle, as Korean paragraphs have it.
fn uncircled(one: char) -> String {
    match u32::from(one) {
        code @ 0x2460..=0x2473 => (code - 0x2460 + 1).to_string(),
        _ => one.to_string(),
    }
}

/// A unit's name as a page shows it, by the version that is meant, or by the newest that has the unit; its bare id where no text that can
/// be read has it.
pub(crate) fn unit_name(view: &ProcessView<'_>, version: u32, id: &str) -> Markup {
    if id == WHOLE_TEXT {
        return html! { (view.visit.text("remark-on-whole")) };
    }
    let Some((_, text, name)) = found(view, version, id) else { return html! { code { (id) } } };
    html! { span lang=(text.language) dir=(text.language.direction()) { (name) } }
}

/// A unit's name with a link to its page in the version that it is named by; the whole text is the page of the draft. What no text
/// that can be read has is named by its id, and no link leads where there is nothing.
pub(crate) fn unit_link(view: &ProcessView<'_>, version: u32, id: &str) -> Markup {
    let newest = view.process.drafts.last().map(|draft| draft.version);
    let of =
        |version: u32| if newest == Some(version) { String::new() } else { format!("?version={version}") };
    if id == WHOLE_TEXT {
        return html! { a href=(view.link(&format!("/draft{}", of(version)))) { (view.visit.text("remark-on-whole")) } };
    }
    let Some((version, text, name)) = found(view, version, id) else { return html! { code { (id) } } };
    html! {
        a href=(view.link(&format!("/draft/{}{}", encoded(id), of(version)))) lang=(text.language) dir=(text.language.direction()) { (name) }
    }
}

/// A unit's name by texts that stand nowhere yet, or else by the versions that do.
pub(crate) fn name_among<'d>(
    view: &ProcessView<'_>,
    documents: impl IntoIterator<Item = &'d Document>,
    id: &str,
) -> Markup {
    let unit = UnitId::new(id);
    let mut named: Vec<_> =
        documents.into_iter().filter_map(|one| Some((&one.language.0, name_in(one, &unit)?))).collect();
    named.sort_by_key(|(language, _)| language.split('-').next() != Some(view.visit.tag()));
    html! {
        @match named.first() {
            Some((language, name)) => bdi lang=(language) { (name) },
            // One that is taken out has its name in the version before.
            None => (unit_name(view, 0, id)),
        }
    }
}

/// The same without markup, for choices of a form.
pub(crate) fn plain_name(view: &ProcessView<'_>, version: u32, id: &str) -> String {
    if id == WHOLE_TEXT {
        return view.visit.text("remark-on-whole");
    }
    found(view, version, id).map_or_else(|| id.to_owned(), |(_, _, name)| name)
}

/// The first text that the reader may see and that has the unit, with its version and the unit's name in it.
fn found(view: &ProcessView<'_>, version: u32, id: &str) -> Option<(u32, Arc<Text>, String)> {
    let (id, drafts) = (UnitId::new(id), &view.process.drafts);
    let meant = drafts.iter().filter(|draft| draft.version == version);
    let others = drafts.iter().rev().filter(|draft| draft.version != version);
    meant.chain(others).find_map(|draft| {
        let mut words: Vec<_> = draft.texts.iter().map(|one| &one.text).collect();
        words.sort_by_key(|words| words.language.primary() != view.visit.tag());
        words.into_iter().find_map(|words| {
            let text = text_of(view, view.texts, words)?;
            let name = name_in(&text.document, &id)?;
            Some((draft.version, text, name))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::texts::read;

    #[test]
    fn units_are_called_as_people_cite_them() {
        let english =
            "# A norm\n\n## Article 4 Labels\n\n1. One.\n\n2. Two:\n\n   (a) three;\n\n   (b) four.\n";
        let korean = "# 규범\n\n## 제4조 표시\n\n1. 하나.\n\n2. 둘.\n";
        let check = |language: &str, text: &str, id: &str, expected: Option<&str>| {
            let document = read(text, &language.parse().unwrap());
            assert_eq!(name_in(&document, &UnitId::new(id)).as_deref(), expected, "{id}");
        };
        check("en", english, "art_4", Some("Article 4 Labels"));
        check("en", english, "art_4__para_2", Some("Article 4(2)"));
        check("en", english, "art_4__para_2__point_a", Some("Article 4(2)(a)"));
        check("en", english, "art_9", None);
        check("ko", korean, "art_4", Some("제4조 표시"));
        check("ko", korean, "art_4__para_2", Some("제4조 제2항"));
    }

    #[test]
    fn korean_parts_have_the_counters_of_korean_law() {
        let unit = |kind, number: &str| Unit { number: Some(number.to_owned()), ..Unit::new(kind) };
        let check =
            |kind, number: &str, expected: &str| assert_eq!(part(&unit(kind, number), "ko"), expected);
        check(UnitKind::Paragraph, "②", " 제2항");
        check(UnitKind::Point, "3.", " 제3호");
        check(UnitKind::Item, "가.", " 가목");
        check(UnitKind::Point, "(a)", "(a)");
    }
}
