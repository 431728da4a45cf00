//! A gallery of cheats around a joint statement, each caught by its code, and what a reader is told of an honest one.

use maru_forum::{
    AskToSpeak, Author, Confidence, DelegationVerdict, Endorse, Endorsed, EntryNumber, Find, FindingWord,
    HandOver, HandedOver, NameContradiction, OrganisationKind, PhaseAct, RecordCommitment, RuleOnDelegation,
    StateOrganisation, WithdrawEndorsement,
};
use maru_record::Digest;
use maru_testkit::{Cast, charter_with, language, operator, today};
use maru_verify::{Report, Verdict};

use crate::look::{look, publish};

const TEXT: &str = "# Statement\n\n## 1\n\nGovernments shall bind themselves.\n";

/// The cast with a text; Heron speaks for an organisation.
fn drafted() -> (Cast, EntryNumber, EntryNumber) {
    let charter = charter_with(|charter| charter.phases[0].acts.push(PhaseAct::Endorse));
    let mut cast = Cast::under(charter);
    let draft = operator().drafts(&mut cast.story, TEXT, &[]);
    let league = StateOrganisation::named("Forest League", language("en"), OrganisationKind::CivilSociety);
    let organisation = cast.story.act(&cast.heron, league);
    let delegation = cast.story.act(&cast.heron, AskToSpeak { organisation });
    let (verdict, reason) = (DelegationVerdict::Confirmed, None);
    cast.story.act(&operator(), RuleOnDelegation { delegation, verdict, reason });
    (cast, draft, organisation)
}

fn sign(draft: EntryNumber, organisation: Option<EntryNumber>) -> Endorse {
    Endorse { draft, language: language("en"), organisation, name: None, place: None, day: None }
}

fn claimed(cast: &Cast, draft: EntryNumber, organisation: Option<EntryNumber>) -> Endorsed {
    let signed = cast.story.process.drafts.last().unwrap().texts[0].text.digest;
    Endorsed { draft, language: language("en"), signed, organisation, name: None, place: None, day: None }
}

fn report(cast: &Cast) -> Report {
    look(&publish(&cast.story))
}

#[track_caller]
fn wrong(cast: &Cast, code: &str) {
    let report = report(cast);
    let found = report.findings.iter().find(|finding| finding.code == code);
    let found = found.unwrap_or_else(|| panic!("no “{code}” in {:#?}", report.findings));
    assert!(found.proven && report.verdict == Verdict::Wrong, "{found:?}");
}

#[test]
fn signatures_of_no_delegate_under_another_text_and_counted_after_withdrawal_are_wrong() {
    let (mut cast, draft, organisation) = drafted();
    let desk = cast.desk.author();
    let by_nobody = claimed(&cast, draft, Some(organisation));
    cast.story.force(desk, by_nobody);
    wrong(&cast, "not-a-delegate");

    let (mut cast, draft, _) = drafted();
    let other = Endorsed { signed: Digest([9; 32]), ..claimed(&cast, draft, None) };
    let heron = cast.heron.author();
    cast.story.force(heron, other);
    wrong(&cast, "other-text");

    let (mut cast, draft, organisation) = drafted();
    let endorsement = cast.story.act(&cast.heron, sign(draft, Some(organisation)));
    cast.story.act(&cast.heron, WithdrawEndorsement { endorsement, reason: None });
    let handed = HandedOver {
        draft,
        to: "Ministry of Examples".to_owned(),
        process: None,
        entry: None,
        day: today(),
        means: "by letter".to_owned(),
        organisations: 1,
        people: 0,
        imported: 0,
        text: None,
    };
    cast.story.force(Author::Operator, handed);
    wrong(&cast, "miscounted-endorsements");
}

#[test]
fn an_honest_statement_is_good_and_notes_tell_what_was_left() {
    let (mut cast, draft, organisation) = drafted();
    cast.story.act(&cast.heron, sign(draft, Some(organisation)));
    cast.story.act(&cast.crane, sign(draft, None));
    let (to, means) = ("Ministry of Examples".to_owned(), "by letter".to_owned());
    let handing = HandOver { draft, to, process: None, entry: None, day: today(), means, words: None };
    cast.story.act(&cast.desk, handing.clone());
    let clean = report(&cast);
    assert_eq!((clean.verdict, clean.findings.len()), (Verdict::Good, 0), "{:#?}", clean.findings);

    let promise = |text: &str| RecordCommitment {
        actor: "Forest League".to_owned(),
        organisation: Some(organisation),
        text: text.to_owned(),
        language: language("en"),
        quotation: None,
        made: None,
        place: String::new(),
        due: Some(today()),
        source: "Its page".to_owned(),
        confidence: Confidence::High,
        provisions: Vec::new(),
        about: Vec::new(),
    };
    let first = cast.story.act(&cast.desk, promise("To plant."));
    let second = cast.story.act(&cast.desk, promise("To fell."));
    let text = "Who fells does not plant, they say.".to_owned();
    let contradiction = NameContradiction { first, second, text, language: language("en") };
    cast.story.act(&cast.crane, contradiction);
    cast.story.after_days(2);
    let delegation = cast.story.process.delegations.iter().next().unwrap().entry;
    operator().drafts(&mut cast.story, &TEXT.replace("shall", "must"), &[]);
    cast.story.act(&cast.desk, handing);
    let ended = RuleOnDelegation { delegation, verdict: DelegationVerdict::Ended, reason: None };
    cast.story.act(&cast.heron, ended);
    let codes = |cast: &Cast| {
        let report = report(cast);
        assert_eq!(report.verdict, Verdict::Good, "{:#?}", report.findings);
        report.notes.into_iter().map(|note| note.code).collect::<Vec<_>>()
    };
    let told = codes(&cast);
    for code in [
        "commitment-unlooked",
        "contradiction-unanswered",
        "endorsement-nobody-speaks",
        "older-version-handed-over",
    ] {
        assert!(told.iter().any(|known| known == code), "{code} in {told:?}");
    }

    // A finding ends the first two, and one of whoever promised is told as that.
    let (mut cast, _, organisation) = drafted();
    let one = cast.story.act(&cast.desk, promise("To plant."));
    assert_eq!(cast.story.process.commitments.get(one).unwrap().promise.organisation, Some(organisation));
    let text = "We planted a thousand trees.".to_owned();
    let (word, day) = (FindingWord::Kept, today());
    cast.story.act(
        &cast.heron,
        Find {
            commitment: one,
            word,
            text,
            source: "Our own yearly report".to_owned(),
            language: language("en"),
            day,
        },
    );
    let told = codes(&cast);
    assert!(told.iter().any(|code| code == "finding-by-promiser"), "{told:?}");
    assert!(!told.iter().any(|code| code == "commitment-unlooked"), "{told:?}");
}

#[test]
fn what_was_handed_over_before_it_was_there_is_told() {
    let (mut cast, draft, _) = drafted();
    let (to, means) = ("Ministry of Examples".to_owned(), "by letter".to_owned());
    let day = today().checked_sub(jiff::ToSpan::days(3)).unwrap();
    let early = HandOver { draft, to, process: None, entry: None, day, means, words: None };
    let handover = cast.story.act(&cast.desk, early);
    operator().drafts(&mut cast.story, &TEXT.replace("shall", "must"), &[]);
    let later = cast.story.process.drafts.last().unwrap().entry;
    let demand = maru_forum::PutDemand {
        of: None,
        draft: later,
        unit: None,
        text: maru_forum::LocalText::one(language("en"), "Bind yourselves."),
        to: "governments".to_owned(),
    };
    let demand = cast.story.act(&cast.desk, demand);
    let answer = maru_forum::AnswerDemand {
        handover,
        demand,
        word: maru_forum::DemandWord::Unanswered,
        day: today(),
        source: (language("en"), "its page of news".to_owned()),
        words: None,
    };
    let answer = cast.story.act(&cast.crane, answer);
    let report = report(&cast);
    assert_eq!(report.verdict, Verdict::Good, "{:#?}", report.findings);
    let told =
        |code: &str| report.notes.iter().find(|note| note.code == code).map(|note| note.entries.clone());
    assert_eq!(told("handover-before-draft"), Some(vec![handover.0]));
    assert_eq!(told("demand-not-handed-over"), Some(vec![answer.0]));
}
