//! What a charter discloses of the ground on which its process stands, and what is seen beside a record.

use jiff::ToSpan as _;
use maru_forum::{
    Charter, CodeUnit, Disclosed, Effect, EntryNumber, LocalText, Office, RecordObligation, Resolution,
    Saying, SupportOffer, UnitCoding, UnitId, Way,
};
use maru_openness::Beside;
use maru_openness::Standing::{CannotBeKnown, Met, NotMet, NotYetDue};
use maru_testkit::{Person, Story, charter_with, figures, language, operator, today};

use crate::{
    Case, NEXT, TEXT, bilingual, case, case_beside, changed, decided, joins_as, meetings, short_trunk,
};

/// Everything that a charter can disclose.
pub(crate) fn disclosed() -> Disclosed {
    let text = |words: &str| LocalText::one(language("en"), words);
    Disclosed {
        effect: Effect::Advice,
        fixed: text("The act of 2024 stays as it is."),
        options: text("Labels, fines, or neither."),
        costs: "12000 EUR".to_owned(),
        amounts: "City of Example: 9000 EUR\nForest League: 3000 EUR".to_owned(),
        support: SupportOffer::Offered,
        taken: "low: 3\nlower-middle: 2\nupper-middle: 0\nhigh: 0".to_owned(),
        ways: vec![Way::Mail, Way::Paper],
    }
}

fn disclosing(change: impl FnOnce(&mut Disclosed)) -> Charter {
    charter_with(|charter| {
        charter.disclosed = disclosed();
        change(&mut charter.disclosed);
    })
}

/// Somebody writes under such a charter, and a phase ends.
fn written_under(charter: Charter) -> Story {
    let mut story = Story::open_under(charter);
    let heron = story.joins("heron");
    heron.states(&mut story, "Labels are due.");
    story.after_days(211);
    story
}

pub(crate) fn cases() -> Vec<Case> {
    [charters(), support_and_ways(), offices(), languages(), beside(), duties()]
        .into_iter()
        .flatten()
        .collect()
}

fn charters() -> Vec<Case> {
    let whole = written_under(disclosing(|_| {}));
    let short = written_under(disclosing(|said| said.amounts = "City of Example: 9000 EUR".into()));
    let foreign = written_under(disclosing(|said| said.amounts = "City of Example: 99000 KRW".into()));
    let mut late = Story::open();
    let heron = late.joins("heron");
    heron.states(&mut late, "Labels are due.");
    changed(&mut late, |charter| charter.disclosed = disclosed());
    vec![
        case(
            "a charter that discloses everything",
            &whole,
            &[
                ("O1", Met, "mandate-said"),
                ("O5", Met, "options-listed"),
                ("O6", Met, "budget-said"),
                ("O16", Met, "support-counted"),
                ("O24", Met, "ways-named"),
            ],
        ),
        case("funders who do not pay for it all", &short, &[("O6", NotMet, "funders-do-not-cover")]),
        case("funders who pay in another currency", &foreign, &[("O6", NotMet, "funders-do-not-cover")]),
        case(
            "disclosed after the opening and the first words",
            &late,
            &[
                ("O1", NotMet, "mandate-said-late"),
                ("O5", CannotBeKnown, "options-are-prose"),
                ("O6", NotMet, "budget-said-late"),
                // The ways count that were named when input began.
                ("O24", CannotBeKnown, "ways-not-recorded"),
            ],
        ),
    ]
}

fn support_and_ways() -> Vec<Case> {
    let none = written_under(disclosing(|said| said.support = SupportOffer::None));
    let uncounted = written_under(disclosing(|said| said.taken = "low: 3".into()));
    let mut offered = Story::open_under(disclosing(|said| said.taken.clear()));
    offered.joins("heron");
    let one_way = written_under(disclosing(|said| said.ways = vec![Way::Place]));
    let seventy = |effect| {
        let mut charter = short_trunk(70);
        charter.disclosed.effect = effect;
        let mut story = Story::open_under(charter);
        operator().drafts(&mut story, TEXT, &[]);
        story.after_days(72);
        story
    };
    vec![
        case("support is not offered", &none, &[("O16", NotMet, "support-not-offered")]),
        case(
            "support is not counted of every income",
            &uncounted,
            &[("O16", CannotBeKnown, "support-uncounted")],
        ),
        case("support is offered and no phase is over", &offered, &[("O16", NotYetDue, "support-offered")]),
        case("one way beside the web", &one_way, &[("O24", NotMet, "ways-too-few")]),
        case(
            "seventy days for what binds nobody",
            &seventy(Effect::Advice),
            &[("O18", Met, "remarks-long-enough-for-advice")],
        ),
        case(
            "seventy days for what binds",
            &seventy(Effect::Binding),
            &[("O18", NotMet, "remarks-too-short-to-bind")],
        ),
    ]
}

/// Somebody speaks for an organisation that declines to say who pays it and what it wants.
fn declines(story: &mut Story, who: &Person, name: &str) {
    let blank = maru_forum::StateOrganisation::named(
        name,
        language("en"),
        maru_forum::OrganisationKind::CivilSociety,
    );
    let said =
        maru_forum::StateOrganisation { funders: Saying::Declined, interests: Saying::Declined, ..blank };
    let organisation = story.act(who, said);
    let delegation = story.act(who, maru_forum::AskToSpeak { organisation });
    let verdict = maru_forum::DelegationVerdict::Confirmed;
    story.act(&operator(), maru_forum::RuleOnDelegation { delegation, verdict, reason: None });
}

fn offices() -> Vec<Case> {
    let mut story = Story::open();
    let one = joins_as(&mut story, "one", "academia", "KR");
    let two = joins_as(&mut story, "two", "industry", "KE");
    declines(&mut story, &one, "Forest League");
    declines(&mut story, &two, "Chamber of Examples");
    for office in [Office::Secretariat, Office::Chair, Office::Drafter] {
        operator().grants(&mut story, &one, office);
    }
    operator().grants(&mut story, &two, Office::Chair);
    vec![case("everybody in office is disclosed", &story, &[("O7", Met, "offices-disclosed")])]
}

fn languages() -> Vec<Case> {
    let mut both = Story::open_under(bilingual());
    let mut version = both.version(TEXT, &[]);
    let mut korean = version.texts[0].clone();
    korean.language = language("ko");
    korean.text = korean
        .text
        .replace("Labels are due.", "표시는 의무이다.")
        .replace("Fines follow.", "과태료를 부과한다.");
    version.texts.push(korean);
    both.act(&operator(), version);
    decided(&mut both, Resolution::Adopted);
    let mut other = Story::open();
    operator().drafts(&mut other, TEXT, &[]);
    let (heron, crane) = (other.joins("heron"), other.joins("crane"));
    let labels = heron.states(&mut other, "Labels are due.");
    heron.votes(&mut other, labels, maru_forum::Vote::Agree);
    crane.votes(&mut other, labels, maru_forum::Vote::Agree);
    other.after_days(31);
    let entries = other.process.entries;
    let result = operator().publishes(&mut other, figures(2, entries));
    let mut decision = Person::decision(&other, result, "So sei es.");
    decision.language = language("de");
    other.act(&operator(), decision);
    vec![
        case(
            "a decision in one of two languages",
            &both,
            &[("O20", CannotBeKnown, "languages-of-documents")],
        ),
        case("a decision in another language", &other, &[("O20", NotMet, "documents-in-another-language")]),
    ]
}

fn beside() -> Vec<Case> {
    let story = Story::open();
    let day = today();
    let node = |witnesses: &[&str]| Beside {
        witnesses: Some(witnesses.iter().map(|one| (*one).to_owned()).collect()),
        serves: true,
        accessibility: Some(day),
        ..Beside::default()
    };
    let mut later = story.clone();
    later.after_days(400);
    let recorded = meetings::recorded_elsewhere();
    let mut result = Story::open();
    decided(&mut result, Resolution::Rejected);
    let computed = |same, all| Beside { recomputed: Some((same, all)), ..Beside::default() };
    let mut versions = Story::open();
    operator().drafts(&mut versions, TEXT, &[]);
    let second = operator().drafts(&mut versions, NEXT, &[("art_1", &[])]);
    let read = |found: Vec<EntryNumber>| Beside { without_cause: Some(found), ..Beside::default() };
    vec![
        case_beside(
            "a node that another signs for",
            &story,
            &node(&["peer.example"]),
            &[
                ("O22", Met, "served-to-anybody"),
                ("O23", CannotBeKnown, "accessibility-unchecked"),
                ("O39", Met, "witnessed"),
            ],
        ),
        case_beside("a node without peers", &story, &node(&[]), &[("O39", NotMet, "no-witness")]),
        case_beside("a year later", &later, &node(&[]), &[("O23", NotMet, "accessibility-statement-old")]),
        case_beside(
            "a recording elsewhere",
            &recorded,
            &node(&[]),
            &[("O22", CannotBeKnown, "documents-elsewhere")],
        ),
        case_beside("results are the same", &result, &computed(1, 1), &[("O38", Met, "results-recomputed")]),
        case_beside("a result is another", &result, &computed(0, 1), &[("O38", NotMet, "results-differ")]),
        case_beside(
            "no result could be computed",
            &result,
            &computed(0, 0),
            &[("O38", CannotBeKnown, "results-not-all-recomputed")],
        ),
        case_beside(
            "the texts were read",
            &versions,
            &read(Vec::new()),
            &[("O34", Met, "every-unit-has-causes")],
        ),
        case_beside(
            "a unit has no cause",
            &versions,
            &read(vec![second]),
            &[("O34", NotMet, "version-without-causes")],
        ),
    ]
}

/// A text is adopted, and somebody owes something by the fortieth day.
fn owing() -> Story {
    let mut story = Story::open();
    let draft = operator().drafts(&mut story, TEXT, &[]);
    let unit = UnitId::new("art_1").expect("a unit");
    let coding = UnitCoding {
        statement_type: "R".to_owned(),
        deontic: "must".to_owned(),
        bearer: Vec::new(),
        topics: Vec::new(),
        sanction: "none".to_owned(),
        testable: "yes".to_owned(),
        remedy: String::new(),
    };
    story.act(&operator(), CodeUnit { draft, unit: unit.clone(), coding, as_suggested: None, words: None });
    decided(&mut story, Resolution::Adopted);
    let owed = RecordObligation {
        is_another: false,
        draft,
        unit,
        signatory: "Ministry of Examples".to_owned(),
        organisation: None,
        due: today().saturating_add(400.days()),
        review: None,
        words: None,
    };
    story.act(&operator(), owed);
    story
}

fn duties() -> Vec<Case> {
    let first = owing();
    let mut silent = first.clone();
    silent.after_days(190);
    let mut overdue = first.clone();
    overdue.after_days(420);
    let mut met = first.clone();
    meetings::minuted_in(&mut met);
    met.after_days(190);
    vec![
        case("duties in the first half-year", &first, &[("O40", NotYetDue, "duties-first-half-year")]),
        case("a half-year without a meeting", &silent, &[("O40", CannotBeKnown, "duties-in-record")]),
        case("a duty of which nobody says anything", &overdue, &[("O40", NotMet, "duties-not-looked-at")]),
        case("people met on the duties", &met, &[("O40", Met, "duties-followed-up")]),
    ]
}

#[test]
fn what_stands_in_the_record_knows_nothing_of_what_stands_beside_it() {
    let story = Story::open();
    let result = maru_openness::result(&story.process, maru_forum::Moment(story.now));
    let place = |standing| {
        maru_openness::Standing::ALL.iter().position(|one| *one == standing).expect("a standing") as i64
    };
    for criterion in ["O22", "O23", "O39"] {
        assert_eq!(result.figures.get(criterion), Some(&place(CannotBeKnown)), "{criterion}");
    }
}
