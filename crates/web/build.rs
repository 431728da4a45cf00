//! Lists the locale files, so that a new noun needs no line of code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    // Asked for at run time: a build script that was compiled in another folder must not read that folder's words.
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../locales");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut list = String::from("&[\n");
    for language in sorted(&root)? {
        println!("cargo::rerun-if-changed={}", language.display());
        for file in sorted(&language)? {
            println!("cargo::rerun-if-changed={}", file.display());
            if file.extension().is_some_and(|ending| ending == "ftl") {
                let tag = name_of(&language);
                let path = file.to_string_lossy().into_owned();
                let _ = writeln!(list, "({tag:?}, {:?}, include_str!({path:?})),", name_of(&file));
            }
        }
    }
    list.push(']');
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("locale_files.rs");
    fs::write(target, list)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|item| Ok(item?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
