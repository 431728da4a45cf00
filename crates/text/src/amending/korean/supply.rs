//! The new text that stands below a Korean sentence, parted among the changes that wait for it.

use super::super::operations::{Asked, Spot};
use super::super::place::{Place, Step};
use super::super::quoted::{self, Ladder};
use super::super::words::Stretch;
use super::place::number_of;
use super::sentence::{Wish, shape_of};
use crate::ids::slug;
use crate::marker::{Mark, mark};
use crate::model::UnitKind;
use crate::tree::collapse;

/// How new text must look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Units with these numbers, under a closing character.
    Marked(Option<char>, Vec<String>),
    /// All units under a closing character, counted from the first.
    Every(char),
    /// A sentence that makes an exception.
    Proviso,
    /// A sentence that goes on with the one before: `이 경우 …`, or another.
    Latter,
    /// A sentence or a heading.
    Free,
}

impl Shape {
    /// The shape of what is written anew at several places at once.
    pub(super) fn of(places: &[Place]) -> Result<Self, String> {
        let mut shapes =
            places.iter().map(|place| shape_of(place)).collect::<Result<Vec<_>, _>>()?.into_iter();
        let first = shapes.next().ok_or("what is written anew is not said")?;
        shapes.try_fold(first, |all, next| match (all, next) {
            (Self::Marked(one, mut numbers), Self::Marked(other, more)) if one == other => {
                numbers.extend(more);
                Ok(Self::Marked(one, numbers))
            }
            _ => Err("parts of different kinds are written anew at once".to_owned()),
        })
    }

    /// Whether a line can be the first of text of this shape.
    fn begins(&self, line: &str) -> bool {
        match self {
            Self::Marked(closing, numbers) => numbers
                .first()
                .is_some_and(|number| marked(line).is_some_and(|own| own == (*closing, number.clone()))),
            Self::Every(closing) => marked(line)
                .is_some_and(|(own, number)| own == Some(*closing) && matches!(number.as_str(), "1" | "가")),
            Self::Proviso => line.starts_with("다만"),
            Self::Latter | Self::Free => marked(line).is_none(),
        }
    }

    /// Whether a line that stands among other new text must be the first of this shape.
    fn surely_begins(&self, line: &str) -> bool {
        match self {
            Self::Latter => line.starts_with("이 경우"),
            _ => self.begins(line),
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Marked(closing, numbers) => {
                let number = numbers.first().cloned().unwrap_or_default();
                format!("제{number}{}", closing.unwrap_or(' '))
            }
            Self::Every(closing) => format!("the first {closing}"),
            Self::Proviso => "다만".to_owned(),
            Self::Latter | Self::Free => "a sentence".to_owned(),
        }
    }
}

/// The closing character and the number that a line begins with: `③` is 항 3, `3.` 호 3, `가.` 목 가.
fn marked(line: &str) -> Option<(Option<char>, String)> {
    let (closing, bytes) = match mark(line)? {
        Mark::Named { kind, bytes } => match kind_closing(kind) {
            Some(closing) => (closing, bytes),
            None => return Some((None, slug(&line[..bytes]))),
        },
        Mark::Listed { bytes, .. } => {
            let token = &line[..bytes];
            let closing = match (token.chars().next()?, token.chars().next_back()?) {
                (first, _) if crate::marker::circled_value(first).is_some() => '항',
                (_, ')') => ')',
                (first, '.') if first.is_ascii_digit() => '호',
                (_, '.') => '목',
                _ => return None,
            };
            (closing, bytes)
        }
    };
    Some((Some(closing), slug(&line[..bytes])))
}

/// The closing character of articles and of what groups them.
fn kind_closing(kind: UnitKind) -> Option<char> {
    CLOSINGS_OF_KINDS.iter().find(|(_, known)| *known == kind).map(|(closing, _)| *closing)
}

/// Closing characters and the kinds of unit that they mean.
const CLOSINGS_OF_KINDS: &[(char, UnitKind)] = &[
    ('편', UnitKind::Part),
    ('장', UnitKind::Chapter),
    ('절', UnitKind::Section),
    ('관', UnitKind::Division),
    ('조', UnitKind::Article),
    ('항', UnitKind::Paragraph),
    ('호', UnitKind::Point),
];

/// A change that waits for its new text.
#[derive(Debug)]
pub(super) struct Supply {
    shape: Shape,
    make: Make,
}

#[derive(Debug)]
enum Make {
    Replace(Vec<Place>),
    Insert(Vec<Place>, UnitKind),
    Every { places: Vec<Place>, replaces: bool },
    Sentence(Place, Stretch),
}

impl Supply {
    pub(super) fn replacing(places: Vec<Place>, shape: Shape) -> Self {
        Self { shape, make: Make::Replace(places) }
    }

    pub(super) fn inserting(places: Vec<Place>, kind: UnitKind, shape: Shape) -> Self {
        Self { shape, make: Make::Insert(places, kind) }
    }

    /// All points of a place: written anew, or where it has none yet.
    pub(super) fn every(places: Vec<Place>, closing: char, replaces: bool) -> Self {
        Self { shape: Shape::Every(closing), make: Make::Every { places, replaces } }
    }

    pub(super) fn sentence(place: Place, stretch: Stretch) -> Self {
        let shape = match stretch {
            Stretch::NewProviso => Shape::Proviso,
            Stretch::NewLatter => Shape::Latter,
            _ => Shape::Free,
        };
        Self { shape, make: Make::Sentence(place, stretch) }
    }

    /// The change with its text.
    fn fill(self, lines: &[&str]) -> Result<Asked, String> {
        let text = match &self.shape {
            Shape::Marked(closing, numbers) => {
                let text = lines.join("\n");
                has_numbers(&text, *closing, numbers)?;
                text
            }
            Shape::Every(_) => lines.join("\n"),
            Shape::Proviso | Shape::Latter | Shape::Free => one_paragraph(lines)?.to_owned(),
        };
        let kind = if self.shape == Shape::Every('호') { UnitKind::Point } else { UnitKind::Item };
        Ok(match self.make {
            Make::Every { places, replaces } => Asked::Every { places, kind, replaces, text },
            Make::Replace(places) => Asked::Replace { places, text },
            Make::Insert(places, kind) => {
                Asked::Insert { places, what: Some(kind), spot: Spot::ByNumber, text }
            }
            Make::Sentence(place, stretch) => {
                Asked::Words { places: vec![place], stretch, new: format!(" {}", collapse(&text)) }
            }
        })
    }

    /// The line without the number of the unit whose first words it brings, which some acts print again.
    fn without_own_number<'a>(&self, line: &'a str) -> &'a str {
        let Make::Replace(places) = &self.make else { return line };
        let own = |step: &&Step| matches!(step, Step::Marked(..) | Step::Article(_));
        let number = places.last().and_then(|place| place.iter().rev().find(own)).and_then(number_of);
        match (marked(line), mark(line), number) {
            (Some((_, own)), Some(Mark::Listed { bytes, .. }), Some(number)) if own == number => {
                line[bytes..].trim_start()
            }
            _ => line,
        }
    }
}

/// New text must bear just the numbers that the sentence names.
fn has_numbers(text: &str, closing: Option<char>, numbers: &[String]) -> Result<(), String> {
    let known = CLOSINGS_OF_KINDS.iter().find(|(known, _)| closing == Some(*known));
    let kind = known.map_or(UnitKind::Item, |(_, kind)| *kind);
    let units = quoted::units(text, kind, Ladder::European);
    let found: Vec<String> =
        units.iter().map(|unit| unit.number.as_deref().map(slug).unwrap_or_default()).collect();
    if found == numbers {
        return Ok(());
    }
    Err(format!(
        "the new text bears the numbers {} where the instruction names {}",
        found.join(", "),
        numbers.join(", ")
    ))
}

fn one_paragraph<'a>(lines: &[&'a str]) -> Result<&'a str, String> {
    match lines {
        [line] if marked(line).is_none() => Ok(line),
        [] => Err("the new text is missing".to_owned()),
        _ => Err("the new sentence has points or paragraphs".to_owned()),
    }
}

/// Gives each change the lines that belong to it; an error when where one's text ends is doubtful.
pub(super) fn supplied(wishes: Vec<Wish>, below: &[&str]) -> Result<Vec<Asked>, String> {
    let shapes: Vec<&Shape> = wishes
        .iter()
        .filter_map(|wish| if let Wish::Awaits(supply) = wish { Some(&supply.shape) } else { None })
        .collect();
    let mut starts = Vec::new();
    for (at, shape) in shapes.iter().enumerate() {
        if at == 0 {
            starts.push(0);
            continue;
        }
        let from = starts.last().copied().unwrap_or(0) + 1;
        let mut fitting = (from..below.len()).filter(|line| shape.surely_begins(below[*line]));
        match (fitting.next(), fitting.next()) {
            (Some(line), None) if **shape != Shape::Free => starts.push(line),
            (None, _) => return Err(format!("the new text of {} is missing", shape.name())),
            _ => return Err(format!("where the new text of {} begins is doubtful", shape.name())),
        }
    }
    let mut asked = Vec::new();
    let mut chunk = 0;
    for wish in wishes {
        asked.push(match wish {
            Wish::Plain(asked) => asked,
            Wish::Awaits(supply) => {
                let end = starts.get(chunk + 1).copied().unwrap_or(below.len());
                let mut lines = below[starts[chunk]..end].to_vec();
                chunk += 1;
                if matches!(supply.shape, Shape::Free | Shape::Latter | Shape::Proviso)
                    && let Some(first) = lines.first_mut()
                {
                    *first = supply.without_own_number(first);
                }
                let first = lines.first().ok_or("the new text is missing")?;
                if !supply.shape.begins(first) {
                    return Err(format!("the new text does not begin with {}", supply.shape.name()));
                }
                supply.fill(&lines)?
            }
        });
    }
    Ok(asked)
}

/// Whether any change waits for new text.
pub(super) fn awaits(wishes: &[Wish]) -> bool {
    wishes.iter().any(|wish| matches!(wish, Wish::Awaits(_)))
}
