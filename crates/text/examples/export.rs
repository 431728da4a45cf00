//! Writes a text as Akoma Ntoso, HTML and Word into a folder, for a look with other programs.
#![allow(clippy::print_stdout, reason = "printing is what this example is for")]
fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else { return Ok(()) };
    for path in arguments {
        let bytes = std::fs::read(&path)?;
        let Ok(document) = maru_text::import(&bytes, &path) else { continue };
        let name = path.rsplit('/').next().unwrap_or("text");
        let akn = maru_text::to_akn(&document);
        match maru_text::import(akn.as_bytes(), "x.xml") {
            Ok(again) => {
                if let Err(loss) = maru_text::lossless(&document.plain_text(), &again) {
                    println!("AKN {name}: {loss}");
                }
            }
            Err(error) => println!("AKN {name}: {error}"),
        }
        let docx = maru_text::to_docx(&document);
        match maru_text::import(&docx, "x.docx") {
            Ok(again) => {
                if let Err(loss) = maru_text::lossless(&document.plain_text(), &again) {
                    println!("DOCX {name}: {loss}");
                }
            }
            Err(error) => println!("DOCX {name}: {error}"),
        }
        let again = maru_text::parse_markdown(&maru_text::to_markdown(&document));
        if let Err(loss) = maru_text::lossless(&document.plain_text(), &again) {
            println!("MD {name}: {loss}");
        }
        std::fs::write(format!("{folder}/{name}.akn.xml"), akn)?;
        std::fs::write(format!("{folder}/{name}.docx"), docx)?;
        std::fs::write(format!("{folder}/{name}.html"), maru_text::to_html(&document))?;
    }
    Ok(())
}
