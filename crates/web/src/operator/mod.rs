//! The page of the node's host: whether the disk holds what was written, whether mails leave, and what became of each.

use axum::response::Response;
use maru_store::{DiskState, Integrity, Mail, Power};
use maud::{Markup, html};

use crate::account::{has_power, mail_state};
use crate::fault::Fault;
use crate::layout;
use crate::reader::Reader;
use crate::visit::{Visit, encoded};

/// So many findings are named; more are the same trouble, and `maru doctor --thorough` names all.
const FINDINGS_SHOWN: usize = 20;

/// `/operator`: for accounts to which the host has granted it.
pub(crate) async fn show(reader: Reader) -> Result<Response, Fault> {
    if reader.visitor.session.is_none() {
        return Ok(reader.go(&format!("/sign-in?then={}", encoded("/operator"))));
    }
    if !has_power(&reader, Power::Operate)? {
        return Err(Fault::NotGranted);
    }
    let mails = reader.state.node.mails()?;
    let server = reader.state.settings.mail.as_ref().map(|mail| mail.server.place());
    let disk = reader.state.node.integrity();
    Ok(reader.plain(page(&reader.visit, &disk, (&mails, server.as_deref()))))
}

fn page(visit: &Visit, disk: &Integrity, (mails, server): (&[Mail], Option<&str>)) -> Markup {
    let title = visit.text("operator-title");
    let waiting = mails.iter().filter(|mail| mail.sent.is_none() && !mail.is_given_up(visit.now)).count();
    let lost = mails.iter().filter(|mail| mail.is_given_up(visit.now)).count();
    let body = html! {
        h1 { (title) }
        (of_disk(visit, disk))
        h2 { (visit.text("operator-mail")) }
        @match server {
            Some(place) => p { (visit.text_with("operator-server", &[("place", place.into())])) },
            None if visit.demo => p.note { (visit.text("operator-demo")) },
            None => p.warn role="alert" { (visit.text("operator-no-server")) },
        }
        h3 { (visit.text("operator-outbox")) }
        p { (visit.text_with("operator-outbox-lead", &[
            ("all", mails.len().into()), ("waiting", waiting.into()), ("lost", lost.into()),
        ])) }
        p.small { (visit.text("operator-invitations")) }
        @if !mails.is_empty() { (table(visit, mails)) }
    };
    layout::page(visit, &title, &body)
}

/// What the slow look at the disk has found, with the command that mends it; without a whole look, nothing good.
fn of_disk(visit: &Visit, disk: &Integrity) -> Markup {
    let ended = disk.last_round.map(|ended| visit.moment(ended));
    html! {
        h2 { (visit.text("operator-disk")) }
        @match (disk.state(), ended) {
            (DiskState::Damaged, _) => {
                p.warn role="alert" {
                    (visit.text_with("operator-damage", &[("count", disk.findings.len().into())])) " "
                    code dir="ltr" { (maru_store::Finding::MEND) }
                }
                ul {
                    @for finding in disk.findings.iter().take(FINDINGS_SHOWN) {
                        li lang="en" dir="ltr" { (finding) }
                    }
                }
                @if disk.findings.len() > FINDINGS_SHOWN {
                    p { (visit.text_with("operator-damage-more", &[
                        ("count", (disk.findings.len() - FINDINGS_SHOWN).into()),
                    ])) }
                }
            },
            (DiskState::Whole, Some(ended)) => p {
                (visit.text_with("operator-whole", &[("count", disk.entries.into())])) " " (ended)
            },
            _ => p.note { (visit.text("operator-not-looked-at")) },
        }
    }
}

fn table(visit: &Visit, mails: &[Mail]) -> Markup {
    html! {
        table.stack {
            thead { tr {
                @for key in ["operator-to", "operator-subject", "operator-written", "operator-state", "operator-answer"] {
                    th scope="col" { (visit.text(key)) }
                }
            } }
            tbody {
                @for mail in mails {
                    tr {
                        th scope="row" { bdi { (mail.recipient) } }
                        td data-of=(visit.text("operator-subject")) dir="auto" { (mail.subject) }
                        td data-of=(visit.text("operator-written")) { (visit.moment(mail.created)) }
                        td data-of=(visit.text("operator-state")) { (mail_state(visit, mail)) }
                        td data-of=(visit.text("operator-answer")) {
                            @match &mail.attempt {
                                Some(attempt) => { span dir="auto" { (attempt.answer) } " · " (visit.moment(attempt.last)) },
                                None => "–",
                            }
                        }
                    }
                }
            }
        }
    }
}
