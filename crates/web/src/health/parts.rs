//! The parts of a node that must work for it to take votes, and how each is.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use maru_store::peer::Peers;
use maru_store::{DiskState, Figures, Finding, Integrity, Node, open_to_others, strangers};

use crate::state::AppState;

/// Less room than this is told of: a day of a busy node, and a backup.
const LITTLE_ROOM: u64 = 1_000_000_000;
/// Less room than this, and the next votes may not fit.
const NO_ROOM: u64 = 50_000_000;
/// A mail that waits longer than this is late: people stand before their mailbox.
const MAIL_LATE: u64 = 120;
/// A record whose head has not moved for so long though entries wait is stuck; it usually takes a quarter of a second.
const STUCK_AFTER: Duration = Duration::from_secs(30);
/// Most names of one kind in a line.
const NAMED: usize = 3;

/// How a part is; the later, the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    Good,
    /// Nothing is known yet.
    NotLookedAt,
    /// It works, and somebody should look.
    Look,
    /// No vote can be taken.
    Down,
}

impl State {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::NotLookedAt => "not looked at yet",
            Self::Look => "look",
            Self::Down => "down",
        }
    }
}

/// A part of the node.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    name: &'static str,
    pub(super) state: State,
    reason: String,
}

impl Part {
    fn good(name: &'static str) -> Self {
        Self { name, state: State::Good, reason: String::new() }
    }

    fn bad(name: &'static str, state: State, reason: impl Into<String>) -> Self {
        Self { name, state, reason: reason.into() }
    }

    /// As a line; with its reason for those who may read it.
    pub(super) fn line(&self, with_reason: bool) -> String {
        let mut line = format!("{}: {}", self.name, self.state.word());
        if with_reason && !self.reason.is_empty() {
            let _ = write!(line, " ({})", self.reason);
        }
        line.push('\n');
        line
    }
}

/// Since when the head of a record has stood still though entries waited.
#[derive(Debug, Default)]
pub(crate) struct Standstills(Mutex<HashMap<String, (u64, Instant)>>);

impl Standstills {
    /// How long the head has stood at this size while more was there.
    fn since(&self, name: &str, published: u64, entries: u64) -> Duration {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if published >= entries {
            known.remove(name);
            return Duration::ZERO;
        }
        let seen = known.entry(name.to_owned()).or_insert((published, Instant::now()));
        if seen.0 != published {
            *seen = (published, Instant::now());
        }
        seen.1.elapsed()
    }
}

/// Looks at every part.
pub(super) async fn look(state: &AppState) -> Vec<Part> {
    let mut parts = vec![writer(&state.node).await, clock(&state.node)];
    match state.node.figures() {
        Ok(figures) => {
            parts.extend([sequencer(state, &figures), keys(&figures), disk(&figures), mail(state, &figures)]);
        }
        Err(error) => parts.push(Part::bad("database", State::Down, error.to_string())),
    }
    parts.extend([files(&state.node), integrity(&state.node.integrity()), peers(&state.node)]);
    parts
}

async fn writer(node: &Node) -> Part {
    match tokio::time::timeout(Node::WRITER_PATIENCE, node.writer_answers()).await {
        Ok(Ok(())) => Part::good("writer"),
        Ok(Err(error)) => Part::bad("writer", State::Down, error.to_string()),
        Err(_) => Part::bad(
            "writer",
            State::Down,
            format!("no answer within {} s", Node::WRITER_PATIENCE.as_secs()),
        ),
    }
}

/// Whether the time can be believed: a whole node that cannot record is down, one process of several is not.
fn clock(node: &Node) -> Part {
    let faults = node.clock_faults();
    let stopped = faults.iter().filter(|fault| fault.stops && fault.record.is_some()).count();
    let whole = faults.iter().any(|fault| fault.stops && fault.record.is_none());
    let reasons: Vec<_> = faults.into_iter().map(|fault| fault.said).collect();
    let mut part = listed("clock", &reasons);
    if whole || (stopped > 0 && stopped == node.processes().len()) {
        part.state = State::Down;
    }
    part
}

/// Which records have stopped: the others go on.
fn sequencer(state: &AppState, figures: &Figures) -> Part {
    let mut reasons = Vec::new();
    for record in &figures.records {
        let stood = state.standstills.since(&record.name, record.published, record.entries);
        match &record.halted {
            Some(reason) => reasons.push(format!("{} stopped: {reason}", record.name)),
            None if stood > STUCK_AFTER => {
                let waiting = record.entries - record.published;
                reasons.push(format!("{}: {waiting} entries wait to be published", record.name));
            }
            None => {}
        }
    }
    listed("records", &reasons)
}

fn keys(figures: &Figures) -> Part {
    let without = figures.records.iter().filter(|record| !record.has_keys);
    let reasons: Vec<_> = without.map(|record| format!("{} has lost its keys", record.name)).collect();
    listed("keys", &reasons)
}

fn disk(figures: &Figures) -> Part {
    match figures.free_bytes {
        Some(free) if free < NO_ROOM => Part::bad("disk", State::Down, format!("{free} bytes left")),
        Some(free) if free < LITTLE_ROOM => Part::bad("disk", State::Look, format!("{free} bytes left")),
        Some(_) => Part::good("disk"),
        None => Part::bad("disk", State::Look, "it does not say how much room is left"),
    }
}

fn mail(state: &AppState, figures: &Figures) -> Part {
    if state.settings.demo {
        return Part::good("mail");
    }
    if state.settings.mail.is_none() {
        return Part::bad("mail", State::Look, "no mail server is set, so nobody can sign in");
    }
    if figures.oldest_mail_seconds > MAIL_LATE {
        let error = state.mail_log.last_error().unwrap_or_default();
        let waiting = figures.mails_waiting;
        return Part::bad(
            "mail",
            State::Look,
            format!("{waiting} wait, the oldest {} s: {error}", figures.oldest_mail_seconds),
        );
    }
    taken(state.mail_log.last_error(), state.mail_log.has_sent(), figures.mails_given_up)
}

/// What is known of the mail server: that no error came is nothing where no mail was handed to it since the start.
fn taken(error: Option<String>, has_sent: bool, given_up: u64) -> Part {
    match error {
        Some(error) => Part::bad("mail", State::Look, error),
        None if has_sent => Part::good("mail"),
        None if given_up > 0 => Part::bad(
            "mail",
            State::Look,
            format!("{given_up} of the last day never left, and none since the start"),
        ),
        None => Part::bad("mail", State::NotLookedAt, "no mail was handed to the server since the start"),
    }
}

/// Files that the node could not open after its next start, or that others can read.
fn files(node: &Node) -> Part {
    let said = |paths: Vec<std::path::PathBuf>, words: &str| {
        paths.into_iter().map(|path| format!("{} {words}", path.display())).collect::<Vec<_>>()
    };
    let mut reasons = said(strangers(node.directory(), NAMED), "belongs to another user");
    reasons.extend(said(open_to_others(node.directory()), "can be read by others"));
    listed("files", &reasons)
}

/// What the slow look at the disk has found. Nothing damaged is given away, and the rest goes on.
fn integrity(known: &Integrity) -> Part {
    if known.state() == DiskState::NotLookedAt {
        let reason = "the first look at the whole disk has not come to its end";
        return Part::bad("integrity", State::NotLookedAt, reason);
    }
    let mut reasons: Vec<_> = known.findings.iter().map(ToString::to_string).collect();
    if let Some(first) = reasons.first_mut() {
        // Before the names, so that it is not among those that are left out.
        *first = format!("{}: {first}", Finding::MEND);
    }
    listed("integrity", &reasons)
}

/// Whether the list of peers can be read; without it nobody witnesses, and nobody is asked what they hold.
fn peers(node: &Node) -> Part {
    match Peers::load(node.directory()) {
        Ok(_) => Part::good("peers"),
        Err(error) => Part::bad("peers", State::Look, error.to_string()),
    }
}

fn listed(name: &'static str, reasons: &[String]) -> Part {
    if reasons.is_empty() {
        return Part::good(name);
    }
    let more = reasons.len().saturating_sub(NAMED);
    let mut reason = reasons[..reasons.len().min(NAMED)].join("; ");
    if more > 0 {
        let _ = write!(reason, "; and {more} more");
    }
    Part::bad(name, State::Look, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_that_moves_is_not_stuck() {
        let standstills = Standstills::default();
        let backdate = || {
            let long_ago = Instant::now().checked_sub(STUCK_AFTER * 2);
            standstills.0.lock().unwrap().values_mut().for_each(|seen| seen.1 = long_ago.unwrap_or(seen.1));
        };
        assert_eq!(standstills.since("a", 5, 5), Duration::ZERO);
        assert!(standstills.since("a", 5, 6) < STUCK_AFTER);
        backdate();
        assert!(standstills.since("a", 5, 7) > STUCK_AFTER, "it has not moved");
        assert!(standstills.since("a", 6, 7) < STUCK_AFTER, "it has");
        backdate();
        assert_eq!(standstills.since("a", 7, 7), Duration::ZERO);
    }

    #[test]
    fn a_disk_is_called_whole_after_the_first_whole_look_and_not_before() {
        let check = |known: &Integrity, expected: &str| assert_eq!(integrity(known).line(false), expected);
        check(&Integrity::default(), "integrity: not looked at yet\n");
        let finding =
            Finding { record: None, damaged: maru_store::Damaged::Database, said: "page 7".to_owned() };
        check(&Integrity { findings: [finding].into(), ..Integrity::default() }, "integrity: look\n");
        let last_round = Some(maru_forum::Moment(1_790_000_000));
        check(&Integrity { last_round, ..Integrity::default() }, "integrity: ok\n");
    }

    #[test]
    fn a_mail_server_is_called_well_after_it_took_a_mail_and_not_before() {
        let check = |error: Option<&str>, has_sent, given_up, expected| {
            assert_eq!(taken(error.map(str::to_owned), has_sent, given_up).state, expected);
        };
        check(None, false, 0, State::NotLookedAt);
        check(None, false, 2, State::Look);
        check(None, true, 2, State::Good);
        check(Some("refused"), true, 0, State::Look);
        check(Some("refused"), false, 0, State::Look);
    }

    #[test]
    fn a_full_disk_is_down_and_missing_keys_are_looked_at() {
        let figures = |free_bytes, has_keys| Figures {
            records: vec![maru_store::RecordFigures {
                name: "voices".to_owned(),
                entries: 3,
                published: 3,
                halted: None,
                has_keys,
            }],
            mails_waiting: 0,
            mails_given_up: 0,
            oldest_mail_seconds: 0,
            free_bytes,
            database_bytes: 0,
        };
        let check =
            |free: Option<u64>, expected: State| assert_eq!(disk(&figures(free, true)).state, expected);
        check(Some(0), State::Down);
        check(Some(NO_ROOM - 1), State::Down);
        check(Some(NO_ROOM), State::Look);
        check(Some(LITTLE_ROOM), State::Good);
        check(None, State::Look);
        assert_eq!(keys(&figures(None, true)), Part::good("keys"));
        assert_eq!(keys(&figures(None, false)).line(true), "keys: look (voices has lost its keys)\n");
    }

    #[test]
    fn reasons_are_for_the_host() {
        let part = listed("keys", &["a", "b", "c", "d"].map(str::to_owned));
        assert_eq!(part.line(false), "keys: look\n");
        assert_eq!(part.line(true), "keys: look (a; b; c; and 1 more)\n");
        assert_eq!(listed("keys", &[]).line(true), "keys: ok\n");
    }
}
