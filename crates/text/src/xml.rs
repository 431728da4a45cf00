//! Akoma Ntoso, Formex and USLM, all read by the local names of their elements, whatever the namespace.

use std::borrow::Cow;

use roxmltree::{Node, NodeType, ParsingOptions};

use crate::date::{Date, parse_date};
use crate::error::{Doubt, ImportError};
use crate::guard;
use crate::ids::assign_ids;
use crate::language::guess_language;
use crate::marker::{Mark, mark};
use crate::model::{Document, UnitId, UnitKind};
use crate::own::{NAMESPACE, NO_UNIT, kind_named, read_date, read_fact, settle_ids};
use crate::raised::{Script, in_line};
use crate::tree::{Cell, Tree, collapse};

/// How many elements, texts and comments a file may have.
const MAX_NODES: u32 = 4_000_000;

/// What an element is to the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Unit(UnitKind),
    /// A unit whose kind its number tells (Formex `DIVISION`).
    Division,
    /// A numbered item of a list; below another one it is an item, else a point.
    Listed,
    /// An unnumbered paragraph; the first one is its parent's own text.
    Alinea,
    /// The number of the unit.
    Number,
    /// The heading of the unit.
    Heading,
    /// A block of text.
    Block,
    /// Words in a line.
    Inline,
    /// A footnote.
    Note,
    Table,
    /// Not part of the text.
    Skip,
}

/// Reads a file in Akoma Ntoso, Formex or USLM.
pub(crate) fn parse(text: &str) -> Result<(Document, Vec<Doubt>), ImportError> {
    let text = without_doctype(text)?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let parsed = roxmltree::Document::parse_with_options(&text, options).map_err(|error| {
        let at = error.pos();
        ImportError::Xml { line: at.row as usize, column: at.col as usize, what: error.to_string() }
    })?;
    let root = parsed.root_element();
    let own = root.lookup_prefix(NAMESPACE).is_some();
    let mut reader = Reader { tree: Tree::default(), formex: is_formex(root.tag_name().name()), own };
    reader.root(root);
    let mut document = Document::new("", "");
    document.units = reader.tree.finish();
    read_metadata(root, &mut document);
    if own {
        read_own_facts(root, &mut document);
        settle_ids(&mut document);
    } else {
        assign_ids(&mut document);
    }
    Ok((document, doubts_of(root)))
}

/// The text of a file that is safe to parse, blanks in place of its document type.
fn without_doctype(text: &str) -> Result<Cow<'_, str>, ImportError> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    Ok(match guard::check(text)? {
        Some(range) => {
            let blanks = " ".repeat(range.len());
            Cow::Owned(format!("{}{blanks}{}", &text[..range.start], &text[range.end..]))
        }
        None => Cow::Borrowed(text),
    })
}

/// How many words a file marks as put in or taken out; a file that cannot be read has none.
pub(crate) fn tracked_changes(text: &str) -> usize {
    let Ok(text) = without_doctype(text) else { return 0 };
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let Ok(parsed) = roxmltree::Document::parse_with_options(&text, options) else { return 0 };
    let is_change = |node: &Node<'_, '_>| matches!(node.tag_name().name(), "del" | "ins");
    parsed.descendants().filter(is_change).count()
}

/// What a file says with marks and not with words.
fn doubts_of(root: Node<'_, '_>) -> Vec<Doubt> {
    let count =
        |is_one: &dyn Fn(Node<'_, '_>) -> bool| root.descendants().filter(|node| is_one(*node)).count();
    let is_named = |name: &'static str| move |node: Node<'_, '_>| node.tag_name().name() == name;
    let unknown =
        |node: Node<'_, '_>| node.is_text() && set_text(node).is_some_and(|(_, is_known)| !is_known);
    [
        ("words that are struck, which are left out", count(&is_named("del"))),
        ("words that are marked as put in, which are read as the others", count(&is_named("ins"))),
        (
            "units that the file marks as removed, which are read as the others",
            count(&|node| node.attribute("status") == Some("removed")),
        ),
        ("raised or lowered words without signs of their own, which stand in the line now", count(&unknown)),
        (
            "formulas, of which the signs are read in a line",
            count(&is_named("math")) + count(&is_named("FORMULA")),
        ),
        ("pictures", count(&is_named("img")) + count(&is_named("INCL.ELEMENT"))),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(what, count)| Doubt::NotRead { what: what.into(), count })
    .collect()
}

/// The words of a text that is raised or lowered, and whether there are signs for them; none where it stands in the line.
fn set_text(text: Node<'_, '_>) -> Option<(String, bool)> {
    let script = text.ancestors().skip(1).take(3).find_map(|above| {
        match (above.tag_name().name(), above.attribute("TYPE")) {
            ("sup", _) | ("HT", Some("SUP")) => Some(Script::Raised),
            ("sub", _) | ("HT", Some("SUB")) => Some(Script::Lowered),
            _ => None,
        }
    })?;
    Some(in_line(text.text().unwrap_or_default(), script))
}

/// The words of a text node as they stand in the line.
fn line_text<'a>(text: Node<'a, '_>) -> Cow<'a, str> {
    match set_text(text) {
        Some((words, _)) => Cow::Owned(words),
        None => Cow::Borrowed(text.text().unwrap_or_default()),
    }
}

fn is_formex(root: &str) -> bool {
    root.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'.' | b'_')) && root.len() > 1
}

struct Reader {
    tree: Tree,
    formex: bool,
    /// Whether the file is one that we wrote, whose elements say which units they are.
    own: bool,
}

impl Reader {
    fn root(&mut self, root: Node<'_, '_>) {
        if self.formex && matches!(root.tag_name().name(), "ANNEX" | "CONS.ANNEX") {
            self.tree.open(UnitKind::Annex);
            self.children(root);
            self.tree.close();
        } else {
            self.children(root);
        }
    }

    fn children(&mut self, node: Node<'_, '_>) {
        for child in node.children() {
            match child.node_type() {
                NodeType::Text => self.tree.text(&line_text(child)),
                NodeType::Element => self.element(child),
                _ => {}
            }
        }
    }

    fn element(&mut self, node: Node<'_, '_>) {
        let name = node.tag_name().name();
        if let Some(quote) = quotation_mark(node) {
            return self.tree.text(&quote);
        }
        match self.role(name, node) {
            Role::Skip => {}
            Role::Inline => self.children(node),
            Role::Block => {
                self.tree.break_block();
                self.children(node);
                self.tree.break_block();
            }
            Role::Number => self.tree.number(&words(node)),
            Role::Heading => self.tree.heading(&words(node)),
            Role::Note => self.tree.note(&words(node)),
            Role::Table => self.tree.table(&rows(node), self.id_of(node)),
            Role::Unit(kind) => self.unit(node, kind),
            Role::Division => self.unit(node, division_kind(node)),
            Role::Listed => {
                let below =
                    self.tree.top().is_some_and(|unit| matches!(unit.kind, UnitKind::Point | UnitKind::Item));
                self.unit(node, if below { UnitKind::Item } else { UnitKind::Point });
            }
            Role::Alinea => self.alinea(node),
        }
    }

    /// The id that a file of ours gives.
    fn id_of(&self, node: Node<'_, '_>) -> UnitId {
        let kept = self.own && node.attribute((NAMESPACE, "kind")).is_some();
        UnitId::new(node.attribute("eId").filter(|_| kept).unwrap_or_default())
    }

    fn unit(&mut self, node: Node<'_, '_>, kind: UnitKind) {
        self.tree.open(kind);
        if self.own
            && let id = self.id_of(node)
            && let Some(unit) = self.tree.last_mut()
        {
            unit.id = id;
            for attribute in node.attributes().filter(|attribute| attribute.namespace() == Some(NAMESPACE)) {
                read_date(&mut unit.dates, attribute.name(), attribute.value());
            }
        }
        self.children(node);
        self.tree.close();
    }

    fn alinea(&mut self, node: Node<'_, '_>) {
        let parent = self.tree.top().map(|unit| unit.kind);
        let silent = self.tree.is_silent();
        let bears = parent.is_some_and(|kind| !kind.is_container() && kind != UnitKind::Quotation);
        if silent && bears && !has_number(node) {
            self.tree.break_block();
            self.children(node);
            return self.tree.break_block();
        }
        let numbered_paragraph = matches!(node.tag_name().name(), "paragraph" | "PARAG");
        let kind = match parent {
            _ if numbered_paragraph => UnitKind::Paragraph,
            Some(UnitKind::Paragraph | UnitKind::Subsection | UnitKind::Point | UnitKind::Item) => {
                UnitKind::Subparagraph
            }
            _ => UnitKind::Paragraph,
        };
        self.unit(node, kind);
    }

    fn role(&self, name: &str, node: Node<'_, '_>) -> Role {
        if self.own
            && let Some(role) = own_role(node)
        {
            return role;
        }
        if self.formex { formex_role(name, node) } else { akn_role(name, node) }
    }
}

/// What an element of a file that we wrote says it is; none when somebody else put it there.
fn own_role(node: Node<'_, '_>) -> Option<Role> {
    match node.attribute((NAMESPACE, "part")) {
        Some("number") => return Some(Role::Number),
        Some("heading") => return Some(Role::Heading),
        _ => {}
    }
    match node.attribute((NAMESPACE, "kind"))? {
        NO_UNIT => Some(Role::Block),
        name => match kind_named(name)? {
            UnitKind::Table => Some(Role::Table),
            kind => Some(Role::Unit(kind)),
        },
    }
}

fn read_own_facts(root: Node<'_, '_>, document: &mut Document) {
    let facts = root.descendants().find(|node| node.has_tag_name((NAMESPACE, "text")));
    let Some(facts) = facts else { return };
    // What the file does not say was not known when it was written; it is not to be found out otherwise.
    (document.id, document.title) = (String::new(), String::new());
    document.dates = crate::date::Dates::default();
    for fact in facts.attributes() {
        read_fact(document, fact.name(), fact.value());
    }
}

fn has_number(node: Node<'_, '_>) -> bool {
    let is_number = |child: &Node<'_, '_>| matches!(child.tag_name().name(), "num" | "NO.PARAG" | "NO.P");
    node.children().filter(Node::is_element).any(|child| is_number(&child) && !words(child).trim().is_empty())
}

fn akn_role(name: &str, node: Node<'_, '_>) -> Role {
    use UnitKind as K;
    match name {
        "meta" | "del" => Role::Skip,
        "num" => Role::Number,
        "heading" | "subheading" => Role::Heading,
        "preface" | "coverPage" | "header" => Role::Unit(K::Preface),
        "preamble" => Role::Unit(K::Preamble),
        "citation" => Role::Unit(K::Citation),
        "recital" => Role::Unit(K::Recital),
        "formula" | "enactingFormula" | "resolvingClause" => Role::Unit(K::Formula),
        "book" | "tome" => Role::Unit(K::Book),
        "part" | "subpart" => Role::Unit(K::Part),
        "title" => Role::Unit(K::Title),
        "chapter" => Role::Unit(K::Chapter),
        "subchapter" => Role::Unit(K::Subchapter),
        "section" => Role::Unit(K::Section),
        "division" | "subdivision" | "subtitle" => Role::Unit(K::Division),
        "article" => Role::Unit(K::Article),
        "clause" | "subclause" => Role::Unit(K::Clause),
        "rule" | "subrule" | "proviso" => Role::Unit(K::Rule),
        "subsection" => Role::Unit(K::Subsection),
        "paragraph" | "subparagraph" | "alinea" if !is_uslm(node) => Role::Alinea,
        "paragraph" => Role::Unit(K::Paragraph),
        "subparagraph" => Role::Unit(K::Subparagraph),
        "point" | "item" | "subitem" | "li" => Role::Listed,
        "indent" => Role::Unit(K::Indent),
        "attachment" | "component" | "appendix" | "annex" => Role::Unit(K::Annex),
        "schedule" => Role::Unit(K::Schedule),
        "hcontainer" => hcontainer(node),
        "level" | "transitional" | "debateSection" | "tblock" => Role::Unit(K::Group),
        "quotedStructure" | "quotedContent" | "embeddedStructure" => Role::Unit(K::Quotation),
        "conclusions" | "attestation" | "signatures" => Role::Unit(K::Conclusions),
        "speech"
        | "question"
        | "answer"
        | "scene"
        | "narrative"
        | "toc"
        | "legislativeHistory"
        | "endorsement"
        | "introduction"
        | "background"
        | "motivation"
        | "decision"
        | "amendmentContent"
        | "amendmentHeading"
        | "amendmentJustification" => Role::Unit(K::Other),
        "table" => Role::Table,
        "authorialNote" | "sidenote" | "footnote" => Role::Note,
        // The page of the printed law begins in the middle of a sentence; it is no word of the sentence.
        "page" if is_uslm(node) => Role::Note,
        "a" | "abbr" | "affectedDocument" | "amendingAction" | "b" | "concept" | "date" | "def"
        | "docDate" | "docIntroducer" | "docNumber" | "docProponent" | "docPurpose" | "docStage"
        | "docStatus" | "docTitle" | "docType" | "docketNumber" | "documentRef" | "entity" | "event"
        | "fillIn" | "headingText" | "i" | "img" | "inline" | "ins" | "judge" | "lawyer" | "legislature"
        | "location" | "marker" | "mmod" | "mod" | "mref" | "neutralCitation" | "noteRef" | "object"
        | "opinion" | "organization" | "outcome" | "page" | "party" | "person" | "placeholder"
        | "process" | "quantity" | "quotedText" | "recordedTime" | "ref" | "rref" | "rmod" | "role"
        | "session" | "shortTitle" | "signature" | "span" | "sub" | "sup" | "term" | "time" | "u"
        | "vote" | "em" | "strong" | "small" | "font" | "omissis" | "relatedDocument" => Role::Inline,
        _ => Role::Block,
    }
}

fn hcontainer(node: Node<'_, '_>) -> Role {
    let name = node.attribute("name").unwrap_or_default().to_ascii_lowercase();
    let kind = match name.as_str() {
        "schedule" | "schedules" => UnitKind::Schedule,
        "annex" | "appendix" => UnitKind::Annex,
        "regulation" | "rule" => UnitKind::Rule,
        _ => UnitKind::Group,
    };
    Role::Unit(kind)
}

/// In USLM every level is numbered and none is folded.
fn is_uslm(node: Node<'_, '_>) -> bool {
    node.tag_name().namespace().is_some_and(|space| space.contains("uslm"))
}

/// Elements of Formex that speak about the text and are no part of it.
const FORMEX_METADATA: &[&str] =
    &["BIB.INSTANCE", "BIB.INSTANCE.CONS", "INFO.CONSLEG", "INFO.PROD", "FAM.COMP"];

fn formex_role(name: &str, node: Node<'_, '_>) -> Role {
    use UnitKind as K;
    let parent = node.parent_element().map_or("", |parent| parent.tag_name().name());
    match name {
        name if FORMEX_METADATA.contains(&name) => Role::Skip,
        "TITLE" if matches!(parent, "ACT" | "CONS.ACT" | "CONS.DOC" | "GENERAL" | "PROPOSAL") => {
            Role::Unit(K::Preface)
        }
        "PREAMBLE" => Role::Unit(K::Preamble),
        "VISA" => Role::Unit(K::Citation),
        "CONSID" => Role::Unit(K::Recital),
        "DIVISION" => Role::Division,
        "GR.SEQ" | "GR.ANNOTATION" => Role::Unit(K::Group),
        "ARTICLE" | "SUBDIV" => Role::Unit(K::Article),
        "PARAG" => Role::Unit(K::Paragraph),
        "ALINEA" => Role::Alinea,
        "ITEM" => Role::Listed,
        "NP" if !matches!(parent, "ITEM" | "CONSID" | "PARAG" | "ALINEA") => Role::Listed,
        "ANNEX" | "CONS.ANNEX" => Role::Unit(K::Annex),
        "QUOT.S" => Role::Unit(K::Quotation),
        "FINAL" => Role::Unit(K::Conclusions),
        "TI" | "STI" if parent == "TITLE" => title_part(name, node),
        "TI.ART" | "NO.PARAG" | "NO.P" => Role::Number,
        "STI.ART" => Role::Heading,
        "NOTE" => Role::Note,
        "TBL" => Role::Table,
        "DATE" | "HT" | "FT" | "REF.DOC" | "REF.DOC.OJ" | "REF.NP.ECR" | "LINK" | "IE" | "KEYWORD"
        | "ADDR" | "QUOT.START" | "QUOT.END" | "INCL.ELEMENT" => Role::Inline,
        _ => Role::Block,
    }
}

/// The title of a division or annex: its first line names it, the second is its heading.
fn title_part(name: &str, node: Node<'_, '_>) -> Role {
    let above = node.parent_element().and_then(|title| title.parent_element());
    match (above.map_or("", |above| above.tag_name().name()), name) {
        ("DIVISION" | "ANNEX" | "CONS.ANNEX", "TI")
            if matches!(mark(&collapse(&words(node))), Some(Mark::Named { .. })) =>
        {
            Role::Number
        }
        ("DIVISION" | "ANNEX" | "CONS.ANNEX" | "GR.SEQ", _) => Role::Heading,
        _ => Role::Block,
    }
}

fn division_kind(node: Node<'_, '_>) -> UnitKind {
    let title = node
        .children()
        .find(|child| child.tag_name().name() == "TITLE")
        .and_then(|title| title.children().find(|child| child.tag_name().name() == "TI"))
        .map(|title| collapse(&words(title)))
        .unwrap_or_default();
    match mark(&title) {
        Some(Mark::Named { kind, .. }) => kind,
        _ => UnitKind::Division,
    }
}

/// The quotation mark that Formex gives by its code.
fn quotation_mark(node: Node<'_, '_>) -> Option<String> {
    if !matches!(node.tag_name().name(), "QUOT.START" | "QUOT.END") {
        return None;
    }
    let code = u32::from_str_radix(node.attribute("CODE")?, 16).ok()?;
    char::from_u32(code).map(String::from)
}

/// All words below a node; blocks are parted by blanks.
fn words(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for child in node.descendants() {
        if child.is_text() {
            if child
                .ancestors()
                .take_while(|above| *above != node)
                .any(|above| matches!(above.tag_name().name(), "meta" | "del"))
            {
                continue;
            }
            out.push_str(&line_text(child));
        } else if let Some(quote) = quotation_mark(child) {
            out.push_str(&quote);
        } else if matches!(
            child.tag_name().name(),
            "p" | "P" | "br" | "BR" | "eol" | "td" | "tr" | "TXT" | "li" | "content" | "num"
        ) {
            out.push(' ');
        }
    }
    out
}

fn rows(table: Node<'_, '_>) -> Vec<Vec<Cell>> {
    let is_row = |node: &Node<'_, '_>| matches!(node.tag_name().name(), "tr" | "ROW");
    let is_cell = |node: &Node<'_, '_>| matches!(node.tag_name().name(), "td" | "th" | "CELL");
    let mut rows = Vec::new();
    let mut stray = String::new();
    let mut stack: Vec<Node<'_, '_>> = table.children().collect();
    stack.reverse();
    while let Some(node) = stack.pop() {
        if node.tag_name().name() == "del" {
            continue;
        }
        if node.is_text() {
            stray.push_str(&line_text(node));
        } else if is_row(&node) {
            flush_stray(&mut stray, &mut rows);
            rows.push(cells(node, is_cell));
        } else {
            let mut below: Vec<Node<'_, '_>> = node.children().collect();
            below.reverse();
            stack.extend(below);
            if let Some(quote) = quotation_mark(node) {
                stray.push_str(&quote);
            }
            stray.push(' ');
        }
    }
    flush_stray(&mut stray, &mut rows);
    rows
}

fn cells(row: Node<'_, '_>, is_cell: impl Fn(&Node<'_, '_>) -> bool) -> Vec<Cell> {
    let mut cells = Vec::new();
    for child in row.children() {
        let words = collapse(&if child.is_text() {
            line_text(child).into_owned()
        } else if child.tag_name().name() == "del" {
            String::new()
        } else {
            words(child)
        });
        let span = |names: [&str; 2]| names.into_iter().find_map(|name| child.attribute(name));
        if is_cell(&child) || !words.is_empty() {
            cells.push(Cell::spanning(words, span(["rowspan", "ROWSPAN"]), span(["colspan", "COLSPAN"])));
        }
    }
    cells
}

/// Words of a table outside its rows (captions) get a row of their own.
fn flush_stray(stray: &mut String, rows: &mut Vec<Vec<Cell>>) {
    let words = collapse(&std::mem::take(stray));
    if !words.is_empty() {
        rows.push(vec![Cell::new(words)]);
    }
}

fn read_metadata(root: Node<'_, '_>, document: &mut Document) {
    let find = |name: &str| root.descendants().find(|node| node.tag_name().name() == name);
    let date = |text: &str| text.get(..10).and_then(|text| parse_date(text).ok());
    let language = find("FRBRlanguage")
        .and_then(|node| node.attribute("language").map(str::to_owned))
        .or_else(|| find("LG.DOC").map(|node| words(node)))
        .or_else(|| find("language").map(|node| words(node)));
    document.language = match language.filter(|tag| !matches!(tag.trim(), "" | "und" | "zxx")) {
        Some(tag) => short_language(&tag).as_str().into(),
        None => guess_language(&document.plain_text()).into(),
    };
    let work = find("FRBRWork");
    let work_date = work.and_then(|work| work.children().find(|node| node.tag_name().name() == "FRBRdate"));
    let known = work_date.filter(|node| node.attribute("name") != Some("unknown"));
    document.dates.adopted =
        known.and_then(|node| date(node.attribute("date").unwrap_or_default())).or_else(|| {
            find("BIB.INSTANCE")
                .and_then(|bib| bib.children().find(|n| n.tag_name().name() == "DATE"))
                .and_then(iso_date)
        });
    work.and_then(|work| work.children().find(|node| node.tag_name().name() == "FRBRthis"))
        .and_then(|node| node.attribute("value"))
        .unwrap_or_default()
        .clone_into(&mut document.id);
    document.title = title(root, document);
}

fn title(root: Node<'_, '_>, document: &Document) -> String {
    let find = |name: &str| root.descendants().find(|node| node.tag_name().name() == name);
    let named =
        ["docTitle", "officialTitle", "longTitle", "shortTitle", "FRBRalias"].iter().find_map(|name| {
            let node = find(name)?;
            let text = collapse(node.attribute("value").map_or_else(|| words(node), str::to_owned).as_str());
            (!text.is_empty()).then_some(text)
        });
    let first = || {
        let unit = document.units.first()?;
        Some(collapse(&if unit.kind == UnitKind::Preface {
            unit.full_text()
        } else {
            unit.head().collect::<Vec<_>>().join(" ")
        }))
    };
    named.or_else(first).unwrap_or_default()
}

fn iso_date(node: Node<'_, '_>) -> Option<Date> {
    let iso = node.attribute("ISO").filter(|iso| iso.len() == 8 && iso.is_ascii())?;
    parse_date(&format!("{}-{}-{}", &iso[..4], &iso[4..6], &iso[6..])).ok()
}

/// Two letters for the languages that sources name with three.
fn short_language(tag: &str) -> String {
    let lower = tag.trim().to_ascii_lowercase();
    let tag = lower.split(['-', '_']).next().unwrap_or_default().to_owned();
    let known = [
        ("eng", "en"),
        ("kor", "ko"),
        ("ita", "it"),
        ("fra", "fr"),
        ("fre", "fr"),
        ("deu", "de"),
        ("ger", "de"),
        ("spa", "es"),
        ("esp", "es"),
        ("nld", "nl"),
        ("dut", "nl"),
        ("fin", "fi"),
        ("swa", "sw"),
        ("swh", "sw"),
        ("zho", "zh"),
        ("ara", "ar"),
        ("por", "pt"),
        ("rus", "ru"),
        ("jpn", "ja"),
    ];
    known.iter().find(|(long, _)| *long == tag).map_or(tag, |(_, short)| (*short).to_owned())
}

/// The local name of the first element.
pub(crate) fn root_name(text: &str) -> Option<String> {
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        let start = at + found + 1;
        let rest = &text[start..];
        if rest.starts_with("!--") {
            at = start + rest.find("-->")?;
        } else if rest.to_ascii_lowercase().starts_with("!doctype html") {
            return Some("html".to_owned());
        } else if rest.starts_with(['?', '!']) {
            at = start;
        } else {
            let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
            return Some(name.rsplit(':').next().unwrap_or(name).to_owned());
        }
    }
    None
}

pub(crate) fn is_html_element(name: &str) -> bool {
    matches!(name, "p" | "div" | "span" | "table" | "h1" | "h2" | "head" | "ul" | "ol" | "center" | "font")
}

/// The words of an XML file by a scanner that knows tags and entities only.
pub(crate) fn source_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() / 2);
    let mut skipping: Option<(String, usize)> = None;
    let mut rest = text.trim_start_matches('\u{feff}');
    while let Some(at) = rest.find('<') {
        if skipping.is_none() {
            out.push_str(&decode(&rest[..at]));
        }
        rest = &rest[at..];
        let end = |close: &str| rest.find(close).map_or(rest.len(), |at| at + close.len());
        let length = match rest {
            _ if rest.starts_with("<!--") => end("-->"),
            _ if rest.starts_with("<?") => end("?>"),
            _ if rest.starts_with("<![CDATA[") => {
                let length = end("]]>");
                if skipping.is_none() {
                    out.push_str(rest[9..length].trim_end_matches("]]>"));
                }
                length
            }
            _ => end(">"),
        };
        if !rest.starts_with("<!") && !rest.starts_with("<?") {
            scan_tag(&rest[..length], &mut skipping, &mut out);
        }
        rest = &rest[length..];
    }
    if skipping.is_none() {
        out.push_str(&decode(rest));
    }
    out
}

fn scan_tag(tag: &str, skipping: &mut Option<(String, usize)>, out: &mut String) {
    let closing = tag.starts_with("</");
    let empty = tag.ends_with("/>");
    let name = tag
        .trim_start_matches(['<', '/'])
        .split(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
        .next();
    let local = name.unwrap_or_default().rsplit(':').next().unwrap_or_default();
    if let Some((skipped, depth)) = skipping {
        if local == skipped && !empty {
            *depth = if closing { *depth - 1 } else { *depth + 1 };
            if *depth == 0 {
                *skipping = None;
            }
        }
        return;
    }
    if (matches!(local, "meta" | "del") || FORMEX_METADATA.contains(&local)) && !closing && !empty {
        *skipping = Some((local.to_owned(), 1));
    } else if matches!(local, "QUOT.START" | "QUOT.END")
        && let Some(at) = tag.find("CODE=\"")
    {
        let code = tag[at + 6..].split('"').next().unwrap_or_default();
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
    }
    out.push(' ');
}

/// The text with the five entities of XML, the commonest of HTML and numbered characters put in.
pub(crate) fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(at, _)| at);
        if let Some((end, c)) = end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            out.push(c);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "shy" => '\u{ad}',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "hellip" => '…',
        "bull" => '•',
        "middot" => '·',
        "sect" => '§',
        "para" => '¶',
        "copy" => '©',
        "reg" => '®',
        "euro" => '€',
        "pound" => '£',
        "deg" => '°',
        "times" => '×',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "ouml" => 'ö',
        "auml" => 'ä',
        "uuml" => 'ü',
        "szlig" => 'ß',
        "ntilde" => 'ñ',
        _ => return None,
    })
}
