//! Who is invited, applies, is refused and appeals: told from the first letter to the ruling.

use jiff::ToSpan as _;
use jiff::civil::Date;
use maru_forum::{
    Admitted, AppealRuled, AppealVerdict, Appealed, ApplicationGranted, Applied, Apply, Author, ChangeCodes,
    Code, Command, CountParticipation, CountryCode, DeclineInvitation, EntryNumber, Event, GrantApplication,
    GroupId, Invitation, InvitationCodesChanged, InvitationDeclined, InvitationSent, Invite, Invited,
    Invitee, Join, MakeAppeal, Moment, NewInvitation, NoteSent, Office, OrganisationKind, PARTICIPATION,
    ParticipantId, Participation, Pseudonym, Reading, RefusalReason, Refuse, Refused, Registration,
    ResultPublished, RuleOnAppeal, SeatState, SentBy, Standing, StateOrganisation, Violation, Words,
};
use maru_record::Digest;
use maru_testkit::{Cast, Person, Story, charter_with, language, operator, today, visitor};
use proptest::prelude::*;
use proptest::sample::select;

use crate::rules::{Case, NOWHERE, judged, refused};

/// The code of a number.
fn code(number: u8) -> Code {
    Code::of([number; maru_forum::CODE_LETTERS])
}

/// So many days after the day of the story.
fn after(days: i64) -> Date {
    today().saturating_add(days.days())
}

fn to_person(number: u8) -> NewInvitation {
    NewInvitation {
        to: Invitee::Person,
        organisation: None,
        class: None,
        group: Some(GroupId("academia".to_owned())),
        country: Some("KR".parse().expect("a country")),
        last_day: after(10),
        codes: vec![code(number).seal().into()],
        reason: "wrote about the matter".to_owned(),
    }
}

fn to_class(numbers: &[u8]) -> NewInvitation {
    NewInvitation {
        to: Invitee::Class,
        class: Some("Teachers of the district".to_owned()),
        codes: numbers.iter().map(|number| code(*number).seal().into()).collect(),
        ..to_person(0)
    }
}

fn invite(invitations: Vec<NewInvitation>) -> Invite {
    Invite { invitations }
}

fn sent(invitation: EntryNumber) -> NoteSent {
    NoteSent { invitations: vec![invitation], means: SentBy::Mail }
}

/// Comes in with a code.
fn coming(name: &str, number: u8) -> Join {
    Join { code: Some(code(number)), ..Join::named(Pseudonym::new(name).expect("a pseudonym")) }
}

fn application(number: u8) -> Apply {
    Apply {
        group: Some(GroupId("academia".to_owned())),
        country: Some("FR".parse().expect("a country")),
        text: "I teach, and the matter is mine.".to_owned(),
        language: language("en"),
        code: code(number).seal().into(),
    }
}

fn grant(application: EntryNumber) -> GrantApplication {
    GrantApplication { application, reason: "they teach".to_owned() }
}

fn refuse(application: EntryNumber) -> Refuse {
    Refuse {
        application: Some(application),
        participant: None,
        reason: RefusalReason::NotEligible,
        text: "Only teachers of the district.".to_owned(),
        language: language("en"),
        last_day: after(20),
    }
}

fn no_floor(participant: ParticipantId) -> Refuse {
    Refuse { application: None, participant: Some(participant), ..refuse(NOWHERE) }
}

fn appeal(number: u8, refusal: EntryNumber) -> MakeAppeal {
    MakeAppeal::with(&code(number), refusal, "I do teach there.", language("en"))
}

fn rule(appeal: EntryNumber, verdict: AppealVerdict) -> RuleOnAppeal {
    RuleOnAppeal { appeal, verdict, text: "They showed their contract.".to_owned(), language: language("en") }
}

/// A process to which people are invited: Desk is the secretariat, Owl the registrar, Swan rules on appeals.
struct Door {
    story: Story,
    desk: Person,
    owl: Person,
    swan: Person,
}

impl Door {
    fn open() -> Self {
        let charter = charter_with(|charter| charter.registration = Registration::Invited);
        let mut story = Story::open_under(charter);
        let [desk, owl, swan] = ["desk", "owl", "swan"].map(|name| story.admitted_by(&operator(), name));
        operator().grants(&mut story, &desk, Office::Secretariat);
        operator().grants(&mut story, &owl, Office::Registrar);
        operator().grants(&mut story, &swan, Office::Appeals);
        Self { story, desk, owl, swan }
    }

    /// One person is invited, and the invitation sent.
    fn inviting(number: u8) -> (Self, EntryNumber) {
        let mut door = Self::open();
        let invitation = door.story.act(&door.owl, invite(vec![to_person(number)]));
        door.story.act(&door.owl, sent(invitation));
        (door, invitation)
    }

    /// Somebody applied and was refused.
    fn refusing(number: u8) -> (Self, EntryNumber) {
        let mut door = Self::open();
        let application = door.story.act(&visitor(), application(number));
        let refusal = door.story.act(&door.owl, refuse(application));
        (door, refusal)
    }

    /// Somebody applied, was refused, and appealed.
    fn appealing(number: u8) -> (Self, EntryNumber, EntryNumber) {
        let (mut door, refusal) = Self::refusing(number);
        let appeal = door.story.act(&visitor(), appeal(number, refusal));
        (door, refusal, appeal)
    }

    fn refused(&mut self, who: &Person, command: impl Into<Command>) -> &'static str {
        refused(&mut self.story, who, command).code()
    }

    fn states(&self, invitation: EntryNumber) -> Vec<SeatState> {
        let day = Moment(self.story.now).day();
        let invitation: &Invitation = self.story.process.invitations.get(invitation).expect("an invitation");
        invitation.seats.iter().map(|seat| invitation.state_of(seat, day)).collect()
    }

    fn counted(&self) -> Participation {
        self.counted_in(&|_| true)
    }

    /// Counts those of a country.
    fn counted_in(&self, is_it: &dyn Fn(Option<CountryCode>) -> bool) -> Participation {
        self.story.process.participation(&|_, country| is_it(country), Moment(self.story.now).day())
    }
}

/// Rules of invitations, each broken once.
pub(crate) const CASES: &[Case] = &[
    ("bad-code", "a code of nothing", || {
        let (mut door, _) = Door::inviting(1);
        refused(&mut door.story, &visitor(), coming("guest", 9))
    }),
    ("code-used", "a code used twice", || {
        let (mut door, _) = Door::inviting(1);
        door.story.act(&visitor(), coming("guest", 1));
        refused(&mut door.story, &visitor(), coming("friend", 1))
    }),
    ("code-void", "a code that was replaced", || {
        let (mut door, invitation) = Door::inviting(1);
        door.story.act(&door.owl, reissue(invitation, &[1], &[2]));
        refused(&mut door.story, &visitor(), coming("guest", 1))
    }),
    ("code-known", "one code in two invitations", || {
        let (mut door, _) = Door::inviting(1);
        refused(&mut door.story, &door.owl, invite(vec![to_class(&[2, 1])]))
    }),
    ("unknown-invitation", "the sending of nothing", || {
        let mut door = Door::open();
        refused(&mut door.story, &door.owl, sent(NOWHERE))
    }),
    ("bad-invitation", "two codes for one person", || {
        let mut door = Door::open();
        let codes = to_class(&[1, 2]).codes;
        refused(&mut door.story, &door.owl, invite(vec![NewInvitation { codes, ..to_person(1) }]))
    }),
    ("bad-invitation", "a class without a name", || {
        let mut door = Door::open();
        let class = Some(" ".to_owned());
        refused(&mut door.story, &door.owl, invite(vec![NewInvitation { class, ..to_class(&[1]) }]))
    }),
    ("bad-invitation", "an organisation that is not named", || {
        let mut door = Door::open();
        refused(
            &mut door.story,
            &door.owl,
            invite(vec![NewInvitation { to: Invitee::Organisation, ..to_person(1) }]),
        )
    }),
    ("bad-invitation", "a last day that is over", || {
        let mut door = Door::open();
        refused(
            &mut door.story,
            &door.owl,
            invite(vec![NewInvitation { last_day: after(-1), ..to_person(1) }]),
        )
    }),
    ("bad-invitation", "more codes than seats", || {
        let (mut door, invitation) = Door::inviting(1);
        refused(&mut door.story, &door.owl, reissue(invitation, &[1], &[2, 3]))
    }),
    ("invitation-unsent", "a code that nobody sent", || {
        let mut door = Door::open();
        door.story.act(&door.owl, invite(vec![to_person(1)]));
        refused(&mut door.story, &visitor(), coming("guest", 1))
    }),
    ("invitation-over", "an answer after the last day", || {
        let (mut door, _) = Door::inviting(1);
        door.story.after_days(11);
        refused(&mut door.story, &visitor(), coming("guest", 1))
    }),
    ("miscounted-participation", "an invitation counted that is not there", || {
        let (door, _) = Door::inviting(1);
        let mut counts = counts(&door);
        counts.figures.insert("invited".to_owned(), 2);
        judged(&door.story, &door.story.next(Author::Operator, counts))
    }),
];

/// Rules of applications, refusals and appeals, each broken once.
pub(crate) const CASES_OF_REFUSALS: &[Case] = &[
    ("nothing-to-apply-for", "an application where anyone may join", || {
        refused(&mut Story::open(), &visitor(), application(1))
    }),
    ("unknown-application", "a grant of nothing", || {
        let mut door = Door::open();
        refused(&mut door.story, &door.owl, grant(NOWHERE))
    }),
    ("application-decided", "a refusal after the grant", || {
        let mut door = Door::open();
        let application = door.story.act(&visitor(), application(1));
        door.story.act(&door.owl, grant(application));
        refused(&mut door.story, &door.owl, refuse(application))
    }),
    ("not-granted", "coming in unasked", || {
        let mut door = Door::open();
        door.story.act(&visitor(), application(1));
        refused(&mut door.story, &visitor(), coming("guest", 1))
    }),
    ("bad-refusal", "a refusal of nobody", || {
        let mut door = Door::open();
        refused(&mut door.story, &door.owl, Refuse { application: None, ..refuse(NOWHERE) })
    }),
    ("bad-refusal", "thirteen days to appeal", || {
        let mut door = Door::open();
        let application = door.story.act(&visitor(), application(1));
        refused(&mut door.story, &door.owl, Refuse { last_day: after(13), ..refuse(application) })
    }),
    ("bad-refusal", "a refusal of oneself", || {
        let mut door = Door::open();
        let me = door.desk.id();
        refused(&mut door.story, &door.desk, no_floor(me))
    }),
    ("unknown-refusal", "an appeal against nothing", || {
        let (mut door, _) = Door::refusing(1);
        refused(&mut door.story, &visitor(), appeal(1, NOWHERE))
    }),
    ("not-the-refused", "an appeal for somebody else", || {
        let mut door = Door::open();
        let refusal = door.story.act(&door.desk, no_floor(door.owl.id()));
        let appeal = MakeAppeal { proof: None, ..appeal(1, refusal) };
        refused(&mut door.story, &door.swan, appeal)
    }),
    ("appealed-already", "two appeals", || {
        let (mut door, refusal, _) = Door::appealing(1);
        refused(&mut door.story, &visitor(), appeal(1, refusal))
    }),
    ("appeal-over", "an appeal after its last day", || {
        let (mut door, refusal) = Door::refusing(1);
        door.story.after_days(21);
        refused(&mut door.story, &visitor(), appeal(1, refusal))
    }),
    ("unknown-appeal", "a ruling on nothing", || {
        let mut door = Door::open();
        refused(&mut door.story, &door.swan, rule(NOWHERE, AppealVerdict::Upheld))
    }),
    ("own-refusal", "a ruling by whoever refused", || {
        let (mut door, _, appeal) = Door::appealing(1);
        operator().grants(&mut door.story, &door.owl, Office::Appeals);
        refused(&mut door.story, &door.owl, rule(appeal, AppealVerdict::Upheld))
    }),
    ("own-appeal", "a ruling by whoever appealed", || {
        let mut door = Door::open();
        let refusal = door.story.act(&door.desk, no_floor(door.swan.id()));
        let appeal = door.story.act(&door.swan, MakeAppeal { proof: None, ..appeal(1, refusal) });
        refused(&mut door.story, &door.swan, rule(appeal, AppealVerdict::Overturned))
    }),
    ("ruled-already", "two rulings", || {
        let (mut door, _, appeal) = Door::appealing(1);
        door.story.act(&door.swan, rule(appeal, AppealVerdict::Upheld));
        refused(&mut door.story, &door.swan, rule(appeal, AppealVerdict::Overturned))
    }),
];

fn reissue(invitation: EntryNumber, void: &[u8], codes: &[u8]) -> ChangeCodes {
    let seals = |numbers: &[u8]| numbers.iter().map(|number| code(*number).seal().into()).collect();
    ChangeCodes {
        invitation,
        void: seals(void),
        codes: seals(codes),
        reason: "the letter was lost".to_owned(),
    }
}

/// The counts that the node would publish next.
fn counts(door: &Door) -> ResultPublished {
    let mut story = door.story.clone();
    story.act(&operator(), CountParticipation {});
    match story.recorded().pop().expect("an entry").event {
        Event::ResultPublished(counts) => counts,
        other => panic!("a result, not {other:?}"),
    }
}

#[test]
fn somebody_who_was_invited_comes_in_by_the_code_and_nobody_else_does() {
    let mut door = Door::open();
    let all = invite(vec![to_person(1), to_person(2), to_class(&[3, 4, 5])]);
    let first = door.story.act(&door.owl, all);
    let (second, class) = (EntryNumber(first.0 + 1), EntryNumber(first.0 + 2));
    assert_eq!(door.states(class), [SeatState::Unsent; 3]);
    for invitation in [first, second, class] {
        door.story.act(&door.owl, sent(invitation));
    }
    assert_eq!(
        door.refused(&visitor(), Join::named(Pseudonym::new("guest").expect("a name"))),
        "not-invited"
    );
    let guest = door.story.act(&visitor(), coming("guest", 1));
    let person = door.story.process.participant(ParticipantId(guest)).expect("the guest");
    assert_eq!((person.came_by, person.reason.as_deref()), (Some(first), None));
    door.story.act(&visitor(), DeclineInvitation::with(&code(2)));
    door.story.act(&visitor(), coming("pupil", 4));
    door.story.act(&door.owl, reissue(class, &[5, 3], &[6]));
    assert_eq!(door.states(first), [SeatState::Accepted]);
    assert_eq!(door.states(second), [SeatState::Declined]);
    assert_eq!(door.states(class), [SeatState::Void, SeatState::Accepted, SeatState::Sent]);
    assert_eq!(door.refused(&visitor(), coming("late", 2)), "code-used");
    assert_eq!(door.refused(&visitor(), coming("late", 3)), "code-void");
    door.story.after_days(11);
    assert_eq!(door.states(class)[2], SeatState::Unanswered);
    let counted = door.counted();
    let expected = Participation {
        invited: 5,
        sent: 5,
        accepted: 2,
        declined: 1,
        unanswered: 1,
        void: 1,
        reissued: 1,
        ..Participation::default()
    };
    assert_eq!(counted, expected);
    let day = Moment(door.story.now).day();
    let academia = |group: Option<&GroupId>, _| group.is_some_and(|group| group.0 == "academia");
    assert_eq!(door.story.process.participation(&academia, day), expected);
    assert_eq!(
        door.counted_in(&|country| country.is_some_and(|code| code.as_str() == "FR")),
        Participation::default()
    );
}

#[test]
fn a_list_of_invitations_is_entered_whole_or_not_at_all() {
    let mut door = Door::open();
    let wrong = NewInvitation { group: Some(GroupId("friends".to_owned())), ..to_person(2) };
    assert_eq!(door.refused(&door.owl.clone(), invite(vec![to_person(1), wrong])), "unknown-group");
    assert!(door.story.process.invitations.is_empty());
    assert_eq!(door.refused(&door.owl.clone(), invite(Vec::new())), "bad-count");
    let twice = door.refused(&door.owl.clone(), invite(vec![to_person(1), to_person(1)]));
    assert_eq!(twice, "code-known", "one code, two people");
}

#[test]
fn an_invitation_is_declined_with_its_code_or_as_the_registrar_heard_it() {
    let (mut door, invitation) = Door::inviting(1);
    let heard = |reason: Option<&str>| DeclineInvitation {
        code: code(1).seal().into(),
        proof: None,
        reason: reason.map(str::to_owned),
    };
    assert_eq!(door.refused(&visitor(), heard(Some("they told me"))), "not-allowed");
    assert_eq!(door.refused(&door.owl.clone(), heard(None)), "reason-missing");
    let guessed = DeclineInvitation { proof: Some(Digest([7; 32]).into()), ..heard(None) };
    assert_eq!(door.refused(&visitor(), guessed), "bad-code");
    assert_eq!(door.refused(&door.swan.clone(), heard(Some("they told me"))), "not-allowed");
    door.story.act(&door.owl, heard(Some("they rang")));
    assert_eq!(door.states(invitation), [SeatState::Declined]);
    assert_eq!(door.refused(&visitor(), coming("guest", 1)), "code-used");
    assert_eq!(door.refused(&door.owl.clone(), sent(invitation)), "nothing-changed");
}

#[test]
fn what_an_applicant_says_is_for_those_who_decide_and_a_grant_opens_the_door() {
    let mut door = Door::open();
    let entry = door.story.act(&visitor(), application(1));
    let ledger = &door.story.process.ledger;
    assert_eq!(ledger.standing(entry), Some(Standing::Sealed));
    let may = |reading| ledger.may_read_entry(entry, reading);
    assert_eq!(
        [Reading::Anyone, Reading::Moderator, Reading::Participant(door.swan.id()), Reading::Decider]
            .map(may),
        [false, false, false, true]
    );
    assert_eq!(door.refused(&door.swan.clone(), grant(entry)), "not-allowed");
    assert_eq!(
        door.refused(&door.owl.clone(), GrantApplication { reason: " ".to_owned(), ..grant(entry) }),
        "reason-missing"
    );
    door.story.act(&door.owl, grant(entry));
    let guest = door.story.act(&visitor(), coming("guest", 1));
    assert_eq!(
        door.story.process.application_of(&code(1)).and_then(|one| one.came),
        Some(ParticipantId(guest))
    );
    assert_eq!(door.refused(&visitor(), coming("friend", 1)), "code-used");
}

#[test]
fn a_refusal_is_appealed_against_and_overturned_by_somebody_else() {
    let (mut door, refusal, appeal) = Door::appealing(1);
    assert_eq!(door.refused(&visitor(), coming("guest", 1)), "not-granted");
    let overturn = rule(appeal, AppealVerdict::Overturned);
    assert_eq!(door.refused(&operator(), overturn.clone()), "not-allowed", "the operator answers to nobody");
    assert_eq!(
        door.refused(&door.desk.clone(), overturn.clone()),
        "not-allowed",
        "the secretariat does not rule"
    );
    door.story.after_days(31);
    let late = |door: &Door| {
        let appeal = door.story.process.appeals.get(appeal).expect("the appeal");
        appeal.is_late(Moment(door.story.now).day())
    };
    assert!(late(&door), "thirty days are over");
    let ruling = door.story.act(&door.swan, overturn);
    assert!(late(&door), "a late ruling is late for ever");
    let door_opener = door.story.process.application_of(&code(1)).and_then(|one| one.door);
    assert_eq!(door_opener, Some(ruling));
    door.story.act(&visitor(), coming("guest", 1));
    let counted = door.counted_in(&|country| country.is_some_and(|code| code.as_str() == "FR"));
    let expected = Participation {
        applications: 1,
        refused: 1,
        appeals: 1,
        overturned: 1,
        late: 1,
        ..Participation::default()
    };
    assert_eq!(counted, expected);
    assert_eq!(door.story.process.ledger.standing(refusal), Some(Standing::Shown));
    assert_eq!(door.story.process.ledger.standing(appeal), Some(Standing::Sealed));
}

#[test]
fn an_appeal_outlasts_the_process() {
    let (mut door, refusal) = Door::refusing(1);
    operator().closes(&mut door.story);
    let appeal = door.story.act(&visitor(), appeal(1, refusal));
    door.story.act(&door.swan, rule(appeal, AppealVerdict::Upheld));
    assert_eq!(door.refused(&visitor(), coming("guest", 1)), "closed");
    assert_eq!(door.counted().upheld, 1);
}

#[test]
fn admission_is_the_registrars_matter_and_the_floor_the_moderators() {
    let Cast { mut story, heron, crane, .. } = Cast::open();
    operator().grants(&mut story, &heron, Office::Registrar);
    assert_eq!(refused(&mut story, &heron, no_floor(crane.id())).code(), "not-allowed");
    operator().grants(&mut story, &heron, Office::Moderator);
    let refusal = story.act(&heron, no_floor(crane.id()));
    let own = MakeAppeal { proof: None, ..appeal(1, refusal) };
    let appeal = story.act(&crane, own);
    assert_eq!(story.process.appeals.get(appeal).map(|appeal| appeal.refusal), Some(refusal));
    let counted = story.process.participation(&|_, _| true, today());
    assert_eq!((counted.refused, counted.floor_refused, counted.appeals), (0, 1, 1));
}

#[test]
fn an_invitation_to_an_organisation_names_it() {
    let mut door = Door::open();
    let league = StateOrganisation::named("Forest League", language("en"), OrganisationKind::CivilSociety);
    let organisation = door.story.act(&door.owl, league);
    let to = |organisation| NewInvitation { to: Invitee::Organisation, organisation, ..to_person(1) };
    assert_eq!(door.refused(&door.owl.clone(), invite(vec![to(Some(NOWHERE))])), "unknown-organisation");
    let entry = door.story.act(&door.owl, invite(vec![to(Some(organisation))]));
    let invitation = door.story.process.invitations.get(entry).expect("the invitation");
    assert_eq!(invitation.organisation, Some(organisation));
}

#[test]
fn no_decision_rests_on_who_was_invited() {
    let mut cast = Cast::under(charter_with(|charter| charter.decides.quorum_people = 0));
    cast.story.after_days(30);
    let result = cast.story.act(&operator(), CountParticipation {});
    let decision = Person::decision(&cast.story, result, "So be it.");
    assert_eq!(refused(&mut cast.story, &operator(), decision).code(), "not-a-result");
}

#[test]
fn published_counts_are_those_of_the_entries_or_no_entry() {
    let (mut door, _, appeal) = Door::appealing(1);
    let before = counts(&door);
    assert_eq!(before.kind, PARTICIPATION);
    assert_eq!((before.figures["refused"], before.figures["appeals"], before.figures["upheld"]), (1, 1, 0));
    let entry = door.story.act(&operator(), CountParticipation {});
    assert_eq!(door.story.process.results.last().map(|result| result.entries), Some(entry.0));
    door.story.act(&door.swan, rule(appeal, AppealVerdict::Upheld));
    let stale = judged(&door.story, &door.story.next(Author::Operator, before));
    assert!(matches!(stale, Violation::MiscountedParticipation(said) if said.contains("upheld 1")));
}

fn words(byte: u8, length: u32) -> Words {
    Words { digest: Digest([byte; 32]), language: language("ko"), length }
}

/// An example of each kind, for the golden bytes.
#[expect(clippy::too_many_lines, reason = "a list of examples")]
pub(crate) fn examples() -> Vec<(&'static str, Event)> {
    let admitted = Admitted {
        pseudonym: Pseudonym::new("heron-28").expect("a pseudonym"),
        group: None,
        country: None,
        key: None,
        verified: false,
        reason: None,
        invitation: Some(EntryNumber(80)),
        application: None,
        code: Some(code(1)),
        source_id: None,
        source_text: None,
    };
    let by_application =
        Admitted { invitation: None, application: Some(EntryNumber(84)), ..admitted.clone() };
    let invited = Invited {
        to: Invitee::Class,
        organisation: None,
        class: Some("Teachers of the district".to_owned()),
        group: Some(GroupId("academia".to_owned())),
        country: Some("KR".parse().expect("a country")),
        last_day: after(10),
        codes: vec![code(1).seal(), code(2).seal()],
        reason: "they know the matter".to_owned(),
    };
    let changed = InvitationCodesChanged {
        invitation: EntryNumber(80),
        void: vec![code(1).seal(), code(2).seal()],
        codes: vec![code(3).seal()],
        reason: "the letters were lost".to_owned(),
    };
    let declined = InvitationDeclined {
        invitation: EntryNumber(80),
        code: code(3).seal(),
        proof: Some(code(3).proof()),
        reason: None,
        why: None,
    };
    let heard = InvitationDeclined {
        invitation: EntryNumber(80),
        code: code(3).seal(),
        proof: None,
        reason: None,
        why: Some(words(71, 25)),
    };
    vec![
        ("admit-invited", admitted.into()),
        ("admit-applied", by_application.into()),
        ("invitation", invited.into()),
        ("invitation-sent", InvitationSent { invitation: EntryNumber(80), means: SentBy::Paper }.into()),
        ("invitation-codes", changed.into()),
        ("invitation-declined", declined.into()),
        ("invitation-declined-words", heard.into()),
        (
            "application",
            Applied { group: None, country: None, text: words(61, 80), code: code(4).seal() }.into(),
        ),
        (
            "application-granted",
            ApplicationGranted { application: EntryNumber(84), reason: "they teach".to_owned() }.into(),
        ),
        ("refusal", refusal(Some(EntryNumber(84)), None).into()),
        ("refusal-floor", refusal(None, Some(ParticipantId(EntryNumber(7)))).into()),
        (
            "appeal",
            Appealed { refusal: EntryNumber(85), proof: Some(code(4).proof()), text: words(62, 60) }.into(),
        ),
        (
            "ruling",
            AppealRuled { appeal: EntryNumber(86), verdict: AppealVerdict::Overturned, text: words(63, 70) }
                .into(),
        ),
    ]
}

fn refusal(application: Option<EntryNumber>, participant: Option<ParticipantId>) -> Refused {
    let (reason, text, last_day) = (RefusalReason::NotEligible, words(64, 90), after(20));
    Refused { application, participant, reason, text, last_day, meetings: None }
}

/// Any entry of these kinds, for the law that what is written reads back.
pub(crate) fn events() -> impl Strategy<Value = Event> {
    let number = || (0..1_u64 << 50).prop_map(EntryNumber);
    let seals = || proptest::collection::vec(any::<[u8; 32]>().prop_map(Digest), 0..4);
    let text = || "[a-z가-힣 ]{0,20}";
    let day = || (-9_000..9_000_i64).prop_map(after);
    let words = || (any::<u8>(), any::<u32>()).prop_map(|(byte, length)| words(byte, length));
    let maybe = || proptest::option::of(number());
    prop_oneof![
        (select(Invitee::ALL), maybe(), proptest::option::of(text()), day(), seals(), text()).prop_map(
            |(to, organisation, class, last_day, codes, reason)| {
                Invited { to, organisation, class, group: None, country: None, last_day, codes, reason }
                    .into()
            }
        ),
        (number(), select(SentBy::ALL))
            .prop_map(|(invitation, means)| InvitationSent { invitation, means }.into()),
        (number(), seals(), seals(), text()).prop_map(|(invitation, void, codes, reason)| {
            InvitationCodesChanged { invitation, void, codes, reason }.into()
        }),
        (number(), any::<[u8; 32]>(), any::<Option<[u8; 32]>>(), proptest::option::of(text())).prop_map(
            |(invitation, code, proof, reason)| {
                let (code, proof) = (Digest(code), proof.map(Digest));
                InvitationDeclined { invitation, code, proof, reason, why: None }.into()
            }
        ),
        (words(), any::<[u8; 32]>()).prop_map(|(text, code)| Applied {
            group: None,
            country: None,
            text,
            code: Digest(code)
        }
        .into()),
        (number(), text())
            .prop_map(|(application, reason)| ApplicationGranted { application, reason }.into()),
        (
            maybe(),
            maybe(),
            select(RefusalReason::ALL),
            words(),
            day(),
            proptest::option::of(proptest::collection::vec(number(), 0..4)),
        )
            .prop_map(|(application, participant, reason, text, last_day, meetings)| {
                let participant = participant.map(ParticipantId);
                Refused { application, participant, reason, text, last_day, meetings }.into()
            }),
        (number(), any::<Option<[u8; 32]>>(), words()).prop_map(|(refusal, proof, text)| Appealed {
            refusal,
            proof: proof.map(Digest),
            text
        }
        .into()),
        (number(), select(AppealVerdict::ALL), words()).prop_map(|(appeal, verdict, text)| AppealRuled {
            appeal,
            verdict,
            text
        }
        .into()),
    ]
}

/// What may be asked for; few numbers and few codes, so that they meet.
pub(crate) fn commands() -> impl Strategy<Value = Command> {
    let number = || (8..24_u64).prop_map(EntryNumber);
    let few = || 0..6_u8;
    let reason = || select(vec!["because", " "]).prop_map(str::to_owned);
    prop_oneof![
        (few(), few())
            .prop_map(|(one, other)| invite(vec![to_person(one), to_class(&[other, one + 6])]).into()),
        (number(), select(SentBy::ALL))
            .prop_map(|(one, means)| NoteSent { invitations: vec![one], means }.into()),
        (number(), few(), few()).prop_map(|(one, void, new)| reissue(one, &[void], &[new]).into()),
        few().prop_map(|number| DeclineInvitation::with(&code(number)).into()),
        (0..12_u8, few()).prop_map(|(name, number)| coming(&format!("p{name}"), number).into()),
        few().prop_map(|number| application(number).into()),
        (number(), reason())
            .prop_map(|(application, reason)| GrantApplication { application, reason }.into()),
        number().prop_map(|application| refuse(application).into()),
        number().prop_map(|who| no_floor(ParticipantId(who)).into()),
        (few(), number(), any::<bool>()).prop_map(|(number, refusal, own)| {
            let appeal = appeal(number, refusal);
            let proof = appeal.proof.filter(|_| !own);
            MakeAppeal { proof, ..appeal }.into()
        }),
        (number(), select(AppealVerdict::ALL)).prop_map(|(appeal, verdict)| rule(appeal, verdict).into()),
        Just(CountParticipation {}.into()),
    ]
}
