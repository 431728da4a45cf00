//! Joint statements: every rule of signatures and demands broken once, and what is counted as what.

use jiff::ToSpan as _;
use jiff::civil::Date;
use maru_forum::{
    AnswerDemand, AskToSpeak, DelegationVerdict, DemandAnswered, DemandLooked, DemandPut, DemandWord,
    Endorse, Endorsed, EndorsementCount, EndorsementWithdrawn, EntryNumber, Event, HandOver, HandedOver,
    ImportSignatories, LocalText, LookForDemand, LookedIn, NewSignatory, OrganisationKind, PhaseAct,
    PutDemand, RuleOnDelegation, SignatoryKind, SignatoryListed, Signer, Source, StateOrganisation,
    Violation, WithdrawEndorsement,
};
use maru_record::Digest;
use maru_testkit::{Cast, charter_with, language, operator, today, words_of};
use proptest::prelude::*;
use proptest::sample::select;

use crate::rules::{Case, DRAFT, NOWHERE, judged, refused};

/// The cast under a charter with days to sign, with a first version of the text.
fn drafted() -> (Cast, EntryNumber) {
    let charter = charter_with(|charter| charter.phases[0].acts.push(PhaseAct::Endorse));
    let mut cast = Cast::under(charter);
    let draft = operator().drafts(&mut cast.story, DRAFT, &[]);
    (cast, draft)
}

fn sign(draft: EntryNumber) -> Endorse {
    Endorse { draft, language: language("en"), organisation: None, name: None, place: None, day: None }
}

/// The same where Heron speaks for an organisation.
fn spoken_for() -> (Cast, EntryNumber, EntryNumber) {
    let (mut cast, draft) = drafted();
    let league = StateOrganisation::named("Forest League", language("en"), OrganisationKind::CivilSociety);
    let organisation = cast.story.act(&cast.heron, league);
    let delegation = cast.story.act(&cast.heron, AskToSpeak { organisation });
    let (verdict, reason) = (DelegationVerdict::Confirmed, None);
    cast.story.act(&operator(), RuleOnDelegation { delegation, verdict, reason });
    (cast, draft, organisation)
}

fn demand(draft: EntryNumber) -> PutDemand {
    let text = LocalText::one(language("en"), "Norms with sanctions.");
    PutDemand { of: None, draft, unit: None, text, to: "All governments".to_owned() }
}

fn handing(draft: EntryNumber) -> HandOver {
    let (to, means) = ("Ministry of Examples".to_owned(), "by letter".to_owned());
    HandOver { draft, to, process: None, day: today(), means, words: None }
}

fn answer(handover: EntryNumber, demand: EntryNumber) -> AnswerDemand {
    let words = Some((language("en"), "The act has fines now.".to_owned()));
    let source = (language("en"), "Its letter of that day".to_owned());
    AnswerDemand { handover, demand, word: DemandWord::InPart, day: today(), source, words }
}

fn list(draft: EntryNumber, day: Option<Date>) -> ImportSignatories {
    let source = Source {
        name: "A petition".to_owned(),
        url: String::new(),
        licence: String::new(),
        description: String::new(),
    };
    let signatory = |name: &str, withdrawn| NewSignatory {
        kind: SignatoryKind::Organisation,
        name: name.to_owned(),
        country: None,
        place: Some("Seoul".to_owned()),
        day,
        withdrawn,
    };
    ImportSignatories {
        source,
        reason: "the same text was signed there".to_owned(),
        draft,
        language: language("en"),
        signatories: vec![signatory("Lake Trust", None), signatory("Pond Trust", day)],
    }
}

/// An endorsement as somebody dishonest would write it.
fn written(cast: &Cast, draft: EntryNumber, signed: Digest, organisation: Option<EntryNumber>) -> Violation {
    let (name, place, day) = (None, None, None);
    let entry = Endorsed { draft, language: language("en"), signed, organisation, name, place, day };
    judged(&cast.story, &cast.story.next(cast.heron.author(), entry))
}

fn text(cast: &Cast) -> Digest {
    cast.story.process.drafts.last().expect("a draft").texts[0].text.digest
}

pub(crate) const CASES: &[Case] = &[
    ("not-in-this-phase", "a signature where the charter has no days for it", || {
        let mut cast = Cast::open();
        let draft = operator().drafts(&mut cast.story, DRAFT, &[]);
        refused(&mut cast.story, &cast.heron, sign(draft))
    }),
    ("not-a-draft", "a signature under a statement", || {
        let (mut cast, _) = drafted();
        refused(&mut cast.story, &cast.heron, sign(EntryNumber(6)))
    }),
    ("old-version", "a signature under the text of before", || {
        let (mut cast, first) = drafted();
        let changed = DRAFT.replacen("may label", "shall label", 1);
        operator().drafts(&mut cast.story, &changed, &[]);
        refused(&mut cast.story, &cast.heron, sign(first))
    }),
    ("no-text-in-language", "a text that was read in no language of it", || {
        let (mut cast, draft) = drafted();
        refused(&mut cast.story, &cast.heron, Endorse { language: language("fr"), ..sign(draft) })
    }),
    ("other-text", "the digest of something else", || {
        let (cast, draft) = drafted();
        written(&cast, draft, Digest([7; 32]), None)
    }),
    ("not-a-delegate", "the name of an organisation for which somebody else speaks", || {
        let (mut cast, draft, organisation) = spoken_for();
        refused(&mut cast.story, &cast.crane, Endorse { organisation: Some(organisation), ..sign(draft) })
    }),
    ("not-a-delegate", "a delegate whom nobody has confirmed", || {
        let (mut cast, draft) = drafted();
        let league =
            StateOrganisation::named("Forest League", language("en"), OrganisationKind::CivilSociety);
        let organisation = cast.story.act(&cast.heron, league);
        cast.story.act(&cast.heron, AskToSpeak { organisation });
        written(&cast, draft, text(&cast), Some(organisation))
    }),
    ("unknown-organisation", "an organisation that nobody registered", || {
        let (cast, draft) = drafted();
        written(&cast, draft, text(&cast), Some(NOWHERE))
    }),
    ("nothing-changed", "a second signature of the same person", || {
        let (mut cast, draft) = drafted();
        cast.story.act(&cast.heron, sign(draft));
        written(&cast, draft, text(&cast), None)
    }),
    ("bad-endorsement", "a signature of tomorrow", || {
        let (mut cast, draft) = drafted();
        refused(&mut cast.story, &cast.heron, Endorse { day: today().tomorrow().ok(), ..sign(draft) })
    }),
    ("text-too-long", "a place of a page", || {
        let (mut cast, draft) = drafted();
        refused(&mut cast.story, &cast.heron, Endorse { place: Some("a".repeat(201)), ..sign(draft) })
    }),
    ("unknown-endorsement", "a withdrawal of nothing", || {
        let (mut cast, _) = drafted();
        refused(&mut cast.story, &cast.heron, WithdrawEndorsement { endorsement: NOWHERE, reason: None })
    }),
    ("not-the-author", "the withdrawal of somebody else's signature", || {
        let (mut cast, draft) = drafted();
        let endorsement = cast.story.act(&cast.heron, sign(draft));
        refused(&mut cast.story, &cast.desk, WithdrawEndorsement { endorsement, reason: None })
    }),
    ("nothing-changed", "a second withdrawal", || {
        let (mut cast, draft) = drafted();
        let endorsement = cast.story.act(&cast.heron, sign(draft));
        cast.story.act(&cast.heron, WithdrawEndorsement { endorsement, reason: None });
        refused(&mut cast.story, &cast.heron, WithdrawEndorsement { endorsement, reason: None })
    }),
    ("unknown-source", "a signatory of a list that nobody names", || {
        let (mut cast, draft) = drafted();
        let name = cast.story.words("Lake Trust");
        let (kind, country, place, day, withdrawn) = (SignatoryKind::Person, None, None, None, None);
        let entry = SignatoryListed { draft, kind, name, country, place, day, withdrawn };
        let mut recorded = cast.story.next(maru_forum::Author::Operator, entry);
        recorded.imported = Some(maru_forum::Imported { source: EntryNumber(1), time: None });
        judged(&cast.story, &recorded)
    }),
    ("not-allowed", "a list that somebody without the office brings in", || {
        let (mut cast, draft) = drafted();
        refused(&mut cast.story, &cast.heron, Box::new(list(draft, None)))
    }),
    ("bad-endorsement", "a list that names a day to come", || {
        let (mut cast, draft) = drafted();
        refused(&mut cast.story, &cast.desk, Box::new(list(draft, today().tomorrow().ok())))
    }),
    ("bad-count", "a list without names", || {
        let (mut cast, draft) = drafted();
        let empty = ImportSignatories { signatories: Vec::new(), ..list(draft, None) };
        refused(&mut cast.story, &cast.desk, Box::new(empty))
    }),
    ("reason-too-short", "a list for a reason of one letter", || {
        let (mut cast, draft) = drafted();
        let mute = ImportSignatories { reason: "x".to_owned(), ..list(draft, None) };
        refused(&mut cast.story, &cast.desk, Box::new(mute))
    }),
    ("bad-endorsement", "a signature of another age", || {
        let (mut cast, draft) = drafted();
        let day = Some(today().saturating_sub(10.years()));
        refused(&mut cast.story, &cast.heron, Endorse { day, ..sign(draft) })
    }),
    ("bad-endorsement", "a name of a list that signed in another age", || {
        let (mut cast, draft) = drafted();
        let day = jiff::civil::date(1950, 1, 1);
        refused(&mut cast.story, &cast.desk, Box::new(list(draft, Some(day))))
    }),
    ("bad-demand", "an answer that was read nowhere", || {
        let (mut cast, draft) = drafted();
        let demand = cast.story.act(&operator(), demand(draft));
        let handover = cast.story.act(&cast.desk, handing(draft));
        let source = (language("en"), "x".to_owned());
        refused(&mut cast.story, &cast.heron, AnswerDemand { source, ..answer(handover, demand) })
    }),
    ("unknown-demand", "a look for nothing", || {
        let (mut cast, _) = drafted();
        let (within, found) = (LookedIn::Library, Vec::new());
        refused(&mut cast.story, &cast.heron, LookForDemand { demand: NOWHERE, within, found, words: None })
    }),
    ("bad-list", "a provision that is found twice", || {
        let (mut cast, draft) = drafted();
        let demand = cast.story.act(&operator(), demand(draft));
        let (within, found) = (LookedIn::Library, vec!["act:Art 1".to_owned(); 2]);
        refused(&mut cast.story, &cast.heron, LookForDemand { demand, within, found, words: None })
    }),
    ("language-missing", "a demand in another language than the charter's", || {
        let (mut cast, draft) = drafted();
        let text = LocalText::one(language("fr"), "Des normes.");
        refused(&mut cast.story, &operator(), PutDemand { text, ..demand(draft) })
    }),
    ("text-empty", "a demand of nobody", || {
        let (mut cast, draft) = drafted();
        refused(&mut cast.story, &operator(), PutDemand { to: " ".to_owned(), ..demand(draft) })
    }),
    ("bad-demand", "a handing over of tomorrow", || {
        let (mut cast, draft) = drafted();
        let tomorrow = today().tomorrow().expect("a day");
        refused(&mut cast.story, &cast.desk, HandOver { day: tomorrow, ..handing(draft) })
    }),
    ("miscounted-endorsements", "a withdrawn signature that is counted", || {
        let (mut cast, draft) = drafted();
        let endorsement = cast.story.act(&cast.heron, sign(draft));
        cast.story.act(&cast.heron, WithdrawEndorsement { endorsement, reason: None });
        let entry = HandedOver {
            draft,
            to: "Ministry of Examples".to_owned(),
            process: None,
            day: today(),
            means: "by letter".to_owned(),
            organisations: 0,
            people: 1,
            imported: 0,
            text: None,
        };
        judged(&cast.story, &cast.story.next(maru_forum::Author::Operator, entry))
    }),
    ("unknown-handover", "an answer to what was handed to nobody", || {
        let (mut cast, draft) = drafted();
        let demand = cast.story.act(&operator(), demand(draft));
        refused(&mut cast.story, &cast.heron, answer(NOWHERE, demand))
    }),
    ("bad-demand", "an answer before the statement was handed over", || {
        let (mut cast, draft) = drafted();
        let demand = cast.story.act(&operator(), demand(draft));
        let handover = cast.story.act(&cast.desk, handing(draft));
        let day = today().yesterday().expect("a day");
        refused(&mut cast.story, &cast.heron, AnswerDemand { day, ..answer(handover, demand) })
    }),
    ("reason-too-short", "a refusal without reasons", || {
        let (mut cast, draft) = drafted();
        let demand = cast.story.act(&operator(), demand(draft));
        let handover = cast.story.act(&cast.desk, handing(draft));
        let bare = AnswerDemand { words: None, word: DemandWord::NotTakenUp, ..answer(handover, demand) };
        refused(&mut cast.story, &cast.heron, bare)
    }),
    ("words-of-the-process", "a demand as personal data", || {
        let (mut cast, draft) = drafted();
        let entry = cast.story.act(&operator(), demand(draft));
        let reason = maru_forum::WithdrawalReason::PersonalData;
        let ground = "GDPR Art 17(1)".to_owned();
        refused(&mut cast.story, &operator(), maru_forum::WithdrawWords { entry, reason, ground })
    }),
];

#[test]
fn each_signer_counts_once_under_what_was_signed_and_withdrawn_ones_stay_visible() {
    let (mut cast, first, organisation) = spoken_for();
    let for_league = Endorse { organisation: Some(organisation), ..sign(first) };
    let signed = cast.story.act(&cast.heron, for_league.clone());
    assert_eq!(cast.story.act(&cast.heron, for_league), signed, "a form sent twice makes one entry");
    let place = Some("Seoul".to_owned());
    cast.story.act(&cast.heron, Endorse { place, day: Some(today()), ..sign(first) });
    let crane = cast.story.act(&cast.crane, sign(first));
    let reason = Some((language("en"), "The text says too little.".to_owned()));
    cast.story.act(&cast.crane, WithdrawEndorsement { endorsement: crane, reason });
    let count = |cast: &Cast, draft| cast.story.process.endorsements.count(draft);
    let expected = EndorsementCount { organisations: 1, people: 1, imported: 0, withdrawn: 1 };
    assert_eq!(count(&cast, first), expected);
    assert!(cast.story.process.endorsements.get(crane).is_some_and(|one| one.withdrawn.is_some()));

    // Whoever withdrew may sign again; a list from elsewhere is counted apart.
    cast.story.act(&cast.crane, sign(first));
    cast.story.act(&cast.desk, Box::new(list(first, Some(today()))));
    let expected = EndorsementCount { organisations: 1, people: 2, imported: 1, withdrawn: 2 };
    assert_eq!((count(&cast, first), count(&cast, first).here()), (expected, 3));

    // A later version begins with no signature, and the old ones stay where they are.
    let changed = DRAFT.replacen("may label", "shall label", 1);
    let second = operator().drafts(&mut cast.story, &changed, &[]);
    assert_eq!(count(&cast, second), EndorsementCount::default());
    assert_eq!(count(&cast, first), expected);
    let league = cast.story.process.endorsements.standing(first, Signer::Organisation(organisation));
    assert_eq!(league.map(|one| one.entry), Some(signed));

    // After the end a signature can be withdrawn, and none given.
    operator().closes(&mut cast.story);
    cast.story.act(&cast.heron, WithdrawEndorsement { endorsement: signed, reason: None });
    assert_eq!(count(&cast, first).organisations, 0);
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

#[test]
fn nobody_looked_and_none_found_are_two_answers_and_a_handing_over_counts_for_itself() {
    let (mut cast, draft) = drafted();
    cast.story.act(&cast.heron, sign(draft));
    let number = cast.story.act(&operator(), demand(draft));
    let look = |within, found: &[&str]| LookForDemand {
        demand: number,
        within,
        found: found.iter().map(|one| (*one).to_owned()).collect(),
        words: None,
    };
    cast.story.act(&cast.heron, look(LookedIn::Library, &["act:Art 1"]));
    cast.story.act(&operator(), look(LookedIn::Audits, &[]));
    let handover = cast.story.act(&cast.desk, handing(draft));
    cast.story.after_days(1);
    let day = today().saturating_add(1.days());
    cast.story.act(&cast.crane, AnswerDemand { day, ..answer(handover, number) });
    cast.story.act(&operator(), PutDemand { of: Some(number), ..demand(draft) });
    let demand = cast.story.process.demands.get(number).expect("a demand");
    let found = |within| demand.looked(within, &cast.story.process.ledger).map(|look| look.found.len());
    let places = [LookedIn::Library, LookedIn::Commitments, LookedIn::Audits];
    assert_eq!(places.map(found), [Some(1), None, Some(0)]);
    assert_eq!((demand.said.len(), demand.answers.len()), (2, 1));
    // What somebody typed can be hidden, and then nobody is told that anybody looked.
    let look = demand.looks[0].entry;
    let turned_away = maru_forum::Moderate {
        on: vec![look, demand.answers[0].entry],
        verdict: maru_forum::Verdict::Rejected,
        reason: "it names a neighbour".to_owned(),
        rule: "1".to_owned(),
    };
    let mut hidden = cast.story.clone();
    hidden.act(&operator(), turned_away);
    let ledger = &hidden.process.ledger;
    let demand_then = hidden.process.demands.get(number).expect("a demand");
    assert!(
        demand_then.looked(LookedIn::Library, ledger).is_none() && demand_then.answered(ledger).is_none()
    );
    assert!(demand_then.looked(LookedIn::Audits, ledger).is_some(), "a look without words hides nothing");
    let bytes: Vec<u8> = cast.story.entries.iter().flat_map(|entry| entry.encode().expect("bytes")).collect();
    let record = String::from_utf8_lossy(&bytes);
    assert!(
        !record.contains("act:Art 1") && !record.contains("letter of that day"),
        "beside the record alone"
    );
    let made = &cast.story.process.demands.handovers().get(handover).expect("a handing over").made;
    assert_eq!((made.organisations, made.people, made.imported), (0, 1, 0));
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

/// Events of a joint statement, whatever they say: for tests of reading.
pub(crate) fn events() -> impl Strategy<Value = Event> {
    let number = || (0..1_u64 << 50).prop_map(EntryNumber);
    let line = || "[a-z가-힣 ]{0,20}";
    let day = || (1_800_i16..=2_999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d));
    let words = || "[a-z]{1,9}".prop_map(|text| words_of(&text, "en", Digest::of(text.as_bytes()).0).0);
    let said = || proptest::option::of(words());
    let maybe_day = || proptest::option::of(day());
    let endorsed = (number(), any::<[u8; 32]>(), proptest::option::of(number()), said(), said(), maybe_day());
    let listed = (number(), select(SignatoryKind::ALL), words(), said(), maybe_day(), maybe_day());
    let put = (proptest::option::of(number()), number(), proptest::collection::vec(words(), 0..3), line());
    let looked = (number(), select(LookedIn::ALL), proptest::collection::vec(words(), 0..3), said());
    let handed = (number(), line(), proptest::option::of(line()), day(), line(), any::<[u32; 3]>(), said());
    let answered = (number(), number(), select(DemandWord::ALL), day(), words(), said());
    prop_oneof![
        endorsed.prop_map(|(draft, signed, organisation, name, place, day)| {
            let (language, signed) = (language("ko"), Digest(signed));
            Endorsed { draft, language, signed, organisation, name, place, day }.into()
        }),
        (number(), said())
            .prop_map(|(endorsement, reason)| EndorsementWithdrawn { endorsement, reason }.into()),
        listed.prop_map(|(draft, kind, name, place, day, withdrawn)| {
            SignatoryListed { draft, kind, name, country: None, place, day, withdrawn }.into()
        }),
        put.prop_map(|(of, draft, texts, to)| DemandPut { of, draft, unit: None, texts, to }.into()),
        looked.prop_map(|(demand, within, found, text)| {
            DemandLooked { demand, within, found, text }.into()
        }),
        handed.prop_map(|(draft, to, process, day, means, [organisations, people, imported], text)| {
            HandedOver { draft, to, process, day, means, organisations, people, imported, text }.into()
        }),
        answered.prop_map(|(handover, demand, word, day, source, text)| {
            DemandAnswered { handover, demand, word, day, source, text }.into()
        }),
    ]
}

/// A list of signatories names them as they signed, whatever the language of the list.
#[test]
fn a_list_may_name_signatories_in_other_letters_than_its_own() {
    let (mut cast, draft) = drafted();
    let mut korean = ImportSignatories { language: language("ko"), ..list(draft, None) };
    korean.signatories[0].name = "Friends of Lakes and Ponds".to_owned();
    let before = cast.story.process.entries;
    cast.story.act(&cast.desk, Box::new(korean));
    assert_eq!(cast.story.process.entries, before + 3, "the source and both names");
}
