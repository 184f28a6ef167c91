//! The native portal protocol, version 1: the types of every request and answer.

mod catalogue;
mod diff;
mod hello;
mod problem;
mod pull;
mod push;
mod session;
mod upload;

pub use catalogue::{Catalogue, HouseStyle, Kind, Level, Role, Section, Workflow};
pub use diff::{ArticleDiff, KnownArticle, RevsDiff, RevsDiffRequest};
pub use hello::{Hello, Limits, ProtocolRange};
pub use problem::{Problem, ProblemType};
pub use pull::{ArticleChange, Change, ChangeKind, EventKind, Publication, PullPage, Return, Stage, WorkflowEvent};
pub use push::{Act, Envelope, Operation, Outcome, PushRequest, PushResponse, Receipt};
pub use session::{Account, Person, Session, SessionRequest, Unit};
pub use upload::{
    PARTIAL_UPLOAD, REPR_DIGEST, UPLOAD_COMPLETE, UPLOAD_INTEROP, UPLOAD_INTEROP_VERSION, UPLOAD_LENGTH, UPLOAD_LIMIT, UPLOAD_OFFSET,
    repr_digest, repr_digest_of,
};

/// The protocol version that this build speaks.
pub const PROTOCOL: u32 = 1;

/// The media type of every request and answer body that is not a blob.
pub const JSON: &str = "application/json";

/// The media type of a refusal (RFC 9457).
pub const PROBLEM_JSON: &str = "application/problem+json";

/// The request header in which the client names the protocol version it speaks.
pub const PROTOCOL_HEADER: &str = "banthao-protocol";
