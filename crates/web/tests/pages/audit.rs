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
        let alone = browser.get("/audits/gpai-code-2025");
        let paired = browser.get("/audits/gpai-code-2025?beside=test");
        for page in [&alone, &paired] {
            for words in [
                silence,
                disputed,
                "https://www.techuk.org/resource/eu-releases-final-version-of-ai-code-of-practice.html",
            ] {
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
    // The first page counts what nobody has established, too: failures alone would say that the rest was met.
    let home = browser.get("/");
    seen(&home, "/audits/seoul-2024");
    for words in ["Not met: ", "Not established: ", "Met: "] {
        seen(&home, words);
    }
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

#[expect(clippy::too_many_lines, reason = "one story, told in order")]
#[test]
fn anybody_audits_a_process_in_a_record() {
    let front = Front::new();
    let (heron, crane) = (Browser::signed(&front, "heron"), Browser::signed(&front, "crane"));
    for (browser, name) in [(&heron, "heron"), (&crane, "crane")] {
        browser.post("/p/test/join", &format!("pseudonym={name}"));
    }
    let stranger = Browser::stranger(&front);
    seen(&stranger.get("/p/test/audits"), "Nobody has opened an audit here yet.");
    let opened =
        "title=A+summit&held-by=Two+governments&organisation=&began=2024-05-21&ended=2024-05-22&language=en";
    assert_eq!(heron.post("/p/test/audits", &opened.replace("2024-05-22", "2024-05-20")).status, 422);
    let done = heron.post("/p/test/audits", opened);
    assert_eq!(done.status, 303, "{}", done.text());
    let audit = done.header("location").split('?').next().unwrap().to_owned();
    let finding = "criterion=O12&word=not_met&text=No+list+of+refusals+was+published.&language=en\
        &source=https%3A%2F%2Fexample.org+the+hosts&read=2024-06-01&confidence=medium";
    let refused = heron.post(&audit, &finding.replace("https%3A%2F%2Fexample.org+the+hosts", "x"));
    assert_eq!(refused.status, 422);
    seen(&refused, "No list of refusals was published.");
    let found = heron.post(&audit, finding);
    assert_eq!(found.status, 303, "{}", found.text());
    let number =
        |reply: &crate::support::Reply| reply.header("location").split_once("done=").unwrap().1.to_owned();
    let on = number(&found);
    let objected = crane
        .post(&format!("{audit}/object"), &format!("on={on}&text=It+stands+on+the+second+page.&language=en"));
    assert_eq!(objected.status, 303, "{}", objected.text());
    let answer = format!("on={}&text=That+page+names+guests+alone.&language=en", number(&objected));
    assert_eq!(crane.post(&format!("{audit}/reply"), &answer).status, 422);
    let replied = heron.post(&format!("{audit}/reply"), &answer);
    assert_eq!(replied.status, 303, "{}", replied.text());
    let entries = [audit.rsplit('/').next().unwrap().to_owned(), on, number(&objected), number(&replied)];
    front.as_operator(
        maru_forum::Moderate {
            on: entries.iter().map(|entry| maru_forum::EntryNumber(entry.parse().unwrap())).collect(),
            verdict: maru_forum::Verdict::Accepted,
            reason: "on topic".to_owned(),
            rule: "1".to_owned(),
        }
        .into(),
    );
    let page = stranger.get(&audit);
    for words in [
        "A summit",
        "No list of refusals was published.",
        "second page",
        "guests alone",
        "Not met: 1",
        "Not established: 39",
    ] {
        seen(&page, words);
    }
    assert_eq!(page.text().matches("audit-").count(), 0, "a key stands where words should: {}", page.text());
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&korean.get(&audit), "충족하지 않음: 1개");
    let paired = stranger.get(&format!("{audit}?beside=test"));
    for words in
        ["By the same criteria on this node:", "No list of refusals was published.", "audit.pdf?beside=test"]
    {
        seen(&paired, words);
    }
    let unknown = stranger.get(&format!("{audit}?beside=nowhere"));
    assert_eq!(unknown.status, 422);
    // This node has no fonts, and says so instead of printing boxes.
    assert_eq!(stranger.get(&format!("{audit}/audit.pdf")).status, 501);
    assert_eq!(stranger.get(&format!("{audit}/audit.pdf?beside=nowhere")).status, 404);
    assert_eq!(stranger.get("/p/test/audits/1/audit.pdf").status, 404);
    let told = front.anonymous().get("/audits").json(200);
    assert_eq!(told[0]["criteria"][0], serde_json::json!({"criterion": "O12", "standing": "not_met"}));
    assert_eq!(
        told[0]["findings"][0]["objections"][0]["replies"][0]["text"],
        "That page names guests alone."
    );
}
