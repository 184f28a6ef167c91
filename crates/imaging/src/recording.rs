//! Sound and video, told by their first bytes. They are never decoded here: a player does that, in a process that may fall.

/// A kind of recording that is taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Recording {
    /// What people call it.
    pub(crate) name: &'static str,
    pub(crate) media_type: &'static str,
    endings: &'static [&'static str],
}

const MP4: Recording = Recording { name: "video MP4", media_type: "video/mp4", endings: &["mp4", "m4v"] };
const QUICKTIME: Recording = Recording { name: "video QuickTime", media_type: "video/quicktime", endings: &["mov", "qt"] };
const WEBM: Recording = Recording { name: "video WebM", media_type: "video/webm", endings: &["webm"] };
const M4A: Recording = Recording { name: "âm thanh M4A", media_type: "audio/mp4", endings: &["m4a", "m4b"] };
const MP3: Recording = Recording { name: "âm thanh MP3", media_type: "audio/mpeg", endings: &["mp3"] };
const OGG: Recording = Recording { name: "âm thanh Ogg", media_type: "audio/ogg", endings: &["ogg", "oga", "opus"] };
const WAV: Recording = Recording { name: "âm thanh WAV", media_type: "audio/wav", endings: &["wav"] };
static ALL: [Recording; 7] = [MP4, QUICKTIME, WEBM, M4A, MP3, OGG, WAV];

/// How far into a Matroska file its kind is told.
const HEADER: usize = 64;

/// The recording that begins so.
pub(crate) fn of(head: &[u8]) -> Option<&'static Recording> {
    let found = match head {
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => base_media(brand.get(..4)?)?,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => WAV,
        [b'O', b'g', b'g', b'S', 0, ..] => OGG,
        [b'I', b'D', b'3', 2..=4, ..] => MP3,
        [0x1a, 0x45, 0xdf, 0xa3, header @ ..] if holds(&header[..header.len().min(HEADER)], b"\x42\x82\x84webm") => WEBM,
        [0xff, second, third, ..] if is_layer_three(*second, *third) => MP3,
        _ => return None,
    };
    ALL.iter().find(|recording| **recording == found)
}

/// What a file name's ending says.
pub(crate) fn named(ending: &str) -> Option<&'static str> {
    ALL.iter().find(|recording| recording.endings.contains(&ending)).map(|recording| recording.name)
}

/// The brands of ISO base media files (ISO/IEC 14496-12) that hold what their names say.
fn base_media(brand: &[u8]) -> Option<Recording> {
    match brand {
        b"isom" | b"iso2" | b"iso4" | b"iso5" | b"iso6" | b"mp41" | b"mp42" | b"avc1" | b"M4V " | b"M4VH" | b"M4VP" | b"MSNV" | b"dash" => {
            Some(MP4)
        }
        b"M4A " | b"M4B " => Some(M4A),
        b"qt  " => Some(QUICKTIME),
        _ => None,
    }
}

/// A frame of MPEG audio, layer III (ISO/IEC 11172-3, 2.4.1.3), with a bit rate and a sampling rate that exist.
fn is_layer_three(second: u8, third: u8) -> bool {
    second & 0b1110_0110 == 0b1110_0010 && second & 0b0001_1000 != 0b0000_1000 && !matches!(third >> 4, 0 | 15) && third & 0b1100 != 0b1100
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
