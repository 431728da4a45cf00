//! Korean places: `제38조제1항 각 호 외의 부분 단서, 같은 조 제3항ㆍ제4항 및 제40조의2`.

use super::super::place::{self, FORMER, LATTER, MAIN, PROVISO, Place, Step};
use crate::model::UnitKind;

/// The closing characters of places, from the outside in.
const CLOSINGS: &[char] = &['편', '장', '절', '관', '조', '항', '호', '목', ')'];
/// Parts of a provision that have no number of their own; the longest first.
const PARTS: &[(&str, Part)] = &[
    ("의 제목 외의 부분", Part::One(Step::Body)),
    ("제목 외의 부분", Part::One(Step::Body)),
    ("(제목을 포함한다)", Part::One(Step::Everything)),
    ("(제목 포함)", Part::One(Step::Everything)),
    ("의 제목", Part::One(Step::Heading)),
    ("제목", Part::One(Step::Heading)),
    ("각 호 외의 부분", Part::One(Step::Intro)),
    ("각 목 외의 부분", Part::One(Step::Intro)),
    ("각 호외의 부분", Part::One(Step::Intro)),
    ("각 목외의 부분", Part::One(Step::Intro)),
    ("각호 외의 부분", Part::One(Step::Intro)),
    ("각호외의 부분", Part::One(Step::Intro)),
    ("단서", Part::Sentence(PROVISO)),
    ("본문", Part::Sentence(MAIN)),
    ("전단", Part::Sentence(FORMER)),
    ("후단", Part::Sentence(LATTER)),
];

enum Part {
    One(Step),
    Sentence(usize),
}

impl Part {
    fn step(&self) -> Step {
        match self {
            Self::One(step) => step.clone(),
            Self::Sentence(n) => Step::Sentence(*n),
        }
    }
}

/// Places, or why they are not plain.
pub(super) type Plain = Result<Vec<Place>, String>;

/// Words between one place and the next.
const JOINTS: &[&str] = &["ㆍ", "·", "・", ", 및 ", ", ", ",", " 및 ", " 또는 ", "와 ", "과 "];

/// The places at the start of words, and what follows; what a later one leaves out it has in common with the one before.
pub(super) fn places_from<'a>(line: &'a str, before: &Place) -> Option<(Plain, &'a str)> {
    let mut found: Plain = Ok(Vec::new());
    let mut rest = line.trim_start();
    let mut known = before.clone();
    loop {
        let (one, after) = place(rest, &known)?;
        let (one, after) = match after.strip_prefix("부터 ").or_else(|| after.strip_prefix(" 내지 ")) {
            Some(tail) => {
                let (end, after) = place(tail, &one)?;
                let after = after.strip_prefix("까지").unwrap_or(after);
                match range(&one, &end) {
                    Ok(place) => (place, after),
                    Err(why) => return Some((Err(why), after)),
                }
            }
            None => (one, after),
        };
        known.clone_from(&one);
        found = found.map(|mut found| {
            found.push(one);
            found
        });
        rest = after;
        let next = JOINTS.iter().find_map(|joint| {
            let tail = rest.strip_prefix(joint)?.trim_start();
            place(tail, &known).is_some().then_some(tail)
        });
        let Some(tail) = next else { break };
        rest = tail;
    }
    Some((found, rest))
}

/// `제3항부터 제5항까지`: the ends differ in their last step only.
fn range(from: &[Step], to: &[Step]) -> Result<Place, String> {
    let wrong = || "the ends of a range are not alike".to_owned();
    let (Some((last, above)), Some((end, end_above))) = (from.split_last(), to.split_last()) else {
        return Err(wrong());
    };
    let closing = closing_of(last).filter(|own| closing_of(end) == Some(*own)).ok_or_else(wrong)?;
    let (Some(low), Some(high)) = (number_of(last), number_of(end)) else { return Err(wrong()) };
    if above != end_above {
        return Err(wrong());
    }
    Ok(with(above.to_vec(), Step::Range(closing, low, high)))
}

/// One place, `제38조제1항제2호가목 단서`; its outer steps may come from the one before.
fn place<'a>(line: &'a str, before: &Place) -> Option<(Place, &'a str)> {
    let (mut place, mut rest) = same(line, before).unwrap_or_else(|| (Vec::new(), line));
    let inherited = rest.len() < line.len();
    while let Some((closing, step, after)) = next_step(rest, place.last()) {
        if !place.is_empty() && outside(rest, place.last()).is_some() {
            break;
        }
        if place.is_empty() {
            place = outer(before, closing);
            // "1) …" alone is an item of a list, not a place.
            if closing == ')' && place.is_empty() {
                return None;
            }
        } else if matches!(step, Step::Article(_)) && !matches!(place.last(), Some(Step::Container(..))) {
            break;
        }
        // An article is found without its chapter.
        if matches!(step, Step::Article(_)) {
            place.clear();
        }
        let container = matches!(step, Step::Container(..));
        place.push(step);
        rest = after;
        if container && let Some((listing, after)) = listing(rest) {
            place.push(listing?);
            rest = after;
        }
    }
    if rest.len() == line.len() && !inherited {
        // "본문ㆍ단서": the second part belongs to the unit of the first.
        let bare = PARTS.iter().any(|(words, _)| !words.starts_with(['의', '(']) && line.starts_with(words));
        place = before.iter().take_while(|step| !is_part(step)).cloned().collect();
        if !bare || place.is_empty() {
            return None;
        }
        let sentence =
            PARTS.iter().any(|(words, part)| matches!(part, Part::Sentence(_)) && line.starts_with(words));
        if sentence && before.contains(&Step::Intro) {
            place.push(Step::Intro);
        }
    }
    let (former, mut rest) = former(behind_heading(rest, place.last()), &place);
    if let Some(former) = former {
        place = former;
        // `제8조(종전의 제7조)제1항`: deeper steps go on behind the bracket.
        let mut last = place.iter().rev().find(|step| !matches!(step, Step::AsItWas(_))).cloned();
        while let Some((_, step, after)) = deeper_step(rest, last.as_ref()) {
            last = Some(step.clone());
            place.push(step);
            rest = after;
        }
    }
    if let Some((outside, after)) = outside(rest, place.last()) {
        place.push(outside);
        rest = after;
    }
    let (parts, rest) = parts(rest);
    place.extend(parts);
    Some((place, rest))
}

/// The next step; a blank before a deeper one says nothing, nor does an article's heading in brackets between.
fn next_step<'a>(rest: &'a str, last: Option<&Step>) -> Option<(char, Step, &'a str)> {
    let deeper = |found: &(char, Step, &str)| rank_of(last.and_then(closing_of)) < rank_of(Some(found.0));
    let Some(last) = last else { return step(rest) };
    if let (Step::Article(_), Some(inner)) = (last, rest.trim_start().strip_prefix('('))
        && !inner.starts_with("종전")
        && !inner.starts_with("제목")
        && let Some((inside, after)) = inner.split_once(')')
        && !limits(inside)
        && let Some(found) = step(after.trim_start()).filter(deeper)
    {
        return Some(found);
    }
    step(rest).or_else(|| step(rest.strip_prefix(' ')?).filter(deeper))
}

/// The next step, where it stands below the last one.
fn deeper_step<'a>(rest: &'a str, last: Option<&Step>) -> Option<(char, Step, &'a str)> {
    let found = step(rest).or_else(|| step(rest.strip_prefix(' ')?))?;
    let last = last.and_then(closing_of)?;
    (rank_of(Some(last)) < rank_of(Some(found.0))).then_some(found)
}

/// `(학교의 경우에 한한다)`: what says for what an instruction holds is no heading, as a sentence is none.
fn limits(inside: &str) -> bool {
    let bare = inside.trim_end_matches(['.', ' ']);
    bare.ends_with(['다', '함', '만'])
        || ["한하여", "한정하여", "에 한함"].iter().any(|word| bare.contains(word))
}

/// `제8조(위임) 중`: an article's heading in brackets says nothing more.
fn behind_heading<'a>(rest: &'a str, last: Option<&Step>) -> &'a str {
    let says_more = |inner: &&str| inner.starts_with("종전") || inner.starts_with("제목");
    let inner = rest.trim_start().strip_prefix('(').filter(|inner| !says_more(inner));
    let parted = inner.and_then(|inner| inner.split_once(')')).filter(|(inside, _)| !limits(inside));
    let Some((_, after)) = parted else { return rest };
    let middle = after.trim_start();
    let is_place = middle == "중" || middle.starts_with("중 ") || after.starts_with(['을', '를']);
    if matches!(last, Some(Step::Article(_))) && is_place { after } else { rest }
}

/// `1)부터 4)까지 외의 부분`, ` 가목 및 나목 외의 부분`: what stands before the units below that are named.
fn outside<'a>(rest: &'a str, last: Option<&Step>) -> Option<(Step, &'a str)> {
    let own = rank_of(last.and_then(closing_of));
    let (first, step_of_first, mut after) = step(rest.trim_start())?;
    let (low, mut high) = (number_of(&step_of_first)?, None);
    if rank_of(Some(first)) <= own {
        return None;
    }
    loop {
        if let Some(tail) = after.strip_prefix("까지").unwrap_or(after).trim_start().strip_prefix("외의 부분")
        {
            let high = high.unwrap_or_else(|| low.clone());
            return Some((Step::Outside(first, low, high), tail));
        }
        let joints = ["부터 ", " 및 ", ", ", "ㆍ", " 또는 "];
        let tail = joints.iter().find_map(|joint| after.strip_prefix(joint))?;
        let (closing, next, tail) = step(tail.trim_start())?;
        high = Some(number_of(&next).filter(|_| closing == first)?);
        after = tail;
    }
}

/// How deep a closing character stands; chapters and what has none stand above all.
fn rank_of(closing: Option<char>) -> usize {
    closing.and_then(|own| CLOSINGS.iter().position(|known| *known == own)).map_or(0, |at| at + 1)
}

fn is_part(step: &Step) -> bool {
    matches!(
        step,
        Step::Intro
            | Step::Outside(..)
            | Step::Heading
            | Step::Body
            | Step::Everything
            | Step::Sentence(_)
            | Step::Listing(_)
    )
}

/// `같은 조 `, `같은 항 `: the place before, up to its article, paragraph …
fn same<'a>(line: &'a str, before: &Place) -> Option<(Place, &'a str)> {
    let plain = line.strip_prefix("같은 ");
    let after = plain.or_else(|| line.strip_prefix("동"))?;
    let closing = after.chars().next().filter(|c| CLOSINGS.contains(c))?;
    // "동장" is an office.
    if plain.is_none() && matches!(closing, '편' | '장' | '절' | '관') {
        return None;
    }
    let named = |closing: char| before.iter().position(|step| closing_of(step) == Some(closing));
    // An article without paragraphs is its own "같은 항".
    let only = || named('조').filter(|_| closing == '항' && named('호').is_some());
    let depth = named(closing).or_else(only)?;
    let rest = &after[closing.len_utf8()..];
    let inner = rest.trim_start();
    let goes_on = step(inner).is_some();
    Some((before[..=depth].to_vec(), if goes_on { inner } else { rest }))
}

/// `제4항(종전의 제3항)`: the unit that an earlier instruction renumbered, by its old number.
fn former<'a>(rest: &'a str, place: &Place) -> (Option<Place>, &'a str) {
    let open = rest.strip_prefix("(종전의 ").or_else(|| rest.strip_prefix("(종전 "));
    let Some((inner, after)) = open.and_then(|inner| inner.split_once(')')) else { return (None, rest) };
    // The article's text has become its first paragraph.
    if inner == "제목 외의 부분" {
        return (Some(with(place.clone(), Step::AsItWas(None))), after);
    }
    let Some((closing, _, _)) = step(inner) else { return (None, rest) };
    let mut old = outer(place, closing);
    let mut words = inner;
    while let Some((_, step, tail)) = step(words) {
        if matches!(step, Step::Article(_)) {
            old.clear();
        }
        old.push(step);
        words = tail;
    }
    let new = place.last().and_then(number_of);
    if words.is_empty() { (Some(with(old, Step::AsItWas(new))), after) } else { (None, rest) }
}

/// The parts of a provision that have no number of their own.
fn parts(mut rest: &str) -> (Vec<Step>, &str) {
    let mut steps = Vec::new();
    loop {
        let inner = rest.trim_start();
        let known = PARTS.iter().find_map(|(words, part)| Some((part.step(), inner.strip_prefix(words)?)));
        let Some((step, after)) = known else { return (steps, rest) };
        steps.push(step);
        rest = after;
    }
}

/// The steps of the place before that stand outside a closing character.
fn outer(before: &[Step], closing: char) -> Place {
    let rank = |closing: char| CLOSINGS.iter().position(|known| *known == closing);
    let depth = rank(closing).unwrap_or(0);
    let outside = |step: &&Step| closing_of(step).and_then(rank).is_some_and(|own| own < depth);
    before.iter().take_while(outside).cloned().collect()
}

pub(super) fn closing_of(step: &Step) -> Option<char> {
    match step {
        Step::Container(UnitKind::Part, _) => Some('편'),
        Step::Container(UnitKind::Chapter, _) => Some('장'),
        Step::Container(UnitKind::Section, _) => Some('절'),
        Step::Container(UnitKind::Division, _) => Some('관'),
        Step::Article(_) => Some('조'),
        Step::Marked(closing, _) | Step::Range(closing, ..) => Some(*closing),
        _ => None,
    }
}

pub(super) fn number_of(step: &Step) -> Option<String> {
    match step {
        Step::Article(number) | Step::Marked(_, number) | Step::Container(_, number) => Some(number.clone()),
        _ => None,
    }
}

/// The numbers that places name one after the other; an error when a range's middle is not plain.
pub(super) fn numbers_of(places: &[Place]) -> Result<Vec<String>, String> {
    let mut numbers = Vec::new();
    for place in places {
        match place.iter().rev().find(|step| !matches!(step, Step::AsItWas(_))) {
            Some(Step::Range(_, low, high)) => {
                numbers.push(low.clone());
                numbers.extend(place::between(low, high)?);
                numbers.push(high.clone());
            }
            Some(step) => numbers.push(number_of(step).ok_or("a part bears no number")?),
            None => return Err("a place without a number".to_owned()),
        }
    }
    Ok(numbers)
}

pub(super) fn with(mut place: Place, step: Step) -> Place {
    place.push(step);
    place
}

/// One step at the start of a text: its closing character, what it is, and what follows.
fn step(text: &str) -> Option<(char, Step, &str)> {
    lettered(text).or_else(|| bracketed(text)).or_else(|| numbered(text))
}

/// `가목`, `나목의2`.
fn lettered(text: &str) -> Option<(char, Step, &str)> {
    let letter = text.chars().next().filter(|letter| crate::marker::HANGUL.contains(*letter))?;
    let rest = text[letter.len_utf8()..].strip_prefix('목')?;
    let (branch, rest) = branch(rest);
    Some(('목', Step::Marked('목', format!("{letter}{branch}")), rest))
}

/// ` 1)`, ` 가)` below an item.
fn bracketed(text: &str) -> Option<(char, Step, &str)> {
    let inner = text.strip_prefix(' ').unwrap_or(text);
    let (number, rest) = inner.split_once(')')?;
    let digits = !number.is_empty() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| (')', Step::Marked(')', number.to_owned()), rest))
}

/// `의2` behind a number.
fn branch(text: &str) -> (String, &str) {
    let Some(inner) = text.strip_prefix('의') else { return (String::new(), text) };
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 { (String::new(), text) } else { (format!("-{}", &inner[..digits]), &inner[digits..]) }
}

/// `제3조의2`, `제2항`, `제4장(제33조, 제34조)`.
fn numbered(text: &str) -> Option<(char, Step, &str)> {
    let inner = text.strip_prefix('제')?;
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let closing = inner[digits..].chars().next().filter(|_| digits > 0)?;
    let (branch, rest) = branch(&inner[digits + closing.len_utf8()..]);
    let number = format!("{}{branch}", &inner[..digits]);
    let step = match closing {
        '조' => Step::Article(number),
        '항' | '호' => Step::Marked(closing, number),
        '장' => Step::Container(UnitKind::Chapter, number),
        '절' => Step::Container(UnitKind::Section, number),
        '편' => Step::Container(UnitKind::Part, number),
        '관' => Step::Container(UnitKind::Division, number),
        _ => return None,
    };
    Some((closing, step, rest))
}

/// `(제33조, 제34조)` behind a chapter: which articles it has; a heading in brackets says nothing more.
fn listing(rest: &str) -> Option<(Option<Step>, &str)> {
    let inner = rest.strip_prefix('(').or_else(|| rest.strip_prefix(" ("))?;
    let (inner, after) = inner.split_once(')')?;
    let Some((Ok(places), "")) = places_from(inner, &Vec::new()) else {
        // What names articles otherwise is not plain.
        let heading = !inner.starts_with('제') || step(inner).is_none();
        return heading.then_some((Some(Step::Listing(Vec::new())), after)).or(Some((None, after)));
    };
    let ends = places.iter().map(|place| match place.as_slice() {
        [Step::Article(number)] => Some((number.clone(), number.clone())),
        [Step::Range('조', low, high)] => Some((low.clone(), high.clone())),
        _ => None,
    });
    Some((ends.collect::<Option<Vec<_>>>().map(Step::Listing), after))
}

/// A place without what the brackets behind a chapter say of its articles.
pub(super) fn without_listing(place: &[Step]) -> Place {
    place.iter().filter(|step| !matches!(step, Step::Listing(_))).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_places_are_read() {
        let check = |line: &str, expected: &str, after: &str| {
            let (found, rest) = places_from(line, &Vec::new()).unwrap();
            let one = |step: &Step| match step {
                Step::Article(number) => format!("{number}조"),
                Step::Marked(closing, number) => format!("{number}{closing}"),
                Step::Range(closing, low, high) => format!("{low}-{high}{closing}"),
                Step::Sentence(PROVISO) => "단서".to_owned(),
                Step::Sentence(MAIN) => "본문".to_owned(),
                Step::Sentence(FORMER) => "전단".to_owned(),
                Step::Sentence(LATTER) => "후단".to_owned(),
                Step::AsItWas(_) => "AsItWas".to_owned(),
                other => format!("{other:?}"),
            };
            let shown: Vec<String> = found
                .unwrap()
                .iter()
                .map(|place| place.iter().map(one).collect::<Vec<_>>().join(" "))
                .collect();
            assert_eq!((shown.join(" / ").as_str(), rest), (expected, after), "{line}");
        };
        check("제38조제1항 중", "38조 1항", " 중");
        check(
            "제4조제1항ㆍ제3항, 제64조의2제3항 및 제69조 중",
            "4조 1항 / 4조 3항 / 64-2조 3항 / 69조",
            " 중",
        );
        check("제5조제2항부터 제4항까지를", "5조 2-4항", "를");
        check("제3조제8호다목을", "3조 8호 다목", "을");
        check("제3조제8호가목부터 다목까지를", "3조 8호 가-다목", "를");
        check("제14조제1항 각 호 외의 부분 단서 중", "14조 1항 Intro 단서", " 중");
        check(
            "제3조제1항 각 호 외의 부분, 같은 조 제3항ㆍ제4항, 제13조제1항 전단 중",
            "3조 1항 Intro / 3조 3항 / 3조 4항 / 13조 1항 전단",
            " 중",
        );
        check(
            "제16조의2제1항제1호 후단, 같은 항 제2호 후단, 같은 조 제2항 중",
            "16-2조 1항 1호 후단 / 16-2조 1항 2호 후단 / 16-2조 2항",
            " 중",
        );
        check(
            "제51조의2제1항 각 호 외의 부분 본문ㆍ단서 중",
            "51-2조 1항 Intro 본문 / 51-2조 1항 Intro 단서",
            " 중",
        );
        check("제4조제1항 본문 및 단서 중", "4조 1항 본문 / 4조 1항 단서", " 중");
        check("제5조의 제목 및 같은 조 제1항 중", "5조 Heading / 5조 1항", " 중");
        check("제5조제4항(종전의 제3항) 중", "5조 3항 AsItWas", " 중");
        check("제8조(종전의 제7조)제1항제2호 중", "7조 AsItWas 1항 2호", " 중");
        check("제5조제1항제2호나목 1) 중", "5조 1항 2호 나목 1)", " 중");
        check("제7조 제목 외의 부분을", "7조 Body", "을");
        check("제2조제3호의2 및 제4호를", "2조 3-2호 / 2조 4호", "를");
        check("제2조제1호 너목을", "2조 1호 너목", "을");
        check("제29조 제1항 및 제2항을", "29조 1항 / 29조 2항", "을");
        check("제4조(위원의 임명)제13항 중", "4조 13항", " 중");
        check("제2조제1호나목 1) 및 2) 외의 부분 중", "2조 1호 나목 Outside(')', \"1\", \"2\")", " 중");
        check(
            "제2조제1호나목1)부터 4)까지 외의 부분 본문 중",
            "2조 1호 나목 Outside(')', \"1\", \"4\") 본문",
            " 중",
        );
        check("제2조제2호, 같은 항 제3호 중", "2조 2호 / 2조 3호", " 중");
        check("제8조(위임) 중", "8조", " 중");
        check("제33조제3항 각 호외의 부분 전단ㆍ제5항 중", "33조 3항 Intro 전단 / 33조 5항", " 중");
    }

    #[test]
    fn what_is_no_place_is_none() {
        for line in ["별표 1 중", "장관은", "같은 조 중", "단서를", "제목"] {
            assert!(places_from(line, &Vec::new()).is_none(), "{line}");
        }
    }
}
