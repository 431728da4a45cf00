//! The node's own record: which records it keeps, and every minute or so the heads that they have by then.
//!
//! Its entries lie in the same table as those of the processes, under a number that no process has.

use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use maru_forum::Moment;
use maru_record::anchor::MAX_HEADS;
use maru_record::{Anchor, Entry, VerifierKey};
use rusqlite::{Connection, params};

use crate::database::{self, OWN_RECORD, OWN_RECORD_ID};
use crate::error::{StoreError, SubmitError};
use crate::restored;
use crate::sequencer::begun::Begun;
use crate::sequencer::{self, Record, key};
use crate::shared::{Anchored, Shared};
use crate::timekeeping::is_ahead;
use crate::writer::{Queue, Task, answer};

/// How often new heads are written into the node's own record at most, where few records grow and the host has not chosen.
pub(crate) const PERIOD: Duration = Duration::from_mins(1);
/// How fast the node's own record may grow on the long run. Its entries lie on the disk twice, in the database and in the tiles:
/// this makes less than a gigabyte a year, however many processes are always active. Peers cosign each head as it comes; here
/// heads are only told of less often.
const BYTES_PER_SECOND: u64 = 15;

/// The own record of a node's folder, if it has one: the database or its key bears the name. One whose key is lost is not
/// begun anew under another.
pub(crate) fn found(connection: &Connection, directory: &Path) -> Result<Option<Record>, StoreError> {
    if let Some(begun) = Begun::of(connection, OWN_RECORD)? {
        return Ok(Some(Record::of_node(&begun.origin)));
    }
    let keys = key::read(&directory.join(sequencer::OWN_KEY_FILE))?;
    Ok(keys.and_then(|keys| keys.first().map(|key| Record::of_node(key.verifier().name().as_str()))))
}

/// The keys by which a node's folder is known to others; none before it was named.
pub fn own_keys(directory: &Path) -> Result<Vec<VerifierKey>, StoreError> {
    let keys = key::read(&directory.join(sequencer::OWN_KEY_FILE))?;
    Ok(keys.unwrap_or_default().iter().map(|key| key.verifier().clone()).collect())
}

/// Begins the node's own record, unless there is one.
pub(crate) fn begin(shared: &Shared, queue: &Queue, host: &str) -> Result<Arc<Record>, SubmitError> {
    if let Some(own) = shared.own() {
        // One that cannot go on says so at the start, and not when the next head is due.
        sequencer::publish(shared, &own)?;
        return Ok(own);
    }
    restored::refuse(&shared.directory)?;
    if let Some(reason) = shared.unasked() {
        return Err(SubmitError::Stopped(reason));
    }
    let origin = Anchor::origin_at(host);
    let own = Arc::new(Record::of_node(&origin));
    let now = shared.time_after(OWN_RECORD_ID, shared.timekeeping.own_last())?;
    let entry = Anchor::Begun { origin: origin.clone() }.entry(now.0).encode()?;
    let work = move |connection: &Connection| {
        if database::entry_count(connection, OWN_RECORD)? == 0 {
            connection.execute(
                "INSERT INTO process (number, id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                params![OWN_RECORD, OWN_RECORD_ID],
            )?;
            append(connection, &[entry])?;
        }
        Ok(())
    };
    answer(queue.put(Task::Private(Box::new(work))))?;
    shared.timekeeping.note_own(now);
    // The key comes into being with the first head; from then on the folder has a name.
    sequencer::publish(shared, &own)?;
    shared.set_own(own.clone());
    Ok(own)
}

/// Appends what is new since the last time, and publishes it; gives how many bytes that made.
pub(crate) fn anchor(shared: &Shared, queue: &Queue) -> Result<u64, SubmitError> {
    let Some(own) = shared.own().filter(|own| own.halted().is_none()) else { return Ok(0) };
    // Held until the end, so that two that anchor at once do not say the same twice.
    let mut anchored = shared.anchored.lock().unwrap_or_else(PoisonError::into_inner);
    let mut known = match anchored.take() {
        Some(known) => known,
        None => shared.readers.with(read_all)?,
    };
    let news = news(shared, &known, shared.clock.now())?;
    let mut bytes = 0;
    if !news.is_empty() {
        let now = shared.time_after(OWN_RECORD_ID, shared.timekeeping.own_last())?;
        let entries = news.iter().map(|news| news.entry(now.0).encode()).collect::<Result<Vec<_>, _>>()?;
        bytes = entries.iter().map(|entry| entry.len() as u64).sum();
        answer(queue.put(Task::Private(Box::new(move |connection| append(connection, &entries)))))?;
        shared.timekeeping.note_own(now);
        for anchor in &news {
            note(&mut known, anchor);
        }
        sequencer::publish(shared, &own)?;
    }
    *anchored = Some(known);
    Ok(bytes)
}

fn append(connection: &Connection, entries: &[Vec<u8>]) -> Result<(), StoreError> {
    let first = database::entry_count(connection, OWN_RECORD)?;
    let mut insert =
        connection.prepare_cached("INSERT INTO entry (process, number, bytes) VALUES (?1, ?2, ?3)")?;
    for (number, bytes) in (first..).zip(entries) {
        insert.execute(params![OWN_RECORD, number as i64, bytes])?;
    }
    Ok(())
}

/// What the node's own record does not say yet. Of a record whose last entry lies in the future nothing is told before that time has come:
/// a clock that was ahead once would make the node say that an entry was there before it was made.
fn news(shared: &Shared, anchored: &Anchored, now: Moment) -> Result<Vec<Anchor>, StoreError> {
    let (mut news, mut heads) = (Vec::new(), Vec::new());
    for process in shared.handles() {
        if is_ahead(process.read().last_at, now) {
            continue;
        }
        let record = process.record();
        let Some(head) = shared.checkpoint(record)? else { continue };
        let head = head.checkpoint();
        let size = anchored.get(&head.origin);
        if size.is_none() {
            let keys = shared.verifier_keys(record)?;
            news.push(Anchor::Record { origin: head.origin.clone(), keys });
        }
        if size.is_none_or(|size| *size < head.size) {
            heads.push(head.clone());
        }
    }
    // Whoever is named is named before its head is told.
    news.extend(heads.chunks(MAX_HEADS).map(|heads| Anchor::Heads(heads.to_vec())));
    Ok(news)
}

/// The time of the last entry of the node's own record; the beginning of time where it has none. One that is damaged says
/// nothing here; reading it says so.
pub(crate) fn last_time(connection: &Connection) -> Result<Moment, StoreError> {
    let count = database::entry_count(connection, OWN_RECORD)?;
    let last = database::entries(connection, OWN_RECORD, count.saturating_sub(1)..count)?.pop();
    let time = last.and_then(|bytes| Entry::decode(&bytes).ok()?.body.get("ts")?.as_integer());
    Ok(Moment(time.unwrap_or(0)))
}

fn note(anchored: &mut Anchored, anchor: &Anchor) {
    match anchor {
        Anchor::Begun { .. } => {}
        Anchor::Record { origin, .. } => {
            anchored.entry(origin.clone()).or_insert(0);
        }
        Anchor::Heads(heads) => {
            anchored.extend(heads.iter().map(|head| (head.origin.clone(), head.size)));
        }
    }
}

fn read_all(connection: &Connection) -> Result<Anchored, StoreError> {
    let mut anchored = Anchored::new();
    database::each_entry(connection, OWN_RECORD, 0, |number, bytes| {
        let damaged = |error: String| StoreError::damaged(OWN_RECORD_ID, number, error);
        let entry = Entry::decode(bytes).map_err(|error| damaged(error.to_string()))?;
        note(&mut anchored, &Anchor::read(&entry).map_err(|error| damaged(error.to_string()))?);
        Ok(())
    })?;
    Ok(anchored)
}

/// Anchors until the node ends: every minute or as often as the host has chosen, or less often where so many records grow that the disk
/// would fill. The first time is
/// a minute after the start, when peers have been asked whether they hold more than this node has.
pub(crate) fn run(shared: &Shared, queue: &Queue) {
    let mut wait = PERIOD;
    while shared.unpublished.pause(wait) {
        wait = match anchor(shared, queue) {
            Ok(bytes) => pause_after(bytes, shared.anchor_pause()),
            Err(error) => {
                tracing::error!(%error, "the node's own record could not be brought up to date");
                PERIOD
            }
        };
    }
}

/// How long to wait after so many bytes: as the host has chosen, or longer where the disk would fill.
fn pause_after(bytes: u64, chosen: Duration) -> Duration {
    chosen.max(Duration::from_secs(bytes / BYTES_PER_SECOND))
}

#[cfg(test)]
mod tests {
    use maru_record::{Checkpoint, Digest};

    use super::*;

    const YEAR: u64 = 365 * 86_400;
    const GIGABYTE: u64 = 1_000_000_000;

    #[test]
    fn a_year_of_active_processes_is_less_than_a_gigabyte() {
        let check = |processes: usize, longest: u64| {
            let head = |number: usize| Checkpoint {
                origin: format!("forum.example.org/p/consultation-{number}"),
                size: 1_000_000,
                root: Digest([0xab; 32]),
            };
            let heads: Vec<_> = (0..processes).map(head).collect();
            let entries =
                heads.chunks(MAX_HEADS).map(|heads| Anchor::Heads(heads.to_vec()).entry(1_790_000_000));
            let bytes: u64 = entries.map(|entry| entry.encode().unwrap().len() as u64).sum();
            let wait = pause_after(bytes, PERIOD).as_secs();
            let chosen = Duration::from_hours(24);
            assert_eq!(pause_after(bytes, chosen), chosen, "what the host chooses makes it seldomer");
            assert!(wait <= longest, "{processes} processes: {wait} s");
            // In the database and in the tiles.
            let year = 2 * bytes * (YEAR / wait);
            assert!(year < GIGABYTE, "{processes} processes: {year} bytes");
        };
        check(1, 60);
        check(5, 60);
        check(100, 15 * 60);
        check(1_000, 3 * 3_600);
    }
}
