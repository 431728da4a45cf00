//! People: who takes part, how one joins, and the public moderation log.

use maru_forum::{
    Author, Code, Concerned, EntryNumber, Means, ModerationAct, NO_RULE, Office, PSEUDONYM_LIMIT,
    Participant, ParticipantId, PhaseAct, Process, Redaction, Registration, StatementId, Telling, shown,
};
use maud::{Markup, html};

use crate::common::{PAGE_ITEMS, Paged, ProcessView};
use crate::countries::{by_name, name_of};
use crate::layout::process_page;
use crate::locale::Locale;
use crate::process::view::sign_in_to_take_part;
use crate::visit::{Visit, encoded};

/// People on one page.
const PEOPLE_ITEMS: usize = 50;

/// Who takes part.
pub(crate) fn people(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let all = &view.process.participants;
    let paged = Paged::of(all.iter().rev(), all.len(), visit.asked_page(), PEOPLE_ITEMS);
    let title = visit.text("layout-people");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text_with("people-lead", &[("count", all.len().into())])) }
        @if view.me.is_none() && view.open_for(PhaseAct::Join) {
            p { (sign_in_to_take_part(view, "")) }
        }
        (groups(view))
        p { a href=(view.link("/organisations")) { (visit.text_with("organisation-link", &[("count", view.process.organisations.len().into())])) } }
        p { a href=(view.link("/participation")) { (visit.text("participation-title")) } }
        h2 { (visit.text("people-all")) }
        @if all.is_empty() { p { (visit.text("people-none")) } } @else { (table(view, &paged.items)) }
        (paged.links(visit))
    };
    process_page(view, &title, &body)
}

fn groups(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let groups = &view.process.charter.groups;
    let count = |id: Option<&maru_forum::GroupId>| {
        view.process.participants.iter().filter(|person| person.group.as_ref() == id).count() as u32
    };
    let counts: Vec<u32> = groups.iter().map(|group| Some(&group.id)).chain([None]).map(count).collect();
    // Nothing is hidden here: the list below says of everyone which group they gave.
    let cell = |place: usize| visit.number(counts[place]);
    html! {
        h2 { (visit.text("people-by-group")) }
        table {
            thead { tr { th scope="col" { (visit.text("result-group")) } th.n scope="col" { (visit.text("result-people")) } } }
            tbody {
                @for (place, group) in groups.iter().enumerate() {
                    tr { th scope="row" { (visit.local(&group.title)) } td.n { (cell(place)) } }
                }
                @if counts[groups.len()] > 0 {
                    tr { th scope="row" { (visit.text("people-group-unsaid")) } td.n { (cell(groups.len())) } }
                }
            }
        }
        p { a href=(view.link("/missing")) { (visit.text("result-who-is-missing")) } }
    }
}

fn table(view: &ProcessView<'_>, people: &[&Participant]) -> Markup {
    let visit = view.visit;
    let heads = ["people-name", "result-group", "people-country", "people-joined"];
    html! {
        table.stack {
            thead { tr { @for key in heads { th scope="col" { (visit.text(key)) } } } }
            tbody {
                @for person in people {
                    tr {
                        th scope="row" {
                            bdi { (shown(person.pseudonym.as_str())) }
                            @if person.verified { " · " (verified(view, person)) }
                            @for office in view.process.offices.of(person.id) {
                                " · " b { (visit.text(&format!("people-office-{}", office.as_str()))) }
                            }
                        }
                        td data-of=(visit.text("result-group")) {
                            (group_name(view, person))
                            @if let Some(organisation) = view.process.delegations.organisation_of(person.id) {
                                " · " (visit.text("organisation-speaks-for")) " " (crate::organisation::view::link(view, organisation))
                            }
                        }
                        td data-of=(visit.text("people-country")) {
                            (person.country.map_or_else(|| "–".to_owned(), |code| name_of(code, visit.tag())))
                        }
                        td data-of=(visit.text("people-joined")) { (visit.date(person.at.day())) " · " (view.entry(person.id.0)) }
                    }
                }
            }
        }
    }
}

/// That somebody's identity was verified, with the entry that says so.
fn verified(view: &ProcessView<'_>, person: &Participant) -> Markup {
    let last = view.process.verifications.last_of(person.id);
    let means = last.and_then(|one| one.means);
    let how = means.map(|means| view.visit.text(&format!("people-verified-{}", means.as_str())));
    html! {
        (view.visit.text("people-verified"))
        @if let (Some(how), Some(last)) = (how, last) { " (" (how) ") " (view.entry(last.entry)) }
    }
}

fn group_name(view: &ProcessView<'_>, person: &Participant) -> Markup {
    let known = view.process.charter.groups.iter().find(|group| Some(&group.id) == person.group.as_ref());
    known.map_or_else(|| html! { "–" }, |group| view.visit.local(&group.title))
}

/// What somebody typed when joining.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    pub(crate) pseudonym: String,
    pub(crate) group: String,
    pub(crate) country: String,
    pub(crate) then: String,
    /// The name that is meant although it looks like another's.
    pub(crate) alike: String,
    /// Whether the form was sent, rather than shown blank.
    #[serde(skip)]
    pub(crate) sent: bool,
    /// `yes` where answers given before joining become votes.
    pub(crate) answers: String,
    /// The code of an invitation, or of an application that was granted.
    pub(crate) code: String,
}

pub(crate) fn join(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text("people-join");
    let body = html! {
        h1 { (title) }
        p { (visit.local(&view.process.charter.eligibility)) }
        @if let Some(name) = view.pseudonym() {
            p.note { (visit.text_with("people-joined-as", &[("name", name.into())])) }
            @if typed.sent && typed.pseudonym.trim() != name { p.wrong role="alert" { (visit.text_with("people-join-already", &[("typed", typed.pseudonym.trim().to_owned().into())])) } }
            (crate::statement::early::note(view))
            @if view.open_for(PhaseAct::Vote) { p { a.button.go href=(view.link("/vote")) { (visit.text("process-act-vote")) } } }
            @else { p { (view.not_now("vote-not-now", Some(PhaseAct::Vote))) " " a href=(view.link("")) { (visit.text("layout-overview")) } } }
        } @else if !view.open_for(PhaseAct::Join) {
            p.warn { (view.not_now("people-join-not-now", Some(PhaseAct::Join))) }
        } @else if visit.signed.is_none() {
            @if view.process.charter.registration == Registration::Invited {
                p.warn { (visit.text("process-registration-invited")) }
                (participation_ways(view))
            }
            p { (visit.text("people-join-sign-in")) }
            p { a.button.go rel="nofollow" href=(visit.link(&format!("/sign-in?then={}", encoded(&visit.link(&visit.here()))))) {
                (visit.text("layout-sign-in"))
            } }
        } @else {
            @if view.process.charter.registration == Registration::Invited {
                p.warn { (visit.text("process-registration-invited")) }
                (participation_ways(view))
            }
            (join_form(view, typed, fault))
        }
    };
    process_page(view, &title, &body)
}

/// Where a code is looked at, and where somebody without one asks to come in.
fn participation_ways(view: &ProcessView<'_>) -> Markup {
    html! {
        p {
            a href=(view.link("/invited")) { (view.visit.text("participation-have-code")) } " · "
            a href=(view.link("/apply")) { (view.visit.text("participation-apply")) }
        }
    }
}

/// The group and country that an invitation or an application names, for whoever comes with its code and has said nothing yet.
fn of_code(view: &ProcessView<'_>, typed: &Typed) -> (String, String) {
    let code = Code::typed(&typed.code).ok().filter(|_| !typed.sent);
    let invited = code.as_ref().and_then(|code| view.process.seat_of(code));
    let invited = invited.map(|(invitation, _)| (invitation.group.as_ref(), invitation.country));
    let applied = code.as_ref().and_then(|code| view.process.application_of(code));
    let applied = applied.map(|application| (application.group.as_ref(), application.country));
    let (group, country) = invited.or(applied).unwrap_or_default();
    let text = |said: &str, of: Option<String>| {
        if said.is_empty() { of.unwrap_or_default() } else { said.to_owned() }
    };
    (
        text(&typed.group, group.map(ToString::to_string)),
        text(&typed.country, country.map(|code| code.to_string())),
    )
}

fn join_form(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let (group_said, country_said) = of_code(view, typed);
    let says_something = !group_said.is_empty() || !country_said.is_empty();
    let from_code = !typed.sent && says_something;
    html! {
        form method="post" action=(view.link("/join")) {
            input type="hidden" name="then" value=(typed.then);
            @if view.process.charter.registration == Registration::Invited || !typed.code.is_empty() {
                label for="code" { (visit.text("participation-code")) }
                input #code name="code" required value=(typed.code) dir="ltr" autocomplete="off" spellcheck="false";
            }
            @if !typed.alike.is_empty() { input type="hidden" name="alike" value=(typed.alike); }
            label for="pseudonym" { (visit.text("people-field-name")) }
            p.hint #name-hint { (visit.text("people-field-name-hint")) }
            @if let Some(fault) = fault { p.wrong #name-fault role="alert" { (fault) } }
            input #pseudonym name="pseudonym" required maxlength=(PSEUDONYM_LIMIT) value=(typed.pseudonym) dir="auto"
                autocomplete="off" spellcheck="false"
                aria-describedby=(if fault.is_some() { "name-hint name-fault" } else { "name-hint" })
                aria-invalid=[fault.map(|_| "true")];
            @if from_code { p.note { (visit.text("people-join-from-code")) } }
            @if !view.process.charter.groups.is_empty() {
                label for="group" { (visit.text("people-field-group")) }
                p.hint #group-hint { (visit.text("people-field-group-hint")) }
                select #group name="group" aria-describedby="group-hint" {
                    option value="" { (visit.text("people-unsaid")) }
                    @for group in &view.process.charter.groups {
                        option value=(group.id) selected[group.id.0 == group_said] { (visit.local_plain(&group.title)) }
                    }
                }
            }
            label for="country" { (visit.text("people-field-country")) }
            p.hint #country-hint { (visit.text("people-field-country-hint")) }
            select #country name="country" aria-describedby="country-hint" {
                option value="" { (visit.text("people-unsaid")) }
                @for (code, name) in by_name(visit.tag()) {
                    option value=(code) selected[*code == country_said] { (name) }
                }
            }
            @if !view.early.is_empty() { (early_answers(view, typed)) }
            p.note { (visit.text("people-join-forever")) }
            button.go type="submit" { (visit.text("people-join-send")) }
        }
    }
}

/// What was answered before joining, and whether it becomes votes.
fn early_answers(view: &ProcessView<'_>, typed: &Typed) -> Markup {
    let visit = view.visit;
    // Chosen for them, because they answered to be heard; whoever borrowed the browser takes the tick away.
    let chosen = typed.answers == "yes" || !typed.sent;
    html! {
        label.row {
            input type="checkbox" name="answers" value="yes" checked[chosen];
            " " (visit.text_with("people-join-answers", &[("count", view.early.len().into())]))
        }
        details {
            summary { (visit.text("people-join-answers-which")) }
            ul.small {
                @for answer in view.early {
                    @if let Some(statement) = view.process.statement(answer.statement) {
                        li { b { (visit.text(&format!("vote-{}", answer.vote.as_str()))) } " · " (view.inline_words(statement)) }
                    }
                }
            }
        }
    }
}

/// The public moderation log.
pub(crate) fn moderation(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let log = &view.process.moderation_log;
    let paged = Paged::of(log.iter().rev(), log.len(), visit.asked_page(), PAGE_ITEMS);
    let title = visit.text("moderation-title");
    let mode = match view.process.charter.moderation {
        maru_forum::Moderation::Before => "process-moderation-before",
        maru_forum::Moderation::After => "process-moderation-after",
    };
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("moderation-lead")) }
        p { (visit.text(mode)) }
        @if !view.process.words_reports.is_empty() { p.figures { (visit.text_with("moderation-reports", &[("count", view.process.words_reports.len().into())])) } }
        (told(view))
        @if log.is_empty() && view.process.redactions.is_empty() { p.note { (visit.text("moderation-none")) } }
        ul.rows {
            @for act in &paged.items {
                li {
                    (moderation_line(view, act))
                    p.figures { (judged(view, act.on)) }
                    (told_of(view, act.entry, act.on))
                    (crate::review::view::appeals_against(view, act.entry, act.on))
                }
            }
        }
        (paged.links(visit))
        (erasures(view))
    };
    process_page(view, &title, &body)
}

/// How many of those whom acts are about were told of them, and how many not.
fn told(view: &ProcessView<'_>) -> Markup {
    let (visit, notices) = (view.visit, &view.process.notices);
    let all = view.process.acts_about_people();
    let tellings = all.iter().map(|(act, who)| notices.told(*act, *who).map(|telling| telling.means));
    let (mut knew, mut notice, mut none) = (0_usize, 0_usize, 0_usize);
    for means in tellings {
        match means {
            Some(Means::Mail | Means::Seen) => knew += 1,
            Some(Means::Page | Means::Bounced) => notice += 1,
            Some(Means::Unreachable) | None => none += 1,
        }
    }
    let counts = [("knew", knew.into()), ("notice", notice.into()), ("none", none.into())];
    html! { @if !all.is_empty() { p.figures { (visit.text_with("moderation-told", &counts)) } } }
}

/// How somebody was told of an act, for the log.
fn telling_line(view: &ProcessView<'_>, telling: Option<Telling>) -> Markup {
    let visit = view.visit;
    html! {
        @match telling {
            Some(telling) => { (visit.text(&format!("moderation-told-{}", telling.means.as_str()))) " " (visit.moment(telling.at)) " · " (view.entry(telling.entry)) },
            None => (visit.text("moderation-told-not-yet")),
        }
    }
}

/// How the authors of what a verdict or an erasure took away were told of it.
fn told_of(view: &ProcessView<'_>, act: EntryNumber, on: EntryNumber) -> Markup {
    let author = view.process.ledger.author_of(on);
    let concerned = view.process.concerned_by(act);
    let of_them =
        author.filter(|who| matches!(&concerned, Some(Concerned::People(all)) if all.contains(who)));
    html! { @if let Some(who) = of_them { p.figures { (telling_line(view, view.process.notices.told(act, who))) } } }
}

/// What was judged: a statement by its number, anything else by its entry.
fn judged(view: &ProcessView<'_>, on: EntryNumber) -> Markup {
    match view.process.statement(StatementId(on)) {
        Some(_) => html! {
            a href=(view.link(&format!("/statements/{on}"))) {
                (view.visit.text_with("statement-number", &[("number", on.0.into())]))
            }
        },
        None => view.entry(on),
    }
}

/// How what people write here is moderated, and in whose name a delegate writes, at the top of the page where they write it.
pub(crate) fn moderation_policy(view: &ProcessView<'_>) -> Markup {
    let key = match view.process.charter.moderation {
        maru_forum::Moderation::Before if view.may_act_as(maru_forum::Office::Moderator) => {
            "moderation-policy-own"
        }
        maru_forum::Moderation::Before => "moderation-policy-before",
        maru_forum::Moderation::After => "moderation-policy-after",
    };
    html! {
        p.small {
            (view.visit.rich(key, &[], &[("charter", view.link("/charter")), ("log", view.link("/moderation"))]))
        }
        (crate::organisation::view::writing_for(view))
    }
}

/// Who did something, and in which offices that give the power to; the host has no name in the process, and none of these. What else they
/// held then has nothing to do with it.
pub(crate) fn name_in_office(
    words: &Locale,
    process: &Process,
    who: Option<ParticipantId>,
    (entry, power): (EntryNumber, Office),
) -> String {
    let Some(who) = who else { return words.text("people-operator") };
    let name = process
        .participant(who)
        .map_or_else(|| who.to_string(), |person| shown(person.pseudonym.as_str()).into_owned());
    match offices_among(words, process, (who, entry), |office| office.covers(power)) {
        Some(offices) => format!("{name} ({offices})"),
        None => name,
    }
}

/// The offices that somebody held when an entry was made; nothing where it was none.
pub(crate) fn offices_at(view: &ProcessView<'_>, who: ParticipantId, entry: EntryNumber) -> Option<String> {
    offices_among(view.visit.locale, view.process, (who, entry), |_| true)
}

fn offices_among(
    words: &Locale,
    process: &Process,
    (who, entry): (ParticipantId, EntryNumber),
    fits: impl Fn(Office) -> bool,
) -> Option<String> {
    let held = process.offices.iter().filter(|tenure| {
        tenure.holder == who
            && fits(tenure.office)
            && tenure.entry < entry
            && tenure.ended.as_ref().is_none_or(|(ended, ..)| *ended >= entry)
    });
    let names: Vec<_> =
        held.map(|tenure| words.text(&format!("people-office-{}", tenure.office.as_str()))).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The rule that a verdict names, as words and as it was typed, which is nothing where the verdict says that there is none; absent where
/// the verdict says nothing of it.
pub(crate) fn rule_words<'r>(words: &Locale, rule: &'r str) -> Option<(String, &'r str)> {
    match rule {
        "" => None,
        NO_RULE => Some((words.text("moderation-no-rule"), "")),
        rule => Some((words.text("moderation-rule"), rule)),
    }
}

/// The same as the end of a line.
pub(crate) fn rule_line(visit: &Visit, rule: &str) -> Markup {
    html! {
        @if let Some((words, rule)) = rule_words(visit.locale, rule) {
            " · " (words) @if !rule.is_empty() { " " code { (rule) } }
        }
    }
}

/// One act of moderation: what, why, by which rule, by whom in which office, when, in which entry.
pub(crate) fn moderation_line(view: &ProcessView<'_>, act: &ModerationAct) -> Markup {
    let visit = view.visit;
    html! {
        b { (visit.text(&format!("moderation-{}", act.verdict.as_str()))) }
        " · " (visit.text("moderation-reason")) " " span dir="auto" { (act.reason) }
        (rule_line(visit, &act.rule))
        " · " (visit.text("moderation-by")) " " bdi { (name_in_office(visit.locale, view.process, act.by, (act.entry, Office::Moderator))) }
        " · " (visit.moment(act.at)) " · " (view.entry(act.entry))
    }
}

/// An erasure: of which entry, why, on which ground, by whom, when, in which entry.
pub(crate) fn erasure_line(view: &ProcessView<'_>, erasure: &Redaction) -> Markup {
    let visit = view.visit;
    html! {
        (view.entry(erasure.target)) " · " (visit.text("moderation-reason")) " " (visit.text(&format!("moderation-withdrawn-{}", erasure.reason.as_str())))
        " · " (visit.text("moderation-ground")) " " (erasure.ground)
        " · " (visit.text("moderation-by")) " " bdi { (view.author_name(erasure.by.map_or(Author::Operator, Author::Participant))) }
        " · " (visit.moment(erasure.at)) " · " (view.entry(erasure.entry))
    }
}

fn erasures(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        @if !view.process.redactions.is_empty() {
            h2 { (visit.text("moderation-erasures")) }
            ul {
                @for erasure in view.process.redactions.iter().rev().take(PAGE_ITEMS) {
                    li {
                        (erasure_line(view, erasure))
                        (told_of(view, erasure.entry, erasure.target))
                        (crate::review::view::appeals_against(view, erasure.entry, erasure.target))
                    }
                }
            }
        }
    }
}
