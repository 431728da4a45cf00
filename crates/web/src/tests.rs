//! Every page of the example process, as a file under review, and the promises that hold for every page.

use std::collections::{BTreeSet, HashMap};
use std::io::Cursor;
use std::sync::Arc;

use maru_forum::{
    Action, Actor, Circumstances, Command, Content, EntryNumber, Invitee, Moment, ParticipantId, Process,
    encode,
};
use maru_opinion::map::Answer;
use maru_opinion::{CastVote, Conversation, OpinionMap, Options, VoteMatrix};
use maru_record::Digest;
use maru_store::{Days, Held, PublishedMap, Watched, Whom};
use maru_verify::History;
use maud::Markup;

use crate::answer::seen::Seen;
use crate::common::{Paged, ProcessView};
use crate::draft::texts::Texts;
use crate::form::BLANK;
use crate::map::chosen::{Chosen, Wish};
use crate::map::compare::Pair;
use crate::participation::desk::{Coded, Unwritten};
use crate::participation::list::Planned;
use crate::participation::{codes, desk_view};
use crate::people::view::Typed;
use crate::record::view::{RECORD_ITEMS, Stored};
use crate::visit::{Signed, Visit};
use crate::{about, draft, example, home, map, norms, people, process, record, report, result, statement};

/// 2026-11-24, one past midnight UTC.
const NOW: Moment = Moment(1_795_478_460);
/// The first so many entries were made the day before, so that there are two days to compare.
const YESTERDAYS: u64 = 1_600;
const DAY: i64 = 86_400;
/// The budget for the first round trip, in bytes of brotli.
const FIRST_TRIP: usize = 13_000;
/// The least that a member's pages are tested with: somebody who voted.
const MEMBER: usize = 4;

/// The example process without a node.
struct Example {
    process: Process,
    contents: HashMap<Digest, Content>,
    entries: Vec<Vec<u8>>,
    map: OpinionMap,
    days: Arc<Days>,
    /// The map as of the end of the first day.
    yesterday: Arc<PublishedMap>,
}

/// When the example's entry of a number was made.
fn moment(entry: u64) -> Moment {
    Moment(if entry < YESTERDAYS { NOW.0 - DAY } else { NOW.0 })
}

impl Example {
    fn new() -> Self {
        let first = Process::genesis("localhost/p/synthetic-media", example::charter(), moment(0));
        let process = Process::from_genesis(&first).unwrap();
        let entries = vec![encode(&first).encode().unwrap()];
        let map = maru_opinion::map(&Conversation::new(VoteMatrix::canonical([])), &Options::default());
        let days = Arc::new(Days::of(&History::default()));
        let none = PublishedMap { entries: 0, vote_events: 0, measured_at: 0, map: map.clone() };
        let mut made =
            Self { process, contents: HashMap::new(), entries, map, days, yesterday: Arc::new(none) };
        example::fill(&mut |actor, command| made.act(actor, command)).unwrap();
        made.map = maru_opinion::map(&made.conversation(), &Options::default());
        made.remember();
        made
    }

    fn remember(&mut self) {
        let mut history = History::default();
        for bytes in &self.entries {
            history.add(&maru_forum::decode(&maru_record::Entry::decode(bytes).unwrap()).unwrap());
        }
        self.days = Arc::new(Days::of(&history));
        let first = self.days.days[0];
        let (conversation, options) = history.on(first.day, Whom::Everyone);
        let map = maru_opinion::map(&conversation, &options);
        let (entries, votes) = (first.entries, first.vote_events);
        self.yesterday = Arc::new(PublishedMap { entries, vote_events: votes, measured_at: votes, map });
    }

    /// The map that an address asks for.
    fn chosen(&self, visit: &Visit) -> Chosen {
        let wish = Wish::of(visit).unwrap();
        let entries = self.process.entries;
        let now = PublishedMap { entries, vote_events: 0, measured_at: 0, map: self.map.clone() };
        let map = if wish.day.is_some() { self.yesterday.clone() } else { Arc::new(now) };
        Chosen { wish, map: Some(map), days: Some(self.days.clone()) }
    }

    fn act(&mut self, actor: Actor, command: Command) -> Result<EntryNumber, String> {
        let entropy = Digest::of(&self.process.entries.to_be_bytes()).0;
        let action = Action { actor, command, signature: None };
        let now = moment(self.process.entries);
        let found = self.process.decide(&action, &Circumstances { now, entropy });
        let outcome = found.map_err(|refusal| refusal.to_string())?;
        let first = EntryNumber(self.process.entries);
        for drafted in outcome.events {
            let recorded = self.process.record(actor, None, now, drafted);
            self.process.apply(&recorded).map_err(|error| error.to_string())?;
            self.entries.push(encode(&recorded).encode().map_err(|error| error.to_string())?);
        }
        self.contents.extend(outcome.contents.into_iter().map(|content| (content.digest(), content)));
        Ok(outcome.stands.unwrap_or(first))
    }

    fn conversation(&self) -> Conversation {
        let id = |entry: EntryNumber| entry.0 as u32;
        let votes = self.process.participants.iter().flat_map(|person| {
            person.votes.iter().map(move |cast| CastVote {
                participant: maru_opinion::ParticipantId(id(person.id.0)),
                statement: maru_opinion::StatementId(id(self.process.statements[cast.statement as usize]
                    .id
                    .0)),
                vote: maru_opinion::Vote::from_sign(cast.vote.sign()).unwrap(),
            })
        });
        Conversation::new(VoteMatrix::canonical(votes))
    }

    fn page(&self, address: &str, language: &str, me: Option<ParticipantId>) -> String {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let mut visit = Visit::new(path, &format!("{query}&lang={language}"), "en", NOW);
        visit.signed = (me.is_some() || query == "signed")
            .then(|| Signed { account: 1, email: "heron@example.org".into() });
        let map = Some((&self.map, self.process.entries));
        let view = ProcessView {
            visit: &visit,
            process: &self.process,
            contents: &self.contents,
            texts: &Texts::default(),
            seen: &Seen::default(),
            me,
            early: &[],
            map,
        };
        drawn(self, &view, path).into_string()
    }

    fn stored(&self, number: u64) -> Stored {
        Stored { number: EntryNumber(number), bytes: self.entries[number as usize].clone() }
    }
}

fn drawn(example: &Example, view: &ProcessView<'_>, path: &str) -> Markup {
    let visit = view.visit;
    let under = path.strip_prefix("/p/synthetic-media").unwrap_or(path);
    let first = &example.process.statements[0];
    if path.starts_with("/norms") {
        return match norms::answer(visit, &norms::tests::text_library(), false) {
            norms::Answer::Page(markup) => markup,
            other => panic!("no page {path}: {other:?}"),
        };
    }
    match under {
        "/" => {
            let law = norms::for_home(visit, &norms::tests::text_library());
            home::view::home(
                visit,
                &[home::view::item(visit, &example.process)],
                &[],
                &law,
                &crate::audit::for_home(visit),
            )
        }
        "" => process::view::overview(view),
        "/charter" => process::view::charter(view),
        "/people" => people::view::people(view),
        "/join" => {
            people::view::join(view, &Typed { pseudonym: "heron-27".into(), ..Typed::default() }, None)
        }
        "/join-again" => people::view::join(view, &Typed::default(), Some("fault")),
        "/vote" => statement::view::vote(view),
        "/statements" => statement::view::list(view),
        "/statements/new" => {
            statement::view::new(view, &BLANK.with("text", "typed").with("language", "ko"), Some("fault"))
        }
        "/statements/3" => statement::view::one(view, first, Some(&example.days)),
        "/mine" => statement::view::mine(view),
        "/moderation" => people::view::moderation(view),
        "/map" => map::view::map(view, &example.chosen(visit)),
        "/map/days" => map::chosen::days(view, Some(&example.days)),
        "/map/compare" => {
            let first = Visit::new("/", "day=2026-11-23", "en", NOW);
            let pair = Pair { first: example.chosen(&first), second: example.chosen(visit) };
            map::compare::comparison(view, &pair)
        }
        "/map/statements" => map::ranking::ranking(view, &example.chosen(visit)),
        "/map/me" => map::me::me(view, &example.chosen(visit)),
        "/results" => result::view::results(view),
        "/missing" => result::missing::missing(view),
        "/report" => report::view::page(view, "https://maru.example"),
        "/draft" => draft::view::draft(view, &Texts::default()),
        "/draft/art_2" => draft::unit::page(view, &Texts::default(), "art_2").unwrap(),
        "/draft/redline" => draft::redline::page(view, &Texts::default()).unwrap(),
        "/record" => {
            let pages = Paged::of(std::iter::empty(), example.entries.len(), 1, RECORD_ITEMS);
            let last = example.process.entries;
            let entries: Vec<_> = (last - 30..last).rev().map(|number| example.stored(number)).collect();
            let held = |size| Some(Held { size, time: NOW.0 as u64 });
            let peer =
                |peer: &str, mirrored| Watched { peer: peer.to_owned(), witnessed: held(last), mirrored };
            let watched = [peer("https://peer.example", held(1)), peer("https://other.example", None)];
            record::view::record(view, &entries, &pages, &watched)
        }
        "/record/3" => record::view::entry(view, &example.stored(3), None),
        "/about" => about::view::about(visit, Some("The hosts"), Some("hosts@maru.example")),
        "/about/verify" => {
            about::view::verify(visit, "https://maru.example", Some("synthetic-media"), "__Host-maru")
        }
        "/about/accessibility" => about::view::accessibility(visit),
        other => panic!("no page {other}"),
    }
}

/// Name of the file under review, address, and whether somebody who takes part looks at it.
const PAGES: &[(&str, &str, bool)] = &[
    ("home", "/", false),
    ("process", "/p/synthetic-media", false),
    ("process-member", "/p/synthetic-media", true),
    ("charter", "/p/synthetic-media/charter", false),
    ("people", "/p/synthetic-media/people", false),
    ("join", "/p/synthetic-media/join", false),
    ("join-signed", "/p/synthetic-media/join?signed", false),
    ("join-refused", "/p/synthetic-media/join-again?signed", false),
    ("vote", "/p/synthetic-media/vote", false),
    ("vote-member", "/p/synthetic-media/vote", true),
    ("statements", "/p/synthetic-media/statements", false),
    ("statements-member", "/p/synthetic-media/statements", true),
    ("statements-passed", "/p/synthetic-media/statements?show=passed", true),
    ("statement", "/p/synthetic-media/statements/3", true),
    ("statement-new", "/p/synthetic-media/statements/new", true),
    ("mine", "/p/synthetic-media/mine", true),
    ("moderation", "/p/synthetic-media/moderation", false),
    ("map", "/p/synthetic-media/map", false),
    ("map-member", "/p/synthetic-media/map", true),
    ("map-day", "/p/synthetic-media/map?day=2026-11-23", false),
    ("map-statements", "/p/synthetic-media/map?layer=statements", false),
    ("map-days", "/p/synthetic-media/map/days", false),
    ("map-compare", "/p/synthetic-media/map/compare", false),
    ("map-ranking", "/p/synthetic-media/map/statements", false),
    ("map-ranking-apart", "/p/synthetic-media/map/statements?order=apart", false),
    ("map-me", "/p/synthetic-media/map/me", true),
    ("map-me-stranger", "/p/synthetic-media/map/me", false),
    ("missing", "/p/synthetic-media/missing", false),
    ("report", "/p/synthetic-media/report", false),
    ("report-2", "/p/synthetic-media/report?page=2", false),
    ("results", "/p/synthetic-media/results", false),
    ("results-stakeholder", "/p/synthetic-media/results?by=stakeholder", false),
    ("results-income", "/p/synthetic-media/results?by=income", false),
    ("results-language", "/p/synthetic-media/results?by=language", false),
    ("draft", "/p/synthetic-media/draft", false),
    ("draft_unit", "/p/synthetic-media/draft/art_2", false),
    ("draft_redline", "/p/synthetic-media/draft/redline", false),
    ("record", "/p/synthetic-media/record", false),
    ("entry", "/p/synthetic-media/record/3", false),
    ("about", "/about", false),
    ("verify", "/about/verify", false),
    ("accessibility", "/about/accessibility", false),
    ("norms", "/norms", false),
    ("norms-places", "/norms/place", false),
    ("norms-place", "/norms/place/KR", false),
    ("norms-place-uncoded", "/norms/place/KE", false),
    ("norms-place-topic", "/norms/place/EU/deepfake", false),
    ("norms-instrument", "/norms/coe-ai-convention", false),
    ("norms-provision", "/norms/kr-ai-basic-act/Art%2031(3)", false),
    ("norms-instrument-text", "/norms/kr-ai-basic-act", false),
    ("norms-unit", "/norms/kr-ai-basic-act/art_31", false),
    ("norms-contents", "/norms/house-rules/contents", false),
    ("norms-uncoded", "/norms/house-rules", false),
    ("norms-beside", "/norms/house-rules/art_1?beside=ko", false),
    ("norms-right-to-left", "/norms/house-rules/art_1?text=ar", false),
    ("norms-redline", "/norms/house-rules/redline", false),
    ("norms-redline-two", "/norms/redline?a=house-rules@2025-01-01&b=kr-ai-basic-act", false),
];

fn every_page(check: impl Fn(&str, &str, &str)) {
    let example = Example::new();
    let member = example.process.participants[MEMBER].id;
    for language in ["en", "ko"] {
        for (name, address, inside) in PAGES {
            let html = example.page(address, language, inside.then_some(member));
            check(name, language, &html);
        }
    }
}

/// The style is the same on every page and would drown what changed; so would the version of the script.
fn without_style(html: &str) -> String {
    let (before, rest) = html.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    let page = format!("{before}{after}").replace("><", ">\n<");
    match page.split_once("/map.js?").and_then(|(before, after)| Some((before, after.split_once('"')?.1))) {
        Some((before, after)) => format!("{before}/map.js\"{after}"),
        None => page,
    }
}

#[test]
fn pages_are_under_review() {
    every_page(|name, language, html| {
        insta::with_settings!({
            snapshot_path => "../tests/snapshots",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(format!("{name}.{language}"), without_style(html));
        });
    });
}

#[test]
fn every_page_fits_the_first_round_trip() {
    every_page(|name, language, html| {
        let mut packed = Vec::new();
        let params = brotli::enc::BrotliEncoderParams { quality: 6, ..Default::default() };
        brotli::BrotliCompress(&mut Cursor::new(html.as_bytes()), &mut packed, &params).unwrap();
        assert!(packed.len() <= FIRST_TRIP, "{name} in {language}: {} bytes", packed.len());
    });
}

#[test]
fn every_page_says_what_it_is_and_in_which_language() {
    every_page(|name, language, html| {
        let place = format!("{name} in {language}");
        assert!(
            html.starts_with(&format!("<!DOCTYPE html><html lang=\"{language}\" dir=\"ltr\">")),
            "{place}"
        );
        assert_eq!(html.matches("<h1").count(), 1, "{place}");
        assert_eq!(html.matches("<main").count(), 1, "{place}");
        assert!(!html.contains('⟨'), "{place} lacks words: {:?}", html.split('⟨').nth(1));
        assert!(!html.contains(" style="), "{place}");
        // One script is offered, where there is something to look closer at; the page says the same without it.
        let scripts = html.matches("<script").count();
        assert_eq!(scripts, html.matches("<script src=\"/map.js?").count(), "{place}");
        assert_eq!(scripts, html.matches("<div id=\"closer\" hidden").count(), "{place}");
        let of_process = html.contains("class=\"tabs\"");
        assert_eq!(of_process, html.contains("note sim"), "{place} must say that the crowd is simulated");
    });
}

#[test]
fn every_field_has_a_label_and_every_id_is_used_once() {
    every_page(|name, language, html| {
        let ids: Vec<_> = values(html, " id=\"").collect();
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{name} in {language}: {ids:?}");
        for tag in tags(html, &["input", "select", "textarea"]).filter(|tag| !tag.contains("type=\"hidden\""))
        {
            let id = values(tag, " id=\"").next().unwrap_or_default();
            assert!(html.contains(&format!("<label for=\"{id}\">")), "{name} in {language}: {tag}");
        }
        for described in values(html, "aria-describedby=\"").chain(values(html, "aria-labelledby=\"")) {
            for id in described.split(' ') {
                assert!(ids.contains(&id), "{name} in {language}: {id}");
            }
        }
        for svg in tags(html, &["svg"]) {
            assert!(
                svg.contains("aria-hidden") || svg.contains("role=\"img\""),
                "{name} in {language}: {svg}"
            );
        }
    });
}

#[test]
fn links_keep_the_chosen_language() {
    every_page(|name, language, html| {
        if language == "en" {
            return;
        }
        for link in
            values(html, "href=\"").chain(values(html, "action=\"")).filter(|link| link.starts_with('/'))
        {
            let raw = link.ends_with("/checkpoint")
                || link.ends_with(".tlog-proof")
                || link.ends_with("/archive.tar")
                || link == "/icon.svg";
            let back = html.contains(&format!("href=\"{link}\" lang=\"en\""));
            assert!(raw || back || link.contains("lang=ko"), "{name}: {link}");
        }
    });
}

/// The values that follow a mark, up to the next quotation mark.
fn values<'a>(html: &'a str, mark: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(mark).skip(1).filter_map(|rest| rest.split('"').next())
}

/// The opening tags of some names.
fn tags<'a>(html: &'a str, names: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    html.split('<')
        .filter_map(|rest| rest.split('>').next())
        .filter(|tag| names.contains(&tag.split([' ', '/']).next().unwrap_or_default()))
}

/// A print leaves the node without the notes at the head of its pages.
#[test]
fn every_print_of_a_simulated_process_says_so() {
    let example = Example::new();
    assert!(example.process.charter.simulated, "the example is");
    for language in ["en", "ko"] {
        let visit = Visit::new("/p/synthetic-media", &format!("lang={language}"), "en", NOW);
        let view = ProcessView {
            visit: &visit,
            process: &example.process,
            contents: &example.contents,
            texts: &Texts::default(),
            me: None,
            early: &[],
            map: None,
            seen: &Seen::default(),
        };
        let said = visit.text("layout-simulated");
        let found = maru_openness::report(&example.process, NOW);
        let openness = crate::openness::print::sheet(&visit, &example.process, &found);
        let seen = maru_openness::Beside::default();
        let beside = crate::audit::view::Beside::of(view.visit, view.process, "https://forum.example", &seen);
        let seoul = maru_openness::audit::audit("seoul-2024").expect("the audit that ships");
        let told = crate::audit::told::Told::of(&visit, seoul);
        let side_by_side = crate::audit::print::sheet(&visit, &told, Some(&beside));
        for (place, sheet) in [("openness", &openness), ("side by side", &side_by_side)] {
            assert!(format!("{sheet:?}").contains(&said), "{language}, {place}");
        }
        let printed = format!("{side_by_side:?}");
        let basis = crate::openness::print::basis(&visit, &found);
        for needed in ["https://forum.example", basis.as_str()] {
            assert!(printed.contains(needed), "{language}: {needed}");
        }
        let page =
            crate::audit::view::one(&visit, "seoul-2024", &told, &[], Some(&beside), None).into_string();
        assert!(page.contains(&said), "{language}: the page says it beside the audit");
    }
}

/// The report as a page, as a sheet and on the card, of a process with a map or without.
fn reported(example: &Example, map: Option<&OpinionMap>, language: &str) -> [String; 3] {
    let visit = Visit::new("/p/synthetic-media/report", &format!("lang={language}"), "en", NOW);
    let view = ProcessView {
        visit: &visit,
        process: &example.process,
        contents: &example.contents,
        texts: &Texts::default(),
        me: None,
        early: &[],
        map: map.map(|map| (map, example.process.entries)),
        seen: &Seen::default(),
    };
    let page = report::view::page(&view, "https://maru.example").into_string();
    let sheet = format!("{:?}", report::print::sheet(&view, "https://maru.example"));
    [page, sheet, report::print::card(&view).lines.join("\n")]
}

#[test]
fn the_report_says_everywhere_how_far_groups_can_be_trusted() {
    let example = Example::new();
    let answered = |answer, k| {
        let mut map = example.map.clone();
        map.stability.answer = Some(answer);
        map.k = k;
        map.groups.truncate(k as usize);
        Some(map)
    };
    let mut few = example.map.clone();
    few.counts.in_map = 9;
    let k = example.map.k;
    assert!(k > 1, "the example has groups");
    let states = [
        ("groups", answered(Answer::Groups, k)),
        ("unsettled", answered(Answer::Unsettled, k)),
        ("crowd", answered(Answer::Crowd, 1)),
        ("too-few", Some(few)),
        ("not-looked", None),
    ];
    for language in ["en", "ko"] {
        let visit = Visit::new("/", &format!("lang={language}"), "en", NOW);
        let letter = visit.text_with("map-group", &[("letter", "A".into())]);
        for (state, map) in &states {
            let place = format!("{state} in {language}");
            let [page, sheet, card] = reported(&example, map.as_ref(), language);
            assert!(card.contains(&visit.text("layout-simulated")), "{place}: {card}");
            let of_card = visit.text_with(&format!("report-card-{state}"), &[("groups", k.into())]);
            assert!(card.contains(&of_card), "{place}: {card}");
            for text in [&page, &sheet] {
                assert!(!text.contains('⟨'), "{place} lacks words: {:?}", text.split('⟨').nth(1));
                for part in ["shared", "divides"] {
                    let said = visit.text(&format!("report-{part}-{state}"));
                    assert!(text.contains(&said), "{place} does not say “{said}”");
                }
                let claims = ["groups", "unsettled"].contains(state);
                assert_eq!(text.contains(&letter), claims, "{place} speaks of a group");
                let limits = visit.text("map-limits");
                assert!(text.contains(&limits), "{place} does not tell its limits");
                for (other, _) in states.iter().filter(|(other, _)| other != state) {
                    let said = visit.text(&format!("report-shared-{other}"));
                    assert!(!text.contains(&said), "{place} says “{said}”");
                }
            }
        }
    }
}

#[test]
fn words_that_a_moderator_removed_are_shown_to_nobody_else() {
    let example = Example::new();
    let removed = example.process.statements.iter().find(|one| one.verdict.is_some()).unwrap();
    let words = example.contents[&removed.words.digest].get("text").unwrap().to_owned();
    let visit = Visit::new("/p/synthetic-media/statements/1", "", "en", NOW);
    let view = ProcessView {
        visit: &visit,
        process: &example.process,
        contents: &example.contents,
        texts: &Texts::default(),
        seen: &Seen::default(),
        me: None,
        early: &[],
        map: None,
    };
    let page = statement::view::one(&view, removed, None).into_string();
    assert!(!page.contains(&words) && page.contains(&visit.text("statement-removed")));
    let entry = record::view::entry(&view, &example.stored(removed.id.0.0), None).into_string();
    assert!(!entry.contains(&words));
}

#[test]
fn codes_whose_mails_could_not_be_written_are_shown() {
    let example = Example::new();
    let visit = Visit::new("/p/synthetic-media/desk/invitations", "", "en", NOW);
    let view = ProcessView {
        visit: &visit,
        process: &example.process,
        contents: &example.contents,
        texts: &Texts::default(),
        seen: &Seen::default(),
        me: None,
        early: &[],
        map: None,
    };
    let code = codes::fresh_one().unwrap();
    let planned = Planned {
        to: Invitee::Person,
        organisation: None,
        class: None,
        seats: 1,
        group: None,
        country: None,
        last_day: NOW.day(),
        mail: Some("otter@example.org".to_owned()),
        reason: "They asked".to_owned(),
    };
    let coded = [Coded { entry: EntryNumber(7), planned, codes: vec![code.clone()] }];
    let page = |mails| desk_view::entered(&view, EntryNumber(7), mails, &coded, "https://maru.example").0;
    let failed = page(Err(Unwritten));
    assert!(failed.contains(&code.spaced()), "they are in force, and nowhere else: {failed}");
    assert!(failed.contains(&visit.text("participation-mails-failed")));
    assert!(!failed.contains(&visit.text("participation-no-mail-server")), "there is one");
    assert!(page(Ok(0)).contains(&visit.text("participation-no-mail-server")));
}

#[test]
fn every_language_has_every_key_of_english() {
    let english = include_locales("en");
    for locale in crate::locale::locales() {
        for key in &english {
            // A message that only other messages of its language use is that language's own affair.
            assert!(locale.has(key) || key == "date-month-name", "{}: {key}", locale.tag());
        }
    }
}

fn include_locales(tag: &str) -> Vec<String> {
    let folder = format!("{}/../../locales/{tag}", env!("CARGO_MANIFEST_DIR"));
    let mut keys = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let named = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        keys.extend(named.filter_map(|line| Some(line.split_once(" =")?.0.to_owned())));
    }
    keys
}
