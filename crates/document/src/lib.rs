//! The article, as every part of Bản Thảo understands it.
//!
//! An article is an identity; what it says at one moment is an [`ArticleContent`]; a content that someone committed to is a
//! [`Revision`], immutable and named by the SHA-256 of its canonical bytes. This crate knows how a content is written down
//! ([`canonical`]), what makes it valid ([`validate`]), how text from anywhere becomes our text ([`normalise`]), where a link may lead ([`link`]) and how it looks to a
//! reader ([`render`]). It does no I/O, reads no clock and mints no ids: those are given to it.

#![deny(missing_docs)]

pub mod canonical;
mod content;
pub mod delta;
pub mod diff;
mod file_name;
mod ids;
pub mod link;
pub mod merge;
pub mod normalise;
mod pictures;
pub mod render;
mod revision;
pub mod schema;
pub mod steps;
pub mod validate;

pub use content::{ArticleContent, Attachment, Body, SCHEMA_VERSION};
pub use ids::{AccountId, ArticleId, BlobId, ContentHash, DeviceId, InvalidId, OpId, RevisionId};
pub use pictures::{Crop, Focus, PictureFacts, Recipe};
pub use revision::Revision;
