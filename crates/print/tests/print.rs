//! What is printed can be read again: words in their order, in every script, by programs that others wrote.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says aloud that it is skipped"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use maru_print::{Fonts, Paper, PrintError, Sheet, Typeface, print, redline_sheet, sheet};
use maru_text::parse_markdown;

/// Debian's fonts for the scripts below.
const FONTS: &[&str] = &[
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Bold.ttf",
    "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
];

fn fonts() -> Option<Fonts> {
    let mut fonts = Fonts::new();
    for path in FONTS {
        fonts.add(Typeface::read(std::fs::read(path).ok()?).ok()?);
    }
    Some(fonts)
}

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

/// Runs a program of others on a printed file; its output, or what it complains of.
fn ask(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(arguments).arg(file).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The words of a printed file.
fn text_of(path: &Path) -> String {
    let output = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(path).arg("-").output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The fonts, unless they or the programs that read files are absent: then says so.
fn ready(test: &str, programs: &[&str]) -> Option<Fonts> {
    let fonts = fonts();
    if fonts.is_none() {
        println!("SKIPPED {test}: Debian's fonts-noto-core and fonts-noto-cjk are absent");
    }
    if let Some(program) = programs.iter().find(|program| !has(program)) {
        println!("SKIPPED {test}: {program} is absent");
        return None;
    }
    fonts
}

fn written(sheet: &Sheet, fonts: &Fonts) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text.pdf");
    std::fs::write(&path, print(sheet, fonts, Paper::A4).unwrap()).unwrap();
    (folder, path)
}

/// The characters that say something: no spaces, no signs that only steer directions. Arabic vowel signs are left out as well, because
/// `pdftotext` tells them before their letter although the file has them after it, in its `ActualText`.
fn said(text: &str) -> String {
    let steers = |c: char| matches!(u32::from(c), 0x200B..=0x200F | 0x202A..=0x202E | 0x2066..=0x2069);
    let is_vowel_sign = |c: char| matches!(u32::from(c), 0x64B..=0x65F);
    text.chars().filter(|c| !c.is_whitespace() && !steers(*c) && !is_vowel_sign(*c)).collect()
}

/// Prints a text and reads it again: every line's words, in the order in which they are read.
fn check_round_trip(language: &str, source: &str) {
    let Some(fonts) = ready(&format!("round_trip_{language}"), &["pdftotext"]) else { return };
    let mut document = parse_markdown(source);
    document.language = language.into();
    let (_folder, path) = written(&sheet(&document, None), &fonts);
    let read = said(&text_of(&path));
    for unit in document.walk() {
        // `pdftotext` turns the point of a number that stands alone between right-to-left lines; the number is what counts.
        let number = unit.number.iter().map(|number| number.trim_end_matches('.'));
        for line in number.chain(unit.heading.as_deref()).chain(unit.text.lines()) {
            assert!(read.contains(&said(line)), "{language}: lost or disordered: {line}\n{read}");
        }
    }
}

const ENGLISH: &str = "# An Act on synthetic media\n\n## Article 1 Aim\n\n1. This Act protects persons shown in media that a machine has made, and those who see them.\n\n2. A provider shall:\n\n(a) label what it makes;\n\n(b) keep for six months what it was asked to make.\n";
const KOREAN: &str = "# 합성매체에 관한 법률\n\n## 제1조 (목적)\n\n① 이 법은 기계가 만든 매체에 나오는 사람과 그것을 보는 사람을 보호함을 목적으로 한다.\n\n② 제공자는 다음 각 호의 사항을 표시하여야 한다.\n\n1. 만든 날짜\n\n2. 만든 프로그램의 이름\n";
const CHINESE: &str = "# 合成媒体规定\n\n## 第一条 目的\n\n为了保护机器生成的媒体中出现的人以及看到这些媒体的人,制定本规定。提供者应当在其生成的内容上作出显著标识,并保存有关记录不少于六个月。\n";
const ARABIC: &str = "# قانون الوسائط المصطنعة\n\n## المادة 1 الغاية\n\n1. يحمي هذا القانون كل شخص يظهر في وسائط صنعتها آلة، ويحمي من يشاهدها.\n\n2. يجب على المزوّد أن يضع علامة واضحة على كل ما يصنعه خلال 30 يومًا.\n";

#[test]
fn english_is_read_again() {
    check_round_trip("en", ENGLISH);
}

#[test]
fn korean_is_read_again() {
    check_round_trip("ko", KOREAN);
}

#[test]
fn chinese_is_read_again() {
    check_round_trip("zh", CHINESE);
}

#[test]
fn arabic_is_read_again_in_the_order_in_which_it_is_read() {
    check_round_trip("ar", ARABIC);
}

#[test]
fn the_file_is_tagged_and_named_and_sound() {
    let Some(fonts) = ready("the_file_is_tagged", &["pdfinfo", "qpdf"]) else { return };
    let mut document = parse_markdown(KOREAN);
    document.language = "ko".into();
    let printed = sheet(&document, maru_text::Date::new(2026, 11, 26).ok());
    let (_folder, path) = written(&printed, &fonts);
    let told = ask("pdfinfo", &[], &path);
    for expected in ["합성매체에 관한 법률", "Tagged:          yes", "Nov 26", "595 x 842"] {
        assert!(told.contains(expected), "{expected} is missing:\n{told}");
    }
    let structure = ask("pdfinfo", &["-struct"], &path);
    assert!(structure.contains("H1") && structure.contains("H2"), "{structure}");
    assert!(ask("qpdf", &["--check"], &path).contains("No syntax or stream encoding errors"));
}

#[test]
fn a_redline_is_read_again_with_what_is_gone() {
    let Some(fonts) = ready("a_redline_is_read_again", &["pdfinfo"]) else { return };
    let new = ENGLISH.replace("shall:", "must, within 30 days:");
    let redline = maru_text::redline(&parse_markdown(ENGLISH), &parse_markdown(&new));
    let (_folder, path) = written(&redline_sheet(&redline, &"en".into(), Vec::new(), None), &fonts);
    let structure = ask("pdfinfo", &["-struct-text"], &path);
    for expected in ["LineThrough", "Underline", "shall", "must, within 30 days"] {
        assert!(structure.contains(expected), "{expected} is missing:\n{structure}");
    }
}

#[test]
fn the_same_text_and_fonts_give_the_same_bytes() {
    let Some(fonts) = ready("the_same_bytes", &[]) else { return };
    let printed = sheet(&parse_markdown(ARABIC), None);
    assert_eq!(
        print(&printed, &fonts, Paper::Letter),
        print(&printed, &self::fonts().unwrap(), Paper::Letter)
    );
}

#[test]
fn a_long_text_is_parted_into_pages_and_loses_nothing() {
    let Some(fonts) = ready("a_long_text", &["pdftotext"]) else { return };
    let mut source = String::from("# Long\n\n");
    for article in 1..=120 {
        let _ = write!(
            source,
            "## Article {article} Matter {article}\n\nWord{article} and some more words to fill a line and then another, so that pages end inside of paragraphs too, as they do in life.\n\n"
        );
    }
    let (_folder, path) = written(&sheet(&parse_markdown(&source), None), &fonts);
    let text = text_of(&path);
    let found: Vec<usize> = (1..=120).map(|article| text.find(&format!("Word{article} ")).unwrap()).collect();
    assert!(found.is_sorted(), "articles are in another order");
    let pages = text.matches('\u{c}').count();
    assert!(pages > 5 && text.contains(&format!("{pages} / {pages}")), "{pages} pages");
}

#[test]
fn without_fonts_nothing_is_printed_and_the_characters_are_told() {
    let printed = sheet(&parse_markdown("# 마루 floor\n"), None);
    let Err(PrintError::NoFont(lacking)) = print(&printed, &Fonts::new(), Paper::A4) else {
        panic!("printed")
    };
    let scripts: BTreeSet<&str> = lacking.iter().map(|one| one.script).collect();
    assert!(scripts.is_superset(&BTreeSet::from(["Hangul", "Latin"])), "{scripts:?}");
}

#[test]
fn what_is_no_font_is_refused() {
    assert!(Typeface::read(Vec::new()).is_err());
    assert!(Typeface::read(b"%PDF-1.7 is no font".to_vec()).is_err());
}

#[test]
fn signs_for_private_use_are_in_no_font() {
    let Some(fonts) = ready("signs_for_private_use", &[]) else { return };
    let printed = sheet(&parse_markdown("# A \u{E000} B\n"), None);
    assert!(matches!(print(&printed, &fonts, Paper::A4), Err(PrintError::NoFont(_))));
}

#[path = "../examples/print.rs"]
mod print_example;

#[test]
fn the_example_does_what_it_says() {
    print_example::main().unwrap();
}
