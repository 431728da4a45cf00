//! The openness report as a sheet to print: the same words in the same order as its page.

use maru_forum::Process;
use maru_openness::{Report, Standing, criteria};
use maru_print::{Block, Run, Sheet};
use maru_text::LanguageTag;

use crate::openness::view::{because, count, key_of};
use crate::visit::Visit;

/// The sheet of a report.
pub(crate) fn sheet(visit: &Visit, process: &Process, report: &Report) -> Sheet {
    let title = format!("{} · {}", visit.text("openness-title"), visit.local_plain(&process.charter.title));
    let mut blocks = vec![
        Block::Title(vec![Run::plain(title.as_str()).in_bold()]),
        paragraph(0, visit.text("openness-lead")),
        paragraph(0, basis(visit, report)),
    ];
    blocks.extend(simulated(visit, process).map(|words| paragraph(0, words)));
    let standings = || Standing::ALL.into_iter().filter(|standing| report.count(*standing) > 0);
    blocks.extend(standings().map(|standing| paragraph(1, count(visit, report, standing))));
    for standing in standings() {
        blocks.push(heading(2, visit.text(key_of(standing))));
        for finding in report.findings.iter().filter(|finding| finding.standing == standing) {
            let asked = criteria().iter().find(|one| one.id == finding.criterion);
            let words = asked.map_or("", |one| one.words(visit.tag()));
            blocks.push(heading(3, format!("{} {words}", finding.criterion)));
            blocks.push(paragraph(0, because(visit, process, &finding.because)));
            let entries: Vec<_> = finding.evidence.iter().map(|one| one.entry.to_string()).collect();
            if !entries.is_empty() {
                blocks.push(paragraph(
                    1,
                    format!("{} {}", visit.text("openness-evidence"), entries.join(", ")),
                ));
            }
        }
    }
    let command = format!("maru process openness {}", process.charter.id);
    blocks.push(paragraph(0, visit.text_with("openness-again", &[("command", command.into())])));
    Sheet::new(title, LanguageTag::from(visit.tag()), blocks)
}

/// That the people of a process are simulated, where they are: a printed page leaves the node without the notes of its pages.
pub(crate) fn simulated(visit: &Visit, process: &Process) -> Option<String> {
    process.charter.simulated.then(|| visit.text("layout-simulated"))
}

/// On what the report rests.
pub(crate) fn basis(visit: &Visit, report: &Report) -> String {
    visit.text_with(
        "openness-basis",
        &[
            ("entries", report.entries.into()),
            ("day", visit.date(maru_forum::Moment(report.at).day()).into()),
            ("algorithm", report.algorithm.into()),
        ],
    )
}

fn heading(level: u8, words: impl Into<String>) -> Block {
    Block::Heading { level, centred: false, words: vec![Run::plain(words).in_bold()] }
}

fn paragraph(indent: u8, words: impl Into<String>) -> Block {
    Block::Paragraph { indent, number: Vec::new(), words: vec![Run::plain(words)] }
}
