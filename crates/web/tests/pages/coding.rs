//! The draft as norms, in a browser without script: read by rule, confirmed by a drafter, and what an amendment takes away.

use maru_forum::{ChangeCharter, Language, Moderation, Office, PhaseAct};
use maru_verify::draft::first_version;

use crate::desk::holder;
use crate::support::Front;
use crate::{Browser, seen};

const TEXT: &str = "# A norm\n\n## Article 1 Labels\n\nA provider shall label synthetic voices. Who fails to do so is liable to an administrative fine.\n\n## Article 2 Aim\n\nVoices matter.\n";

#[test]
fn a_unit_is_confirmed_as_a_norm_and_an_amendment_says_what_it_takes_away() {
    let front = Front::new();
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let mut charter = handle.read().charter.clone();
    charter.phases[0].acts = vec![PhaseAct::Join, PhaseAct::Amend];
    charter.moderation = Moderation::After;
    let reason = "The draft is to be discussed".to_owned();
    front.as_operator(ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
    let english: Language = "en".parse().unwrap();
    front.as_operator(first_version(&[(english, TEXT)], "First words").unwrap().into());
    let draft = handle.read().drafts.last().unwrap().entry;
    let stranger = Browser::stranger(&front);
    seen(&stranger.get("/p/test/draft"), "as read by rule: must; not confirmed");
    let unit = stranger.get("/p/test/draft/art_1");
    seen(&unit, "Nobody has confirmed what this is as a norm, so its level is unknown.");
    assert!(!unit.text().contains("/draft/art_1/code"), "only drafters confirm");
    seen(&stranger.get("/p/test/norms"), "0 parts are coded");

    let drafter = holder(&front, "heron", Office::Drafter);
    seen(&drafter.get("/p/test/draft/art_1"), "action=\"/p/test/draft/art_1/code\"");
    let form = format!(
        "draft={draft}&type=R&deontic=must&sanction=admin_fine&bearer=provider&topic=labelling&remedy=complaint"
    );
    let unsaid = drafter.post("/p/test/draft/art_1/code", &form);
    assert_eq!(unsaid.status, 422, "whether it can be tested is nobody's to guess");
    let done = drafter.post("/p/test/draft/art_1/code", &format!("{form}&testable=yes"));
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(drafter.post("/p/test/draft/art_9/code", &format!("{form}&testable=yes")).status, 404);
    seen(&stranger.get("/p/test/draft"), ">L4</abbr>");
    let unit = stranger.get("/p/test/draft/art_1");
    for words in ["enforceable norm", "Beside", "/norms/"] {
        seen(&unit, words);
    }
    seen(&stranger.get("/p/test/norms"), "One part is coded, 1 of them");

    let otter = Browser::signed(&front, "otter");
    otter.post("/p/test/join", "pseudonym=otter");
    let form = "version=1&of=en&unit=art_1&wording-art_1=A+provider+shall+label+synthetic+voices.&text=Fines+frighten.&language=en";
    let look = otter.post("/p/test/amendments/new", form);
    let mark =
        look.text().split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let sent = otter.post("/p/test/amendments/new", &format!("{form}&seen={mark}&act=send"));
    assert_eq!(sent.status, 303, "{}", sent.text());
    let page = stranger.get(sent.header("location").split('?').next().unwrap());
    for words in
        ["What it changes of the norm", "administrative fine → none found", ">L4</abbr> → ", ">L2</abbr>"]
    {
        seen(&page, words);
    }
    seen(&stranger.get("/norms/adopted"), "No process of this node has adopted a text.");
    let listed = front.anonymous().get("/codings").json(200);
    assert_eq!((&listed[0]["unit"], &listed[0]["coding"]["deontic"]), (&"art_1".into(), &"must".into()));
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&korean.get("/p/test/norms"), "확인한 부분 1개");
}
