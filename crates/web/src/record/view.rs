//! The record: entries newest first, one entry with its proof, a receipt.

use maru_forum::{
    Admitted, AppealRuled, ApplicationGranted, AuditFound, Author, BallotCounted, DelegationRuled,
    DemandAnswered, DemandLooked, DraftPublished, Endorsed, EntryNumber, Event, Found, InitiativeAnswered,
    InvitationCodesChanged, InvitationDeclined, InvitationSent, Invited, ModerationRuled, Moment, NextStage,
    ObligationFound, OfficeChanged, PhaseClosed, Recorded, Refused, Rendered, ResultPublished, SentBy,
    SourceNamed, StageChanged, Standing, StatementId, Translated, Verified, Voice, Vote, Voted, Words,
    decode, shown,
};
use maru_record::{Digest, Entry, Locator, Proof};
use maru_store::peer::host_of;
use maru_store::{Held, Watched};
use maud::{Markup, html};

use crate::common::{Paged, ProcessView, shortened};
use crate::layout::process_page;
use crate::review::view::report_link;

/// Entries on one page of the record.
pub(crate) const RECORD_ITEMS: usize = 30;
/// Characters of an entry's JSON that a page shows; the file has all of it.
const JSON_CHARACTERS: usize = 8_000;

/// An entry as it stands in the record.
pub(crate) struct Stored {
    pub(crate) number: EntryNumber,
    pub(crate) bytes: Vec<u8>,
}

impl Stored {
    pub(super) fn read(&self) -> Option<(Entry, Recorded)> {
        let entry = Entry::decode(&self.bytes).ok()?;
        let recorded = decode(&entry).ok()?;
        Some((entry, recorded))
    }
}

/// Entries newest first, and who watches the record.
pub(crate) fn record(
    view: &ProcessView<'_>,
    entries: &[Stored],
    pages: &Paged<()>,
    watched: &[Watched],
) -> Markup {
    let visit = view.visit;
    let title = visit.text("layout-record");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("record-lead")) }
        p { (visit.rich("record-check", &[], &[
            ("verify", visit.link("/about/verify")), ("checkpoint", view.address("/checkpoint")),
        ])) }
        p { (visit.rich("record-archive", &[], &[("archive", view.address("/archive.tar"))])) }
        dl.facts {
            dt { (visit.text("record-origin")) } dd { code { (view.process.origin) } }
            dt { (visit.text("record-size")) } dd { (visit.number(view.process.entries)) }
        }
        (watchers(view, watched))
        h2 { (visit.text("record-entries")) }
        ul.rows {
            @for stored in entries { (line(view, stored)) }
        }
        (pages.links(visit))
    };
    process_page(view, &title, &body)
}

/// Which other nodes sign the record's heads and keep copies of it, and when they last did.
fn watchers(view: &ProcessView<'_>, watched: &[Watched]) -> Markup {
    let visit = view.visit;
    let held = |key: &str, held: Option<Held>| {
        html! {
            @if let Some(Held { size, time }) = held {
                p.figures { (visit.text_with(key, &[("entries", size.into())])) " · " (visit.moment(Moment(time as i64))) }
            }
        }
    };
    let known: Vec<_> =
        watched.iter().filter(|one| one.witnessed.is_some() || one.mirrored.is_some()).collect();
    html! {
        h2 { (visit.text("record-watched")) }
        @if known.is_empty() { p { (visit.text("record-watched-nobody")) } } @else {
            p { (visit.text("record-watched-lead")) }
            ul.rows {
                @for one in known {
                    li {
                        p { bdi { (host_of(&one.peer)) } }
                        (held("record-witnessed", one.witnessed))
                        (held("record-mirrored", one.mirrored))
                    }
                }
            }
        }
    }
}

fn line(view: &ProcessView<'_>, stored: &Stored) -> Markup {
    let visit = view.visit;
    html! {
        li {
            @match stored.read() {
                Some((_, recorded)) => {
                    p { (view.entry(stored.number)) " · " (sentence(view, stored.number, &recorded)) }
                    p.figures { (visit.moment(recorded.at)) }
                },
                None => p { (view.entry(stored.number)) " · " (visit.text("record-unreadable")) },
            }
        }
    }
}

/// Says what an author did.
struct Saying<'a> {
    view: &'a ProcessView<'a>,
    author: String,
    /// Whether it is one of the entries with which a process begins.
    is_founding: bool,
    /// Whether the node acts, rather than a participant.
    is_nodes: bool,
}

impl Saying<'_> {
    fn say(&self, key: &str, more: &[crate::locale::Argument<'_>], links: &[(&str, String)]) -> Markup {
        let mut arguments = vec![("author", self.author.as_str().into())];
        arguments.extend_from_slice(more);
        self.view.visit.rich(&format!("record-event-{key}"), &arguments, links)
    }

    /// The same of something that was done to a statement.
    fn of_statement(&self, key: &str, id: StatementId, more: &[crate::locale::Argument<'_>]) -> Markup {
        let mut arguments = vec![("number", id.0.0.into())];
        arguments.extend_from_slice(more);
        self.say(key, &arguments, &[("statement", self.view.link(&format!("/statements/{id}")))])
    }

    /// The same of something that was done to another entry.
    fn of_entry(&self, key: &str, entry: EntryNumber, more: &[crate::locale::Argument<'_>]) -> Markup {
        let mut arguments = vec![("number", entry.0.into())];
        arguments.extend_from_slice(more);
        self.say(key, &arguments, &[("entry", self.view.link(&format!("/record/{entry}")))])
    }

    fn of_translation(&self, translated: &Translated) -> Markup {
        let language = self.view.visit.language_name(&translated.text.language);
        self.of_statement("translated", translated.statement, &[("language", language.into())])
    }

    fn of_rendering(&self, act: &Rendered) -> Markup {
        let language = self.view.visit.language_name(&act.text.language);
        self.of_entry("rendered", act.of, &[("language", language.into())])
    }

    fn of_initiative(&self, answered: &InitiativeAnswered) -> Markup {
        let word = self.view.visit.text(&format!("initiative-word-{}", answered.word.as_str()));
        self.of_entry("answered-initiative", answered.initiative, &[("word", word.into())])
    }

    fn of_audit(&self, found: &AuditFound) -> Markup {
        let word = crate::audit::told::name(self.view.visit, maru_openness::AuditStanding::of([found.word]));
        let criterion = found.criterion.to_string();
        self.of_entry("audit-finding", found.audit, &[("word", word.into()), ("criterion", criterion.into())])
    }

    fn of_finding(&self, found: &Found) -> Markup {
        let word = self.view.visit.text(&format!("commitment-word-{}", found.word.as_str()));
        self.of_entry("found", found.commitment, &[("word", word.into())])
    }

    fn of_endorsement(&self, endorsed: &Endorsed) -> Markup {
        let version = self.view.process.drafts.iter().find(|draft| draft.entry == endorsed.draft);
        let version = ("version", version.map_or(0, |draft| draft.version).into());
        match endorsed.organisation {
            None => self.say("endorsement", &[version], &[]),
            Some(organisation) => self.of_entry("signed-for", organisation, &[version]),
        }
    }

    fn of_look(&self, looked: &DemandLooked) -> Markup {
        let place = self.view.visit.text(&format!("demand-within-{}", looked.within.as_str()));
        let more = [("place", place.into()), ("count", looked.found.len().into())];
        self.of_entry("demand-looked", looked.demand, &more)
    }

    fn of_demand_answer(&self, answered: &DemandAnswered) -> Markup {
        let word = self.view.visit.text(&format!("demand-word-{}", answered.word.as_str()));
        self.of_entry("demand-answer", answered.demand, &[("word", word.into())])
    }

    fn of_obligation(&self, found: &ObligationFound) -> Markup {
        let word = self.view.visit.text(&format!("commitment-word-{}", found.word.as_str()));
        self.of_entry("obligation-finding", found.obligation, &[("word", word.into())])
    }

    fn of_result(&self, result: &ResultPublished) -> Markup {
        let facts = [("algorithm", result.algorithm.as_str().into()), ("entries", result.entries.into())];
        self.say("result", &facts, &[])
    }

    fn of_count(&self, counted: &BallotCounted) -> Markup {
        let key = format!("ballot-outcome-{}", counted.count.outcome.as_str());
        self.of_entry("ballot-count", counted.on, &[("outcome", self.view.visit.text(&key).into())])
    }

    fn of_phase(&self, closed: &PhaseClosed) -> Markup {
        let arguments = [
            ("phase", self.view.phase_name(&closed.phase).into()),
            ("reason", closed.reason.as_str().into()),
        ];
        self.say("phase-closed", &arguments, &[])
    }

    fn of_source(&self, source: &SourceNamed) -> Markup {
        let name = ("source", source.name.as_str().into());
        match &source.reason {
            Some(reason) => self.say("source-because", &[name, ("reason", reason.as_str().into())], &[]),
            None => self.say("source", &[name], &[]),
        }
    }

    fn of_stage(&self, changed: &StageChanged) -> Markup {
        let key = match changed.stage {
            NextStage::Open => "opened",
            NextStage::Closed => "closed",
            NextStage::Abandoned => "abandoned",
        };
        if let Some(cuts) = &changed.cuts {
            let phases: Vec<_> = cuts.iter().map(|id| self.view.phase_name(id)).collect();
            let more = [("reason", changed.reason.as_str().into()), ("phases", phases.join(", ").into())];
            return self.say("closed-early", &more, &[]);
        }
        self.say(key, &[("reason", changed.reason.as_str().into())], &[])
    }

    fn of_office(&self, changed: &OfficeChanged) -> Markup {
        if self.is_founding && self.view.founder() == Some(changed.holder) {
            let arguments = [
                ("name", self.view.name_of(changed.holder).into()),
                ("reason", changed.reason.as_str().into()),
            ];
            return self.say("office-founder", &arguments, &[]);
        }
        let office = self.view.visit.text(&format!("people-office-{}", changed.office.as_str()));
        let arguments = [
            ("office", office.into()),
            ("name", self.view.name_of(changed.holder).into()),
            ("reason", changed.reason.as_str().into()),
        ];
        self.say(if changed.granted { "office-given" } else { "office-ended" }, &arguments, &[])
    }

    fn of_verification(&self, act: &Verified) -> Markup {
        let name = ("name", self.view.name_of(act.participant).into());
        match act.means {
            None => self.say("verification-ended", &[name], &[]),
            Some(means) => {
                let means = self.view.visit.text(&format!("people-verified-{}", means.as_str()));
                self.say("verified", &[name, ("means", means.into())], &[])
            }
        }
    }

    fn of_admission(&self, admitted: &Admitted) -> Markup {
        let name = ("name", shown(admitted.pseudonym.as_str()).into_owned().into());
        if let Some(invitation) = admitted.invitation {
            return self.of_entry("admitted-invited", invitation, &[name]);
        }
        if let Some(application) = admitted.application {
            return self.of_entry("admitted-applied", application, &[name]);
        }
        match &admitted.reason {
            None => self.say("admitted", &[name], &[]),
            Some(_) if self.is_founding && self.view.founder().is_some() => {
                self.say("admitted-founder", &[name], &[])
            }
            Some(reason) => self.say("admitted-by-office", &[name, ("reason", reason.as_str().into())], &[]),
        }
    }

    /// That something was given, or taken back.
    fn of_given(&self, [given, ended]: [&str; 2], is_given: bool, on: EntryNumber) -> Markup {
        self.of_entry(if is_given { given } else { ended }, on, &[])
    }

    fn of_vote(&self, voted: &Voted) -> Markup {
        let answer = ("answer", answer(self.view, voted.value).into());
        self.of_statement("voted", voted.statement, &[answer])
    }

    fn of_sending(&self, act: &InvitationSent) -> Markup {
        // No person says so, but the mail server that took the letter.
        if act.means == SentBy::Mail && self.is_nodes {
            return self.of_entry("invitation-mailed", act.invitation, &[]);
        }
        self.of_entry(&format!("invitation-sent-{}", act.means.as_str()), act.invitation, &[])
    }

    fn of_grant(&self, act: &ApplicationGranted) -> Markup {
        self.of_entry("application-granted", act.application, &[("reason", act.reason.as_str().into())])
    }

    fn of_ruling(&self, act: &AppealRuled) -> Markup {
        self.of_entry(&format!("ruling-{}", act.verdict.as_str()), act.appeal, &[])
    }

    fn of_invitation(&self, act: &Invited) -> Markup {
        let more = [("count", act.codes.len().into()), ("reason", act.reason.as_str().into())];
        self.say(&format!("invitation-{}", act.to.as_str()), &more, &[])
    }

    fn of_codes(&self, act: &InvitationCodesChanged) -> Markup {
        let counts = [
            ("void", act.void.len().into()),
            ("new", act.codes.len().into()),
            ("reason", act.reason.as_str().into()),
        ];
        self.of_entry("invitation-codes", act.invitation, &counts)
    }

    fn of_declining(&self, act: &InvitationDeclined) -> Markup {
        let key = if act.proof.is_some() { "invitation-declined" } else { "invitation-declined-heard" };
        let reason = self.reason(act.why.as_ref());
        self.of_entry(key, act.invitation, &[("reason", reason.into())])
    }

    fn of_refusal(&self, number: EntryNumber, act: &Refused) -> Markup {
        let why = self.view.visit.text(&format!("participation-reason-{}", act.reason.as_str()));
        let refusal = ("refusal", self.view.link(&format!("/refusals/{number}")));
        match (act.application, act.participant) {
            (Some(application), _) => {
                let more = [("number", application.0.into()), ("reason", why.into())];
                let entry = ("entry", self.view.link(&format!("/record/{application}")));
                self.say("refusal", &more, &[entry, refusal])
            }
            (None, who) => {
                let name = who.map_or_else(|| "–".to_owned(), |who| self.view.name_of(who));
                self.say("refusal-floor", &[("name", name.into()), ("reason", why.into())], &[refusal])
            }
        }
    }

    /// A reason that stands beside the entry, if the reader may see it. In entries from before that was so it stands in their line of
    /// JSON, of which the ledger knows nothing, and nowhere else.
    fn reason(&self, beside: Option<&Words>) -> String {
        let text = beside.and_then(|words| self.view.words_of(&words.digest)).map(|(_, text)| text);
        text.unwrap_or_else(|| "–".to_owned())
    }

    fn of_organisation(&self, of: Option<EntryNumber>) -> Markup {
        match of {
            None => self.say("organisation", &[], &[("organisation", self.view.link("/organisations"))]),
            Some(of) => self.of_entry("organisation-anew", of, &[]),
        }
    }

    fn of_delegation(&self, ruled: &DelegationRuled) -> Markup {
        let reason = self.reason(ruled.why.as_ref());
        let key = format!("delegation-{}", ruled.verdict.as_str());
        self.of_entry(&key, ruled.delegation, &[("reason", reason.into())])
    }

    /// What was said once, or corrected for a reason.
    fn of_corrected(&self, key: &str, meeting: EntryNumber, reason: Option<&str>) -> Markup {
        match reason {
            None => self.of_entry(key, meeting, &[]),
            Some(reason) => self.of_entry(&format!("{key}-corrected"), meeting, &[("reason", reason.into())]),
        }
    }

    fn of_draft(&self, draft: &DraftPublished) -> Markup {
        let link = self.view.link(&format!("/draft?version={}", draft.version));
        self.say("draft", &[("version", draft.version.into())], &[("draft", link)])
    }

    fn of_verdict(&self, ruled: &ModerationRuled) -> Markup {
        let key = format!("moderated-{}", ruled.verdict.as_str());
        html! {
            @for (index, entry) in ruled.on.iter().enumerate() {
                @if index > 0 { " · " }
                @match self.view.process.statement(StatementId(*entry)) {
                    Some(statement) => (self.of_statement(&key, statement.id, &[])),
                    None => (self.of_entry(&format!("{key}-entry"), *entry, &[])),
                }
            }
        }
    }
}

/// What happened, as a sentence with its author.
#[expect(clippy::too_many_lines, reason = "a line for each kind of entry, so that none can be forgotten")]
pub(crate) fn sentence(view: &ProcessView<'_>, number: EntryNumber, recorded: &Recorded) -> Markup {
    let visit = view.visit;
    let author = match recorded.author {
        Author::Operator => visit.text("record-host"),
        Author::Participant(id) => view.name_of(id),
    };
    let is_nodes = recorded.author == Author::Operator;
    let saying = Saying { view, author, is_founding: is_nodes && number.0 <= 2, is_nodes };
    match &recorded.event {
        Event::Genesis(_) => match view.founder() {
            Some(founder) => saying.say("genesis-founder", &[("name", view.name_of(founder).into())], &[]),
            None => saying.say("genesis", &[], &[]),
        },
        Event::CharterChanged(changed) => {
            saying.say("charter", &[("reason", changed.reason.as_str().into())], &[])
        }
        Event::StageChanged(changed) => saying.of_stage(changed),
        Event::OfficeChanged(changed) => saying.of_office(changed),
        Event::SourceNamed(source) => saying.of_source(source),
        Event::Admitted(admitted) => saying.of_admission(admitted),
        Event::Verified(act) => saying.of_verification(act),
        Event::Invited(act) => saying.of_invitation(act),
        Event::InvitationSent(act) => saying.of_sending(act),
        Event::InvitationCodesChanged(act) => saying.of_codes(act),
        Event::InvitationDeclined(act) => saying.of_declining(act),
        Event::Applied(_) => saying.say("application", &[], &[]),
        Event::ApplicationGranted(act) => saying.of_grant(act),
        Event::Refused(act) => saying.of_refusal(number, act),
        Event::Appealed(act) => saying.of_entry("appeal", act.refusal, &[]),
        Event::AppealRuled(act) => saying.of_ruling(act),
        Event::OrganisationStated(stated) => saying.of_organisation(stated.of),
        Event::DelegationAsked(asked) => saying.of_entry("delegation", asked.organisation, &[]),
        Event::DelegationRuled(ruled) => saying.of_delegation(ruled),
        Event::Stated(_) => saying.say("stated", &[], &[]),
        Event::Translated(translated) => saying.of_translation(translated),
        Event::Rendered(act) => saying.of_rendering(act),
        Event::TranslationReviewed(act) => saying.of_entry("translation-reviewed", act.translation, &[]),
        Event::Voted(voted) => saying.of_vote(voted),
        Event::ModerationRuled(ruled) => saying.of_verdict(ruled),
        Event::DraftPublished(draft) => saying.of_draft(draft),
        Event::Remarked(remark) => saying.say("remarked", &[("version", remark.version.into())], &[]),
        Event::Supported(act) => saying.of_given(["supported", "support-ended"], act.given, act.on),
        Event::RemarkEdited(edit) => saying.of_entry("remark-edited", edit.remark, &[]),
        Event::Commented(comment) => saying.of_entry("commented", comment.on, &[]),
        Event::Submitted(_) => saying.say("submitted", &[], &[]),
        Event::Amended(amended) => saying.say("amended", &[("version", amended.version.into())], &[]),
        Event::Cosigned(act) => saying.of_given(["cosigned", "cosign-ended"], act.given, act.amendment),
        Event::AmendmentWithdrawn(act) => saying.of_entry("amendment-withdrawn", act.amendment, &[]),
        Event::Answered(answered) => {
            let key = format!("answer-{}", answered.stage.as_str());
            saying.say(&key, &[("count", answered.on.len().into())], &[])
        }
        Event::AnswerGiven(given) => saying.of_entry("proposal-given", given.answer, &[]),
        Event::Replied(reply) => {
            saying.of_entry(&format!("replied-{}", reply.word.as_str()), reply.answer, &[])
        }
        Event::Told(told) => {
            let key = format!("told-{}", told.means.as_str());
            saying.of_entry(&key, told.answer, &[("count", told.to.len().into())])
        }
        Event::ActTold(told) if told.to.is_empty() => saying.of_entry("act-shown", told.act, &[]),
        Event::ActTold(told) => {
            let key = format!("act-told-{}", told.means.as_str());
            saying.of_entry(&key, told.act, &[("count", told.to.len().into())])
        }
        Event::PhaseClosed(closed) => saying.of_phase(closed),
        Event::BallotOpened(_) => saying.say("ballot", &[], &[]),
        Event::BallotCast(cast) => saying.of_entry("ballot-vote", cast.on, &[]),
        Event::BallotCounted(counted) => saying.of_count(counted),
        Event::ObjectionAnswered(act) => saying.of_entry("objection-answer", act.on, &[]),
        Event::InitiativeMade(_) => saying.say("initiative", &[], &[]),
        Event::InitiativeAnswered(answered) => saying.of_initiative(answered),
        Event::CommitmentMade(_) => saying.say("commitment", &[], &[]),
        Event::Found(found) => saying.of_finding(found),
        Event::FindingContested(act) => saying.of_entry("finding-objection", act.finding, &[]),
        Event::ContradictionNamed(act) => saying.of_entry("contradiction", act.second, &[]),
        Event::MeetingAnnounced(act) => {
            let access = visit.text(&format!("meeting-access-{}", act.access.as_str()));
            let key = if recorded.imported.is_some() { "held-elsewhere" } else { "meeting" };
            saying.say(key, &[("access", access.into())], &[])
        }
        Event::MeetingChanged(act) => {
            let key = if act.cancelled { "meeting-cancelled" } else { "meeting-changed" };
            saying.of_entry(key, act.meeting, &[("reason", act.reason.as_str().into())])
        }
        Event::MeetingRegistered(act) => {
            saying.of_given(["meeting-registered", "no-longer-comes"], act.given, act.meeting)
        }
        Event::FloorAsked(act) => saying.of_given(["floor", "floor-withdrawn"], act.given, act.meeting),
        Event::FloorCalled(act) => {
            let key = if act.reason.is_some() { "floor-called-out" } else { "floor-called" };
            saying.of_entry(key, act.request, &[("reason", act.reason.as_deref().unwrap_or("–").into())])
        }
        Event::FloorEnded(act) => saying.of_entry("floor-ended", act.meeting, &[]),
        Event::AttendanceCounted(act) => {
            saying.of_corrected("attendance", act.meeting, act.reason.as_deref())
        }
        Event::MinutesPublished(act) => saying.of_corrected("minutes", act.meeting, act.reason.as_deref()),
        Event::Contacted(act) => saying.say("contact", &[("day", visit.date(act.day).into())], &[]),
        Event::Endorsed(endorsed) => saying.of_endorsement(endorsed),
        Event::EndorsementWithdrawn(act) => saying.of_entry("endorsement-withdrawn", act.endorsement, &[]),
        Event::SignatoryListed(listed) => saying.of_entry("signatory", listed.draft, &[]),
        Event::DemandPut(_) => saying.say("demand", &[], &[]),
        Event::DemandLooked(looked) => saying.of_look(looked),
        Event::HandedOver(handed) => saying.say("handover", &[("to", handed.to.as_str().into())], &[]),
        Event::DemandAnswered(answered) => saying.of_demand_answer(answered),
        Event::ObligationMade(made) => {
            saying.say("obligation", &[("signatory", made.signatory.as_str().into())], &[])
        }
        Event::ObligationFound(found) => saying.of_obligation(found),
        Event::UnitCoded(coded) => saying.say("coding", &[("unit", coded.unit.as_str().into())], &[]),
        Event::WordsReported(act) if act.code.is_some() => saying.of_entry("stranger-report", act.on, &[]),
        Event::WordsReported(act) => saying.of_entry("report", act.on, &[]),
        Event::VerdictAppealed(act) => saying.of_entry("mod-appeal", act.on, &[]),
        Event::VerdictReviewed(act) => {
            saying.of_entry(&format!("mod-ruling-{}", act.verdict.as_str()), act.on, &[])
        }
        Event::AuditOpened(_) => saying.say("audit", &[], &[]),
        Event::AuditFound(found) => saying.of_audit(found),
        Event::AuditContested(act) => saying.of_entry("audit-objection", act.finding, &[]),
        Event::AuditReplied(act) => saying.of_entry("audit-reply", act.objection, &[]),
        Event::HarmReported(act) => {
            let kind = crate::harm::view::kind_name(visit, act.kind);
            saying.say("harm", &[("kind", kind.into())], &[])
        }
        Event::ResultPublished(result) => saying.of_result(result),
        Event::Decided(decided) => {
            let outcome = visit.text(&format!("result-decision-{}", decided.outcome.as_str()));
            saying.say("decided", &[("outcome", outcome.into())], &[])
        }
        Event::Redacted(redacted) => saying.say("redacted", &[("number", redacted.entry.0.into())], &[]),
    }
}

fn answer(view: &ProcessView<'_>, vote: Vote) -> String {
    view.visit.text(&format!("vote-{}", vote.as_str()))
}

/// One entry with its proof.
pub(crate) fn entry(view: &ProcessView<'_>, stored: &Stored, proof: Option<&Proof>) -> Markup {
    let visit = view.visit;
    let title = visit.text_with("record-entry-number", &[("number", stored.number.0.into())]);
    let body = html! {
        h1 { (title) }
        @match stored.read() {
            Some((entry, recorded)) => {
                p.lead { (sentence(view, stored.number, &recorded)) }
                (crate::charter::cuts::at_entry(view, stored.number))
                (erasure(view, stored.number))
                (facts(view, &recorded, stored.number))
                (words(view, &entry.addenda, stored.number))
                (report_link(view, stored.number))
            },
            None => p.warn { (visit.text("record-unreadable")) },
        }
        (proof_section(view, stored, proof))
        (raw(view, stored))
        (neighbours(view, stored.number))
    };
    process_page(view, &title, &body)
}

/// Of an erasure: of which entry, why, on which ground, and by whom; and what became of an appeal against it.
fn erasure(view: &ProcessView<'_>, number: EntryNumber) -> Markup {
    let erasure = view.process.redactions.iter().find(|one| one.entry == number);
    html! {
        @if let Some(erasure) = erasure {
            p { (crate::people::view::erasure_line(view, erasure)) }
            (crate::review::view::appeals_against(view, erasure.entry, erasure.target))
        }
    }
}

fn facts(view: &ProcessView<'_>, recorded: &Recorded, number: EntryNumber) -> Markup {
    let visit = view.visit;
    let signed = if recorded.signature.is_some() { "record-signed-self" } else { "record-signed-node" };
    html! {
        dl.facts {
            dt { (visit.text("record-when")) } dd { (visit.moment(recorded.at)) }
            dt { (visit.text("record-author")) } dd { bdi { (view.author_name(recorded.author)) } }
            @if let Some(offices) = recorded.author.participant().and_then(|who| crate::people::view::offices_at(view, who, number)) {
                dt { (visit.text("record-author-offices")) } dd { (offices) }
            }
            @if let Some(organisation) = view.process.said_for(number) {
                dt { (visit.text("record-said-for")) } dd { (crate::organisation::view::link(view, organisation)) }
            }
            dt { (visit.text("record-signed")) } dd { (visit.text(signed)) }
            @if let Some((acts, previous)) = recorded.chain {
                dt { (visit.text("record-chain")) }
                dd { (visit.text_with("record-chain-is", &[("acts", u64::from(acts).into())])) " " (view.entry(previous)) }
            }
        }
    }
}

/// Who erased words, why, and on which ground, with the entry that says so.
pub(crate) fn erased_by(view: &ProcessView<'_>, by: EntryNumber) -> Markup {
    let erasure = view.process.redactions.iter().find(|one| one.entry == by);
    html! {
        p {
            (view.visit.text("record-erased-by")) " "
            @match erasure {
                Some(erasure) => (crate::people::view::erasure_line(view, erasure)),
                None => (view.entry(by)),
            }
        }
    }
}

/// The words beside the entry, where they were not erased.
fn words(view: &ProcessView<'_>, addenda: &[Digest], number: EntryNumber) -> Markup {
    let visit = view.visit;
    let standing = view.process.ledger.standing(number);
    html! {
        @if !addenda.is_empty() {
            h2 { (visit.text("record-words")) }
            @for digest in addenda {
                @match (view.words_of(digest), standing) {
                    (Some((language, text)), _) => p lang=(language) dir=(language.direction()) { (shortened(&text, 600)) },
                    (None, Some(Standing::Withdrawn(_))) => p { em { (visit.text("record-erased")) } },
                    (None, Some(Standing::Waiting)) if view.process.ledger.voice_of(number) == Some(Voice::Addressed) => {
                        p { em { (visit.text("record-for-moderators")) } }
                    }
                    (None, Some(Standing::Waiting | Standing::Rejected(_))) => p { em { (visit.text("statement-withheld")) } },
                    (None, Some(Standing::Sealed)) => p { em { (visit.text("record-sealed")) } },
                    (None, Some(Standing::Shown) | None) => p { em { (visit.text("record-words-missing")) } },
                }
                p.raw { "SHA-256 " (digest) }
            }
            @if let Some(Standing::Withdrawn(by)) = standing { (erased_by(view, by)) (crate::review::view::appeal_link(view, number)) }
            @if let Some(Standing::Rejected(by)) = standing { p { (visit.text("record-hidden-by")) " " (view.entry(by)) } }
            (super::withdraw::link(view, number))
        }
    }
}

fn proof_section(view: &ProcessView<'_>, stored: &Stored, proof: Option<&Proof>) -> Markup {
    let visit = view.visit;
    let leaf = maru_record::tree::leaf_hash(&stored.bytes);
    html! {
        h2 #proof { (visit.text("record-proof")) }
        p { (visit.text("record-proof-lead")) }
        @if let Some(proof) = proof {
            p { a.button.go href=(view.address(&format!("/receipt/{}.tlog-proof", stored.number))) download {
                (visit.text("record-receipt-download"))
            } }
            @let head = proof.checkpoint.checkpoint();
            dl.facts {
                dt { (visit.text("record-leaf")) } dd.raw { (leaf) }
                dt { (visit.text("record-path")) }
                dd { ol { @for hash in &proof.hashes { li.raw { (hash) } } } }
                dt { (visit.text_with("record-root", &[("entries", head.size.into())])) } dd.raw { (head.root) }
            }
            p.small {
                a href=(view.address("/checkpoint")) { (visit.text("record-checkpoint")) } " · "
                (visit.rich("record-receipt-page", &[], &[("receipt", receipt_address(view, stored))]))
            }
        } @else {
            p.note { (visit.text("record-proof-waits")) }
            dl.facts { dt { (visit.text("record-leaf")) } dd.raw { (leaf) } }
        }
    }
}

/// `/r/<origin's hash>/<entry>#<fingerprint>`: the address that fits on paper.
fn receipt_address(view: &ProcessView<'_>, stored: &Stored) -> String {
    let locator = Locator::new(&view.process.origin, stored.number.0, &stored.bytes).url("");
    // The language goes before the fingerprint, which no server is sent.
    let (address, leaf) = locator.split_once('#').unwrap_or((&locator, ""));
    format!("{}#{leaf}", view.visit.link(address))
}

/// The first sixteen hexadecimal digits of the hash of a record's origin.
pub(crate) fn origin_digits(origin: &str) -> String {
    let mut digits = Digest::of(origin.as_bytes()).to_string();
    digits.truncate(16);
    digits
}

fn raw(view: &ProcessView<'_>, stored: &Stored) -> Markup {
    let end = stored.bytes.iter().position(|byte| *byte == b'\n').unwrap_or(stored.bytes.len());
    let json = String::from_utf8_lossy(&stored.bytes[..end]);
    html! {
        h2 { (view.visit.text("record-raw")) }
        pre.raw dir="ltr" tabindex="0" { (shortened(&json, JSON_CHARACTERS)) }
    }
}

fn neighbours(view: &ProcessView<'_>, number: EntryNumber) -> Markup {
    let visit = view.visit;
    html! {
        ul.pages {
            @if number.0 > 0 { li { a rel="prev" href=(view.link(&format!("/record/{}", number.0 - 1))) { (visit.text("record-before")) } } }
            @if number.0 + 1 < view.process.entries { li { a rel="next" href=(view.link(&format!("/record/{}", number.0 + 1))) { (visit.text("record-after")) } } }
            li { a href=(view.link("/record")) { (visit.text("record-all")) } }
        }
    }
}
