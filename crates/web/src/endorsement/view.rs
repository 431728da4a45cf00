//! Signatures as pages: all of them, one, and the form in which somebody signs.

use maru_forum::{
    Draft, Endorsement, PhaseAct, SIGNATURE_LIMIT, Signatory, SignatoryKind, Signer, WITHDRAWAL_LIMIT, Words,
};
use maud::{Markup, html};

use super::statement::{self, version_of_page};
use crate::common::{PAGE_ITEMS, ProcessView};
use crate::countries;
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;
use crate::list;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::{done, entry_words, person, standing};

/// Parts of the list.
const PARTS: [&str; 4] = ["organisations", "people", "lists", "withdrawn"];

/// A signature, or a signatory of a list.
#[derive(Clone, Copy)]
pub(crate) enum Row<'a> {
    Signed(&'a Endorsement),
    Listed(&'a Signatory),
}

/// Everyone under a version who belongs to a part of the list.
pub(crate) fn part_of<'a>(view: &ProcessView<'a>, draft: &Draft, part: &str) -> Vec<Row<'a>> {
    let endorsements = &view.process.endorsements;
    let signed = endorsements.under(draft.entry).filter(|one| match part {
        "organisations" => one.withdrawn.is_none() && one.signer.kind() == SignatoryKind::Organisation,
        "people" => one.withdrawn.is_none() && one.signer.kind() == SignatoryKind::Person,
        "withdrawn" => one.withdrawn.is_some(),
        _ => false,
    });
    let listed = endorsements.listed_under(draft.entry).filter(|one| match part {
        "lists" => one.listed.withdrawn.is_none(),
        "withdrawn" => one.listed.withdrawn.is_some(),
        _ => false,
    });
    signed.map(Row::Signed).chain(listed.map(Row::Listed)).collect()
}

/// Words on one line, where the reader may see them.
pub(crate) fn line(view: &ProcessView<'_>, words: &Words) -> Markup {
    view.line(Some(words))
}

/// Who signed, with office or name as said.
pub(crate) fn signer(view: &ProcessView<'_>, one: &Endorsement) -> Markup {
    html! {
        @match one.signer {
            Signer::Organisation(organisation) => b { (crate::organisation::view::link(view, organisation)) },
            Signer::Person(who) => @match &one.name {
                Some(name) => { b { (line(view, name)) } " (" bdi { (view.name_of(who)) } ")" },
                None => b { bdi { (view.name_of(who)) } },
            },
        }
    }
}

/// One line of a list.
pub(crate) fn row(view: &ProcessView<'_>, row: Row<'_>) -> Markup {
    let visit = view.visit;
    match row {
        Row::Signed(one) => html! {
            p { (signer(view, one)) @if let Some(end) = &one.withdrawn { " · " strong { (visit.text_with("endorsement-withdrawn-on", &[("day", visit.date(end.at.day()).into())])) } } }
            p.figures {
                @if let (Signer::Organisation(_), Some(office)) = (one.signer, &one.name) { (line(view, office)) " · " }
                @if let Some(place) = &one.place { (line(view, place)) " · " }
                @if let Some(day) = one.day { (visit.date(day)) " · " }
                a href=(view.link(&format!("/endorsements/{}", one.entry))) { (visit.text_with("endorsement-number", &[("number", one.entry.0.into())])) }
            }
        },
        Row::Listed(one) => html! {
            p { b { (line(view, &one.listed.name)) } @if let Some(day) = one.listed.withdrawn { " · " strong { (visit.text_with("endorsement-withdrawn-on", &[("day", visit.date(day).into())])) } } }
            p.figures {
                (visit.text(&format!("endorsement-kind-{}", one.listed.kind.as_str())))
                @if let Some(country) = one.listed.country { " · " (countries::name_of(country, visit.tag())) }
                @if let Some(place) = &one.listed.place { " · " (line(view, place)) }
                @if let Some(day) = one.listed.day { " · " (visit.date(day)) }
                " · " (imported_from(view, one)) " · " (view.entry(one.entry))
            }
        },
    }
}

/// From which list somebody comes, and who brought it in: nobody of it signed here.
fn imported_from(view: &ProcessView<'_>, one: &Signatory) -> Markup {
    let sources = &view.process.sources;
    let source = sources.iter().find(|source| source.entry == one.source);
    let name = source.map_or("–", |source| source.source.name.as_str());
    html! { (view.visit.text("endorsement-imported")) " " span dir="auto" { (name) } " (" (view.entry(one.source)) ")" }
}

/// All of a version, in parts.
pub(crate) fn list(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let heading = visit.text("endorsement-title");
    let part = list::shown(visit, &PARTS);
    let draft = version_of_page(view);
    let body = html! {
        p { a href=(view.link("/statement")) { (visit.text("endorsement-statement")) } }
        h1 { (heading) }
        @match draft {
            None => p.note { (visit.text("endorsement-no-text")) },
            Some(draft) => {
                (statement::standing_of_version(view, draft))
                (statement::counts(view, draft))
                (list::parts(visit, &view.address("/endorsements"), "endorsement-title", "endorsement-part-", &PARTS, &html! {
                    li { a href=(view.link(&format!("/statement.csv?version={}", draft.version))) { (visit.text("result-as-csv")) } }
                }))
                @if part == "lists" { p.small { (visit.text("endorsement-lists-note")) } }
                (list::rows(visit, part_of(view, draft, part), PAGE_ITEMS, "endorsement-none", |one| html! { li { (row(view, *one)) } }))
            },
        }
    };
    process_page(view, &heading, &body)
}

/// One signature, with what its giver may do.
pub(crate) fn one(
    view: &ProcessView<'_>,
    endorsement: &Endorsement,
    typed: &Typed,
    fault: Option<&str>,
) -> Markup {
    let visit = view.visit;
    let number = visit.text_with("endorsement-number", &[("number", endorsement.entry.0.into())]);
    let version = view.process.drafts.iter().find(|draft| draft.entry == endorsement.draft);
    let version = version.map_or(0, |draft| draft.version);
    let body = html! {
        p { a href=(view.link("/endorsements")) { (visit.text("endorsement-title")) } }
        h1 { (signer(view, endorsement)) }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        (standing(view, endorsement.entry))
        dl.facts {
            dt { (visit.text("endorsement-version")) }
            dd { a href=(view.link(&format!("/draft?version={version}"))) { (visit.text_with("endorsement-of-version", &[("version", version.into()), ("language", visit.language_name(&endorsement.language).into())])) } }
            dt { (visit.text("endorsement-digest")) } dd { code { (endorsement.signed) } }
            dt { (visit.text("endorsement-by")) } dd { (person(view, endorsement.author, endorsement.entry)) }
            @if let Some(name) = &endorsement.name { dt { (visit.text("endorsement-name")) } dd { (line(view, name)) } }
            @if let Some(place) = &endorsement.place { dt { (visit.text("endorsement-place")) } dd { (line(view, place)) } }
            dt { (visit.text("endorsement-day")) }
            dd { @if let Some(day) = endorsement.day { (visit.date(day)) } @else { (visit.text("organisation-unsaid")) } }
            dt { (visit.text("endorsement-entry")) } dd { (view.entry(endorsement.entry)) " · " (visit.moment(endorsement.at)) }
        }
        @if let Some(end) = &endorsement.withdrawn {
            h2 { (visit.text_with("endorsement-withdrawn-on", &[("day", visit.date(end.at.day()).into())])) }
            @if let Some(reason) = &end.reason { (entry_words(view, reason, WITHDRAWAL_LIMIT)) }
            p.figures { bdi { (view.name_of(end.author)) } " · " (view.entry(end.entry)) }
        } @else if may_withdraw(view, endorsement) { (withdrawal(view, endorsement, typed)) }
    };
    process_page(view, &number, &body)
}

fn may_withdraw(view: &ProcessView<'_>, endorsement: &Endorsement) -> bool {
    view.me.is_some_and(|me| match endorsement.signer {
        Signer::Person(who) => who == me,
        Signer::Organisation(organisation) => {
            view.process.delegations.organisation_of(me) == Some(organisation)
        }
    })
}

fn withdrawal(view: &ProcessView<'_>, endorsement: &Endorsement, typed: &Typed) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    html! {
        h2 { (visit.text("endorsement-withdraw")) }
        p { (visit.text("endorsement-withdraw-lead")) }
        (form.form(&view.link(&format!("/endorsements/{}/withdraw", endorsement.entry)), "endorsement-withdraw-send", &html! {
            label for="text" { (visit.text("endorsement-withdraw-why")) }
            textarea #text name="text" rows="3" dir="auto" maxlength=(WITHDRAWAL_LIMIT) { (typed.get("text")) }
            (form.choice_if_any("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages)))
        }))
    }
}

/// The form in which somebody signs the newest version.
pub(crate) fn new(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let heading = visit.text("endorsement-sign");
    let draft = view.process.drafts.last();
    let body = html! {
        p { a href=(view.link("/statement")) { (visit.text("endorsement-statement")) } }
        h1 { (heading) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @match draft {
            None => p.note { (visit.text("endorsement-no-text")) },
            Some(_) if !view.open_for(PhaseAct::Endorse) => p.warn { (view.not_now("endorsement-not-now", Some(PhaseAct::Endorse))) },
            Some(_) if view.me.is_none() => p { (sign_in_to_take_part(view, "/endorsements/new")) },
            Some(draft) => (signing(view, draft, typed)),
        }
    };
    process_page(view, &heading, &body)
}

fn signing(view: &ProcessView<'_>, draft: &Draft, typed: &Typed) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let form = Shown { visit, typed };
    let organisation = view.me.and_then(|me| process.delegations.organisation_of(me));
    let organisation = organisation.and_then(|entry| process.organisations.get(entry));
    let languages: Vec<_> = draft
        .texts
        .iter()
        .map(|text| (text.text.language.to_string(), visit.language_name(&text.text.language)))
        .collect();
    let chosen = languages.iter().find(|(tag, _)| tag == visit.tag()).map_or("", |(tag, _)| tag.as_str());
    html! {
        p.lead { (visit.rich("endorsement-sign-lead", &[("version", draft.version.into())], &[("text", view.link(&format!("/draft?version={}", draft.version)))])) }
        p { (visit.text("endorsement-sign-note")) }
        (form.form(&view.link("/endorsements/new"), "endorsement-sign-send", &html! {
            input type="hidden" name="draft" value=(draft.entry);
            @if let Some(organisation) = organisation {
                @let name = crate::organisation::view::name_of(view, organisation).unwrap_or_else(|| organisation.entry.to_string());
                (form.choice("for", &visit.text("endorsement-for"), &[
                    (organisation.entry.to_string(), visit.text_with("endorsement-for-organisation", &[("name", name.into())])),
                    ("self".to_owned(), visit.text("endorsement-for-self")),
                ], ""))
            } @else {
                input type="hidden" name="for" value="self";
                p.small { (visit.rich("endorsement-how-organisation", &[], &[("organisations", view.link("/organisations"))])) }
            }
            (form.choice("language", &visit.text("endorsement-read-in"), &languages, chosen))
            (line_field(form, "name", "endorsement-name-field"))
            (line_field(form, "place", "endorsement-place-field"))
            label for="day" { (visit.text("endorsement-day-field")) }
            input #day name="day" type="date" value=(typed.get("day"));
        }))
    }
}

fn line_field(form: Shown<'_>, name: &str, key: &str) -> Markup {
    html! {
        label for=(name) { (form.visit.text(key)) }
        input id=(name) name=(name) dir="auto" autocomplete="off" maxlength=(SIGNATURE_LIMIT) value=(form.typed.get(name));
    }
}
