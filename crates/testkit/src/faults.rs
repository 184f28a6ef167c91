//! What can go wrong on the way to a portal, told in advance.

use banthao_portal_api::Error;

/// A question to a portal, as faults name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Request {
    /// The handshake.
    Hello,
    /// Signing in.
    SignIn,
    /// Whose token it is.
    Account,
    /// Signing out.
    SignOut,
    /// Sections, kinds and levels.
    Catalogue,
    /// Operations.
    Push,
    /// News.
    Pull,
    /// What the portal lacks.
    RevsDiff,
    /// One revision.
    Revision,
    /// A medium to the portal.
    Upload,
    /// A medium from the portal.
    Download,
    /// Hints.
    Hints,
}

/// What happens to one request.
#[derive(Debug)]
pub enum Fault {
    /// It takes effect and its answer is lost.
    LosesTheAnswer,
    /// It arrives twice, and the second answer is the one that comes back.
    Duplicates,
    /// It takes effect and its answer never comes, nor any end of waiting.
    NeverAnswers,
    /// It never arrives; this is what the client makes of it.
    Fails(Error),
    /// It passes.
    Passes,
}
