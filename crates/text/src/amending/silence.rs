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

/// What is done to the words of a text and to no duty, fee or period.
const REWRITTEN: &[&str] = &[
    "abrogated",
    "added",
    "amended",
    "deleted",
    "inserted",
    "omitted",
    "redesignated",
    "relettered",
    "renumbered",
    "repealed",
    "replaced",
    "rescinded",
    "revoked",
    "stricken",
    "struck",
    "substituted",
    "suppressed",
];

/// Orders that are given of the words of a text; "add", "take" and "reduce" are said of sums too.
const ORDERS_OF_TEXT: &[&str] = &[
    "amend",
    "delete",
    "insert",
    "omit",
    "redesignate",
    "reletter",
    "renumber",
    "repeal",
    "replace",
    "revoke",
    "strike",
    "substitute",
    "swap",
    "transpose",
];

/// Parts that nothing but a text has: an entry, a name and an item are in registers too.
const ONLY_IN_TEXTS: &[&str] = &[
    "annex",
    "appendix",
    "article",
    "chapter",
    "clause",
    "definition",
    "heading",
    "indent",
    "paragraph",
    "point",
    "proviso",
    "recital",
    "schedule",
    "section",
    "sentence",
    "sub-paragraph",
    "sub-section",
    "subclause",
    "subparagraph",
    "subpoint",
    "subsection",
    "title",
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
    // "A person in the scheme under section 5 is treated as a member" speaks of no words.
    let mut starts = before.iter().enumerate().filter(|(_, word)| bare(word) == "in").map(|(at, _)| at + 1);
    let inside = starts.any(|at| {
        before[at..].iter().find(|word| !stands_before_a_noun(word)).is_some_and(|word| is_part(word))
    });
    let done = behind.iter().skip(1).take(2).any(|word| DONE.contains(&bare(word)));
    inside && done && names_a_provision(before)
}

/// Whether a sentence orders a change of a provision that it names: what an act that amends nothing does not say.
pub(super) fn asks_plainly(sentence: &str) -> bool {
    let words = words(sentence);
    orders(&words) && (names_a_provision(&words) || sentence.contains(QUOTE))
}

/// Whether a sentence changes a provision, whatever act it stands in: it orders so, or says so of a part of a text by its number. "The data
/// are deleted", "Records under section 5 are removed" and "References in section 5 shall be construed" are law and change no text.
pub(super) fn changes_a_provision(sentence: &str) -> bool {
    orders_a_change(sentence) || says_that_a_provision_changes(sentence)
}

/// "In section 2, omit subsection (2).", "Repeal section 5.": an order whose object is a provision by its number, as no rule of an act has one.
fn orders_a_change(sentence: &str) -> bool {
    let words = words(sentence);
    let rest = behind_labels(&words);
    let Some(start) = rest.first() else { return false };
    if ORDERS.contains(&bare(start)) {
        return has_numbered_object(&rest[1..]);
    }
    // "In section 5 cases, add the amount in paragraph (a)" tells a method: only the words of a text are omitted, others may be added.
    let is_of_text = |at: usize| {
        let (verb, behind) = (bare(&rest[at]), &rest[at + 1..]);
        let quotes = behind.first().is_some_and(|word| is_quoted(word));
        ORDERS_OF_TEXT.contains(&verb) && (quotes || has_object(behind) || rest.len() == at + 1)
            || has_numbered_object(behind)
    };
    PREPOSITIONS.contains(&bare(start)) && names_a_provision(rest) && verbs_of_orders(rest).any(is_of_text)
}

/// "paragraph (c)", "the second sentence", "“two” with": what an order is about stands right behind its verb, and is a part of a text.
fn has_numbered_object(behind: &[String]) -> bool {
    let object: Vec<&String> =
        behind.iter().skip_while(|word| matches!(bare(word), "the" | "this" | "out")).take(2).collect();
    match object.as_slice() {
        [part, number] => {
            is_part(part) && is_number(number) || place::is_ordinal(bare(part)) && is_part(number)
        }
        _ => false,
    }
}

/// "Article 4 is deleted", "the following point is added": what is said of a part of a text by its number, of new parts, or of words.
fn says_that_a_provision_changes(sentence: &str) -> bool {
    let words = words(sentence);
    let rest = behind_labels(&words);
    let verbs = ["is", "are", "be", "stands", "stand"];
    let Some(verb) = rest.iter().position(|word| verbs.contains(&bare(word))) else { return false };
    let (before, behind) = rest.split_at(verb);
    let rewritten = behind
        .iter()
        .skip(1)
        .filter(|word| !matches!(bare(word), "hereby" | "further" | "also" | "to" | "be"))
        .take(2)
        .any(|word| REWRITTEN.contains(&bare(word)));
    rewritten && is_a_provision(before)
}

/// Whether what is spoken of is a part of a text: by its number, as new ("the following paragraph"), or as words that are quoted.
fn is_a_provision(subject: &[String]) -> bool {
    let opens = subject.first().is_some_and(|word| PREPOSITIONS.contains(&bare(word)));
    // "In Article 3(1), points (a), (b) and (c) …": what stands behind the last comma that does not go on counting.
    let mut starts = subject.iter().enumerate().filter_map(|(at, word)| match bare(word) {
        "following" => Some(at),
        _ => word.ends_with(',').then_some(at + 1),
    });
    let last = starts.rfind(|at| !subject.get(*at).is_some_and(|word| is_number(word)));
    let Some(head) = (if opens { last } else { Some(0) }) else { return false };
    let noun: Vec<&String> = subject[head..]
        .iter()
        .skip_while(|word| matches!(bare(word), "the" | "each" | "every" | "both" | "of"))
        .take(2)
        .collect();
    let [first, second] = noun.as_slice() else { return false };
    let of_words = ["word", "phrase", "expression", "figure", "number", "term", "date"];
    is_part(first) && (is_number(second) || is_quoted(second) && of_words.contains(&singular(first)))
        || (place::is_ordinal(bare(first)) || bare(first) == "following")
            && ONLY_IN_TEXTS.contains(&singular(second))
}

fn is_quoted(word: &str) -> bool {
    word.starts_with([QUOTE, '“', '‘', '«', '"', '\''])
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

/// The words of a clause without its labels.
fn behind_labels(words: &[String]) -> &[String] {
    let first = words.iter().position(|word| !bare(word).is_empty() && !is_label(word));
    &words[first.unwrap_or(words.len())..]
}

/// "Delete …", "In section 3(1), replace …", "Section 5: strike": a verb of an order where a clause begins.
fn orders(words: &[String]) -> bool {
    let words = behind_labels(words);
    let Some(start) = words.first() else { return false };
    if ORDERS.contains(&bare(start)) {
        // "Repeal of section 5" is a heading.
        return words.get(1).is_none_or(|next| next != "of") && has_object(&words[1..]);
    }
    let opens = PREPOSITIONS.contains(&bare(start)) || is_part(start) || is_polite(start);
    opens
        && verbs_of_orders(words)
            .any(|at| words.len() == at + 1 && is_part(start) || has_object(&words[at + 1..]))
}

/// Where verbs of orders stand at the beginning of a part of a sentence, before any verb of a rule.
fn verbs_of_orders(words: &[String]) -> impl Iterator<Item = usize> {
    let end = words.iter().position(|word| MODALS.contains(&bare(word)) && bare(word) != "to");
    (1..end.unwrap_or(words.len())).filter(|at| {
        let before = words[at - 1].as_str();
        let begins = before.ends_with([',', '—', ')', ':', ';', QUOTE, '”', '’', '"'])
            || is_polite(before)
            || is_number(before);
        begins && ORDERS.contains(&bare(&words[*at]))
    })
}

fn is_polite(word: &str) -> bool {
    matches!(bare(word), "and" | "then" | "please" | "also" | "hereby" | "further")
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
    rest.iter()
        .find(|word| !stands_before_a_noun(word))
        .is_some_and(|word| is_part(word) || word == "\u{fffc}")
}

/// "the", "each", "second": a word before the noun of a subject.
fn stands_before_a_noun(word: &str) -> bool {
    let bare = bare(word);
    BEFORE_NOUNS.contains(&bare) && !is_part(word) || place::is_ordinal(bare)
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
            "A person who takes part in the scheme under section 5 is treated as a member.",
        ] {
            assert!(!asks(sentence), "{sentence}");
        }
    }

    #[test]
    fn new_law_that_changes_a_provision_is_told_from_new_law_that_deletes_data() {
        for sentence in [
            "Article 4 is deleted.",
            "(b) paragraph 5 is deleted;",
            "Articles 3 and 4 are hereby repealed.",
            "Section 5(2) shall be omitted.",
            "Paragraph (a) is to be substituted.",
            "The second sentence is struck.",
            "In Article 2(1), the word “lamps” is replaced by the word “toys”.",
            "In Article 3(1), point (b) is deleted.",
            "In Article 3, paragraph 1, point (b) is deleted.",
            "In Article 3 the following paragraph is added:",
            "In Article 3, the following points are inserted:",
            "In section 2, omit subsection (2).",
            "In section 2(1), for “two” substitute “three”.",
            "In section 3, add paragraph (c).",
            "Repeal section 5.",
            "Strike out the second sentence.",
        ] {
            assert!(changes_a_provision(sentence), "{sentence}");
        }
        for sentence in [
            "(e) the special categories of personal data are deleted once the bias has been corrected;",
            "The data referred to in Article 5 are deleted after 30 days.",
            "Records kept under section 5 are to be removed.",
            "The name entered under section 5 is deleted from the register.",
            "The following entries are added to the register.",
            "In cases covered by Article 5, the data are deleted.",
            "References in section 5 to a maker shall be construed as references to a seller.",
            "The amount in section 5 is reduced by 10 per cent.",
            "Section 5 is suspended for two years.",
            "Any period under Article 5 is extended by one month.",
            "In section 5 cases, add the amount in paragraph (a) to the amount in paragraph (b).",
            "For the purposes of section 5, take the figure in paragraph (a) and divide the sum by 12.",
            "To find the amount in section 3(2), add the amounts of all grants, then reduce the total by 5.",
            "Delete all data within 30 days.",
            "Insert the form in the box.",
        ] {
            assert!(!changes_a_provision(sentence), "{sentence}");
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
