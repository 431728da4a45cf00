//! Texts in tables that spreadsheets open: one that begins like a formula would be run by whoever opens the file.

use std::borrow::Cow;

/// With what a text begins that a spreadsheet takes for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// What makes it a text again.
const GUARD: char = '\'';

fn is_run(text: &str) -> bool {
    text.starts_with(FORMULA) && text.parse::<f64>().is_err()
}

/// A text with an apostrophe in front where it would be run, or would be taken for one with the apostrophe.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let bare = text.trim_start_matches(GUARD);
    if is_run(bare) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was guarded so.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix(GUARD) {
        Some(rest) if is_run(rest.trim_start_matches(GUARD)) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spreadsheet_runs_a_text_and_every_text_comes_back() {
        let check = |text: &str, expected: &str| {
            assert_eq!(guarded(text), expected, "{text:?}");
            assert_eq!(unguarded(expected), text, "{text:?}");
        };
        check("=1+1", "'=1+1");
        check("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0");
        check("-2+3", "'-2+3");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t=1");
        check("'=1", "''=1");
        check("''=1", "'''=1");
        check("-0.5", "-0.5");
        check("+1", "+1");
        check("'tis", "'tis");
        check("'", "'");
        check("", "");
        check("plain", "plain");
    }
}
