//! From a clip to blocks: the reading is [`banthao_paste`]'s, the pictures go the way of all media.

use std::sync::{Arc, Mutex, PoisonError};

use banthao_paste::{Charset, Clip, Fate, Manner, Pasted, Picture, Source, Taken, Thing};
use banthao_protocol::{ApiError, ErrorCode, LegacyCharset, MediaNote, PasteLine, PasteManner, PasteSource, PasteThing, PasteView};
use banthao_store::{Db, Error as StoreError};
use serde_json::Value;

use crate::{
    error::Result,
    media::intake::{self, Incoming, Refused},
};

/// The last clip that was read, for reading it again and for keeping it. One is enough: it is asked for by the strip that the window shows of it.
#[derive(Default)]
pub(crate) struct LastPaste(Mutex<Option<(String, Arc<Clip>)>>);

impl LastPaste {
    pub fn put(&self, name: String, clip: Arc<Clip>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((name, clip));
    }

    /// The clip of this name.
    ///
    /// # Errors
    /// [`ErrorCode::BadRequest`] when another one came after it.
    pub fn get(&self, name: &str) -> Result<Arc<Clip>> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = last.as_ref().filter(|(given, _)| given == name).map(|(_, clip)| Arc::clone(clip));
        found.ok_or_else(|| ApiError::new(ErrorCode::BadRequest, "that paste is not the last one"))
    }
}

/// Reads a clip and takes its pictures in. Blocking.
///
/// # Errors
/// Those of the disk; a picture that is unfit is only left out.
pub(crate) fn read(
    db: &Db,
    now_ms: i64,
    name: String,
    clip: &Clip,
    manner: PasteManner,
    charset: Option<LegacyCharset>,
) -> Result<PasteView, Refused> {
    let manner = match manner {
        PasteManner::Rich => Manner::Rich,
        PasteManner::Words => Manner::Words,
    };
    let mut pasted = banthao_paste::read(clip, manner, charset.map(charset_of));
    let (blocks, location_removed) = write(db, now_ms, &mut pasted)?;
    let [kept, changed, dropped] = lines(&pasted);
    Ok(PasteView {
        paste: name,
        blocks,
        source: source_of(pasted.source),
        kept,
        changed,
        dropped,
        suspect: pasted.suspect.map(suspect_of),
        location_removed,
    })
}

/// Takes the pictures in and writes the blocks around them; also whether a picture said where it was taken. Blocking.
pub(crate) fn write(db: &Db, now_ms: i64, pasted: &mut Pasted) -> Result<(Vec<Value>, bool), Refused> {
    let mut location_removed = false;
    let mut taken = Vec::with_capacity(pasted.pictures.len());
    for picture in &pasted.pictures {
        taken.push(take(db, now_ms, picture, &mut location_removed)?);
    }
    Ok((pasted.write(&taken), location_removed))
}

/// What was kept, changed and dropped of something that was written.
pub(crate) fn lines(pasted: &Pasted) -> [Vec<PasteLine>; 3] {
    [Fate::Kept, Fate::Changed, Fate::Dropped].map(|fate| {
        let all = pasted.receipt.lines().filter(|(thing, _)| thing.fate() == fate);
        all.map(|(thing, count)| PasteLine { thing: thing_of(thing), count }).collect()
    })
}

fn take(db: &Db, now_ms: i64, picture: &Picture, location_removed: &mut bool) -> Result<Option<Taken>, Refused> {
    let incoming = Incoming::of_bytes("anh-dan".to_owned(), picture.bytes.clone());
    match intake::take(db, incoming, now_ms, &mut |_| {}) {
        Ok(medium) if medium.media_type.starts_with("image/") => {
            *location_removed |= medium.notes.contains(&MediaNote::LocationRemoved);
            Ok(Some(Taken { blob: medium.blob, width: medium.width.unwrap_or_default(), height: medium.height.unwrap_or_default() }))
        }
        // A film in the place of a picture is none.
        Ok(_) | Err(Refused::Unfit(_) | Refused::Store(StoreError::Source(_))) => Ok(None),
        Err(refused) => Err(refused),
    }
}

fn charset_of(charset: LegacyCharset) -> Charset {
    match charset {
        LegacyCharset::Tcvn3 => Charset::Tcvn3,
        LegacyCharset::Vni => Charset::Vni,
        LegacyCharset::Vps => Charset::Vps,
    }
}

fn suspect_of(charset: Charset) -> LegacyCharset {
    match charset {
        Charset::Tcvn3 => LegacyCharset::Tcvn3,
        Charset::Vni => LegacyCharset::Vni,
        Charset::Vps => LegacyCharset::Vps,
    }
}

fn source_of(source: Source) -> PasteSource {
    match source {
        Source::Word => PasteSource::Word,
        Source::Excel => PasteSource::Excel,
        Source::LibreOffice => PasteSource::LibreOffice,
        Source::GoogleDocs => PasteSource::GoogleDocs,
        Source::Page => PasteSource::Page,
        Source::Rtf => PasteSource::Rtf,
        Source::Cells => PasteSource::Cells,
        Source::Text => PasteSource::Text,
        Source::Picture => PasteSource::Picture,
        Source::Nothing => PasteSource::Nothing,
    }
}

macro_rules! things {
    ($($name:ident),* $(,)?) => {
        fn thing_of(thing: Thing) -> PasteThing {
            match thing {
                $(Thing::$name => PasteThing::$name,)*
            }
        }
    };
}
things!(
    Paragraphs,
    Headings,
    ListItems,
    Tables,
    Quotes,
    Notes,
    Links,
    Pictures,
    Tcvn3,
    Vni,
    Vps,
    MadeLists,
    Numbering,
    HeadingLevels,
    LayoutTables,
    NestedTables,
    WrittenOut,
    Heights,
    Recomposed,
    FancyLetters,
    Insertions,
    Deletions,
    Hidden,
    Comments,
    Formatting,
    BadLinks,
    RemotePictures,
    FilePictures,
    BrokenPictures,
    Active,
    TooMuch,
);
