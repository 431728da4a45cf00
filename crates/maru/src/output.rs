//! What the commands print: tables and JSON to standard output, progress and complaints to standard error.
//!
//! Much of what is printed was written by others: words of a record, answers of a network. A terminal obeys some characters, and a
//! line feed begins a line that looks like ours. So nothing reaches a terminal but by the functions here: what is printed as a line
//! stays one line, and characters that nobody sees are shown as their numbers.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use maru_forum::{shown, shown_on_one_line};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

/// Prints one line to standard output, whatever is in it; a reader who has gone away (`| head`) is not an error.
pub(crate) fn line(text: impl AsRef<str>) -> anyhow::Result<()> {
    print(&shown_on_one_line(text.as_ref()))
}

/// Prints lines that this program has put together of parts which are one line each.
pub(crate) fn lines(text: impl AsRef<str>) -> anyhow::Result<()> {
    text.as_ref().lines().try_for_each(line)
}

/// Prints what is a file of its own: as it is for a file or a program, made safe for a terminal.
pub(crate) fn file(text: &str) -> anyhow::Result<()> {
    if io::stdout().is_terminal() { lines(text) } else { print(text) }
}

fn print(text: &str) -> anyhow::Result<()> {
    match writeln!(io::stdout().lock(), "{text}") {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// A sentence that quotes others, without room in it to draw a line of a report by filling one with spaces.
pub(crate) fn sentence(text: &str) -> String {
    shown_on_one_line(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Prints a value as indented JSON, for programs that listen.
pub(crate) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    print(&escaped(&serde_json::to_string_pretty(value)?))
}

/// JSON that says the same, with the characters that nobody sees written as escapes. Outside of its texts JSON has none.
fn escaped(json: &str) -> Cow<'_, str> {
    if matches!(shown(json), Cow::Borrowed(_)) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 64);
    let mut units = [0; 2];
    for character in json.chars() {
        if character.is_ascii() && character != '\u{7f}' || character.is_alphanumeric() {
            out.push(character);
        } else {
            for unit in character.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    Cow::Owned(out)
}

/// Prints an error with everything that led to it, one cause per line.
pub(crate) fn complain(error: &anyhow::Error) {
    // Nothing can be done when even the complaint cannot be written.
    let _ = writeln!(io::stderr().lock(), "{}", complaint(error));
}

/// Some errors have several lines, such as where a file is not understood; none of them looks like one of ours.
fn complaint(error: &anyhow::Error) -> String {
    let told = |text: String| text.lines().map(shown_on_one_line).collect::<Vec<_>>().join("\n  | ");
    let mut out = format!("maru: {}", told(error.to_string()));
    for cause in error.chain().skip(1) {
        let _ = write!(out, "\n  because: {}", told(cause.to_string()));
    }
    out
}

/// Tells whoever runs the command something beside the result.
pub(crate) fn note(text: &str) {
    // Nothing can be done when it cannot be written.
    let _ = writeln!(io::stderr().lock(), "maru: {}", shown_on_one_line(text));
}

/// A progress bar on standard error; it shows itself on a terminal only.
pub(crate) fn progress(total: u64, doing: &str) -> ProgressBar {
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {human_pos}/{human_len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message(shown_on_one_line(doing).into_owned());
    bar
}

/// A sign of life on standard error for work whose length is not known; it shows itself on a terminal only.
pub(crate) fn waiting(doing: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    bar.set_message(shown_on_one_line(doing).into_owned());
    bar.enable_steady_tick(std::time::Duration::from_millis(100));
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_draws_no_line_of_ours() {
        let said = "Act of X\u{1b}[2J\r\n  Good: nothing wrong was found.\u{9b}8m\u{202e}";
        let shown = shown_on_one_line(said);
        assert_eq!(
            shown,
            "Act of X[U+001B][2J[U+000D][U+000A]  Good: nothing wrong was found.[U+009B]8m[U+202E]"
        );
        assert_eq!(sentence("one      two\u{a0}\u{a0}three"), "one two three");
        let error = anyhow::anyhow!("“a\n  Good\u{1b}c” is not a key").context("vkey");
        assert_eq!(complaint(&error), "maru: vkey\n  because: “a\n  |   Good[U+001B]c” is not a key");
    }

    #[test]
    fn json_says_the_same_without_what_a_terminal_obeys() {
        let said = serde_json::json!({"ground": "a\u{9b}8m \u{202e}b \u{7f} 가é “q” \u{1d173}", "plain": "가é “q” ❤\u{fe0f}"});
        let text = serde_json::to_string_pretty(&said).unwrap();
        let out = escaped(&text);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&out).unwrap(), said);
        assert!(!out.contains(['\u{9b}', '\u{202e}', '\u{7f}', '\u{1d173}']), "{out}");
        assert!(matches!(escaped("{\"a\": \"가 “q”\"}\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn no_command_prints_past_these_functions() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut waiting = vec![folder];
        let mut found = Vec::new();
        while let Some(folder) = waiting.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if entry.is_dir() {
                    waiting.push(entry);
                } else if entry.extension().is_some_and(|kind| kind == "rs") && !entry.ends_with("output.rs")
                {
                    let text = std::fs::read_to_string(&entry).unwrap();
                    let ways = ["println!", "print!(", "io::stdout().lock", "stderr().lock", "dbg!("];
                    found.extend(
                        ways.iter().filter(|way| text.contains(*way)).map(|way| (entry.clone(), *way)),
                    );
                }
            }
        }
        assert_eq!(found, []);
    }
}
