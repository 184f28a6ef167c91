//! Why a portal did not do what was asked, sorted by what the caller does next.

use std::time::Duration;

use crate::wire::Problem;

/// `std::result::Result` with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One variant for each decision that a caller takes. No variant carries article text, tokens or addresses.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No connection came about, so nothing can have taken effect: try again later.
    #[error("the portal cannot be reached")]
    Unreachable,
    /// The request went out and no whole answer came back: it may or may not have taken effect. Ask again with the same op ids.
    #[error("the portal did not answer")]
    InDoubt,
    /// The connection is not with the portal: a captive sign-in page, a proxy's error page, another host. Costs no retry.
    #[error("something other than the portal answered")]
    Captive,
    /// The connection is not to be trusted: unknown issuer, wrong name, or a certificate outside its dates.
    #[error("the portal's certificate was refused")]
    Untrusted,
    /// The address is of no use: not https, or no address at all.
    #[error("the portal's address cannot be used")]
    BadAddress,
    /// The portal failed (5xx): as good as in doubt, but it is there.
    #[error("the portal failed with status {status}")]
    Failing {
        /// HTTP status.
        status: u16,
    },
    /// The portal asks for patience.
    #[error("the portal is busy")]
    Busy {
        /// Its `Retry-After`, if it sent one.
        retry_after: Option<Duration>,
    },
    /// A password was refused.
    #[error("the name or the password is wrong")]
    WrongCredentials,
    /// The token is missing, has ended or was revoked: pause and ask the person.
    #[error("the portal asks to sign in")]
    AuthRequired,
    /// The portal speaks no protocol of ours: local work goes on, sync waits for an upgrade of one side.
    #[error("the portal speaks protocols {min} to {max}")]
    Incompatible {
        /// Oldest protocol it speaks.
        min: u32,
        /// Newest protocol it speaks.
        max: u32,
    },
    /// The cursor is void: pull from the beginning, delete nothing.
    #[error("the portal's history starts anew")]
    CursorExpired,
    /// The portal refuses this request for good: wedge what it was about, keep the content, say why.
    #[error("the portal refuses: {}", .0.title)]
    Rejected(Box<Problem>),
    /// The file to be sent, or the place for what was fetched, failed on this machine; the portal has nothing to do with it.
    #[error("a file on this machine failed")]
    Local(#[from] std::io::Error),
    /// A success whose body is not what the protocol says.
    #[error("the portal's answer makes no sense")]
    Nonsense,
}
