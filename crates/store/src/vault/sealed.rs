//! What is in a media file, second form.
//!
//! ```text
//! "BTM2"  three zeros  log2 of the chunk length  32 random bytes        40 bytes
//! chunk 0, tag, chunk 1, tag, … last chunk, tag                         64 KiB each but the last, 16 bytes a tag
//! sealed: length, digest                                                56 bytes
//! ```
//!
//! Every file has a key of its own, derived from the profile's and the random bytes (HKDF, RFC 5869), so that a counter is a nonce that never
//! repeats; chunks are sealed one by one with AES-256-GCM. This is the streaming construction of Hoang et al. ("Online
//! Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015) as Tink has it, but that the end is told by a seal of its own instead
//! of a mark on the last chunk: whoever has read the first and the last bytes of a file knows that it is this medium, and how long it is, and
//! may then read any chunk alone. A chunk that is changed, moved, dropped, or taken from another file is noticed when it is read.
//!
//! AES-256-GCM because machines of these years have instructions for it: sealing is then never slower than the disk.

use banthao_document::BlobId;
use hkdf::Hkdf;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::Sha256;

use crate::{Error, Key, Result};

/// Bytes of a chunk's text.
pub(super) const CHUNK: usize = 1 << CHUNK_LOG2;
const CHUNK_LOG2: u8 = 16;
/// Bytes of a seal.
pub(super) const TAG: usize = 16;
/// Bytes before the first chunk.
pub(super) const HEAD: usize = 40;
/// Bytes behind the last chunk.
pub(super) const FOOT: usize = 8 + 32 + TAG;
/// How a file of this form begins.
pub(super) const MAGIC: &[u8; 4] = b"BTM2";
const SALT: usize = 32;

/// The seal of one file.
pub(super) struct Seal {
    head: [u8; HEAD],
    key: LessSafeKey,
}

/// What a piece of a file is; part of its nonce, so that no piece can stand for another.
#[derive(Clone, Copy)]
enum Piece {
    Chunk(u64),
    Foot,
}

impl Seal {
    /// The seal of a new file. `salt` is never used for another file.
    pub fn new(key: &Key, salt: &[u8; SALT]) -> Result<Self> {
        let mut head = [0; HEAD];
        head[..4].copy_from_slice(MAGIC);
        head[7] = CHUNK_LOG2;
        head[8..].copy_from_slice(salt);
        Self::of(key, head)
    }

    /// The seal of a file that begins so.
    pub fn read(key: &Key, head: [u8; HEAD]) -> Result<Self> {
        if head[..8] == *b"BTM2\0\0\0\x10" { Self::of(key, head) } else { Err(DAMAGED) }
    }

    fn of(key: &Key, head: [u8; HEAD]) -> Result<Self> {
        let mut own = [0; 32];
        let derived = Hkdf::<Sha256>::new(Some(&head[8..]), key.expose()).expand(b"banthao medium v2", &mut own);
        let unbound = UnboundKey::new(&AES_256_GCM, &own);
        zeroize::Zeroize::zeroize(&mut own);
        match (derived, unbound) {
            (Ok(()), Ok(unbound)) => Ok(Self { head, key: LessSafeKey::new(unbound) }),
            _ => Err(Error::Defect("a key of 32 bytes was not taken".to_owned())),
        }
    }

    /// How the file begins.
    pub fn head(&self) -> &[u8; HEAD] {
        &self.head
    }

    /// Seals a chunk where it lies: `piece` is its text and room for the tag.
    pub fn seal(&self, index: u64, piece: &mut [u8]) -> Result<()> {
        self.close(Piece::Chunk(index), piece)
    }

    /// Opens a chunk where it lies, tag included; its text is what is returned.
    pub fn unseal<'p>(&self, index: u64, piece: &'p mut [u8]) -> Result<&'p mut [u8]> {
        self.open(Piece::Chunk(index), piece)
    }

    /// The end of the file.
    pub fn foot(&self, bytes: u64, blob: BlobId) -> Result<[u8; FOOT]> {
        let mut foot = [0; FOOT];
        foot[..8].copy_from_slice(&bytes.to_be_bytes());
        foot[8..40].copy_from_slice(&blob.0);
        self.close(Piece::Foot, &mut foot)?;
        Ok(foot)
    }

    /// What the end of the file says.
    pub fn read_foot(&self, mut foot: [u8; FOOT]) -> Result<(u64, BlobId)> {
        let text = self.open(Piece::Foot, &mut foot)?;
        let (Some(bytes), Some(digest)) = (text.first_chunk::<8>(), text.last_chunk::<32>()) else { return Err(DAMAGED) };
        Ok((u64::from_be_bytes(*bytes), BlobId(*digest)))
    }

    fn close(&self, piece: Piece, sealed: &mut [u8]) -> Result<()> {
        let (text, room) = sealed.split_at_mut(sealed.len() - TAG);
        let tag = self.key.seal_in_place_separate_tag(nonce(piece), Aad::from(&self.head), text);
        room.copy_from_slice(tag.map_err(|_| Error::Defect("a chunk was not sealed".to_owned()))?.as_ref());
        Ok(())
    }

    fn open<'p>(&self, piece: Piece, sealed: &'p mut [u8]) -> Result<&'p mut [u8]> {
        self.key.open_in_place(nonce(piece), Aad::from(&self.head), sealed).map_err(|_| DAMAGED)
    }
}

/// How many chunks a medium of `bytes` has.
pub(super) fn chunks(bytes: u64) -> u64 {
    bytes.div_ceil(CHUNK as u64)
}

/// How long the file of a medium of `bytes` is; none when no file is.
pub(super) fn file_length(bytes: u64) -> Option<u64> {
    chunks(bytes).checked_mul(TAG as u64)?.checked_add(bytes)?.checked_add((HEAD + FOOT) as u64)
}

fn nonce(piece: Piece) -> Nonce {
    let (kind, index) = match piece {
        Piece::Chunk(index) => (0, index),
        Piece::Foot => (1, 0),
    };
    let mut nonce = [0; NONCE_LEN];
    nonce[0] = kind;
    nonce[4..].copy_from_slice(&index.to_be_bytes());
    Nonce::assume_unique_for_key(nonce)
}

pub(super) const DAMAGED: Error = Error::Damaged("medium");
