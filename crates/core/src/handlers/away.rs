//! What others did on the portal since the person last looked.
//!
//! Nothing is recorded as it happens: the mirrors already hold every article's history, and one remembered place in the portal's commit order
//! says which of it is new. What the person did themselves is no news to them.

use banthao_document::AccountId;
use banthao_portal_api::wire::{EventKind, WorkflowEvent};
use banthao_protocol::{AwayKind, AwayLine, AwayMark, AwaySeenRequest, AwayView, Nothing, Shelf};
use banthao_store::{
    Error as StoreError, Reader, articles,
    away::{self, Changed, Mark, Seen},
    revisions,
};
use banthao_sync::MirrorState;
use uuid::Uuid;

use super::articles::around;
use crate::{
    App,
    error::{Result, from_store},
    open::Open,
    status::{Surroundings, Whereabouts},
};

/// More than anyone reads; the rest is counted.
const MOST_LINES: usize = 100;

pub(crate) async fn away_digest(app: &App, _: Nothing) -> Result<AwayView> {
    digest(&*app.open()?).await
}

pub(crate) async fn away_seen(app: &App, request: AwaySeenRequest) -> Result<AwayView> {
    let open = app.open()?;
    let looked_ms = app.inner.config.world.clock.now_ms();
    if let Some(portal) = open.portal_id() {
        let mark = Mark { seq: request.mark.seq, at_ms: request.mark.at_ms };
        open.db.write(move |writer| away::set_seen(writer, portal, Seen { mark, looked_ms })).await.map_err(from_store)?;
    }
    digest(&open).await
}

async fn digest(open: &Open) -> Result<AwayView> {
    let Some((portal, me)) = open.portal_id().zip(open.account()) else {
        return Ok(AwayView { since_ms: None, mark: AwayMark::default(), lines: Vec::new(), more: 0 });
    };
    let around = around(open).await?;
    open.db.read(move |reader| read(reader, portal, me, &around(reader)?)).await.map_err(from_store)
}

fn read(reader: &Reader<'_>, portal: Uuid, me: AccountId, around: &Surroundings) -> Result<AwayView, StoreError> {
    let seen = away::seen(reader, portal)?;
    let reached = away::read_up_to(reader, portal)?;
    let mut mark = seen.map(|seen| seen.mark).unwrap_or_default();
    if reached < mark.seq {
        // The portal's history starts anew, or an act waits to be read back: everything may be new, and the time of the events tells.
        mark.seq = 0;
    }
    let (mut lines, mut latest_ms) = (Vec::new(), mark.at_ms);
    for changed in away::changed_after(reader, portal, mark.seq)? {
        let Some(state) = MirrorState::read(Some(&changed.state)) else { continue };
        latest_ms = state.events.iter().map(|event| event.at_ms).chain([latest_ms, state.received_at_ms]).max().unwrap_or(latest_ms);
        if seen.is_none() {
            continue;
        }
        let own = state.owner.id == me;
        let news = match contradicted(reader, &changed, &state, around, mark.at_ms)? {
            Some(news) => Some(news),
            None if own => of_mine(reader, &changed, &state, me, mark.at_ms)?,
            None => for_me(reader, &changed, &state, around, mark.at_ms)?,
        };
        lines.extend(news.map(|news| news.line(&changed)));
    }
    lines.sort_by_key(|line: &AwayLine| std::cmp::Reverse(line.at_ms));
    let more = lines.len().saturating_sub(MOST_LINES) as u32;
    lines.truncate(MOST_LINES);
    Ok(AwayView { since_ms: seen.map(|seen| seen.looked_ms), mark: AwayMark { seq: reached, at_ms: latest_ms }, lines, more })
}

/// Something to tell.
#[derive(Debug, PartialEq, Eq)]
struct News {
    what: AwayKind,
    by: Option<String>,
    reason: Option<String>,
    at_ms: i64,
}

impl News {
    fn line(self, changed: &Changed) -> AwayLine {
        let Self { what, by, reason, at_ms } = self;
        AwayLine { article: changed.article.to_string(), title: changed.title.clone(), what, by, reason, at_ms }
    }
}

/// Two texts of one article, between which a person has to decide before anything else can be done with it.
fn contradicted(
    reader: &Reader<'_>,
    changed: &Changed,
    state: &MirrorState,
    around: &Surroundings,
    seen_ms: i64,
) -> Result<Option<News>, StoreError> {
    if state.received_at_ms <= seen_ms {
        return Ok(None);
    }
    let Some(article) = articles::get(reader, changed.article)? else { return Ok(None) };
    let stands = Whereabouts::read(reader, changed.article, article.content_hash, around)?.needs_choice();
    Ok(stands.then_some(News { what: AwayKind::Conflict, by: None, reason: None, at_ms: state.received_at_ms }))
}

/// What became of one's own article: the last thing that someone else did, or someone else's text.
fn of_mine(reader: &Reader<'_>, changed: &Changed, state: &MirrorState, me: AccountId, seen_ms: i64) -> Result<Option<News>, StoreError> {
    if let Some(news) = last_act(&state.events, me, seen_ms) {
        return Ok(Some(news));
    }
    if state.received_at_ms <= seen_ms {
        return Ok(None);
    }
    let Some(head) = changed.head else { return Ok(None) };
    let author = revisions::get(reader, head)?.and_then(|revision| revision.author);
    // Not named: the portal tells a text's author by id, and only those who decide by name.
    let news = News { what: AwayKind::Changed, by: None, reason: None, at_ms: state.received_at_ms };
    Ok(author.is_some_and(|author| author != me).then_some(news))
}

/// What came to this person for a decision.
fn for_me(
    reader: &Reader<'_>,
    changed: &Changed,
    state: &MirrorState,
    around: &Surroundings,
    seen_ms: i64,
) -> Result<Option<News>, StoreError> {
    let Some(event) = state.events.iter().rfind(|event| event.at_ms > seen_ms) else { return Ok(None) };
    let Some(article) = articles::get(reader, changed.article)? else { return Ok(None) };
    let mine = Whereabouts::read(reader, changed.article, article.content_hash, around)?.shelf(around) == Shelf::Mine;
    Ok(mine.then(|| News { what: AwayKind::Waiting, by: Some(state.owner.name.clone()), reason: None, at_ms: event.at_ms }))
}

/// The last decision of someone else after `seen_ms`. What the author did since, such as submitting again, does not unsay it.
fn last_act(events: &[WorkflowEvent], me: AccountId, seen_ms: i64) -> Option<News> {
    events.iter().rev().take_while(|event| event.at_ms > seen_ms).filter(|event| event.by.id != me).find_map(|event| {
        let (what, reason) = match &event.kind {
            EventKind::SentBack { reason, .. } => (AwayKind::Returned, Some(reason.clone())),
            EventKind::Approved { .. } => (AwayKind::Approved, None),
            EventKind::Published => (AwayKind::Published, None),
            EventKind::Created
            | EventKind::Submitted
            | EventKind::Recalled
            | EventKind::Voided
            | EventKind::Deleted
            | EventKind::Revived
            | EventKind::Unknown => return None,
        };
        Some(News { what, by: Some(event.by.name.clone()), reason, at_ms: event.at_ms })
    })
}

#[cfg(test)]
mod tests {
    use banthao_portal_api::wire::Person;

    use super::*;

    const ME: u128 = 1;
    const LEADER: u128 = 2;

    fn event(at_ms: i64, by: u128, kind: EventKind) -> WorkflowEvent {
        WorkflowEvent { at_ms, by: Person { id: AccountId(Uuid::from_u128(by)), name: format!("người {by}") }, kind }
    }

    fn told(events: &[WorkflowEvent], seen_ms: i64) -> Option<AwayKind> {
        last_act(events, AccountId(Uuid::from_u128(ME)), seen_ms).map(|news| news.what)
    }

    #[test]
    fn the_last_decision_of_someone_else_is_told_and_what_was_seen_is_not() {
        let events = [
            event(1, ME, EventKind::Submitted),
            event(2, LEADER, EventKind::SentBack { level: 0, reason: "Thiếu nguồn.".to_owned() }),
            event(3, ME, EventKind::Submitted),
            event(4, LEADER, EventKind::Approved { level: 0 }),
        ];
        assert_eq!(told(&events, 0), Some(AwayKind::Approved));
        assert_eq!(told(&events[..3], 0), Some(AwayKind::Returned), "submitting again does not unsay that it was returned");
        assert_eq!(told(&events[..3], 2), None, "what was seen is no news");
        assert_eq!(told(&[event(5, ME, EventKind::Published)], 0), None, "what one did oneself is no news");
    }
}
