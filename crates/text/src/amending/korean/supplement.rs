//! Supplementary provisions as Korean sentences name them: `부칙 제2조 중 …`, `법률 제9000호 가법 일부개정법률 부칙 제3조 중 …`.

use super::name_of;
use super::place::places_from;
use crate::model::{Document, Unit, UnitId, UnitKind};

/// What an act is called that amends or rewrites another one.
const AMENDING: &[&str] = &["일부개정법률", "전부개정법률", "일부개정령", "전부개정령", "개정법률"];

/// A sentence about supplementary provisions.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named<'a> {
    /// The number of the act to which they belong.
    number: Option<&'a str>,
    /// The act that they supplement, its blanks taken out.
    pub(super) act: Option<String>,
    /// The sentence from its place within them on.
    pub(super) sentence: &'a str,
}

/// What a sentence says of supplementary provisions; none when it is about something else.
pub(super) fn named(prose: &str) -> Option<Named<'_>> {
    let within = |sentence: &str| places_from(sentence, &Vec::new()).is_some();
    if let Some(sentence) = prose.strip_prefix("부칙 ") {
        return within(sentence).then_some(Named { number: None, act: None, sentence });
    }
    let inner = prose.strip_prefix("법률 제").or_else(|| prose.strip_prefix("대통령령 제"))?;
    let (number, inner) = inner.split_once("호 ")?;
    let (act, sentence) = inner.split_once(" 부칙 ")?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) || act.contains(['"', '“']) || !within(sentence) {
        return None;
    }
    let act = name_of(act, "");
    let act = AMENDING.iter().find_map(|word| act.strip_suffix(word)).unwrap_or(&act).to_owned();
    Some(Named { number: Some(number), act: Some(act), sentence })
}

/// The one supplementary provision of a text that a sentence means.
pub(super) fn meant(base: &Document, named: &Named<'_>) -> Result<UnitId, String> {
    let says_something = |unit: &&Unit| !unit.children.is_empty() || !unit.text.is_empty();
    let all = base.walk().filter(|unit| unit.kind == UnitKind::Supplement).filter(says_something);
    let of_act =
        |unit: &&Unit| named.number.is_none_or(|number| unit.own_text().contains(&format!("<제{number}호")));
    let found: Vec<&Unit> = all.filter(of_act).collect();
    match (found.as_slice(), named.number) {
        ([one], _) => Ok(one.id.clone()),
        ([], Some(number)) => {
            Err(format!("the supplementary provisions (부칙) of act {number} are not in the text"))
        }
        ([], None) => Err("the text as it was read has no supplementary provisions (부칙)".to_owned()),
        (several, _) => {
            Err(format!("which of {} supplementary provisions (부칙) is meant is not said", several.len()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn supplementary_provisions_are_named() {
        let check = |prose: &str, number: Option<&str>, act: Option<&str>, sentence: &str| {
            let act = act.map(str::to_owned);
            assert_eq!(named(prose), Some(Named { number, act, sentence }), "{prose}");
        };
        check("부칙 제2조 중 \"가\"를 \"나\"로 한다.", None, None, "제2조 중 \"가\"를 \"나\"로 한다.");
        check(
            "법률 제9000호 가 나법 일부개정법률 부칙 제3조를 삭제한다.",
            Some("9000"),
            Some("가나법"),
            "제3조를 삭제한다.",
        );
        check(
            "대통령령 제1호 가법 시행령 부칙 제3조를 삭제한다.",
            Some("1"),
            Some("가법시행령"),
            "제3조를 삭제한다.",
        );
        for other in [
            "부칙을 삭제한다.",
            "제2조를 삭제한다.",
            "법률 제9000호 가법 일부개정법률 제3조를 삭제한다.",
            "부칙 별표를 삭제한다.",
        ] {
            assert_eq!(named(other), None, "{other}");
        }
    }
}
