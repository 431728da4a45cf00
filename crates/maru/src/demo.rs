//! `maru demo`: a node with the example process, built through the same commands that people use, and served.

mod crowd;
mod days;
mod evidence;
mod example;
mod statement;
mod story;
mod text;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use maru_store::{Node, Options};
use maru_web::Settings;

use self::days::Days;
use crate::{node, output, serve, verify};

/// The demo's own folder, so that it never mixes with a real node.
const DEMO_FOLDER: &str = "maru-demo";

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Start anew: the demo's folder is emptied first.
    #[arg(long)]
    fresh: bool,
}

/// `data` is the folder given with `--data`; the demo has one of its own when none was given.
pub(crate) fn run(arguments: &Arguments, data: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let data = data.unwrap_or_else(|| PathBuf::from(DEMO_FOLDER));
    if arguments.fresh {
        empty(&data)?;
    }
    {
        // The node is told the days on which its people act; from then on it goes by the clock of the machine.
        let days = Days::up_to(maru_store::now());
        let node = Node::open_by(&data, Options::CREATE, days.clock())?;
        if node.processes().is_empty() {
            example::build(&node, &days, &arguments.listen.to_string())?;
            text::add(&node, &days)?;
            statement::build(&node, &arguments.listen.to_string())?;
            // A demonstration begun anew has new keys under an old name; this machine's own verifier must not take it
            // for an impostor.
            let origins: Vec<_> =
                node.processes().iter().map(|handle| handle.read().origin.clone()).collect();
            verify::forget(&origins)?;
            node::publish_all(&node)?;
        }
    }
    output::line(format!(
        "The demo lies in {}. Its participants are simulated, and so are the days on which they acted; its mails stay at /demo/mail.",
        data.display()
    ))?;
    serve::serve(&data, arguments.listen, Settings::demo(&format!("http://{}", arguments.listen)))
}

/// Empties a demo's folder; refuses a folder that is not one.
fn empty(data: &std::path::Path) -> anyhow::Result<()> {
    if !data.exists() {
        return Ok(());
    }
    {
        // Opening it takes the lock, so that the folder of a running demo is not pulled from under it.
        let node = node::open_or_create(data)?;
        let foreign = node
            .processes()
            .into_iter()
            .find(|handle| !handle.read().charter.simulated && handle.id().as_str() != statement::ID);
        if let Some(handle) = foreign {
            anyhow::bail!(
                "{} holds the process “{}”, which is not simulated; --fresh empties demonstration folders only",
                data.display(),
                handle.id()
            );
        }
    }
    std::fs::remove_dir_all(data).with_context(|| data.display().to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use maru_forum::{ReplyState, ReplyWord};

    use super::*;

    #[test]
    fn the_demonstration_is_a_process_in_mid_life() {
        let folder = tempfile::tempdir().unwrap();
        let now = maru_store::now();
        let days = Days::up_to(now);
        let node = Node::open_by(folder.path(), Options::CREATE, days.clock()).unwrap();
        example::build(&node, &days, "127.0.0.1:1").unwrap();
        let handle = node.processes().into_iter().next().unwrap();
        let process = handle.read();
        assert!(process.last_at < now, "nothing is told of what has not come yet");
        let joined: BTreeSet<_> = process.participants.iter().map(|person| person.at.day()).collect();
        assert!(joined.len() > 35, "people join over weeks: {}", joined.len());
        let said: BTreeSet<_> = process.remarks.iter().map(|remark| remark.at.day()).collect();
        assert!(said.len() > 10, "remarks come over weeks: {}", said.len());
        let languages: BTreeSet<_> = process.remarks.iter().map(|one| one.words.language.clone()).collect();
        assert_eq!(languages.len(), 2);
        assert_eq!((process.drafts.len(), process.charter_changes.len()), (2, 1));
        assert!(process.organisations.len() >= 3 && process.submissions.iter().next().is_some());
        let combined = process.amendments.iter().filter(|one| one.sources.len() > 1 && one.merged.is_some());
        assert_eq!(combined.count(), 1);
        let replies: Vec<_> =
            process.remarks.iter().filter_map(|one| process.reply_state(one.entry, now)).collect();
        assert!(replies.contains(&ReplyState::Said(ReplyWord::Objects)), "{replies:?}");
        assert!(process.unanswered().count() > 3, "the desk has something to do");
        let ballots: Vec<_> =
            process.ballots.iter().map(|one| (one.count.is_some(), one.votes.len())).collect();
        assert!(matches!(ballots.as_slice(), [(true, 60..), (false, 60..)]), "{ballots:?}");
        assert!(process.ballots.iter().any(|ballot| process.runs(ballot, now)));
        let meetings: Vec<_> =
            process.meetings.iter().map(|one| (one.ends < now, one.minutes.len())).collect();
        assert_eq!(meetings, [(true, 1), (false, 0)], "one was held and minuted, one is still to come");
        assert_eq!(process.harms.shown(&process.ledger).count(), 3);
    }
}
