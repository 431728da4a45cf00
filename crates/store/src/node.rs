//! A node: one data folder, opened by one program at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::Duration;

use maru_forum::{Charter, Content, EntryNumber, Process, ProcessId, Reading};
use maru_record::Digest;

use crate::account::Accounts;
use crate::database::{self, Readers};
use crate::error::{OpenError, StoreError, SubmitError};
use crate::format;
use crate::handle::ProcessHandle;
use crate::map::{self, PublishedMap};
use crate::own;
use crate::past::{self, Past};
use crate::private;
use crate::restore;
use crate::search::{self, Search};
use crate::sequencer::{self, Record, Sequencer};
use crate::snapshot;
use crate::writer::{self, Answer, Queue, Request, Task, stopped};

/// File whose lock says that the folder is in use.
const LOCK_FILE: &str = "maru.lock";
/// File of the database.
pub(crate) const DATABASE_FILE: &str = "node.db";
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
    threads: Vec<JoinHandle<()>>,
    /// Nothing for a node that is only read.
    lock: Option<File>,
}

impl std::fmt::Debug for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Node").field("directory", &self.shared.directory).finish_non_exhaustive()
    }
}

/// What the threads of a node share.
pub(crate) struct Shared {
    pub(crate) directory: PathBuf,
    /// Whether this program may not change anything in the folder: another one may have it.
    pub(crate) reading: bool,
    pub(crate) readers: Readers,
    pub(crate) accounts: Accounts,
    handles: RwLock<Vec<Arc<ProcessHandle>>>,
    contents: RwLock<BTreeMap<Digest, Arc<Content>>>,
    pub(crate) sequencer: Sequencer,
    pub(crate) changes: Changes,
    pub(crate) unpublished: Changes,
    /// Rings when a record has a new head.
    pub(crate) heads: Bell,
    /// The node's own record, once the node has a name.
    own: RwLock<Option<Arc<Record>>>,
    /// Which heads the node's own record speaks of; nothing before it was read.
    pub(crate) anchored: Mutex<Option<own::Anchored>>,
    /// Processes whose map's stability may have to be measured again.
    pub(crate) unmeasured: Changes,
    /// Processes of whose past something was asked that is not there yet.
    pub(crate) asked: Changes,
    pub(crate) past: Past,
    /// Processes whose words may not be in the search index yet.
    pub(crate) unsearched: Changes,
    /// The search index; nobody pays for it before the first question.
    pub(crate) search: OnceLock<Search>,
}

/// The processes in which something changed, for the threads that compute from them.
#[derive(Default)]
pub(crate) struct Changes {
    waiting: Mutex<Waiting>,
    bell: Condvar,
}

/// Rings for whoever waits; who comes late finds that it has rung.
#[derive(Default)]
pub(crate) struct Bell {
    rung: Mutex<u64>,
    waiting: Condvar,
}

impl Bell {
    pub(crate) fn ring(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.waiting.notify_all();
    }

    /// Waits until the bell has rung more often than `heard`, at most so long; gives how often it has rung by now.
    pub(crate) fn wait(&self, heard: u64, time: Duration) -> u64 {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let (rung, _) = self
            .waiting
            .wait_timeout_while(rung, time, |rung| *rung <= heard)
            .unwrap_or_else(PoisonError::into_inner);
        *rung
    }
}

#[derive(Default)]
struct Waiting {
    processes: BTreeSet<ProcessId>,
    over: bool,
}

impl Changes {
    pub(crate) fn add(&self, processes: impl Iterator<Item = ProcessId>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.processes.extend(processes);
        self.bell.notify_all();
    }

    pub(crate) fn is_over(&self) -> bool {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).over
    }

    fn end(&self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).over = true;
        self.bell.notify_all();
    }

    /// Waits until something changed; `None` when the node ends.
    pub(crate) fn next(&self) -> Option<BTreeSet<ProcessId>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if waiting.over {
                return None;
            }
            if !waiting.processes.is_empty() {
                return Some(std::mem::take(&mut waiting.processes));
            }
            waiting = self.bell.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Sleeps for a while; false when the node ends.
    pub(crate) fn pause(&self, time: Duration) -> bool {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let (waiting, _) = self
            .bell
            .wait_timeout_while(waiting, time, |waiting| !waiting.over)
            .unwrap_or_else(PoisonError::into_inner);
        !waiting.over
    }
}

impl Shared {
    /// What a folder holds, at the moment of the connection's transaction.
    fn load(connection: &rusqlite::Connection, directory: &Path, reading: bool) -> Result<Self, StoreError> {
        let mut handles = Vec::new();
        for (number, id) in database::processes(connection)? {
            let Some(state) = snapshot::load(connection, number, &id)? else { continue };
            let id = id.parse().map_err(|error| StoreError::damaged(&id, 0, error))?;
            handles.push(Arc::new(ProcessHandle::new(id, number, state)));
        }
        let accounts = Accounts::load(connection, &handles)?;
        let own = own::found(connection, directory)?.map(Arc::new);
        Ok(Self {
            directory: directory.to_owned(),
            reading,
            readers: Readers::new(directory.join(DATABASE_FILE)),
            accounts,
            handles: RwLock::new(handles),
            contents: RwLock::default(),
            sequencer: Sequencer::new(directory.to_owned()),
            changes: Changes::default(),
            unpublished: Changes::default(),
            heads: Bell::default(),
            anchored: Mutex::default(),
            own: RwLock::new(own),
            unmeasured: Changes::default(),
            asked: Changes::default(),
            past: Past::default(),
            unsearched: Changes::default(),
            search: OnceLock::new(),
        })
    }

    pub(crate) fn handles(&self) -> Vec<Arc<ProcessHandle>> {
        self.handles.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn handle(&self, id: &ProcessId) -> Option<Arc<ProcessHandle>> {
        let handles = self.handles.read().unwrap_or_else(PoisonError::into_inner);
        handles.iter().find(|handle| handle.id() == id).cloned()
    }

    /// The process of a record; nothing for the node's own.
    pub(crate) fn handle_of(&self, record: &Record) -> Option<Arc<ProcessHandle>> {
        let handles = self.handles.read().unwrap_or_else(PoisonError::into_inner);
        handles.iter().find(|handle| handle.number == record.number()).cloned()
    }

    pub(crate) fn add(&self, handle: Arc<ProcessHandle>) {
        self.handles.write().unwrap_or_else(PoisonError::into_inner).push(handle);
    }

    /// The node's own record, once the node has a name.
    pub(crate) fn own(&self) -> Option<Arc<Record>> {
        self.own.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_own(&self, record: Arc<Record>) {
        *self.own.write().unwrap_or_else(PoisonError::into_inner) = Some(record);
    }

    /// How many entries of a record are on the disk.
    pub(crate) fn durable(&self, record: &Record) -> Result<u64, StoreError> {
        self.readers.with(|connection| database::entry_count(connection, record.number()))
    }

    /// Every record: the node's own, then those of its processes.
    pub(crate) fn records(&self) -> Vec<Arc<Record>> {
        let processes = self.handles().into_iter().map(|handle| handle.record.clone());
        self.own().into_iter().chain(processes).collect()
    }

    pub(crate) fn forget(&self, digest: &Digest) {
        self.contents.write().unwrap_or_else(PoisonError::into_inner).remove(digest);
    }

    pub(crate) fn wake(&self, processes: impl Iterator<Item = ProcessId>) {
        let processes: Vec<_> = processes.collect();
        self.changes.add(processes.iter().cloned());
        self.unsearched.add(processes.iter().cloned());
        self.unpublished.add(processes.into_iter());
    }

    fn end(&self) {
        self.changes.end();
        self.unpublished.end();
        self.unmeasured.end();
        self.asked.end();
        self.unsearched.end();
    }

    /// A content that is in memory already.
    pub(crate) fn kept_content(&self, digest: &Digest) -> Option<Arc<Content>> {
        self.contents.read().unwrap_or_else(PoisonError::into_inner).get(digest).cloned()
    }

    pub(crate) fn content(&self, digest: &Digest) -> Result<Option<Arc<Content>>, StoreError> {
        if let Some(content) = self.kept_content(digest) {
            return Ok(Some(content));
        }
        let Some(bytes) = self.readers.with(|connection| database::content(connection, digest))? else {
            return Ok(None);
        };
        let content = Content::parse(&bytes).map_err(|error| StoreError::damaged("content", 0, error))?;
        let content = Arc::new(content);
        self.contents.write().unwrap_or_else(PoisonError::into_inner).insert(*digest, content.clone());
        Ok(Some(content))
    }
}

impl Node {
    /// Opens a folder and starts its writer.
    pub fn open(directory: &Path, options: Options) -> Result<Arc<Self>, OpenError> {
        if !options.create {
            require_node(directory)?;
        }
        private::make_folder(directory).map_err(StoreError::file(directory))?;
        let lock = take_lock(directory)?;
        restore::refuse_unfinished(directory)?;
        let database = directory.join(DATABASE_FILE);
        let connection = database::open_writer(&database)?;
        format::refuse_other(directory, database::format(&connection)?)?;
        Accounts::forget_expired(&connection)?;
        let shared = Arc::new(Shared::load(&connection, directory, false)?);
        shared.sequencer.refuse_rollbacks(&shared)?;
        let (queue, writer) = writer::start(connection, &shared).map_err(StoreError::file(directory))?;
        let mut threads = vec![writer];
        threads.extend(background(&shared, &database, &queue, options).map_err(StoreError::file(directory))?);
        if options.maps || options.publish || options.search {
            shared.wake(shared.handles().iter().map(|handle| handle.id().clone()));
        }
        Ok(Arc::new(Self { shared, queue, threads, lock: Some(lock) }))
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
            Ok(fits.and_then(|()| Ok(Shared::load(&moment, directory, true)?)))
        })??;
        Ok(Arc::new(Self {
            shared: Arc::new(shared),
            queue: Queue::without_writer(),
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

    /// A process by its id.
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
        self.wait(Task::Create { charter: Box::new(charter), origin: origin.to_owned() })
    }

    /// Does private work (accounts, sessions, mails) on the writing connection; answers after the durable commit.
    pub(crate) fn private<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, SubmitError> {
        let (task, found) = private_task(work);
        self.wait(task)?;
        taken(&found)
    }

    /// The same for a task that must not block its thread.
    pub(crate) async fn private_async<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, SubmitError> {
        let (task, found) = private_task(work);
        self.queue.put(task)?.await.unwrap_or_else(|_| Err(stopped()))?;
        taken(&found)
    }

    /// Puts a command into the queue, unless its process's record cannot go on: then it would never be published.
    fn put(&self, request: Request) -> Result<tokio::sync::oneshot::Receiver<writer::Reply>, SubmitError> {
        if let Some(reason) = self.process(&request.process).and_then(|process| process.record.halted()) {
            return Err(SubmitError::Stopped(reason));
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

    /// The bytes of the entries in a range, as far as they are on the disk.
    pub fn entries(
        &self,
        process: &ProcessHandle,
        range: std::ops::Range<u64>,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        self.shared.readers.with(|connection| database::entries(connection, process.number, range))
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
type Found<T> = Arc<Mutex<Option<T>>>;

fn private_task<T: Send + 'static>(
    work: impl FnOnce(&rusqlite::Connection) -> Result<T, StoreError> + Send + 'static,
) -> (Task, Found<T>) {
    let found = Found::default();
    let place = found.clone();
    let task = Task::Private(Box::new(move |connection| {
        let answer = work(connection)?;
        *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
        Ok(())
    }));
    (task, found)
}

fn taken<T>(found: &Found<T>) -> Result<T, SubmitError> {
    found.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or_else(stopped)
}

pub(crate) fn answer(
    waiting: Result<tokio::sync::oneshot::Receiver<writer::Reply>, SubmitError>,
) -> Result<Answer, SubmitError> {
    waiting?.blocking_recv().unwrap_or_else(|_| Err(stopped()))
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
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a thread of the node ended in a panic");
            }
        }
        sequencer::finish(&self.shared);
    }
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

fn take_lock(directory: &Path) -> Result<File, OpenError> {
    let path = directory.join(LOCK_FILE);
    let file = File::options().create(true).append(true).open(&path).map_err(StoreError::file(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(directory.to_owned())),
        Err(TryLockError::Error(error)) => Err(StoreError::File { path, error }.into()),
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
            let _ = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
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
    }
    Ok(threads)
}
