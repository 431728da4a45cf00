//! The translators' queue at the front door.

use maru_forum::{Office, ProcessId};

use super::desk::holder;
use super::support::Front;
use super::{Browser, seen};

fn last(front: &Front) -> u64 {
    let id: ProcessId = "test".parse().unwrap();
    front.node.process(&id).unwrap().read().entries - 1
}

/// The charter lets words wait, so nobody else reads a translation at any door until a moderator has.
fn is_judged(front: &Front, desk: &Browser<'_>, statement: u64) {
    let (entry, here) = (last(front), format!("/p/test/statements/{statement}"));
    let stranger = Browser::stranger(front);
    let translated = |front: &Front| {
        let body = front.anonymous().get(&format!("/statements/{statement}")).json(200);
        body["translations"][0]["words"]["text"].as_str().map(str::to_owned)
    };
    for address in [here.clone(), format!("/p/test/record/{entry}")] {
        assert!(!stranger.get(&address).text().contains("Il faut des marques."), "{address}");
    }
    assert_eq!(translated(front), None);
    seen(&desk.get("/p/test/desk/moderation"), "Il faut des marques.");
    let verdict = |verdict: &str| format!("on={entry}&verdict={verdict}&reason=says+the+same&rule=none");
    assert_eq!(desk.post("/p/test/desk/moderation", &verdict("accepted")).status, 303);
    seen(&stranger.get(&here), "Il faut des marques.");
    assert_eq!(translated(front).as_deref(), Some("Il faut des marques."));
    assert_eq!(desk.post("/p/test/desk/moderation", &verdict("rejected")).status, 303);
    assert!(!stranger.get(&here).text().contains("Il faut des marques."));
    seen(&stranger.get(&here), "Labels are needed");
}

#[test]
fn a_text_is_taken_translated_read_and_credited() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    let statement = front.statement("Labels are needed");
    let [heron, otter] = ["heron", "otter"].map(|name| {
        let browser = Browser::signed(&front, name);
        assert_eq!(browser.post("/p/test/join", &format!("pseudonym={name}")).status, 303);
        browser
    });
    seen(&heron.get("/p/test/translate"), "texts can be read.");
    assert_eq!(heron.get("/p/test/translate?tag=fr").header("location"), "/p/test/translate/fr");
    let queue = heron.get("/p/test/translate/fr");
    seen(&queue, "Labels are needed");
    let items = front.anonymous().get("/missing/fr").json(200);
    let names: Vec<&str> =
        items.as_array().unwrap().iter().map(|one| one["item"].as_str().unwrap()).collect();
    assert!(
        names.contains(&"charter:purpose") && names.contains(&&*format!("statement:{statement}")),
        "{names:?}"
    );
    assert!(names.iter().any(|name| name.starts_with("charter:phase.")), "names of phases: {names:?}");
    // One takes it, and nobody else can meanwhile.
    let take = "item=charter:purpose&act=take";
    let taken = heron.post("/p/test/translate/fr", take);
    assert_eq!(taken.header("location"), "/p/test/translate/fr/charter%3Apurpose");
    seen(&otter.get("/p/test/translate/fr"), "heron is at it until");
    let late = otter.post("/p/test/translate/fr", take);
    seen(&otter.get(late.header("location")), "role=\"alert\"");
    assert!(
        !otter.get("/p/test/translate/fr?taken=no").text().contains("role=\"alert\""),
        "an address alone says nothing"
    );
    let at = "/p/test/translate/fr/charter:purpose";
    let sent = otter.post(at, "text=Pour+voir.");
    assert_eq!(sent.status, 422);
    seen(&sent, "Somebody else is at this text now.");
    assert_eq!(heron.post(at, "text=Pour+demander.&program=").status, 303);
    // Words wait for a moderator here.
    let entry = last(&front);
    assert_eq!(
        desk.post("/p/test/desk/moderation", &format!("on={entry}&verdict=accepted&reason=fits")).status,
        303
    );
    let made = otter.get(at);
    for words in ["Pour demander.", "Translated by heron", "nobody else has read it"] {
        seen(&made, words);
    }
    assert_eq!(heron.post(at, &format!("review={entry}")).status, 422, "nobody reads their own");
    assert_eq!(otter.post(at, &format!("review={entry}")).status, 303);
    seen(&otter.get(at), "read beside the original by");
    let left = front.anonymous().get("/missing/fr").json(200);
    assert!(left.as_array().unwrap().iter().all(|one| one["item"] != "charter:purpose"));
    // A changed original is on the list again.
    let form = "purpose.en=To+ask+again&reason=It+was+unclear";
    assert_eq!(desk.post("/p/test/desk/charter", form).status, 303);
    let again = front.anonymous().get("/missing/fr").json(200);
    let purpose = again.as_array().unwrap().iter().find(|one| one["item"] == "charter:purpose").unwrap();
    assert_eq!((&purpose["state"], &purpose["translation"]), (&"changed".into(), &entry.into()));
    seen(&heron.get("/p/test/translate/fr"), "The original was changed since.");
    // A statement by a program, entered by a person.
    let at = format!("/p/test/translate/fr/statement:{statement}");
    assert_eq!(heron.post(&at, "text=Il+faut+des+marques.&program=mt+1.0").status, 303);
    seen(&heron.get(&format!("/p/test/statements/{statement}")), "Translated by mt 1.0, entered by heron");
    is_judged(&front, &desk, statement);
    let korean = Browser { language: "ko", ..Browser::signed(&front, "heron") };
    for address in ["/p/test/translate", "/p/test/translate/fr", at.as_str()] {
        assert!(!korean.get(address).text().contains('⟨'), "{address}");
    }
    assert_eq!(heron.get("/p/test/translate/fr/charter:motto").status, 404);
}

/// A translation that nobody else has read stands beside the words that everybody votes on, and not in their place.
#[test]
fn nobody_elses_words_replace_a_statement_before_they_were_checked() {
    let front = Front::new();
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let charter =
        maru_forum::Charter { moderation: maru_forum::Moderation::After, ..handle.read().charter.clone() };
    let reason = "Words are read at once".to_owned();
    front.as_operator(maru_forum::ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
    let [author, mina, otter] = ["haneul", "mina", "otter"].map(|name| {
        let browser = Browser::signed(&front, name);
        assert_eq!(browser.post("/p/test/join", &format!("pseudonym={name}")).status, 303);
        browser
    });
    let sent = author.post("/p/test/statements/new", "text=Il+faut+interdire+les+faux.&language=fr");
    assert_eq!(sent.status, 303, "{}", sent.text());
    let statement = last(&front);
    let (here, at) =
        (format!("/p/test/statements/{statement}"), format!("/p/test/translate/en/statement:{statement}"));
    let (original, turned, right) =
        ("Il faut interdire les faux.", "Fakes should be allowed.", "Fakes must be banned.");
    assert_eq!(mina.post(&at, "text=Fakes+should+be+allowed.&program=").status, 303);
    let first = last(&front);
    for page in [here.clone(), "/p/test/statements".to_owned(), "/p/test/vote".to_owned()] {
        let page = otter.get(&page);
        let [words, unchecked, translated] = [original, "An unchecked translation into English:", turned]
            .map(|words| page.text().find(words).unwrap_or_else(|| panic!("{words}: {}", page.text())));
        assert!(words < unchecked && unchecked < translated, "the author's words come first");
        seen(&page, "Translated by mina");
    }
    let own = author.get("/p/test/mine");
    assert!(
        own.text().contains(&format!("<p class=\"quote\" lang=\"fr\" dir=\"ltr\">{original}")),
        "{}",
        own.text()
    );
    seen(&own, "In English:");
    let body = front.anonymous().get(&format!("/statements/{statement}")).json(200);
    assert_eq!(
        (&body["translations"][0]["checked"], &body["translations"][0]["entry"]),
        (&false.into(), &first.into())
    );

    // Who voted while those words stood is told when others take their place.
    assert_eq!(otter.post("/p/test/vote", &format!("statement={statement}&value=agree")).status, 303);
    assert_eq!(author.post(&at, "text=Fakes+must+be+banned.&program=").status, 303);
    let second = last(&front);
    seen(&otter.get(&here), "You answered while another translation stood here.");
    seen(&otter.get(&here), "One vote that counts was given while that one stood");
    assert!(!author.get(&here).text().contains("You answered while another"));
    // Once somebody else has read it beside the original it stands in its place, with the original one click away.
    assert_eq!(otter.post(&at, &format!("review={second}")).status, 303);
    let page = Browser::stranger(&front).get(&here);
    let [translated, words] =
        [right, "The original, in French"].map(|words| page.text().find(words).unwrap());
    assert!(translated < words);
    seen(&page, original);
    // What comes later and was not checked does not push it aside.
    assert_eq!(mina.post(&at, "text=Fakes+should+be+allowed.&program=").status, 303);
    let page = Browser::stranger(&front).get("/p/test/statements");
    seen(&page, right);
    assert!(!page.text().contains(turned));
}
