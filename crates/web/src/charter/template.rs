//! The template from which a charter is written.

use jiff::ToSpan as _;
use jiff::civil::Date;
use maru_forum::{Charter, Language};
use serde_json::{Map, Value, json};

use crate::locale::locale;

/// Stakeholder groups that a template proposes.
const GROUPS: [&str; 4] = ["civil_society", "private_sector", "public_sector", "academia"];
/// Days until the first phase, its length, and that of the decision.
const DAYS: [i64; 3] = [7, 28, 14];
/// A smaller group has no veto in common ground.
const MINIMUM_GROUP: u32 = 20;

/// The words of a key in each of these languages that has pages; blank in the others.
fn text(languages: &[Language], key: Option<&str>) -> Value {
    let said = languages.iter().map(|language| {
        let words = key
            .and_then(|key| Some(locale(language.as_str()).filter(|known| known.has(key))?.text(key)))
            .unwrap_or_default();
        (language.to_string(), Value::from(words))
    });
    Value::Object(said.collect::<Map<_, _>>())
}

/// A consultation: statements and votes, then a decision. What only its secretariat can know is left blank, for them to fill in.
pub(super) fn consultation(id: &str, languages: &[Language], today: Date) -> Result<Charter, String> {
    let blank = || text(languages, None);
    let after = |days: i64| today.checked_add(days.days()).map_err(|error| error.to_string());
    let [wait, talk, decide] = DAYS;
    let days = [wait, wait + talk - 1, wait + talk, wait + talk + decide - 1];
    let days = days.into_iter().map(after).collect::<Result<Vec<_>, _>>()?;
    let groups: Vec<_> = GROUPS
        .iter()
        .map(|id| json!({ "id": id, "title": text(languages, Some(&format!("charter-group-{id}"))) }))
        .collect();
    let phase = |id: &str, days: &[Date], acts: &[&str]| {
        json!({
            "id": id, "title": text(languages, Some(&format!("charter-phase-{id}"))),
            "opens": days[0].to_string(), "closes": days[1].to_string(), "acts": acts,
        })
    };
    let charter = json!({
        "id": id, "title": blank(), "purpose": blank(), "mandate": blank(), "eligibility": blank(),
        "budget": blank(), "funders": blank(), "contact": "",
        "participation_level": "consult", "registration": "open", "moderation": "after",
        "minimum_group": MINIMUM_GROUP, "languages": languages, "groups": groups,
        "decides": {
            "who": blank(), "rule": blank(), "quorum": blank(), "tie": blank(),
            "quorum_people": 0, "revision": false,
        },
        "phase": [
            phase("statements", &days[..2], &["join", "statement", "vote"]),
            phase("decision", &days[2..], &["decide"]),
        ],
    });
    serde_json::from_value(charter).map_err(|error| error.to_string())
}
