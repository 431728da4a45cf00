//! The example's draft as a text of the norm library, in two versions and two languages, so that a visitor of the
//! demonstration sees the pages of texts with nothing brought in.

use maru_record::Digest;
use maru_store::{NewEdition, Node};
use maru_text::{Standing, parse_markdown};

use super::days::{Day, Days};
use super::example::{DRAFTED, OPENED};

/// The instrument's name in addresses; it is not in the library, so nothing in it is coded.
const INSTRUMENT: &str = "example-synthetic-media";
const SOURCE: &str = "the example process of this demonstration: written for it, nobody's law";
/// Language, day, text: the working paper is from the day of the call, the draft from its own. The example was written in both languages by its authors.
const TEXTS: [(&str, Day, &str); 4] = [
    ("en", OPENED, include_str!("../../../../data/example-process/outline.en.md")),
    ("ko", OPENED, include_str!("../../../../data/example-process/outline.ko.md")),
    ("en", DRAFTED, include_str!("../../../../data/example-process/draft.en.md")),
    ("ko", DRAFTED, include_str!("../../../../data/example-process/draft.ko.md")),
];

/// Puts the example's texts into the node.
pub(crate) fn add(node: &Node, days: &Days) -> anyhow::Result<()> {
    for (language, day, words) in TEXTS {
        let mut document = parse_markdown(words);
        document.language = language.into();
        document.standing = Standing::Authentic;
        node.add_edition(NewEdition {
            instrument: INSTRUMENT.to_owned(),
            version: days.date(day)?,
            source: SOURCE.to_owned(),
            imported_by: "maru demo".to_owned(),
            digest: Digest::of(words.as_bytes()),
            document,
        })?;
    }
    Ok(())
}
