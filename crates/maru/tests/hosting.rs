//! The first day of a host: naming a node, its settings, its mail, and who may act on its folder.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::os::unix::fs::PermissionsExt as _;

mod support;

use support::{Home, Server, post, status_of};

const CHARTER: &str = include_str!("../src/bench-charter.toml");

#[test]
fn nothing_is_named_by_default() {
    let home = Home::new();
    home.write("charter.toml", CHARTER);
    let said = home.bad(&["process", "create", "charter.toml"]);
    assert!(said.contains("no address yet") && said.contains("maru init"), "{said}");
    assert!(!home.path("node/node.db").exists(), "nothing was made");
    home.good(&["process", "create", "charter.toml", "--address", "https://forum.example.org"]);
    let shown = home.good(&["process", "show", "bench"]);
    assert!(shown.contains("forum.example.org/p/bench"), "{shown}");
    // A folder that has processes is no fresh one: no first page, no guess.
    let said = home.bad(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(said.contains("no address yet"), "{said}");
}

#[test]
fn an_address_that_is_none_is_refused_with_an_example() {
    let home = Home::new();
    home.write("charter.toml", CHARTER);
    for (address, words) in [
        ("", "empty"),
        ("forum.example.org", "write https://forum.example.org"),
        ("ftp://forum.example.org", "not by ftp"),
        ("https://example.org/maru", "cannot live under the path “/maru”"),
        ("https://user@example.org", "may only name a host"),
    ] {
        for arguments in [
            &["serve", "--listen", "127.0.0.1:0", "--address", address][..],
            &["process", "create", "charter.toml", "--address", address],
            &["init", "--operator", "Hosts", "--contact", "hosts@example.org", "--address", address],
        ] {
            let said = home.bad(arguments);
            assert!(said.contains(words) || said.contains("is empty"), "{arguments:?}: {said}");
        }
    }
    assert!(!home.path("node/node.db").exists() && !home.path("node/maru.toml").exists(), "nothing was made");
}

#[test]
fn init_writes_settings_that_only_their_user_reads_and_that_hold_from_then_on() {
    let home = Home::new();
    let said = home.bad(&["init", "--address", "https://forum.example.org"]);
    assert!(said.contains("--operator, --contact"), "what is missing is named: {said}");
    home.write("password", "p@ss/word\n");
    let arguments = [
        "init",
        "--address",
        "https://Forum.example.org/",
        "--operator",
        "The Lakeside Coalition",
        "--contact",
        "hosts@example.org",
        "--smtp",
        "smtp://maru@mail.example.org",
        "--smtp-password-file",
        "password",
        "--mail-from",
        "Maru <maru@forum.example.org>",
    ];
    home.good(&arguments);
    let mode = std::fs::metadata(home.path("node/maru.toml")).expect("settings").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(home.bad(&arguments).contains("exists already"), "settings are never overwritten");
    let said = home.good(&["config"]);
    assert!(said.contains("https://forum.example.org") && said.contains("maru.toml"), "{said}");
    assert!(!said.contains("p@ss"), "{said}");
    let json: serde_json::Value = serde_json::from_str(&home.good(&["config", "--json"])).expect("JSON");
    assert_eq!(json["settings"]["smtp-password"]["value"], "(set; not shown)");
    home.write("charter.toml", CHARTER);
    home.good(&["process", "create", "charter.toml"]);
    assert!(home.good(&["process", "show"]).contains("forum.example.org/p/bench"));
}

#[test]
fn a_misspelt_variable_stops_the_program() {
    let home = Home::new();
    let output = home.command(&["config"]).env("MARU_ADRESS", "https://forum.example.org").output();
    let output = output.expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("did you mean MARU_ADDRESS?"), "{said}");
}

#[test]
fn a_folder_that_is_not_there_is_not_made_unasked() {
    let home = Home::new();
    let address = ["--address", "https://forum.example.org", "--listen", "127.0.0.1:0"];
    for arguments in [
        [&["serve"][..], &address].concat(),
        [&["--data", "mistyped", "serve"][..], &address].concat(),
        vec!["serve", "--listen", "127.0.0.1:0", "--data", "mistyped"],
    ] {
        let said = home.bad(&arguments);
        assert!(said.contains("there is no folder") && said.contains("--create"), "{arguments:?}: {said}");
    }
    assert!(!home.path("node").exists() && !home.path("mistyped").exists(), "nothing was made");
    let server = served(&home, &[]);
    assert!(home.path("node/node.db").is_file(), "where it is asked for, it is");
    drop(server);
}

#[test]
fn the_first_page_names_a_fresh_node_and_then_the_node_is_served() {
    let home = Home::new();
    let server = Server::start(&home, &["serve"]);
    let said = server.wait_for("with this code: ");
    let code = said.rsplit("with this code: ").next().expect("a code").split_whitespace().next().expect("it");
    assert_eq!(status_of(&server, "/readyz"), 503);
    assert_eq!(status_of(&server, "/norms"), 303, "nothing else is served");
    let form = |code: &str, address: &str| {
        format!("code={code}&address={address}&operator=The+hosts&contact=hosts%40example.org")
    };
    assert_eq!(post(&server, "/", &form("wrong", &server.address())), 403);
    assert_eq!(post(&server, "/", &form(code, "ftp://forum.example.org")), 422);
    assert!(!home.path("node").join("maru.toml").exists());
    assert_eq!(post(&server, "/", &form(code, &server.address())), 200);
    server.wait_for("Maru listens on");
    assert_eq!(status_of(&server, "/readyz"), 200);
    assert_eq!(status_of(&server, "/norms"), 200);
    drop(server);
    // From now on it has a name, and another start asks nothing.
    let server = Server::start(&home, &["serve"]);
    server.wait_for("Maru listens on");
    drop(server);
    let moved = home.bad(&["serve", "--listen", "127.0.0.1:0", "--address", "https://elsewhere.example"]);
    assert!(moved.contains("for ever") && moved.contains("name = "), "{moved}");
}

/// A node that is served under its own loopback address.
fn served(home: &Home, more: &[&str]) -> Server {
    let port = support::free_port();
    let address = format!("http://127.0.0.1:{port}");
    let create = if home.path("node").exists() { &[][..] } else { &["--create"] };
    let server = Server::start_at(home, port, &[&["serve", "--address", &address], create, more].concat());
    server.wait_for("Maru listens on");
    server
}

/// The verdict of `maru doctor` on each thing, for a node at this address.
fn diagnosed(home: &Home, address: &str, behind_proxy: &str) -> Vec<(String, String, String)> {
    let output = home
        .command(&["doctor", "--json"])
        .env("MARU_ADDRESS", address)
        .env("MARU_BEHIND_PROXY", behind_proxy)
        .output()
        .expect("the binary runs");
    let findings: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    findings.iter().map(|one| (text(one, "about"), text(one, "verdict"), text(one, "said"))).collect()
}

#[track_caller]
fn found(findings: &[(String, String, String)], about: &str, verdict: &str, words: &str) {
    let hit = findings.iter().any(|one| one.0 == about && one.1 == verdict && one.2.contains(words));
    assert!(hit, "wanted {about} {verdict} “{words}” in {findings:#?}");
}

#[test]
fn the_doctor_sees_a_node_from_inside_and_outside() {
    let home = Home::new();
    let findings = diagnosed(&home, "https://forum.example.org/maru", "false");
    found(&findings, "settings", "wrong", "cannot live under the path");
    let findings = diagnosed(&home, "https://forum.example.org", "false");
    found(&findings, "name", "unknown", "no record is published yet");
    found(&findings, "keys", "unknown", "no record is published yet");
    let server = served(&home, &[]);
    let findings = diagnosed(&home, &server.address(), "false");
    found(&findings, "reach", "good", "leads to this node");
    found(&findings, "forms", "good", "get through");
    found(&findings, "visitors", "good", "counts as 127.0.0.1");
    found(&findings, "mail", "wrong", "nobody can sign in");
    found(&findings, "peers", "look", "nobody witnesses");
    found(&findings, "name", "good", "all 1 published records are named after 127.0.0.1");
    found(&findings, "keys", "good", "of all 1 published records");
    found(&findings, "records", "good", "entries and published files were not looked at");
    drop(server);
    let other_home = Home::new();
    let elsewhere = served(&other_home, &[]);
    let findings = diagnosed(&home, &elsewhere.address(), "false");
    found(&findings, "reach", "wrong", "leads to another node");
    found(&findings, "forms", "unknown", "not asked");
    found(&findings, "visitors", "unknown", "not asked");
    found(&findings, "name", "wrong", "named otherwise, for ever");
    // Nobody stands between, and the header is believed all the same.
    let home = Home::new();
    let server = served(&home, &["--behind-proxy"]);
    found(&diagnosed(&home, &server.address(), "true"), "visitors", "wrong", "is believed");
    let key = home.path("node/keys/node/record.key");
    std::fs::rename(&key, home.path("lost.key")).expect("the key goes");
    std::fs::set_permissions(home.path("node"), std::fs::Permissions::from_mode(0o755)).expect("a mode");
    let findings = diagnosed(&home, &server.address(), "true");
    found(&findings, "keys", "wrong", "record.key is missing");
    found(&findings, "files", "wrong", "other users of this machine can read");
}

#[test]
fn figures_are_for_programs_on_this_machine_and_every_answer_has_an_id() {
    let home = Home::new();
    let server = served(&home, &[]);
    let page = support::get(&server, "/metrics");
    for line in [
        "maru_build_info{version=",
        "maru_entries{record=",
        "maru_requests_total{status=\"2xx\"}",
        "maru_disk_free_bytes ",
    ] {
        assert!(page.contains(line), "“{line}” is missing in {page}");
    }
    assert!(page.contains("x-request-id: "), "{page}");
    let through_a_proxy = support::ask(&server, "GET /metrics HTTP/1.1\r\nHost: forum.example.org", "");
    assert!(through_a_proxy.starts_with("HTTP/1.1 404"), "{through_a_proxy}");
    let ready = support::get(&server, "/readyz");
    for line in [
        "\nwriter: ok\n",
        "\nrecords: ok\n",
        "\nkeys: ok\n",
        "\nmail: look (no mail server",
        "\nvisitor: 127.0.0.1\n",
    ] {
        assert!(ready.contains(line), "“{line}” is missing in {ready}");
    }
    let ready = support::ask(&server, "GET /readyz HTTP/1.1\r\nHost: forum.example.org", "");
    assert!(ready.contains("\nmail: look\n"), "reasons are not for strangers: {ready}");
    let home = Home::new();
    let off = served(&home, &["--metrics", "off"]);
    assert_eq!(status_of(&off, "/metrics"), 404);
}

#[test]
fn the_log_in_a_file_has_no_colours() {
    let home = Home::new();
    let server = served(&home, &["--log", "info"]);
    assert_eq!(status_of(&server, "/about"), 200);
    let said = server.wait_for("answered");
    assert!(said.contains("id=") && said.contains("path=\"/about\""), "{said}");
    assert!(!said.contains('\u{1b}'), "{said:?}");
}

#[test]
fn root_leaves_no_files_of_its_own_in_the_folder_of_another_user() {
    use std::os::unix::fs::{MetadataExt as _, chown};
    const NOBODY: u32 = 65_534;
    let test = "root_leaves_no_files_of_its_own_in_the_folder_of_another_user";
    let home = Home::new();
    home.write("charter.toml", CHARTER);
    std::fs::create_dir(home.path("node")).expect("a folder");
    if chown(home.path("node"), Some(NOBODY), Some(NOBODY)).is_err() {
        eprintln!("SKIPPED {test}: only root can give a folder away");
        return;
    }
    // Another user must get at the program, wherever it was built.
    std::fs::set_permissions(home.path(""), std::fs::Permissions::from_mode(0o755)).expect("a mode");
    std::fs::copy(env!("CARGO_BIN_EXE_maru"), home.path("maru")).expect("a copy");
    let output = std::process::Command::new(home.path("maru"))
        .args(["process", "create", "charter.toml", "--data", "node", "--address", "http://localhost"])
        .current_dir(home.path(""))
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("acting as that user"), "{said}");
    for path in ["node/node.db", "node/lock.db", "node/keys/bench.key"] {
        assert_eq!(std::fs::metadata(home.path(path)).expect(path).uid(), NOBODY, "{path}");
    }
}

/// What `maru config --json` says in this home, with variables of the environment.
fn config(home: &Home, variables: &[(&str, &str)]) -> serde_json::Value {
    let mut command = home.command(&["config", "--json"]);
    command.envs(variables.iter().copied());
    let output = command.output().expect("the binary runs");
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn a_command_asks_the_server_which_settings_are_in_force() {
    let home = Home::new();
    let before = config(&home, &[("MARU_LOG", "info")]);
    assert_eq!(
        (before["of"].as_str(), before["settings"]["log"]["value"].as_str()),
        (Some("here"), Some("info"))
    );
    // A service is given what no shell beside it has.
    let server =
        served(&home, &["--log", "error", "--smtp", "smtp://127.0.0.1:1", "--mail-from", "maru@example.org"]);
    let during = config(&home, &[("MARU_LOG", "info")]);
    assert_eq!(during["of"], "server");
    assert_eq!(during["settings"]["log"]["value"], "error");
    assert_eq!(during["settings"]["smtp"]["value"], "(set; not shown)");
    assert_eq!(during["from_next_start"], serde_json::json!([]));
    let said = home.bad(&["mail", "test", "somebody@example.org"]);
    assert!(said.contains("Mail server 127.0.0.1:1"), "the server's own mail server is tried: {said}");
    // What the file says by now holds from the next start, and is not passed off as in force.
    home.write("node/maru.toml", "page-memory = 32\n");
    let changed = config(&home, &[]);
    assert_eq!(changed["settings"]["page-memory"]["value"], "16");
    assert_eq!(changed["from_next_start"], serde_json::json!(["page-memory"]));
    // Records are named after the server's address, which stands in no file here.
    home.write("charter.toml", CHARTER);
    home.good(&["process", "create", "charter.toml"]);
    drop(server);
}

#[test]
fn a_word_that_is_no_level_of_the_log_is_refused() {
    let home = Home::new();
    for (text, words) in
        [("verbose", "neither error"), ("warn,maru_web", "“maru_web”"), ("maru_web=loud", "“maru_web=loud”")]
    {
        let address = ["--address", "http://127.0.0.1:1"];
        let said = home
            .bad(&[&["serve", "--create", "--listen", "127.0.0.1:0", "--log", text], &address[..]].concat());
        assert!(said.contains(words), "{text}: {said}");
    }
    assert!(!home.path("node").exists(), "nothing was made");
}

#[test]
fn a_new_node_is_asked_for_what_its_first_page_asks_for() {
    let home = Home::new();
    let init = |operator: &str, contact: &str| {
        let address = ["init", "--address", "https://forum.example.org"];
        home.bad(&[&address[..], &["--operator", operator, "--contact", contact]].concat())
    };
    assert!(init("The hosts", "nonsense").contains("contact: This does not look like a mail address"));
    assert!(init("  ", "hosts@example.org").contains("operator: Please say who runs this node"));
    assert!(!home.path("node").exists(), "nothing was written");
}

#[test]
fn every_variable_that_the_program_or_its_pages_name_is_taken() {
    let mut named = std::collections::BTreeSet::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    // What is misspelt on purpose, in an explanation or a test.
    let slips = ["MARU_ADRESS", "MARU_COLOUR_OF_THE_SKY", "MARU_FOO", "MARU_SMTP_PASWORD_FILE"];
    let mut waiting = vec![root.join("src"), root.join("../../docs/operate"), root.join("../../packaging")];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(&path).expect("a folder").flatten().map(|entry| entry.path()));
            continue;
        }
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for (at, _) in text.match_indices("MARU_") {
            let name: String =
                text[at..].chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect();
            if name.len() > "MARU_".len() && !name.ends_with('_') && !slips.contains(&name.as_str()) {
                named.insert(name);
            }
        }
    }
    assert!(named.contains("MARU_PRIVATE_NETWORK") && named.len() > 15, "{named:?}");
    let home = Home::new();
    for name in named {
        let output =
            home.command(&["process", "template"]).env(&name, "x").output().expect("the binary runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!said.contains("means nothing to this program"), "{name}: {said}");
    }
}
