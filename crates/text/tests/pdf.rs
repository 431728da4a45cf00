//! PDF files of our own making: what is a line, a paragraph, a running title, and what is said of the guesses.

#![allow(
    clippy::unwrap_used,
    reason = "a file of our own making that cannot be written or read fails the test"
)]

use std::fmt::Write;

use maru_text::{Doubt, Format, ImportError, detect, import, import_with_doubts, lossless, source_text};

/// A word at a place: points from the left and from the bottom, size.
type Placed<'a> = (f64, f64, f64, &'a str);

/// A PDF of A4 pages in Helvetica, one of the fonts that every reader knows, with its table of places.
fn pdf(pages: &[&[Placed<'_>]]) -> Vec<u8> {
    let streams: Vec<String> = pages
        .iter()
        .map(|words| {
            words.iter().fold(String::new(), |mut stream, (x, y, size, words)| {
                writeln!(stream, "BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET").unwrap();
                stream
            })
        })
        .collect();
    of_streams(&streams)
}

fn of_streams(streams: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..streams.len()).map(|at| format!("{} 0 R", 4 + 2 * at)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), streams.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (at, stream) in streams.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * at
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{stream}endstream", stream.len()));
    }
    let mut file = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        writeln!(file, "{} 0 obj\n{object}\nendobj", at + 1).unwrap();
    }
    let table = file.len();
    writeln!(file, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    writeln!(file, "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF", objects.len() + 1)
        .unwrap();
    file.into_bytes()
}

/// The words of a file, line by line, without the indents.
fn words(file: &[u8]) -> Vec<String> {
    let text = source_text(file, Format::Pdf).unwrap();
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn counted(file: &[u8], start: &str) -> Option<usize> {
    let doubts = import_with_doubts(file, Format::Pdf).unwrap().doubts;
    doubts.into_iter().find_map(|doubt| match doubt {
        Doubt::NotRead { what, count } | Doubt::Guessed { what, count } if what.starts_with(start) => {
            Some(count)
        }
        Doubt::NotRead { .. } | Doubt::Guessed { .. } | Doubt::Structure | Doubt::Encoding(_) => None,
    })
}

#[test]
fn articles_of_a_pdf_are_units_and_the_guess_is_said() {
    let file = pdf(&[&[
        (72.0, 780.0, 16.0, "Act on Something"),
        (72.0, 740.0, 11.0, "Article 1"),
        (72.0, 724.0, 11.0, "1. Providers shall keep a log of all that"),
        (72.0, 710.0, 11.0, "the system does."),
        (72.0, 694.0, 11.0, "2. The log is kept for six months."),
        (72.0, 664.0, 11.0, "Article 2"),
        (72.0, 648.0, 11.0, "This Act enters into force on 1 May."),
    ]]);
    assert_eq!(detect(&file, "act.bin"), Format::Pdf);
    let read = import_with_doubts(&file, Format::Pdf).unwrap();
    assert_eq!(read.doubts, [Doubt::Structure]);
    assert_eq!(read.document.title, "Act on Something");
    let ids: Vec<String> = read.document.walk().map(|unit| unit.id.to_string()).collect();
    assert_eq!(ids, ["preface", "art_1", "art_1__para_1", "art_1__para_2", "art_2"]);
    let first = read.document.walk().find(|unit| unit.id.to_string() == "art_1__para_1").unwrap();
    assert_eq!(first.text, "Providers shall keep a log of all that the system does.");
    assert_eq!(lossless(&source_text(&file, Format::Pdf).unwrap(), &read.document), Ok(()));
    // Where what was guessed would not be said, nothing is read.
    assert_eq!(import(&file, "act.pdf"), Err(ImportError::OnlyGuessed));
}

#[test]
fn running_titles_go_and_headings_of_articles_at_the_top_of_pages_stay() {
    let page = |number: usize| {
        vec![
            (72.0, 800.0, 9.0, "Official Gazette".to_owned()),
            (500.0, 800.0, 9.0, format!("page {}", number + 7)),
            (72.0, 780.0, 11.0, format!("Article {number}")),
            (72.0, 760.0, 11.0, "Nobody may be left out.".to_owned()),
            (290.0, 30.0, 9.0, number.to_string()),
        ]
    };
    let pages: Vec<Vec<(f64, f64, f64, String)>> = (1..=4).map(page).collect();
    let borrowed: Vec<Vec<Placed<'_>>> = pages
        .iter()
        .map(|page| page.iter().map(|(x, y, size, words)| (*x, *y, *size, words.as_str())).collect())
        .collect();
    let slices: Vec<&[Placed<'_>]> = borrowed.iter().map(Vec::as_slice).collect();
    let file = pdf(&slices);
    let expected: Vec<String> =
        (1..=4).flat_map(|n| [format!("Article {n}"), "Nobody may be left out.".to_owned()]).collect();
    assert_eq!(words(&file), expected);
    assert_eq!(counted(&file, "running titles"), Some(12));
}

#[test]
fn words_broken_at_the_end_of_a_line_are_one_word_and_counted() {
    let file = pdf(&[&[
        (72.0, 700.0, 11.0, "They support self-regulation and the regu-"),
        (72.0, 686.0, 11.0, "lation of others, and so self-"),
        (72.0, 672.0, 11.0, "regulation comes first."),
    ]]);
    assert_eq!(
        words(&file),
        ["They support self-regulation and the regulation of others, and so self-regulation comes first."]
    );
    assert_eq!(counted(&file, "words that were broken"), Some(2));
}

#[test]
fn raised_figures_are_not_part_of_the_number_before_them() {
    let file = pdf(&[&[
        (72.0, 700.0, 12.0, "more than 10"),
        (141.0, 705.0, 7.0, "25"),
        (152.0, 700.0, 12.0, "operations"),
    ]]);
    let text = words(&file).join(" ");
    assert!(text.contains("10²⁵") && !text.contains("1025"), "{text}");
}

#[test]
fn a_page_that_is_written_out_of_order_is_read_from_top_to_bottom() {
    let file = pdf(&[&[
        (72.0, 600.0, 11.0, "Third sentence of the page."),
        (72.0, 660.0, 11.0, "First sentence of the page."),
        (72.0, 570.0, 11.0, "Fourth sentence of the page."),
        (72.0, 630.0, 11.0, "Second sentence of the page."),
    ]]);
    let first: Vec<String> = words(&file).iter().map(|line| line[..5].to_owned()).collect();
    assert_eq!(first, ["First", "Secon", "Third", "Fourt"]);
    assert_eq!(counted(&file, "pages whose words"), Some(1));
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let file = pdf(&[&[
        (60.0, 700.0, 10.0, "The left column begins"),
        (60.0, 686.0, 10.0, "and goes on here."),
        (320.0, 700.0, 10.0, "The right column begins"),
        (320.0, 686.0, 10.0, "and ends here."),
    ]]);
    let text = words(&file).join(" ");
    assert_eq!(text, "The left column begins and goes on here. The right column begins and ends here.");
}

#[test]
fn what_is_turned_decorated_or_unseen_is_counted() {
    let stream = "BT /F1 11 Tf 72 700 Td (The law itself.) Tj ET\n\
        BT /F1 11 Tf 0 1 -1 0 30 300 Tm (aside) Tj ET\n\
        /Artifact BMC BT /F1 11 Tf 72 800 Td (draft) Tj ET EMC\n\
        BT 3 Tr /F1 11 Tf 72 660 Td (unseen) Tj ET\n";
    let file = of_streams(&[stream.to_owned()]);
    assert_eq!(words(&file), ["The law itself.", "unseen"]);
    assert_eq!(counted(&file, "letters that stand aslant"), Some(5));
    assert_eq!(counted(&file, "letters that the file marks"), Some(5));
    assert_eq!(counted(&file, "letters that the page does not show"), Some(6));
}

#[test]
fn a_pdf_without_words_is_refused_with_what_to_do() {
    #[track_caller]
    fn check(file: &[u8], why: &str) {
        let error = import_with_doubts(file, Format::Pdf).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
    check(&pdf(&[&[]]), "OCR");
    check(b"%PDF-1.7\nnothing of it is there", "broken");
    check(b"%PDF-1.7 \xff\xff", "broken");
}

#[test]
fn a_cut_or_changed_pdf_is_an_answer_and_no_panic() {
    let whole = pdf(&[&[(72.0, 700.0, 11.0, "Article 1"), (72.0, 680.0, 11.0, "It applies.")]]);
    for end in (0..whole.len()).step_by(7) {
        let _ = import_with_doubts(&whole[..end], Format::Pdf).is_ok();
    }
    for at in (0..whole.len()).step_by(3) {
        let mut changed = whole.clone();
        changed[at] ^= 0x15;
        let read = import_with_doubts(&changed, Format::Pdf);
        // What is read still says that it is a guess.
        assert!(read.is_err() || read.is_ok_and(|read| read.doubts.contains(&Doubt::Structure)), "byte {at}");
    }
}
