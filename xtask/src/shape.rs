//! `cargo xtask shape`: how large the code is, and whether the house keeps its walls: catch-all arms on events, the size of what every
//! noun shares, circles between the files of a crate.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};

use crate::workspace;

/// Lines that the codec and the process may have together, whatever nouns come.
const SHARED_LINES: usize = 300;
/// A function longer than this does not fit a screen.
const SCREEN: usize = 70;
/// The crates in which no file may be reached from itself by what it uses.
const WITHOUT_CIRCLES: [&str; 10] =
    ["exchange", "forum", "maru", "norms", "openness", "opinion", "print", "search", "store", "text"];
/// Files of `forum` through which a circle may go: the table of all rooms, and the crate's front page.
const TABLES: [&str; 2] = ["table", "lib"];

/// Prints the shape; whether every goal is met.
pub(crate) fn run() -> Result<bool> {
    let mut lengths = Vec::new();
    println!(
        "{:<12}{:>9}{:>11}{:>7}{:>7}{:>10}",
        "crate",
        "lines",
        "functions",
        "p50",
        "p90",
        format!("> {SCREEN}")
    );
    let mut lines_in_all = 0;
    for name in crates()? {
        let (lines, functions) = measure(&workspace::root().join("crates").join(&name).join("src"))?;
        lines_in_all += lines;
        print_row(&name, lines, functions.clone());
        lengths.extend(functions);
    }
    print_row("all", lines_in_all, lengths);
    let arms = catch_all_arms()?;
    println!("\ncatch-all arms on events   {:>5}   goal 0", arms.len());
    for arm in &arms {
        println!("    {arm}");
    }
    let forum = workspace::root().join("crates/forum/src");
    let shared = code_lines(&forum.join("codec.rs"))? + code_lines(&forum.join("process.rs"))?;
    println!("lines of codec and process {shared:>5}   goal at most {SHARED_LINES}");
    let mut in_circles = 0;
    for name in WITHOUT_CIRCLES {
        let files = sources(&workspace::root().join("crates").join(name).join("src"))?;
        let circles = circles(&files, |_, text, _| used_modules(text));
        // A path in the middle of a line ties files together as an import does; that is told beside, and has no goal yet.
        let by_paths = circles_by_paths(&files).len();
        println!(
            "files of {name:<8} in circles {:>5}   goal 0 (the table apart); by paths anywhere at least {by_paths}",
            circles.len()
        );
        for file in &circles {
            println!("    {file}");
        }
        in_circles += circles.len();
    }
    Ok(arms.is_empty() && shared <= SHARED_LINES && in_circles == 0)
}

fn print_row(name: &str, lines: usize, mut functions: Vec<usize>) {
    functions.sort_unstable();
    let at = |share: usize| functions.get(functions.len() * share / 100).copied().unwrap_or_default();
    let long = functions.iter().filter(|length| **length > SCREEN).count();
    println!("{name:<12}{lines:>9}{:>11}{:>7}{:>7}{long:>10}", functions.len(), at(50), at(90));
}

fn crates() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(workspace::root().join("crates"))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Lines of a folder, and the length of each function.
fn measure(folder: &Path) -> Result<(usize, Vec<usize>)> {
    let (mut lines, mut functions) = (0, Vec::new());
    for path in workspace::files_below(folder, "rs")? {
        let text = std::fs::read_to_string(&path)?;
        lines += text.lines().count();
        functions.extend(function_lengths(&text));
    }
    Ok((lines, functions))
}

/// How many lines each function has, in rustfmt's shape: it ends at the brace that stands as far in as the function begins.
fn function_lengths(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let begins = |line: &str| {
        let bare = line.trim_start();
        [
            "fn ",
            "pub fn ",
            "pub(crate) fn ",
            "pub(super) fn ",
            "async fn ",
            "pub async fn ",
            "pub(crate) async fn ",
            "pub(super) async fn ",
            "const fn ",
            "pub const fn ",
        ]
        .iter()
        .any(|start| bare.starts_with(start))
    };
    let mut lengths = Vec::new();
    for (first, line) in lines.iter().enumerate().filter(|(_, line)| begins(line)) {
        let margin = &line[..line.len() - line.trim_start().len()];
        let end = format!("{margin}}}");
        // A trait names functions that have no body.
        let opens = lines[first..].iter().find(|line| line.ends_with('{') || line.ends_with(';'));
        if opens.is_some_and(|line| line.ends_with(';')) {
            continue;
        }
        if let Some(length) = lines[first..].iter().position(|line| *line == end) {
            lengths.push(length + 1);
        }
    }
    lengths
}

/// Lines that are neither blank nor comment.
fn code_lines(path: &Path) -> Result<usize> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let counts = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
    Ok(text.lines().filter(counts).count())
}

/// Matches on an event in which a later kind of entry would vanish without a word: `_ =>` in a match that names `Event::`.
fn catch_all_arms() -> Result<Vec<String>> {
    let mut found = Vec::new();
    for path in workspace::files_below(&workspace::root().join("crates"), "rs")? {
        let text = std::fs::read_to_string(&path)?;
        if path.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        let shown = path.strip_prefix(workspace::root()).unwrap_or(&path).display().to_string();
        found.extend(swallowing_matches(&text).into_iter().map(|line| format!("{shown}:{line}")));
    }
    Ok(found)
}

/// The lines at which such arms stand.
fn swallowing_matches(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let margin = |line: &str| line.len() - line.trim_start().len();
    let mut found = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let bare = line.trim_start();
        if !bare.starts_with("_ =>") && !bare.starts_with("_ if ") {
            continue;
        }
        let arms = lines[..number]
            .iter()
            .rev()
            .take_while(|other| other.trim().is_empty() || margin(other) >= margin(line));
        let names_events = arms.filter(|other| margin(other) == margin(line)).any(|arm| {
            let arm = arm.trim_start();
            ["Event::", "Some(Event::", "(Event::", "| Event::"].iter().any(|start| arm.starts_with(start))
        });
        if names_events {
            found.push(number + 1);
        }
    }
    found
}

/// The files of a crate by the names of their modules, with what stands in them.
fn sources(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for path in workspace::files_below(folder, "rs")? {
        let name = path.strip_prefix(folder)?.with_extension("").display().to_string().replace('/', "::");
        files.insert(name.trim_end_matches("::mod").to_owned(), std::fs::read_to_string(&path)?);
    }
    Ok(files)
}

/// What a file, by its name and its text, uses of the files that are known.
type Used = fn(&str, &str, &BTreeSet<String>) -> BTreeSet<String>;

/// The files of a crate that can be reached from themselves by what they import of each other, or name by a path anywhere.
fn circles_by_paths(files: &BTreeMap<String, String>) -> Vec<String> {
    circles(files, named_modules)
}

/// The files of a crate that can be reached from themselves by what they use of each other.
fn circles(files: &BTreeMap<String, String>, of: Used) -> Vec<String> {
    let known: BTreeSet<String> = files.keys().cloned().collect();
    let uses: BTreeMap<&String, BTreeSet<String>> =
        files.iter().map(|(name, text)| (name, of(name, text, &known))).collect();
    let next = |file: &String| -> Vec<String> {
        let all = uses.get(file).into_iter().flatten();
        all.filter(|other| known.contains(*other) && !TABLES.contains(&other.as_str()) && *other != file)
            .cloned()
            .collect()
    };
    let reaches_itself = |file: &&String| {
        let (mut waiting, mut seen) = (next(file), BTreeSet::new());
        while let Some(other) = waiting.pop() {
            if other == **file {
                return true;
            }
            if seen.insert(other.clone()) {
                waiting.extend(next(&other));
            }
        }
        false
    };
    known.iter().filter(|file| !TABLES.contains(&file.as_str())).filter(reaches_itself).cloned().collect()
}

/// The modules that a file names by `crate::` or `super::`, wherever that stands but in comments and in its tests. What a list in braces
/// names is not looked into.
fn named_modules(own: &str, text: &str, known: &BTreeSet<String>) -> BTreeSet<String> {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let words = code
        .flat_map(|line| line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':' || c == '$')));
    let mut named = BTreeSet::new();
    for word in words {
        let mut parts: Vec<&str> = match word.split_once("::") {
            Some(("crate" | "$crate", rest)) => rest.split("::").collect(),
            Some(("super", _)) => {
                let up = word.split("::").take_while(|part| *part == "super").count();
                let all: Vec<&str> = own.split("::").collect();
                let above = all[..all.len().saturating_sub(up)].iter().copied();
                above.chain(word.split("::").skip(up)).collect()
            }
            _ => continue,
        };
        // Behind the name of a module stands what is taken of it.
        while !parts.is_empty() && !known.contains(&parts.join("::")) {
            parts.pop();
        }
        named.insert(parts.join("::"));
    }
    named
}

/// The modules of its own crate that a file names in its `use` lines.
fn used_modules(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix("use crate::"));
    lines
        .map(|path| {
            let parts: Vec<&str> = path
                .split("::")
                .take_while(|part| part.starts_with(|c: char| c.is_ascii_lowercase()))
                .collect();
            let whole = path.split("::").count() > parts.len();
            // The last part of `nouns::require_reason` is a function of the module before it.
            let depth = if whole { parts.len() } else { parts.len().saturating_sub(1) };
            parts[..depth].join("::")
        })
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_measured_to_their_brace() {
        assert_eq!(function_lengths("fn a() {\n    b();\n}\n\n    pub fn c() {\n    }\n"), [3, 2]);
        let bare = "    fn a(\n        &self,\n    ) -> u8;\n}\n    fn b() {\n    }\n";
        assert_eq!(function_lengths(bare), [2], "a function without a body has no length");
    }

    #[test]
    fn an_arm_that_swallows_events_is_found_and_no_other() {
        let swallowing = "match e {\n    Event::Voted(_) => 1,\n    _ => 0,\n}\n";
        assert_eq!(swallowing_matches(swallowing), [3]);
        assert!(swallowing_matches("match c {\n    'a' => 1,\n    _ => 0,\n}\n").is_empty());
    }

    #[test]
    fn modules_are_read_from_use_lines() {
        let text = "use crate::nouns::{list_slice, require_reason};\nuse crate::act::{Act, By};\nuse crate::nouns::vote::Vote;\n";
        assert_eq!(used_modules(text), ["act", "nouns", "nouns::vote"].map(str::to_owned).into());
    }

    #[test]
    fn a_circle_that_no_use_line_shows_is_found_by_paths() {
        let files = [
            ("a", "use crate::b::B;\n"),
            ("b", "fn c() -> super::d::e::E { }\n// crate::a::A\n"),
            ("d::e", "fn f() { super::super::a::g() }\n"),
            ("h", "use crate::a::A;\n#[cfg(test)]\nmod tests { use crate::h::H; }\n"),
        ];
        let files = files.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        assert!(circles(&files, |_, text, _| used_modules(text)).is_empty());
        assert_eq!(circles_by_paths(&files), ["a", "b", "d::e"]);
    }
}
