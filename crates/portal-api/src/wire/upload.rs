//! The header fields of resumable uploads, after draft-ietf-httpbis-resumable-upload-12, and of digests, after RFC 9530.
//!
//! The draft may still change before it is an RFC; what this project takes from it is here and in one module on either side: the client's
//! `native::upload`, the reference portal's `api::uploads`.

use base64::{Engine, prelude::BASE64_STANDARD};

/// How many bytes of an upload are durable; in a request, where its bytes begin. A structured integer.
pub const UPLOAD_OFFSET: &str = "upload-offset";

/// Whether the request brings the last bytes, or the upload has them. A structured boolean: `?1` or `?0`.
pub const UPLOAD_COMPLETE: &str = "upload-complete";

/// How many bytes the upload has in all.
pub const UPLOAD_LENGTH: &str = "upload-length";

/// What the portal takes: `max-size`, `min-append-size`, `max-append-size` in bytes, `max-age` in seconds.
pub const UPLOAD_LIMIT: &str = "upload-limit";

/// Which draft is spoken.
pub const UPLOAD_INTEROP: &str = "upload-draft-interop-version";

/// The interop version of draft 12.
pub const UPLOAD_INTEROP_VERSION: &str = "8";

/// The media type of an append.
pub const PARTIAL_UPLOAD: &str = "application/partial-upload";

/// The digest of the whole medium (RFC 9530).
pub const REPR_DIGEST: &str = "repr-digest";

/// A `Repr-Digest` of these 32 bytes of SHA-256.
pub fn repr_digest(sha256: &[u8; 32]) -> String {
    format!("sha-256=:{}:", BASE64_STANDARD.encode(sha256))
}

/// The SHA-256 that a `Repr-Digest` names; none when it names only digests by other algorithms, or is none.
pub fn repr_digest_of(value: &str) -> Option<[u8; 32]> {
    let sha256 = value.split(',').find_map(|member| member.trim().strip_prefix("sha-256="))?;
    let inner = sha256.split(';').next()?.trim().strip_prefix(':')?.strip_suffix(':')?;
    BASE64_STANDARD.decode(inner).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_read_as_it_is_written_also_among_others() {
        let digest = [7; 32];
        assert_eq!(repr_digest_of(&repr_digest(&digest)), Some(digest));
        assert_eq!(repr_digest_of(&format!("md5=:AAAA:, {};q=1", repr_digest(&digest))), Some(digest));
        for other in ["", "sha-256=", "sha-256=::", "sha-256=:AAAA:", "sha-512=:AAAA:", "sha-256=AAAA"] {
            assert_eq!(repr_digest_of(other), None, "{other}");
        }
    }
}
