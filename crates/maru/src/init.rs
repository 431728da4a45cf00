//! `maru init`: a node gets its name, its operator and its mail server, before anything bears that name.

use std::fs::OpenOptions;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use maru_web::{Address, Host};

use crate::settings::{self, FILE};
use crate::{output, user};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The public address that people type, such as `https://forum.example.org`; records are named after it for ever.
    #[arg(long, value_name = "URL")]
    address: Option<String>,
    /// Who runs the node; it stands on the page About.
    #[arg(long, value_name = "NAME")]
    operator: Option<String>,
    /// Their mail address; it stands on the page About.
    #[arg(long, value_name = "MAIL")]
    contact: Option<String>,
    /// The mail server, such as `smtps://user@mail.example.org`; without it nobody can sign in.
    #[arg(long, value_name = "URL")]
    smtp: Option<String>,
    /// A file with the password for the mail server; the settings name it.
    #[arg(long, value_name = "FILE")]
    smtp_password_file: Option<PathBuf>,
    /// The sender of mails, such as `Maru <maru@forum.example.org>`.
    #[arg(long, value_name = "SENDER")]
    mail_from: Option<String>,
}

/// What is asked for on a terminal: field, question, whether it may be left empty.
const QUESTIONS: [(&str, &str, bool); 5] = [
    (
        "address",
        "Address that people will type (such as https://forum.example.org; it names the records for ever)",
        false,
    ),
    ("operator", "Who runs this node", false),
    ("contact", "Their mail address", false),
    (
        "smtp",
        "Mail server (such as smtps://user@mail.example.org; its password is best kept in a file, --smtp-password-file; empty: later)",
        true,
    ),
    ("mail_from", "Sender of mails (such as Maru <maru@forum.example.org>)", true),
];

pub(crate) fn run(arguments: &Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    let file = data.join(FILE);
    if file.exists() {
        bail!("{} exists already; change it there, then look at it with `maru config`", file.display());
    }
    let given = answers(arguments)?;
    let address: Address = given.address.parse()?;
    let mut checked = given.clone();
    if let Some(path) = &arguments.smtp_password_file {
        let password = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        password.trim_end_matches(['\n', '\r']).clone_into(&mut checked.smtp_password);
    }
    if let Some(refusal) = checked.refusal() {
        bail!("{refusal}");
    }
    write(data, &settings_of(&given, arguments.smtp_password_file.as_deref())?)?;
    if let Err(error) = settings::of(data).and_then(|settings| settings.web()) {
        // What does not hold together is not left lying about as if it did.
        std::fs::remove_file(&file).with_context(|| file.display().to_string())?;
        return Err(error);
    }
    output::line(format!("This node is {address}; its settings are in {}.", file.display()))?;
    if address.is_secure() {
        output::line("A proxy in front brings TLS, so behind-proxy = true was set there.")?;
    }
    if arguments.smtp.is_none() && given.smtp.is_empty() {
        output::line("It has no mail server yet, so nobody can sign in: set “smtp” and “mail-from” there.")?;
    }
    output::line(next(data, Path::new(UNIT).exists()))?;
    if user::current() == Some(0) {
        output::note(&format!(
            "{} was made by root and belongs to root; a service that runs as a user of its own needs it: chown -R USER: {0}",
            data.display()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// The unit of the package, which serves [`SERVED`].
const UNIT: &str = "/lib/systemd/system/maru.service";
const SERVED: &str = "/var/lib/maru";

/// What to do next, so that it can be typed as it stands: with the folder, and by the service where that serves it.
fn next(data: &Path, has_unit: bool) -> String {
    let folder = data.display();
    let of =
        if data == Path::new(crate::DEFAULT_FOLDER) { String::new() } else { format!(" --data {folder}") };
    if has_unit && data == Path::new(SERVED) {
        return format!("Next: systemctl enable --now maru, then maru{of} doctor.");
    }
    format!("Next: maru{of} serve, then maru{of} doctor.")
}

/// What was given on the command line; on a terminal the rest is asked for.
fn answers(arguments: &Arguments) -> anyhow::Result<Host> {
    let on_terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
    let given =
        [&arguments.address, &arguments.operator, &arguments.contact, &arguments.smtp, &arguments.mail_from];
    let flags = ["--address", "--operator", "--contact"];
    let missing: Vec<_> =
        flags.iter().zip(given).filter(|(_, given)| given.is_none()).map(|(flag, _)| *flag).collect();
    if !on_terminal && !missing.is_empty() {
        bail!("{} must be said; nothing is guessed", missing.join(", "));
    }
    let mut host = Host::default();
    for ((field, question, optional), given) in QUESTIONS.into_iter().zip(given) {
        let mut text = given.as_deref().map(|text| text.trim().to_owned());
        loop {
            let asked = text.is_none() && on_terminal;
            let answer = match text.take() {
                Some(text) => text,
                None if on_terminal => ask(question, optional)?,
                None => String::new(),
            };
            *place(&mut host, field) = answer;
            // A wrong answer is asked for again; the ones before it are not lost.
            match host.refusal_of(field) {
                Some(refusal) if asked => output::note(&refusal),
                Some(_) | None => break,
            }
        }
    }
    Ok(host)
}

/// Where the answer to a question goes.
fn place<'a>(host: &'a mut Host, field: &str) -> &'a mut String {
    match field {
        "address" => &mut host.address,
        "operator" => &mut host.operator,
        "contact" => &mut host.contact,
        "smtp" => &mut host.smtp,
        _ => &mut host.mail_from,
    }
}

fn ask(question: &str, optional: bool) -> anyhow::Result<String> {
    loop {
        write!(io::stderr(), "{question}: ")?;
        let mut line = String::new();
        if io::stdin().lock().read_line(&mut line)? == 0 {
            bail!("the questions were not answered; nothing was written");
        }
        let answer = line.trim();
        if optional || !answer.is_empty() {
            return Ok(answer.to_owned());
        }
    }
}

/// The settings as they are written down.
fn settings_of(host: &Host, password_file: Option<&Path>) -> anyhow::Result<String> {
    let address: Address = host.address.parse()?;
    let mut given = vec![("address", address.to_string())];
    if address.is_secure() {
        // This program speaks no TLS and listens on this machine alone, so a proxy is in front; without this all visitors count as one.
        given.push(("behind-proxy", "true".to_owned()));
    }
    let texts = [
        ("operator", &host.operator),
        ("contact", &host.contact),
        ("smtp", &host.smtp),
        ("smtp-password", &host.smtp_password),
        ("mail-from", &host.mail_from),
    ];
    given.extend(
        texts
            .into_iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(name, text)| (name, text.clone())),
    );
    if let Some(path) = password_file {
        let path = std::path::absolute(path)?;
        given.push(("smtp-password-file", path.to_str().context("the path is not UTF-8")?.to_owned()));
    }
    Ok(settings::template(&given))
}

/// Writes the settings of a node that has none; only its user may read them.
fn write(data: &Path, text: &str) -> anyhow::Result<()> {
    let path = data.join(FILE);
    let shown = || path.display().to_string();
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)
        .with_context(|| data.display().to_string())?;
    let mut file =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).with_context(shown)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).with_context(shown)
}

/// What the first page does with its answers.
pub(crate) fn keep(data: &Path, host: &Host) -> Result<(), String> {
    let written = settings_of(host, None).and_then(|text| write(data, &text));
    written.map_err(|error| format!("{error:#}"))
}

/// Whether a folder has neither a node nor settings, so that its first page may be shown.
pub(crate) fn is_fresh(data: &Path) -> bool {
    !data.join("node.db").exists() && !data.join(FILE).exists() && user::may_write(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_step_can_be_typed_as_it_stands() {
        let check = |data: &str, has_unit: bool, expected: &str| {
            assert_eq!(next(Path::new(data), has_unit), expected);
        };
        check(crate::DEFAULT_FOLDER, true, "Next: maru serve, then maru doctor.");
        check("/srv/maru", true, "Next: maru --data /srv/maru serve, then maru --data /srv/maru doctor.");
        check(SERVED, false, "Next: maru --data /var/lib/maru serve, then maru --data /var/lib/maru doctor.");
        check(SERVED, true, "Next: systemctl enable --now maru, then maru --data /var/lib/maru doctor.");
    }
}
