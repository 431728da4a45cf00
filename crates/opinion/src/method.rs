//! The default method.

use crate::map::{OpinionMap, Options};
use crate::votes::Conversation;

/// Computes the opinion map of a conversation.
pub fn map(conversation: &Conversation, options: &Options) -> OpinionMap {
    let _ = (conversation, options);
    unimplemented!("step 4")
}
