//! A node as a child process: built in release mode, started on a free port of this machine, stopped when dropped.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::load::status_of;
use crate::workspace;

/// How long a node may take to serve its first page before we give up on it.
const PATIENCE: Duration = Duration::from_mins(2);

/// The address after which measured nodes are named.
pub(crate) const ADDRESS: &str = "http://localhost";

/// How often we look whether it serves.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// A node of this build that runs as a child process on a free port; it is killed when this is dropped.
pub(crate) struct Node {
    child: Child,
    pub(crate) address: SocketAddr,
    /// From the start of the process to its first answered page.
    pub(crate) start_up: Duration,
}

/// Names a binary that is measured instead of one that is built now: one that was downloaded, or an older one.
const BINARY: &str = "MARU_BENCH_BINARY";

/// The measured program. It refuses variables that it does not know, and that of these benchmarks means nothing to it.
pub(crate) fn program(binary: &Path) -> Command {
    let mut program = Command::new(binary);
    program.env_remove(BINARY);
    program
}

/// Builds the binary as it is shipped and returns its path.
pub(crate) fn build() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(BINARY) {
        eprintln!("measuring {}", path.display());
        return Ok(PathBuf::from(path));
    }
    eprintln!("building maru in release mode …");
    let status = workspace::cargo().args(["build", "--quiet", "--release", "--package", "maru"]).status()?;
    if !status.success() {
        bail!("maru does not build");
    }
    Ok(workspace::target().join("release").join(format!("maru{}", std::env::consts::EXE_SUFFIX)))
}

/// An empty folder for a node's data.
pub(crate) fn fresh_folder(name: &str) -> Result<PathBuf> {
    let folder = workspace::scratch("bench")?.join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    Ok(folder)
}

/// Runs one command of the binary to its end and returns how long it took.
pub(crate) fn command(binary: &Path, data: &Path, arguments: &[&str]) -> Result<Duration> {
    let start = Instant::now();
    workspace::output_of(
        program(binary).env("MARU_ADDRESS", ADDRESS).arg("--data").arg(data).args(arguments),
    )?;
    Ok(start.elapsed())
}

/// Imports an exported conversation as a process, the same way for every benchmark: the door wants a reason for each act.
pub(crate) fn import(binary: &Path, data: &Path, folder: &Path, process: &str) -> Result<Duration> {
    let folder = folder.display().to_string();
    command(binary, data, &["import", "polis", &folder, "--process", process, "--reason", "To measure"])
}

impl Node {
    /// Starts `maru serve` on this data and waits until it answers.
    pub(crate) fn serve(binary: &Path, data: &Path, ready_path: &str) -> Result<Self> {
        let address = free_address()?;
        let start = Instant::now();
        let child = program(binary)
            .env("MARU_ADDRESS", ADDRESS)
            .arg("--data")
            .arg(data)
            .args(["serve", "--create", "--listen", &address.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {}", binary.display()))?;
        let mut node = Self { child, address, start_up: Duration::ZERO };
        node.wait(start, ready_path)?;
        Ok(node)
    }

    /// A server that answers every request alike, as the limit of what any server can do here.
    pub(crate) fn that_does_nothing(binary: &Path) -> Result<Self> {
        let address = free_address()?;
        let start = Instant::now();
        let child = program(binary)
            .args(["bench", "nothing", "--listen", &address.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {}", binary.display()))?;
        let mut node = Self { child, address, start_up: Duration::ZERO };
        node.wait(start, "/")?;
        Ok(node)
    }

    fn wait(&mut self, start: Instant, path: &str) -> Result<()> {
        loop {
            if let Ok((200 | 201, _)) = get(self.address, path) {
                self.start_up = start.elapsed();
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("the node ended before it served a page: {status}");
            }
            if start.elapsed() > PATIENCE {
                bail!("the node served no page at {path} within {} s", PATIENCE.as_secs());
            }
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// Resident memory now, and the highest so far, in bytes. Only Linux tells.
    pub(crate) fn memory(&self) -> Result<(u64, u64)> {
        let path = format!("/proc/{}/status", self.child.id());
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
        let field = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name))?;
            line.trim_start_matches(':')
                .trim()
                .trim_end_matches("kB")
                .trim()
                .parse::<u64>()
                .ok()
                .map(|kilobytes| kilobytes * 1024)
        };
        Ok((field("VmRSS").context("no VmRSS")?, field("VmHWM").context("no VmHWM")?))
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// One page over a connection of its own: status and everything that came.
pub(crate) fn get(address: SocketAddr, path: &str) -> Result<(u16, Vec<u8>)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok((status_of(&answer), answer))
}
