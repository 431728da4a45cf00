//! A node: one data folder, opened by one program at a time.

use std::cell::LazyCell;
use std::fs::File;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use maru_forum::{Charter, Content, EntryNumber, Process, ProcessId, Reading};
use maru_record::Digest;
use maru_search::{Document, Filter, Found, Key, Question};
use maru_verify::draft::Known;

use crate::account::Accounts;
use crate::alike;
use crate::arrived;
use crate::clock::Clock;
use crate::database::{self, DATABASE_FILE, Readers};
use crate::error::{OpenError, StoreError, SubmitError};
use crate::folder::take_lock;
use crate::format;
use crate::handle::{ProcessHandle, PublishedMap};
use crate::map;
use crate::own;
use crate::past::{self, AskedMap, Days};
use crate::private;
use crate::quoted;
use crate::request::{Answer, Request};
use crate::restore;
use crate::scrub;
use crate::search::{self, SearchState};
use crate::sequencer::{self, Record};
use crate::shared::Shared;
use crate::snapshot;
use crate::texts;
use crate::writer::{self, PrivateWork, Queue, Task, answer, stopped};

/// A start folds at most about so many entries that no snapshot covers.
const SNAPSHOT_ENTRIES: u64 = 200_000;
/// How often the write-ahead log is moved into the database, away from the commits.
const HOUSEKEEPING: Duration = Duration::from_secs(1);

/// How to open a folder.
#[expect(clippy::struct_excessive_bools, reason = "four switches that do not depend on each other")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Make the folder when it is absent, rather than refuse.
    pub create: bool,
    /// Compute opinion maps in the background.
    pub maps: bool,
    /// Publish records in the background; without it, [`Node::publish_record`] does so on demand.
    pub publish: bool,
    /// Keep the search index up to date in the background; without it, each question does so on demand.
    pub search: bool,
}

impl Options {
    /// For commands that bring a node into being.
    pub const CREATE: Self = Self { create: true, maps: false, publish: false, search: false };
    /// For commands on a node that exists.
    pub const EXISTING: Self = Self { create: false, maps: false, publish: false, search: false };
    /// For a server.
    pub const SERVE: Self = Self { create: true, maps: true, publish: true, search: true };
}

/// One data folder, opened. Dropping it finishes what waits, saves snapshots and lets the folder go.
pub struct Node {
    shared: Arc<Shared>,
    queue: Queue,
    /// Gives back the connection that writes; nothing for a node that is only read.
    writer: Option<JoinHandle<rusqlite::Connection>>,
    threads: Vec<JoinHandle<()>>,
    /// Nothing for a node that is only read.
    lock: Option<File>,
}

impl std::fmt::Debug for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Node").field("directory", &self.shared.directory).finish_non_exhaustive()
    }
}

impl Node {
    /// Opens a folder and starts its writer.
    pub fn open(directory: &Path, options: Options) -> Result<Arc<Self>, OpenError> {
        Self::open_by(directory, options, Clock::of_machine())
    }

    /// The same by another clock than the machine's.
    pub fn open_by(directory: &Path, options: Options, clock: Clock) -> Result<Arc<Self>, OpenError> {
        if !options.create {
            require_node(directory)?;
        }
        private::make_folder(directory).map_err(StoreError::file(directory))?;
        let lock = take_lock(directory)?;
        restore::refuse_unfinished(directory)?;
        let database = directory.join(DATABASE_FILE);
        let damage = |error| scrub::unreadable(directory, error);
        let connection = database::open_writer(&database).map_err(damage)?;
        format::refuse_other(directory, database::format(&connection)?)?;
        // What was erased before a crash may still lie in the log. Before anybody else reads, so that nobody holds it.
        let log_is_empty = database::empty_log(&connection).map_err(damage)?;
        // Beside the fold, so that a start hardly waits for it.
        let checking = options.publish.then(|| scrub::checking(&database));
        Accounts::forget_expired(&connection).map_err(damage)?;
        let loaded = load(&connection, directory, (false, clock));
        scrub::refuse_database(directory, checking)?;
        let shared = Arc::new(loaded.map_err(damage)?);
        shared.log_is_full.store(!log_is_empty, Ordering::Relaxed);
        shared.wait_unless_here();
        shared.sequencer.refuse_rollbacks(&shared)?;
        if options.publish {
            // What was folded just now is what everybody will be shown; a snapshot has its own digest. Of the node's own record nothing
            // is folded at the start, which must not grow with it: whoever asks for its entries has them compared, as do the rounds.
            let folded = |record: &Record| {
                shared.handle_of(record).map_or(u64::MAX, |handle| handle.snapshot_entries())
            };
            scrub::refuse_damaged(&shared, &connection, folded)?;
        }
        let (queue, writer) = writer::start(connection, &shared).map_err(StoreError::file(directory))?;
        let threads = background(&shared, &database, &queue, options).map_err(StoreError::file(directory))?;
        if options.maps || options.publish || options.search {
            shared.wake(shared.handles().iter().map(|handle| handle.id().clone()));
        }
        Ok(Arc::new(Self { shared, queue, writer: Some(writer), threads, lock: Some(lock) }))
    }

    /// Opens a folder to read it as it is at this moment, whoever else has it open: no lock is asked for, nothing is
    /// written, and every command is refused.
    pub fn open_reading(directory: &Path) -> Result<Arc<Self>, OpenError> {
        require_node(directory)?;
        restore::refuse_unfinished(directory)?;
        let readers = Readers::new(directory.join(DATABASE_FILE));
        let shared = readers.with(|connection| {
            // One transaction, so that all of it is of one moment while a server goes on writing.
            let moment = connection.unchecked_transaction()?;
            let fits = format::refuse_other(directory, database::format(&moment)?);
            Ok(fits.and_then(|()| Ok(load(&moment, directory, (true, Clock::of_machine()))?)))
        })??;
        Ok(Arc::new(Self {
            shared: Arc::new(shared),
            queue: Queue::without_writer(),
            writer: None,
            threads: Vec::new(),
            lock: None,
        }))
    }

    /// The data folder.
    pub fn directory(&self) -> &Path {
        &self.shared.directory
    }

    /// Every process, in order of creation.
    pub fn processes(&self) -> Vec<Arc<ProcessHandle>> {
        self.shared.handles()
    }

    pub fn process(&self, id: &ProcessId) -> Option<Arc<ProcessHandle>> {
        self.shared.handle(id)
    }

    /// Carries out a command; answers after the durable commit.
    pub async fn submit(&self, request: Request) -> Result<Answer, SubmitError> {
        self.put(request)?.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Carries out a command from a thread that may wait.
    pub fn submit_blocking(&self, request: Request) -> Result<Answer, SubmitError> {
        answer(self.put(request))
    }

    /// Puts many commands into the queue at once and waits for all answers, in order.
    pub fn submit_all(&self, requests: Vec<Request>) -> Vec<Result<Answer, SubmitError>> {
        let mut answers = Vec::with_capacity(requests.len());
        let mut waiting = std::collections::VecDeque::new();
        for request in requests {
            if waiting.len() >= writer::QUEUE_LIMIT / 2 {
                answers.extend(waiting.pop_front().map(answer));
            }
            waiting.push_back(self.put(request));
        }
        answers.extend(waiting.into_iter().map(answer));
        answers
    }

    /// Begins a process under a charter; it still has to be opened.
    pub fn create_process(&self, charter: Charter, origin: &str) -> Result<Answer, SubmitError> {
        self.refuse_unsure()?;
        self.wait(Task::Create { charter: Box::new(charter), origin: origin.to_owned(), founder: None })
    }

    /// The same by somebody who becomes its secretariat: all of it in one transaction, or nothing.
    pub fn found_process(
        &self,
        charter: Charter,
        origin: &str,
        founder: writer::Founder,
    ) -> Result<Answer, SubmitError> {
        self.refuse_unsure()?;
        let founder = Some(founder);
        self.wait(Task::Create { charter: Box::new(charter), origin: origin.to_owned(), founder })
    }

    /// A folder that may be older than what was signed begins nothing: what it began since, it has forgotten.
    fn refuse_unsure(&self) -> Result<(), SubmitError> {
        self.shared.unsure().map_or(Ok(()), |reason| Err(SubmitError::Stopped(reason)))
    }

    /// Does private work (accounts, sessions, mails) on the writing connection; answers after the durable commit.
    pub(crate) fn private<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, SubmitError> {
        let (task, found) = private_task(work, Task::Private);
        self.wait(task)?;
        taken(&found)
    }

    /// The same for work that erases: the write-ahead log, which still holds what was erased, is emptied after the commit.
    pub(crate) fn private_erasing<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, SubmitError> {
        let (task, found) = private_task(work, Task::PrivateErasing);
        self.wait(task)?;
        taken(&found)
    }

    /// The same for a task that must not block its thread.
    pub(crate) async fn private_async<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, SubmitError> {
        let (task, found) = private_task(work, Task::Private);
        self.queue.put(task)?.await.unwrap_or_else(|_| Err(stopped()))?;
        taken(&found)
    }

    /// Puts a command into the queue, unless its process's record cannot go on: then it would never be published.
    fn put(&self, request: Request) -> Result<tokio::sync::oneshot::Receiver<writer::Reply>, SubmitError> {
        if let Some(reason) = self.process(&request.process).and_then(|process| process.record.halted()) {
            return Err(SubmitError::Stopped(reason));
        }
        if let Some(process) = self.process(&request.process) {
            // A copy, so that nobody waits for a text to be read; made only for what says something of the draft.
            let known = LazyCell::new(|| Known::from(&*process.read()));
            texts::check(&self.shared, &known, &request.action.command)?;
            quoted::check(&self.shared, &process, &request.action.command)?;
            alike::check(&self.shared, &process, &request.action)?;
            alike::check_seed(&self.shared, &process, &request.action)?;
            arrived::check(&self.shared, &process, &request.action.command)?;
        }
        self.queue.put(Task::Act(Box::new(request)))
    }

    fn wait(&self, task: Task) -> Result<Answer, SubmitError> {
        answer(self.queue.put(task))
    }

    /// The bytes of an entry that is on the disk.
    pub fn entry(&self, process: &ProcessHandle, number: EntryNumber) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.entries(process, number.0..number.0 + 1)?.pop())
    }

    /// The bytes of the entries in a range, as far as they are on the disk; an error if one of them is not the one that was
    /// published.
    pub fn entries(
        &self,
        process: &ProcessHandle,
        range: std::ops::Range<u64>,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        let first = range.start;
        let rows =
            self.shared.readers.with(|connection| database::entries(connection, process.number, range))?;
        self.shared.refuse_changed(&process.record, first, &rows)?;
        Ok(rows)
    }

    /// Words of a process, if the reader may see them: the ledger decides, here and nowhere else.
    pub fn words(
        &self,
        process: &Process,
        digest: &Digest,
        reading: Reading,
    ) -> Result<Option<Arc<Content>>, StoreError> {
        if process.ledger.may_read(digest, reading) { self.shared.content(digest) } else { Ok(None) }
    }

    /// The latest opinion map that was computed.
    pub fn map(&self, process: &ProcessHandle) -> Option<Arc<PublishedMap>> {
        process.map()
    }

    /// The days of a process as far as they are known; they are read in the background when they are behind.
    pub fn days(&self, process: &ProcessHandle) -> Option<Arc<Days>> {
        past::days(&self.shared, process)
    }

    /// A map of the past as far as it was computed, or `None` for now; what lacks or is behind is then computed in the
    /// background. A map that is behind says so by the entries it rests on.
    pub fn past_map(&self, process: &ProcessHandle, asked: AskedMap) -> Option<Arc<PublishedMap>> {
        past::map(&self.shared, process, asked)
    }

    /// Changes whenever something of the past was computed: what was drawn before may lack it.
    pub fn past_version(&self) -> u64 {
        self.shared.past.version()
    }

    /// Looks for documents in the norm library and in every process, as they stand now.
    pub fn search(&self, question: &Question, filter: &Filter) -> Found {
        search::found(&self.shared, question, filter)
    }

    /// The state of the index, brought up to date.
    pub fn search_state(&self) -> SearchState {
        search::state(&self.shared)
    }

    /// What a hit says, as it stands now; nothing when it is gone.
    pub fn document(&self, key: &Key) -> Option<Document> {
        search::document_of(&self.shared, key)
    }

    /// Whether any term of the index contains these letters: for tests that something left no trace.
    pub fn search_has_trace_of(&self, letters: &str) -> bool {
        search::has_trace_of(&self.shared, letters)
    }

    /// Every record: the node's own, once it has a name, then those of its processes.
    pub fn records(&self) -> Vec<Arc<Record>> {
        self.shared.records()
    }

    /// The node's own record, once the node has a name.
    pub fn own_record(&self) -> Option<Arc<Record>> {
        self.shared.own()
    }

    /// Names the node after its host, if it has no name yet, and begins its own record: `<host>/node`.
    pub fn begin_own_record(&self, host: &str) -> Result<Arc<Record>, SubmitError> {
        own::begin(&self.shared, &self.queue, host)
    }

    /// Writes into the node's own record which records there are and which heads they have; nothing where none is new.
    pub fn anchor(&self) -> Result<u64, SubmitError> {
        own::anchor(&self.shared, &self.queue)
    }

    /// How often the node's own record tells of new heads, at the most: its entries are what bounds when the others were made, and what
    /// grows for ever. The disk's share comes before it.
    pub fn anchor_every(&self, pause: Duration) {
        self.shared.set_anchor_pause(pause);
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// The state of a process folded anew from its entries, without any snapshot: for tests and for checking.
    pub fn rebuilt(&self, process: &ProcessHandle) -> Result<Option<maru_forum::Process>, StoreError> {
        self.shared
            .readers
            .with(|connection| snapshot::fold(connection, process.number, process.id().as_str(), None))
    }
}

/// Where private work leaves what it found, for whoever waits for the commit.
type Left<T> = Arc<Mutex<Option<T>>>;

fn private_task<T: Send + 'static>(
    work: impl FnOnce(&rusqlite::Connection) -> Result<T, StoreError> + Send + 'static,
    of: impl FnOnce(PrivateWork) -> Task,
) -> (Task, Left<T>) {
    let found = Left::default();
    let filled = found.clone();
    let task = of(Box::new(move |connection| {
        let answer = work(connection)?;
        *filled.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
        Ok(())
    }));
    (task, found)
}

fn taken<T>(found: &Left<T>) -> Result<T, SubmitError> {
    found.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or_else(stopped)
}

impl Drop for Node {
    fn drop(&mut self) {
        if self.lock.is_none() {
            return;
        }
        // The queue may be full; the writer empties it, so the request to stop gets in soon.
        while let Err(SubmitError::Busy) = self.queue.put(Task::Stop) {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.shared.end();
        let writer = self.writer.take().map(JoinHandle::join);
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a thread of the node ended in a panic");
            }
        }
        sequencer::finish(&self.shared);
        self.shared.readers.close();
        match writer {
            // The last connection to close moves the log into the database and removes it, if it may write.
            Some(Ok(connection)) => drop(connection),
            Some(Err(_)) => tracing::error!("the writer ended in a panic"),
            None => {}
        }
        if self.shared.unasked().is_none() {
            self.shared.note_here();
        }
    }
}

/// What a folder holds, at the moment of the connection's transaction.
fn load(
    connection: &rusqlite::Connection,
    directory: &Path,
    by: (bool, Clock),
) -> Result<Shared, StoreError> {
    let mut handles = Vec::new();
    for (number, id) in database::processes(connection)? {
        let Some((state, from)) = snapshot::load(connection, number, &id)? else { continue };
        let id = id.parse().map_err(|error| StoreError::damaged(&id, 0, error))?;
        let handle = ProcessHandle::new(id, number, state);
        handle.set_snapshot_entries(from);
        handles.push(Arc::new(handle));
    }
    let accounts = Accounts::load(connection, &handles)?;
    let own = own::found(connection, directory)?;
    let shared = Shared::new(directory, by, handles, accounts, own);
    shared.timekeeping.note_own(own::last_time(connection)?);
    Ok(shared)
}

/// That there is no node is said only when that was seen, and not when the folder could not be looked into.
fn require_node(directory: &Path) -> Result<(), OpenError> {
    let path = directory.join(DATABASE_FILE);
    match std::fs::metadata(&path) {
        Ok(found) if found.is_file() => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            Err(StoreError::File { path, error }.into())
        }
        _ => Err(OpenError::Absent(directory.to_owned())),
    }
}

/// Has the writer save a snapshot of every process that has grown much since its last one, so that the start after a
/// crash is short too. The writer does it inside a transaction: what it saves is as durable as the entries before it.
fn save_snapshots(shared: &Shared, queue: &Queue) {
    for handle in shared.handles() {
        if handle.durable() < handle.snapshot_entries() + SNAPSHOT_ENTRIES {
            continue;
        }
        let saved = handle.clone();
        let work = move |connection: &rusqlite::Connection| {
            let state = saved.read();
            snapshot::save(connection, saved.number, &snapshot::to_bytes(&state)?, state.entries)?;
            saved.set_snapshot_entries(state.entries);
            Ok(())
        };
        // A full queue means that the next turn tries again.
        let _ = queue.put(Task::Private(Box::new(work)));
    }
}

fn background(
    shared: &Arc<Shared>,
    database: &Path,
    queue: &Queue,
    options: Options,
) -> std::io::Result<Vec<JoinHandle<()>>> {
    let mut threads = Vec::new();
    let (keeper, path, anchor_queue, queue) =
        (shared.clone(), database.to_owned(), queue.clone(), queue.clone());
    threads.push(std::thread::Builder::new().name("housekeeping".into()).spawn(move || {
        let Ok(connection) = rusqlite::Connection::open(path) else { return };
        while keeper.changes.pause(HOUSEKEEPING) {
            // A checkpoint that finds the log busy does what it can and tries again at the next turn.
            if keeper.log_is_full.load(Ordering::Relaxed) {
                keeper.empty_log(&connection);
            } else {
                let _ = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
            }
            save_snapshots(&keeper, &queue);
        }
    })?);
    if options.search {
        let searching = shared.clone();
        threads
            .push(std::thread::Builder::new().name("search".into()).spawn(move || search::run(&searching))?);
    }
    if options.maps {
        let quick = shared.clone();
        threads.push(std::thread::Builder::new().name("maps".into()).spawn(move || map::run_quick(&quick))?);
        let thorough = shared.clone();
        threads.push(
            std::thread::Builder::new()
                .name("stability".into())
                .spawn(move || map::run_thorough(&thorough))?,
        );
        let asked = shared.clone();
        threads.push(std::thread::Builder::new().name("past".into()).spawn(move || past::run(&asked))?);
    }
    if options.publish {
        let publisher = shared.clone();
        threads.push(
            std::thread::Builder::new().name("sequencer".into()).spawn(move || sequencer::run(&publisher))?,
        );
        let anchoring = shared.clone();
        threads.push(
            std::thread::Builder::new()
                .name("anchor".into())
                .spawn(move || own::run(&anchoring, &anchor_queue))?,
        );
        let scrubbing = shared.clone();
        threads.push(std::thread::Builder::new().name("scrub".into()).spawn(move || scrub::run(&scrubbing))?);
    }
    Ok(threads)
}
