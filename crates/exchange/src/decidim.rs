//! Decidim's open data: proposals with their answers, and the comments on them.

use std::collections::BTreeMap;

use maru_text::{Table, unguarded};

use crate::disposition::word_for;
use crate::heads::flat;
use crate::model::{
    Answer, Comment, CommentKind, CommentTable, Disposition, Place, ReadError, System, within_size,
};
use crate::sheet::{MOST_ROWS, written};

/// A row by the names of its columns.
pub(crate) struct Row {
    fields: BTreeMap<String, String>,
}

impl Row {
    /// The value of a column; an empty one where there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Whether a column says yes, as programs and spreadsheets write it; nothing where it says something else, or nothing.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name).trim().to_ascii_lowercase().as_str() {
            "true" | "t" | "yes" | "1" => Some(true),
            "false" | "f" | "no" | "0" => Some(false),
            _ => None,
        }
    }

    /// Why the row is not to be published again: it was taken back, hidden or deleted there. A word that is not known, as a day on which
    /// it was, is no permission.
    fn withheld(&self) -> String {
        let said = |name: &str| !self.get(name).trim().is_empty() && self.flag(name) != Some(false);
        let ways = ["withdrawn", "hidden", "deleted"];
        let found = ways.into_iter().find(|way| said(way) || said(&format!("{way}_at")));
        found.unwrap_or_default().to_owned()
    }

    /// Every column in which something stands.
    pub(crate) fn said(&self) -> BTreeMap<String, String> {
        let said = self.fields.iter().filter(|(_, value)| !value.trim().is_empty());
        said.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// Takes the value of a column.
    fn take(&mut self, name: &str) -> String {
        self.fields.remove(name).unwrap_or_default()
    }

    /// The words of a column in the first language that has any, written by people before those of a machine; the language,
    /// and whether a machine wrote them.
    pub(crate) fn take_words(&mut self, name: &str) -> (String, String, bool) {
        let plain = self.take(name);
        let prefix = format!("{name}/");
        let named: Vec<(String, String)> = self
            .fields
            .extract_if(.., |column, _| column.starts_with(&prefix))
            .map(|(column, value)| (column[prefix.len()..].to_owned(), value))
            .filter(|(_, value)| !value.trim().is_empty())
            .collect();
        if !plain.trim().is_empty() {
            for (other, words) in named {
                self.fields.insert(format!("{prefix}{other}"), words);
            }
            return (plain, String::new(), false);
        }
        let (machine, human): (Vec<_>, Vec<_>) =
            named.into_iter().partition(|(column, _)| column.starts_with("machine_translations/"));
        let mut human = human.into_iter();
        if let Some((language, words)) = human.next() {
            // Nothing of the others is lost: they are kept under their own names.
            for (other, words) in human.chain(machine) {
                self.fields.insert(format!("{prefix}{other}"), words);
            }
            return (words, language, false);
        }
        let mut machine = machine.into_iter();
        let first = machine.next();
        for (other, words) in machine {
            self.fields.insert(format!("{prefix}{other}"), words);
        }
        first.map_or_else(Default::default, |(language, words)| {
            (words, language.trim_start_matches("machine_translations/").to_owned(), true)
        })
    }
}

/// The rows of an export. A column that is needed may be there once for each language, as `body/en`.
pub(crate) fn rows(bytes: &[u8], needed: &[&str]) -> Result<Vec<Row>, ReadError> {
    within_size(bytes)?;
    let table = Table::read(bytes, MOST_ROWS)?;
    let is_there =
        |name: &str| table.head().any(|head| head == name || head.starts_with(&format!("{name}/")));
    let missing: Vec<&str> = needed.iter().copied().filter(|name| !is_there(name)).collect();
    if !missing.is_empty() {
        return Err(ReadError::at(1, format!("there is no column {}", missing.join(", "))));
    }
    let fields = |row: maru_text::TableRow<'_>| {
        // A byte-order mark within a cell was left there by a program; nobody wrote it, and no reader sees it.
        row.named_cells()
            .map(|(name, cell)| (name.to_owned(), unguarded(cell).replace('\u{feff}', "")))
            .collect()
    };
    Ok(table.rows().map(|row| Row { fields: fields(row) }).collect())
}

/// Reads proposals, each with its state and answer.
pub fn read_decidim_proposals(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    let mut table = CommentTable::new(System::Decidim);
    let mut machine = 0;
    for mut row in rows(bytes, &["id", "title", "body", "state"])? {
        let (title, _, title_by_machine) = row.take_words("title");
        let (words, language, by_machine) = row.take_words("body");
        machine += usize::from(by_machine);
        let (reason, _, answer_by_machine) = row.take_words("answer");
        let state = row.take("state");
        let mut comment = Comment {
            id: row.take("id"),
            author: row.take("author/name"),
            words,
            language,
            date: row.take("created_at"),
            answer: answer(&state, reason),
            ..Comment::default()
        };
        own_columns(&mut row, &mut comment);
        comment.withheld = row.withheld();
        if comment.withheld.is_empty() && state.trim() == "withdrawn" {
            state.trim().clone_into(&mut comment.withheld);
        }
        comment.more = row.fields.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect();
        comment.more.insert("title".to_owned(), title);
        let by_machine = [("words", by_machine), ("title", title_by_machine), ("answer", answer_by_machine)];
        let by_machine: Vec<&str> =
            by_machine.into_iter().filter(|(_, is_so)| *is_so).map(|(name, _)| name).collect();
        if !by_machine.is_empty() {
            let said = format!("a machine's translation: {}", by_machine.join(", "));
            comment.more.insert("machine".to_owned(), said);
        }
        table.push(comment)?;
    }
    if machine > 0 {
        table.not_read.push(format!("{machine} proposals have no words but a machine's translation"));
    }
    Ok(table)
}

/// What a process says of a remark and Decidim has no column for.
const OWN_COLUMNS: [&str; 5] = ["maru/kind", "maru/line", "maru/clause", "maru/element", "maru/proposal"];
/// Characters of the words that stand as the title of a proposal which has none.
const TITLE: usize = 80;

/// Takes in what stands in columns of ours, in a file that was written here.
fn own_columns(row: &mut Row, comment: &mut Comment) {
    let [kind, line, clause, element, proposal] = OWN_COLUMNS.map(|name| row.take(name));
    comment.kind = CommentKind::from_name(&kind);
    comment.kind.map_or("", CommentKind::iso).clone_into(&mut comment.kind_text);
    comment.place = Place { line, clause, element };
    comment.proposal = proposal;
}

/// The title of a proposal; where a remark has none the beginning of its words, up to the end of one.
fn title_of(comment: &Comment) -> String {
    if let Some(title) = comment.more.get("title").filter(|title| !title.trim().is_empty()) {
        return title.clone();
    }
    let words = flat(&comment.words);
    if words.chars().count() <= TITLE {
        return words;
    }
    let cut: String = words.chars().take(TITLE).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

fn answer(state: &str, reason: String) -> Option<Answer> {
    let state = state.trim();
    if state.is_empty() && reason.trim().is_empty() {
        return None;
    }
    let word = crate::disposition::read_answer(System::Decidim, state);
    Some(Answer {
        text: [state, reason.trim()].join("\n").trim().to_owned(),
        disposition: word.disposition,
        reason,
    })
}

/// Reads comments on proposals; which one each replies to is kept.
pub fn read_decidim_comments(bytes: &[u8]) -> Result<CommentTable, ReadError> {
    let mut table = CommentTable::new(System::None);
    for mut row in rows(bytes, &["id", "body", "commentable_id"])? {
        // Words stand in a column of their language, or in one for all with the language beside it.
        let (words, of_column, by_machine) = row.take_words("body");
        let language = if of_column.is_empty() { row.take("locale") } else { of_column };
        let mut comment = Comment {
            id: row.take("id"),
            author: row.take("author/name"),
            words,
            language,
            date: row.take("created_at"),
            reply_to: row.take("commentable_id"),
            withheld: row.withheld(),
            ..Comment::default()
        };
        if by_machine {
            table.not_read.push(format!("{}: its words are a machine's translation", comment.id));
        }
        comment.more = row.fields.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect();
        table.push(comment)?;
    }
    Ok(table)
}

/// Writes remarks as proposals: the columns that Decidim's own export has for them, and behind those columns of ours for what it has
/// none for.
pub fn to_decidim_proposals(table: &CommentTable) -> String {
    let language = |comment: &Comment| {
        if comment.language.is_empty() { "und".to_owned() } else { comment.language.clone() }
    };
    let mut languages: Vec<String> = table.comments.iter().map(language).collect();
    languages.sort();
    languages.dedup();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let mut heads: Vec<String> =
        ["id", "author/name", "title", "state", "answer", "created_at"].map(str::to_owned).to_vec();
    heads.extend(languages.iter().map(|language| format!("body/{language}")));
    heads.extend(OWN_COLUMNS.map(str::to_owned));
    // Writing to memory cannot fail.
    let _ = writer.write_record(&heads);
    for comment in &table.comments {
        let (state, reason) = match &comment.answer {
            None => (String::new(), String::new()),
            Some(answer) => match &answer.disposition {
                Disposition::Ours(ours) => {
                    (word_for(System::Decidim, ours).unwrap_or_default(), answer.reason.clone())
                }
                Disposition::NoneOfOurs { word, .. } if table.system == System::Decidim => {
                    (word.clone(), answer.reason.clone())
                }
                _ => (String::new(), answer.text.clone()),
            },
        };
        let title = title_of(comment);
        let mut cells =
            vec![comment.id.clone(), comment.author.clone(), title, state, reason, comment.date.clone()];
        let own = language(comment);
        cells.extend(
            languages
                .iter()
                .map(|language| if *language == own { comment.words.clone() } else { String::new() }),
        );
        let Place { line, clause, element } = &comment.place;
        let kind = comment.kind.map_or("", CommentKind::name);
        cells.extend([kind, line, clause, element, &comment.proposal].map(str::to_owned));
        let _ = writer.write_record(cells.iter().map(|cell| written(cell)));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
