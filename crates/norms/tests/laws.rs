//! Laws that hold whatever the question: predicates read back as printed, closing sets close, weak rows are named.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use maru_norms::code::{Coded, Role, Topic, UseArea};
use maru_norms::reach::{Atom, Link, Membership, Reach};
use maru_norms::routes::{Operator, Query, Teeth, Weights};
use maru_norms::{Date, Library, Place, Truth};
use proptest::prelude::*;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::shipped().unwrap());

fn place() -> impl Strategy<Value = Place> {
    let places: Vec<Place> = LIBRARY.places().iter().map(|entry| entry.place.clone()).collect();
    prop::sample::select(places)
}

fn atom() -> impl Strategy<Value = Reach> {
    prop_oneof![
        4 => (prop::sample::select(Link::ALL), place()).prop_map(|(link, place)| Atom::Place(link, place)),
        1 => prop::sample::select(Membership::ALL).prop_map(Atom::Member),
        1 => Just(Atom::Transposed),
        1 => Just(Atom::Party("COE-225".into())),
        1 => Just(Atom::Signatory("eu-gpai-code".into())),
        1 => Just(Atom::NoOne),
    ]
    .prop_map(Reach::Atom)
}

/// Predicates as the parser builds them: no list within a list of the same kind, no list of one.
fn predicate() -> impl Strategy<Value = Reach> {
    let all = prop_oneof![
        3 => atom(),
        1 => prop::collection::vec(atom(), 2..4).prop_map(Reach::All),
        1 => (atom(), prop::collection::vec(atom(), 2..4))
            .prop_map(|(first, rest)| Reach::All(vec![first, Reach::Any(rest)])),
    ];
    prop_oneof![1 => all.clone(), 2 => prop::collection::vec(all, 2..5).prop_map(Reach::Any)]
}

fn query() -> impl Strategy<Value = Query> {
    let day = (2023_i16..2029, 1_i8..13, 1_i8..29)
        .prop_map(|(year, month, day)| Date::new(year, month, day).unwrap());
    let places: Vec<Place> = LIBRARY.jurisdictions().into_iter().collect();
    let roles = prop::collection::vec(prop::sample::select(Role::ALL), 0..3);
    let area = prop::option::of(prop::sample::select(UseArea::ALL));
    let teeth = prop::sample::select(&[Teeth::Any, Teeth::Direct][..]);
    (prop::sample::select(places), prop::sample::select(Topic::ALL), day, roles, area, teeth).prop_map(
        |(place, topic, day, roles, use_area, teeth)| Query {
            roles,
            use_area,
            teeth,
            ..Query::new(place, vec![topic], day)
        },
    )
}

proptest! {
    #[test]
    fn a_printed_predicate_reads_back(reach in predicate()) {
        let text = reach.to_string();
        prop_assert_eq!(Reach::parse(&text, &*LIBRARY), Ok(reach), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused_with_a_position(text in "[a-z(A-Z)|& _-]{0,40}") {
        if let Err(error) = Reach::parse(&text, &*LIBRARY) {
            prop_assert!(error.position >= 1 && error.position <= text.chars().count() + 1);
        }
    }

    #[test]
    fn knowing_more_never_turns_no_into_yes(reach in predicate(), bits in any::<u64>()) {
        // An atom that was unknown and becomes known only moves the whole from unknown.
        let decided = |atom: &Atom| Truth::from(bits >> (atom.to_string().len() % 64) & 1 == 1);
        let partly = |atom: &Atom| if atom.to_string().len().is_multiple_of(3) { Truth::Unknown } else { decided(atom) };
        let (before, after) = (reach.evaluate(&partly), reach.evaluate(&decided));
        prop_assert!(before == Truth::Unknown || before == after);
    }

    #[test]
    fn closing_sets_leave_no_route_and_nothing_to_spare(query in query()) {
        let report = LIBRARY.routes(&query, &Weights::new()).unwrap();
        prop_assume!(!report.closing.unknown);
        let left = LIBRARY.routes_after(&query, &report.closing.amendments).unwrap();
        prop_assert!(left.is_empty());
        for index in 0..report.closing.amendments.len() {
            let mut fewer = report.closing.amendments.clone();
            fewer.remove(index);
            prop_assert!(!LIBRARY.routes_after(&query, &fewer).unwrap().is_empty());
        }
    }

    #[test]
    fn a_direct_sanction_is_harder_to_have_than_any(query in query()) {
        // The same starting arrangement for both: where it starts by itself may depend on what is asked.
        let query = Query { operator: Operator::Domestic, ..query };
        let any = LIBRARY.routes(&Query { teeth: Teeth::Any, ..query.clone() }, &Weights::new()).unwrap();
        let direct = LIBRARY.routes(&Query { teeth: Teeth::Direct, ..query }, &Weights::new()).unwrap();
        prop_assert!(direct.covering.len() <= any.covering.len());
        prop_assert!(any.standing.is_covered() || !direct.standing.is_covered());
    }
}
