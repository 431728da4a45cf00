//! What the node knows of somebody, for them to take along: all of it as JSON, their acts as a table.

use maru_forum::{Moment, Reading, Standing};
use maru_store::{Account, Mail, OwnAct};
use serde_json::{Value, json};

use super::Part;
use crate::reader::Reader;
use crate::result::table::Table;

const COLUMNS: [&str; 11] =
    ["process", "entry", "time", "type", "statement", "value", "on", "choice", "language", "words", "record"];
/// Fields of entries that name what an act was about, the nearest first.
const ABOUT: [&str; 10] = [
    "on",
    "answer",
    "remark",
    "amendment",
    "organisation",
    "delegation",
    "meeting",
    "initiative",
    "draft",
    "of",
];
/// Fields that hold what somebody chose, or took as their name.
const CHOSEN: [&str; 4] = ["choices", "position", "word", "pseudonym"];

fn time(at: Moment) -> String {
    jiff::Timestamp::from_second(at.0).map_or_else(|_| at.0.to_string(), |at| at.to_string())
}

/// The words that an act of theirs names, with language and standing; erased ones are absent, and said to be.
fn words(reader: &Reader, part: &Part, act: &OwnAct) -> Vec<Value> {
    let process = part.handle.read();
    let reading = Reading::Participant(part.who);
    let standing = match process.ledger.standing(act.number) {
        Some(Standing::Shown) => "shown",
        Some(Standing::Waiting) => "waiting",
        Some(Standing::Sealed) => "sealed",
        Some(Standing::Rejected(_)) => "rejected",
        Some(Standing::Withdrawn(_)) => "erased",
        None => "none",
    };
    let contents = process.ledger.words_of(act.number).iter().map(|words| {
        let content = reader.state.node.words(&process, &words.digest, reading).ok().flatten();
        json!({
            "digest": words.digest.to_string(),
            "language": words.language,
            "standing": standing,
            "text": content.as_ref().and_then(|content| content.get("text")),
        })
    });
    contents.collect()
}

/// The entry as it stands in the record.
fn entry(act: &OwnAct) -> Value {
    serde_json::from_slice(&act.entry.body.encode()).unwrap_or_default()
}

/// The statement that an act is about, and the answer in it, by the names of the entry's own fields.
fn about(act: &OwnAct) -> (String, String) {
    let field = |name: &str| act.entry.body.get(name);
    let statement =
        field("statement").and_then(maru_record::Value::as_integer).map(|number| number.to_string());
    let value = field("value").and_then(maru_record::Value::as_text).map(str::to_owned);
    (statement.unwrap_or_default(), value.unwrap_or_default())
}

/// The first of some fields that an entry has, as text.
fn first(entry: &Value, names: &[&str]) -> String {
    let found = names.iter().find_map(|name| entry.get(name));
    found.map_or_else(String::new, |value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// Everything, as JSON.
pub(super) fn json(reader: &Reader, account: &Account, parts: &[Part], mails: &[Mail]) -> Value {
    let processes = parts.iter().map(|part| {
        let (id, origin, person) = {
            let process = part.handle.read();
            (process.charter.id.to_string(), process.origin.clone(), process.participant(part.who).cloned())
        };
        let acts = part.acts.iter().map(|act| {
            json!({
                "number": act.number.0,
                "time": time(act.recorded.at),
                "type": act.recorded.event.kind(),
                "entry": entry(act),
                "words": words(reader, part, act),
            })
        });
        json!({
            "process": id,
            "origin": origin,
            "participant": part.who.0.0,
            "pseudonym": person.as_ref().map(|person| person.pseudonym.to_string()),
            "group": person.as_ref().and_then(|person| person.group.as_ref().map(|group| group.0.clone())),
            "country": person.as_ref().and_then(|person| person.country.map(|code| code.to_string())),
            "entries": acts.collect::<Vec<_>>(),
        })
    });
    let mails = mails.iter().map(
        |mail| json!({ "written": time(mail.created), "sent": mail.sent.map(time), "subject": mail.subject }),
    );
    json!({
        "account": {
            "mail_address": account.email,
            "since": time(account.created),
            "sessions": account.sessions,
            "powers": account.powers.iter().map(|power| power.as_str()).collect::<Vec<_>>(),
        },
        "mails": mails.collect::<Vec<_>>(),
        "processes": processes.collect::<Vec<_>>(),
    })
}

/// Every act, as a table.
pub(super) fn table(reader: &Reader, parts: &[Part]) -> Table {
    let mut table = Table::new("maru-account", &COLUMNS);
    for part in parts {
        for act in &part.acts {
            let texts = words(reader, part, act);
            let all = |field: &str| {
                let mut all: Vec<_> = texts.iter().filter_map(|text| text[field].as_str()).collect();
                all.dedup();
                all.join("\n")
            };
            let (statement, value) = about(act);
            let whole = entry(act);
            table.rows.push(vec![
                part.handle.id().to_string(),
                act.number.to_string(),
                time(act.recorded.at),
                act.recorded.event.kind().to_owned(),
                statement,
                value,
                first(&whole, &ABOUT),
                first(&whole, &CHOSEN),
                all("language"),
                all("text"),
                // Whatever has no column of its own stands here, as in the record.
                whole.to_string(),
            ]);
        }
    }
    table
}
