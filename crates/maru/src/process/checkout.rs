//! A checkout of a working group's repository, asked through `git`: states of the draft, and what pull requests made of it.
//!
//! Nothing of the checkout is run or written: hooks, helpers and the network are off, and every name that goes to `git` is looked at.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use maru_exchange::{PullRequest, PullTexts};

/// The largest file that is read, in bytes.
const MAX_FILE: u64 = 64 * 1024 * 1024;
/// The most states of the draft that become versions.
const MAX_VERSIONS: usize = 200;
/// Files that are no drafts, by the beginnings of their names.
const NO_DRAFTS: [&str; 6] =
    ["readme", "contributing", "license", "code_of_conduct", "security", "changelog"];
/// Endings of files that can be a draft.
const ENDINGS: [&str; 6] = ["md", "markdown", "txt", "html", "docx", "odt"];

pub(super) struct Checkout {
    folder: PathBuf,
    /// The draft's path in the repository.
    draft: String,
}

/// A state of the draft that has a name.
pub(super) struct State {
    /// `tag draft-x-03`, or `commit 1a2b…`.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl Checkout {
    /// Opens a checkout; without a path the draft is the one file of it that can be one.
    pub(super) fn open(folder: &Path, draft: Option<&str>) -> anyhow::Result<Self> {
        let mut checkout = Self { folder: folder.to_owned(), draft: String::new() };
        checkout.draft = match draft {
            Some(draft) => draft.to_owned(),
            None => checkout.only_draft()?,
        };
        if checkout.draft.is_empty()
            || checkout.draft.starts_with(['/', ':'])
            || checkout.draft.contains("..")
        {
            bail!("“{}” is no path in the repository", checkout.draft);
        }
        Ok(checkout)
    }

    pub(super) fn draft(&self) -> &str {
        &self.draft
    }

    fn only_draft(&self) -> anyhow::Result<String> {
        let listed = self.lines(&["ls-tree", "-r", "--name-only", "-z", "HEAD"], '\0')?;
        let is_possible = |path: &&String| {
            let name = path.rsplit('/').next().unwrap_or_default().to_lowercase();
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            ENDINGS.contains(&ending)
                && !NO_DRAFTS.iter().any(|begin| name.starts_with(begin))
                && !name.starts_with('.')
        };
        let possible: Vec<&String> = listed.iter().filter(is_possible).collect();
        let named: Vec<&String> =
            possible.iter().copied().filter(|path| path.starts_with("draft-")).collect();
        match (named.as_slice(), possible.as_slice()) {
            ([one], _) | ([], [one]) => Ok((*one).clone()),
            (_, []) => bail!("the checkout has no file that can be a draft; name it with --draft"),
            _ => {
                let first: Vec<&str> = possible.iter().take(8).map(|path| path.as_str()).collect();
                bail!(
                    "several files of the checkout can be the draft ({}); name it with --draft",
                    first.join(", ")
                )
            }
        }
    }

    /// The states of the draft in order: those that have a tag, or every commit of the main line that changed it.
    pub(super) fn states(&self, every_commit: bool) -> anyhow::Result<Vec<State>> {
        let mut states = Vec::new();
        for (name, commit) in if every_commit { self.commits()? } else { self.tags()? } {
            if let Some(bytes) = self.file(&commit)? {
                states.push(State { name, bytes });
            }
        }
        if states.len() > MAX_VERSIONS {
            bail!(
                "{} states of the draft are more than {MAX_VERSIONS}, the most that become versions at once",
                states.len()
            );
        }
        if states.is_empty() && !every_commit {
            bail!(
                "no tag of the checkout has the file {}; --versions commits takes every commit that changed it",
                self.draft
            );
        }
        Ok(states)
    }

    fn commits(&self) -> anyhow::Result<Vec<(String, String)>> {
        let listed = self
            .lines(&["log", "--first-parent", "--reverse", "--format=%H", "HEAD", "--", &self.draft], '\n')?;
        Ok(listed.into_iter().map(|commit| (format!("commit {commit}"), commit)).collect())
    }

    fn tags(&self) -> anyhow::Result<Vec<(String, String)>> {
        let format = "--format=%(refname:short)%09%(objectname)%09%(*objectname)";
        let listed = self.lines(&["for-each-ref", "--sort=creatordate", format, "refs/tags"], '\n')?;
        let tag = |line: String| {
            let mut parts = line.split('\t');
            let (name, own, of) = (parts.next()?, parts.next()?, parts.next().unwrap_or_default());
            Some((format!("tag {name}"), if of.is_empty() { own } else { of }.to_owned()))
        };
        Ok(listed.into_iter().filter_map(tag).collect())
    }

    /// The texts of a pull request: the draft at its head, and where it began.
    pub(super) fn texts(&self, pull: &PullRequest) -> Result<PullTexts, String> {
        for commit in [&pull.base, &pull.head] {
            if !is_commit(commit) {
                return Err(format!("“{commit}” is no commit"));
            }
            if self.git(&["cat-file", "-e", &format!("{commit}^{{commit}}")]).is_err() {
                return Err(format!(
                    "commit {commit} is not in the checkout; `git fetch origin 'refs/pull/*/head:refs/pull/*'` may bring it"
                ));
            }
        }
        let said = |error: anyhow::Error| error.to_string();
        let base = self
            .lines(&["merge-base", &pull.base, &pull.head], '\n')
            .map_err(|_| "its head has no commit in common with its base".to_owned())?;
        let base = base
            .first()
            .filter(|base| is_commit(base))
            .ok_or("its head has no commit in common with its base")?;
        let changed = self
            .lines(
                &["diff-tree", "-r", "--no-commit-id", "--name-only", "--no-renames", "-z", base, &pull.head],
                '\0',
            )
            .map_err(said)?;
        let (own, others): (Vec<String>, Vec<String>) =
            changed.into_iter().partition(|path| *path == self.draft);
        if own.is_empty() {
            return Err(format!("it does not change {}", self.draft));
        }
        let lacks = |what: &str| format!("{what} has no file {}", self.draft);
        let text = |commit: &str, what: &str| self.file(commit).map_err(said)?.ok_or_else(|| lacks(what));
        Ok(PullTexts {
            file: self.draft.clone(),
            base: text(base, "its base")?,
            head: text(&pull.head, "its head")?,
            others,
        })
    }

    /// The draft at a commit; nothing where the commit has no such file.
    fn file(&self, commit: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let name = format!("{commit}:{}", self.draft);
        let Ok(size) = self.git(&["cat-file", "-s", &name]) else { return Ok(None) };
        let size: u64 = String::from_utf8_lossy(&size).trim().parse().context("git says no size")?;
        if size > MAX_FILE {
            bail!("{} has {size} bytes at {commit}, and {MAX_FILE} are the limit", self.draft);
        }
        self.git(&["cat-file", "blob", &name]).map(Some)
    }

    fn lines(&self, arguments: &[&str], end: char) -> anyhow::Result<Vec<String>> {
        let said =
            String::from_utf8(self.git(arguments)?).context("git names something that is not UTF-8")?;
        Ok(said.split(end).filter(|line| !line.is_empty()).map(str::to_owned).collect())
    }

    fn git(&self, arguments: &[&str]) -> anyhow::Result<Vec<u8>> {
        let off = [
            "core.fsmonitor=false",
            "core.hooksPath=/dev/null",
            "protocol.allow=never",
            "log.showSignature=false",
        ];
        let mut command = Command::new("git");
        for setting in off {
            command.args(["-c", setting]);
        }
        command.arg("-C").arg(&self.folder).args(["--no-pager", "--literal-pathspecs"]).args(arguments);
        command.envs([
            ("GIT_TERMINAL_PROMPT", "0"),
            ("GIT_NO_LAZY_FETCH", "1"),
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("LC_ALL", "C"),
        ]);
        let done = command.stdin(Stdio::null()).output().context("git cannot be run")?;
        if !done.status.success() {
            bail!("git says: {}", String::from_utf8_lossy(&done.stderr).trim());
        }
        Ok(done.stdout)
    }
}

/// Whether a text names a commit by all its digits.
fn is_commit(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot build its repository has failed")]
    #![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

    use super::*;

    /// A repository with a draft in two tagged states, and a branch that changes it.
    fn repository(folder: &Path) -> Option<()> {
        let git = |arguments: &[&str]| {
            let mut command = Command::new("git");
            let who = [("NAME", "Ann"), ("EMAIL", "ann@example.org"), ("DATE", "2026-01-01T00:00:00Z")];
            for (name, value) in who {
                command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
            }
            let done = command
                .arg("-C")
                .arg(folder)
                .args(["-c", "tag.gpgSign=false", "-c", "commit.gpgSign=false"])
                .args(arguments)
                .output();
            done.ok().filter(|done| done.status.success()).map(|_| ())
        };
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
        git(&["init", "-q", "-b", "main"])?;
        write("README.md", "read me");
        git(&["add", "."])?;
        git(&["commit", "-q", "-m", "begin"])?;
        git(&["tag", "empty"])?;
        write("draft-wg-norm.md", "# A norm\n\nOne.\n");
        git(&["add", "."])?;
        git(&["commit", "-q", "-m", "one"])?;
        git(&["tag", "draft-wg-norm-00"])?;
        git(&["checkout", "-q", "-b", "change"])?;
        write("draft-wg-norm.md", "# A norm\n\nOne and a half.\n");
        write("README.md", "read me too");
        git(&["commit", "-q", "-a", "-m", "half"])?;
        git(&["checkout", "-q", "main"])?;
        write("draft-wg-norm.md", "# A norm\n\nOne.\n\nTwo.\n");
        git(&["commit", "-q", "-a", "-m", "two"])?;
        git(&["tag", "-a", "-m", "x", "draft-wg-norm-01"])
    }

    #[test]
    fn a_checkout_gives_the_states_of_the_draft_and_what_a_pull_request_made_of_it() {
        let folder = tempfile::tempdir().unwrap();
        if repository(folder.path()).is_none() {
            let skipped = "SKIPPED a_checkout_gives_the_states_of_the_draft: git cannot be run here\n";
            std::io::Write::write_all(&mut std::io::stderr(), skipped.as_bytes()).unwrap();
            return;
        }
        let checkout = Checkout::open(folder.path(), None).unwrap();
        assert_eq!(checkout.draft(), "draft-wg-norm.md");
        let names = |every| -> Vec<(String, String)> {
            let states = checkout.states(every).unwrap();
            states.into_iter().map(|one| (one.name, String::from_utf8(one.bytes).unwrap())).collect()
        };
        let tags = names(false);
        assert_eq!(
            tags.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
            ["tag draft-wg-norm-00", "tag draft-wg-norm-01"]
        );
        assert_eq!(tags[1].1, "# A norm\n\nOne.\n\nTwo.\n");
        assert_eq!(names(true).len(), 2);
        let commit = |name: &str| checkout.lines(&["rev-parse", name], '\n').unwrap().remove(0);
        let pull = |base: &str, head: &str| PullRequest {
            comment: maru_exchange::Comment::default(),
            base: base.to_owned(),
            head: head.to_owned(),
            merged: String::new(),
        };
        // The base branch went on meanwhile: where the pull request began is what counts.
        let texts = checkout.texts(&pull(&commit("main"), &commit("change"))).unwrap();
        assert_eq!(String::from_utf8(texts.base).unwrap(), "# A norm\n\nOne.\n");
        assert_eq!(String::from_utf8(texts.head).unwrap(), "# A norm\n\nOne and a half.\n");
        assert_eq!(texts.others, ["README.md"]);
        let refused = |base: &str, head: &str| checkout.texts(&pull(base, head)).unwrap_err();
        let main = commit("main");
        assert!(refused(&main, &"0".repeat(40)).contains("is not in the checkout"));
        for no_commit in ["--output=x", "main", "", "@{upstream}"] {
            assert!(refused(&main, no_commit).contains("is no commit"), "{no_commit}");
        }
        assert!(refused(&main, &main).contains("does not change"));
        for path in ["../x", "/etc/passwd", ":(top)x"] {
            assert!(Checkout::open(folder.path(), Some(path)).is_err(), "{path}");
        }
        assert!(Checkout::open(Path::new("/nowhere"), None).is_err());
    }
}
