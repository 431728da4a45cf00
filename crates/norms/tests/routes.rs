//! The worked cases of `data/norms/route_examples.csv`: reproduced, or different for a stated reason.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use maru_norms::code::{Coded, ObjectClass, Role, Topic, UseArea};
use maru_norms::routes::{Amendment, Change, Move, Query, RouteReport, Standing, Teeth, Weights};
use maru_norms::{Library, ProvisionId, SHIPPED, Sources, parse_date};

/// Cases whose answer differs from the example on purpose; docs/norms.md says the same in its table.
const DIFFERENT: &[(&str, &str, &str)] = &[(
    "domestic representative",
    "KR",
    "the example leaves out size tests without a number and reads the Korean limits as one; here they are moves",
)];

struct Example {
    case: String,
    query: Query,
    covering: BTreeSet<String>,
    routes: BTreeSet<String>,
}

fn list<T: Coded>(text: &str) -> Vec<T> {
    let known = |code: &str| T::from_code(code).unwrap_or_else(|| panic!("{} {code}", T::WHAT));
    text.split(';').filter(|code| !code.is_empty()).map(known).collect()
}

fn examples(library: &Library) -> Vec<Example> {
    let text = include_str!("../../../data/norms/route_examples.csv");
    let rows: Vec<[String; 10]> = maru_text::shipped_rows("data/norms/route_examples.csv", text);
    let example = |[case, persons, topics, objects, roles, use_area, at, teeth, covering, routes]: [String;
                       10]| {
        let persons = library.places().find(&persons).unwrap();
        let mut query = Query::new(persons, list::<Topic>(&topics), parse_date(&at).unwrap());
        query.objects = list::<ObjectClass>(&objects);
        query.roles = list::<Role>(&roles);
        query.use_area = UseArea::from_code(&use_area);
        query.teeth = if teeth == "direct" { Teeth::Direct } else { Teeth::Any };
        let covering = covering.split(';').filter(|id| !id.is_empty()).map(str::to_owned).collect();
        Example { case, query, covering, routes: expected_routes(&routes) }
    };
    rows.into_iter().map(example).collect()
}

/// The example names every limit below which a route lies; of several only the weakest is minimal.
fn expected_routes(text: &str) -> BTreeSet<String> {
    match text {
        "GAP" => BTreeSet::from([String::new()]),
        "none within the moves modelled" => BTreeSet::new(),
        _ => {
            let mut routes: BTreeSet<String> = text
                .split(" / ")
                .map(|route| sorted(route.replace("users<1m", "users<1e6").split('+')))
                .collect();
            if routes.contains("compute<1e26") {
                routes.remove("compute<1e25");
            }
            routes
        }
    }
}

fn sorted<'a>(moves: impl Iterator<Item = &'a str>) -> String {
    let mut moves: Vec<&str> = moves.collect();
    moves.sort_unstable();
    moves.join("+")
}

fn found_routes(report: &RouteReport) -> BTreeSet<String> {
    let shown = |moves: &[Move]| {
        let texts: Vec<String> = moves.iter().map(ToString::to_string).collect();
        sorted(texts.iter().map(String::as_str))
    };
    // The examples call it a gap when nothing that is coded covers.
    if !report.standing.is_covered() {
        return BTreeSet::from([String::new()]);
    }
    report.routes.iter().map(|route| shown(&route.moves)).collect()
}

#[test]
fn worked_cases_are_reproduced_or_explained() {
    let library = Library::shipped().unwrap();
    let mut wrong = Vec::new();
    for example in examples(&library) {
        let report = library.routes(&example.query, &Weights::new()).unwrap();
        let covering: BTreeSet<String> = report.covering.iter().map(|one| one.id.to_string()).collect();
        let same = covering == example.covering && found_routes(&report) == example.routes;
        let place = example.query.persons.code();
        let excused = DIFFERENT.iter().any(|(case, persons, _)| *case == example.case && *persons == place);
        if same == excused {
            let expected = (&example.covering, &example.routes);
            wrong.push(format!(
                "{} {place}: {covering:?} {:?}\n  expected {expected:?}",
                example.case,
                found_routes(&report)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn closing_sets_close_and_are_minimal() {
    let library = Library::shipped().unwrap();
    for example in examples(&library) {
        let report = library.routes(&example.query, &Weights::new()).unwrap();
        let place = example.query.persons.code();
        if report.closing.unknown {
            assert!(report.closing.amendments.is_empty() && !report.standing.is_covered());
            continue;
        }
        for set in std::iter::once(&report.closing.amendments).chain(&report.closing.alternatives) {
            let left = library.routes_after(&example.query, set).unwrap();
            assert!(left.is_empty(), "{} {place}: {set:?} leaves {left:?}", example.case);
            for one in set {
                let fewer: Vec<Amendment> = set.iter().filter(|other| *other != one).cloned().collect();
                let left = library.routes_after(&example.query, &fewer).unwrap();
                assert!(!left.is_empty(), "{} {place}: {one:?} is not needed", example.case);
            }
        }
        assert!(report.closing.proven, "{} {place}", example.case);
        assert_eq!(report.standing == Standing::Closed, report.closing.amendments.is_empty());
    }
}

fn korean_frontier(library: &Library, teeth: Teeth) -> Query {
    let day = parse_date("2026-11-23").unwrap();
    let mut query = Query::new(library.places().find("KR").unwrap(), vec![Topic::GpaiFrontier], day);
    query.roles = vec![Role::Operator, Role::FrontierDev, Role::GpaiProvider, Role::Provider];
    query.teeth = teeth;
    query
}

fn change(change: Change) -> Amendment {
    Amendment { change, provision: Some(ProvisionId::new("kr-ai-basic-act:Art 32")) }
}

#[test]
fn the_korean_frontier_duty_as_the_report_works_it_out() {
    let library = Library::shipped().unwrap();
    let query = korean_frontier(&library, Teeth::Any);
    let compute = library.provision("kr-ai-basic-act:Art 32").unwrap().threshold.tests[0].measure;
    let alternative = change(Change::AlternativeTests);
    let capability = change(Change::CapabilityTest(compute));
    let lower = change(Change::LowerThreshold(compute));
    let report = library.routes(&query, &Weights::new()).unwrap();
    assert_eq!(report.closing.amendments, [capability.clone(), alternative.clone()]);
    // A lower number alone leaves the lower route; so does a lower number together with alternative tests.
    let shown = |changes: &[Amendment]| {
        let routes = library.routes_after(&query, changes).unwrap();
        let texts = routes.iter().map(|route| {
            sorted(route.moves.iter().map(ToString::to_string).collect::<Vec<_>>().iter().map(String::as_str))
        });
        texts.collect::<Vec<_>>()
    };
    assert_eq!(shown(std::slice::from_ref(&lower)), ["not_state_of_art", "compute<1e25"]);
    assert_eq!(shown(&[lower, alternative.clone()]), ["compute<1e25+not_state_of_art"]);
    assert_eq!(shown(&[capability.clone(), alternative.clone()]), [""; 0]);
    // With a direct sanction wanted, the sanction comes on top.
    let report = library.routes(&korean_frontier(&library, Teeth::Direct), &Weights::new()).unwrap();
    let mut expected = vec![change(Change::AttachSanction), capability, alternative];
    expected.sort();
    let mut found = report.closing.amendments.clone();
    found.sort();
    // A new provision costs as much as the three changes together; either may come first.
    let new_duty = vec![Amendment { change: Change::NewDuty, provision: None }];
    let mut all = report.closing.alternatives.clone();
    all.push(found);
    for set in &mut all {
        set.sort();
    }
    assert!(all.contains(&expected) && all.contains(&new_duty), "{all:?}");
}

#[test]
fn answers_that_hang_on_weak_rows_say_so() {
    // The consequence of the British row is only reported; here it is as if somebody had read it, and the row is weak all the same.
    let rows = String::from_utf8(SHIPPED.provisions.to_vec())
        .unwrap()
        .replace("criminal,not checked,", "criminal,5 years,");
    let library = Library::load(&Sources { provisions: rows.as_bytes(), ..SHIPPED }).unwrap();
    let check = |persons: &str, topic: Topic, area: UseArea, roles: &[Role], expected: &[&str]| {
        let day = parse_date("2026-11-23").unwrap();
        let mut query = Query::new(library.places().find(persons).unwrap(), vec![topic], day);
        query.use_area = Some(area);
        query.roles = roles.to_vec();
        query.objects = vec![ObjectClass::SyntheticMedia];
        let report = library.routes(&query, &Weights::new()).unwrap();
        let rows: Vec<String> = report.robustness.depends_on.iter().map(|one| one.id.to_string()).collect();
        assert_eq!(rows, expected, "{persons}");
        assert_eq!(report.robustness.robust, Some(expected.is_empty()));
    };
    check("GB", Topic::Deepfake, UseArea::IntimateImage, &[Role::Provider], &["uk-cpa-2026:s 99"]);
    check("KR", Topic::Deepfake, UseArea::IntimateImage, &[Role::PersonAny], &[]);
}
