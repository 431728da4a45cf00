//! What a form says that was refused, and that nothing of it is lost.

use maru_forum::Office;

use crate::desk::holder;
use crate::support::Front;
use crate::{Browser, seen};

#[test]
fn a_refused_form_says_so_in_its_title_and_has_the_focus_where_it_is_wrong() {
    let front = Front::new();
    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron");
    let secretary = holder(&front, "crane", Office::Secretariat);
    let long = "x".repeat(400);
    let strange = Browser::signed(&front, "otter");
    for (reader, address, form, focus) in [
        (
            &heron,
            "/p/test/statements/new",
            format!("text={long}&language=en"),
            "aria-invalid=\"true\" autofocus",
        ),
        (&heron, "/account/address", "email=nobody".to_owned(), "aria-invalid=\"true\" autofocus"),
        (&heron, "/account/erase", String::new(), "role=\"alert\" tabindex=\"-1\" autofocus"),
        (&strange, "/p/test/join", "pseudonym=".to_owned(), "aria-invalid=\"true\" autofocus"),
        (&secretary, "/p/test/desk/offices", "holder=heron&office=none&reason=x".to_owned(), " autofocus"),
    ] {
        let page = reader.post(address, &form);
        assert_eq!(page.status, 422, "{address}: {}", page.text());
        seen(&page, "<title>Not done: ");
        seen(&page, focus);
        assert_eq!(page.text().matches(" autofocus").count(), 1, "{address}");
    }
    assert!(!heron.get("/p/test/statements/new").text().contains("Not done"), "nothing was refused");
    let korean = Browser { language: "ko", ..heron };
    seen(&korean.post("/p/test/statements/new", "text=&language=ko"), "<title>처리되지 않음: ");
}

#[test]
fn a_form_that_was_sent_without_a_session_can_be_sent_again_as_it_was() {
    let front = Front::new();
    let gone = Browser::stranger(&front);
    let form = "on=12&on=14&verdict=rejected&reason=Off+the+topic&rule=none";
    let page = gone.post("/p/test/desk/moderation", form);
    assert_eq!(page.status, 401);
    seen(&page, "Nothing was recorded.");
    seen(&page, "action=\"/p/test/desk/moderation\"");
    for field in [
        "name=\"on\" value=\"12\"",
        "name=\"on\" value=\"14\"",
        "name=\"verdict\" value=\"rejected\"",
        "name=\"reason\" value=\"Off the topic\"",
    ] {
        seen(&page, field);
    }
    seen(&page, "target=\"_blank\"");
    let kind = "multipart/form-data; boundary=XX";
    let part = |name: &str, rest: &str, words: &str| {
        format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"{rest}\r\n\r\n{words}\r\n")
    };
    let fields =
        [("text", "", "My own words"), ("language", "", "en"), ("files", "; filename=\"a.txt\"", "x")];
    let fields: String = fields.iter().map(|(name, rest, words)| part(name, rest, words)).collect();
    let body = format!("{fields}--XX--");
    let page = gone.post_as("/p/test/submissions/new", kind, body);
    assert_eq!(page.status, 401, "{}", page.text());
    seen(&page, "My own words");
    assert!(!page.text().contains("Send the form again"), "a file cannot be sent again by this page");
}

#[test]
fn what_was_too_long_is_given_back_with_how_long_it_is() {
    let front = Front::new();
    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron");
    let text = "%EA%B8%80+".repeat(20_000);
    let page = heron.post("/p/test/statements/new", &format!("text={text}&language=ko"));
    assert_eq!(page.status, 413);
    seen(&page, "has 39,999 characters");
    seen(&page, "글 글 글");
}
