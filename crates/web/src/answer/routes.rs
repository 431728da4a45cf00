//! Addresses of answers.

use axum::extract::Path;
use axum::response::Response;
use maru_forum::{GiveReply, Language, ReplyWord};
use maru_store::Answer;
use maud::html;

use crate::answer::item::Item;
use crate::answer::view;
use crate::fault::Fault;
use crate::form::{Sent, Typed, carry};
use crate::reader::{Reader, entry_of};
use crate::script::{chosen, proposing};
use crate::{amendment, remark};

pub(crate) async fn one(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let entry = entry_of(&number)?;
    reader.show_found(&*reader.process(&id)?, |view| Some(view::one(view, view.process.answers.get(entry)?)))
}

pub(crate) async fn reply(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, answer) = (reader.process(&id)?, entry_of(&number)?);
    let typed = Typed::of(sent)?;
    let on = entry_of(typed.get("on"))?;
    let address =
        reader.draw(&handle, |view| Item::of(view.process, on).map(Item::address)).ok_or(Fault::NotFound)?;
    let asked = reader.draw(&handle, |view| {
        let word =
            ReplyWord::from_name(typed.get("word")).ok_or_else(|| view.visit.text("answer-word-missing"))?;
        let text = match typed.get("text").trim() {
            "" => None,
            words => Some((chosen(view, &typed)?, words.to_owned())),
        };
        Ok::<_, String>(GiveReply {
            answer,
            on,
            word,
            text: text.map(|(language, words): (Language, String)| (language, words)),
        })
    });
    let here = format!("/p/{id}{address}");
    let texts = reader.state.texts.clone();
    let typed = reader.draw(&handle, |view| proposing(view, &typed));
    let done = |answer: Answer| format!("{here}?done={}#answer", answer.entry);
    carry(&reader, &handle, asked, &here, done, |view, fault| {
        let said = remark::view::Said { reply: (&typed, Some(fault)), ..remark::view::Said::default() };
        match Item::of(view.process, on) {
            Some(Item::Remark(one)) => remark::view::one(view, &texts, one, &said),
            Some(Item::Amendment(one)) => amendment::view::one(view, &texts, one, &said),
            None => html! {},
        }
    })
    .await
}
