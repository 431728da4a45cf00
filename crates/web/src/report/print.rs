//! The report as a sheet to print, and as a card to share.

use maru_forum::Statement;
use maru_print::{Block, Card, Run, Sheet};
use maru_text::LanguageTag;

use super::told::{Groups, Report, Section, counted, voted};
use super::view::title;
use crate::common::{LIST_CHARACTERS, ProcessView, shortened};
use crate::result::figures::common_ground;

/// The sheet: the same words in the same order as the page, with every statement in its table.
pub(crate) fn sheet(view: &ProcessView<'_>, address: &str) -> Sheet {
    let visit = view.visit;
    let report = Report::of(view);
    let title = title(view);
    let mut blocks = vec![
        Block::title(title.as_str()),
        Block::paragraph(0, visit.text("report-lead")),
        Block::paragraph(0, format!("{address}{}", view.address("/report"))),
    ];
    blocks.extend(report.warnings.iter().map(|words| Block::paragraph(0, words.as_str())));
    for section in &report.sections {
        printed(view, section, &mut blocks);
    }
    blocks.push(Block::heading(2, visit.text("report-part-statements")));
    let all = view.process.visible_statements();
    blocks.extend(all.map(|statement| line(view, statement, &counted(view, statement.tally))));
    printed(view, &report.method, &mut blocks);
    blocks.push(Block::paragraph(
        0,
        visit.text_with("report-recompute", &[("address", format!("{address}/about/verify").into())]),
    ));
    blocks.push(Block::paragraph(0, crate::card::as_of(view)));
    Sheet::new(title, LanguageTag::from(visit.tag()), blocks)
}

fn printed(view: &ProcessView<'_>, section: &Section<'_>, blocks: &mut Vec<Block>) {
    let visit = view.visit;
    blocks.push(Block::heading(2, visit.text(&format!("report-part-{}", section.id))));
    if section.id == "asked" {
        blocks.push(Block::paragraph(1, visit.local_plain(&view.process.charter.purpose)));
    }
    for part in &section.parts {
        blocks.extend(part.heading.iter().map(|words| Block::heading(3, words.as_str())));
        blocks.extend(part.words.iter().map(|words| Block::paragraph(0, words.as_str())));
        blocks.extend(part.items.iter().map(|item| line(view, item.statement, &item.figures)));
    }
}

/// A statement behind its number, with what is said of it.
fn line(view: &ProcessView<'_>, statement: &Statement, figures: &str) -> Block {
    let words = vec![Run::plain(words_of(view, statement)), Run::plain(format!(" ({figures})"))];
    Block::numbered(1, statement.id.to_string(), words)
}

/// A statement's words as far as the page shows them.
fn words_of(view: &ProcessView<'_>, statement: &Statement) -> String {
    let words = view.words(statement);
    words.map_or_else(
        || view.visit.text("statement-withheld"),
        |words| shortened(&words.text, LIST_CHARACTERS).into_owned(),
    )
}

/// The card: how many took part, whether there are groups, and how much is shared.
pub(crate) fn card(view: &ProcessView<'_>) -> Card {
    let visit = view.visit;
    let map = view.map.map(|(map, _)| map);
    let groups = Groups::of(map);
    let found = map.map_or(0, |map| map.k);
    let mut lines = vec![
        voted(view),
        visit.text_with(&format!("report-card-{}", groups.name()), &[("groups", found.into())]),
    ];
    if let Groups::Found(_) = groups {
        let shared = common_ground(view).len();
        lines.push(visit.text_with("report-card-shared", &[("count", shared.into())]));
    }
    if view.process.charter.simulated {
        lines.push(visit.text("layout-simulated"));
    }
    Card {
        language: visit.tag().into(),
        title: visit.local_plain(&view.process.charter.title).to_owned(),
        lines,
        foot: crate::card::as_of(view),
    }
}
