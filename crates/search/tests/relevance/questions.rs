//! Sixty questions in four languages, written down before search was tuned to any of them: what somebody who asks so wants to see must be among
//! the first three. `questions.csv` names it by the beginning of its id; of several, one suffices.

use super::{ask, first};
use maru_search::Filter;

const QUESTIONS: &str = include_str!("questions.csv");
/// The share that must be found, so that nobody loses what was reached; the share itself is printed.
const FLOOR: f64 = 0.85;

#[test]
fn sixty_questions_find_what_was_meant() {
    let mut reader = csv::Reader::from_reader(QUESTIONS.as_bytes());
    let (mut found, mut all, mut missed) = (0_u32, 0_u32, Vec::new());
    for record in reader.records().map(Result::unwrap) {
        let (language, question, expected) = (&record[0], &record[1], &record[2]);
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
    assert_eq!(all, 60);
    assert!(f64::from(found) / f64::from(all) >= FLOOR, "{found} of {all}\n{}", missed.join("\n"));
}
