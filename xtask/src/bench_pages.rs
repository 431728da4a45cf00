//! Pages: how many in a second when 64 readers ask as fast as they are answered, and how long each takes at a calm 500 a second.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::load::{self, Plan, Report};
use crate::node::{self, Node};
use crate::{conversations, workspace};

const READERS: usize = 64;
const CALM_RATE: u32 = 500;
const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(8);

/// Promised for the process page, and for the server time of every page.
const GOAL_PER_SECOND: f64 = 5_000.0;
const GOAL_P99_MS: f64 = 20.0;

/// A conversation of middling size when the real ones are not at hand.
const MADE_UP_PARTICIPANTS: usize = 500;
const MADE_UP_STATEMENTS: usize = 100;

/// Which real conversation the pages show.
const SHOWN: &str = "vtaiwan-uberx";

/// Every page of a process, by the end of its address.
const PAGES: &[&str] = &["", "/statements", "/map", "/results", "/record"];

/// Measures, prints, and tells whether the promise is kept.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    if !options.is_empty() {
        bail!("pages takes no options");
    }
    let binary = node::build()?;
    let data = node::fresh_folder("pages")?;
    let folder = conversation()?;
    node::import(&binary, &data, &folder, SHOWN)?;
    let node = Node::serve(&binary, &data, &format!("/p/{SHOWN}"))?;
    println!("pages of {SHOWN}; {READERS} readers as fast as they can, then {CALM_RATE} requests/s");
    println!(
        "  {:<32}{:>12}{:>12}{:>12}{:>12}{:>10}",
        "address", "pages/s", "p99 ms", "calm p50", "calm p99", "failed"
    );
    let mut kept = true;
    for end in PAGES {
        let path = format!("/p/{SHOWN}{end}");
        let fast = ask(&node, &path, None)?;
        let calm = ask(&node, &path, Some(CALM_RATE))?;
        let failed = fast.refusals() + calm.refusals();
        println!(
            "  {path:<32}{:>12.0}{:>12.2}{:>12.2}{:>12.2}{failed:>10}",
            fast.rate(),
            fast.quantile(0.99),
            calm.quantile(0.5),
            calm.quantile(0.99)
        );
        kept &= failed == 0
            && calm.quantile(0.99) <= GOAL_P99_MS
            && (!end.is_empty() || fast.rate() >= GOAL_PER_SECOND);
    }
    println!(
        "  goals: process page >= {GOAL_PER_SECOND} pages/s; p99 <= {GOAL_P99_MS} ms at {CALM_RATE}/s on every page"
    );
    Ok(kept)
}

fn ask(node: &Node, path: &str, rate: Option<u32>) -> Result<Report> {
    let plan =
        Plan { address: node.address, connections: READERS, warm_up: WARM_UP, measured: MEASURED, rate };
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept: text/html\r\nAccept-Language: en\r\nAccept-Encoding: br\r\n\r\n",
        node.address
    );
    load::run(&plan, &mut |out| {
        out.extend_from_slice(request.as_bytes());
        true
    })
}

/// The folder to import: a real conversation where there is one.
fn conversation() -> Result<PathBuf> {
    if let Some((_, folder)) =
        conversations::real().ok().and_then(|all| all.into_iter().find(|(name, _)| name == SHOWN))
    {
        return Ok(folder);
    }
    let folder = workspace::scratch("bench")?.join("made-up-small");
    conversations::write_made_up(&folder, MADE_UP_PARTICIPANTS, MADE_UP_STATEMENTS)?;
    eprintln!("../shared/data is absent; a made-up conversation stands in");
    Ok(folder)
}
