//! Every way in which a change of a charter takes back a promise, and changes that take none.

use jiff::ToSpan as _;
use maru_forum::{
    ChangeCharter, Charter, Effect, LocalText, Moderation, ParticipationLevel, Phase, PhaseAct, Registration,
    SupportOffer, TieRule, Violation, Way,
};
use maru_testkit::{Story, charter_with, language, operator, today};

/// A charter that promises all that can be taken back.
fn generous() -> Charter {
    charter_with(|charter| {
        charter.participation_level = ParticipationLevel::Involve;
        charter.moderation = Moderation::After;
        charter.registration = Registration::Open;
        charter.answer_consent = true;
        charter.decides.quorum_people = 5;
        charter.disclosed.effect = Effect::Binding;
        charter.disclosed.support = SupportOffer::Offered;
        charter.disclosed.ways = vec![Way::Mail, Way::Paper];
        let over = today().saturating_sub(20.days());
        charter.phases.push(Phase {
            id: "over".to_owned(),
            title: LocalText::one(language("en"), "Over"),
            opens: over.saturating_sub(5.days()),
            closes: over,
            acts: vec![PhaseAct::Join],
        });
    })
}

#[track_caller]
fn check(change: impl FnOnce(&mut Charter), expected: &[&str]) {
    let (before, mut after) = (generous(), generous());
    change(&mut after);
    let cuts: Vec<String> = before.cuts_by(&after, today()).iter().map(ToString::to_string).collect();
    assert_eq!(cuts.len(), expected.len(), "{cuts:?}");
    for (cut, part) in cuts.iter().zip(expected) {
        assert!(cut.contains(part), "{cut}: {part}");
    }
}

#[test]
fn what_takes_back_a_promise() {
    check(
        |after| after.participation_level = ParticipationLevel::Consult,
        &["falls from “involve” to “consult”"],
    );
    check(|after| after.registration = Registration::Invited, &["only who was invited"]);
    check(|after| after.eligibility = LocalText::one(language("en"), "Friends"), &["eligibility"]);
    check(|after| drop(after.groups.pop()), &["stakeholder group"]);
    check(|after| after.minimum_group += 1, &["veto"]);
    check(|after| after.languages.clear(), &["no longer a language"]);
    check(|after| after.phases[0].closes = today(), &["ends earlier"]);
    check(|after| after.phases[2].closes = today(), &["“over” was over, and runs again"]);
    check(|after| after.decides.who = LocalText::one(language("en"), "I alone"), &["decides.who"]);
    check(|after| after.decides.quorum_people = 0, &["5 people had to have voted for a decision, and now 0"]);
    check(|after| after.decides.revision = true, &["was final"]);
    check(|after| after.decides.tie_rule = TieRule::FirstListed, &["now the one listed first does"]);
    // That a phase runs again hides nothing of what else is taken from it.
    check(
        |after| {
            after.phases[2].closes = today();
            after.phases[2].acts = vec![PhaseAct::Vote];
        },
        &["“over” was over, and runs again", "“over” ends earlier, begins later, lets people do less"],
    );
    check(|after| after.moderation = Moderation::Before, &["waits for a moderator"]);
    check(|after| after.answer_consent = false, &["put to their author"]);
    check(|after| after.disclosed.effect = Effect::Advice, &["less effect"]);
    check(|after| after.disclosed.support = SupportOffer::Unsaid, &["no longer borne"]);
    check(
        |after| {
            after.disclosed.ways.remove(0);
        },
        &["“mail”"],
    );
    check(
        |after| {
            after.participation_level = ParticipationLevel::Inform;
            after.decides.tie = LocalText::one(language("en"), "The host decides");
            after.reply_days = 1;
        },
        &["“inform”", "decides.tie", "fewer days"],
    );
}

#[test]
fn what_takes_back_nothing() {
    check(|_| {}, &[]);
    check(|after| after.participation_level = ParticipationLevel::Empower, &[]);
    check(|after| after.decides.quorum_people = 50, &[]);
    check(|after| after.phases[0].closes = after.phases[0].closes.saturating_add(9.days()), &[]);
    check(|after| after.contact = "desk@example.org".to_owned(), &[]);
    check(|after| after.minimum_group -= 1, &[]);
    check(|after| after.disclosed.ways.push(Way::Telephone), &[]);
    // A language more says the same in other words, and no other words in the one that was there.
    check(
        |after| {
            after.languages.push(language("ko"));
            after.decides.who.0.insert(language("ko"), "의회".to_owned());
        },
        &[],
    );
}

/// What a phase is called, or where blanks stand, is no promise.
#[test]
fn another_title_or_a_blank_more_is_no_other_promise() {
    check(
        |after| {
            after.phases[0].title = LocalText::one(language("en"), "Talk");
            let who = after.decides.who.best("en").map(|(_, words)| format!(" {words} ")).unwrap_or_default();
            after.decides.who = LocalText::one(language("en"), &who);
        },
        &[],
    );
}

/// Whoever changes days that are over and takes something else back in the same change is asked about both.
#[test]
fn a_day_that_is_rewritten_hides_no_other_promise_that_is_taken_back() {
    let mut story = Story::open_under(generous());
    let rewrite = |charter: &mut Charter| charter.phases[0].closes = today().saturating_sub(1.days());
    let changed = |change: &dyn Fn(&mut Charter)| {
        let mut charter = generous();
        change(&mut charter);
        ChangeCharter { charter: Box::new(charter), reason: "to save time".to_owned(), shorten: false }
    };
    let both = story.try_act(
        &operator(),
        changed(&|charter| {
            rewrite(charter);
            charter.participation_level = ParticipationLevel::Inform;
        }),
    );
    let Err(Violation::PromiseCut(cuts)) = both else { panic!("{both:?}") };
    assert!(cuts.contains("begins or ends on 2026-05-31") && cuts.contains("“inform”"), "{cuts}");
    // Days that are rewritten and shorten nothing are named by themselves.
    let longer = story.try_act(
        &operator(),
        changed(&|charter| {
            charter.phases[0].opens = charter.phases[0].opens.saturating_sub(1.days());
        }),
    );
    assert_eq!(longer.expect_err("days that are over").code(), "phase-back-dated");
}
