//! The example's draft as a text of the norm library, in two versions and two languages, so that a visitor of the
//! demonstration sees the pages of texts with nothing brought in.

use maru_norms::Date;
use maru_record::Digest;
use maru_store::{NewEdition, Node};
use maru_text::{Standing, parse_markdown};

/// The instrument's name in addresses; it is not in the library, so nothing in it is coded.
const INSTRUMENT: &str = "example-synthetic-media";
/// How many days before the draft its working paper is said to be.
const OUTLINE_DAYS: i32 = 30;
const SOURCE: &str = "the example process of this demonstration: written for it, nobody's law";
/// Language, days before today, text. The example was written in both languages by its authors.
const TEXTS: [(&str, i32, &str); 4] = [
    ("en", OUTLINE_DAYS, include_str!("../../../../data/example-process/outline.en.md")),
    ("ko", OUTLINE_DAYS, include_str!("../../../../data/example-process/outline.ko.md")),
    ("en", 0, include_str!("../../../../data/example-process/draft.en.md")),
    ("ko", 0, include_str!("../../../../data/example-process/draft.ko.md")),
];

/// Puts the example's texts into the node.
pub(crate) fn add(node: &Node) -> anyhow::Result<()> {
    for (language, days, words) in TEXTS {
        let mut document = parse_markdown(words);
        document.language = language.into();
        document.standing = Standing::Authentic;
        node.add_edition(NewEdition {
            instrument: INSTRUMENT.to_owned(),
            version: day_before_today(days)?,
            source: SOURCE.to_owned(),
            imported_by: "maru demo".to_owned(),
            digest: Digest::of(words.as_bytes()),
            document,
        })?;
    }
    Ok(())
}

fn day_before_today(days: i32) -> anyhow::Result<Date> {
    Ok(maru_store::now().day().checked_sub(jiff::Span::new().days(days))?)
}
