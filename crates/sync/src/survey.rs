//! A look at what changed, and what the [`plan`](crate::plan) makes of it: texts for the outbox, media for their way.

use banthao_document::ArticleId;
use banthao_store::{
    Reader, Writer,
    articles::{self, Heading},
    journal, media,
    mirrors::{self, Mirror},
    outbox::{self, Entry, State},
    revisions::{self, Origin},
    sync_due, transfers, trash,
};
use uuid::Uuid;

use crate::{
    Engine, Error, Identity, Result,
    asked::{Text, is_text},
    checkpoint::{checkpoint, commit},
    facts,
    faults::{self, Fault},
    plan::{Action, Local, Remote, plan},
    tombstone::Tombstone,
    world::Mint,
};

/// How long an article must have rested before its text is sent, milliseconds: long enough not to send every half sentence, short enough that
/// a lid closed in haste leaves little behind.
pub const REST_MS: i64 = 2_000;

/// Articles looked at in one transaction: about as many as go into one push.
const PAGE: usize = 100;

/// What a look at one page came to.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// The last article looked at; none when there was nothing left.
    pub reached: Option<ArticleId>,
    /// When the next text has rested.
    pub next_due_ms: Option<i64>,
}

/// What an article is looked at with.
struct Eyes<'a> {
    portal: Uuid,
    identity: Identity,
    mint: &'a dyn Mint,
    now_ms: i64,
}

/// What a look at one article came to.
enum Look {
    /// Everything that follows from it is in the outbox or on its way.
    Settled,
    /// Its text has not rested; it is looked at again.
    Rests { until_ms: i64 },
}

impl Engine {
    /// Looks at the next due articles behind `after`.
    pub(crate) async fn survey(&self, after: Option<ArticleId>) -> Result<Survey> {
        // Nothing due is the rule, and then nothing is written.
        let due = self.db.read(move |reader| sync_due::page(reader, after, PAGE)).await?;
        let Some(reached) = due.last().copied() else { return Ok(Survey::default()) };
        let (portal, identity, now_ms, mint) = (self.portal_id, self.identity, self.clock.now_ms(), self.mint.clone());
        let next_due_ms = self
            .db
            .write(move |writer| {
                let eyes = Eyes { portal, identity, mint: &*mint, now_ms };
                let mut next: Option<i64> = None;
                for id in due {
                    match look(writer, id, &eyes)? {
                        Look::Settled => sync_due::settle(writer, id)?,
                        Look::Rests { .. } if faults::planted(Fault::SettlesWhatRests) => sync_due::settle(writer, id)?,
                        Look::Rests { until_ms } => next = Some(next.map_or(until_ms, |other| other.min(until_ms))),
                    }
                }
                Ok::<_, Error>(next)
            })
            .await?;
        Ok(Survey { reached: Some(reached), next_due_ms })
    }
}

fn look(writer: &Writer<'_>, id: ArticleId, eyes: &Eyes<'_>) -> Result<Look> {
    let Some(here) = articles::heading(writer, id)? else { return Ok(Look::Settled) };
    let mirror = mirrors::get(writer, eyes.portal, id)?;
    if trash::since(writer, id)?.is_some() {
        return Ok(Look::Settled);
    }
    send_media(writer, id, mirror.as_ref(), eyes)?;
    if !facts::is_ours(mirror.as_ref(), &eyes.identity) {
        return Ok(Look::Settled);
    }
    let entries = outbox::of_article(writer, id)?;
    if entries.iter().any(|entry| is_text(entry) && is_unsettled(entry.state)) {
        // Its answer changes the mirror, and the article is looked at again.
        return Ok(Look::Settled);
    }
    if wanted(writer, &here, mirror.as_ref())? != Action::Push {
        return Ok(Look::Settled);
    }
    let awaited = entries.iter().any(|entry| !is_text(entry) && entry.state == State::Queued);
    // What is still in the journal is not in this text: someone is typing it.
    let typed_ms = journal::end(writer, id)?.map_or(here.saved_ms, |end| end.typed_ms);
    let until_ms = typed_ms + REST_MS;
    // A clock that was set back must not hold a text for ever, so a save “in the future” has rested.
    if !awaited && (typed_ms..until_ms).contains(&eyes.now_ms) {
        return Ok(Look::Rests { until_ms });
    }
    if let Some((text, bytes)) = text(writer, id, mirror.as_ref(), eyes)? {
        queue(writer, id, &text, bytes, &entries, eyes)?;
    }
    Ok(Look::Settled)
}

/// What the plan says of a text, going by what was last pulled.
fn wanted(reader: &Reader<'_>, here: &Heading, mirror: Option<&Mirror>) -> Result<Action> {
    let remote = facts::remembered(mirror);
    // A portal that has it not gets it, changed or not.
    let local = match remote {
        Remote::Absent => Local::Edited,
        Remote::Unchanged | Remote::Ours | Remote::Equal | Remote::Edited | Remote::Deleted => {
            facts::local(reader, Some(here), mirror.and_then(|mirror| mirror.agreed))?
        }
    };
    Ok(plan(local, remote))
}

/// The article's text as it is to be sent, and its bytes; none for a page that nobody has written on yet.
fn text(writer: &Writer<'_>, id: ArticleId, mirror: Option<&Mirror>, eyes: &Eyes<'_>) -> Result<Option<(Text, u64)>> {
    let Some(article) = articles::get(writer, id)? else { return Ok(None) };
    let Some(mut head) = checkpoint(writer, &article, &eyes.identity, Origin::Autosave, eyes.now_ms)? else { return Ok(None) };
    let tombstone = mirror.and_then(|mirror| Tombstone::read(mirror.state.as_ref()));
    let base = match (&tombstone, mirror) {
        (Some(tombstone), _) => {
            // To say the very same again would be the old operation and no revival.
            if head == tombstone.last_head {
                head = commit(writer, &article, vec![head], &eyes.identity, Origin::Restored, eyes.now_ms)?;
            }
            Some(tombstone.last_head)
        }
        (None, Some(Mirror { head: Some(_), agreed, .. })) => *agreed,
        // A portal that was restored to before the article's time knows no base: there it begins anew.
        (None, Some(Mirror { head: None, .. }) | None) => None,
    };
    let bytes = revisions::bytes(writer, head)?;
    Ok(bytes.map(|bytes| (Text::named(base, head), bytes)))
}

/// Puts a text into the outbox, in the place of an older one that was refused.
fn queue(writer: &Writer<'_>, article: ArticleId, text: &Text, bytes: u64, entries: &[Entry], eyes: &Eyes<'_>) -> Result<()> {
    let act = text.kept()?;
    for old in entries.iter().filter(|entry| is_text(entry) && entry.state == State::Refused) {
        // The same revision would be refused again; a new one replaces what was refused.
        if old.act == act {
            return Ok(());
        }
        outbox::remove(writer, old.op_id)?;
    }
    let entry = Entry {
        op_id: eyes.mint.op(),
        portal: Some(eyes.portal),
        article,
        op_seq: None,
        act,
        bytes,
        state: State::Queued,
        problem: None,
        created_ms: eyes.now_ms,
    };
    Ok(outbox::add(writer, &entry)?)
}

/// Puts on their way the media of the text that both sides have, as far as the portal has not confirmed them.
fn send_media(writer: &Writer<'_>, id: ArticleId, mirror: Option<&Mirror>, eyes: &Eyes<'_>) -> Result<()> {
    let Some(agreed) = mirror.filter(|mirror| mirror.head.is_some()).and_then(|mirror| mirror.agreed) else { return Ok(()) };
    if !revisions::names_media(writer, agreed)? {
        return Ok(());
    }
    let Some(revision) = revisions::get(writer, agreed)? else { return Ok(()) };
    for blob in revision.content.blobs() {
        if !media::is_uploaded(writer, eyes.portal, blob)?
            && let Some(medium) = media::get(writer, blob)?
        {
            transfers::begin(writer, eyes.portal, blob, id, medium.bytes, eyes.now_ms)?;
        }
    }
    Ok(())
}

fn is_unsettled(state: State) -> bool {
    match state {
        State::Queued | State::Inflight | State::InDoubt => true,
        State::Acknowledged | State::Refused => false,
    }
}
