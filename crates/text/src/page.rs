//! Writes texts and redlines as HTML pages that need no script, and as plain text.

use std::fmt::Write as _;

use crate::akn::spanning;
use crate::diff::{Change, ChangeKind};
use crate::escape::xml;
use crate::html::own::KIND;
use crate::model::{Document, Unit, UnitKind};
use crate::own::{date_facts, facts};
use crate::redline::{Redline, RedlineUnit, UnitChange};

/// What the pages look like; they stand alone, so that they can be sent by mail.
const STYLE: &str = "body{font:1rem/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}\
section{margin-inline-start:1.2rem}section.top{margin-inline-start:0}ins{background:#d8f3dc;color:#10451d}\
del{background:#ffd9d9;color:#7a0000}.note{font-size:.85em;color:#555}.moved{border-inline-start:4px solid #888}\
table{border-collapse:collapse}td{border:1px solid #999;padding:.2rem .4rem}";

/// Whether a language is written from right to left.
pub fn is_right_to_left(language: &str) -> bool {
    matches!(
        language.split('-').next().unwrap_or_default(),
        "ar" | "he" | "fa" | "ur" | "ps" | "sd" | "dv" | "yi"
    )
}

fn open_page(title: &str, language: &str, out: &mut String) {
    open_head(title, language, out);
    out.push_str("<body>\n");
}

fn open_head(title: &str, language: &str, out: &mut String) {
    let direction = if is_right_to_left(language) { "rtl" } else { "ltr" };
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{direction}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width,initial-scale=1\"><title>{}</title><style>{STYLE}</style></head>\n",
        xml(language),
        xml(title)
    );
}

/// Writes a text as a page; each unit has its id as anchor, and says which kind it is, so that the page can be read again.
pub fn to_html(document: &Document) -> String {
    let mut out = String::new();
    open_head(&document.title, &document.language.0, &mut out);
    let _ = writeln!(out, "<body {KIND}=\"document\"{}>", data(&facts(document)));
    for unit in &document.units {
        write_unit(unit, 1, &mut out);
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// Facts as attributes of an element.
fn data(facts: &[(&str, String)]) -> String {
    let one = |(name, value): &(&str, String)| format!(" data-{}=\"{}\"", name.replace('_', "-"), xml(value));
    facts.iter().map(one).collect()
}

fn write_unit(unit: &Unit, level: usize, out: &mut String) {
    if unit.kind == UnitKind::Table {
        return write_table(unit, out);
    }
    let top = if level == 1 { " top" } else { "" };
    let _ = write!(
        out,
        "<section id=\"{}\" class=\"{kind}{top}\" {KIND}=\"{kind}\"{}>",
        xml(unit.id.as_str()),
        data(&date_facts(&unit.dates)),
        kind = unit.kind.prefix()
    );
    let number = unit.number.as_ref().map(|text| format!("<span class=\"num\">{}</span>", xml(text)));
    let heading = unit.heading.as_ref().map(|text| format!("<span class=\"heading\">{}</span>", xml(text)));
    let is_heading = unit.heading.is_some() || unit.kind.is_container() || unit.kind == UnitKind::Article;
    let (first, second) = if unit.heading_first { (heading, number) } else { (number, heading) };
    let head: Vec<String> = first.into_iter().chain(second).collect();
    let head = head.join(" ");
    if !head.is_empty() && is_heading {
        let h = level.clamp(1, 6);
        let _ = write!(out, "<h{h}>{head}</h{h}>");
    }
    let prefix = if is_heading { String::new() } else { head };
    write_text(unit, &prefix, out);
    for child in &unit.children {
        write_unit(child, level + 1, out);
    }
    out.push_str("</section>\n");
}

fn write_table(unit: &Unit, out: &mut String) {
    let _ = write!(out, "<table id=\"{}\">", xml(unit.id.as_str()));
    for row in unit.cells() {
        let cells: Vec<String> =
            row.iter().map(|(cell, span)| format!("<td{}>{}</td>", spanning(*span), xml(cell))).collect();
        let _ = write!(out, "<tr>{}</tr>", cells.concat());
    }
    out.push_str("</table>\n");
}

fn write_text(unit: &Unit, number: &str, out: &mut String) {
    let mut html = String::new();
    let mut from = 0;
    for note in &unit.notes {
        let at = note.at.clamp(from, unit.text.len());
        html.push_str(&xml(unit.text.get(from..at).unwrap_or_default()));
        let _ = write!(html, "<span class=\"note\"> {} </span>", xml(&note.text));
        from = at;
    }
    html.push_str(&xml(unit.text.get(from..).unwrap_or_default()));
    let blocks = html.replace('\n', "</p><p>");
    match (number.is_empty(), blocks.is_empty()) {
        (true, true) => {}
        (true, false) => {
            let _ = write!(out, "<p>{blocks}</p>");
        }
        (false, _) => {
            let _ = write!(out, "<p>{number} {blocks}</p>");
        }
    }
}

/// Writes a redline as a page of its own.
pub fn redline_to_html(redline: &Redline, language: &str) -> String {
    let mut out = String::new();
    open_page(&redline.new_title, language, &mut out);
    let _ = write!(out, "<h1>{}</h1>", xml(&redline.new_title));
    for unit in &redline.units {
        redline_unit(unit, &mut out);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn redline_unit(unit: &RedlineUnit, out: &mut String) {
    let class = if unit.change == UnitChange::Moved { " class=\"moved\"" } else { "" };
    let id = unit.new_id.as_ref().map(|id| format!(" id=\"{}\"", xml(id.as_str()))).unwrap_or_default();
    let _ = write!(out, "<div{id}{class} style=\"margin-inline-start:{}rem\">", unit.depth.min(8));
    let head = [changes_html(&unit.number), changes_html(&unit.heading)];
    let head: Vec<&str> = head.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    if !head.is_empty() {
        let _ = write!(out, "<b>{}</b> ", head.join(" "));
    }
    let _ = writeln!(out, "{}</div>", changes_html(&unit.text).replace('\n', "<br>"));
}

fn changes_html(changes: &[Change]) -> String {
    let one = |change: &Change| match change.kind {
        ChangeKind::Equal => xml(&change.text),
        ChangeKind::Insert => format!("<ins>{}</ins>", xml(&change.text)),
        ChangeKind::Delete => format!("<del>{}</del>", xml(&change.text)),
    };
    changes.iter().map(one).collect()
}

/// Writes what a redline changes as text: `[-old-]` and `{+new+}`, a unit a paragraph, units without change left out.
pub fn redline_to_text(redline: &Redline) -> String {
    let mut out = String::new();
    for unit in redline.changed() {
        let mark = match unit.change {
            UnitChange::Inserted => "+",
            UnitChange::Deleted => "-",
            UnitChange::Moved => ">",
            _ => "~",
        };
        let from = match (&unit.old_id, &unit.new_id) {
            (Some(old), Some(new)) if old != new => format!(" (was {old})"),
            _ => String::new(),
        };
        let id = unit.id().map_or("", |id| id.as_str());
        let _ = writeln!(out, "{mark} {id}{from}");
        let parts = [changes_text(&unit.number), changes_text(&unit.heading), changes_text(&unit.text)];
        let words: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let _ = writeln!(out, "  {}\n", words.join(" ").replace('\n', "\n  "));
    }
    out
}

fn changes_text(changes: &[Change]) -> String {
    let one = |change: &Change| match change.kind {
        ChangeKind::Equal => change.text.clone(),
        ChangeKind::Insert => format!("{{+{}+}}", change.text),
        ChangeKind::Delete => format!("[-{}-]", change.text),
    };
    changes.iter().map(one).collect()
}
