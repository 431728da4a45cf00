//! A gallery of cheats around who was invited and refused, each caught with the sentence that a journalist would quote.

use jiff::ToSpan as _;
use maru_forum::{
    AppealRuled, AppealVerdict, Apply, Author, Code, CountParticipation, EntryNumber, Event, Invite, Invitee,
    Join, MakeAppeal, Moment, NewInvitation, NoteSent, Office, ParticipantId, Pseudonym, RefusalReason,
    Refuse, Registration, ResultPublished, SentBy,
};
use maru_testkit::{Person, Story, charter_with, language, operator, today, visitor};
use maru_verify::{Report, Verdict};

use crate::look::{look, publish, publish_readable};

/// A process to which people are invited: entry 2 is Owl, the registrar; entry 3 is Swan, who rules on appeals.
struct Door {
    story: Story,
    owl: Person,
    swan: Person,
}

fn code(number: u8) -> Code {
    Code::of([number; maru_forum::CODE_LETTERS])
}

/// Two people are invited, one of whom came; somebody applied, was refused in entry 11, and appealed in entry 12.
fn told() -> Door {
    let mut story = Story::open_under(charter_with(|charter| charter.registration = Registration::Invited));
    let [owl, swan] = ["owl", "swan"].map(|name| story.admitted_by(&operator(), name));
    operator().grants(&mut story, &owl, Office::Registrar);
    operator().grants(&mut story, &swan, Office::Appeals);
    let invitation = |number: u8| NewInvitation {
        to: Invitee::Person,
        organisation: None,
        class: None,
        group: None,
        country: None,
        last_day: today().saturating_add(20.days()),
        codes: vec![code(number).seal().into()],
        reason: "wrote about the matter".to_owned(),
    };
    let first = story.act(&owl, Invite { invitations: vec![invitation(1), invitation(2)] });
    story.act(&owl, NoteSent { invitations: vec![first], means: SentBy::Paper });
    story.act(&visitor(), Join { code: Some(code(1)), ..Join::named(Pseudonym::new("guest").unwrap()) });
    let applying = Apply {
        group: None,
        country: None,
        text: "The matter is mine.".to_owned(),
        language: language("en"),
        code: code(3).seal().into(),
    };
    let application = story.act(&visitor(), applying);
    let refusing = Refuse {
        application: Some(application),
        participant: None,
        reason: RefusalReason::NoSeats,
        text: "All seats are taken.".to_owned(),
        language: language("en"),
        last_day: today().saturating_add(20.days()),
    };
    let refusal = story.act(&owl, refusing);
    assert_eq!(refusal, EntryNumber(11));
    story.act(&visitor(), MakeAppeal::with(&code(3), refusal, "I was first.", language("en")));
    Door { story, owl, swan }
}

/// The one note of a code, with its entries.
#[track_caller]
fn noted(story: &Story, code: &str) -> (Vec<u64>, String) {
    let report = look(&publish_readable(story));
    assert_eq!(report.verdict, Verdict::Good, "{:#?}", report.findings);
    let mut named = report.notes.iter().filter(|note| note.code == code);
    let note = named.next().unwrap_or_else(|| panic!("no “{code}” in {:#?}", report.notes));
    assert!(named.next().is_none(), "{code} is said twice");
    (note.entries.clone(), note.sentence.clone())
}

#[track_caller]
fn not_noted(story: &Story, code: &str) {
    let report = look(&publish_readable(story));
    assert!(report.notes.iter().all(|note| note.code != code), "{:#?}", report.notes);
}

/// An entry of somebody, so that the record has a last day.
fn says_more(story: &mut Story) {
    operator().states(story, "The days go by.");
}

#[test]
fn an_appeal_on_which_nobody_rules_is_told_with_who_should_have() {
    let Door { mut story, swan, .. } = told();
    story.after_days(30);
    says_more(&mut story);
    not_noted(&story, "appeal-unruled");
    story.after_days(1);
    says_more(&mut story);
    let (entries, said) = noted(&story, "appeal-unruled");
    assert_eq!(entries, [12]);
    let last = today().saturating_add(31.days());
    assert_eq!(
        said,
        format!(
            "1 of the appeals had no ruling, though one was due, by the last entry, of {last} (entry 12); the oldest came on {}. It fell to \
             “swan” (entry 3).",
            today()
        )
    );
    let ruling = maru_forum::RuleOnAppeal {
        appeal: EntryNumber(12),
        verdict: AppealVerdict::Upheld,
        text: "Swan was first.".to_owned(),
        language: language("en"),
    };
    let late = story.act(&swan, ruling);
    not_noted(&story, "appeal-unruled");
    assert_eq!(noted(&story, "appeal-ruled-late").0, [late.0]);
}

#[test]
fn an_invitation_sent_when_hardly_anybody_can_answer() {
    let sent_after = |days: i64| {
        let Door { mut story, owl, .. } = told();
        story.after_days(days);
        story.act(&owl, NoteSent { invitations: vec![EntryNumber(7)], means: SentBy::Paper });
        story
    };
    not_noted(&sent_after(18), "invitation-sent-late");
    let late = sent_after(19);
    assert_eq!(noted(&late, "invitation-sent-late").0, [late.entries.len() as u64 - 1]);
}

#[test]
fn an_appeal_where_nobody_may_rule() {
    let Door { mut story, swan, .. } = told();
    operator().ends(&mut story, &swan, Office::Appeals);
    // Whoever left before it came owed nothing.
    let before =
        story.entries.iter().position(|entry| entry.body.get("t").unwrap().as_text() == Some("appeal"));
    assert_eq!(before, Some(12));
    story.after_days(31);
    says_more(&mut story);
    assert!(noted(&story, "appeal-unruled").1.contains("“swan”"), "they held it when the appeal came");
}

#[test]
fn what_the_register_owes_is_told_when_nobody_can_do_it_any_more() {
    let Door { mut story, .. } = told();
    let applying = Apply {
        group: None,
        country: None,
        text: "And so is it mine.".to_owned(),
        language: language("en"),
        code: code(4).seal().into(),
    };
    let application = story.act(&visitor(), applying);
    story.after_days(30);
    says_more(&mut story);
    not_noted(&story, "application-undecided");
    let (entries, said) = noted(&story, "invitation-unsent");
    assert_eq!((entries, said.ends_with("It fell to “owl” (entry 2).")), (vec![7], true), "{said}");
    operator().closes(&mut story);
    let (entries, said) = noted(&story, "application-undecided");
    assert_eq!(entries, [application.0]);
    assert!(
        said.starts_with("1 of the applications to come in had been neither granted nor refused by "),
        "{said}"
    );
}

#[test]
fn a_ruling_by_whoever_holds_the_office_that_is_appealed_against() {
    let Door { mut story, swan, .. } = told();
    operator().grants(&mut story, &swan, Office::Registrar);
    let ruling = maru_forum::RuleOnAppeal {
        appeal: EntryNumber(12),
        verdict: AppealVerdict::Upheld,
        text: ".".to_owned(),
        language: language("en"),
    };
    let ruling = story.act(&swan, ruling);
    assert_eq!(noted(&story, "ruled-by-same-offices").0, [ruling.0]);
    // And of one sign.
    assert_eq!(noted(&story, "words-say-nothing").0, [ruling.0]);
}

#[test]
fn people_let_in_at_once_by_one_hand_and_called_verified() {
    let Door { mut story, owl, .. } = told();
    let mut let_in = |name: &str, verified| {
        let admitting = Join {
            verified,
            reason: Some(format!("{name} is known to us")),
            ..Join::named(Pseudonym::new(name).unwrap())
        };
        story.act(&owl, admitting).0
    };
    let four: Vec<u64> = ["a", "b", "c", "d"].into_iter().map(|name| let_in(name, true)).collect();
    let fifth = let_in("e", false);
    let all: Vec<u64> = four.iter().copied().chain([fifth]).collect();
    assert_eq!(noted(&story, "admitted-in-a-row").0, all);
    assert_eq!(noted(&story, "verified-without-means").0, four);
    // Owl and Swan came so too, admitted by the host.
    assert_eq!(noted(&story, "admitted-uninvited").0, [vec![2, 3], all].concat());
    let Door { story, .. } = told();
    not_noted(&story, "admitted-in-a-row");
    not_noted(&story, "verified-without-means");
}

/// The counts that the node would publish next.
fn counts(story: &Story) -> ResultPublished {
    let mut story = story.clone();
    story.act(&operator(), CountParticipation {});
    match story.recorded().pop().unwrap().event {
        Event::ResultPublished(counts) => counts,
        other => panic!("a result, not {other:?}"),
    }
}

#[track_caller]
fn quoted(report: &Report, code: &str, sentence: &str) {
    let found = report.findings.iter().find(|finding| finding.code == code);
    let found = found.unwrap_or_else(|| panic!("no “{code}” in {:#?}", report.findings));
    assert!(found.proven && report.verdict == Verdict::Wrong, "{found:?}");
    assert_eq!(found.sentence, sentence);
}

#[test]
fn an_honest_door_is_good_and_what_applicants_said_is_hidden() {
    let Door { mut story, swan, .. } = told();
    let ruling = maru_forum::RuleOnAppeal {
        appeal: EntryNumber(12),
        verdict: AppealVerdict::Overturned,
        text: "They were first.".to_owned(),
        language: language("en"),
    };
    story.act(&swan, ruling);
    story.act(&operator(), CountParticipation {});
    let report = look(&publish_readable(&story));
    assert_eq!((report.verdict, report.findings.len()), (Verdict::Good, 0), "{:#?}", report.findings);
    assert_eq!((report.hidden, report.contents), (2, 2), "application and appeal are for those who decide");
    assert!(report.results.iter().all(|result| result.same) && report.results.len() == 1);
}

#[test]
fn an_invitation_counted_that_was_never_sent() {
    let Door { mut story, .. } = told();
    let mut counts = counts(&story);
    counts.figures.insert("sent".to_owned(), 2);
    story.force(Author::Operator, counts);
    quoted(
        &look(&publish_readable(&story)),
        "miscounted-participation",
        "Entry 13, a result, breaks a rule of this process: the counts of invitations and refusals do not follow from the \
         entries, which give: sent 1.",
    );
}

#[test]
fn a_refusal_left_out_of_the_counts() {
    let Door { mut story, .. } = told();
    let mut counts = counts(&story);
    counts.figures.insert("refused".to_owned(), 0);
    counts.figures.insert("appeals".to_owned(), 0);
    story.force(Author::Operator, counts);
    quoted(
        &look(&publish_readable(&story)),
        "miscounted-participation",
        "Entry 13, a result, breaks a rule of this process: the counts of invitations and refusals do not follow from the \
         entries, which give: appeals 1, refused 1.",
    );
}

#[test]
fn a_refusal_taken_out_of_the_record() {
    let Door { mut story, owl, .. } = told();
    // Whoever takes out an entry breaks the chain of whoever made it, as soon as they act again.
    story.act(&owl, NoteSent { invitations: vec![EntryNumber(7)], means: SentBy::Paper });
    let chained = story.entries.len() - 1;
    story.entries.remove(11);
    let report = look(&publish(&story));
    assert!(report.findings.iter().any(|found| found.code == "author-chain"), "{:#?}", report.findings);
    assert!(report.findings.iter().any(|found| found.code == "unknown-refusal"), "{:#?}", report.findings);
    assert_eq!((report.verdict, chained), (Verdict::Wrong, 13));
}

#[test]
fn a_ruling_by_the_first_decider() {
    let Door { mut story, owl, .. } = told();
    operator().grants(&mut story, &owl, Office::Appeals);
    let text = story.words("The seats are taken.");
    let ruling = AppealRuled { appeal: EntryNumber(12), verdict: AppealVerdict::Upheld, text };
    story.force(owl.author(), ruling);
    quoted(
        &look(&publish_readable(&story)),
        "own-refusal",
        "Entry 14, a ruling on an appeal, breaks a rule of this process: nobody rules on an appeal against their own act \
         (entry 11).",
    );
}

#[test]
fn a_ruling_by_the_host() {
    let Door { mut story, .. } = told();
    let text = story.words("The seats are taken.");
    let ruling = AppealRuled { appeal: EntryNumber(12), verdict: AppealVerdict::Upheld, text };
    story.force(Author::Operator, ruling);
    quoted(
        &look(&publish_readable(&story)),
        "not-allowed",
        "Entry 13, a ruling on an appeal, breaks a rule of this process: only somebody whose office is to rule on appeals may do this.",
    );
}

#[test]
fn somebody_let_in_by_a_code_that_was_used_or_never_sent() {
    let admitted = |number: u8, invitation: u64| maru_forum::Admitted {
        pseudonym: Pseudonym::new("friend").unwrap(),
        group: None,
        country: None,
        key: None,
        verified: false,
        reason: None,
        invitation: Some(EntryNumber(invitation)),
        application: None,
        code: Some(code(number)),
        source_id: None,
        source_text: None,
    };
    let caught = |number: u8, invitation: u64| {
        let Door { mut story, .. } = told();
        story.force(Author::Operator, admitted(number, invitation));
        look(&publish_readable(&story)).findings.first().map(|found| found.code.clone()).unwrap()
    };
    assert_eq!(caught(1, 6), "code-used");
    assert_eq!(caught(2, 7), "invitation-unsent");
    assert_eq!(caught(4, 7), "bad-code");
    assert_eq!(caught(2, 6), "bad-code", "the code of another invitation");
}

#[test]
fn an_application_that_is_published_though_it_is_for_those_who_decide() {
    let Door { story, .. } = told();
    let report = look(&publish(&story));
    quoted(
        &report,
        "not-hidden",
        "The text of entry 10 is for those who decide on it, but it is published all the same.",
    );
}

#[test]
fn counts_are_as_of_their_own_day() {
    let Door { mut story, .. } = told();
    story.act(&operator(), CountParticipation {});
    story.after_days(21);
    story.act(&operator(), CountParticipation {});
    let unanswered: Vec<_> =
        story.process.results.iter().map(|result| result.figures["unanswered"]).collect();
    assert_eq!(unanswered, [0, 0], "an invitation that nobody sent is not one that nobody answered");
    let report = look(&publish_readable(&story));
    assert_eq!(report.verdict, Verdict::Good, "{:#?}", report.findings);
    let guest = story.process.participant(ParticipantId(EntryNumber(9))).unwrap();
    assert_eq!((guest.came_by, Moment(story.now).day() > today()), (Some(EntryNumber(6)), true));
}
