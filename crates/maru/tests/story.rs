//! Stories at the front door: the binary itself, as a secretariat and a watchdog use it.
#![allow(clippy::expect_used, reason = "a test that cannot prepare its case has failed")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/polis");
/// Runs the binary on a folder of its own; no memory of heads is kept beside it.
fn maru(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_maru"))
        .args(arguments)
        .env("MARU_DATA", home.join("node"))
        .env("MARU_ADDRESS", "http://localhost")
        .env("MARU_HEADS", home.join("heads.json"))
        .current_dir(home)
        .output()
        .expect("the binary runs")
}

fn good(home: &Path, arguments: &[&str]) -> String {
    let output = maru(home, arguments);
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "maru {arguments:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn bad(home: &Path, arguments: &[&str], code: i32) -> String {
    let output = maru(home, arguments);
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "maru {arguments:?}: {said}");
    said
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// The folder of a real conversation, or a loud word that it is absent.
fn conversation(test: &str, name: &str) -> Option<PathBuf> {
    let folder = Path::new(DATA).join(name);
    if !folder.is_dir() {
        eprintln!("SKIPPED {test}: ../shared/data is absent");
        return None;
    }
    Some(folder)
}

/// Two folders hold the same files with the same bytes.
fn same_files(one: &Path, other: &Path) {
    let names = |folder: &Path| {
        let entries = std::fs::read_dir(folder).expect("a folder").flatten();
        entries.map(|entry| entry.file_name()).collect::<BTreeSet<_>>()
    };
    assert_eq!(names(one), names(other));
    for name in names(one) {
        let bytes = |folder: &Path| std::fs::read(folder.join(&name)).expect("a file");
        assert!(bytes(one) == bytes(other), "{} differs from {}", one.join(&name).display(), other.display());
    }
}

/// What goes out again is the same, but for statements whose words the node does not show: these do not come in, nor the votes on them.
fn same_but_for_hidden_words(one: &Path, other: &Path) {
    let text = |folder: &Path, name: &str| std::fs::read_to_string(folder.join(name)).expect("a file");
    let id = |row: &str| row.split(',').nth(2).expect("an id").to_owned();
    let comments = text(one, "comments.csv");
    let hidden: BTreeSet<String> = comments.lines().filter(|row| row.ends_with(',')).map(id).collect();
    if hidden.is_empty() {
        return same_files(one, other);
    }
    for name in ["comments.csv", "votes.csv"] {
        let before = text(one, name);
        let kept: Vec<&str> = before.lines().filter(|row| !hidden.contains(&id(row))).collect();
        assert!(kept == text(other, name).lines().collect::<Vec<_>>(), "{name} of {}", other.display());
    }
}

/// The map of each of these takes as long as those of all others together: it is computed when it comes in and when it is verified, and
/// not thrice more on the way out and in again.
const LARGEST: [&str; 2] = ["american-assembly.bowling-green", "vtaiwan.uberx"];

/// A real conversation comes in, has a map, verifies, and goes out again to the same bytes.
fn goes_through(test: &str, name: &str) {
    let Some(folder) = conversation(test, name) else { return };
    let home = home();
    let shown = folder.display().to_string();
    good(
        home.path(),
        &["import", "polis", &shown, "--process", "real", "--reason", "Held elsewhere, to be compared"],
    );
    let report: serde_json::Value =
        serde_json::from_str(&good(home.path(), &["verify", "node", "--json"])).expect("a report");
    assert_eq!(report["verdict"], "good", "{shown}: {report}");
    assert_eq!(report["results"][0]["same"], true, "{shown}");
    if LARGEST.contains(&name) {
        return;
    }
    // The shortest conversation goes out in the newer style.
    let style = if name.starts_with("london") { "polis-export/1" } else { "older" };
    good(home.path(), &["export", "polis", "out", "--style", style]);
    good(
        home.path(),
        &[
            "import",
            "polis",
            "out",
            "--process",
            "again",
            "--reason",
            "Held elsewhere, to be compared",
            "--data",
            "node2",
        ],
    );
    good(home.path(), &["export", "polis", "out2", "--data", "node2", "--style", style]);
    same_but_for_hidden_words(&home.path().join("out"), &home.path().join("out2"));
    let map = good(home.path(), &["map", "out", "--method", "classic", "--json"]);
    let classic: serde_json::Value = serde_json::from_str(&map).expect("a map");
    assert!(classic["participants"].as_array().is_some_and(|people| !people.is_empty()), "{shown}");
}

macro_rules! real_conversations {
    ($($test:ident: $folder:literal),* $(,)?) => {
        $(#[test]
        fn $test() {
            goes_through(stringify!($test), $folder);
        })*
    };
}

// A test each, so that they run side by side.
real_conversations! {
    bowling_green_comes_in_and_verifies: "american-assembly.bowling-green",
    bg2050_comes_in_and_goes_out_again: "bg2050-volunteers",
    brexit_comes_in_and_goes_out_again: "brexit-consensus",
    london_comes_in_and_goes_out_again: "london.youth.policing",
    biodiversity_comes_in_and_goes_out_again: "scoop-hivemind.biodiversity",
    uber_comes_in_and_verifies: "vtaiwan.uberx",
}

#[test]
fn ids_that_are_texts_come_in_are_kept_and_go_out_again() {
    let home = home();
    let folder = home.path().join("in");
    std::fs::create_dir(&folder).expect("a folder");
    let mut votes = "timestamp,datetime,comment-id,voter-id,vote\n".to_owned();
    for (at, (statement, person, vote)) in
        [("3", "7", 1), ("3", "anna", -1), ("tea, milk", "5000000000", 1), ("tea, milk", "7", 0)]
            .iter()
            .enumerate()
    {
        let stamp = 1_400_000_000_000_i64 + at as i64;
        writeln!(votes, "{stamp},x,\"{statement}\",{person},{vote}").expect("a string takes words");
    }
    std::fs::write(folder.join("votes.csv"), votes).expect("a file");
    let comments = "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n\
        1400000000000,3,anna,1,1,1,Water\n1400000000000,\"tea, milk\",7,1,0,1,Tea and milk\n";
    std::fs::write(folder.join("comments.csv"), comments).expect("a file");
    let come_in = |from: &str, data: &str| {
        let reason = ["--reason", "Held elsewhere, to be compared", "--data", data];
        good(
            home.path(),
            &[&["import", "polis", from, "--process", "real", "--title", "Tea"], &reason[..]].concat(),
        );
    };
    for style in ["older", "polis-export/1"] {
        let name = |kind: &str, round: u32| format!("{kind}-{round}-{}", style.len());
        come_in("in", &name("node", 0));
        for round in 0..3 {
            let (data, out) = (name("node", round), name("out", round));
            good(home.path(), &["export", "polis", &out, "--data", &data, "--style", style]);
            come_in(&out, &name("node", round + 1));
            same_files(&home.path().join(name("out", 0)), &home.path().join(&out));
        }
        let out = home.path().join(name("out", 2));
        let votes = std::fs::read_to_string(out.join("votes.csv")).expect("a file");
        for row in [",3,anna,-1\n", ",\"tea, milk\",5000000000,1\n", ",\"tea, milk\",7,0\n"] {
            assert!(votes.contains(row), "“{row}” is missing in: {votes}");
        }
        assert!(!out.join("votes.parquet").exists(), "a table of numbers would name others");
    }
    let report = good(home.path(), &["verify", "node-2-5", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&report).expect("a report");
    assert_eq!(report["verdict"], "good", "{report}");
    let map = good(home.path(), &["map", "in", "--json"]);
    let map: serde_json::Value = serde_json::from_str(&map).expect("a map");
    assert_eq!(map["ids"]["people"], serde_json::json!({"8": "5000000000", "9": "anna"}));
    assert_eq!(map["ids"]["statements"], serde_json::json!({"4": "tea, milk"}));
}

#[test]
fn a_malformed_row_names_its_place_and_nothing_is_half_imported() {
    let home = home();
    let folder = home.path().join("broken");
    std::fs::create_dir(&folder).expect("a folder");
    let rows =
        "timestamp,datetime,comment-id,voter-id,vote\n1400000000000,x,0,0,1\n1400000000001,x,0,1,maybe\n";
    std::fs::write(folder.join("votes.csv"), rows).expect("a file");
    let said = bad(
        home.path(),
        &["import", "polis", "broken", "--process", "broken", "--reason", "Held elsewhere, to be compared"],
        1,
    );
    for part in ["votes.csv", "line 3", "vote"] {
        assert!(said.contains(part), "“{part}” is missing in: {said}");
    }
    assert!(!home.path().join("node/node.db").exists(), "nothing was made");
}

#[test]
fn a_process_runs_from_charter_to_decision_and_every_step_is_in_its_record() {
    let home = home();
    std::fs::write(home.path().join("charter.toml"), include_str!("../src/bench-charter.toml"))
        .expect("a file");
    good(home.path(), &["process", "create", "charter.toml"]);
    good(home.path(), &["process", "open", "bench", "--reason", "test"]);
    good(home.path(), &["process", "state", "bench", "Labels are due.", "--language", "en"]);
    let said = bad(home.path(), &["process", "moderate", "bench", "2", "rejected", "--reason", " "], 1);
    assert!(said.contains("needs a reason"), "{said}");
    good(
        home.path(),
        &["process", "moderate", "bench", "2", "rejected", "--reason", "off topic", "--rule", "none"],
    );
    good(home.path(), &["process", "result", "bench"]);
    good(
        home.path(),
        &[
            "process",
            "decide",
            "bench",
            "adopted",
            "--text",
            "It is adopted.",
            "--language",
            "en",
            "--result",
            "4",
        ],
    );
    good(home.path(), &["process", "close", "bench", "--reason", "test", "--cut-short"]);
    let said = bad(home.path(), &["process", "state", "bench", "Too late.", "--language", "en"], 1);
    assert!(said.contains("closed"), "{said}");
    let shown: serde_json::Value =
        serde_json::from_str(&good(home.path(), &["process", "show", "bench", "--json"])).expect("a summary");
    assert_eq!((&shown["stage"], &shown["entries"]), (&"closed".into(), &7.into()));
    assert!(good(home.path(), &["verify", "node"]).contains("Good: nothing wrong was found."));
}

#[test]
fn withdrawn_text_is_gone_and_the_record_says_who_and_why() {
    let home = home();
    std::fs::write(home.path().join("charter.toml"), include_str!("../src/bench-charter.toml"))
        .expect("a file");
    good(home.path(), &["process", "create", "charter.toml"]);
    good(home.path(), &["process", "state", "bench", "Jane Doe lives at 5 Elm Street.", "--language", "en"]);
    let files_with_it = || {
        let output =
            Command::new("grep").args(["-rla", "Elm Street", "node"]).current_dir(home.path()).output();
        String::from_utf8_lossy(&output.expect("grep runs").stdout).into_owned()
    };
    assert!(!files_with_it().is_empty(), "the text is there at first");
    good(
        home.path(),
        &["process", "redact", "bench", "1", "--reason", "personal-data", "--ground", "GDPR Art 17(1)"],
    );
    let said = good(home.path(), &["verify", "node"]);
    assert!(
        said.contains(
            "The text of entry 1 was withdrawn by the host of the node (entry 2): personal data; GDPR Art 17(1)."
        ),
        "{said}"
    );
    assert_eq!(files_with_it(), "", "no file of the node holds the text, free pages and logs included");
}

#[test]
fn a_tampered_record_is_proven_wrong_with_exit_code_one() {
    let home = home();
    std::fs::write(home.path().join("charter.toml"), include_str!("../src/bench-charter.toml"))
        .expect("a file");
    good(home.path(), &["process", "create", "charter.toml"]);
    good(home.path(), &["process", "state", "bench", "Labels are due.", "--language", "en"]);
    let folder = good(home.path(), &["record", "path", "--process", "bench"]).trim().to_owned();
    let folder = home.path().join(folder);
    assert_eq!(maru(home.path(), &["verify", &folder.display().to_string()]).status.code(), Some(0));
    let bundle = folder.join("tile/entries/000.p/2");
    let bytes = std::fs::read(&bundle).expect("the bundle");
    let text = String::from_utf8_lossy(&bytes).replace("\"length\":15", "\"length\":16");
    assert_ne!(text.as_bytes(), &bytes[..]);
    let mut tampered = bytes.clone();
    let place = bytes.windows(11).position(|part| part == b"\"length\":15").expect("the field");
    tampered[place + 10] = b'6';
    let mut permissions = std::fs::metadata(&bundle).expect("its state").permissions();
    #[expect(
        clippy::permissions_set_readonly_false,
        reason = "a test may open what it wants to tamper with"
    )]
    permissions.set_readonly(false);
    std::fs::set_permissions(&bundle, permissions).expect("writable");
    std::fs::write(&bundle, tampered).expect("tampered");
    let said = bad(home.path(), &["verify", &folder.display().to_string()], 1);
    assert!(said.contains("WRONG"), "{said}");
}

#[test]
fn a_backup_comes_back_whole_into_an_empty_folder_only() {
    let home = home();
    std::fs::write(home.path().join("charter.toml"), include_str!("../src/bench-charter.toml"))
        .expect("a file");
    good(home.path(), &["process", "create", "charter.toml"]);
    good(home.path(), &["process", "state", "bench", "Labels are due.", "--language", "en"]);
    good(home.path(), &["backup", "copy.db"]);
    let said = bad(home.path(), &["backup", "copy.db"], 1);
    assert!(said.contains("nothing was overwritten"), "{said}");
    let said = bad(home.path(), &["restore", "copy.db"], 1);
    assert!(said.contains("nothing was overwritten"), "{said}");
    good(home.path(), &["restore", "copy.db", "--data", "restored"]);
    let before = good(home.path(), &["process", "show", "bench", "--json"]);
    assert_eq!(good(home.path(), &["process", "show", "bench", "--json", "--data", "restored"]), before);
}

#[test]
fn a_check_that_was_not_understood_is_no_proof() {
    let home = home();
    std::fs::write(home.path().join("policy"), "nonsense\n").expect("a file");
    for more in [["--key", "junk"], ["--policy", "policy"], ["--policy", "absent"], ["--max-age", "soon"]] {
        bad(home.path(), &[&["verify", "record", "--forget"], &more[..]].concat(), 2);
    }
    std::fs::write(home.path().join("heads.json"), "nonsense").expect("a file");
    bad(home.path(), &["verify", "record"], 2);
}

#[test]
fn a_text_comes_in_and_its_codings_find_their_place() {
    let home = home();
    let act = "# 인공지능 기본법\n\n## 제31조 (투명성)\n\n1. 첫째 항.\n\n2. 둘째 항.\n\n3. 셋째 항.\n";
    std::fs::write(home.path().join("act.md"), act).expect("a file");
    let undated =
        ["norms", "text", "import", "kr-ai-basic-act", "act.md", "--language", "ko", "--by", "Anna"];
    let import = [&undated[..], &["--version-date", "2024-12-26"]].concat();
    // A folder that was mistyped must not become a node.
    for command in [&import[..], &["admin", "grant", "ara@example.org"]] {
        let said = bad(home.path(), command, 1);
        assert!(said.contains("there is no node in"), "{said}");
        assert!(!home.path().join("node").exists(), "{command:?}");
    }
    let charter = include_str!("../../../data/example-process/charter.toml");
    std::fs::write(home.path().join("charter.toml"), charter).expect("a file");
    good(home.path(), &["process", "create", "charter.toml"]);
    // What is no answer was told to nobody.
    let said = bad(home.path(), &["process", "tell", "synthetic-media", "7"], 1);
    assert!(said.contains("entry 7 of “synthetic-media” is no answer"), "{said}");
    let said = good(home.path(), &["process", "tell", "synthetic-media"]);
    assert!(said.contains("Nobody is left to be told of an answer."), "{said}");
    // Nothing in the file says from which day these are the words, and the day of adoption is that of the first ones.
    let said = bad(home.path(), &undated, 1);
    assert!(said.contains("add --version-date"), "{said}");
    // A text that is called otherwise is not what it is brought in as.
    let other = ["norms", "text", "import", "eu-gdpr", "act.md", "--language", "ko"];
    let said = bad(home.path(), &other, 1);
    assert!(said.contains("which is no title of eu-gdpr"), "{said}");
    let said = good(home.path(), &import);
    assert!(said.contains("text 1 of kr-ai-basic-act: ko, version 2024-12-26 (as given)"), "{said}");
    assert!(said.contains("3 of 34 coded provisions found their place"), "{said}");
    let listed = good(home.path(), &["norms", "text", "list"]);
    assert!(listed.contains("act.md (Anna)"), "{listed}");
    // What was sought is said wherever none was found, and what is known is not “none”.
    let said = good(home.path(), &["norms", "routes", "--persons", "KR", "--topic", "scoring"]);
    assert!(
        said.contains("looked on") && said.contains("for this: a rule on social scoring by AI"),
        "{said}"
    );
    let said = good(home.path(), &["norms", "gaps", "--places", "KR"]);
    assert!(
        said.contains("who looked for: a rule on social scoring by AI") && said.contains("known_missing"),
        "{said}"
    );
    let said = good(home.path(), &["search", "deepfake", "Germany"]);
    assert!(said.contains("maru norms routes --persons DE --topic deepfake"), "{said}");
    good(home.path(), &["norms", "text", "remove", "1", "--reason", "an invented text"]);
    assert!(good(home.path(), &["norms", "text", "list"]).contains("[taken out: an invented text]"));
    bad(home.path(), &["norms", "text", "remove", "1", "--reason", "again"], 1);
    bad(home.path(), &["norms", "text", "import", "Not A Name", "act.md", "--language", "ko"], 1);
}

#[test]
fn a_coding_is_shown_with_other_readings_objections_and_decisions() {
    let home = home();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/norms");
    let read = |name: &str| std::fs::read_to_string(data.join(name)).expect("a shipped file");
    let write = |name: &str, text: String| std::fs::write(home.path().join(name), text).expect("a file");
    for name in ["instruments.csv", "provisions.csv"] {
        write(name, read(name));
    }
    let provisions = read("provisions.csv");
    let row = provisions.lines().find(|line| line.starts_with("eu-ai-act:Art 4,")).expect("a shipped row");
    let header = provisions.lines().next().expect("a header");
    write("anna.csv", format!("{header}\n{}\n", row.replace(",R,must,", ",R,should,")));
    let dispute = "eu-ai-act:Art 4,deontic,,should,Ben,It asks to try.,The text,2026-10-01\n";
    write("disputes.csv", read("disputes.csv") + dispute);
    let show = ["norms", "--library", ".", "show", "eu-ai-act:Art 4", "--coding", "anna.csv"];
    let said = good(home.path(), &show);
    assert!(said.contains("library: must | anna.csv: should  (coders differ)"), "{said}");
    assert!(
        said.contains("objection, open: Ben says should on 2026-10-01: It asks to try. (The text)"),
        "{said}"
    );
    let decision = "eu-ai-act:Art 4,deontic,should,literacy,12,2026-11-01\n";
    write("adoptions.csv", read("adoptions.csv") + decision);
    let said = good(home.path(), &show);
    assert!(said.contains("objection, adopted: Ben"), "{said}");
    assert!(said.contains("adopted: should (literacy, entry 12, 2026-11-01)"), "{said}");
    // A decision about a reading changes no row, so the level is still that of the library's reading.
    assert!(said.contains("It says must."), "{said}");
    write(
        "adoptions.csv",
        read("adoptions.csv") + "eu-ai-act:Art 4,deontic,perhaps,literacy,12,2026-11-01\n",
    );
    assert!(bad(home.path(), &show, 1).contains("adoptions.csv, line 2, column value"));
}

#[test]
fn the_command_line_explains_itself() {
    let home = home();
    let help = good(home.path(), &["--help"]);
    for noun in [
        "demo", "serve", "process", "import", "export", "map", "verify", "record", "receipt", "norms",
        "text", "backup",
    ] {
        assert!(help.contains(noun), "{noun} is missing in --help");
    }
    assert!(good(home.path(), &["completions", "bash"]).contains("_maru"));
    good(home.path(), &["man", "pages"]);
    assert!(home.path().join("pages/maru.1").is_file());
    bad(home.path(), &["no-such-command"], 2);
    let said = bad(home.path(), &["process", "show", "nothing", "--data", "nowhere"], 1);
    assert!(said.contains("there is no node in nowhere"), "{said}");
}

#[test]
fn a_process_is_taken_to_another_node_as_one_file_and_a_spoilt_file_is_refused_with_its_place() {
    let home = home();
    std::fs::write(home.path().join("charter.toml"), include_str!("../src/bench-charter.toml"))
        .expect("a file");
    good(home.path(), &["process", "create", "charter.toml"]);
    good(home.path(), &["process", "open", "bench", "--reason", "test"]);
    good(home.path(), &["process", "state", "bench", "Labels are due.", "--language", "en"]);
    good(home.path(), &["process", "state", "bench", "=1+2 is no label", "--language", "en"]);
    good(home.path(), &["process", "state", "bench", "Jane Doe lives at 5 Elm Street.", "--language", "en"]);
    let redact =
        ["process", "redact", "bench", "4", "--reason", "personal-data", "--ground", "GDPR Art 17(1)"];
    good(home.path(), &redact);
    let said = good(home.path(), &["process", "archive", "bench", "--to", "bench.tar"]);
    assert!(said.contains("6 entries of localhost/p/bench"), "{said}");
    assert!(
        bad(home.path(), &["process", "archive", "bench", "--to", "bench.tar"], 1).contains("there already")
    );
    good(home.path(), &["process", "archive", "bench", "--to", "again.tar"]);
    let whole = std::fs::read(home.path().join("bench.tar")).expect("the archive");
    assert_eq!(whole, std::fs::read(home.path().join("again.tar")).expect("the archive"));
    assert!(!String::from_utf8_lossy(&whole).contains("Elm Street"), "what was withdrawn is not in it");

    // Anybody's tar unpacks it, and what lies there verifies.
    let unpacked = home.path().join("unpacked");
    std::fs::create_dir(&unpacked).expect("a folder");
    let tar =
        Command::new("tar").args(["xf", "../bench.tar"]).current_dir(&unpacked).output().expect("tar runs");
    assert!(tar.status.success(), "{}", String::from_utf8_lossy(&tar.stderr));
    let sums =
        Command::new("sha256sum").args(["-c", "--quiet", "SHA256SUMS"]).current_dir(&unpacked).output();
    assert!(sums.expect("sha256sum runs").status.success());
    assert!(good(home.path(), &["verify", "unpacked/record"]).contains("Good: nothing wrong was found."));
    let table = std::fs::read_to_string(unpacked.join("tables/statements.csv")).expect("a table");
    assert!(table.contains("Labels are due.") && table.contains("'=1+2 is no label"), "{table}");
    let fields = std::fs::read_to_string(unpacked.join("tables/fields.csv")).expect("the fields");
    assert!(fields.contains("statements,a sentence put to everyone,agree,how many agree now"), "{fields}");

    a_spoilt_archive_is_refused(home.path(), &whole);

    let there = ["--data", "node2"];
    let import = |file: &'static str| ["process", "import-archive", file, there[0], there[1]];
    let said = bad(home.path(), &["process", "import-archive", "bench.tar"], 1);
    assert!(said.contains("is a record of this node"), "{said}");
    let other = "localhost/p/bench+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    bad(home.path(), &[&import("bench.tar")[..], &["--key", other]].concat(), 2);
    assert!(
        good(home.path(), &[&import("bench.tar")[..], &["--dry-run"]].concat())
            .contains("Nothing was brought in")
    );
    assert!(!home.path().join("node2/mirror").exists(), "a look leaves nothing");
    let key = good(home.path(), &["record", "key", "--process", "bench"]);
    let said = good(home.path(), &[&import("bench.tar")[..], &["--key", key.trim()]].concat());
    assert!(said.contains("6 entries are here as a checked copy, 6 of them new, with 2 texts."), "{said}");
    assert!(!said.contains("Nobody vouches"), "{said}");
    let place = said
        .lines()
        .find_map(|line| line.strip_prefix("Check it: maru verify "))
        .expect("a place")
        .to_owned();
    assert!(good(home.path(), &["verify", &place]).contains("Good: nothing wrong was found."));
    assert!(good(home.path(), &import("bench.tar")).contains("0 of them new"), "once more changes nothing");

    // The process goes on, and so does the copy.
    good(home.path(), &["process", "state", "bench", "Labels stay on.", "--language", "en"]);
    good(home.path(), &["process", "archive", "bench", "--to", "later.tar"]);
    assert!(
        good(home.path(), &import("later.tar"))
            .contains("7 entries are here as a checked copy, 1 of them new")
    );
    let older = bad(home.path(), &import("bench.tar"), 1);
    assert!(older.contains("is older than the copy that is here: 6 entries, and 7 are here"), "{older}");
    a_copy_is_archived_like_the_process(home.path());
    std::fs::create_dir(home.path().join("folder.tar")).expect("a folder");
    let folder = bad(home.path(), &import("folder.tar"), 1);
    assert!(folder.contains("folder.tar is a folder; an archive is one file"), "{folder}");
}

/// The copy in `node2` goes out as a file, too; one that is not there is named with those that are.
fn a_copy_is_archived_like_the_process(home: &Path) {
    let archive = |origin: &'static str, to: &'static str| {
        ["process", "archive", origin, "--to", to, "--data", "node2"]
    };
    good(home, &archive("localhost/p/bench", "copy.tar"));
    let again = good(home, &["process", "import-archive", "copy.tar", "--data", "node2"]);
    assert!(again.contains("7 entries are here as a checked copy, 0 of them new"), "{again}");
    let said = bad(home, &archive("localhost/p/none", "no.tar"), 1);
    assert!(
        said.contains("no copy of localhost/p/none is here; those that are: localhost/p/bench"),
        "{said}"
    );
}

#[test]
fn every_noun_of_a_process_leaves_in_a_table_and_arrives() {
    let home = home();
    let write = |name: &str, text: &str| std::fs::write(home.path().join(name), text).expect("a file");
    write("charter.toml", include_str!("../src/bench-charter.toml"));
    write(
        "promises.csv",
        "actor,made,place,promise,due,provisions,source,confidence\n\
         A ministry,2024-05-21,Seoul,To label what is made up,,seoul-fasc:VII,Its page,high\n",
    );
    let unknown = "actor,made,place,promise,due,provisions,source,confidence\nA,,,To do,,eu-ai-act:Art 999,Its page,high\n";
    write("unknown.csv", unknown);
    good(home.path(), &["process", "create", "charter.toml"]);
    good(home.path(), &["process", "open", "bench", "--reason", "test"]);
    let act = |words: &[&str]| good(home.path(), &[&["process"], words].concat());
    let english = ["--language", "en"];
    act(&[&["organisation", "add", "bench", "Lakeside Watch", "--kind", "civil-society"][..], &english]
        .concat());
    act(&[&["commitment", "import", "bench", "promises.csv"][..], &english].concat());
    let refused = [&["process", "commitment", "import", "bench", "unknown.csv"][..], &english].concat();
    let said = bad(home.path(), &refused, 1);
    assert!(said.contains("eu-ai-act:Art 999") && said.contains("is not there"), "{said}");
    let harm = [
        "harm",
        "report",
        "bench",
        "4.3",
        "--text",
        "The voice of a neighbour was made up.",
        "--names",
        "none",
    ];
    act(&[&harm[..], &["--source", "I heard the call myself"], &english].concat());
    let met =
        ["meeting", "contact", "bench", "--who", "the chair", "--whom", "a ministry", "--day", "2026-01-02"];
    act(&[&met[..], &["--text", "About Article 1"], &english].concat());
    let meeting =
        ["meeting", "announce", "bench", "--title", "Assembly", "--place", "The hall", "--access", "open"];
    let times =
        ["--starts", "2119-06-20T14:00+09:00", "--ends", "2119-06-20T16:00+09:00", "--item", "Opening"];
    act(&[&meeting[..], &times, &english].concat());
    act(&["archive", "bench", "--to", "bench.tar"]);

    let unpacked = home.path().join("unpacked");
    std::fs::create_dir(&unpacked).expect("a folder");
    let tar = Command::new("tar").args(["xf", "../bench.tar"]).current_dir(&unpacked).status();
    assert!(tar.expect("tar runs").success());
    let table = |name: &str| std::fs::read_to_string(unpacked.join("tables").join(name)).expect("a table");
    for (name, words) in [
        ("entries/organisation.csv", "Lakeside Watch"),
        ("entries/commitment.csv", "To label what is made up"),
        ("entries/contact.csv", "About Article 1"),
        ("entries/meeting.csv", "Opening"),
        ("entries/stage.csv", "open"),
        ("harms.csv", "voice of a neighbour"),
        ("commitments.csv", "seoul-fasc:VII"),
    ] {
        assert!(table(name).contains(words), "{name} lacks “{words}”: {}", table(name));
    }
    // Each of these tables is described.
    let fields = table("fields.csv");
    for kind in maru_forum::Event::KINDS {
        let own = format!("entries/{kind}.csv");
        if unpacked.join("tables").join(&own).is_file() {
            assert!(fields.contains(&format!("entries/{kind},")), "{kind} is not described");
        }
    }
    let there = ["--data", "node2"];
    let said = good(home.path(), &[&["process", "import-archive", "bench.tar"][..], &there].concat());
    let place = said.lines().find_map(|line| line.strip_prefix("Check it: maru verify ")).expect("a place");
    assert!(good(home.path(), &["verify", place]).contains("Good: nothing wrong was found."));
}

/// Cut off, altered anywhere, too large, or something else: nothing of it is kept, and the sentence says where.
fn a_spoilt_archive_is_refused(home: &Path, whole: &[u8]) {
    let check = |bytes: &[u8], words: &str| {
        std::fs::write(home.join("spoilt.tar"), bytes).expect("a file");
        let said = bad(home, &["process", "import-archive", "spoilt.tar", "--data", "node2"], 1);
        assert!(said.contains("spoilt.tar") && said.contains(words), "“{words}” is not in: {said}");
        assert!(!home.join("node2/mirror").exists(), "nothing is half made: {said}");
    };
    check(b"hello", "it is no tar");
    check(&whole[..whole.len() - 512], "the archive is cut off");
    check(&whole[..5_000], "the archive is cut off: it ends at byte 5000");
    check(&[whole, b"more"].concat(), "behind its end");
    let at = |name: &str| {
        let place = whole.windows(name.len()).position(|window| window == name.as_bytes()).expect("the file");
        place / 512 * 512
    };
    for (name, place) in
        [("record/tile/entries/000.p/6", 600), ("record/checkpoint", 530), ("tables/votes.csv", 514)]
    {
        let mut altered = whole.to_vec();
        altered[at(name) + place] ^= 1;
        check(&altered, &format!("the archive was altered: {name}"));
    }
    let mut altered = whole.to_vec();
    altered[at("record/vkey")] ^= 1;
    check(&altered, "header");
    // An archive whose list of digests fits a changed table: its own record contradicts it.
    check(&forged(whole), "the archive was altered: tables/statements.csv");
    let said = bad(home, &["process", "import-archive", "bench.tar", "--data", "node2", "--limit", "0"], 1);
    assert!(said.contains("too large"), "{said}");
}

/// The archive with a word of a table changed, and the list of digests made to fit.
fn forged(whole: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let name = b"tables/statements.csv\0";
    let header = bytes.windows(name.len()).position(|window| window == name).expect("the table");
    let size = std::str::from_utf8(&bytes[header + 124..header + 135]).expect("digits");
    let size = usize::from_str_radix(size, 8).expect("a size");
    let table = header + 512..header + 512 + size;
    let before = maru_record::Digest::of(&bytes[table.clone()]).to_string();
    let word = bytes[table.clone()].windows(6).position(|window| window == b"Labels").expect("a word");
    bytes[table.start + word] = b'B';
    let after = maru_record::Digest::of(&bytes[table]).to_string();
    let place = bytes.windows(64).rposition(|window| window == before.as_bytes()).expect("its digest");
    bytes[place..place + 64].copy_from_slice(after.as_bytes());
    bytes
}

#[test]
fn tracked_changes_of_a_draft_are_settled_as_whoever_brings_it_says() {
    let home = home();
    std::fs::write(home.path().join("charter.toml"), include_str!("../src/bench-charter.toml"))
        .expect("a file");
    good(home.path(), &["process", "create", "charter.toml"]);
    let text = |words: &str| maru_text::parse_markdown(&format!("# Norm\n\n## Article 1\n\n{words}\n"));
    let redline = maru_text::redline(&text("A provider may label it."), &text("A provider must label it."));
    std::fs::write(
        home.path().join("tracked.docx"),
        maru_text::redline_to_docx(&redline, "otter", "2026-01-01T00:00:00Z", "en"),
    )
    .expect("a file");
    let publish = ["process", "draft", "bench", "--text", "en=tracked.docx", "--reason", "First words"];
    let said = bad(home.path(), &publish, 1);
    assert!(said.contains("tracked changes: accept or reject them in the file"), "{said}");
    let settled = |as_what: &'static str| [publish.as_slice(), &["--tracked", as_what]].concat();
    let said = bad(home.path(), &settled("en=maybe"), 1);
    assert!(said.contains("“maybe” is not one of accepted, rejected"), "{said}");
    let said = bad(home.path(), &settled("ko=accepted"), 1);
    assert!(said.contains("--tracked names “ko”"), "{said}");
    good(home.path(), &settled("en=accepted"));
    let said = good(home.path(), &[settled("en=rejected").as_slice(), &["--dry-run"]].concat());
    assert!(said.contains("changed: art_1"), "{said}");
}
