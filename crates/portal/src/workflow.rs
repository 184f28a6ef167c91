//! What each act asks of an article, and what it does to it.
//!
//! Every rule about who may do what, and when, is in this file. [`take`] runs inside the caller's transaction: what it returns as
//! [`Outcome::Applied`] is in the books, and anything else has changed nothing.

use banthao_document::{ArticleId, ContentHash, DeviceId, Revision, RevisionId, delta::Delta, validate};
use banthao_portal_api::wire::{
    Account, Act, Catalogue, Envelope, EventKind, Level, Operation, Outcome, Person, Problem, ProblemType, Return, Stage, WorkflowEvent,
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    faults::{self, Fault},
    site::slug,
    storage::{
        Books, Error, Result,
        articles::{self, Article, Written},
    },
};

/// Who asks, when, and by which rules.
pub struct Asking<'a> {
    /// The account behind the token.
    pub account: &'a Account,
    /// The device that the token is good on.
    pub device: DeviceId,
    /// Sections and levels as they now are.
    pub catalogue: &'a Catalogue,
    /// The portal's clock, UTC milliseconds.
    pub now_ms: i64,
}

/// Does what `operation` asks, or says why not. `written` is the revision that it brings whole.
pub fn take(books: &dyn Books, asking: &Asking<'_>, operation: &Operation, written: Option<&Written>) -> Result<Outcome> {
    let desk = Desk { books, asking };
    let article = books.article(operation.article)?;
    if let Some(article) = &article
        && !article.visible_to(asking.account, desk.levels())
    {
        // What someone may not see does not exist for them: any other answer would tell them that it does.
        return Ok(nothing_there());
    }
    match (&operation.act, article) {
        (Act::PutRevision { base, .. }, article) => match written {
            Some(written) => desk.put(article, operation.article, *base, written),
            None => Ok(rejected(ProblemType::BadRequest, "an operation without its revision")),
        },
        (Act::PutDelta { base, revision, envelope, delta }, Some(article)) => {
            match desk.put_together(article.id, *base, *revision, envelope, delta)? {
                Some(written) => desk.put(Some(article), operation.article, Some(*base), &written),
                None => Ok(Outcome::BaseMissing),
            }
        }
        (Act::PutDelta { .. }, None) => Ok(Outcome::BaseMissing),
        (Act::Delete { base }, Some(article)) => desk.delete(article, *base),
        (Act::Submit { .. } | Act::Recall { .. } | Act::Approve { .. } | Act::SendBack { .. }, Some(article))
            if books.tombstone(article.id)?.is_some() =>
        {
            Ok(rejected(ProblemType::WrongStage, "it was deleted"))
        }
        (Act::Submit { revision, content_hash }, Some(article)) => desk.submit(article, *revision, *content_hash),
        (Act::Recall { revision }, Some(article)) => desk.recall(article, *revision),
        (Act::Approve { content_hash, .. }, Some(article)) => desk.approve(article, *content_hash),
        (Act::SendBack { content_hash, reason, .. }, Some(article)) => desk.send_back(article, *content_hash, reason),
        (Act::Delete { .. } | Act::Submit { .. } | Act::Recall { .. } | Act::Approve { .. } | Act::SendBack { .. }, None) => {
            Ok(nothing_there())
        }
    }
}

/// One operation's view of the portal.
struct Desk<'a> {
    books: &'a dyn Books,
    asking: &'a Asking<'a>,
}

impl Desk<'_> {
    fn levels(&self) -> &[Level] {
        &self.asking.catalogue.workflow.levels
    }

    fn put(&self, article: Option<Article>, id: ArticleId, base: Option<RevisionId>, written: &Written) -> Result<Outcome> {
        let (account, revision) = (self.asking.account, &written.revision);
        if revision.article != id {
            return Ok(rejected(ProblemType::BadRequest, "the revision is of another article"));
        }
        if revision.author.is_some_and(|author| author != account.id) {
            return Ok(rejected(ProblemType::Forbidden, "the revision names another author"));
        }
        if article.as_ref().is_some_and(|article| article.owner.id != account.id) {
            return Ok(rejected(ProblemType::Forbidden, "only its author writes an article"));
        }
        let new = written.id;
        let head = article.as_ref().map(|article| article.head);
        if let Some(article) = &article
            && article.head == new
            && self.books.tombstone(article.id)?.is_none()
        {
            return self.applied(article);
        }
        if base != head && head != Some(new) && !faults::planted(Fault::OverwritesHeads) {
            return Ok(Outcome::Conflict { head });
        }
        if let Err(invalid) = validate::content(&revision.content) {
            return Ok(rejected(ProblemType::InvalidContent, invalid.reason));
        }
        self.books.keep_revision(written, self.asking.device, self.asking.now_ms)?;
        match article {
            None => {
                let owner = self.person();
                let mut article =
                    Article { id, owner, unit: account.unit.clone(), head: new, stage: Stage::Draft, reached_level: None, seq: 0 };
                self.commit(&mut article, &[EventKind::Created])
            }
            Some(mut article) => {
                let mut happened = Vec::new();
                // Someone's words outlive someone's tidying up: an edit brings a deleted article back.
                if self.books.tombstone(id)?.is_some() {
                    self.books.unbury(id)?;
                    happened.push(EventKind::Revived);
                }
                article.head = new;
                let (stage, event) = after_edit(&article.stage, revision.content_hash());
                article.stage = stage;
                happened.extend(event);
                self.commit(&mut article, &happened)
            }
        }
    }

    /// The revision that a delta tells; none when its base is not here, it does not fit, or it leads to another revision than it names.
    fn put_together(
        &self,
        article: ArticleId,
        base: RevisionId,
        revision: RevisionId,
        envelope: &Envelope,
        delta: &Value,
    ) -> Result<Option<Written>> {
        let Some((base, ..)) = self.books.revision(article, base)? else { return Ok(None) };
        // A delta of a build that writes them otherwise is none to this one.
        let content = Delta::deserialize(delta).ok().and_then(|delta| delta.apply(&base.content).ok());
        let written = content.map(|content| Written::from(envelope.clone().around(article, content)));
        Ok(written.filter(|written| written.id == revision))
    }

    fn delete(&self, mut article: Article, base: RevisionId) -> Result<Outcome> {
        if article.owner.id != self.asking.account.id {
            return Ok(rejected(ProblemType::Forbidden, "only its author deletes an article"));
        }
        if base != article.head && !faults::planted(Fault::DeletesWhateverIsThere) {
            return Ok(Outcome::Conflict { head: Some(article.head) });
        }
        if self.books.tombstone(article.id)?.is_some() {
            return self.applied(&article);
        }
        if matches!(article.stage, Stage::InReview { .. }) {
            return Ok(rejected(ProblemType::WrongStage, "it waits for approval: take it back first"));
        }
        if self.books.publication(article.id)?.is_some() {
            return Ok(rejected(ProblemType::WrongStage, "it is public"));
        }
        self.books.bury(article.id, &self.person(), self.asking.now_ms)?;
        self.commit(&mut article, &[EventKind::Deleted])
    }

    fn revision(&self, article: &Article, id: RevisionId) -> Result<Revision> {
        let (revision, ..) = self.books.revision(article.id, id)?.ok_or(Error::Lost)?;
        Ok(revision)
    }

    fn submit(&self, mut article: Article, revision: RevisionId, content_hash: ContentHash) -> Result<Outcome> {
        if article.owner.id != self.asking.account.id {
            return Ok(rejected(ProblemType::Forbidden, "only its author submits an article"));
        }
        let head = self.revision(&article, article.head)?;
        if revision != article.head || content_hash != head.content_hash() {
            return Ok(Outcome::Conflict { head: Some(article.head) });
        }
        match &article.stage {
            Stage::Draft | Stage::Returned(_) => {}
            Stage::InReview { .. } => return Ok(rejected(ProblemType::WrongStage, "it waits for approval already")),
            Stage::Published { .. } => return Ok(rejected(ProblemType::WrongStage, "exactly this content is public already")),
        }
        let lacking = self.lacking(&head);
        if !lacking.is_empty() {
            return Ok(rejected(ProblemType::Incomplete, lacking.join(", ")));
        }
        let missing_blobs = self.books.missing_blobs(article.head, article.owner.id)?;
        if !missing_blobs.is_empty() {
            return Ok(Outcome::Blocked { missing_blobs });
        }
        article.stage = Stage::InReview { level: 0, revision, content_hash };
        article.reached_level = Some(article.reached_level.unwrap_or(0));
        self.commit(&mut article, &[EventKind::Submitted])
    }

    /// The names of what a submission lacks. A section that the catalogue does not know is none.
    fn lacking(&self, revision: &Revision) -> Vec<String> {
        let mut lacking = validate::lacking(&revision.content);
        let section = revision.content.section.as_deref();
        let known = self.asking.catalogue.sections.iter().any(|known| Some(known.code.as_str()) == section);
        if !known && !lacking.contains(&validate::Lacking::Section) {
            lacking.push(validate::Lacking::Section);
        }
        lacking.iter().map(|lacking| format!("{lacking:?}")).collect()
    }

    fn recall(&self, mut article: Article, revision: RevisionId) -> Result<Outcome> {
        if article.owner.id != self.asking.account.id {
            return Ok(rejected(ProblemType::Forbidden, "only its author takes a submission back"));
        }
        match &article.stage {
            Stage::InReview { revision: submitted, .. } if *submitted == revision => {
                article.stage = Stage::Draft;
                self.commit(&mut article, &[EventKind::Recalled])
            }
            Stage::InReview { .. } => Ok(Outcome::Conflict { head: Some(article.head) }),
            Stage::Draft | Stage::Returned(_) | Stage::Published { .. } => {
                Ok(rejected(ProblemType::WrongStage, "it does not wait for approval"))
            }
        }
    }

    fn approve(&self, mut article: Article, content_hash: ContentHash) -> Result<Outcome> {
        let (level, submitted) = match self.reviewing(&article, content_hash)? {
            Ok(waiting) => waiting,
            Err(refusal) => return Ok(refusal),
        };
        let next = level + 1;
        if next < self.levels().len() {
            article.stage = Stage::InReview { level: next, revision: submitted, content_hash };
            article.reached_level = article.reached_level.max(Some(next));
            return self.commit(&mut article, &[EventKind::Approved { level }]);
        }
        let missing_blobs = self.books.missing_blobs(submitted, article.owner.id)?;
        if !missing_blobs.is_empty() {
            return Ok(Outcome::Blocked { missing_blobs });
        }
        let revision = self.revision(&article, submitted)?;
        self.books.publish(&revision, &slug::of(&revision.content.title), self.asking.now_ms)?;
        article.stage = Stage::Published { content_hash };
        self.commit(&mut article, &[EventKind::Approved { level }, EventKind::Published])
    }

    fn send_back(&self, mut article: Article, content_hash: ContentHash, reason: &str) -> Result<Outcome> {
        let level = match self.reviewing(&article, content_hash)? {
            Ok((level, _)) => level,
            Err(refusal) => return Ok(refusal),
        };
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Ok(rejected(ProblemType::Incomplete, "reason"));
        }
        article.stage = Stage::Returned(Return { level, by: self.person(), reason: reason.clone(), at_ms: self.asking.now_ms });
        self.commit(&mut article, &[EventKind::SentBack { level, reason }])
    }

    /// The level at which the article waits and the revision submitted, provided that this account decides there about this content.
    fn reviewing(&self, article: &Article, content_hash: ContentHash) -> Result<Result<(usize, RevisionId), Outcome>> {
        let account = self.asking.account;
        if article.owner.id == account.id {
            return Ok(Err(rejected(ProblemType::OwnArticle, "nobody decides about their own article")));
        }
        let Stage::InReview { level, revision, content_hash: submitted } = &article.stage else {
            return Ok(Err(rejected(ProblemType::WrongStage, "it does not wait for approval")));
        };
        if self.books.approvers(article.id)?.contains(&account.id) {
            return Ok(Err(rejected(ProblemType::Forbidden, "this account has approved it at an earlier level")));
        }
        let decides = |level: &Level| articles::decides(account, level, &article.unit);
        if !self.levels().get(*level).is_some_and(decides) {
            // Someone who decides elsewhere on the way is late or early, not out of place.
            let kind = if self.levels().iter().any(decides) { ProblemType::WrongStage } else { ProblemType::Forbidden };
            return Ok(Err(rejected(kind, "this account does not decide at the level where it waits")));
        }
        if *submitted != content_hash && !faults::planted(Fault::ApprovesWhateverWaits) {
            return Ok(Err(Outcome::Conflict { head: Some(article.head) }));
        }
        Ok(Ok((*level, *revision)))
    }

    fn commit(&self, article: &mut Article, happened: &[EventKind]) -> Result<Outcome> {
        self.books.save_article(article)?;
        for kind in happened {
            let event = WorkflowEvent { at_ms: self.asking.now_ms, by: self.person(), kind: kind.clone() };
            self.books.add_event(article.id, &event)?;
        }
        self.applied(article)
    }

    fn applied(&self, article: &Article) -> Result<Outcome> {
        let missing_blobs = self.books.missing_blobs(article.head, article.owner.id)?;
        Ok(Outcome::Applied { seq: article.seq.unsigned_abs(), missing_blobs })
    }

    fn person(&self) -> Person {
        Person { id: self.asking.account.id, name: self.asking.account.name.clone() }
    }
}

/// Where an article stands once its author has changed it, and what there is to tell about it.
fn after_edit(stage: &Stage, content: ContentHash) -> (Stage, Option<EventKind>) {
    match stage {
        // An approver must never find another text under the words they approved.
        Stage::InReview { content_hash, .. } if *content_hash != content && !faults::planted(Fault::KeepsApprovalsOnEdits) => {
            (Stage::Draft, Some(EventKind::Voided))
        }
        Stage::Published { content_hash } if *content_hash != content => (Stage::Draft, None),
        // The reason stays in sight until the article is submitted again.
        Stage::Draft | Stage::Returned(_) | Stage::InReview { .. } | Stage::Published { .. } => (stage.clone(), None),
    }
}

fn nothing_there() -> Outcome {
    rejected(ProblemType::NotFound, "no such article")
}

/// A refusal for good.
pub fn rejected(kind: ProblemType, detail: impl Into<String>) -> Outcome {
    Outcome::Rejected { problem: Problem::new(kind, detail) }
}
