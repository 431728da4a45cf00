//! What the form of a remark asks for: where, what, in which language, and which words it proposes instead.

use std::sync::Arc;

use maru_forum::{
    Anchor as Place, Draft, EntryNumber, Language, MakeRemark, REMARK_LIMIT, RemarkKind, Violation,
};
use maru_text::{Anchor, AnchorError, Operation, Redline, Unit, UnitId, redline};
use maru_verify::draft::write_operations;

use crate::common::ProcessView;
use crate::draft::chosen::version_of;
use crate::draft::texts::{Text, Texts};
use crate::form::{Refused, Typed};
use crate::remark::place::text_in;
use crate::script::chosen;
use crate::visit::Visit;

/// The unit that a form is about, in the version and language that it names.
pub(crate) struct Target<'a> {
    pub(crate) draft: &'a Draft,
    pub(crate) text: Option<Arc<Text>>,
    /// The unit's id; empty for the whole.
    pub(crate) id: String,
}

impl<'a> Target<'a> {
    /// What a form, or the address of a blank one, names; none where there is no draft.
    pub(crate) fn of(view: &'a ProcessView<'_>, texts: &Texts, typed: &Typed) -> Option<Self> {
        let visit = view.visit;
        let said = |name: &str| typed.said(name).or(visit.asked(name)).unwrap_or_default().to_owned();
        let draft = match said("version").parse() {
            Ok(version) => version_of(view, version)?,
            Err(_) => view.process.drafts.last()?,
        };
        let wish = said("of");
        // Nothing hangs on a machine's words where people stand by a text: the same unit is offered in that one.
        let is_machine = |one: &&maru_forum::DraftText| one.standing == maru_forum::TextStanding::Machine;
        let by_people: Vec<_> = draft.texts.iter().filter(|one| !is_machine(one)).collect();
        let offered = if by_people.is_empty() { draft.texts.iter().collect() } else { by_people };
        let fits = |tag: &str| {
            offered.iter().map(|one| &one.text.language).find(|language| language.primary() == tag)
        };
        let language =
            fits(&wish).or_else(|| fits(visit.tag())).or_else(|| Some(&offered.first()?.text.language))?;
        Some(Self { draft, text: text_in(view, texts, draft, language), id: said("unit") })
    }

    /// The unit, if the text has it.
    pub(crate) fn unit(&self) -> Option<&Unit> {
        self.text.as_ref()?.document.unit(&UnitId::new(self.id.as_str()))
    }

    /// The language of the text.
    pub(crate) fn language(&self) -> Option<&Language> {
        Some(&self.text.as_ref()?.language)
    }
}

/// A remark that can be sent.
pub(crate) struct Asked {
    pub(crate) command: MakeRemark,
    /// What its proposed wording would change.
    pub(crate) redline: Option<Redline>,
    /// The words it means.
    pub(crate) quote: Option<String>,
}

/// The remark of a form, or in words why there is none.
pub(crate) fn asked(view: &ProcessView<'_>, texts: &Texts, typed: &Typed) -> Result<Asked, Refused> {
    let visit = view.visit;
    let target = Target::of(view, texts, typed).ok_or_else(|| visit.text("draft-none-yet"))?;
    let mut refused = Refused::default();
    let kind = RemarkKind::from_name(typed.get("kind")).ok_or_else(|| visit.text("remark-kind-missing"));
    let kind = refused.take("kind", kind);
    let said = refused.take("text", said(visit, typed.get("text"), REMARK_LIMIT));
    let language = refused.take("language", chosen(view, typed));
    let (Some(kind), Some(()), Some(language)) = (kind, said, language) else { return Err(refused) };
    let mut asked = Asked {
        command: MakeRemark {
            version: target.draft.version,
            anchor: None,
            kind,
            text: typed.get("text").to_owned(),
            language,
            proposal: None,
            submission: typed.get("submission").parse().ok().map(EntryNumber),
        },
        redline: None,
        quote: None,
    };
    if target.id.is_empty() {
        return Ok(asked);
    }
    let (Some(text), Some(unit)) = (&target.text, target.unit()) else {
        return Err(visit.text("remark-no-unit").into());
    };
    let anchor = anchor(view, unit, typed)?;
    asked.quote = anchor.range.and_then(|_| anchor.quote(&text.document).ok()).map(|quote| quote.words);
    let unit_id =
        maru_forum::UnitId::new(unit.id.as_str()).map_err(|violation| visit.violation(&violation))?;
    asked.command.anchor = Some(Place {
        unit: unit_id,
        language: text.language.clone(),
        start: anchor.range.map(|(start, _)| start),
        end: anchor.range.map(|(_, end)| end),
    });
    if let Some((operations, redline)) = wording(view, text, unit, typed)? {
        asked.command.proposal = Some((text.language.clone(), write_operations(&operations)));
        asked.redline = Some(redline);
    }
    Ok(asked)
}

/// Whether something is said, and no more than fits.
pub(crate) fn said(visit: &Visit, text: &str, limit: usize) -> Result<(), String> {
    match text.trim().chars().count() {
        0 => Err(visit.violation(&Violation::TextEmpty)),
        length if length > limit => Err(visit.violation(&Violation::TextTooLong { length, limit })),
        _ => Ok(()),
    }
}

/// The words that are meant: typed, ticked, or the whole unit.
fn anchor(view: &ProcessView<'_>, unit: &Unit, typed: &Typed) -> Result<Anchor, String> {
    let visit = view.visit;
    let words = typed.get("words").trim();
    let ticked: Vec<usize> = typed.all("sentence").filter_map(|text| text.parse().ok()).collect();
    if !words.is_empty() && !ticked.is_empty() {
        return Err(visit.text("remark-ticked-and-typed"));
    }
    if !words.is_empty() {
        let found = Anchor::typed(unit, words).map_err(|error| anchor_words(view, &error))?;
        return match found.as_slice() {
            [one] => Ok(one.clone()),
            several => Err(visit.text_with("remark-words-several", &[("count", several.len().into())])),
        };
    }
    Anchor::ticked(unit, &ticked).map_err(|error| anchor_words(view, &error))
}

fn anchor_words(view: &ProcessView<'_>, error: &AnchorError) -> String {
    view.visit.text(match error {
        AnchorError::NotTogether => "remark-not-together",
        AnchorError::NoWords { .. } => "remark-no-such-words",
        _ => "remark-no-unit",
    })
}

/// The operations of the wording that was typed in place of the unit's, and what they change; none where it is the same.
pub(crate) fn wording(
    view: &ProcessView<'_>,
    text: &Text,
    unit: &Unit,
    typed: &Typed,
) -> Result<Option<(Vec<Operation>, Redline)>, String> {
    let refused = || view.visit.text("remark-wording-refused");
    let Some(words) = typed.said("wording").filter(|words| !words.trim().is_empty()) else { return Ok(None) };
    let found = maru_text::propose_words(&text.document, &unit.id, words).map_err(|_| refused())?;
    let Some(operation) = found else { return Ok(None) };
    let operations = vec![operation];
    let next = maru_text::apply_operations(&text.document, &operations).map_err(|_| refused())?;
    let redline = redline(&text.document, &next);
    Ok(Some((operations, redline)))
}
