//! IETF Comments Markdown: a review in which each point is a remark of its own.

use std::fmt::Write as _;

use crate::model::{Comment, CommentKind, CommentTable, ReadError, System, text_of};

/// Reads a review: one title that names the reviewer and the document, sections `Discuss`, `Comments`, `Nits`, and in each a
/// remark under every heading of the third level, or of the fourth where that names a place, as the format's own tool groups points.
/// Words quoted with `>` are kept in `more` under `quote`, quotations parted by an empty line, so that the caller can look whether
/// the text says them.
pub fn read_ietf(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    let text = text_of(bytes)?;
    let mut review = Review {
        table: CommentTable::new(System::None),
        author: String::new(),
        section: None,
        open: None,
        is_quoting: false,
    };
    let mut fence = Fence::default();
    for (at, line) in text.lines().enumerate() {
        // The line that ends code is code too.
        let fenced = fence.passes(line);
        match if fenced { None } else { heading(line) } {
            Some((level, title)) => review.heading(at + 1, level, title)?,
            None => review.line(at + 1, line, fenced),
        }
    }
    review.take()?;
    if review.author.is_empty() {
        return Err(ReadError::new("it has no title that names the reviewer and the document"));
    }
    Ok(review.table)
}

/// A review as far as it was read.
struct Review {
    table: CommentTable,
    author: String,
    section: Option<CommentKind>,
    open: Option<Comment>,
    /// Whether the line above was a part of a quotation.
    is_quoting: bool,
}

impl Review {
    fn heading(&mut self, at: usize, level: usize, title: &str) -> Result<(), ReadError> {
        self.is_quoting = false;
        match level {
            1 if !self.table.document.is_empty() || !self.author.is_empty() => {
                return Err(ReadError::at(at, "it has a second title"));
            }
            1 => {
                (self.author, self.table.document) = reviewer(title);
                if self.author.is_empty() {
                    let what = "the title does not say \"… for DOCUMENT\" or \"… of DOCUMENT\"";
                    return Err(ReadError::at(at, what));
                }
            }
            2 => {
                self.take()?;
                self.section = kind_of(title);
                if self.section.is_none() {
                    self.table.not_read.push(format!("line {at}: the section \"{title}\""));
                }
            }
            _ if self.section.is_some() => {
                // The heading of a group, under which its points stand, is no point.
                let is_group = |open: &Comment| level == 4 && open.words.is_empty();
                if let Some(group) = self.open.take_if(|open| is_group(open)) {
                    let title = group.more.get("title").map_or("", String::as_str);
                    self.table
                        .not_read
                        .push(format!("above line {at}: “{title}”, the heading of several points"));
                }
                self.take()?;
                self.open = Some(point(self.section, &self.table, title));
            }
            _ => self.table.not_read.push(format!("line {at}: \"{title}\" stands in no section")),
        }
        Ok(())
    }

    fn line(&mut self, at: usize, line: &str, fenced: bool) {
        let is_quote = !fenced && line.starts_with('>');
        if line.trim().is_empty() && self.open.is_none() {
            return;
        }
        // Words of a section before its first heading are a point too.
        if self.open.is_none() && self.section.is_some() {
            self.open = Some(point(self.section, &self.table, ""));
        }
        if let Some(comment) = &mut self.open {
            add(comment, shown_line(line, fenced), is_quote, self.is_quoting);
        } else {
            self.table.not_read.push(format!("line {at}: {}", line.trim()));
        }
        self.is_quoting = is_quote;
    }

    fn take(&mut self) -> Result<(), ReadError> {
        let Some(mut comment) = self.open.take() else { return Ok(()) };
        comment.words.truncate(comment.words.trim_end().len());
        self.author.clone_into(&mut comment.author);
        if comment.words.is_empty() && !comment.more.contains_key("title") {
            return Ok(());
        }
        self.table.push(comment)
    }
}

/// Code between fences: a run of at least three of one sign, ended by as many of the same.
#[derive(Default)]
struct Fence {
    open: Option<(char, usize)>,
}

impl Fence {
    /// Whether the line stands in code, or begins or ends it.
    fn passes(&mut self, line: &str) -> bool {
        let text = line.trim_start();
        let sign = text.chars().next().filter(|sign| matches!(sign, '`' | '~'));
        let run = sign.map_or(0, |sign| text.chars().take_while(|c| *c == sign).count());
        match (self.open, sign.filter(|_| run >= 3)) {
            (None, Some(sign)) => {
                self.open = Some((sign, run));
                true
            }
            (Some((open, length)), Some(sign)) => {
                if sign == open && run >= length && text[run..].trim().is_empty() {
                    self.open = None;
                }
                true
            }
            (open, None) => open.is_some(),
        }
    }
}

/// The line without the backslash that hides a heading.
fn shown_line(line: &str, fenced: bool) -> &str {
    line.strip_prefix('\\').filter(|_| !fenced && is_hidden(line)).unwrap_or(line)
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = line.get(level..)?;
    let title = rest.trim().trim_end_matches('#').trim();
    let is_heading = (1..=3).contains(&level) || level == 4 && names_place(title);
    (is_heading && rest.starts_with(' ')).then_some((level, title))
}

/// Whether a heading names a place in the document.
fn names_place(title: &str) -> bool {
    title.to_ascii_lowercase().starts_with("section ")
}

/// Who reviews which document, from a title such as `# IESG review of draft-x-03` or `# Jo Doe's review for draft-x-03`.
fn reviewer(title: &str) -> (String, String) {
    let found = [" for ", " of "].iter().find_map(|word| title.rsplit_once(word));
    let Some((who, document)) = found else { return (String::new(), String::new()) };
    let words = [", Security", "'s review", "’s review", " review", " Review", " comments", " Comments"];
    let mut who = who.trim();
    for word in words {
        who = who.strip_suffix(word).unwrap_or(who);
    }
    (who.trim().to_owned(), document.trim().to_owned())
}

fn kind_of(section: &str) -> Option<CommentKind> {
    match section.to_ascii_lowercase().as_str() {
        "discuss" => Some(CommentKind::Objection),
        "comments" | "comment" => Some(CommentKind::Technical),
        "nits" | "nit" => Some(CommentKind::Editorial),
        _ => None,
    }
}

fn point(kind: Option<CommentKind>, table: &CommentTable, title: &str) -> Comment {
    let mut comment = Comment {
        id: (table.comments.len() + 1).to_string(),
        kind,
        kind_text: kind.map_or("", CommentKind::iso).to_owned(),
        ..Comment::default()
    };
    if !title.is_empty() {
        comment.more.insert("title".to_owned(), title.to_owned());
    }
    // "### Section 3.1, paragraph 2": the place as the reviewer names it.
    if names_place(title) {
        let place = title["section ".len()..].trim();
        let (clause, element) = place.split_once(',').unwrap_or((place, ""));
        clause.trim().clone_into(&mut comment.place.clause);
        element.trim().clone_into(&mut comment.place.element);
    }
    comment
}

fn add(comment: &mut Comment, line: &str, is_quote: bool, goes_on: bool) {
    if is_quote {
        let field = comment.more.entry("quote".to_owned()).or_default();
        if !field.is_empty() {
            field.push_str(if goes_on { "\n" } else { "\n\n" });
        }
        // An empty line inside a quotation does not end it.
        let words = line.trim_start_matches('>').trim();
        field.push_str(if words.is_empty() { " " } else { words });
    }
    if !comment.words.is_empty() || !line.trim().is_empty() {
        comment.words.push_str(line);
        comment.words.push('\n');
    }
}

/// Writes the remarks of one reviewer as a review.
pub fn to_ietf(table: &CommentTable, author: &str) -> String {
    let mut out = format!("# {author}'s review for {}\n", table.document);
    for (section, wanted) in [
        ("Discuss", [Some(CommentKind::Objection)].as_slice()),
        (
            "Comments",
            &[Some(CommentKind::Technical), Some(CommentKind::General), Some(CommentKind::Question), None],
        ),
        ("Nits", &[Some(CommentKind::Editorial)]),
    ] {
        let comments: Vec<&Comment> = table
            .comments
            .iter()
            .filter(|comment| comment.author == author && wanted.contains(&comment.kind))
            .collect();
        if comments.is_empty() {
            continue;
        }
        let _ = write!(out, "\n## {section}\n");
        for comment in comments {
            let place = match (comment.place.clause.as_str(), comment.place.element.as_str()) {
                ("", _) => comment.id.clone(),
                (clause, "") => format!("Section {clause}"),
                (clause, element) => format!("Section {clause}, {element}"),
            };
            let title = comment.more.get("title").cloned().unwrap_or(place);
            let _ = write!(out, "\n### {title}\n\n{}\n", without_headings(&comment.words));
            // The format has no field for it, and a point says it in its words.
            if !comment.proposal.trim().is_empty() {
                let _ = write!(out, "\nProposed change: {}\n", without_headings(&comment.proposal));
            }
        }
    }
    out
}

/// Words in which no line begins like a heading, and code that began ends.
fn without_headings(words: &str) -> String {
    let mut fence = Fence::default();
    let mut out = String::new();
    for line in words.lines() {
        if !fence.passes(line) && is_hidden(line) {
            out.push('\\');
        }
        out.push_str(line);
        out.push('\n');
    }
    if let Some((sign, length)) = fence.open {
        out.extend(std::iter::repeat_n(sign, length));
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a line is a heading, or one behind backslashes that hide it.
fn is_hidden(line: &str) -> bool {
    heading(line.trim_start_matches('\\')).is_some()
}
