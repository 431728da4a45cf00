//! Remarks whose true place is known, in drafts that are edited as people edit norms: sentences that look alike, split, joined, moved,
//! renumbered, put in, taken out and exchanged. A remark may lose its place; it may never be shown in a wrong one.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

use std::collections::BTreeSet;

use maru_text::{Anchor, Document, Resolution, Step, Unit, UnitKind, keep_ids, parse_markdown};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % count as u64).unwrap()
    }
}

/// A language: what its sentences are made of, what stands between their parts, how they end, what stands between two, and words that
/// no sentence has.
struct Tongue {
    name: &'static str,
    parts: [&'static [&'static str]; 4],
    gap: &'static str,
    stop: &'static str,
    between: &'static str,
    fresh: &'static [&'static str],
}

const TONGUES: [Tongue; 4] = [
    Tongue {
        name: "English",
        parts: [
            &["The maker", "The seller", "The provider", "A user"],
            &["must keep", "must label", "must show", "may erase"],
            &["the mark", "the record", "each picture", "the label"],
            &["for three years", "within 30 days", "before the sale", "at once"],
        ],
        gap: " ",
        stop: ".",
        between: " ",
        fresh: &["promptly", "publicly", "freely", "duly"],
    },
    Tongue {
        name: "Korean",
        parts: [
            &["제공자는", "판매자는", "이용자는", "사업자는"],
            &["영상을", "음성을", "표시를", "기록을"],
            &["30일 이내에", "3년간", "즉시", "15일 이내에"],
            &["표시하여야 한다", "보관하여야 한다", "삭제하여야 한다"],
        ],
        gap: " ",
        stop: ".",
        between: " ",
        fresh: &["공개적으로", "무상으로", "성실히", "서면으로"],
    },
    Tongue {
        name: "Chinese",
        parts: [
            &["提供者", "销售者", "使用者", "制作者"],
            &["应当标识", "应当保存", "可以删除", "必须公开"],
            &["图像", "视频", "音频", "有关记录"],
            &["三年以上", "并告知买家", "且不得收费", "供主管部门检查"],
        ],
        gap: "",
        stop: "。",
        between: "",
        fresh: &["依法", "及时", "免费", "如实"],
    },
    Tongue {
        name: "Japanese",
        parts: [
            &["提供者は", "販売者は", "利用者は", "制作者は"],
            &["画像に", "音声に", "動画に", "記録に"],
            &["三十日以内に", "販売の前に", "直ちに", "三年ごとに"],
            &["表示をする", "署名をする", "番号を付ける", "注意書きを加える"],
        ],
        gap: "",
        stop: "。",
        between: "",
        fresh: &["必ず", "無償で", "公に", "書面により"],
    },
];

/// A sentence that knows which one it is, whatever it says.
#[derive(Debug, Clone)]
struct Sentence {
    id: usize,
    parts: Vec<String>,
}

impl Sentence {
    fn text(&self, tongue: &Tongue) -> String {
        self.parts.join(tongue.gap) + tongue.stop
    }
}

/// Paragraphs of sentences.
type Text = Vec<Vec<Sentence>>;

struct Writer<'a> {
    tongue: &'a Tongue,
    dice: Dice,
    next: usize,
}

impl Writer<'_> {
    fn sentence(&mut self) -> Sentence {
        self.next += 1;
        let tongue = self.tongue;
        let mut pick = |words: &[&str]| words[self.dice.below(words.len())].to_owned();
        Sentence { id: self.next, parts: tongue.parts.iter().map(|words| pick(words)).collect() }
    }

    fn text(&mut self) -> Text {
        let paragraphs = 1 + self.dice.below(3);
        (0..paragraphs).map(|_| (0..=self.dice.below(3)).map(|_| self.sentence()).collect()).collect()
    }

    /// One edit of a person, and its name.
    fn edit(&mut self, text: &mut Text) -> &'static str {
        let at = self.dice.below(text.len());
        let which = self.dice.below(text[at].len());
        let done = match self.dice.below(9) {
            0 => {
                text[at].remove(which);
                "a sentence out"
            }
            1 => {
                let other = self.dice.below(text[at].len());
                text[at].swap(which, other);
                "two sentences exchanged"
            }
            2 | 3 => {
                let word = self.tongue.fresh[self.dice.below(self.tongue.fresh.len())].to_owned();
                let parts = &mut text[at][which].parts;
                let place = 1 + self.dice.below(parts.len() - 1);
                parts.insert(place, word);
                "a word in"
            }
            4 => {
                let sentence = self.sentence();
                text[at].insert(which, sentence);
                "a look-alike in"
            }
            5 => {
                let mut tail = text[at].split_off(which);
                if !tail.is_empty() && !text[at].is_empty() {
                    let ahead = self.dice.below(2) == 0;
                    if ahead {
                        std::mem::swap(&mut text[at], &mut tail);
                    }
                }
                text.insert(at + 1, tail);
                "split"
            }
            6 => {
                let sentence = text[at].remove(which);
                let to = self.dice.below(text.len());
                text[to].push(sentence);
                "a sentence moved"
            }
            7 if text.len() > 1 => {
                let gone = text.remove(at);
                let into = at.min(text.len() - 1);
                if self.dice.below(2) == 0 {
                    text[into].splice(0..0, gone).for_each(drop);
                } else {
                    text[into].extend(gone);
                }
                "joined"
            }
            _ => {
                let sentence = self.sentence();
                text.insert(at, vec![sentence]);
                "a look-alike paragraph in"
            }
        };
        text.retain(|paragraph| !paragraph.is_empty());
        if text.is_empty() {
            let sentence = self.sentence();
            text.push(vec![sentence]);
        }
        done
    }
}

/// Where each sentence stands in its paragraph, in characters.
fn places(paragraph: &[Sentence], tongue: &Tongue) -> Vec<(usize, usize, usize)> {
    let mut at = 0;
    let mut found = Vec::new();
    for sentence in paragraph {
        let length = sentence.text(tongue).chars().count();
        found.push((at, at + length, sentence.id));
        at += length + tongue.between.chars().count();
    }
    found
}

fn document(text: &Text, tongue: &Tongue) -> (Document, Vec<Unit>) {
    let mut out = "# N\n\n## Article 1\n\n".to_owned();
    for (at, paragraph) in text.iter().enumerate() {
        let words: Vec<String> = paragraph.iter().map(|sentence| sentence.text(tongue)).collect();
        let _ = std::fmt::Write::write_fmt(
            &mut out,
            format_args!("{}. {}\n\n", at + 1, words.join(tongue.between)),
        );
    }
    let document = parse_markdown(&out);
    let units = paragraphs(&document);
    (document, units)
}

fn paragraphs(document: &Document) -> Vec<Unit> {
    document.walk().filter(|unit| unit.kind == UnitKind::Paragraph).cloned().collect()
}

#[derive(Debug, Default)]
struct Tally {
    anchored: usize,
    changed: usize,
    orphaned: usize,
    wrong: Vec<String>,
}

/// Asks for every part of every sentence of an old text where it is in the new one.
fn judge(tally: &mut Tally, tongue: &Tongue, old: &Text, new: &Text, edits: &[&str]) {
    let (before, old_units) = document(old, tongue);
    let (typed, _) = document(new, tongue);
    let after = keep_ids(&before, &typed, &BTreeSet::new());
    let new_units = paragraphs(&after);
    assert_eq!((old_units.len(), new_units.len()), (old.len(), new.len()));
    let step = Step::between(&before, &after).unwrap();
    for (paragraph, unit) in old.iter().zip(&old_units) {
        for (sentence, (from, to, id)) in paragraph.iter().zip(places(paragraph, tongue)) {
            let gap = tongue.gap.chars().count();
            let mut start = from;
            for part in &sentence.parts {
                let end = start + part.chars().count();
                for range in [(start, end), (from, to), (from, end)] {
                    let anchor = Anchor::words(unit.id.clone(), range.0 as u32, range.1 as u32);
                    let state = step.resolve(&anchor);
                    let at = match &state {
                        Resolution::Orphaned { .. } => {
                            tally.orphaned += 1;
                            continue;
                        }
                        Resolution::Anchored { at } => {
                            tally.anchored += 1;
                            at
                        }
                        Resolution::WordsChanged { at, .. } => {
                            tally.changed += 1;
                            at
                        }
                    };
                    let place = new_units.iter().position(|unit| unit.id == at.unit).unwrap();
                    let first = at.range.map_or(0, |range| range.0 as usize);
                    let there = places(&new[place], tongue)
                        .into_iter()
                        .find(|(from, to, _)| (*from..*to).contains(&first));
                    let found =
                        there.and_then(|(.., id)| new[place].iter().find(|one| one.id == id)).unwrap();
                    // Of two sentences that say the same, letter for letter, nobody can tell which is which.
                    if found.id != id && found.parts != sentence.parts {
                        let show = |text: &Text| -> Vec<String> {
                            text.iter()
                                .map(|all| {
                                    all.iter()
                                        .map(|one| one.text(tongue))
                                        .collect::<Vec<_>>()
                                        .join(tongue.between)
                                })
                                .collect()
                        };
                        let words = anchor.quote(&before).unwrap().words;
                        tally.wrong.push(format!(
                            "{edits:?}: “{words}” of “{}”\n  from {:?}\n  to   {:?}\n  came out in “{}”: {state:?}",
                            sentence.text(tongue), show(old), show(new), found.text(tongue)
                        ));
                    }
                }
                start = end + gap;
            }
        }
    }
}

/// Who takes a sentence out and puts one that looks like it in its place has changed it, for all that anybody can see.
fn is_told_apart(old: &Text, new: &Text) -> bool {
    let ids = |text: &Text| -> BTreeSet<usize> { text.iter().flatten().map(|one| one.id).collect() };
    let (was, is) = (ids(old), ids(new));
    let came = new.iter().flatten().any(|one| !was.contains(&one.id));
    let lost = old.iter().flatten().any(|one| {
        let now = new.iter().flatten().find(|other| other.id == one.id);
        !is.contains(&one.id) || now.is_some_and(|now| now.parts != one.parts)
    });
    !(came && lost)
}

#[test]
fn a_remark_is_shown_in_its_own_sentence_or_nowhere() {
    let rounds: u64 = std::env::var("ROUNDS").map_or(400, |rounds| rounds.parse().unwrap());
    for tongue in &TONGUES {
        let (mut tally, mut exchanged) = (Tally::default(), Tally::default());
        for seed in 1..=rounds {
            let dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
            let mut writer = Writer { tongue, dice, next: 0 };
            for _ in 0..5 {
                writer.dice.below(9);
            }
            let old = writer.text();
            let mut new = old.clone();
            let edits: Vec<&str> = (0..=writer.dice.below(2)).map(|_| writer.edit(&mut new)).collect();
            let into = if is_told_apart(&old, &new) { &mut tally } else { &mut exchanged };
            judge(into, tongue, &old, &new, &edits);
        }
        let all = tally.anchored + tally.changed + tally.orphaned;
        let share = |count: usize| 100 * count / all.max(1);
        println!(
            "{}: {all} remarks: {} % anchored, {} % changed, {} % orphaned, {} wrong; {} of {} that nobody can tell",
            tongue.name,
            share(tally.anchored),
            share(tally.changed),
            share(tally.orphaned),
            tally.wrong.len(),
            exchanged.wrong.len(),
            exchanged.anchored + exchanged.changed + exchanged.orphaned,
        );
        assert!(
            tally.wrong.is_empty(),
            "{}\n{}",
            tongue.name,
            tally.wrong.iter().take(5).cloned().collect::<Vec<_>>().join("\n")
        );
        assert!(
            all > 1000 && share(tally.anchored + tally.changed) >= 75,
            "{}: refusing is no answer",
            tongue.name
        );
    }
}
