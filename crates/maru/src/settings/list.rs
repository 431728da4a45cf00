//! The one list of settings: flags, variables, `maru.toml` and documentation follow it.

use std::fmt::Write as _;

/// A setting.
#[derive(Debug)]
pub(crate) struct Setting {
    /// Its name in `maru.toml`; with dashes before it a flag, in capitals after `MARU_` a variable.
    pub(crate) name: &'static str,
    /// What holds where nobody says anything.
    pub(crate) default: Option<&'static str>,
    /// Whether its value is never shown.
    pub(crate) secret: bool,
    /// A value as it may look.
    pub(crate) example: &'static str,
    /// What it is for, in sentences.
    pub(crate) about: &'static str,
}

impl Setting {
    /// The variable of the environment.
    pub(crate) fn variable(&self) -> String {
        format!("MARU_{}", self.name.to_ascii_uppercase().replace('-', "_"))
    }
}

const fn plain(name: &'static str, example: &'static str, about: &'static str) -> Setting {
    Setting { name, default: None, secret: false, example, about }
}

/// Every setting there is.
pub(crate) const SETTINGS: &[Setting] = &[
    plain(
        "address",
        "https://forum.example.org",
        "The public address that people type. Records are named after its host for ever, so it is chosen once and never guessed. It has a host of its own, no path.",
    ),
    plain(
        "name",
        "forum.example.org",
        "The host that records are named after, where the node has moved to another address since. Leave it out otherwise.",
    ),
    plain("operator", "The Lakeside Coalition", "Who runs the node; it stands on the page About."),
    plain(
        "contact",
        "hosts@forum.example.org",
        "The mail address of whoever runs the node; it stands on the page About.",
    ),
    Setting {
        default: Some("127.0.0.1:8080"),
        ..plain(
            "listen",
            "127.0.0.1:8080",
            "Where to listen: an IPv4 or IPv6 address and a port. A TLS proxy in front makes it public.",
        )
    },
    Setting {
        default: Some("false"),
        ..plain(
            "behind-proxy",
            "true",
            "Whether a proxy in front sets X-Forwarded-For. Without one, anybody could set it; with one, all visitors would count as one.",
        )
    },
    Setting {
        secret: true,
        ..plain(
            "smtp",
            "smtps://user@mail.example.org",
            "The mail server. smtps:// is under TLS from the start, smtp:// by STARTTLS or not at all; ?tls=opportunistic and ?tls=none are for servers that take no password. Without it nobody can sign in.",
        )
    },
    Setting {
        secret: true,
        ..plain(
            "smtp-password",
            "from a file: smtp-password-file",
            "The password for the mail server, if it is not in its address.",
        )
    },
    plain("mail-from", "Maru <maru@forum.example.org>", "The sender of mails."),
    plain(
        "mail-ca",
        "/etc/ssl/mail-ca.pem",
        "A file with certificates (PEM) to trust for the mail server, beside those that everybody trusts.",
    ),
    Setting {
        default: Some("1m"),
        ..plain(
            "anchor-every",
            "10m",
            "How often the node's own record repeats the heads of the others, at the most: from 1m to 24h. It bounds when entries were made, for those who follow that record alone; a longer time makes it smaller.",
        )
    },
    Setting {
        default: Some("16"),
        ..plain(
            "page-memory",
            "64",
            "How many megabytes of drawn pages are kept for the next reader: from 1 to 4096. When they are full all are let go, so a crawl of every page takes no more than that.",
        )
    },
    Setting {
        default: Some("local"),
        ..plain(
            "metrics",
            "local",
            "Who may read /metrics: off; local, that is programs on this machine that ask 127.0.0.1 or localhost without a proxy; public.",
        )
    },
    Setting {
        default: Some("warn"),
        ..plain(
            "log",
            "warn",
            "What goes to standard error: error, warn, info, debug or trace; or by part, such as warn,maru_web=info.",
        )
    },
];

/// Variables that are no settings of a node, and what they are for.
pub(crate) const OTHER_VARIABLES: &[&str] =
    &["MARU_DATA", "MARU_CONFIG", "MARU_HEADS", "MARU_TOKEN", crate::http::PRIVATE_NETWORK];

/// A `maru.toml` in which everything is explained and nothing is set but what is given.
pub(crate) fn template(given: &[(&str, String)]) -> String {
    let mut text = "# Settings of a Maru node. Flags and MARU_… variables come before what stands here; `maru config` says what is in force. A line that\n# begins with # holds nothing: it shows the default, or an example where there is none.\n"
        .to_owned();
    for setting in SETTINGS {
        text.push('\n');
        for line in wrapped(setting.about) {
            let _ = writeln!(text, "# {line}");
        }
        let own_file = format!("{}-file", setting.name);
        let mut any = false;
        for (name, value) in given.iter().filter(|(name, _)| *name == setting.name || *name == own_file) {
            let _ = writeln!(text, "{name} = {}", toml::Value::from(value.as_str()));
            any = true;
        }
        if !any && setting.secret {
            let _ = writeln!(text, "#{own_file} = \"/etc/maru/{}\"", setting.name);
        } else if !any {
            // A line that is commented out reads as what holds without it.
            let shown = setting.default.unwrap_or(setting.example);
            let _ = writeln!(text, "#{} = {}", setting.name, toml::Value::from(shown));
        }
    }
    text
}

/// Lines of at most a hundred characters.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().filter(|line| line.is_empty() || line.len() + word.len() < 100);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}
