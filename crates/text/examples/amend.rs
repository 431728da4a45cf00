//! Reads an amending act against a base and prints what came of each instruction.
#![allow(clippy::print_stdout, reason = "printing is what this example is for")]
use maru_text::{Amendment, Document, apply, import, read_amending_act};
fn load(path: &str) -> Option<Document> {
    let bytes = std::fs::read(path).ok()?;
    import(&bytes, path).ok()
}
fn main() {
    let mut paths = std::env::args().skip(1);
    let Some(amending) = paths.next().and_then(|path| load(&path)) else { return };
    let mut base: Option<Document> = None;
    for path in paths {
        let Some(next) = load(&path) else { continue };
        match &mut base {
            Some(base) => base.units.extend(next.units),
            None => base = Some(next),
        }
    }
    let Some(base) = base else { return };
    let act = read_amending_act(&amending, &base);
    let instructions = &act.instructions;
    let amendments: Vec<Amendment> =
        instructions.iter().flat_map(|instruction| instruction.amendments.clone()).collect();
    let amended = apply(&base, &amendments);
    let mut fates = amended.fates.iter();
    for instruction in instructions {
        println!(
            "{} {:?} | {}",
            instruction.label,
            instruction.reading,
            instruction.prose.chars().take(150).collect::<String>()
        );
        for amendment in &instruction.amendments {
            let fate = fates.next();
            let words = match &amendment.operation {
                maru_text::Operation::Replace { with: units, scope, .. } => {
                    format!("replace {scope:?} {}", shape(units))
                }
                maru_text::Operation::Insert { units, after, .. } => {
                    format!("insert after {after:?} {}", shape(units))
                }
                other => format!("{other:?}"),
            };
            println!("      {} {words} => {fate:?}", amendment.operation.target());
        }
    }
    for passage in act.passages.iter().filter(|_| std::env::var_os("PASSAGES").is_some()) {
        println!("{:?} | {}", passage.role, passage.words.chars().take(120).collect::<String>());
    }
    println!("whole: {:?}", act.is_whole(&amending));
    if std::env::var_os("LINES").is_some() {
        for unit in amended.document.walk() {
            println!("= {}", unit.own_text());
        }
    }
}
fn shape(units: &[maru_text::Unit]) -> String {
    let one = |unit: &maru_text::Unit| {
        let below =
            if unit.children.is_empty() { String::new() } else { format!("[{}]", shape(&unit.children)) };
        format!("{}:{}{below}", unit.kind.prefix(), unit.number.as_deref().unwrap_or("-"))
    };
    units.iter().map(one).collect::<Vec<_>>().join(" ")
}
