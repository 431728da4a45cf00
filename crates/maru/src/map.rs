//! `maru map`: the opinion map of a conversation: a Polis export, a process of a node, or an address.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use maru_forum::ProcessId;
use maru_opinion::cells::SMALL;
use maru_opinion::map::{Interval, Representative, Verdict};
use maru_opinion::polis::{PolisExport, SourceIds, Unread};
use maru_opinion::svg::{Words, svg};
use maru_opinion::{ClassicMap, OpinionMap, Options, StatementId, Vote, classic, map};

use crate::{output, polis};

/// Statements of common ground that are printed.
const SHOWN: usize = 10;
/// A statement longer than this is cut where it is printed.
const WIDTH: usize = 100;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A folder with a Polis export (votes.csv or participants-votes.csv, and comments.csv for moderation and texts), a
    /// node's folder, or the address of a process.
    #[arg(value_name = "DIR|URL")]
    source: Option<String>,
    /// Which process of a node.
    #[arg(long)]
    process: Option<ProcessId>,
    /// How the map is made.
    #[arg(long, value_enum, default_value_t = Method::Maru)]
    method: Method,
    /// Write the whole map as JSON to this file; without a file, to standard output.
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
    /// Draw the map into this file.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    #[command(flatten)]
    flags: polis::Flags,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Method {
    /// Groups that come back when half of the people are left out; the same for votes in any order.
    Maru,
    /// The Polis map, exactly as a cold start of Polis makes it.
    Classic,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (from, json) = source(arguments)?;
    let export = polis::read(&from, arguments.process.as_ref(), arguments.flags)?;
    match arguments.method {
        Method::Maru => {
            let map = map(&export.conversation(), &Options::default());
            if let Some(file) = &arguments.svg {
                std::fs::write(file, svg(&map, &words(&export, &map)))
                    .with_context(|| format!("cannot write {}", file.display()))?;
            }
            answer(json.as_deref(), &map, &export, || describe(&map, &export))?;
        }
        Method::Classic => {
            if arguments.svg.is_some() {
                bail!("--svg draws the map of --method maru only");
            }
            let map = classic(&export.conversation_in_file_order());
            answer(json.as_deref(), &map, &export, || describe_classic(&map))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What to map: the argument, or what stands behind `--json` where nothing else does and it is no file to write.
fn source(arguments: &Arguments) -> anyhow::Result<(String, Option<PathBuf>)> {
    match (&arguments.source, &arguments.json) {
        (Some(source), json) => Ok((source.clone(), json.clone())),
        (None, Some(swallowed)) => Ok((swallowed.display().to_string(), Some(PathBuf::from("-")))),
        (None, None) => {
            bail!("say what to map: a Polis export, a node's folder, or the address of a process")
        }
    }
}

/// A map with what its numbers stand for, where the votes name people or statements by texts or long numbers, and with what was not
/// looked at.
#[derive(serde::Serialize)]
struct WithSource<'a, M> {
    #[serde(flatten)]
    map: &'a M,
    #[serde(skip_serializing_if = "SourceIds::are_numbers")]
    ids: &'a SourceIds,
    #[serde(skip_serializing_if = "Unread::is_empty")]
    unread: &'a Unread,
}

/// JSON where it was asked for, words otherwise.
fn answer(
    json: Option<&Path>,
    map: &impl serde::Serialize,
    export: &PolisExport,
    words: impl FnOnce() -> String,
) -> anyhow::Result<()> {
    polis::say_unread(&export.unread);
    let written = || serde_json::to_string(&WithSource { map, ids: &export.ids, unread: &export.unread });
    match json {
        Some(file) if file.as_os_str() == "-" => output::file(&written()?),
        Some(file) => {
            let json = written()? + "\n";
            std::fs::write(file, json).with_context(|| format!("cannot write {}", file.display()))
        }
        None => output::lines(words().trim_end()),
    }
}

fn text(export: &PolisExport, id: StatementId) -> String {
    let body = export.comments.iter().find(|c| c.id == id.0).map_or("", |c| c.body.as_str());
    let cut: String = body.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(WIDTH).collect();
    format!("#{} {cut}", export.ids.statement(id.0))
}

fn letter(group: u32) -> char {
    char::from(b'A' + (group % 26) as u8)
}

fn describe(map: &OpinionMap, export: &PolisExport) -> String {
    let mut out = String::new();
    let counts = &map.counts;
    let _ = writeln!(
        out,
        "{} people, {} statements, {} votes; {} counted in a group, {} between groups, {}.",
        counts.participants,
        counts.statements,
        counts.votes,
        counts.in_map,
        counts.between,
        elsewhere(map)
    );
    out += &stability(map);
    // Everybody together is no group, and has no others to differ from.
    for group in map.groups.iter().filter(|_| map.k > 1) {
        let _ = writeln!(
            out,
            "\nGroup {}: {} people ({:.0} % of those counted in a group)",
            letter(group.id),
            group.size,
            group.share * 100.0
        );
        for found in group.representative.iter().filter(|found| found.seen >= SMALL) {
            let _ = writeln!(out, "  {}: {}", said(found), text(export, found.statement));
        }
    }
    let lines: Vec<_> = map.shared().map(|ground| (ground.statement, ground.agreement)).collect();
    let [common, rejection] = if map.k > 1 {
        [
            "Common ground (agreement of all groups, with its 90 % interval)",
            "What all groups reject (with its 90 % interval)",
        ]
    } else {
        [
            "What most people agree with; there are no groups to share it (with its 90 % interval)",
            "What most people reject; there are no groups to share it (with its 90 % interval)",
        ]
    };
    out += &listed(common, &lines, export);
    let rejected = map.rejected_by_all().into_iter().flatten();
    let lines: Vec<_> = rejected.map(|one| (one.statement, one.rejection)).collect();
    out += &listed(rejection, &lines, export);
    out
}

/// How many of a group say something, and about how many of the others.
fn said(found: &Representative) -> String {
    let says = if found.says == Vote::Agree { "agree" } else { "disagree" };
    let share = f64::from(found.members) / f64::from(found.seen.max(1)) * 100.0;
    let others = found.others * 100.0;
    format!("{} of {} {says} ({share:.0} %), of the others about {others:.0} %", found.members, found.seen)
}

/// How many stand in no group nor between groups. Where the opposed are so few that their number would be a label on each, they are counted
/// with those who voted too little, or it would follow from the rest.
fn elsewhere(map: &OpinionMap) -> String {
    let counts = &map.counts;
    let others = counts.participants.saturating_sub(counts.in_map + counts.between);
    if !map.tells_of_opposed() {
        return format!("{others} opposed to most that the others share or not placed");
    }
    let unplaced = others.saturating_sub(counts.opposed);
    format!("{} opposed to most that the others share, {unplaced} not placed", counts.opposed)
}

fn listed(title: &str, lines: &[(StatementId, Interval)], export: &PolisExport) -> String {
    let mut out = format!("\n{title}:\n");
    if lines.is_empty() {
        out.push_str("  nothing so far.\n");
    }
    for (statement, interval) in lines.iter().take(SHOWN) {
        let [value, low, high] = [interval.value, interval.low, interval.high].map(|x| x * 100.0);
        let _ = writeln!(out, "  {value:3.0} % ({low:.0}–{high:.0}): {}", text(export, *statement));
    }
    if lines.len() > SHOWN {
        let _ = writeln!(out, "  … and {} more.", lines.len() - SHOWN);
    }
    out
}

fn stability(map: &OpinionMap) -> String {
    let mut out = String::new();
    for tried in map.stability.tried.iter().filter(|tried| tried.resamples > 0) {
        let verdict = if tried.taken { " — shown" } else { "" };
        let back = tried.overlap.unwrap_or_default() * 100.0;
        let foretold = f64::from(tried.explained) / f64::from(tried.resamples) * 100.0;
        let _ = writeln!(
            out,
            "{} groups: {back:.0} % came back on average, votes foretold in {foretold:.0} % of {} resamples{verdict}.",
            tried.k, tried.resamples
        );
    }
    if let Some(bars) = map.stability.bars.filter(|_| !out.is_empty()) {
        let [two, more, foretold] = [bars.overlap, bars.finer_overlap, bars.explained].map(|bar| bar * 100.0);
        let _ = writeln!(
            out,
            "Asked for: {two:.0} % of two groups, {more:.0} % of more; votes foretold in {foretold:.0} %."
        );
    }
    out.push_str(match map.stability.verdict() {
        Verdict::NotTried => {
            "Groups were not looked for: that takes at least 30 people on the map, and groups of at least five.\n"
        }
        Verdict::Crowd => "No groups foretell votes: this is one crowd.\n",
        Verdict::Groups => "",
        Verdict::Unsettled => "There are groups, but their borders do not hold.\n",
    });
    if let Some(finer) = map.stability.finer() {
        if finer.groups as usize > map.stability.taken() {
            let _ = writeln!(
                out,
                "More groups than are shown, up to {}, foretell votes too, but their borders do not hold.",
                finer.groups
            );
        }
        if finer.search_ended {
            let _ = writeln!(
                out,
                "More than {} groups were not looked for; there may be more, and then each that is shown may hold several.",
                finer.groups
            );
        }
    }
    out
}

fn describe_classic(map: &ClassicMap) -> String {
    let counts = &map.counts;
    let mut out = format!(
        "{} people, {} statements, {} votes; {} on the map, {} base clusters, {} groups.\n",
        counts.participants, counts.statements, counts.votes, counts.in_map, counts.base_clusters, map.k
    );
    for (k, silhouette) in &map.silhouettes {
        let _ = writeln!(out, "silhouette of {k} groups: {silhouette:.4}");
    }
    for group in &map.groups {
        let _ = writeln!(out, "Group {}: {} people", letter(group.id), group.participants);
    }
    out
}

fn words(export: &PolisExport, map: &OpinionMap) -> Words {
    let topic =
        export.summary.iter().find(|(key, _)| key == "topic").map_or("Opinion map", |(_, value)| value);
    let sizes: Vec<String> =
        map.groups.iter().map(|group| format!("{}: {} people", letter(group.id), group.size)).collect();
    let shown = match map.stability.verdict() {
        Verdict::NotTried => "Groups were not looked for".to_owned(),
        Verdict::Crowd => "One crowd".to_owned(),
        Verdict::Groups | Verdict::Unsettled => format!("{} groups", map.k),
    };
    Words {
        language: "en".to_owned(),
        title: topic.to_owned(),
        description: format!("People placed by how they vote. {shown}. {}.", sizes.join(", ")),
        groups: map.groups.iter().map(|group| format!("Group {}", letter(group.id))).collect(),
        between: "Between groups".to_owned(),
        opposed: "Opposed to most that the others share".to_owned(),
        statements: "statements, in the direction into which agreeing pulls".to_owned(),
    }
}
