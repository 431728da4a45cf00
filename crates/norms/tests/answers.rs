//! Three answers, and one to each question: what is law, what was looked for, what is not coded, told alike wherever it is asked.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use maru_norms::code::{Coded, Topic, UseArea};
use maru_norms::explain::{Phrasebook, day_name};
use maru_norms::routes::{Query, RouteReport, Standing, Teeth, Weights};
use maru_norms::{
    Axis, Date, Known, LampKind, Library, Place, Reason, SHIPPED, Sources, WhyNoLaw, parse_date,
};

const FILES: [(&str, &str); 2] = [
    ("en", include_str!("../../../locales/en/norms.ftl")),
    ("ko", include_str!("../../../locales/ko/norms.ftl")),
];

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn place(library: &Library, code: &str) -> Place {
    library.places().find(code).unwrap()
}

fn ask(library: &Library, code: &str, topic: Topic, use_area: Option<UseArea>) -> RouteReport {
    let query = Query { use_area, ..Query::new(place(library, code), vec![topic], day("2026-11-28")) };
    library.routes(&query, &Weights::new()).unwrap()
}

fn sentences(library: &Library, report: &RouteReport) -> Vec<String> {
    let book = Phrasebook::parse(FILES[0].0, FILES[0].1);
    let mut messages = report.sentences();
    messages.push(report.closing_sentence());
    messages.push(report.completeness.sentence());
    messages.extend(report.left_out_sentence());
    messages.iter().map(|one| one.render(&book, library)).collect()
}

/// Whether somebody looked for law on the topic whatever the use, and no coded law answers.
fn searched(answer: &maru_norms::Answer) -> bool {
    answer.known != Known::Law && answer.looked.iter().any(|one| one.use_area.is_none())
}

#[test]
fn one_question_has_one_answer_wherever_it_is_asked() {
    let library = Library::shipped().unwrap();
    let at = day("2026-11-28");
    let mut places: Vec<Place> = library.jurisdictions().into_iter().collect();
    // Places without any law of their own here, and members of those that have some.
    places.extend(["KE", "AT", "US-NV", "TW"].map(|code| place(&library, code)));
    let matrix = library.compare(Axis::Topics, at, &places);
    let gaps = library.gaps(at, Teeth::Any, &places).unwrap();
    for place in &places {
        for topic in Topic::ALL {
            let answer = library.answer(place, *topic, at);
            let report =
                library.routes(&Query::new(place.clone(), vec![*topic], at), &Weights::new()).unwrap();
            assert_eq!(report.answers, std::slice::from_ref(&answer), "{place} {topic}");
            let row = matrix.rows.iter().find(|row| row.code == topic.code());
            let cell = row.and_then(|row| row.cells.iter().find(|cell| cell.place == *place));
            assert_eq!(cell.map_or(Known::NotCoded, |cell| cell.known), answer.known, "{place} {topic}");
            if let Some(gap) = gaps.iter().find(|gap| gap.place == *place && gap.topic == *topic) {
                assert_eq!((gap.known, gap.standing), (answer.known, report.standing), "{place} {topic}");
                assert_eq!(gap.looked.is_empty(), !searched(&answer), "{place} {topic}");
                assert_eq!(gap.missing, answer.missing, "{place} {topic}");
                // Nothing covers: then nothing can be left out, and nothing is called firm.
                assert_eq!(gap.robust.is_some(), gap.standing.is_covered(), "{place} {topic}");
            }
            // “None” never stands without who looked, where and to which day.
            let looked = cell.map_or(&[][..], |cell| cell.looked.as_slice());
            assert_eq!(looked.is_empty(), !searched(&answer), "{place} {topic}");
            // “None found” and “not coded” are never said beside something that is known.
            let unknown = matches!(answer.known, Known::NoneFound | Known::NotCoded);
            assert!(!unknown || answer.missing.is_empty(), "{place} {topic}");
            // What covers is law, and what is not coded covers nothing.
            assert!(!report.standing.is_covered() || answer.known == Known::Law, "{place} {topic}");
            assert_eq!(answer.known == Known::Law, answer.level > Some(maru_norms::Level::L0));
            // “Not coded” is said only where no row at all is coded, in sentences as in codes; a change only where it is known what to change.
            assert!(answer.known != Known::NotCoded || answer.no_law.is_empty(), "{place} {topic}");
            assert!(report.standing != Standing::NotCoded || answer.no_law.is_empty(), "{place} {topic}");
            let open = [Standing::NotCoded, Standing::CodedNoLaw, Standing::KnownMissing, Standing::SomeUses];
            assert_eq!(report.closing.unknown, open.contains(&report.standing), "{place} {topic}");
        }
    }
    let csv = matrix.to_csv().unwrap();
    let mut lines = csv::Reader::from_reader(csv.as_bytes());
    let header = lines.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|one| one == name).unwrap();
    let (known, searched) =
        (column("known"), ["looked_for", "looked_by", "looked_on", "looked_in", "looked_to"].map(column));
    let mut none = 0;
    for line in lines.records().map(Result::unwrap) {
        let is_none = &line[known] == "none_found";
        none += usize::from(is_none);
        for place in searched {
            assert!(!is_none || !line[place].is_empty(), "{line:?}");
            let beside = ["known_missing", "coded_no_law"].contains(&&line[known]);
            assert!(is_none || beside || line[place].is_empty(), "{line:?}");
        }
    }
    assert!(none > 0);
}

#[test]
fn law_for_certain_uses_is_law_and_is_named() {
    let library = Library::shipped().unwrap();
    let report = ask(&library, "US", Topic::Deepfake, None);
    assert_eq!((report.standing, report.answers[0].known), (Standing::SomeUses, Known::Law));
    assert_eq!(report.answers[0].only_uses, [UseArea::ChildAbuseImage, UseArea::IntimateImage]);
    let left_out: Vec<&str> = report.left_out.iter().map(|one| one.id.as_str()).collect();
    assert!(
        left_out.iter().all(|id| id.starts_with("us-take-it-down")) && left_out.len() > 1,
        "{left_out:?}"
    );
    let said = sentences(&library, &report).join("\n");
    assert!(said.contains("certain uses only") && said.contains("TAKE IT DOWN"), "{said}");
    // No gap is told in another sentence: each use has its own answer.
    let book = Phrasebook::parse(FILES[0].0, FILES[0].1);
    let firm = report.robustness_sentence().render(&book, &library);
    assert!(
        said.contains("each use has its own answer") && !said.contains("adopt a new provision"),
        "{said}"
    );
    assert!(!firm.contains("Nothing coded covers") && firm.contains("ask for one use"), "{firm}");
    let asked = ask(&library, "US", Topic::Deepfake, Some(UseArea::IntimateImage));
    assert!(asked.standing.is_covered() && asked.left_out.is_empty(), "{asked:?}");
}

/// The library with these shipped provisions alone, each by how its row begins: what else it holds is not under test.
fn library_of(provisions: &[&str]) -> Library {
    let text = String::from_utf8(SHIPPED.provisions.to_vec()).unwrap();
    let is_wanted =
        |line: &&str| line.starts_with("id,") || provisions.iter().any(|begin| line.starts_with(begin));
    let rows: Vec<&str> = text.lines().filter(is_wanted).collect();
    let (provisions, none) = (rows.join("\n"), b"".as_slice());
    let sources = Sources {
        provisions: provisions.as_bytes(),
        claims: none,
        looked: none,
        known_missing: none,
        titles: none,
        paraphrases: none,
        regimes: none,
        further: none,
        ..SHIPPED
    };
    Library::load(&sources).unwrap()
}

#[test]
fn law_that_only_asks_to_try_falls_short_and_is_not_uncoded() {
    // Only the duty to try, with the class that it hangs on: what else the library holds of the place is not under test.
    let library = library_of(&["kr-ai-basic-act:Art 35(1),", "kr-ai-basic-act:Art 2(4),"]);
    let report = ask(&library, "KR", Topic::ImpactAssessment, None);
    assert_eq!((report.standing, report.answers[0].known), (Standing::FallsShort, Known::Law));
}

#[test]
fn nothing_coded_is_said_as_such_and_no_change_is_named() {
    let library = Library::shipped().unwrap();
    let report = ask(&library, "KE", Topic::Deepfake, None);
    assert_eq!((report.standing, report.answers[0].known), (Standing::NotCoded, Known::NotCoded));
    assert!(report.closing.unknown && report.closing.amendments.is_empty() && report.routes.is_empty());
    let said = sentences(&library, &report);
    assert!(said[0].contains("is not known here") && said[1].contains("No change is named"), "{said:?}");
    assert!(said[2].contains("holds no instrument of Kenya"), "{said:?}");
}

const LOOKED: &str = "place,topic,use_area,sought,by,on,where,to_day\n\
    KE,deepfake,,a ban or a label,A reader,2026-11-28,Act One;Act Two,2026-11-20\n\
    KE,labelling,elections,a label in elections,A reader,2026-11-28,Act One,2026-11-20\n";

#[test]
fn none_found_names_who_looked_where_and_to_which_day() {
    let library = Library::load(&Sources { looked: LOOKED.as_bytes(), ..SHIPPED }).unwrap();
    let report = ask(&library, "KE", Topic::Deepfake, None);
    assert_eq!((report.standing, report.answers[0].known), (Standing::NoneFound, Known::NoneFound));
    let said = sentences(&library, &report).remove(0);
    for part in [
        "A reader looked on 28 November 2026 for this: a ban or a label.",
        "Kenya",
        "Act One; Act Two",
        "to 20 November 2026",
    ] {
        assert!(said.contains(part), "{said}");
    }
    // Where none was found, a new provision is the change.
    let report = ask(&library, "KE", Topic::Deepfake, None);
    assert!(!report.closing.unknown && report.closing.amendments.len() == 1, "{report:?}");
    // A search for one use answers for that use alone.
    assert_eq!(ask(&library, "KE", Topic::Labelling, None).standing, Standing::CodedNoLaw);
    assert_eq!(ask(&library, "KE", Topic::Labelling, Some(UseArea::Elections)).standing, Standing::NoneFound);
    // Texts read as they were on a day say nothing of the days before it.
    let earlier = Query::new(place(&library, "KE"), vec![Topic::Deepfake], day("2026-11-19"));
    assert_eq!(library.routes(&earlier, &Weights::new()).unwrap().standing, Standing::NotCoded);
    let refused = "place,topic,use_area,sought,by,on,where,to_day\nKE,deepfake,,a ban,A reader,2026-11-28,,2026-11-20\n";
    let told = Library::load(&Sources { looked: refused.as_bytes(), ..SHIPPED }).unwrap_err().to_string();
    assert!(told.contains("column where: is empty"), "{told}");
}

#[test]
fn a_search_that_found_nothing_does_not_outdo_law_that_is_known() {
    let missing = "place,instrument_id,title,locus,topics,kind,use_areas,why,source,noted_on\n\
        KE,,An act on images,Art 9,deepfake,law,,not read yet,a list,2026-11-28\n";
    let sources = Sources { looked: LOOKED.as_bytes(), known_missing: missing.as_bytes(), ..SHIPPED };
    let library = Library::load(&sources).unwrap();
    let report = ask(&library, "KE", Topic::Deepfake, None);
    assert_eq!((report.standing, report.answers[0].known), (Standing::KnownMissing, Known::KnownMissing));
    assert!(
        report.closing.unknown && report.closing.amendments.is_empty() && report.robustness.robust.is_none()
    );
    let said = sentences(&library, &report).join("\n");
    for part in [
        "something on it is known: An act on images Art 9 (not read yet).",
        "A reader looked",
        "No change is named",
    ] {
        assert!(said.contains(part), "{said}");
    }
    // The library's own case: a leak of data and an intrusion must be reported, whatever somebody looked for.
    let library = Library::shipped().unwrap();
    let report = ask(&library, "KR", Topic::IncidentReport, None);
    assert_eq!(report.standing, Standing::KnownMissing);
    assert!(sentences(&library, &report)[0].contains("Network Act Art 48-3"));
    let report = ask(&library, "KR", Topic::Whistleblower, None);
    assert!(sentences(&library, &report)[0].contains("Public Interest Whistleblower Protection Act"));
}

#[test]
fn a_bill_is_no_law_and_law_for_another_use_no_answer() {
    let missing = "place,instrument_id,title,locus,topics,kind,use_areas,why,source,noted_on\n\
        KE,,A bill on images,,deepfake,bill,,not read yet,a list,2026-11-28\n\
        KE,,An act on images in elections,,deepfake,law,elections,not read yet,a list,2026-11-28\n";
    let library = Library::load(&Sources { known_missing: missing.as_bytes(), ..SHIPPED }).unwrap();
    let said = |area| {
        let report = ask(&library, "KE", Topic::Deepfake, area);
        (report.standing, sentences(&library, &report).join("\n"))
    };
    let (elections, told) = said(Some(UseArea::Elections));
    assert_eq!(elections, Standing::KnownMissing);
    assert!(
        told.contains("something on it is known: An act on images in elections (not read yet)."),
        "{told}"
    );
    assert!(told.contains("A bill on images (a bill, no law; not read yet)"), "{told}");
    let (hiring, told) = said(Some(UseArea::Hiring));
    assert_ne!(hiring, Standing::KnownMissing);
    assert!(!told.contains("something on it is known"), "{told}");
    // The library's own bills answer nothing.
    let library = Library::shipped().unwrap();
    let report = ask(&library, "US", Topic::Deepfake, Some(UseArea::Elections));
    assert_ne!(report.standing, Standing::KnownMissing);
}

#[test]
fn no_change_is_named_where_law_is_known_and_not_read() {
    let library = Library::shipped().unwrap();
    for code in ["CH", "GB", "TR", "KR", "US", "EU", "JP"] {
        for topic in Topic::ALL {
            let report = ask(&library, code, *topic, None);
            let known = report.answers[0].known;
            let unread = known == Known::KnownMissing && !report.answers[0].missing.is_empty();
            assert!(!unread || report.closing.unknown || report.standing.is_covered(), "{code} {topic}");
        }
    }
}

#[test]
fn duties_of_authorities_alone_cover_no_operator() {
    let library = library_of(&["kr-pipa:Art 33(1),"]);
    let report = ask(&library, "KR", Topic::Data, None);
    assert_eq!((report.standing, report.answers[0].known), (Standing::PublicBodies, Known::Law));
    assert!(sentences(&library, &report)[0].contains("binds public bodies only"));
    // Whoever asks about authorities is answered by the same row, with its condition.
    let query = Query {
        roles: vec![maru_norms::code::Role::PublicBody],
        ..Query::new(place(&library, "KR"), vec![Topic::Data], day("2026-11-28"))
    };
    let report = library.routes(&query, &Weights::new()).unwrap();
    assert!(report.standing.is_covered() && report.is_conditional());
    assert_eq!(
        report.covering[0].condition,
        "file of the size set by decree; harm to personal data to be feared"
    );
}

#[test]
fn a_sanction_that_applies_later_covers_later() {
    let library = Library::shipped().unwrap();
    let at = |day_of: &str| {
        let query = Query::new(place(&library, "EU"), vec![Topic::Manipulation], day(day_of));
        library.routes(&query, &Weights::new()).unwrap()
    };
    let (before, after) = (at("2025-03-01"), at("2025-08-02"));
    let id = "eu-ai-act:Art 5(1)(a)";
    assert!(
        !before.covering.iter().any(|one| one.id.as_str() == id)
            && after.covering.iter().any(|one| one.id.as_str() == id)
    );
    let near = before.near_misses.iter().find(|one| one.id.as_str() == id).unwrap();
    assert_eq!(near.shortfalls, [maru_norms::routes::Shortfall::TeethNotYet]);
    assert!(before.coming.iter().any(|one| one.date == day("2025-08-02")), "{:?}", before.coming);
}

#[test]
fn rows_that_stand_in_for_each_other_are_named() {
    let library = Library::shipped().unwrap();
    let report = ask(&library, "GB", Topic::HighRiskDecision, Some(UseArea::Hiring));
    let all = ask(&library, "GB", Topic::HighRiskDecision, None);
    for report in [report, all] {
        let book = Phrasebook::parse(FILES[0].0, FILES[0].1);
        let said = report.robustness_sentence().render(&book, &library);
        assert!(!said.contains(": ."), "{said}");
        let named = report.robustness.depends_on.len() + report.robustness.depends_together.len();
        assert_eq!(report.robustness.robust == Some(false), named > 0);
    }
}

#[test]
fn what_is_known_to_be_missing_stands_with_the_answer() {
    let missing = "place,instrument_id,title,locus,topics,kind,use_areas,why,source,noted_on\n\
        KR,,An act on platforms,Art 9,deepfake,law,,not read yet,a list,2026-11-28\n\
        KR,,An act on cars,,security,law,,not read yet,a list,2026-11-28\n";
    let library = Library::load(&Sources { known_missing: missing.as_bytes(), ..SHIPPED }).unwrap();
    let said = sentences(&library, &ask(&library, "KR", Topic::Deepfake, None)).join("\n");
    assert!(
        said.contains("Known to be missing: An act on platforms Art 9 (not read yet).")
            && !said.contains("cars"),
        "{said}"
    );
    assert_eq!(library.completeness(&place(&library, "KR"), &[]).missing.len(), 2);
}

#[test]
fn what_is_noted_under_another_topic_is_not_denied() {
    let missing = "place,instrument_id,title,locus,topics,kind,use_areas,why,source,noted_on\n\
        KR,,An act on cars,,security,law,,not read yet,a list,2026-11-28\n";
    let library = Library::load(&Sources { known_missing: missing.as_bytes(), ..SHIPPED }).unwrap();
    let said = sentences(&library, &ask(&library, "KR", Topic::Deepfake, None)).join("\n");
    assert!(said.contains("Noted under others") && said.contains("An act on cars (not read yet)"), "{said}");
    // The library's own case.
    let library = Library::shipped().unwrap();
    let said = sentences(&library, &ask(&library, "DE", Topic::Deepfake, None)).join("\n");
    assert!(said.contains("Known to be missing: German implementing act"), "{said}");
}

#[test]
fn coded_rows_that_are_no_law_are_told_as_such() {
    let library = Library::shipped().unwrap();
    let check = |code: &str, topic: Topic, why: WhyNoLaw| {
        let answer = library.answer(&place(&library, code), topic, day("2026-11-28"));
        assert_eq!(answer.known, Known::CodedNoLaw, "{code} {topic}");
        assert!(answer.no_law.iter().any(|one| one.why == why), "{code} {topic}: {:?}", answer.no_law);
    };
    check("UN", Topic::Governance, WhyNoLaw::BindsNobody);
    check("US", Topic::Labelling, WhyNoLaw::Ended);
    check("COE", Topic::Governance, WhyNoLaw::NotYet);
    check("US-CA", Topic::HighRiskDecision, WhyNoLaw::NotYet);
    let report = ask(&library, "UN", Topic::Governance, None);
    let said = sentences(&library, &report).join("\n");
    assert_eq!(report.standing, Standing::CodedNoLaw);
    assert!(said.contains("binds nobody in this") && !said.contains("nothing of United Nations"), "{said}");
    // A row that is coming and lays its duty on others is not “not coded” for the one who was asked about.
    let query = Query {
        roles: vec![maru_norms::code::Role::PersonAny],
        use_area: Some(UseArea::IntimateImage),
        ..Query::new(place(&library, "DE"), vec![Topic::Deepfake], day("2026-11-28"))
    };
    let report = library.routes(&query, &Weights::new()).unwrap();
    assert!(report.standing != Standing::NotCoded, "{:?}", report.standing);
}

#[test]
fn an_empty_cell_is_no_sentence_about_law() {
    let library = Library::shipped().unwrap();
    for (language, file) in FILES {
        let book = Phrasebook::parse(language, file);
        let other = if language == "en" {
            "ther law was not looked at"
        } else {
            "다른 법은 살펴보지 않았습니다"
        };
        let mut silent = 0;
        for one in library.provisions().iter().filter(|one| one.is_regulative()) {
            for lamp in &library.level(one, day("2026-11-28")).lamps {
                let empty = match lamp.kind {
                    LampKind::Remedy => one.remedy.is_empty(),
                    LampKind::OrElse => one.sanction_kind == maru_norms::code::SanctionKind::None,
                    _ => false,
                };
                if !empty || lamp.reason == Reason::AppliesOtherwise {
                    continue;
                }
                silent += 1;
                let said = lamp.message().render(&book, &library);
                assert!(said.contains(other), "{}: {said}", one.id);
                // A row that is not sure says only that nothing is coded.
                let uncoded = matches!(lamp.reason, Reason::RemedyUncoded | Reason::SanctionUncoded);
                assert_eq!(uncoded, one.confidence != maru_norms::code::Confidence::High, "{}", one.id);
            }
        }
        assert!(silent > 0);
    }
}

#[test]
fn what_nobody_read_is_no_enforceable_norm() {
    let library = Library::shipped().unwrap();
    let one = library.provision("uk-cpa-2026:s 99").unwrap();
    let assessed = library.level(one, day("2026-11-28"));
    assert_eq!(assessed.level, Some(maru_norms::Level::L2));
    assert!(assessed.lamps.iter().any(|lamp| lamp.reason == Reason::SanctionUnread));
}

#[test]
fn words_of_today_are_not_the_law_of_an_earlier_day() {
    let library = Library::shipped().unwrap();
    let one = library.provision("kr-sexual-violence-act:Art 14-2(1)-(2)").unwrap();
    let (then, now) = (library.level(one, day("2023-01-01")), library.level(one, day("2026-11-28")));
    assert_eq!((then.level, then.applicability.to_string().as_str()), (None, "other_wording:2024-10-16"));
    assert!(now.level.is_some());
    let answer = library.answer(&place(&library, "KR"), Topic::Deepfake, day("2023-01-01"));
    assert!(!answer.provisions.contains(&one.id));
    assert!(answer.no_law.iter().any(|row| row.provision == one.id && row.why == WhyNoLaw::OtherWording));
}

#[test]
fn every_standing_has_its_words_in_every_language() {
    for (language, file) in FILES {
        let book = Phrasebook::parse(language, file);
        let keys = Standing::ALL.iter().flat_map(|one| {
            [format!("norms-standing-{}", one.code()), format!("norms-standing-short-{}", one.code())]
        });
        let known = Known::ALL.iter().map(|one| format!("norms-known-{}", one.code()));
        for key in
            keys.chain(known).chain(WhyNoLaw::ALL.iter().map(|one| format!("norms-no-law-{}", one.code())))
        {
            assert!(book.has(&key), "{language} has no {key}");
        }
    }
    assert_eq!(day_name(day("2026-11-28"), "en"), "28 November 2026");
    assert_eq!(day_name(day("2026-11-28"), "ko"), "2026년 11월 28일");
}

#[test]
fn korean_readers_get_titles_and_citations_as_they_write_them() {
    let library = Library::shipped().unwrap();
    let check = |id: &str, language: &str, expected: &str| {
        let id = &library.provision(id).unwrap().id;
        assert_eq!(library.name_of(id, language), expected);
    };
    check("kr-ai-basic-act:Art 31(1)", "ko", "인공지능기본법 제31조제1항");
    check("kr-ai-basic-act:Art 31(1)", "en", "Korean AI Basic Act, Art 31(1)");
    check("kr-pipa:Art 37-2", "ko", "개인정보 보호법 제37조의2");
    let act = library.instrument("kr-ai-basic-act").unwrap();
    assert_eq!(library.title_in(act, "ko").words, "인공지능 발전과 신뢰 기반 조성 등에 관한 기본법");
    assert_eq!(library.title_in(act, "sw").language, "en");
}

#[path = "../examples/answer.rs"]
mod answer_example;

#[test]
fn the_example_does_what_it_says() {
    answer_example::main().unwrap();
}

#[test]
fn what_is_coded_without_a_duty_is_not_called_uncoded() {
    let library = Library::shipped().unwrap();
    let at = parse_date("2026-11-28").unwrap();
    let mut told = 0;
    for place in library.jurisdictions() {
        for topic in Topic::ALL {
            let rows = library.without_duty_on(&place, *topic, at);
            let answer = library.answer(&place, *topic, at);
            let denied = matches!(answer.known, Known::NotCoded | Known::KnownMissing);
            assert!(rows.is_empty() || !denied, "{place} {topic}: {rows:?}");
            told += usize::from(answer.known == Known::CodedNoDuty);
        }
    }
    assert!(told > 0);
    // Korea's fines are coded, as rows that punish and lay no duty on anybody; the matrix names them.
    let korea = library.places().find("KR").unwrap();
    let matrix = library.compare(Axis::Topics, at, std::slice::from_ref(&korea));
    let penalty = matrix.rows.iter().find(|row| row.code == Topic::Penalty.code()).unwrap();
    assert_eq!(penalty.cells[0].known, Known::CodedNoDuty);
    assert!(penalty.cells[0].provisions.iter().any(|id| id.as_str() == "kr-ai-basic-act:Art 43"));
    assert_eq!((penalty.cells[0].best, penalty.cells[0].count), (None, penalty.cells[0].provisions.len()));
}
