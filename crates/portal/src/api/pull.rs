//! What happened since.

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use banthao_portal_api::wire::{ArticleChange, Change, ChangeKind, ProblemType, Publication, PullPage};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rusqlite::Connection;
use serde::Deserialize;
use uuid::Uuid;

use super::{Authority, Refusal};
use crate::{
    Portal,
    storage::{
        self,
        articles::{self, Article},
        catalogue, events, installation, publications, receipts,
    },
};

/// Changes in one page at most.
const LARGEST_PAGE: usize = 500;

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
    since: Result<Query<Since>, QueryRejection>,
) -> Result<Json<PullPage>, Refusal> {
    let Query(since) = since.map_err(|_| Refusal::new(ProblemType::BadRequest, "a pull has a cursor and a limit"))?;
    let limit = since.limit.unwrap_or(LARGEST_PAGE).clamp(1, LARGEST_PAGE);
    let (storage, public_url, server_time_ms) = (portal.storage(), portal.public_url().to_owned(), portal.now_ms());
    let page = storage
        .read(move |connection| {
            let now = installation::read(connection)?;
            let from = match since.cursor.as_deref() {
                None | Some("") => 0,
                Some(cursor) => match seq_of(cursor, now.epoch) {
                    Some(seq) if seq <= now.seq => seq,
                    Some(_) | None => return Ok(None),
                },
            };
            let levels = catalogue::read(connection)?.workflow.levels;
            let found = articles::changed_after(connection, &authority.account, &levels, from, limit + 1)?;
            let (mut changes, mut bytes, mut has_more) = (Vec::new(), 0, false);
            for article in found {
                if changes.len() == limit || bytes > ENOUGH_BYTES {
                    has_more = true;
                    break;
                }
                let change = change(connection, article, &public_url)?;
                bytes += serde_json::to_vec(&change)?.len();
                changes.push(change);
            }
            // At the end of the history the cursor skips what this account may not see, so that it is not looked at again.
            let reached = changes.last().filter(|_| has_more).map_or(now.seq, |last| last.seq.cast_signed());
            Ok(Some(PullPage {
                changes,
                next_cursor: cursor(now.epoch, reached),
                has_more,
                last_op_seq: receipts::last_op_seq(connection, authority.sender(), from, reached)?,
                server_time_ms,
            }))
        })
        .await?;
    page.map(Json).ok_or_else(|| Refusal::new(ProblemType::CursorExpired, "pull from the beginning and delete nothing"))
}

fn change(connection: &Connection, article: Article, public_url: &str) -> storage::Result<Change> {
    let (revision, received_at_ms) = articles::revision(connection, article.head)?;
    let publication = publications::find(connection, article.id)?.map(|row| Publication {
        revision: row.revision,
        content_hash: row.content_hash,
        url: format!("{public_url}{}", row.path()),
        published_at_ms: row.published_at_ms,
        modified_at_ms: row.modified_at_ms,
    });
    let kind = ChangeKind::Article(Box::new(ArticleChange {
        head: article.head,
        revision: Some(Box::new(revision)),
        received_at_ms,
        owner: article.owner,
        unit: article.unit,
        stage: article.stage,
        missing_blobs: articles::missing_blobs(connection, article.head)?,
        publication,
        events: events::of(connection, article.id)?,
    }));
    Ok(Change { seq: article.seq.unsigned_abs(), article: article.id, kind })
}

fn cursor(epoch: Uuid, seq: i64) -> String {
    let mut bytes = epoch.into_bytes().to_vec();
    bytes.extend(seq.to_be_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// The place of a cursor of this epoch; none for any other text.
fn seq_of(cursor: &str, epoch: Uuid) -> Option<i64> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (head, seq) = bytes.split_at_checked(16)?;
    let seq = i64::from_be_bytes(seq.try_into().ok()?);
    (head == epoch.as_bytes() && seq >= 0).then_some(seq)
}
