//! Whether a JPEG is all there.
//!
//! Decoders forgive a JPEG that was cut short and fill the rest with grey: right for looking at, wrong for publishing.

/// Whether the picture's own end marker is there. Ends inside an embedded preview do not count, and data after the end does not matter
/// (ITU-T T.81, annex B).
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    // Entropy-coded data holds no marker but restarts: any 0xff in it is followed by a stuffed zero.
    loop {
        let Some(at) = rest.iter().position(|&b| b == 0xff) else { return false };
        rest = &rest[at + 1..];
        match rest {
            [0xd9, ..] => return true,
            // Fill bytes, stuffing, markers without a length.
            [0xff, ..] => {}
            [0x00 | 0x01 | 0xd0..=0xd8, ..] => rest = &rest[1..],
            [_, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                let Some(after) = rest.get(1 + length..) else { return false };
                rest = after;
            }
            _ => return false,
        }
    }
}
