//! What governments and working groups publish as JSON: regulations.gov, Have your say, and the archive of a GitHub group.

use serde_json::{Map, Value};

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
    let mut table = CommentTable::new(System::None);
    for (at, item) in list.iter().enumerate() {
        let Some(attributes) = item.get("attributes").and_then(Value::as_object) else {
            return Err(ReadError::new(format!("comment {} has no attributes", at + 1)));
        };
        let mut comment = regulation(item, attributes);
        attachments(&mut comment, item, included);
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
    if value.pointer("/meta/hasNextPage").and_then(Value::as_bool) == Some(true) {
        let all = words(value.pointer("/meta/totalElements"));
        let of = if all.is_empty() { String::new() } else { format!(" of {all} comments in all") };
        table.not_read.push(format!("further pages{of}: this is not the last one"));
    }
    Ok(table)
}

/// Why a comment is not to be published again: its author or the agency took it back.
fn withdrawn_from_docket(attributes: &Map<String, Value>) -> String {
    let reasons = [field(attributes, "reasonWithdrawn"), field(attributes, "restrictReasonType")];
    let reasons: Vec<String> = reasons.into_iter().filter(|reason| !reason.is_empty()).collect();
    let is_withdrawn = attributes.get("withdrawn").and_then(Value::as_bool) == Some(true);
    if !is_withdrawn && reasons.is_empty() {
        return String::new();
    }
    ["withdrawn".to_owned()].into_iter().chain(reasons).collect::<Vec<_>>().join(": ")
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

fn attachments(comment: &mut Comment, item: &Value, included: &[Value]) {
    let list = item.pointer("/relationships/attachments/data").and_then(Value::as_array);
    let ids: Vec<&Value> =
        list.map(|list| list.iter().filter_map(|one| one.get("id")).collect()).unwrap_or_default();
    let titles: Vec<String> = included
        .iter()
        .filter(|one| one.get("id").is_some_and(|id| ids.contains(&id)))
        .map(|one| words(one.pointer("/attributes/title")))
        .collect();
    if !titles.is_empty() {
        comment.more.insert("attachments".to_owned(), titles.join("\n"));
    }
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
        let publication = field(object, "publication");
        if ["WITHHELD", "NOT_PUBLISHED", "UNPUBLISHED", "CONFIDENTIAL"]
            .contains(&publication.trim().to_ascii_uppercase().as_str())
        {
            comment.withheld = publication;
        }
        if table.project.is_empty() {
            table.project = field(object, "referenceInitiative");
            table.document = field(object, "publicationId");
        }
        table.push(comment)?;
    }
    if value.get("last").and_then(Value::as_bool) == Some(false) {
        table.not_read.push("further pages: this is not the last one".to_owned());
    }
    Ok(table)
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

/// The archive of a working group: issues as remarks with their threads, and pull requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// Issues, their comments (which reply to them), and reviews of pull requests.
    pub table: CommentTable,
    pub pulls: Vec<PullRequest>,
}

/// Reads `archive.json` of a working group. What became of an issue is kept as it is written (`state`, labels): closing an issue
/// is no answer, and a label is read by nobody.
pub fn read_archive(bytes: &[u8]) -> Result<Archive, ReadError> {
    let value = parse(bytes)?;
    let list = |name: &str| value.get(name).and_then(Value::as_array).map(Vec::as_slice);
    let Some(issues) = list("issues") else { return Err(ReadError::new("it has no list of issues")) };
    let mut table = CommentTable::new(System::None);
    table.document = words(value.get("repo"));
    table.date = words(value.get("timestamp"));
    for issue in issues {
        let comment = item(issue, "issues")?;
        let id = comment.id.clone();
        table.push(comment)?;
        thread(&mut table, issue, &id, "comments")?;
    }
    let mut pulls = Vec::new();
    for pull in list("pulls").unwrap_or_default() {
        let comment = item(pull, "pulls")?;
        let id = comment.id.clone();
        thread(&mut table, pull, &id, "comments")?;
        thread(&mut table, pull, &id, "reviews")?;
        let text = |name: &str| words(pull.get(name));
        let merged = pull.pointer("/mergeCommit/oid").map(|oid| words(Some(oid))).unwrap_or_default();
        pulls.push(PullRequest { comment, base: text("baseRefOid"), head: text("headRefOid"), merged });
    }
    if !pulls.is_empty() {
        table.not_read.push(format!(
            "{} pull requests name the states of texts that are not in the archive",
            pulls.len()
        ));
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
fn thread(table: &mut CommentTable, value: &Value, id: &str, name: &str) -> Result<(), ReadError> {
    let list = value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for (at, reply) in list.iter().enumerate() {
        let Some(object) = reply.as_object() else { continue };
        let own = format!("{id}-{name}-{}", at + 1);
        let mut comment = Comment {
            id: own.clone(),
            author: field(object, "author"),
            words: field(object, "body"),
            date: field(object, "createdAt"),
            reply_to: id.to_owned(),
            ..Comment::default()
        };
        keep_rest(&mut comment, object, &["author", "body", "createdAt", "comments"]);
        table.push(comment)?;
        if name == "reviews" {
            thread(table, reply, &own, "comments")?;
        }
    }
    Ok(())
}
