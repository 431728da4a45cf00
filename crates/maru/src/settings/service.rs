//! What the package's service has and a shell has not: its variables and credentials. Whoever asks on the command line about the folder of
//! that service is told of the service, and not of the shell.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::CREDENTIALS_VARIABLE;

type Variables = BTreeMap<OsString, OsString>;

/// Where the unit of the package keeps things (`packaging/systemd/maru.service`).
#[derive(Debug)]
pub(super) struct Service {
    environment: PathBuf,
    credentials: PathBuf,
    data: PathBuf,
}

/// What is known of the service's surroundings.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// The folder is not the service's, or there is no service.
    Elsewhere,
    /// Its variables.
    Variables(Variables),
    /// They cannot be read, and why.
    Unreadable(String),
}

impl Service {
    pub(super) fn of_package() -> Self {
        Self {
            environment: "/etc/maru/environment".into(),
            credentials: "/run/credentials/maru.service".into(),
            data: "/var/lib/maru".into(),
        }
    }

    /// The file that holds its variables.
    pub(super) fn file(&self) -> &Path {
        &self.environment
    }

    /// What the service of a folder has.
    pub(super) fn known(&self, data: &Path) -> Known {
        let mut variables = match std::fs::read_to_string(&self.environment) {
            Ok(text) => parsed(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Variables::new(),
            Err(error) if is_same(data, &self.data) => {
                return Known::Unreadable(format!("{}: {error}", self.environment.display()));
            }
            Err(_) => return Known::Elsewhere,
        };
        let served =
            variables.remove(OsStr::new("MARU_DATA")).map_or_else(|| self.data.clone(), PathBuf::from);
        if !is_same(data, &served) {
            return Known::Elsewhere;
        }
        if self.credentials.is_dir() {
            let folder = self.credentials.clone().into_os_string();
            variables.entry(CREDENTIALS_VARIABLE.into()).or_insert(folder);
        }
        if variables.is_empty() { Known::Elsewhere } else { Known::Variables(variables) }
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path));
    matches!((real(one), real(other)), (Ok(one), Ok(other)) if one == other)
}

/// The variables of a file as `EnvironmentFile=` of systemd reads it: a name, `=` and a value on a line, which may be quoted.
fn parsed(text: &str) -> Variables {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with(['#', ';']));
    let pairs = lines.filter_map(|line| {
        let (name, value) = line.split_once('=')?;
        let value = value.trim();
        let quoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
        Some((OsString::from(name.trim()), OsString::from(quoted.unwrap_or(value))))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_hears_what_the_service_of_the_folder_has_and_of_no_other() {
        let home = tempfile::tempdir().unwrap();
        let service = Service {
            environment: home.path().join("environment"),
            credentials: home.path().join("credentials"),
            data: home.path().join("data"),
        };
        let (data, other) = (home.path().join("data"), home.path().join("other"));
        for folder in [&data, &other] {
            std::fs::create_dir(folder).unwrap();
        }
        assert_eq!(service.known(&data), Known::Elsewhere, "there is no service");
        std::fs::create_dir(&service.credentials).unwrap();
        let text =
            "# mail\nMARU_SMTP=\"smtps://mail.example\"\n; more\n MARU_BEHIND_PROXY = true\nno variable\n";
        std::fs::write(&service.environment, text).unwrap();
        let text_of = |name: &str, data: &Path| match service.known(data) {
            Known::Variables(variables) => {
                variables.get(OsStr::new(name)).map(|value| value.to_string_lossy().into_owned())
            }
            Known::Elsewhere | Known::Unreadable(_) => None,
        };
        assert_eq!(text_of("MARU_SMTP", &data).as_deref(), Some("smtps://mail.example"));
        assert_eq!(text_of("MARU_BEHIND_PROXY", &data).as_deref(), Some("true"));
        assert_eq!(text_of(CREDENTIALS_VARIABLE, &data).as_deref(), service.credentials.to_str());
        assert_eq!(text_of("MARU_SMTP", &other), None, "a node beside it has nothing to do with the service");
        // The service may have been given another folder.
        let moved = format!("{text}MARU_DATA={}\n", other.display());
        std::fs::write(&service.environment, moved).unwrap();
        assert_eq!((text_of("MARU_SMTP", &data), text_of("MARU_SMTP", &other).is_some()), (None, true));
        std::fs::remove_file(&service.environment).unwrap();
        std::fs::create_dir(&service.environment).unwrap();
        assert!(matches!(service.known(&data), Known::Unreadable(_)));
    }
}
