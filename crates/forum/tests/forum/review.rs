//! Reports, appeals against verdicts, rulings: every rule of them broken once, and what a ruling does.

use maru_forum::{
    AppealVerdict, AppealVerdictOn, EntryNumber, Moderate, Office, Reading, ReportWords, ReviewVerdict,
    Standing, StatementId, Verdict,
};
use maru_testkit::{Cast, language, operator};

use crate::rules::{Case, NOWHERE, refused};

fn report(on: EntryNumber) -> ReportWords {
    ReportWords { on, text: "It names a private person.".to_owned(), language: language("en") }
}

fn appeal(on: EntryNumber) -> AppealVerdictOn {
    AppealVerdictOn { on, text: "It names nobody at all.".to_owned(), language: language("en") }
}

fn rule(appeal: EntryNumber, verdict: AppealVerdict) -> ReviewVerdict {
    ReviewVerdict { appeal, verdict, text: "Nobody is named.".to_owned(), language: language("en") }
}

/// The cast with heron's statement, which the desk rejected.
fn rejected() -> (Cast, EntryNumber) {
    let mut cast = Cast::open();
    let on = cast.story.act(
        &cast.heron,
        maru_forum::SubmitStatement { text: "Labels help nobody.".to_owned(), language: language("en") },
    );
    let (reason, rule) = ("names somebody".to_owned(), "2".to_owned());
    cast.story.act(&cast.desk, Moderate { on: vec![on], verdict: Verdict::Rejected, reason, rule });
    (cast, on)
}

/// The same with an appeal, and with crane to rule on it.
fn appealed() -> (Cast, EntryNumber, EntryNumber) {
    let (mut cast, on) = rejected();
    let appeal = cast.story.act(&cast.heron, appeal(on));
    operator().grants(&mut cast.story, &cast.crane, Office::Appeals);
    (cast, on, appeal)
}

pub(crate) const CASES: &[Case] = &[
    ("unknown-entry", "a report of nothing", || {
        let mut cast = Cast::open();
        refused(&mut cast.story, &cast.heron, report(NOWHERE))
    }),
    ("turned-away", "a report of what nobody can read", || {
        let (mut cast, on) = rejected();
        refused(&mut cast.story, &cast.crane, report(on))
    }),
    ("reported-already", "the same words reported twice", || {
        let mut cast = Cast::open();
        let first = cast.labels.0;
        cast.story.act(&cast.heron, report(first));
        cast.story.act(&cast.crane, report(first));
        refused(&mut cast.story, &cast.heron, report(first))
    }),
    ("overruled", "words turned away once more by whoever was overruled", || {
        let (mut cast, on, appeal) = appealed();
        cast.story.act(&cast.crane, rule(appeal, AppealVerdict::Overturned));
        let (reason, rule) = ("sells something".to_owned(), "3".to_owned());
        refused(
            &mut cast.story,
            &cast.desk,
            Moderate { on: vec![on], verdict: Verdict::Rejected, reason, rule },
        )
    }),
    (
        "reason-fell",
        "words turned away once more for the reason that fell, with other blanks and signs",
        || {
            let (mut cast, on, appeal) = appealed();
            cast.story.act(&cast.crane, rule(appeal, AppealVerdict::Overturned));
            let (reason, rule) = ("Names,  SOMEBODY!".to_owned(), "2".to_owned());
            refused(
                &mut cast.story,
                &operator(),
                Moderate { on: vec![on], verdict: Verdict::Rejected, reason, rule },
            )
        },
    ),
    ("judged-already", "words turned away that are not shown as it is", || {
        let (mut cast, on) = rejected();
        let (reason, rule) = ("sells something".to_owned(), "3".to_owned());
        refused(
            &mut cast.story,
            &operator(),
            Moderate { on: vec![cast.labels.0, on], verdict: Verdict::Rejected, reason, rule },
        )
    }),
    ("unknown-statements", "two numbers that are no words, beside one that is", || {
        let mut cast = Cast::open();
        let (reason, rule) = ("sells something".to_owned(), "3".to_owned());
        let on = vec![cast.labels.0, NOWHERE, EntryNumber(1)];
        refused(&mut cast.story, &cast.desk, Moderate { on, verdict: Verdict::Rejected, reason, rule })
    }),
    ("rule-missing", "words turned away under no rule", || {
        let mut cast = Cast::open();
        let (on, reason) = (vec![cast.labels.0], "sells something".to_owned());
        let verdict = Verdict::Rejected;
        refused(&mut cast.story, &cast.desk, Moderate { on, verdict, reason, rule: " ".to_owned() })
    }),
    ("not-rejected", "an appeal against no verdict", || {
        let mut cast = Cast::open();
        let first = cast.labels.0;
        refused(&mut cast.story, &cast.heron, appeal(first))
    }),
    ("not-the-refused", "an appeal for somebody else", || {
        let (mut cast, on) = rejected();
        refused(&mut cast.story, &cast.crane, appeal(on))
    }),
    ("appealed-already", "a second appeal", || {
        let (mut cast, on, _) = appealed();
        refused(&mut cast.story, &cast.heron, appeal(on))
    }),
    ("appeal-over", "an appeal after its time", || {
        let (mut cast, on) = rejected();
        cast.story.after_days(15);
        refused(&mut cast.story, &cast.heron, appeal(on))
    }),
    ("unknown-appeal", "a ruling on nothing", || {
        let (mut cast, ..) = appealed();
        refused(&mut cast.story, &cast.crane, rule(NOWHERE, AppealVerdict::Upheld))
    }),
    ("own-refusal", "a ruling by whoever judged", || {
        let (mut cast, _, appeal) = appealed();
        operator().grants(&mut cast.story, &cast.desk, Office::Appeals);
        refused(&mut cast.story, &cast.desk, rule(appeal, AppealVerdict::Upheld))
    }),
    ("own-appeal", "a ruling by whoever appealed", || {
        let (mut cast, _, appeal) = appealed();
        operator().grants(&mut cast.story, &cast.heron, Office::Appeals);
        refused(&mut cast.story, &cast.heron, rule(appeal, AppealVerdict::Overturned))
    }),
    ("ruled-already", "a second ruling", || {
        let (mut cast, _, appeal) = appealed();
        cast.story.act(&cast.crane, rule(appeal, AppealVerdict::Upheld));
        refused(&mut cast.story, &cast.crane, rule(appeal, AppealVerdict::Overturned))
    }),
];

#[test]
fn a_verdict_falls_by_the_ruling_of_somebody_else_and_the_words_are_shown() {
    let (mut cast, on, appeal) = appealed();
    let standing = |cast: &Cast| cast.story.process.ledger.standing(on);
    assert!(matches!(standing(&cast), Some(Standing::Rejected(_))));
    assert!(
        !cast.story.process.ledger.may_read_entry(appeal, Reading::Moderator),
        "an appeal is for those who rule"
    );
    cast.story.act(&cast.crane, rule(appeal, AppealVerdict::Overturned));
    assert_eq!(standing(&cast), Some(Standing::Shown));
    let statement = cast.story.process.statement(StatementId(on)).expect("the statement");
    assert_eq!(statement.verdict, Some(Verdict::Accepted));
    let (mut upheld, on, appeal) = appealed();
    upheld.story.act(&upheld.crane, rule(appeal, AppealVerdict::Upheld));
    assert!(matches!(upheld.story.process.ledger.standing(on), Some(Standing::Rejected(_))));
}

#[test]
fn somebody_else_may_turn_words_away_for_another_reason_after_a_ruling() {
    let (mut cast, on, appeal) = appealed();
    cast.story.act(&cast.crane, rule(appeal, AppealVerdict::Overturned));
    let (reason, rule) = ("sells something".to_owned(), "3".to_owned());
    let again = Moderate { on: vec![on], verdict: Verdict::Rejected, reason, rule };
    cast.story.act(&operator(), again);
    assert!(matches!(cast.story.process.ledger.standing(on), Some(Standing::Rejected(_))));
}

#[test]
fn words_are_reported_anew_once_a_moderator_has_judged_them() {
    let mut cast = Cast::open();
    let on = cast.labels.0;
    cast.story.act(&cast.heron, report(on));
    let (reason, rule) = ("names nobody".to_owned(), "2".to_owned());
    cast.story.act(&cast.desk, Moderate { on: vec![on], verdict: Verdict::Accepted, reason, rule });
    cast.story.act(&cast.heron, report(on));
    assert_eq!((cast.story.process.words_reports.len(), cast.story.process.open_reports().count()), (2, 1));
}

#[test]
fn a_report_is_read_by_moderators_and_its_author_alone() {
    let mut cast = Cast::open();
    let first = cast.labels.0;
    let entry = cast.story.act(&cast.heron, report(first));
    let ledger = &cast.story.process.ledger;
    assert!(ledger.may_read_entry(entry, Reading::Moderator));
    assert!(ledger.may_read_entry(entry, Reading::Participant(cast.heron.id())));
    assert!(!ledger.may_read_entry(entry, Reading::Anyone));
    let accept = Moderate {
        on: vec![entry],
        verdict: Verdict::Accepted,
        reason: "shown".to_owned(),
        rule: "1".to_owned(),
    };
    assert!(!refused(&mut cast.story, &cast.desk, accept).code().is_empty(), "nobody makes a report public");
}

/// The words go while an appeal waits: whoever rules can still say that the act was wrong, nothing is due, and nothing comes back.
#[test]
fn an_appeal_about_words_that_went_meanwhile_can_be_ruled_on_either_way() {
    for verdict in [AppealVerdict::Upheld, AppealVerdict::Overturned] {
        let (mut cast, on, appeal) = appealed();
        let pressing = |cast: &Cast| {
            let process = &cast.story.process;
            process.verdict_appeals.get(appeal).is_some_and(|one| process.is_pressing(one))
        };
        assert!(pressing(&cast));
        cast.heron.withdraws(&mut cast.story, on);
        assert!(!pressing(&cast), "its author took the words back");
        assert_eq!(cast.story.process.unheard_appeals(), 0);
        cast.story.act(&cast.crane, rule(appeal, verdict));
        assert!(matches!(cast.story.process.ledger.standing(on), Some(Standing::Withdrawn(_))));
    }
}

/// A ruling undoes the act that was appealed against, and not another one that came in between.
#[test]
fn a_ruling_undoes_no_later_verdict() {
    let (mut cast, on, appeal) = appealed();
    let judge = |cast: &mut Cast, verdict, reason: &str| {
        let (reason, rule) = (reason.to_owned(), "3".to_owned());
        cast.story.act(&operator(), Moderate { on: vec![on], verdict, reason, rule })
    };
    judge(&mut cast, Verdict::Accepted, "looked again");
    let later = judge(&mut cast, Verdict::Rejected, "sells something");
    cast.story.act(&cast.crane, rule(appeal, AppealVerdict::Overturned));
    assert_eq!(cast.story.process.ledger.standing(on), Some(Standing::Rejected(later)));
}
