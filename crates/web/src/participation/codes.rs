//! One-time codes, made where they are printed or mailed. The node keeps none: the record has their seals, and nobody the codes.

use maru_forum::{CODE_LETTERS, Code};

/// So many new codes.
///
/// # Errors
/// Where the machine has no randomness to give.
pub fn fresh(count: usize) -> Result<Vec<Code>, getrandom::Error> {
    (0..count).map(|_| fresh_one()).collect()
}

/// One new code.
///
/// # Errors
/// Where the machine has no randomness to give.
pub fn fresh_one() -> Result<Code, getrandom::Error> {
    let mut randomness = [0; CODE_LETTERS];
    getrandom::fill(&mut randomness)?;
    Ok(Code::of(randomness))
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_two_codes_are_alike() {
        let codes = super::fresh(200).expect("randomness");
        let distinct: std::collections::BTreeSet<_> = codes.iter().map(maru_forum::Code::as_str).collect();
        assert_eq!(distinct.len(), 200);
    }
}
