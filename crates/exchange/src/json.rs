//! What governments and working groups publish as JSON: regulations.gov, Have your say, and the archive of a GitHub group.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::heads::flat;
use crate::model::{Comment, CommentTable, ReadError, System, within_size};

fn parse(bytes: &[u8]) -> Result<Value, ReadError> {
    within_size(bytes)?;
    serde_json::from_slice(bytes)
        .map_err(|error| ReadError::at(error.line(), "it is no JSON, or it is cut off"))
}

/// A value as words: texts and numbers as they stand, a whole number without its ".0"; lists and objects as JSON.
fn words(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => match number.as_f64() {
            Some(float) if number.as_i64().is_none() && float.fract() == 0.0 && float.abs() < 9e15 => {
                format!("{float:.0}")
            }
            _ => number.to_string(),
        },
        Some(other) => other.to_string(),
    }
}

fn field(object: &Map<String, Value>, name: &str) -> String {
    words(object.get(name))
}

/// The fields that no place of the model took, by their own names.
fn keep_rest(comment: &mut Comment, object: &Map<String, Value>, taken: &[&str]) {
    for (name, value) in object {
        let text = words(Some(value));
        if !taken.contains(&name.as_str()) && !text.is_empty() && text != "[]" {
            comment.more.insert(name.clone(), text);
        }
    }
}

/// Reads comments of the API of regulations.gov, version 4: one comment, or a list of them, under `data`.
///
/// A comment whose words are only in an attached file is named in `not_read`: the file is not here.
pub fn read_regulations(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    let value = parse(bytes)?;
    let data = value.get("data").ok_or_else(|| ReadError::new("it has no field data"))?;
    let list = match data {
        Value::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    };
    let included = value.get("included").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let included: HashMap<String, &Value> = included.iter().map(|one| (words(one.get("id")), one)).collect();
    let mut table = CommentTable::new(System::None);
    for (at, item) in list.iter().enumerate() {
        let Some(attributes) = item.get("attributes").and_then(Value::as_object) else {
            return Err(ReadError::new(format!("comment {} has no attributes", at + 1)));
        };
        let mut comment = regulation(item, attributes);
        let lacking = attachments(&mut comment, item, &included);
        if lacking > 0 {
            table
                .not_read
                .push(format!("{}: {lacking} attachments of which the file says nothing else", comment.id));
        }
        comment.withheld = withdrawn_from_docket(attributes);
        if data.is_array() && attributes.get("comment").is_none_or(Value::is_null) {
            table.not_read.push(format!(
                "{}: its words are in the answer for this comment alone, not in this list",
                comment.id
            ));
        }
        comment.words = crate::meetings::plain(&comment.words);
        let solid: String = comment.words.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
        let is_listed = data.is_array() && attributes.get("comment").is_none_or(Value::is_null);
        if !is_listed && (solid.is_empty() || solid.starts_with("seeattachedfile")) {
            table.not_read.push(format!("{}: its words are in an attached file, if anywhere", comment.id));
        }
        if comment.id.is_empty() {
            table.not_read.push(format!("comment {} has no id", at + 1));
        }
        if table.project.is_empty() {
            table.project = field(attributes, "docketId");
            table.document = field(attributes, "commentOnDocumentId");
        }
        let duplicates = words(attributes.get("duplicateComments"));
        if duplicates.parse::<u64>().is_ok_and(|count| count > 0) {
            table
                .not_read
                .push(format!("{}: {duplicates} comments like it are counted and not here", comment.id));
        }
        table.push(comment)?;
    }
    let page = |name: &str| value.pointer(&format!("/meta/{name}")).and_then(Value::as_u64);
    let is_cut = page("pageNumber").zip(page("totalPages")).is_some_and(|(page, pages)| page < pages);
    if is_cut || value.pointer("/meta/hasNextPage").and_then(Value::as_bool) == Some(true) {
        let all = words(value.pointer("/meta/totalElements"));
        let of = if all.is_empty() { String::new() } else { format!(" of {all} comments in all") };
        table.not_read.push(format!("further pages{of}: this is not the last one"));
    }
    Ok(table)
}

/// Why a comment is not to be published again: its author took it back, or the agency keeps it back.
fn withdrawn_from_docket(attributes: &Map<String, Value>) -> String {
    let said = |what: &str, names: [&str; 2]| {
        let reasons =
            names.map(|name| field(attributes, name)).into_iter().filter(|reason| !reason.trim().is_empty());
        [what.to_owned()].into_iter().chain(reasons).collect::<Vec<_>>().join(": ")
    };
    let withdrawn = said("withdrawn", ["reasonWithdrawn", ""]);
    let restricted = said("restricted", ["restrictReasonType", "restrictReason"]);
    let is_withdrawn =
        attributes.get("withdrawn").and_then(Value::as_bool) == Some(true) || withdrawn != "withdrawn";
    let all = [(is_withdrawn, withdrawn), (restricted != "restricted", restricted)];
    all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, why)| why).collect::<Vec<_>>().join("; ")
}

fn regulation(item: &Value, attributes: &Map<String, Value>) -> Comment {
    let organisation = field(attributes, "organization");
    let person = [field(attributes, "firstName"), field(attributes, "lastName")].join(" ").trim().to_owned();
    let mut comment = Comment {
        id: words(item.get("id")),
        author: if organisation.is_empty() { person.clone() } else { organisation.clone() },
        words: field(attributes, "comment"),
        date: field(attributes, "postedDate"),
        ..Comment::default()
    };
    if !organisation.is_empty() && !person.is_empty() {
        comment.more.insert("person".to_owned(), person);
    }
    keep_rest(&mut comment, attributes, &["comment", "organization", "firstName", "lastName", "postedDate"]);
    comment
}

/// Keeps what the file says of the attachments of a comment, one a line; how many of them it only counts.
fn attachments(comment: &mut Comment, item: &Value, included: &HashMap<String, &Value>) -> usize {
    let list = item.pointer("/relationships/attachments/data").and_then(Value::as_array);
    let ids: Vec<String> =
        list.map(|list| list.iter().map(|one| words(one.get("id"))).collect()).unwrap_or_default();
    let said: Vec<String> = ids.iter().filter_map(|id| included.get(id)).map(|one| attachment(one)).collect();
    let lacking = ids.len() - said.len();
    if !said.is_empty() {
        comment.more.insert("attachments".to_owned(), said.join("\n"));
    }
    lacking
}

/// An attachment on a line: its title, and in brackets what else is said of it.
fn attachment(included: &Value) -> String {
    let Some(attributes) = included.get("attributes").and_then(Value::as_object) else {
        return included.to_string();
    };
    let title = field(attributes, "title");
    let files =
        attributes.get("fileFormats").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut rest: Vec<String> = attributes
        .iter()
        .filter(|(name, _)| !["title", "fileFormats"].contains(&name.as_str()))
        .map(|(name, value)| (name, words(Some(value))))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    rest.extend(files.iter().map(|file| {
        file.as_object().map_or_else(
            || file.to_string(),
            |file| {
                file.values()
                    .map(|value| words(Some(value)))
                    .filter(|value| !value.is_empty())
                    .collect::<Vec<_>>()
                    .join(" ")
            },
        )
    }));
    if rest.is_empty() { title } else { format!("{title} ({})", rest.join("; ")) }
}

/// Reads feedback of the Commission's "Have your say": a page of `allFeedback` (under `content`, or under
/// `_embedded.feedback`), or a bare list.
///
/// Days stand as the source writes them, Brussels time without an offset; the register number is cleaned of what was typed
/// around it and kept as it was typed, too.
pub fn read_have_your_say(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    let value = parse(bytes)?;
    let list = value
        .as_array()
        .or_else(|| value.get("content").and_then(Value::as_array))
        .or_else(|| value.pointer("/_embedded/feedback").and_then(Value::as_array))
        .ok_or_else(|| ReadError::new("it has no list of feedback"))?;
    let mut table = CommentTable::new(System::None);
    for (at, item) in list.iter().enumerate() {
        let Some(object) = item.as_object() else {
            return Err(ReadError::new(format!("feedback {} is no object", at + 1)));
        };
        let organisation = field(object, "organization");
        let person = [field(object, "firstName"), field(object, "surname")].join(" ").trim().to_owned();
        let mut comment = Comment {
            id: field(object, "id"),
            author: if organisation.is_empty() { person.clone() } else { organisation.clone() },
            words: field(object, "feedback"),
            language: field(object, "language").to_lowercase(),
            date: field(object, "dateFeedback"),
            ..Comment::default()
        };
        keep_rest(
            &mut comment,
            object,
            &["id", "organization", "feedback", "language", "dateFeedback", "firstName", "surname"],
        );
        if !organisation.is_empty() && !person.is_empty() {
            comment.more.insert("person".to_owned(), person);
        }
        if let Some(number) = comment.more.get("trNumber").map(|typed| register_number(typed)) {
            comment.more.insert("trNumber_digits".to_owned(), number);
        }
        comment.withheld = kept_back(object);
        if comment.words.trim().is_empty() {
            table.not_read.push(format!("{}: its words are in an attached file, if anywhere", comment.id));
        }
        if table.project.is_empty() {
            table.project = field(object, "referenceInitiative");
            table.document = field(object, "publicationId");
        }
        table.push(comment)?;
    }
    let page = |name: &str| value.get("page").unwrap_or(&value).get(name).and_then(Value::as_f64);
    // Pages are counted from 0.
    let is_cut = page("number").zip(page("totalPages")).is_some_and(|(number, pages)| number + 1.0 < pages);
    if is_cut || value.get("last").and_then(Value::as_bool) == Some(false) {
        let all = page("totalElements")
            .map_or_else(String::new, |all| format!(" of {all} pieces of feedback in all"));
        table.not_read.push(format!("further pages{all}: this is not the last one"));
    }
    Ok(table)
}

/// Ways in which the portal says that feedback is public, with its author's name or without.
const PUBLIC: [&str; 5] = ["", "PUBLISHED", "PUBLIC", "WITHINFO", "ANONYMOUS"];
/// Words with which the state of feedback says that it is not.
const NOT_PUBLIC: [&str; 9] = [
    "WITHHELD",
    "NOT_PUBLISHED",
    "UNPUBLISHED",
    "CONFIDENTIAL",
    "REJECTED",
    "REMOVED",
    "DELETED",
    "HIDDEN",
    "DRAFT",
];

/// Why feedback is not to be published again. How it was to be published is a word of the portal, and one that is not known is no
/// permission; its state may be that of something else.
fn kept_back(object: &Map<String, Value>) -> String {
    let says = |name: &str, words: &[&str]| {
        words.contains(&field(object, name).trim().to_ascii_uppercase().as_str())
    };
    if !says("publication", &PUBLIC) {
        return field(object, "publication");
    }
    let state = ["publicationStatus", "status"].into_iter().find(|name| says(name, &NOT_PUBLIC));
    state.map(|name| field(object, name)).unwrap_or_default()
}

/// The number without blanks, marks that cannot be seen, and "TR" in front.
fn register_number(typed: &str) -> String {
    typed.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect::<String>().trim_matches('-').to_owned()
}

/// What a pull request of an archive was: a proposal to change texts, whose words are not in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullRequest {
    /// It as a comment: number, author, title, description.
    pub comment: Comment,
    /// The state of the texts against which it was made.
    pub base: String,
    /// The git commit that it proposes (`headRefOid`).
    pub head: String,
    /// Where it was merged, if it was.
    pub merged: String,
}

impl PullRequest {
    /// It as the reason of an amendment: title and description, and where it was merged.
    pub(crate) fn as_comment(&self) -> Comment {
        let mut comment = crate::process::titled(&self.comment);
        for (name, value) in [("base", &self.base), ("head", &self.head), ("merged", &self.merged)] {
            if !value.is_empty() {
                comment.more.insert(name.to_owned(), value.clone());
            }
        }
        comment
    }

    /// Says that it becomes no amendment, with all its words.
    pub(crate) fn not_taken(&self, why: &str) -> String {
        let comment = self.as_comment();
        let by = if comment.author.is_empty() { String::new() } else { format!(" by {}", comment.author) };
        format!("pull request {}{by} becomes no amendment ({why}): “{}”", comment.id, flat(&comment.words))
    }
}

/// The archive of a working group: issues as remarks with their threads, and pull requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// Issues, their comments (which reply to them), and reviews of pull requests.
    pub table: CommentTable,
    pub pulls: Vec<PullRequest>,
}

/// Fields of an archive that are read, and those that say only how it was made.
const OF_ARCHIVE: [&str; 6] = ["issues", "pulls", "repo", "timestamp", "magic", "labels"];

/// Reads `archive.json` of a working group. What became of an issue is kept as it is written (`state`, labels): closing an issue
/// is no answer, and a label is read by nobody.
pub fn read_archive(bytes: &[u8]) -> Result<Archive, ReadError> {
    let value = parse(bytes)?;
    let list = |name: &str| value.get(name).and_then(Value::as_array).map(Vec::as_slice);
    let Some(issues) = list("issues") else { return Err(ReadError::new("it has no list of issues")) };
    let mut table = CommentTable::new(System::None);
    table.document = words(value.get("repo"));
    table.date = words(value.get("timestamp"));
    let others = value.as_object().into_iter().flatten();
    for (name, other) in others.filter(|(name, _)| !OF_ARCHIVE.contains(&name.as_str())) {
        let said = words(Some(other));
        if !said.is_empty() && said != "[]" && said != "{}" {
            table.not_read.push(format!("the field {name}, not taken: {}", flat(&said)));
        }
    }
    for issue in issues {
        let comment = item(issue, "issues")?;
        let id = comment.id.clone();
        table.push(comment)?;
        thread(&mut table, issue, &id, "comments", "")?;
    }
    let mut pulls = Vec::new();
    for pull in list("pulls").unwrap_or_default() {
        let comment = item(pull, "pulls")?;
        let id = comment.id.clone();
        thread(&mut table, pull, &id, "comments", "")?;
        thread(&mut table, pull, &id, "reviews", "")?;
        let text = |name: &str| words(pull.get(name));
        let merged = pull.pointer("/mergeCommit/oid").map(|oid| words(Some(oid))).unwrap_or_default();
        pulls.push(PullRequest { comment, base: text("baseRefOid"), head: text("headRefOid"), merged });
    }
    Ok(Archive { table, pulls })
}

fn item(value: &Value, name: &str) -> Result<Comment, ReadError> {
    let object =
        value.as_object().ok_or_else(|| ReadError::new(format!("{name} has something that is no object")))?;
    let number = field(object, "number");
    if number.is_empty() {
        return Err(ReadError::new(format!("{name} has an item without a number")));
    }
    let mut comment = Comment {
        id: number,
        author: field(object, "author"),
        words: field(object, "body"),
        date: field(object, "createdAt"),
        ..Comment::default()
    };
    let labels = object.get("labels").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let labels: Vec<String> = labels.iter().map(|label| words(label.get("name").or(Some(label)))).collect();
    keep_rest(
        &mut comment,
        object,
        &["number", "author", "body", "createdAt", "comments", "reviews", "labels", "mergeCommit"],
    );
    if !labels.is_empty() {
        comment.more.insert("labels".to_owned(), labels.join(", "));
    }
    Ok(comment)
}

/// Comments and reviews below an item; those of a review stand below the review.
fn thread(table: &mut CommentTable, value: &Value, id: &str, name: &str, by: &str) -> Result<(), ReadError> {
    let list = value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for (at, reply) in list.iter().enumerate() {
        let own = format!("{id}-{name}-{}", at + 1);
        let Some(object) = reply.as_object() else {
            table.not_read.push(format!("{own} is no object, not taken: {}", words(Some(reply))));
            continue;
        };
        let said = field(object, "author");
        let mut comment = Comment {
            id: own.clone(),
            // Comments inside a review are those of its author, whom the archive names once.
            author: if said.is_empty() { by.to_owned() } else { said },
            words: field(object, "body"),
            date: field(object, "createdAt"),
            reply_to: id.to_owned(),
            ..Comment::default()
        };
        keep_rest(&mut comment, object, &["author", "body", "createdAt", "comments"]);
        let author = comment.author.clone();
        // A review that only approves has no words; what it says is kept with the pull request's number.
        if comment.words.trim().is_empty() && name == "reviews" {
            let state = comment.more.get("state").map_or("", String::as_str);
            table.not_read.push(format!("{own}, a review by {author} without words ({state})"));
        } else {
            table.push(comment)?;
        }
        if name == "reviews" {
            thread(table, reply, &own, "comments", &author)?;
        }
    }
    Ok(())
}
