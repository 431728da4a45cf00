//! What may happen in a process, and what follows from it.
//!
//! [`Process::decide`] takes a command and the present state and answers with entries or a [`Violation`]; [`Process::judge`]
//! holds every rule, for the node that decides, for the fold and for whoever verifies; [`Process::apply`] folds an entry into
//! the state. All are pure: time and randomness come in as [`Circumstances`]. A process is nothing but the fold of its
//! entries, so a state can be thrown away and rebuilt at will.
//!
//! Each noun has a room in [`nouns`]; [`table`] lists them all.
//!
//! `examples/decide.rs` begins a process, takes a vote, and is refused one by a rule with a stable code:
//! `cargo run -p maru-forum --example decide`

mod act;
mod attachment;
mod charter;
mod code;
mod codec;
mod command;
mod content;
mod cut;
mod days;
mod disclosed;
mod entry;
mod field;
mod id;
mod kept;
mod language;
mod ledger;
pub mod nouns;
mod office_name;
mod office_words;
mod owed;
mod process;
mod promise;
mod quotation;
pub mod table;
mod unseen;
mod violation;

pub use act::{Author, Described, Imported};
pub use attachment::{ATTACHMENT_BYTES, ATTACHMENT_NAME, Attachment, MEDIA_TYPES, NewAttachment};
pub use charter::{
    Charter, CharterError, DecisionRule, EDIT_MINUTES, InitiativeFault, InitiativeRule, Moderation,
    ParticipationLevel, Phase, PhaseAct, Registration, StakeholderGroup,
};
pub use code::{CODE_LETTERS, Code, Seals, seal_of};
pub use codec::{CodecError, FORMAT_VERSION, Recorded, chained, decode, encode};
pub use command::{
    Action, Actor, AuthorSignature, Beyond, Circumstances, Drafted, Outcome, refuse_unseen_in,
};
pub use content::{Content, ContentError, NONCE_BYTES, NonceSource, Text, Words};
pub use cut::Cut;
pub use days::Days;
pub use disclosed::{Amount, Disclosed, DisclosedFault, Effect, INCOMES, SupportOffer, Way};
pub use entry::{EntryNumber, Moment, ParticipantId};
pub use id::{
    AgendaItemId, CountryCode, CriterionId, GroupId, PROCESS_ID_LIMIT, PSEUDONYM_LIMIT, ProcessId, Pseudonym,
    StatementId, UnitId, likeness,
};
pub use language::{Language, LocalText, normalised};
pub use ledger::{Ledger, Reading, Standing, Voice};
pub use nouns::amendment::{
    AMENDMENT_LIMIT, Amended, Amendment, AmendmentWithdrawn, Amendments, Cosign, Cosigned, ProposeAmendment,
    WithdrawAmendment,
};
pub use nouns::answer::{
    ANSWER_LIMIT, ANSWER_MINIMUM, ANSWERS_AT_ONCE, Answer, AnswerGiven, AnswerStage, Answered, Answers,
    Disposition, GiveAnswer, GiveAnswers, GiveProposed,
};
pub use nouns::appeal::{
    APPEAL_LIMIT, Appeal, AppealRuled, AppealVerdict, Appealed, Appeals, DAYS_TO_RULE, MakeAppeal,
    RuleOnAppeal, Ruling,
};
pub use nouns::application::{
    APPLICATION_LIMIT, Application, ApplicationGranted, Applications, Applied, Apply, GrantApplication,
};
pub use nouns::audit::{
    AUDIT_SOURCE_MINIMUM, Audit, AuditContested, AuditEvidence, AuditFound, AuditObjection, AuditOpened,
    AuditReplied, AuditReply, AuditWord, Audits, ContestAudit, FindInAudit, OpenAudit, ReplyInAudit,
};
pub use nouns::ballot::{
    Ballot, BallotCast, BallotOpened, BallotOption, BallotRule, BallotVote, Ballots, CastBallot, Counted,
    Electorate, OBJECTION_LIMIT, OPTIONS_LIMIT, OpenBallot, Position, QUESTION_LIMIT, Terms, TieRule,
};
pub use nouns::closing::{ClosePhase, Closing, Closings, PhaseClosed};
pub use nouns::coding::{CODING_WORDS_LIMIT, CodeUnit, Coding, Codings, REMEDY_LIMIT, UnitCoded, UnitCoding};
pub use nouns::comment::{COMMENT_LIMIT, Comment, Commented, MakeComment};
pub use nouns::commitment::{
    ACTOR_LIMIT, COMMITMENT_LIMIT, COMMITMENT_SOURCE_LIMIT, Commitment, CommitmentMade, Commitments,
    Confidence, ContestFinding, Contradiction, ContradictionNamed, FINDING_MINIMUM, Find, Finding,
    FindingContested, FindingObjection, FindingWord, Found, NameContradiction, RecordCommitment,
};
pub use nouns::contact::{CONTACT_LIMIT, CONTACT_NAME_LIMIT, Contact, Contacted, Contacts, LogContact};
pub use nouns::count::{Arithmetic, BallotCounted, BallotOutcome, Count, CountBallot, Round, Standings};
pub use nouns::decision::{DECISION_LIMIT, Decided, Decision, RecordDecision, Resolution};
pub use nouns::delegation::{
    AskToSpeak, Delegation, DelegationAsked, DelegationRuled, DelegationRuling, DelegationStanding,
    DelegationVerdict, Delegations, RuleOnDelegation,
};
pub use nouns::demand::{
    AnswerDemand, DEMAND_LIMIT, DEMAND_LINE_LIMIT, DEMAND_REASON_MINIMUM, DEMAND_WORDS_LIMIT, Demand,
    DemandAnswer, DemandAnswered, DemandLooked, DemandPut, DemandSaid, DemandWord, Demands, HandOver,
    HandedOver, Handover, Look, LookForDemand, LookedIn, PutDemand,
};
pub use nouns::draft::{
    Cause, DRAFT_LIMIT, Draft, DraftPublished, DraftText, Drafts, NewText, PublishDraft, TextStanding,
};
pub use nouns::edit::{Edit, EditRemark, RemarkEdited};
pub use nouns::endorsement::{
    Endorse, Endorsed, Endorsement, EndorsementCount, EndorsementEnd, EndorsementWithdrawn, Endorsements,
    ImportSignatories, NewSignatory, SIGNATORIES_AT_ONCE, SIGNATURE_LIMIT, Signatory, SignatoryKind,
    SignatoryListed, Signer, WITHDRAWAL_LIMIT, WithdrawEndorsement,
};
pub use nouns::floor::{
    Account, AskForFloor, CallToFloor, EndTurn, Floor, FloorAsked, FloorCalled, FloorEnded, FloorRequest,
    RequestStanding, Turn,
};
pub use nouns::harm::{
    HARM_ATTACHMENTS, HARM_LIMIT, HARM_MINIMUM, HARM_SOURCE_LIMIT, HARM_SOURCE_MINIMUM, HARM_TIES_LIMIT,
    Harm, HarmExtent, HarmKind, HarmNames, HarmReported, Harms, ReportHarm,
};
pub use nouns::import::{
    Import, ImportMeetings, ImportRemarks, ImportedParticipant, ImportedStatement, ImportedVote,
    MadeElsewhere, MeetingElsewhere, Source, SourceNamed,
};
pub use nouns::initiative::{
    AnswerInitiative, INITIATIVE_ANSWER_LIMIT, INITIATIVE_ANSWER_MINIMUM, INITIATIVE_LIMIT,
    INITIATIVE_TITLE_LIMIT, Initiative, InitiativeAnswer, InitiativeAnswered, InitiativeMade, InitiativeWord,
    Initiatives, MakeInitiative, Reached, Spread,
};
pub use nouns::invitation::{
    CLASS_LIMIT, CODES_AT_ONCE, ChangeCodes, DeclineInvitation, Invitation, InvitationCodesChanged,
    InvitationDeclined, InvitationSent, Invitations, Invite, Invited, Invitee, NewInvitation, NoteSent,
    SealText, Seat, SeatStanding, SeatState, SentBy,
};
pub use nouns::meeting::{
    AGENDA_LIMIT, AgendaItem, AnnounceMeeting, ChangeMeeting, DAYS_TO_CLOSED_OUTCOME, DAYS_TO_MINUTES,
    LONGEST_MEETING, MEETING_TEXT_LIMIT, MEETING_TITLE_LIMIT, Meeting, MeetingAccess, MeetingAnnounced,
    MeetingChange, MeetingChanged, MeetingRegistered, Meetings, Presence, RegisterForMeeting,
};
pub use nouns::minutes::{
    Attendance, AttendanceCounted, CountAttendance, GroupAttendance, ItemMinutes, Minutes, MinutesPublished,
    NewItemMinutes, PublishMinutes, is_web_address,
};
pub use nouns::moderation::{Moderate, ModerationAct, ModerationRuled, Verdict};
pub use nouns::obligation::{
    EVIDENCE_MINIMUM, FindObligation, OBLIGATION_LIMIT, Obligation, ObligationFinding, ObligationFound,
    ObligationMade, Obligations, RecordObligation, SIGNATORY_LIMIT,
};
pub use nouns::office::{ChangeOffice, OfficeChanged, Tenure};
pub use nouns::organisation::{
    DISCLOSURE_LIMIT, Disclosure, ORGANISATION_NAME_LIMIT, ORGANISATIONS_AT_ONCE, Organisation,
    OrganisationKind, OrganisationStated, Organisations, Particulars, REGISTER_NUMBER_LIMIT, Saying,
    StateOrganisation, StateOrganisations,
};
pub use nouns::participant::{Admitted, Join, Participant, can_sign};
pub use nouns::participation::{
    CountParticipation, PARTICIPATION, PARTICIPATION_METHOD, Participation, Whom,
};
pub use nouns::redaction::{Redacted, Redaction, WithdrawWords, WithdrawalReason};
pub use nouns::refusal::{DAYS_TO_APPEAL, REFUSAL_LIMIT, Refusal, RefusalReason, Refusals, Refuse, Refused};
pub use nouns::remark::{
    Anchor, MakeRemark, MakeRemarks, PROPOSAL_LIMIT, REMARK_LIMIT, REMARKS_AT_ONCE, Remark, RemarkKind,
    Remarked, Remarks,
};
pub use nouns::rendering::{
    RENDERING_LIMIT, Render, Rendered, Rendering, Renderings, ReviewTranslation, Reviewed,
    TranslationReviewed,
};
pub use nouns::reply::{GiveReply, REPLY_LIMIT, Replied, Reply, ReplyState, ReplyWord};
pub use nouns::result::{OPENNESS, PublishedResult, ResultPublished};
pub use nouns::review::{
    AppealVerdictOn, ReportWords, ReviewVerdict, VerdictAppeal, VerdictAppealed, VerdictAppeals,
    VerdictReviewed, VerdictRuling, WordsReport, WordsReported, WordsReports,
};
pub use nouns::rule::{ChangeCharter, CharterChange, CharterChanged, Genesis, Lessened, Shortened};
pub use nouns::stage::{AbandonProcess, CloseProcess, NextStage, OpenProcess, Stage, StageChanged};
pub use nouns::statement::{
    IMPORTED_STATEMENT_LIMIT, STATEMENT_LIMIT, Stated, Statement, SubmitStatement, Translate, Translated,
    Translation,
};
pub use nouns::submission::{ATTACHMENTS, SUBMISSION_LIMIT, Submission, Submissions, Submit, Submitted};
pub use nouns::support::{Support, Supported, Supporters};
pub use nouns::told::{Means, Tell, Telling, Told};
pub use nouns::verification::{
    VERIFICATION_LIMIT, Verification, Verifications, Verified, VerifiedBy, Verify,
};
pub use nouns::vote::{CastVote, PresentVote, Tally, Vote, Voted};
pub use office_name::Office;
pub use owed::Owed;
pub use promise::Remaining;
pub use quotation::{Quotable, quotes};
pub use table::{Command, Event, Process, STATE_SHAPE};
pub use unseen::{Writing, first_unseen, is_invisible, shown, shown_on_one_line};
pub use violation::{BallotFault, FixedPart, ListFault, MeetingFault, Violation, ViolationClass, VoteFault};
