//! Invitations by mail: the letter with its codes, and that a mail server took it, which is an entry once it is true and not before.

use maru_forum::{Action, Actor, CODES_AT_ONCE, Moment, NoteSent, SentBy};
use maru_store::{InvitationLetter, ProcessHandle, Request, SubmitError};

use super::desk::Coded;
use crate::fault::Fault;
use crate::locale::{Locale, locale};
use crate::reader::Reader;
use crate::state::AppState;

/// The language of letters where the charter promises none that the pages have.
const FALLBACK: &str = "en";

/// Puts a letter for each invitation into the outbox; gives how many.
pub(crate) async fn write(reader: &Reader, handle: &ProcessHandle, coded: &[Coded]) -> Result<usize, Fault> {
    let letters: Vec<InvitationLetter> = {
        let process = handle.read();
        let letter = |one: &Coded| letter(&reader.state, &process, one);
        coded.iter().filter_map(letter).collect()
    };
    let count = letters.len();
    if count > 0 {
        reader.state.node.write_invitations(handle, letters).await?;
    }
    Ok(count)
}

/// The letter, in every language that the charter promises and the pages have: nobody knows which one its reader speaks.
fn letter(state: &AppState, process: &maru_forum::Process, one: &Coded) -> Option<InvitationLetter> {
    let recipient = one.planned.mail.clone()?;
    let mut tongues: Vec<&'static Locale> =
        process.charter.languages.iter().filter_map(|language| locale(language.primary())).collect();
    if tongues.is_empty() {
        tongues.extend(locale(FALLBACK));
    }
    let first = tongues.first()?;
    let title =
        |words: &Locale| process.charter.title.best(words.tag()).map_or("", |(_, title)| title).to_owned();
    let subject = first.text_with("participation-mail-subject", &[("title", title(first).into())]);
    let address = format!("{}/p/{}/invited", state.settings.address, process.charter.id);
    let links: Vec<String> =
        one.codes.iter().map(|code| format!("{address}?code={}", code.as_str())).collect();
    let paragraph = |words: &&'static Locale| {
        let arguments = [
            ("title", title(words).into()),
            ("reason", one.planned.reason.as_str().into()),
            ("day", one.planned.last_day.to_string().into()),
            ("number", one.entry.0.into()),
        ];
        words.text_with("participation-mail-body", &arguments)
    };
    let paragraphs: Vec<String> = tongues.iter().map(paragraph).collect();
    let body = format!("{}\n\n{}\n", paragraphs.join("\n\n"), links.join("\n"));
    Some(InvitationLetter { invitation: one.entry, recipient, subject, body })
}

/// Records of every invitation whose mail a server took that it was sent, and forgets address and mail. What nobody can answer any
/// more is forgotten too.
pub(crate) async fn note_sent(
    state: &AppState,
    handle: &ProcessHandle,
    now: Moment,
) -> Result<(), SubmitError> {
    let mails = state.node.invitation_mails(handle)?;
    if mails.is_empty() {
        return Ok(());
    }
    let (mut sent, mut gone) = (Vec::new(), Vec::new());
    {
        let process = handle.read();
        for mail in &mails {
            let invitation = process.invitations.get(mail.invitation);
            let lives = invitation.filter(|one| now.day() <= one.last_day && !process.stage.is_over());
            let noted = lives.and_then(|one| one.sent.as_ref()).map(|(_, at, _)| *at);
            match (lives.is_some(), noted, mail.sent) {
                (true, None, Some(_)) => sent.push(mail.invitation),
                (true, None, None) => {}
                // New codes in place of lost ones, which are mailed once the invitation is said to be sent.
                (true, Some(at), None) if mail.written >= at && !mail.came_back() => {}
                (true, Some(_), _) | (false, ..) => gone.push(mail.invitation),
            }
        }
    }
    // Servers may have taken more mails since the last look than one act can note.
    for invitations in sent.chunks(CODES_AT_ONCE) {
        let command = NoteSent { invitations: invitations.to_vec(), means: SentBy::Mail }.into();
        let action = Action { actor: Actor::Operator, command, signature: None };
        state.node.submit(Request { process: handle.id().clone(), account: None, action }).await?;
    }
    gone.extend(sent);
    if !gone.is_empty() {
        state.node.forget_invitation_mails(handle, gone).await?;
    }
    Ok(())
}
