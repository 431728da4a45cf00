//! What the node took: the entry is fetched with its receipt, and held against what was signed.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maru_forum::{Event, Moment, Recorded, decode, encode};
use maru_record::Proof;
use maru_record::proof::MAX_PROOF_BYTES;

use super::Place;
use super::client::Client;
use crate::{output, receipt};

/// How often a receipt is asked for: it exists some moments after the entry.
const TRIES: u32 = 40;
/// How long to wait in between.
const PAUSE: Duration = Duration::from_millis(250);

/// An entry with the proof that it is in the record.
pub(super) struct Taken {
    entry: u64,
    bytes: Vec<u8>,
    proof: Proof,
    recorded: Recorded,
}

/// Fetches an entry of the record with its receipt.
pub(super) fn receipt(client: &Client, origin: &str, entry: u64) -> anyhow::Result<Taken> {
    let bytes = fetch(client, entry)?;
    let proof = Proof::parse(&bytes)
        .with_context(|| format!("what the node gives as the receipt of entry {entry} is none"))?;
    let shown = &proof.checkpoint.checkpoint().origin;
    if proof.index != entry || shown != origin {
        bail!(
            "the node did something else: asked for the receipt of entry {entry} of {origin}, it gives that of entry {} of {shown}",
            proof.index
        );
    }
    let extra = proof.extra.as_deref().context("the receipt holds no entry")?;
    let recorded = decode(&maru_record::Entry::decode(extra)?)
        .with_context(|| format!("entry {entry} is not understood by this program"))?;
    Ok(Taken { entry, bytes, proof, recorded })
}

fn fetch(client: &Client, entry: u64) -> anyhow::Result<Vec<u8>> {
    for attempt in 0..TRIES {
        if attempt > 0 {
            std::thread::sleep(PAUSE);
        }
        if let Some(bytes) = client.receipt(entry, MAX_PROOF_BYTES as u64)? {
            return Ok(bytes);
        }
    }
    bail!(
        "the node names entry {entry}, and shows no receipt for it after {} seconds: it may have done something else. Run the same \
         command again, and nothing will be signed anew",
        (PAUSE * TRIES).as_secs()
    )
}

/// Whether the entry is the one that was signed, byte for byte but for the time, which is the node's.
pub(super) fn is_what_was_signed(taken: &Taken, signed: &str) -> anyhow::Result<()> {
    let untimed = Recorded { at: Moment(0), ..taken.recorded.clone() };
    if BASE64.encode(encode(&untimed).encode()?) == signed {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&encode(&taken.recorded).body.encode()).into_owned();
    bail!(
        "the node did something else: entry {} is not what you signed. It says {said}. Keep your key file, and check the record with \
         `maru verify`",
        taken.entry
    )
}

/// Whether the entry admits the holder of a key, as the person asked for it.
pub(super) fn is_admission(
    taken: &Taken,
    key: &[u8; 32],
    asked: Option<(&str, Option<&str>, Option<&str>)>,
) -> anyhow::Result<()> {
    let entry = taken.entry;
    let Event::Admitted(admitted) = &taken.recorded.event else {
        bail!("the node did something else: entry {entry} admits nobody");
    };
    match &admitted.key {
        Some(stands) if stands == key => {}
        Some(_) => bail!(
            "the node did something else: your admission, entry {entry}, has another key than yours, so that somebody else can act under \
             this name and you cannot"
        ),
        None => bail!(
            "the node did something else: your admission, entry {entry}, has no key, so that the node itself can act under this name"
        ),
    }
    let Some((pseudonym, group, country)) = asked else { return Ok(()) };
    let stands = (
        admitted.pseudonym.as_str(),
        admitted.group.as_ref().map(|group| group.0.as_str()),
        admitted.country.map(|country| country.to_string()),
    );
    if (stands.0, stands.1, stands.2.as_deref()) != (pseudonym.trim(), group, country) {
        bail!(
            "the node did something else: entry {entry} admits you as “{}”, group {}, country {}",
            stands.0,
            stands.1.unwrap_or("none"),
            stands.2.as_deref().unwrap_or("none")
        );
    }
    Ok(())
}

/// Checks the receipt itself and keeps it beside the key.
pub(super) fn keep(place: &Place, client: &Client, taken: &Taken) -> anyhow::Result<PathBuf> {
    match receipt::check_fetched(&client.page, &taken.proof) {
        Ok(Ok(())) => {}
        Ok(Err(wrong)) => {
            bail!("the node did something else: its receipt for entry {} is wrong: {wrong}", taken.entry)
        }
        Err(error) => output::note(&format!("the receipt's own signature could not be checked: {error:#}")),
    }
    let id = client.page.rsplit('/').next().unwrap_or_default();
    let id: String = id.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    let path = place.key.with_file_name(format!("{id}-{}.tlog-proof", taken.entry));
    std::fs::write(&path, &taken.bytes).with_context(|| path.display().to_string())?;
    Ok(path)
}
