//! The checks of the library's rows: each kind of fault is found where it is and nowhere else, and what ships has none that is not written down.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use maru_norms::check::{Finding, Lint, SHIPPED_OPEN, open_findings};
use maru_norms::{Library, Readings, SHIPPED, SHIPPED_READINGS, Sources};

const HEADER: &str = "id,instrument_id,locus,paraphrase,statement_type,deontic,bearer,counterparty,aim,object,\
condition,topics,risks,rights,threshold,exemptions,sanction_kind,sanction_max,sanction_locus,remedy,applies_from,\
applies_until,reach,testable,gate,confidence,use_areas";

/// Rows of a made-up library about an act that ships, each with some cells of its own.
fn library(rows: &[&[(&str, &str)]], beside: Sources<'_>) -> Result<Library, String> {
    let good = [
        ("id", ""),
        ("instrument_id", "kz-ai-law"),
        ("locus", "Art 90"),
        ("paraphrase", "Providers must tell people that they deal with AI."),
        ("statement_type", "R"),
        ("deontic", "must"),
        ("bearer", "provider"),
        ("counterparty", "person"),
        ("aim", "tell"),
        ("object", "any_ai"),
        ("condition", ""),
        ("topics", "transparency"),
        ("risks", "4.1"),
        ("rights", "information"),
        ("threshold", ""),
        ("exemptions", ""),
        ("sanction_kind", "none"),
        ("sanction_max", ""),
        ("sanction_locus", ""),
        ("remedy", ""),
        ("applies_from", "2026-01-18"),
        ("applies_until", ""),
        ("reach", ""),
        ("testable", "yes"),
        ("gate", ""),
        ("confidence", "high"),
        ("use_areas", "*"),
    ];
    let mut text = format!("{HEADER}\n");
    for row in rows {
        let of = |name: &str| row.iter().find(|(column, _)| *column == name).map(|(_, value)| *value);
        let cells = good.map(|(name, value)| match (name, of(name)) {
            ("id", None) => format!(
                "\"{}:{}\"",
                of("instrument_id").unwrap_or("kz-ai-law"),
                of("locus").unwrap_or("Art 90")
            ),
            (_, cell) => format!("\"{}\"", cell.unwrap_or(value)),
        });
        text.extend([cells.join(",").as_str(), "\n"]);
    }
    let sources = Sources { provisions: text.as_bytes(), ..beside };
    Library::load(&sources).map_err(|errors| errors.to_string())
}

/// The files that ship, without what stands beside the rows.
fn bare() -> Sources<'static> {
    Sources {
        claims: b"",
        looked: b"",
        known_missing: b"",
        titles: b"",
        paraphrases: b"",
        regimes: b"",
        further: b"",
        ..SHIPPED
    }
}

fn found(library: &Library) -> Vec<Finding> {
    let mut all = library.findings(&Readings::default());
    // Of the rows only; what the acts that ship say is not under test here.
    all.retain(|one| one.subject.contains(':') || one.subject.contains(' '));
    all
}

/// One row with these cells has just this fault, or none.
fn check(cells: &[(&str, &str)], expected: Option<Lint>) {
    let library = library(&[cells], bare()).unwrap();
    let lints: Vec<Lint> = found(&library).into_iter().map(|one| one.lint).collect();
    assert_eq!(lints, expected.into_iter().collect::<Vec<_>>(), "{cells:?}");
}

#[test]
fn a_good_row_has_no_fault() {
    check(&[], None);
}

#[test]
fn sentences_stand_alone_say_their_duty_and_judge_nothing() {
    for words in [
        "They must label AI output.",
        "Doing so with AI must be reported.",
        "Such AI must be labelled.",
        "Providers of AI must remove such material at once.",
        "Makers of AI must not gain from doing so.",
        "Deployers of AI must log on the same conditions.",
    ] {
        check(&[("paraphrase", words)], Some(Lint::SentenceAlone));
    }
    check(&[("paraphrase", "Theyland must label AI output.")], None);
    check(&[("paraphrase", "Providers mark AI output.")], Some(Lint::Habit));
    check(&[("paraphrase", "Providers of AI have a mustard.")], Some(Lint::Habit));
    let not = |words| [("deontic", "must_not"), ("paraphrase", words)];
    check(&not("Making AI fakes is banned."), Some(Lint::Habit));
    check(&not("Nobody may make AI fakes."), None);
    check(&not("Providers must make AI fakes."), Some(Lint::Habit));
    check(&[("deontic", "should"), ("paraphrase", "Operators try to assess AI.")], Some(Lint::Habit));
    check(&[("paraphrase", "Providers of AI must not gag staff.")], Some(Lint::Neutral));
    check(&[("paraphrase", "Providers of AI must pay unless they have a reasonable excuse.")], None);
}

#[test]
fn a_row_has_a_place_a_figure_and_a_subject() {
    check(&[("locus", "whole")], Some(Lint::Locus));
    check(&[("locus", "framework duty")], Some(Lint::Locus));
    check(&[("locus", "I-IV")], None);
    check(&[("locus", "unnumbered: framework duty"), ("confidence", "low")], None);
    check(&[("locus", "unnumbered: framework duty")], Some(Lint::Locus));
    let fine = |max| [("sanction_kind", "admin_fine"), ("sanction_max", max), ("sanction_locus", "Art 75")];
    check(&fine("administrative fine (Art 75)"), Some(Lint::SanctionFigure));
    check(&fine("fine under Art 75"), Some(Lint::SanctionFigure));
    check(&fine("KRW 30m (Art 75)"), None);
    check(
        &[
            ("instrument_id", "eu-gdpr"),
            ("applies_from", "2018-05-25"),
            ("paraphrase", "Controllers must keep records."),
        ],
        Some(Lint::NotAboutAi),
    );
    check(
        &[
            ("instrument_id", "eu-gdpr"),
            ("applies_from", "2018-05-25"),
            ("paraphrase", "Controllers must keep records."),
            ("object", "personal_data"),
        ],
        None,
    );
}

/// One row, with rows beside it, has just these faults.
fn check_beside(cells: &[(&str, &str)], beside: Sources<'_>, expected: &[Lint]) {
    let library = library(&[cells], beside).unwrap();
    let lints: Vec<Lint> = found(&library).into_iter().map(|one| one.lint).collect();
    assert_eq!(lints, expected, "{cells:?}");
}

#[test]
fn a_first_day_is_the_rows_own_or_said_to_be_unknown() {
    const FURTHER: &str = "provision_id,field,value,source,read_on\n";
    const CLAIMS: &str = "subject,field,value,source,said_on,confidence\n";
    let undated = [("applies_from", "")];
    check(&undated, Some(Lint::FirstDay));
    let known = format!("{FURTHER}kz-ai-law:Art 90,known_from,2026-02-01,the text,2026-11-30\n");
    check_beside(&undated, Sources { further: known.as_bytes(), ..bare() }, &[]);
    check_beside(&[], Sources { further: known.as_bytes(), ..bare() }, &[Lint::FirstDay]);
    let claims = format!(
        "{CLAIMS}kz-ai-law:Art 90,applies_from,2026-01-18,a,2026-11-30,low\nkz-ai-law:Art 90,applies_from,2026-03-18,b,2026-11-30,low\n"
    );
    check_beside(&[], Sources { claims: claims.as_bytes(), ..bare() }, &[Lint::FirstDay]);
    let memory = format!("{FURTHER}kz-ai-law:Art 90,note,\"by memory, Act No. 1\",the text,2026-11-30\n");
    check_beside(&[], Sources { further: memory.as_bytes(), ..bare() }, &[Lint::FirstDay]);
    check_beside(&[("confidence", "medium")], Sources { further: memory.as_bytes(), ..bare() }, &[]);
}

#[test]
fn a_consequence_with_a_day_of_its_own_is_younger_than_the_duty() {
    let fine = [("sanction_kind", "admin_fine"), ("sanction_max", "KRW 30m"), ("sanction_locus", "Art 75")];
    let from = |day: &str| {
        format!(
            "provision_id,field,value,source,read_on\nkz-ai-law:Art 90,sanction_from,{day},the text,2026-11-30\n"
        )
    };
    let (later, same) = (from("2026-06-01"), from("2026-01-18"));
    check_beside(&fine, Sources { further: later.as_bytes(), ..bare() }, &[]);
    check_beside(&fine, Sources { further: same.as_bytes(), ..bare() }, &[Lint::SanctionDay]);
    // A twin with the same consequence waits for the same day.
    let twin = [[("locus", "Art 91")].as_slice(), &fine].concat();
    let library =
        library(&[fine.as_slice(), twin.as_slice()], Sources { further: later.as_bytes(), ..bare() })
            .unwrap();
    let found: Vec<String> = found(&library).into_iter().map(|one| one.subject).collect();
    assert_eq!(found, ["kz-ai-law:Art 91"]);
}

#[test]
fn a_duty_of_the_enforcing_office_alone_is_procedure() {
    let words = [("paraphrase", "The regulator must tell people that they deal with AI.")];
    check(&[words.as_slice(), &[("bearer", "regulator")]].concat(), Some(Lint::OfficeDuty));
    check(&[words.as_slice(), &[("bearer", "regulator"), ("statement_type", "P")]].concat(), None);
    check(&[words.as_slice(), &[("bearer", "regulator;platform")]].concat(), None);
}

#[test]
fn exemption_condition_and_manner_are_three_things() {
    check(&[("exemptions", "lawful_enforcement")], Some(Lint::ExemptionKind));
    check(&[("exemptions", "law_enforcement")], None);
    check(
        &[("exemptions", "obvious"), ("condition", "hard to tell from reality")],
        Some(Lint::ExemptionKind),
    );
    check(&[("exemptions", "obvious")], None);
    check(&[("exemptions", "consent"), ("condition", "no consent; sexual")], Some(Lint::ExemptionKind));
    check(&[("exemptions", "consent"), ("condition", "biometric data")], None);
    let art = "Operators must mark AI fakes; artworks may be marked in a way that does not spoil them.";
    check(&[("exemptions", "artistic"), ("paraphrase", art)], Some(Lint::ExemptionKind));
    check(&[("exemptions", "user_threshold"), ("threshold", "users>1000000")], Some(Lint::ExemptionKind));
}

#[test]
fn a_class_holds_every_use_of_the_rows_behind_it() {
    let class = |areas| {
        [
            ("locus", "Art 6"),
            ("statement_type", "C"),
            ("deontic", "none"),
            ("object", "high_risk"),
            ("use_areas", areas),
        ]
    };
    let row = [("locus", "Art 27"), ("object", "high_risk"), ("use_areas", "credit;life_insurance")];
    let lints = |areas, row: &[(&str, &str)]| -> Vec<Lint> {
        let library = library(&[&class(areas), row], bare()).unwrap();
        found(&library).into_iter().map(|one| one.lint).collect()
    };
    assert_eq!(lints("credit;hiring", &row), [Lint::ClassList]);
    assert_eq!(lints("credit;life_insurance", &row), []);
    // A row about something else of the same act is not behind the class.
    assert_eq!(lints("credit", &[("locus", "Art 27"), ("use_areas", "hiring")]), []);
    let open = [("paraphrase", "Listed fields, such as credit, and any added by decree make AI high-risk.")];
    let mut cells = class("credit").to_vec();
    cells.extend(open);
    check(&cells, Some(Lint::ClassList));
    let mut cells = class("credit;other").to_vec();
    cells.extend(open);
    check(&cells, None);
}

/// What the library finds in one row with a Korean sentence.
fn korean(deontic: &str, words: &str) -> Vec<Lint> {
    let says = match deontic {
        "must" => "Providers must tell people that they deal with AI.",
        _ => "People may ask providers whether they deal with AI.",
    };
    let file = format!(
        "provision_id,language,words,by,checked_on,checked_against\n\
        kz-ai-law:Art 90,ko,{words},A test,2026-11-28,the act\n"
    );
    let row: [&[(&str, &str)]; 1] = [&[("deontic", deontic), ("paraphrase", says)]];
    let library = library(&row, Sources { paraphrases: file.as_bytes(), ..bare() }).unwrap();
    found(&library).into_iter().map(|one| one.lint).collect()
}

#[test]
fn a_korean_sentence_is_held_to_the_same() {
    assert_eq!(korean("must", "공급자는 인공지능임을 알려야 한다."), []);
    assert_eq!(korean("must", "공급자는 인공지능임을 알린다."), [Lint::Habit]);
    assert_eq!(korean("may", "사람은 인공지능인지 물을 수 있다."), []);
    assert_eq!(korean("may", "사람은 인공지능인지 물어야 한다."), [Lint::Habit]);
    assert_eq!(korean("must", "이 경우 공급자는 인공지능임을 알려야 한다."), [Lint::SentenceAlone]);
    assert_eq!(korean("must", "공급자는 꼼수 없이 인공지능임을 알려야 한다."), [Lint::Neutral]);
}

#[test]
fn a_sentence_names_what_it_is_about() {
    let words = |object, words| [("object", object), ("paraphrase", words)];
    check(&words("companion", "Operators must report yearly."), Some(Lint::SentenceAlone));
    check(&words("companion", "Operators of companion chatbots must report yearly."), None);
    check(&words("emotion", "Deployers must inform persons exposed."), Some(Lint::SentenceAlone));
}

#[test]
fn a_time_to_cure_lets_off_all_whom_the_same_consequence_strikes() {
    let row = |locus: &'static str, exemptions: &'static str| {
        let fine =
            [("sanction_kind", "civil_penalty"), ("sanction_max", "USD 1"), ("sanction_locus", "Art 40")];
        [[("locus", locus), ("exemptions", exemptions)].as_slice(), fine.as_slice()].concat()
    };
    let lints = |second: &'static str| -> Vec<Lint> {
        let (one, other) = (row("Art 31", "cure_period"), row("Art 32", second));
        let rows: [&[(&str, &str)]; 2] = [&one, &other];
        found(&library(&rows, bare()).unwrap()).into_iter().map(|one| one.lint).collect()
    };
    assert_eq!(lints(""), [Lint::ExemptionKind]);
    assert_eq!(lints("cure_period"), []);
}

#[test]
fn a_regime_stands_at_a_place_and_a_smaller_remedy_was_read_against_a_larger_one() {
    let lints = |regimes: &str| -> Vec<(Lint, String)> {
        let header = "id,what,instrument_id,locus,kind,max,words,covers,leaves_out,source,read_on\n";
        let file = format!("{header}{regimes}");
        let row = |locus: &'static str| [("locus", locus)];
        let (one, other) = (row("Art 31"), row("Art 32"));
        let rows: [&[(&str, &str)]; 2] = [&one, &other];
        let library = library(&rows, Sources { regimes: file.as_bytes(), ..bare() }).unwrap();
        found(&library).into_iter().map(|one| (one.lint, one.subject)).collect()
    };
    let both = "a,remedy,kz-ai-law,LOCUS,,,report,kz-ai-law:Art 31;kz-ai-law:Art 32,,the text,2026-11-28\n";
    let at = |locus: &str| lints(&both.replace("LOCUS", &format!("\"{locus}\"")));
    assert_eq!(at("Art 40(1)"), []);
    assert_eq!(at("as said"), []);
    for broken in ["Art 40(1", "Art 39), Art 43", "somewhere"] {
        assert_eq!(at(broken), [(Lint::Locus, "kz-ai-law a".to_owned())], "{broken}");
    }
    let pair = |out: &str| {
        lints(&format!(
            "a,remedy,kz-ai-law,Art 77,,,report,kz-ai-law:Art 31,kz-ai-law:Art 32,the text,2026-11-28\n\
            b,remedy,kz-ai-law,\"Art 77, Art 82\",,,report and damages,kz-ai-law:Art 32,{out},the text,2026-11-28\n"
        ))
    };
    assert_eq!(pair(""), [(Lint::RemedyTwin, "kz-ai-law:Art 31".to_owned())]);
    assert_eq!(pair("kz-ai-law:Art 31"), []);
}

#[test]
fn twins_share_their_remedy() {
    let row = |locus: &'static str, remedy: &'static str| {
        [("locus", locus), ("sanction_kind", "order"), ("sanction_locus", "Art 40"), ("remedy", remedy)]
    };
    // Two paragraphs of one article of penalties are one consequence.
    let mut other = row("Art 32", "");
    other[2].1 = "Art 40(3)";
    let both: [&[(&str, &str)]; 2] = [&row("Art 31", "report"), &other];
    let told = found(&library(&both, bare()).unwrap());
    assert!(
        told.len() == 1 && told[0].lint == Lint::RemedyTwin && told[0].subject == "kz-ai-law:Art 32",
        "{told:?}"
    );
    let header = "id,what,instrument_id,locus,kind,max,words,covers,leaves_out,source,read_on\n";
    let with = |covers: &str, leaves_out: &str| {
        let regimes =
            format!("{header}r,remedy,kz-ai-law,Art 50,,,report,{covers},{leaves_out},the text,2026-11-28\n");
        let sources = Sources { regimes: regimes.as_bytes(), ..bare() };
        let rows: [&[(&str, &str)]; 2] = [&row("Art 31", ""), &row("Art 32", "")];
        let library = library(&rows, sources).unwrap();
        let remedy = library.provision("kz-ai-law:Art 31").unwrap().remedy.clone();
        (remedy, found(&library).into_iter().map(|one| (one.lint, one.subject)).collect::<Vec<_>>())
    };
    let missed = (Lint::RemedyTwin, "kz-ai-law:Art 32".to_owned());
    assert_eq!(with("kz-ai-law:Art 31", ""), ("report".to_owned(), vec![missed]));
    assert_eq!(with("kz-ai-law:Art 31", "kz-ai-law:Art 32").1, []);
    assert_eq!(with("kz-ai-law:Art 31;kz-ai-law:Art 32", "").1, []);
}

#[test]
fn consequences_left_to_a_regime_are_resolved_or_refused() {
    let row: [&[(&str, &str)]; 1] = [&[("sanction_kind", "@")]];
    assert!(library(&row, bare()).unwrap_err().contains("there is no regime for `kz-ai-law:Art 90`"));
    let regimes = "id,what,instrument_id,locus,kind,max,words,covers,leaves_out,source,read_on\n\
        f,sanction,kz-ai-law,Art 60,admin_fine,KZT 100,,kz-ai-law:Art 90,,the text,2026-11-28\n";
    let with = |cell: &'static str| {
        let rows: [&[(&str, &str)]; 1] =
            [&[("sanction_kind", cell), ("sanction_max", if cell == "@" { "" } else { "KZT 90" })]];
        library(&rows, Sources { regimes: regimes.as_bytes(), ..bare() }).unwrap()
    };
    let row = with("@").provision("kz-ai-law:Art 90").unwrap().clone();
    assert_eq!(
        (row.sanction_kind.to_string(), row.sanction_max, row.sanction_locus),
        ("admin_fine".into(), "KZT 100".into(), "Art 60".into())
    );
    let typed: Vec<String> = found(&with("none")).into_iter().map(|one| one.subject).collect();
    assert_eq!(typed, ["kz-ai-law:Art 90 sanction_kind", "kz-ai-law:Art 90 sanction_max"]);
}

#[test]
fn none_found_stands_against_no_coded_law() {
    let looked = "place,topic,use_area,sought,by,on,where,to_day\n\
        KZ,transparency,,a duty to tell,A test,2026-11-28,the act,2026-11-28\n\
        KZ,deepfake,,a ban,A test,2026-11-28,the act,2026-11-28\n";
    let library = library(&[&[]], Sources { looked: looked.as_bytes(), ..bare() }).unwrap();
    let told = found(&library);
    assert!(
        told.len() == 1 && told[0].lint == Lint::Contradiction && told[0].subject == "KZ transparency",
        "{told:?}"
    );
}

#[test]
fn what_ships_has_no_fault_that_is_not_written_down() {
    let library = Library::shipped().unwrap();
    let readings = Readings::load(&library, SHIPPED_READINGS).unwrap();
    let checked = library.check(&readings, &open_findings(SHIPPED_OPEN).unwrap());
    let lines: Vec<String> =
        checked.new.iter().map(|one| format!("{} {}: {}", one.lint.code(), one.subject, one.says)).collect();
    assert!(
        lines.is_empty(),
        "mend these, or write them down in data/norms/open_findings.csv:\n{}",
        lines.join("\n")
    );
}
