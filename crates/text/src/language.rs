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

#[cfg(test)]
mod tests {
    use super::guess_language;

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
