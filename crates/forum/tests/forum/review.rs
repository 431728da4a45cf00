//! Reports, appeals against verdicts, rulings: every rule of them broken once, and what a ruling does.

use maru_forum::{
    AppealVerdict, AppealVerdictOn, Apply, CODE_LETTERS, ChangeCharter, Code, EntryNumber, Means, Moderate,
    Office, ParticipantId, Reading, RefusalReason, Refuse, Registration, ReportOutcome, ReportWords,
    ReviewVerdict, STRANGERS_AT_ONCE, STRANGERS_ON_ONE, Standing, StatementId, TellOfAct, Verdict,
};
use maru_testkit::{Cast, charter_with, language, operator};

use crate::rules::{Case, NOWHERE, refused};

fn report(on: EntryNumber) -> ReportWords {
    ReportWords { on, text: "It names a private person.".to_owned(), language: language("en"), code: None }
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

fn code(number: u8) -> Code {
    Code::of([number; CODE_LETTERS])
}

/// The report of somebody without an account.
fn of_stranger(on: EntryNumber, number: u8) -> ReportWords {
    ReportWords { code: Some(code(number).seal().into()), ..report(on) }
}

/// Somebody who asked to come in, and was refused; gives the application and the refusal.
fn refused_application() -> (Cast, EntryNumber, EntryNumber) {
    let mut cast = Cast::open();
    let invited = charter_with(|charter| charter.registration = Registration::Invited);
    let (charter, reason) = (Box::new(invited), "few seats".to_owned());
    cast.story.act(&operator(), ChangeCharter { charter, reason, shorten: true });
    let applied = Apply {
        group: None,
        country: None,
        text: "We build models in Busan.".to_owned(),
        language: language("en"),
        code: code(9).seal().into(),
    };
    let application = cast.story.act(&operator(), applied);
    let refusal = Refuse {
        application: Some(application),
        participant: None,
        reason: RefusalReason::NoSeats,
        text: "All seats are taken.".to_owned(),
        language: language("en"),
        last_day: maru_testkit::today().saturating_add(jiff::Span::new().days(20)),
    };
    let refusal = cast.story.act(&cast.desk, refusal);
    (cast, application, refusal)
}

fn told(act: EntryNumber, to: &[ParticipantId], means: Means) -> TellOfAct {
    TellOfAct { act, to: to.to_vec(), means }
}

/// The verdict of the cast with a rejected statement.
fn verdict(cast: &Cast) -> EntryNumber {
    cast.story.process.moderation_log.last().expect("a verdict").entry
}

pub(crate) const CASES: &[Case] = &[
    ("reporter-unsaid", "a report of nobody", || {
        let mut cast = Cast::open();
        let on = cast.labels.0;
        refused(&mut cast.story, &operator(), report(on))
    }),
    ("reporter-unsaid", "a participant with a code for strangers", || {
        let mut cast = Cast::open();
        let on = cast.labels.0;
        refused(&mut cast.story, &cast.heron, of_stranger(on, 1))
    }),
    ("code-known", "two reports with one code", || {
        let mut cast = Cast::open();
        let on = cast.labels.0;
        cast.story.act(&operator(), of_stranger(on, 1));
        refused(&mut cast.story, &operator(), of_stranger(on, 1))
    }),
    ("reported-already", "the same words by more strangers than moderators need", || {
        let mut cast = Cast::open();
        let on = cast.labels.0;
        for number in 0..STRANGERS_ON_ONE as u8 {
            cast.story.act(&operator(), of_stranger(on, number));
        }
        refused(&mut cast.story, &operator(), of_stranger(on, 30))
    }),
    ("reports-wait", "more reports of strangers than moderators can read", || {
        let mut cast = Cast::open();
        let mut number: u32 = 0;
        loop {
            let text = format!("Labels of kind {number} help.");
            let stated = maru_forum::SubmitStatement { text, language: language("en") };
            let on = cast.story.act(&cast.heron, stated);
            let seal = Code::of(std::array::from_fn(|place| (number >> place.min(20)) as u8 & 1)).seal();
            let sent = ReportWords { code: Some(seal.into()), ..report(on) };
            number += 1;
            if number > STRANGERS_AT_ONCE as u32 {
                return refused(&mut cast.story, &operator(), sent);
            }
            cast.story.act(&operator(), sent);
        }
    }),
    ("unknown-act", "telling of something that is about nobody", || {
        let (mut cast, on) = rejected();
        let who = cast.heron.id();
        refused(&mut cast.story, &operator(), told(on, &[who], Means::Seen))
    }),
    ("unknown-act", "a mail to an applicant, of whom nobody has an address", || {
        let (mut cast, _, refusal) = refused_application();
        refused(&mut cast.story, &operator(), told(refusal, &[], Means::Mail))
    }),
    ("not-concerned", "telling somebody else", || {
        let (mut cast, _) = rejected();
        let (act, who) = (verdict(&cast), cast.crane.id());
        refused(&mut cast.story, &operator(), told(act, &[who], Means::Seen))
    }),
    ("nothing-changed", "a notice to somebody who has seen it", || {
        let (mut cast, _) = rejected();
        let (act, who) = (verdict(&cast), cast.heron.id());
        cast.story.act(&operator(), told(act, &[who], Means::Seen));
        refused(&mut cast.story, &operator(), told(act, &[who], Means::Page))
    }),
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

#[test]
fn somebody_without_an_account_reports_words_and_looks_up_what_became_of_it() {
    let mut cast = Cast::open();
    let on = cast.labels.0;
    let entry = cast.story.act(&operator(), of_stranger(on, 4));
    let outcome = |cast: &Cast| {
        let process = &cast.story.process;
        let report = process.report_of(&code(4)).expect("the report of the code").clone();
        match process.outcome_of_report(&report) {
            ReportOutcome::Open => None,
            ReportOutcome::Judged(act) => Some((act.entry, act.verdict)),
            ReportOutcome::Erased(by) => panic!("erased by {by}"),
        }
    };
    assert_eq!(cast.story.process.report_of(&code(5)), None, "another code finds nothing");
    assert_eq!(outcome(&cast), None);
    assert!(cast.story.process.open_reports().any(|report| report.entry == entry));
    let (reason, rule) = ("names nobody".to_owned(), "2".to_owned());
    let act = cast.story.act(&cast.desk, Moderate { on: vec![on], verdict: Verdict::Accepted, reason, rule });
    assert_eq!(outcome(&cast), Some((act, Verdict::Accepted)));
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

#[test]
fn who_was_told_of_an_act_and_how_is_in_the_record() {
    let (mut cast, _) = rejected();
    let (act, who) = (verdict(&cast), cast.heron.id());
    let means = |cast: &Cast| cast.story.process.notices.told(act, who).map(|telling| telling.means);
    assert_eq!(cast.story.process.acts_to_tell(), [(act, who)]);
    assert_eq!(means(&cast), None, "nobody said so yet");
    cast.story.act(&operator(), told(act, &[who], Means::Page));
    assert_eq!(cast.story.process.acts_to_tell(), []);
    assert!(cast.story.process.can_tell_of_act(act, who, Means::Seen), "a notice tells nobody");
    cast.story.act(&operator(), told(act, &[who], Means::Seen));
    assert_eq!(means(&cast), Some(Means::Seen));
    assert!(!cast.story.process.can_tell_of_act(act, who, Means::Mail));

    let (mut cast, application, refusal) = refused_application();
    assert_eq!(cast.story.process.acts_about_applicants(), [(refusal, application)].into());
    assert!(cast.story.process.can_tell_applicant(refusal));
    cast.story.act(&operator(), told(refusal, &[], Means::Seen));
    assert!(!cast.story.process.can_tell_applicant(refusal));
    assert!(cast.story.process.notices.told_applicant(refusal).is_some());
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
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

/// Nobody has to look at words that are gone; what a moderator judged before they went stays judged.
#[test]
fn a_report_on_erased_words_is_not_open() {
    let mut cast = Cast::open();
    let (gone, kept) = (cast.labels.0, cast.fines.0);
    let (on_gone, on_kept) =
        (cast.story.act(&operator(), of_stranger(gone, 1)), cast.story.act(&cast.heron, report(kept)));
    let open = |cast: &Cast| cast.story.process.open_reports().map(|one| one.entry).collect::<Vec<_>>();
    assert_eq!(open(&cast), [on_gone, on_kept]);
    let erased = cast.heron.withdraws(&mut cast.story, gone);
    assert_eq!(open(&cast), [on_kept]);
    let process = &cast.story.process;
    let outcome = process.outcome_of_report(process.words_reports.get(on_gone).expect("a report"));
    assert_eq!(outcome, ReportOutcome::Erased(erased));
    assert_eq!(process.remaining(maru_forum::Moment(cast.story.now)).reports, [on_kept]);
    let (reason, rule) = ("names nobody".to_owned(), "1".to_owned());
    cast.story.act(&cast.desk, Moderate { on: vec![kept], verdict: Verdict::Accepted, reason, rule });
    assert_eq!(open(&cast), []);
}
