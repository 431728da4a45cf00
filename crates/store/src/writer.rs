//! The one writer: takes what waits, decides, makes one durable transaction, and only then answers.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Weak};

use maru_forum::{
    Action, Actor, ChangeOffice, Charter, Circumstances, Command, Drafted, EntryNumber, Event, Join, Moment,
    Office, Outcome, ParticipantId, Process, ProcessId, Pseudonym, Recorded, Violation, encode,
    refuse_unseen_in,
};
use maru_record::Digest;
use rusqlite::{Connection, Transaction, params};
use tokio::sync::oneshot;

use crate::account::{AccountId, person};
use crate::clock;
use crate::database;
use crate::error::{StoreError, SubmitError};
use crate::handle::ProcessHandle;
use crate::repeats::Repeats;
use crate::request::{Answer, Request};
use crate::shared::Shared;
use crate::snapshot;

/// Most commands in one transaction.
pub const BATCH_LIMIT: usize = 1_024;
/// Most commands that wait; beyond it the caller hears that the node is busy.
pub const QUEUE_LIMIT: usize = 8_192;

/// Who begins a process on a page, and becomes its secretariat in the same moment: a process that nobody can run is none.
#[derive(Debug, Clone)]
pub struct Founder {
    /// The account, so that the person is known again; not in the record.
    pub account: AccountId,
    /// The name that they bear in the process.
    pub pseudonym: Pseudonym,
    /// Why they are its secretariat.
    pub reason: String,
}

pub(crate) type Reply = Result<Answer, SubmitError>;

/// Work on the writing connection, inside the transaction of its batch.
pub(crate) type PrivateWork = Box<dyn FnOnce(&Connection) -> Result<(), StoreError> + Send>;

/// What the writer is asked for.
pub(crate) enum Task {
    Act(Box<Request>),
    Create {
        charter: Box<Charter>,
        origin: String,
        founder: Option<Founder>,
    },
    /// Work on the writing connection that is no act in a process: accounts, sessions, mails.
    Private(PrivateWork),
    /// The same, where what is erased must not stay in the write-ahead log either.
    PrivateErasing(PrivateWork),
    Stop,
}

struct Waiting {
    task: Task,
    reply: oneshot::Sender<Reply>,
}

/// The door to the writer.
#[derive(Clone)]
pub(crate) struct Queue(SyncSender<Waiting>);

impl Queue {
    /// A door with nobody behind it: every task is refused.
    pub(crate) fn without_writer() -> Self {
        Self(sync_channel(0).0)
    }

    /// Puts a task into the queue; the receiver hears once it is durable.
    pub(crate) fn put(&self, task: Task) -> Result<oneshot::Receiver<Reply>, SubmitError> {
        let (reply, answer) = oneshot::channel();
        match self.0.try_send(Waiting { task, reply }) {
            Ok(()) => Ok(answer),
            Err(TrySendError::Full(_)) => Err(SubmitError::Busy),
            Err(TrySendError::Disconnected(_)) => Err(stopped()),
        }
    }
}

pub(crate) fn stopped() -> SubmitError {
    SubmitError::Stopped("the node is shutting down".to_owned())
}

/// Starts the writer on its own thread, which gives the connection back at its end.
pub(crate) fn start(
    connection: Connection,
    shared: &Arc<Shared>,
) -> std::io::Result<(Queue, std::thread::JoinHandle<Connection>)> {
    let (sender, receiver) = sync_channel(QUEUE_LIMIT);
    let writer = Writer { connection, shared: Arc::downgrade(shared) };
    let thread = std::thread::Builder::new().name("writer".into()).spawn(move || writer.run(&receiver))?;
    Ok((Queue(sender), thread))
}

struct Writer {
    connection: Connection,
    shared: Weak<Shared>,
}

/// What one batch has done so far, to be made visible or forgotten as a whole.
#[derive(Default)]
struct Batch {
    touched: BTreeMap<ProcessId, Arc<ProcessHandle>>,
    created: Vec<ProcessHandle>,
    joined: Vec<(AccountId, ProcessId, ParticipantId)>,
    erased: Vec<Digest>,
    /// Whether private rows were erased.
    erased_rows: bool,
}

impl Writer {
    fn run(mut self, receiver: &Receiver<Waiting>) -> Connection {
        while let Ok(first) = receiver.recv() {
            let mut batch = vec![first];
            while batch.len() < BATCH_LIMIT {
                match receiver.try_recv() {
                    Ok(next) => batch.push(next),
                    Err(_) => break,
                }
            }
            let Some(shared) = self.shared.upgrade() else { break };
            let stop = batch.iter().any(|waiting| matches!(waiting.task, Task::Stop));
            self.write(&shared, batch);
            if stop {
                self.save_snapshots(&shared);
                break;
            }
        }
        self.connection
    }

    fn write(&mut self, shared: &Shared, waiting: Vec<Waiting>) {
        let mut batch = Batch::default();
        let mut replies = Vec::with_capacity(waiting.len());
        let written = carry_out(&mut self.connection, shared, waiting, &mut batch, &mut replies);
        match written {
            Ok(()) => {
                if !batch.erased.is_empty() || batch.erased_rows {
                    shared.empty_log(&self.connection);
                }
                publish(shared, batch);
                for (reply, answer) in replies {
                    // A caller that has gone away needs no answer; what they asked for is durable all the same.
                    let _ = reply.send(answer);
                }
            }
            Err(error) => {
                tracing::error!(%error, "a transaction failed; the state is read again from the disk");
                self.reload(&batch);
                shared.repeats.forget_all();
                for (reply, _) in replies {
                    let _ = reply.send(Err(SubmitError::Stopped(error.to_string())));
                }
            }
        }
    }

    /// After a failed commit, memory is ahead of the disk: what was touched is folded again from the entries.
    fn reload(&self, batch: &Batch) {
        for handle in batch.touched.values() {
            match snapshot::load(&self.connection, handle.number, handle.id().as_str()) {
                Ok(Some((state, _))) => *handle.write() = state,
                Ok(None) => tracing::error!(process = %handle.id(), "the process is not on the disk"),
                Err(error) => {
                    tracing::error!(%error, process = %handle.id(), "the state could not be read again");
                }
            }
        }
    }

    fn save_snapshots(&self, shared: &Shared) {
        for handle in shared.handles() {
            let saved = snapshot::to_bytes(&handle.read())
                .and_then(|bytes| snapshot::save(&self.connection, handle.number, &bytes, handle.durable()));
            if let Err(error) = saved {
                tracing::warn!(%error, process = %handle.id(), "no snapshot was saved; the next start takes longer");
            }
        }
    }
}

fn publish(shared: &Shared, batch: Batch) {
    let created: Vec<_> = batch.created.iter().map(|handle| handle.id().clone()).collect();
    for handle in batch.created {
        shared.add(Arc::new(handle));
    }
    for (account, process, participant) in batch.joined {
        shared.accounts.remember(account, process, participant);
    }
    if !batch.erased.is_empty() {
        shared.contents.forget(&batch.erased);
    }
    for handle in batch.touched.values() {
        let entries = handle.read().entries;
        handle.set_durable(entries);
    }
    shared.wake(batch.touched.into_keys().chain(created));
}

type Replies = Vec<(oneshot::Sender<Reply>, Reply)>;

fn carry_out(
    connection: &mut Connection,
    shared: &Shared,
    waiting: Vec<Waiting>,
    batch: &mut Batch,
    replies: &mut Replies,
) -> Result<(), StoreError> {
    let mut failed = None;
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate);
    let transaction = match transaction {
        Ok(transaction) => Some(transaction),
        Err(error) => {
            failed = Some(StoreError::from(error));
            None
        }
    };
    for Waiting { task, reply } in waiting {
        let answer = match (&transaction, &failed) {
            (Some(transaction), None) => one(transaction, shared, task, batch),
            _ => Err(SubmitError::Stopped(String::new())),
        };
        if let Err(SubmitError::Stopped(reason)) = &answer
            && failed.is_none()
        {
            // One command that the disk refused undoes the whole batch: half a transaction is no truth.
            failed = Some(StoreError::Record { process: "batch".into(), reason: reason.clone() });
        }
        replies.push((reply, answer));
    }
    match (failed, transaction) {
        (None, Some(transaction)) => Ok(transaction.commit()?),
        (Some(error), _) => Err(error),
        (None, None) => Ok(()),
    }
}

fn one(transaction: &Transaction<'_>, shared: &Shared, task: Task, batch: &mut Batch) -> Reply {
    match task {
        Task::Act(request) => act(transaction, shared, &request, batch),
        Task::Create { charter, origin, founder } => {
            create(transaction, shared, *charter, &origin, founder, batch)
        }
        Task::Private(work) => {
            work(transaction)?;
            Ok(Answer { entry: EntryNumber(0), entries: 0 })
        }
        Task::PrivateErasing(work) => {
            batch.erased_rows = true;
            work(transaction)?;
            Ok(Answer { entry: EntryNumber(0), entries: 0 })
        }
        Task::Stop => Ok(Answer { entry: EntryNumber(0), entries: 0 }),
    }
}

fn create(
    transaction: &Transaction<'_>,
    shared: &Shared,
    charter: Charter,
    origin: &str,
    founder: Option<Founder>,
    batch: &mut Batch,
) -> Reply {
    let id = charter.id.clone();
    if shared.handle(&id).is_some() || batch.created.iter().any(|handle| *handle.id() == id) {
        return Err(Violation::ProcessExists(id.to_string()).into());
    }
    // All that may be refused comes before the first row: a refusal lets the other tasks of its batch be committed.
    let now = shared.time_after(id.as_str(), Moment(i64::MIN))?;
    charter.require_usual_languages()?;
    let recorded = Process::genesis(origin, charter, now);
    refuse_unseen_in(&recorded.event)?;
    let mut state = Process::from_genesis(&recorded)?;
    let mut entries = vec![encode(&recorded).encode()?];
    let holder =
        founder.as_ref().map(|founder| founded(&mut state, founder, now, &mut entries)).transpose()?;
    let number = 1 + transaction
        .query_row("SELECT coalesce(max(number), 0) FROM process", [], |row| row.get::<_, i64>(0))
        .map_err(StoreError::from)?;
    transaction
        .execute("INSERT INTO process (number, id) VALUES (?1, ?2)", params![number, id.as_str()])
        .map_err(StoreError::from)?;
    for (place, bytes) in (0..).zip(&entries) {
        insert(transaction, number, place, bytes)?;
    }
    if let Some((account, participant)) = founder.map(|founder| founder.account).zip(holder) {
        insert_membership(transaction, account, number, participant)?;
        batch.joined.push((account, id.clone(), participant));
    }
    batch.created.push(ProcessHandle::new(id, number, state));
    Ok(Answer { entry: EntryNumber(0), entries: entries.len() as u64 })
}

/// Lets a founder in and gives them the secretariat; whatever of that is refused refuses the process with it.
fn founded(
    state: &mut Process,
    founder: &Founder,
    now: Moment,
    entries: &mut Vec<Vec<u8>>,
) -> Result<ParticipantId, SubmitError> {
    founder.pseudonym.require_ones_own()?;
    let mut act = |command: Command| -> Result<EntryNumber, SubmitError> {
        let action = Action { actor: Actor::Operator, command, signature: None };
        let outcome = state.decide(&action, &Circumstances { now, entropy: clock::entropy()? })?;
        let first = state.entries;
        for drafted in outcome.events {
            let recorded = state.record(action.actor, None, now, drafted);
            entries.push(encode(&recorded).encode()?);
            fold(state, &recorded)?;
        }
        Ok(EntryNumber(first))
    };
    let reason = founder.reason.clone();
    let join = Join { reason: Some(reason.clone()), ..Join::named(founder.pseudonym.clone()) };
    let holder = ParticipantId(act(join.into())?);
    act(ChangeOffice { holder, office: Office::Secretariat, grant: true, reason }.into())?;
    Ok(holder)
}

fn act(transaction: &Transaction<'_>, shared: &Shared, request: &Request, batch: &mut Batch) -> Reply {
    let handle = shared
        .handle(&request.process)
        .ok_or_else(|| Violation::UnknownProcess(request.process.to_string()))?;
    if let Some(participant) = joined_before(shared, request, batch) {
        return Ok(Answer { entry: participant.0, entries: 0 });
    }
    refuse_second_voice(transaction, handle.number, request)?;
    let mut state = handle.write();
    let circumstances = shared.circumstances(request.process.as_str(), state.last_at)?;
    let known = Repeats::key(request);
    if let Some(answer) = known.as_ref().and_then(|key| shared.repeats.answer(key, circumstances.now)) {
        return Ok(answer);
    }
    let outcome = state.decide(&request.action, &circumstances)?;
    if let Some(entry) = outcome.stands {
        return Ok(Answer { entry, entries: 0 });
    }
    if request.action.signature.is_some() {
        refuse_used_seed(transaction, &outcome)?;
    }
    let first = state.entries;
    let next = entries_of(&state, &request.action, outcome.events, circumstances.now)?;
    batch.touched.entry(request.process.clone()).or_insert_with(|| handle.clone());
    for content in &outcome.contents {
        insert_content(transaction, handle.number, &content.digest(), &content.bytes())?;
    }
    for (number, entry) in (first..).zip(&next.entries) {
        insert(transaction, handle.number, number, &entry.bytes)?;
        erase(transaction, &entry.erases, batch)?;
    }
    match (next.state, next.entries.as_slice()) {
        (Some(after), _) => *state = after,
        (None, entries) => entries.iter().try_for_each(|entry| fold(&mut state, &entry.recorded))?,
    }
    if let (Command::Join(_), Some(account)) = (&request.action.command, request.account) {
        let participant = ParticipantId(EntryNumber(first));
        insert_membership(transaction, account, handle.number, participant)?;
        batch.joined.push((account, request.process.clone(), participant));
    }
    if state.stage.is_over() {
        person::forget_former(transaction, handle.number)?;
    }
    let answer = Answer { entry: EntryNumber(first), entries: state.entries - first };
    if let Some(key) = known {
        shared.repeats.remember(key, circumstances.now, answer);
    }
    Ok(answer)
}

/// An entry that is about to be written.
struct Next {
    recorded: Recorded,
    bytes: Vec<u8>,
    /// The contents that go with it.
    erases: Vec<Digest>,
}

/// What one command writes.
struct AllNext {
    entries: Vec<Next>,
    /// The state after several entries, each of which was made on what the one before left.
    state: Option<Process>,
}

/// The entries of a command, in the bytes in which they are kept: what is too long is refused before anything is written.
fn entries_of(
    state: &Process,
    action: &Action,
    events: Vec<Drafted>,
    now: Moment,
) -> Result<AllNext, SubmitError> {
    let signature = action.signature.map(|signature| signature.bytes);
    let make = |state: &Process, drafted| -> Result<Next, SubmitError> {
        let recorded = state.record(action.actor, signature, now, drafted);
        let bytes = encode(&recorded).encode()?;
        let erases = if let Event::Redacted(redacted) = &recorded.event {
            state.ledger.erased_with(redacted.entry)
        } else {
            Vec::new()
        };
        Ok(Next { recorded, bytes, erases })
    };
    if events.len() <= 1 {
        let entries = events.into_iter().map(|drafted| make(state, drafted)).collect::<Result<_, _>>()?;
        return Ok(AllNext { entries, state: None });
    }
    let (mut entries, mut after) = (Vec::with_capacity(events.len()), state.clone());
    for drafted in events {
        let next = make(&after, drafted)?;
        fold(&mut after, &next.recorded)?;
        entries.push(next);
    }
    Ok(AllNext { entries, state: Some(after) })
}

/// What was decided can be applied. Were it otherwise, the whole batch is undone.
fn fold(state: &mut Process, recorded: &Recorded) -> Result<(), SubmitError> {
    state.apply(recorded).map_err(|violation| SubmitError::Stopped(violation.to_string()))
}

/// Whoever erased their account keeps their votes in the record; a new account must not add a second voice to them.
fn refuse_second_voice(
    transaction: &Transaction<'_>,
    process: i64,
    request: &Request,
) -> Result<(), SubmitError> {
    let (Command::Join(_), Some(account)) = (&request.action.command, request.account) else { return Ok(()) };
    if person::has_left(transaction, account, process)? {
        return Err(Violation::LeftBefore.into());
    }
    Ok(())
}

/// A person who signs chooses the seed, and so may bring a content that is kept already, be it for another process. That is
/// theirs to mend: let through to the disk, it would undo the acts of all who wait in the same batch.
fn refuse_used_seed(transaction: &Transaction<'_>, outcome: &Outcome) -> Result<(), SubmitError> {
    for content in &outcome.contents {
        if database::content_unchecked(transaction, &content.digest())?.is_some() {
            return Err(Violation::SeedUsedElsewhere.into());
        }
    }
    Ok(())
}

/// Whom an account that asks to join is already: a form sent twice must not make two people of one.
fn joined_before(shared: &Shared, request: &Request, batch: &Batch) -> Option<ParticipantId> {
    let (Command::Join(_), Some(account)) = (&request.action.command, request.account) else { return None };
    let just_now =
        batch.joined.iter().find(|(known, process, _)| *known == account && *process == request.process);
    let just_now = just_now.map(|(_, _, participant)| *participant);
    just_now.or_else(|| shared.accounts.membership(account, &request.process))
}

fn insert(transaction: &Transaction<'_>, process: i64, number: u64, bytes: &[u8]) -> Result<(), StoreError> {
    transaction
        .prepare_cached("INSERT INTO entry (process, number, bytes) VALUES (?1, ?2, ?3)")
        .and_then(|mut statement| statement.execute(params![process, number as i64, bytes]))?;
    Ok(())
}

fn insert_content(
    transaction: &Transaction<'_>,
    process: i64,
    digest: &Digest,
    bytes: &[u8],
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("INSERT INTO content (digest, process, object) VALUES (?1, ?2, ?3)")?
        .execute(params![&digest.0[..], process, bytes])?;
    Ok(())
}

fn erase(transaction: &Transaction<'_>, digests: &[Digest], batch: &mut Batch) -> Result<(), StoreError> {
    for digest in digests {
        transaction.prepare_cached("DELETE FROM content WHERE digest = ?1")?.execute([&digest.0[..]])?;
        batch.erased.push(*digest);
    }
    Ok(())
}

fn insert_membership(
    transaction: &Transaction<'_>,
    account: AccountId,
    process: i64,
    participant: ParticipantId,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("INSERT INTO membership (account, process, participant) VALUES (?1, ?2, ?3)")?
        .execute(params![account.0, process, participant.0.0 as i64])?;
    Ok(())
}

/// Waits for the answer to a task, on a thread that may wait.
pub(crate) fn answer(
    waiting: Result<tokio::sync::oneshot::Receiver<Reply>, SubmitError>,
) -> Result<Answer, SubmitError> {
    waiting?.blocking_recv().unwrap_or_else(|_| Err(stopped()))
}
