//! A portal of its own for each test, and people at their desks.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use banthao_document::{ArticleContent, ArticleId, BlobId, ContentHash, DeviceId, OpId, Revision, RevisionId};
use banthao_portal::{Clock, DEMO_PASSWORD, NewAccount, Portal, Settings};
use banthao_portal_api::wire::{
    Account, Act, ArticleChange, ChangeKind, Operation, Outcome, Problem, ProblemType, PullPage, PushRequest, PushResponse, Receipt, Role,
    Session, SessionRequest, Unit,
};
use serde::de::DeserializeOwned;
use serde_json::json;
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

/// 23/11/2026 10:00 in Việt Nam.
pub const MORNING_MS: i64 = 1_795_402_800_000;

pub const PUBLIC_URL: &str = "https://cong.example.vn";

pub struct ManualClock(AtomicI64);

impl Clock for ManualClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// An id that no one else has.
pub fn fresh() -> Uuid {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid()
}

pub struct Office {
    pub portal: Portal,
    pub clock: Arc<ManualClock>,
    pub folder: TempDir,
}

impl Office {
    /// A new portal with the demonstration accounts.
    pub fn opens() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock(AtomicI64::new(MORNING_MS)));
        let portal = Portal::open(settings(&folder, &clock)).unwrap();
        Self { portal, clock, folder }
    }

    /// The same folder, opened by another process.
    pub fn reopens(self) -> Self {
        drop(self.portal);
        let portal = Portal::open(settings(&self.folder, &self.clock)).unwrap();
        Self { portal, ..self }
    }

    pub fn minutes_pass(&self, minutes: i64) {
        self.clock.0.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    /// Someone of a unit with a role, beyond the demonstration accounts.
    pub fn employs(&self, username: &str, unit: &str, roles: &[Role]) {
        let unit = Unit { code: unit.to_owned(), name: unit.to_owned() };
        self.portal.add_account(&NewAccount { username, name: username, unit, roles: roles.to_vec(), password: DEMO_PASSWORD }).unwrap();
    }

    pub async fn asks(&self, request: Request<Body>) -> Answer {
        let router: Router = self.portal.router();
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// As a reader does.
    pub async fn gets(&self, path: &str) -> Answer {
        self.asks(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn tries_to_sign_in(&self, username: &str, password: &str) -> Answer {
        let request = SessionRequest {
            username: username.to_owned(),
            password: password.to_owned(),
            device: DeviceId(fresh()),
            device_name: "Máy thử".to_owned(),
        };
        self.asks(Request::post("/v1/session").body(serde_json::to_vec(&request).unwrap().into()).unwrap()).await
    }

    pub async fn signs_in(&self, username: &str) -> Desk<'_> {
        let device = DeviceId(fresh());
        let request =
            SessionRequest {
                username: username.to_owned(), password: DEMO_PASSWORD.to_owned(), device, device_name: "Máy thử".to_owned()
            };
        let answer = self.asks(Request::post("/v1/session").body(serde_json::to_vec(&request).unwrap().into()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let session: Session = answer.json();
        Desk { office: self, token: session.token, device, account: session.account }
    }

    /// The usual way to the public: submitted, approved by the unit, approved by the editors.
    pub async fn publishes(&self, content: &ArticleContent) -> Article {
        let officer = self.signs_in("canbo").await;
        let article = officer.writes(content).await;
        self.approves_everywhere(&officer, &article).await;
        article
    }

    pub async fn approves_everywhere(&self, officer: &Desk<'_>, article: &Article) {
        officer.applied(article.submit()).await;
        self.signs_in("lanhdao").await.applied(article.approve()).await;
        self.signs_in("bientap").await.applied(article.approve()).await;
    }

    /// The path of an article's public page.
    pub async fn page_of(&self, article: &Article) -> String {
        let pulled = self.signs_in("canbo").await.sees(article).await.unwrap();
        pulled.publication.unwrap().url.strip_prefix(PUBLIC_URL).unwrap().to_owned()
    }
}

fn settings(folder: &TempDir, clock: &Arc<ManualClock>) -> Settings {
    let mut settings = Settings::new(folder.path());
    settings.demo = true;
    settings.public_url = Some(PUBLIC_URL.to_owned());
    settings.clock = Arc::clone(clock) as Arc<dyn Clock>;
    settings
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts that this is problem details of `kind` and nothing else.
    #[track_caller]
    pub fn refuses_with(&self, kind: ProblemType) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let problem: Problem = self.json();
        assert_eq!(problem.kind, kind, "{}", self.text());
        assert_eq!(self.status.as_u16(), problem.status, "the status is repeated in the body");
    }
}

/// One revision of an article, as its writer or a reviewer holds it.
#[derive(Clone)]
pub struct Article {
    pub id: ArticleId,
    pub head: RevisionId,
    pub hash: ContentHash,
}

impl Article {
    pub fn submit(&self) -> (ArticleId, Act) {
        (self.id, Act::Submit { revision: self.head, content_hash: self.hash })
    }

    pub fn recall(&self) -> (ArticleId, Act) {
        (self.id, Act::Recall { revision: self.head })
    }

    pub fn approve(&self) -> (ArticleId, Act) {
        (self.id, Act::Approve { revision: self.head, content_hash: self.hash })
    }

    pub fn send_back(&self, reason: &str) -> (ArticleId, Act) {
        (self.id, Act::SendBack { revision: self.head, content_hash: self.hash, reason: reason.to_owned() })
    }
}

pub struct Desk<'a> {
    pub office: &'a Office,
    pub token: String,
    pub device: DeviceId,
    pub account: Account,
}

impl Desk<'_> {
    pub fn request(&self, method: Method, path: &str, body: impl Into<Body>) -> Request<Body> {
        let builder = Request::builder().method(method).uri(path);
        builder.header(header::AUTHORIZATION, format!("Bearer {}", self.token)).body(body.into()).unwrap()
    }

    pub async fn gets(&self, path: &str) -> Answer {
        self.office.asks(self.request(Method::GET, path, Body::empty())).await
    }

    pub async fn pushes(&self, operations: Vec<Operation>) -> Vec<Receipt> {
        let push = PushRequest { device: self.device, ack_through: 0, operations, since: None };
        let answer = self.office.asks(self.request(Method::POST, "/v1/push", serde_json::to_vec(&push).unwrap())).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.json::<PushResponse>().receipts
    }

    /// One new operation; what became of it.
    pub async fn does(&self, (article, act): (ArticleId, Act)) -> Outcome {
        let operation = Operation { op_seq: 1, op_id: OpId(fresh()), article, act };
        self.pushes(vec![operation]).await.remove(0).outcome
    }

    pub async fn applied(&self, act: (ArticleId, Act)) -> Vec<BlobId> {
        match self.does(act).await {
            Outcome::Applied { missing_blobs, .. } => missing_blobs,
            other => panic!("expected to be applied: {other:?}"),
        }
    }

    /// Asserts that an act is refused for good.
    pub async fn is_refused(&self, act: (ArticleId, Act), kind: ProblemType) {
        match self.does(act).await {
            Outcome::Rejected { problem } => assert_eq!(problem.kind, kind, "{problem:?}"),
            other => panic!("expected {kind:?}: {other:?}"),
        }
    }

    pub fn revision(&self, article: ArticleId, base: Option<RevisionId>, content: &ArticleContent) -> (Article, (ArticleId, Act)) {
        let revision = Revision {
            article,
            parents: base.into_iter().collect(),
            author: Some(self.account.id),
            device: self.device,
            made_at_ms: 0,
            content: content.clone(),
            unknown: Default::default(),
        };
        let written = Article { id: article, head: revision.id(), hash: revision.content_hash() };
        (written, (article, Act::PutRevision { base, revision: Box::new(revision) }))
    }

    pub async fn writes(&self, content: &ArticleContent) -> Article {
        let (article, put) = self.revision(ArticleId(fresh()), None, content);
        self.applied(put).await;
        article
    }

    pub async fn edits(&self, article: &Article, content: &ArticleContent) -> Article {
        let (edited, put) = self.revision(article.id, Some(article.head), content);
        self.applied(put).await;
        edited
    }

    pub async fn pulls(&self, cursor: &str, limit: usize) -> PullPage {
        let answer = self.gets(&format!("/v1/pull?cursor={cursor}&limit={limit}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.json()
    }

    /// The article as this desk would pull it, if it may see it.
    pub async fn sees(&self, article: &Article) -> Option<ArticleChange> {
        let page = self.pulls("", 500).await;
        page.changes.into_iter().find(|change| change.article == article.id).map(|change| match change.kind {
            ChangeKind::Article(article) => *article,
            ChangeKind::Tombstone { .. } | ChangeKind::Unknown(_) => panic!("nothing was deleted, and both speak one protocol"),
        })
    }

    pub async fn uploads(&self, media_type: &str, bytes: &[u8]) -> Answer {
        let mut request = self.request(Method::PUT, &format!("/v1/blobs/{}", BlobId::of(bytes)), bytes.to_vec());
        request.headers_mut().insert(header::CONTENT_TYPE, media_type.parse().unwrap());
        self.office.asks(request).await
    }
}

/// An article that lacks nothing.
pub fn story(title: &str) -> ArticleContent {
    let mut content = ArticleContent::empty("tin");
    content.title = title.to_owned();
    content.sapo = "Hơn bốn trăm người được hướng dẫn tại nhà văn hóa xã.".to_owned();
    content.section = Some("chuyen-doi-so".to_owned());
    content.byline = "Tổ truyền thông".to_owned();
    content.body.0 = json!({"type": "doc", "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "Sáng nay, lớp học đầu tiên mở ở nhà văn hóa xã."}]},
    ]});
    content
}

/// The same with a picture in its text.
pub fn story_with(picture: BlobId, title: &str) -> ArticleContent {
    let mut content = story(title);
    let figure = json!({"type": "figure",
        "attrs": {"blob": picture.to_string(), "alt": "Học viên bên máy tính", "credit": "Trung tâm", "width": 640, "height": 400},
        "content": [{"type": "figcaption", "content": [{"type": "text", "text": "Lớp học đầu tiên"}]}]});
    content.body.0["content"].as_array_mut().unwrap().push(figure);
    content
}

/// A picture that differs from others by its shade.
pub fn jpeg(shade: u8) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(1200, 750, |x, y| image::Rgb([shade, (x % 251) as u8, (y % 241) as u8]));
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}
