//! Initiatives: every rule of them broken once, and when an answer is owed.

use maru_forum::{
    AnswerInitiative, Author, ChangeCharter, CountryCode, EntryNumber, GroupId, Initiative,
    InitiativeAnswered, InitiativeRule, InitiativeWord, MakeInitiative, Moderate, RecordDecision, RemarkKind,
    Support, Supported, Verdict, Violation, WithdrawWords, WithdrawalReason,
};
use maru_testkit::{DAYS_TO_ANSWER, Person, Story, charter_with_initiatives, language, operator, today};

use crate::rules::{Case, DRAFT, NOWHERE, judged, refused};

/// People of two groups and three countries, with an initiative of one of them.
struct Agenda {
    story: Story,
    author: Person,
    others: Vec<Person>,
    on: EntryNumber,
}

fn made() -> MakeInitiative {
    MakeInitiative {
        title: "Labels for voices".to_owned(),
        text: "Cloned voices need labels as pictures do.".to_owned(),
        language: language("en"),
    }
}

fn answer(on: EntryNumber) -> AnswerInitiative {
    AnswerInitiative {
        initiative: on,
        word: InitiativeWord::TakenUp,
        text: "The next version has an article on voices.".to_owned(),
        language: language("en"),
        outcomes: Vec::new(),
    }
}

impl Agenda {
    /// Four others: academia in Korea twice, industry in Korea, industry in Kenya.
    fn under(rule: impl FnOnce(&mut InitiativeRule)) -> Self {
        let mut charter = charter_with_initiatives();
        rule(&mut charter.initiatives);
        let mut story = Story::open_under(charter);
        let author = story.joins("heron");
        let people = [
            ("crane", "academia", "KR"),
            ("gull", "academia", "KR"),
            ("owl", "industry", "KR"),
            ("ibis", "industry", "KE"),
        ];
        let others = people.map(|(name, group, country)| {
            let declare = |join: &mut maru_forum::Join| {
                join.group = Some(GroupId(group.to_owned()));
                join.country = Some(country.parse::<CountryCode>().expect("a country"));
            };
            Person::joining(&mut story, name, declare, None).expect("a person joins")
        });
        let on = story.act(&author, made());
        Self { story, author, others: others.into(), on }
    }

    fn open() -> Self {
        Self::under(|_| {})
    }

    /// The threshold is reached: three people, both groups, two countries.
    fn reached() -> Self {
        let mut agenda = Self::open();
        for other in [0, 1, 3] {
            agenda.supports(other, true);
        }
        agenda
    }

    fn supports(&mut self, other: usize, give: bool) -> EntryNumber {
        self.story.act(&self.others[other].clone(), Support { on: self.on, give })
    }

    fn initiative(&self) -> &Initiative {
        self.story.process.initiatives.get(self.on).expect("the initiative")
    }

    fn refuses(mut self, who: &Person, command: impl Into<maru_forum::Command>) -> Violation {
        refused(&mut self.story, who, command)
    }

    /// An answer that says of the support what somebody would like it to be.
    fn claims(mut self, change: impl FnOnce(&mut InitiativeAnswered)) -> Violation {
        let text = self.story.words("Nobody wants this, so it is not done.");
        let people = self.initiative().spread.people;
        let reached = self.initiative().reached.as_ref().map_or(self.on, |reached| reached.entry);
        let mut claimed = InitiativeAnswered {
            initiative: self.on,
            word: InitiativeWord::NotTakenUp,
            text,
            outcomes: Vec::new(),
            reached,
            supporters: people,
            supporters_now: people,
        };
        change(&mut claimed);
        judged(&self.story, &self.story.next(Author::Operator, claimed))
    }
}

pub(crate) const CASES: &[Case] = &[
    ("unknown-initiative", "an answer to what is not there", || {
        Agenda::reached().refuses(&operator(), answer(NOWHERE))
    }),
    ("threshold-not-reached", "an answer before the threshold", || {
        let agenda = Agenda::open();
        let on = agenda.on;
        agenda.refuses(&operator(), answer(on))
    }),
    ("threshold-not-reached", "a threshold that is said to be reached", || Agenda::open().claims(|_| {})),
    ("miscounted-support", "another moment of reaching it", || {
        Agenda::reached().claims(|claimed| claimed.reached = EntryNumber(claimed.reached.0 - 1))
    }),
    ("miscounted-support", "fewer supporters than there were", || {
        Agenda::reached().claims(|claimed| claimed.supporters -= 1)
    }),
    ("miscounted-support", "more supporters than there are", || {
        Agenda::reached().claims(|claimed| claimed.supporters_now += 1)
    }),
    ("unknown-entry", "something to come that came of it", || {
        Agenda::reached().claims(|claimed| claimed.outcomes = vec![NOWHERE])
    }),
    ("bad-list", "an outcome that is named twice", || {
        Agenda::reached().claims(|claimed| claimed.outcomes = vec![EntryNumber(1), EntryNumber(1)])
    }),
    ("bad-count", "more outcomes than a list has", || {
        Agenda::reached().claims(|claimed| claimed.outcomes = (0..21).map(EntryNumber).collect())
    }),
    ("reason-too-short", "an answer without reasons", || {
        let agenda = Agenda::reached();
        let short = AnswerInitiative { text: "No.".to_owned(), ..answer(agenda.on) };
        agenda.refuses(&operator(), short)
    }),
    ("own-words", "support for one's own", || {
        let agenda = Agenda::open();
        let (author, on) = (agenda.author.clone(), agenda.on);
        agenda.refuses(&author, Support { on, give: true })
    }),
    ("own-words", "an answer to one's own", || {
        let mut agenda = Agenda::reached();
        let (author, on) = (agenda.author.clone(), agenda.on);
        operator().grants(&mut agenda.story, &author, maru_forum::Office::Chair);
        agenda.refuses(&author, answer(on))
    }),
    ("nothing-changed", "support that is counted twice", || {
        let agenda = Agenda::reached();
        let twice = Supported { on: agenda.on, given: true };
        judged(&agenda.story, &agenda.story.next(agenda.others[0].author(), twice))
    }),
    ("turned-away", "support for what a moderator turned away", || {
        let mut agenda = Agenda::open();
        agenda.story.act(&operator(), rejected(agenda.on));
        let (other, on) = (agenda.others[0].clone(), agenda.on);
        agenda.refuses(&other, Support { on, give: true })
    }),
    ("not-in-this-phase", "an initiative after its days", || {
        let mut agenda = Agenda::open();
        agenda.story.after_days(11);
        let author = agenda.author.clone();
        agenda.refuses(&author, made())
    }),
    ("not-in-this-phase", "support after its days, though remarks are still made", || {
        let mut agenda = Agenda::open();
        agenda.story.after_days(11);
        let (other, on) = (agenda.others[0].clone(), agenda.on);
        agenda.refuses(&other, Support { on, give: true })
    }),
    ("not-in-this-phase", "support for a remark on days for initiatives alone", || {
        let mut charter = charter_with_initiatives();
        charter.phases[0].closes = today();
        let mut story = Story::open_under(charter);
        let (heron, gull) = (story.joins("heron"), story.joins("gull"));
        let version = story.version(DRAFT, &[]);
        story.act(&operator(), version);
        let on = heron.remarks(&mut story, "art_1", RemarkKind::Question, "By whom?");
        story.after_days(1);
        refused(&mut story, &gull, Support { on, give: true })
    }),
    ("not-allowed", "an answer by somebody without an office", || {
        let agenda = Agenda::reached();
        let (other, on) = (agenda.others[1].clone(), agenda.on);
        agenda.refuses(&other, answer(on))
    }),
    ("initiatives-unanswered", "an end while an answer is owed", || {
        let agenda = Agenda::reached();
        agenda.refuses(&operator(), maru_forum::CloseProcess { reason: "enough".to_owned(), cut_short: true })
    }),
    ("words-of-the-process", "an answer that is withdrawn", || {
        let mut agenda = Agenda::reached();
        let entry = agenda.story.act(&operator(), answer(agenda.on));
        let (reason, ground) = (WithdrawalReason::PersonalData, "GDPR Art 17(1)".to_owned());
        agenda.refuses(&operator(), WithdrawWords { entry, reason, ground })
    }),
];

fn rejected(on: EntryNumber) -> Moderate {
    Moderate {
        on: vec![on],
        verdict: Verdict::Rejected,
        reason: "off topic".to_owned(),
        rule: "1".to_owned(),
    }
}

#[test]
fn a_threshold_is_reached_by_number_and_by_spread() {
    let check = |rule: fn(&mut InitiativeRule), supporters: &[usize], expected: bool| {
        let mut agenda = Agenda::under(rule);
        for other in supporters {
            agenda.supports(*other, true);
        }
        assert_eq!(agenda.initiative().reached.is_some(), expected, "{supporters:?}");
    };
    check(|_| {}, &[0, 3], false);
    check(|_| {}, &[0, 1, 2], false);
    check(|_| {}, &[0, 1, 3], true);
    check(|rule| rule.countries = 1, &[0, 1, 2], true);
    check(|rule| rule.in_each = 2, &[0, 1, 2, 3], false);
    check(|rule| (rule.in_each, rule.countries) = (2, 1), &[0, 1, 2, 3], true);
    check(|rule| rule.verified = true, &[0, 1, 2, 3], false);
}

#[test]
fn no_verification_lets_what_was_turned_away_reach_its_threshold() {
    let mut agenda = Agenda::under(|rule| rule.verified = true);
    for other in [0, 1, 3] {
        agenda.supports(other, true);
    }
    let verdict = |on, verdict| maru_forum::Moderate { verdict, ..rejected(on) };
    agenda.story.act(&operator(), rejected(agenda.on));
    for other in [0, 1, 3] {
        let verify = maru_forum::Verify {
            participant: agenda.others[other].id(),
            means: Some(maru_forum::VerifiedBy::InPerson),
            text: "a colleague of twenty years".to_owned(),
            language: language("en"),
        };
        agenda.story.act(&operator(), verify);
    }
    assert_eq!((agenda.initiative().spread.people, agenda.initiative().reached.is_none()), (3, true));
    assert_eq!(agenda.story.process.initiatives.owed().count(), 0);
    // Shown again, it has what it needs, and an answer is owed from then on.
    let accepted = agenda.story.act(&operator(), verdict(agenda.on, maru_forum::Verdict::Accepted));
    assert_eq!(agenda.initiative().reached.as_ref().map(|reached| reached.entry), Some(accepted));
    assert_eq!(agenda.story.process.initiatives.owed().count(), 1);
    assert_eq!(agenda.story.folded(agenda.story.entries.len()), agenda.story.process);
}

#[test]
fn an_answer_is_owed_from_the_moment_of_the_threshold_whatever_follows() {
    let mut agenda = Agenda::reached();
    let due = today().saturating_add(jiff::Span::new().days(i64::from(DAYS_TO_ANSWER)));
    assert_eq!(agenda.initiative().owed_by(), Some(due));
    let reached = agenda.initiative().reached.clone().expect("the threshold");
    // Support that is taken back, a charter that asks for more, a moderator, and the author: none undoes it.
    agenda.supports(0, false);
    let mut charter = agenda.story.process.charter.clone();
    (charter.initiatives.supporters, charter.initiatives.answer_days) = (5_000, 300);
    let change = ChangeCharter {
        charter: Box::new(charter),
        reason: "too many initiatives".to_owned(),
        shorten: true,
    };
    agenda.story.act(&operator(), change);
    agenda.story.act(&operator(), rejected(agenda.on));
    let (reason, ground) = (WithdrawalReason::PersonalData, "GDPR Art 17(1)".to_owned());
    agenda.story.act(&agenda.author.clone(), WithdrawWords { entry: agenda.on, reason, ground });
    let now = agenda.initiative();
    assert_eq!((now.reached.as_ref(), now.owed_by()), (Some(&reached), Some(due)));
    assert_eq!((now.spread.people, reached.spread.people, now.taken_back), (2, 3, 1));
    assert_eq!(agenda.story.process.initiatives.owed().count(), 1);
    let answered = agenda.story.act(&operator(), answer(agenda.on));
    assert_eq!(agenda.initiative().answers[0].entry, answered);
    assert_eq!(agenda.story.process.initiatives.owed().count(), 0);
    operator().closes(&mut agenda.story);
}

#[test]
fn an_answer_is_late_from_the_day_after_its_last() {
    let check = |days: i64, overdue: bool| {
        let mut agenda = Agenda::reached();
        agenda.story.after_days(days);
        let day = agenda.story.process.last_at.day();
        assert_eq!(agenda.initiative().is_overdue(day.saturating_add(jiff::Span::new().days(days))), overdue);
        let first = agenda.story.act(&operator(), answer(agenda.on));
        agenda.story.act(&operator(), answer(agenda.on));
        assert_eq!(agenda.initiative().late_answer().map(|answer| answer.entry), overdue.then_some(first));
    };
    check(i64::from(DAYS_TO_ANSWER), false);
    check(i64::from(DAYS_TO_ANSWER) + 1, true);
}

#[test]
fn an_initiative_that_waits_for_a_moderator_is_read_by_its_author_alone() {
    let mut charter = charter_with_initiatives();
    charter.moderation = maru_forum::Moderation::Before;
    let mut story = Story::open_under(charter);
    let (heron, gull) = (story.joins("heron"), story.joins("gull"));
    let on = story.act(&heron, made());
    let may = |story: &Story, who: &Person| {
        story.process.ledger.may_read_entry(on, maru_forum::Reading::Participant(who.id()))
    };
    assert!(may(&story, &heron) && !may(&story, &gull));
    story.act(&operator(), Moderate { verdict: Verdict::Accepted, ..rejected(on) });
    assert!(may(&story, &gull));
}

#[test]
fn a_decision_waits_for_no_initiative() {
    let mut agenda = Agenda::reached();
    agenda.story.after_days(30);
    let result = operator().publishes(&mut agenda.story, maru_testkit::figures(5, 5));
    let decided = RecordDecision {
        outcome: maru_forum::Resolution::Rejected,
        result,
        draft: None,
        text: "No.".to_owned(),
        language: language("en"),
    };
    agenda.story.act(&operator(), decided);
}
