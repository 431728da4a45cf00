//! How open is a process? First one that has only begun, then the same after somebody spoke; what fails comes first, each with its entries.
//!
//! `cargo run -p maru-openness --example criteria`
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use std::error::Error;

use maru_forum::Moment;
use maru_openness::{Report, Standing, criteria, report};
use maru_testkit::Story;

fn print(report: &Report) {
    let counts = Standing::ALL.map(|standing| format!("{standing:?} {}", report.count(standing)));
    println!("after {} entries: {}", report.entries, counts.join(", "));
    for finding in report.findings.iter().take(3) {
        let entries: Vec<u64> = finding.evidence.iter().map(|evidence| evidence.entry.0).collect();
        println!("  {} {:?}: {} {entries:?}", finding.criterion, finding.standing, finding.because.code);
    }
}

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let mut story = Story::open();
    let begun = report(&story.process, Moment(story.now));
    print(&begun);

    let heron = story.joins("heron");
    heron.states(&mut story, "Labels are due.");
    let spoken = report(&story.process, Moment(story.now));
    print(&spoken);

    // What the record does not hold is "cannot be known", never "met"; and every criterion has its answer.
    let unknown =
        criteria().iter().find(|criterion| criterion.id == "O16").ok_or("there is a criterion O16")?;
    println!("{}: {:?}", unknown.words("en"), spoken.of("O16").map(|finding| finding.standing));
    assert_eq!(spoken.of("O16").map(|finding| finding.standing), Some(Standing::CannotBeKnown));
    assert_eq!(Standing::ALL.iter().map(|standing| spoken.count(*standing)).sum::<usize>(), criteria().len());
    Ok(())
}
