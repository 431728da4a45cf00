//! Due process of moderation as pages: reporting words, appealing against a verdict. Rulings stand on the desk of those who rule.

use maru_forum::{CODE_LETTERS, Code};

pub(crate) mod routes;
pub(crate) mod view;

/// The code by which somebody without an account looks up their report.
pub(crate) fn fresh_code() -> Result<Code, getrandom::Error> {
    let mut randomness = [0; CODE_LETTERS];
    getrandom::fill(&mut randomness)?;
    Ok(Code::of(randomness))
}
