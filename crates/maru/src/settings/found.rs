//! Finding each setting where it was said, and refusing what nobody knows.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::list::{OTHER_VARIABLES, SETTINGS, Setting};
use super::{CREDENTIALS_VARIABLE, FILE, FILE_VARIABLE, InForce, Source, Surroundings, Value};

/// The longest value that is read from a file.
const VALUE_LIMIT: u64 = 64 * 1_024;
/// Names that differ in so few letters are taken for a slip of the pen.
const SLIP: usize = 2;

type Variables = BTreeMap<OsString, OsString>;

pub(super) fn in_force(around: &Surroundings) -> anyhow::Result<InForce> {
    refuse_unknown_variables(&around.variables)?;
    let named = around.variables.get(OsStr::new(FILE_VARIABLE)).map(PathBuf::from);
    let must_exist = named.is_some();
    let file = named.unwrap_or_else(|| around.data.join(FILE));
    let table = read_table(&file, must_exist)?;
    let mut values = BTreeMap::new();
    for setting in SETTINGS {
        if let Some(value) = find(setting, around, &table, &file)? {
            if value.text.trim().is_empty() {
                bail!(
                    "the setting “{}” (from {}) is empty; take it out, or say what it should be",
                    setting.name,
                    value.source
                );
            }
            values.insert(setting.name.to_owned(), value);
        }
    }
    Ok(InForce { values, file })
}

/// The first place in which a setting is found.
fn find(
    setting: &Setting,
    around: &Surroundings,
    table: &toml::Table,
    file: &Path,
) -> anyhow::Result<Option<Value>> {
    let flag = around.flags.iter().find(|(name, _)| *name == setting.name).and_then(|(_, text)| text.clone());
    if let Some(text) = flag {
        return Ok(Some(Value { text, source: Source::Flag(format!("--{}", setting.name)) }));
    }
    if let Some(value) = of_environment(setting, &around.variables)? {
        return Ok(Some(value));
    }
    if let Some(value) = of_credentials(setting, &around.variables)? {
        return Ok(Some(value));
    }
    if let Some(value) = of_table(setting, table, file)? {
        return Ok(Some(value));
    }
    let default = |text: &str| Value { text: text.to_owned(), source: Source::Default };
    Ok(setting.default.map(default))
}

fn of_environment(setting: &Setting, variables: &Variables) -> anyhow::Result<Option<Value>> {
    let name = setting.variable();
    let file_name = format!("{name}_FILE");
    let (plain, file) = (variables.get(OsStr::new(&name)), variables.get(OsStr::new(&file_name)));
    match (plain, file) {
        (Some(_), Some(_)) => bail!("{name} and {file_name} are both set; which one holds?"),
        (Some(text), None) => {
            let text = text.to_str().with_context(|| format!("{name} is not UTF-8"))?.to_owned();
            Ok(Some(Value { text, source: Source::Variable(name) }))
        }
        (None, Some(path)) => of_own_file(Path::new(path)).with_context(|| file_name).map(Some),
        (None, None) => Ok(None),
    }
}

/// A secret that systemd lays down for the service (`LoadCredential=smtp-password:/etc/maru/smtp-password`).
fn of_credentials(setting: &Setting, variables: &Variables) -> anyhow::Result<Option<Value>> {
    let Some(folder) = variables.get(OsStr::new(CREDENTIALS_VARIABLE)).filter(|_| setting.secret) else {
        return Ok(None);
    };
    let path = Path::new(folder).join(setting.name);
    if !path.is_file() {
        return Ok(None);
    }
    let value = of_own_file(&path)?;
    Ok(Some(Value { source: Source::Credential(path), ..value }))
}

fn of_table(setting: &Setting, table: &toml::Table, file: &Path) -> anyhow::Result<Option<Value>> {
    let own_file = format!("{}-file", setting.name);
    match (table.get(setting.name), table.get(&own_file)) {
        (Some(_), Some(_)) => {
            bail!(
                "{}: “{}” and “{own_file}” both stand there; which one holds?",
                file.display(),
                setting.name
            )
        }
        (Some(value), None) => {
            let text = text_of(value).with_context(|| format!("{}: “{}”", file.display(), setting.name))?;
            Ok(Some(Value { text, source: Source::SettingsFile(file.to_owned()) }))
        }
        (None, Some(value)) => {
            let named = text_of(value).with_context(|| format!("{}: “{own_file}”", file.display()))?;
            // A path is meant from where the settings file lies.
            let path = file.parent().map_or_else(|| PathBuf::from(&named), |folder| folder.join(&named));
            of_own_file(&path).with_context(|| format!("{}: “{own_file}”", file.display())).map(Some)
        }
        (None, None) => Ok(None),
    }
}

fn text_of(value: &toml::Value) -> anyhow::Result<String> {
    match value {
        toml::Value::String(text) => Ok(text.clone()),
        toml::Value::Boolean(_) | toml::Value::Integer(_) => Ok(value.to_string()),
        other => {
            let kind = other.type_str();
            let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            bail!("{article} {kind} stands where a text should")
        }
    }
}

/// A file that holds one value; a line break at its end belongs to the file, not to the value.
fn of_own_file(path: &Path) -> anyhow::Result<Value> {
    let shown = || path.display().to_string();
    let mut text = String::new();
    let file = std::fs::File::open(path).with_context(shown)?;
    file.take(VALUE_LIMIT + 1).read_to_string(&mut text).with_context(shown)?;
    if text.len() as u64 > VALUE_LIMIT {
        bail!("{} has more than {VALUE_LIMIT} bytes", shown());
    }
    let text = text.trim_end_matches(['\n', '\r']).to_owned();
    Ok(Value { text, source: Source::OwnFile(path.to_owned()) })
}

fn read_table(file: &Path, must_exist: bool) -> anyhow::Result<toml::Table> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound && !must_exist => return Ok(toml::Table::new()),
        Err(error) => return Err(error).with_context(|| file.display().to_string()),
    };
    let table: toml::Table = toml::from_str(&text).with_context(|| file.display().to_string())?;
    let names =
        || SETTINGS.iter().flat_map(|setting| [setting.name.to_owned(), format!("{}-file", setting.name)]);
    for key in table.keys() {
        if !names().any(|name| name == *key) {
            bail!("{}: there is no setting “{key}”{}", file.display(), hint(key, names()));
        }
    }
    Ok(table)
}

pub(super) fn refuse_unknown_variables(variables: &Variables) -> anyhow::Result<()> {
    let settings = || SETTINGS.iter().map(Setting::variable).flat_map(|name| [format!("{name}_FILE"), name]);
    let known = || settings().chain(OTHER_VARIABLES.iter().map(|name| (*name).to_owned()));
    for name in variables.keys().filter_map(|name| name.to_str()).filter(|name| name.starts_with("MARU_")) {
        if !known().any(|other| other == *name) {
            bail!("the variable {name} means nothing to this program{}", hint(name, known()));
        }
    }
    Ok(())
}

/// Whether most letters of a name are as they stand there: of three letters, two others make another word.
fn is_long(name: &str, apart: usize) -> bool {
    name.strip_prefix("MARU_").unwrap_or(name).len() > 2 * apart
}

/// What was probably meant, or where all names are found.
fn hint(name: &str, known: impl Iterator<Item = String>) -> String {
    let nearest = known.map(|other| (distance(name, &other), other)).min();
    match nearest {
        Some((apart, other)) if apart <= SLIP && is_long(name, apart) => format!("; did you mean {other}?"),
        _ => "; `maru config` lists what it knows".to_owned(),
    }
}

/// How many letters have to be put in, taken out or changed to make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, wanted) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *wanted);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Surroundings with these variables and this `maru.toml`.
    fn around(home: &Path, variables: &[(&str, &str)], file: &str) -> Surroundings {
        if !file.is_empty() {
            std::fs::write(home.join(FILE), file).unwrap();
        }
        let variables = variables.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
        Surroundings { flags: Vec::new(), variables, data: home.to_owned() }
    }

    fn address(around: &Surroundings) -> (String, Source) {
        let value = in_force(around).unwrap().value("address").unwrap().clone();
        (value.text, value.source)
    }

    #[test]
    fn a_flag_comes_before_a_variable_before_a_file() {
        let home = tempfile::tempdir().unwrap();
        let mut all = around(home.path(), &[("MARU_ADDRESS", "https://b")], "address = \"https://c\"\n");
        all.flags = vec![("address", Some("https://a".into()))];
        assert_eq!(address(&all), ("https://a".into(), Source::Flag("--address".into())));
        all.flags = vec![("address", None)];
        assert_eq!(address(&all), ("https://b".into(), Source::Variable("MARU_ADDRESS".into())));
        all.variables.clear();
        assert_eq!(address(&all), ("https://c".into(), Source::SettingsFile(home.path().join(FILE))));
    }

    #[test]
    fn a_secret_is_read_from_a_file_of_its_own() {
        let home = tempfile::tempdir().unwrap();
        let secret = home.path().join("secret");
        std::fs::write(&secret, " p@ss \n").unwrap();
        let path = secret.to_str().unwrap();
        let password = |variables: &[(&str, &str)], file: &str| {
            let found = in_force(&around(home.path(), variables, file)).unwrap();
            found.value("smtp-password").unwrap().clone()
        };
        assert_eq!(password(&[("MARU_SMTP_PASSWORD_FILE", path)], "").text, " p@ss ");
        assert_eq!(
            password(&[], "smtp-password-file = \"secret\"\n").source,
            Source::OwnFile(secret.clone())
        );
        let folder = home.path().to_str().unwrap();
        std::fs::write(home.path().join("smtp-password"), "from systemd\n").unwrap();
        let credential =
            password(&[("CREDENTIALS_DIRECTORY", folder)], "smtp-password = \"from the file\"\n");
        assert_eq!(credential.text, "from systemd");
        assert!(matches!(credential.source, Source::Credential(_)));
    }

    #[test]
    fn what_nobody_knows_is_refused_with_what_was_meant() {
        let home = tempfile::tempdir().unwrap();
        let check = |variables: &[(&str, &str)], file: &str, words: &str| {
            let error = in_force(&around(home.path(), variables, file)).unwrap_err();
            assert!(format!("{error:#}").contains(words), "wanted “{words}” in {error:#}");
            let _ = std::fs::remove_file(home.path().join(FILE));
        };
        check(&[("MARU_ADRESS", "x")], "", "did you mean MARU_ADDRESS?");
        check(&[("MARU_SMTP_PASWORD_FILE", "x")], "", "did you mean MARU_SMTP_PASSWORD_FILE?");
        check(&[("MARU_COLOUR_OF_THE_SKY", "x")], "", "means nothing to this program");
        let far = in_force(&around(home.path(), &[("MARU_FOO", "x")], "")).unwrap_err();
        assert!(!format!("{far:#}").contains("did you mean"), "{far:#}");
        check(&[], "adress = \"x\"\n", "did you mean address?");
        check(&[], "[mail]\nfrom = \"x\"\n", "there is no setting “mail”");
        check(&[], "address = [\"x\"]\n", "an array stands where a text should");
        check(&[], "address = \n", FILE);
        check(&[("MARU_ADDRESS", " ")], "", "is empty");
        check(&[("MARU_SMTP", "a"), ("MARU_SMTP_FILE", "b")], "", "both set");
        check(&[("MARU_SMTP_FILE", "/nowhere/at/all")], "", "MARU_SMTP_FILE");
        check(&[("MARU_CONFIG", "/nowhere/at/all")], "", "/nowhere/at/all");
        check(&[], "smtp = \"a\"\nsmtp-file = \"b\"\n", "both stand there");
    }

    #[test]
    fn truth_and_numbers_need_no_quotes() {
        let home = tempfile::tempdir().unwrap();
        let found = in_force(&around(home.path(), &[], "behind-proxy = true\n")).unwrap();
        assert!(found.behind_proxy().unwrap());
        assert_eq!(found.value("listen").unwrap().source, Source::Default);
    }

    #[test]
    fn names_and_places_are_refused_in_words() {
        let home = tempfile::tempdir().unwrap();
        let check = |file: &str, words: &str| {
            let found = in_force(&around(home.path(), &[], file)).unwrap();
            let error = found.listen().map(drop).and_then(|()| found.web().map(drop)).unwrap_err();
            assert!(format!("{error:#}").contains(words), "wanted “{words}” in {error:#}");
        };
        let address = "address = \"https://forum.example.org\"\n";
        check("#", "maru init");
        check("address = \"forum.example.org\"\n", "write https://forum.example.org");
        check("address = \"https://example.org/maru\"\n", "cannot live under the path “/maru”");
        check(&format!("{address}listen = \"unix:/run/maru.sock\"\n"), "Unix socket is not supported");
        check(&format!("{address}listen = \"localhost\"\n"), "[::1]:8080");
        check(&format!("{address}behind-proxy = \"maybe\"\n"), "neither true nor false");
        check(&format!("{address}metrics = \"all\"\n"), "“all” is not off");
        check(&format!("{address}anchor-every = \"often\"\n"), "is not an age such as");
        check(&format!("{address}anchor-every = \"30s\"\n"), "“30s” is not between 1m and 24h");
        check(&format!("{address}anchor-every = \"25h\"\n"), "not between");
        check(&format!("{address}smtp = \"smtp://mail.example\"\n"), "no sender");
        check(&format!("{address}smtp-password = \"x\"\n"), "names the mail server");
        check(
            &format!("{address}smtp = \"mail.example\"\nmail-from = \"a@b.example\"\n"),
            "the setting “smtp”",
        );
    }

    #[test]
    fn the_template_is_read_back_as_it_was_written() {
        let home = tempfile::tempdir().unwrap();
        let given =
            [("address", "https://a.example".to_owned()), ("operator", "“A” \"& \\ Söhne".to_owned())];
        let found = in_force(&around(home.path(), &[], &super::super::template(&given))).unwrap();
        assert_eq!(found.value("address").unwrap().text, "https://a.example");
        assert_eq!(found.value("operator").unwrap().text, "“A” \"& \\ Söhne");
        assert_eq!(found.value("smtp"), None, "what is only explained is not set");
    }

    #[test]
    fn every_setting_is_documented() {
        let page = include_str!("../../../../docs/operate/settings.md");
        for setting in SETTINGS {
            for name in [format!("`{}`", setting.name), setting.variable()] {
                assert!(page.contains(&name), "docs/operate/settings.md does not mention {name}");
            }
        }
    }
}
