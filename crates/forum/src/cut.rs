//! What a change of a charter takes back of what the charter before it promised of taking part and of deciding: the same for the door that
//! asks whether it is meant, for the list of changes, for the page of the entry, and for the verifier.
//!
//! A program cannot tell whether other words promise less. Where words say who decides, how, or who may take part, any other wording
//! is named, and people judge it. What a charter says of its title, purpose, mandate, budget, funders and contact, and discloses of what is
//! fixed and of money, is not looked at here; the list of changes shows it beside what stood before.

use jiff::civil::Date;

use crate::charter::{Charter, Moderation, ParticipationLevel, Phase, Registration, StakeholderGroup};
use crate::disclosed::{Effect, SupportOffer, Way};
use crate::id::EntryNumber;
use crate::language::{Language, LocalText};
use crate::nouns::rule::CharterChange;
use crate::table::Process;
use crate::tie::TieRule;
use crate::violation::Violation;

/// A promise to those who take part that a change of the charter takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut<'a> {
    /// A phase ends earlier, begins later, lets people do less, or is gone.
    Phase(&'a Phase),
    /// A phase that was over runs again.
    Reopened(&'a Phase),
    /// A phase of an open process begins or ends on a day that was over when it was said.
    BackDated {
        /// The phase as it is now.
        phase: &'a Phase,
        /// The day on which it begins or ends.
        day: Date,
        /// The day of the change.
        said: Date,
    },
    /// The process no longer promises its texts in a language.
    Language(&'a Language),
    /// A stakeholder group is gone, so that results are no longer balanced by it.
    Group(&'a StakeholderGroup),
    /// People are promised a lower level of participation.
    Level {
        /// What was promised.
        was: ParticipationLevel,
        /// What is promised now.
        is: ParticipationLevel,
    },
    /// Anyone could join, and only who was invited can.
    Registration,
    /// Words that say who takes part, or who decides and how, are other words.
    Worded(&'a str),
    /// Fewer people must have voted for a decision.
    Quorum {
        /// How many had to.
        was: u32,
        /// How many have to now.
        is: u32,
    },
    /// Where two options of a ballot stand alike, another one wins than before; by the rule that holds now.
    TieRule(TieRule),
    /// Whether a later decision may replace an earlier one is said otherwise; `true` where it may now.
    Revision(bool),
    /// What people write waits for a moderator, and was shown at once.
    Moderation,
    /// A group needs more people to have a veto in common ground.
    MinimumGroup,
    /// Answers are no longer put to their author first.
    AnswerConsent,
    /// Silence is counted after fewer days.
    ReplyDays,
    /// Remarks may be worded otherwise for fewer minutes.
    EditMinutes,
    /// An initiative needs more than before, is answered later, or is no longer possible.
    Initiatives,
    /// The result has less effect in law.
    Effect,
    /// Costs are no longer borne.
    Support,
    /// A way to write in beside the web is gone.
    Way(Way),
}

impl std::fmt::Display for Cut<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Phase(phase) => {
                write!(f, "phase “{}” ends earlier, begins later, lets people do less, or is gone", phase.id)
            }
            Self::Reopened(phase) => write!(f, "phase “{}” was over, and runs again", phase.id),
            Self::BackDated { phase, day, said } => {
                write!(f, "phase “{}” begins or ends on {day}, before it was said ({said})", phase.id)
            }
            Self::Language(language) => write!(f, "“{language}” is no longer a language of the process"),
            Self::Group(group) => write!(f, "“{}” is no longer a stakeholder group", group.id),
            Self::Level { was, is } => {
                write!(f, "the level of participation falls from “{}” to “{}”", was.as_str(), is.as_str())
            }
            Self::Registration => f.write_str("anyone could join, and now only who was invited"),
            Self::Worded(field) => write!(f, "“{field}” is said in other words"),
            Self::Quorum { was, is } => {
                write!(f, "{was} people had to have voted for a decision, and now {is}")
            }
            Self::TieRule(TieRule::Nobody) => f.write_str(
                "where two options of a ballot stood alike the one listed first won, and now nobody does",
            ),
            Self::TieRule(TieRule::FirstListed) => f.write_str(
                "where two options of a ballot stood alike nobody won, and now the one listed first does",
            ),
            Self::Revision(true) => f.write_str("a decision was final, and now a later one may replace it"),
            Self::Revision(false) => {
                f.write_str("a later decision could replace an earlier one, and now none may")
            }
            Self::Moderation => {
                f.write_str("what people write was shown at once, and now waits for a moderator")
            }
            Self::MinimumGroup => f.write_str("a group needs more people to have a veto in common ground"),
            Self::AnswerConsent => f.write_str("answers are no longer put to their author first"),
            Self::ReplyDays => f.write_str("silence is counted after fewer days"),
            Self::EditMinutes => f.write_str("remarks may be worded otherwise for fewer minutes"),
            Self::Initiatives => f.write_str(
                "an initiative needs more than before, is answered later, or is no longer possible",
            ),
            Self::Effect => f.write_str("the result has less effect in law"),
            Self::Support => f.write_str("the costs of those who need it are no longer borne"),
            Self::Way(way) => write!(f, "people can no longer write in by “{}”", way.as_str()),
        }
    }
}

/// Whether a text says something else in a language that both have. A language more, or one that is promised no longer, is no other
/// wording.
fn is_reworded(before: &LocalText, after: &LocalText) -> bool {
    let other = |(language, words): (&Language, &String)| {
        after.0.get(language).is_some_and(|now| now.trim() != words.trim())
    };
    before.0.iter().any(other)
}

/// How much follows in law; what is not said promises nothing.
fn effect_in_law(effect: Effect) -> u8 {
    match effect {
        Effect::Unsaid | Effect::None => 0,
        Effect::Advice => 1,
        Effect::Binding => 2,
    }
}

impl Charter {
    /// Every promise of this charter that another one takes back on a day, in the order of reading.
    pub fn cuts_by<'a>(&'a self, after: &'a Self, day: Date) -> Vec<Cut<'a>> {
        let mut cuts = self.cuts_of_participation(after);
        cuts.extend(self.cuts_of_phases(after, day));
        cuts.extend(self.cuts_of_decision(after));
        let lost = [
            (self.moderation == Moderation::After && after.moderation == Moderation::Before, Cut::Moderation),
            (self.answer_consent && !after.answer_consent, Cut::AnswerConsent),
            (after.reply_days < self.reply_days, Cut::ReplyDays),
            (after.edit_minutes < self.edit_minutes, Cut::EditMinutes),
            (self.initiatives.is_harder_in(after.initiatives), Cut::Initiatives),
            (effect_in_law(after.disclosed.effect) < effect_in_law(self.disclosed.effect), Cut::Effect),
            (
                self.disclosed.support == SupportOffer::Offered
                    && after.disclosed.support != SupportOffer::Offered,
                Cut::Support,
            ),
        ];
        cuts.extend(lost.into_iter().filter_map(|(is_lost, cut)| is_lost.then_some(cut)));
        let ways = self.disclosed.ways.iter().filter(|way| !after.disclosed.ways.contains(way));
        cuts.extend(ways.map(|way| Cut::Way(*way)));
        cuts
    }

    fn cuts_of_participation<'a>(&'a self, after: &'a Self) -> Vec<Cut<'a>> {
        let (was, is) = (self.participation_level, after.participation_level);
        let mut cuts = Vec::new();
        cuts.extend((is < was).then_some(Cut::Level { was, is }));
        let is_closed =
            self.registration == Registration::Open && after.registration == Registration::Invited;
        cuts.extend(is_closed.then_some(Cut::Registration));
        cuts.extend(is_reworded(&self.eligibility, &after.eligibility).then_some(Cut::Worded("eligibility")));
        cuts.extend(self.groups.iter().filter(|group| !after.has_group(&group.id)).map(Cut::Group));
        cuts.extend((after.minimum_group > self.minimum_group).then_some(Cut::MinimumGroup));
        let dropped = self.languages.iter().filter(|language| !after.languages.contains(language));
        cuts.extend(dropped.map(Cut::Language));
        cuts
    }

    fn cuts_of_phases<'a>(&'a self, after: &'a Self, day: Date) -> impl Iterator<Item = Cut<'a>> {
        self.phases.iter().flat_map(move |was| {
            let now = after.phase(&was.id);
            let is_less = now.is_none_or(|now| {
                now.closes < was.closes
                    || now.opens > was.opens
                    || was.acts.iter().any(|act| !now.acts.contains(act))
            });
            let runs_again = was.closes < day && now.is_some_and(|now| now.closes >= day);
            let cuts = [runs_again.then_some(Cut::Reopened(was)), is_less.then_some(Cut::Phase(was))];
            cuts.into_iter().flatten()
        })
    }

    fn cuts_of_decision(&self, after: &Self) -> Vec<Cut<'_>> {
        let (before, now) = (&self.decides, &after.decides);
        let worded = [
            ("decides.who", &before.who, &now.who),
            ("decides.rule", &before.rule, &now.rule),
            ("decides.quorum", &before.quorum, &now.quorum),
            ("decides.tie", &before.tie, &now.tie),
        ];
        let worded = worded.into_iter().filter(|(_, was, is)| is_reworded(was, is));
        let mut cuts: Vec<_> = worded.map(|(field, ..)| Cut::Worded(field)).collect();
        let (was, is) = (before.quorum_people, now.quorum_people);
        cuts.extend((is < was).then_some(Cut::Quorum { was, is }));
        cuts.extend((before.tie_rule != now.tie_rule).then_some(Cut::TieRule(now.tie_rule)));
        cuts.extend((before.revision != now.revision).then_some(Cut::Revision(now.revision)));
        cuts
    }

    /// All that whoever changes the charter on a day is asked about, whether it is meant; of an open process also days that would be rewritten.
    pub fn asked_of<'a>(&'a self, after: &'a Self, day: Date, is_open: bool) -> Vec<Cut<'a>> {
        let rewritten = self.rewritten_by(after, day).filter(|_| is_open);
        let mut cuts: Vec<_> =
            rewritten.map(|(phase, on)| Cut::BackDated { phase, day: on, said: day }).collect();
        cuts.extend(self.cuts_by(after, day));
        cuts
    }

    /// The days that a change of an open process would rewrite: of each phase that begins, or ends, before the day of the change, though
    /// people were told otherwise, or nothing, until then, the first such day.
    pub fn rewritten_by<'a>(&'a self, after: &'a Self, day: Date) -> impl Iterator<Item = (&'a Phase, Date)> {
        after.phases.iter().filter_map(move |now| {
            let was = self.phase(&now.id);
            let is_new = |said: Date, known: Option<Date>| said < day && known != Some(said);
            if is_new(now.opens, was.map(|phase| phase.opens)) {
                Some((now, now.opens))
            } else {
                is_new(now.closes, was.map(|phase| phase.closes)).then_some((now, now.closes))
            }
        })
    }

    /// Phases that run at once, each pair with the days from the first to the last on which they do. It may well be meant; whoever made one
    /// longer should see it.
    pub fn overlaps(&self) -> Vec<(&Phase, &Phase, Date, Date)> {
        let mut found = Vec::new();
        for (place, one) in self.phases.iter().enumerate() {
            for other in self.phases.iter().skip(place + 1) {
                let (from, to) = (one.opens.max(other.opens), one.closes.min(other.closes));
                if from <= to {
                    found.push((one, other, from, to));
                }
            }
        }
        found
    }

    /// Whether every phase is over on a day, so that nothing of the timetable can happen any more.
    pub fn is_over_on(&self, day: Date) -> bool {
        !self.phases.is_empty() && self.phases.iter().all(|phase| phase.closes < day)
    }

    /// Refuses a timetable of which nothing is left on the day on which a process would begin or open.
    pub fn require_days_left(&self, day: Date) -> Result<(), Violation> {
        if self.is_over_on(day) { Err(Violation::TimetableOver(day.to_string())) } else { Ok(()) }
    }
}

impl Violation {
    /// What a change is refused for of which nobody has said that it is meant: for all that it takes back at once.
    pub fn of_cuts(cuts: &[Cut<'_>]) -> Option<Self> {
        match cuts {
            [] => None,
            [Cut::BackDated { phase, day, said }] => Some(Self::PhaseBackDated {
                phase: phase.id.clone(),
                day: day.to_string(),
                today: said.to_string(),
            }),
            cuts => {
                let cuts: Vec<_> = cuts.iter().map(ToString::to_string).collect();
                Some(Self::PromiseCut(cuts.join("; ")))
            }
        }
    }
}

impl Process {
    /// Every change of the charter with what it changed to, in order.
    pub fn charter_steps(&self) -> impl DoubleEndedIterator<Item = (&CharterChange, &Charter)> {
        self.charter_changes.iter().enumerate().map(move |(place, change)| {
            (change, self.charter_changes.get(place + 1).map_or(&self.charter, |next| &next.before))
        })
    }

    /// The charter that was in force in front of an entry.
    pub fn charter_at(&self, entry: EntryNumber) -> &Charter {
        let next = self.charter_changes.iter().find(|change| change.entry >= entry);
        next.map_or(&self.charter, |change| &change.before)
    }

    /// What a change of the charter takes of what the charter before it promised.
    pub fn taken_by<'a>(change: &'a CharterChange, after: &'a Charter) -> Vec<Cut<'a>> {
        change.before.cuts_by(after, change.at.day())
    }
}
