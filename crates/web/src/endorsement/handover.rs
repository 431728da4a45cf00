//! A statement that is handed over into a process on this node arrives there: as a submission by whoever hands it over, which that process
//! answers like any other.

use std::sync::Arc;

use maru_forum::{Draft, EntryNumber, HandOver, Language, Office, ProcessAddress, Stage, Submit};
use maru_store::ProcessHandle;

use super::statement::title;
use crate::common::ProcessView;
use crate::desk::routes::holds;
use crate::fault::Fault;
use crate::reader::Reader;

/// The same handing over with the entry that was made of it in the other process, where that is on this node; or, in words, why none was.
/// What the rules of the statement's own process would refuse makes no entry anywhere.
pub(crate) async fn delivered(
    reader: &Reader,
    handle: &ProcessHandle,
    over: HandOver,
) -> Result<Result<HandOver, String>, Fault> {
    let there = over.process.as_deref().and_then(|named| process_here(reader, named));
    let Some(there) = there.filter(|there| there.id() != handle.id() && over.entry.is_none()) else {
        return Ok(Ok(over));
    };
    let is_open = matches!(handle.read().stage, Stage::Open(_)) && over.day <= reader.visit.now.day();
    let letter = reader.draw(handle, |page| {
        let draft = page.process.drafts.iter().find(|draft| draft.entry == over.draft)?;
        Some((
            page.visit.tag().parse::<Language>().ok()?,
            letter(page, draft, &reader.state.settings.address, &over.to),
        ))
    });
    let Some(text) = letter.filter(|_| is_open && holds(reader, handle, Office::Secretariat)) else {
        return Ok(Ok(over));
    };
    match reader.act(&there, Submit { text: Some(text), attachments: Vec::new() }).await {
        Ok(answer) => {
            let process = Some(there.read().origin.clone());
            Ok(Ok(HandOver { process, entry: Some(answer.entry), ..over }))
        }
        Err(Fault::Refused(violation)) => Ok(Err(reader.visit.violation(&violation))),
        Err(Fault::Join) => {
            let address = format!("{}/p/{}/join", reader.state.settings.address, there.id());
            Ok(Err(reader.visit.text_with("demand-handover-join", &[("address", address.into())])))
        }
        // Whoever is not signed in is led there by the form itself.
        Err(Fault::SignIn) => Ok(Ok(over)),
        Err(fault) => Err(fault),
    }
}

/// The process on this node that an address, an origin or a path of it names.
fn process_here(reader: &Reader, named: &str) -> Option<Arc<ProcessHandle>> {
    let (node, named) = (&reader.state.settings.address, named.trim());
    let full = if named.starts_with("/p/") { format!("{node}{named}") } else { named.to_owned() };
    let here = ProcessAddress::read(node)?;
    let place = ProcessAddress::read(&full)?;
    let wanted = place.origin()?;
    // By the name that its record bears, or by the address under which this node is reached.
    let id = wanted.rsplit('/').next().filter(|_| place.host() == here.host());
    let is_it =
        |handle: &&Arc<ProcessHandle>| handle.read().origin == wanted || id == Some(handle.id().as_str());
    reader.state.node.processes().iter().find(is_it).cloned()
}

/// What arrives: who hands what over to whom, and by what anyone can tell that it is this version of this statement.
fn letter(page: &ProcessView<'_>, draft: &Draft, node: &str, to: &str) -> String {
    let (visit, process) = (page.visit, page.process);
    let count = process.endorsements.count(draft.entry);
    let line = |key: &str, said: String| format!("{}: {said}", visit.text(key));
    let entry: EntryNumber = draft.entry;
    let mut lines = vec![
        visit.text("demand-letter"),
        title(page, draft),
        line("demand-letter-to", to.to_owned()),
        line("demand-letter-record", process.origin.clone()),
        line("demand-letter-version", entry.to_string()),
        line(
            "demand-letter-address",
            format!("{node}{}?version={}", page.address("/statement"), draft.version),
        ),
        line(
            "demand-letter-signed",
            format!("{}, {}, {}", count.organisations, count.people, count.imported),
        ),
    ];
    let digests = draft.texts.iter().map(|text| format!("{}, {}", text.text.digest, text.text.language));
    lines.extend(digests.map(|said| line("demand-letter-digest", said)));
    lines.join("\n\n")
}
