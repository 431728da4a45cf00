//! Redlines as Word files in which every change is tracked.

use super::write::{CLOSE, Mark, OPEN, container, paragraph_of, run, style_of};
use crate::diff::{Change, ChangeKind};
use crate::escape::xml;
use crate::redline::{Redline, RedlineUnit, Stands};

/// Writes a redline as a Word file in which every change is tracked, to be accepted or rejected.
///
/// `author` and `date` (as `2026-11-24T00:00:00Z`) are what Word shows beside each change.
pub fn redline_to_docx(redline: &Redline, author: &str, date: &str, language: &str) -> Vec<u8> {
    let mut body = String::from(OPEN);
    let mut tracker = Tracker { author: xml(author), date: xml(date), next: 1 };
    for (unit, standing) in redline.standing() {
        // What stands elsewhere now is gone where it was and new where it is, so that rejecting all brings it back to its place.
        match standing {
            Stands::Here => tracker.unit(unit, language, &mut body),
            Stands::Was => tracker.unit(&side(unit, ChangeKind::Delete), language, &mut body),
            Stands::Came => tracker.unit(&side(unit, ChangeKind::Insert), language, &mut body),
        }
    }
    body.push_str(CLOSE);
    container(&body)
}

/// One side of a unit, all of it gone or all of it new.
fn side(unit: &RedlineUnit, kind: ChangeKind) -> RedlineUnit {
    let part = |changes: &[Change]| -> Vec<Change> {
        let of_side = |change: &&Change| change.kind == ChangeKind::Equal || change.kind == kind;
        changes.iter().filter(of_side).map(|change| Change::new(kind, change.text.as_str())).collect()
    };
    RedlineUnit {
        number: part(&unit.number),
        heading: part(&unit.heading),
        text: part(&unit.text),
        ..unit.clone()
    }
}

struct Tracker {
    author: String,
    date: String,
    next: usize,
}

impl Tracker {
    fn attributes(&mut self) -> String {
        self.next += 1;
        format!("w:id=\"{}\" w:author=\"{}\" w:date=\"{}\"", self.next, self.author, self.date)
    }

    /// One unit: each block a paragraph; a paragraph that is new or gone as a whole has its end tracked too.
    fn unit(&mut self, unit: &RedlineUnit, language: &str, out: &mut String) {
        let mut changes: Vec<Change> = Vec::new();
        for part in [&unit.number, &unit.heading, &unit.text] {
            if !changes.is_empty() && !part.is_empty() {
                let one =
                    |kind: ChangeKind| changes.iter().chain(part.iter()).all(|change| change.kind == kind);
                let kind = [ChangeKind::Insert, ChangeKind::Delete].into_iter().find(|kind| one(*kind));
                changes.push(Change::new(kind.unwrap_or(ChangeKind::Equal), " "));
            }
            changes.extend(part.iter().cloned());
        }
        if changes.is_empty() {
            return;
        }
        let whole = [ChangeKind::Insert, ChangeKind::Delete]
            .into_iter()
            .find(|kind| changes.iter().all(|change| change.kind == *kind));
        let mut runs = String::new();
        for change in &changes {
            let mut blocks = change.text.split('\n');
            runs.push_str(&self.run(change.kind, blocks.next().unwrap_or_default()));
            for block in blocks {
                self.paragraph(
                    unit,
                    Some(change.kind).filter(|kind| *kind != ChangeKind::Equal),
                    language,
                    &runs,
                    out,
                );
                runs = self.run(change.kind, block);
            }
        }
        self.paragraph(unit, whole, language, &runs, out);
    }

    fn run(&mut self, kind: ChangeKind, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let attributes = self.attributes();
        match kind {
            ChangeKind::Equal => run(text, None),
            ChangeKind::Insert => {
                run(text, Some(&Mark { element: "w:ins", text: "w:t", attributes: &attributes }))
            }
            ChangeKind::Delete => {
                run(text, Some(&Mark { element: "w:del", text: "w:delText", attributes: &attributes }))
            }
        }
    }

    fn paragraph(
        &mut self,
        unit: &RedlineUnit,
        end: Option<ChangeKind>,
        language: &str,
        runs: &str,
        out: &mut String,
    ) {
        let style = style_of(unit.kind, !unit.heading.is_empty() || !unit.number.is_empty());
        let end = end.map(|kind| {
            let element = if kind == ChangeKind::Insert { "w:ins" } else { "w:del" };
            format!("<w:rPr><{element} {}/></w:rPr>", self.attributes())
        });
        let depth = if style.is_some() { 0 } else { unit.depth };
        paragraph_of(style, depth, language, &end.unwrap_or_default(), runs, out);
    }
}
