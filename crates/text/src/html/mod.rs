//! HTML, read leniently: both dialects of EUR-Lex, what word processors write, and anything else.
//!
//! Blocks become lines with a hint or two (heading, depth in lists), and the outline makes units of the lines.

mod lists;
pub(crate) mod own;
mod signs;
mod tokens;

use crate::error::Doubt;
use crate::ids::assign_ids;
use crate::language::guess_language;
use crate::marker::{Mark, mark};
use crate::model::Document;
use crate::outline::{Habits, Line, Part, build};
use crate::tree::{Cell, collapse};
use tokens::{Token, decode, tokens};

/// How many elements may be open at once; deeper ones are read as if they closed at once.
const MAX_OPEN: usize = 256;
/// A first cell with at most this many characters is the sign of an item, not a datum.
const MAX_SIGN_CHARS: usize = 3;
/// The ids of elements that hold the text of the act where a page around it holds other things, best first.
const TEXT_ROOTS: &[&str] = &["document1", "docHtml", "textTabContent"];

/// How many words of a page are marked as put in or taken out.
pub(crate) fn tracked_changes(html: &str) -> usize {
    signs::tracked(part_of(&tokens(html)))
}

pub(crate) fn parse(html: &str) -> (Document, Vec<Doubt>) {
    let tokens = tokens(html);
    if own::is_own(&tokens) {
        let (tokens, doubts) = signs::settled(tokens);
        return (own::parse(&tokens), doubts);
    }
    let language = stated_language(&tokens);
    let (tokens, doubts) = signs::settled(part_of(&tokens).to_vec());
    (foreign(&tokens, &language), doubts)
}

/// A page that others wrote.
fn foreign(tokens: &[Token], language: &str) -> Document {
    let numbers = lists::numbers(tokens).items;
    let mut reader = Reader { numbers: numbers.into_iter(), ..Reader::default() };
    for token in tokens {
        reader.token(token);
    }
    reader.finish();
    let mut document = Document::new("", "");
    let habits = Habits { marked_headings: reader.has_headings, indent_continues: false };
    build(&reader.lines, None, habits, &mut document);
    document.language = guess_language(&document.plain_text()).into();
    if document.language.0.is_empty() {
        document.language = language.into();
    }
    if document.title.is_empty() {
        document.title =
            document.units.first().map(super::model::Unit::own_text).unwrap_or_default().replace('\n', " ");
    }
    assign_ids(&mut document);
    document
}

/// What the page says of its language, for texts too short to tell by their words.
fn stated_language(tokens: &[Token]) -> String {
    let page = tokens.iter().find(|token| matches!(token, Token::Start { name, .. } if name == "html"));
    let tag = page.map_or("", |page| page.attribute("lang"));
    tag.split(['-', '_']).next().filter(|tag| matches!(tag.len(), 2 | 3)).unwrap_or_default().to_lowercase()
}

/// The pieces of the element that holds the act, or else of the whole page.
fn part_of(tokens: &[Token]) -> &[Token] {
    let root = TEXT_ROOTS.iter().find_map(|id| tokens.iter().position(|token| token.attribute("id") == *id));
    let Some(start) = root else {
        let body =
            tokens.iter().position(|token| matches!(token, Token::Start { name, .. } if name == "body"));
        return &tokens[body.unwrap_or(0)..];
    };
    let Token::Start { name: root, .. } = &tokens[start] else { return tokens };
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token {
            Token::Start { name, empty: false, .. } if name == root => depth += 1,
            Token::End { name } if name == root => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &tokens[start..at];
        }
    }
    &tokens[start..]
}

/// The part of a page that is the act's text.
fn text_part(html: &str) -> &str {
    for root in TEXT_ROOTS {
        if let Some(part) = html.find(&format!("id=\"{root}\"")).and_then(|at| element_around(html, at)) {
            return part;
        }
    }
    let body = html.as_bytes().windows(5).position(|five| five.eq_ignore_ascii_case(b"<body"));
    body.and_then(|at| html.get(at..)).unwrap_or(html)
}

/// The element in whose start tag a byte lies, up to its end tag.
fn element_around(html: &str, at: usize) -> Option<&str> {
    let start = html[..at].rfind('<')?;
    let name: String = html[start + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    let (open, close) = (format!("<{name}"), format!("</{name}"));
    let (mut depth, mut from) = (0_usize, start);
    loop {
        let next_open = html[from..].find(&open).map(|found| from + found);
        let next_close = html[from..].find(&close).map(|found| from + found)?;
        if let Some(next) = next_open.filter(|next| *next < next_close) {
            depth += 1;
            from = next + open.len();
        } else {
            depth -= 1;
            from = next_close + close.len();
            if depth == 0 {
                return Some(&html[start..next_close]);
            }
        }
    }
}

/// Where a tag ends; a `>` inside quotes does not end it.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    // An unclosed quote would swallow the rest of the file: then the first bracket ends the tag.
    text.find('>').map_or(text.len(), |at| at + 1)
}

/// What a row of a table turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// Its first cell is not over yet.
    Unknown,
    /// A number in one cell and its words in the next.
    Item,
    Data,
    /// A frame around other things.
    Frame,
}

struct Table {
    row: Row,
    cells: Vec<String>,
    /// How many rows and columns each cell takes, and the cell that is open.
    spans: Vec<(u32, u32)>,
    span: (u32, u32),
    /// How many rows below have a cell of data from above reaching into them.
    held: u32,
    in_cell: bool,
}

#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    has_headings: bool,
    words: String,
    hint: Hint,
    /// What the open elements set, to be taken back when they close.
    open: Vec<(String, Hint, bool)>,
    tables: Vec<Table>,
    /// How deep in items of lists.
    depth: usize,
    sign: Option<String>,
    /// The numbers that the page makes for the items of its lists, in their order.
    numbers: std::vec::IntoIter<Option<String>>,
}

/// What a block's class says about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Hint {
    #[default]
    None,
    Heading(u8),
    Part(Part),
    /// A title of the whole or of an annex.
    Title,
    /// The cell with the number of an item.
    Sign,
}

impl Reader {
    fn token(&mut self, token: &Token) {
        match token {
            Token::Text(text) => self.words.push_str(text),
            Token::Start { name, empty, .. } => self.start(name, token, *empty),
            Token::End { name } => self.end(name),
        }
    }

    fn start(&mut self, name: &str, token: &Token, empty: bool) {
        let class = token.attribute("class");
        self.end_implied(name);
        match name {
            // A heading that is broken over two lines is one heading.
            "br" if self.open.iter().rev().take(4).any(|(open, ..)| is_heading(open)) => {
                return self.words.push(' ');
            }
            "br" | "hr" => return self.block_edge(),
            "img" | "col" | "input" | "link" | "meta" | "wbr" => return,
            "table" => self.table_start(),
            "tr" => self.row_start(),
            "td" | "th" => self.cell_start(token),
            _ => {}
        }
        let block = is_block(name) && !class.contains("inline-element");
        if block {
            self.block_edge();
        }
        if empty || self.open.len() >= MAX_OPEN {
            if matches!(name, "td" | "th") {
                self.cell_end();
            }
            if name == "li"
                && let Some(number) = self.numbers.next().flatten()
            {
                self.number(number);
            }
            return;
        }
        let number = if name == "li" { self.numbers.next().flatten() } else { None };
        let deeper = class.contains("grid-list-column-2") || name == "dd" || number.is_some();
        if let Some(number) = number {
            self.number(number);
        }
        self.depth += usize::from(deeper);
        self.open.push((name.to_owned(), self.hint, deeper));
        let own = hint(name, class);
        if own != Hint::None {
            self.hint = own;
            self.has_headings |= matches!(own, Hint::Heading(5)) && name == "p";
        }
    }

    /// Closes what a start tag ends without saying so: a paragraph before a block, an item before the next one.
    fn end_implied(&mut self, name: &str) {
        let (ends, stops): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            name if is_block(name) => (&["p"], &["td", "th", "table", "li", "div", "section"]),
            _ => return,
        };
        let nearest = self.open.iter().rev().map(|(open, ..)| open.as_str());
        let nearest = nearest.take(16).find(|open| ends.contains(open) || stops.contains(open));
        if let Some(open) = nearest.filter(|open| ends.contains(open)).map(str::to_owned) {
            self.end(&open);
        }
    }

    fn end(&mut self, name: &str) {
        if !self.open.iter().any(|(open, ..)| open == name) {
            return;
        }
        while let Some((open, hint, deeper)) = self.open.pop() {
            if is_block(&open) {
                self.block_edge();
            }
            match open.as_str() {
                "td" | "th" => self.cell_end(),
                "tr" => self.row_end(),
                "table" => {
                    self.row_end();
                    self.tables.pop();
                }
                _ => {}
            }
            if self.hint == Hint::Sign && hint != Hint::Sign {
                self.sign_end();
            }
            self.hint = hint;
            self.depth -= usize::from(deeper);
            if open == name {
                return;
            }
        }
    }

    /// Closes what the page left open.
    fn finish(&mut self) {
        while let Some(name) = self.open.last().map(|(name, ..)| name.clone()) {
            self.end(&name);
        }
        while !self.tables.is_empty() {
            self.row_end();
            self.tables.pop();
        }
        self.flush();
        self.flush_sign();
    }

    /// Whether words gather in a cell rather than in lines.
    fn in_cell(&self) -> bool {
        self.tables.iter().any(|table| table.in_cell && matches!(table.row, Row::Unknown | Row::Data))
    }

    fn block_edge(&mut self) {
        if self.in_cell() || self.hint == Hint::Sign {
            self.words.push(' ');
        } else {
            self.flush();
        }
    }

    fn table_start(&mut self) {
        // A table inside a first cell shows that the outer one is only a frame.
        if let Some(outer) = self.tables.last_mut()
            && outer.row == Row::Unknown
        {
            outer.row = Row::Frame;
        }
        if !self.in_cell() {
            self.flush();
            self.flush_cells();
        }
        self.tables.push(Table {
            row: Row::Unknown,
            cells: Vec::new(),
            spans: Vec::new(),
            span: (1, 1),
            held: 0,
            in_cell: false,
        });
    }

    fn row_start(&mut self) {
        self.row_end();
        if let Some(table) = self.tables.last_mut() {
            table.row = if table.held > 0 { Row::Data } else { Row::Unknown };
            table.held = table.held.saturating_sub(1);
        }
    }

    fn cell_start(&mut self, token: &Token) {
        if !self.in_cell() {
            self.flush();
        }
        if let Some(table) = self.tables.last_mut() {
            let span = |name| Some(token.attribute(name)).filter(|value| !value.is_empty());
            let span = Cell::spanning(String::new(), span("rowspan"), span("colspan"));
            // A head of columns, and a cell of several rows, stand in no table that is only a frame.
            if table.row == Row::Unknown
                && (matches!(token, Token::Start { name, .. } if name == "th") || span.rows > 1)
            {
                table.row = Row::Data;
            }
            table.span = (span.rows, span.columns);
            table.in_cell = true;
            self.depth += usize::from(table.row == Row::Item);
        }
    }

    fn cell_end(&mut self) {
        let nested = self.tables.len() > 1
            && self.tables[..self.tables.len() - 1]
                .iter()
                .any(|table| table.in_cell && table.row == Row::Data);
        let Some(table) = self.tables.last_mut() else { return };
        if !std::mem::take(&mut table.in_cell) {
            return;
        }
        if table.row == Row::Item {
            self.depth = self.depth.saturating_sub(1);
        }
        if nested {
            self.words.push(' ');
            return;
        }
        match table.row {
            Row::Unknown => {
                let text = collapse(&std::mem::take(&mut self.words));
                if text.is_empty() {
                    return;
                }
                let short = text.chars().nth(MAX_SIGN_CHARS).is_none();
                let item = matches!(mark(&text), Some(Mark::Listed { bytes, .. }) if bytes == text.len());
                table.row = if item || short { Row::Item } else { Row::Data };
                if table.row == Row::Item {
                    // A number that no words followed gives way to the next one.
                    self.flush_sign();
                    self.sign = Some(text);
                } else {
                    self.cell(text);
                }
            }
            Row::Data => {
                let text = collapse(&std::mem::take(&mut self.words));
                self.cell(text);
            }
            Row::Item | Row::Frame => self.flush(),
        }
    }

    /// Keeps a cell of data; a number that waits for its words came before it.
    fn cell(&mut self, text: String) {
        self.flush_sign();
        if let Some(table) = self.tables.last_mut() {
            table.cells.push(text);
            table.spans.push(table.span);
            table.held = table.held.max(table.span.0 - 1);
        }
    }

    fn row_end(&mut self) {
        self.cell_end();
        let Some(table) = self.tables.last_mut() else { return };
        let (cells, spans) = (std::mem::take(&mut table.cells), std::mem::take(&mut table.spans));
        self.push_row(&cells, spans);
    }

    /// Words between the cells of a row, as careless pages have them, come after the cells before them.
    fn flush_cells(&mut self) {
        for at in 0..self.tables.len() {
            let table = &mut self.tables[at];
            let (cells, spans) = (std::mem::take(&mut table.cells), std::mem::take(&mut table.spans));
            self.push_row(&cells, spans);
        }
    }

    fn push_row(&mut self, cells: &[String], spans: Vec<(u32, u32)>) {
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.flush_sign();
            self.lines.push(Line { text: cells.join("\t"), row: true, spans, ..Line::default() });
        }
    }

    fn sign_end(&mut self) {
        let text = collapse(&std::mem::take(&mut self.words));
        if !text.is_empty() {
            self.flush_sign();
            self.flush_cells();
            self.sign = Some(text);
        }
    }

    /// The number that the page makes for an item: the sign of its first line, or words of the cell in which the list stands.
    fn number(&mut self, number: String) {
        if self.in_cell() || self.hint == Hint::Sign {
            self.words.push_str(&number);
            self.words.push(' ');
            return;
        }
        self.flush_sign();
        self.sign = Some(number);
    }

    /// A sign that no words followed is a line of its own.
    fn flush_sign(&mut self) {
        if let Some(text) = self.sign.take() {
            self.flush_cells();
            self.lines.push(Line { text, after_blank: true, ..Line::default() });
        }
    }

    fn flush(&mut self) {
        let text = collapse(&std::mem::take(&mut self.words));
        if text.is_empty() {
            return;
        }
        self.flush_cells();
        let mut line = Line { after_blank: true, ..Line::default() };
        line.indent = if self.depth == 0 { 0 } else { 8 * self.depth + 4 };
        match self.sign.take() {
            Some(sign) => {
                line.text = format!("{sign}\t{text}");
                line.indent = 8 * self.depth.max(1);
            }
            None => line.text = text,
        }
        match self.hint {
            Hint::Heading(level) => line.level = Some(level),
            Hint::Part(part) => line.part = part,
            Hint::Title if matches!(mark(&line.text), Some(Mark::Named { .. })) => line.level = Some(1),
            Hint::Title => line.part = Part::Title,
            Hint::None | Hint::Sign => {}
        }
        // After the number of an article its heading may follow in the same block.
        if let Hint::Heading(5) = self.hint {
            self.hint = Hint::Part(Part::HeadingOfLast);
        }
        self.lines.push(line);
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

/// Whether a tag begins or ends a block.
fn is_block_of(token: &Token) -> bool {
    matches!(token, Token::Start { name, .. } | Token::End { name } if is_block(name) || name == "br")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "form"
            | "blockquote"
            | "pre"
            | "center"
            | "caption"
            | "body"
            | "html"
            | "figure"
    )
}

fn hint(name: &str, class: &str) -> Hint {
    let has = |parts: &[&str]| parts.iter().any(|part| class.contains(part));
    if has(&["sti-art", "stitle-article", "ti-section-2", "title-division-2", "title-annex-2"]) {
        return Hint::Part(Part::HeadingOfLast);
    }
    if has(&["ti-art", "title-article", "Titrearticle"]) {
        return Hint::Heading(5);
    }
    if has(&["ti-section-1", "title-division-1", "ManualHeading"]) {
        return Hint::Heading(3);
    }
    if has(&["doc-ti", "title-doc", "title-annex-1"]) {
        return Hint::Title;
    }
    if has(&["ti-grseq", "title-gr-seq"]) {
        return Hint::Heading(6);
    }
    if has(&["grid-list-column-1"]) {
        return Hint::Sign;
    }
    if (has(&["oj-note"]) && !has(&["note-tag"]) || class == "footnote") && name != "span" {
        return Hint::Part(Part::Note);
    }
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Hint::Heading(level - b'0'),
        _ => Hint::None,
    }
}

/// Where the reading above letters ends that begins here: `<rt>かんじ</rt>`; its end tag may be left out.
fn reading_end(rest: &str) -> Option<usize> {
    let lower: String = rest.chars().take(4).collect::<String>().to_ascii_lowercase();
    if !matches!(lower.as_str(), "<rt>" | "<rp>" | "<rt " | "<rp ") {
        return None;
    }
    let start = tag_end(rest);
    let bytes = rest.as_bytes();
    let ends: [&[u8]; 6] = [b"</rt", b"</rp", b"<rt", b"<rp", b"<rb", b"</ruby"];
    let at = (start..rest.len()).find(|at| {
        ends.iter().any(|end| bytes.get(*at..at + end.len()).is_some_and(|own| own.eq_ignore_ascii_case(end)))
    });
    let at = at.unwrap_or(rest.len());
    let closes = rest[at..].starts_with("</r") && !rest[at..].to_ascii_lowercase().starts_with("</ruby");
    Some(if closes { at + tag_end(&rest[at..]) } else { at })
}

/// The name of the element that begins here when its words are struck.
fn struck_name(rest: &str) -> Option<String> {
    let name: String =
        rest[1..].chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    signs::is_struck(&name).then_some(name)
}

/// The words of a page's text by a scanner that only leaves out tags.
///
/// The numbers of lists, which are nowhere in the page, are made by the same counter as the reader's.
pub(crate) fn source_text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = text_part(html);
    let tokens = tokens(rest);
    let numbers = if own::is_own(&tokens) { Vec::new() } else { lists::numbers(&tokens).items };
    let mut numbers = numbers.into_iter();
    while let Some(at) = rest.find('<') {
        out.push_str(&decode(&rest[..at]));
        rest = &rest[at..];
        let lower = rest.get(..9).unwrap_or(rest).to_ascii_lowercase();
        let skip = ["script", "style", "head>", "noscript", "template", "svg"]
            .iter()
            .find(|name| lower[1..].starts_with(**name));
        let struck = struck_name(rest);
        let item = lower.starts_with("<li") && !lower[3..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let real = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |at| &rest[at + 3..]);
        } else if let Some(end) = reading_end(rest) {
            rest = &rest[end..];
        } else if let Some(name) = struck {
            let close = format!("</{name}>");
            let found =
                rest.as_bytes().windows(close.len()).position(|w| w.eq_ignore_ascii_case(close.as_bytes()));
            rest = found.and_then(|at| rest.get(at..)).unwrap_or_default();
        } else if let Some(name) = skip.filter(|_| !rest[..tag_end(rest)].ends_with("/>")) {
            let close = format!("</{}", name.trim_end_matches('>'));
            let found =
                rest.as_bytes().windows(close.len()).position(|w| w.eq_ignore_ascii_case(close.as_bytes()));
            rest = found.and_then(|at| rest.get(at..)).unwrap_or_default();
        } else if real {
            let end = if rest.starts_with("<!") || rest.starts_with("<?") {
                rest.find('>').map_or(rest.len(), |at| at + 1)
            } else {
                tag_end(rest)
            };
            out.push(' ');
            if let Some(number) = if item { numbers.next().flatten() } else { None } {
                out.push_str(&number);
                out.push(' ');
            }
            rest = &rest[end..];
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out.push_str(&decode(rest));
    out
}
