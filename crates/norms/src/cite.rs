//! Places in legal texts as Korean readers write them: `Art 14-2(1)` is 제14조의2제1항.

/// A place in the words of Korean citations; nothing when it is not written in articles. In Korean acts a hyphen makes an article of its
/// own (제14조의2), elsewhere it is a range.
pub(crate) fn korean(locus: &str, korean_act: bool) -> Option<String> {
    let mut parts = Vec::new();
    for part in locus.split(" + ") {
        parts.push(part_of(part.trim(), korean_act)?);
    }
    Some(parts.join(" 및 "))
}

fn part_of(part: &str, korean_act: bool) -> Option<String> {
    if let Some(annex) = part.strip_prefix("Annex ") {
        return Some(format!("부속서 {annex}"));
    }
    let (of, rest) = match part.split_once(' ') {
        Some(("Act", rest)) => ("법 ", rest),
        Some(("Decree", rest)) => ("영 ", rest),
        _ => ("", part),
    };
    let rest = rest.strip_prefix("Art ")?;
    // “Art 40(3), 43(1)(3)” names two articles; “Art 2(6),(8)” and “Art 2(6), (8)” two paragraphs of one.
    let rest = rest.replace(", (", ",(").replace(", Art ", ", ");
    let articles: Vec<String> =
        rest.split(", ").map(|one| article(one, korean_act)).collect::<Option<_>>()?;
    Some(format!("{of}{}", articles.join(", ")))
}

fn article(text: &str, korean_act: bool) -> Option<String> {
    let end = text.find('(').unwrap_or(text.len());
    let (number, groups) = text.split_at(end);
    let number = match number.split_once('-') {
        None => format!("제{}조", numeral(number)?),
        Some((main, branch)) if korean_act => format!("제{}조의{}", numeral(main)?, numeral(branch)?),
        Some((from, to)) => format!("제{}조부터 제{}조까지", numeral(from)?, numeral(to)?),
    };
    groups_of(groups, korean_act).map(|groups| format!("{number}{groups}"))
}

/// The number of an article: digits, with a letter after them in acts that count so (4a).
fn numeral(text: &str) -> Option<&str> {
    let good = text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase());
    good.then_some(text)
}

/// How a group is joined to the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Deeper,
    And,
    To,
}

/// Groups in brackets: `(1)(3)` goes deeper, `(1)-(3)` is a range, `(6),(8)` a list.
fn groups_of(text: &str, korean_act: bool) -> Option<String> {
    let mut out = String::new();
    let mut depth: usize = 0;
    let mut last: Option<u32> = None;
    let mut rest = text;
    while !rest.is_empty() {
        let (joint, after) = match rest.as_bytes()[0] {
            b'(' => (Joint::Deeper, rest),
            b',' => (Joint::And, &rest[1..]),
            b'-' => (Joint::To, &rest[1..]),
            _ => return None,
        };
        let inner = after.strip_prefix('(')?;
        let (name, left) = inner.split_once(')')?;
        let digits = name.chars().all(|c| c.is_ascii_digit());
        depth = match joint {
            Joint::Deeper => depth + 1,
            // A number after a letter, as in (1)(h)-(7), goes back up to the paragraphs.
            _ if digits && depth > 1 && !korean_act => 1,
            _ => depth.max(1),
        };
        let group = group(name, depth, digits, korean_act)?;
        let number = name.parse::<u32>().ok();
        let follows = last.zip(number).is_some_and(|(before, this)| this == before + 1);
        last = number;
        match joint {
            Joint::Deeper => out.push_str(&group),
            // Two neighbours are named, not spanned.
            Joint::To if follows => out.extend(["ㆍ", &group]),
            Joint::And => out.extend([" 및 ", &group]),
            Joint::To => out.extend(["부터 ", &group, "까지"]),
        }
        rest = left;
    }
    Some(out)
}

fn group(name: &str, depth: usize, digits: bool, korean_act: bool) -> Option<String> {
    if korean_act && let Some((item, branch)) = name.split_once('-') {
        // Items of Korean acts have branches (제1호의2), paragraphs have none.
        return Some(format!("제{}호의{}", numeral(item)?, numeral(branch)?));
    }
    match (depth, digits) {
        (1, true) => Some(format!("제{name}항")),
        (2, true) => Some(format!("제{name}호")),
        // Letters of Korean acts are 가, 나, 다. One Latin letter stands for its place among them, save “a”, which is also how 아 is written.
        (3, false) if korean_act => {
            let places = [("b", '나'), ("c", '다'), ("d", '라'), ("e", '마'), ("f", '바')];
            places.iter().find(|(latin, _)| *latin == name).map(|(_, letter)| format!("{letter}목"))
        }
        (_, false) if !korean_act && name.chars().all(|c| c.is_ascii_alphanumeric()) => {
            Some(format!("({name})호"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_as_korean_readers_write_them() {
        let check = |locus: &str, korean_act: bool, expected: Option<&str>| {
            assert_eq!(korean(locus, korean_act).as_deref(), expected, "{locus}");
        };
        check("Art 31(1)", true, Some("제31조제1항"));
        check("Art 14-2(1)", true, Some("제14조의2제1항"));
        check("Art 14-2(1)-(2)", true, Some("제14조의2제1항ㆍ제2항"));
        check("Art 44-10(1)-(3)", true, Some("제44조의10제1항부터 제3항까지"));
        check("Art 43(1)(1)", true, Some("제43조제1항제1호"));
        check("Art 40(3), 43(1)(3)", true, Some("제40조제3항, 제43조제1항제3호"));
        check("Art 14-2(1), (2)", true, Some("제14조의2제1항 및 제2항"));
        check("Art 95-2(1-2), 22-6(1)", true, Some("제95조의2제1호의2, 제22조의6제1항"));
        check("Art 62, Art 39, Art 43", true, Some("제62조, 제39조, 제43조"));
        check("Art 261(6)(4), 256(3)(1)(e)", true, Some("제261조제6항제4호, 제256조제3항제1호마목"));
        check("Act Art 40(3), 43(1)(3)", true, Some("법 제40조제3항, 제43조제1항제3호"));
        check("Art 82-8(2)", true, Some("제82조의8제2항"));
        check("Art 36", true, Some("제36조"));
        check("Art 2(1)(ta)", true, None);
        check("Art 34-35", false, Some("제34조부터 제35조까지"));
        check("Art 2(6),(8)", false, Some("제2조제6항 및 제8항"));
        check("Art 5(1)(ba)", false, Some("제5조제1항(ba)호"));
        check("Art 5(1)(h)-(7)", false, Some("제5조제1항(h)호부터 제7항까지"));
        check("Art 6(2) + Annex III", false, Some("제6조제2항 및 부속서 III"));
        check("Art 4a", false, Some("제4a조"));
        check("22757.12(a)", false, None);
        check("Sec 2", false, None);
        check("Art (1)", false, None);
        check("Art 5(1", false, None);
        check("", false, None);
    }
}
