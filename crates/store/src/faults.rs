//! Bugs to be planted, so that the guards against them can be seen to work.
//!
//! Only a build with the feature `planted-bugs` has any; in every other build [`planted`] is `false` at compile time and the branches are gone.

/// A bug that a guard must notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Fault {
    /// A batch is called saved and is not in the journal.
    DropsJournalRow = 1,
    /// A batch is called saved before its transaction is committed.
    AcknowledgesBeforeCommit = 2,
    /// The journal is replayed in another order than it was typed in.
    ReplaysOutOfOrder = 3,
    /// A content takes the place of batches that it does not hold.
    CompactsWhatItHasNotRead = 4,
    /// What was on its way when a process ended is forgotten.
    ForgetsWhatIsInflight = 5,
    /// A portal that was restored from a backup is believed to have what it had.
    IgnoresTheEpoch = 6,
    /// A number that a portal has seen confirms every entry up to it, answered or not.
    ConfirmsWhateverItsState = 7,
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
