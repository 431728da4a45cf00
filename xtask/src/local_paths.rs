//! No path of one person's machine in the tree: it helps nobody else and tells strangers what it should not.

use std::path::Path;

use anyhow::Result;

use crate::workspace;

/// A file this large is data; its lines are not somebody's slip.
const LARGEST_FILE_READ: u64 = 4 << 20;

/// Every line that carries a path of the machine it was written on.
pub(crate) fn findings() -> Result<Vec<String>> {
    let root = workspace::root();
    let forbidden = forbidden_here(&root);
    let mut findings = Vec::new();
    for name in workspace::tracked_files()? {
        let path = root.join(&name);
        if path.metadata()?.len() > LARGEST_FILE_READ {
            continue;
        }
        let bytes = std::fs::read(&path)?;
        findings.extend(slips(&name, &String::from_utf8_lossy(&bytes), &forbidden));
    }
    Ok(findings)
}

/// The beginnings of paths that may not appear. They are put together here, so that this file does not name them.
fn forbidden_here(root: &Path) -> Vec<String> {
    let mut forbidden: Vec<String> = ["work", "root"].iter().map(|folder| format!("/{folder}/")).collect();
    for folder in [Some(root.to_owned()), std::env::var_os("HOME").map(Into::into)].into_iter().flatten() {
        let shown = folder.display().to_string();
        if shown.len() > 1 {
            forbidden.push(format!("{}/", shown.trim_end_matches('/')));
        }
    }
    forbidden.sort();
    forbidden.dedup();
    forbidden
}

fn slips(name: &Path, text: &str, forbidden: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for word in forbidden {
            // A longer path that merely ends so (a web address, say) starts elsewhere.
            let starts_here = line.match_indices(word.as_str()).any(|(at, _)| {
                line[..at].chars().next_back().is_none_or(|c| !(c.is_alphanumeric() || "._-/}>".contains(c)))
            });
            if starts_here {
                found.push(format!("{}:{}: a path of one machine: {word}", name.display(), index + 1));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: usize) {
        let forbidden = vec![format!("/{}/", "work")];
        assert_eq!(slips(Path::new("x"), line, &forbidden).len(), expected, "{line}");
    }

    #[test]
    fn no_path_of_this_machine_is_in_the_tree() {
        let findings = findings().unwrap();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }

    #[test]
    fn a_path_is_caught_and_an_address_is_not() {
        let folder = "work";
        check(&format!("let x = \"/{folder}/main\";"), 1);
        check(&format!("https://example.org/{folder}/of/law"), 0);
        check("target/work/x", 0);
    }
}
