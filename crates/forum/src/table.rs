//! The table of nouns: every kind of entry, every command and every slice of the state, each listed once.
//!
//! This is the one file of the house that knows all rooms. A new noun adds a line to each list that it needs.

use serde::{Deserialize, Serialize};

use crate::act::{acts, readers};
use crate::charter::Charter;
use crate::code::Seals;
use crate::command::commands;
use crate::days::Days;
use crate::id::{EntryNumber, Moment};
use crate::ledger::Ledger;
#[cfg_attr(not(test), expect(clippy::wildcard_imports, reason = "the table knows all rooms"))]
use crate::nouns::all::*;

acts! {
    /// `genesis`: the process exists, with this charter.
    Genesis,
    /// `rule`: the charter was changed.
    CharterChanged,
    /// `stage`: the process was opened, closed or abandoned.
    StageChanged,
    /// `office`: an office was given to a participant, or ended.
    OfficeChanged,
    /// `source`: where imported acts come from.
    SourceNamed,
    /// `admit`: a participant joined.
    Admitted,
    /// `verification`: the identity of a participant was verified, or is so no longer.
    Verified,
    /// `invitation`: somebody is invited.
    Invited,
    /// `invitation-sent`: an invitation was sent.
    InvitationSent,
    /// `invitation-codes`: codes of an invitation were made void, or replaced.
    InvitationCodesChanged,
    /// `invitation-declined`: an invitation was declined.
    InvitationDeclined,
    /// `application`: somebody asks to come in.
    Applied,
    /// `application-granted`: an application was granted.
    ApplicationGranted,
    /// `refusal`: an application, or the floor, is refused.
    Refused,
    /// `appeal`: somebody appeals against a refusal.
    Appealed,
    /// `ruling`: an appeal was ruled on.
    AppealRuled,
    /// `organisation`: an organisation was registered, or stated anew.
    OrganisationStated,
    /// `delegation`: somebody asked to speak for an organisation.
    DelegationAsked,
    /// `delegation-ruled`: a delegation was confirmed, refused or ended.
    DelegationRuled,
    /// `statement`: a sentence is put to everyone.
    Stated,
    /// `translation`: a statement in another language.
    Translated,
    /// `rendering`: a text of the charter or a unit of the draft in another language.
    Rendered,
    /// `translation-review`: somebody read a translation beside its original.
    TranslationReviewed,
    /// `vote`.
    Voted,
    /// `mod`: a moderator's verdict.
    ModerationRuled,
    /// `report`: somebody reported words to the moderators.
    WordsReported,
    /// `mod-appeal`: an author appeals against a moderator's verdict.
    VerdictAppealed,
    /// `mod-ruling`: an appeal against a verdict was ruled on.
    VerdictReviewed,
    /// `draft`: a version of the draft text.
    DraftPublished,
    /// `remark`: somebody made a point about the draft.
    Remarked,
    /// `remark-edited`: its author worded a remark otherwise.
    RemarkEdited,
    /// `support`: somebody stands behind a remark, an amendment or an initiative, or no longer does.
    Supported,
    /// `comment`: somebody said something to a remark.
    Commented,
    /// `submission`: somebody sent a whole letter.
    Submitted,
    /// `amendment`: somebody proposed other words for units of the draft.
    Amended,
    /// `cosign`: somebody made an amendment their own too, or no longer does.
    Cosigned,
    /// `amendment-withdrawn`: its author took an amendment back.
    AmendmentWithdrawn,
    /// `answer`: remarks and amendments were answered, or an answer was put to their authors.
    Answered,
    /// `answer-given`: a proposed answer was given.
    AnswerGiven,
    /// `reply`: an author said something to an answer.
    Replied,
    /// `told`: addressees of an answer were told of it.
    Told,
    /// `act-told`: those whom a verdict, a refusal or a ruling is about were told of it.
    ActTold,
    /// `phase`: a phase was closed.
    PhaseClosed,
    /// `ballot`: a question is put to the vote.
    BallotOpened,
    /// `ballot-vote`: somebody voted in a ballot.
    BallotCast,
    /// `objection-answer`: an objection in a ballot was answered.
    ObjectionAnswered,
    /// `count`: how a ballot went.
    BallotCounted,
    /// `initiative`: somebody wants something on the agenda.
    InitiativeMade,
    /// `initiative-answer`: an initiative was answered.
    InitiativeAnswered,
    /// `commitment`: what an actor promised in public was recorded.
    CommitmentMade,
    /// `finding`: somebody found what became of a commitment.
    Found,
    /// `finding-objection`: somebody objects to a finding.
    FindingContested,
    /// `contradiction`: somebody says that two commitments of one actor contradict each other.
    ContradictionNamed,
    /// `meeting`: a meeting was announced.
    MeetingAnnounced,
    /// `meeting-changed`: a meeting was changed or called off.
    MeetingChanged,
    /// `meeting-registration`: somebody comes to a meeting, or no longer.
    MeetingRegistered,
    /// `floor`: somebody asked for the floor, or no longer does.
    FloorAsked,
    /// `floor-called`: somebody was given the floor.
    FloorCalled,
    /// `floor-ended`: a turn is over.
    FloorEnded,
    /// `attendance`: those who came to a meeting were counted.
    AttendanceCounted,
    /// `minutes`: minutes of a meeting were published.
    MinutesPublished,
    /// `contact`: people met outside the record.
    Contacted,
    /// `endorsement`: somebody signed a version of the text.
    Endorsed,
    /// `endorsement-withdrawn`: a signature was withdrawn.
    EndorsementWithdrawn,
    /// `signatory`: a list of elsewhere names a signatory.
    SignatoryListed,
    /// `demand`: what the statement asks for.
    DemandPut,
    /// `demand-looked`: somebody looked for what answers a demand.
    DemandLooked,
    /// `handover`: the statement was handed over.
    HandedOver,
    /// `demand-answer`: what became of a demand there.
    DemandAnswered,
    /// `coding`: a person confirmed what a unit of the draft is as a norm.
    UnitCoded,
    /// `obligation`: what a signatory owes by an adopted text was recorded.
    ObligationMade,
    /// `obligation-finding`: somebody found what became of an obligation.
    ObligationFound,
    /// `audit`: an audit of a process held elsewhere was opened.
    AuditOpened,
    /// `audit-finding`: somebody found something of a criterion in an audit.
    AuditFound,
    /// `audit-objection`: somebody objects to a finding of an audit.
    AuditContested,
    /// `audit-reply`: whoever found something replies to an objection.
    AuditReplied,
    /// `harm`: somebody reported a harm, as evidence.
    HarmReported,
    /// `result`: something was computed from the entries before it and published.
    ResultPublished,
    /// `decision`: what the process resolved.
    Decided,
    /// `redact`: the words of an entry were erased.
    Redacted,
}

readers! {
    /// What the opinion map of any day is made of: who voted how on what, and whose vote counts.
    Map: OfMap = of_map [Voted, ModerationRuled, VerdictAppealed, VerdictReviewed, Redacted, Admitted, Verified, Stated];
    /// What a reader of the results should know of.
    Notes: OfNotes = of_notes [
        Voted, ModerationRuled, Admitted, Redacted, Translated, AppealRuled, VerdictReviewed, Answered,
        AnswerGiven, Found, FindingContested, ContradictionNamed, DemandAnswered, ObligationFound, AuditFound, AuditContested, AuditReplied, HarmReported, Supported, Cosigned, BallotOpened, BallotCast, BallotCounted, StageChanged,
    ];
}

commands! {
    /// Open the process.
    Open(OpenProcess): [],
    /// Close the process.
    Close(CloseProcess): [],
    /// Give up a process that was never opened.
    Abandon(AbandonProcess): [],
    /// Change the charter.
    ChangeCharter(ChangeCharter): [],
    /// Give somebody an office, or end it.
    ChangeOffice(ChangeOffice): [],
    /// Become a participant, or admit one.
    Join(Join): [],
    /// Say that the identity of a participant was verified, or end that.
    Verify(Verify): [],
    /// Invite people, organisations and classes.
    Invite(Invite): [],
    /// Note that invitations were sent.
    NoteSent(NoteSent): [],
    /// Make codes of an invitation void, or replace them.
    ChangeCodes(ChangeCodes): [],
    /// Decline an invitation.
    DeclineInvitation(DeclineInvitation): [],
    /// Ask to come in.
    Apply(Apply): [],
    /// Grant an application.
    GrantApplication(GrantApplication): [],
    /// Refuse an application, or the floor.
    Refuse(Refuse): [],
    /// Appeal against a refusal.
    Appeal(MakeAppeal): [],
    /// Rule on an appeal.
    RuleOnAppeal(RuleOnAppeal): [],
    /// Publish the counts of who was invited and refused.
    CountParticipation(CountParticipation): [],
    /// Register an organisation, or state one anew.
    StateOrganisation(StateOrganisation): [Names],
    /// Register many organisations.
    StateOrganisations(StateOrganisations): [Names],
    /// Ask to speak for an organisation.
    AskToSpeak(AskToSpeak): [],
    /// Confirm, refuse or end a delegation.
    RuleOnDelegation(RuleOnDelegation): [],
    /// Put a statement to everyone.
    SubmitStatement(SubmitStatement): [Twice],
    /// Say a statement in another language.
    Translate(Translate): [],
    /// Say a text of the charter or a unit of the draft in another language.
    Render(Render): [Units],
    /// Say that one has read a translation beside its original.
    ReviewTranslation(ReviewTranslation): [],
    /// Vote, or change a vote.
    Vote(CastVote): [],
    /// Moderate statements.
    Moderate(Moderate): [Quotes],
    /// Report words to the moderators.
    ReportWords(ReportWords): [],
    /// Appeal against a moderator's verdict.
    AppealVerdict(AppealVerdictOn): [],
    /// Rule on an appeal against a verdict.
    ReviewVerdict(ReviewVerdict): [],
    /// Publish a version of the draft.
    PublishDraft(PublishDraft): [Units],
    /// Make a point about the draft.
    Remark(MakeRemark): [Units, Twice],
    /// Make many points about the draft at once.
    Remarks(MakeRemarks): [Units, Twice],
    /// Word one's remark otherwise.
    EditRemark(EditRemark): [],
    /// Support a remark, an amendment or an initiative, or take that back.
    Support(Support): [],
    /// Say something to a remark.
    Comment(MakeComment): [Twice],
    /// Send a whole letter.
    Submit(Submit): [Twice],
    /// Propose other words for units of the draft.
    Amend(ProposeAmendment): [Units, Twice],
    /// Make an amendment one's own too, or take that back.
    Cosign(Cosign): [],
    /// Take one's amendment back.
    WithdrawAmendment(WithdrawAmendment): [],
    /// Answer remarks and amendments, or put an answer to their authors.
    Answer(GiveAnswer): [Units],
    /// Give many answers at once.
    Answers(GiveAnswers): [Units],
    /// Give an answer that was proposed.
    GiveProposed(GiveProposed): [],
    /// Reply to an answer.
    Reply(GiveReply): [],
    /// Note that addressees of an answer were told of it.
    Tell(Tell): [],
    /// Note that those whom a verdict, a refusal or a ruling is about were told of it.
    TellOfAct(TellOfAct): [],
    /// Close a phase.
    ClosePhase(ClosePhase): [],
    /// Put a question to the vote.
    OpenBallot(OpenBallot): [],
    /// Vote in a ballot, or vote anew.
    CastBallot(CastBallot): [],
    /// Answer an objection in a ballot.
    AnswerObjection(AnswerObjection): [],
    /// Count a ballot.
    CountBallot(CountBallot): [],
    /// Put something on the agenda.
    MakeInitiative(MakeInitiative): [],
    /// Answer an initiative whose threshold was reached.
    AnswerInitiative(AnswerInitiative): [],
    /// Record what an actor promised in public.
    RecordCommitment(RecordCommitment): [Library],
    /// Say what became of a commitment, with evidence.
    Find(Find): [],
    /// Object to a finding.
    ContestFinding(ContestFinding): [],
    /// Say that two commitments of one actor contradict each other.
    NameContradiction(NameContradiction): [],
    /// Announce a meeting.
    AnnounceMeeting(AnnounceMeeting): [],
    /// Change a meeting, or call it off.
    ChangeMeeting(ChangeMeeting): [],
    /// Say that one comes to a meeting, or no longer.
    RegisterForMeeting(RegisterForMeeting): [],
    /// Ask for the floor, or take that back.
    AskForFloor(AskForFloor): [],
    /// Give the floor to who is next.
    CallToFloor(CallToFloor): [],
    /// End a turn.
    EndTurn(EndTurn): [],
    /// Count those who came to a meeting.
    CountAttendance(CountAttendance): [],
    /// Publish the minutes of a meeting.
    PublishMinutes(PublishMinutes): [],
    /// Tell of a contact outside the record.
    LogContact(LogContact): [],
    /// Sign the newest version of the text.
    Endorse(Endorse): [],
    /// Withdraw a signature.
    WithdrawEndorsement(WithdrawEndorsement): [],
    /// Put a demand of the statement.
    PutDemand(PutDemand): [Units],
    /// Say what was found that answers a demand.
    LookForDemand(LookForDemand): [Library],
    /// Record that the statement was handed over.
    HandOver(HandOver): [],
    /// Record what became of a demand there.
    AnswerDemand(AnswerDemand): [],
    /// Confirm what a unit of the draft is as a norm.
    CodeUnit(CodeUnit): [Units, Library],
    /// Record what a signatory owes by the adopted text.
    RecordObligation(RecordObligation): [Units],
    /// Say what became of an obligation, with evidence.
    FindObligation(FindObligation): [],
    /// Open an audit of a process held elsewhere.
    OpenAudit(OpenAudit): [],
    /// Say what is found of a criterion in an audit.
    FindInAudit(FindInAudit): [],
    /// Object to a finding of an audit.
    ContestAudit(ContestAudit): [],
    /// Reply to an objection in an audit.
    ReplyInAudit(ReplyInAudit): [],
    /// Report a harm, as evidence for statements, remarks and provisions.
    ReportHarm(ReportHarm): [Units, Library, Twice],
    /// Publish a computed result.
    PublishResult(PublishedResult): [],
    /// Record what the process resolved.
    Decide(RecordDecision): [],
    /// Bring in what happened elsewhere.
    Import(Box<Import>): [],
    /// Bring in remarks and amendments that were made elsewhere.
    ImportRemarks(Box<ImportRemarks>): [Units],
    /// Bring in meetings that were held elsewhere.
    ImportMeetings(ImportMeetings): [],
    /// Bring in the signatories of a list.
    ImportSignatories(Box<ImportSignatories>): [],
    /// Erase the words of an entry.
    Withdraw(WithdrawWords): [Quotes],
}

/// A digest of the sources that define the state: a saved state with another one is of no use to this program.
pub const STATE_SHAPE: &str = env!("FORUM_SOURCES");

/// One norm-making procedure on a node, as its entries left it: a slice of state for each noun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// The record's origin.
    pub origin: String,
    /// The rules in force.
    pub charter: Charter,
    /// The entry that holds them.
    pub charter_entry: EntryNumber,
    /// How they came to be as they are.
    pub charter_changes: CharterChanges,
    /// When the process began.
    pub created: Moment,
    /// Being prepared, open, closed or abandoned.
    pub stage: Stage,
    /// When it was opened.
    pub opened: Option<Moment>,
    /// When it was closed or abandoned.
    pub ended: Option<Moment>,
    /// How many entries there are; the next one gets this number.
    pub entries: u64,
    /// When the last entry was taken.
    pub last_at: Moment,
    /// The first entry of each day on which there was one, in order.
    pub days: Days,
    /// Which entry names which words, and who may read them.
    pub ledger: Ledger,
    /// Who holds which office.
    pub offices: Offices,
    /// Everyone who joined, by admission.
    pub participants: Participants,
    /// Whose identity was verified, and how.
    pub verifications: Verifications,
    /// Every code that was given out, by its seal.
    pub seals: Seals,
    /// Every invitation, by entry.
    pub invitations: Invitations,
    /// Every application, by entry.
    pub applications: Applications,
    /// Every refusal, by entry.
    pub refusals: Refusals,
    /// Every appeal, by entry.
    pub appeals: Appeals,
    /// Every organisation, by entry.
    pub organisations: Organisations,
    /// Who speaks for which of them.
    pub delegations: Delegations,
    /// Every statement, by entry.
    pub statements: Statements,
    /// What was said in other languages of charter and draft, and who read which translation.
    pub renderings: Renderings,
    /// How many votes were cast, changed ones counted again.
    pub vote_events: u64,
    /// The public moderation log.
    pub moderation_log: ModerationLog,
    /// What was reported to moderators, by entry.
    pub words_reports: WordsReports,
    /// Appeals against their verdicts, by entry.
    pub verdict_appeals: VerdictAppeals,
    /// Who was told of verdicts, refusals and rulings.
    pub notices: Notices,
    /// Versions of the draft.
    pub drafts: Drafts,
    /// Every remark, by entry and by unit.
    pub remarks: Remarks,
    /// Every comment on a remark.
    pub comments: Comments,
    /// Every submission.
    pub submissions: Submissions,
    /// Every amendment, by entry and by unit.
    pub amendments: Amendments,
    /// Every answer, with what is owed and what came back.
    pub answers: Answers,
    /// The phases that were closed.
    pub closings: Closings,
    /// Every ballot, by entry.
    pub ballots: Ballots,
    /// Every initiative, by entry.
    pub initiatives: Initiatives,
    /// Every commitment, by entry.
    pub commitments: Commitments,
    /// Every meeting, by entry.
    pub meetings: Meetings,
    /// Every contact outside the record that was told of.
    pub contacts: Contacts,
    /// Every signature under a version of the text, by entry, and the signatories of lists.
    pub endorsements: Endorsements,
    /// Every demand, by entry, and to whom the statement was handed over.
    pub demands: Demands,
    /// What units of the draft are as norms.
    pub codings: Codings,
    /// Every obligation, by entry.
    pub obligations: Obligations,
    /// Every audit of a process held elsewhere, by entry.
    pub audits: Audits,
    /// Every report of harm, by entry.
    pub harms: Harms,
    /// Published results.
    pub results: Results,
    /// Decisions.
    pub decisions: Decisions,
    /// Erasures.
    pub redactions: Redactions,
    /// Where imported acts come from.
    pub sources: Sources,
}

impl Process {
    /// The state under a charter, before anything has happened.
    pub(crate) fn begun(origin: String, charter: Charter, at: Moment) -> Self {
        Self {
            origin,
            charter,
            charter_entry: EntryNumber(0),
            charter_changes: CharterChanges::default(),
            created: at,
            stage: Stage::Prepared,
            opened: None,
            ended: None,
            entries: 1,
            last_at: at,
            days: Days::of(at),
            ledger: Ledger::default(),
            offices: Offices::default(),
            participants: Participants::default(),
            verifications: Verifications::default(),
            seals: Seals::default(),
            invitations: Invitations::default(),
            applications: Applications::default(),
            refusals: Refusals::default(),
            appeals: Appeals::default(),
            organisations: Organisations::default(),
            delegations: Delegations::default(),
            statements: Statements::default(),
            renderings: Renderings::default(),
            vote_events: 0,
            moderation_log: ModerationLog::default(),
            words_reports: WordsReports::default(),
            verdict_appeals: VerdictAppeals::default(),
            notices: Notices::default(),
            drafts: Drafts::default(),
            remarks: Remarks::default(),
            comments: Comments::default(),
            submissions: Submissions::default(),
            amendments: Amendments::default(),
            answers: Answers::default(),
            closings: Closings::default(),
            ballots: Ballots::default(),
            initiatives: Initiatives::default(),
            commitments: Commitments::default(),
            meetings: Meetings::default(),
            contacts: Contacts::default(),
            endorsements: Endorsements::default(),
            demands: Demands::default(),
            codings: Codings::default(),
            obligations: Obligations::default(),
            audits: Audits::default(),
            harms: Harms::default(),
            results: Results::default(),
            decisions: Decisions::default(),
            redactions: Redactions::default(),
            sources: Sources::default(),
        }
    }
}
