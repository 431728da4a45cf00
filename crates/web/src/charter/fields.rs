//! A charter as named fields: for the forms that change it, and for saying what a change changed.

use maru_forum::{Charter, Language};
use serde_json::Value;

use crate::visit::Visit;

/// One field: its path, such as `phase.0.closes`, and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) path: String,
    pub(crate) value: String,
}

/// What is said once and for all.
pub(super) const FIXED: [&str; 2] = ["id", "simulated"];
/// Fields that are yes or no.
pub(super) const FLAGS: [&str; 4] =
    ["simulated", "answer_consent", "decides.revision", "initiatives.verified"];
/// Fields that take one of a few names, with the names and the locale key that says them.
pub(super) const NAMED: [(&str, &[&str], &str); 3] = [
    ("participation_level", &["inform", "consult", "involve", "collaborate", "empower"], "process-level-"),
    ("registration", &["open", "invited"], "process-registration-"),
    ("moderation", &["before", "after"], "process-moderation-"),
];
/// Fields whose words on pages stand under another name than their own.
const WORDS: [(&str, &str); 6] = [
    ("answer_consent", "desk-field-answer-consent"),
    ("reply_days", "desk-field-reply-days"),
    ("participation_level", "process-charter-level"),
    ("minimum_group", "process-charter-minimum"),
    ("quorum_people", "desk-field-quorum-people"),
    ("revision", "desk-field-revision"),
];
/// Fields that the page of the charter names.
const NAMED_BY_CHARTER: [&str; 13] = [
    "purpose",
    "mandate",
    "eligibility",
    "who",
    "rule",
    "quorum",
    "tie",
    "budget",
    "funders",
    "registration",
    "moderation",
    "languages",
    "contact",
];

pub(super) fn value_of(charter: &Charter) -> Value {
    // A charter has text keys only and no number that JSON lacks, so this cannot fail.
    serde_json::to_value(charter).unwrap_or_default()
}

/// Every field of a charter, in its order.
pub(crate) fn fields(charter: &Charter) -> Vec<Field> {
    let mut found = Vec::new();
    walk("", &value_of(charter), &mut |path, value| {
        found.push(Field { path: path.to_owned(), value: shown(value) });
    });
    found
}

/// A list of names is one field; other lists and objects are gone into.
fn walk(path: &str, value: &Value, take: &mut impl FnMut(&str, &Value)) {
    let under = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(map) => map.iter().for_each(|(name, value)| walk(&under(name), value, take)),
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.iter().enumerate().for_each(|(place, value)| walk(&under(&place.to_string()), value, take));
        }
        leaf => take(path, leaf),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// What a field says, in words.
pub(crate) fn label(visit: &Visit, charter: &Charter, path: &str) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    let place = |text: &str| text.parse::<usize>().ok();
    match parts.as_slice() {
        ["phase", number, rest @ ..] => {
            let phase = place(number).and_then(|place| charter.phases.get(place));
            let title = phase.map_or(*number, |phase| visit.local_plain(&phase.title));
            format!(
                "{} “{title}” · {}",
                visit.text("desk-field-phase"),
                label(visit, charter, &rest.join("."))
            )
        }
        ["groups", number, rest @ ..] => {
            let group = place(number).and_then(|place| charter.groups.get(place));
            let title = group.map_or(*number, |group| visit.local_plain(&group.title));
            format!(
                "{} “{title}” · {}",
                visit.text("desk-field-group"),
                label(visit, charter, &rest.join("."))
            )
        }
        ["initiatives", name] => visit.text(&format!("desk-field-initiatives-{}", name.replace('_', "-"))),
        ["decides", rest @ ..] => label(visit, charter, &rest.join(".")),
        [name, language] => {
            let known = language.parse::<Language>().map(|language| visit.language_name(&language));
            format!("{} ({})", named(visit, name), known.unwrap_or_else(|_| (*language).to_owned()))
        }
        _ => named(visit, path),
    }
}

fn named(visit: &Visit, name: &str) -> String {
    if let Some((_, key)) = WORDS.iter().find(|(known, _)| *known == name) {
        return visit.text(key);
    }
    let by = if NAMED_BY_CHARTER.contains(&name) { "process-charter-" } else { "desk-field-" };
    visit.text(&format!("{by}{name}"))
}

/// Whether a field is a day of the timetable.
pub(crate) fn is_day(path: &str) -> bool {
    matches!(path.rsplit('.').next(), Some("opens" | "closes"))
}

/// Whether a field says what people may do in a phase.
pub(super) fn is_acts(path: &str) -> bool {
    path.starts_with("phase.") && path.rsplit('.').next() == Some("acts")
}

/// What stands in a field, in words where it is one of a few names.
pub(crate) fn said(visit: &Visit, field: &Field) -> String {
    match NAMED.iter().find(|(path, ..)| *path == field.path) {
        Some((_, _, key)) => visit.text(&format!("{key}{}", field.value)),
        None if is_acts(&field.path) => {
            let acts = field.value.split(", ").filter(|act| !act.is_empty());
            acts.map(|act| visit.text(&format!("charter-act-{act}"))).collect::<Vec<_>>().join(", ")
        }
        None if FLAGS.contains(&field.path.as_str()) => visit.text(&format!("desk-{}", field.value)),
        None => field.value.clone(),
    }
}

/// What differs between two charters, field by field: the path in the charter that has the field (the later one, where both do), what
/// stood there and what stands there. Phases and groups are the same where their ids are, wherever in their list they stand.
pub(crate) fn differences(before: &Charter, after: &Charter) -> Vec<(String, Option<Field>, Option<Field>)> {
    let (old, new) = (keyed(before), keyed(after));
    let find = |list: &[(String, Field)], key: &str| {
        list.iter().find(|(known, _)| known == key).map(|(_, field)| field.clone())
    };
    let mut keys: Vec<&str> = new.iter().chain(&old).map(|(key, _)| key.as_str()).collect();
    let mut seen = std::collections::BTreeSet::new();
    keys.retain(|key| seen.insert(*key));
    let both = keys.into_iter().map(|key| (find(&old, key), find(&new, key)));
    let said = |field: &Option<Field>| field.as_ref().map(|field| field.value.clone());
    both.filter(|(was, is)| said(was) != said(is))
        .filter_map(|(was, is)| Some((is.as_ref().or(was.as_ref())?.path.clone(), was, is)))
        .collect()
}

/// Every field with a name that does not depend on where in a list it stands.
fn keyed(charter: &Charter) -> Vec<(String, Field)> {
    let id = |list: &str, place: &str| {
        let place = place.parse::<usize>().ok()?;
        match list {
            "phase" => charter.phases.get(place).map(|phase| phase.id.clone()),
            _ => charter.groups.get(place).map(|group| group.id.0.clone()),
        }
    };
    let key = |path: &str| match path.splitn(3, '.').collect::<Vec<_>>().as_slice() {
        [list @ ("phase" | "groups"), place, rest] => {
            format!("{list}.{}.{rest}", id(list, place).unwrap_or_default())
        }
        _ => path.to_owned(),
    };
    fields(charter).into_iter().map(|field| (key(&field.path), field)).collect()
}
