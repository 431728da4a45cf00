//! Conversations to measure with: the real ones beside the checkout, and one that is made up and large.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use maru_opinion::Conversation;
use maru_opinion::polis::{PolisExport, PolisFiles};

use crate::workspace;

/// The real conversations, in the order of their names: a process id of our making, and the folder.
pub(crate) fn real() -> Result<Vec<(String, PathBuf)>> {
    let Some(data) = workspace::shared_data() else { bail!("SKIPPED: ../shared/data is absent") };
    let folder = data.join("polis");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("listing {}", folder.display()))? {
        let path = entry?.path();
        if path.join("comments.csv").is_file() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().replace('.', "-");
            found.push((name, path));
        }
    }
    found.sort();
    Ok(found)
}

/// The votes of a conversation's folder.
pub(crate) fn load(folder: &Path) -> Result<Conversation> {
    let bytes = |name: &str| std::fs::read(folder.join(name)).ok();
    let (votes, comments, matrix) =
        (bytes("votes.csv"), bytes("comments.csv"), bytes("participants-votes.csv"));
    let files = PolisFiles {
        comments: comments.as_deref(),
        votes: votes.as_deref(),
        participants_votes: matrix.as_deref(),
        ..PolisFiles::default()
    };
    Ok(PolisExport::read(files)?.conversation())
}

/// Writes a conversation in which each participant votes on each statement, in the form that Polis exports.
pub(crate) fn write_made_up(folder: &Path, participants: usize, statements: usize) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut comments =
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n".to_owned();
    let mut votes = "timestamp,datetime,comment-id,voter-id,vote\n".to_owned();
    let start: u64 = 1_700_000_000_000;
    for statement in 0..statements {
        let mut agrees = 0;
        let mut disagrees = 0;
        for person in 0..participants {
            let vote = opinion(person, statement);
            agrees += usize::from(vote == 1);
            disagrees += usize::from(vote == -1);
            let at = start + 1_000 + (person * statements + statement) as u64;
            writeln!(votes, "{at},,{statement},{person},{vote}")?;
        }
        writeln!(
            comments,
            "{start},,{statement},0,{agrees},{disagrees},1,Statement number {statement} of a made-up conversation"
        )?;
    }
    let summary = format!(
        "topic,A made-up conversation for measuring\nurl,https://example.org/made-up\nviews,{participants}\nvoters,{participants}\nvoters-in-conv,{participants}\ncommenters,1\ncomments,{statements}\ngroups,2\nconversation-description,Made up by cargo xtask bench\n"
    );
    for (name, text) in [("comments.csv", comments), ("votes.csv", votes), ("summary.csv", summary)] {
        std::fs::write(folder.join(name), text).with_context(|| format!("writing {name}"))?;
    }
    Ok(())
}

/// Two camps that mostly, not always, disagree. A multiplicative hash stands in for chance, so that every run makes the same bytes.
fn opinion(person: usize, statement: usize) -> i8 {
    let mixed = ((person as u64) << 20 | statement as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56;
    let camp = if (person + statement).is_multiple_of(2) { 1 } else { -1 };
    match mixed {
        0..=31 => 0,
        32..=63 => -camp,
        _ => camp,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_up_conversation_has_every_vote_once() {
        let folder = workspace::scratch("made-up-test").unwrap();
        write_made_up(&folder, 5, 3).unwrap();
        let votes = std::fs::read_to_string(folder.join("votes.csv")).unwrap();
        assert_eq!(votes.lines().count(), 1 + 15);
        assert!(std::fs::read_to_string(folder.join("comments.csv")).unwrap().lines().count() == 1 + 3);
    }
}
