//! Every command that the documents, the pages and the program's own sentences name is one that the program understands.
//!
//! What a command does is tried elsewhere. This holds only that a reader who copies it is not answered by "unexpected
//! argument": a flag that was renamed, or a subcommand that went, turns the sentence that still names it red.

use std::path::{Path, PathBuf};

use clap::CommandFactory;
use clap::error::ErrorKind;

use crate::CommandLine;

/// Where sentences for people stand, and how each is read.
const SOURCES: [(&str, &str); 6] =
    [("", "md"), ("docs", "md"), ("crates", "rs"), ("locales", "ftl"), ("packaging", ""), ("data", "md")];

/// Words in capitals that stand for something of which the program asks a form.
const PLACEHOLDERS: [(&str, &str); 11] = [
    ("NUMBER", "7"),
    ("ENTRY", "7"),
    ("ANSWER", "7"),
    ("PARTICIPANT", "7"),
    ("STATEMENT", "7"),
    ("VERSION", "7"),
    ("GB", "7"),
    ("N", "7"),
    ("ID", "forum"),
    ("SHELL", "bash"),
    ("MAIL", "name@example.org"),
];

/// What begins with the name of the program and is no command of it: names of algorithms, of signed texts, of styles in Word files.
const OTHER: [&str; 5] = ["maru 1", "maru 2", "maru 3", "maru introduction\\n", "maru art 2"];

/// What a block that can be copied stands between.
const FENCES: [&str; 2] = ["```", "~~~"];

/// One command as somebody wrote it.
struct Written {
    /// The file, from the root of the repository.
    file: String,
    line: usize,
    words: String,
    /// A block is there to be copied, so it has to be whole; a sentence may name a command without its arguments.
    is_whole: bool,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, extension: &str, is_deep: bool, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the repository").flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            let is_ours =
                name != "target" && name != "node_modules" && name != "snapshots" && name != "formats";
            if is_deep && is_ours {
                files(&path, extension, true, into);
            }
        } else if extension.is_empty() || path.extension().is_some_and(|it| it == extension) {
            into.push(path);
        }
    }
}

/// The text with what a programmer's line breaks cut put together again: a string that goes on after a backslash, a comment
/// that goes on in the next line. Line numbers stay by leaving the breaks out of spans only.
fn spans(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(start) = rest.find('`') {
        line += rest[..start].matches('\n').count();
        let after = &rest[start + 1..];
        let Some(end) = after.find('`') else { break };
        let span = &after[..end];
        // A stray quotation mark would turn all that follows inside out; no command is longer than two lines.
        if span.matches('\n').count() > 1 {
            rest = after;
            continue;
        }
        found.push((
            line,
            span.replace("\\\n", " ").replace('\n', " ").replace("///", " ").replace("//!", " "),
        ));
        line += span.matches('\n').count();
        rest = &after[end + 1..];
    }
    found
}

/// The commands in a block that can be copied: one a line, or several in a row.
fn block(lines: &str) -> Vec<String> {
    let joined = lines.replace("\\\n", " ");
    joined
        .lines()
        .flat_map(|line| {
            line.split(" #").next().unwrap_or_default().split("&&").map(str::to_owned).collect::<Vec<_>>()
        })
        .flat_map(|command| command.split(" | ").map(|it| it.trim().to_owned()).collect::<Vec<_>>())
        .filter(|command| !command.starts_with('#'))
        .collect()
}

fn commands_of_markdown(file: &str, text: &str, into: &mut Vec<Written>) {
    let mut prose = String::new();
    let mut fenced: Option<(usize, String)> = None;
    // A block ends with the sign that it began with.
    let mut opened_by = "";
    for (index, line) in text.lines().enumerate() {
        let bare = line.trim_start();
        let sign = FENCES.into_iter().find(|sign| bare.starts_with(sign)).unwrap_or_default();
        let is_fence = !sign.is_empty() && (fenced.is_none() || sign == opened_by);
        if is_fence {
            opened_by = sign;
        }
        match (&mut fenced, is_fence) {
            (None, true) => fenced = Some((index + 2, String::new())),
            (Some((line, lines)), true) => {
                into.extend(block(lines).into_iter().map(|words| Written {
                    file: file.to_owned(),
                    line: *line,
                    words,
                    is_whole: true,
                }));
                fenced = None;
            }
            (Some((_, lines)), false) => {
                lines.push_str(line);
                lines.push('\n');
            }
            (None, false) => prose.push_str(line),
        }
        prose.push('\n');
    }
    into.extend(in_prose(file, &prose));
}

fn in_prose(file: &str, text: &str) -> Vec<Written> {
    let written =
        |(line, words): (usize, String)| Written { file: file.to_owned(), line, words, is_whole: false };
    spans(text)
        .into_iter()
        .flat_map(|(line, span)| block(&span).into_iter().map(move |words| (line, words)))
        .map(written)
        .collect()
}

/// Words as a shell cuts them; quotation marks of both kinds hold together.
fn split(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for letter in command.chars() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (None, '"' | '\'' | '“' | '”') => {
                quote = (letter != '”').then_some(if letter == '“' { '”' } else { letter });
                word.get_or_insert_default();
            }
            (None, ' ' | '\t') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// What follows `maru`, where the command is one of ours.
fn arguments(words: &[String]) -> Option<Vec<String>> {
    let mut words = words.iter().map(String::as_str).skip_while(|word| {
        let is_variable = word
            .split_once('=')
            .is_some_and(|(name, _)| name.chars().all(|it| it.is_ascii_uppercase() || it == '_'));
        is_variable || *word == "$"
    });
    match words.next()? {
        "maru" => Some(words.map(str::to_owned).collect()),
        "sudo" => {
            let rest: Vec<String> =
                words.skip_while(|word| *word != "-u").skip(2).map(str::to_owned).collect();
            arguments(&rest)
        }
        "cargo" => {
            let (before, after): (Vec<&str>, Vec<&str>) = {
                let all: Vec<&str> = words.collect();
                let end = all.iter().position(|word| *word == "--")?;
                (all[..end].to_vec(), all[end + 1..].to_vec())
            };
            let is_another =
                before.iter().any(|word| matches!(*word, "-p" | "--package" | "--example" | "xtask"));
            (!is_another).then(|| after.into_iter().map(str::to_owned).collect())
        }
        _ => None,
    }
}

/// `levels|compare` is one of two words; `[--key VKEY]` may be there, so it has to be understood; `…` is left to the reader.
fn readings(arguments: &[String]) -> Vec<Vec<String>> {
    let mut readings = vec![vec!["maru".to_owned()]];
    let arguments =
        arguments.iter().take_while(|word| !word.starts_with('>') && *word != "<" && *word != "2>");
    for word in arguments {
        let word = word.trim_start_matches('[').trim_end_matches([']', ';', ',']);
        if word.is_empty() || is_left_out(word, readings.last().and_then(|begun| begun.last())) {
            continue;
        }
        let choices: Vec<String> = word.split('|').map(said).collect();
        readings = readings
            .into_iter()
            .flat_map(|begun| {
                choices.iter().map(move |choice| [begun.as_slice(), std::slice::from_ref(choice)].concat())
            })
            .collect();
    }
    readings
}

/// Whether an ellipsis stands for what the reader adds; behind an option it is the option's value.
fn is_left_out(word: &str, before: Option<&String>) -> bool {
    (word.starts_with('…') || word == "...") && !before.is_some_and(|option| option.starts_with("--"))
}

/// A placeholder becomes something that could stand there: what is between braces in the program's own strings, and numbers.
fn said(word: &str) -> String {
    if let Some((_, instead)) = PLACEHOLDERS.iter().find(|(placeholder, _)| *placeholder == word) {
        return (*instead).to_owned();
    }
    let mut said = String::new();
    let mut depth = 0_usize;
    for letter in word.chars() {
        match letter {
            '{' => {
                depth += 1;
                said.push('7');
            }
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => said.push(letter),
            _ => {}
        }
    }
    said
}

fn complaint(written: &Written) -> Option<String> {
    if OTHER.iter().any(|other| written.words.starts_with(other)) {
        return None;
    }
    let arguments = arguments(&split(&written.words))?;
    let is_cut = arguments.iter().any(|word| word.starts_with('…') || word == "...");
    readings(&arguments).into_iter().find_map(|reading| {
        let error = CommandLine::command().try_get_matches_from(reading).err()?;
        let is_fine = match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => true,
            ErrorKind::MissingRequiredArgument
            | ErrorKind::MissingSubcommand
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => is_cut || !written.is_whole,
            _ => false,
        };
        let why = error.to_string();
        let why = why.lines().next().unwrap_or_default();
        (!is_fine).then(|| format!("{}:{}: `{}`: {why}", written.file, written.line, written.words.trim()))
    })
}

fn all_written() -> Vec<Written> {
    let root = root();
    let mut written = Vec::new();
    for (folder, extension) in SOURCES {
        let mut paths = Vec::new();
        files(&root.join(folder), extension, !folder.is_empty(), &mut paths);
        for path in paths {
            let name = path.strip_prefix(&root).expect("below the root").display().to_string();
            // What was true of an earlier version stays in the changelog and in dated decisions.
            if name == "CHANGELOG.md" || name.starts_with("docs/decisions") || name.ends_with("documents.rs")
            {
                continue;
            }
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            if extension == "md" {
                commands_of_markdown(&name, &text, &mut written);
            } else {
                written.extend(in_prose(&name, &text));
            }
        }
    }
    written
}

#[test]
fn commands_named_anywhere_are_understood() {
    let written = all_written();
    let ours = written.iter().filter(|it| arguments(&split(&it.words)).is_some()).count();
    assert!(ours > 200, "only {ours} commands were found, so they are looked for in the wrong way");
    let complaints: Vec<String> = written.iter().filter_map(complaint).collect();
    assert!(
        complaints.is_empty(),
        "{} of {ours} commands are not understood:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}

#[test]
fn blocks_of_both_signs_are_read() {
    let mut read = Vec::new();
    let text = "say `maru a`\n~~~sh\nmaru b\n```\n~~~\n\n```\nmaru c\n~~~\n```\n";
    commands_of_markdown("x", text, &mut read);
    let whole = |one: &&Written| one.is_whole && one.words.starts_with("maru");
    let found: Vec<(usize, &str)> =
        read.iter().filter(whole).map(|it| (it.line, it.words.as_str())).collect();
    assert_eq!(found, [(3, "maru b"), (8, "maru c")]);
}

#[test]
fn a_command_that_does_not_exist_is_noticed() {
    let check = |words: &str, is_whole: bool, expected: bool| {
        let written = Written { file: "x".to_owned(), line: 1, words: words.to_owned(), is_whole };
        assert_eq!(complaint(&written).is_none(), expected, "{words}: {:?}", complaint(&written));
    };
    check("maru verify URL", true, true);
    check("maru verify URL --loudly", false, false);
    check("maru proces show", false, false);
    check("maru process answer", false, true);
    check("maru process answer", true, false);
    check("maru process answer …", true, true);
    check("maru norms levels|compare --json", true, true);
    check("maru norms levels|compart --json", true, false);
    check("sudo -u maru maru peer list", true, true);
    check("MARU_DATA=/tmp/x maru peer lists", true, false);
    check("cargo run --release -- verify http://127.0.0.1:8080", true, true);
}
