//! Every page of the library answers, in every language, within its budget, and says what it should.

use std::io::Cursor;

use maru_forum::Moment;

use super::{Answer, answer, answer_check};
use crate::visit::Visit;

/// 2026-11-24, midnight UTC.
const NOW: Moment = Moment(1_795_478_400);
/// The budget for the first round trip, in bytes of brotli.
const FIRST_TRIP: usize = 13 * 1_000;

const ADDRESSES: &[&str] = &[
    "/norms",
    "/norms/place?of=KR",
    "/norms/place?of=IT",
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
];

fn visit(address: &str, language: &str) -> Visit {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    Visit::new(path, query, language, NOW)
}

fn page(address: &str, language: &str) -> String {
    match answer(&visit(address, language), false) {
        Answer::Page(markup) => markup.into_string(),
        other => panic!("{address}: {other:?}"),
    }
}

#[test]
fn every_page_answers_in_every_language_within_its_budget() {
    for language in ["en", "ko"] {
        for address in ADDRESSES {
            let html = page(address, language);
            assert!(html.contains("<h1>"), "{address}");
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
        let csv = answer(&visit(&format!("{address}{joint}format=csv"), "en"), false);
        assert!(matches!(csv, Answer::Csv(_)), "{address}: {csv:?}");
        let json = answer(&visit(address, "en"), true);
        assert!(matches!(json, Answer::Json(_)), "{address}: {json:?}");
    }
}

#[test]
fn two_clicks_lead_from_home_to_ones_country_on_deepfakes() {
    assert!(page("/norms", "en").contains("action=\"/norms/place\""));
    let place = page("/norms/place?of=JP", "en");
    assert!(place.contains("/norms/routes?persons=JP&amp;topic=deepfake"), "{place}");
    let deepfakes = page("/norms/routes?persons=JP&topic=deepfake", "en");
    assert!(deepfakes.contains("no provision with a legal consequence reaches"), "{deepfakes}");
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
        "uk-cpa-2026:s 99",
    );
}

#[test]
fn what_is_not_there_is_missing() {
    for address in ["/norms/moon", "/norms/eu-ai-act/Art%209999", "/norms/compare/moon"] {
        assert!(matches!(answer(&visit(address, "en"), false), Answer::Missing), "{address}");
    }
}

#[test]
fn a_draft_is_checked_or_its_faults_are_shown() {
    let Answer::Csv(example) = answer(&visit("/norms/check?format=csv", "en"), false) else {
        panic!("no example")
    };
    let check = |draft: String, expected: &str| {
        let form = [("place".to_owned(), "KR".to_owned()), ("draft".to_owned(), draft)];
        let Answer::Page(markup) = answer_check(&visit("/norms/check", "en"), &form, false) else {
            panic!("no page")
        };
        let html = markup.into_string();
        assert!(html.contains(expected), "{html}");
    };
    check(example.clone(), "kr-ai-basic-act:Art 31(3)");
    check(example.replace(",must,", ",ought,"), "draft.csv, line 2, column deontic: `ought` is no deontic");
}
