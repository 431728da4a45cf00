//! What keeps a charter from being used.

use std::collections::BTreeMap;

use maru_forum::{Charter, InitiativeRule, Moment, Process, decode, encode};
use maru_record::Value;
use maru_testkit::{ORIGIN, charter, charter_with, charter_with_initiatives, language};

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
fn initiatives_are_promised_with_all_that_holds_the_promise() {
    let check = |change: fn(&mut Charter), parts: &[&str]| {
        let mut charter = charter_with_initiatives();
        change(&mut charter);
        let found: Vec<_> = charter.faults().iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), parts.len(), "{found:?}");
        assert!(found.iter().zip(parts).all(|(fault, part)| fault.contains(part)), "{found:?}");
    };
    check(|_| {}, &[]);
    check(|charter| charter.initiatives = InitiativeRule::default(), &["supporters", "answer_days"]);
    check(|charter| charter.initiatives.answer_days = 400, &["from 1 to 366"]);
    check(|charter| charter.initiatives.groups = 3, &["more groups than the charter has"]);
    check(|charter| charter.initiatives.countries = 250, &["more than there are"]);
    check(|charter| charter.initiatives.in_each = 0, &["`in_each` is at least one"]);
    check(|charter| charter.phases.retain(|phase| phase.id != "agenda"), &["nobody could make one"]);
}

#[test]
fn a_charter_without_initiatives_has_the_bytes_that_it_had_before_there_were_any() {
    let genesis = encode(&Process::genesis(ORIGIN, charter(), Moment(0)));
    let Some(Value::Object(members)) = object(&genesis.body).get("charter") else { panic!("a charter") };
    assert!(!members.contains_key("initiatives"));
    // The other form of the same charter is no entry: there is one form.
    let mut other = genesis.clone();
    let Value::Object(body) = &mut other.body else { panic!("an object") };
    let Some(Value::Object(members)) = body.get_mut("charter") else { panic!("a charter") };
    let none =
        ["supporters", "groups", "countries", "answer_days"].map(|name| (name.to_owned(), Value::Integer(0)));
    let mut none: BTreeMap<_, _> = none.into_iter().collect();
    none.insert("in_each".to_owned(), Value::Integer(1));
    none.insert("verified".to_owned(), Value::Bool(false));
    members.insert("initiatives".to_owned(), Value::Object(none));
    assert!(decode(&genesis).is_ok() && decode(&other).is_err());
}

fn object(value: &Value) -> &BTreeMap<String, Value> {
    let Value::Object(members) = value else { panic!("an object") };
    members
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
