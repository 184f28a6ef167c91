//! Long texts as they lie in the database: compressed, since the JSON of an article shrinks to a third of itself and half of the file was such.
//!
//! A packed text is one Zstandard frame (RFC 8878) that says its own length. Ids and hashes are always of the text and never of the frame, so
//! that another version of the library may pack differently. What is authentic is for the pages' own authentication and those hashes to say.

use std::cell::RefCell;

use rusqlite::{Connection, functions::FunctionFlags, types::ValueRef};
use serde::de::DeserializeOwned;
use zstd::{
    bulk::{Compressor, Decompressor},
    zstd_safe::{MAGICNUMBER, get_frame_content_size},
};

use crate::{Error, Result};

/// Higher levels gain a twentieth and cost three times as much.
const LEVEL: i32 = 3;
/// No text of ours is longer, in bytes; a frame that says so is damaged, and is not to take the memory that it asks for.
const LONGEST: u64 = 256 << 20;

thread_local! {
    // Contexts take longer to make than a text takes to pack.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// A text for a column.
///
/// # Errors
/// [`Error::Failing`] when there is no memory for it.
pub(crate) fn pack(text: &str) -> Result<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|kept| {
        let compressor = match kept {
            Some(compressor) => compressor,
            None => kept.insert(Compressor::new(LEVEL)?),
        };
        Ok(compressor.compress(text.as_bytes())?)
    })
}

/// Bytes of the text of a column, without unpacking it.
///
/// # Errors
/// [`Error::Damaged`] when the bytes are no packed text.
pub(crate) fn length(packed: &[u8]) -> Result<u64> {
    get_frame_content_size(packed).ok().flatten().filter(|length| *length <= LONGEST).ok_or(Error::Damaged("packed text"))
}

/// The text of a column.
///
/// # Errors
/// [`Error::Damaged`] when the bytes are no packed text.
pub(crate) fn unpack(packed: &[u8]) -> Result<String> {
    String::from_utf8(bytes(packed)?).map_err(|_| Error::Damaged("packed text"))
}

/// The bytes of the text of a column, of which it is not said yet that they are one.
///
/// # Errors
/// [`Error::Damaged`] when the bytes are no frame.
pub(crate) fn bytes(packed: &[u8]) -> Result<Vec<u8>> {
    let damaged = || Error::Damaged("packed text");
    let length = usize::try_from(length(packed)?).map_err(|_| damaged())?;
    DECOMPRESSOR.with_borrow_mut(|kept| {
        let decompressor = match kept {
            Some(decompressor) => decompressor,
            None => kept.insert(Decompressor::new()?),
        };
        decompressor.decompress(packed, length).map_err(|_| damaged())
    })
}

/// What the bytes of a text say.
///
/// # Errors
/// When they are no text, or no such value.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    // The standard library looks at Vietnamese letter by letter, which takes as long as to unpack it.
    let text = simdutf8::basic::from_utf8(bytes).map_err(|_| Error::Damaged("packed text"))?;
    Ok(serde_json::from_str(text)?)
}

/// The text of a column of any version's file: texts were not packed up to schema 6.
///
/// # Errors
/// As of [`unpack`].
pub(crate) fn text(value: ValueRef<'_>) -> Result<String> {
    match value {
        ValueRef::Text(text) => String::from_utf8(text.to_vec()).map_err(|_| Error::Damaged("text")),
        ValueRef::Blob(packed) => unpack(packed),
        ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => Err(Error::Damaged("text")),
    }
}

/// Whether bytes begin as a packed text does.
pub(crate) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGICNUMBER.to_le_bytes())
}

/// Lets a migration say `packed(text)`.
pub(crate) fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("packed", 1, flags, |call| {
        pack(call.get_raw(0).as_str()?).map_err(|error| rusqlite::Error::UserFunctionError(Box::new(error)))
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_article_takes_a_third_of_its_length() {
        let text =
            r#"{"type":"paragraph","attrs":{"id":"a1"},"content":[{"type":"text","text":"Trung tâm phòng, chống thiên tai"}]},"#.repeat(40);
        assert!(pack(&text).unwrap().len() * 3 < text.len());
    }

    #[test]
    fn a_frame_that_lies_about_its_length_takes_no_memory() {
        let mut frame = MAGICNUMBER.to_le_bytes().to_vec();
        // A single segment with a length of eight bytes (RFC 8878, 3.1.1.1): one exbibyte.
        frame.push(0b1110_0000);
        frame.extend((1_u64 << 60).to_le_bytes());
        assert!(matches!(unpack(&frame), Err(Error::Damaged(_))));
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in any::<String>()) {
            let packed = pack(&text).unwrap();
            prop_assert!(is_packed(&packed));
            prop_assert_eq!(unpack(&packed).unwrap(), text);
        }

        #[test]
        fn no_bytes_are_more_than_damaged(bytes in any::<Vec<u8>>()) {
            let mut frame = pack("văn bản").unwrap();
            frame.truncate(bytes.len() % (frame.len() + 1));
            frame.extend(&bytes);
            let _ = unpack(&bytes);
            let _ = unpack(&frame);
        }
    }
}
