//! A charter as named fields: for the forms that change it, and for saying what a change changed.

use maru_forum::{Charter, Language};
use maud::{Markup, html};
use serde_json::Value;

use crate::common::ProcessView;
use crate::form::{Shown, Typed};
use crate::visit::Visit;

/// One field: its path, such as `phase.0.closes`, and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) path: String,
    pub(crate) value: String,
}

/// What is said once and for all.
const FIXED: [&str; 2] = ["id", "simulated"];
/// Fields that take one of a few names, with the names and the locale key that says them.
const NAMED: [(&str, &[&str], &str); 3] = [
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

fn value_of(charter: &Charter) -> Value {
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

/// What stands in a field, in words where it is one of a few names.
pub(crate) fn said(visit: &Visit, field: &Field) -> String {
    match NAMED.iter().find(|(path, ..)| *path == field.path) {
        Some((_, _, key)) => visit.text(&format!("{key}{}", field.value)),
        None if field.path.ends_with("revision") => visit.text(&format!("desk-{}", field.value)),
        None => field.value.clone(),
    }
}

/// The inputs of a form for the fields that `wanted` takes.
pub(crate) fn inputs(view: &ProcessView<'_>, form: Shown<'_>, wanted: impl Fn(&str) -> bool) -> Markup {
    let (visit, charter) = (view.visit, &view.process.charter);
    let fields = fields(charter).into_iter().filter(|field| !FIXED.contains(&field.path.as_str()));
    html! {
        @for field in fields.filter(|field| wanted(&field.path)) {
            (input(visit, form, &label(visit, charter, &field.path), &field))
        }
    }
}

fn input(visit: &Visit, form: Shown<'_>, label: &str, field: &Field) -> Markup {
    let Field { path, value } = field;
    if let Some((_, names, key)) = NAMED.iter().find(|(known, ..)| known == path) {
        let offered: Vec<_> =
            names.iter().map(|name| ((*name).to_owned(), visit.text(&format!("{key}{name}")))).collect();
        return form.choice(path, label, &offered, value);
    }
    if path.ends_with("revision") {
        let offered = ["true", "false"].map(|name| (name.to_owned(), visit.text(&format!("desk-{name}"))));
        return form.choice(path, label, &offered, value);
    }
    if is_day(path) {
        return form.day(path, label, value);
    }
    if value.chars().count() > 60 { form.area(path, label, value) } else { form.line(path, label, value) }
}

/// The charter with what was typed in its fields; in words why it cannot be read so, or that a phase would end earlier
/// than people were promised and nobody said that this is meant.
pub(crate) fn changed(view: &ProcessView<'_>, typed: &Typed) -> Result<Charter, String> {
    let visit = view.visit;
    let before = &view.process.charter;
    let mut value = value_of(before);
    for Field { path, .. } in fields(before) {
        let Some(said) = typed.said(&path).filter(|_| !FIXED.contains(&path.as_str())) else { continue };
        let pointer = format!("/{}", path.replace('.', "/"));
        let Some(place) = value.pointer_mut(&pointer) else { continue };
        let unread = || format!("{}: {said}", label(visit, before, &path));
        *place = match place {
            Value::Number(_) => said.trim().parse::<u32>().map_err(|_| unread())?.into(),
            Value::Bool(_) => Value::Bool(said == "true"),
            Value::Array(_) => {
                said.split(',').map(str::trim).filter(|name| !name.is_empty()).map(Value::from).collect()
            }
            _ => Value::from(said.trim()),
        };
    }
    let after: Charter = serde_json::from_value(value).map_err(|error| error.to_string())?;
    let faults: Vec<String> = after.faults().iter().map(ToString::to_string).collect();
    if !faults.is_empty() {
        return Err(format!("{} {}", visit.text("violation-charter-incomplete"), faults.join("; ")));
    }
    let shorter = before.phases.iter().zip(&after.phases).find(|(was, is)| is.closes < was.closes);
    match shorter {
        Some((phase, _)) if typed.get("shorten") != "yes" => {
            Err(visit.text_with("desk-shorter", &[("phase", visit.local_plain(&phase.title).into())]))
        }
        _ => Ok(after),
    }
}

/// What differs between two charters, field by field: the path, what stood there and what stands there.
pub(crate) fn differences(before: &Charter, after: &Charter) -> Vec<(String, Option<Field>, Option<Field>)> {
    let (old, new) = (fields(before), fields(after));
    let find = |list: &[Field], path: &str| list.iter().find(|field| field.path == path).cloned();
    let mut paths: Vec<&str> = old.iter().chain(&new).map(|field| field.path.as_str()).collect();
    let mut seen = std::collections::BTreeSet::new();
    paths.retain(|path| seen.insert(*path));
    let both = paths.into_iter().map(|path| (path.to_owned(), find(&old, path), find(&new, path)));
    both.filter(|(_, was, is)| was != is).collect()
}
