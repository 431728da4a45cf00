//! Korean amending prose: `제38조제1항 중 "통계청장"을 "국가데이터처장"으로 한다.`

use super::clauses::quotation;
use super::operations::{Asked, Session, Spot, Trouble};
use super::phrase::{Phrase, QUOTE};
use super::place::{self, PROVISO, Place, Step};
use super::words::{Occurrence, Stretch};
use super::{Instruction, Reading};
use crate::model::{Document, UnitId, UnitKind};
use crate::tree::collapse;

/// Words that end one change and let another follow in the same sentence.
const JOINTS: &[&str] = &["하고,", "하며,", "하고 ", "하며 "];
/// The closing characters of places, from the outside in.
const CLOSINGS: &[char] = &['조', '항', '호', '목'];
/// "act … is partly amended as follows".
const OPENING: &str = "일부를 다음과 같이 개정한다";

/// A line of the amending act and the unit in which it stands.
struct Line {
    text: String,
    source: UnitId,
}

/// Reads every line of the amending act that is an instruction.
pub(super) fn read(amending: &Document, session: &mut Session<'_>) -> Vec<Instruction> {
    let mut lines = Vec::new();
    for unit in amending.walk() {
        for text in unit.own_text().lines().map(collapse).filter(|line| !line.is_empty()) {
            lines.push(Line { text, source: unit.id.clone() });
        }
    }
    let mut act =
        amending.title.split("일부개정").next().filter(|name| name.len() < amending.title.len()).map(solid);
    let mut found: Vec<Instruction> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some(name) = opening(&line.text) {
            act = Some(name);
        }
        if !is_instruction(&line.text) {
            continue;
        }
        let below: Vec<&str> = lines[at + 1..]
            .iter()
            .map(|line| line.text.as_str())
            .take_while(|line| !is_instruction(line) && opening(line).is_none())
            .collect();
        let label = format!("({})", found.len() + 1);
        let (reading, amendments) = match &act {
            Some(act) if *act != solid(&session.base.title) && !session.base.title.is_empty() => {
                (Reading::OtherAct(act.clone()), Vec::new())
            }
            _ => one(&label, &line.text, &below.join("\n"), session),
        };
        let source = line.source.clone();
        found.push(Instruction { label, source, prose: line.text.clone(), reading, amendments });
    }
    found
}

/// The act that a line opens, its blanks taken out.
fn opening(line: &str) -> Option<String> {
    let name = line.split(OPENING).next().filter(|name| name.len() < line.len())?;
    let name = name.trim_start_matches(|c: char| !c.is_alphabetic() || matches!(c, '①'..='⑳'));
    // A supplementary article about other acts names itself first.
    let name = name.rsplit(['①', '②', '③', ')', '>']).next().unwrap_or(name);
    Some(solid(name))
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a line changes a text: a place, then quoted words that give way, or a verb of amending.
fn is_instruction(line: &str) -> bool {
    let Some((_, rest)) = places(line) else { return false };
    let verbs = ["삭제한다", "다음과 같이 한다", "신설한다", "삭제하고", "삭제하며", "신설하고", "신설하며"];
    let object = rest.starts_with(['을', '를', '에', '부']) || rest.starts_with(" 중 ");
    let quoted =
        rest.contains(" 중 \"") || rest.contains(" 중 “") || rest.contains(" 중 ‘") || rest.contains(" 중 '");
    let ends = line.trim_end().ends_with("한다.") || line.trim_end().ends_with("한다");
    let titled = rest.starts_with("의 제목");
    ends && (quoted
        || titled
        || object
            && (verbs.iter().any(|verb| rest.contains(verb)) || rest.contains("각각 제") || renumbers(rest)))
}

/// `을 제4항으로 한다`
fn renumbers(object: &str) -> bool {
    let numbers = places(object.trim_start_matches(['을', '를']));
    numbers.is_some_and(|(_, tail)| tail.trim_start_matches(['으', '로', ' ']).starts_with("한다"))
}

fn one(
    label: &str,
    line: &str,
    below: &str,
    session: &mut Session<'_>,
) -> (Reading, Vec<crate::amend::Amendment>) {
    match ask(line, below) {
        Err(why) => (Reading::NotUnderstood(why), Vec::new()),
        Ok(asked) => match session.carry_out(label, &asked, false) {
            Ok(amendments) => (Reading::Understood, amendments),
            Err(Trouble::NoPlace(why)) => (Reading::NoPlace(why), Vec::new()),
            Err(Trouble::Lost(why)) => (Reading::NotUnderstood(why), Vec::new()),
        },
    }
}

/// All that a line asks for: several changes may follow one another in one sentence.
fn ask(line: &str, below: &str) -> Result<Vec<Asked>, String> {
    let (text, quotes) = unquoted(line);
    let mut rest = Phrase::new(text.trim_end_matches('.'), &quotes);
    let mut last: Place = Vec::new();
    let mut asked = Vec::new();
    let mut new_text = Some(below);
    while !rest.is_empty() {
        let end = JOINTS
            .iter()
            .filter_map(|joint| rest.text().find(joint).map(|at| at + joint.trim_end().len()))
            .min();
        let (part, others) = rest.split_at(end.unwrap_or(rest.text().len()));
        asked.push(change(part, &mut last, &mut new_text)?);
        rest = others;
    }
    Ok(asked.into_iter().flatten().collect())
}

/// The line with a sign for each quotation, and what is quoted.
fn unquoted(line: &str) -> (String, Vec<String>) {
    let (mut text, mut quotes) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if let Some((words, length)) = quotation(rest, &text) {
            quotes.push(words);
            text.push(QUOTE);
            rest = &rest[length..];
        } else {
            text.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    (text, quotes)
}

/// One change: its places, then what happens there.
fn change(part: Phrase<'_>, last: &mut Place, below: &mut Option<&str>) -> Result<Vec<Asked>, String> {
    let text = part.text();
    let (found, rest) = places_from(text, last).ok_or("the place is not understood")?;
    let found = found?;
    if let Some(place) = found.last() {
        last.clone_from(place);
    }
    let rest = part.split_at(text.len() - rest.len()).1;
    let heading = rest.after("의 제목");
    let found = match heading {
        Some(_) => found.into_iter().map(|place| with(place, Step::Heading)).collect(),
        None => found,
    };
    let rest = heading.unwrap_or(rest);
    let rest = rest.after_any(&["중 ", "중"]).unwrap_or(rest);
    if rest.quoted() > 0 {
        return words(rest, &found);
    }
    whole(rest, found, last, below)
}

/// `"A"를 "B"로, "C"를 "D"로 한다`, `"A"를 삭제한다`, `"A" 다음에 "B"를 추가한다`.
fn words(rest: Phrase<'_>, places: &[Place]) -> Result<Vec<Asked>, String> {
    let each = rest.text().contains("각각") || places.len() > 1 || rest.text().contains("모두");
    let occurrence = if each { Occurrence::Each } else { Occurrence::Only };
    let mut asked = Vec::new();
    let mut rest = rest;
    while let Some((first, after)) = rest.leading_quote() {
        let bare = after.text().trim_start_matches(['을', '를', '은', '는', '란', '이', '(', ')', ' ']);
        let after_particle = after.split_at(after.text().len() - bare.len()).1;
        let after_each = after_particle.after("각각").unwrap_or(after_particle);
        let (stretch, new, tail) = if let Some((second, tail)) = after_each.leading_quote() {
            let beside = after.text().trim_start().starts_with("다음에")
                || after.text().trim_start().starts_with("뒤에");
            let text = first.to_owned();
            if beside {
                (Stretch::After { text, occurrence }, second.to_owned(), tail)
            } else {
                (Stretch::Words { text, occurrence }, second.to_owned(), tail)
            }
        } else if let Some(tail) = after_each.text().strip_prefix("삭제") {
            let skip = after_each.text().len() - tail.len();
            (
                Stretch::Words { text: first.to_owned(), occurrence },
                String::new(),
                after_each.split_at(skip).1,
            )
        } else if let Some((second, tail)) = beside(after) {
            (Stretch::After { text: first.to_owned(), occurrence }, second, tail)
        } else {
            return Err("the quoted words do not come in pairs".to_owned());
        };
        asked.push(Asked::Words { places: places.to_vec(), stretch, new });
        let next = tail.text().find(QUOTE).unwrap_or(tail.text().len());
        if !is_ending(&tail.text()[..next]) {
            return Err(format!("\"{}\" is not understood", &tail.text()[..next]));
        }
        rest = tail.split_at(next).1;
    }
    if asked.is_empty() {
        Err("the quoted words are not where they are expected".to_owned())
    } else {
        Ok(asked)
    }
}

/// `"A" 다음에 "B"를 추가한다`.
fn beside(after: Phrase<'_>) -> Option<(String, Phrase<'_>)> {
    let rest = after.after_any(&["다음에", "뒤에"])?;
    let (second, tail) = rest.leading_quote()?;
    Some((second.to_owned(), tail))
}

/// Particles and verbs between and behind the quoted words of a substitution.
const ENDINGS: &[&str] = &[
    "",
    "로",
    "으로",
    "로 한다",
    "으로 한다",
    "로 하고",
    "으로 하고",
    "로 하며",
    "으로 하며",
    "로 각각 한다",
    "한다",
    "하고",
    "하며",
    "을 추가한다",
    "를 추가한다",
    "을 추가하고",
    "를 추가하고",
    "을 추가하며",
    "를 추가하며",
    "을 삽입한다",
    "를 삽입한다",
    "을 신설한다",
    "를 신설한다",
];

fn is_ending(words: &str) -> bool {
    ENDINGS.contains(&words.trim_matches([' ', ',', '.']))
}

/// `제5조를 삭제한다`, `… 다음과 같이 한다`, `제5조에 제3항을 다음과 같이 신설한다`, `제3항을 제4항으로 한다`.
fn whole(
    rest: Phrase<'_>,
    found: Vec<Place>,
    last: &mut Place,
    below: &mut Option<&str>,
) -> Result<Vec<Asked>, String> {
    let words = rest.text().trim_start_matches(['을', '를', '은', '는']).trim();
    let plain = words.trim_start_matches("각각").trim();
    if matches!(plain, "삭제한다" | "삭제하고" | "삭제하며") {
        return Ok(vec![Asked::Delete { places: found }]);
    }
    if matches!(plain, "다음과 같이 한다" | "다음과 같이 하고" | "다음과 같이 하며") {
        let text = below.take().filter(|text| !text.is_empty()).ok_or("the new text is missing")?;
        return Ok(vec![Asked::Replace { places: found, text: text.to_owned() }]);
    }
    let (inside, object) = match rest.after("에") {
        Some(object) => (true, object.text()),
        None => (false, words),
    };
    if object.contains("신설") {
        let text = below.take().filter(|text| !text.is_empty()).ok_or("the new text is missing")?;
        let new = if inside {
            places_from(object, last).ok_or("what is new is not said")?.0?
        } else {
            found.clone()
        };
        let kind = new.last().and_then(|place| kind_of(place));
        let parent = if inside { found } else { new.iter().take(1).map(|place| above(place)).collect() };
        if let Some(place) = parent.first() {
            last.clone_from(place);
        }
        return Ok(vec![Asked::Insert {
            places: parent,
            what: kind,
            spot: Spot::ByNumber,
            text: text.to_owned(),
        }]);
    }
    let (new, tail) = places_from(plain, last).ok_or_else(|| format!("\"{words}\" is not understood"))?;
    let tail = tail.trim_start_matches(['으', '로']).trim();
    if !matches!(tail, "한다" | "하고" | "하며") {
        return Err(format!("\"{words}\" is not understood"));
    }
    let numbers = new?.iter().filter_map(|place| number_of(place)).collect();
    Ok(vec![Asked::Renumber { places: found, numbers }])
}

fn with(mut place: Place, step: Step) -> Place {
    place.push(step);
    place
}

/// The place without its last step.
fn above(place: &[Step]) -> Place {
    place.split_last().map(|(_, above)| above.to_vec()).unwrap_or_default()
}

fn kind_of(place: &[Step]) -> Option<UnitKind> {
    Some(match place.last()? {
        Step::Article(_) => UnitKind::Article,
        Step::Container(kind, _) => *kind,
        Step::Marked('항', _) => UnitKind::Paragraph,
        Step::Marked('호', _) => UnitKind::Point,
        Step::Marked(..) => UnitKind::Item,
        _ => return None,
    })
}

fn number_of(place: &[Step]) -> Option<String> {
    match place.last()? {
        Step::Article(number) | Step::Marked(_, number) => Some(number.clone()),
        _ => None,
    }
}

/// Places, or why they are not plain.
type Plain = Result<Vec<Place>, String>;

/// The places at the start of a line, and what follows them.
fn places(line: &str) -> Option<(Plain, &str)> {
    places_from(line, &Vec::new())
}

/// The places at the start of words; what a later one leaves out it has in common with the one before.
fn places_from<'a>(line: &'a str, before: &Place) -> Option<(Plain, &'a str)> {
    let mut found: Plain = Ok(Vec::new());
    let mut rest = line.trim_start();
    let mut known = before.clone();
    loop {
        let (one, after) = place(rest, &known)?;
        known.clone_from(&one);
        found = with_place(found, one);
        rest = after;
        let next = ["ㆍ", "·", ", ", " 및 ", " 또는 ", " 내지 ", "부터 "].iter().find_map(|joint| {
            let tail = rest.strip_prefix(joint)?;
            place_starts(tail).then_some((*joint, tail))
        });
        let Some((joint, tail)) = next else { break };
        rest = tail;
        if matches!(joint, "부터 " | " 내지 ") {
            let (end, after) = place(rest, &known)?;
            found = between(&known, &end).and_then(|inner| inner.into_iter().fold(found, with_place));
            found = with_place(found, end.clone());
            known = end;
            rest = after.strip_prefix("까지").unwrap_or(after);
            let Some(tail) = ["ㆍ", ", ", " 및 "].iter().find_map(|joint| rest.strip_prefix(joint)) else {
                break;
            };
            if !place_starts(tail) {
                break;
            }
            rest = tail;
        }
    }
    Some((found, rest))
}

fn with_place(found: Plain, place: Place) -> Plain {
    found.map(|mut found| {
        found.push(place);
        found
    })
}

fn place_starts(text: &str) -> bool {
    place(text, &Vec::new()).is_some()
}

/// What lies between the ends of `제3항부터 제5항까지`, which differ in their last step only.
fn between(from: &[Step], to: &[Step]) -> Plain {
    let ends = |place: &[Step]| place.last().and_then(closing_of).zip(number_of(place));
    let alike = above(from) == above(to);
    let (Some((one, low)), Some((other, high)), true) = (ends(from), ends(to), alike) else {
        return Err("the ends of a range are not alike".to_owned());
    };
    let at = |inner: String| {
        let mut place = to.to_vec();
        if let Some(Step::Article(number) | Step::Marked(_, number)) = place.last_mut() {
            *number = inner;
        }
        place
    };
    match place::between(&low, &high) {
        Ok(numbers) if one == other => Ok(numbers.into_iter().map(at).collect()),
        Ok(_) => Err("the ends of a range are not alike".to_owned()),
        Err(why) => Err(why),
    }
}

/// One place, `제38조제1항제2호가목 단서`; its outer steps may come from the one before.
fn place<'a>(line: &'a str, before: &Place) -> Option<(Place, &'a str)> {
    let mut place: Place = Vec::new();
    let mut rest = line;
    while let Some((closing, step, after)) = step(rest) {
        if place.is_empty() {
            place = outer(before, closing);
        } else if matches!(step, Step::Article(_)) && !matches!(place.last(), Some(Step::Container(..))) {
            break;
        }
        // An article is found without its chapter.
        if matches!(step, Step::Article(_)) {
            place.clear();
        }
        place.push(step);
        rest = after;
    }
    let same = [("같은 조", '조'), ("같은 항", '항'), ("같은 호", '호')];
    if rest.len() == line.len() {
        let (closing, after) =
            same.iter().find_map(|(words, closing)| Some((*closing, rest.strip_prefix(words)?)))?;
        let depth = before.iter().position(|step| closing_of(step) == Some(closing))?;
        place = before[..=depth].to_vec();
        rest = after.trim_start();
        while let Some((_, step, after)) = step(rest) {
            place.push(step);
            rest = after;
        }
    }
    let (parts, rest) = parts(rest);
    place.extend(parts);
    Some((place, rest))
}

/// The parts of a provision that have no number of their own.
fn parts(mut rest: &str) -> (Vec<Step>, &str) {
    let mut steps = Vec::new();
    loop {
        let known = [
            ("각 호 외의 부분", Step::Intro),
            ("각 목 외의 부분", Step::Intro),
            ("단서", Step::Sentence(PROVISO)),
            ("본문", Step::Sentence(1)),
            ("전단", Step::Sentence(1)),
            ("후단", Step::Sentence(2)),
        ];
        let inner = rest.trim_start();
        let Some((step, after)) =
            known.into_iter().find_map(|(words, step)| Some((step, inner.strip_prefix(words)?)))
        else {
            return (steps, rest);
        };
        steps.push(step);
        rest = after;
    }
}

/// The steps of the place before that stand outside a closing character.
fn outer(before: &Place, closing: char) -> Place {
    let depth = CLOSINGS.iter().position(|known| *known == closing).unwrap_or(0);
    let outside = |step: &&Step| {
        closing_of(step)
            .and_then(|own| CLOSINGS.iter().position(|known| *known == own))
            .is_some_and(|own| own < depth)
    };
    before.iter().take_while(outside).cloned().collect()
}

fn closing_of(step: &Step) -> Option<char> {
    match step {
        Step::Article(_) => Some('조'),
        Step::Marked(closing, _) => Some(*closing),
        _ => None,
    }
}

/// One step at the start of a text: its closing character, what it is, and what follows.
fn step(text: &str) -> Option<(char, Step, &str)> {
    let mut chars = text.chars();
    if let (Some(letter), Some('목')) = (chars.next(), chars.next())
        && ('가'..='힣').contains(&letter)
    {
        return Some(('목', Step::Marked('목', letter.to_string()), chars.as_str()));
    }
    let inner = text.strip_prefix('제')?;
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let closing = inner[digits..].chars().next().filter(|_| digits > 0)?;
    let mut number = inner[..digits].to_owned();
    let mut rest = &inner[digits + closing.len_utf8()..];
    if let Some(branch) = rest.strip_prefix('의') {
        let length = branch.bytes().take_while(u8::is_ascii_digit).count();
        if length > 0 {
            number = format!("{number}-{}", &branch[..length]);
            rest = &branch[length..];
        }
    }
    let step = match closing {
        '조' => Step::Article(number),
        '항' | '호' => Step::Marked(closing, number),
        '장' => Step::Container(UnitKind::Chapter, number),
        '절' => Step::Container(UnitKind::Section, number),
        '편' => Step::Container(UnitKind::Part, number),
        _ => return None,
    };
    // "제4장(제33조, 제34조)" says again what the chapter contains.
    let rest = match rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        Some((_, after)) if matches!(closing, '장' | '절' | '편') => after,
        _ => rest,
    };
    Some((closing, step, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_places_are_read() {
        let check = |line: &str, expected: &str, after: &str| {
            let (found, rest) = places(line).unwrap();
            let shown: Vec<String> = found
                .unwrap()
                .iter()
                .map(|place| {
                    let one = |step: &Step| match step {
                        Step::Article(number) => format!("{number}조"),
                        Step::Marked(closing, number) => format!("{number}{closing}"),
                        other => format!("{other:?}"),
                    };
                    place.iter().map(one).collect::<Vec<_>>().join(" ")
                })
                .collect();
            assert_eq!((shown.join(" / ").as_str(), rest), (expected, after), "{line}");
        };
        check("제38조제1항 중", "38조 1항", " 중");
        check(
            "제4조제1항ㆍ제3항, 제64조의2제3항 및 제69조 중",
            "4조 1항 / 4조 3항 / 64-2조 3항 / 69조",
            " 중",
        );
        check("제5조제2항부터 제4항까지를", "5조 2항 / 5조 3항 / 5조 4항", "를");
        check("제3조제8호다목을", "3조 8호 다목", "을");
        check("제3조제8호가목부터 다목까지를", "3조 8호 가목 / 3조 8호 나목 / 3조 8호 다목", "를");
        check("제14조제1항 각 호 외의 부분 단서 중", &format!("14조 1항 Intro Sentence({PROVISO})"), " 중");
    }
}
