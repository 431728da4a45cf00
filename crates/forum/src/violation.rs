//! Why something may not be: one enumeration of broken rules, for the node that refuses a command, for the fold, and for the
//! verifier that meets an entry which should not be there.

use thiserror::Error;

use crate::entry::{EntryNumber, GroupId};
use crate::owed::Owed;

/// A rule that a command or an entry breaks, or an input that makes no sense. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Violation {
    // ---- inputs ---------------------------------------------------------------------------------------------------
    /// A process id outside its alphabet.
    #[error("“{0}” is not a process id: use 1 to 60 lower-case letters, digits and inner hyphens")]
    BadProcessId(String),
    /// A pseudonym that is empty, too long or invisible.
    #[error("a pseudonym has 1 to {limit} visible characters")]
    BadPseudonym {
        /// The largest number of characters.
        limit: usize,
    },
    /// A mail address, chosen as the name under which everybody would read it for ever.
    #[error("a name here is public for ever: it cannot be a mail address")]
    NameIsAddress,
    /// The name of an office, chosen by somebody who joins by themselves.
    #[error(
        "“{0}” is, or holds, the name of an office of the process; readers would take you for whoever holds it"
    )]
    NameOfOffice(String),
    /// A character that nobody sees and that changes what everybody reads.
    #[error(
        "the text has the character {} in it, which nobody sees and which changes how the text is read; leave it out",
        crate::unseen::written(*.0)
    )]
    UnseenCharacter(char),
    /// A country that is not two capital letters.
    #[error("“{0}” is not an ISO 3166-1 alpha-2 country code such as KR")]
    BadCountry(String),
    /// A field that nobody could read again.
    #[error("“{field}” is not {wanted}")]
    BadField {
        /// Which.
        field: &'static str,
        /// What it has to be.
        wanted: &'static str,
    },
    /// A text that is no language tag.
    #[error("“{0}” is not a language tag as it is usually written, such as ko or zh-Hant")]
    BadLanguage(String),
    /// Words in letters in which the language that was said is never written.
    #[error(
        "these words are in letters in which the language “{0}” is not written: say in which language they are"
    )]
    OtherLetters(String),
    /// A text that is no id of a unit.
    #[error("“{0}” is not the id of a unit of a text, such as art_5__para_1")]
    BadUnit(String),
    /// A text without a visible character.
    #[error("the text is empty")]
    TextEmpty,
    /// A text beyond its limit.
    #[error("the text has {length} characters; the limit is {limit}")]
    TextTooLong {
        /// What came in, in characters.
        length: usize,
        /// The largest number of characters.
        limit: usize,
    },
    /// A list that names nothing, or one thing twice.
    #[error("the list of {0} {1}")]
    BadList(&'static str, ListFault),
    /// An import that contradicts itself.
    #[error("the import cannot be taken: {0}")]
    BadImport(String),
    /// An entry would be larger than a record can hold.
    #[error("this would make an entry of more than 65,535 bytes")]
    EntryTooLarge,

    // ---- what does not exist, or exists already -------------------------------------------------------------------
    /// There is no such process.
    #[error("there is no process “{0}”")]
    UnknownProcess(String),
    /// A process with this id exists.
    #[error("a process “{0}” exists already")]
    ProcessExists(String),
    /// No statement has this number.
    #[error("there is no statement {0}")]
    UnknownStatement(EntryNumber),
    /// No participant has this number.
    #[error("there is no participant {0}")]
    UnknownParticipant(EntryNumber),
    /// No entry has this number.
    #[error("there is no entry {0}")]
    UnknownEntry(EntryNumber),
    /// An entry that was to be a version of the draft.
    #[error("entry {0} is no version of the draft")]
    NotADraft(EntryNumber),
    /// An import that names no source.
    #[error("entry {0} does not name a source from which something could have been imported")]
    UnknownSource(EntryNumber),
    /// A stakeholder group that the charter does not name.
    #[error("the charter names no stakeholder group “{0}”")]
    UnknownGroup(String),
    /// A pseudonym that somebody in this process bears.
    #[error("the pseudonym “{0}” is taken in this process")]
    PseudonymTaken(String),
    /// The words belong to another entry already: withdrawing one of the two would take both.
    #[error(
        "these very words, with the random number beside them, belong to entry {0} already; whoever signs draws a new seed for each act"
    )]
    SeedUsed(EntryNumber),

    /// The words belong to another process, or were erased: this node can tell, the record alone cannot.
    #[error(
        "these words, with their randomness, were used before on this node; draw a new seed and sign anew"
    )]
    SeedUsedElsewhere,

    // ---- time and authority ---------------------------------------------------------------------------------------
    /// The process has not been opened.
    #[error("the process is not open yet")]
    NotOpen,
    /// The process has been opened before.
    #[error("the process is open already")]
    AlreadyOpen,
    /// The process is closed.
    #[error("the process is closed")]
    Closed,
    /// The process was given up before it opened.
    #[error("the process was abandoned before it opened")]
    Abandoned,
    /// No phase that the charter dates on this day allows the act.
    #[error("the charter's timetable does not allow this on that day ({day}): {act}")]
    NotInThisPhase {
        /// The act that was wanted, by its name in the charter.
        act: &'static str,
        /// The day, in UTC.
        day: String,
    },
    /// The actor has not joined.
    #[error("only participants of this process may do this")]
    NotAParticipant,
    /// The charter admits only who was invited; the secretariat admits them.
    #[error("this process admits only people who were invited; ask its secretariat")]
    NotInvited,
    /// The asker took part under an account that was erased: this node can tell, the record cannot.
    #[error(
        "somebody with this mail address took part in this process and erased the account; each person has one voice in it"
    )]
    LeftBefore,
    /// The actor lacks the office.
    #[error("only {} may do this", holder(.0))]
    NotAllowed(&'static str),
    /// Somebody holds the office already.
    #[error("participant {0} holds this office already")]
    OfficeHeld(EntryNumber),
    /// Somebody whose office is to end does not hold it.
    #[error("participant {0} does not hold this office")]
    OfficeNotHeld(EntryNumber),
    /// An act of an office without a reason.
    #[error("this act needs a reason")]
    ReasonMissing,
    /// A closing while phases run or are to come, of which nobody said that it is meant.
    #[error("phases still run or are to come, and closing would cut them short: {0}; say that this is meant")]
    CutsShort(String),
    /// Somebody was verified already.
    #[error("the identity of this person was verified already (entry {0}); end that first")]
    VerifiedAlready(EntryNumber),
    /// Somebody whose verification is to end was not verified.
    #[error("the identity of participant {0} is not verified")]
    NotVerified(EntryNumber),
    /// A registrar who verifies themselves.
    #[error("nobody verifies their own identity")]
    OwnVerification,

    // ---- the record -----------------------------------------------------------------------------------------------
    /// A record does not begin with a genesis, or has a second one.
    #[error(
        "a record begins with one entry that founds the process, made by its node, and has no other of the kind"
    )]
    NoGenesis,
    /// The charter is that of another record.
    #[error(
        "the charter is that of “{id}”, and the record is called {origin}: a record bears the id of its charter"
    )]
    OtherCharter {
        /// The id in the charter.
        id: String,
        /// The record's name.
        origin: String,
    },
    /// The author was never admitted.
    #[error("the author, entry {0}, was never admitted")]
    UnknownAuthor(EntryNumber),
    /// The author's counter or back pointer does not fit, so one of their entries is missing, was added or was moved.
    #[error(
        "its author's numbered acts do not lead to it: an act of the same person is missing, was added, or was put in another order"
    )]
    BrokenChain {
        /// Counter and previous entry in the entry.
        said: Option<(u32, EntryNumber)>,
        /// What they should be.
        expected: Option<(u32, EntryNumber)>,
    },
    /// A signature that does not fit the participant's key and words.
    #[error("the signature does not fit the participant's key and this act")]
    BadSignature,
    /// An unsigned act of somebody who joined with a key.
    #[error("participant {0} signs their own acts with a key, and this one is not signed with it")]
    SignatureMissing(EntryNumber),
    /// A key that is no point of the curve, or one under which anyone could sign.
    #[error("this is not a key that can sign: it must be an Ed25519 public key of full strength")]
    BadKey,
    /// The time runs backwards.
    #[error("it is dated {} seconds before the entry in front of it", .before - .said)]
    BackDated {
        /// Seconds in this entry.
        said: i64,
        /// Seconds in the one before.
        before: i64,
    },
    /// Something said to come from elsewhere, in the name of a person who joined here.
    #[error("it is said to come from elsewhere, but participant {0} joined here")]
    ImportedForMember(EntryNumber),
    /// An act done here in the name of a person who was only brought in.
    #[error("participant {0} was brought in from elsewhere and cannot act here")]
    ActsElsewhere(EntryNumber),

    // ---- the charter ----------------------------------------------------------------------------------------------
    /// The charter lacks something that people must know, or promises what this program does not enforce.
    #[error("the charter cannot be used: {0}")]
    CharterIncomplete(String),
    /// A change of the charter that would take the ground from under what has happened.
    #[error("the charter cannot be changed so: {0}")]
    CharterFixed(FixedPart),
    /// A charter that gives people less than they were promised, without saying that it is meant.
    #[error("people would get less than they were promised: {0}; say that this is meant")]
    PromiseCut(String),

    /// A change of the charter of an open process by which a phase would begin or end before the day of the change.
    #[error(
        "phase “{phase}” would begin or end on {day}, which is before the day of this change ({today}); what people were told of days that are over is not rewritten unless that is said to be meant"
    )]
    PhaseBackDated {
        /// The phase.
        phase: String,
        /// The day that it would begin or end on.
        day: String,
        /// The day of the change.
        today: String,
    },
    /// A process that would begin when its timetable is over.
    #[error(
        "every phase of the timetable was over before this day ({0}), so nobody could say, vote or decide anything; give the phases other days first"
    )]
    TimetableOver(String),

    // ---- statements, votes, moderation ----------------------------------------------------------------------------
    /// The statement is not (or no longer) put to the vote.
    #[error("statement {0} is not put to the vote")]
    StatementNotVisible(EntryNumber),
    /// Several numbers that are no words which a moderator may judge.
    #[error("there is nothing that a moderator may judge in entries {}", listed(.0))]
    UnknownStatements(Vec<EntryNumber>),
    /// Words that a moderator turned away before, each with the act.
    #[error("not shown already: {}; leave these out", pairs(.0))]
    JudgedAlready(Vec<(EntryNumber, EntryNumber)>),
    /// A moderator who was overruled turns the same words away once more.
    #[error(
        "the ruling of entry {0} overruled you on these words; somebody else may judge them anew, for another reason"
    )]
    Overruled(EntryNumber),
    /// Words are turned away once more for the reason that fell.
    #[error(
        "the ruling of entry {0} found that this is no reason to keep these words back; they may be judged anew for another one"
    )]
    ReasonFell(EntryNumber),
    /// A translation into the language of the original.
    #[error("what entry {0} says is there in this language already")]
    SameLanguage(EntryNumber),

    // ---- drafts, results, decisions -------------------------------------------------------------------------------
    /// A version of the draft with a number that is not due.
    #[error("version {said} of the draft is not due; version {due} is")]
    WrongVersion {
        /// The number it bears.
        said: u32,
        /// The next one.
        due: u32,
    },
    /// A version of the draft that does not exist.
    #[error("there is no version {0} of the draft")]
    UnknownVersion(u32),
    /// A text of a later version that does not say how it came from the one before.
    #[error(
        "the text in “{0}” was there in the version before, so the changes that lead to it stand beside it; a text that is new has none"
    )]
    OperationsMissing(String),
    /// A text that was reviewed, or made by a machine, without saying by whom or what.
    #[error("the text in “{0}” is said to be reviewed, or made by a machine, but not by whom or by what")]
    StandingUnsaid(String),
    /// Something that is no ground for a change of the text.
    #[error("entry {0} is no remark, amendment or answer, so no change of the text can rest on it")]
    NotACause(EntryNumber),
    /// A text that is not there in a language that the charter promises.
    #[error("the charter promises texts in “{0}”, and this one is not in it")]
    LanguageMissing(String),
    /// A decision must name a result that the record holds.
    #[error("a decision rests on a published result, and this names none that is in the record")]
    NotAResult,
    /// The result on which a decision rests counts too few people.
    #[error("the charter's quorum is {quorum} people, and the result counts {counted}")]
    QuorumMissed {
        /// How many the charter asks for.
        quorum: u32,
        /// How many voted.
        counted: i64,
    },
    /// A second decision under a charter that foresees no revision.
    #[error("the process decided in entry {0}, and its charter foresees no revision")]
    DecidedAlready(EntryNumber),
    /// A decision that turns another one over without anything new to rest on.
    #[error(
        "entry {0} decided the opposite on this very result; another decision rests on another result, which says what is new"
    )]
    OppositeDecision(EntryNumber),
    /// What is adopted is not said, though there is a draft; or it is said of something that adopts nothing.
    #[error("an adoption names the version of the draft that it adopts, and no other decision names one")]
    NothingAdopted,
    /// A result must be computed from entries that exist.
    #[error("the result names {named} entries, the record has {present}")]
    ResultBeyondRecord {
        /// Entries the result claims to rest on.
        named: u64,
        /// Entries there are.
        present: u64,
    },

    // ---- remarks, answers, amendments -----------------------------------------------------------------------------
    /// No remark has this number.
    #[error("there is no remark {0}")]
    UnknownRemark(EntryNumber),
    /// A moderator has turned it away, so nothing more can be made of it.
    #[error("a moderator has turned entry {0} away")]
    TurnedAway(EntryNumber),
    /// A text of the draft in a language in which there is none.
    #[error("that version of the draft has no text in “{0}”")]
    NoTextInLanguage(String),
    /// Characters that are none.
    #[error("the words that are meant end before they begin, or only one end of them is said")]
    BadRange,
    /// Support for one's own words.
    #[error(
        "entry {0} is by the same person, and nobody supports, co-signs, answers, reviews or contests what they wrote themselves"
    )]
    OwnWords(EntryNumber),
    /// Something said of the draft that its words do not bear out: a node can tell, the rules alone cannot.
    #[error("this does not fit the words of the draft: {0}")]
    NotInTheText(String),
    /// Something given that was given, or taken back that was not.
    #[error("this says of entry {0} what stands already")]
    NothingChanged(EntryNumber),

    /// No amendment has this number.
    #[error("there is no amendment {0}")]
    UnknownAmendment(EntryNumber),
    /// An amendment or a signature on a version that is not the newest.
    #[error("only the newest version, {latest}, can be amended or signed, and this names version {said}")]
    OldVersion {
        /// The version it names.
        said: u32,
        /// The newest.
        latest: u32,
    },
    /// An amendment that its author took back.
    #[error("amendment {amendment} was taken back by its author in entry {by}")]
    AmendmentWithdrawn {
        /// The amendment.
        amendment: EntryNumber,
        /// The entry that says so.
        by: EntryNumber,
    },
    /// An amendment that stands in the text already.
    #[error("amendment {amendment} was merged into the version of entry {draft}")]
    MergedAlready {
        /// The amendment.
        amendment: EntryNumber,
        /// The version.
        draft: EntryNumber,
    },
    /// Something that only an author may do.
    #[error("only the author of entry {0} may do this")]
    NotTheAuthor(EntryNumber),
    /// Words that can no longer be changed, for the minutes of the charter are over.
    #[error(
        "remark {remark} could be worded otherwise for {minutes} minutes, which are over: add to its thread"
    )]
    EditWindowOver {
        /// The remark.
        remark: EntryNumber,
        /// The minutes of the charter.
        minutes: u32,
    },
    /// Words on which somebody has ruled, or that somebody has answered.
    #[error("the words of remark {0} were ruled on or answered as they are: add to its thread")]
    NotEditable(EntryNumber),
    /// No answer has this number.
    #[error("there is no answer {0}")]
    UnknownAnswer(EntryNumber),
    /// An answer on what has another one, or in place of one that does not stand.
    #[error("entry {item} {}, and an answer names the one in whose place it comes", match .standing { Some(entry) => format!("has its answer in entry {entry}"), None => "has no answer yet".to_owned() })]
    AnsweredOtherwise {
        /// The remark or amendment.
        item: EntryNumber,
        /// The answer that stands.
        standing: Option<EntryNumber>,
    },
    /// None at once, or more than one act does.
    #[error("one act takes from 1 to {limit} of these, and here are {count}")]
    BadCount {
        /// How many came.
        count: usize,
        /// How many may.
        limit: usize,
    },
    /// An answer that was not put to the author first, though the charter promises so.
    #[error("the charter promises that an answer is put to the author before it is given; propose it first")]
    ConsentFirst,
    /// An answer that is not proposed for this any more, or never was.
    #[error("answer {answer} is not the one that is proposed for entry {item}")]
    NotProposed {
        /// The answer.
        answer: EntryNumber,
        /// The remark or amendment.
        item: EntryNumber,
    },
    /// An author who was asked for consent, has not replied, and still has days to do so.
    #[error(
        "the author of entry {item} has not replied to answer {answer}, which is proposed to them, and still has time, which counts from when they were told"
    )]
    ConsentAwaited {
        /// The answer.
        answer: EntryNumber,
        /// The remark or amendment.
        item: EntryNumber,
    },
    /// A reason that names no matter.
    #[error("{length} characters name no matter; write at least {minimum}")]
    ReasonTooShort {
        /// How long it is.
        length: usize,
        /// The least.
        minimum: usize,
    },
    /// A reply that does not fit how the answer stands.
    #[error(
        "“{word}” is no reply to answer {answer} as it stands: consent is given to what is proposed, everything else to what was given"
    )]
    NoSuchReply {
        /// The answer.
        answer: EntryNumber,
        /// The word of the reply.
        word: &'static str,
    },
    /// Somebody told of an answer that is not for them.
    #[error("answer {answer} is not for participant {who}")]
    NotAnAddressee {
        /// The answer.
        answer: EntryNumber,
        /// Who.
        who: EntryNumber,
    },
    /// Remarks without an answer, and people who were not told.
    #[error("this waits for what is owed: {}", owed(.0))]
    Owed(Owed),
    /// A phase that the charter does not name.
    #[error("the charter names no phase “{0}”")]
    UnknownPhase(String),
    /// A phase that was closed before.
    #[error("the phase was closed in entry {0}")]
    PhaseClosedAlready(EntryNumber),
    /// A phase whose days are not over.
    #[error("phase “{phase}” was promised until the end of {closes}, and closes after that")]
    PhaseRuns {
        /// The phase.
        phase: String,
        /// Its last day.
        closes: String,
    },
    /// An attachment of a kind or size that is not taken.
    #[error(
        "an attachment is a PDF, an office document, a picture (JPEG, PNG) or a text, of at most 2 MiB, with a name; at most 8 come with a letter, and 3 with a report of harm"
    )]
    BadAttachment,

    // ---- who takes part ---------------------------------------------------------------------------------------------
    /// No organisation has this number.
    #[error("there is no organisation {0} in the register")]
    UnknownOrganisation(EntryNumber),
    /// No translation of a statement and no rendering has this number.
    #[error("entry {0} is no translation")]
    UnknownTranslation(EntryNumber),
    /// The charter has no such text, or the draft can have no such unit.
    #[error("there is no text “{0}” to be said in another language")]
    UnknownPart(String),
    /// A rendering of a charter or a version of the draft that another has followed.
    #[error("entry {0} is neither the charter in force nor the newest version of the draft")]
    NotNewest(EntryNumber),
    /// Words of an organisation beside the statement that it declines to say them.
    #[error(
        "what is said is not declined: an organisation says who pays it and what it wants, or declines to, not both"
    )]
    SaidAndDeclined,
    /// No delegation has this number.
    #[error("there is no delegation {0}")]
    UnknownDelegation(EntryNumber),
    /// Somebody speaks for one organisation at a time.
    #[error(
        "this person speaks, or has asked to speak, for an organisation already (entry {0}); end that first"
    )]
    DelegateAlready(EntryNumber),
    /// A delegate who says that they are one.
    #[error("nobody confirms that they themselves speak for an organisation (delegation {0})")]
    OwnDelegation(EntryNumber),
    // ---- invitations, refusals, appeals -----------------------------------------------------------------------------
    /// A text that is no code, or the code of nothing that is meant.
    #[error("this is no code for this: look at each letter; a code has twenty letters and digits")]
    BadCode,
    /// A code that somebody used.
    #[error("this code was used in entry {0}")]
    CodeUsed(EntryNumber),
    /// A code that was made void.
    #[error("this code is void (entry {0}); ask the secretariat for another one")]
    CodeVoid(EntryNumber),
    /// A code that was given out before.
    #[error("a code like this was given out in entry {0} already; make new ones")]
    CodeKnown(EntryNumber),
    /// No invitation has this number.
    #[error("there is no invitation {0}")]
    UnknownInvitation(EntryNumber),
    /// An invitation that contradicts itself.
    #[error("the invitation cannot be made so: {0}")]
    BadInvitation(&'static str),
    /// An answer to an invitation of which nobody has said that it was sent.
    #[error("invitation {0} was not sent yet, by what the record says")]
    InvitationUnsent(EntryNumber),
    /// An invitation whose last day is over.
    #[error("the last day to answer invitation {invitation} was {last_day}")]
    InvitationOver {
        /// The invitation.
        invitation: EntryNumber,
        /// Its last day.
        last_day: String,
    },
    /// An application where anyone may join.
    #[error("anyone may join this process, so there is nothing to apply for")]
    NothingToApplyFor,
    /// No application has this number.
    #[error("there is no application {0}")]
    UnknownApplication(EntryNumber),
    /// A second outcome of an application.
    #[error("application {application} was decided on in entry {by}")]
    ApplicationDecided {
        /// The application.
        application: EntryNumber,
        /// The grant or refusal.
        by: EntryNumber,
    },
    /// An application that nobody has granted.
    #[error("application {0} was not granted")]
    NotGranted(EntryNumber),
    /// A refusal that contradicts itself.
    #[error("the refusal cannot be made so: {0}")]
    BadRefusal(&'static str),
    /// No refusal has this number.
    #[error("there is no refusal {0}")]
    UnknownRefusal(EntryNumber),
    /// An appeal by somebody else than whoever was refused.
    #[error("only whoever entry {0} turned away, or whose words, may appeal against it")]
    NotTheRefused(EntryNumber),
    /// A second appeal.
    #[error("entry {0} is an appeal against this already, and there is only one")]
    AppealedAlready(EntryNumber),
    /// The same person reported the same words, and no moderator has judged them since.
    #[error("you reported these words in entry {0}, and no moderator has judged them since")]
    ReportedAlready(EntryNumber),
    /// An appeal after its time.
    #[error("the last day to appeal against entry {refusal} was {last_day}")]
    AppealOver {
        /// The refusal.
        refusal: EntryNumber,
        /// The last day.
        last_day: String,
    },
    /// No appeal has this number.
    #[error("there is no appeal {0}")]
    UnknownAppeal(EntryNumber),
    /// A ruling by whoever refused.
    #[error("nobody rules on an appeal against their own act (entry {0})")]
    OwnRefusal(EntryNumber),
    /// A ruling by whoever appealed.
    #[error("nobody rules on their own appeal ({0})")]
    OwnAppeal(EntryNumber),
    /// A second ruling.
    #[error("the appeal was ruled on in entry {0}")]
    RuledAlready(EntryNumber),
    /// Published counts of invitations and refusals that the entries do not give.
    #[error("the counts of invitations and refusals do not follow from the entries, which give: {0}")]
    MiscountedParticipation(String),

    // ---- ballots --------------------------------------------------------------------------------------------------
    /// A ballot whose terms do not fit its rule.
    #[error("the ballot cannot be made so: {0}")]
    BadBallot(BallotFault),
    /// A phase in which nobody votes in ballots.
    #[error("the charter has no ballots in its phase “{0}”, so nobody could vote")]
    NoBallotPhase(String),
    /// No ballot has this number.
    #[error("there is no ballot {0}")]
    UnknownBallot(EntryNumber),
    /// A vote before the phase of its ballot.
    #[error("people vote in this ballot from {opens} on, in phase “{phase}”")]
    BallotNotBegun {
        /// The phase.
        phase: String,
        /// Its first day.
        opens: String,
    },
    /// A vote or a ballot after the phase for it.
    #[error("phase “{0}”, in which people could vote, is over")]
    BallotOver(String),
    /// A vote of somebody who is not in the electorate.
    #[error("whoever acts is not among those who vote in ballot {0}")]
    NotInElectorate(EntryNumber),
    /// A vote that the ballot does not ask for.
    #[error("this is no vote in this ballot: {0}")]
    BadBallotVote(VoteFault),
    /// A ballot with another quorum than the charter's.
    #[error(
        "the charter says that {charter} have to vote, and the ballot says {ballot}; it is the charter's number that holds"
    )]
    OtherQuorum {
        /// What the charter says.
        charter: u32,
        /// What the ballot says.
        ballot: u32,
    },
    /// A ballot with another word on ties than the charter's.
    #[error(
        "the charter says “{charter}” of a tie, and the ballot says “{ballot}”; it is the charter's word that holds"
    )]
    OtherTie {
        /// What the charter says.
        charter: &'static str,
        /// What the ballot says.
        ballot: &'static str,
    },
    /// No vote with an objection has this number.
    #[error("entry {0} is no vote that gives a reason against, so there is no objection to answer")]
    UnknownObjection(EntryNumber),
    /// Something that is no act of which anybody has to be told so.
    #[error(
        "entry {0} is no verdict, erasure, refusal, grant or ruling of which these could be told by this means"
    )]
    UnknownAct(EntryNumber),
    /// Somebody whom an act is not about.
    #[error("entry {act} is not about participant {who}")]
    NotConcerned {
        /// The act.
        act: EntryNumber,
        /// Who.
        who: EntryNumber,
    },
    /// More reports of people without an account than moderators can read.
    #[error(
        "moderators have {0} reports of people without an account before them; new ones are taken when they have judged some"
    )]
    ReportsWait(usize),
    /// A report of nobody, or a code where the record says who reports.
    #[error(
        "a report is by a participant, or has the seal of the code by which whoever made it looks it up again"
    )]
    ReporterUnsaid,
    /// Evidence of which nobody says where it was read.
    #[error("evidence says where it was read: who published it, and where")]
    SourceMissing,
    /// A second count.
    #[error("the ballot was counted in entry {0}")]
    CountedAlready(EntryNumber),
    /// A count that the votes do not give.
    #[error("the count does not follow from the votes, which give: {0}")]
    MiscountedBallot(String),
    /// An adoption of what did not pass, or of another version than the one voted on.
    #[error("the ballot counted in entry {count} does not carry this decision: {why}")]
    NotCarried {
        /// The entry of the count.
        count: EntryNumber,
        /// Why not.
        why: &'static str,
    },

    // ---- initiatives ----------------------------------------------------------------------------------------------
    /// No initiative has this number.
    #[error("there is no initiative {0}")]
    UnknownInitiative(EntryNumber),
    /// An answer before the threshold.
    #[error("initiative {0} has not reached its threshold, and is not answered before")]
    ThresholdNotReached(EntryNumber),
    /// An answer that says of the support what the supports do not give.
    #[error(
        "the supports of initiative {initiative} give another count: its threshold was reached in entry {entry} with {then} people, and {now} stand behind it now"
    )]
    MiscountedSupport {
        /// The initiative.
        initiative: EntryNumber,
        /// The support by which its threshold was reached.
        entry: EntryNumber,
        /// How many supported it then.
        then: u32,
        /// How many do now.
        now: u32,
    },
    /// Initiatives whose answer is owed.
    #[error("this waits for the answer to initiatives that reached their threshold: {}", listed(.0))]
    InitiativesUnanswered(Vec<EntryNumber>),

    // ---- commitments ----------------------------------------------------------------------------------------------
    /// No commitment has this number.
    #[error("there is no commitment {0}")]
    UnknownCommitment(EntryNumber),
    /// No finding has this number.
    #[error("there is no finding {0} on a commitment")]
    UnknownFinding(EntryNumber),
    /// A commitment, a finding or a contradiction that makes no sense.
    #[error("this cannot be said of a commitment: {0}")]
    BadCommitment(&'static str),

    // ---- meetings -------------------------------------------------------------------------------------------------
    /// No meeting has this number.
    #[error("there is no meeting {0}")]
    UnknownMeeting(EntryNumber),
    /// What is said to have come of a meeting, and was there before.
    #[error("entry {entry} is older than meeting {meeting}, so it did not come of it")]
    OutcomeBefore {
        /// The meeting.
        meeting: EntryNumber,
        /// What is named.
        entry: EntryNumber,
    },
    /// A meeting, or something said of one, that makes no sense.
    #[error("this cannot be said of a meeting: {0}")]
    BadMeeting(MeetingFault),
    /// A meeting that was called off.
    #[error("meeting {meeting} was called off in entry {by}")]
    MeetingCancelled {
        /// The meeting.
        meeting: EntryNumber,
        /// The entry that says so.
        by: EntryNumber,
    },
    /// Something in a meeting before it begins.
    #[error("meeting {0} has not begun")]
    MeetingNotBegun(EntryNumber),
    /// Something in a meeting whose minutes are out.
    #[error("the minutes of this meeting were published in entry {0}")]
    MeetingMinuted(EntryNumber),
    /// An item that is not on the agenda.
    #[error("the agenda of meeting {meeting} has no item {item}")]
    UnknownAgendaItem {
        /// The meeting.
        meeting: EntryNumber,
        /// The item.
        item: u32,
    },
    /// The floor of a meeting for which somebody did not register.
    #[error("in meeting {0} only those speak who have registered for it")]
    NotRegistered(EntryNumber),
    /// A request for the floor that is none, or does not wait any more.
    #[error("entry {0} is no request for the floor that waits in this meeting")]
    NotWaiting(EntryNumber),
    /// A call though nobody waits.
    #[error("nobody waits for the floor on this item in meeting {0}")]
    NobodyWaits(EntryNumber),
    /// A call of somebody else than who is next.
    #[error(
        "request {next} comes next, for its group has spoken least or it has waited longest; request {called} is called before it only for a reason"
    )]
    OutOfOrder {
        /// Who was called.
        called: EntryNumber,
        /// Who comes next.
        next: EntryNumber,
    },
    /// The end of a turn though nobody has the floor.
    #[error("nobody has the floor in meeting {0}")]
    NobodySpeaks(EntryNumber),
    /// Minutes while somebody has the floor.
    #[error("the turn of entry {0} has not ended, and minutes come after the last turn")]
    FloorTaken(EntryNumber),
    /// Another count, or other minutes, that do not say that they correct the last ones.
    #[error(
        "this was said in entry {0}, and is changed only by a correction that names that entry and says why"
    )]
    CorrectionUnsaid(EntryNumber),
    /// Minutes of a meeting whose attendance nobody counted.
    #[error("the attendance of meeting {0} is counted before its minutes are published")]
    AttendanceMissing(EntryNumber),
    /// Meetings whose minutes are still to come.
    #[error("this waits for the minutes of meetings that were announced and not called off: {}", listed(.0))]
    MinutesOwed(Vec<EntryNumber>),
    // ---- joint statements -----------------------------------------------------------------------------------------
    /// No endorsement has this number.
    #[error("there is no endorsement {0}")]
    UnknownEndorsement(EntryNumber),
    /// Somebody acts for an organisation for which they do not speak.
    #[error("only somebody who speaks for organisation {0}, as somebody else confirmed, signs for it")]
    NotADelegate(EntryNumber),
    /// A signature under a digest that is not that of the text.
    #[error("what was signed is not the text of the version of entry {0} in that language")]
    OtherText(EntryNumber),
    /// An endorsement or a signatory that makes no sense.
    #[error("this cannot be said of an endorsement: {0}")]
    BadEndorsement(&'static str),
    /// A handing over that says of the signatures what the record does not give: withdrawn ones count no more.
    #[error(
        "the signatures under that version are {organisations} of organisations and {people} of people here, and {imported} of lists from elsewhere"
    )]
    MiscountedEndorsements {
        /// Of organisations.
        organisations: u32,
        /// Of people.
        people: u32,
        /// Of lists.
        imported: u32,
    },
    /// No demand has this number.
    #[error("there is no demand {0}")]
    UnknownDemand(EntryNumber),
    /// What is named of the norm library, the commitments or the audits is not there: a node can tell, the record has only the name.
    #[error("“{0}” is not there: a provision, a commitment or an audit is named by its id")]
    UnknownFound(String),
    /// No handing over has this number.
    #[error("the statement was not handed over in entry {0}")]
    UnknownHandover(EntryNumber),
    /// A demand, a handing over or an answer that makes no sense.
    #[error("this cannot be said of a demand: {0}")]
    BadDemand(&'static str),

    // ---- obligations ----------------------------------------------------------------------------------------------
    /// A duty of a text that no decision adopted.
    #[error("no decision adopts the version of entry {0}, so nobody owes anything by it")]
    NotAdopted(EntryNumber),
    /// A duty of a unit of which nobody has confirmed what it is as a norm.
    #[error("nobody has confirmed what the unit “{0}” is as a norm")]
    UnitNotCoded(String),
    /// No obligation has this number.
    #[error("there is no obligation {0}")]
    UnknownObligation(EntryNumber),
    /// An obligation or a finding on one that makes no sense.
    #[error("this cannot be said of an obligation: {0}")]
    BadObligation(&'static str),
    /// The same duty of the same signatory by the same day.
    #[error("entry {0} records that already")]
    ObligationAlready(EntryNumber),
    // ---- appeals against moderators -------------------------------------------------------------------------------
    /// No moderator keeps these words from being shown.
    #[error("no moderator's verdict keeps the words of entry {0} from being shown")]
    NotRejected(EntryNumber),

    // ---- audits ---------------------------------------------------------------------------------------------------
    /// No audit has this number.
    #[error("there is no audit {0}")]
    UnknownAudit(EntryNumber),
    /// No finding and no objection of an audit has this number.
    #[error("there is no finding or objection {0} in an audit")]
    UnknownAuditPart(EntryNumber),
    /// An audit or a finding that makes no sense.
    #[error("this cannot be said in an audit: {0}")]
    BadAudit(AuditFault),
    /// Somebody else than whoever found it.
    #[error("only whoever found {0} replies to what is said against it")]
    NotTheFinder(EntryNumber),

    // ---- reports of harm ------------------------------------------------------------------------------------------
    /// A report of harm that makes no sense.
    #[error("this cannot be said in a report of harm: {0}")]
    BadHarm(&'static str),

    // ---- withdrawal -----------------------------------------------------------------------------------------------
    /// The entry has no content that could be withdrawn.
    #[error("entry {0} has no content that could be withdrawn")]
    NothingToWithdraw(EntryNumber),
    /// The words are gone already.
    #[error("the words of entry {0} were withdrawn before")]
    WithdrawnAlready(EntryNumber),
    /// A reason that repeats the words for which it is given, and would keep them in the record for ever.
    #[error(
        "the reason repeats words of entry {0}, and a reason stays in the record for ever: say what is wrong with them without quoting"
    )]
    RepeatsWords(EntryNumber),
    /// A name that readers would take for that of another organisation in the register.
    #[error(
        "organisation {0} of the register is called so, or bears a name that looks like this one; whoever speaks for it asks to be confirmed there"
    )]
    OrganisationAlike(EntryNumber),
    /// Words that name no place into which something could be handed over.
    #[error(
        "“{0}” is neither an address (https://node.example/p/name) nor the origin of a record (node.example/p/name)"
    )]
    NoAddress(String),
    /// A statement that did not arrive in a process on this node.
    #[error("nothing of the statement arrived there: {0}")]
    NotArrived(&'static str),
    /// A signatory whose name only looks like that of another one.
    #[error(
        "the signatory of obligation {0} bears a name that looks like this one: write it as it stands there, or say that this is another one"
    )]
    SignatoryAlike(EntryNumber),
    /// Words are turned away under no rule, so that nobody can say whether the rule covers them.
    #[error("whoever turns words away says under which rule of the charter, or that none names it")]
    RuleMissing,
    /// The floor of a meeting that was announced before somebody was refused it.
    #[error(
        "the floor was refused to this person in entry {0}, and nobody has overturned that; it holds for meetings announced before"
    )]
    FloorRefused(EntryNumber),
    /// Words that a process stands on are withdrawn only where a law or a court demands it; those of an office not by its holder.
    #[error(
        "entry {0} holds words of the process itself (its draft, its decision), which are withdrawn only as unlawful or by a court's order, or of an office (minutes, a ruling), which nobody takes back as their author"
    )]
    WordsOfTheProcess(EntryNumber),
    /// A legal ground that names no provision.
    #[error("a withdrawal names its legal ground, such as “GDPR Art 17(1)”, in at least {limit} characters")]
    GroundMissing {
        /// The least number of characters.
        limit: usize,
    },
}

/// Who may do what is for an office, in words.
fn holder(office: &str) -> &str {
    match office {
        "secretariat" => "the secretariat",
        "moderator" => "a moderator",
        "drafter" => "a drafter",
        "chair" => "the chair",
        "registrar" => "whoever keeps the register",
        "appeals" => "somebody whose office is to rule on appeals",
        other => other,
    }
}

fn listed(entries: &[EntryNumber]) -> String {
    entries.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Words with the act that each stands under.
fn pairs(all: &[(EntryNumber, EntryNumber)]) -> String {
    let told = all.iter().map(|(on, by)| format!("entry {on} since entry {by}"));
    told.collect::<Vec<_>>().join(", ")
}

/// Everything that is owed, by the numbers of the entries.
fn owed(owed: &Owed) -> String {
    let list = |entries: &mut dyn Iterator<Item = EntryNumber>| {
        entries.map(|entry| entry.to_string()).collect::<Vec<_>>().join(", ")
    };
    let mut parts = Vec::new();
    if !owed.unanswered.is_empty() {
        let (count, which) = (owed.unanswered.len(), list(&mut owed.unanswered.iter().copied()));
        parts.push(format!("an answer to {count} of the remarks and amendments ({which})"));
    }
    if !owed.untold.is_empty() {
        let (count, which) = (owed.untold.len(), list(&mut owed.untold.iter().map(|(answer, _)| *answer)));
        parts.push(format!("that {count} authors are told of the answer (answers {which})"));
    }
    if !owed.contested.is_empty() {
        let (count, which) = (owed.contested.len(), list(&mut owed.contested.iter().copied()));
        parts.push(format!(
            "the end of the time to appeal, or a ruling, of {count} remarks and amendments that were turned away ({which})"
        ));
    }
    parts.join("; ")
}

/// What of a charter cannot be changed any more.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FixedPart {
    /// The process's name in addresses.
    #[error("the id of a process never changes")]
    Id,
    /// A change of nothing.
    #[error("nothing in it is other than before")]
    Unchanged,
    /// Whether the participants are simulated.
    #[error("whether its people are simulated is said once and for all")]
    Simulated,
    /// A group of people who joined.
    #[error("{people} people have joined the group “{group}”, so it stays")]
    Group {
        /// The group.
        group: GroupId,
        /// How many people joined it.
        people: usize,
    },
    /// The phase of a ballot that is still to be counted.
    #[error(
        "ballot {ballot} is to be counted after phase “{phase}”, so that phase stays, with its act `ballot`"
    )]
    Ballot {
        /// The ballot.
        ballot: EntryNumber,
        /// Its phase.
        phase: String,
    },
    /// The quorum and the word on ties by which a ballot runs that is still to be counted.
    #[error(
        "ballot {0} is to be counted by the quorum and the word on ties under which it was opened, so they stay until then"
    )]
    Bars(EntryNumber),
    /// Days for answers while some are owed.
    #[error(
        "{0} of the remarks and amendments wait for the answer that they were promised, so a phase with the act “answer” stays"
    )]
    Answers(usize),
    /// That a decision is final, once there is one.
    #[error("the decision of entry {0} was made as a final one, and stays final")]
    Final(EntryNumber),
}

/// Why the terms of a ballot do not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BallotFault {
    /// A choice with none or one.
    #[error("a choice has at least two options")]
    TooFewOptions,
    /// More options than anybody can put in order.
    #[error("a choice has at most {0} options")]
    TooManyOptions(usize),
    /// Options where people are for or against.
    #[error("people are for or against, so there are no options")]
    OptionsUnasked,
    /// Two options with the same words, or for the same amendment.
    #[error(
        "two options have the same words or stand for the same amendment, so nobody could tell them apart"
    )]
    OptionsAlike,
    /// A choice without a word on ties, or such a word elsewhere.
    #[error("a choice says what happens in a tie, and nothing else does")]
    Tie,
    /// The rule `consent` without its shares.
    #[error("the rule “consent” says how many per cent must be for (1 to 100) and may be against (0 to 99)")]
    Shares,
    /// Shares of another rule.
    #[error("only the rule “consent” has shares of its own")]
    SharesUnasked,
}

/// What cannot be said in an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AuditFault {
    #[error("a process ends after it began, and is audited after that")]
    Days,
    #[error("a source is read after the process began, and before it is named")]
    Read,
    #[error("a finding names its source: who published it, and where")]
    Source,
    #[error("what is told from memory is of low confidence")]
    FromMemory,
    #[error("the criteria are O1 to O40")]
    Criterion,
}

impl AuditFault {
    /// The name in locale files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Read => "read",
            Self::Source => "source",
            Self::FromMemory => "from-memory",
            Self::Criterion => "criterion",
        }
    }
}

/// What cannot be said of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MeetingFault {
    #[error("nobody comes to a meeting that does not say where it is")]
    NoPlace,
    #[error("only a closed meeting says why it is closed")]
    ReasonUnasked,
    #[error("who may come is said of every meeting that is held here")]
    AccessUnsaid,
    #[error("a meeting ends after it begins")]
    EndsBefore,
    #[error("a meeting lasts for a fortnight at most")]
    TooLong,
    #[error("no place on earth has a clock so far from UTC")]
    Offset,
    #[error("what has begun is not moved")]
    Begun,
    #[error("a meeting is not moved into the past")]
    IntoPast,
    #[error("what was held is not called off, and what is called off is not changed besides")]
    CalledOff,
    #[error("its time is over")]
    Over,
    #[error("it was held elsewhere, and nothing is done in it here")]
    Elsewhere,
    #[error("a closed meeting has no registration and no queue")]
    Closed,
    #[error("who is next is called without a reason")]
    NextWithReason,
    #[error("a turn ends after it began, and not in the future")]
    TurnEnd,
    #[error("an earlier end is stated with a reason, and nothing else is")]
    EarlierEnd,
    #[error("nobody has met on a day to come")]
    ContactToCome,
    #[error("more people of a group than anybody counts")]
    MostPeople,
    #[error("there is nothing to correct yet")]
    NothingToCorrect,
    #[error("minutes say something to each item of the agenda, be it that it was not dealt with")]
    ItemsMissing,
    #[error("a closed meeting says afterwards who was there and what came of it")]
    ClosedOutcome,
    #[error("only a closed meeting lists who was there")]
    MembersUnasked,
    #[error("minutes come when a meeting is over")]
    NotOver,
    #[error("a recording or transcript is named by an address that begins with https:// or http://")]
    RecordingAddress,
}

/// Why a vote is none that its ballot asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum VoteFault {
    /// A position in a choice, or none where people are for or against.
    #[error("a choice names options; every other ballot asks who is for, against or neither")]
    OtherKind,
    /// Options where there are none.
    #[error("there is nothing to choose among")]
    NothingToChoose,
    /// A place beyond the last option.
    #[error("an option is named that the ballot does not have")]
    NoSuchOption,
    /// An objection to a consensus without words.
    #[error("who stands against a consensus says why")]
    ReasonMissing,
    /// Words of somebody who is not against.
    #[error("only who is against gives a reason")]
    ReasonUnasked,
}

/// What is wrong with a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ListFault {
    /// It names nothing where it has to name something.
    #[error("is empty")]
    Empty,
    /// It names one thing twice.
    #[error("names one of them twice")]
    Twice,
    /// It stands where none belongs.
    #[error("has no place here")]
    Unasked,
}

macro_rules! details {
    ($($fault:ident { $($variant:ident => $detail:literal),* $(,)? })*) => {$(
        impl $fault {
            /// Every reason, as the end of a key for its words.
            pub const DETAILS: &'static [&'static str] = &[$($detail),*];

            fn detail(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $detail),* }
            }
        }
    )*};
}

details! {
    FixedPart {
        Id => "id",
        Unchanged => "unchanged",
        Simulated => "simulated",
        Group => "group",
        Ballot => "ballot",
        Bars => "bars",
        Answers => "answers",
        Final => "final",
    }
    BallotFault {
        TooFewOptions => "too-few-options",
        TooManyOptions => "too-many-options",
        OptionsUnasked => "options-unasked",
        OptionsAlike => "options-alike",
        Tie => "tie",
        Shares => "shares",
        SharesUnasked => "shares-unasked",
    }
    VoteFault {
        OtherKind => "other-kind",
        NothingToChoose => "nothing-to-choose",
        NoSuchOption => "no-such-option",
        ReasonMissing => "reason-missing",
        ReasonUnasked => "reason-unasked",
    }
    MeetingFault {
        NoPlace => "place-missing",
        ReasonUnasked => "reason-unasked",
        AccessUnsaid => "access-unsaid",
        EndsBefore => "ends-before",
        TooLong => "too-long",
        Offset => "offset",
        Begun => "begun",
        IntoPast => "into-past",
        CalledOff => "called-off",
        Over => "over",
        Elsewhere => "elsewhere",
        Closed => "closed",
        NextWithReason => "next-with-reason",
        TurnEnd => "turn-end",
        EarlierEnd => "earlier-end",
        ContactToCome => "contact-to-come",
        MostPeople => "most-people",
        NothingToCorrect => "nothing-to-correct",
        ItemsMissing => "items-missing",
        ClosedOutcome => "closed-outcome",
        MembersUnasked => "members-unasked",
        NotOver => "not-over",
        RecordingAddress => "recording-address",
    }
}

impl Violation {
    /// What a door says of a command that the table wants looked at there, and that it does not know how to look at.
    pub const UNLOOKED: Self =
        Self::BadField { field: "command", wanted: "one that this door knows how to look at" };

    /// Which of several reasons it is, as the end of a key for its words (`violation-…`); nothing where there is but one.
    pub fn detail(&self) -> Option<&'static str> {
        match self {
            Self::CharterFixed(part) => Some(part.detail()),
            Self::BadBallot(fault) => Some(fault.detail()),
            Self::BadBallotVote(fault) => Some(fault.detail()),
            Self::BadMeeting(fault) => Some(fault.detail()),
            Self::BadList("languages of a ballot", _) => Some("languages-of-a-ballot"),
            Self::BadList(what, _) => Some(what),
            _ => None,
        }
    }
}

/// What a violation means to whoever asked, in the terms of HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViolationClass {
    /// What was named does not exist (404).
    NotFound,
    /// The asker may not do it (403).
    Forbidden,
    /// It does not fit the present state (409).
    Conflict,
    /// The input makes no sense (422).
    Unprocessable,
}

macro_rules! violations {
    ($($variant:ident => $code:literal, $class:ident);* $(;)?) => {
        impl Violation {
            /// Every code, in the order of the enumeration.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// A stable code: the key of its translation (`violation-…`), of the JSON error and of the verifier's finding.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code),* }
            }

            /// What it means to whoever asked.
            pub fn class(&self) -> ViolationClass {
                match self { $(Self::$variant { .. } => ViolationClass::$class),* }
            }
        }
    };
}

violations! {
    BadProcessId => "bad-process-id", Unprocessable;
    BadPseudonym => "bad-pseudonym", Unprocessable;
    NameIsAddress => "name-is-address", Unprocessable;
    NameOfOffice => "name-of-office", Unprocessable;
    UnseenCharacter => "unseen-character", Unprocessable;
    BadCountry => "bad-country", Unprocessable;
    BadField => "bad-field", Unprocessable;
    BadLanguage => "bad-language", Unprocessable;
    OtherLetters => "other-letters", Unprocessable;
    BadUnit => "bad-unit", Unprocessable;
    TextEmpty => "text-empty", Unprocessable;
    TextTooLong => "text-too-long", Unprocessable;
    BadList => "bad-list", Unprocessable;
    BadImport => "bad-import", Unprocessable;
    EntryTooLarge => "entry-too-large", Unprocessable;
    UnknownProcess => "unknown-process", NotFound;
    ProcessExists => "process-exists", Conflict;
    UnknownStatement => "unknown-statement", NotFound;
    UnknownParticipant => "unknown-participant", NotFound;
    UnknownEntry => "unknown-entry", NotFound;
    NotADraft => "not-a-draft", NotFound;
    UnknownSource => "unknown-source", Unprocessable;
    UnknownGroup => "unknown-group", Unprocessable;
    PseudonymTaken => "pseudonym-taken", Conflict;
    SeedUsed => "seed-used", Unprocessable;
    SeedUsedElsewhere => "seed-used-elsewhere", Unprocessable;
    NotOpen => "not-open", Conflict;
    AlreadyOpen => "already-open", Conflict;
    Closed => "closed", Conflict;
    Abandoned => "abandoned", Conflict;
    NotInThisPhase => "not-in-this-phase", Conflict;
    NotAParticipant => "not-a-participant", Forbidden;
    NotInvited => "not-invited", Forbidden;
    LeftBefore => "left-before", Forbidden;
    NotAllowed => "not-allowed", Forbidden;
    OfficeHeld => "office-held", Conflict;
    OfficeNotHeld => "office-not-held", Conflict;
    ReasonMissing => "reason-missing", Unprocessable;
    CutsShort => "cuts-short", Conflict;
    VerifiedAlready => "verified-already", Conflict;
    NotVerified => "not-verified", Conflict;
    OwnVerification => "own-verification", Forbidden;
    NoGenesis => "no-genesis", Conflict;
    OtherCharter => "other-charter", Unprocessable;
    UnknownAuthor => "unknown-author", Forbidden;
    BrokenChain => "author-chain", Conflict;
    BadSignature => "bad-signature", Unprocessable;
    SignatureMissing => "signature-missing", Unprocessable;
    BadKey => "bad-key", Unprocessable;
    BackDated => "back-dated", Conflict;
    ImportedForMember => "imported-for-member", Unprocessable;
    ActsElsewhere => "acts-elsewhere", Forbidden;
    CharterIncomplete => "charter-incomplete", Unprocessable;
    CharterFixed => "charter-fixed", Conflict;
    PromiseCut => "promise-cut", Conflict;
    PhaseBackDated => "phase-back-dated", Conflict;
    TimetableOver => "timetable-over", Conflict;
    StatementNotVisible => "statement-not-visible", Conflict;
    UnknownStatements => "unknown-statements", NotFound;
    JudgedAlready => "judged-already", Conflict;
    Overruled => "overruled", Forbidden;
    ReasonFell => "reason-fell", Conflict;
    SameLanguage => "same-language", Conflict;
    UnknownTranslation => "unknown-translation", NotFound;
    UnknownPart => "unknown-part", NotFound;
    NotNewest => "not-newest", Conflict;
    WrongVersion => "wrong-version", Conflict;
    UnknownVersion => "unknown-version", NotFound;
    OperationsMissing => "operations-missing", Unprocessable;
    StandingUnsaid => "standing-unsaid", Unprocessable;
    NotACause => "not-a-cause", Unprocessable;
    LanguageMissing => "language-missing", Unprocessable;
    NotAResult => "not-a-result", Unprocessable;
    QuorumMissed => "quorum-missed", Conflict;
    DecidedAlready => "decided-already", Conflict;
    OppositeDecision => "opposite-decision", Conflict;
    NothingAdopted => "nothing-adopted", Unprocessable;
    ResultBeyondRecord => "result-beyond-record", Unprocessable;
    UnknownRemark => "unknown-remark", NotFound;
    TurnedAway => "turned-away", Conflict;
    NoTextInLanguage => "no-text-in-language", Unprocessable;
    BadRange => "bad-range", Unprocessable;
    OwnWords => "own-words", Conflict;
    NotInTheText => "not-in-the-text", Unprocessable;
    NothingChanged => "nothing-changed", Conflict;
    UnknownAmendment => "unknown-amendment", NotFound;
    OldVersion => "old-version", Conflict;
    AmendmentWithdrawn => "amendment-withdrawn", Conflict;
    MergedAlready => "merged-already", Conflict;
    NotTheAuthor => "not-the-author", Forbidden;
    EditWindowOver => "edit-window-over", Conflict;
    NotEditable => "not-editable", Conflict;
    UnknownAnswer => "unknown-answer", NotFound;
    AnsweredOtherwise => "answered-otherwise", Conflict;
    ConsentFirst => "consent-first", Conflict;
    NotProposed => "not-proposed", Conflict;
    ConsentAwaited => "consent-awaited", Conflict;
    BadCount => "bad-count", Unprocessable;
    ReasonTooShort => "reason-too-short", Unprocessable;
    NoSuchReply => "no-such-reply", Conflict;
    NotAnAddressee => "not-an-addressee", Unprocessable;
    Owed => "owed", Conflict;
    UnknownPhase => "unknown-phase", NotFound;
    PhaseClosedAlready => "phase-closed-already", Conflict;
    PhaseRuns => "phase-runs", Conflict;
    BadAttachment => "bad-attachment", Unprocessable;
    UnknownOrganisation => "unknown-organisation", NotFound;
    SaidAndDeclined => "said-and-declined", Unprocessable;
    UnknownDelegation => "unknown-delegation", NotFound;
    DelegateAlready => "delegate-already", Conflict;
    OwnDelegation => "own-delegation", Forbidden;
    BadCode => "bad-code", Unprocessable;
    CodeUsed => "code-used", Conflict;
    CodeVoid => "code-void", Conflict;
    CodeKnown => "code-known", Conflict;
    UnknownInvitation => "unknown-invitation", NotFound;
    BadInvitation => "bad-invitation", Unprocessable;
    InvitationUnsent => "invitation-unsent", Conflict;
    InvitationOver => "invitation-over", Conflict;
    NothingToApplyFor => "nothing-to-apply-for", Conflict;
    UnknownApplication => "unknown-application", NotFound;
    ApplicationDecided => "application-decided", Conflict;
    NotGranted => "not-granted", Forbidden;
    BadRefusal => "bad-refusal", Unprocessable;
    UnknownRefusal => "unknown-refusal", NotFound;
    NotTheRefused => "not-the-refused", Forbidden;
    AppealedAlready => "appealed-already", Conflict;
    ReportedAlready => "reported-already", Conflict;
    AppealOver => "appeal-over", Conflict;
    UnknownAppeal => "unknown-appeal", NotFound;
    OwnRefusal => "own-refusal", Forbidden;
    OwnAppeal => "own-appeal", Forbidden;
    RuledAlready => "ruled-already", Conflict;
    MiscountedParticipation => "miscounted-participation", Conflict;
    BadBallot => "bad-ballot", Unprocessable;
    NoBallotPhase => "no-ballot-phase", Unprocessable;
    UnknownBallot => "unknown-ballot", NotFound;
    BallotNotBegun => "ballot-not-begun", Conflict;
    BallotOver => "ballot-over", Conflict;
    NotInElectorate => "not-in-electorate", Forbidden;
    BadBallotVote => "bad-ballot-vote", Unprocessable;
    UnknownAct => "unknown-act", NotFound;
    NotConcerned => "not-concerned", Unprocessable;
    ReportsWait => "reports-wait", Conflict;
    ReporterUnsaid => "reporter-unsaid", Unprocessable;
    SourceMissing => "source-missing", Unprocessable;
    OtherQuorum => "other-quorum", Unprocessable;
    OtherTie => "other-tie", Unprocessable;
    UnknownObjection => "unknown-objection", NotFound;
    CountedAlready => "counted-already", Conflict;
    MiscountedBallot => "miscounted-ballot", Conflict;
    NotCarried => "not-carried", Conflict;
    UnknownInitiative => "unknown-initiative", NotFound;
    ThresholdNotReached => "threshold-not-reached", Conflict;
    MiscountedSupport => "miscounted-support", Unprocessable;
    InitiativesUnanswered => "initiatives-unanswered", Conflict;
    UnknownCommitment => "unknown-commitment", NotFound;
    UnknownFinding => "unknown-finding", NotFound;
    BadCommitment => "bad-commitment", Unprocessable;
    UnknownMeeting => "unknown-meeting", NotFound;
    OutcomeBefore => "outcome-before", Unprocessable;
    BadMeeting => "bad-meeting", Unprocessable;
    MeetingCancelled => "meeting-cancelled", Conflict;
    MeetingNotBegun => "meeting-not-begun", Conflict;
    MeetingMinuted => "meeting-minuted", Conflict;
    UnknownAgendaItem => "unknown-agenda-item", NotFound;
    NotRegistered => "not-registered", Forbidden;
    NotWaiting => "not-waiting", Conflict;
    NobodyWaits => "nobody-waits", Conflict;
    OutOfOrder => "out-of-order", Conflict;
    NobodySpeaks => "nobody-speaks", Conflict;
    FloorTaken => "floor-taken", Conflict;
    CorrectionUnsaid => "correction-unsaid", Conflict;
    AttendanceMissing => "attendance-missing", Conflict;
    MinutesOwed => "minutes-owed", Conflict;
    UnknownEndorsement => "unknown-endorsement", NotFound;
    NotADelegate => "not-a-delegate", Forbidden;
    OtherText => "other-text", Conflict;
    BadEndorsement => "bad-endorsement", Unprocessable;
    MiscountedEndorsements => "miscounted-endorsements", Conflict;
    UnknownDemand => "unknown-demand", NotFound;
    UnknownFound => "unknown-found", NotFound;
    UnknownHandover => "unknown-handover", NotFound;
    BadDemand => "bad-demand", Unprocessable;
    NotAdopted => "not-adopted", Conflict;
    UnitNotCoded => "unit-not-coded", Conflict;
    UnknownObligation => "unknown-obligation", NotFound;
    BadObligation => "bad-obligation", Unprocessable;
    ObligationAlready => "obligation-already", Conflict;
    NotRejected => "not-rejected", Conflict;
    UnknownAudit => "unknown-audit", NotFound;
    UnknownAuditPart => "unknown-audit-part", NotFound;
    BadAudit => "bad-audit", Unprocessable;
    NotTheFinder => "not-the-finder", Forbidden;
    BadHarm => "bad-harm", Unprocessable;
    NothingToWithdraw => "nothing-to-withdraw", Conflict;
    WithdrawnAlready => "withdrawn-already", Conflict;
    RepeatsWords => "repeats-words", Unprocessable;
    OrganisationAlike => "organisation-alike", Conflict;
    SignatoryAlike => "signatory-alike", Conflict;
    NoAddress => "no-address", Unprocessable;
    NotArrived => "not-arrived", Conflict;
    RuleMissing => "rule-missing", Unprocessable;
    FloorRefused => "floor-refused", Forbidden;
    WordsOfTheProcess => "words-of-the-process", Conflict;
    GroundMissing => "ground-missing", Unprocessable;
}

impl Violation {
    /// Whether it says that the author may not do it, rather than that now is not the time.
    pub(crate) fn is_about_authority(&self) -> bool {
        matches!(self, Self::NotAllowed(_) | Self::NotAParticipant)
    }

    /// Whether it is about the chain of an author's acts and their signatures, rather than about what an act may do.
    pub fn is_about_authorship(&self) -> bool {
        matches!(
            self,
            Self::UnknownAuthor(_)
                | Self::BrokenChain { .. }
                | Self::BadSignature
                | Self::SignatureMissing(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_several_nouns_share_speaks_of_none_alone() {
        let entry = EntryNumber(7);
        for (violation, of_one) in [
            (Violation::OldVersion { said: 1, latest: 2 }, "an amendment"),
            (Violation::ReasonMissing, "secretariat"),
            (Violation::ReasonTooShort { length: 1, minimum: 5 }, "reason"),
            (Violation::NotTheRefused(entry), "refused"),
            (Violation::AppealOver { refusal: entry, last_day: String::new() }, "refusal"),
            (Violation::OwnRefusal(entry), "refusal"),
        ] {
            assert!(!violation.to_string().contains(of_one), "{violation}");
        }
        assert!(Violation::OwnWords(entry).to_string().contains("contests"));
        assert!(Violation::BadAttachment.to_string().contains("report of harm"));
    }
}
