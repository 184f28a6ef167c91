//! What people do at a desk, in the words of their stories. A method panics where the story cannot go on; where a refusal is the story, ask
//! with [`Desk::asks`].

use banthao_portal::DEMO_PASSWORD;
use banthao_protocol::{
    ApiError, AppView, ArticleContentView, ArticleListView, ArticleRow, ArticleSaved, ArticleView, Keep, MediaView, OutboxView, Shelf,
    Status, SyncView,
};
use serde_json::{Value, json};

use crate::{
    content::{article, body, paragraph},
    desk::Desk,
};

impl Desk {
    /// Where the application stands.
    pub async fn state(&self) -> AppView {
        self.expects("app_state", json!({})).await
    }

    /// Signs in with the password of the demonstration accounts.
    pub async fn signs_in(&self, username: &str) -> AppView {
        self.tries_to_sign_in(username, DEMO_PASSWORD).await.expect("the sign-in succeeds")
    }

    /// Signs in, perhaps in vain.
    ///
    /// # Errors
    /// What the window is told.
    pub async fn tries_to_sign_in(&self, username: &str, password: &str) -> Result<AppView, ApiError> {
        self.asks("sign_in", json!({"portal_url": self.portal_url(), "username": username, "password": password})).await
    }

    /// A complete article of one paragraph; returns its id.
    pub async fn writes(&self, title: &str, text: &str) -> String {
        let created: ArticleView = self.expects("article_create", json!({})).await;
        self.saves(&created.article, &article(title, text)).await;
        created.article
    }

    /// Saves what is on the screen.
    pub async fn saves(&self, id: &str, content: &ArticleContentView) -> ArticleSaved {
        self.tries_to_save(id, content).await.expect("the save succeeds")
    }

    /// Saves, perhaps in vain.
    ///
    /// # Errors
    /// What the window is told.
    pub async fn tries_to_save(&self, id: &str, content: &ArticleContentView) -> Result<ArticleSaved, ApiError> {
        let typed_from = self.opens(id).await.content_hash;
        self.tries_to_save_over(&typed_from, id, content).await
    }

    /// Saves what was typed from the text of this hash, perhaps in vain.
    ///
    /// # Errors
    /// What the window is told.
    pub async fn tries_to_save_over(&self, typed_from: &str, id: &str, content: &ArticleContentView) -> Result<ArticleSaved, ApiError> {
        self.asks("article_save", json!({"article": id, "content": content, "base_hash": typed_from, "caret": {"anchor": 17}})).await
    }

    /// Replaces the whole text by one paragraph.
    pub async fn types(&self, id: &str, text: &str) -> ArticleSaved {
        let content = ArticleContentView { body: body([paragraph(text)]), ..self.opens(id).await.content };
        self.saves(id, &content).await
    }

    /// Opens an article.
    pub async fn opens(&self, id: &str) -> ArticleView {
        self.expects("article_open", json!({"article": id})).await
    }

    /// The text of an article's first paragraph.
    pub async fn reads(&self, id: &str) -> String {
        let body = self.opens(id).await.content.body;
        body["content"][0]["content"][0]["text"].as_str().unwrap_or_default().to_owned()
    }

    /// What the window says of an article.
    pub async fn status(&self, id: &str) -> Status {
        let status = self.opens(id).await.status;
        // A row looks at less than the page does, and must not say anything else.
        let row = self.lists(Shelf::All).await.into_iter().find(|row| row.article == id);
        assert!(row.as_ref().is_none_or(|row| row.status == status), "the list says {:?}, the page {status:?}", row.map(|row| row.status));
        status
    }

    /// The officer rests and a turn of sync is taken.
    pub async fn syncs(&self) -> SyncView {
        self.tries_to_sync().await.expect("the turn succeeds")
    }

    /// The officer rests and a turn of sync is taken, perhaps in vain.
    ///
    /// # Errors
    /// What the window is told.
    pub async fn tries_to_sync(&self) -> Result<SyncView, ApiError> {
        self.clock().rests();
        self.asks("sync_now", json!({})).await
    }

    /// Gửi duyệt.
    pub async fn submits(&self, id: &str) -> ArticleView {
        self.expects("article_submit", json!({"article": id})).await
    }

    /// Rút lại.
    pub async fn recalls(&self, id: &str) -> ArticleView {
        self.expects("article_recall", json!({"article": id})).await
    }

    /// Duyệt, of what the article says now.
    pub async fn approves(&self, id: &str) -> ArticleView {
        let read = self.opens(id).await.content_hash;
        self.expects("article_approve", json!({"article": id, "content_hash": read})).await
    }

    /// Trả lại.
    pub async fn sends_back(&self, id: &str, reason: &str) -> ArticleView {
        let read = self.opens(id).await.content_hash;
        self.expects("article_send_back", json!({"article": id, "content_hash": read, "reason": reason})).await
    }

    /// Chooses between two texts.
    pub async fn chooses(&self, id: &str, keep: Keep) -> ArticleView {
        self.expects("article_choose", json!({"article": id, "keep": keep})).await
    }

    /// One list.
    pub async fn lists(&self, shelf: Shelf) -> Vec<ArticleRow> {
        let list: ArticleListView = self.expects("article_list", json!({"shelf": shelf})).await;
        list.rows
    }

    /// What waits to be sent.
    pub async fn outbox(&self) -> OutboxView {
        self.expects("outbox_list", json!({})).await
    }

    /// Takes a file in.
    pub async fn adds(&self, file_name: &str, bytes: Vec<u8>) -> MediaView {
        self.app().media_add(file_name.to_owned(), bytes).await.expect("the file is taken")
    }

    async fn expects<T: serde::de::DeserializeOwned>(&self, command: &str, request: Value) -> T {
        match self.asks(command, request).await {
            Ok(answer) => answer,
            Err(refusal) => panic!("{command} was refused: {refusal:?}"),
        }
    }
}
