//! Questions in four languages, written down before search was tuned to any of them: what somebody who asks so wants to see must be among the
//! first three. The files name it by the beginning of its id; of several, one suffices. `questions.csv` holds the sixty of the beginning,
//! `later_questions.csv` twenty that were written when those had been seen,
//! `third_questions.csv` twenty in the words of people, written before the misses of both were looked into, `fourth_questions.csv`
//! twenty more of that kind, two of them in Japanese, `fifth_questions.csv` twenty in six languages, `sixth_questions.csv` forty in eight, written
//! before what the audit missed was tuned for; `audited_questions.csv` are the forty of that audit. `seventh_questions.csv` holds thirty in six
//! languages, written before its misses and the fourteen of a second audit (`audited_again_questions.csv`) were looked into.
#![allow(clippy::print_stderr, reason = "the share is what a reader of the test's output wants")]

use super::{ask, first};
use maru_search::Filter;

const QUESTIONS: &str = include_str!("questions.csv");
const LATER: &str = include_str!("later_questions.csv");
const THIRD: &str = include_str!("third_questions.csv");
const FOURTH: &str = include_str!("fourth_questions.csv");
const FIFTH: &str = include_str!("fifth_questions.csv");
const SIXTH: &str = include_str!("sixth_questions.csv");
const AUDITED: &str = include_str!("audited_questions.csv");
const SEVENTH: &str = include_str!("seventh_questions.csv");
const EIGHTH: &str = include_str!("eighth_questions.csv");
const AUDITED_THIRD: &str = include_str!("audited_third_questions.csv");
const AUDITED_AGAIN: &str = include_str!("audited_again_questions.csv");
/// The share that must be found, so that nobody loses what was reached; the share itself is printed.
const FLOOR: f64 = 0.85;
/// The same for the later questions: what was found when they were first put, 16 of 20 on 28 November 2026. Nothing was mended after.
const LATER_FLOOR: f64 = 0.8;

/// And for the third: see docs/search.md for what was found before anything was mended, and after.
const THIRD_FLOOR: f64 = 0.85;

/// And for the fourth: `maru search --kind provision` found 14 of 20 on 29 November 2026, before Japanese words and scripts of other
/// countries were added. Not measured since: raise the floor to what is printed.
const FOURTH_FLOOR: f64 = 0.8;

/// And for the fifth: `maru search` found 16 of 20 on 29 November 2026 before anything was mended, 18 after.
const FIFTH_FLOOR: f64 = 0.75;

/// And for the sixth: 27 of 40 before anything was mended, 36 at the first measuring after; nothing was mended for the four that are missed.
const SIXTH_FLOOR: f64 = 0.85;
/// And for those of the audit of 30 November 2026, on which the words for places, consequences and aims were tuned: 28 of 40 before, 39 after.
const AUDITED_FLOOR: f64 = 0.9;

/// And for the seventh: `maru search` found 26 of 30 on 30 November 2026 before anything was mended.
const SEVENTH_FLOOR: f64 = 0.85;
/// And for the forty of a third audit of 30 November 2026, which found 30 of them: what was mended are the kinds that it named, not the questions.
const AUDITED_THIRD_FLOOR: f64 = 0.75;
/// And for the eighth, forty in each of six languages, of which `maru search` found the share printed in docs/search.md before anything was mended.
const EIGHTH_FLOOR: f64 = 0.8;
/// And for what a second audit of that day missed, on which the rule for law of the home place was tuned: 1 of 14 before.
const AUDITED_AGAIN_FLOOR: f64 = 0.5;

fn measure(file: &str, asked: u32, floor: f64) {
    let rows: Vec<[String; 3]> = maru_text::shipped_rows("a list of questions", file);
    let (mut found, mut all, mut missed) = (0_u32, 0_u32, Vec::new());
    for [language, question, expected] in &rows {
        let shown = first(&ask(question, &Filter::default()), 3);
        let fits = |id: &String| expected.split(';').any(|wanted| id.starts_with(wanted));
        all += 1;
        if shown.iter().any(fits) {
            found += 1;
        } else {
            missed.push(format!("{language} “{question}”: wanted {expected}, shown {shown:?}"));
        }
    }
    eprintln!("{found} of {all} questions find what was meant among the first three\n{}", missed.join("\n"));
    assert_eq!(all, asked);
    assert!(f64::from(found) / f64::from(all) >= floor, "{found} of {all}\n{}", missed.join("\n"));
}

#[test]
fn forty_questions_in_each_of_six_languages_find_what_was_meant() {
    for language in ["ko", "en", "zh", "ar", "ja", "es"] {
        let own = |line: &&str| line.starts_with(&format!("{language},"));
        let header = EIGHTH.lines().next().unwrap_or_default();
        let file: Vec<&str> = std::iter::once(header).chain(EIGHTH.lines().filter(own)).collect();
        eprint!("{language}: ");
        measure(&format!("{}\n", file.join("\n")), 40, EIGHTH_FLOOR);
    }
}

#[test]
fn forty_questions_of_a_third_audit_find_what_was_meant() {
    measure(AUDITED_THIRD, 40, AUDITED_THIRD_FLOOR);
}

#[test]
fn sixty_questions_find_what_was_meant() {
    measure(QUESTIONS, 60, FLOOR);
}

#[test]
fn twenty_later_questions_find_what_was_meant() {
    measure(LATER, 20, LATER_FLOOR);
}

#[test]
fn twenty_more_questions_find_what_was_meant() {
    measure(THIRD, 20, THIRD_FLOOR);
}

#[test]
fn twenty_questions_of_a_fourth_list_find_what_was_meant() {
    measure(FOURTH, 20, FOURTH_FLOOR);
}

#[test]
fn twenty_questions_in_six_languages_find_what_was_meant() {
    measure(FIFTH, 20, FIFTH_FLOOR);
}

#[test]
fn forty_questions_in_eight_languages_find_what_was_meant() {
    measure(SIXTH, 40, SIXTH_FLOOR);
}

#[test]
fn forty_questions_of_an_audit_find_what_was_meant() {
    measure(AUDITED, 40, AUDITED_FLOOR);
}

#[test]
fn a_word_that_law_of_the_readers_country_has_finds_that_law_first() {
    for word in [
        "딥페이크",
        "챗봇",
        "알고리즘",
        "얼굴인식",
        "얼굴 인식 규제",
        "생성형 AI",
        "표시",
        "목소리",
        "처벌",
        "과태료",
    ] {
        let shown = first(&ask(word, &Filter::default()), 10);
        let other = |id: &str| {
            id.starts_with("draft") || id.starts_with('s') && id[1..].bytes().all(|c| c.is_ascii_digit())
        };
        // A bill that lapsed is no law of the place.
        let law: Vec<&String> =
            shown.iter().filter(|id| !other(id) && !id.starts_with("kr-ai-bill")).collect();
        let home = law.iter().take_while(|id| id.starts_with("kr-")).count();
        assert!(home > 0 && !law[home..].iter().any(|id| id.starts_with("kr-")), "{word}: {shown:?}");
    }
}

#[test]
fn thirty_questions_of_a_seventh_list_find_what_was_meant() {
    measure(SEVENTH, 30, SEVENTH_FLOOR);
}

#[test]
fn what_a_second_audit_missed_is_found() {
    measure(AUDITED_AGAIN, 14, AUDITED_AGAIN_FLOOR);
}
