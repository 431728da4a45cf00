//! Korean amending prose: `제38조제1항 중 "통계청장"을 "국가데이터처장"으로 한다.`
//!
//! Every line of the act is accounted for: it opens an amendment of an act, is an instruction, is new text of the one before,
//! or is none of these for a reason that is said. What looks like an instruction and is not understood is one that is refused.

pub(super) mod particle;
mod place;
mod quote;
mod sentence;
mod supplement;
mod supply;

use self::place::places_from;
use self::quote::unquoted;
use super::coverage::{Passage, Role};
use super::operations::{Session, Trouble};
use super::phrase::QUOTE;
use super::place::Step;
use super::{Instruction, Reading};
use crate::amend::Amendment;
use crate::error::Refusal;
use crate::joint::{Joint, Spelt, joint};
use crate::model::{Document, Unit, UnitId};
use crate::tree::collapse;

/// "act … is partly amended as follows".
const OPENINGS: &[&str] =
    &["일부를 다음과 같이 개정한다", "중 다음과 같이 개정한다", "일부를 각각 다음과 같이 개정한다"];
/// Verbs of a sentence that names an act as a whole, in whichever words.
const CHANGES_AN_ACT: &[&str] = &[
    "개정한다",
    "개정함",
    "개정합니다",
    "변경한다",
    "고친다",
    "바꾼다",
    "수정한다",
    "수정함",
    "정비한다",
    "손질한다",
];
/// What opens the repeal of an act, or its whole rewriting.
const WHOLE_ACTS: &[&str] = &["전부를 다음과 같이 개정한다", "폐지한다"];
/// Headings of supplementary articles about other acts.
const HEADINGS: &[&str] =
    &["(다른법률의개정)", "(다른법령의개정)", "(다른법률과의관계)", "(다른법령과의관계)"];
/// A sentence is at most so many lines long.
const MAX_WRAPPED: usize = 12;

/// A line of the amending act and the unit in which it stands.
struct Line {
    text: String,
    source: UnitId,
}

/// Reads an amending act: its instructions, and what each of its lines is.
pub(super) fn read(amending: &Document, session: &mut Session<'_>) -> (Vec<Instruction>, Vec<Passage>) {
    let mut lines = Vec::new();
    for unit in amending.walk() {
        let source = &unit.id;
        for text in lines_of(unit).iter().flat_map(|part| part.lines()).map(collapse) {
            let parts = sentences(&text).into_iter().filter(|text| !text.is_empty());
            lines.extend(parts.map(|text| Line { text, source: source.clone() }));
        }
    }
    let act = amending.title.split("일부개정").next().filter(|name| name.len() < amending.title.len());
    let mut reader = Reader {
        lines: &lines,
        base: session.base,
        session,
        spelt: std::cell::OnceCell::new(),
        act: act.map(|name| name_of(name, "")),
        begun: false,
        supplement: false,
        compares: false,
        instructions: Vec::new(),
        passages: Vec::new(),
    };
    let mut at = 0;
    while at < lines.len() {
        at += reader.line(at).max(1);
    }
    (reader.instructions, reader.passages)
}

/// The words of a unit; what an importer took for an item's heading, or an instruction below an article's head, is a line of its own.
fn lines_of(unit: &Unit) -> Vec<String> {
    let head: Vec<&str> = unit.head().collect();
    let text = unit.text_with_notes();
    let article = unit.number.as_deref().is_some_and(|number| number.starts_with(['제', '부']));
    // "제4조(위원의 임명)제13항 중": the place goes on behind the heading.
    let first = text.lines().next().unwrap_or_default();
    let goes_on = places_from(first, &Vec::new()).and_then(|(found, _)| found.ok()).is_some_and(|found| {
        !matches!(found.first().and_then(|place| place.first()), Some(Step::Article(_)))
    });
    // The heading of an article stands in brackets; else it is a line that breaks off: `제4조 중 "시장은"을 "관리` / `자는"으로 한다.`
    let bracketed =
        unit.heading.as_deref().is_some_and(|heading| heading.trim_start().starts_with(['(', '（']));
    let broken = article && !bracketed && !text.is_empty();
    let apart = unit.heading.is_some() && (!article || broken || begins_instruction(first) && !goes_on);
    if apart { vec![head.join(" "), text] } else { vec![unit.own_text()] }
}

/// Two instructions in one line are two.
fn sentences(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, end) in line.match_indices("한다. ") {
        let after = at + end.len();
        if after > start && is_instruction(&line[after..]) && is_instruction(&line[start..after]) {
            found.push(line[start..after].trim().to_owned());
            start = after;
        }
    }
    found.push(line[start..].to_owned());
    found
}

struct Reader<'a, 'b, 'c> {
    lines: &'a [Line],
    session: &'b mut Session<'c>,
    base: &'a Document,
    spelt: std::cell::OnceCell<Spelt<'a>>,
    /// The act that is amended, its blanks taken out.
    act: Option<String>,
    /// Whether an instruction or an opening has been read.
    begun: bool,
    /// Whether the lines are those of the amending act's supplementary provisions.
    supplement: bool,
    /// Whether the lines are those of a comparison of old and new wording, which a bill prints behind itself.
    compares: bool,
    instructions: Vec<Instruction>,
    passages: Vec<Passage>,
}

impl<'a> Reader<'a, '_, '_> {
    /// Reads one line, with those that belong to it; how many they were.
    fn line(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        if let Some(name) = opening(&line.text) {
            self.act = Some(name);
            self.begun = true;
            self.set_aside(at, "it names the act that is amended");
            return 1;
        }
        if let Some((prose, used)) = self.wrapped(at) {
            self.begun = true;
            return self.instruction(at, &prose, used);
        }
        if names_act_in_other_words(&line.text) && !self.supplement {
            // What stands below may be meant for the act that it names: no instruction is read as one for the base.
            self.begun = true;
            self.act = Some(line.text.clone());
            let why = "it seems to say which act is amended, in words that are not known";
            self.refuse(at, 1, &line.text.clone(), why);
            return 1;
        }
        if let Some(why) = self.why_none(&line.text) {
            self.set_aside(at, why);
        } else {
            let why = self.why_not_understood(&line.text);
            self.refuse(at, 1, &line.text.clone(), why);
        }
        1
    }

    /// Why a line that may be an instruction is not understood.
    fn why_not_understood(&self, line: &str) -> &'static str {
        if !self.begun || self.supplement {
            return "it names a provision and seems to change it, in words that are not known";
        }
        let bare = line.trim_end_matches(['.', ' ']);
        let place = places_from(bare, &Vec::new()).is_some();
        if place && (bare.contains("중 「") || bare.contains("의 「")) && !bare.contains(['"', '“']) {
            return "it quotes words between 「 and 」, which name acts and quote no words";
        }
        if place && bare.ends_with(['다', '함']) {
            return "it reads as an instruction, of a form that is not known";
        }
        "it stands among the instructions, and none of them asks for it"
    }

    fn set_aside(&mut self, at: usize, why: &str) {
        let Line { text, source } = &self.lines[at];
        self.passages.push(Passage::new(source, text, Role::Not(why.to_owned())));
    }

    /// An instruction at a line: one line, or several when it was broken within its sentence.
    fn wrapped(&self, at: usize) -> Option<(String, usize)> {
        let first = &self.lines[at].text;
        if is_instruction(first) {
            return Some((first.clone(), 1));
        }
        if !breaks_off(first) {
            return None;
        }
        let mut prose = first.clone();
        for (used, line) in self.lines[at + 1..].iter().take(MAX_WRAPPED).enumerate() {
            if crate::marker::mark(&line.text).is_some() || opening(&line.text).is_some() {
                break;
            }
            prose = self.joined(&prose, &line.text);
            if is_instruction(&prose) && unquoted(&prose).is_ok() {
                return Some((prose, used + 2));
            }
        }
        // Words of a place that are named, and no verb: it is refused.
        names_words(first).then(|| (first.clone(), 1))
    }

    /// Two lines that were one; where it is not known whether a blank stood between them, a sign that is no letter tells so.
    fn joined(&self, first: &str, second: &str) -> String {
        let (first, second) = (first.trim_end(), second.trim_start());
        let quoted = first.matches('"').count() % 2 == 1;
        // An opening mark is written onto the words behind it, a closing one onto those before it, and particles onto that.
        if first.ends_with('"') || quoted && second.starts_with('"') {
            return format!("{first}{second}");
        }
        if second.starts_with('"') {
            return format!("{first} {second}");
        }
        match joint(first, second, || self.spelt()) {
            Joint::Nothing => format!("{first}{second}"),
            Joint::Unknown => format!("{first}{BROKEN}{second}"),
            Joint::Blank => format!("{first} {second}"),
        }
    }

    /// How the words of both texts are spelt; gathered once, when the first line is found broken.
    fn spelt(&self) -> &Spelt<'a> {
        self.spelt.get_or_init(|| {
            let words = self.base.walk().flat_map(|unit| [unit.heading.as_deref(), Some(unit.text.as_str())]);
            Spelt::of(words.flatten().chain(self.lines.iter().map(|line| line.text.as_str())))
        })
    }

    /// A sentence that names provisions and then tables or forms, as two: what is in the text is changed, the rest is refused.
    fn with_foreign_tail(&mut self, at: usize, own: &str, foreign: &str) -> usize {
        let Line { text, source } = &self.lines[at];
        let cut = text.len() - foreign.len();
        for (prose, words) in [(own, &text[..cut]), (foreign, &text[cut..])] {
            let label = format!("({})", self.instructions.len() + 1);
            let (reading, amendments) = match self.other_act(None, prose) {
                Some(Ok(act)) => (Reading::OtherAct(act), Vec::new()),
                Some(Err(why)) => (Reading::NotUnderstood(why), Vec::new()),
                None => carried_out(&label, prose, &[], self.session),
            };
            self.passages.push(Passage::new(source, words, Role::Instruction(self.instructions.len())));
            let (source, prose) = (source.clone(), prose.to_owned());
            self.instructions.push(Instruction { label, source, prose, reading, amendments });
        }
        1
    }

    /// Reads an instruction with the new text below it; how many lines it took.
    fn instruction(&mut self, at: usize, prose: &str, used: usize) -> usize {
        if let (1, Some((own, foreign))) = (used, foreign_tail(prose)) {
            return self.with_foreign_tail(at, &own, foreign);
        }
        let mut end = at + used;
        while end < self.lines.len() && !self.ends_new_text(end) {
            end += 1;
        }
        let below = &self.lines[at + used..end];
        let label = format!("({})", self.instructions.len() + 1);
        let awaits_text = sentence::wishes(named_act(prose).1)
            .map_or(prose.contains("다음과 같이"), |all| supply::awaits(&all));
        let below = if awaits_text { below } else { &[] };
        let join = |first: &str, second: &str| self.joined(first, second);
        let new_text = unwrapped(below.iter().map(|line| parted(&line.text)), join);
        let prose = &outside_quotations(prose);
        let (named, sentence) = named_act(prose);
        let other = self.other_act(named.as_deref(), sentence);
        let (reading, amendments) = match other {
            Some(Ok(act)) => (Reading::OtherAct(act), Vec::new()),
            Some(Err(why)) => (Reading::NotUnderstood(why), Vec::new()),
            None => match std::iter::once(sentence)
                .chain(new_text.iter().map(String::as_str))
                .find_map(broken_word)
            {
                Some(why) => (Reading::NotUnderstood(why), Vec::new()),
                None => carried_out(&label, sentence, &new_text, self.session),
            },
        };
        let prose = &prose.replace(BROKEN, " ");
        let number = self.instructions.len();
        for line in &self.lines[at..at + used] {
            self.passages.push(Passage::new(&line.source, &line.text, Role::Instruction(number)));
        }
        for line in &self.lines[at + used..at + used + below.len()] {
            self.passages.push(Passage::new(&line.source, &line.text, Role::NewText(number)));
        }
        let source = self.lines[at].source.clone();
        self.instructions.push(Instruction { label, source, prose: prose.to_owned(), reading, amendments });
        used + below.len()
    }

    /// The other act that an instruction amends, or why its act is not known.
    fn other_act(&self, named: Option<&str>, prose: &str) -> Option<Result<String, String>> {
        let base = solid(&self.session.base.title);
        let supplement = supplement::named(prose).and_then(|named| named.act);
        if supplement.is_some_and(|act| act == base) {
            return None;
        }
        if prose.starts_with("법률 ") || prose.starts_with("대통령령 ") || prose.contains("개정규정")
        {
            let why = if prose.contains("개정규정") {
                "it amends an amending act (개정규정), which is not read"
            } else {
                "it names an act by its number, and which of its provisions is meant is not plain"
            };
            return Some(Err(why.to_owned()));
        }
        if base.is_empty() {
            return None;
        }
        let act = named.map(str::to_owned).or_else(|| self.act.clone())?;
        if act != base && !is_name_of_act(&act) {
            return Some(Err(format!("\"{act}\" is no name of an act, so which one it amends is not known")));
        }
        (act != base).then_some(Ok(act))
    }

    /// Whether a line is no new text of the instruction before.
    fn ends_new_text(&self, at: usize) -> bool {
        let line = &self.lines[at].text;
        let solid = solid(line);
        HEADINGS.iter().any(|words| solid.contains(words)) && self.supplement
            || opening(line).is_some()
            || self.wrapped(at).is_some()
            || is_supplement(line)
            // "③ (생략)" below new text is part of it, and cannot be put into force.
            || is_left_out(line) && leaves_out(line).is_none()
    }

    fn refuse(&mut self, at: usize, used: usize, prose: &str, why: &str) {
        let number = self.instructions.len();
        for line in &self.lines[at..at + used] {
            self.passages.push(Passage::new(&line.source, &line.text, Role::Instruction(number)));
        }
        let label = format!("({})", number + 1);
        let reading = Reading::NotUnderstood(why.to_owned());
        let source = self.lines[at].source.clone();
        let prose = prose.to_owned();
        self.instructions.push(Instruction { label, source, prose, reading, amendments: Vec::new() });
    }

    /// Why a line is no instruction; none when it may be one after all.
    fn why_none(&mut self, line: &str) -> Option<&'static str> {
        if is_supplement(line) {
            self.supplement = true;
            return Some("it is the heading of the act's own supplementary provisions");
        }
        if is_left_out(line) {
            return Some("it says what is left out here");
        }
        let solid = solid(line);
        if ["(다른법률과의관계)", "(다른법령과의관계)"].iter().any(|words| solid.contains(words))
        {
            return Some("it is one of the act's own supplementary provisions");
        }
        if HEADINGS.iter().any(|words| solid.contains(words)) {
            return Some("it is the heading of amendments of other acts");
        }
        if solid.starts_with("신ㆍ구조문대비표") {
            self.compares = true;
            return Some("it is the heading of a comparison of old and new wording");
        }
        if solid.starts_with('◇') || solid.starts_with("[개정이유") || solid.contains("법제처제공")
        {
            return Some("it is a reason, printed beside the act");
        }
        if matches!(solid.as_str(), "다른법률의개정" | "다른법령의개정") {
            return Some("it is the heading of amendments of other acts");
        }
        if solid.ends_with("시행한다.") || solid.ends_with("시행한다") {
            return Some("it says when the act enters into force");
        }
        if seems_to_amend(line) {
            return None;
        }
        if self.compares {
            return Some("it stands in a comparison of old and new wording");
        }
        if self.supplement {
            return Some("it is one of the act's own supplementary provisions");
        }
        (!self.begun).then_some("it stands before the first instruction: a title, a number or reasons")
    }
}

/// Whether a name ends as names of Korean acts do.
fn is_name_of_act(name: &str) -> bool {
    const ENDS: &[&str] =
        &["법", "률", "령", "칙", "정", "례", "약", "침", "시", "헌장", "안", "강", "준", "범"];
    let bare = name.split('(').next().unwrap_or(name).trim_end_matches(['」', ' ']);
    ENDS.iter().any(|end| bare.ends_with(end))
}

/// Whether a line that is no instruction seems to change a provision all the same: `제5조를 삭제함.`
fn seems_to_amend(line: &str) -> bool {
    const VERBS: &[&str] = &[
        "삭제함",
        "삭제",
        "삭제됨",
        "삭제한다",
        "없앤다",
        "폐지한다",
        "폐지함",
        "뺀다",
        "고친다",
        "바꾼다",
        "변경한다",
        "변경함",
        "옮긴다",
        "합친다",
        "이동한다",
        "둔다",
        "신설함",
        "신설한다",
        "추가함",
        "추가한다",
        "삽입한다",
        "삽입함",
        "대체한다",
        "맞바꾼다",
        "개정한다",
        "개정함",
        "로 함",
        "수정한다",
        "잃는다",
    ];
    let bare = line.trim_end_matches(['.', ' ']);
    let Some((_, rest)) = places_from(bare, &Vec::new()) else { return false };
    let rest = rest.trim_start();
    // "제5조의 개정규정을 폐지한다": the provision of the amending act goes, which "은 … 적용한다" does not say.
    let rest = rest.strip_prefix(AS_AMENDED).map_or(rest, str::trim_start);
    let about = ["을 ", "를 ", "중 ", "은 ", "는 ", "과 ", "와 ", "의 ", "에 ", "삭제"];
    about.iter().any(|word| rest.starts_with(word)) && VERBS.iter().any(|verb| bare.ends_with(verb))
}

/// What stands behind a provision as the amending act words it.
const AS_AMENDED: &str = "의 개정규정";

/// Whether a line names an act and says that it is amended, in other words than those by which an act is opened: "전기통신사업법을 개정한다."
fn names_act_in_other_words(line: &str) -> bool {
    let bare = line.trim_end_matches(['.', ' ', ':']);
    CHANGES_AN_ACT.iter().any(|verb| bare.ends_with(verb))
        && places_from(bare, &Vec::new()).is_none()
        && crate::marker::mark(line).is_none()
        && !FOREIGN.iter().any(|word| line.starts_with(word))
        && !bare.contains(['"', '“'])
        && bare.split_whitespace().any(is_kind_of_act)
}

/// Whether a word of a sentence ends as the name of an act does, under its particle: "특별법을", "규칙」의"; a 방법 (way) is none.
fn is_kind_of_act(word: &str) -> bool {
    const KINDS: &[&str] = &["법", "법률", "령", "규칙", "조례", "규정", "고시", "훈령", "예규"];
    const OTHERS: &[&str] = &[
        "방법",
        "수법",
        "기법",
        "어법",
        "용법",
        "문법",
        "화법",
        "비법",
        "편법",
        "불법",
        "위법",
        "적법",
        "합법",
        "탈법",
        "해법",
        "공법",
        "대통령",
        "연령",
        "수령",
        "점령",
        "발령",
        "명령",
        "지령",
    ];
    let word = word.trim_end_matches([',', '」', '』']);
    let stem = ["을", "를", "의", "은", "는", "과", "와", "도"]
        .iter()
        .find_map(|particle| word.strip_suffix(particle));
    let stem = stem.unwrap_or(word).trim_end_matches(['」', '』']);
    KINDS.iter().any(|kind| stem.ends_with(kind)) && !OTHERS.iter().any(|other| stem.ends_with(other))
}

/// Lines of new text in which a sentence that was broken over several lines is one again.
fn unwrapped(lines: impl Iterator<Item = String>, join: impl Fn(&str, &str) -> String) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines {
        let starts = crate::marker::mark(&line).is_some()
            || ["다만", "이 경우", "다음"].iter().any(|word| line.starts_with(word));
        match out
            .last_mut()
            .filter(|last| !starts && !last.ends_with(['.', ':', '>', ']', '다']) && !is_head(last))
        {
            Some(last) => *last = join(last, &line),
            None => out.push(line),
        }
    }
    out
}

/// Stands where a line was broken and it is not known whether a blank stood there.
const BROKEN: char = '\u{2028}';

/// A sentence with blanks for such breaks outside of what it quotes, where words of a place that are torn lead nowhere anyhow.
fn outside_quotations(prose: &str) -> String {
    let mut open = false;
    let one = |c: char| {
        open = match c {
            '"' => !open,
            '“' => true,
            '”' => false,
            _ => open,
        };
        if c == BROKEN && !open { ' ' } else { c }
    };
    prose.chars().map(one).collect()
}

/// Why words are doubtful that have such a break.
fn broken_word(words: &str) -> Option<String> {
    let (before, behind) = words.split_once(BROKEN)?;
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let next = behind.split_whitespace().next().unwrap_or_default();
    Some(format!(
        "whether a blank belongs between \"{last}\" and \"{next}\", where the line breaks, is not known"
    ))
}

/// Whether a line is the head of an article or chapter and nothing more.
fn is_head(line: &str) -> bool {
    let Some(crate::marker::Mark::Named { kind, bytes }) = crate::marker::mark(line) else { return false };
    kind.is_container() || line[bytes..].trim().is_empty() || line.trim_end().ends_with(')')
}

/// A line of new text with the blank that older acts leave out behind its number: `4.금융기관의 채권`.
fn parted(line: &str) -> String {
    let end = line.find('.').filter(|at| *at > 0 && *at <= "100의10".len());
    let number = end.map(|end| line.split_at(end + 1));
    match number {
        Some((number, rest))
            if number.starts_with(|c: char| c.is_ascii_digit())
                && number.trim_end_matches('.').chars().all(|c| c.is_ascii_digit() || c == '의')
                && rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '「' | '"' | '“')) =>
        {
            format!("{number} {rest}")
        }
        _ => line.to_owned(),
    }
}

/// `제5조 및 별표 3 중 "가"를 각각 "나"로 한다`: the sentence for the provisions, and the part from the first table or form on.
fn foreign_tail(prose: &str) -> Option<(String, &str)> {
    let (_, rest) = places_from(prose, &Vec::new())?;
    let start = [" 및 ", ", ", "ㆍ", ","].iter().find_map(|joint| rest.strip_prefix(joint))?.trim_start();
    if !FOREIGN[..3].iter().any(|word| start.starts_with(word)) {
        return None;
    }
    let middle = start.match_indices("중 ").map(|(at, _)| at);
    let quoted = |at: &usize| start[at + "중 ".len()..].trim_start().starts_with(['"', '“', '‘', '\'']);
    let words = &start[middle.into_iter().find(quoted)?..];
    Some((format!("{} {words}", &prose[..prose.len() - rest.len()]), start))
}

/// The act that a sentence names before its place, `전파법 제5조 중 …`, and the sentence without it.
fn named_act(prose: &str) -> (Option<String>, &str) {
    if places_from(prose, &Vec::new()).is_some() || FOREIGN.iter().any(|word| prose.starts_with(word)) {
        return (None, prose);
    }
    let quoted = prose.find(['"', '“', '‘', '\'']).unwrap_or(prose.len());
    let mut places = prose[..quoted].match_indices(" 제").map(|(at, _)| at + 1);
    let Some(at) = places.find(|at| places_from(&prose[*at..], &Vec::new()).is_some()) else {
        return (None, prose);
    };
    (Some(name_of(&prose[..at], "")), &prose[at..])
}

/// `부칙`, `부 칙(정부조직법) <제12844호,2014.11.19>` as a heading.
fn is_supplement(line: &str) -> bool {
    let rest = line.strip_prefix("부칙").or_else(|| line.strip_prefix("부 칙"));
    rest.is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with(['(', '<']))
}

/// `②부터 ⑦까지 생략`.
fn is_left_out(line: &str) -> bool {
    line.trim_end_matches(['.', ' ', ')', '>']).ends_with("생략")
}

/// The act that a line opens, its blanks taken out.
fn opening(line: &str) -> Option<String> {
    let whole = WHOLE_ACTS.iter().find(|words| line.contains(**words) && !line.contains('"'));
    if whole.is_some() {
        return None;
    }
    if let Some(words) = OPENINGS.iter().find(|words| line.contains(**words)) {
        let name = line.split(words).next()?;
        return Some(name_of(name.trim_end().trim_end_matches("의"), "중"));
    }
    // "표시법을 다음과 같이 개정한다", which older acts and drafts say; "제5조를 다음과 같이 개정한다" is an instruction.
    let objects = ["을 다음과 같이 개정한다", "를 다음과 같이 개정한다"];
    let name = objects.iter().find_map(|words| Some(line.split_once(words)?.0))?;
    let act = name_of(name, "");
    let is_place =
        places_from(name, &Vec::new()).is_some() || FOREIGN.iter().any(|word| name.starts_with(word));
    // "국회는 이 법을 다음과 같이 개정한다" is about somebody, "이 법" about this act.
    let subject = name.split_whitespace().any(|word| word != "또는" && word.ends_with(['은', '는']));
    let own = ["이 ", "본 ", "동 "].iter().any(|word| name.trim_start().starts_with(word));
    (!is_place && !subject && !own && is_name_of_act(&act)).then_some(act)
}

/// The name of an act without the number of its place in a list; a name may begin with a number itself.
fn name_of(name: &str, tail: &str) -> String {
    let mut name = name.trim();
    // A supplementary article about other acts names itself first.
    if let Some(inner) = name.strip_prefix('제').and_then(|_| name.split_once(')')).map(|(_, inner)| inner) {
        name = inner.trim_start();
    }
    name = name.trim_start_matches(|c: char| crate::marker::circled_value(c).is_some()).trim_start();
    if let Some((_, inner)) = name.strip_prefix('<').and_then(|inner| inner.split_once('>')) {
        name = inner.trim_start();
    }
    if let Some((number, inner)) = name.split_once(['.', ')'])
        && inner.starts_with(' ')
        && number.trim_start_matches('(').bytes().all(|byte| byte.is_ascii_digit())
    {
        name = inner.trim_start();
    }
    // An act that is not in force yet is named by its number as well.
    for kind in ["법률 ", "대통령령 "] {
        if let Some((number, inner)) = name.strip_prefix(kind).and_then(|inner| inner.split_once("호 ")) {
            let digits = number.trim_start_matches('제');
            if digits.bytes().all(|byte| byte.is_ascii_digit()) {
                name = inner;
            }
        }
    }
    let name = name.trim_matches(['「', '」', ' ']);
    solid(name.strip_suffix(tail).filter(|_| !tail.is_empty()).unwrap_or(name))
}

/// A name as it is compared: without blanks and brackets, its dots of one kind.
fn solid(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '「' | '」'))
        .map(|c| if matches!(c, '·' | '・' | '‧') { 'ㆍ' } else { c })
        .collect()
}

/// What a place that this program does not read begins with: tables, forms, the title, the whole of an act's provisions.
const FOREIGN: &[&str] = &[
    "별표",
    "별지",
    "별첨",
    "본칙",
    "목차",
    "전문",
    "서식",
    "부칙",
    "제명",
    "법률 제",
    "대통령령 제",
    "같은 ",
    "동조",
];

/// Whether a line changes a text: a place, then quoted words that give way, or a verb of amending.
fn is_instruction(line: &str) -> bool {
    let line = line.trim();
    // "가목과 나목에 준하는 주택" goes on with new text: an instruction begins with its article.
    if begins_with_item(line) {
        return false;
    }
    let bare = line.trim_end_matches(['.', ' ']);
    if names_words(bare) && bare.ends_with('다') {
        return true;
    }
    if !bare.ends_with("한다") {
        return false;
    }
    let quoted = ["로 한다", "로 각각 한다", "삭제한다", "추가한다", "삽입한다", "신설한다"]
        .iter()
        .any(|end| bare.ends_with(end));
    let text = unquoted(bare).map_or_else(|_| bare.to_owned(), |(text, _)| text);
    let marks = text.contains(QUOTE) || bare.contains(['"', '“']);
    let verbs = ["삭제한다", "삭제하고", "삭제하며", "신설", "다음과 같이", "각각 제"];
    let verb = verbs.iter().any(|verb| text.contains(verb));
    if FOREIGN.iter().any(|word| line.starts_with(word)) {
        let object = text.contains("을 ") || text.contains("를 ");
        let makes = text.contains("같이 한다") || text.contains("로 한다") && !text.contains("에 따");
        return marks && quoted || verb || object && makes;
    }
    if foreign_tail(line).is_some() {
        return true;
    }
    if let Some((_, rest)) = places_from(&text, &Vec::new()) {
        if let Some(tail) = rest.strip_prefix(AS_AMENDED) {
            // "제4조의 개정규정은 … 적용한다" says from when it holds, and changes nothing.
            let tail = tail.trim_start();
            let tail = tail.strip_prefix("중 ").map_or(tail, str::trim_start);
            let object =
                tail.starts_with(['을', '를', '에', QUOTE]) || places_from(tail, &Vec::new()).is_some();
            return object && (marks && quoted || verb || renumbers(tail));
        }
        let law = ["에 따", "에도", "에서", "에 의", "에 해당", "에 관", "에 대", "의 규정", "의 경우"];
        let object = rest.starts_with(['을', '를', '에', '부', '의', '('])
            || ["중 ", "각 호를 ", "각 목을 "].iter().any(|words| rest.trim_start().starts_with(words))
            || rest.trim_start().starts_with(QUOTE);
        return object
            && !law.iter().any(|words| rest.starts_with(words))
            && (marks && quoted || verb || renumbers(&text));
    }
    // "전파법 제5조 중 "A"를 "B"로 한다": the act is named in the sentence itself.
    marks && quoted && text.contains(&format!(" 중 {QUOTE}")) && crate::marker::mark(line).is_none()
}

/// `제5조 중 "가"…`: whatever follows, words of a place are meant.
fn names_words(line: &str) -> bool {
    places_from(line, &Vec::new())
        .and_then(|(_, rest)| rest.trim_start().strip_prefix('중').or_else(|| rest.strip_prefix("의 ")))
        .is_some_and(|rest| rest.trim_start().starts_with(['"', '“', '‘', '\'']))
}

/// `제3항을 제4항으로 한다`
fn renumbers(text: &str) -> bool {
    let Some((_, rest)) = places_from(text, &Vec::new()) else { return false };
    let Some(object) = rest.strip_prefix(['을', '를']) else { return false };
    let object = object.trim_start().trim_start_matches("각각").trim_start();
    // The new numbers go back to the article of the old ones.
    let article = vec![Step::Article("1".to_owned())];
    let Some((_, tail)) = places_from(object, &article) else { return false };
    let verb = tail.strip_prefix("으로").or_else(|| tail.strip_prefix('로'));
    verb.is_some_and(|verb| verb.trim_start().starts_with(['한', '하']))
}

/// Whether a line begins like an instruction whose sentence goes on in the next line.
pub(crate) fn breaks_off(line: &str) -> bool {
    if begins_with_item(line) {
        return false;
    }
    let Some((_, rest)) = places_from(line, &Vec::new()) else {
        return ["별표", "별지"].iter().any(|word| line.starts_with(word)) && !line.ends_with('.');
    };
    let goes_on = rest.trim_start().starts_with("중 ") || rest.trim() == "중" || rest.trim() == ",";
    let object = ["을 ", "를 ", "에 제", "에 다음", "의 제목"].iter().any(|words| rest.starts_with(words));
    (goes_on || object && !rest.trim_end().ends_with('.')) && !line.trim_end().ends_with("한다.")
}

/// `가목…`: an item without its article.
fn begins_with_item(line: &str) -> bool {
    let mut letters = line.chars();
    letters.next().is_some_and(|letter| crate::marker::HANGUL.contains(letter))
        && letters.next() == Some('목')
}

/// Whether a line begins an instruction, whole or broken.
pub(crate) fn begins_instruction(line: &str) -> bool {
    is_instruction(line) || breaks_off(line) || opening(line).is_some()
}

/// Whether words of new text read as amending prose: then where the new text ends is doubtful.
fn reads_as_amending(line: &str) -> bool {
    if opening(line).is_some() {
        return true;
    }
    let starts = line.match_indices('제').map(|(at, _)| at);
    let starts = starts.chain(FOREIGN.iter().filter_map(|word| line.find(word)));
    let mut ends = line.match_indices("한다").map(|(at, verb)| at + verb.len());
    let Some(first_end) = ends.next() else { return false };
    let ends: Vec<usize> = std::iter::once(first_end).chain(ends).collect();
    starts
        .into_iter()
        .any(|start| ends.iter().any(|end| *end > start && is_sure_instruction(&line[start..*end])))
}

/// What a line says in the place of words that stay as they are: `① (현행과 같음)`, `가. ∼ 다. (생 략)`.
fn leaves_out(line: &str) -> Option<&'static str> {
    let solid = solid(line);
    ["현행과 같음", "생략", "이하 생략", "현행 유지"].into_iter().find(|words| {
        let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        [('(', ')'), ('[', ']'), ('<', '>')]
            .iter()
            .any(|(open, close)| solid.contains(&format!("{open}{words}{close}")))
    })
}

/// An instruction that no sentence of a law could be: its verb needs new text below, or quoted words give way.
fn is_sure_instruction(text: &str) -> bool {
    // "제5조를 삭제한다": no law says so of a provision; "제5조의 영상을 삭제한다" is law.
    let deletes = text.trim_end_matches(['.', ' ']).ends_with("삭제한다")
        && places_from(text, &Vec::new()).is_some_and(|(_, rest)| rest.starts_with(['을', '를']));
    is_instruction(text)
        && (text.contains(['"', '“']) || text.contains("다음과 같이") || text.contains("신설") || deletes)
        && sentence::wishes(text).is_ok()
}

/// The operations that a sentence with its new text asks for.
fn carried_out(
    label: &str,
    prose: &str,
    below: &[String],
    session: &mut Session<'_>,
) -> (Reading, Vec<Amendment>) {
    let not_understood = |why: String| (Reading::NotUnderstood(why), Vec::new());
    let supplement = supplement::named(prose).map(|named| (supplement::meant(session.base, &named), named));
    let (within, prose) = match supplement {
        Some((Ok(id), named)) => (Some(id), named.sentence),
        Some((Err(why), _)) => return (Reading::NoPlace(why), Vec::new()),
        None => (None, prose),
    };
    if let Some(word) = FOREIGN[..8].iter().find(|word| prose.starts_with(**word)) {
        let why = match *word {
            "전문" | "본칙" | "목차" => "is not changed by this program",
            "부칙" => "gets no new provisions by this program, nor is it changed as a whole",
            _ => "(tables and forms) is not read by this program",
        };
        return (Reading::NoPlace(format!("{word} {why}")), Vec::new());
    }
    if let Some(line) = below.iter().find(|line| reads_as_amending(line)) {
        let line: String = line.chars().take(40).collect();
        return not_understood(format!("its new text reads as amending prose: \"{line}\""));
    }
    if let Some(words) = below.iter().find_map(|line| leaves_out(line)) {
        return not_understood(format!("its new text says \"{words}\" in the place of words"));
    }
    let asked = sentence::wishes(prose).and_then(|wishes| {
        if supply::awaits(&wishes) && below.is_empty() {
            return Err("the new text is missing".to_owned());
        }
        supply::supplied(wishes, &below.iter().map(String::as_str).collect::<Vec<_>>())
    });
    match asked {
        Err(why) => not_understood(why),
        Ok(asked) => match session.carry_out_within(within.as_ref(), label, &asked) {
            Ok(amendments) => (Reading::Understood, amendments),
            Err(Trouble::NoPlace(why)) => (Reading::NoPlace(why), Vec::new()),
            Err(Trouble::Taken(unit)) => (Reading::NoPlace(Refusal::Taken(unit).to_string()), Vec::new()),
            Err(Trouble::Lost(why)) => not_understood(why),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_told_from_law() {
        let check = |line: &str, expected: bool| assert_eq!(is_instruction(line), expected, "{line}");
        check("제38조제1항 중 \"통계청장\"을 \"국가데이터처장\"으로 한다.", true);
        check("제5조를 다음과 같이 한다.", true);
        check("제5조제2항을 제3항으로 한다.", true);
        check("제5조제3항을 제4항으로 하고, 제5조제4항을 삭제한다.", true);
        check("별표 1 중 \"가\"를 \"나\"로 한다.", true);
        check("별표 2를 별지와 같이 한다.", true);
        check("별표 2를 별표 3으로 한다.", true);
        check("별지 제3호서식을 삭제한다.", true);
        check("제명 \"가법\"을 \"나법\"으로 한다.", true);
        check("법률 제1234호 가법 일부개정법률 제5조의 개정규정 중 \"가\"를 \"나\"로 한다.", true);
        check("제5조의 개정규정을 삭제한다.", true);
        check("제5조의 개정규정을 다음과 같이 한다.", true);
        check("제4조제1항의 개정규정은 이 법 시행 이후 지정하는 시험기관부터 적용한다.", false);
        check("제4조의 개정규정 중 제2항의 부분은 2027년 1월 1일부터 시행한다.", false);
        check("제4조의 개정규정에도 불구하고 종전의 규정에 따른다.", false);
        check("전파법 제5조 중 \"가\"를 \"나\"로 한다.", true);
        check("제5조제1항에 따른 신고는 대통령령으로 정하는 바에 따라 한다.", false);
        check("과태료는 10만원으로 한다.", false);
        check("제5조(과태료) 과태료는 20만원으로 한다.", false);
        check("장관은 \"표시\"를 한다.", false);
        check("2. 제5조제1항을 위반한 자", false);
    }

    #[test]
    fn acts_are_named() {
        let check = |line: &str, name: &str| assert_eq!(opening(line).as_deref(), Some(name), "{line}");
        check("표시법 일부를 다음과 같이 개정한다.", "표시법");
        check("③ 공공 표시에 관한 법률 일부를 다음과 같이 개정한다.", "공공표시에관한법률");
        check("<241> 법률 제12741호 표시법 일부를 다음과 같이 개정한다.", "표시법");
        check("10ㆍ27 표시에 관한 법률 일부를 다음과 같이 개정한다.", "10ㆍ27표시에관한법률");
        check("3. 5·18 표시법 일부를 다음과 같이 개정한다.", "5ㆍ18표시법");
        check("제7조(다른 법률의 개정) ① 「표시법」 일부를 다음과 같이 개정한다.", "표시법");
        check("표시법중 다음과 같이 개정한다.", "표시법");
        check("전기통신사업법을 다음과 같이 개정한다.", "전기통신사업법");
        check("「표시의 방법에 관한 규칙」을 다음과 같이 개정한다.", "표시의방법에관한규칙");
        check("표시법의 일부를 다음과 같이 개정한다.", "표시법");
        assert_eq!(opening("제5조를 다음과 같이 한다."), None);
    }

    #[test]
    fn new_text_may_not_read_as_an_instruction() {
        let check = |line: &str, expected: bool| assert_eq!(reads_as_amending(line), expected, "{line}");
        check("1. 새 가 제3조제1항제1호를 다음과 같이 한다.", true);
        check("② 새 것 제3조 중 \"가\"를 \"나\"로 한다.", true);
        check("표시법 일부를 다음과 같이 개정한다.", true);
        check("② 제5조를 삭제한다.", true);
        check("② 제5조의 영상을 삭제한다.", false);
        check("② 제5조제1항에 따라 신고를 한 자는 제7조에 따른다.", false);
        check("② 과태료는 제5조제1항의 금액을 상한으로 한다.", false);
    }
}
