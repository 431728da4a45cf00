//! A random history: people of every kind try what they like, and what the rules refuse does not happen.

use maru_forum::{
    Anchor, AnswerStage, AskToSpeak, BallotRule, CastBallot, CastVote, ChangeCharter, ChangeOffice,
    CloseProcess, Command, CountBallot, DelegationVerdict, Disposition, Electorate, EntryNumber, GiveAnswer,
    GroupId, Import, ImportedParticipant, ImportedStatement, ImportedVote, Join, LocalText, MakeRemark,
    Moderate, Moderation, Office, OpenBallot, OrganisationKind, Position, Pseudonym, RecordDecision,
    Registration, RemarkKind, Resolution, RuleOnDelegation, Source, StateOrganisation, StatementId,
    SubmitStatement, TieRule, Translate, Verdict, Vote, WithdrawWords, WithdrawalReason,
};
use maru_record::Digest;
use maru_testkit::{PHASE_BALLOT, Person, Story, charter_with, charter_with_ballots, language, operator};
use maru_verify::opinion_map_result;

/// Chance that is the same in every run.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn of(seed: u64) -> Self {
        let digest = Digest::of(&seed.to_be_bytes()).0;
        Self(digest.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte)) | 1)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `end`; 0 where that is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub(super) fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub(super) fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(from.len())).cloned()
    }
}

/// A process and who is in it.
struct World<'a> {
    story: Story,
    people: Vec<Person>,
    chance: &'a mut Chance,
}

/// Some forty things that people try.
pub(super) fn told(chance: &mut Chance) -> Story {
    let charter = charter_with(|charter| {
        charter.decides.quorum_people = chance.below(3) as u32;
        charter.decides.revision = chance.one_in(2);
        if chance.one_in(6) {
            charter.moderation = Moderation::Before;
        }
        if chance.one_in(8) {
            charter.registration = Registration::Invited;
        }
        let others = charter_with_ballots().phases;
        charter.phases.extend(others.into_iter().filter(|phase| phase.id == PHASE_BALLOT));
    });
    let mut world = World { story: Story::under(charter), people: Vec::new(), chance };
    for _ in 0..world.chance.below(4) {
        world.tries();
    }
    operator().opens(&mut world.story);
    for _ in 0..3 {
        world.joins();
    }
    for _ in 0..10 + world.chance.below(60) {
        world.tries();
    }
    if world.chance.one_in(4) {
        let reason = "the matter is settled".to_owned();
        let _ = world.story.try_act(&operator(), CloseProcess { reason, cut_short: true });
    }
    world.story
}

impl World<'_> {
    fn tries(&mut self) {
        match self.chance.below(48) {
            0..4 => self.joins(),
            4..8 => self.states(),
            8..20 => self.votes(),
            20 | 21 => self.moderates(),
            22 => self.translates(),
            23 => self.office(),
            24 => self.withdraws(),
            25 | 26 => {
                let result = opinion_map_result(&self.story.process);
                let _ = self.story.try_act(&operator(), result);
            }
            27 => self.decides(),
            28 => self.drafts(),
            29 => self.changes_the_charter(),
            31 | 32 => self.remarks(),
            33 | 34 => self.answers(),
            30 => self.story.now += self.chance.below(40 * 86_400) as i64,
            36 => self.opens_a_ballot(),
            37..44 => self.votes_in_a_ballot(),
            44 => self.counts(),
            45 | 46 => self.registers(),
            _ => self.imports(),
        }
    }

    fn ballot(&mut self) -> Option<EntryNumber> {
        let opened: Vec<_> = self.story.process.ballots.iter().map(|ballot| ballot.entry).collect();
        self.chance.pick(&opened)
    }

    fn opens_a_ballot(&mut self) {
        let who = self.somebody();
        let rule = self.chance.pick(BallotRule::ALL).unwrap();
        let text = |text: String| LocalText::one(language("en"), &text);
        let options = if rule.is_choice() { 2 + self.chance.below(3) } else { 0 };
        let shares = rule == BallotRule::Consent;
        let ballot = OpenBallot {
            phase: PHASE_BALLOT.to_owned(),
            rule,
            electorate: self.chance.pick(Electorate::ALL).unwrap(),
            groups: self.some_groups(),
            quorum: None,
            consent: shares.then_some(60),
            objection: shares.then_some(20),
            tie: None,
            draft: None,
            question: text(format!("Shall it be as entry {} says?", self.number())),
            options: (0..options).map(|number| (text(format!("Option {number}")), None)).collect(),
        };
        self.tries_as(&who, ballot);
    }

    /// Mostly none, which is all of them.
    fn some_groups(&mut self) -> Vec<maru_forum::GroupId> {
        let groups = self.story.process.charter.groups.iter().map(|group| group.id.clone());
        let groups: Vec<_> = groups.collect();
        if self.chance.below(4) == 0 { self.chance.pick(&groups).into_iter().collect() } else { Vec::new() }
    }

    fn votes_in_a_ballot(&mut self) {
        let (who, Some(on)) = (self.somebody(), self.ballot()) else { return };
        let options = self.story.process.ballots.get(on).map_or(0, |ballot| ballot.terms.options.len());
        let first = self.chance.below(options) as u32;
        let choices = if options > 0 { vec![first, (first + 1) % options as u32] } else { Vec::new() };
        let position = self.chance.pick(Position::ALL).filter(|_| options == 0);
        let objects = position == Some(Position::Against);
        let reason = objects.then(|| (language("en"), format!("Reason {}", self.number())));
        self.tries_as(&who, CastBallot { on, position, choices, reason });
    }

    fn counts(&mut self) {
        let Some(on) = self.ballot() else { return };
        self.story.now += self.chance.below(12 * 86_400) as i64;
        self.tries_as(&operator(), CountBallot { on });
    }

    /// Somebody registers an organisation, asks to speak for one, or is confirmed or ended.
    fn registers(&mut self) {
        let who = self.somebody();
        let organisations: Vec<_> = self.story.process.organisations.iter().map(|one| one.entry).collect();
        let delegations: Vec<_> = self.story.process.delegations.iter().map(|one| one.entry).collect();
        match (self.chance.below(4), self.chance.pick(&organisations), self.chance.pick(&delegations)) {
            (1, Some(organisation), _) => self.tries_as(&who, AskToSpeak { organisation }),
            (2 | 3, _, Some(delegation)) => {
                let verdict = self.chance.pick(DelegationVerdict::ALL).unwrap();
                let reason = Some(format!("as the register says, after entry {}", self.number()));
                self.tries_as(&operator(), RuleOnDelegation { delegation, verdict, reason });
            }
            _ => {
                let name = format!("Union {}", self.number());
                let union = StateOrganisation::named(&name, language("en"), OrganisationKind::Workers);
                if let Ok(organisation) = self.story.try_act(&who, union) {
                    self.tries_as(&who, AskToSpeak { organisation });
                }
            }
        }
    }

    /// Somebody: mostly a participant.
    fn somebody(&mut self) -> Person {
        if self.chance.one_in(6) {
            operator()
        } else {
            self.chance.pick(&self.people).unwrap_or_else(operator)
        }
    }

    fn statement(&mut self) -> StatementId {
        let made: Vec<_> = self.story.process.statements.iter().map(|one| one.id).collect();
        self.chance.pick(&made).unwrap_or(StatementId(EntryNumber(7)))
    }

    fn number(&self) -> usize {
        self.story.entries.len()
    }

    fn tries_as(&mut self, who: &Person, command: impl Into<Command>) {
        let _ = self.story.try_act(who, command);
    }

    fn joins(&mut self) {
        let name = format!("heron-{}", self.number());
        if self.chance.one_in(5) {
            let mut join = Join::named(Pseudonym::new(&name).unwrap());
            join.reason = Some(format!("known to the office since entry {}", self.number()));
            let office = self.somebody();
            if let Ok(entry) = self.story.try_act(&office, join) {
                self.people.push(Person::participant(maru_forum::ParticipantId(entry)));
            }
            return;
        }
        let seed = Digest::of(name.as_bytes()).0;
        let key = self.chance.one_in(2).then(|| ed25519_dalek::SigningKey::from_bytes(&seed));
        let group = self.chance.one_in(2).then(|| GroupId("academia".to_owned()));
        if let Ok(person) = Person::joining(&mut self.story, &name, |join| join.group = group, key) {
            self.people.push(person);
        }
    }

    fn states(&mut self) {
        let who = self.somebody();
        let text = format!("Sentence {} of the crowd.", self.number());
        self.tries_as(&who, SubmitStatement { text, language: language("en") });
    }

    fn votes(&mut self) {
        let who = self.somebody();
        let statement = self.statement();
        let vote = self.chance.pick(Vote::ALL).unwrap();
        self.tries_as(&who, CastVote { statement, vote });
    }

    fn translates(&mut self) {
        let who = self.somebody();
        let statement = self.statement();
        let text = format!("문장 {}.", self.number());
        let command = Translate { statement, text, language: language("ko"), translator: "human".to_owned() };
        self.tries_as(&who, command);
    }

    fn moderates(&mut self) {
        let who = self.somebody();
        let mut on = vec![self.statement().0, self.statement().0];
        on.dedup();
        let verdict = self.chance.pick(Verdict::ALL).unwrap();
        let reason = format!("as rule {} says", self.number());
        self.tries_as(&who, Moderate { on, verdict, reason, rule: "1".to_owned() });
    }

    fn office(&mut self) {
        let (who, Some(holder)) = (self.somebody(), self.chance.pick(&self.people)) else { return };
        let office = self.chance.pick(Office::ALL).unwrap();
        let grant = !self.chance.one_in(3);
        let reason = format!("agreed after entry {}", self.number());
        self.tries_as(&who, ChangeOffice { holder: holder.id(), office, grant, reason });
    }

    fn withdraws(&mut self) {
        let who = self.somebody();
        let entry = EntryNumber(self.chance.below(self.number()) as u64);
        let reason = self.chance.pick(WithdrawalReason::ALL).unwrap();
        self.tries_as(&who, WithdrawWords { entry, reason, ground: "GDPR Art 17(1)".to_owned() });
    }

    fn decides(&mut self) {
        let counts = self.story.process.ballots.iter().filter_map(|ballot| ballot.count.as_ref());
        let results = self.story.process.results.iter().map(|result| result.entry);
        let results: Vec<_> = results.chain(counts.map(|counted| counted.entry)).collect();
        let Some(result) = self.chance.pick(&results) else { return };
        let outcome = self.chance.pick(Resolution::ALL).unwrap();
        let drafts: Vec<_> = self.story.process.drafts.iter().map(|draft| draft.entry).collect();
        let draft = self.chance.pick(&drafts).filter(|_| outcome == Resolution::Adopted);
        let text = format!("Resolution {}.", self.number());
        self.tries_as(&operator(), RecordDecision { outcome, result, draft, text, language: language("en") });
    }

    /// The first version of the draft; what leads to the next one is tried below.
    fn drafts(&mut self) {
        if self.story.process.drafts.is_empty() {
            let text = "# Norm\n\n## Article 1\n\nEveryone may speak.\n\n## Article 2\n\nWhoever decides gives reasons.\n";
            let command = self.story.version(text, &[]);
            let who = self.somebody();
            self.tries_as(&who, command);
        }
    }

    /// Remarks on units that there are: the door before the core knows the words of the draft.
    fn remarks(&mut self) {
        if self.story.process.drafts.is_empty() {
            return self.drafts();
        }
        let who = self.somebody();
        let text = format!("Point {} of the crowd.", self.number());
        let id = self.chance.pick(&["art_1", "art_2"]).unwrap();
        let command = MakeRemark {
            version: self.story.process.drafts.len() as u32,
            anchor: Some(Anchor::unit(maru_testkit::unit(id), language("en"))),
            kind: self.chance.pick(RemarkKind::ALL).unwrap(),
            text,
            language: language("en"),
            proposal: None,
            submission: None,
        };
        self.tries_as(&who, command);
    }

    fn answers(&mut self) {
        let who = if self.chance.one_in(3) { self.somebody() } else { operator() };
        let remarks = self.story.entries.iter().zip(0..).filter_map(|(entry, number)| {
            let kind = entry.body.get("t").and_then(maru_record::Value::as_text);
            (kind == Some("remark")).then_some(EntryNumber(number))
        });
        let Some(on) = self.chance.pick(&remarks.collect::<Vec<_>>()) else { return };
        let disposition = self.chance.pick(Disposition::ALL).unwrap();
        let command = GiveAnswer {
            on: vec![on],
            disposition,
            text: format!("Weighed, says the office in entry {}.", self.number()),
            language: language("en"),
            units: if self.chance.one_in(2) { vec![maru_testkit::unit("art_1")] } else { Vec::new() },
            stage: AnswerStage::Given,
            instead_of: None,
        };
        self.tries_as(&who, command);
        if self.chance.one_in(2) && matches!(self.story.process.stage, maru_forum::Stage::Open(_)) {
            self.story.tells_everyone();
        }
    }

    fn changes_the_charter(&mut self) {
        let mut charter = Box::new(self.story.process.charter.clone());
        match self.chance.below(3) {
            0 => {
                charter.decides.quorum_people = self.chance.below(3) as u32;
                charter.decides.tie_rule = self.chance.pick(TieRule::ALL).unwrap_or_default();
            }
            1 => charter.minimum_group = 2 + self.chance.below(4) as u32,
            _ => charter.contact = format!("desk-{}@example.org", self.chance.below(2)),
        }
        let reason = format!("asked for after entry {}", self.number());
        self.tries_as(&operator(), ChangeCharter { charter, reason, shorten: true });
    }

    fn imports(&mut self) {
        if !self.story.process.sources.is_empty() || self.chance.one_in(2) {
            return;
        }
        let import = Import {
            reason: "brought in for the comparison".into(),
            source: Source {
                name: "Elsewhere".into(),
                url: "https://example.org".into(),
                licence: "CC0".into(),
                description: "A talk".into(),
            },
            language: language("en"),
            participants: (1..4)
                .map(|source_id| ImportedParticipant { source_id, source_text: None })
                .collect(),
            statements: vec![ImportedStatement {
                source_id: 1,
                source_text: None,
                author: Some(1),
                time: Some(1),
                text: "Said elsewhere.".into(),
                verdict: Some(Verdict::Accepted),
            }],
            votes: (1..4)
                .map(|voter| ImportedVote { voter, statement: 1, vote: Vote::Agree, time: None })
                .collect(),
        };
        self.tries_as(&operator(), Box::new(import));
    }
}
