//! The acts that amending prose names: `Regulation (EU) 2024/1689`, `the Labels Act of 2025`, `title 5, United States Code`.

use crate::model::{Document, Unit};

/// How much of a text is looked through for its own name ("This Act may be cited as …"), in bytes.
const OWN_NAME_WITHIN: usize = 8_000;
/// Words that a name contains without a capital.
const CONNECTORS: &[&str] = &["of", "the", "and", "for", "in", "on", "to", "against", "with", "from", "by"];
/// What acts of the Union are called, and the words between that and their number.
const UNION_ACTS: &[&str] =
    &["Regulation", "Directive", "Decision", "Regulations", "Directives", "Decisions"];
const UNION_KINDS: &[&str] = &["Council", "Commission", "Delegated", "Implementing", "Framework", "European"];

/// An act that prose names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    /// By the number that the Union gave it, `2024/1689`.
    Number(String),
    Name(String),
}

impl Act {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Number(name) | Self::Name(name) => name,
        }
    }

    /// Whether the text is this act; one that says nothing of its number or name cannot be told from it.
    pub(super) fn is(&self, base: &Document) -> bool {
        match self {
            Self::Number(number) => {
                let title_page = base.units.first().map(Unit::full_text).unwrap_or_default();
                let own = number_in(&base.title).or_else(|| number_in(&title_page));
                own.or_else(|| number_in(&base.id)).is_none_or(|own| own == *number)
            }
            Self::Name(name) => {
                let text = format!("{}\n{}", base.title, base.plain_text());
                let end = (0..=OWN_NAME_WITHIN.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
                let told = text[..end.unwrap_or(0)].to_lowercase();
                base.title.is_empty() || told.contains(&name.to_lowercase())
            }
        }
    }
}

/// The first act that a text names.
pub(super) fn act_in(text: &str) -> Option<Act> {
    number_in(text).map(Act::Number).or_else(|| {
        let (_, name) = named_act(text)?;
        (!name.is_empty()).then_some(Act::Name(name))
    })
}

/// The first number of an act in a text, as year and number or number and year: `2024/1689`, `2011/83`.
fn number_in(text: &str) -> Option<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')'))
        .find_map(|token| union_number(token.trim_end_matches(['.', ':'])))
}

/// The two numbers of `2024/1689` or `2011/83/EU`.
fn union_number(token: &str) -> Option<String> {
    let mut parts = token.split('/');
    let mut half = || {
        parts.next().filter(|half| (1..=4).contains(&half.len()) && half.bytes().all(|b| b.is_ascii_digit()))
    };
    let (one, other) = (half()?, half()?);
    Some(format!("{one}/{other}"))
}

/// The text without the names of acts, and without brackets that only help to find them.
pub(super) fn without_acts(text: &str) -> String {
    let mut text = without_history(&without_asides(text));
    while let Some(range) = union_act(&text) {
        text.replace_range(range, " ");
    }
    while let Some((range, _)) = named_act(&text) {
        text.replace_range(range, " ");
    }
    text
}

/// Without "as so redesignated", "as amended by …": up to the next comma.
fn without_history(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let signs = ["as so redesignated", "as redesignated", "as so renumbered", "as renumbered", "as amended"];
    let Some(start) = signs.iter().filter_map(|sign| lower.find(sign)).min() else { return text.to_owned() };
    let end = text[start..].find(',').map_or(text.len(), |at| start + at);
    // "as amended by section 2 and section 5": whether the second is amended too is not said, and the place stays unread.
    let joined = text[start..end].split(" and ").skip(1).filter_map(|more| more.split_whitespace().next());
    if joined.into_iter().any(super::place::is_noun) || limits(&lower[start..end]) {
        return text.to_owned();
    }
    format!("{}{}", &text[..start], without_history(&text[end..]))
}

/// Without brackets that hold words: `(15 U.S.C. 78c(a)(8))`, `(as redesignated by subsection (a))`; numbers of provisions stay.
fn without_asides(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('(') {
        let Some(end) = closing_bracket(&rest[start..]).map(|end| start + end) else { break };
        let aside = is_aside(&rest[start + 1..end]);
        out.push_str(&rest[..if aside { start } else { end + 1 }]);
        rest = &rest[end + 1..];
    }
    out + rest
}

/// Words by which a bracket limits what is meant.
const LIMITS: &[&str] = &[
    "but ",
    "except",
    "excluding",
    "only",
    "so far as",
    "in so far",
    "insofar",
    "unless",
    "until",
    "other than",
    "apart from",
    "save ",
    "with effect",
    "with savings",
    "to the extent",
    "in relation to",
    "as regards",
    "not including",
    "together with",
    "and also",
];

/// Words with which a bracket begins that says for what, when or together with what an instruction holds.
const LIMITING_STARTS: &[&str] = &[
    "after",
    "also",
    "along",
    "and",
    "as",
    "before",
    "both",
    "by",
    "during",
    "for",
    "from",
    "if",
    "in",
    "including",
    "like",
    "not",
    "on",
    "or",
    "plus",
    "provided",
    "so",
    "subject",
    "to",
    "until",
    "when",
    "where",
    "while",
    "with",
    "without",
];
/// What is said of a provision's own history behind "as": that picks no case out.
const HISTORY: &[&str] =
    &["added", "amended", "designated", "enacted", "inserted", "redesignated", "renumbered", "substituted"];

/// Whether words say for what, when or in which part an instruction holds.
fn limits(lower: &str) -> bool {
    LIMITS.iter().any(|limit| lower.starts_with(limit) || lower.contains(&format!(" {limit}")))
}

/// "(as it has effect in Scotland)", "(and section 4)", "(for fairs)": what limits or widens an instruction is no help to find its place.
fn starts_to_limit(lower: &str) -> bool {
    let mut words = lower.split_whitespace();
    let first = words.next().unwrap_or_default();
    let mut as_history = || {
        let verb = words.find(|word| {
            !matches!(*word, "so" | "further" | "previously" | "most" | "recently" | "last" | "otherwise")
        });
        verb.is_some_and(|verb| HISTORY.contains(&verb.trim_end_matches(',')))
    };
    // "(in this section referred to as …)" names; "(on the day of sale)" limits.
    LIMITING_STARTS.contains(&first) && !lower.contains("referred to as") && !(first == "as" && as_history())
}

/// Whether a sentence names two different acts as those that it amends: what it says of the one would be done to the other.
pub(super) fn names_several(text: &str) -> bool {
    let mut text = without_history(&without_asides(text));
    let mut known: Vec<Act> = Vec::new();
    while let Some(range) = union_act(&text) {
        known.extend(number_in(&text[range.clone()]).map(Act::Number));
        text.replace_range(range, " ");
    }
    while let Some((range, name)) = named_act(&text) {
        known.extend((!name.is_empty()).then_some(Act::Name(name)));
        text.replace_range(range, " ");
    }
    known.windows(2).any(|pair| pair[0] != pair[1])
}

/// "In section 4 of this Act": whether a provision of the amending act itself is meant is not said.
pub(super) fn names_itself(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["act", "regulation", "regulations", "directive", "decision", "order", "law", "rules"].iter().any(
        |kind| {
            [" of this ", " of these "].iter().any(|of| {
                let named = format!("{of}{kind}");
                lower.match_indices(&named).any(|(at, found)| {
                    let behind = &lower[at + found.len()..];
                    let before: Vec<&str> = lower[..at].split_whitespace().rev().take(2).collect();
                    let numbered =
                        before.first().is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()));
                    let annex =
                        before.iter().any(|word| word.starts_with("annex") || word.starts_with("schedule"));
                    !behind.starts_with(char::is_alphanumeric) && numbered && !annex
                })
            })
        },
    )
}

/// Whether a sentence points at the act that was named last: "Section 4 of such Act", "Article 4 of that Regulation".
pub(super) fn points_back(text: &str) -> bool {
    const KINDS: &[&str] =
        &["Act", "Code", "Regulation", "Regulations", "Directive", "Decision", "Order", "Law"];
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).any(|pair| {
        ["such", "that", "said", "same"].iter().any(|word| pair[0].eq_ignore_ascii_case(word))
            && KINDS.contains(&pair[1])
    })
}

/// Whether what stands in brackets helps to find a provision, and is no number: `15 U.S.C. 78c`, `inspectors`.
fn is_aside(words: &str) -> bool {
    // "(but not its heading)", "(except subsection (1))" limit what is meant, and no place has them.
    let lower = words.to_lowercase();
    if limits(&lower) || starts_to_limit(&lower) {
        return false;
    }
    let word = words.len() > 3
        && words.chars().all(|c| c.is_lowercase() || c == '-')
        && !words.bytes().all(|byte| b"ivxlc".contains(&byte));
    words.contains(' ') || word
}

/// Where the bracket closes that opens a text.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Where a text names an act of the Union by its number: `of Council Regulation (EC) No 300/2008`.
fn union_act(text: &str) -> Option<std::ops::Range<usize>> {
    let words = words(text);
    for (at, (start, word)) in words.iter().enumerate() {
        let bare = word.trim_end_matches([',', ';', ':', '.']);
        if !UNION_ACTS.contains(&bare) {
            continue;
        }
        let number = words[at + 1..].iter().take(3).find(|(_, word)| union_number(clean(word)).is_some());
        let Some((number_at, number)) = number else { continue };
        let first =
            words[..at].iter().rposition(|(_, word)| !is_before_union_act(word)).map_or(0, |at| at + 1);
        let start = words.get(first).map_or(*start, |(start, _)| *start);
        return Some(start..number_at + number.len());
    }
    None
}

fn clean(word: &str) -> &str {
    word.trim_matches([',', ';', ':', '.', '(', ')'])
}

fn is_before_union_act(word: &str) -> bool {
    UNION_KINDS.contains(&word) || matches!(word, "of" | "to" | "the" | "in")
}

/// Where a text names an act by its name, and the name; the name is empty in "of this Act".
fn named_act(text: &str) -> Option<(std::ops::Range<usize>, String)> {
    if let Some(code) = united_states_code(text) {
        return Some(code);
    }
    let words = words(text);
    for (at, (start, word)) in words.iter().enumerate() {
        let bare = word.trim_end_matches([',', ';', ':', '.', '—']);
        if !matches!(bare, "Act" | "Code" | "Ordinance" | "Order" | "Law") {
            continue;
        }
        let is_part = |(_, word): &(usize, &str)| {
            word.starts_with(|c: char| c.is_uppercase()) && !word.ends_with([',', ';', ':'])
                || CONNECTORS.contains(word)
        };
        let mut first = words[..at].iter().rposition(|word| !is_part(word)).map_or(0, |found| found + 1);
        let named = |at: &usize| {
            let (before, word) = (words.get(at.wrapping_sub(1)).map_or("", |word| word.1), words[*at].1);
            let numbered = is_division(before) && is_short_number(word);
            let heads =
                is_done_to_acts(word) && words.get(*at + 1).is_some_and(|next| CONNECTORS.contains(&next.1));
            !numbered && !CONNECTORS.contains(&word) && !is_opening(word) && !heads
        };
        let name_first = (first..at).find(named).unwrap_or(at);
        if words.get(first).is_some_and(|(_, word)| is_opening(word)) {
            first = name_first;
        }
        let mut end = start + bare.len();
        let mut year = text[end..].trim_start();
        year = year.strip_prefix("of ").unwrap_or(year);
        let digits = year.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 4 && bare.len() == word.len() {
            end = text.len() - year.len() + digits;
        }
        let determiner = words.get(first.wrapping_sub(1)).is_some_and(|(_, word)| is_determiner(word));
        let from = if determiner { first - 1 } else { first };
        let from = if from > 0 && matches!(words[from - 1].1, "of" | "to" | "in") { from - 1 } else { from };
        let name = if name_first < at { text[words[name_first].0..end].to_owned() } else { String::new() };
        return Some((words[from].0..end, name));
    }
    None
}

/// Words with which a sentence, not a name, begins.
fn is_opening(word: &str) -> bool {
    matches!(
        word,
        "In" | "The"
            | "Section"
            | "Sections"
            | "Subsection"
            | "Paragraph"
            | "Schedule"
            | "Article"
            | "After"
            | "For"
            | "Omit"
            | "To"
    ) || is_division(word)
        || is_determiner(word)
}

/// "Amendment of the Labels Act": what a heading says is done to an act is no part of its name.
fn is_done_to_acts(word: &str) -> bool {
    let words = ["amendment", "repeal", "revocation", "modification"];
    let lower = word.to_lowercase();
    words.contains(&lower.strip_suffix('s').unwrap_or(&lower))
}

/// "Such Act is amended": a word that points at an act and is no part of its name.
fn is_determiner(word: &str) -> bool {
    ["this", "that", "such", "said"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// A part of an act that stands before its name: `Title II of the Parks Act`.
fn is_division(word: &str) -> bool {
    matches!(word, "Title" | "Subtitle" | "Division" | "Chapter" | "Subchapter" | "Part" | "Subpart")
}

/// `II`, `4`, `B`: the number of a division.
fn is_short_number(word: &str) -> bool {
    let roman = word.chars().all(|c| "IVXLC".contains(c));
    roman || word.len() == 1 || word.bytes().all(|b| b.is_ascii_digit())
}

/// `title 5, United States Code`.
fn united_states_code(text: &str) -> Option<(std::ops::Range<usize>, String)> {
    let end = text.find("United States Code")?;
    let start = text[..end].to_lowercase().rfind("title ")?;
    let name = text[start..end].trim_end_matches([',', ' ', 'o', 'f', 't', 'h', 'e']).to_lowercase();
    let before = text[..start].trim_end();
    let from = before.strip_suffix("of").map_or(start, str::len);
    (name.len() <= "title 123".len()).then(|| (from..end + "United States Code".len(), name))
}

/// The words of a text, each with the byte at which it starts.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split(char::is_whitespace) {
        if !word.is_empty() {
            found.push((at, word));
        }
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_named() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(act_in(text).as_ref().map(Act::name), expected, "{text}");
        };
        check("Article 5 of Regulation (EU) No 910/2014 is deleted", Some("910/2014"));
        check("In Directive 2011/83/EU, Article 5 is deleted", Some("2011/83"));
        check(
            "Section 7(a) of the Synthetic Labels Act of 2025 (15 U.S.C. 1) is amended",
            Some("Synthetic Labels Act of 2025"),
        );
        check("The Marks Act 1998 is amended as follows", Some("Marks Act 1998"));
        check("Section 552 of title 5, United States Code, is amended", Some("title 5"));
        check("In section 4 of this Act, omit", None);
        check("in Article 5, paragraph 2 is deleted", None);
        check("Amendment of the Labels Act 2030", Some("Labels Act 2030"));
        check("Repeals and amendments to the Labels Act 2030", Some("Labels Act 2030"));
    }

    #[test]
    fn acts_are_taken_out_of_places() {
        let check = |text: &str, expected: &str| {
            let words: Vec<String> = without_acts(text).split_whitespace().map(str::to_owned).collect();
            assert_eq!(words.join(" "), expected);
        };
        check("Article 5 of Council Regulation (EC) No 300/2008", "Article 5");
        check("Annex I to Directive 2011/83/EU", "Annex I");
        check("Section 7(a) of the Synthetic Labels Act of 2025 (15 U.S.C. 1)", "Section 7(a)");
        check("Section 552(a) of title 5, United States Code", "Section 552(a)");
        check("In section 4 of this Act", "In section 4");
        check("in paragraph (2) (as so redesignated)", "in paragraph (2)");
    }
}
