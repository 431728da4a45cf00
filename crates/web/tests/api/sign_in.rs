use axum::body::Body;
use axum::http::Request;
use maru_web::{MailServer, MailSettings, Settings};

use crate::support::{ADDRESS, Front, Reply};

fn get(front: &Front, address: &str, cookies: &str) -> Reply {
    let request = Request::get(address).header("host", "localhost:8080").header("cookie", cookies);
    front.send(request.body(Body::empty()).unwrap())
}

fn post(front: &Front, address: &str, form: &str, cookies: &str) -> Reply {
    let request = Request::post(address)
        .header("host", "localhost:8080")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", cookies);
    front.send(request.body(Body::from(form.to_owned())).unwrap())
}

/// The path of the link in the newest mail.
fn mailed_link(front: &Front) -> String {
    let mail = front.node.mails().unwrap().remove(0);
    let line = mail.body.lines().find(|line| line.contains("/sign-in/confirm")).unwrap().trim().to_owned();
    line.strip_prefix(ADDRESS).unwrap().to_owned()
}

fn token_of(link: &str) -> &str {
    link.split_once("token=").unwrap().1.split('&').next().unwrap()
}

#[test]
fn a_person_signs_in_and_out() {
    let front = Front::new();
    let form = get(&front, "/sign-in?then=/p/test/vote", "");
    assert_eq!(form.status, 200);
    assert!(form.headers.get("set-cookie").is_none(), "no cookie before one asks to sign in");
    assert!(form.text().contains("value=\"/p/test/vote\""));

    let sent = post(&front, "/sign-in", "email=Ara%40Example.org&then=/p/test/vote", "");
    assert_eq!(sent.status, 200);
    assert_eq!(sent.header("cache-control"), "no-store");
    let asking = sent.cookie("maru-asking").unwrap();
    assert!(sent.header("set-cookie").contains("HttpOnly; SameSite=Lax"));

    let mails = get(&front, "/demo/mail", "");
    let link = mailed_link(&front);
    assert!(mails.text().contains("ara@example.org") && mails.text().contains("/sign-in/confirm?token="));

    let page = get(&front, &link, &asking);
    assert_eq!(page.status, 200, "following the link signs nobody in");
    assert!(page.text().contains("ara@example.org") && page.cookie("maru").is_none());
    assert_eq!(page.header("referrer-policy"), "same-origin");

    let form = format!("token={}&then=/p/test/vote", token_of(&link));
    let confirmed = post(&front, "/sign-in/confirm", &form, &asking);
    assert_eq!((confirmed.status.as_u16(), confirmed.header("location")), (303, "/p/test/vote"));
    let session = confirmed.cookie("maru").unwrap();
    assert_eq!(confirmed.cookie("maru-asking").unwrap(), "maru-asking=");
    assert!(get(&front, "/sign-in", &session).text().contains("ara@example.org"));
    assert_eq!(post(&front, "/sign-in/confirm", &form, &asking).status, 410, "a link is good once");

    let out = post(&front, "/sign-out", "", &session);
    assert_eq!((out.status.as_u16(), out.cookie("maru").unwrap().as_str()), (303, "maru="));
    assert!(!get(&front, "/sign-in", &session).text().contains("ara@example.org"));
}

#[test]
fn a_link_opens_nothing_in_another_browser() {
    let front = Front::new();
    post(&front, "/sign-in", "email=ara@example.org", "");
    let link = mailed_link(&front);
    let form = format!("token={}", token_of(&link));
    let other = format!("maru-asking={}", "0".repeat(64));
    for cookies in ["", &other] {
        assert_eq!(get(&front, &link, cookies).status, 409);
        let reply = post(&front, "/sign-in/confirm", &form, cookies);
        assert_eq!((reply.status.as_u16(), reply.cookie("maru")), (409, None));
    }
    assert_eq!(get(&front, "/sign-in/confirm?token=made-up", &other).status, 410);
    assert_eq!(get(&front, "/sign-in/confirm", "").status, 410);
}

#[test]
fn asking_twice_in_one_browser_leaves_both_links_good() {
    let front = Front::new();
    let first = post(&front, "/sign-in", "email=ara@example.org", "");
    let asking = first.cookie("maru-asking").unwrap();
    let link = mailed_link(&front);
    let second = post(&front, "/sign-in", "email=ara@example.org", &asking);
    assert_eq!(second.cookie("maru-asking").unwrap(), asking);
    assert_eq!(get(&front, &link, &asking).status, 200);
}

#[test]
fn what_was_typed_is_not_lost_and_nobody_is_led_away() {
    let front = Front::new();
    let reply = post(&front, "/sign-in", "email=ara%3Cb%3E&then=//evil.example", "");
    assert_eq!(reply.status, 422);
    assert!(reply.text().contains("value=\"ara&lt;b&gt;\"") && reply.text().contains("role=\"alert\""));
    assert!(!reply.text().contains("evil.example"));
    let asking = post(&front, "/sign-in", "email=ara@example.org&then=https://evil.example", "");
    let form = format!("token={}&then=//evil.example", token_of(&mailed_link(&front)));
    let reply = post(&front, "/sign-in/confirm", &form, &asking.cookie("maru-asking").unwrap());
    assert_eq!(reply.header("location"), "/");
}

#[test]
fn nobodys_mailbox_is_flooded() {
    let front = Front::new();
    for _ in 0..5 {
        assert_eq!(post(&front, "/sign-in", "email=ara@example.org", "").status, 200);
    }
    let reply = post(&front, "/sign-in", "email=ara@example.org", "");
    assert_eq!(reply.status, 429);
    assert!(reply.header("retry-after").parse::<u64>().is_ok());
    assert_eq!(post(&front, "/sign-in", "email=ben@example.org", "").status, 200);
    assert_eq!(front.node.mails().unwrap().len(), 6);
}

#[test]
fn over_https_cookies_are_bound_to_the_host() {
    let front = Front::with(Settings::demo("https://maru.example/"));
    let form = Request::post("/sign-in")
        .header("host", "maru.example")
        .header("origin", "https://maru.example")
        .header("content-type", "application/x-www-form-urlencoded");
    let sent = front.send(form.body(Body::from("email=ara@example.org")).unwrap());
    let line = sent.header("set-cookie");
    assert!(line.starts_with("__Host-maru-asking=") && line.contains("; Secure"), "{line}");
    let mail = front.node.mails().unwrap().remove(0);
    assert!(mail.body.contains("\nhttps://maru.example/sign-in/confirm?token="), "{}", mail.body);
}

#[test]
fn mails_are_shown_in_the_demonstration_only() {
    let real = Settings { demo: false, ..Settings::demo(ADDRESS) };
    let front = Front::with(real.clone());
    assert_eq!(get(&front, "/demo/mail", "").status, 404);
    assert_eq!(post(&front, "/sign-in", "email=ara@example.org", "").status, 503, "there is no mail server");
    assert!(front.node.mails().unwrap().is_empty());
    let server = MailServer::parse("smtp://127.0.0.1:1", None).unwrap();
    let mail = MailSettings::new(server, "maru@maru.example", "maru.example").unwrap();
    let front = Front::with(Settings { mail: Some(mail), ..real });
    assert_eq!(post(&front, "/sign-in", "email=ara@example.org", "").status, 200);
    assert_eq!(front.node.unsent_mails().unwrap().len(), 1);
    assert_eq!(get(&front, "/demo/mail", "").status, 404);
}

#[test]
fn the_mail_and_its_link_are_in_the_readers_language() {
    let front = Front::new();
    post(&front, "/sign-in?lang=ko", "email=ara@example.org&then=/p/test", "");
    let mail = front.node.mails().unwrap().remove(0);
    assert_eq!(mail.subject, "로그인 링크");
    assert!(mailed_link(&front).ends_with("&then=/p/test&lang=ko"), "{}", mail.body);
}
