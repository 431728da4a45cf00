//! The audits of `data/audits`, read and checked: a row that claims something without a source is a fault, and named.

use std::sync::LazyLock;

use jiff::civil::Date;
use maru_forum::{AuditWord, Confidence};
use maru_text::{Table, TableRow};

use super::{Audit, AuditFinding, Bilingual, HowRead, Source, Voice, VoiceKind};
use crate::criterion::criteria;

/// The four tables, as text.
#[derive(Debug, Clone, Copy)]
pub struct Tables {
    /// `audits.csv`
    pub audits: &'static str,
    /// `sources.csv`
    pub sources: &'static str,
    /// `findings.csv`
    pub findings: &'static str,
    /// `voices.csv`
    pub voices: &'static str,
}

impl Tables {
    /// Those that ship with the program.
    pub const SHIPPED: Self = Self {
        audits: include_str!("../../../../data/audits/audits.csv"),
        sources: include_str!("../../../../data/audits/sources.csv"),
        findings: include_str!("../../../../data/audits/findings.csv"),
        voices: include_str!("../../../../data/audits/voices.csv"),
    };
}

/// The most rows of one table.
const MOST_ROWS: usize = 10_000;

static SHIPPED: LazyLock<Vec<Audit>> = LazyLock::new(|| {
    // These tables are part of the program, and a test reads them: no audit is ever left out without a word.
    load(Tables::SHIPPED).unwrap_or_else(|faults| panic!("data/audits: {}", faults.join("; ")))
});

/// The audits that ship with the program; a test holds that they can be read.
pub fn audits() -> &'static [Audit] {
    &SHIPPED
}

/// One of them.
pub fn audit(id: &str) -> Option<&'static Audit> {
    audits().iter().find(|audit| audit.id == id)
}

/// Reads audits; every fault is named with its file and line.
pub fn load(tables: Tables) -> Result<Vec<Audit>, Vec<String>> {
    let mut faults = Vec::new();
    // Sources live as long as the program: the shipped tables are read once.
    let sources: &'static [Source] = Vec::leak(rows("sources.csv", tables.sources, &mut faults, source));
    let mut audits = rows("audits.csv", tables.audits, &mut faults, opened);
    let findings = rows("findings.csv", tables.findings, &mut faults, |row| finding(row, sources));
    let voices = rows("voices.csv", tables.voices, &mut faults, |row| voice(row, sources));
    for (of, finding) in findings {
        match audits.iter_mut().find(|audit| audit.id == of) {
            Some(audit) => audit.findings.push(finding),
            None => faults.push(format!("findings.csv: there is no audit “{of}”")),
        }
    }
    for (of, voice) in voices {
        match audits.iter_mut().find(|audit| audit.id == of) {
            Some(audit) if audit.on(&voice.criterion).next().is_some() => audit.voices.push(voice),
            _ => faults.push(format!("voices.csv: nothing was found of {of}, {}", voice.criterion)),
        }
    }
    if faults.is_empty() { Ok(audits) } else { Err(faults) }
}

/// One row, whose cells are asked for by the names of their columns.
struct Row<'a>(TableRow<'a>);

impl Row<'_> {
    fn get(&self, column: &str) -> &str {
        self.0.cell(column)
    }

    /// A cell that must not be empty.
    fn said(&self, column: &str) -> Result<String, String> {
        match self.0.get(column) {
            None => Err(format!("there is no column “{column}”")),
            Some("") => Err(format!("“{column}” is empty")),
            Some(text) => Ok(text.to_owned()),
        }
    }

    fn both(&self, column: &str) -> Result<Bilingual, String> {
        Ok(Bilingual {
            english: self.said(&format!("{column}_en"))?,
            korean: self.said(&format!("{column}_ko"))?,
        })
    }

    fn day(&self, column: &str) -> Result<Date, String> {
        let text = self.said(column)?;
        text.parse().map_err(|_| format!("“{column}”: {text} is no day of the form YYYY-MM-DD"))
    }

    /// A cell that holds one of some names.
    fn one<T>(&self, column: &str, named: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let text = self.said(column)?;
        named(&text).ok_or_else(|| format!("“{column}”: {text} is not known"))
    }

    fn criterion(&self) -> Result<String, String> {
        self.one("criterion", |id| criteria().iter().any(|one| one.id == id).then(|| id.to_owned()))
    }
}

fn rows<T>(
    file: &str,
    text: &str,
    faults: &mut Vec<String>,
    read: impl Fn(&Row<'_>) -> Result<T, String>,
) -> Vec<T> {
    let table = match Table::read(text.as_bytes(), MOST_ROWS) {
        Ok(table) => table,
        Err(error) => {
            faults.push(format!("{file}, {error}"));
            return Vec::new();
        }
    };
    let mut out = Vec::new();
    for row in table.rows() {
        match read(&Row(row)) {
            Ok(value) => out.push(value),
            Err(fault) => faults.push(format!("{file}, line {}: {fault}", row.line())),
        }
    }
    out
}

fn source(row: &Row<'_>) -> Result<Source, String> {
    let read = row.one("read", HowRead::from_name)?;
    let address = Some(row.get("address").to_owned()).filter(|address| !address.is_empty());
    if address.is_none() != (read == HowRead::Memory) {
        return Err("a source has an address, and what is remembered has none".to_owned());
    }
    Ok(Source {
        id: row.said("id")?,
        address,
        publisher: row.both("publisher")?,
        published: row.get("published").to_owned(),
        read,
        looked: row.day("looked")?,
    })
}

fn opened(row: &Row<'_>) -> Result<Audit, String> {
    Ok(Audit {
        id: row.said("id")?,
        title: row.both("title")?,
        held_by: row.both("held_by")?,
        from: row.day("from")?,
        to: row.day("to")?,
        scope: row.both("scope")?,
        asked: row.both("asked")?,
        findings: Vec::new(),
        voices: Vec::new(),
    })
}

fn finding(row: &Row<'_>, known: &'static [Source]) -> Result<(String, AuditFinding), String> {
    let named = row.said("sources")?;
    let sources = named
        .split(';')
        .map(|id| known.iter().find(|one| one.id == id).ok_or_else(|| format!("there is no source “{id}”")))
        .collect::<Result<Vec<_>, _>>()?;
    let confidence = row.one("confidence", Confidence::from_name)?;
    let remembered = sources.iter().all(|source| source.read == HowRead::Memory);
    if remembered && confidence != Confidence::Low {
        return Err("what is only remembered has the confidence “low”".to_owned());
    }
    let word = row.one("word", AuditWord::from_name)?;
    if remembered && matches!(word, AuditWord::Met | AuditWord::NotMet) {
        return Err("what is only remembered establishes nothing".to_owned());
    }
    let finding = AuditFinding {
        criterion: row.criterion()?,
        word,
        evidence: row.both("evidence")?,
        sources,
        confidence,
        found_by: row.both("found_by")?,
        found: row.day("found")?,
    };
    Ok((row.said("audit")?, finding))
}

fn voice(row: &Row<'_>, known: &'static [Source]) -> Result<(String, Voice), String> {
    let kind = row.one("kind", |name| match name {
        "objection" => Some(VoiceKind::Objection),
        "reply" => Some(VoiceKind::Reply),
        _ => None,
    })?;
    let source = match row.get("source") {
        "" if kind == VoiceKind::Objection => return Err("an objection has a source".to_owned()),
        "" => None,
        id => {
            Some(known.iter().find(|one| one.id == id).ok_or_else(|| format!("there is no source “{id}”"))?)
        }
    };
    let voice = Voice {
        criterion: row.criterion()?,
        kind,
        who: row.both("who")?,
        words: row.both("words")?,
        source,
        said: row.day("said")?,
    };
    Ok((row.said("audit")?, voice))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AuditStanding;

    #[test]
    fn the_shipped_audits_are_whole() {
        let audits = load(Tables::SHIPPED).unwrap();
        let seoul = audits.iter().find(|audit| audit.id == "seoul-2024").unwrap();
        let code = audits.iter().find(|audit| audit.id == "gpai-code-2025").unwrap();
        assert_eq!(code.standing("O7"), AuditStanding::Disputed, "both sources are shown");
        assert_eq!(seoul.standing("O4"), AuditStanding::NotMet);
        assert_eq!(seoul.standing("O6"), AuditStanding::NotEstablished, "silence is no answer");
        let used = |id: &str| {
            audits.iter().any(|audit| {
                audit.findings.iter().flat_map(|finding| &finding.sources).any(|source| source.id == id)
                    || audit.voices.iter().filter_map(|voice| voice.source).any(|source| source.id == id)
            })
        };
        let ids = rows("sources.csv", Tables::SHIPPED.sources, &mut Vec::new(), source);
        let idle: Vec<_> = ids.iter().map(|one| &one.id).filter(|id| !used(id)).collect();
        assert!(idle.is_empty(), "sources that no finding names: {idle:?}");
    }

    #[test]
    fn a_finding_that_claims_too_much_is_named_with_its_line() {
        let check = |from: &str, to: &str, expected: &str| {
            let changed = Tables::SHIPPED.findings.replacen(from, to, 1);
            assert_ne!(changed, Tables::SHIPPED.findings, "{from}");
            let faults = load(Tables { findings: changed.leak(), ..Tables::SHIPPED }).unwrap_err();
            assert!(faults.iter().any(|fault| fault.contains(expected)), "{faults:?}");
        };
        check("verdict;gov-april", "", "line 2: “sources” is empty");
        check("verdict;gov-april", "nowhere", "there is no source “nowhere”");
        check("seoul-2024,O3", "seoul-2024,O41", "“criterion”: O41 is not known");
        check("seoul-2024,O3,cannot_be_known", "seoul-2024,O3,fine", "“word”: fine is not known");
        check("seoul-2024,O3", "paris-2025,O3", "there is no audit “paris-2025”");
        check("2026-11-29", "yesterday", "is no day");
    }

    /// Rule 2 of `data/audits/README.md`: absence is no evidence that something was not so, and memory none that it was.
    #[test]
    fn what_was_not_found_and_what_is_remembered_decide_nothing() {
        const ABSENT: [&str; 6] =
            ["not found", "was found", "were found", "found nowhere", "찾지 못", "찾을 수 없"];
        const REMEMBERED: [&str; 3] = ["recall", "remember", "기억"];
        for audit in load(Tables::SHIPPED).unwrap() {
            for one in &audit.findings {
                let decides = matches!(one.word, AuditWord::Met | AuditWord::NotMet);
                for words in [&one.evidence.english, &one.evidence.korean] {
                    let says = |list: &[&str]| list.iter().any(|bad| words.contains(bad));
                    assert!(
                        !decides || (!says(&ABSENT) && !says(&REMEMBERED)),
                        "{}, {}: {words}",
                        audit.id,
                        one.criterion
                    );
                }
            }
        }
        let sources = Tables::SHIPPED.sources.replacen(
            ",Government of the United Kingdom,영국 정부,2024-05-21,excerpt",
            ",Government of the United Kingdom,영국 정부,2024-05-21,memory",
            1,
        );
        let address = "https://www.gov.uk/government/publications/ai-seoul-summit-programme/ai-seoul-summit-day-1-and-2-programme";
        let sources: &'static str = sources.replacen(address, "", 1).leak();
        assert_ne!(sources, Tables::SHIPPED.sources);
        let low = Tables::SHIPPED.findings.replacen("gov-programme,high", "gov-programme,low", 1).leak();
        let faults = load(Tables { sources, findings: low, ..Tables::SHIPPED }).unwrap_err();
        assert!(faults.iter().any(|fault| fault.contains("establishes nothing")), "{faults:?}");
    }
}
