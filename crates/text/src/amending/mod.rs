//! Amending acts read as instructions: the prose of acts of the European Union, the United States, the United Kingdom
//! and Korea.
//!
//! An instruction is understood whole or not at all: words of it that no pattern takes make it one that is not understood,
//! and a place that could be two places leads nowhere.

mod act;
mod american;
mod british;
mod clauses;
mod european;
mod korean;
mod operations;
mod phrase;
mod place;
mod quoted;
mod words;

use serde::{Deserialize, Serialize};

use self::act::Act;
use self::clauses::Clause;
use self::operations::{Asked, Session, Trouble};
use self::phrase::{Phrase, QUOTE};
use self::place::Place;
use crate::amend::{Amendment, Operation};
use crate::model::{Document, Note, Unit, UnitId, UnitKind};
use crate::tree::collapse;

/// A clause that names an act has at most this many bytes before "is amended".
const MAX_OPENING: usize = 400;

/// What came of reading one instruction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reading", content = "why")]
pub enum Reading {
    /// It is understood and its place is found.
    Understood,
    /// It is understood, and amends another act than the base.
    OtherAct(String),
    /// Its words are understood, but they lead nowhere in the base, or to more than one place.
    NoPlace(String),
    /// Its words are not understood.
    NotUnderstood(String),
}

/// One instruction of an amending act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instruction {
    /// Its number in the amending act: `Article 1(4)(b)`.
    pub label: String,
    /// The unit of the amending act in which it stands.
    #[serde(default)]
    pub source: UnitId,
    /// Its words, with … for what it quotes.
    pub prose: String,
    /// What came of reading it.
    #[serde(flatten)]
    pub reading: Reading,
    /// The operations that it asks for.
    pub amendments: Vec<Amendment>,
}

/// Reads the instructions of an amending act against the text that it amends.
pub fn read_instructions(amending: &Document, base: &Document) -> Vec<Instruction> {
    let mut session = Session::new(base);
    if amending.language.0 == "ko" {
        return korean::read(amending, &mut session);
    }
    let mut found = Vec::new();
    for block in blocks(amending) {
        Reader::of(amending, &block, &mut session).run(&mut found);
    }
    found
}

/// A provision that amends, with what it quotes from provisions after it.
struct Block {
    label: String,
    heading: String,
    source: UnitId,
    text: String,
}

/// The amending provisions of an act; a text without articles or sections is one itself.
fn blocks(amending: &Document) -> Vec<Block> {
    let units = provisions(amending);
    let loose = !units.iter().any(|unit| is_provision(unit.kind));
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        at += 1;
        let mut text = String::new();
        if loose {
            push_unit(unit, &mut text);
        } else {
            push_words(unit, &mut text);
        }
        if !loose && !amends(&text) {
            continue;
        }
        // Where new text is quoted line by line, its articles look like the amending act's own.
        while loose || goes_on(&text) {
            let Some(next) = units.get(at) else { break };
            at += 1;
            text.push('\n');
            push_unit(next, &mut text);
        }
        let number = unit.number.as_deref().filter(|_| !loose);
        blocks.push(Block {
            label: number.map(collapse).unwrap_or_default(),
            heading: unit.heading.clone().unwrap_or_default(),
            source: unit.id.clone(),
            text,
        });
    }
    blocks
}

/// Whether the words break off within a quotation or right before one.
fn goes_on(text: &str) -> bool {
    text.trim_end().ends_with([':', '—'])
        || clauses::clauses(text).last().is_some_and(|clause| clause.unclosed)
}

fn is_provision(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Article | UnitKind::Section | UnitKind::Rule | UnitKind::Clause)
}

/// Articles, sections and their like, outside quotations; and whatever else stands at the top.
fn provisions(amending: &Document) -> Vec<&Unit> {
    let mut found = Vec::new();
    let mut stack: Vec<&Unit> = amending.units.iter().rev().collect();
    while let Some(unit) = stack.pop() {
        match unit.kind {
            UnitKind::Preamble => {}
            UnitKind::Preface if !amends(&unit.full_text()) => {}
            _ if has_provisions(unit) => stack.extend(unit.children.iter().rev()),
            kind if kind.is_root() && kind != UnitKind::Quotation => {}
            _ => found.push(unit),
        }
    }
    found
}

/// Whether articles or sections stand below a unit; what it quotes is not its own.
fn has_provisions(unit: &Unit) -> bool {
    let own = |child: &Unit| child.kind != UnitKind::Quotation;
    !is_provision(unit.kind)
        && unit
            .children
            .iter()
            .filter(|child| own(child))
            .any(|child| is_provision(child.kind) || has_provisions(child))
}

/// Whether words change a text.
fn amends(words: &str) -> bool {
    const SIGNS: &[&str] = &[
        "amended as follows",
        "replaced by",
        "is deleted",
        "are deleted",
        "inserted",
        "is added",
        "are added",
        "is amended",
        "are amended",
        "repealed",
        "renumbered",
        "by striking",
        "by inserting",
        "by adding",
        "to read as follows",
        "substitute",
        "insert",
        "omit",
        "leave out",
        "becomes",
        "redesignat",
        "suppressed",
    ];
    let lower = words.to_lowercase();
    SIGNS.iter().any(|sign| lower.contains(sign))
}

fn push_unit(unit: &Unit, out: &mut String) {
    for head in unit.head() {
        out.push_str(head);
        out.push(' ');
    }
    push_words(unit, out);
}

/// The unit's words without its own head, one unit a line.
fn push_words(unit: &Unit, out: &mut String) {
    out.push_str(&unit.text_with_notes());
    for child in &unit.children {
        out.push('\n');
        push_unit(child, out);
    }
}

/// A clause that only says where those below it apply.
struct Frame {
    level: usize,
    label: String,
    places: Vec<Place>,
    prose: String,
    renumbered: bool,
}

/// What a clause is read in: the places that the clauses above it name, and the amending act's annexes.
struct Context<'a> {
    places: &'a [Place],
    amending: &'a Document,
}

impl Context<'_> {
    /// The places that words name below those of the context.
    fn places(&self, words: &str) -> Result<Vec<Place>, String> {
        let own = place::parse(words)?;
        // A clause that starts from the top does not stand below the clauses above it.
        let is_whole = |place: &Place| {
            place
                .first()
                .is_some_and(|step| matches!(step, place::Step::Article(_) | place::Step::Recital(_)))
        };
        if own.iter().all(is_whole) {
            return Ok(own);
        }
        Ok(place::join(self.places, &own))
    }
}

/// What reading a clause gave.
type Asking = Option<Result<Vec<Asked>, String>>;

struct Reader<'a, 'b> {
    amending: &'a Document,
    block: &'a Block,
    session: &'a mut Session<'b>,
    frames: Vec<Frame>,
    /// The act that the provision amends, until a clause names another.
    act: Option<Act>,
}

impl<'a, 'b> Reader<'a, 'b> {
    fn of(amending: &'a Document, block: &'a Block, session: &'a mut Session<'b>) -> Self {
        let opening = block.text.split("amended").next().filter(|part| part.len() < MAX_OPENING);
        let act = opening.and_then(act::act_in).or_else(|| act::act_in(&block.heading));
        Self { amending, block, session, frames: Vec::new(), act }
    }

    fn run(mut self, found: &mut Vec<Instruction>) {
        let clauses = clauses::clauses(&self.block.text);
        for (at, clause) in clauses.iter().enumerate() {
            self.frames.retain(|frame| frame.level < clause.level);
            let opens = clauses.get(at + 1).is_some_and(|next| next.level > clause.level);
            let sentences = clause.sentences();
            let last = sentences.len().saturating_sub(1);
            for (n, sentence) in sentences.iter().enumerate() {
                if n == last && opens && self.opens_frame(clause, *sentence) || self.names_act_only(*sentence)
                {
                    continue;
                }
                if clause.level == 0 && sentence.quoted() == 0 && !amends(sentence.text()) {
                    continue;
                }
                let mut label = self.label(clause);
                if last > 0 {
                    label = format!("{label}, sentence {}", n + 1);
                }
                found.push(self.instruction(label, *sentence));
            }
        }
    }

    fn label(&self, clause: &Clause) -> String {
        let path: String = self.frames.iter().map(|frame| frame.label.as_str()).collect();
        format!("{}{path}{}", self.block.label, clause.label)
    }

    /// Takes a clause without quotations and with clauses below it as their frame.
    fn opens_frame(&mut self, clause: &Clause, sentence: Phrase<'_>) -> bool {
        if sentence.quoted() > 0 {
            return false;
        }
        let prose = frame_place(sentence.text());
        if clause.level == 0 && self.act.is_some() || act::act_in(&prose).is_some() {
            self.act = act::act_in(&prose).or(self.act.take());
        }
        let context = self.places();
        // What a provision says before its first clause may be anything; only a place counts.
        let own = place::parse(&prose);
        if own.is_err() && clause.level > 0 {
            return false;
        }
        let own = own.unwrap_or_else(|_| vec![Vec::new()]);
        self.frames.push(Frame {
            level: clause.level,
            label: clause.label.clone(),
            places: place::join(&context, &own),
            prose: if clause.level == 0 { String::new() } else { prose.clone() },
            renumbered: is_renumbered(sentence.text()),
        });
        true
    }

    /// "The Marks Act 1998 is amended as follows." holds for all that follows in the provision.
    fn names_act_only(&mut self, sentence: Phrase<'_>) -> bool {
        let says = sentence.says("is amended as follows")
            || sentence.says("is amended in accordance with this section");
        let place = frame_place(sentence.text());
        let only =
            says && sentence.quoted() == 0 && place::parse(&place).is_ok_and(|p| p.iter().all(Vec::is_empty));
        if only && let Some(act) = act::act_in(sentence.text()) {
            self.act = Some(act);
        }
        only
    }

    fn places(&self) -> Vec<Place> {
        self.frames.last().map_or_else(|| vec![Vec::new()], |frame| frame.places.clone())
    }

    fn instruction(&mut self, label: String, sentence: Phrase<'_>) -> Instruction {
        let above: Vec<&str> = self.frames.iter().map(|frame| frame.prose.as_str()).collect();
        let prose = format!("{} {}", above.join(", "), sentence.text());
        let prose = collapse(prose.trim_start_matches([' ', ',']).replace(QUOTE, "…").as_str());
        let renumbered = self.frames.iter().any(|frame| frame.renumbered) || is_renumbered(sentence.text());
        let (reading, amendments) = self.read(&label, sentence, renumbered);
        Instruction { label, source: self.block.source.clone(), prose, reading, amendments }
    }

    fn read(&mut self, label: &str, sentence: Phrase<'_>, renumbered: bool) -> (Reading, Vec<Amendment>) {
        let not_understood = |why: String| (Reading::NotUnderstood(why), Vec::new());
        let places = self.places();
        let context = Context { places: &places, amending: self.amending };
        let (sentence, note) = without_note(sentence);
        let asking = european::ask(sentence, &context)
            .or_else(|| american::ask(sentence, &context))
            .or_else(|| british::ask(sentence, &context));
        let asked = match asking {
            Some(Ok(asked)) => asked,
            Some(Err(why)) => return not_understood(why),
            None => return not_understood("the words are none of the known patterns".to_owned()),
        };
        let act = act::act_in(sentence.text()).or_else(|| self.act.clone());
        if let Some(act) = act.filter(|act| !act.is(self.session.base)) {
            return (Reading::OtherAct(act.name().to_owned()), Vec::new());
        }
        match self.session.carry_out(label, &asked, renumbered) {
            Ok(mut amendments) => {
                if let Some(note) = note {
                    attach_note(&note, &mut amendments);
                }
                (Reading::Understood, amendments)
            }
            Err(Trouble::NoPlace(why)) => (Reading::NoPlace(why), Vec::new()),
            Err(Trouble::Lost(why)) => not_understood(why),
        }
    }
}

/// The place in a clause that opens others: what stands before its verb.
fn frame_place(text: &str) -> String {
    let text = text.trim().trim_end_matches([':', '—', '.', ' ']);
    let verbs = [" is amended", " are amended", " is further amended", " shall be amended"];
    let end = verbs.iter().filter_map(|verb| text.find(verb)).min().unwrap_or(text.len());
    let place = &text[..end];
    let rest = text[end..].rsplit_once(" amended").map_or("", |(_, rest)| rest);
    // "Section 5 is amended in subsection (a)": the place goes on behind the verb.
    let more = rest.trim_start_matches(" as follows").trim_start_matches([',', ' ', '—']);
    let more = if more.starts_with("in ") || more.starts_with("by ") { more } else { "" };
    if more.is_empty() { place.to_owned() } else { format!("{place}, {more}") }
}

/// Whether places are meant as earlier instructions left them.
fn is_renumbered(text: &str) -> bool {
    let lower = text.to_lowercase();
    let says = |word: &str| lower.contains(&format!("as {word}")) || lower.contains(&format!("as so {word}"));
    says("redesignated") || says("renumbered") || says("amended by")
}

/// The sentence without the footnote that the amending act sets below it.
fn without_note(sentence: Phrase<'_>) -> (Phrase<'_>, Option<String>) {
    match sentence.find("(*") {
        Some(at) => {
            let (before, note) = sentence.split_at(at);
            (before, Some(note.text().trim_end_matches([';', ' ']).to_owned()))
        }
        None => (sentence, None),
    }
}

/// A footnote that the amending act sets below its instruction belongs to the new text.
fn attach_note(note: &str, amendments: &mut [Amendment]) {
    let unit = amendments.iter_mut().rev().find_map(|amendment| match &mut amendment.operation {
        Operation::Replace { with: units, .. } | Operation::Insert { units, .. } => units.last_mut(),
        _ => None,
    });
    if let Some(unit) = unit {
        unit.notes.push(Note { at: unit.text.len(), text: note.to_owned() });
    }
}

/// The annex of an amending act that its articles call the Annex, or Annex II.
fn annex_of<'a>(amending: &'a Document, number: &str) -> Option<&'a Unit> {
    if number.is_empty() {
        return place::only_annex(amending).ok();
    }
    place::annexes(amending).find(|annex| place::bears(annex, number))
}
