//! `cargo xtask bench year`: a busy year of a node, made in steps, and what it costs after each: what grows faster than the node itself
//! will one day stop it, however small it is today.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use maru_forum::Vote;
use maru_store::{Node as Store, Options};

use crate::crowd::{Crowd, HOST};
use crate::node::{self, Node};
use crate::workspace;

/// The year of a busy node: 1,000 processes, 100,000 people, 20 million votes.
const PROCESSES: usize = 1_000;
const PEOPLE: usize = 100;
const STATEMENTS: usize = 200;
/// The year is looked at after such parts of it.
const PARTS: [usize; 3] = [4, 2, 1];
/// A page is asked for so often; the middle of its times counts.
const ASKED: usize = 21;
/// What grows as the power of the size above this is called faster than linear: measuring is not exact.
const FASTER: f64 = 1.15;
/// Below this many seconds or bytes a growth says nothing but how the machine felt.
const LEAST_SECONDS: f64 = 0.05;
const LEAST_BYTES: f64 = 10e6;

/// How large a year is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Year {
    processes: usize,
    people: usize,
    statements: usize,
}

impl Year {
    fn of(options: &[&str]) -> Result<Self> {
        let mut year = Self { processes: PROCESSES, people: PEOPLE, statements: STATEMENTS };
        let mut left = options.iter();
        while let Some(name) = left.next() {
            let value = left.next().with_context(|| format!("{name} takes a number"))?;
            let value: usize = value.parse().with_context(|| format!("{name} takes a number"))?;
            match *name {
                "--processes" => year.processes = value,
                "--people" => year.people = value,
                "--statements" => year.statements = value,
                _ => bail!("year takes --processes N, --people N (in each), --statements N (in each)"),
            }
        }
        if year.processes < PARTS[0] || year.people == 0 || year.statements == 0 {
            bail!("a year has at least {} processes, with people and statements in each", PARTS[0]);
        }
        Ok(year)
    }
}

/// Measures, prints, and tells whether anything grows faster than the node.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    let year = Year::of(options)?;
    let binary = node::build()?;
    let data = node::fresh_folder("year")?;
    println!(
        "a year of {} processes, each with {} people and {} statements, on which all vote",
        year.processes, year.people, year.statements
    );
    let mut made = 0;
    let mut looks = Vec::new();
    for part in PARTS {
        let processes = year.processes / part;
        let (begun, before) = (Instant::now(), made);
        grow(&data, year, made..processes)?;
        made = processes;
        let each = begun.elapsed().as_secs_f64() / (made - before).max(1) as f64;
        eprintln!("{made} processes are made; looking …");
        looks.push((made, look(&binary, &data, each)?));
    }
    Ok(told(&looks))
}

fn grow(data: &Path, year: Year, processes: std::ops::Range<usize>) -> Result<()> {
    let store = Store::open(data, Options::CREATE)?;
    store.begin_own_record(HOST)?;
    for number in processes {
        let crowd = Crowd::gather(store.clone(), &id(number), year.people, year.statements)?;
        let votes = (0..year.people * year.statements).map(|vote| {
            let (statement, person) = (vote / year.people, vote % year.people);
            crowd.vote(person, statement, Vote::ALL[(person * 7 + statement * 5 + person * statement) % 3])
        });
        store.submit_all(votes.collect()).into_iter().collect::<Result<Vec<_>, _>>()?;
        store.publish_record(&crowd.handle)?;
    }
    store.anchor()?;
    Ok(())
}

fn id(number: usize) -> String {
    format!("year-{number}")
}

/// A figure: what it is, its unit, how much it was.
type Figure = (&'static str, &'static str, f64);

/// What the node costs now.
fn look(binary: &Path, data: &Path, import: f64) -> Result<Vec<Figure>> {
    let mut figures = vec![("making one process more", "s", import)];
    let node = Node::serve(binary, data, "/")?;
    figures.push(("start", "s", node.start_up.as_secs_f64()));
    figures.push(("memory after the start", "B", node.memory()?.0 as f64));
    let process = format!("/p/{}", id(0));
    for (what, path) in [
        ("first page", "/".to_owned()),
        ("page of a process", process.clone()),
        ("people of a process", format!("{process}/people")),
        ("record of a process", format!("{process}/record")),
        ("search", "/search?q=statement".to_owned()),
    ] {
        figures.push((what, "s", page(&node, &path)?));
    }
    figures.push(("memory after the pages", "B", node.memory()?.0 as f64));
    drop(node);
    let backup = workspace::scratch("bench")?.join("year-backup.db");
    if backup.exists() {
        std::fs::remove_file(&backup)?;
    }
    let file = backup.display().to_string();
    figures.push(("backup", "s", node::command(binary, data, &["backup", &file])?.as_secs_f64()));
    std::fs::remove_file(&backup)?;
    figures.push(("check of one record", "s", verified(binary, &data.join("record").join(id(0)))?));
    figures.push(("check of all records", "s", verified(binary, data)?));
    figures.push(("bytes on the disk", "B", bytes_under(data)? as f64));
    Ok(figures)
}

fn page(node: &Node, path: &str) -> Result<f64> {
    let mut times = Vec::with_capacity(ASKED);
    for _ in 0..ASKED {
        let begun = Instant::now();
        let (status, _) = node::get(node.address, path)?;
        if status != 200 {
            bail!("{path} answered {status}");
        }
        times.push(begun.elapsed());
    }
    times.sort();
    Ok(times.get(ASKED / 2).map_or(0.0, Duration::as_secs_f64))
}

/// How long a check takes; what it cannot decide of a made-up crowd is no matter here, what it calls wrong is.
fn verified(binary: &Path, what: &Path) -> Result<f64> {
    let begun = Instant::now();
    let output = node::program(binary).args(["verify", "--forget"]).arg(what).output()?;
    if output.status.code() == Some(1) {
        bail!("maru verify calls {} wrong:\n{}", what.display(), String::from_utf8_lossy(&output.stdout));
    }
    Ok(begun.elapsed().as_secs_f64())
}

fn bytes_under(folder: &Path) -> Result<u64> {
    let (mut bytes, mut folders) = (0, vec![PathBuf::from(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let metadata = entry.metadata()?;
            if metadata.is_dir() {
                folders.push(entry.path());
            } else {
                bytes += metadata.len();
            }
        }
    }
    Ok(bytes)
}

/// Prints the figures side by side, and how each grows; false if one grows faster than linearly.
fn told(looks: &[(usize, Vec<Figure>)]) -> bool {
    print!("  {:<26}", "processes");
    for (processes, _) in looks {
        print!("{processes:>12}");
    }
    println!("{:>12}", "grows as");
    let (Some((small, first)), Some((large, last))) = (looks.first(), looks.last()) else { return false };
    let times = *large as f64 / *small as f64;
    let mut faster = 0;
    for (place, ((what, unit, before), (_, _, after))) in first.iter().zip(last).enumerate() {
        let shown = if *unit == "s" { "ms" } else { "MB" };
        let factor = if *unit == "s" { 1e3 } else { 1e-6 };
        print!("  {:<26}", format!("{what}, {shown}"));
        for (_, figures) in looks {
            print!("{:>12.1}", figures.get(place).map_or(f64::NAN, |figure| figure.2 * factor));
        }
        match power(times, (*before, *after), if *unit == "s" { LEAST_SECONDS } else { LEAST_BYTES }) {
            None => println!("{:>12}", "too small"),
            Some(power) if power > FASTER => {
                faster += 1;
                println!("{:>12} ← FASTER than linearly", format!("n^{power:.2}"));
            }
            Some(power) => println!("{:>12}", format!("n^{power:.2}")),
        }
    }
    println!("  goal: nothing faster than n^{FASTER}; {faster} are");
    faster == 0
}

/// As which power of the size a figure grew; nothing where it is too small to tell.
fn power(times: f64, (small, large): (f64, f64), least: f64) -> Option<f64> {
    (large >= least && small > 0.0 && times > 1.0).then(|| (large / small).ln() / times.ln())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_told_by_its_power() {
        let check = |small: f64, large: f64, expected: Option<f64>| {
            let found =
                power(4.0, (small, large), LEAST_SECONDS).map(|power| (power * 100.0).round() / 100.0);
            assert_eq!(found, expected, "{small} {large}");
        };
        check(1.0, 4.0, Some(1.0));
        check(1.0, 16.0, Some(2.0));
        check(1.0, 1.0, Some(0.0));
        check(0.001, 0.016, None);
    }

    #[test]
    fn a_year_is_served_under_the_name_that_its_records_bear() {
        assert_eq!(node::ADDRESS, format!("http://{HOST}"));
    }

    #[test]
    fn a_year_can_be_made_smaller_and_not_empty() {
        let year = Year::of(&["--processes", "8", "--people", "6"]).unwrap();
        assert_eq!(year, Year { processes: 8, people: 6, statements: STATEMENTS });
        for wrong in [&["--processes"][..], &["--processes", "many"], &["--days", "3"], &["--people", "0"]] {
            assert!(Year::of(wrong).is_err(), "{wrong:?}");
        }
    }
}
