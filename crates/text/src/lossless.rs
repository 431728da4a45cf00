//! The proof that an importer lost nothing: the units' words, joined, are the source's words.

use unicode_normalization::UnicodeNormalization;

use crate::error::Loss;
use crate::model::Document;
use crate::raised::{FRACTION, stands_for};

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
            (Some(one), Some(other)) if one == other || stands_for(other, one) => after += 1,
            _ => {
                let show = |words: &mut dyn Iterator<Item = char>| words.take(SHOWN).collect();
                let (mut one, mut other) = (ahead_left, ahead_right);
                return Err(Loss { after, source_words: show(&mut one), unit_words: show(&mut other) });
            }
        }
    }
}

/// The characters that are not white space, composed; the line of a fraction is no character of the source but its markup.
fn solid(text: &str) -> impl Iterator<Item = char> + Clone {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(*c, '\u{feff}' | FRACTION)).nfc()
}
