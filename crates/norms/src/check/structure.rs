//! Faults in how rows hang together: regimes, classes, exemptions, days, figures, answers that contradict each other.

use std::collections::BTreeSet;

use maru_text::Date;

use crate::code::{
    Binding, Coded, Confidence, Exemption, ObjectClass, Role, SanctionKind, StatementType, Topic, UseArea,
};
use crate::further::FurtherField;
use crate::library::Library;
use crate::model::{Instrument, Provision, UseScope};
use crate::readings::Readings;
use crate::regime::Regime;

use super::{Finding, Lint};

pub(super) fn findings(library: &Library, readings: &Readings) -> Vec<Finding> {
    let mut found = Vec::new();
    for instrument in library.instruments() {
        twins(library, instrument, &mut found);
        cure_twins(library, instrument, &mut found);
    }
    for regime in library.regimes() {
        regime_locus(regime, &mut found);
    }
    for one in library.provisions() {
        class_list(library, one, &mut found);
        exemption_kind(library, one, &mut found);
        wording_day(library, one, readings, &mut found);
        first_day(library, one, &mut found);
        sanction_day(library, one, &mut found);
        office_duty(one, &mut found);
        sanction_figure(one, &mut found);
        locus(one, &mut found);
        own_language(library, one, &mut found);
    }
    found.extend(library.mismatches().iter().map(|one| {
        let says = format!("{} says “{}”, the regime “{}”", one.column, one.typed, one.resolved);
        Finding::new(Lint::RegimeTyped, &format!("{} {}", one.provision, one.column), says)
    }));
    contradictions(library, &mut found);
    missing_topics(library, &mut found);
    found
}

/// Every duty of an act with regimes was read against them. Where no regime is written yet, a remedy on some duties and none on others is a
/// question all the same, where both have the same consequence.
fn twins(library: &Library, instrument: &Instrument, found: &mut Vec<Finding>) {
    if instrument.binding != Binding::Binding {
        return;
    }
    let duties: Vec<&Provision> = library
        .provisions_of(&instrument.id)
        .filter(|one| one.is_regulative() && one.deontic.is_duty())
        .collect();
    for (remedy, lint) in [(true, Lint::RemedyTwin), (false, Lint::SanctionTwin)] {
        let regimes: Vec<&Regime> = library
            .regimes()
            .iter()
            .filter(|regime| regime.is_remedy() == remedy && regime.instrument == instrument.id)
            .collect();
        if regimes.is_empty() {
            if remedy {
                untabled_twins(&duties, found);
            }
            continue;
        }
        if remedy {
            lesser_remedies(&regimes, found);
        }
        for one in &duties {
            if !regimes.iter().any(|regime| regime.speaks_of(&one.id)) {
                let ids: Vec<&str> = regimes.iter().map(|regime| regime.id.as_str()).collect();
                let says = format!("neither covered nor left out by {}", ids.join(", "));
                found.push(Finding::new(lint, &one.id, says));
            }
        }
    }
}

/// One remedy of an act has all that another has, and more: its rows must have been read against what is more, or a twin lacks it.
fn lesser_remedies(regimes: &[&Regime], found: &mut Vec<Finding>) {
    let places =
        |regime: &Regime| -> BTreeSet<String> { regime.locus.split(", ").map(str::to_owned).collect() };
    for less in regimes {
        for more in regimes.iter().filter(|more| more.id != less.id) {
            let (held, wanted) = (places(less), places(more));
            if held.len() == wanted.len() || !held.is_subset(&wanted) {
                continue;
            }
            for id in less.covers.iter().filter(|id| !more.speaks_of(id)) {
                let says =
                    format!("has {} and not {}, as twins have; nobody read why", less.locus, more.locus);
                found.push(Finding::new(Lint::RemedyTwin, id, says));
            }
        }
    }
}

/// The article of a place, without its paragraphs: one article of penalties has the same remedies behind all of them.
fn article(locus: &str) -> &str {
    locus.split([',', '(']).next().unwrap_or(locus).trim()
}

fn untabled_twins(duties: &[&Provision], found: &mut Vec<Finding>) {
    for one in duties.iter().filter(|one| one.remedy.is_empty() && !one.sanction_locus.is_empty()) {
        let twin = duties.iter().find(|other| {
            article(&other.sanction_locus) == article(&one.sanction_locus) && !other.remedy.is_empty()
        });
        if let Some(twin) = twin {
            let says = format!("{} has the same consequence and the remedy “{}”", twin.locus, twin.remedy);
            found.push(Finding::new(Lint::RemedyTwin, &one.id, says));
        }
    }
}

/// Time to cure a breach stands where the consequence stands: it lets off whoever the same consequence strikes, or nobody.
fn cure_twins(library: &Library, instrument: &Instrument, found: &mut Vec<Finding>) {
    let rows: Vec<&Provision> = library
        .provisions_of(&instrument.id)
        .filter(|one| one.is_regulative() && !one.sanction_locus.is_empty())
        .collect();
    let cured = |one: &Provision| one.exemptions.contains(&Exemption::CurePeriod);
    for one in rows.iter().filter(|one| !cured(one)) {
        if let Some(twin) =
            rows.iter().find(|other| cured(other) && other.sanction_locus == one.sanction_locus)
        {
            let says = format!("{} has the same consequence and a time to cure the breach", twin.locus);
            found.push(Finding::new(Lint::ExemptionKind, &one.id, says));
        }
    }
}

/// How a regime says that a remedy is there by general law, without a place in the act.
const AS_SAID: &str = "as said";

fn regime_locus(regime: &Regime, found: &mut Vec<Finding>) {
    let count = |sign: char| regime.locus.matches(sign).count();
    let numbered =
        regime.locus.chars().any(|c| c.is_ascii_digit()) || regime.instrument.as_str().starts_with("us-");
    if count('(') != count(')') || (!numbered && regime.locus != AS_SAID) {
        let says = format!("the regime stands at “{}”, no place in a text", regime.locus);
        found.push(Finding::new(Lint::Locus, &format!("{} {}", regime.instrument, regime.id), says));
    }
}

fn listed(scope: &UseScope) -> &[UseArea] {
    if let UseScope::Listed(areas) = scope { areas } else { &[] }
}

/// Words by which a sentence says that its list goes on.
const GOES_ON: &[&str] = &[
    "such as",
    "among them",
    "and others",
    "and other ",
    "any added",
    "including",
    "for example",
    "and the like",
];

fn class_list(library: &Library, one: &Provision, found: &mut Vec<Finding>) {
    let areas = listed(&one.use_areas);
    let classes: Vec<&Provision> = match &one.gate {
        Some(gate) => library.provision(gate.as_str()).into_iter().collect(),
        // A row about high risk is behind the class of its act, whether or not it says so.
        None if one.object.contains(&ObjectClass::HighRisk) => {
            library.provisions_of(&one.instrument_id).filter(|other| is_class(other)).collect()
        }
        None => Vec::new(),
    };
    let held: BTreeSet<UseArea> =
        classes.iter().flat_map(|class| listed(&class.use_areas)).copied().collect();
    let lacking: Vec<&str> =
        areas.iter().filter(|area| !held.contains(area)).map(|area| area.code()).collect();
    if one.statement_type != StatementType::Constitutive && !held.is_empty() && !lacking.is_empty() {
        let says = format!("{} not in its class", lacking.join(", "));
        found.push(Finding::new(Lint::ClassList, &one.id, says));
    }
    let words = one.paraphrase.to_lowercase();
    let open = library.further_value(&one.id, FurtherField::OpenList).is_some()
        || GOES_ON.iter().any(|sign| words.contains(sign));
    if open && is_class(one) && !areas.contains(&UseArea::Other) {
        let says = "the list goes on; its uses are coded as if it ended (`other`)";
        found.push(Finding::new(Lint::ClassList, &one.id, says));
    }
}

fn is_class(one: &Provision) -> bool {
    one.statement_type == StatementType::Constitutive && !listed(&one.use_areas).is_empty()
}

/// Exemptions that only repeat a numeric test.
const SIZES: [Exemption; 3] =
    [Exemption::ComputeThreshold, Exemption::RevenueThreshold, Exemption::UserThreshold];
/// Words of a condition that already say what `obvious` would let off.
const NOT_OBVIOUS: &[&str] =
    &["obvious", "hard to tell", "evident", "realistic", "mistaken for", "deceptive"];
/// Words of a condition that make absence of consent an element of what is forbidden.
const NO_CONSENT: [&str; 3] = ["no consent", "no explicit consent", "without consent"];
/// Words of a sentence that tell how a duty may be done.
const MANNER: &[&str] =
    &["may be marked", "in a way", "in a manner", "without spoiling", "not hamper", "appropriate manner"];

fn exemption_kind(library: &Library, one: &Provision, found: &mut Vec<Finding>) {
    let mut tell = |says: &str| found.push(Finding::new(Lint::ExemptionKind, &one.id, says));
    let has = |code: Exemption| one.exemptions.contains(&code);
    if has(Exemption::LawfulEnforcement) {
        tell("`lawful_enforcement` is `law_enforcement`");
    }
    if !one.threshold.is_empty() && SIZES.into_iter().any(has) {
        tell("a numeric test is coded as an exemption too");
    }
    let condition = one.condition.to_lowercase();
    if has(Exemption::Obvious) && NOT_OBVIOUS.iter().any(|sign| condition.contains(sign)) {
        tell("`obvious` is part of the condition here, not an exemption");
    }
    if has(Exemption::Consent) && NO_CONSENT.iter().any(|sign| condition.contains(sign)) {
        tell("absence of consent is part of what is forbidden here, not an exemption");
    }
    let words = one.paraphrase.to_lowercase();
    let manner = library.further_value(&one.id, FurtherField::Manner).is_some()
        || MANNER.iter().any(|sign| words.contains(sign));
    if has(Exemption::Artistic) && manner {
        tell("`artistic` is a manner of doing the duty here, not an exemption");
    }
    if has(Exemption::Voluntary) {
        tell("`voluntary` is no exemption; the duty word says so");
    }
}

/// So many rows of one day are a stage of application that the act sets itself, not an amendment.
const STAGE: usize = 3;

/// Where an act was amended, a day later than the act's own is either that of the duty or that of its wording; somebody must have looked.
fn wording_day(library: &Library, one: &Provision, readings: &Readings, found: &mut Vec<Finding>) {
    let Some(from) = one.applies_from else { return };
    let wording = library.further_value(&one.id, FurtherField::WordingFrom);
    if wording == Some(from.to_string().as_str()) {
        let says = "the day of the wording stands as the day of the duty";
        found.push(Finding::new(Lint::WordingDay, &one.id, says));
        return;
    }
    let instrument = library.instrument_of(one);
    let amended = ["amend", "as revised", "inserted"].iter().any(|sign| {
        instrument.citation.to_lowercase().contains(sign)
            || instrument.status_note.to_lowercase().contains(sign)
    });
    let later = instrument.in_force.is_some_and(|day| day < from);
    let agreed = readings
        .second()
        .iter()
        .flat_map(|coding| &coding.provisions)
        .any(|other| other.id == one.id && other.applies_from == one.applies_from);
    let of_the_day = library.provisions_of(&one.instrument_id).filter(|row| row.applies_from == Some(from));
    let staged = of_the_day.count() >= STAGE && !is_day_of_amending_act(library, instrument, from);
    if amended && later && !staged && wording.is_none() && !agreed && instrument.applies_main != Some(from) {
        let says = format!("is {from} the day of the duty or of its last wording? nobody read it twice");
        found.push(Finding::new(Lint::WordingDay, &one.id, says));
    }
}

/// The column of the first day, as claims name it.
const FIRST_DAY: &str = "applies_from";

/// An act that was amended has rows of many days: one without its own must say so, and on which day it is known to be law.
fn first_day(library: &Library, one: &Provision, found: &mut Vec<Finding>) {
    let mut tell = |says: &str| found.push(Finding::new(Lint::FirstDay, &one.id, says));
    let instrument = library.instrument_of(one);
    let dated = instrument.in_force.or(instrument.applies_main).is_some();
    let law = matches!(instrument.binding, Binding::Binding | Binding::OnExecutive);
    let known = library.further_value(&one.id, FurtherField::KnownFrom).is_some();
    if one.applies_from.is_none() {
        if law && dated && !known {
            tell("no first day, and no day on which it is known to be law (`known_from`)");
        }
        return;
    }
    if known {
        tell("both a first day and a day on which it is known to be law");
    }
    let facts = library.facts_of(one.id.as_str());
    if facts.iter().any(|fact| fact.field == FIRST_DAY && fact.disputed) {
        tell("sources disagree on the first day, and one of them is coded");
    }
    let note = library.further_value(&one.id, FurtherField::Note).unwrap_or_default().to_lowercase();
    if one.confidence == Confidence::High && note.contains("by memory") {
        tell("what somebody remembers stands in a row of high confidence");
    }
}

/// What a consequence waits for is a day after the duty, and the same for every older duty that it is attached to.
fn sanction_day(library: &Library, one: &Provision, found: &mut Vec<Finding>) {
    let own = |one: &Provision| {
        let value = library.further_value(&one.id, FurtherField::SanctionFrom)?;
        maru_text::parse_date(value).ok()
    };
    let begins = library.starts_on(one);
    if let Some(day) = own(one) {
        if begins.is_some_and(|begins| begins >= day) {
            let says = format!("the consequence is said to begin on {day}, no later than the duty");
            found.push(Finding::new(Lint::SanctionDay, &one.id, says));
        }
        return;
    }
    let is_twin = |other: &&Provision| {
        !one.sanction_locus.is_empty() && other.sanction_locus == one.sanction_locus && other.id != one.id
    };
    let later = library.provisions_of(&one.instrument_id).filter(is_twin).filter_map(own).max();
    if let Some(day) = later.filter(|day| begins.is_some_and(|begins| begins < *day)) {
        let says = format!("the same consequence begins on {day} for another row, and this one is older");
        found.push(Finding::new(Lint::SanctionDay, &one.id, says));
    }
}

/// A route would else be closed by changing the duty of the office that enforces the law.
fn office_duty(one: &Provision, found: &mut Vec<Finding>) {
    if one.is_regulative() && !one.bearer.is_empty() && one.bearer.iter().all(|role| *role == Role::Regulator)
    {
        found.push(Finding::new(
            Lint::OfficeDuty,
            &one.id,
            "only a regulator bears it: it is procedure (`P`)",
        ));
    }
}

/// Whether on this day an act came into force that only amends this one: its day is that of a wording, unless it added the article.
fn is_day_of_amending_act(library: &Library, instrument: &Instrument, day: Date) -> bool {
    let amends = format!("amends({})", instrument.id);
    library.instruments().iter().any(|other| {
        other.in_force == Some(day)
            && other.reach.as_ref().is_some_and(|reach| reach.to_string().contains(&amends))
    })
}

fn sanction_figure(one: &Provision, found: &mut Vec<Finding>) {
    let counted = matches!(
        one.sanction_kind,
        SanctionKind::AdminFine | SanctionKind::CivilPenalty | SanctionKind::Criminal
    );
    let figure = without_places(&one.sanction_max).contains(|c: char| c.is_ascii_digit());
    if counted && !figure && !one.sanction_max.contains("life") {
        let says = format!("{} without a figure: “{}”", one.sanction_kind, one.sanction_max);
        found.push(Finding::new(Lint::SanctionFigure, &one.id, says));
    }
}

/// An amount without what stands in brackets and without articles: “Art 75” is a place, not a figure.
fn without_places(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => out.push(other),
            _ => {}
        }
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    let after_place = |at: usize| at > 0 && matches!(words[at - 1], "Art" | "Arts" | "s" | "Sec" | "Section");
    (0..words.len()).filter(|at| !after_place(*at)).map(|at| words[at]).collect::<Vec<_>>().join(" ")
}

/// How a row says that it knows the law and not the number.
const UNNUMBERED: &str = "unnumbered: ";

fn locus(one: &Provision, found: &mut Vec<Finding>) {
    let roman = |word: &str| !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | '-'));
    let numbered = one.locus.chars().any(|c| c.is_ascii_digit()) || one.locus.split(' ').any(roman);
    if one.locus.starts_with(UNNUMBERED) {
        if one.confidence != Confidence::Low {
            found.push(Finding::new(Lint::Locus, &one.id, "a place without number has low confidence"));
        }
    } else if !numbered {
        found.push(Finding::new(Lint::Locus, &one.id, format!("“{}” is no place in a text", one.locus)));
    }
}

/// Pages speak the language of these places; their law must be there in it.
const SPOKEN: &[(&str, &str)] = &[("KR", "ko")];

fn own_language(library: &Library, one: &Provision, found: &mut Vec<Finding>) {
    let place = &library.instrument_of(one).jurisdiction;
    let Some((_, language)) = SPOKEN.iter().find(|(code, _)| *code == place.code()) else { return };
    if library.paraphrase_in(one, language).language != *language {
        found.push(Finding::new(Lint::OwnLanguage, &one.id, format!("no sentence in `{language}`")));
    }
    let further = |field: FurtherField| library.further_value(&one.id, field).unwrap_or_default();
    let cells = [
        ("aim", one.aim.as_str()),
        ("condition", one.condition.as_str()),
        ("remedy", one.remedy.as_str()),
        ("manner", further(FurtherField::Manner)),
        ("note", further(FurtherField::Note)),
    ];
    let foreign = cells.into_iter().filter(|(_, words)| crate::phrase::phrase(words, language).is_none());
    let amount = crate::spelled::amount(Some(one.sanction_kind), &one.sanction_max, language);
    let unsaid = amount.is_none() && crate::phrase::phrase(&one.sanction_max, language).is_none();
    for (column, words) in foreign.chain(unsaid.then_some(("sanction_max", one.sanction_max.as_str()))) {
        let says = format!("{column}: “{words}” stands in no row of phrases.csv in `{language}`");
        found.push(Finding::new(Lint::OwnLanguage, &one.id, says));
    }
}

/// Words in the title of something that is known and not coded, with the topic that its row must then have. Words of a list or of a bill on AI
/// at large name none.
const TITLE_TOPICS: &[(&str, Topic)] = &[
    ("deepfake", Topic::Deepfake),
    ("digital imitation", Topic::Deepfake),
    ("digital replica", Topic::Deepfake),
    ("synthetic performer", Topic::Deepfake),
    ("intimate image", Topic::Deepfake),
    ("sexual image", Topic::Deepfake),
    ("likeness", Topic::Deepfake),
    ("no fakes", Topic::Deepfake),
    ("labelling", Topic::Labelling),
    ("chatbot", Topic::Transparency),
    ("anthropomorphic", Topic::Transparency),
    ("automated decision", Topic::HighRiskDecision),
    ("interview", Topic::HighRiskDecision),
    ("civil rights", Topic::HighRiskDecision),
    ("consumer credit", Topic::HighRiskDecision),
    ("medical", Topic::HighRiskDecision),
    ("high-risk", Topic::HighRiskDecision),
    ("penalties", Topic::Penalty),
    ("offence", Topic::Penalty),
    ("crime", Topic::Penalty),
    ("whistleblow", Topic::Whistleblower),
    ("biometric", Topic::Biometric),
    ("personal data", Topic::Data),
    ("personal information", Topic::Data),
    ("data protection", Topic::Data),
    ("privacy", Topic::Data),
    ("popia", Topic::Data),
    ("pipeda", Topic::Data),
    ("minors", Topic::Manipulation),
    ("children", Topic::Manipulation),
    ("cybersecurity", Topic::Security),
    ("cyber resilience", Topic::Security),
    ("leaks of data", Topic::IncidentReport),
    ("authorities", Topic::Governance),
    ("implementing", Topic::Governance),
    ("implementing", Topic::Penalty),
];

/// What is known and not coded stands with the answer to a topic only if its row has the topic.
fn missing_topics(library: &Library, found: &mut Vec<Finding>) {
    for one in library.known_missing() {
        let title = one.name().to_lowercase();
        let lacks = |(sign, topic): &&(&str, Topic)| title.contains(sign) && !one.topics.contains(topic);
        // No topic at all means any.
        for (sign, topic) in TITLE_TOPICS.iter().filter(lacks).filter(|_| !one.topics.is_empty()) {
            let subject = format!("{} {}", one.place, one.name());
            let says = format!("says “{sign}” and has no topic `{}`", topic.code());
            found.push(Finding::new(Lint::MissingTopic, &subject, says));
        }
    }
}

/// Nobody found law where law is coded.
fn contradictions(library: &Library, found: &mut Vec<Finding>) {
    for one in library.looked() {
        let law = library.law_on(&one.place, one.topic, one.to_day);
        let against = law.into_iter().find(|(row, assessed)| {
            let used = match (one.use_area, library.use_scope_of(row)) {
                (None, _) | (_, UseScope::Any) => true,
                (Some(area), UseScope::Listed(areas)) => areas.contains(&area),
                (Some(_), UseScope::SameAs(_)) => false,
            };
            used && assessed.level.is_some_and(|level| level > crate::level::Level::L0)
        });
        if let Some((row, _)) = against {
            let subject = format!("{} {}", one.place, one.topic);
            let says = format!("“none found” to {}, but {} is coded and applies", one.to_day, row.id);
            found.push(Finding::new(Lint::Contradiction, &subject, says));
        }
    }
}
