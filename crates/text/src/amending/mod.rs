//! Amending acts read as instructions: the prose of acts of the European Union, the United States, the United Kingdom
//! and Korea.
//!
//! An instruction is understood whole or not at all: words of it that no pattern takes make it one that is not understood,
//! and a place that could be two places leads nowhere.

mod act;
mod american;
mod british;
mod clauses;
mod coverage;
mod european;
mod korean;
mod operations;
mod phrase;
mod place;
mod quoted;
mod signs;
mod silence;
mod words;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use self::act::Act;
use self::clauses::{Clause, Sealed, Sentence};
pub(crate) use self::clauses::{defines_a_term, new_text_length};
pub use self::coverage::{AmendingAct, Extent, Passage, Role};
pub(crate) use self::korean::begins_instruction;
use self::operations::{Asked, Session, Trouble};
use self::phrase::{Phrase, QUOTE, readable};
use self::place::Place;
use self::signs::{
    VERBS_OF_FRAMES, amends, does_something, is_plain_amendment, leaves_out, may_amend, reads_as_amending,
};
use crate::amend::{Amendment, Operation};
use crate::error::Refusal;
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
    /// Why it was not understood, in English.
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
    #[serde(flatten)]
    pub reading: Reading,
    /// The operations that it asks for.
    pub amendments: Vec<Amendment>,
}

/// Reads the instructions of an amending act against the text that it amends.
pub fn read_instructions(amending: &Document, base: &Document) -> Vec<Instruction> {
    read_amending_act(amending, base).instructions
}

/// Reads an amending act against the text that it amends, and says of each of its words what it is.
pub fn read_amending_act(amending: &Document, base: &Document) -> AmendingAct {
    let mut session = Session::new(base);
    if amending.language.0 == "ko" {
        session.strict = true;
        if let Some(day) = amending.dates.adopted {
            session.deleted_on = format!(" <{}.{}.{}>", day.year(), day.month(), day.day());
        }
        let (mut instructions, passages) = korean::read(amending, &mut session);
        session.give_up(&mut instructions);
        return AmendingAct { instructions, passages };
    }
    let mut act = AmendingAct { instructions: Vec::new(), passages: Vec::new() };
    if let Some(language) = foreign(amending) {
        return unread(amending, &language);
    }
    let mut read = Vec::new();
    let blocks = blocks(amending);
    let beside = Beside::of(amending, &blocks);
    for block in blocks {
        let reader = Reader::of(amending, &block, &mut session);
        let passages = reader.run(&mut act.instructions);
        read.push((block, passages));
    }
    let mut blocks = read.into_iter().peekable();
    let mut stack: Vec<&Unit> = amending.units.iter().rev().collect();
    while let Some(unit) = stack.pop() {
        let next =
            blocks.peek().is_some_and(|(block, _)| block.units.first() == Some(&std::ptr::from_ref(unit)));
        if next && let Some((block, passages)) = blocks.next() {
            if !block.has_head {
                let head = unit.head().collect::<Vec<_>>().join(" ");
                if is_ordered_in_heading(unit) {
                    refuse(unit, &head, "it is a heading that seems to order a change".to_owned(), &mut act);
                } else {
                    set_aside(unit, &head, HEAD, &mut act);
                }
            }
            act.passages.extend(passages);
            // What the block quotes from the units behind its own is read already.
            let rest = block.units.len().saturating_sub(1);
            stack.retain(|other| !block.units[1..=rest].contains(&std::ptr::from_ref(*other)));
            continue;
        }
        beside.passage(unit, &mut act);
        stack.extend(unit.children.iter().rev());
    }
    session.give_up(&mut act.instructions);
    act
}

/// Why numbers and headings are no instruction.
const HEAD: &str = "it is the head of a provision";
/// Why words of an act that does not amend, or of a provision among whose sentences few do, are no instruction.
const NOTHING_SEEN: &str = "nothing is seen in it that changes a text";

/// A text shorter than this, in characters, is too short to tell that the language which it states is not its own.
const ENOUGH_TO_TELL: usize = 400;

/// The language of an amending act that is in another one than those that are read.
fn foreign(amending: &Document) -> Option<String> {
    let stated = amending.language.0.split('-').next().unwrap_or_default();
    if !matches!(stated, "en" | "und" | "") {
        return Some(stated.to_owned());
    }
    let text = amending.plain_text();
    let told = crate::language::guess_language(&text);
    let another = !matches!(told, "" | "en") && text.chars().count() >= ENOUGH_TO_TELL;
    another.then(|| told.to_owned())
}

/// An act in a language that is not read: whether a provision of it amends anything is not known, and that is said of each.
fn unread(amending: &Document, language: &str) -> AmendingAct {
    let mut act = AmendingAct { instructions: Vec::new(), passages: Vec::new() };
    let why = format!(
        "it is in a language ({language}) in which amending acts are not read: they are in English and Korean"
    );
    let basic = Basic::of(amending);
    let mut below = 0_usize;
    let mut stack: Vec<(&Unit, usize)> = amending.units.iter().rev().map(|unit| (unit, 0)).collect();
    while let Some((unit, depth)) = stack.pop() {
        let words = unit.own_text();
        let inside = below > 0 && depth >= below && !act.instructions.is_empty();
        if inside {
            let number = act.instructions.len() - 1;
            if !words.is_empty() {
                act.passages.push(Passage::new(&unit.id, &words, Role::Instruction(number)));
            }
        } else {
            below = if basic.is(unit) { depth + 1 } else { 0 };
            if words.is_empty() { below = 0 } else { refuse(unit, &words, why.clone(), &mut act) }
        }
        stack.extend(unit.children.iter().rev().map(|child| (child, depth + 1)));
    }
    act
}

/// What is known of the words of an act that no block took.
struct Beside {
    /// Whether the act amends: by its title, or by a provision that does.
    amends: bool,
    /// Whether its language could not be told.
    untold: bool,
    /// The units of its annexes, in which lists and tables stand.
    annexed: HashSet<*const Unit>,
}

impl Beside {
    fn of(amending: &Document, blocks: &[Block]) -> Self {
        let title = amending.title.to_lowercase();
        let named = title.split(|c: char| !c.is_alphanumeric()).any(says_to_change);
        // Of an act whose language is not told nothing is known that would let its silence be believed.
        let untold = amending.language.0 != "en";
        let amends = named || untold || blocks.iter().any(|block| block.amends);
        let roots = amending.walk().filter(|unit| unit.kind.is_root());
        let annexed = roots.flat_map(Unit::walk).map(std::ptr::from_ref).collect();
        Self { amends, untold, annexed }
    }

    /// They change nothing, or are refused where they seem to, or where that is not known.
    fn passage(&self, unit: &Unit, act: &mut AmendingAct) {
        let words = unit.own_text();
        let why = match unit.kind {
            UnitKind::Preamble | UnitKind::Recital | UnitKind::Citation | UnitKind::Formula => {
                "it is a reason"
            }
            _ if self.may_change(unit) => {
                let why = "it stands outside the provisions that are read";
                return refuse(unit, &words, why.to_owned(), act);
            }
            UnitKind::Preface => "it is the title",
            UnitKind::Conclusions => "it is the signature",
            UnitKind::Note => "it is a note",
            _ if self.is_unreadable(unit) => {
                let why = "it does not read as English, so whether it changes a text is not known";
                return refuse(unit, &words, why.to_owned(), act);
            }
            _ if limits_amendments(&unit.text) => {
                "it says for what or from when the amendments apply, which the amended text does not say"
            }
            _ if unit.text.is_empty() => HEAD,
            _ => silence::other_matter(&unit.text).unwrap_or(NOTHING_SEEN),
        };
        set_aside(unit, &words, why, act);
    }

    fn may_change(&self, unit: &Unit) -> bool {
        let seems = if self.amends { silence::asks } else { silence::asks_plainly };
        // "for: ‘30 days’, read: ‘60 days’": how a corrigendum orders a change.
        let lower = unit.text.to_lowercase();
        let corrects = self.amends && lower.contains("for:") && lower.contains("read:");
        corrects
            || is_plain_amendment(&unit.text)
            || clauses::sentences_of(&unit.text).any(seems)
            || is_ordered_in_heading(unit)
    }

    fn is_unreadable(&self, unit: &Unit) -> bool {
        let listed = self.annexed.contains(&std::ptr::from_ref(unit));
        self.amends && !listed && !unit.text.is_empty() && silence::is_foreign(&unit.text, !self.untold)
    }
}

/// Whether a word of a title tells that the act changes another: an act on alternative fuels or on correctional facilities does not.
fn says_to_change(word: &str) -> bool {
    let begins = ["amend", "repeal", "revoc", "revok", "corrig", "modification", "modifying", "substitut"];
    let words = ["correction", "corrections", "correcting", "alteration", "alterations", "altering"];
    begins.iter().any(|sign| word.starts_with(sign)) || words.contains(&word)
}

/// Whether a heading orders a change: "Repeal section 5" where others write "Repeal of section 5".
fn is_ordered_in_heading(unit: &Unit) -> bool {
    unit.heading.as_deref().is_some_and(|heading| clauses::sentences_of(heading).any(silence::asks_plainly))
}

/// Words that are refused as an instruction.
fn refuse(unit: &Unit, words: &str, why: String, act: &mut AmendingAct) {
    let number = act.instructions.len();
    act.instructions.push(Instruction {
        label: unit.number.clone().unwrap_or_default(),
        source: unit.id.clone(),
        prose: collapse(words),
        reading: Reading::NotUnderstood(why),
        amendments: Vec::new(),
    });
    act.passages.push(Passage::new(&unit.id, words, Role::Instruction(number)));
}

/// "The amendment made by this section shall apply to toys made after January 1, 2032."
fn limits_amendments(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    lower.contains("amendment")
        && ["shall apply", "applies", "apply only", "take effect", "has effect", "have effect"]
            .iter()
            .any(|verb| lower.contains(verb))
}

fn set_aside(unit: &Unit, words: &str, why: &str, act: &mut AmendingAct) {
    if !words.is_empty() {
        act.passages.push(Passage::new(&unit.id, words, Role::Not(why.to_owned())));
    }
}

/// A provision that amends, with what it quotes from provisions after it.
struct Block {
    label: String,
    heading: String,
    source: UnitId,
    text: String,
    /// Whether number and heading of its first unit are among its words.
    has_head: bool,
    /// Where it has what the format itself marks as quoted.
    sealed: Vec<Sealed>,
    /// The units whose words it has.
    units: Vec<*const Unit>,
    /// Whether so many of its sentences plainly amend that those beside them are believed to be silent only for a reason.
    amends: bool,
}

/// Where of so many sentences one plainly amends, the others are believed to be about the same.
const FEW_OTHERS: usize = 4;

impl Block {
    /// Whether of every few sentences one plainly amends.
    fn says_to_amend(&self) -> bool {
        let (mut amending, mut all) = (0_usize, 0_usize);
        for clause in clauses::clauses(&self.text, &self.sealed) {
            for sentence in clause.sentences() {
                let (text, quoted) = (sentence.phrase.text(), sentence.phrase.quoted());
                let plainly = is_plain_amendment(text)
                    || quoted > 0 && may_amend(text)
                    || text.contains(" amended as follows")
                    || silence::asks_plainly(text);
                amending += usize::from(plainly);
                all += usize::from(!sentence.phrase.is_done());
            }
        }
        amending > 0 && amending * FEW_OTHERS >= all
    }
}

/// The amending provisions of an act; a text without articles or sections is one itself.
fn blocks(amending: &Document) -> Vec<Block> {
    let basic = Basic::of(amending);
    let units = provisions(amending, basic);
    let order = reading_order(amending);
    let loose = !units.iter().any(|unit| basic.is(unit));
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        at += 1;
        let mut words = Words::default();
        if loose {
            words.unit(unit);
        } else {
            words.below(unit);
        }
        if !loose && !amends(&words.text) && !clauses::sentences_of(&words.text).any(silence::asks_plainly) {
            continue;
        }
        let mut taken = vec![std::ptr::from_ref(*unit)];
        // Where new text is quoted line by line, its articles look like the amending act's own.
        while loose || goes_on(&words) {
            let Some(next) = units.get(at) else { break };
            // A heading between two provisions is no part of what the first one quotes.
            let end = taken.last().and_then(|last| order.get(last)).map(|place| place.end);
            if end != order.get(&std::ptr::from_ref(*next)).map(|place| place.start) {
                break;
            }
            at += 1;
            words.text.push('\n');
            words.unit(next);
            taken.push(std::ptr::from_ref(*next));
        }
        let number = unit.number.as_deref().filter(|_| !loose);
        blocks.push(Block {
            label: number.map(|number| collapse(number.trim_end_matches(['—', '–']))).unwrap_or_default(),
            heading: unit.heading.clone().unwrap_or_default(),
            source: unit.id.clone(),
            text: words.text,
            has_head: loose,
            sealed: words.sealed,
            units: taken,
            amends: false,
        });
        if let Some(block) = blocks.last_mut() {
            block.amends = block.says_to_amend();
        }
    }
    blocks
}

/// Where each unit stands among those that say something themselves, with all that it contains.
fn reading_order(document: &Document) -> HashMap<*const Unit, Range<usize>> {
    fn down(units: &[Unit], at: &mut usize, order: &mut HashMap<*const Unit, Range<usize>>) {
        for unit in units {
            let start = *at;
            *at += usize::from(!unit.own_text().trim().is_empty());
            down(&unit.children, at, order);
            order.insert(std::ptr::from_ref(unit), start..*at);
        }
    }
    let mut order = HashMap::new();
    down(&document.units, &mut 0, &mut order);
    order
}

/// Whether the words break off within a quotation or right before one.
fn goes_on(words: &Words) -> bool {
    words.text.trim_end().ends_with([':', '—'])
        || clauses::clauses(&words.text, &words.sealed).last().is_some_and(|clause| clause.unclosed)
}

/// What the provisions of an act are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basic {
    Named,
    /// In a text whose headings have bare numbers, "5 Amendment of …", what stands under them.
    Numbered,
}

impl Basic {
    fn of(amending: &Document) -> Self {
        if amending.walk().any(|unit| is_provision(unit.kind)) { Self::Named } else { Self::Numbered }
    }

    fn is(self, unit: &Unit) -> bool {
        let numbered = || unit.kind == UnitKind::Group && unit.number.is_some();
        is_provision(unit.kind) || self == Self::Numbered && numbered()
    }
}

fn is_provision(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Article | UnitKind::Section | UnitKind::Rule | UnitKind::Clause)
}

/// Articles, sections and their like, outside quotations; and whatever else stands at the top.
fn provisions(amending: &Document, basic: Basic) -> Vec<&Unit> {
    let mut found = Vec::new();
    let mut stack: Vec<&Unit> = amending.units.iter().rev().collect();
    while let Some(unit) = stack.pop() {
        match unit.kind {
            UnitKind::Preamble => {}
            UnitKind::Preface if !amends(&unit.full_text()) && !leads_in(&unit.full_text()) => {}
            _ if has_provisions(unit, basic) => stack.extend(unit.children.iter().rev()),
            // A schedule may amend too: "Schedule 1: 1 In section 2, for …".
            kind if kind.is_root() && kind != UnitKind::Quotation => {
                let text = unit.full_text();
                if amends(&text)
                    && may_amend(&text)
                    && (is_plain_amendment(&text) || text.contains(['“', '‘', '"']))
                {
                    found.push(unit);
                }
            }
            _ => found.push(unit),
        }
    }
    found
}

/// Whether the first line of an act says what the lines below it amend: "In section 1(2)—".
fn leads_in(text: &str) -> bool {
    let text = text.trim();
    text.ends_with([':', '—']) && place::parse(text).is_ok_and(|own| !own.iter().all(Vec::is_empty))
}

/// Whether articles or sections stand below a unit; what it quotes is not its own.
fn has_provisions(unit: &Unit, basic: Basic) -> bool {
    let own = |child: &Unit| child.kind != UnitKind::Quotation;
    !basic.is(unit)
        && unit
            .children
            .iter()
            .filter(|child| own(child))
            .any(|child| basic.is(child) || has_provisions(child, basic))
}

/// The words of units, one a line, and where they are quoted.
#[derive(Default)]
struct Words {
    text: String,
    sealed: Vec<Sealed>,
}

impl Words {
    fn unit(&mut self, unit: &Unit) {
        let start = self.text.len();
        for head in unit.head() {
            self.text.push_str(head);
            self.text.push(' ');
        }
        // What is quoted line by line keeps its headings on lines of their own.
        if unit.heading.is_some() && (is_provision(unit.kind) || unit.kind.is_root()) && !unit.heading_first {
            self.text.truncate(self.text.trim_end().len());
            self.text.push('\n');
        }
        self.below(unit);
        if unit.kind == UnitKind::Quotation {
            // What is quoted within a quotation is part of it.
            self.sealed.retain(|sealed| sealed.range.start < start);
            let range = start..self.text.len();
            self.sealed.push(Sealed { words: quoted_words(unit), range });
        }
    }

    /// The unit's words without its own head, one unit a line.
    fn below(&mut self, unit: &Unit) {
        self.text.push_str(&unit.text_with_notes());
        for child in &unit.children {
            self.text.push('\n');
            self.unit(child);
        }
    }
}

/// What a unit quotes, without the marks around it: its footnotes are told from its words.
fn quoted_words(unit: &Unit) -> String {
    fn push(unit: &Unit, out: &mut String) {
        for head in unit.head() {
            out.push_str(head);
            out.push(' ');
        }
        let mut from = 0;
        for note in &unit.notes {
            let at = note.at.clamp(from, unit.text.len());
            out.push_str(unit.text.get(from..at).unwrap_or_default());
            // A closing mark may stand behind the footnote, and so within it.
            out.push(quoted::NOTE_STARTS);
            out.push_str(without_closing_mark(&note.text));
            out.push(quoted::NOTE_ENDS);
            from = at;
        }
        out.push_str(unit.text.get(from..).unwrap_or_default());
        for child in &unit.children {
            out.push('\n');
            push(child, out);
        }
    }
    let mut out = String::new();
    push(unit, &mut out);
    let words = out.trim().trim_start_matches(['‘', '“', '«', '"']);
    without_closing_mark(words).trim().to_owned()
}

/// Words without a closing mark at their end and the stop behind it.
fn without_closing_mark(words: &str) -> &str {
    let bare = words.trim_end().trim_end_matches([';', ',', '.']);
    bare.strip_suffix(['’', '”', '»', '"']).unwrap_or(words)
}

/// A clause that only says where those below it apply.
struct Frame {
    level: usize,
    label: String,
    /// Where the clauses below apply, or why that is not known.
    places: Result<Vec<Place>, String>,
    prose: String,
    /// All of its words, for what they say is done.
    words: String,
    renumbered: bool,
    /// Whether it holds for the clauses beside its own, not for those below.
    beside: bool,
}

/// What a clause is read in: the places that the clauses above it name, and the amending act's annexes.
struct Context<'a> {
    places: Result<&'a [Place], &'a str>,
    amending: &'a Document,
}

impl Context<'_> {
    /// "In section 3" below "Section 1 is amended as follows" is another section.
    fn is_beside(&self, own: &[Place]) -> bool {
        let section = |place: &Place| matches!(place.first(), Some(place::Step::Section(_)));
        let top =
            |place: &Place| matches!(place.first(), Some(place::Step::Section(_) | place::Step::Annex(_)));
        own.iter().all(top) && self.places.is_ok_and(|above| above.iter().all(section))
    }

    /// The places that words name below those of the context.
    fn places(&self, words: &str) -> Result<Vec<Place>, String> {
        let own = place::parse(words)?;
        // A clause that starts from the top does not stand below the clauses above it.
        let is_whole = |place: &Place| {
            place
                .first()
                .is_some_and(|step| matches!(step, place::Step::Article(_) | place::Step::Recital(_)))
        };
        if own.iter().all(is_whole) || self.is_beside(&own) {
            return Ok(own);
        }
        Ok(place::join(self.places.map_err(str::to_owned)?, &own))
    }
}

/// Gathers the passages of a block, each from where the one before ended.
struct Passages<'a> {
    block: &'a Block,
    from: usize,
    found: Vec<Passage>,
}

impl Passages<'_> {
    fn push(&mut self, end: usize, role: Role) {
        let words = self.block.text[self.from..end.max(self.from)].trim();
        if !words.is_empty() {
            self.found.push(Passage::new(&self.block.source, words, role));
        }
        self.from = end.max(self.from);
    }

    /// The words of an instruction, and those that it quotes as new text.
    fn instruction(&mut self, clause: &Clause, sentence: &Sentence<'_>, end: usize, number: usize) {
        for (at, sign) in clause.text[sentence.range.clone()].match_indices(QUOTE) {
            let at = sentence.range.start + at;
            if clause.is_new_text(at) {
                self.push(clause.source_of(at), Role::Instruction(number));
                self.push(clause.source_of(at + sign.len()), Role::NewText(number));
            }
        }
        self.push(end, Role::Instruction(number));
    }
}

/// Nothing where the clause is not of this form; an error where it is and says something that cannot be done.
type Asking = Option<Result<Vec<Asked>, String>>;

struct Reader<'a, 'b> {
    amending: &'a Document,
    block: &'a Block,
    session: &'a mut Session<'b>,
    frames: Vec<Frame>,
    /// The act that the provision amends, until a clause names another.
    act: Option<Act>,
    /// Whether the provision plainly amends.
    amends: bool,
}

impl<'a, 'b> Reader<'a, 'b> {
    fn of(amending: &'a Document, block: &'a Block, session: &'a mut Session<'b>) -> Self {
        let opening = block.text.split("amended").next().filter(|part| part.len() < MAX_OPENING);
        let act = opening.and_then(act::act_in).or_else(|| act::act_in(&block.heading));
        Self {
            amending,
            block,
            session,
            frames: Vec::new(),
            act,
            amends: block.amends || amending.language.0 != "en",
        }
    }

    /// Reads the block's clauses, and says of all its words what they are.
    fn run(mut self, found: &mut Vec<Instruction>) -> Vec<Passage> {
        let clauses = clauses::clauses(&self.block.text, &self.block.sealed);
        let mut passages = Passages { block: self.block, from: 0, found: Vec::new() };
        for (at, clause) in clauses.iter().enumerate() {
            self.frames.retain(|frame| frame.level < clause.level);
            let opens = clauses.get(at + 1).is_some_and(|next| next.level > clause.level);
            let sentences = clause.sentences();
            let last = sentences.len().saturating_sub(1);
            for (n, sentence) in sentences.iter().enumerate() {
                let end = if n == last {
                    clauses.get(at + 1).map_or(self.block.text.len(), |next| next.start)
                } else {
                    clause.source_of(sentence.range.end)
                };
                let phrase = sentence.phrase;
                if let Some(why) = self.why_none(clause, phrase, n == last && opens) {
                    passages.push(end, Role::Not(why.to_owned()));
                    continue;
                }
                let mut label = self.label(clause);
                if last > 0 {
                    label = format!("{label}, sentence {}", n + 1);
                }
                passages.instruction(clause, sentence, end, found.len());
                let instruction = self.instruction(label, phrase, clause.unclosed);
                found.push(instruction);
                if n == last && opens {
                    self.frames.push(self.frame_of_instruction(clause, phrase));
                }
            }
        }
        passages.found
    }

    /// Why a sentence is no instruction; none when it is one.
    fn why_none(&mut self, clause: &Clause, sentence: Phrase<'_>, opens: bool) -> Option<&'static str> {
        if sentence.is_done() {
            return Some("it says nothing");
        }
        // "for: ‘30 days’, read: ‘60 days’" is how a corrigendum orders a change.
        if sentence.quoted() > 0 && self.amending.title.to_lowercase().contains("corrig") {
            return None;
        }
        if opens && self.opens_frame(clause, sentence) {
            return Some("it says what the clauses below it amend");
        }
        if self.names_act_only(sentence) {
            return Some("it names the act that is amended");
        }
        if !opens && self.holds_for_those_beside(clause, sentence) {
            return Some("it says what the clauses behind it amend");
        }
        // "In section 5, omit— (a) subsection (2);": the verb may stand above.
        let above: Vec<&str> = self.frames.iter().map(|frame| frame.words.as_str()).collect();
        let all = format!("{} {}", above.join(" "), sentence.text());
        let silent = if sentence.quoted() > 0 {
            !amends(&all)
        } else {
            let named = takes_away(sentence.text());
            !named && (clause.level == 0 && !amends(sentence.text()) || !may_amend(&all))
        };
        if silent && limits_amendments(sentence.text()) {
            return Some(
                "it says for what or from when the amendments apply, which the amended text does not say",
            );
        }
        if !silent
            || silence::asks(sentence.text()) && (self.amends || silence::asks_plainly(sentence.text()))
        {
            return None;
        }
        if silence::is_foreign(sentence.text(), self.amending.language.0 == "en") {
            return None;
        }
        if !self.amends {
            return Some(silence::other_matter(sentence.text()).unwrap_or(NOTHING_SEEN));
        }
        // Beside sentences that amend, one of which nothing is known is not understood.
        silence::other_matter(sentence.text())
    }

    /// An instruction with clauses below it: they amend the place that it names.
    fn frame_of_instruction(&self, clause: &Clause, sentence: Phrase<'_>) -> Frame {
        let text = sentence.text();
        let subject = VERBS_OF_FRAMES.iter().filter_map(|verb| text.find(verb)).min().map(|at| &text[..at]);
        let context = self.places();
        let places = subject
            .ok_or_else(|| "the clause above names no place".to_owned())
            .and_then(place::parse)
            .and_then(|own| Ok(place::join(&context?, &own)));
        Frame {
            level: clause.level,
            label: bracketed(&clause.label),
            places,
            prose: subject.unwrap_or_default().to_owned(),
            words: text.to_owned(),
            renumbered: is_renumbered(text),
            beside: false,
        }
    }

    fn label(&self, clause: &Clause) -> String {
        let path: String = self.frames.iter().map(|frame| frame.label.as_str()).collect();
        format!("{}{path}{}", self.block.label, bracketed(&clause.label))
    }

    /// Takes a clause without quotations and with clauses below it as their frame.
    fn opens_frame(&mut self, clause: &Clause, sentence: Phrase<'_>) -> bool {
        if sentence.quoted() > 0 {
            return false;
        }
        // "… is amended by redesignating …, and—": the sentence does something itself.
        if does_something(sentence.text()) {
            return false;
        }
        let prose = frame_place(sentence.text());
        if clause.level == 0 && self.act.is_some() || act::act_in(&prose).is_some() {
            self.act = act::act_in(&prose).or(self.act.take());
        }
        let context = self.places();
        let own = place::parse(&prose);
        if own.is_err() && (clause.level > 0 || silence::asks(sentence.text())) {
            return false;
        }
        // What a provision says before its first clause may be anything; then its clauses must name their places themselves.
        let own = own.map_err(|word| format!("\"{word}\" in the words above is no part of a place"));
        self.frames.push(Frame {
            level: clause.level,
            label: bracketed(&clause.label),
            places: own.and_then(|own| Ok(place::join(&context?, &own))),
            prose: if clause.level == 0 { String::new() } else { prose.clone() },
            words: sentence.text().to_owned(),
            renumbered: is_renumbered(sentence.text()),
            beside: false,
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
        if only {
            self.frames.retain(|frame| !frame.beside);
            self.act = act::act_in(sentence.text()).or(self.act.take());
        }
        only
    }

    /// "(1) Section 1 is amended as follows. (2) In subsection (2) …": the place holds for the clauses beside it.
    fn holds_for_those_beside(&mut self, clause: &Clause, sentence: Phrase<'_>) -> bool {
        let text = sentence.text().trim_end_matches(['.', ' ']);
        let Some(subject) = text.strip_suffix(" as follows").filter(|_| sentence.quoted() == 0) else {
            return false;
        };
        let verb = VERBS_OF_FRAMES.iter().find_map(|verb| subject.strip_suffix(verb));
        let (Some(subject), Some(level)) = (verb, clause.level.checked_sub(1)) else { return false };
        let Ok(own) = place::parse(subject) else { return false };
        self.act = act::act_in(subject).or(self.act.take());
        self.frames.retain(|frame| !frame.beside || frame.level < level);
        self.frames.push(Frame {
            level,
            label: String::new(),
            places: self.places().map(|above| place::join(&above, &own)),
            prose: subject.to_owned(),
            words: text.to_owned(),
            renumbered: is_renumbered(text),
            beside: true,
        });
        true
    }

    fn places(&self) -> Result<Vec<Place>, String> {
        self.frames.last().map_or_else(|| Ok(vec![Vec::new()]), |frame| frame.places.clone())
    }

    fn instruction(&mut self, label: String, sentence: Phrase<'_>, unclosed: bool) -> Instruction {
        let above: Vec<&str> = self.frames.iter().map(|frame| frame.prose.as_str()).collect();
        let prose = format!("{} {}", above.join(", "), sentence.text());
        let prose = collapse(&readable(prose.trim_start_matches([' ', ','])));
        let renumbered = self.frames.iter().any(|frame| frame.renumbered) || is_renumbered(sentence.text());
        let (reading, amendments) = if unclosed {
            (Reading::NotUnderstood("its quotation does not close".to_owned()), Vec::new())
        } else {
            self.read(&label, sentence, renumbered)
        };
        Instruction { label, source: self.block.source.clone(), prose, reading, amendments }
    }

    fn read(&mut self, label: &str, sentence: Phrase<'_>, renumbered: bool) -> (Reading, Vec<Amendment>) {
        let not_understood = |why: String| (Reading::NotUnderstood(why), Vec::new());
        let places = self.places();
        let places = places.as_deref().map_err(String::as_str);
        let context = Context { places, amending: self.amending };
        let (sentence, note) = without_note(sentence);
        if act::names_several(sentence.text()) {
            return not_understood(
                "it names several acts, and what is done to which is not told apart".to_owned(),
            );
        }
        if act::names_itself(sentence.text()) {
            return not_understood(
                "whether a provision of the amending act itself is meant is not said".to_owned(),
            );
        }
        let asking = european::ask(sentence, &context)
            .or_else(|| american::ask(sentence, &context))
            .or_else(|| british::ask(sentence, &context));
        let asked = match asking {
            Some(Ok(asked)) if sentence.says("both places") => {
                asked.into_iter().map(Asked::in_both).collect()
            }
            Some(Ok(asked)) => asked,
            Some(Err(why)) => return not_understood(why),
            None => return not_understood("the words are none of the known patterns".to_owned()),
        };
        let act = act::act_in(sentence.text()).or_else(|| self.act.clone());
        if let Some(sign) = asked.iter().find_map(reads_as_amending) {
            return not_understood(format!("its new text reads as amending prose: \"{sign}\""));
        }
        if let Some(sign) = asked.iter().find_map(leaves_out) {
            return not_understood(format!("its new text says \"{sign}\" in the place of words"));
        }
        if let Some(act) = act.filter(|act| !act.is(self.session.base)) {
            return (Reading::OtherAct(act.name().to_owned()), Vec::new());
        }
        if means_a_number_given_here(sentence.text()) && !self.session.has_renumbered() {
            let why = "it means a number that this act gives, and no instruction before it gives one";
            return (Reading::NoPlace(why.to_owned()), Vec::new());
        }
        match self.session.carry_out(label, &asked, renumbered) {
            Ok(mut amendments) => {
                if let Some(note) = note {
                    attach_note(&note, &mut amendments);
                }
                (Reading::Understood, amendments)
            }
            Err(Trouble::NoPlace(why)) => (Reading::NoPlace(why), Vec::new()),
            Err(Trouble::Taken(unit)) => (Reading::NoPlace(Refusal::Taken(unit).to_string()), Vec::new()),
            Err(Trouble::Lost(why)) => not_understood(why),
        }
    }
}

/// A label in the form in which it is cited: (1) for "1." and "1)".
fn bracketed(label: &str) -> String {
    let bare = label.trim_end_matches(['.', ')']);
    if bare.is_empty() || bare.starts_with('(') { label.to_owned() } else { format!("({bare})") }
}

/// "Regulation 5 is revoked": words that hold for a licence too, and here for a place in a text.
fn takes_away(sentence: &str) -> bool {
    let verbs = [
        " is revoked",
        " are revoked",
        " is removed",
        " are removed",
        " ceases to have effect",
        " cease to have effect",
    ];
    let subject = verbs.iter().find_map(|verb| Some(&sentence[..sentence.find(verb)?]));
    let own = subject.and_then(|subject| place::parse(subject).ok());
    own.is_some_and(|own| own.iter().any(|place| place.iter().any(place::Step::is_top)))
}

/// The place in a clause that opens others: what stands before its verb.
fn frame_place(text: &str) -> String {
    let text = text.trim().trim_end_matches([':', '—', '.', ' ']);
    let end = VERBS_OF_FRAMES.iter().filter_map(|verb| text.find(verb)).min().unwrap_or(text.len());
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

/// Whether words mean a unit by the number that another instruction of the same act gives it: `(as redesignated by subsection (a))`.
/// An act that is named ("by section 3 of Public Law 118–1") is another one, and a sentence that renumbers itself needs none before it.
fn means_a_number_given_here(text: &str) -> bool {
    let lower = text.to_lowercase();
    if ["redesignating", "renumbering"].iter().any(|sign| lower.contains(sign)) {
        return false;
    }
    let given_by = |by: &str| {
        let by = by.split([')', ',']).next().unwrap_or(by);
        let parts = ["section", "subsection", "paragraph", "subparagraph", "clause", "this "];
        let other = [" of public law", " act", " of the "];
        parts.iter().any(|part| by.starts_with(part)) && !other.iter().any(|other| by.contains(other))
    };
    let signs = ["redesignated by ", "renumbered by "];
    let here = signs.iter().filter_map(|sign| lower.split_once(sign)).any(|(_, by)| given_by(by));
    here || lower.contains("as so redesignated") || lower.contains("as so renumbered")
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
