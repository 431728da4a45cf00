//! What somebody asks for: words, `"a phrase"`, `begin*`, and citations such as “Article 50(4)”.

use std::collections::BTreeSet;

use maru_norms::code::Topic;

use crate::citation::citations;
use crate::han;
use crate::places;
use crate::word::{Script, Word, unit_term, words};

/// Longest question, in characters.
pub const QUESTION_LIMIT: usize = 200;
/// How many words, phrases and citations a question may have.
pub const CLAUSE_LIMIT: usize = 16;
/// How many letters must stand before the star.
pub const PREFIX_LETTERS: usize = 2;

/// Words that say nothing of what is looked for; they are left out unless nothing else is asked.
#[rustfmt::skip]
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
    "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "his", "how",
    "i", "if", "in", "into", "is", "it", "its", "just", "me", "must", "my", "not", "of", "on",
    "or", "our", "say", "she", "should", "so", "some", "than", "that", "the", "their", "them",
    "then", "there", "these", "they", "this", "those", "to", "was", "we", "were", "what", "when",
    "where", "which", "while", "who", "why", "will", "with", "would", "you", "your",
    "가", "것", "경우", "관한", "그리고", "나요", "누가", "누구", "대한", "대해", "되나", "되나요", "되는", "되면", "될까요",
    "됩니까", "등", "따른", "때", "또는", "또한", "못", "무엇", "및", "수", "쓰면", "안", "어디", "어떤", "어떻게", "언제",
    "없는", "없습니까", "없으면", "왜", "위한", "위해", "의한", "인가요", "있나요", "있는", "있습니까", "있으면", "좀", "하나요",
    "하는", "하면", "한", "할까요", "합니까", "해도", "해야",
    "나", "나는", "나의", "내", "내가", "저", "저는", "저의", "제", "제가", "우리", "우리가", "너", "그", "이", "무슨", "어느", "얼마", "얼마나", "혹시",
    "하려면", "되려면", "달라고", "달라", "주세요", "싶어요", "싶은데", "있나", "없나", "했는데", "되었는데", "됐는데", "만든", "쓰는",
    // Everything here is regulation.
    "규제",
    "اذا", "الي", "التي", "الذي", "الذين", "ان", "او", "اي", "اين", "به", "بها", "بين", "ثم",
    "ذلك", "علي", "عليه", "عن", "عند", "غير", "في", "كان", "كانت", "كل", "كم", "كيف", "لا", "لم",
    "لماذا", "لمن", "لن", "له", "لها", "ليس", "ما", "ماذا", "متي", "مع", "من", "هذا", "هذه", "هل",
    "هو", "هي", "يجب", "يجوز", "يكون", "يمكن", "ينبغي",
    "au", "aux", "con", "contre", "da", "dans", "de", "debe", "del", "dem", "den", "der", "des", "die", "do", "doit", "du",
    "durch", "e", "ein", "eine", "el", "en", "es", "est", "et", "für", "im", "ist", "la", "las", "le", "les", "los", "mit", "muss",
    "no", "o", "os", "par", "para", "per", "por", "pour", "que", "qui", "se", "sin", "son", "sur", "un", "una", "und", "une",
    "von", "wer", "wie", "y", "zu",
];

/// The same for scripts without spaces: a run is cut where one of them stands. Longer ones come before what they begin with.
#[rustfmt::skip]
const CUTTING_WORDS: &[&str] = &[
    "什么时候", "为什么", "能不能", "要不要", "是不是", "有没有", "会不会", "多少", "什么", "怎么", "怎样", "如何", "哪些", "哪个", "必须", "应当", "应该",
    "是否", "可以", "能否", "需要", "吗", "呢", "吧",
    "ですか", "ますか", "どのように", "いつ", "誰が",
];

/// What nearly every text here is about: where the words of a question are not all found together, these say least.
const COMMON_WORDS: &[&str] = &[
    "ai",
    "ia",
    "ki",
    "artificial",
    "artificielle",
    "intelligence",
    "law",
    "인공지능",
    "법",
    "法",
    "人工智能",
    "人工知能",
    "ذكاء",
    "اصطناعي",
    "قانون",
];

/// Pairs of marks that enclose a phrase.
const QUOTES: &[(char, char)] =
    &[('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('「', '」'), ('『', '』'), ('《', '》'), ('＂', '＂')];

/// One thing that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    Word(Word),
    /// A word that ended in `*`: every word that begins so.
    Prefix(Word),
    /// Words side by side, in this order.
    Phrase(Vec<Word>),
    /// A citation, as the term that it is found by.
    Citation(String),
}

impl Clause {
    /// What is looked for as a text; the same for clauses that find the same.
    fn sought(&self) -> String {
        match self {
            Self::Word(word) => word.stem.clone(),
            Self::Prefix(word) => format!("{}*", word.letters),
            Self::Phrase(words) => {
                format!("\"{}\"", words.iter().map(|word| word.stem.as_str()).collect::<Vec<_>>().join(" "))
            }
            Self::Citation(unit) => unit.clone(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    clauses: Vec<Clause>,
    home: Option<&'static str>,
    about: Option<Box<About>>,
}

/// A place that a question names, and what it asks of that place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) place: String,
    pub(crate) rest: Question,
    pub(crate) topic: Option<Topic>,
}

/// Why a question was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
    /// There is no word in it.
    #[error("there is no word to look for")]
    NoWord,
    #[error("the question has {length} characters; at most {QUESTION_LIMIT} are read")]
    TooLong { length: usize },
    #[error("the question has {count} words and phrases; at most {CLAUSE_LIMIT} are looked for at once")]
    TooMany { count: usize },
    #[error("the quotation mark at character {position} is never closed")]
    OpenQuote {
        /// Where it begins, counted from 1.
        position: usize,
    },
    /// Too few letters before the star.
    #[error("“{word}*” is too short: at least {PREFIX_LETTERS} letters must stand before the star")]
    ShortPrefix {
        /// The letters before the star.
        word: String,
    },
}

impl QuestionError {
    /// A stable code, which is also part of the key of its text in every language.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoWord => "no-word",
            Self::TooLong { .. } => "too-long",
            Self::TooMany { .. } => "too-many",
            Self::OpenQuote { .. } => "open-quote",
            Self::ShortPrefix { .. } => "short-prefix",
        }
    }
}

impl Question {
    /// Reads what somebody typed; an error says what to change and where.
    pub fn parse(text: &str) -> Result<Self, QuestionError> {
        let mut question = Self::parse_words(text)?;
        // Law that holds in a place need not name it: that of a union holds in each of its members.
        question.about = places::named_in(text).and_then(|(place, rest)| {
            let rest = Self::parse_words(&rest).ok()?;
            let word = |clause: &Clause| match clause {
                Clause::Word(word) => maru_norms::alias::topic(&word.letters),
                _ => None,
            };
            let topic = rest.clauses.iter().find_map(word);
            Some(Box::new(About { place, rest, topic }))
        });
        Ok(question)
    }

    fn parse_words(text: &str) -> Result<Self, QuestionError> {
        let length = text.chars().count();
        if length > QUESTION_LIMIT {
            return Err(QuestionError::TooLong { length });
        }
        let mut clauses = Vec::new();
        let mut rest = text;
        while let Some((before, phrase, after)) = next_phrase(text, rest)? {
            read_plain(before, &mut clauses)?;
            clauses.extend(phrase_of(phrase));
            rest = after;
        }
        read_plain(rest, &mut clauses)?;
        let says_something = |clause: &Clause| !matches!(clause, Clause::Word(word) if FUNCTION_WORDS.contains(&word.letters.as_str()));
        if clauses.iter().any(says_something) {
            clauses.retain(says_something);
        }
        let mut seen = BTreeSet::new();
        clauses.retain(|clause| seen.insert(clause.sought()));
        match clauses.len() {
            0 => Err(QuestionError::NoWord),
            count if count > CLAUSE_LIMIT => Err(QuestionError::TooMany { count }),
            _ => Ok(Self { home: home_of(text), clauses, about: None }),
        }
    }

    /// The place whose law somebody who writes so most likely asks for, unless they name another.
    pub fn home(&self) -> Option<&'static str> {
        self.home
    }

    /// The place that the question names, by its code, and the topic of the norm library that it asks about there.
    pub fn place(&self) -> Option<(&str, Option<Topic>)> {
        self.about.as_ref().map(|about| (about.place.as_str(), about.topic))
    }

    pub(crate) fn about(&self) -> Option<&About> {
        self.about.as_deref()
    }

    /// The place whose law comes first: the one that the question names, else the one whose language it is in.
    pub(crate) fn preferred(&self) -> Option<&str> {
        self.about().map(|about| about.place.as_str()).or(self.home)
    }

    /// What is looked for, in order.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }
}

/// Scripts that are written in one country: Hangul, kana, and the forms of Chinese characters where they differ.
fn home_of(text: &str) -> Option<&'static str> {
    let has = |is: fn(char) -> bool| text.chars().any(is);
    if has(|c| matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}')) {
        Some("KR")
    } else if has(|c| is_hiragana(c) || matches!(c, '\u{30A1}'..='\u{30FA}' | '\u{FF66}'..='\u{FF9D}')) {
        Some("JP")
    } else {
        han::country(text).or_else(|| union_language(text))
    }
}

/// Languages that are spoken in the Union and hardly elsewhere are those of its law; Spanish and Portuguese are spoken by more people elsewhere.
fn union_language(text: &str) -> Option<&'static str> {
    let language = maru_text::short_text_language(text)?;
    matches!(language, "fr" | "de" | "it" | "nl" | "sv").then_some("EU")
}

fn is_hiragana(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{309F}')
}

/// The text before the next phrase, the phrase, and what follows; nothing when there is no quotation mark.
fn next_phrase<'a>(
    whole: &'a str,
    rest: &'a str,
) -> Result<Option<(&'a str, &'a str, &'a str)>, QuestionError> {
    let Some((start, opening)) = rest.char_indices().find(|(_, c)| QUOTES.iter().any(|(open, _)| open == c))
    else {
        return Ok(None);
    };
    let inside = &rest[start + opening.len_utf8()..];
    let closes = |c: char| {
        QUOTES.iter().any(|(open, close)| *open == opening && *close == c) || c == '"' && opening == '“'
    };
    let Some((end, closing)) = inside.char_indices().find(|(_, c)| closes(*c)) else {
        let position = whole[..whole.len() - rest.len() + start].chars().count() + 1;
        return Err(QuestionError::OpenQuote { position });
    };
    Ok(Some((&rest[..start], &inside[..end], &inside[end + closing.len_utf8()..])))
}

fn phrase_of(text: &str) -> Option<Clause> {
    let mut words = words(text);
    match words.len() {
        0 => None,
        1 => words.pop().map(Clause::Word),
        _ => Some(Clause::Phrase(words)),
    }
}

/// A run of letters without spaces, cut where words stand in it that say nothing of what is looked for.
fn without_cutting_words(word: Word) -> Vec<Word> {
    if word.script != Script::Unspaced {
        return vec![word];
    }
    let mut pieces = vec![word.letters.as_str()];
    for cut in CUTTING_WORDS {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(cut)).collect();
    }
    // Japanese writes endings and particles in hiragana; what is looked for stands between them.
    if pieces.iter().any(|piece| piece.contains(|c: char| !is_hiragana(c))) {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(is_hiragana)).collect();
    }
    pieces.retain(|piece| !piece.is_empty());
    // Where katakana meets Han, two words meet (ディープフェイク処罰).
    pieces = pieces.into_iter().flat_map(by_kana).collect();
    // A single character left over between longer words is the stem of a verb, or a conjunction.
    if pieces.iter().any(|piece| piece.chars().nth(1).is_some()) {
        pieces.retain(|piece| piece.chars().nth(1).is_some());
    }
    match pieces.as_slice() {
        [] => vec![word],
        pieces => pieces.iter().map(|piece| word.part(piece)).collect(),
    }
}

/// A run cut where katakana meets other letters.
fn by_kana(run: &str) -> Vec<&str> {
    let is_katakana = |c: char| matches!(c, '\u{30A1}'..='\u{30FF}');
    let mut pieces = Vec::new();
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| is_katakana(c) != is_katakana(first)).unwrap_or(rest.len());
        pieces.push(&rest[..end]);
        rest = &rest[end..];
    }
    pieces
}

impl Clause {
    /// Whether it is a word that nearly every text here has.
    pub(crate) fn is_common(&self) -> bool {
        matches!(self, Self::Word(word) if COMMON_WORDS.contains(&word.stem.as_str()) || COMMON_WORDS.contains(&word.letters.as_str()))
    }
}

fn read_plain(text: &str, clauses: &mut Vec<Clause>) -> Result<(), QuestionError> {
    let cited = citations(text);
    clauses.extend(cited.iter().map(|citation| Clause::Citation(unit_term(citation.unit()))));
    for word in words(text) {
        if cited.iter().any(|citation| citation.at.start < word.at.end && word.at.start < citation.at.end) {
            continue;
        }
        if !text[word.at.end..].starts_with('*') {
            clauses.extend(without_cutting_words(word).into_iter().map(Clause::Word));
        } else if word.script == Script::Spaced && word.letters.chars().count() < PREFIX_LETTERS {
            return Err(QuestionError::ShortPrefix { word: text[word.at.clone()].to_owned() });
        } else {
            clauses.push(Clause::Prefix(word));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(question: &Question) -> Vec<String> {
        question.clauses().iter().map(Clause::sought).collect()
    }

    #[test]
    fn a_script_of_one_country_asks_for_its_law_first() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(Question::parse(text).unwrap().home(), expected, "{text}");
        };
        check("딥페이크 처벌", Some("KR"));
        check("顔認証 ルール", Some("JP"));
        check("顔認証の規制", Some("JP"));
        check("人脸识别 规定", Some("CN"));
        check("人臉辨識 規定", Some("TW"));
        // Japanese without kana: characters of its own, or shortened ones beside others that only Taiwan and Japan keep.
        check("顔認証規制対象", Some("JP"));
        check("欧州連合人工知能規則", Some("JP"));
        check("個人情報保護法", None);
        check("國家資料保護", Some("TW"));
        // Characters that are the same on both sides of the strait, and in Japan, say nothing.
        check("算法", None);
        check("deepfake", None);
        check("التزييف العميق", None);
    }

    #[test]
    fn a_place_that_is_named_is_told_from_what_is_asked_of_it() {
        let check = |text: &str, place: Option<&str>, topic: Option<Topic>, rest: &[&str]| {
            let question = Question::parse(text).unwrap();
            assert_eq!(question.place(), place.map(|place| (place, topic)), "{text}");
            assert_eq!(question.about().map(|about| shown(&about.rest)).unwrap_or_default(), rest, "{text}");
        };
        check("deepfake Germany", Some("DE"), Some(Topic::Deepfake), &["deepfake"]);
        check("독일 딥페이크", Some("DE"), Some(Topic::Deepfake), &["딥페이크"]);
        check("Deutschland Deepfake", Some("DE"), Some(Topic::Deepfake), &["deepfake"]);
        check("Japan deepfake law", Some("JP"), Some(Topic::Deepfake), &["deepfake", "law"]);
        check("South Korea watermark", Some("KR"), Some(Topic::Labelling), &["watermark"]);
        check("deepfake", None, None, &[]);
        check("한국어 안내", None, None, &[]);
        // Nothing is asked of the place but the place itself.
        check("Germany", None, None, &[]);
    }

    #[test]
    fn endings_in_hiragana_are_not_looked_for() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(shown(&Question::parse(text).unwrap()), expected, "{text}");
        };
        check("顔認証を使うときの規則", &["顔認証", "規則"].map(folded).each_ref().map(String::as_str));
        check("ひらがな", &["ひらがな"]);
        check("会社", &["会社"]);
    }

    fn folded(text: &str) -> String {
        words(text).remove(0).letters
    }

    #[test]
    fn questions_are_read() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(shown(&Question::parse(text).unwrap()), expected, "{text}");
        };
        check("deepfake law", &["deepfake", "law"]);
        check("the right to an explanation", &["right", "explanation"]);
        check("the", &["the"]);
        check("“human oversight” label*", &["\"human oversight\"", "label*"]);
        check("「인공지능 기본법」 표시", &["\"인공지능 기본법\"", "표시"]);
        check("Article 50(4) deepfake", &["§50(4)", "deepfake"]);
        check("인공지능기본법 제31조를", &["§31", "인공지능기본법"]);
        check("深度合成", &["深度合成"]);
        check("law law LAWS", &["law"]);
        check("人脸识别必须征得同意吗", &["人脸识别", "征得同意"]);
        check("吗", &["吗"]);
        check("선거 딥페이크 안 되는 경우", &["선거", "딥페이크"]);
    }

    #[test]
    fn nonsense_is_refused_with_what_and_where() {
        let check =
            |text: &str, expected: QuestionError| assert_eq!(Question::parse(text), Err(expected), "{text}");
        check("", QuestionError::NoWord);
        check(" ?! — ", QuestionError::NoWord);
        check("마루 \"open", QuestionError::OpenQuote { position: 4 });
        check("a*", QuestionError::ShortPrefix { word: "a".into() });
        check(&"x".repeat(201), QuestionError::TooLong { length: 201 });
        let many: Vec<String> = (0..20).map(|number| format!("w{number}")).collect();
        check(&many.join(" "), QuestionError::TooMany { count: 20 });
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,220}") {
            if let Ok(question) = Question::parse(&text) {
                prop_assert!((1..=CLAUSE_LIMIT).contains(&question.clauses().len()));
            }
        }
    }
}
