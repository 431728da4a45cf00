//! Renderings: what can be said in another language, by whom, and who read it.

use maru_forum::{EntryNumber, Moderate, Moderation, Render, ReviewTranslation, Reviewed, Standing, Verdict};
use maru_testkit::{Cast, Story, charter_with, language, operator};

use crate::rules::{Case, NOWHERE, refused};

fn render(story: &Story, part: &str, tag: &str) -> Render {
    Render {
        of: story.process.charter_entry,
        part: part.to_owned(),
        text: "Des mots".to_owned(),
        language: language(tag),
        translator: "human".to_owned(),
    }
}

/// Rules of this noun, each broken once.
pub(crate) const CASES: &[Case] = &[
    ("unknown-translation", "a review of a statement", || {
        let Cast { mut story, crane, labels, .. } = Cast::open();
        refused(&mut story, &crane, ReviewTranslation { translation: labels.0 })
    }),
    ("unknown-part", "a text that the charter does not have", || {
        let Cast { mut story, heron, .. } = Cast::open();
        let command = render(&story, "motto", "fr");
        refused(&mut story, &heron, command)
    }),
    ("not-newest", "of an entry that is no charter", || {
        let Cast { mut story, heron, .. } = Cast::open();
        let command = Render { of: NOWHERE, ..render(&story, "purpose", "fr") };
        refused(&mut story, &heron, command)
    }),
    ("same-language", "what the charter says itself", || {
        let Cast { mut story, heron, .. } = Cast::open();
        let command = render(&story, "purpose", "en");
        refused(&mut story, &heron, command)
    }),
    ("own-words", "their own translation", || {
        let Cast { mut story, heron, .. } = Cast::open();
        let command = render(&story, "purpose", "fr");
        let translation = story.act(&heron, command);
        refused(&mut story, &heron, ReviewTranslation { translation })
    }),
    ("text-empty", "translated by nobody", || {
        let Cast { mut story, heron, .. } = Cast::open();
        let command = Render { translator: " ".to_owned(), ..render(&story, "purpose", "fr") };
        refused(&mut story, &heron, command)
    }),
];

#[test]
fn a_text_is_said_in_another_language_and_read_by_somebody_else() {
    let mut cast = Cast::open();
    for (part, _) in cast.story.process.charter.clone().texts() {
        let command = render(&cast.story, &part, "fr");
        let entry = cast.story.act(&cast.heron, command);
        let rendering = cast.story.process.renderings.get(entry).expect("a rendering").clone();
        assert_eq!((rendering.part, rendering.by), (part, Some(cast.heron.id())));
    }
    let translation = cast.story.process.renderings.iter().next_back().expect("one").entry;
    let entry = cast.story.act(&cast.crane, ReviewTranslation { translation });
    let by = Some(cast.crane.id());
    assert_eq!(cast.story.process.renderings.reviews(translation), [Reviewed { entry, by }]);
    let again = cast.story.try_act(&cast.crane, ReviewTranslation { translation }).expect_err("once");
    assert_eq!(again.code(), "nothing-changed");
}

#[test]
fn a_rendering_is_moderated_as_other_words_are() {
    let mut cast = Cast::under(charter_with(|charter| charter.moderation = Moderation::Before));
    let command = render(&cast.story, "purpose", "fr");
    let entry = cast.story.act(&cast.heron, command);
    let standing = |cast: &Cast| cast.story.process.ledger.standing(entry);
    assert_eq!(standing(&cast), Some(Standing::Waiting));
    let verdict = |verdict| Moderate {
        on: vec![entry],
        verdict,
        reason: "it is another text".to_owned(),
        rule: "none".to_owned(),
    };
    cast.story.act(&cast.desk, verdict(Verdict::Rejected));
    let refused = cast.story.try_act(&cast.crane, ReviewTranslation { translation: entry });
    assert_eq!(refused.expect_err("turned away").code(), "turned-away");
    let by = cast.heron.withdraws(&mut cast.story, entry);
    assert_eq!(standing(&cast), Some(Standing::Withdrawn(by)));
}

#[test]
fn the_charter_of_an_entry_is_found_after_it_was_changed() {
    let mut cast = Cast::open();
    let first = cast.story.process.charter_entry;
    let mut charter = cast.story.process.charter.clone();
    charter.minimum_group += 1;
    let (changed, reason) = (Box::new(charter.clone()), "more".to_owned());
    cast.story.act(&operator(), maru_forum::ChangeCharter { charter: changed, reason, shorten: true });
    let process = &cast.story.process;
    assert_eq!(process.charter_in(first).map(|one| one.minimum_group + 1), Some(charter.minimum_group));
    assert_eq!(process.charter_in(process.charter_entry), Some(&charter));
    assert_eq!(process.charter_in(EntryNumber(1)), None);
}
