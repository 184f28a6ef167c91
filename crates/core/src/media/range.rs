//! Which bytes of a medium a player asks for (RFC 9110, section 14).

/// Bytes that are given at once. A player that asks for the rest of a film gets this much and asks again, so that no answer is ever as large as
/// the film.
pub(super) const PIECE: u64 = 4 * 1024 * 1024;

/// What of a medium is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it.
    Whole,
    /// From the first up to but not including the second.
    Part(u64, u64),
    /// Something behind its end.
    Beyond,
}

/// What a `Range` header asks of a medium of `bytes`. What cannot be understood, and several ranges at once, are as if they had not been said.
pub(super) fn wanted(header: Option<&str>, bytes: u64) -> Wanted {
    let Some((first, last)) = header.and_then(|header| header.trim().strip_prefix("bytes=")).and_then(|range| range.split_once('-')) else {
        return Wanted::Whole;
    };
    let (start, end) = match (first.trim(), last.trim()) {
        ("", suffix) => match suffix.parse::<u64>() {
            Ok(suffix) => (bytes.saturating_sub(suffix), bytes),
            Err(_) => return Wanted::Whole,
        },
        (first, "") => match first.parse() {
            Ok(first) => (first, bytes),
            Err(_) => return Wanted::Whole,
        },
        (first, last) => match (first.parse(), last.parse::<u64>()) {
            (Ok(first), Ok(last)) if first <= last => (first, last.saturating_add(1).min(bytes)),
            _ => return Wanted::Whole,
        },
    };
    if start >= end { Wanted::Beyond } else { Wanted::Part(start, end.min(start + PIECE)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_player_gets_what_it_asks_for_and_never_more_than_a_piece() {
        use Wanted::{Beyond, Part, Whole};
        let film = 3 * PIECE + 5;
        for (header, bytes, expected) in [
            (None, 100, Whole),
            (Some("bytes=0-"), 100, Part(0, 100)),
            (Some("bytes=0-0"), 100, Part(0, 1)),
            (Some("bytes=10-19"), 100, Part(10, 20)),
            (Some(" bytes=10-1000"), 100, Part(10, 100)),
            (Some("bytes=99-"), 100, Part(99, 100)),
            (Some("bytes=-5"), 100, Part(95, 100)),
            (Some("bytes=-500"), 100, Part(0, 100)),
            (Some("bytes=100-"), 100, Beyond),
            (Some("bytes=-0"), 100, Beyond),
            (Some("bytes=0-"), 0, Beyond),
            (Some("bytes=0-"), film, Part(0, PIECE)),
            (Some("bytes=7-"), film, Part(7, 7 + PIECE)),
            (Some("bytes=0-18446744073709551615"), film, Part(0, PIECE)),
            (Some("bytes=-18446744073709551615"), film, Part(0, PIECE)),
            (Some("bytes=18446744073709551615-"), film, Beyond),
            (Some("bytes=20-10"), 100, Whole),
            (Some("bytes=0-1,5-6"), 100, Whole),
            (Some("bytes=a-b"), 100, Whole),
            (Some("bytes="), 100, Whole),
            (Some("bytes=-"), 100, Whole),
            (Some("lines=0-5"), 100, Whole),
        ] {
            assert_eq!(wanted(header, bytes), expected, "{header:?} of {bytes}");
        }
    }
}
