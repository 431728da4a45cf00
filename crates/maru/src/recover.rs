//! `maru recover`: what a node has lost, back from its peers; and the way on for a folder that was restored from a backup.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use maru_record::note::MAX_NOTE_BYTES;
use maru_record::tile::CHECKPOINT_PATH;
use maru_record::witness::monitoring_path;
use maru_record::{SignedCheckpoint, SourceError, TileSource};
use maru_store::mirror::{
    Known, Last, OwnCopy, PullError, RecoverError, Recovered, Standing, accept, compare, kept, recover,
    release, standings,
};
use maru_store::peer::{Network as _, Peer, Peers, Remote, host_of, published};
use maru_store::{Damaged, Finding, Node, Options, Restored, mend, salvage};

use crate::http::Http;
use crate::{output, peer};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The address of a node that witnesses or mirrors this one, for all records; or of one copy, `…/mirror/<hash>`. Without
    /// it, all peers of this node are asked.
    url: Option<String>,
    /// The folder with the private keys, if they are not in the node's folder: the one that was called `keys`.
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
    /// Go on although nobody can say what was signed last. The sentence is printed when it is needed.
    #[arg(long, value_name = "SENTENCE")]
    confirm: Option<String>,
}

/// Exit code 0: every record is whole and can go on. 1: one cannot, and the output says why.
pub(crate) fn run(arguments: &Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    if let Some(keys) = &arguments.keys {
        bring_keys(keys, data)?;
    }
    if kept(data)?.is_empty() && !data.join("node.db").is_file() {
        bail!(
            "{} holds no keys: without them nothing can go on under its name. Put your copy of the folder `keys` there, or name it with \
             --keys",
            data.display()
        );
    }
    let addresses = addresses(arguments, data)?;
    let whole = put_right(data, &addresses)?;
    let mut records = records(data)?;
    let peers = Peers::load(data)?;
    let mut asked = Asked { peers: peers.peers.len(), ..Asked::default() };
    for address in &addresses {
        asked.ask(address, peers.at(address), &records);
    }
    asked.look(data)?;
    let mut good = whole & asked.is_fitting(arguments.url.as_deref(), &records)?;
    let mut came_back = false;
    for standing in &records {
        came_back |= bring_back(data, standing, &asked, &mut good)?;
    }
    if came_back {
        records = self::records(data)?;
    }
    good &= settle(arguments, data, &records, &asked)?;
    if came_back {
        output::line(
            "Only entries and contents come back. Accounts, memberships and sessions were in node.db alone: people join again, or you \
             restore a backup first and then recover.",
        )?;
    }
    Ok(ExitCode::from(u8::from(!good)))
}

/// Copies of a record at some addresses, asked one after the other.
struct Copies {
    http: Http,
    prefixes: Vec<String>,
}

impl TileSource for Copies {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let found = self
            .prefixes
            .iter()
            .filter_map(|prefix| Remote::new(&self.http, prefix).read(path).ok().flatten());
        Ok(found.into_iter().next())
    }
}

/// Puts right what the disk has damaged, as far as other copies prove what was there; false if something is left.
fn put_right(data: &Path, addresses: &[String]) -> anyhow::Result<bool> {
    let peers = Peers::load(data)?;
    let elsewhere = |origin: &str| {
        let copies = addresses.iter().flat_map(|address| places(address, origin));
        let copies = copies.filter(|(_, is_copy)| *is_copy).map(|(prefix, _)| prefix);
        // Of a peer's record, of which a copy is here, the peer has the original.
        let home =
            peers.peers.iter().filter(|peer| peer.records.iter().any(|record| record.origin == origin));
        let prefixes: Vec<_> = home.map(|peer| peer.record_address(origin)).chain(copies).collect();
        let copies = Copies { http: Http::to_peers(), prefixes };
        Some(Box::new(copies) as Box<dyn TileSource>)
    };
    let done = mend(data, &elsewhere)?;
    for finding in &done.mended {
        output::line(format!("Put right: {finding}."))?;
    }
    let (database, left): (Vec<_>, Vec<_>) =
        done.left.into_iter().partition(|finding| finding.damaged == Damaged::Database);
    for finding in &left {
        output::complain(&anyhow::anyhow!("{finding}"));
    }
    if let Some(finding) = database.first() {
        begin_anew(data, finding)?;
    }
    Ok(left.is_empty())
}

/// A database whose pages are damaged is moved aside. What can be read of it is kept, and the records come back from what this
/// node has published itself; what its mirrors have beyond that comes back afterwards.
fn begin_anew(data: &Path, finding: &Finding) -> anyhow::Result<()> {
    output::line(format!("{finding}."))?;
    let salvaged = salvage(data)?;
    let rows: Vec<_> = salvaged.rows.iter().map(|(table, rows)| format!("{table} {rows}")).collect();
    output::line(format!(
        "It lies in {} now; rows that could be read: {}. Whoever is missing among the accounts joins again; sessions are gone.",
        salvaged.aside.display(),
        rows.join(", ")
    ))?;
    // Where the lock is there, it says what was signed last.
    let last = if data.join("lock.db").is_file() { Last::Known } else { Last::Unknown };
    for record in kept(data)? {
        match recover(data, &OwnCopy::of(data, &record), &record, host_of(&record.origin), last) {
            Ok(recovered) => output::line(format!(
                "{}: {} entries came back from the published files here, with {} contents. Words that were not published (waiting or \
                 rejected) came back only as far as they could be read.",
                record.origin, recovered.entries, recovered.contents
            ))?,
            Err(RecoverError::Pull(PullError::Nothing)) => {}
            Err(error) => output::complain(&anyhow::Error::new(error).context(record.origin.clone())),
        }
    }
    Ok(())
}

fn addresses(arguments: &Arguments, data: &Path) -> anyhow::Result<Vec<String>> {
    match &arguments.url {
        Some(url) => Ok(vec![peer::address(url)?.to_owned()]),
        None => Ok(Peers::load(data)?.peers.into_iter().map(|peer| peer.url).collect()),
    }
}

fn records(data: &Path) -> anyhow::Result<Vec<Standing>> {
    Ok(standings(&*Node::open(data, Options::CREATE)?)?)
}

/// A head that somebody holds.
struct Held {
    /// Who, as a person reads it.
    who: String,
    /// Where its copy lies, if it keeps one.
    copy: Option<String>,
    /// Whether the holder is a peer of this node, by the keys pinned here, and witnesses the record: it is asked for each new head, so that
    /// it may know what was signed last. Any other copy is one of some day: an archive that somebody brought in, a copy for readers.
    follows: bool,
    head: SignedCheckpoint,
}

/// What others answered.
#[derive(Default)]
struct Asked {
    heads: Vec<Held>,
    /// Who did not answer, and why.
    silent: Vec<String>,
    answered: usize,
    /// How many peers this node has, and how many of them have answered.
    peers: usize,
    peers_answered: usize,
}

impl Asked {
    /// Asks one address what it holds of each record, as a witness and as a mirror.
    fn ask(&mut self, address: &str, peer: Option<&Peer>, records: &[Standing]) {
        let http = Http::to_peers();
        let witness = peer.map(Peer::witness_keys).unwrap_or_default();
        for standing in records {
            for (prefix, is_copy) in places(address, &standing.record.origin) {
                match http.get(&format!("{prefix}/{CHECKPOINT_PATH}"), MAX_NOTE_BYTES) {
                    Ok(found) => {
                        self.answered += 1;
                        let head = found.and_then(|bytes| SignedCheckpoint::parse(&bytes).ok());
                        let copy = is_copy.then(|| prefix.clone());
                        self.heads.extend(head.map(|head| Held {
                            who: address.to_owned(),
                            copy,
                            follows: !is_copy && !witness.is_empty() && head.verify_kinds(&witness).is_ok(),
                            head,
                        }));
                    }
                    Err(reason) => {
                        self.silent.push(reason);
                        return;
                    }
                }
            }
        }
        self.peers_answered += usize::from(peer.is_some());
    }

    /// What this folder itself still publishes was signed too.
    fn look(&mut self, data: &Path) -> anyhow::Result<()> {
        let here = published(data)?.into_iter();
        self.heads.extend(here.map(|head| Held {
            who: "the published files here".to_owned(),
            copy: None,
            follows: false,
            head,
        }));
        Ok(())
    }

    fn of<'a>(&'a self, standing: &'a Standing) -> impl Iterator<Item = &'a Held> {
        self.heads.iter().filter(|held| held.head.checkpoint().origin == standing.record.origin)
    }

    /// Heads that this record signed.
    fn signed<'a>(&'a self, standing: &'a Standing) -> impl Iterator<Item = &'a Held> {
        self.of(standing).filter(|held| held.head.verify_kinds(&standing.record.keys).is_ok())
    }

    /// Whether a peer that follows the record has answered.
    fn follower(&self, standing: &Standing) -> bool {
        self.signed(standing).any(|held| held.follows)
    }

    /// An address of one copy must be the copy of a record whose keys are here; whoever did not answer is named.
    fn is_fitting(&self, url: Option<&str>, records: &[Standing]) -> anyhow::Result<bool> {
        for reason in &self.silent {
            output::complain(&anyhow::anyhow!("not asked: {reason}"));
        }
        match url {
            Some(url) if records.iter().all(|record| places(url, &record.record.origin).is_empty()) => {
                bail!("none of the records here belongs to that copy")
            }
            _ => Ok(url.is_none() || self.silent.is_empty()),
        }
    }
}

/// Where an address may hold something of a record, and whether that is a copy of it.
fn places(address: &str, origin: &str) -> Vec<(String, bool)> {
    let path = monitoring_path(origin);
    match address.split_once("/mirror/") {
        Some((_, copy)) if copy == path.as_str() => vec![(address.to_owned(), true)],
        Some(_) => Vec::new(),
        None => {
            vec![(format!("{address}/witness/{path}"), false), (format!("{address}/mirror/{path}"), true)]
        }
    }
}

/// Brings back what others have of a record and this folder lacks; true if anything came.
fn bring_back(data: &Path, standing: &Standing, asked: &Asked, good: &mut bool) -> anyhow::Result<bool> {
    let most = asked.signed(standing).max_by_key(|held| held.head.checkpoint().size);
    let Some(most) = most.map(|held| held.head.checkpoint().size).filter(|most| *most > standing.entries)
    else {
        return Ok(false);
    };
    let mut copies: Vec<_> = asked.signed(standing).filter(|held| held.copy.is_some()).collect();
    copies.sort_by_key(|held| std::cmp::Reverse(held.head.checkpoint().size));
    let origin = &standing.record.origin;
    for held in copies {
        let Some(prefix) = &held.copy else { continue };
        let is_last = asked.follower(standing) && held.head.checkpoint().size >= most;
        let last = if is_last { Last::Known } else { Last::Unknown };
        let source = Http::to_peers();
        match recover(data, &Remote::new(&source, prefix), &standing.record, host_of(&held.who), last) {
            Ok(recovered) => {
                say_recovered(origin, &recovered)?;
                return Ok(true);
            }
            Err(RecoverError::Pull(PullError::Nothing)) => {}
            Err(error) => {
                *good = false;
                output::complain(&anyhow::Error::new(error).context(origin.clone()));
            }
        }
    }
    output::complain(&anyhow::anyhow!(
        "{origin}: {most} entries were signed, {} are here, and nobody who was asked gave the others",
        standing.entries
    ));
    *good = false;
    Ok(false)
}

fn say_recovered(origin: &str, recovered: &Recovered) -> anyhow::Result<()> {
    output::line(format!(
        "{origin}: {} entries; {} were here, {} came back, with {} contents.",
        recovered.entries,
        recovered.before,
        recovered.entries - recovered.before,
        recovered.contents
    ))?;
    if recovered.absent > 0 {
        output::line(format!(
            "{} texts that these entries name are not in that copy. No copy may hold words that were withdrawn or rejected, or that waited: \
             those are not here any more.",
            recovered.absent
        ))?;
    }
    Ok(())
}

/// Lets each record go on of which it is known what was signed last; the folder's mark goes when all of them can.
fn settle(arguments: &Arguments, data: &Path, records: &[Standing], asked: &Asked) -> anyhow::Result<bool> {
    let mark = Restored::of(data)?;
    let sentence = sentence(mark.as_ref());
    let confirmed = arguments.confirm.as_deref().map(str::trim) == Some(&sentence);
    if arguments.confirm.is_some() && !confirmed {
        bail!("that is not the sentence. It is: --confirm \"{sentence}\"");
    }
    let node = Node::open(data, Options::EXISTING)?;
    let mut open = Vec::new();
    for standing in records {
        let origin = &standing.record.origin;
        match judge(&node, standing, asked, mark.as_ref(), confirmed)? {
            Course::Settled => {}
            Course::After(head) => accept(&node, &standing.record, head)?,
            Course::Open(reason) => open.push(format!("{origin}: {reason}")),
            Course::Unknown(reason) => open.push(format!(
                "{origin}: {reason}. If you have asked all who may know, and accept it, say so: --confirm \"{sentence}\""
            )),
        }
    }
    for reason in &open {
        output::complain(&anyhow::anyhow!("{reason}"));
    }
    if !open.is_empty() {
        return Ok(false);
    }
    if mark.is_some() {
        release(&node)?;
    }
    let was_unasked = node.unasked().is_some();
    node.vouch();
    drop(node);
    let node = Node::open(data, Options::EXISTING)?;
    for record in node.records() {
        node.publish(&record)?;
    }
    if mark.is_some() || was_unasked {
        output::line(format!(
            "{} records go on from here. What was signed in the last moments before the loss, and had not reached anybody who was asked, \
             cannot be known: whoever holds a receipt of it can prove it.",
            records.len()
        ))?;
    }
    if mark.as_ref().is_some_and(|mark| !mark.copies) {
        output::line(
            "This node's witness and mirror begin under new keys: tell the peers, who add it again.",
        )?;
    } else if arguments.url.is_some() {
        output::line("No entry that was asked for is missing here.")?;
    }
    Ok(true)
}

fn sentence(mark: Option<&Restored>) -> String {
    match mark {
        Some(mark) if !mark.copies => format!("what was signed after {} may be lost", mark.since()),
        _ => "what was signed and is not here may be lost".to_owned(),
    }
}

/// What is to be done with a record.
enum Course<'a> {
    /// Nothing: it can go on.
    Settled,
    /// It goes on after this head; after none where nobody knows one and the operator accepts that.
    After(Option<&'a SignedCheckpoint>),
    /// It cannot go on, whatever the operator says.
    Open(String),
    /// Nobody can say what was signed last.
    Unknown(String),
}

fn judge<'a>(
    node: &Node,
    standing: &'a Standing,
    asked: &'a Asked,
    mark: Option<&Restored>,
    confirmed: bool,
) -> anyhow::Result<Course<'a>> {
    if standing.record.keys.is_empty() {
        let known = asked.of(standing).next();
        return Ok(match known {
            Some(held) => Course::Open(format!(
                "{} holds a head of it, and its keys are not here: name them with --keys",
                held.who
            )),
            None if standing.signed || standing.locked.is_some() => {
                Course::Open("it was signed, and its keys are not here: name them with --keys".to_owned())
            }
            None => Course::Settled,
        });
    }
    let (mut last, mut by_peer): (Option<&SignedCheckpoint>, bool) = (None, false);
    for held in asked.of(standing) {
        match compare(node, standing, &held.head)? {
            Known::Unsigned => {}
            Known::Fits(size) => {
                by_peer |= held.follows;
                if last.is_none_or(|last| last.checkpoint().size < size) {
                    last = Some(&held.head);
                }
            }
            Known::Lacks(size) => {
                return Ok(Course::Open(format!(
                    "{} holds a head over {size} entries, and only {} are here",
                    held.who, standing.entries
                )));
            }
            Known::Differs(size) => {
                return Ok(Course::Open(format!(
                    "{} holds a head over its first {size} entries, signed by this record, and they are not those here: these are two \
                     histories. Keep both as evidence",
                    held.who
                )));
            }
        }
    }
    // Where the folder may be an older copy, its own files say nothing of what came after it, and no more does a copy of some day.
    let may_be_old = node.unasked().is_some() && asked.peers_answered < asked.peers;
    let copied = |size: u64| mark.is_some_and(|mark| mark.copies) && size < standing.entries;
    Ok(match (standing.locked, last) {
        (Some(size), _) if size > standing.entries => {
            Course::Open(format!("lock.db knows of {size} entries, and only {} are here", standing.entries))
        }
        (Some(size), _) if (may_be_old || copied(size)) && !by_peer && !confirmed => {
            Course::Unknown("nobody who may know what was signed last has answered".to_owned())
        }
        (Some(_), _) => Course::Settled,
        (None, last) if confirmed => Course::After(last),
        (None, Some(last)) if by_peer && asked.silent.is_empty() => Course::After(Some(last)),
        (None, Some(_)) if by_peer => {
            Course::Unknown("not all who may know what was signed last have answered".to_owned())
        }
        (None, Some(_)) => Course::Unknown(
            "what was found is a copy of some day; no peer of this node that follows the record has said what was signed last, so there may \
             be later entries, and to sign others in their place is a second history"
                .to_owned(),
        ),
        (None, None) if standing.entries == 0 && !standing.signed => Course::Settled,
        (None, None) if asked.answered > 0 => Course::Unknown(
            "nobody who was asked knows it, so nobody can say what was signed last".to_owned(),
        ),
        (None, None) => {
            Course::Unknown("nobody was asked, so nobody can say what was signed last".to_owned())
        }
    })
}

/// Copies the private keys into the node's folder, where it has none of that name; never replaces one.
fn bring_keys(from: &Path, data: &Path) -> anyhow::Result<()> {
    maru_store::mirror::bring_keys(from, data).with_context(|| from.display().to_string())
}
