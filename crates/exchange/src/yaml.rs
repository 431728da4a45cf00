//! The sheets of `commenter`: the ISO form in YAML. A subset of YAML is read, and whatever is beyond it is refused by its line.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::disposition::read_answer;
use crate::model::{Comment, CommentKind, CommentTable, Place, ReadError, System, text_of};

#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Text(String),
    Map(Vec<(String, Value)>),
    List(Vec<Value>),
}

impl Value {
    fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }

    /// All that it says, whatever its shape: one text a line.
    fn said(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(list) => list.iter().map(Self::said).collect::<Vec<_>>().join("\n"),
            Self::Map(fields) => {
                let lines = fields.iter().map(|(name, value)| format!("{name}: {}", value.said()));
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// How deep values may stand in each other.
const MAX_DEPTH: usize = 16;

struct Line<'a> {
    number: usize,
    indent: usize,
    text: &'a str,
}

struct Parser<'a> {
    lines: Vec<Line<'a>>,
    at: usize,
}

/// Reads a sheet of `commenter`.
pub fn read_commenter(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    let text = text_of(bytes)?;
    let mut parser = Parser { lines: lines_of(text)?, at: 0 };
    let Value::Map(fields) = parser.value(0, 0)? else {
        return Err(ReadError::new("it is no map of fields"));
    };
    if let Some(line) = parser.lines.get(parser.at) {
        return Err(ReadError::at(line.number, "this line belongs to nothing"));
    }
    let mut table = CommentTable::new(System::Iso);
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("version", Value::Text(_)) => {}
            ("date", Value::Text(text)) => table.date = text,
            ("document", Value::Text(text)) => table.document = text,
            ("project", Value::Text(text)) => table.project = text,
            ("stage", Value::Text(text)) => table.stage = text,
            ("comments", Value::List(list)) => {
                for value in list {
                    comment(&mut table, value)?;
                }
            }
            ("comments", Value::Text(text)) if text.is_empty() => {}
            (name, value) => table.not_read.push(format!("the field {name}: {}", value.said())),
        }
    }
    Ok(table)
}

fn comment(table: &mut CommentTable, value: Value) -> Result<(), ReadError> {
    let Value::Map(fields) = value else {
        table.not_read.push(format!("a comment that is no map of fields, not taken: {}", value.said()));
        return Ok(());
    };
    let mut comment = Comment::default();
    let mut more: Vec<(String, Value)> = Vec::new();
    let mut own = (None, None);
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("id", Value::Text(text)) => comment.id = text,
            ("body", Value::Text(text)) => comment.author = text,
            (OWN_ID, Value::Text(text)) => own.0 = Some(text),
            (OWN_AUTHOR, Value::Text(text)) => own.1 = Some(text),
            ("locality", Value::Map(fields)) => {
                for (name, value) in fields {
                    match (name.as_str(), value) {
                        ("line_number", Value::Text(text)) => comment.place.line = text,
                        ("clause", Value::Text(text)) => comment.place.clause = text,
                        ("element", Value::Text(text)) => comment.place.element = text,
                        (other, value) => more.push((format!("locality.{other}"), value)),
                    }
                }
            }
            ("type", Value::Text(text)) => {
                comment.kind = CommentKind::from_iso(&text);
                comment.kind_text = text;
            }
            ("comments", Value::Text(text)) => comment.words = text,
            ("proposed_change", Value::Text(text)) => comment.proposal = text,
            ("observations", Value::Text(text)) => {
                comment.answer = (!text.trim().is_empty()).then(|| read_answer(System::Iso, &text));
            }
            // Words that stand as a list are its lines.
            ("comments" | "proposed_change" | "observations", Value::List(list))
                if list.iter().all(Value::is_text) =>
            {
                let text = Value::List(list).said();
                match name.as_str() {
                    "comments" => comment.words = text,
                    "proposed_change" => comment.proposal = text,
                    _ => comment.answer = (!text.trim().is_empty()).then(|| read_answer(System::Iso, &text)),
                }
            }
            (_, value) => more.push((name, value)),
        }
    }
    // A row whose id somebody changed is not the one whose name stands beside it.
    if let Some(id) = own.0
        && short_id(&id).is_some_and(|(_, short)| short == comment.id)
    {
        comment.id = id;
        comment.author = own.1.unwrap_or(comment.author);
    }
    for (name, value) in more {
        let said = value.said();
        if !said.is_empty() {
            table.not_read.push(format!("{}: the field {name}, kept beside the words: {said}", comment.id));
            comment.more.insert(name, said);
        }
    }
    table.push(comment)
}

fn lines_of(text: &str) -> Result<Vec<Line<'_>>, ReadError> {
    let mut lines = Vec::new();
    let mut says_something = false;
    for (at, line) in text.lines().enumerate() {
        let body = line.trim_start_matches(' ');
        if says_something && line.trim_end() == "---" {
            return Err(ReadError::at(at + 1, "a second document begins here, and only one is read"));
        }
        says_something |= !body.trim_end().is_empty() && !body.starts_with('#') && line.trim_end() != "---";
        if body.starts_with('\t') {
            return Err(ReadError::at(at + 1, "a tab begins the line"));
        }
        lines.push(Line { number: at + 1, indent: line.len() - body.len(), text: body.trim_end() });
    }
    Ok(lines)
}

impl<'a> Parser<'a> {
    /// The next line that says something.
    fn peek(&mut self) -> Option<(usize, usize, &'a str)> {
        while let Some(line) = self.lines.get(self.at) {
            let is_mark = line.indent == 0 && (line.text == "---" || line.text == "...");
            if !line.text.is_empty() && !line.text.starts_with('#') && !is_mark {
                return Some((line.number, line.indent, line.text));
            }
            self.at += 1;
        }
        None
    }

    /// A value whose lines stand at least so far in.
    fn value(&mut self, least: usize, depth: usize) -> Result<Value, ReadError> {
        let Some((number, indent, text)) = self.peek().filter(|(_, indent, _)| *indent >= least) else {
            return Ok(Value::Text(String::new()));
        };
        if depth > MAX_DEPTH {
            return Err(ReadError::at(number, "values stand too deep in each other"));
        }
        if text == "-" || text.starts_with("- ") {
            return self.list(indent, depth);
        }
        if key_of(text).is_some() {
            return self.map(indent, depth);
        }
        Err(ReadError::at(number, "this is neither a field nor a list"))
    }

    fn list(&mut self, indent: usize, depth: usize) -> Result<Value, ReadError> {
        let mut list = Vec::new();
        while let Some((_, at, text)) = self.peek() {
            if at != indent || !(text == "-" || text.starts_with("- ")) {
                break;
            }
            // The rest of the line stands as if the dash were blanks.
            let rest = text[1..].trim_start();
            let inner = indent + text.len() - rest.len();
            if rest.is_empty() {
                self.at += 1;
                list.push(self.value(indent + 1, depth + 1)?);
                continue;
            }
            self.lines[self.at].indent = inner;
            self.lines[self.at].text = rest;
            if key_of(rest).is_some() {
                list.push(self.map(inner, depth + 1)?);
            } else {
                let number = self.lines[self.at].number;
                self.at += 1;
                list.push(Value::Text(self.scalar(rest, indent, number)?));
            }
        }
        Ok(Value::List(list))
    }

    fn map(&mut self, indent: usize, depth: usize) -> Result<Value, ReadError> {
        let mut fields: Vec<(String, Value)> = Vec::new();
        let mut known = HashSet::new();
        while let Some((number, at, text)) = self.peek() {
            if at != indent {
                break;
            }
            let Some((key, rest)) = key_of(text) else { break };
            if !known.insert(key) {
                return Err(ReadError::at(number, format!("the field {key} stands twice")));
            }
            self.at += 1;
            let value = if rest.is_empty() {
                // A list may stand as far out as its field.
                match self.peek() {
                    Some((_, next, text)) if next > indent || next == indent && text.starts_with('-') => {
                        self.value(next, depth + 1)?
                    }
                    _ => Value::Text(String::new()),
                }
            } else {
                Value::Text(self.scalar(rest, indent, number)?)
            };
            fields.push((key.to_owned(), value));
        }
        Ok(Value::Map(fields))
    }

    /// A text that begins on a line and may go on in lines further in.
    fn scalar(&mut self, first: &str, indent: usize, number: usize) -> Result<String, ReadError> {
        match first.chars().next() {
            Some('|' | '>') if is_block_head(first) => Ok(self.block(first, indent)),
            Some('|' | '>') => Err(ReadError::at(
                number,
                "words stand behind the sign of a block; put the text in quotation marks",
            )),
            Some('"' | '\'') => self.quoted(first, number),
            Some('&' | '*' | '!' | '{' | '[' | '%' | '@' | '`') => {
                Err(ReadError::at(number, "anchors, tags and flow collections are not read"))
            }
            _ => {
                let mut text = without_remark(first).to_owned();
                while let Some(line) = self.lines.get(self.at) {
                    if line.text.is_empty() {
                        // A blank line inside is a line feed, at the end it is nothing.
                        let blank =
                            self.lines[self.at..].iter().take_while(|line| line.text.is_empty()).count();
                        if self.lines.get(self.at + blank).is_none_or(|line| line.indent <= indent) {
                            break;
                        }
                        text.extend(std::iter::repeat_n('\n', blank));
                        self.at += blank;
                        continue;
                    }
                    if line.indent > indent {
                        if !text.ends_with('\n') {
                            text.push(' ');
                        }
                        text.push_str(without_remark(line.text));
                    } else {
                        break;
                    }
                    self.at += 1;
                }
                Ok(if matches!(text.as_str(), "~" | "null") { String::new() } else { text })
            }
        }
    }

    fn block(&mut self, head: &str, indent: usize) -> String {
        let folded = head.starts_with('>');
        let mut lines: Vec<(usize, &str)> = Vec::new();
        while let Some(line) = self.lines.get(self.at) {
            if !line.text.is_empty() && line.indent <= indent {
                break;
            }
            lines.push((line.indent, line.text));
            self.at += 1;
        }
        let base = lines.iter().find(|(_, text)| !text.is_empty()).map_or(0, |(indent, _)| *indent);
        let mut out = String::new();
        for (indent, text) in lines {
            if !out.is_empty() {
                out.push(if folded && !text.is_empty() && !out.ends_with('\n') { ' ' } else { '\n' });
            }
            if !text.is_empty() {
                out.extend(std::iter::repeat_n(' ', indent.saturating_sub(base)));
            }
            out.push_str(text);
        }
        out.trim_end().to_owned()
    }

    fn quoted(&mut self, first: &str, number: usize) -> Result<String, ReadError> {
        let quote = if first.starts_with('"') { '"' } else { '\'' };
        let mut out = String::new();
        let mut line = first[1..].to_owned();
        loop {
            if let Some(rest) = unquote(&line, quote, &mut out).map_err(|what| ReadError::at(number, what))? {
                let rest = rest.trim();
                return if rest.is_empty() || rest.starts_with('#') {
                    Ok(out)
                } else {
                    Err(ReadError::at(number, "words stand behind a quotation"))
                };
            }
            let Some(next) = self.lines.get(self.at) else {
                return Err(ReadError::at(number, "the quotation does not end"));
            };
            self.at += 1;
            // The end of a line is a blank, an empty line a line feed.
            if next.text.is_empty() {
                out.push('\n');
            } else if !out.ends_with('\n') && !out.is_empty() && !out.ends_with('\u{0}') {
                out.push(' ');
            }
            if out.ends_with('\u{0}') {
                out.pop();
            }
            next.text.clone_into(&mut line);
        }
    }
}

/// Whether nothing stands behind the sign of a block but how it ends, how far it stands in, and a remark.
fn is_block_head(head: &str) -> bool {
    let rest = head[1..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    rest.trim().is_empty() || rest.starts_with(' ') && rest.trim_start().starts_with('#')
}

/// The words of a quotation up to its end; what stands behind it, or nothing when it goes on in the next line.
fn unquote<'t>(line: &'t str, quote: char, out: &mut String) -> Result<Option<&'t str>, String> {
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                chars.next();
                out.push('\'');
                continue;
            }
            return Ok(Some(&line[at + 1..]));
        }
        if c != '\\' || quote == '\'' {
            out.push(c);
            continue;
        }
        match chars.next().map(|(_, c)| c) {
            // A line that ends so goes on without a blank; the mark is taken away by the caller.
            None => out.push('\u{0}'),
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some(c @ ('"' | '\\' | '/' | ' ')) => out.push(c),
            Some(kind @ ('x' | 'u' | 'U')) => {
                let length = match kind {
                    'x' => 2,
                    'u' => 4,
                    _ => 8,
                };
                let digits: String = chars.by_ref().take(length).map(|(_, c)| c).collect();
                let value = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                out.push(value.ok_or("a character in numbers cannot be read")?);
            }
            Some(other) => return Err(format!("the sign \\{other} is not known")),
        }
    }
    Ok(None)
}

/// A field's name and what stands behind its colon.
fn key_of(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$')))?;
    let rest = text[end..].strip_prefix(':')?;
    (end > 0 && (rest.is_empty() || rest.starts_with(' '))).then(|| (&text[..end], rest.trim()))
}

fn without_remark(text: &str) -> &str {
    text.find(" #").map_or(text, |at| text[..at].trim_end())
}

/// The field with the whole name of a row that was written here, and the one with who wrote its words.
const OWN_ID: &str = "maru_id";
const OWN_AUTHOR: &str = "maru_author";

/// The body and the id of a row of ours as the schema has them, two or three letters and up to six digits: `CN-11220-1196` is
/// `CN-001-196`. Nothing for a name that is none of ours or whose entry has more digits.
fn short_id(id: &str) -> Option<(String, String)> {
    let (_, entry) = crate::process::named_by(id)?;
    let body = id.split('-').next().filter(|body| (2..=3).contains(&body.len()))?;
    let (thousands, rest) = (entry.0 / 1000, entry.0 % 1000);
    (thousands < 1000 && id.split('-').count() == 3)
        .then(|| (body.to_owned(), format!("{body}-{thousands:03}-{rest:03}")))
}

/// Writes a table as a sheet of `commenter`.
pub fn to_commenter(table: &CommentTable) -> String {
    let mut out = String::from("---\nversion: \"2012-03\"\n");
    for (name, value) in [
        ("date", &table.date),
        ("document", &table.document),
        ("project", &table.project),
        ("stage", &table.stage),
    ] {
        if !value.is_empty() {
            let _ = writeln!(out, "{name}: {}", quoted(value));
        }
    }
    out.push_str("comments:\n");
    for comment in &table.comments {
        let kind = comment.kind.map_or(comment.kind_text.as_str(), |kind| kind.iso());
        if let Some((body, short)) = short_id(&comment.id) {
            // The row's whole name and who wrote it have no place in the schema: fields of ours, which it allows.
            let names =
                [("id", &short), ("body", &body), (OWN_ID, &comment.id), (OWN_AUTHOR, &comment.author)];
            for (at, (name, value)) in names.into_iter().enumerate() {
                let lead = if at == 0 { "-" } else { " " };
                let _ = writeln!(out, "{lead} {name}: {}", quoted(value));
            }
            out.push_str("  locality:\n");
        } else {
            let (id, author) = (quoted(&comment.id), quoted(&comment.author));
            let _ = writeln!(out, "- id: {id}\n  body: {author}\n  locality:");
        }
        let Place { line, clause, element } = &comment.place;
        for (name, value) in [("line_number", line), ("clause", clause), ("element", element)] {
            let _ = writeln!(out, "    {name}: {}", quoted(value));
        }
        let answer = comment.answer.as_ref().map_or("", |answer| answer.text.as_str());
        for (name, value) in [
            ("type", kind),
            ("comments", comment.words.as_str()),
            ("proposed_change", comment.proposal.as_str()),
            ("observations", answer),
        ] {
            let _ = writeln!(out, "  {name}: {}", quoted(value));
        }
    }
    out
}

/// A text in double quotes, on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
