//! What happened since.

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use banthao_document::DeviceId;
use banthao_portal_api::wire::{ArticleChange, Change, ChangeKind, ProblemType, Publication, PullPage};
use serde::Deserialize;

use super::{Authority, Refusal, answer, cursor::Cursor};
use crate::{
    Portal,
    faults::{self, Fault},
    storage::{self, Books, articles::Article},
};

/// A page ends with the change that fills it: a client takes 16 MiB, and no revision is larger than a push.
const ENOUGH_BYTES: usize = 4 << 20;

/// What `GET /v1/pull` asks.
#[derive(Deserialize)]
pub struct Since {
    cursor: Option<String>,
    limit: Option<usize>,
}

pub async fn pull(
    State(portal): State<Portal>,
    authority: Authority,
    headers: HeaderMap,
    since: Result<Query<Since>, QueryRejection>,
) -> Result<Response, Refusal> {
    let Query(since) = since.map_err(|_| Refusal::new(ProblemType::BadRequest, "a pull has a cursor and a limit"))?;
    let limit = since.limit.unwrap_or(usize::MAX);
    match page(&portal, authority, since.cursor, limit).await? {
        News::Void => Err(Refusal::new(ProblemType::CursorExpired, "pull from the beginning and delete nothing")),
        News::Nothing => Ok(StatusCode::NO_CONTENT.into_response()),
        News::Page(page) => answer::packed(portal.0.blocking, &headers, page).await,
    }
}

/// What there is to tell.
pub enum News {
    /// The cursor means nothing here, or is too old.
    Void,
    /// Nothing has happened since the cursor.
    Nothing,
    /// Something, if only that the cursor has moved on.
    Page(Box<PullPage>),
}

impl News {
    /// The page, if there is one.
    pub fn page(self) -> Option<PullPage> {
        match self {
            Self::Page(page) => Some(*page),
            Self::Void | Self::Nothing => None,
        }
    }
}

/// What is new to a device since a cursor.
pub async fn page(portal: &Portal, authority: Authority, cursor: Option<String>, limit: usize) -> storage::Result<News> {
    let limit = limit.clamp(1, portal.0.limits.max_pull_changes);
    let (public_url, server_time_ms) = (portal.public_url().to_owned(), portal.now_ms());
    portal
        .storage()
        .read(move |books| {
            let now = books.installation()?;
            let from = match cursor.as_deref() {
                None | Some("") => None,
                Some(text) => match Cursor::read(text, now.epoch) {
                    Some(cursor) if (now.oldest_cursor..=now.seq).contains(&cursor.seq) => Some(cursor),
                    Some(_) | None => return Ok(News::Void),
                },
            };
            let from_seq = from.map_or(0, |cursor| cursor.seq);
            let levels = books.catalogue()?.workflow.levels;
            let teller = Teller { books, public_url: &public_url, device: from.map(|_| authority.device) };
            let (mut changes, mut bytes, mut has_more) = (Vec::new(), 0, false);
            let changed = if faults::planted(Fault::PagesByOffset) {
                let all = books.changed_after(&authority.account, &levels, 0, usize::MAX)?;
                all.into_iter().skip(usize::try_from(from_seq).unwrap_or(0)).take(limit + 1).collect()
            } else {
                books.changed_after(&authority.account, &levels, from_seq, limit + 1)?
            };
            for article in changed {
                if changes.len() == limit || bytes > ENOUGH_BYTES {
                    has_more = true;
                    break;
                }
                let (change, weight) = teller.change(article)?;
                bytes += weight;
                changes.push(change);
            }
            // At the end of the history the cursor skips what this account may not see, so that it is not looked at again.
            let reached = changes.last().filter(|_| has_more).map_or(now.seq, |last: &Change| last.seq.cast_signed());
            let reached = if faults::planted(Fault::PagesByOffset) { from_seq + changes.len() as i64 } else { reached };
            let last_op_seq = books.last_op_seq(authority.sender(), from_seq, reached)?;
            let next = Cursor { seq: reached, last_op_seq };
            if from == Some(next) {
                return Ok(News::Nothing);
            }
            let next_cursor = next.written(now.epoch);
            Ok(News::Page(Box::new(PullPage { changes, next_cursor, has_more, last_op_seq, server_time_ms })))
        })
        .await
}

/// Puts changes into words for one device.
struct Teller<'a> {
    books: &'a dyn Books,
    public_url: &'a str,
    /// The device, when it asks since a cursor: what it sent since then it has.
    device: Option<DeviceId>,
}

impl Teller<'_> {
    /// A change, and about how many bytes it takes.
    fn change(&self, article: Article) -> storage::Result<(Change, usize)> {
        let (seq, id) = (article.seq.unsigned_abs(), article.id);
        if let Some(tombstone) = self.books.tombstone(id)? {
            let kind = ChangeKind::Tombstone { by: tombstone.by, at_ms: tombstone.at_ms, head: article.head };
            return Ok((Change { seq, article: id, kind }, 256));
        }
        let (received_at_ms, sent_by) = self.books.received(id, article.head)?.ok_or(storage::Error::Lost)?;
        let revision = if self.device.is_some() && sent_by == self.device {
            None
        } else {
            let (revision, ..) = self.books.revision(id, article.head)?.ok_or(storage::Error::Lost)?;
            Some(Box::new(revision))
        };
        let publication = self.books.publication(id)?.map(|row| Publication {
            revision: row.revision,
            content_hash: row.content_hash,
            url: format!("{}{}", self.public_url, row.path()),
            published_at_ms: row.published_at_ms,
            modified_at_ms: row.modified_at_ms,
        });
        let change = Change {
            seq,
            article: id,
            kind: ChangeKind::Article(Box::new(ArticleChange {
                head: article.head,
                revision,
                received_at_ms,
                missing_blobs: self.books.missing_blobs(article.head, article.owner.id)?,
                owner: article.owner,
                unit: article.unit,
                stage: article.stage,
                publication,
                events: self.books.events(id)?,
            })),
        };
        let weight = serde_json::to_vec(&change)?.len();
        Ok((change, weight))
    }
}
