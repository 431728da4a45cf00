//! Holds the table in `docs/charter.md` against the code: no promise without an enforcer, no enforcer without its line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use maru_forum::{Event, PhaseAct};
use maru_testkit::Cast;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn page() -> String {
    std::fs::read_to_string(root().join("docs/charter.md")).expect("docs/charter.md")
}

/// The rows of the table under a heading, without its head; each cell without blanks around it.
fn rows(page: &str, heading: &str) -> Vec<Vec<String>> {
    let section = page.split("\n## ").find(|section| section.starts_with(heading)).expect("the section");
    let lines = section.lines().filter_map(|line| line.strip_prefix('|')?.strip_suffix('|'));
    lines.skip(2).map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// What stands between backticks.
fn names(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Every test function of the workspace, by name.
fn tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![root().join("crates")];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path())
        {
            if entry.is_dir() {
                waiting.push(entry);
            } else if entry.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(entry).expect("a source");
                let functions = text.lines().filter_map(|line| line.trim_start().strip_prefix("fn "));
                found.extend(functions.filter_map(|rest| Some(rest.split_once('(')?.0.to_owned())));
            }
        }
    }
    found
}

fn assert_shown(cell: &str, known: &BTreeSet<String>, of: &str) {
    let named = names(cell);
    assert!(!named.is_empty(), "{of}: no test is named");
    for test in named {
        assert!(known.contains(test), "{of}: there is no test `{test}`");
    }
}

#[test]
fn every_kind_of_entry_stands_in_the_table_as_the_code_has_it() {
    let (page, tests) = (page(), tests());
    let rows = rows(&page, "Entries");
    let told: BTreeMap<&str, &Vec<String>> = rows.iter().map(|row| (names(&row[0])[0], row)).collect();
    let authority = Event::authority();
    for (kind, may) in &authority {
        let row = told.get(kind).unwrap_or_else(|| panic!("`{kind}` has no line; it should say: {may}"));
        assert_eq!(row[1], *may, "`{kind}`");
        assert!(root().join(names(&row[2])[0]).is_file(), "`{kind}`: its room is not there");
        assert_shown(&row[3], &tests, kind);
    }
    assert_eq!(told.len(), authority.len(), "a line of the table has no kind of entry");
}

/// So no room brings a case of it, and no gallery of cheats a line.
#[test]
fn what_offices_alone_may_do_is_refused_to_everyone_else() {
    let cast = Cast::open();
    let authority: BTreeMap<&str, String> = Event::authority().into_iter().collect();
    let mut tried = BTreeSet::new();
    for (name, example) in crate::rooms::examples() {
        let kind = example.event.kind();
        let may = &authority[kind];
        if may.is_empty() || may.contains("a participant") {
            continue;
        }
        let refused = cast.story.process.judge(&cast.story.next(cast.heron.author(), example.event));
        // What comes from elsewhere alone is nobody's act here.
        let expected = if may.starts_with("an import") { "not-a-participant" } else { "not-allowed" };
        assert_eq!(refused.map_err(|violation| violation.code()), Err(expected), "{name}");
        tried.insert(kind);
    }
    let untried = authority.iter().filter(|(_, may)| !may.is_empty() && !may.contains("a participant"));
    let untried: Vec<_> = untried.map(|(kind, _)| *kind).filter(|kind| !tried.contains(kind)).collect();
    assert!(untried.is_empty(), "no example of {untried:?}");
}

#[test]
fn every_promise_of_the_charter_stands_in_the_table() {
    let (page, tests) = (page(), tests());
    let rows = rows(&page, "Promises");
    let told: BTreeMap<String, &Vec<String>> =
        rows.iter().map(|row| (names(&row[0])[0].to_owned(), row)).collect();
    let charter = serde_json::to_value(maru_testkit::charter()).expect("a charter as JSON");
    let fields = charter.as_object().expect("fields").iter().flat_map(|(name, value)| match value {
        serde_json::Value::Object(inner)
            if ["decides", "initiatives", "disclosed"].contains(&name.as_str()) =>
        {
            inner.keys().map(|field| format!("{name}.{field}")).collect()
        }
        _ => vec![name.clone()],
    });
    let acts = PhaseAct::ALL.iter().map(|act| format!("acts: {}", act.as_str()));
    let expected: BTreeSet<String> = fields.chain(acts).collect();
    assert_eq!(told.keys().cloned().collect::<BTreeSet<_>>(), expected);
    for (promise, row) in &told {
        match row[1].as_str() {
            "enforced" | "refused" => assert_shown(&row[3], &tests, promise),
            // Words for people, which no program can hold anybody to: said so on the page, and nowhere called checked.
            "told" => assert!(!row[2].is_empty(), "{promise}: what is it for?"),
            other => panic!("{promise}: “{other}” is neither enforced, refused nor told"),
        }
    }
}

/// Broken rules that no entry can show, because the node's door asks before there is an entry.
const AT_THE_DOOR: [&str; 28] = [
    "bad-process-id",
    "bad-pseudonym",
    "name-is-address",
    "name-of-office",
    "unseen-character",
    "bad-country",
    "bad-language",
    "other-letters",
    "entry-too-large",
    "unknown-process",
    "process-exists",
    "seed-used-elsewhere",
    "left-before",
    "promise-cut",
    "phase-back-dated",
    "timetable-over",
    "unknown-statements",
    "judged-already",
    "overruled",
    "reason-fell",
    "not-in-the-text",
    "repeats-words",
    "organisation-alike",
    "signatory-alike",
    "no-address",
    "not-arrived",
    "rule-missing",
    "bad-count",
];

/// Programs by others read the codes of findings there.
#[test]
fn every_broken_rule_stands_in_the_page_of_the_record() {
    let page = std::fs::read_to_string(root().join("docs/record.md")).expect("docs/record.md");
    let codes = maru_forum::Violation::CODES.iter().filter(|code| !AT_THE_DOOR.contains(code));
    let unsaid: Vec<_> = codes.filter(|code| !page.contains(&format!("`{code}`"))).collect();
    assert!(unsaid.is_empty(), "not in docs/record.md: {unsaid:?}");
}
