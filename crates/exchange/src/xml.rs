//! What the readers of Word files and workbooks ask of a tree of XML.

use roxmltree::Node;

/// Whether a node is an element of that name, in whichever namespace.
pub(crate) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The first child of that name.
pub(crate) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|one| is(*one, name))
}

/// The attribute of that name, in whichever namespace.
pub(crate) fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// Whether an element sets something: it stands there, and does not say of itself that it does not count.
pub(crate) fn sets(node: Option<Node<'_, '_>>) -> bool {
    node.is_some_and(|node| !matches!(value(node, "val"), Some("0" | "false" | "off")))
}
