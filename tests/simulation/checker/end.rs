//! How it ended: everything that was written and nobody decided against is on the portal, once, and everybody sees the same.

use std::collections::{BTreeMap, BTreeSet};

use banthao_document::ArticleId;
use banthao_portal_api::wire::{EventKind, Outcome, Receipt};

use super::{Broken, holds};
use crate::{
    history::{Fact, History, Request, There},
    text::{self, Word},
};

pub fn judge(history: &History) -> Result<(), Broken> {
    nothing_waits(history)?;
    let there = everything(history)?;
    no_word_is_lost(history, &there)?;
    no_word_is_there_twice(&there)?;
    no_act_is_lost(history)?;
    no_act_happened_more_often_than_it_was_asked_for(history)?;
    everybody_sees_the_same(history)
}

/// The words of every article on the portal, whoever may see it.
fn everything(history: &History) -> Result<BTreeMap<ArticleId, BTreeSet<Word>>, Broken> {
    let mut there = BTreeMap::new();
    for (id, now) in history.end.told.values().flatten() {
        if let There::Article(now) = now {
            let revision = now.revision.as_ref().ok_or_else(|| Broken("an article without its text from the beginning".to_owned()))?;
            holds(now.missing_blobs.is_empty(), || format!("{id} lacks {} of its files", now.missing_blobs.len()))?;
            there.insert(*id, text::words(&revision.content));
        }
    }
    Ok(there)
}

fn nothing_waits(history: &History) -> Result<(), Broken> {
    for (desk, waiting) in history.end.waiting.iter().enumerate() {
        holds(waiting.is_empty(), || format!("in the outbox of device {desk} wait for ever: {}", waiting.join(", ")))?;
    }
    Ok(())
}

/// “No edit is discarded unless a person chose so.”
fn no_word_is_lost(history: &History, there: &BTreeMap<ArticleId, BTreeSet<Word>>) -> Result<(), Broken> {
    let unwanted = unwanted(history);
    for fact in &history.facts {
        let Fact::Wrote { article, added, saved: true, .. } = fact else { continue };
        let is_there = there.get(article).is_some_and(|words| words.contains(added));
        holds(is_there || unwanted.contains(added), || format!("word {added} of {article} was saved and is not on the portal"))?;
    }
    Ok(())
}

/// Words that somebody took out, decided against, or deleted with what they saw.
fn unwanted(history: &History) -> BTreeSet<Word> {
    let mut unwanted = BTreeSet::new();
    for fact in &history.facts {
        match fact {
            Fact::Wrote { removed: words, .. } | Fact::DecidedAgainst { words, .. } | Fact::Deleted { words, .. } => unwanted.extend(words),
            _ => {}
        }
    }
    unwanted
}

/// “An acknowledged upload is on the portal exactly once.”
fn no_word_is_there_twice(there: &BTreeMap<ArticleId, BTreeSet<Word>>) -> Result<(), Broken> {
    let mut places: BTreeMap<Word, ArticleId> = BTreeMap::new();
    for (article, words) in there {
        for word in words {
            if let Some(other) = places.insert(*word, *article) {
                return Err(Broken(format!("word {word} is in {other} and in {article}")));
            }
        }
    }
    Ok(())
}

/// What somebody asked for was answered by the portal, or they were told and gave it up.
fn no_act_is_lost(history: &History) -> Result<(), Broken> {
    let (mut settled, mut deleted) = (BTreeSet::new(), BTreeSet::new());
    for fact in &history.facts {
        match fact {
            Fact::Pushed { response, .. } => {
                settled.extend(response.receipts.iter().filter(|receipt| is_final(receipt)).map(|receipt| receipt.op_id));
            }
            // The portal may have answered all of it before it stopped.
            Fact::Failed { request, .. } => settled.extend(request.operations.iter().map(|operation| operation.op_id)),
            Fact::GaveUp { operation } => drop(settled.insert(*operation)),
            Fact::Deleted { article, .. } => drop(deleted.insert(*article)),
            _ => {}
        }
    }
    for fact in &history.facts {
        if let Fact::Asked { article, request, operation, saved: true } = fact {
            let is_settled = settled.contains(operation) || deleted.contains(article);
            holds(is_settled, || format!("{request:?} of {article} was asked for and never answered"))?;
        }
    }
    Ok(())
}

fn is_final(receipt: &Receipt) -> bool {
    match receipt.outcome {
        Outcome::Applied { .. } | Outcome::Conflict { .. } | Outcome::Rejected { .. } => true,
        Outcome::Blocked { .. } | Outcome::BaseMissing => false,
    }
}

fn no_act_happened_more_often_than_it_was_asked_for(history: &History) -> Result<(), Broken> {
    let mut asked: BTreeMap<(ArticleId, Request), usize> = BTreeMap::new();
    for fact in &history.facts {
        if let Fact::Asked { article, request, .. } = fact {
            *asked.entry((*article, *request)).or_default() += 1;
        }
    }
    for (id, now) in history.end.told.values().flatten() {
        let There::Article(now) = now else { continue };
        let happened = |wanted: &dyn Fn(&EventKind) -> bool| now.events.iter().filter(|event| wanted(&event.kind)).count();
        let counts = [
            (Request::Submit, happened(&|kind| matches!(kind, EventKind::Submitted))),
            (Request::Recall, happened(&|kind| matches!(kind, EventKind::Recalled))),
            (Request::Approve, happened(&|kind| matches!(kind, EventKind::Approved { level: 0 }))),
            (Request::SendBack, happened(&|kind| matches!(kind, EventKind::SentBack { level: 0, .. }))),
        ];
        for (request, times) in counts {
            let wanted = asked.get(&(*id, request)).copied().unwrap_or(0);
            holds(times <= wanted, || format!("{id}: {request:?} happened {times} times and was asked for {wanted} times"))?;
        }
        let created = happened(&|kind| matches!(kind, EventKind::Created));
        holds(created == 1, || format!("{id} was created {created} times"))?;
    }
    Ok(())
}

/// Every device shows what the portal tells its person.
fn everybody_sees_the_same(history: &History) -> Result<(), Broken> {
    let mut deleted: BTreeSet<(usize, ArticleId)> = BTreeSet::new();
    for fact in &history.facts {
        if let Fact::Deleted { desk, article, .. } = fact {
            deleted.insert((*desk, *article));
        }
    }
    for (desk, (shown, person)) in history.end.shown.iter().zip(&history.end.people).enumerate() {
        let Some(told) = person.and_then(|person| history.end.told.get(&person)) else { continue };
        for (id, now) in told {
            match (now, shown.get(id)) {
                (There::Article(now), Some(screen)) => {
                    let content = now.revision.as_ref().map(|revision| revision.content_hash());
                    holds(content == Some(screen.content), || {
                        format!("device {desk} shows another text of {id} than the portal has, for ever")
                    })?;
                }
                (There::Article(_), None) => holds(deleted.contains(&(desk, *id)), || format!("device {desk} never shows {id}"))?,
                (There::Deleted, Some(_)) => return Err(Broken(format!("device {desk} shows {id}, which the portal has deleted"))),
                (There::Deleted, None) => {}
            }
        }
        for id in shown.keys() {
            holds(told.contains_key(id), || format!("device {desk} shows {id}, which the portal does not have"))?;
        }
    }
    Ok(())
}
