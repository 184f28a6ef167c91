//! RTF, read: what Windows programs, old Word and LibreOffice put beside their HTML, and the only flavour in which Word hands over its pictures.
//!
//! A file is groups in groups; [`state`] is what holds inside one. The reader goes through the file once and keeps no more than it needs to write the
//! blocks down. A broken file is read as far as it makes sense.

mod charset;
mod reader;
mod state;
pub(crate) mod table;
mod token;

use crate::{
    flow::Piece,
    limits::SOURCE_BYTES,
    picture::Pictures,
    receipt::{Notes, Thing},
};

/// Whether bytes begin as RTF does.
pub(crate) fn is_rtf(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Reads a file. `pictures` gets those in it.
pub(crate) fn read(bytes: &[u8], pictures: &mut Pictures, notes: &Notes) -> Vec<Piece> {
    if bytes.len() > SOURCE_BYTES {
        notes.note(Thing::TooMuch);
    }
    let mut reader = reader::Reader::new(notes);
    reader.run(&bytes[..bytes.len().min(SOURCE_BYTES)], &mut |bytes| pictures.take(bytes, "", notes));
    reader.finish()
}

/// The pictures of a file in the order of its text. One that is in a form that nobody shows is empty, so that the others keep their places.
pub(crate) fn pictures(bytes: &[u8]) -> Vec<Vec<u8>> {
    let notes = Notes::default();
    let mut found = Vec::new();
    let mut reader = reader::Reader::new(&notes);
    reader.keeps_all_pictures = true;
    reader.run(&bytes[..bytes.len().min(SOURCE_BYTES)], &mut |bytes| {
        found.push(bytes);
        None
    });
    found
}
