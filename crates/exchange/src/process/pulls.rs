//! Pull requests of a working group as amendments: what each makes of the draft, by the texts in a checkout of its repository.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{
    AMENDMENT_LIMIT, EntryNumber, ImportRemarks, Language, MadeElsewhere, ProposeAmendment, UnitId,
};
use maru_text::{Document, keep_ids, touched};

use super::InProcess;
use super::bring::{Bringing, Brought, BroughtRow, Reader, Unmapped, row_of, too_much};
use super::reviewed::{may_read_as, operations_on, reads_as, written};
use crate::json::{Archive, PullRequest};
use crate::model::{Comment, CommentTable};

/// The draft at both ends of a pull request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PullTexts {
    /// The file's name, by which its format is guessed.
    pub file: String,
    /// The draft from which it began.
    pub base: Vec<u8>,
    /// The draft as it proposes it.
    pub head: Vec<u8>,
    /// Other files that it changes.
    pub others: Vec<String>,
}

/// Finds the texts of a pull request, or says why there are none.
pub type Texts<'a> = &'a dyn Fn(&PullRequest) -> Result<PullTexts, String>;

/// What an archive becomes with the texts of its pull requests: issues, their threads and reviews as remarks, pull requests as
/// amendments. An amendment is on the version from which it began, else on the newest version in which every part that it touches reads
/// as it did there. What becomes none is named, with its words, in the table that comes back.
pub fn bring_in_archive(
    of: InProcess<'_>,
    archive: Archive,
    texts: Texts<'_>,
    bringing: &Bringing,
) -> (ImportRemarks, Vec<BroughtRow>, CommentTable) {
    let Archive { mut table, pulls } = archive;
    let mut reader = Reader::new(of, bringing, &table);
    let mut import =
        ImportRemarks { source: bringing.source.clone(), remarks: Vec::new(), amendments: Vec::new() };
    let mut rows = Vec::new();
    for comment in &table.comments {
        let (row, made) = reader.row(comment);
        import.remarks.extend(made);
        rows.push(row);
    }
    let versions = versions(of, &bringing.language);
    let here = already_here(of, &mut reader);
    for pull in &pulls {
        let comment = pull.as_comment();
        if let Some(brought) = known(&reader, &here, &comment) {
            rows.push(row_of(&comment, &bringing.language, brought, Vec::new()));
            continue;
        }
        match amendment(pull, &comment, &versions, texts, bringing) {
            Ok((act, version, unmapped)) => {
                let units = act.units.clone();
                import.amendments.push(MadeElsewhere {
                    author: reader.number(&comment.author),
                    time: super::bring::moment(&comment.date),
                    act,
                    as_written: super::bring::as_written(&comment),
                });
                rows.push(row_of(
                    &comment,
                    &bringing.language,
                    Brought::Amendment { version, units },
                    unmapped,
                ));
            }
            Err(why) => table.not_read.push(pull.not_taken(&why)),
        }
    }
    (import, rows, table)
}

/// What a pull request is that came before: an amendment here, or one whose words were erased since and are not brought back.
fn known(reader: &Reader<'_>, here: &BTreeMap<String, EntryNumber>, comment: &Comment) -> Option<Brought> {
    let entry = here.get(comment.id.trim()).map(|entry| Brought::AlreadyHere { remark: *entry });
    entry.or_else(|| {
        let remark = reader.erased(&comment.words, &comment.date)?;
        Some(Brought::Erased { remark })
    })
}

/// The versions of the draft that read as a file does, from the first one on.
pub fn versions_that_read(
    of: InProcess<'_>,
    language: &Language,
    file: &str,
    bytes: &[u8],
) -> Result<Vec<u32>, String> {
    let read = maru_text::import(bytes, file).map_err(|error| error.to_string())?;
    let mut found: Vec<u32> = versions(of, language)
        .into_iter()
        .filter(|(_, _, tree)| reads_as(tree, &read))
        .map(|(number, _, _)| number)
        .collect();
    found.reverse();
    Ok(found)
}

/// The versions of the draft in one language, the newest first.
fn versions(of: InProcess<'_>, language: &Language) -> Vec<(u32, Language, Document)> {
    let numbered = of.process.drafts.iter().enumerate();
    let found = numbered.filter_map(|(at, draft)| {
        let own = draft.texts.iter().find(|one| one.text.language.primary() == language.primary());
        let text = own.or(draft.texts.first())?;
        let tree = of.tree(draft, &text.text.language)?;
        Some((u32::try_from(at + 1).ok()?, text.text.language.clone(), tree))
    });
    let mut found: Vec<_> = found.collect();
    found.reverse();
    found
}

/// The amendments that came from this source before, by what the source calls them.
fn already_here(of: InProcess<'_>, reader: &mut Reader<'_>) -> BTreeMap<String, EntryNumber> {
    let mut here = BTreeMap::new();
    for one in of.process.amendments.iter() {
        if let Some(id) = reader.note_amendment(of, one) {
            here.insert(id, one.entry);
        }
    }
    here
}

fn amendment(
    pull: &PullRequest,
    comment: &Comment,
    versions: &[(u32, Language, Document)],
    texts: Texts<'_>,
    bringing: &Bringing,
) -> Result<(ProposeAmendment, u32, Vec<Unmapped>), String> {
    let found = texts(pull)?;
    let read = |bytes: &[u8], what: &str| {
        maru_text::import(bytes, &found.file)
            .map_err(|error| format!("{what} of {} cannot be read: {error}", found.file))
    };
    let (base, head) = (read(&found.base, "the base")?, read(&found.head, "the head")?);
    let (version, language, operations, is_whole) = placed(versions, &base, &head)?;
    let text = comment.words.trim();
    if let Some(bytes) = too_much(comment) {
        return Err(format!(
            "what its source says besides its words has {bytes} bytes, more than lie beside them"
        ));
    }
    let length = text.chars().count();
    if length > AMENDMENT_LIMIT {
        return Err(format!("its {length} characters are more than the reason of an amendment may have"));
    }
    let units =
        touched(&operations).into_iter().map(|unit| UnitId::new(unit.as_str()).map_err(|_| unit.to_string()));
    let units: Vec<UnitId> =
        units.collect::<Result<_, _>>().map_err(|unit| format!("“{unit}” is no name of a unit"))?;
    let mut unmapped = Vec::new();
    if !is_whole {
        unmapped.push(Unmapped::OtherBase { version });
    }
    if !found.others.is_empty() {
        unmapped.push(Unmapped::Files { files: found.others });
    }
    let act = ProposeAmendment {
        version,
        operations: vec![(language, written(&operations))],
        units,
        text: text.to_owned(),
        language: bringing.language.clone(),
        sources: Vec::new(),
    };
    Ok((act, version, unmapped))
}

/// Where a change fits: the version that is its base, else the newest one that reads as its base does wherever it changes something.
type Place = (u32, Language, Vec<maru_text::Operation>, bool);

fn placed(versions: &[(u32, Language, Document)], base: &Document, head: &Document) -> Result<Place, String> {
    let mut fits: Option<Place> = None;
    let mut why = "the process has no draft".to_owned();
    let with = keep_ids(base, head, &BTreeSet::new());
    // Where it began comes first: whatever version reads so, no other counts.
    let (first, rest): (Vec<_>, Vec<_>) = versions.iter().partition(|(_, _, tree)| may_read_as(tree, base));
    for (number, language, tree) in first.into_iter().chain(rest) {
        match operations_on(language, tree, base, &with) {
            Ok((operations, true)) => return Ok((*number, language.clone(), operations, true)),
            Ok((operations, false)) => fits = fits.or(Some((*number, language.clone(), operations, false))),
            Err(Brought::OtherWords { unit }) => {
                why = format!(
                    "no version reads as its base does in the parts that it changes; in version {number} {unit} reads otherwise"
                );
            }
            Err(_) => why = String::from("it changes nothing in the draft"),
        }
    }
    fits.ok_or(why)
}
