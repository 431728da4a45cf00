//! Korean amending prose: `제38조제1항 중 "통계청장"을 "국가데이터처장"으로 한다.`

use crate::amend::{Amendment, Operation, Scope};
use crate::ids::slug;
use crate::instructions::{Instruction, Reading};
use crate::model::{Document, Unit, UnitId, UnitKind};
use crate::quoted;
use crate::tree::collapse;

/// Reads every line of the amending act that is an instruction.
pub(crate) fn read(amending: &Document, base: &Document) -> Vec<Instruction> {
    let text = amending.plain_text();
    let lines: Vec<String> = text.lines().map(collapse).filter(|line| !line.is_empty()).collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !is_instruction(line) {
            continue;
        }
        let below: Vec<&str> =
            lines[at + 1..].iter().map(String::as_str).take_while(|line| !is_instruction(line)).collect();
        found.push(instruction(found.len() + 1, line, &below.join("\n"), base));
    }
    found
}

/// Whether a line changes a text: a place, then quoted words that give way, or a verb of amending right after the place.
fn is_instruction(line: &str) -> bool {
    let Some((_, rest)) = place(line) else { return false };
    let object = rest.strip_prefix('을').or_else(|| rest.strip_prefix('를')).map(str::trim_start);
    let verbs = ["삭제한다", "다음과 같이 한다", "다음과 같이 신설한다", "각각 다음과 같이"];
    let words = rest.contains(" 중 \"") || rest.contains(" 중 “");
    words
        || object.is_some_and(|rest| verbs.iter().any(|verb| rest.starts_with(verb)))
        || rest.contains("다음과 같이 신설한다")
}

fn instruction(number: usize, line: &str, below: &str, base: &Document) -> Instruction {
    let done = |reading, amendments| Instruction {
        label: format!("({number})"),
        prose: line.to_owned(),
        reading,
        amendments,
    };
    let Some((steps, rest)) = place(line) else {
        return done(Reading::NotUnderstood("the place is not understood".to_owned()), Vec::new());
    };
    let target = match find(base, &steps) {
        Ok(target) => target,
        Err(why) if !rest.contains("신설한다") => return done(Reading::NoPlace(why), Vec::new()),
        Err(_) => UnitId::default(),
    };
    let operations = operations(rest, below, &steps, &target, base);
    match operations {
        Ok(operations) => {
            let amend = |operation| Amendment::against(base, format!("({number})"), operation);
            done(Reading::Understood, operations.into_iter().map(amend).collect())
        }
        Err(why) => done(Reading::NotUnderstood(why), Vec::new()),
    }
}

fn operations(
    rest: &str,
    below: &str,
    steps: &[(char, String)],
    target: &UnitId,
    base: &Document,
) -> Result<Vec<Operation>, String> {
    let kind = steps.last().map_or(UnitKind::Article, |(closing, _)| kind_of(*closing));
    if rest.contains("삭제한다") && !rest.contains('"') {
        return Ok(vec![Operation::Delete { target: target.clone() }]);
    }
    if rest.contains("신설한다") {
        let parent = steps.split_last().map(|(_, above)| find(base, above)).transpose()?.unwrap_or_default();
        return Ok(vec![Operation::Insert { parent, after: None, units: quoted::units(below, kind) }]);
    }
    if rest.contains("다음과 같이 한다") {
        let with = quoted::units(below, kind);
        return Ok(vec![Operation::Replace { target: target.clone(), scope: Scope::Whole, with }]);
    }
    substitutions(rest, target)
}

/// `"A"를 "B"로, "C"를 "D"로 한다`, `"A"를 삭제한다`.
fn substitutions(rest: &str, target: &UnitId) -> Result<Vec<Operation>, String> {
    let quotes = quotes(rest);
    if quotes.is_empty() {
        return Err("nothing is quoted".to_owned());
    }
    let substitute = |old: &str, new: &str| Operation::Substitute {
        target: target.clone(),
        old: old.to_owned(),
        new: new.to_owned(),
    };
    if rest.contains("삭제한다") {
        return Ok(quotes.iter().map(|old| substitute(old, "")).collect());
    }
    if quotes.len() % 2 == 1 {
        return Err("the quoted words do not come in pairs".to_owned());
    }
    Ok(quotes.chunks(2).map(|pair| substitute(pair[0], pair[1])).collect())
}

fn quotes(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['"', '“']) {
        let open = rest[at..].chars().next().map_or(1, char::len_utf8);
        let inner = &rest[at + open..];
        let Some(end) = inner.find(['"', '”']) else { break };
        found.push(&inner[..end]);
        rest = &inner[end..];
        rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
    }
    found
}

/// The place at the start of an instruction: closing character and number of each step, and what follows.
fn place(line: &str) -> Option<(Vec<(char, String)>, &str)> {
    let mut steps = Vec::new();
    let mut rest = line;
    loop {
        let inner = rest.strip_prefix('제').unwrap_or(rest);
        let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && rest.starts_with('제') {
            let closing = inner[digits..].chars().next().filter(|c| matches!(c, '조' | '항' | '호'))?;
            let mut number = inner[..digits].to_owned();
            rest = &inner[digits + closing.len_utf8()..];
            if let Some(branch) = rest.strip_prefix('의') {
                let length = branch.bytes().take_while(u8::is_ascii_digit).count();
                if length > 0 {
                    number = format!("{number}-{}", &branch[..length]);
                    rest = &branch[length..];
                }
            }
            steps.push((closing, number));
        } else if let Some(letter) = rest.chars().next().filter(|_| rest.chars().nth(1) == Some('목')) {
            steps.push(('목', letter.to_string()));
            rest = &rest[letter.len_utf8() + '목'.len_utf8()..];
        } else {
            break;
        }
    }
    (!steps.is_empty()).then_some((steps, rest))
}

fn kind_of(closing: char) -> UnitKind {
    match closing {
        '조' => UnitKind::Article,
        '항' => UnitKind::Paragraph,
        '호' => UnitKind::Point,
        _ => UnitKind::Item,
    }
}

fn find(base: &Document, steps: &[(char, String)]) -> Result<UnitId, String> {
    let mut here: Option<&Unit> = None;
    for (closing, number) in steps {
        let fits = |unit: &&Unit| {
            let kind = if *closing == '조' {
                unit.kind == UnitKind::Article
            } else {
                unit.kind != UnitKind::Article
            };
            kind && unit.number.as_deref().is_some_and(|own| slug(own) == *number)
        };
        let next = match here {
            None => base
                .walk()
                .filter(|unit| base.path(&unit.id).iter().all(|above| !above.kind.is_root()))
                .find(fits),
            Some(unit) => unit.children.iter().find(fits),
        };
        here = Some(next.ok_or_else(|| format!("{number}{closing} is not in the text"))?);
    }
    Ok(here.map(|unit| unit.id.clone()).unwrap_or_default())
}
