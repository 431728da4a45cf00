//! An audit as a sheet to print: the same words in the same order as its page, with the addresses of sources written out.

use maru_openness::AuditStanding;
use maru_print::{Block, Run, Sheet};
use maru_text::LanguageTag;

use crate::audit::told::{Told, ToldCriterion, ToldSource, name};
use crate::audit::view::{Beside, note};
use crate::visit::Visit;

/// The sheet; with a process beside it, its answer follows what was found.
pub(crate) fn sheet(visit: &Visit, told: &Told, beside: Option<&Beside>) -> Sheet {
    let title = visit.text_with("audit-heading", &[("title", told.title.as_str().into())]);
    let mut blocks = vec![Block::Title(vec![Run::plain(title.as_str()).in_bold()])];
    let lead = [&told.held].into_iter().chain(&told.notes).map(|words| paragraph(0, words.as_str()));
    blocks.extend(lead);
    blocks.push(paragraph(0, visit.text("audit-rules")));
    blocks.push(heading(2, visit.text("audit-counts")));
    let counts = AuditStanding::ALL.into_iter().filter_map(|standing| told.count(visit, standing));
    blocks.extend(counts.map(|words| paragraph(1, words)));
    if let Some(beside) = beside {
        blocks.push(paragraph(0, format!("{} {}", visit.text("audit-beside-counts"), beside.name())));
        blocks.extend(beside.basis().iter().map(|words| paragraph(1, words.as_str())));
        blocks.extend(beside.counts().iter().map(|words| paragraph(1, words.as_str())));
    }
    for standing in AuditStanding::ALL {
        if told.standing(standing).next().is_some() {
            blocks.push(heading(2, name(visit, standing)));
            blocks.extend(note(visit, standing).map(|words| paragraph(0, words)));
        }
        for one in told.standing(standing) {
            criterion(visit, one, beside, &mut blocks);
        }
    }
    Sheet::new(title, LanguageTag::from(visit.tag()), blocks)
}

fn criterion(visit: &Visit, one: &ToldCriterion, beside: Option<&Beside>, blocks: &mut Vec<Block>) {
    let words = one.criterion.words(visit.tag());
    if one.findings.is_empty() && beside.is_none() {
        blocks.push(numbered(one.criterion.id.as_str(), words));
        return;
    }
    blocks.push(heading(3, format!("{} {words}", one.criterion.id)));
    for found in &one.findings {
        let mut runs = vec![Run::plain(found.evidence.as_str())];
        if one.standing == AuditStanding::Disputed {
            runs.insert(0, Run::plain(format!("{}: ", found.word)).in_bold());
        }
        blocks.push(of_runs(0, runs));
        blocks.extend(found.sources.iter().map(|source| paragraph(1, written_out(source))));
        blocks.push(paragraph(1, found.origin.as_str()));
    }
    for voice in &one.voices {
        let runs = vec![Run::plain(format!("{}: ", voice.head)).in_bold(), Run::plain(voice.words.as_str())];
        blocks.push(of_runs(1, runs));
        blocks.extend(voice.source.as_ref().map(|source| paragraph(2, written_out(source))));
    }
    let answer = beside.and_then(|beside| Some((beside.name(), beside.answer(&one.criterion.id)?)));
    let Some((name, (standing, because))) = answer else { return };
    let head = Run::plain(format!("{name}: {standing}. ")).in_bold();
    blocks.push(of_runs(0, vec![head, Run::plain(because.as_str())]));
}

fn written_out(source: &ToldSource) -> String {
    match &source.address {
        Some(address) => format!("{} · {} · {address}", source.publisher, source.words),
        None => source.words.clone(),
    }
}

fn heading(level: u8, words: impl Into<String>) -> Block {
    Block::Heading { level, centred: false, words: vec![Run::plain(words).in_bold()] }
}

fn paragraph(indent: u8, words: impl Into<String>) -> Block {
    of_runs(indent, vec![Run::plain(words)])
}

fn of_runs(indent: u8, words: Vec<Run>) -> Block {
    Block::Paragraph { indent, number: Vec::new(), words }
}

fn numbered(number: &str, words: &str) -> Block {
    Block::Paragraph { indent: 0, number: vec![Run::plain(number)], words: vec![Run::plain(words)] }
}
