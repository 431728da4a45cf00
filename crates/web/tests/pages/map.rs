//! The map of every day, compared, and for one person; and that no page shows a small cell.

use axum::http::StatusCode;
use maru_forum::{
    CastVote, Command, Import, ImportedParticipant, ImportedStatement, ImportedVote, Join, Pseudonym, Source,
    Vote,
};
use maru_web::Settings;

use crate::support::{self, Front, Reply};
use crate::{Browser, seen};

const DAY_MILLISECONDS: i64 = 86_400_000;
/// 2024-05-01 in days since 1970.
const FIRST_DAY: i64 = 19_844;
const PEOPLE: u64 = 60;
const STATEMENTS: u64 = 9;
/// How often a page that is being computed is asked for again, ten times a second. Between two maps the node rests
/// for four times as long as the first one took: on a busy machine that is minutes, and no fault.
const TRIES: u32 = 3_000;

/// Two camps of invented people who voted on two days: the first half on the first, everyone by the second.
pub(crate) fn two_days() -> Import {
    let vote = |voter: u64, statement: u64| ImportedVote {
        voter,
        statement,
        vote: if (statement < STATEMENTS / 3) || (voter % 2 == statement % 2) {
            Vote::Agree
        } else {
            Vote::Disagree
        },
        time: Some((FIRST_DAY + i64::from(voter > PEOPLE / 2)) * DAY_MILLISECONDS),
    };
    Import {
        source: Source {
            name: "an invented source".into(),
            url: "https://example.org".into(),
            licence: "CC BY 4.0".into(),
            description: String::new(),
        },
        reason: "Held elsewhere".to_owned(),
        language: "en".parse().unwrap(),
        participants: (1..=PEOPLE)
            .map(|source_id| ImportedParticipant { source_id, source_text: None })
            .collect(),
        statements: (0..STATEMENTS)
            .map(|source_id| ImportedStatement {
                source_id,
                source_text: None,
                author: None,
                time: None,
                text: format!("Invented statement {source_id}."),
                verdict: Some(maru_forum::Verdict::Accepted),
            })
            .collect(),
        votes: (1..=PEOPLE)
            .flat_map(|voter| (0..STATEMENTS).map(move |statement| (voter, statement)))
            .map(|(voter, statement)| vote(voter, statement))
            .collect(),
    }
}

/// A node that draws maps, with two days of invented votes.
fn with_two_days() -> Front {
    let front = Front::with_maps(Settings::demo(support::ADDRESS));
    front.as_operator(Command::Import(Box::new(two_days())));
    front
}

/// Asks until what is computed in the background is there.
fn once_there(reader: &Browser<'_>, address: &str, words: &str) -> Reply {
    for _ in 0..TRIES {
        let reply = reader.get(address);
        assert_eq!(reply.status, StatusCode::OK, "{address}");
        if reply.text().contains(words) {
            return reply;
        }
        let waits = ["being computed", "There is no map yet", "not placed yet"];
        assert!(
            waits.iter().any(|said| reply.text().contains(said)),
            "{address} neither shows “{words}” nor says that it is being computed: {}",
            reply.text()
        );
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("{address} never showed “{words}”");
}

#[test]
fn the_map_of_every_day_is_a_plain_link_away() {
    let front = with_two_days();
    let reader = Browser::stranger(&front);
    let days = once_there(&reader, "/p/test/map/days", "1 May 2024");
    seen(&days, "/p/test/map?day=2024-05-02");
    let first = once_there(&reader, "/p/test/map?day=2024-05-01", "role=\"img\"");
    seen(&first, "30 of 30 people");
    seen(&first, "href=\"/p/test/map?day=2024-05-02\"");
    let second = once_there(&reader, "/p/test/map?day=2024-05-02", "role=\"img\"");
    seen(&second, "60 of 60 people");
    seen(&second, "href=\"/p/test/map?day=2024-05-01\"");
    // A day between or after is the last one before it; one before the first vote has no map.
    seen(&once_there(&reader, "/p/test/map?day=2024-06-30", "role=\"img\""), "60 of 60 people");
    seen(&reader.get("/p/test/map?day=2024-04-30"), "Nobody had voted by that day");
    assert_eq!(reader.get("/p/test/map?day=yesterday").status, 404);
    let file = reader.get("/p/test/map/days.csv");
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    // The verdicts on the statements came last into the record, and with them the day rests on all of it.
    let entries = front.node.process(&"test".parse().unwrap()).unwrap().read().entries;
    assert_eq!(file.text().lines().nth(1).unwrap(), format!("2024-05-01,30,9,270,{entries}"));
}

#[test]
fn two_days_are_compared() {
    let front = with_two_days();
    let reader = Browser::stranger(&front);
    let page = once_there(&reader, "/p/test/map/compare?from=2024-05-01&to=2024-05-02", "Who moved");
    seen(&page, "1 May 2024");
    seen(&page, "Newly on the second map: 30 people.");
    // Those who had not voted are told as such: thirty people came on the second day.
    seen(&page, "None of the 30 people who are in a group on both maps left those they stood with.");
    assert_eq!(page.text().matches("role=\"img\"").count(), 2);
    seen(&once_there(&reader, "/p/test/map/compare", "Who moved"), "1 May 2024");
    assert_eq!(reader.get("/p/test/map/compare?from=x").status, 404);
}

/// Somebody who takes part under a group.
fn member_of(front: &Front, name: &str, group: Option<&str>) -> maru_forum::ParticipantId {
    let joining = Join {
        pseudonym: Pseudonym::new(name).unwrap(),
        group: group.map(|group| maru_forum::GroupId(group.to_owned())),
        country: None,
        key: None,
        verified: false,
        reason: None,
        code: None,
    };
    maru_forum::ParticipantId(front.as_operator(Command::Join(joining)).entry)
}

fn votes_of(front: &Front, name: &str, group: Option<&str>, people: u32, statement: u64) {
    for number in 0..people {
        let id = member_of(front, &format!("{name}-{number}"), group);
        let statement = maru_forum::StatementId(maru_forum::EntryNumber(statement));
        let command = Command::Vote(CastVote {
            statement,
            vote: if number % 3 == 0 { Vote::Disagree } else { Vote::Agree },
        });
        let action =
            maru_forum::Action { actor: maru_forum::Actor::Participant(id), command, signature: None };
        let process = "test".parse().unwrap();
        front.node.submit_blocking(maru_store::Request { process, account: None, action }).unwrap();
    }
}

#[test]
fn no_page_shows_a_small_cell_nor_what_gives_it_away() {
    let front = Front::new();
    let statement = front.statement("Say so when a voice is synthetic.");
    votes_of(&front, "maker", Some("industry"), 23, statement);
    votes_of(&front, "otter", Some("civil_society"), 4, statement);
    votes_of(&front, "heron", None, 17, statement);
    let reader = Browser::stranger(&front);
    // Four of civil society are hidden. With 44 votes in all and 23 of industry they would be 44 − 23 − 17, so the
    // seventeen of no group are hidden with them.
    let file = reader.get("/p/test/results/stakeholder.csv");
    let rows: Vec<String> = file
        .text()
        .lines()
        .skip(1)
        .map(|line| line.split(',').take(5).collect::<Vec<_>>().join(","))
        .collect();
    assert_eq!(rows, [format!("{statement},Industry,15,8,0"), format!("{statement},Civil society,,,")]);
    let missing = reader.get("/p/test/missing");
    // How many of a group take part hides nothing, here as in the list that names them all.
    seen(&missing, "Industry: 23 people");
    seen(&missing, "Civil society: 4 people");
    for page in ["/p/test/results", "/p/test/results?by=stakeholder"] {
        let text = reader.get(page).text().to_owned();
        for small in ["Civil society: 4", "17 people", ">17<", ">4<", "In none of these"] {
            assert!(!text.contains(small), "{page} shows “{small}”");
        }
    }
    // Who gave which group when joining stands in the list of people, so its counts hide nothing.
    seen(&reader.get("/p/test/people"), ">17<");
    let page = reader.get(&format!("/p/test/statements/{statement}"));
    assert!(!page.text().contains("4 votes</span>"), "{}", page.text());
    let api = front.anonymous().get("/results").json(200);
    let by_group = &api["breakdowns"][0];
    assert_eq!(by_group["constituencies"][0]["people"], 23);
    assert!(by_group["constituencies"][1]["people"].is_null() && by_group["outside"].is_null());
    assert!(by_group["statements"][0]["tallies"][1].is_null());
    assert!(by_group["statements"][0]["balanced"].is_null(), "one constituency has no balance");
}

#[test]
fn where_one_stands_is_shown_to_that_person_alone() {
    let front = with_two_days();
    let (heron, otter) = (Browser::signed(&front, "heron"), Browser::signed(&front, "otter"));
    for (browser, name) in [(&heron, "heron-27"), (&otter, "otter-12")] {
        assert_eq!(browser.post("/p/test/join", &format!("pseudonym={name}")).status, 303);
    }
    let state = front.node.process(&"test".parse().unwrap()).unwrap();
    let statements: Vec<u64> = state.read().statements.iter().map(|one| one.id.0.0).collect();
    for (place, statement) in statements.iter().enumerate() {
        let answer = if place % 2 == 0 { "agree" } else { "disagree" };
        assert_eq!(heron.post("/p/test/vote", &format!("statement={statement}&value={answer}")).status, 303);
    }
    let mine = once_there(&heron, "/p/test/map/me", "class=\"me\"");
    assert!(mine.header("cache-control").contains("private"), "nobody keeps it");
    seen(&mine, "You: Agree");
    let others = once_there(&otter, "/p/test/map/me", "not placed yet");
    for forbidden in ["class=\"me\"", "You: ", "heron-27"] {
        assert!(!others.text().contains(forbidden), "another’s page shows “{forbidden}”");
    }
    let stranger = Browser::stranger(&front).get("/p/test/map/me");
    seen(&stranger, "Nobody else can see it");
    for address in ["/p/test/map/me", "/p/test/map", "/p/test/map?day=2024-05-02"] {
        let page = Browser::stranger(&front).get(address);
        assert!(!page.text().contains("class=\"me\""), "{address} shows a stranger somebody’s place");
    }
}

#[test]
fn the_one_script_is_small_and_only_the_map_may_load_it() {
    let front = with_two_days();
    let reader = Browser::stranger(&front);
    let page = once_there(&reader, "/p/test/map", "role=\"img\"");
    let allowed = page.header("content-security-policy").to_owned();
    assert!(allowed.ends_with("; script-src http://localhost:8080/map.js; connect-src 'self'"), "{allowed}");
    for address in ["/", "/p/test", "/p/test/report", "/p/test/map/me", "/p/test/results"] {
        let policy = reader.get(address).header("content-security-policy").to_owned();
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("script-src"),
            "{address}: {policy}"
        );
    }
    let (_, rest) = page.text().split_once("<script src=\"").unwrap();
    let script = reader.get(rest.split('"').next().unwrap());
    assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
    assert!(script.header("cache-control").contains("immutable"));
    assert!(script.body.len() <= 15_000, "{} bytes", script.body.len());
    for forbidden in ["innerHTML", "eval(", "http:", "https:"] {
        assert!(!script.text().contains(forbidden), "the script has “{forbidden}”");
    }
}

#[test]
fn looking_closer_tells_what_the_tables_tell_and_no_small_cell() {
    let front = with_two_days();
    let state = front.node.process(&"test".parse().unwrap()).unwrap();
    let statements: Vec<_> = state.read().statements.iter().map(|one| one.id).collect();
    // Twelve of civil society answer the first statement, four of them the second as well.
    let groups = [("maker", "industry", 23, 23), ("otter", "civil_society", 12, 4)];
    for (name, group, first, second) in groups {
        for number in 0..first {
            let id = member_of(&front, &format!("{name}-{number}"), Some(group));
            let answered = if number < second { 2 } else { 1 };
            for statement in &statements[..answered] {
                let command = Command::Vote(CastVote { statement: *statement, vote: Vote::Agree });
                let actor = maru_forum::Actor::Participant(id);
                let action = maru_forum::Action { actor, command, signature: None };
                let process = "test".parse().unwrap();
                front.node.submit_blocking(maru_store::Request { process, account: None, action }).unwrap();
            }
        }
    }
    crate::wait_for_map(&front);
    let closer = |reader: &Browser<'_>, query: &str| -> serde_json::Value {
        let reply = reader.get(&format!("/p/test/map/closer.json{query}"));
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        serde_json::from_slice(&reply.body).unwrap()
    };
    let reader = Browser::stranger(&front);
    let of_map = closer(&reader, "");
    assert_eq!(of_map["by"], "opinion");
    let table = reader.get("/p/test/map/groups.csv");
    for told in of_map["statements"].as_array().unwrap() {
        for (group, votes) in told["votes"].as_array().unwrap().iter().enumerate().skip(1) {
            let number = |place: usize| votes[place].as_u64().unwrap();
            let cells = votes.as_array().map_or(",,".to_owned(), |_| {
                format!("{},{},{}", number(0), number(1), number(0) + number(1) + number(2))
            });
            let letter = char::from(b'A' + group as u8 - 1);
            seen(&table, &format!("\n{},{letter},{cells},", told["number"]));
        }
    }
    let declared = closer(&reader, "?by=stakeholder");
    let names: Vec<_> =
        declared["sides"].as_array().unwrap().iter().map(|side| side["name"].clone()).collect();
    assert_eq!(names, ["Everyone", "Industry", "Civil society"]);
    let votes = |at: usize| declared["statements"][at]["votes"].clone();
    assert_eq!(votes(0), serde_json::json!([[95, 0, 0], [23, 0, 0], [12, 0, 0]]));
    // Of the second statement 87 answers are known and 60 of them are of nobody's group: what is shown may not give away the four.
    assert!(votes(1)[2].is_null(), "{}", votes(1));
    assert_eq!(declared["mine"], serde_json::Value::Null);
    assert_eq!(closer(&reader, "?by=nothing")["by"], "opinion");
    let korean = closer(&Browser { language: "ko", ..Browser::stranger(&front) }, "?by=stakeholder");
    assert_eq!(korean["words"]["title"], "자세히 보기");
    for private in ["otter-", "maker-", "\"x\"", "\"participants\""] {
        assert!(!declared.to_string().contains(private), "tells of “{private}”");
    }
    assert_eq!(Browser::stranger(&Front::new()).get("/p/test/map/closer.json").status, 404, "without a map");
}

#[test]
fn of_a_few_people_no_door_says_anything_of_groups() {
    let front = Front::with_maps(Settings::demo(support::ADDRESS));
    let statements: Vec<u64> =
        (0..8).map(|number| front.statement(&format!("Invented statement {number}."))).collect();
    for (place, name) in ["ada", "ben", "cho", "dee"].into_iter().enumerate() {
        let person = Browser::signed(&front, name);
        person.post("/p/test/join", &format!("pseudonym={name}"));
        for statement in &statements {
            let value = if place < 2 { "agree" } else { "disagree" };
            person.post("/p/test/vote", &format!("statement={statement}&value={value}"));
        }
    }
    let stranger = Browser::stranger(&front);
    let page = once_there(&stranger, "/p/test/map", "Fewer than 10 people are on the map so far.");
    for words in ["<svg class=\"map\"", "id=\"closer\"", "/map.js", "groups.csv", "ground.csv"] {
        assert!(!page.text().contains(words), "“{words}”");
    }
    for address in [format!("/p/test/statements/{}", statements[0]), "/p/test/map/statements".to_owned()] {
        let page = stranger.get(&address);
        for words in ["Agreement across opinion groups", "Agreement, by the evidence", "Common ground."] {
            assert!(!page.text().contains(words), "{address}: “{words}”");
        }
    }
    for table in ["groups.csv", "ground.csv", "closer.json"] {
        assert_eq!(stranger.get(&format!("/p/test/map/{table}")).status, 404, "{table}");
    }
    assert_eq!(stranger.get("/p/test/map/days.csv").status, 200, "how much was voted is no label");
    let summary = front.anonymous().get("/map/summary").json(200)["summary"].clone();
    assert_eq!(summary["answer"], "not_tried");
    for list in ["groups", "shared", "rejected"] {
        assert_eq!(summary[list], serde_json::json!([]), "{list}");
    }
    let me = Browser::signed(&front, "ada");
    seen(&me.get("/p/test/map/me"), "Fewer than 10 people");
    assert!(!me.get("/p/test/map/me").text().contains("<svg class=\"map\""));
}

#[test]
fn votes_on_removed_statements_are_in_no_figure() {
    let front = Front::new();
    let (one, two) = (front.statement("First."), front.statement("Second."));
    for name in ["ada", "ben"] {
        let person = Browser::signed(&front, name);
        person.post("/p/test/join", &format!("pseudonym={name}"));
        for statement in [one, two] {
            person.post("/p/test/vote", &format!("statement={statement}&value=agree"));
        }
    }
    Browser::signed(&front, "ada").post("/p/test/vote", &format!("statement={one}&value=pass"));
    let stranger = Browser::stranger(&front);
    seen(&stranger.get("/"), "2 people · 2 statements · 4 votes");
    seen(&stranger.get("/p/test"), "4 votes count: of each person, the present answer to each statement.");
    seen(&stranger.get("/p/test/results"), "2 people have 4 votes that count");
    front.as_operator(Command::Moderate(maru_forum::Moderate {
        on: vec![maru_forum::EntryNumber(two)],
        verdict: maru_forum::Verdict::Rejected,
        reason: "off the topic".to_owned(),
        rule: "none".to_owned(),
    }));
    seen(&stranger.get("/"), "2 people · 1 statement · 2 votes");
    let aside = "2 more are on statements that were removed and count in nothing.";
    for address in ["/p/test", "/p/test/results"] {
        seen(&stranger.get(address), aside);
    }
    seen(&stranger.get("/p/test/results"), "2 people have 2 votes that count");
    let (ada, korean) =
        (Browser::signed(&front, "ada"), Browser { language: "ko", ..Browser::stranger(&front) });
    ada.post("/p/test/vote", &format!("statement={one}&value=agree"));
    seen(&korean.get("/p/test/results"), "투표 2건은 어디에도 들어가지 않습니다");
    // Nobody who voted on removed statements alone is counted as somebody whose votes count.
    let eve = Browser::signed(&front, "eve");
    eve.post("/p/test/join", "pseudonym=eve");
    seen(&stranger.get("/p/test/results"), "2 people have 2 votes that count");
}
