//! Korean particles: their form depends on the sound before them, which a message with a name or a number in it cannot know.
//! A message asks for one by `{ JOSA($name, "이/가") }`.

/// How what comes before a particle ends, when it is read aloud in Korean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Vowel,
    /// ㄹ, before which “으로” is “로”.
    Rieul,
    Consonant,
}

/// The right one of two forms, such as `으로/로`: the first stands after a consonant, the second after a vowel.
pub fn particle<'a>(before: &str, forms: &'a str) -> &'a str {
    let (consonant, vowel) = forms.split_once('/').unwrap_or((forms, forms));
    match ending(before) {
        Ending::Vowel => vowel,
        Ending::Rieul if consonant.starts_with("으로") => vowel,
        Ending::Rieul | Ending::Consonant => consonant,
    }
}

/// A message with every `{ JOSA($name, "이/가") }` in it replaced by the form that fits behind the argument.
pub(crate) fn with_particles(text: &str, arguments: &[(&'static str, String)]) -> String {
    const OPENING: &str = "{ JOSA($";
    let (mut said, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, call)) = rest.split_once(OPENING) {
        said.push_str(before);
        let asked = call.split_once("\") }").and_then(|(inside, after)| {
            let (name, forms) = inside.split_once(", \"")?;
            let value = arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value)?;
            Some((particle(value, forms), after))
        });
        if let Some((form, after)) = asked {
            said.push_str(form);
            rest = after;
        } else {
            said.push_str(OPENING);
            rest = call;
        }
    }
    said.push_str(rest);
    said
}

/// What stands in brackets at the end is not read; signs have no sound.
fn ending(text: &str) -> Ending {
    let text = text.trim_end();
    let text = match (text.ends_with(')'), text.rfind('(')) {
        (true, Some(open)) if !text[..open].trim().is_empty() => text[..open].trim_end(),
        _ => text,
    };
    let mut backwards = text.chars().rev().skip_while(|c| !c.is_alphanumeric() && *c != '%');
    let Some(last) = backwards.next() else { return Ending::Vowel };
    // A letter alone, as in “16b”, is read by its name: 비, 엘, 엠, 엔, 알.
    if last.is_ascii_lowercase() && !backwards.next().is_some_and(|c| c.is_ascii_alphabetic()) {
        return match last {
            'l' | 'r' => Ending::Rieul,
            'm' | 'n' => Ending::Consonant,
            _ => Ending::Vowel,
        };
    }
    of_character(last)
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
        check("reader 16b", "이/가", "가");
        check("조 3m", "이/가", "이");
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
    fn a_message_of_the_library_gets_its_particles() {
        let said =
            |text: &str| with_particles(text, &[("what", "제32조".to_owned()), ("who", "공급자".to_owned())]);
        assert_eq!(said("{ $what }{ JOSA($what, \"이/가\") } 있습니다."), "{ $what }가 있습니다.");
        assert_eq!(said("{ JOSA($who, \"은/는\") } { JOSA($what, \"을/를\") }"), "는 를");
        assert_eq!(said("{ JOSA($unknown, \"이/가\") }"), "{ JOSA($unknown, \"이/가\") }");
        assert_eq!(said("{ JOSA($what"), "{ JOSA($what");
    }
}
