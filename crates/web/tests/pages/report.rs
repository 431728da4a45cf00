//! The report to share: a page, a card and a sheet that say the same.

use maru_forum::Command;
use maru_web::Settings;

use crate::support::{self, Front};
use crate::{Browser, seen, wait_for_map};

#[test]
fn a_report_can_be_shared_before_anything_is_known_and_claims_nothing() {
    let front = Front::new();
    front.statement("Say so when a voice is synthetic.");
    let mut reader = Browser::stranger(&front);
    let page = reader.get("/p/test/report");
    assert_eq!(page.status, 200);
    seen(&page, "Nobody has looked whether there are groups");
    seen(&page, "Say so when a voice is synthetic.");
    seen(&page, "nobody has looked for statements that all groups reject");
    seen(&page, "property=\"og:image\" content=\"http://localhost:8080/p/test/report.png?lang=en\"");
    seen(&reader.get("/p/test/report.svg"), "Nobody has looked for opinion groups yet.");
    assert_eq!(reader.get("/p/test/report.svg").header("content-type"), "image/svg+xml");
    // This node has no fonts, and says so.
    for file in ["report.png", "report.pdf"] {
        assert_eq!(reader.get(&format!("/p/test/{file}")).status, 501, "{file}");
    }
    for page in ["", "/results"] {
        seen(&reader.get(&format!("/p/test{page}")), "href=\"/p/test/report\"");
    }
    reader.language = "ko";
    seen(&reader.get("/p/test/report"), "그룹이 있는지 살펴보지 않았으므로");
    seen(&reader.get("/p/test/report.svg"), "의견 그룹이 있는지 아직 살펴보지 않았습니다.");
    assert_eq!(reader.get("/p/nowhere/report").status, 404);
}

#[test]
fn a_report_tells_groups_common_ground_and_limits() {
    let front = Front::with_maps(Settings::demo(support::ADDRESS));
    front.as_operator(Command::Import(Box::new(crate::map::two_days())));
    wait_for_map(&front);
    let mut reader = Browser::stranger(&front);
    let page = reader.get("/p/test/report");
    for words in [
        "60 people have 540 votes that count",
        "people are counted in one of 2 groups",
        "<h3>Group A</h3>",
        "Statements with which most of those who answered agree in every opinion group",
        "Invented statement 0.",
        "There are 3 such statements.",
        "percentage points apart",
        "Looked for, and none found.",
        "were brought in from an invented source",
        "What this cannot defend",
        "method maru, version",
    ] {
        seen(&page, words);
    }
    seen(&reader.get("/p/test/report.svg"), "2 opinion groups were found.");
    seen(&reader.get("/p/test/report.svg"), "3 statements are common ground.");
    seen(&reader.get("/p/test/map"), "href=\"/p/test/report\"");
    reader.language = "ko";
    for words in ["2개 그룹 가운데 하나에 듭니다", "A 그룹", "찾아보았으나 없습니다.", "막지 못하는 것"]
    {
        seen(&reader.get("/p/test/report"), words);
    }
}
