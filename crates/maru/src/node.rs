//! Opening the node's folder, and acting on it as its operator.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use maru_forum::{Action, Actor, Command, ProcessId};
use maru_store::{Answer, Node, Options, ProcessHandle, Request};

/// Opens a folder that has a node.
pub(crate) fn open(data: &Path) -> anyhow::Result<Arc<Node>> {
    Ok(Node::open(data, Options::EXISTING)?)
}

/// Opens a folder, making the node when there is none.
pub(crate) fn open_or_create(data: &Path) -> anyhow::Result<Arc<Node>> {
    Ok(Node::open(data, Options::CREATE)?)
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
