//! From the first draft to the third, through the pages: two hundred people of six groups, forty countries and three languages. The
//! people are invented, and do what people do.

use std::collections::BTreeMap;
use std::io::Cursor;

use maru_exchange::ProcessArchive;
use maru_forum::{
    ChangeCharter, EntryNumber, Moderation, Moment, Office, PhaseAct, Process, ReplyWord, StakeholderGroup,
};
use maru_record::audit::Expected;
use maru_record::witness::monitoring_path;
use maru_record::{Policy, SourceError, TileSource};
use maru_store::Options;
use maru_store::mirror::Mirror;
use maru_verify::{Report, Verdict, verify};
use maru_web::{Allowance, Allowances, AppState, Settings, tell_authors_now};
use serde_json::json;

use crate::desk::holder;
use crate::support::{ADDRESS, Front, Reply};
use crate::trunk::{multipart, seen_mark};
use crate::{Browser, seen};

const PEOPLE: usize = 200;
/// How many of them do something at the same time.
const AT_ONCE: usize = 8;
const ARTICLES: usize = 20;
const GROUPS: [&str; 6] = ["industry", "civil_society", "government", "academia", "media", "workers"];
const LANGUAGES: [&str; 3] = ["en", "ko", "es"];
const COUNTRIES: [&str; 40] = [
    "AR", "AU", "BD", "BR", "CA", "CL", "CN", "CO", "DE", "EG", "ES", "ET", "FI", "FR", "GB", "GH", "ID",
    "IN", "IT", "JP", "KE", "KR", "LK", "MA", "MX", "MY", "NG", "NL", "NZ", "PE", "PH", "PK", "PL", "RW",
    "SE", "TH", "TR", "US", "VN", "ZA",
];
const KINDS: [&str; 5] = ["general", "technical", "editorial", "question", "objection"];

/// The first draft in a language.
fn draft(language: &str) -> String {
    let (title, article, words): (_, _, fn(usize) -> String) = match language {
        "ko" => ("규범", "조 표시", |number| format!("제공자는 {number}번 표시를 할 수 있다.")),
        "es" => ("Norma", " Etiquetas", |number| format!("El proveedor puede poner la etiqueta {number}.")),
        _ => ("A norm", " Labels", |number| format!("A provider may put label {number} on it.")),
    };
    let heading = |number: usize| match language {
        "ko" => format!("제{number}{article}"),
        "es" => format!("Artículo {number}{article}"),
        _ => format!("Article {number}{article}"),
    };
    let articles = (1..=ARTICLES).map(|number| format!("## {}\n\n{}\n\n", heading(number), words(number)));
    format!("# {title}\n\n{}", articles.collect::<String>())
}

fn plenty() -> Settings {
    let many = Allowance { burst: 100_000, per_second: 100_000.0 };
    let allowances = Allowances { writings: many, exports: many, ..Allowances::default() };
    Settings { allowances, ..Settings::demo(ADDRESS) }
}

/// The node with its process: everyone may remark and amend, and two phases of answers are over and not closed.
fn front() -> Front {
    let front = Front::with(plenty());
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let mut charter = handle.read().charter.clone();
    let acts = [PhaseAct::Join, PhaseAct::Remark, PhaseAct::Amend, PhaseAct::Answer];
    charter.phases[0].acts = acts.to_vec();
    for (place, id) in ["first", "second"].into_iter().enumerate() {
        let mut past = charter.phases[0].clone();
        id.clone_into(&mut past.id);
        (past.opens, past.closes) = ("2019-01-01".parse().unwrap(), "2019-12-31".parse().unwrap());
        charter.phases.insert(place, past);
    }
    charter.moderation = Moderation::After;
    charter.languages = LANGUAGES.map(|tag| tag.parse().unwrap()).to_vec();
    let known: Vec<String> = charter.groups.iter().map(|group| group.id.to_string()).collect();
    let new = GROUPS.iter().filter(|id| !known.contains(&(**id).to_owned()));
    let groups: Vec<_> = new
        .map(|id| StakeholderGroup {
            id: maru_forum::GroupId((*id).to_owned()),
            title: serde_json::from_value(json!({ "en": id })).unwrap(),
        })
        .collect();
    charter.groups.extend(groups);
    in_all_languages(&mut charter);
    let reason = "The draft is to be discussed".to_owned();
    front.as_operator(ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
    front
}

fn fill(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) if map.contains_key("en") => {
            let english = map["en"].clone();
            for language in LANGUAGES {
                map.entry(language).or_insert_with(|| english.clone());
            }
        }
        serde_json::Value::Object(map) => map.values_mut().for_each(fill),
        serde_json::Value::Array(list) => list.iter_mut().for_each(fill),
        _ => {}
    }
}

/// A charter has words in each of its languages; here they are the English ones.
fn in_all_languages(charter: &mut maru_forum::Charter) {
    let mut value = serde_json::to_value(&*charter).unwrap();
    fill(&mut value);
    *charter = serde_json::from_value(value).unwrap();
}

/// Several at a time, as people come: what they send waits for the disk together. What comes of it is in order.
fn side_by_side<T: Send>(who: std::ops::Range<usize>, does: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let numbers: Vec<usize> = who.collect();
    let part = numbers.len().div_ceil(AT_ONCE).max(1);
    std::thread::scope(|scope| {
        let does = &does;
        let threads: Vec<_> = numbers
            .chunks(part)
            .map(|some| scope.spawn(move || some.iter().map(|number| does(*number)).collect::<Vec<_>>()))
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

/// Everybody, with the language they read.
struct Crowd<'a> {
    people: Vec<Browser<'a>>,
}

impl<'a> Crowd<'a> {
    fn joined(front: &'a Front) -> Self {
        let join = |number: usize| {
            let name = format!("visitor{number}");
            let mut browser = Browser::signed(front, &name);
            browser.language = LANGUAGES[number % 3];
            let (group, country) = (GROUPS[number % 6], COUNTRIES[number % 40]);
            let form = format!("pseudonym={name}&group={group}&country={country}");
            let done = browser.post("/p/test/join", &form);
            assert_eq!(done.status, 303, "{}", done.text());
            browser
        };
        Self { people: side_by_side(0..PEOPLE, join) }
    }

    /// A remark of each of some people on an article of a version.
    fn remark(&self, version: u32, round: usize, who: std::ops::Range<usize>) -> Vec<(usize, EntryNumber)> {
        side_by_side(who, |number| (number, made(&self.remark_of(version, round, number))))
    }

    fn remark_of(&self, version: u32, round: usize, number: usize) -> Reply {
        let (of, article) = (LANGUAGES[number % 3], (number + round) % ARTICLES + 1);
        let kind = KINDS[(number + round) % 5];
        let text = match of {
            "ko" => format!("{number}번의 {round}번째 의견입니다."),
            "es" => format!("Observación {round} de {number}."),
            _ => format!("Point {round} of {number}."),
        };
        let form = format!(
            "version={version}&of={of}&unit=art_{article}&kind={kind}&text={text}&language={of}&act=send"
        );
        self.people[number].post("/p/test/remarks/new", &form)
    }

    /// An amendment of each of some people, each to an article of its own in English as far as there are so many.
    fn amend(&self, version: u32, verb: &str, who: std::ops::Range<usize>) -> Vec<EntryNumber> {
        let amend = |number: usize| {
            let article = number % ARTICLES + 1;
            let words = format!("A provider {verb} put label {article} on it, says {number}.");
            let form = format!(
                "version={version}&of=en&unit=art_{article}&wording-art_{article}={words}&text=So+that+it+binds.&language=en"
            );
            let person = &self.people[number];
            let look = person.post("/p/test/amendments/new", &form);
            assert_eq!(look.status, 200, "{}", look.text());
            made(
                &person.post("/p/test/amendments/new", &format!("{form}&seen={}&act=send", seen_mark(&look))),
            )
        };
        side_by_side(who, amend)
    }
}

#[track_caller]
fn made(reply: &Reply) -> EntryNumber {
    assert_eq!(reply.status, 303, "{}", reply.text());
    EntryNumber(reply.header("location").split_once("done=").unwrap().1.parse().unwrap())
}

fn state<T>(front: &Front, read: impl FnOnce(&Process) -> T) -> T {
    read(&front.node.process(&"test".parse().unwrap()).unwrap().read())
}

fn publish_first(drafter: &Browser<'_>) {
    let texts = LANGUAGES.map(draft);
    let file = |place: usize| [("file-en", "en.md"), ("file-ko", "ko.md"), ("file-es", "es.md")][place];
    let mut fields: Vec<(&str, Option<&str>, &str)> =
        (0..3).map(|place| (file(place).0, Some(file(place).1), texts[place].as_str())).collect();
    let worth = [
        ("standing-en", None, "authentic"),
        ("standing-ko", None, "official"),
        ("standing-es", None, "official"),
    ];
    fields.extend(worth);
    let send = |fields: &[(&str, Option<&str>, &str)]| {
        drafter.post_as("/p/test/desk/draft", "multipart/form-data; boundary=XX", multipart(fields))
    };
    let look = send(&fields);
    assert_eq!(look.status, 200, "{}", look.text());
    let mark = seen_mark(&look);
    let mut fields = worth.to_vec();
    fields.extend([("reason", None, "First words"), ("seen", None, &*mark), ("act", None, "publish")]);
    let done = send(&fields);
    assert_eq!(done.status, 303, "{}", done.text());
}

fn ticked(entry: EntryNumber) -> String {
    format!("on={entry}&")
}

/// The drafter answers everything that is owed, some hundred at a time with one reason.
fn answer_all(drafter: &Browser<'_>, front: &Front, disposition: &str, units: &str) {
    let owed = state(front, |process| process.owed().unanswered);
    for some in owed.chunks(150) {
        let on: String = some.iter().copied().map(ticked).collect();
        let form = format!(
            "{on}disposition={disposition}&text=Each+article+now+says+who+has+to+label.&language=en&units={units}&act=answer"
        );
        let done = drafter.post("/p/test/desk/remarks", &form);
        assert_eq!(done.status, 303, "{}", done.text());
    }
}

/// Page, API and command line refuse to close a phase, and each says what is left.
fn no_door_closes(front: &Front, phase: &str, secretariat: &Browser<'_>) {
    let owed = state(front, Process::owed);
    assert!(!owed.is_empty());
    let page = secretariat.post("/p/test/desk/phase", &format!("phase={phase}&reason=All+is+answered"));
    assert_eq!(page.status, 422, "{}", page.text());
    let counts = format!(
        "{} without an answer, {} still to be told to their authors",
        owed.unanswered.len(),
        owed.untold.len()
    );
    seen(&page, &counts);
    let api =
        front.signed("crane").post("/closings", &json!({ "phase": phase, "reason": "All is answered" }));
    api.problem(409, "owed");
    let command = maru_forum::ClosePhase { phase: phase.to_owned(), reason: "All is answered".to_owned() };
    let command = front.refused_as_operator(command.into());
    let left = owed.unanswered.first().copied().or(owed.untold.first().map(|(answer, _)| *answer)).unwrap();
    for said in [api.text(), &command] {
        assert!(said.contains(&left.to_string()), "{left} is not in {said}");
    }
}

fn tell_everyone(front: &Front) {
    let state = AppState::new(front.node.clone(), plenty());
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(tell_authors_now(&state, &handle, Moment(maru_store::now().0))).unwrap();
}

/// Some authors say what they think of their answers.
fn reply(front: &Front, crowd: &Crowd<'_>, remarks: &[(usize, EntryNumber)]) {
    for (number, remark) in remarks.iter().filter(|(number, _)| number % 4 == 0) {
        let answer = state(front, |process| process.answers.standing_on(*remark).unwrap().entry);
        let word = if number % 8 == 0 { "objects" } else { "satisfied" };
        let form = format!("on={remark}&word={word}");
        let done = crowd.people[*number].post(&format!("/p/test/answers/{answer}/reply"), &form);
        assert_eq!(done.status, 303, "{}", done.text());
    }
}

/// The drafter merges amendments into the next version, as the page shows it.
fn merge(drafter: &Browser<'_>, amendments: &[EntryNumber], reason: &str) {
    let on: String = amendments.iter().copied().map(ticked).collect();
    let look = drafter.post("/p/test/desk/merge", &format!("{on}act=preview"));
    assert_eq!(look.status, 200, "{}", look.text());
    let mark = seen_mark(&look);
    let done = drafter.post("/p/test/desk/merge", &format!("{on}act=publish&seen={mark}&reason={reason}"));
    assert_eq!(done.status, 303, "{}", done.text());
}

#[test]
fn two_hundred_people_lead_a_norm_from_its_first_draft_to_its_third_and_take_it_along() {
    let front = front();
    let (drafter, secretariat) =
        (holder(&front, "heron", Office::Drafter), holder(&front, "crane", Office::Secretariat));
    publish_first(&drafter);
    let crowd = Crowd::joined(&front);

    let mut remarks = crowd.remark(1, 0, 0..PEOPLE);
    remarks.extend(crowd.remark(1, 1, 0..PEOPLE));
    let amendments = crowd.amend(1, "must", 0..40);
    assert_eq!(
        crowd.people[50].post(&format!("/p/test/remarks/{}/support", remarks[0].1), "give=yes").status,
        303
    );
    assert_eq!(
        crowd.people[51].post(&format!("/p/test/amendments/{}/cosign", amendments[0]), "give=yes").status,
        303
    );
    no_door_closes(&front, "first", &secretariat);
    answer_all(&drafter, &front, "accepted-in-part", "art_1");
    no_door_closes(&front, "first", &secretariat);
    tell_everyone(&front);
    reply(&front, &crowd, &remarks[..100]);
    merge(&drafter, &amendments[..20], "Duties");
    let closed = secretariat.post("/p/test/desk/phase", "phase=first&reason=All+is+answered");
    assert_eq!(closed.status, 303, "{}", closed.text());

    remarks.extend(crowd.remark(2, 2, 0..PEOPLE));
    let later = crowd.amend(2, "shall", 40..60);
    no_door_closes(&front, "second", &secretariat);
    answer_all(&drafter, &front, "not-accepted", "");
    tell_everyone(&front);
    reply(&front, &crowd, &remarks[400..500]);
    merge(&drafter, &later[..10], "Duties again");
    let closed = secretariat.post("/p/test/desk/phase", "phase=second&reason=All+is+answered");
    assert_eq!(closed.status, 303, "{}", closed.text());

    state(&front, |process| {
        assert_eq!((process.remarks.len(), process.amendments.len(), process.drafts.len()), (600, 60, 3));
        let countries: std::collections::BTreeSet<_> =
            process.participants.iter().filter_map(|person| person.country).collect();
        assert_eq!(countries.len(), 40);
        let objecting = process.answers.objections().count();
        assert_eq!(objecting, 26, "{:?}", ReplyWord::Objects);
        assert!(process.amendments.iter().filter(|one| one.merged.is_some()).count() == 30);
    });
    let third = Browser::stranger(&front).get("/p/test/draft/redline?from=2&to=3");
    seen(&third, "<ins>shall</ins>");
    seen(&third, &format!("/p/test/amendments/{}", later[0]));
    taken_along(&front, &remarks);
}

/// One remark is turned away by a moderator; the process goes to another node as one file, and is the same there.
fn taken_along(front: &Front, remarks: &[(usize, EntryNumber)]) {
    let moderator = holder(front, "ibis", Office::Moderator);
    let (number, hidden) = remarks[0];
    let verdict = format!("on={hidden}&verdict=rejected&reason=Not+about+the+draft&rule=off_topic");
    assert_eq!(moderator.post("/p/test/desk/moderation", &verdict).status, 303);

    let stranger = Browser::stranger(front);
    seen(&stranger.get("/p/test/record"), "/p/test/archive.tar");
    let archive = stranger.get("/p/test/archive.tar");
    assert_eq!((archive.status.as_u16(), archive.header("content-type")), (200, "application/x-tar"));
    assert_eq!(archive.body, stranger.get("/p/test/archive.tar").body, "the same state gives the same bytes");
    let contains = |words: &str| archive.body.windows(words.len()).any(|window| window == words.as_bytes());
    assert!(!contains(&format!("Point 0 of {number}.")), "what a moderator has turned away is not in it");
    assert!(contains("Point 0 of 3.") && contains("1번의 0번째 의견입니다."));

    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let here = checked(&front.node.published_files(&handle), &front.node.verifier_key(&handle).unwrap());

    let other = Front::by(plenty(), Options::CREATE, maru_store::Clock::of_machine());
    let taken = ProcessArchive::open(Cursor::new(&archive.body), 1 << 30).unwrap();
    let (found, head, process) = taken.check_whole().unwrap();
    assert!(found.compared && found.missing == 0);
    let mirror = Mirror::new(other.node.directory(), "other.example");
    let brought = mirror.bring_in(&taken, &found.origin, &found.keys, (head, process)).unwrap();
    // What was found out before is what the mirror finds out for itself.
    let alone = Mirror::new(&other.node.directory().join("alone"), "alone.example");
    let pulled = alone.pull(&taken, &found.origin, &found.keys, &|| false).unwrap();
    assert_eq!(
        (brought.entries, brought.contents, brought.withdrawn),
        (pulled.entries, pulled.contents, 0),
        "the same texts are fetched"
    );
    let copy = monitoring_path(&found.origin);
    let there = checked(&Copied { mirror: &mirror, copy: &copy }, &front.node.verifier_key(&handle).unwrap());
    assert_eq!(summary(&here), summary(&there));
    let reader = Browser::stranger(&other);
    seen(&reader.get("/about/verify"), "href=\"/mirror\"");
    seen(&reader.get("/mirror"), &format!("href=\"/mirror/{copy}\""));
    let command = format!("maru verify {ADDRESS}/mirror/{copy}/</code>");
    seen(&reader.get(&format!("/mirror/{copy}?lang=ko")), &command);
    for path in ["tile/entries/000", "tile/0/000", "vkey"] {
        let served = Browser::stranger(&other).get(&format!("/mirror/{copy}/{path}"));
        assert_eq!(served.body, stranger.get(&format!("/p/test/{path}")).body, "{path}");
    }
}

/// What a mirror keeps of a record.
struct Copied<'a> {
    mirror: &'a Mirror,
    copy: &'a str,
}

impl TileSource for Copied<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let failed =
            |error: maru_store::StoreError| SourceError { path: path.to_owned(), reason: error.to_string() };
        self.mirror.file(self.copy, path).map_err(failed)
    }
}

/// What `maru verify` finds, with nothing wrong.
fn checked(files: &(impl TileSource + Sync), key: &str) -> Report {
    let policy = Policy::parse(format!("log {key}\nquorum none\n").as_bytes()).unwrap();
    let report = verify(files, &Expected::new("localhost/p/test", &policy), |_| {});
    assert_eq!(report.verdict, Verdict::Good, "{:?}", report.findings);
    report
}

fn summary(report: &Report) -> BTreeMap<&'static str, String> {
    let head = report.head.as_ref().map(|head| format!("{head:?}")).unwrap_or_default();
    BTreeMap::from([
        ("entries", report.entries.to_string()),
        ("participants", report.participants.to_string()),
        ("contents", report.contents.to_string()),
        ("hidden", report.hidden.to_string()),
        ("steps", format!("{:?}", report.steps)),
        ("notes", format!("{:?}", report.notes)),
        ("head", head),
    ])
}
