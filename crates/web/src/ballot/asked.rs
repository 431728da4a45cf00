//! What the forms of ballots ask for, as commands.

use std::collections::BTreeMap;

use maru_forum::{
    Ballot, BallotRule, CastBallot, Electorate, EntryNumber, GroupId, LocalText, OpenBallot, Position,
    TieRule,
};

use crate::common::ProcessView;
use crate::form::Typed;
use crate::script::chosen;

/// A new ballot, or in words why the form makes none.
pub(super) fn ballot(view: &ProcessView<'_>, typed: &Typed) -> Result<OpenBallot, String> {
    let visit = view.visit;
    let rule = BallotRule::from_name(typed.get("rule")).ok_or_else(|| visit.text("desk-nothing-chosen"))?;
    let electorate =
        Electorate::from_name(typed.get("electorate")).ok_or_else(|| visit.text("desk-nothing-chosen"))?;
    // What another rule would need may have been typed before somebody chose this one: it says so rather than dropping it.
    Ok(OpenBallot {
        phase: typed.get("phase").to_owned(),
        rule,
        electorate,
        groups: typed.all("group").map(|id| GroupId(id.to_owned())).collect(),
        quorum: number(view, typed, "quorum")?,
        consent: number(view, typed, "consent")?,
        objection: number(view, typed, "objection")?,
        tie: TieRule::from_name(typed.get("tie")),
        draft: number(view, typed, "draft")?.map(|entry| EntryNumber(u64::from(entry))),
        question: in_languages(view, |tag| typed.get(&format!("question.{tag}")).to_owned()),
        options: options(view, typed)?,
    })
}

fn number(view: &ProcessView<'_>, typed: &Typed, name: &str) -> Result<Option<u32>, String> {
    match typed.get(name).trim() {
        "" => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|_| view.visit.text_with("ballot-not-a-number", &[("typed", text.to_owned().into())])),
    }
}

fn in_languages(view: &ProcessView<'_>, text: impl Fn(&str) -> String) -> LocalText {
    let languages = view.process.charter.languages.iter();
    LocalText(
        languages.map(|language| (language.clone(), text(language.as_str()))).collect::<BTreeMap<_, _>>(),
    )
}

/// One option a line; the same number of lines in every language, in the same order.
fn options(view: &ProcessView<'_>, typed: &Typed) -> Result<Vec<(LocalText, Option<EntryNumber>)>, String> {
    let lines = |tag: &str| -> Vec<String> {
        let text = typed.get(&format!("options.{tag}"));
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let all: BTreeMap<&str, Vec<String>> = view
        .process
        .charter
        .languages
        .iter()
        .map(|language| (language.as_str(), lines(language.as_str())))
        .collect();
    let counts: Vec<usize> = all.values().map(Vec::len).collect();
    let most = counts.iter().copied().max().unwrap_or_default();
    if counts.iter().any(|count| *count != most) {
        return Err(view.visit.text("ballot-options-differ"));
    }
    let amendments: Vec<&str> =
        typed.get("amendments").split([',', ' ']).filter(|part| !part.is_empty()).collect();
    let mut named = Vec::with_capacity(amendments.len());
    for text in amendments {
        let entry = text
            .parse()
            .map(EntryNumber)
            .map_err(|_| view.visit.text_with("ballot-not-a-number", &[("typed", text.to_owned().into())]))?;
        named.push(entry);
    }
    if !named.is_empty() && named.len() != most {
        return Err(view.visit.text("ballot-amendments-differ"));
    }
    let line = |tag: &str, place: usize| {
        all.get(tag).and_then(|lines| lines.get(place)).cloned().unwrap_or_default()
    };
    Ok((0..most)
        .map(|place| (in_languages(view, |tag| line(tag, place)), named.get(place).copied()))
        .collect())
}

/// A vote in a ballot, or in words why the form makes none.
pub(super) fn vote(view: &ProcessView<'_>, ballot: &Ballot, typed: &Typed) -> Result<CastBallot, String> {
    let visit = view.visit;
    let blank = CastBallot { on: ballot.entry, position: None, choices: Vec::new(), reason: None };
    let abstains = typed.has("abstain", "yes");
    // An untouched form is no vote, and who abstains says so.
    let chosen_or_abstained = |choices: Vec<u32>| match (choices.is_empty(), abstains) {
        (true, false) => Err(visit.text("ballot-nothing-chosen")),
        (false, true) => Err(visit.text("ballot-chosen-and-abstained")),
        _ => Ok(choices),
    };
    match ballot.terms.rule {
        BallotRule::Approval => {
            let choices: Option<Vec<u32>> = typed.all("choice").map(|text| text.parse().ok()).collect();
            let choices = choices.ok_or_else(|| visit.text("desk-nothing-chosen"))?;
            Ok(CastBallot { choices: chosen_or_abstained(choices)?, ..blank })
        }
        BallotRule::Schulze | BallotRule::InstantRunoff => {
            Ok(CastBallot { choices: chosen_or_abstained(order(view, ballot, typed)?)?, ..blank })
        }
        BallotRule::Consensus
        | BallotRule::Majority
        | BallotRule::TwoThirds
        | BallotRule::DoubleMajority
        | BallotRule::Consent => {
            let position = Position::from_name(typed.get("position"))
                .ok_or_else(|| visit.text("desk-nothing-chosen"))?;
            let reason = match typed.get("text").trim() {
                "" => None,
                text => Some((chosen(view, typed)?, text.to_owned())),
            };
            Ok(CastBallot { position: Some(position), reason, ..blank })
        }
    }
}

/// The options in the order of the places that were given to them; those without a place are left out.
fn order(view: &ProcessView<'_>, ballot: &Ballot, typed: &Typed) -> Result<Vec<u32>, String> {
    let mut places = BTreeMap::new();
    for option in 0..ballot.terms.options.len() as u32 {
        let Some(place) = number(view, typed, &format!("place.{option}"))? else { continue };
        if places.insert(place, option).is_some() {
            return Err(view.visit.text_with("ballot-place-twice", &[("place", place.into())]));
        }
    }
    // Whoever gives only the last place means least by it, and a count would read it as the first.
    if let Some((gap, given)) = (1..).zip(places.keys()).find(|(due, given)| due != *given) {
        let places = [("given", (*given).into()), ("gap", gap.into())];
        return Err(view.visit.text_with("ballot-place-skipped", &places));
    }
    Ok(places.into_values().collect())
}
