//! What each printed word is part of: the tree that a screen reader reads from the file.

/// Where something stands in the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// What a part of the structure is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// A part in a language of its own.
    Part {
        language: String,
    },
    /// A heading of a level, with its words.
    Heading {
        /// 1 for the title.
        level: u8,
        title: String,
    },
    Paragraph,
    Table,
    Row,
    Cell,
    /// A cell in a language of its own.
    CellIn {
        language: String,
    },
}

/// The structure: each node with the one that it is in.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    pub(crate) nodes: Vec<(Role, Option<NodeId>)>,
}

impl Structure {
    /// Adds a node after all others in the one that it is in.
    pub(crate) fn add(&mut self, inside: Option<NodeId>, role: Role) -> NodeId {
        self.nodes.push((role, inside));
        NodeId(self.nodes.len() - 1)
    }
}
