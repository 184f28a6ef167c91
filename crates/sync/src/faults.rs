//! Bugs to be planted, so that the simulation can be seen to find them.
//!
//! Only a build with the feature `planted-bugs` has any; in every other build [`planted`] is `false` at compile time and the branches are gone.

/// A bug that the simulation must find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Fault {
    /// One receipt of a batch counts for all of it.
    AcknowledgesTheBatch = 1,
    /// A page's cursor is kept before its changes are.
    KeepsTheCursorFirst = 2,
    /// Of two texts, the one with the later clock replaces the other.
    ComparesTimestamps = 3,
    /// Of two texts, the portal's replaces the other.
    TakesTheirs = 4,
    /// Of two texts, the one here replaces the other.
    KeepsMine = 5,
    /// What a portal does not tell of from the beginning counts as deleted.
    DeletesByAbsence = 6,
    /// What was sent without an answer is forgotten.
    DropsWhatIsInDoubt = 7,
    /// Two texts are joined as if one had been made from the other.
    MergesOnTheWrongBase = 8,
    /// A deletion on the portal takes what was written here along.
    RetiresEdits = 9,
    /// A medium whose last answer was lost counts as stored.
    BelievesTheLine = 10,
    /// A text that has not rested is not looked at again.
    SettlesWhatRests = 11,
}

#[cfg(feature = "planted-bugs")]
mod planting {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::Fault;

    static PLANTED: AtomicU8 = AtomicU8::new(0);

    /// Plants a bug in this process, or takes the present one out.
    pub fn plant(fault: Option<Fault>) {
        PLANTED.store(fault.map_or(0, |fault| fault as u8), Ordering::SeqCst);
    }

    /// Whether this bug is planted.
    pub fn planted(fault: Fault) -> bool {
        PLANTED.load(Ordering::SeqCst) == fault as u8
    }
}

#[cfg(feature = "planted-bugs")]
pub use planting::{plant, planted};

/// Whether this bug is planted: in this build, none ever is.
#[cfg(not(feature = "planted-bugs"))]
pub const fn planted(_fault: Fault) -> bool {
    false
}
