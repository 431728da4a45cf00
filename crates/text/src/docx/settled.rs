//! Word files in which changes are tracked, as they read when some of the changes are made and the others are not.

use std::collections::{BTreeSet, HashMap};

use roxmltree::{Node, NodeId};

use super::{attribute, parsed};
use crate::error::ImportError;

/// Which of the tracked changes of a file count as made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Settle {
    /// What was put in is read and what was taken out is not; paragraphs are as they stand in the file.
    AsRead,
    Accepted,
    Rejected,
    /// These changes of the body, by their places in [`changes`], and no others.
    Only(BTreeSet<usize>),
}

impl Settle {
    /// The body with its changes settled.
    pub(super) fn body(&self, xml: String) -> Result<String, ImportError> {
        match self {
            Self::AsRead => Ok(xml),
            Self::Accepted => settled(&xml, &|_| true),
            Self::Rejected => settled(&xml, &|_| false),
            Self::Only(taken) => settled(&xml, &|at| taken.contains(&at)),
        }
    }

    /// Another part: notes, headers, footers.
    pub(super) fn part(&self, xml: String) -> Result<String, ImportError> {
        match self {
            Self::AsRead => Ok(xml),
            Self::Accepted => settled(&xml, &|_| true),
            Self::Rejected | Self::Only(_) => settled(&xml, &|_| false),
        }
    }
}

/// Changes that belong together: words that give way to others, paragraphs that come in or go side by side, words that move.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// The places of its parts among all tracked elements of the body.
    pub(super) parts: BTreeSet<usize>,
    pub(super) author: String,
    pub(super) date: String,
    pub(super) deleted: String,
    pub(super) inserted: String,
}

/// The tracked changes of a body, in their order.
pub(super) fn changes(xml: &str) -> Result<Vec<Change>, ImportError> {
    let parsed = parsed(xml)?;
    let mut found: Vec<Change> = Vec::new();
    // Words that stay, or the end of a paragraph that stays, part one change from the next.
    let (mut apart, mut ends, mut number) = (true, false, 0);
    // Where words went may stand far from where they were: all that somebody earlier is one change.
    let mut moves: HashMap<String, usize> = HashMap::new();
    for node in parsed.descendants() {
        let name = node.tag_name().name();
        if name == "p" {
            apart |= !ends;
            ends = mark_of(node).is_some();
        } else if name == "t" && !within_change(node) {
            apart |= node.text().is_some_and(|words| !words.trim().is_empty());
        }
        if !is_change(node) {
            continue;
        }
        let author = attribute(node, "author").unwrap_or_default();
        let earlier = moves.get(author).copied().filter(|_| name.starts_with("move"));
        let last = found.len().checked_sub(1).filter(|at| !apart && found[*at].author == author);
        let at = earlier.or(last).unwrap_or_else(|| {
            let date = attribute(node, "date").unwrap_or_default().to_owned();
            found.push(Change { author: author.to_owned(), date, ..Change::default() });
            found.len() - 1
        });
        if name.starts_with("move") {
            moves.insert(author.to_owned(), at);
        }
        let change = &mut found[at];
        change.parts.insert(number);
        number += 1;
        let words = if puts_in(node) { &mut change.inserted } else { &mut change.deleted };
        words.push_str(&words_of(node));
        apart = false;
    }
    Ok(found)
}

/// The words below a node, whether they stand in the text or were taken out of it.
fn words_of(node: Node<'_, '_>) -> String {
    let words = node.descendants().filter(|node| matches!(node.tag_name().name(), "t" | "delText"));
    words.filter_map(|node| node.text()).collect()
}

fn is_change(node: Node<'_, '_>) -> bool {
    node.is_element() && matches!(node.tag_name().name(), "ins" | "del" | "moveFrom" | "moveTo")
}

fn puts_in(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "ins" | "moveTo")
}

fn within_change(node: Node<'_, '_>) -> bool {
    node.ancestors().skip(1).any(is_change)
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|one| one.tag_name().name() == name)
}

/// The change of a paragraph's end.
fn mark_of<'a, 'i>(paragraph: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let properties = child(child(paragraph, "pPr")?, "rPr")?;
    properties.children().find(|node| is_change(*node))
}

/// The change of a whole row.
fn row_change<'a, 'i>(row: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    child(row, "trPr")?.children().find(|node| is_change(*node))
}

/// The XML of a part in which no change is tracked any more: each was made or not, as `takes` says of its place.
fn settled(xml: &str, takes: &dyn Fn(usize) -> bool) -> Result<String, ImportError> {
    let parsed = parsed(xml)?;
    let changes = parsed.descendants().filter(|node| is_change(*node)).enumerate();
    let places: HashMap<NodeId, usize> = changes.map(|(place, node)| (node.id(), place)).collect();
    if places.is_empty() {
        return Ok(xml.to_owned());
    }
    let mut writer = Writer { source: xml, places, takes, out: String::with_capacity(xml.len()) };
    writer.node(parsed.root_element());
    Ok(writer.out)
}

struct Writer<'s, 't> {
    source: &'s str,
    places: HashMap<NodeId, usize>,
    takes: &'t dyn Fn(usize) -> bool,
    out: String,
}

impl Writer<'_, '_> {
    /// Whether what a change has put in or taken out stands in the text.
    fn stands(&self, change: Node<'_, '_>) -> bool {
        let taken = self.places.get(&change.id()).is_some_and(|place| (self.takes)(*place));
        taken == puts_in(change)
    }

    fn node(&mut self, node: Node<'_, '_>) {
        if !node.is_element() {
            if node.is_text() {
                self.out.push_str(&self.source[node.range()]);
            }
            return;
        }
        let name = node.tag_name().name();
        if is_change(node) {
            let of_properties = node.parent().is_some_and(|above| above.tag_name().name().ends_with("Pr"));
            if of_properties {
                return;
            }
            if self.stands(node) {
                node.children().for_each(|child| self.node(child));
            } else {
                self.bounds_within(node);
            }
            return;
        }
        // How words were set before is no matter of the text.
        if matches!(name, "cellIns" | "cellDel" | "cellMerge" | "delInstrText") || name.ends_with("PrChange")
        {
            return;
        }
        if name == "tr" && row_change(node).is_some_and(|change| !self.stands(change)) {
            return;
        }
        let range = node.range();
        let (start, closed) = start_tag(&self.source[range]);
        if closed {
            self.out.push_str(start);
            return;
        }
        let renamed = start.replacen("delText", "t", usize::from(name == "delText"));
        self.out.push_str(&renamed);
        self.children(node);
        self.end(&renamed);
    }

    fn end(&mut self, start: &str) {
        let name = start.trim_start_matches('<');
        let name =
            name.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default();
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// The nodes below another one; a paragraph whose end does not stand runs on in the next one.
    fn children(&mut self, node: Node<'_, '_>) {
        let mut open: Option<(Node<'_, '_>, String)> = None;
        for child in node.children() {
            if child.tag_name().name() != "p" {
                if child.is_element() && !child.tag_name().name().contains("Range") {
                    self.close(open.take());
                }
                self.node(child);
                continue;
            }
            let before = open.take().map(|(_, words)| words).unwrap_or_default();
            let words = before + &self.content(child);
            if mark_of(child).is_some_and(|mark| !self.stands(mark)) {
                open = Some((child, words));
            } else {
                self.paragraph(child, &words);
            }
        }
        self.close(open);
    }

    /// A paragraph whose end does not stand and that nothing follows: it stays where it has words.
    fn close(&mut self, open: Option<(Node<'_, '_>, String)>) {
        if let Some((node, words)) = open.filter(|(_, words)| words.contains("<w:t") || words.contains(":t>"))
        {
            self.paragraph(node, &words);
        }
    }

    /// What a paragraph has besides its properties.
    fn content(&mut self, paragraph: Node<'_, '_>) -> String {
        let before = std::mem::take(&mut self.out);
        let own = paragraph.children().filter(|child| child.tag_name().name() != "pPr");
        own.for_each(|child| self.node(child));
        std::mem::replace(&mut self.out, before)
    }

    fn paragraph(&mut self, node: Node<'_, '_>, words: &str) {
        let (start, closed) = start_tag(&self.source[node.range()]);
        let start = if closed { start.replacen("/>", ">", 1) } else { start.to_owned() };
        self.out.push_str(&start);
        if let Some(properties) = child(node, "pPr") {
            self.node(properties);
        }
        self.out.push_str(words);
        self.end(&start);
    }

    /// Where comments begin and end is kept though the words between are not.
    fn bounds_within(&mut self, node: Node<'_, '_>) {
        let bound = |node: &Node<'_, '_>| {
            matches!(node.tag_name().name(), "commentRangeStart" | "commentRangeEnd" | "commentReference")
        };
        for bound in node.descendants().filter(bound) {
            self.out.push_str(&self.source[bound.range()]);
        }
    }
}

/// The tag with which an element begins, and whether it is all of it.
fn start_tag(element: &str) -> (&str, bool) {
    let mut quoted = None;
    for (at, c) in element.char_indices() {
        match (quoted, c) {
            (None, '"' | '\'') => quoted = Some(c),
            (Some(open), c) if open == c => quoted = None,
            (None, '>') => {
                let tag = &element[..=at];
                return (tag, tag.ends_with("/>"));
            }
            _ => {}
        }
    }
    (element, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str =
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    const CLOSE: &str = "</w:body></w:document>";

    fn words(xml: &str) -> String {
        let parsed = roxmltree::Document::parse(xml).unwrap();
        assert!(!parsed.descendants().any(is_change), "{xml}");
        let paragraphs = parsed.descendants().filter(|node| node.tag_name().name() == "p");
        let lines: Vec<String> = paragraphs.map(words_of).collect();
        lines.join("|")
    }

    fn check(body: &str, accepted: &str, rejected: &str) {
        let xml = format!("{OPEN}{body}{CLOSE}");
        assert_eq!(words(&settled(&xml, &|_| true).unwrap()), accepted, "{body}");
        assert_eq!(words(&settled(&xml, &|_| false).unwrap()), rejected, "{body}");
    }

    #[test]
    fn changes_are_made_or_not() {
        let ins = |words: &str| format!("<w:ins w:author=\"Jo\"><w:r><w:t>{words}</w:t></w:r></w:ins>");
        let del =
            |words: &str| format!("<w:del w:author=\"Jo\"><w:r><w:delText>{words}</w:delText></w:r></w:del>");
        let run = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
        let p = |inner: &str| format!("<w:p>{inner}</w:p>");
        let marked = |kind: &str, inner: &str| {
            format!("<w:p><w:pPr><w:rPr><w:{kind} w:author=\"Jo\"/></w:rPr></w:pPr>{inner}</w:p>")
        };
        check(&p(&format!("{}{}{}", run("a "), del("b"), ins("c"))), "a c", "a b");
        // A whole paragraph that comes in or goes.
        check(&format!("{}{}{}", p(&run("a")), marked("ins", &ins("b")), p(&run("c"))), "a|b|c", "a|c");
        check(&format!("{}{}{}", p(&run("a")), marked("del", &del("b")), p(&run("c"))), "a|c", "a|b|c");
        // One that was apart in two, and two that were joined.
        check(&format!("{}{}", marked("ins", &run("a ")), p(&run("b"))), "a |b", "a b");
        check(&format!("{}{}", marked("del", &run("a ")), p(&run("b"))), "a b", "a |b");
        // At the end of all.
        check(&format!("{}{}", p(&run("a")), marked("ins", &ins("b"))), "a|b", "a");
        let row = |kind: &str, words: &str| {
            format!(
                "<w:tr><w:trPr><w:{kind} w:author=\"Jo\"/></w:trPr><w:tc>{}</w:tc></w:tr>",
                p(&run(words))
            )
        };
        check(&format!("<w:tbl>{}{}</w:tbl>", row("ins", "a"), row("del", "b")), "a", "b");
    }

    #[test]
    fn what_gives_way_to_what_is_one_change() {
        let body = "<w:p><w:r><w:t>a</w:t></w:r><w:del w:author=\"Jo\"><w:r><w:delText>b</w:delText></w:r></w:del><w:ins w:author=\"Jo\"><w:r><w:t>c</w:t></w:r></w:ins><w:r><w:t> d </w:t></w:r><w:ins w:author=\"Jo\"><w:r><w:t>e</w:t></w:r></w:ins><w:ins w:author=\"Al\"><w:r><w:t>f</w:t></w:r></w:ins></w:p>";
        let found = changes(&format!("{OPEN}{body}{CLOSE}")).unwrap();
        let shown: Vec<_> = found
            .iter()
            .map(|one| (one.author.as_str(), one.deleted.as_str(), one.inserted.as_str(), one.parts.len()))
            .collect();
        assert_eq!(shown, [("Jo", "b", "c", 2), ("Jo", "", "e", 1), ("Al", "", "f", 1)]);
    }
}
