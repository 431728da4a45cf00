//! What the importers, the redline and the amending prose make of real texts; none of those texts is in this tree.
#![allow(clippy::print_stderr, reason = "the counts are what a reader of the test's output wants")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

use std::path::{Path, PathBuf};

use maru_text::{
    Amendment, Document, Fate, Format, Reading, UnitChange, UnitId, apply, detect, import, lossless,
    read_instructions, redline, source_text,
};

const TEXTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/texts");

fn texts(test: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(TEXTS);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED {test}: ../shared/data is absent");
    None
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.file_name().is_some_and(|name| name != "README.md") {
            found.push(path);
        }
    }
}

fn load(path: &Path) -> Document {
    let bytes = std::fs::read(path).unwrap();
    import(&bytes, path.file_name().unwrap().to_str().unwrap()).unwrap()
}

fn formex_act(folder: &Path) -> Document {
    let mut paths = Vec::new();
    files(&folder.join("eu/ai-act-2024-1689-formex-en"), &mut paths);
    let parts: Vec<Document> = paths.iter().map(|path| load(path)).collect();
    Document::join(parts).unwrap()
}

#[test]
fn no_text_loses_a_word() {
    let Some(folder) = texts("no_text_loses_a_word") else { return };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    let mut losses = Vec::new();
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for path in &paths {
        let bytes = std::fs::read(path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        let format = detect(&bytes, name);
        *counts.entry(format.name()).or_default() += 1;
        let document = import(&bytes, name).unwrap();
        if let Err(loss) = lossless(&source_text(&bytes, format).unwrap(), &document) {
            losses.push(format!("{}: {loss}", path.display()));
        }
    }
    eprintln!("lossless: {} of {} files ({counts:?})", paths.len() - losses.len(), paths.len());
    assert!(losses.is_empty(), "{losses:#?}");
}

#[test]
fn ids_are_unique_in_every_text() {
    let Some(folder) = texts("ids_are_unique_in_every_text") else { return };
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    for path in &paths {
        let document = load(path);
        let mut seen = std::collections::HashSet::new();
        for unit in document.walk() {
            assert!(seen.insert(unit.id.clone()), "{} is there twice in {}", unit.id, path.display());
        }
    }
}

#[test]
fn two_formats_and_two_languages_of_one_act_have_the_same_units() {
    let Some(folder) = texts("two_formats_and_two_languages_of_one_act_have_the_same_units") else { return };
    let articles = |document: &Document| -> std::collections::BTreeSet<UnitId> {
        let own = |id: &UnitId| id.as_str().starts_with("art_") && !id.as_str().contains("quote");
        document.walk().map(|unit| unit.id.clone()).filter(own).collect()
    };
    let formex = articles(&formex_act(&folder));
    for other in ["eurlex-en", "eurlex-nl", "consolidated-20240712-nl"] {
        let other_units = articles(&load(&folder.join(format!("eu/ai-act-2024-1689-{other}.html"))));
        let common = formex.intersection(&other_units).count();
        eprintln!("{other}: {common} of {} units below articles have the same id as in Formex", formex.len());
        assert!(common * 100 >= formex.len() * 93, "{other}: {common} of {}", formex.len());
    }
}

#[test]
fn the_omnibus_is_understood_and_applied() {
    let Some(folder) = texts("the_omnibus_is_understood_and_applied") else { return };
    let base = formex_act(&folder);
    let amending = load(&folder.join("eu/digital-omnibus-ai-2026-1744-en.md"));
    let instructions = read_instructions(&amending, &base);
    let misread: Vec<_> = instructions
        .iter()
        .filter(|instruction| matches!(instruction.reading, Reading::NotUnderstood(_) | Reading::NoPlace(_)))
        .collect();
    assert!(misread.is_empty(), "{misread:#?}");
    let amendments: Vec<Amendment> = instructions.iter().flat_map(|one| one.amendments.clone()).collect();
    let amended = apply(&base, &amendments);
    let refused: Vec<_> = amended.fates.iter().filter(|fate| matches!(fate, Fate::Refused(_))).collect();
    assert!(refused.is_empty(), "{refused:#?}");
    let next = &amended.document;
    let says = |id: &str, words: &str| {
        let unit = next.unit(&id.into()).unwrap_or_else(|| panic!("no {id}"));
        assert!(unit.full_text().contains(words), "{id}: {}", unit.full_text());
    };
    says("art_5__para_1__point_ba", "intimate parts");
    says("art_113__para_3__point_c", "2 December 2027");
    says("art_4a", "bias");
    says("art_75", "mutual assistance");
    says("anx_XIV", "AIP 0102");
    says("art_10__para_5", "(deleted)");
    says("anx_I__group_1__point_1", "(deleted)");
    // Whatever no instruction names is as it was.
    let touched = |id: &UnitId| {
        let under = |target: &UnitId| {
            id == target
                || id.as_str().strip_prefix(target.as_str()).is_some_and(|rest| rest.starts_with("__"))
        };
        amendments.iter().any(|amendment| under(amendment.operation.target()))
    };
    for unit in base.walk().filter(|unit| !touched(&unit.id)) {
        let now = next.unit(&unit.id).unwrap_or_else(|| panic!("{} is gone", unit.id));
        assert_eq!(unit.own_text(), now.own_text(), "{}", unit.id);
    }
    let order: Vec<&str> = next.walk().map(|unit| unit.id.as_str()).filter(|id| !id.contains("__")).collect();
    let place = |id: &str| order.iter().position(|known| *known == id).unwrap();
    assert!(place("art_4") < place("art_4a") && place("art_4a") < place("art_5"));
    assert!(place("art_75") < place("art_75a") && place("art_75d") < place("art_76"));
    eprintln!("omnibus: {} instructions, {} operations applied", instructions.len(), amended.fates.len());
}

/// The instructions of the amending act's articles, counted in its text alone: points without letters below them, and letters.
fn instructions_in(markdown: &str, article: usize) -> usize {
    let start = markdown.find(&format!("# Article {article} Amendments")).unwrap();
    let text = &markdown[start..];
    let text = &text[..text[1..].find("\n# ").map_or(text.len(), |end| end + 1)];
    let points = text.lines().filter(|line| line.starts_with('(') && !line.starts_with("(*"));
    points
        .map(|point| {
            let frame = point.find("amended as follows: (a)").filter(|at| *at < 120);
            let Some(at) = frame else { return 1 };
            // A letter begins an instruction where no quotation is open: after its colon or after a closing mark.
            let starts = (b'a'..=b'z').map(char::from).take_while(|letter| {
                let first = *letter == 'a';
                let sign = [format!("’; ({letter}) "), format!("deleted; ({letter}) ")];
                first || sign.iter().any(|sign| point[at..].contains(sign.as_str()))
            });
            starts.count()
        })
        .sum()
}

#[test]
fn every_instruction_of_the_omnibus_is_found() {
    let Some(folder) = texts("every_instruction_of_the_omnibus_is_found") else { return };
    let path = folder.join("eu/digital-omnibus-ai-2026-1744-en.md");
    let source = std::fs::read_to_string(&path).unwrap();
    let counts = [1, 2, 3].map(|article| instructions_in(&source, article));
    assert_eq!(counts, [72, 7, 4]);
    let base = formex_act(&folder);
    let instructions = read_instructions(&load(&path), &base);
    for (article, count) in (1..).zip(counts) {
        let own = |one: &&maru_text::Instruction| one.label.starts_with(&format!("Article {article}("));
        assert_eq!(instructions.iter().filter(own).count(), count, "Article {article}");
    }
    // One operation each, and one more where two units are named at once: 37(a) and 42.
    let operations: usize = instructions.iter().map(|one| one.amendments.len()).sum();
    assert_eq!(operations, 72 + 2);
    let here = instructions.iter().filter(|one| one.reading == Reading::Understood).count();
    assert_eq!((here, instructions.len()), (72, 83));
    // What is quoted stands in the amended text word for word.
    let amendments: Vec<Amendment> = instructions.iter().flat_map(|one| one.amendments.clone()).collect();
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let next = solid(&apply(&base, &amendments).document.plain_text());
    let article = &source
        [source.find("# Article 1 Amendments").unwrap()..source.find("# Article 2 Amendments").unwrap()];
    let mut found = 0;
    for part in article.split(": ‘").skip(1) {
        let end = ["’; (", "’;\n", "’.\n"].iter().filter_map(|end| part.find(end)).min().unwrap();
        let first: String = solid(&part[..end]).chars().take(200).collect();
        found += usize::from(next.contains(&first));
    }
    // All but the three deletions quote something.
    assert_eq!(found, 72 - 3, "quoted texts that stand in the amended text");
}

#[test]
fn the_redline_of_a_law_at_two_dates_is_its_plain_difference() {
    let Some(folder) = texts("the_redline_of_a_law_at_two_dates_is_its_plain_difference") else { return };
    let old = load(&folder.join("akn/national/it-law-633-1941-at-2021-12-31.xml"));
    let new = load(&folder.join("akn/national/it-law-633-1941-at-2024-12-22.xml"));
    let line = redline(&old, &new);
    // Units whose words stand in one text only, compared as plain lines that know nothing of ids.
    let lines = |document: &Document| -> std::collections::BTreeMap<String, usize> {
        let mut counts = std::collections::BTreeMap::new();
        for unit in document.walk() {
            *counts.entry(unit.own_text()).or_default() += 1;
        }
        counts
    };
    let (before, after) = (lines(&old), lines(&new));
    let only = |one: &std::collections::BTreeMap<String, usize>,
                other: &std::collections::BTreeMap<String, usize>|
     -> usize {
        one.iter().map(|(line, count)| count.saturating_sub(other.get(line).copied().unwrap_or(0))).sum()
    };
    let counts = line.counts();
    let moved_and_changed = line
        .changed()
        .filter(|unit| unit.change == UnitChange::Moved)
        .filter(|unit| {
            [&unit.number, &unit.heading, &unit.text]
                .iter()
                .any(|part| part.iter().any(|c| c.kind != maru_text::ChangeKind::Equal))
        })
        .count();
    assert_eq!(only(&before, &after), counts.changed + counts.deleted + moved_and_changed);
    assert_eq!(only(&after, &before), counts.changed + counts.inserted + moved_and_changed);
}

#[test]
fn a_law_at_two_dates_differs_where_it_was_amended() {
    let Some(folder) = texts("a_law_at_two_dates_differs_where_it_was_amended") else { return };
    let old = load(&folder.join("akn/national/it-law-633-1941-at-2021-12-31.xml"));
    let new = load(&folder.join("akn/national/it-law-633-1941-at-2024-12-22.xml"));
    let line = redline(&old, &new);
    let counts = line.counts();
    eprintln!("Italian law 633/1941, 2021 to 2024: {counts:?}");
    for unit in line.changed().filter(|unit| unit.change != UnitChange::Changed) {
        eprintln!("  {:?} {}", unit.change, unit.id().unwrap());
    }
    assert!(counts.unchanged > 10 * (counts.changed + counts.inserted + counts.deleted + counts.moved));
    assert!(counts.changed > 0);
}

#[test]
fn korean_amending_words_are_found_in_the_act_itself() {
    let Some(folder) = texts("korean_amending_words_are_found_in_the_act_itself") else { return };
    let act = load(&folder.join("kr/ai-basic-act-ko.md"));
    let instructions = read_instructions(&act, &act);
    let prose: Vec<&str> = instructions.iter().map(|instruction| instruction.prose.as_str()).collect();
    assert!(prose.iter().any(|prose| prose.contains("국가데이터처장")), "{prose:?}");
    // The act was printed after that change: the words have given way already, and it says so.
    let gone = |reading: &Reading| matches!(reading, Reading::NoPlace(why) if why.contains("does not say"));
    assert!(instructions.iter().all(|instruction| gone(&instruction.reading)), "{instructions:#?}");
    assert_eq!(detect(b"---\n", "x.md"), Format::Markdown);
}

#[test]
fn what_is_called_a_document_of_word_and_is_none_is_refused_and_not_read_as_plain_text() {
    for name in ["act.docx", "act.odt", "act.pdf"] {
        assert!(maru_text::import(b"not a zip", name).is_err(), "{name}");
    }
}
