//! Audits at the front door: failing criteria first, silence never a finding, sources in view, beside a process, as a file.

use super::support::Front;
use super::{Browser, seen};

#[test]
fn an_audit_shows_what_was_found_and_what_was_not() {
    let front = Front::new();
    for (language, silence, disputed, beside) in [
        ("en", "Not established", "Sources disagree", "By the same criteria on this node"),
        ("ko", "확인되지 않음", "출처가 엇갈림", "이 노드에서 같은 기준으로 본 절차"),
    ] {
        let browser = Browser { language, ..Browser::stranger(&front) };
        seen(&browser.get("/audits"), silence);
        let alone = browser.get("/audits/seoul-2024");
        let paired = browser.get("/audits/seoul-2024?beside=test");
        for page in [&alone, &paired] {
            for words in [silence, disputed, "https://act.jinbo.net/wp/49539/"] {
                seen(page, words);
            }
            for criterion in maru_openness::criteria() {
                seen(page, &format!("id=\"{}\"", criterion.id));
            }
            assert_eq!(page.text().matches("audit-").count(), 0, "a key stands where words should");
            let order = |key: &str| page.text().find(&format!("<h2 id=\"{key}\"")).unwrap_or(usize::MAX);
            assert!(order("not-met") < order("disputed") && order("disputed") < order("not-established"));
        }
        seen(&paired, beside);
        assert!(!alone.text().contains(beside));
    }
    let browser = Browser::stranger(&front);
    let unknown = browser.get("/audits/seoul-2024?beside=nowhere");
    assert_eq!(unknown.status, 422);
    seen(&unknown, "There is no process “nowhere” on this node.");
    assert_eq!(browser.get("/audits/nowhere").status, 404);
    // A node without fonts says so and prints no boxes.
    assert_eq!(browser.get("/audits/seoul-2024.pdf").status, 501);
    assert_eq!(browser.get("/audits/seoul-2024.pdf?beside=nowhere").status, 404);
    seen(&browser.get("/"), "/audits/seoul-2024");
}

#[test]
fn programs_get_the_same_standings() {
    let front = Front::new();
    let all = front.anonymous().get_at("/api/audits").json(200);
    assert_eq!(all.as_array().map(Vec::len), Some(2));
    let one = front.anonymous().get_at("/api/audits/gpai-code-2025").json(200);
    let criteria = one["criteria"].as_array().unwrap();
    assert_eq!((criteria.len(), &criteria[0]["standing"]), (40, &serde_json::json!("not_met")));
    let of = |id: &str| criteria.iter().find(|one| one["criterion"] == id).unwrap()["standing"].clone();
    assert_eq!((of("O7"), of("O6")), (serde_json::json!("disputed"), serde_json::json!("not_established")));
    front.anonymous().get_at("/api/audits/nowhere").problem(404, "unknown-audit");
}
