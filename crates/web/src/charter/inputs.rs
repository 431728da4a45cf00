//! A charter as inputs of a form, and back.

use std::collections::BTreeMap;

use maru_forum::{Charter, Language, PhaseAct, Way};
use maru_record::Digest;
use maru_text::parse_date;
use maud::{Markup, html};
use serde_json::{Map, Value, json};

use crate::charter::fields::{
    FIXED, Field, MAY_BE_UNSAID, NAMED, fields, is_acts, is_day, is_ways, label, value_of,
};
use crate::charter::money;
use crate::charter::section::fault_in_words;
use crate::form::{Refused, Shown, Typed};
use crate::visit::Visit;

/// The hidden fields that say what stood in a form when it was made.
const WAS: &str = "was";
/// Characters of a digest by which a value is known: for telling a change, not for proving anything.
const MARK: usize = 16;
/// Longest id of a phase or a group that somebody types, in bytes.
const ID_LIMIT: usize = 64;
/// Fields that are long texts even while they are empty.
const LONG: [&str; 13] = [
    "purpose",
    "mandate",
    "eligibility",
    "who",
    "rule",
    "quorum",
    "tie",
    "budget",
    "funders",
    "fixed",
    "options",
    "amounts",
    "taken",
];
/// Explanations of fields: those whose name alone does not say enough.
const EXPLAINED: [&str; 30] = [
    "id",
    "title",
    "purpose",
    "mandate",
    "eligibility",
    "registration",
    "minimum_group",
    "participation_level",
    "moderation",
    "answer_consent",
    "reply_days",
    "languages",
    "who",
    "rule",
    "quorum",
    "tie",
    "quorum_people",
    "tie_rule",
    "revision",
    "budget",
    "funders",
    "contact",
    "effect",
    "fixed",
    "options",
    "costs",
    "amounts",
    "support",
    "taken",
    "ways",
];

/// The name of a field within its object, such as `rule` in `decides.rule.en`.
fn name_of(path: &str) -> &str {
    let parts: Vec<&str> = path.split('.').collect();
    match parts.as_slice() {
        ["decides" | "disclosed", name, ..] | [name, _] | [name] => name,
        [.., name, language] if language.parse::<Language>().is_ok() && *name == "title" => name,
        [.., name] => name,
        [] => path,
    }
}

/// The inputs for the fields that `wanted` takes; each object of a list (a phase, a group) in a frame of its own.
pub(crate) fn inputs(
    visit: &Visit,
    charter: &Charter,
    form: Shown<'_>,
    explained: bool,
    wanted: impl Fn(&str) -> bool,
) -> Markup {
    let fields: Vec<Field> = fields(charter).into_iter().filter(|field| wanted(&field.path)).collect();
    let frame = |path: &str| {
        let mut parts = path.split('.');
        match (parts.next(), parts.next()) {
            (Some(list @ ("phase" | "groups")), Some(place)) => Some(format!("{list}.{place}")),
            _ => None,
        }
    };
    html! {
        @for run in fields.chunk_by(|one, other| frame(&one.path) == frame(&other.path)) {
            @match run.first().and_then(|field| frame(&field.path)) {
                Some(path) => fieldset {
                    legend { (legend(visit, charter, &path)) }
                    @for field in run { (input(visit, charter, form, field, explained)) }
                    label.row {
                        input type="checkbox" name="drop" value=(path) checked[form.typed.has("drop", &path)];
                        " " (visit.text("charter-drop"))
                    }
                },
                None => @for field in run { (input(visit, charter, form, field, explained)) }
            }
        }
    }
}

/// The texts of a charter in one language, each below what is said in another; those of phases and groups too, without a way to drop
/// them.
pub(crate) fn texts(visit: &Visit, charter: &Charter, form: Shown<'_>, end: &str) -> Markup {
    let all = fields(charter);
    let wanted: Vec<&Field> = all.iter().filter(|field| field.path.ends_with(end)).collect();
    let other = |path: &str| {
        let stem = path.strip_suffix(end).unwrap_or(path);
        let same = |field: &&Field| {
            field.path.rsplit_once('.').is_some_and(|(known, _)| known == stem) && !field.value.is_empty()
        };
        let own = all.iter().filter(same).find(|field| field.path.ends_with(&format!(".{}", visit.tag())));
        own.or_else(|| all.iter().find(same))
    };
    html! {
        @for field in wanted {
            (input(visit, charter, form, field, false))
            @if let Some(other) = other(&field.path) { p.hint dir="auto" { (other.value) } }
        }
    }
}

fn legend(visit: &Visit, charter: &Charter, path: &str) -> String {
    let (list, place) = path.split_once('.').unwrap_or_default();
    let place: usize = place.parse().unwrap_or_default();
    let (key, title) = if list == "phase" {
        ("desk-field-phase", charter.phases.get(place).map(|phase| &phase.title))
    } else {
        ("desk-field-group", charter.groups.get(place).map(|group| &group.title))
    };
    format!("{} “{}”", visit.text(key), title.map_or("", |title| visit.local_plain(title)))
}

fn input(visit: &Visit, charter: &Charter, form: Shown<'_>, field: &Field, explained: bool) -> Markup {
    let Field { path, value, .. } = field;
    let (name, label) = (name_of(path), label(visit, charter, path));
    let hint = (explained && EXPLAINED.contains(&name))
        .then(|| if is_id(path) { "part-id".to_owned() } else { name.replace('_', "-") })
        .map(|name| visit.text(&format!("charter-hint-{name}")));
    let control = if let Some((_, names, key)) = NAMED.iter().find(|(known, ..)| known == path) {
        let offered: Vec<_> =
            names.iter().map(|name| ((*name).to_owned(), visit.text(&format!("{key}{name}")))).collect();
        form.choice(path, &label, &offered, value)
    } else if field.is_yes_or_no {
        let offered = ["true", "false"].map(|name| (name.to_owned(), visit.text(&format!("desk-{name}"))));
        form.choice(path, &label, &offered, value)
    } else if is_acts(path) {
        acts(visit, form, path, value)
    } else if is_ways(path) {
        ticks(visit, form, path, value, &label, &Way::ALL.map(|way| (way.as_str(), "charter-way-")))
    } else if is_day(path) {
        form.day(path, &label, value)
    } else if LONG.contains(&name) || value.chars().count() > 60 {
        form.area(path, &label, value)
    } else {
        form.line(path, &label, value)
    };
    html! { (control) @if let Some(hint) = hint { p.hint { (hint) } } }
}

/// What people may do in a phase, to tick.
fn acts(visit: &Visit, form: Shown<'_>, path: &str, value: &str) -> Markup {
    let offered = PhaseAct::ALL.map(|act| (act.as_str(), "charter-act-"));
    ticks(visit, form, path, value, &visit.text("charter-acts"), &offered)
}

/// A list of names, to tick: each with the beginning of the key of its words.
fn ticks(
    visit: &Visit,
    form: Shown<'_>,
    path: &str,
    value: &str,
    head: &str,
    offered: &[(&'static str, &'static str)],
) -> Markup {
    let now: Vec<&str> = value.split(", ").collect();
    let sent = form.typed.said(path).is_some();
    let ticked = |name: &str| if sent { form.typed.has(path, name) } else { now.contains(&name) };
    html! {
        // Sent even where nothing is ticked, which says that nothing is meant.
        input type="hidden" name=(path) value="";
        p { (head) }
        @for (name, key) in offered {
            label.row {
                input type="checkbox" name=(path) value=(name) checked[ticked(name)];
                " " (visit.text(&format!("{key}{name}")))
            }
        }
    }
}

/// Blank inputs for one more phase, or one more group.
pub(crate) fn adding(visit: &Visit, charter: &Charter, form: Shown<'_>, list: &str) -> Markup {
    html! {
        fieldset {
            legend { (visit.text(&format!("charter-more-{list}"))) }
            p.hint { (visit.text("charter-more-hint")) }
            @for language in &charter.languages {
                (form.line(&format!("more.{list}.title.{language}"), &format!("{} ({})", visit.text("desk-field-title"), visit.language_name(language)), ""))
            }
            @if list == "phase" {
                (form.day_if_any("more.phase.opens", &visit.text("desk-field-opens")))
                (form.day_if_any("more.phase.closes", &visit.text("desk-field-closes")))
                (acts(visit, form, "more.phase.acts", ""))
            }
        }
    }
}

/// The charter with what was typed in its fields, what was added and what was dropped; in words why it cannot be read so.
pub(crate) fn changed(
    visit: &Visit,
    before: &Charter,
    typed: &Typed,
    fixed: &[&str],
) -> Result<Charter, Refused> {
    let (mut value, mut refused) = (value_of(before), Refused::default());
    for Field { path, .. } in fields(before) {
        let Some(said) = typed.said(&path).filter(|_| !fixed.contains(&path.as_str())) else { continue };
        let pointer = format!("/{}", path.replace('.', "/"));
        let Some(place) = value.pointer_mut(&pointer) else { continue };
        match read(typed, &path, said, place) {
            Ok(read) => *place = read,
            Err(_) if is_dropped(typed, &path) => {}
            Err(wrong) => {
                let arguments =
                    [("label", label(visit, before, &path).into()), ("said", said.trim().to_owned().into())];
                refused.note(&path, visit.text_with(wrong.key(), &arguments));
            }
        }
    }
    for list in ["phase", "groups"] {
        append(visit, before, typed, list, &mut value, &mut refused);
        drop_ticked(typed, list, &mut value);
    }
    if !refused.is_empty() {
        also_wrong(visit, before, value, &mut refused);
        return Err(refused);
    }
    keep_languages(&mut value);
    leave_unsaid(&mut value);
    serde_json::from_value(value).map_err(|error| error.to_string().into())
}

/// What else would be wrong with the charter once each field could be read, so that nobody hears of it only after the next try.
fn also_wrong(visit: &Visit, before: &Charter, mut value: Value, refused: &mut Refused) {
    keep_languages(&mut value);
    leave_unsaid(&mut value);
    let Ok(charter) = serde_json::from_value::<Charter>(value) else { return };
    let known = before.faults();
    for fault in charter.faults().iter().filter(|fault| !known.contains(fault)) {
        refused.say(fault_in_words(visit, &charter, fault));
    }
}

/// Texts that may be left unsaid are not there where no language says anything.
fn leave_unsaid(value: &mut Value) {
    for name in MAY_BE_UNSAID {
        if let Some(said) = value["disclosed"][name].as_object_mut()
            && said.values().all(|words| words.as_str().is_none_or(|words| words.trim().is_empty()))
        {
            said.clear();
        }
    }
}

/// The charter with one language more, in which nothing is said yet.
pub(crate) fn with_language(charter: &Charter, language: &Language) -> Charter {
    let mut more = charter.clone();
    if !more.languages.contains(language) {
        more.languages.push(language.clone());
    }
    let mut value = value_of(&more);
    keep_languages(&mut value);
    leave_unsaid(&mut value);
    // It differs from a charter in languages and texts that a charter may have, so it is one.
    serde_json::from_value(value).unwrap_or(more)
}

/// What was typed into a form that was made from an older charter, as the form would be sent from the one that stands now: fields that
/// nobody touched follow the present one, so that a colleague's change is not taken back in passing. With it in words why somebody has
/// to look again: both changed the same field, or the lists have other members now, so that nobody can tell which field is meant.
pub(crate) fn rebased(
    visit: &Visit,
    base: &Charter,
    present: &Charter,
    typed: &Typed,
) -> (Typed, Option<String>) {
    let ids = |charter: &Charter| {
        let phases: Vec<_> = charter.phases.iter().map(|phase| phase.id.clone()).collect();
        (phases, charter.groups.iter().map(|group| group.id.clone()).collect::<Vec<_>>())
    };
    let (mut rebased, mut fault) = (typed.clone(), None);
    let is_moved = ids(base) != ids(present);
    let now = fields(present);
    for Field { path, value, .. } in fields(base) {
        let Some(said) = as_typed(typed, &path, &value) else { continue };
        let is = now.iter().find(|field| field.path == path).map(|field| field.value.as_str());
        match is {
            _ if is_moved => rebased = rebased.without(&path),
            Some(is) if is == value || said == is => {}
            Some(is) if said != value => {
                let field = label(visit, present, &path);
                let arguments = [("field", field.into()), ("value", is.to_owned().into())];
                fault = Some(visit.text_with("desk-charter-both", &arguments));
            }
            _ => rebased = rebased.without(&path),
        }
    }
    (rebased, if is_moved { Some(visit.text("desk-charter-meanwhile")) } else { fault })
}

/// By what the value of a field is known, whatever the order in which names were ticked.
fn mark(path: &str, value: &str) -> String {
    let mut names: Vec<&str> = value.split(", ").collect();
    if is_acts(path) || is_ways(path) {
        names.sort_unstable();
    }
    let digest = Digest::of(names.join(", ").replace("\r\n", "\n").trim().as_bytes()).to_string();
    digest.get(..MARK).unwrap_or_default().to_owned()
}

/// What stood in each field when a form was made, so that what nobody touched is known from what somebody typed.
pub(super) fn as_it_was(charter: &Charter, wanted: impl Fn(&str) -> bool) -> Markup {
    let fields = fields(charter).into_iter().filter(|field| wanted(&field.path));
    html! { @for Field { path, value, .. } in fields { input type="hidden" name=(WAS) value=(format!("{path} {}", mark(&path, &value))); } }
}

/// What was typed into a form of a charter that is being written, as it would be sent from the one that is saved now: fields that nobody
/// touched follow what another tab has saved. With it in words why somebody has to look again: both changed the same field, or a phase or
/// group came or went, so that nobody can tell which field is meant.
pub(super) fn rebased_on_saved(visit: &Visit, saved: &Charter, typed: &Typed) -> (Typed, Option<String>) {
    let was: BTreeMap<&str, &str> = typed.all(WAS).filter_map(|said| said.rsplit_once(' ')).collect();
    let now: Vec<Field> = fields(saved);
    if was.is_empty() || was.keys().any(|path| !now.iter().any(|field| field.path == *path)) {
        return (typed.clone(), Some(visit.text("new-meanwhile")));
    }
    let (mut rebased, mut fault) = (typed.clone(), None);
    for Field { path, value, .. } in &now {
        let (Some(was), Some(said)) = (was.get(path.as_str()), as_typed(typed, path, value)) else {
            continue;
        };
        let (said, is) = (mark(path, &said), mark(path, value));
        if said == *was {
            rebased = rebased.without(path);
        } else if is != *was && said != is {
            let facts = [("field", label(visit, saved, path).into()), ("value", value.clone().into())];
            fault = Some(visit.text_with("desk-charter-both", &facts));
        }
    }
    (rebased, fault)
}

/// What was typed into a field, as the field would be shown; none where it was not sent.
fn as_typed(typed: &Typed, path: &str, base: &str) -> Option<String> {
    typed.said(path)?;
    let all: Vec<&str> = typed.all(path).map(str::trim).filter(|said| !said.is_empty()).collect();
    if !is_acts(path) && !is_ways(path) {
        return Some(all.first().copied().unwrap_or_default().to_owned());
    }
    // Ticked in the order of the form, which says nothing.
    let mut known: Vec<&str> = base.split(", ").filter(|act| all.contains(act)).collect();
    known.extend(all.iter().filter(|act| !base.split(", ").any(|known| known == **act)));
    Some(known.join(", "))
}

/// Why what stands in a field is no value of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Number,
    Choice,
    Day,
    Id,
    Tag,
}

impl Wrong {
    fn key(self) -> &'static str {
        match self {
            Self::Number => "charter-wrong-number",
            Self::Choice => "charter-wrong-choice",
            Self::Day => "charter-wrong-day",
            Self::Id => "charter-wrong-id",
            Self::Tag => "charter-wrong-tag",
        }
    }
}

/// What was typed, as the kind of value that stood there, or why it is none.
fn read(typed: &Typed, path: &str, said: &str, before: &Value) -> Result<Value, Wrong> {
    let said = said.trim();
    Ok(match before {
        Value::Number(_) => said.parse::<u32>().map_err(|_| Wrong::Number)?.into(),
        Value::Bool(_) => Value::Bool(said.parse().map_err(|_| Wrong::Choice)?),
        Value::Array(_) if path == "languages" => tags(names(typed, path), before)?,
        Value::Array(_) => names(typed, path),
        _ if path == "disclosed.costs" => money::amount(said).into(),
        _ if path == "disclosed.amounts" => money::amounts(said).into(),
        _ if path == "disclosed.taken" => money::incomes(said).into(),
        _ if is_day(path) => parse_date(said).map_err(|_| Wrong::Day)?.to_string().into(),
        // One that stands already is for ever, whatever was once taken for an id.
        _ if is_id(path) && before.as_str() != Some(said) && !is_plain(said) => return Err(Wrong::Id),
        _ => Value::from(said),
    })
}

/// The tags of languages; those that stood there already are taken as they are.
fn tags(said: Value, before: &Value) -> Result<Value, Wrong> {
    let known: Vec<&str> = before.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let wrong =
        |tag: &Value| tag.as_str().is_none_or(|tag| !known.contains(&tag) && !crate::languages::is_tag(tag));
    if said.as_array().is_some_and(|tags| tags.iter().any(wrong)) { Err(Wrong::Tag) } else { Ok(said) }
}

/// Whether a field is the id of a phase or a group.
fn is_id(path: &str) -> bool {
    path.contains('.') && path.rsplit('.').next() == Some("id")
}

/// Small letters, digits, hyphens and lines below, as templates have them; the first is a letter or a digit.
fn is_plain(id: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    (1..=ID_LIMIT).contains(&id.len()) && id.bytes().all(fits) && !id.starts_with(['-', '_'])
}

/// Whether the phase or group of a field is dropped by the same form, so that nobody has to mend it first.
fn is_dropped(typed: &Typed, path: &str) -> bool {
    typed.all("drop").any(|dropped| path.strip_prefix(dropped).is_some_and(|rest| rest.starts_with('.')))
}

/// A list of names, ticked or typed with commas.
fn names(typed: &Typed, path: &str) -> Value {
    let all = typed.all(path).flat_map(|said| said.split(','));
    all.map(str::trim).filter(|name| !name.is_empty()).map(Value::from).collect()
}

fn append(
    visit: &Visit,
    before: &Charter,
    typed: &Typed,
    list: &str,
    value: &mut Value,
    refused: &mut Refused,
) {
    let titles: Map<String, Value> = before
        .languages
        .iter()
        .map(|language| {
            let said = typed.get(&format!("more.{list}.title.{language}")).trim();
            (language.to_string(), Value::from(said))
        })
        .collect();
    if titles.values().all(|title| title.as_str().is_none_or(str::is_empty)) {
        return;
    }
    let taken = |id: &str| {
        before.phases.iter().any(|phase| phase.id == id) || before.groups.iter().any(|group| group.id.0 == id)
    };
    let id = free_id(list, titles.values().filter_map(Value::as_str), taken);
    let mut item = json!({ "id": id, "title": titles });
    if list == "phase" {
        for name in ["opens", "closes"] {
            let field = format!("more.phase.{name}");
            let said = typed.get(&field).trim();
            let label = visit.text(&format!("desk-field-{name}"));
            let arguments = [("label", label.into()), ("said", said.to_owned().into())];
            let day = parse_date(said).map_err(|_| visit.text_with(Wrong::Day.key(), &arguments));
            if let Some(day) = refused.take(&field, day) {
                item[name] = day.to_string().into();
            }
        }
        item["acts"] = names(typed, "more.phase.acts");
    }
    if let Some(items) = value[list].as_array_mut() {
        items.push(item);
    }
}

/// An id from the first title that has plain letters, else from the kind; numbered until it is free.
fn free_id<'a>(
    list: &str,
    mut titles: impl Iterator<Item = &'a str>,
    taken: impl Fn(&str) -> bool,
) -> String {
    let plain = |title: &str| {
        let letters = title.to_lowercase();
        let kept: String = letters.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
        kept.split_whitespace().take(4).collect::<Vec<_>>().join("_")
    };
    let stem = titles.find_map(|title| Some(plain(title)).filter(|id| !id.is_empty()));
    let stem = stem.unwrap_or_else(|| if list == "phase" { "phase" } else { "group" }.to_owned());
    let numbered = (2..).map(|number| format!("{stem}_{number}"));
    std::iter::once(stem.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(stem)
}

fn drop_ticked(typed: &Typed, list: &str, value: &mut Value) {
    let places: Vec<usize> = typed
        .all("drop")
        .filter_map(|path| path.strip_prefix(list)?.strip_prefix('.')?.parse().ok())
        .collect();
    if let Some(items) = value[list].as_array_mut() {
        let mut place = 0;
        items.retain(|_| {
            place += 1;
            !places.contains(&(place - 1))
        });
    }
}

/// Texts have a place for every language of the charter, and none for others.
fn keep_languages(value: &mut Value) {
    let languages: Vec<String> = value["languages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    let align = |text: &mut Value| {
        if let Some(said) = text.as_object_mut() {
            said.retain(|language, words| {
                languages.contains(language) || words.as_str().is_some_and(|words| !words.trim().is_empty())
            });
            for language in &languages {
                said.entry(language.clone()).or_insert_with(|| Value::from(""));
            }
        }
    };
    for name in ["title", "purpose", "mandate", "eligibility", "budget", "funders"] {
        align(&mut value[name]);
    }
    for name in ["who", "rule", "quorum", "tie"] {
        align(&mut value["decides"][name]);
    }
    for name in MAY_BE_UNSAID {
        align(&mut value["disclosed"][name]);
    }
    for list in ["phase", "groups"] {
        value[list].as_array_mut().into_iter().flatten().for_each(|item| align(&mut item["title"]));
    }
}

/// The fields of a charter that stay once it is in a record.
pub(crate) const IN_A_RECORD: &[&str] = &FIXED;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_titles_and_are_free() {
        let check = |titles: &[&str], taken: &[&str], expected: &str| {
            let id = free_id("groups", titles.iter().copied(), |id| taken.contains(&id));
            assert_eq!(id, expected);
        };
        check(&["Trade unions & workers"], &[], "trade_unions_workers");
        check(&["노동조합", "Unions"], &["unions"], "unions_2");
        check(&["노동조합"], &["group", "group_2"], "group_3");
    }

    #[test]
    fn a_yes_or_no_is_chosen_and_what_is_neither_is_refused() {
        let all = fields(&crate::example::charter());
        let flags: Vec<_> =
            all.into_iter().filter(|field| field.is_yes_or_no).map(|field| field.path).collect();
        assert_eq!(flags, ["answer_consent", "initiatives.verified", "decides.revision", "simulated"]);
        for path in &flags {
            for (said, expected) in
                [("true", Some(true)), ("false", Some(false)), ("예", None), ("yes", None), ("", None)]
            {
                let read = read(&Typed::default(), path, said, &Value::Bool(false));
                assert_eq!(read.ok(), expected.map(Value::Bool), "{path}: {said}");
            }
        }
    }

    #[test]
    fn names_of_fields_are_found_in_their_paths() {
        let check = |path: &str, expected: &str| assert_eq!(name_of(path), expected, "{path}");
        check("decides.rule.en", "rule");
        check("decides.quorum_people", "quorum_people");
        check("title.ko", "title");
        check("contact", "contact");
        check("phase.0.title.en", "title");
        check("phase.0.opens", "opens");
    }
}
