//! What the simulated people of the example said about its draft, on which day, and what became of it: remarks, letters,
//! amendments, answers, replies, ballots, organisations, and the version that follows from them.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, bail, ensure};
use maru_forum::{
    Actor, Anchor as Place, AnswerStage, AskToSpeak, BallotRule, CastBallot, ChangeOffice, Command, Cosign,
    CountBallot, DelegationVerdict, Disposition, Electorate, EntryNumber, GiveAnswer, GiveReply, GroupId,
    Language, LocalText, MakeComment, MakeRemark, Means, Office, OpenBallot, OrganisationKind, ParticipantId,
    Process, ProcessId, ProposeAmendment, Reading, RemarkKind, ReplyWord, RuleOnDelegation, Saying,
    StateOrganisation, StatementId, Submit, Support, Tell, UnitId,
};
use maru_record::Digest;
use maru_store::Node;
use maru_text::{Anchor, Document, propose_words};
use maru_verify::draft::{merge, text_of, write_operations};
use serde::Deserialize;

use super::crowd::{Choice, Crowd};
use super::days::{Day, Days, Plan};
use super::evidence::{ExampleHarm, ExampleMeeting, plan_harm, plan_meeting};
use super::example::{DRAFTED, ExampleStatement, all, request};
use crate::node;

const STORY: &str = include_str!("../../../../data/example-process/story.toml");
/// The simulated person who drafts; everyone else is drawn from the groups.
const DRAFTER: usize = 0;
/// Support for a remark and cosignatures come within so many days.
const SUPPORTED_WITHIN: i32 = 6;

#[derive(Debug, Deserialize)]
pub(crate) struct Story {
    organisation: Vec<Organisation>,
    letter: Vec<Letter>,
    remark: Vec<Remark>,
    comment: Vec<Comment>,
    amendment: Vec<Amendment>,
    answer: Vec<Answer>,
    reply: Vec<Reply>,
    version: Vec<Version>,
    ballot: Vec<Ballot>,
    meeting: Vec<ExampleMeeting>,
    harm: Vec<ExampleHarm>,
}

#[derive(Debug, Deserialize)]
struct Organisation {
    name: String,
    day: Day,
    by: String,
    title: String,
    language: Language,
    kind: String,
    group: GroupId,
    country: String,
    funders: Option<String>,
    interests: String,
    /// When the secretariat confirmed its delegate; nothing while it has not.
    confirmed: Option<Day>,
}

#[derive(Debug, Deserialize)]
struct Letter {
    name: String,
    day: Day,
    by: String,
    language: Language,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Remark {
    name: String,
    day: Day,
    by: String,
    /// The letter of which it is a point.
    letter: Option<String>,
    unit: Option<String>,
    sentence: Option<usize>,
    kind: String,
    language: Language,
    text: String,
    support: usize,
}

#[derive(Debug, Deserialize)]
struct Comment {
    on: String,
    day: Day,
    by: String,
    language: Language,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Amendment {
    name: String,
    day: Day,
    by: String,
    unit: String,
    #[serde(default)]
    combines: Vec<String>,
    words: BTreeMap<Language, Change>,
    reason_language: Language,
    reason: String,
    cosign: usize,
}

#[derive(Debug, Deserialize)]
struct Change {
    old: String,
    new: String,
}

#[derive(Debug, Deserialize)]
struct Answer {
    on: Vec<String>,
    day: Day,
    disposition: String,
    units: Vec<String>,
    language: Language,
    text: String,
    /// Whether it is first put to the authors.
    #[serde(default)]
    proposed: bool,
}

#[derive(Debug, Deserialize)]
struct Reply {
    to: String,
    day: Day,
    word: String,
    language: Option<Language>,
    text: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Version {
    day: Day,
    amendments: Vec<String>,
    reason: String,
}

#[derive(Debug, Deserialize)]
struct Ballot {
    name: String,
    day: Day,
    /// The last day on which somebody has voted, and the day on which it was counted, if it was.
    until: Day,
    counted: Option<Day>,
    phase: String,
    rule: String,
    /// Which share of those who have joined votes.
    share: f64,
    question: LocalText,
    option: Vec<BallotOption>,
}

#[derive(Debug, Deserialize)]
struct BallotOption {
    words: LocalText,
    amendment: Option<String>,
    /// Camp → how much it likes this, from 0 to 1.
    lean: BTreeMap<String, f64>,
}

impl Story {
    pub(crate) fn read() -> anyhow::Result<Self> {
        toml::from_str(STORY).context("story.toml of the example")
    }

    /// Puts everything on its day; of two things of one day, the one that the other may rest on comes first.
    pub(crate) fn plan<'a>(self, plan: &mut Plan<'a, Teller<'a>>, crowd: &Crowd, days: &'a Days) {
        plan.on(DRAFTED, |teller: &mut Teller<'a>| {
            let reason = "Chosen by the secretariat to draft and to answer".to_owned();
            let holder = teller.people[DRAFTER];
            teller
                .as_secretariat(ChangeOffice { holder, office: Office::Drafter, grant: true, reason })
                .map(drop)
        });
        for one in self.organisation {
            plan_organisation(plan, one);
        }
        for one in self.letter {
            plan.on(one.day, move |teller: &mut Teller<'a>| teller.letter(&one));
        }
        for one in self.remark {
            let (name, day, support) = (one.name.clone(), one.day, one.support);
            plan.on(day, move |teller: &mut Teller<'a>| teller.remark(&one));
            plan_support(plan, &name, day, support, |entry| Support { on: entry, give: true });
        }
        for one in self.comment {
            plan.on(one.day, move |teller: &mut Teller<'a>| teller.comment(&one));
        }
        for one in self.amendment {
            let (name, day, cosign) = (one.name.clone(), one.day, one.cosign);
            plan.on(day, move |teller: &mut Teller<'a>| teller.amendment(&one));
            plan_support(plan, &name, day, cosign, |entry| Cosign { amendment: entry, give: true });
        }
        for one in self.answer {
            plan.on(one.day, move |teller: &mut Teller<'a>| {
                teller.answer(&one)?;
                teller.tell_authors()
            });
        }
        for one in self.reply {
            plan.on(one.day, move |teller: &mut Teller<'a>| teller.reply(&one));
        }
        for one in self.version {
            plan.on(one.day, move |teller: &mut Teller<'a>| teller.version(&one));
        }
        for one in self.ballot {
            plan_ballot(plan, crowd, one);
        }
        for one in self.meeting {
            plan_meeting(plan, days, one);
        }
        for one in self.harm {
            plan_harm(plan, days, one);
        }
    }
}

fn plan_organisation<'a>(plan: &mut Plan<'a, Teller<'a>>, one: Organisation) {
    let (name, confirmed) = (one.name.clone(), one.confirmed);
    plan.on(one.day, move |teller: &mut Teller<'a>| teller.organisation(one));
    if let Some(day) = confirmed {
        plan.on(day, move |teller: &mut Teller<'a>| {
            let (delegation, verdict) =
                (teller.entry(&format!("{name}'s delegate"))?, DelegationVerdict::Confirmed);
            let reason = Some("The organisation's own page names them as its speaker".to_owned());
            teller.as_secretariat(RuleOnDelegation { delegation, verdict, reason }).map(drop)
        });
    }
}

/// Support comes on the days after, from people who have joined by then.
fn plan_support<'a, C: Into<Command>>(
    plan: &mut Plan<'a, Teller<'a>>,
    name: &str,
    day: Day,
    count: usize,
    command: impl Fn(EntryNumber) -> C + Copy + 'a,
) {
    for number in 0..count {
        let name = name.to_owned();
        let day = (day + 1 + (number * number) as i32 % SUPPORTED_WITHIN).min(0);
        plan.on(day, move |teller: &mut Teller<'a>| {
            let entry = teller.entry(&name)?;
            let author = teller.author.get(&entry).copied().context("nobody wrote it")?;
            let other = teller.other(author, number);
            teller.act(other, command(entry)).map(drop)
        });
    }
}

fn plan_ballot<'a>(plan: &mut Plan<'a, Teller<'a>>, crowd: &Crowd, one: Ballot) {
    let seed =
        Digest::of(one.name.as_bytes()).0[..8].iter().fold(0, |seed, byte| seed << 8 | u64::from(*byte));
    let leans: Vec<_> = one.option.iter().map(|option| option.lean.clone()).collect();
    let mut by_day: BTreeMap<Day, Vec<(usize, Choice)>> = BTreeMap::new();
    for (who, person) in crowd.by(one.until).iter().enumerate().filter(|(who, _)| *who != DRAFTER) {
        let Some(choice) = person.ballot.choice(seed, one.share, &leans) else { continue };
        let from = person.joins.max(one.day);
        let day = from + (choice.late * f64::from(one.until - from)).round() as Day;
        by_day.entry(day).or_default().push((who, choice));
    }
    let (name, counted, rule) = (one.name.clone(), one.counted, BallotRule::from_name(&one.rule));
    plan.on(one.day, move |teller: &mut Teller<'a>| teller.ballot(&one));
    for (day, voters) in by_day {
        let name = name.clone();
        plan.many_on(day, voters.len(), move |teller: &mut Teller<'a>| {
            let on = teller.entry(&name)?;
            let cast = voters.into_iter().map(|(who, choice)| {
                let choices =
                    if rule == Some(BallotRule::Approval) { choice.approved } else { choice.in_order };
                let command = CastBallot { on, position: None, choices, reason: None };
                request(teller.id, Actor::Participant(teller.people[who]), command)
            });
            all(teller.node, cast.collect()).map(drop)
        });
    }
    if let Some(day) = counted {
        plan.on(day, move |teller: &mut Teller<'a>| {
            let on = teller.entry(&name)?;
            teller.as_secretariat(CountBallot { on }).map(drop)
        });
    }
}

/// Where the story is told, and how far it has come.
pub(crate) struct Teller<'a> {
    pub(crate) node: &'a Node,
    pub(crate) id: &'a ProcessId,
    pub(crate) crowd: &'a Crowd,
    pub(crate) day: Day,
    pub(crate) secretariat: ParticipantId,
    /// Those of the crowd who have joined, in order.
    pub(crate) people: Vec<ParticipantId>,
    /// The statements that were made, in order.
    pub(crate) numbers: Vec<StatementId>,
    /// The entry of everything that has a name.
    named: HashMap<String, EntryNumber>,
    /// Whose it is.
    author: HashMap<EntryNumber, usize>,
    /// The next person of a group who speaks.
    turn: HashMap<String, usize>,
}

impl<'a> Teller<'a> {
    pub(crate) fn new(
        node: &'a Node,
        id: &'a ProcessId,
        crowd: &'a Crowd,
        statements: &[ExampleStatement],
    ) -> Self {
        Self {
            node,
            id,
            crowd,
            day: 0,
            secretariat: ParticipantId(EntryNumber(0)),
            people: Vec::with_capacity(crowd.people.len()),
            numbers: Vec::with_capacity(statements.len()),
            named: HashMap::new(),
            author: HashMap::new(),
            turn: HashMap::new(),
        }
    }

    /// Somebody of the crowd does something.
    pub(crate) fn act(&self, who: usize, command: impl Into<Command>) -> anyhow::Result<EntryNumber> {
        let actor = self.people.get(who).context("they have not joined yet")?;
        Ok(self.node.submit_blocking(request(self.id, Actor::Participant(*actor), command))?.entry)
    }

    /// The secretariat does something.
    pub(crate) fn as_secretariat(&self, command: impl Into<Command>) -> anyhow::Result<EntryNumber> {
        Ok(self.node.submit_blocking(request(self.id, Actor::Participant(self.secretariat), command))?.entry)
    }

    /// Somebody of a group, each time another one; the drafter speaks for nobody but the drafters, a delegate for an organisation.
    pub(super) fn somebody(&mut self, by: &str) -> anyhow::Result<usize> {
        if by == "drafter" {
            return Ok(DRAFTER);
        }
        if let Some(delegate) = self.named.get(by).and_then(|entry| self.author.get(entry)) {
            return Ok(*delegate);
        }
        let after = self.turn.get(by).copied().unwrap_or(DRAFTER);
        let mut people = self.crowd.by(self.day).iter().enumerate().skip(after + 1);
        let (place, _) =
            people.find(|(_, one)| one.group.0 == by).with_context(|| format!("nobody is left in {by}"))?;
        self.turn.insert(by.to_owned(), place);
        Ok(place)
    }

    /// Somebody who is neither the author nor the drafter; another number, another person.
    pub(super) fn other(&self, author: usize, number: usize) -> usize {
        let joined = self.people.len();
        let others = (1..joined).map(|step| (author + step * 7) % joined);
        others.filter(|one| *one != author && *one != DRAFTER).nth(number).unwrap_or(DRAFTER + 1)
    }

    /// Gives a name to what somebody wrote.
    fn name(&mut self, name: &str, entry: EntryNumber, who: usize) {
        self.author.insert(entry, who);
        self.named.insert(name.to_owned(), entry);
    }

    /// Gives a name to what the secretariat made.
    pub(super) fn called(&mut self, name: &str, entry: EntryNumber) {
        self.named.insert(name.to_owned(), entry);
    }

    pub(super) fn entry(&self, name: &str) -> anyhow::Result<EntryNumber> {
        self.named.get(name).copied().with_context(|| format!("nothing is named {name}"))
    }

    fn entries(&self, names: &[String]) -> anyhow::Result<Vec<EntryNumber>> {
        names.iter().map(|name| self.entry(name)).collect()
    }

    fn text(&self, process: &Process, language: &Language) -> anyhow::Result<Document> {
        let draft = process.drafts.last().context("there is no draft")?;
        let words = |digest: &Digest| self.words(process, digest);
        text_of(draft, language, &words)?.with_context(|| format!("no text in {language}"))
    }

    fn words(&self, process: &Process, digest: &Digest) -> Option<String> {
        let content = self.node.words(process, digest, Reading::Anyone).ok()??;
        content.get("text").map(str::to_owned)
    }

    /// The number of the newest version of the draft.
    fn latest(&self) -> anyhow::Result<u32> {
        let handle = node::process(self.node, self.id)?;
        let process = handle.read();
        Ok(process.drafts.last().context("there is no draft")?.version)
    }

    fn organisation(&mut self, one: Organisation) -> anyhow::Result<()> {
        let who = self.somebody(&one.by)?;
        let kind = OrganisationKind::from_name(&one.kind).with_context(|| one.kind.clone())?;
        let stated = StateOrganisation {
            group: Some(one.group),
            country: Some(maru_web::known_country(&one.country)?),
            funders: one.funders.map_or(Saying::Declined, Saying::Words),
            interests: Saying::Words(one.interests),
            ..StateOrganisation::named(&one.title, one.language, kind)
        };
        let organisation = self.act(who, stated)?;
        let delegation = self.act(who, AskToSpeak { organisation })?;
        self.name(&one.name, organisation, who);
        self.name(&format!("{}'s delegate", one.name), delegation, who);
        Ok(())
    }

    fn letter(&mut self, one: &Letter) -> anyhow::Result<()> {
        let who = self.somebody(&one.by)?;
        let text = Some((one.language.clone(), one.text.clone()));
        let entry = self.act(who, Submit { text, attachments: Vec::new() })?;
        self.name(&one.name, entry, who);
        Ok(())
    }

    fn remark(&mut self, one: &Remark) -> anyhow::Result<()> {
        let submission = one.letter.as_deref().map(|letter| self.entry(letter)).transpose()?;
        let who = match submission {
            Some(letter) => self.author.get(&letter).copied().context("nobody wrote it")?,
            None => self.somebody(&one.by)?,
        };
        let anchor = match &one.unit {
            None => None,
            Some(unit) => Some(self.anchor(unit, one.sentence, &one.language)?),
        };
        let kind = RemarkKind::from_name(&one.kind).with_context(|| one.kind.clone())?;
        let (text, language, version) = (one.text.clone(), one.language.clone(), self.latest()?);
        let command = MakeRemark { version, anchor, kind, text, language, proposal: None, submission };
        let entry = self.act(who, command)?;
        self.name(&one.name, entry, who);
        Ok(())
    }

    fn comment(&mut self, one: &Comment) -> anyhow::Result<()> {
        let (on, who) = (self.entry(&one.on)?, self.somebody(&one.by)?);
        let (text, language) = (one.text.clone(), one.language.clone());
        self.act(who, MakeComment { on, text, language }).map(drop)
    }

    fn anchor(&self, unit: &str, sentence: Option<usize>, language: &Language) -> anyhow::Result<Place> {
        let handle = node::process(self.node, self.id)?;
        let document = self.text(&handle.read(), language)?;
        let found = document.unit(&unit.into()).with_context(|| format!("no unit {unit} in {language}"))?;
        let chosen: Vec<usize> = sentence.into_iter().collect();
        let range = Anchor::ticked(found, &chosen)?.range;
        let (start, end) = (range.map(|range| range.0), range.map(|range| range.1));
        Ok(Place { unit: UnitId::new(unit)?, language: language.clone(), start, end })
    }

    fn amendment(&mut self, one: &Amendment) -> anyhow::Result<()> {
        let who = self.somebody(&one.by)?;
        let mut operations = Vec::new();
        {
            let handle = node::process(self.node, self.id)?;
            let process = handle.read();
            for (language, change) in &one.words {
                let document = self.text(&process, language)?;
                let unit = document.unit(&one.unit.as_str().into()).with_context(|| one.unit.clone())?;
                if unit.text.matches(&change.old).count() != 1 {
                    bail!("{}: “{}” does not stand once in {}", one.name, change.old, one.unit);
                }
                let words = unit.text.replace(&change.old, &change.new);
                let operation = propose_words(&document, &unit.id, &words)?.context("nothing changes")?;
                operations.push((language.clone(), write_operations(&[operation])));
            }
        }
        let (sources, version) = (self.entries(&one.combines)?, self.latest()?);
        let units = vec![UnitId::new(&one.unit)?];
        let (text, language) = (one.reason.clone(), one.reason_language.clone());
        let entry =
            self.act(who, ProposeAmendment { version, operations, units, text, language, sources })?;
        self.name(&one.name, entry, who);
        Ok(())
    }

    /// The drafter answers; what they wrote themselves the secretariat answers, for nobody answers their own words.
    fn answer(&self, one: &Answer) -> anyhow::Result<()> {
        let on = self.entries(&one.on)?;
        let own = on.iter().any(|entry| self.author.get(entry) == Some(&DRAFTER));
        let disposition =
            Disposition::from_name(&one.disposition).with_context(|| one.disposition.clone())?;
        let units = one.units.iter().map(|unit| UnitId::new(unit)).collect::<Result<_, _>>()?;
        let (text, language) = (one.text.clone(), one.language.clone());
        let stage = if one.proposed { AnswerStage::Proposed } else { AnswerStage::Given };
        let command = GiveAnswer { on, disposition, text, language, units, stage, instead_of: None };
        if own { self.as_secretariat(command).map(drop) } else { self.act(DRAFTER, command).map(drop) }
    }

    /// Those who wrote something read on their page that it was answered.
    fn tell_authors(&self) -> anyhow::Result<()> {
        let mut untold: BTreeMap<EntryNumber, Vec<ParticipantId>> = BTreeMap::new();
        for (answer, who) in node::process(self.node, self.id)?.read().answers.to_tell() {
            untold.entry(answer).or_default().push(who);
        }
        for (answer, to) in untold {
            node::act(self.node, self.id, Tell { answer, to, means: Means::Seen })?;
        }
        Ok(())
    }

    fn reply(&self, one: &Reply) -> anyhow::Result<()> {
        let on = self.entry(&one.to)?;
        let answer = {
            let handle = node::process(self.node, self.id)?;
            let process = handle.read();
            process.answers.standing_on(on).with_context(|| format!("{} is not answered", one.to))?.entry
        };
        let word = ReplyWord::from_name(&one.word).with_context(|| one.word.clone())?;
        let text = one.language.clone().zip(one.text.clone());
        let who = self.author.get(&on).copied().context("nobody wrote it")?;
        self.act(who, GiveReply { answer, on, word, text }).map(drop)
    }

    /// The next version from amendments, in both languages, each changed unit with what led to it.
    fn version(&self, one: &Version) -> anyhow::Result<()> {
        let amendments = self.entries(&one.amendments)?;
        let merged = {
            let handle = node::process(self.node, self.id)?;
            let process = handle.read();
            merge(&process, &|digest: &Digest| self.words(&process, digest), &amendments, &one.reason)?
        };
        ensure!(merged.left_out.is_empty(), "{:?}", merged.left_out);
        self.act(DRAFTER, merged.publication.command).map(drop)
    }

    fn ballot(&mut self, one: &Ballot) -> anyhow::Result<()> {
        let rule = BallotRule::from_name(&one.rule).with_context(|| one.rule.clone())?;
        let mut options = Vec::with_capacity(one.option.len());
        for option in &one.option {
            let amendment = option.amendment.as_deref().map(|name| self.entry(name)).transpose()?;
            options.push((option.words.clone(), amendment));
        }
        let command = OpenBallot {
            phase: one.phase.clone(),
            rule,
            electorate: Electorate::Everyone,
            groups: Vec::new(),
            quorum: None,
            consent: None,
            objection: None,
            tie: None,
            draft: None,
            question: one.question.clone(),
            options,
        };
        let entry = self.as_secretariat(command)?;
        self.named.insert(one.name.clone(), entry);
        Ok(())
    }
}
