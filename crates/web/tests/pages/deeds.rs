//! From decision to deeds: an initiative that is answered late, a ballot that passes in one group only, an adopted text in the norm
//! library, ten obligations of three signatories with one missed, and a joint statement of nine signatures that is handed over.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::ToSpan as _;
use jiff::civil::Date;
use maru_forum::{
    Action, Actor, AnswerDemand, AnswerInitiative, BallotOutcome, BallotRule, CastBallot, ChangeCharter,
    Charter, CodeUnit, Command, CountBallot, DemandWord, Electorate, Endorse, EntryNumber, FindObligation,
    FindingWord, GroupId, HandOver, InitiativeRule, InitiativeWord, Join, Language, LocalText,
    MakeInitiative, Moderation, Moment, OpenBallot, OpenProcess, ParticipantId, Phase, PhaseAct, Position,
    ProcessId, Pseudonym, PutDemand, RecordDecision, RecordObligation, Resolution, Support, UnitCoding,
    UnitId, Violation, WithdrawEndorsement,
};
use maru_record::Policy;
use maru_record::audit::Expected;
use maru_store::{Clock, Options, Request, SubmitError};
use maru_verify::draft::first_version;
use maru_verify::{Verdict, verify};
use maru_web::Settings;

use crate::support::{ADDRESS, Front};
use crate::{Browser, seen};

const DAY: i64 = 86_400;
const PROCESS: &str = "test";
const STATEMENT: &str = "statement";
/// People by group: more of the first than of the second, so that all people and one group can be for what the other is against.
const PEOPLE: [(&str, usize); 2] = [("industry", 6), ("civil_society", 5)];
const SIGNATORIES: [(&str, usize); 3] =
    [("Ministry of Examples", 4), ("Office of Examples", 3), ("Council of Examples", 3)];

/// A node whose days pass as the story wants; the last of them is today.
struct Days {
    front: Front,
    now: Arc<AtomicI64>,
}

impl Days {
    fn begin(days_ago: i64) -> Self {
        let now = Arc::new(AtomicI64::new(maru_store::now().0 - days_ago * DAY));
        let told = now.clone();
        let clock = Clock::told(move || Moment(told.load(Ordering::SeqCst)));
        Self { front: Front::by(Settings::demo(ADDRESS), Options::CREATE, clock), now }
    }

    fn pass(&self, days: i64) {
        self.now.fetch_add(days * DAY, Ordering::SeqCst);
    }

    fn today(&self) -> Date {
        Moment(self.now.load(Ordering::SeqCst)).day()
    }

    fn try_act(
        &self,
        process: &str,
        who: Option<ParticipantId>,
        command: impl Into<Command>,
    ) -> Result<EntryNumber, SubmitError> {
        let actor = who.map_or(Actor::Operator, Actor::Participant);
        let action = Action { actor, command: command.into(), signature: None };
        let request = Request { process: process.parse().unwrap(), account: None, action };
        self.front.node.submit_blocking(request).map(|answer| answer.entry)
    }

    fn act(&self, process: &str, who: Option<ParticipantId>, command: impl Into<Command>) -> EntryNumber {
        self.try_act(process, who, command).unwrap()
    }

    fn join(&self, process: &str, name: &str, group: &str) -> ParticipantId {
        let joining =
            Join { group: Some(GroupId(group.to_owned())), ..Join::named(Pseudonym::new(name).unwrap()) };
        let action = Action { actor: Actor::Visitor, command: joining.into(), signature: None };
        let request = Request { process: process.parse().unwrap(), account: None, action };
        ParticipantId(self.front.node.submit_blocking(request).unwrap().entry)
    }

    /// What `maru verify` finds of a record: nothing wrong.
    fn checked(&self, process: &str) {
        let id: ProcessId = process.parse().unwrap();
        let handle = self.front.node.process(&id).unwrap();
        self.front.node.publish_record(&handle).unwrap();
        let files = self.front.node.published_files(&handle);
        let key = self.front.node.verifier_key(&handle).unwrap();
        let policy = Policy::parse(format!("log {key}\nquorum none\n").as_bytes()).unwrap();
        let origin = handle.read().origin.clone();
        let report = verify(&files, &Expected::new(&origin, &policy), |_| {});
        assert_eq!(report.verdict, Verdict::Good, "{process}: {:?}", report.findings);
    }
}

fn english() -> Language {
    "en".parse().unwrap()
}

fn said(text: &str) -> LocalText {
    LocalText([(english(), text.to_owned())].into_iter().collect())
}

/// The process with an agenda, days to decide, and a phase of ballots of ten days from today.
fn with_phases(days: &Days) {
    let handle = days.front.node.process(&PROCESS.parse().unwrap()).unwrap();
    let mut charter: Charter = handle.read().charter.clone();
    charter.phases[0].acts = vec![PhaseAct::Join, PhaseAct::Initiative, PhaseAct::Decide];
    charter.initiatives = InitiativeRule { supporters: 2, answer_days: 7, ..InitiativeRule::default() };
    charter.moderation = Moderation::After;
    charter.phases.push(Phase {
        id: "ballot".to_owned(),
        title: said("Ballots"),
        opens: days.today(),
        closes: days.today().checked_add(9.days()).unwrap(),
        acts: vec![PhaseAct::Ballot],
    });
    let reason = "People are to set the agenda and to decide".to_owned();
    days.act(PROCESS, None, ChangeCharter { charter: Box::new(charter), reason, shorten: true });
}

/// An initiative reaches its threshold; nine days later its answer is late, and comes.
fn answered_late(days: &Days, people: &[ParticipantId]) {
    let (title, text) = ("Labels for voices".to_owned(), "Cloned voices need labels.".to_owned());
    let on = days.act(PROCESS, Some(people[0]), MakeInitiative { title, text, language: english() });
    for who in &people[1..3] {
        days.act(PROCESS, Some(*who), Support { on, give: true });
    }
    let state = |expected: &str| {
        let all = days.front.anonymous().get("/initiatives").json(200);
        assert_eq!(all[0]["state"], expected, "{all}");
    };
    days.pass(9);
    state("overdue");
    let text = "The text has an article on voices, and this answer comes late.".to_owned();
    let (word, outcomes) = (InitiativeWord::TakenUp, Vec::new());
    days.act(PROCESS, None, AnswerInitiative { initiative: on, word, text, language: english(), outcomes });
    state("answered-late");
}

/// A question that is voted on as `position` says, counted when its days are over.
fn ballot(
    days: &Days,
    rule: BallotRule,
    draft: EntryNumber,
    people: &[ParticipantId],
    position: impl Fn(usize) -> Position,
) -> EntryNumber {
    let on = days.act(
        PROCESS,
        None,
        OpenBallot {
            phase: "ballot".to_owned(),
            rule,
            electorate: Electorate::Everyone,
            groups: Vec::new(),
            quorum: None,
            consent: None,
            objection: None,
            tie: None,
            draft: Some(draft),
            question: said("Is the text adopted?"),
            options: Vec::new(),
        },
    );
    for (place, who) in people.iter().enumerate() {
        let vote = CastBallot { on, position: Some(position(place)), choices: Vec::new(), reason: None };
        days.act(PROCESS, Some(*who), vote);
    }
    on
}

fn outcome(days: &Days, ballot: EntryNumber) -> BallotOutcome {
    let handle = days.front.node.process(&PROCESS.parse().unwrap()).unwrap();
    let process = handle.read();
    process.ballots.get(ballot).unwrap().count.as_ref().unwrap().count.outcome
}

/// A text of ten articles, each confirmed as a duty.
fn coded_text(days: &Days) -> EntryNumber {
    let article = |n: usize| format!("## Article {n} Labels\n\nA provider shall put label {n} on it.\n\n");
    let text = format!("# A norm\n\n{}", (1..=10).map(article).collect::<String>());
    let draft = days.act(PROCESS, None, first_version(&[(english(), text.as_str())], "First words").unwrap());
    let coding = || UnitCoding {
        statement_type: "R".to_owned(),
        deontic: "must".to_owned(),
        bearer: vec!["provider".to_owned()],
        topics: vec!["labelling".to_owned()],
        sanction: "none".to_owned(),
        testable: "yes".to_owned(),
        remedy: String::new(),
    };
    let code = |unit| CodeUnit { draft, unit, coding: coding(), as_suggested: None, words: None };
    for unit in (1..=10).map(unit) {
        days.act(PROCESS, None, code(unit));
    }
    let refused = days.try_act(PROCESS, None, code(unit(11))).unwrap_err();
    assert!(matches!(refused, SubmitError::Refused(Violation::NotInTheText(_))), "{refused}");
    draft
}

fn unit(number: usize) -> UnitId {
    UnitId::new(&format!("art_{number}")).unwrap()
}

/// Ten obligations of three signatories; the day of all is over, one was missed and the others were kept.
fn owed_and_looked_at(days: &Days, draft: EntryNumber, observer: ParticipantId) {
    let names = SIGNATORIES.iter().flat_map(|(name, count)| std::iter::repeat_n(*name, *count));
    let due = days.today().checked_add(5.days()).unwrap();
    let owe = |(place, name): (usize, &str)| {
        let (signatory, unit) = (name.to_owned(), unit(place + 1));
        let owed = RecordObligation {
            draft,
            unit,
            signatory,
            is_another: false,
            organisation: None,
            due,
            review: None,
            words: None,
        };
        days.act(PROCESS, None, owed)
    };
    let all: Vec<EntryNumber> = names.enumerate().map(owe).collect();
    days.pass(6);
    for (place, obligation) in all.into_iter().enumerate() {
        let word = if place == 4 { FindingWord::Missed } else { FindingWord::Kept };
        let (day, text) = (days.today(), "Looked for on its page on that day, and read.".to_owned());
        let source = "https://register.example/duties".to_owned();
        days.act(
            PROCESS,
            Some(observer),
            FindObligation { obligation, word, day, text, source, language: english() },
        );
    }
    let stranger = Browser::stranger(&days.front);
    let missed = stranger.get("/p/test/obligations?show=missed");
    assert_eq!(missed.text().matches("Missed 1").count(), 1, "{}", missed.text());
    seen(&missed, "Office of Examples");
    for (name, count) in SIGNATORIES {
        let query = name.replace(' ', "+");
        let calendar = stranger.get(&format!("/p/test/obligations.ics?q={query}"));
        assert_eq!(calendar.text().matches("BEGIN:VEVENT").count(), count, "{name}");
    }
    let table = stranger.get("/p/test/obligations.csv");
    assert_eq!(table.text().lines().count(), 11, "{}", table.text());
}

/// A joint statement in a record of its own: nine signatures, one withdrawn; handed over to the process, its demands answered.
fn handed_over(days: &Days) {
    let handle = days.front.node.process(&PROCESS.parse().unwrap()).unwrap();
    let mut charter: Charter = handle.read().charter.clone();
    charter.id = STATEMENT.parse().unwrap();
    charter.initiatives = InitiativeRule::default();
    charter.phases.truncate(1);
    charter.phases[0].acts = vec![PhaseAct::Join, PhaseAct::Endorse];
    let address = handle.read().origin.clone();
    days.front.node.create_process(charter, "localhost/p/statement").unwrap();
    days.act(STATEMENT, None, OpenProcess { reason: "It is written and can be signed".to_owned() });
    let text = "# Joint statement\n\n## 1 Norms\n\nGovernments shall bind themselves.\n";
    let draft = days.act(STATEMENT, None, first_version(&[(english(), text)], "As it was left").unwrap());
    let signed: Vec<(ParticipantId, EntryNumber)> = (0..9)
        .map(|number| {
            let who = days.join(STATEMENT, &format!("signer-{number}"), "civil_society");
            let (organisation, name, place, day) = (None, None, None, None);
            let sign = Endorse { draft, language: english(), organisation, name, place, day };
            (who, days.act(STATEMENT, Some(who), sign))
        })
        .collect();
    let (who, endorsement) = signed[8];
    let reason = Some((english(), "It says too little.".to_owned()));
    days.act(STATEMENT, Some(who), WithdrawEndorsement { endorsement, reason });
    let demands: Vec<EntryNumber> = ["Norms with sanctions.", "A seat for everyone."]
        .into_iter()
        .map(|text| {
            let to = "The process".to_owned();
            days.act(STATEMENT, None, PutDemand { of: None, draft, unit: None, text: said(text), to })
        })
        .collect();
    let (to, means) = ("The secretariat of the process".to_owned(), "by letter".to_owned());
    let over = |process: String, entry| {
        let (to, means) = (to.clone(), means.clone());
        HandOver { draft, to, process: Some(process), entry, day: days.today(), means, words: None }
    };
    // The process is on this node, and no submission of it names the statement.
    for entry in [None, Some(draft)] {
        let action =
            Action { actor: Actor::Operator, command: over(address.clone(), entry).into(), signature: None };
        let request = Request { process: STATEMENT.parse().unwrap(), account: None, action };
        let refused = days.front.node.submit_blocking(request).unwrap_err();
        assert!(refused.to_string().contains("nothing of the statement arrived"), "{refused}");
    }
    let over = over("https://elsewhere.example/p/petitions".to_owned(), None);
    let handover = days.act(STATEMENT, None, over);
    for (demand, word) in demands.into_iter().zip([DemandWord::InPart, DemandWord::NotTakenUp]) {
        let words = Some((english(), "Read and weighed; the adopted text says how far.".to_owned()));
        let source = (english(), "Its letter of that day".to_owned());
        let answer = AnswerDemand { handover, demand, word, day: days.today(), source, words };
        days.act(STATEMENT, None, answer);
    }
    let page = Browser::stranger(&days.front).get("/p/statement/statement");
    for words in [
        "8 people",
        "One signature was withdrawn",
        "Not taken up",
        "Taken up in part",
        "nothing that this record could show arrived",
    ] {
        seen(&page, words);
    }
}

#[test]
fn a_decision_leads_to_deeds_and_every_step_is_proven() {
    let days = Days::begin(40);
    with_phases(&days);
    let mut people = Vec::new();
    for (group, count) in PEOPLE {
        people.extend((0..count).map(|number| days.join(PROCESS, &format!("{group}-{number}"), group)));
    }
    let draft = coded_text(&days);
    let is_industry = |place: usize| place < PEOPLE[0].1;
    let for_it = |place: usize| if is_industry(place) { Position::For } else { Position::Against };
    let double = ballot(&days, BallotRule::DoubleMajority, draft, &people, for_it);
    let simple = ballot(&days, BallotRule::Majority, draft, &people, for_it);
    answered_late(&days, &people);
    days.pass(2);
    let counts = [double, simple].map(|on| days.act(PROCESS, None, CountBallot { on }));
    assert_eq!(outcome(&days, simple), BallotOutcome::Passed);
    assert_eq!(outcome(&days, double), BallotOutcome::Failed, "six of eleven people, and one group of two");
    let page = Browser::stranger(&days.front).get(&format!("/p/test/ballots/{double}"));
    seen(&page, "Groups in which more were for it than against it: 1 of 2.");

    let (outcome, text) = (Resolution::Adopted, "It is adopted as it stands.".to_owned());
    let decide = |result| RecordDecision {
        outcome,
        result,
        draft: Some(draft),
        text: text.clone(),
        language: english(),
    };
    let refused = days.try_act(PROCESS, None, decide(counts[0])).unwrap_err();
    assert!(matches!(refused, SubmitError::Refused(Violation::NotCarried { .. })), "{refused}");
    days.act(PROCESS, None, decide(counts[1]));
    let adopted = Browser::stranger(&days.front).get("/norms/adopted");
    for words in ["A norm", "/p/test/norms?version=1"] {
        seen(&adopted, words);
    }
    owed_and_looked_at(&days, draft, people[7]);
    handed_over(&days);
    days.checked(PROCESS);
    days.checked(STATEMENT);
}
