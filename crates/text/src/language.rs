//! Which language a text is in, told by its words alone.

/// How many characters of a text are looked at.
const SAMPLE: usize = 6_000;
/// Words of Swahili, which the detector does not know; it would take them for another language without a doubt.
const SWAHILI: &[&str] = &["ya", "wa", "na", "kwa", "cha", "katika", "ni", "za", "la", "kama", "au"];

/// Languages that the detector knows by three letters, and their two.
const LANGUAGES: &[(&str, &str)] = &[
    ("eng", "en"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("ben", "bn"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ukr", "uk"),
    ("kat", "ka"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("jpn", "ja"),
    ("heb", "he"),
    ("yid", "yi"),
    ("pol", "pl"),
    ("amh", "am"),
    ("kor", "ko"),
    ("nob", "nb"),
    ("dan", "da"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("nld", "nl"),
    ("hun", "hu"),
    ("ces", "cs"),
    ("ell", "el"),
    ("bul", "bg"),
    ("bel", "be"),
    ("mar", "mr"),
    ("ron", "ro"),
    ("slv", "sl"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("tam", "ta"),
    ("vie", "vi"),
    ("urd", "ur"),
    ("tha", "th"),
    ("guj", "gu"),
    ("uzb", "uz"),
    ("pan", "pa"),
    ("aze", "az"),
    ("ind", "id"),
    ("tel", "te"),
    ("pes", "fa"),
    ("mal", "ml"),
    ("mya", "my"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("afr", "af"),
    ("lat", "la"),
    ("slk", "sk"),
    ("cat", "ca"),
    ("tgl", "tl"),
    ("hye", "hy"),
];

/// The language of a text; empty when nothing speaks clearly for any.
pub fn guess_language(text: &str) -> &'static str {
    let sample: String = text.chars().take(SAMPLE).collect();
    if let Some(tag) = of_script(&sample) {
        return tag;
    }
    let words: Vec<String> = sample.split_whitespace().map(str::to_lowercase).collect();
    let score = |list: &[&str]| words.iter().filter(|word| list.contains(&word.as_str())).count();
    let swahili = score(SWAHILI);
    if swahili > 3 && swahili * 6 > words.len() {
        return "sw";
    }
    let guess = whatlang::detect(&sample).filter(whatlang::Info::is_reliable);
    let known = guess.and_then(|info| LANGUAGES.iter().find(|(code, _)| *code == info.lang().code()));
    known.map_or_else(|| of_common_words(score), |(_, tag)| tag)
}

/// Korean, Japanese and Chinese by their letters: laws of each are full of the letters of the others.
fn of_script(sample: &str) -> Option<&'static str> {
    let count = |low: char, high: char| sample.chars().filter(|c| (low..=high).contains(c)).count();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count().max(1);
    let scripts =
        [("ko", count('가', '힣') * 4), ("ja", count('ぁ', 'ヿ') * 8), ("zh", count('一', '鿿') * 4)];
    scripts.iter().find(|(_, weight)| *weight > letters).map(|(tag, _)| *tag)
}

/// For texts too short for the detector: the language whose commonest words they have.
fn of_common_words(score: impl Fn(&[&str]) -> usize) -> &'static str {
    let scores = [
        ("en", score(&["the", "of", "and", "shall", "to"])),
        ("nl", score(&["het", "een", "van", "de", "voor"])),
        ("fr", score(&["le", "la", "les", "des", "du", "et"])),
        ("es", score(&["el", "los", "las", "del", "y", "que"])),
        ("pt", score(&["o", "os", "as", "do", "da", "e", "não"])),
        ("it", score(&["il", "della", "di", "del", "che", "e"])),
        ("de", score(&["der", "die", "und", "das", "des"])),
    ];
    scores.iter().max_by_key(|(_, hits)| *hits).filter(|(_, hits)| *hits > 2).map_or("", |(tag, _)| tag)
}

/// Words that are common in one language in Latin letters and rare in the others of this list.
const FUNCTION_WORDS: &[(&str, &str)] = &[
    (
        "en",
        "the of and to is are be was were that this it with by for not has have must should shall may can will who which \
         their they our we you your nobody everyone every should any all its it on if from only they whose what when where there than before after a an at my do so how now more less out up about",
    ),
    (
        "fr",
        "le les des du et est sont être une dans par pour pas avec qui sur doivent doit il elle nous vous leur leurs aux au \
         ce cette ces sans ou mais plus toute tous toutes partout",
    ),
    (
        "es",
        "el los las del y es son ser una en por para con que no se su sus debe deben esta este estos todos todas sin sobre \
         como más pero nadie quien cada al lo",
    ),
    (
        "pt",
        "os as do da dos das e é são ser uma em por para com que não se seu sua deve devem esta este todos todas sem sobre \
         como mais mas ninguém quem cada ao no na pelo pela",
    ),
    (
        "it",
        "il gli della delle dei del di è sono essere una per con che non si suo sua deve devono questa questo tutti tutte \
         senza come più nessuno chi ogni al nel nella e lo",
    ),
    (
        "de",
        "der die das und ist sind sein wird werden ein eine einen einem einer nicht mit von für auf im in den dem des zu zur \
         zum sich soll sollen muss müssen alle jeder jede ohne oder aber wer was als auch bei nach über kein keine niemand",
    ),
    (
        "nl",
        "het een van de en is zijn worden wordt niet met voor op in aan dat die moet moeten alle iedereen zonder of maar wie \
         wat als ook bij naar over geen niemand door te",
    ),
    (
        "id",
        "yang dan di ke dari untuk dengan ini itu adalah tidak harus akan oleh pada dalam atau setiap semua bisa dapat kami \
         kita mereka orang tanpa sebelum jika",
    ),
    (
        "sw",
        "ya wa na kwa cha katika ni za la kama au kila watu lazima bila kuwa hii hiyo huu yake wao wote iwe lakini mtu",
    ),
    (
        "tr",
        "ve bir bu için ile de da olan olarak her gibi değil daha çok tüm herkes kimse veya ama ne önce sonra olmalı olmalıdır \
         gerekir edilmelidir",
    ),
    (
        "vi",
        "và của là các một không có được cho trong những với người này khi phải đã để từ ở về theo hoặc nhưng mọi ai",
    ),
];

/// The language of a short text in Latin letters by its commonest words; nothing where two languages have as many of them, or none has one.
fn of_function_words(text: &str) -> Option<&'static str> {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let hits = |list: &str| {
        let list: Vec<&str> = list.split_whitespace().collect();
        words.iter().filter(|word| list.contains(&word.as_str())).count()
    };
    let mut scores: Vec<_> = FUNCTION_WORDS.iter().map(|(tag, list)| (hits(list), *tag)).collect();
    scores.sort_unstable_by(|one, other| other.cmp(one));
    match scores.as_slice() {
        [(first, tag), (second, _), ..] if first > second => Some(tag),
        _ => None,
    }
}

/// How sure the detector of many languages has to be to be heard against that of few.
const HEARD: f64 = 0.5;

/// What two detectors say of a short text: one that knows some seventy languages and often errs on few words, and one that knows
/// sixteen, always names one of them, and seldom errs among these.
struct Heard {
    of_many: Option<(&'static str, f64)>,
    of_few: &'static str,
}

impl Heard {
    fn of(text: &str) -> Self {
        let sample: String = text.chars().take(SAMPLE).collect();
        let of_many = whatlang::detect(&sample).and_then(|info| {
            let (_, tag) = LANGUAGES.iter().find(|(code, _)| *code == info.lang().code())?;
            Some((*tag, info.confidence()))
        });
        Self { of_many, of_few: few(whichlang::detect_language(&sample)) }
    }

    /// The language on which both agree.
    fn agreed(&self) -> Option<&'static str> {
        self.of_many.map(|(tag, _)| tag).filter(|tag| *tag == self.of_few)
    }

    /// Whether one of them says so, and the other does not surely name a language that the first cannot know.
    fn allows(&self, language: &str) -> bool {
        match self.of_many {
            Some((tag, _)) if tag == language => true,
            Some((tag, sure)) if sure >= HEARD && !FEW.contains(&tag) => false,
            _ => self.of_few == language,
        }
    }
}

/// The languages that the detector of few knows.
const FEW: [&str; 16] =
    ["ar", "zh", "de", "en", "fr", "hi", "it", "ja", "ko", "nl", "pt", "ru", "es", "sv", "tr", "vi"];

fn few(lang: whichlang::Lang) -> &'static str {
    match lang {
        whichlang::Lang::Ara => "ar",
        whichlang::Lang::Cmn => "zh",
        whichlang::Lang::Deu => "de",
        whichlang::Lang::Eng => "en",
        whichlang::Lang::Fra => "fr",
        whichlang::Lang::Hin => "hi",
        whichlang::Lang::Ita => "it",
        whichlang::Lang::Jpn => "ja",
        whichlang::Lang::Kor => "ko",
        whichlang::Lang::Nld => "nl",
        whichlang::Lang::Por => "pt",
        whichlang::Lang::Rus => "ru",
        whichlang::Lang::Spa => "es",
        whichlang::Lang::Swe => "sv",
        whichlang::Lang::Tur => "tr",
        whichlang::Lang::Vie => "vi",
    }
}

/// The language of a short text in Latin letters, where two of three agree: its commonest words and two detectors. Nothing where they do
/// not: of a few words no single one of them is to be believed.
pub fn short_text_language(text: &str) -> Option<&'static str> {
    let heard = Heard::of(text);
    let is_heard = |tag: &str| heard.of_few == tag || heard.of_many.is_some_and(|(many, _)| many == tag);
    match (of_function_words(text), heard.agreed()) {
        (Some(common), Some(agreed)) => (common == agreed).then_some(common),
        // A language that the detectors hardly know has its commonest words alone to speak for it.
        (Some(common), None) => (is_heard(common) || !FEW.contains(&common)).then_some(common),
        (None, agreed) => agreed,
    }
}

/// Whether something in a short text in Latin letters speaks for a language, and nothing clearly for another.
pub fn may_be_in(text: &str, language: &str) -> bool {
    of_function_words(text) == Some(language)
        || match short_text_language(text) {
            Some(found) => found == language,
            None => Heard::of(text).allows(language),
        }
}

#[cfg(test)]
mod tests {
    use super::{guess_language, may_be_in, short_text_language};

    #[test]
    fn a_short_text_is_told_where_two_of_three_agree() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(short_text_language(text), expected, "{text}");
        };
        check("Radwege gehören auf jede Straße, und die Stadt bezahlt sie.", Some("de"));
        check("Les pistes cyclables doivent être séparées de la chaussée partout.", Some("fr"));
        check("Die Stadt soll alle Radwege im Winter räumen.", Some("de"));
        check("The city should clear all cycle paths in winter.", Some("en"));
        check("La ciudad debe limpiar todos los carriles en invierno.", Some("es"));
        check("Kota harus membersihkan semua jalur sepeda.", Some("id"));
        check("Jiji lazima lisafishe njia zote kwa watu wote.", Some("sw"));
        check("Bicycle lanes everywhere", Some("en"));
        check("Proteger a los niños en internet", Some("es"));
        check("Mehr Transparenz, weniger Überwachung", Some("de"));
        check("AI OK", None);
        check("Say so.", None);
        check("More transparency, less surveillance", None);
        check("", None);
    }

    #[test]
    fn a_language_that_somebody_may_have_left_as_it_was_is_believed_unless_another_is_clear() {
        let check = |text: &str, language: &str, expected: bool| {
            assert_eq!(may_be_in(text, language), expected, "{text} as {language}");
        };
        for slogan in [
            "Buy cheap watches number 0 at example dot com now",
            "More transparency, less surveillance",
            "Label synthetic voices clearly",
            "Fine companies that hide incidents",
            "Independent oversight board",
            "Tech firms pay",
        ] {
            check(slogan, "en", true);
            check(slogan, "pt", false);
        }
        check("Radwege räumen", "en", false);
        check("Kinder im Netz schützen", "en", false);
        check("Zakazać deepfake'ów", "en", false);
        check("Ipagbawal ang mga deepfake", "en", false);
        check("AI OK", "en", false);
    }

    #[test]
    fn languages_are_told_by_words() {
        let check = |text: &str, tag: &str| assert_eq!(guess_language(text), tag, "{text}");
        check("The maker shall label the content and the provider shall keep a record of it.", "en");
        check(
            "Esta Lei dispõe sobre o tratamento de dados pessoais e não se aplica ao que for realizado por pessoa natural para fins particulares.",
            "pt",
        );
        check(
            "La presente ley orgánica tiene por objeto adaptar el ordenamiento jurídico español y garantizar los derechos de las personas.",
            "es",
        );
        check(
            "В настоящем Законе используются следующие основные понятия: искусственный интеллект и модель.",
            "ru",
        );
        check("تسري أحكام هذا القانون على كل شخص طبيعي أو اعتباري يعالج البيانات الشخصية في الدولة.", "ar");
        check(
            "هر شخص حق دارد که از داده‌های شخصی خود محافظت کند و این قانون برای همه اشخاص اجرا می‌شود.",
            "fa",
        );
        check(
            "Kanuni hizi zitatumika kwa mtu yeyote na kwa ajili ya ulinzi wa taarifa za watu katika nchi ya Tanzania.",
            "sw",
        );
        check("이 법은 인공지능의 건전한 발전을 목적으로 한다.", "ko");
        check("この法律は、推進を目的とする。", "ja");
        check("本法自公布之日起施行。", "zh");
        check("x", "");
    }
}
