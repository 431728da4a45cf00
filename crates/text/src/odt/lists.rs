//! Numbers that a writer of OpenDocument makes itself: list styles, counted as the standard says.

use std::collections::HashMap;

use roxmltree::Node;

use crate::docx::counted;

/// How many levels a list has.
const LEVELS: usize = 10;
/// The name under which the numbering of headings is kept; no list style has it.
const OUTLINE: &str = "\u{0}";

/// One level of a list style.
#[derive(Debug, Clone)]
struct Level {
    /// `1`, `a`, `I` …; empty for none.
    format: String,
    before: String,
    after: String,
    /// How many levels the number shows, its own the last.
    shown: usize,
    start: u32,
    /// The sign that stands instead of a number.
    bullet: Option<char>,
}

/// A list that is open: its style, and whose counts it uses.
#[derive(Debug, Clone)]
struct Open {
    style: String,
    counts: usize,
}

#[derive(Debug)]
struct Item {
    /// The number that it sets itself.
    start: Option<u32>,
}

/// The list styles of a file, and how far each list has been counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    levels: HashMap<(String, usize), Level>,
    open: Vec<Open>,
    counts: Vec<[Option<u32>; LEVELS]>,
    /// The counts of the list that had a style last, and of the list with an id.
    last: HashMap<String, usize>,
    named: HashMap<String, usize>,
    outline: [Option<u32>; LEVELS],
    /// An item that has begun and whose number nobody has taken.
    begun: Option<Item>,
    /// Formats of numbers that were met and that nobody taught us.
    pub(super) unknown: std::collections::BTreeSet<String>,
}

/// What a list says of itself.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Opening<'a> {
    pub(super) style: Option<&'a str>,
    pub(super) id: Option<&'a str>,
    pub(super) goes_on: bool,
    pub(super) goes_on_from: Option<&'a str>,
}

impl Lists {
    /// Takes the list styles below a node.
    pub(super) fn learn(&mut self, root: Node<'_, '_>) {
        for style in root.descendants() {
            let name = match style.tag_name().name() {
                "list-style" => super::attribute(style, "name").unwrap_or_default(),
                "outline-style" => OUTLINE,
                _ => continue,
            };
            for (at, level) in style.children().filter_map(level) {
                self.levels.insert((name.to_owned(), at), level);
            }
        }
    }

    pub(super) fn open(&mut self, opening: Opening<'_>) {
        let above = self.open.last().cloned();
        let style = opening.style.map(str::to_owned);
        let style = style.or_else(|| above.as_ref().map(|above| above.style.clone())).unwrap_or_default();
        let known = match above {
            Some(above) => Some(above.counts),
            None => opening
                .goes_on_from
                .and_then(|id| self.named.get(id))
                .or_else(|| self.last.get(&style).filter(|_| opening.goes_on))
                .copied(),
        };
        let counts = known.unwrap_or_else(|| {
            self.counts.push([None; LEVELS]);
            self.counts.len() - 1
        });
        if let Some(id) = opening.id {
            self.named.insert(id.to_owned(), counts);
        }
        self.last.insert(style.clone(), counts);
        self.open.push(Open { style, counts });
        self.begun = None;
    }

    pub(super) fn close(&mut self) {
        self.open.pop();
        self.begun = None;
    }

    /// An item begins; `start` is the number that it sets.
    pub(super) fn item(&mut self, start: Option<u32>) {
        self.begun = Some(Item { start });
    }

    /// How deep the open lists are.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The number of a paragraph: that of the item which it begins, else empty.
    pub(super) fn number(&mut self) -> String {
        let (Some(Item { start }), Some(open)) = (self.begun.take(), self.open.last().cloned()) else {
            return String::new();
        };
        let at = (self.open.len() - 1).min(LEVELS - 1);
        let mut counts = self.counts[open.counts];
        let number = self.next(&open.style, at, start, &mut counts);
        self.counts[open.counts] = counts;
        number
    }

    /// The number of a heading at a level from 1.
    pub(super) fn heading(&mut self, level: usize) -> String {
        let mut counts = self.outline;
        let number = self.next(OUTLINE, level.clamp(1, LEVELS) - 1, None, &mut counts);
        self.outline = counts;
        number
    }

    fn next(
        &mut self,
        style: &str,
        at: usize,
        start: Option<u32>,
        counts: &mut [Option<u32>; LEVELS],
    ) -> String {
        let Some(level) = self.levels.get(&(style.to_owned(), at)).cloned() else { return String::new() };
        let next = counts[at].map_or(level.start, |count| count.saturating_add(1));
        counts[at] = Some(start.unwrap_or(next));
        counts[at + 1..].fill(None);
        if let Some(bullet) = level.bullet {
            let plain = matches!(bullet, '•' | '–' | '—' | '-' | '▪' | '·');
            return if plain { bullet } else { '•' }.to_string();
        }
        if level.format.is_empty() {
            return String::new();
        }
        let first = (at + 1).saturating_sub(level.shown.max(1));
        let parts: Vec<String> = (first..=at).filter_map(|at| self.part(style, at, counts[at])).collect();
        format!("{}{}{}", level.before, parts.join("."), level.after).trim().to_owned()
    }

    /// The count of one level as it is written; none for a level that shows none.
    fn part(&mut self, style: &str, at: usize, count: Option<u32>) -> Option<String> {
        let level = self.levels.get(&(style.to_owned(), at))?;
        let count = count.unwrap_or(level.start);
        let format = match level.format.as_str() {
            "" => return None,
            "1" => "decimal",
            "a" => "lowerLetter",
            "A" => "upperLetter",
            "i" => "lowerRoman",
            "I" => "upperRoman",
            other => other,
        };
        let written = counted(count, format);
        if written.is_none() {
            self.unknown.insert(format.to_owned());
        }
        Some(written.unwrap_or_else(|| count.to_string()))
    }
}

fn level(node: Node<'_, '_>) -> Option<(usize, Level)> {
    let name = node.tag_name().name();
    let bullet = name == "list-level-style-bullet";
    if !bullet && !matches!(name, "list-level-style-number" | "outline-level-style") {
        return None;
    }
    let value = |name: &str| super::attribute(node, name);
    let at = value("level")?.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < LEVELS)?;
    let count = |name: &str| value(name).and_then(|value| value.parse().ok());
    let level = Level {
        format: value("num-format").unwrap_or_default().to_owned(),
        before: value("num-prefix").unwrap_or_default().to_owned(),
        after: value("num-suffix").unwrap_or_default().to_owned(),
        shown: count("display-levels").unwrap_or(1) as usize,
        start: count("start-value").unwrap_or(1),
        bullet: bullet.then(|| value("bullet-char").and_then(|sign| sign.chars().next()).unwrap_or('•')),
    };
    Some((at, level))
}
