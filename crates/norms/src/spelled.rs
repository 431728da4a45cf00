//! Codes spelled out: whom a law reaches, from which size on, and how much a fine is, as messages in the reader's language.

use crate::code::{Coded, SanctionKind};
use crate::explain::{Argument, Message, number};
use crate::reach::{Atom, Reach, instrument_of_symbol};
use crate::threshold::{Threshold, Thresholds};

impl Reach {
    /// Whom the law reaches, in words.
    pub fn message(&self) -> Message {
        match self {
            Self::Atom(atom) => atom.message(),
            Self::All(parts) => joined("norms-all-of", parts),
            Self::Any(parts) => joined("norms-any-of", parts),
        }
    }
}

fn joined(key: &str, parts: &[Reach]) -> Message {
    let list = Argument::Listed(parts.iter().map(Reach::message).collect());
    Message::new(key).with("list", list)
}

impl Atom {
    fn message(&self) -> Message {
        let of = |key: &str, symbol: &str| {
            let id = instrument_of_symbol(symbol).to_owned();
            Message::new(key).with("instrument", Argument::Instrument(id))
        };
        match self {
            Self::Place(link, place) => Message::new(format!("norms-atom-{}", link.code()))
                .with("place", Argument::Place(place.clone())),
            Self::Party(symbol) => of("norms-atom-party", symbol),
            Self::Signatory(symbol) => of("norms-atom-signatory", symbol),
            Self::Amends(symbol) => of("norms-atom-amends", symbol),
            Self::Transposed => Message::new("norms-atom-transposed"),
            Self::Member(body) => Message::new(format!("norms-atom-{}", body.code())),
            Self::UsPersonOrCompute => Message::new("norms-atom-us_person_or_us_compute"),
            Self::NoOne => Message::new("norms-atom-none"),
        }
    }
}

impl Thresholds {
    /// From which size on, in words; nothing when size does not matter.
    pub fn message(&self) -> Option<Message> {
        let parts: Vec<Message> = self.tests.iter().map(test_message).collect();
        match parts.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            _ => {
                let key = if self.any { "norms-any-of" } else { "norms-all-of" };
                Some(Message::new(key).with("list", Argument::Listed(parts)))
            }
        }
    }
}

fn test_message(test: &Threshold) -> Message {
    let quantity = Message::new(format!("norms-quantity-{}", test.measure.quantity.code()));
    let limit = Message::new("norms-limit")
        .with("number", Argument::Text(number(test.limit, test.measure.currency_code())))
        .with("quantity", Argument::Message(quantity));
    let key = if test.inclusive { "norms-size-from" } else { "norms-size-above" };
    Message::new(key).with("limit", Argument::Message(limit))
}

/// An amount in a language where that follows by rule from the library's English; nothing where it does not, so that nothing is said wrongly.
/// The library has the highest that may be imposed: that is said, with what it is where the kind of consequence tells that.
pub fn amount(kind: Option<SanctionKind>, text: &str, language: &str) -> Option<String> {
    if !language.starts_with("ko") {
        return Some(english_amount(kind, text));
    }
    let (text, after_order) = match text.strip_suffix(AFTER_ORDER) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let parts: Vec<String> = text.split(" or ").map(|part| korean_part(kind, part)).collect::<Option<_>>()?;
    let said = parts.join(" 또는 ");
    Some(if after_order { format!("시정명령을 따르지 않은 때에만 {said}") } else { said })
}

const AFTER_ORDER: &str = " only after a disregarded order";

/// Whether amounts of a kind are the highest that may be imposed; damages are what the damage was.
fn is_at_most(kind: SanctionKind) -> bool {
    use SanctionKind::{AdminFine, CivilPenalty, Criminal, Order};
    matches!(kind, AdminFine | CivilPenalty | Criminal | Order)
}

/// Each part that begins with a figure, as the most that may follow.
fn english_amount(kind: Option<SanctionKind>, text: &str) -> String {
    let Some(kind) = kind.filter(|kind| is_at_most(*kind)) else { return text.to_owned() };
    let said = |part: &str| {
        let alternatives: Vec<String> = part.split(" or ").map(|one| english_part(kind, one)).collect();
        alternatives.join(" or ")
    };
    text.split("; ").map(said).collect::<Vec<_>>().join("; ")
}

fn english_part(kind: SanctionKind, part: &str) -> String {
    let mut words = part.split(' ');
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && !word.contains('-');
    let is_currency = first.len() == 3 && first.bytes().all(|c| c.is_ascii_uppercase());
    match (is_figure(first), second) {
        (true, "year" | "years") if kind == SanctionKind::Criminal => {
            let length = format!("{first} {second}");
            let rest = part.strip_prefix(length.as_str()).unwrap_or_default();
            format!("at most {length} of imprisonment{rest}")
        }
        (true, _) => format!("at most {part}"),
        _ if is_currency && is_figure(second) && kind == SanctionKind::Criminal => {
            format!("a fine of at most {part}")
        }
        _ if is_currency && is_figure(second) => format!("at most {part}"),
        _ if is_currency && kind == SanctionKind::Criminal => format!("a fine of {part}"),
        _ => part.to_owned(),
    }
}

/// What stands behind an amount of a kind in Korean; in won an administrative fine of a plain sum is 과태료, elsewhere its name is not known here.
fn korean_name(kind: Option<SanctionKind>, part: &str) -> &'static str {
    let years = part.ends_with(" year") || part.ends_with(" years");
    match kind {
        Some(SanctionKind::Criminal) if years => "의 징역",
        Some(SanctionKind::Criminal) if !part.ends_with('%') => "의 벌금",
        Some(SanctionKind::AdminFine | SanctionKind::Order) if part.starts_with("KRW") => "의 과태료",
        _ => "",
    }
}

fn korean_part(kind: Option<SanctionKind>, part: &str) -> Option<String> {
    let part = part.trim();
    let name = korean_name(kind, part);
    if let Some(rest) = part.strip_prefix("at least ") {
        return korean_sum(rest).map(|said| format!("{said} 이상{}", korean_name(kind, rest)));
    }
    let said = korean_sum(part)?;
    let most = if said.ends_with("이하") || !kind.is_some_and(is_at_most) { "" } else { " 이하" };
    Some(format!("{said}{most}{name}"))
}

fn korean_sum(part: &str) -> Option<String> {
    if let Some(years) = part.strip_suffix(" years").or_else(|| part.strip_suffix(" year")) {
        return years.parse::<u32>().ok().map(|years| format!("{years}년"));
    }
    if let Some(share) = part.strip_suffix('%') {
        return share.parse::<f64>().ok().map(|_| format!("{share}%"));
    }
    let (currency, figures) = part.split_once(' ')?;
    let unit = match currency {
        "KRW" => "원",
        "EUR" => " 유로",
        "USD" => "달러",
        "GBP" => "파운드",
        "CNY" => "위안",
        _ => return None,
    };
    let figures: Vec<String> = figures.split('-').map(korean_figure).collect::<Option<_>>()?;
    let [first, rest @ ..] = figures.as_slice() else { return None };
    match rest {
        [] => Some(format!("{first}{unit}")),
        [last] => Some(format!("{first}{unit} 이상 {last}{unit} 이하")),
        _ => None,
    }
}

/// `30m` is 3천만.
fn korean_figure(figure: &str) -> Option<String> {
    let (digits, scale) = match figure.as_bytes().last()? {
        b'k' => (&figure[..figure.len() - 1], 1_000.0),
        b'm' => (&figure[..figure.len() - 1], 1e6),
        b'b' => (&figure[..figure.len() - 1], 1e9),
        b'n' => (figure.strip_suffix("bn")?, 1e9),
        _ => (figure, 1.0),
    };
    let value: f64 = digits.replace(',', "").parse().ok()?;
    let whole = (value * scale).round();
    if !(1.0..1e15).contains(&whole) {
        return None;
    }
    Some(korean_number(whole as u64))
}

/// A number by ten thousands, as Korean says it: 5천만, 1억 5천만, 3,500만.
fn korean_number(number: u64) -> String {
    let mut parts = Vec::new();
    for (size, name) in [(1_000_000_000_000, "조"), (100_000_000, "억"), (10_000, "만"), (1, "")] {
        let count = number / size % 10_000;
        if count == 0 {
            continue;
        }
        let round = count.is_multiple_of(1_000) && !name.is_empty();
        parts.push(if round {
            format!("{}천{name}", count / 1_000)
        } else {
            format!("{}{name}", grouped(count))
        });
    }
    parts.join(" ")
}

fn grouped(count: u64) -> String {
    if count >= 1_000 { format!("{},{:03}", count / 1_000, count % 1_000) } else { count.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_said_in_korean_or_not_at_all() {
        use SanctionKind::{AdminFine, CivilLiability, Criminal, Order};
        let said = |kind: SanctionKind, text: &str, expected: &str| {
            assert_eq!(amount(Some(kind), text, "ko").as_deref(), Some(expected), "{text}");
        };
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(amount(Some(Criminal), text, "ko").as_deref(), expected, "{text}");
        };
        said(AdminFine, "KRW 30m", "3천만원 이하의 과태료");
        said(Criminal, "7 years or KRW 50m", "7년 이하의 징역 또는 5천만원 이하의 벌금");
        said(Criminal, "at least 3 years", "3년 이상의 징역");
        said(
            Order,
            "KRW 30m only after a disregarded order",
            "시정명령을 따르지 않은 때에만 3천만원 이하의 과태료",
        );
        said(Criminal, "7 years or KRW 10m-50m", "7년 이하의 징역 또는 1천만원 이상 5천만원 이하의 벌금");
        said(AdminFine, "EUR 35m or 7%", "3,500만 유로 이하 또는 7% 이하");
        said(CivilLiability, "KRW 1.5bn", "15억원");
        said(AdminFine, "KRW 150m", "1억 5천만원 이하의 과태료");
        assert_eq!(amount(None, "USD 5,000", "ko").as_deref(), Some("5,000달러"));
        let english = |kind: SanctionKind, text: &str, expected: &str| {
            assert_eq!(amount(Some(kind), text, "en").as_deref(), Some(expected), "{text}");
        };
        english(
            Criminal,
            "7 years or KRW 50m",
            "at most 7 years of imprisonment or a fine of at most KRW 50m",
        );
        english(Criminal, "at least 3 years", "at least 3 years");
        english(
            Criminal,
            "7 years or KRW 10m-50m",
            "at most 7 years of imprisonment or a fine of KRW 10m-50m",
        );
        english(AdminFine, "EUR 35m or 7%", "at most EUR 35m or at most 7%");
        english(CivilLiability, "USD 1,000 per violation", "USD 1,000 per violation");
        english(Criminal, "life or at least 5 years", "life or at least 5 years");
        check("administrative code", None);
        check("2 years (adult), 3 years (minor)", None);
        check("", None);
        assert_eq!(amount(None, "KRW 30m", "en").as_deref(), Some("KRW 30m"));
    }
}
