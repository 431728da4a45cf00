//! What is cut off a folded word so that its forms meet: Korean particles, the Arabic article, the English plural.
//!
//! No dictionary and no guess at grammar beyond that: what is cut is cut from texts and questions alike.

/// Particles by whether they follow a syllable that ends in a consonant, in a vowel, or in either; longer ones first.
const PARTICLES: &[(&str, After)] = &[
    ("에서는", After::Any),
    ("에서도", After::Any),
    ("으로서", After::Consonant),
    ("으로써", After::Consonant),
    ("으로부터", After::Consonant),
    ("로부터", After::Vowel),
    ("에게서", After::Any),
    ("이라는", After::Consonant),
    ("이라고", After::Consonant),
    ("에서", After::Any),
    ("에게", After::Any),
    ("한테", After::Any),
    ("까지", After::Any),
    ("부터", After::Any),
    ("처럼", After::Any),
    ("보다", After::Any),
    ("마다", After::Any),
    ("조차", After::Any),
    ("으로", After::Consonant),
    ("로서", After::Vowel),
    ("로써", After::Vowel),
    ("이나", After::Consonant),
    ("이란", After::Consonant),
    ("라는", After::Vowel),
    ("은", After::Consonant),
    ("는", After::Vowel),
    ("이", After::Consonant),
    ("가", After::Vowel),
    ("을", After::Consonant),
    ("를", After::Vowel),
    ("과", After::Consonant),
    ("와", After::Vowel),
    ("로", After::Vowel),
    ("의", After::Any),
    ("에", After::Any),
    ("도", After::Any),
    ("만", After::Any),
];

/// What turns a noun into a verb in Korean, with the endings of sentences of law and of questions: 처벌되나요 and 처벌한다 are found by 처벌.
/// Longer ones come before what they end in.
const VERBAL: &[&str] = &[
    "하여야",
    "되어야",
    "받아야",
    "합니까",
    "됩니까",
    "받습니까",
    "하나요",
    "되나요",
    "받나요",
    "하는지",
    "되는지",
    "받는지",
    "할까요",
    "될까요",
    "한다면",
    "된다면",
    "하려면",
    "하도록",
    "되도록",
    "하거나",
    "되거나",
    "해야",
    "돼야",
    "하는",
    "되는",
    "받는",
    "한다",
    "된다",
    "하면",
    "되면",
    "했는데",
    "하는데",
    "되는데",
    "해도",
    "돼도",
    "되나",
    "하나",
    "받나",
    "받으면",
    "당하면",
    "하여",
    "되어",
    "하고",
    "되고",
];

/// A word keeps at least so many syllables: 국가 is a country, not 국 with a particle.
const KEPT_SYLLABLES: usize = 2;
/// Particles stack (에서의, 에게는), but not higher than this.
const STACKED: usize = 3;
/// An Arabic word keeps at least so many letters after its article.
const KEPT_ARABIC: usize = 3;
/// The shortest English word whose plural is cut.
const SHORTEST_PLURAL: usize = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Consonant,
    Vowel,
    Any,
}

/// What stands behind a name in other letters beside the particles: AI인, AI란, AI들.
const BEHIND_NAMES: &[&str] = &["이라는", "이라고", "이란", "라고", "라는", "인", "란", "들", "랑", "하고"];

/// Whether Korean letters are nothing but particles, as they stand behind a word in other letters (AI로, EU에서는): they are no word.
pub(crate) fn is_particle(letters: &str) -> bool {
    let mut rest = letters;
    for _ in 0..STACKED {
        let particles = PARTICLES.iter().map(|(particle, _)| *particle).chain(BEHIND_NAMES.iter().copied());
        let longest =
            particles.filter_map(|particle| rest.strip_suffix(particle)).min_by_key(|left| left.len());
        match longest {
            Some("") => return true,
            Some(shorter) => rest = shorter,
            None => return false,
        }
    }
    false
}

/// A Korean word without the particles at its end.
pub(crate) fn korean(word: &str) -> &str {
    let noun = VERBAL.iter().find_map(|ending| word.strip_suffix(ending));
    let mut stem = noun.filter(|noun| noun.chars().count() >= KEPT_SYLLABLES).unwrap_or(word);
    for _ in 0..STACKED {
        let Some(shorter) = without_particle(stem) else { break };
        stem = shorter;
    }
    stem
}

fn without_particle(word: &str) -> Option<&str> {
    let cut = |(particle, after): &(&str, After)| {
        let stem = word.strip_suffix(particle)?;
        let fits = match (after, final_consonant(stem)?) {
            (After::Any, _) | (After::Consonant, 1..) | (After::Vowel, 0) => true,
            // After the consonant ㄹ the particle 로 stands as after a vowel.
            (After::Vowel, RIEUL) => particle.starts_with('로'),
            _ => false,
        };
        fits.then_some(stem)
    };
    // Only the longest that fits is cut: 법으로 is 법 with 으로, too short to be cut, and not 법으 with 로.
    PARTICLES.iter().find_map(cut).filter(|stem| stem.chars().count() >= KEPT_SYLLABLES)
}

/// The number of ㄹ among the final consonants of a syllable.
const RIEUL: u32 = 8;

/// The final consonant of the last syllable as Unicode counts them; 0 is none.
fn final_consonant(word: &str) -> Option<u32> {
    let last = word.chars().next_back().filter(|letter| ('가'..='힣').contains(letter))?;
    Some((last as u32 - '가' as u32) % 28)
}

/// An Arabic word without its article, and without the short words that are written onto it.
pub(crate) fn arabic(word: &str) -> &str {
    const JOINED: [&str; 6] = ["وال", "بال", "كال", "فال", "لل", "ال"];
    let stem = JOINED.iter().find_map(|prefix| word.strip_prefix(prefix));
    stem.filter(|stem| stem.chars().count() >= KEPT_ARABIC).unwrap_or(word)
}

/// An English word without its plural ending (Harman's weak stemmer, 1991); harmless in other Latin languages.
pub(crate) fn plural(word: &str) -> String {
    let cut = |end: usize, new: &str| format!("{}{new}", &word[..word.len() - end]);
    if word.len() < SHORTEST_PLURAL || !word.is_ascii() {
        return word.to_owned();
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if word.ends_with("ies") && !ends(&["eies", "aies"]) {
        cut(3, "y")
    } else if ends(&["sses", "xes", "ches", "shes"]) {
        cut(2, "")
    } else if word.ends_with("es") && !ends(&["aes", "ees", "oes"])
        || word.ends_with('s') && !ends(&["us", "ss", "is", "es"])
    {
        cut(1, "")
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_made_a_verb_is_found_by_the_noun() {
        for word in ["처벌", "처벌되나요", "처벌한다", "처벌하여야", "처벌받나요", "처벌을"]
        {
            assert_eq!(korean(word), "처벌", "{word}");
        }
        // What would be left is too short to be a noun.
        for word in ["위하여", "대하여", "하는"] {
            assert_eq!(korean(word), word);
        }
    }

    #[test]
    fn particles_are_cut_where_they_can_stand() {
        let check = |word: &str, expected: &str| assert_eq!(korean(word), expected, "{word}");
        check("인공지능은", "인공지능");
        check("인공지능을", "인공지능");
        check("딥페이크를", "딥페이크");
        check("사업자에게는", "사업자");
        check("국제기구에서의", "국제기구");
        check("서울로", "서울");
        check("모델로", "모델");
        check("법으로", "법으로");
        check("국가", "국가");
        check("영향평가", "영향평가");
        check("전문가", "전문가");
        check("고지의무", "고지의무");
        check("이용자와", "이용자");
    }

    #[test]
    fn particles_alone_are_no_word() {
        for particle in ["로", "으로", "는", "가", "를", "에서는", "에서도", "로만", "인", "들이", "라고"]
        {
            assert!(is_particle(particle), "{particle}");
        }
        for word in ["법", "기본법", "가전", "로봇", "의료", "규제로", "만화"] {
            assert!(!is_particle(word), "{word}");
        }
    }

    #[test]
    fn the_article_is_cut() {
        let check = |word: &str, expected: &str| assert_eq!(arabic(word), expected, "{word}");
        check("الذكاء", "ذكاء");
        check("والذكاء", "ذكاء");
        check("للمستخدم", "مستخدم");
        check("الله", "الله");
        check("وعد", "وعد");
    }

    #[test]
    fn plurals_meet_their_singular() {
        let check = |word: &str, expected: &str| assert_eq!(plural(word), expected, "{word}");
        check("deepfakes", "deepfake");
        check("companies", "company");
        check("images", "image");
        check("process", "process");
        check("processes", "process");
        check("virus", "virus");
        check("this", "this");
        check("law", "law");
        check("laws", "law");
    }
}
