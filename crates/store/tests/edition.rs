//! Texts of instruments come in, replace each other, go out with a reason, and outlive the program.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing where something must be has failed")]

use maru_norms::parse_date;
use maru_record::Digest;
use maru_store::{EditionError, NewEdition, Node, Options};
use maru_text::{Document, Standing, parse_markdown};

fn text(words: &str) -> Document {
    let mut document = parse_markdown(&format!("# Act\n\n## Article 1 One\n\n{words}\n"));
    document.language = "en".into();
    document.standing = Standing::Official;
    document
}

fn new(instrument: &str, version: &str, document: Document) -> NewEdition {
    NewEdition {
        instrument: instrument.to_owned(),
        version: parse_date(version).unwrap(),
        source: "https://example.org/act".to_owned(),
        imported_by: "Anna".to_owned(),
        digest: Digest::of(b"file"),
        document,
    }
}

#[test]
fn a_text_comes_in_is_replaced_and_goes_out() {
    let folder = tempfile::tempdir().unwrap();
    {
        let node = Node::open(folder.path(), Options::CREATE).unwrap();
        assert_eq!(node.add_edition(new("eu-ai-act", "2024-06-13", text("Old words."))).unwrap(), 1);
        assert_eq!(node.add_edition(new("eu-ai-act", "2024-06-13", text("Better words."))).unwrap(), 2);
        assert_eq!(node.add_edition(new("eu-ai-act", "2026-07-27", text("New words."))).unwrap(), 3);
    }
    let node = Node::open(folder.path(), Options::EXISTING).unwrap();
    let numbers =
        |node: &Node| -> Vec<u64> { node.editions().unwrap().iter().map(|edition| edition.number).collect() };
    assert_eq!(numbers(&node), [2, 3]);
    let edition = node.editions().unwrap().remove(0);
    assert_eq!((edition.standing, edition.imported_by.as_str()), (Standing::Official, "Anna"));
    assert_eq!(edition.digest, Digest::of(b"file").to_string());
    assert_eq!(node.edition_text(2).unwrap().unwrap(), text("Better words."));
    assert_eq!(node.edition_text(1).unwrap(), None);

    node.remove_edition(3, "the wrong file").unwrap();
    assert_eq!(numbers(&node), [2]);
    let reasons: Vec<_> = node.edition_rows().unwrap().into_iter().map(|row| row.removed).collect();
    assert_eq!(reasons, [Some("replaced by 2".to_owned()), None, Some("the wrong file".to_owned())]);
    assert!(matches!(node.remove_edition(3, "again"), Err(EditionError::Absent(3))));
}

#[test]
fn what_cannot_be_shown_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::open(folder.path(), Options::CREATE).unwrap();
    let check = |new: NewEdition, expected: &str| {
        let error = node.add_edition(new).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check(new("EU AI Act", "2024-06-13", text("Words.")), "no name for an instrument");
    check(new("eu-ai-act", "2024-06-13", Document::new("Nothing", "en")), "no units");
    let mut unknown = text("Words.");
    unknown.language = "".into();
    check(new("eu-ai-act", "2024-06-13", unknown), "language");
}
