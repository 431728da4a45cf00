//! One text in several languages as a sheet: unit beside unit, by the ids that they share.

use std::collections::{BTreeMap, BTreeSet};

use maru_text::{Date, Document, Unit};

use crate::sheet::{Block, Run, Sheet};

/// Texts in several languages, unit beside unit in the order of the first; a unit that only another has comes behind the unit that it
/// follows there. `date` is the day that the file says it was made on.
///
/// The sheet is in the language of the first. Without a text it is empty.
pub fn parallel_sheet(documents: &[Document], date: Option<Date>) -> Sheet {
    let Some(first) = documents.first() else { return Sheet::new("", "".into(), Vec::new()) };
    let title = first.title.trim();
    let titles = documents.iter().map(|one| vec![Run::plain(one.title.trim()).in_bold()]).collect();
    let mut rows = vec![titles];
    let known: Vec<BTreeMap<&str, &Unit>> = documents.iter().map(by_id).collect();
    rows.extend(order(documents).iter().map(|id| {
        let cell = |units: &BTreeMap<&str, &Unit>| units.get(*id).map(|unit| words(unit)).unwrap_or_default();
        known.iter().map(cell).collect::<Vec<Vec<Run>>>()
    }));
    rows.retain(|row: &Vec<Vec<Run>>| row.iter().any(|cell| !cell.is_empty()));
    let languages = documents.iter().map(|one| one.language.clone()).collect();
    let blocks = vec![Block::Title(vec![Run::plain(title).in_bold()]), Block::Beside { languages, rows }];
    let mut sheet = Sheet::new(title, first.language.clone(), blocks);
    sheet.date = date;
    sheet
}

/// The units of a text, the first of each id.
fn by_id(document: &Document) -> BTreeMap<&str, &Unit> {
    let mut units = BTreeMap::new();
    for unit in document.body().flat_map(Unit::walk) {
        units.entry(unit.id.as_str()).or_insert(unit);
    }
    units
}

/// The ids of all units: those of the first text, and each other one behind the unit that it follows in its own.
fn order(documents: &[Document]) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    let mut known = BTreeSet::new();
    for document in documents {
        let mut behind = None;
        for unit in document.body().flat_map(Unit::walk) {
            let id = unit.id.as_str();
            if known.insert(id) {
                let place = behind.map_or(all.len(), |place: usize| place + 1).min(all.len());
                all.insert(place, id);
            }
            behind = all.iter().position(|one| *one == id);
        }
    }
    all
}

/// Number, heading and own words of a unit, in one cell.
fn words(unit: &Unit) -> Vec<Run> {
    let head = [unit.number.as_deref(), unit.heading.as_deref()];
    let head: Vec<&str> = head.into_iter().flatten().map(str::trim).filter(|text| !text.is_empty()).collect();
    let text = unit.text.split(['\n', '\t']).map(str::trim).filter(|part| !part.is_empty());
    let text = text.collect::<Vec<_>>().join(" ");
    let mut runs = Vec::new();
    if !head.is_empty() {
        let space = if text.is_empty() { "" } else { " " };
        runs.push(Run::plain(format!("{}{space}", head.join(" "))).in_bold());
    }
    if !text.is_empty() {
        runs.push(Run::plain(text));
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_id_stand_beside_each_other() {
        let mut english =
            maru_text::parse_markdown("# Act\n\n## Article 1 Aim\n\nOne.\n\n## Article 2 End\n\nTwo.\n");
        let mut korean = maru_text::parse_markdown(
            "# 법\n\n## 제1조 목적\n\n하나.\n\n## 제2조 끝\n\n둘.\n\n## 제3조\n\n셋.\n",
        );
        english.language = "en".into();
        korean.language = "ko".into();
        let sheet = parallel_sheet(&[english, korean], None);
        let Block::Beside { languages, rows } = &sheet.parts[0].blocks[1] else { panic!("no columns") };
        assert_eq!(languages.iter().map(|tag| tag.0.as_str()).collect::<Vec<_>>(), ["en", "ko"]);
        let told: Vec<String> = rows
            .iter()
            .map(|row| {
                let cell = |runs: &Vec<Run>| runs.iter().map(|run| run.text.as_str()).collect::<String>();
                row.iter().map(cell).collect::<Vec<_>>().join(" | ")
            })
            .collect();
        assert_eq!(told[0], "Act | 법");
        assert!(told.contains(&"Article 1 Aim One. | 제1조 목적 하나.".to_owned()), "{told:?}");
        assert!(told.iter().any(|row| row == " | 제3조 셋."), "{told:?}");
        assert_eq!(parallel_sheet(&[], None).parts[0].blocks, []);
    }
}
