//! Word files with comments and tracked changes: each in its place, each change tried by itself, and all of them made or not.
#![allow(clippy::unwrap_used, reason = "a test ends where what it needs is missing")]

use maru_text::container::{member, names, write};
use maru_text::{
    Document, Format, Review, Tracked, UnitId, anchor_text, apply_operations, import_settled, parse_markdown,
    read_review, to_docx, tracked_changes,
};

const TEXT: &str = "# A norm\n\n## Article 1 Labels\n\n1. A provider labels it.\n\n2. Nobody removes a label.\n\n## Article 2 Consent\n\nNobody shows a person without consent.\n";
const COMMENTS: &str = "<?xml version=\"1.0\"?><w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\">\
    <w:comment w:id=\"0\" w:author=\"Jo Doe\" w:date=\"2026-11-02T10:00:00Z\"><w:p w14:paraId=\"0A\"><w:r><w:t>How?</w:t></w:r></w:p></w:comment>\
    <w:comment w:id=\"1\" w:author=\"Al Roe\"><w:p w14:paraId=\"0B\"><w:r><w:t>With ink.</w:t></w:r></w:p></w:comment>\
    <w:comment w:id=\"2\" w:author=\"Al Roe\"><w:p w14:paraId=\"0C\"><w:r><w:t>Who is</w:t></w:r></w:p><w:p w14:paraId=\"0D\"><w:r><w:t>nobody?</w:t></w:r></w:p></w:comment></w:comments>";
const THREADS: &str = "<?xml version=\"1.0\"?><w15:commentsEx xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"><w15:commentEx w15:paraId=\"0A\"/><w15:commentEx w15:paraId=\"0B\" w15:paraIdParent=\"0A\"/></w15:commentsEx>";

/// The draft as Word has it after reviewers went over it.
fn reviewed() -> Vec<u8> {
    let bytes = to_docx(&parse_markdown(TEXT));
    let text = |name: &str| String::from_utf8(member(&bytes, name).unwrap()).unwrap();
    let mut body = text("word/document.xml");
    let ends = "</w:t></w:r>";
    let starts = "<w:r><w:t xml:space=\"preserve\">";
    let mut change = |old: &str, new: &str| {
        assert_eq!(body.matches(old).count(), 1, "{old}");
        body = body.replace(old, new);
    };
    change(
        "A provider labels it.",
        &format!(
            "A provider {ends}<w:commentRangeStart w:id=\"0\"/><w:commentRangeStart w:id=\"1\"/>{starts}labels{ends}<w:commentRangeEnd w:id=\"0\"/><w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"0\"/></w:r><w:r><w:commentReference w:id=\"1\"/></w:r>{starts} it."
        ),
    );
    change(
        "Nobody removes a label.",
        &format!(
            "Nobody {ends}<w:del w:id=\"90\" w:author=\"Jo Doe\" w:date=\"2026-11-02T10:00:00Z\"><w:r><w:delText>removes</w:delText></w:r></w:del><w:ins w:id=\"91\" w:author=\"Jo Doe\" w:date=\"2026-11-02T10:00:00Z\"><w:r><w:t>hides</w:t></w:r></w:ins>{starts} a {ends}<w:ins w:id=\"92\" w:author=\"Al Roe\">{starts}visible {ends}</w:ins>{starts}label."
        ),
    );
    change(
        "Nobody shows a person",
        &format!("Nobody{ends}<w:r><w:commentReference w:id=\"2\"/></w:r>{starts} shows a person"),
    );
    let last = body.rfind("<w:p>").unwrap();
    let gone =
        body[last..].replacen("<w:pPr>", "<w:pPr><w:rPr><w:ins w:id=\"93\" w:author=\"Jo Doe\"/></w:rPr>", 1);
    let style = &gone[..gone.find("</w:pPr>").unwrap() + "</w:pPr>".len()];
    let new = format!(
        "{style}<w:ins w:id=\"94\" w:author=\"Jo Doe\">{starts}Nobody sells a person either.{ends}</w:ins></w:p>"
    );
    body.insert_str(last, &new);
    let parts: Vec<(String, String)> = names(&bytes)
        .into_iter()
        .map(|name| {
            if name == "word/document.xml" {
                (name, body.clone())
            } else {
                let words = text(&name);
                (name, words)
            }
        })
        .chain([
            ("word/comments.xml".to_owned(), COMMENTS.to_owned()),
            ("word/commentsExtended.xml".to_owned(), THREADS.to_owned()),
        ])
        .collect();
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
    write(&parts)
}

fn words(document: &Document) -> String {
    let text: Vec<String> = document.units.iter().map(maru_text::Unit::full_text).collect();
    text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest::proptest! {
    #[test]
    fn whatever_is_tracked_is_read_or_refused(inner in "(<w:p><w:r><w:t>a b</w:t></w:r></w:p>|<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:ins><w:r><w:t>2, q</w:t></w:r></w:ins></w:p>|<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Article 1</w:t></w:r><w:del><w:r><w:delText>d</w:delText></w:r></w:del></w:p>|<w:p><w:commentRangeStart w:id=\"0\"/><w:r><w:t>1, e</w:t></w:r><w:ins><w:r><w:t>f</w:t></w:r></w:ins></w:p>|<w:p><w:commentRangeEnd w:id=\"0\"/><w:moveTo><w:r><w:t>g</w:t></w:r></w:moveTo></w:p>|<w:p><w:moveFrom><w:r><w:t>g</w:t></w:r></w:moveFrom><w:r><w:commentReference w:id=\"1\"/></w:r></w:p>|<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>h</w:t></w:r></w:p></w:tc></w:tr></w:tbl>|<w:p/>){0,12}") {
        let body = format!("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{inner}</w:body></w:document>");
        let bytes = write(&[("word/document.xml", &body), ("word/comments.xml", COMMENTS)]);
        let review = read_review(&bytes).unwrap();
        for change in &review.changes {
            proptest::prop_assert!(apply_operations(&review.document, &change.operations).is_ok());
        }
        let settled = |tracked| import_settled(&bytes, Format::Docx, tracked).unwrap().document;
        proptest::prop_assert_eq!(words(&settled(Tracked::Rejected)), words(&review.document));
        let letters = |words: &str, sign: char| words.matches(sign).count();
        for (sign, put_in) in [('q', true), ('f', true), ('d', false), ('h', false)] {
            let accepted = letters(&words(&settled(Tracked::Accepted)), sign);
            let rejected = letters(&words(&review.document), sign);
            proptest::prop_assert_eq!(if put_in { rejected } else { accepted }, 0);
        }
    }
}

/// The words at the place of a comment.
fn said(review: &Review, id: &str) -> String {
    let comment = review.comments.iter().find(|one| one.id == id).unwrap();
    let spot = comment.place.as_ref().unwrap();
    let unit = review.document.unit(&spot.unit).unwrap();
    let words = match spot.range {
        Some((from, to)) => {
            anchor_text(unit).chars().skip(from as usize).take((to - from) as usize).collect()
        }
        None => "whole".to_owned(),
    };
    format!("{}: {words}", spot.unit)
}

#[test]
fn comments_hang_on_their_words() {
    let review = read_review(&reviewed()).unwrap();
    assert_eq!(words(&review.document), words(&parse_markdown(TEXT)));
    let told: Vec<_> = review
        .comments
        .iter()
        .map(|one| {
            (
                one.id.as_str(),
                one.author.as_str(),
                one.words.as_str(),
                one.reply_to.as_str(),
                one.quote.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("0", "Jo Doe", "How?", "", "labels"),
            ("1", "Al Roe", "With ink.", "0", "labels"),
            ("2", "Al Roe", "Who is\nnobody?", "", ""),
        ]
    );
    assert_eq!(said(&review, "0"), "art_1__para_1: labels");
    // One without a range hangs on the part in which it stands.
    let place = review.comments[2].place.as_ref().map(|spot| (spot.unit.as_str(), spot.range));
    assert!(place.is_some_and(|(unit, range)| unit.starts_with("art_2") && range.is_none()), "{place:?}");
}

#[test]
fn each_change_is_tried_by_itself() {
    let review = read_review(&reviewed()).unwrap();
    let made: Vec<(String, String)> = review
        .changes
        .iter()
        .map(|one| {
            let next = apply_operations(&review.document, &one.operations).unwrap();
            (one.author.clone(), words(&next))
        })
        .collect();
    let plain = words(&review.document);
    assert_eq!(made.len(), 3, "{made:?}");
    assert_eq!(made[0], ("Jo Doe".to_owned(), plain.replace("removes", "hides")));
    assert_eq!(made[1], ("Al Roe".to_owned(), plain.replace("a label.", "a visible label.")));
    assert_eq!(made[2].1, plain.replace("Consent Nobody", "Consent Nobody sells a person either. Nobody"));
}

#[test]
fn all_changes_are_made_or_none_as_is_asked() {
    let bytes = reviewed();
    assert_eq!(tracked_changes(&bytes, Format::Docx), 5);
    let settled = |tracked| words(&import_settled(&bytes, Format::Docx, tracked).unwrap().document);
    let plain = words(&parse_markdown(TEXT));
    assert_eq!(settled(Tracked::Rejected), plain);
    let made = plain
        .replace("removes a label", "hides a visible label")
        .replace("Consent Nobody", "Consent Nobody sells a person either. Nobody");
    assert_eq!(settled(Tracked::Accepted), made);
    let kept = import_settled(&bytes, Format::Docx, Tracked::Rejected).unwrap().document;
    assert!(kept.unit(&UnitId::new("art_1__para_2")).is_some());
}

/// An act with chapters, numbered and unnumbered units, as lines that may be cut and put elsewhere.
const LINES: &[&str] = &[
    "## Chapter I One",
    "### Article 1 Scope",
    "1. Makers mark each toy.",
    "2. Makers keep the records of each toy for five years, and show them to whoever asks.",
    "(a) dolls;",
    "(b) balls.",
    "A paragraph without a number stands here and says nothing that binds anybody at all.",
    "## Chapter II Two",
    "### Article 2 Duties",
    "Sellers ask for the mark.",
    "### Article 3 Fines",
    "1. The fine is 100.",
    "2. The fine is paid to the town.",
];

proptest::proptest! {
    #[test]
    fn a_redline_in_word_gives_the_old_text_when_all_is_rejected_and_the_new_when_all_is_accepted(
        edits in proptest::collection::vec((0..4_usize, 0..13_usize, 0..13_usize), 0..6),
    ) {
        let mut lines: Vec<String> = LINES.iter().map(|line| (*line).to_owned()).collect();
        for (what, one, other) in edits {
            let (one, other) = (one % lines.len().max(1), other % lines.len().max(1));
            match what {
                0 if lines.len() > 2 => drop(lines.remove(one)),
                1 => lines[one] = lines[one].replacen('e', "ee", 1),
                2 => lines.swap(one, other),
                _ => {
                    let line = lines.remove(one);
                    lines.insert(other.min(lines.len()), line);
                }
            }
        }
        let act = |lines: &[String]| parse_markdown(&format!("# Act\n\n{}\n", lines.join("\n\n")));
        let old = act(&LINES.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
        let new = act(&lines);
        let redline = maru_text::redline(&old, &new);
        let bytes = maru_text::redline_to_docx(&redline, "A", "2026-01-01T00:00:00Z", "en");
        let settled = |tracked| words(&import_settled(&bytes, Format::Docx, tracked).unwrap().document);
        proptest::prop_assert_eq!(settled(Tracked::Rejected), words(&old));
        proptest::prop_assert_eq!(settled(Tracked::Accepted), words(&new));
    }
}

#[test]
fn what_a_reviewer_struck_out_or_hid_in_a_comment_is_not_what_they_say() {
    let run = |set: &str, words: &str| {
        format!("<w:r><w:rPr>{set}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
    };
    let said = [
        run("", "Say who."),
        run("<w:strike/>", " Or not."),
        run("<w:dstrike/>", " Never."),
        run("<w:vanish/>", " Hidden."),
        run("<w:strike w:val=\"0\"/>", " And when."),
        "<w:del w:id=\"7\"><w:r><w:delText> Gone.</w:delText></w:r></w:del>".to_owned(),
        format!("<w:ins w:id=\"8\">{}{}</w:ins>", run("", " New."), run("<w:strike/>", " New and struck.")),
    ];
    let comments = format!(
        "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:id=\"0\" w:author=\"Jo\"><w:p>{}</w:p></w:comment></w:comments>",
        said.concat()
    );
    let bytes = to_docx(&parse_markdown(TEXT));
    let mut parts: Vec<(String, String)> = names(&bytes)
        .into_iter()
        .map(|name| {
            let words = String::from_utf8(member(&bytes, &name).unwrap()).unwrap();
            (name, words)
        })
        .collect();
    parts.push(("word/comments.xml".to_owned(), comments));
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
    let review = read_review(&write(&parts)).unwrap();
    let comment = &review.comments[0];
    assert_eq!(comment.words, "Say who. And when. New.");
    assert_eq!(comment.unsaid, ["Or not.", "Never.", "Hidden.", "New and struck."]);
}

#[test]
fn a_draft_with_struck_words_says_so() {
    let body = |value: &str| {
        format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>Kept </w:t></w:r><w:r><w:rPr><w:strike{value}/></w:rPr><w:t>struck</w:t></w:r></w:p></w:body></w:document>"
        )
    };
    let doubts = |value: &str| {
        let bytes = write(&[("word/document.xml", &body(value))]);
        let doubts = maru_text::import_with_doubts(&bytes, Format::Docx).unwrap().doubts;
        doubts.iter().filter(|doubt| doubt.to_string().contains("struck")).count()
    };
    assert_eq!((doubts(""), doubts(" w:val=\"0\"")), (1, 0));
}
