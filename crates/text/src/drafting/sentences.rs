//! The sentences of a unit, so that words can be chosen by ticking them.

use unicode_segmentation::UnicodeSegmentation;

/// Words with a full stop that end no sentence, in lower case and without their last full stop.
const ABBREVIATIONS: &[&str] = &[
    "art", "arts", "no", "nos", "nr", "sec", "secs", "para", "paras", "ch", "cf", "vs", "e.g", "i.e", "etc",
    "dr", "mr", "mrs", "ms", "prof", "st", "fig", "vol", "p", "pp", "abs", "ziff", "bzw", "núm", "u.s",
    "u.n", "ст", "п", "т.е", "см",
];

/// Marks that open a quotation or a bracket.
const OPENING: [char; 10] = ['“', '‘', '「', '『', '《', '〈', '（', '【', '«', '('];

/// The characters `[from, to)` of each sentence of a text, white space at its ends apart; none is empty.
///
/// Full stops of Latin, Chinese, Japanese, Arabic and Indic scripts end a sentence, with the closing marks behind them; a line
/// feed always does. A full stop behind an abbreviation, a single letter or a number at the sentence's beginning does not.
pub fn sentences(text: &str) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = Vec::new();
    let mut at = 0_u32;
    let mut goes_on = false;
    for piece in pieces(text) {
        let length = piece.chars().count() as u32;
        let lead = piece.chars().take_while(|c| c.is_whitespace()).count() as u32;
        let trail = piece.chars().rev().take_while(|c| c.is_whitespace()).count() as u32;
        if lead < length {
            let range = (at + lead, at + length - trail);
            match found.last_mut().filter(|_| goes_on) {
                Some(last) => last.1 = range.1,
                None => found.push(range),
            }
        }
        // A line feed ends every sentence, whatever stands before it.
        goes_on = !piece.contains('\n') && (lead == length && goes_on || ends_in_abbreviation(piece));
        at += length;
    }
    give_back_opening_marks(text, &mut found);
    found
}

/// A mark that opens a quotation belongs to what follows it, though a closing one looks the same to many.
fn give_back_opening_marks(text: &str, found: &mut [(u32, u32)]) {
    if !text.contains(OPENING) {
        return;
    }
    let chars: Vec<char> = text.chars().collect();
    for at in 1..found.len() {
        while found[at - 1].1 == found[at].0
            && found[at - 1].1 - found[at - 1].0 > 1
            && OPENING.contains(&chars[found[at].0 as usize - 1])
        {
            found[at - 1].1 -= 1;
            found[at].0 -= 1;
        }
    }
}

/// The pieces between two borders; joined they are the text.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n').flat_map(UnicodeSegmentation::split_sentence_bounds)
}

fn ends_in_abbreviation(piece: &str) -> bool {
    let Some(stem) = piece.trim_end().strip_suffix('.') else { return false };
    let word =
        stem.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“')).next().unwrap_or(stem);
    let alone = word.len() == stem.trim_start().len();
    let number = alone && !word.is_empty() && word.chars().all(char::is_numeric);
    let letter = word.chars().count() == 1 && word.chars().all(|c| c.is_alphabetic() && c.is_ascii());
    number || letter || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        let check = |text: &str, expected: &[&str]| {
            let chars: Vec<char> = text.chars().collect();
            let shown: Vec<String> = sentences(text)
                .into_iter()
                .map(|(from, to)| chars[from as usize..to as usize].iter().collect())
                .collect();
            assert_eq!(shown, expected, "{text}");
        };
        check("", &[]);
        check("  ", &[]);
        check("One. Two!  Three?", &["One.", "Two!", "Three?"]);
        check("No stop at all", &["No stop at all"]);
        check(
            "See Art. 5 and No. 3 of it. The U.S. Congress acts.",
            &["See Art. 5 and No. 3 of it.", "The U.S. Congress acts."],
        );
        check("It costs 3.5 euro. Pay.", &["It costs 3.5 euro.", "Pay."]);
        check("He said \"stop.\" Then he went.", &["He said \"stop.\"", "Then he went."]);
        check("표시하여야 한다. 다만, 예외를 둔다. 끝.", &["표시하여야 한다.", "다만, 예외를 둔다.", "끝."]);
        check(
            "应当标识。不得删除！为什么？“是。”好。",
            &["应当标识。", "不得删除！", "为什么？", "“是。”", "好。"],
        );
        check("表示する。ただし、「例外。」を除く。", &["表示する。", "ただし、「例外。」", "を除く。"]);
        check("A heading\nIts words. More.", &["A heading", "Its words.", "More."]);
        check("1. The first. 2. The second.", &["1. The first.", "2. The second."]);
        check("يجب الوسم. هل يجوز؟ نعم.", &["يجب الوسم.", "هل يجوز؟", "نعم."]);
    }
}
