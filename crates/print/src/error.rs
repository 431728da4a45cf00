//! What can be wrong with fonts and sheets.

use std::collections::BTreeMap;
use std::fmt;

use unicode_script::{Script, UnicodeScript as _};

/// Characters of one script for which no font has a shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    /// The script's name in English, as Unicode has it: `Hangul`, `Arabic`, `Han`; `Common` for signs of all scripts.
    pub script: &'static str,
    /// The characters, each once, in code order.
    pub characters: Vec<char>,
}

impl Lacking {
    /// Parts characters by their script.
    pub(crate) fn by_script(characters: impl IntoIterator<Item = char>) -> Vec<Self> {
        let mut scripts: BTreeMap<&'static str, Vec<char>> = BTreeMap::new();
        for character in characters {
            scripts.entry(script_name(character)).or_default().push(character);
        }
        scripts.into_iter().map(|(script, characters)| Self { script, characters }).collect()
    }
}

fn script_name(character: char) -> &'static str {
    match character.script() {
        Script::Unknown => "Unknown",
        script => script.full_name(),
    }
}

/// How many characters of a script an error names.
const NAMED: usize = 12;

impl fmt::Display for Lacking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.script)?;
        for character in self.characters.iter().take(NAMED) {
            write!(f, " {character} (U+{:04X})", u32::from(*character))?;
        }
        match self.characters.len().saturating_sub(NAMED) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

/// Why a sheet was not printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// No font covers some characters; boxes are never printed in their place.
    #[error("no font has these characters: {}", listed(.0))]
    NoFont(Vec<Lacking>),
    /// The file would not keep the rules of accessible PDF; the reasons.
    #[error("the file would not be accessible PDF: {}", .0.join("; "))]
    Refused(Vec<String>),
}

fn listed(lacking: &[Lacking]) -> String {
    let lines: Vec<String> = lacking.iter().map(ToString::to_string).collect();
    lines.join("; ")
}

/// Bytes that are no font that could be printed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no OpenType font with outlines")]
pub struct BadFont;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lacking_is_told_by_script() {
        let lacking = Lacking::by_script(['마', '루', 'م', '①']);
        let told: Vec<String> = lacking.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["Arabic: م (U+0645)", "Common: ① (U+2460)", "Hangul: 마 (U+B9C8) 루 (U+B8E8)"]);
        let many = Lacking::by_script('가'..='갏');
        assert!(many[0].to_string().ends_with("more"), "{}", many[0]);
    }
}
