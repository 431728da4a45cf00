//! Pure crates ask nobody: no clock, no randomness, no files, no network, no async. What they need comes in as an argument.
//!
//! This is a search for words, not a proof; it is there so that the first slip is noticed on the day it is made.

use std::path::Path;

use anyhow::{Context, Result};

use crate::workspace;

/// The folders under `crates/` whose results depend on nothing but their arguments.
const PURE: &[&str] =
    &["record", "text", "print", "exchange", "norms", "opinion", "forum", "verify", "openness", "search"];

/// Words that mean the outside world, each with what to do instead.
const BANNED: &[(&str, &str)] = &[
    ("std::fs", "take bytes or a reader as an argument"),
    ("fs::read", "take bytes or a reader as an argument"),
    ("File::open", "take bytes or a reader as an argument"),
    ("std::net", "the network is the business of web and maru"),
    ("std::env", "take configuration as an argument"),
    ("std::process", "nothing is started from a pure crate"),
    ("std::io::stdin", "take a reader as an argument"),
    ("SystemTime", "take the time as an argument"),
    ("Instant::now", "take the time as an argument"),
    ("Timestamp::now", "take the time as an argument"),
    ("Zoned::now", "take the time as an argument"),
    ("getrandom", "take random bytes as an argument"),
    ("rand::", "take random bytes or a seed as an argument"),
    ("thread_rng", "take random bytes or a seed as an argument"),
    ("OsRng", "take random bytes or a seed as an argument"),
    ("RandomState", "its order differs in every run; use a BTreeMap"),
    ("tokio", "nothing waits in a pure crate"),
    ("async fn", "nothing waits in a pure crate"),
    (".await", "nothing waits in a pure crate"),
];

/// Crates whose published results others compute again, to the byte.
const RECOMPUTED: &[&str] = &["opinion"];

/// Functions whose last digit the machine's own C library decides.
const INEXACT: &[(&str, &str)] = &[
    (".ln()", SAME_EVERYWHERE),
    (".log2()", SAME_EVERYWHERE),
    (".log10()", SAME_EVERYWHERE),
    (".ln_1p()", SAME_EVERYWHERE),
    (".log(", SAME_EVERYWHERE),
    (".exp()", SAME_EVERYWHERE),
    (".exp2()", SAME_EVERYWHERE),
    (".exp_m1()", SAME_EVERYWHERE),
    (".powf(", SAME_EVERYWHERE),
    (".powi(", SAME_EVERYWHERE),
    (".hypot(", SAME_EVERYWHERE),
    (".mul_add(", SAME_EVERYWHERE),
];
const SAME_EVERYWHERE: &str = "its last digit differs between machines; take it from crate::arithmetic";

/// Every place where a pure crate reaches outside.
pub(crate) fn findings() -> Result<Vec<String>> {
    let root = workspace::root();
    let mut findings = Vec::new();
    for name in PURE {
        let banned: &[_] = if RECOMPUTED.contains(name) { &[BANNED, INEXACT] } else { &[BANNED] };
        let folder = root.join("crates").join(name).join("src");
        for path in workspace::files_below(&folder, "rs")? {
            let source =
                std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            let shown = path.strip_prefix(&root).unwrap_or(&path);
            if !is_test_file(shown) {
                findings.extend(slips(shown, &source, banned));
            }
        }
    }
    Ok(findings)
}

fn is_test_file(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests")
        || path.components().any(|part| part.as_os_str() == "tests")
}

/// The slips of one file. Tests and comments may name what they like.
fn slips(path: &Path, source: &str, banned: &[&[(&str, &str)]]) -> Vec<String> {
    let mut found = Vec::new();
    let mut test_module_indent: Option<usize> = None;
    let mut test_comes = false;
    for (index, line) in source.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let code = line.trim_start().split("//").next().unwrap_or_default();
        if let Some(start) = test_module_indent {
            if indent == start && code.starts_with('}') {
                test_module_indent = None;
            }
            continue;
        }
        if code.starts_with("#[cfg(test)]") {
            test_comes = true;
            continue;
        }
        if test_comes && code.ends_with('{') {
            test_module_indent = Some(indent);
        }
        if test_comes && !code.starts_with('#') {
            test_comes = false;
            continue;
        }
        for (word, instead) in banned.iter().copied().flatten() {
            if names(code, word) {
                found.push(format!("{}:{}: '{word}' in a pure crate: {instead}", path.display(), index + 1));
            }
        }
    }
    found
}

/// Whether the line names the word, and not a longer word that happens to contain it.
fn names(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let first = word.chars().next().unwrap_or_default();
        !first.is_alphanumeric() || !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: usize) {
        let found = slips(Path::new("crates/x/src/lib.rs"), source, &[BANNED, INEXACT]);
        assert_eq!(found.len(), expected, "{source}\n{found:?}");
    }

    #[test]
    fn pure_crates_are_pure() {
        let findings = findings().unwrap();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }

    #[test]
    fn reaching_outside_is_caught() {
        check("use std::fs;\n", 1);
        check("let now = SystemTime::now();", 1);
        check("let t = Timestamp::now();", 1);
        check("pub async fn fetch() {}", 1);
        check("let mut rng = rand::rng();", 1);
        check("let odds = share.ln() - x.hypot(y);", 2);
        check("let newness = (-votes / 5.0).exp2();", 1);
    }

    #[test]
    fn words_that_only_look_alike_are_not() {
        check("let odds = ln(share) - x.expect(y).sqrt();", 0);
        check("let brand::Name = x;", 0);
        check("// std::fs is not used here", 0);
        check("let x = 1; // std::fs", 0);
    }

    #[test]
    fn tests_may_read_files() {
        check("#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n", 0);
        check("#[cfg(test)]\nmod tests {\n    use std::fs;\n}\nuse std::fs;\n", 1);
        check("#[cfg(test)]\nmod tests;\nuse std::fs;\n", 1);
    }
}
