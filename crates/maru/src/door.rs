//! The operator's door: a socket in the node's folder, through which the command line reaches the server that has the folder.
//!
//! One line of JSON goes each way. A line that does not end is no message: what a killed command had begun to say is not done.
//! Only the user who runs the server may come in.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use maru_forum::STATE_SHAPE;
use maru_store::Node;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use crate::node::{Done, Wish, carry_out};
use crate::settings::InForce;

/// The socket's name in the node's folder.
const SOCKET: &str = "maru.sock";
/// Version of what is said at the door.
const VERSION: u32 = 2;
/// Longest message, in bytes: an import of some millions of votes.
const MESSAGE_LIMIT: u64 = 512 * 1024 * 1024;
/// How long the server waits for a command that has stopped talking, or stopped listening.
const SILENCE: Duration = Duration::from_secs(30);
/// How many commands are answered at once; others wait at the door.
const AT_ONCE: usize = 8;
/// Longest path that a socket's address can hold on every system.
const ADDRESS_LIMIT: usize = 100;
/// Mode of the socket: the owner alone may connect.
const OWNER_ONLY: u32 = 0o600;
/// How long to wait after a connection that could not be taken, say because there are too many open files.
const PAUSE: Duration = Duration::from_millis(200);

/// A message with what both sides must agree on before they understand each other.
#[derive(Debug, Serialize, Deserialize)]
struct Letter<T> {
    version: u32,
    /// Digest of the sources that define commands and state: two programs that differ in it may mean different things.
    shape: String,
    says: T,
}

/// What is asked at the door.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Asked<W> {
    /// To carry something out.
    Act(W),
    /// Which settings are in force, secrets among them: whoever may come in may read the server's memory as well.
    Settings,
}

/// The server's answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Reply {
    /// Done, and durable.
    Done(Done),
    /// What is in force; nothing in a demonstration, which has no settings.
    Settings(Option<InForce>),
    /// Refused, with what led to it: the outermost first.
    Refused(Vec<String>),
}

impl Reply {
    fn refused(error: &anyhow::Error) -> Self {
        Self::Refused(error.chain().map(ToString::to_string).collect())
    }

    fn into_outcome(self) -> anyhow::Result<Done> {
        match self {
            Self::Done(done) => Ok(done),
            Self::Settings(_) => bail!("the server answered another question than it was asked"),
            Self::Refused(causes) => Err(led_to(causes)),
        }
    }
}

/// The error at the server, with what led to it.
fn led_to(causes: Vec<String>) -> anyhow::Error {
    let mut causes = causes.into_iter().rev();
    let root = causes.next().unwrap_or_else(|| "the server refused".to_owned());
    causes.fold(anyhow!(root), anyhow::Error::context)
}

/// The path by which the socket is reached; one that is too long for a socket's address leads over the open folder.
fn address(data: &Path) -> io::Result<(PathBuf, Option<File>)> {
    let direct = data.join(SOCKET);
    if direct.as_os_str().len() <= ADDRESS_LIMIT {
        return Ok((direct, None));
    }
    let folder = File::open(data)?;
    Ok((PathBuf::from(format!("/proc/self/fd/{}/{SOCKET}", folder.as_raw_fd())), Some(folder)))
}

/// Asks the server that has a folder to act; nothing where none answers at the door.
pub(crate) fn ask(data: &Path, wish: &Wish) -> anyhow::Result<Option<Done>> {
    let reply = exchange(data, &Asked::Act(wish))?;
    reply.map(Reply::into_outcome).transpose()
}

/// The settings of the server that has a folder; nothing where none answers at the door, or it is a demonstration.
pub(crate) fn settings(data: &Path) -> anyhow::Result<Option<InForce>> {
    match exchange(data, &Asked::Settings)? {
        None | Some(Reply::Settings(None)) => Ok(None),
        Some(Reply::Settings(found)) => Ok(found),
        Some(Reply::Refused(causes)) => Err(led_to(causes)),
        Some(Reply::Done(_)) => bail!("the server answered another question than it was asked"),
    }
}

/// Says something at the door and hears the answer; nothing where nobody answers.
fn exchange(data: &Path, asked: &Asked<&Wish>) -> anyhow::Result<Option<Reply>> {
    let Ok((path, _folder)) = address(data) else { return Ok(None) };
    let stream = match UnixStream::connect(path) {
        Ok(stream) => stream,
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            bail!("{}: the server that has this folder lets in nobody but its own user", data.display())
        }
        // No socket, one that a killed server left behind, or a door with too many before it.
        Err(_) => return Ok(None),
    };
    let mut line =
        serde_json::to_vec(&Letter { version: VERSION, shape: STATE_SHAPE.to_owned(), says: asked })?;
    line.push(b'\n');
    // A server that refuses closes the door before it has heard everything; its answer says why.
    let told = (&stream).write_all(&line);
    match (read_line(&stream), told) {
        (Ok(Some(answer)), _) => understood::<Reply>(&answer).map(Some),
        (_, Err(error)) => {
            Err(anyhow!(error).context("the server did not take the command; nothing was done"))
        }
        (_, Ok(())) => bail!(
            "the server went away before it answered: whether it was done is not known; `maru process show` tells what stands in the record"
        ),
    }
}

/// A whole line; nothing if what was said has no end.
fn read_line(stream: &UnixStream) -> io::Result<Option<String>> {
    let mut line = String::new();
    BufReader::new(stream.take(MESSAGE_LIMIT)).read_line(&mut line)?;
    Ok(line.ends_with('\n').then_some(line))
}

fn understood<T: DeserializeOwned>(line: &str) -> anyhow::Result<T> {
    let same = |version: u32, shape: &str| version == VERSION && shape == STATE_SHAPE;
    let other = "the server and this command are not the same program; start the server anew with this one";
    match serde_json::from_str::<Letter<T>>(line) {
        Ok(letter) if same(letter.version, &letter.shape) => Ok(letter.says),
        Ok(_) => bail!(other),
        Err(error) => match serde_json::from_str::<Letter<serde::de::IgnoredAny>>(line) {
            Ok(letter) if !same(letter.version, &letter.shape) => bail!(other),
            _ => Err(anyhow!(error).context("what was said at the door is not understood")),
        },
    }
}

/// The door of a running server. Dropping it takes the socket away.
pub(crate) struct Door {
    socket: PathBuf,
}

impl Door {
    /// Opens the door of a node whose lock is held: a socket that is there already belongs to a server that is dead.
    /// It tells with which settings the server runs; a demonstration has none.
    pub(crate) fn open(
        node: Arc<Node>,
        settings: Option<InForce>,
        runtime: &tokio::runtime::Runtime,
    ) -> anyhow::Result<Self> {
        let socket = node.directory().join(SOCKET);
        let named = || socket.display().to_string();
        match fs::remove_file(&socket) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error).with_context(named),
            _ => {}
        }
        let (path, folder) = address(node.directory()).with_context(named)?;
        let listener = UnixListener::bind(&path).with_context(named)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(OWNER_ONLY)).with_context(named)?;
        drop(folder);
        listener.set_nonblocking(true)?;
        let _within = runtime.enter();
        let listener = tokio::net::UnixListener::from_std(listener)?;
        runtime.spawn(listen(listener, node, Arc::new(settings)));
        Ok(Self { socket })
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        // Whoever finds it afterwards hears that nobody is behind it.
        let _ = fs::remove_file(&self.socket);
    }
}

async fn listen(listener: tokio::net::UnixListener, node: Arc<Node>, settings: Arc<Option<InForce>>) {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let (node, settings) = (node.clone(), settings.clone());
        tokio::task::spawn_blocking(move || {
            // A command that went away has nobody to tell.
            let _ = answer(stream, &node, settings.as_ref().as_ref());
            drop(place);
        });
    }
}

fn answer(stream: tokio::net::UnixStream, node: &Node, settings: Option<&InForce>) -> anyhow::Result<()> {
    let who = stream.peer_cred()?.uid();
    let stream = stream.into_std()?;
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_write_timeout(Some(SILENCE))?;
    let host = me();
    let outcome = if who == host {
        let Some(line) = read_line(&stream)? else { return Ok(()) };
        understood::<Asked<Wish>>(&line).and_then(|asked| match asked {
            Asked::Act(wish) => carry_out(node, wish).map(Reply::Done),
            Asked::Settings => Ok(Reply::Settings(settings.cloned())),
        })
    } else {
        Err(anyhow!("the server is run by user {host}, and user {who} asked; it acts for its own user alone"))
    };
    let says = outcome.unwrap_or_else(|error| Reply::refused(&error));
    let mut line = serde_json::to_vec(&Letter { version: VERSION, shape: STATE_SHAPE.to_owned(), says })?;
    line.push(b'\n');
    Ok((&stream).write_all(&line)?)
}

fn me() -> u32 {
    rustix::process::geteuid().as_raw()
}
