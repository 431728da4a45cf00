//! A charter as named fields: for the forms that change it, and for saying what a change changed.

use std::collections::BTreeSet;

use maru_forum::{Charter, Language, LocalText};
use serde_json::Value;

use crate::visit::Visit;

/// One field: its path, such as `phase.0.closes`, and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) path: String,
    pub(crate) value: String,
    /// Whether it says yes or no: `true` or `false`.
    pub(crate) is_yes_or_no: bool,
}

/// What is said once and for all.
pub(super) const FIXED: [&str; 2] = ["id", "simulated"];
/// Fields that take one of a few names, with the names and the locale key that says them.
pub(super) const NAMED: [(&str, &[&str], &str); 6] = [
    ("participation_level", &["inform", "consult", "involve", "collaborate", "empower"], "process-level-"),
    ("registration", &["open", "invited"], "process-registration-"),
    ("moderation", &["before", "after"], "process-moderation-"),
    ("disclosed.effect", &["unsaid", "binding", "advice", "none"], "charter-effect-"),
    ("disclosed.support", &["unsaid", "offered", "none"], "charter-support-"),
    ("decides.tie_rule", &["nobody", "first-listed"], "ballot-tie-"),
];
/// Texts that a charter may leave unsaid: the forms have a place for them in every language all the same.
pub(super) const MAY_BE_UNSAID: [&str; 2] = ["fixed", "options"];
/// Fields whose words on pages stand under another name than their own.
const WORDS: [(&str, &str); 8] = [
    ("answer_consent", "desk-field-answer-consent"),
    ("reply_days", "desk-field-reply-days"),
    ("edit_minutes", "desk-field-edit-minutes"),
    ("participation_level", "process-charter-level"),
    ("minimum_group", "process-charter-minimum"),
    ("quorum_people", "desk-field-quorum-people"),
    ("revision", "desk-field-revision"),
    ("tie_rule", "desk-field-tie-rule"),
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

/// A charter as a value, with a place for each text that it may leave unsaid.
pub(super) fn value_of(charter: &Charter) -> Value {
    // A charter has text keys only and no number that JSON lacks, so this cannot fail.
    let mut value = serde_json::to_value(charter).unwrap_or_default();
    for name in MAY_BE_UNSAID {
        if let Some(said) = value["disclosed"][name].as_object_mut() {
            for language in &charter.languages {
                said.entry(language.to_string()).or_insert_with(|| Value::from(""));
            }
        }
    }
    value
}

/// The order in which people read what stands in one object; what is not named here comes last.
const ORDER: [&str; 45] = [
    "id",
    "title",
    "opens",
    "closes",
    "acts",
    "purpose",
    "mandate",
    "participation_level",
    "eligibility",
    "registration",
    "supporters",
    "groups",
    "countries",
    "in_each",
    "verified",
    "answer_days",
    "minimum_group",
    "languages",
    "moderation",
    "answer_consent",
    "reply_days",
    "edit_minutes",
    "initiatives",
    "phase",
    "decides",
    "who",
    "rule",
    "quorum",
    "quorum_people",
    "tie",
    "tie_rule",
    "revision",
    "budget",
    "funders",
    "contact",
    "disclosed",
    "effect",
    "fixed",
    "options",
    "costs",
    "amounts",
    "support",
    "taken",
    "ways",
    "simulated",
];

/// Every field of a charter, in the order of reading.
pub(crate) fn fields(charter: &Charter) -> Vec<Field> {
    let mut found = Vec::new();
    walk("", &value_of(charter), &mut |path, value| {
        found.push(Field { path: path.to_owned(), value: shown(value), is_yes_or_no: value.is_boolean() });
    });
    found
}

/// A list of names is one field; other lists and objects are gone into.
fn walk(path: &str, value: &Value, take: &mut impl FnMut(&str, &Value)) {
    let under = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(map) => {
            let rank = |name: &str| ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len());
            let mut members: Vec<_> = map.iter().collect();
            members.sort_by_key(|(name, _)| rank(name));
            for (name, value) in members {
                walk(&under(name), value, take);
            }
        }
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

/// What a field of a phase or a group is called.
fn label_within(visit: &Visit, charter: &Charter, rest: &[&str]) -> String {
    if rest == ["id"] { named(visit, "id") } else { label(visit, charter, &rest.join(".")) }
}

/// What a field says, in words.
pub(crate) fn label(visit: &Visit, charter: &Charter, path: &str) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    let place = |text: &str| text.parse::<usize>().ok();
    match parts.as_slice() {
        ["phase", number, rest @ ..] => {
            let phase = place(number).and_then(|place| charter.phases.get(place));
            let title = phase.map_or(*number, |phase| visit.local_plain(&phase.title));
            format!("{} “{title}” · {}", visit.text("desk-field-phase"), label_within(visit, charter, rest))
        }
        ["groups", number, rest @ ..] => {
            let group = place(number).and_then(|place| charter.groups.get(place));
            let title = group.map_or(*number, |group| visit.local_plain(&group.title));
            format!("{} “{title}” · {}", visit.text("desk-field-group"), label_within(visit, charter, rest))
        }
        // The id of the charter is what its addresses begin with, and is called so wherever it is asked for.
        ["id"] => visit.text("new-id"),
        ["initiatives", name] => visit.text(&format!("desk-field-initiatives-{}", name.replace('_', "-"))),
        ["decides" | "disclosed", rest @ ..] => label(visit, charter, &rest.join(".")),
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

/// Whether a field names ways other than the web.
pub(super) fn is_ways(path: &str) -> bool {
    path == "disclosed.ways"
}

/// What stands in a field, in words where it is one of a few names.
pub(crate) fn said(visit: &Visit, field: &Field) -> String {
    match NAMED.iter().find(|(path, ..)| *path == field.path) {
        Some((_, _, key)) => visit.text(&format!("{key}{}", field.value)),
        None if is_acts(&field.path) => {
            let acts = field.value.split(", ").filter(|act| !act.is_empty());
            acts.map(|act| visit.text(&format!("charter-act-{act}"))).collect::<Vec<_>>().join(", ")
        }
        None if is_ways(&field.path) => {
            let ways = field.value.split(", ").filter(|way| !way.is_empty());
            ways.map(|way| visit.text(&format!("charter-way-{way}"))).collect::<Vec<_>>().join(", ")
        }
        None if is_day(&field.path) => {
            maru_text::parse_date(&field.value).map_or_else(|_| field.value.clone(), |day| visit.date(day))
        }
        None if field.is_yes_or_no => visit.text(&format!("desk-{}", field.value)),
        None => field.value.clone(),
    }
}

/// One thing that differs between two charters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Difference {
    /// A phase or group that only the later charter has, by its title.
    Came(String),
    /// A phase or group that only the earlier charter has, by its title.
    Went(String),
    /// Phases or groups that both have stand in another order.
    Order,
    /// A field, by what it is called, with what stood there and what stands there.
    Field(String, Option<Field>, Option<Field>),
}

/// A phase or a group.
struct Item<'a> {
    list: &'static str,
    id: &'a str,
    title: &'a LocalText,
}

fn phases(charter: &Charter) -> Vec<Item<'_>> {
    charter.phases.iter().map(|phase| Item { list: "phase", id: &phase.id, title: &phase.title }).collect()
}

fn groups(charter: &Charter) -> Vec<Item<'_>> {
    charter.groups.iter().map(|group| Item { list: "groups", id: &group.id.0, title: &group.title }).collect()
}

/// What differs between two charters. Phases and groups are compared with those of the same id, wherever they stand in their list.
pub(crate) fn differences(visit: &Visit, before: &Charter, after: &Charter) -> Vec<Difference> {
    let lists = [(phases(before), phases(after)), (groups(before), groups(after))];
    let mut found: Vec<_> = lists.iter().flat_map(|(was, is)| coming_and_going(visit, was, is)).collect();
    let (old, new) = (by_id(before), by_id(after));
    let find = |list: &[(String, Field)], key: &str| {
        list.iter().find(|(known, _)| known == key).map(|(_, field)| field.clone())
    };
    let mut seen = BTreeSet::new();
    for key in old.iter().chain(&new).map(|(key, _)| key).filter(|key| seen.insert((*key).clone())) {
        let (was, is) = (find(&old, key), find(&new, key));
        let is_same = was.as_ref().map(|field| &field.value) == is.as_ref().map(|field| &field.value);
        if is_same || is_of_one_only(&lists, key) {
            continue;
        }
        let charter = if is.is_some() { after } else { before };
        let path = is.as_ref().or(was.as_ref()).map_or(key.as_str(), |field| field.path.as_str());
        found.push(Difference::Field(label(visit, charter, path), was, is));
    }
    found
}

/// Which items of a list came, which went, and whether the others stand in another order.
fn coming_and_going(visit: &Visit, was: &[Item<'_>], is: &[Item<'_>]) -> Vec<Difference> {
    let has = |list: &[Item<'_>], id: &str| list.iter().any(|item| item.id == id);
    let title = |item: &Item<'_>| visit.local_plain(item.title).to_owned();
    let came = is.iter().filter(|item| !has(was, item.id)).map(|item| Difference::Came(title(item)));
    let went = was.iter().filter(|item| !has(is, item.id)).map(|item| Difference::Went(title(item)));
    let stayed = |list: &[Item<'_>], other: &[Item<'_>]| {
        list.iter().map(|item| item.id.to_owned()).filter(|id| has(other, id)).collect::<Vec<_>>()
    };
    let order = (stayed(was, is) != stayed(is, was)).then_some(Difference::Order);
    came.chain(went).chain(order).collect()
}

/// Whether a key belongs to a phase or group that only one of the charters has: that it came or went says all.
fn is_of_one_only(lists: &[(Vec<Item<'_>>, Vec<Item<'_>>)], key: &str) -> bool {
    let begins = |item: &Item<'_>| key.starts_with(&format!("{}.{}.", item.list, item.id));
    lists.iter().any(|(was, is)| was.iter().any(begins) != is.iter().any(begins))
}

/// Every field under a key in which a phase or group stands by its id, such as `phase.talk.closes`.
fn by_id(charter: &Charter) -> Vec<(String, Field)> {
    let id = |list: &str, place: usize| match list {
        "phase" => charter.phases.get(place).map(|phase| phase.id.as_str()),
        _ => charter.groups.get(place).map(|group| group.id.0.as_str()),
    };
    let key = |path: &str| {
        let mut parts = path.splitn(3, '.');
        match (parts.next(), parts.next().and_then(|place| place.parse().ok()), parts.next()) {
            (Some(list @ ("phase" | "groups")), Some(place), Some(rest)) => {
                id(list, place).map(|id| format!("{list}.{id}.{rest}"))
            }
            _ => None,
        }
    };
    let keyed = |field: Field| (key(&field.path).unwrap_or_else(|| field.path.clone()), field);
    fields(charter).into_iter().map(keyed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charter() -> Charter {
        let languages = ["en".parse().unwrap()];
        crate::charter::template::Template::Consultation
            .charter("x", &languages, "2027-01-01".parse().unwrap())
            .unwrap()
    }

    fn differing(change: impl FnOnce(&mut Charter)) -> Vec<String> {
        let (before, mut after) = (charter(), charter());
        change(&mut after);
        let visit = Visit::new("/", "", "en", maru_forum::Moment(0));
        let words = |difference: &Difference| match difference {
            Difference::Came(title) => format!("+ {title}"),
            Difference::Went(title) => format!("- {title}"),
            Difference::Order => "order".to_owned(),
            Difference::Field(label, ..) => label.clone(),
        };
        differences(&visit, &before, &after).iter().map(words).collect()
    }

    #[test]
    fn phases_are_compared_with_those_of_the_same_id() {
        let titles: Vec<_> =
            charter().phases.iter().map(|phase| phase.title.0.values().next().unwrap().clone()).collect();
        assert!(titles.len() > 1, "the template has two phases at least");
        assert_eq!(differing(|_| {}), Vec::<String>::new());
        assert_eq!(differing(|charter| drop(charter.phases.remove(0))), [format!("- {}", titles[0])]);
        assert_eq!(differing(|charter| charter.phases.swap(0, 1)), ["order"]);
        let later = differing(|charter| {
            charter.phases.remove(0);
            charter.phases[0].closes = charter.phases[0].closes.saturating_add(jiff::Span::new().days(1));
        });
        assert_eq!(later, [format!("- {}", titles[0]), format!("Phase “{}” · Last day", titles[1])]);
    }

    #[test]
    fn fields_stand_in_the_order_of_reading() {
        let paths: Vec<_> = fields(&charter()).into_iter().map(|field| field.path).collect();
        let place = |path: &str| paths.iter().position(|known| known == path).unwrap();
        assert!(place("id") < place("title.en") && place("title.en") < place("purpose.en"));
        assert!(place("phase.0.title.en") < place("phase.0.opens"));
        assert!(place("decides.who.en") < place("decides.rule.en"));
    }
}
