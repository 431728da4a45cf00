//! The shell of every page: head, masthead, where-am-I line, main, footer.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::civil::Date;
use maru_forum::{Phase, PhaseAct, Process, Stage};
use maru_record::Digest;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::common::ProcessView;
use crate::locale::locales;
use crate::sign_in::demo::{DEMO_APPEALS, DEMO_SECRETARIAT, DEMO_STATEMENT};
use crate::visit::Visit;

/// The whole style, inlined so that the first round trip shows the page.
static STYLE: LazyLock<String> = LazyLock::new(|| include_str!("style.css").replace('\n', ""));

/// The only style that browsers may apply, as a source of the content security policy.
pub(crate) static STYLE_SOURCE: LazyLock<String> =
    LazyLock::new(|| format!("'sha256-{}'", BASE64.encode(Digest::of(STYLE.as_bytes()).as_bytes())));

/// What the demonstration says at the foot of its pages, but for those of a process that is not simulated.
const MADE_UP: &str = "layout-demo";
/// The main sections: key and address.
const SECTIONS: [(&str, &str); 5] = [
    ("layout-processes", "/"),
    ("layout-norms", "/norms"),
    ("layout-search", "/search"),
    ("layout-verify", "/about/verify"),
    ("layout-about", "/about"),
];

/// The pages of a process: key and address under the process.
const TABS: [(&str, &str); 7] = [
    ("layout-overview", ""),
    ("layout-statements", "/statements"),
    ("layout-map", "/map"),
    ("layout-results", "/results"),
    ("layout-draft", "/draft"),
    ("layout-people", "/people"),
    ("layout-record", "/record"),
];

/// A page that belongs to no process.
pub(crate) fn page(visit: &Visit, title: &str, body: &Markup) -> Markup {
    document(visit, title, &masthead(visit, None), &html! {}, &html! {}, body, &footer(visit, MADE_UP))
}

/// A page of a node that has no name yet: nothing else is served, so nothing else is linked.
pub(crate) fn page_before_naming(visit: &Visit, title: &str, body: &Markup) -> Markup {
    let top = html! {
        header.top {
            span.mark { b lang="ko" { "마루" } " Maru" }
            div.langs { (languages(visit)) }
        }
    };
    document(visit, title, &top, &html! {}, &html! {}, body, &html! {})
}

/// A page of a process; every one says where one is, and that a crowd is simulated if it is.
pub(crate) fn process_page(view: &ProcessView<'_>, title: &str, body: &Markup) -> Markup {
    shared_page(view, title, &html! {}, body)
}

/// The same with what programs read that show a link to it.
pub(crate) fn shared_page(view: &ProcessView<'_>, title: &str, meta: &Markup, body: &Markup) -> Markup {
    let visit = view.visit;
    let name = visit.local_plain(&view.process.charter.title);
    let full_title = if title == name { name.to_owned() } else { format!("{title} · {name}") };
    let head = html! {
        section aria-label=(visit.text("layout-where")) {
            (where_am_i(view))
            (tabs(view))
            (shortened(view))
            (crate::initiative::view::owed(view))
            (crate::review::view::removed_note(view))
            @if view.process.charter.simulated {
                div.note.sim role="note" {
                    p { (visit.text("layout-simulated")) }
                    @if visit.demo { (made_up_days(visit)) }
                }
            } @else if visit.demo { div.note role="note" { p { (visit.text(demo_source(view))) } } }
        }
    };
    let body = html! {
        (body)
        p.soft.small {
            (visit.rich(
                "layout-as-of",
                &[("number", (view.process.entries - 1).into()), ("clock", clock(visit).into())],
                &[("entry", visit.link(&view.address(&format!("/record/{}", view.process.entries - 1))))],
            ))
        }
    };
    let demo = match (view.process.charter.simulated, demo_source(view)) {
        (true, _) => MADE_UP,
        (false, "layout-demo-real") => "layout-demo-not-simulated",
        (false, _) => "layout-demo-not-of-it",
    };
    let top = masthead(visit, view.pseudonym());
    document(visit, &full_title, &top, meta, &head, &body, &footer(visit, demo))
}

/// Where a process of the demonstration comes from that is not simulated: one came with it, of any other Maru knows nothing.
fn demo_source(view: &ProcessView<'_>) -> &'static str {
    let came_along = view.process.charter.id.as_str() == DEMO_STATEMENT;
    if came_along { "layout-demo-real" } else { "layout-demo-brought-in" }
}

/// In the demonstration the days are made up as well, and anyone may look at it as those see it who run it.
fn made_up_days(visit: &Visit) -> Markup {
    let is = |address: &str| visit.signed.as_ref().is_some_and(|signed| signed.email == address);
    html! {
        @if is(DEMO_SECRETARIAT) { p { (visit.text("layout-demo-days")) " " (visit.text("layout-demo-is-secretariat")) } }
        @else if is(DEMO_APPEALS) { p { (visit.text("layout-demo-days")) " " (visit.text("layout-demo-is-appeals")) } }
        @else {
            form method="post" action=(visit.link("/demo/secretariat")) {
                (visit.text("layout-demo-days")) " "
                button.text type="submit" { (visit.text("layout-demo-secretariat")) } " · "
                button.text type="submit" formaction=(visit.link("/demo/appeals")) { (visit.text("layout-demo-appeals")) }
            }
        }
    }
}

fn clock(visit: &Visit) -> String {
    let seconds = visit.now.0.rem_euclid(86_400);
    format!("{:02}:{:02}", seconds / 3_600, seconds / 60 % 60)
}

fn document(
    visit: &Visit,
    title: &str,
    top: &Markup,
    meta: &Markup,
    head: &Markup,
    body: &Markup,
    bottom: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(visit.tag()) dir=(visit.locale.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { (title) " · Maru" }
                (meta)
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                style { (PreEscaped(STYLE.as_str())) }
            }
            body {
                a.skip href="#main" { (visit.text("layout-skip")) }
                (top)
                (head)
                main #main tabindex="-1" { (body) }
                (bottom)
            }
        }
    }
}

fn masthead(visit: &Visit, pseudonym: Option<&str>) -> Markup {
    html! {
        header.top {
            a.mark href=(visit.link("/")) { b lang="ko" { "마루" } " Maru" }
            nav aria-label=(visit.text("layout-main-menu")) {
                ul {
                    @for (key, address) in SECTIONS {
                        li {
                            a href=(visit.link(address)) aria-current=[(visit.path == address).then_some("page")] {
                                (visit.text(key))
                            }
                        }
                    }
                }
            }
            (account(visit, pseudonym))
        }
    }
}

fn languages(visit: &Visit) -> Markup {
    html! {
        @for (place, other) in locales().iter().filter(|other| other.tag() != visit.tag()).enumerate() {
            @if place > 0 { " · " }
            a href=(visit.here_in(other)) lang=(other.tag()) hreflang=(other.tag()) rel="alternate" {
                (other.text("layout-this-language"))
            }
        }
    }
}

fn account(visit: &Visit, pseudonym: Option<&str>) -> Markup {
    html! {
        div.langs {
            (languages(visit)) " · "
            @match &visit.signed {
                None => a href=(visit.sign_in_link()) rel="nofollow" { (visit.text("layout-sign-in")) },
                Some(signed) => form method="post" action=(visit.link("/sign-out")) {
                    a href=(visit.link("/account")) title=(visit.text("account-title")) { (pseudonym.unwrap_or(&signed.email)) }
                    " · "
                    button.text type="submit" { (visit.text("layout-sign-out")) }
                },
            }
        }
    }
}

fn where_am_i(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        p.where {
            (visit.text("layout-process")) " · "
            b { (visit.local(&view.process.charter.title)) } " · "
            (stage_words(visit, view.process))
        }
    }
}

/// That a phase ends earlier than was promised, until the promised day is over: whoever meant to come later has to hear of it.
fn shortened(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let is_open = matches!(view.process.stage, Stage::Open(_));
    let all = view.process.shortened();
    let still = all.iter().filter(|one| is_open && visit.now.day() <= one.promised.closes);
    let lessened = view.process.lessened();
    let lessened = lessened.iter().filter(|one| is_open && visit.now.day() <= one.promised.closes);
    let left = view.process.left_unanswered();
    html! {
        @if let Some(first) = left.first() {
            p.warn { (visit.text_with("process-left-unanswered", &[("count", left.len().into())])) " " (view.entry(*first)) }
        }
        @for one in lessened {
            p.warn {
                (visit.local(&one.promised.title)) ": " (crate::process::view::acts_taken(visit, one)) " "
                a href=(view.link("/charter/changes")) { (visit.text("desk-changes-title")) } " · " (view.entry(one.entry))
            }
        }
        @for one in still {
            p.warn {
                (visit.local(&one.promised.title)) ": " (crate::process::view::taken_back(visit, one)) " "
                a href=(view.link("/charter/changes")) { (visit.text("desk-changes-title")) } " · " (view.entry(one.entry))
            }
        }
    }
}

/// What was decided, where something was; phase and days left, in words.
pub(crate) fn stage_words(visit: &Visit, process: &Process) -> Markup {
    let today = visit.now.day();
    let runs = |phase: &&Phase| phase.opens <= today && today <= phase.closes;
    let running: Vec<_> = process.charter.phases.iter().filter(runs).collect();
    html! {
        @if let Some(decision) = process.decisions.iter().next_back() {
            (visit.text(&format!("result-decision-{}", decision.outcome.as_str()))) " · " (visit.date(decision.at.day())) " · "
        }
        @match process.stage {
            Stage::Prepared => (visit.text("process-stage-prepared")),
            Stage::Closed(_) => (visit.text("process-stage-closed")),
            Stage::Abandoned(_) => (visit.text("process-stage-abandoned")),
            Stage::Open(_) if running.is_empty() => (not_running(visit, process)),
            // Of several phases that run at once each is told: in another one a visitor may be able to do more.
            Stage::Open(_) => {
                @for (place, phase) in running.iter().enumerate() {
                    @if place > 0 { ", " }
                    (visit.local(&phase.title)) " · "
                    (visit.text_with("process-days-left", &[("days", visit.days_until_end(phase.closes).into())]))
                    " (" (visit.until(phase.closes)) ")"
                }
            },
        }
    }
}

/// Where an open process stands in whose timetable nothing runs today: before it, between two phases, or behind all of it.
fn not_running(visit: &Visit, process: &Process) -> Markup {
    let (phases, today) = (&process.charter.phases, visit.now.day());
    let next = phases.iter().filter(|phase| phase.opens > today).min_by_key(|phase| phase.opens);
    let has_begun = phases.iter().any(|phase| phase.opens <= today);
    html! {
        @match next {
            Some(next) => {
                (visit.text(if has_begun { "process-stage-between" } else { "process-stage-before" })) " · "
                (visit.local(&next.title)) " · "
                (visit.text_with("process-stage-begins", &[("day", visit.date(next.opens).into())]))
            },
            None if phases.is_empty() => (visit.text("process-stage-open")),
            None if is_undecided(process, today) => (visit.text("process-stage-undecided")),
            None => (visit.text("process-stage-past")),
        }
    }
}

/// Whether the days on which a process was to decide are over, and it did not.
pub(crate) fn is_undecided(process: &Process, today: Date) -> bool {
    let mut to_decide =
        process.charter.phases.iter().filter(|phase| phase.acts.contains(&PhaseAct::Decide)).peekable();
    let is_open = matches!(process.stage, Stage::Open(_)) && process.decisions.is_empty();
    is_open && to_decide.peek().is_some() && to_decide.all(|phase| phase.closes < today)
}

fn tabs(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let here = |address: &str| {
        let full = view.address(address);
        visit.path == full || (!address.is_empty() && visit.path.starts_with(&format!("{full}/")))
    };
    html! {
        nav.tabs aria-label=(visit.text("layout-process-menu")) {
            ul {
                @for (key, address) in TABS {
                    li {
                        a href=(visit.link(&view.address(address))) aria-current=[here(address).then_some("page")] {
                            (visit.text(key))
                        }
                    }
                }
                @if view.me.is_some_and(|who| view.process.offices.of(who).next().is_some()) {
                    li { a href=(view.link("/desk")) aria-current=[here("/desk").then_some("page")] { (visit.text("desk-title")) } }
                }
            }
        }
    }
}

/// `demo` is what the demonstration says of the page: what is made up on it, and what is not.
fn footer(visit: &Visit, demo: &str) -> Markup {
    html! {
        footer {
            p { (visit.text("layout-footer")) }
            p {
                a href=(visit.link("/about")) { (visit.text("layout-about")) } " · "
                a href=(visit.link("/about/verify")) { (visit.text("layout-verify")) } " · "
                a href=(visit.link("/about/accessibility")) { (visit.text("layout-accessibility")) }
                @if visit.demo {
                    " · " (visit.text(demo)) " · "
                    a href=(visit.link("/demo/mail")) { (visit.text("layout-demo-mail")) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    /// Whether a declaration puts something on one side only, whichever way the page is read.
    fn is_one_sided(declaration: &str) -> bool {
        let Some((name, value)) = declaration.split_once(':') else { return false };
        let sides: Vec<&str> = value.split_whitespace().collect();
        let uneven = ["margin", "padding"].contains(&name.trim()) && sides.len() == 4 && sides[1] != sides[3];
        let named = [name, value]
            .iter()
            .any(|part| part.split(['-', ' ']).any(|word| ["left", "right"].contains(&word)));
        uneven || named
    }

    #[test]
    fn the_style_turns_with_the_direction_of_the_page() {
        for line in include_str!("style.css").lines().filter(|line| !line.contains("[dir=rtl]")) {
            let wrong = line.split(['{', '}', ';']).find(|declaration| is_one_sided(declaration));
            assert_eq!(wrong, None, "needs a logical property, or a mirror image under [dir=rtl]");
        }
    }

    #[test]
    fn one_sided_declarations_are_known() {
        let check = |declaration: &str, expected: bool| {
            assert_eq!(is_one_sided(declaration), expected, "{declaration}");
        };
        check("left:-999em", true);
        check("text-align:right", true);
        check("padding:0 1px 0 0", true);
        check("padding:0 1px 2px", false);
        check("margin-inline-start:1px", false);
        check("border-left-color:red", true);
    }
}
