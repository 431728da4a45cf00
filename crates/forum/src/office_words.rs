//! Names by which readers know whoever runs a process, so that nobody who joins takes one of them for a pseudonym.

use crate::id::likeness;

/// Words of languages that are written with spaces, each a whole word of a name; marks over letters are left out.
const WORDS: &[&str] = &[
    // English
    "secretariat",
    "secretary",
    "moderator",
    "moderators",
    "moderation",
    "operator",
    "operators",
    "administrator",
    "administrators",
    "admin",
    "admins",
    "registrar",
    "chair",
    "chairperson",
    "chairman",
    "chairwoman",
    "drafter",
    "drafters",
    "host",
    "official",
    "staff",
    // French
    "modérateur",
    "modératrice",
    "opérateur",
    "administrateur",
    "administratrice",
    "président",
    "présidente",
    "rédacteur",
    // Spanish, Portuguese, Italian
    "secretaría",
    "secretariado",
    "moderador",
    "moderadora",
    "administrador",
    "administradora",
    "operador",
    "operadora",
    "presidencia",
    "presidente",
    "presidenta",
    "segreteria",
    "moderatore",
    "amministratore",
    "operatore",
    // German, Dutch, Indonesian, Turkish
    "sekretariat",
    "secretariaat",
    "moderatorin",
    "betreiber",
    "vorsitz",
    "vorsitzende",
    "vorsitzender",
    "beheerder",
    "ketua",
    "sekreterlik",
    "sekretarya",
    "moderatör",
    "yönetici",
    // Russian
    "секретариат",
    "модератор",
    "администратор",
    "оператор",
    "председатель",
    // Swahili
    "sekretarieti",
    "msimamizi",
    "mwenyekiti",
    // Arabic, Persian, Urdu
    "أمانة",
    "الأمانة",
    "مشرف",
    "المشرف",
    "مدير",
    "المدير",
    "رئيس",
    "الرئيس",
    "دبیرخانه",
    "مدیر",
    "رئیس",
    "سیکریٹریٹ",
    "منتظم",
    // Korean, where longer words hold it and mean something else
    "의장",
    // Hindi, Bengali, Amharic
    "सचिवालय",
    "संचालक",
    "मॉडरेटर",
    "प्रशासक",
    "अध्यक्ष",
    "সচিবালয়",
    "পরিচালক",
    "প্রশাসক",
    "ጽሕፈትቤት",
    "አስተዳዳሪ",
];

/// Words of languages that are written without spaces, or with endings, wherever they stand in a name.
const PARTS: &[&str] = &[
    // Korean
    "사무국",
    "운영자",
    "운영진",
    "운영팀",
    "관리자",
    "조정자",
    "중재자",
    "위원장",
    "초안작성자",
    "등록담당자",
    "이의심사자",
    // Chinese
    "秘书处",
    "秘書處",
    "管理员",
    "管理員",
    "主持人",
    "版主",
    "主席",
    "审核员",
    "審核員",
    // Japanese
    "事務局",
    "管理者",
    "運営",
    "議長",
    "モデレーター",
    // Vietnamese, Thai
    "banthưký",
    "quảntrịviên",
    "ผู้ดูแล",
    "เลขาธิการ",
];

/// Whether a name is that of an office or holds one, also where it is spelled with letters that look alike, or has figures behind.
pub(crate) fn names_an_office(name: &str) -> bool {
    let folded = |text: &str| -> String {
        let is_mark = |c: &char| unicode_normalization::char::is_combining_mark(*c);
        let marks_stay = text.chars().any(|c| !c.is_ascii() && !('\u{c0}'..'\u{250}').contains(&c));
        likeness(text).chars().filter(|c| marks_stay || !is_mark(c)).collect()
    };
    let letters: String = name
        .chars()
        .filter(|c| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(*c))
        .collect();
    let words =
        name.split(|c: char| !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c));
    let bare = |word: &str| word.trim_matches(|c: char| c.is_numeric()).to_owned();
    let mut held: Vec<String> = words.map(bare).chain([letters.clone()]).map(|word| folded(&word)).collect();
    held.retain(|word| !word.is_empty());
    let whole = folded(&letters);
    WORDS.iter().any(|word| held.contains(&folded(word)))
        || PARTS.iter().any(|part| whole.contains(&folded(part)))
}

#[cfg(test)]
mod tests {
    use super::names_an_office;

    #[test]
    fn a_name_of_an_office_is_known_in_any_dress() {
        for name in [
            "Secretariat",
            "secretariat 2",
            "secretariat-2",
            "the secretariat",
            "s e c r e t a r i a t",
            "ѕecretariat",
            "SECRÉTARIAT",
            "m0derator",
            "Moderator7",
            "사무국",
            "사무국 안내",
            "운영자2",
            "秘书处",
            "事務局",
            "Секретариат",
            "الأمانة",
            "सचिवालय",
        ] {
            assert!(names_an_office(name), "{name}");
        }
        for name in
            ["heron-27", "chairlift", "보라", "하늘", "Modesta", "hostess", "mina", "مريم", "नीलम", "otter"]
        {
            assert!(!names_an_office(name), "{name}");
        }
    }
}
