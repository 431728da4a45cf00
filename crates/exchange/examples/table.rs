//! A table of comments as standards bodies send it round: read from one form, answered, written in another, and compared when it comes back.
//!
//! `cargo run -p maru-exchange --example table`
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use std::error::Error;

use maru_exchange::{Returned, System, answers_back, read_answer, read_csv, to_csv, to_docx};

/// The form of ISO, IEC and CEN as a spreadsheet in a country that writes 0,5 saves it: with semicolons.
const FORM: &str = "MB/NC;Line number;Clause/ Subclause;Paragraph/ Figure/ Table;Type of comment;Comments;Proposed change;Observations of the secretariat\n\
    KR-001;;2;;te;A spoken notice every ten minutes is too rare.;Say it every five minutes.;\n\
    GH-001;;4;;ed;\"“Form” here; “report” in 3.1\";Use one word.;\n";

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let sent = read_csv(FORM.as_bytes())?;
    for comment in &sent.comments {
        println!("{} on clause {}: {}", comment.id, comment.place.clause, comment.words);
    }
    println!("as a Word file it has {} bytes", to_docx(&sent).len());

    // The secretariat answers one of the two in its copy.
    let mut answered = sent.clone();
    answered.comments[0].answer =
        Some(read_answer(System::Iso, "Accepted in part. Every five minutes in streams."));
    let came_back = read_csv(to_csv(&answered).as_bytes())?;

    let rows = answers_back(&sent, &came_back, &sent);
    for row in &rows {
        println!("{}: {:?}", row.id, row.returned);
    }
    assert!(matches!(rows[0].returned, Returned::Typed { .. }));
    assert_eq!(rows[1].returned, Returned::Untouched);

    // What cannot be read is refused with its line; nothing is shifted or left out.
    let torn = FORM.replace("“report” in 3.1\"", "“report” in 3.1");
    let refused = read_csv(torn.as_bytes());
    println!("{}", refused.as_ref().err().map(ToString::to_string).unwrap_or_default());
    assert!(refused.is_err_and(|error| error.line == Some(3)));
    Ok(())
}
