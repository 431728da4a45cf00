//! The right user: who owns a node's folder runs its commands. Root would leave files behind that the node cannot open.

use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};

/// Who runs this program, as the kernel says.
pub(crate) fn current() -> Option<u32> {
    std::fs::metadata("/proc/self").ok().map(|program| program.uid())
}

/// The user and the group to whom a folder belongs, or would belong: those of the nearest folder above that exists.
fn owner(data: &Path) -> Option<(u32, u32)> {
    let data = std::path::absolute(data).ok()?;
    let folder = data.ancestors().find_map(|folder| std::fs::metadata(folder).ok())?;
    Some((folder.uid(), folder.gid()))
}

/// Where root acts on the folder of another user, the program begins anew as that user; another stranger is refused.
pub(crate) fn act_as_owner(data: &Path) -> anyhow::Result<()> {
    let (Some(current), true) = (current(), data.exists()) else { return Ok(()) };
    let Some((user, group)) = owner(data).filter(|(user, _)| *user != current) else { return Ok(()) };
    if current != 0 {
        bail!(
            "{} belongs to {}, and this is {}; run the command as that user: sudo -u {} maru …",
            data.display(),
            named(user),
            named(current),
            name_of(user).unwrap_or_else(|| format!("'#{user}'"))
        );
    }
    crate::output::note(&format!("{} belongs to {}; acting as that user", data.display(), named(user)));
    let program = std::env::current_exe().context("this program's own file is not known")?;
    // `exec` gives up root's other groups as well; it only comes back when it fails.
    // That user may not read the service's variables; root can.
    let missing = crate::settings::of_service(data).into_iter();
    let missing = missing.filter(|(name, _)| std::env::var_os(name).is_none());
    let error =
        Command::new(program).args(std::env::args_os().skip(1)).envs(missing).uid(user).gid(group).exec();
    Err(error).with_context(|| {
        format!("root cannot act on the folder of {} and could not become that user", named(user))
    })
}

/// The number of the user to whom a folder belongs, or would belong.
pub(crate) fn owner_id(data: &Path) -> Option<u32> {
    owner(data).map(|(user, _)| user)
}

/// The name of the user to whom a folder belongs, or their number.
pub(crate) fn owner_named(data: &Path) -> String {
    owner(data)
        .map_or_else(|| "USER".to_owned(), |(user, _)| name_of(user).unwrap_or_else(|| user.to_string()))
}

/// Whether files may be made in a folder, or in the nearest one above that exists.
pub(crate) fn may_write(data: &Path) -> bool {
    let absolute = std::path::absolute(data).unwrap_or_else(|_| data.to_owned());
    let folder = absolute.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("/"));
    tempfile_in(folder).is_ok()
}

/// Makes a file and takes it away again: what permissions, mounts and quotas say together, nothing else tells.
fn tempfile_in(folder: &Path) -> std::io::Result<()> {
    let path = folder.join(format!(".maru-{}", std::process::id()));
    std::fs::OpenOptions::new().write(true).create_new(true).open(&path)?;
    std::fs::remove_file(path)
}

/// A user as people know them.
pub(crate) fn named(user: u32) -> String {
    name_of(user).map_or_else(|| format!("user {user}"), |name| format!("user {name}"))
}

fn name_of(user: u32) -> Option<String> {
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, number) = (fields.next()?, fields.nth(1)?);
        (number.parse() == Ok(user)).then(|| name.to_owned())
    })
}
