//! Two versions of a small law, and what is different.
//!
//! `cargo run -p maru-text --example redline`
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use maru_text::{parse_markdown, redline, redline_to_text, to_akn};

const OLD: &str = "# Rules of the house\n\n## Article 1\n\nThe hall is open on Sundays.\n\n## Article 2\n\nDogs stay outside.\n";
const NEW: &str = "# Rules of the house\n\n## Article 1\n\nThe hall is open every day.\n\n## Article 2\n\nDogs stay outside.\n";

pub(crate) fn main() {
    let (old, new) = (parse_markdown(OLD), parse_markdown(NEW));
    let compared = redline(&old, &new);
    let shown = redline_to_text(&compared);
    println!("{shown}");
    assert_eq!(compared.changed().count(), 1, "one article of two has changed: {shown}");
    // The same text as Akoma Ntoso, the XML that parliaments exchange.
    println!("{}", to_akn(&new));
}
