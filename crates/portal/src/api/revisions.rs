//! What the portal has of what a client knows, and single revisions of it.

use axum::{
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::HeaderMap,
    response::Response,
};
use banthao_document::{ArticleId, RevisionId};
use banthao_portal_api::wire::{ArticleDiff, ProblemType, RevsDiff, RevsDiffRequest};

use super::{Authority, Refusal, answer, asked};
use crate::{Portal, storage};

/// Articles, revisions and media in one question.
const MOST_ASKED: usize = 50_000;

pub async fn diff(
    State(portal): State<Portal>,
    authority: Authority,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let request: RevsDiffRequest = asked::read(portal.0.blocking, &headers, body?, portal.0.limits.max_push_bytes).await?;
    let asked = request.articles.iter().map(|known| 1 + known.revisions.len()).sum::<usize>() + request.blobs.len();
    if asked > MOST_ASKED {
        return Err(Refusal::new(ProblemType::TooLarge, "at most 50,000 articles, revisions and media in one question"));
    }
    let diff = portal
        .storage()
        .read(move |books| {
            let levels = books.catalogue()?.workflow.levels;
            let mut diff = RevsDiff::default();
            for known in request.articles {
                let article = books.article(known.article)?.filter(|article| article.visible_to(&authority.account, &levels));
                let mut missing = known.revisions;
                if article.is_some() {
                    let mut lacking = Vec::new();
                    for revision in missing {
                        if books.revision(known.article, revision)?.is_none() {
                            lacking.push(revision);
                        }
                    }
                    missing = lacking;
                }
                let deleted = article.is_some() && books.tombstone(known.article)?.is_some();
                diff.articles.push(ArticleDiff { article: known.article, head: article.map(|article| article.head), deleted, missing });
            }
            for blob in request.blobs {
                // What the asker may read and does not hold shows itself in none of their articles: asked for by name, it is theirs.
                if !books.holds(authority.account.id, blob)? {
                    diff.missing_blobs.push(blob);
                }
            }
            Ok::<_, storage::Error>(diff)
        })
        .await?;
    answer::packed(portal.0.blocking, &headers, diff).await
}

pub async fn show(
    State(portal): State<Portal>,
    authority: Authority,
    headers: HeaderMap,
    Path((article, revision)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let absent = || Refusal::new(ProblemType::NotFound, "no such revision");
    let article: ArticleId = article.parse().map_err(|_| absent())?;
    let revision: RevisionId = revision.parse().map_err(|_| absent())?;
    let found = portal
        .storage()
        .read(move |books| {
            let levels = books.catalogue()?.workflow.levels;
            match books.article(article)? {
                Some(found) if found.visible_to(&authority.account, &levels) => books.revision(article, revision),
                Some(_) | None => Ok(None),
            }
        })
        .await?;
    let (revision, ..) = found.ok_or_else(absent)?;
    answer::packed(portal.0.blocking, &headers, revision).await
}
