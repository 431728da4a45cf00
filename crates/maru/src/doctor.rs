//! `maru doctor`: everything that makes a node fail on its second day, looked at from inside and through its public address;
//! each finding says what mends it.

mod outside;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::Args;
use maru_store::{
    Finding as Damage, Node, OpenError, Restored, free_bytes, open_to_others, published, role_key_faults,
    strangers,
};
use maru_web::{ask_mail_server, send_test_mail};
use serde::Serialize;

use crate::mail::{at_once, way};
use crate::settings::{self, InForce, Told};
use crate::{output, user};

/// Less room than this is told of.
const LITTLE_ROOM: u64 = 1_000_000_000;
/// The number of the user root.
const ROOT: u32 = 0;
/// Most files of one kind that are named.
const NAMED: usize = 3;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Send a real test mail to this address; without it the mail server is only asked whether it would take one.
    #[arg(long, value_name = "ADDRESS")]
    mail: Option<String>,
    /// Look at every entry, content and published file, too; a minute for some million entries.
    #[arg(long)]
    thorough: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What was found out about one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Good,
    /// It works, and something is probably not meant.
    Look,
    Wrong,
    /// It could not be found out.
    Unknown,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Look => "look",
            Self::Wrong => "WRONG",
            Self::Unknown => "unknown",
        }
    }
}

/// A finding, with the command that mends it.
#[derive(Debug, Serialize)]
struct Finding {
    about: &'static str,
    verdict: Verdict,
    said: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    mend: Option<String>,
}

impl Finding {
    fn good(about: &'static str, said: impl Into<String>) -> Self {
        Self { about, verdict: Verdict::Good, said: said.into(), mend: None }
    }

    fn new(about: &'static str, verdict: Verdict, said: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { about, verdict, said: said.into(), mend: Some(mend.into()) }
    }

    fn unknown(about: &'static str, said: impl Into<String>) -> Self {
        Self { about, verdict: Verdict::Unknown, said: said.into(), mend: None }
    }
}

/// Exit code 0: all is well, or only worth a look. 1: something is wrong. 2: something could not be found out.
pub(crate) fn run(arguments: &Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    let mut findings = Vec::new();
    match settings::in_force(data).and_then(|(found, told)| found.web().map(|_| (found, told))) {
        Err(error) => {
            findings.push(Finding::new("settings", Verdict::Wrong, format!("{error:#}"), "maru config"));
        }
        Ok((found, told)) => {
            findings.push(Finding::good("settings", format!("they are understood. {}", told.said(data))));
            findings.push(name(&found, data));
            findings.extend(outside::look(&found, data));
            findings.push(mail(&found, told, arguments.mail.as_deref()));
        }
    }
    findings.extend(files(data));
    findings.extend(restored(data));
    findings.extend(waiting(data));
    findings.push(keys(data));
    findings.push(disk(data));
    findings.push(time());
    findings.extend(inside(data, arguments.thorough));
    say(&findings, arguments.json)?;
    let any = |verdict| findings.iter().any(|finding| finding.verdict == verdict);
    Ok(ExitCode::from(match (any(Verdict::Wrong), any(Verdict::Unknown)) {
        (true, _) => 1,
        (false, true) => 2,
        (false, false) => 0,
    }))
}

fn say(findings: &[Finding], json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(&findings);
    }
    for finding in findings {
        output::line(format!("{:8} {:9} {}", finding.verdict.word(), finding.about, finding.said))?;
        if let Some(mend) = &finding.mend {
            output::line(format!("{:18} → {mend}", ""))?;
        }
    }
    Ok(())
}

/// Whether the records bear the name that the address has.
fn name(found: &InForce, data: &Path) -> Finding {
    let host = match found.host() {
        Ok(host) => host,
        Err(error) => return Finding::unknown("name", format!("{error:#}")),
    };
    // Read from the published heads: the server may hold the database.
    let records = match published(data) {
        Ok(records) => records,
        Err(error) => return Finding::unknown("name", error.to_string()),
    };
    if records.is_empty() {
        return Finding::unknown(
            "name",
            format!("no record is published yet that could be named after {host}"),
        );
    }
    let of_host = |origin: &str| origin.strip_prefix(&*host).is_some_and(|rest| rest.starts_with('/'));
    let foreign: Vec<_> =
        records.iter().map(|record| record.origin.as_str()).filter(|origin| !of_host(origin)).collect();
    if foreign.is_empty() {
        return Finding::good(
            "name",
            format!("all {} published records are named after {host}", records.len()),
        );
    }
    Finding::new(
        "name",
        Verdict::Wrong,
        format!(
            "the address says {host}, and {} of {} records are named otherwise, for ever: {}",
            foreign.len(),
            records.len(),
            some(&foreign)
        ),
        "if the node moved, set name = \"THE OLD HOST\" in maru.toml; if the address is a slip, mend it there",
    )
}

/// The first names of a list, and how many more there are.
fn some(names: &[&str]) -> String {
    let shown = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown}, and {more} more"),
    }
}

/// Whether mails leave.
fn mail(found: &InForce, told: Told, recipient: Option<&str>) -> Finding {
    let settings = found.chosen_address().and_then(|address| found.mail(&address));
    let mail = match settings {
        Ok(Some(mail)) => mail,
        Ok(None) => {
            return Finding::new(
                "mail",
                Verdict::Wrong,
                match told {
                    Told::Server => "no mail server is set, so nobody can sign in",
                    Told::Here => {
                        "no mail server is set where this command can see it; without one nobody can sign in"
                    }
                },
                "set smtp and mail-from in maru.toml, then: maru mail test YOU@EXAMPLE.ORG",
            );
        }
        Err(error) => return Finding::new("mail", Verdict::Wrong, format!("{error:#}"), "maru config"),
    };
    let way = way(&mail);
    let asked = match recipient {
        None => at_once(ask_mail_server(&mail)).map(|asked| {
            asked.map(|()| {
                "It answers; whether it delivers, only a real mail tells (--mail ADDRESS).".to_owned()
            })
        }),
        Some(to) => at_once(send_test_mail(
            &mail,
            to,
            "A test mail of your Maru node",
            "If you can read this, people can sign in by mail.\n",
        ))
        .map(|sent| {
            sent.map(|answer| format!("It took a mail to {to} ({answer}); look whether it arrives."))
        }),
    };
    match asked {
        Ok(Ok(said)) => Finding::good("mail", format!("{way} {said}")),
        Ok(Err(error)) => Finding::new(
            "mail",
            Verdict::Wrong,
            format!("{way} {error}"),
            "mend smtp, smtp-password or mail-from in maru.toml",
        ),
        Err(error) => Finding::unknown("mail", format!("{error:#}")),
    }
}

/// Whether the folder came out of a backup and signs nothing yet.
fn restored(data: &Path) -> Option<Finding> {
    let said = match Restored::of(data) {
        Ok(None) => return None,
        Ok(Some(mark)) => mark.reason(),
        Err(error) => return Some(Finding::unknown("restored", error.to_string())),
    };
    Some(Finding::new("restored", Verdict::Wrong, said, "maru recover"))
}

/// Whether the folder waits for its peers: they are asked by the server, and by every command that acts.
fn waiting(data: &Path) -> Option<Finding> {
    match maru_store::peer::waits(data) {
        Ok(false) => None,
        Ok(true) => Some(Finding::new(
            "peers",
            Verdict::Look,
            "the folder was put here, or the machine was started, since a program had the folder last: nothing is signed before a peer that holds \
             its records was asked"
                .to_owned(),
            "maru serve, while a peer can be reached; if none can be any more: maru recover",
        )),
        Err(error) => Some(Finding::unknown("peers", error.to_string())),
    }
}

/// Whose the files are, and who can read them.
fn files(data: &Path) -> Vec<Finding> {
    if !data.exists() {
        return vec![Finding::new(
            "files",
            Verdict::Wrong,
            format!("there is no {}", data.display()),
            "maru init",
        )];
    }
    let list = |paths: &[PathBuf]| {
        paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
    };
    let folder = data.display();
    let mut findings = Vec::new();
    let foreign = strangers(data, NAMED);
    if !foreign.is_empty() {
        let owner = user::owner_named(data);
        findings.push(Finding::new(
            "files",
            Verdict::Wrong,
            format!("these belong to another user than {folder}: {}", list(&foreign)),
            format!("chown -R {owner}: {folder}"),
        ));
    }
    let open = open_to_others(data);
    if !open.is_empty() {
        findings.push(Finding::new(
            "files",
            Verdict::Wrong,
            format!("other users of this machine can read mail addresses and keys: {}", list(&open)),
            format!("chmod 700 {folder}"),
        ));
    }
    if user::owner_id(data) == Some(ROOT) && data.exists() {
        findings.push(Finding::new(
            "files",
            Verdict::Look,
            format!("{folder} belongs to root; a service runs as a user of its own and cannot open it"),
            format!("chown -R maru: {folder}  (the user in the line User= of the service)"),
        ));
    }
    if !user::may_write(data) {
        findings.push(Finding::new(
            "files",
            Verdict::Wrong,
            format!("nothing can be written into {folder}"),
            format!("ls -ld {folder}; mount | grep -w ro"),
        ));
    }
    if findings.is_empty() {
        findings.push(Finding::good("files", format!("{folder} belongs to one user, and to nobody else")));
    }
    findings
}

/// Whether every published record can go on: the keys here are those that have signed it.
fn keys(data: &Path) -> Finding {
    let mend = "bring keys/ back from your copy; without them these records cannot go on";
    let records = match published(data) {
        Ok(records) => records,
        Err(error) => return Finding::unknown("keys", error.to_string()),
    };
    if records.is_empty() {
        return Finding::unknown(
            "keys",
            "no record is published yet, so there is nothing to hold keys against",
        );
    }
    let of_records =
        records.iter().filter_map(|record| Some(format!("{}: {}", record.name, record.keys.as_ref().err()?)));
    let wrong: Vec<_> = of_records.chain(role_key_faults(data)).collect();
    if wrong.is_empty() {
        let said = format!(
            "those of all {} published records have signed them; keep a copy of {} elsewhere",
            records.len(),
            data.join("keys").display()
        );
        return Finding::good("keys", said);
    }
    let shown: Vec<_> = wrong.iter().map(String::as_str).collect();
    Finding::new("keys", Verdict::Wrong, some(&shown), mend)
}

fn disk(data: &Path) -> Finding {
    match free_bytes(data) {
        Ok(free) if free < LITTLE_ROOM => Finding::new(
            "disk",
            Verdict::Wrong,
            format!("{} MB are left", free / 1_000_000),
            format!("df -h {}", data.display()),
        ),
        Ok(free) => Finding::good("disk", format!("{} GB are left", free / 1_000_000_000)),
        Err(error) => Finding::unknown("disk", error.to_string()),
    }
}

/// Whether the records can be read and fit together, and whether the clock fits them. A server may have the folder.
fn inside(data: &Path, thorough: bool) -> Vec<Finding> {
    let node = match Node::open_reading(data) {
        Ok(node) => node,
        Err(OpenError::Absent(_)) => return Vec::new(),
        Err(error) => {
            let mend = match &error {
                OpenError::Newer { .. } => "install the version of Maru that wrote it, or a newer one",
                OpenError::Older { .. } => "maru upgrade --dry-run",
                _ => Damage::MEND,
            };
            return vec![Finding::new("records", Verdict::Wrong, error.to_string(), mend)];
        }
    };
    let mut findings: Vec<_> = node
        .clock_faults()
        .into_iter()
        .map(|fault| {
            Finding::new("clock", Verdict::Wrong, fault.said, "timedatectl; then put the clock right")
        })
        .collect();
    let mut entries = 0;
    let looked = if thorough {
        node.examine().map(|looked| {
            entries = looked.entries;
            looked.findings
        })
    } else {
        node.quick_check()
    };
    match looked {
        Err(error) => {
            findings.push(Finding::new("records", Verdict::Wrong, error.to_string(), Damage::MEND));
        }
        Ok(damage) if damage.is_empty() && thorough => {
            let all: u64 = node.records().len() as u64;
            let said = format!(
                "{entries} published entries of {all} records: database, published files and signed roots fit together; what is not published \
                 yet was not looked at"
            );
            findings.push(Finding::good("records", said));
        }
        Ok(damage) if damage.is_empty() => {
            let said = "the database's pages are whole; entries and published files were not looked at (--thorough does)";
            findings.push(Finding::good("records", said));
        }
        Ok(damage) => findings.extend(
            damage.iter().map(|one| Finding::new("records", Verdict::Wrong, one.to_string(), Damage::MEND)),
        ),
    }
    findings
}

/// Whether the clock is kept right: times in the record are for ever.
fn time() -> Finding {
    let asked = Command::new("timedatectl").args(["show", "--property=NTPSynchronized", "--value"]).output();
    match asked.map(|said| String::from_utf8_lossy(&said.stdout).trim().to_owned()).as_deref() {
        Ok("yes") => Finding::good("time", "the clock is kept right over the network"),
        Ok("no") => {
            Finding::new("time", Verdict::Wrong, "nothing keeps the clock right", "timedatectl set-ntp true")
        }
        _ => Finding::unknown(
            "time",
            "this machine does not say whether its clock is kept right (timedatectl)",
        ),
    }
}
