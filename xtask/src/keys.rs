//! The texts that the pages ask for exist, and every text is asked for by something.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};

use crate::workspace;

/// Where texts are asked for.
const ASKED_IN: &str = "crates";

/// Text keys as the code names them.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    /// Whole keys, each with a place that names it.
    whole: BTreeMap<String, String>,
    /// Beginnings of keys that the code completes: `vote-` of `format!("vote-{}", …)`.
    beginnings: BTreeSet<String>,
    /// Ends that the code puts behind whole keys: `-words` of `format!("{}-words", …)`.
    ends: BTreeSet<String>,
}

impl Asked {
    /// What all source files ask for.
    pub(crate) fn by_the_code() -> Result<Self> {
        let root = workspace::root();
        let mut asked = Self::default();
        // Tests name snapshots, and keys that must not be there; what they ask for is no need of the pages.
        let is_test = |path: &Path| {
            path.file_name().is_some_and(|name| name == "tests.rs")
                || path.components().any(|part| part.as_os_str() == "tests")
        };
        for path in workspace::files_below(&root.join(ASKED_IN), "rs")? {
            if is_test(path.strip_prefix(&root).unwrap_or(&path)) {
                continue;
            }
            let source =
                std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            asked.read(path.strip_prefix(&root).unwrap_or(&path), &source);
        }
        Ok(asked)
    }

    fn read(&mut self, path: &Path, source: &str) {
        for (index, line) in source.lines().enumerate() {
            for literal in literals(line) {
                match literal.split_once('{') {
                    Some(("", rest)) if rest.strip_prefix("}-").is_some_and(is_key) => {
                        self.ends.insert(rest.trim_start_matches('}').to_owned());
                    }
                    Some((beginning, _)) if is_beginning(beginning) => {
                        self.beginnings.insert(beginning.to_owned());
                    }
                    // A beginning that is handed on, to be completed elsewhere: `desk-queue-`.
                    None if literal.strip_suffix('-').is_some_and(is_key) => {
                        self.beginnings.insert(literal.to_owned());
                    }
                    None if is_key(literal) => {
                        self.whole
                            .entry(literal.to_owned())
                            .or_insert_with(|| format!("{}:{}", path.display(), index + 1));
                    }
                    _ => {}
                }
            }
        }
    }

    /// Whether the code names this key.
    pub(crate) fn contains(&self, key: &str) -> bool {
        self.whole.contains_key(key)
            || self.beginnings.iter().any(|beginning| key.starts_with(beginning.as_str()))
            || self
                .ends
                .iter()
                .filter_map(|end| key.strip_suffix(end.as_str()))
                .any(|whole| self.whole.contains_key(whole))
    }

    /// Keys that are asked for and not there, and keys that are there and not asked for.
    ///
    /// A literal counts as a key when it begins like the keys that exist, with the noun of a locale file, and goes on after a hyphen.
    pub(crate) fn compare(&self, present: &BTreeSet<&str>) -> Vec<String> {
        let nouns: BTreeSet<&str> = present.iter().filter_map(|key| key.split('-').next()).collect();
        let named_in_pages = |place: &String| place.contains("crates/web/src");
        let mut findings = Vec::new();
        for (key, place) in self.whole.iter().filter(|(_, place)| named_in_pages(place)) {
            let noun = key.split('-').next().unwrap_or_default();
            if key != noun && nouns.contains(noun) && !present.contains(key.as_str()) {
                findings.push(format!("{place}: asks for '{key}', which no locale file has"));
            }
        }
        for key in present {
            if !self.contains(key) {
                findings.push(format!("locales: nothing asks for '{key}'"));
            }
        }
        findings
    }
}

/// The string literals of a line of code, without comments and without values of attributes in markup, which are names of other things.
fn literals(line: &str) -> Vec<&str> {
    if line.trim_start().starts_with("//") {
        return Vec::new();
    }
    // Between the quotes are the odd parts; a quote that is escaped ends nothing, but no key holds one.
    let parts: Vec<&str> = line.split('"').collect();
    let literals = parts.windows(2).step_by(2);
    literals.filter(|pair| !pair[0].ends_with('=')).map(|pair| pair[1]).collect()
}

/// `noun-something`, of ASCII letters, digits and underscores.
fn is_key(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let words = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let mut rest = 0;
    let well_formed = parts.all(|part| {
        rest += 1;
        words(part)
    });
    well_formed
        && (rest > 0 || first == text)
        && words(first)
        && first.bytes().all(|b| b.is_ascii_lowercase())
}

fn is_beginning(text: &str) -> bool {
    text.strip_suffix('-').is_some_and(is_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, present: &[&str], expected: &[&str]) {
        let mut asked = Asked::default();
        asked.read(Path::new("crates/web/src/x.rs"), source);
        let found = asked.compare(&present.iter().copied().collect());
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (finding, words) in found.iter().zip(expected) {
            assert!(finding.contains(words), "{finding}");
        }
    }

    #[test]
    fn an_end_belongs_to_a_key_that_is_asked_for() {
        check("\"vote-a\"; format!(\"{}-words\", key)", &["vote-a", "vote-a-words"], &[]);
        check(
            "\"vote-a\"; format!(\"{}-words\", key)",
            &["vote-a", "vote-b-words"],
            &["nothing asks for 'vote-b-words'"],
        );
    }

    #[test]
    fn a_key_that_is_asked_for_must_exist() {
        check("visit.text(\"vote-title\")", &["vote-title"], &[]);
        check(
            "visit.text(if x { \"vote-title\" } else { \"vote-titel\" })",
            &["vote-title"],
            &["vote-titel"],
        );
        check("\"vote-title\"; input aria-describedby=\"vote-hint\"; x(\"vote\")", &["vote-title"], &[]);
        check("// \"vote-titel\"\n\"vote-title\"; \"text-align\"", &["vote-title"], &[]);
    }

    #[test]
    fn a_key_that_nothing_asks_for_is_found() {
        check("\"vote-title\"", &["vote-title", "vote-old"], &["nothing asks for 'vote-old'"]);
        check("format!(\"vote-{}\", x)", &["vote-agree", "vote-pass"], &[]);
    }
}
