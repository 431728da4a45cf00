//! `maru config`: which settings are in force, and where each was said.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use crate::output;
use crate::settings::{self, SETTINGS, Setting, Source, Told, Value};

/// What is shown in place of a secret.
const HIDDEN: &str = "(set; not shown)";

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Print a `maru.toml` in which every setting is explained and none is set.
    #[arg(long, conflicts_with = "json")]
    template: bool,
}

/// Exit code 0: a node could start with them. 1: it could not, and the output says why.
pub(crate) fn run(arguments: &Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    if arguments.template {
        output::file(settings::template(&[]).trim_end())?;
        return Ok(ExitCode::SUCCESS);
    }
    let (found, told) = settings::in_force(data)?;
    let waiting = match told {
        Told::Server => found.changed_since(&settings::of(data)?),
        Told::Here => Vec::new(),
    };
    let all = || SETTINGS.iter().map(|setting| (setting, found.value(setting.name)));
    if arguments.json {
        let values: serde_json::Map<_, _> =
            all().map(|(setting, value)| (setting.name.to_owned(), row(setting, value))).collect();
        let of = match told {
            Told::Server => "server",
            Told::Here => "here",
        };
        output::json(&json!({
            "of": of,
            "file": found.file,
            "file_exists": found.file.exists(),
            "settings": values,
            "from_next_start": waiting,
        }))?;
    } else {
        let exists = if found.file.exists() { "" } else { " (absent)" };
        output::line(told.said(data))?;
        output::line(format!("Settings file: {}{exists}", found.file.display()))?;
        for (setting, value) in all() {
            let (text, source) = value.map_or(("–", "nowhere".to_owned()), |value| {
                (shown(setting, value), value.source.to_string())
            });
            output::line(format!("{:14} {text}  # {source}", setting.name))?;
        }
        if !waiting.is_empty() {
            let names = waiting.join(", ");
            output::line(format!(
                "The settings file says otherwise by now of: {names}. That holds once the server is started anew."
            ))?;
        }
    }
    // A setting that makes no sense is worth more than the list.
    found.listen()?;
    found.web()?;
    found.host()?;
    Ok(ExitCode::SUCCESS)
}

fn shown<'a>(setting: &Setting, value: &'a Value) -> &'a str {
    if setting.secret { HIDDEN } else { &value.text }
}

fn row(setting: &Setting, value: Option<&Value>) -> serde_json::Value {
    match value {
        None => json!({ "variable": setting.variable() }),
        Some(value) => json!({
            "value": shown(setting, value),
            "secret": setting.secret,
            "is_default": value.source == Source::Default,
            "from": value.source.to_string(),
            "variable": setting.variable(),
        }),
    }
}
