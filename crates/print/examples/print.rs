//! A text as PDF, in the font that is given. Without one nothing is printed, and it is said which characters lack a shape.
//!
//! `cargo run -p maru-print --example print -- FONT.ttf OUT.pdf`
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use std::error::Error;

use maru_print::{Fonts, Paper, PrintError, Typeface, print, sheet};
use maru_text::parse_markdown;

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let document = parse_markdown("# Rules of the house\n\n## Article 1\n\nThe hall is open every day.\n");
    let mut arguments = std::env::args().skip(1);
    let files = arguments.next().zip(arguments.next()).filter(|(font, _)| font.ends_with("tf"));
    let mut fonts = Fonts::new();
    if let Some((font, _)) = &files {
        fonts.add(Typeface::read(std::fs::read(font)?)?);
    }
    match (print(&sheet(&document, None), &fonts, Paper::A4), files) {
        (Ok(pdf), Some((_, out))) => std::fs::write(out, pdf)?,
        (Ok(_), None) => return Err("nothing can be printed without a font".into()),
        (Err(PrintError::NoFont(lacking)), _) => {
            for one in lacking {
                println!("no font has {one}");
            }
        }
        (Err(error), _) => return Err(error.into()),
    }
    Ok(())
}
