//! Amounts of money and income groups as people write them, brought into the form in which a charter holds them. What cannot be read for
//! certain stays as it was typed, so that the charter refuses it and whoever wrote it sees why.

use crate::countries::INCOMES;
use crate::locale::locales;

/// Signs and words of currencies of which there is only one; a dollar or a yen sign alone names several.
const CURRENCIES: [(&str, &str); 9] = [
    ("₩", "KRW"),
    ("원", "KRW"),
    ("€", "EUR"),
    ("유로", "EUR"),
    ("£", "GBP"),
    ("파운드", "GBP"),
    ("US$", "USD"),
    ("엔", "JPY"),
    ("위안", "CNY"),
];
/// Letters of a currency's code.
const CODE: usize = 3;

/// `12000 EUR`, of `12,000 eur`, `€12 000`, `백만 원` and the like; what is none of these as it is.
pub(super) fn amount(typed: &str) -> String {
    let typed = typed.trim();
    let read = split(typed).and_then(|(number, code)| Some(format!("{} {code}", units(number.trim())?)));
    read.unwrap_or_else(|| typed.to_owned())
}

/// Every line of `name: amount` with its amount in that form.
pub(super) fn amounts(typed: &str) -> String {
    let line = |line: &str| match line.rsplit_once([':', '：']) {
        Some((name, money)) => format!("{}: {}", name.trim(), amount(money)),
        None => line.to_owned(),
    };
    typed.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Every line of `income group: number` with the code of the group, whichever language of the pages named it.
pub(super) fn incomes(typed: &str) -> String {
    let code = |name: &str| {
        let is_named = |income: &&&str| {
            locales().iter().any(|locale| {
                locale.text(&format!("country-income-{income}")).to_lowercase() == name.trim().to_lowercase()
            })
        };
        INCOMES.iter().find(is_named).map(|income| income.replace('_', "-"))
    };
    let line = |line: &str| match line.split_once([':', '：']) {
        Some((name, number)) => {
            let name = code(name).unwrap_or_else(|| name.trim().to_owned());
            let number = number.trim();
            format!("{name}: {}", number.strip_suffix('명').unwrap_or(number).trim())
        }
        None => line.to_owned(),
    };
    typed.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The number and the code of the currency, which stands before or behind it.
fn split(text: &str) -> Option<(&str, String)> {
    for (sign, code) in CURRENCIES {
        if let Some(number) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return Some((number, code.to_owned()));
        }
    }
    let is_code = |part: &str| part.chars().all(|one| one.is_ascii_alphabetic());
    let behind = text.len().checked_sub(CODE).and_then(|at| text.split_at_checked(at));
    if let Some((number, code)) = behind.filter(|(_, code)| is_code(code)) {
        return Some((number, code.to_ascii_uppercase()));
    }
    let (code, number) = text.split_at_checked(CODE).filter(|(code, _)| is_code(code))?;
    Some((number, code.to_ascii_uppercase()))
}

/// Whole units: digits, alone or in groups of three, or a Korean number such as `1억 2000만` or `백만`.
fn units(number: &str) -> Option<u64> {
    let plain: String = number.chars().filter(|one| !one.is_whitespace()).collect();
    if plain.chars().any(|one| korean_unit(one).is_some()) {
        return korean(&plain.replace(',', ""));
    }
    let groups: Vec<&str> =
        number.split(|one: char| one.is_whitespace() || [',', '.', '\'', '’'].contains(&one)).collect();
    let (first, rest) = groups.split_first()?;
    let is_digits = |group: &&str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    // One group alone may be as long as it is; behind a sign there are exactly three digits, or it was a fraction.
    let fits = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    (fits && groups.iter().all(is_digits)).then(|| groups.concat().parse().ok()).flatten()
}

/// What a Korean letter makes of the number before it.
fn korean_unit(one: char) -> Option<u64> {
    Some(match one {
        '십' => 10,
        '백' => 100,
        '천' => 1_000,
        '만' => 10_000,
        '억' => 100_000_000,
        _ => return None,
    })
}

fn korean(text: &str) -> Option<u64> {
    const DIGITS: &str = "일이삼사오육칠팔구";
    // All of it, what stands below the next 만 or 억, and the digits at the end of that.
    let (mut whole, mut part, mut digits): (u64, u64, Option<u64>) = (0, 0, None);
    for one in text.chars() {
        let digit = one.to_digit(10).map(u64::from);
        let digit = digit.or_else(|| DIGITS.chars().position(|known| known == one).map(|at| at as u64 + 1));
        match (digit, korean_unit(one)) {
            (Some(digit), _) => digits = Some(digits.unwrap_or(0).checked_mul(10)?.checked_add(digit)?),
            (None, Some(unit)) if unit < 10_000 => {
                part = part.checked_add(digits.take().unwrap_or(1).checked_mul(unit)?)?;
            }
            (None, Some(unit)) => {
                let counted = part.checked_add(digits.take().unwrap_or(0))?;
                whole = whole.checked_add(counted.max(1).checked_mul(unit)?)?;
                part = 0;
            }
            (None, None) => return None,
        }
    }
    whole.checked_add(part)?.checked_add(digits.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them_or_left_as_they_are() {
        let check = |typed: &str, expected: &str| assert_eq!(amount(typed), expected, "{typed}");
        check("12000 EUR", "12000 EUR");
        check("1,000,000원", "1000000 KRW");
        check("1,000,000 원", "1000000 KRW");
        check("₩1000000", "1000000 KRW");
        check("백만 원", "1000000 KRW");
        check("100만 원", "1000000 KRW");
        check("1억 2,000만 원", "120000000 KRW");
        check("이천오백만원", "25000000 KRW");
        check("1,000,000 KRW", "1000000 KRW");
        check("1 000 EUR", "1000 EUR");
        check("1.000 eur", "1000 EUR");
        check("€ 12’000", "12000 EUR");
        check("EUR 12000", "12000 EUR");
        check("", "");
        for unread in
            ["$500", "¥500", "12.50 EUR", "1,00 EUR", "many EUR", "EUR", "-5 EUR", "12,3456 EUR", "5", "원"]
        {
            check(unread, unread);
        }
    }

    #[test]
    fn lines_keep_their_names() {
        assert_eq!(
            amounts("예시시: 900만 원\nOthers: much\nnothing"),
            "예시시: 9000000 KRW\nOthers: much\nnothing"
        );
        assert_eq!(
            incomes("저소득국: 3명\nUpper middle income: 2\nhigh: 1\n부자: 5"),
            "low: 3\nupper-middle: 2\nhigh: 1\n부자: 5"
        );
    }
}
