//! `maru norms`: what is law where, how concrete it is, who is not reached, and what would close it.

mod library;
mod text;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand, ValueEnum};
use maru_norms::code::Coded;
use maru_norms::coding::Coding;
use maru_norms::dispute::{Discussion, FieldReadings, Held, SHIPPED_DISCUSSION};
use maru_norms::explain::{Message, Phrasebook};
use maru_norms::routes::{Query, Teeth, Weights};
use maru_norms::{
    Applicability, Assessment, Axis, Date, DraftReport, FurtherField, Known, Library, Place, Readers,
    Readings, SHIPPED, Sources, TextReport, alias, coding, parse_date, suggest,
};
use serde_json::{Value, json};

use crate::output;

const ENGLISH: &str = include_str!("../../../locales/en/norms.ftl");
const KOREAN: &str = include_str!("../../../locales/ko/norms.ftl");

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A folder with instruments.csv and provisions.csv (places.csv and `mit_risk_subdomains.csv` may be there too);
    /// without it, the library that ships with the program.
    #[arg(long, global = true, value_name = "DIR")]
    library: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct When {
    /// The day, as YYYY-MM-DD; without it, today.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    at: Option<Date>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The level of every regulative provision on a day: L0 aspiration to L4 enforceable norm.
    Levels {
        #[command(flatten)]
        when: When,
        /// Also list definitions, scope rules and powers, which have no level.
        #[arg(long)]
        all: bool,
    },
    /// The arrangements under which no enforceable duty reaches an operator, and the smallest change that closes them.
    Routes(RouteArguments),
    /// The days on which provisions begin to apply or end.
    Calendar {
        /// The days after this one; without it, after today.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        at: Option<Date>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Everything the library says of one provision or instrument; of a provision also other readings, objections and decisions.
    Show {
        /// Its id.
        id: String,
        /// A further coder's rows, to stand beside the library's reading; the file's name stands for the coder. May be repeated.
        #[arg(long, value_name = "FILE")]
        coding: Vec<PathBuf>,
        #[command(flatten)]
        when: When,
    },
    /// All instruments.
    Instruments {
        #[command(flatten)]
        when: When,
    },
    /// All provisions.
    Provisions {
        #[command(flatten)]
        when: When,
    },
    /// Topics, risks or rights against jurisdictions: the best level that applies, and how many provisions.
    Compare {
        /// What stands down the side.
        #[arg(long, default_value = "topics", value_parser = ["topics", "risks", "rights"])]
        rows: String,
        /// Only these jurisdictions, with commas; without it, all.
        #[arg(long, value_delimiter = ',')]
        places: Vec<String>,
        /// Print CSV, one line for each cell.
        #[arg(long, conflicts_with = "json")]
        csv: bool,
        #[command(flatten)]
        when: When,
    },
    /// How each place stands on each topic: covered, covered for certain uses, falling short, looked for and none found, or not coded.
    Gaps {
        /// Only these places, with commas; without it, all that have law of their own.
        #[arg(long, value_delimiter = ',')]
        places: Vec<String>,
        /// Which consequence a duty must have.
        #[arg(long, default_value = "any")]
        sanction: Sanction,
        #[command(flatten)]
        when: When,
    },
    /// Set a draft beside all law in force: a text in any format that is read, sentence by sentence, or a CSV of rows coded like those of
    /// provisions.csv, field by field.
    Check {
        /// The draft.
        file: PathBuf,
        /// Whose law it would be.
        #[arg(long, default_value = "INTL")]
        place: String,
        #[command(flatten)]
        when: When,
    },
    /// The texts of instruments that a node holds: take them in, list them, take them out.
    #[command(subcommand)]
    Text(text::Command),
    /// What a reader of the rows would find fault with: twins without their remedy, closed lists of open ones, sentences that do not stand
    /// alone, law coded where none was found. Ends with a failure when a fault is found that `open_findings.csv` does not name.
    CheckLibrary {
        /// Also list the faults that are known.
        #[arg(long)]
        all: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// How far several coders agree, field by field, and where they differ.
    Agreement {
        /// One file of rows for each coder; the file's name stands for the coder. Without files, the two readings that the library ships with.
        #[arg(num_args = 0..)]
        files: Vec<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print the JSON Schema of a coded provision, as `provisions --json` prints one.
    Schema,
    /// Suggest duty word, bearer and kind of sanction from the words of a text; a suggestion is never a coding.
    Suggest {
        /// The language: en, ko, zh, ja, fr, es, de, nl, pt or ar.
        #[arg(long, default_value = "en")]
        language: String,
        /// The text; without it, the suggestions are measured on the library's own paraphrases.
        text: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sanction {
    Any,
    Direct,
}

impl Sanction {
    fn teeth(self) -> Teeth {
        match self {
            Self::Any => Teeth::Any,
            Self::Direct => Teeth::Direct,
        }
    }
}

#[derive(Debug, Args)]
struct RouteArguments {
    /// Where the persons are who are to be protected: KR, EU, US-CA …
    #[arg(long, value_name = "PLACE")]
    persons: String,
    /// From what: a topic of the library or a friendly name for one (deepfake, frontier, labels …); several with commas.
    #[arg(long, value_delimiter = ',', required = true)]
    topic: Vec<String>,
    /// Only provisions about these kinds of systems.
    #[arg(long, value_delimiter = ',')]
    objects: Vec<String>,
    /// Only duties of these bearers.
    #[arg(long, value_delimiter = ',')]
    roles: Vec<String>,
    /// The use in question; without it, only provisions for any use count.
    #[arg(long)]
    use_area: Option<String>,
    /// Which consequence a duty must have.
    #[arg(long, default_value = "any")]
    sanction: Sanction,
    /// What a sort of change costs, such as `attach_sanction=4`; several with commas.
    #[arg(long, value_delimiter = ',', value_parser = weight)]
    weight: Vec<(String, u32)>,
    #[command(flatten)]
    when: When,
}

fn weight(text: &str) -> Result<(String, u32), String> {
    let (name, number) = text.split_once('=').ok_or("a weight looks like attach_sanction=4")?;
    let number = number.parse().map_err(|_| format!("`{number}` is no whole number"))?;
    Ok((name.to_owned(), number))
}

impl Arguments {
    /// Whether the command may write into the node's folder.
    pub(crate) fn acts_on_folder(&self) -> bool {
        matches!(self.command, Command::Text(_))
    }
}

pub(crate) fn run(arguments: Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    let library = open(arguments.library.as_deref())?;
    match arguments.command {
        Command::Levels { when, all } => levels(&library, &when, all)?,
        Command::Routes(route) => routes(&library, &route)?,
        Command::Calendar { at, json } => calendar(&library, at.unwrap_or_else(today), json)?,
        Command::Show { id, coding, when } => {
            let discussion = discussion(&library, arguments.library.as_deref())?;
            let readers = library::readings(&library, arguments.library.as_deref())?;
            show(&library, &discussion, &readers, &id, &read_codings(&library, &coding)?, &when)?;
        }
        Command::Instruments { when } => instruments(&library, &when)?,
        Command::Provisions { when } => provisions(&library, &when)?,
        Command::Compare { rows, places, csv, when } => compare(&library, &rows, &places, csv, &when)?,
        Command::Gaps { places, sanction, when } => gaps(&library, &places, sanction, &when)?,
        Command::Check { file, place, when } => check(&library, &file, &place, &when)?,
        Command::Text(command) => return text::run(command, &library, data),
        Command::CheckLibrary { all, json } => {
            return library::check(&library, arguments.library.as_deref(), all, json);
        }
        Command::Agreement { files, json } if files.is_empty() => {
            library::two_readings(&library, arguments.library.as_deref(), json)?;
        }
        Command::Agreement { files, json } => coders(&library, &files, json)?,
        Command::Schema => output::json(&maru_norms::coding_schema())?,
        Command::Suggest { language, text } => suggested(&library, &language, text.as_deref())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The library in a folder, or the one that ships.
fn open(folder: Option<&Path>) -> anyhow::Result<Library> {
    let Some(folder) = folder else { return Ok(Library::shipped()?) };
    let (instruments, provisions) = (read(folder, "instruments.csv")?, read(folder, "provisions.csv")?);
    // Places and risks change rarely; a folder without them uses those that ship.
    let (places, risks) = (if_there(folder, "places.csv")?, if_there(folder, "mit_risk_subdomains.csv")?);
    // What stands beside the rows is about rows that ship; another folder brings its own or has none.
    let own = |name: &str| if_there(folder, name).map(Option::unwrap_or_default);
    let (claims, looked, known_missing) = (own("claims.csv")?, own("looked.csv")?, own("known_missing.csv")?);
    let (titles, paraphrases) = (own("titles.csv")?, own("paraphrases.csv")?);
    let (regimes, further) = (own("regimes.csv")?, own("further.csv")?);
    let sources = Sources {
        places: places.as_deref().unwrap_or(SHIPPED.places),
        risks: risks.as_deref().unwrap_or(SHIPPED.risks),
        instruments: &instruments,
        provisions: &provisions,
        claims: &claims,
        looked: &looked,
        known_missing: &known_missing,
        titles: &titles,
        paraphrases: &paraphrases,
        regimes: &regimes,
        further: &further,
    };
    Ok(Library::load(&sources)?)
}

/// The objections and decisions in a library's folder, or those that ship.
fn discussion(library: &Library, folder: Option<&Path>) -> anyhow::Result<Discussion> {
    let Some(folder) = folder else {
        return Ok(Discussion::load(library, SHIPPED_DISCUSSION.0, SHIPPED_DISCUSSION.1)?);
    };
    let rows = |name: &str| if_there(folder, name).map(Option::unwrap_or_default);
    Ok(Discussion::load(library, &rows("disputes.csv")?, &rows("adoptions.csv")?)?)
}

/// The bytes of a file of a library's folder.
fn read(folder: &Path, name: &str) -> anyhow::Result<Vec<u8>> {
    let path = folder.join(name);
    std::fs::read(&path).with_context(|| format!("reading {}", path.display()))
}

/// The same of a file that need not be there; one that cannot be read is a fault all the same.
fn if_there(folder: &Path, name: &str) -> anyhow::Result<Option<Vec<u8>>> {
    if folder.join(name).exists() { read(folder, name).map(Some) } else { Ok(None) }
}

fn today() -> Date {
    maru_store::now().day()
}

fn moment(when: &When) -> Date {
    when.at.unwrap_or_else(today)
}

fn levels(library: &Library, when: &When, all: bool) -> anyhow::Result<()> {
    let at = moment(when);
    let rows: Vec<Assessment> =
        library.levels(at).into_iter().filter(|row| all || row.level.is_some()).collect();
    if when.json {
        return output::json(&rows.iter().map(level_row).collect::<Vec<_>>());
    }
    for row in rows {
        let level = row.level.map_or("-", Coded::code);
        let missing: Vec<&str> = row.missing.iter().map(|one| one.code()).collect();
        let (applicable, lacks) = (row.applicability.to_string(), missing.join(", "));
        output::line(format!("{level:<4}{applicable:<20} {:<44} {lacks}", row.id.as_str()).trim_end())?;
    }
    Ok(())
}

fn level_row(row: &Assessment) -> Value {
    json!({
        "id": row.id,
        "level": row.level,
        "applicable": row.applicability.to_string(),
        "missing": row.missing,
    })
}

fn routes(library: &Library, arguments: &RouteArguments) -> anyhow::Result<()> {
    let query = query(library, arguments)?;
    let weights: Weights = arguments.weight.iter().cloned().collect();
    let report = library.routes(&query, &weights)?;
    let (english, korean) = (Phrasebook::parse("en", ENGLISH), Phrasebook::parse("ko", KOREAN));
    if arguments.when.json {
        return output::json(&report.document(library, &[&english, &korean])?);
    }
    let say = |message: &Message| output::line(message.render(&english, library));
    for message in report.sentences() {
        say(&message)?;
    }
    for one in &report.covering {
        let weak = if one.confidence.code() == "low" { ", low confidence" } else { "" };
        let condition =
            if one.condition.is_empty() { String::new() } else { format!(", if: {}", one.condition) };
        output::line(format!("  covered by {} ({}{weak}){condition}", one.id, one.level.code()))?;
    }
    if let Some(left_out) = report.left_out_sentence() {
        say(&left_out)?;
    }
    say(&report.closing_sentence())?;
    say(&report.robustness_sentence())?;
    say(&report.completeness.sentence())?;
    for one in &report.coming {
        let ids: Vec<&str> = one.provisions.iter().map(maru_norms::ProvisionId::as_str).collect();
        output::line(format!("  {}: {} ({})", one.date, one.standing.code(), ids.join(", ")))?;
    }
    Ok(())
}

fn query(library: &Library, arguments: &RouteArguments) -> anyhow::Result<Query> {
    let topics = arguments.topic.iter().map(|word| topic(word)).collect::<anyhow::Result<_>>()?;
    let mut query = Query::new(place(library, &arguments.persons)?, topics, moment(&arguments.when));
    query.objects = codes(&arguments.objects)?;
    query.roles = codes(&arguments.roles)?;
    query.use_area = match arguments.use_area.as_deref() {
        None | Some("*") => None,
        Some(word) => Some(code(word)?),
    };
    query.teeth = arguments.sanction.teeth();
    Ok(query)
}

/// The place that a code names, in letters of either size.
pub(crate) fn place(library: &Library, code: &str) -> anyhow::Result<Place> {
    library.places().find(&code.to_uppercase()).ok_or_else(|| anyhow!("unknown place `{code}`"))
}

/// The topic that a code or one of its other names means.
pub(crate) fn topic(word: &str) -> anyhow::Result<maru_norms::code::Topic> {
    let known = || maru_norms::code::Topic::ALL.iter().map(|one| one.code()).collect::<Vec<_>>().join(", ");
    alias::topic(word).ok_or_else(|| anyhow!("unknown topic `{word}`; the topics are {}", known()))
}

fn code<T: Coded>(word: &str) -> anyhow::Result<T> {
    let known = || T::ALL.iter().map(|one| one.code()).collect::<Vec<_>>().join(", ");
    T::from_code(word).ok_or_else(|| anyhow!("unknown {} `{word}`; known are {}", T::WHAT, known()))
}

fn codes<T: Coded>(words: &[String]) -> anyhow::Result<Vec<T>> {
    words.iter().flat_map(|word| word.split(';')).map(code).collect()
}

fn calendar(library: &Library, after: Date, as_json: bool) -> anyhow::Result<()> {
    let entries = library.calendar(after, None);
    if as_json {
        return output::json(&json!({ "entries": entries, "undated": library.undated(after) }));
    }
    for entry in entries {
        let level = entry.level.map_or("", Coded::code);
        output::line(format!("{}  {:<7}{level:<4}{}", entry.date, entry.event.code(), entry.provision))?;
    }
    for id in library.undated(after) {
        output::line(format!("(no date)   begins     {id}"))?;
    }
    Ok(())
}

fn show(
    library: &Library,
    discussion: &Discussion,
    read_by: &Readings,
    id: &str,
    codings: &[Coding],
    when: &When,
) -> anyhow::Result<()> {
    let at = moment(when);
    if let Some(provision) = library.provision(id) {
        let readers = read_by.readers(&provision.id);
        let note = library.further_value(&provision.id, FurtherField::Note);
        let (manner, open_list) = (
            library.further_value(&provision.id, FurtherField::Manner),
            library.further_value(&provision.id, FurtherField::OpenList).is_some(),
        );
        let mut readings = discussion.readings(provision, codings);
        // With other codings at hand, agreement is worth telling too.
        readings.retain(|one| one.is_discussed() || !one.coders.is_empty());
        let assessed = library.level(provision, at);
        let value = json!({
            "provision": provision, "at": at, "level": assessed.level, "missing": assessed.missing,
            "applicable": assessed.applicability.to_string(), "lamps": assessed.lamps,
            "facts": library.facts_of(id), "readings": readings, "readers": readers, "note": note,
            "manner": manner, "open_list": open_list,
        });
        if when.json {
            return output::json(&value);
        }
        provision_text(library, provision, &assessed)?;
        if let Some(manner) = manner {
            output::line(format!("manner: {manner}"))?;
        }
        if open_list {
            output::line("the text leaves its list open")?;
        }
        output::line(read_line(&readers))?;
        if let Some(note) = note {
            output::line(format!("note: {note}"))?;
        }
        claims(library, id)?;
        return readings.iter().try_for_each(reading);
    }
    let Some(instrument) = library.instrument(id) else {
        bail!("the library has no provision or instrument `{id}`")
    };
    let provisions: Vec<_> =
        library.provisions_of(&instrument.id).map(|one| library.level(one, at)).collect();
    if when.json {
        let rows: Vec<Value> = provisions.iter().map(level_row).collect();
        return output::json(
            &json!({ "instrument": instrument, "at": at, "provisions": rows, "facts": library.facts_of(id) }),
        );
    }
    output::line(&instrument.title)?;
    output::line(&instrument.citation)?;
    let facts = [instrument.jurisdiction.code(), instrument.binding.code(), instrument.status.code()];
    output::line(format!("{}; {} confidence", facts.join(", "), instrument.confidence))?;
    output::line(format!("source: {} (checked to {})", instrument.source, instrument.checked_to))?;
    for row in provisions {
        let level = row.level.map_or("-", Coded::code);
        output::line(format!("  {level:<4}{:<20} {}", row.applicability.to_string(), row.id))?;
    }
    claims(library, id)
}

/// How many people read a row: a row that one person read is nobody's second opinion.
fn read_line(readers: &Readers) -> String {
    match (&readers.second, readers.count) {
        (Some(second), _) => {
            let text = match second.read_in.as_str() {
                "" => "without a text at hand".to_owned(),
                text => format!("in {text}"),
            };
            let open = match readers.open.as_slice() {
                [] => String::new(),
                fields => format!("; undecided between the two: {}", fields.join(", ")),
            };
            format!("read by two people, the second ({}) on {} {text}{open}", second.coder, second.read_on)
        }
        (None, 0) => "how many people read it is not recorded".to_owned(),
        (None, _) => "read by one person only".to_owned(),
    }
}

/// What sources say, both sides where they disagree.
fn claims(library: &Library, id: &str) -> anyhow::Result<()> {
    for fact in library.facts_of(id) {
        let verdict = if fact.disputed { "sources disagree" } else { "sources agree" };
        output::line(format!("{}: {verdict}", fact.field))?;
        for claim in &fact.claims {
            output::line(format!("  {}", claim.line()))?;
        }
    }
    Ok(())
}

/// Every reading of one field, with what is held against it and what was decided.
fn reading(one: &FieldReadings) -> anyhow::Result<()> {
    let shown = |value: &str| if value.is_empty() { "-".to_owned() } else { value.to_owned() };
    let mut readings = vec![format!("library: {}", shown(&one.library))];
    readings.extend(one.coders.iter().map(|(coder, value)| format!("{coder}: {}", shown(value))));
    let mark = if one.is_agreed() { "" } else { "  (coders differ)" };
    output::line(format!("  {:<16}{}{mark}", one.field, readings.join(" | ")))?;
    for Held { objection, standing } in &one.objections {
        output::line(format!(
            "    objection, {}: {} says {} on {}: {} ({})",
            standing.code(),
            objection.by,
            objection.proposed,
            objection.date,
            objection.reason,
            objection.source
        ))?;
    }
    if let Some(adopted) = &one.adopted {
        output::line(format!(
            "    adopted: {} ({}, entry {}, {})",
            adopted.value, adopted.process, adopted.entry, adopted.date
        ))?;
    }
    Ok(())
}

fn provision_text(
    library: &Library,
    provision: &maru_norms::Provision,
    assessed: &Assessment,
) -> anyhow::Result<()> {
    let english = Phrasebook::parse("en", ENGLISH);
    output::line(provision.id.to_string())?;
    if let Applicability::OtherWording(since) = assessed.applicability {
        output::line(format!(
            "The words of that day are not coded. These are the words since {since}, a later day:"
        ))?;
    }
    output::line(&provision.paraphrase)?;
    if let Some(since) = library.worded_since(&provision.id) {
        output::line(format!("in these words since {since}"))?;
    }
    output::line(format!(
        "level {}; {} confidence",
        assessed.level.map_or("none", Coded::code),
        provision.confidence
    ))?;
    for lamp in &assessed.lamps {
        let name = Message::new(format!("norms-lamp-{}", lamp.kind.code())).render(&english, library);
        let state = Message::new(format!("norms-state-{}", lamp.state.code())).render(&english, library);
        output::line(format!("  {name:<9}{state:<8} {}", lamp.message().render(&english, library)))?;
    }
    for missing in &assessed.missing {
        let what = Message::new(format!("norms-missing-{}", missing.code())).render(&english, library);
        output::line(format!("  missing to reach L4: {what}"))?;
    }
    Ok(())
}

fn instruments(library: &Library, when: &When) -> anyhow::Result<()> {
    if when.json {
        return output::json(&library.instruments());
    }
    for one in library.instruments() {
        let (place, id) = (one.jurisdiction.code(), one.id.as_str());
        output::line(format!("{place:<7}{id:<24}{:<28}{}", one.status.code(), one.title))?;
    }
    Ok(())
}

fn provisions(library: &Library, when: &When) -> anyhow::Result<()> {
    if when.json {
        return output::json(&library.provisions());
    }
    for one in library.provisions() {
        output::line(format!("{:<44} {}", one.id.as_str(), one.paraphrase))?;
    }
    Ok(())
}

/// The places named, or all that have law of their own.
fn places(library: &Library, codes: &[String]) -> anyhow::Result<Vec<Place>> {
    if codes.is_empty() {
        return Ok(library.jurisdictions().into_iter().collect());
    }
    codes.iter().map(|code| place(library, code)).collect()
}

fn compare(library: &Library, rows: &str, codes: &[String], csv: bool, when: &When) -> anyhow::Result<()> {
    let axis = Axis::from_code(rows).context("rows are topics, risks or rights")?;
    let matrix = library.compare(axis, moment(when), &places(library, codes)?);
    if csv {
        return output::file(matrix.to_csv()?.trim_end());
    }
    if when.json {
        return output::json(&matrix);
    }
    for row in &matrix.rows {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| {
                let doubt = if cell.low_confidence { "?" } else { "" };
                let known = cell.known.code().replace('_', " ");
                match (cell.best, cell.inherited) {
                    (Some(best), _) => format!("{} {}{doubt} ×{}", cell.place, best.code(), cell.count),
                    // Words of a larger place that bind nobody are no law, and do not hide what is known of it.
                    (None, Some(above)) if cell.known == Known::Law => {
                        format!("{} ({})", cell.place, above.code())
                    }
                    (None, Some(above)) => format!("{} {known} ({})", cell.place, above.code()),
                    (None, None) if cell.count > 0 => format!("{} {known} ×{}", cell.place, cell.count),
                    (None, None) => format!("{} {known}", cell.place),
                }
            })
            .collect();
        output::line(format!("{:<20} {}", row.code, cells.join(" · ")))?;
    }
    for one in matrix.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.looked) {
        output::line(one.line())?;
    }
    completeness(library, &matrix.columns)
}

/// How much of each place's law the library holds, a line each.
fn completeness(library: &Library, places: &[Place]) -> anyhow::Result<()> {
    let english = Phrasebook::parse("en", ENGLISH);
    for place in places {
        output::line(library.completeness(place, &[]).sentence().render(&english, library))?;
    }
    Ok(())
}

fn gaps(library: &Library, codes: &[String], sanction: Sanction, when: &When) -> anyhow::Result<()> {
    let places = places(library, codes)?;
    let gaps = library.gaps(moment(when), sanction.teeth(), &places)?;
    if when.json {
        let complete: Vec<_> = places.iter().map(|place| library.completeness(place, &[])).collect();
        return output::json(&json!({ "gaps": gaps, "completeness": complete }));
    }
    for gap in &gaps {
        let doubt = if gap.robust == Some(false) { " ?" } else { "" };
        let doubt = if gap.conditional { format!(" (if){doubt}") } else { doubt.to_owned() };
        let (place, topic, standing) = (gap.place.code(), gap.topic.code(), gap.standing.code());
        output::line(format!("{place:<7}{topic:<20}{standing:<14}{:>2} routes{doubt}", gap.routes))?;
    }
    for one in gaps.iter().flat_map(|gap| &gap.looked) {
        output::line(one.line())?;
    }
    completeness(library, &places)
}

fn check(library: &Library, file: &Path, code: &str, when: &When) -> anyhow::Result<()> {
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let name = file.display().to_string();
    let place = place(library, code)?;
    if file.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("csv")) {
        let document = maru_text::import(&bytes, &name).with_context(|| format!("reading {name}"))?;
        let language = document.language.0.split('-').next().unwrap_or_default().to_owned();
        if !suggest::LANGUAGES.contains(&language.as_str()) {
            let read = suggest::LANGUAGES.join(", ");
            bail!(
                "{name}: its language could not be told, or is none of those in which drafts are read ({read})"
            );
        }
        let report = library.check_text(&language, &document.plain_text(), &place, moment(when));
        return if when.json { output::json(&report) } else { draft_sentences(&report) };
    }
    let report = library.check_draft(&name, &bytes, &place, moment(when))?;
    if when.json { output::json(&report) } else { draft_text(&report) }
}

/// What a draft's sentences seem to order, and what stands beside them.
fn draft_sentences(report: &TextReport) -> anyhow::Result<()> {
    output::line("a suggestion by rule: nobody has coded this text")?;
    let (read, all, unjudged) = (report.duties.len(), report.sentences, report.unjudged);
    output::line(format!(
        "{read} of {all} sentences were read; {unjudged} more may say something and were not judged"
    ))?;
    if report.cut {
        output::line("the draft is longer than what is compared at once: read it in parts")?;
    }
    for one in &report.duties {
        let deontic = one.suggested.deontic.as_ref().map_or("", |found| found.deontic.code());
        let topics: Vec<&str> = one.topics.iter().map(|topic| topic.code()).collect();
        let topics = if topics.is_empty() { "no topic recognised".to_owned() } else { topics.join(", ") };
        output::line(format!("{deontic:<9}{}  [{topics}]", one.words))?;
        for beside in &one.nearest {
            output::line(format!("    beside {} ({})", beside.other, beside.level.map_or("-", Coded::code)))?;
        }
    }
    for lack in &report.lacks {
        let places: Vec<&str> = lack.places.iter().map(Place::code).collect();
        let (topic, bearer) = (lack.topic.code(), lack.bearer.code());
        let (example, places) = (&lack.example, places.join(", "));
        output::line(format!("not found among those read: {topic}, {bearer} ({places}, e.g. {example})"))?;
    }
    Ok(())
}

fn draft_text(report: &DraftReport) -> anyhow::Result<()> {
    let share = (report.share_with_direct_teeth * 100.0).round();
    output::line(format!("{share}% of the rules have direct teeth"))?;
    let levels: Vec<String> =
        report.levels.iter().map(|(level, count)| format!("{} {count}", level.code())).collect();
    output::line(format!("levels: {}", levels.join(", ")))?;
    let missing: Vec<String> =
        report.missing.iter().map(|(what, count)| format!("{} {count}", what.code())).collect();
    output::line(format!("missing to be enforceable: {}", missing.join(", ")))?;
    for row in &report.rows {
        let missing: Vec<&str> = row.missing.iter().map(|one| one.code()).collect();
        output::line(format!(
            "{:<4}{}  missing: {}",
            row.level.map_or("-", Coded::code),
            row.id,
            missing.join(", ")
        ))?;
        for beside in &row.nearest {
            output::line(format!("    beside {} ({})", beside.other, beside.level.map_or("-", Coded::code)))?;
            for field in beside.fields.iter().filter(|field| field.verdict != maru_norms::Verdict::Equal) {
                let (name, verdict) = (field.field.code(), field.verdict.code());
                output::line(format!("      {name:<11}{verdict:<13}{} | {}", field.draft, field.other))?;
            }
        }
    }
    for lack in &report.lacks {
        let places: Vec<&str> = lack.places.iter().map(Place::code).collect();
        output::line(format!(
            "lacks {} for {}: {} ({})",
            lack.topic,
            lack.bearer,
            lack.example,
            places.join(", ")
        ))?;
    }
    Ok(())
}

fn read_codings(library: &Library, files: &[PathBuf]) -> anyhow::Result<Vec<Coding>> {
    let read = |path: &PathBuf| {
        let bytes = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        let name = path.display().to_string();
        Ok(library.read_coding(&name, &name, &bytes)?)
    };
    files.iter().map(read).collect()
}

fn coders(library: &Library, files: &[PathBuf], as_json: bool) -> anyhow::Result<()> {
    let codings = read_codings(library, files)?;
    if codings.len() < 2 {
        bail!("agreement needs the files of two coders at least");
    }
    let agreement = coding::agreement(&codings);
    if as_json {
        return output::json(&agreement);
    }
    agreement_text(&agreement)
}

/// Agreement field by field, then every difference.
fn agreement_text(agreement: &coding::Agreement) -> anyhow::Result<()> {
    let number = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.2}"));
    for one in &agreement.fields {
        let share = number(Some(one.share).filter(|share| !share.is_nan()));
        let (kappa, alpha) = (number(one.kappa), number(one.alpha));
        output::line(format!(
            "{:<16}{:>4} rows  share {share}  kappa {kappa}  alpha {alpha}",
            one.field, one.items
        ))?;
    }
    for dispute in &agreement.disputes {
        let values: Vec<String> =
            dispute.values.iter().map(|(coder, value)| format!("{coder}: {value}")).collect();
        output::line(format!("{} {}: {}", dispute.id, dispute.field, values.join(" | ")))?;
    }
    Ok(())
}

fn suggested(library: &Library, language: &str, text: Option<&str>) -> anyhow::Result<()> {
    if let Some(text) = text {
        let fields = suggest::suggest_fields(language, text);
        return output::json(&json!({ "standing": "suggestion", "language": language, "fields": fields }));
    }
    for (field, measured) in library.measure_paraphrases().fields() {
        output::line(format!("en {field:<14}{measured}"))?;
    }
    output::line(
        "measured on the library's paraphrases, which are English; other languages have no text in it",
    )
}
