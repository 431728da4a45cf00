//! What keeps a charter from being used.

use maru_forum::{Charter, Moment, PhaseAct, Process};
use maru_testkit::{ORIGIN, charter, charter_with, language};

/// Every fault, in reading order.
fn faults(change: impl FnOnce(&mut Charter)) -> Vec<String> {
    charter_with(change).faults().iter().map(ToString::to_string).collect()
}

#[test]
fn a_whole_charter_has_no_fault() {
    assert_eq!(charter().faults(), []);
}

#[test]
fn a_charter_says_everything_in_every_language_that_it_promises() {
    let found = faults(|charter| charter.languages.push(language("ko")));
    assert!(
        found.contains(&"title is not said in “ko”, a language that the charter promises".to_owned()),
        "{found:?}"
    );
    // Ten texts, and the title of each group and phase.
    let titles = charter().groups.len() + charter().phases.len();
    assert_eq!(found.len(), 10 + titles, "{found:?}");
    let twice = faults(|charter| charter.languages.push(language("en")));
    assert_eq!(twice, ["“en” is used twice as the id of a language"]);
}

#[test]
fn a_phase_promises_nothing_that_is_not_offered() {
    let act = PhaseAct::Initiative;
    let found = faults(|charter| charter.phases[0].acts.push(act));
    let promised = format!("promises “{}”, which this program does not offer", act.as_str());
    assert!(found.len() == 1 && found[0].contains(&promised), "{found:?}");
}

#[test]
fn every_gap_is_told_at_once() {
    let found = faults(|charter| {
        charter.contact = " ".to_owned();
        charter.purpose.0.clear();
        charter.phases[0].closes = charter.phases[0].opens.yesterday().expect("a day");
    });
    for part in ["purpose is not said", "contact is not said", "closes before it opens"] {
        assert!(found.iter().any(|fault| fault.contains(part)), "{part}: {found:?}");
    }
}

#[test]
fn a_charter_with_a_fault_begins_no_process() {
    let faulty = charter_with(|charter| charter.groups.clear());
    let refused = Process::from_genesis(&Process::genesis(ORIGIN, faulty, Moment(0))).expect_err("no group");
    assert_eq!(refused.code(), "charter-incomplete");
    assert!(refused.to_string().contains("groups is not said"), "{refused}");
}
