//! A network between a desk and its portal that breaks when it is told to.
//!
//! What passes goes to the real client of the native protocol and over a real socket: only the faults are made up.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use banthao_core::{Connect, NativeConnect};
use banthao_document::{ArticleId, BlobId, Revision, RevisionId};
use banthao_portal_api::{
    Capabilities, Error, Hints, Medium, Portal, Result, Sink, Source, Watcher,
    wire::{
        Account, Act, Catalogue, Hello, Operation, PullPage, PushRequest, PushResponse, RevsDiff, RevsDiffRequest, Session, SessionRequest,
    },
};
use bytes::Bytes;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::faults::{Fault, Request};

/// The network of one desk. Clones are one network.
#[derive(Clone, Default)]
pub struct Network(Arc<Inner>);

#[derive(Default)]
struct Inner {
    state: Mutex<State>,
    silence: Notify,
}

#[derive(Default)]
struct State {
    is_down: bool,
    faults: BTreeMap<Request, VecDeque<Fault>>,
    /// Faults of the nth request from when they were planned, whatever it asks.
    anywhere: Vec<(usize, Fault)>,
    seen: Vec<Request>,
    operations: Vec<Operation>,
    uploads: Vec<(BlobId, Bytes)>,
    tells_no_news: bool,
    spoils_deltas: bool,
    epoch: Option<Uuid>,
    cursors_of_the_epoch: BTreeSet<String>,
}

impl Network {
    /// No connection comes about from now on.
    pub fn goes_down(&self) {
        self.state().is_down = true;
    }

    /// Connections come about again.
    pub fn comes_up(&self) {
        self.state().is_down = false;
    }

    /// Answers to a push say nothing of what happened, as those of a portal that cannot: it is read back by a pull of its own.
    pub fn tells_no_news(&self) {
        self.state().tells_no_news = true;
    }

    /// Deltas arrive as those of a build that writes them otherwise.
    pub fn spoils_deltas(&self) {
        self.state().spoils_deltas = true;
    }

    /// The next such request takes effect, and its answer is lost.
    pub fn loses_the_answer_to(&self, request: Request) {
        self.plans(request, Fault::LosesTheAnswer);
    }

    /// The next such request arrives twice.
    pub fn duplicates(&self, request: Request) {
        self.plans(request, Fault::Duplicates);
    }

    /// The next such request takes effect, and nothing is heard of it any more; see [`Network::falls_silent`].
    pub fn never_answers(&self, request: Request) {
        self.plans(request, Fault::NeverAnswers);
    }

    /// The next such request fails like this.
    pub fn fails(&self, request: Request, error: Error) {
        self.plans(request, Fault::Fails(error));
    }

    /// The `nth` such request from now, counted from 1, fails like this.
    pub fn fails_at(&self, request: Request, nth: usize, error: Error) {
        for _ in 1..nth {
            self.plans(request, Fault::Passes);
        }
        self.plans(request, Fault::Fails(error));
    }

    /// The `nth` request from now, counted from 0 and whatever it asks, meets this.
    pub fn breaks_at(&self, nth: usize, fault: Fault) {
        let mut state = self.state();
        let at = state.seen.len() + nth;
        state.anywhere.push((at, fault));
    }

    fn plans(&self, request: Request, fault: Fault) {
        self.state().faults.entry(request).or_default().push_back(fault);
    }

    /// Waits until a request has taken effect whose answer will never come.
    pub async fn falls_silent(&self) {
        self.0.silence.notified().await;
    }

    /// The portal says that it was restored from a backup: another epoch, in which the cursors handed out so far mean nothing.
    pub fn portal_has_a_new_epoch(&self) {
        let mut state = self.state();
        state.epoch = Some(uuid::Builder::from_random_bytes(rand::random()).into_uuid());
        state.cursors_of_the_epoch.clear();
    }

    /// Every request that set out, in order.
    pub fn seen(&self) -> Vec<Request> {
        self.state().seen.clone()
    }

    /// Every operation that arrived, as often as it did.
    pub fn operations(&self) -> Vec<Operation> {
        self.state().operations.clone()
    }

    /// Every medium that arrived.
    pub fn uploads(&self) -> Vec<(BlobId, Bytes)> {
        self.state().uploads.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn carries<T, F: Future<Output = Result<T>>>(&self, request: Request, send: impl Fn() -> F) -> Result<T> {
        let fault = {
            let mut state = self.state();
            let number = state.seen.len();
            state.seen.push(request);
            if state.is_down {
                return Err(Error::Unreachable);
            }
            let anywhere = state.anywhere.iter().position(|(at, _)| *at == number);
            if let Some(planned) = anywhere {
                Some(state.anywhere.swap_remove(planned).1)
            } else {
                state.faults.get_mut(&request).and_then(VecDeque::pop_front)
            }
        };
        match fault {
            None | Some(Fault::Passes) => send().await,
            Some(Fault::Fails(error)) => Err(error),
            Some(Fault::LosesTheAnswer) => {
                send().await?;
                Err(Error::InDoubt)
            }
            Some(Fault::Duplicates) => {
                send().await?;
                send().await
            }
            Some(Fault::NeverAnswers) => {
                send().await?;
                self.0.silence.notify_one();
                std::future::pending().await
            }
        }
    }
}

impl Connect for Network {
    fn connect(&self, url: &str, token: Option<String>) -> Result<Arc<dyn Portal>> {
        let portal = NativeConnect::default().connect(url, token)?;
        Ok(Arc::new(Line { network: self.clone(), portal }))
    }
}

/// One connection over the network.
struct Line {
    network: Network,
    portal: Arc<dyn Portal>,
}

#[async_trait]
impl Portal for Line {
    fn capabilities(&self) -> Capabilities {
        self.portal.capabilities()
    }

    async fn hello(&self) -> Result<Hello> {
        let hello = self.network.carries(Request::Hello, || self.portal.hello()).await?;
        let epoch = self.network.state().epoch.unwrap_or(hello.epoch);
        Ok(Hello { epoch, ..hello })
    }

    async fn sign_in(&self, request: &SessionRequest) -> Result<Session> {
        self.network.carries(Request::SignIn, || self.portal.sign_in(request)).await
    }

    async fn account(&self) -> Result<Account> {
        self.network.carries(Request::Account, || self.portal.account()).await
    }

    async fn sign_out(&self) -> Result<()> {
        self.network.carries(Request::SignOut, || self.portal.sign_out()).await
    }

    async fn catalogue(&self) -> Result<Catalogue> {
        self.network.carries(Request::Catalogue, || self.portal.catalogue()).await
    }

    async fn push(&self, request: &PushRequest) -> Result<PushResponse> {
        self.network
            .carries(Request::Push, || async {
                self.network.state().operations.extend(request.operations.iter().cloned());
                let mut request = request.clone();
                if self.network.state().spoils_deltas {
                    for operation in &mut request.operations {
                        if let Act::PutDelta { delta, .. } = &mut operation.act {
                            *delta = serde_json::Value::Null;
                        }
                    }
                }
                let mut answer = self.portal.push(&request).await?;
                let mut state = self.network.state();
                if state.tells_no_news {
                    answer.news = None;
                }
                state.cursors_of_the_epoch.extend(answer.news.iter().map(|news| news.next_cursor.clone()));
                Ok(answer)
            })
            .await
    }

    async fn pull(&self, cursor: Option<&str>, limit: usize) -> Result<Option<PullPage>> {
        let is_void = {
            let state = self.network.state();
            state.epoch.is_some() && cursor.is_some_and(|cursor| !state.cursors_of_the_epoch.contains(cursor))
        };
        let page = self
            .network
            .carries(Request::Pull, || async { if is_void { Err(Error::CursorExpired) } else { self.portal.pull(cursor, limit).await } })
            .await?;
        if let Some(page) = &page {
            self.network.state().cursors_of_the_epoch.insert(page.next_cursor.clone());
        }
        Ok(page)
    }

    async fn revs_diff(&self, request: &RevsDiffRequest) -> Result<RevsDiff> {
        self.network.carries(Request::RevsDiff, || self.portal.revs_diff(request)).await
    }

    async fn revision(&self, article: ArticleId, revision: RevisionId) -> Result<Revision> {
        self.network.carries(Request::Revision, || self.portal.revision(article, revision)).await
    }

    async fn upload(&self, medium: &Medium<'_>, source: &dyn Source, watcher: &dyn Watcher) -> Result<()> {
        self.network
            .carries(Request::Upload, || async {
                self.portal.upload(medium, source, watcher).await?;
                let bytes = source.read_at(0, usize::try_from(medium.bytes).unwrap_or(usize::MAX)).await?;
                self.network.state().uploads.push((medium.blob, bytes));
                Ok(())
            })
            .await
    }

    async fn download(&self, blob: BlobId, from: u64, sink: &mut dyn Sink) -> Result<()> {
        let fetched = self
            .network
            .carries(Request::Download, || async {
                let mut bytes = Vec::new();
                self.portal.download(blob, from, &mut bytes).await?;
                Ok(bytes)
            })
            .await?;
        Ok(sink.write(fetched.into()).await?)
    }

    async fn hints(&self) -> Result<Hints> {
        self.network.carries(Request::Hints, || self.portal.hints()).await
    }
}

/// A connection over `network` to the portal at `url`, without a token.
///
/// # Panics
/// When `url` is no portal's address.
pub fn connect(network: &Network, url: &str) -> Arc<dyn Portal> {
    network.connect(url, None).expect("a portal's address")
}
