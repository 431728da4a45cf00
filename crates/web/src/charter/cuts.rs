//! What a change of a charter takes of what was promised, in words: where it is asked whether it is meant, in the list of changes, and at
//! the entry.

use maru_forum::{Charter, CharterChange, Cut, EntryNumber, Phase, PhaseAct};
use maud::{Markup, html};

use crate::charter::fields::label;
use crate::common::ProcessView;
use crate::visit::Visit;

/// A promise that is taken back; `charter` is the one that made it.
pub(crate) fn in_words(visit: &Visit, charter: &Charter, cut: &Cut<'_>) -> String {
    let plain = |end: &str| visit.text(&format!("charter-cut-{end}"));
    let level = |name: &str| visit.text(&format!("process-level-{name}"));
    match cut {
        Cut::Phase(phase) => {
            visit.text_with("charter-cut-phase", &[("phase", visit.local_plain(&phase.title).into())])
        }
        Cut::Reopened(phase) => {
            visit.text_with("charter-cut-reopened", &[("phase", visit.local_plain(&phase.title).into())])
        }
        Cut::BackDated { phase, day, said } => {
            let days = [("day", visit.date(*day).into()), ("said", visit.date(*said).into())];
            let phase = [("phase", visit.local_plain(&phase.title).into())];
            visit.text_with("charter-cut-back-dated", &[phase.as_slice(), &days].concat())
        }
        Cut::Language(language) => {
            visit.text_with("charter-cut-language", &[("language", visit.language_name(language).into())])
        }
        Cut::Group(group) => {
            visit.text_with("charter-cut-group", &[("group", visit.local_plain(&group.title).into())])
        }
        Cut::Level { was, is } => {
            let levels = [("was", level(was.as_str()).into()), ("is", level(is.as_str()).into())];
            visit.text_with("charter-cut-level", &levels)
        }
        Cut::Registration => plain("registration"),
        Cut::Worded(field) => {
            visit.text_with("charter-cut-worded", &[("field", label(visit, charter, field).into())])
        }
        Cut::Quorum { was, is } => {
            let people = [("was", u64::from(*was).into()), ("is", u64::from(*is).into())];
            visit.text_with("charter-cut-quorum", &people)
        }
        Cut::TieRule(now) => plain(&format!("tie-{}", now.as_str())),
        Cut::Revision(true) => plain("revision-possible"),
        Cut::Revision(false) => plain("revision-gone"),
        Cut::Moderation => plain("moderation"),
        Cut::MinimumGroup => plain("minimum"),
        Cut::AnswerConsent => plain("consent"),
        Cut::ReplyDays => plain("days"),
        Cut::EditMinutes => plain("minutes"),
        Cut::Initiatives => plain("initiatives"),
        Cut::Effect => plain("effect"),
        Cut::Support => plain("support"),
        Cut::Way(way) => {
            let way = visit.text(&format!("charter-way-{}", way.as_str()));
            visit.text_with("charter-cut-way", &[("way", way.into())])
        }
    }
}

/// Everything that a change took, in front of what it changed; nothing where it took nothing.
pub(crate) fn told(view: &ProcessView<'_>, change: &CharterChange, after: &Charter) -> Markup {
    let was_open = view.process.opened.is_some_and(|opened| opened <= change.at);
    let all = change.before.asked_of(after, change.at.day(), was_open);
    let (rewritten, cuts): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|cut| matches!(cut, Cut::BackDated { .. }));
    let visit = view.visit;
    html! {
        @if !cuts.is_empty() {
            div.warn {
                p { b { (visit.text("charter-cut-lead")) } }
                ul { @for cut in &cuts { li { (in_words(visit, &change.before, cut)) } } }
            }
        }
        // Whoever changed it said that it is meant, or the record is older than that question.
        @for cut in &rewritten { p.warn { (in_words(visit, &change.before, cut)) } }
    }
}

/// Which phases run at once, and when: of a timetable in which one was made longer that may not be meant.
pub(crate) fn overlaps(visit: &Visit, charter: &Charter) -> Markup {
    let found = charter.overlaps();
    html! {
        @if !found.is_empty() {
            div.note {
                p { (visit.text("charter-overlaps")) }
                ul { @for (one, other, from, to) in found {
                    li { (visit.local(&one.title)) " · " (visit.local(&other.title)) ": " (visit.date(from)) " – " (visit.date(to)) }
                } }
            }
        }
        @let late = after_deciding(charter);
        @if !late.is_empty() {
            div.note {
                p { (visit.text("charter-after-deciding")) }
                ul { @for phase in late { li { (visit.local(&phase.title)) ": " (visit.date(phase.opens)) " – " (visit.date(phase.closes)) } } }
            }
        }
    }
}

/// Phases for remarks, amendments and answers that go on when the days to decide begin: what is said in them may come too late for it.
fn after_deciding(charter: &Charter) -> Vec<&Phase> {
    let has = |phase: &&Phase, acts: &[PhaseAct]| acts.iter().any(|act| phase.acts.contains(act));
    let decides = charter.phases.iter().filter(|phase| has(phase, &[PhaseAct::Decide]));
    let Some(first) = decides.map(|phase| phase.opens).min() else { return Vec::new() };
    let heard = [PhaseAct::Remark, PhaseAct::Amend, PhaseAct::Answer];
    let is_late = |phase: &&Phase| {
        has(phase, &heard) && !phase.acts.contains(&PhaseAct::Decide) && first <= phase.closes
    };
    charter.phases.iter().filter(is_late).collect()
}

/// What a change took, on the page of the entry that holds the change.
pub(crate) fn at_entry(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    let step = view.process.charter_steps().find(|(change, _)| change.entry == entry);
    html! { @if let Some((change, after)) = step { (told(view, change, after)) } }
}

#[cfg(test)]
mod tests {
    use maru_forum::{Moderation, ParticipationLevel, Registration, SupportOffer};

    use super::*;

    #[test]
    fn days_to_decide_before_people_were_heard_are_said() {
        let mut charter = maru_testkit::charter();
        let late = |charter: &Charter| after_deciding(charter).len();
        charter.phases.truncate(1);
        charter.phases[0].acts = vec![PhaseAct::Remark];
        let mut decides = charter.phases[0].clone();
        (decides.id, decides.acts) = ("end".to_owned(), vec![PhaseAct::Decide]);
        (decides.opens, decides.closes) = (decides.closes, decides.closes.tomorrow().unwrap());
        charter.phases.push(decides);
        assert_eq!(late(&charter), 1);
        let next = charter.phases[1].closes;
        charter.phases[1].opens = next;
        assert_eq!(late(&charter), 0);
    }

    #[test]
    fn every_promise_that_is_taken_back_is_said_in_every_language() {
        let (mut before, mut after) = (maru_testkit::charter(), maru_testkit::charter());
        before.participation_level = ParticipationLevel::Empower;
        (before.moderation, after.moderation) = (Moderation::After, Moderation::Before);
        (before.registration, after.registration) = (Registration::Open, Registration::Invited);
        (before.answer_consent, after.answer_consent) = (true, false);
        (before.decides.quorum_people, after.decides.quorum_people) = (3, 0);
        before.disclosed.support = SupportOffer::Offered;
        before.disclosed.ways = vec![maru_forum::Way::Paper];
        before.disclosed.effect = maru_forum::Effect::Binding;
        after.decides.revision = !before.decides.revision;
        after.decides.tie_rule = maru_forum::TieRule::FirstListed;
        (after.reply_days, after.edit_minutes) = (0, 0);
        after.minimum_group += 1;
        after.groups.pop();
        after.languages.clear();
        after.decides.who = maru_forum::LocalText::one("en".parse().unwrap(), "I alone");
        after.phases.pop();
        let cuts = before.cuts_by(&after, maru_testkit::today());
        assert!(cuts.len() > 14, "{cuts:?}");
        for language in ["en", "ko"] {
            let visit = Visit::new("/", "", language, maru_forum::Moment(0));
            let told: std::collections::BTreeSet<_> =
                cuts.iter().map(|cut| in_words(&visit, &before, cut)).collect();
            assert_eq!(told.len(), cuts.len(), "{told:?}");
            assert!(told.iter().all(|words| !words.contains(['⟨', '⟩'])), "{told:?}");
        }
    }
}
