//! Pages: how many in a second when 64 readers ask as fast as they are answered, and how long each takes at a calm 500 a second.
//! The norm library and search: how long each takes when 200 connections ask as fast as they are answered.

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

/// How many ask the norm library at once, and what is promised to them.
const NORM_CONNECTIONS: usize = 200;
const GOAL_NORMS_P99_MS: f64 = 50.0;

/// Pages of the norm library and questions, in the language that asks so.
const NORM_PAGES: &[(&str, &str)] = &[
    ("/norms", "en"),
    ("/norms/place/KR", "ko"),
    ("/norms/place/KR/deepfake", "ko"),
    ("/norms/eu-ai-act/Art%2050%284%29", "en"),
    ("/search?q=revenge+porn+takedown+48+hours", "en"),
    ("/search?q=%EB%94%A5%ED%8E%98%EC%9D%B4%ED%81%AC+%EC%B2%98%EB%B2%8C", "ko"),
];

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
        let fast = ask(&node, (&path, "en"), READERS, None)?;
        let calm = ask(&node, (&path, "en"), READERS, Some(CALM_RATE))?;
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
    Ok(norms(&node)? && kept)
}

/// The norm library and search, asked by many at once.
fn norms(node: &Node) -> Result<bool> {
    println!("norm library and search; {NORM_CONNECTIONS} connections as fast as they can");
    println!("  {:<72}{:>12}{:>12}{:>12}{:>10}", "address", "pages/s", "p50 ms", "p99 ms", "failed");
    let mut kept = true;
    for (path, language) in NORM_PAGES {
        let found = ask(node, (path, language), NORM_CONNECTIONS, None)?;
        let (middle, slow) = (found.quantile(0.5), found.quantile(0.99));
        println!("  {path:<72}{:>12.0}{middle:>12.2}{slow:>12.2}{:>10}", found.rate(), found.refusals());
        kept &= found.refusals() == 0 && slow <= GOAL_NORMS_P99_MS;
    }
    println!("  goal: p99 <= {GOAL_NORMS_P99_MS} ms with {NORM_CONNECTIONS} connections on every address");
    Ok(kept)
}

fn ask(node: &Node, (path, language): (&str, &str), connections: usize, rate: Option<u32>) -> Result<Report> {
    let plan = Plan { address: node.address, connections, warm_up: WARM_UP, measured: MEASURED, rate };
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept: text/html\r\nAccept-Language: {language}\r\nAccept-Encoding: br\r\n\r\n",
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
