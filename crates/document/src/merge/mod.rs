//! Two texts that grew from one become one again.
//!
//! [`merge`] takes the content that two people started from and what each of them made of it. What only one of them touched is taken over, what
//! both did alike is done once, and where they meet, nothing is decided for them: both versions stay in the text as a conflict block, and beside
//! it as rows for the fields around it. A content with either is kept and shown like any other and may not be published ([`is_settled`]).
//!
//! Blocks are told by their ids, and without ids by what they say ([`diff`](crate::diff)'s matching); list items, table rows and quotes are blocks
//! like any other. Within a block words are compared after NFC and written back as they came. Two people's changes to one sentence meet, even
//! when they touch different words: such a sentence was written by nobody. Someone's words outlive someone's tidying up: a block that one side
//! deleted and the other edited stays, as a conflict with nothing on the other side.
//!
//! The merge reads no clock and no order of arguments: called with ours and theirs exchanged it gives the same content, so that two devices that
//! merge on their own agree without asking each other.

mod attachments;
mod chunks;
mod fields;
mod inline;
mod lists;
mod nodes;
mod order;
mod pictures;
mod resolve;
mod rows;
mod rules;
#[cfg(test)]
mod tests;
mod three;
mod tokens;
mod versions;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{ArticleContent, Attachment, BlobId, Body, schema};

pub use resolve::{Resolution, Unresolved, resolve};
pub use versions::is_settled;

/// What became of two contents.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// Everything that both say, with a conflict block wherever they contradict each other.
    pub content: ArticleContent,
    /// Where they do: fields first, then conflict blocks in the order in which the text has them.
    pub conflicts: Vec<Conflict>,
}

/// A place where somebody has to decide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "conflict", rename_all = "snake_case")]
pub enum Conflict {
    /// A field that both changed, each in their own way. Null stands for a field that is not there.
    Field {
        /// Its name in the stored content.
        field: String,
        /// As it was.
        base: Value,
        /// As it is with our change where the two meet.
        ours: Value,
        /// As it is with theirs.
        theirs: Value,
    },
    /// An attached file that both changed, or that one changed and the other removed.
    File {
        /// Which.
        blob: BlobId,
        /// As it was; none when both added it.
        base: Option<Attachment>,
        /// As we have it; none when we removed it.
        ours: Option<Attachment>,
        /// As they have it.
        theirs: Option<Attachment>,
    },
    /// A block of the text.
    Block {
        /// Its id; may be empty.
        id: String,
        /// As it was; nothing when it is new.
        base: Vec<Value>,
        /// Every version of it, ours before theirs. One without content is a deletion.
        versions: Vec<Version>,
    },
}

/// One version of a block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Whose.
    pub of: Side,
    /// The block, or what it became; nothing when it was deleted. What the other side did elsewhere in the block is in it.
    pub content: Vec<Value>,
}

/// Whose version something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Ours.
    Ours,
    /// Theirs.
    Theirs,
    /// Both sides have it: it comes from a conflict before this merge.
    Earlier,
}

/// Merges what two sides made of `base`. Total: any three contents have a merge.
pub fn merge(base: &ArticleContent, ours: &ArticleContent, theirs: &ArticleContent) -> Merged {
    let taken = if ours == theirs || base == theirs {
        Some(ours)
    } else if base == ours {
        Some(theirs)
    } else {
        None
    };
    if let Some(content) = taken {
        return Merged { conflicts: versions::carried(&content.body), content: content.clone() };
    }
    let mut rows = rows::Rows::merged(base, ours, theirs);
    let mut content = fields::merge(base, ours, theirs, &mut rows);
    content.attachments = attachments::merge(&base.attachments, &ours.attachments, &theirs.attachments, &mut rows);
    content.pictures = pictures::merge(&base.pictures, &ours.pictures, &theirs.pictures, &mut rows);
    let (body, blocks) = body(&base.body, &ours.body, &theirs.body);
    content.body = body;
    let mut conflicts = rows.write(&mut content);
    conflicts.extend(blocks);
    Merged { content, conflicts }
}

/// The text, and its conflict blocks in its order.
fn body(base: &Body, ours: &Body, theirs: &Body) -> (Body, Vec<Conflict>) {
    let mut merging = nodes::Merging::default();
    if let nodes::Outcome::Clean(doc) = merging.node(Some(&base.0), &ours.0, &theirs.0) {
        let (merged, conflicts) = versions::numbered(Body(doc), merging.records);
        // What the schema does not allow would be refused by every store and portal, so then the whole texts stand against each other instead.
        if schema::conforms(&merged.0) || !(schema::conforms(&ours.0) && schema::conforms(&theirs.0)) {
            return (merged, conflicts);
        }
    }
    let mut merging = nodes::Merging::default();
    let whole = |body: &Body| rules::children(&body.0).to_vec();
    let block = merging.conflict(String::new(), whole(base), whole(ours), whole(theirs));
    versions::numbered(Body(json!({"type": "doc", "content": [block]})), merging.records)
}
