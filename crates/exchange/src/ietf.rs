//! IETF Comments Markdown: a review in which each point is a remark of its own.

use std::fmt::Write as _;

use crate::model::{Comment, CommentKind, CommentTable, ReadError, System, text_of};

/// Reads a review: one title that names the reviewer and the document, sections `Discuss`, `Comments`, `Nits`, and in each a
/// remark under every heading of the third level. Words quoted with `>` are kept in `more` under `quote`, one a line, so that the
/// caller can look whether the text says them.
pub fn read_ietf(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    let text = text_of(bytes)?;
    let mut table = CommentTable::new(System::None);
    let mut author = String::new();
    let mut section: Option<CommentKind> = None;
    let mut open: Option<Comment> = None;
    let mut fenced = false;
    for (at, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        let heading = if fenced { None } else { heading(line) };
        match heading {
            Some((1, title)) => {
                if !table.document.is_empty() || !author.is_empty() {
                    return Err(ReadError::at(at + 1, "it has a second title"));
                }
                (author, table.document) = reviewer(title);
                if author.is_empty() {
                    return Err(ReadError::at(
                        at + 1,
                        "the title does not say \"… for DOCUMENT\" or \"… of DOCUMENT\"",
                    ));
                }
            }
            Some((2, title)) => {
                take(&mut table, open.take(), &author)?;
                section = kind_of(title);
                if section.is_none() {
                    table.not_read.push(format!("line {}: the section \"{title}\"", at + 1));
                }
            }
            Some((_, title)) if section.is_some() => {
                take(&mut table, open.take(), &author)?;
                open = Some(point(section, &table, title));
            }
            Some((_, title)) => {
                table.not_read.push(format!("line {}: \"{title}\" stands in no section", at + 1));
            }
            None if line.trim().is_empty() && open.is_none() => {}
            None => match (&mut open, section) {
                (Some(comment), _) => add(comment, shown_line(line, fenced)),
                // Words of a section before its first heading are a point too.
                (None, Some(_)) => {
                    let mut comment = point(section, &table, "");
                    add(&mut comment, shown_line(line, fenced));
                    open = Some(comment);
                }
                (None, None) => {
                    let words: String = line.chars().take(60).collect();
                    table.not_read.push(format!("line {}: {words}", at + 1));
                }
            },
        }
    }
    take(&mut table, open, &author)?;
    if author.is_empty() {
        return Err(ReadError::new("it has no title that names the reviewer and the document"));
    }
    Ok(table)
}

/// The line without the backslash that hides a heading.
fn shown_line(line: &str, fenced: bool) -> &str {
    line.strip_prefix('\\').filter(|_| !fenced && is_hidden(line)).unwrap_or(line)
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = line.get(level..)?;
    ((1..=3).contains(&level) && rest.starts_with(' '))
        .then(|| (level, rest.trim().trim_end_matches('#').trim()))
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
        "nits" => Some(CommentKind::Editorial),
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
    if title.to_ascii_lowercase().starts_with("section ") {
        let place = title["section ".len()..].trim();
        let (clause, element) = place.split_once(',').unwrap_or((place, ""));
        clause.trim().clone_into(&mut comment.place.clause);
        element.trim().clone_into(&mut comment.place.element);
    }
    comment
}

fn add(comment: &mut Comment, line: &str) {
    if let Some(quote) = line.strip_prefix('>') {
        let field = comment.more.entry("quote".to_owned()).or_default();
        if !field.is_empty() {
            field.push('\n');
        }
        field.push_str(quote.trim());
    }
    if !comment.words.is_empty() || !line.trim().is_empty() {
        comment.words.push_str(line);
        comment.words.push('\n');
    }
}

fn take(table: &mut CommentTable, comment: Option<Comment>, author: &str) -> Result<(), ReadError> {
    let Some(mut comment) = comment else { return Ok(()) };
    comment.words.truncate(comment.words.trim_end().len());
    author.clone_into(&mut comment.author);
    if comment.words.is_empty() && !comment.more.contains_key("title") {
        return Ok(());
    }
    table.push(comment)
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
        }
    }
    out
}

/// Words in which no line begins like a heading, and code that began ends.
fn without_headings(words: &str) -> String {
    let mut fenced = false;
    let mut out = String::new();
    for line in words.lines() {
        let is_fence = line.trim_start().starts_with("```");
        fenced ^= is_fence;
        if !fenced && !is_fence && is_hidden(line) {
            out.push('\\');
        }
        out.push_str(line);
        out.push('\n');
    }
    if fenced {
        out.push_str("```\n");
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a line is a heading, or one behind backslashes that hide it.
fn is_hidden(line: &str) -> bool {
    heading(line.trim_start_matches('\\')).is_some()
}
