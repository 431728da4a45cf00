//! Faults in what the sentences say: they stand alone, say must and may, judge nothing, and are about what the codes say.

use crate::code::{Coded, Deontic, ObjectClass};
use crate::library::Library;
use crate::model::Provision;

use super::{Finding, Lint};

pub(super) fn findings(library: &Library) -> Vec<Finding> {
    let mut found = Vec::new();
    for one in library.provisions() {
        sentence_alone(one, &mut found);
        habit(one, &mut found);
        neutral(&one.id, &[&one.paraphrase, &one.aim, &one.condition], &mut found);
        not_about_ai(library, one, &mut found);
        object_named(library, one, &mut found);
        in_korean(library, one, &mut found);
    }
    for one in library.instruments() {
        neutral(&one.id, &[&one.status_note], &mut found);
    }
    found
}

/// Words at the beginning of a sentence that point to the one before it.
const POINTING: &[&str] = &[
    "they",
    "it",
    "its",
    "their",
    "this",
    "these",
    "that",
    "those",
    "such",
    "he",
    "she",
    "the same",
    "doing so",
    "otherwise",
    "likewise",
    "also",
    "in that case",
    "at other times",
    "if so",
    "the latter",
];
const POINTING_WITHIN: &[&str] = &[
    " doing so ",
    " such material ",
    " such systems ",
    " such images ",
    " such notices ",
    " such content ",
    " thereof ",
    " on the same conditions ",
];
/// Words at the beginning of a Korean sentence that point to the one before it.
const POINTING_KOREAN: &[&str] = &[
    "이 경우",
    "그 경우",
    "이때",
    "이는 ",
    "이를 ",
    "이들",
    "이러한",
    "그러한",
    "위의 ",
    "그는 ",
    "또한 ",
    "해당 ",
];

fn sentence_alone(one: &Provision, found: &mut Vec<Finding>) {
    let words = one.paraphrase.to_lowercase();
    let begins = |sign: &&&str| words.strip_prefix(**sign).is_some_and(|rest| rest.starts_with([' ', ',']));
    if let Some(sign) = POINTING.iter().find(begins) {
        found.push(Finding::new(Lint::SentenceAlone, &one.id, format!("begins with “{sign}”")));
    } else if let Some(sign) = POINTING_WITHIN.iter().find(|sign| bare(&words).contains(**sign)) {
        found.push(Finding::new(Lint::SentenceAlone, &one.id, format!("says “{}”", sign.trim())));
    }
}

/// What is said between blanks, without marks.
fn bare(text: &str) -> String {
    let words: String = text.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { ' ' }).collect();
    format!(" {} ", words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Of some objects a sentence that stands alone must say that it is about them; else only its neighbour does.
const NAMED: &[(ObjectClass, &[&str])] = &[
    (ObjectClass::GenAi, &["generat", "synthe", "deepfake", "made by ai", "ai-made", "ai makes", "ai"]),
    (ObjectClass::Companion, &["companion"]),
    (ObjectClass::Emotion, &["emotion"]),
    (ObjectClass::SocialScoring, &["scor"]),
];

fn object_named(library: &Library, one: &Provision, found: &mut Vec<Finding>) {
    let title = &library.instrument_of(one).title;
    let said = bare(&[&one.paraphrase, &one.condition, title].map(|text| text.to_lowercase()).join(" "));
    let says = |sign: &&str| if *sign == "ai" { said.contains(" ai ") } else { said.contains(*sign) };
    for (object, signs) in NAMED {
        if one.is_regulative() && one.object.contains(object) && !signs.iter().any(says) {
            let says =
                format!("coded `{}`, and neither the sentence nor the act's title says so", object.code());
            found.push(Finding::new(Lint::SentenceAlone, &one.id, says));
        }
    }
}

/// Ends of Korean sentences by which a duty is said, by its code.
fn duty_words_in_korean(deontic: Deontic) -> &'static [&'static str] {
    match deontic {
        Deontic::Must => &[
            "야 한다",
            "야 하며",
            "야 하고",
            "야 하였다",
            "아니 된다",
            "아니 되",
            "되어 있",
            "뒤에만",
            "의무를",
        ],
        Deontic::MustNot => &["아니 된다", "아니 되", "안 된다", "없다", "못하도록", "금지"],
        Deontic::Should => &[
            "노력하",
            "권고",
            "장려",
            "바람직",
            "야 한다",
            "야 할 것이다",
            "아니 될 것이다",
            "권장",
            "촉구",
            "강화한다",
        ],
        Deontic::May | Deontic::Power => &["수 있"],
        Deontic::Right => &["수 있", "권리", "야 한다"],
        Deontic::Undertakes | Deontic::None => &[],
    }
}

/// Sentences in Korean are held to the same as the English ones.
fn in_korean(library: &Library, one: &Provision, found: &mut Vec<Finding>) {
    let worded = library.paraphrase_in(one, "ko");
    if worded.language != "ko" {
        return;
    }
    if let Some(sign) = POINTING_KOREAN.iter().find(|sign| worded.words.starts_with(**sign)) {
        found.push(Finding::new(Lint::SentenceAlone, &one.id, format!("begins with “{}”", sign.trim())));
    }
    let wanted = duty_words_in_korean(one.deontic);
    if one.is_regulative() && !wanted.is_empty() && !wanted.iter().any(|word| worded.words.contains(word)) {
        let says =
            format!("coded `{}`, but the Korean sentence has none of: {}", one.deontic, wanted.join(", "));
        found.push(Finding::new(Lint::Habit, &one.id, says));
    }
    if let Some(word) = JUDGING_KOREAN.iter().find(|word| worded.words.contains(**word)) {
        found.push(Finding::new(Lint::Neutral, &one.id, format!("“{word}”")));
    }
}

/// Which words say a duty, by its code; any of them suffices.
fn duty_words(deontic: Deontic) -> &'static [&'static str] {
    match deontic {
        Deontic::Must => &["must"],
        Deontic::MustNot => {
            &["must not", "may not", "nobody may", "no one may", "may only", "must only", "no person may"]
        }
        Deontic::Should => &["should"],
        Deontic::May | Deontic::Power => &["may"],
        Deontic::Right => &["may", "right", "must"],
        Deontic::Undertakes => &["undertake", "must", "should"],
        Deontic::None => &[],
    }
}

fn habit(one: &Provision, found: &mut Vec<Finding>) {
    let wanted = duty_words(one.deontic);
    let words = format!(" {} ", one.paraphrase.to_lowercase());
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let says = |word: &str| {
        words.match_indices(word).any(|(at, _)| {
            let after = words[at + word.len()..].trim_start_matches('s').chars().next();
            edge(words[..at].chars().next_back()) && edge(after)
        })
    };
    if one.is_regulative() && !wanted.is_empty() && !wanted.iter().any(|word| says(word)) {
        let says = format!("coded `{}`, but the sentence has none of: {}", one.deontic, wanted.join(", "));
        found.push(Finding::new(Lint::Habit, &one.id, says));
    }
}

/// Words that judge instead of telling.
const JUDGING: &[&str] = &[
    "attack",
    "attacks",
    "attacked",
    "gag",
    "gagged",
    "dodge",
    "loophole",
    "loopholes",
    "draconian",
    "crackdown",
    "toothless",
    "so-called",
    "unfortunately",
    "merely",
    "slap",
    "weaken",
    "weakens",
    "gut",
    "guts",
    "excuse",
    "excuses",
    "burden",
    "burdensome",
    "red tape",
    "notorious",
    "harsh",
    "lenient",
    "hit by",
    "bites",
];
/// The same in Korean.
const JUDGING_KOREAN: &[&str] = &["재갈", "꼼수", "솜방망이", "악법", "졸속", "유명무실", "허점", "독소조항"];
/// Terms of law in which such a word stands.
const TERMS: &[&str] =
    &["reasonable excuse", "disproportionate burden", "burden of proof", "cyber attack", "cyberattack"];

fn neutral(subject: &impl ToString, texts: &[&String], found: &mut Vec<Finding>) {
    let mut words = texts.iter().map(|text| text.to_lowercase()).collect::<Vec<_>>().join(" | ");
    for term in TERMS {
        words = words.replace(term, "");
    }
    let bare = bare(&words);
    if let Some(word) = JUDGING.iter().find(|word| bare.contains(&format!(" {word} "))) {
        found.push(Finding::new(Lint::Neutral, subject, format!("“{word}”")));
    }
}

/// Words by which a text says that it is about AI or what comes of it.
const ABOUT_AI: &[&str] = &[
    "ai",
    "artificial",
    "algorithm",
    "algorithms",
    "algorithmic",
    "automated",
    "deepfake",
    "deepfakes",
    "synthetic",
    "model",
    "models",
    "generative",
    "machine",
    "biometric",
    "biometrics",
    "recognition",
    "robot",
    "robots",
    "companion",
    "profiling",
    "recommender",
    "digital forgeries",
    "forgeries",
    "frontier",
];

fn not_about_ai(library: &Library, one: &Provision, found: &mut Vec<Finding>) {
    let said = |text: &str| {
        let text = text.to_lowercase();
        text.split(|c: char| !c.is_alphanumeric()).any(|word| ABOUT_AI.contains(&word))
    };
    let instrument = library.instrument_of(one);
    let about =
        [&one.paraphrase, &one.aim, &one.condition, &instrument.title].into_iter().any(|text| said(text));
    if one.is_regulative() && one.object.contains(&ObjectClass::AnyAi) && !about {
        let says = "coded `any_ai`, but neither the sentence nor the act is about AI (`personal_data`, `online_service`)";
        found.push(Finding::new(Lint::NotAboutAi, &one.id, says));
    }
}
