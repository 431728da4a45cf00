//! What a spreadsheet shows for a number: a day, a part of a hundred, a number with its decimals. What it cannot be told here is said.

/// Days between the beginning of a workbook's calendar and 1970-01-01. Excel counts a 29 February 1900 that never was.
const FROM_1900: i64 = 25_569;
const FROM_1904: i64 = 24_107;
/// Decimals that a format may ask for, as spreadsheets have it. A file may say any number, and nobody can write out 70,000 of them.
const MAX_DECIMALS: usize = 30;
/// Characters of a format that are said where it is not read: it is said for every cell that has it.
const SHOWN_CODE: usize = 60;
/// Days that a workbook's calendar has, up to the end of the year 9999.
const LAST_DAY: f64 = 2_958_466.0;

/// How the cells of a style show numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Shown {
    #[default]
    General,
    Decimals(usize),
    Percent(usize),
    /// A day, a time, or both.
    Moment {
        day: bool,
        time: bool,
    },
    /// A span of time, in which hours, minutes or seconds go on counting: 36 hours are `36:00`.
    Span(Unit),
    /// A format that is not read.
    Other(String),
}

/// What a span of time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Hours,
    Minutes,
    Seconds,
}

impl Shown {
    /// By the number of a format, or by its code where the workbook says one.
    pub(crate) fn of(id: usize, code: Option<&str>) -> Self {
        match (id, code) {
            (_, Some(code)) => Self::of_code(code),
            (0 | 49, None) => Self::General,
            (1, None) => Self::Decimals(0),
            (2, None) => Self::Decimals(2),
            (9, None) => Self::Percent(0),
            (10, None) => Self::Percent(2),
            (14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58, None) => Self::Moment { day: true, time: false },
            (46, None) => Self::Span(Unit::Hours),
            (18..=21 | 32..=35 | 45 | 47 | 55 | 56, None) => Self::Moment { day: false, time: true },
            (22, None) => Self::Moment { day: true, time: true },
            (other, None) => Self::Other(format!("number {other}")),
        }
    }

    /// The format as the workbook says it, or what it is.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Other(code) => code,
            Self::Moment { .. } | Self::Span(_) => "a day or a time",
            Self::General | Self::Decimals(_) | Self::Percent(_) => "a number",
        }
    }

    fn of_code(code: &str) -> Self {
        // The first section is that of positive numbers.
        let first = code.split(';').next().unwrap_or_default();
        if first.eq_ignore_ascii_case("general") || first == "@" {
            return Self::General;
        }
        let decimals = |digits: &str| match digits.split_once('.') {
            _ if digits.is_empty() => None,
            None => (digits == "0").then_some(0),
            Some(("0", behind)) if behind.len() <= MAX_DECIMALS => {
                behind.chars().all(|c| c == '0').then_some(behind.len())
            }
            Some(_) => None,
        };
        if let Some(decimals) = decimals(first) {
            return Self::Decimals(decimals);
        }
        if let Some(decimals) = first.strip_suffix('%').and_then(decimals) {
            return Self::Percent(decimals);
        }
        let (bare, span) = letters(first);
        if let Some(unit) = span.filter(|_| bare.chars().all(|c| "hms0".contains(c))) {
            return Self::Span(unit);
        }
        let day = bare.contains(['y', 'd', '年', '日']) || bare.contains('m') && !bare.contains(['h', 's']);
        let time = bare.contains(['h', 's']);
        if (day || time) && bare.chars().all(|c| "ymdhsaegb年月日時分秒년월일시분초/ap".contains(c))
        {
            return Self::Moment { day, time };
        }
        Self::Other(code.chars().take(SHOWN_CODE).collect())
    }

    /// The number as it is shown; none where the format is not known or has no such number.
    pub(crate) fn show(&self, value: f64, from_1904: bool) -> Option<String> {
        if !value.is_finite() {
            return None;
        }
        match self {
            Self::General => Some(plain(value)),
            Self::Decimals(decimals) => Some(format!("{value:.decimals$}")),
            Self::Percent(decimals) => {
                let parts = value * 100.0;
                parts.is_finite().then(|| format!("{parts:.decimals$}%"))
            }
            Self::Moment { day, time } => moment(value, *day, *time, from_1904),
            Self::Span(unit) => span(value, *unit),
            Self::Other(_) => None,
        }
    }
}

/// The letters of a format that mean something: without quotations, escaped signs, brackets and marks; and what goes on counting.
fn letters(code: &str) -> (String, Option<Unit>) {
    let (mut out, mut span) = (String::new(), None);
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => _ = chars.by_ref().take_while(|c| *c != '"').count(),
            '[' => {
                // `[h]` counts hours, `[$-409]` names a language.
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_lowercase();
                let unit = match inside.chars().next() {
                    Some('h') => Some(Unit::Hours),
                    Some('m') => Some(Unit::Minutes),
                    Some('s') => Some(Unit::Seconds),
                    _ => None,
                };
                // A colour such as `[magenta]` begins with one of these letters too.
                if let Some(unit) = unit.filter(|_| inside.chars().all(|c| inside.starts_with(c))) {
                    out.push_str(&inside);
                    span = span.or(Some(unit));
                }
            }
            '\\' | '_' | '*' => _ = chars.next(),
            c if c.is_alphabetic() || c.is_ascii_digit() || c == '#' => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    (out, span)
}

/// A number in at most fifteen digits, as spreadsheets keep them: 1.1000000000000001 is 1.1.
fn plain(value: f64) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if rounded == 0.0 { "0".to_owned() } else { format!("{rounded}") }
}

fn moment(value: f64, day: bool, time: bool, from_1904: bool) -> Option<String> {
    let whole = value.floor();
    if !(0.0..LAST_DAY).contains(&whole) {
        return None;
    }
    let mut days = whole as i64 - if from_1904 { FROM_1904 } else { FROM_1900 };
    // Before March 1900 the day that never was has not been counted yet.
    if !from_1904 && whole < 60.0 {
        days += 1;
    }
    let seconds = ((value - whole) * 86_400.0).round() as i64;
    let at = jiff::Timestamp::from_second(days.checked_mul(86_400)?.checked_add(seconds)?).ok()?;
    let said = at.to_string();
    let (date, clock) = (said.get(..10)?, said.get(11..19)?);
    let clock = clock.strip_suffix(":00").unwrap_or(clock);
    match (day, time) {
        (true, false) if seconds == 0 => Some(date.to_owned()),
        (true, _) => Some(format!("{date} {clock}")),
        (false, _) => Some(clock.to_owned()),
    }
}

/// A span of days in hours, minutes and seconds, however many there are.
fn span(days: f64, unit: Unit) -> Option<String> {
    if !(0.0..LAST_DAY).contains(&days) {
        return None;
    }
    let seconds = (days * 86_400.0).round() as i64;
    let (minutes, rest) = (seconds / 60, seconds % 60);
    Some(match unit {
        Unit::Hours if rest == 0 => format!("{}:{:02}", minutes / 60, minutes % 60),
        Unit::Hours => format!("{}:{:02}:{rest:02}", minutes / 60, minutes % 60),
        Unit::Minutes => format!("{minutes}:{rest:02}"),
        Unit::Seconds => seconds.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_what_the_sheet_shows() {
        let check = |shown: Shown, value: f64, expected: Option<&str>| {
            assert_eq!(shown.show(value, false).as_deref(), expected, "{shown:?} {value}");
        };
        check(Shown::of(0, None), f64::from_bits(1.1_f64.to_bits() + 1), Some("1.1"));
        check(Shown::of(0, None), 100.0, Some("100"));
        check(Shown::of(0, None), -0.0, Some("0"));
        check(Shown::of(0, None), 0.1 + 0.2, Some("0.3"));
        check(Shown::of(2, None), 3.1, Some("3.10"));
        check(Shown::of(164, Some("0.000")), 3.1, Some("3.100"));
        check(Shown::of(9, None), 0.15, Some("15%"));
        check(Shown::of(164, Some("0.0%")), 0.155, Some("15.5%"));
        check(Shown::of(14, None), 45_992.0, Some("2025-12-01"));
        check(Shown::of(14, None), 1.0, Some("1900-01-01"));
        check(Shown::of(14, None), 61.0, Some("1900-03-01"));
        check(Shown::of(22, None), 45_992.5, Some("2025-12-01 12:00"));
        check(Shown::of(20, None), 0.75, Some("18:00"));
        check(Shown::of(164, Some("yyyy\"년\" m\"월\" d\"일\"")), 45_992.0, Some("2025-12-01"));
        check(Shown::of(164, Some("[$-409]d\\-mmm\\-yy;@")), 45_992.0, Some("2025-12-01"));
        check(Shown::of(164, Some("[h]:mm")), 0.5, Some("12:00"));
        // Hours in brackets go on counting over a day; others begin anew, as the sheet shows it.
        check(Shown::of(164, Some("[h]:mm")), 1.5, Some("36:00"));
        check(Shown::of(46, None), 4.25 + 1.0 / 86_400.0, Some("102:00:01"));
        check(Shown::of(164, Some("[mm]:ss")), 1.0, Some("1440:00"));
        check(Shown::of(164, Some("[s]")), 1.5, Some("129600"));
        check(Shown::of(164, Some("h:mm")), 1.5, Some("12:00"));
        check(Shown::of(164, Some("[h]:mm")), -1.0, None);
        check(Shown::of(164, Some("[h]:mm")), f64::MAX, None);
        check(Shown::of(164, Some("[Magenta]d/m/yyyy")), 45_992.0, Some("2025-12-01"));
        check(Shown::of(164, Some("#,##0.00 \"EUR\"")), 12.0, None);
        check(Shown::of(164, Some("0\" days\"")), 12.0, None);
        check(Shown::of(14, None), -3.0, None);
        check(Shown::of(0, None), f64::NAN, None);
        // More decimals than a number can be written with are a format that is not read.
        for zeros in [31, 65_536, 70_000] {
            let code = format!("0.{}", "0".repeat(zeros));
            check(Shown::of(164, Some(&code)), 1.5, None);
            check(Shown::of(164, Some(&format!("{code}%"))), 1.5, None);
        }
        let most = format!("0.{}", "0".repeat(30));
        check(Shown::of(164, Some(&most)), 1.5, Some(&format!("1.5{}", "0".repeat(29))));
        assert_eq!(Shown::of(14, None).show(0.0, true).as_deref(), Some("1904-01-01"));
    }
}
