//! `maru process draft`: a version of the draft from files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, bail};
use clap::Args;
use maru_forum::{EntryNumber, Language, ProcessId, Reading, TextStanding, UnitId};
use maru_record::Digest;
use maru_text::{Carried, Tracked};
use maru_verify::draft::{Publication, Upload, Version, merge, publication, steps_of};

use crate::node::Operator;
use crate::{node, output};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The process.
    process: ProcessId,
    /// Language and file, such as en=draft.en.md; may be given several times.
    #[arg(long = "text", value_name = "LANGUAGE=FILE", required = true)]
    texts: Vec<String>,
    /// What a text is worth, such as ko=official, de=reviewed:Jane Doe or sw=machine:fxtranslate 0.5. One text may be left unsaid: it is authentic.
    #[arg(long, value_name = "LANGUAGE=STANDING[:BY]")]
    standing: Vec<String>,
    /// What led to the change of a unit: its id and the entries of remarks, amendments and answers, such as `art_5=12,44`.
    #[arg(long, value_name = "UNIT=ENTRIES")]
    cause: Vec<String>,
    /// What the tracked changes of a Word file count as, such as en=accepted or ko=rejected. Without it a file that has some is refused.
    #[arg(long, value_name = "LANGUAGE=accepted|rejected")]
    tracked: Vec<String>,
    /// What changed and why.
    #[arg(long)]
    reason: String,
    /// Say what would be published, and publish nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn publish(arguments: Arguments, data: &Path) -> anyhow::Result<()> {
    let Arguments { process: id, texts, standing, cause, tracked, reason, dry_run } = arguments;
    let (standings, tracked) = (standings(&standing)?, settled(&tracked)?);
    let uploads =
        texts.iter().map(|pair| upload(pair, &standings, &tracked)).collect::<Result<Vec<_>, _>>()?;
    let unsaid: Vec<String> = uploads
        .iter()
        .filter(|one| !standings.contains_key(&one.language))
        .map(|one| one.language.to_string())
        .collect();
    if unsaid.len() > 1 {
        bail!(
            "of texts in several languages one at most is the original by itself; say of the others what they are worth ({}): --standing {}=authentic, \
             official, reviewed:NAME or machine:PROGRAM",
            unsaid.join(", "),
            unsaid.last().map_or("ko", String::as_str)
        );
    }
    if let Some(language) = standings.keys().find(|tag| !uploads.iter().any(|one| one.language == **tag)) {
        bail!("--standing names “{language}”, in which no text is given");
    }
    if let Some(language) = tracked.keys().find(|tag| !uploads.iter().any(|one| one.language == **tag)) {
        bail!("--tracked names “{language}”, in which no text is given");
    }
    let version = Version { uploads, causes: causes(&cause)?, reason };
    let (made, steps) = {
        let node = node::open_reading(data)?;
        let handle = node::process(&node, &id)?;
        let process = handle.read();
        let words = |digest: &Digest| {
            let content = node.words(&process, digest, Reading::Anyone).ok()??;
            content.get("text").map(str::to_owned)
        };
        let made = publication(&process, &words, &version)?;
        let steps = steps_of(&made, &process.drafts, &words);
        (made, steps)
    };
    announce(&made)?;
    for step in steps {
        output::line(format!("not the same in all languages: {step}"))?;
    }
    if dry_run {
        return output::line("Nothing was published.");
    }
    let answer = Operator::of(data).act(&id, made.command)?;
    output::line(format!("Recorded as entry {} of “{id}”.", answer.number))
}

#[derive(Debug, Args)]
pub(crate) struct MergeArguments {
    /// The process.
    process: ProcessId,
    /// The amendments, with commas between them, in the order in which they are merged.
    #[arg(value_delimiter = ',', required = true)]
    amendments: Vec<u64>,
    /// What changed and why.
    #[arg(long)]
    reason: String,
    /// Say what would be published, and publish nothing.
    #[arg(long)]
    dry_run: bool,
    /// Publish although different amendments change a part in different languages: you have read them side by side, and it is meant.
    #[arg(long)]
    languages_differ: bool,
}

/// The next version of the draft from amendments to the newest; those that fail are left out, and told with the place.
pub(crate) fn publish_merged(arguments: MergeArguments, data: &Path) -> anyhow::Result<()> {
    let MergeArguments { process: id, amendments, reason, dry_run, languages_differ } = arguments;
    let amendments: Vec<EntryNumber> = amendments.into_iter().map(EntryNumber).collect();
    let made = {
        let node = node::open_reading(data)?;
        let handle = node::process(&node, &id)?;
        let process = handle.read();
        let words = |digest: &Digest| {
            let content = node.words(&process, digest, Reading::Anyone).ok()??;
            content.get("text").map(str::to_owned)
        };
        merge(&process, &words, &amendments, &reason)?
    };
    for (amendment, language, carried) in &made.fitted {
        if matches!(carried, Carried::AlreadyThere) {
            output::line(format!(
                "already there: {amendment}  the text in “{language}” says so; it stays open until it is answered as already-there"
            ))?;
        }
    }
    for (amendment, why) in &made.left_out {
        output::line(format!("left out: {amendment}  {why}"))?;
    }
    for (unit, by) in &made.apart {
        let numbers = |entries: &BTreeSet<EntryNumber>| {
            entries.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        };
        let by: Vec<String> =
            by.iter().map(|(language, entries)| format!("in “{language}” by {}", numbers(entries))).collect();
        output::line(format!(
            "other words in each language: {unit} is changed {}; nobody has said that they say the same",
            by.join(" and ")
        ))?;
    }
    if made.merged.is_empty() {
        bail!("no amendment can be merged");
    }
    announce(&made.publication)?;
    if dry_run {
        return output::line("Nothing was published.");
    }
    if !made.apart.is_empty() && !languages_differ {
        bail!(
            "the languages would say different things; read them side by side, and say --languages-differ if it is meant"
        );
    }
    let answer = Operator::of(data).act(&id, made.publication.command)?;
    output::line(format!("Recorded as entry {} of “{id}”.", answer.number))
}

/// Says what a version is, before it is published.
fn announce(made: &Publication) -> anyhow::Result<()> {
    for (language, doubt) in &made.doubts {
        output::line(format!("{language}: {doubt}"))?;
    }
    for text in &made.command.texts {
        output::line(format!("{}: {}", text.language, text.standing.as_str()))?;
    }
    for cause in &made.command.causes {
        let by: Vec<String> = cause.by.iter().map(ToString::to_string).collect();
        let by = if by.is_empty() { "none".to_owned() } else { by.join(", ") };
        output::line(format!("changed: {}  because of: {by}", cause.unit))?;
    }
    Ok(())
}

type Standings = BTreeMap<Language, (TextStanding, Option<String>)>;

fn standings(pairs: &[String]) -> anyhow::Result<Standings> {
    let mut found = Standings::new();
    for pair in pairs {
        let (language, said) = split(pair, "LANGUAGE=STANDING")?;
        let (name, by) = said.split_once(':').map_or((said, None), |(name, by)| (name, Some(by.to_owned())));
        let names: Vec<&str> = TextStanding::ALL.iter().map(|one| one.as_str()).collect();
        let standing = TextStanding::from_name(name)
            .with_context(|| format!("“{name}” is not one of {}", names.join(", ")))?;
        found.insert(language.parse()?, (standing, by));
    }
    Ok(found)
}

/// What the tracked changes of a file in a language count as.
fn settled(pairs: &[String]) -> anyhow::Result<BTreeMap<Language, Tracked>> {
    let mut found = BTreeMap::new();
    for pair in pairs {
        let (language, said) = split(pair, "LANGUAGE=accepted or LANGUAGE=rejected")?;
        let tracked =
            Tracked::from_name(said).with_context(|| format!("“{said}” is not one of accepted, rejected"))?;
        found.insert(language.parse()?, tracked);
    }
    Ok(found)
}

fn upload(
    pair: &str,
    standings: &Standings,
    tracked: &BTreeMap<Language, Tracked>,
) -> anyhow::Result<Upload> {
    let (language, file) = split(pair, "LANGUAGE=FILE")?;
    let language: Language = language.parse()?;
    let bytes = std::fs::read(file).with_context(|| file.to_owned())?;
    let (standing, by) = standings.get(&language).cloned().unwrap_or((TextStanding::Authentic, None));
    let tracked = tracked.get(&language).copied();
    Ok(Upload { language, standing, by, name: file.to_owned(), bytes, tracked })
}

fn causes(pairs: &[String]) -> anyhow::Result<BTreeMap<UnitId, BTreeSet<EntryNumber>>> {
    let mut found: BTreeMap<UnitId, BTreeSet<EntryNumber>> = BTreeMap::new();
    for pair in pairs {
        let (unit, entries) = split(pair, "UNIT=ENTRIES")?;
        let line = found.entry(UnitId::new(unit)?).or_default();
        for entry in entries.split(',') {
            line.insert(EntryNumber(
                entry.trim().parse().with_context(|| format!("“{entry}” is no number"))?,
            ));
        }
    }
    Ok(found)
}

fn split<'a>(pair: &'a str, wanted: &str) -> anyhow::Result<(&'a str, &'a str)> {
    pair.split_once('=').with_context(|| format!("“{pair}” should be {wanted}"))
}
