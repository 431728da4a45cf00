//! Pages that Maru wrote: each section says which kind of unit it is.

use super::tokens::Token;
use crate::model::{Document, UnitId, UnitKind};
use crate::own::{kind_named, read_date, read_fact, settle_ids};
use crate::tree::{Cell, Tree, collapse};

/// The attribute by which a page says that we wrote it, and a section which kind of unit it is.
pub(crate) const KIND: &str = "data-kind";
/// The deepest nesting of elements that is kept.
const MAX_OPEN: usize = 400;

/// Whether the page is one of ours.
pub(super) fn is_own(tokens: &[Token]) -> bool {
    let body = tokens.iter().find(|token| matches!(token, Token::Start { name, .. } if name == "body"));
    body.is_some_and(|body| body.attribute(KIND) == "document")
}

/// What an open element is for the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Unit,
    Number,
    Heading,
    Note,
    Cell,
    Row,
    Table,
    Block,
    Inline,
}

#[derive(Default)]
struct Reader {
    tree: Tree,
    open: Vec<(String, Role)>,
    /// The words of the number, heading, note or cell that is open.
    gathered: String,
    rows: Vec<Vec<Cell>>,
    table: UnitId,
}

/// Reads a page that we wrote; what others put into it becomes words of the unit in which it stands.
pub(super) fn parse(tokens: &[Token]) -> Document {
    let mut document = Document::new("", "");
    let mut reader = Reader::default();
    for token in tokens {
        match token {
            Token::Text(words) => reader.words(words),
            Token::End { name } => reader.end(name),
            Token::Start { name, attributes, empty } => {
                if name == "body" {
                    for (name, value) in attributes {
                        let fact = name.strip_prefix("data-").unwrap_or_default().replace('-', "_");
                        read_fact(&mut document, &fact, value);
                    }
                }
                reader.start(name, token, *empty);
            }
        }
    }
    while let Some((name, _)) = reader.open.last().cloned() {
        reader.end(&name);
    }
    document.units = reader.tree.finish();
    settle_ids(&mut document);
    document
}

impl Reader {
    /// The innermost element that gathers words for itself.
    fn gathers(&self) -> bool {
        self.open
            .iter()
            .any(|(_, role)| matches!(role, Role::Number | Role::Heading | Role::Note | Role::Cell))
    }

    fn words(&mut self, words: &str) {
        if self.gathers() {
            self.gathered.push_str(words);
        } else if self.open.iter().any(|(_, role)| *role == Role::Table) {
            // Words of a table outside its cells get a row of their own.
            let words = collapse(words);
            if !words.is_empty() {
                self.rows.push(vec![Cell::new(words)]);
            }
        } else {
            self.tree.text(words);
        }
    }

    fn start(&mut self, name: &str, token: &Token, empty: bool) {
        let role = role(name, token);
        if name == "br" && self.gathers() {
            self.gathered.push(' ');
        }
        match role {
            Role::Block if !self.gathers() => self.tree.break_block(),
            Role::Block => self.gathered.push(' '),
            Role::Row => self.rows.push(Vec::new()),
            Role::Cell => {
                let span = |name| Some(token.attribute(name)).filter(|value| !value.is_empty());
                let cell = Cell::spanning(String::new(), span("rowspan"), span("colspan"));
                match self.rows.last_mut() {
                    Some(row) => row.push(cell),
                    None => self.rows.push(vec![cell]),
                }
            }
            Role::Table => self.table = UnitId::new(token.attribute("id")),
            _ => {}
        }
        if empty || is_void(name) || self.open.len() >= MAX_OPEN {
            return;
        }
        if role == Role::Unit {
            self.tree.open(kind_named(token.attribute(KIND)).unwrap_or(UnitKind::Other));
            if let (Some(unit), Token::Start { attributes, .. }) = (self.tree.last_mut(), token) {
                unit.id = UnitId::new(token.attribute("id"));
                for (name, value) in attributes {
                    let date = name.strip_prefix("data-").unwrap_or_default().replace('-', "_");
                    read_date(&mut unit.dates, &date, value);
                }
            }
        }
        self.open.push((name.to_owned(), role));
    }

    fn end(&mut self, name: &str) {
        if !self.open.iter().any(|(open, _)| open == name) {
            return;
        }
        while let Some((open, role)) = self.open.pop() {
            self.close(role);
            if open == name {
                return;
            }
        }
    }

    fn close(&mut self, role: Role) {
        if self.gathers() && matches!(role, Role::Number | Role::Heading | Role::Note | Role::Cell) {
            // Inside another one that gathers: its words are words of that one.
            return;
        }
        match role {
            Role::Unit => self.tree.close(),
            Role::Number => self.tree.number(&std::mem::take(&mut self.gathered)),
            Role::Heading => self.tree.heading(&std::mem::take(&mut self.gathered)),
            Role::Note => self.tree.note(&std::mem::take(&mut self.gathered)),
            Role::Cell => {
                let words = collapse(&std::mem::take(&mut self.gathered));
                if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.text = words;
                }
            }
            Role::Table => {
                let rows = std::mem::take(&mut self.rows);
                self.tree.table(&rows, std::mem::take(&mut self.table));
            }
            Role::Block if !self.gathers() => self.tree.break_block(),
            Role::Block => self.gathered.push(' '),
            Role::Row | Role::Inline => {}
        }
    }
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "input" | "meta" | "link" | "wbr" | "col")
}

fn role(name: &str, token: &Token) -> Role {
    match (name, token.attribute("class")) {
        ("section", _) if !token.attribute(KIND).is_empty() => Role::Unit,
        ("span", "num") => Role::Number,
        ("span", "heading") => Role::Heading,
        ("span", "note") => Role::Note,
        ("td" | "th", _) => Role::Cell,
        ("tr", _) => Role::Row,
        ("table", _) => Role::Table,
        _ if super::is_block(name) || name == "br" => Role::Block,
        _ => Role::Inline,
    }
}
