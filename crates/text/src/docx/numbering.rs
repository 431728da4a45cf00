//! Numbers that Word makes itself: lists in `numbering.xml`, counted as Word counts them.

use std::collections::HashMap;

use roxmltree::Node;

use super::attribute;

/// How many levels a list of Word has.
const LEVELS: usize = 9;

/// One level of a numbered list: its pattern (`lvlText`), kind of digits (`numFmt`) and start.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    /// How the number is written: `decimal`, `lowerRoman` …
    format: String,
    /// The pattern, such as `%1.%2` or `(%1)`.
    text: String,
    /// After which level the count begins again; none when it never does.
    restart: Option<usize>,
    legal: bool,
}

/// The lists of a file, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<String, String>,
    levels: HashMap<(String, usize), Level>,
    /// Levels that a use of a list sets otherwise, by the list and the level.
    own: HashMap<(String, usize), Level>,
    starts: HashMap<(String, usize), u32>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    begun: std::collections::HashSet<(String, usize)>,
    /// Formats of numbers that were met and that nobody taught us.
    pub(super) unknown: std::collections::BTreeSet<String>,
}

/// The list and the level that properties of a paragraph or of a style name.
pub(super) fn reference(properties: Node<'_, '_>) -> Option<(String, usize)> {
    let number = properties.children().find(|node| node.tag_name().name() == "numPr")?;
    let value = |name: &str| {
        let node = number.children().find(|node| node.tag_name().name() == name)?;
        attribute(node, "val")
    };
    let level = value("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
    Some((value("numId")?.to_owned(), level))
}

fn level(node: Node<'_, '_>) -> Option<(usize, Level)> {
    let child = |name: &str| node.children().find(|child| child.tag_name().name() == name);
    let value = |name: &str| child(name).and_then(|child| attribute(child, "val"));
    let at = attribute(node, "ilvl")?.parse::<usize>().ok().filter(|level| *level < LEVELS)?;
    let restart = match value("lvlRestart").and_then(|level| level.parse::<usize>().ok()) {
        Some(0) => None,
        Some(level) => Some(level - 1),
        None => at.checked_sub(1),
    };
    let level = Level {
        start: value("start").and_then(|start| start.parse().ok()).unwrap_or(1),
        format: value("numFmt").unwrap_or("decimal").to_owned(),
        text: value("lvlText").unwrap_or_default().to_owned(),
        restart,
        legal: child("isLgl").is_some(),
    };
    Some((at, level))
}

impl Numbering {
    pub(super) fn read(root: Node<'_, '_>) -> Self {
        let mut numbering = Self::default();
        for node in root.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "abstractNum" => {
                    let Some(id) = attribute(node, "abstractNumId") else { continue };
                    for (at, level) in
                        node.children().filter(|one| one.tag_name().name() == "lvl").filter_map(level)
                    {
                        numbering.levels.insert((id.to_owned(), at), level);
                    }
                }
                "num" => numbering.list(node),
                _ => {}
            }
        }
        numbering
    }

    fn list(&mut self, node: Node<'_, '_>) {
        let Some(id) = attribute(node, "numId") else { return };
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "abstractNumId" => {
                    let base = attribute(child, "val").unwrap_or_default();
                    self.lists.insert(id.to_owned(), base.to_owned());
                }
                "lvlOverride" => {
                    let Some(at) = attribute(child, "ilvl").and_then(|level| level.parse::<usize>().ok())
                    else {
                        continue;
                    };
                    for part in child.children().filter(Node::is_element) {
                        if let Some(start) = attribute(part, "val").and_then(|start| start.parse().ok())
                            && part.tag_name().name() == "startOverride"
                        {
                            self.starts.insert((id.to_owned(), at), start);
                        } else if let Some((at, level)) = level(part) {
                            self.own.insert((id.to_owned(), at), level);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn level(&self, list: &str, at: usize) -> Option<&Level> {
        let base = self.lists.get(list)?;
        self.own.get(&(list.to_owned(), at)).or_else(|| self.levels.get(&(base.clone(), at)))
    }

    /// The number of the next paragraph of a list at a level; empty for a paragraph that shows none.
    pub(super) fn next(&mut self, list: &str, at: usize) -> String {
        let Some(level) = self.level(list, at).cloned() else { return String::new() };
        let base = self.lists.get(list).cloned().unwrap_or_default();
        let key = (list.to_owned(), at);
        let first = !self.begun.contains(&key);
        let override_start = self.starts.get(&key).copied().filter(|_| first);
        self.begun.insert(key);
        let restarts: Vec<Option<usize>> =
            (0..LEVELS).map(|deeper| self.level(list, deeper).and_then(|level| level.restart)).collect();
        let counts = self.counts.entry(base).or_default();
        counts[at] = Some(match (override_start, counts[at]) {
            (Some(start), _) => start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => level.start,
        });
        for deeper in at + 1..LEVELS {
            if restarts[deeper].is_some_and(|restart| restart >= at) {
                counts[deeper] = None;
            }
        }
        let counts = *counts;
        self.written(list, &level, &counts)
    }

    fn written(&mut self, list: &str, level: &Level, counts: &[Option<u32>; LEVELS]) -> String {
        if level.format == "bullet" {
            // The picture fonts of Word have bullets where other fonts have letters.
            let sign = level.text.chars().next().filter(|c| matches!(c, '•' | '–' | '—' | '-' | '▪' | '·'));
            return sign.map_or("•".to_owned(), String::from);
        }
        let mut out = String::new();
        let mut chars = level.text.chars().peekable();
        while let Some(c) = chars.next() {
            let place = chars.peek().filter(|_| c == '%').and_then(|digit| digit.to_digit(10));
            let Some(place) = place.filter(|place| (1..=LEVELS as u32).contains(place)) else {
                out.push(c);
                continue;
            };
            chars.next();
            let at = place as usize - 1;
            let of = self.level(list, at).cloned();
            let start = of.as_ref().map_or(1, |level| level.start);
            let format = of.map_or_else(|| "decimal".to_owned(), |level| level.format);
            let format = if level.legal { "decimal" } else { format.as_str() };
            let count = counts[at].unwrap_or(start);
            out.push_str(&number(count, format).unwrap_or_else(|| {
                self.unknown.insert(format.to_owned());
                count.to_string()
            }));
        }
        out.trim().to_owned()
    }
}

/// A number in one of the formats of Word; none for a format that is not known.
pub(crate) fn number(value: u32, format: &str) -> Option<String> {
    let letters = |first: char| {
        let at = value.checked_sub(1)?;
        let letter = char::from_u32(u32::from(first) + at % 26)?;
        Some(letter.to_string().repeat(at as usize / 26 % 20 + 1))
    };
    let of = |letters: &str| {
        let count = letters.chars().count() as u32;
        letters.chars().nth((value.checked_sub(1)? % count) as usize).map(String::from)
    };
    Some(match format {
        "decimal" => value.to_string(),
        "decimalZero" => format!("{value:02}"),
        "lowerLetter" => letters('a')?,
        "upperLetter" => letters('A')?,
        "lowerRoman" => roman(value).to_lowercase(),
        "upperRoman" => roman(value),
        "ordinal" => format!("{value}."),
        "none" => String::new(),
        "ganada" => of(crate::marker::HANGUL)?,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => crate::marker::circle(value)?.to_string(),
        "decimalFullWidth" | "decimalFullWidth2" => {
            value.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) - 0x30 + 0xff10)).collect()
        }
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "koreanCounting"
        | "taiwaneseCountingThousand" => han(value)?,
        "iroha" | "irohaFullWidth" => of(
            "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
        )?,
        "russianLower" => of("абвгдежзиклмнопрстуфхцчшщэюя")?,
        "russianUpper" => of("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ")?,
        "arabicAbjad" => of("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ")?,
        _ => return None,
    })
}

fn roman(mut value: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    // Nobody numbers provisions beyond that, and a file could ask for a word as long as it likes.
    value = value.min(3999);
    let mut out = String::new();
    for (worth, sign) in SIGNS {
        while value >= worth {
            out.push_str(sign);
            value -= worth;
        }
    }
    out
}

/// Han numerals up to 999.
fn han(value: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if !(1..=999).contains(&value) {
        return None;
    }
    let (hundreds, tens, ones) = (value / 100, value / 10 % 10, value % 10);
    let mut out = String::new();
    if hundreds > 0 {
        out.push_str(DIGITS[hundreds as usize]);
        out.push('百');
    }
    match tens {
        0 if hundreds > 0 && ones > 0 => out.push('零'),
        0 => {}
        1 if hundreds == 0 => out.push('十'),
        tens => {
            out.push_str(DIGITS[tens as usize]);
            out.push('十');
        }
    }
    out.push_str(DIGITS[ones as usize]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let check = |value: u32, format: &str, expected: &str| {
            assert_eq!(number(value, format).as_deref(), Some(expected), "{value} {format}");
        };
        check(4, "decimal", "4");
        check(28, "lowerLetter", "bb");
        check(14, "lowerRoman", "xiv");
        check(2, "ganada", "나");
        check(3, "decimalEnclosedCircle", "③");
        check(105, "chineseCounting", "一百零五");
        check(12, "chineseCounting", "十二");
        check(2, "iroha", "ロ");
        assert_eq!(number(1, "cardinalText"), None);
    }

    #[test]
    fn levels_count_and_begin_again() {
        let level = |at: usize, format: &str, text: &str| {
            format!(
                "<lvl ilvl=\"{at}\"><start val=\"1\"/><numFmt val=\"{format}\"/><lvlText val=\"{text}\"/></lvl>"
            )
        };
        let xml = format!(
            "<numbering><abstractNum abstractNumId=\"0\">{}{}{}</abstractNum><num numId=\"5\"><abstractNumId val=\"0\"/></num><num numId=\"6\"><abstractNumId val=\"0\"/><lvlOverride ilvl=\"0\"><startOverride val=\"1\"/></lvlOverride></num></numbering>",
            level(0, "decimal", "Article %1"),
            level(1, "decimal", "%1.%2"),
            level(2, "lowerLetter", "(%3)")
        );
        let parsed = roxmltree::Document::parse(&xml).unwrap();
        let mut numbering = Numbering::read(parsed.root_element());
        let asked = [
            ("5", 0),
            ("5", 1),
            ("5", 2),
            ("5", 2),
            ("5", 0),
            ("5", 1),
            ("5", 2),
            ("6", 0),
            ("5", 0),
            ("9", 0),
        ];
        let said: Vec<String> = asked.iter().map(|(list, at)| numbering.next(list, *at)).collect();
        assert_eq!(
            said,
            ["Article 1", "1.1", "(a)", "(b)", "Article 2", "2.1", "(a)", "Article 1", "Article 2", ""]
        );
    }
}
