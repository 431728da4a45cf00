//! Prints the tree of a text, for a look at what an importer makes of it.
#![allow(clippy::print_stdout, reason = "printing is what this example is for")]
fn main() {
    let Some(path) = std::env::args().nth(1) else { return };
    let Ok(text) = std::fs::read_to_string(&path) else { return };
    let document = if path.ends_with(".md") {
        maru_text::parse_markdown(&text)
    } else {
        maru_text::parse_plain(&text, "")
    };
    println!("{} [{}]", document.title, document.language);
    for unit in document.walk() {
        let words: String = unit.text.chars().take(60).collect();
        println!("{:40} {:?} {:?} | {words}", unit.id.to_string(), unit.number, unit.heading);
    }
}
