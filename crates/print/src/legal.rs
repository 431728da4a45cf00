//! A legal text as a sheet. Its footnotes become notes at the end.

use maru_text::{Date, Document, Unit};

use crate::block::{Blocks, UnitWords};
use crate::sheet::{Block, Run, Sheet};

/// A text as a sheet; `date` is the day that the file says it was made on.
pub fn sheet(document: &Document, date: Option<Date>) -> Sheet {
    let title = vec![Run::plain(document.title.trim()).in_bold()];
    let mut writer = Writer { blocks: Blocks::titled(title), notes: Vec::new() };
    for unit in document.body() {
        writer.unit(unit, 0);
    }
    let mut blocks = writer.blocks;
    for (index, words) in writer.notes.into_iter().enumerate() {
        blocks.push(Block::Note { number: (index + 1).to_string(), words: vec![Run::plain(words)] });
    }
    let mut sheet = Sheet::new(document.title.trim(), document.language.clone(), blocks.finish());
    sheet.date = date;
    sheet
}

struct Writer {
    blocks: Blocks,
    notes: Vec<String>,
}

impl Writer {
    fn unit(&mut self, unit: &Unit, depth: usize) {
        let run = |text: &Option<String>| text.iter().map(|text| Run::plain(text.clone())).collect();
        let words = UnitWords {
            kind: unit.kind,
            depth,
            number: run(&unit.number),
            heading: run(&unit.heading),
            heading_first: unit.heading_first,
            text: self.text(unit),
        };
        self.blocks.unit(words);
        for child in &unit.children {
            self.unit(child, depth + 1);
        }
    }

    /// The unit's words with a raised number where each note hangs.
    fn text(&mut self, unit: &Unit) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut from = 0;
        for note in &unit.notes {
            let at = note.at.clamp(from, unit.text.len());
            runs.push(Run::plain(unit.text.get(from..at).unwrap_or_default()));
            self.notes.push(note.text.clone());
            runs.push(Run { text: self.notes.len().to_string(), raised: true, ..Run::default() });
            from = at;
        }
        runs.push(Run::plain(unit.text.get(from..).unwrap_or_default()));
        runs.retain(|run| !run.text.is_empty());
        runs
    }
}

#[cfg(test)]
mod tests {
    use maru_text::{Note, UnitKind};

    use super::*;

    fn words(runs: &[Run]) -> String {
        runs.iter().map(|run| if run.raised { format!("^{}", run.text) } else { run.text.clone() }).collect()
    }

    fn told(block: &Block) -> String {
        match block {
            Block::Title(title) => format!("title {}", words(title)),
            Block::Heading { level, words: heading, .. } => format!("h{level} {}", words(heading)),
            Block::Paragraph { indent, number, words: text } => {
                format!("p{indent} {}|{}", words(number), words(text))
            }
            Block::Table(rows) => {
                let row =
                    |row: &Vec<Vec<Run>>| row.iter().map(|cell| words(cell)).collect::<Vec<_>>().join("·");
                format!("table {}", rows.iter().map(row).collect::<Vec<_>>().join("/"))
            }
            Block::Beside { languages, .. } => format!("beside {}", languages.len()),
            Block::Note { number, words: note } => format!("note {number} {}", words(note)),
        }
    }

    fn check(source: &str, expected: &[&str]) {
        let sheet = sheet(&maru_text::parse_markdown(source), None);
        let blocks: Vec<String> = sheet.parts[0].blocks.iter().map(told).collect();
        assert_eq!(blocks, expected);
    }

    #[test]
    fn units_become_headings_and_hanging_paragraphs() {
        check(
            "# Act\n\n## Chapter I General\n\n### Article 1 Aim\n\n1. One:\n\n(a) first;\n\n(b) second.\n\n## Chapter II Duties\n\n### Article 2 Label\n\nWords.\n",
            &[
                "title Act",
                "h2 Chapter I General",
                "h3 Article 1 Aim",
                "p0 1.|One:",
                "p1 (a)|first;",
                "p1 (b)|second.",
                "h2 Chapter II Duties",
                "h3 Article 2 Label",
                "p0 |Words.",
            ],
        );
    }

    #[test]
    fn notes_and_tables_keep_their_place() {
        let mut document = Document::new("T", "en");
        let mut paragraph = Unit::new(UnitKind::Paragraph);
        paragraph.text = "Before after".to_owned();
        paragraph.notes = vec![Note { at: 6, text: "See there.".to_owned() }];
        let mut table = Unit::new(UnitKind::Table);
        table.text = "a\t\tb\nc\td\te".to_owned();
        document.units = vec![paragraph, table];
        let blocks: Vec<String> = sheet(&document, None).parts[0].blocks.iter().map(told).collect();
        assert_eq!(blocks, ["title T", "p0 |Before^1 after", "table a··b/c·d·e", "note 1 See there."]);
    }
}
