//! Versions of the draft that do not say the same in all their languages. Whether a translation is good is not looked at.

use maru_forum::{Draft, Drafts};
use maru_text::{Discord, Document, LanguageTag, OutOfStep, out_of_step};

use super::{MAX_LISTED, note};
use crate::draft::Trees;
use crate::report::Note;

/// A note for each version of which two texts at least can be read, and say other units or took other steps.
pub(crate) fn notes(drafts: &Drafts, trees: &dyn Trees) -> Vec<Note> {
    let mut before: Vec<Vec<Document>> = Vec::new();
    let mut notes = Vec::new();
    for draft in drafts {
        let now = documents(draft, trees);
        let versions: Vec<Vec<&Document>> = before.iter().map(|one| one.iter().collect()).collect();
        let found = out_of_step(&now.iter().collect::<Vec<_>>(), &versions);
        if let (Some(first), false) = (now.first(), found.is_empty()) {
            notes.push(note(
                9,
                "languages-out-of-step",
                [draft.entry.0],
                sentence(draft, &first.language, &found),
            ));
        }
        before.push(now);
    }
    notes
}

/// The texts of a version that can be read, each in the language that its entry says.
fn documents(draft: &Draft, trees: &dyn Trees) -> Vec<Document> {
    let languages = draft.texts.iter().map(|one| &one.text.language);
    languages
        .filter_map(|language| {
            let document = trees.tree(draft, language).ok().flatten()?;
            Some(Document { language: LanguageTag(language.to_string()), ..(*document).clone() })
        })
        .collect()
}

fn sentence(draft: &Draft, first: &LanguageTag, found: &[OutOfStep]) -> String {
    let shown: Vec<String> = found.iter().take(MAX_LISTED).map(|one| in_words(one, first)).collect();
    let more = match found.len().saturating_sub(MAX_LISTED) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    format!(
        "Version {} of the draft (entry {}) does not say the same in all its languages: {}{more}.",
        draft.version,
        draft.entry,
        shown.join("; ")
    )
}

pub(crate) fn in_words(one: &OutOfStep, first: &LanguageTag) -> String {
    let OutOfStep { unit, language, discord } = one;
    match discord {
        Discord::Missing => format!("{unit} is missing in “{language}”"),
        Discord::Extra => format!("{unit} stands in “{language}” only"),
        Discord::Kind => format!("{unit} is another kind of unit in “{language}” than in “{first}”"),
        Discord::Place => format!("{unit} stands below another unit in “{language}” than in “{first}”"),
        Discord::Order => format!("{unit} stands in another order in “{language}” than in “{first}”"),
        Discord::Number => format!("{unit} bears another number in “{language}” than in “{first}”"),
        Discord::ByPlace => {
            format!(
                "{unit} has no number and was laid beside that of “{first}” by its place in “{language}” alone"
            )
        }
        Discord::Silent => format!("{unit} has words in one of “{first}” and “{language}” only"),
        Discord::Untranslated => format!("{unit} has the words of “{first}” in “{language}”"),
        Discord::NotUpdated => format!("{unit} changed in “{first}” and not in “{language}”"),
        Discord::ChangedAlone => format!("{unit} changed in “{language}” and not in “{first}”"),
    }
}
