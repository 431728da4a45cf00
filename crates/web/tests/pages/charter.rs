//! A process from a template, at the front door.

use maru_forum::{Office, ProcessId};
use maru_store::Power;

use super::support::Front;
use super::{Browser, seen, vouched};

/// Somebody to whom the host has granted to begin processes.
fn creator<'a>(front: &'a Front, name: &str) -> Browser<'a> {
    let browser = Browser::signed(front, name);
    let account = front.node.account_for(&format!("{name}@example.org").parse().unwrap()).unwrap();
    assert!(front.node.grant(account, Power::Create, true).unwrap());
    browser
}

/// The fields of every section, filled in.
const FILLED: &str = "title.en=Voices&purpose.en=To+ask&mandate.en=The+council&eligibility.en=All&decides.who.en=All\
    &decides.rule.en=Half&decides.quorum.en=Ten&decides.tie.en=No&budget.en=None&funders.en=Nobody&contact=a%40example.org";

#[test]
fn only_whom_the_host_granted_it_begins_processes() {
    let front = Front::new();
    assert!(Browser::stranger(&front).get("/new").header("location").starts_with("/sign-in?then="));
    let member = Browser::signed(&front, "otter");
    assert_eq!(member.get("/new").status, 403);
    seen(&member.get("/new"), "maru admin grant");
    assert_eq!(member.post("/new", "id=voices&languages=en").status, 403);
    let crane = creator(&front, "crane");
    seen(&crane.get("/account"), "href=\"/new\"");
    assert!(!member.get("/account").text().contains("href=\"/new\""));
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, a step after another")]
fn a_charter_is_written_saved_shown_and_becomes_a_process_with_its_secretariat() {
    let front = Front::new();
    let crane = creator(&front, "crane");
    for (wrong, words) in [
        ("id=No+such&languages=en", "Try no-such."),
        ("id=test&languages=en", "exists already"),
        ("id=voices", "Choose at least one language"),
    ] {
        let reply = crane.post("/new", wrong);
        assert_eq!(reply.status, 422, "{wrong}");
        seen(&reply, words);
    }
    let wrong = crane.post("/new", "id=Voices+2027&languages=french");
    for words in [
        "Try voices-2027.",
        "“french” is not the tag of a language",
        "id=\"id-fault\"",
        "id=\"others-fault\"",
        "aria-invalid=\"true\" aria-describedby=\"others-fault\"",
    ] {
        seen(&wrong, words);
    }
    let begun = crane.post("/new", "id=voices&languages=en");
    assert_eq!(begun.header("location"), "/new/1/purpose");
    seen(&crane.get("/new/1/purpose"), "What shall be different afterwards?");
    let overview = crane.get("/new/1");
    seen(&overview, "Not said yet: What it is for");
    assert!(!overview.text().contains("name=\"pseudonym\""), "what is not whole does not begin");
    assert_eq!(crane.post("/new/1/create", "pseudonym=crane&reason=Elected").status, 422);
    let wrong = crane.post("/new/1/timetable", "phase.0.opens=soon&title.en=Kept");
    assert_eq!(wrong.status, 422);
    seen(&wrong, "First day: a day such as 2027-03-01 belongs here; it says “soon”.");
    let wrong = crane.post("/new/1/people", "minimum_group=twenty&groups.0.id=Private+Sector%21");
    assert_eq!(wrong.status, 422);
    for words in [
        "a whole number of 0 or more belongs here; it says “twenty”",
        "small letters, digits, hyphens and _ only, beginning with a letter or a digit; it says “Private Sector!”",
        "id=\"minimum_group-fault\"",
        "id=\"groups.0.id-fault\"",
    ] {
        seen(&wrong, words);
    }
    let saved = crane.post("/new/1/purpose", &format!("{FILLED}&go=next"));
    vouched(&saved, "/new/1/people?saved=yes");
    seen(&crane.get("/new"), "Voices");
    seen(&crane.get("/new/1/preview"), "To ask");
    let other = creator(&front, "otter");
    assert_eq!(other.get("/new/1").status, 404, "nobody else sees it");
    assert_eq!(other.post("/new/1/purpose", "title.en=Mine").status, 404);
    let baseless = crane.post("/new/1/create", "pseudonym=crane&reason=+");
    assert_eq!(baseless.status, 422);
    seen(&baseless, "needs a reason");
    // Whatever is refused of its founder is refused with it: nothing is recorded, and the name is free.
    let id: ProcessId = "voices".parse().unwrap();
    for (form, words) in [
        ("pseudonym=crane&reason=x", "reason"),
        ("pseudonym=c%40b.example&reason=Elected+by+the+assembly", "cannot be a mail address"),
        ("pseudonym=Secretariat&reason=Elected+by+the+assembly", "Secretariat"),
    ] {
        let refused = crane.post("/new/1/create", form);
        assert_eq!(refused.status, 422, "{}", refused.text());
        seen(&refused, words);
        assert!(front.node.process(&id).is_none(), "{words}");
    }
    let done = crane.post("/new/1/create", "pseudonym=crane&reason=Elected+by+the+assembly");
    assert_eq!((done.status.as_u16(), done.header("location")), (303, "/p/voices/desk"));
    seen(&crane.get("/p/voices/desk"), "Open or close the process");
    assert_eq!(crane.get("/new/1").status, 404, "what has begun is no draft any more");
    let process = front.node.process(&id).unwrap();
    let state = process.read();
    let crane = state.participants[0].id;
    assert!(state.offices.holds(crane, Office::Secretariat));
    assert_eq!(state.offices[0].reason, "Elected by the assembly");
    assert_eq!(state.origin, "localhost:8080/p/voices");
}

#[test]
fn a_process_is_begun_and_opened_from_each_template() {
    use maru_forum::{PhaseAct, Registration, Stage};
    let front = Front::new();
    let crane = creator(&front, "crane");
    let unknown = crane.post("/new", "id=voices&languages=en&template=summit");
    assert_eq!(unknown.status, 422);
    let form = crane.get("/new");
    for (number, (name, registration, acts)) in [
        ("consultation", Registration::Open, [PhaseAct::Remark, PhaseAct::Answer, PhaseAct::Decide]),
        ("standard", Registration::Open, [PhaseAct::Ballot, PhaseAct::Amend, PhaseAct::Decide]),
        ("assembly", Registration::Invited, [PhaseAct::Initiative, PhaseAct::Ballot, PhaseAct::Decide]),
        ("treaty", Registration::Invited, [PhaseAct::Ballot, PhaseAct::Decide, PhaseAct::Endorse]),
        ("joint-statement", Registration::Invited, [PhaseAct::Remark, PhaseAct::Amend, PhaseAct::Endorse]),
        ("watch", Registration::Open, [PhaseAct::Join, PhaseAct::Statement, PhaseAct::Vote]),
    ]
    .into_iter()
    .enumerate()
    {
        seen(&form, &format!("name=\"template\" value=\"{name}\""));
        let begun = crane.post("/new", &format!("id=the-{name}&languages=en&template={name}"));
        let here = format!("/new/{}", number + 1);
        assert_eq!(begun.header("location"), format!("{here}/purpose"), "{name}: {}", begun.text());
        assert_eq!(crane.post(&format!("{here}/purpose"), FILLED).status, 303);
        seen(&crane.get(&format!("{here}/preview")), "To ask");
        let done = crane.post(&format!("{here}/create"), "pseudonym=crane&reason=Elected+by+the+assembly");
        assert_eq!(done.header("location"), format!("/p/the-{name}/desk"), "{name}: {}", done.text());
        let opened = crane.post(&format!("/p/the-{name}/desk/stage"), "stage=open&reason=All+is+ready");
        assert_eq!(opened.status, 303, "{name}: {}", opened.text());
        let id: ProcessId = format!("the-{name}").parse().unwrap();
        let handle = front.node.process(&id).unwrap();
        let state = handle.read();
        assert!(matches!(state.stage, Stage::Open(_)), "{name}");
        assert_eq!(state.charter.registration, registration, "{name}");
        for act in acts {
            assert!(state.charter.phases.iter().any(|phase| phase.acts.contains(&act)), "{name}: {act:?}");
        }
        let decides = state.charter.phases.iter().any(|phase| phase.acts.contains(&PhaseAct::Decide));
        assert_eq!(
            decides,
            !["joint-statement", "watch"].contains(&name),
            "{name}: who decides nothing has no phase for it"
        );
        seen(&Browser::stranger(&front).get(&format!("/p/the-{name}")), "To ask");
    }
}

#[test]
fn korean_is_written_in_korean() {
    let front = Front::new();
    let crane = Browser { language: "ko", ..creator(&front, "crane") };
    crane.post("/new", "id=voices&languages=ko");
    let overview = crane.get("/new/1");
    seen(&overview, "아직 쓰지 않은 것");
    assert!(!overview.text().contains('⟨'), "{}", overview.text());
    seen(&crane.get("/new/1/people"), "시민사회");
}

#[test]
fn two_tabs_do_not_overwrite_each_other_and_nothing_is_thrown_away_by_one_click() {
    let front = Front::new();
    let crane = creator(&front, "crane");
    crane.post("/new", "id=voices&languages=en");
    let mark = |section: &str| {
        let page = crane.get(&format!("/new/1/{section}")).text().to_owned();
        page.split("name=\"of\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let (purpose, people) = (mark("purpose"), mark("people"));
    let first = crane.post("/new/1/purpose", &format!("of={purpose}&title.en=One"));
    assert_eq!(first.status, 303);
    let second = crane.post("/new/1/purpose", &format!("of={purpose}&title.en=Two"));
    assert_eq!(second.status, 422);
    seen(&second, "was saved meanwhile");
    seen(&second, "value=\"Two\"");
    seen(&crane.get("/new/1/purpose"), "value=\"One\"");
    let other = crane.post("/new/1/people", &format!("of={people}&eligibility.en=All"));
    assert_eq!(other.status, 303, "another section is no conflict");
    let again =
        second.text().split("name=\"of\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(crane.post("/new/1/purpose", &format!("of={again}&title.en=Two")).status, 303);
    let unsure = crane.post("/new/1/drop", "");
    assert_eq!(unsure.status, 422);
    seen(&unsure, "Nothing was thrown away.");
    assert_eq!(crane.get("/new/1").status, 200);
    assert_eq!(crane.post("/new/1/drop", "sure=yes").status, 303);
    assert_eq!(crane.get("/new/1").status, 404);
    let begun = crane.post("/new", "id=others&languages=en");
    assert_eq!(begun.header("location"), "/new/2/purpose", "no number is given twice");
}
