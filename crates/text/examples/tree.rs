//! Prints the tree of a text, and whether it lost anything, for a look at what an importer makes of it.
#![allow(clippy::print_stdout, reason = "printing is what this example is for")]
fn main() {
    for path in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let format = maru_text::detect(&bytes, &path);
        let document = match maru_text::import(&bytes, &path) {
            Ok(document) => document,
            Err(error) => {
                println!("REFUSED {path}: {error}");
                continue;
            }
        };
        let source = maru_text::source_text(&bytes, format).unwrap_or_default();
        let verdict = maru_text::lossless(&source, &document);
        let word = if verdict.is_ok() { "ok  " } else { "LOSS" };
        println!(
            "{word} {format:?} {path} units {} [{}] {}",
            document.walk().count(),
            document.language,
            document.title.chars().take(60).collect::<String>()
        );
        if let Err(loss) = verdict {
            println!("     {loss}");
        }
        if std::env::var("TREE").is_ok() {
            for unit in document.walk() {
                let words: String = unit.text.chars().take(60).collect();
                println!("{:40} {:?} {:?} | {words}", unit.id.to_string(), unit.number, unit.heading);
            }
        }
    }
}
