//! The fonts of this machine: files that were named, then the folders in which systems keep theirs.
//!
//! None is shipped and none is fetched. What no font covers is reported with the Debian packages that bring one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use maru_print::{FontLibrary, Fonts, Lacking, PrintError, Typeface};

/// Folders below a root, and below a home, in which fonts are kept.
const FOLDERS: &[&str] = &[
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:\\Windows\\Fonts",
];
const HOME_FOLDERS: &[&str] = &[".local/share/fonts", ".fonts", "Library/Fonts"];

/// The most files that are looked at, the deepest folder, and the largest file: a font folder is no place to get lost in.
const MAX_FILES: usize = 4_000;
const MAX_DEPTH: usize = 6;
const MAX_FONT_BYTES: u64 = 80 << 20;

/// Fonts that suit print, by the beginning of their files' names, the best first. Each is read only if it has a character that is still lacking.
const PREFERRED: &[&str] = &[
    "notoserif-regular",
    "liberationserif-regular",
    "times new roman",
    "times",
    "notonaskharabic-regular",
    "notoserifcjk-regular",
    "nanummyeongjo",
    "notosanscjk-regular",
    "nanumgothic",
    "notosans-regular",
    "dejavuserif",
    "dejavusans",
    "notosanssymbols",
    "notosansarabic-regular",
    "batang",
    "malgun",
    "applesdgothicneo",
    "simsun",
    "pingfang",
    "msyh",
    "arial",
];

/// Parts of names that mark what is not for running text.
const UNSUITED: &[&str] =
    &["italic", "oblique", "mono", "bold", "black", "light", "thin", "condensed", "emoji", "color"];

/// Fonts of the machine, and files that come before them.
#[derive(Debug, Default)]
pub(crate) struct MachineFonts {
    named: Vec<PathBuf>,
}

impl MachineFonts {
    /// Named files first. Each must be a font.
    pub(crate) fn with(named: &[PathBuf]) -> anyhow::Result<Self> {
        for path in named {
            read(path)?;
        }
        Ok(Self { named: named.to_vec() })
    }
}

impl FontLibrary for MachineFonts {
    fn fonts(&self, needed: &BTreeSet<char>) -> Fonts {
        let mut fonts = Fonts::new();
        for path in &self.named {
            if let Ok(faces) = read(path) {
                fonts.add(faces);
            }
        }
        let mut lacking = fonts.lacking(needed);
        let mut found = if lacking.is_empty() { Vec::new() } else { on_this_machine() };
        found.sort_by_cached_key(|path| rank(path));
        for path in found {
            if lacking.is_empty() {
                break;
            }
            let Ok(faces) = read(&path) else { continue };
            if !faces.iter().any(|face| lacking.iter().any(|character| face.covers(*character))) {
                continue;
            }
            fonts.add(faces);
            if let Some(bold) = bold_of(&path) {
                fonts.add(read(&bold).unwrap_or_default());
            }
            lacking = fonts.lacking(needed);
        }
        fonts
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<Typeface>> {
    let size = std::fs::metadata(path).with_context(|| format!("{} cannot be read", path.display()))?.len();
    anyhow::ensure!(size <= MAX_FONT_BYTES, "{} is larger than any font that is used", path.display());
    let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Typeface::read(bytes).with_context(|| format!("{} cannot be printed in", path.display()))
}

fn on_this_machine() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        list(Path::new(folder), MAX_DEPTH, &mut files);
    }
    if let Some(home) = std::env::home_dir() {
        for folder in HOME_FOLDERS {
            list(&home.join(folder), MAX_DEPTH, &mut files);
        }
    }
    files
}

fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if files.len() >= MAX_FILES {
            return;
        }
        if path.is_dir() {
            if depth > 0 {
                list(&path, depth - 1, files);
            }
        } else if is_font(&path) {
            files.push(path);
        }
    }
}

fn is_font(path: &Path) -> bool {
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    matches!(end.as_str(), "ttf" | "otf" | "ttc" | "otc")
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Preferred fonts in their order, then the others by name, those unsuited to running text last.
fn rank(path: &Path) -> (usize, bool, String) {
    let stem = stem(path);
    let unsuited = UNSUITED.iter().any(|word| stem.contains(word));
    let preferred = PREFERRED.iter().position(|name| stem.starts_with(name)).filter(|_| !unsuited);
    (preferred.unwrap_or(PREFERRED.len()), unsuited, stem)
}

/// The bold font of the same family, if it lies beside.
fn bold_of(path: &Path) -> Option<PathBuf> {
    let stem = path.file_stem()?.to_str()?;
    let end = path.extension()?.to_str()?;
    let plain = stem.trim_end_matches("-Regular").trim_end_matches("Regular");
    let names = [format!("{plain}-Bold.{end}"), format!("{plain}Bold.{end}"), format!("{plain}bd.{end}")];
    names.iter().map(|name| path.with_file_name(name)).find(|bold| bold != path && bold.is_file())
}

/// Which Debian packages have a font for a script.
const PACKAGES: &[(&str, &str)] = &[
    ("Hangul", "fonts-noto-cjk or fonts-nanum"),
    ("Han", "fonts-noto-cjk"),
    ("Hiragana", "fonts-noto-cjk"),
    ("Katakana", "fonts-noto-cjk"),
    ("Bopomofo", "fonts-noto-cjk"),
    ("Latin", "fonts-noto-core or fonts-dejavu-core"),
    ("Common", "fonts-noto-core or fonts-dejavu-core"),
    ("Unknown", "none: the characters have no agreed meaning"),
];
const OTHER_PACKAGES: &str = "fonts-noto-core";

/// What to do about a text that cannot be printed.
pub(crate) fn advice(error: PrintError) -> anyhow::Error {
    let PrintError::NoFont(lacking) = &error else { return error.into() };
    let lines: Vec<String> = lacking.iter().map(line_of_advice).collect();
    anyhow::anyhow!("no font on this machine has some characters of the text\n{}", lines.join("\n"))
        .context("nothing was printed, rather than boxes in place of letters")
}

fn line_of_advice(lacking: &Lacking) -> String {
    let packages = PACKAGES.iter().find(|(script, _)| *script == lacking.script);
    let packages = packages.map_or(OTHER_PACKAGES, |(_, packages)| packages);
    format!("  {lacking}\n    Debian packages: {packages}; or name a font with --font FILE")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_for_running_text_come_first() {
        let mut files: Vec<PathBuf> =
            ["z/Zeta.ttf", "a/DejaVuSans-Bold.ttf", "NotoSerif-Regular.ttf", "a/Alpha.otf"]
                .iter()
                .map(PathBuf::from)
                .collect();
        files.sort_by_cached_key(|path| rank(path));
        let names: Vec<String> = files.iter().map(|path| stem(path)).collect();
        assert_eq!(names, ["notoserif-regular", "alpha", "zeta", "dejavusans-bold"]);
    }

    #[test]
    fn what_is_lacking_is_told_with_what_would_help() {
        let lacking = vec![Lacking { script: "Hangul", characters: vec!['마'] }];
        let told = format!("{:#}", advice(PrintError::NoFont(lacking)));
        assert!(
            told.contains("마 (U+B9C8)") && told.contains("fonts-nanum") && told.contains("--font"),
            "{told}"
        );
    }

    #[test]
    fn a_machine_without_fonts_lacks_every_letter() {
        let library = MachineFonts::with(&[PathBuf::from("no-such-font.ttf")]);
        assert!(library.unwrap_err().to_string().contains("no-such-font.ttf"));
    }
}
