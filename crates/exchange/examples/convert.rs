//! A comment written for the form of ISO/IEC/CEN, as the CSV file that goes out, and the same file come back with an answer.
//!
//! `cargo run -p maru-exchange --example convert`
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use std::error::Error;

use maru_exchange::{
    Comment, CommentKind, CommentTable, Disposition, Place, System, read_answer, read_csv, to_csv,
};

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let mut table = CommentTable::new(System::Iso);
    table.comments.push(Comment {
        id: "KR-001".to_owned(),
        author: "KR".to_owned(),
        place: Place { clause: "Article 2".to_owned(), ..Place::default() },
        kind: Some(CommentKind::Technical),
        kind_text: "te".to_owned(),
        words: "No term is set for the label.".to_owned(),
        proposal: "within 15 days".to_owned(),
        ..Comment::default()
    });
    println!("{}", to_csv(&table));

    table.comments[0].answer = Some(read_answer(System::Iso, "Not accepted. Article 7 has the term."));
    let returned = read_csv(to_csv(&table).as_bytes())?;
    let answer = returned.comments[0].answer.as_ref().ok_or("the answer was lost")?;
    println!("{}: {:?}, because: {}", returned.comments[0].id, answer.disposition, answer.reason);
    assert_eq!(answer.disposition, Disposition::Ours("not-accepted".to_owned()));
    Ok(())
}
