//! What sentences say that follow none of the patterns by which texts are changed: whether they seem to change a provision all the
//! same, and, where they do not, what else they are about. A sentence of which neither is known is no "nothing": it is not understood.

use super::phrase::QUOTE;
use super::place;

/// Verbs of orders: "Delete paragraph 2.", "In section 3, swap subsections (1) and (2)."
const ORDERS: &[&str] = &[
    "abolish",
    "abrogate",
    "add",
    "adapt",
    "alter",
    "amend",
    "annul",
    "append",
    "cancel",
    "change",
    "combine",
    "consolidate",
    "convert",
    "correct",
    "cut",
    "delete",
    "disapply",
    "divide",
    "double",
    "drop",
    "erase",
    "exchange",
    "excise",
    "expunge",
    "extend",
    "halve",
    "increase",
    "insert",
    "interchange",
    "invert",
    "join",
    "leave",
    "lengthen",
    "lower",
    "merge",
    "modify",
    "move",
    "nullify",
    "omit",
    "postpone",
    "prolong",
    "put",
    "raise",
    "read",
    "recast",
    "redesignate",
    "reduce",
    "reinsert",
    "reinstate",
    "reletter",
    "relocate",
    "remove",
    "rename",
    "renumber",
    "repeal",
    "replace",
    "rescind",
    "restate",
    "restore",
    "reverse",
    "revise",
    "revive",
    "revoke",
    "reword",
    "rewrite",
    "scrap",
    "shift",
    "shorten",
    "split",
    "strike",
    "substitute",
    "supplement",
    "suspend",
    "swap",
    "take",
    "transfer",
    "transpose",
    "treat",
    "update",
    "void",
    "withdraw",
];

/// What is done to a provision of which that is said, in the passive.
const DONE: &[&str] = &[
    "abolished",
    "abrogated",
    "adapted",
    "added",
    "altered",
    "amended",
    "annulled",
    "appended",
    "cancelled",
    "canceled",
    "changed",
    "combined",
    "construed",
    "converted",
    "corrected",
    "cut",
    "deemed",
    "deleted",
    "disapplied",
    "divided",
    "doubled",
    "dropped",
    "erased",
    "exchanged",
    "excised",
    "expunged",
    "extended",
    "halved",
    "increased",
    "inserted",
    "interchanged",
    "left",
    "lengthened",
    "lowered",
    "merged",
    "modified",
    "moved",
    "null",
    "nullified",
    "omitted",
    "postponed",
    "prolonged",
    "raised",
    "read",
    "recast",
    "redesignated",
    "reduced",
    "reinserted",
    "reinstated",
    "relettered",
    "relocated",
    "removed",
    "renamed",
    "renumbered",
    "repealed",
    "replaced",
    "rescinded",
    "restored",
    "reversed",
    "revived",
    "revoked",
    "reworded",
    "rewritten",
    "scrapped",
    "shortened",
    "split",
    "struck",
    "stricken",
    "substituted",
    "superseded",
    "supplemented",
    "suppressed",
    "suspended",
    "swapped",
    "taken",
    "transferred",
    "transposed",
    "treated",
    "understood",
    "updated",
    "void",
    "voided",
    "withdrawn",
];

/// What a provision does that stops or changes.
const ENDS: &[&str] = &[
    "becomes",
    "become",
    "ceases",
    "cease",
    "changes",
    "change",
    "disappears",
    "disappear",
    "ends",
    "end",
    "expires",
    "expire",
    "falls",
    "fall",
    "follows",
    "follow",
    "goes",
    "go",
    "lapses",
    "lapse",
    "moves",
    "move",
    "reads",
    "read",
    "vanishes",
    "vanish",
];

/// The same in several words.
const ENDINGS: &[&str] = &[
    "no longer",
    "any more",
    "anymore",
    "not apply after",
    "no effect",
    "no force",
    "without effect",
    "of no ",
    "with the substitution",
    "with the omission",
    "with the insertion",
    "with the addition",
    "as if",
    "with effect as if",
    "by substituting",
    "modification",
    "so far as",
];

/// What stands for a text, or for a part of one, as the subject of a sentence.
const SUBJECTS: &[&str] = &[
    "act",
    "amount",
    "annex",
    "appendix",
    "article",
    "bracket",
    "chapter",
    "citation",
    "clause",
    "column",
    "comma",
    "cross-heading",
    "date",
    "definition",
    "entry",
    "expression",
    "figure",
    "footnote",
    "form",
    "formula",
    "heading",
    "indent",
    "item",
    "letter",
    "name",
    "note",
    "number",
    "paragraph",
    "part",
    "percentage",
    "period",
    "phrase",
    "point",
    "preamble",
    "proviso",
    "provision",
    "recital",
    "reference",
    "regulation",
    "row",
    "rule",
    "schedule",
    "section",
    "semicolon",
    "sentence",
    "stop",
    "sub-paragraph",
    "sub-section",
    "subclause",
    "subparagraph",
    "subpoint",
    "subsection",
    "sum",
    "table",
    "term",
    "text",
    "threshold",
    "title",
    "wording",
    "word",
];

/// Words before the noun of a subject.
const BEFORE_NOUNS: &[&str] = &[
    "the",
    "a",
    "an",
    "any",
    "each",
    "every",
    "all",
    "such",
    "said",
    "that",
    "those",
    "these",
    "both",
    "whole",
    "entire",
    "existing",
    "current",
    "present",
    "old",
    "dollar",
    "introductory",
    "opening",
    "closing",
    "last",
    "final",
    "full",
    "long",
    "short",
    "italic",
    "section",
    "of",
];

/// Words with which a place stands before the rest of a sentence.
const PREPOSITIONS: &[&str] =
    &["in", "at", "under", "throughout", "from", "within", "after", "before", "to", "for", "wherever", "on"];

/// Verbs of rules: what comes behind them is no order.
const MODALS: &[&str] = &[
    "shall", "must", "may", "should", "will", "can", "cannot", "to", "is", "are", "was", "were", "has",
    "have", "does", "do", "means", "includes", "applies", "apply",
];

/// A sentence is looked at behind so many of its commas, less one.
const PARTS_OF_A_SENTENCE: usize = 3;
/// An order names what it is about within so many words.
const OBJECT_WITHIN: usize = 5;

/// Whether a sentence seems to change a provision: it orders a change, or says of a part of a text that it is changed.
pub(super) fn asks(sentence: &str) -> bool {
    let words = words(sentence);
    // "Not later than 2033, section 103 shall end": what is spoken of may stand behind a comma.
    let starts = std::iter::once(0)
        .chain(words.iter().enumerate().filter(|(_, word)| word.ends_with(',')).map(|(at, _)| at + 1));
    let mut parts = starts.take(PARTS_OF_A_SENTENCE).map(|at| &words[at..]);
    orders(&words)
        || parts.any(|part| is_about_a_provision(part) && is_changed(part))
        || says_it_of_words_in_a_provision(&words)
}

/// "The fine in section 2(1) is doubled.": something in a provision is changed. A rule of the act itself has a verb of rules.
fn says_it_of_words_in_a_provision(words: &[String]) -> bool {
    let verbs = ["is", "are", "stands", "stand"];
    let Some(verb) = words.iter().position(|word| verbs.contains(&bare(word))) else { return false };
    let (before, behind) = words.split_at(verb);
    let inside = before
        .windows(2)
        .any(|pair| bare(&pair[0]) == "in" && (is_part(&pair[1]) || bare(&pair[1]) == "the"));
    let done = behind.iter().skip(1).take(2).any(|word| DONE.contains(&bare(word)));
    inside && done && names_a_provision(before)
}

/// Whether a sentence orders a change of a provision that it names: what an act that amends nothing does not say.
pub(super) fn asks_plainly(sentence: &str) -> bool {
    let words = words(sentence);
    orders(&words) && (names_a_provision(&words) || sentence.contains(QUOTE))
}

/// "In section 2, omit subsection (2).", "Repeal section 5.": an order whose object is a provision by its number, as no rule of an act has one.
pub(super) fn orders_a_change(sentence: &str) -> bool {
    let words = words(sentence);
    let first =
        words.iter().position(|word| !bare(word).is_empty() && !is_label(word)).unwrap_or(words.len());
    let rest = &words[first..];
    let Some(start) = rest.first() else { return false };
    if !ORDERS.contains(&bare(start)) {
        return PREPOSITIONS.contains(&bare(start)) && orders(rest) && names_a_provision(rest);
    }
    let object: Vec<&String> =
        rest[1..].iter().skip_while(|word| matches!(bare(word), "the" | "this")).collect();
    matches!(object.as_slice(), [part, number, ..] if is_part(part) && is_number(number))
}

/// What else than a change a sentence is about; none where that is not known.
pub(super) fn other_matter(sentence: &str) -> Option<&'static str> {
    let lower = sentence.to_lowercase();
    let says = |signs: &[&str]| signs.iter().any(|sign| lower.contains(sign));
    let words = words(sentence);
    if says(&["come into force", "comes into force", "enter into force", "enters into force", "take effect"])
        || says(&["takes effect", "into operation", "be effective"])
    {
        return Some("it says when it enters into force");
    }
    if says(&["may be cited as", "extends to ", "extend to ", "binding in its entirety", "addressed to the"])
    {
        return Some("it says what the act is called, where it holds or whom it binds");
    }
    let about = is_about_a_provision(&words);
    let own = says(&["in this ", "of this ", "this section", "this article", "this act", "this part"]);
    if says(&[" means ", " have the same meaning", " has the same meaning", " has the meaning", " includes "])
        && (own || !names_a_provision(&words))
    {
        return Some("it says what a word of the act itself means");
    }
    if says(&[
        "applies ",
        "apply ",
        "does not affect",
        "not affect ",
        "without prejudice",
        "has effect ",
        "have effect ",
    ]) && !is_changed(&words)
    {
        return Some("it says for what or from when a provision holds, which changes no text");
    }
    // "3rd May" is no permission.
    let ruled = sentence.split_whitespace().any(|word| {
        matches!(
            word,
            "shall" | "must" | "may" | "should" | "will" | "can" | "cannot" | "commits" | "guilty" | "liable"
        )
    });
    (ruled && !about).then_some("it is a rule of the act itself")
}

/// Whether words read as another language than English, so that their silence tells nothing: they have none of its words, and, where the
/// act is `told` to be in English, some of another's.
pub(super) fn is_foreign(text: &str, told: bool) -> bool {
    const ENGLISH: &[&str] = &[
        "the", "of", "and", "shall", "to", "by", "be", "are", "with", "from", "this", "that", "not", "may",
        "must", "which", "has", "have", "their", "its", "been", "will", "means", "such", "any", "no",
    ];
    const OTHERS: &[&str] = &[
        "le",
        "la",
        "les",
        "des",
        "du",
        "est",
        "et",
        "une",
        "aux",
        "sont",
        "der",
        "die",
        "das",
        "wird",
        "werden",
        "und",
        "nach",
        "durch",
        "wurde",
        "el",
        "los",
        "las",
        "se",
        "del",
        "y",
        "que",
        "queda",
        "il",
        "gli",
        "della",
        "è",
        "os",
        "fica",
        "het",
        "een",
        "van",
        "wordt",
        "worden",
        "vervalt",
        "artikel",
        "artículo",
        "articolo",
        "artigo",
        "§",
    ];
    let words = words(text);
    let is =
        |list: &[&str]| words.iter().any(|word| list.contains(&bare(word)) || list.contains(&word.as_str()));
    let east = text.chars().any(|c| crate::diff::is_east_asian(c) || ('ぁ'..='ヿ').contains(&c));
    let spelt = words.iter().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).count();
    let accents = text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let others = is(OTHERS) || accents || text.contains("l'") || text.contains("l’");
    east || spelt > 0 && !is(ENGLISH) && (!told || others)
}

/// The words of a sentence in lower case, each with the stops behind it.
fn words(sentence: &str) -> Vec<String> {
    let spaced = sentence.replace(['—', '–'], "— ").replace(QUOTE, " \u{fffc} ");
    spaced.split_whitespace().map(str::to_lowercase).collect()
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-')
}

fn singular(word: &str) -> &str {
    match bare(word) {
        "annexes" => "annex",
        "entries" => "entry",
        word => word.strip_suffix('s').unwrap_or(word),
    }
}

fn is_part(word: &str) -> bool {
    let bare = bare(word);
    SUBJECTS.contains(&bare) || SUBJECTS.contains(&singular(word))
}

/// "Delete …", "In section 3(1), replace …", "Section 5: strike": a verb of an order where a clause begins.
fn orders(words: &[String]) -> bool {
    let first =
        words.iter().position(|word| !bare(word).is_empty() && !is_label(word)).unwrap_or(words.len());
    let words = &words[first..];
    let Some(start) = words.first() else { return false };
    if ORDERS.contains(&bare(start)) {
        // "Repeal of section 5" is a heading.
        return words.get(1).is_none_or(|next| next != "of") && has_object(&words[1..]);
    }
    let polite = |word: &str| matches!(bare(word), "and" | "then" | "please" | "also" | "hereby" | "further");
    let opens = PREPOSITIONS.contains(&bare(start)) || is_part(start) || polite(start);
    if !opens {
        return false;
    }
    let end = words.iter().position(|word| MODALS.contains(&bare(word)) && bare(word) != "to");
    let end = end.unwrap_or(words.len());
    (1..end).any(|at| {
        let before = words[at - 1].as_str();
        let begins =
            before.ends_with([',', '—', ')', ':', ';', QUOTE]) || polite(before) || is_number(before);
        let named = words.len() == at + 1 && is_part(start);
        begins && ORDERS.contains(&bare(&words[at])) && (named || has_object(&words[at + 1..]))
    })
}

/// Whether what an order is about comes right behind its verb: a part of a text, its number, or quoted words.
fn has_object(behind: &[String]) -> bool {
    let near = &behind[..behind.len().min(OBJECT_WITHIN)];
    near.iter().any(|word| is_part(word) || word.contains(QUOTE) || bare(word) == "following")
        || near.first().is_some_and(|word| is_number(word))
}

/// `(2)`, `2.`, `(a)` before the words.
fn is_label(word: &str) -> bool {
    word.len() <= 6
        && (word.starts_with('(') && word.ends_with(')') || word.ends_with(['.', ')']) && is_number(word))
}

fn is_number(word: &str) -> bool {
    let bare = word.trim_matches([',', ';', ':', '.', '—']);
    place::is_number(bare) || place::is_number(&bare.to_uppercase())
}

/// Whether what a sentence speaks of is a text or a part of one.
fn is_about_a_provision(words: &[String]) -> bool {
    let mut rest = words;
    while let Some(first) = rest.first() {
        if is_label(first) || bare(first).is_empty() && first != "\u{fffc}" {
            rest = &rest[1..];
        } else if PREPOSITIONS.contains(&bare(first)) {
            // "In section 3(1), the number …": what stands behind the comma.
            match rest.iter().position(|word| word.ends_with(',')) {
                Some(comma) => rest = &rest[comma + 1..],
                None => return names_a_provision(rest),
            }
        } else {
            break;
        }
    }
    let mut noun = rest.iter().skip_while(|word| {
        let bare = bare(word);
        BEFORE_NOUNS.contains(&bare) && !is_part(word) || place::is_ordinal(bare)
    });
    noun.next().is_some_and(|word| is_part(word) || word == "\u{fffc}")
}

/// Whether a number stands behind the name of a part: `section 5`, `paragraph (a)`; or an ordinal before it.
fn names_a_provision(words: &[String]) -> bool {
    words.windows(2).any(|pair| {
        is_part(&pair[0]) && is_number(&pair[1]) || place::is_ordinal(bare(&pair[0])) && is_part(&pair[1])
    })
}

/// Whether a verb says that what is spoken of changes or ends.
fn is_changed(words: &[String]) -> bool {
    let text = words.join(" ");
    if ENDINGS.iter().any(|sign| text.contains(sign)) {
        return true;
    }
    let verbs = ["is", "are", "be", "been", "stands", "stand", "hereby", "was", "were", "being"];
    words.iter().enumerate().skip(1).any(|(at, word)| {
        let bare = bare(word);
        let near = words[at.saturating_sub(3)..at].iter().any(|word| verbs.contains(&self::bare(word)));
        DONE.contains(&bare) && near || ENDS.contains(&bare)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_seem_to_change_a_provision_are_heard() {
        for sentence in [
            "Delete paragraph 2.",
            "Repeal section 5.",
            "Section 5 goes.",
            "Section 5 is hereby abolished.",
            "Section 5 shall cease to have effect.",
            "Section 5 no longer applies.",
            "Section 5 stands repealed.",
            "(b) Section 3 of such Act is null and void.",
            "Section 3 of such Act shall have no force or effect.",
            "Section 3 of such Act shall not apply after 2032.",
            "In section 3(1), for \u{fffc} read \u{fffc}.",
            "In section 3, swap subsections (1) and (2).",
            "In section 3, renumber subsection (3) as subsection (4).",
            "In section 3(1), the number \u{fffc} shall be read as \u{fffc}.",
            "The words \u{fffc} in section 3(2) are left out.",
            "The dollar amount in section 4(b) of such Act is doubled.",
            "Any reference in section 4 to the Secretary shall be deemed a reference to the Minister.",
            "Section 2(1) is to have effect with the substitution of \u{fffc} for \u{fffc}.",
            "Section 5: delete.",
            "Not later than 2033, section 103 of title 99 shall end.",
            "The second sentence is struck.",
        ] {
            assert!(asks(sentence), "{sentence}");
        }
        for sentence in [
            "Repeal of section 5",
            "A maker shall insert a label.",
            "The Commission may amend the list.",
            "The toy is withdrawn and the label is deleted from the register.",
            "The Minister may by order repeal what is spent.",
            "Member States shall lay down penalties.",
            "This Act comes into force on the day on which it is passed.",
            "The Secretary shall report not later than 1 year after the date of enactment.",
        ] {
            assert!(!asks(sentence), "{sentence}");
        }
    }

    #[test]
    fn what_else_a_sentence_is_about_is_said_or_not_known() {
        assert!(other_matter("The Secretary shall report to Congress.").is_some());
        assert!(other_matter("This section applies to toys.").is_some());
        assert!(other_matter("In this section, \u{fffc} means a thing.").is_some());
        assert_eq!(other_matter("The rest is as in the table."), None);
        assert_eq!(other_matter("Both of them out."), None);
        assert!(!is_foreign("The rest of it.", false) && !is_foreign("Motor cars for schools;", true));
        assert!(is_foreign("Artikel 3 vervalt.", true) && is_foreign("Articulus III deletur.", false));
        for foreign in [
            "L’article 3 est supprimé.",
            "Artikel 4 wird aufgehoben.",
            "Se suprime el artículo 4.",
            "第四条を削る。",
        ] {
            assert!(is_foreign(foreign, true), "{foreign}");
        }
    }
}
