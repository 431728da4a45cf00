//! Organisations and their delegates: who may say what of them, and whose words are whose.

use maru_forum::{
    AskToSpeak, DelegationStanding, DelegationVerdict, Disclosure, EntryNumber, Moderation, Office,
    OrganisationKind, OrganisationStated, RuleOnDelegation, Saying, Standing, StateOrganisation,
    StateOrganisations, Verdict, Violation,
};
use maru_testkit::{Cast, Person, Story, charter_with, language, operator};

fn league() -> StateOrganisation {
    StateOrganisation::named("Forest League", language("en"), OrganisationKind::CivilSociety)
}

fn ruling(delegation: EntryNumber, verdict: DelegationVerdict, reason: Option<&str>) -> RuleOnDelegation {
    RuleOnDelegation { delegation, verdict, reason: reason.map(str::to_owned) }
}

use crate::rules::Case;

/// Rules of this noun, each broken once.
pub(crate) const CASES: &[Case] = &[
    ("unknown-organisation", "a delegate of nothing", || {
        let Cast { mut story, heron, .. } = Cast::open();
        crate::rules::refused(&mut story, &heron, AskToSpeak { organisation: crate::rules::NOWHERE })
    }),
    ("unknown-delegation", "a ruling on nothing", || {
        let Cast { mut story, desk, .. } = Cast::open();
        crate::rules::refused(
            &mut story,
            &desk,
            ruling(crate::rules::NOWHERE, DelegationVerdict::Confirmed, None),
        )
    }),
    ("delegate-already", "two organisations", || {
        let (Cast { mut story, heron, .. }, _, _) = asked();
        let organisation = story.act(&heron, league());
        crate::rules::refused(&mut story, &heron, AskToSpeak { organisation })
    }),
    ("own-delegation", "a delegate who says that they are one", || {
        let (Cast { mut story, heron, .. }, _, delegation) = asked();
        crate::rules::refused(&mut story, &heron, ruling(delegation, DelegationVerdict::Confirmed, None))
    }),
    ("said-and-declined", "funders that are named and not named", || {
        let Cast { mut story, heron, .. } = Cast::open();
        let entry = OrganisationStated {
            of: None,
            name: story.words("Forest League"),
            kind: OrganisationKind::CivilSociety,
            group: None,
            country: None,
            register: None,
            funders: Some(story.words("Members.")),
            funders_declined: true,
            interests: None,
            interests_declined: false,
            reason: None,
            number: None,
            why: None,
        };
        crate::rules::judged(&story, &story.next(heron.author(), entry))
    }),
];

fn refused(story: &mut Story, who: &Person, command: impl Into<maru_forum::Command>) -> &'static str {
    story.try_act(who, command).expect_err("this is not allowed").code()
}

/// An organisation by Heron, for which Heron has asked to speak.
fn asked() -> (Cast, EntryNumber, EntryNumber) {
    let mut cast = Cast::open();
    let organisation = cast.story.act(&cast.heron, league());
    let delegation = cast.story.act(&cast.heron, AskToSpeak { organisation });
    (cast, organisation, delegation)
}

#[test]
fn a_delegate_speaks_for_an_organisation_from_confirmation_to_end() {
    let (Cast { mut story, heron, desk, .. }, organisation, delegation) = asked();
    let before = heron.states(&mut story, "Said before anyone confirmed.");
    story.act(&desk, ruling(delegation, DelegationVerdict::Confirmed, None));
    let during = heron.states(&mut story, "Said for the league.");
    story.act(&heron, ruling(delegation, DelegationVerdict::Ended, None));
    let after = heron.states(&mut story, "Said by Heron alone.");
    let said_for = |entry| story.process.said_for(entry);
    assert_eq!([said_for(before.0), said_for(during.0), said_for(after.0)], [None, Some(organisation), None]);
    assert_eq!(story.process.said_by(organisation), [during.0]);
    assert_eq!(story.process.delegations.organisation_of(heron.id()), None);
    // What was said stays where it was said, also after another delegation.
    story.act(&heron, AskToSpeak { organisation });
    assert_eq!(story.process.delegations.spoken_for(heron.id(), during.0), Some(organisation));
}

#[test]
fn the_registrar_confirms_the_first_delegate_and_a_holder_the_others() {
    let (Cast { mut story, heron, crane, desk, .. }, organisation, first) = asked();
    let second = story.joins("egret");
    let third = story.joins("ibis");
    let [of_crane, of_second, of_third] =
        [&crane, &second, &third].map(|who| story.act(who, AskToSpeak { organisation }));
    let confirm = |delegation| ruling(delegation, DelegationVerdict::Confirmed, None);
    assert_eq!(refused(&mut story, &heron, confirm(of_crane)), "not-allowed", "nobody has confirmed Heron");
    assert_eq!(refused(&mut story, &heron, confirm(first)), "own-delegation");
    story.act(&desk, confirm(first));
    story.act(&heron, confirm(of_second));
    assert_eq!(
        refused(&mut story, &second, confirm(of_third)),
        "not-allowed",
        "whom a holder confirmed holds nothing"
    );
    assert_eq!(
        refused(&mut story, &heron, ruling(of_third, DelegationVerdict::Refused, Some(" "))),
        "reason-missing"
    );
    story.act(&heron, ruling(of_third, DelegationVerdict::Refused, Some("we do not know them")));
    assert_eq!(refused(&mut story, &desk, confirm(of_third)), "nothing-changed");
    assert_eq!(
        refused(&mut story, &heron, ruling(of_second, DelegationVerdict::Ended, None)),
        "reason-missing"
    );
    story.act(&operator(), ruling(of_second, DelegationVerdict::Ended, Some("they have left the league")));
    let standings: Vec<_> = story
        .process
        .delegations
        .for_organisation(organisation)
        .map(maru_forum::Delegation::standing)
        .collect();
    let expected = [
        DelegationStanding::Confirmed,
        DelegationStanding::Asked,
        DelegationStanding::Ended,
        DelegationStanding::Refused,
    ];
    assert_eq!(standings, expected);
}

#[test]
fn a_registrar_does_not_confirm_themselves() {
    let (Cast { mut story, heron, .. }, _, delegation) = asked();
    operator().grants(&mut story, &heron, Office::Registrar);
    let confirm = ruling(delegation, DelegationVerdict::Confirmed, None);
    assert_eq!(refused(&mut story, &heron, confirm), "own-delegation");
}

#[test]
fn somebody_speaks_for_one_organisation_at_a_time() {
    let (Cast { mut story, heron, .. }, organisation, delegation) = asked();
    let other = story.act(&heron, league());
    assert_eq!(
        story.act(&heron, AskToSpeak { organisation }),
        delegation,
        "a form sent twice makes one entry"
    );
    assert_eq!(refused(&mut story, &heron, AskToSpeak { organisation: other }), "delegate-already");
    assert_eq!(
        refused(&mut story, &heron, AskToSpeak { organisation: EntryNumber(2) }),
        "unknown-organisation"
    );
    let unknown = ruling(EntryNumber(2), DelegationVerdict::Ended, None);
    assert_eq!(refused(&mut story, &heron, unknown), "unknown-delegation");
}

#[test]
fn what_is_said_declined_and_not_said_are_three_answers() {
    let Cast { mut story, heron, .. } = Cast::open();
    let stated = StateOrganisation {
        funders: Saying::Words("Members, 90 %; the city, 10 %.".to_owned()),
        interests: Saying::Declined,
        ..league()
    };
    let full = story.act(&heron, stated);
    let bare = story.act(&heron, league());
    let now =
        |entry| story.process.organisations.get(entry).and_then(|one| one.now()).expect("an organisation");
    assert!(matches!(now(full).funders(), Disclosure::Said(words) if words.length == 30));
    assert_eq!(now(full).interests(), Disclosure::Declined);
    assert_eq!((now(bare).funders(), now(bare).interests()), (Disclosure::Unsaid, Disclosure::Unsaid));
}

#[test]
fn an_organisation_is_stated_anew_by_its_delegate_or_for_a_reason() {
    let (Cast { mut story, heron, crane, desk, .. }, of, delegation) = asked();
    let anew = |reason: Option<&str>| StateOrganisation {
        of: Some(of),
        reason: reason.map(str::to_owned),
        register: Some("KR 123-45-67890".to_owned()),
        ..league()
    };
    assert_eq!(refused(&mut story, &crane, anew(Some("because"))), "not-allowed");
    assert_eq!(refused(&mut story, &desk, anew(None)), "reason-missing");
    assert_eq!(
        refused(&mut story, &heron, anew(None)),
        "not-allowed",
        "who registered it need not speak for it"
    );
    story.act(&desk, ruling(delegation, DelegationVerdict::Confirmed, None));
    story.act(&heron, anew(None));
    story.act(&desk, anew(Some("the number was wrong")));
    let said = &story.process.organisations.get(of).expect("the organisation").said;
    assert_eq!(said.len(), 3);
    let long = StateOrganisation { register: Some("9".repeat(81)), ..league() };
    let violation = story.try_act(&heron, long).expect_err("too long a number");
    assert_eq!(violation, Violation::TextTooLong { length: 81, limit: 80 });
    let strange = StateOrganisation { group: Some(maru_forum::GroupId("friends".to_owned())), ..league() };
    assert_eq!(refused(&mut story, &heron, strange), "unknown-group");
}

#[test]
fn a_list_of_organisations_is_entered_whole_or_not_at_all() {
    let Cast { mut story, desk, .. } = Cast::open();
    let all = |last: StateOrganisation| StateOrganisations { organisations: vec![league(), league(), last] };
    let strange = StateOrganisation { group: Some(maru_forum::GroupId("friends".to_owned())), ..league() };
    assert_eq!(refused(&mut story, &desk, all(strange)), "unknown-group");
    assert!(story.process.organisations.is_empty());
    assert_eq!(refused(&mut story, &desk, StateOrganisations { organisations: Vec::new() }), "bad-count");
    story.act(&desk, all(league()));
    assert_eq!(story.process.organisations.len(), 3, "three of one name, each with words of its own");
}

#[test]
fn an_empty_register_number_is_called_empty() {
    let Cast { mut story, heron, .. } = Cast::open();
    let entry = OrganisationStated {
        of: None,
        name: story.words("Forest League"),
        kind: OrganisationKind::CivilSociety,
        group: None,
        country: None,
        register: Some(" ".to_owned()),
        funders: None,
        funders_declined: false,
        interests: None,
        interests_declined: false,
        reason: None,
        number: None,
        why: None,
    };
    let violation = crate::rules::judged(&story, &story.next(heron.author(), entry));
    assert_eq!(violation, Violation::TextEmpty);
}

#[test]
fn what_is_said_of_an_organisation_is_moderated_and_can_be_erased() {
    let charter = charter_with(|charter| charter.moderation = Moderation::Before);
    let mut cast = Cast::under(charter);
    let organisation = cast.story.act(&cast.heron, league());
    let standing = |cast: &Cast| cast.story.process.ledger.standing(organisation);
    assert_eq!(standing(&cast), Some(Standing::Waiting));
    let verdict = |verdict| maru_forum::Moderate {
        on: vec![organisation],
        verdict,
        reason: "no such organisation".to_owned(),
        rule: "1".to_owned(),
    };
    cast.story.act(&cast.desk, verdict(Verdict::Rejected));
    assert_eq!(refused(&mut cast.story, &cast.heron, AskToSpeak { organisation }), "turned-away");
    cast.story.act(&cast.desk, verdict(Verdict::Accepted));
    cast.story.act(&cast.heron, AskToSpeak { organisation });
    let by = cast.heron.withdraws(&mut cast.story, organisation);
    assert_eq!(standing(&cast), Some(Standing::Withdrawn(by)));
}

#[test]
fn the_number_in_a_register_and_the_reason_are_hidden_and_erased_with_the_rest() {
    let mut cast = Cast::open();
    let organisation = cast.story.act(&cast.heron, league());
    let anew = StateOrganisation {
        of: Some(organisation),
        register: Some("KR 123-45-67890, Kim".to_owned()),
        reason: Some("Ms Kim asked for it".to_owned()),
        ..league()
    };
    let entry = cast.story.act(&cast.desk, anew);
    let bytes = cast.story.entries[entry.0 as usize].encode().expect("an entry that fits");
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        !text.contains("Kim") && !text.contains("67890"),
        "nothing that names a person is in the entry: {text}"
    );
    let now =
        cast.story.process.organisations.get(organisation).expect("it").now().expect("what holds").clone();
    let Some(maru_forum::Text::Beside(number)) = now.register else { panic!("the number stands beside it") };
    let may_read =
        |cast: &Cast| cast.story.process.ledger.may_read(&number.digest, maru_forum::Reading::Anyone);
    assert!(may_read(&cast));
    cast.desk.withdraws(&mut cast.story, entry);
    assert!(!may_read(&cast));
    let blank = StateOrganisation { of: Some(organisation), reason: Some(" ".to_owned()), ..league() };
    assert_eq!(refused(&mut cast.story, &cast.desk, blank), "reason-missing");
}

/// A name is a name in every language; what somebody says of the organisation is prose.
#[test]
fn a_name_may_stand_in_other_letters_than_the_language_around_it() {
    let Cast { mut story, heron, .. } = Cast::open();
    let named = |name: &str| StateOrganisation::named(name, language("ko"), OrganisationKind::CivilSociety);
    let english = Saying::Words("What becomes of our forests.".to_owned());
    let stated = StateOrganisation { interests: english, ..named("Centre for Forests and Lakes") };
    assert_eq!(refused(&mut story, &heron, stated), "other-letters");
    story.act(&heron, named("Centre for Forests and Lakes"));
}
