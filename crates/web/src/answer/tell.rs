//! Tells authors that they were answered: by a mail at once or once a day, as they chose, or else by the page of their account.
//!
//! That somebody was told is an entry of the node's, by which anyone can count who was told, when, and who was not. A mail has told
//! somebody once a mail server took it, and not before; a page, once it was given to them with the answer on it. That a notice stands
//! on their page is an entry too, which says that and no more. A mail that comes back leaves them untold for a day, in which they may
//! give another address; then there is the notice alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use maru_forum::{Action, Actor, EntryNumber, Means, Moment, ParticipantId, Process, Tell, TellOfAct};
use maru_store::{
    AccountId, Addressee, AnswerLetter, AnswerMail, LetterPart, ProcessHandle, Request, StoreError,
    SubmitError, ToldBy,
};

use crate::answer::item::Item;
use crate::answer::letter::{Chapter, Told, letter};
use crate::common::reading_of;
use crate::state::AppState;

/// How often it is looked who has to be told.
const LOOK: Duration = Duration::from_secs(2);
/// Addressees that one entry names.
const AT_ONCE: usize = 500;
/// Mails that are written in one round in one process.
const MAILS_AT_ONCE: usize = 100;
/// Answers that one mail carries.
const ANSWERS_IN_MAIL: usize = 50;
const DAY: i64 = 86_400;
/// How long somebody whose mail came back is left untold.
const AFTER_A_BOUNCE: i64 = DAY;
/// How long a mail that no server takes is tried.
const TRIED: i64 = 3 * DAY;
/// The hour of the day, UTC, from which on the mail of the day is written.
const DAILY_HOUR: i64 = 6;

/// Tells everyone who has to be told, for as long as the program runs.
pub(crate) async fn tell_authors(state: AppState) {
    loop {
        let mut daily = Daily::new();
        for handle in state.node.processes() {
            let now = Moment(jiff::Timestamp::now().as_second());
            if let Err(error) = round(&state, &handle, now, &mut daily).await {
                tracing::error!(%error, process = %handle.id(), "people could not be told of answers and of what happened to their words");
            }
            if let Err(error) = crate::participation::mail::note_sent(&state, &handle, now).await {
                tracing::error!(%error, process = %handle.id(), "that invitations were sent could not be recorded");
            }
        }
        if let Err(error) = write_daily(&state, daily, Moment(jiff::Timestamp::now().as_second())).await {
            tracing::error!(%error, "the mails of the day could not be written");
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// What waits for the mail of the day of each account, from all processes.
pub(crate) type Daily = BTreeMap<AccountId, (Addressee, Vec<LetterPart>)>;

/// Whether this node sends mails at all.
pub(crate) fn sends(state: &AppState) -> bool {
    state.settings.mail.is_some() && !state.settings.demo
}

/// Tells everyone in one process who has to be told, or writes the mails that will; what waits for the mail of a day is gathered.
pub(crate) async fn round(
    state: &AppState,
    handle: &Arc<ProcessHandle>,
    now: Moment,
    daily: &mut Daily,
) -> Result<(), SubmitError> {
    // Mails first: where none is under way, the record says that a notice on their page is what tells people.
    crate::account::mailed::round(state, handle, now).await?;
    note_seen(state, handle).await?;
    let (acts, untold) = {
        let process = handle.read();
        (process.acts_about_people(), answers_to_tell(&process))
    };
    if acts.is_empty() && untold.is_empty() {
        return Ok(());
    }
    let mails = mails_of(state, handle)?;
    tell_of_acts(state, handle, acts, &mails, now).await?;
    tell_of_answers(state, handle, untold, &mails, now, daily).await
}

/// Answers of which somebody has not been told yet; once a process is over, nobody is told any more.
fn answers_to_tell(process: &Process) -> Vec<(EntryNumber, ParticipantId)> {
    if process.stage.is_over() { Vec::new() } else { process.answers.to_tell().into_iter().collect() }
}

/// Tells authors of answers, each by the means that they chose.
async fn tell_of_answers(
    state: &AppState,
    handle: &Arc<ProcessHandle>,
    untold: Vec<(EntryNumber, ParticipantId)>,
    mails: &Mails,
    now: Moment,
    daily: &mut Daily,
) -> Result<(), SubmitError> {
    let mut told: BTreeMap<(EntryNumber, &'static str), (Means, Vec<ParticipantId>)> = BTreeMap::new();
    let mut by = |answer: EntryNumber, who: ParticipantId, means: Means| {
        told.entry((answer, means.as_str())).or_insert((means, Vec::new())).1.push(who);
    };
    // Without an account there is no page either, and of simulated people nobody can say that they read one.
    let nobody = Means::Unreachable;
    if sends(state) {
        let mut unwritten: BTreeMap<ParticipantId, Vec<EntryNumber>> = BTreeMap::new();
        for (answer, who) in untold {
            let addressee = state.node.addressee(handle, who)?;
            match (addressee, mails.get(&(answer, who))) {
                (None, _) => by(answer, who, nobody),
                (_, Some(mail)) if mail.sent.is_some() => by(answer, who, Means::Mail),
                (Some(addressee), None) if addressee.choice.by == ToldBy::Page => {
                    by(answer, who, Means::Page);
                }
                (Some(_), None) => unwritten.entry(who).or_default().push(answer),
                (Some(addressee), Some(mail)) => match fate(mail, &addressee, now) {
                    Fate::Waits => {}
                    Fate::Again => {
                        state.node.forget_answer_mail(handle, answer, vec![who]).await?;
                    }
                    Fate::CameBack => by(answer, who, Means::Bounced),
                },
            }
        }
        write(state, handle, unwritten, daily).await?;
    } else {
        for (answer, who) in untold {
            let reached = state.node.addressee(handle, who)?.is_some();
            by(answer, who, if reached { Means::Page } else { nobody });
        }
    }
    for ((answer, _), (means, mut to)) in told {
        to.truncate(AT_ONCE);
        let command = Tell { answer, to: to.clone(), means }.into();
        let action = Action { actor: Actor::Operator, command, signature: None };
        state.node.submit(Request { process: handle.id().clone(), account: None, action }).await?;
        state.node.forget_answer_mail(handle, answer, to).await?;
    }
    Ok(())
}

/// Writes down who was given a page with an answer to them since it was last looked.
async fn note_seen(state: &AppState, handle: &Arc<ProcessHandle>) -> Result<(), SubmitError> {
    let mut seen: BTreeMap<EntryNumber, Vec<ParticipantId>> = BTreeMap::new();
    let mut acts = seen.clone();
    {
        let process = handle.read();
        for (shown, who) in state.seen.take(handle.id()) {
            if process.can_tell_of_act(shown, who, Means::Seen) {
                acts.entry(shown).or_default().push(who);
            } else if !process.stage.is_over() && process.can_tell(shown, who, Means::Seen) {
                seen.entry(shown).or_default().push(who);
            }
        }
    }
    for (act, to) in acts {
        told_of_act(state, handle, act, to, Means::Seen).await?;
    }
    for (answer, mut to) in seen {
        to.truncate(AT_ONCE);
        let command = Tell { answer, to: to.clone(), means: Means::Seen }.into();
        let action = Action { actor: Actor::Operator, command, signature: None };
        state.node.submit(Request { process: handle.id().clone(), account: None, action }).await?;
        state.node.forget_answer_mail(handle, answer, to).await?;
    }
    Ok(())
}

/// Tells those whom verdicts, erasures, refusals of the floor and rulings are about: that a mail server took the mail, or else that a
/// notice stands on the page of their account. What was seen is noted apart.
async fn tell_of_acts(
    state: &AppState,
    handle: &Arc<ProcessHandle>,
    all: BTreeSet<(EntryNumber, ParticipantId)>,
    mails: &Mails,
    now: Moment,
) -> Result<(), SubmitError> {
    let mut told: BTreeMap<(EntryNumber, &'static str), (Means, Vec<ParticipantId>)> = BTreeMap::new();
    for (act, who) in all {
        let before = handle.read().notices.told(act, who);
        // Whether an account stands behind somebody is asked of the database, so it is asked once.
        if before.is_some() && !mails.contains_key(&(act, who)) {
            continue;
        }
        let means = match (mails.get(&(act, who)), state.node.addressee(handle, who)?) {
            (Some(mail), _) if mail.sent.is_some() => Means::Mail,
            (_, None) => Means::Unreachable,
            (Some(mail), Some(addressee)) => match fate(mail, &addressee, now) {
                Fate::Waits => continue,
                // They want no mail any more, or at another address: the next look finds no mail, and says that a notice stands.
                Fate::Again => {
                    state.node.forget_answer_mail(handle, act, vec![who]).await?;
                    continue;
                }
                Fate::CameBack => Means::Bounced,
            },
            (None, Some(_)) => Means::Page,
        };
        if before.is_none() || handle.read().can_tell_of_act(act, who, means) {
            told.entry((act, means.as_str())).or_insert((means, Vec::new())).1.push(who);
        } else if means != Means::Page {
            state.node.forget_answer_mail(handle, act, vec![who]).await?;
        }
    }
    for ((act, _), (means, to)) in told {
        told_of_act(state, handle, act, to, means).await?;
    }
    Ok(())
}

/// Records that people were told of an act, and forgets the mails that told them.
async fn told_of_act(
    state: &AppState,
    handle: &Arc<ProcessHandle>,
    act: EntryNumber,
    mut to: Vec<ParticipantId>,
    means: Means,
) -> Result<(), SubmitError> {
    to.truncate(AT_ONCE);
    let command = TellOfAct { act, to: to.clone(), means }.into();
    let action = Action { actor: Actor::Operator, command, signature: None };
    state.node.submit(Request { process: handle.id().clone(), account: None, action }).await?;
    state.node.forget_answer_mail(handle, act, to).await
}

/// The mails of a process under way, by the answer or the act that they tell of and by addressee.
type Mails = BTreeMap<(EntryNumber, ParticipantId), AnswerMail>;

fn mails_of(state: &AppState, handle: &ProcessHandle) -> Result<Mails, StoreError> {
    let mails = state.node.answer_mails(handle)?;
    Ok(mails.into_iter().map(|mail| ((mail.answer, mail.who), mail)).collect())
}

/// What is to be done about a mail that no server has taken.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    /// Nothing: it is still tried, or its addressee may still give another address.
    Waits,
    /// Another one is written: they have another address now, or want none.
    Again,
    /// The page of their account stands for it.
    CameBack,
}

fn fate(mail: &AnswerMail, addressee: &Addressee, now: Moment) -> Fate {
    if mail.recipient != addressee.email || addressee.choice.by == ToldBy::Page {
        return Fate::Again;
    }
    let came_back = match &mail.refused {
        Some((at, _, true)) => now.0 >= at.0 + AFTER_A_BOUNCE,
        Some((_, _, false)) | None => now.0 >= mail.created.0 + TRIED,
    };
    if came_back { Fate::CameBack } else { Fate::Waits }
}

/// Writes mails to those who are to be told by mail at once, and gathers what waits for the mail of a day.
async fn write(
    state: &AppState,
    handle: &Arc<ProcessHandle>,
    unwritten: BTreeMap<ParticipantId, Vec<EntryNumber>>,
    daily: &mut Daily,
) -> Result<(), SubmitError> {
    let mut written = 0;
    for (who, answers) in unwritten {
        let Some(addressee) = state.node.addressee(handle, who)? else { continue };
        if addressee.choice.by == ToldBy::Daily {
            let part = LetterPart { process: handle.clone(), who, answers };
            daily.entry(addressee.account).or_insert((addressee, Vec::new())).1.push(part);
            continue;
        }
        // Those behind may wait for the mail of a day: they are gathered all the same.
        if written >= MAILS_AT_ONCE {
            continue;
        }
        written += 1;
        for answer in answers {
            let part = LetterPart { process: handle.clone(), who, answers: vec![answer] };
            send(state, &addressee, vec![part], false).await?;
        }
    }
    Ok(())
}

/// Writes the mail of the day to everyone for whom it is time: one mail, whatever it is about.
pub(crate) async fn write_daily(state: &AppState, daily: Daily, now: Moment) -> Result<(), SubmitError> {
    let mut written = 0;
    for (account, (addressee, parts)) in daily {
        if written >= MAILS_AT_ONCE {
            break;
        }
        // What waits is looked at every few seconds, so the database is asked only where something is old enough.
        let oldest = parts.iter().filter_map(oldest).min();
        if !is_past(oldest, now) || !is_past(state.node.last_daily(account)?, now) {
            continue;
        }
        written += 1;
        for parts in in_mails(parts) {
            send(state, &addressee, parts, true).await?;
        }
    }
    Ok(())
}

/// When the first of some answers was given, or put to its author.
fn oldest(part: &LetterPart) -> Option<Moment> {
    let process = part.process.read();
    let when = |answer: &EntryNumber| {
        let answer = process.answers.get(*answer)?;
        Some(answer.given.values().copied().min().unwrap_or(answer.at))
    };
    part.answers.iter().filter_map(when).min()
}

/// Answers as mails carry them: one, unless there are more than people can read at a stretch.
fn in_mails(parts: Vec<LetterPart>) -> Vec<Vec<LetterPart>> {
    let mut mails: Vec<Vec<LetterPart>> = Vec::new();
    let mut held = 0;
    for LetterPart { process, who, answers } in parts {
        for answers in answers.chunks(ANSWERS_IN_MAIL) {
            let part = LetterPart { process: process.clone(), who, answers: answers.to_vec() };
            match mails.last_mut() {
                Some(mail) if held + answers.len() <= ANSWERS_IN_MAIL => mail.push(part),
                _ => {
                    mails.push(vec![part]);
                    held = 0;
                }
            }
            held += answers.len();
        }
    }
    mails
}

/// Whether a moment lies before the hour at which the mail of today is written. That mail is due where the oldest answer that waits
/// does, and the last mail too.
fn is_past(moment: Option<Moment>, now: Moment) -> bool {
    let day = |moment: Moment| (moment.0 - DAILY_HOUR * 3_600).div_euclid(DAY);
    moment.is_none_or(|moment| day(moment) < day(now))
}

/// Puts one mail into the outbox.
async fn send(
    state: &AppState,
    addressee: &Addressee,
    parts: Vec<LetterPart>,
    daily: bool,
) -> Result<(), SubmitError> {
    let secret = state.node.stop_secret(addressee.account).await?;
    let stop = format!("{}/account/mail/stop?token={secret}", state.settings.address);
    let Some((subject, body)) = said(state, &parts, addressee, &stop) else { return Ok(()) };
    let letter = AnswerLetter { recipient: addressee.email.clone(), subject, body, stop, parts, daily };
    state.node.write_answers(addressee.account, letter).await
}

/// Subject and body of a mail that tells somebody of answers.
fn said(
    state: &AppState,
    parts: &[LetterPart],
    addressee: &Addressee,
    stop: &str,
) -> Option<(String, String)> {
    let chapters: Vec<Chapter> = parts
        .iter()
        .filter_map(|part| {
            let process = part.process.read();
            let told: Vec<Told> =
                part.answers.iter().flat_map(|answer| told_of(state, &process, part.who, *answer)).collect();
            let address = format!("{}/p/{}", state.settings.address, part.process.id());
            let (title, days) = (process.charter.title.clone(), process.charter.reply_days);
            (!told.is_empty()).then_some(Chapter { title, days, address, told })
        })
        .collect();
    (!chapters.is_empty()).then(|| letter(&state.settings.address, addressee, &chapters, stop))
}

/// What an answer says to somebody: one line for each of their remarks and amendments for which it was given, or is proposed, and of
/// which they were not told yet.
fn told_of(state: &AppState, process: &Process, who: ParticipantId, answer: EntryNumber) -> Vec<Told> {
    let Some(answer) = process.answers.get(answer) else { return Vec::new() };
    let words = |words: &maru_forum::Words| {
        let reading = reading_of(process, Some(who));
        let content = state.node.words(process, &words.digest, reading).ok().flatten();
        content.and_then(|content| content.get("text").map(str::to_owned)).unwrap_or_default()
    };
    let asks =
        |item: EntryNumber| process.answers.proposed_on(item).is_some_and(|one| one.entry == answer.entry);
    let is_news = |item: &EntryNumber| {
        let telling = if asks(*item) {
            process.answers.asked(answer.entry, *item)
        } else {
            process.answers.told(answer.entry, *item)
        };
        telling.is_none() && (asks(*item) || answer.given.contains_key(item))
    };
    let own = answer.on.iter().filter(|item| process.addressee_of(**item) == Some(who));
    own.filter(|item| is_news(item))
        .filter_map(|item| Item::of(process, *item))
        .map(|item| Told {
            asks: asks(item.entry()),
            item: item.entry(),
            is_amendment: matches!(item, Item::Amendment(_)),
            words: words(item.words()),
            language: item.words().language.clone(),
            answer: answer.entry,
            disposition: answer.disposition,
            reason: words(&answer.words),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use maru_store::ToldChoice;

    use super::*;

    #[test]
    fn the_mail_of_a_day_is_written_once_a_day() {
        let at = |day: i64, hour: i64| Moment(day * DAY + hour * 3_600);
        let check = |oldest: Moment, last: Option<Moment>, now: Moment, expected: bool| {
            let is_due = is_past(Some(oldest), now) && is_past(last, now);
            assert_eq!(is_due, expected, "{oldest:?} {last:?} {now:?}");
        };
        check(at(10, 3), None, at(10, 5), false);
        check(at(10, 3), None, at(10, 6), true);
        check(at(10, 7), None, at(10, 23), false);
        check(at(10, 7), None, at(11, 6), true);
        check(at(10, 3), Some(at(10, 7)), at(10, 23), false);
        check(at(10, 3), Some(at(10, 7)), at(11, 5), false);
        check(at(10, 3), Some(at(10, 7)), at(11, 6), true);
    }

    #[test]
    fn a_mail_that_came_back_leaves_its_addressee_untold_for_a_day() {
        let addressee = |email: &str, by: ToldBy| Addressee {
            account: AccountId(1),
            email: email.to_owned(),
            choice: ToldChoice { by, language: None },
        };
        let mail = |refused: Option<(i64, bool)>| AnswerMail {
            answer: EntryNumber(1),
            who: ParticipantId(EntryNumber(2)),
            recipient: "ara@example.org".to_owned(),
            created: Moment(0),
            sent: None,
            refused: refused.map(|(at, last)| (Moment(at), "no".to_owned(), last)),
        };
        let check = |refused: Option<(i64, bool)>, to: &Addressee, now: i64, expected: Fate| {
            assert_eq!(fate(&mail(refused), to, Moment(now)), expected, "{refused:?} {now}");
        };
        let same = addressee("ara@example.org", ToldBy::AtOnce);
        check(None, &same, DAY, Fate::Waits);
        check(Some((100, false)), &same, DAY, Fate::Waits);
        check(Some((100, false)), &same, TRIED, Fate::CameBack);
        check(Some((100, true)), &same, DAY, Fate::Waits);
        check(Some((100, true)), &same, DAY + 100, Fate::CameBack);
        check(Some((100, true)), &addressee("new@example.org", ToldBy::AtOnce), 200, Fate::Again);
        check(Some((100, true)), &addressee("ara@example.org", ToldBy::Page), 200, Fate::Again);
    }
}
