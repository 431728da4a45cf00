//! `maru peer`: the other nodes whose records this one witnesses and mirrors, and which do so for this one.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use clap::{Args, Subcommand};
use maru_record::introduction::is_address;
use maru_record::note::MAX_NOTE_BYTES;
use maru_record::{Algorithm, Introduction, SignedCheckpoint, VerifierKey};
use maru_store::own_keys;
use maru_store::peer::{Asker, Askers, Network, Peer, Peers, meet, published};
use serde_json::{Value, json};

use crate::http::Http;
use crate::output;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add another node: witness and mirror its records, and ask it to do the same.
    ///
    /// The keys that it shows are printed and pinned. Compare them with what its operator tells you over another channel.
    /// A running server of this node takes the peer up within a second and asks it to add this node too, which its operator
    /// confirms with the same command.
    Add {
        /// The node's address, such as `https://forum.example.org`.
        url: String,
        /// The key of the node's own record, got from its operator; another one is refused.
        #[arg(long, value_name = "VKEY")]
        key: Option<String>,
        /// Witness its records, but keep no copies of them.
        #[arg(long)]
        no_mirror: bool,
        /// How many gigabytes copies of its records may take (20 where nothing is said). For a peer that is there already, too.
        #[arg(long, value_name = "GB")]
        quota: Option<u64>,
    },
    /// Show the peers, what each holds of this node's records just now, and who asked to be added.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Remove a peer. Copies of its records stay, and so does what was cosigned.
    Remove {
        /// The node's address.
        url: String,
    },
}

pub(crate) fn run(arguments: Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    match arguments.command {
        Command::Add { url, key, no_mirror, quota } => add(data, &url, key.as_deref(), (no_mirror, quota))?,
        Command::List { json } => list(data, json)?,
        Command::Remove { url } => remove(data, &url)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// An address as it was typed, without a slash at the end; refuses what is none.
pub(crate) fn address(url: &str) -> anyhow::Result<&str> {
    let address = url.trim_end_matches('/');
    if is_address(address) {
        Ok(address)
    } else {
        bail!("“{url}” is not the address of a node; it should look like https://forum.example.org")
    }
}

/// The node at an address, under the key that was given for it.
pub(crate) fn introduced(url: &str, key: Option<&str>) -> anyhow::Result<Introduction> {
    let introduction = meet(&Http::to_peers(), url).map_err(|reason| anyhow!(reason))?;
    if let Some(key) = key
        && !introduction.node.keys.iter().any(|shown| shown.to_string() == key)
    {
        bail!("the node at {url} does not show the key {key}; nothing was changed");
    }
    Ok(introduction)
}

fn add(
    data: &Path,
    url: &str,
    key: Option<&str>,
    (no_mirror, quota): (bool, Option<u64>),
) -> anyhow::Result<()> {
    if !data.join("node.db").is_file() {
        bail!("there is no node in {}", data.display());
    }
    let url = address(url)?;
    let introduction = introduced(url, key)?;
    if own_keys(data)?.iter().any(|own| introduction.node.keys.contains(own)) {
        bail!("{url} is this node itself; a node is not its own peer");
    }
    let peer = Peer { mirrored: !no_mirror, quota, ..Peer::introduced(&introduction) };
    let asked = Askers::load(data)?.askers.into_iter().find(|asker| asker.url == url);
    if let Some(asker) = &asked
        && asker.node != peer.node
        && key.is_none()
    {
        bail!(
            "somebody asked to be added as {url} with other keys than that node shows now; ask its operator for the key and give it with \
             --key"
        );
    }
    let changed = Peers::change(data, |peers| peers.add(&peer))?;
    Askers::forget(data, url)?;
    output::line(format!("{url} shows these keys. Compare them with what its operator tells you:"))?;
    show_keys(&introduction)?;
    for record in introduction
        .records
        .iter()
        .filter(|record| !peer.records.iter().any(|own| own.origin == record.origin))
    {
        output::line(format!("Its record “{}” does not bear its name and is not followed.", record.origin))?;
    }
    let does = if peer.mirrored { "witnesses and mirrors" } else { "witnesses" };
    let state = if changed { "from now on" } else { "as before" };
    output::line(format!("This node {does} its {} records {state}.", peer.records.len()))?;
    output::line(match asked {
        Some(_) => "It has asked to be a peer, and is one now on both sides.".to_owned(),
        None => {
            "This node's server asks it to add this node too; its operator confirms with `maru peer add`."
                .to_owned()
        }
    })
}

/// The keys that are short enough to be compared; the post-quantum ones are pinned with them.
fn short(keys: &[VerifierKey]) -> impl Iterator<Item = &VerifierKey> {
    keys.iter().filter(|key| key.algorithm() != Algorithm::MlDsa44)
}

fn show_keys(introduction: &Introduction) -> anyhow::Result<()> {
    let roles = [
        ("node   ", &introduction.node.keys),
        ("witness", &introduction.witness.keys),
        ("mirror ", &introduction.mirror.keys),
    ];
    for (role, keys) in roles {
        for key in short(keys) {
            output::line(format!("  {role}  {key}"))?;
        }
    }
    Ok(())
}

fn remove(data: &Path, url: &str) -> anyhow::Result<()> {
    let url = url.trim_end_matches('/');
    let removed = Peers::change(data, |peers| Ok(peers.remove(url)))?;
    Askers::forget(data, url)?;
    if !removed {
        bail!("{url} is no peer of this node");
    }
    output::line(format!("{url} is no peer any more. What was copied and cosigned stays."))
}

/// What a peer holds of one of our records, by its own signature.
struct Holding {
    origin: String,
    ours: u64,
    witnessed: Result<Option<(u64, u64)>, String>,
    mirrored: Result<Option<(u64, u64)>, String>,
}

fn list(data: &Path, as_json: bool) -> anyhow::Result<()> {
    let (peers, askers, heads) = (Peers::load(data)?, Askers::load(data)?, published(data)?);
    let http = Http::to_peers();
    let all: Vec<_> = peers.peers.iter().map(|peer| (peer, holdings(&http, peer, &heads))).collect();
    if as_json {
        let peers: Vec<_> = all.iter().map(|(peer, holdings)| peer_json(peer, holdings)).collect();
        return output::json(&json!({"peers": peers, "asked": askers.askers}));
    }
    if all.is_empty() {
        output::line("This node has no peers. Add one: maru peer add URL")?;
    }
    for (peer, holdings) in &all {
        let does = if peer.mirrored { "witnessed and mirrored here" } else { "witnessed here" };
        output::line(format!("{}  {} records, {does}", peer.url, peer.records.len()))?;
        for holding in holdings {
            output::line(format!("  {} ({} entries)", holding.origin, holding.ours))?;
            output::line(format!("    witnesses  {}", in_words(&holding.witnessed)))?;
            output::line(format!("    mirrors    {}", in_words(&holding.mirrored)))?;
        }
    }
    for Asker { url, node, .. } in &askers.askers {
        let key = node.first().map_or("no key", String::as_str);
        output::line(format!("{url} asks to be a peer, with the key {key}. Confirm: maru peer add {url}"))?;
    }
    Ok(())
}

fn holdings(http: &Http, peer: &Peer, heads: &[SignedCheckpoint]) -> Vec<Holding> {
    let ask = |address: String, keys: &[VerifierKey]| -> Result<Option<(u64, u64)>, String> {
        let Some(bytes) = http.get(&format!("{address}/checkpoint"), MAX_NOTE_BYTES)? else {
            return Ok(None);
        };
        let signed = SignedCheckpoint::parse(&bytes).map_err(|error| error.to_string())?;
        let seen = signed.verify(keys).map_err(|error| error.to_string())?;
        let time = seen.iter().filter_map(|seen| seen.time).max().unwrap_or_default();
        Ok(Some((signed.checkpoint().size, time)))
    };
    let of = |head: &SignedCheckpoint| {
        let head = head.checkpoint();
        Holding {
            origin: head.origin.clone(),
            ours: head.size,
            witnessed: ask(peer.witness_address(&head.origin), &peer.witness_keys()),
            mirrored: ask(peer.mirror_address(&head.origin), &peer.mirror_keys()),
        }
    };
    heads.iter().map(of).collect()
}

fn in_words(held: &Result<Option<(u64, u64)>, String>) -> String {
    match held {
        Ok(Some((size, time))) => {
            let when = jiff::Timestamp::from_second(*time as i64)
                .map_or_else(|_| time.to_string(), |time| time.to_string());
            format!("{size} entries, signed {when}")
        }
        Ok(None) => "nothing".to_owned(),
        Err(reason) => format!("not known: {reason}"),
    }
}

fn peer_json(peer: &Peer, holdings: &[Holding]) -> Value {
    let held = |held: &Result<Option<(u64, u64)>, String>| match held {
        Ok(Some((size, time))) => json!({"size": size, "time": time}),
        Ok(None) => Value::Null,
        Err(reason) => json!({"error": reason}),
    };
    let records: Vec<_> = holdings
        .iter()
        .map(|one| json!({"origin": one.origin, "entries": one.ours, "witnessed": held(&one.witnessed), "mirrored": held(&one.mirrored)}))
        .collect();
    json!({"url": peer.url, "node": peer.node, "witness": peer.witness, "mirror": peer.mirror, "mirrored_here": peer.mirrored,
           "follows": peer.records.iter().map(|record| &record.origin).collect::<Vec<_>>(), "holds": records})
}
