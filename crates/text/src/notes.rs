//! Notes that stand apart from where they hang: signs in the words hold their places until the units are built.

use std::collections::HashMap;

use crate::error::{ImportError, MAX_BYTES};
use crate::model::{Note, Unit};
use crate::tree::collapse;

/// Signs around the name of a note where it hangs; no text has them.
pub(crate) const NOTE_OPENS: char = '\u{fdd0}';
pub(crate) const NOTE_CLOSES: char = '\u{fdd1}';
/// How many bytes the notes of a file may have together, each counted wherever it hangs.
pub(crate) const MAX_NOTES: usize = MAX_BYTES;

/// The words of notes by the name of their reference.
#[derive(Debug, Default)]
pub(crate) struct Notes(pub(crate) HashMap<String, String>);

impl Notes {
    /// Makes notes of the signs in units and below them.
    pub(crate) fn hang_all(&self, units: &mut [Unit]) -> Result<(), ImportError> {
        let mut room = MAX_NOTES;
        units.iter_mut().try_for_each(|unit| self.hang(unit, &mut room))
    }

    /// Makes notes of the signs in a unit and below it; in a head, their words stand where they hang.
    fn hang(&self, unit: &mut Unit, room: &mut usize) -> Result<(), ImportError> {
        for head in [&mut unit.number, &mut unit.heading].into_iter().flatten() {
            if head.contains(NOTE_OPENS) {
                let (text, notes) = self.parted(head, room)?;
                *head = collapse(&Unit { text, notes, ..Unit::new(unit.kind) }.text_with_notes());
            }
        }
        if unit.text.contains(NOTE_OPENS) {
            let (text, notes) = self.parted(&unit.text, room)?;
            unit.text = text;
            unit.notes.extend(notes);
            unit.notes.retain(|note| !note.text.is_empty());
        }
        unit.children.iter_mut().try_for_each(|child| self.hang(child, room))
    }

    /// A text without its signs, and the notes that they stand for; `room` is how many bytes all notes may still take.
    fn parted(&self, text: &str, room: &mut usize) -> Result<(String, Vec<Note>), ImportError> {
        let (mut out, mut notes) = (String::with_capacity(text.len()), Vec::new());
        let mut rest = text;
        while let Some((before, sign)) = rest.split_once(NOTE_OPENS)
            && let Some((name, after)) = sign.split_once(NOTE_CLOSES)
        {
            out.push_str(before);
            let words = self.0.get(name).map_or("", String::as_str);
            // A few bytes of the file can ask for the same long note again and again.
            *room = room.checked_sub(words.len()).ok_or_else(endless_notes)?;
            notes.push(Note { at: out.len(), text: words.to_owned() });
            rest = after;
        }
        out.push_str(rest);
        Ok((out, notes))
    }
}

pub(crate) fn endless_notes() -> ImportError {
    ImportError::Docx("its notes are repeated without end".to_owned())
}
