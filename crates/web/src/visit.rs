//! One request as the pages see it: language, address, time, who asks.

use std::borrow::Cow;
use std::fmt::Write as _;

use fluent_bundle::FluentValue;
use maru_forum::{EntryNumber, Language, LocalText, Moment, shown};
use maud::{Markup, PreEscaped, html};

use crate::languages;
use crate::locale::{Argument, Locale, locale, negotiated};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Stands for a `<` that somebody typed while the markup of a sentence is read. Unicode keeps this character for no one; where one was
/// typed all the same it is shown as a `<`, which marks nothing up either.
const TYPED_LESS_THAN: &str = "\u{fdd0}";

/// Somebody signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    /// The account, as the store knows it.
    pub(crate) account: i64,
    /// The address they signed in with, shown to them alone.
    pub(crate) email: String,
}

/// One request as the pages see it.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    /// The language of the page.
    pub(crate) locale: &'static Locale,
    /// Path of the request.
    pub(crate) path: String,
    /// Its query, without `lang`.
    pub(crate) query: Vec<(String, String)>,
    /// Whether the language was chosen against the browser's wish, so that links have to carry it.
    pub(crate) chosen: bool,
    /// What the browser would have got.
    pub(crate) browser: &'static Locale,
    /// The time of the request.
    pub(crate) now: Moment,
    pub(crate) signed: Option<Signed>,
    /// Whether this node is the demonstration.
    pub(crate) demo: bool,
    /// What is wrong with fields of the form that was sent, by their names.
    pub(crate) faults: Vec<(String, String)>,
}

impl Visit {
    /// A visit to an address, given as path and query.
    pub(crate) fn new(path: &str, query: &str, accept_language: &str, now: Moment) -> Self {
        let browser = negotiated(accept_language);
        let mut pairs = pairs_of(query);
        let wish = pairs.iter().find(|(name, _)| name == "lang").and_then(|(_, tag)| locale(tag));
        pairs.retain(|(name, _)| name != "lang");
        let chosen = wish.is_some_and(|wish| wish.tag() != browser.tag());
        Self {
            locale: wish.unwrap_or(browser),
            // A link that begins with two slashes would lead to another host.
            path: format!("/{}", path.trim_start_matches(['/', '\\'])),
            query: pairs,
            chosen,
            browser,
            now,
            signed: None,
            demo: false,
            faults: Vec::new(),
        }
    }

    /// The page's language tag.
    pub(crate) fn tag(&self) -> &'static str {
        self.locale.tag()
    }

    /// The words of a key.
    pub(crate) fn text(&self, key: &str) -> String {
        self.locale.text(key)
    }

    /// The words of a key with arguments.
    pub(crate) fn text_with(&self, key: &str, arguments: &[Argument<'_>]) -> String {
        self.locale.text_with(key, arguments)
    }

    /// The same visit, with what is wrong with fields of the form that was sent.
    pub(crate) fn with_faults(&self, faults: &[(String, String)]) -> Self {
        Self { faults: faults.to_vec(), ..self.clone() }
    }

    /// What is wrong with a field, to stand beside it.
    pub(crate) fn fault_at(&self, name: &str) -> Markup {
        let found = self.faults.iter().find(|(known, _)| known == name);
        html! { @if let Some((_, words)) = found { p.wrong id=(format!("{name}-fault")) { (words) } } }
    }

    /// What a field says of itself where something is wrong with it.
    pub(crate) fn is_wrong(&self, name: &str) -> Option<&'static str> {
        self.faults.iter().any(|(known, _)| known == name).then_some("true")
    }

    /// The ids of what describes a field: its hint, where it has one, and what is wrong with it.
    pub(crate) fn told_at(&self, name: &str, hint: &str) -> Option<String> {
        let fault = self.is_wrong(name).map(|_| format!("{name}-fault"));
        let all: Vec<String> = (!hint.is_empty()).then(|| hint.to_owned()).into_iter().chain(fault).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }

    /// The words of a key in which `<name>…</name>` become links to the given addresses, `<b>` and `<code>` stay.
    /// Only the locale file marks up: what an argument brings, such as a name that somebody chose, is shown as it was typed.
    pub(crate) fn rich(&self, key: &str, arguments: &[Argument<'_>], links: &[(&str, String)]) -> Markup {
        let mut out = String::new();
        let arguments: Vec<_> = arguments.iter().map(without_markup).collect();
        let text = self.text_with(key, &arguments);
        let mut rest = text.as_str();
        while let Some(start) = rest.find('<') {
            escape_into(&mut out, &rest[..start]);
            let end = rest[start..].find('>').map_or(rest.len(), |length| start + length + 1);
            open_tag(&mut out, &rest[start..end], links);
            rest = &rest[end..];
        }
        escape_into(&mut out, rest);
        PreEscaped(out)
    }

    /// An internal address, with the language where the reader chose another than their browser's.
    pub(crate) fn link(&self, address: &str) -> String {
        if !self.chosen {
            return address.to_owned();
        }
        with_language(address, self.tag())
    }

    /// This very page in another language.
    pub(crate) fn here_in(&self, other: &Locale) -> String {
        let here = self.here();
        if other.tag() == self.browser.tag() { here } else { with_language(&here, other.tag()) }
    }

    /// This page's address without the language.
    pub(crate) fn here(&self) -> String {
        let query: Vec<_> =
            self.query.iter().map(|(k, v)| format!("{}={}", encoded(k), encoded(v))).collect();
        if query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, query.join("&")) }
    }

    /// Where to sign in and come back from.
    pub(crate) fn sign_in_link(&self) -> String {
        self.link(&format!("/sign-in?then={}", encoded(&self.here())))
    }

    /// A value of the query.
    pub(crate) fn asked(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A number of the query, from 1 on; what is missing or no number counts as 1.
    pub(crate) fn asked_page(&self) -> usize {
        self.asked("page").and_then(|page| page.parse().ok()).filter(|page| *page > 0).unwrap_or(1)
    }

    /// A hidden field that carries the language through a form that is sent by GET.
    pub(crate) fn language_field(&self) -> Markup {
        html! { @if self.chosen { input type="hidden" name="lang" value=(self.tag()); } }
    }

    /// A number with separators.
    pub(crate) fn number(&self, number: impl TryInto<u64>) -> String {
        self.locale.number(number.try_into().unwrap_or_default())
    }

    /// A share of a whole in whole percent; nothing of nothing is a dash.
    pub(crate) fn percent(&self, part: u64, whole: u64) -> String {
        match (part * 100 + whole / 2).checked_div(whole) {
            Some(percent) => self.whole_percent(percent, part > 0, part < whole),
            None => "–".to_owned(),
        }
    }

    /// Whole percent of a share that is more than nothing, or less than all: rounding must not make it either.
    fn whole_percent(&self, percent: u64, is_some: bool, is_not_all: bool) -> String {
        match percent {
            0 if is_some => self.text("percent-some"),
            100 if is_not_all => self.text("percent-not-all"),
            _ => self.text_with("percent", &[("number", percent.into())]),
        }
    }

    /// The parts of a whole in whole percent that add up to 100: what rounding leaves over goes to the parts that lost most by it. Equal
    /// parts are shown equal, and then the sum may differ ([`is_rounded`]).
    pub(crate) fn percents<const N: usize>(&self, parts: [u64; N]) -> [String; N] {
        let whole: u64 = parts.iter().sum();
        let Some(percents) = adding_up(parts) else { return parts.map(|_| "–".to_owned()) };
        let mut percents = percents.into_iter();
        parts.map(|part| self.whole_percent(percents.next().unwrap_or_default(), part > 0, part < whole))
    }

    /// A share between 0 and 1 in whole percent.
    pub(crate) fn share(&self, share: f64) -> String {
        let percent = (share.clamp(0.0, 1.0) * 100.0).round() as u64;
        self.whole_percent(percent, share > 0.0, share < 1.0)
    }

    /// A day in full words.
    pub(crate) fn date(&self, day: jiff::civil::Date) -> String {
        self.locale.date(day)
    }

    /// The end of a day that is counted in UTC, with its hour; where the language of the page is that of one zone, in that zone too.
    pub(crate) fn until(&self, day: jiff::civil::Date) -> String {
        self.locale.until(day)
    }

    /// A moment in UTC, as an element that programs can read.
    pub(crate) fn moment(&self, at: Moment) -> Markup {
        let Ok(stamp) = jiff::Timestamp::from_second(at.0) else { return html! {} };
        let civil = jiff::tz::Offset::UTC.to_datetime(stamp);
        let clock = format!("{:02}:{:02}:{:02}", civil.hour(), civil.minute(), civil.second());
        let words = self
            .text_with("date-moment", &[("date", self.date(civil.date()).into()), ("clock", clock.into())]);
        html! { time datetime=(stamp) { (words) } }
    }

    /// Whole days from now until the end of a day in UTC; 0 on the last one.
    pub(crate) fn days_until_end(&self, day: jiff::civil::Date) -> i64 {
        let start = jiff::tz::Offset::UTC.to_timestamp(day.at(0, 0, 0, 0));
        let midnight = start.map_or(i64::MAX / 2, jiff::Timestamp::as_second);
        (midnight + DAY - 1 - self.now.0).div_euclid(DAY)
    }

    /// What the secretariat wrote in several languages, in the reader's where there is one, marked with its language.
    pub(crate) fn local(&self, text: &LocalText) -> Markup {
        text.best(self.tag()).map_or_else(|| html! {}, |(language, words)| self.words(language, words))
    }

    /// The same, as plain text.
    pub(crate) fn local_plain<'a>(&self, text: &'a LocalText) -> &'a str {
        text.best(self.tag()).map_or("", |(_, words)| words)
    }

    /// Words that somebody wrote, in an element with their language and direction.
    #[expect(clippy::unused_self, reason = "called like the other pieces of a page")]
    pub(crate) fn words(&self, language: &Language, words: &str) -> Markup {
        html! { span lang=(language) dir=(language.direction()) { (shown(words)) } }
    }

    /// The name of a language in the page's language.
    pub(crate) fn language_name(&self, language: &Language) -> String {
        languages::name_of(language.primary(), self.tag()).map_or_else(|| language.to_string(), str::to_owned)
    }

    /// A link to an entry of a process's record.
    pub(crate) fn entry_link(&self, process: &str, entry: EntryNumber) -> Markup {
        let words = self.text_with("record-entry-number", &[("number", entry.0.into())]);
        html! { a href=(self.link(&format!("/p/{process}/record/{entry}"))) { (words) } }
    }
}

fn with_language(address: &str, tag: &str) -> String {
    let (before, fragment) = address.split_once('#').map_or((address, None), |(b, f)| (b, Some(f)));
    let joint = if before.contains('?') { '&' } else { '?' };
    let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    format!("{before}{joint}lang={tag}{fragment}")
}

fn open_tag(out: &mut String, tag: &str, links: &[(&str, String)]) {
    let name = tag.trim_matches(['<', '>', '/']);
    let closing = tag.starts_with("</");
    if let Some((_, address)) = links.iter().find(|(known, _)| *known == name) {
        if closing {
            out.push_str("</a>");
        } else {
            out.push_str("<a href=\"");
            escape_into(out, address);
            out.push_str("\">");
        }
    } else if ["b", "code"].contains(&name) {
        out.push_str(tag);
    } else {
        escape_into(out, tag);
    }
}

/// An argument whose `<` cannot be taken for one of the locale file's.
fn without_markup<'a>((name, value): &Argument<'a>) -> Argument<'a> {
    let value = match value {
        FluentValue::String(text) if text.contains('<') => text.replace('<', TYPED_LESS_THAN).into(),
        other => other.clone(),
    };
    (*name, value)
}

/// Whether the percents of parts do not add up to a hundred, so that the page has to say that they are rounded.
pub(crate) fn is_rounded<const N: usize>(parts: [u64; N]) -> bool {
    adding_up(parts).is_some_and(|percents| percents.iter().sum::<u64>() != 100)
}

/// Whole percents of parts, by the largest remainder; each by itself where that would tell equal parts apart; nothing of nothing.
fn adding_up<const N: usize>(parts: [u64; N]) -> Option<[u64; N]> {
    let whole: u64 = parts.iter().sum();
    if whole == 0 {
        return None;
    }
    let mut percents = parts.map(|part| part * 100 / whole);
    let mut order: Vec<usize> = (0..N).collect();
    order.sort_by_key(|place| std::cmp::Reverse(parts[*place] * 100 % whole));
    let left = 100 - percents.iter().sum::<u64>();
    for place in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        percents[place] += 1;
    }
    let are_told_apart =
        |one: usize, other: usize| parts[one] == parts[other] && percents[one] != percents[other];
    if (0..N).any(|one| (0..one).any(|other| are_told_apart(one, other))) {
        return Some(parts.map(|part| (part * 100 + whole / 2) / whole));
    }
    Some(percents)
}

fn escape_into(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' | '\u{fdd0}' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

/// Percent-encodes a value of a query.
pub(crate) fn encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The pairs of a query or a form.
pub(crate) fn pairs_of(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name).into_owned(), decoded(value).into_owned())
        })
        .collect()
}

fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (byte, hex) {
            (b'%', Some(value)) => {
                out.push(value);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (other, _) => out.push(*other),
        }
        at += 1;
    }
    Cow::Owned(String::from_utf8_lossy(&out).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_carry_the_language_only_against_the_browsers_wish() {
        let check = |query: &str, accept: &str, address: &str, expected: &str| {
            assert_eq!(Visit::new("/", query, accept, Moment(0)).link(address), expected);
        };
        check("", "ko", "/p/x", "/p/x");
        check("lang=ko", "ko", "/p/x", "/p/x");
        check("lang=ko", "en", "/p/x", "/p/x?lang=ko");
        check("lang=ko", "en", "/p/x?page=2#s7", "/p/x?page=2&lang=ko#s7");
        check("lang=xx", "en", "/p/x", "/p/x");
    }

    /// The keys of a locale file, each with the names of its arguments.
    fn keys_of(text: &str) -> Vec<(String, Vec<&'static str>)> {
        let mut keys: Vec<(String, Vec<&'static str>)> = Vec::new();
        for line in text.lines() {
            if let Some((key, _)) = line.split_once(" =").filter(|_| line.starts_with(char::is_alphabetic)) {
                keys.push((key.to_owned(), Vec::new()));
            }
            let Some((_, names)) = keys.last_mut() else { continue };
            for after in line.split('$').skip(1) {
                let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(after.len());
                names.push(String::leak(after[..end].to_owned()));
            }
        }
        keys
    }

    #[test]
    fn no_argument_of_any_sentence_is_read_as_markup() {
        // Both end alike, so that a Korean particle is the same behind them.
        let typed = "<b>Eve</b><code></b></code><entry><statement></a>\u{fdd0}가";
        let escaped = "&lt;b&gt;Eve&lt;/b&gt;&lt;code&gt;&lt;/b&gt;&lt;/code&gt;&lt;entry&gt;&lt;statement&gt;&lt;/a&gt;&lt;가";
        let links = ["entry", "statement"].map(|name| (name, "/there".to_owned()));
        let mut seen = 0;
        for (tag, noun, text) in crate::locale::FILES {
            let visit = Visit::new("/", &format!("lang={tag}"), "en", Moment(0));
            for (key, names) in keys_of(text) {
                for under_test in &names {
                    let with = |words: &str| {
                        let value = |name: &&'static str| {
                            if name == under_test { words.to_owned().into() } else { FluentValue::from(2) }
                        };
                        let arguments: Vec<_> = names.iter().map(|name| (*name, value(name))).collect();
                        visit.rich(&key, &arguments, &links).into_string()
                    };
                    assert_eq!(
                        with(typed),
                        with("ZQX가").replace("ZQX가", escaped),
                        "locales/{tag}/{noun}.ftl, {key}"
                    );
                    seen += 1;
                }
            }
        }
        assert!(seen > 1_000, "the locale files were not read: {seen} arguments");
        let own =
            Visit::new("/", "", "en", Moment(0)).rich("vote-consequence", &[("name", "<b>".into())], &[]);
        assert!(own.into_string().contains("<b>&lt;b&gt;</b>"), "the file's own markup stays");
    }

    #[test]
    fn queries_are_read_and_written() {
        let check = |query: &str, expected: &[(&str, &str)]| {
            let expected: Vec<_> =
                expected.iter().map(|(k, v)| (String::from(*k), String::from(*v))).collect();
            assert_eq!(pairs_of(query), expected, "{query}");
        };
        check("", &[]);
        check("a=1&b=%EB%A7%88%20+x", &[("a", "1"), ("b", "마  x")]);
        check("a&%zz=%", &[("a", ""), ("%zz", "%")]);
        assert_eq!(encoded("마 &/x"), "%EB%A7%88%20%26/x");
    }

    #[test]
    fn percents_add_up_to_a_hundred() {
        let check = |parts: [u64; 3], expected: [u64; 3]| assert_eq!(adding_up(parts), Some(expected));
        check([1, 1, 1], [33, 33, 33]);
        check([1, 1, 0], [50, 50, 0]);
        check([3, 1, 3], [43, 14, 43]);
        check([5, 5, 1], [45, 45, 9]);
        check([1, 0, 0], [100, 0, 0]);
        check([199, 1, 0], [100, 0, 0]);
        check([2, 2, 3], [29, 29, 43]);
        check([333, 333, 334], [33, 33, 34]);
        assert_eq!(adding_up([0, 0, 0]), None);
        assert!(
            is_rounded([1, 1, 1])
                && is_rounded([5, 5, 1])
                && !is_rounded([3, 1, 3])
                && !is_rounded([0, 0, 0])
        );
    }

    #[test]
    fn rounding_makes_no_share_nothing_or_all() {
        let visit = Visit::new("/", "", "en", Moment(0));
        let check = |part: u64, whole: u64, expected: &str| {
            assert_eq!(visit.percent(part, whole), expected, "{part} of {whole}");
        };
        check(414, 414, "100%");
        check(412, 414, ">99%");
        check(1, 414, "<1%");
        check(0, 414, "0%");
        check(409, 414, "99%");
        check(0, 0, "–");
        assert_eq!(visit.percents([199, 1, 0]), [">99%", "<1%", "0%"]);
        assert_eq!(
            [visit.share(0.999), visit.share(1.0), visit.share(0.001), visit.share(0.5)],
            [">99%", "100%", "<1%", "50%"]
        );
    }

    #[test]
    fn the_end_of_a_day_has_its_hour_and_in_korean_that_of_korea() {
        let day: jiff::civil::Date = "2027-01-17".parse().unwrap();
        let until = |language: &str| Visit::new("/", "", language, Moment(0)).until(day);
        assert_eq!(until("en"), "until 17 January 2027, 23:59 UTC");
        assert_eq!(until("ko"), "2027년 1월 17일 23:59 UTC까지, 한국 시각으로는 다음 날 08:59까지");
    }

    #[test]
    fn days_left_end_with_the_last_day() {
        let day: jiff::civil::Date = "2026-12-13".parse().unwrap();
        let check = |now: &str, expected: i64| {
            let now: jiff::Timestamp = now.parse().unwrap();
            let visit = Visit::new("/", "", "en", Moment(now.as_second()));
            assert_eq!(visit.days_until_end(day), expected, "{now}");
        };
        check("2026-12-13T23:59:59Z", 0);
        check("2026-12-13T00:00:00Z", 0);
        check("2026-12-12T23:59:59Z", 1);
        check("2026-12-14T00:00:00Z", -1);
    }
}
