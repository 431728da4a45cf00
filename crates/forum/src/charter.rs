//! The published rules of a process. A process cannot open before its charter says all that people must know.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::disclosed::{Disclosed, DisclosedFault};
use crate::id::{GroupId, ProcessId, is_plausible};
use crate::language::{Language, LocalText};
use crate::tie::TieRule;
use crate::violation::Violation;

/// The published rules of a process (design: *Processes*, “Charter first”).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charter {
    /// The process's name in addresses.
    pub id: ProcessId,
    /// What the process is called.
    pub title: LocalText,
    /// What it is for.
    pub purpose: LocalText,
    /// Who gave the task, and on what ground.
    pub mandate: LocalText,
    /// Who decides in the end, and how.
    pub decides: DecisionRule,
    /// What is promised to those who take part.
    pub participation_level: ParticipationLevel,
    /// Who may take part, in words.
    pub eligibility: LocalText,
    /// Whether anyone may join, or only who was invited.
    pub registration: Registration,
    /// Constituencies by which results are balanced.
    pub groups: Vec<StakeholderGroup>,
    /// Languages in which the process promises its texts.
    pub languages: Vec<Language>,
    /// Whether statements wait for a moderator.
    pub moderation: Moderation,
    /// What the process costs, in words.
    pub budget: LocalText,
    /// Who pays.
    pub funders: LocalText,
    /// Where the secretariat is reached.
    pub contact: String,
    /// The timetable, in order.
    #[serde(rename = "phase", default)]
    pub phases: Vec<Phase>,
    /// Smallest size at which a group has a veto in common ground.
    pub minimum_group: u32,
    /// Whether an answer is put to the author of a remark for consent before it is given.
    #[serde(default)]
    pub answer_consent: bool,
    /// After how many days a reply that has not come counts as silence.
    #[serde(default = "reply_days")]
    pub reply_days: u32,
    /// For so many minutes the author of a remark may word it otherwise; 0 for never.
    // An entry leaves it out where it is the usual number (`charter_field.rs`): charters of before it was there keep their bytes.
    #[serde(default = "edit_minutes")]
    pub edit_minutes: u32,
    /// What an initiative needs, and by when it is answered then. Without supporters there are no initiatives.
    // An entry leaves it out where it promises nothing (`field.rs`): charters of before it was there keep their bytes.
    #[serde(default)]
    pub initiatives: InitiativeRule,
    /// What it discloses beyond what every charter says.
    // An entry leaves it out where it says nothing (`field.rs`): charters of before it was there keep their bytes.
    #[serde(default)]
    pub disclosed: Disclosed,
    /// Whether all participants are simulated; every page then says so.
    // Written even when false: a saved state has no names of fields, so none may be left out.
    #[serde(default)]
    pub simulated: bool,
}

fn reply_days() -> u32 {
    14
}

/// Minutes in which a remark may be worded otherwise where the charter says nothing of it.
pub const EDIT_MINUTES: u32 = 15;

fn edit_minutes() -> u32 {
    EDIT_MINUTES
}

/// When an initiative is owed an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct InitiativeRule {
    /// How many people have to support it beside its author.
    pub supporters: u32,
    /// From how many stakeholder groups they come.
    pub groups: u32,
    /// From how many countries they come.
    pub countries: u32,
    /// How many supporters of a group or a country make it count.
    pub in_each: u32,
    /// Whether only people whose identity was verified count.
    pub verified: bool,
    /// Within how many days after that an answer is owed.
    pub answer_days: u32,
}

impl Default for InitiativeRule {
    fn default() -> Self {
        Self { supporters: 0, groups: 0, countries: 0, in_each: 1, verified: false, answer_days: 0 }
    }
}

impl InitiativeRule {
    /// Whether another rule asks more of an initiative, lets its answer come later, or has none.
    pub(crate) fn is_harder_in(self, other: Self) -> bool {
        let bars =
            |rule: Self| [rule.supporters, rule.groups, rule.countries, rule.in_each, rule.answer_days];
        let is_higher = bars(self).iter().zip(bars(other)).any(|(was, is)| is > *was);
        self.supporters > 0 && (other.supporters == 0 || is_higher || (other.verified && !self.verified))
    }

    /// Most days until an answer: beyond a year nobody who asked is there any more.
    pub const MOST_DAYS: u32 = 366;
    /// As many as ISO 3166-1 has codes for.
    pub const MOST_COUNTRIES: u32 = 249;

    /// Whether the charter promises anything.
    pub fn is_promised(self) -> bool {
        self != Self::default()
    }
}

/// Who decides and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionRule {
    /// The body or people who decide.
    pub who: LocalText,
    /// The rule, such as a two-thirds majority in every group.
    pub rule: LocalText,
    /// How many must take part for the decision to count.
    pub quorum: LocalText,
    /// What happens in a tie.
    pub tie: LocalText,
    /// How many people must have voted, by the result that a decision names, or in a ballot (there as many organisations, where they
    /// vote); the program holds ballots and decisions to it.
    #[serde(default)]
    pub quorum_people: u32,
    /// What happens where two options of a ballot stand alike; the program holds ballots to it.
    // An entry leaves it out where nobody wins then (`field.rs`): charters of before it was there keep their bytes.
    #[serde(default)]
    pub tie_rule: TieRule,
    /// Whether a later decision may replace an earlier one.
    #[serde(default)]
    pub revision: bool,
}

/// The level of participation that is promised (IAP2 spectrum of public participation), from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParticipationLevel {
    /// People are told.
    Inform,
    /// People are heard.
    Consult,
    /// People's concerns are worked into the alternatives.
    Involve,
    /// People are partners in every step.
    Collaborate,
    /// People decide.
    Empower,
}

impl ParticipationLevel {
    /// The level's name in the charter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inform => "inform",
            Self::Consult => "consult",
            Self::Involve => "involve",
            Self::Collaborate => "collaborate",
            Self::Empower => "empower",
        }
    }
}

/// Who may join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registration {
    /// Anyone under the charter's rules.
    Open,
    /// Only who was invited.
    Invited,
}

/// Whether what people write is seen before or after a moderator reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moderation {
    /// A statement is shown once a moderator has accepted it.
    Before,
    /// A statement is shown at once, and may be removed with a reason.
    After,
}

/// A constituency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StakeholderGroup {
    /// Its id in entries and addresses.
    pub id: GroupId,
    /// What it is called.
    pub title: LocalText,
}

/// A dated stage of a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Its id within the charter.
    pub id: String,
    /// What it is called.
    pub title: LocalText,
    /// First day, UTC.
    pub opens: Date,
    /// Last day, UTC, inclusive.
    pub closes: Date,
    /// What participants may do in it.
    #[serde(default)]
    pub acts: Vec<PhaseAct>,
}

/// What a phase lets participants do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhaseAct {
    /// Become a participant.
    Join,
    /// Write a statement.
    Statement,
    /// Vote on statements.
    Vote,
    /// Remark on the draft.
    Remark,
    /// Propose other words.
    Amend,
    /// Put an item on the agenda.
    Initiative,
    /// Answer remarks.
    Answer,
    /// Vote in ballots.
    Ballot,
    /// Sign the text.
    Endorse,
    /// Decide.
    Decide,
}

impl PhaseAct {
    /// Every act, in the order of the enumeration.
    pub const ALL: [Self; 10] = [
        Self::Join,
        Self::Statement,
        Self::Vote,
        Self::Remark,
        Self::Amend,
        Self::Initiative,
        Self::Answer,
        Self::Ballot,
        Self::Endorse,
        Self::Decide,
    ];

    /// The act's name in the charter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Statement => "statement",
            Self::Vote => "vote",
            Self::Remark => "remark",
            Self::Amend => "amend",
            Self::Initiative => "initiative",
            Self::Answer => "answer",
            Self::Ballot => "ballot",
            Self::Endorse => "endorse",
            Self::Decide => "decide",
        }
    }
}

/// What keeps the promise of initiatives from being held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InitiativeFault {
    /// There are no days for them.
    #[error("no phase has the act `initiative`, so nobody could make one")]
    NoDays,
    /// Nobody would have to support them.
    #[error("`supporters` is at least one")]
    NoSupporters,
    /// A group or country would count without anybody in it.
    #[error("`in_each` is at least one")]
    NobodyInEach,
    /// They would have to come from more groups than there are.
    #[error("`groups` asks for more groups than the charter has")]
    TooManyGroups,
    /// They would have to come from more countries than there are.
    #[error("`countries` asks for more than there are")]
    TooManyCountries,
    /// No day until which an answer is owed, or one that nobody lives to see.
    #[error("`answer_days` says within how many days an answer is owed, from 1 to 366")]
    NoAnswerDays,
}

impl InitiativeFault {
    /// The end of its key in the locale files.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoDays => "no-days",
            Self::NoSupporters => "no-supporters",
            Self::NobodyInEach => "nobody-in-each",
            Self::TooManyGroups => "too-many-groups",
            Self::TooManyCountries => "too-many-countries",
            Self::NoAnswerDays => "no-answer-days",
        }
    }
}

/// What keeps a charter from being used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CharterError {
    /// Something that people must know before a process opens is not said.
    #[error("{0} is not said")]
    Missing(&'static str),
    /// A phase of another age.
    #[error("phase “{0}” has a day before 1800 or after 2999")]
    PhaseBeyond(String),
    /// A phase ends before it begins.
    #[error("phase “{0}” closes before it opens")]
    PhaseBackwards(String),
    /// Two phases, two groups or two languages are the same.
    #[error("“{id}” is used twice as the id of a {what}")]
    Twice {
        /// `phase`, `group` or `language`.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// A text is not there in a language that the charter promises.
    #[error("{what} is not said in “{language}”, a language that the charter promises")]
    NotIn {
        /// Which text.
        what: String,
        /// In which language it is missing.
        language: Language,
    },
    /// What the charter says of initiatives cannot be held.
    #[error("initiatives: {0}")]
    Initiatives(InitiativeFault),
    /// What it discloses cannot be read.
    #[error("disclosed: {0}")]
    Disclosed(DisclosedFault),
}

impl Charter {
    /// Everything that keeps this charter from being used, in reading order.
    pub fn faults(&self) -> Vec<CharterError> {
        let texts: [(&'static str, &LocalText); 10] = [
            ("title", &self.title),
            ("purpose", &self.purpose),
            ("mandate", &self.mandate),
            ("decides.who", &self.decides.who),
            ("decides.rule", &self.decides.rule),
            ("decides.quorum", &self.decides.quorum),
            ("decides.tie", &self.decides.tie),
            ("eligibility", &self.eligibility),
            ("budget", &self.budget),
            ("funders", &self.funders),
        ];
        let mut faults = Vec::new();
        for (name, text) in texts {
            if text.is_blank() && name.starts_with("decides.") && !self.decides_anything() {
                continue;
            }
            if text.is_blank() {
                faults.push(CharterError::Missing(name));
            } else {
                self.unsaid(name, text, &mut faults);
            }
        }
        for (name, text) in self.disclosed_texts() {
            self.unsaid(name, text, &mut faults);
        }
        faults.extend(self.disclosed.faults().into_iter().map(CharterError::Disclosed));
        let lists = [
            ("contact", self.contact.trim().is_empty()),
            ("groups", self.groups.is_empty()),
            ("languages", self.languages.is_empty()),
            ("phase", self.phases.is_empty()),
        ];
        faults.extend(lists.iter().filter(|(_, empty)| *empty).map(|(name, _)| CharterError::Missing(name)));
        for group in &self.groups {
            self.unsaid(&format!("the title of group “{}”", group.id), &group.title, &mut faults);
        }
        for phase in &self.phases {
            self.faults_of(phase, &mut faults);
        }
        faults.extend(twice("phase", self.phases.iter().map(|phase| phase.id.as_str())));
        faults.extend(twice("group", self.groups.iter().map(|group| group.id.0.as_str())));
        faults.extend(twice("language", self.languages.iter().map(Language::as_str)));
        faults.extend(self.faults_of_initiatives().into_iter().map(CharterError::Initiatives));
        faults
    }

    /// Whether a phase is there in which the process decides: where none is, who decides, and how, is not asked.
    pub fn decides_anything(&self) -> bool {
        self.phases.iter().any(|phase| phase.acts.contains(&PhaseAct::Decide))
    }

    /// What it may say in words of what is fixed and of the options, where it says it.
    fn disclosed_texts(&self) -> impl Iterator<Item = (&'static str, &LocalText)> {
        [("disclosed.fixed", &self.disclosed.fixed), ("disclosed.options", &self.disclosed.options)]
            .into_iter()
            .filter(|(_, text)| !text.is_blank())
    }

    fn faults_of_initiatives(&self) -> Vec<InitiativeFault> {
        let rule = self.initiatives;
        let has_days = self.phases.iter().any(|phase| phase.acts.contains(&PhaseAct::Initiative));
        if !has_days && !rule.is_promised() {
            return Vec::new();
        }
        let tests = [
            (!has_days, InitiativeFault::NoDays),
            (rule.supporters == 0, InitiativeFault::NoSupporters),
            (rule.in_each == 0, InitiativeFault::NobodyInEach),
            (rule.groups as usize > self.groups.len(), InitiativeFault::TooManyGroups),
            (rule.countries > InitiativeRule::MOST_COUNTRIES, InitiativeFault::TooManyCountries),
            (!(1..=InitiativeRule::MOST_DAYS).contains(&rule.answer_days), InitiativeFault::NoAnswerDays),
        ];
        tests.into_iter().filter_map(|(is_wrong, fault)| is_wrong.then_some(fault)).collect()
    }

    fn faults_of(&self, phase: &Phase, faults: &mut Vec<CharterError>) {
        if !is_plausible(phase.opens) || !is_plausible(phase.closes) {
            faults.push(CharterError::PhaseBeyond(phase.id.clone()));
        }
        if phase.closes < phase.opens {
            faults.push(CharterError::PhaseBackwards(phase.id.clone()));
        }
        self.unsaid(&format!("the title of phase “{}”", phase.id), &phase.title, faults);
    }

    /// The promised languages beside the one in which something is said.
    pub fn other_languages<'a>(&'a self, said: &'a Language) -> impl Iterator<Item = &'a Language> {
        self.languages.iter().filter(|language| language.primary() != said.primary())
    }

    /// The promised languages in which a text is not there.
    fn unsaid(&self, what: &str, text: &LocalText, faults: &mut Vec<CharterError>) {
        let said = |language: &&Language| text.0.get(*language).is_some_and(|words| !words.trim().is_empty());
        let missing = self.languages.iter().filter(|language| !said(language));
        faults.extend(
            missing.map(|language| CharterError::NotIn { what: what.to_owned(), language: language.clone() }),
        );
    }

    /// Every text that the charter says in its languages, by a name that stays the same while the charter is changed.
    pub fn texts(&self) -> Vec<(String, &LocalText)> {
        let own = [
            ("title", &self.title),
            ("purpose", &self.purpose),
            ("mandate", &self.mandate),
            ("eligibility", &self.eligibility),
            ("decides.who", &self.decides.who),
            ("decides.rule", &self.decides.rule),
            ("decides.quorum", &self.decides.quorum),
            ("decides.tie", &self.decides.tie),
            ("budget", &self.budget),
            ("funders", &self.funders),
        ];
        let own = own.into_iter().chain(self.disclosed_texts());
        let own = own.map(|(name, text)| (name.to_owned(), text));
        let phases = self.phases.iter().map(|phase| (format!("phase.{}", phase.id), &phase.title));
        let groups = self.groups.iter().map(|group| (format!("group.{}", group.id), &group.title));
        own.chain(phases).chain(groups).collect()
    }

    /// Refuses a charter that has faults, with all of them.
    pub fn require_whole(&self) -> Result<(), Violation> {
        let faults: Vec<_> = self.faults().iter().map(ToString::to_string).collect();
        if faults.is_empty() { Ok(()) } else { Err(Violation::CharterIncomplete(faults.join("; "))) }
    }

    /// Refuses a promised language in another spelling than the usual one, in which no words could be written.
    pub fn require_usual_languages(&self) -> Result<(), Violation> {
        self.languages.iter().try_for_each(Language::require_usual)
    }

    /// The phase that runs on a day, if any; where two overlap, the later in the list.
    pub fn phase_on(&self, day: Date) -> Option<&Phase> {
        self.phases.iter().rev().find(|phase| phase.opens <= day && day <= phase.closes)
    }

    /// A phase by its id.
    pub fn phase(&self, id: &str) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.id == id)
    }

    /// Whether some phase allows the act on this day.
    pub fn allows(&self, act: PhaseAct, day: Date) -> bool {
        self.phases.iter().any(|p| p.opens <= day && day <= p.closes && p.acts.contains(&act))
    }

    /// Whether the charter names this stakeholder group.
    pub fn has_group(&self, group: &GroupId) -> bool {
        self.groups.iter().any(|known| known.id == *group)
    }
}

fn twice<'a>(what: &'static str, ids: impl Iterator<Item = &'a str>) -> Vec<CharterError> {
    let mut seen = std::collections::BTreeSet::new();
    ids.filter(|id| !seen.insert(*id)).map(|id| CharterError::Twice { what, id: id.to_owned() }).collect()
}
