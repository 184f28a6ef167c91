//! From the portal's history into the store.

use banthao_portal_api::{Error as PortalError, wire::PullPage};
use banthao_store::{outbox, portals};

use crate::{
    Engine, Error, Notice, Result,
    apply::{self, Taken},
};

/// Changes in one page.
const PAGE: usize = 200;

impl Engine {
    /// Takes in everything that happened on the portal. A page's changes and its cursor commit together.
    pub(crate) async fn pull(&self) -> Result<()> {
        loop {
            let id = self.portal_id;
            let cursor = self.db.read(move |reader| Ok::<_, Error>(portals::get(reader, id)?.and_then(|portal| portal.cursor))).await?;
            let page = match self.portal.pull(cursor.as_deref(), PAGE).await {
                Ok(Some(page)) => page,
                Ok(None) => return self.confirm_what_was_told().await,
                Err(PortalError::CursorExpired) if cursor.is_some() => {
                    // The portal's history starts anew. What is here stays; the next pages say what is there.
                    self.db.write(move |writer| portals::rewind(writer, id)).await?;
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let has_more = page.has_more;
            self.take_in(page).await?;
            if !has_more {
                return Ok(());
            }
        }
    }

    /// Nothing is new, and so the count of our own operations that the portal told last still holds: a receipt that came after it may be of an
    /// operation within it.
    async fn confirm_what_was_told(&self) -> Result<()> {
        let id = self.portal_id;
        let confirmed = self
            .db
            .write(move |writer| {
                let told = portals::get(writer, id)?.map_or(0, |portal| portal.seen_op_seq);
                Ok::<_, Error>(outbox::confirm(writer, id, told)?)
            })
            .await?;
        if confirmed > 0 {
            self.observer.notice(Notice::Outbox);
        }
        Ok(())
    }

    async fn take_in(&self, page: PullPage) -> Result<()> {
        let (id, identity, now_ms) = (self.portal_id, self.identity, self.clock.now_ms());
        let (changed, revived, confirmed) = self
            .db
            .write(move |writer| {
                let (mut changed, mut revived) = (Vec::new(), Vec::new());
                for change in &page.changes {
                    match apply::change(writer, id, &identity, change, now_ms)? {
                        Some(Taken::Changed(article)) => changed.push(article),
                        Some(Taken::Revived(article)) => {
                            changed.push(article);
                            revived.push(article);
                        }
                        None => {}
                    }
                }
                portals::advance(writer, id, &page.next_cursor, page.last_op_seq)?;
                let confirmed = outbox::confirm(writer, id, page.last_op_seq)?;
                Ok::<_, Error>((changed, revived, confirmed))
            })
            .await?;
        if !changed.is_empty() {
            self.observer.notice(Notice::Articles(changed));
        }
        if !revived.is_empty() {
            self.observer.notice(Notice::Revived(revived));
        }
        if confirmed > 0 {
            self.observer.notice(Notice::Outbox);
        }
        Ok(())
    }
}
