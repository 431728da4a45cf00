//! An audit in the words of a reader's language, ready for a page or for print. It says whose words they are and where they were read.

use jiff::civil::Date;
use maru_forum::{AuditEvidence, AuditObjection, CriterionId, EntryNumber, Words};
use maru_openness::audit::{Source, Voice, VoiceKind};
use maru_openness::{Audit, AuditFinding, AuditStanding, Criterion, criteria};

use crate::audit::standings;
use crate::common::ProcessView;
use crate::visit::Visit;

/// An audit in words.
pub(crate) struct Told {
    pub(crate) title: String,
    /// Who held it and when.
    pub(crate) held: String,
    /// What it covers, and whether the audited were asked.
    pub(crate) notes: Vec<String>,
    /// The criteria as they stand, failing ones first.
    pub(crate) criteria: Vec<ToldCriterion>,
}

/// A criterion with everything that was found of it.
pub(crate) struct ToldCriterion {
    pub(crate) criterion: &'static Criterion,
    pub(crate) standing: AuditStanding,
    pub(crate) findings: Vec<ToldFinding>,
    pub(crate) voices: Vec<ToldVoice>,
}

/// A finding in words.
pub(crate) struct ToldFinding {
    /// What was found, such as "not met".
    pub(crate) word: String,
    pub(crate) evidence: String,
    pub(crate) sources: Vec<ToldSource>,
    /// How sure, by whom, when.
    pub(crate) origin: String,
}

/// What the audited said, or an answer to it.
pub(crate) struct ToldVoice {
    pub(crate) head: String,
    pub(crate) words: String,
    pub(crate) source: Option<ToldSource>,
}

/// Where something was read.
pub(crate) struct ToldSource {
    pub(crate) address: Option<String>,
    /// Who published it.
    pub(crate) publisher: String,
    /// When, and how it was read.
    pub(crate) words: String,
}

impl Told {
    /// A shipped audit.
    pub(crate) fn of(visit: &Visit, audit: &Audit) -> Self {
        let own = |both: &maru_openness::audit::Bilingual| both.words(visit.tag()).1.to_owned();
        let mut all: Vec<_> = criteria().iter().map(|one| criterion(visit, audit, one)).collect();
        // The sort is stable, so that the order of the criteria is kept within each standing.
        all.sort_by_key(|one| one.standing);
        let held = visit.text_with(
            "audit-held",
            &[
                ("who", own(&audit.held_by).into()),
                ("from", visit.date(audit.from).into()),
                ("to", visit.date(audit.to).into()),
            ],
        );
        Self {
            title: own(&audit.title),
            held,
            notes: vec![own(&audit.scope), own(&audit.asked)],
            criteria: all,
        }
    }

    /// An audit of a record, by the findings that hold and that this reader may read.
    pub(crate) fn recorded(view: &ProcessView<'_>, audit: &maru_forum::Audit) -> Self {
        let (visit, subject) = (view.visit, &audit.subject);
        let who = said(view, &subject.held_by);
        let mut held = vec![("who", who.into()), ("from", visit.date(subject.began).into())];
        let key = if let Some(day) = subject.ended {
            held.push(("to", visit.date(day).into()));
            "audit-held"
        } else {
            "audit-held-from"
        };
        let mut all: Vec<_> = standings(view.process, audit)
            .into_iter()
            .map(|(asked, standing)| recorded(view, audit, asked, standing))
            .collect();
        all.sort_by_key(|one| one.standing);
        let process = visit.local_plain(&view.process.charter.title).to_owned();
        let opener = view.name_of(audit.author);
        let shown: usize = all.iter().map(|one| one.findings.len()).sum();
        let whose = visit.text_with(
            "audit-recorded-in",
            &[("process", process.into()), ("who", opener.into()), ("entry", audit.entry.0.into())],
        );
        let left = (audit.findings.len() - shown) as u64;
        let left = (left > 0).then(|| visit.text_with("audit-recorded-left", &[("count", left.into())]));
        Self {
            title: said(view, &subject.title),
            held: visit.text_with(key, &held),
            notes: [whose].into_iter().chain(left).collect(),
            criteria: all,
        }
    }

    /// The criteria that stand so.
    pub(crate) fn standing(&self, standing: AuditStanding) -> impl Iterator<Item = &ToldCriterion> {
        self.criteria.iter().filter(move |one| one.standing == standing)
    }

    /// How many stand so, in words; nothing where none does.
    pub(crate) fn count(&self, visit: &Visit, standing: AuditStanding) -> Option<String> {
        count(visit, standing, self.standing(standing).count())
    }
}

/// Words beside the record, or that they are not shown.
fn said(view: &ProcessView<'_>, words: &Words) -> String {
    view.words_of(&words.digest).map_or_else(|| view.visit.text("remark-withheld"), |(_, text)| text)
}

/// A criterion with the findings of a record that hold, each with what was said against it.
fn recorded(
    view: &ProcessView<'_>,
    audit: &maru_forum::Audit,
    criterion: &'static Criterion,
    standing: AuditStanding,
) -> ToldCriterion {
    let id = criterion.id.parse::<CriterionId>().ok();
    let holding = id.map_or_else(Vec::new, |id| audit.holding(id, &view.process.ledger));
    let voices =
        holding.iter().flat_map(|one| one.objections.iter().flat_map(|said| against(view, one, said)));
    ToldCriterion {
        criterion,
        standing,
        voices: voices.collect(),
        findings: holding.into_iter().map(|one| evidence(view, one)).collect(),
    }
}

fn evidence(view: &ProcessView<'_>, found: &AuditEvidence) -> ToldFinding {
    let visit = view.visit;
    let confidence = visit.text(&format!("audit-confidence-{}", found.confidence.as_str()));
    let read = visit.text_with("audit-read-whole", &[("day", visit.date(found.read).into())]);
    let source = ToldSource {
        address: None,
        publisher: String::new(),
        words: format!("{} · {read}", said(view, &found.source)),
    };
    ToldFinding {
        word: name(visit, AuditStanding::of([found.word])),
        evidence: said(view, &found.words),
        sources: vec![source],
        origin: visit.text_with(
            "audit-recorded-origin",
            &[
                ("confidence", confidence.into()),
                ("who", view.name_of(found.author).into()),
                ("entry", found.entry.0.into()),
            ],
        ),
    }
}

/// What was said against a finding, and what its finder replied.
fn against(view: &ProcessView<'_>, found: &AuditEvidence, said_of: &AuditObjection) -> Vec<ToldVoice> {
    let voice = |key: &str, who: String, entry: EntryNumber, words: &Words| ToldVoice {
        head: format!("{} · {who} · {entry}", view.visit.text(key)),
        words: said(view, words),
        source: None,
    };
    let key = if said_of.by_audited { "audit-objection-of-audited" } else { "audit-objection-plain" };
    let first = voice(key, view.name_of(said_of.author), said_of.entry, &said_of.words);
    let finder = view.name_of(found.author);
    let replies = said_of.replies.iter();
    let replies = replies.map(|one| voice("audit-reply-plain", finder.clone(), one.entry, &one.words));
    [first].into_iter().chain(replies).collect()
}

/// How many criteria stand so, in words.
pub(crate) fn count(visit: &Visit, standing: AuditStanding, count: usize) -> Option<String> {
    let named = name(visit, standing);
    let words =
        || visit.text_with("audit-count", &[("standing", named.into()), ("count", (count as u64).into())]);
    (count > 0).then(words)
}

/// A standing in words.
pub(crate) fn name(visit: &Visit, standing: AuditStanding) -> String {
    visit.text(&format!("audit-standing-{}", standing.as_str()))
}

fn criterion(visit: &Visit, audit: &Audit, criterion: &'static Criterion) -> ToldCriterion {
    ToldCriterion {
        criterion,
        standing: audit.standing(&criterion.id),
        findings: audit.on(&criterion.id).map(|one| finding(visit, one)).collect(),
        voices: audit
            .voices
            .iter()
            .filter(|one| one.criterion == criterion.id)
            .map(|one| voice(visit, one))
            .collect(),
    }
}

fn finding(visit: &Visit, finding: &AuditFinding) -> ToldFinding {
    let origin = visit.text_with(
        "audit-origin",
        &[
            ("confidence", visit.text(&format!("audit-confidence-{}", finding.confidence.as_str())).into()),
            ("who", finding.found_by.words(visit.tag()).1.into()),
            ("day", visit.date(finding.found).into()),
        ],
    );
    ToldFinding {
        word: name(visit, AuditStanding::of([finding.word])),
        evidence: finding.evidence.words(visit.tag()).1.to_owned(),
        sources: finding.sources.iter().map(|one| source(visit, one)).collect(),
        origin,
    }
}

fn voice(visit: &Visit, voice: &Voice) -> ToldVoice {
    let key = match voice.kind {
        VoiceKind::Objection => "audit-objection",
        VoiceKind::Reply => "audit-reply",
    };
    let who = voice.who.words(visit.tag()).1;
    ToldVoice {
        head: visit.text_with(key, &[("who", who.into()), ("day", visit.date(voice.said).into())]),
        words: voice.words.words(visit.tag()).1.to_owned(),
        source: voice.source.map(|one| source(visit, one)),
    }
}

/// Who published a source, when, and how it was read.
fn source(visit: &Visit, source: &Source) -> ToldSource {
    let read = visit.text_with(
        &format!("audit-read-{}", source.read.as_str()),
        &[("day", visit.date(source.looked).into())],
    );
    let words: Vec<_> = [published(visit, &source.published), Some(read)].into_iter().flatten().collect();
    ToldSource {
        address: source.address.clone(),
        publisher: source.publisher.words(visit.tag()).1.to_owned(),
        words: words.join(" · "),
    }
}

/// A day in words; what is no whole day stays as it was written.
fn published(visit: &Visit, text: &str) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    Some(text.parse::<Date>().map_or_else(|_| text.to_owned(), |day| visit.date(day)))
}
