//! What a process is, where it stands, what one can do in it, and its rules.

use std::collections::BTreeSet;

use jiff::civil::Date;
use maru_forum::{
    Charter, Lessened, Moment, Office, Phase, PhaseAct, Process, Registration, Shortened, Source, Stage,
    Statement,
};
use maud::{Markup, html};

use crate::common::{ProcessView, answer_buttons, next_answer_buttons, tally};
use crate::layout::{is_undecided, process_page};
use crate::result::figures::{Cast, common_ground, no_common_ground};
use crate::visit::Visit;

/// Common-ground statements shown on the first page of a process.
const TOP_STATEMENTS: usize = 3;

/// The first page of a process.
pub(crate) fn overview(view: &ProcessView<'_>) -> Markup {
    let (visit, charter) = (view.visit, &view.process.charter);
    let body = html! {
        h1 { (visit.local(&charter.title)) }
        (crate::result::view::decisions(view))
        (crate::ballot::view::now(view))
        p.lead { (visit.local(&charter.purpose)) }
        p.soft.small {
            @if !view.process.stage.is_over() { (visit.text(&format!("process-registration-{}", registration(charter)))) " " }
            (visit.rich("process-level-line", &[
                ("level", visit.text(&format!("process-level-{}", level(charter))).into()),
            ], &[("charter", view.link("/charter"))]))
        }
        (source(view))
        @if view.process.stage == Stage::Prepared { p.warn { (visit.text("process-not-open-yet")) } }
        @if let Stage::Closed(entry) = view.process.stage { p.note { (visit.text("process-is-over")) " " (view.entry(entry)) } }
        @if let Stage::Abandoned(_) = view.process.stage { p.note { (view.not_now("process-is-over", None)) } }
        @if is_undecided(view.process, visit.now.day()) { p.warn { (visit.text("process-undecided")) } }
        (timetable(visit, charter, Some(view.process)))
        (actions(view))
        (one_statement(view))
        (common(view))
        (standing(view))
    };
    process_page(view, visit.local_plain(&charter.title), &body)
}

/// Where imported acts come from, with the licence that asks to be named.
pub(crate) fn source(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        @if let Some((entry, Source { name, url, licence, description })) = view.process.sources.last().map(|named| (&named.entry, &named.source)) {
            div.note {
                p { b { (visit.text_with("process-imported", &[("source", name.as_str().into())])) } }
                @if !description.is_empty() { p dir="auto" { (description) } }
                p.small {
                    @if url.starts_with("https://") || url.starts_with("http://") {
                        a href=(url) rel="nofollow noreferrer" { (url) } " · "
                    }
                    @if !licence.is_empty() { (visit.text("process-licence")) " " span dir="auto" { (licence) } " · " }
                    (view.entry(*entry))
                }
            }
        }
    }
}

/// The phases as dated steps, of a process or of a charter under which none has begun. What was promised for longer says so, and what
/// the end of a process cut short or left out says that.
pub(crate) fn timetable(visit: &Visit, charter: &Charter, process: Option<&Process>) -> Markup {
    let shortened = process.map(Process::shortened).unwrap_or_default();
    let gone = || shortened.iter().filter(|one| one.closes.is_none());
    html! {
        @if !charter.phases.is_empty() {
            h2 #timetable { (visit.text("process-timetable")) }
            ol.times {
                @for phase in &charter.phases {
                    (step(visit, phase, process, shortened.iter().find(|one| one.promised.id == phase.id)))
                }
            }
            p.soft.small { (visit.text("process-timetable-days")) }
            @for one in gone() { p.warn { (visit.local(&one.promised.title)) ": " (taken_back(visit, one)) } }
        }
    }
}

/// Until when a phase was promised, and that it ends earlier or was taken out.
pub(crate) fn taken_back(visit: &Visit, one: &Shortened<'_>) -> String {
    let promised = ("promised", visit.date(one.promised.closes).into());
    match one.closes {
        Some(closes) => {
            visit.text_with("process-phase-shortened", &[promised, ("day", visit.date(closes).into())])
        }
        None => visit.text_with("process-phase-gone", &[promised]),
    }
}

/// What a phase no longer lets people do.
pub(crate) fn acts_taken(visit: &Visit, one: &Lessened<'_>) -> String {
    let acts: Vec<_> =
        one.acts.iter().map(|act| visit.text(&format!("charter-act-{}", act.as_str()))).collect();
    let promised = visit.date(one.promised.closes);
    visit.text_with(
        "process-phase-lessened",
        &[("acts", acts.join(", ").into()), ("promised", promised.into())],
    )
}

/// Where a phase stands: what runs is said only while a process is open, for before and after it none does.
fn state(phase: &Phase, process: Option<&Process>, today: Date) -> &'static str {
    let is_open = process.is_none_or(|process| matches!(process.stage, Stage::Open(_)));
    match process.and_then(|process| process.ended).map(Moment::day) {
        Some(ended) if ended < phase.opens => "never",
        Some(ended) if ended <= phase.closes => "cut",
        _ if phase.closes < today => "past",
        _ if phase.opens <= today && is_open => "now",
        _ => "next",
    }
}

fn step(
    visit: &Visit,
    phase: &Phase,
    process: Option<&Process>,
    shortened: Option<&Shortened<'_>>,
) -> Markup {
    let state = state(phase, process, visit.now.day());
    let running = state == "now";
    let has_begun = phase.opens <= visit.now.day();
    let ended = process.and_then(|process| process.ended).map_or_else(String::new, |at| visit.date(at.day()));
    let class = if ["never", "cut"].contains(&state) { "past" } else { state };
    html! {
        li class=(class) aria-current=[running.then_some("step")] {
            (visit.local(&phase.title))
            span.when {
                @if phase.opens == phase.closes {
                    (visit.date(phase.opens))
                } @else {
                    (visit.text_with("process-phase-dates", &[
                        ("from", visit.date(phase.opens).into()),
                        ("to", visit.date(phase.closes).into()),
                    ]))
                }
            }
            @if running {
                span.when { (visit.text_with("process-days-left", &[
                    ("days", visit.days_until_end(phase.closes).into()),
                ])) " (" (visit.until(phase.closes)) ")" }
            } @else if state != "next" || !has_begun {
                span.when { (visit.text_with(&format!("process-phase-{state}"), &[("day", ended.into())])) }
            }
            // Where the process ended before, that is the end; what had been promised is said of it, and not a second end to come.
            @if let Some(shortened) = shortened {
                span.when { b {
                    @if ["cut", "never"].contains(&state) { (visit.text_with("process-phase-was-promised", &[("day", visit.date(shortened.promised.closes).into())])) }
                    @else { (taken_back(visit, shortened)) }
                } }
            }
        }
    }
}

/// What can be done now, nothing else; where nothing can, what comes next.
fn actions(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    // Erased words are put to nobody any more.
    let asked = || view.process.readable_statements();
    let visible = asked().count();
    let unseen = asked().filter(|s| view.my_vote(s).is_none()).count();
    let people = view.process.participants.len();
    // Where nothing is put to a vote, watching others is what people came for, before the first audit too.
    let votes = view.process.charter.phases.iter().any(|phase| phase.acts.contains(&PhaseAct::Vote));
    let watches = view.is_open() && !votes;
    html! {
        @if view.is_open() { h2 #now { (visit.text("process-what-now")) } } @else if has_something(view.process) { h2 #now { (visit.text("process-what-there-is")) } }
        ul.acts {
            @if view.me.is_none() && view.open_for(PhaseAct::Join) {
                @if is_for_everyone(view) { (action(view, "join", "/join", &visit.text_with("process-act-join-why", &[("people", people.into())]))) }
                @else { (action(view, "join-invited", "/join", &visit.text("process-registration-invited"))) }
            }
            @if view.open_for(PhaseAct::Vote) && visible > 0 {
                (action(view, "vote", "/vote", &visit.text_with("process-act-vote-why", &[
                    ("statements", visible.into()), ("unseen", unseen.into()),
                ])))
            }
            @if view.open_for(PhaseAct::Statement) {
                (action(view, "state", "/statements/new", &visit.text("process-act-state-why")))
            }
            @if !view.process.drafts.is_empty() {
                (action(view, "draft", "/draft", &visit.text_with("process-act-draft-why", &[
                    ("version", view.process.drafts.len().into()),
                ])))
            }
            @if view.open_for(PhaseAct::Initiative) || !view.process.initiatives.is_empty() {
                (action(view, "initiatives", "/initiatives", &visit.text_with("process-act-initiatives-why", &[
                    ("count", view.process.initiatives.len().into()),
                ])))
            }
            @if !view.process.meetings.is_empty() || !view.process.contacts.is_empty() {
                (action(view, "meetings", "/meetings", &visit.text_with("process-act-meetings-why", &[
                    ("count", view.process.meetings.len().into()),
                ])))
            }
            @let signed = view.process.drafts.last().map_or(0, |draft| view.process.endorsements.count(draft.entry).here());
            @if view.open_for(PhaseAct::Endorse) || !view.process.endorsements.is_empty() || !view.process.demands.is_empty() {
                (action(view, "statement", "/statement", &if signed == 0 && !view.open_for(PhaseAct::Endorse) { visit.text("process-act-statement-read") } else { visit.text_with("process-act-statement-why", &[("count", signed.into())]) }))
            }
            @if !view.process.obligations.is_empty() {
                (action(view, "obligations", "/obligations", &visit.text_with("process-act-obligations-why", &[("count", view.process.obligations.len().into())])))
            }
            @if !view.process.commitments.is_empty() || (watches && view.may_act_as(Office::Secretariat)) {
                (action(view, "commitments", "/commitments", &visit.text_with("process-act-commitments-why", &[
                    ("count", view.process.commitments.len().into()),
                ])))
            }
            @if !view.process.audits.is_empty() || watches {
                (action(view, "audits", "/audits", &visit.text_with("process-act-audits-why", &[
                    ("count", view.process.audits.len().into()),
                ])))
            }
            @let harms = view.process.harms.shown(&view.process.ledger).count();
            @if harms > 0 || (matches!(view.process.stage, Stage::Open(_)) && view.me.is_some()) {
                (action(view, "harms", "/harms", &visit.text_with("process-act-harms-why", &[("count", harms.into())])))
            }
            @if !view.process.statements.is_empty() { (action(view, if view.process.stage.is_over() { "results-of-all" } else { "results" }, "/results", &visit.text("process-act-results-why"))) }
        }
        @if matches!(view.process.stage, Stage::Open(_)) && !view.open_for(PhaseAct::Vote) {
            p.soft { (view.not_now("process-not-voting-now", Some(PhaseAct::Vote))) }
        }
    }
}

/// Whether there is anything to read in a process that is not open.
fn has_something(process: &Process) -> bool {
    !(process.drafts.is_empty()
        && process.statements.is_empty()
        && process.initiatives.is_empty()
        && process.meetings.is_empty()
        && process.contacts.is_empty()
        && process.commitments.is_empty()
        && process.obligations.is_empty()
        && process.audits.is_empty()
        && process.demands.is_empty())
}

fn action(view: &ProcessView<'_>, name: &str, under: &str, why: &str) -> Markup {
    html! {
        li {
            a href=(view.link(under)) { (view.visit.text(&format!("process-act-{name}"))) }
            (why)
        }
    }
}

/// One statement, with the answers for those who take part.
fn one_statement(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    if !view.open_for(PhaseAct::Vote) {
        return html! {};
    }
    let Some(statement) = crate::statement::next::next(view, 0) else { return html! {} };
    html! {
        h2 #one { (visit.text("process-one-statement")) }
        (ballot(view, statement, ""))
    }
}

/// A statement with the three answers; without sign-in, with the way there.
pub(crate) fn ballot(view: &ProcessView<'_>, statement: &Statement, back: &str) -> Markup {
    let visit = view.visit;
    // After an answer, or once those that waited are counted, the next statement's answers have the focus: one key answers.
    let next = back.is_empty() && ["done", "counted"].iter().any(|name| visit.asked(name).is_some());
    let given = view.my_vote(statement);
    let buttons = || match given {
        None if next => next_answer_buttons(visit, "asked"),
        given => answer_buttons(visit, given),
    };
    html! {
        form.ballot method="post" action=(view.link("/vote")) {
            div #asked { (view.quotation(statement)) }
            @if !view.open_for(PhaseAct::Vote) {
                p { (view.not_now("vote-not-now", Some(PhaseAct::Vote))) }
            } @else if let Some(name) = view.pseudonym() {
                input type="hidden" name="statement" value=(statement.id);
                @if !back.is_empty() { input type="hidden" name="back" value=(back); }
                (buttons())
                p.soft.small { (visit.rich("vote-consequence", &[("name", name.into())], &[])) }
            } @else if view.takes_early_answers() {
                input type="hidden" name="statement" value=(statement.id);
                @if !back.is_empty() { input type="hidden" name="back" value=(back); }
                (buttons())
                p.soft.small { (visit.text("vote-early-consequence")) }
            } @else {
                p { (sign_in_or_join(view, "/vote")) }
                @if is_for_everyone(view) { p.soft.small { (visit.text("vote-why-sign-in")) } }
            }
        }
    }
}

/// The button that leads to answering statements: sign-in first, then a name in this process.
pub(crate) fn sign_in_or_join(view: &ProcessView<'_>, then: &str) -> Markup {
    leads_to_join(view, then, "vote-sign-in-first")
}

/// The same where it is not about answering statements.
pub(crate) fn sign_in_to_take_part(view: &ProcessView<'_>, then: &str) -> Markup {
    leads_to_join(view, then, "process-sign-in")
}

/// Whether anyone may join now.
pub(crate) fn is_for_everyone(view: &ProcessView<'_>) -> bool {
    view.process.charter.registration == Registration::Open && view.open_for(PhaseAct::Join)
}

/// Why not everyone can join now, before anybody signs in for nothing: who may, with what, or that nobody can.
fn not_for_everyone(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        @if !view.open_for(PhaseAct::Join) {
            (view.not_now("people-join-not-now", Some(PhaseAct::Join))) " "
        } @else {
            (visit.text("process-registration-invited")) " "
            a href=(view.link("/invited")) { (visit.text("participation-have-code")) } " · "
            a href=(view.link("/apply")) { (visit.text("participation-apply")) } " · "
        }
    }
}

fn leads_to_join(view: &ProcessView<'_>, then: &str, key: &str) -> Markup {
    let visit = view.visit;
    let join = view.link(&format!("/join?then={}", crate::visit::encoded(&view.address(then))));
    html! {
        @if !is_for_everyone(view) {
            (not_for_everyone(view))
            @if visit.signed.is_none() {
                a rel="nofollow" href=(visit.link(&format!("/sign-in?then={}", crate::visit::encoded(&join)))) { (visit.text("process-sign-in-again")) }
            }
        } @else if visit.signed.is_some() {
            a.button.go href=(join) { (visit.text("vote-join-first")) }
        } @else {
            a.button.go rel="nofollow" href=(visit.link(&format!("/sign-in?then={}", crate::visit::encoded(&join)))) {
                (visit.text(key))
            }
        }
    }
}

fn common(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let found: Vec<_> = common_ground(view).into_iter().take(TOP_STATEMENTS).collect();
    html! {
        h2 #common-ground { (visit.text("result-common-ground")) }
        @if found.is_empty() {
            p { (no_common_ground(view)) }
            p { a href=(view.link("/report")) { (visit.text("report-link")) } }
        } @else {
            ul.rows {
                @for ground in &found {
                    li {
                        p.quote { (view.inline_words(ground.statement)) }
                        (tally(visit, ground.statement.tally))
                    }
                }
            }
            p {
                a href=(view.link("/report")) { (visit.text("report-link")) } " · "
                a href=(view.link("/results")) { (visit.text("process-all-results")) } " · "
                a href=(view.link("/map")) { (visit.text("layout-map")) } " · "
                a href=(view.link("/missing")) { (visit.text("result-who-is-missing")) }
            }
        }
    }
}

/// How things stand in figures, and who answers for the process.
fn standing(view: &ProcessView<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let people = if process.stage.is_over() { "process-counted-people" } else { "process-count-people" };
    let asked =
        if view.open_for(PhaseAct::Vote) { "process-count-statements" } else { "process-counted-statements" };
    html! {
        h2 #standing { (visit.text("process-standing")) }
        ul {
            li { (visit.rich(people, &[("count", process.participants.len().into())], &[
                ("people", view.link("/people")),
            ])) }
            li { (visit.rich(asked, &[("count", process.readable_statements().count().into())], &[
                ("statements", view.link("/statements")),
            ])) }
            @let cast = Cast::of(process);
            // One act may judge many words.
            @let acts = process.moderation_log.iter().map(|act| act.entry).collect::<BTreeSet<_>>().len();
            li {
                (visit.text_with("process-count-votes", &[("count", cast.votes.into())]))
                @if cast.aside > 0 { " " (visit.text_with("result-aside", &[("count", cast.aside.into())])) }
            }
            li { (visit.rich("process-count-moderated", &[("count", acts.into())], &[
                ("log", view.link("/moderation")),
            ])) }
            li { (visit.rich("process-count-entries", &[("count", process.entries.into())], &[
                ("record", view.link("/record")), ("verify", visit.link("/about/verify")),
            ])) }
        }
        p {
            (visit.rich("process-charter-link", &[], &[("charter", view.link("/charter"))]))
            " " a href=(view.link("/openness")) { (visit.text("openness-link")) }
        }
    }
}

/// Whether the rules were there before the first phase opened, which not every process can say.
fn charter_lead(view: &ProcessView<'_>) -> String {
    let (visit, process) = (view.visit, view.process);
    let first = process.charter.phases.iter().map(|phase| phase.opens).min();
    if first.is_some_and(|opens| process.created.day() < opens) {
        return visit.text("process-charter-lead");
    }
    visit.text_with("process-charter-lead-late", &[("day", visit.date(process.created.day()).into())])
}

/// The rules of a process.
pub(crate) fn charter(view: &ProcessView<'_>) -> Markup {
    let (visit, charter) = (view.visit, &view.process.charter);
    let title = visit.text("process-charter");
    let body = html! {
        h1 { (title) }
        p.lead { (charter_lead(view)) }
        (facts(visit, charter, "process-charter-unsaid"))
        (source(view))
        (timetable(visit, charter, Some(view.process)))
        p.small { (visit.text("process-charter-entry")) " " (view.entry(view.process.charter_entry)) }
        p { a href=(view.link("/translate")) { (visit.text("translate-title")) } }
        @if !view.process.charter_changes.is_empty() {
            p { a href=(view.link("/charter/changes")) { (visit.text("desk-changes-title")) } }
        }
    };
    process_page(view, &title, &body)
}

/// The rules, one by one; `unsaid` is what stands where nothing is said.
pub(crate) fn facts(visit: &Visit, charter: &Charter, unsaid: &str) -> Markup {
    let texts = [
        ("purpose", &charter.purpose),
        ("mandate", &charter.mandate),
        ("eligibility", &charter.eligibility),
        ("who", &charter.decides.who),
        ("rule", &charter.decides.rule),
        ("quorum", &charter.decides.quorum),
        ("tie", &charter.decides.tie),
        ("budget", &charter.budget),
        ("funders", &charter.funders),
    ];
    html! {
        dl.facts {
            // Of a process that decides nothing it is not told how it decides, unless its charter says it all the same.
            @for (key, text) in texts.into_iter().filter(|(key, text)| charter.decides_anything() || !text.is_blank() || !["who", "rule", "quorum", "tie"].contains(key)) {
                dt { (visit.text(&format!("process-charter-{key}"))) }
                dd { @if text.is_blank() { (visit.text(unsaid)) } @else { (visit.local(text)) } }
            }
            (charter_choices(visit, charter, unsaid))
            (disclosed(visit, charter))
        }
    }
}

/// What the charter discloses beyond what every charter says; what it leaves unsaid is said to be so where it can be said.
fn disclosed(visit: &Visit, charter: &Charter) -> Markup {
    let said = &charter.disclosed;
    let fields = crate::charter::fields::fields(charter);
    let value = |path: &str| {
        let field = fields.iter().find(|field| field.path == path);
        field.map(|field| crate::charter::fields::said(visit, field)).filter(|words| !words.is_empty())
    };
    let named = |name: &str| crate::charter::fields::label(visit, charter, &format!("disclosed.{name}"));
    html! {
        @for (name, text) in [("fixed", &said.fixed), ("options", &said.options)] {
            dt { (named(name)) }
            dd { @if text.is_blank() { (visit.text("process-charter-unsaid")) } @else { (visit.local(text)) } }
        }
        @for name in ["effect", "costs", "amounts", "support", "taken", "ways"] {
            dt { (named(name)) }
            dd.lines dir="auto" {
                @match value(&format!("disclosed.{name}")) {
                    Some(words) => { @for line in words.lines() { (line) br; } }
                    None => (visit.text("process-charter-unsaid")),
                }
            }
        }
    }
}

fn charter_choices(visit: &Visit, charter: &Charter, unsaid: &str) -> Markup {
    let moderation = match charter.moderation {
        maru_forum::Moderation::Before => "before",
        maru_forum::Moderation::After => "after",
    };
    html! {
        dt { (visit.text("process-charter-level")) }
        dd { (visit.text(&format!("process-level-{}", level(charter)))) }
        dt { (visit.text("process-charter-registration")) }
        dd { (visit.text(&format!("process-registration-{}", registration(charter)))) }
        dt { (visit.text("process-charter-moderation")) }
        dd { (visit.text(&format!("process-moderation-{moderation}"))) }
        dt { (visit.text("process-charter-groups")) }
        dd {
            @if charter.groups.is_empty() { (visit.text(unsaid)) } @else {
                ul { @for group in &charter.groups { li { (visit.local(&group.title)) } } }
            }
        }
        dt { (visit.text("process-charter-answers")) }
        dd {
            (visit.text(if charter.answer_consent { "process-charter-consent" } else { "process-charter-no-consent" })) " "
            (visit.text_with("process-charter-reply-days", &[("days", charter.reply_days.into())])) " "
            (visit.text_with("process-charter-edit-minutes", &[("minutes", charter.edit_minutes.into())]))
        }
        dt { (visit.text("process-charter-decisions")) }
        @if !charter.decides_anything() { dd { (visit.text("process-charter-decides-nothing")) } }
        @else { dd {
            @if charter.decides.quorum_people > 0 { (visit.text_with("process-charter-quorum-people", &[("people", charter.decides.quorum_people.into())])) " " }
            (visit.text(&format!("ballot-tie-{}", charter.decides.tie_rule.as_str()))) " "
            (visit.text(if charter.decides.revision { "process-charter-revision" } else { "process-charter-no-revision" }))
        } }
        dt { (visit.text("process-charter-minimum")) }
        dd { (visit.text_with("process-charter-minimum-is", &[("people", charter.minimum_group.into())])) }
        @if charter.initiatives.is_promised() {
            dt { (visit.text("initiative-title")) }
            dd { (crate::initiative::view::rule(visit, charter.initiatives)) }
        }
        dt { (visit.text("process-charter-languages")) }
        dd { ul { @for language in &charter.languages { li { (visit.language_name(language)) } } } }
        dt { (visit.text("process-charter-contact")) }
        dd { @if charter.contact.trim().is_empty() { (visit.text(unsaid)) } @else { (charter.contact) } }
    }
}

fn level(charter: &Charter) -> &'static str {
    use maru_forum::ParticipationLevel as Level;
    match charter.participation_level {
        Level::Inform => "inform",
        Level::Consult => "consult",
        Level::Involve => "involve",
        Level::Collaborate => "collaborate",
        Level::Empower => "empower",
    }
}

fn registration(charter: &Charter) -> &'static str {
    match charter.registration {
        maru_forum::Registration::Open => "open",
        maru_forum::Registration::Invited => "invited",
    }
}
