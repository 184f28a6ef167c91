//! One value in three versions.

/// What becomes of a value that is changed as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Three<T> {
    /// At most one side changed it, or both alike.
    Is(T),
    /// Both changed it, each in their own way.
    Differs(T, T),
}

pub(super) fn three<T: PartialEq + Copy>(base: T, ours: T, theirs: T) -> Three<T> {
    if ours == theirs || base == theirs {
        Three::Is(ours)
    } else if base == ours {
        Three::Is(theirs)
    } else {
        Three::Differs(ours, theirs)
    }
}
