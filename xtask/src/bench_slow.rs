//! `cargo xtask bench slow`: how long honest page loads take while thousands of connections are half open: heads that never end,
//! bodies that never come, and silence. Whoever is closed for being slow comes back at once.

use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::limits::{Compared, print_head};
use crate::load::{self, Plan, Report};
use crate::node::{self, Node};
use crate::{conversations, workspace};

/// Connections that are half open.
const HALF_OPEN: usize = 5_000;
/// Threads that hold them open.
const HOLDERS: usize = 4;
/// How often each of a holder's connections is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Honest readers, and how often they ask altogether in a second.
const READERS: usize = 64;
const RATE: u32 = 200;
const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(15);
/// A page load beside them may take so many times as long as without.
const WITHIN: f64 = 2.0;
/// Files that this program itself may have open beside the connections.
const OWN_FILES: u64 = 512;

const PROCESS: &str = "slow";
const PARTICIPANTS: usize = 500;
const STATEMENTS: usize = 100;

/// Measures, prints, and tells whether the promise is kept.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    let count = match options {
        [] => HALF_OPEN,
        ["--connections", count] => count.parse().context("--connections takes a number")?,
        _ => bail!("slow takes --connections N"),
    };
    print_head();
    let binary = node::build()?;
    measure(&binary, count).map(|compared| {
        compared.print();
        compared.is_kept()
    })
}

/// The times of pages alone and beside so many half-open connections.
pub(crate) fn measure(binary: &std::path::Path, count: usize) -> Result<Compared> {
    raise_file_limit(count as u64 + OWN_FILES)?;
    let data = node::fresh_folder("slow")?;
    let folder = workspace::scratch("bench")?.join("made-up-slow");
    conversations::write_made_up(&folder, PARTICIPANTS, STATEMENTS)?;
    node::import(binary, &data, &folder, PROCESS)?;
    let node = Node::serve(binary, &data, &format!("/p/{PROCESS}"))?;
    let alone = pages(&node)?;
    let holding = Holding { address: node.address, over: AtomicBool::new(false), open: AtomicUsize::new(0) };
    let beside = std::thread::scope(|scope| {
        for holder in 0..HOLDERS {
            let (holding, share) = (&holding, count / HOLDERS);
            scope.spawn(move || holding.hold(holder * share, share));
        }
        let measured = holding.wait_for(count / HOLDERS * HOLDERS).and_then(|()| pages(&node));
        holding.over.store(true, Ordering::Release);
        measured
    })?;
    let refused = alone.refusals() + beside.refusals();
    if refused > 0 {
        bail!("{refused} honest page loads were refused: {:?}", beside.first_refusal);
    }
    println!(
        "  pages at {RATE}/s alone: p50 {:.2} ms, p99 {:.2} ms; beside {count} half-open connections: p50 {:.2} ms, p99 {:.2} ms, longest {:.2} ms",
        alone.quantile(0.5),
        alone.quantile(0.99),
        beside.quantile(0.5),
        beside.quantile(0.99),
        beside.quantile(1.0)
    );
    Ok(Compared {
        what: format!("p99 of pages beside {count} half-open"),
        measured: beside.quantile(0.99),
        limit: alone.quantile(0.99),
        limit_of: "p99 without them",
        unit: "ms",
        more_is_better: false,
        within: Some(WITHIN),
    })
}

fn pages(node: &Node) -> Result<Report> {
    let (address, rate) = (node.address, Some(RATE));
    let plan = Plan { address, connections: READERS, warm_up: WARM_UP, measured: MEASURED, rate };
    let ends = ["", "/statements", "/map", "/results", "/record"];
    let mut asked = 0;
    load::run(&plan, &mut |out| {
        let end = ends[asked % ends.len()];
        asked += 1;
        let head =
            format!("GET /p/{PROCESS}{end} HTTP/1.1\r\nHost: {address}\r\nAccept-Language: en\r\n\r\n");
        out.extend_from_slice(head.as_bytes());
        true
    })
}

/// What holds connections half open.
struct Holding {
    address: SocketAddr,
    over: AtomicBool,
    open: AtomicUsize,
}

impl Holding {
    /// Holds a share of the connections until it is over; one that the server closes is opened anew.
    fn hold(&self, first: usize, share: usize) {
        let mut held: Vec<Option<TcpStream>> = (0..share).map(|_| None).collect();
        while !self.over.load(Ordering::Acquire) {
            for (place, connection) in held.iter_mut().enumerate() {
                if self.over.load(Ordering::Acquire) {
                    return;
                }
                if connection.as_ref().is_some_and(|stream| !is_closed(stream)) {
                    continue;
                }
                if connection.take().is_some() {
                    self.open.fetch_sub(1, Ordering::AcqRel);
                }
                *connection = half_open(self.address, first + place).ok();
                self.open.fetch_add(usize::from(connection.is_some()), Ordering::AcqRel);
            }
            std::thread::sleep(LOOK_EVERY);
        }
    }

    fn wait_for(&self, count: usize) -> Result<()> {
        let begun = std::time::Instant::now();
        // The first may have been closed before the last is open; nearly all at once is what is wanted.
        while self.open.load(Ordering::Acquire) < count * 98 / 100 {
            if begun.elapsed() > Duration::from_secs(30) {
                bail!("only {} of {count} connections could be opened", self.open.load(Ordering::Acquire));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

/// A connection that says half of a head, half of a body, or nothing.
fn half_open(address: SocketAddr, number: usize) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(address)?;
    let said = match number % 3 {
        0 => format!("GET / HTTP/1.1\r\nHost: {address}\r\nX-Slow: "),
        1 => format!(
            "POST /sign-in HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nemail="
        ),
        _ => String::new(),
    };
    stream.write_all(said.as_bytes())?;
    stream.set_nonblocking(true)?;
    Ok(stream)
}

/// Whether the server has closed its side, perhaps after an answer.
fn is_closed(stream: &TcpStream) -> bool {
    let mut byte = [0; 1];
    match stream.peek(&mut byte) {
        // An answer is the end of what the server has to say to somebody who is slow.
        Ok(_) => true,
        Err(error) => error.kind() != std::io::ErrorKind::WouldBlock,
    }
}

/// This program needs a file for each connection.
fn raise_file_limit(wanted: u64) -> Result<()> {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    if limit.maximum.is_some_and(|most| most < wanted) {
        bail!("{wanted} open files are needed, and this machine allows {:?}", limit.maximum);
    }
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).context("raising the limit of open files")
}
