//! Settings of a node. Each has one name and is found, in this order, in a flag (`--mail-from`), a variable of the environment
//! (`MARU_MAIL_FROM`), a file that a variable names (`MARU_SMTP_PASSWORD_FILE`), a credential of systemd, `maru.toml`, or a default.
//! What nobody knows by that name is refused: a misspelt setting must not look like one that is in force.

mod found;
mod list;
mod service;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use maru_web::{Address, MailServer, MailSettings, Metrics, PAGE_BYTES, Settings};
use serde::{Deserialize, Serialize};

use crate::door;
use crate::verify::seconds;

pub(crate) use list::{SETTINGS, Setting, template};
use service::{Known, Service};

/// The settings file in the node's folder, where no other is named.
pub(crate) const FILE: &str = "maru.toml";
/// The variable that names another settings file.
const FILE_VARIABLE: &str = "MARU_CONFIG";
/// The folder in which systemd lays down credentials.
const CREDENTIALS_VARIABLE: &str = "CREDENTIALS_DIRECTORY";

/// How often heads are repeated: often enough to bound when entries were made, seldom enough that the own record stays small.
const ANCHORED: RangeInclusive<Duration> = Duration::from_mins(1)..=Duration::from_hours(24);

/// How much goes to the log.
const LOG_LEVELS: [&str; 6] = ["error", "warn", "info", "debug", "trace", "off"];

/// Where a setting was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Source {
    Flag(String),
    Variable(String),
    /// A file that holds this one value, and who named it.
    OwnFile(PathBuf),
    Credential(PathBuf),
    SettingsFile(PathBuf),
    Default,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "the flag {name}"),
            Self::Variable(name) => write!(f, "the variable {name}"),
            Self::OwnFile(path) => write!(f, "the file {}", path.display()),
            Self::Credential(path) => write!(f, "the credential {}", path.display()),
            Self::SettingsFile(path) => write!(f, "{}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A setting that is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Value {
    pub(crate) text: String,
    pub(crate) source: Source,
}

/// Where settings are looked for.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    /// What was given on the command line, by name of the setting.
    pub(crate) flags: Vec<(&'static str, Option<String>)>,
    /// The variables of the environment.
    pub(crate) variables: BTreeMap<OsString, OsString>,
    /// The node's folder.
    pub(crate) data: PathBuf,
}

impl Surroundings {
    /// This program's own.
    pub(crate) fn here(data: &Path, flags: Vec<(&'static str, Option<String>)>) -> Self {
        let mut variables: BTreeMap<_, _> = std::env::vars_os().collect();
        for (name, value) in of_service(data) {
            variables.entry(name).or_insert(value);
        }
        Self { flags, variables, data: data.to_owned() }
    }
}

/// The variables of the package's service, where the folder is the service's: those of this program come before them.
pub(crate) fn of_service(data: &Path) -> BTreeMap<OsString, OsString> {
    match Service::of_package().known(data) {
        Known::Variables(variables) => variables,
        Known::Elsewhere | Known::Unreadable(_) => BTreeMap::new(),
    }
}

/// What to say of the service whose folder this is, if it is one: whether what it has is among what is in force here.
pub(crate) fn said_of_service(data: &Path) -> Option<String> {
    let service = Service::of_package();
    match service.known(data) {
        Known::Elsewhere => None,
        Known::Variables(_) => Some(format!(
            "this is the folder of the service maru; the variables in {} and its credentials hold here as they do there",
            service.file().display()
        )),
        Known::Unreadable(why) => {
            Some(format!("the service maru may have other settings than these, for {why}"))
        }
    }
}

/// All settings that are in force.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct InForce {
    values: BTreeMap<String, Value>,
    /// The settings file, whether it exists or not.
    pub(crate) file: PathBuf,
}

/// Who told what is in force. A service is given variables and credentials that a command beside it never sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// The server that runs on the folder.
    Server,
    /// This command, from where it was called; no server answered.
    Here,
}

impl Told {
    /// The same as a sentence about a folder.
    pub(crate) fn said(self, data: &Path) -> String {
        match self {
            Self::Server => "These are the settings of the server that runs on this folder.".to_owned(),
            Self::Here => match said_of_service(data) {
                Some(said) => format!("No server answers on this folder: {said}."),
                None => "No server answers on this folder: this is what is found from here. A service may be given other variables and \
                         credentials; those were not looked at."
                    .to_owned(),
            },
        }
    }
}

/// What is found for a node's folder from here, without flags.
pub(crate) fn of(data: &Path) -> anyhow::Result<InForce> {
    found::in_force(&Surroundings::here(data, Vec::new()))
}

/// What is in force for a node's folder: what its server says, or, where none runs, what is found from here.
pub(crate) fn in_force(data: &Path) -> anyhow::Result<(InForce, Told)> {
    match door::settings(data)? {
        Some(found) => Ok((found, Told::Server)),
        None => Ok((of(data)?, Told::Here)),
    }
}

/// The host that records bear, as the server of a folder says, or as is found from here; an address on the command line comes first.
pub(crate) fn host_of(data: &Path, address: Option<String>) -> anyhow::Result<String> {
    let running = if address.is_none() { door::settings(data)? } else { None };
    let found = match running {
        Some(found) => found,
        None => with_flags(data, vec![("address", address)])?,
    };
    match named_record(data) {
        // The demonstration, and whoever gives the address with each start, has named its records by it.
        Some(host) if found.value("address").is_none() && found.value("name").is_none() => Ok(host),
        _ => found.host(),
    }
}

/// The host after which the node's own record is named, once it is published.
fn named_record(data: &Path) -> Option<String> {
    let heads = maru_store::peer::published(data).ok()?;
    heads.iter().find_map(|head| head.checkpoint().origin.strip_suffix("/node").map(str::to_owned))
}

/// What is in force for a node's folder, with what was given on the command line.
pub(crate) fn with_flags(data: &Path, flags: Vec<(&'static str, Option<String>)>) -> anyhow::Result<InForce> {
    found::in_force(&Surroundings::here(data, flags))
}

/// Refuses variables that look like Maru's and are not.
pub(crate) fn refuse_unknown_variables() -> anyhow::Result<()> {
    found::refuse_unknown_variables(&std::env::vars_os().collect())
}

impl InForce {
    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        debug_assert!(SETTINGS.iter().any(|setting| setting.name == name), "“{name}” is in the list");
        self.values.get(name)
    }

    /// Settings of a server that its settings file, read now, would make different: they hold from its next start.
    pub(crate) fn changed_since(&self, now: &Self) -> Vec<&'static str> {
        let of_file = |value: Option<&Value>| match value {
            None => Some(None),
            Some(Value { text, source: Source::SettingsFile(_) | Source::OwnFile(_) | Source::Default }) => {
                Some(Some(text.clone()))
            }
            Some(_) => None,
        };
        let names = SETTINGS.iter().map(|setting| setting.name);
        names
            .filter(|name| match (of_file(self.value(name)), of_file(now.value(name))) {
                (Some(then), Some(now)) => then != now,
                (None, _) | (_, None) => false,
            })
            .collect()
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.value(name).map(|value| value.text.as_str())
    }

    /// Reads a value; what is wrong with it comes with its name and where it was found.
    fn read<T, E: fmt::Display>(
        &self,
        name: &'static str,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> anyhow::Result<Option<T>> {
        let Some(value) = self.value(name) else { return Ok(None) };
        let said = |error: E| anyhow!("the setting “{name}” (from {}): {error}", value.source);
        read(&value.text).map(Some).map_err(said)
    }

    /// The address that people type.
    pub(crate) fn address(&self) -> anyhow::Result<Option<Address>> {
        self.read("address", str::parse)
    }

    /// The same, or a refusal that says how to choose one.
    pub(crate) fn chosen_address(&self) -> anyhow::Result<Address> {
        self.address()?.ok_or_else(|| {
            anyhow!(
                "this node has no address yet, and its records are named after it for ever, so none is guessed. Choose it once with \
                 `maru init`, or give --address or MARU_ADDRESS (such as https://forum.example.org; http://localhost:8080 to try things out)"
            )
        })
    }

    /// The name that records bear: the host of the address, unless the node was named before it moved to another address.
    pub(crate) fn host(&self) -> anyhow::Result<String> {
        let name = self.read("name", |text| format!("http://{text}").parse::<Address>())?;
        match name {
            Some(name) => Ok(name.host().to_owned()),
            None => Ok(self.chosen_address()?.host().to_owned()),
        }
    }

    /// Where to listen.
    pub(crate) fn listen(&self) -> anyhow::Result<SocketAddr> {
        let listen = self.read("listen", |text| match text.parse() {
            Ok(address) => Ok(address),
            Err(_) if text.starts_with("unix:") || text.starts_with('/') => {
                Err("a Unix socket is not supported; listen on 127.0.0.1:8080 or [::1]:8080".to_owned())
            }
            Err(_) => {
                Err(format!("“{text}” is not an address with a port, such as 127.0.0.1:8080 or [::1]:8080"))
            }
        })?;
        listen.context("the setting “listen” is missing")
    }

    /// Whether a proxy in front says who asks.
    pub(crate) fn behind_proxy(&self) -> anyhow::Result<bool> {
        let read = |text: &str| match text {
            "true" => Ok(true),
            "false" => Ok(false),
            other => Err(format!("“{other}” is neither true nor false")),
        };
        Ok(self.read("behind-proxy", read)?.unwrap_or(false))
    }

    /// Who may read the figures.
    fn metrics(&self) -> anyhow::Result<Metrics> {
        let read = |text: &str| match text {
            "off" => Ok(Metrics::Off),
            "local" => Ok(Metrics::Local),
            "public" => Ok(Metrics::Public),
            other => Err(format!("“{other}” is not off, local or public")),
        };
        Ok(self.read("metrics", read)?.unwrap_or(Metrics::Local))
    }

    /// How many bytes of drawn pages are kept.
    fn page_memory(&self) -> anyhow::Result<usize> {
        let read = |text: &str| {
            let megabytes = text.parse().ok().filter(|megabytes| (1..=4_096).contains(megabytes));
            megabytes.ok_or_else(|| format!("“{text}” is not a number of megabytes from 1 to 4096"))
        };
        let megabytes: Option<usize> = self.read("page-memory", read)?;
        Ok(megabytes.map_or(PAGE_BYTES, |megabytes| megabytes << 20))
    }

    /// How often the node's own record repeats the heads of the others.
    pub(crate) fn anchor_every(&self) -> anyhow::Result<Duration> {
        let read = |text: &str| {
            let pause = Duration::from_secs(seconds(text)?);
            let fits = ANCHORED.contains(&pause);
            fits.then_some(pause).ok_or_else(|| format!("“{text}” is not between 1m and 24h"))
        };
        Ok(self.read("anchor-every", read)?.unwrap_or(*ANCHORED.start()))
    }

    /// What to write to the log. A word that is no level would be taken for the name of a part, and silence all others.
    pub(crate) fn log(&self) -> anyhow::Result<String> {
        let is_level = |word: &str| LOG_LEVELS.iter().any(|level| level.eq_ignore_ascii_case(word.trim()));
        let read = |text: &str| {
            let wrong = text.split(',').find(|part| match part.split_once('=') {
                Some((target, level)) => target.trim().is_empty() || !is_level(level),
                None => !is_level(part),
            });
            match wrong {
                None => Ok(text.to_owned()),
                Some(part) => Err(format!(
                    "“{part}” is neither {} nor a part with a level, such as maru_web=info",
                    LOG_LEVELS.join(", ")
                )),
            }
        };
        Ok(self.read("log", read)?.unwrap_or_else(|| "warn".to_owned()))
    }

    /// The mail server and the sender; nothing where no server is named.
    pub(crate) fn mail(&self, address: &Address) -> anyhow::Result<Option<MailSettings>> {
        let password = self.text("smtp-password");
        let Some(mut server) = self.read("smtp", |text| MailServer::parse(text, password))? else {
            if password.is_some() {
                bail!("there is a setting “smtp-password”, and no setting “smtp” that names the mail server");
            }
            self.mail_certificates()?;
            if let Some(from) = self.text("mail-from").filter(|from| !MailSettings::is_sender(from)) {
                bail!(
                    "the setting “mail-from”: “{from}” is no sender, such as Maru <maru@forum.example.org>"
                );
            }
            return Ok(None);
        };
        if let Some(certificates) = self.mail_certificates()? {
            server = server.trusting(&certificates)?;
        }
        let from = self.text("mail-from").context(
            "there is a mail server and no sender; set “mail-from”, such as Maru <maru@forum.example.org>",
        )?;
        Ok(Some(MailSettings::new(server, from, address.host_name())?))
    }

    fn mail_certificates(&self) -> anyhow::Result<Option<Vec<u8>>> {
        let read = |path| std::fs::read(path).with_context(|| format!("the setting “mail-ca”: {path}"));
        self.text("mail-ca").map(read).transpose()
    }

    /// How the node shows itself to the web.
    pub(crate) fn web(&self) -> anyhow::Result<Settings> {
        let address = self.chosen_address()?;
        self.anchor_every()?;
        self.log()?;
        Ok(Settings {
            demo: false,
            mail: self.mail(&address)?,
            behind_proxy: self.behind_proxy()?,
            operator: self.text("operator").map(str::to_owned),
            contact: self.text("contact").map(str::to_owned),
            metrics: self.metrics()?,
            page_bytes: self.page_memory()?,
            ..Settings::demo(address.as_str())
        })
    }
}
