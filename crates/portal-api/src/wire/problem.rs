//! A refusal that a program can act on and a person can read.

use serde::{Deserialize, Serialize};

/// Problem details (RFC 9457), the body of every answer that is not a success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Problem {
    /// What kind of problem; decides what the client does.
    #[serde(rename = "type")]
    pub kind: ProblemType,
    /// The kind in words.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// This occurrence in words, without any of the article's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Problem {
    /// A problem of `kind`, with this occurrence in words.
    pub fn new(kind: ProblemType, detail: impl Into<String>) -> Self {
        Self { kind, title: kind.title().to_owned(), status: kind.status(), detail: Some(detail.into()) }
    }
}

/// The kinds of problem, each a stable URI.
macro_rules! problem_types {
    ($($(#[$doc:meta])* $name:ident = $uri:literal, $status:literal, $title:literal;)*) => {
        /// What kind of problem it is: a stable URN that decides between trying again, asking the person, and giving up on this one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ProblemType {
            $($(#[$doc])* #[serde(rename = $uri)] $name,)*
            /// A kind of a newer portal: the HTTP status decides.
            #[serde(other, rename = "about:blank")]
            Other,
        }

        #[cfg(feature = "openapi")]
        impl schemars::JsonSchema for ProblemType {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                "ProblemType".into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string", "format": "uri", "examples": [$($uri),*],
                    "description": "What kind of problem it is; another than these counts by its status.",
                })
            }
        }

        impl ProblemType {
            /// The HTTP status that goes with it.
            pub fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* Self::Other => 400 }
            }

            /// The kind in words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* Self::Other => "Request refused" }
            }
        }
    };
}

problem_types! {
    /// The name or the password is wrong; which of the two is not said.
    WrongCredentials = "urn:banthao:problem:wrong-credentials", 401, "Wrong user name or password";
    /// The token has ended or was revoked: sign in again, nothing is lost.
    TokenExpired = "urn:banthao:problem:token-expired", 401, "The session has ended";
    /// This account may not do this to this article.
    Forbidden = "urn:banthao:problem:forbidden", 403, "Not allowed";
    /// Nobody approves their own text.
    OwnArticle = "urn:banthao:problem:own-article", 403, "The author may not approve";
    /// No such thing, or nothing that this account may see.
    NotFound = "urn:banthao:problem:not-found", 404, "Not found";
    /// The article is not where the act expects it, such as approving what was recalled.
    WrongStage = "urn:banthao:problem:wrong-stage", 409, "The article has moved on";
    /// An id that stands for something else already.
    IdReused = "urn:banthao:problem:id-reused", 409, "The id is taken";
    /// The cursor is of another epoch or too old: pull from the beginning, delete nothing.
    CursorExpired = "urn:banthao:problem:cursor-expired", 410, "The cursor has expired";
    /// Larger than the limits of the handshake.
    TooLarge = "urn:banthao:problem:too-large", 413, "Too large";
    /// Larger than what the portal keeps for one account, together with what is there already.
    QuotaExceeded = "urn:banthao:problem:quota-exceeded", 403, "The account's space is used up";
    /// Bytes that are not what their digest or type says.
    DigestMismatch = "urn:banthao:problem:digest-mismatch", 422, "The bytes do not match";
    /// An append that does not begin where the upload ends; the answer's `Upload-Offset` says where it does.
    UploadOffset = "https://iana.org/assignments/http-problem-types#mismatching-upload-offset", 409, "The upload continues elsewhere";
    /// An append to an upload that has all its bytes.
    UploadCompleted = "https://iana.org/assignments/http-problem-types#completed-upload", 400, "The upload is complete already";
    /// Two requests about one upload that give it different lengths.
    UploadLength = "https://iana.org/assignments/http-problem-types#inconsistent-upload-length", 400, "The upload has another length";
    /// A later request about the same upload took over from this one.
    UploadSuperseded = "urn:banthao:problem:upload-superseded", 409, "A later request continues this upload";
    /// A content that breaks the schema.
    InvalidContent = "urn:banthao:problem:invalid-content", 422, "The article breaks the schema";
    /// A content that lacks what a submission needs.
    Incomplete = "urn:banthao:problem:incomplete", 422, "Something required is missing";
    /// The client's protocol is not spoken here.
    ProtocolTooOld = "urn:banthao:problem:protocol-too-old", 426, "Upgrade the client";
    /// Too many requests; `Retry-After` says when.
    TooManyRequests = "urn:banthao:problem:too-many-requests", 429, "Too many requests";
    /// A request that makes no sense.
    BadRequest = "urn:banthao:problem:bad-request", 400, "Bad request";
    /// The portal failed; nothing about why leaves it.
    Internal = "urn:banthao:problem:internal", 500, "The portal failed";
}
