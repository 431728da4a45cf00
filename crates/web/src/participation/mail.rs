//! Invitations by mail: the letter with its codes, and that a mail server took it, which is an entry once it is true and not before.

use maru_forum::{Action, Actor, CODES_AT_ONCE, Code, EntryNumber, Moment, NoteSent, SentBy};
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
        let address = &reader.state.settings.address;
        let letters = coded.iter().filter_map(|one| letter(address, &process, &InvitationMail::of(one)?));
        letters.collect()
    };
    let count = letters.len();
    if count > 0 {
        reader.state.node.write_invitations(handle, letters).await?;
    }
    Ok(count)
}

/// What a letter with the codes of an invitation says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct InvitationMail {
    /// The invitation.
    pub entry: EntryNumber,
    /// To which address.
    pub recipient: String,
    /// Why, as the entry says.
    pub reason: String,
    /// The last day to answer.
    pub last_day: jiff::civil::Date,
    /// The codes, which are nowhere else.
    pub codes: Vec<Code>,
}

impl InvitationMail {
    fn of(one: &Coded) -> Option<Self> {
        let recipient = one.planned.mail.clone()?;
        let (reason, last_day) = (one.planned.reason.clone(), one.planned.last_day);
        Some(Self { entry: one.entry, recipient, reason, last_day, codes: one.codes.clone() })
    }
}

/// The letter, in every language that the charter promises and the pages have: nobody knows which one its reader speaks.
pub fn letter(node: &str, process: &maru_forum::Process, one: &InvitationMail) -> Option<InvitationLetter> {
    let recipient = one.recipient.clone();
    let mut tongues: Vec<&'static Locale> =
        process.charter.languages.iter().filter_map(|language| locale(language.primary())).collect();
    if tongues.is_empty() {
        tongues.extend(locale(FALLBACK));
    }
    let title =
        |words: &Locale| process.charter.title.best(words.tag()).map_or("", |(_, title)| title).to_owned();
    let subjects: Vec<String> = tongues
        .iter()
        .map(|words| words.text_with("participation-mail-subject", &[("title", title(words).into())]))
        .collect();
    let purpose =
        |words: &Locale| process.charter.purpose.best(words.tag()).map_or("", |(_, text)| text).to_owned();
    let address = format!("{node}/p/{}/invited", process.charter.id);
    let links: Vec<String> =
        one.codes.iter().map(|code| format!("{address}?code={}", code.as_str())).collect();
    let paragraph = |words: &&'static Locale| {
        let arguments = [
            ("title", title(words).into()),
            ("reason", one.reason.as_str().into()),
            ("day", words.date(one.last_day).into()),
            ("until", words.until(one.last_day).into()),
            ("purpose", purpose(words).into()),
            ("contact", process.charter.contact.as_str().into()),
            ("number", one.entry.0.into()),
        ];
        words.text_with("participation-mail-body", &arguments)
    };
    let paragraphs: Vec<String> = tongues.iter().map(paragraph).collect();
    let body = format!("{}\n\n{}\n", paragraphs.join("\n\n"), links.join("\n"));
    Some(InvitationLetter { invitation: one.entry, recipient, subject: subjects.join(" · "), body })
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
