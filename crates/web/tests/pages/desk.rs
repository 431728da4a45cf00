//! The desk at the front door: what those who hold an office do with plain forms, and what others are told.

use maru_forum::{ChangeOffice, Command, Office, ProcessId, Stage};

use super::support::{ADDRESS, Front};
use super::{Browser, seen};

/// Somebody who takes part and holds an office.
pub(crate) fn holder<'a>(front: &'a Front, name: &str, office: Office) -> Browser<'a> {
    let browser = Browser::signed(front, name);
    assert_eq!(browser.post("/p/test/join", &format!("pseudonym={name}")).status, 303);
    let process = front.node.process(&"test".parse().unwrap()).unwrap();
    let person = process.read().participants.iter().find(|one| one.pseudonym.as_str() == name).unwrap().id;
    let reason = "Chosen by the secretariat".to_owned();
    front.as_operator(Command::ChangeOffice(ChangeOffice { holder: person, office, grant: true, reason }));
    browser
}

fn state<T>(front: &Front, read: impl FnOnce(&maru_forum::Process) -> T) -> T {
    let id: ProcessId = "test".parse().unwrap();
    read(&front.node.process(&id).unwrap().read())
}

#[track_caller]
fn done(browser: &Browser<'_>, room: &str, form: &str) {
    let reply = browser.post(&format!("/p/test/desk/{room}"), form);
    assert_eq!(reply.status, 303, "{}", reply.text());
    seen(&browser.get(reply.header("location")), "It stands in the record as");
}

#[track_caller]
fn refused(browser: &Browser<'_>, room: &str, form: &str, words: &str) -> String {
    let reply = browser.post(&format!("/p/test/desk/{room}"), form);
    assert_eq!(reply.status, 422, "{}", reply.text());
    seen(&reply, words);
    reply.text().to_owned()
}

#[test]
fn the_desk_is_for_those_who_hold_the_office() {
    let front = Front::new();
    let led = Browser::stranger(&front).get("/p/test/desk");
    assert_eq!(led.status, 303);
    assert!(led.header("location").starts_with("/sign-in?then="));
    let member = Browser::signed(&front, "otter");
    member.post("/p/test/join", "pseudonym=otter");
    for address in ["/p/test/desk", "/p/test/desk/moderation", "/p/test/desk/offices"] {
        let reply = member.get(address);
        assert_eq!(reply.status, 403, "{address}");
        seen(&reply, "This page is for those who hold an office");
    }
    assert!(!member.get("/p/test").text().contains("/p/test/desk"), "nothing is offered that is not allowed");
    let moderator = holder(&front, "heron", Office::Moderator);
    seen(&moderator.get("/p/test"), "href=\"/p/test/desk\"");
    let desk = moderator.get("/p/test/desk");
    seen(&desk, "/p/test/desk/moderation");
    assert!(!desk.text().contains("/p/test/desk/offices"), "a moderator gives no offices");
    assert_eq!(moderator.post("/p/test/desk/stage", "stage=closed&reason=x").status, 403);
    assert_eq!(moderator.get("/p/test/desk/nothing").status, 404);
    assert!(!state(&front, |process| process.stage.is_over()));
}

#[test]
fn a_moderator_judges_several_statements_in_one_entry_or_none() {
    let front = Front::new();
    let writer = Browser::signed(&front, "otter");
    writer.post("/p/test/join", "pseudonym=otter");
    let write = |text: &str| {
        let reply = writer.post("/p/test/statements/new", &format!("text={text}&language=en"));
        reply.header("location").split_once("done=").unwrap().1.to_owned()
    };
    let (one, two, three) = (write("First."), write("Second."), write("Third."));
    let moderator = holder(&front, "heron", Office::Moderator);
    seen(&moderator.get("/p/test/desk"), "3 statements wait for a moderator");
    let queue = moderator.get("/p/test/desk/moderation");
    for words in ["First.", "Second.", "Third."] {
        seen(&queue, words);
    }
    refused(&moderator, "moderation", "verdict=accepted&reason=fits", "Tick at least one.");
    let again =
        refused(&moderator, "moderation", &format!("on={one}&verdict=rejected&reason="), "needs a reason");
    assert!(again.contains(&format!("value=\"{one}\" checked")), "what was ticked stays ticked");
    let bare = format!("on={one}&verdict=rejected&reason=off+topic");
    refused(&moderator, "moderation", &bare, "under which rule");
    refused(
        &moderator,
        "moderation",
        &format!("on={one}&on=9999&verdict=accepted&reason=fits"),
        "no such statement",
    );
    assert_eq!(state(&front, |process| process.moderation_log.len()), 0, "all or none");
    done(&moderator, "moderation", &format!("on={one}&on={two}&verdict=accepted&reason=on+topic&rule=3"));
    state(&front, |process| {
        let log = &process.moderation_log;
        assert_eq!((log.len(), log[0].entry), (2, log[1].entry));
        assert_eq!((log[0].reason.as_str(), log[0].rule.as_str()), ("on topic", "3"));
    });
    seen(&moderator.get("/p/test/desk/moderation"), &format!("name=\"shown\" value=\"{three}\""));
    done(
        &moderator,
        "moderation",
        &format!("all=yes&shown={three}&verdict=rejected&reason=off+topic&rule=3"),
    );
    seen(&moderator.get("/p/test/desk/moderation"), "There is nothing here.");
    seen(&moderator.get("/p/test/desk/moderation?show=removed"), "Third.");
    seen(&Browser::stranger(&front).get("/p/test/moderation"), "off topic");
}

#[test]
fn a_language_is_proposed_and_chosen_by_a_person() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    let blank = desk.get("/p/test/desk/statement");
    seen(&blank, "name=\"language_before\" value=\"en\"");
    // What the form had chosen by the page's language holds only for words that are in it.
    refused(
        &desk,
        "statement",
        "text=%ED%95%A9%EC%84%B1&language=en&language_before=en",
        "Say in which language this is written.",
    );
    refused(
        &desk,
        "statement",
        "text=%ED%95%A9%EC%84%B1&language=",
        "Say in which language this is written.",
    );
    let again =
        refused(&desk, "statement", "text=Say+the+truth.&language=", "By its letters and words it may be");
    assert!(again.contains("<option value=\"en\" selected>"), "the form offers what it proposes");
    assert_eq!(state(&front, |process| process.statements.len()), 0, "nothing was assumed");
    done(&desk, "statement", "text=%ED%95%A9%EC%84%B1&language=ko");
    let id = state(&front, |process| {
        assert_eq!(process.statements[0].words.language.as_str(), "ko");
        process.statements[0].id
    });
    seen(&desk.get("/p/test/desk"), "has no words in this language: English");
    done(&desk, "translation", &format!("statement={id}&text=Synthetic.&language=en"));
    seen(&Browser::stranger(&front).get(&format!("/p/test/statements/{id}")), "translated by a person");
    refused(&desk, "translation", &format!("statement={id}&text=x&language=ko"), "in this language already");
}

#[test]
fn offices_are_given_and_ended_with_a_reason() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    let otter = Browser::signed(&front, "otter");
    otter.post("/p/test/join", "pseudonym=otter");
    refused(&desk, "offices", "act=give&name=nobody&office=moderator&reason=x", "no such participant");
    refused(&desk, "offices", "act=give&name=otter&office=moderator&reason=+", "needs a reason");
    done(&desk, "offices", "act=give&name=otter&office=moderator&reason=Knows+the+field");
    assert_eq!(otter.get("/p/test/desk/moderation").status, 200);
    seen(&desk.get("/p/test/desk/offices"), "Knows the field");
    let who = state(&front, |process| {
        process.participants.iter().find(|one| one.pseudonym.as_str() == "otter").unwrap().id
    });
    done(&desk, "offices", &format!("act=end&tenure={who}+moderator&reason=Has+left"));
    assert_eq!(otter.get("/p/test/desk/moderation").status, 403);
    seen(&desk.get("/p/test/desk/offices"), "Has left");
}

#[test]
fn a_phase_is_extended_and_never_silently_shortened_and_everyone_sees_what_changed() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    seen(&desk.get("/p/test/desk/timetable"), "value=\"2199-12-31\"");
    let shorter = "phase.0.opens=2020-01-01&phase.0.closes=2190-01-01&reason=Less+time";
    let again = refused(&desk, "timetable", shorter, "would get less than they were promised");
    assert!(again.contains("2190-01-01"), "what was typed stays");
    done(&desk, "timetable", "phase.0.opens=2020-01-01&phase.0.closes=2299-12-31&reason=More+time");
    done(&desk, "timetable", &format!("{shorter}&shorten=yes"));
    refused(&desk, "charter", "reason=Nothing", "Nothing in the charter is other than before.");
    done(&desk, "charter", "contact=new%40example.org&title.en=A+better+test&reason=The+desk+moved");
    state(&front, |process| {
        assert_eq!(process.charter.contact, "new@example.org");
        assert_eq!(process.charter.phases[0].closes.to_string(), "2190-01-01");
    });
    let changes = Browser::stranger(&front).get("/p/test/charter/changes");
    for words in [
        "More time",
        "Less time",
        "The desk moved",
        "<del dir=\"auto\">31 December 2199</del>",
        "<ins dir=\"auto\">31 December 2299</ins>",
        "<del dir=\"auto\">test@example.org</del>",
        "<ins dir=\"auto\">A better test</ins>",
        "Title (English)",
    ] {
        seen(&changes, words);
    }
    assert_eq!(changes.text().matches("<del").count(), 4, "only what changed is listed");
    seen(&Browser::stranger(&front).get("/p/test/charter"), "/p/test/charter/changes");
    // Every page says so, until the day that was promised.
    for address in ["/p/test", "/p/test/statements", "/p/test/people", "/p/test/charter"] {
        let page = Browser::stranger(&front).get(address);
        seen(&page, "earlier than people were told: it was promised until 31 December 2299.");
    }
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&korean.get("/p/test/charter/changes"), "헌장의 변경");
}

#[test]
fn a_secretariat_publishes_decides_and_closes_without_a_command_line() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    seen(&desk.get("/p/test/desk/decision"), "Publish the result, or count the ballot, first");
    done(&desk, "result", "");
    let result = state(&front, |process| process.results[0].entry);
    let decide = format!("outcome=adopted&result={result}&text=It+is+so.&language=en");
    refused(&desk, "decision", &decide, "The timetable does not allow this today.");
    done(&desk, "charter", "phase.0.acts=join%2C+statement%2C+vote%2C+decide&reason=Time+to+decide");
    done(&desk, "decision", &decide);
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&Browser::stranger(&front).get("/"), "Adopted · ");
    for address in ["/p/test", "/p/test/results"] {
        seen(&korean.get(address), "원문은 영어이며, 아직 번역이 없습니다.");
    }
    refused(&desk, "stage", "stage=&reason=x", "Choose one of what is offered.");
    done(&desk, "stage", "stage=closed&reason=All+is+decided&cut_short=yes");
    state(&front, |process| {
        assert_eq!(process.decisions.len(), 1);
        assert!(matches!(process.stage, Stage::Closed(_)));
    });
    refused(&desk, "statement", "text=Late.&language=en", "The process is closed.");
    // Nothing is offered that is over.
    let late = Browser::signed(&front, "late");
    seen(&late.get("/p/test/mine"), "You did not take part in it.");
    for (reader, address, over) in [
        (&late, "/p/test/mine", "Choose a name"),
        (&desk, "/p/test/statements", "show=unseen"),
        (&desk, "/p/test/join", "Vote on statements"),
        (&desk, "/p/test/mine", "Return to the"),
        (&desk, "/p/test/amendments/new", "Choose the part"),
    ] {
        assert!(!reader.get(address).text().contains(over), "{address}: “{over}”");
    }
}

#[test]
fn the_figures_of_the_desk_say_who_came_and_answered_day_by_day() {
    let bare = Front::new();
    let desk = holder(&bare, "crane", Office::Secretariat);
    let waits = desk.get("/p/test/desk/figures.csv");
    assert_eq!((waits.status.as_u16(), waits.header("retry-after")), (503, "1"), "nothing is counted there");
    let page = desk.get("/p/test/desk/figures");
    seen(&page, "Answers by day are being counted");
    assert!(!page.text().contains("New answers"), "no nought stands for what is not counted");
    let front = Front::with_maps(maru_web::Settings::demo(ADDRESS));
    let statement = front.statement("Say so when a voice is synthetic.");
    let desk = holder(&front, "crane", Office::Secretariat);
    let otter = Browser::signed(&front, "otter");
    otter.post("/p/test/join", "pseudonym=otter&group=industry");
    otter.post("/p/test/vote", &format!("statement={statement}&value=agree"));
    assert_eq!(otter.get("/p/test/desk/figures").status, 403, "it takes an office");
    let page = desk.get("/p/test/desk/figures");
    for words in [
        "2 people have joined",
        "1 of them answered a statement (50%)",
        "1 joined; how many of them answered is not shown",
        "role=\"img\"",
    ] {
        seen(&page, words);
    }
    let day = maru_store::now().day();
    // The table says nothing of answers until they are counted, rather than nought.
    let table = (0..200).find_map(|_| {
        let reply = desk.get("/p/test/desk/figures.csv");
        if reply.status == 200 {
            return Some(reply);
        }
        assert_eq!((reply.status.as_u16(), reply.header("retry-after")), (503, "1"));
        std::thread::sleep(std::time::Duration::from_millis(100));
        None
    });
    seen(&table.expect("answers are counted"), &format!("{day},2,1,1"));
    seen(&desk.get("/p/test/desk"), "/p/test/desk/figures");
}

#[test]
fn phases_and_groups_are_added_and_taken_out_by_form() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    done(&desk, "charter", "more.groups.title.en=Trade+unions&reason=They+asked");
    done(
        &desk,
        "timetable",
        "more.phase.title.en=Decision&more.phase.opens=2200-01-01&more.phase.closes=2200-02-01&more.phase.acts=decide&reason=Time+to+decide",
    );
    state(&front, |process| {
        assert_eq!(process.charter.groups.last().unwrap().id.0, "trade_unions");
        let phase = process.charter.phases.last().unwrap();
        assert_eq!(
            (phase.id.as_str(), phase.acts.as_slice()),
            ("decision", [maru_forum::PhaseAct::Decide].as_slice())
        );
    });
    refused(&desk, "timetable", "more.phase.title.en=Never&reason=x", "First day");
    refused(&desk, "timetable", "drop=phase.1&reason=Not+needed", "would get less than they were promised");
    done(&desk, "timetable", "drop=phase.1&shorten=yes&reason=Not+needed");
    refused(&desk, "charter", "drop=groups.2&reason=They+left", "The group “Trade unions” is gone");
    done(&desk, "charter", "drop=groups.2&shorten=yes&reason=They+left");
    assert_eq!(state(&front, |process| (process.charter.phases.len(), process.charter.groups.len())), (1, 2));
}

#[test]
fn two_tabs_at_the_charter_do_not_take_back_each_others_changes() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    let of =
        |page: &str| page.split("name=\"of\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let old = of(desk.get("/p/test/desk/charter").text());
    let form = |contact: &str, budget: &str, of: &str| {
        format!("contact={contact}%40example.org&budget.en={budget}&of={of}&reason=A+change")
    };
    let (contact, budget) = state(&front, |process| {
        (process.charter.contact.clone(), process.charter.budget.0.values().next().cloned())
    });
    let (contact, budget) =
        (contact.split('@').next().unwrap().to_owned(), budget.unwrap().replace(' ', "+"));
    done(&desk, "charter", &form("moved", &budget, &old));
    // The other tab still has the old contact and changes the budget alone.
    done(&desk, "charter", &form(&contact, "More", &old));
    state(&front, |process| assert_eq!(process.charter.contact, "moved@example.org"));
    // Both changed the contact: the second is asked, and may then insist.
    let again = refused(&desk, "charter", &form("third", "More", &old), "Somebody else changed");
    assert!(again.contains("moved@example.org") && again.contains("third@example.org"));
    done(&desk, "charter", &form("third", "More", &of(&again)));
    state(&front, |process| assert_eq!(process.charter.contact, "third@example.org"));
}

#[test]
fn a_phase_that_is_taken_out_is_named_and_the_others_are_not_said_to_have_changed() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    let more = "more.phase.title.en=Between&more.phase.opens=2200-01-01&more.phase.closes=2200-02-01&more.phase.acts=vote&reason=One+more";
    done(&desk, "timetable", more);
    let last = "more.phase.title.en=Final&more.phase.opens=2200-03-01&more.phase.closes=2200-04-01&more.phase.acts=vote&reason=The+end";
    done(&desk, "timetable", last);
    refused(&desk, "timetable", "drop=phase.1&reason=Not+needed", "would get less than they were promised");
    done(&desk, "timetable", "drop=phase.1&shorten=yes&reason=Not+needed");
    let changes = Browser::stranger(&front).get("/p/test/charter/changes");
    let newest =
        changes.text().split("Not needed").nth(1).unwrap().split("</table>").next().unwrap().to_owned();
    assert!(
        newest.contains("Between") && !newest.contains("Final"),
        "only what was taken out changed: {newest}"
    );
    assert!(!newest.contains("<ins"), "nothing came in its place: {newest}");
}

#[test]
fn a_registrar_verifies_somebody_and_ends_it() {
    let front = Front::new();
    let registrar = holder(&front, "heron", Office::Registrar);
    let member = Browser::signed(&front, "otter");
    member.post("/p/test/join", "pseudonym=otter");
    let form = |name: &str, means: &str| format!("name={name}&means={means}&text=We+met+in+May.&language=en");
    refused(&registrar, "verification", &form("nobody", "in-person"), "There is no such participant.");
    refused(&registrar, "verification", &form("heron", "in-person"), "Nobody verifies their own identity.");
    assert!(!member.get("/p/test/people").text().contains("identity verified"));
    done(&registrar, "verification", &form("otter", "in-person"));
    refused(&registrar, "verification", &form("otter", "document"), "is verified already");
    seen(&member.get("/p/test/people"), "identity verified");
    let listed = front.anonymous().get("/verifications").json(200);
    assert_eq!(listed[0]["means"], "in-person");
    done(&registrar, "verification", &form("otter", "ended"));
    assert!(!member.get("/p/test/people").text().contains("identity verified"));
    assert_eq!(member.post("/p/test/desk/verification", &form("heron", "other")).status, 403);
    let korean = Browser { language: "ko", ..Browser::signed(&front, "heron") };
    seen(&korean.get("/p/test/desk/verification"), "직접 만나거나 화상으로 확인");
}

#[test]
fn a_process_is_closed_over_running_phases_only_where_that_is_meant() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    let page = desk.get("/p/test/desk/stage");
    seen(&page, "These phases still run or are to come.");
    refused(&desk, "stage", "stage=closed&reason=enough", "would cut them short");
    assert!(!state(&front, |process| process.stage.is_over()));
    done(&desk, "stage", "stage=closed&reason=enough&cut_short=yes");
    assert!(state(&front, |process| process.stage.is_over()));
    let entry = state(&front, |process| process.entries - 1);
    seen(&desk.get(&format!("/p/test/record/{entry}")), "closed the process and cut short");
}

#[test]
fn a_language_is_added_to_a_running_process() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    seen(&desk.get("/p/test/desk"), "/p/test/desk/language");
    seen(&desk.get("/p/test/desk/language?tag=en"), "Tag of the language");
    let form = desk.get("/p/test/desk/language?tag=fr");
    for field in ["title.fr", "purpose.fr", "decides.rule.fr", "phase.0.title.fr", "groups.0.title.fr"] {
        seen(&form, &format!("name=\"{field}\""));
    }
    let of = state(&front, |process| process.charter_entry);
    let begun = format!("tag=fr&of={of}&title.fr=Essai&reason=Many+speak+it");
    let again = refused(&desk, "language", &begun, "Not said in French: What it is for");
    assert!(again.contains("value=\"Essai\""), "what was typed is not lost");
    let fields = state(&front, |process| {
        let charter = serde_json::to_value(&process.charter).unwrap();
        let mut all = Vec::new();
        for name in ["title", "purpose", "mandate", "eligibility", "budget", "funders"] {
            all.push(format!("{name}.fr=Mots"));
        }
        for name in ["who", "rule", "quorum", "tie"] {
            all.push(format!("decides.{name}.fr=Mots"));
        }
        for list in ["phase", "groups"] {
            let count = charter[list].as_array().unwrap().len();
            all.extend((0..count).map(|place| format!("{list}.{place}.title.fr=Mots")));
        }
        all.join("&")
    });
    let stale = format!("tag=fr&of=999&{fields}&reason=x");
    refused(&desk, "language", &stale, "charter was changed");
    done(&desk, "language", &format!("tag=fr&of={of}&{fields}&reason=Many+speak+it"));
    state(&front, |process| {
        assert!(process.charter.languages.iter().any(|language| language.as_str() == "fr"));
        assert!(process.charter.faults().is_empty(), "{:?}", process.charter.faults());
    });
}

#[test]
fn a_form_over_the_limit_is_refused_in_words() {
    let front = Front::new();
    let member = Browser::signed(&front, "otter");
    member.post("/p/test/join", "pseudonym=otter");
    let reply = member.post("/p/test/statements/new", &format!("text={}&language=en", "x".repeat(70_000)));
    assert_eq!(reply.status, 413);
    seen(&reply, "More was sent than is taken here");
}

#[test]
fn a_refused_verdict_comes_again_as_it_was_typed_in_its_part_of_the_queue() {
    let front = Front::new();
    let writer = Browser::signed(&front, "otter");
    writer.post("/p/test/join", "pseudonym=otter");
    let written = writer.post("/p/test/statements/new", "text=Shown+first.&language=en");
    let one = written.header("location").split_once("done=").unwrap().1.to_owned();
    let moderator = holder(&front, "heron", Office::Moderator);
    done(&moderator, "moderation", &format!("on={one}&verdict=accepted&reason=on+topic"));
    seen(&moderator.get("/p/test/desk/moderation?show=put"), "action=\"/p/test/desk/moderation?show=put\"");

    // Nothing is left of it: not what was ticked, nor what was chosen, nor what was typed.
    let address = "/p/test/desk/moderation?show=put";
    let again = moderator.post(address, &format!("on={one}&verdict=rejected&reason=&rule=4"));
    assert_eq!(again.status, 422);
    for words in [
        "This act needs a reason",
        "id=\"reason-fault\"",
        "aria-describedby=\"reason-fault\"",
        &format!("value=\"{one}\" checked"),
        "<option value=\"rejected\" selected>",
        "value=\"4\"",
    ] {
        seen(&again, words);
    }
    let again = moderator.post(address, "verdict=rejected&reason=It+names+somebody&rule=4");
    seen(&again, "Tick at least one.");
    seen(&again, "It names somebody</textarea>");
    // The same from a page that shows another part, such as one without any.
    let again = moderator.post("/p/test/desk/moderation", &format!("on={one}&reason=It+names+somebody"));
    seen(&again, "Choose one of what is offered.");
    seen(&again, &format!("value=\"{one}\" checked"));
    seen(&again, "It names somebody</textarea>");
    let judged =
        moderator.post(address, &format!("on={one}&verdict=rejected&reason=It+names+somebody&rule=3"));
    assert!(judged.header("location").starts_with("/p/test/desk/moderation?show=put&done="));
}

#[test]
fn reported_words_are_judged_beside_their_reports_and_the_desk_names_what_its_holder_can_do() {
    let front = Front::new();
    let writer = Browser::signed(&front, "otter");
    writer.post("/p/test/join", "pseudonym=otter");
    let written = writer.post("/p/test/statements/new", "text=Buy+this+app.&language=en");
    let one = written.header("location").split_once("done=").unwrap().1.to_owned();
    let moderator = holder(&front, "heron", Office::Moderator);
    done(&moderator, "moderation", &format!("on={one}&verdict=accepted&reason=on+topic"));
    let report = format!("/p/test/report/{one}");
    let other = Browser::signed(&front, "tern");
    other.post("/p/test/join", "pseudonym=tern");
    for (reporter, reason) in [(&writer, "It+sells+something."), (&other, "It+is+an+advertisement.")] {
        assert_eq!(reporter.post(&report, &format!("text={reason}&language=en")).status, 303);
    }
    let queue = moderator.get("/p/test/desk/moderation");
    for words in [
        "Buy this app.",
        "It sells something.",
        "It is an advertisement.",
        &format!("name=\"on\" value=\"{one}\""),
    ] {
        seen(&queue, words);
    }
    let judged = format!("on={one}&on={one}&verdict=rejected&reason=It+sells+something&rule=3");
    done(&moderator, "moderation", &judged);
    assert!(!moderator.get("/p/test/desk").text().contains("/desk/decision"), "a moderator decides nothing");

    let judge = holder(&front, "ibis", Office::Appeals);
    let appealed =
        writer.post(&format!("/p/test/moderation/{one}/appeal"), "text=It+sells+nothing.&language=en");
    assert_eq!(appealed.status, 303, "{}", appealed.text());
    let desk = judge.get("/p/test/desk");
    seen(&desk, "One appeal against a moderator's verdict waits for a ruling");
    for other in
        ["/p/test/desk/remarks", "/p/test/desk/decision", "/p/test/translate", "/p/test/desk/moderation"]
    {
        assert!(!desk.text().contains(other), "{other}: whoever rules on appeals can do nothing there");
    }
    assert!(!moderator.get("/p/test/desk").text().contains("waits for a ruling"));
}

#[test]
fn a_statement_sent_again_says_where_it_stands_and_a_long_one_how_long() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    done(&desk, "statement", "text=Say+which+tools+are+used.&language=en");
    done(&desk, "statement", "text=Say+who+pays+for+them.&language=en");
    let again = desk.post("/p/test/desk/statement", "text=Say+which+tools+are+used.&language=en");
    assert_eq!(again.status, 303);
    seen(&desk.get(again.header("location")), "These words stand in the record already as");
    let long = "a".repeat(300);
    let reply = desk.post("/p/test/desk/statement", &format!("text={long}&language="));
    assert_eq!(reply.status, 422);
    seen(&reply, "280 characters at most, and these are 300");
    seen(&reply, "id=\"language-fault\"");
    seen(&reply, "id=\"text-fault\"");
    seen(&reply, "aria-describedby=\"text-hint text-fault\"");
}

/// Where the forms of every page lead that can be reached from the first one.
fn forms_within(browser: &Browser<'_>) -> std::collections::BTreeMap<String, String> {
    let (mut found, mut seen) = (std::collections::BTreeMap::new(), std::collections::BTreeSet::new());
    let mut left = vec!["/p/test".to_owned()];
    while let Some(address) = left.pop() {
        if !seen.insert(address.clone()) {
            continue;
        }
        let page = browser.get(&address);
        if !page.header("content-type").starts_with("text/html") {
            continue;
        }
        let text = page.text();
        for form in text.split("<form ").skip(1).filter(|form| form.contains("method=\"post\"")) {
            let action =
                form.split("action=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            found.entry(action.to_owned()).or_insert_with(|| address.clone());
        }
        let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
        left.extend(
            links.filter(|link| link.starts_with("/p/test") && !link.contains('?')).map(str::to_owned),
        );
    }
    assert!(seen.len() > 20, "{seen:?}");
    found
}

#[test]
fn a_process_that_is_over_says_what_it_decided_first_and_offers_nothing_that_is_over() {
    let front = Front::new();
    let statement = front.statement("Say so when a voice is synthetic.");
    let desk = holder(&front, "crane", Office::Secretariat);
    let otter = Browser::signed(&front, "otter");
    otter.post("/p/test/join", "pseudonym=otter");
    otter.post("/p/test/vote", &format!("statement={statement}&value=agree"));
    done(&desk, "result", "");
    let result = state(&front, |process| process.results[0].entry);
    done(
        &desk,
        "charter",
        "phase.0.acts=join%2C+statement%2C+vote%2C+remark%2C+decide&reason=Time+to+decide",
    );
    let decide = format!("outcome=adopted&result={result}&text=Labels+it+is.&language=en");
    done(&desk, "decision", &decide);
    seen(&desk.get("/p/test/desk"), "days left");
    done(&desk, "stage", "stage=closed&reason=All+is+decided&cut_short=yes");
    let page = Browser::stranger(&front).get("/p/test");
    let (decided, timetable) = (page.text().find("Labels it is."), page.text().find("id=\"timetable\""));
    assert!(decided.is_some() && decided < timetable, "{}", page.text());
    seen(&page, "cut short: the process ended on");
    for address in ["/p/test", "/p/test/charter", "/p/test/results", "/p/test/openness"] {
        let page = otter.get(address);
        assert!(
            !page.text().contains("left)") && !page.text().contains("days left"),
            "{address}: {}",
            page.text()
        );
    }
    assert!(!desk.get("/p/test/desk").text().contains("days left"));
    assert!(!otter.get("/p/test/openness").text().contains("Not yet due</h2>"));
    // Words are taken back, appeals made (with a code, too) and ruled on, and offices given for that, whatever became of the process.
    let goes_on = ["/sign-out", "/withdraw", "/appeal", "/desk/appeals", "/desk/offices", "/invited"];
    for browser in [&otter, &desk] {
        let forms = forms_within(browser);
        let over: Vec<_> =
            forms.iter().filter(|(action, _)| !goes_on.iter().any(|end| action.ends_with(end))).collect();
        assert!(over.is_empty(), "{over:?}");
    }
}

/// What people were promised is not lessened without a word: at the form, in the list of changes, and at the entry.
#[test]
fn a_promise_that_is_taken_back_is_asked_about_and_told() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    for (field, words) in [
        ("participation_level=inform", "Less is promised to those who take part."),
        ("registration=invited", "only those who were invited can"),
        ("decides.who.en=I+alone", "“Who decides” is said in other words"),
        ("decides.revision=true", "A decision was final"),
    ] {
        refused(&desk, "charter", &format!("{field}&reason=A+change"), words);
    }
    let both = "participation_level=inform&decides.who.en=I+alone&reason=A+change&shorten=yes";
    done(&desk, "charter", both);
    let entry = state(&front, |process| process.charter_entry);
    for address in ["/p/test/charter/changes".to_owned(), format!("/p/test/record/{entry}")] {
        let page = Browser::stranger(&front).get(&address);
        for words in
            ["By this change people get less", "Less is promised", "“Who decides” is said in other words"]
        {
            seen(&page, words);
        }
    }
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&korean.get("/p/test/charter/changes"), "이 변경으로 사람들에게 한 약속이 줄어들거나");
}

#[test]
fn a_phase_of_an_open_process_does_not_begin_before_anybody_was_told() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    let earlier = "phase.0.opens=2019-01-01&reason=Begin+earlier";
    refused(&desk, "timetable", earlier, "is not rewritten");
    done(
        &desk,
        "timetable",
        "more.phase.title.en=Remarks&more.phase.opens=2198-01-01&more.phase.closes=2198-02-01&more.phase.acts=remark&reason=More",
    );
    seen(&desk.get("/p/test/desk/timetable"), "These phases run at once.");
}

/// Words that are not shown as it is are not turned away again, and each number that is none is named.
#[test]
fn a_moderator_is_told_the_numbers_of_what_cannot_be_judged() {
    let front = Front::new();
    let writer = Browser::signed(&front, "otter");
    writer.post("/p/test/join", "pseudonym=otter");
    let reply = writer.post("/p/test/statements/new", "text=First.&language=en");
    let on = reply.header("location").split_once("done=").unwrap().1.to_owned();
    let moderator = holder(&front, "heron", Office::Moderator);
    let form = |which: &str, reason: &str| format!("{which}&verdict=rejected&reason={reason}&rule=3");
    refused(&moderator, "moderation", &form(&format!("on={on}&on=9998&on=9999"), "spam"), "9998, 9999");
    done(&moderator, "moderation", &form(&format!("on={on}"), "spam"));
    let by = state(&front, |process| process.moderation_log[0].entry);
    refused(&moderator, "moderation", &form(&format!("on={on}"), "again"), &format!("{on} ({by})"));
    seen(&writer.get("/account"), &format!("/p/test/moderation/{on}/appeal"));
}

/// What is left to do stands with its numbers before anybody decides or closes.
#[test]
fn what_is_left_is_named_before_closing() {
    let front = Front::new();
    let writer = Browser::signed(&front, "otter");
    writer.post("/p/test/join", "pseudonym=otter");
    let reply = writer.post("/p/test/statements/new", "text=First.&language=en");
    let on = reply.header("location").split_once("done=").unwrap().1.to_owned();
    let desk = holder(&front, "crane", Office::Secretariat);
    for room in ["stage", "decision"] {
        let page = desk.get(&format!("/p/test/desk/{room}"));
        seen(&page, "Words that wait for a moderator");
        seen(&page, &format!("/p/test/record/{on}\""));
    }
    let owed = front.anonymous().get("/owed").json(200);
    assert_eq!(owed["waiting"][0].to_string(), on);
}
