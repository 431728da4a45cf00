//! Since when what a law attaches to a duty can be had: by the rows of the places where it is written.

use std::ops::RangeInclusive;

use maru_text::Date;

use crate::library::Library;
use crate::model::{InstrumentId, Provision};
use crate::regime::{AttachedFrom, Regime};

impl Library {
    /// The days of a row's consequence and remedy, by the rows that are coded of the places where they are written. A place that is not coded has
    /// no day of its own: it is then taken to begin with the duty, as most do.
    pub(crate) fn days_attached_to(&self, one: &Provision) -> AttachedFrom {
        let Some(begins) = self.starts_on(one) else { return AttachedFrom::default() };
        let later = |day: Option<Date>| day.filter(|day| *day > begins);
        let remedies: Vec<&Regime> = self.regimes_of(&one.id).filter(|regime| regime.is_remedy()).collect();
        let remedy = if remedies.is_empty() {
            self.day_of(&one.instrument_id, &one.remedy)
        } else {
            // The first of several remedies is one; one without a day is there from the start.
            let days: Option<Vec<Date>> =
                remedies.iter().map(|regime| self.day_of(&regime.instrument, &regime.locus)).collect();
            days.and_then(|days| days.into_iter().min())
        };
        let (instrument, locus) = match one.sanction_locus.split_once(' ') {
            Some((id, locus)) => match self.instrument(id) {
                Some(other) => (&other.id, locus),
                None => (&one.instrument_id, one.sanction_locus.as_str()),
            },
            None => (&one.instrument_id, one.sanction_locus.as_str()),
        };
        AttachedFrom { sanction: later(self.day_of(instrument, locus)), remedy: later(remedy) }
    }

    /// The day from which the place applies where a consequence is written: that of the row which has the paragraph, else that of the rows of the
    /// same article if they have one day.
    fn day_of(&self, instrument: &InstrumentId, locus: &str) -> Option<Date> {
        let (article, rest) = article(locus)?;
        let wanted = paragraphs(rest).first().map(|range| *range.start());
        let rows = self.provisions_of(instrument).filter_map(|one| {
            let (number, rest) = self::article(&one.locus)?;
            (number == article).then(|| (paragraphs(rest), self.starts_on(one)))
        });
        let rows: Vec<(Vec<RangeInclusive<u32>>, Option<Date>)> = rows.collect();
        let has = |ranges: &[RangeInclusive<u32>]| {
            ranges.is_empty()
                || wanted.is_none_or(|wanted| ranges.iter().any(|range| range.contains(&wanted)))
        };
        if let Some((_, day)) = rows.iter().find(|(ranges, _)| has(ranges)) {
            return *day;
        }
        let mut days: Vec<Option<Date>> = rows.into_iter().map(|(_, day)| day).collect();
        days.dedup();
        if let [day] = days.as_slice() { *day } else { None }
    }
}

/// The number of an article at the beginning of a locus, and what follows it.
fn article(locus: &str) -> Option<(&str, &str)> {
    let rest = locus.strip_prefix("Art ")?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
    Some(rest.split_at(end)).filter(|(number, _)| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// The paragraphs behind the number of an article: `(3)-(6)`, `(6),(8)`, `(4)(a)`; none where all of it is meant.
fn paragraphs(rest: &str) -> Vec<RangeInclusive<u32>> {
    let mut found: Vec<RangeInclusive<u32>> = Vec::new();
    let mut before = ',';
    let mut left = rest;
    while let Some(first) = left.chars().next() {
        let inner = left.strip_prefix('(').and_then(|inner| inner.split_once(')'));
        let Some((inner, after)) = inner else {
            // Words end what is about this article.
            if !matches!(first, ',' | '-' | ' ') {
                break;
            }
            before = if first == ' ' { before } else { first };
            left = &left[first.len_utf8()..];
            continue;
        };
        if let Ok(number) = inner.parse::<u32>() {
            match (before, found.pop()) {
                ('-', Some(range)) => found.push(*range.start()..=number),
                (',', last) => found.extend(last.into_iter().chain([number..=number])),
                (_, last) => found.extend(last),
            }
        }
        (before, left) = (')', after);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ProvisionId;

    #[test]
    fn paragraphs_of_an_article_are_read() {
        let check =
            |rest: &str, expected: &[RangeInclusive<u32>]| assert_eq!(paragraphs(rest), expected, "{rest}");
        check("", &[]);
        check("(4)(a)", &[4..=4]);
        check("(3)-(6)", &[3..=6]);
        check("(6),(8)", &[6..=6, 8..=8]);
        check("(1), (2)", &[1..=1, 2..=2]);
        check(" + Annex III", &[]);
        assert_eq!(article("Art 14-2(1)"), Some(("14-2", "(1)")));
        assert_eq!(article("Dir 2019/1937 Art 23"), None);
    }

    #[test]
    fn what_follows_from_a_breach_has_a_day_of_its_own() {
        let library = Library::shipped().unwrap();
        let check = |id: &str, sanction: &str, remedy: &str| {
            let told = library.attached_from(&ProvisionId::new(id));
            let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
            assert_eq!((day(told.sanction).as_str(), day(told.remedy).as_str()), (sanction, remedy), "{id}");
        };
        check("eu-ai-act:Art 5(1)(a)", "2025-08-02", "2026-08-02");
        check("eu-ai-act:Art 4", "2025-08-02", "2026-08-02");
        // Downstream providers may complain from the start (Art 89(2)).
        check("eu-ai-act:Art 53", "2026-08-02", "");
        // Duties that begin later than what is attached to them, and what stands beside its own sanction.
        check("eu-ai-act:Art 50(4)", "", "");
        check("eu-gdpr:Art 22", "", "");
        check("kr-sexual-violence-act:Art 14-2(3)", "", "");
        check("kr-ai-basic-act:Art 31(1)", "", "");
    }
}
