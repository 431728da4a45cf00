//! A joint statement to take away: the signatures as a table, the text with its signatures as PDF, and a picture to share.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use maru_forum::{Draft, Signer, Words};
use maru_print::{Block, Card, Part, Run, Sheet};

use super::statement::{asked_version, title};
use super::view::{Row, part_of};
use crate::common::ProcessView;
use crate::draft::chosen::Chosen;
use crate::draft::file::{WholeText, document, printed, warned, warning};
use crate::fault::Fault;
use crate::reader::Reader;
use crate::result::table::Table;

/// What somebody signed, as the table says it: the version that it names, or whatever the list is of, which need not be this text.
const SIGNED_HERE: &str = "this version, here";
const SIGNED_ELSEWHERE: &str = "not this text: what the list is of, elsewhere";

/// Everyone who signed a version or stands on a list for it. What is not shown to everyone is empty.
pub(crate) async fn table(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    Ok(reader.exported(&handle, rows)?.ok_or(Fault::NotFound)?.into_response())
}

fn rows(view: &ProcessView<'_>) -> Option<Table> {
    let draft = asked_version(view)?;
    let process = view.process;
    let head = [
        "entry",
        "version",
        "kind",
        "name",
        "office",
        "country",
        "place",
        "day",
        "recorded",
        "withdrawn",
        "source",
        "signed",
    ];
    let mut table = Table::new(format!("{}-v{}-signatures", process.charter.id, draft.version), &head);
    let said = |words: Option<&Words>| {
        words.and_then(|words| view.words_of(&words.digest)).map(|(_, text)| text).unwrap_or_default()
    };
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    for one in process.endorsements.under(draft.entry) {
        let (name, office, country) = match one.signer {
            Signer::Organisation(entry) => {
                let organisation = process.organisations.get(entry);
                let name = organisation.and_then(|one| crate::organisation::view::name_of(view, one));
                let country = organisation.and_then(|one| one.now()?.country);
                (name.unwrap_or_default(), said(one.name.as_ref()), country)
            }
            Signer::Person(who) => {
                let given = Some(said(one.name.as_ref())).filter(|name| !name.is_empty());
                let country = process.participant(who).and_then(|person| person.country);
                (given.unwrap_or_else(|| view.name_of(who)), String::new(), country)
            }
        };
        table.rows.push(vec![
            one.entry.to_string(),
            draft.version.to_string(),
            one.signer.kind().as_str().to_owned(),
            name,
            office,
            country.map(|code| code.to_string()).unwrap_or_default(),
            said(one.place.as_ref()),
            day(one.day),
            one.at.day().to_string(),
            day(one.withdrawn.as_ref().map(|end| end.at.day())),
            "signed here".to_owned(),
            SIGNED_HERE.to_owned(),
        ]);
    }
    for one in process.endorsements.listed_under(draft.entry) {
        let source = process.sources.iter().find(|source| source.entry == one.source);
        let listed = &one.listed;
        table.rows.push(vec![
            one.entry.to_string(),
            // They signed no version of here, whatever the list stands under.
            String::new(),
            listed.kind.as_str().to_owned(),
            said(Some(&listed.name)),
            String::new(),
            listed.country.map(|code| code.to_string()).unwrap_or_default(),
            said(listed.place.as_ref()),
            day(listed.day),
            one.at.day().to_string(),
            day(listed.withdrawn),
            source.map(|source| source.source.name.clone()).unwrap_or_default(),
            SIGNED_ELSEWHERE.to_owned(),
        ]);
    }
    Some(table)
}

/// The text with its signatures as PDF: in one language, or with `text=all` in all of them side by side.
pub(crate) async fn pdf(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let draw = || reader.draw(&handle, sheet).ok_or(Fault::NotFound);
    printed(&reader, &format!("{id}-statement.pdf"), &reader.function_of(&handle), draw).await
}

/// The texts that the reader asked for, as a sheet with who signed behind them; nothing where none can be read.
fn sheet(view: &ProcessView<'_>) -> Option<Sheet> {
    let draft = asked_version(view)?;
    let mut sheet = if view.visit.asked("text") == Some("all") {
        let documents: Vec<_> =
            draft.texts.iter().filter_map(|text| whole(view, draft, &text.text)).collect();
        let documents: Vec<_> = documents.iter().map(document).collect();
        if documents.is_empty() {
            return None;
        }
        maru_print::parallel_sheet(&documents, None)
    } else {
        maru_print::sheet(&document(&Chosen::version(view, view.texts, draft).whole()?), None)
    };
    sheet.parts.push(Part { language: view.visit.tag().into(), blocks: signed(view, draft) });
    Some(warned(sheet, warning(view.visit, view.process)))
}

fn whole(view: &ProcessView<'_>, draft: &Draft, words: &Words) -> Option<WholeText> {
    Some(WholeText {
        version: draft.version,
        language: words.language.clone(),
        digest: words.digest,
        words: view.content(&words.digest)?.get("text")?.to_owned(),
        title: view.visit.local_plain(&view.process.charter.title).to_owned(),
        warning: None,
    })
}

/// Who signed a version, as a printed page says it: what stands, by kind, then what was withdrawn.
fn signed(view: &ProcessView<'_>, draft: &Draft) -> Vec<Block> {
    let visit = view.visit;
    let heading = |level: u8, key: &str| Block::Heading {
        level,
        centred: false,
        words: vec![Run::plain(visit.text(key)).in_bold()],
    };
    let paragraph =
        |text: String| Block::Paragraph { indent: 0, number: Vec::new(), words: vec![Run::plain(text)] };
    // What the text is may be said there alone: that it is a summary, say, and not what anybody signed.
    let purpose = visit.local_plain(&view.process.charter.purpose).to_owned();
    let mut blocks = vec![heading(2, "endorsement-what-it-is"), paragraph(purpose)];
    blocks.extend([heading(2, "endorsement-title"), paragraph(counted(view, draft))]);
    for part in ["organisations", "people", "lists", "withdrawn"] {
        let all = part_of(view, draft, part);
        if !all.is_empty() {
            blocks.push(heading(3, &format!("endorsement-part-{part}")));
            if part == "lists" {
                blocks.push(paragraph(visit.text("endorsement-lists-note")));
            }
            blocks.extend(all.into_iter().map(|row| paragraph(line(view, row))));
        }
    }
    blocks.push(paragraph(crate::card::as_of(view)));
    blocks
}

fn counted(view: &ProcessView<'_>, draft: &Draft) -> String {
    let count = view.process.endorsements.count(draft.entry);
    let counts = [("organisations", count.organisations.into()), ("people", count.people.into())];
    view.visit.text_with("endorsement-card-words", &counts)
}

/// The names of lists, where there are any: they signed nothing here.
fn listed(view: &ProcessView<'_>, draft: &Draft) -> Option<String> {
    let count = view.process.endorsements.count(draft.entry).imported;
    (count > 0).then(|| view.visit.text_with("endorsement-counts-lists", &[("count", count.into())]))
}

/// One signature on one line.
fn line(view: &ProcessView<'_>, row: Row<'_>) -> String {
    let visit = view.visit;
    let said = |words: &Words| {
        view.words_of(&words.digest).map_or_else(|| visit.text("remark-withheld"), |(_, text)| text)
    };
    let mut parts = Vec::new();
    match row {
        Row::Signed(one) => {
            let name = match one.signer {
                Signer::Organisation(entry) => {
                    let organisation = view.process.organisations.get(entry);
                    organisation.and_then(|one| crate::organisation::view::name_of(view, one))
                }
                Signer::Person(who) => Some(view.name_of(who)),
            };
            parts.push(name.unwrap_or_else(|| visit.text("remark-withheld")));
            parts.extend(one.name.iter().chain(&one.place).map(said));
            parts.extend(one.day.map(|day| visit.date(day)));
            let gone = one.withdrawn.as_ref().map(|end| end.at.day());
            parts.extend(
                gone.map(|day| {
                    visit.text_with("endorsement-withdrawn-on", &[("day", visit.date(day).into())])
                }),
            );
        }
        Row::Listed(one) => {
            parts.push(said(&one.listed.name));
            parts.extend(one.listed.place.iter().map(said));
            parts.extend(one.listed.day.map(|day| visit.date(day)));
            let gone = one.listed.withdrawn;
            parts.extend(
                gone.map(|day| {
                    visit.text_with("endorsement-withdrawn-on", &[("day", visit.date(day).into())])
                }),
            );
        }
    }
    parts.join(" · ")
}

fn card(view: &ProcessView<'_>) -> Option<Card> {
    let draft = asked_version(view)?;
    Some(Card {
        language: view.visit.tag().into(),
        title: title(view, draft),
        lines: std::iter::once(counted(view, draft)).chain(listed(view, draft)).collect(),
        foot: crate::card::as_of(view),
    })
}

/// The picture as PNG.
pub(crate) async fn picture(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let card = reader.draw(&handle, card).ok_or(Fault::NotFound)?;
    crate::card::png(&reader, card).await
}

/// The picture as SVG.
pub(crate) async fn drawing(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let card = reader.draw(&handle, card).ok_or(Fault::NotFound)?;
    Ok(crate::card::svg(&card))
}
