//! What documents name is there: files and folders in code spans, links between pages, and the arrows between crates that
//! ARCHITECTURE.md draws. The commands that they name are held by `crates/maru/src/documents.rs`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{layers, workspace};

/// The page that draws the arrows.
const MAP: &str = "ARCHITECTURE.md";

/// Everything that a document names and the tree does not have.
pub(crate) fn findings() -> Result<Vec<String>> {
    let root = workspace::root();
    let tracked: Vec<PathBuf> = workspace::tracked_files()?;
    let mut findings = Vec::new();
    for name in &tracked {
        // A decision and a changelog tell what was so on their day.
        let is_dated = name.starts_with("docs/decisions") || name == Path::new("CHANGELOG.md");
        if is_dated || name.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = std::fs::read_to_string(root.join(name)).with_context(|| name.display().to_string())?;
        let absent = |path: &str| !is_there(&tracked, path);
        let paths = named_paths(&text).into_iter().filter(|(_, path)| absent(path));
        findings.extend(paths.map(|(line, path)| format!("{}:{line}: no such file: {path}", name.display())));
        let folder = name.parent().unwrap_or(Path::new(""));
        let links = links(&text).into_iter().filter(|(_, link)| !root.join(folder).join(link).exists());
        findings
            .extend(links.map(|(line, link)| format!("{}:{line}: leads nowhere: {link}", name.display())));
    }
    let map = std::fs::read_to_string(root.join(MAP)).context(MAP)?;
    findings.extend(wrong_arrows(&map, &layers::shipped_between_ours()?));
    findings.extend(unrun_examples(&tracked)?);
    Ok(findings)
}

/// Examples in comments of crates that say in their `Cargo.toml` that they have none: nobody would run them.
fn unrun_examples(tracked: &[PathBuf]) -> Result<Vec<String>> {
    let root = workspace::root();
    let read =
        |name: &Path| std::fs::read_to_string(root.join(name)).with_context(|| name.display().to_string());
    let mut findings = Vec::new();
    for manifest in tracked.iter().filter(|name| name.ends_with("Cargo.toml")) {
        let sources = manifest.with_file_name("src");
        if !read(manifest)?.lines().any(|line| line.trim() == "doctest = false") {
            continue;
        }
        let sources = tracked.iter().filter(|name| name.starts_with(&sources));
        for name in sources.filter(|name| name.extension().is_some_and(|extension| extension == "rs")) {
            let lines = example_lines(&read(name)?).into_iter();
            findings.extend(lines.map(|line| {
                format!(
                    "{}:{line}: an example that no test runs: {} says that there is none",
                    name.display(),
                    manifest.display()
                )
            }));
        }
    }
    Ok(findings)
}

/// The lines at which an example begins or ends in a comment that documents something.
fn example_lines(text: &str) -> Vec<usize> {
    let is_fence = |line: &str| {
        let comment = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
        let words = comment.map(str::trim_start);
        words.is_some_and(|words| words.starts_with("```") || words.starts_with("~~~"))
    };
    let numbered = text.lines().zip(1..);
    numbered.filter(|(line, _)| is_fence(line.trim_start())).map(|(_, number)| number).collect()
}

/// Whether the tree has it; `*` and `<noun>` stand for anything within one name.
fn is_there(tracked: &[PathBuf], path: &str) -> bool {
    let wanted: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    tracked.iter().any(|name| {
        let parts: Vec<String> =
            name.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        parts.len() >= wanted.len() && wanted.iter().zip(&parts).all(|(pattern, part)| fits(pattern, part))
    })
}

fn fits(pattern: &str, part: &str) -> bool {
    let hole = |from: &str| from.find(['*', '<']);
    let Some(start) = hole(pattern) else { return pattern == part };
    let end = pattern[start..].find(['*', '>']).map_or(pattern.len(), |end| start + end + 1);
    part.strip_prefix(&pattern[..start]).is_some_and(|rest| rest.ends_with(&pattern[end..]))
}

/// Code spans that look like a path of this repository, with their lines.
fn named_paths(text: &str) -> Vec<(usize, String)> {
    const TOPS: [&str; 8] =
        ["crates/", "docs/", "data/", "e2e/", "locales/", "xtask/", "packaging/", "fuzz/"];
    /// Made by a run, or a place in which somebody is told to make something.
    const MADE: [&str; 2] = ["e2e/screenshots", "crates/maru/tests/formats/VERSION"];
    let is_path = |span: &str| {
        TOPS.iter().any(|top| span.starts_with(top)) && !span.contains(' ') && !MADE.contains(&span)
    };
    let lines = text.lines().enumerate();
    lines
        .flat_map(|(index, line)| {
            line.split('`').skip(1).step_by(2).map(move |span| (index + 1, span.to_owned()))
        })
        .filter(|(_, span)| is_path(span))
        .collect()
}

/// Links to other pages of the tree, without the part behind `#`.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut links = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for begun in line.split("](").skip(1) {
            let link = begun.split([')', '#']).next().unwrap_or_default();
            if !link.is_empty() && !link.contains("://") && !link.starts_with("mailto:") {
                links.push((index + 1, link.to_owned()));
            }
        }
    }
    links
}

/// Lines such as "- **`print`** → text. …" against what the crates do use.
fn wrong_arrows(map: &str, real: &BTreeSet<(String, String)>) -> Vec<String> {
    let mut findings = Vec::new();
    let mut drawn_from = BTreeSet::new();
    for line in map.lines() {
        let Some((name, rest)) = line.strip_prefix("- **`").and_then(|rest| rest.split_once("`** → "))
        else {
            continue;
        };
        drawn_from.insert(name.to_owned());
        let targets = rest.split(['.', '(', ';']).next().unwrap_or_default();
        let drawn: BTreeSet<&str> =
            targets.split(", ").map(str::trim).filter(|word| *word != "nothing").collect();
        let used: BTreeSet<&str> =
            real.iter().filter(|(from, _)| from == name).map(|(_, to)| to.as_str()).collect();
        if drawn != used {
            findings.push(format!("{MAP}: `{name}` uses {used:?}, and the page says {drawn:?}"));
        }
    }
    let absent = real.iter().map(|(from, _)| from).filter(|from| !drawn_from.contains(*from));
    let absent: BTreeSet<&String> = absent.collect();
    findings.extend(absent.into_iter().map(|from| format!("{MAP}: no line for `{from}`")));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_found_in_comments_that_document() {
        let text = "//! Words.\n//!\n//! ```\n//! a()\n//! ```\nfn b() {\n    // ```\n    /// ```text\n    /// ~~~\n}\n";
        assert_eq!(example_lines(text), [3, 5, 8, 9]);
    }

    #[test]
    fn what_documents_name_is_there() {
        let findings = findings().unwrap();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }

    #[test]
    fn what_is_not_there_is_noticed() {
        let tracked = [PathBuf::from("crates/web/src/vote/view.rs"), PathBuf::from("locales/en/vote.ftl")];
        let check = |path: &str, expected: bool| assert_eq!(is_there(&tracked, path), expected, "{path}");
        check("crates/web/src/vote/", true);
        check("crates/web/src/<noun>/", true);
        check("locales/*/<noun>.ftl", true);
        check("locales/*/<noun>.toml", false);
        check("crates/web/src/vote.rs", false);
        assert_eq!(links("see [a](b.md#c) and [d](https://e.f)"), [(1, "b.md".to_owned())]);
        assert_eq!(named_paths("say `maru x` in `docs/a.md`\n`docs/b`").len(), 2);
    }

    #[test]
    fn an_arrow_that_is_not_so_is_noticed() {
        let real = BTreeSet::from([("print".to_owned(), "text".to_owned())]);
        assert!(wrong_arrows("- **`print`** → text. Pages.\n- **`text`** → nothing.", &real).is_empty());
        assert_eq!(wrong_arrows("- **`print`** → text, norms. Pages.", &real).len(), 1);
        assert_eq!(wrong_arrows("", &real).len(), 1);
    }
}
