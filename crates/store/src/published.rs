//! What a node's folder publishes, read from the files alone: the database may be held by a server, or damaged.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use maru_record::tile::CHECKPOINT_PATH;
use maru_record::{NoteError, SignedCheckpoint};

use crate::error::StoreError;
use crate::sequencer::{OWN_KEY_FILE, key};

/// A record that is published in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its name in the folder.
    pub name: String,
    /// What it calls itself, for ever.
    pub origin: String,
    /// Whether the keys in the folder are those that have signed its head; what is wrong with them otherwise.
    pub keys: Result<(), String>,
}

/// Every record that has a published head; an error where one of them, or the folder, cannot be read.
pub fn published(directory: &Path) -> Result<Vec<Published>, StoreError> {
    let records = directory.join("record");
    let mut places = vec![("node".to_owned(), directory.join("node"), PathBuf::from(OWN_KEY_FILE))];
    match fs::read_dir(&records) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(StoreError::file(records)(error)),
        Ok(found) => {
            for entry in found {
                let entry = entry.map_err(StoreError::file(&records))?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let key_file = Path::new("keys").join(format!("{name}.key"));
                places.push((name, entry.path(), key_file));
            }
        }
    }
    let mut published = Vec::new();
    for (name, folder, key_file) in places {
        let path = folder.join(CHECKPOINT_PATH);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(StoreError::file(path)(error)),
        };
        let head = SignedCheckpoint::parse(&bytes).map_err(|error| StoreError::Record {
            process: name.clone(),
            reason: format!("{} is no checkpoint: {error}", path.display()),
        })?;
        let keys = keys_fit(&directory.join(key_file), &head);
        published.push(Published { name, origin: head.checkpoint().origin.clone(), keys });
    }
    published.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(published)
}

/// Whether the keys in a file are those that signed a head.
fn keys_fit(path: &Path, head: &SignedCheckpoint) -> Result<(), String> {
    let keys = key::load(path, &head.checkpoint().origin).map_err(|error| error.to_string())?;
    let Some(keys) = keys else { return Err(format!("{} is missing", path.display())) };
    let keys: Vec<_> = keys.iter().map(|key| key.verifier().clone()).collect();
    let signed = head.verify_kinds(&keys);
    signed.map_err(|error| match error {
        // The keys are those that are named in the head; it is the head that changed.
        NoteError::Signature(_) => {
            format!("its published head was changed after the keys in {} signed it: {error}", path.display())
        }
        error => format!("{} holds other keys than signed it: {error}", path.display()),
    })
}

/// What is wrong with the keys of this node's witness and mirror, where it has some.
pub fn role_key_faults(directory: &Path) -> Vec<String> {
    let files = ["keys/node/witness.key", "keys/node/mirror.key"].map(|file| directory.join(file));
    files.iter().filter_map(|file| key::read(file).err()).map(|error| error.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::{Node, Options};

    #[test]
    fn keys_are_held_against_what_they_signed() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(published(folder.path()).unwrap(), []);
        let node = Node::open(folder.path(), Options::CREATE).unwrap();
        node.begin_own_record("example.org").unwrap();
        drop(node);
        let seen = |folder: &Path| published(folder).unwrap().remove(0);
        let whole = seen(folder.path());
        assert_eq!((whole.origin.as_str(), whole.keys), ("example.org/node", Ok(())));
        let file = folder.path().join(OWN_KEY_FILE);
        let keys = fs::read_to_string(&file).unwrap();
        let check = |text: &str, words: &str| {
            fs::write(&file, text).unwrap();
            let said = seen(folder.path()).keys.unwrap_err();
            assert!(said.contains(words), "{said}");
        };
        check("", "does not hold the keys");
        check("junk", "record.key");
        let other = tempfile::tempdir().unwrap();
        drop(Node::open(other.path(), Options::CREATE).unwrap().begin_own_record("example.org").unwrap());
        check(&fs::read_to_string(other.path().join(OWN_KEY_FILE)).unwrap(), "other keys");
        fs::remove_file(&file).unwrap();
        assert!(seen(folder.path()).keys.unwrap_err().contains("is missing"));
        fs::write(&file, keys).unwrap();
        assert_eq!(seen(folder.path()).keys, Ok(()));
        let head = fs::read_to_string(folder.path().join("node/checkpoint")).unwrap();
        let (size, more) = (head.lines().nth(1).unwrap(), "7");
        let changed = head.replacen(&format!("\n{size}\n"), &format!("\n{size}{more}\n"), 1);
        fs::write(folder.path().join("node/checkpoint"), changed).unwrap();
        let said = seen(folder.path()).keys.unwrap_err();
        assert!(said.contains("its published head was changed"), "the keys are not accused: {said}");
        assert_eq!(role_key_faults(folder.path()), [""; 0]);
        fs::create_dir_all(folder.path().join("keys/node")).unwrap();
        fs::write(folder.path().join("keys/node/witness.key"), "PRIVATE+KEY+flipped").unwrap();
        assert_eq!(role_key_faults(folder.path()).len(), 1);
        fs::write(folder.path().join("node/checkpoint"), "no checkpoint").unwrap();
        assert!(published(folder.path()).is_err(), "what cannot be read is not called whole");
    }
}
