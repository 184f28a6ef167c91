//! What of the outbox may be sent now.
//!
//! A text goes whatever else was asked about its article. An act goes after everything that was asked before it, and a submission after the text
//! and the media that it speaks of.

use banthao_document::{ContentHash, RevisionId};
use banthao_portal_api::wire::Act;
use banthao_store::{
    Error as StoreError, Reader, articles, media, mirrors,
    outbox::{self, Entry, Unanswered},
    revisions,
};
use uuid::Uuid;

use crate::{Result, asked::is_text, tombstone::Tombstone};

/// Entries that are looked at together.
const PAGE: usize = 500;

/// Entries behind `position` whose turn has come, and how far was looked.
pub(crate) fn in_turn(reader: &Reader<'_>, portal: Uuid, position: u64) -> Result<(Vec<Entry>, Option<u64>)> {
    let unanswered = outbox::unanswered(reader, portal, position, PAGE)?;
    let reached = unanswered.last().map(|last| last.position);
    let mut entries = Vec::new();
    for Unanswered { entry, is_first, .. } in unanswered {
        if is_text(&entry) {
            entries.push(entry);
        } else if is_first {
            entries.extend(act_in_turn(reader, entry, portal)?);
        }
    }
    Ok((entries, reached))
}

/// An act as it is to be sent now; none when its turn has not come.
fn act_in_turn(reader: &Reader<'_>, entry: Entry, portal: Uuid) -> Result<Option<Entry>> {
    let act: Act = serde_json::from_value(entry.act.clone()).map_err(StoreError::from)?;
    Ok(match act {
        Act::Submit { revision, content_hash } => match submission(reader, &entry, portal, revision, content_hash)? {
            Submission::Waits => None,
            // What was sent before is asked again in the same words: the portal may know what became of it.
            Submission::GoesAs(revision) if entry.op_seq.is_none() => {
                let act = serde_json::to_value(Act::Submit { revision, content_hash }).map_err(StoreError::from)?;
                Some(Entry { act, ..entry })
            }
            Submission::Goes | Submission::GoesAs(_) => Some(entry),
        },
        Act::Recall { .. } | Act::Approve { .. } | Act::SendBack { .. } | Act::Delete { .. } => Some(entry),
        Act::PutRevision { .. } | Act::PutDelta { .. } => None,
    })
}

/// What becomes of a submission.
enum Submission {
    /// Its text or its media are still on their way, or somebody has to choose between two texts first.
    Waits,
    /// It is sent as it is.
    Goes,
    /// The portal has exactly the text that was submitted, under another revision.
    GoesAs(RevisionId),
}

fn submission(reader: &Reader<'_>, entry: &Entry, portal: Uuid, revision: RevisionId, content: ContentHash) -> Result<Submission> {
    let Some(mirror) = mirrors::get(reader, portal, entry.article)? else { return Ok(Submission::Waits) };
    let (Some(head), Some(agreed)) = (mirror.head, mirror.agreed) else {
        // Of what the portal deleted since, it can say what became of an operation that it had before.
        let is_over = entry.op_seq.is_some() && Tombstone::read(mirror.state.as_ref()).is_some();
        return Ok(if is_over { Submission::Goes } else { Submission::Waits });
    };
    if agreed != revision && head == agreed && revisions::content_hash(reader, agreed)? != Some(content) {
        // The text went on from the one that was submitted, or another one took its place, here or on another machine, and it will never be the
        // portal's again. The portal says so, and the person who asked hears it; what is still on its way is waited for.
        let is_void = revisions::descends(reader, agreed, revision)? || is_settled(reader, entry, agreed)?;
        return Ok(if is_void { Submission::Goes } else { Submission::Waits });
    }
    if head != agreed || !has_its_media(reader, portal, agreed)? {
        return Ok(Submission::Waits);
    }
    Ok(if agreed == revision { Submission::Goes } else { Submission::GoesAs(agreed) })
}

/// Whether what this machine has of the article is what was agreed: no text of it is on its way. A history may have reached this machine in part
/// only, and not tell what the agreed text went on from.
fn is_settled(reader: &Reader<'_>, entry: &Entry, agreed: RevisionId) -> Result<bool> {
    let here = articles::get(reader, entry.article)?.map(|article| article.content_hash);
    Ok(here.is_some() && here == revisions::content_hash(reader, agreed)?)
}

/// Whether the portal has confirmed the media of a revision, as far as they are on this machine.
fn has_its_media(reader: &Reader<'_>, portal: Uuid, revision: RevisionId) -> Result<bool> {
    let Some(revision) = revisions::get(reader, revision)? else { return Ok(false) };
    for blob in revision.content.blobs() {
        if !media::is_uploaded(reader, portal, blob)? && media::get(reader, blob)?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}
