//! What was said of the draft, and what was answered, as a table of comments.

use std::collections::BTreeMap;

use maru_forum::{Amendment, AnswerStage, EntryNumber, Language, Participant, Remark, Words};
use maru_text::{Document, Unit, UnitId, anchor_text, apply_operations, redline};
use maru_verify::draft::read_operations;

use super::InProcess;
use crate::disposition::word_for;
use crate::model::{Answer, Comment, CommentKind, CommentTable, Disposition, Place, System};

/// Whose comment it is where a participant did not say their country. ISO 3166 leaves this code to its users.
const NO_COUNTRY: &str = "ZZ";
/// Characters of quoted words in a place.
const QUOTED: usize = 60;

/// What a row of an export is called: the country of its author, how many entries there were when it was written, and the entry.
///
/// The second number makes a table that comes back say by itself what it was made from, in every form and also row by row.
pub(super) fn id_of(country: Option<&str>, entries: u64, entry: EntryNumber) -> String {
    format!("{}-{entries:03}-{:03}", country.unwrap_or(NO_COUNTRY), entry.0)
}

/// The state and the entry that a row names.
pub(crate) fn named_by(id: &str) -> Option<(u64, EntryNumber)> {
    let mut parts = id.rsplit('-').map(str::trim);
    let (entry, entries) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some((entries, EntryNumber(entry)))
}

/// The texts of the draft, each read once.
pub(super) struct Trees<'a> {
    of: InProcess<'a>,
    read: BTreeMap<(u32, Language), Option<Document>>,
}

impl<'a> Trees<'a> {
    pub(super) fn new(of: InProcess<'a>) -> Self {
        Self { of, read: BTreeMap::new() }
    }

    pub(super) fn tree(&mut self, version: u32, language: &Language) -> Option<&Document> {
        let key = (version, language.clone());
        let of = self.of;
        let read = || of.process.drafts.version(version).and_then(|draft| of.tree(draft, language));
        self.read.entry(key).or_insert_with(read).as_ref()
    }
}

/// Remarks and amendments with the answers that stand, in the words of a system. What its form cannot say stands in `not_read`.
pub fn comment_table(of: InProcess<'_>, system: System, language: &str) -> CommentTable {
    let mut table = table_at(of, system, language, of.process.entries);
    let losses = losses(of, &table, of.process.entries);
    table.not_read.extend(losses);
    table
}

/// The rows alone, with the answers as they stood when the record had so many entries: what answers that come back are held against.
pub(super) fn table_at(of: InProcess<'_>, system: System, language: &str, entries: u64) -> CommentTable {
    let process = of.process;
    let mut table = CommentTable::new(system);
    table.project =
        process.charter.title.best(language).map_or_else(String::new, |(_, title)| title.to_owned());
    table.document = match process.drafts.len() {
        0 => process.origin.clone(),
        version => format!("{}, version {version}", process.origin),
    };
    table.date = day(process.last_at.0);
    let mut trees = Trees::new(of);
    for remark in process.remarks.iter().filter(|remark| remark.entry.0 < entries) {
        let comment = remark_row(of, &mut trees, remark, entries);
        finish(of, &mut table, comment, (remark.entry, &remark.words), entries);
    }
    // What was merged is answered like everything else; what was taken back asks for nothing.
    let stand = process.amendments.iter().filter(|one| one.withdrawn.is_none() && one.entry.0 < entries);
    for amendment in stand {
        let comment = amendment_row(of, &mut trees, amendment, entries);
        finish(of, &mut table, comment, (amendment.entry, &amendment.words), entries);
    }
    table
}

/// What a process says of its remarks and amendments and the form has no place for, each with how often.
fn losses(of: InProcess<'_>, table: &CommentTable, entries: u64) -> Vec<String> {
    let (process, system) = (of.process, table.system);
    let remarks = || process.remarks.iter().filter(|remark| remark.entry.0 < entries);
    let amendments = || process.amendments.iter().filter(|one| one.entry.0 < entries);
    let items = || remarks().map(|remark| remark.entry).chain(amendments().map(|one| one.entry));
    let mut lines: Vec<String> = letters(of, entries);
    let mut count = |count: usize, what: &str| {
        if count > 0 {
            lines.push(format!("{count} {what}"));
        }
    };
    let is_flattened = |remark: &&Remark| {
        use maru_forum::RemarkKind::{Objection, Question};
        matches!(remark.kind, Question | Objection)
    };
    let flattened = if system == System::Iso { remarks().filter(is_flattened).count() } else { 0 };
    count(flattened, "remarks are questions or objections, which the form can only call general (ge)");
    let lacks =
        |row: &&Comment| row.kind.is_some() || row.place != Place::default() || !row.proposal.is_empty();
    let rows = table.comments.iter().filter(lacks).count();
    match system {
        System::W3c => count(
            rows,
            "rows have a kind, a place or a proposed wording, which stand in notes, for the form has no field for them",
        ),
        System::Decidim => count(
            rows,
            "rows have a kind, a place or a proposed wording, which stand in columns named maru/…, for Decidim has none for them",
        ),
        System::Iso | System::Fhir | System::None => {}
    }
    count(
        remarks().filter(|remark| !remark.comments.is_empty()).count(),
        "remarks have comments under them, for which the form has no place",
    );
    let supported = remarks().filter(|one| !one.supporters.is_empty()).count()
        + amendments().filter(|one| !one.supporters.is_empty() || !one.cosigners.is_empty()).count();
    count(supported, "rows have people who support or signed them, for whom the form has no place");
    count(
        amendments().filter(|one| one.withdrawn.is_some()).count(),
        "amendments were taken back, and are not written",
    );
    count(
        amendments().filter(|one| one.operations.len() > 1).count(),
        "amendments change the text in several languages, which stand one behind the other in one cell",
    );
    count(
        items().filter(|item| process.answers.proposed_on(*item).is_some()).count(),
        "answers wait for their authors' consent, and are not written",
    );
    let replied = |item: &EntryNumber| {
        process
            .answers
            .standing_on(*item)
            .is_some_and(|answer| !process.answers.replies(answer.entry, *item).is_empty())
    };
    count(
        items().filter(replied).count(),
        "rows have their author's reply to the answer, for which the form has no place",
    );
    let elsewhere = |remark: &&Remark| {
        remark.imported.is_some()
            && (of.read)(&remark.words.digest).is_some_and(|content| content.source_field("answer").is_some())
    };
    count(
        remarks().filter(elsewhere).count(),
        "rows were answered where they were made; those answers are not written, for they answer nothing here",
    );
    lines.extend(of_rows(table));
    lines
}

/// What the rows themselves lose in a form: their language, who wrote them when, and where their lines end.
fn of_rows(table: &CommentTable) -> Vec<String> {
    let (system, mut lines) = (table.system, Vec::new());
    let languages: std::collections::BTreeSet<&str> =
        table.comments.iter().map(|row| row.language.as_str()).collect();
    if matches!(system, System::Iso | System::W3c) && languages.len() > 1 {
        let languages = languages.into_iter().collect::<Vec<_>>().join(", ");
        lines.push(format!("the language of each row ({languages}), for which the form has no place"));
    }
    let authors = table.comments.iter().filter(|row| !row.author.is_empty()).count();
    if system == System::Iso && authors > 0 {
        lines.push(format!(
            "the names of those who wrote {authors} rows, of whom the form has the country alone (commenter keeps them in maru_author)"
        ));
    }
    let dated = table.comments.iter().filter(|row| !row.date.is_empty()).count();
    if matches!(system, System::Iso | System::W3c) && dated > 0 {
        lines.push(format!("the days of {dated} rows, for which the form has no place"));
    }
    if system == System::W3c {
        let broken = table.comments.iter().filter(|row| row.words.trim().contains('\n')).count();
        if broken > 0 {
            lines.push(format!("the line ends within {broken} rows, for which the form has no place"));
        }
    }
    lines
}

/// Letters of which no remark was made, and what is attached to letters.
fn letters(of: InProcess<'_>, entries: u64) -> Vec<String> {
    let letters = of.process.submissions.iter().filter(|letter| letter.entry.0 < entries);
    let line = |letter: &maru_forum::Submission| {
        let attached = match letter.attachments.len() {
            0 => None,
            count => Some(format!(
                "letter {}: {count} attached files, for which the form has no place",
                letter.entry
            )),
        };
        let whole = letter.remarks.is_empty().then(|| {
            format!(
                "letter {}: no remark was made of it, and the form has no place for letters",
                letter.entry
            )
        });
        whole.into_iter().chain(attached)
    };
    letters.flat_map(line).collect()
}

/// The day of a moment, UTC.
fn day(seconds: i64) -> String {
    moment(seconds).chars().take(10).collect()
}

/// A moment as RFC 3339, UTC.
fn moment(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map_or_else(|_| seconds.to_string(), |at| at.to_string())
}

fn finish(
    of: InProcess<'_>,
    table: &mut CommentTable,
    comment: Option<Comment>,
    (entry, words): (EntryNumber, &Words),
    entries: u64,
) {
    let Some(mut comment) = comment else {
        table.not_read.push(format!("entry {entry}: its words are withheld or were erased"));
        return;
    };
    if let Some(answer) = answer_at(of, entry, entries) {
        let (answer, lacking) = written(of, table.system, answer);
        if let Some(word) = lacking {
            let form = table.system.name();
            table
                .not_read
                .push(format!("{}: the answer says “{word}”, for which {form} has no word", comment.id));
        }
        comment.answer = answer;
    }
    comment.language = words.language.to_string();
    // A table that is too long for the form is one that nobody reads; what is left out is said.
    if let Err(why) = table.push(comment) {
        table.not_read.push(format!("entry {entry}: {why}"));
    }
}

/// The answer that stood on an item when the record had so many entries. Of one that was first proposed the record says when it was
/// given, and not whether that was before: it counts as given later, so that nobody's table takes its place unseen.
fn answer_at(of: InProcess<'_>, item: EntryNumber, entries: u64) -> Option<&maru_forum::Answer> {
    let answers = &of.process.answers;
    let now = answers.standing_on(item);
    if entries >= of.process.entries {
        return now;
    }
    let stood = |answer: &&maru_forum::Answer| {
        answer.entry.0 < entries && answer.stage == AnswerStage::Given && answer.given.contains_key(&item)
    };
    answers.iter().rfind(stood)
}

/// An answer in the words of a system; the second is our word, where the system has none for it.
fn written(
    of: InProcess<'_>,
    system: System,
    answer: &maru_forum::Answer,
) -> (Option<Answer>, Option<&'static str>) {
    let reason = of.text(&answer.words.digest).unwrap_or_default();
    let ours = answer.disposition.as_str();
    if let Some(word) = word_for(system, ours) {
        let text = format!("{word}. {reason}").trim().to_owned();
        return (Some(Answer { text, disposition: Disposition::Ours(ours.to_owned()), reason }), None);
    }
    let text = reason.clone();
    (Some(Answer { text, disposition: Disposition::NotRead, reason }), Some(ours))
}

fn remark_row(of: InProcess<'_>, trees: &mut Trees<'_>, remark: &Remark, entries: u64) -> Option<Comment> {
    let content = (of.read)(&remark.words.digest)?;
    // What a file says of a participant's own remark is not who made it.
    let imported = remark.imported.is_some();
    let said = |name: &str| content.source_field(name).filter(|_| imported).map(str::to_owned);
    let person = of.process.participant(remark.author);
    let kind = match remark.kind {
        maru_forum::RemarkKind::General => CommentKind::General,
        maru_forum::RemarkKind::Technical => CommentKind::Technical,
        maru_forum::RemarkKind::Editorial => CommentKind::Editorial,
        maru_forum::RemarkKind::Question => CommentKind::Question,
        maru_forum::RemarkKind::Objection => CommentKind::Objection,
    };
    let proposal = match &remark.proposal {
        Some(words) => new_words(of, trees, remark.version, words).unwrap_or_default(),
        None => said("proposal").unwrap_or_default(),
    };
    let place = match &remark.anchor {
        Some(anchor) => {
            let tree = trees.tree(remark.version, &anchor.language);
            place_of(tree, anchor.unit.as_str(), anchor.range())
        }
        None => Place {
            line: said("line").unwrap_or_default(),
            clause: said("clause").unwrap_or_default(),
            element: said("element").unwrap_or_default(),
        },
    };
    Some(Comment {
        id: id_of(country(person).as_deref(), entries, remark.entry),
        author: said("author").unwrap_or_else(|| name(person)),
        place,
        kind: Some(kind),
        kind_text: kind.iso().to_owned(),
        words: content.get("text")?.to_owned(),
        proposal,
        date: said("date").unwrap_or_else(|| moment(remark.at.0)),
        ..Comment::default()
    })
}

fn amendment_row(of: InProcess<'_>, trees: &mut Trees<'_>, one: &Amendment, entries: u64) -> Option<Comment> {
    let content = (of.read)(&one.words.digest)?;
    let person = of.process.participant(one.author);
    let proposals: Vec<String> =
        one.operations.iter().filter_map(|words| new_words(of, trees, one.version, words)).collect();
    let language = one.operations.first().map(|words| words.language.clone());
    let tree = language.and_then(|language| trees.tree(one.version, &language));
    let first = one.units.first().map_or("", |unit| unit.as_str());
    let mut place = place_of(tree, first, None);
    if one.units.len() > 1 {
        let units: Vec<&str> = one.units.iter().map(maru_forum::UnitId::as_str).collect();
        place.element = units.join(" ");
    }
    Some(Comment {
        id: id_of(country(person).as_deref(), entries, one.entry),
        author: content.source_field("author").map_or_else(|| name(person), str::to_owned),
        place,
        kind: Some(CommentKind::Technical),
        kind_text: CommentKind::Technical.iso().to_owned(),
        words: content.get("text")?.to_owned(),
        proposal: proposals.join("\n\n"),
        date: moment(one.at.0),
        ..Comment::default()
    })
}

fn country(person: Option<&Participant>) -> Option<String> {
    person.and_then(|person| person.country).map(|code| code.to_string())
}

fn name(person: Option<&Participant>) -> String {
    person.map_or_else(String::new, |person| person.pseudonym.to_string())
}

/// The printed number of a unit and of those it stands in, and its id, behind which no number has to be guessed.
fn place_of(tree: Option<&Document>, id: &str, range: Option<(u32, u32)>) -> Place {
    let unit_id = UnitId::new(id);
    let path = tree.map(|tree| tree.path(&unit_id)).unwrap_or_default();
    let clause: Vec<&str> = path.iter().filter_map(|unit| unit.number.as_deref()).collect();
    let quote = path.last().zip(range).map(|(unit, range)| format!(" “{}”", quoted(unit, range)));
    Place {
        line: String::new(),
        clause: clause.join(" "),
        element: format!("{id}{}", quote.unwrap_or_default()),
    }
}

fn quoted(unit: &Unit, (start, end): (u32, u32)) -> String {
    let length = end.saturating_sub(start) as usize;
    let words: String = anchor_text(unit).chars().skip(start as usize).take(length.min(QUOTED)).collect();
    if length <= QUOTED {
        return words;
    }
    // At the end of a word, where there is one, and said to be cut.
    let whole = words.rsplit_once(char::is_whitespace).map_or(words.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

/// The words of the units that operations change, as they would be.
fn new_words(of: InProcess<'_>, trees: &mut Trees<'_>, version: u32, words: &Words) -> Option<String> {
    let operations = read_operations(&of.text(&words.digest)?).ok()?;
    let old = trees.tree(version, &words.language)?;
    let next = apply_operations(old, &operations).ok()?;
    let changes = redline(old, &next);
    let mut lines = Vec::new();
    for changed in changes.changed() {
        let Some(id) = changed.id() else { continue };
        lines.push(match next.unit(id) {
            Some(unit) => format!("{id}: {}", anchor_text(unit).trim()),
            None => format!("{id}: —"),
        });
    }
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_what_it_was_made_from() {
        let check = |id: &str, expected: Option<(u64, u64)>| {
            assert_eq!(named_by(id).map(|(entries, entry)| (entries, entry.0)), expected, "{id}");
        };
        check(&id_of(Some("KR"), 345, EntryNumber(12)), Some((345, 12)));
        check(&id_of(None, 12_345, EntryNumber(6_789)), Some((12_345, 6_789)));
        check("DE-002", None);
        check("DE-002-", None);
        check("", None);
    }
}
