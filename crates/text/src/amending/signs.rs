//! The words by which sentences tell that they change a text.

use super::operations::Asked;

/// What a text consists of, in the singular and lower case.
const PARTS: &[&str] = &[
    "article",
    "section",
    "paragraph",
    "point",
    "annex",
    "annexe",
    "chapter",
    "part",
    "schedule",
    "recital",
    "title",
    "heading",
    "indent",
    "sentence",
    "clause",
    "regulation",
    "directive",
    "decision",
    "act",
    "word",
    "item",
    "table",
    "entry",
    "definition",
    "rule",
    "subsection",
    "subparagraph",
    "term",
    "phrase",
    "footnote",
    "introductory",
    "appendix",
    "index",
    "form",
    "analysis",
    "contents",
    "matter",
];

/// What is done to a text.
const DOINGS: &[&str] = &[
    "is amended",
    "are amended",
    "be amended as",
    "further amended",
    "hereby",
    "replaced by",
    "replaced with",
    "is deleted",
    "are deleted",
    "be deleted",
    "is inserted",
    "are inserted",
    "be inserted",
    "inserted after",
    "inserted before",
    "is added",
    "are added",
    "be added",
    "is repealed",
    "are repealed",
    "be repealed",
    "is renumbered",
    "are renumbered",
    "renumbered as",
    "becomes",
    "become paragraph",
    "become subparagraph",
    "become point",
    "become article",
    "become section",
    "become subsection",
    "become schedule",
    "become chapter",
    "become annex",
    "become indent",
    "become recital",
    "shall read as follows",
    "reads as follows",
    "read as follows:",
    "the following wording",
    "worded as follows",
    "corrected to read",
    "striking",
    "inserting",
    "adding",
    "redesignating",
    "repealing",
    "deleting",
    "amending",
    "to read as follows",
    "substitute",
    "insert",
    "omit",
    "leave out",
    "is redesignated",
    "are redesignated",
    "suppressed",
    "ceases to have effect",
];

/// Whether words change a text.
pub(super) fn amends(words: &str) -> bool {
    const SIGNS: &[&str] = &[
        "amended as follows",
        "replaced by",
        "is deleted",
        "are deleted",
        "inserted",
        "is added",
        "are added",
        "is amended",
        "are amended",
        "repealed",
        "renumbered",
        "by striking",
        "by inserting",
        "by adding",
        "to read as follows",
        "substitute",
        "insert",
        "omit",
        "leave out",
        "becomes",
        "become paragraph",
        "become subparagraph",
        "become point",
        "become article",
        "become section",
        "become subsection",
        "become schedule",
        "become chapter",
        "become annex",
        "become indent",
        "become recital",
        "redesignat",
        "suppressed",
        "revoked",
        "removed",
        "cease to have effect",
        "ceases to have effect",
        "shall read as follows",
        "reads as follows",
        "read as follows:",
        "the following wording",
        "worded as follows",
        "corrected to read",
        "replaced with",
        "substituted",
    ];
    let lower = words.to_lowercase();
    SIGNS.iter().any(|sign| lower.contains(sign))
}

/// Whether a sentence, its quotations taken out, could change a text: it says what is done, and to what.
pub(super) fn may_amend(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric());
    amends(&lower)
        && DOINGS.iter().any(|sign| lower.contains(sign))
        && words().any(|word| PARTS.contains(&word.strip_suffix('s').unwrap_or(word)))
}

/// Words with which a place ends and what happens there begins.
pub(super) const VERBS_OF_FRAMES: &[&str] = &[
    " is amended",
    " are amended",
    " is further amended",
    " are further amended",
    " is hereby amended",
    " are hereby amended",
    " is hereby further amended",
    " shall be amended",
    " shall be further amended",
];

/// Whether a sentence that opens clauses asks for a change itself.
pub(super) fn does_something(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "by striking",
        "by inserting",
        "by adding",
        "by redesignating",
        "by repealing",
        "by deleting",
        "by amending",
        "by moving",
        "by transferring",
        "is repealed and",
    ]
    .iter()
    .any(|sign| lower.contains(sign))
}

/// The words by which new text reads as an instruction of its own: then a quotation has run into the next one.
pub(super) fn reads_as_amending(asked: &Asked) -> Option<&'static str> {
    const SIGNS: &[&str] = &[
        "is replaced by the following",
        "are replaced by the following",
        "shall be replaced by the following",
        "is amended as follows",
        "are amended as follows",
        "following point is added",
        "following paragraph is added",
        "following article is inserted",
        "is amended by striking",
        "is amended by inserting",
        "is amended by adding",
        "by striking",
        "amended to read as follows",
        "substitute—",
        "insert—",
    ];
    let (Asked::Replace { text, .. } | Asked::Insert { text, .. }) = asked else { return None };
    let lower = text.to_lowercase();
    let changes = super::silence::changes_a_provision;
    let ordered =
        || super::clauses::sentences_of(text).any(changes).then_some("an order to change a provision");
    SIGNS.iter().find(|sign| lower.contains(**sign)).copied().or_else(ordered)
}

/// What new text says where it leaves out words that stay: such a text cannot be put into force as it is.
pub(super) fn leaves_out(asked: &Asked) -> Option<&'static str> {
    const SIGNS: &[&str] = &[
        "* * *",
        "(unchanged)",
        "[unchanged]",
        "(no change)",
        "[no change]",
        "[…]",
        "[...]",
        "(…)",
        "(...)",
    ];
    let (Asked::Replace { text, .. } | Asked::Insert { text, .. }) = asked else { return None };
    let lower = text.to_lowercase();
    SIGNS.iter().find(|sign| lower.contains(**sign)).copied()
}

/// Whether words outside the provisions that are read plainly change a text.
pub(super) fn is_plain_amendment(text: &str) -> bool {
    let lower = text.to_lowercase();
    let signs = [
        "is amended as follows",
        "are amended as follows",
        "is replaced by",
        "are replaced by",
        "is deleted",
        "are deleted",
        "is inserted",
        "are inserted",
        "is added:",
        "are added:",
        "shall be replaced by",
        "is amended by striking",
        "is amended by inserting",
        "is amended by adding",
        "to read as follows",
    ];
    signs.iter().any(|sign| lower.contains(sign)) && may_amend(text)
}
