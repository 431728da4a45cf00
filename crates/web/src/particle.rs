//! Korean particles: their form depends on the sound before them, which a message with a name or a number in it cannot know.

/// How what comes before a particle ends, when it is read aloud in Korean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Vowel,
    /// ㄹ, before which “으로” is “로”.
    Rieul,
    Consonant,
}

/// The right one of two forms, such as `으로/로`: the first stands after a consonant, the second after a vowel.
pub(crate) fn particle<'a>(before: &str, forms: &'a str) -> &'a str {
    let (consonant, vowel) = forms.split_once('/').unwrap_or((forms, forms));
    match ending(before) {
        Ending::Vowel => vowel,
        Ending::Rieul if consonant.starts_with("으로") => vowel,
        Ending::Rieul | Ending::Consonant => consonant,
    }
}

/// What stands in brackets at the end is not read; signs have no sound.
fn ending(text: &str) -> Ending {
    let text = text.trim_end();
    let text = match (text.ends_with(')'), text.rfind('(')) {
        (true, Some(open)) if !text[..open].trim().is_empty() => text[..open].trim_end(),
        _ => text,
    };
    let last = text.chars().rev().find(|c| c.is_alphanumeric() || *c == '%');
    last.map_or(Ending::Vowel, of_character)
}

fn of_character(c: char) -> Ending {
    match c {
        '가'..='힣' => match (u32::from(c) - u32::from('가')) % 28 {
            0 => Ending::Vowel,
            8 => Ending::Rieul,
            _ => Ending::Consonant,
        },
        // 일, 칠, 팔 end in ㄹ; 영, 삼, 육, and the tens, hundreds, thousands behind a nought, in another consonant. Latin words are read
        // as Korean spells them, mostly so; a capital alone by its name (엘, 엠, 엔, 알).
        '1' | '7' | '8' | 'l' | 'L' | 'R' => Ending::Rieul,
        'ㄱ'..='ㅎ' | '0' | '3' | '6' | 'm' | 'n' | 'b' | 'c' | 'k' | 'p' | 't' | 'M' | 'N' => {
            Ending::Consonant
        }
        // “%” is read 퍼센트; of other letters the program does not know how they are read.
        _ => Ending::Vowel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_particle_follows_the_sound_before_it() {
        let check = |before: &str, forms: &str, expected: &str| {
            assert_eq!(particle(before, forms), expected, "{before} {forms}");
        };
        check("왜가리", "이/가", "가");
        check("두루미 27", "으로/로", "로");
        check("수달", "으로/로", "로");
        check("수달", "을/를", "을");
        check("소쩍새", "은/는", "는");
        check("반달곰", "으로/로", "으로");
        check("heron", "이라는/라는", "이라는");
        check("otter", "이라는/라는", "라는");
        check("seal", "으로/로", "로");
        check("그룹 A", "과/와", "와");
        check("그룹 B", "과/와", "와");
        check("그룹 L", "으로/로", "로");
        check("그룹 M", "으로/로", "으로");
        check("52%", "이/가", "가");
        for (number, expected) in [
            ("0", "이"),
            ("1", "이"),
            ("2", "가"),
            ("3", "이"),
            ("4", "가"),
            ("5", "가"),
            ("6", "이"),
            ("9", "가"),
        ] {
            check(number, "이/가", expected);
        }
        check("1,000", "으로/로", "으로");
        check("동의", "으로/로", "로");
        check("반대", "으로/로", "로");
        check("한국(KR)", "은/는", "은");
        check("“말”", "이라는/라는", "이라는");
        check("", "을/를", "를");
        check("مرحبا", "을/를", "를");
    }

    #[test]
    fn no_message_leaves_the_choice_of_a_particle_to_its_reader() {
        let doubled = [
            "(으)로", "이(가)", "을(를)", "은(는)", "와(과)", "과(와)", "(이)라", "가(이)", "를(을)",
            "는(은)",
        ];
        for (tag, noun, text) in crate::locale::FILES.iter().filter(|(tag, ..)| *tag == "ko") {
            for (number, line) in text.lines().enumerate() {
                let found = doubled.iter().find(|form| line.contains(**form));
                assert_eq!(found, None, "locales/{tag}/{noun}.ftl, line {}", number + 1);
            }
        }
    }

    #[test]
    fn pages_say_the_particle_that_fits() {
        let ko = crate::locale::locale("ko").unwrap();
        let said = |name: &str| ko.text_with("people-joined-as", &[("name", name.to_owned().into())]);
        assert!(said("왜가리").contains("왜가리라는"), "{}", said("왜가리"));
        assert!(said("수달").contains("수달이라는"), "{}", said("수달"));
    }
}
