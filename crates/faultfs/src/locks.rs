//! Who holds which lock on a file: the five levels of a database, and the eight slots of a WAL's index.
//!
//! The rules are those of sqlite.org/lockingv3.html and of `xShmLock`; there is one process, so they are between handles.

/// A database's lock level, as SQLite numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Level {
    #[default]
    None,
    Shared,
    Reserved,
    Pending,
    Exclusive,
}

impl Level {
    pub(crate) fn numbered(number: i32) -> Self {
        match number {
            i32::MIN..=0 => Self::None,
            1 => Self::Shared,
            2 => Self::Reserved,
            3 => Self::Pending,
            4.. => Self::Exclusive,
        }
    }
}

/// What one handle holds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Held {
    pub level: Level,
    /// Slots held together with others, one bit each.
    pub shared: u8,
    /// Slots held alone.
    pub alone: u8,
}

/// The answer to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grant {
    Granted,
    Busy,
}

/// Raises `mine` to `wanted`, beside `others` on the same file.
pub(crate) fn raise(mine: &mut Held, wanted: Level, others: &[Held]) -> Grant {
    if mine.level >= wanted {
        return Grant::Granted;
    }
    let highest = others.iter().map(|held| held.level).max().unwrap_or_default();
    let granted = match wanted {
        Level::None => true,
        Level::Shared => highest < Level::Pending,
        Level::Reserved => highest < Level::Reserved,
        Level::Pending | Level::Exclusive => {
            if highest >= Level::Reserved {
                return Grant::Busy;
            }
            // No new reader comes in while this one waits for those that are there.
            mine.level = Level::Pending;
            highest < Level::Shared
        }
    };
    if granted {
        mine.level = wanted;
        Grant::Granted
    } else {
        Grant::Busy
    }
}

/// A request for slots of a WAL's index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slots {
    Share,
    TakeAlone,
    Release,
}

/// Does with `slots` what is asked.
pub(crate) fn slots(mine: &mut Held, slots: u8, asked: Slots, others: &[Held]) -> Grant {
    match asked {
        Slots::Release => {
            mine.shared &= !slots;
            mine.alone &= !slots;
        }
        Slots::Share => {
            if others.iter().any(|held| held.alone & slots != 0) {
                return Grant::Busy;
            }
            mine.shared |= slots;
        }
        Slots::TakeAlone => {
            if others.iter().any(|held| (held.alone | held.shared) & slots != 0) {
                return Grant::Busy;
            }
            mine.alone |= slots;
        }
    }
    Grant::Granted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_may_read_and_one_of_them_may_prepare_to_write() {
        let mut first = Held::default();
        let mut second = Held::default();
        assert_eq!(raise(&mut first, Level::Shared, &[second]), Grant::Granted);
        assert_eq!(raise(&mut second, Level::Shared, &[first]), Grant::Granted);
        assert_eq!(raise(&mut first, Level::Reserved, &[second]), Grant::Granted);
        assert_eq!(raise(&mut second, Level::Reserved, &[first]), Grant::Busy);
        assert_eq!(raise(&mut first, Level::Exclusive, &[second]), Grant::Busy, "the other still reads");
        assert_eq!(raise(&mut Held::default(), Level::Shared, &[first, second]), Grant::Busy, "and nobody new comes in");
        second.level = Level::None;
        assert_eq!(raise(&mut first, Level::Exclusive, &[second]), Grant::Granted);
    }

    #[test]
    fn a_slot_is_shared_by_many_or_held_by_one() {
        let (mut first, mut second) = (Held::default(), Held::default());
        assert_eq!(slots(&mut first, 0b1000, Slots::Share, &[second]), Grant::Granted);
        assert_eq!(slots(&mut second, 0b1000, Slots::Share, &[first]), Grant::Granted);
        assert_eq!(slots(&mut second, 0b1100, Slots::TakeAlone, &[first]), Grant::Busy);
        slots(&mut first, 0b1000, Slots::Release, &[second]);
        assert_eq!(slots(&mut second, 0b1000, Slots::TakeAlone, &[first]), Grant::Granted);
        assert_eq!(slots(&mut first, 0b1000, Slots::Share, &[second]), Grant::Busy);
    }
}
