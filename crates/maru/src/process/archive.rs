//! `maru process archive` and `maru process import-archive`: a whole process as one file, and such a file as a checked copy here.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use maru_exchange::{ArchiveCheck, ProcessArchive, Publication, WrittenArchive, write_archive};
use maru_record::witness::monitoring_path;
use maru_record::{TileSource, VerifierKey};
use maru_store::mirror::{CopyFiles, Mirror, PullError, kept};

use crate::{node, output, settings};

/// Bytes in the unit of `--limit`.
const GIGABYTE: u64 = 1_000_000_000;

#[derive(Debug, Args)]
pub(crate) struct ArchiveArguments {
    /// The process; or, for one of which a copy is here, the origin of its record (`maru process import-archive` and `/mirror` name it).
    process: String,
    /// The file (tar); one that is there is not overwritten.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// The archive.
    file: PathBuf,
    /// A key of the record, from somewhere else than the archive (`maru record key`); may be given twice. Without it the keys of an
    /// earlier copy here count, else those in the archive, which prove only that it was signed by whoever made them.
    #[arg(long, value_name = "VKEY")]
    key: Vec<VerifierKey>,
    /// The largest archive that is taken, in gigabytes.
    #[arg(long, default_value_t = 8, value_name = "GB")]
    limit: u64,
    /// The node's address, if it is not set yet; its mirror signs copies under its host's name.
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// Look at the archive, and bring nothing in.
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn write(arguments: &ArchiveArguments, data: &Path) -> anyhow::Result<()> {
    let path = &arguments.to;
    if path.exists() {
        bail!("{} is there already", path.display());
    }
    if let Some(copy) = copy_named(data, &arguments.process)? {
        write_one(&copy, path)?;
        return output::line(
            "It is made from the copy that is here; what its record has beyond that is not in it.",
        );
    }
    let node = node::open_reading(data)?;
    let handle = node::process(&node, &arguments.process.parse()?)?;
    let entries = write_one(&node.published_files(&handle), path)?;
    let unpublished = handle.read().entries.saturating_sub(entries);
    if unpublished > 0 {
        output::line(format!("{unpublished} entries more are not published yet, and not in it."))?;
    }
    Ok(())
}

/// The copy that a person means by an origin, or by the id of a process that is not kept here itself.
fn copy_named(data: &Path, name: &str) -> anyhow::Result<Option<CopyFiles>> {
    if !name.contains('/') && kept(data)?.iter().any(|own| own.process.as_deref() == Some(name)) {
        return Ok(None);
    }
    let mirror = Mirror::new(data, "");
    let is_meant = |origin: &&String| *origin == name || origin.ends_with(&format!("/p/{name}"));
    let origins = mirror.origins()?;
    let meant: Vec<_> = origins.iter().filter(is_meant).collect();
    match meant.as_slice() {
        [] if name.contains('/') => bail!("no copy of {name} is here; those that are: {}", list_of(&origins)),
        [] => Ok(None),
        [one] => Ok(Some(CopyFiles::of(&mirror, one))),
        several => bail!("several copies are called so; name one of them: {}", list_of(several)),
    }
}

fn list_of(names: &[impl AsRef<str>]) -> String {
    let names: Vec<_> = names.iter().map(AsRef::as_ref).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// Writes the archive of what a source gives; gives how many entries it has.
fn write_one<S: TileSource>(files: &S, path: &Path) -> anyhow::Result<u64> {
    let publication = Publication::read(files)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Under another name until it is whole.
    let beside = folder.join(format!(".{}.part", path.file_name().unwrap_or_default().to_string_lossy()));
    let written = write_beside(&publication, &beside).and_then(|written| {
        std::fs::rename(&beside, path)?;
        Ok(written)
    });
    let written = written.map_err(|error| {
        let _ = std::fs::remove_file(&beside);
        error.context(path.display().to_string())
    })?;
    output::line(format!(
        "{}: {} entries of {} in {} files, {} bytes.",
        path.display(),
        publication.entries(),
        publication.origin(),
        written.files,
        written.bytes
    ))?;
    say_missing(publication.missing())?;
    Ok(publication.entries())
}

fn write_beside<S: TileSource>(of: &Publication<'_, S>, beside: &Path) -> anyhow::Result<WrittenArchive> {
    let mut file = BufWriter::new(File::create(beside)?);
    let written = write_archive(of, &mut file)?;
    file.flush()?;
    file.get_ref().sync_all()?;
    Ok(written)
}

fn say_missing(missing: usize) -> anyhow::Result<()> {
    if missing > 0 {
        output::line(format!(
            "{missing} texts that anyone may read by these entries are not in it: they were withdrawn or hidden since, or are lost."
        ))?;
    }
    Ok(())
}

pub(crate) fn bring_in(arguments: &ImportArguments, data: &Path) -> anyhow::Result<()> {
    let path = &arguments.file;
    let named = || path.display().to_string();
    let file = File::open(path).with_context(named)?;
    if file.metadata().with_context(named)?.is_dir() {
        bail!("{} is a folder; an archive is one file, as `maru process archive` writes it", path.display());
    }
    let limit = arguments.limit.saturating_mul(GIGABYTE);
    let archive = ProcessArchive::open(file, limit).with_context(named)?;
    let (found, head, process) = archive.check_whole().with_context(named)?;
    let host = settings::host_of(data, arguments.address.clone())?;
    let mirror = Mirror::new(data, &host).with_share(u64::MAX, 0);
    refuse_own(data, &found)?;
    let keys = keys(&mirror, arguments, &found)?;
    if found.record_bytes > mirror.room() {
        bail!(
            "its record takes {} bytes, and {} are left for it on the disk",
            found.record_bytes,
            mirror.room()
        );
    }
    describe(&found)?;
    if arguments.dry_run {
        return output::line("Nothing was brought in (--dry-run).");
    }
    let pulled = match mirror.bring_in(&archive, &found.origin, &keys, (head, process)) {
        // A file that was written earlier accuses nobody.
        Err(PullError::Behind { theirs, ours }) => bail!(
            "{} is older than the copy that is here: {theirs} entries, and {ours} are here; nothing was brought in",
            path.display()
        ),
        pulled => pulled.with_context(named)?,
    };
    let copy = monitoring_path(&found.origin);
    output::line(format!(
        "{} entries are here as a checked copy, {} of them new, with {} texts.",
        pulled.size, pulled.entries, pulled.contents
    ))?;
    output::line(format!("This node serves it at /mirror/{copy}/"))?;
    output::line(
        "It is a copy to read: nobody can join, vote, write or decide in it here. The process goes on only where its keys are (`maru recover`), or as a new one.",
    )?;
    output::line(format!("Check it: maru verify {}", data.join("mirror").join(copy).display()))
}

/// A record that this node signs itself comes back by another way, which knows what was signed last.
fn refuse_own(data: &Path, found: &ArchiveCheck) -> anyhow::Result<()> {
    if kept(data)?.iter().any(|own| own.origin == found.origin) {
        bail!("{} is a record of this node; what it lost comes back with `maru recover`", found.origin);
    }
    Ok(())
}

/// The keys that must have signed: those of an earlier copy, those that were given, or else those in the archive.
fn keys(
    mirror: &Mirror,
    arguments: &ImportArguments,
    found: &ArchiveCheck,
) -> anyhow::Result<Vec<VerifierKey>> {
    let known = mirror.pinned(&found.origin)?;
    if let Some(foreign) = arguments.key.iter().find(|key| !found.keys.contains(key)) {
        bail!("the archive is not signed by the key {foreign}");
    }
    match known {
        Some(known) if !are_the_same(&known, &found.keys) => {
            bail!("the archive is signed by other keys than the copy of {} that is here", found.origin)
        }
        Some(known) => Ok(known),
        None => {
            if arguments.key.is_empty() {
                output::line(
                    "Nobody vouches that the keys in the archive are those of its record: compare them, or name one with --key.",
                )?;
                for key in &found.keys {
                    output::line(format!("  {key}"))?;
                }
            }
            Ok(found.keys.clone())
        }
    }
}

/// Whether two lists name the same keys, in whatever order.
fn are_the_same(one: &[VerifierKey], other: &[VerifierKey]) -> bool {
    one.len() == other.len() && one.iter().all(|key| other.contains(key))
}

fn describe(found: &ArchiveCheck) -> anyhow::Result<()> {
    output::line(format!("{}: process “{}”, {} entries.", found.origin, found.process, found.entries))?;
    say_missing(found.missing)?;
    output::line(if found.compared {
        "Every file in it is what its record gives."
    } else {
        "Its texts, attachments and tables were written by another version and not checked; they are not brought in."
    })
}
