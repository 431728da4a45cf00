//! Levels and applicability, against the worked examples of docs/norms.md and the counts it states.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use maru_norms::code::SanctionKind;
use maru_norms::{Date, Level, Library};

fn shipped() -> Library {
    Library::shipped().unwrap_or_else(|errors| panic!("{errors}"))
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

#[test]
fn the_shipped_library_is_whole() {
    let library = shipped();
    assert_eq!(library.instruments().len(), 60);
    assert_eq!(library.provisions().len(), 173);
    assert_eq!(library.provisions().iter().filter(|one| one.is_regulative()).count(), 151);
}

#[test]
fn worked_examples() {
    let library = shipped();
    let check = |id: &str, at: &str, expected: &str| {
        let provision = library.provision(id).unwrap_or_else(|| panic!("{id}"));
        let assessed = library.level(provision, day(at));
        let level = assessed.level.map_or("-".to_owned(), |level| format!("{level:?}"));
        assert_eq!(format!("{level} {}", assessed.applicability), expected, "{id} at {at}");
    };
    check("un-78-265:OP 5", "2026-11-23", "L0 now");
    check("kr-ai-basic-act:Art 35(1)", "2026-11-23", "L1 now");
    check("coe-ai-convention:Art 14", "2026-11-23", "L2 future");
    check("kr-ai-basic-act:Art 31(3)", "2026-11-23", "L3i now");
    check("eu-ai-act:Art 27", "2026-11-23", "L3i future:2027-12-02");
    check("us-ca-sb53:22757.13", "2026-11-23", "L3 now");
    check("kr-ai-basic-act:Art 31(1)", "2026-11-23", "L4 now");
    check("eu-ai-act:Art 50(4)", "2026-11-23", "L4 now");
    check("eu-ai-act:Art 5(1)(ba)", "2026-11-23", "L4 future:2026-12-02");
    check("eu-ai-act:Art 5(1)(ba)", "2026-12-02", "L4 now");
    check("eu-ai-act:Art 73", "2026-11-23", "L3i gated:eu-ai-act:Art 6(2) + Annex III");
    check("eu-ai-act:Art 73", "2027-12-02", "L3i now");
    check("us-eo-14110:Sec 4.2(a)(i)", "2025-01-19", "L3 now");
    check("us-eo-14110:Sec 4.2(a)(i)", "2025-01-20", "L3 past");
    check("us-co-sb24-205:6-1-1703", "2026-07-01", "L4 past");
    check("br-pl2338:impact assessment (bill)", "2026-11-23", "L0 draft");
    check("kr-ai-bill-2024:whole bill", "2024-05-01", "L0 draft");
    check("kr-ai-bill-2024:whole bill", "2024-05-29", "L0 past");
    check("kr-ai-basic-act:Art 43", "2026-11-23", "- now");
}

#[test]
fn the_counts_of_november_2026() {
    let library = shipped();
    let mut counts: BTreeMap<Level, usize> = BTreeMap::new();
    for assessed in library.levels(day("2026-11-23")) {
        if assessed.applicability.to_string() == "now"
            && let Some(level) = assessed.level
        {
            *counts.entry(level).or_default() += 1;
        }
    }
    // The research report of November 2026 counts 33 enforceable, 26 direct, 22 indirect.
    let teeth = [Level::L4, Level::L3, Level::L3i].map(|level| counts[&level]);
    assert_eq!(teeth, [33, 26, 22]);
}

#[test]
fn only_an_enforceable_norm_lacks_nothing() {
    for assessed in shipped().levels(day("2026-11-23")) {
        if let Some(level) = assessed.level {
            assert_eq!(level == Level::L4, assessed.missing.is_empty(), "{}", assessed.id);
        } else {
            assert!(assessed.missing.is_empty(), "{}", assessed.id);
        }
    }
}

#[test]
fn adding_a_sanction_never_lowers_a_level() {
    let library = shipped();
    let at = day("2026-11-23");
    for provision in library.provisions() {
        let mut without = provision.clone();
        without.sanction_kind = SanctionKind::None;
        let before = library.level(&without, at).level;
        for kind in
            [SanctionKind::Order, SanctionKind::National, SanctionKind::AdminFine, SanctionKind::Criminal]
        {
            let mut with = provision.clone();
            with.sanction_kind = kind;
            assert!(library.level(&with, at).level >= before, "{} {kind}", provision.id);
        }
    }
}
