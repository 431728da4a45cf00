//! From a draft to its next version, in a browser without script.

use maru_forum::{
    Action, Actor, ChangeCharter, EntryNumber, Language, Moderation, Office, PhaseAct, ProposeAmendment,
};
use maru_verify::draft::{first_version, read_text, write_operations};

use crate::desk::holder;
use crate::support::{Front, Reply};
use crate::{Browser, seen};

const FIRST: &str = "# A norm\n\n## Article 1 Labels\n\n1. A provider may label it. It keeps the label.\n\n2. Nobody removes a label.\n\n## Article 2 Consent\n\nNobody shows a person without consent.\n";

/// A node whose process takes remarks, amendments and answers, shown at once.
fn front() -> Front {
    let front = Front::new();
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let mut charter = handle.read().charter.clone();
    charter.phases[0].acts = vec![
        PhaseAct::Join,
        PhaseAct::Statement,
        PhaseAct::Vote,
        PhaseAct::Remark,
        PhaseAct::Amend,
        PhaseAct::Answer,
    ];
    charter.moderation = Moderation::After;
    let reason = "The draft is to be discussed".to_owned();
    front.as_operator(ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
    front
}

pub(crate) fn multipart(fields: &[(&str, Option<&str>, &str)]) -> String {
    let part = |(name, file, value): &(&str, Option<&str>, &str)| {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
    };
    fields.iter().map(part).collect::<String>() + "--XX--\r\n"
}

fn upload(who: &Browser<'_>, fields: &[(&str, Option<&str>, &str)]) -> Reply {
    who.post_as("/p/test/desk/draft", "multipart/form-data; boundary=XX", multipart(fields))
}

/// What the page says was seen, so that just that can be published or sent.
pub(crate) fn seen_mark(reply: &Reply) -> String {
    reply.text().split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Publishes a version through the form, with a look at it before.
fn publish(who: &Browser<'_>, text: &str, reason: &str) {
    let look = upload(
        who,
        &[("file-en", Some("draft.md"), text), ("standing-en", None, "authentic"), ("act", None, "preview")],
    );
    assert_eq!(look.status, 200, "{}", look.text());
    let mark = seen_mark(&look);
    let fields = [
        ("standing-en", None, "authentic"),
        ("reason", None, reason),
        ("seen", None, &*mark),
        ("act", None, "publish"),
    ];
    let done = upload(who, &fields);
    assert_eq!((done.status.as_u16(), done.header("location")), (303, "/p/test/draft"), "{}", done.text());
}

#[test]
fn a_draft_is_looked_at_before_it_is_published_and_nothing_typed_is_lost() {
    let front = front();
    let stranger = Browser::signed(&front, "otter");
    stranger.post("/p/test/join", "pseudonym=otter");
    assert_eq!(stranger.get("/p/test/desk/draft").status, 403);
    let drafter = holder(&front, "heron", Office::Drafter);
    seen(&drafter.get("/p/test/desk"), "/p/test/desk/draft");
    seen(&drafter.get("/p/test/desk/draft"), "enctype=\"multipart/form-data\"");

    let check = |fields: &[(&str, Option<&str>, &str)], words: &str| {
        let reply = upload(&drafter, fields);
        assert_eq!(reply.status, 422, "{}", reply.text());
        seen(&reply, words);
        reply
    };
    check(&[("act", None, "preview")], "The text in English is missing");
    let again = check(
        &[("text-en", None, FIRST), ("reason", None, "First words"), ("act", None, "preview")],
        "what the text in English is worth",
    );
    seen(&again, "Nobody shows a person without consent.");
    seen(&again, "First words");
    check(&[("file-en", Some("a.pdf"), "%PDF-1.4"), ("standing-en", None, "authentic")], "cannot be read");
    check(&[("text-en", None, FIRST), ("standing-en", None, "machine")], "which program made it");

    let look = upload(
        &drafter,
        &[("text-en", None, FIRST), ("standing-en", None, "authentic"), ("act", None, "publish")],
    );
    assert_eq!(look.status, 200, "nothing is published that nobody looked at");
    seen(&look, "2 articles");
    seen(&look, "Nothing was noticed in the file that could not be read.");
    seen(&drafter.get("/p/test/desk/draft?see=en"), "Nobody removes a label.");
    // Whoever read it there and comes back finds what is kept, and can publish it.
    let back = drafter.get("/p/test/desk/draft");
    seen(&back, "2 articles");
    seen(&back, "<option value=\"authentic\" selected>");
    let mark = seen_mark(&look);
    assert_eq!(seen_mark(&back), mark);
    let fields = [("standing-en", None, "authentic"), ("seen", None, &*mark), ("act", None, "publish")];
    seen(&upload(&drafter, &fields), "needs a reason");
    publish(&drafter, FIRST, "First words");

    let draft = Browser::stranger(&front).get("/p/test/draft");
    seen(&draft, "id=\"art_1__para_1\"");
    seen(&draft, "English: an authentic text.");
    seen(&Browser::stranger(&front).get("/p/test/draft/art_1__para_2"), "Nobody removes a label.");
    assert_eq!(Browser::stranger(&front).get("/p/test/draft/art_9").status, 404);

    let look = upload(
        &drafter,
        &[
            ("file-en", Some("b.md"), &FIRST.replace("may label it", "must label it")),
            ("standing-en", None, "authentic"),
        ],
    );
    seen(&look, "One part changes");
    seen(&look, "name=\"cause-art_1__para_1\"");
    publish(&drafter, &FIRST.replace("may label it", "must label it"), "A duty");
    let redline = Browser::stranger(&front).get("/p/test/draft/redline");
    seen(&redline, "<del>may</del>");
    seen(&redline, "<ins>must</ins>");
    assert_eq!(Browser::stranger(&front).get("/p/test/draft/redline?from=1&to=7").status, 404);
}

#[test]
fn a_remark_hangs_on_words_and_is_seen_before_it_is_sent() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let otter = Browser::signed(&front, "otter");
    let form = "/p/test/remarks/new?version=1&of=en&unit=art_1__para_1";
    seen(&otter.get(form), "/p/test/join?then=");
    otter.post("/p/test/join", "pseudonym=otter");
    let blank = otter.get(form);
    seen(&blank, "It keeps the label.");
    seen(&blank, "<option value=\"\">Choose");

    let about = "version=1&of=en&unit=art_1__para_1";
    let check = |more: &str, words: &str| {
        let reply = otter.post("/p/test/remarks/new", &format!("{about}&{more}"));
        assert_eq!(reply.status, 422, "{}", reply.text());
        seen(&reply, words);
        reply
    };
    let again = check("text=Make+it+a+duty.&sentence=0", "Choose what kind of remark it is.");
    seen(&again, "Make it a duty.");
    seen(&again, "name=\"sentence\" value=\"0\" checked");
    let again = check("kind=objection&text=Make+it+a+duty.", "By its letters and words it may be");
    seen(&again, "<option value=\"en\" selected>");
    check("kind=objection&text=x&language=en&words=provider+must", "do not stand there");
    check("kind=objection&text=x&language=en&words=label", "2 times");

    let sent = "kind=objection&text=Make+it+a+duty.&language=en&sentence=0&wording=A+provider+must+label+it.+It+keeps+the+label.&act=send";
    let look = otter.post("/p/test/remarks/new", &format!("{about}&{sent}"));
    assert_eq!(look.status, 200, "a wording is shown as a change before it is sent");
    seen(&look, "<ins>must</ins>");
    // The page says that nothing was sent, and what went and came also without lines and colours.
    for words in [
        "<title>Not sent yet",
        "Send it as shown",
        "[taken out: </i><del>may</del>",
        "[put in: </i><ins>must</ins>",
    ] {
        seen(&look, words);
    }
    let mark = seen_mark(&look);
    let done = otter.post("/p/test/remarks/new", &format!("{about}&{sent}&seen={mark}"));
    assert_eq!(done.status, 303, "{}", done.text());
    let page = otter.get(done.header("location"));
    seen(&page, "<mark>A provider may label it.</mark>");
    seen(&page, "Keep your");
    let remark = done.header("location").split_once("done=").unwrap().1.to_owned();

    let ibis = Browser::signed(&front, "ibis");
    ibis.post("/p/test/join", "pseudonym=ibis");
    // The page that refuses a form has links to other languages: they lead to the page on which the form stands.
    let refused = ibis.post(&format!("/p/test/remarks/{remark}/comment"), "text=&language=en");
    assert_eq!(refused.status, 422);
    let korean_page = ibis.get(&format!("/p/test/remarks/{remark}/comment?lang=ko"));
    assert_eq!(
        (korean_page.status.as_u16(), korean_page.header("location")),
        (303, &*format!("/p/test/remarks/{remark}?lang=ko"))
    );
    assert_eq!(ibis.post(&format!("/p/test/remarks/{remark}/support"), "give=yes").status, 303);
    assert_eq!(ibis.post(&format!("/p/test/remarks/{remark}/comment"), "text=Yes.&language=en").status, 303);
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    let page = korean.get(&format!("/p/test/remarks/{remark}"));
    seen(&page, "지지 1명");
    seen(&page, "Yes.");
    seen(&Browser::stranger(&front).get("/p/test/draft"), "one remark");
    seen(&Browser::stranger(&front).get("/p/test/draft/art_1__para_1"), "Make it a duty.");

    publish(&drafter, &FIRST.replace("may label it", "must label it"), "A duty");
    let page = Browser::stranger(&front).get(&format!("/p/test/remarks/{remark}"));
    seen(&page, "In version 2 the words are others");
    seen(&page, "<del>may</del>");
    assert_eq!(Browser::stranger(&front).get("/p/test/remarks/9999").status, 404);
}

/// A participant's remark on a unit, as its entry.
fn remark(who: &Browser<'_>, unit: &str, kind: &str, text: &str) -> String {
    let form = format!("version=1&of=en&unit={unit}&kind={kind}&text={text}&language=en&act=send");
    let done = who.post("/p/test/remarks/new", &form);
    assert_eq!(done.status, 303, "{}", done.text());
    done.header("location").split_once("done=").unwrap().1.to_owned()
}

fn member<'a>(front: &'a Front, name: &str) -> Browser<'a> {
    let browser = Browser::signed(front, name);
    assert_eq!(browser.post("/p/test/join", &format!("pseudonym={name}")).status, 303);
    browser
}

/// The page “My part” and the account show what somebody wrote with its answer, and to nobody else.
fn mine_is_shown_with_its_answer(otter: &Browser<'_>, ibis: &Browser<'_>, answer: &str) {
    for page in [otter.get("/p/test/mine"), otter.get("/account")] {
        for words in [
            "What became of what I wrote",
            "Make it a duty.",
            "Accepted",
            "Paragraph 1 now says must.",
            "Article 1(1)",
            &format!("action=\"/p/test/answers/{answer}/reply\""),
            "name=\"word\" value=\"satisfied\"",
        ] {
            seen(&page, words);
        }
    }
    assert!(
        !ibis.get("/account").text().contains("Make it a duty."),
        "an account shows what its owner wrote"
    );
}

fn changed_words_are_shown_and_one_word_replies(otter: &Browser<'_>, answer: &str, on: &str) {
    seen(&otter.get("/account"), "/p/test/draft/redline?from=1&amp;to=2");
    let done = otter.post(&format!("/p/test/answers/{answer}/reply"), &format!("on={on}&word=satisfied"));
    assert_eq!(done.status, 303, "one word is a reply: {}", done.text());
    seen(&otter.get("/account"), "Satisfied");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story")]
fn many_are_answered_with_one_reason_or_none_and_authors_reply() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let (otter, ibis) = (member(&front, "otter"), member(&front, "ibis"));
    let one = remark(&otter, "art_1__para_1", "technical", "Make+it+a+duty.");
    let two = remark(&ibis, "art_1__para_1", "objection", "A+duty%2C+please.");
    let own = remark(&drafter, "art_2", "question", "Whose+consent%3F");

    seen(&drafter.get("/p/test/desk"), "3 remarks and amendments are unanswered");
    seen(&drafter.get("/p/test/desk/remarks"), "unit=art_1__para_1");
    let unit = drafter.get("/p/test/desk/remarks?show=unanswered&unit=art_1__para_1");
    for words in ["Make it a duty.", "A duty, please.", &format!("name=\"on\" value=\"{one}\"")] {
        seen(&unit, words);
    }
    // What an answer changes is chosen among the parts of the text, the one that it is about first.
    seen(&unit, "name=\"units\" value=\"art_1__para_1\"");
    assert!(!unit.text().contains("id=\"units\""), "nobody has to know ids");
    let objections = drafter.get("/p/test/desk/remarks?unit=art_1__para_1&kind=objection");
    assert!(!objections.text().contains("Make it a duty."), "the filter holds");

    let back = "back=show%3Dunanswered%26unit%3Dart_1__para_1";
    let check = |form: &str, words: &str| {
        let reply = drafter.post("/p/test/desk/remarks", &format!("{back}&{form}"));
        assert_eq!(reply.status, 422, "{}", reply.text());
        seen(&reply, words);
        reply
    };
    let reason =
        "disposition=accepted&text=Paragraph+1+now+says+must.&language=en&units=art_1__para_1&act=answer";
    check(reason, "Tick at least one.");
    let again = check(&format!("on={one}&on={two}&on={own}&{reason}"), "what they wrote themselves");
    seen(&again, &format!("value=\"{one}\" checked"));
    seen(&again, "value=\"art_1__para_1\" checked");
    seen(&again, "Paragraph 1 now says must.");
    seen(&drafter.get("/p/test/desk"), "3 remarks and amendments are unanswered");
    let done = drafter.post("/p/test/desk/remarks", &format!("{back}&on={one}&on={two}&{reason}"));
    assert_eq!(done.status, 303, "{}", done.text());
    let answer = done.header("location").split("done=").nth(1).unwrap().to_owned();

    let page = otter.get(&format!("/p/test/remarks/{one}"));
    for words in [
        "Accepted",
        "Paragraph 1 now says must.",
        "This page puts the answer before you",
        "one answer to 2",
        "the change is still to come",
    ] {
        seen(&page, words);
    }
    assert!(
        !ibis.get(&format!("/p/test/remarks/{one}")).text().contains("name=\"word\""),
        "only the author replies"
    );
    let reply = |who: &Browser<'_>, on: &str, form: &str| {
        who.post(&format!("/p/test/answers/{answer}/reply"), &format!("on={on}&{form}"))
    };
    let refused = reply(&ibis, &two, "word=&text=");
    assert_eq!(refused.status, 422);
    seen(&refused, "Choose what you say to the answer.");
    assert_eq!(reply(&ibis, &two, "word=objects&text=Not+at+once.&language=en").status, 303);
    seen(&Browser::stranger(&front).get(&format!("/p/test/remarks/{two}")), "Not at once.");
    seen(&drafter.get("/p/test/desk/remarks?show=objecting&unit=art_1__para_1"), "A duty, please.");
    mine_is_shown_with_its_answer(&otter, &ibis, &answer);
    seen(
        &Browser::stranger(&front).get(&format!("/p/test/answers/{answer}")),
        "It answers 2 remarks and amendments",
    );

    let desk = holder(&front, "crane", Office::Secretariat);
    let left = desk.get("/p/test/desk/phase");
    seen(&left, "1 without an answer, 2 still to be told to their authors");
    seen(&left, &format!("/p/test/remarks/{own}"));

    publish(&drafter, &FIRST.replace("may label it", "must label it"), "A duty");
    let redline = Browser::stranger(&front).get("/p/test/draft/redline");
    seen(&redline, &format!("/p/test/answers/{answer}"));
    seen(&redline, &format!("/p/test/remarks/{one}"));
    seen(&otter.get(&format!("/p/test/remarks/{one}")), "changed in version 2");
    changed_words_are_shown_and_one_word_replies(&otter, &answer, &one);
}

#[test]
fn amendments_are_proposed_cosigned_set_beside_each_other_and_merged() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let (otter, ibis) = (member(&front, "otter"), member(&front, "ibis"));
    let propose = |who: &Browser<'_>, wording: &str| {
        let form = format!(
            "version=1&of=en&unit=art_1&wording-art_1__para_1={wording}&text=So+that+it+binds.&language=en"
        );
        let nothing = who.post("/p/test/amendments/new", "version=1&of=en&unit=art_1&text=x&language=en");
        seen(&nothing, "Nothing is changed.");
        let look = who.post("/p/test/amendments/new", &form);
        assert_eq!(look.status, 200, "{}", look.text());
        seen(&look, "Article 1(1)");
        let done = who.post("/p/test/amendments/new", &format!("{form}&seen={}&act=send", seen_mark(&look)));
        assert_eq!(done.status, 303, "{}", done.text());
        done.header("location").split_once("done=").unwrap().1.to_owned()
    };
    let one = propose(&otter, "A+provider+must+label+it.+It+keeps+the+label.");
    let two = propose(&ibis, "A+provider+should+label+it.+It+keeps+the+label.");
    let three = propose(&ibis, "A+provider+may+label+it.+It+keeps+the+label+for+ever.");
    seen(&otter.get(&format!("/p/test/amendments/{one}")), "both cannot stand");
    assert_eq!(ibis.post(&format!("/p/test/amendments/{one}/cosign"), "give=yes").status, 303);
    seen(&otter.get(&format!("/p/test/amendments/{one}")), "one cosigner");
    assert_eq!(
        ibis.post(&format!("/p/test/amendments/{one}/withdraw"), "").status,
        422,
        "only its author takes it back"
    );
    seen(&otter.get("/p/test/draft/art_1__para_1"), "3 amendments to this part");

    let unsigned = Browser::stranger(&front).get(&format!("/p/test/amendments/{one}"));
    seen(&unsigned, "Sign in to take part");
    assert!(
        !unsigned.text().contains("Sign in to answer") && !unsigned.text().contains(">art_1"),
        "{}",
        unsigned.text()
    );
    seen(&drafter.get("/p/test/desk/merge"), "So that it binds.");
    let ticked = format!("on={one}&on={two}&on={three}");
    let look = drafter.post("/p/test/desk/merge", &format!("{ticked}&act=preview"));
    assert_eq!(look.status, 200, "{}", look.text());
    seen(&look, "2 are put in:");
    seen(&look, "the same words were changed otherwise");
    let mark = seen_mark(&look);
    let unreasoned = drafter.post("/p/test/desk/merge", &format!("{ticked}&act=publish&seen={mark}&reason="));
    seen(&unreasoned, "needs a reason");
    let done =
        drafter.post("/p/test/desk/merge", &format!("{ticked}&act=publish&seen={mark}&reason=It+binds"));
    assert_eq!(done.status, 303, "{}", done.text());
    let redline = Browser::stranger(&front).get("/p/test/draft/redline");
    for words in [
        "<ins>must</ins>",
        "for ever",
        &format!("/p/test/amendments/{one}"),
        &format!("/p/test/amendments/{three}"),
    ] {
        seen(&redline, words);
    }
    seen(&otter.get(&format!("/p/test/amendments/{one}")), "Merged into version 2");
    let rest =
        Browser { language: "ko", ..Browser::stranger(&front) }.get(&format!("/p/test/amendments/{two}"));
    seen(&rest, "같은 말이 다르게 바뀌었습니다");
    assert_eq!(ibis.post(&format!("/p/test/amendments/{two}/withdraw"), "").status, 303);
}

/// An amendment of one paragraph in several languages, as programs send it; the form has one language.
fn amendment_in(front: &Front, who: &str, texts: &[(&str, &str, &str)]) -> EntryNumber {
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let author =
        handle.read().participants.iter().find(|person| person.pseudonym.as_str() == who).unwrap().id;
    let operations = texts.iter().map(|(language, text, words)| {
        let language: Language = language.parse().unwrap();
        let command = first_version(&[(language.clone(), text)], "Read").unwrap();
        let document = read_text(&command.texts[0].text).unwrap();
        let operation =
            maru_text::propose_words(&document, &maru_text::UnitId::new("art_2"), words).unwrap().unwrap();
        (language, write_operations(&[operation]))
    });
    let command = ProposeAmendment {
        version: 1,
        operations: operations.collect(),
        units: vec![maru_forum::UnitId::new("art_2").unwrap()],
        text: "So that it binds.".to_owned(),
        language: "en".parse().unwrap(),
        sources: Vec::new(),
    };
    let action = Action { actor: Actor::Participant(author), command: command.into(), signature: None };
    let request = maru_store::Request { process: "test".parse().unwrap(), account: None, action };
    front.node.submit_blocking(request).unwrap().entry
}

#[test]
fn an_amendment_that_fails_in_one_language_is_left_out_in_all() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    let korean = "# 규범\n\n## 제1조 표시\n\n1. 제공자는 표시할 수 있다.\n\n## 제2조 동의\n\n동의 없이 사람을 보이지 아니한다.\n";
    let texts = [("en".parse().unwrap(), FIRST), ("ko".parse().unwrap(), korean)];
    front.as_operator(first_version(&texts, "First words").unwrap().into());
    member(&front, "otter");
    let first = amendment_in(&front, "otter", &[("ko", korean, "동의 없이 사람을 비추지 아니한다.")]);
    let both = amendment_in(
        &front,
        "otter",
        &[
            ("en", FIRST, "Nobody shows a person without written consent."),
            ("ko", korean, "동의 없이 사람을 들려주지 아니한다."),
        ],
    );
    let ticked = format!("on={first}&on={both}");
    let look = drafter.post("/p/test/desk/merge", &format!("{ticked}&act=preview"));
    assert_eq!(look.status, 200, "{}", look.text());
    seen(&look, "One is put in:");
    seen(&look, "the same words were changed otherwise");
    assert!(!look.text().contains("<ins>written</ins>"), "half an amendment is none: {}", look.text());
    let mark = seen_mark(&look);
    let done = drafter.post("/p/test/desk/merge", &format!("{ticked}&act=publish&seen={mark}&reason=Faces"));
    assert_eq!(done.status, 303, "{}", done.text());
    let draft = Browser::stranger(&front).get("/p/test/draft");
    assert!(!draft.text().contains("written consent"), "{}", draft.text());
    seen(&Browser::stranger(&front).get("/p/test/draft?text=ko"), "비추지");
    seen(&drafter.get("/p/test/desk/merge"), &format!("name=\"on\" value=\"{both}\""));

    // One that is no amendment, and one that was merged: neither is passed over in silence.
    let look = drafter.post("/p/test/desk/merge", &format!("on={first}&on=0&on={both}&act=preview"));
    seen(&look, "Left out: it was withdrawn or merged before.");
    seen(&look, "There is no amendment with this number.");
}

#[test]
fn causes_of_more_parts_than_a_page_shows_at_once_are_kept() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    let text = |verb: &str| {
        let articles =
            (1..=100).map(|number| format!("## Article {number}\n\nEveryone {verb} thing {number}.\n\n"));
        format!("# A norm\n\n{}", articles.collect::<String>())
    };
    publish(&drafter, &text("does"), "First words");
    let otter = member(&front, "otter");
    let last = remark(&otter, "art_100", "technical", "Leave+it.");
    let (next, file) = (text("leaves"), Some("b.md"));
    let look = upload(&drafter, &[("file-en", file, &next), ("standing-en", None, "authentic")]);
    seen(&look, "20 more parts");
    let mark = seen_mark(&look);
    let fields = |unit: &'static str| {
        vec![
            ("standing-en", None, "authentic"),
            ("reason", None, "Less"),
            ("act", None, "publish"),
            (unit, None, &*last),
        ]
    };
    let with = |unit, mark| fields(unit).into_iter().chain([("seen", None, mark)]).collect::<Vec<_>>();
    let stray = upload(&drafter, &with("cause-art_999", &mark));
    assert_eq!(
        stray.status, 200,
        "a cause of a part that does not change is shown, and nothing is published"
    );
    seen(&stray, "A cause is named for a part that did not change.");
    let done = upload(&drafter, &with("cause-art_100", &mark));
    assert_eq!(done.status, 303, "{}", done.text());
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let process = handle.read();
    let cause = process.drafts.last().unwrap().causes.iter().find(|cause| cause.unit.as_str() == "art_100");
    assert_eq!(cause.unwrap().by, [EntryNumber(last.parse().unwrap())]);
}

#[test]
fn a_phase_of_answers_closes_only_when_nothing_is_left() {
    let front = front();
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let mut charter = handle.read().charter.clone();
    let mut past = charter.phases[0].clone();
    past.id = "past".to_owned();
    (past.opens, past.closes) = ("2019-01-01".parse().unwrap(), "2019-12-31".parse().unwrap());
    charter.phases.insert(0, past);
    front.as_operator(
        ChangeCharter { charter: Box::new(charter), reason: "A phase before".to_owned(), shorten: true }
            .into(),
    );
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let otter = member(&front, "otter");
    let one = remark(&otter, "art_2", "question", "Whose+consent%3F");
    let desk = holder(&front, "crane", Office::Secretariat);
    let close = || desk.post("/p/test/desk/phase", "phase=past&reason=All+is+answered");

    let refused = close();
    assert_eq!(refused.status, 422, "{}", refused.text());
    seen(&refused, "1 without an answer, 0 still to be told to their authors");
    seen(&refused, &format!("/p/test/remarks/{one}"));
    let form =
        format!("on={one}&disposition=explained&text=That+of+each+person+shown.&language=en&act=answer");
    assert_eq!(drafter.post("/p/test/desk/remarks", &form).status, 303);
    let refused = close();
    assert_eq!(refused.status, 422);
    seen(&refused, "0 without an answer, 1 still to be told to their authors");
    let (answer, who) = handle.read().answers.untold().next().unwrap();
    front.as_operator(maru_forum::Tell { answer, to: vec![who], means: maru_forum::Means::Page }.into());
    assert_eq!(close().status, 303);
    seen(&desk.get("/p/test/desk/phase"), "All is answered");
}

#[test]
fn a_letter_comes_with_files_that_no_browser_runs() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let otter = member(&front, "otter");
    let send = |fields: &[(&str, Option<&str>, &str)]| {
        otter.post_as("/p/test/submissions/new", "multipart/form-data; boundary=XX", multipart(fields))
    };
    let refused = send(&[
        ("text", None, "Two points."),
        ("language", None, "en"),
        ("files", Some("run.html"), "<script>1</script>"),
    ]);
    assert_eq!(refused.status, 422, "{}", refused.text());
    seen(&refused, "Two points.");
    let done = send(&[
        ("text", None, "Two points."),
        ("language", None, "en"),
        ("files", Some("C:\\me\\점.txt"), "first"),
        ("files", Some("b.pdf"), "%PDF-1.4"),
    ]);
    assert_eq!(done.status, 303, "{}", done.text());
    let letter = done.header("location").split_once("done=").unwrap().1.to_owned();
    seen(&otter.get(&format!("/p/test/submissions/{letter}")), "점.txt");
    let file = Browser::stranger(&front).get(&format!("/p/test/attachments/{letter}/0"));
    assert_eq!((file.status.as_u16(), file.text()), (200, "first"));
    assert_eq!(file.header("content-disposition"), "attachment; filename*=UTF-8''%EC%A0%90.txt");
    assert!(file.header("content-security-policy").starts_with("sandbox;"), "nothing of it runs");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert_eq!(Browser::stranger(&front).get(&format!("/p/test/attachments/{letter}/2")).status, 404);
    let point = otter.post(
        "/p/test/remarks/new",
        &format!(
            "version=1&of=en&unit=&kind=general&text=First+point.&language=en&submission={letter}&act=send"
        ),
    );
    assert_eq!(point.status, 303, "{}", point.text());
    seen(&otter.get(&format!("/p/test/submissions/{letter}")), "First point.");
    let account = otter.get("/account");
    for words in ["Two points.", "First point.", &format!("/p/test/submissions/{letter}")] {
        seen(&account, words);
    }
}

/// Fields of the form of tables, sent in parts.
fn table(who: &Browser<'_>, fields: &[(&str, Option<&str>, &str)]) -> Reply {
    who.post_as("/p/test/desk/tables", "multipart/form-data; boundary=XX", multipart(fields))
}

#[test]
fn a_table_of_comments_leaves_with_answers_typed_and_comes_back() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Secretariat);
    publish(&drafter, FIRST, "First words");
    let otter = member(&front, "otter");
    let first = remark(&otter, "art_2", "technical", "One+point+to+make.");
    remark(&otter, "art_2", "question", "Two+points+to+make.");
    assert_eq!(otter.get("/p/test/desk/tables").status, 403);
    seen(&drafter.get("/p/test/desk"), "/p/test/desk/tables");
    let page = drafter.get("/p/test/desk/tables");
    seen(&page, "/p/test/comments/iso-csv");
    seen(&page, "EU Have your say");
    let csv = Browser::stranger(&front).get("/p/test/comments/iso-csv");
    assert!(csv.header("content-disposition").contains("test-comments.csv"));
    assert_eq!(Browser::stranger(&front).get("/p/test/comments/regulations").status, 404, "it is only read");
    let text = csv.text();
    let typed =
        text.replace("One point to make.,,", "One point to make.,,Noted. The drafters have heard it.");
    let typed = typed.replace("Two points to make.,,", "Two points to make.,,We thank you.");
    assert_ne!(text, typed);

    let base = [("what", None, "answers"), ("form", None, "iso-csv"), ("language", None, "en")];
    let missing = table(&drafter, &base);
    assert_eq!(missing.status, 422);
    seen(&missing, "Choose a file.");
    let with = |more: &[(&'static str, Option<&'static str>, String)]| {
        let more = more.iter().map(|(name, file, value)| (*name, *file, value.as_str()));
        let fields: Vec<_> = base.iter().copied().chain(more).collect();
        table(&drafter, &fields)
    };
    let look = with(&[("file", Some("back.csv"), typed.clone()), ("act", None, "preview".to_owned())]);
    assert_eq!(look.status, 200, "{}", look.text());
    seen(&look, "Rows: 2. Answers to record: 1.");
    seen(&look, "It begins with no word that says what became of the comment.");
    let mark = seen_mark(&look);
    // Somebody answers at the desk before it is sent: then it is shown anew and nothing is overwritten.
    let answer =
        format!("on={first}&disposition=explained&text=It+was+explained+here.&language=en&act=give-now");
    assert_eq!(drafter.post("/p/test/desk/remarks", &answer).status, 303);
    let again = with(&[("seen", None, mark), ("act", None, "send".to_owned())]);
    assert_eq!(again.status, 200, "{}", again.text());
    seen(&again, "It was explained here.");
    seen(&again, "name=\"replace\"");
    let mark = seen_mark(&again);
    let none = with(&[("seen", None, mark.clone()), ("act", None, "send".to_owned())]);
    assert_eq!(none.status, 422);
    let done =
        with(&[("seen", None, mark), ("replace", None, first.clone()), ("act", None, "send".to_owned())]);
    assert_eq!(done.status, 303, "{}", done.text());
    seen(&Browser::stranger(&front).get(&format!("/p/test/remarks/{first}")), "The drafters have heard it.");
}

#[test]
fn comments_made_elsewhere_come_in_with_their_authors() {
    let front = front();
    let desk = holder(&front, "heron", Office::Secretariat);
    publish(&desk, FIRST, "First words");
    let file = "version: 2012-03\ncomments:\n- id: DE-002\n  body: DE\n  locality:\n    clause: 'Article 1'\n  type: te\n  comments: Labels fall off.\n  proposed_change: Say how they stay.\n  observations: Accepted.\n";
    let fields = [
        ("what", None, "comments"),
        ("form", None, "commenter"),
        ("language", None, "en"),
        ("source", None, "ISO"),
        ("licence", None, "CC0"),
    ];
    let blank: Vec<_> = fields[..3]
        .iter()
        .copied()
        .chain([("file", Some("a.yaml"), file), ("act", None, "preview")])
        .collect();
    seen(&table(&desk, &blank), "Say where the comments come from, and under which licence.");
    let look: Vec<_> =
        fields.into_iter().chain([("file", Some("a.yaml"), file), ("act", None, "preview")]).collect();
    let look = table(&desk, &look);
    assert_eq!(look.status, 200, "{}", look.text());
    seen(&look, "Rows: 1. Remarks that they become: 1.");
    seen(&look, "answered elsewhere (Accepted)");
    let mark = seen_mark(&look);
    let send: Vec<_> = fields.into_iter().chain([("seen", None, &*mark), ("act", None, "send")]).collect();
    let done = table(&desk, &send);
    assert_eq!(done.status, 303, "{}", done.text());
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let entry = handle.read().remarks.iter().last().unwrap().entry;
    let page = Browser::stranger(&front).get(&format!("/p/test/remarks/{entry}"));
    seen(&page, "DE-002");
    seen(&page, "Say how they stay.");
    let drafter = holder(&front, "ibis", Office::Drafter);
    assert_eq!(table(&drafter, &send).status, 403, "a drafter brings nothing in");
}

#[test]
fn one_file_carries_many_remarks_each_with_an_entry() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    seen(&Browser::stranger(&front).get("/p/test/remarks/many"), "/sign-in");
    let otter = member(&front, "otter");
    seen(&otter.get("/p/test/remarks"), "/p/test/remarks/many");
    let review = "# otter's review for the norm\n\n## Discuss\n\n### Consent\n\n> without consent\n\nWhose?\n\n## Nits\n\n### Section 9\n\nSpell it out.\n";
    let carry = |fields: &[(&str, Option<&str>, &str)]| {
        otter.post_as("/p/test/remarks/many", "multipart/form-data; boundary=XX", multipart(fields))
    };
    let base = [("form", None, "ietf"), ("language", None, "en")];
    seen(&carry(&base), "Choose a file.");
    let look: Vec<_> =
        base.into_iter().chain([("file", Some("review.md"), review), ("act", None, "preview")]).collect();
    let look = carry(&look);
    assert_eq!(look.status, 200, "{}", look.text());
    seen(&look, "Rows: 2. Remarks that they become: 2.");
    seen(&look, "No unit has this place: 9");
    let mark = seen_mark(&look);
    let whole: Vec<_> = base.into_iter().chain([("seen", None, &*mark), ("act", None, "send")]).collect();
    let done = carry(&whole);
    assert_eq!(
        (done.status.as_u16(), done.header("location")),
        (303, "/p/test/remarks?show=mine"),
        "{}",
        done.text()
    );
    let page = otter.get("/p/test/remarks?show=mine");
    seen(&page, "Whose?");
    seen(&page, "Spell it out.");
    assert_eq!(carry(&whole).status, 422, "what was sent is not kept to be sent twice");
}

/// The same with a file that is no text.
fn multipart_with(fields: &[(&str, Option<&str>, &str)], name: &str, file: &[u8]) -> Vec<u8> {
    let head =
        format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"draft.docx\"\r\n\r\n");
    [head.as_bytes(), file, b"\r\n", multipart(fields).as_bytes()].concat()
}

/// A draft as Word has it after somebody tracked a change in it.
fn tracked(old: &str, new: &str) -> Vec<u8> {
    let read = |text: &str| maru_text::parse_markdown(text);
    let redline = maru_text::redline(&read(old), &read(new));
    maru_text::redline_to_docx(&redline, "Jo Doe", "2026-01-01T00:00:00Z", "en")
}

#[test]
fn a_word_file_with_tracked_changes_carries_remarks_of_whoever_sends_it() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let otter = member(&front, "otter");
    let many = "/p/test/remarks/many";
    let base = [("form", None, "word-review"), ("language", None, "en")];
    let carry = |fields: &[(&str, Option<&str>, &str)], file: &[u8]| {
        otter.post_as(many, "multipart/form-data; boundary=XX", multipart_with(fields, "file", file))
    };
    let look: Vec<_> = base.into_iter().chain([("act", None, "preview")]).collect();
    let foreign =
        tracked(&FIRST.replace("a label.", "a seal."), &FIRST.replace("removes a label.", "hides a seal."));
    let refused = carry(&look, &foreign);
    seen(&refused, "nothing of the file is taken");
    seen(&refused, "reads otherwise in the draft than in the file: art_1__para_2");
    assert!(!refused.text().contains("name=\"seen\""), "nothing can be sent");

    let shown = carry(&look, &tracked(FIRST, &FIRST.replace("removes", "hides")));
    seen(&shown, "Rows: 1. Remarks that they become: 1.");
    let mark = seen_mark(&shown);
    let send: Vec<_> = base.into_iter().chain([("seen", None, &*mark), ("act", None, "send")]).collect();
    let done = otter.post_as(many, "multipart/form-data; boundary=XX", multipart(&send));
    assert_eq!(done.status, 303, "{}", done.text());
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let entry = handle.read().remarks.iter().last().unwrap().entry;
    let page = Browser::stranger(&front).get(&format!("/p/test/remarks/{entry}"));
    for words in ["otter", "Named in the file:", "Jo Doe", "“removes” → “hides”"] {
        seen(&page, words);
    }
}

#[test]
fn whoever_sends_a_draft_says_what_its_tracked_changes_count_as() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    let file = tracked(FIRST, &FIRST.replace("removes", "hides"));
    let base = [("standing-en", None, "authentic"), ("act", None, "preview")];
    let draft = "/p/test/desk/draft";
    let asked =
        drafter.post_as(draft, "multipart/form-data; boundary=XX", multipart_with(&base, "file-en", &file));
    seen(&asked, "name=\"tracked-en\"");
    seen(&asked, "The file that you sent is kept.");
    for (choice, words) in [("rejected", "Nobody removes a label."), ("accepted", "Nobody hides a label.")] {
        let fields: Vec<_> = base.into_iter().chain([("tracked-en", None, choice)]).collect();
        let look = upload(&drafter, &fields);
        assert_eq!(look.status, 200, "{}", look.text());
        let mark = seen_mark(&look);
        seen(&drafter.get("/p/test/desk/draft?see=en"), words);
        if choice == "accepted" {
            let fields = [
                ("standing-en", None, "authentic"),
                ("tracked-en", None, choice),
                ("reason", None, "First words"),
                ("seen", None, &*mark),
                ("act", None, "publish"),
            ];
            assert_eq!(upload(&drafter, &fields).status, 303);
        }
    }
    seen(&Browser::stranger(&front).get("/p/test/draft"), "Nobody hides a label.");
}

#[test]
fn an_answer_that_nobody_saw_is_not_replaced_and_a_replaced_one_says_so() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let otter = member(&front, "otter");
    let one = remark(&otter, "art_1__para_1", "technical", "Make+it+a+duty.");
    let send = |rest: &str| {
        let form =
            format!("back=unit%3Dart_1__para_1&on={one}&language=en&units=art_1__para_1&act=answer{rest}");
        drafter.post("/p/test/desk/remarks", &form)
    };
    let first = send("&disposition=accepted&text=Paragraph+1+now+says+must.");
    assert_eq!(first.status, 303, "{}", first.text());
    let first = first.header("location").split("done=").nth(1).unwrap().to_owned();

    let stale = send("&disposition=explained&text=The+scope+is+explained+elsewhere.");
    assert_eq!(stale.status, 422, "a page that did not show the answer does not replace it");
    for words in [
        "was answered, or an answer to it was proposed",
        "The scope is explained elsewhere.",
        &format!("{one}={first}"),
    ] {
        seen(&stale, words);
    }
    let second =
        send(&format!("&disposition=explained&text=The+scope+is+explained+elsewhere.&seen={one}%3D{first}"));
    assert_eq!(second.status, 303, "whoever saw it may: {}", second.text());
    let second = second.header("location").split("done=").nth(1).unwrap().to_owned();

    let replaced = otter.get(&format!("/p/test/answers/{first}"));
    for words in ["does not stand any more", "replaced by", &format!("/p/test/answers/{second}")] {
        seen(&replaced, words);
    }
    assert!(!replaced.text().contains("still to come"), "what was replaced promises nothing");
    seen(&otter.get(&format!("/p/test/answers/{second}")), "in place of");
    seen(&otter.get(&format!("/p/test/remarks/{one}")), "Earlier answers:");
}

#[test]
fn an_answer_names_parts_of_the_text_that_there_are() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let one = remark(&member(&front, "otter"), "art_1__para_1", "technical", "Make+it+a+duty.");
    let send = |units: &str| {
        let form = format!(
            "on={one}&language=en&disposition=accepted&text=Paragraph+1+says+must.&act=answer&units={units}"
        );
        drafter.post("/p/test/desk/remarks", &form)
    };
    let unknown = send("art_99");
    assert_eq!(unknown.status, 422);
    seen(&unknown, "does not fit the words of the draft");
    let none = send("");
    assert_eq!(none.status, 422);
    seen(&none, "Name the parts of the text that change");
    assert_eq!(send("art_1__para_1").status, 303);
}

#[test]
fn ticked_sentences_and_typed_words_are_not_taken_together() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let otter = member(&front, "otter");
    let form = "version=1&of=en&unit=art_1__para_1&kind=technical&text=Which+one%3F&language=en&act=send&sentence=0&words=keeps+the+label";
    let both = otter.post("/p/test/remarks/new", form);
    assert_eq!(both.status, 422);
    seen(&both, "You ticked sentences and typed words as well.");
    seen(&both, "Which one?");
}

#[test]
fn the_same_words_sent_twice_are_one_entry() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let (otter, ibis) = (member(&front, "otter"), member(&front, "ibis"));
    let first = remark(&otter, "art_1__para_1", "technical", "Make+it+a+duty.");
    assert_eq!(remark(&otter, "art_1__para_1", "technical", "Make+it+a+duty."), first);
    assert_ne!(remark(&otter, "art_1__para_1", "technical", "Make+it+a+promise."), first);
    assert_ne!(remark(&ibis, "art_1__para_1", "technical", "Make+it+a+duty."), first, "two people may agree");
}

#[test]
fn words_of_a_removed_remark_are_shown_to_their_author_as_removed() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let otter = member(&front, "otter");
    let one = remark(&otter, "art_1__para_1", "technical", "Make+it+a+duty.");
    let judge = holder(&front, "crane", Office::Moderator);
    seen(&judge.get("/p/test/desk/moderation?show=put"), "Make it a duty.");
    let verdict = format!("on={one}&verdict=rejected&reason=Not+about+the+draft&rule=off_topic");
    assert_eq!(judge.post("/p/test/desk/moderation", &verdict).status, 303);
    let page = otter.get(&format!("/p/test/remarks/{one}"));
    for words in ["A moderator has removed these words", "Not about the draft", "Make it a duty."] {
        seen(&page, words);
    }
    seen(&otter.get("/account"), "A moderator has removed these words");
    seen(&judge.get("/p/test/desk/moderation?show=removed"), "Make it a duty.");
    let public = Browser::stranger(&front).get(&format!("/p/test/remarks/{one}"));
    assert!(!public.text().contains("Make it a duty."));
}

#[test]
fn words_are_not_lost_where_the_form_is_gone() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let form = "version=1&of=en&unit=art_1&kind=technical&text=My+long+thought&language=en&act=send";
    let gone = Browser::stranger(&front).post("/p/test/remarks/new", form);
    assert_eq!(gone.status, 401, "a session that has ended does not take the words along");
    seen(&gone, "My long thought");
    seen(&gone, "/sign-in?then=");
}

#[test]
fn a_part_that_a_version_took_out_says_so_at_its_address() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    publish(
        &drafter,
        "# A norm\n\n## Article 1 Labels\n\n1. A provider may label it. It keeps the label.\n\n2. Nobody removes a label.\n",
        "Without consent",
    );
    let gone = Browser::stranger(&front).get("/p/test/draft/art_2");
    for words in ["Version 2 has no such part", "/p/test/draft/art_2?version=1", "Version 2 took it out"] {
        seen(&gone, words);
    }
    assert_eq!(Browser::stranger(&front).get("/p/test/draft/art_77").status, 404);
}

#[test]
fn an_amendment_written_on_an_older_version_is_carried_over_and_takes_nothing_back() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let otter = member(&front, "otter");
    // What the form of version 1 would send: the words as they stood there, one of them changed.
    let stale = "version=1&of=en&unit=art_1&text=A+duty.&language=en&act=send\
        &wording-art_1__para_1=A+provider+may+label+it.+It+keeps+the+label+for+ever.&wording-art_1__para_2=Nobody+removes+a+label.";
    publish(&drafter, &FIRST.replace("may label it", "must label it"), "A duty");
    let moved = otter.post("/p/test/amendments/new", stale);
    assert_eq!(moved.status, 422);
    for words in [
        "Your change is carried over to it",
        "A provider must label it. It keeps the label for ever.",
        "name=\"version\" value=\"2\"",
    ] {
        seen(&moved, words);
    }
    let mark = seen_mark(&moved);
    let again = stale.replace("version=1", "version=2").replace("may+label", "must+label");
    let done = otter.post("/p/test/amendments/new", &format!("{again}&seen={mark}"));
    assert_eq!(done.status, 303, "{}", done.text());
}

#[test]
fn a_new_part_is_put_in_by_an_amendment_and_its_words_lead_to_it() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let otter = member(&front, "otter");
    seen(&otter.get("/p/test/amendments/new?unit=art_2"), "name=\"new_words\"");
    let form = "version=1&of=en&unit=art_2&new_place=before&new_number=Article+1a&new_heading=Marks&new_words=A+mark+is+seen+by+all.&text=It+is+missing.&language=en";
    let look = otter.post("/p/test/amendments/new", form);
    assert_eq!(look.status, 200, "{}", look.text());
    seen(&look, "A mark is seen by all.");
    let done = otter.post("/p/test/amendments/new", &format!("{form}&seen={}&act=send", seen_mark(&look)));
    assert_eq!(done.status, 303, "{}", done.text());
    let amendment = done.header("location").split_once("done=").unwrap().1.to_owned();
    // It touches no part that stands, and belongs to the one behind which it is put in.
    for page in
        [&look, &otter.get(&format!("/p/test/amendments/{amendment}")), &otter.get("/p/test/amendments")]
    {
        seen(page, "added after <a href=\"/p/test/draft/art_1\"");
        assert!(!page.text().contains("/p/test/draft/draft"), "a link that leads nowhere");
    }
    seen(&otter.get("/p/test/draft/art_1"), &format!("/p/test/amendments/{amendment}"));
    let judge = holder(&front, "crane", Office::Moderator);
    let queue = judge.get("/p/test/desk/moderation?show=put");
    seen(&queue, "<ins>A mark is seen by all.</ins>");
    seen(&queue, "It is missing.");
    seen(&queue, &format!("/p/test/amendments/{amendment}"));
    assert!(!queue.text().contains("operation"), "{}", queue.text());
    let later = "version=1&of=en&unit=art_1__para_2&new_number=3.&new_words=A+label+lasts.&text=So+that+it+lasts.&language=en";
    let look = otter.post("/p/test/amendments/new", later);
    let second = otter.post("/p/test/amendments/new", &format!("{later}&seen={}&act=send", seen_mark(&look)));
    assert_eq!(second.status, 303, "{}", second.text());
    let second = second.header("location").split_once("done=").unwrap().1.to_owned();

    let ticked = format!("on={amendment}&on={second}");
    let look = drafter.post("/p/test/desk/merge", &format!("{ticked}&act=preview"));
    seen(&look, "2 are put in:");
    seen(&look, "Article 1a Marks</bdi>");
    let mark = seen_mark(&look);
    let done = drafter.post("/p/test/desk/merge", &format!("{ticked}&act=publish&seen={mark}&reason=Marks"));
    assert_eq!(done.status, 303, "{}", done.text());
    let draft = Browser::stranger(&front).get("/p/test/draft");
    let places =
        ["Nobody removes a label.", "A label lasts.", "A mark is seen by all.", "Nobody shows a person"];
    let places =
        places.map(|words| draft.text().find(words).unwrap_or_else(|| panic!("{words}: {}", draft.text())));
    assert!(places.is_sorted(), "{places:?}");
    let redline = Browser::stranger(&front).get("/p/test/draft/redline");
    for entry in [amendment, second] {
        seen(&redline, &format!("/p/test/amendments/{entry}"));
    }
}

#[test]
fn an_author_words_a_remark_otherwise_and_later_takes_it_back() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let (otter, ibis) = (member(&front, "otter"), member(&front, "ibis"));
    let one = remark(&otter, "art_1__para_1", "technical", "Make+it+a+duty.");
    let page = format!("/p/test/remarks/{one}");
    ibis.post(&format!("{page}/support"), "give=yes");
    seen(&otter.get(&page), &format!("action=\"{page}/edit\""));
    assert!(!ibis.get(&page).text().contains("/edit\""), "nobody else words it otherwise");
    assert_eq!(ibis.post(&format!("{page}/edit"), "edited=No.").status, 422);
    assert_eq!(otter.post(&format!("{page}/edit"), "edited=Make+it+a+strict+duty.").status, 303);
    let shown = Browser::stranger(&front).get(&page);
    for words in [
        "Make it a strict duty.",
        "Make it a duty.",
        "Worded otherwise once",
        "One of them came before the words were what they are now.",
    ] {
        seen(&shown, words);
    }

    let form = format!("/p/test/record/{one}/withdraw");
    seen(&otter.get(&page), &form);
    seen(&Browser::stranger(&front).get(&form), "Sign in to take part");
    seen(&ibis.get(&form), "Only whoever wrote these words can withdraw them here, and the secretariat");
    assert_eq!(ibis.post(&form, "reason=author&ground=I+do+not+like+it.").status, 422);
    seen(&otter.post(&form, "ground=I+think+otherwise."), "Choose why the words go.");
    let done = otter.post(&form, "reason=author&ground=I+think+otherwise.");
    assert_eq!(done.status, 303, "{}", done.text());
    for address in
        [page.as_str(), "/p/test/remarks", "/p/test/comments/iso-csv", "/p/test/draft/art_1__para_1"]
    {
        let public = Browser::stranger(&front).get(address);
        assert!(!public.text().contains("duty."), "{address}: {}", public.text());
    }
    seen(&otter.get(&page), "These words were erased.");
    seen(&Browser::stranger(&front).get("/p/test/moderation"), "their author takes them back");
    seen(&drafter.get("/p/test/desk"), "unanswered");
}

#[test]
fn a_merge_says_which_parts_are_changed_by_others_in_each_language() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    let korean = "# 규범\n\n## 제1조 표시\n\n1. 제공자는 표시할 수 있다. 표시를 지킨다.\n\n2. 아무도 표시를 지우지 아니한다.\n\n## 제2조 동의\n\n동의 없이 사람을 보이지 아니한다.\n";
    let texts = [("en".parse().unwrap(), FIRST), ("ko".parse().unwrap(), korean)];
    front.as_operator(first_version(&texts, "First words").unwrap().into());
    member(&front, "otter");
    let (english, own) =
        ("Nobody shows a person without written consent.", "동의 없이 사람을 비추지 아니한다.");
    let one = amendment_in(&front, "otter", &[("en", FIRST, english)]);
    let other = amendment_in(&front, "otter", &[("ko", korean, own)]);
    let look = drafter.post("/p/test/desk/merge", &format!("on={one}&on={other}&act=preview"));
    assert_eq!(look.status, 200, "{}", look.text());
    seen(&look, "Nobody has said that they say the same");
    seen(&look, "Article 2 Consent</bdi>: changed in English by");
    seen(&look, "changed in Korean by");
    // One that says it in both languages is one change.
    let both = amendment_in(&front, "otter", &[("en", FIRST, english), ("ko", korean, own)]);
    let look = drafter.post("/p/test/desk/merge", &format!("on={both}&act=preview"));
    assert!(!look.text().contains("Nobody has said that"), "{}", look.text());
    // In one language alone it is told as a step that the other did not take.
    let look = drafter.post("/p/test/desk/merge", &format!("on={one}&act=preview"));
    seen(&look, "changed in English and not in Korean");
}

#[test]
fn a_part_is_taken_out_and_another_put_in_its_place() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let otter = member(&front, "otter");
    let form = "version=1&of=en&unit=art_1__para_2&wording-art_1__para_2=Nobody+removes+a+label.&delete=art_1__para_2&new_number=2.&new_words=A+label+stays.&text=Shorter.&language=en";
    let look = otter.post("/p/test/amendments/new", form);
    assert_eq!(look.status, 200, "{}", look.text());
    seen(&look, "A label stays.");
    seen(&look, "<del>Nobody removes a label.</del>");
    let done = otter.post("/p/test/amendments/new", &format!("{form}&seen={}&act=send", seen_mark(&look)));
    assert_eq!(done.status, 303, "{}", done.text());
}

/// Words of an amendment that a court has erased stand in the version that took it up: the page says where, and erases them there too.
#[expect(clippy::too_many_lines, reason = "one story, told in order")]
#[test]
fn the_secretariat_erases_by_law_here_and_where_else_the_words_stand_and_the_author_appeals() {
    let front = front();
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let (otter, ibis) = (member(&front, "otter"), member(&front, "ibis"));
    let words = "Nobody shows Kim Minsu of Mapo, who lives at 12 Hill Road, without consent.";
    let one = amendment_in(&front, "otter", &[("en", FIRST, words)]);
    let look = drafter.post("/p/test/desk/merge", &format!("on={one}&act=preview"));
    let mark = seen_mark(&look);
    let merged =
        drafter.post("/p/test/desk/merge", &format!("on={one}&act=publish&seen={mark}&reason=Names"));
    assert_eq!(merged.status, 303, "{}", merged.text());
    publish(&drafter, FIRST, "Without names");
    let process = front.node.process(&"test".parse().unwrap()).unwrap();
    let second = process.read().drafts[1].entry;

    let form = format!("/p/test/record/{one}/withdraw");
    seen(&ibis.get(&form), "Only whoever wrote these words");
    let own = otter.get(&form);
    seen(&own, "What was taken into version 2 of the draft is text of the process by now, and stays in it.");
    assert!(!own.text().contains("name=\"also\""), "an author erases their own words alone");
    let secretariat = holder(&front, "crane", Office::Secretariat);
    seen(&secretariat.get(&format!("/p/test/record/{one}")), "Erase these words by law");
    let asked = secretariat.get(&form);
    for words in [
        "Hill Road",
        "otter is told on their page My account",
        "nobody holds the office that rules on appeals",
        "version 2 of the draft, whole",
        &format!("name=\"also\" value=\"{second}\""),
    ] {
        seen(&asked, words);
    }
    let korean = Browser { language: "ko", ..holder(&front, "gull", Office::Secretariat) };
    seen(&korean.get(&format!("/p/test/record/{one}")), "법에 따라 이 글 지우기");
    let in_korean = korean.get(&form);
    for words in [
        "otter 님은 자신의 계정 페이지에서 이유와 근거를 알게 됩니다",
        "이의를 심사하는 직책을 맡은 사람이 없습니다",
        "초안 제2판 전체",
        "법적 근거: 법률과 조문, 법원과 사건 번호",
        "글을 완전히 지우기",
    ] {
        seen(&in_korean, words);
    }
    assert!(!asked.text().contains("value=\"author\""), "the words are not theirs");
    assert_eq!(asked.text().matches("name=\"also\"").count(), 1, "{}", asked.text());
    let send = |reason: &str, ground: &str| {
        secretariat.post(&form, &format!("reason={reason}&ground={ground}&also={second}"))
    };
    let refused = send("personal-data", "GDPR+Art+17");
    assert_eq!(refused.status, 422);
    seen(&refused, &format!("Entry {second} was not erased"));
    let refused = send("court-order", "It+says+Kim+Minsu+of+Mapo%2C+who+lives+at+12+Hill+Road");
    assert_eq!(refused.status, 422);
    seen(&refused, "The reason repeats these words");
    let done = send("court-order", "Seoul+Western+District+Court%2C+2026Gahap1");
    assert_eq!(done.status, 303, "{}", done.text());
    let stranger = Browser::stranger(&front);
    for address in [
        format!("/p/test/amendments/{one}"),
        format!("/p/test/record/{one}"),
        format!("/p/test/record/{second}"),
        "/p/test/draft?version=2".to_owned(),
        "/p/test/draft/redline?from=1&to=2".to_owned(),
        "/p/test/draft/redline?from=2&to=3".to_owned(),
        "/p/test/draft/art_2".to_owned(),
        "/p/test/draft/art_2?version=2".to_owned(),
        "/api/processes/test/draft?version=2".to_owned(),
        format!("/api/processes/test/amendments/{one}"),
        "/search?q=Mapo".to_owned(),
    ] {
        let page = stranger.get(&address);
        assert!(!page.text().contains("Hill Road"), "{address}: {}", page.text());
        assert!(page.status != 500, "{address}");
    }
    assert_eq!(ibis.post(&format!("/p/test/amendments/{one}/support"), "give=yes").status, 404);
    let log = stranger.get("/p/test/moderation");
    seen(&log, "order of a court or authority");
    seen(&log, "Seoul Western District Court");
    seen(&korean.get("/p/test/moderation"), "법원이나 관청의 명령");

    seen(&otter.get("/account"), "Words of yours were erased");
    let appeal = format!("/p/test/moderation/{one}/appeal");
    seen(&otter.get(&format!("/p/test/record/{one}")), &appeal);
    seen(&otter.get(&appeal), "Nobody holds the office that rules on appeals.");
    assert_eq!(ibis.post(&appeal, "text=It+was+fine.&language=en").status, 422);
    let appealed = otter.post(&appeal, "text=It+is+a+public+street.&language=en");
    assert_eq!(appealed.status, 303, "{}", appealed.text());
    seen(&secretariat.get("/p/test/desk"), "Nobody holds the office that rules on appeals.");
    let judge = holder(&front, "judge", Office::Appeals);
    seen(&judge.get("/p/test/desk/appeals"), "It is a public street.");
    let number = appealed.header("location").split_once("done=").unwrap().1.to_owned();
    let ruling = format!("against=moderator&appeal={number}&verdict=overturned&text=It+was.&language=en");
    let ruled = judge.post("/p/test/desk/appeals", &ruling);
    assert_eq!(ruled.status, 303, "{}", ruled.text());
    let log = stranger.get("/p/test/moderation");
    seen(&log, "The erasure was wrong; the words are gone");
    assert!(!stranger.get(&format!("/p/test/amendments/{one}")).text().contains("Hill Road"));
}

/// What nobody can read any more takes no votes, support or comments; what was given remains and can be taken back.
#[test]
fn erased_words_take_nothing_more() {
    let front = front();
    let statement = front.statement("To be erased by law.");
    let drafter = holder(&front, "heron", Office::Drafter);
    publish(&drafter, FIRST, "First words");
    let (otter, ibis) = (member(&front, "otter"), member(&front, "ibis"));
    let one = remark(&otter, "art_1__para_1", "technical", "Make+it+a+duty.");
    assert_eq!(ibis.post(&format!("/p/test/remarks/{one}/support"), "give=yes").status, 303);
    let owl = member(&front, "owl");
    let secretariat = holder(&front, "crane", Office::Secretariat);
    for entry in [statement.to_string(), one.clone()] {
        let form = "reason=unlawful&ground=Act+on+copyright%2C+section+12";
        let done = secretariat.post(&format!("/p/test/record/{entry}/withdraw"), form);
        assert_eq!(done.status, 303, "{}", done.text());
    }
    let vote = owl.post("/p/test/vote", &format!("statement={statement}&value=agree"));
    assert_eq!(vote.status, 409, "{}", vote.text());
    assert!(!owl.get(&format!("/p/test/statements/{statement}")).text().contains("value=\"agree\""));
    assert_eq!(front.anonymous().get(&format!("/statements/{statement}")).json(200)["visible"], false);
    let page = owl.get(&format!("/p/test/remarks/{one}"));
    assert!(!page.text().contains("give\" value=\"yes"), "{}", page.text());
    let supported = owl.post(&format!("/p/test/remarks/{one}/support"), "give=yes");
    assert_eq!(supported.status, 422, "{}", supported.text());
    let said = owl.post(&format!("/p/test/remarks/{one}/comment"), "text=So+it+is.&language=en");
    assert_eq!(said.status, 422, "{}", said.text());
    seen(&said, "These words were erased before.");
    assert_eq!(ibis.post(&format!("/p/test/remarks/{one}/support"), "give=no").status, 303);
}

/// A form that is only looked at keeps nothing either: whoever is not signed in any more gets their words back, and the way to the
/// same form.
#[test]
fn words_of_an_amendment_and_a_remark_are_not_lost_with_the_session() {
    let front = front();
    let text: [(Language, &str); 1] = [("en".parse().unwrap(), FIRST)];
    front.as_operator(first_version(&text, "the first").unwrap().into());
    let about = "version=1&of=en&unit=art_2";
    let amendment =
        format!("{about}&wording-art_2=Nobody+shows+anybody+at+all.&text=So+that+it+binds.&language=en");
    let remark = format!(
        "{about}&kind=technical&text=It+does+not+bind.&language=en&wording=Nobody+shows+anybody+at+all."
    );
    let (stranger, guest) = (Browser::stranger(&front), Browser::signed(&front, "guest"));
    for (form, address, words) in [
        (&amendment, "/p/test/amendments/new", "So that it binds."),
        (&remark, "/p/test/remarks/new", "It does not bind."),
    ] {
        for (who, act) in [(&stranger, "preview"), (&stranger, "send"), (&guest, "preview"), (&guest, "send")]
        {
            let reply = who.post(address, &format!("{form}&act={act}"));
            assert_eq!(reply.status, 401, "{address} {act}: {}", reply.text());
            for words in [words, "Nobody shows anybody at all.", "Nothing was recorded"] {
                seen(&reply, words);
            }
            assert!(
                reply.text().contains("unit") && reply.text().contains("art_2"),
                "the way back names the part"
            );
        }
    }
}
