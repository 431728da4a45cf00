//! Who may read which words, and until when.

use maru_forum::{EntryNumber, Moderation, Office, Reading, Standing, StatementId, Verdict, Violation};
use maru_record::Digest;
use maru_testkit::{Cast, Person, Story, charter_with, operator};

/// Anyone, the author, another participant, a moderator.
fn readers(story: &Story, entry: EntryNumber, author: &Person, other: &Person) -> [bool; 4] {
    let ledger = &story.process.ledger;
    let digest = ledger.words_of(entry)[0].digest;
    [Reading::Anyone, Reading::Participant(author.id()), Reading::Participant(other.id()), Reading::Moderator]
        .map(|reading| {
            assert_eq!(ledger.may_read(&digest, reading), ledger.may_read_entry(entry, reading));
            ledger.may_read(&digest, reading)
        })
}

fn moderated_before() -> (Story, Person, Person) {
    let mut story = Story::open_under(charter_with(|charter| charter.moderation = Moderation::Before));
    let (heron, crane) = (story.joins("heron"), story.joins("crane"));
    (story, heron, crane)
}

#[test]
fn words_wait_are_shown_rejected_accepted_again_and_withdrawn() {
    let (mut story, heron, crane) = moderated_before();
    let labels = heron.states(&mut story, "Labels are due.");
    let standing = |story: &Story| story.process.ledger.standing(labels.0);
    assert_eq!(standing(&story), Some(Standing::Waiting));
    assert_eq!(readers(&story, labels.0, &heron, &crane), [false, true, false, true]);

    operator().moderates(&mut story, labels, Verdict::Accepted, "on topic");
    assert_eq!(standing(&story), Some(Standing::Shown));
    assert_eq!(readers(&story, labels.0, &heron, &crane), [true; 4]);

    let rejected = operator().moderates(&mut story, labels, Verdict::Rejected, "off topic");
    assert_eq!(standing(&story), Some(Standing::Rejected(rejected)));
    assert_eq!(readers(&story, labels.0, &heron, &crane), [false, true, false, true]);

    operator().moderates(&mut story, labels, Verdict::Meta, "about the process");
    assert_eq!(standing(&story), Some(Standing::Shown));

    let withdrawn = heron.withdraws(&mut story, labels.0);
    assert_eq!(standing(&story), Some(Standing::Withdrawn(withdrawn)));
    assert_eq!(readers(&story, labels.0, &heron, &crane), [false; 4]);

    operator().moderates(&mut story, labels, Verdict::Accepted, "on topic after all");
    assert_eq!(standing(&story), Some(Standing::Withdrawn(withdrawn)), "no verdict brings erased words back");
    assert_eq!(readers(&story, labels.0, &heron, &crane), [false; 4]);
}

#[test]
fn a_translation_waits_by_itself_and_is_read_where_its_original_is() {
    let (mut story, heron, crane) = moderated_before();
    let labels = heron.states(&mut story, "Labels are due.");
    let korean = crane.translates(&mut story, labels, "ko", "표시가 필요합니다.");
    assert_eq!(story.process.ledger.standing(korean), Some(Standing::Waiting));
    assert_eq!(readers(&story, korean, &crane, &heron), [false, true, false, true]);
    let standing = |story: &Story| story.process.ledger.standing(korean);
    let best = |story: &Story| {
        let statement = story.process.statement(labels).expect("the statement");
        story.process.best_words(statement, "ko", Reading::Anyone).1.to_string()
    };
    operator().moderates(&mut story, labels, Verdict::Accepted, "on topic");
    assert_eq!(standing(&story), Some(Standing::Waiting), "words of somebody else wait by themselves");
    assert_eq!(
        (readers(&story, korean, &crane, &heron), best(&story).as_str()),
        ([false, true, false, true], "en")
    );
    let on_translation = |story: &mut Story, verdict| {
        let (reason, rule) = ("says something else".to_owned(), "1".to_owned());
        story.act(&operator(), maru_forum::Moderate { on: vec![korean], verdict, reason, rule })
    };
    let rejected = on_translation(&mut story, Verdict::Rejected);
    assert_eq!((standing(&story), best(&story).as_str()), (Some(Standing::Rejected(rejected)), "en"));
    assert_eq!(story.process.ledger.standing(labels.0), Some(Standing::Shown));
    on_translation(&mut story, Verdict::Accepted);
    assert_eq!((readers(&story, korean, &crane, &heron), best(&story).as_str()), ([true; 4], "ko"));
    let turned_away = operator().moderates(&mut story, labels, Verdict::Rejected, "off topic");
    assert_eq!(
        standing(&story),
        Some(Standing::Rejected(turned_away)),
        "nobody reads it without its original"
    );
    operator().moderates(&mut story, labels, Verdict::Accepted, "on topic after all");
    assert_eq!(readers(&story, korean, &crane, &heron), [true; 4]);

    let both: Vec<Digest> = [labels.0, korean]
        .into_iter()
        .flat_map(|entry| story.process.ledger.words_of(entry).iter().map(|words| words.digest))
        .collect();
    assert_eq!(
        story.process.ledger.erased_with(labels.0),
        both,
        "erasing the original takes what repeats it"
    );
    let withdrawn = heron.withdraws(&mut story, labels.0);
    assert_eq!(story.process.ledger.standing(korean), Some(Standing::Withdrawn(withdrawn)));
    assert_eq!(readers(&story, korean, &crane, &heron), [false; 4]);
}

#[test]
fn a_withdrawn_translation_leaves_the_original() {
    let Cast { mut story, heron, crane, labels, .. } = Cast::open();
    let korean = heron.translates(&mut story, labels, "ko", "표시가 필요합니다.");
    operator().withdraws(&mut story, korean);
    assert_eq!(readers(&story, korean, &heron, &crane), [false; 4]);
    assert_eq!(readers(&story, labels.0, &heron, &crane), [true; 4]);
}

#[test]
fn what_the_ledger_does_not_know_is_readable_by_nobody() {
    let Cast { story, heron, .. } = Cast::open();
    let ledger = &story.process.ledger;
    let unknown = Digest::of(b"other words");
    for reading in [Reading::Anyone, Reading::Participant(heron.id()), Reading::Moderator] {
        assert!(!ledger.may_read(&unknown, reading), "{reading:?}");
        assert!(!ledger.may_read_entry(EntryNumber(99), reading), "{reading:?}");
        assert!(!ledger.may_read_entry(EntryNumber(0), reading), "{reading:?}: a genesis has no words");
    }
    assert_eq!(ledger.entry_of(&unknown), None);
}

#[test]
fn whoever_moderates_needs_no_moderator() {
    let (mut story, heron, crane) = moderated_before();
    operator().grants(&mut story, &heron, Office::Moderator);
    let by_moderator = heron.states(&mut story, "Read the rules first.");
    let by_crane = crane.states(&mut story, "Fines should grow.");
    let seed = operator().states(&mut story, "A seed statement.");
    let shown: Vec<StatementId> = story.process.visible_statements().map(|one| one.id).collect();
    assert_eq!(shown, [by_moderator, seed]);
    let vote = maru_forum::CastVote { statement: by_crane, vote: maru_forum::Vote::Agree };
    assert_eq!(story.try_act(&heron, vote), Err(Violation::StatementNotVisible(by_crane.0)));
}

#[test]
fn others_do_not_take_back_what_somebody_wrote() {
    let Cast { mut story, heron, crane, labels, .. } = Cast::open();
    let command = maru_forum::WithdrawWords {
        entry: labels.0,
        reason: maru_forum::WithdrawalReason::PersonalData,
        ground: "GDPR Art 17(1)".into(),
    };
    let refused = story.try_act(&crane, command.clone()).expect_err("not Crane's words");
    assert_eq!(refused.code(), "not-allowed");
    story.act(&heron, command);
}
