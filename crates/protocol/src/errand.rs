//! What somebody outside the window asks of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One such thing: from a link, a file opened with the app, a second start, a notification that was clicked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "errand", rename_all = "snake_case")]
pub enum Errand {
    /// Shows an article.
    Article {
        /// Its id; whether it is on this machine is not known yet.
        article: String,
    },
    /// Begins an article.
    NewArticle,
    /// A profile of another machine in one file, for `bundle_open`.
    Bundle {
        /// Where it lies.
        path: String,
    },
    /// Drafts that were written out as plain files, for `drafts_import`.
    Drafts {
        /// Where they lie.
        path: String,
    },
    /// A text of an office program, for `document_import`.
    Document {
        /// Where it lies.
        path: String,
    },
    /// A link that means nothing here.
    StrangeLink,
    /// A file of a kind that is not taken, or that is not there.
    StrangeFile {
        /// Its name, without a path.
        name: String,
    },
}
