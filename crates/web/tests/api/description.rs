use std::collections::BTreeMap;

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
            .replace("{file}", "votes.csv")
            .replace("{place}", "EU")
            .replace("{topic}", "deepfakes")
            .replace("{instrument}", "eu-ai-act")
            .replace("{locus}", "Art%2050(4)");
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

/// The schemas that a body of a request is made of, whichever stands within another.
fn schemas_of_bodies<'a>(description: &'a Value, from: &'a Value, seen: &mut BTreeMap<String, &'a Value>) {
    match from {
        Value::Object(members) => {
            let named = members.get("$ref").and_then(Value::as_str);
            if let Some(name) = named.and_then(|name| name.strip_prefix("#/components/schemas/")) {
                let schema = &description["components"]["schemas"][name];
                if seen.insert(name.to_owned(), schema).is_none() {
                    schemas_of_bodies(description, schema, seen);
                }
            }
            members.values().for_each(|member| schemas_of_bodies(description, member, seen));
        }
        Value::Array(items) => items.iter().for_each(|item| schemas_of_bodies(description, item, seen)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn no_body_of_a_request_has_members_that_are_dropped_in_silence() {
    let front = Front::new();
    let description = front.anonymous().get_at("/api/openapi.json").json(200);
    let mut seen = BTreeMap::new();
    for operation in
        description["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values())
    {
        schemas_of_bodies(&description, &operation["requestBody"], &mut seen);
    }
    assert!(seen.len() > 70, "{:?}", seen.keys());
    let open = seen.iter().filter(|(_, schema)| {
        schema["type"] == "object" && schema["additionalProperties"] != Value::Bool(false)
    });
    assert_eq!(open.map(|(name, _)| name).collect::<Vec<_>>(), Vec::<&String>::new());
    let part = front
        .member("heron")
        .post("/endorsements", &serde_json::json!({"draft": 1, "language": "en", "organization": 1}));
    assert_eq!(part.json(400)["code"], "bad-json");
}

#[test]
fn no_two_bodies_bear_one_name() {
    // In the description one would stand for both.
    let mut names = Vec::new();
    for file in std::fs::read_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api")).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let mut described = false;
        for line in text.lines() {
            described |= line.starts_with("#[derive(") && line.contains("ToSchema");
            let declared = line.split_once("struct ").or_else(|| line.split_once("enum "));
            if let Some((_, rest)) = declared.filter(|_| described) {
                names.push(rest.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned());
                described = false;
            }
        }
    }
    assert!(names.len() > 150, "{names:?}");
    names.sort();
    let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert_eq!(twice, Vec::<&String>::new());
}

/// Routes beside the one list: the description itself, the answer to addresses that do not exist, and a page without a form for programs.
const UNDESCRIBED: [&str; 4] = ["/api/openapi.json", "/api", "/api/{*path}", "/norms/adopted"];

#[test]
fn no_address_for_programs_is_served_beside_the_list_that_describes_it() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut served = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|found| found.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            let routes = text.split(".route(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
            let addresses = routes.filter_map(|rest| rest.split('"').next().map(str::to_owned));
            served.extend(addresses.filter(|address| {
                ["/api", "/norms"].iter().any(|part| {
                    address.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                })
            }));
        }
    }
    served.sort();
    let mut expected = UNDESCRIBED.map(str::to_owned);
    expected.sort();
    assert_eq!(served, expected);
}

/// Whether an address is one that a described path stands for.
fn is_described(paths: &serde_json::Map<String, Value>, address: &str) -> bool {
    let address: Vec<_> = address.split('/').collect();
    paths.keys().any(|path| {
        let path: Vec<_> = path.split('/').collect();
        let rest = path.last().is_some_and(|last| *last == "{locus}") && address.len() > path.len();
        let fits = |(wanted, found): (&&str, &&str)| wanted.starts_with('{') || wanted == found;
        (address.len() == path.len() || rest) && path.iter().zip(&address).all(fits)
    })
}

#[test]
fn every_link_into_the_norm_library_is_described() {
    let front = Front::new();
    let description = front.anonymous().get_at("/api/openapi.json").json(200);
    let paths = description["paths"].as_object().unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for page in ["/norms", "/norms/place/KR", "/norms/compare", "/norms/gaps", "/norms/eu-ai-act"] {
        let reply = front.anonymous().get_at(page);
        let links = reply.text();
        let links =
            links.split("href=\"/norms").skip(1).filter_map(|rest| rest.split(['"', '?', '#']).next());
        seen.extend(links.map(|rest| format!("/norms{rest}")));
    }
    assert!(seen.len() > 50, "{seen:?}");
    for address in seen {
        assert!(is_described(paths, &address), "{address}");
    }
}

/// The addresses that the list of docs/api.md names, without their queries.
fn told() -> Vec<String> {
    let text = include_str!("../../../../docs/api.md");
    let list = text.split_once("## What there is").unwrap().1.split_once("\n## ").unwrap().0;
    let codes = list.split('`').skip(1).step_by(2);
    let addresses = codes.filter_map(|code| {
        let address = code.strip_prefix("POST ").unwrap_or(code);
        address.starts_with('/').then(|| address.split('?').next().unwrap().to_owned())
    });
    addresses.collect()
}

#[test]
fn the_page_for_programs_names_every_address_and_no_other() {
    let front = Front::new();
    let description = front.anonymous().get_at("/api/openapi.json").json(200);
    let paths: Vec<&String> = description["paths"].as_object().unwrap().keys().collect();
    let told = told();
    assert!(told.len() > 90, "{told:?}");
    let short = |path: &str| path.strip_prefix("/api/processes/{id}").unwrap_or(path).to_owned();
    let wanted = paths.iter().map(|path| short(path.as_str())).filter(|path| path.starts_with('/'));
    let missing: Vec<_> = wanted.filter(|path| !path.starts_with("/norms") && !told.contains(path)).collect();
    assert_eq!(missing, Vec::<String>::new(), "missing in docs/api.md");
    let known: Vec<String> = paths.iter().map(|path| short(path.as_str())).collect();
    // Pages, and the folders that the list speaks of, are no addresses of the API.
    let is_page =
        |path: &String| path.starts_with("/p/") || path == "/norms" || path.starts_with("/api/processes/");
    let gone: Vec<_> = told.iter().filter(|path| !known.contains(path) && !is_page(path)).collect();
    assert_eq!(gone, Vec::<&String>::new(), "there is no such address");
}

#[test]
fn a_member_of_a_query_that_no_address_knows_is_refused_and_named() {
    let front = Front::new();
    front.statement("Labels are needed");
    let description = front.anonymous().get_at("/api/openapi.json").json(200);
    let (mut api, mut norms) = (0, 0);
    for path in description["paths"].as_object().unwrap().iter().filter(|(_, item)| item["get"].is_object()) {
        let address =
            path.0.replace("{id}", "test").replace("{instrument}", "eu-ai-act").replace("{locus}", "Art 50");
        let address =
            address.replace("{place}", "KR").replace("{topic}", "deepfake").replace("{number}", "1");
        let address =
            address.replace("{language}", "en").replace("{version}", "1").replace("{file}", "votes.csv");
        let address = address.replace("{form}", "bsi").replace(' ', "%20");
        let reply = front.anonymous().get_at(&format!("{address}?organiser=heron"));
        if address.starts_with("/api") {
            reply.problem(400, "bad-query");
            api += 1;
        } else {
            assert_eq!(reply.status, 422, "{address}");
            norms += 1;
            let data = front.anonymous().get_at(&format!("{address}?organiser=heron&format=json"));
            data.problem(422, "unknown-value");
        }
        assert!(reply.text().contains("organiser"), "{address}: {}", reply.text());
    }
    assert!(api > 35 && norms > 12, "{api} {norms}");
    for (address, name) in [("/remarks?unanswered=maybe", "unanswered"), ("/statements?page=first", "page")] {
        let reply = front.anonymous().get(address);
        reply.problem(400, "bad-query");
        assert!(reply.text().contains(name), "{address}: {}", reply.text());
    }
    front.anonymous().get_at("/api/search?q=label&place=ZZ").problem(400, "bad-query");
    front.anonymous().get_at("/api/search?q=label&in=no+tongue").problem(400, "bad-query");
}

#[test]
fn every_link_within_the_norm_library_asks_only_what_is_known() {
    const PAGES: [&str; 9] =
        ["calendar", "instruments", "provisions", "compare", "gaps", "routes", "place", "redline", "check"];
    let front = Front::new();
    let (mut seen, mut asking) = (std::collections::BTreeSet::new(), 0);
    let mut next = vec!["/norms".to_owned(), "/norms/eu-ai-act".to_owned()];
    next.extend(PAGES.map(|page| format!("/norms/{page}")));
    next.push("/norms/routes?persons=KR&topic=deepfake".to_owned());
    while let Some(address) = next.pop() {
        let reply = front.anonymous().get_at(&address);
        assert!(reply.status != 422 && reply.status != 400, "{address}: {}", reply.status);
        if !reply.header("content-type").starts_with("text/html") {
            continue;
        }
        let links =
            reply.text().split("href=\"/norms").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
        for link in links {
            let link = format!("/norms{}", link.replace("&amp;", "&"));
            // One address of each shape, with each set of members, is enough.
            let (path, query) = link.split_once('?').unwrap_or((&link, ""));
            let parts: Vec<&str> = path.split('/').collect();
            let page = parts.get(2).copied().filter(|part| PAGES.contains(part)).unwrap_or("instrument");
            let names: Vec<_> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
            if seen.insert((parts.len(), page.to_owned(), names.join("&"))) {
                asking += usize::from(!query.is_empty());
                next.push(link);
            }
        }
    }
    assert!(seen.len() > 15 && asking > 8, "{asking} {seen:?}");
}

#[test]
fn a_program_that_asks_the_library_wrongly_gets_a_problem_with_a_code() {
    let front = Front::new();
    let check = |address: &str, status: u16, code: &str| {
        let reply = front.anonymous().get_at(address);
        assert_eq!(reply.header("content-type"), "application/problem+json", "{address}");
        assert_eq!(reply.json(status)["code"], code, "{address}");
    };
    check("/norms/compare?format=json&at=yesterday", 422, "unknown-value");
    check("/norms/no-such-instrument?format=json", 404, "no-such-address");
    check("/norms/place/ZZ?format=json", 404, "no-such-address");
}
