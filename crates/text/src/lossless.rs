//! The proof that an importer lost nothing: the units' words, joined, are the source's words.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::model::Document;

/// How many characters of each side a loss shows.
const SHOWN: usize = 60;

/// The first place where the units' words leave the source's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("after {after} characters the source says \"{source_words}\" and the units say \"{unit_words}\"")]
pub struct Loss {
    /// How many characters agree, white space not counted.
    pub after: usize,
    /// What the source says there.
    pub source_words: String,
    /// What the units say there.
    pub unit_words: String,
}

/// Compares the source's words with the units' in reading order, white space apart.
pub fn lossless(source_text: &str, document: &Document) -> Result<(), Loss> {
    let units = document.plain_text();
    let (mut left, mut right) = (solid(source_text), solid(&units));
    let mut after = 0;
    loop {
        let (ahead_left, ahead_right) = (left.clone(), right.clone());
        match (left.next(), right.next()) {
            (None, None) => return Ok(()),
            (one, other) if one == other => after += 1,
            _ => {
                let show = |words: &mut dyn Iterator<Item = char>| words.take(SHOWN).collect();
                let (mut one, mut other) = (ahead_left, ahead_right);
                return Err(Loss { after, source_words: show(&mut one), unit_words: show(&mut other) });
            }
        }
    }
}

/// The characters that are not white space, composed.
fn solid(text: &str) -> impl Iterator<Item = char> + Clone {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').nfc()
}
