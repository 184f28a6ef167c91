//! The shared memory in which the connections of one machine keep a WAL's index. It is gone after a power cut.

use std::{
    ffi::c_void,
    sync::atomic::{AtomicU64, Ordering},
};

/// The regions of one database, at addresses that hold until [`Shared::clear`].
#[derive(Default)]
pub(crate) struct Shared(Vec<Box<[AtomicU64]>>);

impl Shared {
    /// The address of a region of `bytes` bytes; none when it does not exist and is not to be made.
    ///
    /// Atomics, because SQLite writes through this address while the box is only shared: their interior is mutable by right.
    pub fn region(&mut self, number: usize, bytes: usize, make: bool) -> Option<*mut c_void> {
        while make && self.0.len() <= number {
            self.0.push((0..bytes.div_ceil(8)).map(|_| AtomicU64::new(0)).collect());
        }
        let region = self.0.get(number)?;
        Some(region.first()?.as_ptr().cast())
    }

    /// Orders what was written before against what is read after, for every thread.
    pub fn barrier() {
        std::sync::atomic::fence(Ordering::SeqCst);
    }

    /// Gives the memory back; nobody may hold an address of it any more.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}
