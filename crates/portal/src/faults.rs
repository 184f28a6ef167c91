//! Bugs to be planted, so that the simulation can be seen to find them.
//!
//! Only a build with the feature `planted-bugs` has any; in every other build [`planted`] is `false` at compile time and the branches are gone.

/// A bug that the simulation must find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Fault {
    /// A receipt is written after the effect that it is of, in a transaction of its own.
    KeepsReceiptsApart = 1,
    /// A cursor counts what was told, as an offset into what there is.
    PagesByOffset = 2,
    /// A receipt is forgotten as soon as its device has seen the effect.
    ForgetsReceiptsAtOnce = 3,
    /// An approval is of whatever waits.
    ApprovesWhateverWaits = 4,
    /// A change of what waits leaves it waiting.
    KeepsApprovalsOnEdits = 5,
    /// An edit takes effect whatever it was made from.
    OverwritesHeads = 6,
    /// A deletion takes effect whatever it was made for.
    DeletesWhateverIsThere = 7,
    /// A device is told that its operations have been told of, when they have not.
    ConfirmsTooMuch = 8,
    /// A cursor from before a restore still counts.
    TakesCursorsOfAnotherEpoch = 9,
    /// A deleted article is not remembered as deleted.
    LosesTombstones = 10,
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
