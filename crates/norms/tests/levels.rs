//! Levels and applicability, against the worked examples of docs/norms.md and the counts it states.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use maru_norms::code::SanctionKind;
use maru_norms::{Date, Level, Library, parse_date};

fn shipped() -> Library {
    Library::shipped().unwrap_or_else(|errors| panic!("{errors}"))
}

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

#[test]
fn the_shipped_library_is_whole() {
    let library = shipped();
    // Lists, because two errors cancel in a total.
    let bare: Vec<&str> = library
        .instruments()
        .iter()
        .filter(|one| library.provisions_of(&one.id).next().is_none())
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(bare, ["eu-aild"], "instruments without a coded provision");
    let korean: Vec<&str> = library
        .instruments()
        .iter()
        .filter(|one| one.jurisdiction.code() == "KR")
        .map(|one| one.id.as_str())
        .collect();
    let expected = [
        "kr-ai-bill-2024",
        "kr-ai-basic-act",
        "kr-ai-decree",
        "kr-pipa",
        "kr-sexual-violence-act",
        "kr-election-act",
        "kr-network-act",
        "kr-telecom-act",
        "kr-credit-act",
        "kr-youth-sex-act",
        "kr-referendum-act",
        "kr-product-liability",
        "kr-admin-basic-act",
        "kr-intelligent-info-act",
        "kr-fair-hiring-act",
        "kr-unfair-competition",
        "kr-sv-prevention-act",
        "kr-pipa-decree",
    ];
    assert_eq!(korean, expected);
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
    check("kr-ai-basic-act:Art 31(1)", "2026-11-23", "L3 now");
    check("kr-telecom-act:Art 22-5(1)", "2026-11-23", "L4 now");
    check("kr-credit-act:Art 36-2(1)", "2026-11-23", "L4 now");
    check("eu-ai-act:Art 50(4)", "2026-11-23", "L4 now");
    check("eu-ai-act:Art 5(1)(ba)", "2026-11-23", "L4 future:2026-12-02");
    check("eu-ai-act:Art 5(1)(ba)", "2026-12-02", "L4 now");
    // Bans applied half a year before anybody could fine, and a year and a half before anybody could complain.
    check("eu-ai-act:Art 5(1)(a)", "2025-03-01", "L2 now");
    check("eu-ai-act:Art 5(1)(a)", "2025-08-02", "L3 now");
    // Whether a technique manipulates, no third party can tell from facts: the complaint does not lift it further.
    check("eu-ai-act:Art 5(1)(a)", "2026-08-02", "L3 now");
    check("eu-ai-act:Art 5(1)(a)", "2024-12-31", "L2 future:2025-02-02");
    check("eu-ai-act:Art 53", "2025-09-01", "L2 now");
    check("eu-ai-act:Art 53", "2026-08-02", "L4 now");
    check("eu-ai-act:Art 73", "2026-11-23", "L3i gated:eu-ai-act:Art 6(2) + Annex III");
    check("eu-ai-act:Art 73", "2027-12-02", "L3i now");
    check("us-eo-14110:Sec 4.2(a)(i)", "2025-01-19", "- now");
    check("us-eo-14110:Sec 4.2(a)(i)", "2025-01-20", "- past");
    check("us-co-sb24-205:6-1-1703", "2026-07-01", "L3 past");
    check("br-pl2338:unnumbered: algorithmic impact assessment", "2026-11-23", "L0 draft");
    check("kr-ai-bill-2024:unnumbered: notice duty for high-risk AI", "2024-05-01", "L0 draft");
    check("kr-ai-bill-2024:unnumbered: notice duty for high-risk AI", "2024-05-29", "L0 past");
    check("kr-ai-basic-act:Art 43", "2026-11-23", "- now");
}

/// The duties of Korea that have teeth on 23 November 2026, by level.
const KOREAN_DUTIES: [(&str, &[&str]); 3] = [
    (
        "L3",
        &[
            "ai-basic-act:Art 31(1)",
            "ai-basic-act:Art 36",
            "network-act:Art 44-7(2)",
            "network-act:Art 44-9(1)",
            "network-act:Art 44-14(2)",
            "telecom-act:Art 22-5(3)",
            "telecom-act:Art 22-8(1)",
            "referendum-act:Art 87(2)",
            "product-liability:Art 3(1)",
            "fair-hiring-act:Art 4-3",
            "unfair-competition:Art 2(1)(ta)",
        ],
    ),
    (
        "L3i",
        &[
            "ai-basic-act:Art 31(2)",
            "ai-basic-act:Art 31(3)",
            "ai-basic-act:Art 32",
            "ai-basic-act:Art 34(1)",
            "ai-decree:Art 27(1)-(2)",
            "ai-decree:Art 23(2)",
            "ai-decree:Art 23(3)",
            "pipa:Art 37-2(4)",
            "network-act:Art 44-12(2)-(4)",
            "network-act:Art 44-14(1)",
            "credit-act:Art 36-2(2)",
            "pipa-decree:Art 44-4(1)",
        ],
    ),
    (
        "L4",
        &[
            "pipa:Art 37-2",
            "pipa:Art 31-2",
            "pipa:Art 23(1)",
            "pipa:Art 25-2(1)",
            "pipa:Art 33(1)",
            "sexual-violence-act:Art 14-2(1)-(2)",
            "sexual-violence-act:Art 14-2(3)",
            "sexual-violence-act:Art 14-2(4)",
            "sexual-violence-act:Art 14-3(1)-(2)",
            "election-act:Art 82-8(1)",
            "election-act:Art 82-8(2)",
            "election-act:Art 250(4)",
            "election-act:Art 82-4(5)",
            "network-act:Art 44-10(1)-(3)",
            "telecom-act:Art 22-5(1)",
            "telecom-act:Art 22-5(2)",
            "credit-act:Art 36-2(1)",
            "youth-sex-act:Art 11(1)",
            "youth-sex-act:Art 11(5)",
            "youth-sex-act:Art 11(2)",
            "youth-sex-act:Art 11(3)",
            "youth-sex-act:Art 11(4)",
            "referendum-act:Art 37(12)",
            "pipa-decree:Art 44-3(1)",
            "pipa-decree:Art 44-3(2)",
            "pipa-decree:Art 44-3(3)",
            "pipa-decree:Art 44-3(5)",
        ],
    ),
];

/// What stands where in Korean law on AI and deepfakes, one by one.
#[test]
fn korean_duties_with_teeth_on_a_day() {
    let library = shipped();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for assessed in library.levels(day("2026-11-23")) {
        let place =
            library.provision(assessed.id.as_str()).map(|one| library.instrument_of(one).jurisdiction.code());
        if place == Some("KR")
            && assessed.applicability.to_string() == "now"
            && let Some(level) = assessed.level.filter(|level| *level >= Level::L3i)
        {
            let id = assessed.id.as_str().trim_start_matches("kr-").to_owned();
            found.entry(format!("{level:?}")).or_default().push(id);
        }
    }
    let expected: BTreeMap<String, Vec<String>> = KOREAN_DUTIES
        .iter()
        .map(|(level, ids)| ((*level).to_owned(), ids.iter().map(|id| (*id).to_owned()).collect()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_row_whose_first_day_nobody_knows_has_not_that_of_its_act() {
    let library = shipped();
    let check = |id: &str, at: &str, expected: &str| {
        let told = library.level(library.provision(id).unwrap(), day(at));
        assert_eq!(told.applicability.to_string(), expected, "{id} {at}");
        assert!(expected == "now" || told.level.is_none() && told.missing.is_empty(), "{id} {at}");
    };
    check("kr-network-act:Art 44-7(3)", "2026-01-01", "unknown:2026-07-07");
    check("kr-network-act:Art 44-7(4)", "2012-01-01", "unknown:2026-07-07");
    check("kr-network-act:Art 44-7(4)", "2026-07-07", "now");
    check("kr-network-act:Art 4-2", "2025-01-01", "unknown:2025-10-01");
    check("kr-network-act:Art 4-2", "2026-01-01", "now");
    check("kr-election-act:Art 82-4(5)", "2020-01-01", "unknown:2026-04-22");
    check("kr-sexual-violence-act:Art 23-2(1)", "2025-07-01", "unknown:2025-10-01");
    // Nothing is said to begin on a day that is only that on which it is known.
    let begins = library.calendar(day("2019-01-01"), None);
    let undated = ["kr-network-act:Art 4-2", "kr-network-act:Art 44-7(3)", "kr-network-act:Art 44-7(4)"];
    assert!(!begins.iter().any(|one| undated.contains(&one.provision.as_str())), "{begins:?}");
}

#[test]
fn a_consequence_younger_than_its_duty_is_told_from_its_own_day() {
    let library = shipped();
    let row = library.provision("kr-pipa:Art 33(1)").unwrap();
    let told = |at: &str| (library.sanction_on(row, day(at)), library.level(row, day(at)).level);
    assert_eq!(told("2023-12-01"), (SanctionKind::None, Some(Level::L2)));
    assert_eq!(told("2024-03-15"), (SanctionKind::AdminFine, Some(Level::L4)));
    // Biometric templates became sensitive data on 2020-08-05.
    let row = library.provision("kr-pipa:Art 23(1)").unwrap();
    assert_eq!(library.applicability(row, day("2015-01-01")).to_string(), "other_wording:2020-08-05");
    let places = [library.places().find("KR").unwrap()];
    let gaps = library.gaps(day("2015-01-01"), maru_norms::routes::Teeth::Any, &places).unwrap();
    let biometric = gaps.iter().find(|gap| gap.topic == maru_norms::code::Topic::Biometric).unwrap();
    assert!(!biometric.standing.is_covered(), "{biometric:?}");
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

/// The figures that documents give of the library, each made from the rows: who changes a row sees which sentence is no longer true.
#[test]
fn documents_count_the_library_as_it_is() {
    let library = shipped();
    let applying = |level: Level| {
        let now = |one: &&maru_norms::Assessment| one.applicability == maru_norms::Applicability::Now;
        library.levels(day("2026-11-28")).iter().filter(now).filter(|one| one.level == Some(level)).count()
    };
    let regulative = library.provisions().iter().filter(|one| one.is_regulative()).count();
    let instruments = library.instruments().len();
    let months: Vec<String> =
        library.instruments().iter().map(|one| one.checked_to.chars().take(7).collect()).collect();
    let newest = months.iter().filter(|month| *month == "2026-11").count();
    let counted = format!("{instruments} instruments and {} coded provisions", library.provisions().len());
    let levels = format!(
        "{regulative} regulative rows give {} L4, {} L3 and {} L3i that apply now",
        applying(Level::L4),
        applying(Level::L3),
        applying(Level::L3i)
    );
    let readme = include_str!("../../../README.md");
    let analyst = include_str!("../../../docs/guide/analyst.md");
    let norms = include_str!("../../../docs/norms.md");
    let check = |document: &str, sentence: &str| {
        assert!(document.replace("\n  ", " ").contains(sentence), "the document should say: {sentence}");
    };
    check(readme, &counted);
    check(readme, &format!("{newest} of the {instruments} to November 2026"));
    check(analyst, &counted);
    check(analyst, &format!("{newest} of the {instruments} to 2026-11"));
    check(norms, &levels);
    assert_eq!(
        months.iter().min().map(String::as_str),
        Some("2021-07"),
        "README and analyst.md name the oldest month"
    );
}
