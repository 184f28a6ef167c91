//! What a portal lost when it was restored from a backup: asked of it, never guessed.

use banthao_portal_api::{
    Error as PortalError,
    wire::{KnownArticle, RevsDiff, RevsDiffRequest},
};
use banthao_store::{
    media,
    mirrors::{self, Mirror},
    transfers, trash,
};

use crate::{
    Engine, Error, Notice, Result, facts,
    faults::{self, Fault},
};

/// Articles or media asked about in one question.
const ASKED: usize = 500;

impl Engine {
    /// Asks about the articles that a pull from the beginning did not speak of, though the portal once had them. Those whose head it has are
    /// agreed upon again; the others go up anew, since absence is no deletion. Only their author brings them: another person's that the portal does
    /// not show any more leaves the lists here, and lies in the trash should its author have lost it too.
    pub(crate) async fn ask_what_is_lost(&self) -> Result<()> {
        let portal = self.portal_id;
        let mut after = None;
        loop {
            let unheard = self.db.read(move |reader| mirrors::unheard(reader, portal, after, ASKED)).await?;
            let Some((last, _)) = unheard.last() else { return Ok(()) };
            after = Some(*last);
            if faults::planted(Fault::DeletesByAbsence) {
                let now_ms = self.clock.now_ms();
                let gone = unheard.clone();
                self.db
                    .write(move |writer| gone.iter().try_for_each(|(article, _)| trash::put(writer, *article, now_ms)))
                    .await
                    .map_err(Error::Store)?;
                continue;
            }
            let articles = unheard.iter().map(|(article, agreed)| KnownArticle { article: *article, revisions: vec![*agreed] }).collect();
            let Some(answer) = self.revs_diff(&RevsDiffRequest { articles, blobs: Vec::new() }).await? else { return Ok(()) };
            let (identity, now_ms) = (self.identity, self.clock.now_ms());
            let retired = self
                .db
                .write(move |writer| {
                    let mut retired = Vec::new();
                    for diff in answer.articles {
                        let Some((_, agreed)) = unheard.iter().find(|(article, _)| *article == diff.article) else { continue };
                        let known = mirrors::get(writer, portal, diff.article)?;
                        if diff.head == Some(*agreed) && !diff.deleted {
                            let state = known.and_then(|mirror| mirror.state);
                            let mirror = Mirror { agreed: Some(*agreed), head: Some(*agreed), seq: 0, state };
                            mirrors::put(writer, portal, diff.article, &mirror)?;
                        } else if diff.head.is_none() && !facts::is_ours(known.as_ref(), &identity) {
                            trash::put(writer, diff.article, now_ms)?;
                            retired.push(diff.article);
                        }
                    }
                    Ok::<_, Error>(retired)
                })
                .await?;
            if !retired.is_empty() {
                self.tell_articles(retired.clone());
                self.observer.notice(Notice::Retired(retired));
            }
        }
    }

    /// Asks in one question which of many media the portal has already; what it has need not go up.
    pub(crate) async fn ask_which_media_are_there(&self) -> Result<()> {
        let portal = self.portal_id;
        let fresh = self.db.read(move |reader| transfers::all(reader, portal)).await?;
        let fresh: Vec<_> = fresh.into_iter().filter(|transfer| transfer.url.is_none() && transfer.problem.is_none()).collect();
        if fresh.len() < 2 {
            // One is found out about by sending it.
            return Ok(());
        }
        for asked in fresh.chunks(ASKED) {
            let blobs: Vec<_> = asked.iter().map(|transfer| transfer.blob).collect();
            let request = RevsDiffRequest { articles: Vec::new(), blobs: blobs.clone() };
            let Some(answer) = self.revs_diff(&request).await? else { return Ok(()) };
            self.db
                .write(move |writer| {
                    for blob in blobs.into_iter().filter(|blob| !answer.missing_blobs.contains(blob)) {
                        media::confirm_upload(writer, portal, blob)?;
                        transfers::end(writer, portal, blob)?;
                    }
                    Ok::<_, Error>(())
                })
                .await?;
        }
        Ok(())
    }

    /// A portal that cannot answer this costs more bytes and nothing else: what it has is then found out by sending.
    async fn revs_diff(&self, request: &RevsDiffRequest) -> Result<Option<RevsDiff>> {
        match self.portal.revs_diff(request).await {
            Ok(answer) => Ok(Some(answer)),
            Err(PortalError::Rejected(_)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
