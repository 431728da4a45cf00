//! The templates from which a charter is written: what each sets, and nothing that only its secretariat can know.
//!
//! A template promises only what the program holds a process to (`docs/charter.md`): phases with their acts, registration, moderation,
//! consent to answers, initiatives. The rest is left blank, to be said by people.

use jiff::ToSpan as _;
use jiff::civil::Date;
use maru_forum::{Charter, Language, ParticipationLevel, PhaseAct, Registration};
use serde_json::{Map, Value, json};

use crate::locale::locale;

/// Days until the first phase: a week in which the charter is written, and two for which the timetable stands before (O3).
const WAIT: i64 = 21;
/// A smaller group has no veto in common ground.
const MINIMUM_GROUP: u32 = 20;
/// Supporters beside its author at which an initiative of an assembly is owed an answer, and the days until then.
const INITIATIVE: (u32, u32) = (10, 30);

/// A phase of a template.
struct PhaseOf {
    /// Its id, and the key of its title (`charter-phase-…`).
    id: &'static str,
    /// How many days it lasts.
    days: i64,
    acts: &'static [PhaseAct],
}

/// A kind of process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// People are heard on a question and a draft.
    Consultation,
    /// A text that experts and users write together, and vote on.
    Standard,
    /// Invited or drawn people deliberate and decide.
    Assembly,
    /// Invited parties agree on a text and sign it.
    Treaty,
    /// Organisations draft, sign and hand over a statement.
    JointStatement,
    /// People watch others: audits, commitments, obligations, reports of harm.
    Watch,
}

impl Template {
    /// Every template, in the order in which the form offers them.
    pub const ALL: [Self; 6] =
        [Self::Consultation, Self::Standard, Self::Assembly, Self::Treaty, Self::JointStatement, Self::Watch];

    /// The name in the form, at the command line and in locale keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Consultation => "consultation",
            Self::Standard => "standard",
            Self::Assembly => "assembly",
            Self::Treaty => "treaty",
            Self::JointStatement => "joint-statement",
            Self::Watch => "watch",
        }
    }

    /// The template of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    fn level(self) -> ParticipationLevel {
        match self {
            Self::Consultation | Self::JointStatement | Self::Watch => ParticipationLevel::Consult,
            Self::Standard | Self::Treaty => ParticipationLevel::Collaborate,
            Self::Assembly => ParticipationLevel::Empower,
        }
    }

    fn registration(self) -> Registration {
        match self {
            Self::Consultation | Self::Standard | Self::Watch => Registration::Open,
            Self::Assembly | Self::Treaty | Self::JointStatement => Registration::Invited,
        }
    }

    /// Whether an answer is put to the author of a remark before it is given.
    fn answer_consent(self) -> bool {
        match self {
            Self::Standard | Self::Treaty => true,
            Self::Consultation | Self::Assembly | Self::JointStatement | Self::Watch => false,
        }
    }

    /// Whether a later decision may replace an earlier one.
    fn revision(self) -> bool {
        self == Self::Standard
    }

    fn groups(self) -> &'static [&'static str] {
        match self {
            Self::Treaty => {
                &["states", "international_organisations", "civil_society", "private_sector", "academia"]
            }
            Self::Assembly => &["drawn", "experts"],
            Self::Consultation | Self::Standard | Self::JointStatement | Self::Watch => {
                &["civil_society", "private_sector", "public_sector", "academia"]
            }
        }
    }

    fn phases(self) -> &'static [PhaseOf] {
        use PhaseAct::{Amend, Answer, Ballot, Decide, Endorse, Initiative, Join, Remark, Statement, Vote};
        const fn phase(id: &'static str, days: i64, acts: &'static [PhaseAct]) -> PhaseOf {
            PhaseOf { id, days, acts }
        }
        match self {
            Self::Consultation => {
                const PHASES: &[PhaseOf] = &[
                    phase("statements", 28, &[Join, Statement, Vote]),
                    // A first draft asks for sixty days of remarks (O18).
                    phase("remarks", 63, &[Join, Remark, Amend]),
                    phase("answers", 28, &[Answer]),
                    phase("decision", 14, &[Decide]),
                ];
                PHASES
            }
            Self::Standard => {
                const PHASES: &[PhaseOf] = &[
                    phase("scope", 28, &[Join, Statement, Vote]),
                    phase("remarks", 63, &[Join, Remark, Amend]),
                    phase("answers", 56, &[Answer]),
                    phase("ballot", 28, &[Ballot]),
                    phase("decision", 14, &[Decide]),
                ];
                PHASES
            }
            Self::Assembly => {
                const PHASES: &[PhaseOf] = &[
                    phase("learning", 28, &[Join]),
                    phase("deliberation", 56, &[Join, Statement, Vote, Initiative]),
                    phase("ballot", 14, &[Ballot]),
                    phase("decision", 28, &[Decide]),
                ];
                PHASES
            }
            Self::Treaty => {
                const PHASES: &[PhaseOf] = &[
                    phase("remarks", 90, &[Join, Remark, Amend]),
                    phase("answers", 60, &[Answer]),
                    phase("ballot", 28, &[Ballot]),
                    phase("decision", 14, &[Decide]),
                    phase("signing", 90, &[Endorse]),
                    phase("following", 365, &[]),
                ];
                PHASES
            }
            Self::JointStatement => {
                const PHASES: &[PhaseOf] = &[
                    phase("drafting", 31, &[Join, Remark, Amend, Answer]),
                    phase("signing", 28, &[Join, Endorse]),
                    phase("following", 365, &[]),
                ];
                PHASES
            }
            Self::Watch => {
                const PHASES: &[PhaseOf] = &[phase("watching", 365, &[Join, Statement, Vote])];
                PHASES
            }
        }
    }

    /// A charter from the template, with its first phase three weeks from today. What only its secretariat can know is left blank.
    pub fn charter(self, id: &str, languages: &[Language], today: Date) -> Result<Charter, String> {
        let blank = || text(languages, None);
        let titled = |kind: &str, id: &str| json!({ "id": id, "title": text(languages, Some(&format!("charter-{kind}-{id}"))) });
        let after = |days: i64| today.checked_add(days.days()).map_err(|error| error.to_string());
        let (mut phases, mut begins) = (Vec::new(), WAIT);
        for phase in self.phases() {
            let mut one = titled("phase", phase.id);
            one["opens"] = after(begins)?.to_string().into();
            one["closes"] = after(begins + phase.days - 1)?.to_string().into();
            one["acts"] = phase.acts.iter().map(|act| act.as_str()).collect::<Vec<_>>().into();
            phases.push(one);
            begins += phase.days;
        }
        let mut charter = json!({
            "id": id, "title": blank(), "purpose": blank(), "mandate": blank(), "eligibility": blank(),
            "budget": blank(), "funders": blank(), "contact": "",
            "participation_level": self.level(), "registration": self.registration(), "moderation": "after",
            "minimum_group": MINIMUM_GROUP, "languages": languages, "answer_consent": self.answer_consent(),
            "groups": self.groups().iter().map(|id| titled("group", id)).collect::<Vec<_>>(),
            "decides": {
                "who": blank(), "rule": blank(), "quorum": blank(), "tie": blank(),
                "quorum_people": 0, "revision": self.revision(),
            },
            "phase": phases,
        });
        if self.phases().iter().any(|phase| phase.acts.contains(&PhaseAct::Initiative)) {
            let (supporters, days) = INITIATIVE;
            charter["initiatives"] = json!({ "supporters": supporters, "answer_days": days });
        }
        serde_json::from_value(charter).map_err(|error| error.to_string())
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    /// What a template sets is whole: only what people have to say is missing, and every title is in both languages.
    #[test]
    fn a_template_lacks_only_what_people_have_to_say() {
        let languages = ["en".parse().unwrap(), "ko".parse().unwrap()];
        for template in Template::ALL {
            let charter = template.charter("x", &languages, "2027-01-01".parse().unwrap()).unwrap();
            let titles = charter.phases.iter().map(|phase| &phase.title);
            for title in titles.chain(charter.groups.iter().map(|group| &group.title)) {
                for language in &languages {
                    let said = title.0.get(language).unwrap();
                    assert!(!said.is_empty() && !said.contains('⟨'), "{}: {said}", template.name());
                }
            }
            let gap = |pair: &[maru_forum::Phase]| pair[0].closes.tomorrow().unwrap() == pair[1].opens;
            assert!(charter.phases.windows(2).all(gap), "{}: no day is between phases", template.name());
        }
    }
}
