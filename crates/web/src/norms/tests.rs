//! Every page of the library answers, in every language, within its budget, and says what it should.

use std::io::Cursor;

use maru_forum::Moment;

use maru_norms::dispute::Discussion;
use maru_norms::{Edition, parse_date};
use maru_text::{Document, Standing, parse_markdown};

use super::text_library::{Source, TextLibrary};
use super::{Answer, answer, answer_check};
use crate::visit::Visit;

/// 2026-11-24, midnight UTC.
const NOW: Moment = Moment(1_795_478_400);
/// The budget for the first round trip, in bytes of brotli.
const FIRST_TRIP: usize = 13 * 1_000;

const ADDRESSES: &[&str] = &[
    "/norms",
    "/norms/place",
    "/norms/place/KR",
    "/norms/place/IT",
    "/norms/place/KE",
    "/norms/place/KR/deepfake",
    "/norms/place/EU/gpai_frontier",
    "/norms/calendar",
    "/norms/instruments",
    "/norms/eu-ai-act",
    "/norms/kr-ai-basic-act/Art%2031(3)",
    "/norms/eu-ai-act/Art%206(2)%20%2B%20Annex%20III",
    "/norms/compare",
    "/norms/compare?axis=risks",
    "/norms/compare?axis=rights&places=KR,JP,TW",
    "/norms/compare/cell?axis=topics&row=deepfake&place=KR",
    "/norms/compare/cell?axis=topics&row=deepfake",
    "/norms/gaps",
    "/norms/gaps?sanction=direct",
    "/norms/routes",
    "/norms/routes?persons=KR&topic=deepfake",
    "/norms/routes?persons=EU&topic=gpai_frontier&at=2027-12-02",
    "/norms/check",
    "/norms/coe-ai-convention",
    "/norms/house-rules",
    "/norms/house-rules/contents",
    "/norms/house-rules/art_1",
    "/norms/house-rules/art_1?beside=ko",
    "/norms/house-rules/art_1?text=ar",
    "/norms/house-rules/art_1__para_2?text=ko&version=2026-01-01",
    "/norms/house-rules/redline",
    "/norms/redline?a=house-rules@2025-01-01&b=kr-ai-basic-act",
    "/norms/kr-ai-basic-act",
    "/norms/kr-ai-basic-act/contents",
    "/norms/kr-ai-basic-act/art_31",
];

/// Invented texts: house rules in two versions and languages, and an invented law with the numbers of a coded one.
struct Invented;

const HOUSE: [(&str, &str, &str); 4] = [
    (
        "en",
        "2025-01-01",
        "# House rules\n\n## Article 1 Voices\n\n1. Nobody copies a voice.\n\n2. Guests ask first.\n\n## Article 2 Doors\n\nDoors stay open.\n",
    ),
    (
        "en",
        "2026-01-01",
        "# House rules\n\n## Article 1 Voices\n\n1. Nobody copies a voice without consent.\n\n2. Guests ask first.\n\n3. Consent can be withdrawn.\n",
    ),
    (
        "ko",
        "2026-01-01",
        "# 집안 규칙\n\n## 제1조 (목소리)\n\n1. 누구든지 동의 없이 목소리를 복제하여서는 아니 된다.\n\n2. 손님은 먼저 물어야 한다.\n",
    ),
    (
        "ar",
        "2026-01-01",
        "# قواعد البيت\n\n## المادة 1 الأصوات\n\n1. لا يجوز نسخ صوت أحد دون موافقته.\n\n2. يستأذن الضيف أولا.\n",
    ),
];
const INVENTED_LAW: &str = "# 시험용 법\n\n## 제31조 (투명성)\n\n1. 첫째 항.\n\n2. 둘째 항.\n\n3. 셋째 항.\n\n## 제32조 (안전)\n\n본문.\n";

/// A few articles with the numbers of the Union's act, in invented words.
const INVENTED_REGULATION: &str = "# Regulation (EU) 2024/1689 of 13 June 2024\n\n## Article 2 Scope\n\nWords.\n\n## Article 4 Literacy\n\nOld words.\n\n\
    ## Article 6 Classification\n\n1. First.\n\n2. Second.\n\n## Article 49 Registration\n\nProviders register.\n";

fn invented(number: usize) -> Option<Document> {
    let (language, text) = match HOUSE.get(number) {
        Some((language, _, text)) => (*language, *text),
        None if number == HOUSE.len() => ("ko", INVENTED_LAW),
        None if number == HOUSE.len() + 1 => ("en", INVENTED_REGULATION),
        None => return None,
    };
    let mut document = parse_markdown(text);
    document.language = language.into();
    document.standing = Standing::Human;
    Some(document)
}

impl Source for Invented {
    fn editions(&self) -> Vec<Edition> {
        let house = HOUSE.iter().map(|(_, version, _)| ("house-rules", *version));
        house
            .chain([("kr-ai-basic-act", "2024-12-26"), ("eu-ai-act", "2024-06-13")])
            .enumerate()
            .filter_map(|(number, (instrument, version))| {
                let document = invented(number)?;
                Some(Edition {
                    number: number as u64,
                    instrument: instrument.to_owned(),
                    language: document.language,
                    version: parse_date(version).ok()?,
                    standing: document.standing,
                    title: document.title,
                    source: "https://example.org/invented".to_owned(),
                    digest: "0".repeat(64),
                    imported_by: "the test".to_owned(),
                    imported_at: NOW.0,
                })
            })
            .collect()
    }

    fn text(&self, number: u64) -> Option<Document> {
        invented(number as usize)
    }
}

/// A library with the invented texts.
pub(crate) fn text_library() -> TextLibrary {
    TextLibrary::new(Invented)
}

fn visit(address: &str, language: &str) -> Visit {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    Visit::new(path, query, language, NOW)
}

fn page(address: &str, language: &str) -> String {
    match answer(&visit(address, language), &text_library(), false) {
        Answer::Page(markup) => markup.into_string(),
        other => panic!("{address}: {other:?}"),
    }
}

#[test]
fn every_page_answers_in_every_language_within_its_budget() {
    for language in ["en", "ko"] {
        for address in ADDRESSES {
            let html = page(address, language);
            assert!(html.contains("<h1"), "{address}");
            let raw = html.split(['>', '"']).find(|part| part.starts_with("norms-") && part.len() > 8);
            assert!(raw.is_none_or(|part| html.contains(&format!("id=\"{part}"))), "{address}: {raw:?}");
            let mut packed = Vec::new();
            let params = brotli::enc::BrotliEncoderParams { quality: 6, ..Default::default() };
            brotli::BrotliCompress(&mut Cursor::new(html.as_bytes()), &mut packed, &params).unwrap();
            assert!(packed.len() <= FIRST_TRIP, "{address} in {language}: {} bytes", packed.len());
        }
    }
}

#[test]
fn every_page_is_data_too() {
    for address in ADDRESSES.iter().filter(|address| !["/norms/routes", "/norms/check"].contains(address)) {
        let joint = if address.contains('?') { '&' } else { '?' };
        let csv = answer(&visit(&format!("{address}{joint}format=csv"), "en"), &text_library(), false);
        assert!(matches!(csv, Answer::Csv(_)), "{address}: {csv:?}");
        let json = answer(&visit(address, "en"), &text_library(), true);
        assert!(matches!(json, Answer::Json(_)), "{address}: {json:?}");
    }
}

#[test]
fn two_clicks_lead_from_home_to_ones_country_on_deepfakes() {
    let home = super::for_home(&visit("/", "en"), &text_library()).into_string();
    assert!(home.contains("action=\"/norms/place\"") && home.contains("value=\"JP\""), "{home}");
    let Answer::Elsewhere(place) = answer(&visit("/norms/place?of=jp", "en"), &text_library(), false) else {
        panic!("the form leads nowhere")
    };
    assert_eq!(place, "/norms/place/JP");
    let place = page(&place, "en");
    assert!(place.contains("id=\"deepfake\""), "{place}");
    // Nothing of Japan on deepfakes is coded, and something is known: what it says does not follow.
    assert!(place.contains("something on it is known") && place.contains("No change is named"), "{place}");
    assert!(place.contains("Instruments of Japan in the library: 1;"), "{place}");
}

#[test]
fn a_place_without_any_coding_is_unknown_and_not_a_gap() {
    let html = page("/norms/place/KE", "en");
    assert!(html.contains("unknown, not none"), "{html}");
    assert!(html.contains("not coded") && html.contains("holds no instrument of Kenya"), "{html}");
    assert!(!html.contains("change that closes"), "{html}");
    assert!(page("/norms/place/DE", "en").contains("law of larger places that holds here too"));
    assert!(page("/norms/routes?persons=KE&topic=deepfake", "en").contains("unknown, not none"));
}

#[test]
fn texts_are_shown_with_lamps_versions_and_languages() {
    let check = |address: &str, expected: &[&str]| {
        let html = page(address, "en");
        for words in expected {
            assert!(html.contains(words), "{address} lacks {words}: {html}");
        }
    };
    check("/norms/eu-gdpr", &["maru norms text import eu-gdpr FILE"]);
    check(
        "/norms/kr-ai-basic-act/art_31",
        &[
            "셋째 항.",
            "/norms/kr-ai-basic-act/Art%2031%283%29",
            "L3i",
            "●●●◐●●",
            "lang=\"ko\"",
            "translated by a person",
        ],
    );
    check("/norms/kr-ai-basic-act/Art%2031(3)", &["In the text:", "/norms/kr-ai-basic-act/art_31__para_3"]);
    check("/norms/kr-ai-basic-act/art_31?at=2025-06-01", &["On 1 June 2025:", "adopted, not in force yet"]);
    check("/norms/house-rules", &["not part of the norm library", "version of 2025-01-01"]);
    check("/norms/house-rules/art_1?at=2025-06-01", &["Nobody copies a voice.", "art_2"]);
    check("/norms/house-rules/art_1", &["without consent"]);
    check("/norms/house-rules/art_1?beside=ko", &["class=\"pair\"", "목소리를", "Not in the other text."]);
    check("/norms/house-rules/redline", &["<ins>", "without consent", "1 changed, 1 new, 1 gone"]);
    check("/norms/redline?a=house-rules@2025-01-01&b=house-rules", &["without consent"]);
}

#[test]
fn a_text_from_right_to_left_stands_in_its_own_direction() {
    let alone = page("/norms/house-rules/art_1?text=ar", "en");
    assert!(alone.contains("<article class=\"law\" lang=\"ar\" dir=\"rtl\">"), "{alone}");
    assert!(alone.contains("<h1 lang=\"ar\" dir=\"rtl\">"), "{alone}");
    let beside = page("/norms/house-rules/art_1?beside=ar", "ko");
    assert!(beside.contains("<div lang=\"ar\" dir=\"rtl\">"), "{beside}");
}

#[test]
fn sources_that_disagree_are_both_shown() {
    let html = page("/norms/coe-ai-convention", "en");
    assert!(html.contains("<b>adopted, not in force</b>") && html.contains("<b>in force</b>"), "{html}");
    assert!(html.contains("Sources disagree") && html.contains("machine-written by their look"), "{html}");
}

#[test]
fn sources_that_do_not_know_disagree_with_nobody() {
    let html = page("/norms/pe-31814", "en");
    assert!(html.contains("What sources say") && !html.contains("Sources disagree"), "{html}");
}

#[test]
fn objections_and_decisions_stand_beside_the_coding() {
    let disputes = "provision_id,field,coder,proposed,by,reason,source,date\n\
        eu-ai-act:Art 4,deontic,,should,A test,It only asks to try.,The text,2026-10-01\n\
        eu-ai-act:Art 4,statement_type,,C,A test,It defines.,The text,2026-10-02\n";
    let adoptions = "provision_id,field,value,process,entry,date\neu-ai-act:Art 4,deontic,should,test-process,12,2026-11-01\n";
    for language in ["en", "ko"] {
        let (visit, text_library) = (visit("/norms/eu-ai-act/Art%204", language), text_library());
        let mut reading = super::Reading::new(&visit, &text_library, false).unwrap();
        let one = reading.library.provision("eu-ai-act:Art 4").unwrap();
        assert!(super::provision::objections(&reading, one).into_string().is_empty());
        let discussion =
            Discussion::load(reading.library, disputes.as_bytes(), adoptions.as_bytes()).unwrap();
        reading.discussion = &discussion;
        let html = super::provision::objections(&reading, one).into_string().replace("><", ">\n<");
        insta::with_settings!({
            snapshot_path => "../../tests/snapshots",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(format!("norms-objections.{language}"), html);
        });
    }
}

#[test]
fn pages_say_what_the_library_says() {
    let check = |address: &str, language: &str, expected: &str| {
        let html = page(address, language);
        assert!(html.contains(expected), "{address} lacks {expected}");
    };
    check("/norms/kr-ai-basic-act/Art%2031(3)", "en", "A fine follows only after a disregarded order");
    check("/norms/kr-ai-basic-act/Art%2031(3)", "ko", "시정명령을 어긴 뒤에만");
    check("/norms/uk-cpa-2026/s%2099", "en", "low confidence");
    check("/norms", "en", "/norms/eu-ai-act/Art%205%281%29%28ba%29");
    check(
        "/norms/routes?persons=GB&topic=deepfake&use=intimate_image&role=provider",
        "en",
        "/norms/uk-cpa-2026/s%2099",
    );
}

#[test]
fn a_row_says_whether_anybody_checked_it() {
    let once = page("/norms/us-co-sb26-189/6-1-1704", "en");
    assert!(
        once.contains("one person only: nobody has checked this reading")
            && once.contains("medium confidence")
    );
    let twice = page("/norms/eu-dsa/Art%2038", "en");
    assert!(twice.contains("two people; the second: ") && twice.contains("legalize-eu"), "{twice}");
    let open = page("/norms/us-tx-traiga/552.053-054", "en");
    assert!(open.contains("Read otherwise by the second and undecided: "), "{open}");
    assert!(page("/norms/us-co-sb26-189/6-1-1704", "ko").contains("한 사람만 읽었으며"));
}

#[test]
fn what_is_not_there_is_missing() {
    for address in [
        "/norms/moon",
        "/norms/place/XX",
        "/norms/place/KR/moon",
        "/norms/house-rules/art_9",
        "/norms/eu-gdpr/redline",
        "/norms/eu-ai-act/Art%209999",
        "/norms/compare/moon",
    ] {
        assert!(
            matches!(answer(&visit(address, "en"), &text_library(), false), Answer::Missing),
            "{address}"
        );
    }
}

#[test]
fn a_draft_is_checked_or_its_faults_are_shown() {
    let Answer::Csv(example) = answer(&visit("/norms/check?format=csv", "en"), &text_library(), false) else {
        panic!("no example")
    };
    let check = |draft: String, expected: &str| {
        let body = format!("place=KR&draft={}", crate::visit::encoded(&draft));
        let plain = "application/x-www-form-urlencoded";
        let sent = answer_check(&visit("/norms/check", "en"), &text_library(), plain, body.as_bytes(), false);
        let Answer::Page(markup) = sent else { panic!("no page") };
        let html = markup.into_string();
        assert!(html.contains(expected), "{html}");
    };
    check(example.clone(), "/norms/kr-ai-basic-act/Art%2031%283%29");
    check(example.replace(",must,", ",ought,"), "draft.csv, line 2, column deontic: `ought` is no deontic");
}

#[test]
fn one_question_reads_the_same_on_every_page() {
    // Deepfakes in the United States are law for intimate images, whatever page is asked.
    for address in ["/norms/routes?persons=US&topic=deepfake", "/norms/place/US/deepfake"] {
        let html = page(address, "en");
        for words in ["is for certain uses only", "Sec 3", "TAKE IT DOWN"] {
            assert!(html.contains(words), "{address} lacks {words}");
        }
        assert!(!html.contains("nobody has looked"), "{address}");
    }
    assert!(page("/norms/gaps?places=US", "en").contains("certain uses"));
    let Answer::Json(cell) = answer(&visit("/norms/compare?places=US", "en"), &text_library(), true) else {
        panic!()
    };
    let row = cell["rows"].as_array().unwrap().iter().find(|row| row["code"] == "deepfake").unwrap();
    assert_eq!(row["cells"][0]["known"], "law");
    let Answer::Json(gaps) = answer(&visit("/norms/gaps?places=US", "en"), &text_library(), true) else {
        panic!()
    };
    let gap = gaps["gaps"].as_array().unwrap().iter().find(|gap| gap["topic"] == "deepfake").unwrap();
    assert_eq!((gap["known"].as_str(), gap["standing"].as_str()), (Some("law"), Some("some_uses")));
}

/// A page as a table, by the names of its columns.
fn table(address: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let Answer::Csv(text) = answer(&visit(address, "en"), &text_library(), false) else {
        panic!("{address}")
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn three_answers_are_told_apart_in_every_table_and_on_every_page() {
    // Looked for and none found, known and not coded, not coded.
    for (place, topic, known) in [
        ("KR", "social_scoring", "none_found"),
        ("KR", "incident_report", "known_missing"),
        ("KE", "deepfake", "not_coded"),
    ] {
        let addresses = [
            format!("/norms/place/{place}/{topic}?format=csv"),
            format!("/norms/compare/cell?axis=topics&row={topic}&place={place}&format=csv"),
        ];
        for address in addresses {
            let rows = table(&address);
            // Where law without consequence stands there, each of its lines says which answer it is.
            assert!(!rows.is_empty(), "{address}");
            for row in &rows {
                assert_eq!(row["known"], known, "{address}");
                assert_eq!(row["looked_for"].is_empty(), known == "not_coded", "{address}: {row:?}");
            }
        }
        let gaps = table(&format!("/norms/gaps?places={place}&format=csv"));
        let gap = gaps.iter().find(|row| row["topic"] == topic).unwrap();
        assert_eq!((gap["known"].as_str(), gap["robust"].as_str()), (known, ""), "{place} {topic}");
        assert_eq!(gap["looked_for"].is_empty(), known == "not_coded", "{gap:?}");
        assert_eq!(gap["known_missing"].is_empty(), known != "known_missing", "{gap:?}");
    }
    for address in ["/norms/place/KR/social_scoring", "/norms/routes?persons=KR&topic=social_scoring"] {
        let html = page(address, "en");
        assert!(html.contains("for this: a rule on social scoring by AI"), "{address}: {html}");
    }
    let html = page("/norms/compare/cell?axis=topics&row=social_scoring&place=KR", "en");
    assert!(html.contains("looked for, none found") && html.contains("for this: a rule"), "{html}");
    let html = page("/norms/routes?persons=KR&topic=incident_report", "en");
    assert!(html.contains("known, not coded") && html.contains("was not tested"), "{html}");
}

#[test]
fn a_consequence_that_waits_is_said_to_wait() {
    let html = page("/norms/eu-ai-act/Art%205(1)(a)?at=2025-03-01", "en");
    assert!(
        html.contains("The sanction does not apply yet. From 2 August 2025: at most EUR 35m or at most 7%"),
        "{html}"
    );
    assert!(html.contains("The affected person cannot act on it yet. From 2 August 2026"), "{html}");
    let html = page("/norms/eu-ai-act/Art%205(1)(a)", "en");
    assert!(html.contains("A breach is sanctioned directly") && html.contains("The affected person can act"));
    let html = page("/norms/routes?persons=EU&topic=manipulation&at=2025-03-01", "en");
    assert!(
        html.contains("has a sanction that does not apply yet")
            && !html.contains("Nothing needs to be closed")
    );
}

#[test]
fn a_nominal_human_takes_nobody_out_of_the_law() {
    for persons in ["EU", "KR", "GB"] {
        let html = page(&format!("/norms/routes?persons={persons}&topic=hiring"), "en");
        assert!(!html.contains("nominal human"), "{persons}");
    }
    let html = page("/norms/routes?persons=EU&topic=hiring", "en");
    assert!(html.contains("lets a human decide in earnest"), "{html}");
}

#[test]
fn the_answer_of_a_page_has_the_shape_of_the_commands() {
    let Answer::Json(json) =
        answer(&visit("/norms/routes?persons=KR&topic=deepfake", "ko"), &text_library(), true)
    else {
        panic!()
    };
    for key in ["query", "standing", "answers", "covering", "routes", "by_actor", "near_misses"] {
        assert!(!json[key].is_null(), "{key}");
    }
    for said in [&json["sentences"][0], &json["closing"]["sentence"], &json["robustness"]["sentence"]] {
        assert!(said["en"].is_string() && said["ko"].is_string(), "{said}");
    }
}

#[test]
fn words_older_than_the_law_do_not_apply() {
    // The text is of 13 June 2024; Regulation (EU) 2026/1744 replaced Article 4 and moved the days of Article 113.
    let four = page("/norms/eu-ai-act/art_4", "en");
    assert!(
        four.contains("These words were replaced on 27 July 2026 by: Regulation (EU) 2026/1744 Art 1(5).")
    );
    assert!(!four.contains("</b> applies") && !four.contains("2026: applies"), "{four}");
    let other = page("/norms/eu-ai-act/art_2", "en");
    assert!(
        other.contains("These are the words of 13 June 2024.") && other.contains("Digital Omnibus on AI"),
        "{other}"
    );
    let then = page("/norms/eu-ai-act/art_4?at=2026-07-26", "en");
    assert!(!then.contains("were replaced") && !then.contains("has been amended"), "{then}");
    let early = page("/norms/eu-ai-act/art_4?at=2024-01-01", "en");
    assert!(early.contains("a later day than the one asked for"), "{early}");
    let Answer::Json(json) = answer(&visit("/norms/eu-ai-act/art_4", "en"), &text_library(), true) else {
        panic!()
    };
    assert_eq!(
        (json["status"]["status"].as_str(), json["words"]["amended_by"][0][0].as_str()),
        (Some("replaced"), Some("eu-omnibus-ai"))
    );
    let rows = table("/norms/eu-ai-act/art_4?format=csv");
    assert_eq!(rows[0]["status"], "replaced");
    assert_eq!(rows[0]["amended_since"], "eu-omnibus-ai 2026-07-27");
    // What the text lacks is named, and what it calls itself.
    let whole = page("/norms/eu-ai-act", "en");
    assert!(
        whole.contains("Coded, but not found in this text (") && whole.contains("Art 5(1)(a)"),
        "{whole}"
    );
    assert!(whole.contains("It calls itself:"), "{whole}");
    // A unit that waits for another names the article of that one.
    let gated = page("/norms/eu-ai-act/art_49", "en");
    assert!(gated.contains("Article 6 Classification, 2."), "{gated}");
}

#[test]
fn an_unknown_value_is_refused_and_never_ignored() {
    for address in [
        "/norms/routes?persons=XX&topic=deepfake",
        "/norms/routes?persons=KR&topic=cats",
        "/norms/routes?persons=KR&topic=deepfake&use=moon",
        "/norms/routes?persons=KR&topic=deepfake&role=robot",
        "/norms/routes?persons=KR&topic=deepfake&sanction=perhaps",
        "/norms/compare?axis=colours",
        "/norms/compare?places=KR,XX",
        "/norms/compare/cell?row=deepfake&place=XX",
        "/norms/gaps?sanction=perhaps",
        "/norms/place?of=XX",
        "/norms/place/KR?at=yesterday",
        "/norms/kr-ai-basic-act/art_31?at=0000-01-01",
        "/norms/house-rules/art_1?version=old",
        "/norms/house-rules/contents?page=last",
        "/norms/house-rules/redline?show=all",
    ] {
        let Answer::Refused(html) = answer(&visit(address, "en"), &text_library(), false) else {
            panic!("{address}")
        };
        assert!(html.into_string().contains("is not known here"), "{address}");
        assert!(
            matches!(answer(&visit(address, "en"), &text_library(), true), Answer::Unknown(_)),
            "{address}"
        );
    }
    // What is not filled in is not asked.
    assert!(page("/norms/routes?persons=KR&topic=deepfake&use=&role=", "en").contains("<h1"));
}

#[test]
fn korean_pages_show_korean_law_in_korean() {
    let html = page("/norms/kr-ai-basic-act/Art%2031(1)", "ko");
    for words in [
        "<h1>제31조제1항</h1>",
        "인공지능 발전과 신뢰 기반 조성 등에 관한 기본법",
        "3천만원 이하의 과태료",
        "제43조제1항제1호",
        "인공지능 이용 고지",
        "보관한 본문 사본에서",
        "2026년 1월 22일",
    ] {
        assert!(html.contains(words), "lacks {words}: {html}");
    }
    // No cell of Korean law is left in English.
    let library = super::library().unwrap();
    for one in library.provisions().iter().filter(|one| one.instrument_id.as_str().starts_with("kr-")) {
        let html = page(&format!("/norms/{}/{}", one.instrument_id, crate::visit::encoded(&one.locus)), "ko");
        assert!(!html.contains("<span lang=\"en\""), "{}: {html}", one.id);
    }
    for address in
        ["/norms/place/KR", "/norms/place/KR/deepfake", "/norms/routes?persons=KR&topic=transparency"]
    {
        let html = page(address, "ko");
        // Ids stand in addresses only.
        let shown: String =
            html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
        assert!(!shown.contains("kr-ai-basic-act") && !shown.contains("Art 3"), "{address}: {shown}");
    }
}

#[test]
fn a_text_that_binds_nobody_is_not_told_as_law() {
    let html = page("/norms/place/KR/transparency", "ko");
    let (law, texts) = html.split_once("아무도 구속하지 않는 글").unwrap();
    assert!(!law.contains("/norms/seoul-fasc/VII") && texts.contains("/norms/seoul-fasc/VII"), "{html}");
    assert!(texts.contains("구속력 없음"), "{html}");
    let Answer::Json(json) = answer(&visit("/norms/place/KR/transparency", "en"), &text_library(), true)
    else {
        panic!()
    };
    let has = |list: &str| json[list].as_array().unwrap().iter().any(|id| id == "seoul-fasc:VII");
    assert!(!has("law") && has("binds_nobody"), "{json}");
}

#[test]
fn a_draft_is_a_text_pasted_or_uploaded() {
    let send = |parts: &[(&str, &str)], json: bool| {
        let mut body = String::new();
        for (name, value) in parts {
            body += &["--XX\r\nContent-Disposition: form-data; name=\"", name, "\"\r\n\r\n", value, "\r\n"]
                .concat();
        }
        body += "--XX--\r\n";
        let kind = "multipart/form-data; boundary=XX";
        answer_check(&visit("/norms/check", "ko"), &text_library(), kind, body.as_bytes(), json)
    };
    let text = "사업자는 딥페이크 결과물을 이용자가 알 수 있도록 표시하여야 한다.";
    for field in ["text", "file"] {
        let Answer::Page(html) = send(&[("place", "KR"), ("language", "ko"), (field, text)], false) else {
            panic!()
        };
        let html = html.into_string();
        assert!(html.contains("코딩이 아니라 제안") && html.contains("문장 1개 가운데"), "{html}");
    }
    let Answer::Json(report) = send(&[("place", "KR"), ("language", "ko"), ("text", text)], true) else {
        panic!()
    };
    assert_eq!((report["standing"].as_str(), report["sentences"].as_u64()), (Some("suggestion"), Some(1)));
    for parts in [
        [("place", "XX"), ("language", "ko"), ("text", text)],
        [("place", "KR"), ("language", "xx"), ("text", text)],
        [("place", "KR"), ("language", "ko"), ("text", " ")],
    ] {
        let Answer::Page(html) = send(&parts, false) else { panic!() };
        assert!(html.into_string().contains("role=\"alert\""), "{parts:?}");
    }
}
