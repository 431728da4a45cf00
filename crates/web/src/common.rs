//! What several pages of a process share: the view they are drawn from, and small pieces of page.

use std::borrow::Cow;
use std::sync::Arc;

use maru_forum::{
    Author, Content, EntryNumber, IMPORTED_STATEMENT_LIMIT, Language, Moment, Office, ParticipantId,
    PhaseAct, Process, Reading, Registration, Stage, Standing, Statement, Tally, Text, Translation, Vote,
    shown,
};
use maru_opinion::OpinionMap;
use maru_record::Digest;
use maru_store::EarlyAnswer;
use maud::{Markup, html};

use crate::answer::seen::Seen;
use crate::contents::Contents;
use crate::draft::texts::Texts;
use crate::visit::{Visit, is_rounded};

/// Items of a long list on one page.
pub(crate) const PAGE_ITEMS: usize = 20;
/// Characters of a statement in a list; those written here are shorter, imported ones need not be.
pub(crate) const LIST_CHARACTERS: usize = 320;

/// What a page of a process is drawn from.
pub(crate) struct ProcessView<'a> {
    /// The request.
    pub(crate) visit: &'a Visit,
    /// The state.
    pub(crate) process: &'a Process,
    /// Words beside the record.
    pub(crate) contents: &'a dyn Contents,
    /// The texts of drafts, read.
    pub(crate) texts: &'a Texts,
    /// Where it is noted which answers were put before the reader.
    pub(crate) seen: &'a Seen,
    /// The reader, if they take part.
    pub(crate) me: Option<ParticipantId>,
    /// What the reader answered before signing in; it counts nowhere.
    pub(crate) early: &'a [EarlyAnswer],
    /// The opinion map and the number of entries it rests on.
    pub(crate) map: Option<(&'a OpinionMap, u64)>,
}

/// A statement's words as a page shows them.
pub(crate) struct Words<'a> {
    pub(crate) language: Language,
    pub(crate) text: String,
    pub(crate) translation: Option<&'a Translation>,
}

impl ProcessView<'_> {
    /// An address under this process, without language.
    pub(crate) fn address(&self, under: &str) -> String {
        format!("/p/{}{under}", self.process.charter.id)
    }

    /// A link under this process.
    pub(crate) fn link(&self, under: &str) -> String {
        self.visit.link(&self.address(under))
    }

    /// A link to an entry of the record.
    pub(crate) fn entry(&self, entry: EntryNumber) -> Markup {
        self.visit.entry_link(self.process.charter.id.as_str(), entry)
    }

    /// The stakeholder groups as a form offers them.
    pub(crate) fn group_choices(&self) -> Vec<(String, String)> {
        let groups = self.process.charter.groups.iter();
        groups.map(|group| (group.id.to_string(), self.visit.local_plain(&group.title).to_owned())).collect()
    }

    /// The reader's pseudonym.
    pub(crate) fn pseudonym(&self) -> Option<&str> {
        Some(self.process.participant(self.me?)?.pseudonym.as_str())
    }

    /// The reader's vote on a statement; of somebody who does not take part yet, the answer that waits.
    pub(crate) fn my_vote(&self, statement: &Statement) -> Option<Vote> {
        match self.me {
            Some(me) => Some(self.process.vote_of(me, statement.id)?.vote),
            None => Some(self.early.iter().find(|answer| answer.statement == statement.id)?.vote),
        }
    }

    /// Whether an entry is the last thing that the reader did: an address alone does not say that somebody did something.
    pub(crate) fn has_just_made(&self, entry: u64) -> bool {
        let me = self.me.and_then(|me| self.process.participant(me));
        me.is_some_and(|me| me.last == EntryNumber(entry))
    }

    /// Whether an entry is the reader's present vote on a statement.
    pub(crate) fn is_my_vote(&self, statement: &Statement, entry: u64) -> bool {
        let vote = self.me.and_then(|me| self.process.vote_of(me, statement.id));
        vote.is_some_and(|vote| u64::from(vote.entry) == entry)
    }

    /// Whether somebody who does not take part yet may answer now: only where they could join and have it counted.
    pub(crate) fn takes_early_answers(&self) -> bool {
        takes_early_answers(self.process, self.visit.now)
    }

    /// Whether an act is possible now.
    pub(crate) fn open_for(&self, act: PhaseAct) -> bool {
        self.process.may(act, self.visit.now)
    }

    /// From which day on an act will be possible that is not today, or which was the last day for it.
    fn when(&self, act: PhaseAct) -> Option<String> {
        let (visit, today) = (self.visit, self.visit.now.day());
        let phases = self.process.charter.phases.iter().filter(|phase| phase.acts.contains(&act));
        let next = phases.clone().map(|phase| phase.opens).filter(|day| *day > today).min();
        let last = phases.map(|phase| phase.closes).max().filter(|day| *day < today);
        match (next, last) {
            (Some(day), _) => {
                Some(visit.text_with("process-not-now-from", &[("day", visit.date(day).into())]))
            }
            (None, Some(day)) => {
                Some(visit.text_with("process-not-now-until", &[("day", visit.date(day).into())]))
            }
            (None, None) => None,
        }
    }

    /// Why something is not possible now: the timetable says so, in the words of a key, and for an act that needs days of its own when it
    /// has them; or the process itself is not open.
    pub(crate) fn not_now(&self, key: &str, act: Option<PhaseAct>) -> Markup {
        let visit = self.visit;
        let day = || self.process.ended.map_or_else(String::new, |at| visit.date(at.day()));
        match self.process.stage {
            Stage::Open(_) => {
                html! { (visit.text(key)) @if let Some(when) = act.and_then(|act| self.when(act)) { " " (when) } }
            }
            Stage::Prepared => html! { (visit.text("process-not-now-prepared")) },
            Stage::Closed(entry) => {
                html! { (visit.text_with("process-not-now-closed", &[("day", day().into())])) " " (self.entry(entry)) }
            }
            Stage::Abandoned(entry) => {
                html! { (visit.text_with("process-not-now-abandoned", &[("day", day().into())])) " " (self.entry(entry)) }
            }
        }
    }

    /// Whether the process takes anything from people: it was opened, and is not over.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.process.stage, Stage::Open(_))
    }

    /// Whether the reader holds an office, or one that may act for it.
    pub(crate) fn may_act_as(&self, office: Office) -> bool {
        self.me.is_some_and(|who| self.process.offices.may_act_as(who, office))
    }

    /// Whoever began the process from a page, as far as its first entries say it: the node wrote them down for them, admitted them and gave
    /// them the secretariat for one reason.
    pub(crate) fn founder(&self) -> Option<ParticipantId> {
        let person =
            self.process.participants.iter().next().filter(|person| person.id.0 == EntryNumber(1))?;
        let first = self.process.offices.iter().next()?;
        let is_theirs = first.holder == person.id
            && first.entry == EntryNumber(2)
            && first.office == Office::Secretariat
            && person.reason.as_ref() == Some(&first.reason);
        is_theirs.then_some(person.id)
    }

    /// Whether somebody holds the office that rules on appeals: without them no ruling can be promised by any day.
    pub(crate) fn hears_appeals(&self) -> bool {
        let offices = &self.process.offices;
        let mut held = offices.iter().filter(|tenure| tenure.ended.is_none()).map(|tenure| tenure.holder);
        held.any(|holder| offices.may_act_as(holder, Office::Appeals))
    }

    /// What the reader may read: what waits for a moderator or was removed is its author's and the moderators' alone.
    pub(crate) fn reading(&self) -> Reading {
        reading_of(self.process, self.me)
    }

    /// A content, if the reader may see it and it was not erased.
    pub(crate) fn content(&self, digest: &Digest) -> Option<Arc<Content>> {
        self.contents.content(self.process, digest, self.reading())
    }

    /// The words of a content, with their language.
    pub(crate) fn words_of(&self, digest: &Digest) -> Option<(Language, String)> {
        let content = self.content(digest)?;
        Some((content.get("language")?.parse().ok()?, content.get("text")?.to_owned()))
    }

    /// A text of an entry that may stand beside it, or in it where it is old; nothing where the reader may not see it.
    pub(crate) fn text_of(&self, entry: EntryNumber, text: &Text) -> Option<String> {
        match text {
            Text::Beside(words) => self.words_of(&words.digest).map(|(_, text)| text),
            Text::InEntry(text) => self.process.shows_text_of(entry).then(|| text.clone()),
        }
    }

    /// Words on one line, where there are any that the reader may see.
    pub(crate) fn line(&self, words: Option<&maru_forum::Words>) -> Markup {
        let Some((language, text)) = words.and_then(|words| self.words_of(&words.digest)) else {
            return html! { em { (self.visit.text("remark-withheld")) } };
        };
        self.visit.words(&language, &text)
    }

    /// Whether the reader may see the words that lie beside an entry; true of one that has none.
    pub(crate) fn may_read_entry(&self, entry: EntryNumber) -> bool {
        let ledger = &self.process.ledger;
        ledger.standing(entry).is_none() || ledger.may_read_entry(entry, self.reading())
    }

    /// What is said in place of words that cannot be shown.
    fn absence(&self, statement: &Statement) -> String {
        self.visit.text(match self.process.ledger.standing(statement.id.0) {
            Some(Standing::Withdrawn(_)) => "statement-erased",
            Some(Standing::Rejected(_)) => "statement-removed",
            Some(Standing::Waiting | Standing::Sealed | Standing::Shown) | None => "statement-withheld",
        })
    }

    /// A statement's words in the reader's language where there are any; absent if they cannot be shown.
    pub(crate) fn words<'s>(&self, statement: &'s Statement) -> Option<Words<'s>> {
        let (digest, language, translation) =
            self.process.best_words(statement, self.visit.tag(), self.reading());
        let content = self.content(&digest)?;
        let text = content.get("text")?.to_owned();
        Some(Words { language: language.clone(), text, translation })
    }

    /// A statement's words in an inline element with language and direction, with a mark where they are a translation that nobody
    /// has checked.
    pub(crate) fn inline_words(&self, statement: &Statement) -> Markup {
        let Some(words) = self.words(statement) else { return html! { em { (self.absence(statement)) } } };
        let unchecked = words.translation.is_some_and(|made| !self.process.is_checked(made));
        html! {
            (self.visit.words(&words.language, &shortened(&words.text, LIST_CHARACTERS)))
            @if unchecked { " " span.soft.small { (self.visit.text("statement-unchecked-mark")) } }
        }
    }

    /// A statement as a quotation in a list, where an imported one may be too long to stand whole.
    pub(crate) fn short_quotation(&self, statement: &Statement) -> Markup {
        self.quotation_within(statement, LIST_CHARACTERS)
    }

    /// A statement as a quotation, with what it was translated from and by whom.
    pub(crate) fn quotation(&self, statement: &Statement) -> Markup {
        self.quotation_within(statement, IMPORTED_STATEMENT_LIMIT)
    }

    /// A statement in the words of its author, whatever the language of the page.
    pub(crate) fn original(&self, statement: &Statement, limit: usize) -> Markup {
        match self.words_of(&statement.words.digest) {
            None => html! { p.quote { em { (self.absence(statement)) } } },
            Some((language, text)) => html! {
                p.quote lang=(language) dir=(language.direction()) { (shortened(&text, limit)) }
            },
        }
    }

    /// What everybody votes on are the author's words. A translation stands in their place only once somebody else than whoever made
    /// it has read it beside them; until then it stands below them, and says so.
    fn quotation_within(&self, statement: &Statement, limit: usize) -> Markup {
        let Some(words) = self.words(statement) else { return self.original(statement, limit) };
        let visit = self.visit;
        let translated = html! {
            p.quote lang=(words.language) dir=(words.language.direction()) { (shortened(&words.text, limit)) }
        };
        let original = [("language", visit.language_name(&statement.words.language).into())];
        html! {
            @match words.translation {
                Some(made) if self.process.is_checked(made) => {
                    (translated)
                    p.soft.small { (visit.text_with("statement-written-translated", &original)) " " (self.credit_of_translation(made)) }
                    details.small {
                        summary { (visit.text_with("statement-show-original", &original)) }
                        (self.original(statement, limit))
                    }
                },
                Some(made) => {
                    (self.original(statement, limit))
                    p.soft.small { b { (visit.text_with("statement-unchecked", &[("language", visit.language_name(&words.language).into())])) } " " (self.credit_of_translation(made)) }
                    (translated)
                },
                None => {
                    (translated)
                    @if words.language.primary() != visit.tag() {
                        p.soft.small { (visit.text_with("statement-written-in", &original)) }
                    }
                },
            }
        }
    }

    /// Who or what made a translation, and who read it beside the original.
    pub(crate) fn credit_of_translation(&self, translation: &Translation) -> Markup {
        let made = crate::translate::queue::Made::of_translation(self.process, translation);
        crate::translate::view::credit(self, &made)
    }

    pub(crate) fn translator_name(&self, translator: &str) -> String {
        match translator {
            "human" => self.visit.text("statement-translator-human"),
            other => other.to_owned(),
        }
    }

    /// Whose act something was: a pseudonym or the host.
    pub(crate) fn author_name(&self, author: Author) -> Markup {
        match author {
            Author::Operator => html! { (self.visit.text("people-operator")) },
            Author::Participant(id) => html! { (self.name_of(id)) },
        }
    }

    /// Under whose name something was said: an organisation's with its delegate's pseudonym, or the pseudonym alone; with the offices that
    /// they held then, and not those that they were given since.
    pub(crate) fn credit(&self, who: ParticipantId, entry: EntryNumber) -> Markup {
        let pseudonym = self.name_of(who);
        let organisation = self.process.said_for(entry);
        html! {
            @if let Some(organisation) = organisation {
                b { (crate::organisation::view::link(self, organisation)) } " (" bdi { (pseudonym) } ")"
            } @else { bdi { (pseudonym) } }
            @if let Some(offices) = crate::people::view::offices_at(self, who, entry) { " · " b { (offices) } }
        }
    }

    /// What a phase of the charter is called; its id where the charter has it no more.
    pub(crate) fn phase_name(&self, id: &str) -> String {
        let phase = self.process.charter.phase(id);
        phase.map_or_else(|| id.to_owned(), |phase| self.visit.local_plain(&phase.title).to_owned())
    }

    /// A participant's pseudonym.
    pub(crate) fn name_of(&self, id: ParticipantId) -> String {
        self.process
            .participant(id)
            .map_or_else(|| id.to_string(), |person| shown(person.pseudonym.as_str()).into_owned())
    }
}

/// Whether answers of people who do not take part yet are kept for them: where they can join, and vote, now.
pub(crate) fn takes_early_answers(process: &Process, now: Moment) -> bool {
    process.charter.registration == Registration::Open
        && process.may(PhaseAct::Vote, now)
        && process.may(PhaseAct::Join, now)
}

/// What a participant may read, or anyone where nobody is known.
pub(crate) fn reading_of(process: &Process, me: Option<ParticipantId>) -> Reading {
    match me {
        Some(who) if process.offices.may_act_as(who, Office::Moderator) => Reading::Moderator,
        Some(who) => Reading::Participant(who),
        None => Reading::Anyone,
    }
}

/// A text cut to a number of characters. What came from elsewhere may have characters in it that nobody sees and that turn the rest
/// around; they are shown as their numbers.
pub(crate) fn shortened(text: &str, limit: usize) -> Cow<'_, str> {
    let text = shown(text);
    match text.char_indices().nth(limit).map(|(end, _)| end) {
        None => text,
        Some(end) => Cow::Owned(format!("{}…", &text[..end])),
    }
}

/// Votes as a bar that can be told apart without colour, and the same in words.
pub(crate) fn tally(visit: &Visit, tally: Tally) -> Markup {
    let total = u64::from(tally.total());
    let parts = [tally.agree, tally.disagree, tally.pass].map(u64::from);
    let [agree, disagree, pass] = visit.percents(parts);
    html! {
        @if total == 0 {
            p.figures { (visit.text("statement-no-votes")) }
        } @else {
            (tally_bar(tally))
            p.figures {
                (visit.rich("statement-tally", &[
                    ("agree", agree.into()),
                    ("disagree", disagree.into()),
                    ("pass", pass.into()),
                    ("votes", total.into()),
                ], &[]))
                @if is_rounded(parts) { " · " (visit.text("statement-tally-rounded")) }
            }
        }
    }
}

/// Agree stands full height, disagree half, pass as a line: readable in black and white.
pub(crate) fn tally_bar(tally: Tally) -> Markup {
    let total = f64::from(tally.total().max(1));
    let width = |part: u32| (f64::from(part) / total * 1_000.0).round();
    let (agree, disagree, pass) = (width(tally.agree), width(tally.disagree), width(tally.pass));
    html! {
        svg.tally viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.a width=(agree) height="12" {}
            rect.d x=(agree + 2.0) y="6" width=((disagree - 2.0).max(0.0)) height="6" {}
            rect.p x=(agree + disagree + 2.0) y="10.5" width=((pass - 2.0).max(0.0)) height="1.5" {}
        }
    }
}

/// Something that stands behind others on a line, with the dot before it; no dot where there is nothing.
pub(crate) fn dotted(rest: &Markup) -> Markup {
    html! { @if !rest.0.is_empty() { " · " (rest) } }
}

/// The three answers, alike on purpose; the one given is marked.
pub(crate) fn answer_buttons(visit: &Visit, given: Option<Vote>) -> Markup {
    answers(visit, given, None)
}

/// The same with the focus on the first, and with the id of the words that are answered: whoever goes by the keyboard answers with one
/// key and whoever listens hears first what is asked. An answer by mistake can be changed on the page that follows.
pub(crate) fn next_answer_buttons(visit: &Visit, asked: &str) -> Markup {
    answers(visit, None, Some(asked))
}

fn answers(visit: &Visit, given: Option<Vote>, next: Option<&str>) -> Markup {
    html! {
        div.choices {
            @for (place, vote) in Vote::ALL.iter().copied().enumerate() {
                button type="submit" name="value" value=(vote.as_str())
                    autofocus[next.is_some() && place == 0] aria-describedby=[next]
                    aria-pressed=[given.map(|given| if given == vote { "true" } else { "false" })] {
                    (visit.text(&format!("vote-{}", vote.as_str())))
                }
            }
        }
    }
}

/// One page of a list.
pub(crate) struct Paged<T> {
    pub(crate) items: Vec<T>,
    pub(crate) page: usize,
    pub(crate) pages: usize,
}

impl<T> Paged<T> {
    /// The asked page of a list; a page beyond the end is the last one.
    pub(crate) fn of(all: impl Iterator<Item = T>, total: usize, asked: usize, size: usize) -> Self {
        let pages = total.div_ceil(size).max(1);
        let page = asked.clamp(1, pages);
        Self { items: all.skip((page - 1) * size).take(size).collect(), page, pages }
    }

    /// Links to the pages around, if there is more than one.
    pub(crate) fn links(&self, visit: &Visit) -> Markup {
        page_links(visit, self.page, self.pages)
    }
}

/// Links to the pages around one of several.
pub(crate) fn page_links(visit: &Visit, page: usize, pages: usize) -> Markup {
    let at = |page: usize| {
        let mut other = visit.clone();
        other.query.retain(|(name, _)| name != "page" && !["done", "about", "mac"].contains(&name.as_str()));
        if page > 1 {
            other.query.push(("page".to_owned(), page.to_string()));
        }
        visit.link(&other.here())
    };
    html! {
        @if pages > 1 {
            nav aria-label=(visit.text("layout-pages")) {
                ul.pages {
                    @if page > 1 { li { a rel="prev" href=(at(page - 1)) { (visit.text("layout-previous")) } } }
                    li aria-current="page" { (visit.text_with("layout-page-of", &[("page", page.into()), ("pages", pages.into())])) }
                    @if page < pages { li { a rel="next" href=(at(page + 1)) { (visit.text("layout-next")) } } }
                }
            }
        }
    }
}

/// Ranges of whole items that fit a page each, from the size of every item; one that is too large has a page alone.
pub(crate) fn pages_that_fit(
    sizes: impl IntoIterator<Item = usize>,
    room: usize,
) -> Vec<std::ops::Range<usize>> {
    let mut pages = Vec::new();
    let (mut start, mut filled, mut count) = (0, 0, 0);
    for size in sizes {
        if filled > 0 && filled + size > room {
            pages.push(start..count);
            (start, filled) = (count, 0);
        }
        filled += size;
        count += 1;
    }
    if start < count {
        pages.push(start..count);
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_with_no_dot() {
        assert_eq!(dotted(&html! {}).0, "");
        assert_eq!(dotted(&html! { b { "x" } }).0, " · <b>x</b>");
    }

    #[test]
    fn words_from_elsewhere_cannot_turn_a_page_around() {
        assert_eq!(shortened("a\u{202e}bc", 99), "a[U+202E]bc");
        assert_eq!(shortened("می\u{200c}خواهم", 99), "می\u{200c}خواهم");
        assert_eq!(shortened("abc", 2), "ab…");
    }
}
