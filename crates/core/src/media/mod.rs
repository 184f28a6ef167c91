//! Media between the officer's files, the vault and the window: how they come in, how they are answered, and who looks after them.

pub(crate) mod answer;
mod export;
pub(crate) mod fetch;
pub(crate) mod intake;
pub(crate) mod keeper;
mod pipe;
mod range;
pub(crate) mod thumbnail;

use banthao_imaging::Caps;
use banthao_protocol::{ApiError, ErrorCode};
use banthao_store::Error as StoreError;

use crate::error::from_store;

const MIB: u64 = 1024 * 1024;
/// What a picture may be: 50 MiB, 100 megapixels. It is decoded whole.
pub(crate) const PICTURE: Caps = Caps { bytes: 50 * MIB, pixels: 100_000_000 };
/// What a document may be.
pub(crate) const DOCUMENT_BYTES: u64 = 500 * MIB;
/// What sound or video may be.
pub(crate) const RECORDING_BYTES: u64 = 2048 * MIB;

pub(crate) const PDF: &str = "application/pdf";

/// What the window is told when a medium could not be read.
pub(crate) fn from_vault(error: StoreError) -> ApiError {
    match error {
        StoreError::Damaged(_) => ApiError::new(ErrorCode::MediaDamaged, "the medium's file is not what it was"),
        other => from_store(other),
    }
}
