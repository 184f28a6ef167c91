//! The one place where an error of the house becomes an answer to the window.

use banthao_portal_api as portal;
use banthao_protocol::{ApiError, ErrorCode};
use banthao_store as store;

pub(crate) type Result<T, E = ApiError> = std::result::Result<T, E>;

/// What the window is told of a store's error.
pub(crate) fn from_store(error: store::Error) -> ApiError {
    use store::Error;
    let code = match &error {
        Error::TooNew { .. } | Error::Unreadable => ErrorCode::Locked,
        Error::DiskFull => ErrorCode::DiskFull,
        Error::Failing(_) | Error::Damaged(_) => ErrorCode::StorageFailed,
        Error::NoMedium => ErrorCode::MediaNotHere,
        Error::Source(_) => ErrorCode::MediaUnreadable,
        Error::OldSqlite(_) | Error::Opaque | Error::Defect(_) => ErrorCode::Internal,
    };
    log(code, ApiError::new(code, error.to_string()))
}

/// What the window is told of a portal's error.
pub(crate) fn from_portal(error: &portal::Error) -> ApiError {
    use portal::Error;
    let answer = ApiError::new(code_of(error), error.to_string());
    match error {
        Error::Failing { status } => answer.with("status", status),
        Error::Rejected(problem) => refused(problem),
        Error::Unreachable
        | Error::InDoubt
        | Error::Captive
        | Error::Untrusted
        | Error::BadAddress
        | Error::Busy { .. }
        | Error::WrongCredentials
        | Error::AuthRequired
        | Error::Incompatible { .. }
        | Error::CursorExpired
        | Error::Local(_)
        | Error::Nonsense => answer,
    }
}

fn code_of(error: &portal::Error) -> ErrorCode {
    use portal::Error;
    match error {
        Error::Unreachable => ErrorCode::PortalUnreachable,
        Error::InDoubt => ErrorCode::PortalSilent,
        Error::Captive => ErrorCode::PortalCaptive,
        Error::Untrusted => ErrorCode::PortalUntrusted,
        Error::BadAddress => ErrorCode::BadPortalAddress,
        Error::Failing { .. } | Error::Nonsense | Error::CursorExpired => ErrorCode::PortalFailing,
        Error::Busy { .. } => ErrorCode::PortalBusy,
        Error::WrongCredentials => ErrorCode::WrongCredentials,
        Error::AuthRequired => ErrorCode::AuthRequired,
        Error::Incompatible { .. } => ErrorCode::PortalIncompatible,
        Error::Rejected(_) => ErrorCode::PortalRefused,
        Error::Local(_) => ErrorCode::StorageFailed,
    }
}

/// What the window is told of something that the portal will never do.
pub(crate) fn refused(problem: &portal::wire::Problem) -> ApiError {
    use portal::wire::ProblemType;
    let code = match problem.kind {
        ProblemType::WrongStage => ErrorCode::ContentChanged,
        ProblemType::TooLarge => ErrorCode::MediaTooLarge,
        ProblemType::InvalidContent => ErrorCode::InvalidContent,
        ProblemType::Incomplete => ErrorCode::Incomplete,
        ProblemType::WrongCredentials
        | ProblemType::TokenExpired
        | ProblemType::Forbidden
        | ProblemType::OwnArticle
        | ProblemType::NotFound
        | ProblemType::IdReused
        | ProblemType::CursorExpired
        | ProblemType::DigestMismatch
        | ProblemType::QuotaExceeded
        | ProblemType::UploadOffset
        | ProblemType::UploadCompleted
        | ProblemType::UploadLength
        | ProblemType::UploadSuperseded
        | ProblemType::ProtocolTooOld
        | ProblemType::TooManyRequests
        | ProblemType::BadRequest
        | ProblemType::Internal
        | ProblemType::Other => ErrorCode::PortalRefused,
    };
    let answer = ApiError::new(code, problem.title.clone()).with("problem", &problem.title);
    match &problem.detail {
        Some(detail) => answer.with("detail", detail).with("reason", detail),
        None => answer,
    }
}

/// What the window is told of a sync error.
pub(crate) fn from_sync(error: banthao_sync::Error) -> ApiError {
    match error {
        banthao_sync::Error::Portal(error) => from_portal(&error),
        banthao_sync::Error::Store(error) => from_store(error),
    }
}

/// What the window is told of a file that is not taken.
pub(crate) fn from_imaging(error: &banthao_imaging::Error) -> ApiError {
    use banthao_imaging::Error;
    let answer = |code| ApiError::new(code, error.to_string());
    match error {
        Error::Empty => answer(ErrorCode::MediaEmpty),
        Error::Unsupported(kind) => answer(ErrorCode::MediaUnsupported).with("kind", kind.unwrap_or("")),
        Error::Mislabelled { named, actual } => answer(ErrorCode::MediaMislabelled).with("named", named).with("actual", actual),
        Error::Corrupt => answer(ErrorCode::MediaCorrupt),
        Error::TooLarge { bytes, limit } => answer(ErrorCode::MediaTooLarge).with("bytes", bytes).with("limit", limit),
        Error::TooManyPixels { pixels, limit } => answer(ErrorCode::MediaTooManyPixels).with("pixels", pixels).with("limit", limit),
    }
}

fn log(code: ErrorCode, answer: ApiError) -> ApiError {
    match code {
        ErrorCode::Internal => tracing::error!(message = %answer.message, "a defect"),
        ErrorCode::DiskFull | ErrorCode::StorageFailed => tracing::warn!(message = %answer.message, "storage trouble"),
        _ => tracing::debug!(message = %answer.message, "refused"),
    }
    answer
}
