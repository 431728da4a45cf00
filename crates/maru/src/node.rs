//! Opening the node's folder, and acting on it as its operator.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use maru_forum::{Action, Actor, Charter, Command, ProcessId};
use maru_norms::parse_date;
use maru_store::{Answer, NewEdition, Node, OpenError, Options, Power, ProcessHandle, Request};
use maru_text::Document;
use maru_web::participation::mail::{InvitationMail, letter};
use serde::{Deserialize, Serialize};

use crate::http::Http;
use crate::{account, door, serve};

/// What the operator asks of a node, whether this program has its folder or a server does.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wish {
    /// Begin a process.
    Create {
        /// Its charter.
        charter: Box<Charter>,
        /// The host that its record is named after.
        host: String,
    },
    /// Act in a process.
    Act {
        /// Which.
        process: ProcessId,
        /// What is to be done.
        command: Box<Command>,
    },
    /// Write the mails that carry invitations.
    MailInvitations {
        /// The process.
        process: ProcessId,
        /// The node's address, to which their links lead.
        address: String,
        /// What they say.
        letters: Vec<InvitationMail>,
    },
    /// Compute the opinion map of a process and publish it as a result.
    PublishResult {
        /// Which.
        process: ProcessId,
    },
    /// Take a text of an instrument in.
    AddEdition {
        /// The instrument.
        instrument: String,
        /// The day from which this version is the text.
        version: String,
        /// Where it was taken from.
        source: String,
        /// Who brings it in.
        imported_by: String,
        /// SHA-256 of the file it was read from.
        digest: String,
        /// The text.
        document: Box<Document>,
    },
    /// Give an account another address.
    ChangeAddress {
        /// The one that it has.
        mail: String,
        /// The one that it is to have.
        new: String,
    },
    /// Erase an account.
    EraseAccount {
        /// Its address.
        mail: String,
        /// The legal ground on which its words go, too.
        words: Option<String>,
    },
    /// Let an account do something beyond taking part, or no longer.
    Grant {
        /// Its address; the account is made when there is none.
        mail: String,
        /// What it may do.
        power: String,
        /// Whether it may from now on.
        granted: bool,
    },
    /// Take a text of an instrument out.
    RemoveEdition {
        /// Its number.
        number: u64,
        /// Why.
        reason: String,
    },
}

/// What came of a wish; it is durable.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Done {
    /// The number of what was added: an entry in the record of its process, or a text in the node's list.
    pub(crate) number: u64,
    /// How many entries it made.
    pub(crate) entries: u64,
}

impl Wish {
    /// An act in a process.
    pub(crate) fn act(process: &ProcessId, command: impl Into<Command>) -> Self {
        Self::Act { process: process.clone(), command: Box::new(command.into()) }
    }
}

/// Carries out a wish on an opened node, and publishes what it added.
pub(crate) fn carry_out(node: &Node, wish: Wish) -> anyhow::Result<Done> {
    let (id, answer) = match wish {
        Wish::Create { charter, host } => {
            serve::refuse_other_name(node, &host)?;
            let id = charter.id.clone();
            let origin = origin(&host, &id);
            (id, node.create_process(*charter, &origin)?)
        }
        Wish::Act { process: id, command } => {
            maru_web::require_there(&*process(node, &id)?, &command)?;
            let answer = act(node, &id, *command)?;
            (id, answer)
        }
        Wish::PublishResult { process: id } => {
            // On a copy, so that the writer does not wait until the map is drawn.
            let state = process(node, &id)?.read().clone();
            let result = maru_verify::opinion_map_result(&state);
            let answer = act(node, &id, result)?;
            (id, answer)
        }
        Wish::MailInvitations { process: id, address, letters } => {
            let handle = process(node, &id)?;
            let letters: Vec<_> = {
                let process = handle.read();
                letters.iter().filter_map(|one| letter(&address, &process, one)).collect()
            };
            let entries = letters.len() as u64;
            node.write_invitations_blocking(&handle, letters)?;
            return Ok(Done { number: entries, entries: 0 });
        }
        Wish::ChangeAddress { mail, new } => {
            let (account, new) = (account::of(node, &account::address(&mail)?)?, account::address(&new)?);
            node.change_address(account.id, &new, maru_web::address_changed(&new))?;
            return Ok(Done { number: account.id.0.unsigned_abs(), entries: 0 });
        }
        Wish::EraseAccount { mail, words } => return erase_account(node, &mail, words.as_deref()),
        Wish::Grant { mail, power, granted } => {
            let power = Power::from_name(&power).with_context(|| power.clone())?;
            let account = node.account_for(&account::address(&mail)?)?;
            return Ok(Done { number: u64::from(node.grant(account, power, granted)?), entries: 0 });
        }
        Wish::RemoveEdition { number, reason } => {
            node.remove_edition(number, &reason)?;
            return Ok(Done { number, entries: 0 });
        }
        Wish::AddEdition { instrument, version, source, imported_by, digest, document } => {
            let (version, digest) = (parse_date(&version)?, digest.parse()?);
            let document = *document;
            let new = NewEdition { instrument, version, source, imported_by, digest, document };
            return Ok(Done { number: node.add_edition(new)?, entries: 0 });
        }
    };
    node.publish_record(&*process(node, &id)?).with_context(|| {
        format!(
            "entry {} of “{id}” is recorded and stays, but its record could not be published",
            answer.entry
        )
    })?;
    Ok(Done { number: answer.entry.0, entries: answer.entries })
}

/// Erases an account, and first its words where the host says so; if one of them cannot go, the account stays.
fn erase_account(node: &Node, mail: &str, words: Option<&str>) -> anyhow::Result<Done> {
    let account = account::of(node, &account::address(mail)?)?;
    let mut entries = 0;
    for (id, who) in account.memberships.iter().filter(|_| words.is_some()) {
        let handle = process(node, id)?;
        let (erased, _) =
            node.withdraw_words_of(&handle, *who, Actor::Operator, words.unwrap_or_default())?;
        entries += erased as u64;
        node.publish_record(&handle)?;
    }
    let erased = node.erase_account(account.id)?.unwrap_or_default();
    // Offices end by entries. A record that has stopped got none, and says why itself.
    for (id, _) in account.memberships.iter().filter(|(id, _)| !erased.offices_stay.contains(id)) {
        let process = process(node, id)?;
        if process.record().halted().is_none() {
            node.publish_record(&process)?;
        }
    }
    Ok(Done { number: account.id.0.unsigned_abs(), entries })
}

/// How long a command waits for another program that has the folder without a door: one that starts, or a command.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often it looks.
const LOOK: Duration = Duration::from_millis(50);

/// The node as its operator acts on it: through the door of the server that has the folder, or else by opening it.
pub(crate) struct Operator<'a> {
    data: &'a Path,
    options: Options,
    /// The folder, once it was opened here.
    node: Option<Arc<Node>>,
}

impl<'a> Operator<'a> {
    /// Of a folder that has a node.
    pub(crate) fn of(data: &'a Path) -> Self {
        Self { data, options: Options::EXISTING, node: None }
    }

    /// Of a folder, where the node is made when there is none.
    pub(crate) fn of_new(data: &'a Path) -> Self {
        Self { options: Options::CREATE, ..Self::of(data) }
    }

    /// Has a wish carried out; it is durable once this answers.
    pub(crate) fn ask(&mut self, wish: Wish) -> anyhow::Result<Done> {
        if let Some(node) = &self.node {
            return carry_out(node, wish);
        }
        let begun = Instant::now();
        loop {
            if let Some(answer) = door::ask(self.data, &wish)? {
                return Ok(answer);
            }
            match opened(self.data, self.options) {
                Ok(node) => return carry_out(self.node.insert(node), wish),
                Err(error) if is_in_use(&error) && begun.elapsed() < PATIENCE => std::thread::sleep(LOOK),
                Err(error) => return Err(error),
            }
        }
    }

    /// Asks for an act in a process.
    pub(crate) fn act(&mut self, process: &ProcessId, command: impl Into<Command>) -> anyhow::Result<Done> {
        self.ask(Wish::act(process, command))
    }
}

/// Opens a folder that has a node, to read it: a server may have it.
pub(crate) fn open_reading(data: &Path) -> anyhow::Result<Arc<Node>> {
    Ok(Node::open_reading(data)?)
}

/// Opens a folder to act on it: one that may be an older copy is held against what its peers hold first.
fn opened(data: &Path, options: Options) -> anyhow::Result<Arc<Node>> {
    let node = Node::open(data, options)?;
    node.ask_peers(&Http::to_peers())?;
    Ok(node)
}

/// Whether a folder was not opened because another program has it, which may be done with it soon.
fn is_in_use(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(OpenError::InUse(_)))
}

/// Opens a folder that has a node.
pub(crate) fn open(data: &Path) -> anyhow::Result<Arc<Node>> {
    opened(data, Options::EXISTING)
}

/// Opens a folder, making the node when there is none.
pub(crate) fn open_or_create(data: &Path) -> anyhow::Result<Arc<Node>> {
    opened(data, Options::CREATE)
}

/// The process of a name.
pub(crate) fn process(node: &Node, id: &ProcessId) -> anyhow::Result<Arc<ProcessHandle>> {
    node.process(id).ok_or_else(|| {
        let known: Vec<_> = node.processes().iter().map(|handle| handle.id().to_string()).collect();
        anyhow!(
            "there is no process “{id}” in this node; it has: {}",
            if known.is_empty() { "none".into() } else { known.join(", ") }
        )
    })
}

/// Carries out a command as the operator.
pub(crate) fn act(node: &Node, process: &ProcessId, command: impl Into<Command>) -> anyhow::Result<Answer> {
    let action = Action { actor: Actor::Operator, command: command.into(), signature: None };
    node.submit_blocking(Request { process: process.clone(), account: None, action })
        .with_context(|| format!("process “{process}”"))
}

/// The origin that a process's record bears: the address of the process without scheme.
pub(crate) fn origin(host: &str, process: &ProcessId) -> String {
    format!("{host}/p/{process}")
}

/// The process of a name, or the only one of the node where none is named.
pub(crate) fn process_or_only(node: &Node, id: Option<&ProcessId>) -> anyhow::Result<Arc<ProcessHandle>> {
    if let Some(id) = id {
        return process(node, id);
    }
    match node.processes().as_slice() {
        [only] => Ok(only.clone()),
        several => Err(anyhow!("this node has {} processes: name one with --process", several.len())),
    }
}

/// Publishes what waits in every record, so that a folder without a server is as complete as one with.
pub(crate) fn publish_all(node: &Node) -> anyhow::Result<()> {
    for handle in node.processes() {
        node.publish_record(&handle)?;
    }
    Ok(())
}
