//! A stretch of amending prose in which every quotation is one sign, with what was quoted beside it.

/// What stands in the prose for a quotation.
pub(super) const QUOTE: char = '\u{fffc}';

/// What stands around a defined term in the prose, "the definition of …": it names a place and is one word there.
const TERM_STARTS: char = '\u{e000}';
const TERM_ENDS: char = '\u{e002}';
/// What stands for a blank within it.
const TERM_BLANK: char = '\u{e001}';

/// A defined term as one word of the prose.
pub(super) fn as_term(words: &str) -> String {
    let inner = words.split_whitespace().collect::<Vec<_>>().join(TERM_BLANK.encode_utf8(&mut [0; 4]));
    format!("{TERM_STARTS}{inner}{TERM_ENDS}")
}

/// The defined term that a word of the prose is.
pub(super) fn term_of(word: &str) -> Option<String> {
    let inner = word.strip_prefix(TERM_STARTS)?.split(TERM_ENDS).next()?;
    Some(inner.replace(TERM_BLANK, " "))
}

/// Prose as people read it: … for what is quoted, marks around defined terms.
pub(super) fn readable(text: &str) -> String {
    let shown = |c: char| match c {
        QUOTE => '…',
        TERM_STARTS => '“',
        TERM_ENDS => '”',
        TERM_BLANK => ' ',
        other => other,
    };
    text.chars().map(shown).collect()
}

/// Prose and its quotations, cut together: whatever part of the prose one takes, its quotations come with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phrase<'a> {
    text: &'a str,
    quotes: &'a [String],
}

impl<'a> Phrase<'a> {
    /// A phrase; there must be one quotation for each sign.
    pub(super) fn new(text: &'a str, quotes: &'a [String]) -> Self {
        Self { text, quotes }.trim()
    }

    pub(super) fn text(self) -> &'a str {
        self.text
    }

    pub(super) fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn quotes(self) -> &'a [String] {
        self.quotes
    }

    pub(super) fn quoted(self) -> usize {
        self.quotes.len()
    }

    /// Without blanks and commas around.
    pub(super) fn trim(self) -> Self {
        Self { text: self.text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';')), ..self }
    }

    /// Both parts, cut at a byte.
    pub(super) fn split_at(self, at: usize) -> (Self, Self) {
        let (left, right) = self.text.split_at(at);
        let count = left.matches(QUOTE).count().min(self.quotes.len());
        let (ours, theirs) = self.quotes.split_at(count);
        (Self { text: left, quotes: ours }.trim(), Self { text: right, quotes: theirs }.trim())
    }

    /// Where words stand, upper and lower case alike.
    pub(super) fn find(self, words: &str) -> Option<usize> {
        self.text.to_ascii_lowercase().find(words)
    }

    /// Whether the words stand in it.
    pub(super) fn says(self, words: &str) -> bool {
        self.find(words).is_some()
    }

    /// What stands before and after words.
    pub(super) fn split_once(self, words: &str) -> Option<(Self, Self)> {
        let (before, rest) = self.split_at(self.find(words)?);
        let at = rest.find(words.trim_start_matches([' ', ',']))?;
        Some((before, rest.split_at(at + words.trim_start_matches([' ', ',']).len()).1))
    }

    /// What follows words at the start; they must end where a word ends.
    pub(super) fn after(self, words: &str) -> Option<Self> {
        let head = self.text.get(..words.len())?;
        let ends = !self.text[words.len()..].starts_with(char::is_alphanumeric) || words.ends_with(' ');
        (head.eq_ignore_ascii_case(words) && ends).then(|| self.split_at(words.len()).1)
    }

    /// What follows whichever of several words stand at the start; the longest should come first.
    pub(super) fn after_any(self, words: &[&str]) -> Option<Self> {
        words.iter().find_map(|words| self.after(words))
    }

    /// What precedes words at the end.
    pub(super) fn before(self, words: &str) -> Option<Self> {
        let start = self.text.len().checked_sub(words.len())?;
        let tail = self.text.get(start..)?;
        let begins = !self.text[..start].ends_with(char::is_alphanumeric);
        (tail.eq_ignore_ascii_case(words) && begins).then(|| self.split_at(start).0)
    }

    /// What precedes whichever of several words stand at the end.
    pub(super) fn before_any(self, words: &[&str]) -> Option<Self> {
        words.iter().find_map(|words| self.before(words))
    }

    /// The quotation at the start, and what follows it.
    pub(super) fn leading_quote(self) -> Option<(&'a str, Self)> {
        let rest = self.text.strip_prefix(QUOTE)?;
        let (first, others) = self.quotes.split_first()?;
        Some((first, Self { text: rest, quotes: others }.trim()))
    }

    /// The quotation that is all that is left; colons and dashes before it and stops behind it say nothing.
    pub(super) fn only_quote(self) -> Option<&'a str> {
        let parts = |c: char| c.is_whitespace() || matches!(c, ':' | '—' | '–' | '-' | '.');
        let bare = Self { text: self.text.trim_matches(parts), ..self };
        let (quote, rest) = bare.leading_quote()?;
        rest.is_empty().then_some(quote)
    }

    /// Whether nothing that means anything is left.
    pub(super) fn is_done(self) -> bool {
        self.text.chars().all(|c| !c.is_alphanumeric() && c != QUOTE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_go_with_the_prose_around_them() {
        let text = format!("for {QUOTE} substitute {QUOTE}.");
        let quotes = ["a".to_owned(), "b".to_owned()];
        let phrase = Phrase::new(&text, &quotes);
        let (before, after) = phrase.split_once(" substitute ").unwrap();
        assert_eq!(before.after("for").unwrap().only_quote(), Some("a"));
        assert_eq!(after.only_quote(), Some("b"));
        assert!(phrase.after("form").is_none());
        assert!(phrase.before("x").is_none());
    }
}
