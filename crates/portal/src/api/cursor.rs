//! Where a device has got to in the portal's history. Opaque to everyone else.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use uuid::Uuid;

use crate::faults::{self, Fault};

/// A place in the commit order of one epoch, and how far the device was told that its own operations had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The place.
    pub seq: i64,
    /// The device's progress that was told together with it: when neither has moved, there is nothing to tell.
    pub last_op_seq: u64,
}

impl Cursor {
    /// As it is handed out.
    pub fn written(self, epoch: Uuid) -> String {
        let mut bytes = epoch.into_bytes().to_vec();
        bytes.extend(self.seq.to_be_bytes());
        bytes.extend(self.last_op_seq.to_be_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// A cursor of this epoch; none for any other text.
    pub fn read(text: &str, epoch: Uuid) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let (head, rest) = bytes.split_at_checked(16)?;
        let (seq, last_op_seq) = rest.split_at_checked(8)?;
        let cursor = Self { seq: i64::from_be_bytes(seq.try_into().ok()?), last_op_seq: u64::from_be_bytes(last_op_seq.try_into().ok()?) };
        let is_of_this_epoch = head == epoch.as_bytes() || faults::planted(Fault::TakesCursorsOfAnotherEpoch);
        (is_of_this_epoch && cursor.seq >= 0).then_some(cursor)
    }
}
