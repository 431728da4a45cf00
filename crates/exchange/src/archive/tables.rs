//! The tables of an archive. What anyone may not read is an empty cell, and the standing beside it says why.

use std::fmt::Display;

use maru_forum::{Disclosure, EntryNumber, Moment, Standing, Words};

use super::publication::Line;
use super::table::{Rows, Table, csv};
use super::write::attachment_file;
use crate::process::InProcess;

/// The table whose rows are not read from the state, but from the entries one by one.
pub(super) const ENTRIES: &str = "entries";

const ENTRY_FIELDS: &[(&str, &str)] = &[
    ("entry", "number of the entry in the record, from 0"),
    ("time", "when the node took it, UTC"),
    ("type", "type of the entry (docs/record.md); empty where it cannot be read"),
    ("author", "number of the entry that admitted its author; empty for the operator"),
    ("stands", "no where it broke a rule and has no effect"),
];

const ENTRY: (&str, &str) = ("entry", "number of its entry in the record");
const AUTHOR: (&str, &str) =
    ("author", "number of the entry that admitted its author; empty for the operator");
const TIME: (&str, &str) = ("time", "when the node took it, UTC");
const VERSION: (&str, &str) = ("version", "version of the draft that it is about");
const STANDING: (&str, &str) =
    ("standing", "shown, waiting, rejected, sealed or withdrawn; text is empty unless it is shown");
const LANGUAGE: (&str, &str) = ("language", "language of the text (BCP 47)");
const TEXT: (&str, &str) = ("text", "the words, where anyone may read them");

/// Every table, in the order of their files.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: ENTRIES,
        about: "an entry of the record",
        fields: ENTRY_FIELDS,
        rows: |_| Vec::new(),
        of: &[],
    },
    Table {
        name: "words",
        about: "words beside the record; texts and attachments are files of their own",
        fields: &[
            ENTRY,
            ("place", "which of the words that the entry names, from 0"),
            ("digest", "SHA-256 of the object that holds them"),
            LANGUAGE,
            ("characters", "their length"),
            STANDING,
            TEXT,
        ],
        rows: words,
        of: &[],
    },
    Table {
        name: "participants",
        about: "somebody who takes part, or was brought in",
        fields: &[
            ("participant", "number of the entry that admitted them, by which every table names them"),
            TIME,
            ("pseudonym", "the name that they bear in this process"),
            ("group", "id of their stakeholder group"),
            ("country", "ISO 3166-1 code"),
            ("verified", "whether somebody confirmed that this is a person"),
            ("signs", "whether they sign their entries with a key of their own"),
            ("came_by", "entry of the invitation or application by which they came"),
            ("elsewhere", "their id in the source from which they were brought in"),
        ],
        rows: participants,
        of: &["admit"],
    },
    Table {
        name: "organisations",
        about: "an organisation of the register, as it was stated last",
        fields: &[
            ("organisation", "number of the entry that registered it"),
            ("stated", "number of the entry that stated it last"),
            ("name", "its name"),
            ("kind", "kind of organisation"),
            ("group", "id of the stakeholder group with which it is counted"),
            ("country", "ISO 3166-1 code"),
            ("register", "its number in a public register"),
            ("funders", "who pays it; “declined” where it declined to say it, empty where nobody said"),
            (
                "interests",
                "what it stands for; “declined” where it declined to say it, empty where nobody said",
            ),
        ],
        rows: organisations,
        of: &[],
    },
    Table {
        name: "statements",
        about: "a sentence put to everyone",
        fields: &[
            ENTRY,
            AUTHOR,
            TIME,
            ("agree", "how many agree now"),
            ("disagree", "how many disagree now"),
            ("pass", "how many pass now"),
            ("verdict", "the last verdict of a moderator"),
            STANDING,
            LANGUAGE,
            TEXT,
        ],
        rows: statements,
        of: &["statement"],
    },
    Table {
        name: "votes",
        about: "the present vote of a person on a statement",
        fields: &[
            ("participant", "who votes"),
            ("statement", "entry of the statement"),
            ENTRY,
            ("vote", "agree, disagree or pass"),
            ("changed", "whether an earlier vote of theirs was another"),
        ],
        rows: votes,
        of: &["vote"],
    },
    Table {
        name: "versions",
        about: "a version of the draft in a language",
        fields: &[
            VERSION,
            ENTRY,
            TIME,
            LANGUAGE,
            ("worth", "what the text is worth: authentic, official, reviewed or machine"),
            ("by", "who reviewed it, or which program made it"),
            STANDING,
            ("reason", "what changed and why"),
        ],
        rows: versions,
        of: &[],
    },
    Table {
        name: "causes",
        about: "a changed unit of a version with something that led to the change",
        fields: &[
            VERSION,
            ("unit", "id of the unit"),
            ("cause", "entry of the remark, amendment or answer; empty where none is named"),
        ],
        rows: causes,
        of: &[],
    },
    Table {
        name: "remarks",
        about: "a point about the draft",
        fields: &[
            ENTRY,
            AUTHOR,
            TIME,
            VERSION,
            ("unit", "id of the unit; empty for the whole"),
            ("unit_language", "language of the text in which the words are meant"),
            ("start", "first character meant in the unit's own words, from 0; empty for the whole unit"),
            ("end", "character behind the last one meant"),
            ("kind", "general, technical, editorial, question or objection"),
            ("submission", "entry of the letter of which it is a point"),
            ("supporters", "how many support it now"),
            ("answer", "entry of the answer that stands"),
            ("edits", "entries by which its author worded it otherwise; text is the last wording"),
            STANDING,
            LANGUAGE,
            TEXT,
        ],
        rows: remarks,
        of: &["remark"],
    },
    Table {
        name: "comments",
        about: "what somebody said to a remark",
        fields: &[ENTRY, ("on", "entry of the remark"), AUTHOR, TIME, STANDING, LANGUAGE, TEXT],
        rows: comments,
        of: &["comment"],
    },
    Table {
        name: "submissions",
        about: "a whole letter",
        fields: &[ENTRY, AUTHOR, TIME, ("remarks", "entries of its points"), STANDING, LANGUAGE, TEXT],
        rows: submissions,
        of: &["submission"],
    },
    Table {
        name: "attachments",
        about: "a file that came with a letter or a report of harm",
        fields: &[
            ("came_with", "entry of the letter or the report"),
            ("file", "its file in this archive; empty unless it is shown"),
            ("name", "the name that its sender gave it"),
            ("media_type", "what it is"),
            ("bytes", "its size"),
            STANDING,
        ],
        rows: attachments,
        of: &[],
    },
    Table {
        name: "amendments",
        about: "other words that somebody proposed for units of the draft",
        fields: &[
            ENTRY,
            AUTHOR,
            TIME,
            VERSION,
            ("units", "ids of the units that it touches"),
            ("sources", "entries of the amendments that it combines"),
            ("cosigners", "how many made it their own too"),
            ("supporters", "how many support it now"),
            ("withdrawn", "entry by which its author took it back"),
            ("merged", "entry of the version of the draft into which it was merged"),
            ("answer", "entry of the answer that stands"),
            STANDING,
            LANGUAGE,
            TEXT,
        ],
        rows: amendments,
        of: &["amendment"],
    },
    Table {
        name: "supports",
        about: "somebody who stands behind a remark, an amendment or an initiative now",
        fields: &[
            ("on", "entry of the remark, amendment or initiative"),
            ("how", "support, or cosign for somebody who made an amendment their own"),
            ("participant", "who"),
            ENTRY,
        ],
        rows: supports,
        of: &["support", "cosign"],
    },
    Table {
        name: "answers",
        about: "an answer to remarks or amendments",
        fields: &[
            ENTRY,
            ("by", "who gave it; empty for the operator"),
            TIME,
            ("on", "entries that it answers"),
            ("disposition", "what became of them"),
            ("units", "units that change, or that say it already"),
            ("stage", "proposed where it was first put to the authors, given where it was not"),
            ("given_on", "entries for which it was given"),
            ("instead_of", "entry of the answer in whose place it comes"),
            STANDING,
            LANGUAGE,
            TEXT,
        ],
        rows: answers,
        of: &["answer"],
    },
    Table {
        name: "replies",
        about: "what an author said to an answer",
        fields: &[
            ("answer", "entry of the answer"),
            ("on", "entry of the remark or amendment"),
            ENTRY,
            TIME,
            ("word", "satisfied, accepts, objects; consents or refuses where the answer was proposed"),
            STANDING,
            LANGUAGE,
            TEXT,
        ],
        rows: replies,
        of: &["reply"],
    },
    Table {
        name: "ballots",
        about: "a question that was put to the vote",
        fields: &[
            ENTRY,
            TIME,
            ("phase", "phase of the charter in which people vote"),
            ("rule", "rule by which it is decided"),
            ("electorate", "who may vote"),
            ("quorum", "how many must vote"),
            ("votes", "how many votes there are now"),
            ("counted", "entry that says how it went"),
        ],
        rows: ballots,
        of: &[],
    },
    Table {
        name: "ballot_votes",
        about: "the present vote of a person or an organisation in a ballot",
        fields: &[
            ("ballot", "entry of the ballot"),
            ("voter", "admission of the person, or first entry of the organisation"),
            ENTRY,
            ("by", "who cast it"),
            TIME,
            ("position", "for, against or abstain; empty in a choice"),
            ("choices", "options by their place from 0, approved or in order of preference"),
        ],
        rows: ballot_votes,
        of: &["ballot-vote"],
    },
    Table {
        name: "initiatives",
        about: "what somebody wants on the agenda",
        fields: &[
            ENTRY,
            AUTHOR,
            TIME,
            ("supporters", "how many support it now"),
            ("reached", "entry by which it reached its threshold"),
            ("due", "day by which an answer is owed"),
            ("answers", "entries of the answers"),
            STANDING,
            LANGUAGE,
            ("title", "its title, where anyone may read it"),
            TEXT,
        ],
        rows: initiatives,
        of: &[],
    },
    Table {
        name: "commitments",
        about: "what an actor promised in public",
        fields: &[
            ENTRY,
            TIME,
            ("actor", "who promised"),
            ("made", "day of the promise; empty where that is not established"),
            ("place", "where"),
            ("due", "day by which; empty where none was named"),
            ("source", "where it was read"),
            ("confidence", "high, medium or low"),
            ("provisions", "provisions of the norm library that say the same"),
            STANDING,
            LANGUAGE,
            TEXT,
        ],
        rows: commitments,
        of: &[],
    },
    Table {
        name: "findings",
        about: "what somebody found became of a commitment",
        fields: &[
            ENTRY,
            ("commitment", "entry of the commitment"),
            AUTHOR,
            ("day", "day of the finding"),
            ("word", "kept, partly, missed, contested or pending"),
            ("objections", "entries of objections to it"),
            STANDING,
            LANGUAGE,
            TEXT,
        ],
        rows: findings,
        of: &["finding"],
    },
    Table {
        name: "harms",
        about: "what somebody reported to have happened, as evidence",
        fields: &[
            ENTRY,
            AUTHOR,
            TIME,
            ("kind", "number of the risk in the MIT AI Risk Repository's domain taxonomy"),
            ("extent", "country, several or not_known"),
            ("country", "ISO 3166-1 code, if it was one"),
            ("day", "day of it; empty where that is not known"),
            ("names", "none or agreed, as its author says"),
            ("about", "entries of statements and remarks for which it is evidence"),
            ("units", "ids of units of the draft"),
            ("provisions", "provisions of the norm library"),
            ("source", "how that is known, where anyone may read it"),
            STANDING,
            LANGUAGE,
            TEXT,
        ],
        rows: harms,
        of: &["harm"],
    },
    Table {
        name: "decisions",
        about: "what the process resolved",
        fields: &[
            ENTRY,
            TIME,
            ("outcome", "adopted, rejected or referred"),
            ("rests_on", "entry of the result or the ballot's count"),
            ("draft", "entry of the version of the draft that it is about"),
            STANDING,
            LANGUAGE,
            TEXT,
        ],
        rows: decisions,
        of: &["decision"],
    },
];

/// The table of all entries.
pub(super) fn entries(lines: &[Line]) -> String {
    let heads = ENTRY_FIELDS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let row = |(number, line): (usize, &Line)| {
        vec![
            number.to_string(),
            time(Moment(line.at)),
            line.kind.to_owned(),
            cell(line.author),
            yes(line.stands),
        ]
    };
    csv(std::iter::once(heads).chain(lines.iter().enumerate().map(row)))
}

pub(super) fn cell(value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn list<T: Display>(values: impl IntoIterator<Item = T>) -> String {
    values.into_iter().map(|value| value.to_string()).collect::<Vec<_>>().join(" ")
}

pub(super) fn yes(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}

pub(super) fn time(at: Moment) -> String {
    jiff::Timestamp::from_second(at.0).map_or_else(|_| at.0.to_string(), |at| at.to_string())
}

pub(super) fn standing(of: InProcess<'_>, entry: EntryNumber) -> String {
    match of.process.ledger.standing(entry) {
        Some(Standing::Shown) => "shown",
        Some(Standing::Waiting) => "waiting",
        Some(Standing::Rejected(_)) => "rejected",
        Some(Standing::Sealed) => "sealed",
        Some(Standing::Withdrawn(_)) => "withdrawn",
        None => "",
    }
    .to_owned()
}

fn text(of: InProcess<'_>, words: &Words) -> String {
    of.text(&words.digest).unwrap_or_default()
}

/// Words that stand in their entry or beside it, where anyone may read them.
fn kept_text(of: InProcess<'_>, entry: EntryNumber, kept: &maru_forum::Text) -> String {
    match kept {
        maru_forum::Text::Beside(words) => text(of, words),
        maru_forum::Text::InEntry(words) if of.process.shows_text_of(entry) => words.clone(),
        maru_forum::Text::InEntry(_) => String::new(),
    }
}

/// The three cells with which rows end that have words.
fn ending(of: InProcess<'_>, entry: EntryNumber, words: Option<&Words>) -> [String; 3] {
    let language = cell(words.map(|words| words.language.as_str()));
    [standing(of, entry), language, words.map_or_else(String::new, |words| text(of, words))]
}

fn row<const N: usize>(cells: [String; N], more: impl IntoIterator<Item = String>) -> Vec<String> {
    cells.into_iter().chain(more).collect()
}

fn words(of: InProcess<'_>) -> Rows {
    let is_file = |entry: EntryNumber, words: &Words| {
        of.process.drafts.iter().any(|draft| draft.entry == entry)
            || of.process.attachments_of(entry).iter().any(|file| file.bytes.digest == words.digest)
    };
    let mut rows = Vec::new();
    for (entry, line) in of.process.ledger.lines() {
        for (place, words) in line.iter().enumerate() {
            let said = if is_file(entry, words) { String::new() } else { text(of, words) };
            rows.push(vec![
                entry.to_string(),
                place.to_string(),
                words.digest.to_string(),
                words.language.to_string(),
                words.length.to_string(),
                standing(of, entry),
                said,
            ]);
        }
    }
    rows
}

fn participants(of: InProcess<'_>) -> Rows {
    let row = |person: &maru_forum::Participant| {
        vec![
            person.id.to_string(),
            time(person.at),
            person.pseudonym.to_string(),
            cell(person.group.as_ref()),
            cell(person.country),
            yes(person.verified),
            yes(person.key.is_some()),
            cell(person.came_by),
            cell(person.source_text.clone().or_else(|| person.source_id.map(|id| id.to_string()))),
        ]
    };
    of.process.participants.iter().map(row).collect()
}

fn organisations(of: InProcess<'_>) -> Rows {
    let disclosed = |disclosure: Disclosure<'_>| match disclosure {
        Disclosure::Said(words) => text(of, words),
        Disclosure::Declined => "declined".to_owned(),
        Disclosure::Unsaid => String::new(),
    };
    let row = |organisation: &maru_forum::Organisation| {
        let now = organisation.now()?;
        Some(vec![
            organisation.entry.to_string(),
            now.entry.to_string(),
            text(of, &now.name),
            now.kind.as_str().to_owned(),
            cell(now.group.as_ref()),
            cell(now.country),
            now.register.as_ref().map_or_else(String::new, |number| kept_text(of, now.entry, number)),
            disclosed(now.funders()),
            disclosed(now.interests()),
        ])
    };
    of.process.organisations.iter().filter_map(row).collect()
}

fn statements(of: InProcess<'_>) -> Rows {
    let line = |statement: &maru_forum::Statement| {
        let cells = [
            statement.id.to_string(),
            cell(statement.author),
            time(statement.at),
            statement.tally.agree.to_string(),
            statement.tally.disagree.to_string(),
            statement.tally.pass.to_string(),
            cell(statement.verdict.map(maru_forum::Verdict::as_str)),
        ];
        row(cells, ending(of, statement.id.0, Some(&statement.words)))
    };
    of.process.statements.iter().map(line).collect()
}

fn votes(of: InProcess<'_>) -> Rows {
    let statement = |index: u32| of.process.statements.get(index as usize).map(|statement| statement.id);
    let of_person = |person: &maru_forum::Participant| {
        let id = person.id;
        let line = |vote: &maru_forum::PresentVote| {
            vec![
                id.to_string(),
                cell(statement(vote.statement)),
                vote.entry.to_string(),
                vote.vote.as_str().to_owned(),
                yes(vote.changed),
            ]
        };
        person.votes.iter().map(line).collect::<Vec<_>>()
    };
    of.process.participants.iter().flat_map(of_person).collect()
}

fn versions(of: InProcess<'_>) -> Rows {
    let of_draft = |draft: &maru_forum::Draft| {
        let line = |text: &maru_forum::DraftText| {
            vec![
                draft.version.to_string(),
                draft.entry.to_string(),
                time(draft.at),
                text.text.language.to_string(),
                text.standing.as_str().to_owned(),
                cell(text.by.as_ref()),
                standing(of, draft.entry),
                draft.reason.clone(),
            ]
        };
        draft.texts.iter().map(line).collect::<Vec<_>>()
    };
    of.process.drafts.iter().flat_map(of_draft).collect()
}

fn causes(of: InProcess<'_>) -> Rows {
    let mut rows = Vec::new();
    for draft in &*of.process.drafts {
        for cause in &draft.causes {
            let by = cause.by.iter().map(ToString::to_string);
            let none = cause.by.is_empty().then(String::new);
            for entry in by.chain(none) {
                rows.push(vec![draft.version.to_string(), cause.unit.to_string(), entry]);
            }
        }
    }
    rows
}

fn remarks(of: InProcess<'_>) -> Rows {
    let line = |remark: &maru_forum::Remark| {
        let anchor = remark.anchor.as_ref();
        let cells = [
            remark.entry.to_string(),
            remark.author.to_string(),
            time(remark.at),
            remark.version.to_string(),
            cell(anchor.map(|anchor| &anchor.unit)),
            cell(anchor.map(|anchor| anchor.language.as_str())),
            cell(anchor.and_then(|anchor| anchor.start)),
            cell(anchor.and_then(|anchor| anchor.end)),
            remark.kind.as_str().to_owned(),
            cell(remark.submission),
            remark.supporters.len().to_string(),
            cell(of.process.answers.standing_on(remark.entry).map(|answer| answer.entry)),
            list(remark.edits.iter().map(|edit| edit.entry)),
        ];
        row(cells, ending(of, remark.entry, Some(&remark.words)))
    };
    of.process.remarks.iter().map(line).collect()
}

fn comments(of: InProcess<'_>) -> Rows {
    let line = |comment: &maru_forum::Comment| {
        let cells =
            [comment.entry.to_string(), comment.on.to_string(), comment.author.to_string(), time(comment.at)];
        row(cells, ending(of, comment.entry, Some(&comment.words)))
    };
    of.process.comments.iter().map(line).collect()
}

fn submissions(of: InProcess<'_>) -> Rows {
    let line = |letter: &maru_forum::Submission| {
        let cells =
            [letter.entry.to_string(), letter.author.to_string(), time(letter.at), list(&letter.remarks)];
        row(cells, ending(of, letter.entry, letter.words.as_ref()))
    };
    of.process.submissions.iter().map(line).collect()
}

fn attachments(of: InProcess<'_>) -> Rows {
    let mut rows = Vec::new();
    for (entry, place, attachment) in of.process.attachments() {
        let content = (of.read)(&attachment.bytes.digest);
        let name = content.as_ref().and_then(|content| content.get("name")).unwrap_or_default();
        rows.push(vec![
            entry.to_string(),
            content.as_ref().map_or_else(String::new, |_| attachment_file(entry, place, attachment)),
            name.to_owned(),
            attachment.media_type.clone(),
            attachment.size.to_string(),
            standing(of, entry),
        ]);
    }
    rows
}

fn amendments(of: InProcess<'_>) -> Rows {
    let line = |amendment: &maru_forum::Amendment| {
        let cells = [
            amendment.entry.to_string(),
            amendment.author.to_string(),
            time(amendment.at),
            amendment.version.to_string(),
            list(&amendment.units),
            list(&amendment.sources),
            amendment.cosigners.len().to_string(),
            amendment.supporters.len().to_string(),
            cell(amendment.withdrawn),
            cell(amendment.merged),
            cell(of.process.answers.standing_on(amendment.entry).map(|answer| answer.entry)),
        ];
        row(cells, ending(of, amendment.entry, Some(&amendment.words)))
    };
    of.process.amendments.iter().map(line).collect()
}

fn supports(of: InProcess<'_>) -> Rows {
    let behind = |on: EntryNumber, how: &'static str, who: &maru_forum::Supporters| {
        let line =
            |person| vec![on.to_string(), how.to_owned(), format!("{person}"), cell(who.entry_of(person))];
        who.iter().map(line).collect::<Vec<_>>()
    };
    let process = of.process;
    let remarks = process.remarks.iter().flat_map(|one| behind(one.entry, "support", &one.supporters));
    let amendments = process.amendments.iter().flat_map(|one| {
        let mut rows = behind(one.entry, "cosign", &one.cosigners);
        rows.extend(behind(one.entry, "support", &one.supporters));
        rows
    });
    let initiatives =
        process.initiatives.iter().flat_map(|one| behind(one.entry, "support", &one.supporters));
    remarks.chain(amendments).chain(initiatives).collect()
}

fn answers(of: InProcess<'_>) -> Rows {
    let line = |answer: &maru_forum::Answer| {
        let cells = [
            answer.entry.to_string(),
            cell(answer.by),
            time(answer.at),
            list(&answer.on),
            answer.disposition.as_str().to_owned(),
            list(&answer.units),
            answer.stage.as_str().to_owned(),
            list(answer.given.keys()),
            cell(answer.instead_of),
        ];
        row(cells, ending(of, answer.entry, Some(&answer.words)))
    };
    of.process.answers.iter().map(line).collect()
}

fn replies(of: InProcess<'_>) -> Rows {
    let mut rows = Vec::new();
    for answer in of.process.answers.iter() {
        for on in &answer.on {
            for reply in of.process.answers.replies(answer.entry, *on) {
                let cells = [
                    answer.entry.to_string(),
                    on.to_string(),
                    reply.entry.to_string(),
                    time(reply.at),
                    reply.word.as_str().to_owned(),
                ];
                rows.push(row(cells, ending(of, reply.entry, reply.words.as_ref())));
            }
        }
    }
    rows
}

fn ballots(of: InProcess<'_>) -> Rows {
    let line = |ballot: &maru_forum::Ballot| {
        vec![
            ballot.entry.to_string(),
            time(ballot.at),
            ballot.terms.phase.clone(),
            ballot.terms.rule.as_str().to_owned(),
            ballot.terms.electorate.as_str().to_owned(),
            ballot.terms.quorum.to_string(),
            ballot.votes.len().to_string(),
            cell(ballot.count.as_ref().map(|counted| counted.entry)),
        ]
    };
    of.process.ballots.iter().map(line).collect()
}

fn ballot_votes(of: InProcess<'_>) -> Rows {
    let of_ballot = |ballot: &maru_forum::Ballot| {
        let line = |(voter, vote): (&EntryNumber, &maru_forum::BallotVote)| {
            vec![
                ballot.entry.to_string(),
                voter.to_string(),
                vote.entry.to_string(),
                vote.by.to_string(),
                time(vote.at),
                cell(vote.position.map(maru_forum::Position::as_str)),
                list(&vote.choices),
            ]
        };
        ballot.votes.iter().map(line).collect::<Vec<_>>()
    };
    of.process.ballots.iter().flat_map(of_ballot).collect()
}

fn initiatives(of: InProcess<'_>) -> Rows {
    let line = |initiative: &maru_forum::Initiative| {
        let reached = initiative.reached.as_ref();
        vec![
            initiative.entry.to_string(),
            initiative.author.to_string(),
            time(initiative.at),
            initiative.supporters.len().to_string(),
            cell(reached.map(|reached| reached.entry)),
            cell(reached.map(|reached| reached.due)),
            list(initiative.answers.iter().map(|answer| answer.entry)),
            standing(of, initiative.entry),
            initiative.words.language.to_string(),
            text(of, &initiative.title),
            text(of, &initiative.words),
        ]
    };
    of.process.initiatives.iter().map(line).collect()
}

fn commitments(of: InProcess<'_>) -> Rows {
    let line = |commitment: &maru_forum::Commitment| {
        let promise = &commitment.promise;
        let cells = [
            commitment.entry.to_string(),
            time(commitment.at),
            promise.actor.clone(),
            cell(promise.made),
            promise.place.clone(),
            cell(promise.due),
            promise.source.clone(),
            promise.confidence.as_str().to_owned(),
            list(&promise.provisions),
        ];
        row(cells, ending(of, commitment.entry, Some(&promise.text)))
    };
    of.process.commitments.iter().map(line).collect()
}

fn findings(of: InProcess<'_>) -> Rows {
    let of_commitment = |commitment: &maru_forum::Commitment| {
        let line = |finding: &maru_forum::Finding| {
            let cells = [
                finding.entry.to_string(),
                commitment.entry.to_string(),
                finding.author.to_string(),
                finding.day.to_string(),
                finding.word.as_str().to_owned(),
                list(finding.objections.iter().map(|objection| objection.entry)),
            ];
            row(cells, ending(of, finding.entry, Some(&finding.words)))
        };
        commitment.findings.iter().map(line).collect::<Vec<_>>()
    };
    of.process.commitments.iter().flat_map(of_commitment).collect()
}

fn harms(of: InProcess<'_>) -> Rows {
    let line = |one: &maru_forum::Harm| {
        let told = &one.told;
        let cells = [
            one.entry.to_string(),
            cell(one.by.participant()),
            time(one.at),
            told.kind.as_str().to_owned(),
            told.extent.as_str().to_owned(),
            cell(told.country),
            cell(told.day),
            told.names.as_str().to_owned(),
            list(&told.about),
            list(&told.units),
            list(&told.provisions),
            text(of, &told.source),
        ];
        row(cells, ending(of, one.entry, Some(&told.text)))
    };
    of.process.harms.iter().map(line).collect()
}

fn decisions(of: InProcess<'_>) -> Rows {
    let line = |decision: &maru_forum::Decision| {
        let cells = [
            decision.entry.to_string(),
            time(decision.at),
            decision.outcome.as_str().to_owned(),
            decision.result.to_string(),
            cell(decision.draft),
        ];
        row(cells, ending(of, decision.entry, Some(&decision.words)))
    };
    of.process.decisions.iter().map(line).collect()
}
