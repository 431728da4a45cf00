//! A redline as a sheet: what is new is underlined, what is gone struck through.

use maru_text::{Change, ChangeKind, Date, LanguageTag, Redline, RedlineUnit};

use crate::block::{Blocks, UnitWords};
use crate::sheet::{Block, Mark, Run, Sheet};

/// A redline as a sheet in the language of its texts; `date` is the day that the file says it was made on.
///
/// `legend` explains the marks under the title, in the language of the reader; empty, it is left out.
pub fn redline_sheet(
    redline: &Redline,
    language: &LanguageTag,
    legend: Vec<Run>,
    date: Option<Date>,
) -> Sheet {
    let mut blocks = Blocks::titled(title(redline));
    if !legend.is_empty() {
        blocks.push(Block::Paragraph { indent: 0, number: Vec::new(), words: legend });
    }
    for unit in redline.units.iter().filter(|unit| !prints_the_title(unit, redline)) {
        blocks.unit(words(unit));
    }
    let mut sheet = Sheet::new(redline.new_title.trim(), language.clone(), blocks.finish());
    sheet.date = date;
    sheet
}

fn title(redline: &Redline) -> Vec<Run> {
    let (old, new) = (redline.old_title.trim(), redline.new_title.trim());
    let new_run = |mark| Run::marked(new, mark).in_bold();
    if old == new || old.is_empty() {
        return vec![new_run(Mark::Kept)];
    }
    vec![Run::marked(format!("{old} "), Mark::Deleted).in_bold(), new_run(Mark::Inserted)]
}

/// Whether the unit says only the title again, which stands above already.
fn prints_the_title(unit: &RedlineUnit, redline: &Redline) -> bool {
    let [heading] = unit.heading.as_slice() else { return false };
    let alone = unit.number.is_empty() && unit.text.is_empty() && unit.kind == maru_text::UnitKind::Preface;
    alone && [&redline.old_title, &redline.new_title].contains(&&heading.text)
}

fn words(unit: &RedlineUnit) -> UnitWords {
    UnitWords {
        kind: unit.kind,
        depth: unit.depth,
        number: runs(&unit.number),
        heading: runs(&unit.heading),
        heading_first: false,
        text: runs(&unit.text),
    }
}

fn runs(changes: &[Change]) -> Vec<Run> {
    let one = |change: &Change| {
        let mark = match change.kind {
            ChangeKind::Equal => Mark::Kept,
            ChangeKind::Insert => Mark::Inserted,
            ChangeKind::Delete => Mark::Deleted,
        };
        Run::marked(change.text.clone(), mark)
    };
    changes.iter().filter(|change| !change.text.is_empty()).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_and_what_is_gone_are_marked() {
        let old = maru_text::parse_markdown("# Act\n\n## Article 1 Aim\n\n1. The provider may label.\n");
        let new = maru_text::parse_markdown("# Act\n\n## Article 1 Aim\n\n1. The provider shall label.\n");
        let sheet = redline_sheet(&maru_text::redline(&old, &new), &"en".into(), Vec::new(), None);
        let marked: Vec<(Mark, &str)> = sheet.parts[0]
            .blocks
            .iter()
            .flat_map(|block| block.runs())
            .filter(|run| run.mark != Mark::Kept)
            .map(|run| (run.mark, run.text.as_str()))
            .collect();
        assert_eq!(marked, [(Mark::Deleted, "may"), (Mark::Inserted, "shall")]);
        let titles = sheet.parts[0].blocks.iter().filter(|block| matches!(block, Block::Title(_))).count();
        assert_eq!(titles, 1);
    }
}
