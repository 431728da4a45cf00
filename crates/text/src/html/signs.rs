//! What a page says with the place of signs and not with the signs themselves: raised, lowered, struck, hidden, one above the other.

use super::is_block;
use super::tokens::Token;
use crate::error::Doubt;
use crate::raised::{FRACTION, Script, in_line};

/// What an open element does to the words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    None,
    Set(Script),
    Struck,
    /// The reading above letters: `漢字` with `かんじ`.
    Reading,
}

struct Open {
    name: String,
    effect: Effect,
    /// How many elements have begun in it.
    children: usize,
}

/// Elements that have no end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// How often each thing was met that a reader has to know of.
#[derive(Debug, Default)]
struct Met {
    struck: usize,
    inserted: usize,
    unknown: usize,
    formulas: usize,
    hidden: usize,
    pictures: usize,
    lists: usize,
    readings: usize,
}

/// How many words are marked as put in or taken out by somebody who has not said whether that is accepted.
pub(super) fn tracked(tokens: &[Token]) -> usize {
    let is_change = |token: &&Token| matches!(token, Token::Start { name, empty: false, .. } if name == "ins" || is_struck(name));
    tokens.iter().filter(is_change).count()
}

/// Elements whose words are struck.
pub(super) fn is_struck(name: &str) -> bool {
    matches!(name, "del" | "s" | "strike")
}

/// The pieces of a page with raised and lowered signs as the signs that Unicode has for them and without what is struck.
pub(super) fn settled(tokens: Vec<Token>) -> (Vec<Token>, Vec<Doubt>) {
    let mut reader = Reader::default();
    reader.met.lists = super::lists::numbers(&tokens).unknown;
    for token in tokens {
        reader.token(token);
    }
    (reader.out, reader.met.doubts())
}

#[derive(Default)]
struct Reader {
    out: Vec<Token>,
    open: Vec<Open>,
    met: Met,
    /// Whether the words before end with an opening bracket, as they do before the sign of a note.
    after_bracket: bool,
}

impl Reader {
    fn token(&mut self, token: Token) {
        match token {
            Token::Text(words) => self.words(words),
            Token::Start { ref name, empty, .. } => {
                let name = name.clone();
                self.start(&name, &token);
                let effect = self.effect(&name, &token);
                self.out.push(token);
                // Deeper than that only a file stands that is to keep us busy.
                if !empty && !VOID.contains(&name.as_str()) && self.open.len() < super::MAX_OPEN {
                    self.open.push(Open { name, effect, children: 0 });
                }
            }
            Token::End { ref name } => {
                if let Some(at) = self.open.iter().rposition(|open| open.name == *name) {
                    self.open.truncate(at);
                }
                if name == "mfrac" {
                    self.out.push(Token::Text(" ".to_owned()));
                }
                self.out.push(token);
            }
        }
    }

    fn words(&mut self, words: String) {
        if self.open.iter().any(|open| matches!(open.effect, Effect::Struck | Effect::Reading)) {
            return;
        }
        let script = self.open.iter().rev().find_map(|open| match open.effect {
            Effect::Set(script) => Some(script),
            Effect::None | Effect::Struck | Effect::Reading => None,
        });
        let is_note = self.after_bracket && self.open.iter().any(|open| open.name == "a");
        let words = match script.filter(|_| !is_note) {
            Some(script) => {
                let (text, is_known) = in_line(&words, script);
                self.met.unknown += usize::from(!is_known);
                text
            }
            None => words,
        };
        if !words.trim().is_empty() {
            self.after_bracket = words.trim_end().ends_with('(');
        }
        self.out.push(Token::Text(words));
    }

    /// What begins: counted, and parted from the number above it where a fraction has it below.
    fn start(&mut self, name: &str, token: &Token) {
        if is_block(name) {
            // Signs that a page forgot to bring back to the line.
            self.open.retain(|open| !matches!(open.effect, Effect::Set(_)));
        }
        if matches!(name, "rt" | "rp" | "rb" | "rtc") {
            // The end of a reading may be left out.
            self.open.retain(|open| open.effect != Effect::Reading);
        }
        let above = self.open.last_mut();
        if let Some(above) = above {
            above.children += 1;
            if above.name == "mfrac" && above.children == 2 {
                self.out.push(Token::Text(FRACTION.to_string()));
            }
        }
        if name == "mfrac" {
            self.out.push(Token::Text(" ".to_owned()));
        }
        let style: String = token.attribute("style").split_whitespace().collect();
        let is_hidden = style.contains("display:none") || style.contains("mso-hide:all");
        self.met.hidden += usize::from(is_hidden);
        self.met.formulas += usize::from(name == "math");
        self.met.pictures += usize::from(name == "img");
        self.met.readings += usize::from(name == "rt");
        self.met.struck += usize::from(is_struck(name));
        self.met.inserted += usize::from(name == "ins");
    }

    fn effect(&self, name: &str, token: &Token) -> Effect {
        let style: String = token.attribute("style").split_whitespace().collect();
        let class =
            |wanted: &[&str]| token.attribute("class").split_whitespace().any(|one| wanted.contains(&one));
        let place = self.open.last().map_or(("", 0), |above| (above.name.as_str(), above.children));
        let is_raised = name == "sup"
            || class(&["oj-super", "super", "superscript"]) && !class(&["oj-note-tag", "note-tag"])
            || style.contains("vertical-align:super")
            || matches!(place, ("msup", 2) | ("msubsup", 3));
        let is_lowered = name == "sub"
            || class(&["oj-sub", "sub", "subscript"])
            || style.contains("vertical-align:sub") && !style.contains("vertical-align:super")
            || matches!(place, ("msub" | "msubsup", 2));
        match (is_struck(name), is_raised, is_lowered) {
            (true, ..) => Effect::Struck,
            _ if matches!(name, "rt" | "rp") => Effect::Reading,
            (_, true, _) => Effect::Set(Script::Raised),
            (_, _, true) => Effect::Set(Script::Lowered),
            _ => Effect::None,
        }
    }
}

impl Met {
    fn doubts(self) -> Vec<Doubt> {
        [
            ("words that are struck, which are left out", self.struck),
            ("words that are marked as put in, which are read as the others", self.inserted),
            ("raised or lowered words without signs of their own, which stand in the line now", self.unknown),
            ("formulas, of which the signs are read in a line", self.formulas),
            ("parts that the page hides, which are read as the others", self.hidden),
            ("lists in styles of which the numbers are not known, or hidden, or set by a class", self.lists),
            ("readings above the letters", self.readings),
            ("pictures", self.pictures),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| Doubt::NotRead { what: what.into(), count })
        .collect()
    }
}
