//! Whose turn it is to add to an upload.
//!
//! A connection can be dead long before either end notices; a client that comes back over a new one must not be locked out by the old. So a
//! later request ends an earlier one about the same upload (draft-ietf-httpbis-resumable-upload-12, section 4.6): it announces itself, the
//! earlier one stops reading and flushes what it has, and only then does the later one look where the upload ends.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use sha2::Sha256;
use tokio::sync::{OwnedMutexGuard, watch};

use crate::storage::uploads::UploadId;

/// Uploads remembered at once; beyond it those that nobody is at are forgotten.
const UPLOADS: usize = 1000;

/// The turns at all uploads.
#[derive(Default)]
pub struct Turns(Mutex<HashMap<UploadId, Arc<Turn>>>);

struct Turn {
    running: Arc<tokio::sync::Mutex<Running>>,
    latest: watch::Sender<u64>,
}

/// The digest of an upload's bytes as far as they passed through this process.
#[derive(Default)]
pub struct Running {
    digest: Sha256,
    bytes: u64,
}

impl Running {
    /// Adds what was appended at `offset`. What does not follow on what was added before is lost to the digest.
    pub fn add(&mut self, offset: u64, bytes: &[u8]) {
        use sha2::Digest;
        if offset == self.bytes {
            self.digest.update(bytes);
            self.bytes += bytes.len() as u64;
        }
    }

    /// The digest of all `bytes`, if they all passed.
    pub fn digest(&self, bytes: u64) -> Option<[u8; 32]> {
        use sha2::Digest;
        (self.bytes == bytes).then(|| self.digest.clone().finalize().into())
    }
}

/// The turn at one upload, while it lasts.
pub struct Held {
    /// Holds the turn; may go where the bytes are written, so that the turn ends only when they are.
    pub running: OwnedMutexGuard<Running>,
    /// Tells when someone else wants it.
    pub wanted: Wanted,
}

/// Tells when a later request wants the turn.
pub struct Wanted {
    latest: watch::Receiver<u64>,
    mine: u64,
}

impl Wanted {
    /// Returns when someone else wants the turn.
    pub async fn by_another(&mut self) {
        let mine = self.mine;
        // The sender lives in the registry for as long as anyone is at the upload; without it nobody can want the turn.
        if self.latest.wait_for(|latest| *latest > mine).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Turns {
    /// Ends whoever is at this upload and waits for them to leave.
    pub async fn take(&self, id: UploadId) -> Held {
        let (running, latest, mine) = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if turns.len() >= UPLOADS {
                turns.retain(|_, turn| Arc::strong_count(&turn.running) > 1);
            }
            let turn = turns.entry(id).or_insert_with(|| Arc::new(Turn { running: Arc::default(), latest: watch::Sender::new(0) }));
            let mut mine = 0;
            turn.latest.send_modify(|latest| {
                *latest += 1;
                mine = *latest;
            });
            (turn.running.clone(), turn.latest.subscribe(), mine)
        };
        Held { running: running.lock_owned().await, wanted: Wanted { latest, mine } }
    }

    /// Forgets an upload that is over.
    pub fn forget(&self, id: UploadId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}
