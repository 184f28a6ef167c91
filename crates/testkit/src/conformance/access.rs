//! People who are let in, and what they do.

use std::{collections::BTreeMap, sync::Arc};

use banthao_document::{ArticleContent, ArticleId, BlobId, Body, DeviceId, OpId, Revision};
use banthao_portal_api::{
    Medium, Portal,
    wire::{Account, Act, ArticleChange, ChangeKind, Hello, Operation, Outcome, PushRequest, Receipt, SessionRequest},
};
use uuid::Uuid;

use super::Candidate;
use crate::content::{body, paragraph};

/// How someone is let in.
#[derive(Debug, Clone)]
pub enum Access {
    /// By name and password; each caller on a device of its own.
    Password {
        /// Sign-in name.
        username: String,
        /// Password.
        password: String,
    },
    /// By a token that was handed out before, on the device that it is good on.
    Token {
        /// The token.
        token: String,
        /// Its device.
        device: DeviceId,
    },
}

/// A signed-in connection.
pub(super) struct Caller {
    pub(super) portal: Arc<dyn Portal>,
    pub(super) device: DeviceId,
    pub(super) account: Account,
    pub(super) token: String,
    pub(super) hello: Hello,
}

impl Candidate {
    pub(super) async fn officer(&self) -> Caller {
        self.lets_in(&self.officer).await
    }

    pub(super) async fn approver(&self) -> Option<Caller> {
        match &self.approver {
            Some(access) => Some(self.lets_in(access).await),
            None => None,
        }
    }

    async fn lets_in(&self, access: &Access) -> Caller {
        match access {
            Access::Password { username, password } => {
                let (portal, device) = ((self.connect)(None), DeviceId(fresh()));
                let request =
                    SessionRequest { username: username.clone(), password: password.clone(), device, device_name: "Máy thử".to_owned() };
                let session = portal.sign_in(&request).await.expect("the sign-in succeeds");
                let hello = portal.hello().await.expect("the handshake");
                Caller { portal, device, account: session.account, token: session.token, hello }
            }
            Access::Token { token, device } => {
                let portal = (self.connect)(Some(token.clone()));
                let account = portal.account().await.expect("the token is good");
                let hello = portal.hello().await.expect("the handshake");
                Caller { portal, device: *device, account, token: token.clone(), hello }
            }
        }
    }

    pub(super) fn content(&self, text: &str) -> ArticleContent {
        ArticleContent {
            title: "Bài thử của bộ kiểm tra giao thức".to_owned(),
            sapo: "Sapo của bài thử.".to_owned(),
            section: Some(self.section.clone()),
            body: Body(body([paragraph(text)])),
            ..ArticleContent::empty("tin")
        }
    }
}

impl Caller {
    pub(super) fn offers(&self, feature: &str) -> bool {
        self.hello.features.iter().any(|offered| offered == feature)
    }

    pub(super) async fn push(&self, operations: Vec<Operation>) -> Vec<Receipt> {
        let request = PushRequest { device: self.device, ack_through: 0, operations, since: None };
        self.portal.push(&request).await.expect("the push is answered").receipts
    }

    pub(super) async fn does(&self, article: ArticleId, act: Act) -> Outcome {
        self.push(vec![self.operation(article, act)]).await.remove(0).outcome
    }

    /// A new operation. Numbers need only grow; those of a device that was examined before are beyond.
    pub(super) fn operation(&self, article: ArticleId, act: Act) -> Operation {
        static COUNTER: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
        let op_seq = COUNTER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Operation { op_seq, op_id: OpId(fresh()), article, act }
    }

    pub(super) fn revision(&self, article: ArticleId, parents: &[&Revision], content: ArticleContent) -> Revision {
        Revision {
            article,
            parents: parents.iter().map(|parent| parent.id()).collect(),
            author: Some(self.account.id),
            device: self.device,
            made_at_ms: 0,
            content,
            unknown: BTreeMap::new(),
        }
    }

    /// A new article of this text.
    pub(super) async fn writes(&self, candidate: &Candidate, text: &str) -> Revision {
        let revision = self.revision(ArticleId(fresh()), &[], candidate.content(text));
        let outcome = self.does(revision.article, put(None, &revision)).await;
        assert!(is_applied(&outcome), "a new article must be taken: {outcome:?}");
        revision
    }

    /// What the portal says of an article, whichever page it is on.
    pub(super) async fn told_of(&self, article: ArticleId) -> Option<ChangeKind> {
        let (mut cursor, mut found) = (None, None);
        while let Some(page) = self.portal.pull(cursor.as_deref(), 200).await.expect("the pull is answered") {
            found = page.changes.into_iter().filter(|change| change.article == article).map(|change| change.kind).next_back().or(found);
            cursor = Some(page.next_cursor);
            if !page.has_more {
                break;
            }
        }
        found
    }

    pub(super) async fn sees(&self, article: ArticleId) -> Option<ArticleChange> {
        match self.told_of(article).await? {
            ChangeKind::Article(article) => Some(*article),
            ChangeKind::Tombstone { .. } | ChangeKind::Unknown(_) => None,
        }
    }

    /// The cursor at the end of all that there is to tell.
    pub(super) async fn end_of_history(&self) -> Option<String> {
        let mut cursor = None;
        while let Some(page) = self.portal.pull(cursor.as_deref(), 200).await.expect("the pull is answered") {
            cursor = Some(page.next_cursor);
            if !page.has_more {
                break;
            }
        }
        cursor
    }
}

pub(super) fn fresh() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}

pub(super) fn put(base: Option<&Revision>, revision: &Revision) -> Act {
    Act::PutRevision { base: base.map(Revision::id), revision: Box::new(revision.clone()) }
}

pub(super) fn submit(revision: &Revision) -> Act {
    Act::Submit { revision: revision.id(), content_hash: revision.content_hash() }
}

pub(super) fn is_applied(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Applied { .. })
}

/// A PDF that nobody has sent before.
pub(super) fn new_pdf() -> Vec<u8> {
    [crate::PDF, fresh().to_string().as_bytes()].concat()
}

pub(super) fn pdf(bytes: &[u8]) -> Medium<'static> {
    Medium { blob: BlobId::of(bytes), media_type: "application/pdf", bytes: bytes.len() as u64, resume: None }
}
