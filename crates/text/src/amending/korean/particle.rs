//! Particles that agree with the word before them: `장관은`, but `위원회는`.
//!
//! A Korean amendment quotes a word without its particle; the particle follows the new word by itself.

/// The forms of a particle: behind a final consonant, and behind a vowel.
type Pair = (&'static str, &'static str);

const PAIRS: &[Pair] = &[
    ("으로", "로"),
    ("이란", "란"),
    ("이라", "라"),
    ("이나", "나"),
    ("은", "는"),
    ("이", "가"),
    ("을", "를"),
    ("과", "와"),
];
/// What may follow a particle without a blank, by its form behind a consonant.
const FOLLOWING: &[(&str, &[&str])] = &[
    ("으로", &["서의", "서는", "서도", "서", "써", "부터의", "부터", "의", "는", "도", "만"]),
    ("이라", &["도", "면", "고", "는"]),
    ("과", &["의", "는", "도", "만"]),
];
/// Marks that close what a word is quoted in; the particle stands behind them.
const CLOSING: &[char] = &['"', '”', '’', '\'', '」', '』', '》', '〉'];

/// How a word ends, as far as particles ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Vowel,
    /// ㄹ, which takes `로` like a vowel.
    Liquid,
    Consonant,
}

/// A particle that no longer agrees: how many bytes stand before it, how many it has, and what it becomes.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Agreement {
    pub(in super::super) skip: usize,
    pub(in super::super) length: usize,
    pub(in super::super) new: &'static str,
}

/// What becomes of the particle at the start of `after` when the words before it change from `old` to `new`.
///
/// None where there is no particle or it agrees as it is; an error when how the new word is read aloud is not known.
pub(in super::super) fn agreement(old: &str, new: &str, after: &str) -> Result<Option<Agreement>, String> {
    let skip = before_particle(after);
    let Some((pair, was)) = particle(old, &after[skip..]) else { return Ok(None) };
    let Some(new_ending) = ending(new) else {
        let word: String = new.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
        return Err(format!("whether \"{}\" or \"{}\" follows \"{word}\" is not known", pair.0, pair.1));
    };
    let will = form(pair, new_ending);
    Ok((was != will).then_some(Agreement { skip, length: was.len(), new: will }))
}

/// Whether a particle of the word before stands at the start of a text.
pub(in super::super) fn hangs_on(old: &str, after: &str) -> bool {
    particle(old, after).is_some()
}

/// The blank that new words need behind others: a particle or a dot hangs on the word before, another word does not.
pub(in super::super) fn blank_before(new: &str, after: &str) -> &'static str {
    let word = new.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '「' | '“' | '"'));
    let conjunction = ["또는 ", "및 ", "그 밖"].iter().any(|word| new.starts_with(word));
    if conjunction || word && after.starts_with(char::is_whitespace) { " " } else { "" }
}

/// The particle that stands behind a word, and its form there.
fn particle(word: &str, rest: &str) -> Option<(&'static Pair, &'static str)> {
    let known = ending(word);
    // How a Latin word is read the particle behind it tells.
    if known.is_none() && !word.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    PAIRS.iter().find_map(|pair| {
        let forms = known.map_or([pair.0, pair.1], |ending| [form(pair, ending); 2]);
        let stands = |was: &str| rest.strip_prefix(was).is_some_and(|tail| ends(pair.0, tail));
        forms.into_iter().find(|was| stands(was)).map(|was| (pair, was))
    })
}

/// How many bytes stand between a word and its particle: closing marks, and brackets that explain the word.
fn before_particle(after: &str) -> usize {
    let mut rest = after;
    loop {
        rest = rest.trim_start_matches(CLOSING);
        let Some(end) = rest.starts_with('(').then(|| closing_bracket(rest)).flatten() else {
            return after.len() - rest.len();
        };
        rest = &rest[end..];
    }
}

/// The form of a particle behind an ending.
fn form(pair: &Pair, ending: Ending) -> &'static str {
    match ending {
        Ending::Consonant => pair.0,
        Ending::Liquid if pair.0 != "으로" => pair.0,
        Ending::Liquid | Ending::Vowel => pair.1,
    }
}

/// Whether a particle ends before the rest of a text, or before others that may follow it.
fn ends(particle: &str, tail: &str) -> bool {
    let parted = |tail: &str| !tail.starts_with(char::is_alphanumeric);
    let follow = FOLLOWING.iter().find(|(own, _)| *own == particle).map(|(_, follow)| *follow);
    parted(tail) || follow.unwrap_or_default().iter().any(|next| tail.strip_prefix(next).is_some_and(parted))
}

/// How a text ends; brackets behind its last word do not count.
fn ending(text: &str) -> Option<Ending> {
    let mut text = text;
    loop {
        text = text.trim_end_matches(CLOSING);
        let Some(start) = text.ends_with(')').then(|| opening_bracket(text)).flatten() else { break };
        text = &text[..start];
    }
    let last = text.chars().next_back()?;
    if ('가'..='힣').contains(&last) {
        return Some(match (u32::from(last) - u32::from('가')) % 28 {
            0 => Ending::Vowel,
            8 => Ending::Liquid,
            _ => Ending::Consonant,
        });
    }
    // Digits and capitals as they are read aloud: 일, 이, 삼 … and 영, 십, 백, 천, 만; 에이, 비, 엘 …
    match last {
        '1' | '7' | '8' | 'L' => Some(Ending::Liquid),
        '0' | '3' | '6' | 'M' | 'N' => Some(Ending::Consonant),
        'R' => None,
        '2' | '4' | '5' | '9' | 'A'..='Z' => Some(Ending::Vowel),
        _ => None,
    }
}

/// Where the bracket closes, behind it, that opens a text.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0).then_some(at + c.len_utf8())
    })
}

/// Where the bracket opens that closes a text.
fn opening_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().rev().find_map(|(at, c)| {
        match c {
            ')' => depth += 1,
            '(' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_follow_the_new_word() {
        let check = |old: &str, new: &str, after: &str, expected: &str| {
            let found = agreement(old, new, after).unwrap();
            let mut text = after.to_owned();
            if let Some(Agreement { skip, length, new }) = found {
                text.replace_range(skip..skip + length, new);
            }
            assert_eq!(format!("{new}{text}"), expected, "{old}{after}");
        };
        check("장관", "위원회", "은 표시를", "위원회는 표시를");
        check("위원회", "장관", "가 정한다", "장관이 정한다");
        check("위원회", "장관", "와의 협의", "장관과의 협의");
        check("시장ㆍ군수", "시장ㆍ군수ㆍ구청장", "를, ", "시장ㆍ군수ㆍ구청장을, ");
        check("조례", "규칙", "로 정한다", "규칙으로 정한다");
        check("규칙", "법률", "으로 정한다", "법률로 정한다");
        check("법률", "규칙", "로서의", "규칙으로서의");
        check("법률", "조례", "로써", "조례로써");
        check("(이하 \"장관", "(이하 \"위원회", "\"이라 한다)", "(이하 \"위원회\"라 한다)");
        check("「가법", "「나에 관한 조례", "」을 지킨다", "「나에 관한 조례」를 지킨다");
        check("장관", "위원회", "(차관을 포함한다)은 쉰다", "위원회(차관을 포함한다)는 쉰다");
        check("장관(차관을 뺀다)", "위원회(국장을 뺀다)", "이 쉰다", "위원회(국장을 뺀다)가 쉰다");
        check("제3", "제4", "을 지킨다", "제4를 지킨다");
        check("장관", "위원회", "이나 청장", "위원회나 청장");
        check("시장", "군수", "이란 사람", "군수란 사람");
        check("위원회", "AI", "는 쉰다", "AI는 쉰다");
        check("AI", "장관", "는 쉰다", "장관은 쉰다");
        check("Office", "장관", "는 쉰다", "장관은 쉰다");
    }

    #[test]
    fn what_is_no_particle_stays() {
        for (old, new, after) in [
            ("장관", "위원회", "에게 알린다"),
            ("장관", "위원회", "의 일"),
            ("장관", "위원회", "인 경우"),
            ("장관", "위원회", "이어야 한다"),
            ("장관", "차관", "은 쉰다"),
            ("농림", "산림부", "과학을"),
            ("위원회", "장관", "은 틀렸다"),
            ("장관은", "위원회가", " 쉰다"),
            ("장관", "Office", " 은 쉰다"),
            ("", "장관", "이 법은"),
            ("다만, ", "", "이 법은"),
            ("장관", "위원회", " 이 정한다"),
        ] {
            assert_eq!(agreement(old, new, after), Ok(None), "{old} → {new} before {after}");
        }
        assert!(agreement("장관", "Office", "은 쉰다").is_err());
    }
}
