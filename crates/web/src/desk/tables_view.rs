//! The page of comment tables: files to take away, and what comes of one that is brought.

use maru_exchange::{BackRow, BackState, Brought, BroughtRow, FileForm, NotTaken, Unmapped};
use maru_forum::{GiveAnswer, Office};
use maud::{Markup, html};

use crate::common::{ProcessView, shortened};
use crate::desk::tables::{Look, Table};
use crate::desk::view::done;
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;

/// Rows that are shown; of a longer table the first ones, and how many there are.
const ROWS: usize = 60;
/// Characters of a text in a row.
const CHARACTERS: usize = 160;
/// Lines that were not read and are shown at once; more of them are unfolded, up to the second number.
const NOT_READ: usize = 12;
const NOT_READ_UNFOLDED: usize = 500;
/// Characters of such a line: it has the words that were not taken.
const LINE_CHARACTERS: usize = 1_000;
/// Encodings of text files that are offered beside UTF-8; nothing guesses one.
const ENCODINGS: [&str; 8] =
    ["euc-kr", "shift_jis", "gb18030", "big5", "windows-1252", "windows-1250", "windows-1251", "utf-16le"];

/// The page, blank, or with a look at what was brought.
pub(crate) fn page(
    view: &ProcessView<'_>,
    typed: &Typed,
    shown: Option<(&Table, &Look)>,
    fault: Option<&str>,
) -> Markup {
    let visit = view.visit;
    let title = visit.text("desk-tables");
    let may_import = view.me.is_some_and(|who| view.process.offices.may_act_as(who, Office::Secretariat));
    let body = html! {
        p { a href=(view.link("/desk")) { (visit.text("desk-title")) } }
        h1 { (title) }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if let Some((table, look)) = shown { (looked_at(view, typed, table, look)) }
        h2 { (visit.text("tables-out")) }
        p { (visit.text("tables-out-lead")) }
        ul.pages {
            @for form in FileForm::written() {
                li { a href=(view.link(&format!("/comments/{}", form.name()))) download { (visit.text(&format!("tables-form-{}", form.name()))) } }
            }
        }
        h2 #back { (visit.text("tables-back")) }
        p { (visit.text("tables-back-lead")) }
        (upload(view, typed, "answers"))
        @if may_import {
            h2 #in { (visit.text("tables-in")) }
            p { (visit.text("tables-in-lead")) }
            (upload(view, typed, "comments"))
        }
    };
    process_page(view, &title, &body)
}

/// The form that brings a table. What was typed into the other form of the page is not shown in this one.
fn upload(view: &ProcessView<'_>, typed: &Typed, what: &'static str) -> Markup {
    let visit = view.visit;
    let blank = Typed::default();
    let form = Shown { visit, typed: if typed.get("what") == what { typed } else { &blank } };
    let forms: Vec<(String, String)> = FileForm::ALL
        .into_iter()
        .filter(|form| what == "comments" || form.is_written())
        .map(|form| (form.name().to_owned(), visit.text(&format!("tables-form-{}", form.name()))))
        .collect();
    let id = |name: &str| format!("{what}-{name}");
    let line = |name: &str, key: &str| {
        html! {
            label for=(id(name)) { (visit.text(key)) }
            input id=(id(name)) name=(name) dir="auto" autocomplete="off" value=(form.typed.get(name));
        }
    };
    let select = |name: &str, key: &str, offered: &[(String, String)]| {
        let chosen = form.typed.get(name);
        html! {
            label for=(id(name)) { (visit.text(key)) }
            select id=(id(name)) name=(name) required {
                option value="" { (visit.text("desk-choose")) }
                @for (value, words) in offered { option value=(value) selected[value == chosen] { (words) } }
            }
        }
    };
    html! {
        form method="post" enctype="multipart/form-data" action=(view.link("/desk/tables")) {
            input type="hidden" name="what" value=(what);
            label for=(id("file")) { (visit.text("tables-file")) }
            input id=(id("file")) name="file" type="file" required accept=".docx,.xlsx,.csv,.yaml,.yml,.bsi,.md,.json,.txt";
            (select("form", "tables-form", &forms))
            (encoding(view, form.typed, &id("encoding")))
            @if what == "comments" {
                (line("source", "tables-source"))
                (line("licence", "tables-licence"))
                (line("url", "tables-url"))
                (line("description", "tables-description"))
            }
            (select("language", if what == "comments" { "tables-language" } else { "desk-language-of-words" }, &offered(visit, &view.process.charter.languages)))
            button type="submit" name="act" value="preview" { (visit.text("tables-look")) }
        }
    }
}

/// What comes of the table, and the button that records just this.
fn looked_at(view: &ProcessView<'_>, typed: &Typed, table: &Table, look: &Look) -> Markup {
    let visit = view.visit;
    let hidden = ["what", "form", "encoding", "source", "licence", "url", "description", "language"];
    html! {
        section aria-labelledby="seen" {
            h2 #seen { (visit.text("tables-seen")) }
            p { bdi { (table.name) } " · " (visit.text(&format!("tables-form-{}", table.form.name()))) }
            (not_read(view, &table.read.not_read))
            form method="post" enctype="multipart/form-data" action=(view.link("/desk/tables")) {
                @for name in hidden { input type="hidden" name=(name) value=(typed.get(name)); }
                input type="hidden" name="seen" value=(look.seen());
                @match look {
                    Look::Own { rows } => p.wrong { (visit.text_with("tables-own", &[("count", (*rows).into())])) },
                    Look::In { import, rows } => {
                        p { (visit.text_with("tables-in-count", &[("count", import.remarks.len().into()), ("rows", rows.len().into())])) }
                        ol.rows { @for row in rows.iter().take(ROWS) { li { (brought(view, row)) } } }
                        (more(view, rows.len()))
                    },
                    Look::Back { back, replacing } => {
                        p { (visit.text_with("tables-back-count", &[("count", back.answers(&[]).len().into()), ("rows", back.rows.len().into())])) }
                        @if back.conflicts() > 0 { p.warn { (visit.text_with("tables-conflicts", &[("count", back.conflicts().into())])) } }
                        ol.rows { @for row in in_order(&back.rows).into_iter().take(ROWS) { li { (came_back(view, row, replacing)) } } }
                        (more(view, back.rows.len()))
                    },
                }
                @if look.command().is_some() || matches!(look, Look::Back { back, .. } if back.conflicts() > 0) {
                    button.go type="submit" name="act" value="send" { (visit.text("tables-send")) }
                } @else { p.note { (visit.text("tables-nothing")) } }
            }
        }
    }
}

/// What in a file was not read, with its words.
pub(crate) fn not_read(view: &ProcessView<'_>, lines: &[String]) -> Markup {
    let visit = view.visit;
    let list = |lines: &[String]| {
        html! { ul lang="en" { @for line in lines { li dir="auto" { (shortened(line, LINE_CHARACTERS)) } } } }
    };
    let (first, rest) = lines.split_at(lines.len().min(NOT_READ));
    let unfolded = rest.get(..NOT_READ_UNFOLDED).unwrap_or(rest);
    html! {
        @if !lines.is_empty() {
            p.warn { (visit.text_with("tables-not-read", &[("count", lines.len().into())])) }
            (list(first))
            @if !rest.is_empty() {
                details {
                    summary { (visit.text_with("tables-not-read-rest", &[("count", rest.len().into())])) }
                    (list(unfolded))
                    (more(view, (ROWS + rest.len()).saturating_sub(unfolded.len())))
                }
            }
        }
    }
}

/// The choice of the encoding of a text file, for a form that brings one.
pub(crate) fn encoding(view: &ProcessView<'_>, typed: &Typed, id: &str) -> Markup {
    let chosen = typed.get("encoding");
    html! {
        label for=(id) { (view.visit.text("tables-encoding")) }
        select id=(id) name="encoding" {
            option value="" { "UTF-8" }
            @for name in ENCODINGS { option value=(name) selected[name == chosen] { (name.to_ascii_uppercase()) } }
        }
    }
}

pub(crate) fn more(view: &ProcessView<'_>, rows: usize) -> Markup {
    html! { @if rows > ROWS { p.note { (view.visit.text_with("tables-more", &[("count", (rows - ROWS).into())])) } } }
}

/// Conflicts first, then answers, then what nothing comes of: what somebody has to decide must not be cut off.
fn in_order(rows: &[BackRow]) -> Vec<&BackRow> {
    let rank = |row: &&BackRow| match row.state {
        BackState::Conflict { .. } => 0,
        BackState::Answer { .. } => 1,
        BackState::Not { why: NotTaken::Untouched | NotTaken::AlreadyThere, .. } => 3,
        BackState::Not { .. } => 2,
    };
    let mut rows: Vec<&BackRow> = rows.iter().collect();
    rows.sort_by_key(rank);
    rows
}

pub(crate) fn brought(view: &ProcessView<'_>, row: &BroughtRow) -> Markup {
    let visit = view.visit;
    html! {
        p { b { bdi { (row.id) } } " · " bdi { (row.author) } " · " (row.language) }
        p dir="auto" { (shortened(&row.words, CHARACTERS)) }
        @match &row.brought {
            Brought::Remark { kind, unit } => p.figures {
                (visit.text(&format!("remark-kind-{}", kind.as_str()))) " · "
                @match unit { Some(unit) => code { (unit) }, None => (visit.text("remark-on-whole")) }
            },
            Brought::Amendment { version, units } => p.figures {
                (visit.text_with("tables-amendment", &[("version", (*version).into())])) " · "
                @for unit in units { code { (unit) } " " }
            },
            Brought::AlreadyHere { remark } => p.warn { (visit.text("tables-already-here")) " " (view.entry(*remark)) },
            Brought::Erased { remark } => p.warn { (visit.text("tables-erased")) " " (view.entry(*remark)) },
            Brought::Unplaced { count } => p.wrong { (visit.text_with("tables-unplaced", &[("count", (*count).into())])) },
            Brought::OtherWords { unit } => p.wrong { (visit.text_with("tables-other-words", &[("unit", unit.clone().into())])) },
            Brought::Withheld { why } => p.warn { (visit.text_with("tables-withheld", &[("why", why.clone().into())])) },
            Brought::Empty => p.warn { (visit.text("tables-empty")) },
            Brought::TooLong { length } => p.warn { (visit.text_with("tables-too-long", &[("length", (*length).into())])) },
            Brought::TooMuch { bytes } => p.warn { (visit.text_with("tables-too-much", &[("bytes", (*bytes).into())])) },
            Brought::BadLanguage { language } => p.warn { (visit.text_with("tables-bad-language", &[("language", language.clone().into())])) },
        }
        @if !row.unmapped.is_empty() { ul.small { @for one in &row.unmapped { li { (unmapped(view, one)) } } } }
    }
}

fn unmapped(view: &ProcessView<'_>, one: &Unmapped) -> Markup {
    let visit = view.visit;
    let text = match one {
        Unmapped::Place { place } => visit.text_with("tables-un-place", &[("place", place.clone().into())]),
        Unmapped::SeveralPlaces { place, units } => visit
            .text_with("tables-un-places", &[("place", place.clone().into()), ("count", units.len().into())]),
        Unmapped::Quote { count } => visit.text_with("tables-un-quote", &[("count", (*count).into())]),
        Unmapped::AlsoQuoted { units } => {
            visit.text_with("tables-un-also", &[("units", units.join(", ").into())])
        }
        Unmapped::Kind { kind } if kind.is_empty() => visit.text("tables-un-no-kind"),
        Unmapped::Kind { kind } => visit.text_with("tables-un-kind", &[("kind", kind.clone().into())]),
        Unmapped::Language => visit.text("tables-un-language"),
        Unmapped::Answer { ours: None, .. } => visit.text("tables-un-answer"),
        Unmapped::Answer { ours: Some(word), .. } => {
            let word = visit.text(&format!("answer-{word}"));
            visit.text_with("tables-un-answer-word", &[("word", word.into())])
        }
        Unmapped::Proposal => visit.text("tables-un-proposal"),
        Unmapped::Reply { to } => visit.text_with("tables-un-reply", &[("to", to.clone().into())]),
        Unmapped::OtherBase { version } => {
            visit.text_with("tables-un-other-base", &[("version", (*version).into())])
        }
        Unmapped::Files { files } => {
            visit.text_with("tables-un-files", &[("files", files.join(", ").into())])
        }
        Unmapped::Apart { fields } => {
            visit.text_with("tables-un-apart", &[("fields", fields.join(", ").into())])
        }
        Unmapped::Others { fields } => {
            visit.text_with("tables-un-others", &[("fields", fields.join(", ").into())])
        }
        Unmapped::NoWords => visit.text("tables-un-no-words"),
    };
    html! { (text) }
}

fn came_back(view: &ProcessView<'_>, row: &BackRow, replacing: &[maru_forum::EntryNumber]) -> Markup {
    let visit = view.visit;
    html! {
        p { b { bdi { (row.id) } } @if let Some(item) = row.item { " · " (view.entry(item)) } }
        @match &row.state {
            BackState::Answer { answer } => {
                (typed_answer(view, answer))
                @if let Some(entry) = answer.instead_of { p.warn { (visit.text("tables-instead-of")) " " (view.entry(entry)) } }
            },
            BackState::Conflict { sent, now, answer } => {
                dl {
                    dt { (visit.text("tables-conflict-sent")) } dd dir="auto" { @if sent.is_empty() { (visit.text("tables-no-answer")) } @else { (shortened(sent, CHARACTERS)) } }
                    dt { (visit.text("tables-conflict-now")) } dd dir="auto" { @if now.is_empty() { (visit.text("tables-no-answer")) } @else { (shortened(now, CHARACTERS)) } }
                    dt { (visit.text("tables-conflict-typed")) } dd { (typed_answer(view, answer)) }
                }
                @if let Some(item) = row.item {
                    label.row { input type="checkbox" name="replace" value=(item) checked[replacing.contains(&item)]; " " (visit.text("tables-replace")) }
                }
            },
            BackState::Not { why, typed } => {
                @if !typed.is_empty() { p dir="auto" { (shortened(typed, CHARACTERS)) } }
                p.small { (not_taken(view, why)) }
            },
        }
        @if !row.altered.is_empty() { p.small { (visit.text_with("tables-altered", &[("columns", row.altered.join(", ").into())])) } }
    }
}

fn typed_answer(view: &ProcessView<'_>, answer: &GiveAnswer) -> Markup {
    let visit = view.visit;
    html! {
        p {
            b { (visit.text(&format!("answer-{}", answer.disposition.as_str()))) } " · "
            span lang=(answer.language) dir=(answer.language.direction()) { (shortened(&answer.text, CHARACTERS)) }
            @for unit in &answer.units { " " code { (unit) } }
        }
    }
}

fn not_taken(view: &ProcessView<'_>, why: &NotTaken) -> Markup {
    let visit = view.visit;
    let text = match why {
        NotTaken::Untouched => visit.text("tables-not-untouched"),
        NotTaken::AlreadyThere => visit.text("tables-not-already-there"),
        NotTaken::Emptied => visit.text("tables-not-emptied"),
        NotTaken::CommentChanged => visit.text("tables-not-changed"),
        NotTaken::Gone => visit.text("tables-not-gone"),
        NotTaken::Unknown => visit.text("tables-not-unknown"),
        NotTaken::Twice => visit.text("tables-not-twice"),
        NotTaken::Missing => visit.text("tables-not-missing"),
        NotTaken::NoWord => visit.text("tables-not-no-word"),
        NotTaken::NoneOfOurs { word, .. } => {
            visit.text_with("tables-not-none-of-ours", &[("word", word.clone().into())])
        }
        NotTaken::NoReason { minimum } => {
            visit.text_with("tables-not-no-reason", &[("minimum", (*minimum).into())])
        }
        NotTaken::NoUnit => visit.text("tables-not-no-unit"),
        NotTaken::Refused { code, detail } => {
            let key = format!("violation-{code}");
            match visit.text(&key) {
                missing if missing == key => detail.clone(),
                words => words,
            }
        }
    };
    html! { (text) }
}
