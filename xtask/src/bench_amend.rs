//! `cargo xtask bench amend`: amending acts whose official result is known, read and applied, each result compared with the true one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use maru_text::{Amendment, Document, Fate, Reading, Unit, UnitKind, apply, import, read_amending_act};

/// Its own errors are texts, so that it leans on nothing but the crate that it measures.
type Result<T> = std::result::Result<T, String>;

/// What came of one amending act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// The result is the official text, word for word.
    Equal,
    /// It is so but for remarks on the text's history, such as `<개정 2014.1.14>`.
    EqualButNotes,
    /// The result is the official text, though something was refused: a form or table that the collection does not print.
    EqualButRefusals,
    /// Something was refused that the official text has; whatever was changed is right.
    Refused,
    /// Something was changed, or left as it was without a word, otherwise than in the official text.
    Wrong,
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::EqualButNotes => "equal but notes",
            Self::EqualButRefusals => "equal, some refused",
            Self::Refused => "refused",
            Self::Wrong => "WRONG",
        }
    }
}

/// Words that begin a remark on the history of a unit in a Korean collection.
const REMARKS: &[&str] = &["개정", "신설", "전문개정", "본조신설", "제목개정", "종전", "삭제"];

/// Measures all pairs of a folder; without one, those beside the tree. `--verbose` shows what was refused and what differs.
pub(crate) fn run(options: &[&str], beside: Option<PathBuf>) -> Result<bool> {
    let verbose = options.contains(&"--verbose");
    let folders: Vec<&&str> = options.iter().filter(|option| !option.starts_with("--")).collect();
    let folder = match folders.as_slice() {
        [] => beside.map(|data| data.join("texts/kr/pairs")).filter(|folder| folder.is_dir()),
        [folder] => Some(PathBuf::from(folder)),
        _ => return Err("bench amend takes one folder of pairs".to_owned()),
    };
    let own = folders.is_empty().then(|| PathBuf::from(OWN_PAIRS));
    let mut good = true;
    match folder {
        Some(folder) => {
            let real = if folders.is_empty() { "real acts of Korea" } else { "pairs of the folder" };
            println!("{real}, each result compared with the official text:");
            good &= measured(&folder, verbose)?;
        }
        None => println!("SKIPPED bench amend: ../shared/data is absent"),
    }
    if let Some(own) = own.filter(|own| own.is_dir()) {
        println!(
            "Union, United States, United Kingdom: no real act, its prose and its official result lie beside the tree, so nothing is said of real acts there."
        );
        println!("pairs of our own making, which show only that nothing broke:");
        good &= measured(&own, verbose)?;
    }
    Ok(good)
}

/// Pairs that were made up here, for the ways of drafting of which no real ones are at hand.
const OWN_PAIRS: &str = "crates/text/tests/pairs";

/// Measures the pairs of one folder; whether none is wrong.
fn measured(folder: &Path, verbose: bool) -> Result<bool> {
    let mut counts: BTreeMap<Outcome, usize> = BTreeMap::new();
    let mut started = std::time::Duration::ZERO;
    for [before, amend, after] in pairs(folder)? {
        let name = amend.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let (before, amending, after) = (load(&before)?, load(&amend)?, load(&after)?);
        let start = std::time::Instant::now();
        let (outcome, remarks) = measure(&before, &amending, &after);
        started += start.elapsed();
        println!("  {name:<24} {}", outcome.name());
        for remark in remarks.iter().filter(|_| verbose || outcome == Outcome::Wrong) {
            println!("      {remark}");
        }
        *counts.entry(outcome).or_insert(0) += 1;
    }
    let count = |outcome| counts.get(&outcome).copied().unwrap_or(0);
    let all: usize = counts.values().sum();
    let good = count(Outcome::Equal) + count(Outcome::EqualButNotes) + count(Outcome::EqualButRefusals);
    println!(
        "  of {all}: {} equal, {} equal but notes, {} equal with refusals, {} refused, {} WRONG (goal 0); {} of 100 equal (goal >= 85); {:.0} ms in all",
        count(Outcome::Equal),
        count(Outcome::EqualButNotes),
        count(Outcome::EqualButRefusals),
        count(Outcome::Refused),
        count(Outcome::Wrong),
        (100 * good).checked_div(all).unwrap_or(0),
        started.as_secs_f64() * 1_000.0
    );
    Ok(count(Outcome::Wrong) == 0)
}

/// `NAME-before.*`, `NAME-amend.*` and `NAME-after.*` of a folder.
fn pairs(folder: &Path) -> Result<Vec<[PathBuf; 3]>> {
    let mut names: BTreeMap<String, BTreeMap<String, PathBuf>> = BTreeMap::new();
    let wrong = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if let Some((name, part)) = stem.rsplit_once('-') {
            names.entry(name.to_owned()).or_default().insert(part.to_owned(), path);
        }
    }
    let whole = |mut parts: BTreeMap<String, PathBuf>| {
        Some([parts.remove("before")?, parts.remove("amend")?, parts.remove("after")?])
    };
    Ok(names.into_values().filter_map(whole).collect())
}

fn load(path: &Path) -> Result<Document> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    import(&bytes, &path.to_string_lossy()).map_err(|error| format!("{}: {error}", path.display()))
}

/// Reads and applies the act; compares every unit's words with the official text's.
fn measure(before: &Document, amending: &Document, after: &Document) -> (Outcome, Vec<String>) {
    let act = read_amending_act(amending, before);
    let mut remarks = Vec::new();
    let whole = act.is_whole(amending);
    if let Err(loss) = &whole {
        remarks.push(format!("the report is not the whole act: {loss}"));
    }
    let mut refused = false;
    for one in &act.instructions {
        let why = match &one.reading {
            Reading::Understood => continue,
            Reading::OtherAct(act) => format!("other act: {act}"),
            Reading::NoPlace(why) | Reading::NotUnderstood(why) => why.clone(),
        };
        refused = true;
        remarks.push(format!("{} refused: {why}", one.label));
    }
    let amendments: Vec<Amendment> =
        act.instructions.iter().flat_map(|one| one.amendments.iter().cloned()).collect();
    let amended = apply(before, &amendments);
    for fate in &amended.fates {
        if let Fate::Refused(why) = fate {
            refused = true;
            remarks.push(format!("refused: {why}"));
        }
    }
    let (was, made, wanted) = (lines(before), lines(&amended.document), lines(after));
    let differs = differences(&was, &made, &wanted, refused, &mut remarks);
    let outcome = if differs || whole.is_err() {
        Outcome::Wrong
    } else if refused && made == wanted {
        Outcome::EqualButRefusals
    } else if refused {
        Outcome::Refused
    } else if exact(&amended.document) == exact(after) {
        Outcome::Equal
    } else {
        Outcome::EqualButNotes
    };
    (outcome, remarks)
}

/// Each line of the result must be one of the official text; where nothing was refused, the other way round too.
fn differences(
    was: &[String],
    made: &[String],
    wanted: &[String],
    refused: bool,
    remarks: &mut Vec<String>,
) -> bool {
    let set = |lines: &[String]| lines.iter().cloned().collect::<BTreeSet<String>>();
    let (was, made_set, wanted_set) = (set(was), set(made), set(wanted));
    let mut differs = false;
    for line in made.iter().filter(|line| !wanted_set.contains(*line)) {
        // What was left as it was is wrong only where nothing was refused.
        if !was.contains(line) || !refused {
            differs = true;
            remarks.push(format!("made:   {line}"));
        }
    }
    for line in wanted.iter().filter(|line| !made_set.contains(*line) && !refused) {
        differs = true;
        remarks.push(format!("wanted: {line}"));
    }
    // What stood in the text and should still stand there must not be gone.
    for line in was.intersection(&wanted_set).filter(|line| !made_set.contains(*line)) {
        differs = true;
        remarks.push(format!("gone:   {line}"));
    }
    differs || !refused && made != wanted
}

/// The words of the act's own provisions, without remarks on their history.
fn lines(document: &Document) -> Vec<String> {
    own(document)
        .iter()
        .map(|unit| without_remarks(&unit.own_text()))
        .filter(|line| !line.is_empty())
        .collect()
}

fn exact(document: &Document) -> Vec<String> {
    own(document).iter().map(|unit| unit.own_text()).collect()
}

/// All units but those of supplementary provisions, which a collection adds to with each act.
fn own(document: &Document) -> Vec<&Unit> {
    let mut found = Vec::new();
    let mut stack: Vec<&Unit> = document.units.iter().rev().collect();
    while let Some(unit) = stack.pop() {
        let supplement = unit.kind == UnitKind::Supplement
            || unit.heading.as_deref().is_some_and(|heading| heading.trim() == "부칙");
        if !supplement {
            found.push(unit);
            stack.extend(unit.children.iter().rev());
        }
    }
    found
}

fn without_remarks(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(['<', '[']) {
        let close = if rest[start..].starts_with('<') { '>' } else { ']' };
        let end = rest[start..].find(close).map(|end| start + end + 1);
        let is_remark = REMARKS.iter().any(|word| rest[start + 1..].starts_with(word));
        let is_day = rest[start + 1..].starts_with(|c: char| c.is_ascii_digit());
        let Some(end) = end.filter(|_| is_remark || is_day) else {
            out.push_str(&rest[..=start]);
            rest = &rest[start + 1..];
            continue;
        };
        out.push_str(&rest[..start]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    // Some files of the collection print a heading's brackets twice.
    let dots = out.replace(['·', '・'], "ㆍ").replace("((", "(").replace("))", ")");
    dots.chars().filter(|c| !c.is_whitespace()).collect()
}
