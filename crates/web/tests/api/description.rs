use serde_json::Value;

use crate::support::Front;

#[test]
fn the_description_changes_only_on_purpose() {
    let front = Front::new();
    let reply = front.anonymous().get_at("/api/openapi.json");
    assert_eq!(reply.header("content-type"), "application/json");
    insta::assert_snapshot!("openapi", reply.text());
}

#[test]
fn every_described_address_answers() {
    let front = Front::new();
    let number = front.statement("Labels are needed");
    let description = front.anonymous().get_at("/api/openapi.json").json(200);
    assert!(description["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    for (path, methods) in description["paths"].as_object().unwrap() {
        let address = path
            .replace("{id}", "test")
            .replace("{number}", &number.to_string())
            .replace("{version}", "latest")
            .replace("{file}", "votes.csv");
        for (method, operation) in methods.as_object().unwrap() {
            let request = axum::http::Request::builder().method(method.to_uppercase().as_str()).uri(&address);
            let reply = front.send(request.body(axum::body::Body::empty()).unwrap());
            let status = reply.status.as_u16().to_string();
            assert!(operation["responses"].get(&status).is_some(), "{method} {path} answers {status}");
            let unknown = serde_json::from_slice::<Value>(&reply.body)
                .is_ok_and(|body| body["code"] == "no-such-address");
            assert!(!unknown, "{method} {path} is described and not there");
        }
    }
}
