//! From lines with marks at their starts to a tree of units: what plain text and Markdown share.

use crate::joint::Joint;
use crate::marker::{Count, Fence, Mark, Reading, mark, section_sign};
use crate::model::{Document, Unit, UnitKind};
use crate::own::tidy;
use crate::tree::{Cell, collapse, table_of};

/// How deep units may stand in one another; a deeper mark is read as text.
const MAX_DEPTH: usize = 40;
/// A line longer than this, in characters, is no heading.
const MAX_HEADING_CHARS: usize = 160;
/// The rank of an article; smaller ranks contain it.
const ARTICLE_RANK: u32 = 50;
/// The rank of a preamble: any named unit ends it.
const PREAMBLE_RANK: u32 = 60;
/// The rank of unnumbered paragraphs.
const LOOSE_RANK: u32 = 90;
/// The rank of everything numbered below an article.
const LIST_RANK: u32 = 100;

/// One line as a reader of a format gives it.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not hang together")]
pub(crate) struct Line {
    /// The words, without blanks around and without the format's own signs.
    pub(crate) text: String,
    /// The level when the format says that this is a heading.
    pub(crate) level: Option<u8>,
    /// How many blanks stood before it.
    pub(crate) indent: usize,
    /// Whether an empty line stood before it.
    pub(crate) after_blank: bool,
    /// Whether the line before, in the same block, had room for the first word of this one: then somebody ended it on purpose.
    pub(crate) had_room: bool,
    /// Whether a mark at the start is not to be read as one.
    pub(crate) literal: bool,
    /// What stood between the line before and this one, where the two were one.
    pub(crate) joint: Joint,
    /// The row of a table, its cells parted by tabs.
    pub(crate) row: bool,
    /// How many rows and columns each cell of a row takes; empty when each takes one.
    pub(crate) spans: Vec<(u32, u32)>,
    /// What the format says that this line is a part of.
    pub(crate) part: Part,
}

/// What a line is a part of, when the format says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Part {
    /// The format does not say.
    #[default]
    Unknown,
    /// The heading of the unit that was opened last.
    HeadingOfLast,
    /// The title of the whole or of an annex.
    Title,
    /// A footnote.
    Note,
    /// New text between quotation marks, which an amending provision announces: whatever it begins with is no unit of this text.
    Quoted,
}

/// What differs between the formats.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Habits {
    /// Headings are marked as such, so that a short line is not taken for one.
    pub(crate) marked_headings: bool,
    /// An indented line continues whatever unit is open, not only an item of a list.
    pub(crate) indent_continues: bool,
}

struct Open {
    unit: Unit,
    rank: u32,
    level: u8,
    indent: usize,
    list: Option<(Fence, Reading)>,
}

/// What the lines before and after say of the line that is read.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not hang together")]
struct Around {
    /// Whether the next line belongs to the same provision as this one.
    goes_on: bool,
    /// Whether this line stands alone above words or sections of its own.
    heads: bool,
    /// Whether this line, if it begins a section with a bare number, is that section's heading: `1 Duty to label`.
    titled: bool,
    /// Whether the last line may run on into this one.
    unfinished: bool,
}

/// The builder: feed it lines, then take the units.
pub(crate) struct Outline {
    habits: Habits,
    /// Whether `Section 5` is the basic unit here, for want of articles.
    basic_sections: bool,
    /// What `Abschnitt 1` is above sections `§ 1`, which it groups.
    group_of_signs: Option<UnitKind>,
    /// Whether `§ 1º` numbers the paragraphs of articles here.
    paragraph_signs: bool,
    /// Whether `1.—(1)` numbers the basic units here, as British statutory instruments print it.
    dotted_sections: bool,
    around: Around,
    open: Vec<Open>,
    done: Vec<Unit>,
    title: Option<String>,
    pending_heading: Option<String>,
    /// The rows of the table that is being read.
    rows: Vec<Vec<Cell>>,
    /// The number of the last section with a bare number.
    last_section: u32,
}

/// The German word for a group of sections.
const ABSCHNITT: &str = "abschnitt";

/// Builds the units of a text from its lines.
pub(crate) fn build(lines: &[Line], title: Option<&str>, habits: Habits, document: &mut Document) {
    let has_articles = lines.iter().any(|line| {
        matches!(mark(&line.text), Some(Mark::Named { kind: UnitKind::Article, .. })) && !line.literal
    });
    let ordinal_sign = |line: &Line| {
        let number = line.text.strip_prefix('§').map(str::trim_start);
        number.is_some_and(|number| ["1º", "1°", "1o "].iter().any(|first| number.starts_with(first)))
    };
    let named = |wanted: UnitKind, sign: &str| {
        lines.iter().filter(|line| !line.literal).any(|line| match mark(&line.text) {
            Some(Mark::Named { kind, bytes }) => {
                kind == wanted && line.text[..bytes].to_lowercase().contains(sign)
            }
            _ => false,
        })
    };
    let grouped = !has_articles && named(UnitKind::Section, "§") && named(UnitKind::Section, ABSCHNITT);
    let group = if named(UnitKind::Chapter, "") { UnitKind::Subchapter } else { UnitKind::Chapter };
    let mut outline = Outline {
        habits,
        basic_sections: !has_articles,
        group_of_signs: grouped.then_some(group),
        paragraph_signs: has_articles && lines.iter().any(ordinal_sign),
        dotted_sections: !has_articles
            && lines.iter().any(|line| !line.literal && dash_length(&line.text).is_some()),
        around: Around::default(),
        open: Vec::new(),
        done: Vec::new(),
        title: title.map(str::to_owned),
        pending_heading: None,
        rows: Vec::new(),
        last_section: 0,
    };
    let titles = outline.find_titles(lines);
    for (at, (line, title_like)) in lines.iter().zip(titles).enumerate() {
        let next = lines.get(at + 1);
        outline.around.goes_on = next.is_some_and(|next| {
            next.level.is_none()
                && !next.row
                && next.part == Part::Unknown
                && !matches!(outline.accepted_mark(next), Some(Mark::Named { .. }))
        });
        outline.around.heads = next.is_some_and(|next| line.after_blank && stands_above(&line.text, next));
        outline.around.titled = next.is_some_and(|next| is_title_of_section(line, next));
        outline.line(line, title_like);
        outline.around.unfinished = !ends_sentence(&line.text);
    }
    outline.end_table();
    outline.flush_pending();
    outline.close_to(0);
    if document.title.is_empty() {
        document.title = outline.title.unwrap_or_default();
    }
    document.title = collapse(&document.title);
    document.units = outline.done;
    tidy(&mut document.units);
}

/// Whether a line could be a heading that stands above the unit it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TitleLike {
    No,
    /// Right above a numbered unit.
    OfUnit,
    /// Above another such heading.
    OfGroup,
}

impl Outline {
    fn find_titles(&self, lines: &[Line]) -> Vec<TitleLike> {
        let mut found = vec![TitleLike::No; lines.len()];
        if self.habits.marked_headings {
            // A caption in brackets is the heading of the article below it in every format.
            for (at, pair) in lines.windows(2).enumerate() {
                let article =
                    matches!(self.accepted_mark(&pair[1]), Some(Mark::Named { kind: UnitKind::Article, .. }));
                let plain = pair[0].level.is_none() && pair[0].part == Part::Unknown && !pair[0].literal;
                if plain && article && is_caption(&pair[0].text) {
                    found[at] = TitleLike::OfUnit;
                }
            }
            return found;
        }
        let mut below = TitleLike::No;
        let mut unit_below = false;
        for (at, line) in lines.iter().enumerate().rev() {
            let marked = self.accepted_mark(line);
            let caption = is_caption(&line.text);
            let fits = marked.is_none() && at > 0 && (caption || looks_like_heading(&line.text));
            found[at] = match (fits, unit_below, below) {
                (true, true, _) => TitleLike::OfUnit,
                (true, false, TitleLike::OfUnit) if !caption => TitleLike::OfGroup,
                _ => TitleLike::No,
            };
            below = found[at];
            unit_below = match marked {
                Some(Mark::Named { kind, .. }) => matches!(kind, UnitKind::Article | UnitKind::Section),
                Some(Mark::Listed { fence, readings, .. }) => {
                    (matches!(fence, Fence::Bare | Fence::Both)
                        || self.dotted_sections && fence == Fence::Dot)
                        && readings.iter().any(|reading| reading.count == Count::Arabic)
                }
                None => false,
            };
        }
        found
    }

    fn line(&mut self, line: &Line, title_like: TitleLike) {
        if !line.row {
            self.end_table();
        }
        if line.row {
            return self.row(line);
        }
        if let Some(level) = line.level {
            return self.heading(line, level);
        }
        match line.part {
            Part::Unknown => {}
            Part::HeadingOfLast => return self.heading_of_last(line),
            Part::Title => return self.part_of_title(line),
            Part::Note => return self.note(line),
            Part::Quoted => return self.quoted(line),
        }
        match self.accepted_mark(line) {
            Some(Mark::Named { kind, bytes }) if self.is_reference(kind, &line.text, bytes) => {
                self.heading_of_last(line);
            }
            Some(Mark::Named { kind, bytes }) => self.named(line, kind, bytes),
            Some(Mark::Listed { fence, readings, bytes }) if self.listed(line, fence, &readings, bytes) => {}
            _ if title_like == TitleLike::OfUnit && (is_caption(&line.text) || !self.wants_heading(line)) => {
                self.flush_pending();
                self.pending_heading = Some(line.text.clone());
            }
            _ if title_like == TitleLike::OfGroup && !self.wants_heading(line) => {
                self.flush_pending();
                self.group(&line.text, 9, None);
            }
            _ => self.text(line),
        }
    }

    /// The mark of a line, unless the line is prose that only begins like one.
    fn accepted_mark(&self, line: &Line) -> Option<Mark> {
        if line.literal || line.row {
            return None;
        }
        if self.paragraph_signs
            && let Some(sign) = section_sign(&line.text)
        {
            return Some(sign);
        }
        let mut found = mark(&line.text)?;
        if let (Mark::Named { kind, bytes }, Some(group)) = (&mut found, self.group_of_signs)
            && *kind == UnitKind::Section
            && line.text[..*bytes].to_lowercase().contains(ABSCHNITT)
        {
            *kind = group;
        }
        if let (Mark::Named { kind, bytes }, None) = (&found, line.level) {
            let rest = line.text[*bytes..].trim_start();
            let prose = rest.chars().next().is_some_and(char::is_lowercase) || rest.starts_with(['.', ';']);
            let container = kind.is_container() && !(self.basic_sections && *kind == UnitKind::Section);
            let long = container && rest.chars().count() > MAX_HEADING_CHARS;
            // "المادة 5 من القانون" speaks of an article of the law; Arabic has no small letters that would tell.
            let listing = ["and ", "to ", "من "].iter().any(|word| rest.starts_with(word));
            if prose || long || listing {
                return None;
            }
        }
        Some(found)
    }

    fn rank_of(&self, kind: UnitKind) -> u32 {
        match kind {
            UnitKind::Annex | UnitKind::Schedule | UnitKind::Supplement => 5,
            UnitKind::Book => 8,
            UnitKind::Part => 10,
            UnitKind::Title => 15,
            UnitKind::Chapter => 20,
            UnitKind::Subchapter => 25,
            UnitKind::Section if !self.basic_sections => 30,
            UnitKind::Division => 35,
            _ => ARTICLE_RANK,
        }
    }

    fn heading(&mut self, line: &Line, level: u8) {
        self.flush_pending();
        let text = line.text.as_str();
        match self.accepted_mark(line) {
            Some(Mark::Named { kind, bytes }) => {
                let rank = self.rank_of(kind);
                let mut unit = Unit::new(kind);
                unit.number = Some(text[..bytes].to_owned());
                unit.heading = some(text[bytes..].trim());
                self.push(unit, rank, level, line.indent, None);
            }
            _ if is_preamble(text) => {
                let mut unit = Unit::new(UnitKind::Preamble);
                unit.heading = Some(text.to_owned());
                self.push(unit, PREAMBLE_RANK, level, line.indent, None);
            }
            _ if self.is_title(text, level) => {
                self.title.get_or_insert_with(|| text.to_owned());
                let mut unit = Unit::new(UnitKind::Preface);
                unit.heading = Some(text.to_owned());
                self.done.push(unit);
            }
            Some(Mark::Listed { bytes, .. }) => self.group(&text[bytes..], level, Some(&text[..bytes])),
            None => self.group(text, level, None),
        }
    }

    /// "SCHEDULE 1 / Section 2 / Forms": the section that a British schedule belongs to, named alone right below its head; the first section
    /// of a schedule of its own would be the first.
    fn is_reference(&self, kind: UnitKind, text: &str, bytes: usize) -> bool {
        let provision = matches!(kind, UnitKind::Section | UnitKind::Article | UnitKind::Rule);
        let first = crate::ids::slug(&text[..bytes]).starts_with(['1', 'I', 'A']);
        let below = self.open.last().is_some_and(|open| {
            open.unit.kind == UnitKind::Schedule
                && open.unit.heading.is_none()
                && open.unit.text.is_empty()
                && open.unit.children.is_empty()
        });
        provision && below && !first && text[bytes..].trim().is_empty()
    }

    fn heading_of_last(&mut self, line: &Line) {
        match self.open.last_mut() {
            Some(open)
                if open.list.is_none() && open.unit.text.is_empty() && open.unit.children.is_empty() =>
            {
                match &mut open.unit.heading {
                    Some(known) => {
                        known.push(' ');
                        known.push_str(&line.text);
                    }
                    None => open.unit.heading = Some(line.text.clone()),
                }
            }
            _ => self.text(line),
        }
    }

    /// A line of the title page, or the heading of an annex.
    fn part_of_title(&mut self, line: &Line) {
        if self.open.last().is_some_and(|open| open.unit.kind.is_root()) {
            return self.heading_of_last(line);
        }
        self.close_to(0);
        if let Some(preface) =
            self.done.last_mut().filter(|unit| unit.kind == UnitKind::Preface && unit.heading.is_none())
        {
            preface.text.push('\n');
            preface.text.push_str(&line.text);
        } else {
            let mut unit = Unit::new(UnitKind::Preface);
            unit.text.clone_from(&line.text);
            self.done.push(unit);
        }
        match &mut self.title {
            Some(title) => {
                title.push(' ');
                title.push_str(&line.text);
            }
            None => self.title = Some(line.text.clone()),
        }
    }

    /// A line of new text: more words of the provision that announces it.
    fn quoted(&mut self, line: &Line) {
        self.flush_pending();
        match self.open.last_mut() {
            Some(open) if open.unit.children.is_empty() && !open.unit.text.is_empty() => {
                open.unit.text.push('\n');
                open.unit.text.push_str(&line.text);
            }
            _ => self.new_block(line),
        }
    }

    /// A footnote at the end of its part of the text.
    fn note(&mut self, line: &Line) {
        let keep = self.open.iter().position(|open| open.unit.kind.is_root());
        self.close_to(keep.map_or(0, |at| at + 1));
        let mut unit = Unit::new(UnitKind::Note);
        unit.text.clone_from(&line.text);
        self.open.last_mut().map_or(&mut self.done, |open| &mut open.unit.children).push(unit);
    }

    /// The first heading of the first level is the title, unless the head of the file gave another.
    fn is_title(&self, text: &str, level: u8) -> bool {
        let first = self.done.is_empty() && self.open.is_empty();
        first && level == 1 && self.title.as_deref().is_none_or(|title| title == text)
    }

    fn group(&mut self, heading: &str, level: u8, number: Option<&str>) {
        let mut unit = Unit::new(UnitKind::Group);
        unit.number = number.map(str::to_owned);
        unit.heading = some(heading.trim());
        while self
            .open
            .last()
            .is_some_and(|open| open.list.is_some() || open.rank == LOOSE_RANK || open.level >= level)
        {
            self.close();
        }
        let rank = self.open.last().map_or(0, |open| open.rank).max(40);
        let rank = if rank >= ARTICLE_RANK { ARTICLE_RANK + 10 } else { rank };
        self.open.push(Open { unit, rank, level, indent: 0, list: None });
        self.bound_depth();
    }

    fn named(&mut self, line: &Line, kind: UnitKind, bytes: usize) {
        let rank = self.rank_of(kind);
        let mut unit = Unit::new(kind);
        unit.number = Some(line.text[..bytes].to_owned());
        if let Some(heading) = self.pending_heading.take() {
            unit.heading = Some(heading);
            unit.heading_first = true;
        }
        let rest = line.text[bytes..].trim();
        let dotted = line.text[..bytes].ends_with('.');
        let (heading, text) = match korean_heading(&line.text[..bytes], rest) {
            Some(end) if unit.heading.is_none() => (&rest[..end], rest[end..].trim_start()),
            _ => self.split_heading(rest, rank, unit.heading.is_some(), dotted),
        };
        if unit.heading.is_none() {
            unit.heading = some(heading);
        }
        if kind.is_root() && self.dotted_sections {
            self.last_section = 0;
        }
        self.push(unit, rank, rank_level(rank), line.indent, None);
        self.rest(line, text);
    }

    /// What of the words after a number is heading and what is text; `dotted` says that a full stop parts them.
    fn split_heading<'a>(
        &self,
        rest: &'a str,
        rank: u32,
        has_heading: bool,
        dotted: bool,
    ) -> (&'a str, &'a str) {
        if rank < ARTICLE_RANK && !has_heading {
            return (rest, "");
        }
        let bracketed = match rest.chars().next() {
            Some('(') => rest.find(')').map(|at| at + 1),
            Some('（') => rest.find('）').map(|at| at + '）'.len_utf8()),
            Some('【') => rest.find('】').map(|at| at + '】'.len_utf8()),
            _ => None,
        };
        // "(1) The …" after a number is the first item, "(목적)" a heading.
        if let Some(end) = bracketed.filter(|_| !has_heading && mark(rest).is_none()) {
            return (&rest[..end], rest[end..].trim_start());
        }
        let heading = !self.habits.marked_headings
            && !has_heading
            && (looks_like_heading(rest) || (dotted && self.around.goes_on && is_rubric(rest)));
        if heading { (rest, "") } else { ("", rest) }
    }

    /// The words after a mark: a further mark (`3 (1) …`), or text.
    fn rest(&mut self, line: &Line, text: &str) {
        if text.is_empty() {
            return;
        }
        let inner = Line { text: text.to_owned(), indent: line.indent, ..Line::default() };
        if let Some(Mark::Listed { fence, readings, bytes }) = mark(text) {
            let first = readings.iter().any(|reading| reading.value == 1 && !reading.suffixed);
            let fenced = matches!(fence, Fence::Both | Fence::Circle);
            if first && fenced && self.open.len() < MAX_DEPTH {
                let readings: Vec<Reading> = readings.into_iter().filter(|r| r.value == 1).collect();
                self.open_list(&inner, fence, readings[0], bytes);
                return;
            }
        }
        if let Some(open) = self.open.last_mut() {
            text.clone_into(&mut open.unit.text);
        }
    }

    /// Opens an item if its number fits what is open; whether it did.
    #[expect(clippy::too_many_lines, reason = "each way to begin a unit, one after another")]
    fn listed(&mut self, line: &Line, fence: Fence, readings: &[Reading], bytes: usize) -> bool {
        let base = self.open.iter().rposition(|open| open.list.is_none() && open.rank != LOOSE_RANK);
        let floor = base.map_or(0, |at| at + 1);
        if fence == Fence::Sign {
            return self.signed(line, floor, readings, bytes);
        }
        // A heading that stands above a number is no line that breaks off.
        let headed = self.pending_heading.is_some();
        let may_run_on = self.around.unfinished && !line.after_blank && !is_tabbed(&line.text) && !headed;
        if fence == Fence::Bare && may_run_on && self.last_words_run_on() {
            return false;
        }
        if let Some(at) = self.section_of(floor, &line.text[..bytes], readings) {
            self.close_to(at + 1);
            self.open_list(line, fence, readings[0], bytes);
            return true;
        }
        if let Some(reading) = self.dotted_section(fence, readings) {
            let keep = self.open.iter().rposition(|open| open.list.is_none() && open.rank < ARTICLE_RANK);
            self.close_to(keep.map_or(0, |at| at + 1));
            self.open_list(line, fence, reading, bytes + dash_length(&line.text).unwrap_or(0));
            return true;
        }
        if fence == Fence::Dot && self.ends_preamble(readings) {
            self.close_to(0);
            self.open_list(line, fence, readings[0], bytes);
            return true;
        }
        if let Some((at, reading)) = self.succession(floor, fence, readings, line.indent) {
            self.close_to(at);
            self.open_list(line, fence, reading, bytes);
            return true;
        }
        if fence == Fence::Bare && self.next_section(line, readings, bytes) {
            return true;
        }
        if let Some((at, reading)) = self.bare_behind_loose(fence, line, readings) {
            self.close_to(at);
            self.open_list(line, fence, reading, bytes);
            return true;
        }
        let first = readings.iter().find(|reading| reading.value == 1 && !reading.suffixed);
        // "(i)" after "(k)" starts a list of its own; it is no letter out of order.
        let counts =
            |count: Count| first.map_or(readings.iter().any(|r| r.count == count), |r| r.count == count);
        let same = self.open[floor..]
            .iter()
            .rposition(|open| open.list.is_some_and(|(f, r)| f == fence && counts(r.count)));
        // A tab tells a number: "iv." before one is no initial of a name.
        let tabbed = line.text[bytes..].starts_with('\t');
        let strict = matches!(fence, Fence::Bare | Fence::Hyphen) || is_initial(fence, readings) && !tabbed;
        // "1bis Ein Absatz" opens an article whose first paragraph was inserted later.
        let first = first.or_else(|| {
            readings
                .iter()
                .find(|reading| reading.value == 1 && fence == Fence::Bare && self.accepts_bare(line))
        });
        match (first, same) {
            (Some(reading), None) if fence != Fence::Bare || self.accepts_bare(line) => {
                self.close_loose_paragraph_before(fence);
                self.open_list(line, fence, *reading, bytes);
            }
            (_, Some(at)) if !strict || first.is_some() => {
                let at = floor + at;
                let count = self.open[at].list.map(|(_, reading)| reading.count);
                let reading = readings.iter().find(|reading| Some(reading.count) == count);
                self.close_to(at);
                self.open_list(line, fence, *reading.unwrap_or(&readings[0]), bytes);
            }
            (None, None) if !strict => {
                if self.goes_on_behind_loose(fence, readings) {
                    self.close();
                }
                self.open_list(line, fence, readings[0], bytes);
            }
            _ => return false,
        }
        true
    }

    /// The number of the next regulation of a British instrument: `2.—(1) …`, `3. …`; those of a schedule begin anew.
    fn dotted_section(&self, fence: Fence, readings: &[Reading]) -> Option<Reading> {
        let last = self.last_section;
        let next = |reading: &&Reading| {
            let follows = reading.value == last + 1 || reading.value == last && last > 0 && reading.suffixed;
            reading.count == Count::Arabic && follows
        };
        readings.iter().find(next).copied().filter(|_| self.dotted_sections && fence == Fence::Dot)
    }

    /// The open unit that a number such as `2.1.` is the first below: the one numbered `2.`
    fn section_of(&self, floor: usize, number: &str, readings: &[Reading]) -> Option<usize> {
        if readings.first().is_none_or(|reading| reading.count != Count::Decimal) {
            return None;
        }
        let above = number.trim_end_matches('.').rsplit_once('.')?.0;
        let numbered =
            |open: &Open| open.unit.number.as_deref().map(|own| own.trim_end_matches('.')) == Some(above);
        let found = self.open[floor..].iter().rposition(numbered)?;
        Some(floor + found)
    }

    /// Opens a paragraph of the article that is open; the sign stands for nothing else.
    fn signed(&mut self, line: &Line, floor: usize, readings: &[Reading], bytes: usize) -> bool {
        let Some(reading) = readings.first().filter(|_| floor > 0) else { return false };
        self.close_to(floor);
        self.open_list(line, Fence::Sign, *reading, bytes);
        true
    }

    /// Whether what is open has words that a line could continue.
    fn last_words_run_on(&self) -> bool {
        !self.habits.marked_headings && self.open.last().is_some_and(|open| !open.unit.text.is_empty())
    }

    /// Whether the preamble of a resolution is open.
    fn in_considerations(&self) -> bool {
        self.open
            .first()
            .is_some_and(|open| open.unit.kind == UnitKind::Preamble && is_organ(&open.unit.text))
    }

    /// Whether a number is the first operative paragraph after the preamble of a resolution.
    fn ends_preamble(&self, readings: &[Reading]) -> bool {
        let resolution = self.open.first().is_some_and(|open| {
            open.unit.kind == UnitKind::Preamble
                && is_organ(open.unit.text.lines().next().unwrap_or_default())
        });
        resolution && readings.iter().any(|reading| reading.count == Count::Arabic && reading.value == 1)
    }

    /// The open list, deepest first, that this number continues: one more, or the same with a suffix.
    fn succession(
        &self,
        floor: usize,
        fence: Fence,
        readings: &[Reading],
        indent: usize,
    ) -> Option<(usize, Reading)> {
        for (at, open) in self.open.iter().enumerate().skip(floor).rev() {
            let Some((open_fence, last)) = open.list else { continue };
            if open_fence != fence {
                continue;
            }
            let starts = readings.iter().any(|reading| reading.value == 1 && !reading.suffixed);
            if starts && indent > open.indent && readings.len() > 1 {
                continue;
            }
            for reading in readings {
                let next = reading.value == last.value + 1;
                let branch = reading.value == last.value && reading.suffixed;
                // Dashes have no order; a deeper indent opens a deeper list.
                let dash = reading.count == Count::Dash && indent <= open.indent;
                if reading.count == last.count && (next || branch || dash) {
                    return Some((at, *reading));
                }
            }
        }
        None
    }

    /// Whether a bare number is that of the next section, counted through all groups; opens it if so.
    fn next_section(&mut self, line: &Line, readings: &[Reading], bytes: usize) -> bool {
        let Some(reading) = readings.iter().find(|reading| reading.value == self.last_section + 1) else {
            return false;
        };
        if !self.basic_sections || self.last_section == 0 {
            return false;
        }
        let keep = self.open.iter().rposition(|open| open.list.is_none() && open.rank < ARTICLE_RANK);
        self.close_to(keep.map_or(0, |at| at + 1));
        self.open_list(line, Fence::Bare, *reading, bytes);
        true
    }

    fn accepts_bare(&self, line: &Line) -> bool {
        let rest = line.text.trim_start_matches(|c: char| c.is_alphanumeric());
        let tab = is_tabbed(&line.text);
        // "1 Dieses Gesetz gilt": the first paragraph of an article that has said nothing yet.
        let silent = self.open.last().is_some_and(|open| {
            open.unit.kind == UnitKind::Article && open.unit.text.is_empty() && open.unit.children.is_empty()
        });
        let capital = rest.trim_start().starts_with(|c: char| c.is_uppercase() || c == '«');
        tab || (silent && capital)
            || self.pending_heading.is_some()
            || (self.basic_sections
                && rest.trim_start().chars().next().is_some_and(|c| c.is_uppercase() || c == '('))
    }

    /// `1.` after an unnumbered paragraph starts numbered paragraphs of the article, unless the paragraph announces it.
    fn close_loose_paragraph_before(&mut self, fence: Fence) {
        let Some(open) = self.open.last() else { return };
        let announces = open.unit.text.trim_end().ends_with([':', '：', '—', '-', ';', ',']);
        if open.rank == LOOSE_RANK && !announces && matches!(fence, Fence::Dot | Fence::Circle | Fence::Bare)
        {
            self.close();
        }
    }

    /// Whether a number goes on with those that stand before the unnumbered block that is open: `3.` behind `2.` and words without a number
    /// is no part of those words.
    fn goes_on_behind_loose(&self, fence: Fence, readings: &[Reading]) -> bool {
        let [.., above, last] = self.open.as_slice() else { return false };
        let numbered = above.unit.children.iter().rev().find_map(|child| child.number.as_deref());
        let Some(Mark::Listed { fence: before, readings: known, .. }) = numbered.and_then(mark) else {
            return false;
        };
        let follows = |one: &Reading, next: &Reading| {
            one.count == next.count
                && (next.value == one.value + 1 || next.value == one.value && next.suffixed)
        };
        last.rank == LOOSE_RANK
            && before == fence
            && known.iter().any(|one| readings.iter().any(|next| follows(one, next)))
    }

    /// The unnumbered block, with all that stands in it, behind which a bare number goes on counting: `3 The Act …` behind `2 …` and what
    /// paragraph 2 quotes.
    fn bare_behind_loose(&self, fence: Fence, line: &Line, readings: &[Reading]) -> Option<(usize, Reading)> {
        let at =
            self.open.iter().position(|open| open.rank == LOOSE_RANK).filter(|_| fence == Fence::Bare)?;
        let above = self.open.get(at.checked_sub(1)?)?;
        let numbered = above.unit.children.iter().rev().find_map(|child| child.number.as_deref())?;
        let Some(Mark::Listed { fence: Fence::Bare, readings: known, .. }) = mark(&format!("{numbered} X"))
        else {
            return None;
        };
        let words = line.text.trim_start_matches(|c: char| c.is_alphanumeric()).trim_start();
        let follows = |next: &&Reading| {
            known.iter().any(|one| {
                one.count == next.count
                    && (next.value == one.value + 1 || next.value == one.value && next.suffixed)
            })
        };
        let reading = readings.iter().find(follows)?;
        words.starts_with(|c: char| c.is_uppercase() || c == '(').then_some((at, *reading))
    }

    fn open_list(&mut self, line: &Line, fence: Fence, reading: Reading, bytes: usize) {
        let mut unit = Unit::new(self.list_kind(fence, reading));
        if unit.kind == UnitKind::Section {
            self.last_section = reading.value;
        }
        unit.number = Some(line.text[..bytes].to_owned());
        if let Some(heading) = self.pending_heading.take() {
            unit.heading = Some(heading);
            unit.heading_first = true;
        }
        if self.open.len() >= MAX_DEPTH {
            self.close_to(MAX_DEPTH - 1);
        }
        let rank = self.open.last().map_or(LIST_RANK, |open| open.rank.max(LIST_RANK) + 1);
        self.open.push(Open { unit, rank, level: 10, indent: line.indent, list: Some((fence, reading)) });
        let rest = line.text[bytes..].trim().to_owned();
        let numeric = matches!(reading.count, Count::Arabic | Count::Decimal) && fence == Fence::Dot;
        let section = self.open.last().is_some_and(|open| open.unit.kind == UnitKind::Section);
        let titled = self.around.titled && fence == Fence::Bare && section;
        let heads = (self.around.heads && numeric || titled)
            && !self.habits.marked_headings
            && looks_like_heading(&rest);
        if let Some(open) = self.open.last_mut().filter(|open| heads && open.unit.heading.is_none()) {
            open.unit.heading = Some(rest);
            return;
        }
        self.rest(line, &rest);
    }

    /// What a numbered unit is, by where it stands.
    fn list_kind(&self, fence: Fence, reading: Reading) -> UnitKind {
        let Some(parent) = self.open.last() else {
            let basic = fence == Fence::Bare || fence == Fence::Dot && self.dotted_sections;
            return if basic { UnitKind::Section } else { UnitKind::Paragraph };
        };
        let numeric = matches!(reading.count, Count::Arabic | Count::Decimal | Count::Word);
        let dotted = fence == Fence::Dot && self.dotted_sections && parent.unit.kind.is_container();
        match parent.unit.kind {
            _ if dotted && parent.list.is_none() => UnitKind::Section,
            _ if reading.count == Count::Dash => UnitKind::Indent,
            UnitKind::Preamble => UnitKind::Recital,
            UnitKind::Section if self.dotted_sections && numeric => UnitKind::Paragraph,
            UnitKind::Article | UnitKind::Section if parent.rank == ARTICLE_RANK => {
                let chapeau = !parent.unit.text.is_empty();
                if numeric && (!chapeau || matches!(fence, Fence::Circle | Fence::Sign)) {
                    UnitKind::Paragraph
                } else {
                    UnitKind::Point
                }
            }
            kind if kind.is_container() && fence == Fence::Bare => UnitKind::Section,
            kind if kind.is_container() && !numeric => UnitKind::Point,
            UnitKind::Annex | UnitKind::Schedule | UnitKind::Paragraph | UnitKind::Subparagraph => {
                UnitKind::Point
            }
            kind if kind.is_container() || kind == UnitKind::Supplement => UnitKind::Paragraph,
            _ => UnitKind::Item,
        }
    }

    /// Whether the open unit has a number only, and this line is short enough to be its heading.
    fn wants_heading(&self, line: &Line) -> bool {
        let Some(open) = self.open.last() else { return false };
        let named = open.rank <= ARTICLE_RANK && open.list.is_none() && open.unit.number.is_some();
        let headless = open.unit.heading.as_deref().is_none_or(|heading| {
            let named =
                |mark| matches!(mark, Mark::Named { bytes, .. } if heading[bytes..].trim().is_empty());
            open.unit.kind == UnitKind::Schedule && mark(heading).is_some_and(named)
        });
        let bare = headless && open.unit.text.is_empty() && open.unit.children.is_empty();
        // Where headings are marked, one may still stand on the line below its number: a line without a stop, with words below it. A
        // chapter has no words of its own that it could be taken for.
        let stands_as_one = !self.habits.marked_headings || open.rank < ARTICLE_RANK || self.around.goes_on;
        named && bare && stands_as_one && looks_like_heading(&line.text)
    }

    fn text(&mut self, line: &Line) {
        self.flush_pending();
        if self.open.is_empty()
            && self.done.is_empty()
            && self.title.is_none()
            && !self.habits.marked_headings
        {
            return self.title_line(line);
        }
        if self.wants_heading(line) {
            return self.heading_of_last(line);
        }
        if (is_whereas(&line.text) || is_organ(&line.text))
            && self.open.iter().all(|open| open.rank == LOOSE_RANK)
        {
            let mut unit = Unit::new(UnitKind::Preamble);
            unit.text.clone_from(&line.text);
            return self.push(unit, PREAMBLE_RANK, 1, line.indent, None);
        }
        if self.continues(line) {
            return;
        }
        self.new_block(line);
    }

    fn title_line(&mut self, line: &Line) {
        if !looks_like_heading(&line.text) {
            return self.loose(UnitKind::Paragraph, line);
        }
        self.title = Some(line.text.clone());
        let mut unit = Unit::new(UnitKind::Preface);
        unit.heading = Some(line.text.clone());
        self.done.push(unit);
    }

    /// Takes a line as more words of the open unit, if it is that.
    fn continues(&mut self, line: &Line) -> bool {
        let indent_continues = self.habits.indent_continues;
        let wraps = !self.habits.marked_headings;
        let in_resolution = self.in_considerations();
        let Some(open) = self.open.last_mut() else { return false };
        let container = open.rank < ARTICLE_RANK && open.list.is_none();
        if container || !open.unit.children.is_empty() {
            return false;
        }
        if open.unit.text.is_empty() {
            open.unit.text.clone_from(&line.text);
            return true;
        }
        // Each consideration of a resolution is a line of its own, though it ends in a comma.
        if in_resolution && line.text.starts_with(char::is_uppercase) {
            return false;
        }
        let indented = line.indent > open.indent && (open.list.is_some() || indent_continues);
        // An instruction of a Korean amending act begins its own line, though the one before ends without a stop.
        let wrapped = !line.after_blank && wraps && !ends_sentence(&open.unit.text);
        // So does each line of new text between quotation marks, where nobody broke it for want of room: a heading is not part of its sentence.
        let on_purpose = line.had_room && is_in_new_text(&open.unit.text);
        let own_line = wrapped && (on_purpose || crate::amending::begins_instruction(&line.text));
        if indented || wrapped {
            open.unit.text.push_str(match line.joint {
                Joint::Blank if wrapped && !own_line => " ",
                Joint::Nothing if wrapped && !own_line => "",
                // Where it is not known what stood there the break stays.
                _ => "\n",
            });
            open.unit.text.push_str(&line.text);
        }
        indented || wrapped
    }

    /// Opens an unnumbered unit for a line that starts a block of its own.
    fn new_block(&mut self, line: &Line) {
        let base = self.open.iter().rposition(|open| open.list.is_none() && open.rank != LOOSE_RANK);
        let floor = base.map_or(0, |at| at + 1);
        let first_list = self.open[floor..].iter().position(|open| open.list.is_some());
        let deeper = self.open[floor..]
            .iter()
            .rposition(|open| open.list.is_some() && open.indent < line.indent && open.indent > 0)
            .map(|at| floor + at);
        match first_list.map(|at| floor + at) {
            Some(_) if deeper.is_some() => {
                self.close_to(deeper.map_or(floor, |at| at + 1));
                self.loose(UnitKind::Subparagraph, line);
            }
            Some(at) if matches!(self.open[at].unit.kind, UnitKind::Paragraph | UnitKind::Section) => {
                self.close_to(at + 1);
                self.loose(UnitKind::Subparagraph, line);
            }
            _ => {
                self.close_to(floor);
                let consideration = self.in_considerations();
                self.loose(if consideration { UnitKind::Recital } else { UnitKind::Paragraph }, line);
            }
        }
    }

    fn loose(&mut self, kind: UnitKind, line: &Line) {
        let mut unit = Unit::new(kind);
        unit.text.clone_from(&line.text);
        self.open.push(Open { unit, rank: LOOSE_RANK, level: 10, indent: line.indent, list: None });
    }

    fn row(&mut self, line: &Line) {
        self.flush_pending();
        let cells = line.text.split('\t').zip(line.spans.iter().chain(std::iter::repeat(&(1, 1))));
        let cells = cells.map(|(text, (rows, columns))| Cell {
            text: collapse(text),
            rows: *rows,
            columns: *columns,
        });
        self.rows.push(cells.collect());
    }

    /// The rows that followed one another become a table.
    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if let Some(table) = table_of(&rows) {
            self.open.last_mut().map_or(&mut self.done, |open| &mut open.unit.children).push(table);
        }
    }

    /// A heading that no unit took becomes text after all.
    fn flush_pending(&mut self) {
        if let Some(text) = self.pending_heading.take() {
            let line = Line { text, after_blank: true, ..Line::default() };
            self.new_block(&line);
        }
    }

    fn push(&mut self, unit: Unit, rank: u32, level: u8, indent: usize, list: Option<(Fence, Reading)>) {
        while self.open.last().is_some_and(|open| open.rank >= rank) {
            self.close();
        }
        self.open.push(Open { unit, rank, level, indent, list });
        self.bound_depth();
    }

    fn bound_depth(&mut self) {
        if self.open.len() > MAX_DEPTH
            && let Some(last) = self.open.pop()
        {
            self.close_to(MAX_DEPTH - 1);
            self.open.push(last);
        }
    }

    fn close_to(&mut self, length: usize) {
        while self.open.len() > length {
            self.close();
        }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.pop() {
            self.open.last_mut().map_or(&mut self.done, |parent| &mut parent.unit.children).push(open.unit);
        }
    }
}

/// Whether a numbered line can be the heading of the next one: words without a mark, or the first section below it.
fn stands_above(line: &str, next: &Line) -> bool {
    let below = |bytes: usize| {
        let number = line.split(char::is_whitespace).next().unwrap_or_default();
        next.text[..bytes].starts_with(number.trim_end_matches('.'))
            && next.text[..bytes].len() > number.len()
    };
    next.after_blank
        && next.level.is_none()
        && !next.row
        && match mark(&next.text) {
            None => next.text.starts_with(|c: char| !c.is_lowercase()),
            Some(Mark::Listed { bytes, .. }) => below(bytes),
            Some(Mark::Named { .. }) => false,
        }
}

/// Whether words behind a bare number are a heading, by the line below: subsection (1), or a sentence that nobody broke for want of room.
fn is_title_of_section(line: &Line, next: &Line) -> bool {
    let words = line.text.trim_start_matches(|c: char| c.is_alphanumeric()).trim();
    let short = words.chars().nth(MAX_HEADING_CHARS / 2).is_none() && !words.ends_with(['—', '–', '-']);
    let plain = next.level.is_none() && !next.row && next.part == Part::Unknown;
    // Where empty lines part all lines, the heading too stands alone.
    let alone = line.after_blank && next.after_blank;
    let below = match mark(&next.text) {
        Some(Mark::Listed { fence: Fence::Both, readings, .. }) => {
            readings.iter().any(|reading| reading.count == Count::Arabic && reading.value == 1)
        }
        Some(_) => false,
        None => (next.had_room || alone) && next.text.starts_with(char::is_uppercase),
    };
    short && plain && below && (alone || !next.after_blank)
}

/// How long the dash is that stands between the number of a regulation and that of its first paragraph: `1.—(1) …`.
fn dash_length(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].trim_start_matches(|c: char| c.is_ascii_uppercase()).strip_prefix('.')?;
    let dash = rest.chars().next().filter(|c| matches!(c, '—' | '–'))?;
    (digits > 0 && rest[dash.len_utf8()..].starts_with("(1)")).then_some(dash.len_utf8())
}

/// Whether a wide blank parts the number of a line from its words.
fn is_tabbed(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_alphanumeric());
    rest.starts_with(['\t', '\u{3000}']) || rest.starts_with("  ")
}

fn rank_level(rank: u32) -> u8 {
    (rank / 10).min(8) as u8
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// `J. Smith` is no item J: a letter with a dot must continue a list.
fn is_initial(fence: Fence, readings: &[Reading]) -> bool {
    let letter = readings.iter().all(|reading| {
        !matches!(reading.count, Count::Arabic | Count::Hangul | Count::Han | Count::Decimal | Count::Dash)
    });
    fence == Fence::Dot && letter
}

/// The words after which the recitals come.
fn is_whereas(text: &str) -> bool {
    let lower = text.to_lowercase();
    let starts = ["whereas", "overwegende", "considérant", "considerando", "in erwägung"];
    lower.ends_with(':')
        && lower.chars().nth(60).is_none()
        && starts.iter().any(|word| lower.starts_with(word))
}

/// The organ in whose name a resolution speaks, alone on its line; its considerations follow.
fn is_organ(text: &str) -> bool {
    const ORGANS: &[&str] = &[
        "the general assembly,",
        "the security council,",
        "the human rights council,",
        "the economic and social council,",
        "l’assemblée générale,",
        "l'assemblée générale,",
        "le conseil de sécurité,",
        "la asamblea general,",
        "el consejo de seguridad,",
        "генеральная ассамблея,",
        "совет безопасности,",
    ];
    ORGANS.contains(&text.trim().to_lowercase().as_str())
}

/// A caption in brackets above its article: `（目的）`.
fn is_caption(text: &str) -> bool {
    let inner = text.strip_prefix('（').and_then(|rest| rest.strip_suffix('）'));
    inner
        .is_some_and(|inner| !inner.is_empty() && !inner.contains(['（', '）', '。']) && mark(text).is_none())
}

/// A heading that ends in a full stop, as Spanish and American acts print it; whether one is a heading, what follows must tell.
fn is_rubric(text: &str) -> bool {
    let Some(words) = text.strip_suffix('.') else { return false };
    let upper = words.chars().any(char::is_alphabetic) && !words.chars().any(char::is_lowercase);
    let short = words.chars().nth(MAX_HEADING_CHARS / 2).is_none();
    let one = !words.contains(". ") && !words.contains([':', ';', ',']);
    let starts = words.starts_with(char::is_uppercase);
    (upper || words.split_whitespace().count() <= 8) && starts && short && one
}

fn is_preamble(text: &str) -> bool {
    let word = text.trim().to_lowercase();
    ["recitals", "preamble", "whereas", "전문", "前言", "序言", "preámbulo", "préambule"]
        .contains(&word.as_str())
}

/// Whether a line is short, starts like a heading and does not end like a sentence.
pub(crate) fn looks_like_heading(text: &str) -> bool {
    let start =
        text.chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_numeric() && !"\"“‘'".contains(c));
    start
        && !ends_sentence(text)
        && !text.ends_with([',', '，'])
        && text.chars().nth(MAX_HEADING_CHARS).is_none()
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end()
        .ends_with(['.', ';', ':', '!', '?', '。', '；', '：', '！', '？', ')', '）', '"', '”', '’', '>'])
}

/// Where the heading in brackets ends that stands right behind the number of a Korean article, one of a single letter too:
/// `제5조(보험(공제를 포함한다)의 가입) …`, `제6조의2(가) …`.
pub(crate) fn korean_heading(number: &str, rest: &str) -> Option<usize> {
    let article = number.starts_with('제') && number.contains('조');
    let inner = rest.strip_prefix('(').filter(|_| article)?;
    let mut depth = 1_usize;
    for (at, c) in inner.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some('('.len_utf8() + at + c.len_utf8());
        }
    }
    None
}
/// Whether words end within the quotation that an instruction announced, or that they begin with.
fn is_in_new_text(words: &str) -> bool {
    let opens = |(at, sign): (usize, char)| {
        let closing = match sign {
            '‘' => '’',
            '“' | '„' => '”',
            '«' => '»',
            '"' => '"',
            _ => return None,
        };
        let before = words[..at].trim_end();
        let announced = before.is_empty() || before.ends_with([':', '—', '–']);
        announced.then_some((at + sign.len_utf8(), closing))
    };
    let Some((start, closing)) = words.char_indices().find_map(opens) else { return false };
    !words[start..].trim_end_matches(['.', ';', ',', ' ']).ends_with(closing)
}
