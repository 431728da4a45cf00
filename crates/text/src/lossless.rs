//! The proof that an importer lost nothing: the units' words, joined, are the source's words.

use unicode_normalization::UnicodeNormalization;

use crate::error::Loss;
use crate::model::Document;

/// How many characters of each side a loss shows.
const SHOWN: usize = 60;

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
