//! `cargo xtask release`: everything that a host downloads, with checksums, a list of what is in it, and notes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::workspace;

/// The target of a binary that needs no library of the machine.
const STATIC_TARGET: &str = "x86_64-unknown-linux-musl";

/// Builds, packs and describes a release in `target/release-files`; prints where. `twice` builds all of it a second time, in another
/// folder, and fails where one byte differs.
pub(crate) fn run(twice: bool) -> Result<()> {
    let folder = workspace::target().join("release-files");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    std::fs::create_dir_all(&folder)?;
    let version = version()?;
    let binary = build(None, &workspace::target())?;
    let named = folder.join(format!("maru-{version}-{}", target_of_host()?));
    std::fs::copy(&binary, &named)?;
    let mut lacking = Vec::new();
    match build(Some(STATIC_TARGET), &workspace::target()) {
        Ok(binary) => {
            std::fs::copy(binary, folder.join(format!("maru-{version}-{STATIC_TARGET}")))?;
        }
        Err(error) => lacking.push(format!("There is no static binary in this release: {error:#}.")),
    }
    let packed = package(&binary)?;
    std::fs::copy(&packed, folder.join(packed.file_name().context("the package has no name")?))
        .with_context(|| packed.display().to_string())?;
    if twice {
        compare_with_second(&binary, &packed)?;
    } else {
        lacking.push(
            "Whether a second build gives the same bytes was not tried (cargo xtask release --twice)."
                .to_owned(),
        );
    }
    std::fs::write(folder.join(format!("maru-{version}.cdx.json")), bill(&version)?)?;
    let notes = notes(&changelog()?, &version, &lacking);
    std::fs::write(folder.join(format!("maru-{version}-notes.md")), notes)?;
    checksums(&folder)?;
    for line in lacking {
        println!("{line}");
    }
    println!("{}", folder.display());
    Ok(())
}

/// Builds and packs once more from nothing, and compares.
fn compare_with_second(binary: &Path, packed: &Path) -> Result<()> {
    let place = workspace::target().join("second");
    if place.exists() {
        std::fs::remove_dir_all(&place).with_context(|| place.display().to_string())?;
    }
    let first = [digest(binary)?, digest(packed)?];
    let second_binary = build(None, &place)?;
    let second = [digest(&second_binary)?, digest(&package(&second_binary)?)?];
    for ((what, one), other) in ["program", "package"].into_iter().zip(first).zip(second) {
        if one != other {
            bail!("two builds give two {what}s: SHA-256 {one} and {other}");
        }
        println!("two builds give one {what}: SHA-256 {one}");
    }
    Ok(())
}

/// SHA-256 of a file, in hexadecimal.
fn digest(path: &Path) -> Result<String> {
    let said = workspace::output_of(Command::new("sha256sum").arg(path))?;
    Ok(said.split_whitespace().next().context("sha256sum said nothing")?.to_owned())
}

fn version() -> Result<String> {
    let manifest = std::fs::read_to_string(workspace::root().join("Cargo.toml"))?;
    let table: toml::Table = toml::from_str(&manifest)?;
    let version =
        table.get("workspace").and_then(|workspace| workspace.get("package")?.get("version")?.as_str());
    Ok(version.context("Cargo.toml says no version")?.to_owned())
}

fn changelog() -> Result<String> {
    std::fs::read_to_string(workspace::root().join("CHANGELOG.md")).context("CHANGELOG.md")
}

fn target_of_host() -> Result<String> {
    let said = workspace::output_of(Command::new("rustc").arg("-vV"))?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say for which target it builds")?.to_owned())
}

/// Builds the program as it is shipped. No path of this machine gets into it, so that two machines can make the same bytes.
fn build(target: Option<&str>, place: &Path) -> Result<PathBuf> {
    let (root, home) = (workspace::root(), std::env::var("HOME").unwrap_or_default());
    // Of several prefixes that fit, the last one named holds.
    let flags = format!(
        "--remap-path-prefix={home}=/home --remap-path-prefix={}=/maru --remap-path-prefix={}=/target",
        root.display(),
        place.display()
    );
    let mut command = workspace::cargo();
    command.args(["build", "--release", "--locked", "--package", "maru"]).env("RUSTFLAGS", flags);
    command.env("CARGO_TARGET_DIR", place);
    let mut place = place.to_owned();
    if let Some(target) = target {
        let installed = workspace::output_of(Command::new("rustc").args([
            "--print",
            "target-libdir",
            "--target",
            target,
        ]))?;
        if !Path::new(installed.trim()).is_dir() {
            bail!("the toolchain has no {target} (rustup target add {target})");
        }
        command.args(["--target", target]);
        place = place.join(target);
    }
    if !command.status()?.success() {
        bail!("maru does not build");
    }
    Ok(place.join("release/maru"))
}

/// The Debian package, made by the script that a host would run.
pub(crate) fn package(binary: &Path) -> Result<PathBuf> {
    let script = workspace::root().join("packaging/debian/build");
    let made = workspace::output_of(Command::new(script).arg(binary))?;
    let made = PathBuf::from(made.trim());
    Ok(if made.is_absolute() { made } else { workspace::root().join(made) })
}

/// What is in the program: every crate that is linked, with version, licence and checksum, as `CycloneDX` 1.5.
fn bill(version: &str) -> Result<String> {
    let said = workspace::output_of(workspace::cargo().args(["metadata", "--format-version=1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&said)?;
    let lock = std::fs::read_to_string(workspace::root().join("Cargo.lock"))?;
    Ok(serde_json::to_string_pretty(&bill_of(&metadata, &checksums_of(&lock)?, version)?)?)
}

/// SHA-256 of each package's archive as Cargo.lock has it, by name and version.
fn checksums_of(lock: &str) -> Result<BTreeMap<(String, String), String>> {
    let table: toml::Table = toml::from_str(lock)?;
    let packages =
        table.get("package").and_then(toml::Value::as_array).context("Cargo.lock lists no packages")?;
    let text =
        |package: &toml::Value, key: &str| package.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let known = packages.iter().filter_map(|package| {
        Some(((text(package, "name")?, text(package, "version")?), text(package, "checksum")?))
    });
    Ok(known.collect())
}

fn bill_of(metadata: &Value, checksums: &BTreeMap<(String, String), String>, version: &str) -> Result<Value> {
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let nodes = metadata["resolve"]["nodes"].as_array().context("cargo metadata resolves nothing")?;
    let by_id: BTreeMap<&str, &Value> =
        packages.iter().filter_map(|package| Some((package["id"].as_str()?, package))).collect();
    let program =
        packages.iter().find(|package| package["name"] == "maru").context("there is no package maru")?;
    let mut linked = BTreeMap::new();
    let mut waiting = vec![program["id"].as_str().context("a package without an id")?];
    while let Some(id) = waiting.pop() {
        let Some(node) = nodes.iter().find(|node| node["id"] == id).filter(|_| !linked.contains_key(id))
        else {
            continue;
        };
        linked.insert(id, by_id.get(id).context("a package that is not listed")?);
        // What only tests need is not in the program; what only builds it is, because it could have changed it.
        let used = |needed: &&Value| {
            needed["dep_kinds"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"] != "dev"))
        };
        let deps = node["deps"].as_array().into_iter().flatten().filter(used);
        waiting.extend(deps.filter_map(|needed| needed["pkg"].as_str()));
    }
    let components: Vec<_> = linked
        .values()
        .filter(|package| package["name"] != "maru")
        .map(|package| component(package, checksums))
        .collect();
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": { "type": "application", "name": "maru", "version": version, "licenses": [{ "expression": program["license"] }] } },
        "components": components,
    }))
}

fn component(package: &Value, checksums: &BTreeMap<(String, String), String>) -> Value {
    let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
    let (name, version) = (text("name"), text("version"));
    let mut component = json!({
        "type": "library",
        "name": name,
        "version": version,
        "purl": format!("pkg:cargo/{name}@{version}"),
        // An old way of writing “or”, which the standard does not know.
        "licenses": [{ "expression": text("license").replace('/', " OR ") }],
    });
    if let Some(checksum) = checksums.get(&(name, version)) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    component
}

/// The part of the changelog about a version, or what is not released yet where there is none; and what this release lacks.
fn notes(changelog: &str, version: &str, lacking: &[String]) -> String {
    let part = |heading: &str| {
        let rest = changelog.split_once(&format!("\n## {heading}"))?.1;
        Some(rest.split_once("\n## ").map_or(rest, |(part, _)| part).split_once('\n')?.1.trim().to_owned())
    };
    let words = part(version).or_else(|| part("Unreleased")).unwrap_or_default();
    let mut told = format!("# Maru {version}\n\n{words}\n");
    for line in lacking {
        let _ = write!(told, "\n{line}\n");
    }
    told
}

/// `SHA256SUMS`, which `sha256sum --check` reads.
fn checksums(folder: &Path) -> Result<()> {
    let names = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name()));
    let mut names = names.collect::<std::io::Result<Vec<_>>>()?;
    names.sort();
    let mut sums = String::new();
    for name in names {
        let said = workspace::output_of(Command::new("sha256sum").arg(&name).current_dir(folder))?;
        let _ = writeln!(sums, "{}", said.trim());
    }
    Ok(std::fs::write(folder.join("SHA256SUMS"), sums)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bill_lists_what_is_linked_and_nothing_that_only_tests_need() {
        let lock = "[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n";
        let kinds = |kind: Value| json!([{ "kind": kind }]);
        let metadata = json!({
            "packages": [
                { "id": "m", "name": "maru", "version": "0.2.0", "license": "AGPL-3.0-or-later" },
                { "id": "s", "name": "serde", "version": "1.0.0", "license": "MIT/Apache-2.0" },
                { "id": "b", "name": "cc", "version": "1.0.0", "license": "MIT" },
                { "id": "t", "name": "tempfile", "version": "3.0.0", "license": "MIT" },
            ],
            "resolve": { "nodes": [
                { "id": "m", "deps": [{ "pkg": "s", "dep_kinds": kinds(Value::Null) }, { "pkg": "t", "dep_kinds": kinds("dev".into()) }] },
                { "id": "s", "deps": [{ "pkg": "b", "dep_kinds": kinds("build".into()) }, { "pkg": "s", "dep_kinds": kinds(Value::Null) }] },
                { "id": "b", "deps": [] },
                { "id": "t", "deps": [] },
            ] },
        });
        let bill = bill_of(&metadata, &checksums_of(lock).unwrap(), "0.2.0").unwrap();
        let names: Vec<_> =
            bill["components"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["cc", "serde"]);
        assert_eq!(bill["components"][1]["hashes"][0]["content"], "ab");
        assert_eq!(bill["components"][1]["licenses"][0]["expression"], "MIT OR Apache-2.0");
    }

    #[test]
    fn notes_are_the_part_about_the_version() {
        let changelog =
            "# Changelog\n\n## Unreleased\nnew\n\n## 0.2.0 (2026-12-01)\nhosts must\n\n## 0.1.0\nold\n";
        assert_eq!(notes(changelog, "0.2.0", &[]), "# Maru 0.2.0\n\nhosts must\n");
        let lacking = ["There is no static binary.".to_owned()];
        assert_eq!(
            notes(changelog, "0.3.0", &lacking),
            "# Maru 0.3.0\n\nnew\n\nThere is no static binary.\n"
        );
    }
}
