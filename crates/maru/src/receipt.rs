//! `maru receipt`: checks what a participant kept, a file without any network or the address from a printed code.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand};
use maru_record::proof::MAX_PROOF_BYTES;
use maru_record::{Algorithm, Digest, Locator, Policy, Proof, Receipt, tree};
use serde_json::json;

use crate::http::Http;
use crate::output;
use crate::verify::{self, Memory};

/// The longest file of keys that is read from a node.
const MAX_KEYS_BYTES: u64 = 64 * 1024;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check a receipt: a file, or the address from a printed code.
    ///
    /// Exit code 0: it holds. 1: it is proven wrong. 2: it could not be decided.
    Check {
        /// The `.tlog-proof` file, which is checked without a network, or the printed address with its `#…`.
        receipt: String,
        /// The record's verifier key, or a file with its keys as the node's `/p/…/vkey` gives them. Without it, the key counts
        /// that `maru verify` remembers.
        #[arg(long, value_name = "VKEY|FILE")]
        key: Option<String>,
        /// A trust policy (C2SP tlog-policy) instead of one key.
        #[arg(long, value_name = "FILE", conflicts_with = "key")]
        policy: Option<PathBuf>,
        /// Where the keys and heads of records are remembered.
        #[arg(long, value_name = "FILE", env = "MARU_HEADS")]
        heads: Option<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// What is wrong with a receipt: a stable code, and words.
struct Wrong(&'static str, String);

/// A receipt that was brought, with the printed fingerprint where there is one.
struct Brought {
    proof: Proof,
    locator: Option<Locator>,
    /// The node that it came from.
    base: Option<String>,
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let Command::Check { receipt, key, policy, heads, json } = arguments.command;
    let brought = match bring(&receipt) {
        Ok(Ok(brought)) => brought,
        // What is no receipt, or was cut off on its way, proves nothing of anybody.
        Ok(Err(wrong)) if json => {
            say_wrong(&wrong, json)?;
            return Ok(ExitCode::from(2));
        }
        Ok(Err(Wrong(_, why))) => return Ok(cannot_say(&anyhow!("this is no whole receipt: {why}"))),
        Err(error) => return Ok(cannot_say(&error)),
    };
    let trusted = trust(&brought, key.as_deref(), policy.as_deref(), heads);
    let (policy, first_sight) = match trusted {
        Ok(trusted) => trusted,
        Err(error) => return Ok(cannot_say(&error)),
    };
    match check(&brought, &policy) {
        Ok(receipt) => say_good(&brought.proof, &receipt, first_sight, json),
        Err(wrong) => say_wrong(&wrong, json),
    }
}

fn cannot_say(error: &anyhow::Error) -> ExitCode {
    output::complain(error);
    ExitCode::from(2)
}

/// Reads the file, or fetches what a printed address leads to.
fn bring(receipt: &str) -> anyhow::Result<Result<Brought, Wrong>> {
    let is_address = receipt.starts_with("https://") || receipt.starts_with("http://");
    if !is_address {
        let bytes = std::fs::read(receipt).with_context(|| receipt.to_owned())?;
        return Ok(parse(&bytes).map(|proof| Brought { proof, locator: None, base: None }));
    }
    let Some(locator) = Locator::parse(receipt) else {
        bail!(
            "this is not the address of a receipt: it must end in /r/…/number#fingerprint, just as it is printed"
        );
    };
    let address = receipt.split(['#', '?']).next().unwrap_or_default();
    let base = address.rsplit_once("/r/").map(|(base, _)| base.to_owned());
    let bytes = fetch(&format!("{address}.tlog-proof"), MAX_PROOF_BYTES as u64)?;
    Ok(parse(&bytes).map(|proof| Brought { proof, locator: Some(locator), base }))
}

fn parse(bytes: &[u8]) -> Result<Proof, Wrong> {
    Proof::parse(bytes).map_err(|error| Wrong(error.code(), error.to_string()))
}

fn fetch(url: &str, limit: u64) -> anyhow::Result<Vec<u8>> {
    let found = Http::to_typed([url]).find(url, limit).map_err(|reason| anyhow!(reason))?;
    found.ok_or_else(|| anyhow!("there is nothing at {url}"))
}

/// Checks a receipt that was fetched from a process's address, by the key that is remembered or, on first sight, shown there.
pub(crate) fn check_fetched(page: &str, proof: &Proof) -> anyhow::Result<Result<(), String>> {
    let base = page.rsplit_once("/p/").map(|(base, _)| base.to_owned());
    let brought = Brought { proof: proof.clone(), locator: None, base };
    let heads = std::env::var_os("MARU_HEADS").map(PathBuf::from);
    let (policy, _) = trust(&brought, None, None, heads)?;
    Ok(check(&brought, &policy).map(|_| ()).map_err(|Wrong(_, reason)| reason))
}

/// Whose signature counts; true if the key comes from the node itself and was never seen before.
fn trust(
    brought: &Brought,
    key: Option<&str>,
    policy: Option<&Path>,
    heads: Option<PathBuf>,
) -> anyhow::Result<(Policy, bool)> {
    if let Some(path) = policy {
        let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
        return Ok((Policy::parse(&bytes).with_context(|| path.display().to_string())?, false));
    }
    if let Some(key) = key {
        return Ok((verify::policy_of(&verify::keys_given(key)?)?, false));
    }
    let origin = &brought.proof.checkpoint.checkpoint().origin;
    if let Some(keys) = Memory::open(heads)?.keys(origin, true) {
        return Ok((verify::policy_of(&keys)?, false));
    }
    let (Some(base), Some((_, id))) = (&brought.base, origin.rsplit_once("/p/")) else {
        bail!("the key of {origin} is not known here; give it with --key, or a policy with --policy");
    };
    if !verify::first_sight::belongs(origin, &format!("{base}/p/{id}")) {
        bail!(
            "the record calls itself {origin}, and the receipt is from {base}: give the record's key with --key, got from elsewhere"
        );
    }
    let keys = String::from_utf8(fetch(&format!("{base}/p/{id}/vkey"), MAX_KEYS_BYTES)?)?;
    let keys: Vec<_> = keys.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect();
    Ok((verify::first_sight::policy(origin, &keys)?, true))
}

/// Whether no line of the receipt is long enough to be a post-quantum signature.
fn is_compact(proof: &Proof) -> bool {
    proof.clone().compact().checkpoint == proof.checkpoint
}

fn check(brought: &Brought, policy: &Policy) -> Result<Receipt, Wrong> {
    let Brought { proof, locator, .. } = brought;
    // Of a compact receipt the post-quantum lines were left out; whoever reads the answer is told.
    let policy = if is_compact(proof) { policy.without(Algorithm::MlDsa44) } else { policy.clone() };
    let receipt = proof.check(&policy).map_err(|error| Wrong(error.code(), error.to_string()))?;
    if let Some(printed) = locator {
        let leaf = tree::leaf_hash(proof.extra.as_deref().unwrap_or_default());
        let of_record = Digest::of(receipt.origin.as_bytes()).to_string().starts_with(&printed.origin);
        if !of_record || printed.index != receipt.index {
            let said = format!(
                "the node shows entry {} of {} instead of what was printed",
                receipt.index, receipt.origin
            );
            return Err(Wrong("other-place", said));
        }
        if printed.leaf != leaf {
            let said =
                format!("entry {} is not the one that was printed: it was changed since", receipt.index);
            return Err(Wrong("other-entry", said));
        }
    }
    Ok(receipt)
}

fn say_good(proof: &Proof, receipt: &Receipt, first_sight: bool, json: bool) -> anyhow::Result<ExitCode> {
    let content = String::from_utf8_lossy(&receipt.entry.body.encode()).into_owned();
    let head = proof.checkpoint.checkpoint();
    let witnesses: Vec<_> =
        receipt.trusted.witnesses.iter().map(|(name, time)| (name.to_string(), *time)).collect();
    if json {
        let witnesses: Vec<_> =
            witnesses.iter().map(|(name, time)| json!({"name": name, "time": time})).collect();
        output::json(&json!({
            "good": true, "origin": receipt.origin, "entry": receipt.index, "size": head.size,
            "content": content, "witnesses": witnesses, "key_from_node": first_sight,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    output::line(format!(
        "Good: entry {} is in the record “{}” of {} entries.",
        receipt.index, receipt.origin, head.size
    ))?;
    for (name, time) in witnesses {
        let at = jiff::Timestamp::from_second(i64::try_from(time)?)?;
        output::line(format!("Witnessed by {name} at {at}."))?;
    }
    if is_compact(proof) {
        output::line(
            "It is a compact receipt, without the post-quantum signature: its Ed25519 signature alone vouches for it.",
        )?;
    }
    if first_sight {
        output::line("The record's key was shown by the node itself: compare it with one from elsewhere.")?;
    }
    output::line(content)?;
    Ok(ExitCode::SUCCESS)
}

fn say_wrong(Wrong(code, reason): &Wrong, json: bool) -> anyhow::Result<ExitCode> {
    if json {
        output::json(&json!({"good": false, "code": code, "reason": reason}))?;
    } else {
        output::line(format!("WRONG: {reason}"))?;
    }
    Ok(ExitCode::from(1))
}
