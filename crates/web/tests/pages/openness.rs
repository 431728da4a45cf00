//! The openness report at the front door: every criterion in words, in the reader's language, failing ones first.

use super::support::Front;
use super::{Browser, seen};

#[test]
fn every_criterion_is_answered_in_words_in_each_language() {
    let front = Front::new();
    front.statement("Say so when a voice is synthetic.");
    for (language, title, unknown) in
        [("en", "How open was it?", "Cannot be known"), ("ko", "얼마나 열려 있었습니까?", "알 수 없음")]
    {
        let browser = Browser { language, ..Browser::stranger(&front) };
        let reply = browser.get("/p/test/openness");
        assert_eq!(reply.status, 200);
        seen(&reply, title);
        seen(&reply, unknown);
        for criterion in maru_openness::criteria() {
            seen(&reply, &format!("id=\"{}\"", criterion.id));
        }
        let raw = reply.text().matches("openness-").count();
        assert_eq!(raw, 0, "a key stands where words should: {}", reply.text());
        let order = |key: &str| reply.text().find(&format!("id=\"{key}\"")).unwrap_or(usize::MAX);
        assert!(order("not_met") < order("cannot_be_known") && order("cannot_be_known") < order("met"));
    }
}

#[test]
fn the_interface_gives_the_same_answers_as_the_page() {
    let front = Front::new();
    let found = front.anonymous().get("/openness").json(200);
    let findings = found["findings"].as_array().unwrap();
    assert_eq!((findings.len(), &found["algorithm"]), (40, &serde_json::json!("openness/7")));
    let page = Browser::stranger(&front).get("/p/test/openness");
    let not_met = findings.iter().filter(|one| one["standing"] == "not_met").count();
    seen(&page, &format!("Not met: {not_met}"));
    // A node without fonts says so and prints no boxes.
    assert_eq!(Browser::stranger(&front).get("/p/test/openness.pdf").status, 501);
    front.anonymous().get_at("/api/processes/nowhere/openness").problem(404, "unknown-process");
}

#[test]
fn every_reason_that_a_report_can_give_has_words_in_each_language() {
    let sources = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../openness/src");
    let mut codes = std::collections::BTreeSet::new();
    for file in std::fs::read_dir(sources).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let source = std::fs::read_to_string(path).unwrap();
        for call in ["Judged::met(\"", "not_met(\"", "not_yet(\"", "unknown(\"", "not_applicable(\""] {
            let said = source.split(call).skip(1).filter_map(|rest| rest.split('"').next());
            codes.extend(said.map(str::to_owned));
        }
    }
    assert!(codes.len() > 60, "{codes:?}");
    for language in ["en", "ko"] {
        let path = format!("{}/../../locales/{language}/openness.ftl", env!("CARGO_MANIFEST_DIR"));
        let words = std::fs::read_to_string(path).unwrap();
        let missing: Vec<_> =
            codes.iter().filter(|code| !words.contains(&format!("openness-because-{code} ="))).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}
