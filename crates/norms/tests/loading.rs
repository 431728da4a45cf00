//! The strict loader: what is wrong is said with file, line and column.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use maru_norms::{Library, SHIPPED, Sources};

const HEADER: &str = "id,instrument_id,locus,paraphrase,statement_type,deontic,bearer,counterparty,aim,object,\
condition,topics,risks,rights,threshold,exemptions,sanction_kind,sanction_max,sanction_locus,remedy,applies_from,\
applies_until,reach,testable,gate,confidence,use_areas";

/// A good row with one column replaced.
fn row(column: &str, value: &str) -> String {
    let good = [
        ("id", "eu-gdpr:Art 99"),
        ("instrument_id", "eu-gdpr"),
        ("locus", "Art 99"),
        ("paraphrase", "A test."),
        ("statement_type", "R"),
        ("deontic", "must"),
        ("bearer", "provider"),
        ("counterparty", "person"),
        ("aim", "act"),
        ("object", "any_ai"),
        ("condition", ""),
        ("topics", "deepfake"),
        ("risks", "4.1"),
        ("rights", "privacy"),
        ("threshold", ""),
        ("exemptions", ""),
        ("sanction_kind", "none"),
        ("sanction_max", ""),
        ("sanction_locus", ""),
        ("remedy", ""),
        ("applies_from", "2026-01-01"),
        ("applies_until", ""),
        ("reach", ""),
        ("testable", "yes"),
        ("gate", ""),
        ("confidence", "high"),
        ("use_areas", "*"),
    ];
    let cells = good.map(|(name, text)| if name == column { value } else { text });
    format!("{HEADER}\n{}\n", cells.join(","))
}

fn load(provisions: &str) -> Result<Library, String> {
    // What stands beside the rows that ship would refer to rows that are not there.
    let sources = Sources {
        provisions: provisions.as_bytes(),
        claims: b"",
        looked: b"",
        known_missing: b"",
        paraphrases: b"",
        regimes: b"",
        further: b"",
        ..SHIPPED
    };
    Library::load(&sources).map_err(|errors| errors.to_string())
}

#[test]
fn bad_cells_are_named() {
    let check = |column: &str, value: &str, expected: &str| {
        let expected = if expected.is_empty() {
            None
        } else {
            Some(format!("provisions.csv, line 2, column {column}: {expected}"))
        };
        assert_eq!(load(&row(column, value)).err(), expected, "{column} = {value}");
    };
    check("aim", "act well", "");
    check("deontic", "ought", "`ought` is no deontic");
    check("deontic", "", "is empty");
    check("bearer", "provider;robot", "`robot` is no role");
    check("risks", "9.9", "`9.9` is no risk");
    check("applies_from", "2026-02-30", "\"2026-02-30\" is not a date; a date looks like 2026-11-24");
    check("gate", "eu-gdpr:Art 100", "there is no provision `eu-gdpr:Art 100`");
    check("gate", "eu-gdpr:Art 99", "`eu-gdpr:Art 99` leads back to itself");
    check("use_areas", "@gate", "there is no gate for `@gate`");
    check("use_areas", "@x:y", "there is no provision `x:y`");
    check("use_areas", "hiring;moon", "`moon` is no use area");
    check("instrument_id", "eu-gdprr", "there is no instrument `eu-gdprr`");
    check("id", "eu-gdpr:Art 98", "`eu-gdpr:Art 98` should be the instrument's id, a colon and the locus");
    check("threshold", "compute<5", "`compute<5` is not a threshold like compute>1e25 or revenue>=5e8USD");
    check("reach", "market(XX)", "unknown place `XX` at character 8");
    check("reach", "market(EU) | marked(EU)", "unknown atom `marked` at character 14");
    check("reach", "market(EU", "expected `)` at character 10");
    check("reach", "market", "`market` takes one argument at character 1");
    check("reach", "none(EU)", "`none` takes no argument at character 1");
    check("reach", "party(moon)", "unknown instrument `moon` at character 7");
    check("reach", "market(EU) market(KR)", "expected `|`, `&` or the end at character 12");
    check("reach", "est(KR) & (user(KR) | dev(US-CA))", "");
}

#[test]
fn every_bad_row_is_reported() {
    let two = format!("{}{}", row("deontic", "ought"), row("testable", "maybe").lines().nth(1).unwrap());
    let errors = load(&two).unwrap_err();
    assert!(errors.contains("line 2, column deontic"), "{errors}");
    assert!(errors.contains("line 3, column testable"), "{errors}");
    assert!(errors.contains("line 3, column id: `eu-gdpr:Art 99` stands twice"), "{errors}");
}

#[test]
fn a_missing_column_is_named() {
    let text = row("aim", "x").replace("deontic", "deontics");
    assert_eq!(load(&text).unwrap_err(), "provisions.csv, line 2, column deontic: the column is missing");
}

#[test]
fn unknown_jurisdiction_and_successor_are_named() {
    let text = String::from_utf8(SHIPPED.instruments.to_vec()).unwrap();
    let check = |from: &str, to: &str, expected: &str| {
        let changed = text.replacen(from, to, 1);
        let errors = Library::load(&Sources { instruments: changed.as_bytes(), ..SHIPPED }).unwrap_err();
        assert!(errors.to_string().starts_with(expected), "{errors}");
    };
    check(",EU,regional", ",EX,regional", "instruments.csv, line 2, column jurisdiction: unknown place `EX`");
    check(
        "2025-01-20,us-eo-14179",
        "2025-01-20,us-eo-1",
        "instruments.csv, line 25, column replaced_by: there is no",
    );
}

#[test]
fn places_include_their_parts() {
    let library = Library::shipped().unwrap();
    let places = library.places();
    let check = |big: &str, small: &str, expected: bool| {
        let find = |code| places.find(code).unwrap_or_else(|| panic!("{code}"));
        assert_eq!(places.includes(&find(big), &find(small)), expected, "{big} includes {small}");
    };
    check("US", "US-CA", true);
    check("US-CA", "US", false);
    check("GB", "GB-EAW", true);
    check("EU", "IT", true);
    check("EU", "GB", false);
    check("COE", "EU", true);
    check("COE", "GB-SCT", true);
    check("G7", "US-NY", true);
    check("ASEAN", "VN", true);
    check("AU", "KE", true);
    check("AU", "AUS", false);
    check("UN", "KR", true);
    check("INTL", "TW", true);
    check("KR", "KR", true);
}

#[test]
fn sources_that_disagree_both_stand() {
    let library = Library::shipped().unwrap();
    let facts = library.facts_of("coe-ai-convention");
    let status = facts.iter().find(|fact| fact.field == "status").unwrap();
    let values: Vec<&str> = status.claims.iter().map(|claim| claim.value.as_str()).collect();
    assert!(status.disputed && values == ["adopted_not_in_force", "in_force"], "{status:?}");
    // Not knowing contradicts nobody.
    let peru = library.facts_of("pe-31814");
    assert!(peru.len() == 1 && !peru[0].disputed && peru[0].claims.len() == 2, "{peru:?}");
    assert!(library.facts_of("eu-ai-act").is_empty());
    let claims = b"subject,field,value,source,said_on,confidence\nmoon-act,status,in_force,x,,low\n";
    let errors = Library::load(&Sources { claims, ..SHIPPED }).unwrap_err().to_string();
    assert_eq!(errors, "claims.csv, line 2, column subject: there is no instrument or provision `moon-act`");
    // Every complaint is told at once, and a file that is not there has no claims.
    let claims = b"subject,field,value,source,said_on,confidence\nmoon-act,status,in_force,x,,low\neu-ai-act,status,,x,,low\n";
    let errors = Library::load(&Sources { claims, ..SHIPPED }).unwrap_err();
    assert_eq!(errors.0.iter().map(|error| error.line).collect::<Vec<_>>(), [2, 3]);
    assert!(Library::load(&Sources { claims: b"", ..SHIPPED }).is_ok());
}

#[test]
fn what_is_written_reads_back_the_same() {
    let library = Library::shipped().unwrap();
    let text = library.provisions_csv().unwrap();
    let again = Library::load(&Sources { provisions: text.as_bytes(), ..SHIPPED }).unwrap();
    assert_eq!(library.provisions(), again.provisions());
}
